//! `ImportError`, `NameError` and `AttributeError`: classes with attributes given by keyword.

use super::base;
use super::fields::{self, Family};
use crate::native::{Args, Member, NativeResult};
use crate::object::{Dict, Exception, Kind, Str};
use crate::symbols::{Symbol, sym};
use crate::types::Slots;
use crate::value::Value;
use crate::vm::{Raised, Vm};

/// The operations of `ImportError`.
pub static IMPORT_SLOTS: Slots = Slots { init: Some(import_init), str: Some(import_str), ..base::COMMON };
/// The operations of `NameError`.
pub static NAME_SLOTS: Slots = Slots { init: Some(name_init), ..base::COMMON };
/// The operations of `AttributeError`.
pub static ATTRIBUTE_SLOTS: Slots = Slots { init: Some(attribute_init), ..base::COMMON };

macro_rules! field {
    ($name:literal, $family:ident, $index:literal) => {
        Member::property($name, fields::get::<{ Family::$family }, $index>, fields::set::<{ Family::$family }, $index>)
    };
}

/// The attributes of `ImportError`.
pub static IMPORT_MEMBERS: &[Member] =
    &[field!("msg", IMPORT, 0), field!("name", IMPORT, 1), field!("path", IMPORT, 2), field!("name_from", IMPORT, 3)];

/// The attributes of `NameError`.
pub static NAME_MEMBERS: &[Member] = &[field!("name", NAME, 0)];

/// The attributes of `AttributeError`.
pub static ATTRIBUTE_MEMBERS: &[Member] = &[field!("name", ATTRIBUTE, 0), field!("obj", ATTRIBUTE, 1)];

fn import_init(vm: &mut Vm, value: Value, args: &Args) -> Result<(), Raised> {
    let names = [sym::name, sym::path, sym::name_from];
    let given = keywords(vm, args, names, "ImportError")?;
    base::set_arguments(vm, value, args)?;
    let message = args.rest_at(0).filter(|_| args.rest_len() == 1);
    set_fields(vm, value, given, &[message, given[0], given[1], given[2]])
}

fn name_init(vm: &mut Vm, value: Value, args: &Args) -> Result<(), Raised> {
    let given = keywords(vm, args, [sym::name], "NameError")?;
    base::set_arguments(vm, value, args)?;
    set_fields(vm, value, given, &given)
}

fn attribute_init(vm: &mut Vm, value: Value, args: &Args) -> Result<(), Raised> {
    let given = keywords(vm, args, [sym::name, sym::obj], "AttributeError")?;
    base::set_arguments(vm, value, args)?;
    set_fields(vm, value, given, &given)
}

fn set_fields<const COUNT: usize>(
    vm: &mut Vm,
    value: Value,
    given: [Option<Value>; COUNT],
    values: &[Option<Value>],
) -> Result<(), Raised> {
    let Some(exception) = value.as_ref::<Exception>() else { return Ok(()) };
    if given.iter().all(Option::is_none) {
        exception.payload.set(None);
        return Ok(());
    }
    fields::assign(vm, exception, values)
}

/// The values of keyword arguments; TypeError if there are others.
fn keywords<const COUNT: usize>(
    vm: &mut Vm,
    args: &Args,
    names: [Symbol; COUNT],
    class: &str,
) -> Result<[Option<Value>; COUNT], Raised> {
    let mut values = [None; COUNT];
    let Some(dict) = args.keywords().and_then(Value::as_ref::<Dict>) else { return Ok(values) };
    let mut known = 0;
    for (slot, name) in values.iter_mut().zip(names) {
        *slot = dict.get_name(name);
        known += slot.is_some() as usize;
    }
    if known == dict.len() {
        return Ok(values);
    }
    let is_unknown = |key: &Value| {
        let key = key.as_ref::<Str>();
        key.is_some_and(|key| !names.iter().any(|name| name.as_str().as_bytes() == key.as_bytes()))
    };
    let unknown = dict.iter().map(|(key, _)| key).find(is_unknown).and_then(Value::as_ref::<Str>);
    let name = unknown.as_ref().and_then(|name| name.as_str()).unwrap_or("?");
    Err(vm.type_error(format_args!("'{name}' is an invalid keyword argument for {class}")))
}

fn import_str(vm: &mut Vm, value: Value) -> NativeResult {
    let message = value.as_ref::<Exception>().and_then(|exception| Family(Family::IMPORT).field(&exception, 0));
    match message {
        Some(message) if message.is_exact(Kind::Str) => Ok(message),
        _ => base::str(vm, value),
    }
}

//! `dict`.
//!
//! Map: this file the type, its operators and methods; [`update`] merging of mappings; [`iterator`] its iterators;
//! [`views`] `keys()`, `values()` and `items()`.

pub mod iterator;
#[cfg(test)]
mod tests;
mod update;
pub mod views;

use super::sequence;
use crate::native::{Args, Member, NativeResult};
use crate::object::{Dict, Kind, Ref, Type};
use crate::symbols::sym;
use crate::types::{BinaryOperator, Comparison, Slots, exception::KEY_ERROR, generic_alias};
use crate::value::Value;
use crate::vm::{Raised, Vm};
use core::ops::ControlFlow;

static SLOTS: Slots = Slots {
    new: Some(new),
    init: Some(init),
    repr: Some(repr),
    length: Some(|_, dict| Ok(dict.as_ref::<Dict>().map_or(0, |dict| dict.len()))),
    get_item: Some(get_item),
    set_item: Some(set_item),
    contains: Some(contains),
    iter: Some(|vm, dict| iterator::new(vm, &iterator::DICT_KEYITERATOR, dict)),
    compare: Some(compare),
    binary: Some(binary),
    inplace: Some(inplace),
    ..Slots::NONE
};

static MEMBERS: &[Member] = &[
    Member::function("get", "self, key, default=None, /", get, "The value of a key, or a default."),
    Member::function("setdefault", "self, key, default=None, /", set_default, "The value of a key, set if missing."),
    Member::function("pop", "self, key, default=None, /", pop, "Removes a key and returns its value."),
    Member::function("popitem", "self, /", pop_item, "Removes and returns the pair that was added last."),
    Member::function("update", "self, /, *args, **kwargs", update_method, "Sets pairs from mappings and keywords."),
    Member::function("clear", "self, /", clear, "Removes all keys."),
    Member::function("copy", "self, /", copy, "A copy of the dict."),
    Member::function(
        "keys",
        "self, /",
        |vm, args| views::new(vm, &views::DICT_KEYS, args.at(0)),
        "A view of the keys.",
    ),
    Member::function(
        "values",
        "self, /",
        |vm, args| views::new(vm, &views::DICT_VALUES, args.at(0)),
        "A view of the values.",
    ),
    Member::function(
        "items",
        "self, /",
        |vm, args| views::new(vm, &views::DICT_ITEMS, args.at(0)),
        "A view of the pairs of keys and values.",
    ),
    Member::function(
        "__reversed__",
        "self, /",
        |vm, args| iterator::new_reverse(vm, &iterator::DICT_REVERSEKEYITERATOR, args.at(0)),
        "An iterator over the keys from the end.",
    ),
    Member::class_method(
        "fromkeys",
        "type, iterable, value=None, /",
        from_keys,
        "A dict with the same value for all keys.",
    ),
    generic_alias::CLASS_GETITEM,
];

/// `dict`
pub static DICT: Type = Type::builtin("dict", Kind::Dict, "*args, **kwargs", &SLOTS, MEMBERS)
    .with_flags(Type::BASE | Type::MAPPING | Type::MATCH_SELF)
    .with_doc("A mapping of keys to values, in the order of insertion.");

fn new(vm: &mut Vm, class: Ref<Type>, _args: &Args) -> NativeResult {
    let dict = vm.new_dict(0)?.value();
    if class.is_heap() { vm.extend(dict, class) } else { Ok(dict) }
}

fn init(vm: &mut Vm, value: Value, args: &Args) -> Result<(), Raised> {
    match value.as_ref::<Dict>() {
        Some(dict) => update_from(vm, dict, args, "dict"),
        None => Ok(()),
    }
}

/// The arguments of `dict(...)` and of `update`.
fn update_from(vm: &mut Vm, dict: Ref<Dict>, args: &Args, name: &str) -> Result<(), Raised> {
    match (args.rest_len(), args.rest_at(0)) {
        (1, Some(source)) => vm.dict_update(dict, source)?,
        (0, _) => {}
        (given, _) => return Err(vm.type_error(format_args!("{name} expected at most 1 argument, got {given}"))),
    }
    match args.keywords() {
        Some(keywords) => vm.dict_update(dict, keywords),
        None => Ok(()),
    }
}

fn repr(vm: &mut Vm, value: Value) -> NativeResult {
    let Some(dict) = value.as_ref::<Dict>() else { return Ok(Value::NONE) };
    if dict.is_empty() {
        return vm.new_str(b"{}");
    }
    sequence::guarded_repr(vm, value, b"{...}", |vm, text| {
        let mark = vm.log_mark();
        let mut index = 0;
        let mut separator: &[u8] = b"{";
        while let Some((found, key, item)) = dict.next_entry(index) {
            sequence::write(vm, text, separator)?;
            vm.keep(key);
            vm.keep(item);
            sequence::write_repr(vm, text, key)?;
            sequence::write(vm, text, b": ")?;
            sequence::write_repr(vm, text, item)?;
            vm.log_release(mark);
            (index, separator) = (found + 1, b", ");
        }
        sequence::write(vm, text, b"}")
    })
}

/// Raises `KeyError` with a key.
#[cold]
pub(crate) fn key_error(vm: &mut Vm, key: Value) -> Raised {
    vm.raise_with(&KEY_ERROR, &[key])
}

/// `dict[key]`: the value, or what `__missing__` of a subclass returns.
pub(crate) fn get_item(vm: &mut Vm, value: Value, key: Value) -> NativeResult {
    let Some(dict) = value.as_ref::<Dict>() else { return Ok(Value::NONE) };
    match vm.dict_get(dict, key)? {
        Some(item) => Ok(item),
        None => missing(vm, value, key),
    }
}

#[cold]
#[inline(never)]
fn missing(vm: &mut Vm, value: Value, key: Value) -> NativeResult {
    if vm.class_of(value).is_heap() {
        if let Some(item) = vm.call_special(value, sym::__missing__, &[key])? {
            return Ok(item);
        }
    }
    Err(key_error(vm, key))
}

/// `dict[key] = item`; `del dict[key]` without an item.
pub(crate) fn set_item(vm: &mut Vm, value: Value, key: Value, item: Option<Value>) -> Result<(), Raised> {
    let Some(dict) = value.as_ref::<Dict>() else { return Ok(()) };
    match item {
        Some(item) => vm.dict_set(dict, key, item),
        None => match vm.dict_remove(dict, key)? {
            Some(_) => Ok(()),
            None => Err(key_error(vm, key)),
        },
    }
}

fn contains(vm: &mut Vm, value: Value, key: Value) -> Result<bool, Raised> {
    match value.as_ref::<Dict>() {
        Some(dict) => vm.dict_contains(dict, key),
        None => Ok(false),
    }
}

fn compare(vm: &mut Vm, operator: Comparison, a: Value, b: Value) -> NativeResult {
    let (Some(left), Some(right)) = (a.as_ref::<Dict>(), b.as_ref::<Dict>()) else { return Ok(Value::NOT_IMPLEMENTED) };
    match operator {
        Comparison::Eq => Ok(Value::from_bool(equal(vm, left, right)?)),
        Comparison::Ne => Ok(Value::from_bool(!equal(vm, left, right)?)),
        _ => Ok(Value::NOT_IMPLEMENTED),
    }
}

fn equal(vm: &mut Vm, left: Ref<Dict>, right: Ref<Dict>) -> Result<bool, Raised> {
    if left.len() != right.len() {
        return Ok(false);
    }
    vm.check_machine_stack()?;
    let mark = vm.log_mark();
    let mut index = 0;
    while let Some((found, key, value)) = left.next_entry(index) {
        let hash = left.entry_hash(found);
        vm.keep(key);
        vm.keep(value);
        let Some(place) = vm.dict_find(right, key, hash)? else { return Ok(false) };
        let Some((_, other)) = right.entry(place) else { return Ok(false) };
        vm.keep(other);
        if !vm.equal(value, other)? {
            return Ok(false);
        }
        vm.log_release(mark);
        index = found + 1;
    }
    Ok(true)
}

fn binary(vm: &mut Vm, operator: BinaryOperator, a: Value, b: Value) -> NativeResult {
    let (Some(left), Some(_)) = (a.as_ref::<Dict>(), b.as_ref::<Dict>()) else { return Ok(Value::NOT_IMPLEMENTED) };
    if operator != BinaryOperator::Or {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let dict = vm.copy_table(Kind::Dict, left)?;
    vm.dict_update(dict, b)?;
    Ok(dict.value())
}

fn inplace(vm: &mut Vm, operator: BinaryOperator, a: Value, b: Value) -> NativeResult {
    match (operator, a.as_ref::<Dict>()) {
        (BinaryOperator::Or, Some(dict)) => {
            vm.dict_update(dict, b)?;
            Ok(a)
        }
        _ => Ok(Value::NOT_IMPLEMENTED),
    }
}

fn get(vm: &mut Vm, args: &Args) -> NativeResult {
    let found = match args.at(0).as_ref::<Dict>() {
        Some(dict) => vm.dict_get(dict, args.at(1))?,
        None => None,
    };
    Ok(found.unwrap_or(args.at(2)))
}

fn set_default(vm: &mut Vm, args: &Args) -> NativeResult {
    match args.at(0).as_ref::<Dict>() {
        Some(dict) => vm.dict_set_default(dict, args.at(1), args.at(2)),
        None => Ok(Value::NONE),
    }
}

fn pop(vm: &mut Vm, args: &Args) -> NativeResult {
    let Some(dict) = args.at(0).as_ref::<Dict>() else { return Ok(Value::NONE) };
    let removed = if dict.is_empty() { None } else { vm.dict_remove(dict, args.at(1))? };
    match removed.or(args.get(2)) {
        Some(value) => Ok(value),
        None => Err(key_error(vm, args.at(1))),
    }
}

fn pop_item(vm: &mut Vm, args: &Args) -> NativeResult {
    let Some(dict) = args.at(0).as_ref::<Dict>() else { return Ok(Value::NONE) };
    let Some((index, key, value)) = dict.last_entry() else {
        return Err(vm.raise(&KEY_ERROR, format_args!("popitem(): dictionary is empty")));
    };
    let pair = vm.new_tuple(&[key, value])?;
    dict.remove_at(vm, index);
    Ok(pair)
}

fn update_method(vm: &mut Vm, args: &Args) -> NativeResult {
    if let Some(dict) = args.at(0).as_ref::<Dict>() {
        update_from(vm, dict, args, "update")?;
    }
    Ok(Value::NONE)
}

fn clear(vm: &mut Vm, args: &Args) -> NativeResult {
    if let Some(dict) = args.at(0).as_ref::<Dict>() {
        dict.clear(vm);
    }
    Ok(Value::NONE)
}

fn copy(vm: &mut Vm, args: &Args) -> NativeResult {
    match args.at(0).as_ref::<Dict>() {
        Some(dict) => Ok(vm.copy_table(Kind::Dict, dict)?.value()),
        None => Ok(Value::NONE),
    }
}

fn from_keys(vm: &mut Vm, args: &Args) -> NativeResult {
    let (class, value) = (args.at(0), args.at(2));
    let is_dict = class == Ref::from_static(&DICT).value();
    let made = if is_dict { vm.new_dict(0)?.value() } else { vm.call(class, &[])? };
    let plain = made.as_ref::<Dict>().filter(|_| made.is_exact(Kind::Dict));
    vm.for_each(args.at(1), |vm, key| {
        match plain {
            Some(dict) => vm.dict_set(dict, key, value)?,
            None => vm.set_item(made, key, Some(value))?,
        }
        Ok(ControlFlow::Continue(()))
    })?;
    Ok(made)
}

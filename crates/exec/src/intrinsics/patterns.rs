//! Structural pattern matching.

use super::Operands;
use bytecode::Intrinsic;
use runtime::object::{Dict, Kind, Ref, Tuple, Type};
use runtime::symbols::sym;
use runtime::value::{SmallInt, Value};
use runtime::vm::{Raised, Vm};

pub(super) fn run(vm: &mut Vm, intrinsic: Intrinsic, operands: &Operands) -> Result<(), Raised> {
    let subject = operands.b(0);
    let result = match intrinsic {
        Intrinsic::MatchSequence => Value::from_bool(vm.class_of(subject).flags & Type::SEQUENCE != 0),
        Intrinsic::MatchMapping => Value::from_bool(vm.class_of(subject).flags & Type::MAPPING != 0),
        Intrinsic::MatchKeys => match_keys(vm, subject, operands.b(1))?,
        Intrinsic::MatchClass => match_class(vm, operands)?,
        Intrinsic::MatchRest => match_rest(vm, subject, operands.b(1))?,
        _ => {
            let length = vm.length(subject)?;
            Value::from_small_int(length as SmallInt).unwrap_or(Value::NONE)
        }
    };
    operands.set(0, result);
    Ok(())
}

fn keys_of(vm: &mut Vm, keys: Value) -> Result<Ref<Tuple>, Raised> {
    keys.as_ref::<Tuple>().ok_or_else(|| runtime::code::damaged(vm))
}

fn match_keys(vm: &mut Vm, subject: Value, keys: Value) -> Result<Value, Raised> {
    let keys = keys_of(vm, keys)?;
    let found = vm.new_list_with_capacity(keys.len())?;
    let seen = vm.new_set(Kind::Set, keys.len())?;
    for &key in keys.as_slice() {
        if !vm.set_add(seen, key)? {
            let key = vm.repr(key)?;
            let key = vm.name_text(key);
            return Err(vm.value_error(format_args!("mapping pattern checks duplicate key ({key})")));
        }
        // `get` rather than a subscript, so that `__missing__` is not called.
        let value = match subject.as_ref::<Dict>() {
            Some(dict) => vm.dict_get(dict, key)?,
            None => {
                let missing = vm.new_list(&[])?.value();
                let value = vm.call_method(subject, sym::get, &[key, missing])?;
                if value == missing { None } else { Some(value) }
            }
        };
        match value {
            Some(value) => vm.list_push(found, value)?,
            None => return Ok(Value::NONE),
        }
    }
    vm.new_tuple(found.as_slice())
}

fn match_rest(vm: &mut Vm, subject: Value, keys: Value) -> Result<Value, Raised> {
    let keys = keys_of(vm, keys)?;
    let rest = vm.new_dict(0)?;
    vm.dict_update(rest, subject)?;
    for &key in keys.as_slice() {
        vm.dict_remove(rest, key)?;
    }
    Ok(rest.value())
}

fn match_class(vm: &mut Vm, operands: &Operands) -> Result<Value, Raised> {
    let (subject, class, names) = (operands.b(0), operands.b(1), operands.b(2));
    let positional = operands.ext as usize;
    let names = keys_of(vm, names)?;
    let Some(class_type) = class.as_ref::<Type>() else {
        return Err(vm.type_error(format_args!("called match pattern must be a class")));
    };
    if !vm.is_instance_dynamic(subject, class)? {
        return Ok(Value::NONE);
    }
    let found = vm.new_list_with_capacity(positional + names.len())?;
    let seen = vm.new_set(Kind::Set, positional + names.len())?;
    if positional > 0 && !match_positional(vm, subject, class_type, positional, found, seen)? {
        return Ok(Value::NONE);
    }
    for &name in names.as_slice() {
        if !attribute(vm, subject, class_type, name, found, seen)? {
            return Ok(Value::NONE);
        }
    }
    vm.new_tuple(found.as_slice())
}

fn match_positional(
    vm: &mut Vm,
    subject: Value,
    class: Ref<Type>,
    positional: usize,
    found: Ref<runtime::object::List>,
    seen: Ref<Dict>,
) -> Result<bool, Raised> {
    let arguments = vm.try_attribute(class.value(), sym::__match_args__)?;
    let Some(arguments) = arguments else {
        let limit = if class.flags & Type::MATCH_SELF != 0 { 1 } else { 0 };
        if positional > limit {
            return Err(too_many(vm, class, limit, positional));
        }
        vm.list_push(found, subject)?;
        return Ok(true);
    };
    let Some(arguments) = arguments.as_ref::<Tuple>() else {
        let (class, kind) = (vm.class_text(class), vm.type_name(arguments));
        return Err(vm.type_error(format_args!("{class}.__match_args__ must be a tuple (got {kind})")));
    };
    if positional > arguments.len() {
        return Err(too_many(vm, class, arguments.len(), positional));
    }
    for &name in &arguments.as_slice()[..positional] {
        if !name.is_kind(Kind::Str) {
            let kind = vm.type_name(name);
            return Err(vm.type_error(format_args!("__match_args__ elements must be strings (got {kind})")));
        }
        if !attribute(vm, subject, class, name, found, seen)? {
            return Ok(false);
        }
    }
    Ok(true)
}

fn too_many(vm: &mut Vm, class: Ref<Type>, limit: usize, given: usize) -> Raised {
    let class = vm.class_text(class);
    let plural = if limit == 1 { "" } else { "s" };
    vm.type_error(format_args!("{class}() accepts {limit} positional sub-pattern{plural} ({given} given)"))
}

fn attribute(
    vm: &mut Vm,
    subject: Value,
    class: Ref<Type>,
    name: Value,
    found: Ref<runtime::object::List>,
    seen: Ref<Dict>,
) -> Result<bool, Raised> {
    if !vm.set_add(seen, name)? {
        let (class, name) = (vm.class_text(class), vm.name_text(name));
        let message = format_args!("{class}() got multiple sub-patterns for attribute '{name}'");
        return Err(vm.type_error(message));
    }
    let name = vm.intern_value(name)?;
    match vm.try_attribute(subject, name)? {
        Some(value) => {
            vm.list_push(found, value)?;
            Ok(true)
        }
        None => Ok(false),
    }
}

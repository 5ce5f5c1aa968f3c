//! `classmethod`.

use super::staticmethod::{function, get_attribute, new, represent};
use crate::native::NativeResult;
use crate::object::{Function, Kind, Record, Ref, Type};
use crate::symbols::sym;
use crate::types::Slots;
use crate::value::Value;
use crate::vm::Vm;

static SLOTS: Slots = Slots {
    new: Some(new),
    repr: Some(|vm, method| represent(vm, method, "classmethod")),
    get_attribute: Some(get_attribute),
    descriptor_get: Some(descriptor_get),
    ..Slots::NONE
};

/// `classmethod`
pub static CLASSMETHOD: Type = Type::record("classmethod", 1, "function, /", &SLOTS, super::staticmethod::MEMBERS)
    .with_flags(Type::BASE)
    .with_doc("Convert a function to be a class method.");

/// The function of a class method, if it is exactly that and written in Python.
pub(crate) fn function_of(method: Value) -> Option<Value> {
    let record = method.as_ref::<Record>().filter(|record| record.class == Ref::from_static(&CLASSMETHOD))?;
    record.get(0).filter(|function| function.is_kind(Kind::Function))
}

fn descriptor_get(vm: &mut Vm, method: Value, _: Option<Value>, owner: Value) -> NativeResult {
    let function = function(method);
    if function.as_ref::<Function>().is_some() {
        return vm.new_bound_method(function, owner);
    }
    if function.is_kind(Kind::BoundMethod) {
        return Ok(function);
    }
    if let Some(bound) = vm.call_special(function, sym::__get__, &[owner, owner])? {
        return Ok(bound);
    }
    match vm.class_of(function).slots.descriptor_get {
        Some(get) if function.is_kind(Kind::Record) => get(vm, function, Some(owner), owner),
        _ => vm.new_bound_method(function, owner),
    }
}

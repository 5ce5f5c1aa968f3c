//! `staticmethod`.

use crate::native::{Args, Member, NativeResult};
use crate::object::{Record, Ref, Type};
use crate::symbols::sym;
use crate::text_builder::TextBuilder;
use crate::types::Slots;
use crate::value::Value;
use crate::vm::{Raised, Vm};

static SLOTS: Slots = Slots {
    new: Some(new),
    repr: Some(repr),
    call: Some(call),
    get_attribute: Some(get_attribute),
    descriptor_get: Some(|_, method, _, _| Ok(function(method))),
    ..Slots::NONE
};

/// The attributes that `staticmethod` and `classmethod` have in common.
pub(super) static MEMBERS: &[Member] = &[
    Member::getter("__func__", |_, method| Ok(function(method))),
    Member::getter("__wrapped__", |_, method| Ok(function(method))),
    Member::getter("__isabstractmethod__", |vm, method| is_abstract(vm, function(method)).map(Value::from_bool)),
    Member::getter("__doc__", |vm, method| {
        Ok(vm.find_attribute(function(method), sym::__doc__)?.unwrap_or(Value::NONE))
    }),
];

/// `staticmethod`
pub static STATICMETHOD: Type = Type::record("staticmethod", 1, "function, /", &SLOTS, MEMBERS)
    .with_flags(Type::BASE)
    .with_doc("Convert a function to be a static method.");

/// The function of a static or class method.
pub(super) fn function(method: Value) -> Value {
    method.as_ref::<Record>().and_then(|record| record.get(0)).unwrap_or(Value::NONE)
}

/// Whether a function is marked as abstract.
pub(super) fn is_abstract(vm: &mut Vm, function: Value) -> Result<bool, Raised> {
    match vm.find_attribute(function, sym::__isabstractmethod__)? {
        Some(mark) => vm.truth(mark),
        None => Ok(false),
    }
}

pub(super) fn new(vm: &mut Vm, class: Ref<Type>, args: &Args) -> NativeResult {
    vm.new_record(class, &[Some(args.at(0))]).map(Ref::value)
}

fn call(vm: &mut Vm, method: Value, args: &Args) -> NativeResult {
    super::method::forward(vm, function(method), args)
}

fn repr(vm: &mut Vm, method: Value) -> NativeResult {
    represent(vm, method, "staticmethod")
}

/// The repr of a static or class method.
pub(super) fn represent(vm: &mut Vm, method: Value, name: &str) -> NativeResult {
    vm.check_machine_stack()?;
    let inner = vm.repr(function(method))?;
    let mut text = TextBuilder::new();
    text.push_format(format_args!("<{name}("));
    text.push_str(inner);
    text.push(b")>");
    text.finish(vm)
}

/// Names and annotations are those of the function.
pub(super) fn get_attribute(vm: &mut Vm, method: Value, name: Value) -> Result<Option<Value>, Raised> {
    let passed = [sym::__name__, sym::__qualname__, sym::__module__, sym::__annotations__];
    if passed.into_iter().any(|symbol| name == symbol) {
        return vm.find_attribute(function(method), name);
    }
    Ok(None)
}

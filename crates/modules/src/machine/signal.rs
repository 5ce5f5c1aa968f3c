//! `Signal`: a pin that may be inverted.

use crate::support::call_with_rest;
use runtime::native::{Args, Member, NativeResult};
use runtime::object::{Record, Ref, Type};
use runtime::types::Slots;
use runtime::value::Value;
use runtime::vm::Vm;

/// Field: the pin.
const PIN: usize = 0;
/// Field: whether it is inverted.
const INVERTED: usize = 1;

static SLOTS: Slots = Slots { new: Some(new), call: Some(call), ..Slots::NONE };

static MEMBERS: &[Member] = &[
    Member::function("value", "self, value=None, /", value, "The level, or set it."),
    Member::function("on", "self, /", |vm, args| write(vm, args.at(0), true), "Make the signal active."),
    Member::function("off", "self, /", |vm, args| write(vm, args.at(0), false), "Make the signal inactive."),
];

/// `machine.Signal`
pub static SIGNAL: Type = Type::record("Signal", 2, "pin, *args, invert=False, **kwargs", &SLOTS, MEMBERS)
    .in_module("machine")
    .with_doc("A pin that may be inverted.");

fn new(vm: &mut Vm, class: Ref<Type>, args: &Args) -> NativeResult {
    let inverted = match args.get(1) {
        Some(inverted) => vm.truth(inverted)?,
        None => false,
    };
    let mut pin = args.at(0);
    let name = vm.intern(b"value")?;
    if vm.find_attribute(pin, name)?.is_none() {
        // What a pin is made of was given instead of one.
        pin = call_with_rest(vm, Ref::from_static(&super::pin::PIN).value(), &[pin], args)?;
    }
    let fields = [Some(pin), Some(Value::from_bool(inverted))];
    vm.new_record(class, &fields).map(Ref::value)
}

fn parts(signal: Value) -> (Value, bool) {
    let Some(record) = signal.as_ref::<Record>() else { return (Value::NONE, false) };
    (record.get(PIN).unwrap_or(Value::NONE), record.get(INVERTED) == Some(Value::TRUE))
}

fn read(vm: &mut Vm, signal: Value) -> NativeResult {
    let (pin, inverted) = parts(signal);
    let name = vm.intern(b"value")?;
    let level = vm.call_method(pin, name, &[])?;
    let high = vm.truth(level)?;
    Ok(Value::from_i32_small((high != inverted).into()))
}

fn write(vm: &mut Vm, signal: Value, active: bool) -> NativeResult {
    let (pin, inverted) = parts(signal);
    let name = vm.intern(b"value")?;
    vm.call_method(pin, name, &[Value::from_i32_small((active != inverted).into())])?;
    Ok(Value::NONE)
}

fn value(vm: &mut Vm, args: &Args) -> NativeResult {
    match args.get_not_none(1) {
        Some(level) => {
            let active = vm.truth(level)?;
            write(vm, args.at(0), active)
        }
        None => read(vm, args.at(0)),
    }
}

fn call(vm: &mut Vm, signal: Value, args: &Args) -> NativeResult {
    match args.rest_at(0) {
        Some(level) => {
            let active = vm.truth(level)?;
            write(vm, signal, active)
        }
        None => read(vm, signal),
    }
}

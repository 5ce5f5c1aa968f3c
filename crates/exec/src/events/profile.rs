//! The client of `sys.setprofile`.

use super::{frame_for_event, notify};
use bytecode::Op;
use runtime::frame::{Base, Registers};
use runtime::object::{BoundMethod, Kind};
use runtime::symbols::{Symbol, sym};
use runtime::value::Value;
use runtime::vm::{Raised, Vm};

/// Calls the profile function. One that raises ends profiling.
unsafe fn tell(vm: &mut Vm, base: Base, event: Symbol, argument: Value) -> Result<(), Raised> {
    if !vm.events.active {
        return Ok(());
    }
    let Some(function) = vm.events.profile else { return Ok(()) };
    // SAFETY: by contract of the callers.
    unsafe {
        let Some(frame) = frame_for_event(vm, base) else { return Ok(()) };
        match notify(vm, frame, function, event, argument) {
            Ok(_) => Ok(()),
            Err(raised) => {
                vm.events.profile = None;
                vm.events_changed();
                Err(raised)
            }
        }
    }
}

pub(super) unsafe fn begin(vm: &mut Vm, base: Base) -> Result<(), Raised> {
    // SAFETY: by contract of the caller.
    unsafe { tell(vm, base, sym::call, Value::NONE) }
}

pub(super) unsafe fn end(vm: &mut Vm, base: Base, value: Value) -> Result<(), Raised> {
    // SAFETY: by contract of the caller.
    unsafe { tell(vm, base, sym::return_, value) }
}

/// A call instruction is about to run: if it calls a native function that is reported, and its return will be.
pub(super) unsafe fn call(vm: &mut Vm, base: Base, word: u32) -> Result<(), Raised> {
    if vm.events.profile.is_none() {
        return Ok(());
    }
    // SAFETY: by contract of the caller.
    unsafe {
        let registers = Registers(base);
        let target = (word >> 8 & 0xff) as usize;
        let callee = registers.value(target);
        let is_native = match callee.as_ref::<BoundMethod>() {
            Some(method) => method.function.is_kind(Kind::Native),
            None => callee.is_kind(Kind::Native),
        };
        if !is_native {
            return Ok(());
        }
        let op = Op::from_byte(word as u8);
        let is_method = matches!(op, Op::CallMethod | Op::CallMethodKeywords | Op::GeneratorCallMethod);
        let function = match registers.get(target + 3).filter(|_| is_method) {
            Some(receiver) => match vm.with_reserve(|vm| vm.new_bound_method(callee, receiver)) {
                Ok(method) => method,
                Err(_) => {
                    vm.exception = None;
                    vm.events.dropped = vm.events.dropped.saturating_add(1);
                    return Ok(());
                }
            },
            None => callee,
        };
        vm.keep(function);
        tell(vm, base, sym::c_call, function)?;
        vm.events.running.called = Some(function);
        Ok(())
    }
}

pub(super) unsafe fn native_returned(vm: &mut Vm, base: Base, function: Value) -> Result<(), Raised> {
    vm.keep(function);
    // SAFETY: by contract of the caller.
    unsafe { tell(vm, base, sym::c_return, function) }
}

pub(super) unsafe fn native_raised(vm: &mut Vm, base: Base, function: Value) -> Result<(), Raised> {
    vm.keep(function);
    // SAFETY: by contract of the caller.
    unsafe { tell(vm, base, sym::c_exception, function) }
}

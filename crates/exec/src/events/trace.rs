//! The client of `sys.settrace`.

use super::{frame_for_event, jump, notify};
use runtime::events::{ALL, MARKED, NOTHING};
use runtime::frame::Base;
use runtime::object::{Exception, Record, Ref};
use runtime::symbols::{Symbol, sym};
use runtime::types::frame::{set_trace_function, trace_function, wanted_events};
use runtime::value::Value;
use runtime::vm::{Raised, Vm};

/// What of a frame the local trace function looks at.
pub(super) fn mode_of(frame: &Record) -> u32 {
    match (trace_function(frame), wanted_events(frame)) {
        (None, _) => NOTHING,
        (Some(_), (_, true)) => ALL,
        (Some(_), (_, false)) => MARKED,
    }
}

/// Calls a trace function, whose result becomes the local one unless it is `None`. One that raises ends tracing.
unsafe fn tell(
    vm: &mut Vm,
    base: Base,
    (frame, function): (Ref<Record>, Value),
    event: Symbol,
    argument: Value,
) -> Result<(), Raised> {
    let outer = jump::begin_event(vm, base, event);
    // SAFETY: by contract of the callers.
    let result = unsafe { notify(vm, frame, function, event, argument) };
    let jump = core::mem::replace(&mut vm.events.jump, outer);
    match result {
        Ok(result) => {
            if !result.is_none() {
                set_trace_function(&frame, Some(result));
            }
            if jump.line != 0 {
                // SAFETY: by contract of the callers, and nothing of the frame has run since the event.
                unsafe { jump::go_on(vm, base, jump) };
            }
            Ok(())
        }
        Err(raised) => {
            vm.events.trace = None;
            set_trace_function(&frame, None);
            vm.events_changed();
            Err(raised)
        }
    }
}

/// The local trace function of a frame, if events happen.
unsafe fn local(vm: &Vm, base: Base) -> Option<(Ref<Record>, Value)> {
    if !vm.events.active || vm.events.trace.is_none() {
        return None;
    }
    // SAFETY: by contract of the callers.
    let frame = unsafe { vm.known_frame(base) }?;
    Some((frame, trace_function(&frame)?))
}

pub(super) unsafe fn call(vm: &mut Vm, base: Base) -> Result<(), Raised> {
    if !vm.events.active {
        return Ok(());
    }
    let Some(function) = vm.events.trace else { return Ok(()) };
    // SAFETY: by contract of the caller.
    unsafe {
        let Some(frame) = frame_for_event(vm, base) else { return Ok(()) };
        tell(vm, base, (frame, function), sym::call, Value::NONE)
    }
}

pub(super) unsafe fn line(vm: &mut Vm, base: Base) -> Result<(), Raised> {
    // SAFETY: by contract of the caller.
    unsafe {
        match local(vm, base) {
            Some((frame, function)) if wanted_events(&frame).0 => {
                tell(vm, base, (frame, function), sym::line, Value::NONE)
            }
            _ => Ok(()),
        }
    }
}

pub(super) unsafe fn opcode(vm: &mut Vm, base: Base) -> Result<(), Raised> {
    // SAFETY: by contract of the caller.
    unsafe {
        match local(vm, base) {
            Some((frame, function)) if wanted_events(&frame).1 => {
                tell(vm, base, (frame, function), sym::opcode, Value::NONE)
            }
            _ => Ok(()),
        }
    }
}

pub(super) unsafe fn returned(vm: &mut Vm, base: Base, value: Value) -> Result<(), Raised> {
    // SAFETY: by contract of the caller.
    unsafe {
        match local(vm, base) {
            Some(local) => tell(vm, base, local, sym::return_, value),
            None => Ok(()),
        }
    }
}

pub(super) unsafe fn raised(vm: &mut Vm, base: Base, exception: Value) -> Result<(), Raised> {
    // SAFETY: by contract of the caller.
    unsafe {
        let Some((frame, function)) = local(vm, base) else { return Ok(()) };
        let class = vm.class_of(exception).value();
        let traceback = exception.as_ref::<Exception>().and_then(|exception| exception.traceback.get());
        // Without memory for the argument there is no event.
        let Ok(argument) = vm.with_reserve(|vm| vm.new_tuple(&[class, exception, traceback.unwrap_or(Value::NONE)]))
        else {
            vm.exception = None;
            vm.events.dropped = vm.events.dropped.saturating_add(1);
            return Ok(());
        };
        tell(vm, base, (frame, function), sym::exception, argument)
    }
}

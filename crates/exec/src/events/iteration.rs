//! The ends of iterations, which are exceptions for who watches.

use super::{monitor, trace};
use runtime::frame::{Base, code_of, offset_of, sync};
use runtime::object::{Generator, Kind, Ref};
use runtime::types::exception::STOP_ITERATION;
use runtime::value::Value;
use runtime::vm::{Raised, Vm};

/// The iterator of a loop ended. If it did so by an exception, or as a generator with a value, that is reported, for nobody
/// else will see it. `None` if a client raised.
///
/// # Safety
/// As for [`super::raised`].
#[cold]
pub unsafe fn iteration_ended(vm: &mut Vm, base: Base, at: u32, iterator: Value) -> Option<()> {
    let (stopped, value) = (vm.events.stopped.take(), vm.returned);
    let stopped = stopped.filter(|_| !iterator.is_kind(Kind::Generator));
    // SAFETY: by contract.
    unsafe { monitor::iteration_ended(vm, code_of(base), at, iterator, stopped, value) }.ok()?;
    let returned = vm.returned.filter(|value| !value.is_none() && iterator.is_kind(Kind::Generator));
    // SAFETY: by contract.
    unsafe { stop(vm, base, stopped, returned) }.ok()
}

/// Reports the end of an iteration as an exception: by the one that was raised, or with a value.
unsafe fn stop(vm: &mut Vm, base: Base, stopped: Option<Value>, returned: Option<Value>) -> Result<(), Raised> {
    if stopped.is_none() && returned.is_none() {
        return Ok(());
    }
    let mark = vm.log_mark();
    // SAFETY: by contract.
    let result = unsafe { stopped_by(vm, base, stopped, returned) };
    vm.log_release(mark);
    if result.is_err() {
        vm.committed = true;
    }
    result
}

/// Shows the exception that ended an iteration, or one with the value that it returned.
unsafe fn stopped_by(vm: &mut Vm, base: Base, exception: Option<Value>, returned: Option<Value>) -> Result<(), Raised> {
    let exception = match exception {
        Some(exception) => exception,
        None => vm.new_exception(Ref::from_static(&STOP_ITERATION), returned.as_slice())?.value(),
    };
    vm.keep(exception);
    // SAFETY: by contract of the caller.
    unsafe { trace::raised(vm, base, exception) }
}

/// The delegate of a generator has ended. False if a client raised.
///
/// # Safety
/// As for [`super::raised`]; `pc` is behind the instruction that delegates.
#[cold]
pub unsafe fn delegate_ended(
    vm: &mut Vm,
    base: Base,
    pc: *const u32,
    delegate: Value,
    sent: Value,
    returned: Value,
) -> bool {
    // SAFETY: by contract.
    unsafe {
        if vm.events.trace.is_none() && !monitor::watches(code_of(base)) {
            return true;
        }
        sync(vm, base, pc);
        let mark = vm.log_mark();
        let code = code_of(base);
        vm.keep(returned);
        let stopped = vm.events.stopped.take().filter(|_| !delegate.is_kind(Kind::Generator));
        let at = offset_of(code, pc) - 1;
        let mut result = monitor::iteration_ended(vm, code, at, delegate, stopped, Some(returned));
        // A generator that returns `None` to who asked for its next value raises nothing, not even for a moment.
        let flags = delegate.as_ref::<Generator>().map_or(0, |generator| generator.header().flags);
        let is_quiet = stopped.is_none() && returned.is_none() && sent.is_none() && flags != Generator::COROUTINE;
        if result.is_ok() && !is_quiet {
            let value = Some(returned).filter(|value| !value.is_none());
            result = stopped_by(vm, base, stopped, value);
        }
        vm.log_release(mark);
        result.is_ok()
    }
}

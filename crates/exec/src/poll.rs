//! What is done at a poll: collection, interrupts, scheduled callbacks, finalizers.

use crate::events;
use core::sync::atomic::Ordering;
use runtime::frame::{Base, sync};
use runtime::symbols::sym;
use runtime::types::exception;
use runtime::value::Value;
use runtime::vm::{Raised, Vm};

/// A poll of the instruction loop behind an instruction; it goes on at `resume`. False if something was raised, or if the
/// frame goes on in another loop.
///
/// # Safety
/// `base` is the running frame.
#[cold]
#[inline(never)]
pub unsafe fn poll_in_loop(vm: &mut Vm, base: Base, pc: *const u32, resume: *const u32) -> bool {
    // SAFETY: by contract.
    unsafe { sync(vm, base, pc) };
    let mark = vm.log_mark();
    // SAFETY: by contract.
    let result = unsafe { events::before_poll(vm, base, pc) }.and_then(|()| poll(vm));
    vm.log_release(mark);
    // SAFETY: by contract.
    result.is_ok() && unsafe { events::settle_poll(vm, base, pc, resume) }
}

/// Does all that is pending.
pub fn poll(vm: &mut Vm) -> Result<(), Raised> {
    vm.clear_pending();
    vm.breathe();
    if vm.interrupts.is_running() {
        // In a handler all else waits, but one that never ends can be ended.
        return match vm.pending.keyboard_interrupt.swap_flag() {
            true => Err(vm.raise_with(&exception::KEYBOARD_INTERRUPT, &[])),
            false => Ok(()),
        };
    }
    vm.refill_reserve();
    if vm.interrupts.failure.is_some() {
        vm.report_failure();
    }
    if vm.pending.collect.load(Ordering::Relaxed) {
        vm.collect();
    }
    if vm.pending.keyboard_interrupt.swap_flag() {
        return Err(vm.raise_with(&exception::KEYBOARD_INTERRUPT, &[]));
    }
    if vm.pending.finalize.swap_flag() {
        run_finalizers(vm)?;
    }
    if vm.pending.scheduled.swap_flag() {
        run_scheduled(vm)?;
    }
    if vm.configuration.collect_always {
        vm.pending.request();
    }
    Ok(())
}

trait SwapFlag {
    fn swap_flag(&self) -> bool;
}

impl SwapFlag for core::sync::atomic::AtomicBool {
    /// Reads and clears. Loads and stores only, since small cores have no exchange; an interrupt between the two sets the
    /// flag again at worst for something that is then already done.
    fn swap_flag(&self) -> bool {
        let set = self.load(Ordering::Acquire);
        if set {
            self.store(false, Ordering::Release);
        }
        set
    }
}

fn run_finalizers(vm: &mut Vm) -> Result<(), Raised> {
    while let Some(object) = vm.finalize_queue.pop() {
        let mark = vm.log_mark();
        vm.keep(object);
        let handled = vm.exception.take();
        if finalize(vm, object).is_err() {
            // As in CPython, an exception in a finalizer does not reach the program.
            vm.take_exception();
        }
        vm.exception = handled;
        vm.log_release(mark);
    }
    Ok(())
}

/// Calls `__del__`, which builtin types have as a native.
fn finalize(vm: &mut Vm, object: Value) -> Result<(), Raised> {
    if vm.call_special(object, sym::__del__, &[])?.is_none() {
        let class = vm.class_of(object);
        if let Some(method) = vm.class_lookup(class, sym::__del__.value())? {
            vm.call(method, &[object])?;
        }
    }
    Ok(())
}

fn run_scheduled(vm: &mut Vm) -> Result<(), Raised> {
    // A callback is not interrupted by another one.
    if vm.runs_scheduled {
        return Ok(());
    }
    vm.runs_scheduled = true;
    let mut result = crate::handlers::run_soft(vm);
    // Callbacks that are scheduled by these run at the next poll.
    for _ in 0..vm.scheduled.len() {
        if vm.scheduled.is_empty() || result.is_err() {
            break;
        }
        let (function, argument) = vm.scheduled.remove(0);
        let mark = vm.log_mark();
        vm.keep(function);
        vm.keep(argument);
        result = vm.call(function, &[argument]).map(|_| ());
        vm.log_release(mark);
    }
    vm.runs_scheduled = false;
    if !vm.scheduled.is_empty() {
        vm.pending.schedule();
    }
    result
}

//! Callbacks of interrupts: soft ones, and what hard ones tell the collector that they interrupt.

use runtime::frame::{Base, Registers, code_of, function_of};
use runtime::interrupts::Callback;
use runtime::value::{Value, Word};
use runtime::vm::{Raised, Vm};

/// Calls the soft callbacks of all events that have happened. An exception ends the source and is reported.
pub fn run_soft(vm: &mut Vm) -> Result<(), Raised> {
    let Some(machine) = vm.host.machine() else { return Ok(()) };
    while let Some(event) = machine.take_event(false) {
        let callback = vm.interrupts.callbacks.get(usize::from(event.source)).copied().flatten();
        let Some(Callback { function, argument }) = callback else { continue };
        let mark = vm.log_mark();
        vm.keep(function);
        vm.keep(argument);
        let result = vm.call(function, &[argument]);
        vm.log_release(mark);
        if let Err(raised) = result {
            machine.stop(event.source);
            return Err(raised);
        }
    }
    Ok(())
}

/// The loop stored a word in an object. A handler that interrupts a collection tells it.
///
/// # Safety
/// The word is zero or a live value.
#[inline(always)]
pub unsafe fn stored(vm: &mut Vm, word: Word) {
    if vm.is_marking() {
        // SAFETY: by contract.
        unsafe { note_word(vm, word) };
    }
}

#[cold]
#[inline(never)]
unsafe fn note_word(vm: &mut Vm, word: Word) {
    // SAFETY: by contract of the caller.
    if let Some(value) = unsafe { Value::from_word(word) } {
        vm.note_store(value);
    }
}

/// In a handler that interrupts a collection: the running instruction, which has run out of line, may have changed the
/// objects that its operands refer to. Its fields may name registers, or a window of them; more are no harm.
#[cold]
#[inline(never)]
pub fn note_operands(vm: &mut Vm) {
    let (base, pc) = (vm.frame.base.cast::<Word>(), vm.frame.pc);
    if base.is_null() || pc.is_null() {
        return;
    }
    // SAFETY: the state of the running frame was written when the slow path began; `pc` is behind the first word of its
    // instruction, or behind the second.
    unsafe {
        let registers = code_of(base).registers as usize;
        vm.note_change(function_of(base).globals.value());
        for word in [*pc.sub(1), *pc.sub(2)] {
            let (a, b, c) = ((word >> 8 & 0xff) as usize, (word >> 16 & 0xff) as usize, (word >> 24) as usize);
            for index in [b, c].into_iter().chain(a..a + b + 5).filter(|&index| index < registers) {
                note_register(vm, base, index);
            }
        }
    }
}

unsafe fn note_register(vm: &mut Vm, base: Base, index: usize) {
    if let Some(value) = Registers(base).get(index) {
        // Words of links, which are odd, read as small ints.
        vm.note_change(value);
    }
}

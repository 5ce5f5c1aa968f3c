//! Returns that are not simple, and exceptions on their way through frames.

use crate::{events, generators};
use bytecode::Op;
use runtime::frame::{
    Activation, Base, LINK_WORDS, Link, Registers, code_of, generator_of, is_on_stack, offset_of, sync,
};
use runtime::object::{Exception, Ref};
use runtime::value::{Value, Word};
use runtime::vm::Vm;

/// Where execution goes on.
pub enum Target {
    /// In this frame at this instruction.
    Frame(Base, *const u32),
    /// In native code, with this value.
    Native(Value),
    /// An exception is raised in this frame at this instruction.
    Raise(Base, *const u32),
}

/// `Return` from a frame whose link is special.
///
/// # Safety
/// `base` is the running frame and `value` a live value.
#[inline(never)]
pub unsafe fn special_return(vm: &mut Vm, base: Base, pc: *const u32, value: Word) -> Target {
    // SAFETY: by contract, and by what the link says of the words around it.
    unsafe {
        if !is_on_stack(vm, base) {
            return generators::finish(vm, base, pc, Value::from_word(value).unwrap_or(Value::NONE));
        }
        // Frames of constructors and those that native code entered, while nobody watches.
        if !vm.watches(base) && !events::are_possible(vm) {
            let link = Link::of(base);
            if link.is_constructor() && value == Value::NONE.word() {
                *base.sub(5) = *base.sub(4);
                return Target::Frame(link.caller(), link.caller_pc());
            }
            if link.caller_pc().is_null() {
                return Target::Native(Value::from_word(value).unwrap_or(Value::NONE));
            }
        }
        any_return(vm, base, pc, value)
    }
}

/// [`special_return`] from any frame on the stack.
#[cold]
#[inline(never)]
unsafe fn any_return(vm: &mut Vm, base: Base, pc: *const u32, value: Word) -> Target {
    // SAFETY: by contract of the caller.
    unsafe {
        let returned = Value::from_word(value).unwrap_or(Value::NONE);
        end_activation(vm, base, pc);
        let link = Link::of(base);
        let (caller, pc) = (link.caller(), link.caller_pc());
        if link.is_simple() {
            *base.sub(3) = value;
            return go_on(vm, caller, pc);
        }
        if link.is_constructor() {
            if !returned.is_none() {
                sync(vm, caller, pc);
                let class = vm.class_name(returned);
                let _ = vm.type_error(format_args!("__init__() should return None, not '{class}'"));
                return Target::Raise(caller, pc);
            }
            *base.sub(5) = *base.sub(4);
            return go_on(vm, caller, pc);
        }
        if pc.is_null() {
            return Target::Native(returned);
        }
        // The caller is a generator: its call window is in its own registers.
        deliver(vm, link, base, returned);
        go_on(vm, caller, pc)
    }
}

/// Another frame goes on behind the instruction that waited for a result, maybe in another loop.
///
/// # Safety
/// `base` is the base of a live frame and `pc` is in its code.
pub(crate) unsafe fn go_on(vm: &mut Vm, base: Base, pc: *const u32) -> Target {
    // SAFETY: by contract.
    if unsafe { events::settle(vm, base, pc) } { Target::Frame(base, pc) } else { Target::Raise(base, pc) }
}

/// An activation on the stack ends: its frame object, if there is one, keeps its variables, and its link is as it was
/// written.
///
/// # Safety
/// `base` is the base of the activation, and `pc` is behind its last instruction.
#[inline(always)]
unsafe fn end_activation(vm: &mut Vm, base: Base, pc: *const u32) {
    if vm.watches(base) {
        // SAFETY: by contract.
        unsafe { end_watched(vm, base, pc) };
    }
}

#[cold]
#[inline(never)]
unsafe fn end_watched(vm: &mut Vm, base: Base, pc: *const u32) {
    // SAFETY: by contract of the caller.
    unsafe {
        if let Some(frame) = vm.unwatch(base) {
            let caller = vm.caller_of(Activation { base, pc }).map(|caller| caller.base);
            vm.end_frame(frame, base, offset_of(code_of(base), pc), caller);
        }
    }
}

/// A frame on the stack is left by an exception before its first instruction.
///
/// # Safety
/// `base` is the base of the frame, whose link is written, and `at` a word of its code.
#[cfg(feature = "vm-tracing")]
pub(crate) unsafe fn abandon(vm: &mut Vm, base: Base, at: u32) {
    // SAFETY: by contract.
    unsafe {
        let code = code_of(base);
        if let Some(exception) = vm.exception {
            let frame = vm.traceback_frame(base);
            vm.add_traceback(exception, code, at, frame);
        }
        end_activation(vm, base, code.instructions.add(at as usize));
    }
}

/// Gives a generator the result of a call it made.
unsafe fn deliver(vm: &mut Vm, link: Link, callee: Base, value: Value) {
    // SAFETY: the caller's instruction before its pc is the call, whose window register gets the result.
    unsafe {
        vm.frame.top = callee.sub(LINK_WORDS).cast();
        let word = generators::call_word(link.caller_pc());
        Registers(link.caller()).set((word >> 8 & 0xff) as usize, value);
    }
}

/// Takes the exception on its way to a handler: the frame and instruction where it is handled, or `None` if it leaves the
/// frame that was entered from native code, or if [`runtime::events::Events::switching`] is set.
///
/// # Safety
/// `base` is the frame in which it was raised and `pc` points behind the first word of the instruction, or behind the
/// whole instruction.
#[cold]
#[inline(never)]
pub unsafe fn unwind(vm: &mut Vm, base: Base, pc: *const u32) -> Option<(Base, *const u32)> {
    // SAFETY: by contract; links lead from frame to frame.
    unsafe {
        if vm.events.switching {
            return None;
        }
        let (mut base, mut pc) = (base, pc);
        if !vm.events.raised_at.is_null() {
            pc = core::mem::replace(&mut vm.events.raised_at, core::ptr::null());
        }
        let mut leaving = core::mem::take(&mut vm.events.leaving);
        if let Some(retry) = retry_after_collection(vm, base, pc) {
            return Some((base, retry));
        }
        sync(vm, base, pc);
        let mark = vm.log_mark();
        let mut exception = vm.take_exception();
        vm.keep(exception);
        // What is raised again has its context, and its traceback begins in this frame already.
        let mut again = core::mem::take(&mut vm.raised_again);
        if !again {
            vm.set_context(exception);
        }
        let mut in_traceback = again && has_traceback(exception);
        vm.heap.end_failure();
        loop {
            let code = code_of(base);
            let at = offset_of(code, pc).saturating_sub(1);
            let leaves = core::mem::take(&mut leaving);
            let can_handle = code.has_handlers && !vm.halted && !leaves;
            let handler = if can_handle { code.view().and_then(|view| view.find_handler(at)) } else { None };
            if vm.events.running.called.is_some() {
                sync(vm, base, pc);
                exception = events::native_raised(vm, base, exception);
                vm.keep(exception);
            }
            if !leaves && !core::mem::take(&mut in_traceback) {
                let is_plain = vm.heap.lock_depth() == 0 && !events::watches_exception(vm, code);
                if is_plain && handler.is_none() && vm.known_frame(base).is_none() {
                    vm.add_traceback_of_left(exception, base, at);
                } else {
                    let frame = vm.traceback_frame(base);
                    vm.add_traceback(exception, code, at, frame);
                }
            }
            let was_again = core::mem::take(&mut again);
            if !leaves && events::watches_exception(vm, code) {
                sync(vm, base, pc);
                exception = events::raised(vm, base, at, exception, was_again);
                vm.keep(exception);
            }
            if let Some(handler) = handler {
                Registers(base).set(handler.register as usize, exception);
                let target = code.instructions.add(handler.target as usize);
                if events::watches_exception(vm, code) {
                    sync(vm, base, target.add(1));
                    if let Some(another) = events::handled(vm, base, handler.target, exception) {
                        exception = another;
                        vm.keep(exception);
                        pc = target.add(1);
                        continue;
                    }
                }
                vm.log_release(mark);
                sync(vm, base, pc);
                return events::settle_poll(vm, base, pc, target).then_some((base, target));
            }
            if !leaves && events::watches_exception(vm, code) {
                sync(vm, base, pc);
                exception = events::unwound(vm, base, at, exception);
                vm.keep(exception);
            }
            if !is_on_stack(vm, base) {
                let generator = generator_of(base);
                exception = generators::fail(vm, generator, pc, exception);
                vm.keep(exception);
                let link = Link::of(base);
                if link.caller_pc().is_null() {
                    vm.exception = Some(exception);
                    vm.log_release(mark);
                    return None;
                }
                let (caller, caller_pc) = (link.caller(), link.caller_pc());
                // The resumer's pc is at its instruction, not behind it.
                base = caller;
                pc = caller_pc.add(1);
                continue;
            }
            end_activation(vm, base, pc);
            let link = Link::of(base);
            if !link.is_simple() && !link.is_constructor() {
                if link.caller_pc().is_null() {
                    vm.exception = Some(exception);
                    vm.log_release(mark);
                    return None;
                }
                vm.frame.top = base.sub(LINK_WORDS).cast();
            }
            base = link.caller();
            pc = link.caller_pc();
        }
    }
}

fn has_traceback(exception: Value) -> bool {
    exception.as_ref::<Exception>().is_some_and(|exception| exception.traceback.get().is_some())
}

/// If memory ran out in an instruction that changed nothing yet, collects and says where to try again, once.
unsafe fn retry_after_collection(vm: &mut Vm, base: Base, pc: *const u32) -> Option<*const u32> {
    // SAFETY: by contract of the caller.
    unsafe {
        if !vm.is_out_of_memory() || vm.committed || vm.heap.lock_depth() > 0 || vm.heap.failing() {
            vm.retried = core::ptr::null();
            return None;
        }
        let code = code_of(base);
        let mut at = offset_of(code, pc).checked_sub(1)?;
        // The pc may be behind an extension word.
        if at > 0 {
            let before = Op::from_byte(code.word(at as usize - 1)? as u8);
            if before.info().words() == 2 && !is_first_word(code, at) {
                at -= 1;
            }
        }
        let start = code.instructions.add(at as usize);
        if core::ptr::eq(vm.retried, start) {
            vm.retried = core::ptr::null();
            return None;
        }
        vm.retried = start;
        vm.exception = None;
        if vm.events.active {
            vm.events.repeated = start;
        }
        sync(vm, base, pc);
        vm.collect();
        Some(start)
    }
}

/// Whether a word is the first of an instruction: walks the code from its start.
fn is_first_word(code: Ref<runtime::object::Code>, at: u32) -> bool {
    let mut pc = 0;
    while pc < at as usize {
        match code.word(pc) {
            Some(word) => pc += Op::from_byte(word as u8).info().words(),
            None => return true,
        }
    }
    pc == at as usize
}

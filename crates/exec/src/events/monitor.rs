//! The client of `sys.monitoring`: what happens, and where, for [`Vm::fire`].
//!
//! An activation needs no frame object for this. A jump is reported at the instruction that it went to, and the end of
//! a call of what is no Python function at the instruction behind it; so every instruction is looked at until then.

use bytecode::{EVENT_MARK, Op};
use runtime::events::{ALL, MARKED, NO_WORD, NOTHING};
use runtime::frame::{Base, Registers, code_of, offset_of};
use runtime::monitoring::OpenCall;
use runtime::monitoring::event::{AFTER_EXCEPTION, CALL_ENDS, Event, EventSet};
use runtime::monitoring::flow::{belongs_to_no_line, forgets_line};
use runtime::monitoring::locations::{happens_at, is_branch, is_call};
use runtime::object::{BoundMethod, Code, Kind, List, Ref, Tuple};
use runtime::types::exception::STOP_ITERATION;
use runtime::value::Value;
use runtime::vm::{Raised, Vm};

/// Events for which every instruction is looked at.
const EVERYWHERE: EventSet = Event::Instruction.bit() | Event::Jump.bit() | Event::Branch.bit();
/// Events that happen at marked instructions.
const AT_MARKS: EventSet =
    Event::Line.bit() | Event::Call.bit() | CALL_ENDS | Event::PyReturn.bit() | Event::PyYield.bit();

/// What of a frame is looked at, at a word of its code.
pub(super) fn mode_of(vm: &Vm, base: Base, code: Ref<Code>, word: u32) -> u32 {
    let monitored = vm.monitoring.monitored_at(code, word);
    if monitored == 0 {
        NOTHING
    } else if monitored & EVERYWHERE != 0 || open_call(vm, base, code).is_some() {
        ALL
    } else if monitored & AT_MARKS != 0 {
        MARKED
    } else {
        NOTHING
    }
}

/// The place of the call that a frame has begun and whose end is to be reported, if it is the last one. A call that nobody
/// saw end, because no events happened meanwhile, may be of another frame at this base: it is in another code.
fn open_call(vm: &Vm, base: Base, code: Ref<Code>) -> Option<usize> {
    let last = vm.monitoring.calls.len().checked_sub(1)?;
    let call = &vm.monitoring.calls[last];
    let end = code.instructions.wrapping_add(code.instruction_count as usize);
    (call.base == base as usize && (code.instructions..end).contains(&call.at)).then_some(last)
}

/// How a frame goes on.
#[derive(Clone, Copy)]
pub enum Entry {
    /// It begins.
    Start,
    /// A generator is resumed.
    Resume,
    /// An exception is thrown into a generator.
    Throw(Value),
}

/// An event with an argument happens at a word.
pub(super) fn report(vm: &mut Vm, event: Event, code: Ref<Code>, word: u32, argument: Value) -> Result<(), Raised> {
    vm.fire(event, code, word, &[argument])
}

/// A frame begins or goes on at a word.
pub(super) unsafe fn call(vm: &mut Vm, code: Ref<Code>, word: u32, entry: Entry) -> Result<(), Raised> {
    match entry {
        Entry::Start => vm.fire(Event::PyStart, code, word, &[]),
        Entry::Resume => vm.fire(Event::PyResume, code, word, &[]),
        Entry::Throw(exception) => vm.fire(Event::PyThrow, code, word, &[exception]),
    }
}

/// An instruction is about to run; `last` is the one that was looked at before, in the same frame.
pub(super) unsafe fn instruction(
    vm: &mut Vm,
    base: Base,
    code: Ref<Code>,
    at: u32,
    word: u32,
    is_new_line: bool,
) -> Result<(), Raised> {
    // SAFETY: by contract of the caller.
    unsafe {
        call_ended(vm, base, code, at)?;
        jumped(vm, code, at)?;
        let monitored = vm.monitoring.monitored_at(code, at);
        if monitored & (EVERYWHERE | AT_MARKS) == 0 {
            return Ok(());
        }
        let op = Op::from_byte(word as u8);
        let mut quiet = true;
        if monitored & Event::Line.bit() != 0 && word as u8 & EVENT_MARK != 0 {
            let tools = vm.monitoring.tools_for(code, Event::Line, at);
            let begins = tools != 0 && vm.monitoring.may_begin_line(code, at);
            quiet &= !begins;
            if begins {
                if is_new_line {
                    let line = vm.events.line_of(code, at);
                    vm.fire(Event::Line, code, at, &[Value::from_i32_small(line as i32)])?;
                }
            }
        }
        if monitored & Event::Instruction.bit() != 0 {
            quiet &= vm.monitoring.tools_for(code, Event::Instruction, at) == 0;
            vm.fire(Event::Instruction, code, at, &[])?;
        }
        for event in [Event::Jump, Event::Branch] {
            if happens_at(word, event) && vm.monitoring.tools_for(code, event, at) != 0 {
                vm.events.running.jumped = at;
                quiet = false;
            }
        }
        match op {
            Op::Return | Op::Yield => {
                let event = if op == Op::Return { Event::PyReturn } else { Event::PyYield };
                quiet &= vm.monitoring.tools_for(code, event, at) == 0;
                let value = Registers(base).value((word >> 8 & 0xff) as usize);
                vm.fire(event, code, at, &[value])?;
            }
            _ if is_call(op) && monitored & (Event::Call.bit() | CALL_ENDS) != 0 => {
                let tools = [Event::Call, Event::CReturn, Event::CRaise]
                    .map(|event| vm.monitoring.tools_for(code, event, at))
                    .into_iter()
                    .fold(0, |all, tools| all | tools);
                if tools != 0 {
                    quiet = false;
                    begin_call(vm, base, code, at, word, op)?;
                }
            }
            _ => {}
        }
        // These do more than to be reported: see `begins_line`.
        let is_plain = op != Op::Nop && !belongs_to_no_line(word) && !forgets_line(word);
        if quiet && is_plain {
            vm.set_quiet(code, at);
        }
        Ok(())
    }
}

/// A call instruction is about to run.
unsafe fn begin_call(vm: &mut Vm, base: Base, code: Ref<Code>, at: u32, word: u32, op: Op) -> Result<(), Raised> {
    // SAFETY: by contract of the caller.
    let (callable, argument) = unsafe { callable_and_argument(base, word, op) };
    let argument = match argument {
        Some(argument) => argument,
        None => vm.monitoring_missing()?,
    };
    vm.keep(callable);
    vm.keep(argument);
    vm.fire(Event::Call, code, at, &[callable, argument])?;
    let is_python = callable.is_kind(Kind::Function)
        || callable.as_ref::<BoundMethod>().is_some_and(|method| method.function.is_kind(Kind::Function));
    if is_python || vm.monitoring.monitored_at(code, at) & CALL_ENDS == 0 {
        return Ok(());
    }
    let call = OpenCall { base: base as usize, at: code.instructions.wrapping_add(at as usize), callable, argument };
    let calls = &mut vm.monitoring.calls;
    let is_full = vm.heap.lock_depth() > 0 && calls.len() == calls.capacity();
    if is_full || calls.try_push(call).is_err() {
        vm.events.dropped = vm.events.dropped.saturating_add(1);
    }
    Ok(())
}

/// What a call instruction calls, and the first argument that it passes.
unsafe fn callable_and_argument(base: Base, word: u32, op: Op) -> (Value, Option<Value>) {
    let registers = Registers(base);
    let (target, count) = ((word >> 8 & 0xff) as usize, (word >> 16 & 0xff) as usize);
    let argument = match op {
        Op::CallUnpacked => {
            let arguments = registers.value(target + 3);
            match (arguments.as_ref::<List>(), arguments.as_ref::<Tuple>()) {
                (Some(list), _) => list.as_slice().first().copied(),
                (_, Some(tuple)) => tuple.as_slice().first().copied(),
                _ => None,
            }
        }
        Op::CallMethod | Op::GeneratorCallMethod | Op::CallMethodKeywords => {
            let receiver = registers.get(target + 3);
            receiver.or_else(|| registers.get(target + 4).filter(|_| count > 0))
        }
        _ => registers.get(target + 3).filter(|_| count > 0),
    };
    (registers.value(target), argument)
}

/// The last call of a frame has ended, unless `at` is the call itself.
unsafe fn call_ended(vm: &mut Vm, base: Base, code: Ref<Code>, at: u32) -> Result<(), Raised> {
    let Some(place) = open_call(vm, base, code) else { return Ok(()) };
    let call = vm.monitoring.calls[place];
    vm.monitoring.calls.truncate(place);
    // SAFETY: open calls of a frame are in its code.
    let called_at = unsafe { offset_of(code, call.at) };
    if called_at == at {
        return Ok(());
    }
    vm.keep(call.callable);
    vm.keep(call.argument);
    vm.fire(Event::CReturn, code, called_at, &[call.callable, call.argument])
}

/// The instruction that was looked at before was a jump, which went to `at`.
fn jumped(vm: &mut Vm, code: Ref<Code>, at: u32) -> Result<(), Raised> {
    const WORD: i32 = 4;
    let from = core::mem::replace(&mut vm.events.running.jumped, NO_WORD);
    let Some(word) = code.word(from as usize).filter(|_| from != NO_WORD) else { return Ok(()) };
    let event = if is_branch(Op::from_byte(word as u8)) { Event::Branch } else { Event::Jump };
    vm.fire(event, code, from, &[Value::from_i32_small(at as i32 * WORD)])
}

/// An exception came up in a frame at a word, or came out of a call that it made.
pub(super) unsafe fn raised(
    vm: &mut Vm,
    base: Base,
    code: Ref<Code>,
    at: u32,
    exception: Value,
    again: bool,
) -> Result<(), Raised> {
    vm.events.running.jumped = NO_WORD;
    if let Some(place) = open_call(vm, base, code) {
        let call = vm.monitoring.calls[place];
        vm.monitoring.calls.truncate(place);
        vm.keep(call.callable);
        vm.keep(call.argument);
        // SAFETY: open calls of a frame are in its code.
        let called_at = unsafe { offset_of(code, call.at) };
        if called_at <= at {
            vm.fire(Event::CRaise, code, called_at, &[call.callable, call.argument])?;
        }
    }
    let event = if again { Event::Reraise } else { Event::Raise };
    vm.fire(event, code, at, &[exception])
}

/// The iterator of a loop or of a delegation ended, at a word: by an exception that nobody else sees, or as a generator
/// that returned.
pub(super) unsafe fn iteration_ended(
    vm: &mut Vm,
    code: Ref<Code>,
    at: u32,
    iterator: Value,
    stopped: Option<Value>,
    returned: Option<Value>,
) -> Result<(), Raised> {
    if let Some(stopped) = stopped {
        return vm.fire(Event::Raise, code, at, &[stopped]);
    }
    if !iterator.is_kind(Kind::Generator) || vm.monitoring.tools_for(code, Event::StopIteration, at) == 0 {
        return Ok(());
    }
    let value = returned.filter(|value| !value.is_none());
    let exception = vm.new_exception(Ref::from_static(&STOP_ITERATION), value.as_slice())?;
    vm.fire(Event::StopIteration, code, at, &[exception.value()])
}

/// Whether it is known that an instruction that is about to run is of no interest.
#[inline]
pub(super) unsafe fn passes(vm: &mut Vm, base: Base, pc: *const u32) -> bool {
    // SAFETY: by contract of the caller.
    let (code, at) = unsafe {
        let code = code_of(base);
        (code, offset_of(code, pc) - 1)
    };
    if vm.events.entries || vm.events.running.jumped != NO_WORD || open_call(vm, base, code).is_some() {
        return false;
    }
    let passes = vm.monitoring.is_quiet(code, at);
    // As in `begins_line`.
    // SAFETY: by contract.
    if passes && unsafe { *pc.sub(1) } as u8 & EVENT_MARK != 0 {
        vm.events.running.last = at;
        vm.events.running.forgets_line = false;
    }
    passes
}

/// Whether what happens to an exception in a frame of this code may be reported.
pub(super) fn watches_exception(vm: &Vm, code: Ref<Code>) -> bool {
    const EVENTS: EventSet =
        Event::Raise.bit() | Event::Reraise.bit() | Event::ExceptionHandled.bit() | Event::PyUnwind.bit();
    code.monitored.get() & EVENTS != 0 || !vm.monitoring.calls.is_empty()
}

/// Whether something may be reported of a frame of this code, if only after an exception.
pub(super) fn watches(code: Ref<Code>) -> bool {
    code.monitored.get() != 0
}

/// Whether something may be reported of a frame of this code although there is no exception: it is not entered in the
/// fast way.
pub(super) fn watches_entry(code: Ref<Code>) -> bool {
    code.monitored.get() & !AFTER_EXCEPTION != 0
}

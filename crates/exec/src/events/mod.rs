//! Events: the loop that looks at marked instructions, and the clients that it tells.
//!
//! Whatever happens is told to the clients by one function each of this module: [`call`], [`returned`], [`raised`] and so on
//! ask `sys.settrace` ([`trace`]), `sys.setprofile` ([`profile`]) and `sys.monitoring` ([`monitor`]) in turn. [`settle`] decides, each time another
//! frame goes on, what of it is looked at and in which loop it runs.

mod iteration;
#[cfg_attr(not(feature = "jump"), path = "no_jump.rs")]
mod jump;
#[cfg_attr(not(feature = "monitoring"), path = "no_monitor.rs")]
mod monitor;
mod profile;
mod trace;

pub use iteration::{delegate_ended, iteration_ended};
pub use jump::set_line;
pub use monitor::Entry;

use crate::run::run;
use crate::strategy::{Hooks, Strategy};
use bytecode::{EVENT_MARK, Intrinsic, Op};
use runtime::events::{ALL, MARKED, NO_WORD, NOTHING, Running};
use runtime::frame::{Base, Registers, code_of, offset_of, sync};
use runtime::monitoring::event::Event;
use runtime::monitoring::flow::{belongs_to_no_line, forgets_line};
use runtime::object::{Code, Exception, Generator, Record, Ref};
use runtime::symbols::Symbol;
use runtime::types::exception::traceback::{as_traceback, pc_of};
use runtime::types::frame::{code_of_frame, show};
use runtime::value::Value;
use runtime::vm::{Raised, Vm};

/// One loop, which can always be traced.
pub struct Tracing;

impl Strategy for Tracing {
    const NAME: &'static str = "tracing";
    const HAS_EVENTS: bool = true;
    const SWITCHES: bool = false;

    unsafe fn run(vm: &mut Vm, base: Base, pc: *const u32) -> Result<Value, Raised> {
        vm.events.running.has_events = true;
        let (mut base, mut pc) = (base, pc);
        loop {
            // SAFETY: by contract; a switch leaves a frame that can go on.
            let result = unsafe { run::<Events>(vm, base, pc) };
            match next_loop(vm) {
                Some(next) => (base, pc) = next,
                None => return result,
            }
        }
    }
}

/// Both loops: a frame runs in the one with events while somebody looks at it.
#[cfg(feature = "vm-fast")]
pub struct Dual;

#[cfg(feature = "vm-fast")]
impl Strategy for Dual {
    const NAME: &'static str = "dual";
    const HAS_EVENTS: bool = true;
    const SWITCHES: bool = true;

    unsafe fn run(vm: &mut Vm, base: Base, pc: *const u32) -> Result<Value, Raised> {
        // SAFETY: as for `Tracing`.
        unsafe {
            if vm.events.running.mode == NOTHING {
                vm.events.running.has_events = false;
                let result = run::<crate::NoHooks>(vm, base, pc);
                if !vm.events.switching {
                    return result;
                }
                return run_next(vm);
            }
            run_both(vm, base, pc)
        }
    }
}

/// Goes on with the frame for which a loop was left.
#[cfg(feature = "vm-fast")]
#[cold]
#[inline(never)]
unsafe fn run_next(vm: &mut Vm) -> Result<Value, Raised> {
    match next_loop(vm) {
        // SAFETY: by contract of the caller; a switch leaves a frame that can go on.
        Some((base, pc)) => unsafe { run_both(vm, base, pc) },
        None => Err(vm.raised_again()),
    }
}

/// [`Dual::run`] that changes loops as often as need be.
#[cfg(feature = "vm-fast")]
#[cold]
#[inline(never)]
unsafe fn run_both(vm: &mut Vm, base: Base, pc: *const u32) -> Result<Value, Raised> {
    let (mut base, mut pc) = (base, pc);
    loop {
        let has_events = vm.events.running.mode != NOTHING;
        vm.events.running.has_events = has_events;
        // SAFETY: as for `Tracing`.
        let result =
            unsafe { if has_events { run::<Events>(vm, base, pc) } else { run::<crate::NoHooks>(vm, base, pc) } };
        match next_loop(vm) {
            Some(next) => (base, pc) = next,
            None => return result,
        }
    }
}

/// Where the frame goes on for which a loop was left, if it was for that.
fn next_loop(vm: &mut Vm) -> Option<(Base, *const u32)> {
    core::mem::take(&mut vm.events.switching).then_some((vm.frame.base.cast(), vm.frame.pc))
}

/// The hooks of the loop with events.
pub struct Events;

impl Hooks for Events {
    const ENABLED: bool = true;

    #[inline(always)]
    fn select(vm: &mut Vm, word: u32) -> u32 {
        word & 0xff | vm.events.running.mode
    }

    #[inline(always)]
    fn watches(vm: &Vm) -> bool {
        vm.events.running.mode != NOTHING
    }

    #[cold]
    #[inline(never)]
    unsafe fn event(vm: &mut Vm, base: Base, pc: *const u32, word: u32) -> bool {
        // SAFETY: by contract.
        unsafe {
            let repeated = core::mem::replace(&mut vm.events.repeated, core::ptr::null());
            if vm.events.running.base != base || core::ptr::eq(repeated, pc.sub(1)) || monitor::passes(vm, base, pc) {
                return true;
            }
            sync(vm, base, pc);
            let mark = vm.log_mark();
            let code = code_of(base);
            let result = instruction(vm, base, code, offset_of(code, pc) - 1, word);
            vm.log_release(mark);
            if result.is_err() {
                // What clients raise is not for want of memory in the instruction.
                vm.committed = true;
                return false;
            }
            if vm.events.switching {
                return false;
            }
            // Callbacks may have changed what is looked at.
            let mode = mode_of(vm, base, offset_of(code, pc) - 1);
            vm.events.running.mode = mode;
            if mode == NOTHING && vm.executor.switches {
                switch(vm, base, pc.sub(1));
                return false;
            }
            true
        }
    }
}

/// An instruction is about to run.
unsafe fn instruction(vm: &mut Vm, base: Base, code: Ref<Code>, at: u32, word: u32) -> Result<(), Raised> {
    // SAFETY: by contract of the caller.
    unsafe {
        native_returned(vm, base, code, at)?;
        let here = code.instructions.add(at as usize);
        let is_marked = word & u32::from(EVENT_MARK) != 0;
        let skipped = core::ptr::eq(core::mem::replace(&mut vm.events.running.skip, core::ptr::null()), here);
        let begins =
            if is_marked && !belongs_to_no_line(word) { begins_line(vm, code, at, word) } else { Begins::Nothing };
        if begins != Begins::Nothing && !skipped {
            trace::line(vm, base)?;
        }
        if vm.events.switching {
            return Ok(());
        }
        trace::opcode(vm, base)?;
        monitor::instruction(vm, base, code, at, word, begins == Begins::Line && !skipped)?;
        if is_marked {
            let value = |index: u32| Registers(base).value(index as usize & 0xff);
            match Op::from_byte(word as u8) {
                Op::Return | Op::Yield => {
                    let last = vm.events.running.last;
                    if belongs_to_no_line(word) && last != NO_WORD {
                        sync(vm, base, code.instructions.add(last as usize + 1));
                    }
                    returned(vm, base, Some(value(word >> 8)))?;
                }
                Op::Call
                | Op::CallMethod
                | Op::GeneratorCall
                | Op::GeneratorCallMethod
                | Op::CallKeywords
                | Op::CallMethodKeywords
                | Op::CallUnpacked => profile::call(vm, base, word)?,
                _ => {}
            }
        }
        Ok(())
    }
}

/// What begins with a marked instruction.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Begins {
    Nothing,
    /// Another line than that of the instruction before.
    Line,
    /// The same line once more.
    LineAgain,
}

/// What begins with a marked instruction, which then is the one looked at last.
fn begins_line(vm: &mut Vm, code: Ref<Code>, at: u32, word: u32) -> Begins {
    let line = if forgets_line(word) { 0 } else { vm.events.line_of(code, at) };
    if line == 0 {
        vm.events.running.forgets_line = true;
        return Begins::Nothing;
    }
    let forgot = core::mem::take(&mut vm.events.running.forgets_line);
    let last = core::mem::replace(&mut vm.events.running.last, at);
    match line {
        _ if forgot || last == NO_WORD || line != vm.events.line_of(code, last) => Begins::Line,
        _ if is_backwards(code, last, at) => Begins::LineAgain,
        _ => Begins::Nothing,
    }
}

/// Whether execution came to a marked instruction at `at` backwards, when that at `last` was the one looked at last.
///
/// The head of a `for` loop is at its end. A new round begins there, whatever comes from the body, and going on with the
/// body is no way back.
fn is_backwards(code: Ref<Code>, last: u32, at: u32) -> bool {
    let body_of = |head: u32| {
        code.word(head as usize).filter(|word| Op::from_byte(*word as u8) == Op::ForNext)?;
        code.word(head as usize + 1).map(|offset| (head + 2).wrapping_add(offset))
    };
    if let Some(body) = body_of(at) {
        return (body..=at + 1).contains(&last);
    }
    // The last word of the loop's head may be taken for the instruction, since it has two.
    at <= last && body_of(last) != Some(at) && last.checked_sub(1).is_none_or(|head| body_of(head) != Some(at))
}

/// What the instruction before `at` called has returned, if that is to be reported. What a client raises then is raised by
/// the call.
unsafe fn native_returned(vm: &mut Vm, base: Base, code: Ref<Code>, at: u32) -> Result<(), Raised> {
    let Some(function) = vm.events.running.called.take() else { return Ok(()) };
    // SAFETY: by contract of the callers; the instruction looked at last is the call.
    unsafe {
        let behind = if vm.events.running.last < at { vm.events.running.last + 1 } else { at };
        sync(vm, base, code.instructions.add(behind as usize));
        let result = profile::native_returned(vm, base, function);
        if result.is_err() {
            vm.events.raised_at = vm.frame.pc;
        }
        sync(vm, base, code.instructions.add(at as usize + 1));
        result
    }
}

/// A poll behind an instruction: if that was the call of a native function, its return is reported before anything else
/// happens. An error if a client raised.
///
/// # Safety
/// `base` is the running frame and `pc` is behind the instruction.
pub unsafe fn before_poll(vm: &mut Vm, base: Base, pc: *const u32) -> Result<(), Raised> {
    if vm.events.running.base != base || vm.events.running.called.is_none() {
        return Ok(());
    }
    // SAFETY: by contract.
    unsafe {
        let code = code_of(base);
        let result = native_returned(vm, base, code, offset_of(code, pc));
        sync(vm, base, pc);
        if result.is_err() {
            vm.committed = true;
        }
        result
    }
}

/// What of a frame is looked at, at a word of its code.
///
/// # Safety
/// `base` is the base of a live frame.
unsafe fn mode_of(vm: &Vm, base: Base, word: u32) -> u32 {
    let events = &vm.events;
    if !events.active {
        return NOTHING;
    }
    let mut mode = if events.profile.is_some() { MARKED } else { NOTHING };
    if events.running.base == base && events.running.called.is_some() {
        mode = ALL;
    }
    if events.trace.is_some() {
        // SAFETY: by contract.
        mode |= unsafe { vm.known_frame(base) }.map_or(NOTHING, |frame| trace::mode_of(&frame));
    }
    if events.monitors {
        // SAFETY: by contract.
        mode |= monitor::mode_of(vm, base, unsafe { code_of(base) }, word);
    }
    mode
}

/// Another frame goes on, at `resume`; the instruction that ran last in it ends before `pc`. False if it does so in the
/// other loop.
///
/// # Safety
/// `base` is the base of a live frame, and `pc` and `resume` are in its code.
#[cold]
#[inline(never)]
unsafe fn settle_at(vm: &mut Vm, base: Base, pc: *const u32, resume: *const u32) -> bool {
    // SAFETY: by contract.
    unsafe {
        let (has_events, epoch) = (vm.events.running.has_events, vm.events.epoch);
        let called = vm.events.running.called.filter(|_| vm.events.running.base == base);
        let last = last_word(code_of(base), pc);
        vm.events.running = Running {
            mode: NOTHING,
            last,
            forgets_line: false,
            base,
            skip: core::ptr::null(),
            called,
            jumped: NO_WORD,
            has_events,
            epoch,
        };
        let mode = mode_of(vm, base, offset_of(code_of(base), resume));
        vm.events.running.mode = mode;
        if vm.executor.switches && (mode != NOTHING) != has_events {
            switch(vm, base, resume);
            return false;
        }
        true
    }
}

/// The last word of the instruction that ran last in a frame and ends before `pc`. That which makes a generator does not
/// count, for it runs before the first line begins.
unsafe fn last_word(code: Ref<Code>, pc: *const u32) -> u32 {
    // SAFETY: by contract of the caller, `pc` is in the code.
    match unsafe { offset_of(code, pc) } {
        0 => NO_WORD,
        behind if behind as usize <= Op::Intrinsic.info().words() && code.code_flags().makes_generator() => NO_WORD,
        behind => behind - 1,
    }
}

/// Leaves the loop; the frame goes on at `resume`.
unsafe fn switch(vm: &mut Vm, base: Base, resume: *const u32) {
    // SAFETY: by contract of the caller.
    unsafe { sync(vm, base, resume) };
    vm.events.switching = true;
}

/// Whether anything that happens in a frame of this code may be reported.
#[inline(always)]
pub fn watches(vm: &Vm, code: Ref<Code>) -> bool {
    vm.events.active && (vm.events.entries || monitor::watches(code))
}

/// Whether [`settle`] has anything to decide.
#[inline(always)]
pub fn are_possible(vm: &Vm) -> bool {
    vm.events.active || vm.events.running.has_events
}

/// Another frame goes on at `pc`. False if it does so in the other loop.
///
/// # Safety
/// `base` is the base of a live frame and `pc` is in its code, behind the instruction that ran last.
#[inline(always)]
pub unsafe fn settle(vm: &mut Vm, base: Base, pc: *const u32) -> bool {
    // SAFETY: by contract.
    unsafe { !are_possible(vm) || is_unwatched(vm, base) || settle_at(vm, base, pc, pc) }
}

/// Whether nobody looks at a frame that goes on, and the loop that runs is right for it.
#[inline]
unsafe fn is_unwatched(vm: &Vm, base: Base) -> bool {
    // SAFETY: by contract of the callers.
    !vm.events.running.has_events && !vm.events.entries && unsafe { !monitor::watches(code_of(base)) }
}

/// A frame that native code entered or resumed goes on at `pc`, before any loop runs it.
///
/// # Safety
/// As for [`settle`].
pub unsafe fn settle_first(vm: &mut Vm, base: Base, pc: *const u32) {
    // SAFETY: by contract.
    unsafe { settle_at(vm, base, pc, pc) };
    // The strategy chooses the loop by the mode.
    vm.events.switching = false;
}

/// Something was done at a poll of the running frame, which goes on at `resume`. False if it does so in the other loop.
///
/// # Safety
/// As for [`settle`].
#[inline(always)]
pub unsafe fn settle_poll(vm: &mut Vm, base: Base, pc: *const u32, resume: *const u32) -> bool {
    // SAFETY: by contract.
    unsafe { !are_possible(vm) || is_unwatched(vm, base) || settle_poll_cold(vm, base, pc, resume) }
}

#[cold]
#[inline(never)]
unsafe fn settle_poll_cold(vm: &mut Vm, base: Base, pc: *const u32, resume: *const u32) -> bool {
    // SAFETY: by contract of the caller.
    unsafe {
        let running = &vm.events.running;
        if running.base == base && running.mode != NOTHING {
            // The return of what ended profiling is not reported.
            let called = running.called.filter(|_| vm.events.profile.is_some());
            let (last, forgets_line) = (running.last, running.forgets_line);
            let (skip, jumped) = (running.skip, running.jumped);
            let stays = settle_at(vm, base, pc, resume);
            let running = &mut vm.events.running;
            (running.last, running.forgets_line) = (last, forgets_line);
            (running.called, running.skip, running.jumped) = (called, skip, jumped);
            return stays;
        }
        settle_at(vm, base, pc, resume)
    }
}

/// A function's frame at `new` is entered from the one at `base`, its arguments in place and its link written. False if
/// an exception is on its way in the caller, or if the frame runs in the other loop.
///
/// # Safety
/// As described; `pc` is the caller's.
pub unsafe fn enter(vm: &mut Vm, base: Base, pc: *const u32, new: Base) -> bool {
    // SAFETY: by contract.
    unsafe {
        let code = code_of(new);
        if !vm.events.active {
            return settle(vm, new, code.instructions);
        }
        // It is resumed later, and that is the call that is reported.
        if code.code_flags().makes_generator() {
            return true;
        }
        if begin(vm, new).is_err() {
            // The exception begins in the new frame, which it leaves at once.
            sync(vm, base, pc);
            let has_events = vm.events.running.has_events;
            vm.events.running = Running { mode: NOTHING, last: NO_WORD, base, has_events, ..vm.events.running };
            return false;
        }
        settle(vm, new, code.instructions)
    }
}

/// Reports the entry of a frame on the stack. If a client raises, the frame is ended.
///
/// # Safety
/// `new` is the base of a frame on the stack whose arguments are in place and whose link is written.
pub unsafe fn begin(vm: &mut Vm, new: Base) -> Result<(), Raised> {
    // SAFETY: by contract; the stack has room for the frame.
    unsafe {
        let code = code_of(new);
        if code.code_flags().makes_generator() {
            return Ok(());
        }
        if !vm.events.entries && !monitor::watches_entry(code) {
            if vm.events.running.mode != NOTHING {
                // Its caller is looked at, so it returns in the slow way.
                vm.watch(new);
            }
            return Ok(());
        }
        // A frame object shows all variables: they must not have what was there before.
        for index in code.parameter_count as usize..code.registers as usize {
            *new.add(index) = 0;
        }
        if !vm.watch(new) && vm.events.trace.is_none() && vm.events.profile.is_none() {
            vm.events.dropped = vm.events.dropped.saturating_add(1);
        }
        sync(vm, new, code.instructions);
        let mark = vm.log_mark();
        let result = call(vm, new, 0, Entry::Start);
        vm.log_release(mark);
        if let Err(raised) = result {
            crate::unwind::abandon(vm, new, 0);
            return Err(raised);
        }
        Ok(())
    }
}

/// A frame begins or goes on at a word of its code: it is the one in `Vm::frame`.
///
/// # Safety
/// `base` is the running frame.
pub unsafe fn call(vm: &mut Vm, base: Base, at: u32, entry: Entry) -> Result<(), Raised> {
    // SAFETY: by contract.
    unsafe {
        trace::call(vm, base)?;
        profile::begin(vm, base)?;
        monitor::call(vm, code_of(base), at, entry)
    }
}

/// A generator is resumed by native code, which runs it from `pc` on.
///
/// # Safety
/// `base` is the generator's frame.
pub unsafe fn resume(vm: &mut Vm, base: Base, pc: *const u32, entry: Entry) -> Result<(), Raised> {
    // SAFETY: by contract.
    unsafe {
        let code = code_of(base);
        if !watches(vm, code) {
            return Ok(());
        }
        sync(vm, base, pc);
        let mark = vm.log_mark();
        let at = offset_of(code, pc);
        let result = call(vm, base, if matches!(entry, Entry::Start) { at } else { at.saturating_sub(1) }, entry);
        vm.log_release(mark);
        result?;
        settle_first(vm, base, pc);
        if matches!(entry, Entry::Start) {
            vm.events.running.last = NO_WORD;
        }
        Ok(())
    }
}

/// Whether the resumption of a generator by the frame at `base` is of interest, so that [`resume`] must be told.
///
/// # Safety
/// `base` is the running frame.
pub unsafe fn watches_generator(vm: &Vm, base: Base, generator: Ref<Generator>) -> bool {
    // SAFETY: by contract; a generator that can be resumed has its function.
    unsafe { watches(vm, code_of(generator.base().cast())) || watches(vm, code_of(base)) }
}

/// A frame is about to return or yield a value, or with `None` an exception is about to leave it.
///
/// # Safety
/// `base` is the running frame.
pub unsafe fn returned(vm: &mut Vm, base: Base, value: Option<Value>) -> Result<(), Raised> {
    // SAFETY: by contract.
    unsafe {
        let returns = value.is_some();
        let value = value.unwrap_or(Value::NONE);
        vm.keep(value);
        let result = trace::returned(vm, base, value).and_then(|()| profile::end(vm, base, value));
        vm.events.leaving = returns && result.is_err();
        result
    }
}

/// A generator is about to yield from a delegate. False if a client raised.
///
/// # Safety
/// `base` is the generator's frame and `at` the instruction that delegates.
#[cold]
#[inline(never)]
pub unsafe fn delegate_yielded(vm: &mut Vm, base: Base, at: *const u32, value: Value) -> bool {
    // SAFETY: by contract.
    unsafe {
        sync(vm, base, at.add(1));
        let mark = vm.log_mark();
        let code = code_of(base);
        let result = returned(vm, base, Some(value))
            .and_then(|()| monitor::report(vm, Event::PyYield, code, offset_of(code, at), value));
        vm.log_release(mark);
        result.is_ok()
    }
}

/// Whether it is of interest that an exception comes up in a frame of this code, is handled there or leaves it.
#[inline]
pub fn watches_exception(vm: &Vm, code: Ref<Code>) -> bool {
    vm.events.active && (vm.events.entries || monitor::watches_exception(vm, code))
}

/// An exception came up in a frame at a word, or came out of a call that it made, or with `again` was raised again there.
/// The result is the exception that goes on.
///
/// # Safety
/// `base` is the running frame, and `Vm::frame` is about it.
pub unsafe fn raised(vm: &mut Vm, base: Base, at: u32, exception: Value, again: bool) -> Value {
    // SAFETY: by contract.
    unsafe {
        if again {
            let result = monitor::raised(vm, base, code_of(base), at, exception, true);
            return if result.is_ok() { exception } else { vm.take_exception() };
        }
        let reported = trace::raised(vm, base, exception)
            .and_then(|()| monitor::raised(vm, base, code_of(base), at, exception, false));
        if reported.is_ok() { exception } else { vm.take_exception() }
    }
}

/// An exception came up in a frame. If it came from a native function that the frame called, whose end is to be reported,
/// the result is the exception that goes on.
///
/// # Safety
/// As for [`raised`].
pub unsafe fn native_raised(vm: &mut Vm, base: Base, exception: Value) -> Value {
    let Some(function) = vm.events.running.called.take_if(|_| vm.events.running.base == base) else {
        return exception;
    };
    // SAFETY: by contract.
    let reported = unsafe { profile::native_raised(vm, base, function) };
    if reported.is_ok() { exception } else { vm.take_exception() }
}

/// An exception is about to leave a frame. The result is the exception that goes on.
///
/// # Safety
/// As for [`raised`].
pub unsafe fn unwound(vm: &mut Vm, base: Base, at: u32, exception: Value) -> Value {
    // SAFETY: by contract.
    let result = unsafe {
        if let Some(line_of) = raised_again_at(vm, base, at, exception) {
            sync(vm, base, code_of(base).instructions.add(line_of as usize + 1));
        }
        returned(vm, base, None).and_then(|()| monitor::report(vm, Event::PyUnwind, code_of(base), at, exception))
    };
    match result {
        Ok(()) => exception,
        Err(_) => vm.take_exception(),
    }
}

/// The word in whose line a frame is that an exception leaves which was raised again at `at`: the last that a trace has
/// seen, or at the end of `with` the one that raised it.
unsafe fn raised_again_at(vm: &Vm, base: Base, at: u32, exception: Value) -> Option<u32> {
    // SAFETY: by contract of the caller.
    let (running, code) = (&vm.events.running, unsafe { code_of(base) });
    // The pc may have been behind either of the instruction's words.
    let is_again = |at: u32| {
        let word = code.word(at as usize).unwrap_or(0);
        Op::from_byte(word as u8) == Op::Intrinsic && word >> 24 == Intrinsic::Reraise as u32
    };
    let first = [Some(at), at.checked_sub(1)].into_iter().flatten().find(|at| is_again(*at))?;
    if code.word(first as usize + 1) == Some(1) {
        let exception = exception.as_ref::<Exception>()?;
        return exception.traceback.get().and_then(as_traceback).map(|traceback| pc_of(&traceback));
    }
    (running.base == base && running.mode != NOTHING && running.last != NO_WORD).then_some(running.last)
}

/// A handler that begins at a word gets an exception. The result is another exception that a client raised there.
///
/// # Safety
/// As for [`raised`].
pub unsafe fn handled(vm: &mut Vm, base: Base, at: u32, exception: Value) -> Option<Value> {
    // SAFETY: by contract.
    let result = unsafe { monitor::report(vm, Event::ExceptionHandled, code_of(base), at, exception) };
    result.is_err().then(|| vm.take_exception())
}

/// Calls a client's function with the frame at `base`, the name of the event and its argument.
unsafe fn notify(
    vm: &mut Vm,
    frame: Ref<Record>,
    function: Value,
    event: Symbol,
    argument: Value,
) -> Result<Value, Raised> {
    show(&frame);
    let (exception, handled, returned) = (vm.exception.take(), vm.handled, vm.returned.take());
    let (committed, retried, again) = (vm.committed, vm.retried, vm.raised_again);
    for value in [exception, handled, returned].into_iter().flatten() {
        vm.keep(value);
    }
    let depth = vm.enter_callback();
    let result = vm.call(function, &[frame.value(), event.value(), argument]);
    if let (Err(_), Some(exception), Some(code)) = (&result, vm.exception, code_of_frame(&frame)) {
        // The frame that is watched seems to have called the function.
        let place = vm.frame_place(&frame).saturating_sub(1);
        vm.add_traceback(exception, code, place, Some(frame.value()));
    }
    vm.leave_callback(depth);
    vm.handled = handled;
    vm.returned = returned;
    vm.retried = retried;
    // What a client raises is not for want of memory in the instruction, which must not be repeated.
    vm.committed = committed || result.is_err();
    if result.is_ok() {
        vm.exception = exception;
        vm.raised_again = again;
    }
    result
}

/// The frame object of the running frame; counts an event that is lost for want of memory.
unsafe fn frame_for_event(vm: &mut Vm, base: Base) -> Option<Ref<Record>> {
    // SAFETY: by contract of the callers.
    let frame = unsafe { vm.frame_object(base) };
    if frame.is_none() {
        vm.events.dropped = vm.events.dropped.saturating_add(1);
    }
    frame
}

const _: () = assert!(MARKED == 0x100 && ALL == MARKED | EVENT_MARK as u32);

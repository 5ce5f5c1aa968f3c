//! Generators, coroutines and async generators: made, resumed, suspended and ended, in place.
//!
//! A generator's frame lies behind the generator. Resuming it writes the link of that frame and switches the loop's base;
//! nothing is copied. The saved pc in the link is that of the resuming instruction itself (`ForNext` or `YieldFrom`), so
//! that a value that is yielded can be delivered as the instruction asks; it is null if native code resumed.

use crate::calls::Outer;
use crate::cold::{enter, finish as finish_cold};
use crate::events::{self, Entry};
use crate::strategy::Strategy;
use crate::unwind::{Target, go_on};
use bytecode::Op;
use runtime::frame::{Base, LINK_WORDS, Link, Registers, SPECIAL, code_of, generator_of, is_on_stack, offset_of, sync};
use runtime::object::{Generator, GeneratorState, Kind, Ref, new_header};
use runtime::types::exception;
use runtime::types::frame::as_frame;
use runtime::value::{Value, Word};
use runtime::vm::{Raised, Resume, Vm};

/// How a `YieldFrom` goes on.
pub enum Step {
    /// The delegate returned: with the next instruction.
    Continue,
    /// Somewhere else.
    Switch(Target),
    /// An exception is on its way.
    Raised,
}

/// Makes the generator whose body has just been entered at `base`, from its parameters.
///
/// # Safety
/// `base` is the running frame, on the stack, and `pc` points behind its first instruction.
pub unsafe fn make(vm: &mut Vm, base: Base, pc: *const u32, flags: u32) -> Option<Ref<Generator>> {
    // SAFETY: by contract; all fields and registers are written at once.
    unsafe {
        let mark = enter(vm, base, pc);
        let code = code_of(base);
        let words = code.registers as usize + LINK_WORDS;
        let size = size_of::<Generator>() + words * size_of::<Word>();
        let result = vm.allocate_raw::<Generator>(size);
        let generator = finish_cold(vm, mark, result)?;
        let mut header = new_header(Kind::Generator);
        header.flags = flags as u16;
        generator.pointer().write(Generator {
            header,
            frame_words: words as u32,
            state: core::cell::Cell::new(GeneratorState::Created),
            async_state: core::cell::Cell::new(0),
            resume_at: core::cell::Cell::new(offset_of(code, pc)),
            handled: core::cell::Cell::new(None),
            outer_handled: core::cell::Cell::new(None),
            function: Value::from_word(*base.sub(3)).unwrap_or(Value::NONE),
            name: core::cell::Cell::new(None),
            frame: core::cell::Cell::new(None),
            resumer_pc: core::cell::Cell::new(core::ptr::null()),
        });
        let target = generator.base().cast::<Word>();
        let parameters = code.parameter_count as usize;
        for index in 0..code.registers as usize {
            *target.add(index) = if index < parameters { *base.add(index) } else { 0 };
        }
        *target.sub(3) = *base.sub(3);
        *target.sub(2) = 1;
        *target.sub(1) = 1;
        Some(generator)
    }
}

/// Links a generator to its resumer and gives it the value sent. The result is where its frame goes on.
unsafe fn link(
    vm: &mut Vm,
    generator: Ref<Generator>,
    resumer: Base,
    resumer_pc: *const u32,
    sent: Value,
) -> (Base, *const u32) {
    // SAFETY: the generator is created or suspended, so its frame is complete.
    unsafe {
        let base = generator.base().cast::<Word>();
        // The function's word becomes the frame's result on no path of a generator, so it is still there.
        let code = code_of(base);
        let mut pc = code.instructions.add(generator.resume_at.get() as usize);
        if generator.state.get() == GeneratorState::Suspended {
            let word = *pc;
            if Op::from_byte(word as u8) == Op::Yield {
                pc = pc.add(1);
            }
            Registers(base).set((word >> 16 & 0xff) as usize, sent);
        }
        Link::write(base, resumer_pc, resumer, 0, SPECIAL);
        generator.state.set(GeneratorState::Running);
        vm.running_generators += 1;
        generator.outer_handled.set(vm.handled);
        if let Some(handled) = generator.handled.get() {
            vm.handled = Some(handled);
        }
        (base, pc)
    }
}

/// `ForNext` over a generator: its frame, if it can be entered in this loop.
///
/// # Safety
/// As for [`crate::run::run`]; `pc` points behind the `ForNext`.
#[inline(never)]
pub unsafe fn enter_from_loop(vm: &mut Vm, base: Base, pc: *const u32, word: u32) -> Option<(Base, *const u32)> {
    // SAFETY: by contract.
    unsafe {
        let value = Registers(base).value((word >> 8 & 0xff) as usize);
        let generator = value.as_ref::<Generator>()?;
        let resumable = matches!(generator.state.get(), GeneratorState::Created | GeneratorState::Suspended);
        if generator.header().flags != 0 || !resumable || generator.outer_handled.get().is_some() || is_too_deep(vm) {
            return None;
        }
        // What is reported of generators is reported by `resume`.
        if events::watches_generator(vm, base, generator) {
            return None;
        }
        if is_on_stack(vm, base) {
            vm.frame.top = base.add(code_of(base).registers as usize).cast();
        }
        Some(link(vm, generator, base, pc.sub(2), Value::NONE))
    }
}

/// Leaves a generator's frame. The resumer's handled exception is current again.
///
/// # Safety
/// The generator runs.
unsafe fn leave(vm: &mut Vm, generator: Ref<Generator>, state: GeneratorState) {
    let outer = generator.outer_handled.get();
    if state == GeneratorState::Suspended {
        generator.handled.set(if vm.handled == outer { None } else { vm.handled });
    } else {
        generator.handled.set(None);
    }
    generator.outer_handled.set(None);
    vm.handled = outer;
    vm.running_generators = vm.running_generators.saturating_sub(1);
    generator.state.set(state);
}

/// Leaves a generator's frame for good; `pc` is behind its last instruction.
///
/// # Safety
/// The generator runs.
unsafe fn end(vm: &mut Vm, generator: Ref<Generator>, pc: *const u32) {
    // SAFETY: by contract; the frame's link says who resumed it.
    unsafe {
        if generator.frame.get().is_some() {
            end_frame(vm, generator, pc);
        }
        leave(vm, generator, GeneratorState::Finished);
    }
}

#[cold]
#[inline(never)]
unsafe fn end_frame(vm: &mut Vm, generator: Ref<Generator>, pc: *const u32) {
    // SAFETY: by contract of the caller.
    unsafe {
        if let Some(frame) = generator.frame.take().and_then(as_frame) {
            let base = generator.base().cast::<Word>();
            // As in CPython, nobody has called a generator that has ended.
            vm.end_frame(frame, base, offset_of(code_of(base), pc), None);
        }
    }
}

/// Whether so many generators run each other that this must end: they are in the heap, where no stack is their limit.
fn is_too_deep(vm: &Vm) -> bool {
    const FRAME: usize = 256;
    vm.running_generators >= vm.configuration.stack_size / FRAME
}

/// `Yield`: suspends the running generator and gives the value to its resumer.
///
/// # Safety
/// As for [`crate::run::run`]; `base` is a generator's frame and `pc` points behind the instruction.
#[inline(never)]
pub unsafe fn suspend(vm: &mut Vm, base: Base, pc: *const u32, value: Option<Value>) -> Target {
    // SAFETY: by contract.
    unsafe { suspend_at(vm, base, pc.sub(1), value.unwrap_or(Value::NONE)) }
}

#[inline]
unsafe fn suspend_at(vm: &mut Vm, base: Base, at: *const u32, value: Value) -> Target {
    // SAFETY: by contract of the callers; a resumer that is a generator in a `YieldFrom` is suspended in turn.
    unsafe {
        let (mut base, mut at) = (base, at);
        loop {
            let generator = generator_of(base);
            if events::watches(vm, code_of(base)) {
                let delegates = Op::from_byte(*at as u8) == Op::YieldFrom;
                if delegates && !events::delegate_yielded(vm, base, at, value) {
                    return Target::Raise(base, at.add(1));
                }
            }
            generator.resume_at.set(offset_of(code_of(base), at));
            leave(vm, generator, GeneratorState::Suspended);
            if vm.is_marking() {
                vm.note_change(generator.value());
            }
            let link = Link::of(base);
            let resumer_pc = link.caller_pc();
            if resumer_pc.is_null() {
                return Target::Native(value);
            }
            let resumer = link.caller();
            let word = *resumer_pc;
            if Op::from_byte(word as u8) == Op::ForNext {
                Registers(resumer).set((word >> 16 & 0xff) as usize, value);
                let (behind, offset) = (resumer_pc.add(2), *resumer_pc.add(1) as i32 as isize);
                if !events::settle_poll(vm, resumer, behind, behind.offset(offset)) {
                    return Target::Raise(resumer, behind);
                }
                return Target::Frame(resumer, behind.offset(offset));
            }
            base = resumer;
            at = resumer_pc;
        }
    }
}

/// `Return` in a generator's frame.
///
/// # Safety
/// As for [`crate::run::run`]; `base` is a generator's frame.
#[inline(never)]
pub unsafe fn finish(vm: &mut Vm, base: Base, pc: *const u32, returned: Value) -> Target {
    // SAFETY: by contract.
    unsafe {
        let generator = generator_of(base);
        let link = Link::of(base);
        end(vm, generator, pc);
        let resumer_pc = link.caller_pc();
        if resumer_pc.is_null() {
            return Target::Native(returned);
        }
        let resumer = link.caller();
        let word = *resumer_pc;
        if Op::from_byte(word as u8) == Op::ForNext {
            Registers(resumer).set((word >> 8 & 0xff) as usize, Value::NONE);
            return go_on(vm, resumer, resumer_pc.add(2));
        }
        Registers(resumer).set((word >> 16 & 0xff) as usize, returned);
        go_on(vm, resumer, resumer_pc.add(1))
    }
}

/// An exception leaves a generator's body. The result is the exception that goes on: StopIteration becomes RuntimeError,
/// as does StopAsyncIteration in an async generator.
///
/// # Safety
/// The generator runs, and `pc` is behind its last instruction.
pub unsafe fn fail(vm: &mut Vm, generator: Ref<Generator>, pc: *const u32, raised: Value) -> Value {
    // SAFETY: by contract.
    unsafe { end(vm, generator, pc) };
    let kind = match generator.header().flags {
        Generator::COROUTINE => "coroutine",
        Generator::ASYNC_GENERATOR => "async generator",
        _ => "generator",
    };
    let stop =
        [("StopIteration", &exception::STOP_ITERATION), ("StopAsyncIteration", &exception::STOP_ASYNC_ITERATION)];
    let last = if generator.header().flags == Generator::ASYNC_GENERATOR { 2 } else { 1 };
    for (name, class) in &stop[..last] {
        if vm.is_instance(raised, Ref::from_static(class)) {
            let _ = vm.raise(&exception::RUNTIME_ERROR, format_args!("{kind} raised {name}"));
            let error = vm.take_exception();
            vm.chain_cause(error, raised);
            return error;
        }
    }
    raised
}

/// `YieldFrom`: sends `R[b]` to the iterator `R[a]`.
///
/// # Safety
/// As for [`crate::run::run`]; `pc` points behind the instruction.
#[inline(never)]
pub unsafe fn yield_from(vm: &mut Vm, base: Base, pc: *const u32, word: u32) -> Step {
    // SAFETY: by contract.
    unsafe {
        let registers = Registers(base);
        let (iterator, result) = ((word >> 8 & 0xff) as usize, (word >> 16 & 0xff) as usize);
        let delegate = registers.value(iterator);
        let sent = registers.value(result);
        if let Some(generator) = delegate.as_ref::<Generator>() {
            let fresh = generator.state.get() == GeneratorState::Created;
            let resumable = fresh && sent.is_none() || generator.state.get() == GeneratorState::Suspended;
            let plain = generator.outer_handled.get().is_none()
                && !is_too_deep(vm)
                && !events::watches_generator(vm, base, generator);
            if resumable && plain && generator.header().flags != Generator::ASYNC_GENERATOR {
                let (base, pc) = link(vm, generator, base, pc.sub(1), sent);
                return Step::Switch(Target::Frame(base, pc));
            }
        }
        let mark = enter(vm, base, pc);
        vm.events.stopped = None;
        let step = send(vm, delegate, sent);
        match finish_cold(vm, mark, step) {
            Some(Ok(value)) => Step::Switch(suspend_at(vm, base, pc.sub(1), value)),
            Some(Err(returned)) => {
                registers.set(result, returned);
                let is_watched = events::watches(vm, code_of(base));
                if is_watched && !events::delegate_ended(vm, base, pc, delegate, sent, returned) {
                    return Step::Raised;
                }
                Step::Continue
            }
            None => Step::Raised,
        }
    }
}

/// Sends a value to an iterator: `Ok` what it yields, `Err` what it returns.
fn send(vm: &mut Vm, iterator: Value, sent: Value) -> Result<Result<Value, Value>, Raised> {
    use runtime::symbols::sym;
    let is_generator = iterator.as_ref::<Generator>().is_some();
    let yielded = if is_generator {
        (vm.executor.resume)(vm, iterator, Resume::Send(sent))?
    } else if sent.is_none() {
        vm.returned = None;
        vm.next_with_value(iterator)?
    } else {
        match vm.call_method(iterator, sym::send, &[sent]) {
            Ok(value) => Some(value),
            Err(raised) => {
                if !vm.exception_is(&exception::STOP_ITERATION) {
                    return Err(raised);
                }
                let stop = vm.take_exception();
                vm.events.stopped = Some(stop);
                vm.returned = Some(vm.stop_iteration_value(stop));
                None
            }
        }
    };
    Ok(match yielded {
        Some(value) => Ok(value),
        None => Err(vm.returned.take().unwrap_or(Value::NONE)),
    })
}

/// Resumes a generator from native code. `Some` is what it yields; `None` means it returned, and `vm.returned` has the
/// value.
pub fn resume<S: Strategy>(vm: &mut Vm, value: Value, how: Resume) -> Result<Option<Value>, Raised> {
    vm.check_machine_stack()?;
    if is_too_deep(vm) {
        return Err(vm.recursion_error());
    }
    vm.committed = true;
    let Some(generator) = value.as_ref::<Generator>() else {
        return Err(vm.type_error(format_args!("not a generator")));
    };
    let how = pending_throw(generator, how);
    match (generator.state.get(), how) {
        (GeneratorState::Running, _) => {
            let kind = match generator.header().flags {
                Generator::COROUTINE => "coroutine",
                Generator::ASYNC_GENERATOR => "async generator",
                _ => "generator",
            };
            return Err(vm.value_error(format_args!("{kind} already executing")));
        }
        (GeneratorState::Finished, Resume::Send(_)) => {
            if generator.header().flags == Generator::COROUTINE {
                let message = format_args!("cannot reuse already awaited coroutine");
                return Err(vm.raise(&exception::RUNTIME_ERROR, message));
            }
            vm.returned = None;
            return Ok(None);
        }
        (GeneratorState::Finished, Resume::Throw(exception)) => return Err(vm.raise_value(exception)),
        (GeneratorState::Created, Resume::Send(sent)) if !sent.is_none() => {
            let kind = match generator.header().flags {
                Generator::COROUTINE => "coroutine",
                Generator::ASYNC_GENERATOR => "async generator",
                _ => "generator",
            };
            return Err(vm.type_error(format_args!("can't send non-None value to a just-started {kind}")));
        }
        _ => {}
    }
    // SAFETY: the generator is created or suspended; the loop runs until its frame gives control back, and the state of
    // the native's frame is restored then.
    unsafe {
        let outer = Outer::of(vm);
        vm.keep(value);
        let result = match how {
            Resume::Send(sent) => {
                let fresh = generator.state.get() == GeneratorState::Created;
                let (base, pc) = link_to_native(vm, generator, sent);
                match events::resume(vm, base, pc, if fresh { Entry::Start } else { Entry::Resume }) {
                    Ok(()) => S::run(vm, base, pc),
                    Err(_) => unwind::<S>(vm, base, pc),
                }
            }
            Resume::Throw(exception) => throw::<S>(vm, generator, exception),
        };
        outer.restore(vm);
        vm.committed = true;
        let result = result?;
        // Iterations that ended in there are nobody's business out here.
        vm.events.stopped = None;
        vm.keep(result);
        if generator.state.get() == GeneratorState::Suspended {
            return Ok(Some(result));
        }
        vm.returned = Some(result);
        Ok(None)
    }
}

/// Links a generator to the native code that resumes it.
unsafe fn link_to_native(vm: &mut Vm, generator: Ref<Generator>, sent: Value) -> (Base, *const u32) {
    generator.resumer_pc.set(vm.frame.pc);
    // SAFETY: by contract of the callers.
    unsafe { link(vm, generator, vm.frame.base.cast(), core::ptr::null(), sent) }
}

/// Lets the exception on its way go through the frame of a generator that native code resumed.
unsafe fn unwind<S: Strategy>(vm: &mut Vm, base: Base, pc: *const u32) -> Result<Value, Raised> {
    // SAFETY: by contract of the callers.
    unsafe {
        match crate::unwind::unwind(vm, base, pc) {
            Some((base, pc)) => S::run(vm, base, pc),
            None if core::mem::take(&mut vm.events.switching) => {
                let (base, pc) = (vm.frame.base.cast(), vm.frame.pc);
                S::run(vm, base, pc)
            }
            None => Err(vm.raised_again()),
        }
    }
}

/// What to do instead of sending, if an exception waits to be thrown into a generator that does not run.
fn pending_throw(generator: Ref<Generator>, how: Resume) -> Resume {
    match generator.outer_handled.get() {
        Some(exception) if generator.state.get() != GeneratorState::Running => {
            generator.outer_handled.set(None);
            if matches!(how, Resume::Send(_)) { Resume::Throw(exception) } else { how }
        }
        _ => how,
    }
}

/// Throws into a generator: into its delegate first, if it is suspended in a `YieldFrom`. In one that has not begun the
/// exception is raised where its function is defined.
unsafe fn throw<S: Strategy>(vm: &mut Vm, generator: Ref<Generator>, exception: Value) -> Result<Value, Raised> {
    // SAFETY: by contract of the caller.
    unsafe {
        let base = generator.base().cast::<Word>();
        let code = code_of(base);
        let at = code.instructions.add(generator.resume_at.get() as usize);
        let word = *at;
        let suspended = generator.state.get() == GeneratorState::Suspended;
        let delegating = suspended && Op::from_byte(word as u8) == Op::YieldFrom;
        let result = (word >> 16 & 0xff) as usize;
        let delegate = Registers(base).value((word >> 8 & 0xff) as usize);
        let sent = Registers(base).get(result);
        let (base, pc) = link_to_native(vm, generator, Value::NONE);
        // What is thrown leaves the variable of a `yield` as it is.
        Registers(base).set(result, sent);
        if delegating {
            // The delegate's frames are called by this one.
            sync(vm, base, at.add(1));
            match vm.throw_into_delegate(delegate, exception) {
                Ok(Some(value)) => {
                    leave(vm, generator, GeneratorState::Suspended);
                    return Ok(value);
                }
                Ok(None) => {
                    let returned = vm.returned.take().unwrap_or(Value::NONE);
                    Registers(base).set(result, returned);
                    let pc = at.add(1);
                    return match events::resume(vm, base, pc, Entry::Resume) {
                        Ok(()) => S::run(vm, base, pc),
                        Err(_) => unwind::<S>(vm, base, pc),
                    };
                }
                Err(_) => {}
            }
        } else {
            vm.exception = Some(exception);
        }
        let raised_at = if delegating { at.add(1) } else { pc };
        let raised = vm.take_exception();
        vm.keep(raised);
        if events::resume(vm, base, raised_at, Entry::Throw(raised)).is_ok() {
            vm.exception = Some(raised);
        }
        sync(vm, base, raised_at);
        unwind::<S>(vm, base, raised_at)
    }
}

/// The first word of the call instruction that ends before `pc`: a `GeneratorCall` or `GeneratorCallMethod` has one word.
///
/// # Safety
/// `pc` was saved by such an instruction.
pub unsafe fn call_word(pc: *const u32) -> u32 {
    // SAFETY: by contract.
    unsafe { *pc.sub(1) }
}

//! `frame.f_lineno = line`: a trace function lets the program go on elsewhere.
//!
//! The frame's registers change at once, so that a second jump begins where the first ends. What concerns the virtual
//! machine itself, the exception being handled and where execution goes on, changes when the trace function returns.

use super::{mode_of, switch};
use bytecode::jump::{Handled, Plan, Refusal, plan};
use bytecode::{Op, decode};
use heap::TryVec;
use runtime::events::{Jump, Told};
use runtime::frame::{Base, Registers, code_of, generator_of, is_on_stack};
use runtime::object::{Code, Record, Ref};
use runtime::protocol::convert::int_to_i64;
use runtime::symbols::{Symbol, sym};
use runtime::types::frame::trace_function;
use runtime::types::int::INT;
use runtime::value::{SmallInt, Value};
use runtime::vm::{Raised, Vm};

/// A trace function is about to be told an event of the frame at `base`. Returns what is to be restored afterwards.
pub(super) fn begin_event(vm: &mut Vm, base: Base, event: Symbol) -> Jump {
    let told = if event.value() == sym::line.value() {
        Told::Line
    } else if event.value() == sym::call.value() {
        Told::Call
    } else {
        Told::Other
    };
    let jump = Jump { told, base, at: vm.events.running.last, line: 0, handled: vm.handled };
    core::mem::replace(&mut vm.events.jump, jump)
}

/// The trace function has returned, and the frame at `base` goes on where it said.
///
/// # Safety
/// `base` is the running frame, in the loop with events, and `jump` was made in it.
pub(super) unsafe fn go_on(vm: &mut Vm, base: Base, jump: Jump) {
    // SAFETY: by contract; the word is that of an instruction of the frame's code.
    unsafe {
        vm.handled = jump.handled;
        let code = code_of(base);
        let target = code.instructions.add(jump.at as usize);
        vm.events.running.last = jump.at;
        // No event tells of the line that was asked for, but one of a line whose first instruction was passed over.
        let is_told = vm.events.line_of(code, jump.at) != jump.line;
        vm.events.running.skip = if is_told { core::ptr::null() } else { target };
        vm.events.running.mode = mode_of(vm, base, jump.at);
        switch(vm, base, target);
    }
}

/// Sets the line of a frame.
pub fn set_line(vm: &mut Vm, frame: Ref<Record>, line: Value) -> Result<(), Raised> {
    if vm.class_of(line) != Ref::from_static(&INT) {
        return Err(vm.value_error(format_args!("lineno must be an integer")));
    }
    match vm.events.jump.told {
        Told::Line => {}
        Told::Call => {
            return Err(vm.value_error(format_args!("can't jump from the 'call' trace event of a new frame")));
        }
        Told::Other => return Err(vm.value_error(format_args!("can only jump from a 'line' trace event"))),
    }
    if trace_function(&frame).is_none() {
        return Err(vm.value_error(format_args!("f_lineno can only be set by a trace function")));
    }
    let Jump { base, at, .. } = vm.events.jump;
    // SAFETY: the frame of an event is live while the trace function runs.
    let (running, code) = unsafe { (vm.known_frame(base), code_of(base)) };
    if running != Some(frame) {
        return Err(vm.value_error(format_args!("can only jump from a 'line' trace event")));
    }
    let Some(view) = code.view() else { return Err(runtime::code::damaged(vm)) };
    let planned = match int_to_i64(line) {
        Some(line) => plan(view, at, line),
        None => Err(Refusal::OutOfRange),
    };
    match planned {
        // SAFETY: the plan is for this frame, which waits for the trace function before the instruction at `at`.
        Ok(plan) => unsafe { carry_out(vm, base, code, &plan) },
        Err(Refusal::OutOfMemory) => Err(vm.memory_error()),
        Err(refusal) => Err(vm.value_error(format_args!("{refusal}"))),
    }
}

/// Changes a frame as planned.
unsafe fn carry_out(vm: &mut Vm, base: Base, code: Ref<Code>, plan: &Plan) -> Result<(), Raised> {
    let registers = Registers(base);
    let register = |number: u8| registers.get(usize::from(number));
    // All that can fail comes first.
    let mut moved = TryVec::try_with_capacity(plan.moves.len()).map_err(|_| vm.memory_error())?;
    if let Some((exception, save)) = plan.begins {
        registers.set(usize::from(save), vm.events.jump.handled);
        vm.events.jump.handled = register(exception);
    }
    match plan.handled {
        Handled::Same => {}
        Handled::Saved(save) => vm.events.jump.handled = register(save),
        Handled::Resumer => {
            if !is_on_stack(vm, base) {
                // SAFETY: a frame that is not on the stack is a generator's own.
                vm.events.jump.handled = unsafe { generator_of(base) }.outer_handled.get();
            }
        }
    }
    for &(from, _) in &plan.moves {
        moved.try_push(register(from)).map_err(|_| vm.memory_error())?;
    }
    for (&(_, to), value) in plan.moves.iter().zip(&moved) {
        registers.set(usize::from(to), *value);
    }
    for &word in &plan.constants {
        let Some(load) = decode(&[word], 0) else { continue };
        let value = match load.op {
            Op::LoadConst => code.constants().get(usize::from(load.bx())).copied(),
            _ => Value::from_small_int(SmallInt::from(load.sbx())),
        };
        registers.set(usize::from(load.a), value);
    }
    for &number in &plan.needed {
        if register(number).is_none() {
            registers.set(usize::from(number), Value::NONE);
        }
    }
    for &number in &plan.unset {
        registers.set(usize::from(number), Value::NONE);
    }
    vm.events.jump.at = plan.target;
    vm.events.jump.line = plan.line;
    Ok(())
}

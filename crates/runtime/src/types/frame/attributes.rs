//! The attributes of frames.

use super::locals::locals_of_frame;
use super::{
    BACK, CLEARED, FLAGS, NO_LINES, OPCODES, VARIABLES, as_frame, code_of_frame, field, flags, function_of_frame,
    line_at, live_base, set_flag, set_trace_function, show, trace_function,
};
use crate::native::{Args, Member, NativeResult};
use crate::object::{Generator, GeneratorState, Module, Record, Ref, Type};
use crate::symbols::sym;
use crate::text_builder::TextBuilder;
use crate::types::Slots;
use crate::types::exception::{ATTRIBUTE_ERROR, RUNTIME_ERROR};
use crate::value::{SmallInt, Value};
use crate::vm::{Raised, Vm};

static SLOTS: Slots = Slots { repr: Some(repr), ..Slots::NONE };

static MEMBERS: &[Member] = &[
    Member::getter("f_back", |vm, value| Ok(back_of(vm, value))),
    Member::getter("f_code", |_, value| {
        Ok(as_frame(value).and_then(|frame| code_of_frame(&frame)).map_or(Value::NONE, Ref::value))
    }),
    Member::getter("f_globals", |_, value| {
        let function = as_frame(value).and_then(|frame| function_of_frame(&frame));
        Ok(function.map_or(Value::NONE, |function| function.globals.value()))
    }),
    #[cfg(feature = "introspection")]
    Member::getter("f_builtins", builtins),
    Member::getter("f_locals", |vm, value| match as_frame(value) {
        Some(frame) => locals_of_frame(vm, frame),
        None => Ok(Value::NONE),
    }),
    Member::property("f_lineno", line, set_line),
    Member::getter("f_lasti", |vm, value| {
        let place = as_frame(value).map_or(0, |frame| vm.frame_place(&frame));
        vm.new_int(place.checked_sub(1).map_or(0, |word| i64::from(word) * 4))
    }),
    Member::property(
        "f_trace",
        |_, value| Ok(as_frame(value).and_then(|frame| trace_function(&frame)).unwrap_or(Value::NONE)),
        set_trace,
    ),
    Member::property(
        "f_trace_lines",
        |_, value| Ok(Value::from_bool(flags_of(value) & NO_LINES == 0)),
        |vm, value, new| set_boolean(vm, value, new, NO_LINES, false),
    ),
    Member::property(
        "f_trace_opcodes",
        |_, value| Ok(Value::from_bool(flags_of(value) & OPCODES != 0)),
        |vm, value, new| set_boolean(vm, value, new, OPCODES, true),
    ),
    #[cfg(feature = "introspection")]
    Member::function("clear", "self, /", clear, "Forget the variables of a frame that does not run."),
];

/// `frame`: fields as the module says, then the variables.
pub static FRAME: Type = Type::record("frame", VARIABLES as u8, "", &SLOTS, MEMBERS).with_doc("An activation.");

fn flags_of(value: Value) -> SmallInt {
    as_frame(value).map_or(0, |frame| flags(&frame))
}

/// The frame that called a frame.
fn back_of(vm: &mut Vm, value: Value) -> Value {
    let Some(frame) = as_frame(value) else { return Value::NONE };
    let Some(base) = live_base(&frame) else { return field(&frame, BACK).unwrap_or(Value::NONE) };
    // SAFETY: the activation is found by a walk from the running one, so it and its caller are live.
    let back = unsafe {
        let caller = vm.activation_of(base).and_then(|activation| vm.caller_of(activation));
        caller.and_then(|caller| vm.frame_object(caller.base))
    };
    if let Some(back) = back {
        show(&back);
    }
    back.map_or(Value::NONE, Ref::value)
}

fn builtins(vm: &mut Vm, value: Value) -> NativeResult {
    let function = as_frame(value).and_then(|frame| function_of_frame(&frame));
    let named = function.and_then(|function| function.globals.get_name(sym::__builtins__));
    Ok(match named {
        Some(module) if module.as_ref::<Module>().is_none() => module,
        _ => vm.builtins.value(),
    })
}

fn line(vm: &mut Vm, value: Value) -> NativeResult {
    let Some(frame) = as_frame(value) else { return Ok(Value::NONE) };
    let line = vm.frame_line(&frame);
    vm.new_int(i64::from(line))
}

fn set_line(vm: &mut Vm, value: Value, new: Option<Value>) -> Result<(), Raised> {
    let Some(new) = new else { return Err(vm.raise(&ATTRIBUTE_ERROR, format_args!("cannot delete attribute"))) };
    let Some(frame) = as_frame(value) else { return Ok(()) };
    (vm.executor.set_line)(vm, frame, new)
}

fn set_trace(vm: &mut Vm, value: Value, new: Option<Value>) -> Result<(), Raised> {
    let Some(frame) = as_frame(value) else { return Ok(()) };
    set_trace_function(&frame, new.and_then(Value::not_none));
    vm.events_changed();
    Ok(())
}

fn set_boolean(vm: &mut Vm, value: Value, new: Option<Value>, flag: SmallInt, meaning: bool) -> Result<(), Raised> {
    let Some(frame) = as_frame(value) else { return Ok(()) };
    let Some(new) = new else { return Err(vm.type_error(format_args!("can't delete numeric/char attribute"))) };
    if new != Value::TRUE && new != Value::FALSE {
        return Err(vm.type_error(format_args!("attribute value type must be bool")));
    }
    set_flag(&frame, flag, (new == Value::TRUE) == meaning);
    vm.events_changed();
    Ok(())
}

fn clear(vm: &mut Vm, args: &Args) -> NativeResult {
    let Some(frame) = as_frame(args.at(0)) else { return Ok(Value::NONE) };
    if live_base(&frame).is_some() {
        let owner = field(&frame, super::OWNER).and_then(Value::as_ref::<Generator>);
        match owner {
            Some(generator) if generator.state.get() != GeneratorState::Running => {
                // As in a finalizer, what that raises does not reach the program.
                if vm.call_method(generator.value(), sym::close, &[]).is_err() {
                    vm.take_exception();
                }
            }
            _ => return Err(vm.raise(&RUNTIME_ERROR, format_args!("cannot clear an executing frame"))),
        }
    }
    for variable in &frame.fields()[VARIABLES..] {
        variable.set(None);
    }
    frame.set(FLAGS, Value::from_small_int(flags(&frame) | CLEARED));
    set_trace_function(&frame, None);
    Ok(Value::NONE)
}

fn repr(vm: &mut Vm, value: Value) -> NativeResult {
    let mut text = TextBuilder::new();
    text.push_format(format_args!("<frame at {:#x}, file '", value.word()));
    let frame: Option<Ref<Record>> = as_frame(value);
    if let Some((frame, code)) = frame.and_then(|frame| Some((frame, code_of_frame(&frame)?))) {
        text.push(code.filename());
        text.push_format(format_args!("', line {}, code ", line_at(code, vm.frame_place(&frame))));
        text.push_str(code.name);
    }
    text.push(b">");
    text.finish(vm)
}

impl Vm {
    /// The frame object of a live activation for Python, `None` if there is no memory for it.
    ///
    /// # Safety
    /// `base` is the base of a live frame.
    pub unsafe fn shown_frame(&mut self, base: crate::frame::Base) -> Option<Value> {
        // SAFETY: by contract.
        let frame = unsafe { self.frame_object(base) }?;
        show(&frame);
        Some(frame.value())
    }

    /// The frame that runs, or that many calls before it; `None` if there is none.
    pub fn frame_at_depth(&mut self, depth: u64) -> Option<NativeResult> {
        let mut activation = self.running_activation()?;
        for _ in 0..depth {
            // SAFETY: the walk begins at the running frame.
            activation = unsafe { self.caller_of(activation) }?;
        }
        // SAFETY: as above.
        let frame = unsafe { self.shown_frame(activation.base) };
        Some(match frame {
            Some(frame) => Ok(frame),
            None => Err(self.memory_error()),
        })
    }

    /// The frame of a generator that has not ended.
    pub fn generator_frame(&mut self, generator: Ref<Generator>) -> Value {
        if generator.state.get() == GeneratorState::Finished {
            return Value::NONE;
        }
        // SAFETY: the generator has not ended, so its frame is complete.
        unsafe { self.shown_frame(generator.base().cast()) }.unwrap_or(Value::NONE)
    }
}

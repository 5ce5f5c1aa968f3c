//! `generator` and `coroutine`; [`asynchronous`] has `async_generator`, [`awaiting`] what `await` and `async for` do.
//!
//! All three are one layout, see [`Generator`]. They are resumed through `Vm::executor`.

pub mod asynchronous;
pub mod awaiting;

pub use asynchronous::{ASYNC_GENERATOR, ASYNC_GENERATOR_WRAPPED_VALUE};

use crate::native::{Args, Member, NativeResult};
use crate::object::{Function, Generator, GeneratorState, Kind, Record, Ref, Tuple, Type};
use crate::text_builder::TextBuilder;
use crate::types::exception::{GENERATOR_EXIT, RUNTIME_ERROR, STOP_ITERATION, traceback};
use crate::types::function::Special;
use crate::types::{Slots, generic_alias};
use crate::value::Value;
use crate::vm::{Raised, Resume, Vm};
use bytecode::Op;

static GENERATOR_SLOTS: Slots = Slots {
    repr: Some(repr),
    iter: Some(|_, generator| Ok(generator)),
    next: Some(|vm, generator| resume(vm, generator, Resume::Send(Value::NONE))),
    ..Slots::NONE
};

static GENERATOR_MEMBERS: &[Member] = &[
    Member::function("send", "self, value, /", send, "Resume with a value; return the next yielded value."),
    Member::function("throw", "self, type, value=None, traceback=None, /", throw, "Raise an exception inside."),
    Member::function("close", "self, /", close, "Raise GeneratorExit inside."),
    Member::function("pend_throw", "self, exception, /", pend_throw, "Raise an exception inside when it is resumed."),
    Member::property("__name__", |vm, value| name(vm, value, NAME), |vm, value, new| set_name(vm, value, new, NAME)),
    Member::property(
        "__qualname__",
        |vm, value| name(vm, value, QUALIFIED_NAME),
        |vm, value, new| set_name(vm, value, new, QUALIFIED_NAME),
    ),
    #[cfg(feature = "introspection")]
    Member::getter("gi_code", |_, value| Ok(code(value))),
    #[cfg(feature = "introspection")]
    Member::getter("gi_frame", frame),
    #[cfg(feature = "introspection")]
    Member::getter("gi_running", |_, value| Ok(is_in_state(value, GeneratorState::Running))),
    #[cfg(feature = "introspection")]
    Member::getter("gi_suspended", |_, value| Ok(is_in_state(value, GeneratorState::Suspended))),
    #[cfg(feature = "introspection")]
    Member::getter("gi_yieldfrom", |_, value| Ok(delegate(value).unwrap_or(Value::NONE))),
    generic_alias::CLASS_GETITEM,
];

/// `generator`
pub static GENERATOR: Type =
    Type::builtin("generator", Kind::Generator, "*args, **kwargs", &GENERATOR_SLOTS, GENERATOR_MEMBERS);

static COROUTINE_SLOTS: Slots = Slots { repr: Some(repr), ..Slots::NONE };

static COROUTINE_MEMBERS: &[Member] = &[
    Member::function("send", "self, value, /", send, "Resume with a value; return the next awaited value."),
    Member::function("throw", "self, type, value=None, traceback=None, /", throw, "Raise an exception inside."),
    Member::function("close", "self, /", close, "Raise GeneratorExit inside."),
    Member::function("__await__", "self, /", new_wrapper, "An iterator that runs the coroutine."),
    Member::property("__name__", |vm, value| name(vm, value, NAME), |vm, value, new| set_name(vm, value, new, NAME)),
    Member::property(
        "__qualname__",
        |vm, value| name(vm, value, QUALIFIED_NAME),
        |vm, value, new| set_name(vm, value, new, QUALIFIED_NAME),
    ),
    #[cfg(feature = "introspection")]
    Member::getter("cr_code", |_, value| Ok(code(value))),
    #[cfg(feature = "introspection")]
    Member::getter("cr_frame", frame),
    #[cfg(feature = "introspection")]
    Member::getter("cr_running", |_, value| Ok(is_in_state(value, GeneratorState::Running))),
    #[cfg(feature = "introspection")]
    Member::getter("cr_suspended", |_, value| Ok(is_in_state(value, GeneratorState::Suspended))),
    #[cfg(feature = "introspection")]
    Member::getter("cr_await", |_, value| Ok(delegate(value).unwrap_or(Value::NONE))),
    #[cfg(feature = "introspection")]
    Member::getter("cr_origin", |_, _| Ok(Value::NONE)),
    generic_alias::CLASS_GETITEM,
];

/// `coroutine`
pub static COROUTINE: Type =
    Type::builtin("coroutine", Kind::Generator, "*args, **kwargs", &COROUTINE_SLOTS, COROUTINE_MEMBERS);

static WRAPPER_SLOTS: Slots = Slots {
    iter: Some(|_, wrapper| Ok(wrapper)),
    next: Some(|vm, wrapper| resume(vm, wrapped(wrapper), Resume::Send(Value::NONE))),
    ..Slots::NONE
};

static WRAPPER_MEMBERS: &[Member] = &[
    Member::function(
        "send",
        "self, value, /",
        |vm, args| {
            let result = resume(vm, wrapped(args.at(0)), Resume::Send(args.at(1)));
            or_stop_iteration(vm, result)
        },
        "Resume with a value; return the next awaited value.",
    ),
    Member::function(
        "throw",
        "self, type, value=None, traceback=None, /",
        |vm, args| {
            let exception = thrown_exception(vm, args.at(1), args.get_not_none(2), args.get_not_none(3))?;
            let result = resume(vm, wrapped(args.at(0)), Resume::Throw(exception));
            or_stop_iteration(vm, result)
        },
        "Raise an exception inside.",
    ),
    Member::function(
        "close",
        "self, /",
        |vm, args| close_generator(vm, wrapped(args.at(0))).map(|()| Value::NONE),
        "Raise GeneratorExit inside.",
    ),
];

/// `coroutine_wrapper`: what `coroutine.__await__()` gives. The field is the coroutine.
static COROUTINE_WRAPPER: Type =
    Type::record("coroutine_wrapper", 1, "*args, **kwargs", &WRAPPER_SLOTS, WRAPPER_MEMBERS);

fn wrapped(wrapper: Value) -> Value {
    wrapper.as_ref::<Record>().and_then(|record| record.get(0)).unwrap_or(Value::NONE)
}

fn new_wrapper(vm: &mut Vm, args: &Args) -> NativeResult {
    vm.new_static_record(&COROUTINE_WRAPPER, &[Some(args.at(0))])
}

/// Resumes a generator: what it yields, or nothing if it returned `vm.returned`.
fn resume(vm: &mut Vm, generator: Value, how: Resume) -> Result<Option<Value>, Raised> {
    (vm.executor.resume)(vm, generator, how)
}

/// The value of a step, or StopIteration with what was returned.
fn or_stop_iteration(vm: &mut Vm, step: Result<Option<Value>, Raised>) -> NativeResult {
    match step? {
        Some(value) => Ok(value),
        None => {
            let returned = vm.returned.take().unwrap_or(Value::NONE);
            Err(vm.raise_stop_iteration(returned))
        }
    }
}

fn send(vm: &mut Vm, args: &Args) -> NativeResult {
    let result = resume(vm, args.at(0), Resume::Send(args.at(1)));
    or_stop_iteration(vm, result)
}

fn throw(vm: &mut Vm, args: &Args) -> NativeResult {
    let exception = thrown_exception(vm, args.at(1), args.get_not_none(2), args.get_not_none(3))?;
    let result = resume(vm, args.at(0), Resume::Throw(exception));
    or_stop_iteration(vm, result)
}

fn close(vm: &mut Vm, args: &Args) -> NativeResult {
    close_generator(vm, args.at(0)).map(|()| Value::NONE)
}

/// `generator.pend_throw(exception)` of MicroPython: the exception that waited before. `None` takes it back.
fn pend_throw(vm: &mut Vm, args: &Args) -> NativeResult {
    let Some(generator) = args.at(0).as_ref::<Generator>() else { return Ok(Value::NONE) };
    if generator.state.get() == GeneratorState::Running {
        return Err(vm.value_error(format_args!("generator already executing")));
    }
    let exception = match args.get_not_none(1) {
        Some(exception) => Some(thrown_exception(vm, exception, None, None)?),
        None => None,
    };
    let before = generator.outer_handled.replace(exception);
    Ok(before.unwrap_or(Value::NONE))
}

/// The exception that `throw(type, value, traceback)` throws.
pub(super) fn thrown_exception(vm: &mut Vm, class: Value, value: Option<Value>, trace: Option<Value>) -> NativeResult {
    if trace.is_some_and(|trace| traceback::as_traceback(trace).is_none()) {
        return Err(vm.type_error(format_args!("throw() third argument must be a traceback object")));
    }
    let exception = if class.is_kind(Kind::Exception) {
        if value.is_some() {
            return Err(vm.type_error(format_args!("instance exception may not have a separate value")));
        }
        class
    } else if class.as_ref::<Type>().is_some_and(|class| class.flags & Type::EXCEPTION != 0) {
        match value {
            None => vm.instantiate_exception(class)?,
            Some(value) if value.is_kind(Kind::Exception) && vm.is_instance_dynamic(value, class)? => value,
            Some(value) => match value.as_ref::<Tuple>() {
                Some(arguments) => vm.call(class, arguments.as_slice())?,
                None => vm.call(class, &[value])?,
            },
        }
    } else {
        let got = vm.class_name(class);
        let message = format_args!("exceptions must be classes or instances deriving from BaseException, not {got}");
        return Err(vm.type_error(message));
    };
    if let (Some(exception), Some(trace)) = (exception.as_ref::<crate::object::Exception>(), trace) {
        exception.traceback.set(Some(trace));
    }
    Ok(exception)
}

/// `generator.close()`
pub(super) fn close_generator(vm: &mut Vm, value: Value) -> Result<(), Raised> {
    let Some(generator) = value.as_ref::<Generator>() else { return Ok(()) };
    match generator.state.get() {
        // Nothing of it could run, but a client of events sees that the frame is entered and left.
        GeneratorState::Created if !vm.events.active => {
            generator.state.set(GeneratorState::Finished);
            return Ok(());
        }
        GeneratorState::Finished => return Ok(()),
        GeneratorState::Created | GeneratorState::Suspended | GeneratorState::Running => {}
    }
    let exit = vm.new_exception(Ref::from_static(&GENERATOR_EXIT), &[])?;
    match resume(vm, value, Resume::Throw(exit.value())) {
        Ok(Some(_)) => {
            let kind = kind_name(generator);
            Err(vm.raise(&RUNTIME_ERROR, format_args!("{kind} ignored GeneratorExit")))
        }
        Ok(None) => Ok(()),
        Err(_) if vm.exception_is(&GENERATOR_EXIT) || vm.exception_is(&STOP_ITERATION) => {
            vm.exception = None;
            Ok(())
        }
        Err(raised) => Err(raised),
    }
}

/// What a generator is called in messages.
pub fn kind_name(generator: Ref<Generator>) -> &'static str {
    match generator.header().flags {
        Generator::COROUTINE => "coroutine",
        Generator::ASYNC_GENERATOR => "async generator",
        _ => "generator",
    }
}

/// The iterator that a suspended generator delegates to by `yield from` or `await`.
pub fn delegate(value: Value) -> Option<Value> {
    let generator =
        value.as_ref::<Generator>().filter(|generator| generator.state.get() == GeneratorState::Suspended)?;
    let code = generator.function.as_ref::<Function>()?.code;
    let word = code.word(generator.resume_at.get() as usize)?;
    if Op::from_byte(word as u8) != Op::YieldFrom {
        return None;
    }
    // SAFETY: the verifier proved the register to exist, and the frame of a suspended generator is complete.
    unsafe { *generator.base().add((word >> 8 & 0xff) as usize) }
}

fn function(value: Value) -> Option<Ref<Function>> {
    value.as_ref::<Generator>()?.function.as_ref::<Function>()
}

fn code(value: Value) -> Value {
    function(value).map_or(Value::NONE, |function| function.code.value())
}

fn frame(vm: &mut Vm, value: Value) -> NativeResult {
    match value.as_ref::<Generator>().filter(|generator| generator.state.get() != GeneratorState::Finished) {
        Some(generator) => Ok(vm.generator_frame(generator)),
        None => Ok(Value::NONE),
    }
}

fn is_in_state(value: Value, state: GeneratorState) -> Value {
    Value::from_bool(value.as_ref::<Generator>().is_some_and(|generator| generator.state.get() == state))
}

const NAME: usize = 0;
const QUALIFIED_NAME: usize = 1;

/// A name of a generator: that of its function, or what Python set (the pair of both names).
fn name(vm: &mut Vm, value: Value, which: usize) -> NativeResult {
    let changed = value.as_ref::<Generator>().and_then(|generator| generator.name.get());
    if let Some(names) = changed.and_then(Value::as_ref::<Tuple>) {
        return Ok(names.as_slice().get(which).copied().unwrap_or(Value::NONE));
    }
    let special = if which == NAME { Special::Name } else { Special::QualifiedName };
    Ok(function(value).map_or(Value::NONE, |function| vm.function_special(function, special)))
}

fn set_name(vm: &mut Vm, value: Value, new: Option<Value>, which: usize) -> Result<(), Raised> {
    let Some(new) = new.filter(|new| new.is_kind(Kind::Str)) else {
        let attribute = if which == NAME { "__name__" } else { "__qualname__" };
        return Err(vm.type_error(format_args!("{attribute} must be set to a string object")));
    };
    let mut names = [name(vm, value, NAME)?, name(vm, value, QUALIFIED_NAME)?];
    names[which] = new;
    let names = vm.new_tuple(&names)?;
    if let Some(generator) = value.as_ref::<Generator>() {
        generator.name.set(Some(names));
    }
    Ok(())
}

fn repr(vm: &mut Vm, value: Value) -> NativeResult {
    let class = vm.class_of(value).static_name();
    let qualified_name = name(vm, value, QUALIFIED_NAME)?;
    let mut text = TextBuilder::new();
    text.push_format(format_args!("<{class} object "));
    text.push_str(qualified_name);
    text.push_format(format_args!(" at {:#x}>", value.word()));
    text.finish(vm)
}

//! `async_generator` and the awaitables that its methods give.
//!
//! An awaitable is a record: the generator, the state of the operation, and its arguments. While one of them is under way
//! the generator is marked as running, so that no other can start. A value that the generator yields arrives wrapped, to
//! tell it from what its `await`s let through.

use super::{delegate, or_stop_iteration, resume, thrown_exception};
use crate::features::ASYNC_GENERATORS;
use crate::native::{Args, Member, NativeResult};
use crate::object::{Generator, GeneratorState, Kind, Record, Ref, Type};
use crate::types::exception::{GENERATOR_EXIT, RUNTIME_ERROR, STOP_ASYNC_ITERATION};
use crate::types::{Slots, generic_alias};
use crate::value::Value;
use crate::vm::{Raised, Resume, Vm};

/// In `Generator::async_state`: an operation is under way.
const RUNNING: u8 = 1;
/// In `Generator::async_state`: the generator was closed.
const CLOSED: u8 = 2;

static SLOTS: Slots = Slots { repr: Some(super::repr), ..Slots::NONE };

static MEMBERS: &[Member] = if ASYNC_GENERATORS { ALL_MEMBERS } else { &[] };

const ALL_MEMBERS: &[Member] = &[
    Member::function("__aiter__", "self, /", |_, args| Ok(args.at(0)), "Return an awaitable iterator."),
    Member::function(
        "__anext__",
        "self, /",
        |vm, args| new_send(vm, args.at(0), Value::NONE),
        "Return an awaitable of the next item.",
    ),
    Member::function("asend", "self, value, /", |vm, args| new_send(vm, args.at(0), args.at(1)), "Send a value."),
    Member::function("athrow", "self, type, value=None, traceback=None, /", new_throw, "Raise an exception inside."),
    Member::function("aclose", "self, /", new_close, "Raise GeneratorExit inside."),
    Member::property(
        "__name__",
        |vm, value| super::name(vm, value, super::NAME),
        |vm, value, new| super::set_name(vm, value, new, super::NAME),
    ),
    Member::property(
        "__qualname__",
        |vm, value| super::name(vm, value, super::QUALIFIED_NAME),
        |vm, value, new| super::set_name(vm, value, new, super::QUALIFIED_NAME),
    ),
    #[cfg(feature = "introspection")]
    Member::getter("ag_code", |_, value| Ok(super::code(value))),
    #[cfg(feature = "introspection")]
    Member::getter("ag_frame", super::frame),
    #[cfg(feature = "introspection")]
    Member::getter("ag_running", |_, value| Ok(Value::from_bool(state(value) & RUNNING != 0))),
    #[cfg(feature = "introspection")]
    Member::getter("ag_await", |_, value| Ok(delegate(value).unwrap_or(Value::NONE))),
    generic_alias::CLASS_GETITEM,
];

/// `async_generator`
pub static ASYNC_GENERATOR: Type =
    Type::builtin("async_generator", Kind::Generator, "*args, **kwargs", &SLOTS, MEMBERS);

/// A value that an asynchronous generator yields, as opposed to one that an `await` in it lets through.
pub static ASYNC_GENERATOR_WRAPPED_VALUE: Type =
    Type::record("async_generator_wrapped_value", 1, "*args, **kwargs", &Slots::NONE, &[]);

macro_rules! awaitable {
    ($slots:ident, $members:ident, $send:ident, $throw:ident) => {
        static $slots: Slots = Slots {
            iter: Some(|_, awaitable| Ok(awaitable)),
            next: Some(|vm, awaitable| $send(vm, awaitable, Value::NONE)),
            ..Slots::NONE
        };

        static $members: &[Member] = &[
            Member::function("__await__", "self, /", |_, args| Ok(args.at(0)), "Return an iterator to be awaited."),
            Member::function(
                "send",
                "self, value, /",
                |vm, args| {
                    let step = $send(vm, args.at(0), args.at(1));
                    or_stop_iteration(vm, step)
                },
                "Resume with a value.",
            ),
            Member::function(
                "throw",
                "self, type, value=None, traceback=None, /",
                |vm, args| {
                    let exception = thrown_exception(vm, args.at(1), args.get_not_none(2), args.get_not_none(3))?;
                    let step = $throw(vm, args.at(0), exception);
                    or_stop_iteration(vm, step)
                },
                "Raise an exception inside.",
            ),
            Member::function(
                "close",
                "self, /",
                |_, args| {
                    set_phase(args.at(0), Phase::Done);
                    Ok(Value::NONE)
                },
                "End the operation.",
            ),
        ];
    };
}

awaitable!(SEND_SLOTS, SEND_MEMBERS, send, throw_in_send);
awaitable!(THROW_SLOTS, THROW_MEMBERS, throw, throw_in_throw);

/// The awaitable of `asend` and `__anext__`; its argument is the value sent.
static ASEND: Type = Type::record("async_generator_asend", 3, "*args, **kwargs", &SEND_SLOTS, SEND_MEMBERS);

/// The awaitable of `athrow` and `aclose`; its arguments are those of `throw`, and none for `aclose`.
static ATHROW: Type = Type::record("async_generator_athrow", 5, "*args, **kwargs", &THROW_SLOTS, THROW_MEMBERS);

const GENERATOR: usize = 0;
const PHASE: usize = 1;
const ARGUMENT: usize = 2;

/// How far an operation is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Phase {
    Start,
    Iterating,
    Done,
}

fn field(awaitable: Value, index: usize) -> Option<Value> {
    awaitable.as_ref::<Record>().and_then(|record| record.get(index))
}

fn phase(awaitable: Value) -> Phase {
    match field(awaitable, PHASE).and_then(Value::as_small_int) {
        Some(0) => Phase::Start,
        Some(1) => Phase::Iterating,
        _ => Phase::Done,
    }
}

fn set_phase(awaitable: Value, phase: Phase) {
    if let Some(record) = awaitable.as_ref::<Record>() {
        record.set(PHASE, Value::from_i32_small(phase as i32));
    }
}

fn state(generator: Value) -> u8 {
    generator.as_ref::<Generator>().map_or(CLOSED, |generator| generator.async_state.get())
}

fn set_state(generator: Value, set: u8, clear: u8) {
    if let Some(generator) = generator.as_ref::<Generator>() {
        generator.async_state.set(generator.async_state.get() & !clear | set);
    }
}

fn generator_of(awaitable: Value) -> Value {
    field(awaitable, GENERATOR).unwrap_or(Value::NONE)
}

const START: Value = Value::from_i32_small(0);

/// The awaitable of `generator.asend(value)`.
pub(super) fn new_send(vm: &mut Vm, generator: Value, value: Value) -> NativeResult {
    vm.new_static_record(&ASEND, &[Some(generator), Some(START), Some(value)])
}

fn new_throw(vm: &mut Vm, args: &Args) -> NativeResult {
    vm.new_static_record(&ATHROW, &[Some(args.at(0)), Some(START), args.get(1), args.get(2), args.get(3)])
}

fn new_close(vm: &mut Vm, args: &Args) -> NativeResult {
    vm.new_static_record(&ATHROW, &[Some(args.at(0)), Some(START), None, None, None])
}

/// Resumes the generator; that it ended is StopAsyncIteration.
fn step(vm: &mut Vm, generator: Value, how: Resume) -> NativeResult {
    match resume(vm, generator, how)? {
        Some(value) => Ok(value),
        None => {
            vm.returned = None;
            Err(vm.raise_with(&STOP_ASYNC_ITERATION, &[]))
        }
    }
}

fn unwrapped(value: Value) -> Option<Value> {
    let record = value.as_ref::<Record>()?;
    if record.class == Ref::from_static(&ASYNC_GENERATOR_WRAPPED_VALUE) { record.get(0) } else { None }
}

fn has_ended(vm: &Vm) -> bool {
    vm.exception_is(&STOP_ASYNC_ITERATION) || vm.exception_is(&GENERATOR_EXIT)
}

/// What an operation that gives the next yielded value makes of a step: it lets through what was awaited, and returns
/// (in `vm.returned`) what was yielded.
fn unwrap(vm: &mut Vm, generator: Value, step: NativeResult) -> Result<Option<Value>, Raised> {
    match step {
        Ok(value) => match unwrapped(value) {
            Some(yielded) => {
                set_state(generator, 0, RUNNING);
                vm.returned = Some(yielded);
                Ok(None)
            }
            None => Ok(Some(value)),
        },
        Err(raised) => {
            let closed = if has_ended(vm) { CLOSED } else { 0 };
            set_state(generator, closed, RUNNING);
            Err(raised)
        }
    }
}

/// Marks the operation as done unless it goes on.
fn conclude(awaitable: Value, step: Result<Option<Value>, Raised>) -> Result<Option<Value>, Raised> {
    if !matches!(step, Ok(Some(_))) {
        set_phase(awaitable, Phase::Done);
    }
    step
}

/// Begins an operation, unless another is under way.
fn begin(vm: &mut Vm, awaitable: Value, name: &str) -> Result<(), Raised> {
    let generator = generator_of(awaitable);
    if state(generator) & RUNNING != 0 {
        set_phase(awaitable, Phase::Done);
        let message = format_args!("{name}(): asynchronous generator is already running");
        return Err(vm.raise(&RUNTIME_ERROR, message));
    }
    set_phase(awaitable, Phase::Iterating);
    set_state(generator, RUNNING, 0);
    Ok(())
}

fn used_up(vm: &mut Vm, names: &str) -> Raised {
    vm.raise(&RUNTIME_ERROR, format_args!("cannot reuse already awaited {names}"))
}

fn send(vm: &mut Vm, awaitable: Value, value: Value) -> Result<Option<Value>, Raised> {
    let mut sent = value;
    match phase(awaitable) {
        Phase::Done => return Err(used_up(vm, "__anext__()/asend()")),
        Phase::Start => {
            if sent.is_none() {
                sent = field(awaitable, ARGUMENT).unwrap_or(Value::NONE);
            }
            begin(vm, awaitable, "anext")?;
        }
        Phase::Iterating => {}
    }
    let generator = generator_of(awaitable);
    let result = step(vm, generator, Resume::Send(sent));
    let result = unwrap(vm, generator, result);
    conclude(awaitable, result)
}

fn throw_in_send(vm: &mut Vm, awaitable: Value, exception: Value) -> Result<Option<Value>, Raised> {
    match phase(awaitable) {
        Phase::Done => return Err(used_up(vm, "__anext__()/asend()")),
        Phase::Start => begin(vm, awaitable, "anext")?,
        Phase::Iterating => {}
    }
    let generator = generator_of(awaitable);
    let result = step(vm, generator, Resume::Throw(exception));
    let result = unwrap(vm, generator, result);
    conclude(awaitable, result)
}

fn is_close(awaitable: Value) -> bool {
    field(awaitable, ARGUMENT).is_none()
}

/// What `aclose` makes of a step: the end is what it wants, a yielded value is an error.
fn closing(vm: &mut Vm, awaitable: Value, step: NativeResult) -> Result<Option<Value>, Raised> {
    let generator = generator_of(awaitable);
    match step {
        Ok(value) if unwrapped(value).is_none() => Ok(Some(value)),
        Ok(_) => {
            set_state(generator, 0, RUNNING);
            set_phase(awaitable, Phase::Done);
            Err(vm.raise(&RUNTIME_ERROR, format_args!("async generator ignored GeneratorExit")))
        }
        Err(raised) => {
            set_state(generator, 0, RUNNING);
            set_phase(awaitable, Phase::Done);
            if !has_ended(vm) {
                return Err(raised);
            }
            vm.exception = None;
            vm.returned = None;
            Ok(None)
        }
    }
}

/// What `athrow` or `aclose` makes of a step.
fn after_throw(vm: &mut Vm, awaitable: Value, step: NativeResult) -> Result<Option<Value>, Raised> {
    if is_close(awaitable) {
        return closing(vm, awaitable, step);
    }
    let result = unwrap(vm, generator_of(awaitable), step);
    conclude(awaitable, result)
}

fn throw(vm: &mut Vm, awaitable: Value, value: Value) -> Result<Option<Value>, Raised> {
    let generator = generator_of(awaitable);
    let finished = generator.as_ref::<Generator>().is_none_or(|it| it.state.get() == GeneratorState::Finished);
    let how = match phase(awaitable) {
        Phase::Done => return Err(used_up(vm, "aclose()/athrow()")),
        _ if finished => {
            set_phase(awaitable, Phase::Done);
            vm.returned = None;
            return Ok(None);
        }
        Phase::Start => Resume::Throw(start_throw(vm, awaitable, generator, value)?),
        Phase::Iterating => Resume::Send(value),
    };
    let result = step(vm, generator, how);
    after_throw(vm, awaitable, result)
}

/// Begins `athrow` or `aclose`: the exception to be thrown.
fn start_throw(vm: &mut Vm, awaitable: Value, generator: Value, value: Value) -> NativeResult {
    let name = if is_close(awaitable) { "aclose" } else { "athrow" };
    if state(generator) & CLOSED != 0 && state(generator) & RUNNING == 0 {
        set_phase(awaitable, Phase::Done);
        return Err(vm.raise_with(&STOP_ASYNC_ITERATION, &[]));
    }
    if !value.is_none() && state(generator) & RUNNING == 0 {
        let message = format_args!("can't send non-None value to a just-started coroutine");
        return Err(vm.raise(&RUNTIME_ERROR, message));
    }
    begin(vm, awaitable, name)?;
    match field(awaitable, ARGUMENT) {
        None => {
            set_state(generator, CLOSED, 0);
            vm.new_exception(Ref::from_static(&GENERATOR_EXIT), &[]).map(Ref::value)
        }
        Some(class) => {
            let (value, trace) = (field(awaitable, ARGUMENT + 1), field(awaitable, ARGUMENT + 2));
            let not_none = |value: Option<Value>| value.and_then(Value::not_none);
            match thrown_exception(vm, class, not_none(value), not_none(trace)) {
                Ok(exception) => Ok(exception),
                Err(raised) => {
                    set_state(generator, 0, RUNNING);
                    set_phase(awaitable, Phase::Done);
                    Err(raised)
                }
            }
        }
    }
}

fn throw_in_throw(vm: &mut Vm, awaitable: Value, exception: Value) -> Result<Option<Value>, Raised> {
    match phase(awaitable) {
        Phase::Done => return Err(used_up(vm, "aclose()/athrow()")),
        Phase::Start => begin(vm, awaitable, if is_close(awaitable) { "aclose" } else { "athrow" })?,
        Phase::Iterating => {}
    }
    let result = step(vm, generator_of(awaitable), Resume::Throw(exception));
    after_throw(vm, awaitable, result)
}

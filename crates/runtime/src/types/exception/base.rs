//! What all exceptions have: arguments, cause, context, traceback, notes; and the classes that add one attribute.

use super::fields::{self, Family};
use super::traceback;
use crate::native::{Args, Member, NativeResult};
use crate::object::{Dict, Exception, Kind, List, Ref, Str, Tuple, Type};
use crate::symbols::sym;
use crate::text_builder::TextBuilder;
use crate::types::Slots;
use crate::value::Value;
use crate::vm::{Raised, Vm};

/// The operations of exceptions without attributes of their own kind, for others to build on.
pub(super) const COMMON: Slots =
    Slots { new: Some(new), init: Some(init), repr: Some(repr), str: Some(str), ..Slots::NONE };

/// The operations of exceptions without attributes of their own kind.
pub static SLOTS: Slots = COMMON;
/// The operations of `KeyError`.
pub static KEY_ERROR_SLOTS: Slots = Slots { str: Some(key_error_str), ..COMMON };
/// The operations of `StopIteration`.
pub static STOP_ITERATION_SLOTS: Slots = Slots { init: Some(init_with_fields), ..COMMON };
/// The operations of `SystemExit`.
pub static SYSTEM_EXIT_SLOTS: Slots = Slots { init: Some(init_with_fields), ..COMMON };

/// The attributes of `StopIteration`.
pub static STOP_ITERATION_MEMBERS: &[Member] = &[Member::property(
    "value",
    fields::get::<{ Family::STOP_ITERATION }, 0>,
    fields::set::<{ Family::STOP_ITERATION }, 0>,
)];

/// The attributes of `SystemExit`.
pub static SYSTEM_EXIT_MEMBERS: &[Member] =
    &[Member::property("code", fields::get::<{ Family::SYSTEM_EXIT }, 0>, fields::set::<{ Family::SYSTEM_EXIT }, 0>)];

/// The attributes of `BaseException`.
pub static MEMBERS: &[Member] = &[
    Member::property("args", |_, value| Ok(arguments_of(value)), set_args),
    Member::property("__cause__", |_, value| Ok(link(value, |e| e.cause.get())), set_cause),
    Member::property("__context__", |_, value| Ok(link(value, |e| e.context.get())), set_context),
    Member::property("__traceback__", |_, value| Ok(link(value, |e| e.traceback.get())), set_traceback),
    Member::property(
        "__suppress_context__",
        |_, value| Ok(Value::from_bool(value.as_ref::<Exception>().is_some_and(|e| e.suppress_context.get()))),
        set_suppress_context,
    ),
    Member::getter("value", |_, value| {
        let first = value.as_ref::<Exception>().and_then(|exception| arguments(&exception).first().copied());
        Ok(first.unwrap_or(Value::NONE))
    }),
    Member::function("with_traceback", "self, tb, /", with_traceback, "Set self.__traceback__ to tb and return self."),
    Member::function("add_note", "self, note, /", add_note, "Add a note to the exception"),
    #[cfg(feature = "introspection")]
    Member::function("__setstate__", "self, state, /", set_state, ""),
    #[cfg(feature = "introspection")]
    Member::function("__reduce__", "self, /", reduce, ""),
];

fn link(value: Value, get: fn(&Exception) -> Option<Value>) -> Value {
    value.as_ref::<Exception>().and_then(|exception| get(&exception)).unwrap_or(Value::NONE)
}

fn arguments_of(value: Value) -> Value {
    value.as_ref::<Exception>().map_or(Value::NONE, |exception| exception.arguments.get())
}

/// The arguments of an exception. The tuple can be replaced by Python, but never changes.
pub fn arguments(exception: &Exception) -> &[Value] {
    match exception.arguments.get().as_ref::<Tuple>() {
        // SAFETY: the exception refers to the tuple, which is immutable; callers keep the slice only until they run
        // Python.
        Some(tuple) => unsafe { &*core::ptr::from_ref(tuple.as_slice()) },
        None => &[],
    }
}

/// `T.__new__`: takes any arguments, so that a subclass may give its own meaning to them.
pub(super) fn new(vm: &mut Vm, class: Ref<Type>, args: &Args) -> NativeResult {
    let exception = with_values(vm, args, |vm, values| vm.new_exception(class, values))?;
    Ok(exception.value())
}

/// `__init__`: sets the arguments.
pub(super) fn init(vm: &mut Vm, value: Value, args: &Args) -> Result<(), Raised> {
    refuse_keywords(vm, value, args)?;
    set_arguments(vm, value, args)
}

fn init_with_fields(vm: &mut Vm, value: Value, args: &Args) -> Result<(), Raised> {
    init(vm, value, args)?;
    if let Some(exception) = value.as_ref::<Exception>() {
        exception.payload.set(None);
    }
    Ok(())
}

fn refuse_keywords(vm: &mut Vm, value: Value, args: &Args) -> Result<(), Raised> {
    match args.keywords().and_then(Value::as_ref::<Dict>) {
        Some(keywords) if !keywords.is_empty() => {
            let class = vm.type_name(value);
            Err(vm.type_error(format_args!("{class}() takes no keyword arguments")))
        }
        _ => Ok(()),
    }
}

/// Makes the positional arguments the exception's.
pub(super) fn set_arguments(vm: &mut Vm, value: Value, args: &Args) -> Result<(), Raised> {
    let Some(exception) = value.as_ref::<Exception>() else { return Ok(()) };
    if arguments(&exception).iter().copied().eq(args.rest()) {
        return Ok(());
    }
    let tuple = with_values(vm, args, |vm, values| vm.new_tuple(values))?;
    exception.arguments.set(tuple);
    Ok(())
}

/// Calls `make` with the positional arguments in a row.
fn with_values<T>(
    vm: &mut Vm,
    args: &Args,
    make: impl FnOnce(&mut Vm, &[Value]) -> Result<T, Raised>,
) -> Result<T, Raised> {
    let mut few = [Value::NONE; 6];
    let count = args.rest_len();
    if let Some(values) = few.get_mut(..count) {
        for (slot, value) in values.iter_mut().zip(args.rest()) {
            *slot = value;
        }
        return make(vm, values);
    }
    let list = vm.new_list_with_capacity(count)?;
    for value in args.rest() {
        vm.list_push(list, value)?;
    }
    make(vm, list.as_slice())
}

/// `repr()`: the class's name and the arguments.
pub(super) fn repr(vm: &mut Vm, value: Value) -> NativeResult {
    let Some(exception) = value.as_ref::<Exception>() else { return vm.new_str(b"") };
    vm.check_machine_stack()?;
    let mut text = TextBuilder::new();
    text.push_format(format_args!("{}", vm.type_name(value)));
    let tuple = exception.arguments.get();
    vm.keep(tuple);
    match *arguments(&exception) {
        [] => text.push(b"()"),
        [single] => {
            text.push(b"(");
            let single = vm.repr(single)?;
            text.push_str(single);
            text.push(b")");
        }
        _ => {
            let all = vm.repr(tuple)?;
            text.push_str(all);
        }
    }
    text.finish(vm)
}

/// `str()`: nothing, the only argument, or all of them.
pub(super) fn str(vm: &mut Vm, value: Value) -> NativeResult {
    let Some(exception) = value.as_ref::<Exception>() else { return vm.new_str(b"") };
    vm.check_machine_stack()?;
    match *arguments(&exception) {
        [] => Ok(sym::EMPTY.value()),
        [single] => {
            vm.keep(single);
            vm.str(single)
        }
        _ => {
            let tuple = exception.arguments.get();
            vm.keep(tuple);
            vm.repr(tuple)
        }
    }
}

fn key_error_str(vm: &mut Vm, value: Value) -> NativeResult {
    if let Some(exception) = value.as_ref::<Exception>()
        && let &[key] = arguments(&exception)
    {
        vm.keep(key);
        return vm.repr(key);
    }
    str(vm, value)
}

fn set_args(vm: &mut Vm, value: Value, new: Option<Value>) -> Result<(), Raised> {
    let Some(new) = new else { return Err(vm.type_error(format_args!("args may not be deleted"))) };
    let tuple = tuple_of(vm, new)?;
    // Attributes that are derived from the arguments keep their values.
    fields::pin(vm, value)?;
    if let Some(exception) = value.as_ref::<Exception>() {
        exception.arguments.set(tuple);
    }
    Ok(())
}

/// The items of an iterable as a tuple.
pub(super) fn tuple_of(vm: &mut Vm, iterable: Value) -> NativeResult {
    if iterable.is_exact(Kind::Tuple) {
        return Ok(iterable);
    }
    let list = match iterable.as_ref::<List>() {
        Some(list) if iterable.is_exact(Kind::List) => list,
        _ => vm.collect_list(iterable)?,
    };
    vm.new_tuple(list.as_slice())
}

/// An exception or nothing from what was assigned to an attribute.
fn exception_or_none(vm: &mut Vm, new: Option<Value>, name: &str) -> Result<Option<Value>, Raised> {
    match new {
        None => Err(vm.type_error(format_args!("__{name}__ may not be deleted"))),
        Some(new) if new.is_none() => Ok(None),
        Some(new) if new.as_ref::<Exception>().is_some() => Ok(Some(new)),
        Some(_) => Err(vm.type_error(format_args!("exception {name} must be None or derive from BaseException"))),
    }
}

fn set_cause(vm: &mut Vm, value: Value, new: Option<Value>) -> Result<(), Raised> {
    let cause = exception_or_none(vm, new, "cause")?;
    if let Some(exception) = value.as_ref::<Exception>() {
        exception.cause.set(cause);
        exception.suppress_context.set(true);
    }
    Ok(())
}

fn set_context(vm: &mut Vm, value: Value, new: Option<Value>) -> Result<(), Raised> {
    let context = exception_or_none(vm, new, "context")?;
    if let Some(exception) = value.as_ref::<Exception>() {
        exception.context.set(context);
    }
    Ok(())
}

fn set_traceback(vm: &mut Vm, value: Value, new: Option<Value>) -> Result<(), Raised> {
    let Some(new) = new else { return Err(vm.type_error(format_args!("__traceback__ may not be deleted"))) };
    if !new.is_none() && traceback::as_traceback(new).is_none() {
        return Err(vm.type_error(format_args!("__traceback__ must be a traceback or None")));
    }
    if let Some(exception) = value.as_ref::<Exception>() {
        exception.traceback.set(new.not_none());
    }
    Ok(())
}

fn set_suppress_context(vm: &mut Vm, value: Value, new: Option<Value>) -> Result<(), Raised> {
    let Some(new) = new else {
        return Err(vm.type_error(format_args!("can't delete numeric/char attribute")));
    };
    if !new.is_bool() {
        return Err(vm.type_error(format_args!("attribute value type must be bool")));
    }
    if let Some(exception) = value.as_ref::<Exception>() {
        exception.suppress_context.set(new == Value::TRUE);
    }
    Ok(())
}

fn with_traceback(vm: &mut Vm, args: &Args) -> NativeResult {
    set_traceback(vm, args.at(0), args.get(1))?;
    Ok(args.at(0))
}

fn add_note(vm: &mut Vm, args: &Args) -> NativeResult {
    let (value, note) = (args.at(0), args.at(1));
    if note.as_ref::<Str>().is_none() {
        let class = vm.type_name(note);
        return Err(vm.type_error(format_args!("note must be a str, not '{class}'")));
    }
    match vm.find_attribute(value, sym::__notes__)? {
        Some(notes) => {
            let Some(list) = notes.as_ref::<List>() else {
                return Err(vm.type_error(format_args!("Cannot add note: __notes__ is not a list")));
            };
            vm.list_push(list, note)?;
        }
        None => {
            let list = vm.new_list(&[note])?;
            vm.set_attribute(value, sym::__notes__, Some(list.value()))?;
        }
    }
    Ok(Value::NONE)
}

fn set_state(vm: &mut Vm, args: &Args) -> NativeResult {
    let state = args.at(1);
    if state.is_none() {
        return Ok(Value::NONE);
    }
    let Some(dict) = state.as_ref::<Dict>() else {
        return Err(vm.type_error(format_args!("state is not a dictionary")));
    };
    let mut at = 0;
    while let Some((index, name, value)) = dict.next_entry(at) {
        at = index + 1;
        let name = vm.intern_value(name)?;
        vm.set_attribute(args.at(0), name, Some(value))?;
    }
    Ok(Value::NONE)
}

fn reduce(vm: &mut Vm, args: &Args) -> NativeResult {
    let Some(exception) = args.at(0).as_ref::<Exception>() else { return Ok(Value::NONE) };
    let parts = [exception.class.get().value(), exception.arguments.get(), Value::NONE];
    match exception.dict.get() {
        Some(dict) => vm.new_tuple(&[parts[0], parts[1], dict]),
        None => vm.new_tuple(&parts[..2]),
    }
}

//! `partial`: a function with some of its arguments.

use crate::support::{get_extra, get_extra_dict, guarded_repr, is_callable, set_extra};
use heap::TryVec;
use runtime::native::{Args, Member, NativeResult};
use runtime::object::{Dict, Kind, Record, Ref, Tuple, Type};
use runtime::text_builder::TextBuilder;
use runtime::types::Slots;
use runtime::types::generic_alias::CLASS_GETITEM;
use runtime::value::Value;
use runtime::vm::{Raised, Vm};

const FUNCTION: usize = 0;
const ARGUMENTS: usize = 1;
const KEYWORDS: usize = 2;
const EXTRA: usize = 3;

static SLOTS: Slots = Slots {
    new: Some(new),
    repr: Some(repr),
    call: Some(call),
    get_attribute: Some(get_extra::<EXTRA>),
    set_attribute: Some(set_extra::<EXTRA>),
    ..Slots::NONE
};

static MEMBERS: &[Member] = &[
    Member::getter("func", |_, partial| Ok(field(partial, FUNCTION))),
    Member::getter("args", |_, partial| Ok(field(partial, ARGUMENTS))),
    Member::getter("keywords", |_, partial| Ok(field(partial, KEYWORDS))),
    Member::getter("__dict__", get_extra_dict::<EXTRA>),
    CLASS_GETITEM,
];

/// `functools.partial`: fields are the function, the tuple of arguments, the dict of keyword arguments, and the dict of
/// attributes set by Python.
pub static PARTIAL: Type = Type::record("partial", 4, "*args, **kwargs", &SLOTS, MEMBERS)
    .with_flags(Type::BASE)
    .in_module("functools")
    .with_doc("A function with some of its arguments.");

fn field(partial: Value, index: usize) -> Value {
    partial.as_ref::<Record>().and_then(|record| record.get(index)).unwrap_or(Value::NONE)
}

/// A partial without checks.
pub fn make(vm: &mut Vm, function: Value, arguments: &[Value], keywords: Ref<Dict>) -> NativeResult {
    let arguments = vm.new_tuple(arguments)?;
    vm.new_static_record(&PARTIAL, &[Some(function), Some(arguments), Some(keywords.value())])
}

/// The arguments of a tuple and those that follow.
fn joined(vm: &mut Vm, first: Value, args: &Args, skip: usize) -> Result<TryVec<Value>, Raised> {
    let first = first.as_ref::<Tuple>();
    let first = first.as_ref().map_or(&[][..], |first| first.as_slice());
    let mut all = TryVec::try_from_slice(first).map_err(|_| vm.memory_error())?;
    for argument in args.rest().skip(skip) {
        all.try_push(argument).map_err(|_| vm.memory_error())?;
    }
    Ok(all)
}

/// The keyword arguments of a dict and those of a call, which win.
fn merged(vm: &mut Vm, first: Value, args: &Args) -> Result<Ref<Dict>, Raised> {
    let result = match first.as_ref::<Dict>() {
        Some(first) => vm.copy_table(Kind::Dict, first)?,
        None => vm.new_dict(0)?,
    };
    if let Some(keywords) = args.keywords().and_then(Value::as_ref::<Dict>) {
        for index in 0..keywords.used() {
            if let Some((key, value)) = keywords.entry(index) {
                vm.dict_set(result, key, value)?;
            }
        }
    }
    Ok(result)
}

fn new(vm: &mut Vm, class: Ref<Type>, args: &Args) -> NativeResult {
    let Some(function) = args.rest_at(0) else {
        return Err(vm.type_error(format_args!("type 'partial' takes at least one argument")));
    };
    if !is_callable(vm, function)? {
        return Err(vm.type_error(format_args!("the first argument must be callable")));
    }
    // A partial of a partial calls the function itself.
    let inner = vm.class_of(function) == Ref::from_static(&PARTIAL) && field(function, EXTRA).is_none();
    let (target, first, first_keywords) = if inner {
        (field(function, FUNCTION), field(function, ARGUMENTS), field(function, KEYWORDS))
    } else {
        (function, Value::NONE, Value::NONE)
    };
    let arguments = joined(vm, first, args, 1)?;
    let arguments = vm.new_tuple(&arguments)?;
    let keywords = merged(vm, first_keywords, args)?;
    vm.new_record(class, &[Some(target), Some(arguments), Some(keywords.value())]).map(Ref::value)
}

fn call(vm: &mut Vm, partial: Value, args: &Args) -> NativeResult {
    let arguments = joined(vm, field(partial, ARGUMENTS), args, 0)?;
    let own = field(partial, KEYWORDS);
    let keywords = if own.as_ref::<Dict>().is_none_or(|own| own.is_empty()) {
        args.keywords()
    } else {
        Some(merged(vm, own, args)?.value())
    };
    vm.call_with_keywords(field(partial, FUNCTION), &arguments, keywords)
}

fn repr(vm: &mut Vm, partial: Value) -> NativeResult {
    guarded_repr(vm, partial, b"...", |vm| {
        let class = vm.class_of(partial);
        let module = if class.is_heap() { "__main__" } else { "functools" };
        let mut text = TextBuilder::new();
        text.push_format(format_args!("{module}.{}(", vm.class_text(class)));
        let function = vm.repr(field(partial, FUNCTION))?;
        text.push_str(function);
        let arguments = field(partial, ARGUMENTS).as_ref::<Tuple>();
        for &argument in arguments.iter().flat_map(|arguments| arguments.as_slice()) {
            let shown = vm.repr(argument)?;
            text.push(b", ");
            text.push_str(shown);
        }
        let keywords = field(partial, KEYWORDS).as_ref::<Dict>();
        for index in 0..keywords.map_or(0, |keywords| keywords.used()) {
            let Some((key, value)) = keywords.and_then(|keywords| keywords.entry(index)) else { continue };
            let shown = vm.repr(value)?;
            text.push(b", ");
            text.push_str(key);
            text.push(b"=");
            text.push_str(shown);
        }
        text.push(b")");
        text.finish(vm)
    })
}

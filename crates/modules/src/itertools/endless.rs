//! Iterators that need not end.

use super::field;
use crate::support::{itself, number, small};
use runtime::native::{Args, Member, NativeResult};
use runtime::object::{List, Record, Ref, Type};
use runtime::protocol::arithmetic::Number;
use runtime::types::arguments::integer_argument;
use runtime::types::{BinaryOperator, Slots};
use runtime::value::Value;
use runtime::vm::{Raised, Vm};

static COUNT_SLOTS: Slots =
    Slots { new: Some(new_count), repr: Some(repr_count), iter: Some(itself), next: Some(next_count), ..Slots::NONE };

/// `itertools.count`: fields are the next number and the step.
pub static COUNT: Type = Type::record("count", 2, "start=0, step=1", &COUNT_SLOTS, &[])
    .with_flags(Type::BASE)
    .in_module("itertools")
    .with_doc("Numbers at equal distances, without end.");

fn new_count(vm: &mut Vm, class: Ref<Type>, args: &Args) -> NativeResult {
    let start = args.get(0).unwrap_or(small(0));
    let step = args.get(1).unwrap_or(small(1));
    for value in [start, step] {
        let is_number = Number::of(value).is_some() || vm.try_index(value)?.is_some() || {
            let class = vm.class_of(value);
            class.is_heap() && vm.class_lookup(class, runtime::symbols::sym::__add__.value())?.is_some()
        };
        if !is_number {
            return Err(vm.type_error(format_args!("a number is required")));
        }
    }
    vm.new_record(class, &[Some(start), Some(step)]).map(Ref::value)
}

fn next_count(vm: &mut Vm, iterator: Value) -> Result<Option<Value>, Raised> {
    let Some(record) = iterator.as_ref::<Record>() else { return Ok(None) };
    let current = field(record, 0);
    let next = vm.binary(BinaryOperator::Add, current, field(record, 1))?;
    record.set(0, next);
    Ok(Some(current))
}

fn repr_count(vm: &mut Vm, iterator: Value) -> NativeResult {
    let Some(record) = iterator.as_ref::<Record>() else { return Ok(Value::NONE) };
    let (start, step) = (vm.repr(field(record, 0))?, vm.repr(field(record, 1))?);
    let (start, shown) = (vm.name_text(start), vm.name_text(step));
    if field(record, 1) == small(1) {
        return vm.new_str_from(format_args!("count({start})"));
    }
    vm.new_str_from(format_args!("count({start}, {shown})"))
}

static CYCLE_SLOTS: Slots = Slots { new: Some(new_cycle), iter: Some(itself), next: Some(next_cycle), ..Slots::NONE };

/// `itertools.cycle`: fields are the iterator until it ends, the items that it gave, and the index of the next.
pub static CYCLE: Type = Type::record("cycle", 3, "iterable, /", &CYCLE_SLOTS, &[])
    .with_flags(Type::BASE)
    .in_module("itertools")
    .with_doc("The items of an iterable again and again.");

fn new_cycle(vm: &mut Vm, class: Ref<Type>, args: &Args) -> NativeResult {
    let iterator = vm.iter(args.at(0))?;
    let saved = vm.new_list(&[])?;
    vm.new_record(class, &[Some(iterator), Some(saved.value()), Some(small(0))]).map(Ref::value)
}

fn next_cycle(vm: &mut Vm, iterator: Value) -> Result<Option<Value>, Raised> {
    let Some(record) = iterator.as_ref::<Record>() else { return Ok(None) };
    let Some(saved) = record.get(1).and_then(Value::as_ref::<List>) else { return Ok(None) };
    if let Some(source) = record.get(0) {
        if let Some(item) = vm.next(source)? {
            vm.list_push(saved, item)?;
            return Ok(Some(item));
        }
        record.set(0, None);
    }
    if saved.is_empty() {
        return Ok(None);
    }
    let index = number(record, 2);
    record.set(2, small(if index + 1 < saved.len() { index + 1 } else { 0 }));
    Ok(saved.get(index))
}

static REPEAT_SLOTS: Slots = Slots {
    new: Some(new_repeat),
    repr: Some(repr_repeat),
    iter: Some(itself),
    next: Some(next_repeat),
    ..Slots::NONE
};

static REPEAT_MEMBERS: &[Member] = &[Member::function(
    "__length_hint__",
    "self, /",
    |vm, args| match args.at(0).as_ref::<Record>().map(|record| (record, field(record, 1))) {
        Some((record, left)) if !left.is_none() => Ok(small(number(record, 1))),
        _ => Err(vm.type_error(format_args!("len() of unsized object"))),
    },
    "The number of items left.",
)];

/// `itertools.repeat`: fields are the object and how often it is still given, `None` for ever.
pub static REPEAT: Type = Type::record("repeat", 2, "object, times=None", &REPEAT_SLOTS, REPEAT_MEMBERS)
    .with_flags(Type::BASE)
    .in_module("itertools")
    .with_doc("The same object again and again.");

fn new_repeat(vm: &mut Vm, class: Ref<Type>, args: &Args) -> NativeResult {
    let times = match args.get(1) {
        Some(times) => small(usize::try_from(integer_argument(vm, times)?).unwrap_or(0)),
        None => Value::NONE,
    };
    vm.new_record(class, &[Some(args.at(0)), Some(times)]).map(Ref::value)
}

fn next_repeat(_: &mut Vm, iterator: Value) -> Result<Option<Value>, Raised> {
    let Some(record) = iterator.as_ref::<Record>() else { return Ok(None) };
    if !field(record, 1).is_none() {
        match number(record, 1).checked_sub(1) {
            Some(left) => record.set(1, small(left)),
            None => return Ok(None),
        }
    }
    Ok(record.get(0))
}

fn repr_repeat(vm: &mut Vm, iterator: Value) -> NativeResult {
    let Some(record) = iterator.as_ref::<Record>() else { return Ok(Value::NONE) };
    let shown = vm.repr(field(record, 0))?;
    let shown = vm.name_text(shown);
    if field(record, 1).is_none() {
        return vm.new_str_from(format_args!("repeat({shown})"));
    }
    vm.new_str_from(format_args!("repeat({shown}, {})", number(record, 1)))
}

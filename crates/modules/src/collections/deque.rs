//! `deque`: a sequence with two ends. The third argument of the constructor is MicroPython's.

use super::ring::{FIELDS, Ring};
use crate::support::{guarded_repr, itself, number, record_of, small};
use core::ops::ControlFlow;
use runtime::native::{Args, Member, NativeResult};
use runtime::object::{Kind, Record, Ref, Type};
use runtime::text_builder::TextBuilder;
use runtime::types::arguments::{clamp, integer_argument, place, saturated_argument};
use runtime::types::exception::{INDEX_ERROR, RUNTIME_ERROR};
use runtime::types::generic_alias::CLASS_GETITEM;
use runtime::types::{BinaryOperator, Comparison, Slots};
use runtime::value::Value;
use runtime::vm::{Raised, Vm};

static SLOTS: Slots = Slots {
    new: Some(|vm, class, _| Ok(new(vm, class)?.0.value())),
    init: Some(init),
    repr: Some(repr),
    length: Some(|_, deque| Ok(Ring::of(deque).map_or(0, Ring::len))),
    get_item: Some(get_item),
    set_item: Some(set_item),
    contains: Some(|vm, deque, item| Ok(find(vm, deque, item, 0, usize::MAX)?.is_some())),
    iter: Some(|vm, deque| iterator(vm, &ITERATOR, deque)),
    compare: Some(compare),
    binary: Some(binary),
    inplace: Some(inplace),
    ..Slots::NONE
};

static MEMBERS: &[Member] = &[
    Member::function("append", "self, item, /", append, "Adds an item at the right end."),
    Member::function("appendleft", "self, item, /", append_left, "Adds an item at the left end."),
    Member::function("pop", "self, /", pop, "Removes the item at the right end."),
    Member::function("popleft", "self, /", pop_left, "Removes the item at the left end."),
    Member::function("extend", "self, iterable, /", extend, "Adds items at the right end."),
    Member::function("extendleft", "self, iterable, /", extend_left, "Adds items one by one at the left end."),
    #[cfg(feature = "module-functions")]
    Member::function("clear", "self, /", clear, "Removes all items."),
    #[cfg(feature = "module-functions")]
    Member::function("copy", "self, /", copy, "A copy."),
    #[cfg(feature = "module-functions")]
    Member::function("__copy__", "self, /", copy, "A copy."),
    #[cfg(feature = "module-functions")]
    Member::function("count", "self, item, /", count, "How often an item occurs."),
    #[cfg(feature = "module-functions")]
    Member::function("index", "self, item, start=0, stop=sys.maxsize, /", index, "Where an item is."),
    #[cfg(feature = "module-functions")]
    Member::function("insert", "self, index, item, /", insert, "Inserts an item before an index."),
    #[cfg(feature = "module-functions")]
    Member::function("remove", "self, item, /", remove, "Removes the first occurrence of an item."),
    #[cfg(feature = "module-functions")]
    Member::function("reverse", "self, /", reverse, "Reverses the order."),
    #[cfg(feature = "module-functions")]
    Member::function("rotate", "self, n=1, /", rotate, "Moves n items from the right end to the left."),
    Member::function(
        "__reversed__",
        "self, /",
        |vm, args| iterator(vm, &REVERSE_ITERATOR, args.at(0)),
        "An iterator from the right end.",
    ),
    #[cfg(feature = "module-functions")]
    Member::getter("maxlen", |_, deque| Ok(Ring::of(deque).and_then(Ring::maxlen).map_or(Value::NONE, small))),
    CLASS_GETITEM,
];

/// `collections.deque`
pub static DEQUE: Type = Type::record("deque", FIELDS, "iterable=(), maxlen=None, flags=0", &SLOTS, MEMBERS)
    .with_flags(Type::BASE | Type::SEQUENCE)
    .in_module("collections")
    .with_doc("A sequence that is fast at both ends.");

static ITERATOR_SLOTS: Slots = Slots { iter: Some(itself), next: Some(next), ..Slots::NONE };
static REVERSE_SLOTS: Slots = Slots { iter: Some(itself), next: Some(next_reverse), ..Slots::NONE };
static ITERATOR_MEMBERS: &[Member] =
    &[Member::function("__length_hint__", "self, /", length_hint, "The number of items left.")];

/// The iterator: fields are the deque, the number of items passed, and the deque's version.
static ITERATOR: Type =
    Type::record("_deque_iterator", 3, "*args, **kwargs", &ITERATOR_SLOTS, ITERATOR_MEMBERS).in_module("_collections");
static REVERSE_ITERATOR: Type =
    Type::record("_deque_reverse_iterator", 3, "*args, **kwargs", &REVERSE_SLOTS, ITERATOR_MEMBERS)
        .in_module("_collections");

fn new(vm: &mut Vm, class: Ref<Type>) -> Result<Ring, Raised> {
    let record = vm.new_record(
        class,
        &[None, Some(small(0)), Some(small(0)), Some(Value::NONE), Some(small(0)), Some(small(0))],
    )?;
    Ok(Ring(record))
}

fn init(vm: &mut Vm, deque: Value, args: &Args) -> Result<(), Raised> {
    let Some(ring) = Ring::of(deque) else { return Ok(()) };
    let maxlen = match args.get_not_none(1) {
        Some(maxlen) => {
            let number = match vm.try_index(maxlen)? {
                Some(_) => integer_argument(vm, maxlen)?,
                None => return Err(vm.type_error(format_args!("an integer is required"))),
            };
            match usize::try_from(number) {
                Ok(number) => Some(number),
                Err(_) => return Err(vm.value_error(format_args!("maxlen must be non-negative"))),
            }
        }
        None => None,
    };
    let flags = match args.get(2) {
        Some(flags) => integer_argument(vm, flags)?,
        None => 0,
    };
    ring.clear();
    ring.set_maxlen(maxlen);
    ring.set_flags(0);
    if let Some(iterable) = args.get_not_none(0) {
        extend_with(vm, ring, iterable)?;
    }
    ring.set_flags((flags & 1) as usize);
    Ok(())
}

#[cold]
fn full(vm: &mut Vm) -> Raised {
    vm.raise(&INDEX_ERROR, format_args!("full"))
}

fn push(vm: &mut Vm, ring: Ring, item: Value) -> Result<(), Raised> {
    if let Some(maxlen) = ring.maxlen()
        && ring.len() >= maxlen
    {
        if ring.refuses() {
            return Err(full(vm));
        }
        if maxlen == 0 {
            return Ok(());
        }
        ring.pop_left();
    }
    ring.push(vm, item)
}

fn push_left(vm: &mut Vm, ring: Ring, item: Value) -> Result<(), Raised> {
    if let Some(maxlen) = ring.maxlen()
        && ring.len() >= maxlen
    {
        if ring.refuses() {
            return Err(full(vm));
        }
        if maxlen == 0 {
            return Ok(());
        }
        ring.pop();
    }
    ring.push_left(vm, item)
}

fn append(vm: &mut Vm, args: &Args) -> NativeResult {
    let Some(ring) = Ring::of(args.at(0)) else { return Ok(Value::NONE) };
    push(vm, ring, args.at(1))?;
    Ok(Value::NONE)
}

fn append_left(vm: &mut Vm, args: &Args) -> NativeResult {
    let Some(ring) = Ring::of(args.at(0)) else { return Ok(Value::NONE) };
    push_left(vm, ring, args.at(1))?;
    Ok(Value::NONE)
}

#[cold]
fn empty(vm: &mut Vm) -> Raised {
    vm.raise(&INDEX_ERROR, format_args!("pop from an empty deque"))
}

fn pop(vm: &mut Vm, args: &Args) -> NativeResult {
    Ring::of(args.at(0)).and_then(Ring::pop).ok_or_else(|| empty(vm))
}

fn pop_left(vm: &mut Vm, args: &Args) -> NativeResult {
    Ring::of(args.at(0)).and_then(Ring::pop_left).ok_or_else(|| empty(vm))
}

fn extend_with(vm: &mut Vm, ring: Ring, iterable: Value) -> Result<(), Raised> {
    let iterable = snapshot(vm, ring, iterable)?;
    vm.for_each(iterable, |vm, item| {
        push(vm, ring, item)?;
        vm.committed = true;
        Ok(ControlFlow::Continue(()))
    })
}

/// The deque itself as a source is copied first, since it changes meanwhile.
fn snapshot(vm: &mut Vm, ring: Ring, iterable: Value) -> NativeResult {
    if iterable == ring.0.value() { Ok(ring.to_list(vm)?.value()) } else { Ok(iterable) }
}

fn extend(vm: &mut Vm, args: &Args) -> NativeResult {
    let Some(ring) = Ring::of(args.at(0)) else { return Ok(Value::NONE) };
    extend_with(vm, ring, args.at(1))?;
    Ok(Value::NONE)
}

fn extend_left(vm: &mut Vm, args: &Args) -> NativeResult {
    let Some(ring) = Ring::of(args.at(0)) else { return Ok(Value::NONE) };
    let iterable = snapshot(vm, ring, args.at(1))?;
    vm.for_each(iterable, |vm, item| {
        push_left(vm, ring, item)?;
        vm.committed = true;
        Ok(ControlFlow::Continue(()))
    })?;
    Ok(Value::NONE)
}

fn clear(_: &mut Vm, args: &Args) -> NativeResult {
    if let Some(ring) = Ring::of(args.at(0)) {
        ring.clear();
    }
    Ok(Value::NONE)
}

fn copy(vm: &mut Vm, args: &Args) -> NativeResult {
    let Some(ring) = Ring::of(args.at(0)) else { return Ok(Value::NONE) };
    let class = vm.class_of(args.at(0));
    if class.is_heap() {
        let maxlen = ring.maxlen().map_or(Value::NONE, small);
        return if maxlen.is_none() {
            vm.call(class.value(), &[args.at(0)])
        } else {
            vm.call(class.value(), &[args.at(0), maxlen])
        };
    }
    Ok(plain_copy(vm, ring)?.0.value())
}

/// A deque of the builtin class with the same items.
fn plain_copy(vm: &mut Vm, ring: Ring) -> Result<Ring, Raised> {
    let result = new(vm, Ref::from_static(&DEQUE))?;
    result.set_maxlen(ring.maxlen());
    for index in 0..ring.len() {
        result.push(vm, ring.get(index).unwrap_or(Value::NONE))?;
    }
    Ok(result)
}

#[cold]
fn mutated(vm: &mut Vm) -> Raised {
    vm.raise(&RUNTIME_ERROR, format_args!("deque mutated during iteration"))
}

/// The first index from `start` and below `stop` of an item that equals a value.
fn find(vm: &mut Vm, deque: Value, value: Value, start: usize, stop: usize) -> Result<Option<usize>, Raised> {
    let Some(ring) = Ring::of(deque) else { return Ok(None) };
    let version = ring.version();
    let mark = vm.log_mark();
    for index in start..stop.min(ring.len()) {
        let Some(item) = ring.get(index) else { break };
        vm.keep(item);
        let equal = vm.equal(item, value)?;
        if ring.version() != version {
            return Err(mutated(vm));
        }
        if equal {
            return Ok(Some(index));
        }
        vm.log_release(mark);
    }
    Ok(None)
}

fn count(vm: &mut Vm, args: &Args) -> NativeResult {
    let mut count = 0;
    let mut start = 0;
    while let Some(found) = find(vm, args.at(0), args.at(1), start, usize::MAX)? {
        count += 1;
        start = found + 1;
    }
    Ok(small(count))
}

fn index(vm: &mut Vm, args: &Args) -> NativeResult {
    let Some(ring) = Ring::of(args.at(0)) else { return Ok(Value::NONE) };
    let start = args.get(2).map_or(Ok(0), |value| saturated_argument(vm, value))?;
    let stop = args.get(3).map_or(Ok(i64::MAX), |value| saturated_argument(vm, value))?;
    let length = ring.len();
    match find(vm, args.at(0), args.at(1), clamp(start, length), clamp(stop, length))? {
        Some(found) => Ok(small(found)),
        None => {
            let shown = vm.repr(args.at(1))?;
            let shown = vm.name_text(shown);
            Err(vm.value_error(format_args!("{shown} is not in deque")))
        }
    }
}

fn insert(vm: &mut Vm, args: &Args) -> NativeResult {
    let index = integer_argument(vm, args.at(1))?;
    let Some(ring) = Ring::of(args.at(0)) else { return Ok(Value::NONE) };
    if ring.maxlen().is_some_and(|maxlen| ring.len() >= maxlen) {
        return Err(vm.raise(&INDEX_ERROR, format_args!("deque already at its maximum size")));
    }
    let length = ring.len();
    let index = clamp(index, length);
    ring.push(vm, args.at(2))?;
    for at in (index..length).rev() {
        let moved = ring.get(at).unwrap_or(Value::NONE);
        ring.set(at + 1, moved);
    }
    ring.set(index, args.at(2));
    Ok(Value::NONE)
}

fn remove_at(ring: Ring, index: usize) {
    for at in index..ring.len().saturating_sub(1) {
        let moved = ring.get(at + 1).unwrap_or(Value::NONE);
        ring.set(at, moved);
    }
    ring.pop();
}

fn remove(vm: &mut Vm, args: &Args) -> NativeResult {
    let Some(ring) = Ring::of(args.at(0)) else { return Ok(Value::NONE) };
    match find(vm, args.at(0), args.at(1), 0, usize::MAX)? {
        Some(index) => {
            remove_at(ring, index);
            Ok(Value::NONE)
        }
        None => Err(vm.value_error(format_args!("deque.remove(x): x not in deque"))),
    }
}

fn reverse(_: &mut Vm, args: &Args) -> NativeResult {
    let Some(ring) = Ring::of(args.at(0)) else { return Ok(Value::NONE) };
    let length = ring.len();
    for index in 0..length / 2 {
        let (left, right) = (ring.get(index), ring.get(length - 1 - index));
        ring.set(index, right.unwrap_or(Value::NONE));
        ring.set(length - 1 - index, left.unwrap_or(Value::NONE));
    }
    ring.changed();
    Ok(Value::NONE)
}

fn rotate(vm: &mut Vm, args: &Args) -> NativeResult {
    let steps = args.get(1).map_or(Ok(1), |value| integer_argument(vm, value))?;
    let Some(ring) = Ring::of(args.at(0)) else { return Ok(Value::NONE) };
    if ring.len() > 1 {
        ring.rotate(steps.rem_euclid(ring.len() as i64) as usize);
    }
    Ok(Value::NONE)
}

fn repr(vm: &mut Vm, deque: Value) -> NativeResult {
    guarded_repr(vm, deque, b"[...]", |vm| {
        let Some(ring) = Ring::of(deque) else { return Ok(Value::NONE) };
        let list = ring.to_list(vm)?;
        let items = vm.repr(list.value())?;
        let name = vm.class_name(deque);
        let mut text = TextBuilder::new();
        text.push_format(format_args!("{name}("));
        text.push_str(items);
        if let Some(maxlen) = ring.maxlen() {
            text.push_format(format_args!(", maxlen={maxlen}"));
        }
        text.push(b")");
        text.finish(vm)
    })
}

/// The place of an item that a subscript means.
fn subscript(vm: &mut Vm, deque: Value, key: Value) -> Result<Option<usize>, Raised> {
    let Some(index) = vm.try_index(key)? else {
        let name = vm.type_name(key);
        return Err(vm.type_error(format_args!("sequence index must be integer, not '{name}'")));
    };
    let index = vm.index_isize(index, &INDEX_ERROR)? as i64;
    match Ring::of(deque).and_then(|ring| place(index, ring.len())) {
        Some(index) => Ok(Some(index)),
        None => Err(vm.raise(&INDEX_ERROR, format_args!("deque index out of range"))),
    }
}

fn get_item(vm: &mut Vm, deque: Value, key: Value) -> NativeResult {
    let index = subscript(vm, deque, key)?;
    Ok(index.and_then(|index| Ring::of(deque)?.get(index)).unwrap_or(Value::NONE))
}

fn set_item(vm: &mut Vm, deque: Value, key: Value, value: Option<Value>) -> Result<(), Raised> {
    let index = subscript(vm, deque, key)?;
    if let (Some(index), Some(ring)) = (index, Ring::of(deque)) {
        match value {
            Some(value) => ring.set(index, value),
            None => remove_at(ring, index),
        }
    }
    Ok(())
}

fn compare(vm: &mut Vm, operator: Comparison, a: Value, b: Value) -> NativeResult {
    let (Some(left), Some(right)) = (record_of(vm, a, &DEQUE), record_of(vm, b, &DEQUE)) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    vm.check_machine_stack()?;
    let left = Ring(left).to_list(vm)?;
    let right = Ring(right).to_list(vm)?;
    vm.compare(operator, left.value(), right.value())
}

fn binary(vm: &mut Vm, operator: BinaryOperator, a: Value, b: Value) -> NativeResult {
    match (operator, record_of(vm, a, &DEQUE), record_of(vm, b, &DEQUE)) {
        (BinaryOperator::Add, Some(left), Some(_)) => {
            let result = plain_copy(vm, Ring(left))?;
            extend_with(vm, result, b)?;
            Ok(result.0.value())
        }
        (BinaryOperator::Add, Some(_), None) => {
            let name = vm.type_name(b);
            Err(vm.type_error(format_args!("can only concatenate deque (not \"{name}\") to deque")))
        }
        (BinaryOperator::Mul, Some(deque), None) => repeat(vm, Ring(deque), b),
        (BinaryOperator::Mul, None, Some(deque)) => repeat(vm, Ring(deque), a),
        _ => Ok(Value::NOT_IMPLEMENTED),
    }
}

fn repeat(vm: &mut Vm, ring: Ring, count: Value) -> NativeResult {
    if vm.try_index(count)?.is_none() {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let count = vm.index_isize(count, &runtime::types::exception::OVERFLOW_ERROR)?;
    let result = new(vm, Ref::from_static(&DEQUE))?;
    result.set_maxlen(ring.maxlen());
    for _ in 0..if ring.len() == 0 { 0 } else { count } {
        for index in 0..ring.len() {
            push(vm, result, ring.get(index).unwrap_or(Value::NONE))?;
        }
        vm.safepoint()?;
    }
    Ok(result.0.value())
}

fn inplace(vm: &mut Vm, operator: BinaryOperator, a: Value, b: Value) -> NativeResult {
    let Some(ring) = Ring::of(a) else { return Ok(Value::NOT_IMPLEMENTED) };
    match operator {
        BinaryOperator::Add => {
            extend_with(vm, ring, b)?;
            Ok(a)
        }
        BinaryOperator::Mul => {
            let repeated = repeat(vm, ring, b)?;
            if let Some(source) = Ring::of(repeated) {
                ring.clear();
                for index in 0..source.len() {
                    ring.push(vm, source.get(index).unwrap_or(Value::NONE))?;
                }
                return Ok(a);
            }
            Ok(repeated)
        }
        _ => Ok(Value::NOT_IMPLEMENTED),
    }
}

fn iterator(vm: &mut Vm, class: &'static Type, deque: Value) -> NativeResult {
    let version = Ring::of(deque).map_or(0, Ring::version);
    vm.new_static_record(class, &[Some(deque), Some(small(0)), Some(small(version))])
}

/// The deque of an iterator and the number of items passed; `None` at the end.
fn advance(vm: &mut Vm, iterator: Value) -> Result<Option<(Ring, usize)>, Raised> {
    let Some(record) = iterator.as_ref::<Record>() else { return Ok(None) };
    let Some(ring) = record.get(0).and_then(Ring::of) else { return Ok(None) };
    let passed = number(record, 1);
    if ring.version() != number(record, 2) {
        record.set(0, None);
        return Err(mutated(vm));
    }
    if passed >= ring.len() {
        record.set(0, None);
        return Ok(None);
    }
    record.set(1, small(passed + 1));
    Ok(Some((ring, passed)))
}

fn next(vm: &mut Vm, iterator: Value) -> Result<Option<Value>, Raised> {
    Ok(advance(vm, iterator)?.and_then(|(ring, passed)| ring.get(passed)))
}

fn next_reverse(vm: &mut Vm, iterator: Value) -> Result<Option<Value>, Raised> {
    Ok(advance(vm, iterator)?.and_then(|(ring, passed)| ring.get(ring.len() - 1 - passed)))
}

fn length_hint(_: &mut Vm, args: &Args) -> NativeResult {
    let record = args.at(0).as_ref::<Record>();
    let left = record.and_then(|record| {
        let ring = record.get(0).filter(|deque| deque.is_kind(Kind::Record)).and_then(Ring::of)?;
        Some(ring.len().saturating_sub(number(record, 1)))
    });
    Ok(small(left.unwrap_or(0)))
}

//! `range` and its iterator.
//!
//! Both are records of three ints; the interpreter's loop reads them directly where they are small.

use super::slice::{heap_text, is_negative, is_slice};
use crate::native::{Args, Member, NativeResult};
use crate::object::{Kind, Record, Ref, Type};
use crate::types::{BinaryOperator, Comparison, Slots, exception};
use crate::value::{SmallInt, Value};
use crate::vm::{Raised, Vm};
use core::cmp::Ordering;
use core::ops::ControlFlow;

/// The first field of a range: its first number; of an iterator: the next one.
pub const START: usize = 0;
/// The second field: where it stops.
pub const STOP: usize = 1;
/// The third field: the distance between numbers, not zero.
pub const STEP: usize = 2;

const ZERO: Value = Value::from_i32_small(0);
const ONE: Value = Value::from_i32_small(1);

static SLOTS: Slots = Slots {
    new: Some(new),
    repr: Some(repr),
    hash: Some(hash),
    boolean: Some(|vm, range| Ok(length_value(vm, range)? != ZERO)),
    length: Some(length),
    get_item: Some(get_item),
    contains: Some(contains),
    iter: Some(iter),
    compare: Some(compare),
    ..Slots::NONE
};

static MEMBERS: &[Member] = &[
    Member::getter("start", |_, range| Ok(fields(range)[START])),
    Member::getter("stop", |_, range| Ok(fields(range)[STOP])),
    Member::getter("step", |_, range| Ok(fields(range)[STEP])),
    Member::function("count", "self, value, /", count, "How often the value occurs."),
    Member::function("index", "self, value, /", index, "The index of the value; ValueError if it does not occur."),
    Member::function("__reversed__", "self, /", reversed, "An iterator from the last number to the first."),
];

/// `range`
pub static RANGE: Type = Type::record("range", 3, "*args", &SLOTS, MEMBERS)
    .with_flags(Type::SEQUENCE)
    .with_doc("range(stop) or range(start, stop[, step]): numbers from start to stop, without stop.");

static ITERATOR_SLOTS: Slots = Slots { iter: Some(|_, iterator| Ok(iterator)), next: Some(next), ..Slots::NONE };

static ITERATOR_MEMBERS: &[Member] =
    &[Member::function("__length_hint__", "self, /", |vm, args| length_value(vm, args.at(0)), "Numbers left.")];

/// The iterator of a range.
pub static RANGE_ITERATOR: Type =
    Type::record("range_iterator", 3, "*args, **kwargs", &ITERATOR_SLOTS, ITERATOR_MEMBERS);

/// Start, stop and step of a range or its iterator.
fn fields(range: Value) -> [Value; 3] {
    let field = |index| range.as_ref::<Record>().and_then(|record| record.get(index)).unwrap_or(ZERO);
    [field(START), field(STOP), field(STEP)]
}

/// The fields of a range, if all are small.
#[inline]
fn small_fields(range: Value) -> Option<[SmallInt; 3]> {
    let [start, stop, step] = fields(range);
    Some([start.as_small_int()?, stop.as_small_int()?, step.as_small_int()?])
}

/// How many numbers are in a range of small ints: as their difference fits a word, nothing overflows.
#[inline]
fn small_length([start, stop, step]: [SmallInt; 3]) -> SmallInt {
    if step > 0 && start < stop {
        (stop - start - 1) / step + 1
    } else if step < 0 && start > stop {
        (start - stop - 1) / -step + 1
    } else {
        0
    }
}

impl Vm {
    /// A range of ints; ValueError if the step is zero.
    pub fn new_range(&mut self, start: Value, stop: Value, step: Value) -> NativeResult {
        if step == ZERO {
            return Err(self.value_error(format_args!("range() arg 3 must not be zero")));
        }
        self.new_static_record(&RANGE, &[Some(start), Some(stop), Some(step)])
    }
}

fn new(vm: &mut Vm, _class: Ref<Type>, args: &Args) -> NativeResult {
    let argument = |vm: &mut Vm, index| vm.index(args.rest_at(index).unwrap_or(ZERO));
    match args.rest_len() {
        0 => Err(vm.type_error(format_args!("range expected at least 1 argument, got 0"))),
        1 => {
            let stop = argument(vm, 0)?;
            vm.new_range(ZERO, stop, ONE)
        }
        2 => {
            let (start, stop) = (argument(vm, 0)?, argument(vm, 1)?);
            vm.new_range(start, stop, ONE)
        }
        3 => {
            let (start, stop, step) = (argument(vm, 0)?, argument(vm, 1)?, argument(vm, 2)?);
            vm.new_range(start, stop, step)
        }
        count => Err(vm.type_error(format_args!("range expected at most 3 arguments, got {count}"))),
    }
}

/// The number of numbers, as an int of any size.
fn length_value(vm: &mut Vm, range: Value) -> NativeResult {
    if let Some(small) = small_fields(range) {
        #[allow(clippy::unnecessary_cast)]
        return vm.new_int(small_length(small) as i64);
    }
    let [start, stop, step] = fields(range);
    let (low, high, step) = if is_negative(step) {
        (stop, start, vm.binary(BinaryOperator::Sub, ZERO, step)?)
    } else {
        (start, stop, step)
    };
    if !vm.less(low, high)? {
        return Ok(ZERO);
    }
    let difference = vm.binary(BinaryOperator::Sub, high, low)?;
    let difference = vm.binary(BinaryOperator::Sub, difference, ONE)?;
    let quotient = vm.binary(BinaryOperator::FloorDiv, difference, step)?;
    vm.binary(BinaryOperator::Add, quotient, ONE)
}

fn length(vm: &mut Vm, range: Value) -> Result<usize, Raised> {
    let length = length_value(vm, range)?;
    match crate::protocol::convert::int_to_i64(length).and_then(|length| isize::try_from(length).ok()) {
        Some(length) => Ok(length.unsigned_abs()),
        None => Err(vm.raise(&exception::OVERFLOW_ERROR, format_args!("Python int too large to convert to C ssize_t"))),
    }
}

fn repr(vm: &mut Vm, range: Value) -> NativeResult {
    let [start, stop, step] = fields(range);
    let text = if step == ONE {
        heap_text(vm, &[b"range(", b", ", b")"], &[start, stop])?
    } else {
        heap_text(vm, &[b"range(", b", ", b", ", b")"], &[start, stop, step])?
    };
    vm.new_str(&text)
}

/// `start + index * step`
fn item_at(vm: &mut Vm, range: Value, index: Value) -> NativeResult {
    let [start, _, step] = fields(range);
    let distance = vm.binary(BinaryOperator::Mul, index, step)?;
    vm.binary(BinaryOperator::Add, start, distance)
}

fn get_item(vm: &mut Vm, range: Value, key: Value) -> NativeResult {
    if let (Some(index), Some(small)) = (key.as_small_int(), small_fields(range)) {
        let length = small_length(small);
        let index = if index < 0 { index + length } else { index };
        if (0..length).contains(&index) {
            #[allow(clippy::unnecessary_cast)]
            return vm.new_int((small[START] + index * small[STEP]) as i64);
        }
        return Err(out_of_range(vm));
    }
    if is_slice(key) {
        return get_slice(vm, range, key);
    }
    let Some(mut index) = vm.try_index(key)? else {
        let class = vm.type_name(key);
        return Err(vm.type_error(format_args!("range indices must be integers or slices, not {class}")));
    };
    let length = length_value(vm, range)?;
    if is_negative(index) {
        index = vm.binary(BinaryOperator::Add, index, length)?;
    }
    if is_negative(index) || !vm.less(index, length)? {
        return Err(out_of_range(vm));
    }
    item_at(vm, range, index)
}

#[cold]
fn out_of_range(vm: &mut Vm) -> Raised {
    vm.raise(&exception::INDEX_ERROR, format_args!("range object index out of range"))
}

fn get_slice(vm: &mut Vm, range: Value, slice: Value) -> NativeResult {
    let length = length_value(vm, range)?;
    let [start, stop, step] = vm.slice_integers(slice, length)?;
    let [_, _, own_step] = fields(range);
    let start = item_at(vm, range, start)?;
    let stop = item_at(vm, range, stop)?;
    let step = vm.binary(BinaryOperator::Mul, step, own_step)?;
    vm.new_range(start, stop, step)
}

/// Whether an int is in the range, by arithmetic.
fn contains_int(vm: &mut Vm, range: Value, number: Value) -> Result<bool, Raised> {
    if let (Some(number), Some([start, stop, step])) = (number.as_small_int(), small_fields(range)) {
        let inside = if step > 0 { (start..stop).contains(&number) } else { number <= start && number > stop };
        return Ok(inside && (number - start) % step == 0);
    }
    let [start, stop, step] = fields(range);
    let inside = if is_negative(step) {
        !vm.less(start, number)? && vm.less(stop, number)?
    } else {
        !vm.less(number, start)? && vm.less(number, stop)?
    };
    if !inside {
        return Ok(false);
    }
    let distance = vm.binary(BinaryOperator::Sub, number, start)?;
    Ok(vm.binary(BinaryOperator::Mod, distance, step)? == ZERO)
}

/// The int that a value of class `int` or `bool` is.
fn plain(vm: &mut Vm, value: Value) -> Result<Option<Value>, Raised> {
    if value.is_small_int() || value.is_bool() || value.is_exact(Kind::BigInt) { vm.plain_int(value) } else { Ok(None) }
}

fn contains(vm: &mut Vm, range: Value, value: Value) -> Result<bool, Raised> {
    match plain(vm, value)? {
        Some(number) => contains_int(vm, range, number),
        None => Ok(search(vm, range, value, false)?.0 > 0),
    }
}

/// Compares with every number: how many are equal up to there (at most one without `all`), and how many there are
/// before the first of them.
fn search(vm: &mut Vm, range: Value, value: Value, all: bool) -> Result<(u64, u64), Raised> {
    let (mut found, mut position) = (0, 0);
    vm.for_each(range, |vm, item| {
        if vm.equal(item, value)? {
            found += 1;
            if !all {
                return Ok(ControlFlow::Break(()));
            }
        }
        position += u64::from(found == 0);
        Ok(ControlFlow::Continue(()))
    })?;
    Ok((found, position))
}

fn count(vm: &mut Vm, args: &Args) -> NativeResult {
    let (range, value) = (args.at(0), args.at(1));
    let found = match plain(vm, value)? {
        Some(number) => u64::from(contains_int(vm, range, number)?),
        None => search(vm, range, value, true)?.0,
    };
    vm.new_uint(found)
}

fn index(vm: &mut Vm, args: &Args) -> NativeResult {
    let (range, value) = (args.at(0), args.at(1));
    let Some(number) = plain(vm, value)? else {
        return match search(vm, range, value, false)? {
            (0, _) => Err(vm.value_error(format_args!("sequence.index(x): x not in sequence"))),
            (_, position) => vm.new_uint(position),
        };
    };
    if !contains_int(vm, range, number)? {
        let shown = vm.repr(value)?;
        let shown = shown.as_ref::<crate::object::Str>();
        let shown = shown.as_ref().and_then(|shown| shown.as_str()).unwrap_or("?");
        return Err(vm.value_error(format_args!("{shown} is not in range")));
    }
    let [start, _, step] = fields(range);
    let distance = vm.binary(BinaryOperator::Sub, number, start)?;
    vm.binary(BinaryOperator::FloorDiv, distance, step)
}

fn is_range(value: Value) -> bool {
    value.as_ref::<Record>().is_some_and(|record| record.class == Ref::from_static(&RANGE))
}

/// What decides whether ranges are equal: the length, the first number of a range that has one, the step of a range
/// that has two.
fn identity(vm: &mut Vm, range: Value) -> Result<[Value; 3], Raised> {
    let [start, _, step] = fields(range);
    let length = length_value(vm, range)?;
    Ok(match length {
        ZERO => [length, Value::NONE, Value::NONE],
        ONE => [length, start, Value::NONE],
        _ => [length, start, step],
    })
}

fn compare(vm: &mut Vm, operator: Comparison, a: Value, b: Value) -> NativeResult {
    if !operator.is_equality() || !is_range(a) || !is_range(b) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let (a, b) = (identity(vm, a)?, identity(vm, b)?);
    for (a, b) in a.into_iter().zip(b) {
        if !vm.equal(a, b)? {
            return Ok(Value::from_bool(operator == Comparison::Ne));
        }
    }
    Ok(Value::from_bool(operator.holds(Ordering::Equal)))
}

fn hash(vm: &mut Vm, range: Value) -> Result<i64, Raised> {
    let identity = identity(vm, range)?;
    let tuple = vm.new_tuple(&identity)?;
    vm.hash(tuple)
}

fn iter(vm: &mut Vm, range: Value) -> NativeResult {
    let [start, stop, step] = fields(range);
    vm.new_static_record(&RANGE_ITERATOR, &[Some(start), Some(stop), Some(step)])
}

fn reversed(vm: &mut Vm, args: &Args) -> NativeResult {
    let range = args.at(0);
    let [start, _, step] = fields(range);
    let length = length_value(vm, range)?;
    let last = vm.binary(BinaryOperator::Sub, length, ONE)?;
    let first = item_at(vm, range, last)?;
    let stop = vm.binary(BinaryOperator::Sub, start, step)?;
    let step = vm.binary(BinaryOperator::Sub, ZERO, step)?;
    vm.new_static_record(&RANGE_ITERATOR, &[Some(first), Some(stop), Some(step)])
}

#[inline]
fn next(vm: &mut Vm, iterator: Value) -> Result<Option<Value>, Raised> {
    let Some(record) = iterator.as_ref::<Record>() else { return Ok(None) };
    let Some([next, stop, step]) = small_fields(iterator) else { return next_large(vm, record) };
    if if step > 0 { next >= stop } else { next <= stop } {
        return Ok(None);
    }
    let current = record.get(START);
    // The sum of two small ints fits the word.
    #[allow(clippy::unnecessary_cast)]
    let following = match Value::from_small_int(next + step) {
        Some(following) => following,
        None => vm.new_int(next as i64 + step as i64)?,
    };
    record.set(START, following);
    Ok(current)
}

#[cold]
fn next_large(vm: &mut Vm, record: Ref<Record>) -> Result<Option<Value>, Raised> {
    let [next, stop, step] = fields(record.value());
    let left = if is_negative(step) { vm.less(stop, next)? } else { vm.less(next, stop)? };
    if !left {
        return Ok(None);
    }
    let following = vm.binary(BinaryOperator::Add, next, step)?;
    record.set(START, following);
    Ok(Some(next))
}

//! `slice`, and what a slice means for a sequence.

use crate::native::{Args, Member, NativeResult};
use crate::object::{Record, Ref, Type};
use crate::protocol::convert::{IntOperand, int_to_i64};
use crate::types::{BinaryOperator, Comparison, Slots};
use crate::value::Value;
use crate::vm::{Raised, Vm};

/// The fields of the record.
const START: usize = 0;
const STOP: usize = 1;
const STEP: usize = 2;

static SLOTS: Slots = Slots { new: Some(new), repr: Some(repr), compare: Some(compare), ..Slots::NONE };

static MEMBERS: &[Member] = &[
    Member::getter("start", |_, slice| Ok(field(slice, START))),
    Member::getter("stop", |_, slice| Ok(field(slice, STOP))),
    Member::getter("step", |_, slice| Ok(field(slice, STEP))),
    Member::function(
        "indices",
        "self, length, /",
        |vm, args| indices(vm, args.at(0), args.at(1)),
        "Start, stop and step of the slice for a sequence of this length.",
    ),
];

/// `slice`
pub static SLICE: Type = Type::record("slice", 3, "*args", &SLOTS, MEMBERS)
    .with_doc("slice(stop) or slice(start, stop[, step]): what stands between the brackets of x[start:stop:step].");

fn new(vm: &mut Vm, _class: Ref<Type>, args: &Args) -> NativeResult {
    let none = Value::NONE;
    let argument = |index| args.rest_at(index).unwrap_or(none);
    match args.rest_len() {
        0 => Err(vm.type_error(format_args!("slice expected at least 1 argument, got 0"))),
        1 => vm.new_slice(none, argument(0), none),
        2 | 3 => vm.new_slice(argument(0), argument(1), argument(2)),
        count => Err(vm.type_error(format_args!("slice expected at most 3 arguments, got {count}"))),
    }
}

fn field(slice: Value, index: usize) -> Value {
    slice.as_ref::<Record>().and_then(|record| record.get(index)).unwrap_or(Value::NONE)
}

fn fields(slice: Value) -> [Value; 3] {
    [field(slice, START), field(slice, STOP), field(slice, STEP)]
}

/// Whether a value is a slice.
#[inline]
pub fn is_slice(value: Value) -> bool {
    value.as_ref::<Record>().is_some_and(|record| record.class == Ref::from_static(&SLICE))
}

fn repr(vm: &mut Vm, slice: Value) -> NativeResult {
    let [start, stop, step] = fields(slice);
    let text = heap_text(vm, &[b"slice(", b", ", b", ", b")"], &[start, stop, step])?;
    vm.new_str(&text)
}

/// The `repr` of values with pieces of text around them.
pub(crate) fn heap_text(vm: &mut Vm, pieces: &[&[u8]], values: &[Value]) -> Result<heap::TryVec<u8>, Raised> {
    vm.check_machine_stack()?;
    let mut text = heap::TryVec::new();
    for (index, piece) in pieces.iter().enumerate() {
        text.try_extend_from_slice(piece).map_err(|_| vm.memory_error())?;
        if let Some(&value) = values.get(index) {
            let shown = vm.repr(value)?;
            if let Some(shown) = shown.as_ref::<crate::object::Str>() {
                text.try_extend_from_slice(shown.as_bytes()).map_err(|_| vm.memory_error())?;
            }
        }
    }
    Ok(text)
}

/// Slices compare as tuples of their fields.
fn compare(vm: &mut Vm, operator: Comparison, a: Value, b: Value) -> NativeResult {
    if !is_slice(a) || !is_slice(b) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    if a == b {
        return Ok(Value::from_bool(operator.holds(core::cmp::Ordering::Equal)));
    }
    for (x, y) in fields(a).into_iter().zip(fields(b)) {
        if !vm.equal(x, y)? {
            return match operator {
                Comparison::Eq => Ok(Value::FALSE),
                Comparison::Ne => Ok(Value::TRUE),
                _ => vm.compare(operator, x, y),
            };
        }
    }
    Ok(Value::from_bool(operator.holds(core::cmp::Ordering::Equal)))
}

/// A slice's bounds as they were given, before the length of the sequence is known; a missing bound is as far out as
/// can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SliceBounds {
    /// The first index; negative ones count from the end.
    pub start: isize,
    /// The index where to stop.
    pub stop: isize,
    /// The step, not zero.
    pub step: isize,
}

impl SliceBounds {
    /// Start, stop, step and number of items for a sequence of this length. With a negative step, a stop of -1 means
    /// that the first item is included.
    #[inline]
    pub fn adjust(self, length: usize) -> (isize, isize, isize, usize) {
        let length = isize::try_from(length).unwrap_or(isize::MAX);
        let (lowest, highest) = if self.step < 0 { (-1, length - 1) } else { (0, length) };
        let bound = |index: isize| {
            let index = if index < 0 { index.saturating_add(length) } else { index };
            index.clamp(lowest, highest.max(lowest))
        };
        let (start, stop) = (bound(self.start), bound(self.stop));
        let count = if self.step < 0 {
            if stop < start { (start - stop - 1) as usize / self.step.unsigned_abs() + 1 } else { 0 }
        } else if start < stop {
            (stop - start - 1) as usize / self.step.unsigned_abs() + 1
        } else {
            0
        };
        (start, stop, self.step, count)
    }
}

impl Vm {
    /// A slice.
    pub fn new_slice(&mut self, start: Value, stop: Value, step: Value) -> NativeResult {
        self.new_static_record(&SLICE, &[Some(start), Some(stop), Some(step)])
    }

    /// Start, stop, step and number of items of a slice of a sequence of this length. The bounds' `__index__` can
    /// change a mutable sequence: for such, [`Vm::slice_bounds`] comes first and its length is taken afterwards.
    pub fn slice_indices(&mut self, slice: Value, length: usize) -> Result<(isize, isize, isize, usize), Raised> {
        Ok(self.slice_bounds(slice)?.adjust(length))
    }

    /// The bounds of a slice. May run Python.
    pub fn slice_bounds(&mut self, slice: Value) -> Result<SliceBounds, Raised> {
        let [start, stop, step] = fields(slice);
        let step = match step.not_none() {
            None => 1,
            Some(step) => match self.slice_index(step)? {
                0 => return Err(self.value_error(format_args!("slice step cannot be zero"))),
                step => step.max(-isize::MAX),
            },
        };
        let start = match start.not_none() {
            None if step < 0 => isize::MAX,
            None => 0,
            Some(start) => self.slice_index(start)?,
        };
        let stop = match stop.not_none() {
            None if step < 0 => isize::MIN,
            None => isize::MAX,
            Some(stop) => self.slice_index(stop)?,
        };
        Ok(SliceBounds { start, stop, step })
    }

    #[inline]
    fn slice_index(&mut self, value: Value) -> Result<isize, Raised> {
        let number = self.slice_integer(value)?;
        Ok(crate::protocol::convert::clamp_index(number))
    }

    fn slice_integer(&mut self, value: Value) -> NativeResult {
        match self.try_index(value)? {
            Some(number) => Ok(number),
            None => {
                let message = format_args!("slice indices must be integers or None or have an __index__ method");
                Err(self.type_error(message))
            }
        }
    }

    /// Start, stop and step of a slice, which may all be large, for a length that may be large.
    pub(crate) fn slice_integers(&mut self, slice: Value, length: Value) -> Result<[Value; 3], Raised> {
        let [start, stop, step] = fields(slice);
        let zero = Value::from_i32_small(0);
        let step = match step.not_none() {
            None => Value::from_i32_small(1),
            Some(step) => self.slice_integer(step)?,
        };
        if step == zero {
            return Err(self.value_error(format_args!("slice step cannot be zero")));
        }
        let one = Value::from_i32_small(1);
        let negative = is_negative(step);
        let (lowest, highest) = if negative {
            (Value::from_i32_small(-1), self.binary(BinaryOperator::Sub, length, one)?)
        } else {
            (zero, length)
        };
        let start = match start.not_none() {
            None if negative => highest,
            None => lowest,
            Some(start) => self.slice_bound(start, length, lowest, highest)?,
        };
        let stop = match stop.not_none() {
            None if negative => lowest,
            None => highest,
            Some(stop) => self.slice_bound(stop, length, lowest, highest)?,
        };
        Ok([start, stop, step])
    }

    fn slice_bound(&mut self, bound: Value, length: Value, lowest: Value, highest: Value) -> NativeResult {
        let mut bound = self.slice_integer(bound)?;
        if is_negative(bound) {
            bound = self.binary(BinaryOperator::Add, bound, length)?;
            return if self.less(bound, lowest)? { Ok(lowest) } else { Ok(bound) };
        }
        if self.less(highest, bound)? { Ok(highest) } else { Ok(bound) }
    }
}

/// Whether an int is below zero.
pub(crate) fn is_negative(number: Value) -> bool {
    match int_to_i64(number) {
        Some(number) => number < 0,
        None => IntOperand::of(number).is_some_and(|number| number.view().is_negative()),
    }
}

fn indices(vm: &mut Vm, slice: Value, length: Value) -> NativeResult {
    let length = vm.index(length)?;
    if is_negative(length) {
        return Err(vm.value_error(format_args!("length should not be negative")));
    }
    let indices = vm.slice_integers(slice, length)?;
    vm.new_tuple(&indices)
}

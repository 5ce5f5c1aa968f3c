//! Conversions of arguments that the types of text and bytes share.

use crate::object::{BigInt, Ref};
use crate::types::exception;
use crate::types::slice::{SliceBounds, is_slice};
use crate::value::Value;
use crate::vm::{Raised, Vm};

/// An int argument.
#[derive(Clone, Copy)]
pub enum Integer {
    /// One of the size of a word.
    Small(i64),
    /// A larger one.
    Large(Ref<BigInt>),
}

impl Integer {
    /// The number, or the end of the range that is nearest to it.
    pub fn saturated(self) -> i64 {
        match self {
            Integer::Small(number) => number,
            Integer::Large(number) if number.is_negative() => i64::MIN,
            Integer::Large(_) => i64::MAX,
        }
    }
}

/// The int that a value is, without `__index__`.
#[inline]
pub fn plain_integer(value: Value) -> Option<Integer> {
    if let Some(number) = value.as_small_int() {
        return Some(Integer::Small(number as i64));
    }
    if value.is_bool() {
        return Some(Integer::Small((value == Value::TRUE) as i64));
    }
    let number = value.as_ref::<BigInt>()?;
    match crate::number::Int::new(number.is_negative(), number.limbs()).to_i64() {
        Some(small) => Some(Integer::Small(small)),
        None => Some(Integer::Large(number)),
    }
}

/// The int that a value is or that its `__index__` gives; `None` if it has none. May run Python.
#[inline]
pub fn integer(vm: &mut Vm, value: Value) -> Result<Option<Integer>, Raised> {
    match plain_integer(value) {
        Some(number) => Ok(Some(number)),
        None => integer_cold(vm, value),
    }
}

#[cold]
fn integer_cold(vm: &mut Vm, value: Value) -> Result<Option<Integer>, Raised> {
    Ok(vm.try_index(value)?.and_then(plain_integer))
}

/// An argument that must be an int; one that is too large becomes the largest. May run Python.
pub fn saturated_argument(vm: &mut Vm, value: Value) -> Result<i64, Raised> {
    match integer(vm, value)? {
        Some(number) => Ok(number.saturated()),
        None => Err(not_an_integer(vm, value)),
    }
}

/// An argument that must be an int of the size of a word. May run Python.
pub fn integer_argument(vm: &mut Vm, value: Value) -> Result<i64, Raised> {
    match integer(vm, value)? {
        Some(Integer::Small(number)) if isize::try_from(number).is_ok() => Ok(number),
        Some(_) => {
            let message = format_args!("Python int too large to convert to C ssize_t");
            Err(vm.raise(&exception::OVERFLOW_ERROR, message))
        }
        None => Err(not_an_integer(vm, value)),
    }
}

/// An argument that must be an int of 32 bits. May run Python.
pub fn int_argument(vm: &mut Vm, value: Value) -> Result<i32, Raised> {
    match i32::try_from(saturated_argument(vm, value)?) {
        Ok(number) => Ok(number),
        Err(_) => {
            let message = format_args!("Python int too large to convert to C int");
            Err(vm.raise(&exception::OVERFLOW_ERROR, message))
        }
    }
}

#[cold]
fn not_an_integer(vm: &mut Vm, value: Value) -> Raised {
    let name = vm.type_name(value);
    vm.type_error(format_args!("'{name}' object cannot be interpreted as an integer"))
}

/// An optional bound of a slice or a search. May run Python.
#[inline]
pub fn bound(vm: &mut Vm, value: Option<Value>) -> Result<Option<i64>, Raised> {
    let Some(value) = value.and_then(Value::not_none) else { return Ok(None) };
    if let Some(number) = value.as_small_int() {
        return Ok(Some(number as i64));
    }
    match integer(vm, value)? {
        Some(number) => Ok(Some(number.saturated())),
        None => {
            let message = format_args!("slice indices must be integers or None or have an __index__ method");
            Err(vm.type_error(message))
        }
    }
}

/// A bound counted from the beginning, between 0 and `length`.
#[inline]
pub fn clamp(bound: i64, length: usize) -> usize {
    let length = length as i64;
    let bound = if bound < 0 { bound.saturating_add(length) } else { bound };
    bound.clamp(0, length) as usize
}

/// The place of an item, counted from the beginning, if there is one.
#[inline]
pub fn place(index: i64, length: usize) -> Option<usize> {
    let index = if index < 0 { index + length as i64 } else { index };
    usize::try_from(index).ok().filter(|&index| index < length)
}

/// A key of `[]`.
pub enum Key {
    /// An index, possibly out of range.
    Index(i64),
    /// A slice.
    Slice(SliceBounds),
}

/// The key of a sequence's `[]`, `None` if it is neither an int nor a slice. May run Python.
#[inline]
pub fn key(vm: &mut Vm, key: Value) -> Result<Option<Key>, Raised> {
    if let Some(number) = key.as_small_int() {
        return Ok(Some(Key::Index(number as i64)));
    }
    if is_slice(key) {
        return Ok(Some(Key::Slice(vm.slice_bounds(key)?)));
    }
    match integer(vm, key)? {
        Some(Integer::Small(number)) => Ok(Some(Key::Index(number))),
        Some(Integer::Large(_)) => {
            let name = vm.type_name(key);
            let message = format_args!("cannot fit '{name}' into an index-sized integer");
            Err(vm.raise(&exception::INDEX_ERROR, message))
        }
        None => Ok(None),
    }
}

/// The items that a slice selects of a sequence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Selection {
    /// The first.
    pub start: usize,
    /// From one to the next.
    pub step: isize,
    /// How many.
    pub count: usize,
}

impl Selection {
    /// What a slice selects of a sequence of this length.
    #[inline]
    pub fn of(bounds: SliceBounds, length: usize) -> Selection {
        let (start, _, step, count) = bounds.adjust(length);
        Selection { start: usize::try_from(start).unwrap_or(0), step, count }
    }

    /// The selected indexes in order.
    pub fn indexes(self) -> impl Iterator<Item = usize> {
        // With at most one item the step is of no importance and could be too large.
        let step = if self.count > 1 { self.step } else { 0 };
        (0..self.count).map(move |number| self.start.wrapping_add_signed(step.wrapping_mul(number as isize)))
    }
}

//! Operators of arrays.

use super::ARRAY;
use super::element::{Array, at};
use crate::support::{copied, itself, number, record_of, small};
use heap::TryVec;
use runtime::native::NativeResult;
use runtime::object::{Record, Ref, Type};
use runtime::types::arguments::{Key, Selection, key as read_key, place};
use runtime::types::exception::{INDEX_ERROR, OVERFLOW_ERROR};
use runtime::types::{BinaryOperator, Comparison, Slots};
use runtime::value::Value;
use runtime::vm::{Raised, Vm};

fn array_of(vm: &Vm, value: Value) -> Option<Array> {
    record_of(vm, value, &ARRAY).and_then(|record| Array::of(record.value()))
}

/// Whether a value is an array of another format.
pub fn has_other_format(vm: &mut Vm, value: Value, array: Array) -> Result<bool, Raised> {
    Ok(array_of(vm, value).is_some_and(|other| other.format != array.format))
}

/// The bytes of the elements that a slice selects.
fn selected(vm: &mut Vm, array: Array, selection: Selection) -> Result<TryVec<u8>, Raised> {
    let size = array.format.size();
    let mut bytes = TryVec::new();
    for index in selection.indexes() {
        let element = array.bytes.as_bytes().get(index * size..(index + 1) * size).unwrap_or(&[]);
        bytes.try_extend_from_slice(element).map_err(|_| vm.memory_error())?;
    }
    Ok(bytes)
}

/// `array[key]`
pub fn get_item(vm: &mut Vm, value: Value, key: Value) -> NativeResult {
    let key = read_key(vm, key)?;
    let Some(array) = Array::of(value) else { return Ok(Value::NONE) };
    match key {
        Some(Key::Index(index)) => match place(index, array.len()) {
            Some(index) => at(vm, array, index),
            None => Err(vm.raise(&INDEX_ERROR, format_args!("array index out of range"))),
        },
        Some(Key::Slice(bounds)) => {
            let bytes = selected(vm, array, Selection::of(bounds, array.len()))?;
            from_memory(vm, array, &bytes)
        }
        None => Err(vm.type_error(format_args!("array indices must be integers"))),
    }
}

/// An array of the same format with this memory.
fn from_memory(vm: &mut Vm, array: Array, bytes: &[u8]) -> NativeResult {
    let result = Array::make(vm, Ref::from_static(&ARRAY), array.format)?;
    vm.byte_array_splice(result.bytes, 0, 0, bytes)?;
    Ok(result.value())
}

/// `array[key] = new`, or `del array[key]`
pub fn set_item(vm: &mut Vm, value: Value, key: Value, new: Option<Value>) -> Result<(), Raised> {
    let key = read_key(vm, key)?;
    let Some(array) = Array::of(value) else { return Ok(()) };
    match key {
        Some(Key::Index(index)) => set_element(vm, array, index, new),
        Some(Key::Slice(bounds)) => {
            let selection = Selection::of(bounds, array.len());
            match new {
                Some(new) => set_slice(vm, array, selection, new),
                None => delete_slice(vm, array, selection),
            }
        }
        None => Err(vm.type_error(format_args!("array indices must be integers"))),
    }
}

fn set_element(vm: &mut Vm, array: Array, index: i64, new: Option<Value>) -> Result<(), Raised> {
    let bytes = match new {
        Some(new) if place(index, array.len()).is_some() => Some(array.encode(vm, new)?),
        _ => None,
    };
    let Some(index) = place(index, array.len()) else {
        return Err(vm.raise(&INDEX_ERROR, format_args!("array assignment index out of range")));
    };
    match bytes {
        Some(bytes) => {
            array.put(index, &bytes);
            Ok(())
        }
        None => {
            let size = array.format.size();
            vm.byte_array_splice(array.bytes, index * size, size, &[])
        }
    }
}

fn set_slice(vm: &mut Vm, array: Array, selection: Selection, new: Value) -> Result<(), Raised> {
    let Some(other) = array_of(vm, new) else {
        let class = vm.class_name(new);
        return Err(vm.type_error(format_args!("can only assign array (not \"{class}\") to array slice")));
    };
    if other.format != array.format {
        return Err(vm.type_error(format_args!("bad argument type for built-in operation")));
    }
    let size = array.format.size();
    let bytes = copied(vm, other.bytes.as_bytes())?;
    if selection.step == 1 {
        return vm.byte_array_splice(array.bytes, selection.start * size, selection.count * size, &bytes);
    }
    let (given, wanted) = (bytes.len() / size, selection.count);
    if given != wanted {
        let message = format_args!("attempt to assign array of size {given} to extended slice of size {wanted}");
        return Err(vm.value_error(message));
    }
    for (index, element) in selection.indexes().zip(bytes.chunks_exact(size)) {
        let cells = array.bytes.as_cells().get(index * size..(index + 1) * size).unwrap_or(&[]);
        for (cell, &byte) in cells.iter().zip(element) {
            cell.set(byte);
        }
    }
    Ok(())
}

fn delete_slice(vm: &mut Vm, array: Array, selection: Selection) -> Result<(), Raised> {
    let size = array.format.size();
    if selection.step == 1 {
        return vm.byte_array_splice(array.bytes, selection.start * size, selection.count * size, &[]);
    }
    let (mut first, step) = (selection.start, selection.step.unsigned_abs());
    if selection.step < 0 && selection.count > 0 {
        first -= (selection.count - 1) * step;
    }
    // From the last to the first, so that indexes stay what they are.
    for number in (0..selection.count).rev() {
        vm.byte_array_splice(array.bytes, (first + number * step) * size, size, &[])?;
    }
    Ok(())
}

/// `left <operator> right`
pub fn binary(vm: &mut Vm, operator: BinaryOperator, left: Value, right: Value) -> NativeResult {
    match (operator, array_of(vm, left), array_of(vm, right)) {
        (BinaryOperator::Add, Some(a), Some(b)) => {
            if a.format != b.format {
                return Err(vm.type_error(format_args!("bad argument type for built-in operation")));
            }
            let mut bytes = copied(vm, a.bytes.as_bytes())?;
            crate::support::append(vm, &mut bytes, b.bytes.as_bytes())?;
            from_memory(vm, a, &bytes)
        }
        (BinaryOperator::Add, Some(_), None) => {
            let class = vm.class_name(right);
            Err(vm.type_error(format_args!("can only append array (not \"{class}\") to array")))
        }
        (BinaryOperator::Mul, Some(array), None) => multiply(vm, array, right),
        (BinaryOperator::Mul, None, Some(array)) => multiply(vm, array, left),
        _ => Ok(Value::NOT_IMPLEMENTED),
    }
}

/// The memory of an array, repeated; `None` if the other operand is no int.
fn repeated(vm: &mut Vm, array: Array, count: Value) -> Result<Option<TryVec<u8>>, Raised> {
    if vm.try_index(count)?.is_none() {
        return Ok(None);
    }
    let count = vm.index_isize(count, &OVERFLOW_ERROR)?;
    let count = usize::try_from(count).unwrap_or(0);
    let mut bytes = TryVec::new();
    let source = array.bytes.as_bytes();
    let total = source.len().checked_mul(count).filter(|&total| total <= i32::MAX as usize);
    if total.is_none_or(|total| bytes.try_reserve(total).is_err()) {
        return Err(vm.memory_error());
    }
    for _ in 0..if source.is_empty() { 0 } else { count } {
        bytes.try_extend_from_slice(source).map_err(|_| vm.memory_error())?;
    }
    Ok(Some(bytes))
}

fn multiply(vm: &mut Vm, array: Array, count: Value) -> NativeResult {
    match repeated(vm, array, count)? {
        Some(bytes) => from_memory(vm, array, &bytes),
        None => Ok(Value::NOT_IMPLEMENTED),
    }
}

/// `left <operator>= right`
pub fn inplace(vm: &mut Vm, operator: BinaryOperator, left: Value, right: Value) -> NativeResult {
    let Some(array) = Array::of(left) else { return Ok(Value::NOT_IMPLEMENTED) };
    match operator {
        BinaryOperator::Add => {
            match array_of(vm, right) {
                Some(other) if other.format == array.format => super::extend(vm, array, right)?,
                Some(_) => return Err(vm.type_error(format_args!("can only extend with array of same kind"))),
                None => {
                    let class = vm.class_name(right);
                    return Err(vm.type_error(format_args!("can only extend array with array (not \"{class}\")")));
                }
            }
            Ok(left)
        }
        BinaryOperator::Mul => match repeated(vm, array, right)? {
            Some(bytes) => {
                let length = array.bytes.as_bytes().len();
                vm.byte_array_splice(array.bytes, 0, length, &bytes)?;
                Ok(left)
            }
            None => Ok(Value::NOT_IMPLEMENTED),
        },
        _ => Ok(Value::NOT_IMPLEMENTED),
    }
}

/// `left <operator> right`, element by element.
pub fn compare(vm: &mut Vm, operator: Comparison, left: Value, right: Value) -> NativeResult {
    let (Some(a), Some(b)) = (array_of(vm, left), array_of(vm, right)) else { return Ok(Value::NOT_IMPLEMENTED) };
    if operator.is_equality() && a.len() != b.len() {
        return Ok(Value::from_bool(operator == Comparison::Ne));
    }
    let mark = vm.log_mark();
    for index in 0..a.len().min(b.len()) {
        let (x, y) = (at(vm, a, index)?, at(vm, b, index)?);
        if !vm.equal(x, y)? {
            return match operator {
                Comparison::Eq => Ok(Value::FALSE),
                Comparison::Ne => Ok(Value::TRUE),
                _ => vm.compare(operator, x, y),
            };
        }
        vm.log_release(mark);
    }
    Ok(Value::from_bool(operator.holds(a.len().cmp(&b.len()))))
}

static ITERATOR_SLOTS: Slots = Slots { iter: Some(itself), next: Some(next), ..Slots::NONE };

/// The iterator: fields are the array and the number of elements passed.
static ITERATOR: Type = Type::record("arrayiterator", 2, "*args, **kwargs", &ITERATOR_SLOTS, &[]).in_module("array");

/// `iter(array)`
pub fn iter(vm: &mut Vm, array: Value) -> NativeResult {
    vm.new_static_record(&ITERATOR, &[Some(array), Some(small(0))])
}

fn next(vm: &mut Vm, iterator: Value) -> Result<Option<Value>, Raised> {
    let Some(record) = iterator.as_ref::<Record>() else { return Ok(None) };
    let Some(array) = record.get(0).and_then(Array::of) else { return Ok(None) };
    let index = number(record, 1);
    let element = array.get(vm, index)?;
    match element {
        Some(_) => record.set(1, small(index + 1)),
        None => record.set(0, None),
    }
    Ok(element)
}

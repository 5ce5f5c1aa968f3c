//! What changes a bytearray.

use super::receiver;
use crate::native::{Args, NativeResult};
use crate::object::{ByteArray, Kind, Ref};
use crate::types::arguments::{Key, Selection, clamp, integer_argument, key as read_key, place};
use crate::types::buffer::Buffer;
use crate::types::bytes::construct::{Source, byte_of, items};
use crate::types::bytes::{concatenation_error, index_error, key_error};
use crate::types::str::repetitions;
use crate::types::text::{ByteText, Text};
use crate::types::{BinaryOperator, exception};
use crate::value::Value;
use crate::vm::{Raised, Vm};
use heap::TryVec;

/// Replaces a range (start and length) by the memory of an object, which may be the same one.
pub fn splice_buffer(
    vm: &mut Vm,
    array: Ref<ByteArray>,
    (start, removed): (usize, usize),
    buffer: Buffer,
) -> Result<(), Raised> {
    if buffer.storage() == array.value() {
        let copy = TryVec::try_from_slice(buffer.as_bytes()).map_err(|_| vm.memory_error())?;
        return vm.byte_array_splice(array, start, removed, &copy);
    }
    vm.byte_array_splice(array, start, removed, buffer.as_bytes())
}

fn splice(vm: &mut Vm, array: Ref<ByteArray>, range: (usize, usize), source: &Source) -> Result<(), Raised> {
    match source {
        Source::Collected(bytes) => vm.byte_array_splice(array, range.0, range.1, bytes),
        Source::Buffer(buffer) => splice_buffer(vm, array, range, *buffer),
        Source::Bytes(_) | Source::Zeros(_) => Ok(()),
    }
}

pub fn append(vm: &mut Vm, args: &Args) -> NativeResult {
    let byte = byte_of(vm, args.at(1), true)?;
    let array = receiver(vm, args.at(0))?;
    let length = array.length.get() as usize;
    vm.check_resizable(array)?;
    vm.byte_array_resize(array, length + 1)?;
    if let Some(slot) = array.as_cells().last() {
        slot.set(byte);
    }
    Ok(Value::NONE)
}

pub fn extend(vm: &mut Vm, args: &Args) -> NativeResult {
    let source = match items_of(vm, args.at(1))? {
        Some(source) => source,
        None => {
            let name = vm.type_name(args.at(1));
            return Err(vm.type_error(format_args!("can't extend bytearray with {name}")));
        }
    };
    let array = receiver(vm, args.at(0))?;
    let end = array.length.get() as usize;
    splice(vm, array, (end, 0), &source)?;
    Ok(Value::NONE)
}

/// The bytes of a bytes-like object or an iterable of ints; `None` if it is neither.
fn items_of(vm: &mut Vm, value: Value) -> Result<Option<Source>, Raised> {
    if vm.buffer(value).is_none() && !vm.is_iterable(value)? {
        return Ok(None);
    }
    items(vm, value, true).map(Some)
}

pub fn insert(vm: &mut Vm, args: &Args) -> NativeResult {
    let index = integer_argument(vm, args.at(1))?;
    let byte = byte_of(vm, args.at(2), true)?;
    let array = receiver(vm, args.at(0))?;
    let index = clamp(index, array.length.get() as usize);
    vm.byte_array_splice(array, index, 0, &[byte])?;
    Ok(Value::NONE)
}

pub fn pop(vm: &mut Vm, args: &Args) -> NativeResult {
    let index = match args.get(1) {
        Some(index) => integer_argument(vm, index)?,
        None => -1,
    };
    let array = receiver(vm, args.at(0))?;
    let length = array.length.get() as usize;
    if length == 0 {
        return Err(vm.raise(&exception::INDEX_ERROR, format_args!("pop from empty bytearray")));
    }
    let Some(index) = place(index, length) else {
        return Err(vm.raise(&exception::INDEX_ERROR, format_args!("pop index out of range")));
    };
    let byte = array.as_bytes().get(index).copied().unwrap_or(0);
    vm.byte_array_splice(array, index, 1, &[])?;
    Ok(Value::from_i32_small(i32::from(byte)))
}

pub fn remove(vm: &mut Vm, args: &Args) -> NativeResult {
    let byte = byte_of(vm, args.at(1), true)?;
    let array = receiver(vm, args.at(0))?;
    match crate::number::text::find_byte(array.as_bytes(), byte) {
        Some(index) => {
            vm.byte_array_splice(array, index, 1, &[])?;
            Ok(Value::NONE)
        }
        None => Err(vm.value_error(format_args!("value not found in bytearray"))),
    }
}

pub fn clear(vm: &mut Vm, args: &Args) -> NativeResult {
    let array = receiver(vm, args.at(0))?;
    vm.byte_array_splice(array, 0, usize::MAX, &[])?;
    Ok(Value::NONE)
}

pub fn copy(vm: &mut Vm, args: &Args) -> NativeResult {
    let text = ByteText::receiver(vm, args.at(0))?;
    text.make(vm, text.bytes())
}

pub fn reverse(vm: &mut Vm, args: &Args) -> NativeResult {
    let array = receiver(vm, args.at(0))?;
    let cells = array.as_cells();
    for index in 0..cells.len() / 2 {
        cells[index].swap(&cells[cells.len() - 1 - index]);
    }
    Ok(Value::NONE)
}

/// `bytearray[key] = value`, or `del bytearray[key]`
pub fn set_item(vm: &mut Vm, array: Value, key: Value, value: Option<Value>) -> Result<(), Raised> {
    match (read_key(vm, key)?, value) {
        (Some(Key::Index(index)), Some(value)) => {
            let byte = byte_of(vm, value, true)?;
            let array = receiver(vm, array)?;
            match place(index, array.length.get() as usize).and_then(|index| array.as_cells().get(index)) {
                Some(slot) => {
                    slot.set(byte);
                    Ok(())
                }
                None => Err(index_error(vm, true)),
            }
        }
        (Some(Key::Index(index)), None) => {
            let array = receiver(vm, array)?;
            match place(index, array.length.get() as usize) {
                Some(index) => vm.byte_array_splice(array, index, 1, &[]),
                None => Err(index_error(vm, true)),
            }
        }
        (Some(Key::Slice(bounds)), Some(value)) => {
            let source = assigned(vm, value)?;
            let array = receiver(vm, array)?;
            let selection = Selection::of(bounds, array.length.get() as usize);
            assign(vm, array, selection, &source)
        }
        (Some(Key::Slice(bounds)), None) => {
            let array = receiver(vm, array)?;
            let selection = Selection::of(bounds, array.length.get() as usize);
            delete(vm, array, selection)
        }
        (None, _) => Err(key_error(vm, true, key)),
    }
}

/// What is assigned to a slice.
fn assigned(vm: &mut Vm, value: Value) -> Result<Source, Raised> {
    let number = crate::types::arguments::plain_integer(value).is_some()
        || value.is_immediate_float()
        || value.is_kind(Kind::Float)
        || value.is_kind(Kind::Str);
    if number {
        let message = format_args!("can assign only bytes, buffers, or iterables of ints in range(0, 256)");
        return Err(vm.type_error(message));
    }
    items(vm, value, true)
}

fn assign(vm: &mut Vm, array: Ref<ByteArray>, selection: Selection, source: &Source) -> Result<(), Raised> {
    let Selection { start, step, count } = selection;
    if step == 1 {
        return splice(vm, array, (start, count), source);
    }
    let copy = match source {
        Source::Collected(bytes) => TryVec::try_from_slice(bytes),
        Source::Buffer(buffer) => TryVec::try_from_slice(buffer.as_bytes()),
        Source::Bytes(_) | Source::Zeros(_) => Ok(TryVec::new()),
    };
    let bytes = copy.map_err(|_| vm.memory_error())?;
    if bytes.is_empty() {
        return delete(vm, array, selection);
    }
    if bytes.len() != count {
        let size = bytes.len();
        let message = format_args!("attempt to assign bytes of size {size} to extended slice of size {count}");
        return Err(vm.value_error(message));
    }
    let cells = array.as_cells();
    for (index, &byte) in selection.indexes().zip(bytes.iter()) {
        if let Some(slot) = cells.get(index) {
            slot.set(byte);
        }
    }
    Ok(())
}

fn delete(vm: &mut Vm, array: Ref<ByteArray>, selection: Selection) -> Result<(), Raised> {
    let Selection { start, step, count } = selection;
    if count == 0 {
        return Ok(());
    }
    if step == 1 {
        return vm.byte_array_splice(array, start, count, &[]);
    }
    vm.check_resizable(array)?;
    let cells = array.as_cells();
    let stride = step.unsigned_abs();
    let first = if step > 0 { start } else { start - (count - 1) * stride };
    let mut kept = first;
    for index in first..cells.len() {
        let removed = (index - first).is_multiple_of(stride) && (index - first) / stride < count;
        if !removed {
            cells[kept].set(cells[index].get());
            kept += 1;
        }
    }
    vm.byte_array_resize(array, kept)
}

/// `+=` and `*=`.
pub fn inplace(vm: &mut Vm, operator: BinaryOperator, left: Value, right: Value) -> NativeResult {
    match operator {
        BinaryOperator::Add => {
            let array = receiver(vm, left)?;
            let Some(buffer) = vm.buffer(right) else { return Err(concatenation_error(vm, left, right)) };
            let end = array.length.get() as usize;
            splice_buffer(vm, array, (end, 0), buffer)?;
            Ok(left)
        }
        BinaryOperator::Mul => {
            let count = usize::try_from(repetitions(vm, right)?).unwrap_or(0);
            let array = receiver(vm, left)?;
            repeat(vm, array, count)?;
            Ok(left)
        }
        _ => Ok(Value::NOT_IMPLEMENTED),
    }
}

fn repeat(vm: &mut Vm, array: Ref<ByteArray>, count: usize) -> Result<(), Raised> {
    let length = array.length.get() as usize;
    let Some(wanted) = length.checked_mul(count) else { return Err(vm.memory_error()) };
    if wanted != length {
        vm.check_resizable(array)?;
    }
    vm.byte_array_resize(array, wanted)?;
    let cells = array.as_cells();
    for index in length..wanted {
        cells[index].set(cells[index - length].get());
    }
    Ok(())
}

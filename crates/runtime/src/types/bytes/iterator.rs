//! `bytes_iterator` and `bytearray_iterator`: a record of the object and the next index.

use crate::native::{Args, Member, NativeResult};
use crate::object::{Record, Type};
use crate::types::Slots;
use crate::types::buffer::Buffer;
use crate::value::Value;
use crate::vm::{Raised, Vm};

const BYTES: usize = 0;
const INDEX: usize = 1;

static SLOTS: Slots = Slots { iter: Some(|_, iterator| Ok(iterator)), next: Some(next), ..Slots::NONE };

static MEMBERS: &[Member] = &[Member::function("__length_hint__", "self, /", length_hint, "How many bytes are left.")];

/// `bytes_iterator`
pub static BYTES_ITERATOR: Type = Type::record("bytes_iterator", 2, "", &SLOTS, MEMBERS);

/// `bytearray_iterator`
pub static BYTEARRAY_ITERATOR: Type = Type::record("bytearray_iterator", 2, "", &SLOTS, MEMBERS);

/// `iter(bytes)`
pub fn iter_bytes(vm: &mut Vm, bytes: Value) -> NativeResult {
    vm.new_static_record(&BYTES_ITERATOR, &[Some(bytes), Some(Value::from_i32_small(0))])
}

/// `iter(bytearray)`
pub fn iter_byte_array(vm: &mut Vm, bytes: Value) -> NativeResult {
    vm.new_static_record(&BYTEARRAY_ITERATOR, &[Some(bytes), Some(Value::from_i32_small(0))])
}

fn position(record: &Record) -> Option<(Buffer, usize)> {
    let buffer = Buffer::of(record.get(BYTES)?)?;
    let index = record.get(INDEX)?.as_small_int()?;
    Some((buffer, usize::try_from(index).ok()?))
}

fn next(vm: &mut Vm, iterator: Value) -> Result<Option<Value>, Raised> {
    let Some(record) = iterator.as_ref::<Record>() else { return Ok(None) };
    let Some((buffer, index)) = position(&record) else { return Ok(None) };
    match buffer.as_bytes().get(index) {
        Some(&byte) => {
            record.set(INDEX, vm.new_int(index as i64 + 1)?);
            Ok(Some(Value::from_i32_small(i32::from(byte))))
        }
        None => {
            record.set(BYTES, None);
            Ok(None)
        }
    }
}

fn length_hint(vm: &mut Vm, args: &Args) -> NativeResult {
    let left = args.at(0).as_ref::<Record>().and_then(|record| position(&record));
    let left = left.map_or(0, |(buffer, index)| buffer.as_bytes().len().saturating_sub(index));
    vm.new_int(left as i64)
}

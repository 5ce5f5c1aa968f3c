//! `set_iterator`.
//!
//! Fields: the set, empty at the end; the number of the next entry; the set's length when the iteration began.

use crate::native::{Args, Member, NativeResult};
use crate::object::{Dict, Record, Ref, Type};
use crate::types::exception::RUNTIME_ERROR;
use crate::types::{Slots, iterator::itself};
use crate::value::{SmallInt, Value};
use crate::vm::{Raised, Vm};

const SET: usize = 0;
const POSITION: usize = 1;
const LENGTH: usize = 2;

static SLOTS: Slots = Slots { iter: Some(itself), next: Some(next), ..Slots::NONE };

static MEMBERS: &[Member] =
    &[Member::function("__length_hint__", "self, /", length_hint, "Number of items that are left.")];

/// `set_iterator`
pub static SET_ITERATOR: Type = Type::record("set_iterator", 3, "*args, **kwargs", &SLOTS, MEMBERS);

/// An iterator over a set or frozenset.
pub(crate) fn new(vm: &mut Vm, set: Value) -> NativeResult {
    let length = set.as_set().map_or(0, |set| set.len());
    let length = Value::from_small_int(length as SmallInt);
    vm.new_static_record(&SET_ITERATOR, &[Some(set), Some(Value::from_i32_small(0)), length])
}

fn set_of(record: Ref<Record>) -> Option<Ref<Dict>> {
    record.get(SET)?.as_set()
}

fn position(record: Ref<Record>) -> usize {
    record.get(POSITION).and_then(Value::as_small_int).unwrap_or(0) as usize
}

fn next(vm: &mut Vm, iterator: Value) -> Result<Option<Value>, Raised> {
    let Some(record) = iterator.as_ref::<Record>() else { return Ok(None) };
    let Some(set) = set_of(record) else { return Ok(None) };
    if Value::from_small_int(set.len() as SmallInt) != record.get(LENGTH) {
        record.set(LENGTH, Value::from_i32_small(-1));
        return Err(vm.raise(&RUNTIME_ERROR, format_args!("Set changed size during iteration")));
    }
    match set.next_entry(position(record)) {
        Some((index, key, _)) => {
            record.set(POSITION, Value::from_small_int(index as SmallInt + 1));
            Ok(Some(key))
        }
        None => {
            record.set(SET, None);
            Ok(None)
        }
    }
}

fn length_hint(vm: &mut Vm, args: &Args) -> NativeResult {
    let left = args.at(0).as_ref::<Record>().and_then(|record| {
        let set = set_of(record)?;
        let mut left = 0;
        let mut index = position(record);
        while let Some((found, _, _)) = set.next_entry(index) {
            left += 1;
            index = found + 1;
        }
        Some(left)
    });
    vm.new_int(left.unwrap_or(0))
}

//! Iterators: over lists, tuples and sequences of any class (this file), those with a sentinel, and the classes
//! `enumerate`, `zip`, `map`, `filter` and `reversed`.
//!
//! All are records. An iterator that has ended drops what it iterates over, and stays at its end.

mod callable;
mod enumerate;
mod filter;
mod map;
mod reversed;
#[cfg(test)]
mod tests;
mod zip;

pub use callable::{CALLABLE_ITERATOR, new_callable};
pub use enumerate::ENUMERATE;
pub use filter::FILTER;
pub use map::MAP;
pub use reversed::REVERSED;
pub use zip::ZIP;

use crate::native::{Args, Member, NativeResult};
use crate::object::{List, Record, Ref, Tuple, Type};
use crate::types::Slots;
use crate::value::Value;
use crate::vm::{Raised, Vm};

/// What is iterated over; empty at the end.
const SOURCE: usize = 0;
/// The index of the next item, a small int.
const INDEX: usize = 1;

/// `list_iterator`: fields are the list and the index of the next item.
pub static LIST_ITERATOR: Type = Type::record("list_iterator", 2, "*args, **kwargs", &LIST_SLOTS, FORWARD);

/// `list_reverseiterator`: fields are the list and the index of the next item plus one.
pub static LIST_REVERSEITERATOR: Type =
    Type::record("list_reverseiterator", 2, "*args, **kwargs", &LIST_REVERSE_SLOTS, BACKWARD);

/// `tuple_iterator`: fields are the tuple and the index of the next item.
pub static TUPLE_ITERATOR: Type = Type::record("tuple_iterator", 2, "*args, **kwargs", &TUPLE_SLOTS, FORWARD);

/// `iterator`, over a class with `__getitem__`: fields are the object and the next index.
pub static SEQUENCE_ITERATOR: Type = Type::record("iterator", 2, "*args, **kwargs", &SEQUENCE_SLOTS, FORWARD);

static LIST_SLOTS: Slots = Slots {
    iter: Some(itself),
    next: Some(|_, iterator| Ok(iterator.as_ref::<Record>().and_then(list_next))),
    ..Slots::NONE
};

static LIST_REVERSE_SLOTS: Slots = Slots {
    iter: Some(itself),
    next: Some(|_, iterator| Ok(iterator.as_ref::<Record>().and_then(list_previous))),
    ..Slots::NONE
};

static TUPLE_SLOTS: Slots = Slots {
    iter: Some(itself),
    next: Some(|_, iterator| Ok(iterator.as_ref::<Record>().and_then(tuple_next))),
    ..Slots::NONE
};

static SEQUENCE_SLOTS: Slots = Slots { iter: Some(itself), next: Some(sequence_next), ..Slots::NONE };

static FORWARD: &[Member] =
    &[Member::function("__length_hint__", "self, /", forward_hint, "Number of items that are left.")];

static BACKWARD: &[Member] =
    &[Member::function("__length_hint__", "self, /", backward_hint, "Number of items that are left.")];

/// `iter` of an iterator.
pub(crate) fn itself(_vm: &mut Vm, iterator: Value) -> NativeResult {
    Ok(iterator)
}

/// An iterator of one of the classes of this file, from the beginning.
pub(crate) fn new_indexed(vm: &mut Vm, class: &'static Type, source: Value) -> NativeResult {
    vm.new_static_record(class, &[Some(source), Some(Value::from_i32_small(0))])
}

/// An iterator over a list from its end.
pub(crate) fn new_list_reverse(vm: &mut Vm, list: Ref<List>) -> NativeResult {
    let index = vm.new_int(list.len() as i64)?;
    vm.new_static_record(&LIST_REVERSEITERATOR, &[Some(list.value()), Some(index)])
}

/// The small int in a field of an iterator.
#[inline(always)]
fn position(iterator: Ref<Record>) -> usize {
    iterator.get(INDEX).and_then(Value::as_small_int).unwrap_or(0) as usize
}

/// Stores an index, which is at most the length of an object.
#[inline(always)]
fn set_position(iterator: Ref<Record>, index: usize) {
    iterator.set(INDEX, Value::from_small_int(index as crate::value::SmallInt));
}

/// The next item of a list iterator.
#[inline(always)]
pub fn list_next(iterator: Ref<Record>) -> Option<Value> {
    let list = iterator.get(SOURCE)?.as_ref::<List>()?;
    let index = position(iterator);
    let item = list.get(index);
    match item {
        Some(_) => set_position(iterator, index + 1),
        None => iterator.set(SOURCE, None),
    }
    item
}

/// The next item of a tuple iterator.
#[inline(always)]
pub fn tuple_next(iterator: Ref<Record>) -> Option<Value> {
    let tuple = iterator.get(SOURCE)?.as_ref::<Tuple>()?;
    let index = position(iterator);
    let item = tuple.as_slice().get(index).copied();
    match item {
        Some(_) => set_position(iterator, index + 1),
        None => iterator.set(SOURCE, None),
    }
    item
}

fn list_previous(iterator: Ref<Record>) -> Option<Value> {
    let list = iterator.get(SOURCE)?.as_ref::<List>()?;
    let index = position(iterator);
    let item = index.checked_sub(1).and_then(|index| list.get(index));
    match item {
        Some(_) => set_position(iterator, index - 1),
        None => iterator.set(SOURCE, None),
    }
    item
}

fn sequence_next(vm: &mut Vm, iterator: Value) -> Result<Option<Value>, Raised> {
    let Some(record) = iterator.as_ref::<Record>() else { return Ok(None) };
    let (Some(sequence), Some(index)) = (record.get(SOURCE), record.get(INDEX)) else { return Ok(None) };
    let item = vm.next_of_sequence(sequence, index)?;
    match item {
        Some(_) => set_position(record, position(record) + 1),
        None => record.set(SOURCE, None),
    }
    Ok(item)
}

fn forward_hint(vm: &mut Vm, args: &Args) -> NativeResult {
    let left = match args.at(0).as_ref::<Record>() {
        Some(record) => match record.get(SOURCE) {
            Some(source) if record.class == Ref::from_static(&SEQUENCE_ITERATOR) => {
                match vm.length_hint(source, usize::MAX)? {
                    usize::MAX => return Ok(Value::NOT_IMPLEMENTED),
                    length => length.saturating_sub(position(record)),
                }
            }
            Some(source) => vm.length(source)?.saturating_sub(position(record)),
            None => 0,
        },
        None => 0,
    };
    vm.new_int(left as i64)
}

fn backward_hint(vm: &mut Vm, args: &Args) -> NativeResult {
    let Some(record) = args.at(0).as_ref::<Record>() else { return Ok(Value::NONE) };
    let list = record.get(SOURCE).and_then(Value::as_ref::<List>);
    let left = list.map_or(0, |list| if position(record) > list.len() { 0 } else { position(record) });
    vm.new_int(left as i64)
}

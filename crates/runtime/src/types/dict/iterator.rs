//! The iterators of dicts and their views.
//!
//! Fields: the dict, empty at the end; the number of the next entry (of the last one plus one, when going backwards);
//! the dict's length when the iteration began; how many keys are left.

use crate::native::{Args, Member, NativeResult};
use crate::object::{Dict, Record, Ref, Type};
use crate::types::exception::RUNTIME_ERROR;
use crate::types::{Slots, iterator::itself};
use crate::value::{SmallInt, Value};
use crate::vm::{Raised, Vm};

const DICT: usize = 0;
const POSITION: usize = 1;
const LENGTH: usize = 2;
const LEFT: usize = 3;

macro_rules! iterators {
    ($($static:ident $name:literal $slots:ident $advance:ident $make:expr;)*) => {
        $(
            static $slots: Slots = Slots {
                iter: Some(itself),
                next: Some(|vm, iterator| match $advance(vm, iterator)? {
                    #[allow(clippy::redundant_closure_call)]
                    Some((key, value)) => ($make)(vm, key, value).map(Some),
                    None => Ok(None),
                }),
                ..Slots::NONE
            };

            #[doc = concat!("`", $name, "`")]
            pub static $static: Type = Type::record($name, 4, "*args, **kwargs", &$slots, MEMBERS);
        )*
    };
}

iterators! {
    DICT_KEYITERATOR "dict_keyiterator" KEY_SLOTS advance |_: &mut Vm, key, _| Ok::<_, Raised>(key);
    DICT_VALUEITERATOR "dict_valueiterator" VALUE_SLOTS advance |_: &mut Vm, _, value| Ok::<_, Raised>(value);
    DICT_ITEMITERATOR "dict_itemiterator" ITEM_SLOTS advance |vm: &mut Vm, key, value| vm.new_tuple(&[key, value]);
    DICT_REVERSEKEYITERATOR "dict_reversekeyiterator" REVERSE_KEY_SLOTS retreat
        |_: &mut Vm, key, _| Ok::<_, Raised>(key);
    DICT_REVERSEVALUEITERATOR "dict_reversevalueiterator" REVERSE_VALUE_SLOTS retreat
        |_: &mut Vm, _, value| Ok::<_, Raised>(value);
    DICT_REVERSEITEMITERATOR "dict_reverseitemiterator" REVERSE_ITEM_SLOTS retreat
        |vm: &mut Vm, key, value| vm.new_tuple(&[key, value]);
}

static MEMBERS: &[Member] =
    &[Member::function("__length_hint__", "self, /", length_hint, "Number of items that are left.")];

#[inline(always)]
fn small(number: usize) -> Option<Value> {
    Value::from_small_int(number as SmallInt)
}

#[inline(always)]
fn field(record: Ref<Record>, index: usize) -> usize {
    record.get(index).and_then(Value::as_small_int).unwrap_or(0) as usize
}

/// An iterator over a dict from the beginning.
pub(crate) fn new(vm: &mut Vm, class: &'static Type, dict: Value) -> NativeResult {
    let length = dict.as_ref::<Dict>().map_or(0, |dict| dict.len());
    vm.new_static_record(class, &[Some(dict), small(0), small(length), small(length)])
}

/// An iterator over a dict from the end.
pub(crate) fn new_reverse(vm: &mut Vm, class: &'static Type, dict: Value) -> NativeResult {
    let Some(table) = dict.as_ref::<Dict>() else { return Ok(Value::NONE) };
    vm.new_static_record(class, &[Some(dict), small(table.used()), small(table.len()), small(table.len())])
}

/// The next pair of an iteration forwards. Runs no Python.
#[inline]
pub fn advance(vm: &mut Vm, iterator: Value) -> Result<Option<(Value, Value)>, Raised> {
    let Some(record) = iterator.as_ref::<Record>() else { return Ok(None) };
    let Some(dict) = record.get(DICT).and_then(Value::as_ref::<Dict>) else { return Ok(None) };
    if small(dict.len()) != record.get(LENGTH) {
        return Err(changed_size(vm, record));
    }
    let Some((index, key, value)) = dict.next_entry(field(record, POSITION)) else {
        record.set(DICT, None);
        return Ok(None);
    };
    let left = field(record, LEFT);
    if left == 0 {
        return Err(changed_keys(vm, record));
    }
    record.set(POSITION, small(index + 1));
    record.set(LEFT, small(left - 1));
    Ok(Some((key, value)))
}

fn retreat(vm: &mut Vm, iterator: Value) -> Result<Option<(Value, Value)>, Raised> {
    let Some(record) = iterator.as_ref::<Record>() else { return Ok(None) };
    let Some(dict) = record.get(DICT).and_then(Value::as_ref::<Dict>) else { return Ok(None) };
    if small(dict.len()) != record.get(LENGTH) {
        return Err(changed_size(vm, record));
    }
    let Some((index, key, value)) = dict.previous_entry(field(record, POSITION)) else {
        record.set(DICT, None);
        return Ok(None);
    };
    record.set(POSITION, small(index));
    record.set(LEFT, small(field(record, LEFT).saturating_sub(1)));
    Ok(Some((key, value)))
}

/// From now on the iterator always raises this.
#[cold]
fn changed_size(vm: &mut Vm, record: Ref<Record>) -> Raised {
    record.set(LENGTH, Value::from_i32_small(-1));
    vm.raise(&RUNTIME_ERROR, format_args!("dictionary changed size during iteration"))
}

#[cold]
fn changed_keys(vm: &mut Vm, record: Ref<Record>) -> Raised {
    record.set(DICT, None);
    vm.raise(&RUNTIME_ERROR, format_args!("dictionary keys changed during iteration"))
}

fn length_hint(_vm: &mut Vm, args: &Args) -> NativeResult {
    let record = args.at(0).as_ref::<Record>();
    let left = record.filter(|record| record.get(DICT).is_some()).and_then(|record| record.get(LEFT));
    Ok(left.unwrap_or(Value::from_i32_small(0)))
}

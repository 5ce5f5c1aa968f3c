//! Iterators over combinations of items. The indexes of the next result are kept in a list of small ints; without it
//! the iterator has ended.

use super::field;
use crate::support::{itself, small};
use runtime::native::{Args, NativeResult};
use runtime::object::{List, Record, Ref, Tuple, Type};
use runtime::types::Slots;
use runtime::types::arguments::integer_argument;
use runtime::value::Value;
use runtime::vm::{Raised, Vm};

const POOL: usize = 0;
const INDEXES: usize = 1;
const CYCLES: usize = 2;

/// A number in a list of small ints.
fn at(list: Ref<List>, index: usize) -> usize {
    list.get(index).and_then(Value::as_small_int).and_then(|number| usize::try_from(number).ok()).unwrap_or(0)
}

/// A list of numbers.
fn numbers(vm: &mut Vm, numbers: impl Iterator<Item = usize>) -> Result<Ref<List>, Raised> {
    let list = vm.new_list(&[])?;
    for number in numbers {
        vm.list_push(list, small(number))?;
    }
    Ok(list)
}

/// Pool and indexes of an iterator that has not ended.
fn state(iterator: Value) -> Option<(Ref<Record>, Ref<Tuple>, Ref<List>)> {
    let record = iterator.as_ref::<Record>()?;
    let pool = record.get(POOL)?.as_ref::<Tuple>()?;
    let indexes = record.get(INDEXES)?.as_ref::<List>()?;
    Some((record, pool, indexes))
}

/// The tuple of the items of a pool at the first `count` indexes.
fn chosen(vm: &mut Vm, pool: Ref<Tuple>, indexes: Ref<List>, count: usize) -> NativeResult {
    let items = vm.new_list_with_capacity(count)?;
    for index in 0..count {
        let item = pool.as_slice().get(at(indexes, index)).copied();
        vm.list_push(items, item.unwrap_or(Value::NONE))?;
    }
    vm.new_tuple(items.as_slice())
}

static PRODUCT_SLOTS: Slots =
    Slots { new: Some(new_product), iter: Some(itself), next: Some(next_product), ..Slots::NONE };

/// `itertools.product`: fields are the tuple of pools and the indexes.
pub static PRODUCT: Type = Type::record("product", 2, "*iterables, repeat=1", &PRODUCT_SLOTS, &[])
    .with_flags(Type::BASE)
    .in_module("itertools")
    .with_doc("All tuples of one item of each iterable.");

fn new_product(vm: &mut Vm, class: Ref<Type>, args: &Args) -> NativeResult {
    let repeat = args.get(0).map_or(Ok(1), |value| integer_argument(vm, value))?;
    if repeat < 0 {
        return Err(vm.value_error(format_args!("repeat argument cannot be negative")));
    }
    let pools = vm.new_list(&[])?;
    for iterable in args.rest() {
        let pool = vm.collect_tuple(iterable)?;
        vm.list_push(pools, pool)?;
    }
    let count = pools.len();
    if count.saturating_mul(repeat as usize) > i32::MAX as usize {
        return Err(vm.memory_error());
    }
    for _ in 1..repeat {
        for index in 0..count {
            vm.list_push(pools, pools.get(index).unwrap_or(Value::NONE))?;
        }
    }
    if repeat == 0 {
        pools.truncate(0);
    }
    let is_empty = |pool: &Value| pool.as_ref::<Tuple>().is_none_or(|pool| pool.is_empty());
    let indexes = if pools.as_slice().iter().any(is_empty) {
        None
    } else {
        Some(numbers(vm, core::iter::repeat_n(0, pools.len()))?.value())
    };
    let pools = vm.new_tuple(pools.as_slice())?;
    vm.new_record(class, &[Some(pools), indexes]).map(Ref::value)
}

fn next_product(vm: &mut Vm, iterator: Value) -> Result<Option<Value>, Raised> {
    let Some((record, pools, indexes)) = state(iterator) else { return Ok(None) };
    let pool = |index: usize| pools.as_slice().get(index).and_then(|pool| pool.as_ref::<Tuple>());
    let items = vm.new_list_with_capacity(pools.len())?;
    for index in 0..pools.len() {
        let item = pool(index).and_then(|pool| pool.as_slice().get(at(indexes, index)).copied());
        vm.list_push(items, item.unwrap_or(Value::NONE))?;
    }
    let result = vm.new_tuple(items.as_slice())?;
    for index in (0..pools.len()).rev() {
        let next = at(indexes, index) + 1;
        if next < pool(index).map_or(0, |pool| pool.len()) {
            indexes.set(index, small(next));
            return Ok(Some(result));
        }
        indexes.set(index, small(0));
    }
    record.set(INDEXES, None);
    Ok(Some(result))
}

/// The number of items to choose.
fn choice(vm: &mut Vm, value: Value) -> Result<usize, Raised> {
    match usize::try_from(integer_argument(vm, value)?) {
        Ok(count) => Ok(count),
        Err(_) => Err(vm.value_error(format_args!("r must be non-negative"))),
    }
}

static PERMUTATIONS_SLOTS: Slots =
    Slots { new: Some(new_permutations), iter: Some(itself), next: Some(next_permutation), ..Slots::NONE };

/// `itertools.permutations`: fields are the pool, the indexes of all its items, and how often each place still moves.
pub static PERMUTATIONS: Type = Type::record("permutations", 3, "iterable, r=None", &PERMUTATIONS_SLOTS, &[])
    .with_flags(Type::BASE)
    .in_module("itertools")
    .with_doc("All arrangements of r items.");

fn new_permutations(vm: &mut Vm, class: Ref<Type>, args: &Args) -> NativeResult {
    let count = match args.get_not_none(1) {
        Some(count) => {
            if vm.try_index(count)?.is_none() {
                return Err(vm.type_error(format_args!("Expected int as r")));
            }
            Some(choice(vm, count)?)
        }
        None => None,
    };
    let pool = vm.collect_tuple(args.at(0))?;
    vm.keep(pool);
    let length = pool.as_ref::<Tuple>().map_or(0, |pool| pool.len());
    let count = count.unwrap_or(length);
    let indexes = if count > length { None } else { Some(numbers(vm, 0..length)?.value()) };
    let cycles = numbers(vm, (0..count.min(length)).map(|place| length - place))?;
    vm.new_record(class, &[Some(pool), indexes, Some(cycles.value())]).map(Ref::value)
}

fn next_permutation(vm: &mut Vm, iterator: Value) -> Result<Option<Value>, Raised> {
    let Some((record, pool, indexes)) = state(iterator) else { return Ok(None) };
    let Some(cycles) = field(record, CYCLES).as_ref::<List>() else { return Ok(None) };
    let (length, count) = (indexes.len(), cycles.len());
    let result = chosen(vm, pool, indexes, count)?;
    for place in (0..count).rev() {
        let left = at(cycles, place) - 1;
        if left > 0 {
            cycles.set(place, small(left));
            let (a, b) = (at(indexes, place), at(indexes, length - left));
            indexes.set(place, small(b));
            indexes.set(length - left, small(a));
            return Ok(Some(result));
        }
        // This place is through: its index goes behind all others.
        let first = at(indexes, place);
        for index in place..length - 1 {
            indexes.set(index, small(at(indexes, index + 1)));
        }
        indexes.set(length - 1, small(first));
        cycles.set(place, small(length - place));
    }
    record.set(INDEXES, None);
    Ok(Some(result))
}

static COMBINATIONS_SLOTS: Slots =
    Slots { new: Some(new_combinations), iter: Some(itself), next: Some(next_combination), ..Slots::NONE };

/// `itertools.combinations`: fields are the pool and the indexes.
pub static COMBINATIONS: Type = Type::record("combinations", 2, "iterable, r", &COMBINATIONS_SLOTS, &[])
    .with_flags(Type::BASE)
    .in_module("itertools")
    .with_doc("All choices of r items, in their order.");

fn new_combinations(vm: &mut Vm, class: Ref<Type>, args: &Args) -> NativeResult {
    let pool = vm.collect_tuple(args.at(0))?;
    vm.keep(pool);
    let count = choice(vm, args.at(1))?;
    let length = pool.as_ref::<Tuple>().map_or(0, |pool| pool.len());
    let indexes = if count > length { None } else { Some(numbers(vm, 0..count)?.value()) };
    vm.new_record(class, &[Some(pool), indexes]).map(Ref::value)
}

fn next_combination(vm: &mut Vm, iterator: Value) -> Result<Option<Value>, Raised> {
    let Some((record, pool, indexes)) = state(iterator) else { return Ok(None) };
    let (length, count) = (pool.len(), indexes.len());
    let result = chosen(vm, pool, indexes, count)?;
    match (0..count).rev().find(|&place| at(indexes, place) < place + length - count) {
        Some(place) => {
            let first = at(indexes, place) + 1;
            for index in place..count {
                indexes.set(index, small(first + index - place));
            }
        }
        None => record.set(INDEXES, None),
    }
    Ok(Some(result))
}

static REPLACEMENT_SLOTS: Slots =
    Slots { new: Some(new_with_replacement), iter: Some(itself), next: Some(next_with_replacement), ..Slots::NONE };

/// `itertools.combinations_with_replacement`: fields are the pool and the indexes.
pub static WITH_REPLACEMENT: Type =
    Type::record("combinations_with_replacement", 2, "iterable, r", &REPLACEMENT_SLOTS, &[])
        .with_flags(Type::BASE)
        .in_module("itertools")
        .with_doc("All choices of r items, each as often as you like.");

fn new_with_replacement(vm: &mut Vm, class: Ref<Type>, args: &Args) -> NativeResult {
    let pool = vm.collect_tuple(args.at(0))?;
    vm.keep(pool);
    let count = choice(vm, args.at(1))?;
    let length = pool.as_ref::<Tuple>().map_or(0, |pool| pool.len());
    let indexes =
        if length == 0 && count > 0 { None } else { Some(numbers(vm, core::iter::repeat_n(0, count))?.value()) };
    vm.new_record(class, &[Some(pool), indexes]).map(Ref::value)
}

fn next_with_replacement(vm: &mut Vm, iterator: Value) -> Result<Option<Value>, Raised> {
    let Some((record, pool, indexes)) = state(iterator) else { return Ok(None) };
    let (length, count) = (pool.len(), indexes.len());
    let result = chosen(vm, pool, indexes, count)?;
    match (0..count).rev().find(|&place| at(indexes, place) + 1 < length) {
        Some(place) => {
            let next = small(at(indexes, place) + 1);
            for index in place..count {
                indexes.set(index, next);
            }
        }
        None => record.set(INDEXES, None),
    }
    Ok(Some(result))
}

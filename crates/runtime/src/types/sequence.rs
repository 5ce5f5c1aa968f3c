//! What lists and tuples share: comparison, membership, searching, repetition, text, and indexes.
//!
//! A list can change while Python runs in one of these, so items are fetched by index each time and kept alive while
//! they are used.

use crate::native::NativeResult;
use crate::object::construct::MAX_LENGTH;
use crate::object::{Kind, List, Ref, Str, Tuple};
use crate::types::Comparison;
use crate::types::exception::INDEX_ERROR;
use crate::value::Value;
use crate::vm::{Raised, Vm};
use heap::TryVec;

/// The items of a list or tuple.
#[derive(Clone, Copy)]
pub(crate) enum Items {
    List(Ref<List>),
    Tuple(Ref<Tuple>),
}

impl Items {
    /// Of a list, a tuple, or an instance of a subclass of these.
    #[inline]
    pub fn of(value: Value) -> Option<Items> {
        if let Some(list) = value.as_ref::<List>() {
            return Some(Items::List(list));
        }
        value.as_ref::<Tuple>().map(Items::Tuple)
    }

    /// The number of items now.
    #[inline(always)]
    pub fn len(self) -> usize {
        match self {
            Items::List(list) => list.len(),
            Items::Tuple(tuple) => tuple.len(),
        }
    }

    /// The item at `index`.
    #[inline(always)]
    pub fn get(self, index: usize) -> Option<Value> {
        match self {
            Items::List(list) => list.get(index),
            Items::Tuple(tuple) => tuple.as_slice().get(index).copied(),
        }
    }

    /// The items. Not to be held over anything that may change a list.
    pub fn as_slice(&self) -> &[Value] {
        match self {
            Items::List(list) => list.as_slice(),
            Items::Tuple(tuple) => tuple.as_slice(),
        }
    }

    /// The index, from `start` and below `stop`, of the first item that is equal to a value.
    pub fn find(self, vm: &mut Vm, value: Value, start: usize, stop: usize) -> Result<Option<usize>, Raised> {
        let mark = vm.log_mark();
        let mut index = start;
        while index < stop {
            let Some(item) = self.get(index) else { break };
            if item == value {
                return Ok(Some(index));
            }
            if !(item.is_small_int() && value.is_small_int()) {
                vm.keep(item);
                if vm.equal(item, value)? {
                    return Ok(Some(index));
                }
                vm.log_release(mark);
            }
            index += 1;
        }
        Ok(None)
    }

    /// The number of items that are equal to a value.
    pub fn count(self, vm: &mut Vm, value: Value) -> Result<usize, Raised> {
        let mut count = 0;
        let mut index = 0;
        while let Some(found) = self.find(vm, value, index, usize::MAX)? {
            count += 1;
            index = found + 1;
        }
        Ok(count)
    }

    /// `items <op> others`.
    pub fn compare(self, vm: &mut Vm, operator: Comparison, others: Items) -> NativeResult {
        if matches!(operator, Comparison::Eq | Comparison::Ne) && self.len() != others.len() {
            return Ok(Value::from_bool(operator == Comparison::Ne));
        }
        vm.check_machine_stack()?;
        let mark = vm.log_mark();
        let mut index = 0;
        while let (Some(a), Some(b)) = (self.get(index), others.get(index)) {
            index += 1;
            if a == b {
                continue;
            }
            vm.keep(a);
            vm.keep(b);
            if !vm.equal(a, b)? {
                return match operator {
                    Comparison::Eq => Ok(Value::FALSE),
                    Comparison::Ne => Ok(Value::TRUE),
                    _ => vm.compare(operator, a, b),
                };
            }
            vm.log_release(mark);
        }
        Ok(Value::from_bool(operator.holds(self.len().cmp(&others.len()))))
    }

    /// Appends the items' `repr`, separated by commas, to a text.
    pub fn write_repr(self, vm: &mut Vm, text: &mut TryVec<u8>) -> Result<(), Raised> {
        let mark = vm.log_mark();
        let mut index = 0;
        while let Some(item) = self.get(index) {
            if index > 0 {
                write(vm, text, b", ")?;
            }
            vm.keep(item);
            write_repr(vm, text, item)?;
            vm.log_release(mark);
            index += 1;
        }
        Ok(())
    }
}

/// Appends bytes to a text.
pub(crate) fn write(vm: &mut Vm, text: &mut TryVec<u8>, bytes: &[u8]) -> Result<(), Raised> {
    text.try_extend_from_slice(bytes).map_err(|_| vm.memory_error())
}

/// Appends the `repr` of a value to a text.
pub(crate) fn write_repr(vm: &mut Vm, text: &mut TryVec<u8>, value: Value) -> Result<(), Raised> {
    let shown = vm.repr(value)?;
    match shown.as_ref::<Str>() {
        Some(shown) => write(vm, text, shown.as_bytes()),
        None => Ok(()),
    }
}

/// The `repr` of a container: `body` writes it, unless the container is being written already further out; then it
/// is `recursive`.
pub(crate) fn guarded_repr(
    vm: &mut Vm,
    container: Value,
    recursive: &[u8],
    body: impl FnOnce(&mut Vm, &mut TryVec<u8>) -> Result<(), Raised>,
) -> NativeResult {
    if vm.repr_stack.contains(&container) {
        return vm.new_str(recursive);
    }
    vm.check_machine_stack()?;
    vm.repr_stack.try_push(container).map_err(|_| vm.memory_error())?;
    let depth = vm.repr_stack.len();
    let mut text = TryVec::new();
    let written = body(vm, &mut text);
    vm.repr_stack.truncate(depth - 1);
    written?;
    vm.new_str(&text)
}

/// Whether a value can be an index: an int, or an instance of a class with `__index__`.
pub(crate) fn is_index(vm: &mut Vm, value: Value) -> Result<bool, Raised> {
    if value.is_small_int() || value.is_bool() || value.is_kind(Kind::BigInt) {
        return Ok(true);
    }
    let class = vm.class_of(value);
    Ok(class.is_heap() && vm.class_lookup(class, crate::symbols::sym::__index__.value())?.is_some())
}

/// The number that an index means, which must be a number: `kind` is "list" or "tuple" for the message.
#[inline(always)]
pub(crate) fn subscript(vm: &mut Vm, key: Value, kind: &str) -> Result<isize, Raised> {
    match key.as_small_int().map(isize::try_from) {
        Some(Ok(index)) => Ok(index),
        _ => subscript_general(vm, key, kind),
    }
}

#[inline(never)]
fn subscript_general(vm: &mut Vm, key: Value, kind: &str) -> Result<isize, Raised> {
    if is_index(vm, key)? {
        return vm.index_isize(key, &INDEX_ERROR);
    }
    let name = vm.type_name(key);
    Err(vm.type_error(format_args!("{kind} indices must be integers or slices, not {name}")))
}

/// The place of an index in a sequence of this length, counted from the end if it is negative.
#[inline(always)]
pub(crate) fn resolve(index: isize, length: usize) -> Option<usize> {
    let place = if index < 0 { index.wrapping_add(length as isize) as usize } else { index as usize };
    if place < length { Some(place) } else { None }
}

/// The bound that an argument such as `start` of `index()` means: negative ones count from the end, and none lies
/// outside.
pub(crate) fn bound(vm: &mut Vm, value: Option<Value>, default: usize, length: usize) -> Result<usize, Raised> {
    let Some(value) = value else { return Ok(default) };
    if !is_index(vm, value)? {
        let message = format_args!("slice indices must be integers or have an __index__ method");
        return Err(vm.type_error(message));
    }
    Ok(clamp(vm.index_clamped(value)?, length))
}

/// An index as a place between 0 and the length.
pub(crate) fn clamp(index: isize, length: usize) -> usize {
    if index < 0 { index.saturating_add(length as isize).max(0) as usize } else { (index as usize).min(length) }
}

/// Raises the `TypeError` of a repetition whose count is no integer.
#[cold]
pub(crate) fn cannot_repeat(vm: &mut Vm, count: Value) -> Raised {
    let name = vm.type_name(count);
    vm.type_error(format_args!("can't multiply sequence by non-int of type '{name}'"))
}

/// The length of `count` repetitions of `length` items, and how often; MemoryError if that is too much.
pub(crate) fn repetitions(vm: &mut Vm, count: Value, length: usize) -> Result<(usize, usize), Raised> {
    if !is_index(vm, count)? {
        return Err(cannot_repeat(vm, count));
    }
    let count = vm.index_isize(count, &crate::types::exception::OVERFLOW_ERROR)?.max(0) as usize;
    match length.checked_mul(count).filter(|&total| total <= MAX_LENGTH) {
        Some(total) => Ok((total, count)),
        None => Err(vm.memory_error()),
    }
}

/// The hash of a sequence from those of its items, as CPython computes that of tuples.
pub(crate) fn combine_hashes(vm: &mut Vm, items: &[Value]) -> Result<i64, Raised> {
    const PRIME_1: u64 = 11_400_714_785_074_694_791;
    const PRIME_2: u64 = 14_029_467_366_897_019_727;
    const PRIME_5: u64 = 2_870_177_450_012_600_261;
    let mut sum = PRIME_5;
    for &item in items {
        let lane = vm.hash(item)? as u64;
        sum = sum.wrapping_add(lane.wrapping_mul(PRIME_2)).rotate_left(31).wrapping_mul(PRIME_1);
    }
    sum = sum.wrapping_add(items.len() as u64 ^ (PRIME_5 ^ 3_527_539));
    let hash = sum as isize;
    Ok(if hash == -1 { 1_546_275_796 } else { hash as i64 })
}

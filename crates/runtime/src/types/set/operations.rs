//! The algebra of sets, on tables and any iterables.
//!
//! A table can change while Python runs in a comparison or an iteration; loops over one fetch entries by number.

use crate::object::{Dict, Kind, Ref};
use crate::value::Value;
use crate::vm::{Raised, Vm};
use core::ops::ControlFlow;

/// The table of a set, a frozenset or a dict, whose keys are in a table already.
fn table(value: Value) -> Option<Ref<Dict>> {
    value.as_set().or_else(|| value.as_ref::<Dict>().filter(|_| value.is_exact(Kind::Dict)))
}

/// Calls `body` with each key and its hash of a set, frozenset, dict or any iterable, until it breaks.
fn for_each_key(
    vm: &mut Vm,
    source: Value,
    mut body: impl FnMut(&mut Vm, Value, u32) -> Result<ControlFlow<()>, Raised>,
) -> Result<(), Raised> {
    let Some(keys) = table(source).filter(|_| !vm.class_of(source).is_heap()) else {
        return vm.for_each(source, |vm, key| {
            let hash = vm.key_hash(key)?;
            body(vm, key, hash)
        });
    };
    let mark = vm.log_mark();
    let mut index = 0;
    while let Some((found, key, _)) = keys.next_entry(index) {
        let hash = keys.entry_hash(found);
        vm.keep(key);
        if body(vm, key, hash)?.is_break() {
            break;
        }
        vm.log_release(mark);
        index = found + 1;
    }
    vm.log_release(mark);
    Ok(())
}

/// A set or frozenset (by `kind`) of the items of an iterable.
pub(crate) fn collect(vm: &mut Vm, kind: Kind, source: Value) -> Result<Ref<Dict>, Raised> {
    if let Some(set) = source.as_set().filter(|_| !vm.class_of(source).is_heap()) {
        return vm.copy_table(kind, set);
    }
    let set = vm.new_set(kind, 0)?;
    update(vm, set, source)?;
    Ok(set)
}

/// `set |= source`
pub(crate) fn update(vm: &mut Vm, set: Ref<Dict>, source: Value) -> Result<(), Raised> {
    if source.as_set().is_some_and(|other| other == set) {
        return Ok(());
    }
    for_each_key(vm, source, |vm, key, hash| {
        vm.set_add_hashed(set, key, hash)?;
        Ok(ControlFlow::Continue(()))
    })
}

/// `set -= source`
pub(crate) fn difference_update(vm: &mut Vm, set: Ref<Dict>, source: Value) -> Result<(), Raised> {
    if source.as_set().is_some_and(|other| other == set) {
        set.clear(vm);
        return Ok(());
    }
    for_each_key(vm, source, |vm, key, hash| {
        if let Some(index) = vm.dict_find(set, key, hash)? {
            set.remove_at(vm, index);
        }
        Ok(if set.is_empty() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
    })
}

/// `set ^= source`
pub(crate) fn symmetric_difference_update(vm: &mut Vm, set: Ref<Dict>, source: Value) -> Result<(), Raised> {
    if source.as_set().is_some_and(|other| other == set) {
        set.clear(vm);
        return Ok(());
    }
    // An iterable may give an item twice: it counts once.
    let other = if source.as_set().is_some() { source } else { collect(vm, Kind::Set, source)?.value() };
    for_each_key(vm, other, |vm, key, hash| {
        match vm.dict_find(set, key, hash)? {
            Some(index) => set.remove_at(vm, index),
            None => set.append(vm, key, hash, Value::NONE)?,
        }
        Ok(ControlFlow::Continue(()))
    })
}

/// `set & source` as a new set or frozenset.
pub(crate) fn intersection(vm: &mut Vm, kind: Kind, set: Ref<Dict>, source: Value) -> Result<Ref<Dict>, Raised> {
    let result = vm.new_set(kind, 0)?;
    match source.as_set() {
        // The smaller set is gone through.
        Some(other) if other.len() > set.len() => retain(vm, result, set, other)?,
        Some(other) => retain(vm, result, other, set)?,
        None => for_each_key(vm, source, |vm, key, hash| {
            if vm.dict_find(set, key, hash)?.is_some() {
                vm.set_add_hashed(result, key, hash)?;
            }
            Ok(ControlFlow::Continue(()))
        })?,
    }
    Ok(result)
}

/// Adds the keys of `small` that are in `large` to `result`.
fn retain(vm: &mut Vm, result: Ref<Dict>, small: Ref<Dict>, large: Ref<Dict>) -> Result<(), Raised> {
    let mark = vm.log_mark();
    let mut index = 0;
    while let Some((found, key, _)) = small.next_entry(index) {
        let hash = small.entry_hash(found);
        vm.keep(key);
        if vm.dict_find(large, key, hash)?.is_some() {
            vm.set_add_hashed(result, key, hash)?;
        }
        vm.log_release(mark);
        index = found + 1;
    }
    Ok(())
}

/// `set - source` as a new set or frozenset.
pub(crate) fn difference(vm: &mut Vm, kind: Kind, set: Ref<Dict>, source: Value) -> Result<Ref<Dict>, Raised> {
    let Some(other) = table(source).filter(|other| set.len() <= other.len() * 4) else {
        let result = vm.copy_table(kind, set)?;
        difference_update(vm, result, source)?;
        return Ok(result);
    };
    let result = vm.new_set(kind, 0)?;
    let mark = vm.log_mark();
    let mut index = 0;
    while let Some((found, key, _)) = set.next_entry(index) {
        let hash = set.entry_hash(found);
        vm.keep(key);
        if vm.dict_find(other, key, hash)?.is_none() {
            vm.set_add_hashed(result, key, hash)?;
        }
        vm.log_release(mark);
        index = found + 1;
    }
    Ok(result)
}

/// Whether every key of a set is in another.
pub(crate) fn is_subset(vm: &mut Vm, set: Ref<Dict>, other: Ref<Dict>) -> Result<bool, Raised> {
    if set.len() > other.len() {
        return Ok(false);
    }
    let mark = vm.log_mark();
    let mut index = 0;
    while let Some((found, key, _)) = set.next_entry(index) {
        vm.keep(key);
        if vm.dict_find(other, key, set.entry_hash(found))?.is_none() {
            return Ok(false);
        }
        vm.log_release(mark);
        index = found + 1;
    }
    Ok(true)
}

/// Whether no item of `source` is in the set.
pub(crate) fn is_disjoint(vm: &mut Vm, set: Ref<Dict>, source: Value) -> Result<bool, Raised> {
    if source.as_set().is_some_and(|other| other.len() > set.len()) {
        if let Some(other) = source.as_set() {
            return is_disjoint(vm, other, set.value());
        }
    }
    let mut disjoint = true;
    for_each_key(vm, source, |vm, key, hash| {
        disjoint = vm.dict_find(set, key, hash)?.is_none();
        Ok(if disjoint { ControlFlow::Continue(()) } else { ControlFlow::Break(()) })
    })?;
    Ok(disjoint)
}

//! `set`, and what it shares with `frozenset`.
//!
//! Map: this file the type `set` and its methods; [`common`] operators and methods of both types; [`operations`] the
//! algebra; [`iterator`] the iterator.

pub(crate) mod common;
pub mod iterator;
pub(crate) mod operations;
#[cfg(test)]
mod tests;

use super::list::only_argument;
use crate::native::{Args, Member, NativeResult};
use crate::object::{Dict, Kind, Ref, Type};
use crate::types::exception::{KEY_ERROR, TYPE_ERROR};
use crate::types::{BinaryOperator, Slots, generic_alias};
use crate::value::Value;
use crate::vm::{Raised, Vm};

pub(crate) use operations::collect;

static SLOTS: Slots = Slots { new: Some(new), init: Some(init), inplace: Some(inplace), ..common::SLOTS };

static MEMBERS: &[Member] = &[
    Member::function("add", "self, item, /", add, "Adds an item."),
    Member::function("discard", "self, item, /", discard, "Removes an item if it is there."),
    Member::function("remove", "self, item, /", remove, "Removes an item; KeyError if it is not there."),
    Member::function("pop", "self, /", pop, "Removes and returns some item."),
    Member::function("clear", "self, /", clear, "Removes all items."),
    Member::function("update", "self, *others", update, "Adds the items of iterables."),
    Member::function("difference_update", "self, *others", difference_update, "Removes the items of iterables."),
    Member::function(
        "intersection_update",
        "self, *others",
        intersection_update,
        "Keeps only items that are in all iterables.",
    ),
    Member::function(
        "symmetric_difference_update",
        "self, other, /",
        symmetric_difference_update,
        "Keeps the items that are in one of the two only.",
    ),
    common::COPY,
    common::UNION,
    common::INTERSECTION,
    common::DIFFERENCE,
    common::SYMMETRIC_DIFFERENCE,
    common::IS_SUBSET,
    common::IS_SUPERSET,
    common::IS_DISJOINT,
    generic_alias::CLASS_GETITEM,
];

/// `set`
pub static SET: Type = Type::builtin("set", Kind::Set, "*args, **kwargs", &SLOTS, MEMBERS)
    .with_flags(Type::BASE | Type::MATCH_SELF)
    .with_doc("A collection of different items that can be changed.");

fn new(vm: &mut Vm, class: Ref<Type>, _args: &Args) -> NativeResult {
    let set = vm.new_set(Kind::Set, 0)?.value();
    if class.is_heap() { vm.extend(set, class) } else { Ok(set) }
}

fn init(vm: &mut Vm, value: Value, args: &Args) -> Result<(), Raised> {
    let iterable = only_argument(vm, vm.class_of(value), "set", args)?;
    let Some(set) = value.as_set() else { return Ok(()) };
    if !set.is_empty() {
        vm.committed = true;
        set.clear(vm);
    }
    match iterable {
        Some(iterable) => match iterable.as_set().filter(|_| !vm.class_of(iterable).is_heap()) {
            Some(other) => set.copy_from(vm, &other),
            None => operations::update(vm, set, iterable),
        },
        None => Ok(()),
    }
}

fn inplace(vm: &mut Vm, operator: BinaryOperator, a: Value, b: Value) -> NativeResult {
    let (Some(set), Some(other)) = (a.as_set(), b.as_set()) else { return Ok(Value::NOT_IMPLEMENTED) };
    if !a.is_kind(Kind::Set) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    match operator {
        BinaryOperator::Or => operations::update(vm, set, b)?,
        BinaryOperator::And => {
            let common = operations::intersection(vm, Kind::Set, set, other.value())?;
            set.swap(&common, vm);
        }
        BinaryOperator::Sub => operations::difference_update(vm, set, b)?,
        BinaryOperator::Xor => operations::symmetric_difference_update(vm, set, b)?,
        _ => return Ok(Value::NOT_IMPLEMENTED),
    }
    Ok(a)
}

/// The hash of an item to be looked for: a set, which has none, is looked for as a frozenset. Gives what is looked for
/// and its hash.
pub(crate) fn sought(vm: &mut Vm, item: Value) -> Result<(Value, u32), Raised> {
    match vm.key_hash(item) {
        Ok(hash) => Ok((item, hash)),
        Err(raised) => match item.as_set() {
            Some(set) if item.is_kind(Kind::Set) && vm.catch(&TYPE_ERROR) => {
                let frozen = vm.copy_table(Kind::FrozenSet, set)?.value();
                let hash = vm.key_hash(frozen)?;
                Ok((frozen, hash))
            }
            _ => Err(raised),
        },
    }
}

fn add(vm: &mut Vm, args: &Args) -> NativeResult {
    if let Some(set) = args.at(0).as_set() {
        vm.set_add(set, args.at(1))?;
    }
    Ok(Value::NONE)
}

/// Removes an item; whether it was there.
fn take_out(vm: &mut Vm, set: Option<Ref<Dict>>, item: Value) -> Result<bool, Raised> {
    let Some(set) = set else { return Ok(false) };
    let (item, hash) = sought(vm, item)?;
    let found = vm.dict_find(set, item, hash)?;
    if let Some(index) = found {
        set.remove_at(vm, index);
    }
    Ok(found.is_some())
}

fn discard(vm: &mut Vm, args: &Args) -> NativeResult {
    take_out(vm, args.at(0).as_set(), args.at(1))?;
    Ok(Value::NONE)
}

fn remove(vm: &mut Vm, args: &Args) -> NativeResult {
    if take_out(vm, args.at(0).as_set(), args.at(1))? {
        return Ok(Value::NONE);
    }
    Err(super::dict::key_error(vm, args.at(1)))
}

fn pop(vm: &mut Vm, args: &Args) -> NativeResult {
    let Some(set) = args.at(0).as_set() else { return Ok(Value::NONE) };
    match set.last_entry() {
        Some((index, key, _)) => {
            set.remove_at(vm, index);
            Ok(key)
        }
        None => Err(vm.raise(&KEY_ERROR, format_args!("pop from an empty set"))),
    }
}

fn clear(vm: &mut Vm, args: &Args) -> NativeResult {
    if let Some(set) = args.at(0).as_set() {
        set.clear(vm);
    }
    Ok(Value::NONE)
}

fn update(vm: &mut Vm, args: &Args) -> NativeResult {
    if let Some(set) = args.at(0).as_set() {
        for other in args.rest() {
            operations::update(vm, set, other)?;
        }
    }
    Ok(Value::NONE)
}

fn difference_update(vm: &mut Vm, args: &Args) -> NativeResult {
    if let Some(set) = args.at(0).as_set() {
        for other in args.rest() {
            operations::difference_update(vm, set, other)?;
        }
    }
    Ok(Value::NONE)
}

fn intersection_update(vm: &mut Vm, args: &Args) -> NativeResult {
    if let Some(set) = args.at(0).as_set() {
        let common = common::intersect_all(vm, Kind::Set, set, args.rest())?;
        set.swap(&common, vm);
    }
    Ok(Value::NONE)
}

fn symmetric_difference_update(vm: &mut Vm, args: &Args) -> NativeResult {
    if let Some(set) = args.at(0).as_set() {
        operations::symmetric_difference_update(vm, set, args.at(1))?;
    }
    Ok(Value::NONE)
}

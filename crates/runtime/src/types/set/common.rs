//! Operators and methods that `set` and `frozenset` share.

use super::operations;
use crate::native::{Args, Member, NativeResult};
use crate::object::{Dict, Kind, Ref};
use crate::types::sequence::{self, Items};
use crate::types::{BinaryOperator, Comparison, Slots};
use crate::value::Value;
use crate::vm::{Raised, Vm};

/// The operators of both types.
pub(crate) const SLOTS: Slots = Slots {
    repr: Some(repr),
    length: Some(|_, set| Ok(set.as_set().map_or(0, |set| set.len()))),
    contains: Some(contains),
    iter: Some(super::iterator::new),
    compare: Some(compare),
    binary: Some(binary),
    ..Slots::NONE
};

pub(crate) const COPY: Member = Member::function("copy", "self, /", copy, "A copy of the set.");
pub(crate) const UNION: Member =
    Member::function("union", "self, *others", union, "The items of the set and of all iterables.");
pub(crate) const INTERSECTION: Member =
    Member::function("intersection", "self, *others", intersection, "The items that are in all.");
pub(crate) const DIFFERENCE: Member =
    Member::function("difference", "self, *others", difference, "The items that are in none of the iterables.");
pub(crate) const SYMMETRIC_DIFFERENCE: Member = Member::function(
    "symmetric_difference",
    "self, other, /",
    symmetric_difference,
    "The items that are in one of the two only.",
);
pub(crate) const IS_SUBSET: Member =
    Member::function("issubset", "self, other, /", is_subset, "Whether all items are in an iterable.");
pub(crate) const IS_SUPERSET: Member =
    Member::function("issuperset", "self, other, /", is_superset, "Whether all items of an iterable are in the set.");
pub(crate) const IS_DISJOINT: Member =
    Member::function("isdisjoint", "self, other, /", is_disjoint, "Whether there is no common item.");

/// The kind of set that an operation on a set gives: that of its builtin class.
fn kind_of(value: Value) -> Kind {
    if value.is_kind(Kind::FrozenSet) { Kind::FrozenSet } else { Kind::Set }
}

fn repr(vm: &mut Vm, value: Value) -> NativeResult {
    let Some(set) = value.as_set() else { return Ok(Value::NONE) };
    let name = vm.type_name(value);
    if set.is_empty() {
        return vm.new_str_from(format_args!("{name}()"));
    }
    let plain = value.is_exact(Kind::Set);
    let recursive = vm.new_str_from(format_args!("{name}(...)"))?;
    let Some(recursive) = recursive.as_ref::<crate::object::Str>() else { return Ok(Value::NONE) };
    sequence::guarded_repr(vm, value, recursive.as_bytes(), |vm, text| {
        // The items as they are now: writing them may change the set.
        let items = vm.new_list(&[])?;
        for (key, _) in set.iter() {
            vm.list_push(items, key)?;
        }
        if !plain {
            let open = vm.new_str_from(format_args!("{name}("))?;
            if let Some(open) = open.as_ref::<crate::object::Str>() {
                sequence::write(vm, text, open.as_bytes())?;
            }
        }
        sequence::write(vm, text, b"{")?;
        Items::List(items).write_repr(vm, text)?;
        sequence::write(vm, text, if plain { b"}" } else { b"})" })
    })
}

fn contains(vm: &mut Vm, value: Value, item: Value) -> Result<bool, Raised> {
    let Some(set) = value.as_set() else { return Ok(false) };
    let (item, hash) = super::sought(vm, item)?;
    Ok(vm.dict_find(set, item, hash)?.is_some())
}

fn compare(vm: &mut Vm, operator: Comparison, a: Value, b: Value) -> NativeResult {
    let (Some(left), Some(right)) = (a.as_set(), b.as_set()) else { return Ok(Value::NOT_IMPLEMENTED) };
    vm.check_machine_stack()?;
    let (lesser, greater) = (left.len() < right.len(), left.len() > right.len());
    let holds = match operator {
        Comparison::Eq => !lesser && !greater && operations::is_subset(vm, left, right)?,
        Comparison::Ne => lesser || greater || !operations::is_subset(vm, left, right)?,
        Comparison::Lt => lesser && operations::is_subset(vm, left, right)?,
        Comparison::Le => operations::is_subset(vm, left, right)?,
        Comparison::Gt => greater && operations::is_subset(vm, right, left)?,
        Comparison::Ge => operations::is_subset(vm, right, left)?,
    };
    Ok(Value::from_bool(holds))
}

fn binary(vm: &mut Vm, operator: BinaryOperator, a: Value, b: Value) -> NativeResult {
    let (Some(left), Some(_)) = (a.as_set(), b.as_set()) else { return Ok(Value::NOT_IMPLEMENTED) };
    let kind = kind_of(a);
    let result = match operator {
        BinaryOperator::And => operations::intersection(vm, kind, left, b)?,
        BinaryOperator::Sub => operations::difference(vm, kind, left, b)?,
        BinaryOperator::Or => {
            let result = vm.copy_table(kind, left)?;
            operations::update(vm, result, b)?;
            result
        }
        BinaryOperator::Xor => {
            let result = vm.copy_table(kind, left)?;
            operations::symmetric_difference_update(vm, result, b)?;
            result
        }
        _ => return Ok(Value::NOT_IMPLEMENTED),
    };
    Ok(result.value())
}

/// The hash of a frozenset: it does not depend on the order of the items.
pub(crate) fn hash(_vm: &mut Vm, value: Value) -> Result<i64, Raised> {
    let Some(set) = value.as_set() else { return Ok(0) };
    let mut mixed: u64 = 0;
    let mut index = 0;
    while let Some((found, _, _)) = set.next_entry(index) {
        let hash = u64::from(set.entry_hash(found));
        mixed ^= ((hash ^ 89_869_747) ^ (hash << 16)).wrapping_mul(3_644_798_167);
        index = found + 1;
    }
    mixed ^= (set.len() as u64 + 1).wrapping_mul(1_927_868_237);
    mixed ^= (mixed >> 11) ^ (mixed >> 25);
    let hash = mixed.wrapping_mul(69_069).wrapping_add(907_133_923) as isize;
    Ok(if hash == -1 { 590_923_713 } else { hash as i64 })
}

fn copy(vm: &mut Vm, args: &Args) -> NativeResult {
    let value = args.at(0);
    match value.as_set() {
        Some(_) if value.is_exact(Kind::FrozenSet) => Ok(value),
        Some(set) => Ok(vm.copy_table(kind_of(value), set)?.value()),
        None => Ok(Value::NONE),
    }
}

fn union(vm: &mut Vm, args: &Args) -> NativeResult {
    let Some(set) = args.at(0).as_set() else { return Ok(Value::NONE) };
    let result = vm.copy_table(kind_of(args.at(0)), set)?;
    for other in args.rest() {
        operations::update(vm, result, other)?;
    }
    Ok(result.value())
}

/// The items of a set that are in all of some iterables.
pub(crate) fn intersect_all(
    vm: &mut Vm,
    kind: Kind,
    set: Ref<Dict>,
    others: impl Iterator<Item = Value>,
) -> Result<Ref<Dict>, Raised> {
    let mut result = None;
    for other in others {
        result = Some(operations::intersection(vm, kind, result.unwrap_or(set), other)?);
    }
    match result {
        Some(result) => Ok(result),
        None => vm.copy_table(kind, set),
    }
}

fn intersection(vm: &mut Vm, args: &Args) -> NativeResult {
    match args.at(0).as_set() {
        Some(set) => Ok(intersect_all(vm, kind_of(args.at(0)), set, args.rest())?.value()),
        None => Ok(Value::NONE),
    }
}

fn difference(vm: &mut Vm, args: &Args) -> NativeResult {
    let Some(set) = args.at(0).as_set() else { return Ok(Value::NONE) };
    let kind = kind_of(args.at(0));
    let mut others = args.rest();
    let result = match others.next() {
        Some(first) => operations::difference(vm, kind, set, first)?,
        None => vm.copy_table(kind, set)?,
    };
    for other in others {
        operations::difference_update(vm, result, other)?;
    }
    Ok(result.value())
}

fn symmetric_difference(vm: &mut Vm, args: &Args) -> NativeResult {
    let Some(set) = args.at(0).as_set() else { return Ok(Value::NONE) };
    let result = vm.copy_table(kind_of(args.at(0)), set)?;
    operations::symmetric_difference_update(vm, result, args.at(1))?;
    Ok(result.value())
}

/// The table of a set, or of a new one with the items of an iterable.
fn as_table(vm: &mut Vm, value: Value) -> Result<Ref<Dict>, Raised> {
    match value.as_set() {
        Some(set) => Ok(set),
        None => operations::collect(vm, Kind::Set, value),
    }
}

fn is_subset(vm: &mut Vm, args: &Args) -> NativeResult {
    let Some(set) = args.at(0).as_set() else { return Ok(Value::NONE) };
    let other = as_table(vm, args.at(1))?;
    Ok(Value::from_bool(operations::is_subset(vm, set, other)?))
}

fn is_superset(vm: &mut Vm, args: &Args) -> NativeResult {
    let Some(set) = args.at(0).as_set() else { return Ok(Value::NONE) };
    let other = as_table(vm, args.at(1))?;
    Ok(Value::from_bool(operations::is_subset(vm, other, set)?))
}

fn is_disjoint(vm: &mut Vm, args: &Args) -> NativeResult {
    match args.at(0).as_set() {
        Some(set) => Ok(Value::from_bool(operations::is_disjoint(vm, set, args.at(1))?)),
        None => Ok(Value::NONE),
    }
}

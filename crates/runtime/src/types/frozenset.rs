//! `frozenset`.

use super::list::only_argument;
use super::set::{collect, common};
use crate::native::{Args, Member, NativeResult};
use crate::object::{Kind, Ref, Type};
use crate::types::{Slots, generic_alias};
use crate::vm::Vm;

static SLOTS: Slots = Slots { new: Some(new), hash: Some(common::hash), ..common::SLOTS };

static MEMBERS: &[Member] = &[
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

/// `frozenset`
pub static FROZENSET: Type = Type::builtin("frozenset", Kind::FrozenSet, "*args, **kwargs", &SLOTS, MEMBERS)
    .with_flags(Type::BASE | Type::MATCH_SELF)
    .with_doc("A collection of different items that cannot be changed.");

fn new(vm: &mut Vm, class: Ref<Type>, args: &Args) -> NativeResult {
    let iterable = only_argument(vm, class, "frozenset", args)?;
    let set = match iterable {
        Some(same) if same.is_exact(Kind::FrozenSet) && !class.is_heap() => return Ok(same),
        Some(iterable) => collect(vm, Kind::FrozenSet, iterable)?,
        None => vm.new_set(Kind::FrozenSet, 0)?,
    };
    if class.is_heap() { vm.extend(set.value(), class) } else { Ok(set.value()) }
}

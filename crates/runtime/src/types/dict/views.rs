//! `dict_keys`, `dict_values` and `dict_items`: views of a dict that follow its changes.

use super::iterator;
use crate::features::CONTAINER_METHODS;
use crate::native::{Args, Member, NativeResult};
use crate::object::{Dict, Kind, Record, Ref, Tuple, Type};
use crate::types::set::{self, operations};
use crate::types::{BinaryOperator, Comparison, Slots, sequence};
use crate::value::Value;
use crate::vm::{Raised, Vm};
use core::ops::ControlFlow;

static KEYS_SLOTS: Slots = Slots {
    repr: Some(repr),
    length: Some(length),
    contains: Some(keys_contain),
    iter: Some(|vm, view| iterate(vm, view, &iterator::DICT_KEYITERATOR)),
    compare: Some(compare),
    binary: OPERATORS,
    ..Slots::NONE
};

/// The operators of sets.
const OPERATORS: Option<fn(&mut Vm, BinaryOperator, Value, Value) -> NativeResult> =
    if CONTAINER_METHODS { Some(binary) } else { None };

static VALUES_SLOTS: Slots = Slots {
    repr: Some(repr),
    length: Some(length),
    iter: Some(|vm, view| iterate(vm, view, &iterator::DICT_VALUEITERATOR)),
    ..Slots::NONE
};

static ITEMS_SLOTS: Slots = Slots {
    repr: Some(repr),
    length: Some(length),
    contains: Some(items_contain),
    iter: Some(|vm, view| iterate(vm, view, &iterator::DICT_ITEMITERATOR)),
    compare: Some(compare),
    binary: OPERATORS,
    ..Slots::NONE
};

static KEYS_MEMBERS: &[Member] = &[
    #[cfg(feature = "container-methods")]
    Member::function("isdisjoint", "self, other, /", is_disjoint, "Whether there is no common item."),
    #[cfg(feature = "container-methods")]
    Member::function(
        "__reversed__",
        "self, /",
        |vm, args| iterate_back(vm, args, &iterator::DICT_REVERSEKEYITERATOR),
        "An iterator from the end.",
    ),
    #[cfg(feature = "container-methods")]
    Member::getter("mapping", mapping),
];

static VALUES_MEMBERS: &[Member] = &[
    #[cfg(feature = "container-methods")]
    Member::function(
        "__reversed__",
        "self, /",
        |vm, args| iterate_back(vm, args, &iterator::DICT_REVERSEVALUEITERATOR),
        "An iterator from the end.",
    ),
    #[cfg(feature = "container-methods")]
    Member::getter("mapping", mapping),
];

static ITEMS_MEMBERS: &[Member] = &[
    #[cfg(feature = "container-methods")]
    Member::function("isdisjoint", "self, other, /", is_disjoint, "Whether there is no common item."),
    #[cfg(feature = "container-methods")]
    Member::function(
        "__reversed__",
        "self, /",
        |vm, args| iterate_back(vm, args, &iterator::DICT_REVERSEITEMITERATOR),
        "An iterator from the end.",
    ),
    #[cfg(feature = "container-methods")]
    Member::getter("mapping", mapping),
];

/// `dict_keys`: the field is the dict.
pub static DICT_KEYS: Type = Type::record("dict_keys", 1, "*args, **kwargs", &KEYS_SLOTS, KEYS_MEMBERS);
/// `dict_values`: the field is the dict.
pub static DICT_VALUES: Type = Type::record("dict_values", 1, "*args, **kwargs", &VALUES_SLOTS, VALUES_MEMBERS);
/// `dict_items`: the field is the dict.
pub static DICT_ITEMS: Type = Type::record("dict_items", 1, "*args, **kwargs", &ITEMS_SLOTS, ITEMS_MEMBERS);

/// A view of a dict.
pub(crate) fn new(vm: &mut Vm, class: &'static Type, dict: Value) -> NativeResult {
    vm.new_static_record(class, &[Some(dict)])
}

/// The dict of a view.
fn dict_of(view: Value) -> Option<Ref<Dict>> {
    view.as_ref::<Record>()?.get(0)?.as_ref::<Dict>()
}

/// Whether a value is a view of keys or items, which are like sets.
pub(crate) fn is_set_like(value: Value) -> bool {
    value.is_exact(Kind::Record)
        && value.as_ref::<Record>().is_some_and(|record| {
            record.class == Ref::from_static(&DICT_KEYS) || record.class == Ref::from_static(&DICT_ITEMS)
        })
}

fn length(_vm: &mut Vm, view: Value) -> Result<usize, Raised> {
    Ok(dict_of(view).map_or(0, |dict| dict.len()))
}

fn iterate(vm: &mut Vm, view: Value, class: &'static Type) -> NativeResult {
    match dict_of(view) {
        Some(dict) => iterator::new(vm, class, dict.value()),
        None => Ok(Value::NONE),
    }
}

fn iterate_back(vm: &mut Vm, args: &Args, class: &'static Type) -> NativeResult {
    match dict_of(args.at(0)) {
        Some(dict) => iterator::new_reverse(vm, class, dict.value()),
        None => Ok(Value::NONE),
    }
}

fn mapping(vm: &mut Vm, view: Value) -> NativeResult {
    match dict_of(view) {
        Some(dict) => vm.new_mapping_proxy(dict.value()),
        None => Ok(Value::NONE),
    }
}

fn repr(vm: &mut Vm, view: Value) -> NativeResult {
    let name = vm.type_name(view);
    sequence::guarded_repr(vm, view, b"...", |vm, text| {
        let list = vm.collect_list(view)?;
        let shown = vm.repr(list.value())?;
        let open = vm.new_str_from(format_args!("{name}("))?;
        for part in [open, shown] {
            if let Some(part) = part.as_ref::<crate::object::Str>() {
                sequence::write(vm, text, part.as_bytes())?;
            }
        }
        sequence::write(vm, text, b")")
    })
}

fn keys_contain(vm: &mut Vm, view: Value, key: Value) -> Result<bool, Raised> {
    match dict_of(view) {
        Some(dict) => vm.dict_contains(dict, key),
        None => Ok(false),
    }
}

fn items_contain(vm: &mut Vm, view: Value, pair: Value) -> Result<bool, Raised> {
    let (Some(dict), Some(pair)) = (dict_of(view), pair.as_ref::<Tuple>()) else { return Ok(false) };
    let &[key, value] = pair.as_slice() else { return Ok(false) };
    let Some(found) = vm.dict_get(dict, key)? else { return Ok(false) };
    vm.keep(found);
    vm.equal(found, value)
}

/// Whether every item of `a` is in `b`.
fn all_in(vm: &mut Vm, a: Value, b: Value) -> Result<bool, Raised> {
    let mut all = true;
    vm.for_each(a, |vm, item| {
        all = vm.contains(b, item)?;
        Ok(if all { ControlFlow::Continue(()) } else { ControlFlow::Break(()) })
    })?;
    Ok(all)
}

fn compare(vm: &mut Vm, operator: Comparison, a: Value, b: Value) -> NativeResult {
    if b.as_set().is_none() && !is_set_like(b) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let (left, right) = (vm.length(a)?, vm.length(b)?);
    let holds = match operator {
        Comparison::Eq => left == right && all_in(vm, a, b)?,
        Comparison::Ne => left != right || !all_in(vm, a, b)?,
        Comparison::Lt => left < right && all_in(vm, a, b)?,
        Comparison::Le => left <= right && all_in(vm, a, b)?,
        Comparison::Gt => left > right && all_in(vm, b, a)?,
        Comparison::Ge => left >= right && all_in(vm, b, a)?,
    };
    Ok(Value::from_bool(holds))
}

/// `&`, `|`, `-` and `^` of views and any iterables: a set.
fn binary(vm: &mut Vm, operator: BinaryOperator, a: Value, b: Value) -> NativeResult {
    if !matches!(operator, BinaryOperator::And | BinaryOperator::Or | BinaryOperator::Sub | BinaryOperator::Xor) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    if !vm.is_iterable(a)? || !vm.is_iterable(b)? {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let set = set::collect(vm, Kind::Set, a)?;
    match operator {
        BinaryOperator::Or => operations::update(vm, set, b)?,
        BinaryOperator::Sub => operations::difference_update(vm, set, b)?,
        BinaryOperator::Xor => operations::symmetric_difference_update(vm, set, b)?,
        _ => {
            let common = operations::intersection(vm, Kind::Set, set, b)?;
            return Ok(common.value());
        }
    }
    Ok(set.value())
}

fn is_disjoint(vm: &mut Vm, args: &Args) -> NativeResult {
    let (view, other) = (args.at(0), args.at(1));
    let mut disjoint = true;
    vm.for_each(other, |vm, item| {
        disjoint = !vm.contains(view, item)?;
        Ok(if disjoint { ControlFlow::Continue(()) } else { ControlFlow::Break(()) })
    })?;
    Ok(Value::from_bool(disjoint))
}

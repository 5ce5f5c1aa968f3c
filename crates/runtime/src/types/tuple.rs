//! `tuple`.

use super::sequence::{self, Items};
use crate::native::{Args, Member, NativeResult};
use crate::object::{Kind, Ref, Tuple, Type};
use crate::types::slice::is_slice;
use crate::types::{BinaryOperator, Comparison, Slots, exception::INDEX_ERROR, generic_alias};
use crate::value::Value;
use crate::vm::{Raised, Vm};
use heap::TryVec;

static SLOTS: Slots = Slots {
    new: Some(new),
    repr: Some(repr),
    hash: Some(hash),
    length: Some(|_, tuple| Ok(tuple.as_ref::<Tuple>().map_or(0, |tuple| tuple.len()))),
    get_item: Some(get_item),
    contains: Some(contains),
    iter: Some(|vm, tuple| super::iterator::new_indexed(vm, &super::iterator::TUPLE_ITERATOR, tuple)),
    compare: Some(compare),
    binary: Some(binary),
    ..Slots::NONE
};

static MEMBERS: &[Member] = &[
    Member::function("index", "self, value, start=0, stop=sys.maxsize, /", index, "First index of a value."),
    Member::function("count", "self, value, /", count, "Number of occurrences of a value."),
    generic_alias::CLASS_GETITEM,
];

/// `tuple`
pub static TUPLE: Type = Type::builtin("tuple", Kind::Tuple, "iterable=(), /", &SLOTS, MEMBERS)
    .with_flags(Type::BASE | Type::SEQUENCE | Type::MATCH_SELF)
    .with_doc("A sequence of items that cannot be changed.");

fn new(vm: &mut Vm, class: Ref<Type>, args: &Args) -> NativeResult {
    let tuple = match args.get(0) {
        Some(iterable) => vm.collect_tuple(iterable)?,
        None => vm.new_tuple(&[])?,
    };
    if !class.is_heap() {
        return Ok(tuple);
    }
    vm.extend(tuple, class)
}

fn repr(vm: &mut Vm, value: Value) -> NativeResult {
    let Some(items) = Items::of(value) else { return Ok(Value::NONE) };
    if items.len() == 0 {
        return vm.new_str(b"()");
    }
    sequence::guarded_repr(vm, value, b"(...)", |vm, text| {
        sequence::write(vm, text, b"(")?;
        items.write_repr(vm, text)?;
        sequence::write(vm, text, if items.len() == 1 { b",)" } else { b")" })
    })
}

/// `hash(tuple)`
pub(crate) fn hash(vm: &mut Vm, value: Value) -> Result<i64, Raised> {
    vm.check_machine_stack()?;
    match value.as_ref::<Tuple>() {
        Some(tuple) => sequence::combine_hashes(vm, tuple.as_slice()),
        None => Ok(0),
    }
}

/// `tuple[key]`
pub(crate) fn get_item(vm: &mut Vm, value: Value, key: Value) -> NativeResult {
    let Some(tuple) = value.as_ref::<Tuple>() else { return Ok(Value::NONE) };
    if is_slice(key) {
        return get_slice(vm, value, tuple, key);
    }
    let index = sequence::subscript(vm, key, "tuple")?;
    match sequence::resolve(index, tuple.len()).and_then(|index| tuple.as_slice().get(index).copied()) {
        Some(item) => Ok(item),
        None => Err(vm.raise(&INDEX_ERROR, format_args!("tuple index out of range"))),
    }
}

fn get_slice(vm: &mut Vm, value: Value, tuple: Ref<Tuple>, slice: Value) -> NativeResult {
    let (start, _, step, count) = vm.slice_indices(slice, tuple.len())?;
    if step == 1 {
        if count == tuple.len() && value.is_exact(Kind::Tuple) {
            return Ok(value);
        }
        let start = start as usize;
        return match tuple.as_slice().get(start..start + count) {
            Some(items) => vm.new_tuple(items),
            None => vm.new_tuple(&[]),
        };
    }
    let mut items = TryVec::try_with_capacity(count).map_err(|_| vm.memory_error())?;
    for number in 0..count {
        let index = (start + number as isize * step) as usize;
        let item = tuple.as_slice().get(index).copied().unwrap_or(Value::NONE);
        items.try_push(item).map_err(|_| vm.memory_error())?;
    }
    vm.new_tuple(&items)
}

fn contains(vm: &mut Vm, value: Value, item: Value) -> Result<bool, Raised> {
    match Items::of(value) {
        Some(items) => Ok(items.find(vm, item, 0, usize::MAX)?.is_some()),
        None => Ok(false),
    }
}

fn compare(vm: &mut Vm, operator: Comparison, a: Value, b: Value) -> NativeResult {
    match (a.as_ref::<Tuple>(), b.as_ref::<Tuple>()) {
        (Some(a), Some(b)) => Items::Tuple(a).compare(vm, operator, Items::Tuple(b)),
        _ => Ok(Value::NOT_IMPLEMENTED),
    }
}

fn binary(vm: &mut Vm, operator: BinaryOperator, a: Value, b: Value) -> NativeResult {
    match operator {
        BinaryOperator::Add => match a.as_ref::<Tuple>() {
            Some(left) => concatenate(vm, a, left, b),
            None => Ok(Value::NOT_IMPLEMENTED),
        },
        BinaryOperator::Mul => match a.as_ref::<Tuple>() {
            Some(tuple) => repeat(vm, a, tuple, b),
            None => match b.as_ref::<Tuple>() {
                Some(tuple) if sequence::is_index(vm, a)? => repeat(vm, b, tuple, a),
                _ => Ok(Value::NOT_IMPLEMENTED),
            },
        },
        _ => Ok(Value::NOT_IMPLEMENTED),
    }
}

fn concatenate(vm: &mut Vm, a: Value, left: Ref<Tuple>, b: Value) -> NativeResult {
    let Some(right) = b.as_ref::<Tuple>() else {
        let name = vm.type_name(b);
        return Err(vm.type_error(format_args!("can only concatenate tuple (not \"{name}\") to tuple")));
    };
    if right.is_empty() && a.is_exact(Kind::Tuple) {
        return Ok(a);
    }
    if left.is_empty() && b.is_exact(Kind::Tuple) {
        return Ok(b);
    }
    let mut items = TryVec::try_with_capacity(left.len() + right.len()).map_err(|_| vm.memory_error())?;
    for part in [left, right] {
        items.try_extend_from_slice(part.as_slice()).map_err(|_| vm.memory_error())?;
    }
    vm.new_tuple(&items)
}

fn repeat(vm: &mut Vm, value: Value, tuple: Ref<Tuple>, count: Value) -> NativeResult {
    let (total, count) = sequence::repetitions(vm, count, tuple.len())?;
    if count == 1 && value.is_exact(Kind::Tuple) {
        return Ok(value);
    }
    let mut items = TryVec::try_with_capacity(total).map_err(|_| vm.memory_error())?;
    if total > 0 {
        for _ in 0..count {
            items.try_extend_from_slice(tuple.as_slice()).map_err(|_| vm.memory_error())?;
        }
    }
    vm.new_tuple(&items)
}

fn index(vm: &mut Vm, args: &Args) -> NativeResult {
    let Some(items) = Items::of(args.at(0)) else { return Ok(Value::NONE) };
    let start = sequence::bound(vm, args.get(2), 0, items.len())?;
    let stop = sequence::bound(vm, args.get(3), usize::MAX, items.len())?;
    match items.find(vm, args.at(1), start, stop)? {
        Some(index) => vm.new_int(index as i64),
        None => Err(vm.value_error(format_args!("tuple.index(x): x not in tuple"))),
    }
}

fn count(vm: &mut Vm, args: &Args) -> NativeResult {
    let Some(items) = Items::of(args.at(0)) else { return Ok(Value::NONE) };
    let count = items.count(vm, args.at(1))?;
    vm.new_int(count as i64)
}

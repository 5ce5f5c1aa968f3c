//! `list`.
//!
//! Map: this file the type, its operators and methods; [`subscript`] items and slices; [`sort`] sorting, by
//! `merge` or, where keys are simple, by `rank`; without the feature `fast-sort` by `small_sort`.

#[cfg(feature = "fast-sort")]
mod merge;
#[cfg(feature = "fast-sort")]
mod rank;
#[cfg(not(feature = "fast-sort"))]
mod small_sort;
pub mod sort;
mod subscript;
#[cfg(test)]
mod tests;

use super::iterator;
use super::sequence::{self, Items};
use crate::native::{Args, Member, NativeResult};
use crate::object::{Kind, List, Ref, Type};
use crate::types::{BinaryOperator, Comparison, Slots, exception::INDEX_ERROR, generic_alias};
use crate::value::Value;
use crate::vm::{Raised, Vm};

pub(crate) use subscript::{get_item, set_item};

static SLOTS: Slots = Slots {
    new: Some(new),
    init: Some(init),
    repr: Some(repr),
    length: Some(|_, list| Ok(list.as_ref::<List>().map_or(0, |list| list.len()))),
    get_item: Some(get_item),
    set_item: Some(set_item),
    contains: Some(contains),
    iter: Some(|vm, list| iterator::new_indexed(vm, &iterator::LIST_ITERATOR, list)),
    compare: Some(compare),
    binary: Some(binary),
    inplace: Some(inplace),
    ..Slots::NONE
};

static MEMBERS: &[Member] = &[
    Member::function("append", "self, object, /", append, "Appends an item."),
    Member::function("extend", "self, iterable, /", extend, "Appends the items of an iterable."),
    Member::function("insert", "self, index, object, /", insert, "Inserts an item before an index."),
    Member::function("pop", "self, index=-1, /", pop, "Removes and returns the item at an index, the last by default."),
    Member::function("remove", "self, value, /", remove, "Removes the first occurrence of a value."),
    Member::function("clear", "self, /", clear, "Removes all items."),
    Member::function("copy", "self, /", copy, "A copy of the list."),
    Member::function("index", "self, value, start=0, stop=sys.maxsize, /", index, "First index of a value."),
    Member::function("count", "self, value, /", count, "Number of occurrences of a value."),
    Member::function("reverse", "self, /", reverse, "Reverses the list in place."),
    Member::function("sort", "self, /, *, key=None, reverse=False", sort::sort, "Sorts the list in place; stable."),
    Member::function("__reversed__", "self, /", reversed, "An iterator from the end."),
    generic_alias::CLASS_GETITEM,
];

/// `list`
pub static LIST: Type = Type::builtin("list", Kind::List, "*args, **kwargs", &SLOTS, MEMBERS)
    .with_flags(Type::BASE | Type::SEQUENCE | Type::MATCH_SELF)
    .with_doc("A sequence of items that can be changed.");

fn new(vm: &mut Vm, class: Ref<Type>, _args: &Args) -> NativeResult {
    let list = vm.new_list(&[])?.value();
    if class.is_heap() { vm.extend(list, class) } else { Ok(list) }
}

/// The only argument of a constructor such as `list(iterable)`, which has no name.
pub(crate) fn only_argument(vm: &mut Vm, class: Ref<Type>, name: &str, args: &Args) -> Result<Option<Value>, Raised> {
    let keywords = args.keywords().and_then(Value::as_ref::<crate::object::Dict>);
    if keywords.is_some_and(|keywords| !keywords.is_empty()) && !class.is_heap() {
        return Err(vm.type_error(format_args!("{name}() takes no keyword arguments")));
    }
    match args.rest_len() {
        0 => Ok(None),
        1 => Ok(args.rest_at(0)),
        given => Err(vm.type_error(format_args!("{name} expected at most 1 argument, got {given}"))),
    }
}

fn init(vm: &mut Vm, value: Value, args: &Args) -> Result<(), Raised> {
    let iterable = only_argument(vm, vm.class_of(value), "list", args)?;
    let Some(list) = value.as_ref::<List>() else { return Ok(()) };
    if !list.is_empty() {
        vm.committed = true;
        empty(vm, list);
    }
    match iterable {
        Some(iterable) => vm.list_extend(list, iterable),
        None => Ok(()),
    }
}

/// Removes all items and gives their memory back.
fn empty(vm: &mut Vm, list: Ref<List>) {
    list.truncate(0);
    vm.list_shrink(list);
}

fn repr(vm: &mut Vm, value: Value) -> NativeResult {
    let Some(items) = Items::of(value) else { return Ok(Value::NONE) };
    if items.len() == 0 {
        return vm.new_str(b"[]");
    }
    sequence::guarded_repr(vm, value, b"[...]", |vm, text| {
        sequence::write(vm, text, b"[")?;
        items.write_repr(vm, text)?;
        sequence::write(vm, text, b"]")
    })
}

fn contains(vm: &mut Vm, value: Value, item: Value) -> Result<bool, Raised> {
    match Items::of(value) {
        Some(items) => Ok(items.find(vm, item, 0, usize::MAX)?.is_some()),
        None => Ok(false),
    }
}

fn compare(vm: &mut Vm, operator: Comparison, a: Value, b: Value) -> NativeResult {
    match (a.as_ref::<List>(), b.as_ref::<List>()) {
        (Some(a), Some(b)) => Items::List(a).compare(vm, operator, Items::List(b)),
        _ => Ok(Value::NOT_IMPLEMENTED),
    }
}

fn binary(vm: &mut Vm, operator: BinaryOperator, a: Value, b: Value) -> NativeResult {
    match operator {
        BinaryOperator::Add => match a.as_ref::<List>() {
            Some(left) => concatenate(vm, left, b),
            None => Ok(Value::NOT_IMPLEMENTED),
        },
        BinaryOperator::Mul => match a.as_ref::<List>() {
            Some(list) => repeat(vm, list, b),
            None => match b.as_ref::<List>() {
                Some(list) if sequence::is_index(vm, a)? => repeat(vm, list, a),
                _ => Ok(Value::NOT_IMPLEMENTED),
            },
        },
        _ => Ok(Value::NOT_IMPLEMENTED),
    }
}

fn concatenate(vm: &mut Vm, left: Ref<List>, b: Value) -> NativeResult {
    let Some(right) = b.as_ref::<List>() else {
        let name = vm.type_name(b);
        return Err(vm.type_error(format_args!("can only concatenate list (not \"{name}\") to list")));
    };
    let list = vm.new_list_with_capacity(left.len() + right.len())?;
    vm.list_splice(list, 0, 0, left.as_slice())?;
    vm.list_splice(list, left.len(), 0, right.as_slice())?;
    Ok(list.value())
}

fn repeat(vm: &mut Vm, list: Ref<List>, count: Value) -> NativeResult {
    let (total, count) = sequence::repetitions(vm, count, list.len())?;
    let result = vm.new_list_with_capacity(total)?;
    if total > 0 {
        repeat_into(vm, result, list, count)?;
    }
    Ok(result.value())
}

/// Appends the items of a list `count` times to another, which has room.
fn repeat_into(vm: &mut Vm, target: Ref<List>, list: Ref<List>, count: usize) -> Result<(), Raised> {
    if let &[item] = list.as_slice() {
        for _ in 0..count {
            vm.list_push(target, item)?;
            vm.breathe();
        }
        return Ok(());
    }
    for _ in 0..count {
        vm.breathe();
        vm.list_splice(target, target.len(), 0, list.as_slice())?;
    }
    Ok(())
}

fn inplace(vm: &mut Vm, operator: BinaryOperator, a: Value, b: Value) -> NativeResult {
    let Some(list) = a.as_ref::<List>() else { return Ok(Value::NOT_IMPLEMENTED) };
    match operator {
        BinaryOperator::Add => {
            vm.list_extend(list, b)?;
            Ok(a)
        }
        BinaryOperator::Mul => {
            let (total, count) = sequence::repetitions(vm, b, list.len())?;
            let length = list.len();
            if count == 0 {
                empty(vm, list);
                return Ok(a);
            }
            vm.list_reserve(list, total - length)?;
            for index in 0..total - length {
                let item = list.get(index).unwrap_or(Value::NONE);
                vm.list_push(list, item)?;
            }
            Ok(a)
        }
        _ => Ok(Value::NOT_IMPLEMENTED),
    }
}

fn append(vm: &mut Vm, args: &Args) -> NativeResult {
    if let Some(list) = args.at(0).as_ref::<List>() {
        vm.list_push(list, args.at(1))?;
    }
    Ok(Value::NONE)
}

fn extend(vm: &mut Vm, args: &Args) -> NativeResult {
    if let Some(list) = args.at(0).as_ref::<List>() {
        vm.list_extend(list, args.at(1))?;
    }
    Ok(Value::NONE)
}

fn insert(vm: &mut Vm, args: &Args) -> NativeResult {
    let index = vm.index_isize(args.at(1), &super::exception::OVERFLOW_ERROR)?;
    if let Some(list) = args.at(0).as_ref::<List>() {
        let index = sequence::clamp(index, list.len());
        vm.list_splice(list, index, 0, &[args.at(2)])?;
    }
    Ok(Value::NONE)
}

fn pop(vm: &mut Vm, args: &Args) -> NativeResult {
    let Some(list) = args.at(0).as_ref::<List>() else { return Ok(Value::NONE) };
    let index = match args.get(1) {
        None => -1,
        Some(index) => vm.index_isize(index, &INDEX_ERROR)?,
    };
    let length = list.len();
    if length == 0 {
        return Err(vm.raise(&INDEX_ERROR, format_args!("pop from empty list")));
    }
    let Some(index) = sequence::resolve(index, length) else {
        return Err(vm.raise(&INDEX_ERROR, format_args!("pop index out of range")));
    };
    let item = list.get(index).unwrap_or(Value::NONE);
    if index + 1 == length {
        list.truncate(index);
    } else {
        vm.list_splice(list, index, 1, &[])?;
    }
    vm.list_shrink(list);
    Ok(item)
}

fn remove(vm: &mut Vm, args: &Args) -> NativeResult {
    let Some(list) = args.at(0).as_ref::<List>() else { return Ok(Value::NONE) };
    match Items::List(list).find(vm, args.at(1), 0, usize::MAX)? {
        Some(index) => {
            vm.list_splice(list, index, 1, &[])?;
            vm.list_shrink(list);
            Ok(Value::NONE)
        }
        None => Err(vm.value_error(format_args!("list.remove(x): x not in list"))),
    }
}

fn clear(vm: &mut Vm, args: &Args) -> NativeResult {
    if let Some(list) = args.at(0).as_ref::<List>() {
        empty(vm, list);
    }
    Ok(Value::NONE)
}

fn copy(vm: &mut Vm, args: &Args) -> NativeResult {
    match args.at(0).as_ref::<List>() {
        Some(list) => Ok(vm.new_list(list.as_slice())?.value()),
        None => Ok(Value::NONE),
    }
}

fn index(vm: &mut Vm, args: &Args) -> NativeResult {
    let Some(items) = Items::of(args.at(0)) else { return Ok(Value::NONE) };
    let start = sequence::bound(vm, args.get(2), 0, items.len())?;
    let stop = sequence::bound(vm, args.get(3), usize::MAX, items.len())?;
    match items.find(vm, args.at(1), start, stop)? {
        Some(index) => vm.new_int(index as i64),
        None => {
            let shown = vm.repr(args.at(1))?;
            let shown = shown.as_ref::<crate::object::Str>();
            let text = shown.as_ref().and_then(|text| text.as_str()).unwrap_or("value");
            Err(vm.value_error(format_args!("{text} is not in list")))
        }
    }
}

fn count(vm: &mut Vm, args: &Args) -> NativeResult {
    let Some(items) = Items::of(args.at(0)) else { return Ok(Value::NONE) };
    let count = items.count(vm, args.at(1))?;
    vm.new_int(count as i64)
}

fn reverse(_vm: &mut Vm, args: &Args) -> NativeResult {
    if let Some(list) = args.at(0).as_ref::<List>() {
        let cells = list.as_cells();
        let (front, back) = cells.split_at(cells.len() / 2);
        for (a, b) in front.iter().zip(back.iter().rev()) {
            a.swap(b);
        }
    }
    Ok(Value::NONE)
}

fn reversed(vm: &mut Vm, args: &Args) -> NativeResult {
    match args.at(0).as_ref::<List>() {
        Some(list) => iterator::new_list_reverse(vm, list),
        None => Ok(Value::NONE),
    }
}

//! `OrderedDict`: a dict whose order can be changed, and counts when two of them are compared.

use crate::support::guarded_repr;
use runtime::native::{Args, Member, NativeResult};
use runtime::object::{Dict, Kind, Ref, Type};
use runtime::text_builder::TextBuilder;
use runtime::types::dict::{DICT, views};
use runtime::types::exception::KEY_ERROR;
use runtime::types::{BinaryOperator, Comparison, Slots};
use runtime::value::Value;
use runtime::vm::{Raised, Vm};

static SLOTS: Slots = Slots {
    new: Some(|vm, class, _| new(vm, class)),
    repr: Some(repr),
    compare: Some(compare),
    binary: Some(binary),
    ..*DICT.slots
};

static MEMBERS: &[Member] = &[
    #[cfg(feature = "module-functions")]
    Member::function("move_to_end", "self, key, last=True", move_to_end, "Moves a key to an end."),
    Member::function("popitem", "self, last=True", pop_item, "Removes and returns the last pair, or the first."),
    Member::function("copy", "self, /", copy, "A copy."),
    #[cfg(feature = "module-functions")]
    Member::function("__copy__", "self, /", copy, "A copy."),
];

/// `collections.OrderedDict`
pub static ORDERED_DICT: Type = Type::builtin("OrderedDict", Kind::Dict, "*args, **kwargs", &SLOTS, MEMBERS)
    .with_base(&DICT)
    .in_module("collections")
    .with_flags(Type::BASE | Type::MAPPING | Type::MATCH_SELF)
    .with_doc("A dict whose order can be changed.");

fn new(vm: &mut Vm, class: Ref<Type>) -> NativeResult {
    let dict = vm.new_dict(0)?.value();
    vm.extend(dict, class)
}

/// A new instance of the class of `value` with the pairs of a dict.
fn copy_of(vm: &mut Vm, value: Value, source: Value) -> NativeResult {
    let class = vm.class_of(value);
    if class.is_heap() {
        return vm.call(class.value(), &[source]);
    }
    match source.as_ref::<Dict>() {
        Some(source) => {
            let table = vm.copy_table(Kind::Dict, source)?;
            vm.extend(table.value(), class)
        }
        None => Ok(Value::NONE),
    }
}

fn copy(vm: &mut Vm, args: &Args) -> NativeResult {
    copy_of(vm, args.at(0), args.at(0))
}

fn is_ordered(vm: &Vm, value: Value) -> bool {
    vm.is_instance(value, Ref::from_static(&ORDERED_DICT))
}

fn compare(vm: &mut Vm, operator: Comparison, a: Value, b: Value) -> NativeResult {
    let Some(compare) = DICT.slots.compare else { return Ok(Value::NOT_IMPLEMENTED) };
    let result = compare(vm, operator, a, b)?;
    let equal = result == Value::from_bool(operator == Comparison::Eq);
    if !operator.is_equality() || !equal || !is_ordered(vm, a) || !is_ordered(vm, b) {
        return Ok(result);
    }
    let same = same_order(vm, a, b)?;
    Ok(Value::from_bool(same == (operator == Comparison::Eq)))
}

/// Whether two dicts have equal keys in the same order.
fn same_order(vm: &mut Vm, a: Value, b: Value) -> Result<bool, Raised> {
    let keys = vm.collect_list(a)?;
    let others = vm.collect_list(b)?;
    vm.equal(keys.value(), others.value())
}

fn binary(vm: &mut Vm, operator: BinaryOperator, a: Value, b: Value) -> NativeResult {
    let Some(binary) = DICT.slots.binary else { return Ok(Value::NOT_IMPLEMENTED) };
    let result = binary(vm, operator, a, b)?;
    if result == Value::NOT_IMPLEMENTED {
        return Ok(result);
    }
    let receiver = if is_ordered(vm, a) { a } else { b };
    copy_of(vm, receiver, result)
}

fn repr(vm: &mut Vm, value: Value) -> NativeResult {
    guarded_repr(vm, value, b"...", |vm| {
        let Some(dict) = value.as_ref::<Dict>() else { return Ok(Value::NONE) };
        let name = vm.class_name(value);
        if dict.is_empty() {
            return vm.new_str_from(format_args!("{name}()"));
        }
        let view = vm.new_static_record(&views::DICT_ITEMS, &[Some(value)])?;
        let items = vm.collect_list(view)?;
        let items = vm.repr(items.value())?;
        let mut text = TextBuilder::new();
        text.push_format(format_args!("{name}("));
        text.push_str(items);
        text.push(b")");
        text.finish(vm)
    })
}

fn wants_last(vm: &mut Vm, args: &Args, index: usize) -> Result<bool, Raised> {
    match args.get(index) {
        Some(last) => vm.truth(last),
        None => Ok(true),
    }
}

fn move_to_end(vm: &mut Vm, args: &Args) -> NativeResult {
    let last = wants_last(vm, args, 2)?;
    let Some(dict) = args.at(0).as_ref::<Dict>() else { return Ok(Value::NONE) };
    let hash = vm.key_hash(args.at(1))?;
    let Some((key, value)) = vm.dict_find(dict, args.at(1), hash)?.and_then(|found| dict.entry(found)) else {
        return Err(vm.raise_with(&KEY_ERROR, &[args.at(1)]));
    };
    vm.keep(key);
    vm.keep(value);
    if last {
        vm.dict_remove(dict, key)?;
        vm.committed = true;
        vm.dict_set(dict, key, value)?;
        return Ok(Value::NONE);
    }
    // Everything else moves behind it.
    let rest = vm.new_list_with_capacity(dict.len() * 2)?;
    let mut index = 0;
    while let Some((found, other, item)) = dict.next_entry(index) {
        if other != key {
            vm.list_push(rest, other)?;
            vm.list_push(rest, item)?;
        }
        index = found + 1;
    }
    vm.committed = true;
    let mut index = 0;
    while let (Some(other), Some(item)) = (rest.get(index), rest.get(index + 1)) {
        if vm.dict_remove(dict, other)?.is_some() {
            vm.dict_set(dict, other, item)?;
        }
        index += 2;
    }
    Ok(Value::NONE)
}

fn pop_item(vm: &mut Vm, args: &Args) -> NativeResult {
    let last = wants_last(vm, args, 1)?;
    let Some(dict) = args.at(0).as_ref::<Dict>() else { return Ok(Value::NONE) };
    let entry = if last { dict.last_entry() } else { dict.next_entry(0) };
    let Some((_, key, value)) = entry else {
        let message = vm.new_str(b"dictionary is empty")?;
        return Err(vm.raise_with(&KEY_ERROR, &[message]));
    };
    let pair = vm.new_tuple(&[key, value])?;
    vm.dict_remove(dict, key)?;
    Ok(pair)
}

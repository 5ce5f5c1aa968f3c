//! `defaultdict`: a dict that makes the values of missing keys.
//!
//! The factory is in the attributes of the object, under its name.

use crate::support::guarded_repr;
use runtime::native::{Args, Member, NativeResult};
use runtime::object::{Dict, Kind, Ref, Type};
use runtime::symbols::sym;
use runtime::text_builder::TextBuilder;
use runtime::types::dict::DICT;
use runtime::types::exception::KEY_ERROR;
use runtime::types::{BinaryOperator, Slots};
use runtime::value::Value;
use runtime::vm::{Raised, Vm};

static SLOTS: Slots = Slots {
    new: Some(|vm, class, _| new(vm, class)),
    init: Some(init),
    repr: Some(repr),
    get_item: Some(get_item),
    binary: Some(binary),
    ..*DICT.slots
};

static MEMBERS: &[Member] = &[
    Member::function(
        "__missing__",
        "self, key, /",
        |vm, args| missing(vm, args.at(0), args.at(1)),
        "Makes the value of a key.",
    ),
    Member::function("copy", "self, /", copy, "A copy."),
    Member::function("__copy__", "self, /", copy, "A copy."),
];

/// `collections.defaultdict`
pub static DEFAULT_DICT: Type = Type::builtin("defaultdict", Kind::Dict, "*args, **kwargs", &SLOTS, MEMBERS)
    .with_base(&DICT)
    .in_module("collections")
    .with_flags(Type::BASE | Type::MAPPING | Type::MATCH_SELF)
    .with_doc("A dict that makes the values of missing keys.");

fn new(vm: &mut Vm, class: Ref<Type>) -> NativeResult {
    let dict = vm.new_dict(0)?.value();
    vm.extend(dict, class)
}

fn factory(vm: &mut Vm, value: Value) -> Result<Option<Value>, Raised> {
    let name = vm.intern(b"default_factory")?;
    let attributes = vm.attributes_dict(value)?;
    Ok(attributes.and_then(|attributes| attributes.get_name(name)).and_then(Value::not_none))
}

fn set_factory(vm: &mut Vm, value: Value, factory: Value) -> Result<(), Raised> {
    let name = vm.intern(b"default_factory")?;
    match vm.attributes_dict(value)? {
        Some(attributes) => vm.dict_set_name(attributes, name, factory),
        None => Ok(()),
    }
}

fn init(vm: &mut Vm, value: Value, args: &Args) -> Result<(), Raised> {
    let factory = args.rest_at(0).unwrap_or(Value::NONE);
    if !factory.is_none() && !crate::support::is_callable(vm, factory)? {
        return Err(vm.type_error(format_args!("first argument must be callable or None")));
    }
    if args.rest_len() > 2 {
        let given = args.rest_len() - 1;
        return Err(vm.type_error(format_args!("dict expected at most 1 argument, got {given}")));
    }
    set_factory(vm, value, factory)?;
    let Some(dict) = value.as_ref::<Dict>() else { return Ok(()) };
    if let Some(source) = args.rest_at(1) {
        vm.dict_update(dict, source)?;
    }
    match args.keywords() {
        Some(keywords) => vm.dict_update(dict, keywords),
        None => Ok(()),
    }
}

fn get_item(vm: &mut Vm, value: Value, key: Value) -> NativeResult {
    let Some(dict) = value.as_ref::<Dict>() else { return Ok(Value::NONE) };
    if let Some(found) = vm.dict_get(dict, key)? {
        return Ok(found);
    }
    match vm.call_special(value, sym::__missing__, &[key])? {
        Some(result) => Ok(result),
        None => missing(vm, value, key),
    }
}

fn missing(vm: &mut Vm, value: Value, key: Value) -> NativeResult {
    let Some(factory) = factory(vm, value)? else { return Err(vm.raise_with(&KEY_ERROR, &[key])) };
    let made = vm.call(factory, &[])?;
    // Through the class's own `__setitem__`.
    vm.set_item(value, key, Some(made))?;
    Ok(made)
}

fn repr(vm: &mut Vm, value: Value) -> NativeResult {
    let factory = factory(vm, value)?.unwrap_or(Value::NONE);
    let shown_factory = guarded_repr(vm, value, b"...", |vm| vm.repr(factory))?;
    let Some(repr) = DICT.slots.repr else { return Ok(Value::NONE) };
    let items = repr(vm, value)?;
    let name = vm.class_name(value);
    let mut text = TextBuilder::new();
    text.push_format(format_args!("{name}("));
    text.push_str(shown_factory);
    text.push(b", ");
    text.push_str(items);
    text.push(b")");
    text.finish(vm)
}

/// A new instance of the class of `value`, with its factory and the pairs of a dict.
fn copy_of(vm: &mut Vm, value: Value, source: Value) -> NativeResult {
    let factory = factory(vm, value)?.unwrap_or(Value::NONE);
    let class = vm.class_of(value);
    vm.call(class.value(), &[factory, source])
}

fn copy(vm: &mut Vm, args: &Args) -> NativeResult {
    copy_of(vm, args.at(0), args.at(0))
}

fn binary(vm: &mut Vm, operator: BinaryOperator, a: Value, b: Value) -> NativeResult {
    let Some(binary) = DICT.slots.binary else { return Ok(Value::NOT_IMPLEMENTED) };
    let result = binary(vm, operator, a, b)?;
    if result == Value::NOT_IMPLEMENTED {
        return Ok(result);
    }
    let is_default = vm.is_instance(a, Ref::from_static(&DEFAULT_DICT));
    copy_of(vm, if is_default { a } else { b }, result)
}

//! `types.SimpleNamespace`, of which modules make objects too.

use crate::support::guarded_repr;
use runtime::native::{Args, Member, NativeResult};
use runtime::object::{Dict, Record, Ref, Type};
use runtime::text_builder::TextBuilder;
use runtime::types::{Comparison, Slots};
use runtime::value::Value;
use runtime::vm::{Raised, Vm};

const ATTRIBUTES: usize = 0;

static SLOTS: Slots = Slots {
    new: Some(|vm, class, _| {
        let attributes = vm.new_dict(0)?;
        vm.new_record(class, &[Some(attributes.value())]).map(Ref::value)
    }),
    init: Some(init),
    repr: Some(repr),
    compare: Some(compare),
    get_attribute: Some(crate::support::get_extra::<ATTRIBUTES>),
    set_attribute: Some(crate::support::set_extra::<ATTRIBUTES>),
    ..Slots::NONE
};

static NAMESPACE_MEMBERS: &[Member] = &[Member::getter("__dict__", crate::support::get_extra_dict::<ATTRIBUTES>)];

/// `types.SimpleNamespace`: the field is the dict of attributes.
pub static SIMPLE_NAMESPACE: Type = Type::record("SimpleNamespace", 1, "*args, **kwargs", &SLOTS, NAMESPACE_MEMBERS)
    .with_flags(Type::BASE)
    .in_module("types")
    .with_doc("An object with the attributes that it is given.");

fn attributes(value: Value) -> Option<Ref<Dict>> {
    value.as_ref::<Record>()?.get(ATTRIBUTES)?.as_ref::<Dict>()
}

fn init(vm: &mut Vm, value: Value, args: &Args) -> Result<(), Raised> {
    if args.rest_len() > 0 {
        return Err(vm.type_error(format_args!("no positional arguments expected")));
    }
    match (attributes(value), args.keywords()) {
        (Some(attributes), Some(keywords)) => vm.dict_update(attributes, keywords),
        _ => Ok(()),
    }
}

fn repr(vm: &mut Vm, value: Value) -> NativeResult {
    let class = vm.class_of(value);
    let name = if class.is_heap() { vm.class_text(class) } else { "namespace" };
    let mut recursive = TextBuilder::new();
    recursive.push_format(format_args!("{name}(...)"));
    guarded_repr(vm, value, recursive.as_bytes(), |vm| {
        let Some(attributes) = attributes(value) else { return Ok(Value::NONE) };
        let mut text = TextBuilder::new();
        text.push_format(format_args!("{name}("));
        let mut index = 0;
        let mut separator: &[u8] = b"";
        while let Some((found, key, item)) = attributes.next_entry(index) {
            vm.keep(item);
            let shown = vm.repr(item)?;
            text.push(separator);
            text.push_str(key);
            text.push(b"=");
            text.push_str(shown);
            (index, separator) = (found + 1, b", ");
        }
        text.push(b")");
        text.finish(vm)
    })
}

fn compare(vm: &mut Vm, operator: Comparison, a: Value, b: Value) -> NativeResult {
    let is_namespace = |vm: &Vm, value| vm.is_instance(value, Ref::from_static(&SIMPLE_NAMESPACE));
    if !operator.is_equality() || !is_namespace(vm, a) || !is_namespace(vm, b) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    match (attributes(a), attributes(b)) {
        (Some(a), Some(b)) => vm.compare(operator, a.value(), b.value()),
        _ => Ok(Value::NOT_IMPLEMENTED),
    }
}

/// A namespace with the attributes of a dict.
pub fn new_namespace(vm: &mut Vm, attributes: Ref<Dict>) -> NativeResult {
    vm.new_record(Ref::from_static(&SIMPLE_NAMESPACE), &[Some(attributes.value())]).map(Ref::value)
}

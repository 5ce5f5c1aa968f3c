//! `mappingproxy`: a mapping that cannot be changed through it, such as the `__dict__` of a class.

use super::dict::iterator;
use crate::native::{Args, Member, NativeResult};
use crate::object::{Dict, Record, Ref, Type};
use crate::symbols::sym;
use crate::types::{BinaryOperator, Comparison, Slots, generic_alias, sequence};
use crate::value::Value;
use crate::vm::Vm;

static SLOTS: Slots = Slots {
    new: Some(new),
    repr: Some(repr),
    str: Some(|vm, proxy| vm.str(mapping_of(proxy))),
    hash: Some(|vm, proxy| vm.hash(mapping_of(proxy))),
    length: Some(|vm, proxy| vm.length(mapping_of(proxy))),
    get_item: Some(|vm, proxy, key| vm.get_item(mapping_of(proxy), key)),
    contains: Some(|vm, proxy, key| vm.contains(mapping_of(proxy), key)),
    iter: Some(|vm, proxy| vm.iter(mapping_of(proxy))),
    compare: Some(compare),
    binary: Some(binary),
    ..Slots::NONE
};

static MEMBERS: &[Member] = &[
    Member::function("get", "self, key, default=None, /", get, "The value of a key, or a default."),
    Member::function("keys", "self, /", |vm, args| forward(vm, args, sym::keys), "The keys."),
    Member::function("values", "self, /", |vm, args| forward(vm, args, sym::values), "The values."),
    Member::function("items", "self, /", |vm, args| forward(vm, args, sym::items), "Pairs of keys and values."),
    Member::function("copy", "self, /", |vm, args| forward(vm, args, sym::copy), "A copy of the mapping."),
    Member::function("__reversed__", "self, /", reversed, "An iterator over the keys from the end."),
    generic_alias::CLASS_GETITEM,
];

/// `mappingproxy`: the field is the mapping.
pub static MAPPING_PROXY: Type = Type::record("mappingproxy", 1, "mapping, /", &SLOTS, MEMBERS)
    .with_flags(Type::MAPPING)
    .with_doc("A read-only view of a mapping.");

impl Vm {
    /// A read-only view of a mapping.
    pub fn new_mapping_proxy(&mut self, mapping: Value) -> NativeResult {
        self.new_static_record(&MAPPING_PROXY, &[Some(mapping)])
    }
}

fn mapping_of(proxy: Value) -> Value {
    proxy.as_ref::<Record>().and_then(|record| record.get(0)).unwrap_or(Value::NONE)
}

fn is_proxy(value: Value) -> bool {
    value.as_ref::<Record>().is_some_and(|record| record.class == Ref::from_static(&MAPPING_PROXY))
}

fn new(vm: &mut Vm, _class: Ref<Type>, args: &Args) -> NativeResult {
    let mapping = args.at(0);
    let class = vm.class_of(mapping);
    let is_sequence = class.flags & Type::SEQUENCE != 0;
    let has_items = class.slots.get_item.is_some() || vm.class_lookup(class, sym::__getitem__.value())?.is_some();
    if is_sequence || !has_items {
        let name = vm.type_name(mapping);
        return Err(vm.type_error(format_args!("mappingproxy() argument must be a mapping, not {name}")));
    }
    vm.new_mapping_proxy(mapping)
}

fn repr(vm: &mut Vm, proxy: Value) -> NativeResult {
    sequence::guarded_repr(vm, proxy, b"mappingproxy(...)", |vm, text| {
        sequence::write(vm, text, b"mappingproxy(")?;
        sequence::write_repr(vm, text, mapping_of(proxy))?;
        sequence::write(vm, text, b")")
    })
}

fn compare(vm: &mut Vm, operator: Comparison, a: Value, b: Value) -> NativeResult {
    let b = if is_proxy(b) { mapping_of(b) } else { b };
    match operator {
        Comparison::Eq | Comparison::Ne => vm.compare(operator, mapping_of(a), b),
        _ => Ok(Value::NOT_IMPLEMENTED),
    }
}

fn binary(vm: &mut Vm, operator: BinaryOperator, a: Value, b: Value) -> NativeResult {
    if operator != BinaryOperator::Or {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let [a, b] = [a, b].map(|value| if is_proxy(value) { mapping_of(value) } else { value });
    vm.binary(operator, a, b)
}

fn get(vm: &mut Vm, args: &Args) -> NativeResult {
    vm.call_method(mapping_of(args.at(0)), sym::get, &[args.at(1), args.at(2)])
}

fn forward(vm: &mut Vm, args: &Args, name: crate::symbols::Symbol) -> NativeResult {
    vm.call_method(mapping_of(args.at(0)), name, &[])
}

fn reversed(vm: &mut Vm, args: &Args) -> NativeResult {
    let mapping = mapping_of(args.at(0));
    if mapping.as_ref::<Dict>().is_some() {
        return iterator::new_reverse(vm, &iterator::DICT_REVERSEKEYITERATOR, mapping);
    }
    vm.call_method(mapping, sym::__reversed__, &[])
}

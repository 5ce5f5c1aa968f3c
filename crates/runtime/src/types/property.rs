//! `property`.

use crate::native::{Args, Member, NativeResult};
use crate::object::{Record, Ref, Type};
use crate::protocol::text::TypeName;
use crate::symbols::{Symbol, sym};
use crate::text_builder::TextBuilder;
use crate::types::exception::ATTRIBUTE_ERROR;
use crate::types::{Slots, staticmethod};
use crate::value::Value;
use crate::vm::{Raised, Vm};

const FGET: usize = 0;
const FSET: usize = 1;
const FDEL: usize = 2;
/// The docstring; empty if it is the getter's.
const DOC: usize = 3;
const NAME: usize = 4;

static SLOTS: Slots = Slots {
    new: Some(new),
    init: Some(init),
    descriptor_get: Some(descriptor_get),
    descriptor_set: Some(descriptor_set),
    ..Slots::NONE
};

static MEMBERS: &[Member] = &[
    #[cfg(feature = "introspection")]
    Member::getter("fget", |_, property| Ok(field(property, FGET).unwrap_or(Value::NONE))),
    #[cfg(feature = "introspection")]
    Member::getter("fset", |_, property| Ok(field(property, FSET).unwrap_or(Value::NONE))),
    #[cfg(feature = "introspection")]
    Member::getter("fdel", |_, property| Ok(field(property, FDEL).unwrap_or(Value::NONE))),
    Member::property("__doc__", doc, set_doc),
    #[cfg(feature = "introspection")]
    Member::getter("__isabstractmethod__", is_abstract),
    Member::function(
        "getter",
        "self, fget, /",
        getter,
        "Descriptor to obtain a copy of the property with a different getter.",
    ),
    Member::function(
        "setter",
        "self, fset, /",
        setter,
        "Descriptor to obtain a copy of the property with a different setter.",
    ),
    Member::function(
        "deleter",
        "self, fdel, /",
        deleter,
        "Descriptor to obtain a copy of the property with a different deleter.",
    ),
    Member::function("__set_name__", "self, owner, name, /", set_name, "Method to set name of a property."),
];

/// `property`
pub static PROPERTY: Type = Type::record("property", 5, "fget=None, fset=None, fdel=None, doc=None", &SLOTS, MEMBERS)
    .with_flags(Type::BASE)
    .with_doc("Property attribute.");

fn field(property: Value, index: usize) -> Option<Value> {
    property.as_ref::<Record>().and_then(|record| record.get(index))
}

fn new(vm: &mut Vm, class: Ref<Type>, _: &Args) -> NativeResult {
    vm.new_record(class, &[None; 5]).map(Ref::value)
}

fn init(_: &mut Vm, property: Value, args: &Args) -> Result<(), Raised> {
    if let Some(record) = property.as_ref::<Record>() {
        for index in [FGET, FSET, FDEL, DOC] {
            record.set(index, args.get_not_none(index));
        }
        record.set(NAME, None);
    }
    Ok(())
}

fn doc(vm: &mut Vm, property: Value) -> NativeResult {
    match (field(property, DOC), field(property, FGET)) {
        (Some(doc), _) => Ok(doc),
        (None, Some(getter)) => Ok(vm.find_attribute(getter, sym::__doc__)?.unwrap_or(Value::NONE)),
        (None, None) => Ok(Value::NONE),
    }
}

fn set_doc(_: &mut Vm, property: Value, new: Option<Value>) -> Result<(), Raised> {
    if let Some(record) = property.as_ref::<Record>() {
        record.set(DOC, new.unwrap_or(Value::NONE));
    }
    Ok(())
}

fn is_abstract(vm: &mut Vm, property: Value) -> NativeResult {
    for index in [FGET, FSET, FDEL] {
        if let Some(function) = field(property, index)
            && staticmethod::is_abstract(vm, function)?
        {
            return Ok(Value::TRUE);
        }
    }
    Ok(Value::FALSE)
}

fn getter(vm: &mut Vm, args: &Args) -> NativeResult {
    copy(vm, args, FGET)
}

fn setter(vm: &mut Vm, args: &Args) -> NativeResult {
    copy(vm, args, FSET)
}

fn deleter(vm: &mut Vm, args: &Args) -> NativeResult {
    copy(vm, args, FDEL)
}

/// A property of the same class with one function replaced.
fn copy(vm: &mut Vm, args: &Args, replaced: usize) -> NativeResult {
    let property = args.at(0);
    let mut parts = [FGET, FSET, FDEL, DOC].map(|index| field(property, index).unwrap_or(Value::NONE));
    if let (Some(slot), Some(function)) = (parts.get_mut(replaced), args.get_not_none(1)) {
        *slot = function;
    }
    let class = vm.class_of(property);
    let made = if class.is_heap() {
        vm.call(class.value(), &parts)?
    } else {
        vm.new_record(class, &parts.map(Value::not_none))?.value()
    };
    if let Some(record) = made.as_ref::<Record>().filter(|_| vm.is_instance(made, Ref::from_static(&PROPERTY))) {
        record.set(NAME, field(property, NAME));
    }
    Ok(made)
}

fn set_name(_: &mut Vm, args: &Args) -> NativeResult {
    if let Some(record) = args.at(0).as_ref::<Record>() {
        record.set(NAME, args.get(2));
    }
    Ok(Value::NONE)
}

fn descriptor_get(vm: &mut Vm, property: Value, instance: Option<Value>, _: Value) -> NativeResult {
    let Some(instance) = instance else { return Ok(property) };
    match field(property, FGET) {
        Some(function) => vm.call(function, &[instance]),
        None => Err(missing(vm, property, instance, sym::getter)),
    }
}

fn descriptor_set(vm: &mut Vm, property: Value, instance: Value, new: Option<Value>) -> Result<(), Raised> {
    let (index, what) = if new.is_some() { (FSET, sym::setter) } else { (FDEL, sym::deleter) };
    let Some(function) = field(property, index) else { return Err(missing(vm, property, instance, what)) };
    match new {
        Some(new) => vm.call(function, &[instance, new])?,
        None => vm.call(function, &[instance])?,
    };
    Ok(())
}

#[cold]
fn missing(vm: &mut Vm, property: Value, instance: Value, what: Symbol) -> Raised {
    let mut text = TextBuilder::new();
    text.push(b"property ");
    if let Some(name) = field(property, NAME) {
        match vm.repr(name) {
            Ok(name) => text.push_str(name),
            Err(raised) => return raised,
        }
        text.push(b" ");
    }
    let class = vm.class_of(instance);
    text.push(b"of '");
    match class.dict.and_then(|dict| dict.get_name(sym::__qualname__)) {
        Some(name) => text.push_str(name),
        None => text.push_format(format_args!("{}", TypeName(class))),
    }
    text.push_format(format_args!("' object has no {}", what.as_str()));
    match text.finish(vm) {
        Ok(message) => vm.raise_with(&ATTRIBUTE_ERROR, &[message]),
        Err(raised) => raised,
    }
}

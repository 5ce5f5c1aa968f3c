//! `getset_descriptor`: computed attributes of builtin types.

use super::native::owner_of_getset;
use crate::native::{GetSet, Member, NativeResult};
use crate::object::{Kind, Ref, Type};
use crate::symbols::sym;
use crate::types::Slots;
use crate::types::exception::ATTRIBUTE_ERROR;
use crate::value::Value;
use crate::vm::{Raised, Vm};

static SLOTS: Slots = Slots {
    repr: Some(repr),
    descriptor_get: Some(descriptor_get),
    descriptor_set: Some(descriptor_set),
    ..Slots::NONE
};

static MEMBERS: &[Member] = &[
    Member::getter("__name__", |vm, value| match value.as_ref::<GetSet>() {
        Some(attribute) => vm.intern(attribute.name().as_bytes()),
        None => Ok(Value::NONE),
    }),
    Member::getter("__qualname__", |vm, value| match value.as_ref::<GetSet>() {
        Some(attribute) => vm.new_str_from(format_args!("{}.{}", owner_name(&attribute), attribute.name())),
        None => Ok(Value::NONE),
    }),
    Member::getter("__doc__", |_, _| Ok(Value::NONE)),
    Member::getter("__objclass__", |vm, value| {
        match value.as_ref::<GetSet>().and_then(|attribute| owner_of_getset(&attribute)) {
            Some(class) => Ok(Ref::from_static(class).value()),
            None => Err(vm.raise_attribute_error(value, sym::__objclass__.value())),
        }
    }),
];

/// `getset_descriptor`
pub static GETSET: Type = Type::builtin("getset_descriptor", Kind::GetSet, "", &SLOTS, MEMBERS);

fn owner_name(attribute: &GetSet) -> &'static str {
    owner_of_getset(attribute).map_or("object", |class| class.static_name())
}

fn repr(vm: &mut Vm, value: Value) -> NativeResult {
    match value.as_ref::<GetSet>() {
        Some(attribute) => {
            let class = owner_name(&attribute);
            vm.new_str_from(format_args!("<attribute '{}' of '{class}' objects>", attribute.name()))
        }
        None => Ok(sym::EMPTY.value()),
    }
}

/// TypeError if the attribute's type is known and the instance is not of it.
fn check(vm: &mut Vm, attribute: &GetSet, instance: Value) -> Result<(), Raised> {
    match owner_of_getset(attribute) {
        Some(class) if !vm.is_instance(instance, Ref::from_static(class)) => {
            let (name, class, got) = (attribute.name(), class.static_name(), vm.type_name(instance));
            let message = format_args!("descriptor '{name}' for '{class}' objects doesn't apply to a '{got}' object");
            Err(vm.type_error(message))
        }
        _ => Ok(()),
    }
}

fn descriptor_get(vm: &mut Vm, value: Value, instance: Option<Value>, _: Value) -> NativeResult {
    let (Some(attribute), Some(instance)) = (value.as_ref::<GetSet>(), instance) else { return Ok(value) };
    check(vm, &attribute, instance)?;
    (attribute.get)(vm, instance)
}

fn descriptor_set(vm: &mut Vm, value: Value, instance: Value, new: Option<Value>) -> Result<(), Raised> {
    let Some(attribute) = value.as_ref::<GetSet>() else { return Ok(()) };
    check(vm, &attribute, instance)?;
    match attribute.set {
        Some(set) => set(vm, instance, new),
        None => {
            let (name, class) = (attribute.name(), owner_name(&attribute));
            let message = format_args!("attribute '{name}' of '{class}' objects is not writable");
            Err(vm.raise(&ATTRIBUTE_ERROR, message))
        }
    }
}

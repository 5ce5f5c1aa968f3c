//! `method_descriptor`: a method of a builtin type as the type itself gives it, such as `list.append`.
//!
//! It is called with the instance as the first argument, and makes sure that this is one. Native functions themselves do
//! not check. `__new__` of a builtin type is one too; its first argument is a class. There is one descriptor for a function and a type, so that `A.f is B.f` holds where it should.

use crate::native::{Args, Member, MemberKind, NativeResult};
use crate::object::{Kind, List, Native, Record, Ref, Type};
use crate::protocol::special::is_slot_method;
use crate::text_builder::TextBuilder;
use crate::types::Slots;
use crate::types::object::OBJECT;
use crate::types::type_::instantiate::{builtin_new, is_special_new};
use crate::types::type_::layout_class;
use crate::value::Value;
use crate::vm::{Raised, Vm};

const NATIVE: usize = 0;
const OWNER: usize = 1;

static SLOTS: Slots = Slots { repr: Some(repr), call: Some(call), descriptor_get: Some(get), ..Slots::NONE };

static MEMBERS: &[Member] = &[
    Member::getter("__name__", |vm, value| vm.intern(native(value).map_or("", |native| native.name()).as_bytes())),
    #[cfg(feature = "introspection")]
    Member::getter("__qualname__", |vm, value| match (native(value), owner(value)) {
        (Some(native), Some(owner)) => vm.new_str_from(format_args!("{}.{}", owner.static_name(), native.name())),
        _ => Ok(Value::NONE),
    }),
    #[cfg(feature = "introspection")]
    Member::getter("__objclass__", |_, value| Ok(owner(value).map_or(Value::NONE, Ref::value))),
    #[cfg(feature = "introspection")]
    Member::getter("__doc__", |vm, value| match native(value) {
        Some(native) if !native.doc().is_empty() => vm.new_str(native.doc().as_bytes()),
        _ => Ok(Value::NONE),
    }),
    #[cfg(feature = "introspection")]
    Member::getter("__text_signature__", |vm, value| match native(value) {
        Some(native) => vm.new_str_from(format_args!("({})", native.signature.text())),
        None => Ok(Value::NONE),
    }),
];

/// `method_descriptor`: the fields are the native function and the type it belongs to.
pub static METHOD_DESCRIPTOR: Type = Type::record("method_descriptor", 2, "", &SLOTS, MEMBERS);

fn native(value: Value) -> Option<Ref<Native>> {
    value.as_ref::<Record>()?.get(NATIVE)?.as_ref::<Native>()
}

fn owner(value: Value) -> Option<Ref<Type>> {
    value.as_ref::<Record>()?.get(OWNER)?.as_ref::<Type>()
}

impl Vm {
    /// The descriptor of a native method that was found in the MRO of a class.
    pub(crate) fn method_descriptor(&mut self, method: Value, class: Ref<Type>) -> NativeResult {
        let owner = match method.as_ref::<Native>() {
            Some(native) => definer(class, native),
            None => return Ok(method),
        };
        let known = self.dict_get(self.descriptors, method)?.and_then(Value::as_ref::<List>);
        if let Some(known) = known {
            for index in 0..known.len() {
                if let Some(descriptor) = known.get(index).filter(|&known| self::owner(known) == Some(owner)) {
                    return Ok(descriptor);
                }
            }
        }
        let made = self.new_static_record(&METHOD_DESCRIPTOR, &[Some(method), Some(owner.value())])?;
        match known {
            Some(known) => self.list_push(known, made)?,
            None => {
                let list = self.new_list(&[made])?;
                self.dict_set(self.descriptors, method, list.value())?;
            }
        }
        Ok(made)
    }
}

/// The builtin class that has a method of its own, going up from the layout of a class.
fn definer(class: Ref<Type>, native: Ref<Native>) -> Ref<Type> {
    let is_member = |member: &'static Member| matches!(member.what(), MemberKind::Function(other) if core::ptr::eq(other, native.pointer()));
    let mut current = Some(layout_class(class));
    while let Some(class) = current {
        if class.members().iter().any(is_member) || is_slot_method(class, native) {
            return class;
        }
        current = class.base();
    }
    Ref::from_static(&OBJECT)
}

fn is_special(native: Ref<Native>) -> bool {
    native.name().starts_with("__")
}

fn repr(vm: &mut Vm, value: Value) -> NativeResult {
    let (Some(native), Some(owner)) = (native(value), owner(value)) else { return vm.default_repr(value) };
    if is_special_new(&native) {
        return vm
            .new_str_from(format_args!("<built-in method __new__ of type object at {:#x}>", owner.value().word()));
    }
    let what = if is_special(native) { "slot wrapper" } else { "method" };
    let mut text = TextBuilder::new();
    text.push_format(format_args!("<{what} '{}' of '{}' objects>", native.name(), owner.static_name()));
    text.finish(vm)
}

fn call(vm: &mut Vm, value: Value, args: &Args) -> NativeResult {
    let (Some(native), Some(owner)) = (native(value), owner(value)) else { return Ok(Value::NONE) };
    if is_special_new(&native) {
        return builtin_new(vm, args.rest_slice(), args.keywords(), owner);
    }
    match args.rest_at(0) {
        Some(instance) if vm.is_instance(instance, owner) => vm.call_native(native, args.rest_slice(), args.keywords()),
        instance => Err(refuse(vm, native, owner, instance)),
    }
}

#[cold]
fn refuse(vm: &mut Vm, native: Ref<Native>, owner: Ref<Type>, instance: Option<Value>) -> Raised {
    let (name, owner) = (native.name(), owner.static_name());
    match (instance, is_special(native)) {
        (None, true) => vm.type_error(format_args!("descriptor '{name}' of '{owner}' object needs an argument")),
        (None, false) => vm.type_error(format_args!("unbound method {owner}.{name}() needs an argument")),
        (Some(instance), true) => {
            let got = vm.class_name(instance);
            vm.type_error(format_args!("descriptor '{name}' requires a '{owner}' object but received a '{got}'"))
        }
        (Some(instance), false) => {
            let got = vm.class_name(instance);
            let message = format_args!("descriptor '{name}' for '{owner}' objects doesn't apply to a '{got}' object");
            vm.type_error(message)
        }
    }
}

/// Binds to an instance; what is no instance of the type is refused when it is called.
fn get(vm: &mut Vm, value: Value, instance: Option<Value>, _: Value) -> NativeResult {
    let Some(instance) = instance else { return Ok(value) };
    let (Some(native), Some(owner)) = (native(value), owner(value)) else { return Ok(value) };
    if is_special_new(&native) {
        return Ok(value);
    }
    let function = if vm.is_instance(instance, owner) { native.value() } else { value };
    debug_assert!(function.is_kind(Kind::Native) || function == value);
    vm.new_bound_method(function, instance)
}

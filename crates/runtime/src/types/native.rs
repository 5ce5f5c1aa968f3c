//! `builtin_function_or_method`: functions written in Rust.

use crate::native::{GetSet, Member, MemberKind, NativeResult};
use crate::object::{Kind, Native, Ref, Type};
use crate::symbols::sym;
use crate::text_builder::TextBuilder;
use crate::types::{KIND_TYPES, Slots, exception, singletons};
use crate::value::Value;
use crate::vm::Vm;

static SLOTS: Slots = Slots { repr: Some(repr), call: Some(super::method::forward), ..Slots::NONE };

static MEMBERS: &[Member] = &[
    Member::getter("__name__", |vm, value| match value.as_ref::<Native>() {
        Some(native) => vm.intern(native.name().as_bytes()),
        None => Ok(Value::NONE),
    }),
    #[cfg(feature = "introspection")]
    Member::getter("__qualname__", qualified_name),
    #[cfg(feature = "introspection")]
    Member::getter("__doc__", |vm, value| match value.as_ref::<Native>() {
        Some(native) if !native.doc().is_empty() => vm.new_str(native.doc().as_bytes()),
        _ => Ok(Value::NONE),
    }),
    #[cfg(feature = "introspection")]
    Member::getter("__text_signature__", |vm, value| match value.as_ref::<Native>() {
        Some(native) => vm.new_str_from(format_args!("({})", native.signature.text())),
        None => Ok(Value::NONE),
    }),
    #[cfg(feature = "introspection")]
    Member::getter("__module__", |vm, value| {
        let native = value.as_ref::<Native>();
        match native.as_ref().and_then(|native| module_of_native(vm, native)) {
            Some(module) => vm.intern(module.as_bytes()),
            None => Ok(Value::NONE),
        }
    }),
    #[cfg(feature = "introspection")]
    Member::getter("__objclass__", |vm, value| {
        match value.as_ref::<Native>().and_then(|native| owner_of_native(&native)) {
            Some(class) => Ok(Ref::from_static(class).value()),
            None => Err(vm.raise_attribute_error(value, sym::__objclass__.value())),
        }
    }),
];

/// `builtin_function_or_method`
pub static NATIVE: Type = Type::builtin("builtin_function_or_method", Kind::Native, "", &SLOTS, MEMBERS);

/// The builtin type that has a member for which `is_it` holds.
fn owner(is_it: impl Fn(MemberKind) -> bool) -> Option<&'static Type> {
    let others = [
        &super::property::PROPERTY,
        &super::range::RANGE,
        &super::slice::SLICE,
        &super::staticmethod::STATICMETHOD,
        &super::classmethod::CLASSMETHOD,
        &super::bool::BOOL,
        &singletons::NONE_TYPE,
    ];
    let known = KIND_TYPES.iter().chain(&others).chain(exception::CLASSES);
    known.copied().find(|class| class.members().iter().any(|member| is_it(member.what())))
}

/// The builtin type that has a native function as a method.
fn owner_of_native(native: &Native) -> Option<&'static Type> {
    owner(|member| match member {
        MemberKind::Function(other) | MemberKind::Static(other) | MemberKind::Class(other) => {
            core::ptr::eq(other, native)
        }
        _ => false,
    })
}

/// The name of the builtin module that has a native function.
fn module_of_native(vm: &Vm, native: &Native) -> Option<&'static str> {
    if core::ptr::eq(native, &super::type_::build::BUILD_CLASS) {
        // It is not in the table of the module itself.
        return Some("builtins");
    }
    let has = |member: MemberKind| matches!(member, MemberKind::Function(other) if core::ptr::eq(other, native));
    let found = vm.builtin_modules.iter().find(|module| module.members.iter().any(|member| has(member.what())));
    found.map(|module| module.name)
}

/// The builtin type that has a computed attribute.
pub(super) fn owner_of_getset(attribute: &GetSet) -> Option<&'static Type> {
    owner(|member| matches!(member, MemberKind::Property(other) if core::ptr::eq(other, attribute)))
}

fn qualified_name(vm: &mut Vm, value: Value) -> NativeResult {
    let Some(native) = value.as_ref::<Native>() else { return Ok(Value::NONE) };
    match owner_of_native(&native) {
        Some(class) => vm.new_str_from(format_args!("{}.{}", class.static_name(), native.name())),
        None => vm.intern(native.name().as_bytes()),
    }
}

fn repr(vm: &mut Vm, value: Value) -> NativeResult {
    let Some(native) = value.as_ref::<Native>() else { return Ok(sym::EMPTY.value()) };
    let mut text = TextBuilder::new();
    match owner_of_native(&native).filter(|_| native.header.flags & Native::METHOD != 0) {
        Some(class) => {
            text.push_format(format_args!("<method '{}' of '{}' objects>", native.name(), class.static_name()));
        }
        None => text.push_format(format_args!("<built-in function {}>", native.name())),
    }
    text.finish(vm)
}

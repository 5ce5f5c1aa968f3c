//! `type`: classes and how they are made, called and changed.
//!
//! Map: this file the type and its attributes; [`mod@instantiate`] calls of classes; [`build`] the class statement;
//! [`create`] `type.__new__`, with [`mro`] and [`slots`]; [`flags`] changes of classes; [`check`] `isinstance`.

pub mod build;
pub mod check;
pub mod create;
pub mod flags;
pub mod instantiate;
pub mod mro;
mod slots;
#[cfg(test)]
mod tests;

pub use flags::set_type_attribute;
pub use instantiate::{instantiate, layout_class};
pub use mro::Mro;

use crate::native::{Args, Member, NativeResult};
use crate::object::{Dict, Kind, Ref, Str, Type};
use crate::symbols::sym;
use crate::text_builder::TextBuilder;
use crate::types::{BinaryOperator, Slots};
use crate::value::Value;
use crate::vm::{Raised, Vm};

static SLOTS: Slots =
    Slots { new: Some(create::new), init: Some(init), repr: Some(repr), binary: Some(binary), ..Slots::NONE };

static MEMBERS: &[Member] = &[
    Member::property("__name__", name, set_name),
    Member::property("__qualname__", qualified_name, set_qualified_name),
    Member::property("__module__", module, set_module),
    Member::property("__doc__", doc, set_doc),
    #[cfg(feature = "introspection")]
    Member::property("__annotations__", annotations, set_annotations),
    #[cfg(feature = "introspection")]
    Member::property("__type_params__", type_parameters, set_type_parameters),
    Member::getter("__bases__", |vm, class| mro::bases(vm, subject(class))),
    Member::getter("__base__", |_, class| Ok(subject(class).base().map_or(Value::NONE, Ref::value))),
    Member::getter("__mro__", mro_tuple),
    Member::getter("__dict__", namespace),
    #[cfg(feature = "introspection")]
    Member::function("mro", "self, /", mro_list, "Return a type's method resolution order."),
    #[cfg(feature = "introspection")]
    Member::function("__subclasses__", "self, /", subclasses, "Return a list of immediate subclasses."),
    Member::function("__instancecheck__", "self, instance, /", instance_check, "Check if an object is an instance."),
    Member::function("__subclasscheck__", "self, subclass, /", subclass_check, "Check if a class is a subclass."),
    Member::class_method(
        "__prepare__",
        "cls, *args, **kwargs",
        |vm, _| vm.new_dict(0).map(Ref::value),
        "Create the namespace for the class statement",
    ),
];

/// `type`
pub static TYPE: Type = Type::builtin("type", Kind::Type, "*args, **kwargs", &SLOTS, MEMBERS)
    .with_flags(Type::BASE | Type::METACLASS)
    .with_doc("type(object) -> the object's type\ntype(name, bases, dict, **kwds) -> a new type");

fn init(vm: &mut Vm, _: Value, args: &Args) -> Result<(), Raised> {
    let count = args.rest_len();
    if count == 1 && args.keywords().and_then(Value::as_ref::<Dict>).is_some_and(|dict| !dict.is_empty()) {
        return Err(vm.type_error(format_args!("type.__init__() takes no keyword arguments")));
    }
    if count != 1 && count != 3 {
        return Err(vm.type_error(format_args!("type.__init__() takes 1 or 3 arguments")));
    }
    Ok(())
}

/// The class that an attribute of `type` is asked of.
fn subject(class: Value) -> Ref<Type> {
    class.as_ref::<Type>().unwrap_or(Ref::from_static(&TYPE))
}

fn repr(vm: &mut Vm, class: Value) -> NativeResult {
    let class = subject(class);
    let mut text = TextBuilder::new();
    text.push(b"<class '");
    push_full_name(vm, class, &mut text)?;
    text.push(b"'>");
    text.finish(vm)
}

/// Adds the qualified name of a class, behind that of its module if it is not `builtins`.
pub fn push_full_name(vm: &mut Vm, class: Ref<Type>, text: &mut TextBuilder) -> Result<(), Raised> {
    if !class.is_heap() {
        if class.static_module() != "builtins" {
            text.push_format(format_args!("{}.", class.static_module()));
        }
        text.push(class.static_name().as_bytes());
        return Ok(());
    }
    let module = vm.own_attribute(class, sym::__module__.value())?;
    if let Some(module) = module.and_then(Value::as_ref::<Str>) {
        if module.as_bytes() != b"builtins" {
            text.push(module.as_bytes());
            text.push(b".");
        }
    }
    text.push_str(class.qualified_name.or(class.name).unwrap_or(sym::EMPTY.value()));
    Ok(())
}

fn name(vm: &mut Vm, class: Value) -> NativeResult {
    let class = subject(class);
    match class.name {
        Some(name) => Ok(name),
        None => vm.intern(class.static_name().as_bytes()),
    }
}

fn qualified_name(vm: &mut Vm, class: Value) -> NativeResult {
    match subject(class).qualified_name {
        Some(name) => Ok(name),
        None => name(vm, class),
    }
}

/// The class, if attributes of it may be set.
fn changeable(vm: &mut Vm, class: Value, name: &str) -> Result<(Ref<Type>, Ref<Dict>), Raised> {
    let class = subject(class);
    match class.dict.filter(|_| class.is_heap()) {
        Some(dict) => Ok((class, dict)),
        None => {
            let name = vm.intern(name.as_bytes())?;
            Err(flags::immutable(vm, class, name))
        }
    }
}

/// A new name, which must be a str.
fn new_name(vm: &mut Vm, class: Ref<Type>, attribute: &str, new: Option<Value>) -> Result<Value, Raised> {
    let name = vm.class_text(class);
    match new {
        Some(new) if new.is_kind(Kind::Str) => vm.intern_value(new),
        Some(new) => {
            let got = vm.type_name(new);
            Err(vm.type_error(format_args!("can only assign string to {name}.{attribute}, not '{got}'")))
        }
        None => Err(vm.type_error(format_args!("cannot delete '{attribute}' attribute of type '{name}'"))),
    }
}

fn set_name(vm: &mut Vm, class: Value, new: Option<Value>) -> Result<(), Raised> {
    let (class, _) = changeable(vm, class, "__name__")?;
    let new = new_name(vm, class, "__name__", new)?;
    // SAFETY: the class is in the heap, and nobody holds a reference to its fields.
    unsafe {
        if class.qualified_name.is_none() {
            (*class.pointer()).qualified_name = class.name;
        }
        (*class.pointer()).name = Some(new);
    }
    Ok(())
}

fn set_qualified_name(vm: &mut Vm, class: Value, new: Option<Value>) -> Result<(), Raised> {
    let (class, _) = changeable(vm, class, "__qualname__")?;
    let new = new_name(vm, class, "__qualname__", new)?;
    // SAFETY: as in `set_name`.
    unsafe { (*class.pointer()).qualified_name = Some(new) };
    Ok(())
}

fn module(vm: &mut Vm, class: Value) -> NativeResult {
    let class = subject(class);
    if !class.is_heap() {
        return vm.intern(class.static_module().as_bytes());
    }
    match vm.own_attribute(class, sym::__module__.value())? {
        Some(module) => Ok(module),
        None => Ok(sym::builtins.value()),
    }
}

fn set_module(vm: &mut Vm, class: Value, new: Option<Value>) -> Result<(), Raised> {
    set_entry(vm, class, "__module__", new)
}

fn doc(vm: &mut Vm, class: Value) -> NativeResult {
    let class = subject(class);
    let found = vm.own_attribute(class, sym::__doc__.value())?;
    match found {
        Some(found) => vm.bind(found, None, class),
        None => Ok(Value::NONE),
    }
}

fn set_doc(vm: &mut Vm, class: Value, new: Option<Value>) -> Result<(), Raised> {
    set_entry(vm, class, "__doc__", new)
}

fn set_entry(vm: &mut Vm, class: Value, attribute: &str, new: Option<Value>) -> Result<(), Raised> {
    let (class, _) = changeable(vm, class, attribute)?;
    let key = vm.intern(attribute.as_bytes())?;
    if new.is_none() {
        let name = vm.class_text(class);
        return Err(vm.type_error(format_args!("cannot delete '{attribute}' attribute of type '{name}'")));
    }
    set_type_attribute(vm, class, key, new)
}

fn annotations(vm: &mut Vm, class: Value) -> NativeResult {
    let class = subject(class);
    let Some(dict) = class.dict else {
        return Err(vm.raise_attribute_error(class.value(), sym::__annotations__.value()));
    };
    if let Some(found) = dict.get_name(sym::__annotations__) {
        return vm.bind(found, None, class);
    }
    let made = vm.new_dict(0)?;
    set_type_attribute(vm, class, sym::__annotations__.value(), Some(made.value()))?;
    Ok(made.value())
}

fn set_annotations(vm: &mut Vm, class: Value, new: Option<Value>) -> Result<(), Raised> {
    let (class, _) = changeable(vm, class, "__annotations__")?;
    set_type_attribute(vm, class, sym::__annotations__.value(), new)
}

fn type_parameters(vm: &mut Vm, class: Value) -> NativeResult {
    let class = subject(class);
    match class.dict.and_then(|dict| dict.get_name(sym::__type_params__)) {
        Some(found) => Ok(found),
        None => vm.new_tuple(&[]),
    }
}

fn set_type_parameters(vm: &mut Vm, class: Value, new: Option<Value>) -> Result<(), Raised> {
    set_entry(vm, class, "__type_params__", new)
}

fn mro_tuple(vm: &mut Vm, class: Value) -> NativeResult {
    let class = subject(class);
    match class.mro {
        Some(mro) => Ok(mro),
        None => {
            let list = mro_values(vm, class)?;
            vm.new_tuple(list.as_slice())
        }
    }
}

fn mro_values(vm: &mut Vm, class: Ref<Type>) -> Result<Ref<crate::object::List>, Raised> {
    let list = vm.new_list(&[])?;
    for ancestor in Mro::of(class) {
        vm.list_push(list, ancestor.value())?;
    }
    Ok(list)
}

/// `type.mro()`: the order that C3 gives.
fn mro_list(vm: &mut Vm, args: &Args) -> NativeResult {
    let class = subject(args.at(0));
    mro_values(vm, class).map(Ref::value)
}

fn namespace(vm: &mut Vm, class: Value) -> NativeResult {
    let class = subject(class);
    if let Some(dict) = class.dict {
        return vm.new_mapping_proxy(dict.value());
    }
    let made = vm.new_dict(0)?;
    let names = vm.new_list(&[])?;
    vm.push_own_names(class, names)?;
    for index in 0..names.len() {
        let Some(name) = names.get(index) else { continue };
        if let Some(value) = vm.own_attribute(class, name)? {
            vm.dict_set(made, name, value)?;
        }
    }
    vm.new_mapping_proxy(made.value())
}

/// `A | B` of classes is a union of types.
fn binary(vm: &mut Vm, operator: BinaryOperator, left: Value, right: Value) -> NativeResult {
    if operator == BinaryOperator::Or { vm.union(left, right) } else { Ok(Value::NOT_IMPLEMENTED) }
}

fn subclasses(vm: &mut Vm, args: &Args) -> NativeResult {
    vm.subclasses(subject(args.at(0)))
}

fn instance_check(vm: &mut Vm, args: &Args) -> NativeResult {
    vm.is_instance_default(args.at(1), args.at(0)).map(Value::from_bool)
}

fn subclass_check(vm: &mut Vm, args: &Args) -> NativeResult {
    vm.is_subclass_default(args.at(1), args.at(0)).map(Value::from_bool)
}

//! `object`: what every value can do.

use crate::native::{Args, Member, MemberKind, NativeResult};
use crate::object::trace::{extension, size_of_object};
use crate::object::{Dict, EXTENDED, Exception, Instance, Kind, Native, Ref, Str, Type};
use crate::protocol::compare::identity_hash;
use crate::text_builder::TextBuilder;
use crate::types::type_::{instantiate, layout_class, push_full_name};
use crate::types::{Comparison, Slots};
use crate::value::Value;
use crate::vm::{Raised, Vm};
use core::ptr::null;

static SLOTS: Slots = Slots { new: Some(new), ..Slots::NONE };

static MEMBERS: &[Member] = &[
    Member::static_method("__new__", "*args, **kwargs", instantiate::object_new, "Create a new object."),
    Member::function("__init__", "self, /, *args, **kwargs", instantiate::special_init, "Initialize self."),
    Member::function("__repr__", "self, /", |vm, args| vm.default_repr(args.at(0)), "Return repr(self)."),
    Member::function("__str__", "self, /", |vm, args| vm.repr(args.at(0)), "Return str(self)."),
    Member::function("__format__", "self, format_spec, /", format, "Default object formatter."),
    Member::function("__hash__", "self, /", |vm, args| vm.new_int(identity_hash(args.at(0))), "Return hash(self)."),
    Member::function("__eq__", "self, value, /", equal, "Return self==value."),
    Member::function("__ne__", "self, value, /", not_equal, "Return self!=value."),
    Member::function("__lt__", "self, value, /", not_implemented, "Return self<value."),
    Member::function("__le__", "self, value, /", not_implemented, "Return self<=value."),
    Member::function("__gt__", "self, value, /", not_implemented, "Return self>value."),
    Member::function("__ge__", "self, value, /", not_implemented, "Return self>=value."),
    Member::function("__getattribute__", "self, name, /", get_attribute, "Return getattr(self, name)."),
    Member::function("__setattr__", "self, name, value, /", set_attribute, "Implement setattr(self, name, value)."),
    Member::function("__delattr__", "self, name, /", delete_attribute, "Implement delattr(self, name)."),
    Member::function("__dir__", "self, /", directory, "Default dir() implementation."),
    #[cfg(feature = "introspection")]
    Member::function("__sizeof__", "self, /", size_of, "Size of object in memory, in bytes."),
    Member::class_method(
        "__init_subclass__",
        "cls, *args, **kwargs",
        init_subclass,
        "Called when a class is subclassed.",
    ),
    #[cfg(feature = "introspection")]
    Member::class_method("__subclasshook__", "cls, /, *args", not_implemented, "Customizes issubclass()."),
    Member::property("__class__", |vm, value| Ok(vm.class_of(value).value()), set_class),
    Member::property("__dict__", dict, set_dict),
];

/// `object`
pub static OBJECT: Type = {
    let mut class = Type::builtin("object", Kind::Instance, "", &SLOTS, MEMBERS)
        .with_flags(Type::BASE)
        .with_doc("The base class of the class hierarchy.");
    class.base = null();
    class
};

/// Instances of `object` itself are records without fields: only classes in the heap can have shapes.
fn new(vm: &mut Vm, class: Ref<Type>, _args: &Args) -> NativeResult {
    if class.is_heap() { vm.new_instance(class).map(Ref::value) } else { vm.new_record(class, &[]).map(Ref::value) }
}

/// Whether a native function is `object.__new__`.
pub(crate) fn is_own_new(native: &Native) -> bool {
    MEMBERS.iter().any(|member| matches!(member.what(), MemberKind::Static(own) if core::ptr::eq(own, native)))
}

impl Vm {
    /// `object.__repr__(value)`: the name of the class and the address.
    pub fn default_repr(&mut self, value: Value) -> NativeResult {
        let mut text = TextBuilder::new();
        text.push(b"<");
        let class = self.class_of(value);
        push_full_name(self, class, &mut text)?;
        text.push_format(format_args!(" object at {:#x}>", value.word()));
        text.finish(self)
    }
}

fn format(vm: &mut Vm, args: &Args) -> NativeResult {
    let Some(spec) = args.at(1).as_ref::<Str>() else {
        let got = vm.class_name(args.at(1));
        return Err(vm.type_error(format_args!("__format__() argument must be str, not {got}")));
    };
    if spec.as_bytes().is_empty() {
        return vm.str(args.at(0));
    }
    let name = vm.class_name(args.at(0));
    Err(vm.type_error(format_args!("unsupported format string passed to {name}.__format__")))
}

fn equal(_: &mut Vm, args: &Args) -> NativeResult {
    Ok(if args.at(0) == args.at(1) { Value::TRUE } else { Value::NOT_IMPLEMENTED })
}

fn not_equal(vm: &mut Vm, args: &Args) -> NativeResult {
    let class = vm.class_of(args.at(0));
    match vm.compare_one_way(Comparison::Eq, class, args.at(0), args.at(1))? {
        Value::NOT_IMPLEMENTED => Ok(Value::NOT_IMPLEMENTED),
        result => Ok(Value::from_bool(!vm.truth(result)?)),
    }
}

fn not_implemented(_: &mut Vm, _: &Args) -> NativeResult {
    Ok(Value::NOT_IMPLEMENTED)
}

/// The name of an attribute, which must be a str.
fn attribute_name(vm: &mut Vm, name: Value) -> NativeResult {
    if name.is_kind(Kind::Str) {
        return vm.intern_value(name);
    }
    let got = vm.class_name(name);
    Err(vm.type_error(format_args!("attribute name must be string, not '{got}'")))
}

fn get_attribute(vm: &mut Vm, args: &Args) -> NativeResult {
    let name = attribute_name(vm, args.at(1))?;
    let class = vm.class_of(args.at(0));
    match vm.find_attribute_plainly(args.at(0), class, name)? {
        Some(found) => Ok(found),
        None => Err(vm.raise_attribute_error(args.at(0), name)),
    }
}

fn set_attribute(vm: &mut Vm, args: &Args) -> NativeResult {
    let name = attribute_name(vm, args.at(1))?;
    let class = vm.class_of(args.at(0));
    vm.set_attribute_plainly(args.at(0), class, name, Some(args.at(2)))?;
    Ok(Value::NONE)
}

fn delete_attribute(vm: &mut Vm, args: &Args) -> NativeResult {
    let name = attribute_name(vm, args.at(1))?;
    let class = vm.class_of(args.at(0));
    vm.set_attribute_plainly(args.at(0), class, name, None)?;
    Ok(Value::NONE)
}

fn directory(vm: &mut Vm, args: &Args) -> NativeResult {
    vm.default_directory(args.at(0)).map(Ref::value)
}

fn size_of(vm: &mut Vm, args: &Args) -> NativeResult {
    // SAFETY: a value that is a pointer refers to an object.
    let size = args.at(0).as_object().map_or(0, |object| unsafe { size_of_object(object) });
    vm.new_int(size as i64)
}

fn init_subclass(vm: &mut Vm, args: &Args) -> NativeResult {
    let name = args.at(0).as_ref::<Type>().map_or("object", |class| vm.class_text(class));
    if args.keywords().and_then(Value::as_ref::<Dict>).is_some_and(|dict| !dict.is_empty()) {
        return Err(vm.type_error(format_args!("{name}.__init_subclass__() takes no keyword arguments")));
    }
    if args.rest_len() > 0 {
        let count = args.rest_len();
        return Err(vm.type_error(format_args!("{name}.__init_subclass__() takes no arguments ({count} given)")));
    }
    Ok(Value::NONE)
}

fn set_class(vm: &mut Vm, value: Value, new: Option<Value>) -> Result<(), Raised> {
    let Some(new) = new else { return Err(vm.type_error(format_args!("can't delete __class__ attribute"))) };
    let Some(class) = new.as_ref::<Type>() else {
        let got = vm.class_name(new);
        return Err(vm.type_error(format_args!("__class__ must be set to a class, not '{got}' object")));
    };
    let old = vm.class_of(value);
    if !class.is_heap() || !old.is_heap() {
        let message = format_args!("__class__ assignment only supported for mutable types or ModuleType subclasses");
        return Err(vm.type_error(message));
    }
    let same_layout = layout_class(old) == layout_class(class)
        && old.flags & Type::NO_DICT == class.flags & Type::NO_DICT
        && same_slots(vm, old, class)?;
    if !same_layout || !change_class(vm, value, class)? {
        let (new, old) = (vm.class_text(class), vm.class_text(old));
        return Err(vm.type_error(format_args!("__class__ assignment: '{new}' object layout differs from '{old}'")));
    }
    if class.flags & !old.flags & Type::HAS_DEL != 0 {
        vm.register_finalizer(value)?;
    }
    Ok(())
}

/// Whether `__slots__` of two classes name the same attributes.
fn same_slots(vm: &mut Vm, a: Ref<Type>, b: Ref<Type>) -> Result<bool, Raised> {
    if a.slot_count != b.slot_count {
        return Ok(false);
    }
    let (a, b) = (vm.slots_of_instances(a)?, vm.slots_of_instances(b)?);
    Ok(a.iter().eq(b.iter()))
}

/// Makes an object an instance of another class with the same layout; false if that cannot be done.
fn change_class(vm: &mut Vm, value: Value, class: Ref<Type>) -> Result<bool, Raised> {
    if let Some(instance) = value.as_ref::<Instance>() {
        vm.instance_to_dict(instance)?;
        let shape = vm.dict_shape(class, instance.shape.get().inline)?;
        instance.shape.set(shape);
        return Ok(true);
    }
    if let Some(exception) = value.as_ref::<Exception>() {
        exception.class.set(class);
        return Ok(true);
    }
    match value.as_object() {
        // SAFETY: the flag says that an extension follows the object.
        Some(object) if value.raw_kind() & EXTENDED != 0 => unsafe {
            (*extension(object)).class = class;
            Ok(true)
        },
        _ => Ok(false),
    }
}

fn dict(vm: &mut Vm, value: Value) -> NativeResult {
    match vm.attributes_dict(value)? {
        Some(dict) => Ok(dict.value()),
        None => Err(vm.raise_attribute_error(value, crate::symbols::sym::__dict__.value())),
    }
}

fn set_dict(vm: &mut Vm, value: Value, new: Option<Value>) -> Result<(), Raised> {
    let Some(new) = new else { return Err(vm.type_error(format_args!("cannot delete __dict__"))) };
    let Some(dict) = new.as_ref::<Dict>().filter(|_| new.is_kind(Kind::Dict)) else {
        let got = vm.class_name(new);
        return Err(vm.type_error(format_args!("__dict__ must be set to a dictionary, not a '{got}'")));
    };
    if vm.attributes_dict(value)?.is_none() {
        return Err(vm.raise_attribute_error(value, crate::symbols::sym::__dict__.value()));
    }
    if let Some(instance) = value.as_ref::<Instance>() {
        instance.overflow.set(dict.pointer().cast());
    } else if let Some(exception) = value.as_ref::<Exception>() {
        exception.dict.set(Some(new));
    } else if let Some(record) = value.as_ref::<crate::object::Record>() {
        record.set(record.length as usize - 1, new);
    } else if let Some(object) = value.as_object().filter(|_| value.raw_kind() & EXTENDED != 0) {
        // SAFETY: the flag says that an extension follows the object.
        unsafe { (*extension(object)).dict = Some(new) };
    }
    Ok(())
}

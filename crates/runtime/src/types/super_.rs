//! `super`.
//!
//! A record of three fields: the class behind which the search in the MRO begins, the object, and the class whose MRO
//! it is.

use crate::native::{Args, Member, NativeResult};
use crate::object::{Kind, Native, Record, Ref, Tuple, Type};
use crate::protocol::attribute::Found;
use crate::symbols::sym;
use crate::text_builder::TextBuilder;
use crate::types::type_::Mro;
use crate::types::{Slots, classmethod};
use crate::value::Value;
use crate::vm::{Raised, Vm};
use bytecode::CodeFlags;

const CLASS: usize = 0;
const OBJECT: usize = 1;
const OBJECT_CLASS: usize = 2;

static SLOTS: Slots = Slots { new: Some(new), repr: Some(repr), ..Slots::NONE };

static MEMBERS: &[Member] = &[
    #[cfg(feature = "introspection")]
    Member::getter("__thisclass__", |_, value| Ok(field(value, CLASS))),
    #[cfg(feature = "introspection")]
    Member::getter("__self__", |_, value| Ok(field(value, OBJECT))),
    #[cfg(feature = "introspection")]
    Member::getter("__self_class__", |_, value| Ok(field(value, OBJECT_CLASS))),
    Member::function("__getattribute__", "self, name, /", get_attribute, "Return getattr(self, name)."),
];

/// `super`. The flag has attribute lookup ask this module.
pub static SUPER: Type = Type::record("super", 3, "type=None, object_or_type=None, /", &SLOTS, MEMBERS)
    .with_flags(Type::HAS_GETATTRIBUTE)
    .with_doc("super(type, obj) -> bound super object; requires isinstance(obj, type)");

fn field(value: Value, index: usize) -> Value {
    value.as_ref::<Record>().and_then(|record| record.get(index)).unwrap_or(Value::NONE)
}

fn new(vm: &mut Vm, _: Ref<Type>, args: &Args) -> NativeResult {
    let Some(class) = args.get(0) else { return Err(without_arguments(vm)) };
    if !class.is_kind(Kind::Type) {
        let got = vm.class_name(class);
        return Err(vm.type_error(format_args!("super() argument 1 must be a type, not {got}")));
    }
    match args.get_not_none(1) {
        Some(object) => vm.new_super(class, object),
        None => vm.new_static_record(&SUPER, &[Some(class), None, None]),
    }
}

/// `super()` where the compiler found no class, or no first argument.
#[cold]
fn without_arguments(vm: &mut Vm) -> Raised {
    let takes_none = vm.current_function().is_none_or(|function| {
        function.code.argument_count == 0 || !function.code.code_flags().has(CodeFlags::OPTIMIZED)
    });
    let message = if takes_none { "super(): no arguments" } else { "super(): __class__ cell not found" };
    vm.raise(&crate::types::exception::RUNTIME_ERROR, format_args!("{message}"))
}

fn repr(vm: &mut Vm, value: Value) -> NativeResult {
    let class = field(value, CLASS).as_ref::<Type>();
    let mut text = TextBuilder::new();
    text.push(b"<super: <class '");
    text.push(class.map_or("NULL", |class| vm.class_text(class)).as_bytes());
    match field(value, OBJECT_CLASS).as_ref::<Type>() {
        Some(class) => text.push_format(format_args!("'>, <{} object>>", vm.class_text(class))),
        None => text.push(b"'>, NULL>"),
    }
    text.finish(vm)
}

fn get_attribute(vm: &mut Vm, args: &Args) -> NativeResult {
    let Some(record) = args.at(0).as_ref::<Record>().filter(|record| record.class == Ref::from_static(&SUPER)) else {
        return vm.get_attribute(args.at(0), args.at(1));
    };
    let name = vm.intern_value(args.at(1))?;
    match find_attribute(vm, record, name)? {
        Some(found) => Ok(found),
        None => Err(vm.raise_attribute_error(record.value(), name)),
    }
}

/// The attribute of an MRO behind a class, unbound.
fn lookup_behind(vm: &mut Vm, start: Ref<Type>, class: Ref<Type>, name: Value) -> Result<Option<Value>, Raised> {
    let Some(order) = start.mro.and_then(Value::as_ref::<Tuple>) else {
        // Builtin classes have one base each.
        return match class.base() {
            Some(next) => vm.class_lookup(next, name),
            None => Ok(None),
        };
    };
    let behind = order.as_slice().iter().position(|&ancestor| ancestor == class.value());
    let rest = behind.and_then(|index| order.as_slice().get(index + 1..)).unwrap_or(&[]);
    let Some(next) = rest.first().and_then(|next| next.as_ref::<Type>()) else { return Ok(None) };
    // With single inheritance the rest is the MRO of the next class, whose lookups are cached.
    let is_single = match next.mro.and_then(Value::as_ref::<Tuple>) {
        Some(order) => order.as_slice() == rest,
        None => Mro::of(next).map(Ref::value).eq(rest.iter().copied()),
    };
    if is_single {
        return vm.class_lookup(next, name);
    }
    for ancestor in rest.iter().filter_map(|ancestor| ancestor.as_ref::<Type>()) {
        if let Some(found) = vm.own_attribute(ancestor, name)? {
            return Ok(Some(found));
        }
    }
    Ok(None)
}

/// What the MRO has for a bound super object.
fn lookup(vm: &mut Vm, record: Ref<Record>, name: Value) -> Result<Option<Value>, Raised> {
    let class = record.get(CLASS).and_then(Value::as_ref::<Type>);
    let start = record.get(OBJECT_CLASS).and_then(Value::as_ref::<Type>);
    match (class, start) {
        (Some(class), Some(start)) if name != sym::__class__ => lookup_behind(vm, start, class, name),
        _ => Ok(None),
    }
}

/// The attribute of a super object.
pub(crate) fn find_attribute(vm: &mut Vm, record: Ref<Record>, name: Value) -> Result<Option<Value>, Raised> {
    match lookup(vm, record, name)? {
        Some(found) => {
            let (object, start) = (field(record.value(), OBJECT), field(record.value(), OBJECT_CLASS));
            let class = start.as_ref::<Type>().unwrap_or(Ref::from_static(&SUPER));
            vm.bind(found, Some(object).filter(|&object| object != start), class).map(Some)
        }
        None => vm.find_attribute_plainly(record.value(), record.class, name),
    }
}

/// The method of a super object and its receiver, without making a bound method.
pub(crate) fn load_method(
    vm: &mut Vm,
    record: Ref<Record>,
    name: Value,
) -> Result<(Value, Option<Value>, Found), Raised> {
    if let Some(found) = lookup(vm, record, name)? {
        let is_method = match found.as_ref::<Native>() {
            Some(native) => native.header.flags & Native::METHOD != 0,
            None => found.is_kind(Kind::Function),
        };
        let object = field(record.value(), OBJECT);
        if is_method && record.get(OBJECT_CLASS) != Some(object) {
            return Ok((found, Some(object), Found::Value));
        }
        if let Some(function) = classmethod::function_of(found) {
            return Ok((function, record.get(OBJECT_CLASS), Found::Value));
        }
    }
    match find_attribute(vm, record, name)? {
        Some(found) => Ok((found, None, Found::Value)),
        None => Err(vm.raise_attribute_error(record.value(), name)),
    }
}

impl Vm {
    /// `super(class, object)`
    pub fn new_super(&mut self, class: Value, object: Value) -> NativeResult {
        let Some(behind) = class.as_ref::<Type>() else {
            return Err(self.raise(
                &crate::types::exception::RUNTIME_ERROR,
                format_args!("super(): __class__ is not a type ({})", self.class_name(class)),
            ));
        };
        let start = self.super_start(behind, object)?;
        self.new_static_record(&SUPER, &[Some(class), Some(object), Some(start.value())])
    }

    /// The class whose MRO is searched.
    fn super_start(&mut self, class: Ref<Type>, object: Value) -> Result<Ref<Type>, Raised> {
        if let Some(subject) = object.as_ref::<Type>() {
            if self.is_subclass(subject, class) {
                return Ok(subject);
            }
        }
        let own = self.class_of(object);
        if self.is_subclass(own, class) {
            return Ok(own);
        }
        if let Some(shown) = self.try_attribute(object, sym::__class__)?.and_then(Value::as_ref::<Type>) {
            if self.is_subclass(shown, class) {
                return Ok(shown);
            }
        }
        Err(self.type_error(format_args!("super(type, obj): obj must be an instance or subtype of type")))
    }
}

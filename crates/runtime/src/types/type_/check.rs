//! `isinstance` and `issubclass` with all that classes may say about them.

use super::TYPE;
use crate::object::{Kind, Native, Ref, Tuple, Type};
use crate::symbols::sym;
use crate::value::Value;
use crate::vm::{Raised, Vm};

const INSTANCE_ERROR: &str = "isinstance() arg 2 must be a type, a tuple of types, or a union";
const SUBCLASS_ERROR: &str = "issubclass() arg 2 must be a class, a tuple of classes, or a union";

impl Vm {
    /// `isinstance(value, class)`, where `class` may be a tuple, a union or whatever has `__instancecheck__`.
    #[inline]
    pub fn is_instance_dynamic(&mut self, value: Value, class: Value) -> Result<bool, Raised> {
        if let Some(class) = class.as_ref::<Type>() {
            if class.metaclass.is_null() {
                return self.is_instance_by_type(value, class);
            }
        }
        self.is_instance_general(value, class)
    }

    #[inline(never)]
    fn is_instance_general(&mut self, value: Value, class: Value) -> Result<bool, Raised> {
        self.check_machine_stack()?;
        if self.class_of(value).value() == class {
            return Ok(true);
        }
        if let Some(tuple) = class.as_ref::<Tuple>() {
            for &class in tuple.as_slice() {
                if self.is_instance_dynamic(value, class)? {
                    return Ok(true);
                }
            }
            return Ok(false);
        }
        if let Some(result) = self.ask_class(class, sym::__instancecheck__.value(), value)? {
            return Ok(result);
        }
        self.is_instance_default(value, class)
    }

    /// What `__instancecheck__` or `__subclasscheck__` of another class than `type` says.
    fn ask_class(&mut self, class: Value, name: Value, subject: Value) -> Result<Option<bool>, Raised> {
        let meta = self.class_of(class);
        let Some(method) = self.class_lookup(meta, name)? else { return Ok(None) };
        if method.is_kind(Kind::Native) && self.own_attribute(Ref::from_static(&TYPE), name)? == Some(method) {
            return Ok(None);
        }
        let bound = self.bind(method, Some(class), meta)?;
        let result = self.call(bound, &[subject])?;
        self.truth(result).map(Some)
    }

    /// `type.__instancecheck__(class, value)`.
    pub fn is_instance_default(&mut self, value: Value, class: Value) -> Result<bool, Raised> {
        if let Some(class) = class.as_ref::<Type>() {
            return self.is_instance_by_type(value, class);
        }
        self.require_class(class, INSTANCE_ERROR)?;
        match self.try_attribute(value, sym::__class__)? {
            Some(own) => self.is_abstract_subclass(own, class),
            None => Ok(false),
        }
    }

    fn is_instance_by_type(&mut self, value: Value, class: Ref<Type>) -> Result<bool, Raised> {
        if self.is_instance(value, class) {
            return Ok(true);
        }
        let own = self.class_of(value);
        if !own.is_heap() {
            return Ok(false);
        }
        // Only `object` has a computed attribute of that name.
        let plain = self.class_lookup(own, sym::__class__.value())?.is_some_and(|found| found.is_kind(Kind::GetSet));
        if plain && own.flags & Type::HAS_GETATTRIBUTE == 0 {
            return Ok(false);
        }
        let shown = self.try_attribute(value, sym::__class__)?;
        let shown = shown.and_then(Value::as_ref::<Type>).filter(|&shown| shown != own);
        Ok(shown.is_some_and(|shown| self.is_subclass(shown, class)))
    }

    /// `issubclass(class, other)`, where `other` may be a tuple, a union or whatever has `__subclasscheck__`.
    pub fn is_subclass_dynamic(&mut self, class: Value, other: Value) -> Result<bool, Raised> {
        self.check_machine_stack()?;
        if let (Some(class), Some(other)) = (class.as_ref::<Type>(), other.as_ref::<Type>()) {
            if other.metaclass.is_null() {
                return Ok(self.is_subclass(class, other));
            }
        }
        if let Some(tuple) = other.as_ref::<Tuple>() {
            for &other in tuple.as_slice() {
                if self.is_subclass_dynamic(class, other)? {
                    return Ok(true);
                }
            }
            return Ok(false);
        }
        if let Some(result) = self.ask_class(other, sym::__subclasscheck__.value(), class)? {
            return Ok(result);
        }
        self.is_subclass_default(class, other)
    }

    /// `type.__subclasscheck__(other, class)`.
    pub fn is_subclass_default(&mut self, class: Value, other: Value) -> Result<bool, Raised> {
        if let (Some(class), Some(other)) = (class.as_ref::<Type>(), other.as_ref::<Type>()) {
            return Ok(self.is_subclass(class, other));
        }
        self.require_class(class, "issubclass() arg 1 must be a class")?;
        self.require_class(other, SUBCLASS_ERROR)?;
        self.is_abstract_subclass(class, other)
    }

    /// What has a tuple `__bases__` counts as a class.
    fn require_class(&mut self, class: Value, message: &str) -> Result<(), Raised> {
        if class.is_kind(Kind::Type) || self.abstract_bases(class)?.is_some() {
            return Ok(());
        }
        Err(self.type_error(format_args!("{message}")))
    }

    fn abstract_bases(&mut self, class: Value) -> Result<Option<Ref<Tuple>>, Raised> {
        Ok(self.try_attribute(class, sym::__bases__)?.and_then(Value::as_ref::<Tuple>))
    }

    fn is_abstract_subclass(&mut self, class: Value, other: Value) -> Result<bool, Raised> {
        self.check_machine_stack()?;
        if class == other {
            return Ok(true);
        }
        let Some(bases) = self.abstract_bases(class)? else { return Ok(false) };
        self.keep(bases.value());
        for &base in bases.as_slice() {
            if self.is_abstract_subclass(base, other)? {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// `isinstance`
pub static IS_INSTANCE: Native = Native::new(
    "isinstance",
    "obj, class_or_tuple, /",
    |vm, args| vm.is_instance_dynamic(args.at(0), args.at(1)).map(Value::from_bool),
    "Return whether an object is an instance of a class or of a subclass thereof.",
);

/// `issubclass`
pub static IS_SUBCLASS: Native = Native::new(
    "issubclass",
    "cls, class_or_tuple, /",
    |vm, args| vm.is_subclass_dynamic(args.at(0), args.at(1)).map(Value::from_bool),
    "Return whether 'cls' is derived from another class or is the same class.",
);

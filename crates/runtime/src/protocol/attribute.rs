//! Attributes: lookup in classes and instances, descriptors, special methods.

use crate::native::NativeResult;
use crate::object::{Ref, Type};
use crate::types::{KIND_TYPES, object};
use crate::value::Value;
use crate::vm::{Raised, Vm};

impl Vm {
    /// The class of a value, as `type(value)`. Runs no Python.
    pub fn class_of(&self, _value: Value) -> Ref<Type> {
        let _ = KIND_TYPES;
        Ref::from_static(&object::OBJECT)
    }

    /// The attribute of a class that its MRO gives, unbound; no metaclass, no descriptors. Runs no Python.
    pub fn class_lookup(&mut self, _class: Ref<Type>, _name: Value) -> Result<Option<Value>, Raised> {
        Ok(None)
    }

    /// `value.name`, where `name` is an interned str; AttributeError if there is none.
    pub fn get_attribute(&mut self, _value: Value, _name: impl Into<Value>) -> NativeResult {
        Err(self.type_error(format_args!("no attributes yet")))
    }

    /// `value.name`, or `None` instead of an AttributeError.
    pub fn find_attribute(&mut self, _value: Value, _name: impl Into<Value>) -> Result<Option<Value>, Raised> {
        Ok(None)
    }

    /// `value.name = new`; `del value.name` without a new value.
    pub fn set_attribute(&mut self, _value: Value, _name: impl Into<Value>, _new: Option<Value>) -> Result<(), Raised> {
        Ok(())
    }

    /// Calls the special method of a name that the class of `value`, made by Python, defines or inherits from one made by
    /// Python. `None` if there is none: then the builtin type's slot decides.
    pub fn call_special(
        &mut self,
        _value: Value,
        _name: impl Into<Value>,
        _arguments: &[Value],
    ) -> Result<Option<Value>, Raised> {
        Ok(None)
    }

    /// `isinstance(value, class)` by the real class alone. Runs no Python.
    pub fn is_instance(&self, value: Value, class: Ref<Type>) -> bool {
        self.is_subclass(self.class_of(value), class)
    }

    /// `issubclass(class, other)` by the MRO alone. Runs no Python.
    pub fn is_subclass(&self, class: Ref<Type>, other: Ref<Type>) -> bool {
        class == other
    }
}

//! `repr`, `str`, `ascii` and `format`.

use crate::native::NativeResult;
use crate::object::{Ref, Str, Type};
use crate::value::Value;
use crate::vm::Vm;
use core::fmt;

/// The name of a class, as messages show it.
#[derive(Clone, Copy)]
pub struct TypeName(pub Ref<Type>);

impl fmt::Display for TypeName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.name.and_then(Value::as_ref::<Str>) {
            Some(name) => f.write_str(name.as_str().unwrap_or("?")),
            None => f.write_str(self.0.static_name),
        }
    }
}

impl Vm {
    /// The name of a value's class, to be shown in a message.
    pub fn type_name(&self, value: Value) -> TypeName {
        TypeName(self.class_of(value))
    }
}

impl Vm {
    /// `repr(value)`: a str.
    pub fn repr(&mut self, _value: Value) -> NativeResult {
        self.new_str(b"?")
    }

    /// `str(value)`: a str.
    pub fn str(&mut self, value: Value) -> NativeResult {
        self.repr(value)
    }

    /// `ascii(value)`: a str.
    pub fn ascii(&mut self, value: Value) -> NativeResult {
        self.repr(value)
    }

    /// `format(value, spec)`: a str.
    pub fn format(&mut self, value: Value, _spec: Value) -> NativeResult {
        self.str(value)
    }
}

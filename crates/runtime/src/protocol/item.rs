//! Subscription, length and membership.

use crate::native::NativeResult;
use crate::value::Value;
use crate::vm::{Raised, Vm};

impl Vm {
    /// `container[key]`.
    pub fn get_item(&mut self, _container: Value, _key: Value) -> NativeResult {
        Err(self.type_error(format_args!("object is not subscriptable")))
    }

    /// `container[key] = value`; `del container[key]` without a value.
    pub fn set_item(&mut self, _container: Value, _key: Value, _value: Option<Value>) -> Result<(), Raised> {
        Err(self.type_error(format_args!("object does not support item assignment")))
    }

    /// `len(container)`.
    pub fn length(&mut self, _container: Value) -> Result<usize, Raised> {
        Err(self.type_error(format_args!("object has no len()")))
    }

    /// `item in container`.
    pub fn contains(&mut self, _container: Value, _item: Value) -> Result<bool, Raised> {
        Err(self.type_error(format_args!("argument is not iterable")))
    }
}

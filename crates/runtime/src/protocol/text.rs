//! `repr`, `str`, `ascii` and `format`.

use crate::native::NativeResult;
use crate::value::Value;
use crate::vm::Vm;

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

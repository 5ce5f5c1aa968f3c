//! Arithmetic operators, truth and conversions to numbers.

use crate::native::NativeResult;
use crate::types::{BinaryOperator, UnaryOperator};
use crate::value::Value;
use crate::vm::{Raised, Vm};

impl Vm {
    /// `a <op> b` with all rules of reflection; TypeError if neither operand knows how.
    pub fn binary(&mut self, _operator: BinaryOperator, _a: Value, _b: Value) -> NativeResult {
        Err(self.type_error(format_args!("unsupported operand type(s)")))
    }

    /// `a <op>= b`: `__iadd__` and so on, else as `binary`.
    pub fn inplace(&mut self, operator: BinaryOperator, a: Value, b: Value) -> NativeResult {
        self.binary(operator, a, b)
    }

    /// `-a`, `+a`, `~a`, `abs(a)`; TypeError if it has none.
    pub fn unary(&mut self, _operator: UnaryOperator, _a: Value) -> NativeResult {
        Err(self.type_error(format_args!("bad operand type")))
    }

    /// `bool(value)`.
    pub fn truth(&mut self, value: Value) -> Result<bool, Raised> {
        Ok(value != Value::FALSE && !value.is_none() && value.as_small_int() != Some(0))
    }
}

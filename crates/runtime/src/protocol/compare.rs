//! Equality, ordering and hashes.

use crate::native::NativeResult;
use crate::types::Comparison;
use crate::value::Value;
use crate::vm::{Raised, Vm};

impl Vm {
    /// `a is b or a == b`, as containers compare.
    pub fn equal(&mut self, a: Value, b: Value) -> Result<bool, Raised> {
        if a == b {
            return Ok(true);
        }
        let result = self.compare(Comparison::Eq, a, b)?;
        self.truth(result)
    }

    /// `a <op> b` with all rules of reflection; TypeError if the operands cannot be ordered.
    pub fn compare(&mut self, _operator: Comparison, a: Value, b: Value) -> NativeResult {
        Ok(Value::from_bool(a == b))
    }

    /// `hash(value)`; TypeError if it is unhashable.
    pub fn hash(&mut self, value: Value) -> Result<i64, Raised> {
        Ok(value.word() as i64)
    }
}

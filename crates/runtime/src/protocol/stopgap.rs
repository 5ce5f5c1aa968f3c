//! stopgap
use crate::value::Value; use crate::vm::*; use crate::native::NativeResult;
impl Vm {
pub fn await_iterator(&mut self, v: Value) -> NativeResult { Ok(v) }
pub fn async_iter(&mut self, v: Value) -> NativeResult { Ok(v) }
pub fn async_next(&mut self, v: Value) -> NativeResult { Ok(v) }
}

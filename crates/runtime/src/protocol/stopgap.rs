//! stopgap
use crate::object::*; use crate::value::Value; use crate::vm::*; use crate::native::NativeResult;
impl Vm {
pub fn has_plain_attributes(&mut self, _c: Ref<Type>, _n: Value) -> bool { false }
pub fn instance_init_function(&mut self, _c: Ref<Type>) -> Option<Value> { None }
pub fn is_instance_dynamic(&mut self, v: Value, c: Value) -> Result<bool, Raised> { Ok(c.as_ref::<Type>().is_some_and(|c| self.is_instance(v, c))) }
pub fn await_iterator(&mut self, v: Value) -> NativeResult { Ok(v) }
pub fn async_iter(&mut self, v: Value) -> NativeResult { Ok(v) }
pub fn async_next(&mut self, v: Value) -> NativeResult { Ok(v) }
}

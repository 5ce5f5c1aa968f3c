//! Calls.

use crate::native::NativeResult;
use crate::value::Value;
use crate::vm::Vm;

impl Vm {
    /// `callable(*arguments)`. The result is rooted until the running native returns.
    pub fn call(&mut self, _callable: Value, _arguments: &[Value]) -> NativeResult {
        Err(self.type_error(format_args!("no calls yet")))
    }

    /// `callable(*arguments, **keywords)` where `keywords` is a dict with str keys.
    pub fn call_with_keywords(
        &mut self,
        callable: Value,
        arguments: &[Value],
        _keywords: Option<Value>,
    ) -> NativeResult {
        self.call(callable, arguments)
    }

    /// `value.name(*arguments)`.
    pub fn call_method(&mut self, value: Value, name: impl Into<Value>, arguments: &[Value]) -> NativeResult {
        let method = self.get_attribute(value, name)?;
        self.call(method, arguments)
    }
}

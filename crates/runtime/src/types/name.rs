//! The names of classes in messages.

use crate::object::{Ref, Str, Type};
use core::fmt;

/// The name as error messages show it: that of a builtin class outside of `builtins` begins with its module.
impl fmt::Display for Ref<Type> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(name) = self.name.and_then(|name| name.as_ref::<Str>()) {
            return formatter.write_str(name.as_str().unwrap_or("?"));
        }
        if self.static_module != "builtins" {
            formatter.write_str(self.static_module)?;
            formatter.write_str(".")?;
        }
        formatter.write_str(self.static_name)
    }
}

//! `repr`, `str`, `ascii` and `format`.

use crate::native::NativeResult;
use crate::object::{Kind, Ref, Str, Type};
use crate::symbols::{Symbol, sym};
use crate::types::str::repr::{escape_wide, repr as repr_of_str};
use crate::types::template::format_simple;
use crate::value::Value;
use crate::vm::{Raised, Vm};
use core::fmt;

/// The name of a class, as messages show it: with the module of a builtin class outside of `builtins`.
#[derive(Clone, Copy)]
pub struct TypeName(pub Ref<Type>);

impl fmt::Display for TypeName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.name.and_then(Value::as_ref::<Str>) {
            Some(name) => f.write_str(name.as_str().unwrap_or("?")),
            None => match self.0.static_module() {
                "builtins" | "" => f.write_str(self.0.static_name()),
                module => write!(f, "{module}.{}", self.0.static_name()),
            },
        }
    }
}

/// The module and qualified name of a class, as `repr` shows them; the module `builtins` is left out.
#[derive(Clone, Copy)]
pub struct TypePath(pub Ref<Type>);

impl TypePath {
    fn text(&self, name: Symbol) -> Option<Ref<Str>> {
        self.0.dict.and_then(|dict| dict.get_name(name)).and_then(Value::as_ref::<Str>)
    }
}

impl fmt::Display for TypePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.0.is_heap() {
            return match self.0.static_module() {
                "builtins" => f.write_str(self.0.static_name()),
                module => write!(f, "{module}.{}", self.0.static_name()),
            };
        }
        if let Some(module) = self.text(sym::__module__).as_ref().and_then(|module| module.as_str())
            && module != "builtins"
        {
            write!(f, "{module}.")?;
        }
        match self.text(sym::__qualname__) {
            Some(name) => f.write_str(name.as_str().unwrap_or("?")),
            None => TypeName(self.0).fmt(f),
        }
    }
}

impl Vm {
    /// The name of a value's class, to be shown in a message.
    pub fn type_name(&self, value: Value) -> TypeName {
        TypeName(self.class_of(value))
    }

    /// `repr(value)`: a str.
    #[inline]
    pub fn repr(&mut self, value: Value) -> NativeResult {
        if let Some(number) = value.as_small_int() {
            return self.decimal(i64::from(number));
        }
        if value.is_exact(Kind::Str) {
            return repr_of_str(self, value);
        }
        self.repr_general(value)
    }

    fn repr_general(&mut self, value: Value) -> NativeResult {
        self.check_machine_stack()?;
        let class = self.class_of(value);
        if class.is_heap()
            && let Some(text) = self.call_special(value, sym::__repr__, &[])?
        {
            return self.checked_text(text, "__repr__ returned non-string");
        }
        match class.slots.repr {
            Some(repr) => repr(self, value),
            None => self.repr_default(value),
        }
    }

    /// The `repr` of `object`.
    pub fn repr_default(&mut self, value: Value) -> NativeResult {
        let (path, address) = (TypePath(self.class_of(value)), value.word());
        self.new_str_from(format_args!("<{path} object at {address:#x}>"))
    }

    /// `str(value)`: a str.
    #[inline]
    pub fn str(&mut self, value: Value) -> NativeResult {
        if value.is_exact(Kind::Str) {
            return Ok(value);
        }
        if let Some(number) = value.as_small_int() {
            return self.decimal(i64::from(number));
        }
        self.str_general(value)
    }

    fn str_general(&mut self, value: Value) -> NativeResult {
        self.check_machine_stack()?;
        let class = self.class_of(value);
        if class.is_heap()
            && let Some(text) = self.call_special(value, sym::__str__, &[])?
        {
            return self.checked_text(text, "__str__ returned non-string");
        }
        match class.slots.str {
            Some(str) => str(self, value),
            None => self.repr_general(value),
        }
    }

    /// What a special method returned, which must be a str.
    fn checked_text(&mut self, text: Value, message: &str) -> NativeResult {
        if text.is_kind(Kind::Str) {
            return Ok(text);
        }
        let name = self.type_name(text);
        Err(self.type_error(format_args!("{message} (type {name})")))
    }

    /// The text of a number that fits 64 bits.
    pub(crate) fn decimal(&mut self, number: i64) -> NativeResult {
        if let Ok(digit @ 0..10) = u8::try_from(number) {
            return self.new_character(u32::from(b'0' + digit));
        }
        let mut buffer = [0; 64];
        let digits = crate::number::limbs::small_digits(&mut buffer, number.unsigned_abs(), 10);
        let length = digits.len() + usize::from(number < 0);
        self.new_str_filled(length, length, |filler| {
            if number < 0 {
                filler.byte(b'-');
            }
            filler.write(digits);
        })
    }

    /// `ascii(value)`: a str.
    pub fn ascii(&mut self, value: Value) -> NativeResult {
        let text = self.repr(value)?;
        escape_wide(self, text)
    }

    /// `format(value, spec)`: a str. `spec` is a str.
    #[inline]
    pub fn format(&mut self, value: Value, spec: Value) -> NativeResult {
        let simple = value.is_exact(Kind::Str) || value.is_small_int();
        if spec == sym::EMPTY && simple {
            return self.str(value);
        }
        if simple || value.is_immediate_float() {
            return format_simple(self, value, spec);
        }
        self.format_general(value, spec)
    }

    fn format_general(&mut self, value: Value, spec: Value) -> NativeResult {
        let class = self.class_of(value);
        if class.is_heap() {
            self.check_machine_stack()?;
            if let Some(text) = self.call_special(value, sym::__format__, &[spec])? {
                if text.is_kind(Kind::Str) {
                    return Ok(text);
                }
                let name = self.type_name(text);
                return Err(self.type_error(format_args!("__format__ must return a str, not {name}")));
            }
        }
        match class.slots.format {
            Some(format) => format(self, value, spec),
            None => self.format_default(value, spec),
        }
    }

    /// `object.__format__`: `str(value)`, and an error for any specification.
    pub fn format_default(&mut self, value: Value, spec: Value) -> Result<Value, Raised> {
        if spec.as_ref::<Str>().is_some_and(|spec| spec.length > 0) {
            let name = self.type_name(value);
            return Err(self.type_error(format_args!("unsupported format string passed to {name}.__format__")));
        }
        self.str(value)
    }
}

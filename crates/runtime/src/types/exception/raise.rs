//! How Rust code raises exceptions that carry more than a message.

use super::fields;
use super::os_error;
use super::{ATTRIBUTE_ERROR, KEY_ERROR, NAME_ERROR, STOP_ITERATION, UNBOUND_LOCAL_ERROR};
use crate::object::{Exception, Kind, Module, Ref, Str, Type};
use crate::protocol::text::TypeName;
use crate::symbols::sym;
use crate::text_builder::TextBuilder;
use crate::value::Value;
use crate::vm::{Raised, Vm};

/// Where in the source a syntax error is.
#[derive(Clone, Copy, Debug, Default)]
pub struct SyntaxPlace<'a> {
    /// The file.
    pub filename: &'a [u8],
    /// The line, from 1.
    pub line: u32,
    /// The column in characters, from 1; 0 if it is not known.
    pub column: u32,
    /// The last line, from 1; 0 if it is not known.
    pub end_line: u32,
    /// The column behind the end, from 1.
    pub end_column: u32,
    /// The text of the line.
    pub text: Option<&'a [u8]>,
}

impl Vm {
    /// Raises the subclass of `OSError` for an error number.
    #[cold]
    pub fn raise_os_error(&mut self, errno: i32, filename: Option<Value>) -> Raised {
        match self.new_os_error(errno, filename) {
            Ok(exception) => self.raise_value(exception.value()),
            Err(raised) => raised,
        }
    }

    fn new_os_error(&mut self, errno: i32, filename: Option<Value>) -> Result<Ref<Exception>, Raised> {
        let text = match os_error::strerror(errno) {
            Some(text) => self.new_str(text.as_bytes())?,
            None => self.new_str_from(format_args!("Unknown error {errno}"))?,
        };
        let number = self.new_int(i64::from(errno))?;
        let class = Ref::from_static(os_error::class_of_errno(errno));
        let exception = self.new_exception(class, &[number, text])?;
        if let Some(filename) = filename {
            fields::assign(self, exception, &[Some(number), Some(text), Some(filename), None, None])?;
        }
        Ok(exception)
    }

    /// Raises `SyntaxError` or a subclass.
    #[cold]
    pub fn raise_syntax_error(&mut self, class: &'static Type, message: &str, place: &SyntaxPlace<'_>) -> Raised {
        match self.syntax_error_arguments(message, place) {
            Ok(arguments) => self.raise_with(class, &arguments),
            Err(raised) => raised,
        }
    }

    fn syntax_error_arguments(&mut self, message: &str, place: &SyntaxPlace<'_>) -> Result<[Value; 2], Raised> {
        let message = self.new_str(message.as_bytes())?;
        let filename = self.new_str(place.filename)?;
        let text = match place.text {
            Some(text) => self.new_str(text)?,
            None => Value::NONE,
        };
        let mut numbers = [Value::NONE; 4];
        for (slot, number) in numbers.iter_mut().zip([place.line, place.column, place.end_line, place.end_column]) {
            *slot = self.new_int(i64::from(number))?;
        }
        let [line, column, end_line, end_column] = numbers;
        let place = if place.end_line == 0 {
            self.new_tuple(&[filename, line, column, text])?
        } else {
            self.new_tuple(&[filename, line, column, text, end_line, end_column])?
        };
        Ok([message, place])
    }

    /// Raises `KeyError`.
    #[cold]
    pub fn raise_key_error(&mut self, key: Value) -> Raised {
        self.raise_with(&KEY_ERROR, &[key])
    }

    /// Raises `StopIteration`; `None` gives one without arguments.
    #[cold]
    pub fn raise_stop_iteration(&mut self, value: Value) -> Raised {
        match value.not_none() {
            Some(value) => self.raise_with(&STOP_ITERATION, &[value]),
            None => self.raise_with(&STOP_ITERATION, &[]),
        }
    }

    /// The value that a `StopIteration` carries.
    pub fn stop_iteration_value(&self, exception: Value) -> Value {
        let family = fields::Family(fields::Family::STOP_ITERATION);
        exception.as_ref::<Exception>().and_then(|exception| family.field(&exception, 0)).unwrap_or(Value::NONE)
    }

    /// Raises `AttributeError`: the object, class or module has no such attribute.
    #[cold]
    pub fn raise_attribute_error(&mut self, object: Value, name: Value) -> Raised {
        match self.with_reserve(|vm| vm.new_attribute_error(object, name)) {
            Ok(exception) => self.raise_value(exception.value()),
            Err(raised) => self.raise_without_text(&ATTRIBUTE_ERROR, raised),
        }
    }

    fn new_attribute_error(&mut self, object: Value, name: Value) -> Result<Ref<Exception>, Raised> {
        let mut text = TextBuilder::new();
        let mut partially = false;
        if let Some(class) = object.as_ref::<Type>() {
            text.push_format(format_args!("type object '{}'", TypeName(class)));
        } else if let Some(module) = object.as_ref::<Module>() {
            match module.dict.get_name(sym::__name__).or_else(|| module_name(self, &module)) {
                Some(module_name) if module_name.is_kind(Kind::Str) => {
                    partially = self.is_being_imported(module_name);
                    text.push(if partially { b"partially initialized module '" } else { b"module '" });
                    text.push_str(module_name);
                    text.push(b"'");
                }
                _ => text.push(b"module"),
            }
        } else {
            text.push_format(format_args!("'{}' object", self.type_name(object)));
        }
        text.push(b" has no attribute '");
        text.push_str(name);
        text.push(if partially { b"' (most likely due to a circular import)" } else { b"'" });
        let message = text.finish(self)?;
        let exception = self.new_exception(Ref::from_static(&ATTRIBUTE_ERROR), &[message])?;
        fields::assign(self, exception, &[Some(name), Some(object)])?;
        Ok(exception)
    }

    /// Raises `NameError`: a name is not defined.
    #[cold]
    pub fn raise_name_error(&mut self, name: Value) -> Raised {
        self.raise_about_name(&NAME_ERROR, name, [b"name '", b"' is not defined"])
    }

    /// Raises `UnboundLocalError`: a local variable has no value.
    #[cold]
    pub fn raise_unbound_local(&mut self, name: Value) -> Raised {
        let text: [&[u8]; 2] = [b"cannot access local variable '", b"' where it is not associated with a value"];
        self.raise_about_name(&UNBOUND_LOCAL_ERROR, name, text)
    }

    /// Raises `NameError`: a variable of an enclosing scope has no value.
    #[cold]
    pub fn raise_unbound_free(&mut self, name: Value) -> Raised {
        let text: [&[u8]; 2] =
            [b"cannot access free variable '", b"' where it is not associated with a value in enclosing scope"];
        self.raise_about_name(&NAME_ERROR, name, text)
    }

    fn raise_about_name(&mut self, class: &'static Type, name: Value, around: [&[u8]; 2]) -> Raised {
        let mut text = TextBuilder::new();
        text.push(around[0]);
        text.push_str(name);
        text.push(around[1]);
        let made = self.with_reserve(|vm| {
            let message = text.finish(vm)?;
            let exception = vm.new_exception(Ref::from_static(class), &[message])?;
            fields::assign(vm, exception, &[Some(name)])?;
            Ok(exception)
        });
        match made {
            Ok(exception) => self.raise_value(exception.value()),
            Err(raised) => self.raise_without_text(class, raised),
        }
    }
}

/// The name of a builtin module that is not in its namespace yet.
fn module_name(vm: &mut Vm, module: &Module) -> Option<Value> {
    let definition = module.definition.get()?;
    vm.new_str(definition.name.as_bytes()).ok()
}

/// A str's text for a message, as far as it can be shown.
pub fn shown(text: &Value) -> &str {
    match text.as_ref::<Str>() {
        // SAFETY: the caller's value keeps the text alive, and strs do not change.
        Some(text) => unsafe { &*core::ptr::from_ref(text.as_str().unwrap_or("?")) },
        None => "?",
    }
}

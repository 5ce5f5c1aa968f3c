//! `format()` of numbers.

use crate::native::NativeResult;
use crate::number::format::{Align, FormatError, FormatSpec, parse_spec};
use crate::object::Str;
use crate::types::exception;
use crate::value::Value;
use crate::vm::{Raised, Vm};
use core::fmt::Write;
use heap::TryVec;

/// Formats a number by a specification, which is a str; without one as `str` does. Numbers go to the right.
pub(crate) fn format_number(
    vm: &mut Vm,
    value: Value,
    spec: Value,
    write: impl FnOnce(&mut TryVec<u8>, &FormatSpec) -> Result<(), FormatError>,
) -> NativeResult {
    let Some(text) = spec.as_ref::<Str>() else {
        let class = vm.type_name(spec);
        return Err(vm.type_error(format_args!("__format__() argument must be str, not {class}")));
    };
    if text.length == 0 {
        return vm.str(value);
    }
    let mut out = TryVec::new();
    let written = parse_spec(text.as_bytes(), Align::Right, None).and_then(|spec| write(&mut out, &spec));
    match written {
        Ok(()) => vm.new_str(&out),
        Err(error) => Err(format_error(vm, &error, text.as_bytes(), value)),
    }
}

/// Raises the exception for a specification that does not suit a value.
#[cold]
pub(crate) fn format_error(vm: &mut Vm, error: &FormatError, spec: &[u8], value: Value) -> Raised {
    let mut class_name = TryVec::new();
    let mut message = TryVec::new();
    let name = vm.type_name(value);
    let written = write!(class_name, "{name}").is_ok() && error.write_message(&mut message, spec, &class_name).is_ok();
    if !written || matches!(error, FormatError::OutOfMemory) {
        return vm.memory_error();
    }
    let class = match error {
        FormatError::Overflow(_) => &exception::OVERFLOW_ERROR,
        _ => &exception::VALUE_ERROR,
    };
    match vm.new_str(&message) {
        Ok(message) => vm.raise_with(class, &[message]),
        Err(raised) => raised,
    }
}

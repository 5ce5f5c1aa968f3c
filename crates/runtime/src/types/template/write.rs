//! Appending formatted values to a text under construction.

use crate::native::NativeResult;
use crate::number::format::{Align, FormatError, format_float, format_int, format_text, parse_spec};
use crate::number::{IntBuf, Sink, TextBuffer};
use crate::object::{self, Kind, Ref, Str};
use crate::types::format::format_error;
use crate::types::text::{StrText, Text};
use crate::value::{Float, Value};
use crate::vm::{Raised, Vm};

/// `format(text, spec)` of a str.
pub fn format_str(vm: &mut Vm, value: Value, spec: Value) -> NativeResult {
    let text = StrText::receiver(vm, value)?;
    let Some(spec) = spec.as_ref::<Str>() else {
        let name = vm.type_name(spec);
        return Err(vm.type_error(format_args!("__format__() argument must be str, not {name}")));
    };
    if spec.length == 0 {
        return vm.str(value);
    }
    let mut out = TextBuffer::new();
    write_text(vm, &mut out, value, text.0, spec.as_bytes())?;
    vm.new_str(out.as_bytes())
}

/// `format(value, spec)` of an exact str, a small int or an immediate float.
pub fn format_simple(vm: &mut Vm, value: Value, spec: Value) -> NativeResult {
    let spec = spec.as_ref::<Str>();
    let spec = spec.as_ref().map_or(&[][..], |spec| spec.as_bytes());
    let mut out = TextBuffer::new();
    if spec.is_empty() {
        return vm.str(value);
    }
    write_formatted(vm, &mut out, value, spec)?;
    vm.new_str(out.as_bytes())
}

fn write_text(vm: &mut Vm, out: &mut TextBuffer, value: Value, text: Ref<Str>, spec: &[u8]) -> Result<(), Raised> {
    let written = parse_spec(spec, Align::Left, Some(b's')).and_then(|spec| format_text(out, text.as_bytes(), &spec));
    written.map_err(|error| format_error(vm, &error, spec, value))
}

/// Appends a str; what is no str is left out.
pub fn write_str(vm: &mut Vm, out: &mut TextBuffer, text: Value) -> Result<(), Raised> {
    let text = text.as_ref::<Str>();
    let bytes = text.as_ref().map_or(&[][..], |text| text.as_bytes());
    out.write(bytes).map_err(|_| vm.memory_error())
}

/// Appends an int in decimal.
pub fn write_small_int(out: &mut TextBuffer, number: i64) -> Result<(), heap::OutOfMemory> {
    let mut buffer = [0; 64];
    let digits = crate::number::limbs::small_digits(&mut buffer, number.unsigned_abs(), 10);
    if number < 0 {
        out.write(b"-")?;
    }
    out.write(digits)
}

/// Appends `format(value, spec)`; for common types without making objects.
pub fn write_formatted(vm: &mut Vm, out: &mut TextBuffer, value: Value, spec: &[u8]) -> Result<(), Raised> {
    if value.is_exact(Kind::Str)
        && let Some(text) = value.as_ref::<Str>()
    {
        if spec.is_empty() {
            return out.write(text.as_bytes()).map_err(|_| vm.memory_error());
        }
        return write_text(vm, out, value, text, spec);
    }
    if let Some(number) = value.as_small_int() {
        let number = i64::from(number);
        if spec.is_empty() {
            return write_small_int(out, number).map_err(|_| vm.memory_error());
        }
        let written = parse_spec(spec, Align::Right, None)
            .and_then(|spec| format_int(out, IntBuf::from_i64(number).view(), &spec));
        return written.map_err(|error: FormatError| format_error(vm, &error, spec, value));
    }
    if !spec.is_empty()
        && let Some(number) = exact_float(value)
    {
        let written = parse_spec(spec, Align::Right, None).and_then(|spec| format_float(out, number, &spec));
        return written.map_err(|error: FormatError| format_error(vm, &error, spec, value));
    }
    let spec = vm.new_str(spec)?;
    let text = vm.format(value, spec)?;
    write_str(vm, out, text)
}

fn exact_float(value: Value) -> Option<Float> {
    if value.is_immediate_float() {
        return Some(value.immediate_float());
    }
    if value.is_exact(Kind::Float) { value.as_ref::<object::Float>().map(|float| float.number) } else { None }
}

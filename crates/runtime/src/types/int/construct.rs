//! `int(...)`: the integer of a number, or of digits.

use crate::native::{Args, NativeResult};
use crate::number::parse_int::{ParsedInt, parse_int};
use crate::object::{Ref, Str, Type};
use crate::protocol::arithmetic::Number;
use crate::symbols::sym;
use crate::types::{UnaryOperator, exception};
use crate::value::Value;
use crate::vm::{Raised, Vm};

pub(super) fn new(vm: &mut Vm, class: Ref<Type>, args: &Args) -> NativeResult {
    let number = match (args.get(0), args.get(1)) {
        (None, None) => Value::from_i32_small(0),
        (None, Some(_)) => return Err(vm.type_error(format_args!("int() missing string argument"))),
        (Some(value), None) => from_value(vm, value)?,
        (Some(text), Some(base)) => from_text(vm, text, base)?,
    };
    vm.new_int_of_class(class, number)
}

/// `int(value)`
fn from_value(vm: &mut Vm, value: Value) -> NativeResult {
    if let Some(number) = Number::exact_or_bool(value).filter(|number| number.is_real()) {
        return vm.number_unary(UnaryOperator::Int, number);
    }
    let class = vm.class_of(value);
    if class.is_heap()
        && let Some(result) = vm.call_special(value, sym::__int__, &[])?
    {
        return plain_result(vm, result, "__int__ returned non-int");
    }
    if let Some(number) = vm.unary_slot(UnaryOperator::Int, class, value)? {
        return Ok(number);
    }
    if let Some(number) = vm.try_index(value)? {
        return Ok(number);
    }
    if class.is_heap()
        && let Some(result) = vm.call_special(value, sym::__trunc__, &[])?
    {
        return match vm.try_index(result)? {
            Some(number) => Ok(number),
            None => plain_result(vm, result, "__trunc__ returned non-Integral"),
        };
    }
    match parse_value(vm, value, 10)? {
        Some(number) => Ok(number),
        None => {
            let class = vm.type_name(value);
            Err(vm.type_error(format_args!(
                "int() argument must be a string, a bytes-like object or a real number, not '{class}'"
            )))
        }
    }
}

fn plain_result(vm: &mut Vm, result: Value, problem: &str) -> NativeResult {
    match vm.plain_int(result)? {
        Some(number) => Ok(number),
        None => {
            let class = vm.type_name(result);
            Err(vm.type_error(format_args!("{problem} (type {class})")))
        }
    }
}

/// `int(text, base)`
fn from_text(vm: &mut Vm, text: Value, base: Value) -> NativeResult {
    let base = vm.index_isize(base, &exception::OVERFLOW_ERROR)?;
    let base = match u32::try_from(base) {
        Ok(base) if base == 0 || (2..=36).contains(&base) => base,
        _ => return Err(vm.value_error(format_args!("int() base must be >= 2 and <= 36, or 0"))),
    };
    match parse_value(vm, text, base)? {
        Some(number) => Ok(number),
        None => Err(vm.type_error(format_args!("int() can't convert non-string with explicit base"))),
    }
}

/// The int of the digits in a str or a bytes-like object; `None` for other values.
fn parse_value(vm: &mut Vm, value: Value, base: u32) -> Result<Option<Value>, Raised> {
    let parsed = if let Some(text) = value.as_ref::<Str>() {
        parse(vm, text.as_bytes(), base)?
    } else if let Some(buffer) = vm.buffer(value) {
        parse(vm, ascii(buffer.as_bytes()), base)?
    } else {
        return Ok(None);
    };
    match parsed {
        Some(number) => Ok(Some(number)),
        None => Err(parse_error(vm, value, base)),
    }
}

/// Bytes that can be taken for text; others are no number.
fn ascii(bytes: &[u8]) -> &[u8] {
    if bytes.is_ascii() { bytes } else { b"" }
}

/// The int of the digits in a text; `None` if it is no number.
fn parse(vm: &mut Vm, text: &[u8], base: u32) -> Result<Option<Value>, Raised> {
    match parse_int(text, base) {
        Ok(Some(ParsedInt::Small(number))) => vm.new_int(number).map(Some),
        Ok(Some(ParsedInt::Large(number))) => vm.new_int_from(number.view()).map(Some),
        Ok(None) => Ok(None),
        Err(_) => Err(vm.memory_error()),
    }
}

/// Raises the `ValueError` for a text that is no number.
#[cold]
fn parse_error(vm: &mut Vm, text: Value, base: u32) -> Raised {
    let shown = match vm.repr(text) {
        Ok(shown) => shown.as_ref::<Str>(),
        Err(raised) => return raised,
    };
    let shown = shown.as_ref().and_then(|shown| shown.as_str()).unwrap_or("?");
    vm.value_error(format_args!("invalid literal for int() with base {base}: {shown}"))
}

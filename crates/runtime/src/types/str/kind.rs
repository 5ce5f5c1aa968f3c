//! `isalpha` and the like.

use crate::native::{Args, NativeResult};
use crate::number::text;
use crate::types::text::{StrText, Text};
use crate::value::Value;
use crate::vm::Vm;

/// Whether there are characters and all pass a test.
#[inline]
fn all(vm: &mut Vm, args: &Args, ascii: impl Fn(u8) -> bool, test: fn(u32) -> bool) -> NativeResult {
    let text = StrText::receiver(vm, args.at(0))?;
    let bytes = text.bytes();
    Ok(Value::from_bool(if text.0.is_ascii() {
        !bytes.is_empty() && bytes.iter().all(|&byte| ascii(byte))
    } else {
        text::code_points(bytes).all(test)
    }))
}

pub fn isalnum(vm: &mut Vm, args: &Args) -> NativeResult {
    all(vm, args, |byte| byte.is_ascii_alphanumeric(), text::is_alphanumeric)
}

pub fn isalpha(vm: &mut Vm, args: &Args) -> NativeResult {
    all(vm, args, |byte| byte.is_ascii_alphabetic(), text::is_alpha)
}

pub fn isdecimal(vm: &mut Vm, args: &Args) -> NativeResult {
    all(vm, args, |byte| byte.is_ascii_digit(), text::is_decimal)
}

pub fn isdigit(vm: &mut Vm, args: &Args) -> NativeResult {
    all(vm, args, |byte| byte.is_ascii_digit(), text::is_digit)
}

pub fn isnumeric(vm: &mut Vm, args: &Args) -> NativeResult {
    all(vm, args, |byte| byte.is_ascii_digit(), text::is_numeric)
}

pub fn isspace(vm: &mut Vm, args: &Args) -> NativeResult {
    all(vm, args, |byte| text::is_space(u32::from(byte)), text::is_space)
}

pub fn isprintable(vm: &mut Vm, args: &Args) -> NativeResult {
    let text = StrText::receiver(vm, args.at(0))?;
    Ok(Value::from_bool(text::code_points(text.bytes()).all(text::is_printable)))
}

pub fn isascii(vm: &mut Vm, args: &Args) -> NativeResult {
    let text = StrText::receiver(vm, args.at(0))?;
    Ok(Value::from_bool(text.0.is_ascii()))
}

pub fn isidentifier(vm: &mut Vm, args: &Args) -> NativeResult {
    let text = StrText::receiver(vm, args.at(0))?;
    let mut points = text::code_points(text.bytes());
    let begins = points.next().is_some_and(text::is_identifier_start);
    Ok(Value::from_bool(begins && points.all(text::is_identifier_continue)))
}

/// Whether there are letters with a case and all of them have the wanted one.
fn one_case(vm: &mut Vm, args: &Args, wanted: fn(u32) -> bool, other: fn(u32) -> bool) -> NativeResult {
    let text = StrText::receiver(vm, args.at(0))?;
    let mut any = false;
    for code in text::code_points(text.bytes()) {
        if other(code) || text::is_title(code) {
            return Ok(Value::FALSE);
        }
        any |= wanted(code);
    }
    Ok(Value::from_bool(any))
}

pub fn islower(vm: &mut Vm, args: &Args) -> NativeResult {
    one_case(vm, args, text::is_lower, text::is_upper)
}

pub fn isupper(vm: &mut Vm, args: &Args) -> NativeResult {
    one_case(vm, args, text::is_upper, text::is_lower)
}

pub fn istitle(vm: &mut Vm, args: &Args) -> NativeResult {
    let text = StrText::receiver(vm, args.at(0))?;
    let (mut any, mut within) = (false, false);
    for code in text::code_points(text.bytes()) {
        let capital = text::is_upper(code) || text::is_title(code);
        let small = text::is_lower(code);
        if (capital && within) || (small && !within) {
            return Ok(Value::FALSE);
        }
        any |= capital || small;
        within = capital || small;
    }
    Ok(Value::from_bool(any))
}

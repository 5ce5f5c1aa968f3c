//! Case of ASCII letters in bytes, and `isalpha` and the like.

use crate::native::{Args, NativeResult};
use crate::object::Filler;
use crate::types::str::case::{capitalize_ascii, swap_ascii, title_ascii};
use crate::types::text::{ByteText, Text};
use crate::value::Value;
use crate::vm::Vm;

#[inline]
fn change(vm: &mut Vm, args: &Args, write: impl FnOnce(&mut Filler<'_>, &[u8])) -> NativeResult {
    let text = ByteText::receiver(vm, args.at(0))?;
    text.make_filled(vm, text.length(), text.length(), |filler| write(filler, text.bytes()))
}

pub fn upper(vm: &mut Vm, args: &Args) -> NativeResult {
    change(vm, args, |filler, bytes| filler.map(bytes, |byte| byte.to_ascii_uppercase()))
}

pub fn lower(vm: &mut Vm, args: &Args) -> NativeResult {
    change(vm, args, |filler, bytes| filler.map(bytes, |byte| byte.to_ascii_lowercase()))
}

pub fn swapcase(vm: &mut Vm, args: &Args) -> NativeResult {
    change(vm, args, swap_ascii)
}

pub fn capitalize(vm: &mut Vm, args: &Args) -> NativeResult {
    change(vm, args, capitalize_ascii)
}

pub fn title(vm: &mut Vm, args: &Args) -> NativeResult {
    change(vm, args, title_ascii)
}

/// Whether there are bytes and all pass a test.
fn all(vm: &mut Vm, args: &Args, test: fn(&u8) -> bool) -> NativeResult {
    let text = ByteText::receiver(vm, args.at(0))?;
    Ok(Value::from_bool(text.length() > 0 && text.bytes().iter().all(test)))
}

pub fn isalnum(vm: &mut Vm, args: &Args) -> NativeResult {
    all(vm, args, u8::is_ascii_alphanumeric)
}

pub fn isalpha(vm: &mut Vm, args: &Args) -> NativeResult {
    all(vm, args, u8::is_ascii_alphabetic)
}

pub fn isdigit(vm: &mut Vm, args: &Args) -> NativeResult {
    all(vm, args, u8::is_ascii_digit)
}

pub fn isspace(vm: &mut Vm, args: &Args) -> NativeResult {
    all(vm, args, |byte| matches!(byte, b'\t'..=b'\r' | b' '))
}

pub fn isascii(vm: &mut Vm, args: &Args) -> NativeResult {
    let text = ByteText::receiver(vm, args.at(0))?;
    Ok(Value::from_bool(text.bytes().is_ascii()))
}

/// Whether there are letters and all of them pass a test.
fn one_case(vm: &mut Vm, args: &Args, test: fn(&u8) -> bool) -> NativeResult {
    let text = ByteText::receiver(vm, args.at(0))?;
    let mut letters = text.bytes().iter().filter(|byte| byte.is_ascii_alphabetic()).peekable();
    Ok(Value::from_bool(letters.peek().is_some() && letters.all(test)))
}

pub fn islower(vm: &mut Vm, args: &Args) -> NativeResult {
    one_case(vm, args, u8::is_ascii_lowercase)
}

pub fn isupper(vm: &mut Vm, args: &Args) -> NativeResult {
    one_case(vm, args, u8::is_ascii_uppercase)
}

pub fn istitle(vm: &mut Vm, args: &Args) -> NativeResult {
    let text = ByteText::receiver(vm, args.at(0))?;
    let (mut any, mut within) = (false, false);
    for byte in text.bytes() {
        let letter = byte.is_ascii_alphabetic();
        if letter && byte.is_ascii_uppercase() == within {
            return Ok(Value::FALSE);
        }
        any |= letter;
        within = letter;
    }
    Ok(Value::from_bool(any))
}

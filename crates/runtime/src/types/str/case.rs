//! Upper, lower and title case of strs.

use crate::native::{Args, NativeResult};
use crate::number::{Sink, TextBuffer, text};
use crate::object::Filler;
use crate::types::text::{StrText, Text};
use crate::vm::Vm;
use heap::OutOfMemory;

type Append = fn(&mut dyn Sink, &[u8]) -> Result<(), OutOfMemory>;

/// Makes a str of the same length if the text is ASCII, else one by a function of the text.
#[inline]
fn change(vm: &mut Vm, args: &Args, ascii: impl FnOnce(&mut Filler<'_>, &[u8]), append: Append) -> NativeResult {
    let text = StrText::receiver(vm, args.at(0))?;
    let bytes = text.bytes();
    if text.0.is_ascii() {
        return vm.new_str_filled(bytes.len(), bytes.len(), |filler| ascii(filler, bytes));
    }
    let mut buffer = TextBuffer::new();
    match append(&mut buffer, bytes) {
        Ok(()) => vm.new_str(buffer.as_bytes()),
        Err(_) => Err(vm.memory_error()),
    }
}

/// `str.upper()`
pub fn upper(vm: &mut Vm, args: &Args) -> NativeResult {
    change(vm, args, |filler, bytes| filler.map(bytes, |byte| byte.to_ascii_uppercase()), text::append_uppered)
}

/// `str.lower()`
pub fn lower(vm: &mut Vm, args: &Args) -> NativeResult {
    change(vm, args, |filler, bytes| filler.map(bytes, |byte| byte.to_ascii_lowercase()), text::append_lowered)
}

/// `str.casefold()`
pub fn casefold(vm: &mut Vm, args: &Args) -> NativeResult {
    change(vm, args, |filler, bytes| filler.map(bytes, |byte| byte.to_ascii_lowercase()), text::append_casefolded)
}

/// `str.swapcase()`
pub fn swapcase(vm: &mut Vm, args: &Args) -> NativeResult {
    change(vm, args, swap_ascii, text::append_swapped)
}

/// `str.capitalize()`
pub fn capitalize(vm: &mut Vm, args: &Args) -> NativeResult {
    change(vm, args, capitalize_ascii, text::append_capitalized)
}

/// `str.title()`
pub fn title(vm: &mut Vm, args: &Args) -> NativeResult {
    change(vm, args, title_ascii, text::append_titled)
}

/// Writes ASCII letters with their case swapped.
pub fn swap_ascii(filler: &mut Filler<'_>, bytes: &[u8]) {
    filler.map(bytes, |byte| if byte.is_ascii_alphabetic() { byte ^ 0x20 } else { byte });
}

/// Writes the first ASCII letter in upper case and the others in lower case.
pub fn capitalize_ascii(filler: &mut Filler<'_>, bytes: &[u8]) {
    let (first, rest) = bytes.split_at(bytes.len().min(1));
    filler.map(first, |byte| byte.to_ascii_uppercase());
    filler.map(rest, |byte| byte.to_ascii_lowercase());
}

/// Writes the first ASCII letter of each word in upper case and the others in lower case.
pub fn title_ascii(filler: &mut Filler<'_>, bytes: &[u8]) {
    let mut within = false;
    for &byte in bytes {
        filler.byte(if within { byte.to_ascii_lowercase() } else { byte.to_ascii_uppercase() });
        within = byte.is_ascii_alphabetic();
    }
}

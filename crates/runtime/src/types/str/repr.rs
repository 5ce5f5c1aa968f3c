//! `repr` and `ascii` of strs.

use crate::native::NativeResult;
use crate::number::text::{code_points, encode, find_byte, is_printable};
use crate::number::{Sink, TextBuffer};
use crate::object::Str;
use crate::value::Value;
use crate::vm::Vm;
use heap::OutOfMemory;

/// `repr(text)`
pub fn repr(vm: &mut Vm, text: Value) -> NativeResult {
    let Some(text) = text.as_ref::<Str>() else { return Ok(text) };
    let bytes = text.as_bytes();
    if text.is_ascii() && bytes.iter().all(|&byte| matches!(byte, b' '..=b'~') && byte != b'\'' && byte != b'\\') {
        return vm.new_str_filled(bytes.len() + 2, bytes.len() + 2, |filler| {
            filler.byte(b'\'');
            filler.write(bytes);
            filler.byte(b'\'');
        });
    }
    let mut buffer = TextBuffer::new();
    match write_quoted(&mut buffer, bytes) {
        Ok(()) => vm.new_str(buffer.as_bytes()),
        Err(_) => Err(vm.memory_error()),
    }
}

/// The quote for a text: double ones only if it has single ones and no double ones.
pub fn quote_for(bytes: &[u8]) -> u8 {
    if find_byte(bytes, b'\'').is_some() && find_byte(bytes, b'"').is_none() { b'"' } else { b'\'' }
}

fn write_quoted(sink: &mut dyn Sink, bytes: &[u8]) -> Result<(), OutOfMemory> {
    let quote = quote_for(bytes);
    sink.write(&[quote])?;
    for code in code_points(bytes) {
        match code {
            0x09 => sink.write(b"\\t")?,
            0x0a => sink.write(b"\\n")?,
            0x0d => sink.write(b"\\r")?,
            0x5c => sink.write(b"\\\\")?,
            _ if code == u32::from(quote) => sink.write(&[b'\\', quote])?,
            _ if is_printable(code) => sink.write(encode(code).as_bytes())?,
            _ => write_escape(sink, code)?,
        }
    }
    sink.write(&[quote])
}

/// Writes a code point as `\xhh`, `\uhhhh` or `\Uhhhhhhhh`.
pub fn write_escape(sink: &mut dyn Sink, code: u32) -> Result<(), OutOfMemory> {
    let (letter, digits) = match code {
        0..0x100 => (b'x', 2),
        0x100..0x1_0000 => (b'u', 4),
        _ => (b'U', 8),
    };
    sink.write(&[b'\\', letter])?;
    for place in (0..digits).rev() {
        sink.write(&[hexadecimal((code >> (place * 4)) as u8)])?;
    }
    Ok(())
}

/// The digit of the low four bits.
pub fn hexadecimal(digit: u8) -> u8 {
    b"0123456789abcdef"[usize::from(digit & 15)]
}

/// A str with what is not ASCII escaped.
pub fn escape_wide(vm: &mut Vm, text: Value) -> NativeResult {
    let Some(string) = text.as_ref::<Str>() else { return Ok(text) };
    if string.is_ascii() {
        return Ok(text);
    }
    let mut buffer = TextBuffer::new();
    let written = code_points(string.as_bytes()).try_for_each(|code| match u8::try_from(code) {
        Ok(byte) if byte.is_ascii() => buffer.write(&[byte]),
        _ => write_escape(&mut buffer, code),
    });
    match written {
        Ok(()) => vm.new_str(buffer.as_bytes()),
        Err(_) => Err(vm.memory_error()),
    }
}

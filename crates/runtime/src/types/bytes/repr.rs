//! `repr` of bytes.

use crate::native::NativeResult;
use crate::number::Sink;
use crate::number::TextBuffer;
use crate::types::str::repr::{hexadecimal, quote_for};
use crate::types::text::{ByteText, Text};
use crate::value::Value;
use crate::vm::Vm;
use heap::OutOfMemory;

/// `repr(bytes)`
pub fn repr(vm: &mut Vm, bytes: Value) -> NativeResult {
    let text = ByteText::receiver(vm, bytes)?;
    let mut buffer = TextBuffer::new();
    match write_literal(&mut buffer, text.bytes(), false) {
        Ok(()) => vm.new_str_of(buffer.as_bytes(), buffer.as_bytes().len()),
        Err(_) => Err(vm.memory_error()),
    }
}

/// Writes bytes as a literal. `escape_quotes`: single quotes are escaped in double ones too, as bytearrays have it.
pub fn write_literal(sink: &mut dyn Sink, bytes: &[u8], escape_quotes: bool) -> Result<(), OutOfMemory> {
    let quote = quote_for(bytes);
    sink.write(&[b'b', quote])?;
    for &byte in bytes {
        match byte {
            b'\t' => sink.write(b"\\t")?,
            b'\n' => sink.write(b"\\n")?,
            b'\r' => sink.write(b"\\r")?,
            b'\\' => sink.write(b"\\\\")?,
            _ if byte == quote || (escape_quotes && byte == b'\'') => sink.write(&[b'\\', byte])?,
            b' '..=b'~' => sink.write(&[byte])?,
            _ => sink.write(&[b'\\', b'x', hexadecimal(byte >> 4), hexadecimal(byte)])?,
        }
    }
    sink.write(&[quote])
}

//! Text to bytes.

use super::{Encoding, Fault, Handler, arguments, raise_fault, unknown_handler};
use crate::native::{Args, NativeResult};
use crate::number::text::{count, decode, first_surrogate};
use crate::number::{Sink, TextBuffer};
use crate::object::{Ref, Str};
use crate::types::exception;
use crate::types::str::repr::write_escape;
use crate::types::text::{StrText, Text};
use crate::vm::Vm;
use heap::OutOfMemory;

/// `str.encode(encoding, errors)`
pub fn encode_method(vm: &mut Vm, args: &Args) -> NativeResult {
    let (encoding, handler) = arguments(vm, "encode", args.get(1), args.get(2))?;
    let text = StrText::receiver(vm, args.at(0))?;
    encode(vm, text.0, encoding, handler)
}

/// Encodes a str. Runs no Python.
pub fn encode(vm: &mut Vm, text: Ref<Str>, encoding: Encoding, handler: Handler) -> NativeResult {
    let bytes = text.as_bytes();
    if text.is_ascii() || (encoding == Encoding::Utf8 && first_surrogate(bytes).is_none()) {
        return vm.new_bytes(bytes);
    }
    let mut encoded = TextBuffer::new();
    let mut at = 0;
    while let Some((start, end)) = next_fault(&mut encoded, bytes, at, encoding).map_err(|_| vm.memory_error())? {
        let handled = handle(&mut encoded, &bytes[start..end], encoding, handler).map_err(|_| vm.memory_error())?;
        if !handled {
            if let Handler::Unknown(name) = handler {
                return Err(unknown_handler(vm, name));
            }
            let reason = match encoding {
                Encoding::Utf8 => "surrogates not allowed",
                Encoding::Ascii => "ordinal not in range(128)",
                Encoding::Latin1 => "ordinal not in range(256)",
            };
            let fault = Fault { encoding, start: count(&bytes[..start]), end: count(&bytes[..end]), reason };
            return Err(raise_fault(vm, &exception::UNICODE_ENCODE_ERROR, text.value(), &fault));
        }
        at = end;
    }
    vm.new_bytes(encoded.as_bytes())
}

fn encodable(code: u32, encoding: Encoding) -> bool {
    match encoding {
        Encoding::Utf8 => !(0xd800..0xe000).contains(&code),
        Encoding::Ascii => code < 0x80,
        Encoding::Latin1 => code < 0x100,
    }
}

/// Appends what can be encoded from `at` on, and returns the range of the next run that cannot.
fn next_fault(
    encoded: &mut TextBuffer,
    bytes: &[u8],
    mut at: usize,
    encoding: Encoding,
) -> Result<Option<(usize, usize)>, OutOfMemory> {
    while let Some((code, length)) = decode(&bytes[at..]) {
        if !encodable(code, encoding) {
            let mut end = at + length;
            while let Some((code, length)) = decode(&bytes[end..])
                && !encodable(code, encoding)
            {
                end += length;
            }
            return Ok(Some((at, end)));
        }
        match encoding {
            Encoding::Utf8 => encoded.write(&bytes[at..at + length])?,
            Encoding::Ascii | Encoding::Latin1 => encoded.write(&[code as u8])?,
        }
        at += length;
    }
    Ok(None)
}

/// Appends what a handler puts for a run of characters; false if it is an error.
fn handle(encoded: &mut TextBuffer, run: &[u8], encoding: Encoding, handler: Handler) -> Result<bool, OutOfMemory> {
    let mut rest = run;
    while let Some((code, length)) = decode(rest) {
        match handler {
            Handler::Ignore => {}
            Handler::Replace => encoded.write(b"?")?,
            Handler::BackslashReplace => write_escape(encoded, code)?,
            Handler::CharacterReference => encoded.write_fmt(format_args!("&#{code};"))?,
            Handler::SurrogateEscape if matches!(code, 0xdc80..=0xdcff) => encoded.write(&[code as u8])?,
            Handler::SurrogatePass if encoding == Encoding::Utf8 => encoded.write(&rest[..length])?,
            _ => return Ok(false),
        }
        rest = &rest[length..];
    }
    Ok(true)
}

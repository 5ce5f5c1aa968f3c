//! Bytes to text.

use super::{Encoding, Fault, Handler, arguments, raise_fault, unknown_handler};
use crate::native::{Args, NativeResult};
use crate::number::text::{encode, validate_utf8};
use crate::number::{Sink, TextBuffer};
use crate::object::Kind;
use crate::types::buffer::Buffer;
use crate::types::exception;
use crate::types::str::repr::write_escape;
use crate::value::Value;
use crate::vm::{Raised, Vm};
use heap::OutOfMemory;

/// `bytes.decode(encoding, errors)`
pub fn decode_method(vm: &mut Vm, args: &Args) -> NativeResult {
    let (encoding, handler) = arguments(vm, "decode", args.get(1), args.get(2))?;
    let buffer = vm.require_buffer(args.at(0))?;
    decode(vm, args.at(0), buffer, encoding, handler)
}

/// Decodes the memory of an object. Runs no Python.
pub fn decode(vm: &mut Vm, object: Value, buffer: Buffer, encoding: Encoding, handler: Handler) -> NativeResult {
    let bytes = buffer.as_bytes();
    if bytes.is_ascii() {
        return vm.new_str_of(bytes, bytes.len());
    }
    if encoding == Encoding::Utf8 && validate_utf8(bytes).is_ok() {
        return vm.new_str(bytes);
    }
    let mut text = TextBuffer::new();
    let mut at = 0;
    while let Some(fault) = next_fault(&mut text, bytes, at, encoding).map_err(|_| vm.memory_error())? {
        let handled = handle(&mut text, bytes, &fault, handler).map_err(|_| vm.memory_error())?;
        match handled {
            Some(end) => at = end,
            None => return Err(fail(vm, object, bytes, &fault, handler)),
        }
    }
    vm.new_str(text.as_bytes())
}

fn fail(vm: &mut Vm, object: Value, bytes: &[u8], fault: &Fault, handler: Handler) -> Raised {
    match handler {
        Handler::Unknown(name) => return unknown_handler(vm, name),
        Handler::CharacterReference => {
            let message = format_args!("don't know how to handle UnicodeDecodeError in error callback");
            return vm.type_error(message);
        }
        _ => {}
    }
    let object = if object.is_kind(Kind::Bytes) { Ok(object) } else { vm.new_bytes(bytes) };
    match object {
        Ok(object) => raise_fault(vm, &exception::UNICODE_DECODE_ERROR, object, fault),
        Err(raised) => raised,
    }
}

/// Appends what can be decoded from `at` on, and returns the next fault.
fn next_fault(
    text: &mut TextBuffer,
    bytes: &[u8],
    at: usize,
    encoding: Encoding,
) -> Result<Option<Fault>, OutOfMemory> {
    let rest = &bytes[at..];
    match encoding {
        Encoding::Latin1 => {
            rest.iter().try_for_each(|&byte| text.write(encode(u32::from(byte)).as_bytes()))?;
            Ok(None)
        }
        Encoding::Ascii => {
            let length = rest.iter().take_while(|byte| byte.is_ascii()).count();
            text.write(&rest[..length])?;
            let start = at + length;
            let fault = Fault { encoding, start, end: start + 1, reason: "ordinal not in range(128)" };
            Ok((length < rest.len()).then_some(fault))
        }
        Encoding::Utf8 => match validate_utf8(rest) {
            Ok(()) => {
                text.write(rest)?;
                Ok(None)
            }
            Err(error) => {
                text.write(&rest[..error.start])?;
                Ok(Some(Fault { encoding, start: at + error.start, end: at + error.end, reason: error.reason }))
            }
        },
    }
}

/// Appends what a handler puts for a fault, and returns where to go on; `None` if it is an error.
fn handle(text: &mut TextBuffer, bytes: &[u8], fault: &Fault, handler: Handler) -> Result<Option<usize>, OutOfMemory> {
    let faulty = &bytes[fault.start..fault.end];
    match handler {
        Handler::Ignore => {}
        Handler::Replace => text.write("\u{fffd}".as_bytes())?,
        Handler::BackslashReplace => faulty.iter().try_for_each(|&byte| write_escape(text, u32::from(byte)))?,
        Handler::SurrogateEscape if faulty.iter().all(|&byte| byte >= 0x80) => {
            faulty.iter().try_for_each(|&byte| text.write(encode(0xdc00 + u32::from(byte)).as_bytes()))?;
        }
        Handler::SurrogatePass if fault.encoding == Encoding::Utf8 => {
            let Some(surrogate @ [0xed, 0xa0..=0xbf, 0x80..=0xbf]) = bytes.get(fault.start..fault.start + 3) else {
                return Ok(None);
            };
            text.write(surrogate)?;
            return Ok(Some(fault.start + 3));
        }
        _ => return Ok(None),
    }
    Ok(Some(fault.end))
}

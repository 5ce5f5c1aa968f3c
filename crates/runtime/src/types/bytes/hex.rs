//! `hex` and `fromhex`.

use crate::native::{Args, NativeResult};
use crate::object::{Bytes, Ref, Str, Type};
use crate::types::arguments::integer_argument;
use crate::types::bytes::BYTES;
use crate::types::str::repr::hexadecimal;
use crate::types::text::ArgumentName;
use crate::value::Value;
use crate::vm::{Raised, Vm};
use heap::TryVec;

/// `bytes.hex(sep, bytes_per_sep)`
pub fn hex_method(vm: &mut Vm, args: &Args) -> NativeResult {
    let layout = Layout::read(vm, args.get(1), args.get(2))?;
    let buffer = vm.require_buffer(args.at(0))?;
    hex(vm, buffer.as_bytes(), layout)
}

/// Where separators go.
#[derive(Clone, Copy)]
pub struct Layout {
    separator: Option<u8>,
    /// Bytes in a group.
    group: usize,
    /// Groups are counted from the beginning.
    from_left: bool,
}

impl Layout {
    /// Reads the arguments `sep` and `bytes_per_sep`.
    pub fn read(vm: &mut Vm, separator: Option<Value>, group: Option<Value>) -> Result<Layout, Raised> {
        let group = match group {
            Some(group) => integer_argument(vm, group)?,
            None => 1,
        };
        let separator = match separator {
            Some(separator) => Some(separator_byte(vm, separator)?),
            None => None,
        };
        let from_left = group < 0;
        let group = usize::try_from(group.unsigned_abs()).unwrap_or(usize::MAX);
        Ok(Layout { separator: separator.filter(|_| group > 0), group, from_left })
    }
}

fn separator_byte(vm: &mut Vm, separator: Value) -> Result<u8, Raised> {
    let (text, bytes) = (separator.as_ref::<Str>(), separator.as_ref::<Bytes>());
    let (bytes, characters) = match (&text, &bytes) {
        (Some(text), _) => (text.as_bytes(), text.characters as usize),
        (None, Some(bytes)) => (bytes.as_bytes(), bytes.length as usize),
        (None, None) => {
            vm.length(separator)?;
            return Err(vm.type_error(format_args!("sep must be str or bytes.")));
        }
    };
    if characters != 1 {
        return Err(vm.value_error(format_args!("sep must be length 1.")));
    }
    match bytes.first().copied().filter(u8::is_ascii) {
        Some(byte) => Ok(byte),
        None => Err(vm.value_error(format_args!("sep must be ASCII."))),
    }
}

/// Bytes as hexadecimal digits: a str.
pub fn hex(vm: &mut Vm, bytes: &[u8], layout: Layout) -> NativeResult {
    let groups = if layout.separator.is_some() { bytes.len().saturating_sub(1) / layout.group } else { 0 };
    let Some(length) = bytes.len().checked_mul(2).and_then(|digits| digits.checked_add(groups)) else {
        return Err(vm.memory_error());
    };
    vm.new_str_filled(length, length, |filler| {
        for (index, &byte) in bytes.iter().enumerate() {
            let counted = if layout.from_left { index } else { bytes.len() - index };
            if let Some(separator) = layout.separator
                && index > 0
                && counted.is_multiple_of(layout.group)
            {
                filler.byte(separator);
            }
            filler.byte(hexadecimal(byte >> 4));
            filler.byte(hexadecimal(byte));
        }
    })
}

/// `bytes.fromhex(text)`, a class method.
pub fn fromhex(vm: &mut Vm, args: &Args) -> NativeResult {
    let Some(text) = args.at(1).as_ref::<Str>() else {
        let name = ArgumentName::of(vm, args.at(1));
        return Err(vm.type_error(format_args!("fromhex() argument must be str, not {name}")));
    };
    let bytes = match parse(text.as_bytes()) {
        Ok(bytes) => bytes,
        Err(Fault::OutOfMemory) => return Err(vm.memory_error()),
        Err(Fault::At(offset)) => {
            let position = crate::number::text::count(&text.as_bytes()[..offset]);
            return Err(
                vm.value_error(format_args!("non-hexadecimal number found in fromhex() arg at position {position}"))
            );
        }
    };
    let bytes = vm.new_bytes(&bytes)?;
    match args.at(0).as_ref::<Type>() {
        Some(class) if class != Ref::from_static(&BYTES) => vm.call(args.at(0), &[bytes]),
        _ => Ok(bytes),
    }
}

enum Fault {
    OutOfMemory,
    At(usize),
}

fn parse(text: &[u8]) -> Result<TryVec<u8>, Fault> {
    let mut bytes = TryVec::new();
    let mut at = 0;
    let digit = |at: usize| {
        let byte = text.get(at).copied().unwrap_or(0);
        char::from(byte).to_digit(16).ok_or(Fault::At(at))
    };
    while at < text.len() {
        if matches!(text[at], b'\t'..=b'\r' | b' ') {
            at += 1;
            continue;
        }
        let byte = digit(at)? << 4 | digit(at + 1)?;
        bytes.try_push(byte as u8).map_err(|_| Fault::OutOfMemory)?;
        at += 2;
    }
    Ok(bytes)
}

//! Padding: `center`, `ljust`, `rjust`, `zfill`, `expandtabs`.

use super::{ArgumentName, Text};
use crate::native::{Args, NativeResult};
use crate::number::text::is_boundary;
use crate::object::Str;
use crate::types::arguments::{int_argument, integer_argument};
use crate::value::Value;
use crate::vm::{Raised, Vm};

/// `center(width, fillchar=' ')`
pub fn center<T: Text>(vm: &mut Vm, args: &Args) -> NativeResult {
    pad::<T>(vm, args, "center", |padding, width| padding / 2 + (padding & width & 1))
}

/// `ljust(width, fillchar=' ')`
pub fn ljust<T: Text>(vm: &mut Vm, args: &Args) -> NativeResult {
    pad::<T>(vm, args, "ljust", |_, _| 0)
}

/// `rjust(width, fillchar=' ')`
pub fn rjust<T: Text>(vm: &mut Vm, args: &Args) -> NativeResult {
    pad::<T>(vm, args, "rjust", |padding, _| padding)
}

/// Pads; `left` says how much of the padding goes before the text.
fn pad<T: Text>(vm: &mut Vm, args: &Args, method: &str, left: fn(usize, usize) -> usize) -> NativeResult {
    let width = usize::try_from(integer_argument(vm, args.at(1))?).unwrap_or(0);
    let fill = match args.get(2) {
        Some(fill) => fill_character::<T>(vm, fill, method)?,
        None => Fill::of(b" "),
    };
    let text = T::receiver(vm, args.at(0))?;
    let padding = width.saturating_sub(text.length());
    if padding == 0 {
        return text.unchanged(vm);
    }
    let before = left(padding, width);
    let fill = fill.as_bytes();
    let length = padding.saturating_mul(fill.len()).saturating_add(text.bytes().len());
    text.make_filled(vm, length, width, |filler| {
        filler.repeat(fill, before);
        filler.write(text.bytes());
        filler.repeat(fill, padding - before);
    })
}

/// The character to pad with.
struct Fill {
    bytes: [u8; 4],
    length: usize,
}

impl Fill {
    fn of(character: &[u8]) -> Fill {
        let mut fill = Fill { bytes: [0; 4], length: 0 };
        for (slot, &byte) in fill.bytes.iter_mut().zip(character) {
            *slot = byte;
            fill.length += 1;
        }
        fill
    }

    fn as_bytes(&self) -> &[u8] {
        &self.bytes[..self.length]
    }
}

fn fill_character<T: Text>(vm: &mut Vm, value: Value, method: &str) -> Result<Fill, Raised> {
    if T::IS_STR {
        return match value.as_ref::<Str>() {
            Some(text) if text.characters == 1 => Ok(Fill::of(text.as_bytes())),
            Some(_) => {
                let message = format_args!("The fill character must be exactly one character long");
                Err(vm.type_error(message))
            }
            None => {
                let name = vm.type_name(value);
                Err(vm.type_error(format_args!("The fill character must be a unicode character, not {name}")))
            }
        };
    }
    match crate::types::buffer::Buffer::of(value) {
        Some(buffer) if buffer.as_bytes().len() == 1 => Ok(Fill::of(buffer.as_bytes())),
        _ => {
            let name = ArgumentName::of(vm, value);
            let message = format_args!("{method}() argument 2 must be a byte string of length 1, not {name}");
            Err(vm.type_error(message))
        }
    }
}

/// `zfill(width)`
pub fn zfill<T: Text>(vm: &mut Vm, args: &Args) -> NativeResult {
    let width = usize::try_from(integer_argument(vm, args.at(1))?).unwrap_or(0);
    let text = T::receiver(vm, args.at(0))?;
    let padding = width.saturating_sub(text.length());
    if padding == 0 {
        return text.unchanged(vm);
    }
    let sign = usize::from(matches!(text.bytes().first(), Some(b'+' | b'-')));
    let (sign, digits) = text.bytes().split_at(sign);
    text.make_filled(vm, text.bytes().len().saturating_add(padding), width, |filler| {
        filler.write(sign);
        filler.repeat(b"0", padding);
        filler.write(digits);
    })
}

/// `expandtabs(tabsize=8)`
pub fn expandtabs<T: Text>(vm: &mut Vm, args: &Args) -> NativeResult {
    let size = match args.get(1) {
        Some(size) => usize::try_from(int_argument(vm, size)?).unwrap_or(0),
        None => 8,
    };
    let text = T::receiver(vm, args.at(0))?;
    if crate::number::text::find_byte(text.bytes(), b'\t').is_none() {
        return text.unchanged(vm);
    }
    let (mut length, mut characters) = (0usize, 0usize);
    expand::<T>(text.bytes(), size, |piece, count| {
        length = length.saturating_add(piece.len().saturating_mul(count));
        characters = characters.saturating_add(T::count(piece).saturating_mul(count));
    });
    text.make_filled(vm, length, characters, |filler| {
        expand::<T>(text.bytes(), size, |piece, count| filler.repeat(piece, count));
    })
}

/// Gives the pieces of a text with its tabs expanded, each with a number of repetitions.
fn expand<T: Text>(bytes: &[u8], size: usize, mut put: impl FnMut(&[u8], usize)) {
    let mut column = 0;
    let mut start = 0;
    for (at, &byte) in bytes.iter().enumerate() {
        match byte {
            b'\t' => {
                put(&bytes[start..at], 1);
                start = at + 1;
                let width = if size == 0 { 0 } else { size - column % size };
                put(b" ", width);
                column += width;
            }
            b'\n' | b'\r' => column = 0,
            _ => column += usize::from(!T::IS_STR || is_boundary(byte)),
        }
    }
    put(&bytes[start..], 1);
}

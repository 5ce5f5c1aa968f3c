//! What can be wrong with a format specification.

use super::super::NumberError;
use super::super::sink::{Sink, TextBuffer};
use super::super::text::encode;
use heap::OutOfMemory;

/// Why a value cannot be formatted. All are `ValueError` but for lack of memory and `Overflow`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormatError {
    /// Memory ran out.
    OutOfMemory,
    /// `ValueError` with this text.
    Value(&'static str),
    /// `OverflowError` with this text.
    Overflow(&'static str),
    /// The specification has something after its type.
    InvalidSpecifier,
    /// The type, a code point, is not one for this value.
    UnknownCode(u32),
    /// A separator of thousands does not go with this type.
    Grouping {
        /// The separator.
        separator: u8,
        /// The type, a code point.
        kind: u32,
    },
}

impl From<OutOfMemory> for FormatError {
    fn from(_: OutOfMemory) -> Self {
        Self::OutOfMemory
    }
}

impl From<NumberError> for FormatError {
    fn from(error: NumberError) -> Self {
        match error {
            NumberError::OutOfMemory => Self::OutOfMemory,
            NumberError::Overflow(text) => Self::Overflow(text),
            NumberError::ZeroDivision(text) | NumberError::Value(text) => Self::Value(text),
        }
    }
}

impl FormatError {
    /// Writes the message of the exception. `spec` is the specification, `type_name` that of the value.
    pub fn write_message(&self, sink: &mut dyn Sink, spec: &[u8], type_name: &[u8]) -> Result<(), OutOfMemory> {
        match *self {
            Self::OutOfMemory => Ok(()),
            Self::Value(text) | Self::Overflow(text) => sink.write(text.as_bytes()),
            Self::InvalidSpecifier => {
                write_all(sink, &[b"Invalid format specifier '", spec, b"' for object of type '", type_name, b"'"])
            }
            Self::UnknownCode(kind) => {
                let shown = shown_code(kind)?;
                let shown = shown.as_bytes();
                write_all(sink, &[b"Unknown format code '", shown, b"' for object of type '", type_name, b"'"])
            }
            Self::Grouping { separator, kind } => {
                let shown = shown_code(kind)?;
                write_all(sink, &[b"Cannot specify '", &[separator], b"' with '", shown.as_bytes(), b"'."])
            }
        }
    }
}

pub(super) fn write_all(sink: &mut dyn Sink, pieces: &[&[u8]]) -> Result<(), OutOfMemory> {
    pieces.iter().try_for_each(|piece| sink.write(piece))
}

/// A printable ASCII character as it is, others by number.
fn shown_code(kind: u32) -> Result<TextBuffer, OutOfMemory> {
    let mut text = TextBuffer::new();
    if (0x21..0x80).contains(&kind) {
        text.write(encode(kind).as_bytes())?;
    } else {
        text.write_fmt(format_args!("\\x{kind:x}"))?;
    }
    Ok(text)
}

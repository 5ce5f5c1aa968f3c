//! What every stage of the compiler reports.

pub mod messages;

use crate::ast::Span;
use crate::language;
use crate::lines::{LineIndex, Location};
use core::fmt;

/// The exception that an error becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    /// `SyntaxError`.
    Syntax,
    /// `IndentationError`.
    Indentation,
    /// `TabError`.
    Tab,
    /// `MemoryError`.
    OutOfMemory,
    /// `RecursionError`: nested deeper than the limit.
    TooDeep,
}

/// Something that stands for a `{}` in a message's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Nothing.
    None,
    /// Fixed text.
    Text(&'static str),
    /// A piece of the source.
    Source(Span),
    /// A number in decimal.
    Number(u32),
    /// A byte or code point in hexadecimal, with at least this many digits.
    Hex(u32, u8),
    /// A character.
    Char(char),
}

/// The wording of an error: a text in which each `{}` stands for a piece.
///
/// It owns no memory, so an error can be made when there is none left. Pieces of the source are looked up when the
/// message is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Message {
    /// The text.
    pub text: &'static str,
    /// What its `{}` stand for, in order.
    pub pieces: [Piece; 3],
}

impl Message {
    /// A message without pieces.
    pub const fn new(text: &'static str) -> Self {
        Self { text, pieces: [Piece::None; 3] }
    }

    /// A message with one piece.
    pub const fn with(text: &'static str, piece: Piece) -> Self {
        Self { text, pieces: [piece, Piece::None, Piece::None] }
    }

    /// A message with two pieces.
    pub const fn with_two(text: &'static str, first: Piece, second: Piece) -> Self {
        Self { text, pieces: [first, second, Piece::None] }
    }

    /// A message with three pieces.
    pub const fn with_three(text: &'static str, first: Piece, second: Piece, third: Piece) -> Self {
        Self { text, pieces: [first, second, third] }
    }

    /// The message for output; `source` is what was compiled.
    pub fn display<'m>(&'m self, source: &'m [u8]) -> MessageDisplay<'m> {
        MessageDisplay { message: self, source }
    }
}

/// The wording of an error as far as this build has it.
pub(crate) fn worded(message: impl Into<Message>) -> Message {
    if language::DIAGNOSTICS { message.into() } else { Message::new(messages::INVALID_SYNTAX) }
}

impl From<&'static str> for Message {
    fn from(text: &'static str) -> Self {
        Self::new(text)
    }
}

/// A [`Message`] together with the source that its pieces refer to.
#[derive(Clone, Copy, Debug)]
pub struct MessageDisplay<'m> {
    message: &'m Message,
    source: &'m [u8],
}

impl fmt::Display for MessageDisplay<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut parts = self.message.text.split("{}");
        f.write_str(parts.next().unwrap_or_default())?;
        for (index, part) in parts.enumerate() {
            self.write_piece(f, self.message.pieces.get(index).copied().unwrap_or(Piece::None))?;
            f.write_str(part)?;
        }
        Ok(())
    }
}

impl MessageDisplay<'_> {
    fn write_piece(&self, f: &mut fmt::Formatter<'_>, piece: Piece) -> fmt::Result {
        match piece {
            Piece::None => Ok(()),
            Piece::Text(text) => f.write_str(text),
            Piece::Source(span) => f.write_str(core::str::from_utf8(span.slice(self.source)).unwrap_or("?")),
            Piece::Number(number) => write!(f, "{number}"),
            Piece::Hex(number, digits) => write!(f, "{number:0width$X}", width = usize::from(digits)),
            Piece::Char(character) => write!(f, "{character}"),
        }
    }
}

/// An error of the compiler.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CompileError {
    /// The exception it becomes.
    pub kind: ErrorKind,
    /// Its wording.
    pub message: Message,
    /// Where it is, in bytes.
    pub span: Span,
    /// Where it begins.
    pub start: Location,
    /// Where it ends.
    pub end: Location,
    /// Whether more input could make it right.
    pub incomplete: bool,
}

impl CompileError {
    /// An error in `source` at `span`.
    pub fn new(source: &[u8], kind: ErrorKind, message: impl Into<Message>, span: Span) -> Self {
        let lines = LineIndex::new(source);
        let start = lines.locate(span.start);
        let end = lines.locate(span.end);
        Self { kind, message: message.into(), span, start, end, incomplete: false }
    }

    /// A `SyntaxError` in `source` at `span`.
    pub fn syntax(source: &[u8], message: impl Into<Message>, span: Span) -> Self {
        Self::new(source, ErrorKind::Syntax, message, span)
    }

    /// Memory ran out.
    pub fn out_of_memory() -> Self {
        Self {
            kind: ErrorKind::OutOfMemory,
            message: Message::new(messages::OUT_OF_MEMORY),
            span: Span::default(),
            start: Location::default(),
            end: Location::default(),
            incomplete: false,
        }
    }
}

/// An error as a stage records it, before it is located.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Diagnostic {
    pub(crate) kind: ErrorKind,
    pub(crate) message: Message,
    pub(crate) span: Span,
    pub(crate) incomplete: bool,
}

impl Diagnostic {
    /// The error with lines and columns.
    pub(crate) fn locate(&self, source: &[u8]) -> CompileError {
        let mut error = CompileError::new(source, self.kind, self.message, self.span);
        error.incomplete = self.incomplete;
        error
    }
}

/// A step failed. The error is recorded where the step belongs; if none is, memory ran out.
///
/// It takes no room, so that results of the parser's many small functions fit a register.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Failed;

impl From<heap::OutOfMemory> for Failed {
    fn from(_: heap::OutOfMemory) -> Self {
        Self
    }
}

impl From<heap::OutOfMemory> for CompileError {
    fn from(_: heap::OutOfMemory) -> Self {
        Self::out_of_memory()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::string::ToString;

    #[test]
    fn pieces_fill_the_text() {
        let message =
            Message::with_three("a {} b {} c {}", Piece::Source(Span::new(1, 3)), Piece::Number(7), Piece::Hex(160, 4));
        assert_eq!(message.display(b"xyz").to_string(), "a yz b 7 c 00A0");
        assert_eq!(Message::new("plain").display(b"").to_string(), "plain");
    }
}

//! The values of number, string and bytes literals.

use super::Limits;
use super::state::Parser;
use crate::arena;
use crate::ast::{ExprKind, ExprRef, Span};
use crate::error::{Failed, Message, Piece};
use crate::lex::{Step, TokenKind};
use bytecode::float::Float;
use heap::{OutOfMemory, TryVec};

impl<'a> Parser<'a> {
    /// A number.
    #[inline(never)]
    pub(super) fn number(&mut self) -> Step<ExprRef<'a>> {
        let start = self.start();
        let text = self.text();
        let kind = match self.token.kind {
            TokenKind::Int => self.integer(text)?,
            TokenKind::Imaginary => ExprKind::Imaginary(self.float(text.get(..text.len() - 1).unwrap_or_default())?),
            _ => ExprKind::Float(self.float(text)?),
        };
        self.advance()?;
        self.node(start, kind)
    }

    fn integer(&self, text: &'a str) -> Result<ExprKind<'a>, OutOfMemory> {
        let radix: u8 = match text.as_bytes() {
            [b'0', b'x' | b'X', ..] => 16,
            [b'0', b'o' | b'O', ..] => 8,
            [b'0', b'b' | b'B', ..] => 2,
            _ => 10,
        };
        let digits = if radix == 10 { text } else { text.get(2..).unwrap_or_default() };
        let mut value: i64 = 0;
        for digit in digits.chars().filter_map(|digit| digit.to_digit(radix.into())) {
            let next = value.checked_mul(radix.into()).and_then(|value| value.checked_add(digit.into()));
            let Some(next) = next else {
                return Ok(ExprKind::BigInt { digits: self.without_underscores(digits)?, radix });
            };
            value = next;
        }
        Ok(ExprKind::Int(value))
    }

    fn float(&self, text: &'a str) -> Result<Float, OutOfMemory> {
        Ok(decimal::parse(self.without_underscores(text)?.as_bytes()).unwrap_or_default())
    }

    fn without_underscores(&self, text: &'a str) -> Result<&'a str, OutOfMemory> {
        if !text.contains('_') {
            return Ok(text);
        }
        let mut digits = TryVec::try_with_capacity(text.len())?;
        for byte in text.bytes().filter(|&byte| byte != b'_') {
            digits.try_push(byte)?;
        }
        arena::try_alloc_str(self.arena, core::str::from_utf8(&digits).unwrap_or_default())
    }
}

/// What decoding a literal failed of.
enum DecodeError {
    OutOfMemory,
    /// An escape of a string, from and to before these positions.
    Unicode(&'static str, usize, usize),
    /// A `\x` of bytes.
    Bytes(usize),
}

impl From<OutOfMemory> for DecodeError {
    fn from(_: OutOfMemory) -> Self {
        Self::OutOfMemory
    }
}

/// How the text of a literal is read.
#[derive(Clone, Copy, Default)]
pub(super) struct Reading {
    /// Escapes have no meaning.
    pub(super) raw: bool,
    /// It is bytes.
    pub(super) bytes: bool,
    /// It is the text of an f-string, with doubled braces.
    pub(super) formatted: bool,
}

impl Reading {
    /// Whether the value of `text` is `text`.
    pub(super) fn is_verbatim(self, text: &[u8]) -> bool {
        !text.iter().any(|&byte| match byte {
            b'\\' => !self.raw,
            b'\r' => true,
            b'{' | b'}' => self.formatted,
            _ => false,
        })
    }
}

impl<'a> Parser<'a> {
    /// Appends the value of `text` to `value`; `span` is where errors are.
    pub(super) fn decode_text(
        &mut self,
        text: &'a str,
        reading: Reading,
        span: Span,
        value: &mut TryVec<u8>,
    ) -> Step<()> {
        let mut decoder = Decoder { text, position: 0, reading, limits: &self.limits, value };
        match decoder.run() {
            Ok(()) => Ok(()),
            Err(DecodeError::OutOfMemory) => Err(Failed),
            Err(DecodeError::Bytes(position)) => {
                let piece = Piece::Number(position as u32);
                Err(self.error(Message::with("(value error) invalid \\x escape at position {}", piece), span))
            }
            Err(DecodeError::Unicode(reason, start, end)) => {
                let start = Piece::Number(decoded_position(text, start));
                let end = Piece::Number(decoded_position(text, end).saturating_sub(1));
                let message = "(unicode error) 'unicodeescape' codec can't decode bytes in position {}-{}: {}";
                Err(self.error(Message::with_three(message, start, end, Piece::Text(reason)), span))
            }
        }
    }
}

/// The position as CPython counts it, which first turns each character beyond ASCII into an escape of ten bytes.
#[cold]
fn decoded_position(text: &str, offset: usize) -> u32 {
    const ESCAPED: u32 = 10;
    let before = text.get(..offset).unwrap_or(text);
    before.chars().map(|character| if character.is_ascii() { 1 } else { ESCAPED }).fold(0, u32::saturating_add)
}

struct Decoder<'t, 'v> {
    text: &'t str,
    position: usize,
    reading: Reading,
    limits: &'v Limits,
    value: &'v mut TryVec<u8>,
}

impl<'t> Decoder<'t, '_> {
    fn run(&mut self) -> Result<(), DecodeError> {
        let bytes = self.text.as_bytes();
        while let Some(&byte) = bytes.get(self.position) {
            match byte {
                b'\\' if !self.reading.raw => self.escape()?,
                b'\r' => {
                    self.position += if self.peek(1) == b'\n' { 2 } else { 1 };
                    self.value.try_push(b'\n')?;
                }
                b'{' | b'}' if self.reading.formatted => {
                    self.position += if self.peek(1) == byte { 2 } else { 1 };
                    self.value.try_push(byte)?;
                }
                _ => {
                    self.position += 1;
                    self.value.try_push(byte)?;
                }
            }
        }
        Ok(())
    }

    fn peek(&self, distance: usize) -> u8 {
        self.text.as_bytes().get(self.position + distance).copied().unwrap_or(0)
    }

    fn escape(&mut self) -> Result<(), DecodeError> {
        let start = self.position;
        let escaped = self.peek(1);
        self.position += 2;
        let value = match escaped {
            b'\n' => return Ok(()),
            b'\r' => {
                self.position += usize::from(self.peek(0) == b'\n');
                return Ok(());
            }
            b'\\' | b'\'' | b'"' => escaped,
            b'a' => 0x07,
            b'b' => 0x08,
            b'f' => 0x0c,
            b'n' => b'\n',
            b'r' => b'\r',
            b't' => b'\t',
            b'v' => 0x0b,
            b'0'..=b'7' => return self.octal(start),
            b'x' if self.reading.bytes => return self.hexadecimal_byte(start),
            b'x' => return self.hexadecimal(start, 2, "truncated \\xXX escape"),
            b'u' if !self.reading.bytes => return self.hexadecimal(start, 4, "truncated \\uXXXX escape"),
            b'U' if !self.reading.bytes => return self.hexadecimal(start, 8, "truncated \\UXXXXXXXX escape"),
            b'N' if !self.reading.bytes => return self.named(start),
            _ => {
                self.position = start + 1;
                b'\\'
            }
        };
        Ok(self.value.try_push(value)?)
    }

    fn octal(&mut self, start: usize) -> Result<(), DecodeError> {
        let mut value: u32 = 0;
        self.position = start + 1;
        while self.position < start + 4 && matches!(self.peek(0), b'0'..=b'7') {
            value = value * 8 + u32::from(self.peek(0) - b'0');
            self.position += 1;
        }
        if self.reading.bytes {
            return Ok(self.value.try_push(value as u8)?);
        }
        self.push_code_point(value)
    }

    /// Up to `count` hexadecimal digits: their value and number.
    fn hexadecimal_digits(&mut self, count: usize) -> (u32, usize) {
        let mut value: u32 = 0;
        for index in 0..count {
            let Some(digit) = (self.peek(0) as char).to_digit(16) else { return (value, index) };
            value = value << 4 | digit;
            self.position += 1;
        }
        (value, count)
    }

    fn hexadecimal_byte(&mut self, start: usize) -> Result<(), DecodeError> {
        match self.hexadecimal_digits(2) {
            (value, 2) => Ok(self.value.try_push(value as u8)?),
            _ => Err(DecodeError::Bytes(start)),
        }
    }

    fn hexadecimal(&mut self, start: usize, count: usize, truncated: &'static str) -> Result<(), DecodeError> {
        let (value, found) = self.hexadecimal_digits(count);
        if found < count {
            return Err(DecodeError::Unicode(truncated, start, self.position));
        }
        if value > u32::from(char::MAX) {
            return Err(DecodeError::Unicode("illegal Unicode character", start, self.position));
        }
        self.push_code_point(value)
    }

    /// `\N{name}`.
    fn named(&mut self, start: usize) -> Result<(), DecodeError> {
        let malformed = DecodeError::Unicode("malformed \\N character escape", start, self.position);
        let rest = self.text.get(self.position..).unwrap_or_default();
        let Some(name) = rest.strip_prefix('{').and_then(|rest| rest.split_once('}')).map(|(name, _)| name) else {
            return Err(malformed);
        };
        if name.is_empty() {
            return Err(malformed);
        }
        self.position += name.len() + 2;
        let Some(character) = (self.limits.character_by_name)(name) else {
            return Err(DecodeError::Unicode("unknown Unicode character name", start, self.position));
        };
        self.push_code_point(character.into())
    }

    /// Appends a code point; a surrogate becomes the three bytes that UTF-8 would have for it.
    fn push_code_point(&mut self, code: u32) -> Result<(), DecodeError> {
        if let Some(character) = char::from_u32(code) {
            let mut buffer = [0; 4];
            return Ok(self.value.try_extend_from_slice(character.encode_utf8(&mut buffer).as_bytes())?);
        }
        let continuation = |shift: u32| 0x80 | (code >> shift & 0x3f) as u8;
        Ok(self.value.try_extend_from_slice(&[0xe0 | (code >> 12 & 0xf) as u8, continuation(6), continuation(0)])?)
    }
}

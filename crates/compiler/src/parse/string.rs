//! String literals and f-strings, joined where they are adjacent.

use super::literal::Reading;
use super::state::Parser;
use crate::arena::{self, ArenaVec};
use crate::ast::{Conversion, ExprKind, ExprRef, FStringField, FStringPart, Span};
use crate::error::{Failed, Message, Piece, messages};
use crate::lex::{Step, Token, TokenKind};
use heap::{OutOfMemory, TryVec};

const EXPECTING_END_OF_VALUE: &str = "f-string: expecting '=', or '!', or ':', or '}'";

/// The pieces of an f-string in progress.
struct Pieces<'a> {
    parts: ArenaVec<'a, FStringPart<'a>>,
    /// Text that is not yet a part.
    text: TryVec<u8>,
}

impl<'a> Pieces<'a> {
    fn finish_text(&mut self, parser: &Parser<'a>) -> Result<(), OutOfMemory> {
        if self.text.is_empty() {
            return Ok(());
        }
        let text = arena::try_alloc_slice(parser.arena, &self.text)?;
        self.text.clear();
        self.parts.try_push(FStringPart::Literal(text))
    }
}

/// What the prefix of a string literal says.
#[derive(Clone, Copy)]
struct Prefix {
    raw: bool,
    bytes: bool,
    length: usize,
}

impl Prefix {
    fn of(text: &str) -> Self {
        let length = text.bytes().take_while(u8::is_ascii_alphabetic).count();
        let has = |letter: u8| text.bytes().take(length).any(|byte| byte.to_ascii_lowercase() == letter);
        Self { raw: has(b'r'), bytes: has(b'b'), length }
    }
}

/// The text between the quotes of a string literal.
fn content(literal: &str, prefix: Prefix) -> &str {
    let quoted = literal.get(prefix.length..).unwrap_or_default();
    let quotes = if quoted.len() >= 6 && (quoted.starts_with("'''") || quoted.starts_with("\"\"\"")) { 3 } else { 1 };
    quoted.get(quotes..quoted.len().saturating_sub(quotes)).unwrap_or_default()
}

impl<'a> Parser<'a> {
    /// String literals and f-strings.
    #[inline(never)]
    pub(super) fn strings(&mut self) -> Step<ExprRef<'a>> {
        let start = self.start();
        if self.at(TokenKind::String)
            && !matches!(self.peek()?, TokenKind::String | TokenKind::FStringStart)
            && let Some(kind) = self.verbatim_string()
        {
            self.advance()?;
            return self.node(start, kind);
        }
        self.joined_strings(start)
    }

    /// The value of the literal here, if it is a piece of the source.
    fn verbatim_string(&self) -> Option<ExprKind<'a>> {
        let literal = self.text();
        let prefix = Prefix::of(literal);
        let text = content(literal, prefix).as_bytes();
        let reading = Reading { raw: prefix.raw, bytes: prefix.bytes, formatted: false };
        if !reading.is_verbatim(text) {
            return None;
        }
        match prefix.bytes {
            true => text.is_ascii().then_some(ExprKind::Bytes(text)),
            false => Some(ExprKind::Str(text)),
        }
    }

    #[inline(never)]
    fn joined_strings(&mut self, start: u32) -> Step<ExprRef<'a>> {
        let mut pieces = Pieces { parts: self.list(), text: TryVec::new() };
        let mut bytes = None;
        let mut formatted = false;
        loop {
            let is_bytes = match self.token.kind {
                TokenKind::String => self.string_literal(&mut pieces.text)?,
                TokenKind::FStringStart => {
                    formatted = true;
                    self.fstring(&mut pieces)?;
                    false
                }
                _ => break,
            };
            if bytes.is_some_and(|bytes| bytes != is_bytes) {
                return Err(self.mixed_strings());
            }
            bytes = Some(is_bytes);
        }
        if formatted {
            pieces.finish_text(self)?;
            return self.node(start, ExprKind::FString(pieces.parts.finish()?));
        }
        let value = arena::try_alloc_slice(self.arena, &pieces.text)?;
        self.node(start, if bytes == Some(true) { ExprKind::Bytes(value) } else { ExprKind::Str(value) })
    }

    #[cold]
    fn mixed_strings(&mut self) -> Failed {
        self.error("cannot mix bytes and nonbytes literals", self.previous.span)
    }

    /// Appends the value of a literal to `value` and says whether it is bytes.
    fn string_literal(&mut self, value: &mut TryVec<u8>) -> Step<bool> {
        let literal = self.text();
        let span = self.token.span;
        let prefix = Prefix::of(literal);
        let text = content(literal, prefix);
        if prefix.bytes && !text.is_ascii() {
            return Err(self.error("bytes can only contain ASCII literal characters", span));
        }
        let reading = Reading { raw: prefix.raw, bytes: prefix.bytes, formatted: false };
        self.decode_text(text, reading, span, value)?;
        self.advance()?;
        Ok(prefix.bytes)
    }

    /// An f-string, appended to `pieces`.
    #[inline(never)]
    fn fstring(&mut self, pieces: &mut Pieces<'a>) -> Step<()> {
        let raw = Prefix::of(self.text()).raw;
        self.advance()?;
        while !self.at(TokenKind::FStringEnd) {
            self.fstring_part(pieces, raw)?;
        }
        self.advance()
    }

    fn fstring_part(&mut self, pieces: &mut Pieces<'a>, raw: bool) -> Step<()> {
        match self.token.kind {
            TokenKind::FStringMiddle => {
                let reading = Reading { raw, bytes: false, formatted: true };
                let (text, span) = (self.text(), self.token.span);
                self.decode_text(text, reading, span, &mut pieces.text)?;
                self.advance()
            }
            TokenKind::LeftBrace => self.field(pieces, raw),
            _ => Err(self.unexpected()),
        }
    }

    /// `{value=!conversion:format}`.
    #[inline(never)]
    fn field(&mut self, pieces: &mut Pieces<'a>, raw: bool) -> Step<()> {
        let brace = self.token;
        self.enter_bracket()?;
        self.advance()?;
        let value = self.field_value()?;
        let debug = self.at(TokenKind::Assign);
        if debug {
            self.advance()?;
            self.debug_text(brace, pieces)?;
        }
        let mut conversion = self.conversion()?;
        let mut format = None;
        if self.at(TokenKind::Colon) {
            format = Some(self.format(raw)?);
        } else if debug && conversion.is_none() {
            conversion = Some(Conversion::Repr);
        }
        if !self.at(TokenKind::RightBrace) {
            return Err(self.error_here("f-string: expecting '}'"));
        }
        self.leave_bracket();
        self.advance()?;
        pieces.finish_text(self)?;
        let field = FStringField { span: self.span_from(brace.span.start), value, conversion, format };
        Ok(pieces.parts.try_push(FStringPart::Field(self.alloc(field)?))?)
    }

    fn field_value(&mut self) -> Step<ExprRef<'a>> {
        if let Some(text) = missing_value(self.token.kind) {
            return Err(self.error_here(text));
        }
        if !(self.at(TokenKind::Star) || self.at(TokenKind::Yield) || self.starts_expression()) {
            return Err(self.error_here("f-string: expecting a valid expression after '{'"));
        }
        let (first, brackets) = (self.start(), self.bracket_depth());
        let value = match self.yield_or_value() {
            Ok(value) => value,
            Err(failed) => return Err(self.invalid_value(first, brackets, failed)),
        };
        match self.token.kind {
            TokenKind::Assign | TokenKind::Exclamation | TokenKind::Colon | TokenKind::RightBrace => Ok(value),
            _ => Err(self.error_here(EXPECTING_END_OF_VALUE)),
        }
    }

    /// An operator without an operand in a field whose value started at `first`: the value ended before it.
    #[cold]
    fn invalid_value(&mut self, first: u32, brackets: u32, failed: Failed) -> Failed {
        let generic = self.own_error().is_some_and(|error| error.message.text == messages::INVALID_SYNTAX);
        if !generic || self.bracket_depth() != brackets {
            return failed;
        }
        let text = match self.previous.span.start == first {
            true => "f-string: expecting a valid expression after '{'",
            false => EXPECTING_END_OF_VALUE,
        };
        self.error(text, self.previous.span)
    }

    /// Adds the text of `{value=}` from behind the brace up to the current token, without comments.
    fn debug_text(&mut self, brace: Token, pieces: &mut Pieces<'a>) -> Step<()> {
        if !matches!(self.token.kind, TokenKind::Exclamation | TokenKind::Colon | TokenKind::RightBrace) {
            return Err(self.error_here("f-string: expecting '!', or ':', or '}'"));
        }
        let text = self.lexer.slice(Span::new(brace.span.end, self.token.span.start));
        let mut quote = None;
        let mut comment = false;
        for byte in text.bytes() {
            match byte {
                b'\n' => comment = false,
                _ if comment => {}
                b'#' if quote.is_none() => comment = true,
                b'"' | b'\'' if quote.is_none() => quote = Some(byte),
                _ if quote == Some(byte) => quote = None,
                _ => {}
            }
            if !comment {
                pieces.text.try_push(byte)?;
            }
        }
        Ok(())
    }

    /// `!r` or the like, if it is there.
    fn conversion(&mut self) -> Step<Option<Conversion>> {
        if !self.at(TokenKind::Exclamation) {
            return Ok(None);
        }
        let mark = self.token.span;
        self.advance()?;
        match self.token.kind {
            TokenKind::Name if self.start() != mark.end => {
                let text = "f-string: conversion type must come right after the exclamanation mark";
                return Err(self.error(text, mark.to(self.token.span)));
            }
            TokenKind::Name => {}
            TokenKind::Colon | TokenKind::RightBrace => {
                return Err(self.error_here("f-string: missing conversion character"));
            }
            _ => return Err(self.error_here("f-string: invalid conversion character")),
        }
        let conversion = match self.text() {
            "s" => Conversion::Str,
            "r" => Conversion::Repr,
            "a" => Conversion::Ascii,
            _ => {
                let text = "f-string: invalid conversion character '{}': expected 's', 'r', or 'a'";
                return Err(self.error_here(Message::with(text, Piece::Source(self.token.span))));
            }
        };
        self.advance()?;
        if !matches!(self.token.kind, TokenKind::Colon | TokenKind::RightBrace) {
            return Err(self.error_here("f-string: expecting ':' or '}'"));
        }
        Ok(Some(conversion))
    }

    /// A format specification, from the colon to before the closing brace.
    #[inline(never)]
    fn format(&mut self, raw: bool) -> Step<&'a [FStringPart<'a>]> {
        self.advance()?;
        let mut pieces = Pieces { parts: self.list(), text: TryVec::new() };
        while matches!(self.token.kind, TokenKind::FStringMiddle | TokenKind::LeftBrace) {
            self.fstring_part(&mut pieces, raw)?;
        }
        pieces.finish_text(self)?;
        Ok(pieces.parts.finish()?)
    }
}

/// The message for a field that begins with `kind` and so has no value.
fn missing_value(kind: TokenKind) -> Option<&'static str> {
    Some(match kind {
        TokenKind::RightBrace => "f-string: valid expression required before '}'",
        TokenKind::Exclamation => "f-string: valid expression required before '!'",
        TokenKind::Colon => "f-string: valid expression required before ':'",
        TokenKind::Assign => "f-string: valid expression required before '='",
        _ => return None,
    })
}

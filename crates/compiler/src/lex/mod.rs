//! Source text to tokens, on demand.
//!
//! [`Lexer::next_token`] is the entry. The lexer knows about brackets (line ends mean nothing inside) and about
//! f-strings, whose text and replacement fields are told apart here: the parser sees `FStringStart`, then
//! `FStringMiddle`s and fields in braces, then `FStringEnd`.

mod identifier;
mod indentation;
mod number;
mod operator;
mod string;
mod token;

pub(crate) use token::{Token, TokenKind};

use crate::ast::Span;
use crate::error::{Diagnostic, ErrorKind, Failed, Message, Piece, messages, worded};
use crate::lines::{BYTE_ORDER_MARK, LineIndex};
use heap::TryVec;
use indentation::Indentation;
use string::FString;

/// The outcome of a step that may have reported an error.
pub(crate) type Step<T> = Result<T, Failed>;

/// How many brackets may be open at once, as in CPython.
const MAXIMUM_BRACKETS: usize = 200;

/// What a brace or other bracket means to an f-string.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    /// An ordinary bracket.
    Plain,
    /// The brace of a replacement field, in its expression.
    Field,
    /// The brace of a replacement field, behind its colon.
    Format,
    /// The brace of a replacement field whose format specification ended with the line.
    Ended,
}

/// A bracket that is open.
#[derive(Clone, Copy, Debug)]
struct Bracket {
    opener: u8,
    role: Role,
    offset: u32,
}

/// The lexer.
#[derive(Debug)]
pub(crate) struct Lexer<'a> {
    text: &'a str,
    bytes: &'a [u8],
    position: usize,
    /// The next token is the first of a line, so its indentation counts.
    at_line_start: bool,
    /// The last token was a line end, or there was none.
    line_ended: bool,
    pending_dedents: usize,
    brackets: TryVec<Bracket>,
    indentations: TryVec<Indentation>,
    fstrings: TryVec<FString>,
    /// The error that a [`Failed`] stands for.
    pub(crate) error: Option<Diagnostic>,
    /// Whether [`Self::error`] may be a consequence of an error of grammar before it, so that it does not go before.
    pub(crate) is_weak_error: bool,
}

/// A state of the lexer outside brackets, to return to.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Mark {
    position: usize,
    at_line_start: bool,
    line_ended: bool,
    brackets: usize,
    innermost: Option<Bracket>,
}

impl<'a> Lexer<'a> {
    /// A lexer at the start of `text`, whose length fits `u32`.
    pub(crate) fn new(text: &'a str, indented: bool) -> Self {
        let bytes = text.as_bytes();
        Self {
            text,
            bytes,
            position: if bytes.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len() } else { 0 },
            at_line_start: indented,
            line_ended: true,
            pending_dedents: 0,
            brackets: TryVec::new(),
            indentations: TryVec::new(),
            fstrings: TryVec::new(),
            error: None,
            is_weak_error: false,
        }
    }

    /// The source.
    pub(crate) fn bytes(&self) -> &'a [u8] {
        self.bytes
    }

    /// The text of a span.
    pub(crate) fn slice(&self, span: Span) -> &'a str {
        self.text.get(span.start as usize..span.end as usize).unwrap_or_default()
    }

    /// The line of an offset, from 1.
    #[cold]
    pub(crate) fn line(&self, offset: u32) -> u32 {
        LineIndex::new(self.bytes).line(offset)
    }

    /// Whether what was read last is the colon before a format specification.
    pub(crate) fn in_format(&self) -> bool {
        !self.fstrings.is_empty() && self.brackets.last().is_some_and(|bracket| bracket.role == Role::Format)
    }

    /// How many brackets are open, the one read last included.
    pub(crate) fn open_brackets(&self) -> usize {
        self.brackets.len()
    }

    /// The state to return to; there must be no f-string open.
    pub(crate) fn mark(&self) -> Mark {
        Mark {
            position: self.position,
            at_line_start: self.at_line_start,
            line_ended: self.line_ended,
            brackets: self.brackets.len(),
            innermost: self.brackets.last().copied(),
        }
    }

    /// Returns to a state since which no line began, and of the brackets open then at most the innermost was closed.
    pub(crate) fn rewind(&mut self, mark: Mark) -> Step<()> {
        self.position = mark.position;
        self.at_line_start = mark.at_line_start;
        self.line_ended = mark.line_ended;
        self.brackets.truncate(mark.brackets.saturating_sub(1));
        if let Some(bracket) = mark.innermost {
            self.brackets.try_push(bracket)?;
        }
        self.fstrings.clear();
        self.error = None;
        self.is_weak_error = false;
        Ok(())
    }

    /// Records an error.
    #[cold]
    pub(crate) fn fail(&mut self, kind: ErrorKind, message: impl Into<Message>, span: Span) -> Failed {
        self.error = Some(Diagnostic { kind, message: message.into(), span, incomplete: false });
        self.is_weak_error = kind != ErrorKind::Syntax;
        Failed
    }

    /// Records a `SyntaxError`.
    #[cold]
    #[inline(never)]
    fn fail_syntax(&mut self, message: impl Into<Message>, start: usize, end: usize) -> Failed {
        self.fail(ErrorKind::Syntax, worded(message), span(start, end))
    }

    /// Marks the recorded error as one that more input could cure.
    #[cold]
    pub(crate) fn incomplete(&mut self, failed: Failed) -> Failed {
        if let Some(error) = &mut self.error {
            error.incomplete = true;
        }
        failed
    }

    fn peek(&self, distance: usize) -> u8 {
        self.bytes.get(self.position + distance).copied().unwrap_or(0)
    }

    fn at_end(&self) -> bool {
        self.position >= self.bytes.len()
    }

    fn token(&mut self, kind: TokenKind, start: usize) -> Token {
        self.line_ended = false;
        Token { kind, span: span(start, self.position) }
    }

    /// Takes `length` bytes as a token.
    fn take(&mut self, kind: TokenKind, length: usize) -> Step<Token> {
        let start = self.position;
        self.position += length;
        Ok(self.token(kind, start))
    }

    /// The next token. After an error or the end it must not be called again, except at the end.
    pub(crate) fn next_token(&mut self) -> Step<Token> {
        if !self.fstrings.is_empty()
            && let Some(format) = self.fstring_text_mode()
        {
            return self.fstring_text(format);
        }
        if self.at_line_start {
            self.at_line_start = false;
            if let Some(indent) = self.line_start()? {
                return Ok(indent);
            }
        }
        if self.pending_dedents > 0 {
            self.pending_dedents -= 1;
            return Ok(Token { kind: TokenKind::Dedent, span: span(self.position, self.position) });
        }
        loop {
            match self.peek(0) {
                b' ' | b'\t' | 0x0c => self.position += 1,
                b'#' => self.skip_comment(),
                b'\\' => self.line_continuation()?,
                b'\n' | b'\r' => {
                    let start = self.position;
                    self.skip_line_end();
                    if self.brackets.is_empty() {
                        self.at_line_start = true;
                        self.line_ended = true;
                        return Ok(Token { kind: TokenKind::Newline, span: span(start, start + 1) });
                    }
                }
                _ => break,
            }
        }
        match self.peek(0) {
            b'a'..=b'z' | b'A'..=b'Z' | b'_' => self.identifier(),
            b'0'..=b'9' => self.number(),
            b'.' if self.peek(1).is_ascii_digit() => self.number(),
            b'"' | b'\'' => self.string(self.position),
            0x80.. => self.identifier(),
            0 if self.at_end() => self.end_of_file(),
            byte => self.operator(byte),
        }
    }

    fn skip_comment(&mut self) {
        while !self.at_end() && !matches!(self.peek(0), b'\n' | b'\r') {
            self.position += 1;
        }
    }

    /// Skips `\n`, `\r` or `\r\n`, if there is one.
    fn skip_line_end(&mut self) -> bool {
        match (self.peek(0), self.peek(1)) {
            (b'\r', b'\n') => self.position += 2,
            (b'\r' | b'\n', _) => self.position += 1,
            _ => return false,
        }
        true
    }

    /// Skips a backslash and the line end that has to follow it.
    fn line_continuation(&mut self) -> Step<()> {
        self.position += 1;
        if !self.skip_line_end() && !self.at_end() {
            let end = self.position + 1;
            let text = "unexpected character after line continuation character";
            let failed = self.fail_syntax(text, self.position, end);
            self.is_weak_error = true;
            return Err(failed);
        }
        if self.at_end() {
            let failed = self.fail_syntax("unexpected EOF while parsing", self.position, self.position);
            self.is_weak_error = true;
            return Err(self.incomplete(failed));
        }
        Ok(())
    }

    fn end_of_file(&mut self) -> Step<Token> {
        let end = self.position;
        if let Some(error) = self.unclosed_bracket() {
            self.error = Some(error);
            self.is_weak_error = true;
            return Err(self.incomplete(Failed));
        }
        let kind = if !self.line_ended {
            self.line_ended = true;
            TokenKind::Newline
        } else if self.indentations.pop().is_some() {
            TokenKind::Dedent
        } else {
            TokenKind::EndOfFile
        };
        Ok(Token { kind, span: span(end, end) })
    }

    /// The error that the innermost open bracket is not closed.
    pub(crate) fn unclosed_bracket(&self) -> Option<Diagnostic> {
        let bracket = self.brackets.last()?;
        let message = Message::with("'{}' was never closed", Piece::Char(bracket.opener as char));
        let span = Span::new(bracket.offset, bracket.offset + 1);
        Some(Diagnostic { kind: ErrorKind::Syntax, message, span, incomplete: false })
    }

    fn open_bracket(&mut self, opener: u8, role: Role) -> Step<()> {
        if self.brackets.len() >= MAXIMUM_BRACKETS {
            return Err(self.fail_syntax(messages::TOO_MANY_PARENTHESES, self.position, self.position + 1));
        }
        Ok(self.brackets.try_push(Bracket { opener, role, offset: self.position as u32 })?)
    }

    fn close_bracket(&mut self, closer: u8) -> Step<()> {
        let closer_piece = Piece::Char(closer as char);
        let (start, end) = (self.position, self.position + 1);
        let Some(bracket) = self.brackets.pop() else {
            return Err(self.fail_syntax(Message::with("unmatched '{}'", closer_piece), start, end));
        };
        if matches!((bracket.opener, closer), (b'(', b')') | (b'[', b']') | (b'{', b'}')) {
            return Ok(());
        }
        if bracket.role != Role::Plain {
            return Err(self.fail_syntax(Message::with("f-string: unmatched '{}'", closer_piece), start, end));
        }
        let opener = Piece::Char(bracket.opener as char);
        let line = self.line(bracket.offset);
        let message = if line == self.line(start as u32) {
            let text = "closing parenthesis '{}' does not match opening parenthesis '{}'";
            Message::with_two(text, closer_piece, opener)
        } else {
            let text = "closing parenthesis '{}' does not match opening parenthesis '{}' on line {}";
            Message::with_three(text, closer_piece, opener, Piece::Number(line))
        };
        Err(self.fail_syntax(message, start, end))
    }
}

/// A span of offsets, which fit since the source does.
fn span(start: usize, end: usize) -> Span {
    Span::new(start as u32, end as u32)
}

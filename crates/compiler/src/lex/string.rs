//! String literals and the text of f-strings.

use super::{Lexer, Role, Step, Token, TokenKind};
use crate::error::{Failed, Message, Piece};

/// How deep replacement fields may nest in format specifications, as in CPython.
const MAXIMUM_FIELDS: usize = 3;

/// An f-string that is open.
#[derive(Clone, Copy, Debug)]
pub(super) struct FString {
    start: usize,
    quote: u8,
    quote_length: usize,
    raw: bool,
    /// How many brackets were open outside.
    brackets: usize,
}

impl Lexer<'_> {
    /// A string whose prefix is from `start` to here, or the start of an f-string.
    pub(super) fn string(&mut self, start: usize) -> Step<Token> {
        let prefix = self.bytes.get(start..self.position).unwrap_or_default();
        let formatted = prefix.iter().any(|byte| matches!(byte, b'f' | b'F'));
        let raw = prefix.iter().any(|byte| matches!(byte, b'r' | b'R'));
        let quote = self.peek(0);
        let triple = self.peek(1) == quote && self.peek(2) == quote;
        let quote_length = if triple { 3 } else { 1 };
        self.position += quote_length;
        if formatted {
            let brackets = self.brackets.len();
            self.fstrings.try_push(FString { start, quote, quote_length, raw, brackets })?;
            return Ok(self.token(TokenKind::FStringStart, start));
        }
        while !self.at_quotes(quote, quote_length) {
            if self.at_end() || (!triple && matches!(self.peek(0), b'\n' | b'\r')) {
                return Err(self.unterminated_string(start, quote, quote_length));
            }
            self.skip_string_unit();
        }
        self.position += quote_length;
        Ok(self.token(TokenKind::String, start))
    }

    fn at_quotes(&self, quote: u8, length: usize) -> bool {
        !self.at_end() && (0..length).all(|index| self.peek(index) == quote)
    }

    /// Skips a byte, or a backslash and what it escapes.
    fn skip_string_unit(&mut self) {
        let escape = self.peek(0) == b'\\';
        self.position += 1;
        if escape && !self.at_end() && !self.skip_line_end() {
            self.position += 1;
        }
    }

    #[cold]
    fn unterminated_string(&mut self, start: usize, quote: u8, quote_length: usize) -> Failed {
        if let Some(outer) = self.fstrings.last()
            && (outer.quote, outer.quote_length) == (quote, quote_length)
        {
            return self.fail_syntax("f-string: expecting '}'", start, start + 1);
        }
        let text = match quote_length {
            1 => "unterminated string literal (detected at line {})",
            _ => "unterminated triple-quoted string literal (detected at line {})",
        };
        self.unterminated(text, start, quote_length)
    }

    #[cold]
    fn unterminated(&mut self, text: &'static str, start: usize, quote_length: usize) -> Failed {
        let mut end = self.position.min(self.bytes.len());
        if end == self.bytes.len() && matches!(self.bytes.last(), Some(b'\n' | b'\r')) {
            end -= 1;
        }
        let line = self.line(end as u32);
        let failed = self.fail_syntax(Message::with(text, Piece::Number(line)), start, start + 1);
        if quote_length == 3 { self.incomplete(failed) } else { failed }
    }

    /// Whether text of an f-string is due here: `Some(false)` in the string, `Some(true)` in a format specification.
    pub(super) fn fstring_text_mode(&self) -> Option<bool> {
        let fstring = self.fstrings.last()?;
        if self.brackets.len() <= fstring.brackets {
            return Some(false);
        }
        (self.brackets.last()?.role == Role::Format).then_some(true)
    }

    /// Text up to a brace or the closing quotes, or these themselves.
    pub(super) fn fstring_text(&mut self, format: bool) -> Step<Token> {
        let Some(&fstring) = self.fstrings.last() else { return Err(Failed) };
        let start = self.position;
        if self.at_quotes(fstring.quote, fstring.quote_length) {
            if format {
                let text = "f-string: expecting '}', or format specs";
                return Err(self.fail_syntax(text, start, start + fstring.quote_length));
            }
            self.fstrings.pop();
            return self.take(TokenKind::FStringEnd, fstring.quote_length);
        }
        match self.peek(0) {
            b'{' if format || self.peek(1) != b'{' => return self.open_field(&fstring),
            b'}' if format => {
                self.close_bracket(b'}')?;
                return self.take(TokenKind::RightBrace, 1);
            }
            _ => {}
        }
        self.skip_fstring_text(&fstring, format)?;
        if self.position == start {
            // A format specification that ends with its line is empty here, and the field goes on behind it.
            return self.next_token();
        }
        Ok(self.token(TokenKind::FStringMiddle, start))
    }

    fn skip_fstring_text(&mut self, fstring: &FString, format: bool) -> Step<()> {
        while !self.at_quotes(fstring.quote, fstring.quote_length) {
            match self.peek(0) {
                b'\n' | b'\r' if fstring.quote_length == 1 && format => {
                    if let Some(bracket) = self.brackets.last_mut() {
                        bracket.role = Role::Ended;
                    }
                    return Ok(());
                }
                b'\n' | b'\r' if fstring.quote_length == 1 => return Err(self.unterminated_fstring(fstring)),
                0 if self.at_end() && format => return self.end_of_file().map(|_| ()),
                0 if self.at_end() => return Err(self.unterminated_fstring(fstring)),
                b'{' if format || self.peek(1) != b'{' => return Ok(()),
                b'}' if format => return Ok(()),
                b'}' if self.peek(1) != b'}' => {
                    let text = "f-string: single '}' is not allowed";
                    return Err(self.fail_syntax(text, self.position, self.position + 1));
                }
                b'{' | b'}' => self.position += 2,
                b'\\' => self.skip_fstring_escape(fstring.raw),
                _ => self.position += 1,
            }
        }
        Ok(())
    }

    /// Skips a backslash and what it escapes; braces keep their meaning, but for those of a character name.
    fn skip_fstring_escape(&mut self, raw: bool) {
        match self.peek(1) {
            b'{' | b'}' => self.position += 1,
            b'N' if !raw && self.peek(2) == b'{' => {
                self.position += 3;
                while !self.at_end() && !matches!(self.peek(0), b'}' | b'"' | b'\'' | b'\n' | b'\r') {
                    self.position += 1;
                }
                if self.peek(0) == b'}' {
                    self.position += 1;
                }
            }
            _ => self.skip_string_unit(),
        }
    }

    fn open_field(&mut self, fstring: &FString) -> Step<Token> {
        let outside = self.brackets.get(fstring.brackets..).unwrap_or_default();
        if outside.len() >= MAXIMUM_FIELDS {
            let text = "f-string: expressions nested too deeply";
            return Err(self.fail_syntax(text, self.position, self.position + 1));
        }
        self.open_bracket(b'{', Role::Field)?;
        self.take(TokenKind::LeftBrace, 1)
    }

    #[cold]
    fn unterminated_fstring(&mut self, fstring: &FString) -> Failed {
        let text = match fstring.quote_length {
            1 => "unterminated f-string literal (detected at line {})",
            _ => "unterminated triple-quoted f-string literal (detected at line {})",
        };
        self.unterminated(text, fstring.start, fstring.quote_length)
    }
}

//! Number literals: where they end and whether they are well formed.

use super::{Lexer, Step, Token, TokenKind};
use crate::error::{Failed, Message, Piece};

impl Lexer<'_> {
    /// A number; the next byte is a digit, or a dot and a digit.
    pub(super) fn number(&mut self) -> Step<Token> {
        let start = self.position;
        if self.peek(0) == b'0' {
            match self.peek(1).to_ascii_lowercase() {
                b'x' => return self.prefixed_number("hexadecimal", 16),
                b'o' => return self.prefixed_number("octal", 8),
                b'b' => return self.prefixed_number("binary", 2),
                _ => {}
            }
        }
        let mut kind = TokenKind::Int;
        if self.peek(0) != b'.' {
            self.decimal_digits()?;
        }
        let whole_end = self.position;
        if self.peek(0) == b'.' {
            kind = TokenKind::Float;
            self.position += 1;
            if self.peek(0).is_ascii_digit() {
                self.decimal_digits()?;
            }
        }
        if self.exponent()? {
            kind = TokenKind::Float;
        }
        if matches!(self.peek(0), b'j' | b'J') {
            self.position += 1;
            self.number_ends("imaginary")?;
            return Ok(self.token(TokenKind::Imaginary, start));
        }
        if kind == TokenKind::Int {
            self.check_leading_zeros(start, whole_end)?;
        }
        self.number_ends("decimal")?;
        Ok(self.token(kind, start))
    }

    fn prefixed_number(&mut self, name: &'static str, radix: u32) -> Step<Token> {
        let start = self.position;
        self.position += 2;
        loop {
            if self.peek(0) == b'_' {
                self.position += 1;
            }
            let digit = self.peek(0);
            if !(digit as char).is_digit(radix) {
                return Err(self.invalid_digit(name, digit));
            }
            while (self.peek(0) as char).is_digit(radix) {
                self.position += 1;
            }
            if self.peek(0) != b'_' {
                break;
            }
        }
        if self.peek(0).is_ascii_digit() {
            return Err(self.invalid_digit(name, self.peek(0)));
        }
        self.number_ends(name)?;
        Ok(self.token(TokenKind::Int, start))
    }

    #[cold]
    fn invalid_digit(&mut self, name: &'static str, digit: u8) -> Failed {
        if digit.is_ascii_digit() {
            let text = "invalid digit '{}' in {} literal";
            let message = Message::with_two(text, Piece::Char(digit as char), Piece::Text(name));
            return self.fail_syntax(message, self.position, self.position + 1);
        }
        self.invalid_number(name)
    }

    #[cold]
    fn invalid_number(&mut self, name: &'static str) -> Failed {
        let message = Message::with("invalid {} literal", Piece::Text(name));
        self.fail_syntax(message, self.position.saturating_sub(1), self.position)
    }

    /// Digits with single underscores between them.
    fn decimal_digits(&mut self) -> Step<()> {
        loop {
            while self.peek(0).is_ascii_digit() {
                self.position += 1;
            }
            if self.peek(0) != b'_' {
                return Ok(());
            }
            self.position += 1;
            if !self.peek(0).is_ascii_digit() {
                return Err(self.invalid_number("decimal"));
            }
        }
    }

    /// An exponent, if there is one; an `e` may also begin `else`.
    fn exponent(&mut self) -> Step<bool> {
        if !matches!(self.peek(0), b'e' | b'E') {
            return Ok(false);
        }
        let sign = usize::from(matches!(self.peek(1), b'+' | b'-'));
        if self.peek(1 + sign).is_ascii_digit() {
            self.position += 1 + sign;
            self.decimal_digits()?;
            return Ok(true);
        }
        if sign == 1 {
            self.position += 2;
            return Err(self.invalid_number("decimal"));
        }
        Ok(false)
    }

    fn check_leading_zeros(&mut self, start: usize, end: usize) -> Step<()> {
        let digits = self.bytes.get(start..end).unwrap_or_default();
        let zeros = digits.iter().take_while(|byte| matches!(byte, b'0' | b'_')).count();
        if digits.first() == Some(&b'0') && zeros < digits.len() {
            let text = "leading zeros in decimal integer literals are not permitted; \
                        use an 0o prefix for octal integers";
            return Err(self.fail_syntax(text, start, start + zeros));
        }
        Ok(())
    }

    /// Checks that no identifier follows directly, unless it could be a keyword operator as in `1if x else y`.
    fn number_ends(&mut self, name: &'static str) -> Step<()> {
        let rest = self.bytes.get(self.position..).unwrap_or_default();
        let is_word = |byte: Option<&u8>| byte.is_some_and(|&byte| byte.is_ascii_alphanumeric() || byte == b'_');
        let words: [&[u8]; 5] = [b"and", b"else", b"for", b"or", b"not"];
        let prefixes: [&[u8]; 3] = [b"if", b"in", b"is"];
        let keyword = words.iter().any(|word| rest.strip_prefix(*word).is_some_and(|after| !is_word(after.first())))
            || prefixes.iter().any(|prefix| rest.starts_with(prefix));
        if is_word(rest.first()) && !keyword {
            return Err(self.invalid_number(name));
        }
        Ok(())
    }
}

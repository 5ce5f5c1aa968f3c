//! Identifiers, keywords and the prefixes of strings.

use super::{Lexer, Step, Token, TokenKind};
use crate::error::{Failed, Message, Piece};

impl Lexer<'_> {
    /// An identifier or keyword, or a string with a prefix.
    pub(super) fn identifier(&mut self) -> Step<Token> {
        let start = self.position;
        if let Some(length) = self.string_prefix() {
            self.position += length;
            return self.string(start);
        }
        let mut ascii = true;
        loop {
            match self.peek(0) {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_' => {}
                0x80.. => ascii = false,
                _ => break,
            }
            self.position += 1;
        }
        if !ascii {
            self.check_identifier(start)?;
            return Ok(self.token(TokenKind::Name, start));
        }
        let text = self.bytes.get(start..self.position).unwrap_or_default();
        Ok(self.token(TokenKind::of_identifier(text), start))
    }

    /// The length of the string prefix here, if quotes follow it.
    fn string_prefix(&self) -> Option<usize> {
        let first = self.peek(0).to_ascii_lowercase();
        if !matches!(first, b'b' | b'f' | b'r' | b'u') {
            return None;
        }
        let second = self.peek(1).to_ascii_lowercase();
        if matches!(second, b'"' | b'\'') {
            return Some(1);
        }
        let pair = matches!((first, second), (b'b' | b'f', b'r') | (b'r', b'b' | b'f'));
        (pair && matches!(self.peek(2), b'"' | b'\'')).then_some(2)
    }

    /// Checks the characters from `start` to here.
    fn check_identifier(&mut self, start: usize) -> Step<()> {
        let text = self.text.get(start..self.position).unwrap_or_default();
        for (index, character) in text.char_indices() {
            let valid = if index == 0 { starts_identifier(character) } else { continues_identifier(character) };
            if !valid {
                return Err(self.invalid_character(start + index, character));
            }
        }
        Ok(())
    }

    /// A character that occurs in no token.
    #[cold]
    pub(super) fn invalid_character(&mut self, offset: usize, character: char) -> Failed {
        let code = Piece::Hex(character as u32, 4);
        let message = if is_printable(character) {
            Message::with_two("invalid character '{}' (U+{})", Piece::Char(character), code)
        } else {
            Message::with("invalid non-printable character U+{}", code)
        };
        self.fail_syntax(message, offset, offset + character.len_utf8())
    }
}

#[cfg(feature = "unicode-identifiers")]
fn starts_identifier(character: char) -> bool {
    character == '_' || unicode_ident::is_xid_start(character)
}

#[cfg(feature = "unicode-identifiers")]
fn continues_identifier(character: char) -> bool {
    unicode_ident::is_xid_continue(character)
}

#[cfg(not(feature = "unicode-identifiers"))]
fn starts_identifier(character: char) -> bool {
    character.is_ascii() || is_printable(character)
}

#[cfg(not(feature = "unicode-identifiers"))]
fn continues_identifier(character: char) -> bool {
    starts_identifier(character)
}

/// Whether `character` is not a control character, blank, invisible or private; unassigned ones count as printable.
fn is_printable(character: char) -> bool {
    !matches!(
        u32::from(character),
        0..=0x1f
            | 0x7f..=0xa0
            | 0xad
            | 0x600..=0x605
            | 0x61c
            | 0x6dd
            | 0x70f
            | 0x1680
            | 0x180e
            | 0x2000..=0x200f
            | 0x2028..=0x202f
            | 0x205f..=0x206f
            | 0x3000
            | 0xe000..=0xf8ff
            | 0xfeff
            | 0xfff0..=0xfffb
            | 0xfffe..=0xffff
            | 0xe0000..=0xe0fff
            | 0xf0000..=0x10ffff
    )
}

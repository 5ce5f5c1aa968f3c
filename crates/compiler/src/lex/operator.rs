//! Operators and delimiters.

use super::{Lexer, Role, Step, Token, TokenKind};

impl Lexer<'_> {
    /// An operator, a delimiter or a character that begins no token.
    pub(super) fn operator(&mut self, byte: u8) -> Step<Token> {
        use TokenKind::*;
        let (second, third) = (self.peek(1), self.peek(2));
        let equals = second == b'=';
        match byte {
            b'(' => self.opening(LeftParenthesis, byte),
            b'[' => self.opening(LeftBracket, byte),
            b'{' => self.opening(LeftBrace, byte),
            b')' => self.closing(RightParenthesis, byte),
            b']' => self.closing(RightBracket, byte),
            b'}' => self.closing(RightBrace, byte),
            b',' => self.take(Comma, 1),
            b';' => self.take(Semicolon, 1),
            b':' => self.colon(equals),
            b'.' if second == b'.' && third == b'.' => self.take(Ellipsis, 3),
            b'.' => self.take(Dot, 1),
            b'=' if equals => self.take(EqualEqual, 2),
            b'=' => self.take(Assign, 1),
            b'!' if equals => self.take(NotEqual, 2),
            b'!' if self.fstrings.is_empty() => self.take(Unknown, 1),
            b'!' => self.take(Exclamation, 1),
            b'+' => self.plain_or_assign(Plus, PlusAssign, 1),
            b'-' if second == b'>' => self.take(Arrow, 2),
            b'-' => self.plain_or_assign(Minus, MinusAssign, 1),
            b'*' if second == b'*' => self.plain_or_assign(DoubleStar, DoubleStarAssign, 2),
            b'*' => self.plain_or_assign(Star, StarAssign, 1),
            b'/' if second == b'/' => self.plain_or_assign(DoubleSlash, DoubleSlashAssign, 2),
            b'/' => self.plain_or_assign(Slash, SlashAssign, 1),
            b'%' => self.plain_or_assign(Percent, PercentAssign, 1),
            b'@' => self.plain_or_assign(At, AtAssign, 1),
            b'&' => self.plain_or_assign(Ampersand, AmpersandAssign, 1),
            b'|' => self.plain_or_assign(Bar, BarAssign, 1),
            b'^' => self.plain_or_assign(Caret, CaretAssign, 1),
            b'~' => self.take(Tilde, 1),
            b'<' if second == b'<' => self.plain_or_assign(ShiftLeft, ShiftLeftAssign, 2),
            b'<' if second == b'>' => self.take(Unknown, 2),
            b'<' => self.plain_or_assign(Less, LessEqual, 1),
            b'>' if second == b'>' => self.plain_or_assign(ShiftRight, ShiftRightAssign, 2),
            b'>' => self.plain_or_assign(Greater, GreaterEqual, 1),
            b'$' | b'?' | b'`' => self.take(Unknown, 1),
            _ => Err(self.invalid_character(self.position, byte as char)),
        }
    }

    /// The operator of `length`, or its form with `=`.
    fn plain_or_assign(&mut self, plain: TokenKind, assign: TokenKind, length: usize) -> Step<Token> {
        if self.peek(length) == b'=' { self.take(assign, length + 1) } else { self.take(plain, length) }
    }

    fn opening(&mut self, kind: TokenKind, byte: u8) -> Step<Token> {
        self.open_bracket(byte, Role::Plain)?;
        self.take(kind, 1)
    }

    fn closing(&mut self, kind: TokenKind, byte: u8) -> Step<Token> {
        self.close_bracket(byte)?;
        self.take(kind, 1)
    }

    /// A colon; directly in a replacement field it ends the expression, whatever follows.
    fn colon(&mut self, equals: bool) -> Step<Token> {
        if !self.fstrings.is_empty()
            && let Some(bracket) = self.brackets.last_mut()
            && bracket.role == Role::Field
        {
            bracket.role = Role::Format;
            return self.take(TokenKind::Colon, 1);
        }
        if equals { self.take(TokenKind::ColonAssign, 2) } else { self.take(TokenKind::Colon, 1) }
    }
}

//! Tokens.

use crate::ast::{BinaryOperator, Span};

/// A token: what it is and where it stands. Its text is looked up in the source.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Token {
    pub(crate) kind: TokenKind,
    pub(crate) span: Span,
}

/// The kinds of token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[rustfmt::skip]
pub(crate) enum TokenKind {
    EndOfFile, Newline, Indent, Dedent,
    /// An identifier, soft keywords included.
    Name,
    Int, Float, Imaginary,
    /// A string or bytes literal with its prefix and quotes.
    String,
    /// The prefix and opening quotes of an f-string.
    FStringStart,
    /// Text of an f-string or of a format specification, with escapes and doubled braces.
    FStringMiddle,
    FStringEnd,
    /// A character that begins no token.
    Unknown,

    LeftParenthesis, RightParenthesis, LeftBracket, RightBracket, LeftBrace, RightBrace,
    Comma, Colon, Semicolon, Dot, Ellipsis, Arrow, Exclamation, Assign, ColonAssign,
    Plus, Minus, Star, DoubleStar, Slash, DoubleSlash, Percent, At,
    ShiftLeft, ShiftRight, Ampersand, Bar, Caret, Tilde,
    Less, LessEqual, Greater, GreaterEqual, EqualEqual, NotEqual,
    PlusAssign, MinusAssign, StarAssign, DoubleStarAssign, SlashAssign, DoubleSlashAssign, PercentAssign, AtAssign,
    ShiftLeftAssign, ShiftRightAssign, AmpersandAssign, BarAssign, CaretAssign,

    False, None, True, And, As, Assert, Async, Await, Break, Class, Continue, Def, Del, Elif, Else, Except, Finally,
    For, From, Global, If, Import, In, Is, Lambda, Nonlocal, Not, Or, Pass, Raise, Return, Try, While, With, Yield,
}

/// The keywords of each length, one behind the other, and their kinds.
static KEYWORDS: [(&str, &[TokenKind]); 9] = [
    ("", &[]),
    ("", &[]),
    ("asifinisor", &[TokenKind::As, TokenKind::If, TokenKind::In, TokenKind::Is, TokenKind::Or]),
    (
        "anddefdelfornottry",
        &[TokenKind::And, TokenKind::Def, TokenKind::Del, TokenKind::For, TokenKind::Not, TokenKind::Try],
    ),
    (
        "NoneTrueelifelsefrompasswith",
        &[
            TokenKind::None,
            TokenKind::True,
            TokenKind::Elif,
            TokenKind::Else,
            TokenKind::From,
            TokenKind::Pass,
            TokenKind::With,
        ],
    ),
    (
        "Falseasyncawaitbreakclassraisewhileyield",
        &[
            TokenKind::False,
            TokenKind::Async,
            TokenKind::Await,
            TokenKind::Break,
            TokenKind::Class,
            TokenKind::Raise,
            TokenKind::While,
            TokenKind::Yield,
        ],
    ),
    (
        "assertexceptglobalimportlambdareturn",
        &[
            TokenKind::Assert,
            TokenKind::Except,
            TokenKind::Global,
            TokenKind::Import,
            TokenKind::Lambda,
            TokenKind::Return,
        ],
    ),
    ("finally", &[TokenKind::Finally]),
    ("continuenonlocal", &[TokenKind::Continue, TokenKind::Nonlocal]),
];

impl TokenKind {
    /// The keyword that `text` is, or `Name`.
    pub(crate) fn of_identifier(text: &[u8]) -> Self {
        let Some((words, kinds)) = KEYWORDS.get(text.len()) else { return Self::Name };
        let mut keywords = words.as_bytes().chunks_exact(text.len().max(1)).zip(*kinds);
        keywords.find(|(word, _)| *word == text).map_or(Self::Name, |(_, kind)| *kind)
    }

    /// The operator of an augmented assignment.
    pub(crate) fn augmented_operator(self) -> Option<BinaryOperator> {
        Some(match self {
            Self::PlusAssign => BinaryOperator::Add,
            Self::MinusAssign => BinaryOperator::Subtract,
            Self::StarAssign => BinaryOperator::Multiply,
            Self::DoubleStarAssign => BinaryOperator::Power,
            Self::SlashAssign => BinaryOperator::Divide,
            Self::DoubleSlashAssign => BinaryOperator::FloorDivide,
            Self::PercentAssign => BinaryOperator::Modulo,
            Self::AtAssign => BinaryOperator::MatrixMultiply,
            Self::ShiftLeftAssign => BinaryOperator::ShiftLeft,
            Self::ShiftRightAssign => BinaryOperator::ShiftRight,
            Self::AmpersandAssign => BinaryOperator::BitAnd,
            Self::BarAssign => BinaryOperator::BitOr,
            Self::CaretAssign => BinaryOperator::BitXor,
            _ => return None,
        })
    }

    /// Whether an expression can begin with it, in a place where one has just ended: no prefix operator that
    /// is an infix operator too, and no bracket that would be a call or subscript.
    pub(crate) fn starts_adjacent_expression(self) -> bool {
        matches!(
            self,
            Self::Name
                | Self::Int
                | Self::Float
                | Self::Imaginary
                | Self::String
                | Self::FStringStart
                | Self::LeftBrace
                | Self::Ellipsis
                | Self::Tilde
                | Self::None
                | Self::True
                | Self::False
                | Self::Await
                | Self::Lambda
        )
    }
}

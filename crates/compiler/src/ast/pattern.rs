//! Patterns of `case`.

use super::{ExprRef, Name, Span};

/// A pattern and where it stands.
#[derive(Clone, Copy, Debug)]
pub struct Pattern<'a> {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: PatternKind<'a>,
}

/// The kinds of pattern. No name is captured twice in a pattern, and the alternatives of an
/// [`Or`](Self::Or) capture the same names.
#[derive(Clone, Copy, Debug)]
pub enum PatternKind<'a> {
    /// `_`: matches all and binds nothing.
    Wildcard,
    /// A name, which matches all.
    Capture(&'a str),
    /// A number, string, bytes or dotted name: compared with `==`.
    Value(ExprRef<'a>),
    /// `None`, `True` or `False`: compared with `is`.
    Singleton(ExprRef<'a>),
    /// `[a, *b]`, with brackets, parentheses or bare. At most one is a [`Star`](Self::Star).
    Sequence(&'a [Pattern<'a>]),
    /// `*name`, or `*_` as `None`; only in a sequence.
    Star(Option<&'a str>),
    /// `{key: pattern, **rest}`.
    Mapping(&'a MappingPattern<'a>),
    /// `class(pattern, name=pattern)`.
    Class(&'a ClassPattern<'a>),
    /// `a | b`; at least two.
    Or(&'a [Pattern<'a>]),
    /// `pattern as name`.
    As {
        /// What has to match.
        pattern: &'a Pattern<'a>,
        /// What the subject is then assigned to.
        name: &'a Name<'a>,
    },
}

/// `{key: pattern, **rest}`.
#[derive(Clone, Copy, Debug)]
pub struct MappingPattern<'a> {
    /// The items.
    pub items: &'a [MappingItem<'a>],
    /// What the rest of the mapping is assigned to.
    pub rest: Option<Name<'a>>,
}

/// `key: pattern`.
#[derive(Clone, Copy, Debug)]
pub struct MappingItem<'a> {
    /// A literal or a dotted name.
    pub key: ExprRef<'a>,
    /// What its value has to match.
    pub pattern: Pattern<'a>,
}

/// `class(pattern, name=pattern)`.
#[derive(Clone, Copy, Debug)]
pub struct ClassPattern<'a> {
    /// A name or dotted name.
    pub class: ExprRef<'a>,
    /// The positional patterns.
    pub positional: &'a [Pattern<'a>],
    /// The keyword patterns; no name occurs twice.
    pub keywords: &'a [KeywordPattern<'a>],
}

/// `name=pattern`.
#[derive(Clone, Copy, Debug)]
pub struct KeywordPattern<'a> {
    /// The attribute.
    pub name: Name<'a>,
    /// What its value has to match.
    pub pattern: Pattern<'a>,
}

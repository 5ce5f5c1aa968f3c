//! The syntax tree.
//!
//! Nodes live in the arena of the compilation, refer to each other by `&'a`, and are `Copy`. Chains that programs make
//! long (operators of one precedence, `and`/`or`, comparisons, attribute/call/subscript trailers, `elif`) are lists and
//! not nesting, so the depth of a tree is bounded by the parser's nesting limit and later passes may recurse.
//!
//! Assignment targets are ordinary expressions; the parser has checked that they can be assigned to. Parentheses leave
//! no node. A node's span is what CPython reports: from its first to its last token, outer parentheses excluded
//! (except those of a tuple or generator expression).

mod expr;
mod pattern;
mod stmt;

pub use expr::*;
pub use pattern::*;
pub use stmt::*;

/// A range of byte offsets in the source.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Span {
    /// Offset of the first byte.
    pub start: u32,
    /// Offset behind the last byte.
    pub end: u32,
}

impl Span {
    /// The range from `start` to before `end`.
    pub const fn new(start: u32, end: u32) -> Self {
        Self { start, end }
    }

    /// From the start of `self` to the end of `last`.
    pub const fn to(self, last: Span) -> Self {
        Self { start: self.start, end: last.end }
    }

    /// The piece of `source` in this range; empty if there is none.
    pub fn slice(self, source: &[u8]) -> &[u8] {
        source.get(self.start as usize..self.end as usize).unwrap_or_default()
    }
}

/// What a source text is meant to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// A file of statements (`exec`).
    Module,
    /// A file of statements whose value is that of its last statement, if that is an expression.
    Cell,
    /// One expression (`eval`).
    Expression,
    /// One interactive statement, or simple statements on one line (`single`).
    Interactive,
}

/// A parsed source text.
#[derive(Clone, Copy, Debug)]
pub struct Module<'a> {
    /// What it was parsed as.
    pub mode: Mode,
    /// The statements. In [`Mode::Expression`], one [`StmtKind::Expr`].
    pub body: Suite<'a>,
    /// The entire text.
    pub span: Span,
    /// Whether the last statement has a block that ended only because the text did: a REPL that has not yet
    /// seen an empty line goes on reading.
    pub open_block: bool,
}

/// An identifier and where it stands.
#[derive(Clone, Copy, Debug)]
pub struct Name<'a> {
    /// The identifier; for modules in `import`, the dotted name without blanks.
    pub text: &'a str,
    /// Where it stands.
    pub span: Span,
}

// Trees are the largest part of what a compilation allocates: a node grows only on purpose.
const _: () = assert!(size_of::<Expr<'_>>() <= 8 + 4 * size_of::<usize>());
const _: () = assert!(size_of::<Stmt<'_>>() <= 8 + 4 * size_of::<usize>());

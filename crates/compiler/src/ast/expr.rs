//! Expressions.

use super::{Name, Span};
use bytecode::float::Float;

/// A reference to an expression in the arena.
pub type ExprRef<'a> = &'a Expr<'a>;

/// An expression and where it stands.
#[derive(Clone, Copy, Debug)]
pub struct Expr<'a> {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: ExprKind<'a>,
}

/// The kinds of expression.
#[derive(Clone, Copy, Debug)]
pub enum ExprKind<'a> {
    /// A variable.
    Name(&'a str),
    /// `None`.
    None,
    /// `True`.
    True,
    /// `False`.
    False,
    /// `...`.
    Ellipsis,
    /// An integer that fits; never negative (a sign is a [`Unary`](Self::Unary)).
    Int(i64),
    /// An integer that does not fit an `i64`.
    BigInt {
        /// The digits, without prefix and underscores.
        digits: &'a str,
        /// 2, 8, 10 or 16.
        radix: u8,
    },
    /// A floating-point number.
    Float(Float),
    /// The imaginary part of an imaginary number.
    Imaginary(Float),
    /// A string as UTF-8, in which surrogates may occur, each in its three-byte form (pairs are not joined).
    Str(&'a [u8]),
    /// A bytes literal.
    Bytes(&'a [u8]),
    /// An f-string, joined with adjacent literals.
    FString(&'a [FStringPart<'a>]),
    /// Operands joined by `and`, or by `or`; at least two.
    BoolOp {
        /// Which of the two.
        operator: BoolOperator,
        /// The operands.
        operands: &'a [ExprRef<'a>],
    },
    /// `target := value`.
    Named {
        /// A [`Name`](Self::Name).
        target: ExprRef<'a>,
        /// What it is set to.
        value: ExprRef<'a>,
    },
    /// `first op operand op operand ...`, left to right: operators of one precedence. `**` has one step.
    Binary {
        /// The leftmost operand.
        first: ExprRef<'a>,
        /// The steps, at least one.
        rest: &'a [BinaryStep<'a>],
    },
    /// A prefix operator.
    Unary {
        /// The operator.
        operator: UnaryOperator,
        /// Its operand.
        operand: ExprRef<'a>,
    },
    /// `lambda parameters: body`.
    Lambda {
        /// The parameters; none is annotated.
        parameters: &'a Parameters<'a>,
        /// The result.
        body: ExprRef<'a>,
    },
    /// `body if test else orelse`.
    Conditional {
        /// The condition.
        test: ExprRef<'a>,
        /// The value if it holds.
        body: ExprRef<'a>,
        /// The value if not.
        orelse: ExprRef<'a>,
    },
    /// `{key: value, **mapping}`.
    Dict(&'a [DictItem<'a>]),
    /// `{a, *b}`; at least one element.
    Set(&'a [ExprRef<'a>]),
    /// `[a, *b]`.
    List(&'a [ExprRef<'a>]),
    /// `a, *b`, with or without parentheses.
    Tuple {
        /// The elements.
        elements: &'a [ExprRef<'a>],
        /// Whether it stands in parentheses, which then belong to the span.
        parenthesized: bool,
    },
    /// A comprehension or a generator expression.
    Comprehension {
        /// What it makes.
        kind: ComprehensionKind,
        /// Its parts.
        comprehension: &'a Comprehension<'a>,
    },
    /// `await operand`.
    Await(ExprRef<'a>),
    /// `yield`, `yield value`.
    Yield(Option<ExprRef<'a>>),
    /// `yield from iterable`.
    YieldFrom(ExprRef<'a>),
    /// `first op operand op operand ...`, each operand evaluated once.
    Compare {
        /// The leftmost operand.
        first: ExprRef<'a>,
        /// The steps, at least one.
        rest: &'a [CompareStep<'a>],
    },
    /// An expression followed by attributes, calls and subscripts: `base.name(arguments)[index]`.
    Primary {
        /// What the first trailer applies to; never itself a `Primary` unless in parentheses.
        base: ExprRef<'a>,
        /// The trailers in order, at least one.
        trailers: &'a [Trailer<'a>],
    },
    /// `*value`: in displays, subscripts, assignment targets and `*args: *Ts`.
    Starred(ExprRef<'a>),
    /// `lower:upper:step`, directly in a subscript or in a tuple there.
    Slice {
        /// The first bound.
        lower: Option<ExprRef<'a>>,
        /// The second bound.
        upper: Option<ExprRef<'a>>,
        /// The step.
        step: Option<ExprRef<'a>>,
    },
}

/// One attribute, call or subscript.
#[derive(Clone, Copy, Debug)]
pub struct Trailer<'a> {
    /// From its `.`, `(` or `[` to its end. The expression up to here spans from the start of the whole to this end.
    pub span: Span,
    /// Which of the three.
    pub kind: TrailerKind<'a>,
}

/// The kinds of trailer.
#[derive(Clone, Copy, Debug)]
pub enum TrailerKind<'a> {
    /// `.name`.
    Attribute(&'a str),
    /// `(arguments)`.
    Call(&'a [Argument<'a>]),
    /// `[index]`; several indices are a tuple.
    Subscript(ExprRef<'a>),
}

/// An argument of a call or of a class statement.
#[derive(Clone, Copy, Debug)]
pub struct Argument<'a> {
    /// All of it, with the star or the keyword.
    pub span: Span,
    /// How it is passed.
    pub kind: ArgumentKind<'a>,
    /// What is passed.
    pub value: ExprRef<'a>,
}

/// How an argument is passed. The order in a list is that of the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArgumentKind<'a> {
    /// `value`.
    Positional,
    /// `*value`.
    Star,
    /// `name=value`; no name occurs twice in a list.
    Keyword(&'a str),
    /// `**value`.
    DoubleStar,
}

/// `and` or `or`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BoolOperator {
    /// `and`.
    And,
    /// `or`.
    Or,
}

/// The arithmetic and bitwise operators with two operands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BinaryOperator {
    /// `+`.
    Add,
    /// `-`.
    Subtract,
    /// `*`.
    Multiply,
    /// `@`.
    MatrixMultiply,
    /// `/`.
    Divide,
    /// `//`.
    FloorDivide,
    /// `%`.
    Modulo,
    /// `**`.
    Power,
    /// `<<`.
    ShiftLeft,
    /// `>>`.
    ShiftRight,
    /// `&`.
    BitAnd,
    /// `|`.
    BitOr,
    /// `^`.
    BitXor,
}

/// An operator of a chain and its right operand.
#[derive(Clone, Copy, Debug)]
pub struct BinaryStep<'a> {
    /// The operator.
    pub operator: BinaryOperator,
    /// Where the operator stands.
    pub operator_span: Span,
    /// The right operand.
    pub operand: ExprRef<'a>,
    /// Behind the operand and its parentheses: the chain up to here spans from the start of the whole to this offset.
    pub end: u32,
}

/// The prefix operators.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnaryOperator {
    /// `not`.
    Not,
    /// `-`.
    Negate,
    /// `+`.
    Plus,
    /// `~`.
    Invert,
}

/// The comparison operators.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CompareOperator {
    /// `==`.
    Equal,
    /// `!=`.
    NotEqual,
    /// `<`.
    Less,
    /// `<=`.
    LessEqual,
    /// `>`.
    Greater,
    /// `>=`.
    GreaterEqual,
    /// `is`.
    Is,
    /// `is not`.
    IsNot,
    /// `in`.
    In,
    /// `not in`.
    NotIn,
}

/// A comparison of a chain and its right operand.
#[derive(Clone, Copy, Debug)]
pub struct CompareStep<'a> {
    /// The comparison.
    pub operator: CompareOperator,
    /// The right operand.
    pub operand: ExprRef<'a>,
}

/// An item of a dict display.
#[derive(Clone, Copy, Debug)]
pub struct DictItem<'a> {
    /// The key; `None` for `**value`.
    pub key: Option<ExprRef<'a>>,
    /// The value.
    pub value: ExprRef<'a>,
}

/// What a comprehension makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ComprehensionKind {
    /// `[...]`.
    List,
    /// `{...}`.
    Set,
    /// `{key: value ...}`.
    Dict,
    /// `(...)`.
    Generator,
}

/// The parts of a comprehension.
#[derive(Clone, Copy, Debug)]
pub struct Comprehension<'a> {
    /// The element, or the key of a dict comprehension.
    pub element: ExprRef<'a>,
    /// The value of a dict comprehension.
    pub value: Option<ExprRef<'a>>,
    /// The `for` clauses, outermost first, at least one.
    pub clauses: &'a [ForClause<'a>],
}

/// `for target in iterable if condition ...` of a comprehension.
#[derive(Clone, Copy, Debug)]
pub struct ForClause<'a> {
    /// All of it.
    pub span: Span,
    /// What each item is assigned to.
    pub target: ExprRef<'a>,
    /// What is iterated over.
    pub iterable: ExprRef<'a>,
    /// The conditions.
    pub conditions: &'a [ExprRef<'a>],
    /// Whether it is `async for`.
    pub is_async: bool,
}

/// A piece of an f-string.
#[derive(Clone, Copy, Debug)]
pub enum FStringPart<'a> {
    /// Text, encoded like [`ExprKind::Str`], never empty. The text before `=` of a `{field=}` is part of it.
    Literal(&'a [u8]),
    /// A replacement field.
    Field(&'a FStringField<'a>),
}

/// `{value!conversion:format}`.
#[derive(Clone, Copy, Debug)]
pub struct FStringField<'a> {
    /// All of it, with the braces.
    pub span: Span,
    /// The expression.
    pub value: ExprRef<'a>,
    /// The conversion; that of `{value=}` is filled in.
    pub conversion: Option<Conversion>,
    /// The format specification, which can have fields itself; `None` without a colon.
    pub format: Option<&'a [FStringPart<'a>]>,
}

/// What is applied to a field's value before formatting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conversion {
    /// `!s`.
    Str,
    /// `!r`.
    Repr,
    /// `!a`.
    Ascii,
}

/// The parameters of a function, in the order of the signature.
///
/// The list is: positional-only, positional, `*args`, keyword-only, `**kwargs`.
#[derive(Clone, Copy, Debug, Default)]
pub struct Parameters<'a> {
    /// All of them.
    pub all: &'a [Parameter<'a>],
    /// How many are positional-only.
    pub positional_only_count: u32,
    /// How many are positional, positional-only ones included.
    pub positional_count: u32,
    /// Whether there is a `*args`.
    pub has_star: bool,
    /// Whether there is a `**kwargs`.
    pub has_double_star: bool,
}

/// One parameter.
#[derive(Clone, Copy, Debug)]
pub struct Parameter<'a> {
    /// Its name.
    pub name: Name<'a>,
    /// Its annotation.
    pub annotation: Option<ExprRef<'a>>,
    /// Its default.
    pub default: Option<ExprRef<'a>>,
}

impl<'a> Parameters<'a> {
    /// The positional parameters, positional-only ones first.
    pub fn positional(&self) -> &'a [Parameter<'a>] {
        self.all.get(..self.positional_count as usize).unwrap_or_default()
    }

    /// `*args`.
    pub fn star(&self) -> Option<&'a Parameter<'a>> {
        if self.has_star { self.all.get(self.positional_count as usize) } else { None }
    }

    /// The keyword-only parameters.
    pub fn keyword_only(&self) -> &'a [Parameter<'a>] {
        let start = self.positional_count as usize + usize::from(self.has_star);
        let end = self.all.len() - usize::from(self.has_double_star).min(self.all.len());
        self.all.get(start..end).unwrap_or_default()
    }

    /// `**kwargs`.
    pub fn double_star(&self) -> Option<&'a Parameter<'a>> {
        if self.has_double_star { self.all.last() } else { None }
    }
}

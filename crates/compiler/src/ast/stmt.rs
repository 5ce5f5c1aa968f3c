//! Statements.

use super::{Argument, BinaryOperator, ExprRef, Name, Parameters, Pattern, Span};

/// The statements of a block.
pub type Suite<'a> = &'a [Stmt<'a>];

/// A statement and where it stands.
#[derive(Clone, Copy, Debug)]
pub struct Stmt<'a> {
    /// Where it stands; that of a decorated definition begins behind the decorators.
    pub span: Span,
    /// What it is.
    pub kind: StmtKind<'a>,
}

/// The kinds of statement.
#[derive(Clone, Copy, Debug)]
pub enum StmtKind<'a> {
    /// `def`, `async def`.
    FunctionDef(&'a FunctionDef<'a>),
    /// `class`.
    ClassDef(&'a ClassDef<'a>),
    /// `return`, `return value`.
    Return(Option<ExprRef<'a>>),
    /// `del targets`.
    Delete(&'a [ExprRef<'a>]),
    /// `target = target = value`.
    Assign {
        /// The targets, left to right.
        targets: &'a [ExprRef<'a>],
        /// The value.
        value: ExprRef<'a>,
    },
    /// `target op= value`.
    AugAssign {
        /// A name, attribute or subscript.
        target: ExprRef<'a>,
        /// The operator.
        operator: BinaryOperator,
        /// The right operand.
        value: ExprRef<'a>,
    },
    /// `target: annotation = value`.
    AnnAssign(&'a AnnAssign<'a>),
    /// `type name[parameters] = value`.
    TypeAlias(&'a TypeAlias<'a>),
    /// `for`, `async for`.
    For(&'a For<'a>),
    /// `while`.
    While(&'a While<'a>),
    /// `if`, `elif`, `else`.
    If(&'a If<'a>),
    /// `with`, `async with`.
    With(&'a With<'a>),
    /// `match`.
    Match(&'a Match<'a>),
    /// `raise exception from cause`.
    Raise {
        /// The exception; without it, the current one is raised again.
        exception: Option<ExprRef<'a>>,
        /// What follows `from`.
        cause: Option<ExprRef<'a>>,
    },
    /// `try`.
    Try(&'a Try<'a>),
    /// `assert test, message`.
    Assert {
        /// The condition.
        test: ExprRef<'a>,
        /// What the exception is made with.
        message: Option<ExprRef<'a>>,
    },
    /// `import a.b as c, d`.
    Import(&'a [Alias<'a>]),
    /// `from module import names`.
    ImportFrom(&'a ImportFrom<'a>),
    /// `global names`.
    Global(&'a [Name<'a>]),
    /// `nonlocal names`.
    Nonlocal(&'a [Name<'a>]),
    /// An expression as a statement.
    Expr(ExprRef<'a>),
    /// `pass`.
    Pass,
    /// `break`.
    Break,
    /// `continue`.
    Continue,
}

/// A function definition.
#[derive(Clone, Copy, Debug)]
pub struct FunctionDef<'a> {
    /// Its name.
    pub name: Name<'a>,
    /// `[T: bound, *Ts, **P]`.
    pub type_parameters: &'a [TypeParameter<'a>],
    /// Its parameters.
    pub parameters: &'a Parameters<'a>,
    /// What follows `->`.
    pub returns: Option<ExprRef<'a>>,
    /// The decorators, in the order of the source.
    pub decorators: &'a [ExprRef<'a>],
    /// Its block.
    pub body: Suite<'a>,
    /// Whether it is `async def`.
    pub is_async: bool,
}

/// A class definition.
#[derive(Clone, Copy, Debug)]
pub struct ClassDef<'a> {
    /// Its name.
    pub name: Name<'a>,
    /// `[T: bound, *Ts, **P]`.
    pub type_parameters: &'a [TypeParameter<'a>],
    /// The bases and keywords.
    pub arguments: &'a [Argument<'a>],
    /// The decorators, in the order of the source.
    pub decorators: &'a [ExprRef<'a>],
    /// Its block.
    pub body: Suite<'a>,
}

/// A type parameter.
#[derive(Clone, Copy, Debug)]
pub struct TypeParameter<'a> {
    /// All of it.
    pub span: Span,
    /// Its name.
    pub name: Name<'a>,
    /// Its kind.
    pub kind: TypeParameterKind<'a>,
}

/// The kinds of type parameter.
#[derive(Clone, Copy, Debug)]
pub enum TypeParameterKind<'a> {
    /// `T`, `T: bound`.
    TypeVar {
        /// The bound; a tuple lists constraints.
        bound: Option<ExprRef<'a>>,
    },
    /// `*Ts`.
    TypeVarTuple,
    /// `**P`.
    ParamSpec,
}

/// `type name[parameters] = value`.
#[derive(Clone, Copy, Debug)]
pub struct TypeAlias<'a> {
    /// The alias.
    pub name: Name<'a>,
    /// `[T: bound, *Ts, **P]`.
    pub type_parameters: &'a [TypeParameter<'a>],
    /// What it stands for.
    pub value: ExprRef<'a>,
}

/// An annotated assignment.
#[derive(Clone, Copy, Debug)]
pub struct AnnAssign<'a> {
    /// A name, attribute or subscript.
    pub target: ExprRef<'a>,
    /// The annotation.
    pub annotation: ExprRef<'a>,
    /// The value, if it is assigned one.
    pub value: Option<ExprRef<'a>>,
    /// Whether the target is a name without parentheses: only then the annotation is recorded.
    pub is_simple: bool,
}

/// A `for` statement.
#[derive(Clone, Copy, Debug)]
pub struct For<'a> {
    /// What each item is assigned to.
    pub target: ExprRef<'a>,
    /// What is iterated over.
    pub iterable: ExprRef<'a>,
    /// The block.
    pub body: Suite<'a>,
    /// The `else` block; empty without one.
    pub orelse: Suite<'a>,
    /// Whether it is `async for`.
    pub is_async: bool,
}

/// A `while` statement.
#[derive(Clone, Copy, Debug)]
pub struct While<'a> {
    /// The condition.
    pub test: ExprRef<'a>,
    /// The block.
    pub body: Suite<'a>,
    /// The `else` block; empty without one.
    pub orelse: Suite<'a>,
}

/// An `if` statement with its `elif`s.
#[derive(Clone, Copy, Debug)]
pub struct If<'a> {
    /// The `if` and each `elif`, at least one.
    pub arms: &'a [IfArm<'a>],
    /// The `else` block; empty without one.
    pub orelse: Suite<'a>,
}

/// `if test: body` or `elif test: body`.
#[derive(Clone, Copy, Debug)]
pub struct IfArm<'a> {
    /// All of it, from the keyword.
    pub span: Span,
    /// The condition.
    pub test: ExprRef<'a>,
    /// The block.
    pub body: Suite<'a>,
}

/// A `with` statement.
#[derive(Clone, Copy, Debug)]
pub struct With<'a> {
    /// The managers, outermost first, at least one.
    pub items: &'a [WithItem<'a>],
    /// The block.
    pub body: Suite<'a>,
    /// Whether it is `async with`.
    pub is_async: bool,
}

/// `context as target`.
#[derive(Clone, Copy, Debug)]
pub struct WithItem<'a> {
    /// The context manager.
    pub context: ExprRef<'a>,
    /// What the result of entering it is assigned to.
    pub target: Option<ExprRef<'a>>,
}

/// A `match` statement.
#[derive(Clone, Copy, Debug)]
pub struct Match<'a> {
    /// What is matched.
    pub subject: ExprRef<'a>,
    /// The cases, at least one.
    pub cases: &'a [MatchCase<'a>],
}

/// `case pattern if guard: body`.
#[derive(Clone, Copy, Debug)]
pub struct MatchCase<'a> {
    /// All of it, from the keyword.
    pub span: Span,
    /// The pattern.
    pub pattern: Pattern<'a>,
    /// The condition.
    pub guard: Option<ExprRef<'a>>,
    /// The block.
    pub body: Suite<'a>,
}

/// A `try` statement; it has handlers, or a `finally` block, or both.
#[derive(Clone, Copy, Debug)]
pub struct Try<'a> {
    /// The block.
    pub body: Suite<'a>,
    /// The handlers.
    pub handlers: &'a [Handler<'a>],
    /// The `else` block; empty without one.
    pub orelse: Suite<'a>,
    /// The `finally` block; empty without one.
    pub finally: Suite<'a>,
    /// Whether the handlers are `except*`.
    pub is_star: bool,
}

/// `except kind as name: body`.
#[derive(Clone, Copy, Debug)]
pub struct Handler<'a> {
    /// All of it, from the keyword.
    pub span: Span,
    /// What it catches; without it, everything.
    pub kind: Option<ExprRef<'a>>,
    /// What the exception is assigned to.
    pub name: Option<Name<'a>>,
    /// The block.
    pub body: Suite<'a>,
}

/// `name as alias`.
#[derive(Clone, Copy, Debug)]
pub struct Alias<'a> {
    /// The name; dotted in `import`.
    pub name: Name<'a>,
    /// What it is bound to, if not to itself (in `import`, to its first component).
    pub alias: Option<Name<'a>>,
}

/// `from module import names`.
#[derive(Clone, Copy, Debug)]
pub struct ImportFrom<'a> {
    /// The number of leading dots.
    pub level: u32,
    /// The module; only after dots it can be missing.
    pub module: Option<Name<'a>>,
    /// What is imported; empty for `*`.
    pub names: &'a [Alias<'a>],
    /// Where the `*` stands, if there is one.
    pub star: Option<Span>,
}

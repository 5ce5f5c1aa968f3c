//! Syntax tree to register code.
//!
//! Expressions are evaluated *into a wanted register* (`expression_to`) or *wherever they are* (`operand`: a local
//! stays in its register). Temporaries form a stack above the locals; calls are evaluated in place at its top, so that
//! results and arguments need no moves. A local's register is only written by the last instruction of an
//! assignment, since evaluation may raise.
//!
//! | file | purpose |
//! |------|---------|
//! | `unit` | the function being made: its registers, sites, frame layout, prologue |
//! | `assembler`, `bound` | instructions with labels to words; which variables are bound where |
//! | `constant`, `declared`, `name` | constants and folding; `const()`; variables |
//! | `expression`, `operator`, `condition`, `call`, `display`, `comprehension`, `fstring` | expressions |
//! | `statement`, `assign`, `control`, `import`, `pattern` | statements |
//! | `block`, `exception`, `with` | what has to be left in order: loops, `try`, `with` |
//! | `function`, `class`, `generic`, `generator` | definitions; `yield` and `await` |

mod assembler;
mod assign;
mod block;
mod bound;
mod call;
mod class;
mod comprehension;
mod condition;
mod constant;
mod control;
mod declared;
mod display;
mod exception;
mod expression;
mod fstring;
mod function;
mod generator;
mod generic;
mod hoist;
mod import;
mod name;
mod operator;
mod pattern;
mod statement;
mod unit;
mod with;

use crate::ast::{Module, Span};
use crate::compile::CompileOptions;
use crate::error::{CompileError, Message, worded};
use crate::lines::LineIndex;
use crate::scope::{ScopeId, ScopeTree};
use crate::stop::Stop;
use bumpalo::Bump;
use bytecode::constant::ConstantWriter;
use bytecode::image::feature;
use bytecode::{ImageBuf, ImageBuilder, Intrinsic, Op};
use heap::TryVec;
use unit::Unit;

/// The result of a step.
pub(crate) type Emit<T = ()> = Result<T, Stop>;

/// A register that instructions can name.
pub(crate) type Register = u8;

/// Makes an image from a tree.
pub(crate) struct Emitter<'a> {
    source: &'a [u8],
    arena: &'a Bump,
    options: &'a CompileOptions<'a>,
    tree: ScopeTree<'a>,
    lines: LineIndex<'a>,
    builder: ImageBuilder,
    writer: ConstantWriter,
    unit: Unit<'a>,
    /// The functions around the one being made.
    outer_units: TryVec<Unit<'a>>,
    /// The code made for each scope, or `NO_CODE`.
    codes: TryVec<u32>,
    /// What `NAME = const(...)` has set.
    declared: declared::Declared<'a>,
    /// Annotations are kept as text.
    annotations_as_text: bool,
    error: Option<CompileError>,
}

/// The image of `module`.
pub(crate) fn emit<'a>(
    source: &'a [u8],
    arena: &'a Bump,
    options: &'a CompileOptions<'a>,
    module: &'a Module<'a>,
    tree: ScopeTree<'a>,
    annotations_as_text: bool,
) -> Result<ImageBuf, CompileError> {
    let features = match options.positions() {
        assembler::Positions::None => 0,
        assembler::Positions::Lines => feature::LINES,
        assembler::Positions::Columns => feature::ALL,
    };
    let mut emitter = Emitter {
        source,
        arena,
        options,
        tree,
        lines: LineIndex::new(source),
        builder: ImageBuilder::new(options.filename, features)?,
        writer: ConstantWriter::new(),
        unit: Unit::new(ScopeId(0), "<module>", source),
        outer_units: TryVec::new(),
        codes: TryVec::new(),
        declared: declared::Declared::default(),
        annotations_as_text,
        error: None,
    };
    match emitter.module_code(module) {
        Ok(main) => Ok(emitter.builder.finish(main)?),
        Err(_) => Err(emitter.error.unwrap_or_else(CompileError::out_of_memory)),
    }
}

impl CompileOptions<'_> {
    fn positions(&self) -> assembler::Positions {
        match (self.line_numbers && self.optimization < 3, self.columns) {
            (false, _) => assembler::Positions::None,
            (true, false) => assembler::Positions::Lines,
            (true, true) => assembler::Positions::Columns,
        }
    }
}

impl<'a> Emitter<'a> {
    /// Stops with a `SyntaxError` at the current position.
    #[cold]
    fn fail<T>(&mut self, message: impl Into<Message>) -> Emit<T> {
        let span = self.unit.code.span();
        self.fail_at(message, span)
    }

    #[cold]
    fn fail_at<T>(&mut self, message: impl Into<Message>, span: Span) -> Emit<T> {
        self.error = Some(CompileError::syntax(self.source, worded(message), span));
        Err(Stop::Error)
    }

    /// The instructions that follow belong to `span`.
    fn at(&mut self, span: Span) {
        self.unit.code.at(span);
    }

    /// The instructions that follow belong to no line of their own.
    fn at_no_line(&mut self) {
        self.unit.code.at_no_line();
    }

    /// A trace passes the line of `span` here.
    fn visit(&mut self, span: Span) -> Emit {
        if self.options.positions() == assembler::Positions::None {
            return Ok(());
        }
        Ok(self.unit.code.visit(span)?)
    }

    /// `span`, or `whole` if that begins in an earlier line.
    fn in_line_of(&self, whole: Span, span: Span) -> Span {
        if self.unit.code.is_same_line(whole, span) { span } else { whole }
    }

    fn op(&mut self, op: Op, a: Register, b: u8, c: u8) -> Emit {
        Ok(self.unit.code.op(op, a, b, c)?)
    }

    fn wide(&mut self, op: Op, a: Register, bx: u16) -> Emit {
        Ok(self.unit.code.wide(op, a, bx)?)
    }

    fn intrinsic(&mut self, intrinsic: Intrinsic, a: Register, b: Register, ext: u32) -> Emit {
        self.unit.code.extended(Op::Intrinsic, a, b, intrinsic as u8, ext)?;
        if matches!(
            intrinsic,
            Intrinsic::Raise
                | Intrinsic::RaiseFrom
                | Intrinsic::RaiseCurrent
                | Intrinsic::Reraise
                | Intrinsic::AssertionFailed
        ) {
            self.unit.code.end_flow();
        }
        Ok(())
    }

    /// R\[to\] = R\[from\].
    fn copy(&mut self, to: Register, from: Register) -> Emit {
        if to == from { Ok(()) } else { self.op(Op::Move, to, from, 0) }
    }

    fn is_reachable(&self) -> bool {
        self.unit.code.is_reachable()
    }
}

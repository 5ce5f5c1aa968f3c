//! Tokens to syntax tree: recursive descent, with operator precedence for expressions.
//!
//! [`parse`] is the entry. The files follow the language: `statement` (simple ones), `compound`, `definition`,
//! `parameter`, `import`, `match_statement`, `pattern`, `expression`, `atom`, `comprehension`, `call`, `string`, `literal`, `target`.
//! `state` has what all of them use; `diagnose` has the errors that need more than the place they are found at.
//!
//! Invariants: `Parser::depth` counts what nests on the machine stack, and `Parser::deepest` the depth of the tree;
//! both stay within [`Limits::nesting`]. Functions on the path of nested brackets keep their frames small: errors
//! are built out of line and nodes are made by `Parser::node`.

mod atom;
mod call;
mod compound;
mod comprehension;
mod definition;
mod diagnose;
mod expression;
mod import;
mod literal;
mod match_statement;
mod parameter;
mod pattern;
mod repl;
mod state;
mod statement;
mod string;
mod target;
#[cfg(test)]
mod tests;

pub use crate::ast::Mode;
pub use repl::input_continues;

use crate::ast::{self, Span};
use crate::error::{CompileError, ErrorKind, Message, Piece};
use bumpalo::Bump;
use state::Parser;

/// What the caller allows and provides.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// How deep brackets, blocks, prefix operators and changes of precedence may nest, together. The tree is at most
    /// twice as deep, since a bracket can be two nodes. A level takes at most 550 bytes of stack on 64-bit hosts.
    pub nesting: u32,
    /// Finds the character of `\N{name}`.
    pub character_by_name: fn(name: &str) -> Option<char>,
}

impl Default for Limits {
    fn default() -> Self {
        Self { nesting: 100, character_by_name: |_| None }
    }
}

/// Parses `source`, which should be UTF-8.
///
/// The tree refers to `source` and lives in `arena`, whose allocation limit is the limit of memory.
pub fn parse<'a>(
    arena: &'a Bump,
    source: &'a [u8],
    mode: Mode,
    limits: &Limits,
) -> Result<&'a ast::Module<'a>, CompileError> {
    let text = check_source(source)?;
    let mut parser = Parser::new(arena, text, mode, limits);
    match parser.module(mode) {
        Ok(module) => Ok(module),
        Err(_) => Err(parser.finish_error()),
    }
}

fn check_source(source: &[u8]) -> Result<&str, CompileError> {
    if source.len() >= u32::MAX as usize - 1 {
        return Err(CompileError::out_of_memory());
    }
    if let Some(offset) = source.iter().position(|&byte| byte == 0) {
        let span = Span::new(offset as u32, offset as u32 + 1);
        return Err(CompileError::syntax(source, "source code string cannot contain null bytes", span));
    }
    core::str::from_utf8(source).map_err(|error| {
        let offset = error.valid_up_to() as u32;
        let byte = source.get(error.valid_up_to()).copied().unwrap_or_default();
        let text = "(unicode error) 'utf-8' codec can't decode byte 0x{} in position {}: invalid utf-8";
        let message = Message::with_two(text, Piece::Hex(byte.into(), 2), Piece::Number(offset));
        CompileError::new(source, ErrorKind::Syntax, message, Span::new(offset, offset + 1))
    })
}

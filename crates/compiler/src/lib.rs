//! The compiler: Python source in, register bytecode out.
//!
//! | folder  | purpose |
//! |---------|---------|
//! | `lex`   | source text to tokens, on demand |
//! | `ast`   | the syntax tree, in a bump arena |
//! | `parse` | tokens to syntax tree |
//! | `scope` | which name means which variable |
//! | `emit`  | syntax tree to code |
//! | `error` | what every stage reports, and the wording |
//! | `lines` | byte offsets to lines and columns |
//! | `arena` | fallible allocation in the arena that a compilation lives in |
//!
//! Invariants: every allocation is fallible; the depth of the tree is bounded by [`parse::Limits::nesting`], so
//! passes may recurse over it; no input makes any stage panic.
#![no_std]
#![forbid(unsafe_code)]

pub mod arena;
pub mod ast;
mod compile;
mod emit;
pub mod error;
mod lex;
pub mod lines;
pub mod parse;
mod scope;
mod stop;

pub use compile::{CompileOptions, compile};

/// What of the language this build compiles. What is left out is invalid syntax.
mod language {
    /// `match` statements.
    pub(crate) const MATCH: bool = cfg!(feature = "match-statement");
    /// `def f[T]`, `class C[T]` and `type T = ...`.
    pub(crate) const TYPE_PARAMETERS: bool = cfg!(feature = "type-parameters");
    /// `except*`.
    pub(crate) const EXCEPT_STAR: bool = cfg!(feature = "except-star");
    /// Messages that say what is wrong, beyond "invalid syntax".
    pub(crate) const DIAGNOSTICS: bool = cfg!(feature = "diagnostics");
}

#[cfg(test)]
extern crate std;

//! A generator of valid Python programs that end.
//!
//! [`program`] makes a program from bytes: each decision of the grammar takes one byte, and when no bytes are left every
//! decision is the simplest one. So the same generator serves tests, with the bytes of a seed ([`bytes_of_seed`]), and a
//! fuzzer, whose mutations of bytes are mutations of programs.
//!
//! What the programs promise:
//! - They compile with CPython 3.11.
//! - They end: loops, recursion and generators are bounded, and the cost of a call is known when the call is written, so
//!   that calls within loops within calls stay below a limit.
//! - They print the same everywhere: no addresses, no hashes, no order of sets. Generators that may be left suspended are
//!   kept alive, so that nothing depends on when memory is reclaimed.
//! - Every operation may raise. Most variables have a kind (int, str, list, dict, object), so that programs get somewhere;
//!   now and then a value of another kind is used. Most statements at module level are guarded.
//!
//! Map: [`choices`] bytes as decisions; [`generator`] the state and what writes lines; [`scope`] names, functions and
//! classes that can be referred to; [`expression`], [`literal`], [`calls`], [`statement`], [`compound`], [`pattern`],
//! [`function`], [`class`], [`asynchronous`] the grammar; [`prelude`] the helpers that a program begins with.
#![forbid(unsafe_code)]

mod asynchronous;
mod calls;
pub mod choices;
mod class;
mod compound;
mod expression;
mod function;
mod generator;
mod literal;
mod pattern;
mod prelude;
mod scope;
mod statement;

pub use choices::bytes_of_seed;

/// The program that the bytes stand for.
pub fn program(bytes: &[u8]) -> String {
    generator::Generator::new(bytes).program()
}

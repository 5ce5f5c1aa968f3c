//! Values, objects, builtin types and the operations on them.
//!
//! Map: [`value`] the tagged word; [`object`] heap objects and their constructors; [`native`] how functions in Rust are
//! declared; [`types`] the builtin types; [`protocol`] the operations of the language on any value; [`vm`] the virtual
//! machine's state and the rules of rooting; [`features`] what a build has; [`pending`] what asks it for attention; [`code`] compiled code;
//! [`monitoring`] the state of `sys.monitoring`; [`symbols`] names known to Rust, [`names`] all interned ones; [`number`] arithmetic and text
//! without objects. Running bytecode is the business of the crate `exec`.
//!
//! Larger functions that other crates call are `inline` on hosts only: each crate has its own copy of an `inline` function, which
//! costs flash.
//!
//! `unsafe` is in `object`, `value`, `code`, `vm` and where a type touches its object's memory.
#![no_std]
// What only a left out part uses is dead; the linker drops it.
#![cfg_attr(not(feature = "complete"), allow(dead_code, unused_imports))]

extern crate alloc;
#[cfg(test)]
extern crate std;

pub mod code;
mod collection;
pub mod events;
pub mod features;
pub mod frame;
pub mod interrupts;
pub mod monitoring;
mod names;
pub mod native;
pub mod number;
pub mod object;
pub mod pending;
pub mod protocol;
mod reserve;
pub mod symbols;
#[cfg(test)]
mod testing;
pub mod text_builder;
pub mod types;
pub mod value;
pub mod vm;
pub mod weak;

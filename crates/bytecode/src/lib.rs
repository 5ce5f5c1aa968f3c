//! Bytecode: the instruction table and everything that is driven by it.
#![no_std]
#![forbid(unsafe_code)]

pub mod intrinsics;
pub mod ops;

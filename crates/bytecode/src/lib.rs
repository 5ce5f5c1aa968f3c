//! Bytecode: the instruction table and everything that is driven by it.
//!
//! [`ops`] and [`intrinsics`] are the tables. [`instruction`] encodes and decodes by them, [`disassemble`] prints,
//! [`mod@verify`] proves that an image can run without checks. [`image`] is the format of compiled code, usable in place
//! from flash, [`builder`] makes it, [`constant`] and [`lines`] are its two compact side formats. [`jump`] finds out how a debugger can go on elsewhere.
//!
//! Images may come from anywhere: no function of this crate panics on a damaged one.
#![no_std]
#![forbid(unsafe_code)]

#[cfg(test)]
extern crate std;

pub mod accesses;
pub mod assigned;
pub mod builder;
pub mod constant;
pub mod disassemble;
pub mod float;
pub mod hash;
pub mod image;
pub mod instruction;
pub mod intrinsics;
pub mod jump;
pub mod lines;
pub mod ops;
pub mod verify;

pub use builder::{CodeParts, ImageBuf, ImageBuilder};
pub use constant::{ConstantIter, ConstantView};
pub use image::{Capture, CodeFlags, CodeView, Handler, Image, ImageError};
pub use instruction::{Instruction, decode};
pub use intrinsics::{Bound, Intrinsic};
pub use lines::{LineIter, Position};
pub use ops::{EVENT_MARK, Op};
pub use verify::{VerifyError, verify};

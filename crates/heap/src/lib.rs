//! The garbage-collected heap.
#![no_std]

extern crate alloc;

pub mod vec;

pub use vec::{OutOfMemory, TryVec};

//! To be described.
#![no_std]

#[cfg(test)]
extern crate std;

pub mod number;

//! Floats as decimal digits and back, correctly rounded, with little code and no allocation.
//!
//! Both directions use one representation: a fixed-point binary number with as many words behind the point as the
//! smallest float needs. It is exact, so rounding is done once. `core`'s algorithms are faster, but have tables of
//! 12 KB and take 12 KB of code on a microcontroller.
//!
//! | file | what |
//! |---|---|
//! | `fixed.rs` | the fixed-point number |
//! | `read.rs` | text to float |
//! | `write.rs` | float to digits |
#![no_std]
#![forbid(unsafe_code)]

mod fixed;
mod read;
mod write;

pub use read::{parse, parse_exact};
pub use write::{Count, Digits, MOST_DIGITS, digits};

/// A float type: its layout in bits.
pub trait Binary: Copy + core::str::FromStr {
    /// Bits of the significand, the hidden one included.
    const SIGNIFICAND: u32;
    /// Bits of the exponent.
    const EXPONENT: u32;
    /// From the bits in the low part of a word.
    fn from_word(bits: u64) -> Self;
    /// The bits.
    fn to_word(self) -> u64;
}

impl Binary for f64 {
    const SIGNIFICAND: u32 = 53;
    const EXPONENT: u32 = 11;
    fn from_word(bits: u64) -> Self {
        Self::from_bits(bits)
    }
    fn to_word(self) -> u64 {
        self.to_bits()
    }
}

impl Binary for f32 {
    const SIGNIFICAND: u32 = 24;
    const EXPONENT: u32 = 8;
    fn from_word(bits: u64) -> Self {
        Self::from_bits(bits as u32)
    }
    fn to_word(self) -> u64 {
        self.to_bits().into()
    }
}

#[cfg(test)]
extern crate std;
#[cfg(test)]
mod tests;

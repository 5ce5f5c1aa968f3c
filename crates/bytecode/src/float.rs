//! The number type of Python's floats: `f64`, or `f32` with the feature `float32`.
//!
//! It is chosen when Amphis is built. Constants in images have it too, so an image says which one it was made for.

#[cfg(feature = "float32")]
pub use core::f32::consts;
#[cfg(not(feature = "float32"))]
pub use core::f64::consts;

/// What a Python float holds.
#[cfg(not(feature = "float32"))]
pub type Float = f64;
/// What a Python float holds.
#[cfg(feature = "float32")]
pub type Float = f32;

/// The bits of a [`Float`].
#[cfg(not(feature = "float32"))]
pub type Bits = u64;
/// The bits of a [`Float`].
#[cfg(feature = "float32")]
pub type Bits = u32;

/// The bits behind the point of a normal float, which are the lowest of its bits.
pub const FRACTION_BITS: u32 = Float::MANTISSA_DIGITS - 1;

/// What the exponent in the bits of a float is larger by than the exponent of the number.
pub const EXPONENT_BIAS: i32 = Float::MAX_EXP - 1;

/// The exponent of the smallest float above zero, of which all larger ones are multiples.
pub const SMALLEST_EXPONENT: i32 = Float::MIN_EXP - Float::MANTISSA_DIGITS as i32;

/// Integers up to this magnitude are floats too, without rounding.
pub const EXACT_INTEGERS: u64 = 1 << Float::MANTISSA_DIGITS;

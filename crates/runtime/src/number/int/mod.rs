//! Signed integers of any size with the semantics of Python's `int`.
//!
//! [`Int`] is a borrowed view that an operand is, wherever its limbs live; [`IntBuf`] is an owned result. Both are
//! normalised: no leading zero limbs, and zero is not negative. Operations are free functions from views to buffers.
//!
//! | file | what |
//! |---|---|
//! | `arithmetic.rs` | sum, difference, product, floor division |
//! | `bitwise.rs` | shifts, and, or, xor, invert |
//! | `power.rs` | power, power modulo, inverse, square root, greatest common divisor |
//! | `real.rs` | to and from floats, exact comparison with them, true division |
//! | `bytes.rs` | `to_bytes` and `from_bytes` |
//! | `hash.rs` | hashes that agree between ints, floats and complex numbers |

mod arithmetic;
mod bitwise;
mod bytes;
mod hash;
mod power;
mod real;

use super::limbs::{self, Buffer, LIMB_BYTES, LIMBS_PER_U64, Limb};
use super::sink::Sink;
use core::cmp::Ordering;
use heap::{OutOfMemory, TryVec};

pub use arithmetic::{add, add_into, div_mod, floor_div, modulo, mul, mul_into, product_len, sub, sum_len};
pub use bitwise::{and, invert, or, shift_left, shift_right, xor};
pub use bytes::{from_bytes, signed_bytes_needed, to_bytes};
pub use hash::{HASH_INFINITY, Hash, hash_complex, hash_float, hash_i64, hash_int};
pub use power::{gcd, isqrt, pow, pow_mod};
pub use real::{compare_float, from_float, to_float, true_div};
pub(crate) use real::{decompose, round_to_float};

/// Limbs that an [`IntBuf`] holds without allocating.
const INLINE_LIMBS: usize = 32 / LIMB_BYTES;

/// A view of an integer: sign and normalised magnitude.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Int<'a> {
    negative: bool,
    limbs: &'a [Limb],
}

/// An owned integer. Small ones need no allocation.
#[derive(Debug, Default)]
pub struct IntBuf {
    negative: bool,
    limbs: Buffer<INLINE_LIMBS>,
}

impl<'a> Int<'a> {
    /// Zero.
    pub const ZERO: Int<'static> = Int { negative: false, limbs: &[] };

    /// The integer of this sign and magnitude, normalised here.
    #[inline]
    pub fn new(negative: bool, limbs: &'a [Limb]) -> Self {
        let limbs = limbs::trim(limbs);
        Self { negative: negative && !limbs.is_empty(), limbs }
    }

    /// Whether it is below zero.
    #[inline]
    pub fn is_negative(self) -> bool {
        self.negative
    }

    /// Whether it is zero.
    #[inline]
    pub fn is_zero(self) -> bool {
        self.limbs.is_empty()
    }

    /// Whether it is odd.
    #[inline]
    pub fn is_odd(self) -> bool {
        self.limbs.first().is_some_and(|limb| limb & 1 != 0)
    }

    /// The magnitude, without leading zeros.
    #[inline]
    pub fn limbs(self) -> &'a [Limb] {
        self.limbs
    }

    /// The integer with the other sign.
    #[inline]
    pub fn negated(self) -> Self {
        Self::new(!self.negative, self.limbs)
    }

    /// The absolute value.
    #[inline]
    pub fn absolute(self) -> Self {
        Self { negative: false, limbs: self.limbs }
    }

    /// The magnitude if it is below 2**64.
    #[inline]
    pub fn magnitude_u64(self) -> Option<u64> {
        (self.limbs.len() <= LIMBS_PER_U64).then(|| limbs::low_u64(self.limbs))
    }

    /// The value if it fits an `i64`.
    #[inline]
    pub fn to_i64(self) -> Option<i64> {
        let magnitude = self.magnitude_u64()?;
        if self.negative { 0i64.checked_sub_unsigned(magnitude) } else { i64::try_from(magnitude).ok() }
    }

    /// The value if it fits a `u64`.
    #[inline]
    pub fn to_u64(self) -> Option<u64> {
        self.magnitude_u64().filter(|_| !self.negative)
    }

    /// The low 64 bits of the two's complement, as C truncates.
    pub fn wrapping_i64(self) -> i64 {
        let low = limbs::low_u64(self.limbs) as i64;
        if self.negative { low.wrapping_neg() } else { low }
    }

    /// Bits of the magnitude: `int.bit_length`.
    pub fn bit_length(self) -> u64 {
        limbs::bit_length(self.limbs)
    }

    /// Set bits of the magnitude: `int.bit_count`.
    pub fn bit_count(self) -> u64 {
        limbs::bit_count(self.limbs)
    }

    /// An owned copy.
    pub fn to_owned(self) -> Result<IntBuf, OutOfMemory> {
        Ok(IntBuf { negative: self.negative, limbs: Buffer::copy_of(self.limbs)? })
    }

    /// Appends the digits in `radix` (2 to 36, lower case), after a minus sign if negative.
    pub fn append_text(self, out: &mut TryVec<u8>, radix: u32) -> Result<(), OutOfMemory> {
        if self.negative {
            out.try_push(b'-')?;
        }
        limbs::append_digits(out, self.limbs, radix)
    }

    /// Writes the digits in `radix` (2 to 36, lower case), after a minus sign if negative. Small integers need no
    /// memory but the sink's.
    pub fn write_text(self, sink: &mut dyn Sink, radix: u32) -> Result<(), OutOfMemory> {
        if self.negative {
            sink.write(b"-")?;
        }
        if let Some(small) = self.magnitude_u64() {
            return sink.write(limbs::small_digits(&mut [0; 64], small, radix));
        }
        let mut text = TryVec::new();
        limbs::append_digits(&mut text, self.limbs, radix)?;
        sink.write(&text)
    }
}

impl PartialOrd for Int<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Int<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self.negative, other.negative) {
            (false, false) => limbs::compare(self.limbs, other.limbs),
            (true, true) => limbs::compare(other.limbs, self.limbs),
            (self_negative, _) => {
                if self_negative {
                    Ordering::Less
                } else {
                    Ordering::Greater
                }
            }
        }
    }
}

impl IntBuf {
    /// Zero.
    pub const fn zero() -> Self {
        Self { negative: false, limbs: Buffer::new() }
    }

    /// A small integer. Allocates nothing.
    #[inline]
    pub fn from_i64(value: i64) -> Self {
        Self::from_sign_and_u64(value < 0, value.unsigned_abs())
    }

    /// A small integer. Allocates nothing.
    #[inline]
    pub fn from_u64(value: u64) -> Self {
        Self::from_sign_and_u64(false, value)
    }

    /// A small integer of this sign and magnitude. Allocates nothing.
    #[inline]
    pub fn from_sign_and_u64(negative: bool, magnitude: u64) -> Self {
        Self::new(negative, Buffer::from_array(limbs::limbs_of_u64(magnitude)))
    }

    /// The product of two small integers. Allocates nothing.
    #[inline]
    pub fn from_product(a: i64, b: i64) -> Self {
        let (low, high) = a.unsigned_abs().carrying_mul(b.unsigned_abs(), 0);
        let mut limbs = [0; INLINE_LIMBS];
        limbs[..LIMBS_PER_U64].copy_from_slice(&limbs::limbs_of_u64(low));
        limbs[LIMBS_PER_U64..2 * LIMBS_PER_U64].copy_from_slice(&limbs::limbs_of_u64(high));
        Self::new((a < 0) != (b < 0), Buffer::from_array(limbs))
    }

    /// The integer of this sign and magnitude, normalised here.
    pub fn copy_of(negative: bool, limbs: &[Limb]) -> Result<Self, OutOfMemory> {
        Int::new(negative, limbs).to_owned()
    }

    /// Normalises.
    #[inline]
    pub(crate) fn new(negative: bool, mut limbs: Buffer<INLINE_LIMBS>) -> Self {
        limbs.trim();
        let negative = negative && !limbs.as_slice().is_empty();
        Self { negative, limbs }
    }

    /// A view, as operations take it.
    #[inline]
    pub fn view(&self) -> Int<'_> {
        Int { negative: self.negative, limbs: self.limbs.as_slice() }
    }

    /// The value if it fits an `i64`.
    #[inline]
    pub fn to_i64(&self) -> Option<i64> {
        self.view().to_i64()
    }
}

/// The value of digits that are all of `radix`, in either case.
pub(crate) fn from_digits(negative: bool, digits: &[u8], radix: u32) -> Result<IntBuf, OutOfMemory> {
    Ok(IntBuf::new(negative, limbs::from_digits(digits, radix)?))
}

#[cfg(test)]
mod tests;

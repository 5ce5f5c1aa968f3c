//! Magnitudes of any size: little-endian slices of machine words ("limbs").
//!
//! A magnitude is *normalised* if its last limb is not zero; zero is the empty slice. Functions write into slices
//! whose length the caller has chosen as documented. Those that need temporary memory return a result.

mod buffer;
mod div;
mod gcd;
mod linear;
mod modular;
mod mul;
mod radix;

use core::cmp::Ordering;

pub use buffer::{Buffer, Scratch};
pub use div::{LimbDivisor, div_rem, div_rem_limb};
pub use gcd::gcd;
pub use linear::{
    add, add_assign, add_limb_assign, add_mul_limb, mul_limb, mul_limb_assign, shift_left, shift_left_bits,
    shift_right, shift_right_bits, sub, sub_assign, sub_from_assign, sub_limb_assign, sub_mul_limb,
};
pub use modular::pow_mod;
pub use mul::{mul, square};
pub use radix::{append_digits, digits_per_limb, from_digits, small_digits};

/// A machine word of a magnitude.
///
/// 32 bits also on wasm32: the product of two 64-bit limbs costs a library call there.
#[cfg(all(target_pointer_width = "64", not(feature = "narrow-limbs")))]
pub type Limb = u64;
/// A machine word of a magnitude.
#[cfg(not(all(target_pointer_width = "64", not(feature = "narrow-limbs"))))]
pub type Limb = u32;

/// Holds the product of two limbs.
#[cfg(all(target_pointer_width = "64", not(feature = "narrow-limbs")))]
pub type Wide = u128;
/// Holds the product of two limbs.
#[cfg(not(all(target_pointer_width = "64", not(feature = "narrow-limbs"))))]
pub type Wide = u64;

#[cfg(all(target_pointer_width = "64", not(feature = "narrow-limbs")))]
type SignedWide = i128;
#[cfg(not(all(target_pointer_width = "64", not(feature = "narrow-limbs"))))]
type SignedWide = i64;

/// Bits in a limb.
pub const LIMB_BITS: u32 = Limb::BITS;
/// Bytes in a limb.
pub const LIMB_BYTES: usize = size_of::<Limb>();
/// Limbs that hold any `u64`.
pub const LIMBS_PER_U64: usize = 8 / LIMB_BYTES;

/// `a` without leading zero limbs.
#[inline]
pub fn trim(a: &[Limb]) -> &[Limb] {
    &a[..trimmed_len(a)]
}

/// The length of `a` without leading zero limbs.
#[inline]
pub fn trimmed_len(a: &[Limb]) -> usize {
    a.iter().rposition(|&limb| limb != 0).map_or(0, |index| index + 1)
}

/// Whether all limbs are zero.
pub fn is_zero(a: &[Limb]) -> bool {
    a.iter().all(|&limb| limb == 0)
}

/// Order of two normalised magnitudes.
#[inline]
pub fn compare(a: &[Limb], b: &[Limb]) -> Ordering {
    a.len().cmp(&b.len()).then_with(|| compare_same_len(a, b))
}

/// Order of two magnitudes of the same length.
#[inline]
pub fn compare_same_len(a: &[Limb], b: &[Limb]) -> Ordering {
    a.iter().rev().cmp(b.iter().rev())
}

/// Bits needed for a normalised magnitude; 0 for zero.
pub fn bit_length(a: &[Limb]) -> u64 {
    match a.last() {
        None => 0,
        Some(last) => a.len() as u64 * u64::from(LIMB_BITS) - u64::from(last.leading_zeros()),
    }
}

/// How many bits are set.
pub fn bit_count(a: &[Limb]) -> u64 {
    a.iter().map(|limb| u64::from(limb.count_ones())).sum()
}

/// How many low bits are clear; 0 for zero.
pub fn trailing_zeros(a: &[Limb]) -> u64 {
    match a.iter().position(|&limb| limb != 0) {
        None => 0,
        Some(index) => index as u64 * u64::from(LIMB_BITS) + u64::from(a[index].trailing_zeros()),
    }
}

/// Whether the bit at `position` is set; bits above the magnitude are clear.
pub fn bit(a: &[Limb], position: u64) -> bool {
    let index = usize::try_from(position / u64::from(LIMB_BITS)).unwrap_or(usize::MAX);
    a.get(index).is_some_and(|limb| limb >> (position % u64::from(LIMB_BITS)) & 1 != 0)
}

/// The low 64 bits.
pub fn low_u64(a: &[Limb]) -> u64 {
    u64_from_limbs(a.iter().take(LIMBS_PER_U64).copied())
}

/// The 64 bits from bit `position` on; bits above the magnitude are clear.
#[allow(clippy::useless_conversion)]
pub fn u64_at(a: &[Limb], position: u64) -> u64 {
    let index = usize::try_from(position / u64::from(LIMB_BITS)).unwrap_or(usize::MAX);
    let shift = (position % u64::from(LIMB_BITS)) as u32;
    let high = a.get(index..).unwrap_or(&[]);
    let low = low_u64(high) >> shift;
    match high.get(LIMBS_PER_U64) {
        Some(&next) if shift > 0 => low | u64::from(next) << (64 - shift),
        _ => low,
    }
}

/// Whether any of the low `count` bits is set.
pub fn any_low_bit(a: &[Limb], count: u64) -> bool {
    !a.is_empty() && !is_zero(a) && trailing_zeros(a) < count
}

/// `value` as limbs, with zeros up to the length of the array.
pub fn limbs_of_u64(value: u64) -> [Limb; LIMBS_PER_U64] {
    let mut rest = value;
    core::array::from_fn(|_| {
        let limb = rest as Limb;
        rest = rest.checked_shr(LIMB_BITS).unwrap_or(0);
        limb
    })
}

#[allow(clippy::unnecessary_cast)]
fn u64_from_limbs(limbs: impl Iterator<Item = Limb>) -> u64 {
    limbs.enumerate().fold(0, |value, (index, limb)| value | (limb as u64) << (index as u32 * LIMB_BITS))
}

#[cfg(test)]
pub(crate) mod tests;

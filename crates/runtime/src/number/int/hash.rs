//! Hashes of numbers: equal numbers of different types have equal hashes.
//!
//! As in CPython, the hash is the value modulo a Mersenne prime, where a fraction means multiplication with the
//! inverse. Modulo `2**n - 1`, multiplication with a power of two is a rotation of `n` bits.

use super::super::limbs::LIMB_BITS;
use super::Int;
use super::real::decompose;
use crate::value::Float;

/// What `hash()` returns.
pub type Hash = isize;

/// The hash of infinity; that of minus infinity is its negative.
pub const HASH_INFINITY: Hash = 314_159;
const HASH_NAN: Hash = 0;
const IMAGINARY_FACTOR: Hash = 1_000_003;

const BITS: u32 = if Hash::BITS == 64 { 61 } else { 31 };
const MODULUS: u64 = (1 << BITS) - 1;

/// The hash of an integer.
pub fn hash_int(a: Int<'_>) -> Hash {
    let residue = a.limbs.iter().rev().fold(0, |residue, &limb| {
        #[allow(clippy::unnecessary_cast)]
        reduce(rotate(residue, LIMB_BITS) + reduce(limb as u64))
    });
    signed(residue, a.negative)
}

/// The hash of a small integer.
#[inline]
pub fn hash_i64(value: i64) -> Hash {
    signed(reduce(value.unsigned_abs()), value < 0)
}

/// The hash of a float.
pub fn hash_float(value: Float) -> Hash {
    if value.is_nan() {
        return HASH_NAN;
    }
    if value.is_infinite() {
        return if value > 0.0 { HASH_INFINITY } else { -HASH_INFINITY };
    }
    let (mantissa, exponent) = decompose(value);
    signed(rotate(reduce(mantissa), exponent.rem_euclid(BITS as i32) as u32), value < 0.0)
}

/// The hash of a complex number.
pub fn hash_complex(real: Float, imaginary: Float) -> Hash {
    let hash = hash_float(imaginary).wrapping_mul(IMAGINARY_FACTOR).wrapping_add(hash_float(real));
    if hash == -1 { -2 } else { hash }
}

/// -1 means failure to CPython's hash functions, so -2 takes its place.
fn signed(residue: u64, negative: bool) -> Hash {
    let residue = residue as Hash;
    match if negative { -residue } else { residue } {
        -1 => -2,
        hash => hash,
    }
}

/// `value % MODULUS`
fn reduce(value: u64) -> u64 {
    let mut value = value;
    while value > MODULUS {
        value = (value & MODULUS) + (value >> BITS);
    }
    if value == MODULUS { 0 } else { value }
}

/// A residue times `2**count`.
fn rotate(residue: u64, count: u32) -> u64 {
    let count = count % BITS;
    (residue << count & MODULUS) | residue >> (BITS - count)
}

//! Integers as bytes, in either order, with or without a sign.

use super::super::NumberError;
use super::super::limbs::{self, Buffer, LIMB_BYTES, Limb};
use super::{Int, IntBuf};
use heap::OutOfMemory;

/// Fills `out` with the value: `int.to_bytes`.
pub fn to_bytes(a: Int<'_>, out: &mut [u8], little_endian: bool, signed: bool) -> Result<(), NumberError> {
    if a.negative && !signed {
        return Err(NumberError::Overflow("can't convert negative int to unsigned"));
    }
    let needed = if signed { signed_bytes_needed(a) } else { a.bit_length().div_ceil(8) };
    if needed > out.len() as u64 && !(a.is_zero()) {
        return Err(NumberError::Overflow("int too big to convert"));
    }
    let mut carry = a.negative;
    let mask = if a.negative { 0xFF } else { 0 };
    let bytes = a.limbs.iter().flat_map(|limb| limb.to_le_bytes()).chain(core::iter::repeat(0));
    for (out, byte) in out.iter_mut().zip(bytes) {
        (*out, carry) = (byte ^ mask).overflowing_add(carry.into());
    }
    if !little_endian {
        out.reverse();
    }
    Ok(())
}

/// How many bytes the two's complement takes.
pub fn signed_bytes_needed(a: Int<'_>) -> u64 {
    // -(2 ** n) needs a bit less than 2 ** n.
    let bits = a.bit_length();
    let power = a.negative && limbs::trailing_zeros(a.limbs) + 1 == bits;
    (bits + u64::from(!power)).div_ceil(8)
}

/// The value of `bytes`: `int.from_bytes`.
pub fn from_bytes(bytes: &[u8], little_endian: bool, signed: bool) -> Result<IntBuf, OutOfMemory> {
    let highest = if little_endian { bytes.last() } else { bytes.first() };
    let negative = signed && highest.is_some_and(|byte| byte & 0x80 != 0);
    let mut out = Buffer::zeroed(bytes.len().div_ceil(LIMB_BYTES))?;
    let mut carry = negative;
    let mask = if negative { 0xFF } else { 0 };
    for index in 0..bytes.len() {
        let byte = bytes[if little_endian { index } else { bytes.len() - 1 - index }];
        let magnitude;
        (magnitude, carry) = (byte ^ mask).overflowing_add(carry.into());
        out.as_mut_slice()[index / LIMB_BYTES] |= Limb::from(magnitude) << (index % LIMB_BYTES * 8);
    }
    Ok(IntBuf::new(negative, out))
}

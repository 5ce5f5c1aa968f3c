//! Sum, difference, product, and division as Python rounds it: towards minus infinity.

use super::super::NumberError;
use super::super::limbs::{self, Buffer, Limb};
use super::{Int, IntBuf};
use core::cmp::Ordering;
use heap::OutOfMemory;

/// `a + b`
#[inline]
pub fn add(a: Int<'_>, b: Int<'_>) -> Result<IntBuf, NumberError> {
    let mut out = Buffer::zeroed(sum_len(a, b))?;
    let negative = add_into(out.as_mut_slice(), a, b);
    Ok(IntBuf::new(negative, out))
}

/// `a - b`
#[inline]
pub fn sub(a: Int<'_>, b: Int<'_>) -> Result<IntBuf, NumberError> {
    add(a, b.negated())
}

/// The limbs that a sum may need.
#[inline]
pub fn sum_len(a: Int<'_>, b: Int<'_>) -> usize {
    a.limbs.len().max(b.limbs.len()) + 1
}

/// The magnitude of `a + b` to `out`, which has [`sum_len`] limbs, all zero. Returns whether the sum is negative; of
/// zero that means nothing.
#[inline]
pub fn add_into(out: &mut [Limb], a: Int<'_>, b: Int<'_>) -> bool {
    let (large, small) = if limbs::compare(a.limbs, b.limbs) == Ordering::Less { (b, a) } else { (a, b) };
    if let Some((top, low)) = out.split_last_mut() {
        let out = &mut low[..large.limbs.len()];
        if a.negative == b.negative {
            *top = limbs::add(out, large.limbs, small.limbs).into();
        } else {
            limbs::sub(out, large.limbs, small.limbs);
        }
    }
    large.negative
}

/// `a * b`
#[inline]
pub fn mul(a: Int<'_>, b: Int<'_>) -> Result<IntBuf, NumberError> {
    let mut out = Buffer::zeroed(product_len(a, b))?;
    let negative = mul_into(out.as_mut_slice(), a, b)?;
    Ok(IntBuf::new(negative, out))
}

/// The limbs that a product may need.
#[inline]
pub fn product_len(a: Int<'_>, b: Int<'_>) -> usize {
    a.limbs.len() + b.limbs.len()
}

/// The magnitude of `a * b` to `out`, which has [`product_len`] limbs, all zero. Returns whether the product is
/// negative; of zero that means nothing.
#[inline]
pub fn mul_into(out: &mut [Limb], a: Int<'_>, b: Int<'_>) -> Result<bool, OutOfMemory> {
    if core::ptr::eq(a.limbs, b.limbs) {
        limbs::square(out, a.limbs)?;
    } else {
        limbs::mul(out, a.limbs, b.limbs)?;
    }
    Ok(a.negative != b.negative)
}

/// `a // b`
pub fn floor_div(a: Int<'_>, b: Int<'_>) -> Result<IntBuf, NumberError> {
    divide(a, b, "integer division or modulo by zero").map(|(quotient, _)| quotient)
}

/// `a % b`
pub fn modulo(a: Int<'_>, b: Int<'_>) -> Result<IntBuf, NumberError> {
    divide(a, b, "integer modulo by zero").map(|(_, remainder)| remainder)
}

/// `divmod(a, b)`
pub fn div_mod(a: Int<'_>, b: Int<'_>) -> Result<(IntBuf, IntBuf), NumberError> {
    divide(a, b, "integer division or modulo by zero")
}

fn divide(a: Int<'_>, b: Int<'_>, by_zero: &'static str) -> Result<(IntBuf, IntBuf), NumberError> {
    if b.is_zero() {
        return Err(NumberError::ZeroDivision(by_zero));
    }
    let (mut quotient, mut remainder);
    if a.limbs.len() < b.limbs.len() {
        quotient = Buffer::zeroed(1)?;
        remainder = Buffer::zeroed(b.limbs.len())?;
        remainder.as_mut_slice()[..a.limbs.len()].copy_from_slice(a.limbs);
    } else {
        let len = a.limbs.len() - b.limbs.len() + 1;
        quotient = Buffer::zeroed(len + 1)?;
        remainder = Buffer::zeroed(b.limbs.len())?;
        limbs::div_rem(&mut quotient.as_mut_slice()[..len], remainder.as_mut_slice(), a.limbs, b.limbs)?;
    }
    let negative = a.negative != b.negative;
    if negative && !limbs::is_zero(remainder.as_slice()) {
        // Truncated so far. There is a limb to spare for the carry.
        limbs::add_limb_assign(quotient.as_mut_slice(), 1);
        limbs::sub_from_assign(remainder.as_mut_slice(), b.limbs);
    }
    Ok((IntBuf::new(negative, quotient), IntBuf::new(b.negative, remainder)))
}

//! Sum, difference, product, and division as Python rounds it: towards minus infinity.

use super::super::NumberError;
use super::super::limbs::{self, Buffer};
use super::{Int, IntBuf};
use core::cmp::Ordering;

/// `a + b`
#[inline]
pub fn add(a: Int<'_>, b: Int<'_>) -> Result<IntBuf, NumberError> {
    if a.negative == b.negative { add_magnitudes(a, b) } else { subtract_magnitudes(a, b) }
}

/// `a - b`
#[inline]
pub fn sub(a: Int<'_>, b: Int<'_>) -> Result<IntBuf, NumberError> {
    if a.negative == b.negative { subtract_magnitudes(a, b) } else { add_magnitudes(a, b) }
}

/// The sum of the magnitudes with the sign of `a`; if `a` is zero, it may be `b` that has a sign.
fn add_magnitudes(a: Int<'_>, b: Int<'_>) -> Result<IntBuf, NumberError> {
    let (long, short) = if a.limbs.len() >= b.limbs.len() { (a.limbs, b.limbs) } else { (b.limbs, a.limbs) };
    let mut out = Buffer::zeroed(long.len() + 1)?;
    if let Some((top, low)) = out.as_mut_slice().split_last_mut() {
        *top = limbs::add(low, long, short).into();
    }
    Ok(IntBuf::new(a.negative, out))
}

/// The difference of the magnitudes with the sign of `a`, or the other sign if that of `b` is larger.
fn subtract_magnitudes(a: Int<'_>, b: Int<'_>) -> Result<IntBuf, NumberError> {
    let (large, small, swapped) = match limbs::compare(a.limbs, b.limbs) {
        Ordering::Equal => return Ok(IntBuf::zero()),
        Ordering::Greater => (a.limbs, b.limbs, false),
        Ordering::Less => (b.limbs, a.limbs, true),
    };
    let mut out = Buffer::zeroed(large.len())?;
    limbs::sub(out.as_mut_slice(), large, small);
    Ok(IntBuf::new(a.negative != swapped, out))
}

/// `a * b`
#[inline]
pub fn mul(a: Int<'_>, b: Int<'_>) -> Result<IntBuf, NumberError> {
    let mut out = Buffer::zeroed(a.limbs.len() + b.limbs.len())?;
    if core::ptr::eq(a.limbs, b.limbs) {
        limbs::square(out.as_mut_slice(), a.limbs)?;
    } else {
        limbs::mul(out.as_mut_slice(), a.limbs, b.limbs)?;
    }
    Ok(IntBuf::new(a.negative != b.negative, out))
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

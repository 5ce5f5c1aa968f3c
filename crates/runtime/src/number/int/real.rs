//! Between integers and floats, every conversion rounded once, half to even.

use super::super::NumberError;
use super::super::limbs::{self, Buffer, LIMB_BITS};
use super::{Int, IntBuf};
use crate::value::Float;
use crate::value::float::{self, EXACT_INTEGERS, EXPONENT_BIAS, FRACTION_BITS, SMALLEST_EXPONENT};
use core::cmp::Ordering;

const TOO_LARGE: NumberError = NumberError::Overflow("int too large to convert to float");

/// `float(a)`
pub fn to_float(a: Int<'_>) -> Result<Float, NumberError> {
    let bits = a.bit_length();
    let magnitude = if bits <= 64 {
        limbs::low_u64(a.limbs) as Float
    } else {
        let dropped = bits - 64;
        let top = limbs::u64_at(a.limbs, dropped);
        let exponent = i64::try_from(dropped).map_err(|_| TOO_LARGE)?;
        round_to_float(top, limbs::any_low_bit(a.limbs, dropped), exponent).ok_or(TOO_LARGE)?
    };
    Ok(if a.negative { -magnitude } else { magnitude })
}

/// The float nearest to `mantissa * 2**exponent`, to which less than one unit of the mantissa is to be added if
/// `inexact` (the highest bit of the mantissa must be set then). `None` if it is too large.
pub(crate) fn round_to_float(mantissa: u64, inexact: bool, exponent: i64) -> Option<Float> {
    if mantissa == 0 {
        return Some(0.0);
    }
    let shift = mantissa.leading_zeros();
    let mantissa = mantissa << shift;
    let exponent = exponent.saturating_sub(i64::from(shift));
    // The value is in [2**(exponent + 63), 2**(exponent + 64)). Below the normal floats fewer bits are kept.
    if exponent > i64::from(EXPONENT_BIAS) - 63 {
        return None;
    }
    let kept = exponent.saturating_add(64 - i64::from(SMALLEST_EXPONENT)).min(i64::from(Float::MANTISSA_DIGITS));
    if kept < 0 {
        return Some(0.0);
    }
    let dropped = (64 - kept) as u32;
    let rest = mantissa << kept;
    let half = 1u64 << 63;
    let quotient = mantissa.checked_shr(dropped).unwrap_or(0);
    // With nothing kept the whole mantissa is the rest.
    let round_up = match rest.cmp(&half) {
        Ordering::Less => false,
        Ordering::Equal => inexact || quotient & 1 != 0,
        Ordering::Greater => true,
    };
    let rounded = (quotient + u64::from(round_up)) as Float;
    let value = rounded * power_of_two((exponent + i64::from(dropped)) as i32);
    value.is_finite().then_some(value)
}

/// `2**exponent` for the exponents of floats.
fn power_of_two(exponent: i32) -> Float {
    if exponent > -EXPONENT_BIAS {
        Float::from_bits(((exponent + EXPONENT_BIAS) as float::Bits) << FRACTION_BITS)
    } else {
        Float::from_bits(1 << (exponent - SMALLEST_EXPONENT))
    }
}

/// Mantissa and exponent of a finite float: its absolute value is their `mantissa * 2**exponent`.
pub(crate) fn decompose(value: Float) -> (u64, i32) {
    let bits = value.to_bits();
    let fraction = u64::from(bits & ((1 << FRACTION_BITS) - 1));
    // Without the sign.
    match (bits << 1 >> (FRACTION_BITS + 1)) as i32 {
        0 => (fraction, SMALLEST_EXPONENT),
        exponent => (fraction | 1 << FRACTION_BITS, exponent - 1 + SMALLEST_EXPONENT),
    }
}

/// `int(value)`: what is behind the point is cut off.
pub fn from_float(value: Float) -> Result<IntBuf, NumberError> {
    if value.is_nan() {
        return Err(NumberError::Value("cannot convert float NaN to integer"));
    }
    if value.is_infinite() {
        return Err(NumberError::Overflow("cannot convert float infinity to integer"));
    }
    let (mantissa, exponent) = decompose(value);
    if exponent <= 0 {
        return Ok(IntBuf::from_sign_and_u64(value < 0.0, mantissa.checked_shr(exponent.unsigned_abs()).unwrap_or(0)));
    }
    let mantissa = limbs::limbs_of_u64(mantissa);
    let count = u64::from(exponent.unsigned_abs());
    let mut out = Buffer::zeroed(mantissa.len() + (count / u64::from(LIMB_BITS)) as usize + 1)?;
    limbs::shift_left(out.as_mut_slice(), &mantissa, count);
    Ok(IntBuf::new(value < 0.0, out))
}

/// The exact order of an integer and a float; `None` for NaN.
pub fn compare_float(a: Int<'_>, value: Float) -> Option<Ordering> {
    if value.is_nan() {
        return None;
    }
    if value == 0.0 || a.is_zero() || a.negative != (value < 0.0) {
        let sign = if a.is_zero() {
            0.0
        } else if a.negative {
            -1.0
        } else {
            1.0
        };
        return sign.partial_cmp(&value);
    }
    let order = if value.is_infinite() { Ordering::Less } else { compare_magnitude(a, value) };
    Some(if a.negative { order.reverse() } else { order })
}

/// Compares the absolute values; neither is zero, the float is finite.
fn compare_magnitude(a: Int<'_>, value: Float) -> Ordering {
    let (mantissa, exponent) = decompose(value);
    let shift = mantissa.leading_zeros();
    let (mantissa, exponent) = (mantissa << shift, exponent - shift as i32);
    let bits = a.bit_length();
    let by_size = i64::try_from(bits).unwrap_or(i64::MAX).cmp(&(i64::from(exponent) + 64));
    by_size.then_with(|| {
        // Both have the same number of bits before the point now. The float's are all in the mantissa.
        if bits >= 64 {
            let top = limbs::u64_at(a.limbs, bits - 64).cmp(&mantissa);
            let rest = if limbs::any_low_bit(a.limbs, bits - 64) { Ordering::Greater } else { Ordering::Equal };
            top.then(rest)
        } else {
            (limbs::low_u64(a.limbs) << (64 - bits)).cmp(&mantissa)
        }
    })
}

/// `a / b`, correctly rounded
pub fn true_div(a: Int<'_>, b: Int<'_>) -> Result<Float, NumberError> {
    if b.is_zero() {
        return Err(NumberError::ZeroDivision("division by zero"));
    }
    let exact = |int: Int<'_>| int.magnitude_u64().filter(|&magnitude| magnitude <= EXACT_INTEGERS);
    let magnitude = match (exact(a), exact(b)) {
        (Some(a), Some(b)) => a as Float / b as Float,
        _ => divide_magnitudes(a, b)?,
    };
    Ok(if a.negative != b.negative { -magnitude } else { magnitude })
}

fn divide_magnitudes(a: Int<'_>, b: Int<'_>) -> Result<Float, NumberError> {
    const TOO_LARGE: NumberError = NumberError::Overflow("integer division result too large for a float");
    if a.is_zero() {
        return Ok(0.0);
    }
    let (a_bits, b_bits) = (a.bit_length() as i64, b.bit_length() as i64);
    if a_bits - b_bits > i64::from(Float::MAX_EXP) {
        return Err(TOO_LARGE);
    }
    if a_bits - b_bits < i64::from(SMALLEST_EXPONENT) - 6 {
        return Ok(0.0);
    }
    // Scaled so that the quotient has 65 or 66 bits.
    let scale = 65 - (a_bits - b_bits);
    let (mut inexact, numerator, denominator);
    if scale >= 0 {
        inexact = false;
        numerator = super::shift_left(a.absolute(), IntBuf::from_i64(scale).view())?;
        denominator = b.absolute().to_owned()?;
    } else {
        inexact = limbs::any_low_bit(a.limbs, scale.unsigned_abs());
        numerator = super::shift_right(a.absolute(), IntBuf::from_i64(-scale).view())?;
        denominator = b.absolute().to_owned()?;
    }
    let (quotient, remainder) = super::div_mod(numerator.view(), denominator.view())?;
    let quotient = quotient.view().limbs;
    let dropped = limbs::bit_length(quotient) - 64;
    inexact |= !remainder.view().is_zero() || limbs::any_low_bit(quotient, dropped);
    round_to_float(limbs::u64_at(quotient, dropped), inexact, dropped as i64 - scale).ok_or(TOO_LARGE)
}

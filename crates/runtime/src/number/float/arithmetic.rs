//! What is particular to Python in the arithmetic of floats.

use super::super::int::{Int, IntBuf, decompose, from_float, shift_left};
use super::super::sink::{Sink, TextBuffer};
use super::super::{NumberError, math};
use crate::value::Float;

/// `a / b`
#[inline]
pub fn div(a: Float, b: Float) -> Result<Float, NumberError> {
    if b == 0.0 {
        return Err(NumberError::ZeroDivision("float division by zero"));
    }
    Ok(a / b)
}

/// `a // b`
pub fn floor_div(a: Float, b: Float) -> Result<Float, NumberError> {
    if b == 0.0 {
        return Err(NumberError::ZeroDivision("float floor division by zero"));
    }
    Ok(divide(a, b).0)
}

/// `a % b`
pub fn modulo(a: Float, b: Float) -> Result<Float, NumberError> {
    if b == 0.0 {
        return Err(NumberError::ZeroDivision("float modulo"));
    }
    Ok(floor_remainder(a, b).0)
}

/// `divmod(a, b)`
pub fn div_mod(a: Float, b: Float) -> Result<(Float, Float), NumberError> {
    if b == 0.0 {
        return Err(NumberError::ZeroDivision("float divmod()"));
    }
    Ok(divide(a, b))
}

/// The remainder with the sign of `b`, and whether that is one `b` away from the remainder with the sign of `a`.
fn floor_remainder(a: Float, b: Float) -> (Float, bool) {
    let remainder = math::fmod(a, b);
    if remainder == 0.0 {
        (Float::copysign(0.0, b), false)
    } else if (b < 0.0) != (remainder < 0.0) {
        (remainder + b, true)
    } else {
        (remainder, false)
    }
}

fn divide(a: Float, b: Float) -> (Float, Float) {
    let truncated = math::fmod(a, b);
    let (remainder, adjusted) = floor_remainder(a, b);
    let quotient = (a - truncated) / b - if adjusted { 1.0 } else { 0.0 };
    if quotient == 0.0 {
        return (Float::copysign(0.0, a / b), remainder);
    }
    // The quotient is whole but for the rounding of the division.
    let floor = math::floor(quotient);
    (if quotient - floor > 0.5 { floor + 1.0 } else { floor }, remainder)
}

/// The result of `a ** b`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Power {
    /// A float.
    Real(Float),
    /// A negative number to a fractional power: to be computed as complex numbers.
    Complex,
}

/// `a ** b`
pub fn pow(a: Float, b: Float) -> Result<Power, NumberError> {
    if a == 0.0 && b < 0.0 && b.is_finite() {
        return Err(NumberError::ZeroDivision("0.0 cannot be raised to a negative power"));
    }
    if a < 0.0 && a.is_finite() && b.is_finite() && math::floor(b) != b {
        return Ok(Power::Complex);
    }
    // The square root is exactly rounded, a power is not.
    let result = if b == 0.5 && a > 0.0 { math::sqrt(a) } else { math::pow(a, b) };
    if result.is_infinite() && a.is_finite() && b.is_finite() {
        return Err(NumberError::Overflow("(34, 'Numerical result out of range')"));
    }
    Ok(Power::Real(result))
}

/// No float is changed by rounding to more digits than this.
const MOST_DIGITS: i64 = (Float::MANTISSA_DIGITS as i64 - Float::MIN_EXP as i64) * 30103 / 100_000;

/// Every float becomes zero by rounding to fewer digits than this.
const LEAST_DIGITS: i64 = -(Float::MAX_EXP as i64 + 1) * 30103 / 100_000 - 1;

/// `round(value, digits)`: the float nearest to the decimal number nearest to `value`, half to even.
pub fn round(value: Float, digits: Int<'_>) -> Result<Float, NumberError> {
    if !value.is_finite() {
        return Ok(value);
    }
    match digits.to_i64() {
        Some(digits @ LEAST_DIGITS..=MOST_DIGITS) => round_places(value, digits as i32),
        _ if digits.is_negative() => Ok(0.0 * value),
        _ => Ok(value),
    }
}

/// Rounds to so many places behind the point, or before it if negative.
fn round_places(value: Float, places: i32) -> Result<Float, NumberError> {
    let rounded = decimal::digits(value, decimal::Count::Places(places));
    let digits = rounded.as_bytes();
    let mut text = TextBuffer::new();
    text.write(if digits.is_empty() { b"0" } else { digits })?;
    text.write_fmt(format_args!("e{}", rounded.exponent + 1 - digits.len() as i32))?;
    let magnitude: Float = decimal::parse(text.as_bytes()).unwrap_or(Float::NAN);
    if magnitude.is_infinite() {
        return Err(NumberError::Overflow("rounded value too large to represent"));
    }
    Ok(magnitude.copysign(value))
}

/// `value.as_integer_ratio()`
pub fn as_integer_ratio(value: Float) -> Result<(IntBuf, IntBuf), NumberError> {
    if value.is_nan() {
        return Err(NumberError::Value("cannot convert NaN to integer ratio"));
    }
    if value.is_infinite() {
        return Err(NumberError::Overflow("cannot convert Infinity to integer ratio"));
    }
    let (mantissa, exponent) = decompose(value);
    let twos = mantissa.trailing_zeros().min(63) as i32;
    if mantissa == 0 || exponent + twos >= 0 {
        return Ok((from_float(value)?, IntBuf::from_i64(1)));
    }
    let count = IntBuf::from_i64(i64::from(-(exponent + twos)));
    let numerator = IntBuf::from_sign_and_u64(value < 0.0, mantissa >> twos);
    Ok((numerator, shift_left(IntBuf::from_i64(1).view(), count.view())?))
}

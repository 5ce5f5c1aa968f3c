//! Floats of 16 bits.

use runtime::value::Float;
use runtime::value::float::{self, Bits, EXPONENT_BIAS};

const FRACTION_BITS: i32 = 10;
/// The exponent of the smallest normal number.
const MINIMUM: i32 = -14;

/// A power of two that is a normal float.
fn power_of_two(exponent: i32) -> Float {
    Float::from_bits(((exponent + EXPONENT_BIAS) as Bits) << float::FRACTION_BITS)
}

/// The bits of the nearest float of 16 bits, half to even; `None` if the number is too large.
pub fn from_float(number: Float) -> Option<u16> {
    let sign = if number.is_sign_negative() { 0x8000 } else { 0 };
    if number.is_nan() {
        return Some(sign | 0x7e00);
    }
    if number.is_infinite() {
        return Some(sign | 0x7c00);
    }
    let magnitude = number.abs();
    let exponent = ((magnitude.to_bits() >> float::FRACTION_BITS) as i32 - EXPONENT_BIAS).max(MINIMUM);
    if exponent > 15 {
        return None;
    }
    // In units of the last place; what a whole number of them lacks decides the rounding.
    let units = magnitude / power_of_two(exponent - FRACTION_BITS);
    let whole = units as u32;
    let rest = units - whole as Float;
    let rounded = whole + u32::from(rest > 0.5 || (rest == 0.5 && whole & 1 == 1));
    // A number below the smallest normal one has no leading bit; a carry moves into the exponent by itself.
    let biased = (exponent - MINIMUM) as u32;
    let bits = (biased << FRACTION_BITS) + rounded;
    if bits >= 0x7c00 { None } else { Some(sign | bits as u16) }
}

/// The number of some bits.
pub fn to_float(bits: u16) -> Float {
    let exponent = i32::from(bits >> FRACTION_BITS & 0x1f);
    let fraction = Float::from(bits & 0x3ff);
    let magnitude = match exponent {
        0x1f if fraction == 0.0 => Float::INFINITY,
        0x1f => Float::NAN,
        0 => fraction * power_of_two(MINIMUM - FRACTION_BITS),
        _ => (fraction + 1024.0) * power_of_two(exponent - 15 - FRACTION_BITS),
    };
    if bits & 0x8000 != 0 { -magnitude } else { magnitude }
}

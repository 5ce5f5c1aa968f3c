//! Floats of 16 bits.

const FRACTION_BITS: i32 = 10;
/// The exponent of the smallest normal number.
const MINIMUM: i32 = -14;

/// A power of two that is a normal float.
fn power_of_two(exponent: i32) -> f64 {
    f64::from_bits(((exponent + 1023) as u64) << 52)
}

/// The bits of the nearest float of 16 bits, half to even; `None` if the number is too large.
pub fn from_f64(number: f64) -> Option<u16> {
    let sign = if number.is_sign_negative() { 0x8000 } else { 0 };
    if number.is_nan() {
        return Some(sign | 0x7e00);
    }
    if number.is_infinite() {
        return Some(sign | 0x7c00);
    }
    let magnitude = number.abs();
    let exponent = ((magnitude.to_bits() >> 52) as i32 - 1023).max(MINIMUM);
    if exponent > 15 {
        return None;
    }
    // In units of the last place; what a whole number of them lacks decides the rounding.
    let units = magnitude / power_of_two(exponent - FRACTION_BITS);
    let whole = units as u32;
    let rest = units - f64::from(whole);
    let rounded = whole + u32::from(rest > 0.5 || (rest == 0.5 && whole & 1 == 1));
    // A number below the smallest normal one has no leading bit; a carry moves into the exponent by itself.
    let biased = (exponent - MINIMUM) as u32;
    let bits = (biased << FRACTION_BITS) + rounded;
    if bits >= 0x7c00 { None } else { Some(sign | bits as u16) }
}

/// The number of some bits.
pub fn to_f64(bits: u16) -> f64 {
    let exponent = i32::from(bits >> FRACTION_BITS & 0x1f);
    let fraction = f64::from(bits & 0x3ff);
    let magnitude = match exponent {
        0x1f if fraction == 0.0 => f64::INFINITY,
        0x1f => f64::NAN,
        0 => fraction * power_of_two(MINIMUM - FRACTION_BITS),
        _ => (fraction + 1024.0) * power_of_two(exponent - 15 - FRACTION_BITS),
    };
    if bits & 0x8000 != 0 { -magnitude } else { magnitude }
}

//! Floats in hexadecimal: `float.hex` and `float.fromhex`.

use super::super::NumberError;
use super::super::int::{decompose, round_to_float};
use super::super::sink::{Sink, TextBuffer};
use super::read::{parse_float, strip};
use crate::value::Float;
use crate::value::float::FRACTION_BITS;
use heap::OutOfMemory;

/// The hexadecimal digits behind the point.
const FRACTION_DIGITS: usize = FRACTION_BITS.div_ceil(4) as usize;

/// Writes `value.hex()`.
pub fn write_hex(sink: &mut dyn Sink, value: Float) -> Result<(), OutOfMemory> {
    if !value.is_finite() {
        return super::write_repr(sink, value);
    }
    let mut text = TextBuffer::new();
    let sign = if value.is_sign_negative() { "-" } else { "" };
    if value == 0.0 {
        text.write_fmt(format_args!("{sign}0x0.0p+0"))?;
    } else {
        let (mantissa, exponent) = decompose(value);
        let (whole, fraction) = (mantissa >> FRACTION_BITS, mantissa & ((1 << FRACTION_BITS) - 1));
        let (digits, fraction) = (FRACTION_DIGITS, fraction << (4 * FRACTION_DIGITS as u32 - FRACTION_BITS));
        text.write_fmt(format_args!("{sign}0x{whole}.{fraction:0digits$x}p{:+}", exponent + FRACTION_BITS as i32))?;
    }
    sink.write(text.as_bytes())
}

const INVALID: NumberError = NumberError::Value("invalid hexadecimal floating-point string");
const TOO_LARGE: NumberError = NumberError::Overflow("hexadecimal value too large to represent as a float");

/// Reads a text as `float.fromhex` does.
pub fn from_hex(text: &[u8]) -> Result<Float, NumberError> {
    let text = strip(text);
    let (negative, rest) = match text.split_first() {
        Some((b'-', rest)) => (true, rest),
        Some((b'+', rest)) => (false, rest),
        _ => (false, text),
    };
    if let Some(b'i' | b'I' | b'n' | b'N') = rest.first() {
        return parse_float(text)?.ok_or(INVALID);
    }
    let rest = match rest {
        [b'0', b'x' | b'X', rest @ ..] => rest,
        _ => rest,
    };
    let magnitude = read_magnitude(rest)?;
    Ok(if negative { -magnitude } else { magnitude })
}

fn read_magnitude(text: &[u8]) -> Result<Float, NumberError> {
    let mut mantissa = Mantissa::default();
    let whole = mantissa.read(text);
    let mut len = whole;
    let mut fraction = 0;
    if text.get(len) == Some(&b'.') {
        fraction = mantissa.read(&text[len + 1..]);
        len += 1 + fraction;
    }
    if whole + fraction == 0 {
        return Err(INVALID);
    }
    let exponent = match text.get(len) {
        None => 0,
        Some(b'p' | b'P') => read_exponent(&text[len + 1..]).ok_or(INVALID)?,
        Some(_) => return Err(INVALID),
    };
    let places = i64::try_from(fraction).unwrap_or(i64::MAX / 8) * 4;
    let exponent = exponent.saturating_add(mantissa.dropped).saturating_sub(places);
    round_to_float(mantissa.bits, mantissa.inexact, exponent).ok_or(TOO_LARGE)
}

/// The first 61 to 64 bits of a number that may have more.
#[derive(Default)]
struct Mantissa {
    bits: u64,
    /// Bits left out.
    dropped: i64,
    /// Whether any of them is set.
    inexact: bool,
}

impl Mantissa {
    /// Takes the digits at the beginning of `text`; returns how many there are.
    fn read(&mut self, text: &[u8]) -> usize {
        let digits = text.iter().map_while(|&byte| char::from(byte).to_digit(16));
        digits.map(|digit| self.push(digit)).count()
    }

    fn push(&mut self, digit: u32) {
        if self.bits >> 60 == 0 {
            self.bits = self.bits << 4 | u64::from(digit);
        } else {
            self.dropped += 4;
            self.inexact |= digit != 0;
        }
    }
}

/// A decimal exponent with an optional sign; very large ones saturate.
fn read_exponent(text: &[u8]) -> Option<i64> {
    let (negative, digits) = match text.split_first()? {
        (b'-', rest) => (true, rest),
        (b'+', rest) => (false, rest),
        _ => (false, text),
    };
    if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let magnitude = digits
        .iter()
        .fold(0i64, |value, digit| value.saturating_mul(10).saturating_add(i64::from(digit - b'0')).min(i64::MAX / 4));
    Some(if negative { -magnitude } else { magnitude })
}

//! The decimal digits of a float.

use super::super::sink::{Sink, TextBuffer, write_repeated};
use super::super::text::find_byte;
use crate::value::Float;
use decimal::Count;
use heap::OutOfMemory;

/// More digits than any float has behind the point.
pub(super) const ALL_PLACES: usize = 1100;

/// Whether digits behind those that tell a float from its neighbours are zeros. So it is with 32 bits, as in MicroPython:
/// what is exact there, 9999999980506447872 for 1e19, says nothing to anybody. With 64 bits it is as in CPython.
pub(super) const ZEROS_BEHIND_SHORTEST: bool = Float::MANTISSA_DIGITS < f64::MANTISSA_DIGITS;

/// A number `d.ddd * 10**exponent`: ASCII digits, the first of which is zero only for zero.
pub(super) struct Decimal {
    pub digits: TextBuffer,
    pub exponent: i32,
}

impl Decimal {
    /// The fewest digits that read back as the same float. `value` is finite and not negative.
    pub(super) fn shortest(value: Float) -> Result<Self, OutOfMemory> {
        let mut buffer = zmij::Buffer::new();
        Self::of_text(buffer.format_finite(value).as_bytes())
    }

    /// `count` digits, correctly rounded. `value` is finite and not negative, `count` is not zero.
    pub(super) fn exact(value: Float, count: usize) -> Result<Self, OutOfMemory> {
        if ZEROS_BEHIND_SHORTEST {
            let shortest = Self::shortest(value)?;
            let known = shortest.significant();
            if known.len() <= count {
                let mut digits = TextBuffer::new();
                digits.write(known)?;
                write_repeated(&mut digits, b"0", count - known.len())?;
                return Ok(Self { digits, exponent: shortest.exponent });
            }
        }
        let found = decimal::digits(value, Count::Digits(count));
        let mut digits = TextBuffer::new();
        digits.write(found.as_bytes())?;
        write_repeated(&mut digits, b"0", count - found.as_bytes().len())?;
        Ok(Self { digits, exponent: found.exponent })
    }

    /// Reads digits with a point and an exponent, both optional.
    fn of_text(text: &[u8]) -> Result<Self, OutOfMemory> {
        let mantissa_len = find_byte(text, b'e').unwrap_or(text.len());
        let (mantissa, exponent) = text.split_at(mantissa_len);
        let point = find_byte(mantissa, b'.').unwrap_or(mantissa.len());
        let (whole, fraction) = mantissa.split_at(point);
        let fraction = fraction.get(1..).unwrap_or(&[]);
        let leading_zeros = |part: &[u8]| part.iter().take_while(|&&digit| digit == b'0').count();
        let mut exponent = read_exponent(exponent) + whole.len() as i32 - 1;
        let mut digits = TextBuffer::new();
        // "0.00123" begins with its 1, but "0.000" is zero and keeps its digits.
        if leading_zeros(whole) == whole.len() && leading_zeros(fraction) < fraction.len() {
            let zeros = leading_zeros(fraction);
            exponent -= zeros as i32 + whole.len() as i32;
            digits.write(&fraction[zeros..])?;
        } else {
            digits.write(whole)?;
            digits.write(fraction)?;
        }
        Ok(Self { digits, exponent })
    }

    /// The digits without zeros at the end, but at least one.
    pub(super) fn significant(&self) -> &[u8] {
        let digits = self.digits.as_bytes();
        let len = digits.iter().rposition(|&digit| digit != b'0').map_or(1, |index| index + 1);
        &digits[..len.min(digits.len())]
    }
}

/// The number in "e-12"; 0 for no text.
fn read_exponent(text: &[u8]) -> i32 {
    let magnitude = text.iter().filter(|byte| byte.is_ascii_digit());
    let magnitude = magnitude.fold(0, |value: i32, digit| value * 10 + i32::from(digit - b'0'));
    if text.contains(&b'-') { -magnitude } else { magnitude }
}

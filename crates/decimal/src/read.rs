//! Text to float.

use crate::Binary;
use crate::fixed::{CHUNK, Fixed};

/// The float nearest to `text`: an optional sign, digits with an optional point, an optional exponent. `None` if it is
/// anything else.
#[cfg(feature = "fast")]
pub fn parse<F: Binary>(text: &[u8]) -> Option<F> {
    let first = text.iter().find(|byte| !matches!(byte, b'+' | b'-'))?;
    if !first.is_ascii_digit() && *first != b'.' {
        // `core` also reads names.
        return None;
    }
    core::str::from_utf8(text).ok()?.parse().ok()
}

/// The float nearest to `text`: an optional sign, digits with an optional point, an optional exponent. `None` if it is
/// anything else.
#[cfg(not(feature = "fast"))]
pub fn parse<F: Binary>(text: &[u8]) -> Option<F> {
    parse_exact(text)
}

/// [`parse`] by this crate's own algorithm, whatever the features.
pub fn parse_exact<F: Binary>(text: &[u8]) -> Option<F> {
    let (negative, unsigned) = match text {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        _ => (false, text),
    };
    let bits = round(&Number::split(unsigned)?, F::SIGNIFICAND, F::EXPONENT);
    Some(F::from_word(bits | u64::from(negative) << (F::SIGNIFICAND + F::EXPONENT - 1)))
}

/// Digits and where the point is among them.
struct Number<'t> {
    /// Digits, perhaps with a point.
    text: &'t [u8],
    /// Where the point is, or would be.
    point: usize,
    /// What the number is to be multiplied with, as a power of ten.
    exponent: i32,
}

/// Larger than any exponent that matters, for any text that fits in memory.
const LARGEST_EXPONENT: i32 = 1 << 30;

impl<'t> Number<'t> {
    fn split(unsigned: &'t [u8]) -> Option<Self> {
        let is_letter = |byte: &u8| matches!(byte, b'e' | b'E');
        let len = unsigned.iter().position(is_letter).unwrap_or(unsigned.len());
        let (text, rest) = unsigned.split_at(len);
        let exponent = match rest {
            [] => 0,
            [_, b'-', digits @ ..] => -exponent_of(digits)?,
            [_, b'+', digits @ ..] | [_, digits @ ..] => exponent_of(digits)?,
        };
        let point = text.iter().position(|&byte| byte == b'.').unwrap_or(text.len());
        let mut others = text.iter().enumerate().filter(|&(index, _)| index != point);
        let valid = text.len() > usize::from(point < text.len()) && others.all(|(_, byte)| byte.is_ascii_digit());
        valid.then_some(Self { text, point, exponent })
    }

    /// The value of the byte at `index` is to be multiplied with this power of ten.
    fn power_at(&self, index: usize) -> i32 {
        let behind = i32::from(index > self.point);
        (self.point as i32).wrapping_sub(index as i32) - 1 + behind + self.exponent
    }

    /// The digit of a power of ten.
    fn digit(&self, power: i32) -> u32 {
        // The index if the point comes later; behind the point it is one more.
        let index = self.point as i32 - 1 - (power - self.exponent);
        let index = if index >= self.point as i32 { index + 1 } else { index };
        let byte = usize::try_from(index).ok().and_then(|index| self.text.get(index));
        byte.map_or(0, |byte| u32::from(byte - b'0'))
    }

    /// Nine digits, the last of which is that of the power.
    fn chunk(&self, last: i32) -> u32 {
        (0..CHUNK as i32).rev().fold(0, |value, place| value * 10 + self.digit(last + place))
    }
}

fn exponent_of(digits: &[u8]) -> Option<i32> {
    if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let append = |value: i32, digit: &u8| value.saturating_mul(10).saturating_add(i32::from(digit - b'0'));
    Some(digits.iter().fold(0, append).min(LARGEST_EXPONENT))
}

/// The bits of the nearest float, half to even.
fn round(number: &Number<'_>, significand_bits: u32, exponent_bits: u32) -> u64 {
    let bias = (1 << (exponent_bits - 1)) - 1;
    let infinity = ((1 << exponent_bits) - 1) << (significand_bits - 1);
    let Some(first) = number.text.iter().position(|byte| matches!(byte, b'1'..=b'9')) else { return 0 };
    let first = number.power_at(first);
    if first > 310 {
        return infinity;
    }
    if first < -400 {
        return 0;
    }
    // 64 bits from the first digit on are kept, and whether there is more.
    let zeros = (-first).max(0) as usize;
    let mut fixed = Fixed::new(3 + zeros * 27 / 256);
    let mut lost = false;
    let last = number.power_at(number.text.len() - 1);
    let chunk = CHUNK as i32;
    if last < 0 {
        // From the last chunk to the one just behind the point.
        let mut power = last.div_euclid(chunk) * chunk;
        while power < 0 {
            lost |= fixed.push_fraction(number.chunk(power));
            power += chunk;
        }
    }
    if first >= 0 {
        let mut power = first / chunk * chunk;
        while power >= 0 {
            fixed.push_whole(number.chunk(power));
            power -= chunk;
        }
    }
    let Some((top, exponent, more)) = fixed.top() else { return 0 };
    lost |= more;
    // Subnormal numbers have fewer bits.
    let missing = (1 - bias - exponent).clamp(0, 64);
    let dropped = 64 - significand_bits as i32 + missing;
    let biased = (exponent + bias).max(1) as u64;
    let wide = u128::from(top);
    let kept = (wide >> dropped) as u64;
    let half = 1u128 << (dropped - 1);
    let rest = wide & (2 * half - 1);
    let up = rest > half || (rest == half && (lost || kept & 1 == 1));
    // The hidden bit is added to the exponent; a carry goes there, too.
    let bits = ((biased - 1) << (significand_bits - 1)) + kept + u64::from(up);
    bits.min(infinity)
}

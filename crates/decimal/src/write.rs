//! Float to digits.

use crate::Binary;
use crate::fixed::{CHUNK, Fixed};

/// As many digits as [`digits`] makes at most; no float has more than 767 from the first to the last that is not zero.
pub const MOST_DIGITS: usize = 800;

/// Decimal digits `d.ddd * 10**exponent`, in ASCII; the first is zero only for zero.
pub struct Digits {
    bytes: [u8; MOST_DIGITS + 2 * CHUNK as usize],
    len: usize,
    /// The power of ten that the first digit is multiplied with.
    pub exponent: i32,
}

impl Digits {
    /// The digits.
    pub fn as_bytes(&self) -> &[u8] {
        self.bytes.get(..self.len).unwrap_or_default()
    }

    fn push_chunk(&mut self, mut chunk: u32) {
        let Some(place) = self.bytes.get_mut(self.len..self.len + CHUNK as usize) else { return };
        for digit in place.iter_mut().rev() {
            *digit = b'0' + (chunk % 10) as u8;
            chunk /= 10;
        }
        self.len += CHUNK as usize;
    }

    fn drop_front(&mut self, count: usize) {
        self.bytes.copy_within(count..self.len, 0);
        self.len -= count;
    }

    /// Keeps `count` digits, rounded half to even; `more` says whether digits other than zero come behind all these.
    fn round(&mut self, count: usize, more: bool) {
        let Some(&next) = self.as_bytes().get(count) else {
            let len = self.len;
            self.bytes[len..count].fill(b'0');
            self.len = count;
            return;
        };
        let rest = more || self.as_bytes()[count + 1..].iter().any(|&digit| digit != b'0');
        let odd = count > 0 && self.bytes[count - 1] & 1 == 1;
        let up = next > b'5' || (next == b'5' && (rest || odd));
        self.len = count;
        if !up {
            return;
        }
        for digit in self.bytes[..count].iter_mut().rev() {
            if *digit != b'9' {
                *digit += 1;
                return;
            }
            *digit = b'0';
        }
        // All were nines, or there were none: the number has become a power of ten.
        self.exponent += 1;
        self.bytes[0] = b'1';
        self.len = count.max(1);
    }
}

/// How many digits are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Count {
    /// So many, at least one.
    Digits(usize),
    /// As many as there are up to so many behind the point, or up to a place before it if negative. There are none if
    /// the number is rounded to zero; after rounding to a power of ten zeros at the end can be missing.
    Places(i32),
}

impl Count {
    /// The number of digits where the first has this exponent; negative if even the digit before is too far behind.
    fn from(self, exponent: i32) -> i32 {
        const MOST: usize = 1 << 20;
        match self {
            Self::Digits(count) => count.min(MOST) as i32,
            Self::Places(places) => exponent + 1 + places.clamp(-(MOST as i32), MOST as i32),
        }
    }
}

/// The digits of a float that is finite, without its sign, correctly rounded; at most [`MOST_DIGITS`] are made, which
/// is all that are not zero.
pub fn digits<F: Binary>(value: F, count: Count) -> Digits {
    let bits = value.to_word();
    let fraction = bits & ((1 << (F::SIGNIFICAND - 1)) - 1);
    let exponent = (bits >> (F::SIGNIFICAND - 1)) as u32 & ((1 << F::EXPONENT) - 1);
    let hidden = u64::from(exponent != 0) << (F::SIGNIFICAND - 1);
    let bias = (1 << (F::EXPONENT - 1)) - 1;
    let power = exponent.max(1) as i32 - bias - (F::SIGNIFICAND as i32 - 1);
    digits_of(fraction | hidden, power, count)
}

/// Digits of `significand * 2**power`.
fn digits_of(significand: u64, power: i32, count: Count) -> Digits {
    let most = MOST_DIGITS as i32;
    let mut digits = Digits { bytes: [0; MOST_DIGITS + 2 * CHUNK as usize], len: 0, exponent: 0 };
    if significand == 0 {
        digits.len = count.from(0).clamp(1, most) as usize;
        digits.bytes[..digits.len].fill(b'0');
        return digits;
    }
    let mut fixed = Fixed::of(significand, power);
    let mut chunks = [0; 36];
    let mut whole = 0;
    while !fixed.is_fraction() {
        chunks[whole] = fixed.pop_whole();
        whole += 1;
    }
    for &chunk in chunks[..whole].iter().rev() {
        digits.push_chunk(chunk);
    }
    digits.exponent = (whole * CHUNK as usize) as i32 - 1;
    // A chunk more than is wanted is enough, with whether there is more: zeros may be in front.
    while (digits.len as i32) <= count.from(digits.exponent).min(most) + CHUNK as i32 && !fixed.is_whole() {
        let chunk = fixed.pop_fraction();
        if digits.len == 0 && chunk == 0 {
            digits.exponent -= CHUNK as i32;
        } else {
            digits.push_chunk(chunk);
        }
    }
    let zeros = digits.as_bytes().iter().take_while(|&&digit| digit == b'0').count();
    digits.drop_front(zeros);
    digits.exponent -= zeros as i32;
    match usize::try_from(count.from(digits.exponent).min(most)) {
        Ok(count) => digits.round(count, !fixed.is_whole()),
        Err(_) => digits.len = 0,
    }
    digits
}

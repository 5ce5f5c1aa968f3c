//! A binary number with a fixed point.

/// Decimal digits that are handled at once.
pub(crate) const CHUNK: u32 = 9;
/// Ten to the power of [`CHUNK`].
pub(crate) const CHUNK_BASE: u32 = 1_000_000_000;

/// Words before the point: 2^1024 and room for one more chunk.
const WHOLE: usize = 34;
/// Words behind the point: 2^-1074, and 64 bits more for what is read.
const FRACTION: usize = 36;

/// A number that is not negative; the lowest word first.
pub(crate) struct Fixed {
    words: [u32; FRACTION + WHOLE],
    /// The lowest word behind the point that is used.
    low: usize,
    /// The words before the point that are used.
    high: usize,
}

impl Fixed {
    /// Zero, with `places` words behind the point, as far as there are so many.
    pub(crate) fn new(places: usize) -> Self {
        Self { words: [0; FRACTION + WHOLE], low: FRACTION - places.min(FRACTION), high: FRACTION }
    }

    /// `significand * 2**exponent`, which must fit: a float does.
    pub(crate) fn of(significand: u64, exponent: i32) -> Self {
        let mut fixed = Self::new(FRACTION);
        let bit = (exponent + 32 * FRACTION as i32).max(0) as u32;
        let word = (bit / 32) as usize;
        let wide = u128::from(significand) << (bit % 32);
        for part in 0..3 {
            if let Some(place) = fixed.words.get_mut(word + part) {
                *place = (wide >> (32 * part)) as u32;
            }
        }
        fixed.high = (word + 3).clamp(FRACTION, FRACTION + WHOLE);
        fixed.low = word.min(FRACTION);
        fixed
    }

    /// The whole part = itself * 10^9 + `chunk`.
    pub(crate) fn push_whole(&mut self, chunk: u32) {
        let mut carry = multiply(&mut self.words[FRACTION..self.high], CHUNK_BASE, chunk);
        while carry != 0 && self.high < FRACTION + WHOLE {
            self.words[self.high] = carry;
            self.high += 1;
            carry = 0;
        }
    }

    /// Divides the whole part by 10^9; the result is the rest.
    pub(crate) fn pop_whole(&mut self) -> u32 {
        let rest = divide(&mut self.words[FRACTION..self.high], 0);
        while self.high > FRACTION && self.words[self.high - 1] == 0 {
            self.high -= 1;
        }
        rest
    }

    /// The fraction = (`chunk` + itself) / 10^9, rounded down; whether something was lost.
    pub(crate) fn push_fraction(&mut self, chunk: u32) -> bool {
        divide(&mut self.words[self.low..FRACTION], chunk) != 0
    }

    /// The fraction = itself * 10^9; the result is what comes before the point.
    pub(crate) fn pop_fraction(&mut self) -> u32 {
        while self.low < FRACTION && self.words[self.low] == 0 {
            self.low += 1;
        }
        multiply(&mut self.words[self.low..FRACTION], CHUNK_BASE, 0)
    }

    /// Whether nothing is before the point.
    pub(crate) fn is_fraction(&self) -> bool {
        self.words[FRACTION..self.high].iter().all(|&word| word == 0)
    }

    /// Whether nothing is behind the point.
    pub(crate) fn is_whole(&self) -> bool {
        self.words[self.low..FRACTION].iter().all(|&word| word == 0)
    }

    /// The 64 bits from the highest that is set on, the exponent of that bit, and whether there are more bits below.
    /// `None` for zero.
    pub(crate) fn top(&self) -> Option<(u64, i32, bool)> {
        let index = self.words[..self.high].iter().rposition(|&word| word != 0)?;
        let word = |below: usize| index.checked_sub(below).map_or(0, |index| self.words[index]);
        let shift = word(0).leading_zeros();
        let wide = u128::from(word(0)) << 64 | u128::from(word(1)) << 32 | u128::from(word(2));
        let aligned = wide << (32 + shift);
        let lost = aligned as u64 != 0 || self.words[..index.saturating_sub(2)].iter().any(|&word| word != 0);
        let exponent = 32 * (index as i32 - FRACTION as i32) + 31 - shift as i32;
        Some(((aligned >> 64) as u64, exponent, lost))
    }
}

/// `words * factor + carry`; the result is what does not fit.
fn multiply(words: &mut [u32], factor: u32, mut carry: u32) -> u32 {
    for word in words {
        let product = u64::from(*word) * u64::from(factor) + u64::from(carry);
        *word = product as u32;
        carry = (product >> 32) as u32;
    }
    carry
}

/// Divides `words`, with `above` before them, by 10^9; the rest.
fn divide(words: &mut [u32], above: u32) -> u32 {
    let mut rest = above;
    for word in words.iter_mut().rev() {
        let part = u64::from(rest) << 32 | u64::from(*word);
        *word = (part / u64::from(CHUNK_BASE)) as u32;
        rest = (part % u64::from(CHUNK_BASE)) as u32;
    }
    rest
}

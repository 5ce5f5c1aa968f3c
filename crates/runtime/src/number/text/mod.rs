//! Text as `str` stores it: WTF-8, which is UTF-8 that may also hold surrogates.
//!
//! | file | what |
//! |---|---|
//! | `mod.rs` | code points and their offsets |
//! | `utf8.rs` | is it UTF-8, and if not, why and where |
//! | `properties.rs` | what kind of character it is: `str.isalpha` and its like |
//! | `case.rs`, `mapping.rs` | `str.upper` and its like, of texts and of single characters |
//! | `ascii.rs` | what stands for `properties.rs` and `mapping.rs` without the feature `unicode` |
//! | `search.rs` | finding one text in another |

#[cfg(any(test, not(feature = "unicode")))]
pub mod ascii;
mod case;
#[cfg(feature = "unicode")]
mod mapping;
#[cfg(feature = "unicode")]
pub mod properties;
mod search;
mod utf8;

#[cfg(not(feature = "unicode"))]
pub use self::ascii as properties;
#[cfg(not(feature = "unicode"))]
use self::ascii as mapping;

pub use case::{
    Mapped, append_capitalized, append_casefolded, append_lowered, append_swapped, append_titled, append_uppered,
};
pub use mapping::{casefold, lower, title, upper};
pub use properties::{
    decimal_value, digit_value, is_alpha, is_alphanumeric, is_decimal, is_digit, is_identifier_continue,
    is_identifier_start, is_lower, is_numeric, is_printable, is_space, is_title, is_upper,
};
pub use search::{count_matches, find, find_byte, find_either, for_each_match, matches, rfind, rfind_byte};
pub use utf8::{Utf8Error, first_surrogate, validate_utf8};

/// One code point as WTF-8.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Encoded {
    bytes: [u8; 4],
    len: u8,
}

impl Encoded {
    /// The bytes.
    #[inline]
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes[..usize::from(self.len)]
    }
}

/// Encodes a code point, which is below 0x110000 and may be a surrogate.
#[inline]
pub fn encode(code_point: u32) -> Encoded {
    let continuation = |shift: u32| 0x80 | (code_point >> shift & 0x3F) as u8;
    let (bytes, len) = match code_point {
        0..0x80 => ([code_point as u8, 0, 0, 0], 1),
        0x80..0x800 => ([0xC0 | (code_point >> 6) as u8, continuation(0), 0, 0], 2),
        0x800..0x1_0000 => ([0xE0 | (code_point >> 12) as u8, continuation(6), continuation(0), 0], 3),
        _ => ([0xF0 | (code_point >> 18 & 7) as u8, continuation(12), continuation(6), continuation(0)], 4),
    };
    Encoded { bytes, len }
}

/// How many bytes the code point takes that begins with `lead`.
#[inline]
pub fn sequence_len(lead: u8) -> usize {
    match lead {
        0..0xC0 => 1,
        0xC0..0xE0 => 2,
        0xE0..0xF0 => 3,
        _ => 4,
    }
}

/// Whether a code point begins with this byte.
#[inline]
pub fn is_boundary(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

/// The code point at the beginning of `text` and its length in bytes; `None` at the end of the text.
#[inline]
pub fn decode(text: &[u8]) -> Option<(u32, usize)> {
    let lead = *text.first()?;
    if lead < 0x80 {
        return Some((u32::from(lead), 1));
    }
    let len = sequence_len(lead).min(text.len());
    let bits = u32::from(lead) & (0xFF >> (len + 1));
    let code_point = text[1..len].iter().fold(bits, |value, byte| value << 6 | u32::from(byte & 0x3F));
    Some((code_point, len))
}

/// The code point at the end of `text` and its length in bytes; `None` if the text is empty.
#[inline]
pub fn decode_last(text: &[u8]) -> Option<(u32, usize)> {
    let start = text.iter().rposition(|&byte| is_boundary(byte))?;
    decode(&text[start..]).map(|(code_point, _)| (code_point, text.len() - start))
}

/// The code points of a text, from either end.
#[derive(Clone, Debug)]
pub struct CodePoints<'a>(&'a [u8]);

/// The code points of `text`.
#[inline]
pub fn code_points(text: &[u8]) -> CodePoints<'_> {
    CodePoints(text)
}

impl<'a> CodePoints<'a> {
    /// The text not yet passed.
    pub fn rest(&self) -> &'a [u8] {
        self.0
    }
}

impl Iterator for CodePoints<'_> {
    type Item = u32;

    #[inline]
    fn next(&mut self) -> Option<u32> {
        let (code_point, len) = decode(self.0)?;
        self.0 = &self.0[len..];
        Some(code_point)
    }
}

impl DoubleEndedIterator for CodePoints<'_> {
    #[inline]
    fn next_back(&mut self) -> Option<u32> {
        let (code_point, len) = decode_last(self.0)?;
        self.0 = &self.0[..self.0.len() - len];
        Some(code_point)
    }
}

const WORD: usize = size_of::<usize>();
const LOW_BITS: usize = usize::MAX / 0xFF;

/// How many bytes of a word begin a code point.
#[inline]
fn boundaries(word: [u8; WORD]) -> usize {
    let word = usize::from_ne_bytes(word);
    // Bit 0 of each byte: set unless the byte is 10xxxxxx.
    let begins = (!word >> 7 | word >> 6) & LOW_BITS;
    begins.wrapping_mul(LOW_BITS) >> (usize::BITS - 8)
}

/// How many code points `text` has.
pub fn count(text: &[u8]) -> usize {
    let (words, rest) = text.as_chunks::<WORD>();
    let in_words: usize = words.iter().map(|&word| boundaries(word)).sum();
    in_words + rest.iter().filter(|&&byte| is_boundary(byte)).count()
}

/// The byte offset of the code point `index`; the text's length for the index after the last, `None` beyond.
pub fn offset_of(text: &[u8], index: usize) -> Option<usize> {
    let mut left = index;
    let mut offset = 0;
    for &word in text.as_chunks::<WORD>().0 {
        let passed = boundaries(word);
        if passed > left {
            break;
        }
        left -= passed;
        offset += WORD;
    }
    for &byte in &text[offset..] {
        if is_boundary(byte) {
            if left == 0 {
                return Some(offset);
            }
            left -= 1;
        }
        offset += 1;
    }
    (left == 0).then_some(offset)
}

#[cfg(test)]
mod tests;

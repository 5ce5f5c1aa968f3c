//! Text as integers: `int(text, base)`.

use super::float::strip;
use super::int::{self, IntBuf};
use super::text::{decimal_value, decode};
use heap::{OutOfMemory, TryVec};

/// The integer that a text denotes.
#[derive(Debug)]
pub enum ParsedInt {
    /// It fits 64 bits.
    Small(i64),
    /// It does not.
    Large(IntBuf),
}

/// Reads a whole text, with space around it, as `int()` does. `base` is 2 to 36, or 0 for the prefix to tell.
/// `None` if it is no integer of that base.
pub fn parse_int(text: &[u8], base: u32) -> Result<Option<ParsedInt>, OutOfMemory> {
    let text = strip(text);
    if !text.is_ascii() {
        return match to_ascii_digits(text)? {
            Some(ascii) => parse_ascii(&ascii, base),
            None => Ok(None),
        };
    }
    parse_ascii(text, base)
}

/// Decimal digits of other scripts count as those of ASCII.
fn to_ascii_digits(mut text: &[u8]) -> Result<Option<TryVec<u8>>, OutOfMemory> {
    let mut ascii = TryVec::try_with_capacity(text.len())?;
    while let Some((code_point, len)) = decode(text) {
        text = &text[len..];
        let byte = match code_point {
            0..0x80 => code_point as u8,
            _ => match decimal_value(code_point) {
                Some(value) => b'0' + value as u8,
                None => return Ok(None),
            },
        };
        ascii.try_push(byte)?;
    }
    Ok(Some(ascii))
}

fn parse_ascii(text: &[u8], base: u32) -> Result<Option<ParsedInt>, OutOfMemory> {
    let (negative, text) = match text.split_first() {
        Some((b'-', rest)) => (true, rest),
        Some((b'+', rest)) => (false, rest),
        _ => (false, text),
    };
    let (prefix, rest) = split_prefix(text);
    let (radix, digits) = match (base, prefix) {
        (0, Some(radix)) => (radix, rest),
        (0, None) => (10, text),
        (_, Some(radix)) if radix == base => (radix, rest),
        _ => (base, text),
    };
    // After a prefix one underscore may come first.
    let digits = if digits.len() < text.len() { digits.strip_prefix(b"_").unwrap_or(digits) } else { digits };
    if !(2..=36).contains(&radix) || !are_digits(digits, radix) {
        return Ok(None);
    }
    // Without a base, "0" may be repeated but not lead another digit: "010" was octal once.
    let octal_once = base == 0 && prefix.is_none() && digits.first() == Some(&b'0');
    if octal_once && digits.iter().any(|digit| !matches!(digit, b'0' | b'_')) {
        return Ok(None);
    }
    value_of(negative, digits, radix).map(Some)
}

/// The radix that a prefix means, and the text after it.
fn split_prefix(text: &[u8]) -> (Option<u32>, &[u8]) {
    match text {
        [b'0', b'x' | b'X', rest @ ..] => (Some(16), rest),
        [b'0', b'o' | b'O', rest @ ..] => (Some(8), rest),
        [b'0', b'b' | b'B', rest @ ..] => (Some(2), rest),
        _ => (None, text),
    }
}

/// Whether the text is digits with single underscores between them.
fn are_digits(text: &[u8], radix: u32) -> bool {
    let mut after_digit = false;
    for &byte in text {
        let digit = char::from(byte).is_digit(radix);
        let separator = byte == b'_' && after_digit;
        if !digit && !separator {
            return false;
        }
        after_digit = digit;
    }
    after_digit
}

fn value_of(negative: bool, digits: &[u8], radix: u32) -> Result<ParsedInt, OutOfMemory> {
    if let Some(small) = small_value(negative, digits, radix) {
        return Ok(ParsedInt::Small(small));
    }
    if !digits.contains(&b'_') {
        return Ok(ParsedInt::Large(int::from_digits(negative, digits, radix)?));
    }
    let mut without = TryVec::try_with_capacity(digits.len())?;
    for &digit in digits.iter().filter(|&&digit| digit != b'_') {
        without.try_push(digit)?;
    }
    Ok(ParsedInt::Large(int::from_digits(negative, &without, radix)?))
}

fn small_value(negative: bool, digits: &[u8], radix: u32) -> Option<i64> {
    let mut value = 0i64;
    for digit in digits.iter().filter_map(|&byte| char::from(byte).to_digit(radix)) {
        let digit = i64::from(digit);
        value = value.checked_mul(i64::from(radix))?.checked_add(if negative { -digit } else { digit })?;
    }
    Some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn small(text: &str, base: u32) -> Option<i64> {
        match parse_int(text.as_bytes(), base).unwrap()? {
            ParsedInt::Small(value) => Some(value),
            ParsedInt::Large(_) => panic!("{text} is large"),
        }
    }

    #[test]
    fn small_integers() {
        assert_eq!(small(" -1_000\n", 10), Some(-1000));
        assert_eq!((small("0x_fF", 0), small("ff", 16), small("0xFF", 16)), (Some(255), Some(255), Some(255)));
        assert_eq!(
            (small("0b11", 2), small("0o17", 8), small("z", 36), small("0b1", 16)),
            (Some(3), Some(15), Some(35), Some(177))
        );
        assert_eq!((small("0_0", 0), small("010", 10), small("٣٤", 10)), (Some(0), Some(10), Some(34)));
        assert_eq!(small("-9223372036854775808", 10), Some(i64::MIN));
        for text in ["", "+", "_1", "1_", "1__0", "010", "0x", "0x__1", "9a", "1 2", "- 1", "²"] {
            assert_eq!(small(text, 0), None, "{text}");
        }
        assert_eq!((small("9", 8), small("0x1", 10), small("0x", 16)), (None, None, None));
    }

    #[test]
    fn large_integers() {
        let Ok(Some(ParsedInt::Large(value))) = parse_int(b"-1_0000000000_0000000000", 10) else { panic!() };
        let mut text = TryVec::new();
        value.view().append_text(&mut text, 10).unwrap();
        assert_eq!(&text[..], b"-100000000000000000000");
        assert!(matches!(parse_int(b"9223372036854775808", 10), Ok(Some(ParsedInt::Large(_)))));
    }
}

//! Text as floats, by Python's rules: underscores between digits, "inf", "infinity" and "nan" in any case.

use super::super::text::{code_points, decode, is_space};
use crate::value::Float;
use heap::{OutOfMemory, TryVec};

/// Reads a whole text, with space around it, as `float()` does. `None` if it is no float.
pub fn parse_float(text: &[u8]) -> Result<Option<Float>, OutOfMemory> {
    let text = strip(text);
    match parse_prefix(text)? {
        Some(prefix) if prefix.len == text.len() => Ok(Some(prefix.value)),
        _ => Ok(None),
    }
}

/// `text` without space at both ends.
pub(crate) fn strip(mut text: &[u8]) -> &[u8] {
    while let Some((_, len)) = decode(text).filter(|&(code_point, _)| is_space(code_point)) {
        text = &text[len..];
    }
    let mut backwards = code_points(text);
    while backwards.next_back().is_some_and(is_space) {
        text = backwards.rest();
    }
    text
}

/// A float at the beginning of a text.
pub(crate) struct FloatPrefix {
    pub value: Float,
    /// Its bytes.
    pub len: usize,
}

/// Reads as much of `text` as is a float, without space before it.
pub(crate) fn parse_prefix(text: &[u8]) -> Result<Option<FloatPrefix>, OutOfMemory> {
    let sign = usize::from(matches!(text.first(), Some(b'+' | b'-')));
    let rest = &text[sign..];
    for (name, value) in [("infinity", Float::INFINITY), ("inf", Float::INFINITY), ("nan", Float::NAN)] {
        if rest.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name.as_bytes())) {
            let value = if text.first() == Some(&b'-') { -value } else { value };
            return Ok(Some(FloatPrefix { value, len: sign + name.len() }));
        }
    }
    let whole = digits_len(rest);
    let mut len = whole;
    let mut digits = whole > 0;
    if rest.get(len) == Some(&b'.') {
        let fraction = digits_len(&rest[len + 1..]);
        digits |= fraction > 0;
        len += 1 + fraction;
    }
    if !digits {
        return Ok(None);
    }
    if let Some(b'e' | b'E') = rest.get(len) {
        let exponent_sign = usize::from(matches!(rest.get(len + 1), Some(b'+' | b'-')));
        let exponent = digits_len(&rest[len + 1 + exponent_sign..]);
        if exponent > 0 {
            len += 1 + exponent_sign + exponent;
        }
    }
    let underscores = rest[..len].contains(&b'_');
    convert(text, sign + len, underscores)
}

/// The length of digits with single underscores between them.
fn digits_len(text: &[u8]) -> usize {
    let mut len = 0;
    loop {
        len += text[len..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        let goes_on = len > 0 && text.get(len) == Some(&b'_') && text.get(len + 1).is_some_and(u8::is_ascii_digit);
        if !goes_on {
            return len;
        }
        len += 1;
    }
}

fn convert(text: &[u8], len: usize, underscores: bool) -> Result<Option<FloatPrefix>, OutOfMemory> {
    let mut without = TryVec::new();
    let mut plain = &text[..len];
    if underscores {
        without.try_reserve(len)?;
        for &byte in plain.iter().filter(|&&byte| byte != b'_') {
            without.try_push(byte)?;
        }
        plain = &without;
    }
    Ok(decimal::parse(plain).map(|value| FloatPrefix { value, len }))
}

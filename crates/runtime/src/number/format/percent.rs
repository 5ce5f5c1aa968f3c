//! The `%` operator's conversions: `%[(key)][flags][width][.precision][length]type`.

use super::super::NumberError;
use super::super::float::{Notation, Style, write_magnitude};
use super::super::int::Int;
use super::super::sink::{Sink, TextBuffer, write_repeated};
use super::super::text::{count, decode, encode, offset_of};
use super::error::write_all;
use super::spec::decimal;
use super::value::{CHARACTER_RANGE, integer_digits, radix_prefix};
use crate::value::Float;
use heap::OutOfMemory;

/// A width or precision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Amount {
    /// Written out.
    Given(usize),
    /// `*`: the next argument.
    Argument,
}

/// A conversion, without its `%`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PercentSpec<'a> {
    /// The name in parentheses.
    pub key: Option<&'a [u8]>,
    /// `-`: padded on the right.
    pub left: bool,
    /// `+`
    pub plus: bool,
    /// A space before numbers that are not negative.
    pub space: bool,
    /// `#`
    pub alternate: bool,
    /// `0`: numbers are padded with zeros.
    pub zero: bool,
    /// The least number of characters.
    pub width: Option<Amount>,
    /// Digits, or the most characters of a text.
    pub precision: Option<Amount>,
    /// The type, a code point.
    pub kind: u32,
    /// Where the type begins in the text after the `%`.
    pub kind_start: usize,
    /// How long the conversion is, without the `%`.
    pub len: usize,
}

/// Why a conversion cannot be parsed or done. All are `ValueError` but for lack of memory and `Overflow`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PercentError {
    /// Memory ran out.
    OutOfMemory,
    /// `ValueError` with this text.
    Value(&'static str),
    /// `OverflowError` with this text.
    Overflow(&'static str),
}

impl From<OutOfMemory> for PercentError {
    fn from(_: OutOfMemory) -> Self {
        Self::OutOfMemory
    }
}

impl From<PercentError> for NumberError {
    fn from(error: PercentError) -> Self {
        match error {
            PercentError::OutOfMemory => Self::OutOfMemory,
            PercentError::Value(text) => Self::Value(text),
            PercentError::Overflow(text) => Self::Overflow(text),
        }
    }
}

/// Parses a conversion at the beginning of `text`, which is what follows a `%`.
pub fn parse_percent(text: &[u8]) -> Result<PercentSpec<'_>, PercentError> {
    let mut position = 0;
    let key = parse_key(text, &mut position)?;
    let mut spec = PercentSpec {
        key,
        left: false,
        plus: false,
        space: false,
        alternate: false,
        zero: false,
        width: None,
        precision: None,
        kind: 0,
        kind_start: 0,
        len: 0,
    };
    while let Some(flag) = text.get(position) {
        match flag {
            b'-' => spec.left = true,
            b'+' => spec.plus = true,
            b' ' => spec.space = true,
            b'#' => spec.alternate = true,
            b'0' => spec.zero = true,
            _ => break,
        }
        position += 1;
    }
    spec.width = parse_amount(text, &mut position, "width too big")?;
    if text.get(position) == Some(&b'.') {
        position += 1;
        let precision = parse_amount(text, &mut position, "precision too big")?;
        spec.precision = Some(precision.unwrap_or(Amount::Given(0)));
    }
    if let Some(b'h' | b'l' | b'L') = text.get(position) {
        position += 1;
    }
    let (kind, len) = decode(&text[position..]).ok_or(PercentError::Value("incomplete format"))?;
    Ok(PercentSpec { kind, kind_start: position, len: position + len, ..spec })
}

/// A name in parentheses, within which parentheses are balanced.
fn parse_key<'a>(text: &'a [u8], position: &mut usize) -> Result<Option<&'a [u8]>, PercentError> {
    if text.first() != Some(&b'(') {
        return Ok(None);
    }
    let mut depth = 0usize;
    for (index, byte) in text.iter().enumerate() {
        match byte {
            b'(' => depth += 1,
            b')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            *position = index + 1;
            return Ok(Some(&text[1..index]));
        }
    }
    Err(PercentError::Value("incomplete format key"))
}

fn parse_amount(text: &[u8], position: &mut usize, too_big: &'static str) -> Result<Option<Amount>, PercentError> {
    let rest = &text[*position..];
    if rest.first() == Some(&b'*') {
        *position += 1;
        return Ok(Some(Amount::Argument));
    }
    let len = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    if len == 0 {
        return Ok(None);
    }
    *position += len;
    let value = decimal(&rest[..len]).ok_or(PercentError::Value(too_big))?;
    Ok(Some(Amount::Given(value)))
}

impl PercentSpec<'_> {
    /// Sets the width to an argument's value; a negative one means padding on the right.
    pub fn set_width(&mut self, width: i64) {
        self.left |= width < 0;
        self.width = Some(Amount::Given(usize::try_from(width.unsigned_abs()).unwrap_or(usize::MAX)));
    }

    /// Sets the precision to an argument's value; a negative one means 0.
    pub fn set_precision(&mut self, precision: i64) {
        self.precision = Some(Amount::Given(usize::try_from(precision.max(0)).unwrap_or(usize::MAX)));
    }

    /// The message for a type that does not exist; `index` is its place in the whole format.
    pub fn write_unsupported(&self, sink: &mut dyn Sink, index: usize) -> Result<(), OutOfMemory> {
        let shown = if (0x20..0x7F).contains(&self.kind) { self.kind as u8 } else { b'?' };
        let mut number = TextBuffer::new();
        number.write_fmt(format_args!("(0x{:x}) at index {index}", self.kind))?;
        write_all(sink, &[b"unsupported format character '", &[shown], b"' ", number.as_bytes()])
    }

    fn width(&self) -> usize {
        given(self.width).unwrap_or(0)
    }

    /// Writes a number: padding, sign, prefix, more padding, digits, padding, as the flags say.
    fn write_number(
        &self,
        sink: &mut dyn Sink,
        negative: bool,
        prefix: &[u8],
        zeros: usize,
        digits: &[u8],
    ) -> Result<(), OutOfMemory> {
        let sign: &[u8] = match (negative, self.plus, self.space) {
            (true, _, _) => b"-",
            (false, true, _) => b"+",
            (false, false, true) => b" ",
            (false, false, false) => b"",
        };
        let len = (sign.len() + prefix.len() + digits.len()).saturating_add(zeros);
        let padding = self.width().saturating_sub(len);
        let (before, middle, behind) = match (self.left, self.zero) {
            (true, _) => (0, 0, padding),
            (false, true) => (0, padding, 0),
            (false, false) => (padding, 0, 0),
        };
        write_repeated(sink, b" ", before)?;
        sink.write(sign)?;
        sink.write(prefix)?;
        write_repeated(sink, b"0", middle)?;
        write_repeated(sink, b"0", zeros)?;
        sink.write(digits)?;
        write_repeated(sink, b" ", behind)
    }
}

fn given(amount: Option<Amount>) -> Option<usize> {
    match amount {
        Some(Amount::Given(value)) => Some(value),
        Some(Amount::Argument) | None => None,
    }
}

/// The type as an ASCII character; 0 for another.
fn kind_byte(spec: &PercentSpec<'_>) -> u8 {
    u8::try_from(spec.kind).unwrap_or(0)
}

/// Formats an integer by one of `d i u o x X`.
pub fn format_percent_int(sink: &mut dyn Sink, value: Int<'_>, spec: &PercentSpec<'_>) -> Result<(), PercentError> {
    let kind = kind_byte(spec);
    let radix = match kind {
        b'o' => 8,
        b'x' | b'X' => 16,
        _ => 10,
    };
    let precision = given(spec.precision).unwrap_or(0);
    if precision > i32::MAX as usize - 3 {
        return Err(PercentError::Overflow("precision too large"));
    }
    let digits = integer_digits(value, radix, kind == b'X')?;
    let prefix = if spec.alternate { radix_prefix(kind) } else { b"" };
    let digits = digits.as_bytes();
    let zeros = precision.saturating_sub(digits.len());
    Ok(spec.write_number(sink, value.is_negative(), prefix, zeros, digits)?)
}

/// Formats a float by one of `e E f F g G`.
pub fn format_percent_float(sink: &mut dyn Sink, value: Float, spec: &PercentSpec<'_>) -> Result<(), PercentError> {
    let kind = kind_byte(spec);
    let precision = given(spec.precision).unwrap_or(6);
    if precision > i32::MAX as usize {
        return Err(PercentError::Value("precision too big"));
    }
    let notation = match kind.to_ascii_lowercase() {
        b'e' => Notation::Exponent,
        b'f' => Notation::Fixed,
        _ => Notation::General,
    };
    let upper = kind.is_ascii_uppercase();
    let style = Style { notation, precision, alternate: spec.alternate, upper, point_zero: false };
    let mut text = TextBuffer::new();
    write_magnitude(&mut text, value, style)?;
    let negative = value.is_sign_negative() && !value.is_nan();
    Ok(spec.write_number(sink, negative, b"", 0, text.as_bytes())?)
}

/// Formats a text, as `s`, `r` and `a` do. With `bytes`, a byte is a character.
pub fn format_percent_text(
    sink: &mut dyn Sink,
    text: &[u8],
    spec: &PercentSpec<'_>,
    bytes: bool,
) -> Result<(), PercentError> {
    let cut =
        |precision| if bytes { Some(precision).filter(|&len| len <= text.len()) } else { offset_of(text, precision) };
    let text = &text[..given(spec.precision).and_then(cut).unwrap_or(text.len())];
    if spec.width() == 0 {
        return Ok(sink.write(text)?);
    }
    let len = if bytes { text.len() } else { count(text) };
    let padding = spec.width().saturating_sub(len);
    write_repeated(sink, b" ", if spec.left { 0 } else { padding })?;
    sink.write(text)?;
    Ok(write_repeated(sink, b" ", if spec.left { padding } else { 0 })?)
}

/// Formats a code point by `c`; a text of one character goes through [`format_percent_text`] instead, without
/// its precision.
pub fn format_percent_char(sink: &mut dyn Sink, value: Int<'_>, spec: &PercentSpec<'_>) -> Result<(), PercentError> {
    let code_point =
        value.to_u64().filter(|&value| value < 0x11_0000).ok_or(PercentError::Overflow(CHARACTER_RANGE))?;
    let spec = PercentSpec { precision: None, ..*spec };
    format_percent_text(sink, encode(code_point as u32).as_bytes(), &spec, false)
}

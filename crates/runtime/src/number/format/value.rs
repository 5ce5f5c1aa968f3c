//! Ints, floats, complex numbers and texts, formatted by a specification.

use super::super::complex::Complex;
use super::super::float::{Notation, Style, write_magnitude};
use super::super::int::{Int, to_float};
use super::super::limbs;
use super::super::sink::{Sink, TextBuffer};
use super::super::text::{count, encode, offset_of};
use super::FormatError;
use super::layout::{Pieces, write_number, write_padded};
use super::spec::{Align, FormatSpec, Sign};
use crate::value::Float;
use heap::{OutOfMemory, TryVec};

pub(super) const CHARACTER_RANGE: &str = "%c arg not in range(0x110000)";

/// Formats an integer; as a float, if the type is one of a float.
pub fn format_int(sink: &mut dyn Sink, value: Int<'_>, spec: &FormatSpec) -> Result<(), FormatError> {
    let kind = spec.kind_byte().unwrap_or(b'd');
    if matches!(kind, b'e' | b'E' | b'f' | b'F' | b'g' | b'G' | b'%') {
        return format_float(sink, to_float(value)?, spec);
    }
    let radix = match kind {
        b'b' => 2,
        b'o' => 8,
        b'd' | b'n' | b'c' => 10,
        b'x' | b'X' => 16,
        _ => return Err(FormatError::UnknownCode(spec.kind.unwrap_or(0))),
    };
    if spec.precision.is_some() {
        return Err(FormatError::Value("Precision not allowed in integer format specifier"));
    }
    if spec.no_negative_zero {
        return Err(FormatError::Value("Negative zero coercion (z) not allowed in integer format specifier"));
    }
    if kind == b'c' {
        return format_character(sink, value, spec);
    }
    let digits = integer_digits(value, radix, kind == b'X')?;
    let prefix = if spec.alternate { radix_prefix(kind) } else { b"" };
    let group = if radix == 10 { 3 } else { 4 };
    let pieces = Pieces { negative: value.is_negative(), prefix, whole: digits.as_bytes(), rest: b"", group };
    Ok(write_number(sink, spec, &pieces)?)
}

/// The digits of the absolute value.
pub(super) fn integer_digits(value: Int<'_>, radix: u32, upper: bool) -> Result<TextBuffer, OutOfMemory> {
    let mut digits = TextBuffer::new();
    if let Some(small) = value.magnitude_u64() {
        digits.write(limbs::small_digits(&mut [0; 64], small, radix))?;
    } else {
        let mut text = TryVec::new();
        limbs::append_digits(&mut text, value.limbs(), radix)?;
        digits = TextBuffer::of_vec(text);
    }
    if upper {
        digits.as_mut_bytes().make_ascii_uppercase();
    }
    Ok(digits)
}

/// What `#` writes before the digits of a type.
pub(super) fn radix_prefix(kind: u8) -> &'static [u8] {
    match kind {
        b'b' => b"0b",
        b'o' => b"0o",
        b'x' => b"0x",
        b'X' => b"0X",
        _ => b"",
    }
}

fn format_character(sink: &mut dyn Sink, value: Int<'_>, spec: &FormatSpec) -> Result<(), FormatError> {
    if spec.sign.is_some() {
        return Err(FormatError::Value("Sign not allowed with integer format specifier 'c'"));
    }
    if spec.alternate {
        return Err(FormatError::Value("Alternate form (#) not allowed with integer format specifier 'c'"));
    }
    value.to_i64().ok_or(FormatError::Overflow("Python int too large to convert to C long"))?;
    let code_point = value.to_u64().filter(|&value| value < 0x11_0000).ok_or(FormatError::Overflow(CHARACTER_RANGE))?;
    Ok(write_padded(sink, spec, encode(code_point as u32).as_bytes(), 1)?)
}

/// A float's digits in the notation that a specification asks for.
struct FloatText {
    text: TextBuffer,
    negative: bool,
}

impl FloatText {
    fn new(value: Float, spec: &FormatSpec, complex: bool) -> Result<Self, FormatError> {
        if spec.precision.is_some_and(|precision| precision > i32::MAX as usize) {
            return Err(FormatError::Value("precision too big"));
        }
        let style = style_of(spec, complex)?;
        let percent = spec.kind_byte() == Some(b'%');
        let value = if percent { value * 100.0 } else { value };
        let mut text = TextBuffer::new();
        write_magnitude(&mut text, value, style)?;
        if percent {
            text.write(b"%")?;
        }
        let is_zero = || {
            text.as_bytes()
                .iter()
                .take_while(|&&byte| byte != b'e' && byte != b'E')
                .all(|byte| !matches!(byte, b'1'..=b'9' | b'i' | b'I'))
        };
        let negative = value.is_sign_negative() && !value.is_nan() && !(spec.no_negative_zero && is_zero());
        Ok(Self { text, negative })
    }

    fn pieces(&self) -> Pieces<'_> {
        let text = self.text.as_bytes();
        let whole = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
        Pieces { negative: self.negative, prefix: b"", whole: &text[..whole], rest: &text[whole..], group: 3 }
    }
}

fn style_of(spec: &FormatSpec, complex: bool) -> Result<Style, FormatError> {
    let notation = match (spec.kind_byte(), spec.precision) {
        (None, None) => Notation::Shortest,
        (None, Some(_)) => Notation::General,
        (Some(b'e' | b'E'), _) => Notation::Exponent,
        (Some(b'f' | b'F' | b'%'), _) => Notation::Fixed,
        (Some(b'g' | b'G' | b'n'), _) => Notation::General,
        _ => return Err(FormatError::UnknownCode(spec.kind.unwrap_or(0))),
    };
    Ok(Style {
        notation,
        precision: spec.precision.unwrap_or(6),
        alternate: spec.alternate,
        upper: matches!(spec.kind_byte(), Some(b'E' | b'F' | b'G')),
        point_zero: spec.kind.is_none() && !complex,
    })
}

/// Formats a float.
pub fn format_float(sink: &mut dyn Sink, value: Float, spec: &FormatSpec) -> Result<(), FormatError> {
    let text = FloatText::new(value, spec, false)?;
    Ok(write_number(sink, spec, &text.pieces())?)
}

/// Formats a complex number.
pub fn format_complex(sink: &mut dyn Sink, value: Complex, spec: &FormatSpec) -> Result<(), FormatError> {
    let kind_exists = matches!(spec.kind_byte(), None | Some(b'e' | b'E' | b'f' | b'F' | b'g' | b'G' | b'n'));
    if let Some(kind) = spec.kind.filter(|_| !kind_exists) {
        return Err(FormatError::UnknownCode(kind));
    }
    if spec.fill.as_bytes() == b"0" {
        return Err(FormatError::Value("Zero padding is not allowed in complex format specifier"));
    }
    if spec.align == Align::AfterSign {
        return Err(FormatError::Value("'=' alignment flag is not allowed in complex format specifier"));
    }
    let hide_real = spec.kind.is_none() && value.hides_real();
    let parentheses = spec.kind.is_none() && !hide_real;
    let mut out = TryVec::new();
    let mut part = FormatSpec { width: 0, align: Align::Right, ..*spec };
    if parentheses {
        out.try_push(b'(')?;
    }
    if !hide_real {
        let text = FloatText::new(value.real, &part, true)?;
        write_number(&mut out, &part, &text.pieces())?;
        part.sign = Some(Sign::Plus);
    }
    let text = FloatText::new(value.imaginary, &part, true)?;
    write_number(&mut out, &part, &text.pieces())?;
    out.try_extend_from_slice(if parentheses { b"j)" } else { b"j" })?;
    Ok(write_padded(sink, spec, &out, out.len())?)
}

/// Formats a text.
pub fn format_text(sink: &mut dyn Sink, text: &[u8], spec: &FormatSpec) -> Result<(), FormatError> {
    if let Some(kind) = spec.kind.filter(|&kind| kind != u32::from(b's')) {
        return Err(FormatError::UnknownCode(kind));
    }
    match spec.sign {
        None => {}
        Some(Sign::Space) => return Err(FormatError::Value("Space not allowed in string format specifier")),
        Some(_) => return Err(FormatError::Value("Sign not allowed in string format specifier")),
    }
    if spec.no_negative_zero {
        return Err(FormatError::Value("Negative zero coercion (z) not allowed in string format specifier"));
    }
    if spec.alternate {
        return Err(FormatError::Value("Alternate form (#) not allowed in string format specifier"));
    }
    if spec.align == Align::AfterSign {
        return Err(FormatError::Value("'=' alignment not allowed in string format specifier"));
    }
    let end = spec.precision.and_then(|precision| offset_of(text, precision)).unwrap_or(text.len());
    let text = &text[..end];
    if spec.width == 0 {
        return Ok(sink.write(text)?);
    }
    Ok(write_padded(sink, spec, text, count(text))?)
}

//! Floats as text: `repr`, and the notations of formatting.

use super::super::limbs::small_digits;
use super::super::sink::{Sink, TextBuffer, write_repeated};
use super::decimal::{ALL_PLACES, Decimal, ZEROS_BEHIND_SHORTEST};
use crate::value::Float;
use crate::value::float::{EXACT_INTEGERS, EXPONENT_BIAS, FRACTION_BITS};
use decimal::Count;
use heap::OutOfMemory;

/// How many digits there are and where the point is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notation {
    /// As few digits as tell the float from others; an exponent outside of 1e-4 to 1e16.
    Shortest,
    /// `g`: `precision` digits without zeros at the end; an exponent if there are more before the point.
    General,
    /// `f`: `precision` digits behind the point.
    Fixed,
    /// `e`: one digit before the point, `precision` behind it, and an exponent.
    Exponent,
}

/// How to write a float.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    /// The notation.
    pub notation: Notation,
    /// Number of digits, for all but the shortest.
    pub precision: usize,
    /// Always write a point, and with `General` the zeros at the end.
    pub alternate: bool,
    /// `E`, `INF` and `NAN` in capitals.
    pub upper: bool,
    /// Write ".0" after a whole number without exponent.
    pub point_zero: bool,
}

impl Style {
    /// As `repr` writes a float.
    pub const REPR: Self =
        Self { notation: Notation::Shortest, precision: 0, alternate: false, upper: false, point_zero: true };
}

/// Writes `repr(value)`.
pub fn write_repr(sink: &mut dyn Sink, value: Float) -> Result<(), OutOfMemory> {
    let magnitude = value.abs();
    if (1e-4..1e12).contains(&magnitude) {
        // Here the notation is that of the library.
        let mut buffer = zmij::Buffer::new();
        return sink.write(buffer.format_finite(value).as_bytes());
    }
    let mut text = TextBuffer::new();
    if value.is_sign_negative() && !value.is_nan() {
        text.write(b"-")?;
    }
    write_magnitude(&mut text, value, Style::REPR)?;
    sink.write(text.as_bytes())
}

/// Appends the absolute value.
pub fn write_magnitude(out: &mut TextBuffer, value: Float, style: Style) -> Result<(), OutOfMemory> {
    if value.is_nan() {
        return out.write(if style.upper { b"NAN" } else { b"nan" });
    }
    if value.is_infinite() {
        return out.write(if style.upper { b"INF" } else { b"inf" });
    }
    let value = value.abs();
    match style.notation {
        Notation::Fixed => write_fixed(out, value, style),
        Notation::Exponent => {
            let decimal = Decimal::exact(value, style.precision.saturating_add(1))?;
            write_with_exponent(out, decimal.digits.as_bytes(), decimal.exponent, style)
        }
        Notation::General => write_general(out, value, style),
        Notation::Shortest => {
            let decimal = Decimal::shortest(value)?;
            if (-4..16).contains(&decimal.exponent) {
                write_positional(out, decimal.significant(), decimal.exponent, style)
            } else {
                write_with_exponent(out, decimal.significant(), decimal.exponent, style)
            }
        }
    }
}

fn write_fixed(out: &mut TextBuffer, value: Float, style: Style) -> Result<(), OutOfMemory> {
    if ZEROS_BEHIND_SHORTEST && value != 0.0 {
        let places = i32::try_from(style.precision).unwrap_or(i32::MAX);
        let decimal = Decimal::shortest(value)?;
        let digits = decimal.significant();
        if digits.len() as i32 <= places.saturating_add(decimal.exponent + 1) {
            write_positional(out, digits, decimal.exponent, Style { point_zero: false, alternate: false, ..style })?;
            let written = (digits.len() as i32 - decimal.exponent - 1).max(0);
            if written == 0 && (places > 0 || style.alternate) {
                out.write(b".")?;
            }
            return write_repeated(out, b"0", (places - written) as usize);
        }
    }
    let places = style.precision.min(ALL_PLACES);
    match round_fixed(value, places) {
        Some((whole, fraction)) => write_parts(out, whole, fraction, places)?,
        None => write_rounded(out, value, places)?,
    }
    if style.precision == 0 && style.alternate {
        out.write(b".")?;
    }
    write_repeated(out, b"0", style.precision - places)
}

/// Writes a float that is not negative with so many digits behind the point, by all of its digits.
fn write_rounded(out: &mut TextBuffer, value: Float, places: usize) -> Result<(), OutOfMemory> {
    let rounded = decimal::digits(value, Count::Places(places as i32));
    let digits = rounded.as_bytes();
    let (whole, fraction) = match usize::try_from(rounded.exponent) {
        Ok(exponent) => digits.split_at(digits.len().min(exponent + 1)),
        Err(_) => (&b"0"[..], digits),
    };
    out.write(whole)?;
    write_repeated(out, b"0", (rounded.exponent.max(0) as usize + 1).saturating_sub(whole.len()))?;
    if places == 0 {
        return Ok(());
    }
    out.write(b".")?;
    let zeros = (-1 - rounded.exponent.min(-1)) as usize;
    let zeros = zeros.min(places);
    write_repeated(out, b"0", zeros)?;
    out.write(fraction)?;
    write_repeated(out, b"0", places - zeros - fraction.len().min(places - zeros))
}

/// A float that is not negative, rounded to so many places behind the point: the whole number and the digits behind as
/// a number. `None` if the float or the number of places is too large for this way.
fn round_fixed(value: Float, places: usize) -> Option<(u64, u64)> {
    const MOST_PLACES: usize = 19;
    if places > MOST_PLACES || value >= EXACT_INTEGERS as Float {
        return None;
    }
    let whole = value as u64;
    // Without loss, since both have the same exponent or a larger one than the difference.
    let bits = (value - whole as Float).to_bits();
    let exponent = (bits >> FRACTION_BITS) as i32;
    if exponent == 0 {
        // Zero, or too small to be seen.
        return Some((whole, 0));
    }
    let scale = 10u64.pow(places as u32);
    let shift = EXPONENT_BIAS + FRACTION_BITS as i32 - exponent;
    let product = u128::from(bits & ((1 << FRACTION_BITS) - 1) | 1 << FRACTION_BITS) * u128::from(scale);
    if shift >= 120 {
        // The product has at most 117 bits.
        return Some((whole, 0));
    }
    let fraction = (product >> shift) as u64;
    let rest = product & ((1 << shift) - 1);
    let half = 1u128 << (shift - 1);
    let odd = if places == 0 { whole & 1 == 1 } else { fraction & 1 == 1 };
    let fraction = fraction + u64::from(rest > half || (rest == half && odd));
    if fraction >= scale { Some((whole + 1, 0)) } else { Some((whole, fraction)) }
}

/// Writes a whole number and so many digits behind the point.
fn write_parts(out: &mut TextBuffer, whole: u64, fraction: u64, places: usize) -> Result<(), OutOfMemory> {
    let mut buffer = [0; 64];
    out.write(small_digits(&mut buffer, whole, 10))?;
    if places == 0 {
        return Ok(());
    }
    out.write(b".")?;
    let digits = small_digits(&mut buffer, fraction, 10);
    write_repeated(out, b"0", places - digits.len())?;
    out.write(digits)
}

fn write_general(out: &mut TextBuffer, value: Float, style: Style) -> Result<(), OutOfMemory> {
    let precision = style.precision.max(1);
    let decimal = Decimal::exact(value, precision)?;
    let digits = if style.alternate { decimal.digits.as_bytes() } else { decimal.significant() };
    // The ".0" counts as a digit.
    let most = i32::try_from(precision).unwrap_or(i32::MAX) - i32::from(style.point_zero);
    if (-4..most).contains(&decimal.exponent) {
        write_positional(out, digits, decimal.exponent, style)
    } else {
        write_with_exponent(out, digits, decimal.exponent, style)
    }
}

/// Digits with a point among them, or zeros before or behind them.
fn write_positional(out: &mut TextBuffer, digits: &[u8], exponent: i32, style: Style) -> Result<(), OutOfMemory> {
    let Ok(exponent) = usize::try_from(exponent) else {
        out.write(b"0.")?;
        write_repeated(out, b"0", exponent.unsigned_abs() as usize - 1)?;
        return out.write(digits);
    };
    let (whole, fraction) = digits.split_at(digits.len().min(exponent + 1));
    out.write(whole)?;
    write_repeated(out, b"0", exponent + 1 - whole.len())?;
    if !fraction.is_empty() || style.alternate || style.point_zero {
        out.write(b".")?;
    }
    if fraction.is_empty() && style.point_zero {
        out.write(b"0")?;
    }
    out.write(fraction)
}

fn write_with_exponent(out: &mut TextBuffer, digits: &[u8], exponent: i32, style: Style) -> Result<(), OutOfMemory> {
    let (first, rest) = digits.split_at(1);
    out.write(first)?;
    if !rest.is_empty() || style.alternate {
        out.write(b".")?;
    }
    out.write(rest)?;
    let letter = if style.upper { 'E' } else { 'e' };
    out.write_fmt(format_args!("{letter}{exponent:+03}"))
}

//! Complex numbers: arithmetic, `repr`, and reading text.

use super::float::{FloatPrefix, Style, parse_prefix, strip, write_magnitude};
use super::sink::{Sink, TextBuffer};
use super::{NumberError, math};
use crate::value::Float;
use core::ops::{Add, Mul, Neg, Sub};
use heap::OutOfMemory;

/// A complex number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Complex {
    /// The real part.
    pub real: Float,
    /// The imaginary part.
    pub imaginary: Float,
}

/// Whole exponents up to this are done by multiplication.
const SMALL_EXPONENT: Float = 100.0;

impl Complex {
    /// One.
    pub const ONE: Self = Self::new(1.0, 0.0);

    /// The number of these parts.
    #[inline]
    pub const fn new(real: Float, imaginary: Float) -> Self {
        Self { real, imaginary }
    }

    /// `self / other`
    pub fn try_div(self, other: Self) -> Result<Self, NumberError> {
        self.quotient(other).ok_or(NumberError::ZeroDivision("complex division by zero"))
    }

    /// Smith's method: the larger part of the divisor is divided out first, so that nothing overflows early.
    fn quotient(self, other: Self) -> Option<Self> {
        let (real, imaginary) = (other.real.abs(), other.imaginary.abs());
        if real >= imaginary {
            if real == 0.0 {
                return None;
            }
            let ratio = other.imaginary / other.real;
            let divisor = other.real + other.imaginary * ratio;
            Some(Self::new(
                (self.real + self.imaginary * ratio) / divisor,
                (self.imaginary - self.real * ratio) / divisor,
            ))
        } else if imaginary >= real {
            let ratio = other.real / other.imaginary;
            let divisor = other.real * ratio + other.imaginary;
            Some(Self::new(
                (self.real * ratio + self.imaginary) / divisor,
                (self.imaginary * ratio - self.real) / divisor,
            ))
        } else {
            Some(Self::new(Float::NAN, Float::NAN))
        }
    }

    /// `self ** exponent`
    pub fn pow(self, exponent: Self) -> Result<Self, NumberError> {
        let of_zero = NumberError::ZeroDivision("0.0 to a negative or complex power");
        let real = exponent.real;
        let small = exponent.imaginary == 0.0 && math::floor(real) == real && real.abs() <= SMALL_EXPONENT;
        let power = if small { self.pow_whole(real as i32) } else { self.pow_any(exponent) }.ok_or(of_zero)?;
        if power.real.is_infinite() || power.imaginary.is_infinite() {
            return Err(NumberError::Overflow("complex exponentiation"));
        }
        Ok(power)
    }

    /// `None` if it divides by zero.
    fn pow_whole(self, exponent: i32) -> Option<Self> {
        let mut result = Self::ONE;
        let mut square = self;
        let mut left = exponent.unsigned_abs();
        while left > 0 {
            if left & 1 != 0 {
                result = result * square;
            }
            left >>= 1;
            square = square * square;
        }
        if exponent < 0 { Self::ONE.quotient(result) } else { Some(result) }
    }

    /// `None` if it divides by zero.
    fn pow_any(self, exponent: Self) -> Option<Self> {
        if exponent.real == 0.0 && exponent.imaginary == 0.0 {
            return Some(Self::ONE);
        }
        if self.real == 0.0 && self.imaginary == 0.0 {
            let defined = exponent.imaginary == 0.0 && exponent.real >= 0.0;
            return defined.then_some(Self::new(0.0, 0.0));
        }
        let magnitude = math::hypot(self.real, self.imaginary);
        let angle = math::atan2(self.imaginary, self.real);
        let mut length = math::pow(magnitude, exponent.real);
        let mut phase = angle * exponent.real;
        if exponent.imaginary != 0.0 {
            length /= math::exp(angle * exponent.imaginary);
            phase += exponent.imaginary * math::log(magnitude);
        }
        Some(Self::new(length * math::cos(phase), length * math::sin(phase)))
    }

    /// `abs(self)`
    pub fn abs(self) -> Result<Float, NumberError> {
        let length = math::hypot(self.real, self.imaginary);
        if length.is_infinite() && self.real.is_finite() && self.imaginary.is_finite() {
            return Err(NumberError::Overflow("absolute value too large"));
        }
        Ok(length)
    }

    /// Whether the real part is left out in text.
    pub(super) fn hides_real(self) -> bool {
        self.real == 0.0 && self.real.is_sign_positive()
    }

    /// Writes `repr(self)`.
    pub fn write_repr(self, sink: &mut dyn Sink) -> Result<(), OutOfMemory> {
        let style = Style { point_zero: false, ..Style::REPR };
        let mut text = TextBuffer::new();
        if self.hides_real() {
            write_part(&mut text, self.imaginary, style, false)?;
            text.write(b"j")?;
        } else {
            text.write(b"(")?;
            write_part(&mut text, self.real, style, false)?;
            write_part(&mut text, self.imaginary, style, true)?;
            text.write(b"j)")?;
        }
        sink.write(text.as_bytes())
    }
}

impl Add for Complex {
    type Output = Self;

    #[inline]
    fn add(self, other: Self) -> Self {
        Self::new(self.real + other.real, self.imaginary + other.imaginary)
    }
}

impl Sub for Complex {
    type Output = Self;

    #[inline]
    fn sub(self, other: Self) -> Self {
        Self::new(self.real - other.real, self.imaginary - other.imaginary)
    }
}

impl Mul for Complex {
    type Output = Self;

    #[inline]
    fn mul(self, other: Self) -> Self {
        Self::new(
            self.real * other.real - self.imaginary * other.imaginary,
            self.real * other.imaginary + self.imaginary * other.real,
        )
    }
}

impl Neg for Complex {
    type Output = Self;

    #[inline]
    fn neg(self) -> Self {
        Self::new(-self.real, -self.imaginary)
    }
}

fn write_part(text: &mut TextBuffer, value: Float, style: Style, plus: bool) -> Result<(), OutOfMemory> {
    if value.is_sign_negative() && !value.is_nan() {
        text.write(b"-")?;
    } else if plus {
        text.write(b"+")?;
    }
    write_magnitude(text, value, style)
}

/// Reads a whole text as `complex()` does. `None` if it is no complex number.
pub fn parse_complex(text: &[u8]) -> Result<Option<Complex>, OutOfMemory> {
    let mut text = strip(text);
    if let [b'(', inner @ .., b')'] = text {
        text = strip(inner);
    }
    let (first, rest) = take_part(text)?;
    match (first, rest) {
        (Some(real), []) => Ok(Some(Complex::new(real, 0.0))),
        (_, [b'j' | b'J']) => Ok(unit(first, text, rest).map(|imaginary| Complex::new(0.0, imaginary))),
        (Some(real), [b'+' | b'-', ..]) => {
            let (second, tail) = take_part(rest)?;
            let [b'j' | b'J'] = tail else { return Ok(None) };
            Ok(unit(second, rest, tail).map(|imaginary| Complex::new(real, imaginary)))
        }
        _ => Ok(None),
    }
}

fn take_part(text: &[u8]) -> Result<(Option<Float>, &[u8]), OutOfMemory> {
    match parse_prefix(text)? {
        Some(FloatPrefix { value, len }) => Ok((Some(value), &text[len..])),
        None => Ok((None, &text[usize::from(matches!(text.first(), Some(b'+' | b'-')))..])),
    }
}

/// The number before a "j", which is 1 if there is only a sign or nothing.
fn unit(part: Option<Float>, text: &[u8], rest: &[u8]) -> Option<Float> {
    part.or_else(|| match &text[..text.len() - rest.len()] {
        [] | [b'+'] => Some(1.0),
        [b'-'] => Some(-1.0),
        _ => None,
    })
}

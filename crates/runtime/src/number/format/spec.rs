//! The format specification and its parser.

use super::super::text::{Encoded, decode, encode};
use super::FormatError;

/// Where the padding goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// `<`: behind.
    Left,
    /// `>`: before.
    Right,
    /// `^`: on both sides.
    Center,
    /// `=`: between sign and digits.
    AfterSign,
}

/// What is written before a number that is not negative.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// `-`: nothing.
    Minus,
    /// `+`: a plus sign.
    Plus,
    /// ` `: a space.
    Space,
}

/// What separates groups of digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grouping {
    /// `,`: thousands by commas.
    Comma,
    /// `_`: thousands by underscores; groups of four in other bases than ten.
    Underscore,
}

impl Grouping {
    /// The separator.
    pub fn separator(self) -> u8 {
        match self {
            Self::Comma => b',',
            Self::Underscore => b'_',
        }
    }
}

/// A format specification: `[[fill]align][sign][z][#][0][width][grouping][.precision][type]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FormatSpec {
    /// What padding consists of.
    pub fill: Encoded,
    /// Where it goes.
    pub align: Align,
    /// The sign, if given.
    pub sign: Option<Sign>,
    /// `z`: no minus before a float that is rounded to zero.
    pub no_negative_zero: bool,
    /// `#`
    pub alternate: bool,
    /// The least number of characters.
    pub width: usize,
    /// The separator of groups.
    pub grouping: Option<Grouping>,
    /// Digits of a float, or the most characters of a text.
    pub precision: Option<usize>,
    /// The type, a code point.
    pub kind: Option<u32>,
}

impl FormatSpec {
    /// The empty specification.
    pub fn new(align: Align) -> Self {
        Self {
            fill: encode(b' '.into()),
            align,
            sign: None,
            no_negative_zero: false,
            alternate: false,
            width: 0,
            grouping: None,
            precision: None,
            kind: None,
        }
    }

    /// The type if it is an ASCII character; 0 for another.
    pub(super) fn kind_byte(&self) -> Option<u8> {
        self.kind.map(|kind| u8::try_from(kind).unwrap_or(0))
    }
}

/// Parses a specification. Numbers are aligned to the right if nothing else is said, texts to the left.
/// `default_kind` is what a missing type stands for in messages: `s` for texts, `None` for numbers.
pub fn parse_spec(text: &[u8], align: Align, default_kind: Option<u8>) -> Result<FormatSpec, FormatError> {
    let mut spec = FormatSpec::new(align);
    let mut rest = Reader(text);
    let (fill_given, align_given) = parse_align(&mut spec, &mut rest);
    spec.sign = rest.take_mapped(|byte| match byte {
        b'-' => Some(Sign::Minus),
        b'+' => Some(Sign::Plus),
        b' ' => Some(Sign::Space),
        _ => None,
    });
    spec.no_negative_zero = rest.take(b'z');
    spec.alternate = rest.take(b'#');
    if !fill_given && rest.take(b'0') {
        spec.fill = encode(b'0'.into());
        if !align_given && align == Align::Right {
            spec.align = Align::AfterSign;
        }
    }
    spec.width = rest.take_number()?.unwrap_or(0);
    parse_grouping(&mut spec, &mut rest)?;
    if rest.take(b'.') {
        let missing = FormatError::Value("Format specifier missing precision");
        spec.precision = Some(rest.take_number()?.ok_or(missing)?);
    }
    if let Some((kind, len)) = decode(rest.0) {
        if len < rest.0.len() {
            return Err(FormatError::InvalidSpecifier);
        }
        spec.kind = Some(kind);
    }
    check_grouping(&spec, default_kind)?;
    Ok(spec)
}

/// Returns whether a fill and whether an alignment is given.
fn parse_align(spec: &mut FormatSpec, rest: &mut Reader<'_>) -> (bool, bool) {
    let align_of = |byte: u8| match byte {
        b'<' => Some(Align::Left),
        b'>' => Some(Align::Right),
        b'^' => Some(Align::Center),
        b'=' => Some(Align::AfterSign),
        _ => None,
    };
    if let Some((fill, len)) = decode(rest.0)
        && let Some(align) = rest.0.get(len).copied().and_then(align_of)
    {
        spec.fill = encode(fill);
        spec.align = align;
        rest.0 = &rest.0[len + 1..];
        return (true, true);
    }
    match rest.take_mapped(align_of) {
        Some(align) => {
            spec.align = align;
            (false, true)
        }
        None => (false, false),
    }
}

fn parse_grouping(spec: &mut FormatSpec, rest: &mut Reader<'_>) -> Result<(), FormatError> {
    const BOTH: FormatError = FormatError::Value("Cannot specify both ',' and '_'.");
    if rest.take(b',') {
        spec.grouping = Some(Grouping::Comma);
    }
    if rest.take(b'_') {
        if spec.grouping.is_some() {
            return Err(BOTH);
        }
        spec.grouping = Some(Grouping::Underscore);
    }
    if spec.grouping == Some(Grouping::Underscore) && rest.0.first() == Some(&b',') {
        return Err(BOTH);
    }
    Ok(())
}

fn check_grouping(spec: &FormatSpec, default_kind: Option<u8>) -> Result<(), FormatError> {
    let Some(grouping) = spec.grouping else { return Ok(()) };
    match spec.kind_byte().or(default_kind) {
        None | Some(b'd' | b'e' | b'f' | b'g' | b'E' | b'F' | b'G' | b'%') => Ok(()),
        Some(b'b' | b'o' | b'x' | b'X') if grouping == Grouping::Underscore => Ok(()),
        _ => {
            let kind = spec.kind.or(default_kind.map(u32::from)).unwrap_or(0);
            Err(FormatError::Grouping { separator: grouping.separator(), kind })
        }
    }
}

/// The text not yet parsed.
pub(super) struct Reader<'a>(pub &'a [u8]);

impl Reader<'_> {
    /// Passes `byte` if it comes next.
    pub(super) fn take(&mut self, byte: u8) -> bool {
        self.take_mapped(|next| (next == byte).then_some(())).is_some()
    }

    /// Passes the next byte if `map` knows it.
    fn take_mapped<T>(&mut self, map: impl Fn(u8) -> Option<T>) -> Option<T> {
        let (&byte, rest) = self.0.split_first()?;
        let mapped = map(byte)?;
        self.0 = rest;
        Some(mapped)
    }

    fn take_number(&mut self) -> Result<Option<usize>, FormatError> {
        let len = self.0.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let (digits, rest) = self.0.split_at(len);
        self.0 = rest;
        let too_many = FormatError::Value("Too many decimal digits in format string");
        if len == 0 { Ok(None) } else { decimal(digits).map(Some).ok_or(too_many) }
    }
}

/// The value of decimal digits, unless it is beyond the lengths that text can have.
pub(super) fn decimal(digits: &[u8]) -> Option<usize> {
    let value =
        digits.iter().try_fold(0usize, |value, digit| value.checked_mul(10)?.checked_add(usize::from(digit - b'0')))?;
    (value <= isize::MAX as usize).then_some(value)
}

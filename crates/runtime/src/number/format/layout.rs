//! Where sign, padding, separators and digits of a number go.

use super::super::sink::{Sink, write_repeated};
use super::spec::{Align, FormatSpec, Grouping, Sign};
use heap::OutOfMemory;

/// A number in pieces, all ASCII.
pub(super) struct Pieces<'a> {
    pub negative: bool,
    /// Such as "0x".
    pub prefix: &'a [u8],
    /// Digits before the point, which may be grouped.
    pub whole: &'a [u8],
    /// What comes after.
    pub rest: &'a [u8],
    /// Digits in a group.
    pub group: usize,
}

/// The sign to write, of length 0 or 1.
fn sign_text(negative: bool, sign: Option<Sign>) -> &'static [u8] {
    match (negative, sign) {
        (true, _) => b"-",
        (false, Some(Sign::Plus)) => b"+",
        (false, Some(Sign::Space)) => b" ",
        (false, _) => b"",
    }
}

/// Writes a number with sign, padding and separators.
pub(super) fn write_number(sink: &mut dyn Sink, spec: &FormatSpec, pieces: &Pieces<'_>) -> Result<(), OutOfMemory> {
    let sign = sign_text(pieces.negative, spec.sign);
    let others = sign.len() + pieces.prefix.len() + pieces.rest.len();
    let zeros_fill = spec.fill.as_bytes() == b"0" && spec.align == Align::AfterSign && !pieces.whole.is_empty();
    let least = if zeros_fill { spec.width.saturating_sub(others) } else { 0 };
    let digits = Digits { text: pieces.whole, grouping: spec.grouping, group: pieces.group };
    let count = digits.count_for(least);
    let padding = spec.width.saturating_sub(others.saturating_add(digits.len_of(count)));
    let (left, middle, right) = match spec.align {
        Align::Left => (0, 0, padding),
        Align::Right => (padding, 0, 0),
        Align::Center => (padding / 2, 0, padding - padding / 2),
        Align::AfterSign => (0, padding, 0),
    };
    let fill = spec.fill.as_bytes();
    write_repeated(sink, fill, left)?;
    sink.write(sign)?;
    sink.write(pieces.prefix)?;
    write_repeated(sink, fill, middle)?;
    digits.write(sink, count)?;
    sink.write(pieces.rest)?;
    write_repeated(sink, fill, right)
}

/// Digits to be grouped, with as many zeros before them as wanted.
struct Digits<'a> {
    text: &'a [u8],
    grouping: Option<Grouping>,
    group: usize,
}

impl Digits<'_> {
    /// The length of `count` digits with their separators.
    fn len_of(&self, count: usize) -> usize {
        let separators = if self.grouping.is_some() { count.saturating_sub(1) / self.group } else { 0 };
        count.saturating_add(separators)
    }

    /// How many digits fill `least` characters; at least those of the text.
    fn count_for(&self, least: usize) -> usize {
        let filling = match self.grouping {
            Some(_) if least > 0 => {
                // A separator comes with each full group, but none at the beginning: one more digit does then.
                let (groups, more) = (least / (self.group + 1), least % (self.group + 1));
                groups * self.group + more.max(1)
            }
            _ => least,
        };
        self.text.len().max(filling)
    }

    /// Writes `count` digits with separators.
    fn write(&self, sink: &mut dyn Sink, count: usize) -> Result<(), OutOfMemory> {
        let zeros = count - self.text.len();
        let Some(grouping) = self.grouping else {
            write_repeated(sink, b"0", zeros)?;
            return sink.write(self.text);
        };
        for index in 0..count {
            if index > 0 && (count - index).is_multiple_of(self.group) {
                sink.write(&[grouping.separator()])?;
            }
            sink.write(if index < zeros { b"0" } else { &self.text[index - zeros..=index - zeros] })?;
        }
        Ok(())
    }
}

/// Writes `text`, which has `count` characters, padded to the width.
pub(super) fn write_padded(
    sink: &mut dyn Sink,
    spec: &FormatSpec,
    text: &[u8],
    count: usize,
) -> Result<(), OutOfMemory> {
    let padding = spec.width.saturating_sub(count);
    let left = match spec.align {
        Align::Left => 0,
        Align::Right | Align::AfterSign => padding,
        Align::Center => padding / 2,
    };
    write_repeated(sink, spec.fill.as_bytes(), left)?;
    sink.write(text)?;
    write_repeated(sink, spec.fill.as_bytes(), padding - left)
}

//! Upper, lower and title case, and folding for comparison without case.

use super::mapping::{casefold, lower, title, upper};
use super::properties::{is_combining, is_lower, is_title, is_upper};
use super::{code_points, encode};
use crate::number::sink::Sink;
use heap::OutOfMemory;

/// What a code point becomes: up to three code points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mapped {
    code_points: [u32; 3],
    len: u8,
}

impl Mapped {
    /// The code points.
    #[inline]
    pub fn as_slice(&self) -> &[u32] {
        &self.code_points[..usize::from(self.len)]
    }

    pub(super) fn one(code_point: u32) -> Self {
        Self { code_points: [code_point, 0, 0], len: 1 }
    }

    #[cfg(feature = "unicode")]
    pub(super) fn of(items: impl Iterator<Item = u32>) -> Self {
        let mut mapped = Self { code_points: [0; 3], len: 0 };
        for (slot, item) in mapped.code_points.iter_mut().zip(items) {
            *slot = item;
            mapped.len += 1;
        }
        mapped
    }

    /// Maps each code point again.
    #[cfg(feature = "unicode")]
    pub(super) fn then(self, map: impl Fn(u32) -> Mapped) -> Self {
        Self::of(self.as_slice().iter().flat_map(|&code_point| {
            let mapped = map(code_point);
            (0..usize::from(mapped.len)).map(move |index| mapped.code_points[index])
        }))
    }
}

const FINAL_SIGMA: u32 = 0x03C2;
const CAPITAL_SIGMA: u32 = 0x03A3;

/// Appends `text` in upper case.
pub fn append_uppered(sink: &mut dyn Sink, text: &[u8]) -> Result<(), OutOfMemory> {
    append_mapped(sink, text, u8::to_ascii_uppercase, |code_point, _, _| upper(code_point))
}

/// Appends `text` in lower case.
pub fn append_lowered(sink: &mut dyn Sink, text: &[u8]) -> Result<(), OutOfMemory> {
    append_mapped(sink, text, u8::to_ascii_lowercase, lower_in_context)
}

/// Appends `text` folded for comparison without case.
pub fn append_casefolded(sink: &mut dyn Sink, text: &[u8]) -> Result<(), OutOfMemory> {
    append_mapped(sink, text, u8::to_ascii_lowercase, |code_point, _, _| casefold(code_point))
}

/// Appends `text` with capitals for small letters and the other way round.
pub fn append_swapped(sink: &mut dyn Sink, text: &[u8]) -> Result<(), OutOfMemory> {
    let swap_ascii = |byte: &u8| if byte.is_ascii_alphabetic() { byte ^ 0x20 } else { *byte };
    append_mapped(sink, text, swap_ascii, |code_point, before, after| {
        if is_upper(code_point) {
            lower_in_context(code_point, before, after)
        } else if is_lower(code_point) {
            upper(code_point)
        } else {
            Mapped::one(code_point)
        }
    })
}

/// Appends `text` with its first letter in title case and the others in lower case.
pub fn append_capitalized(sink: &mut dyn Sink, text: &[u8]) -> Result<(), OutOfMemory> {
    append_words(sink, text, |_| true)
}

/// Appends `text` with the first letter of each word in title case and the others in lower case.
pub fn append_titled(sink: &mut dyn Sink, text: &[u8]) -> Result<(), OutOfMemory> {
    append_words(sink, text, is_cased)
}

/// After a code point for which `goes_on` holds, letters are in lower case.
fn append_words(sink: &mut dyn Sink, text: &[u8], goes_on: impl Fn(u32) -> bool) -> Result<(), OutOfMemory> {
    let mut within = false;
    let mut offset = 0;
    for code_point in code_points(text) {
        let (before, rest) = text.split_at(offset);
        let after = &rest[encode(code_point).as_bytes().len()..];
        let mapped = if within { lower_in_context(code_point, before, after) } else { title(code_point) };
        write_mapped(sink, mapped)?;
        within = goes_on(code_point);
        offset = text.len() - after.len();
    }
    Ok(())
}

fn append_mapped(
    sink: &mut dyn Sink,
    text: &[u8],
    map_ascii: impl Fn(&u8) -> u8,
    map: impl Fn(u32, &[u8], &[u8]) -> Mapped,
) -> Result<(), OutOfMemory> {
    let mut rest = text;
    while !rest.is_empty() {
        let ascii = rest.iter().take_while(|byte| byte.is_ascii()).count();
        for chunk in rest[..ascii].chunks(32) {
            let mut mapped = [0; 32];
            for (out, byte) in mapped.iter_mut().zip(chunk) {
                *out = map_ascii(byte);
            }
            sink.write(&mapped[..chunk.len()])?;
        }
        rest = &rest[ascii..];
        let Some((code_point, len)) = super::decode(rest) else { break };
        if code_point >= 0x80 {
            let before = &text[..text.len() - rest.len()];
            rest = &rest[len..];
            write_mapped(sink, map(code_point, before, rest))?;
        }
    }
    Ok(())
}

fn write_mapped(sink: &mut dyn Sink, mapped: Mapped) -> Result<(), OutOfMemory> {
    mapped.as_slice().iter().try_for_each(|&code_point| sink.write(encode(code_point).as_bytes()))
}

/// Lower case, where a sigma at the end of a word is another one.
fn lower_in_context(code_point: u32, before: &[u8], after: &[u8]) -> Mapped {
    if code_point != CAPITAL_SIGMA {
        return lower(code_point);
    }
    let cased = |code_point: Option<u32>| code_point.is_some_and(is_cased);
    let letter_before = cased(code_points(before).rev().find(|&code_point| !is_case_ignorable(code_point)));
    let letter_after = cased(code_points(after).find(|&code_point| !is_case_ignorable(code_point)));
    if letter_before && !letter_after { Mapped::one(FINAL_SIGMA) } else { lower(code_point) }
}

/// Whether a character has a case.
pub(super) fn is_cased(code_point: u32) -> bool {
    is_lower(code_point) || is_upper(code_point) || is_title(code_point)
}

/// Whether a character within a word does not end it for the final sigma.
fn is_case_ignorable(code_point: u32) -> bool {
    matches!(code_point, 0x27 | 0x2E | 0x3A | 0x5E | 0x60 | 0xA8 | 0xAD | 0xAF | 0xB4 | 0xB7 | 0xB8 | 0x2019)
        || is_combining(code_point)
}

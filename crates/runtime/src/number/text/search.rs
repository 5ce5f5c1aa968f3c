//! Finding one text in another. Bytes can be searched as they are: no code point is part of another.
//!
//! With the feature `fast-search` the crate memchr does it, in linear time and with the processor's vectors; without it a
//! few lines compare at each place.

#[cfg(feature = "fast-search")]
mod fast {
    use memchr::memmem;

    /// The first offset of a byte.
    #[inline]
    pub fn find_byte(text: &[u8], byte: u8) -> Option<usize> {
        memchr::memchr(byte, text)
    }

    /// The first offset of one of two bytes.
    #[inline]
    pub fn find_either(text: &[u8], first: u8, second: u8) -> Option<usize> {
        memchr::memchr2(first, second, text)
    }

    /// The last offset of a byte.
    #[inline]
    pub fn rfind_byte(text: &[u8], byte: u8) -> Option<usize> {
        memchr::memrchr(byte, text)
    }

    /// The first offset of `needle` in `text`.
    pub fn find(text: &[u8], needle: &[u8]) -> Option<usize> {
        match *needle {
            [byte] => find_byte(text, byte),
            _ => memmem::find(text, needle),
        }
    }

    /// The last offset of `needle` in `text`.
    pub fn rfind(text: &[u8], needle: &[u8]) -> Option<usize> {
        match *needle {
            [byte] => rfind_byte(text, byte),
            _ => memmem::rfind(text, needle),
        }
    }

    /// Calls `found` with the offset of each occurrence of `needle`, which is not empty, without overlap.
    #[inline]
    pub fn for_each_match(text: &[u8], needle: &[u8], limit: usize, found: impl FnMut(usize)) {
        match *needle {
            [byte] => memchr::memchr_iter(byte, text).take(limit).for_each(found),
            _ => memmem::find_iter(text, needle).take(limit).for_each(found),
        }
    }

    /// The offsets at which `needle`, which has more than a byte, occurs without overlap.
    #[inline]
    pub fn matches<'a>(text: &'a [u8], needle: &'a [u8]) -> impl Iterator<Item = usize> + 'a {
        memmem::find_iter(text, needle)
    }
}

#[cfg(not(feature = "fast-search"))]
mod small {
    /// The first offset of a byte.
    pub fn find_byte(text: &[u8], byte: u8) -> Option<usize> {
        text.iter().position(|&other| other == byte)
    }

    /// The first offset of one of two bytes.
    pub fn find_either(text: &[u8], first: u8, second: u8) -> Option<usize> {
        text.iter().position(|&other| other == first || other == second)
    }

    /// The last offset of a byte.
    pub fn rfind_byte(text: &[u8], byte: u8) -> Option<usize> {
        text.iter().rposition(|&other| other == byte)
    }

    /// The first offset of `needle` in `text`.
    pub fn find(text: &[u8], needle: &[u8]) -> Option<usize> {
        (0..(text.len() + 1).saturating_sub(needle.len())).find(|&at| text[at..].starts_with(needle))
    }

    /// The last offset of `needle` in `text`.
    pub fn rfind(text: &[u8], needle: &[u8]) -> Option<usize> {
        (0..(text.len() + 1).saturating_sub(needle.len())).rfind(|&at| text[at..].starts_with(needle))
    }

    /// Calls `found` with the offset of each occurrence of `needle`, which is not empty, without overlap.
    pub fn for_each_match(text: &[u8], needle: &[u8], limit: usize, found: impl FnMut(usize)) {
        matches(text, needle).take(limit).for_each(found);
    }

    /// The offsets at which `needle`, which is not empty, occurs without overlap.
    pub fn matches<'a>(text: &'a [u8], needle: &'a [u8]) -> impl Iterator<Item = usize> + 'a {
        let mut start = 0;
        core::iter::from_fn(move || {
            let at = start + find(&text[start..], needle)?;
            start = at + needle.len();
            Some(at)
        })
    }
}

#[cfg(feature = "fast-search")]
pub use fast::{find, find_byte, find_either, for_each_match, matches, rfind, rfind_byte};
#[cfg(not(feature = "fast-search"))]
pub use small::{find, find_byte, find_either, for_each_match, matches, rfind, rfind_byte};

/// How often `needle`, which is not empty, occurs in `text` without overlap.
pub fn count_matches(text: &[u8], needle: &[u8]) -> usize {
    let mut count = 0;
    if !needle.is_empty() {
        for_each_match(text, needle, usize::MAX, |_| count += 1);
    }
    count
}

//! Finding one text in another. Bytes can be searched as they are: no code point is part of another.

use memchr::memmem;

/// The first offset of `needle` in `text`.
pub fn find(text: &[u8], needle: &[u8]) -> Option<usize> {
    match *needle {
        [byte] => memchr::memchr(byte, text),
        _ => memmem::find(text, needle),
    }
}

/// The last offset of `needle` in `text`.
pub fn rfind(text: &[u8], needle: &[u8]) -> Option<usize> {
    match *needle {
        [byte] => memchr::memrchr(byte, text),
        _ => memmem::rfind(text, needle),
    }
}

/// The first offset of a byte.
#[inline]
pub fn find_byte(text: &[u8], byte: u8) -> Option<usize> {
    memchr::memchr(byte, text)
}

/// The last offset of a byte.
#[inline]
pub fn rfind_byte(text: &[u8], byte: u8) -> Option<usize> {
    memchr::memrchr(byte, text)
}

/// How often `needle`, which is not empty, occurs in `text` without overlap.
pub fn count_matches(text: &[u8], needle: &[u8]) -> usize {
    match *needle {
        [] => 0,
        [byte] => memchr::memchr_iter(byte, text).count(),
        _ => memmem::find_iter(text, needle).count(),
    }
}

//! Whether bytes are UTF-8, and what to say if not.

/// The first fault of bytes that are not UTF-8, in the words of `UnicodeDecodeError`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Utf8Error {
    /// Where the faulty sequence begins.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// What is wrong with it.
    pub reason: &'static str,
}

/// Checks that `bytes` are UTF-8, without surrogates.
pub fn validate_utf8(bytes: &[u8]) -> Result<(), Utf8Error> {
    let Err(error) = core::str::from_utf8(bytes) else { return Ok(()) };
    let start = error.valid_up_to();
    let Some(len) = error.error_len() else {
        return Err(Utf8Error { start, end: bytes.len(), reason: "unexpected end of data" });
    };
    let lead_is_valid = matches!(bytes.get(start), Some(0xC2..=0xF4));
    let reason = if lead_is_valid { "invalid continuation byte" } else { "invalid start byte" };
    Err(Utf8Error { start, end: start + len, reason })
}

/// The byte offset of the first surrogate in WTF-8, which makes it no UTF-8.
pub fn first_surrogate(text: &[u8]) -> Option<usize> {
    let mut start = 0;
    while let Some(offset) = super::find_byte(&text[start..], 0xED) {
        let position = start + offset;
        if text.get(position + 1).is_some_and(|&byte| byte >= 0xA0) {
            return Some(position);
        }
        start = position + 1;
    }
    None
}

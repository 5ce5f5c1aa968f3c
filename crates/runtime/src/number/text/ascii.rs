//! Kinds and cases of characters without the tables of Unicode: only ASCII characters have any.

use super::case::Mapped;

/// The upper case of a code point.
pub fn upper(code_point: u32) -> Mapped {
    Mapped::one(if is_lower(code_point) { code_point ^ 0x20 } else { code_point })
}

/// The lower case of a code point.
pub fn lower(code_point: u32) -> Mapped {
    Mapped::one(if is_upper(code_point) { code_point ^ 0x20 } else { code_point })
}

/// What a code point becomes at the beginning of a word in title case.
pub fn title(code_point: u32) -> Mapped {
    upper(code_point)
}

/// What a code point becomes for comparison without case.
pub fn casefold(code_point: u32) -> Mapped {
    lower(code_point)
}

/// The value of a decimal digit.
#[inline]
pub fn decimal_value(code_point: u32) -> Option<u32> {
    code_point.checked_sub(0x30).filter(|&value| value < 10)
}

/// The value of a digit.
pub fn digit_value(code_point: u32) -> Option<u32> {
    decimal_value(code_point)
}

/// `str.isdecimal` of one character.
pub fn is_decimal(code_point: u32) -> bool {
    decimal_value(code_point).is_some()
}

/// `str.isdigit` of one character.
pub fn is_digit(code_point: u32) -> bool {
    is_decimal(code_point)
}

/// `str.isnumeric` of one character.
pub fn is_numeric(code_point: u32) -> bool {
    is_decimal(code_point)
}

/// `str.isalpha` of one character.
pub fn is_alpha(code_point: u32) -> bool {
    is_lower(code_point) || is_upper(code_point)
}

/// `str.isalnum` of one character.
pub fn is_alphanumeric(code_point: u32) -> bool {
    is_alpha(code_point) || is_decimal(code_point)
}

/// `str.isspace` of one character.
#[inline]
pub fn is_space(code_point: u32) -> bool {
    matches!(code_point, 0x09..=0x0D | 0x1C..=0x20)
}

/// Whether a character is in lower case.
pub fn is_lower(code_point: u32) -> bool {
    matches!(code_point, 0x61..=0x7A)
}

/// Whether a character is in upper case.
pub fn is_upper(code_point: u32) -> bool {
    matches!(code_point, 0x41..=0x5A)
}

/// Whether a character is a ligature of a capital and a small letter.
pub fn is_title(_code_point: u32) -> bool {
    false
}

/// `str.isprintable` of one character: whether `repr` shows it as it is. Beyond ASCII, all but control characters,
/// the soft hyphen, line separators and surrogates.
pub fn is_printable(code_point: u32) -> bool {
    code_point >= 0x20 && !matches!(code_point, 0x7F..=0xA0 | 0xAD | 0x2028 | 0x2029 | 0xD800..=0xDFFF)
}

/// Whether an identifier can begin with this character.
pub fn is_identifier_start(code_point: u32) -> bool {
    is_alpha(code_point) || code_point == 0x5F || (code_point >= 0x80 && is_printable(code_point))
}

/// Whether an identifier can go on with this character.
pub fn is_identifier_continue(code_point: u32) -> bool {
    is_identifier_start(code_point) || is_decimal(code_point)
}

/// Whether a character extends the one before it.
#[cfg(not(feature = "unicode"))]
pub(super) fn is_combining(_code_point: u32) -> bool {
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ascii_is_as_with_the_tables() {
        for code_point in 0..0x80 {
            let kinds = [is_alpha, is_numeric, is_space, is_lower, is_upper, is_printable, is_identifier_start];
            let c = char::from_u32(code_point).unwrap_or_default();
            let python_space = c.is_whitespace() || matches!(code_point, 0x1C..=0x1F);
            let expected = [
                c.is_alphabetic(),
                c.is_numeric(),
                python_space,
                c.is_lowercase(),
                c.is_uppercase(),
                !c.is_control(),
                c.is_alphabetic() || c == '_',
            ];
            assert_eq!(kinds.map(|kind| kind(code_point)), expected, "{c:?}");
            assert_eq!(upper(code_point).as_slice(), [u32::from(c.to_ascii_uppercase())]);
            assert_eq!(lower(code_point).as_slice(), [u32::from(c.to_ascii_lowercase())]);
        }
        assert!(!is_alpha(0xE9) && !is_numeric(0x0663) && is_printable(0xE9) && is_identifier_start(0xE9));
        assert!(!is_printable(0xD800) && !is_identifier_continue(0xA0));
    }
}

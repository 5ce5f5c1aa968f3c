//! What kind of character a code point is, as `str.isalpha` and its like ask.
//!
//! Letters, case and space come from `core`'s tables of the Unicode properties. The kinds of numbers that only
//! Python tells apart come from small tables here (Unicode 14).

/// The zero of each run of ten decimal digits.
const DECIMAL_ZEROS: [u32; 66] = [
    0x0030, 0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6, 0x0D66, 0x0DE6,
    0x0E50, 0x0ED0, 0x0F20, 0x1040, 0x1090, 0x17E0, 0x1810, 0x1946, 0x19D0, 0x1A80, 0x1A90, 0x1B50, 0x1BB0, 0x1C40,
    0x1C50, 0xA620, 0xA8D0, 0xA900, 0xA9D0, 0xA9F0, 0xAA50, 0xABF0, 0xFF10, 0x104A0, 0x10D30, 0x11066, 0x110F0,
    0x11136, 0x111D0, 0x112F0, 0x11450, 0x114D0, 0x11650, 0x116C0, 0x11730, 0x118E0, 0x11950, 0x11C50, 0x11D50,
    0x11DA0, 0x16A60, 0x16AC0, 0x16B50, 0x1D7CE, 0x1D7D8, 0x1D7E2, 0x1D7EC, 0x1D7F6, 0x1E140, 0x1E2F0, 0x1E950,
    0x1FBF0,
];

/// Runs of digits that are not decimal, such as superscripts: first, last, and the value of the first.
const OTHER_DIGITS: [(u32, u32, u32); 21] = [
    (0x00B2, 0x00B3, 2),
    (0x00B9, 0x00B9, 1),
    (0x1369, 0x1371, 1),
    (0x19DA, 0x19DA, 1),
    (0x2070, 0x2070, 0),
    (0x2074, 0x2079, 4),
    (0x2080, 0x2089, 0),
    (0x2460, 0x2468, 1),
    (0x2474, 0x247C, 1),
    (0x2488, 0x2490, 1),
    (0x24EA, 0x24EA, 0),
    (0x24F5, 0x24FD, 1),
    (0x24FF, 0x24FF, 0),
    (0x2776, 0x277E, 1),
    (0x2780, 0x2788, 1),
    (0x278A, 0x2792, 1),
    (0x10A40, 0x10A43, 1),
    (0x10E60, 0x10E68, 1),
    (0x11052, 0x1105A, 1),
    (0x1F100, 0x1F100, 0),
    (0x1F101, 0x1F10A, 0),
];

/// Ideographs that stand for numbers.
const NUMERIC_IDEOGRAPHS: [u32; 81] = [
    0x3405, 0x3483, 0x382A, 0x3B4D, 0x4E00, 0x4E03, 0x4E07, 0x4E09, 0x4E5D, 0x4E8C, 0x4E94, 0x4E96, 0x4EBF, 0x4EC0,
    0x4EDF, 0x4EE8, 0x4F0D, 0x4F70, 0x5104, 0x5146, 0x5169, 0x516B, 0x516D, 0x5341, 0x5343, 0x5344, 0x5345, 0x534C,
    0x53C1, 0x53C2, 0x53C3, 0x53C4, 0x56DB, 0x58F1, 0x58F9, 0x5E7A, 0x5EFE, 0x5EFF, 0x5F0C, 0x5F0D, 0x5F0E, 0x5F10,
    0x62FE, 0x634C, 0x67D2, 0x6F06, 0x7396, 0x767E, 0x8086, 0x842C, 0x8CAE, 0x8CB3, 0x8D30, 0x9621, 0x9646, 0x964C,
    0x9678, 0x96F6, 0xF96B, 0xF973, 0xF978, 0xF9B2, 0xF9D1, 0xF9D3, 0xF9FD, 0x20001, 0x20064, 0x200E2, 0x20121,
    0x2092A, 0x20983, 0x2098C, 0x2099C, 0x20AEA, 0x20AFD, 0x20B19, 0x22390, 0x22998, 0x23B1B, 0x2626D, 0x2F890,
];

/// The value of a decimal digit of any script.
#[inline]
pub fn decimal_value(code_point: u32) -> Option<u32> {
    if code_point < 0x80 {
        return code_point.checked_sub(0x30).filter(|&value| value < 10);
    }
    let index = DECIMAL_ZEROS.partition_point(|&zero| zero <= code_point).checked_sub(1)?;
    Some(code_point - DECIMAL_ZEROS[index]).filter(|&value| value < 10)
}

/// The value of a digit of any kind, also one that is not used in positions.
pub fn digit_value(code_point: u32) -> Option<u32> {
    decimal_value(code_point).or_else(|| {
        let index = OTHER_DIGITS.partition_point(|&(first, _, _)| first <= code_point).checked_sub(1)?;
        let (first, last, value) = OTHER_DIGITS[index];
        (code_point <= last).then(|| code_point - first + value)
    })
}

/// `str.isdecimal` of one character.
pub fn is_decimal(code_point: u32) -> bool {
    decimal_value(code_point).is_some()
}

/// `str.isdigit` of one character.
pub fn is_digit(code_point: u32) -> bool {
    digit_value(code_point).is_some()
}

/// `str.isnumeric` of one character.
pub fn is_numeric(code_point: u32) -> bool {
    has(code_point, char::is_numeric) || NUMERIC_IDEOGRAPHS.binary_search(&code_point).is_ok()
}

/// `str.isalpha` of one character. Vowel signs that take room of their own count as well, other than in CPython.
pub fn is_alpha(code_point: u32) -> bool {
    has(code_point, |c| c.is_alphabetic() && !c.is_numeric() && !is_circled_letter(c)) && !is_combining(code_point)
}

/// Symbols that Unicode gives the property of letters, but not the category.
fn is_circled_letter(c: char) -> bool {
    matches!(c, '\u{24B6}'..='\u{24E9}' | '\u{1F130}'..='\u{1F149}' | '\u{1F150}'..='\u{1F169}' | '\u{1F170}'..='\u{1F189}')
}

/// `str.isalnum` of one character.
pub fn is_alphanumeric(code_point: u32) -> bool {
    is_alpha(code_point) || is_numeric(code_point)
}

/// `str.isspace` of one character.
#[inline]
pub fn is_space(code_point: u32) -> bool {
    match code_point {
        0..0x80 => matches!(code_point, 0x09..=0x0D | 0x1C..=0x20),
        _ => has(code_point, char::is_whitespace),
    }
}

/// Whether a character is in lower case.
pub fn is_lower(code_point: u32) -> bool {
    has(code_point, char::is_lowercase)
}

/// Whether a character is in upper case.
pub fn is_upper(code_point: u32) -> bool {
    has(code_point, char::is_uppercase)
}

/// Whether a character is a ligature of a capital and a small letter.
pub fn is_title(code_point: u32) -> bool {
    matches!(
        code_point,
        0x01C5 | 0x01C8 | 0x01CB | 0x01F2 | 0x1F88..=0x1F8F | 0x1F98..=0x1F9F | 0x1FA8..=0x1FAF | 0x1FBC | 0x1FCC | 0x1FFC
    )
}

/// `str.isprintable` of one character: whether `repr` shows it as it is.
pub fn is_printable(code_point: u32) -> bool {
    if code_point < 0x7F {
        return code_point >= 0x20;
    }
    let Some(c) = char::from_u32(code_point) else { return false };
    // The table of printable characters is reachable only through escaping. At the start of a text that would
    // also escape combining characters, hence the letter before it.
    let mut text = [b'a', 0, 0, 0, 0];
    let len = 1 + c.encode_utf8(&mut text[1..]).len();
    core::str::from_utf8(&text[..len]).is_ok_and(|text| text.escape_debug().nth(1) != Some('\\'))
}

/// Whether an identifier can begin with this character.
pub fn is_identifier_start(code_point: u32) -> bool {
    match code_point {
        0..0x80 => matches!(code_point as u8, b'a'..=b'z' | b'A'..=b'Z' | b'_'),
        _ => has(code_point, |c| c.is_alphabetic() && !is_circled_letter(c)) && !is_combining(code_point),
    }
}

/// Whether an identifier can go on with this character.
pub fn is_identifier_continue(code_point: u32) -> bool {
    is_identifier_start(code_point)
        || is_decimal(code_point)
        || (code_point >= 0x80 && is_combining(code_point))
        || matches!(code_point, 0xB7 | 0x387 | 0x1369..=0x1371 | 0x203F | 0x2040 | 0x2054)
}

/// Whether a character extends the one before it. Such are escaped where nothing comes before.
pub(super) fn is_combining(code_point: u32) -> bool {
    code_point >= 0x300
        && is_printable(code_point)
        && char::from_u32(code_point).is_some_and(|c| c.escape_debug().next() == Some('\\'))
}

fn has(code_point: u32, property: impl Fn(char) -> bool) -> bool {
    char::from_u32(code_point).is_some_and(property)
}

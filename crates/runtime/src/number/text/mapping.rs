//! What single code points become in other cases, by the tables of Unicode.

use super::case::Mapped;

/// The upper case of a code point.
pub fn upper(code_point: u32) -> Mapped {
    match char::from_u32(code_point) {
        Some(c) => Mapped::of(c.to_uppercase().map(u32::from)),
        None => Mapped::one(code_point),
    }
}

/// The lower case of a code point, wherever it stands.
pub fn lower(code_point: u32) -> Mapped {
    match char::from_u32(code_point) {
        Some(c) => Mapped::of(c.to_lowercase().map(u32::from)),
        None => Mapped::one(code_point),
    }
}

/// What a code point becomes at the beginning of a word in title case.
pub fn title(code_point: u32) -> Mapped {
    match code_point {
        0..0x80 => upper(code_point),
        // Ligatures of two letters have a form of their own.
        0x01C4..=0x01CC => Mapped::one((code_point - 0x01C4) / 3 * 3 + 0x01C5),
        0x01F1..=0x01F3 => Mapped::one(0x01F2),
        // Georgian has capitals, but no title case.
        0x10D0..=0x10FA | 0x10FD..=0x10FF => Mapped::one(code_point),
        // Greek vowels with iota subscript: the capital keeps the iota below.
        0x1F80..=0x1FAF => Mapped::one(code_point | 8),
        0x1FBC | 0x1FCC | 0x1FFC => Mapped::one(code_point),
        0x1FB3 | 0x1FC3 | 0x1FF3 => Mapped::one(code_point + 9),
        0x1FB2 | 0x1FC2 | 0x1FF2 | 0x1FB4 | 0x1FC4 | 0x1FF4 | 0x1FB7 | 0x1FC7 | 0x1FF7 => {
            let upper = upper(code_point);
            Mapped::of(upper.as_slice().iter().map(|&part| if part == 0x0399 { 0x0345 } else { part }))
        }
        // Ligatures in small letters become a capital and small letters.
        0x00DF | 0x0587 | 0xFB00..=0xFB17 => {
            let upper = upper(code_point);
            let lower = |part: u32| lower(part).as_slice()[0];
            let parts = upper.as_slice().iter().enumerate();
            Mapped::of(parts.map(|(index, &part)| if index == 0 { part } else { lower(part) }))
        }
        _ => upper(code_point),
    }
}

/// What a code point becomes for comparison without case.
pub fn casefold(code_point: u32) -> Mapped {
    match code_point {
        0..0x80 => lower(code_point),
        // Small letters whose capital belongs to another letter.
        0x0131 => Mapped::one(code_point),
        // Cherokee folds to capitals.
        0x13A0..=0x13F5 => Mapped::one(code_point),
        0x13F8..=0x13FD | 0xAB70..=0xABBF => upper(code_point),
        _ => lower(code_point).then(upper).then(lower),
    }
}

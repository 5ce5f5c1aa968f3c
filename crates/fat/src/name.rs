//! Names of entries: eight letters and three, or long ones in entries of their own before that.

use crate::directory::ENTRY;
use crate::{put, read_half};

/// The longest name in units of UTF-16.
pub const LONGEST: usize = 255;
/// Units in an entry of a long name.
pub const UNITS: usize = 13;
/// Where the units are.
const PLACES: [usize; UNITS] = [1, 3, 5, 7, 9, 14, 16, 18, 20, 22, 24, 28, 30];
/// The base of a short name is shown in lower case.
pub const LOWER_BASE: u8 = 8;
/// The extension of a short name is shown in lower case.
pub const LOWER_EXTENSION: u8 = 16;

/// A name as units of UTF-16.
pub struct Name {
    units: [u16; LONGEST],
    length: usize,
}

impl Default for Name {
    fn default() -> Self {
        Name { units: [0; LONGEST], length: 0 }
    }
}

impl Name {
    /// The name of some text; `None` if it cannot be stored.
    pub fn new(text: &str) -> Option<Name> {
        let mut name = Name::default();
        for unit in text.encode_utf16() {
            if unit < 32 || (unit < 128 && b"\"*/:<>?\\|\x7f".contains(&(unit as u8))) {
                return None;
            }
            *name.units.get_mut(name.length)? = unit;
            name.length += 1;
        }
        // What ends with a dot or a blank is taken for something else by other systems.
        let last = *name.units().last()?;
        (last != u16::from(b'.') && last != u16::from(b' ')).then_some(name)
    }

    /// The units.
    pub fn units(&self) -> &[u16] {
        self.units.get(..self.length).unwrap_or(&[])
    }

    /// Sets one unit; the name is as long as the furthest one.
    fn set(&mut self, index: usize, unit: u16) {
        if let Some(slot) = self.units.get_mut(index) {
            *slot = unit;
            self.length = self.length.max(index + 1);
        }
    }

    fn push(&mut self, unit: u16) {
        self.set(self.length, unit);
    }

    /// The characters; what is no UTF-16 becomes a replacement character.
    pub fn characters(&self) -> impl Iterator<Item = char> {
        char::decode_utf16(self.units().iter().copied()).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER))
    }

    /// Whether two names are those of one file: case does not count in ASCII.
    pub fn same(&self, other: &Name) -> bool {
        let lower = |unit: &u16| match *unit {
            unit @ 0x41..=0x5a => unit + 0x20,
            unit => unit,
        };
        self.units().iter().map(lower).eq(other.units().iter().map(lower))
    }

    /// Takes the units of an entry of a long name. `ordinal` counts from 1.
    pub fn take_long(&mut self, entry: &[u8], ordinal: usize) {
        for (index, place) in PLACES.into_iter().enumerate() {
            match read_half(entry, place) {
                0 | 0xffff => break,
                unit => self.set((ordinal - 1) * UNITS + index, unit),
            }
        }
    }

    /// The name that a short entry has.
    pub fn from_short(entry: &[u8]) -> Name {
        let mut name = Name::default();
        let case = entry.get(12).copied().unwrap_or(0);
        for (range, flag) in [(0..8, LOWER_BASE), (8..11, LOWER_EXTENSION)] {
            let part = entry.get(range).unwrap_or(&[]);
            let end = part.iter().rposition(|&byte| byte != b' ').map_or(0, |index| index + 1);
            if flag == LOWER_EXTENSION && end > 0 {
                name.push(u16::from(b'.'));
            }
            for (index, &byte) in part.iter().take(end).enumerate() {
                // 0xe5 is written as 5, since it marks free entries.
                let byte = if index == 0 && flag == LOWER_BASE && byte == 5 { 0xe5 } else { byte };
                let byte = if case & flag != 0 { byte.to_ascii_lowercase() } else { byte };
                name.push(if byte < 0x80 { u16::from(byte) } else { 0xfffd });
            }
        }
        name
    }

    /// The short form: the eleven bytes, flags of its case, and whether it is all of the name.
    pub fn short(&self) -> ([u8; 11], u8, bool) {
        let mut short = [b' '; 11];
        let units = self.units();
        let dot = units.iter().rposition(|&unit| unit == u16::from(b'.')).filter(|&dot| dot > 0);
        let (base, extension) = match dot {
            Some(dot) => (units.get(..dot).unwrap_or(&[]), units.get(dot + 1..).unwrap_or(&[])),
            None => (units, &[][..]),
        };
        let mut complete = true;
        let mut case = 0;
        for (part, start, size, flag) in [(base, 0, 8, LOWER_BASE), (extension, 8, 3, LOWER_EXTENSION)] {
            let mut count = 0;
            let (mut lower, mut upper) = (false, false);
            for &unit in part {
                let byte = u8::try_from(unit).unwrap_or(b' ');
                let allowed = byte.is_ascii_alphanumeric() || (byte > 32 && b"!#$%&'()-@^_`{}~".contains(&byte));
                lower |= byte.is_ascii_lowercase();
                upper |= byte.is_ascii_uppercase();
                complete &= allowed && count < size;
                if byte == b'.' || byte == b' ' {
                    continue;
                }
                if count < size {
                    short[start + count] = if allowed { byte.to_ascii_uppercase() } else { b'_' };
                    count += 1;
                }
            }
            complete &= !(lower && upper);
            case |= if lower { flag } else { 0 };
        }
        if short[0] == b' ' {
            (short[0], complete) = (b'_', false);
        }
        (short, case, complete)
    }

    /// The number of entries that the long form takes.
    pub fn long_entries(&self) -> usize {
        self.length.div_ceil(UNITS)
    }

    /// Writes an entry of the long form. `ordinal` counts from 1.
    pub fn write_long(&self, entry: &mut [u8], ordinal: usize, checksum: u8) {
        put(entry, 0, &[0; ENTRY]);
        let last = if ordinal == self.long_entries() { 0x40 } else { 0 };
        put(entry, 0, &[ordinal as u8 | last]);
        put(entry, 11, &[0x0f, 0, checksum]);
        for (index, place) in PLACES.into_iter().enumerate() {
            let at = (ordinal - 1) * UNITS + index;
            let unit = match self.units().get(at) {
                Some(&unit) => unit,
                None if at == self.length => 0,
                None => 0xffff,
            };
            put(entry, place, &unit.to_le_bytes());
        }
    }
}

/// The checksum of a short name, which its long entries repeat.
pub fn checksum(short: &[u8]) -> u8 {
    short.iter().take(11).fold(0u8, |sum, &byte| sum.rotate_right(1).wrapping_add(byte))
}

/// A short name with a number at the end of its base.
pub fn numbered(short: [u8; 11], number: u32) -> [u8; 11] {
    let mut digits = [0; 8];
    let mut count = 0;
    let mut rest = number;
    while rest > 0 && count < 7 {
        digits[count] = b'0' + (rest % 10) as u8;
        rest /= 10;
        count += 1;
    }
    digits[count] = b'~';
    count += 1;
    let base = short[..8].iter().position(|&byte| byte == b' ').unwrap_or(8).min(8 - count);
    let mut result = short;
    result[base..8].fill(b' ');
    for (slot, &digit) in result[base..8].iter_mut().zip(digits[..count].iter().rev()) {
        *slot = digit;
    }
    result
}

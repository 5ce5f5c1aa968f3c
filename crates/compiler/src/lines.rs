//! Byte offsets to lines and columns.

use core::cell::Cell;

/// A place in the source as people count it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Location {
    /// The line, from 1.
    pub line: u32,
    /// The column in characters, from 0 (`SyntaxError.offset` is one more).
    pub column: u32,
}

/// Finds the line and column of byte offsets.
///
/// It keeps no table: it moves a cursor from the offset asked for last, so that a pass which asks in roughly
/// the order of the source costs the length of the source and no memory.
#[derive(Debug)]
pub struct LineIndex<'a> {
    source: &'a [u8],
    cursor: Cell<Cursor>,
}

#[derive(Clone, Copy, Debug)]
struct Cursor {
    offset: usize,
    location: Location,
}

/// The bytes of the byte order mark, which takes no column.
pub(crate) const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

impl<'a> LineIndex<'a> {
    /// An index over `source`, which should be UTF-8 for the columns to be right.
    pub fn new(source: &'a [u8]) -> Self {
        Self { source, cursor: Cell::new(Self::first(source)) }
    }

    fn first(source: &[u8]) -> Cursor {
        let offset = if source.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len() } else { 0 };
        Cursor { offset, location: Location { line: 1, column: 0 } }
    }

    /// The line of `offset`, from 1.
    pub fn line(&self, offset: u32) -> u32 {
        self.locate(offset).line
    }

    /// The line and column of `offset`; an offset past the end is the end.
    pub fn locate(&self, offset: u32) -> Location {
        let offset = (offset as usize).min(self.source.len());
        let mut cursor = self.cursor.get();
        if offset < cursor.offset {
            cursor = self.retreat(cursor, offset);
        } else {
            self.advance(&mut cursor, offset);
        }
        self.cursor.set(cursor);
        cursor.location
    }

    fn advance(&self, cursor: &mut Cursor, offset: usize) {
        while cursor.offset < offset {
            if self.ends_line(cursor.offset) {
                cursor.location = Location { line: cursor.location.line.saturating_add(1), column: 0 };
            } else if self.starts_character(cursor.offset) {
                cursor.location.column = cursor.location.column.saturating_add(1);
            }
            cursor.offset += 1;
        }
    }

    fn retreat(&self, mut cursor: Cursor, offset: usize) -> Cursor {
        let first = Self::first(self.source);
        if offset <= first.offset {
            return first;
        }
        let mut crossed = false;
        while cursor.offset > offset {
            cursor.offset -= 1;
            if self.ends_line(cursor.offset) {
                cursor.location.line = cursor.location.line.saturating_sub(1);
                crossed = true;
            } else if self.starts_character(cursor.offset) {
                cursor.location.column = cursor.location.column.saturating_sub(1);
            }
        }
        if crossed {
            let mut start = cursor.offset;
            while start > first.offset && !self.ends_line(start - 1) {
                start -= 1;
            }
            let line = cursor.location.line;
            cursor = Cursor { offset: start, location: Location { line, column: 0 } };
            self.advance(&mut cursor, offset);
        }
        cursor
    }

    /// Whether the byte at `offset` is the last one of its line.
    fn ends_line(&self, offset: usize) -> bool {
        match self.source.get(offset) {
            Some(b'\n') => true,
            Some(b'\r') => self.source.get(offset + 1) != Some(&b'\n'),
            _ => false,
        }
    }

    fn starts_character(&self, offset: usize) -> bool {
        self.source.get(offset).is_some_and(|byte| byte & 0xc0 != 0x80)
    }

    /// The text of the line that contains `offset`, without its line end.
    pub fn line_text(&self, offset: u32) -> &'a [u8] {
        let mut start = (offset as usize).min(self.source.len());
        while start > 0 && !self.ends_line(start - 1) {
            start -= 1;
        }
        let rest = self.source.get(start..).unwrap_or_default();
        let rest = if start == 0 { rest.strip_prefix(BYTE_ORDER_MARK).unwrap_or(rest) } else { rest };
        let length = rest.iter().position(|byte| matches!(byte, b'\n' | b'\r')).unwrap_or(rest.len());
        rest.get(..length).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(line: u32, column: u32) -> Location {
        Location { line, column }
    }

    #[test]
    fn every_offset_in_any_order() {
        let source = "\u{feff}a\né\r\nxyz\rü\n".as_bytes();
        let expected: std::vec::Vec<Location> =
            (0..=source.len()).map(|offset| LineIndex::new(source).locate(offset as u32)).collect();
        assert_eq!(expected[3], at(1, 0));
        assert_eq!(expected[5], at(2, 0));
        assert_eq!(expected[7], at(2, 1));
        assert_eq!(expected[9], at(3, 0));
        assert_eq!(expected[13], at(4, 0));
        assert_eq!(expected[source.len()], at(5, 0));
        for first in 0..=source.len() {
            #[allow(clippy::needless_range_loop)]
            for second in 0..=source.len() {
                let index = LineIndex::new(source);
                index.locate(first as u32);
                assert_eq!(index.locate(second as u32), expected[second], "{first} {second}");
            }
        }
    }

    #[test]
    fn text_of_a_line() {
        let index = LineIndex::new(b"ab\ncd\r\nef");
        assert_eq!(index.line_text(1), b"ab");
        assert_eq!(index.line_text(3), b"cd");
        assert_eq!(index.line_text(9), b"ef");
    }
}

//! The line table: source positions of instructions as a compact row of bytes.
//!
//! An entry covers the words from its start up to the next entry's start. Its first byte has the number of words
//! since the previous entry in bits 0 to 3 (15: a varint with the rest follows), the difference of lines plus 2 in
//! bits 4 to 6 (7: a signed varint follows), and in bit 7 whether columns follow: the column, the number of lines to
//! the end, the end column, as varints. The first entry counts from word 0 and the first line of the code.

use heap::{OutOfMemory, TryVec};

/// A range of the source. Lines count from 1, columns (in bytes) from 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Position {
    /// The line; 0 if there is none.
    pub line: u32,
    /// The column.
    pub column: u32,
    /// The line of the end; 0 if there are no columns.
    pub end_line: u32,
    /// The column of the end.
    pub end_column: u32,
}

impl Position {
    /// Whether columns and the end are known.
    pub fn has_columns(&self) -> bool {
        self.end_line != 0
    }
}

/// Walks the entries of a line table: (first word, position).
#[derive(Clone, Copy, Debug)]
pub struct LineIter<'a> {
    bytes: &'a [u8],
    pc: u32,
    line: u32,
}

impl<'a> LineIter<'a> {
    /// The entries of `bytes` for code that begins at `first_line`.
    pub fn new(bytes: &'a [u8], first_line: u32) -> Self {
        Self { bytes, pc: 0, line: first_line }
    }

    fn byte(&mut self) -> Option<u8> {
        let (&byte, rest) = self.bytes.split_first()?;
        self.bytes = rest;
        Some(byte)
    }

    fn varint(&mut self) -> Option<u32> {
        let mut value = 0u32;
        for shift in (0..35).step_by(7) {
            let byte = self.byte()?;
            value |= ((byte & 0x7f) as u32).checked_shl(shift).unwrap_or(0);
            if byte & 0x80 == 0 {
                return Some(value);
            }
        }
        None
    }
}

fn unzigzag(value: u32) -> i32 {
    (value >> 1) as i32 ^ -((value & 1) as i32)
}

fn zigzag(value: i32) -> u32 {
    (value << 1 ^ value >> 31) as u32
}

impl Iterator for LineIter<'_> {
    type Item = (u32, Position);

    fn next(&mut self) -> Option<(u32, Position)> {
        let head = self.byte()?;
        let mut step = (head & 15) as u32;
        if step == 15 {
            step = self.varint()?.saturating_add(15);
        }
        let mut delta = (head >> 4 & 7) as i32 - 2;
        if delta == 5 {
            delta = unzigzag(self.varint()?);
        }
        self.pc = self.pc.saturating_add(step);
        self.line = self.line.wrapping_add(delta as u32);
        let mut position = Position { line: self.line, ..Position::default() };
        if head & 0x80 != 0 {
            position.column = self.varint()?;
            position.end_line = self.line.wrapping_add(self.varint()?);
            position.end_column = self.varint()?;
        }
        Some((self.pc, position))
    }
}

/// The position of the instruction at word `pc`.
pub fn lookup(bytes: &[u8], first_line: u32, pc: u32) -> Position {
    let mut found = Position { line: first_line, ..Position::default() };
    for (start, position) in LineIter::new(bytes, first_line) {
        if start > pc {
            break;
        }
        found = position;
    }
    found
}

/// Writes a line table; entries must come in the order of their words.
#[derive(Debug)]
pub struct LineWriter {
    bytes: TryVec<u8>,
    pc: u32,
    last: Position,
    first: bool,
}

impl LineWriter {
    /// A table for code that begins at `first_line`.
    pub fn new(first_line: u32) -> Self {
        Self { bytes: TryVec::new(), pc: 0, last: Position { line: first_line, ..Position::default() }, first: true }
    }

    fn varint(&mut self, mut value: u32) -> Result<(), OutOfMemory> {
        while value >= 0x80 {
            self.bytes.try_push(value as u8 | 0x80)?;
            value >>= 7;
        }
        self.bytes.try_push(value as u8)
    }

    /// From word `pc` on the position is `position`.
    pub fn push(&mut self, pc: u32, position: Position) -> Result<(), OutOfMemory> {
        if position == self.last && !self.first {
            return Ok(());
        }
        let step = pc.saturating_sub(self.pc);
        let delta = position.line.wrapping_sub(self.last.line) as i32;
        let short_delta = if (-2..5).contains(&delta) { (delta + 2) as u8 } else { 7 };
        let columns = if position.has_columns() { 0x80 } else { 0 };
        self.bytes.try_push(step.min(15) as u8 | short_delta << 4 | columns)?;
        if step >= 15 {
            self.varint(step - 15)?;
        }
        if short_delta == 7 {
            self.varint(zigzag(delta))?;
        }
        if columns != 0 {
            self.varint(position.column)?;
            self.varint(position.end_line.wrapping_sub(position.line))?;
            self.varint(position.end_column)?;
        }
        self.pc = pc;
        self.last = position;
        self.first = false;
        Ok(())
    }

    /// The table.
    pub fn finish(self) -> TryVec<u8> {
        self.bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_survive() {
        let entries = [
            (0, Position { line: 10, column: 4, end_line: 12, end_column: 300 }),
            (3, Position { line: 9, column: 0, end_line: 9, end_column: 1 }),
            (40, Position { line: 9, ..Position::default() }),
            (41, Position { line: 700, ..Position::default() }),
            (1000, Position { line: 3, column: 1, end_line: 3, end_column: 2 }),
        ];
        let mut writer = LineWriter::new(8);
        for (pc, position) in entries {
            writer.push(pc, position).unwrap();
        }
        let bytes = writer.finish();
        assert!(LineIter::new(&bytes, 8).eq(entries));
        assert_eq!(lookup(&bytes, 8, 39).line, 9);
        assert_eq!(lookup(&bytes, 8, 999).line, 700);
    }
}

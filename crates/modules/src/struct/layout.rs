//! Formats: which values there are, and where.

use super::error;
use core::ffi::c_long;
use heap::TryVec;
use runtime::vm::{Raised, Vm};

/// Some values of one kind in a row.
#[derive(Clone, Copy)]
pub struct Item {
    /// The code.
    pub code: u8,
    /// How many values; for `s` and `p` the number of bytes of one value.
    pub count: usize,
    /// The size of one.
    size: usize,
    /// Where the first one is.
    offset: usize,
}

impl Item {
    /// Whether the count is the length of a single value.
    fn is_string(&self) -> bool {
        matches!(self.code, b's' | b'p')
    }

    /// The bytes of one value.
    pub fn width(&self) -> usize {
        if self.is_string() { self.count } else { self.size }
    }

    /// Number and offset of each value.
    pub fn places(&self) -> impl Iterator<Item = (usize, usize)> + use<> {
        let count = match self.code {
            b'x' => 0,
            b's' | b'p' => 1,
            _ => self.count,
        };
        let (offset, size) = (self.offset, self.size);
        (0..count).map(move |number| (number, offset + number * size))
    }
}

/// A format.
pub struct Layout {
    /// Its items.
    pub items: TryVec<Item>,
    /// Its size in bytes.
    pub size: usize,
    /// How many values it has.
    pub values: usize,
    /// Whether the least significant byte comes first.
    pub little: bool,
    /// Whether sizes are those of C.
    pub native: bool,
}

/// Size of a code; `None` if there is no such code.
fn size_of_code(code: u8, native: bool) -> Option<usize> {
    Some(match code {
        b'x' | b'c' | b'b' | b'B' | b'?' | b's' | b'p' => 1,
        b'h' | b'H' | b'e' => 2,
        b'i' | b'I' | b'f' => 4,
        b'l' | b'L' if native => size_of::<c_long>(),
        b'l' | b'L' => 4,
        b'q' | b'Q' | b'd' => 8,
        b'n' | b'N' | b'P' if native => size_of::<usize>(),
        _ => return None,
    })
}

impl Layout {
    /// Reads a format.
    pub fn parse(vm: &mut Vm, source: &[u8]) -> Result<Layout, Raised> {
        let (order, text) = match source.split_first() {
            Some((&order @ (b'@' | b'=' | b'<' | b'>' | b'!'), rest)) => (order, rest),
            _ => (b'@', source),
        };
        let little = match order {
            b'<' => true,
            b'>' | b'!' => false,
            _ => cfg!(target_endian = "little"),
        };
        let native = order == b'@';
        let mut layout = Layout { items: TryVec::new(), size: 0, values: 0, little, native };
        let mut at = 0;
        while let Some(&byte) = text.get(at) {
            at += 1;
            if byte.is_ascii_whitespace() {
                continue;
            }
            let mut code = byte;
            let mut count = Some(1usize);
            if byte.is_ascii_digit() {
                count = Some(usize::from(byte - b'0'));
                loop {
                    let Some(&next) = text.get(at) else {
                        return Err(error(vm, format_args!("repeat count given without format specifier")));
                    };
                    at += 1;
                    if !next.is_ascii_digit() {
                        code = next;
                        break;
                    }
                    let digit = usize::from(next - b'0');
                    count = count.and_then(|count| count.checked_mul(10)?.checked_add(digit));
                }
            }
            let Some(size) = size_of_code(code, native) else {
                let message = if code == 0 { "embedded null character" } else { "bad char in struct format" };
                return Err(error(vm, format_args!("{message}")));
            };
            if layout.push(vm, code, count, size)?.is_none() {
                return Err(error(vm, format_args!("total struct size too long")));
            }
        }
        Ok(layout)
    }

    /// Adds an item; `None` if the structure becomes too large.
    fn push(&mut self, vm: &mut Vm, code: u8, count: Option<usize>, size: usize) -> Result<Option<()>, Raised> {
        // Codes of single bytes need no alignment.
        let offset = if self.native { self.size.checked_next_multiple_of(size) } else { Some(self.size) };
        let end = offset.zip(count).and_then(|(offset, count)| offset.checked_add(count.checked_mul(size)?));
        let (Some(offset), Some(count), Some(end)) = (offset, count, end) else { return Ok(None) };
        if end > i32::MAX as usize {
            return Ok(None);
        }
        self.size = end;
        let item = Item { code, count, size, offset };
        self.values += match code {
            b'x' => 0,
            b's' | b'p' => 1,
            _ => count,
        };
        self.items.try_push(item).map_err(|_| vm.memory_error())?;
        Ok(Some(()))
    }
}

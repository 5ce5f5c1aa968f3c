//! Concatenation of strs that does not copy a long left operand each time.
//!
//! Strs never change, but several can share a beginning. A long str that a concatenation made, and that is appended to
//! again, moves to a buffer with room behind it; as long as the left operand ends where the buffer's contents end, the
//! right operand is put there and the result shares the buffer. So a loop of `text += piece` takes linear time.

use super::construct::MAX_LENGTH;
use super::{ByteArray, Kind, Ref, Str};
use crate::value::Value;
use crate::vm::{Raised, Vm};

/// Shorter results are simply copied.
const LONG: usize = 512;

impl Vm {
    /// `a + b`
    #[inline]
    pub fn append_str(&mut self, a: Ref<Str>, b: Ref<Str>) -> Result<Value, Raised> {
        let length = a.length as usize + b.length as usize;
        if (LONG..=MAX_LENGTH).contains(&length) {
            return self.append_long(a, b, length);
        }
        self.concatenated(a, b, length)
    }

    #[inline]
    fn concatenated(&mut self, a: Ref<Str>, b: Ref<Str>, length: usize) -> Result<Value, Raised> {
        self.new_str_filled(length, a.characters as usize + b.characters as usize, |filler| {
            filler.write(a.as_bytes());
            filler.write(b.as_bytes());
        })
    }

    #[inline(never)]
    fn append_long(&mut self, a: Ref<Str>, b: Ref<Str>, length: usize) -> Result<Value, Raised> {
        if let Some(buffer) = a.shared_buffer()
            && buffer.length.get() == a.length
            && buffer.capacity.get() as usize >= length
        {
            return self.append_in_place(buffer, a, b);
        }
        if a.header().flags & (Str::SHARED | Str::GROWN) != 0 && b.length <= a.length {
            let buffer = self.new_byte_array(&[])?;
            self.byte_array_reserve(buffer, (length + length / 2).min(MAX_LENGTH))?;
            self.byte_array_splice(buffer, 0, 0, a.as_bytes())?;
            return self.append_in_place(buffer, a, b);
        }
        let text = self.concatenated(a, b, length)?;
        if let Some(text) = text.as_ref::<Str>() {
            // SAFETY: the str has just been made, in the heap; nothing refers to the field.
            unsafe { (&raw mut (*text.pointer()).header.flags).write(Str::GROWN) };
        }
        Ok(text)
    }

    /// A str of the contents of a buffer, which are those of `a`, and of `b`, for which there is room.
    fn append_in_place(&mut self, buffer: Ref<ByteArray>, a: Ref<Str>, b: Ref<Str>) -> Result<Value, Raised> {
        let (start, added) = (a.length as usize, b.length as usize);
        // SAFETY: the buffer has room for the bytes of `b`, which lie before that place if they are in the same buffer.
        // Header, fields and the reference behind them are written before a collection.
        unsafe {
            let text: Ref<Str> = self.allocate_sized(Kind::Str, size_of::<Str>() + size_of::<Value>())?;
            core::ptr::copy_nonoverlapping(b.data, buffer.data.get().add(start), added);
            buffer.length.set((start + added) as u32);
            let mut header = text.header();
            header.flags = Str::SHARED;
            text.pointer().write(Str {
                header,
                known_hash: 0,
                length: (start + added) as u32,
                characters: a.characters + b.characters,
                data: buffer.data.get(),
            });
            text.pointer().add(1).cast::<Ref<ByteArray>>().write(buffer);
            Ok(text.value())
        }
    }
}

//! Constructors of strs and bytes objects, which are written once, in place.

use super::construct::MAX_LENGTH;
use super::{ByteArray, Bytes, Kind, Ref, Str};
use crate::symbols::character;
use crate::value::Value;
use crate::vm::{Raised, Vm};
use core::mem::{MaybeUninit, take};

/// Writes the bytes of a new object from the beginning to the end. What is too much is left out.
pub struct Filler<'a> {
    free: &'a mut [MaybeUninit<u8>],
}

impl Filler<'_> {
    #[inline]
    fn advance(&mut self, length: usize) -> &mut [MaybeUninit<u8>] {
        let length = length.min(self.free.len());
        let (target, rest) = take(&mut self.free).split_at_mut(length);
        self.free = rest;
        target
    }

    /// Writes these bytes.
    #[inline]
    pub fn write(&mut self, bytes: &[u8]) {
        let target = self.advance(bytes.len());
        let length = target.len();
        target.write_copy_of_slice(&bytes[..length]);
    }

    /// Writes one byte.
    #[inline]
    pub fn byte(&mut self, byte: u8) {
        if let Some(slot) = self.advance(1).first_mut() {
            slot.write(byte);
        }
    }

    /// Writes these bytes `count` times.
    pub fn repeat(&mut self, bytes: &[u8], count: usize) {
        if let [byte] = *bytes {
            self.advance(count).fill(MaybeUninit::new(byte));
            return;
        }
        for _ in 0..count {
            self.write(bytes);
        }
    }

    /// Writes what a function makes of each of these bytes.
    #[inline]
    pub fn map(&mut self, bytes: &[u8], map: impl Fn(u8) -> u8) {
        for (slot, &byte) in self.advance(bytes.len()).iter_mut().zip(bytes) {
            slot.write(map(byte));
        }
    }

    fn finish(self) {
        self.free.fill(MaybeUninit::new(0));
    }
}

impl Vm {
    /// A str of these bytes, which are WTF-8.
    #[inline]
    pub fn new_str(&mut self, bytes: &[u8]) -> Result<Value, Raised> {
        self.new_str_filled(bytes.len(), crate::number::text::count(bytes), |filler| filler.write(bytes))
    }

    /// A str of these bytes, which are WTF-8 and make as many characters.
    #[inline]
    pub fn new_str_of(&mut self, bytes: &[u8], characters: usize) -> Result<Value, Raised> {
        self.new_str_filled(bytes.len(), characters, |filler| filler.write(bytes))
    }

    /// A str of `length` bytes and `characters` characters that `fill` writes. The bytes are WTF-8.
    #[inline]
    pub fn new_str_filled(
        &mut self,
        length: usize,
        characters: usize,
        fill: impl FnOnce(&mut Filler<'_>),
    ) -> Result<Value, Raised> {
        self.fill_str(length, characters, |_, filler| fill(filler))
    }

    /// As [`Vm::new_str_filled`]; what `fill` reads is never changed, so that handlers of interrupts run meanwhile.
    pub fn new_str_of_strs(
        &mut self,
        length: usize,
        characters: usize,
        fill: impl FnOnce(&mut Filler<'_>),
    ) -> Result<Value, Raised> {
        self.fill_str(length, characters, |vm, filler| vm.open(|| fill(filler)))
    }

    #[inline]
    fn fill_str(
        &mut self,
        length: usize,
        characters: usize,
        fill: impl FnOnce(&mut Vm, &mut Filler<'_>),
    ) -> Result<Value, Raised> {
        if length == 0 {
            return Ok(crate::symbols::sym::EMPTY.value());
        }
        if length > MAX_LENGTH {
            return Err(self.memory_error());
        }
        // SAFETY: all data behind the structure and all fields are written at once.
        unsafe {
            let object: Ref<Str> = self.allocate_sized(Kind::Str, size_of::<Str>() + length)?;
            let data = object.pointer().add(1).cast::<u8>();
            let mut filler = Filler { free: core::slice::from_raw_parts_mut(data.cast(), length) };
            fill(self, &mut filler);
            filler.finish();
            debug_assert_eq!(characters, crate::number::text::count(core::slice::from_raw_parts(data, length)));
            object.pointer().write(Str {
                header: object.header(),
                known_hash: 0,
                length: length as u32,
                characters: characters as u32,
                data,
            });
            Ok(object.value())
        }
    }

    /// A str of a piece of text; of one ASCII character there is one already.
    #[inline]
    pub fn new_piece(&mut self, bytes: &[u8]) -> Result<Value, Raised> {
        if let [code] = *bytes
            && let Some(text) = character(code)
        {
            return Ok(text);
        }
        self.new_str(bytes)
    }

    /// A bytes object.
    #[inline]
    pub fn new_bytes(&mut self, bytes: &[u8]) -> Result<Value, Raised> {
        self.new_bytes_filled(bytes.len(), |filler| filler.write(bytes))
    }

    /// A bytes object of `length` bytes that `fill` writes.
    #[inline]
    pub fn new_bytes_filled(&mut self, length: usize, fill: impl FnOnce(&mut Filler<'_>)) -> Result<Value, Raised> {
        self.check_length(length)?;
        // SAFETY: the data and the length are written at once.
        unsafe {
            let object: Ref<Bytes> = self.allocate_sized(Kind::Bytes, size_of::<Bytes>() + length)?;
            (*object.pointer()).length = length as u32;
            let data = object.pointer().add(1).cast::<MaybeUninit<u8>>();
            let mut filler = Filler { free: core::slice::from_raw_parts_mut(data, length) };
            fill(&mut filler);
            filler.finish();
            Ok(object.value())
        }
    }

    /// A bytearray of `length` bytes that `fill` writes.
    pub fn new_byte_array_filled(
        &mut self,
        length: usize,
        fill: impl FnOnce(&mut Filler<'_>),
    ) -> Result<Ref<ByteArray>, Raised> {
        let array = self.new_byte_array(&[])?;
        self.byte_array_resize(array, length)?;
        // SAFETY: the buffer has `length` bytes, and nobody else knows the object.
        let free = unsafe { core::slice::from_raw_parts_mut(array.data.get().cast(), length) };
        fill(&mut Filler { free });
        Ok(array)
    }

    /// Replaces `removed` bytes of a bytearray from `start` on by others, which are not its own. On failure nothing has
    /// changed.
    pub fn byte_array_splice(
        &mut self,
        array: Ref<ByteArray>,
        start: usize,
        removed: usize,
        bytes: &[u8],
    ) -> Result<(), Raised> {
        let length = array.length.get() as usize;
        let start = start.min(length);
        let removed = removed.min(length - start);
        let tail = length - start - removed;
        let new_length = length - removed + bytes.len();
        if new_length != length {
            self.check_resizable(array)?;
        }
        if new_length > length {
            self.byte_array_resize(array, new_length)?;
        }
        // SAFETY: the buffer has room for the new length; the tail moves inside it, then the gap is filled.
        unsafe {
            let gap = array.data.get().add(start);
            core::ptr::copy(gap.add(removed), gap.add(bytes.len()), tail);
            core::ptr::copy_nonoverlapping(bytes.as_ptr(), gap, bytes.len());
        }
        array.length.set(new_length as u32);
        Ok(())
    }

    /// A bytes object of `length` bytes that `fill` changes; they are zero before.
    pub fn new_bytes_with(&mut self, length: usize, fill: impl FnOnce(&mut [u8])) -> Result<Value, Raised> {
        let object = self.new_bytes_filled(length, |_| {})?;
        if let Some(bytes) = object.as_ref::<Bytes>() {
            // SAFETY: the object has just been made, and nobody else knows it.
            fill(unsafe { core::slice::from_raw_parts_mut(bytes.pointer().add(1).cast(), length) });
        }
        Ok(object)
    }
}

//! Access to the memory of bytes-like objects.

use crate::object::{ByteArray, Bytes, Record, Ref};
use crate::value::Value;
use crate::vm::{Raised, Vm};
use core::cell::Cell;

/// A region of a bytes or bytearray object. It stays valid when the object changes: what no longer exists is left out.
#[derive(Clone, Copy)]
pub struct Buffer {
    source: Source,
    start: usize,
    length: usize,
    writable: bool,
}

#[derive(Clone, Copy)]
enum Source {
    Bytes(Ref<Bytes>),
    Array(Ref<ByteArray>),
}

/// What an object shows as a buffer: its memory, and the format code of its elements.
#[derive(Clone, Copy)]
pub struct Export {
    /// The memory.
    pub buffer: Buffer,
    /// The code of the elements, as in the module `array`.
    pub format: u8,
}

impl Export {
    /// The memory and the element code of any bytes-like object.
    pub fn of(value: Value) -> Option<Export> {
        if let Some(buffer) = Buffer::of(value) {
            return Some(Export { buffer, format: b'B' });
        }
        let record = value.as_ref::<Record>()?;
        record.class.slots.buffer.and_then(|export| export(value))
    }
}

impl Buffer {
    /// All of a bytes object.
    #[inline]
    pub fn of_bytes(bytes: Ref<Bytes>) -> Buffer {
        Buffer { source: Source::Bytes(bytes), start: 0, length: bytes.length as usize, writable: false }
    }

    /// All of a bytearray.
    #[inline]
    pub fn of_array(array: Ref<ByteArray>) -> Buffer {
        Buffer { source: Source::Array(array), start: 0, length: array.length.get() as usize, writable: true }
    }

    /// All of a bytes or bytearray object, subclasses included.
    #[inline]
    pub fn of(value: Value) -> Option<Buffer> {
        if let Some(bytes) = value.as_ref::<Bytes>() {
            return Some(Self::of_bytes(bytes));
        }
        value.as_ref::<ByteArray>().map(Self::of_array)
    }

    /// The memory of any bytes-like object.
    #[inline]
    pub fn of_bytes_like(value: Value) -> Option<Buffer> {
        match Buffer::of(value) {
            Some(buffer) => Some(buffer),
            None => Export::of(value).map(|export| export.buffer),
        }
    }

    /// A part of the region.
    pub fn part(self, start: usize, length: usize) -> Buffer {
        let start = start.min(self.length);
        Buffer { start: self.start + start, length: length.min(self.length - start), ..self }
    }

    /// The same region, not to be written.
    pub fn read_only(self) -> Buffer {
        Buffer { writable: false, ..self }
    }

    /// The bytes or bytearray object.
    pub fn storage(self) -> Value {
        match self.source {
            Source::Bytes(bytes) => bytes.value(),
            Source::Array(array) => array.value(),
        }
    }

    /// The offset of the region in its object.
    pub fn start(self) -> usize {
        self.start
    }

    /// The bytes. Not to be held over anything that may run Python.
    #[inline]
    pub fn as_bytes(&self) -> &[u8] {
        let all = match &self.source {
            Source::Bytes(bytes) => bytes.as_bytes(),
            Source::Array(array) => array.as_bytes(),
        };
        let start = self.start.min(all.len());
        &all[start..(self.start + self.length).min(all.len())]
    }

    /// The bytes to be changed in place, unless they must not be.
    pub fn as_cells(&self) -> Option<&[Cell<u8>]> {
        match &self.source {
            Source::Array(array) if self.writable => {
                let all = array.as_cells();
                let start = self.start.min(all.len());
                Some(&all[start..(self.start + self.length).min(all.len())])
            }
            _ => None,
        }
    }

    /// Whether the bytes can be changed.
    pub fn is_writable(self) -> bool {
        self.writable
    }
}

impl Vm {
    /// The memory of a bytes-like object: bytes, bytearray, contiguous memoryview, array. Runs no Python.
    #[inline]
    pub fn buffer(&self, value: Value) -> Option<Buffer> {
        Buffer::of_bytes_like(value)
    }

    /// The memory of an argument that must be bytes-like; TypeError if it is not.
    pub fn require_buffer(&mut self, value: Value) -> Result<Buffer, Raised> {
        match self.buffer(value) {
            Some(buffer) => Ok(buffer),
            None => Err(self.not_bytes_like(value)),
        }
    }

    /// The memory of an argument that must be bytes-like and writable; TypeError if it is not.
    pub fn require_writable_buffer(&mut self, value: Value) -> Result<Buffer, Raised> {
        match self.buffer(value) {
            Some(buffer) if buffer.is_writable() => Ok(buffer),
            _ => {
                let name = self.type_name(value);
                Err(self.type_error(format_args!("a read-write bytes-like object is required, not '{name}'")))
            }
        }
    }

    /// The TypeError for a value that is not bytes-like.
    #[cold]
    pub fn not_bytes_like(&mut self, value: Value) -> Raised {
        let name = self.type_name(value);
        self.type_error(format_args!("a bytes-like object is required, not '{name}'"))
    }
}

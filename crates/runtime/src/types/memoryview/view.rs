//! The record of a memoryview, and what it shows.

use super::MEMORYVIEW;
use crate::native::NativeResult;
use crate::object::{ByteArray, Record, Ref};
use crate::types::arguments::Selection;
use crate::types::buffer::{Buffer, Export};
use crate::types::element::{self, ElementBytes, Format};
use crate::value::{SmallInt, Value};
use crate::vm::{Raised, Vm};
use heap::TryVec;

/// The bytes or bytearray object; empty when the view was released.
const STORAGE: usize = 0;
/// The object that the view was made of.
const OBJECT: usize = 1;
/// Offset of the first element in bytes.
const START: usize = 2;
/// Number of elements.
const COUNT: usize = 3;
/// From one element to the next in bytes.
const STEP: usize = 4;
/// Format code.
const FORMAT: usize = 5;
/// Whether it can be written.
const WRITABLE: usize = 6;

/// The number of fields.
pub const FIELDS: u8 = 7;

/// What a memoryview shows.
#[derive(Clone, Copy)]
pub struct View {
    storage: Value,
    /// The object that it was made of.
    pub object: Value,
    start: usize,
    /// Number of elements.
    pub count: usize,
    /// From one element to the next in bytes.
    pub step: isize,
    /// Format of the elements.
    pub format: Format,
    writable: bool,
}

impl View {
    /// Whether a value is a memoryview.
    pub fn is_view(value: Value) -> bool {
        value.as_ref::<Record>().is_some_and(|record| record.class == Ref::from_static(&MEMORYVIEW))
    }

    /// What a memoryview shows; `None` if it was released, or is no memoryview.
    pub fn of(value: Value) -> Option<View> {
        let record = value.as_ref::<Record>().filter(|record| record.class == Ref::from_static(&MEMORYVIEW))?;
        let number = |field| record.get(field).and_then(Value::as_small_int);
        let size = |field| number(field).and_then(|number| usize::try_from(number).ok());
        Some(View {
            storage: record.get(STORAGE)?,
            object: record.get(OBJECT)?,
            start: size(START)?,
            count: size(COUNT)?,
            step: isize::try_from(number(STEP)?).ok()?,
            format: Format::of(u8::try_from(number(FORMAT)?).ok()?)?,
            writable: record.get(WRITABLE)? == Value::TRUE,
        })
    }

    /// What a memoryview shows; ValueError if it was released.
    pub fn require(vm: &mut Vm, value: Value) -> Result<View, Raised> {
        match View::of(value) {
            Some(view) => Ok(view),
            None if View::is_view(value) => {
                Err(vm.value_error(format_args!("operation forbidden on released memoryview object")))
            }
            None => {
                let name = vm.type_name(value);
                let message = format_args!("descriptor requires a 'memoryview' object but received a '{name}'");
                Err(vm.type_error(message))
            }
        }
    }

    /// The view of all that an object shows.
    pub fn of_export(object: Value, export: Export) -> View {
        let format = Format::of(export.format).unwrap_or(Format::BYTES);
        let buffer = export.buffer;
        View {
            storage: buffer.storage(),
            object,
            start: buffer.start(),
            count: buffer.as_bytes().len() / format.size(),
            step: format.size() as isize,
            format,
            writable: buffer.is_writable(),
        }
    }

    /// A memoryview that shows this.
    pub fn make(&self, vm: &mut Vm) -> NativeResult {
        const LARGEST: i64 = (SmallInt::MAX >> 2) as i64;
        // Only the step of a view of at most one element can be as large.
        let number = |number: i64| Value::from_small_int(number.clamp(-LARGEST, LARGEST) as SmallInt);
        let fields = [
            Some(self.storage),
            Some(self.object),
            number(self.start as i64),
            number(self.count as i64),
            number(self.step as i64),
            number(i64::from(self.format.code())),
            Some(Value::from_bool(self.writable)),
        ];
        let view = vm.new_static_record(&MEMORYVIEW, &fields)?;
        if let Some(array) = self.storage.as_ref::<ByteArray>() {
            vm.exports.add(view).map_err(|_| vm.memory_error())?;
            array.exports.set(array.exports.get() + 1);
        }
        Ok(view)
    }

    /// Whether elements can be written.
    pub fn is_writable(&self) -> bool {
        self.writable
    }

    /// The same, not to be written.
    pub fn read_only(&self) -> View {
        View { writable: false, ..*self }
    }

    /// Whether elements follow one another without gaps.
    pub fn is_contiguous(&self) -> bool {
        self.step == self.format.size() as isize || self.count == 1
    }

    /// The whole memory as a buffer, if it is contiguous.
    pub fn export(&self) -> Option<Export> {
        if !self.is_contiguous() && self.count > 0 {
            return None;
        }
        let buffer = Buffer::of(self.storage)?.part(self.start, self.count * self.format.size());
        let buffer = if self.writable { buffer } else { buffer.read_only() };
        Some(Export { buffer, format: self.format.code() })
    }

    /// Some of the elements.
    pub fn select(&self, selection: Selection) -> View {
        let start = if selection.count == 0 { self.start } else { self.offset(selection.start) };
        View { start, count: selection.count, step: self.step.saturating_mul(selection.step), ..*self }
    }

    /// The same memory with other elements, if the sizes allow it.
    pub fn with_format(&self, format: Format) -> Option<View> {
        let bytes = self.count * self.format.size();
        bytes.is_multiple_of(format.size()).then(|| View {
            count: bytes / format.size(),
            step: format.size() as isize,
            format,
            ..*self
        })
    }

    fn offset(&self, index: usize) -> usize {
        self.start.wrapping_add_signed(self.step.wrapping_mul(index as isize))
    }

    /// The memory of an element; zeros if it is gone.
    pub fn element(&self, index: usize) -> ElementBytes {
        let mut bytes = [0; 8];
        if let Some(buffer) = Buffer::of(self.storage) {
            let element = buffer.part(self.offset(index), self.format.size());
            let length = element.as_bytes().len().min(bytes.len());
            bytes[..length].copy_from_slice(&element.as_bytes()[..length]);
        }
        bytes
    }

    /// The value of an element.
    pub fn item(&self, vm: &mut Vm, index: usize) -> NativeResult {
        let bytes = self.element(index);
        element::read(vm, self.format, &bytes[..self.format.size()])
    }

    /// Replaces the memory of an element.
    pub fn set_item(&self, index: usize, bytes: &[u8]) {
        let Some(buffer) = Buffer::of(self.storage) else { return };
        let element = buffer.part(self.offset(index), self.format.size());
        for (slot, &byte) in element.as_cells().unwrap_or(&[]).iter().zip(bytes) {
            slot.set(byte);
        }
    }

    /// A copy of the memory of all elements.
    pub fn to_bytes(&self, vm: &mut Vm) -> Result<TryVec<u8>, Raised> {
        if let Some(export) = self.export() {
            return TryVec::try_from_slice(export.buffer.as_bytes()).map_err(|_| vm.memory_error());
        }
        let size = self.format.size();
        let mut bytes = TryVec::try_with_capacity(self.count * size).map_err(|_| vm.memory_error())?;
        for index in 0..self.count {
            bytes.try_extend_from_slice(&self.element(index)[..size]).map_err(|_| vm.memory_error())?;
        }
        Ok(bytes)
    }
}

/// Releases a view.
pub fn release(vm: &mut Vm, value: Value) {
    if vm.exports.remove(value) {
        drop_export(value);
    }
    if let Some(record) = value.as_ref::<Record>() {
        record.set(STORAGE, None);
        record.set(OBJECT, None);
    }
}

/// The bytes or bytearray object that a view shows, unless it was released.
pub fn storage_of(view: Value) -> Option<Value> {
    view.as_ref::<Record>().and_then(|record| record.get(STORAGE))
}

/// Lets the bytearray that a view shows change its size again.
pub fn drop_export(view: Value) {
    if let Some(array) = storage_of(view).and_then(Value::as_ref::<ByteArray>) {
        array.exports.set(array.exports.get().saturating_sub(1));
    }
}

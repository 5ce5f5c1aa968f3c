//! Elements of arrays, and the errors of their conversion.

use runtime::native::NativeResult;
use runtime::object::{ByteArray, Record, Ref, Type};
use runtime::protocol::convert::IntOperand;
use runtime::types::element::{self, ElementBytes, ElementError, Format};
use runtime::types::exception::OVERFLOW_ERROR;
use runtime::value::Value;
use runtime::vm::{Raised, Vm};

const BYTES: usize = 0;
const CODE: usize = 1;

/// The number of fields of an array.
pub const FIELDS: u8 = 2;

/// An array.
#[derive(Clone, Copy)]
pub struct Array {
    record: Ref<Record>,
    /// The memory.
    pub bytes: Ref<ByteArray>,
    /// The format of the elements.
    pub format: Format,
}

impl Array {
    /// Of a value that is an array.
    pub fn of(value: Value) -> Option<Array> {
        let record = value.as_ref::<Record>()?;
        let bytes = record.get(BYTES)?.as_ref::<ByteArray>()?;
        let code = record.get(CODE)?.as_small_int()?;
        Some(Array { record, bytes, format: Format::of(u8::try_from(code).ok()?)? })
    }

    /// A new empty array.
    pub fn make(vm: &mut Vm, class: Ref<Type>, format: Format) -> Result<Array, Raised> {
        let bytes = vm.new_byte_array_filled(0, |_| {})?;
        let code = Value::from_i32_small(i32::from(format.code()));
        let record = vm.new_record(class, &[Some(bytes.value()), Some(code)])?;
        Ok(Array { record, bytes, format })
    }

    /// The record.
    pub fn value(self) -> Value {
        self.record.value()
    }

    /// The number of elements.
    pub fn len(self) -> usize {
        self.bytes.as_bytes().len() / self.format.size()
    }

    /// The element at `index`.
    pub fn get(self, vm: &mut Vm, index: usize) -> Result<Option<Value>, Raised> {
        let size = self.format.size();
        match self.bytes.as_bytes().get(index * size..(index + 1) * size) {
            Some(bytes) => element::read(vm, self.format, bytes).map(Some),
            None => Ok(None),
        }
    }

    /// The memory of a value as an element. May run Python.
    pub fn encode(self, vm: &mut Vm, value: Value) -> Result<ElementBytes, Raised> {
        match element::write(vm, self.format, value)? {
            Ok(bytes) => Ok(bytes),
            Err(ElementError::Type) => Err(self.type_error(vm, value)),
            Err(ElementError::Range) => Err(self.range_error(vm, value)),
        }
    }

    /// Replaces the element at `index`, if there is one.
    pub fn put(self, index: usize, bytes: &ElementBytes) {
        let size = self.format.size();
        let cells = self.bytes.as_cells().get(index * size..(index + 1) * size).unwrap_or(&[]);
        for (cell, &byte) in cells.iter().zip(bytes) {
            cell.set(byte);
        }
    }

    /// Appends an element. May run Python.
    pub fn push(self, vm: &mut Vm, value: Value) -> Result<(), Raised> {
        let bytes = self.encode(vm, value)?;
        let end = self.bytes.as_bytes().len();
        vm.byte_array_splice(self.bytes, end, 0, &bytes[..self.format.size()])
    }

    #[cold]
    fn type_error(self, vm: &mut Vm, value: Value) -> Raised {
        let class = vm.class_name(value);
        if matches!(self.format.code(), b'f' | b'd') {
            return vm.type_error(format_args!("must be real number, not {class}"));
        }
        vm.type_error(format_args!("'{class}' object cannot be interpreted as an integer"))
    }

    #[cold]
    fn range_error(self, vm: &mut Vm, value: Value) -> Raised {
        let number = match vm.index(value) {
            Ok(number) => number,
            Err(raised) => return raised,
        };
        let Some(operand) = IntOperand::of(number) else { return vm.memory_error() };
        let negative = operand.view().is_negative();
        let is_long = operand.view().to_i64().is_some();
        let side = if negative { "less than minimum" } else { "greater than maximum" };
        let message = match self.format.code() {
            b'b' | b'B' | b'h' | b'H' | b'i' if !is_long => "Python int too large to convert to C long",
            b'b' => return vm.raise(&OVERFLOW_ERROR, format_args!("signed char is {side}")),
            b'B' => return vm.raise(&OVERFLOW_ERROR, format_args!("unsigned byte integer is {side}")),
            b'h' => return vm.raise(&OVERFLOW_ERROR, format_args!("signed short integer is {side}")),
            b'H' => return vm.raise(&OVERFLOW_ERROR, format_args!("unsigned short is {side}")),
            b'i' => return vm.raise(&OVERFLOW_ERROR, format_args!("signed integer is {side}")),
            b'I' | b'L' if negative => "can't convert negative value to unsigned int",
            b'I' if is_long => "unsigned int is greater than maximum",
            b'I' | b'L' => "Python int too large to convert to C unsigned long",
            b'l' => "Python int too large to convert to C long",
            b'Q' if negative => "can't convert negative int to unsigned",
            _ => "int too big to convert",
        };
        vm.raise(&OVERFLOW_ERROR, format_args!("{message}"))
    }
}

/// The element at an index that is in range.
pub fn at(vm: &mut Vm, array: Array, index: usize) -> NativeResult {
    Ok(array.get(vm, index)?.unwrap_or(Value::NONE))
}

//! Elements of arrays and memoryviews: numbers in memory, by format code.

use crate::native::NativeResult;
use crate::number::Int;
use crate::protocol::convert::IntOperand;
use crate::types::buffer::Buffer;
use crate::value::{Float, Value};
use crate::vm::{Raised, Vm};

/// The format of an element: a code of the modules `array` and `struct`, in native size and byte order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Format(u8);

/// Why a value cannot be an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ElementError {
    /// It has another type.
    Type,
    /// It is out of range.
    Range,
}

/// An element in memory.
pub type ElementBytes = [u8; 8];

const LONG: usize = size_of::<core::ffi::c_long>();

impl Format {
    /// Unsigned bytes.
    pub const BYTES: Format = Format(b'B');

    /// The format of a code, if there is one.
    pub const fn of(code: u8) -> Option<Format> {
        match code {
            b'b' | b'B' | b'c' | b'?' | b'h' | b'H' | b'i' | b'I' | b'l' | b'L' | b'q' | b'Q' | b'n' | b'N' | b'P'
            | b'f' | b'd' => Some(Format(code)),
            _ => None,
        }
    }

    /// The code.
    pub const fn code(self) -> u8 {
        self.0
    }

    /// The size of an element in bytes.
    pub const fn size(self) -> usize {
        match self.0 {
            b'h' | b'H' => 2,
            b'i' | b'I' | b'f' => 4,
            b'l' | b'L' => LONG,
            b'n' | b'N' | b'P' => size_of::<usize>(),
            b'q' | b'Q' | b'd' => 8,
            _ => 1,
        }
    }

    /// Whether an element is a byte as `bytes` has them.
    pub const fn is_byte(self) -> bool {
        matches!(self.0, b'B' | b'b' | b'c')
    }

    const fn is_signed(self) -> bool {
        matches!(self.0, b'b' | b'h' | b'i' | b'l' | b'q' | b'n')
    }
}

/// The bits of an element as an unsigned number.
fn bits(bytes: &[u8]) -> u64 {
    let mut word = [0; 8];
    let length = bytes.len().min(8);
    if cfg!(target_endian = "little") {
        word[..length].copy_from_slice(&bytes[..length]);
        u64::from_le_bytes(word)
    } else {
        word[8 - length..].copy_from_slice(&bytes[..length]);
        u64::from_be_bytes(word)
    }
}

/// The value of an element.
pub fn read(vm: &mut Vm, format: Format, bytes: &[u8]) -> NativeResult {
    let bits = bits(bytes);
    match format.0 {
        b'f' => vm.new_float(f32::from_bits(bits as u32) as Float),
        b'd' => vm.new_float(f64::from_bits(bits) as Float),
        b'?' => Ok(Value::from_bool(bits != 0)),
        b'c' => vm.new_bytes(&[bits as u8]),
        _ if format.is_signed() => {
            let unused = 64 - 8 * format.size() as u32;
            vm.new_int((bits << unused) as i64 >> unused)
        }
        _ => vm.new_uint(bits),
    }
}

/// The memory of an element with this value; the first `format.size()` bytes count. May run Python.
pub fn write(vm: &mut Vm, format: Format, value: Value) -> Result<Result<ElementBytes, ElementError>, Raised> {
    let bits = match format.0 {
        b'f' => match vm.try_float(value)? {
            Some(number) => u64::from((number as f32).to_bits()),
            None => return Ok(Err(ElementError::Type)),
        },
        b'd' => match vm.try_float(value)? {
            Some(number) => f64::from(number).to_bits(),
            None => return Ok(Err(ElementError::Type)),
        },
        b'?' => u64::from(vm.truth(value)?),
        b'c' => match Buffer::of(value) {
            Some(buffer) => match *buffer.as_bytes() {
                [byte] => u64::from(byte),
                _ => return Ok(Err(ElementError::Range)),
            },
            None => return Ok(Err(ElementError::Type)),
        },
        _ => {
            let Some(number) = vm.try_index(value)?.and_then(IntOperand::of) else {
                return Ok(Err(ElementError::Type));
            };
            match integer_bits(format, number.view()) {
                Some(bits) => bits,
                None => return Ok(Err(ElementError::Range)),
            }
        }
    };
    let mut bytes = bits.to_ne_bytes();
    if cfg!(target_endian = "big") {
        bytes.rotate_left(8 - format.size());
    }
    Ok(Ok(bytes))
}

/// The bits of an int, unless it is out of range.
fn integer_bits(format: Format, number: Int<'_>) -> Option<u64> {
    let width = 8 * format.size() as u32;
    if format.is_signed() {
        let number = number.to_i64()?;
        let unused = 64 - width;
        return (number << unused >> unused == number).then_some(number as u64);
    }
    let number = number.to_u64()?;
    (width == 64 || number >> width == 0).then_some(number)
}

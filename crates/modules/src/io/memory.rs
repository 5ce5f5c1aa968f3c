//! What streams in memory share: a bytearray, a position in it, and whether the stream is closed.

use crate::support::{number, small};
use runtime::native::{Args, NativeResult};
use runtime::object::{ByteArray, Record, Ref, Type};
use runtime::value::Value;
use runtime::vm::{Raised, Vm};

const BUFFER: usize = 0;
const POSITION: usize = 1;
const CLOSED: usize = 2;
const TRANSLATES: usize = 3;

/// The number of fields.
pub const FIELDS: u8 = 4;

/// A stream in memory.
#[derive(Clone, Copy)]
pub struct Memory(Ref<Record>);

impl Memory {
    /// A new empty stream.
    pub fn make(vm: &mut Vm, class: Ref<Type>) -> Result<Memory, Raised> {
        let buffer = vm.new_byte_array_filled(0, |_| {})?;
        let fields = [Some(buffer.value()), Some(small(0)), Some(Value::FALSE), Some(Value::FALSE)];
        vm.new_record(class, &fields).map(Memory)
    }

    /// The stream of a value; ValueError if it is closed.
    pub fn open(vm: &mut Vm, value: Value) -> Result<(Memory, Ref<ByteArray>), Raised> {
        if let Some(record) = value.as_ref::<Record>()
            && record.get(CLOSED) != Some(Value::TRUE)
            && let Some(buffer) = record.get(BUFFER).and_then(Value::as_ref::<ByteArray>)
        {
            return Ok((Memory(record), buffer));
        }
        Err(vm.value_error(format_args!("I/O operation on closed file.")))
    }

    /// The record.
    pub fn value(self) -> Value {
        self.0.value()
    }

    /// The position in bytes; it can be beyond the end.
    pub fn position(self) -> usize {
        number(self.0, POSITION)
    }

    /// Moves the position.
    pub fn set_position(self, position: usize) {
        self.0.set(POSITION, small(position));
    }

    /// Whether line ends are translated when they are written.
    pub fn translates(self) -> bool {
        self.0.get(TRANSLATES) == Some(Value::TRUE)
    }

    /// Sets whether line ends are translated.
    pub fn set_translates(self, translates: bool) {
        self.0.set(TRANSLATES, Value::from_bool(translates));
    }
}

/// `stream.close()`
pub fn close(_: &mut Vm, args: &Args) -> NativeResult {
    if let Some(record) = args.at(0).as_ref::<Record>() {
        record.set(CLOSED, Value::TRUE);
        record.set(BUFFER, None);
    }
    Ok(Value::NONE)
}

/// `stream.closed`
pub fn is_closed(_: &mut Vm, stream: Value) -> NativeResult {
    Ok(stream.as_ref::<Record>().and_then(|record| record.get(CLOSED)).unwrap_or(Value::TRUE))
}

/// An answer that an open stream gives to every question of a kind.
pub fn answer(vm: &mut Vm, args: &Args, answer: Value) -> NativeResult {
    Memory::open(vm, args.at(0))?;
    Ok(answer)
}

/// Replaces `removed` bytes from `start` on by others; what is between the end and `start` is filled with zeros. On
/// failure nothing has changed.
pub fn splice(vm: &mut Vm, array: Ref<ByteArray>, start: usize, removed: usize, bytes: &[u8]) -> Result<(), Raised> {
    let length = array.as_bytes().len();
    if start > length {
        vm.byte_array_resize(array, start)?;
    }
    vm.byte_array_splice(array, start, removed.min(length.saturating_sub(start)), bytes)
}

//! `RingIO`: a stream of bytes between a writer and a reader, in a buffer of fixed size.

use runtime::native::{Args, Member, NativeResult};
use runtime::object::{Record, Ref, Type};
use runtime::types::Slots;
use runtime::types::buffer::Buffer;
use runtime::value::Value;
use runtime::vm::{Raised, Vm};

/// Field: the bytearray or other buffer, one byte larger than what fits.
const BUFFER: usize = 0;
/// Field: where the next byte is read.
const READ: usize = 1;
/// Field: where the next byte is written.
const WRITE: usize = 2;

static SLOTS: Slots = Slots { new: Some(new), repr: Some(|vm, _| vm.new_str(b"<RingIO>")), ..Slots::NONE };

static MEMBERS: &[Member] = &[
    Member::function("any", "self, /", any, "Bytes that wait to be read."),
    Member::function("read", "self, size=None, /", read, "Read what is there, or at most so much."),
    Member::function("readline", "self, size=None, /", read_line, "Read until the end of a line."),
    Member::function("readinto", "self, buffer, size=None, /", read_into, "Read into a buffer."),
    Member::function("write", "self, buffer, /", write, "Write what fits and return how much that is."),
    Member::function("close", "self, /", |_, _| Ok(Value::NONE), "Do nothing."),
];

/// `RingIO`
pub static RING_IO: Type =
    Type::record("RingIO", 3, "size, /", &SLOTS, MEMBERS).in_module("micropython").with_doc("A ring of bytes.");

/// The largest buffer in bytes.
const MOST: usize = u16::MAX as usize;

fn new(vm: &mut Vm, class: Ref<Type>, args: &Args) -> NativeResult {
    let argument = args.at(0);
    let buffer = match vm.buffer(argument) {
        Some(_) => {
            let length = vm.require_writable_buffer(argument)?.as_bytes().len();
            if !(2..=MOST).contains(&length) {
                return Err(vm.value_error(format_args!("invalid buffer size")));
            }
            argument
        }
        None => {
            let size = vm.to_i64(argument)?;
            let Some(size) = usize::try_from(size).ok().filter(|size| (1..MOST).contains(size)) else {
                return Err(vm.value_error(format_args!("invalid buffer size")));
            };
            let array = vm.new_byte_array(&[])?;
            vm.byte_array_resize(array, size + 1)?;
            array.value()
        }
    };
    let zero = Some(Value::from_i32_small(0));
    Ok(vm.new_record(class, &[Some(buffer), zero, zero])?.value())
}

/// The state of a ring.
struct Ring {
    record: Ref<Record>,
    buffer: Buffer,
}

impl Ring {
    fn of(vm: &mut Vm, value: Value) -> Result<Ring, Raised> {
        let record = value.as_ref::<Record>();
        let buffer = record.and_then(|record| record.get(BUFFER)).unwrap_or(Value::NONE);
        let buffer = vm.require_writable_buffer(buffer)?;
        match record {
            // The program may have made a bytearray of its own shorter.
            Some(record) if !buffer.as_bytes().is_empty() => Ok(Ring { record, buffer }),
            _ => Err(vm.value_error(format_args!("invalid buffer size"))),
        }
    }

    fn size(&self) -> usize {
        self.buffer.as_bytes().len()
    }

    fn position(&self, field: usize) -> usize {
        let position = self.record.get(field).and_then(Value::as_small_int).unwrap_or(0);
        usize::try_from(position).unwrap_or(0) % self.size().max(1)
    }

    fn set_position(&self, field: usize, position: usize) {
        let position = position % self.size().max(1);
        self.record.set(field, Value::from_i32_small(position as i32));
    }

    fn available(&self) -> usize {
        let size = self.size();
        (self.position(WRITE) + size - self.position(READ)) % size
    }

    fn room(&self) -> usize {
        self.size() - 1 - self.available()
    }

    fn byte(&self, offset: usize) -> u8 {
        let at = (self.position(READ) + offset) % self.size();
        self.buffer.as_bytes().get(at).copied().unwrap_or(0)
    }

    /// Takes bytes out and hands them on.
    fn take(&self, count: usize, mut to: impl FnMut(usize, u8)) {
        for offset in 0..count {
            to(offset, self.byte(offset));
        }
        self.set_position(READ, self.position(READ) + count);
    }

    fn take_bytes(&self, vm: &mut Vm, count: usize) -> NativeResult {
        let array = vm.new_byte_array(&[])?;
        vm.byte_array_resize(array, count)?;
        for (offset, cell) in array.as_cells().iter().enumerate() {
            cell.set(self.byte(offset));
        }
        let buffer = vm.require_buffer(array.value())?;
        let bytes = vm.new_bytes(buffer.as_bytes())?;
        self.set_position(READ, self.position(READ) + count);
        Ok(bytes)
    }
}

fn limit(vm: &mut Vm, size: Option<Value>) -> Result<usize, Raised> {
    match size.and_then(Value::not_none) {
        Some(size) => Ok(usize::try_from(vm.to_i64(size)?).unwrap_or(usize::MAX)),
        None => Ok(usize::MAX),
    }
}

fn any(vm: &mut Vm, args: &Args) -> NativeResult {
    let available = Ring::of(vm, args.at(0))?.available();
    vm.new_int(available as i64)
}

fn read(vm: &mut Vm, args: &Args) -> NativeResult {
    let ring = Ring::of(vm, args.at(0))?;
    let count = limit(vm, args.get(1))?.min(ring.available());
    ring.take_bytes(vm, count)
}

fn read_line(vm: &mut Vm, args: &Args) -> NativeResult {
    let ring = Ring::of(vm, args.at(0))?;
    let most = limit(vm, args.get(1))?.min(ring.available());
    let count = (0..most).position(|offset| ring.byte(offset) == b'\n').map_or(most, |end| end + 1);
    ring.take_bytes(vm, count)
}

fn read_into(vm: &mut Vm, args: &Args) -> NativeResult {
    let ring = Ring::of(vm, args.at(0))?;
    let target = vm.require_writable_buffer(args.at(1))?;
    let Some(cells) = target.as_cells() else { return Ok(Value::NONE) };
    let count = limit(vm, args.get(2))?.min(ring.available()).min(cells.len());
    ring.take(count, |offset, byte| {
        if let Some(cell) = cells.get(offset) {
            cell.set(byte);
        }
    });
    vm.new_int(count as i64)
}

fn write(vm: &mut Vm, args: &Args) -> NativeResult {
    let ring = Ring::of(vm, args.at(0))?;
    let source = vm.require_buffer(args.at(1))?;
    let bytes = source.as_bytes();
    let count = bytes.len().min(ring.room());
    let start = ring.position(WRITE);
    let cells = ring.buffer.as_cells().unwrap_or_default();
    for (offset, &byte) in bytes[..count].iter().enumerate() {
        if let Some(cell) = cells.get((start + offset) % ring.size()) {
            cell.set(byte);
        }
    }
    ring.set_position(WRITE, start + count);
    vm.new_int(count as i64)
}

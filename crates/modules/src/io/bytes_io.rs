//! `BytesIO`: a stream of bytes in memory.

use super::base;
use super::binary::{part, size, whence};
use super::memory::{FIELDS, Memory, answer, close, is_closed, splice};
use crate::support::{itself, small};
use hal::Whence;
use runtime::native::{Args, Member, NativeResult};
use runtime::number::text::find_byte;
use runtime::object::{Kind, Ref, Type};
use runtime::types::Slots;
use runtime::types::memoryview::MEMORYVIEW;
use runtime::value::Value;
use runtime::vm::{Raised, Vm};

static SLOTS: Slots = Slots {
    new: Some(|vm, class, _| Memory::make(vm, class).map(Memory::value)),
    init: Some(init),
    iter: Some(itself),
    next: Some(next),
    ..Slots::NONE
};

static MEMBERS: &[Member] = &[
    Member::function("read", "self, size=-1, /", read, "At most so many bytes; all without a size."),
    Member::function("read1", "self, size=-1, /", read, "At most so many bytes."),
    Member::function("readinto", "self, buffer, size=-1, /", read_into, "Reads into a buffer."),
    Member::function("readline", "self, size=-1, /", read_line, "One line."),
    Member::function("readlines", "self, hint=-1, /", base::read_lines, "The lines that are left."),
    Member::function("write", "self, buffer, offset=None, length=None, /", write, "Writes bytes."),
    Member::function("writelines", "self, lines, /", base::write_lines, "Writes several pieces."),
    Member::function("seek", "self, offset, whence=0, /", seek, "Moves the position."),
    Member::function("tell", "self, /", tell, "The position."),
    Member::function("truncate", "self, size=None, /", truncate, "Cuts the contents."),
    Member::function("getvalue", "self, /", get_value, "All bytes."),
    Member::function("getbuffer", "self, /", get_buffer, "A view of the bytes."),
    Member::function("flush", "self, /", |vm, args| answer(vm, args, Value::NONE), "Nothing."),
    Member::function("close", "self, /", close, "Gives the memory back."),
    Member::function("isatty", "self, /", |vm, args| answer(vm, args, Value::FALSE), "False."),
    Member::function("readable", "self, /", |vm, args| answer(vm, args, Value::TRUE), "True."),
    Member::function("writable", "self, /", |vm, args| answer(vm, args, Value::TRUE), "True."),
    Member::function("seekable", "self, /", |vm, args| answer(vm, args, Value::TRUE), "True."),
    Member::function("fileno", "self, /", |vm, _| Err(base::unsupported(vm, "fileno")), "There is none."),
    Member::function("__enter__", "self, /", base::enter, "Returns the stream."),
    Member::function("__exit__", "self, /, *args", base::exit, "Closes the stream."),
    Member::getter("closed", is_closed),
];

/// `io.BytesIO`
pub static BYTES_IO: Type = Type::record("BytesIO", FIELDS, "initial_bytes=b''", &SLOTS, MEMBERS)
    .with_base(&base::IO_BASE)
    .with_flags(Type::BASE)
    .in_module("_io")
    .with_doc("A stream of bytes in memory.");

fn init(vm: &mut Vm, value: Value, args: &Args) -> Result<(), Raised> {
    let (stream, array) = Memory::open(vm, value)?;
    vm.byte_array_resize(array, 0)?;
    stream.set_position(0);
    let Some(initial) = args.get_not_none(0) else { return Ok(()) };
    let buffer = vm.require_buffer(initial)?;
    splice(vm, array, 0, 0, buffer.as_bytes())
}

/// The range of bytes from the position on, at most `limit`.
fn ahead(stream: Memory, length: usize, limit: Option<usize>) -> core::ops::Range<usize> {
    let start = stream.position().min(length);
    start..limit.map_or(length, |limit| start.saturating_add(limit).min(length))
}

fn read(vm: &mut Vm, args: &Args) -> NativeResult {
    let limit = size(vm, args.get(1))?;
    let (stream, array) = Memory::open(vm, args.at(0))?;
    let range = ahead(stream, array.as_bytes().len(), limit);
    let result = vm.new_bytes(&array.as_bytes()[range.clone()])?;
    stream.set_position(range.end.max(stream.position()));
    Ok(result)
}

fn line(vm: &mut Vm, value: Value, limit: Option<usize>) -> NativeResult {
    let (stream, array) = Memory::open(vm, value)?;
    let range = ahead(stream, array.as_bytes().len(), limit);
    let bytes = &array.as_bytes()[range.clone()];
    let length = find_byte(bytes, b'\n').map_or(bytes.len(), |index| index + 1);
    let result = vm.new_bytes(&bytes[..length])?;
    stream.set_position((range.start + length).max(stream.position()));
    Ok(result)
}

fn read_line(vm: &mut Vm, args: &Args) -> NativeResult {
    let limit = size(vm, args.get(1))?;
    line(vm, args.at(0), limit)
}

fn next(vm: &mut Vm, value: Value) -> Result<Option<Value>, Raised> {
    let line = line(vm, value, None)?;
    Ok(if vm.length(line)? == 0 { None } else { Some(line) })
}

fn read_into(vm: &mut Vm, args: &Args) -> NativeResult {
    let limit = size(vm, args.get(2))?;
    let target = vm.require_writable_buffer(args.at(1))?;
    let (stream, array) = Memory::open(vm, args.at(0))?;
    let cells = target.as_cells().unwrap_or(&[]);
    let range = ahead(stream, array.as_bytes().len(), Some(cells.len().min(limit.unwrap_or(usize::MAX))));
    for (cell, source) in cells.iter().zip(&array.as_cells()[range.clone()]) {
        cell.set(source.get());
    }
    stream.set_position(range.end.max(stream.position()));
    Ok(small(range.len()))
}

fn write(vm: &mut Vm, args: &Args) -> NativeResult {
    if args.at(1).is_kind(Kind::Str) {
        return Err(vm.type_error(format_args!("a bytes-like object is required, not 'str'")));
    }
    let (stream, array) = Memory::open(vm, args.at(0))?;
    let source = vm.require_buffer(args.at(1))?;
    let range = part(vm, args, source.as_bytes().len())?;
    let bytes = crate::support::copied(vm, source.as_bytes().get(range).unwrap_or(&[]))?;
    splice(vm, array, stream.position(), bytes.len(), &bytes)?;
    stream.set_position(stream.position() + bytes.len());
    Ok(small(bytes.len()))
}

fn seek(vm: &mut Vm, args: &Args) -> NativeResult {
    let offset = vm.to_i64(args.at(1))?;
    let whence = whence(vm, args.get(2))?;
    let (stream, array) = Memory::open(vm, args.at(0))?;
    let origin = match whence {
        Whence::Start if offset < 0 => {
            return Err(vm.value_error(format_args!("negative seek value {offset}")));
        }
        Whence::Start => 0,
        Whence::Current => stream.position(),
        Whence::End => array.as_bytes().len(),
    };
    let position = (origin as i64).saturating_add(offset).clamp(0, i64::from(i32::MAX));
    stream.set_position(position as usize);
    vm.new_int(position)
}

fn tell(vm: &mut Vm, args: &Args) -> NativeResult {
    Ok(small(Memory::open(vm, args.at(0))?.0.position()))
}

fn truncate(vm: &mut Vm, args: &Args) -> NativeResult {
    let limit = match args.get_not_none(1) {
        Some(value) => {
            let number = vm.to_i64(value)?;
            match usize::try_from(number) {
                Ok(number) => Some(number),
                Err(_) => return Err(vm.value_error(format_args!("negative size value {number}"))),
            }
        }
        None => None,
    };
    let (stream, array) = Memory::open(vm, args.at(0))?;
    let limit = limit.unwrap_or(stream.position());
    if limit < array.as_bytes().len() {
        vm.byte_array_resize(array, limit)?;
    }
    Ok(small(limit))
}

fn get_value(vm: &mut Vm, args: &Args) -> NativeResult {
    let (_, array) = Memory::open(vm, args.at(0))?;
    vm.new_bytes(array.as_bytes())
}

fn get_buffer(vm: &mut Vm, args: &Args) -> NativeResult {
    let (_, array) = Memory::open(vm, args.at(0))?;
    vm.call(Ref::from_static(&MEMORYVIEW).value(), &[array.value()])
}

//! `StringIO`: a stream of text in memory. The position counts characters for Python, bytes inside.

use super::base;
use super::binary::{size, whence};
use super::memory::{FIELDS, Memory, answer, close, is_closed, splice};
use crate::support::{append, itself, small};
use hal::Whence;
use heap::TryVec;
use runtime::native::{Args, Member, NativeResult};
use runtime::number::text::{count, find_byte, offset_of};
use runtime::object::{Str, Type};
use runtime::types::Slots;
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
    Member::function("read", "self, size=-1, /", read, "At most so many characters; all without a size."),
    Member::function("readline", "self, size=-1, /", read_line, "One line."),
    Member::function("readlines", "self, hint=-1, /", base::read_lines, "The lines that are left."),
    Member::function("write", "self, text, /", write, "Writes text."),
    Member::function("writelines", "self, lines, /", base::write_lines, "Writes several pieces."),
    Member::function("seek", "self, offset, whence=0, /", seek, "Moves the position."),
    Member::function("tell", "self, /", tell, "The position."),
    Member::function("truncate", "self, size=None, /", truncate, "Cuts the text."),
    Member::function("getvalue", "self, /", get_value, "The entire text."),
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

/// `io.StringIO`
pub static STRING_IO: Type = Type::record("StringIO", FIELDS, "initial_value='', newline='\n'", &SLOTS, MEMBERS)
    .with_base(&base::IO_BASE)
    .with_flags(Type::BASE)
    .in_module("_io")
    .with_doc("A stream of text in memory.");

fn init(vm: &mut Vm, value: Value, args: &Args) -> Result<(), Raised> {
    let (stream, array) = Memory::open(vm, value)?;
    if let Some(newline) = args.get_not_none(1) {
        super::text::check_newline(vm, newline)?;
    }
    stream.set_translates(args.get(1).is_some_and(Value::is_none));
    vm.byte_array_resize(array, 0)?;
    stream.set_position(0);
    let Some(initial) = args.get_not_none(0) else { return Ok(()) };
    if initial.as_ref::<Str>().is_none() {
        let class = vm.class_name(initial);
        return Err(vm.type_error(format_args!("initial_value must be str or None, not {class}")));
    }
    write_text(vm, value, initial)?;
    stream.set_position(0);
    Ok(())
}

/// The bytes that so many characters from `start` on take, as far as there are any.
fn width(bytes: &[u8], start: usize, characters: usize) -> usize {
    let rest = bytes.get(start..).unwrap_or(&[]);
    if characters >= rest.len() { rest.len() } else { offset_of(rest, characters).unwrap_or(rest.len()) }
}

/// Consumes `length` bytes at the position.
fn take(vm: &mut Vm, stream: Memory, bytes: &[u8], length: usize) -> NativeResult {
    let start = stream.position().min(bytes.len());
    let text = vm.new_str(&bytes[start..start + length])?;
    stream.set_position(stream.position() + length);
    Ok(text)
}

fn read(vm: &mut Vm, args: &Args) -> NativeResult {
    let limit = size(vm, args.get(1))?;
    let (stream, array) = Memory::open(vm, args.at(0))?;
    let length = width(array.as_bytes(), stream.position(), limit.unwrap_or(usize::MAX));
    take(vm, stream, array.as_bytes(), length)
}

fn line(vm: &mut Vm, value: Value, limit: Option<usize>) -> NativeResult {
    let (stream, array) = Memory::open(vm, value)?;
    let bytes = array.as_bytes();
    let rest = bytes.get(stream.position()..).unwrap_or(&[]);
    let mut length = find_byte(rest, b'\n').map_or(rest.len(), |index| index + 1);
    if let Some(limit) = limit {
        length = length.min(width(bytes, stream.position(), limit));
    }
    take(vm, stream, bytes, length)
}

fn read_line(vm: &mut Vm, args: &Args) -> NativeResult {
    let limit = size(vm, args.get(1))?;
    line(vm, args.at(0), limit)
}

fn next(vm: &mut Vm, value: Value) -> Result<Option<Value>, Raised> {
    let line = line(vm, value, None)?;
    Ok(if vm.length(line)? == 0 { None } else { Some(line) })
}

fn write(vm: &mut Vm, args: &Args) -> NativeResult {
    let Some(text) = args.at(1).as_ref::<Str>() else {
        let class = vm.class_name(args.at(1));
        return Err(vm.type_error(format_args!("string argument expected, got '{class}'")));
    };
    let characters = text.characters as usize;
    write_text(vm, args.at(0), args.at(1))?;
    Ok(small(characters))
}

fn write_text(vm: &mut Vm, value: Value, text: Value) -> Result<(), Raised> {
    let (stream, array) = Memory::open(vm, value)?;
    let Some(text) = text.as_ref::<Str>() else { return Ok(()) };
    let mut translated = TryVec::new();
    let mut bytes = text.as_bytes();
    if stream.translates() && find_byte(bytes, b'\r').is_some() {
        let mut rest = bytes;
        while let Some(index) = find_byte(rest, b'\r') {
            append(vm, &mut translated, &rest[..index])?;
            append(vm, &mut translated, b"\n")?;
            rest = rest[index + 1..].strip_prefix(b"\n").unwrap_or(&rest[index + 1..]);
        }
        append(vm, &mut translated, rest)?;
        bytes = &translated;
    }
    let position = stream.position();
    let replaced = width(array.as_bytes(), position, count(bytes));
    splice(vm, array, position, replaced, bytes)?;
    stream.set_position(position + bytes.len());
    Ok(())
}

/// The position in bytes of a character; beyond the end each counts as one byte.
fn byte_position(bytes: &[u8], characters: usize) -> usize {
    let all = count(bytes);
    if characters >= all { bytes.len() + (characters - all) } else { width(bytes, 0, characters) }
}

fn seek(vm: &mut Vm, args: &Args) -> NativeResult {
    let offset = vm.to_i64(args.at(1))?;
    let whence = whence(vm, args.get(2))?;
    let (stream, array) = Memory::open(vm, args.at(0))?;
    match whence {
        Whence::Start => {
            let Ok(characters) = usize::try_from(offset.min(i64::from(i32::MAX))) else {
                return Err(vm.value_error(format_args!("Negative seek position {offset}")));
            };
            stream.set_position(byte_position(array.as_bytes(), characters));
        }
        _ if offset != 0 => {
            let exception = &runtime::types::exception::OS_ERROR;
            return Err(vm.raise(exception, format_args!("Can't do nonzero cur-relative seeks")));
        }
        Whence::Current => {}
        Whence::End => stream.set_position(array.as_bytes().len()),
    }
    tell(vm, args)
}

fn tell(vm: &mut Vm, args: &Args) -> NativeResult {
    let (stream, array) = Memory::open(vm, args.at(0))?;
    let bytes = array.as_bytes();
    let inside = stream.position().min(bytes.len());
    Ok(small(count(&bytes[..inside]) + (stream.position() - inside)))
}

fn truncate(vm: &mut Vm, args: &Args) -> NativeResult {
    let limit = size(vm, args.get(1))?;
    let (stream, array) = Memory::open(vm, args.at(0))?;
    let end = limit.map_or(stream.position(), |limit| byte_position(array.as_bytes(), limit));
    if end < array.as_bytes().len() {
        vm.byte_array_resize(array, end)?;
    }
    match limit {
        Some(limit) => Ok(small(limit)),
        None => tell(vm, args),
    }
}

fn get_value(vm: &mut Vm, args: &Args) -> NativeResult {
    let (_, array) = Memory::open(vm, args.at(0))?;
    vm.new_str(array.as_bytes())
}

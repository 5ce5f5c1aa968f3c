//! Files of bytes. The classes differ in name only.

use super::base;
use super::file::{BUFFER_SIZE, FIELDS, File, flags};
use crate::support::{itself, small};
use hal::Whence;
use runtime::native::{Args, Member, NativeResult};
use runtime::object::{Kind, Ref, Type};
use runtime::text_builder::TextBuilder;
use runtime::types::Slots;
use runtime::types::arguments::integer_argument;
use runtime::types::buffer::Export;
use runtime::value::Value;
use runtime::vm::{Raised, Vm};

static SLOTS: Slots =
    Slots { repr: Some(repr), iter: Some(itself), next: Some(next), buffer: Some(memory), ..Slots::NONE };

/// A file shows the memory of the stream below, if that is where its contents are.
fn memory(file: Value) -> Option<Export> {
    Export::of(File::of(file)?.stream().filter(|stream| stream.is_kind(Kind::Record))?)
}

static WRITER_SLOTS: Slots = Slots { new: Some(new_writer), ..SLOTS };

static FILE_SLOTS: Slots = Slots { new: Some(new_file), ..SLOTS };

static MEMBERS: &[Member] = &[
    Member::function("read", "self, size=-1, /", read, "At most so many bytes; all without a size."),
    Member::function("read1", "self, size=-1, /", read_once, "Bytes that one read of the system gives."),
    Member::function("readall", "self, /", read, "All bytes that are left."),
    Member::function("peek", "self, size=0, /", peek, "Bytes ahead, without moving."),
    Member::function("readinto", "self, buffer, size=-1, /", read_into, "Reads into a buffer."),
    Member::function("readline", "self, size=-1, /", read_line, "One line."),
    Member::function("readlines", "self, hint=-1, /", base::read_lines, "The lines that are left."),
    Member::function("write", "self, buffer, offset=None, length=None, /", write, "Writes bytes."),
    Member::function("writelines", "self, lines, /", base::write_lines, "Writes several pieces."),
    Member::function("seek", "self, offset, whence=0, /", seek, "Moves the position."),
    Member::function("tell", "self, /", tell, "The position."),
    Member::function("truncate", "self, size=None, /", truncate, "Cuts or extends the file."),
    Member::function("flush", "self, /", flush, "Writes what waits to be written."),
    Member::function("close", "self, /", close, "Closes the file."),
    Member::function("__del__", "self, /", close, "Closes the file."),
    Member::function("fileno", "self, /", fileno, "The descriptor."),
    Member::function("isatty", "self, /", is_terminal, "Whether it is a terminal."),
    Member::function("readable", "self, /", |vm, args| has(vm, args, flags::READ), "Whether it can be read."),
    Member::function("writable", "self, /", |vm, args| has(vm, args, flags::WRITE), "Whether it can be written."),
    Member::function("seekable", "self, /", is_seekable, "Whether it has a position."),
    Member::function("__enter__", "self, /", base::enter, "Returns the file."),
    Member::function("__exit__", "self, /, *args", base::exit, "Closes the file."),
    Member::getter("closed", |_, file| Ok(Value::from_bool(File::of(file).is_none_or(File::is_closed)))),
    Member::getter("name", |_, file| Ok(File::of(file).map_or(Value::NONE, File::name))),
    Member::getter("mode", |_, file| Ok(File::of(file).map_or(Value::NONE, File::mode))),
    Member::getter("raw", |_, file| Ok(file)),
];

const fn class(name: &'static str, slots: &'static Slots, constructor: &'static str) -> Type {
    Type::record(name, FIELDS, constructor, slots, MEMBERS).with_base(&base::IO_BASE).in_module("_io")
}

/// `io.FileIO`: a file without a buffer for writing.
pub static FILE_IO: Type = class("FileIO", &FILE_SLOTS, "file, mode='r', closefd=True, opener=None");
/// `io.BufferedReader`
pub static BUFFERED_READER: Type = class("BufferedReader", &SLOTS, "*args, **kwargs");
/// `io.BufferedWriter`
pub static BUFFERED_WRITER: Type = class("BufferedWriter", &WRITER_SLOTS, "raw, buffer_size=8192");
/// `io.BufferedRandom`
pub static BUFFERED_RANDOM: Type = class("BufferedRandom", &SLOTS, "*args, **kwargs");

/// `io.FileIO(file, mode, ...)`
fn new_file(vm: &mut Vm, _: Ref<Type>, args: &Args) -> NativeResult {
    let mode = match args.get(1) {
        Some(mode) => vm.str(mode)?,
        None => vm.intern(b"r")?,
    };
    let mut text = TextBuilder::new();
    text.push_str(mode);
    if !text.as_bytes().contains(&b'b') {
        text.push(b"b");
    }
    let mode = text.finish(vm)?;
    let slots =
        [Some(args.at(0)), Some(mode), Some(Value::from_i32_small(0)), None, None, None, args.get(2), args.get(3)];
    super::open(vm, &Args::new(&slots, &[], None))
}

/// `io.BufferedWriter(raw, buffer_size)`
fn new_writer(vm: &mut Vm, class: Ref<Type>, args: &Args) -> NativeResult {
    let capacity = args.get(1).map_or(Ok(BUFFER_SIZE as i64), |value| integer_argument(vm, value))?;
    match usize::try_from(capacity) {
        Ok(capacity) if capacity > 0 => Ok(File::for_stream(vm, class, args.at(0), capacity)?.value()),
        _ => Err(vm.value_error(format_args!("buffer size must be strictly positive"))),
    }
}

/// The part of a buffer that is to be written: MicroPython's `write(buffer, length)` and `write(buffer, offset, length)`.
pub(super) fn part(vm: &mut Vm, args: &Args, length: usize) -> Result<core::ops::Range<usize>, Raised> {
    let mut numbers = [0; 2];
    for (number, index) in numbers.iter_mut().zip([2, 3]) {
        let given = args.get(index).map_or(Ok(0), |value| integer_argument(vm, value))?;
        *number = usize::try_from(given).unwrap_or(0).min(length);
    }
    Ok(match (args.get(2), args.get(3)) {
        (None, _) => 0..length,
        (Some(_), None) => 0..numbers[0],
        (Some(_), Some(_)) => numbers[0]..numbers[0].saturating_add(numbers[1]).min(length),
    })
}

/// `repr` of a file.
fn repr(vm: &mut Vm, value: Value) -> NativeResult {
    let name = File::of(value).map_or(Value::NONE, File::name);
    let shown = vm.repr(name)?;
    let (class, shown) = (vm.class_name(value), vm.name_text(shown));
    vm.new_str_from(format_args!("<_io.{class} name={shown}>"))
}

fn next(vm: &mut Vm, value: Value) -> Result<Option<Value>, Raised> {
    let file = File::readable(vm, value)?;
    let length = line_length(vm, file, None)?;
    if length == 0 { Ok(None) } else { file.take_bytes(vm, length).map(Some) }
}

/// An optional size: `None` and negative numbers mean that there is no limit.
pub(super) fn size(vm: &mut Vm, value: Option<Value>) -> Result<Option<usize>, Raised> {
    let Some(value) = value.and_then(Value::not_none) else { return Ok(None) };
    if vm.try_index(value)?.is_none() {
        let class = vm.class_name(value);
        return Err(vm.type_error(format_args!("argument should be integer or None, not '{class}'")));
    }
    Ok(usize::try_from(integer_argument(vm, value)?).ok())
}

fn read(vm: &mut Vm, args: &Args) -> NativeResult {
    let limit = size(vm, args.get(1))?;
    let file = File::readable(vm, args.at(0))?;
    while limit.is_none_or(|limit| file.available() < limit) {
        let wanted = limit.map_or(file.available().max(BUFFER_SIZE), |limit| limit - file.available());
        if !file.fill(vm, wanted)? {
            break;
        }
    }
    file.take_bytes(vm, limit.unwrap_or(usize::MAX / 2))
}

fn read_once(vm: &mut Vm, args: &Args) -> NativeResult {
    let limit = size(vm, args.get(1))?;
    let file = File::readable(vm, args.at(0))?;
    if file.available() == 0 {
        file.fill(vm, limit.unwrap_or(BUFFER_SIZE))?;
    }
    file.take_bytes(vm, limit.unwrap_or(usize::MAX / 2))
}

fn peek(vm: &mut Vm, args: &Args) -> NativeResult {
    let file = File::readable(vm, args.at(0))?;
    if file.available() == 0 {
        file.fill(vm, BUFFER_SIZE)?;
    }
    match file.input() {
        Some((array, start)) => vm.new_bytes(&array.as_bytes()[start..]),
        None => vm.new_bytes(&[]),
    }
}

fn read_into(vm: &mut Vm, args: &Args) -> NativeResult {
    let limit = size(vm, args.get(2))?;
    let file = File::readable(vm, args.at(0))?;
    let buffer = vm.require_writable_buffer(args.at(1))?;
    let wanted = buffer.as_cells().map_or(0, <[_]>::len).min(limit.unwrap_or(usize::MAX));
    while file.available() < wanted {
        if !file.fill(vm, wanted - file.available())? {
            break;
        }
    }
    let Some((array, start)) = file.input() else { return Ok(small(0)) };
    let mut count = 0;
    for (cell, &byte) in buffer.as_cells().unwrap_or(&[]).iter().take(wanted).zip(&array.as_bytes()[start..]) {
        cell.set(byte);
        count += 1;
    }
    file.consume(count);
    Ok(small(count))
}

/// The length of the next line, which is read ahead.
fn line_length(vm: &mut Vm, file: File, limit: Option<usize>) -> Result<usize, Raised> {
    let mut searched = 0;
    loop {
        if let Some((array, start)) = file.input() {
            let bytes = &array.as_bytes()[start..];
            if let Some(found) = runtime::number::text::find_byte(&bytes[searched..], b'\n') {
                let length = searched + found + 1;
                return Ok(limit.map_or(length, |limit| limit.min(length)));
            }
            searched = bytes.len();
        }
        if limit.is_some_and(|limit| searched >= limit) || !file.fill(vm, BUFFER_SIZE)? {
            return Ok(limit.map_or(file.available(), |limit| limit.min(file.available())));
        }
    }
}

fn read_line(vm: &mut Vm, args: &Args) -> NativeResult {
    let limit = size(vm, args.get(1))?;
    let file = File::readable(vm, args.at(0))?;
    let length = line_length(vm, file, limit)?;
    file.take_bytes(vm, length)
}

fn write(vm: &mut Vm, args: &Args) -> NativeResult {
    let file = File::writable(vm, args.at(0))?;
    if args.at(1).is_kind(runtime::object::Kind::Str) {
        return Err(vm.type_error(format_args!("a bytes-like object is required, not 'str'")));
    }
    let buffer = vm.require_buffer(args.at(1))?;
    let range = part(vm, args, buffer.as_bytes().len())?;
    let bytes = buffer.as_bytes().get(range).unwrap_or(&[]);
    file.write(vm, bytes)?;
    Ok(small(bytes.len()))
}

/// What `whence` means.
pub(super) fn whence(vm: &mut Vm, value: Option<Value>) -> Result<Whence, Raised> {
    match value.map_or(Ok(0), |value| integer_argument(vm, value))? {
        0 => Ok(Whence::Start),
        1 => Ok(Whence::Current),
        2 => Ok(Whence::End),
        other => Err(vm.value_error(format_args!("invalid whence ({other}, should be 0, 1 or 2)"))),
    }
}

fn seek(vm: &mut Vm, args: &Args) -> NativeResult {
    let offset = vm.to_i64(args.at(1))?;
    let whence = whence(vm, args.get(2))?;
    let file = File::open(vm, args.at(0))?;
    let position = file.seek(vm, offset, whence)?;
    vm.new_uint(position)
}

/// `file.tell()`
pub(super) fn tell(vm: &mut Vm, args: &Args) -> NativeResult {
    let file = File::open(vm, args.at(0))?;
    let position = file.tell(vm)?;
    vm.new_uint(position)
}

/// `file.truncate(size=None)`
pub(super) fn truncate(vm: &mut Vm, args: &Args) -> NativeResult {
    let size = match args.get_not_none(1) {
        Some(size) => match u64::try_from(vm.to_i64(size)?) {
            Ok(size) => Some(size),
            Err(_) => return Err(vm.raise_os_error(hal::errno::EINVAL, None)),
        },
        None => None,
    };
    let file = File::writable(vm, args.at(0))?;
    let size = file.truncate(vm, size)?;
    vm.new_uint(size)
}

/// `file.flush()`
pub(super) fn flush(vm: &mut Vm, args: &Args) -> NativeResult {
    let file = File::open(vm, args.at(0))?;
    file.flush(vm)?;
    Ok(Value::NONE)
}

/// `file.close()`
pub(super) fn close(vm: &mut Vm, args: &Args) -> NativeResult {
    if let Some(file) = File::of(args.at(0)) {
        file.close(vm)?;
    }
    Ok(Value::NONE)
}

/// `file.fileno()`
pub(super) fn fileno(vm: &mut Vm, args: &Args) -> NativeResult {
    match File::open(vm, args.at(0))?.descriptor() {
        Some(descriptor) => Ok(Value::from_i32_small(descriptor)),
        None => Err(base::unsupported(vm, "fileno")),
    }
}

/// `file.isatty()`
pub(super) fn is_terminal(vm: &mut Vm, args: &Args) -> NativeResult {
    let file = File::open(vm, args.at(0))?;
    Ok(Value::from_bool(file.descriptor().is_some_and(|descriptor| vm.host.is_terminal(descriptor))))
}

/// Whether a file has a flag.
pub(super) fn has(vm: &mut Vm, args: &Args, flag: usize) -> NativeResult {
    Ok(Value::from_bool(File::open(vm, args.at(0))?.has(flag)))
}

/// `file.seekable()`
pub(super) fn is_seekable(vm: &mut Vm, args: &Args) -> NativeResult {
    let file = File::open(vm, args.at(0))?;
    let descriptor = file.descriptor().unwrap_or(-1);
    if file.has(flags::OWNED) {
        return Ok(Value::TRUE);
    }
    Ok(Value::from_bool(vm.host.seek(descriptor, 0, Whence::Current).is_ok()))
}

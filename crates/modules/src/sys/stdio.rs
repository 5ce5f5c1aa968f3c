//! The standard streams as file objects, and how the interpreter itself writes to them.
//!
//! A stream keeps nothing but its number: the port buffers. Text is UTF-8.

use hal::{Stream, errno};
use heap::TryVec;
use runtime::native::{Args, Member, NativeResult};
use runtime::object::{Record, Ref, Str, Type};
use runtime::types::Slots;
use runtime::types::codec::{Encoding, Handler, decode, encode};
use runtime::types::exception::VALUE_ERROR;
use runtime::value::Value;
use runtime::vm::{Raised, Vm};

/// Field: the descriptor, a small int.
const DESCRIPTOR: usize = 0;
const FIELDS: u8 = 1;

static TEXT_SLOTS: Slots = Slots { repr: Some(text_repr), iter: Some(itself), next: Some(next), ..Slots::NONE };
static BINARY_SLOTS: Slots = Slots { repr: Some(binary_repr), iter: Some(itself), next: Some(next), ..Slots::NONE };

macro_rules! members {
    ($($extra:expr),*) => {
        &[
            Member::function("write", "self, text, size=None, /", write_method, "Write and return how much was written."),
            Member::function("writelines", "self, lines, /", write_lines, "Write each item."),
            Member::function("read", "self, size=-1, /", read, "Read at most so much, or everything."),
            Member::function("readline", "self, size=-1, /", read_line, "Read a line."),
            Member::function("readlines", "self, hint=-1, /", read_lines, "Read all lines into a list."),
            Member::function("flush", "self, /", flush, "Write out what is buffered."),
            Member::function("close", "self, /", close, "Do nothing: standard streams stay open."),
            Member::function("fileno", "self, /", file_number, "The descriptor."),
            Member::function("isatty", "self, /", is_terminal, "Whether it is a terminal."),
            Member::function("readable", "self, /", readable, "Whether it can be read from."),
            Member::function("writable", "self, /", writable, "Whether it can be written to."),
            Member::function("seekable", "self, /", |_, _| Ok(Value::FALSE), "False."),
            Member::function("__enter__", "self, /", |_, args| Ok(args.at(0)), "Return self."),
            Member::function("__exit__", "self, *args", |_, _| Ok(Value::NONE), "Do nothing."),
            Member::value("closed", Value::FALSE),
            $($extra,)*
        ]
    };
}

static TEXT_MEMBERS: &[Member] = members!(
    Member::getter("buffer", |vm, stream| {
        let descriptor = Value::from_i32_small(descriptor(stream));
        vm.new_static_record(&BINARY_STREAM, &[Some(descriptor)])
    }),
    Member::getter("name", |vm, stream| vm.intern(name(stream).as_bytes())),
    Member::getter("mode", |vm, stream| vm.intern(if descriptor(stream) == 0 { b"r" } else { b"w" })),
    Member::str("encoding", "utf-8"),
    Member::str("errors", "strict"),
    Member::value("newlines", Value::NONE),
    Member::getter("line_buffering", |_, stream| Ok(Value::from_bool(descriptor(stream) == 2)))
);

static BINARY_MEMBERS: &[Member] = members!(
    Member::function(
        "readinto",
        "self, buffer, size=None, /",
        read_into,
        "Read into a buffer and return how much was read."
    ),
    Member::getter("name", |vm, stream| vm.intern(name(stream).as_bytes())),
    Member::getter("mode", |vm, stream| vm.intern(if descriptor(stream) == 0 { b"rb" } else { b"wb" }))
);

#[cfg(feature = "io")]
const BASE: &Type = &crate::io::IO_BASE;
#[cfg(not(feature = "io"))]
const BASE: &Type = &runtime::types::object::OBJECT;

/// The type of `sys.stdout`.
pub static TEXT_STREAM: Type = Type::record("TextIOWrapper", FIELDS, "", &TEXT_SLOTS, TEXT_MEMBERS)
    .with_base(BASE)
    .in_module("_io")
    .with_doc("A standard stream.");

/// The type of `sys.stdout.buffer`.
pub static BINARY_STREAM: Type = Type::record("FileIO", FIELDS, "", &BINARY_SLOTS, BINARY_MEMBERS)
    .with_base(BASE)
    .in_module("_io")
    .with_doc("A standard stream of bytes.");

/// The file object of a standard stream.
pub fn new_stream(vm: &mut Vm, descriptor: i32) -> NativeResult {
    vm.new_static_record(&TEXT_STREAM, &[Some(Value::from_i32_small(descriptor))])
}

/// The descriptor of a file object that is one of the standard streams as the interpreter made them.
pub fn standard_descriptor(file: Value) -> Option<i32> {
    let record = file.as_ref::<Record>()?;
    (record.class == Ref::from_static(&TEXT_STREAM)).then(|| descriptor(file))
}

/// The descriptor of a standard stream of text or of bytes.
pub fn any_descriptor(stream: Value) -> Option<i32> {
    let is_stream = is_binary(stream) || standard_descriptor(stream).is_some();
    is_stream.then(|| descriptor(stream))
}

fn descriptor(stream: Value) -> i32 {
    let number = stream.as_ref::<Record>().and_then(|record| record.get(DESCRIPTOR)).and_then(Value::as_small_int);
    number.and_then(|number| i32::try_from(number).ok()).unwrap_or(0)
}

fn is_binary(stream: Value) -> bool {
    stream.as_ref::<Record>().is_some_and(|record| record.class == Ref::from_static(&BINARY_STREAM))
}

fn name(stream: Value) -> &'static str {
    match descriptor(stream) {
        0 => "<stdin>",
        1 => "<stdout>",
        _ => "<stderr>",
    }
}

fn text_repr(vm: &mut Vm, stream: Value) -> NativeResult {
    let mode = if descriptor(stream) == 0 { 'r' } else { 'w' };
    vm.new_str_from(format_args!("<_io.TextIOWrapper name='{}' mode='{mode}' encoding='utf-8'>", name(stream)))
}

fn binary_repr(vm: &mut Vm, stream: Value) -> NativeResult {
    let mode = if descriptor(stream) == 0 { "rb" } else { "wb" };
    vm.new_str_from(format_args!("<_io.FileIO name='{}' mode='{mode}' closefd=False>", name(stream)))
}

fn itself(_: &mut Vm, stream: Value) -> NativeResult {
    Ok(stream)
}

/// Writes bytes to a standard stream of the port.
pub fn write(vm: &mut Vm, descriptor: i32, bytes: &[u8]) -> Result<(), Raised> {
    let stream = if descriptor == 2 { Stream::Error } else { Stream::Output };
    loop {
        match vm.host.write(stream, bytes) {
            Ok(()) => return Ok(()),
            Err(errno::EINTR) => (vm.executor.poll)(vm)?,
            Err(number) => return Err(vm.raise_os_error(number, None)),
        }
    }
}

/// As [`write()`], of bytes that no handler of an interrupt can change, so that handlers run meanwhile.
pub fn write_unchanging(vm: &mut Vm, descriptor: i32, bytes: &[u8]) -> Result<(), Raised> {
    let host = vm.host;
    let stream = if descriptor == 2 { Stream::Error } else { Stream::Output };
    match vm.open(|| host.write(stream, bytes)) {
        Ok(()) => Ok(()),
        Err(errno::EINTR) => write(vm, descriptor, bytes),
        Err(number) => Err(vm.raise_os_error(number, None)),
    }
}

/// Writes bytes that are no text.
fn write_binary(vm: &mut Vm, descriptor: i32, bytes: &[u8]) -> Result<(), Raised> {
    let stream = if descriptor == 2 { Stream::Error } else { Stream::Output };
    loop {
        match vm.host.write_binary(stream, bytes) {
            Ok(()) => return Ok(()),
            Err(errno::EINTR) => (vm.executor.poll)(vm)?,
            Err(number) => return Err(vm.raise_os_error(number, None)),
        }
    }
}

/// Writes the text of a str to a standard stream of the port.
pub fn write_text(vm: &mut Vm, descriptor: i32, text: Ref<Str>) -> Result<(), Raised> {
    if text.is_ascii() || text.as_str().is_some() {
        return write_unchanging(vm, descriptor, text.as_bytes());
    }
    // There are surrogates: the error says where.
    encode(vm, text, Encoding::Utf8, Handler::Strict).map(|_| ())
}

fn check_writable(vm: &mut Vm, stream: Value) -> Result<i32, Raised> {
    match descriptor(stream) {
        0 => Err(vm.raise(&VALUE_ERROR, format_args!("not writable"))),
        descriptor => Ok(descriptor),
    }
}

fn write_method(vm: &mut Vm, args: &Args) -> NativeResult {
    let (stream, text) = (args.at(0), args.at(1));
    let descriptor = check_writable(vm, stream)?;
    if is_binary(stream) {
        let buffer = vm.require_buffer(text)?;
        let size = size_argument(vm, args.get(2))?;
        let bytes = buffer.as_bytes();
        let bytes = bytes.get(..size).unwrap_or(bytes);
        write_binary(vm, descriptor, bytes)?;
        vm.committed = true;
        return vm.new_int(bytes.len() as i64);
    }
    let Some(text) = text.as_ref::<Str>() else {
        let class = vm.type_name(text);
        return Err(vm.type_error(format_args!("write() argument must be str, not {class}")));
    };
    write_text(vm, descriptor, text)?;
    vm.committed = true;
    vm.new_int(i64::from(text.characters))
}

fn write_lines(vm: &mut Vm, args: &Args) -> NativeResult {
    let stream = args.at(0);
    vm.for_each(args.at(1), |vm, line| {
        let slots = [Some(stream), Some(line)];
        write_method(vm, &Args::new(&slots, &[], None))?;
        Ok(core::ops::ControlFlow::Continue(()))
    })?;
    Ok(Value::NONE)
}

fn flush(vm: &mut Vm, args: &Args) -> NativeResult {
    let stream = match descriptor(args.at(0)) {
        0 => return Ok(Value::NONE),
        2 => Stream::Error,
        _ => Stream::Output,
    };
    match vm.host.flush(stream) {
        Ok(()) => Ok(Value::NONE),
        Err(number) => Err(vm.raise_os_error(number, None)),
    }
}

fn close(vm: &mut Vm, args: &Args) -> NativeResult {
    flush(vm, args)
}

fn file_number(vm: &mut Vm, args: &Args) -> NativeResult {
    vm.new_int(i64::from(descriptor(args.at(0))))
}

fn is_terminal(vm: &mut Vm, args: &Args) -> NativeResult {
    Ok(Value::from_bool(vm.host.is_terminal(descriptor(args.at(0)))))
}

fn readable(_: &mut Vm, args: &Args) -> NativeResult {
    Ok(Value::from_bool(descriptor(args.at(0)) == 0))
}

fn writable(_: &mut Vm, args: &Args) -> NativeResult {
    Ok(Value::from_bool(descriptor(args.at(0)) != 0))
}

/// Reads from standard input; 0 at the end.
fn read_some(vm: &mut Vm, buffer: &mut [u8], binary: bool) -> Result<usize, Raised> {
    loop {
        let result = if binary { vm.host.read_binary(buffer) } else { vm.host.read(0, buffer) };
        match result {
            Ok(count) => return Ok(count.min(buffer.len())),
            Err(errno::EINTR) => (vm.executor.poll)(vm)?,
            Err(number) => return Err(vm.raise_os_error(number, None)),
        }
    }
}

/// What ends a reading.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Until {
    /// So many characters or bytes.
    Count(usize),
    /// A line's end, or so many characters or bytes.
    Line(usize),
}

fn read_bytes(vm: &mut Vm, until: Until, binary: bool) -> Result<TryVec<u8>, Raised> {
    let mut bytes = TryVec::new();
    let (limit, by_line) = match until {
        Until::Count(limit) => (limit, false),
        Until::Line(limit) => (limit, true),
    };
    // Everything is read in pieces; the rest byte by byte, since the port has a buffer.
    let mut piece = [0; 512];
    let size = if by_line || !binary && limit != usize::MAX { 1 } else { piece.len() };
    let mut count = 0;
    while count < limit {
        let wanted = size.min(limit - count);
        let length = read_some(vm, &mut piece[..wanted], binary)?;
        if length == 0 {
            break;
        }
        bytes.try_extend_from_slice(&piece[..length]).map_err(|_| vm.memory_error())?;
        if binary || size > 1 {
            count += length;
        } else {
            let lead = piece[0];
            count += 1;
            for _ in 0..continuation_bytes(lead) {
                let length = read_some(vm, &mut piece[..1], binary)?;
                bytes.try_extend_from_slice(&piece[..length]).map_err(|_| vm.memory_error())?;
            }
            piece[0] = lead;
        }
        if by_line && piece[0] == b'\n' {
            break;
        }
    }
    Ok(bytes)
}

/// How many bytes follow the first one of a character.
fn continuation_bytes(lead: u8) -> usize {
    match lead {
        0xc0..0xe0 => 1,
        0xe0..0xf0 => 2,
        0xf0..0xf8 => 3,
        _ => 0,
    }
}

fn read_value(vm: &mut Vm, stream: Value, until: Until) -> NativeResult {
    if descriptor(stream) != 0 {
        return Err(vm.raise(&VALUE_ERROR, format_args!("not readable")));
    }
    let _ = vm.host.flush(Stream::Output);
    let binary = is_binary(stream);
    let bytes = read_bytes(vm, until, binary)?;
    let value = vm.new_bytes(&bytes)?;
    if binary { Ok(value) } else { decode_bytes(vm, value) }
}

fn size_argument(vm: &mut Vm, size: Option<Value>) -> Result<usize, Raised> {
    match size.and_then(Value::not_none) {
        None => Ok(usize::MAX),
        Some(size) => {
            let size = vm.index_clamped(size)?;
            Ok(usize::try_from(size).unwrap_or(usize::MAX))
        }
    }
}

fn read(vm: &mut Vm, args: &Args) -> NativeResult {
    let size = size_argument(vm, args.get(1))?;
    read_value(vm, args.at(0), Until::Count(size))
}

fn read_line(vm: &mut Vm, args: &Args) -> NativeResult {
    let size = size_argument(vm, args.get(1))?;
    read_value(vm, args.at(0), Until::Line(size))
}

fn read_lines(vm: &mut Vm, args: &Args) -> NativeResult {
    let list = vm.new_list(&[])?;
    while let Some(line) = next(vm, args.at(0))? {
        vm.committed = true;
        vm.list_push(list, line)?;
    }
    Ok(list.value())
}

fn next(vm: &mut Vm, stream: Value) -> Result<Option<Value>, Raised> {
    let line = read_value(vm, stream, Until::Line(usize::MAX))?;
    let empty = match line.as_ref::<Str>() {
        Some(text) => text.as_bytes().is_empty(),
        None => vm.buffer(line).is_none_or(|buffer| buffer.as_bytes().is_empty()),
    };
    Ok(if empty { None } else { Some(line) })
}

fn read_into(vm: &mut Vm, args: &Args) -> NativeResult {
    let target = vm.require_writable_buffer(args.at(1))?;
    let length = target.as_bytes().len().min(size_argument(vm, args.get(2))?);
    // Who waits for a reply needs what has been written to be on its way.
    let _ = vm.host.flush(Stream::Output);
    let bytes = read_bytes(vm, Until::Count(length), true)?;
    vm.committed = true;
    if let Some(cells) = target.as_cells() {
        for (cell, &byte) in cells.iter().zip(bytes.iter()) {
            cell.set(byte);
        }
    }
    vm.new_int(bytes.len() as i64)
}

/// Reads a line from standard input without its end; `None` at the end of the input.
pub fn input_line(vm: &mut Vm) -> Result<Option<Value>, Raised> {
    let bytes = read_bytes(vm, Until::Line(usize::MAX), false)?;
    if bytes.is_empty() {
        return Ok(None);
    }
    let line = bytes.strip_suffix(b"\n").unwrap_or(&bytes);
    let value = vm.new_bytes(line)?;
    decode_bytes(vm, value).map(Some)
}

fn decode_bytes(vm: &mut Vm, bytes: Value) -> NativeResult {
    let buffer = vm.require_buffer(bytes)?;
    decode(vm, bytes, buffer, Encoding::Utf8, Handler::Strict)
}

/// The file object that `sys` has under a name, `stdout` for example, unless it is the port's own stream.
pub fn replaced_stream(vm: &mut Vm, name: runtime::symbols::Symbol) -> Result<Option<Value>, Raised> {
    let file = super::attribute(vm, name.value());
    Ok(file.filter(|&file| standard_descriptor(file).is_none()))
}

//! `IOBase`, the base of streams that Python programs define, and methods that all streams share.
//!
//! A stream has `read` or MicroPython's `readinto`, and `write`; lines, iteration and the context manager follow.

use crate::support::itself;
use core::ops::ControlFlow;
use runtime::native::{Args, Member, NativeResult};
use runtime::object::{ByteArray, Dict, Ref, Type};
use runtime::symbols::sym;
use runtime::types::Slots;
use runtime::types::arguments::integer_argument;
use runtime::types::exception::{OS_ERROR, VALUE_ERROR};
use runtime::types::type_::TYPE;
use runtime::value::Value;
use runtime::vm::{Raised, Vm};

static SLOTS: Slots = Slots {
    new: Some(|vm, class, _| vm.new_record(class, &[Some(Value::FALSE)]).map(Ref::value)),
    iter: Some(itself),
    next: Some(next),
    ..Slots::NONE
};

static MEMBERS: &[Member] = &[
    Member::function("__enter__", "self, /", enter, "Returns the stream."),
    Member::function("__exit__", "self, /, *args", exit, "Closes the stream."),
    Member::function("close", "self, /", close, "Closes the stream."),
    Member::function("flush", "self, /", |_, _| Ok(Value::NONE), "Writes what waits to be written."),
    Member::function("readable", "self, /", |_, _| Ok(Value::FALSE), "Whether it can be read."),
    Member::function("writable", "self, /", |_, _| Ok(Value::FALSE), "Whether it can be written."),
    Member::function("seekable", "self, /", |_, _| Ok(Value::FALSE), "Whether it has a position."),
    Member::function("isatty", "self, /", |_, _| Ok(Value::FALSE), "Whether it is a terminal."),
    Member::function("fileno", "self, /", |vm, _| Err(unsupported(vm, "fileno")), "The descriptor."),
    Member::function("readline", "self, size=-1, /", read_line, "One line."),
    Member::function("readlines", "self, hint=-1, /", read_lines, "The lines that are left."),
    Member::function("writelines", "self, lines, /", write_lines, "Writes several pieces."),
    Member::getter("closed", |_, stream| {
        Ok(stream.as_ref::<runtime::object::Record>().and_then(|record| record.get(0)).unwrap_or(Value::FALSE))
    }),
];

/// `io.IOBase`: the field tells whether it was closed.
pub static IO_BASE: Type = Type::record("IOBase", 1, "*args, **kwargs", &SLOTS, MEMBERS)
    .with_flags(Type::BASE)
    .in_module("io")
    .with_doc("The base of streams.");

const CLASS_NAME: &[u8] = b"io.UnsupportedOperation";

/// The class `io.UnsupportedOperation`, made when it is first needed since it has two bases.
pub fn unsupported_class(vm: &mut Vm) -> NativeResult {
    let key = vm.intern(CLASS_NAME)?;
    if let Some(class) = vm.registry.get_name(key) {
        return Ok(class);
    }
    let name = vm.intern(b"UnsupportedOperation")?;
    let bases = vm.new_tuple(&[Ref::from_static(&OS_ERROR).value(), Ref::from_static(&VALUE_ERROR).value()])?;
    let namespace = vm.new_dict(1)?;
    let module = vm.intern(b"io")?;
    vm.dict_set_name(namespace, sym::__module__, module)?;
    let class = vm.call(Ref::from_static(&TYPE).value(), &[name, bases, namespace.value()])?;
    let registry: Ref<Dict> = vm.registry;
    vm.dict_set_name(registry, key, class)?;
    Ok(class)
}

/// Raises `UnsupportedOperation`.
#[cold]
pub fn unsupported(vm: &mut Vm, message: &str) -> Raised {
    let exception = unsupported_class(vm).and_then(|class| {
        let message = vm.new_str(message.as_bytes())?;
        vm.call(class, &[message])
    });
    match exception {
        Ok(exception) => vm.raise_value(exception),
        Err(raised) => raised,
    }
}

/// `stream.__enter__()`
pub fn enter(vm: &mut Vm, args: &Args) -> NativeResult {
    let closed = vm.intern(b"closed")?;
    match vm.try_attribute(args.at(0), closed)? {
        Some(Value::TRUE) => Err(vm.value_error(format_args!("I/O operation on closed file."))),
        _ => Ok(args.at(0)),
    }
}

/// `stream.__exit__(...)`
pub fn exit(vm: &mut Vm, args: &Args) -> NativeResult {
    vm.call_method(args.at(0), sym::close, &[])?;
    Ok(Value::NONE)
}

/// Requests that MicroPython's streams understand.
pub mod request {
    /// The stream is closed.
    pub const CLOSE: i32 = 4;
    /// How many bytes should be read at once.
    pub const BUFFER_SIZE: i32 = 11;
}

/// Asks a stream that has the method `ioctl`; `None` if it has not.
pub fn ask(vm: &mut Vm, stream: Value, request: i32) -> Result<Option<Value>, Raised> {
    match vm.try_attribute(stream, sym::ioctl)? {
        Some(ioctl) => vm.call(ioctl, &[Value::from_i32_small(request), Value::from_i32_small(0)]).map(Some),
        None => Ok(None),
    }
}

fn close(vm: &mut Vm, args: &Args) -> NativeResult {
    if let Some(record) = args.at(0).as_ref::<runtime::object::Record>()
        && record.get(0) != Some(Value::TRUE)
    {
        record.set(0, Value::TRUE);
        ask(vm, args.at(0), request::CLOSE)?;
    }
    Ok(Value::NONE)
}

/// Whether a line that a stream gave is empty, which marks the end.
fn is_empty(vm: &mut Vm, line: Value) -> Result<bool, Raised> {
    Ok(line.is_none() || vm.length(line)? == 0)
}

/// `next(stream)`: a line.
pub fn next(vm: &mut Vm, stream: Value) -> Result<Option<Value>, Raised> {
    let line = vm.call_method(stream, sym::readline, &[])?;
    Ok(if is_empty(vm, line)? { None } else { Some(line) })
}

/// `stream.readlines(hint=-1)`
pub fn read_lines(vm: &mut Vm, args: &Args) -> NativeResult {
    let hint = args.get_not_none(1).map_or(Ok(-1), |value| integer_argument(vm, value))?;
    let lines = vm.new_list(&[])?;
    let mut total = 0;
    let iterator = vm.iter(args.at(0))?;
    let mark = vm.log_mark();
    while let Some(line) = vm.next(iterator)? {
        vm.committed = true;
        vm.list_push(lines, line)?;
        if hint > 0 {
            total += vm.length(line)? as i64;
            if total >= hint {
                break;
            }
        }
        vm.log_release(mark);
    }
    Ok(lines.value())
}

/// `stream.writelines(lines)`
pub fn write_lines(vm: &mut Vm, args: &Args) -> NativeResult {
    let stream = args.at(0);
    vm.for_each(args.at(1), |vm, line| {
        vm.call_method(stream, sym::write, &[line])?;
        Ok(ControlFlow::Continue(()))
    })?;
    Ok(Value::NONE)
}

/// Reads one byte of a stream by its `read` or `readinto`; `None` at the end.
fn read_byte(vm: &mut Vm, stream: Value) -> Result<Option<u8>, Raised> {
    if let Some(read) = vm.try_attribute(stream, sym::read)? {
        let piece = vm.call(read, &[Value::from_i32_small(1)])?;
        return Ok(vm.buffer(piece).and_then(|buffer| buffer.as_bytes().first().copied()));
    }
    let array = vm.new_byte_array_filled(1, |filler| filler.byte(0))?;
    let count = vm.call_method(stream, sym::readinto, &[array.value()])?;
    if count.is_none() || integer_argument(vm, count)? < 1 {
        return Ok(None);
    }
    Ok(array.value().as_ref::<ByteArray>().and_then(|array| array.as_bytes().first().copied()))
}

fn read_line(vm: &mut Vm, args: &Args) -> NativeResult {
    let limit = args.get_not_none(1).map_or(Ok(-1), |value| integer_argument(vm, value))?;
    let mut line = heap::TryVec::new();
    while limit < 0 || (line.len() as i64) < limit {
        let mark = vm.log_mark();
        let Some(byte) = read_byte(vm, args.at(0))? else { break };
        vm.log_release(mark);
        line.try_push(byte).map_err(|_| vm.memory_error())?;
        if byte == b'\n' {
            break;
        }
    }
    vm.new_bytes(&line)
}

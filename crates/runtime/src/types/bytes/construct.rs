//! What the constructors of `bytes` and `bytearray` accept.

use crate::native::{Args, NativeResult};
use crate::object::{Bytes, Kind, List, Ref, Str, Tuple};
use crate::symbols::sym;
use crate::types::arguments::{Integer, integer};
use crate::types::buffer::Buffer;
use crate::types::{codec, exception, memoryview};
use crate::value::Value;
use crate::vm::{Raised, Vm};
use core::ops::ControlFlow;
use heap::TryVec;

/// What a constructor makes its object of.
pub enum Source {
    /// So many zeros.
    Zeros(usize),
    /// A bytes object, which can be used as it is.
    Bytes(Value),
    /// The memory of another object.
    Buffer(Buffer),
    /// Bytes that were collected.
    Collected(TryVec<u8>),
}

/// `bytes(source, encoding, errors)`
pub fn new_bytes(vm: &mut Vm, args: &Args) -> NativeResult {
    match read(vm, args, false)? {
        Source::Zeros(count) => vm.new_bytes_filled(count, |_| {}),
        Source::Bytes(bytes) => Ok(bytes),
        Source::Buffer(buffer) => vm.new_bytes(buffer.as_bytes()),
        Source::Collected(bytes) => vm.new_bytes(&bytes),
    }
}

/// Reads the arguments of a constructor.
pub fn read(vm: &mut Vm, args: &Args, mutable: bool) -> Result<Source, Raised> {
    let (encoding, errors) = (args.get_not_none(1), args.get_not_none(2));
    let Some(source) = args.get(0) else {
        return match (encoding, errors) {
            (None, None) => Ok(Source::Zeros(0)),
            (Some(_), _) => Err(vm.type_error(format_args!("encoding without a string argument"))),
            (None, Some(_)) => Err(vm.type_error(format_args!("errors without a string argument"))),
        };
    };
    if encoding.is_some() || errors.is_some() {
        return encoded(vm, source, encoding, errors, mutable);
    }
    if source.is_exact(Kind::Bytes) {
        return Ok(Source::Bytes(source));
    }
    if !mutable && let Some(bytes) = vm.call_special(source, sym::__bytes__, &[])? {
        if bytes.as_ref::<Bytes>().is_some() {
            return Ok(Source::Bytes(bytes));
        }
        let name = vm.type_name(bytes);
        return Err(vm.type_error(format_args!("__bytes__ returned non-bytes (type {name})")));
    }
    if source.is_kind(Kind::Str) {
        return Err(vm.type_error(format_args!("string argument without an encoding")));
    }
    match integer(vm, source)? {
        Some(Integer::Small(count)) => match usize::try_from(count) {
            Ok(count) => return Ok(Source::Zeros(count)),
            Err(_) => return Err(vm.value_error(format_args!("negative count"))),
        },
        Some(Integer::Large(_)) => {
            let message = format_args!("cannot fit 'int' into an index-sized integer");
            return Err(vm.raise(&exception::OVERFLOW_ERROR, message));
        }
        None => {}
    }
    items(vm, source, mutable)
}

fn encoded(
    vm: &mut Vm,
    source: Value,
    encoding: Option<Value>,
    errors: Option<Value>,
    mutable: bool,
) -> Result<Source, Raised> {
    let Some(text) = source.as_ref::<Str>() else {
        return Err(match encoding {
            Some(_) => vm.type_error(format_args!("encoding without a string argument")),
            None => vm.type_error(format_args!("errors without a string argument")),
        });
    };
    if encoding.is_none() {
        return Err(vm.type_error(format_args!("string argument without an encoding")));
    }
    let function = if mutable { "bytearray" } else { "bytes" };
    let (encoding, handler) = codec::arguments(vm, function, encoding, errors)?;
    codec::encode(vm, text, encoding, handler).map(Source::Bytes)
}

/// The bytes of a bytes-like object, or the items of an iterable.
pub fn items(vm: &mut Vm, source: Value, mutable: bool) -> Result<Source, Raised> {
    if let Some(buffer) = vm.buffer(source) {
        return Ok(Source::Buffer(buffer));
    }
    if let Some(bytes) = memoryview::collect(vm, source)? {
        return Ok(Source::Collected(bytes));
    }
    let mut bytes = TryVec::new();
    if exact_items(source).is_some() {
        let mut index = 0;
        // The items' __index__ can change a list.
        while let Some(item) = exact_items(source).and_then(|items| items.get(index)) {
            push_byte(vm, &mut bytes, item, mutable)?;
            index += 1;
        }
        return Ok(Source::Collected(bytes));
    }
    if !vm.is_iterable(source)? {
        let name = vm.type_name(source);
        let own = if mutable { "bytearray" } else { "bytes" };
        return Err(vm.type_error(format_args!("cannot convert '{name}' object to {own}")));
    }
    vm.for_each(source, |vm, item| {
        push_byte(vm, &mut bytes, item, mutable)?;
        Ok(ControlFlow::Continue(()))
    })?;
    Ok(Source::Collected(bytes))
}

/// The items of a list or tuple.
enum ExactItems {
    List(Ref<List>),
    Tuple(Ref<Tuple>),
}

impl ExactItems {
    fn get(&self, index: usize) -> Option<Value> {
        match self {
            ExactItems::List(list) => list.get(index),
            ExactItems::Tuple(tuple) => tuple.as_slice().get(index).copied(),
        }
    }
}

fn exact_items(value: Value) -> Option<ExactItems> {
    if value.is_exact(Kind::List) {
        return value.as_ref().map(ExactItems::List);
    }
    if value.is_exact(Kind::Tuple) { value.as_ref().map(ExactItems::Tuple) } else { None }
}

fn push_byte(vm: &mut Vm, bytes: &mut TryVec<u8>, item: Value, mutable: bool) -> Result<(), Raised> {
    let byte = byte_of(vm, item, mutable)?;
    bytes.try_push(byte).map_err(|_| vm.memory_error())
}

/// The byte that an int stands for.
pub fn byte_of(vm: &mut Vm, item: Value, mutable: bool) -> Result<u8, Raised> {
    let number = crate::types::arguments::saturated_argument(vm, item)?;
    match u8::try_from(number) {
        Ok(byte) => Ok(byte),
        Err(_) => {
            let what = if mutable { "byte" } else { "bytes" };
            Err(vm.value_error(format_args!("{what} must be in range(0, 256)")))
        }
    }
}

//! `bytearray`. The methods that it shares with `bytes` are there; here is what changes it.

mod edit;

use crate::native::{Args, Member, NativeResult};
use crate::number::{Sink, TextBuffer};
use crate::object::{ByteArray, Kind, Ref, Type};
use crate::types::Slots;
use crate::types::bytes::construct::{self, Source};
use crate::types::bytes::{self, iterator, members, repr::write_literal};
use crate::types::text::{ByteText, Text};
use crate::value::Value;
use crate::vm::{Raised, Vm};

static SLOTS: Slots = Slots {
    new: Some(new),
    init: Some(init),
    repr: Some(repr),
    length: Some(bytes::length),
    get_item: Some(bytes::get_item),
    set_item: Some(edit::set_item),
    contains: Some(bytes::contains),
    iter: Some(iterator::iter_byte_array),
    compare: Some(bytes::compare),
    binary: Some(bytes::binary),
    inplace: Some(edit::inplace),
    ..Slots::NONE
};

static MEMBERS: &[Member] = members::members![
    Member::function("append", "self, item, /", edit::append, "Appends a byte."),
    #[cfg(feature = "container-methods")]
    Member::function("clear", "self, /", edit::clear, "Removes all bytes."),
    #[cfg(feature = "container-methods")]
    Member::function("copy", "self, /", edit::copy, "A copy."),
    Member::function("extend", "self, iterable_of_ints, /", edit::extend, "Appends bytes."),
    #[cfg(feature = "container-methods")]
    Member::function("insert", "self, index, item, /", edit::insert, "Inserts a byte before an index."),
    #[cfg(feature = "container-methods")]
    Member::function("pop", "self, index=-1, /", edit::pop, "Removes and returns a byte."),
    #[cfg(feature = "container-methods")]
    Member::function("remove", "self, value, /", edit::remove, "Removes the first byte of a value."),
    #[cfg(feature = "container-methods")]
    Member::function("reverse", "self, /", edit::reverse, "Reverses the order of the bytes."),
];

/// `bytearray`
pub static BYTEARRAY: Type =
    Type::builtin("bytearray", Kind::ByteArray, "source=b'', encoding=None, errors=None", &SLOTS, MEMBERS)
        .with_flags(Type::BASE | Type::MATCH_SELF)
        .with_doc("A sequence of bytes that can be changed.");

fn new(vm: &mut Vm, class: Ref<Type>, _args: &Args) -> NativeResult {
    let array = vm.new_byte_array(&[])?.value();
    if class.is_heap() { vm.extend(array, class) } else { Ok(array) }
}

/// The bytearray that a method is called of.
fn receiver(vm: &mut Vm, value: Value) -> Result<Ref<ByteArray>, Raised> {
    match value.as_ref::<ByteArray>() {
        Some(array) => Ok(array),
        None => {
            let name = vm.type_name(value);
            Err(vm.type_error(format_args!("descriptor requires a 'bytearray' object but received a '{name}'")))
        }
    }
}

fn init(vm: &mut Vm, array: Value, args: &Args) -> Result<(), Raised> {
    let source = construct::read(vm, args, true)?;
    let array = receiver(vm, array)?;
    match source {
        Source::Zeros(count) => {
            vm.byte_array_splice(array, 0, usize::MAX, &[])?;
            vm.byte_array_resize(array, count)
        }
        Source::Collected(bytes) => vm.byte_array_splice(array, 0, usize::MAX, &bytes),
        Source::Bytes(value) => match vm.buffer(value) {
            Some(buffer) => vm.byte_array_splice(array, 0, usize::MAX, buffer.as_bytes()),
            None => Ok(()),
        },
        Source::Buffer(buffer) => edit::splice_buffer(vm, array, (0, usize::MAX), buffer),
    }
}

fn repr(vm: &mut Vm, array: Value) -> NativeResult {
    let text = ByteText::receiver(vm, array)?;
    let name = vm.type_name(array);
    let mut buffer = TextBuffer::new();
    let written = buffer
        .write_fmt(format_args!("{name}("))
        .and_then(|()| write_literal(&mut buffer, text.bytes(), true))
        .and_then(|()| buffer.write(b")"));
    match written {
        Ok(()) => vm.new_str(buffer.as_bytes()),
        Err(_) => Err(vm.memory_error()),
    }
}

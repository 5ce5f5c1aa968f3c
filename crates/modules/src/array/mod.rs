//! `array`: sequences of numbers that are stored as in C.
//!
//! An array is a record of a bytearray, which holds the elements, and the code of their format.
//!
//! | file | what |
//! |---|---|
//! | `mod.rs` | the type, construction, text |
//! | `element.rs` | elements and the errors of their conversion |
//! | `methods.rs` | methods |
//! | `operators.rs` | subscripts, `+`, `*`, comparison, iteration |

mod element;
mod methods;
mod operators;

use crate::support::record_of;
use core::ops::ControlFlow;
use element::Array;
use runtime::native::{Args, Member, ModuleDefinition, NativeResult};
use runtime::object::{Kind, Ref, Str, Type};
use runtime::text_builder::TextBuilder;
use runtime::types::Slots;
use runtime::types::buffer::{Buffer, Export};
use runtime::types::element::Format;
use runtime::value::Value;
use runtime::vm::Vm;

/// `array`
pub static MODULE: ModuleDefinition = ModuleDefinition {
    name: "array",
    doc: runtime::native::doc("Sequences of numbers that are stored as in C."),
    members: &[
        Member::class("array", &ARRAY),
        Member::class("ArrayType", &ARRAY),
        Member::str("typecodes", "bBhHiIlLqQfd"),
    ],
    initialize: None,
};

static SLOTS: Slots = Slots {
    new: Some(new),
    repr: Some(repr),
    length: Some(|_, array| Ok(Array::of(array).map_or(0, Array::len))),
    get_item: Some(operators::get_item),
    set_item: Some(operators::set_item),
    contains: Some(|vm, array, item| Ok(methods::find(vm, array, item, 0, usize::MAX)?.is_some())),
    iter: Some(operators::iter),
    compare: Some(operators::compare),
    binary: Some(operators::binary),
    inplace: Some(operators::inplace),
    buffer: Some(|array| {
        let array = Array::of(array)?;
        Some(Export { buffer: Buffer::of_array(array.bytes), format: array.format.code() })
    }),
    ..Slots::NONE
};

/// `array.array`
pub static ARRAY: Type =
    Type::record("array", element::FIELDS, "typecode, initializer=None, /", &SLOTS, methods::MEMBERS)
        .with_flags(Type::BASE | Type::SEQUENCE)
        .in_module("array")
        .with_doc("A sequence of numbers that are stored as in C.");

fn new(vm: &mut Vm, class: Ref<Type>, args: &Args) -> NativeResult {
    let code = match args.at(0).as_ref::<Str>() {
        Some(text) if text.characters == 1 => text.as_bytes().first().copied().unwrap_or(0),
        _ => {
            let class = vm.class_name(args.at(0));
            let message = format_args!("array() argument 1 must be a unicode character, not {class}");
            return Err(vm.type_error(message));
        }
    };
    let format = Format::of(code).filter(|_| b"bBhHiIlLqQfd".contains(&code));
    let Some(format) = format else {
        let message = format_args!("bad typecode (must be b, B, u, h, H, i, I, l, L, q, Q, f or d)");
        return Err(vm.value_error(message));
    };
    let array = Array::make(vm, class, format)?;
    let Some(initial) = args.get_not_none(1) else { return Ok(array.value()) };
    if initial.is_kind(Kind::Str) {
        let code = char::from(code);
        let message = format_args!("cannot use a str to initialize an array with typecode '{code}'");
        return Err(vm.type_error(message));
    }
    if initial.is_kind(Kind::Bytes) || initial.is_kind(Kind::ByteArray) {
        methods::append_bytes(vm, array, initial)?;
        return Ok(array.value());
    }
    extend(vm, array, initial)?;
    Ok(array.value())
}

/// Appends the items of an iterable; an array of the same format as memory.
fn extend(vm: &mut Vm, array: Array, source: Value) -> Result<(), runtime::vm::Raised> {
    if let Some(other) = record_of(vm, source, &ARRAY).and_then(|record| Array::of(record.value()))
        && other.format == array.format
    {
        let copy = crate::support::copied(vm, other.bytes.as_bytes())?;
        return vm.byte_array_splice(array.bytes, array.bytes.as_bytes().len(), 0, &copy);
    }
    vm.for_each(source, |vm, item| {
        array.push(vm, item)?;
        Ok(ControlFlow::Continue(()))
    })
}

fn repr(vm: &mut Vm, value: Value) -> NativeResult {
    let Some(array) = Array::of(value) else { return Ok(Value::NONE) };
    let code = char::from(array.format.code());
    let name = vm.class_name(value);
    if array.len() == 0 {
        return vm.new_str_from(format_args!("{name}('{code}')"));
    }
    let list = methods::to_list(vm, array)?;
    let items = vm.repr(list)?;
    let mut text = TextBuilder::new();
    text.push_format(format_args!("{name}('{code}', "));
    text.push_str(items);
    text.push(b")");
    text.finish(vm)
}

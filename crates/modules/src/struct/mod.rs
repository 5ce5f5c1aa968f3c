//! `struct`: values as bytes in the layout of C structures.
//!
//! | file | what |
//! |---|---|
//! | `mod.rs` | the functions, `Struct`, `iter_unpack` |
//! | `layout.rs` | formats: codes, sizes, places |
//! | `convert.rs` | one value to bytes and back |
//! | `half.rs` | floats of 16 bits |

mod convert;
mod half;
mod layout;

use crate::support::{itself, number, small};
use heap::TryVec;
use layout::Layout;
use runtime::native::{Args, Member, ModuleDefinition, NativeResult};
use runtime::object::{Bytes, Kind, List, Record, Ref, Str, Type};
use runtime::types::Slots;
use runtime::types::arguments::integer_argument;
use runtime::types::exception::EXCEPTION;
use runtime::value::Value;
use runtime::vm::{Raised, Vm};

/// `struct`
pub static MODULE: ModuleDefinition = ModuleDefinition {
    name: "struct",
    doc: runtime::native::doc("Values as bytes in the layout of C structures."),
    members: MEMBERS,
    initialize: None,
};

static MEMBERS: &[Member] = &[
    Member::class("error", &ERROR),
    Member::class("Struct", &STRUCT),
    Member::function("calcsize", "format, /", calculate_size, "The size of a structure in bytes."),
    Member::function("pack", "*args", |vm, args| pack(vm, args.rest_at(0), args, 1), "Values as bytes."),
    Member::function("pack_into", "*args", |vm, args| pack_into(vm, args.rest_at(0), args, 1), "Values into a buffer."),
    Member::function(
        "unpack",
        "format, buffer, /",
        |vm, args| unpack(vm, args.at(0), args.at(1)),
        "The values of bytes.",
    ),
    Member::function(
        "unpack_from",
        "format, /, buffer, offset=0",
        |vm, args| unpack_from(vm, args.at(0), args.at(1), args.get(2)),
        "The values at an offset of a buffer.",
    ),
    Member::function(
        "iter_unpack",
        "format, buffer, /",
        |vm, args| iter_unpack(vm, args.at(0), args.at(1)),
        "The values of structures that follow one another.",
    ),
];

/// `struct.error`
pub static ERROR: Type = Type::builtin("error", Kind::Exception, "*args, **kwargs", EXCEPTION.slots, &[])
    .with_base(&EXCEPTION)
    .in_module("struct")
    .with_flags(Type::BASE | Type::EXCEPTION);

static STRUCT_SLOTS: Slots = Slots {
    new: Some(|vm, class, args| {
        with_layout(vm, args.at(0), |_, _| Ok(()))?;
        let format = args.at(0);
        let format = match format.as_ref::<Bytes>() {
            Some(bytes) => vm.new_str(bytes.as_bytes())?,
            None => format,
        };
        vm.new_record(class, &[Some(format)]).map(Ref::value)
    }),
    ..Slots::NONE
};

static STRUCT_MEMBERS: &[Member] = &[
    Member::function(
        "pack",
        "self, /, *values",
        |vm, args| pack(vm, Some(format_of(args)), args, 0),
        "Values as bytes.",
    ),
    Member::function(
        "pack_into",
        "self, /, *args",
        |vm, args| pack_into(vm, Some(format_of(args)), args, 0),
        "Values into a buffer.",
    ),
    Member::function(
        "unpack",
        "self, buffer, /",
        |vm, args| unpack(vm, format_of(args), args.at(1)),
        "The values of bytes.",
    ),
    Member::function(
        "unpack_from",
        "self, buffer, offset=0",
        |vm, args| unpack_from(vm, format_of(args), args.at(1), args.get(2)),
        "The values at an offset of a buffer.",
    ),
    Member::function(
        "iter_unpack",
        "self, buffer, /",
        |vm, args| iter_unpack(vm, format_of(args), args.at(1)),
        "The values of structures that follow one another.",
    ),
    Member::getter("format", |_, value| {
        Ok(value.as_ref::<Record>().and_then(|record| record.get(0)).unwrap_or(Value::NONE))
    }),
    Member::getter("size", |vm, value| {
        let format = value.as_ref::<Record>().and_then(|record| record.get(0)).unwrap_or(Value::NONE);
        with_layout(vm, format, |_, layout| Ok(small(layout.size)))
    }),
];

/// `struct.Struct`: the field is the format.
pub static STRUCT: Type = Type::record("Struct", 1, "format", &STRUCT_SLOTS, STRUCT_MEMBERS)
    .with_flags(Type::BASE)
    .in_module("_struct")
    .with_doc("A format that is used several times.");

fn format_of(args: &Args) -> Value {
    args.at(0).as_ref::<Record>().and_then(|record| record.get(0)).unwrap_or(Value::NONE)
}

/// Raises `struct.error`.
#[cold]
pub(crate) fn error(vm: &mut Vm, message: core::fmt::Arguments<'_>) -> Raised {
    vm.raise(&ERROR, message)
}

/// Reads a format and hands it to `body`.
fn with_layout<T>(
    vm: &mut Vm,
    format: Value,
    body: impl FnOnce(&mut Vm, &Layout) -> Result<T, Raised>,
) -> Result<T, Raised> {
    let text = format.as_ref::<Str>();
    let raw = format.as_ref::<Bytes>();
    let source = match (&text, &raw) {
        (Some(text), _) => text.as_bytes(),
        (None, Some(raw)) => raw.as_bytes(),
        (None, None) => {
            let class = vm.class_name(format);
            let message = format_args!("Struct() argument 1 must be a str or bytes object, not {class}");
            return Err(vm.type_error(message));
        }
    };
    let layout = Layout::parse(vm, source)?;
    body(vm, &layout)
}

fn calculate_size(vm: &mut Vm, args: &Args) -> NativeResult {
    with_layout(vm, args.at(0), |_, layout| Ok(small(layout.size)))
}

/// The bytes of a structure with the values from argument `first` on.
fn encode(vm: &mut Vm, layout: &Layout, args: &Args, first: usize, name: &str) -> Result<TryVec<u8>, Raised> {
    let given = args.rest_len().saturating_sub(first);
    let expected = layout.values;
    if given != expected {
        return Err(error(vm, format_args!("{name} expected {expected} items for packing (got {given})")));
    }
    let mut bytes = TryVec::new();
    bytes.try_resize(layout.size, 0).map_err(|_| vm.memory_error())?;
    let mut index = first;
    for item in layout.items.iter() {
        for (_, place) in item.places() {
            let value = args.rest_at(index).unwrap_or(Value::NONE);
            index += 1;
            let target = bytes.get_mut(place..place + item.width()).unwrap_or(&mut []);
            convert::write(vm, layout, item, value, target)?;
        }
    }
    Ok(bytes)
}

fn pack(vm: &mut Vm, format: Option<Value>, args: &Args, first: usize) -> NativeResult {
    let Some(format) = format else { return Err(vm.type_error(format_args!("missing format argument"))) };
    with_layout(vm, format, |vm, layout| {
        let bytes = encode(vm, layout, args, first, "pack")?;
        vm.new_bytes(&bytes)
    })
}

fn pack_into(vm: &mut Vm, format: Option<Value>, args: &Args, first: usize) -> NativeResult {
    let Some(format) = format else { return Err(vm.type_error(format_args!("missing format argument"))) };
    let Some(target) = args.rest_at(first) else {
        return Err(error(vm, format_args!("pack_into expected buffer argument")));
    };
    let Some(offset) = args.rest_at(first + 1) else {
        return Err(error(vm, format_args!("pack_into expected offset argument")));
    };
    with_layout(vm, format, |vm, layout| {
        let bytes = encode(vm, layout, args, first + 2, "pack_into")?;
        let offset = integer_argument(vm, offset)?;
        let Some(buffer) = vm.buffer(target).filter(|buffer| buffer.is_writable()) else {
            let class = vm.class_name(target);
            let message = format_args!("argument must be read-write bytes-like object, not {class}");
            return Err(vm.type_error(message));
        };
        let cells = buffer.as_cells().unwrap_or(&[]);
        let (available, size) = (cells.len(), layout.size);
        let start = if offset < 0 { offset.saturating_add(available as i64) } else { offset };
        if offset < 0 && offset.saturating_add(size as i64) > 0 {
            return Err(error(vm, format_args!("no space to pack {size} bytes at offset {offset}")));
        }
        let Ok(start) = usize::try_from(start) else {
            return Err(error(vm, format_args!("offset {offset} out of range for {available}-byte buffer")));
        };
        if available.saturating_sub(start) < size || start > available {
            let needed = start.saturating_add(size);
            let message = format_args!(
                "pack_into requires a buffer of at least {needed} bytes for packing {size} bytes at offset {start} \
                 (actual buffer size is {available})"
            );
            return Err(error(vm, message));
        }
        for (cell, &byte) in cells[start..].iter().zip(bytes.iter()) {
            cell.set(byte);
        }
        Ok(Value::NONE)
    })
}

/// The tuple of the values in some bytes.
fn decode(vm: &mut Vm, layout: &Layout, bytes: &[u8]) -> NativeResult {
    let values: Ref<List> = vm.new_list_with_capacity(layout.values)?;
    for item in layout.items.iter() {
        for (_, place) in item.places() {
            let value = convert::read(vm, layout, item, bytes.get(place..place + item.width()).unwrap_or(&[]))?;
            vm.list_push(values, value)?;
        }
    }
    vm.new_tuple(values.as_slice())
}

fn unpack(vm: &mut Vm, format: Value, source: Value) -> NativeResult {
    with_layout(vm, format, |vm, layout| {
        let buffer = vm.require_buffer(source)?;
        let size = layout.size;
        if buffer.as_bytes().len() != size {
            return Err(error(vm, format_args!("unpack requires a buffer of {size} bytes")));
        }
        decode(vm, layout, buffer.as_bytes())
    })
}

fn unpack_from(vm: &mut Vm, format: Value, source: Value, offset: Option<Value>) -> NativeResult {
    with_layout(vm, format, |vm, layout| {
        let offset = offset.map_or(Ok(0), |offset| integer_argument(vm, offset))?;
        let buffer = vm.require_buffer(source)?;
        let bytes = buffer.as_bytes();
        let (available, size) = (bytes.len(), layout.size);
        let start = if offset < 0 { offset.saturating_add(available as i64) } else { offset };
        if offset < 0 && offset.saturating_add(size as i64) > 0 {
            return Err(error(vm, format_args!("not enough data to unpack {size} bytes at offset {offset}")));
        }
        let Ok(start) = usize::try_from(start) else {
            return Err(error(vm, format_args!("offset {offset} out of range for {available}-byte buffer")));
        };
        match bytes.get(start..start.saturating_add(size)) {
            Some(bytes) => decode(vm, layout, bytes),
            None => {
                let needed = start.saturating_add(size);
                let message = format_args!(
                    "unpack_from requires a buffer of at least {needed} bytes for unpacking {size} bytes at offset \
                     {start} (actual buffer size is {available})"
                );
                Err(error(vm, message))
            }
        }
    })
}

static ITERATOR_SLOTS: Slots = Slots { iter: Some(itself), next: Some(next), ..Slots::NONE };

static ITERATOR_MEMBERS: &[Member] = &[Member::function(
    "__length_hint__",
    "self, /",
    |vm, args| {
        let Some(record) = args.at(0).as_ref::<Record>() else { return Ok(small(0)) };
        let (Some(format), Some(source)) = (record.get(0), record.get(1)) else { return Ok(small(0)) };
        let length = vm.buffer(source).map_or(0, |buffer| buffer.as_bytes().len());
        let left = length.saturating_sub(number(record, 2));
        with_layout(vm, format, |_, layout| Ok(small(left / layout.size.max(1))))
    },
    "The number of structures left.",
)];

/// The iterator of `iter_unpack`: fields are the format, the buffer's object and the offset.
static ITERATOR: Type =
    Type::record("unpack_iterator", 3, "*args, **kwargs", &ITERATOR_SLOTS, ITERATOR_MEMBERS).in_module("_struct");

fn iter_unpack(vm: &mut Vm, format: Value, source: Value) -> NativeResult {
    let size = with_layout(vm, format, |_, layout| Ok(layout.size))?;
    let buffer = vm.require_buffer(source)?;
    if size == 0 {
        return Err(error(vm, format_args!("cannot iteratively unpack with a struct of length 0")));
    }
    if buffer.as_bytes().len() % size != 0 {
        let message = format_args!("iterative unpacking requires a buffer of a multiple of {size} bytes");
        return Err(error(vm, message));
    }
    vm.new_static_record(&ITERATOR, &[Some(format), Some(source), Some(small(0))])
}

fn next(vm: &mut Vm, iterator: Value) -> Result<Option<Value>, Raised> {
    let Some(record) = iterator.as_ref::<Record>() else { return Ok(None) };
    let (Some(format), Some(source)) = (record.get(0), record.get(1)) else { return Ok(None) };
    let start = number(record, 2);
    with_layout(vm, format, |vm, layout| {
        let Some(buffer) = vm.buffer(source) else { return Ok(None) };
        match buffer.as_bytes().get(start..start + layout.size) {
            Some(bytes) => {
                let values = decode(vm, layout, bytes)?;
                record.set(2, small(start + layout.size));
                Ok(Some(values))
            }
            None => {
                record.set(1, None);
                Ok(None)
            }
        }
    })
}

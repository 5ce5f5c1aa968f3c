//! `memoryview`: a window into the memory of a bytes-like object.
//!
//! | file | what |
//! |---|---|
//! | `mod.rs` | the type and its operators |
//! | `view.rs` | the record of a view, and what it shows |
//! | `methods.rs` | methods and attributes |
//! | `iterator.rs` | `memory_iterator` |
//!
//! A view is a record. It shows bytes and bytearray objects (and records that have one as their storage) by offset, so
//! that it can never show freed memory; while it is in use, a bytearray must not change its size all the same.

mod iterator;
mod methods;
mod view;

use crate::native::{Args, NativeResult};
use crate::object::{Ref, Type};
use crate::symbols::hash_bytes;
use crate::types::arguments::{Key, Selection, key as read_key, place};
use crate::types::element::{self, ElementError};
use crate::types::{Comparison, Slots, exception};
use crate::value::Value;
use crate::vm::{Raised, Vm};
use heap::TryVec;

pub use view::{View, drop_export, storage_of};

static SLOTS: Slots = Slots {
    new: Some(new),
    repr: Some(repr),
    hash: Some(hash),
    length: Some(|vm, view| Ok(View::require(vm, view)?.count)),
    get_item: Some(get_item),
    set_item: Some(set_item),
    iter: Some(iterator::iter),
    compare: Some(compare),
    buffer: Some(|view| View::of(view)?.export()),
    ..Slots::NONE
};

/// `memoryview`
pub static MEMORYVIEW: Type = Type::record("memoryview", view::FIELDS, "object", &SLOTS, methods::MEMBERS)
    .with_flags(Type::SEQUENCE)
    .with_doc("A window into the memory of a bytes-like object.");

fn new(vm: &mut Vm, _class: Ref<Type>, args: &Args) -> NativeResult {
    let object = args.at(0);
    if View::is_view(object) {
        return View::require(vm, object)?.make(vm);
    }
    match crate::types::buffer::Export::of(object) {
        Some(export) => View::of_export(object, export).make(vm),
        None => {
            let name = vm.type_name(object);
            Err(vm.type_error(format_args!("memoryview: a bytes-like object is required, not '{name}'")))
        }
    }
}

/// The bytes of a view that is not contiguous; `None` for any other value.
pub fn collect(vm: &mut Vm, value: Value) -> Result<Option<TryVec<u8>>, Raised> {
    if !View::is_view(value) {
        return Ok(None);
    }
    View::require(vm, value)?.to_bytes(vm).map(Some)
}

fn repr(vm: &mut Vm, view: Value) -> NativeResult {
    let address = view.word();
    match View::of(view) {
        Some(_) => vm.new_str_from(format_args!("<memory at {address:#x}>")),
        None => vm.new_str_from(format_args!("<released memory at {address:#x}>")),
    }
}

fn hash(vm: &mut Vm, view: Value) -> Result<i64, Raised> {
    let view = View::require(vm, view)?;
    if view.is_writable() {
        return Err(vm.value_error(format_args!("cannot hash writable memoryview object")));
    }
    if !view.format.is_byte() {
        return Err(vm.value_error(format_args!("memoryview: hashing is restricted to formats 'B', 'b' or 'c'")));
    }
    let bytes = view.to_bytes(vm)?;
    Ok(i64::from(hash_bytes(&bytes)))
}

#[cold]
fn index_error(vm: &mut Vm) -> Raised {
    vm.raise(&exception::INDEX_ERROR, format_args!("index out of bounds on dimension 1"))
}

fn get_item(vm: &mut Vm, value: Value, key: Value) -> NativeResult {
    let read = read_key(vm, key)?;
    let view = View::require(vm, value)?;
    match read {
        Some(Key::Index(index)) => match place(index, view.count) {
            Some(index) => view.item(vm, index),
            None => Err(index_error(vm)),
        },
        Some(Key::Slice(bounds)) => view.select(Selection::of(bounds, view.count)).make(vm),
        None => Err(vm.type_error(format_args!("memoryview: invalid slice key"))),
    }
}

fn set_item(vm: &mut Vm, value: Value, key: Value, item: Option<Value>) -> Result<(), Raised> {
    let read = read_key(vm, key)?;
    let view = View::require(vm, value)?;
    if !view.is_writable() {
        return Err(vm.type_error(format_args!("cannot modify read-only memory")));
    }
    let Some(item) = item else { return Err(vm.type_error(format_args!("cannot delete memory"))) };
    match read {
        Some(Key::Index(index)) => {
            if place(index, view.count).is_none() {
                return Err(index_error(vm));
            }
            let bytes = element_of(vm, &view, item)?;
            // Converting may have run Python.
            let view = View::require(vm, value)?;
            match place(index, view.count) {
                Some(index) => {
                    view.set_item(index, &bytes);
                    Ok(())
                }
                None => Err(index_error(vm)),
            }
        }
        Some(Key::Slice(bounds)) => {
            let target = view.select(Selection::of(bounds, view.count));
            assign(vm, &target, item)
        }
        None => Err(vm.type_error(format_args!("memoryview: invalid slice key"))),
    }
}

fn element_of(vm: &mut Vm, view: &View, item: Value) -> Result<element::ElementBytes, Raised> {
    let code = char::from(view.format.code());
    match element::write(vm, view.format, item)? {
        Ok(bytes) => Ok(bytes),
        Err(ElementError::Type) => Err(vm.type_error(format_args!("memoryview: invalid type for format '{code}'"))),
        Err(ElementError::Range) => Err(vm.value_error(format_args!("memoryview: invalid value for format '{code}'"))),
    }
}

/// The view of any bytes-like object.
fn view_of(vm: &mut Vm, value: Value) -> Result<Option<View>, Raised> {
    if View::is_view(value) {
        return View::require(vm, value).map(Some);
    }
    Ok(crate::types::buffer::Export::of(value).map(|export| View::of_export(value, export)))
}

fn assign(vm: &mut Vm, target: &View, value: Value) -> Result<(), Raised> {
    let Some(source) = view_of(vm, value)? else { return Err(vm.not_bytes_like(value)) };
    if source.format != target.format || source.count != target.count {
        let message = format_args!("memoryview assignment: lvalue and rvalue have different structures");
        return Err(vm.value_error(message));
    }
    // The two may overlap.
    let bytes = source.to_bytes(vm)?;
    for (index, element) in bytes.chunks(target.format.size()).enumerate() {
        target.set_item(index, element);
    }
    Ok(())
}

fn compare(vm: &mut Vm, operator: Comparison, left: Value, right: Value) -> NativeResult {
    if !matches!(operator, Comparison::Eq | Comparison::Ne) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let wanted = operator == Comparison::Eq;
    if left == right {
        return Ok(Value::from_bool(wanted));
    }
    let released = |value| View::is_view(value) && View::of(value).is_none();
    if released(left) || released(right) {
        return Ok(Value::from_bool(!wanted));
    }
    let (Some(a), Some(b)) = (view_of(vm, left)?, view_of(vm, right)?) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    Ok(Value::from_bool(same(vm, &a, &b)? == wanted))
}

fn same(vm: &mut Vm, a: &View, b: &View) -> Result<bool, Raised> {
    if a.count != b.count {
        return Ok(false);
    }
    let floats = matches!(a.format.code(), b'f' | b'd');
    if a.format == b.format && !floats {
        return Ok((0..a.count).all(|index| a.element(index) == b.element(index)));
    }
    for index in 0..a.count {
        let (x, y) = (a.item(vm, index)?, b.item(vm, index)?);
        let result = vm.compare(Comparison::Eq, x, y)?;
        if !vm.truth(result)? {
            return Ok(false);
        }
    }
    Ok(true)
}

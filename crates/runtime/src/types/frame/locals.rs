//! `f_locals`: the namespace of a module or class body, or a mapping that reads and writes the variables of a function's
//! frame.

use super::{EXTRA, VARIABLES, as_frame, code_of_frame, field, function_of_frame, live_base};
use crate::native::{Args, Member, NativeResult};
use crate::object::{CellObject, Code, Dict, Record, Ref, Str, Tuple, Type};
use crate::symbols::sym;
use crate::types::code::{is_hidden, local_name};
use crate::types::exception::KEY_ERROR;
use crate::types::{BinaryOperator, Comparison, Slots};
use crate::value::{Value, Word};
use crate::vm::{Raised, Vm};
use bytecode::CodeFlags;
use bytecode::assigned::may_be_assigned;

static SLOTS: Slots = Slots {
    repr: Some(|vm, proxy| {
        let copy = copy_of(vm, proxy)?;
        vm.repr(copy.value())
    }),
    length: Some(|vm, proxy| Ok(copy_of(vm, proxy)?.len())),
    get_item: Some(|vm, proxy, key| match get(vm, proxy, key)? {
        Some(value) => Ok(value),
        None => Err(vm.raise_with(&KEY_ERROR, &[key])),
    }),
    set_item: Some(set_item),
    contains: Some(|vm, proxy, key| Ok(get(vm, proxy, key)?.is_some())),
    iter: Some(|vm, proxy| {
        let copy = copy_of(vm, proxy)?;
        vm.iter(copy.value())
    }),
    compare: Some(compare),
    binary: Some(binary),
    inplace: Some(|vm, operator, proxy, other| match operator {
        BinaryOperator::Or => {
            update_from(vm, proxy, other)?;
            Ok(proxy)
        }
        _ => Ok(Value::NOT_IMPLEMENTED),
    }),
    ..Slots::NONE
};

static MEMBERS: &[Member] = &[
    Member::function("get", "self, key, default=None, /", get_or_default, "The value of a variable, or a default."),
    Member::function("keys", "self, /", |vm, args| forward(vm, args, sym::keys), "The names of the variables."),
    Member::function("values", "self, /", |vm, args| forward(vm, args, sym::values), "The values of the variables."),
    Member::function("items", "self, /", |vm, args| forward(vm, args, sym::items), "Pairs of names and values."),
    Member::function("copy", "self, /", |vm, args| Ok(copy_of(vm, args.at(0))?.value()), "A dict of the variables."),
    #[cfg(feature = "introspection")]
    Member::function("setdefault", "self, key, default=None, /", set_default, "The value, set if there was none."),
    #[cfg(feature = "introspection")]
    Member::function("update", "self, other, /", update, "Set variables from a mapping."),
    #[cfg(feature = "introspection")]
    Member::function("__reversed__", "self, /", reversed, "An iterator over the names from the end."),
];

/// `FrameLocalsProxy`: the field is the frame.
pub static FRAME_LOCALS: Type = Type::record("FrameLocalsProxy", 1, "", &SLOTS, MEMBERS)
    .with_flags(Type::MAPPING)
    .with_doc("The variables of a frame; setting one changes it in the frame.");

/// `frame.f_locals`.
pub(super) fn locals_of_frame(vm: &mut Vm, frame: Ref<Record>) -> NativeResult {
    let Some(code) = code_of_frame(&frame) else { return Ok(Value::NONE) };
    if !code.code_flags().has(CodeFlags::OPTIMIZED) {
        if let Some(namespace) = register(&frame, 0) {
            return Ok(namespace);
        }
        return Ok(vm.new_dict(0)?.value());
    }
    vm.new_static_record(&FRAME_LOCALS, &[Some(frame.value())])
}

fn frame_of(proxy: Value) -> Option<Ref<Record>> {
    let record = proxy.as_ref::<Record>().filter(|record| record.class == Ref::from_static(&FRAME_LOCALS))?;
    record.get(0).and_then(as_frame)
}

/// A register of a frame, live or not.
fn register(frame: &Record, index: usize) -> Option<Value> {
    match live_base(frame) {
        // SAFETY: the registers of a live frame are there, as many as its code says; those of variables are values.
        Some(base) => unsafe { Value::from_word(*base.add(index)) },
        None => field(frame, VARIABLES + index),
    }
}

fn set_register(frame: &Record, index: usize, value: Value) {
    match live_base(frame) {
        // SAFETY: as above.
        Some(base) => unsafe { *base.add(index) = value.word() as Word },
        None if VARIABLES + index < frame.fields().len() => frame.set(VARIABLES + index, value),
        None => {}
    }
}

/// Where a variable is.
#[derive(Clone, Copy)]
enum Place {
    /// In a register, or in the cell that the register has if the flag is set.
    Register(usize, bool),
    /// In a cell of the closure.
    Free(usize),
}

/// The cell that a register of a shared variable has, once the function made it.
fn cell_in(frame: &Record, index: usize) -> Option<Ref<CellObject>> {
    register(frame, index).and_then(Value::as_ref::<CellObject>)
}

fn free_cell(frame: &Record, index: usize) -> Option<Ref<CellObject>> {
    let closure = function_of_frame(frame)?.closure?.as_ref::<Tuple>()?;
    closure.as_slice().get(index)?.as_ref::<CellObject>()
}

fn read(frame: &Record, place: Place) -> Option<Value> {
    match place {
        Place::Register(index, true) => match cell_in(frame, index) {
            Some(cell) => cell.value.get(),
            None => register(frame, index),
        },
        Place::Register(index, false) => register(frame, index),
        Place::Free(index) => free_cell(frame, index)?.value.get(),
    }
}

fn write(frame: &Record, place: Place, value: Value) {
    match place {
        Place::Register(index, is_cell) => match cell_in(frame, index).filter(|_| is_cell) {
            Some(cell) => cell.value.set(Some(value)),
            None => set_register(frame, index, value),
        },
        Place::Free(index) => {
            if let Some(cell) = free_cell(frame, index) {
                cell.value.set(Some(value));
            }
        }
    }
}

/// Calls a function for every variable, bound or not, until it returns true.
fn each(code: &Code, mut visit: impl FnMut(&[u8], Place) -> bool) {
    let Some(view) = code.view() else { return };
    for local in 0..view.locals().len() {
        if is_hidden(&view, local) {
            continue;
        }
        let index = view.local_register(local);
        let is_cell = view.cells().contains(&(index as u32));
        if visit(local_name(&view, local), Place::Register(index, is_cell)) {
            return;
        }
    }
    for index in 0..view.capture_count() {
        let Some((_, name)) = view.capture(index) else { continue };
        let name = view.image().string(name).unwrap_or_default();
        if visit(name, Place::Free(index)) {
            return;
        }
    }
}

fn find(frame: &Record, key: Value) -> Option<Place> {
    let name = key.as_ref::<Str>()?;
    let mut found = None;
    each(&*code_of_frame(frame)?, |candidate, place| {
        if candidate == name.as_bytes() {
            found = Some(place);
        }
        found.is_some()
    });
    found
}

/// The value that a frame shows of a variable. What an earlier frame left in a register of a variable that was not assigned
/// yet is none; if it was set through the mapping, that is among the additional names.
fn shown(vm: &mut Vm, frame: Ref<Record>, key: Value, place: Place) -> Result<Option<Value>, Raised> {
    if let (Place::Register(index, false), Some(code)) = (place, code_of_frame(&frame)) {
        let at = vm.frame_place(&frame);
        if !code.view().is_none_or(|view| may_be_assigned(view, at, index)) {
            return match extra(&frame) {
                Some(extra) => vm.dict_get(extra, key),
                None => Ok(None),
            };
        }
    }
    Ok(read(&frame, place))
}

fn extra(frame: &Record) -> Option<Ref<Dict>> {
    field(frame, EXTRA).and_then(Value::as_ref::<Dict>)
}

fn get(vm: &mut Vm, proxy: Value, key: Value) -> Result<Option<Value>, Raised> {
    let Some(frame) = frame_of(proxy) else { return Ok(None) };
    if let Some(place) = find(&frame, key) {
        return shown(vm, frame, key, place);
    }
    match extra(&frame) {
        Some(extra) => vm.dict_get(extra, key),
        None => Ok(None),
    }
}

fn set(vm: &mut Vm, proxy: Value, key: Value, value: Value) -> Result<(), Raised> {
    let Some(frame) = frame_of(proxy) else { return Ok(()) };
    if let Some(place) = find(&frame, key) {
        write(&frame, place, value);
        if shown(vm, frame, key, place)? == Some(value) {
            return Ok(());
        }
    }
    let extra = match extra(&frame) {
        Some(extra) => extra,
        None => {
            let dict = vm.new_dict(0)?;
            frame.set(EXTRA, dict.value());
            dict
        }
    };
    vm.dict_set(extra, key, value)
}

fn set_item(vm: &mut Vm, proxy: Value, key: Value, value: Option<Value>) -> Result<(), Raised> {
    match value {
        Some(value) => set(vm, proxy, key, value),
        None => Err(vm.value_error(format_args!("cannot remove variables from FrameLocalsProxy"))),
    }
}

/// A dict of the bound variables.
fn copy_of(vm: &mut Vm, proxy: Value) -> Result<Ref<Dict>, Raised> {
    let dict = vm.new_dict(0)?;
    let Some((frame, code)) = frame_of(proxy).and_then(|frame| Some((frame, code_of_frame(&frame)?))) else {
        return Ok(dict);
    };
    let mut result = Ok(());
    each(&code, |name, place| {
        if read(&frame, place).is_some() {
            result = vm.intern(name).and_then(|name| match shown(vm, frame, name, place)? {
                Some(value) => vm.dict_set_name(dict, name, value),
                None => Ok(()),
            });
        }
        result.is_err()
    });
    result?;
    if let Some(extra) = extra(&frame) {
        vm.dict_merge(dict, extra)?;
    }
    Ok(dict)
}

fn forward(vm: &mut Vm, args: &Args, name: crate::symbols::Symbol) -> NativeResult {
    let copy = copy_of(vm, args.at(0))?;
    vm.call_method(copy.value(), name, &[])
}

fn get_or_default(vm: &mut Vm, args: &Args) -> NativeResult {
    Ok(get(vm, args.at(0), args.at(1))?.or(args.get(2)).unwrap_or(Value::NONE))
}

fn set_default(vm: &mut Vm, args: &Args) -> NativeResult {
    if let Some(value) = get(vm, args.at(0), args.at(1))? {
        return Ok(value);
    }
    let default = args.get(2).unwrap_or(Value::NONE);
    set(vm, args.at(0), args.at(1), default)?;
    Ok(default)
}

fn update_from(vm: &mut Vm, proxy: Value, other: Value) -> Result<(), Raised> {
    let source = vm.new_dict(0)?;
    vm.dict_update(source, other)?;
    let mut at = 0;
    while let Some((index, key, value)) = source.next_entry(at) {
        at = index + 1;
        set(vm, proxy, key, value)?;
    }
    Ok(())
}

fn update(vm: &mut Vm, args: &Args) -> NativeResult {
    update_from(vm, args.at(0), args.at(1))?;
    Ok(Value::NONE)
}

fn reversed(vm: &mut Vm, args: &Args) -> NativeResult {
    let copy = copy_of(vm, args.at(0))?;
    vm.call_method(copy.value(), sym::__reversed__, &[])
}

fn compare(vm: &mut Vm, comparison: Comparison, proxy: Value, other: Value) -> NativeResult {
    let own = copy_of(vm, proxy)?;
    let other = match frame_of(other) {
        Some(_) => copy_of(vm, other)?.value(),
        None => other,
    };
    vm.compare(comparison, own.value(), other)
}

fn binary(vm: &mut Vm, operator: BinaryOperator, left: Value, right: Value) -> NativeResult {
    let plain = |vm: &mut Vm, value: Value| match frame_of(value) {
        Some(_) => copy_of(vm, value).map(Ref::value),
        None => Ok(value),
    };
    if operator != BinaryOperator::Or {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let (left, right) = (plain(vm, left)?, plain(vm, right)?);
    vm.binary(operator, left, right)
}

//! Small services that several modules need.

use heap::TryVec;
use runtime::native::NativeResult;
use runtime::object::{List, Record, Ref, Type};
use runtime::value::Value;
use runtime::vm::{Raised, Vm};

/// `repr` of an object that may contain itself: `body` makes it, unless the object is being shown already further out;
/// then the text is `recursive`.
pub fn guarded_repr(
    vm: &mut Vm,
    value: Value,
    recursive: &[u8],
    body: impl FnOnce(&mut Vm) -> NativeResult,
) -> NativeResult {
    vm.check_machine_stack()?;
    if vm.repr_stack.contains(&value) {
        return vm.new_str(recursive);
    }
    vm.repr_stack.try_push(value).map_err(|_| vm.memory_error())?;
    let result = body(vm);
    vm.repr_stack.pop();
    result
}

/// A number that fits a small int on every target where it can occur: lengths and indexes.
pub fn small(number: usize) -> Value {
    Value::from_small_int(number as runtime::value::SmallInt).unwrap_or(Value::from_i32_small(0))
}

/// A field of a record that is a number made by [`small`].
pub fn number(record: Ref<Record>, field: usize) -> usize {
    record.get(field).and_then(Value::as_small_int).and_then(|number| usize::try_from(number).ok()).unwrap_or(0)
}

/// The record of a value whose class is `class` or derived from it.
pub fn record_of(vm: &Vm, value: Value, class: &'static Type) -> Option<Ref<Record>> {
    let record = value.as_ref::<Record>()?;
    if vm.is_subclass(record.class, Ref::from_static(class)) { Some(record) } else { None }
}

/// A list of `length` times `None`.
pub fn none_list(vm: &mut Vm, length: usize) -> Result<Ref<List>, Raised> {
    let list = vm.new_list_with_capacity(length)?;
    for _ in 0..length {
        vm.list_push(list, Value::NONE)?;
    }
    Ok(list)
}

/// Appends to a buffer, or raises `MemoryError`.
pub fn append(vm: &mut Vm, buffer: &mut TryVec<u8>, bytes: &[u8]) -> Result<(), Raised> {
    buffer.try_extend_from_slice(bytes).map_err(|_| vm.memory_error())
}

/// A copy of bytes, or `MemoryError`.
pub fn copied(vm: &mut Vm, bytes: &[u8]) -> Result<TryVec<u8>, Raised> {
    TryVec::try_from_slice(bytes).map_err(|_| vm.memory_error())
}

/// The `iter` slot of iterators.
pub fn itself(_: &mut Vm, iterator: Value) -> NativeResult {
    Ok(iterator)
}

/// `callable(value)`
pub fn is_callable(vm: &mut Vm, value: Value) -> Result<bool, Raised> {
    use runtime::object::Kind;
    if [Kind::Function, Kind::Native, Kind::BoundMethod, Kind::Type].into_iter().any(|kind| value.is_kind(kind)) {
        return Ok(true);
    }
    let class = vm.class_of(value);
    if class.slots.call.is_some() {
        return Ok(true);
    }
    Ok(class.is_heap() && vm.class_lookup(class, runtime::symbols::sym::__call__.value())?.is_some())
}

/// The native of a member of a static table that is a function.
pub fn native_of(member: &'static runtime::native::Member) -> Option<Value> {
    use runtime::native::MemberKind::{Class, Function, Static};
    match member.what() {
        Function(native) | Static(native) | Class(native) => Some(Ref::from_static(native).value()),
        _ => None,
    }
}

/// `callable(*first, *rest, **keywords)` with the rest and the keywords of the arguments of a native.
pub fn call_with_rest(vm: &mut Vm, callable: Value, first: &[Value], args: &runtime::native::Args) -> NativeResult {
    let mut all = TryVec::try_from_slice(first).map_err(|_| vm.memory_error())?;
    for argument in args.rest() {
        all.try_push(argument).map_err(|_| vm.memory_error())?;
    }
    vm.call_with_keywords(callable, &all, args.keywords())
}

/// The `get_attribute` slot of records whose attributes set by Python are in a dict in a field.
pub fn get_extra<const FIELD: usize>(_: &mut Vm, value: Value, name: Value) -> Result<Option<Value>, Raised> {
    let dict = value.as_ref::<Record>().and_then(|record| record.get(FIELD));
    Ok(dict.and_then(Value::as_ref::<runtime::object::Dict>).and_then(|dict| dict.get_name(name)))
}

/// The getter of `__dict__` of such records.
pub fn get_extra_dict<const FIELD: usize>(vm: &mut Vm, value: Value) -> NativeResult {
    Ok(extra_dict::<FIELD>(vm, value)?.map_or(Value::NONE, Ref::value))
}

/// The dict of such a record, made if need be.
fn extra_dict<const FIELD: usize>(vm: &mut Vm, value: Value) -> Result<Option<Ref<runtime::object::Dict>>, Raised> {
    let Some(record) = value.as_ref::<Record>() else { return Ok(None) };
    if let Some(dict) = record.get(FIELD).and_then(Value::as_ref::<runtime::object::Dict>) {
        return Ok(Some(dict));
    }
    let dict = vm.new_dict(0)?;
    record.set(FIELD, dict.value());
    Ok(Some(dict))
}

/// The `set_attribute` slot of such records.
pub fn set_extra<const FIELD: usize>(
    vm: &mut Vm,
    value: Value,
    name: Value,
    new: Option<Value>,
) -> Result<bool, Raised> {
    let Some(dict) = extra_dict::<FIELD>(vm, value)? else { return Ok(false) };
    match new {
        Some(new) => vm.dict_set_name(dict, name, new).map(|()| true),
        None => Ok(vm.dict_remove(dict, name)?.is_some()),
    }
}

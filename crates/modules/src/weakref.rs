//! `weakref`: references that do not keep their object alive.
//!
//! The places of objects are the VM's, see [`runtime::weak`]. A reference with a callback is its place's watcher: it is
//! finalized when its object is gone, calls back, and is finalized again when it goes itself.

use heap::TryVec;
use runtime::native::{Args, Member, ModuleDefinition, NativeResult};
use runtime::object::{Dict, Kind, List, Record, Ref, Type};
use runtime::types::{Comparison, Slots};
use runtime::value::Value;
use runtime::vm::{Raised, Vm};

/// `weakref`
pub static MODULE: ModuleDefinition = ModuleDefinition {
    name: "weakref",
    doc: "References that do not keep their object alive.",
    members: &[
        Member::class("ref", &REFERENCE),
        Member::class("ReferenceType", &REFERENCE),
        Member::class("finalize", &FINALIZE),
    ],
    initialize: None,
};

/// Field of both types: the number of the object's place; empty when it was given back.
const PLACE: usize = 0;
/// Field of a reference: who is called; of a finalizer: the tuple of function, arguments and dict of keyword arguments.
const CALLBACK: usize = 1;
/// Field of a reference: the object's hash, once it was asked for.
const HASH: usize = 2;

// References.

static REFERENCE_SLOTS: Slots = Slots {
    new: Some(new_reference),
    repr: Some(repr_reference),
    hash: Some(hash_reference),
    compare: Some(compare_references),
    call: Some(|vm, value, _| Ok(object_of(vm, value).unwrap_or(Value::NONE))),
    ..Slots::NONE
};

static REFERENCE_MEMBERS: &[Member] = &[
    Member::getter("__callback__", |vm, value| Ok(callback_of(vm, value))),
    Member::function("__del__", "self, /", finalize_reference, "Call back, or give the place up."),
];

/// `weakref.ref`
static REFERENCE: Type =
    Type::record("ReferenceType", 3, "object, callback=None, /", &REFERENCE_SLOTS, REFERENCE_MEMBERS)
        .with_flags(Type::BASE)
        .in_module("weakref")
        .with_doc("A weak reference; calling it gives the object, or None when it is gone.");

/// Whether there can be weak references to a value: to instances, classes, functions and the like as in CPython.
fn check(vm: &mut Vm, value: Value) -> Result<(), Raised> {
    let kinds = [Kind::Instance, Kind::Function, Kind::Type, Kind::Module, Kind::Generator, Kind::Set, Kind::FrozenSet];
    let object = value.as_object().is_some();
    if object && (kinds.iter().any(|&kind| value.is_kind(kind)) || vm.class_of(value).is_heap()) {
        return Ok(());
    }
    let class = vm.type_name(value);
    Err(vm.type_error(format_args!("cannot create weak reference to '{class}' object")))
}

fn place_of(value: Value) -> Option<u32> {
    let record = value.as_ref::<Record>()?;
    record.get(PLACE).and_then(Value::as_small_int).map(|place| place as u32)
}

fn object_of(vm: &Vm, value: Value) -> Option<Value> {
    place_of(value).and_then(|place| vm.weak_object(place))
}

fn callback_of(vm: &mut Vm, value: Value) -> Value {
    let callback = value.as_ref::<Record>().and_then(|record| record.get(CALLBACK));
    callback.filter(|_| object_of(vm, value).is_some()).unwrap_or(Value::NONE)
}

/// Gives a new record a place for its object.
fn watch(vm: &mut Vm, record: Ref<Record>, object: Value, watches: bool) -> Result<(), Raised> {
    vm.keep(record.value());
    vm.register_finalizer(record.value())?;
    let place = vm.new_weak(object, watches.then_some(record.value()))?;
    record.set(PLACE, Value::from_i32_small(place as i32));
    Ok(())
}

fn give_up(vm: &mut Vm, record: Ref<Record>) {
    if let Some(place) = place_of(record.value()) {
        vm.free_weak(place);
        record.set(PLACE, None);
    }
}

fn new_reference(vm: &mut Vm, class: Ref<Type>, args: &Args) -> NativeResult {
    let object = args.at(0);
    check(vm, object)?;
    let callback = args.get_not_none(1);
    let record = vm.new_record(class, &[None, callback])?;
    watch(vm, record, object, callback.is_some())?;
    Ok(record.value())
}

fn repr_reference(vm: &mut Vm, value: Value) -> NativeResult {
    match object_of(vm, value) {
        Some(object) => {
            let class = vm.type_name(object);
            vm.new_str_from(format_args!("<weakref; to '{class}'>"))
        }
        None => vm.new_str(b"<weakref; dead>"),
    }
}

fn hash_reference(vm: &mut Vm, value: Value) -> Result<i64, Raised> {
    let Some(record) = value.as_ref::<Record>() else { return Ok(0) };
    if let Some(hash) = record.get(HASH) {
        return vm.to_i64(hash);
    }
    let Some(object) = object_of(vm, value) else {
        return Err(vm.type_error(format_args!("weak object has gone away")));
    };
    vm.keep(object);
    let hash = vm.hash(object)?;
    let kept = vm.new_int(hash)?;
    record.set(HASH, kept);
    Ok(hash)
}

fn compare_references(vm: &mut Vm, operator: Comparison, a: Value, b: Value) -> NativeResult {
    let negated = match operator {
        Comparison::Eq => false,
        Comparison::Ne => true,
        _ => return Ok(Value::NOT_IMPLEMENTED),
    };
    if place_of(a).is_none() || place_of(b).is_none() {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let equal = match (object_of(vm, a), object_of(vm, b)) {
        (Some(a), Some(b)) => {
            vm.keep(a);
            vm.keep(b);
            vm.equal(a, b)?
        }
        _ => a == b,
    };
    Ok(Value::from_bool(equal != negated))
}

fn finalize_reference(vm: &mut Vm, args: &Args) -> NativeResult {
    let Some(record) = args.at(0).as_ref::<Record>() else { return Ok(Value::NONE) };
    let died = place_of(args.at(0)).is_some_and(|place| vm.weak_died(place));
    if let Some(callback) = record.get(CALLBACK).filter(|_| died) {
        record.set(CALLBACK, None);
        return vm.call(callback, &[args.at(0)]);
    }
    give_up(vm, record);
    Ok(Value::NONE)
}

// Finalizers.

static FINALIZE_SLOTS: Slots = Slots { new: Some(new_finalizer), call: Some(call_finalizer), ..Slots::NONE };

static FINALIZE_MEMBERS: &[Member] = &[
    Member::getter("alive", |vm, value| Ok(Value::from_bool(object_of(vm, value).is_some()))),
    Member::function("detach", "self, /", detach, "Forget the object; what would have been called with what."),
    Member::function("peek", "self, /", peek, "The object, and what would be called with what."),
    Member::function("__del__", "self, /", finalize_finalizer, "The object is gone: call."),
];

/// `weakref.finalize`
static FINALIZE: Type = Type::record("finalize", 2, "obj, func, /, *args, **kwargs", &FINALIZE_SLOTS, FINALIZE_MEMBERS)
    .in_module("weakref")
    .with_doc("A function that is called when an object is gone.");

/// Name in the registry of the list of finalizers that wait: they live as long as their objects.
const WAITING: &[u8] = b"weakref.finalize";

fn waiting(vm: &mut Vm) -> Result<Ref<List>, Raised> {
    let name = vm.intern(WAITING)?;
    let registry = vm.registry;
    if let Some(list) = registry.get_name(name).and_then(Value::as_ref::<List>) {
        return Ok(list);
    }
    let list = vm.new_list(&[])?;
    vm.dict_set_name(registry, name, list.value())?;
    Ok(list)
}

fn new_finalizer(vm: &mut Vm, class: Ref<Type>, args: &Args) -> NativeResult {
    let object = args.at(0);
    check(vm, object)?;
    let mut rest = TryVec::new();
    for value in args.rest() {
        rest.try_push(value).map_err(|_| vm.memory_error())?;
    }
    let arguments = vm.new_tuple(&rest)?;
    let keywords = match args.keywords() {
        Some(keywords) => keywords,
        None => vm.new_dict(0)?.value(),
    };
    let call = vm.new_tuple(&[args.at(1), arguments, keywords])?;
    let record = vm.new_record(class, &[None, Some(call)])?;
    watch(vm, record, object, true)?;
    let waiting = waiting(vm)?;
    vm.list_push(waiting, record.value())?;
    Ok(record.value())
}

/// Ends a finalizer: what is to be called, if it was still waiting.
fn end(vm: &mut Vm, value: Value) -> Result<Option<Value>, Raised> {
    let Some(record) = value.as_ref::<Record>() else { return Ok(None) };
    let call = record.get(CALLBACK);
    record.set(CALLBACK, None);
    give_up(vm, record);
    let waiting = waiting(vm)?;
    if let Some(at) = waiting.as_slice().iter().position(|&other| other == value) {
        let last = waiting.len() - 1;
        if let Some(moved) = waiting.get(last) {
            waiting.set(at, moved);
        }
        waiting.truncate(last);
    }
    Ok(call)
}

fn run(vm: &mut Vm, call: Value) -> NativeResult {
    vm.keep(call);
    let Some(parts) = call.as_ref::<runtime::object::Tuple>() else { return Ok(Value::NONE) };
    let &[function, arguments, keywords] = parts.as_slice() else { return Ok(Value::NONE) };
    let arguments = arguments.as_ref::<runtime::object::Tuple>();
    let arguments = arguments.as_ref().map_or(&[][..], |arguments| arguments.as_slice());
    match keywords.as_ref::<Dict>() {
        Some(keywords) if !keywords.is_empty() => vm.call_with_keywords(function, arguments, Some(keywords.value())),
        _ => vm.call(function, arguments),
    }
}

fn call_finalizer(vm: &mut Vm, value: Value, _: &Args) -> NativeResult {
    if object_of(vm, value).is_none() {
        return Ok(Value::NONE);
    }
    match end(vm, value)? {
        Some(call) => run(vm, call),
        None => Ok(Value::NONE),
    }
}

/// Object, function, arguments and keyword arguments as one tuple.
fn parts(vm: &mut Vm, object: Value, call: Value) -> NativeResult {
    let call = call.as_ref::<runtime::object::Tuple>();
    match call.as_ref().map(|call| call.as_slice()) {
        Some(&[function, arguments, keywords]) => vm.new_tuple(&[object, function, arguments, keywords]),
        _ => Ok(Value::NONE),
    }
}

fn peek(vm: &mut Vm, args: &Args) -> NativeResult {
    let call = args.at(0).as_ref::<Record>().and_then(|record| record.get(CALLBACK));
    match (object_of(vm, args.at(0)), call) {
        (Some(object), Some(call)) => parts(vm, object, call),
        _ => Ok(Value::NONE),
    }
}

fn detach(vm: &mut Vm, args: &Args) -> NativeResult {
    let Some(object) = object_of(vm, args.at(0)) else { return Ok(Value::NONE) };
    vm.keep(object);
    match end(vm, args.at(0))? {
        Some(call) => parts(vm, object, call),
        None => Ok(Value::NONE),
    }
}

fn finalize_finalizer(vm: &mut Vm, args: &Args) -> NativeResult {
    let died = place_of(args.at(0)).is_some_and(|place| vm.weak_died(place));
    match end(vm, args.at(0))? {
        Some(call) if died => run(vm, call),
        _ => Ok(Value::NONE),
    }
}

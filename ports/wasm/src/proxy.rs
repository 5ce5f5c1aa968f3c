//! `JsProxy`: JavaScript objects in Python, and the modules `js` and `jsffi`.
//!
//! JavaScript keeps the objects in a table; a proxy has the index. One object has one proxy while Python holds it: the
//! table of proxies here names them weakly. A proxy's finalizer tells JavaScript that Python has let go.

use crate::exchange::{Slot, tag};
use crate::imports;
use heap::TryVec;
use runtime::native::{Args, Member, ModuleDefinition, NativeResult};
use runtime::object::{Dict, Exception, Kind, List, Record, Ref, Str, Tuple, Type};
use runtime::types::exception::{EXCEPTION, base};
use runtime::types::{Comparison, Slots};
use runtime::value::Value;
use runtime::vm::{Raised, Vm};

/// Number of `globalThis`.
pub const GLOBAL: u32 = 0;
/// Number of `undefined`.
pub const UNDEFINED: u32 = 1;

/// Field: the number of the object.
const NUMBER: usize = 0;
/// Field: for a function that was read from an object, the number of that object, which it is called on.
const THIS: usize = 1;
/// Field: the place of the proxy in the table of weak references.
const WEAK: usize = 2;

static SLOTS: Slots = Slots {
    repr: Some(repr),
    hash: Some(|_, value| Ok(i64::from(number_of(value).unwrap_or(0)))),
    boolean: Some(|_, value| Ok(number_of(value) != Some(UNDEFINED))),
    length: Some(length),
    get_item: Some(get_item),
    set_item: Some(set_item),
    contains: Some(contains),
    iter: Some(iter),
    compare: Some(compare),
    call: Some(call),
    get_attribute: Some(get_attribute),
    set_attribute: Some(set_attribute),
    ..Slots::NONE
};

static MEMBERS: &[Member] = &[
    Member::function("__await__", "self, /", await_, "Wait for a promise."),
    Member::function("__del__", "self, /", finalize, "Let the object go."),
    Member::function("new", "self, /, *args, **kwargs", construct, "A new object of this class."),
];

/// `JsProxy`
pub static JS_PROXY: Type = Type::record("JsProxy", 3, "*args", &SLOTS, MEMBERS).with_doc("An object of JavaScript.");

/// `JsException`: its arguments are the error, its name and its message.
pub static JS_EXCEPTION: Type = Type::builtin("JsException", Kind::Exception, "*args, **kwargs", &base::SLOTS, &[])
    .with_base(&EXCEPTION)
    .with_flags(Type::BASE | Type::EXCEPTION);

/// `js`: `globalThis`. The import finds a proxy in its place, see [`start`].
pub static JS: ModuleDefinition =
    ModuleDefinition { name: "js", doc: "What JavaScript has.", members: &[], initialize: None };

/// `jsffi`
pub static JSFFI: ModuleDefinition = ModuleDefinition {
    name: "jsffi",
    doc: "The boundary to JavaScript.",
    members: &[
        Member::class("JsProxy", &JS_PROXY),
        Member::class("JsException", &JS_EXCEPTION),
        Member::function("create_proxy", "obj, /", create_proxy, "The object as JavaScript sees it."),
        Member::function("to_js", "obj, /", |vm, args| to_js(vm, args.at(0)), "A copy made of JavaScript's values."),
        Member::function("mem_info", "", crate::memory_information, "Print what each side holds of the other."),
    ],
    initialize: None,
};

/// Names in the registry: weak places by number of the object, and the proxy of `globalThis`.
const PROXIES: &[u8] = b"wasm.proxies";

/// Makes the table of proxies, and `js`.
pub fn start(vm: &mut Vm) -> Result<(), Raised> {
    let mark = vm.log_mark();
    let registry = vm.registry;
    let proxies = vm.new_dict(0)?.value();
    let name = vm.intern(PROXIES)?;
    vm.dict_set_name(registry, name, proxies)?;
    for number in [GLOBAL, UNDEFINED] {
        let proxy = make(vm, number)?;
        let name = vm.intern(if number == GLOBAL { b"wasm.global" } else { b"wasm.undefined" })?;
        vm.dict_set_name(registry, name, proxy)?;
        if number == GLOBAL {
            let modules = vm.modules;
            let name = vm.intern(b"js")?;
            vm.dict_set_name(registry, name, proxy)?;
            vm.dict_set_name(modules, name, proxy)?;
        }
    }
    vm.log_release(mark);
    Ok(())
}

fn proxies(vm: &mut Vm) -> Option<Ref<Dict>> {
    let name = vm.find_name(PROXIES)?;
    vm.registry.get_name(name).and_then(Value::as_ref::<Dict>)
}

/// The number of the object that a proxy stands for.
pub fn number_of(value: Value) -> Option<u32> {
    let record = value.as_ref::<Record>()?;
    if !core::ptr::eq(&raw const *record.class, &raw const JS_PROXY) {
        return None;
    }
    record.get(NUMBER).and_then(Value::as_small_int).map(|number| number as u32)
}

/// `undefined`
pub fn undefined(vm: &mut Vm) -> NativeResult {
    of(vm, UNDEFINED)
}

/// The proxy of an object. JavaScript counted this mention of it; if there is a proxy already, the mention is given back.
pub fn of(vm: &mut Vm, number: u32) -> NativeResult {
    let Some(proxies) = proxies(vm) else { return Ok(Value::NONE) };
    let key = Value::from_i32_small(number as i32);
    let weak = vm.dict_get(proxies, key)?.and_then(Value::as_small_int);
    if let Some(weak) = weak
        && let Some(proxy) = vm.weak_object(weak as u32)
    {
        release(number);
        return Ok(proxy);
    }
    match make(vm, number) {
        Ok(proxy) => Ok(proxy),
        Err(raised) => {
            release(number);
            Err(raised)
        }
    }
}

fn make(vm: &mut Vm, number: u32) -> NativeResult {
    let key = Value::from_i32_small(number as i32);
    let record = vm.new_record(Ref::from_static(&JS_PROXY), &[Some(key)])?;
    vm.keep(record.value());
    let Some(proxies) = proxies(vm) else { return Ok(Value::NONE) };
    let weak = vm.new_weak(record.value(), None)?;
    let result = vm
        .dict_set(proxies, key, Value::from_i32_small(weak as i32))
        .and_then(|()| vm.register_finalizer(record.value()));
    if let Err(raised) = result {
        vm.free_weak(weak);
        return Err(raised);
    }
    record.set(WEAK, Value::from_i32_small(weak as i32));
    Ok(record.value())
}

fn release(number: u32) {
    if number > UNDEFINED {
        // SAFETY: there is nothing to keep.
        unsafe { imports::js_release(number) };
    }
}

fn finalize(vm: &mut Vm, args: &Args) -> NativeResult {
    let value = args.at(0);
    let (Some(number), Some(record)) = (number_of(value), value.as_ref::<Record>()) else { return Ok(Value::NONE) };
    if let Some(this) = record.get(THIS).and_then(Value::as_small_int) {
        record.set(THIS, None);
        release(this as u32);
        release(number);
        return Ok(Value::NONE);
    }
    let Some(weak) = record.get(WEAK).and_then(Value::as_small_int) else { return Ok(Value::NONE) };
    record.set(WEAK, None);
    // There may be a younger proxy of the same object.
    if let Some(proxies) = proxies(vm) {
        let key = Value::from_i32_small(number as i32);
        if vm.dict_get(proxies, key)?.and_then(Value::as_small_int) == Some(weak) {
            vm.dict_remove(proxies, key)?;
        }
    }
    vm.free_weak(weak as u32);
    release(number);
    Ok(Value::NONE)
}

/// The exception of what JavaScript threw, which the slot has.
#[cold]
fn thrown(vm: &mut Vm, slot: &Slot) -> Raised {
    match try_thrown(vm, slot) {
        Ok(exception) => vm.raise_value(exception),
        Err(raised) => raised,
    }
}

fn try_thrown(vm: &mut Vm, slot: &Slot) -> NativeResult {
    let error = slot.to_value(vm)?;
    exception_of(vm, error)
}

/// What JavaScript threw to make this exception, if it is a `JsException`.
pub fn thrown_by(value: Value) -> Option<Value> {
    let exception = value.as_ref::<Exception>()?;
    let class = exception.class.get();
    if !core::ptr::eq(&raw const *class, &raw const JS_EXCEPTION) {
        return None;
    }
    exception.arguments.get().as_ref::<Tuple>().and_then(|arguments| arguments.as_slice().first().copied())
}

/// A `JsException` of what JavaScript threw; an exception of Python that went through JavaScript is itself.
pub fn exception_of(vm: &mut Vm, error: Value) -> NativeResult {
    if error.is_kind(Kind::Exception) {
        return Ok(error);
    }
    vm.keep(error);
    let (mut name, mut message) = (Value::NONE, Value::NONE);
    if let Some(number) = number_of(error) {
        let mut slots = [Slot::UNDEFINED; 2];
        // SAFETY: JavaScript writes two slots.
        unsafe { imports::js_name(number, slots.as_mut_ptr()) };
        name = slots[0].to_value(vm)?;
        vm.keep(name);
        message = slots[1].to_value(vm)?;
        vm.keep(message);
    }
    Ok(vm.new_exception(Ref::from_static(&JS_EXCEPTION), &[error, name, message])?.value())
}

/// The result of an import: an exception if JavaScript threw.
fn checked(vm: &mut Vm, threw: u32, slot: &Slot) -> Result<(), Raised> {
    if threw == 0 { Ok(()) } else { Err(thrown(vm, slot)) }
}

fn number(vm: &mut Vm, value: Value) -> Result<u32, Raised> {
    match number_of(value) {
        Some(number) => Ok(number),
        None => Err(vm.type_error(format_args!("not a JsProxy"))),
    }
}

fn repr(vm: &mut Vm, value: Value) -> NativeResult {
    match number(vm, value)? {
        GLOBAL => vm.new_str(b"<module 'js'>"),
        UNDEFINED => vm.new_str(b"<undefined>"),
        number => vm.new_str_from(format_args!("<JsProxy {number}>")),
    }
}

/// Runs an import that gives a value.
fn ask(vm: &mut Vm, import: impl FnOnce(*mut Slot) -> u32) -> Result<Slot, Raised> {
    let mut output = Slot::UNDEFINED;
    let threw = crate::outside(vm, || import(&raw mut output));
    checked(vm, threw, &output)?;
    Ok(output)
}

fn length(vm: &mut Vm, value: Value) -> Result<usize, Raised> {
    let number = number(vm, value)?;
    // SAFETY: the slot is there for the time of the call; so in all calls below.
    let slot = ask(vm, |output| unsafe { imports::js_length(number, output) })?;
    if slot.tag == tag::INT {
        return Ok(slot.bits as usize);
    }
    Err(vm.type_error(format_args!("object of type 'JsProxy' has no len()")))
}

fn get_item(vm: &mut Vm, value: Value, key: Value) -> NativeResult {
    let number = number(vm, value)?;
    let key = Slot::of(vm, key)?;
    // SAFETY: see `length`.
    let slot = ask(vm, |output| unsafe { imports::js_get_item(number, &raw const key, output) })?;
    slot.to_value(vm)
}

fn set_item(vm: &mut Vm, value: Value, key: Value, new: Option<Value>) -> Result<(), Raised> {
    let number = number(vm, value)?;
    let key = Slot::of(vm, key)?;
    let Some(new) = new else {
        return Err(vm.type_error(format_args!("'JsProxy' object doesn't support item deletion")));
    };
    let new = Slot::of(vm, new)?;
    ask(vm, |output| {
        // SAFETY: the slot has the new value before the call and what was thrown after it.
        unsafe {
            output.write(new);
            imports::js_set_item(number, &raw const key, output)
        }
    })?;
    Ok(())
}

fn contains(vm: &mut Vm, value: Value, key: Value) -> Result<bool, Raised> {
    let number = number(vm, value)?;
    let key = Slot::of(vm, key)?;
    // SAFETY: see `length`.
    let slot = ask(vm, |output| unsafe { imports::js_has(number, &raw const key, output) })?;
    Ok(slot.bits != 0)
}

fn compare(_: &mut Vm, operator: Comparison, a: Value, b: Value) -> NativeResult {
    // One object has one proxy, but functions that are bound to objects are several.
    let equal = match (number_of(a), number_of(b)) {
        (Some(a), Some(b)) => a == b,
        _ => return Ok(Value::NOT_IMPLEMENTED),
    };
    match operator {
        Comparison::Eq => Ok(Value::from_bool(equal)),
        Comparison::Ne => Ok(Value::from_bool(!equal)),
        _ => Ok(Value::NOT_IMPLEMENTED),
    }
}

fn get_attribute(vm: &mut Vm, value: Value, name: Value) -> Result<Option<Value>, Raised> {
    let Some(text) = name.as_ref::<Str>() else { return Ok(None) };
    let number = number(vm, value)?;
    let bytes = text.as_bytes();
    // SAFETY: see `length`; JavaScript reads the name before it runs anything.
    let slot = ask(vm, |output| unsafe { imports::js_get(number, bytes.as_ptr(), bytes.len(), output) })?;
    if slot.tag == tag::END {
        return Ok(None);
    }
    // A function of JavaScript knows the object that it was read from by `this` only.
    if slot.tag == tag::JS && slot.extra & FUNCTION != 0 && number != GLOBAL {
        return bound(vm, slot.bits as u32, number).map(Some);
    }
    slot.to_value(vm).map(Some)
}

/// In a slot of a JavaScript object: it is a function.
const FUNCTION: u32 = 1;

/// The proxy of a function that was read from an object. It is not in the table of proxies.
fn bound(vm: &mut Vm, function: u32, this: u32) -> NativeResult {
    let fields = [function, this].map(|number| Some(Value::from_i32_small(number as i32)));
    let made = vm.new_record(Ref::from_static(&JS_PROXY), &fields);
    let registered = made.and_then(|record| vm.register_finalizer(record.value()).map(|()| record.value()));
    match registered {
        // SAFETY: there is nothing to keep.
        Ok(_) => unsafe { imports::js_retain(this) },
        Err(_) => release(function),
    }
    registered
}

fn set_attribute(vm: &mut Vm, value: Value, name: Value, new: Option<Value>) -> Result<bool, Raised> {
    let Some(text) = name.as_ref::<Str>() else { return Ok(false) };
    let number = number(vm, value)?;
    let (start, length) = (text.as_bytes().as_ptr(), text.as_bytes().len());
    match new {
        Some(new) => {
            let new = Slot::of(vm, new)?;
            ask(vm, |output| {
                // SAFETY: the slot has the new value before the call and what was thrown after it.
                unsafe {
                    output.write(new);
                    imports::js_set(number, start, length, output)
                }
            })?;
            Ok(true)
        }
        None => {
            // SAFETY: see `length`.
            let slot = ask(vm, |output| unsafe { imports::js_delete(number, start, length, output) })?;
            Ok(slot.bits != 0)
        }
    }
}

/// The arguments of a call: positional ones, then names and values.
struct Arguments {
    slots: TryVec<Slot>,
    named: u32,
}

fn arguments(vm: &mut Vm, args: &Args) -> Result<Arguments, Raised> {
    let mut slots = TryVec::new();
    for value in args.rest() {
        let slot = Slot::of(vm, value)?;
        slots.try_push(slot).map_err(|_| vm.memory_error())?;
    }
    let mut named = 0;
    if let Some(keywords) = args.keywords().and_then(Value::as_ref::<Dict>) {
        for (name, value) in keywords.iter() {
            for part in [name, value] {
                let slot = Slot::of(vm, part)?;
                slots.try_push(slot).map_err(|_| vm.memory_error())?;
            }
            named += 1;
        }
    }
    Ok(Arguments { slots, named })
}

fn call(vm: &mut Vm, value: Value, args: &Args) -> NativeResult {
    let function = number(vm, value)?;
    let this = value.as_ref::<Record>().and_then(|record| record.get(THIS)).and_then(Value::as_small_int);
    let this = this.map_or(UNDEFINED, |this| this as u32);
    let Arguments { slots, named } = arguments(vm, args)?;
    let (start, count) = (slots.as_ptr(), slots.len() as u32);
    // SAFETY: see `length`.
    let slot = ask(vm, |output| unsafe { imports::js_call(function, this, start, count, named, output) })?;
    slot.to_value(vm)
}

fn construct(vm: &mut Vm, args: &Args) -> NativeResult {
    let class = number(vm, args.at(0))?;
    let Arguments { slots, named } = arguments(vm, args)?;
    let (start, count) = (slots.as_ptr(), slots.len() as u32);
    // SAFETY: see `length`.
    let slot = ask(vm, |output| unsafe { imports::js_construct(class, start, count, named, output) })?;
    slot.to_value(vm)
}

// Iteration.

static ITERATOR_SLOTS: Slots = Slots { iter: Some(|_, value| Ok(value)), next: Some(next), ..Slots::NONE };

/// What `iter` gives: a record with the proxy of JavaScript's iterator.
static JS_ITERATOR: Type = Type::record("JsIterator", 1, "*args", &ITERATOR_SLOTS, &[]).in_module("jsffi");

fn iter(vm: &mut Vm, value: Value) -> NativeResult {
    let number = number(vm, value)?;
    // SAFETY: see `length`.
    let slot = ask(vm, |output| unsafe { imports::js_iterate(number, output) })?;
    let iterator = slot.to_value(vm)?;
    vm.new_static_record(&JS_ITERATOR, &[Some(iterator)])
}

fn next(vm: &mut Vm, value: Value) -> Result<Option<Value>, Raised> {
    let iterator = value.as_ref::<Record>().and_then(|record| record.get(0)).unwrap_or(Value::NONE);
    let number = number(vm, iterator)?;
    // SAFETY: see `length`.
    let slot = ask(vm, |output| unsafe { imports::js_next(number, output) })?;
    if slot.tag == tag::END { Ok(None) } else { slot.to_value(vm).map(Some) }
}

// Waiting.

static AWAIT_SLOTS: Slots = Slots { iter: Some(|_, value| Ok(value)), next: Some(await_next), ..Slots::NONE };

static AWAIT_MEMBERS: &[Member] = &[Member::function("send", "self, value, /", await_send, "Go on with a value.")];

/// What waits for a promise: a record with the proxy until it was handed out.
static JS_AWAIT: Type = Type::record("JsAwait", 1, "*args", &AWAIT_SLOTS, AWAIT_MEMBERS).in_module("jsffi");

fn await_(vm: &mut Vm, args: &Args) -> NativeResult {
    vm.new_static_record(&JS_AWAIT, &[Some(args.at(0))])
}

/// The promise goes through all coroutines to whoever runs them, who sends what became of it.
fn await_next(_: &mut Vm, value: Value) -> Result<Option<Value>, Raised> {
    let Some(record) = value.as_ref::<Record>() else { return Ok(None) };
    let promise = record.get(0);
    record.set(0, None);
    Ok(promise)
}

fn await_send(vm: &mut Vm, args: &Args) -> NativeResult {
    match await_next(vm, args.at(0))? {
        Some(promise) => Ok(promise),
        None => Err(vm.raise_stop_iteration(args.at(1))),
    }
}

// jsffi.

fn create_proxy(vm: &mut Vm, args: &Args) -> NativeResult {
    let slot = Slot::of(vm, args.at(0))?;
    if slot.tag != tag::PYTHON {
        return Ok(args.at(0));
    }
    // SAFETY: the slot is there for the time of the call.
    let number = unsafe { imports::js_proxy(&raw const slot) };
    of(vm, number)
}

/// A copy of lists, tuples, dicts and buffers, made of arrays, objects and `Uint8Array`s.
fn to_js(vm: &mut Vm, value: Value) -> NativeResult {
    vm.check_machine_stack()?;
    let items: TryVec<Value> = if let Some(list) = value.as_ref::<List>() {
        TryVec::try_from_slice(list.as_slice()).map_err(|_| vm.memory_error())?
    } else if let Some(tuple) = value.as_ref::<Tuple>() {
        TryVec::try_from_slice(tuple.as_slice()).map_err(|_| vm.memory_error())?
    } else if let Some(dict) = value.as_ref::<Dict>() {
        let mut parts = TryVec::new();
        for (key, item) in dict.iter() {
            parts.try_push(key).and_then(|()| parts.try_push(item)).map_err(|_| vm.memory_error())?;
        }
        parts
    } else {
        if let Some(buffer) = vm.buffer(value) {
            let bytes = buffer.as_bytes();
            // SAFETY: the bytes are there for the time of the call.
            let number = unsafe { imports::js_bytes(bytes.as_ptr(), bytes.len()) };
            return of(vm, number);
        }
        return Ok(value);
    };
    let mut slots = TryVec::new();
    for &item in items.iter() {
        let item = to_js(vm, item)?;
        vm.keep(item);
        let slot = Slot::of(vm, item)?;
        slots.try_push(slot).map_err(|_| vm.memory_error())?;
    }
    // SAFETY: the slots are there for the time of the call.
    let number = unsafe {
        match value.is_kind(Kind::Dict) {
            true => imports::js_object(slots.as_ptr(), slots.len() as u32),
            false => imports::js_array(slots.as_ptr(), slots.len() as u32),
        }
    };
    of(vm, number)
}

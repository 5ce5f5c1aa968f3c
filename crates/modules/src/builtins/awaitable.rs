//! The awaitable of `anext(iterator, default)`: ends with the default where the iteration ends.

use runtime::native::{Args, Member, NativeResult};
use runtime::object::{Record, Type};
use runtime::symbols::sym;
use runtime::types::Slots;
use runtime::types::exception::STOP_ASYNC_ITERATION;
use runtime::value::Value;
use runtime::vm::{Raised, Vm};

const AWAITABLE: usize = 0;
const DEFAULT: usize = 1;
const ITERATOR: usize = 2;

static SLOTS: Slots = Slots { iter: Some(|_, value| Ok(value)), next: Some(next), ..Slots::NONE };

static MEMBERS: &[Member] = &[
    Member::function("__await__", "self, /", |_, args| Ok(args.at(0)), "Return self."),
    Member::function("send", "self, value, /", send, "Resume with a value."),
    Member::function("throw", "self, exception, *args", throw, "Resume with an exception."),
    Member::function("close", "self, /", close, "Close the awaitable."),
];

static ANEXT_AWAITABLE: Type = Type::record("anext_awaitable", 3, "", &SLOTS, MEMBERS);

/// An awaitable that gives `default` when `awaitable` raises StopAsyncIteration.
pub fn with_default(vm: &mut Vm, awaitable: Value, default: Value) -> NativeResult {
    vm.new_static_record(&ANEXT_AWAITABLE, &[Some(awaitable), Some(default), None])
}

fn iterator(vm: &mut Vm, value: Value) -> NativeResult {
    let Some(record) = value.as_ref::<Record>() else { return Ok(Value::NONE) };
    if let Some(iterator) = record.get(ITERATOR) {
        return Ok(iterator);
    }
    let awaitable = record.get(AWAITABLE).unwrap_or(Value::NONE);
    let iterator = match vm.try_attribute(awaitable, sym::__await__)? {
        Some(method) => vm.call(method, &[])?,
        None => awaitable,
    };
    record.set(ITERATOR, iterator);
    Ok(iterator)
}

/// The end of the iteration becomes the default, as the value of StopIteration.
fn finish<T>(vm: &mut Vm, value: Value, result: Result<T, Raised>) -> Result<T, Raised> {
    match result {
        Err(_) if vm.exception_is(&STOP_ASYNC_ITERATION) => {
            vm.exception = None;
            let default = value.as_ref::<Record>().and_then(|record| record.get(DEFAULT));
            Err(vm.raise_stop_iteration(default.unwrap_or(Value::NONE)))
        }
        result => result,
    }
}

fn next(vm: &mut Vm, value: Value) -> Result<Option<Value>, Raised> {
    let iterator = iterator(vm, value)?;
    let result = vm.next(iterator);
    match finish(vm, value, result) {
        Err(raised) => vm.end_of_iteration(raised).map(|()| None),
        result => result,
    }
}

fn send(vm: &mut Vm, args: &Args) -> NativeResult {
    let iterator = iterator(vm, args.at(0))?;
    let result = vm.call_method(iterator, sym::send, &[args.at(1)]);
    finish(vm, args.at(0), result)
}

fn throw(vm: &mut Vm, args: &Args) -> NativeResult {
    let iterator = iterator(vm, args.at(0))?;
    let result = vm.call_method(iterator, sym::throw, &[args.at(1)]);
    finish(vm, args.at(0), result)
}

fn close(vm: &mut Vm, args: &Args) -> NativeResult {
    let iterator = iterator(vm, args.at(0))?;
    match vm.try_attribute(iterator, sym::close)? {
        Some(close) => vm.call(close, &[]),
        None => Ok(Value::NONE),
    }
}

//! Builtin functions on iterables.

use core::ops::ControlFlow;
use runtime::native::{Args, NativeResult};
use runtime::symbols::sym;
use runtime::types::iterator::new_callable;
use runtime::value::Value;
use runtime::vm::{Raised, Vm};

/// `all(iterable)`
pub fn all(vm: &mut Vm, args: &Args) -> NativeResult {
    Ok(Value::from_bool(!find(vm, args.at(0), false)?))
}

/// `any(iterable)`
pub fn any(vm: &mut Vm, args: &Args) -> NativeResult {
    find(vm, args.at(0), true).map(Value::from_bool)
}

/// Whether some item has this truth.
fn find(vm: &mut Vm, iterable: Value, wanted: bool) -> Result<bool, Raised> {
    let mut found = false;
    vm.for_each(iterable, |vm, item| {
        found = vm.truth(item)? == wanted;
        Ok(if found { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
    })?;
    Ok(found)
}

/// `len(object)`
pub fn length(vm: &mut Vm, args: &Args) -> NativeResult {
    let length = vm.length(args.at(0))?;
    vm.new_int(length as i64)
}

/// `iter(object)` and `iter(callable, sentinel)`
pub fn iter(vm: &mut Vm, args: &Args) -> NativeResult {
    let Some(sentinel) = args.get(1) else { return vm.iter(args.at(0)) };
    if !super::object::is_callable(vm, args.at(0))? {
        return Err(vm.type_error(format_args!("iter(v, w): v must be callable")));
    }
    new_callable(vm, args.at(0), sentinel)
}

/// `next(iterator)` and `next(iterator, default)`
pub fn next(vm: &mut Vm, args: &Args) -> NativeResult {
    let iterator = args.at(0);
    if !vm.is_iterator(iterator)? {
        let class = vm.type_name(iterator);
        return Err(vm.type_error(format_args!("'{class}' object is not an iterator")));
    }
    vm.committed = true;
    match args.get(1) {
        None => vm.next_or_raise(iterator),
        Some(default) => Ok(vm.next(iterator)?.unwrap_or(default)),
    }
}

/// `aiter(async_iterable)`
pub fn async_iter(vm: &mut Vm, args: &Args) -> NativeResult {
    call_async(vm, args.at(0), sym::__aiter__.value(), "async iterable")
}

/// `anext(async_iterator)`
pub fn async_next(vm: &mut Vm, args: &Args) -> NativeResult {
    let awaitable = call_async(vm, args.at(0), sym::__anext__.value(), "async iterator")?;
    match args.get(1) {
        None => Ok(awaitable),
        Some(default) => super::awaitable::with_default(vm, awaitable, default),
    }
}

fn call_async(vm: &mut Vm, object: Value, name: Value, wanted: &str) -> NativeResult {
    let class = vm.class_of(object);
    let Some(method) = vm.class_lookup(class, name)?.and_then(Value::not_none) else {
        let class = vm.type_name(object);
        return Err(vm.type_error(format_args!("'{class}' object is not an {wanted}")));
    };
    let method = vm.bind(method, Some(object), class)?;
    vm.keep(method);
    vm.call(method, &[])
}

/// `sorted(iterable, /, *, key=None, reverse=False)`
pub fn sorted(vm: &mut Vm, args: &Args) -> NativeResult {
    runtime::types::list::sort::sorted(vm, args)
}

/// `max(iterable, *, key=None, default=...)` and `max(a, b, *rest, key=None)`
pub fn max(vm: &mut Vm, args: &Args) -> NativeResult {
    extreme(vm, args, "max", false)
}

/// `min(iterable, *, key=None, default=...)` and `min(a, b, *rest, key=None)`
pub fn min(vm: &mut Vm, args: &Args) -> NativeResult {
    extreme(vm, args, "min", true)
}

fn extreme(vm: &mut Vm, args: &Args, name: &str, least: bool) -> NativeResult {
    let (key, default) = (args.get_not_none(0), args.get(1));
    let iterable = match args.rest_len() {
        0 => return Err(vm.type_error(format_args!("{name} expected at least 1 argument, got 0"))),
        1 => args.rest_at(0).unwrap_or(Value::NONE),
        _ if default.is_some() => {
            let message = format_args!("Cannot specify a default for {name}() with multiple positional arguments");
            return Err(vm.type_error(message));
        }
        2 if key.is_none() => return lesser_or_greater(vm, args, least),
        count => {
            let list = vm.new_list_with_capacity(count)?;
            for argument in args.rest() {
                vm.list_push(list, argument)?;
            }
            list.value()
        }
    };
    let best = vm.root(Value::NONE)?;
    let best_key = vm.root(Value::NONE)?;
    let mut empty = true;
    vm.for_each(iterable, |vm, item| {
        let item_key = match key {
            Some(key) => vm.call(key, &[item])?,
            None => item,
        };
        let current = best_key.get(vm);
        let better = empty || if least { vm.less(item_key, current)? } else { is_greater(vm, item_key, current)? };
        if better {
            best.set(vm, item);
            best_key.set(vm, item_key);
            empty = false;
        }
        Ok(ControlFlow::Continue(()))
    })?;
    match (empty, default) {
        (false, _) => Ok(best.get(vm)),
        (true, Some(default)) => Ok(default),
        (true, None) => Err(vm.value_error(format_args!("{name}() arg is an empty sequence"))),
    }
}

/// The common case of two arguments.
fn lesser_or_greater(vm: &mut Vm, args: &Args, least: bool) -> NativeResult {
    let first = args.rest_at(0).unwrap_or(Value::NONE);
    let second = args.rest_at(1).unwrap_or(Value::NONE);
    let better = if least { vm.less(second, first)? } else { is_greater(vm, second, first)? };
    Ok(if better { second } else { first })
}

fn is_greater(vm: &mut Vm, a: Value, b: Value) -> Result<bool, Raised> {
    if let (Some(a), Some(b)) = (a.as_small_int(), b.as_small_int()) {
        return Ok(a > b);
    }
    let greater = vm.compare(runtime::types::Comparison::Gt, a, b)?;
    vm.truth(greater)
}

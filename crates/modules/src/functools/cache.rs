//! `lru_cache` and `cache`: functions that remember their results.
//!
//! The results are in a dict in the order of use: what is used moves to its end.

use super::wraps::update_wrapper;
use crate::fields::{self, item};
use crate::support::{call_with_rest, get_extra, get_extra_dict, is_callable, number, set_extra, small};
use heap::TryVec;
use runtime::native::{Args, Member, NativeResult};
use runtime::object::{Dict, Kind, Record, Ref, Type};
use runtime::types::Slots;
use runtime::types::arguments::integer_argument;
use runtime::value::Value;
use runtime::vm::{Raised, Vm};

const FUNCTION: usize = 0;
const MAXSIZE: usize = 1;
const TYPED: usize = 2;
const HITS: usize = 3;
const MISSES: usize = 4;
const RESULTS: usize = 5;
const EXTRA: usize = 6;

static SLOTS: Slots = Slots {
    call: Some(call),
    repr: Some(repr),
    descriptor_get: Some(|vm, wrapper, instance, _| match instance {
        Some(instance) => vm.new_bound_method(wrapper, instance),
        None => Ok(wrapper),
    }),
    get_attribute: Some(get_extra::<EXTRA>),
    set_attribute: Some(set_extra::<EXTRA>),
    ..Slots::NONE
};

static MEMBERS: &[Member] = &[
    Member::function("cache_info", "self, /", info, "Figures on the use of the cache."),
    Member::function("cache_clear", "self, /", clear, "Forgets all results."),
    Member::getter("__dict__", get_extra_dict::<EXTRA>),
    Member::function("cache_parameters", "self, /", parameters, "The arguments of lru_cache."),
];

/// A function with a cache.
static WRAPPER: Type = Type::record("_lru_cache_wrapper", 7, "*args, **kwargs", &SLOTS, MEMBERS).in_module("functools");

static INFO_FIELDS: &[Member] = &[
    Member::getter("hits", item::<0>),
    Member::getter("misses", item::<1>),
    Member::getter("maxsize", item::<2>),
    Member::getter("currsize", item::<3>),
];

static INFO: Type = fields::named_tuple("CacheInfo", "", INFO_FIELDS);

static DECORATOR_SLOTS: Slots = Slots {
    call: Some(|vm, decorator, args| {
        let Some(record) = decorator.as_ref::<Record>() else { return Ok(Value::NONE) };
        let function = args.rest_at(0).unwrap_or(Value::NONE);
        wrap(vm, function, record.get(0).unwrap_or(Value::NONE), record.get(1).unwrap_or(Value::FALSE))
    }),
    ..Slots::NONE
};

/// What `lru_cache(...)` returns: fields are `maxsize` and `typed`.
static DECORATOR: Type =
    Type::record("decorating_function", 2, "*args, **kwargs", &DECORATOR_SLOTS, &[]).in_module("functools");

fn repr(vm: &mut Vm, wrapper: Value) -> NativeResult {
    let address = wrapper.word();
    vm.new_str_from(format_args!("<functools._lru_cache_wrapper object at {address:#x}>"))
}

/// A function with a cache.
fn wrap(vm: &mut Vm, function: Value, maxsize: Value, typed: Value) -> NativeResult {
    if !is_callable(vm, function)? {
        return Err(vm.type_error(format_args!("the first argument must be callable")));
    }
    let results = vm.new_dict(0)?;
    let fields =
        [Some(function), Some(maxsize), Some(typed), Some(small(0)), Some(small(0)), Some(results.value()), None];
    let wrapper = vm.new_static_record(&WRAPPER, &fields)?;
    let name = vm.intern(b"__wrapped__")?;
    update_wrapper(vm, &Args::new(&[Some(wrapper), Some(function)], &[], None))?;
    vm.set_attribute(wrapper, name, Some(function))?;
    Ok(wrapper)
}

/// `functools.lru_cache(maxsize=128, typed=False)`
pub fn lru_cache(vm: &mut Vm, args: &Args) -> NativeResult {
    let typed = match args.get(1) {
        Some(typed) => Value::from_bool(vm.truth(typed)?),
        None => Value::FALSE,
    };
    let maxsize = match args.get(0) {
        None => small(128),
        Some(Value::NONE) => Value::NONE,
        Some(value) if vm.try_index(value)?.is_some() => {
            let maxsize = integer_argument(vm, value)?;
            small(usize::try_from(maxsize).unwrap_or(0))
        }
        Some(function) if is_callable(vm, function)? => return wrap(vm, function, small(128), typed),
        Some(_) => {
            let message = format_args!("Expected first argument to be an integer, a callable, or None");
            return Err(vm.type_error(message));
        }
    };
    vm.new_static_record(&DECORATOR, &[Some(maxsize), Some(typed)])
}

/// `functools.cache(function)`
pub fn cache(vm: &mut Vm, args: &Args) -> NativeResult {
    wrap(vm, args.at(0), Value::NONE, Value::FALSE)
}

/// The key of a call: a single int or str alone, else a tuple of the arguments, names and types.
fn key(vm: &mut Vm, typed: bool, args: &Args) -> NativeResult {
    let keywords = args.keywords().and_then(Value::as_ref::<Dict>).filter(|keywords| !keywords.is_empty());
    if let (1, Some(only), None, false) = (args.rest_len(), args.rest_at(0), keywords, typed)
        && (only.is_small_int() || only.is_exact(Kind::Str))
    {
        return Ok(only);
    }
    let mut parts = TryVec::new();
    let push =
        |vm: &mut Vm, parts: &mut TryVec<Value>, part: Value| parts.try_push(part).map_err(|_| vm.memory_error());
    for argument in args.rest() {
        push(vm, &mut parts, argument)?;
    }
    for index in 0..keywords.map_or(0, |keywords| keywords.used()) {
        let Some((name, value)) = keywords.and_then(|keywords| keywords.entry(index)) else { continue };
        if index == 0 {
            // No argument is the type of the wrapper: it separates the arguments from the names.
            push(vm, &mut parts, Ref::from_static(&WRAPPER).value())?;
        }
        push(vm, &mut parts, name)?;
        push(vm, &mut parts, value)?;
    }
    if typed {
        for argument in args.rest() {
            let class = vm.class_of(argument).value();
            push(vm, &mut parts, class)?;
        }
        for (_, value) in keywords.iter().flat_map(|keywords| keywords.iter()) {
            let class = vm.class_of(value).value();
            push(vm, &mut parts, class)?;
        }
    }
    vm.new_tuple(&parts)
}

fn count(record: Ref<Record>, field: usize) {
    record.set(field, small(number(record, field) + 1));
}

fn call(vm: &mut Vm, wrapper: Value, args: &Args) -> NativeResult {
    let Some(record) = wrapper.as_ref::<Record>() else { return Ok(Value::NONE) };
    let function = record.get(FUNCTION).unwrap_or(Value::NONE);
    let maxsize = record.get(MAXSIZE).unwrap_or(Value::NONE);
    let limit = maxsize.as_small_int().map(|_| number(record, MAXSIZE));
    if limit == Some(0) {
        count(record, MISSES);
        return call_with_rest(vm, function, &[], args);
    }
    let key = key(vm, record.get(TYPED) == Some(Value::TRUE), args)?;
    let Some(results) = record.get(RESULTS).and_then(Value::as_ref::<Dict>) else { return Ok(Value::NONE) };
    let hash = vm.key_hash(key)?;
    if let Some((_, result)) = vm.dict_find(results, key, hash)?.and_then(|found| results.entry(found)) {
        vm.keep(result);
        count(record, HITS);
        if limit.is_some() && results.last_entry().is_none_or(|(_, last, _)| last != key) {
            vm.dict_remove(results, key)?;
            vm.dict_set_hashed(results, key, hash, result)?;
        }
        return Ok(result);
    }
    count(record, MISSES);
    let result = call_with_rest(vm, function, &[], args)?;
    // The call may have filled or cleared the cache.
    let Some(results) = record.get(RESULTS).and_then(Value::as_ref::<Dict>) else { return Ok(result) };
    vm.dict_set_hashed(results, key, hash, result)?;
    if limit.is_some_and(|limit| results.len() > limit)
        && let Some((_, oldest, _)) = results.next_entry(0)
    {
        vm.keep(oldest);
        vm.dict_remove(results, oldest)?;
    }
    Ok(result)
}

fn info(vm: &mut Vm, args: &Args) -> NativeResult {
    let Some(record) = args.at(0).as_ref::<Record>() else { return Ok(Value::NONE) };
    let size = record.get(RESULTS).and_then(Value::as_ref::<Dict>).map_or(0, |results| results.len());
    let field = |index| record.get(index).unwrap_or(Value::NONE);
    fields::make(vm, &INFO, &[field(HITS), field(MISSES), field(MAXSIZE), small(size)])
}

fn clear(vm: &mut Vm, args: &Args) -> Result<Value, Raised> {
    let Some(record) = args.at(0).as_ref::<Record>() else { return Ok(Value::NONE) };
    let results = vm.new_dict(0)?;
    record.set(RESULTS, results.value());
    record.set(HITS, small(0));
    record.set(MISSES, small(0));
    Ok(Value::NONE)
}

fn parameters(vm: &mut Vm, args: &Args) -> NativeResult {
    let Some(record) = args.at(0).as_ref::<Record>() else { return Ok(Value::NONE) };
    let dict = vm.new_dict(2)?;
    for (name, field) in [(&b"maxsize"[..], MAXSIZE), (b"typed", TYPED)] {
        let name = vm.intern(name)?;
        vm.dict_set_name(dict, name, record.get(field).unwrap_or(Value::NONE))?;
    }
    Ok(dict.value())
}

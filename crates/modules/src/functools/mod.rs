//! `functools`: functions that make functions.
//!
//! | file | what |
//! |---|---|
//! | `mod.rs` | the table, `reduce`, `cmp_to_key` |
//! | `partial.rs` | `partial` |
//! | `wraps.rs` | `update_wrapper`, `wraps` |
//! | `cache.rs` | `lru_cache`, `cache` |
//! | `cached_property.rs` | `cached_property` |
//!
//! `total_ordering`, `singledispatch` and the like are written in Python, in the frozen module `_functools`.

mod cache;
mod cached_property;
mod partial;
mod wraps;

use core::ops::ControlFlow;
use runtime::native::{Args, Member, ModuleDefinition, NativeResult};
use runtime::object::{Record, Ref, Type};
use runtime::types::{Comparison, Slots};
use runtime::value::Value;
use runtime::vm::Vm;

pub use partial::PARTIAL;

/// `functools`
pub static MODULE: ModuleDefinition = ModuleDefinition {
    name: "functools",
    doc: runtime::native::doc("Functions that make functions."),
    members: MEMBERS,
    initialize: None,
};

static MEMBERS: &[Member] = &[
    Member::class("partial", &PARTIAL),
    Member::function(
        "reduce",
        "function, iterable, initial=None, /",
        reduce,
        "Combines all items by a function of two.",
    ),
    Member::function("cmp_to_key", "mycmp", cmp_to_key, "A key function from a function that compares."),
    Member::function(
        "update_wrapper",
        "wrapper, wrapped, assigned=None, updated=None",
        wraps::update_wrapper,
        "Makes a wrapper look like what it wraps.",
    ),
    Member::function("wraps", "wrapped, assigned=None, updated=None", wraps::wraps, "A decorator for wrappers."),
    Member::lazy("WRAPPER_ASSIGNMENTS", wraps::assignments),
    Member::lazy("WRAPPER_UPDATES", wraps::updates),
    Member::function("lru_cache", "maxsize=128, typed=False", cache::lru_cache, "A decorator that keeps results."),
    Member::function("cache", "user_function, /", cache::cache, "A decorator that keeps all results."),
    Member::class("cached_property", &cached_property::CACHED_PROPERTY),
    #[cfg(feature = "frozen")]
    Member::lazy("total_ordering", |vm| crate::frozen::attribute(vm, b"_functools", b"total_ordering")),
    #[cfg(feature = "frozen")]
    Member::lazy("singledispatch", |vm| crate::frozen::attribute(vm, b"_functools", b"singledispatch")),
    #[cfg(feature = "frozen")]
    Member::lazy("singledispatchmethod", |vm| crate::frozen::attribute(vm, b"_functools", b"singledispatchmethod")),
    #[cfg(feature = "frozen")]
    Member::lazy("partialmethod", |vm| crate::frozen::attribute(vm, b"_functools", b"partialmethod")),
];

fn reduce(vm: &mut Vm, args: &Args) -> NativeResult {
    let function = args.at(0);
    if !vm.is_iterable(args.at(1))? {
        return Err(vm.type_error(format_args!("reduce() arg 2 must support iteration")));
    }
    let result = vm.root(args.get(2).unwrap_or(Value::NONE))?;
    let mut has_result = args.get(2).is_some();
    vm.for_each(args.at(1), |vm, item| {
        let next = if has_result { vm.call(function, &[result.get(vm), item])? } else { item };
        has_result = true;
        result.set(vm, next);
        Ok(ControlFlow::Continue(()))
    })?;
    if !has_result {
        return Err(vm.type_error(format_args!("reduce() of empty iterable with no initial value")));
    }
    Ok(result.get(vm))
}

const COMPARE: usize = 0;
const OBJECT: usize = 1;

fn field(record: Value, index: usize) -> Value {
    record.as_ref::<Record>().and_then(|record| record.get(index)).unwrap_or(Value::NONE)
}

static KEY_SLOTS: Slots = Slots {
    compare: Some(compare_keys),
    call: Some(|vm, factory, args| match (args.rest_at(0), args.keywords().filter(|_| args.rest_len() == 0)) {
        (Some(object), _) if args.rest_len() == 1 => {
            vm.new_static_record(&KEY, &[Some(field(factory, COMPARE)), Some(object)])
        }
        (None, Some(keywords)) => {
            let name = vm.intern(b"obj")?;
            match keywords.as_ref::<runtime::object::Dict>().and_then(|keywords| keywords.get_name(name)) {
                Some(object) => vm.new_static_record(&KEY, &[Some(field(factory, COMPARE)), Some(object)]),
                None => Err(vm.type_error(format_args!("K() missing required argument 'obj' (pos 1)"))),
            }
        }
        _ => Err(vm.type_error(format_args!("K() takes exactly 1 argument"))),
    }),
    ..Slots::NONE
};

/// What `cmp_to_key` returns, and the keys it makes: fields are the function that compares and the object.
static KEY: Type = Type::record(
    "KeyWrapper",
    2,
    "*args, **kwargs",
    &KEY_SLOTS,
    &[Member::getter("obj", |_, key| Ok(field(key, OBJECT)))],
)
.in_module("functools");

fn cmp_to_key(vm: &mut Vm, args: &Args) -> NativeResult {
    vm.new_static_record(&KEY, &[Some(args.at(0)), None])
}

fn compare_keys(vm: &mut Vm, operator: Comparison, a: Value, b: Value) -> NativeResult {
    if vm.class_of(b) != Ref::from_static(&KEY) {
        return Err(vm.type_error(format_args!("other argument must be K instance")));
    }
    let order = vm.call(field(a, COMPARE), &[field(a, OBJECT), field(b, OBJECT)])?;
    vm.compare(operator, order, Value::from_i32_small(0))
}

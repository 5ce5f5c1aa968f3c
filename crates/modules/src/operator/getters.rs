//! `itemgetter`, `attrgetter` and `methodcaller`.

use crate::support::guarded_repr;
use runtime::native::{Args, NativeResult};
use runtime::object::{Dict, List, Record, Ref, Str, Tuple, Type};
use runtime::text_builder::TextBuilder;
use runtime::types::Slots;
use runtime::value::Value;
use runtime::vm::{Raised, Vm};

const FIRST: usize = 0;
const SECOND: usize = 1;
const THIRD: usize = 2;

fn field(record: Value, index: usize) -> Value {
    record.as_ref::<Record>().and_then(|record| record.get(index)).unwrap_or(Value::NONE)
}

/// The only argument of a getter.
fn subject(vm: &mut Vm, getter: Value, args: &Args) -> NativeResult {
    let name = vm.class_name(getter);
    if args.keywords().and_then(Value::as_ref::<Dict>).is_some_and(|keywords| !keywords.is_empty()) {
        return Err(vm.type_error(format_args!("{name}() takes no keyword arguments")));
    }
    match (args.rest_len(), args.rest_at(0)) {
        (1, Some(subject)) => Ok(subject),
        (given, _) => Err(vm.type_error(format_args!("{name} expected 1 argument, got {given}"))),
    }
}

/// The rest of the arguments as a tuple.
fn rest_tuple(vm: &mut Vm, args: &Args) -> NativeResult {
    let list: Ref<List> = vm.new_list_with_capacity(args.rest_len())?;
    for argument in args.rest() {
        vm.list_push(list, argument)?;
    }
    vm.new_tuple(list.as_slice())
}

/// What `body` makes of each item of a tuple: alone for one item, else as a tuple.
fn for_items(vm: &mut Vm, items: Value, mut body: impl FnMut(&mut Vm, Value) -> NativeResult) -> NativeResult {
    let Some(items) = items.as_ref::<Tuple>() else { return Ok(Value::NONE) };
    if let &[item] = items.as_slice() {
        return body(vm, item);
    }
    let results = vm.new_list_with_capacity(items.len())?;
    for &item in items.as_slice() {
        let result = body(vm, item)?;
        vm.list_push(results, result)?;
    }
    vm.new_tuple(results.as_slice())
}

/// `operator.name(arguments)`
fn repr_call(vm: &mut Vm, getter: Value, arguments: Value, keywords: Option<Value>) -> NativeResult {
    guarded_repr(vm, getter, b"operator(...)", |vm| {
        let mut text = TextBuilder::new();
        text.push_format(format_args!("operator.{}(", vm.class_name(getter)));
        let Some(items) = arguments.as_ref::<Tuple>() else { return Ok(Value::NONE) };
        for (index, &item) in items.as_slice().iter().enumerate() {
            let shown = vm.repr(item)?;
            text.push(if index > 0 { b", " } else { b"" });
            text.push_str(shown);
        }
        let keywords = keywords.and_then(Value::as_ref::<Dict>);
        for index in 0..keywords.map_or(0, |keywords| keywords.used()) {
            let Some((key, value)) = keywords.and_then(|keywords| keywords.entry(index)) else { continue };
            let shown = vm.repr(value)?;
            text.push(b", ");
            text.push_str(key);
            text.push(b"=");
            text.push_str(shown);
        }
        text.push(b")");
        text.finish(vm)
    })
}

static ITEM_SLOTS: Slots = Slots {
    new: Some(|vm, class, args| {
        if args.rest_len() == 0 {
            return Err(vm.type_error(format_args!("itemgetter expected 1 argument, got 0")));
        }
        let items = rest_tuple(vm, args)?;
        vm.new_record(class, &[Some(items)]).map(Ref::value)
    }),
    repr: Some(|vm, getter| repr_call(vm, getter, field(getter, FIRST), None)),
    call: Some(|vm, getter, args| {
        let subject = subject(vm, getter, args)?;
        for_items(vm, field(getter, FIRST), |vm, item| vm.get_item(subject, item))
    }),
    ..Slots::NONE
};

/// `operator.itemgetter`: the field is the tuple of keys.
pub static ITEMGETTER: Type = Type::record("itemgetter", 1, "*items", &ITEM_SLOTS, &[])
    .with_flags(Type::BASE)
    .in_module("operator")
    .with_doc("A function that gets items of its argument.");

static ATTRIBUTE_SLOTS: Slots = Slots {
    new: Some(new_attribute_getter),
    repr: Some(|vm, getter| repr_call(vm, getter, field(getter, SECOND), None)),
    call: Some(|vm, getter, args| {
        let subject = subject(vm, getter, args)?;
        for_items(vm, field(getter, FIRST), |vm, path| {
            let mut value = subject;
            for &name in path.as_ref::<Tuple>().iter().flat_map(|path| path.as_slice()) {
                value = vm.get_attribute(value, name)?;
                vm.keep(value);
            }
            Ok(value)
        })
    }),
    ..Slots::NONE
};

/// `operator.attrgetter`: fields are a tuple of tuples of names, and the names as given.
pub static ATTRGETTER: Type = Type::record("attrgetter", 2, "*attrs", &ATTRIBUTE_SLOTS, &[])
    .with_flags(Type::BASE)
    .in_module("operator")
    .with_doc("A function that gets attributes of its argument.");

fn new_attribute_getter(vm: &mut Vm, class: Ref<Type>, args: &Args) -> NativeResult {
    if args.rest_len() == 0 {
        return Err(vm.type_error(format_args!("attrgetter expected 1 argument, got 0")));
    }
    let given = rest_tuple(vm, args)?;
    let paths = vm.new_list_with_capacity(args.rest_len())?;
    for argument in args.rest() {
        let path = split_path(vm, argument)?;
        vm.list_push(paths, path)?;
    }
    let paths = vm.new_tuple(paths.as_slice())?;
    vm.new_record(class, &[Some(paths), Some(given)]).map(Ref::value)
}

/// The names between the dots of a path.
fn split_path(vm: &mut Vm, path: Value) -> Result<Value, Raised> {
    let Some(text) = path.as_ref::<Str>() else {
        return Err(vm.type_error(format_args!("attribute name must be a string")));
    };
    let names = vm.new_list(&[])?;
    for part in text.as_bytes().split(|&byte| byte == b'.') {
        let name = vm.intern(part)?;
        vm.list_push(names, name)?;
    }
    vm.new_tuple(names.as_slice())
}

static METHOD_SLOTS: Slots = Slots {
    new: Some(new_method_caller),
    repr: Some(|vm, caller| {
        let arguments = field(caller, SECOND);
        let list = vm.new_list(&[field(caller, FIRST)])?;
        vm.list_extend(list, arguments)?;
        let all = vm.new_tuple(list.as_slice())?;
        repr_call(vm, caller, all, Some(field(caller, THIRD)))
    }),
    call: Some(|vm, caller, args| {
        let subject = subject(vm, caller, args)?;
        let method = vm.get_attribute(subject, field(caller, FIRST))?;
        vm.keep(method);
        let arguments = field(caller, SECOND).as_ref::<Tuple>();
        let keywords = Some(field(caller, THIRD)).and_then(Value::not_none);
        vm.call_with_keywords(method, arguments.as_ref().map_or(&[], |tuple| tuple.as_slice()), keywords)
    }),
    ..Slots::NONE
};

/// `operator.methodcaller`: fields are the name, the tuple of arguments, and the dict of keyword arguments.
pub static METHODCALLER: Type = Type::record("methodcaller", 3, "*args, **kwargs", &METHOD_SLOTS, &[])
    .with_flags(Type::BASE)
    .in_module("operator")
    .with_doc("A function that calls a method of its argument.");

fn new_method_caller(vm: &mut Vm, class: Ref<Type>, args: &Args) -> NativeResult {
    let Some(name) = args.rest_at(0) else {
        let message = format_args!("methodcaller needs at least one argument, the method name");
        return Err(vm.type_error(message));
    };
    if name.as_ref::<Str>().is_none() {
        return Err(vm.type_error(format_args!("method name must be a string")));
    }
    let name = vm.intern_value(name)?;
    let list = vm.new_list(&[])?;
    for argument in args.rest().skip(1) {
        vm.list_push(list, argument)?;
    }
    let arguments = vm.new_tuple(list.as_slice())?;
    vm.new_record(class, &[Some(name), Some(arguments), args.keywords()]).map(Ref::value)
}

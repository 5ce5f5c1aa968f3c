//! `namedtuple`: classes of tuples whose items have names.
//!
//! Such a class is made by `type` from a base that is hidden from Python's users: it makes instances and shows them.
//! The names are in the attribute `_fields` of the class, and each name is a descriptor.

use crate::support::{append, number, small};
use heap::TryVec;
use runtime::native::{Args, Member, NativeResult};
use runtime::number::text::{code_points, properties};
use runtime::object::{Dict, Kind, List, Record, Ref, Str, Tuple, Type};
use runtime::symbols::sym;
use runtime::text_builder::TextBuilder;
use runtime::types::Slots;
use runtime::types::exception::ATTRIBUTE_ERROR;
use runtime::types::tuple::TUPLE;
use runtime::types::type_::TYPE;
use runtime::value::Value;
use runtime::vm::{Raised, Vm};

static SLOTS: Slots = Slots { new: Some(new), repr: Some(repr), ..*TUPLE.slots };

static MEMBERS: &[Member] = &[
    #[cfg(feature = "module-functions")]
    Member::class_method("_make", "type, iterable, /", make, "An instance with the items of an iterable."),
    #[cfg(feature = "module-functions")]
    Member::function("_replace", "self, /, **kwargs", replace, "A copy with other items for some names."),
    Member::function("_asdict", "self, /", as_dict, "A dict from names to items."),
    #[cfg(feature = "module-functions")]
    Member::function("__getnewargs__", "self, /", plain_tuple, "The items as a plain tuple."),
];

/// The base of all classes that `namedtuple` makes.
static NAMED_TUPLE: Type = Type::builtin("namedtuple", Kind::Tuple, "*args, **kwargs", &SLOTS, MEMBERS)
    .with_base(&TUPLE)
    .in_module("collections")
    .with_flags(Type::BASE | Type::SEQUENCE | Type::NO_DICT);

static FIELD_SLOTS: Slots = Slots { descriptor_get: Some(get_field), descriptor_set: Some(set_field), ..Slots::NONE };

static FIELD_MEMBERS: &[Member] = &[Member::getter("__doc__", |vm, field| {
    let index = field.as_ref::<Record>().map_or(0, |record| number(record, 0));
    vm.new_str_from(format_args!("Alias for field number {index}"))
})];

/// The descriptor of a name: the field is the index of the item.
static FIELD: Type =
    Type::record("_tuplegetter", 1, "*args, **kwargs", &FIELD_SLOTS, FIELD_MEMBERS).in_module("collections");

fn get_field(_: &mut Vm, field: Value, instance: Option<Value>, _: Value) -> NativeResult {
    let Some(tuple) = instance.and_then(Value::as_ref::<Tuple>) else { return Ok(field) };
    let index = field.as_ref::<Record>().map_or(0, |record| number(record, 0));
    Ok(tuple.as_slice().get(index).copied().unwrap_or(Value::NONE))
}

fn set_field(vm: &mut Vm, _: Value, _: Value, new: Option<Value>) -> Result<(), Raised> {
    let verb = if new.is_some() { "set" } else { "delete" };
    Err(vm.raise(&ATTRIBUTE_ERROR, format_args!("can't {verb} attribute")))
}

/// The tuple of the names of a class.
fn fields_of(vm: &mut Vm, class: Ref<Type>) -> Result<Ref<Tuple>, Raised> {
    let name = vm.intern(b"_fields")?;
    match vm.class_lookup(class, name)?.and_then(Value::as_ref::<Tuple>) {
        Some(fields) => Ok(fields),
        None => Err(vm.type_error(format_args!("the class has no _fields"))),
    }
}

/// The dict of the defaults of a class.
fn defaults_of(vm: &mut Vm, class: Ref<Type>) -> Result<Option<Ref<Dict>>, Raised> {
    let name = vm.intern(b"_field_defaults")?;
    Ok(vm.class_lookup(class, name)?.and_then(Value::as_ref::<Dict>))
}

fn new(vm: &mut Vm, class: Ref<Type>, args: &Args) -> NativeResult {
    let fields = fields_of(vm, class)?;
    let given = args.rest_len();
    if given > fields.len() {
        let name = vm.class_text(class);
        let (expected, given) = (fields.len() + 1, given + 1);
        let least = expected - defaults_of(vm, class)?.map_or(0, |defaults| defaults.len());
        if least < expected {
            let message = format_args!(
                "{name}.__new__() takes from {least} to {expected} positional arguments but {given} were given"
            );
            return Err(vm.type_error(message));
        }
        let plural = if expected == 1 { "" } else { "s" };
        let message =
            format_args!("{name}.__new__() takes {expected} positional argument{plural} but {given} were given");
        return Err(vm.type_error(message));
    }
    let mut items: TryVec<Option<Value>> = TryVec::new();
    items.try_resize(fields.len(), None).map_err(|_| vm.memory_error())?;
    for (slot, argument) in items.iter_mut().zip(args.rest()) {
        *slot = Some(argument);
    }
    let keywords = args.keywords().and_then(Value::as_ref::<Dict>);
    if given < fields.len() || keywords.is_some_and(|dict| !dict.is_empty()) {
        fill(vm, class, fields, &mut items, keywords)?;
    }
    let mut values = TryVec::try_with_capacity(items.len()).map_err(|_| vm.memory_error())?;
    for item in items.iter() {
        values.try_push(item.unwrap_or(Value::NONE)).map_err(|_| vm.memory_error())?;
    }
    make_instance(vm, class, &values)
}

fn make_instance(vm: &mut Vm, class: Ref<Type>, values: &[Value]) -> NativeResult {
    let tuple = vm.new_tuple(values)?;
    vm.extend(tuple, class)
}

/// Fills items that were not given by position: from keywords, then from defaults.
fn fill(
    vm: &mut Vm,
    class: Ref<Type>,
    fields: Ref<Tuple>,
    items: &mut [Option<Value>],
    keywords: Option<Ref<Dict>>,
) -> Result<(), Raised> {
    for (key, value) in keywords.iter().flat_map(|dict| dict.iter()) {
        let key = vm.intern_value(key)?;
        let class_name = vm.class_text(class);
        let found = fields.as_slice().iter().position(|&field| field == key);
        match found.and_then(|index| items.get_mut(index)) {
            Some(slot @ None) => *slot = Some(value),
            Some(Some(_)) => {
                let key = vm.name_text(key);
                let message = format_args!("{class_name}.__new__() got multiple values for argument '{key}'");
                return Err(vm.type_error(message));
            }
            None => {
                let key = vm.name_text(key);
                let message = format_args!("{class_name}.__new__() got an unexpected keyword argument '{key}'");
                return Err(vm.type_error(message));
            }
        }
    }
    let defaults = defaults_of(vm, class)?;
    let mut missing = 0;
    for (slot, &field) in items.iter_mut().zip(fields.as_slice()) {
        if slot.is_none() {
            *slot = defaults.and_then(|defaults| defaults.get_name(field));
            missing += usize::from(slot.is_none());
        }
    }
    if missing > 0 { Err(missing_error(vm, class, fields, items, missing)) } else { Ok(()) }
}

#[cold]
fn missing_error(vm: &mut Vm, class: Ref<Type>, fields: Ref<Tuple>, items: &[Option<Value>], count: usize) -> Raised {
    let mut text = TextBuilder::new();
    let name = vm.class_text(class);
    let plural = if count == 1 { "" } else { "s" };
    text.push_format(format_args!("{name}.__new__() missing {count} required positional argument{plural}: "));
    let mut written = 0;
    for (item, &field) in items.iter().zip(fields.as_slice()) {
        if item.is_some() {
            continue;
        }
        written += 1;
        match written {
            1 => {}
            _ if written < count => text.push(b", "),
            2 => text.push(b" and "),
            _ => text.push(b", and "),
        }
        text.push(b"'");
        text.push_str(field);
        text.push(b"'");
    }
    match text.finish(vm) {
        Ok(message) => vm.raise_with(&runtime::types::exception::TYPE_ERROR, &[message]),
        Err(raised) => raised,
    }
}

fn repr(vm: &mut Vm, value: Value) -> NativeResult {
    vm.check_machine_stack()?;
    let class = vm.class_of(value);
    let fields = fields_of(vm, class)?;
    let name = vm.class_text(class);
    let mut text = TextBuilder::new();
    text.push_format(format_args!("{name}("));
    let Some(tuple) = value.as_ref::<Tuple>() else { return Ok(Value::NONE) };
    for (index, (&field, &item)) in fields.as_slice().iter().zip(tuple.as_slice()).enumerate() {
        let shown = vm.repr(item)?;
        text.push(if index > 0 { b", " } else { b"" });
        text.push_str(field);
        text.push(b"=");
        text.push_str(shown);
    }
    text.push(b")");
    text.finish(vm)
}

fn make(vm: &mut Vm, args: &Args) -> NativeResult {
    let Some(class) = args.at(0).as_ref::<Type>() else { return Ok(Value::NONE) };
    let items = vm.collect_tuple(args.at(1))?;
    let fields = fields_of(vm, class)?;
    let Some(items) = items.as_ref::<Tuple>() else { return Ok(Value::NONE) };
    if items.len() != fields.len() {
        let (expected, got) = (fields.len(), items.len());
        return Err(vm.type_error(format_args!("Expected {expected} arguments, got {got}")));
    }
    make_instance(vm, class, items.as_slice())
}

fn replace(vm: &mut Vm, args: &Args) -> NativeResult {
    let class = vm.class_of(args.at(0));
    let fields = fields_of(vm, class)?;
    let Some(tuple) = args.at(0).as_ref::<Tuple>() else { return Ok(Value::NONE) };
    let mut values = TryVec::try_from_slice(tuple.as_slice()).map_err(|_| vm.memory_error())?;
    let unexpected = vm.new_list(&[])?;
    let keywords = args.keywords().and_then(Value::as_ref::<Dict>);
    for (key, value) in keywords.iter().flat_map(|dict| dict.iter()) {
        let key = vm.intern_value(key)?;
        let index = fields.as_slice().iter().position(|&field| field == key);
        match index.and_then(|index| values.get_mut(index)) {
            Some(slot) => *slot = value,
            None => vm.list_push(unexpected, key)?,
        }
    }
    if !unexpected.is_empty() {
        let shown = vm.repr(unexpected.value())?;
        let shown = vm.name_text(shown);
        return Err(vm.value_error(format_args!("Got unexpected field names: {shown}")));
    }
    make_instance(vm, class, &values)
}

fn as_dict(vm: &mut Vm, args: &Args) -> NativeResult {
    let class = vm.class_of(args.at(0));
    let fields = fields_of(vm, class)?;
    let Some(tuple) = args.at(0).as_ref::<Tuple>() else { return Ok(Value::NONE) };
    let dict = vm.new_dict(fields.len())?;
    for (&field, &item) in fields.as_slice().iter().zip(tuple.as_slice()) {
        vm.dict_set_name(dict, field, item)?;
    }
    Ok(dict.value())
}

fn plain_tuple(vm: &mut Vm, args: &Args) -> NativeResult {
    match args.at(0).as_ref::<Tuple>() {
        Some(tuple) => vm.new_tuple(tuple.as_slice()),
        None => Ok(Value::NONE),
    }
}

static KEYWORDS: &[&str] = &[
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del",
    "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal",
    "not", "or", "pass", "raise", "return", "try", "while", "with", "yield",
];

fn is_identifier(text: &[u8]) -> bool {
    let mut points = code_points(text);
    points.next().is_some_and(properties::is_identifier_start) && points.all(properties::is_identifier_continue)
}

fn is_keyword(text: &[u8]) -> bool {
    KEYWORDS.iter().any(|keyword| keyword.as_bytes() == text)
}

/// The names of fields as a list of strs.
fn read_names(vm: &mut Vm, value: Value) -> Result<Ref<List>, Raised> {
    let list = vm.new_list(&[])?;
    if let Some(text) = value.as_ref::<Str>() {
        let is_separator = |byte: &u8| *byte == b',' || byte.is_ascii_whitespace();
        let mut start = 0;
        while start < text.as_bytes().len() {
            let rest = &text.as_bytes()[start..];
            let length = rest.iter().position(is_separator).unwrap_or(rest.len());
            if length > 0 {
                let name = vm.intern(&rest[..length])?;
                vm.list_push(list, name)?;
            }
            start += length + 1;
        }
        return Ok(list);
    }
    vm.for_each(value, |vm, item| {
        let name = vm.str(item)?;
        let name = vm.intern_value(name)?;
        vm.list_push(list, name)?;
        Ok(core::ops::ControlFlow::Continue(()))
    })?;
    Ok(list)
}

/// Replaces names that cannot be used by their positions.
fn rename_invalid(vm: &mut Vm, names: Ref<List>) -> Result<(), Raised> {
    for index in 0..names.len() {
        let Some(name) = names.get(index) else { break };
        let usable = name.as_ref::<Str>().is_some_and(|text| {
            is_identifier(text.as_bytes()) && !is_keyword(text.as_bytes()) && !text.as_bytes().starts_with(b"_")
        });
        if !usable || names.as_slice()[..index].contains(&name) {
            let mut text = TryVec::new();
            append(vm, &mut text, b"_")?;
            let digits = vm.new_str_from(format_args!("{index}"))?;
            append(vm, &mut text, digits.as_ref::<Str>().as_ref().map_or(&[][..], |digits| digits.as_bytes()))?;
            let replacement = vm.intern(&text)?;
            names.set(index, replacement);
        }
    }
    Ok(())
}

fn check_name(vm: &mut Vm, name: Value) -> Result<(), Raised> {
    let Some(text) = name.as_ref::<Str>() else { return Ok(()) };
    let problem = if !is_identifier(text.as_bytes()) {
        "must be valid identifiers"
    } else if is_keyword(text.as_bytes()) {
        "cannot be a keyword"
    } else {
        return Ok(());
    };
    let shown = vm.repr(name)?;
    let shown = vm.name_text(shown);
    Err(vm.value_error(format_args!("Type names and field names {problem}: {shown}")))
}

fn check_names(vm: &mut Vm, names: Ref<List>, rename: bool) -> Result<(), Raised> {
    for index in 0..names.len() {
        let Some(name) = names.get(index) else { break };
        check_name(vm, name)?;
        let hidden = name.as_ref::<Str>().is_some_and(|text| text.as_bytes().starts_with(b"_"));
        let problem = if hidden && !rename {
            "Field names cannot start with an underscore"
        } else if names.as_slice()[..index].contains(&name) {
            "Encountered duplicate field name"
        } else {
            continue;
        };
        let shown = vm.repr(name)?;
        let shown = vm.name_text(shown);
        return Err(vm.value_error(format_args!("{problem}: {shown}")));
    }
    Ok(())
}

/// `collections.namedtuple(typename, field_names, *, rename=False, defaults=None, module=None)`
pub(super) fn named_tuple(vm: &mut Vm, args: &Args) -> NativeResult {
    let names = read_names(vm, args.at(1))?;
    let type_name = vm.str(args.at(0))?;
    let type_name = vm.intern_value(type_name)?;
    let rename = match args.get(2) {
        Some(rename) => vm.truth(rename)?,
        None => false,
    };
    if rename {
        rename_invalid(vm, names)?;
    }
    check_name(vm, type_name)?;
    check_names(vm, names, rename)?;
    let namespace = vm.new_dict(names.len() + 6)?;
    let defaults = vm.new_dict(0)?;
    if let Some(given) = args.get_not_none(3) {
        let given = vm.collect_list(given)?;
        let Some(first) = names.len().checked_sub(given.len()) else {
            return Err(vm.type_error(format_args!("Got more default values than field names")));
        };
        for (index, &default) in given.as_slice().iter().enumerate() {
            let name = names.get(first + index).unwrap_or(Value::NONE);
            vm.dict_set_name(defaults, name, default)?;
        }
    }
    let fields = vm.new_tuple(names.as_slice())?;
    let empty = vm.new_tuple(&[])?;
    let doc = signature(vm, type_name, names)?;
    vm.dict_set_name(namespace, sym::__slots__, empty)?;
    vm.dict_set_name(namespace, sym::__match_args__, fields)?;
    vm.dict_set_name(namespace, sym::__doc__, doc)?;
    for (name, value) in [(&b"_fields"[..], fields), (b"_field_defaults", defaults.value())] {
        let name = vm.intern(name)?;
        vm.dict_set_name(namespace, name, value)?;
    }
    if let Some(module) = args.get_not_none(4) {
        vm.dict_set_name(namespace, sym::__module__, module)?;
    }
    for index in 0..names.len() {
        let field = vm.new_static_record(&FIELD, &[Some(small(index))])?;
        vm.dict_set_name(namespace, names.get(index).unwrap_or(Value::NONE), field)?;
    }
    let bases = vm.new_tuple(&[Ref::from_static(&NAMED_TUPLE).value()])?;
    vm.call(Ref::from_static(&TYPE).value(), &[type_name, bases, namespace.value()])
}

/// The docstring of a class: how it is called.
fn signature(vm: &mut Vm, type_name: Value, names: Ref<List>) -> NativeResult {
    let mut text = TextBuilder::new();
    text.push_str(type_name);
    text.push(b"(");
    for (index, &name) in names.as_slice().iter().enumerate() {
        text.push(if index > 0 { b", " } else { b"" });
        text.push_str(name);
    }
    text.push(b")");
    text.finish(vm)
}

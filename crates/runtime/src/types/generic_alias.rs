//! `types.GenericAlias`: what `list[int]` is.

use super::sequence;
use crate::features::GENERICS;
use crate::native::{Args, Member, NativeResult};
use crate::object::{Kind, Record, Ref, Str, Tuple, Type};
use crate::symbols::sym;
use crate::types::{BinaryOperator, Comparison, Slots};
use crate::value::Value;
use crate::vm::{Raised, Vm};
use heap::TryVec;

const ORIGIN: usize = 0;
const ARGUMENTS: usize = 1;

/// `__class_getitem__` of classes that can be parameterized.
pub const CLASS_GETITEM: Member = Member::class_method(
    "__class_getitem__",
    "type, item, /",
    |vm, args| new_generic_alias(vm, args.at(0), args.at(1)),
    "The class with type arguments, for annotations.",
);

static SLOTS: Slots = Slots {
    new: Some(|vm, _, args| new_generic_alias(vm, args.at(0), args.at(1))),
    repr: Some(repr),
    hash: Some(hash),
    get_item: Some(get_item),
    compare: Some(compare),
    binary: Some(binary),
    call: Some(call),
    get_attribute: Some(get_attribute),
    ..Slots::NONE
};

static MEMBERS: &[Member] = &[
    Member::getter("__origin__", |_, alias| Ok(field(alias, ORIGIN))),
    Member::getter("__args__", |_, alias| Ok(field(alias, ARGUMENTS))),
    Member::getter("__parameters__", parameters),
    Member::function(
        "__mro_entries__",
        "self, bases, /",
        mro_entries,
        "The class that takes the alias's place as a base.",
    ),
    Member::function(
        "__instancecheck__",
        "self, instance, /",
        |vm, _| Err(vm.type_error(format_args!("isinstance() argument 2 cannot be a parameterized generic"))),
        "Raises TypeError.",
    ),
    Member::function(
        "__subclasscheck__",
        "self, class, /",
        |vm, _| Err(vm.type_error(format_args!("issubclass() argument 2 cannot be a parameterized generic"))),
        "Raises TypeError.",
    ),
];

/// `types.GenericAlias`: fields are the class and the tuple of arguments.
pub static GENERIC_ALIAS: Type = Type::record("GenericAlias", 2, "origin, args, /", &SLOTS, MEMBERS)
    .with_flags(Type::BASE)
    .in_module("types")
    .with_doc("A class with type arguments.");

fn field(alias: Value, index: usize) -> Value {
    alias.as_ref::<Record>().and_then(|record| record.get(index)).unwrap_or(Value::NONE)
}

/// Whether a value is a class with type arguments.
pub(crate) fn is_generic_alias(value: Value) -> bool {
    GENERICS && value.as_ref::<Record>().is_some_and(|record| record.class == Ref::from_static(&GENERIC_ALIAS))
}

/// `origin[item]`: a tuple is several arguments.
pub fn new_generic_alias(vm: &mut Vm, origin: Value, item: Value) -> NativeResult {
    if !GENERICS {
        return Err(vm.type_error(format_args!("type is not subscriptable")));
    }
    let arguments = if item.is_kind(Kind::Tuple) { item } else { vm.new_tuple(&[item])? };
    vm.new_static_record(&GENERIC_ALIAS, &[Some(origin), Some(arguments)])
}

/// Writes a type as annotations show it: classes by name, other values by their `repr`.
pub(crate) fn write_type(vm: &mut Vm, text: &mut TryVec<u8>, value: Value) -> Result<(), Raised> {
    if value == Value::ELLIPSIS {
        return sequence::write(vm, text, b"...");
    }
    let Some(class) = value.as_ref::<Type>() else { return sequence::write_repr(vm, text, value) };
    if !class.is_heap() {
        if class.static_module() != "builtins" {
            sequence::write(vm, text, class.static_module().as_bytes())?;
            sequence::write(vm, text, b".")?;
        }
        return sequence::write(vm, text, class.static_name().as_bytes());
    }
    let module = vm.get_attribute(value, sym::__module__)?;
    let name = vm.get_attribute(value, sym::__qualname__)?;
    for (part, end) in [(module, &b"."[..]), (name, b"")] {
        if let Some(part) = part.as_ref::<Str>() {
            sequence::write(vm, text, part.as_bytes())?;
            sequence::write(vm, text, end)?;
        }
    }
    Ok(())
}

fn repr(vm: &mut Vm, alias: Value) -> NativeResult {
    vm.check_machine_stack()?;
    let mut text = TryVec::new();
    write_type(vm, &mut text, field(alias, ORIGIN))?;
    sequence::write(vm, &mut text, b"[")?;
    if let Some(arguments) = field(alias, ARGUMENTS).as_ref::<Tuple>() {
        for (index, &argument) in arguments.as_slice().iter().enumerate() {
            if index > 0 {
                sequence::write(vm, &mut text, b", ")?;
            }
            write_type(vm, &mut text, argument)?;
        }
        if arguments.is_empty() {
            sequence::write(vm, &mut text, b"()")?;
        }
    }
    sequence::write(vm, &mut text, b"]")?;
    vm.new_str(&text)
}

fn hash(vm: &mut Vm, alias: Value) -> Result<i64, Raised> {
    let origin = vm.hash(field(alias, ORIGIN))?;
    Ok(origin ^ vm.hash(field(alias, ARGUMENTS))?)
}

fn compare(vm: &mut Vm, operator: Comparison, a: Value, b: Value) -> NativeResult {
    if !is_generic_alias(a) || !is_generic_alias(b) || !matches!(operator, Comparison::Eq | Comparison::Ne) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let equal = vm.equal(field(a, ORIGIN), field(b, ORIGIN))? && vm.equal(field(a, ARGUMENTS), field(b, ARGUMENTS))?;
    Ok(Value::from_bool(equal == (operator == Comparison::Eq)))
}

fn binary(vm: &mut Vm, operator: BinaryOperator, a: Value, b: Value) -> NativeResult {
    if operator == BinaryOperator::Or { vm.union(a, b) } else { Ok(Value::NOT_IMPLEMENTED) }
}

/// Whether an argument is a type variable.
fn is_type_variable(vm: &Vm, value: Value) -> bool {
    matches!(vm.class_of(value).static_name(), "TypeVar" | "ParamSpec" | "TypeVarTuple")
}

/// The type variables among the arguments, each once, those of nested aliases included.
fn parameters(vm: &mut Vm, alias: Value) -> NativeResult {
    let list = vm.new_list(&[])?;
    if let Some(arguments) = field(alias, ARGUMENTS).as_ref::<Tuple>() {
        for &argument in arguments.as_slice() {
            if is_type_variable(vm, argument) && !list.as_slice().contains(&argument) {
                vm.list_push(list, argument)?;
            } else if is_generic_alias(argument) {
                vm.check_machine_stack()?;
                let nested = parameters(vm, argument)?;
                for &variable in nested.as_ref::<Tuple>().as_ref().map_or(&[][..], |tuple| tuple.as_slice()) {
                    if !list.as_slice().contains(&variable) {
                        vm.list_push(list, variable)?;
                    }
                }
            }
        }
    }
    vm.new_tuple(list.as_slice())
}

/// `alias[item]`: the type variables replaced by the items.
fn get_item(vm: &mut Vm, alias: Value, item: Value) -> NativeResult {
    let variables = parameters(vm, alias)?;
    let items = if item.is_kind(Kind::Tuple) { item } else { vm.new_tuple(&[item])? };
    let (Some(variables), Some(items)) = (variables.as_ref::<Tuple>(), items.as_ref::<Tuple>()) else {
        return Ok(alias);
    };
    if variables.is_empty() || variables.len() != items.len() {
        let shown = vm.repr(alias)?;
        let shown = shown.as_ref::<Str>();
        let shown = shown.as_ref().and_then(|text| text.as_str()).unwrap_or("alias");
        if variables.is_empty() {
            return Err(vm.type_error(format_args!("{shown} is not a generic class")));
        }
        let how = if items.len() > variables.len() { "many" } else { "few" };
        let (given, expected) = (items.len(), variables.len());
        let message = format_args!("Too {how} arguments for {shown}; actual {given}, expected {expected}");
        return Err(vm.type_error(message));
    }
    substitute(vm, alias, variables, items)
}

fn substitute(vm: &mut Vm, alias: Value, variables: Ref<Tuple>, items: Ref<Tuple>) -> NativeResult {
    vm.check_machine_stack()?;
    let list = vm.new_list(&[])?;
    if let Some(arguments) = field(alias, ARGUMENTS).as_ref::<Tuple>() {
        for &argument in arguments.as_slice() {
            let place = variables.as_slice().iter().position(|&variable| variable == argument);
            let replaced = match place.and_then(|place| items.as_slice().get(place)) {
                Some(&item) => item,
                None if is_generic_alias(argument) => substitute(vm, argument, variables, items)?,
                None => argument,
            };
            vm.list_push(list, replaced)?;
        }
    }
    let arguments = vm.new_tuple(list.as_slice())?;
    new_generic_alias(vm, field(alias, ORIGIN), arguments)
}

/// Calling an alias calls its class; an instance that can be told is told of which alias it is.
fn call(vm: &mut Vm, alias: Value, args: &Args) -> NativeResult {
    let mut arguments = TryVec::new();
    for argument in args.rest() {
        arguments.try_push(argument).map_err(|_| vm.memory_error())?;
    }
    let made = vm.call_with_keywords(field(alias, ORIGIN), &arguments, args.keywords())?;
    if vm.class_of(made).is_heap() {
        let name = vm.intern(b"__orig_class__")?;
        if let Err(raised) = vm.set_attribute(made, name, Some(alias)) {
            use crate::types::exception::{ATTRIBUTE_ERROR, TYPE_ERROR};
            if !vm.catch(&ATTRIBUTE_ERROR) && !vm.catch(&TYPE_ERROR) {
                return Err(raised);
            }
        }
    }
    Ok(made)
}

fn get_attribute(vm: &mut Vm, alias: Value, name: Value) -> Result<Option<Value>, Raised> {
    if name == sym::__class__ || name == sym::__mro_entries__ {
        return Ok(None);
    }
    vm.find_attribute(field(alias, ORIGIN), name)
}

fn mro_entries(vm: &mut Vm, args: &Args) -> NativeResult {
    let origin = field(args.at(0), ORIGIN);
    vm.new_tuple(&[origin])
}

//! `cached_property`: a property that is computed once and then is an attribute of the instance.

use runtime::native::{Args, Member, NativeResult};
use runtime::object::{Record, Ref, Type};
use runtime::symbols::sym;
use runtime::types::Slots;
use runtime::types::generic_alias::CLASS_GETITEM;
use runtime::value::Value;
use runtime::vm::Vm;

const FUNCTION: usize = 0;
const NAME: usize = 1;

static SLOTS: Slots = Slots {
    new: Some(|vm, class, args| vm.new_record(class, &[Some(args.at(0))]).map(Ref::value)),
    descriptor_get: Some(get),
    ..Slots::NONE
};

static MEMBERS: &[Member] = &[
    Member::function("__set_name__", "self, owner, name, /", set_name, "Learns the name of the attribute."),
    Member::getter("func", |_, property| Ok(field(property, FUNCTION).unwrap_or(Value::NONE))),
    Member::getter("attrname", |_, property| Ok(field(property, NAME).unwrap_or(Value::NONE))),
    Member::getter("__doc__", |vm, property| match field(property, FUNCTION) {
        Some(function) => Ok(vm.try_attribute(function, sym::__doc__)?.unwrap_or(Value::NONE)),
        None => Ok(Value::NONE),
    }),
    CLASS_GETITEM,
];

/// `functools.cached_property`: fields are the function and the name.
pub static CACHED_PROPERTY: Type = Type::record("cached_property", 2, "func", &SLOTS, MEMBERS)
    .with_flags(Type::BASE)
    .in_module("functools")
    .with_doc("A property that is computed once.");

fn field(property: Value, index: usize) -> Option<Value> {
    property.as_ref::<Record>().and_then(|record| record.get(index))
}

fn set_name(vm: &mut Vm, args: &Args) -> NativeResult {
    let Some(record) = args.at(0).as_ref::<Record>() else { return Ok(Value::NONE) };
    match record.get(NAME) {
        None => record.set(NAME, args.at(2)),
        Some(old) if vm.equal(old, args.at(2))? => {}
        Some(old) => {
            let (old, new) = (vm.repr(old)?, vm.repr(args.at(2))?);
            let (old, new) = (vm.name_text(old), vm.name_text(new));
            let message =
                format_args!("Cannot assign the same cached_property to two different names ({old} and {new}).");
            return Err(vm.type_error(message));
        }
    }
    Ok(Value::NONE)
}

fn get(vm: &mut Vm, property: Value, instance: Option<Value>, _: Value) -> NativeResult {
    let Some(instance) = instance else { return Ok(property) };
    let Some(name) = field(property, NAME) else {
        let message = format_args!("Cannot use cached_property instance without calling __set_name__ on it.");
        return Err(vm.type_error(message));
    };
    let name = vm.intern_value(name)?;
    let value = vm.call(field(property, FUNCTION).unwrap_or(Value::NONE), &[instance])?;
    let class = vm.class_of(instance);
    vm.set_attribute_plainly(instance, class, name, Some(value))?;
    Ok(value)
}

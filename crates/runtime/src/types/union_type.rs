//! `types.UnionType`: what `int | None` is.

use super::{generic_alias, sequence};
use crate::features::GENERICS;
use crate::native::{Args, Member, NativeResult};
use crate::object::{Kind, Record, Ref, Tuple, Type};
use crate::types::{BinaryOperator, Comparison, Slots};
use crate::value::Value;
use crate::vm::{Raised, Vm};
use heap::TryVec;

static SLOTS: Slots =
    Slots { repr: Some(repr), hash: Some(hash), compare: Some(compare), binary: Some(binary), ..Slots::NONE };

static MEMBERS: &[Member] = &[
    Member::getter("__args__", |_, union| Ok(arguments_value(union))),
    Member::getter("__parameters__", |vm, _| vm.new_tuple(&[])),
    Member::function("__instancecheck__", "self, instance, /", instance_check, "Whether it is of one of the classes."),
    Member::function("__subclasscheck__", "self, class, /", subclass_check, "Whether it is derived from one of them."),
];

/// `types.UnionType`: the field is the tuple of the types.
pub static UNION_TYPE: Type = Type::record("UnionType", 1, "*args, **kwargs", &SLOTS, MEMBERS)
    .in_module("types")
    .with_doc("One of several types.");

/// Whether a value is a union of types.
pub fn is_union(value: Value) -> bool {
    GENERICS && value.as_ref::<Record>().is_some_and(|record| record.class == Ref::from_static(&UNION_TYPE))
}

fn arguments_value(union: Value) -> Value {
    union.as_ref::<Record>().and_then(|record| record.get(0)).unwrap_or(Value::NONE)
}

/// The types of a union.
pub fn types_of(union: Value) -> Option<Ref<Tuple>> {
    if is_union(union) { arguments_value(union).as_ref::<Tuple>() } else { None }
}

fn can_be_in_union(vm: &Vm, value: Value) -> bool {
    value.is_none()
        || value.is_kind(Kind::Type)
        || is_union(value)
        || generic_alias::is_generic_alias(value)
        || matches!(vm.class_of(value).static_name(), "TypeVar" | "TypeAliasType")
}

impl Vm {
    /// `a | b` of types; `NotImplemented` if one of them is none.
    pub fn union(&mut self, a: Value, b: Value) -> NativeResult {
        if !GENERICS || !can_be_in_union(self, a) || !can_be_in_union(self, b) || (a.is_none() && b.is_none()) {
            return Ok(Value::NOT_IMPLEMENTED);
        }
        let types = self.new_list(&[])?;
        for part in [a, b] {
            match types_of(part) {
                Some(parts) => {
                    for &part in parts.as_slice() {
                        self.add_to_union(types, part)?;
                    }
                }
                None if part.is_none() => {
                    let class = self.class_of(Value::NONE).value();
                    self.add_to_union(types, class)?;
                }
                None => self.add_to_union(types, part)?,
            }
        }
        if let &[only] = types.as_slice() {
            return Ok(only);
        }
        let types = self.new_tuple(types.as_slice())?;
        self.new_static_record(&UNION_TYPE, &[Some(types)])
    }

    fn add_to_union(&mut self, types: Ref<crate::object::List>, part: Value) -> Result<(), Raised> {
        let known = sequence::Items::List(types).find(self, part, 0, usize::MAX)?.is_some();
        if known { Ok(()) } else { self.list_push(types, part) }
    }
}

fn repr(vm: &mut Vm, union: Value) -> NativeResult {
    vm.check_machine_stack()?;
    let mut text = TryVec::new();
    let none = vm.class_of(Value::NONE).value();
    if let Some(types) = types_of(union) {
        for (index, &part) in types.as_slice().iter().enumerate() {
            if index > 0 {
                sequence::write(vm, &mut text, b" | ")?;
            }
            if part == none {
                sequence::write(vm, &mut text, b"None")?;
            } else {
                generic_alias::write_type(vm, &mut text, part)?;
            }
        }
    }
    vm.new_str(&text)
}

/// The order of the types does not matter.
fn hash(vm: &mut Vm, union: Value) -> Result<i64, Raised> {
    let mut mixed = 0;
    if let Some(types) = types_of(union) {
        for &part in types.as_slice() {
            mixed ^= vm.hash(part)?;
        }
    }
    Ok(mixed)
}

fn compare(vm: &mut Vm, operator: Comparison, a: Value, b: Value) -> NativeResult {
    let (Some(left), Some(right), Comparison::Eq | Comparison::Ne) = (types_of(a), types_of(b), operator) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    let mut equal = left.len() == right.len();
    for &part in left.as_slice() {
        equal = equal && sequence::Items::Tuple(right).find(vm, part, 0, usize::MAX)?.is_some();
    }
    Ok(Value::from_bool(equal == (operator == Comparison::Eq)))
}

fn binary(vm: &mut Vm, operator: BinaryOperator, a: Value, b: Value) -> NativeResult {
    if operator == BinaryOperator::Or { vm.union(a, b) } else { Ok(Value::NOT_IMPLEMENTED) }
}

/// Applies a test to the classes of a union, one after the other; a parameterized one cannot be tested.
fn any_class(vm: &mut Vm, union: Value, name: &str, test: impl Fn(&Vm, Ref<Type>) -> bool) -> NativeResult {
    let Some(types) = types_of(union) else { return Ok(Value::FALSE) };
    for &part in types.as_slice() {
        if generic_alias::is_generic_alias(part) {
            return Err(vm.type_error(format_args!("{name}() argument 2 cannot be a parameterized generic")));
        }
        if part.as_ref::<Type>().is_some_and(|class| test(vm, class)) {
            return Ok(Value::TRUE);
        }
    }
    Ok(Value::FALSE)
}

fn instance_check(vm: &mut Vm, args: &Args) -> NativeResult {
    let instance = args.at(1);
    any_class(vm, args.at(0), "isinstance", |vm, class| vm.is_instance(instance, class))
}

fn subclass_check(vm: &mut Vm, args: &Args) -> NativeResult {
    match args.at(1).as_ref::<Type>() {
        Some(subclass) => any_class(vm, args.at(0), "issubclass", |vm, class| vm.is_subclass(subclass, class)),
        None => Err(vm.type_error(format_args!("issubclass() arg 1 must be a class"))),
    }
}

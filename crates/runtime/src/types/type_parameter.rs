//! Type parameters and type aliases (PEP 695): `TypeVar`, `TypeVarTuple`, `ParamSpec`, `TypeAliasType`.
//!
//! Bounds and values are functions that are called when first asked for.

use crate::features::GENERICS;
use crate::native::{Args, Member, NativeResult};
use crate::object::{Record, Ref, Type};
use crate::types::Slots;
use crate::value::Value;
use crate::vm::Vm;

const NAME: usize = 0;
const LAZY: usize = 1;
const RESULT: usize = 2;
const PARAMETERS: usize = 3;

static VARIABLE_SLOTS: Slots = Slots { repr: Some(variable_repr), new: Some(new_variable), ..Slots::NONE };
static ALIAS_SLOTS: Slots = Slots { repr: Some(variable_repr), ..Slots::NONE };

static VARIABLE_MEMBERS: &[Member] = &[
    Member::getter("__name__", |_, value| Ok(field(value, NAME))),
    Member::getter("__bound__", |vm, value| {
        let bound = evaluate(vm, value)?;
        Ok(if bound.is_kind(crate::object::Kind::Tuple) { Value::NONE } else { bound })
    }),
    Member::getter("__constraints__", |vm, value| {
        let bound = evaluate(vm, value)?;
        if bound.is_kind(crate::object::Kind::Tuple) { Ok(bound) } else { vm.new_tuple(&[]) }
    }),
];

static ALIAS_MEMBERS: &[Member] = &[
    Member::getter("__name__", |_, value| Ok(field(value, NAME))),
    Member::getter("__value__", evaluate),
    Member::getter("__type_params__", |vm, value| match field(value, PARAMETERS).not_none() {
        Some(parameters) => Ok(parameters),
        None => vm.new_tuple(&[]),
    }),
];

/// `typing.TypeVar`
pub static TYPE_VAR: Type = Type::record("TypeVar", 4, "name", &VARIABLE_SLOTS, VARIABLE_MEMBERS).in_module("typing");
/// `typing.TypeVarTuple`
pub static TYPE_VAR_TUPLE: Type =
    Type::record("TypeVarTuple", 4, "name", &VARIABLE_SLOTS, VARIABLE_MEMBERS).in_module("typing");
/// `typing.ParamSpec`
pub static PARAM_SPEC: Type =
    Type::record("ParamSpec", 4, "name", &VARIABLE_SLOTS, VARIABLE_MEMBERS).in_module("typing");
/// `typing.TypeAliasType`
pub static TYPE_ALIAS: Type = Type::record("TypeAliasType", 4, "", &ALIAS_SLOTS, ALIAS_MEMBERS).in_module("typing");

fn field(value: Value, index: usize) -> Value {
    value.as_ref::<Record>().and_then(|record| record.get(index)).unwrap_or(Value::NONE)
}

fn variable_repr(_: &mut Vm, value: Value) -> NativeResult {
    Ok(field(value, NAME))
}

fn new_variable(vm: &mut Vm, class: Ref<Type>, args: &Args) -> NativeResult {
    vm.new_record(class, &[args.get(0), Some(Value::NONE)]).map(Ref::value)
}

/// The bound or the value: computed once.
fn evaluate(vm: &mut Vm, value: Value) -> NativeResult {
    let Some(record) = value.as_ref::<Record>() else { return Ok(Value::NONE) };
    if let Some(result) = record.get(RESULT) {
        return Ok(result);
    }
    let lazy = field(value, LAZY);
    let result = if lazy.is_none() { Value::NONE } else { vm.call(lazy, &[])? };
    record.set(RESULT, result);
    Ok(result)
}

impl Vm {
    /// A type alias: its name, its type parameters or `None`, and a function that computes its value.
    pub fn new_type_alias(&mut self, name: Value, parameters: Value, value: Value) -> NativeResult {
        if !GENERICS {
            return Err(self.left_out("type aliases"));
        }
        self.new_static_record(&TYPE_ALIAS, &[Some(name), Some(value), None, Some(parameters)])
    }

    /// A type parameter: its name, a function that computes its bound or `None`, and which of the three kinds it is.
    pub fn new_type_variable(&mut self, name: Value, bound: Value, kind: u32) -> NativeResult {
        if !GENERICS {
            return Err(self.left_out("type parameters"));
        }
        let class = match kind {
            1 => &TYPE_VAR_TUPLE,
            2 => &PARAM_SPEC,
            _ => &TYPE_VAR,
        };
        self.new_static_record(class, &[Some(name), Some(bound)])
    }
}

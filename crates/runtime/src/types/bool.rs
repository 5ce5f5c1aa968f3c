//! `bool`.

use super::int;
use crate::native::NativeResult;
use crate::object::{Kind, Type};
use crate::symbols::sym;
use crate::types::{BinaryOperator, Slots};
use crate::value::Value;
use crate::vm::Vm;

static SLOTS: Slots = Slots {
    new: Some(|vm, _class, args| match args.get(0) {
        Some(value) => vm.truth(value).map(Value::from_bool),
        None => Ok(Value::FALSE),
    }),
    repr: Some(repr),
    format: Some(int::format),
    hash: Some(int::hash),
    boolean: Some(|_, value| Ok(value == Value::TRUE)),
    compare: Some(int::compare),
    binary: Some(binary),
    unary: Some(int::unary),
    ..Slots::NONE
};

/// `bool`
pub static BOOL: Type = Type::builtin("bool", Kind::BigInt, "x=False, /", &SLOTS, &[])
    .with_base(&int::INT)
    .with_flags(Type::MATCH_SELF)
    .with_doc("bool(x=False): True or False, as the truth of x.");

fn repr(_vm: &mut Vm, value: Value) -> NativeResult {
    Ok(if value == Value::TRUE { sym::True_.value() } else { sym::False_.value() })
}

/// Of two bools, `&`, `|` and `^` make a bool; everything else is done with ints.
fn binary(vm: &mut Vm, operator: BinaryOperator, a: Value, b: Value) -> NativeResult {
    if a.is_bool() && b.is_bool() {
        let (x, y) = (a == Value::TRUE, b == Value::TRUE);
        match operator {
            BinaryOperator::And => return Ok(Value::from_bool(x & y)),
            BinaryOperator::Or => return Ok(Value::from_bool(x | y)),
            BinaryOperator::Xor => return Ok(Value::from_bool(x ^ y)),
            _ => {}
        }
    }
    int::binary(vm, operator, a, b)
}

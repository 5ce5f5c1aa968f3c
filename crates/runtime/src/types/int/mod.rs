//! `int`: integers of any size.
//!
//! Small ones are in the word; others, and instances of subclasses, are objects with limbs.
//!
//! | file | what |
//! |---|---|
//! | `mod.rs` | the type, its operators and text |
//! | `construct.rs` | `int(...)` |
//! | `bytes.rs` | `to_bytes` and `from_bytes` |

mod bytes;
mod construct;

use crate::native::{Args, Member, NativeResult};
use crate::number::format::format_int;
use crate::number::int::{self, hash_int};
use crate::number::limbs::{limbs_of_u64, trim};
use crate::number::{Int, IntBuf};
use crate::object::{BigInt, Kind, Ref, Type};
use crate::protocol::arithmetic::{Number, compare_numbers};
use crate::protocol::convert::{IntOperand, int_to_i64};
use crate::types::{BinaryOperator, Comparison, Slots, UnaryOperator};
use crate::value::Value;
use crate::vm::{Raised, Vm};
use heap::TryVec;

static SLOTS: Slots = Slots {
    new: Some(construct::new),
    repr: Some(repr),
    format: Some(format),
    hash: Some(hash),
    boolean: Some(boolean),
    compare: Some(compare),
    binary: Some(binary),
    unary: Some(unary),
    ..Slots::NONE
};

static MEMBERS: &[Member] = &[
    #[cfg(feature = "number-methods")]
    Member::getter("real", itself),
    #[cfg(feature = "number-methods")]
    Member::getter("imag", |_, _| Ok(Value::from_i32_small(0))),
    #[cfg(feature = "number-methods")]
    Member::getter("numerator", itself),
    #[cfg(feature = "number-methods")]
    Member::getter("denominator", |_, _| Ok(Value::from_i32_small(1))),
    #[cfg(feature = "number-methods")]
    Member::function("conjugate", "self, /", |vm, args| itself(vm, args.at(0)), "The int itself."),
    Member::function("bit_length", "self, /", bit_length, "Number of bits of the absolute value."),
    #[cfg(feature = "number-methods")]
    Member::function("bit_count", "self, /", bit_count, "Number of ones among the bits of the absolute value."),
    #[cfg(feature = "number-methods")]
    Member::function("as_integer_ratio", "self, /", as_integer_ratio, "The int and 1."),
    #[cfg(feature = "number-methods")]
    Member::function("is_integer", "self, /", |_, _| Ok(Value::TRUE), "True: an int has no fraction."),
    Member::function(
        "to_bytes",
        "self, /, length=1, byteorder='big', *, signed=False",
        bytes::to_bytes,
        "The bytes that represent the int.",
    ),
    Member::class_method(
        "from_bytes",
        "cls, /, bytes, byteorder='big', *, signed=False",
        bytes::from_bytes,
        "The int that bytes represent.",
    ),
    #[cfg(feature = "number-methods")]
    Member::function("__trunc__", "self, /", |vm, args| itself(vm, args.at(0)), "The int itself."),
    #[cfg(feature = "number-methods")]
    Member::function("__floor__", "self, /", |vm, args| itself(vm, args.at(0)), "The int itself."),
    #[cfg(feature = "number-methods")]
    Member::function("__ceil__", "self, /", |vm, args| itself(vm, args.at(0)), "The int itself."),
    Member::function("__round__", "self, ndigits=None, /", round, "Rounded to a power of ten, half to even."),
    #[cfg(feature = "number-methods")]
    Member::function("__getnewargs__", "self, /", new_arguments, "Arguments for `__new__`."),
];

/// `int`
pub static INT: Type = Type::builtin("int", Kind::BigInt, "x=0, /, base=10", &SLOTS, MEMBERS)
    .with_flags(Type::BASE | Type::MATCH_SELF)
    .with_doc("int(x=0) or int(x, base=10): the integer of a number, or of the digits of a str or bytes object.");

/// The plain int of an instance.
fn itself(vm: &mut Vm, value: Value) -> NativeResult {
    vm.index(value)
}

/// An int as arithmetic takes it. The value's layout is that of `int`.
fn operand(value: Value) -> IntOperand {
    IntOperand::of(value).unwrap_or(IntOperand::Small(IntBuf::zero()))
}

pub(super) fn repr(vm: &mut Vm, value: Value) -> NativeResult {
    match int_to_i64(value) {
        Some(number) => vm.decimal(number),
        None => vm.int_text(operand(value).view()),
    }
}

impl Vm {
    #[inline(never)]
    fn int_text(&mut self, number: Int<'_>) -> NativeResult {
        let mut text = TryVec::new();
        self.open(|| number.append_text(&mut text, 10)).map_err(|_| self.memory_error())?;
        self.new_str(&text)
    }

    /// The value of an instance of `class`, which is `int`, `bool` or derived from `int`.
    pub(crate) fn new_int_of_class(&mut self, class: Ref<Type>, number: Value) -> NativeResult {
        if !class.is_heap() {
            return Ok(number);
        }
        let boxed = match number.as_ref::<BigInt>() {
            Some(object) => object,
            None => {
                let small = int_to_i64(number).unwrap_or(0);
                self.new_boxed_int(small < 0, trim(&limbs_of_u64(small.unsigned_abs())))?
            }
        };
        self.extend(boxed.value(), class)
    }
}

pub(super) fn format(vm: &mut Vm, value: Value, spec: Value) -> NativeResult {
    crate::types::format::format_number(vm, value, spec, |sink, spec| format_int(sink, operand(value).view(), spec))
}

pub(super) fn hash(_vm: &mut Vm, value: Value) -> Result<i64, Raised> {
    Ok(hash_int(operand(value).view()) as i64)
}

pub(super) fn boolean(_vm: &mut Vm, value: Value) -> Result<bool, Raised> {
    Ok(int_to_i64(value) != Some(0))
}

/// Two operands whose layout is that of `int`, bools included.
pub(super) fn ints(a: Value, b: Value) -> Option<(Number, Number)> {
    let (a, b) = (Number::of(a)?, Number::of(b)?);
    if a.is_int() && b.is_int() { Some((a, b)) } else { None }
}

pub(super) fn compare(_vm: &mut Vm, operator: Comparison, a: Value, b: Value) -> NativeResult {
    let holds = ints(a, b).and_then(|(a, b)| compare_numbers(operator, a, b));
    Ok(holds.map_or(Value::NOT_IMPLEMENTED, Value::from_bool))
}

pub(super) fn binary(vm: &mut Vm, operator: BinaryOperator, a: Value, b: Value) -> NativeResult {
    match ints(a, b) {
        Some((a, b)) => vm.number_binary(operator, a, b),
        None => Ok(Value::NOT_IMPLEMENTED),
    }
}

pub(super) fn unary(vm: &mut Vm, operator: UnaryOperator, value: Value) -> NativeResult {
    match Number::of(value) {
        Some(number) => vm.number_unary(operator, number),
        None => Ok(Value::NOT_IMPLEMENTED),
    }
}

fn bit_length(vm: &mut Vm, args: &Args) -> NativeResult {
    vm.new_uint(operand(args.at(0)).view().bit_length())
}

fn bit_count(vm: &mut Vm, args: &Args) -> NativeResult {
    vm.new_uint(operand(args.at(0)).view().bit_count())
}

fn as_integer_ratio(vm: &mut Vm, args: &Args) -> NativeResult {
    let number = vm.index(args.at(0))?;
    vm.new_tuple(&[number, Value::from_i32_small(1)])
}

fn new_arguments(vm: &mut Vm, args: &Args) -> NativeResult {
    let number = vm.index(args.at(0))?;
    vm.new_tuple(&[number])
}

/// `round(number, digits)`: only a negative number of digits changes anything.
fn round(vm: &mut Vm, args: &Args) -> NativeResult {
    let number = vm.index(args.at(0))?;
    let Some(digits) = args.get(1) else { return Ok(number) };
    let digits = vm.index(digits)?;
    if !crate::types::slice::is_negative(digits) {
        return Ok(number);
    }
    let (number, digits) = (operand(number), operand(digits));
    let view = number.view();
    // Four bits a digit are more than a number has: everything is rounded away.
    let zeros = digits.view().magnitude_u64().filter(|&zeros| zeros <= view.bit_length() / 3 + 1);
    match zeros {
        Some(zeros) => {
            let rounded = round_to_power(view, zeros);
            vm.new_int_result(rounded)
        }
        None => Ok(Value::from_i32_small(0)),
    }
}

/// The multiple of `10**zeros` nearest to a number, half to even.
fn round_to_power(number: Int<'_>, zeros: u64) -> Result<IntBuf, crate::number::NumberError> {
    let unit = int::pow(IntBuf::from_i64(10).view(), IntBuf::from_u64(zeros).view())?;
    let (quotient, rest) = int::div_mod(number, unit.view())?;
    let twice = int::add(rest.view(), rest.view())?;
    let up = match twice.view().cmp(&unit.view()) {
        core::cmp::Ordering::Less => false,
        core::cmp::Ordering::Equal => quotient.view().is_odd(),
        core::cmp::Ordering::Greater => true,
    };
    let below = int::sub(number, rest.view())?;
    if up { int::add(below.view(), unit.view()) } else { Ok(below) }
}

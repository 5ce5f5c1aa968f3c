//! `float`.

use crate::native::{Args, Member, NativeResult};
use crate::number::float as text;
use crate::number::format::format_float;
use crate::number::int::{from_float, hash_float};
use crate::number::sink::TextBuffer;
use crate::number::{NumberError, math};
use crate::object::{self, Kind, Ref, Str, Type, new_header};
use crate::protocol::arithmetic::{Number, compare_numbers};
use crate::protocol::convert::IntOperand;
use crate::types::{BinaryOperator, Comparison, Slots, UnaryOperator};
use crate::value::{Float, Value};
use crate::vm::{Raised, Vm};

static SLOTS: Slots = Slots {
    new: Some(new),
    repr: Some(repr),
    format: Some(format),
    hash: Some(|_, value| Ok(hash_float(number(value)) as i64)),
    boolean: Some(|_, value| Ok(number(value) != 0.0)),
    compare: Some(compare),
    binary: Some(binary),
    unary: Some(unary),
    ..Slots::NONE
};

static MEMBERS: &[Member] = &[
    #[cfg(feature = "number-methods")]
    Member::getter("real", |vm, value| vm.new_float(number(value))),
    #[cfg(feature = "number-methods")]
    Member::getter("imag", |vm, _| vm.new_float(0.0)),
    #[cfg(feature = "number-methods")]
    Member::function("conjugate", "self, /", |vm, args| vm.new_float(number(args.at(0))), "The float itself."),
    #[cfg(feature = "number-methods")]
    Member::function("is_integer", "self, /", is_integer, "Whether the float is a whole number."),
    #[cfg(feature = "number-methods")]
    Member::function("as_integer_ratio", "self, /", as_integer_ratio, "Two ints whose quotient the float is exactly."),
    #[cfg(feature = "number-methods")]
    Member::function("hex", "self, /", hex, "The float in hexadecimal."),
    #[cfg(feature = "number-methods")]
    Member::class_method("fromhex", "cls, string, /", from_hex, "The float of a hexadecimal text."),
    #[cfg(feature = "number-methods")]
    Member::function("__trunc__", "self, /", |vm, args| whole(vm, number(args.at(0))), "Rounded towards zero."),
    #[cfg(feature = "number-methods")]
    Member::function("__floor__", "self, /", |vm, args| whole(vm, math::floor(number(args.at(0)))), "Rounded down."),
    #[cfg(feature = "number-methods")]
    Member::function("__ceil__", "self, /", |vm, args| whole(vm, math::ceil(number(args.at(0)))), "Rounded up."),
    Member::function("__round__", "self, ndigits=None, /", round, "Rounded to so many digits, half to even."),
    #[cfg(feature = "number-methods")]
    Member::function(
        "__getnewargs__",
        "self, /",
        |vm, args| {
            let number = vm.new_float(number(args.at(0)))?;
            vm.new_tuple(&[number])
        },
        "Arguments for `__new__`.",
    ),
];

/// `float`
pub static FLOAT: Type = Type::builtin("float", Kind::Float, "x=0.0, /", &SLOTS, MEMBERS)
    .with_flags(Type::BASE | Type::MATCH_SELF)
    .with_doc("float(x=0.0): the floating-point number of a number or of a text.");

/// The number of a value whose layout is that of `float`.
#[inline]
fn number(value: Value) -> Float {
    match Number::of(value) {
        Some(Number::Float(number)) => number,
        _ => 0.0,
    }
}

fn new(vm: &mut Vm, class: Ref<Type>, args: &Args) -> NativeResult {
    let number = match args.get(0) {
        Some(value) => from_value(vm, value)?,
        None => 0.0,
    };
    if !class.is_heap() {
        return vm.new_float(number);
    }
    let boxed = vm.allocate_object(object::Float { header: new_header(Kind::Float), number })?;
    vm.extend(boxed.value(), class)
}

/// `float(value)`
fn from_value(vm: &mut Vm, value: Value) -> Result<Float, Raised> {
    if let Some(number) = vm.try_float(value)? {
        return Ok(number);
    }
    let parsed = if let Some(string) = value.as_ref::<Str>() {
        text::parse_float(string.as_bytes())
    } else if let Some(buffer) = vm.buffer(value) {
        text::parse_float(ascii(buffer.as_bytes()))
    } else {
        let class = vm.type_name(value);
        return Err(vm.type_error(format_args!("float() argument must be a string or a real number, not '{class}'")));
    };
    match parsed {
        Ok(Some(number)) => Ok(number),
        Ok(None) => {
            let shown = vm.repr(value)?;
            let shown = shown.as_ref::<Str>();
            let shown = shown.as_ref().and_then(|shown| shown.as_str()).unwrap_or("?");
            Err(vm.value_error(format_args!("could not convert string to float: {shown}")))
        }
        Err(_) => Err(vm.memory_error()),
    }
}

/// Bytes that can be taken for text; others are no number.
fn ascii(bytes: &[u8]) -> &[u8] {
    if bytes.is_ascii() { bytes } else { b"" }
}

fn repr(vm: &mut Vm, value: Value) -> NativeResult {
    let mut buffer = TextBuffer::new();
    match text::write_repr(&mut buffer, number(value)) {
        Ok(()) => vm.new_str(buffer.as_bytes()),
        Err(_) => Err(vm.memory_error()),
    }
}

fn format(vm: &mut Vm, value: Value, spec: Value) -> NativeResult {
    crate::types::format::format_number(vm, value, spec, |sink, spec| format_float(sink, number(value), spec))
}

fn reals(a: Value, b: Value) -> Option<(Number, Number)> {
    let (a, b) = (Number::of(a)?, Number::of(b)?);
    if a.is_real() && b.is_real() { Some((a, b)) } else { None }
}

fn compare(_vm: &mut Vm, operator: Comparison, a: Value, b: Value) -> NativeResult {
    let holds = reals(a, b).and_then(|(a, b)| compare_numbers(operator, a, b));
    Ok(holds.map_or(Value::NOT_IMPLEMENTED, Value::from_bool))
}

fn binary(vm: &mut Vm, operator: BinaryOperator, a: Value, b: Value) -> NativeResult {
    match reals(a, b) {
        Some((a, b)) => vm.number_binary(operator, a, b),
        None => Ok(Value::NOT_IMPLEMENTED),
    }
}

fn unary(vm: &mut Vm, operator: UnaryOperator, value: Value) -> NativeResult {
    vm.number_unary(operator, Number::Float(number(value)))
}

/// The int of a float, without its fraction.
fn whole(vm: &mut Vm, number: Float) -> NativeResult {
    vm.new_int_result(from_float(number))
}

fn is_integer(_vm: &mut Vm, args: &Args) -> NativeResult {
    let number = number(args.at(0));
    Ok(Value::from_bool(number.is_finite() && math::floor(number) == number))
}

fn as_integer_ratio(vm: &mut Vm, args: &Args) -> NativeResult {
    let (numerator, denominator) =
        text::as_integer_ratio(number(args.at(0))).map_err(|error| vm.number_error(error))?;
    let pair = [vm.new_int_from(numerator.view())?, vm.new_int_from(denominator.view())?];
    vm.new_tuple(&pair)
}

fn hex(vm: &mut Vm, args: &Args) -> NativeResult {
    let mut buffer = TextBuffer::new();
    match text::write_hex(&mut buffer, number(args.at(0))) {
        Ok(()) => vm.new_str(buffer.as_bytes()),
        Err(_) => Err(vm.memory_error()),
    }
}

fn from_hex(vm: &mut Vm, args: &Args) -> NativeResult {
    let Some(string) = args.at(1).as_ref::<Str>() else {
        let class = vm.type_name(args.at(1));
        return Err(vm.type_error(format_args!("fromhex() argument must be str, not {class}")));
    };
    let number = vm.new_float_result(text::from_hex(string.as_bytes()))?;
    let class = args.at(0);
    if class == Ref::from_static(&FLOAT).value() { Ok(number) } else { vm.call(class, &[number]) }
}

fn round(vm: &mut Vm, args: &Args) -> NativeResult {
    let number = number(args.at(0));
    let Some(digits) = args.get_not_none(1) else {
        return if number.is_finite() { whole(vm, math::rint(number)) } else { whole(vm, number) };
    };
    let digits = vm.index(digits)?;
    let rounded = match IntOperand::of(digits) {
        Some(digits) => text::round(number, digits.view()),
        None => Err(NumberError::Value("the number of digits is no integer")),
    };
    vm.new_float_result(rounded)
}

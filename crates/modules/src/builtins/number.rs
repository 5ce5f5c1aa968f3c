//! Builtin functions on numbers and characters.

use core::ops::ControlFlow;
use runtime::native::{Args, NativeResult};
use runtime::number::text;
use runtime::object::{Kind, Str};
use runtime::symbols::sym;
use runtime::types::{BinaryOperator, UnaryOperator};
use runtime::value::Value;
use runtime::vm::{Raised, Vm};

/// `abs(x)`
pub fn abs(vm: &mut Vm, args: &Args) -> NativeResult {
    vm.unary(UnaryOperator::Abs, args.at(0))
}

/// `bin(number)`
pub fn bin(vm: &mut Vm, args: &Args) -> NativeResult {
    in_radix(vm, args.at(0), b"#b")
}

/// `oct(number)`
pub fn oct(vm: &mut Vm, args: &Args) -> NativeResult {
    in_radix(vm, args.at(0), b"#o")
}

/// `hex(number)`
pub fn hex(vm: &mut Vm, args: &Args) -> NativeResult {
    in_radix(vm, args.at(0), b"#x")
}

fn in_radix(vm: &mut Vm, number: Value, spec: &[u8]) -> NativeResult {
    let number = vm.index(number)?;
    let spec = vm.intern(spec)?;
    vm.format(number, spec)
}

/// `divmod(x, y)`
pub fn divide(vm: &mut Vm, args: &Args) -> NativeResult {
    vm.binary(BinaryOperator::DivMod, args.at(0), args.at(1))
}

/// `pow(base, exp, mod=None)`
pub fn power(vm: &mut Vm, args: &Args) -> NativeResult {
    vm.power(args.at(0), args.at(1), args.get(2).unwrap_or(Value::NONE))
}

/// `round(number, ndigits=None)`
pub fn round(vm: &mut Vm, args: &Args) -> NativeResult {
    let number = args.at(0);
    let class = vm.class_of(number);
    let Some(method) = vm.class_lookup(class, sym::__round__.value())? else {
        let class = vm.type_name(number);
        return Err(vm.type_error(format_args!("type {class} doesn't define __round__ method")));
    };
    let method = vm.bind(method, Some(number), class)?;
    vm.keep(method);
    match args.get_not_none(1) {
        Some(digits) => vm.call(method, &[digits]),
        None => vm.call(method, &[]),
    }
}

/// `sum(iterable, /, start=0)`
pub fn sum(vm: &mut Vm, args: &Args) -> NativeResult {
    let start = args.get(1).unwrap_or(Value::from_i32_small(0));
    check_start(vm, start)?;
    let total = vm.root(start)?;
    vm.for_each(args.at(0), |vm, item| {
        let sum = vm.binary(BinaryOperator::Add, total.get(vm), item)?;
        total.set(vm, sum);
        Ok(ControlFlow::Continue(()))
    })?;
    Ok(total.get(vm))
}

fn check_start(vm: &mut Vm, start: Value) -> Result<(), Raised> {
    let advice = if start.is_kind(Kind::Str) {
        "strings [use ''.join(seq) instead]"
    } else if start.is_kind(Kind::Bytes) {
        "bytes [use b''.join(seq) instead]"
    } else if start.is_kind(Kind::ByteArray) {
        "bytearray [use b''.join(seq) instead]"
    } else {
        return Ok(());
    };
    Err(vm.type_error(format_args!("sum() can't sum {advice}")))
}

/// `chr(i)`
pub fn character(vm: &mut Vm, args: &Args) -> NativeResult {
    let code = vm.index(args.at(0))?;
    match code.as_small_int().and_then(|code| u32::try_from(code).ok()).filter(|&code| code < 0x11_0000) {
        Some(code) => vm.new_character(code),
        None if runtime::protocol::convert::int_to_i64(code).is_none_or(|code| i32::try_from(code).is_err()) => {
            let message = format_args!("Python int too large to convert to C int");
            Err(vm.raise(&runtime::types::exception::OVERFLOW_ERROR, message))
        }
        None => Err(vm.value_error(format_args!("chr() arg not in range(0x110000)"))),
    }
}

/// `ord(c)`
pub fn code_point(vm: &mut Vm, args: &Args) -> NativeResult {
    let value = args.at(0);
    let (code, length) = if let Some(string) = value.as_ref::<Str>() {
        let code = text::decode(string.as_bytes()).map_or(0, |(code, _)| code);
        (code, string.characters as usize)
    } else if value.is_kind(Kind::Bytes) || value.is_kind(Kind::ByteArray) {
        let buffer = vm.require_buffer(value)?;
        (u32::from(buffer.as_bytes().first().copied().unwrap_or(0)), buffer.as_bytes().len())
    } else {
        let class = vm.type_name(value);
        return Err(vm.type_error(format_args!("ord() expected string of length 1, but {class} found")));
    };
    if length != 1 {
        let message = format_args!("ord() expected a character, but string of length {length} found");
        return Err(vm.type_error(message));
    }
    vm.new_int(i64::from(code))
}

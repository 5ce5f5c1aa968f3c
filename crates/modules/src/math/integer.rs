//! Functions of integers.

use super::small;
use runtime::native::{Args, NativeResult};
use runtime::number::{IntBuf, NumberError, int};
use runtime::protocol::convert::IntOperand;
use runtime::types::exception::OVERFLOW_ERROR;
use runtime::value::Value;
use runtime::vm::Vm;

/// The product of the numbers from `low` to `high`, multiplied in halves so that the factors are of like size.
fn product(low: i64, high: i64) -> Result<IntBuf, NumberError> {
    if high - low < 16 {
        let mut result = IntBuf::from_i64(1);
        for factor in low..=high {
            result = int::mul(result.view(), IntBuf::from_i64(factor).view())?;
        }
        return Ok(result);
    }
    let middle = low + (high - low) / 2;
    int::mul(product(low, middle)?.view(), product(middle + 1, high)?.view())
}

/// `math.factorial(n)`
pub(super) fn factorial(vm: &mut Vm, args: &Args) -> NativeResult {
    let (value, number) = small(vm, args.at(0))?;
    let negative = IntOperand::of(value).is_some_and(|operand| operand.view().is_negative());
    match number {
        _ if negative => Err(vm.value_error(format_args!("factorial() not defined for negative values"))),
        Some(number) => vm.new_int_result(product(2, number.max(1))),
        None => {
            let limit = i64::MAX;
            Err(vm.raise(&OVERFLOW_ERROR, format_args!("factorial() argument should not exceed {limit}")))
        }
    }
}

/// `math.gcd(*integers)`
pub(super) fn gcd(vm: &mut Vm, args: &Args) -> NativeResult {
    let mut result = Value::from_i32_small(0);
    for argument in args.rest() {
        let number = vm.index(argument)?;
        let (Some(a), Some(b)) = (IntOperand::of(result), IntOperand::of(number)) else { continue };
        result = vm.new_int_result(int::gcd(a.view(), b.view()))?;
    }
    Ok(result)
}

/// `math.lcm(*integers)`
pub(super) fn lcm(vm: &mut Vm, args: &Args) -> NativeResult {
    let mut result = Value::from_i32_small(1);
    for argument in args.rest() {
        let number = vm.index(argument)?;
        let (Some(a), Some(b)) = (IntOperand::of(result), IntOperand::of(number)) else { continue };
        result = vm.new_int_result(common_multiple(&a, &b))?;
    }
    Ok(result)
}

fn common_multiple(a: &IntOperand, b: &IntOperand) -> Result<IntBuf, NumberError> {
    let (a, b) = (a.view().absolute(), b.view().absolute());
    if a.is_zero() || b.is_zero() {
        return Ok(IntBuf::zero());
    }
    let divisor = int::gcd(a, b)?;
    int::mul(int::floor_div(a, divisor.view())?.view(), b)
}

/// `math.isqrt(n)`
pub(super) fn isqrt(vm: &mut Vm, args: &Args) -> NativeResult {
    let number = vm.index(args.at(0))?;
    let Some(operand) = IntOperand::of(number) else { return Ok(number) };
    if operand.view().is_negative() {
        return Err(vm.value_error(format_args!("isqrt() argument must be nonnegative")));
    }
    vm.new_int_result(int::isqrt(operand.view()))
}

/// `n * (n - 1) * ...`, `count` factors.
fn falling(n: &IntOperand, count: i64) -> Result<IntBuf, NumberError> {
    if let Some(n) = n.view().to_i64() {
        return product(n - count + 1, n);
    }
    let mut result = IntBuf::from_i64(1);
    for index in 0..count {
        let factor = int::sub(n.view(), IntBuf::from_i64(index).view())?;
        result = int::mul(result.view(), factor.view())?;
    }
    Ok(result)
}

/// `math.perm(n, k)`
pub(super) fn perm(vm: &mut Vm, args: &Args) -> NativeResult {
    if args.get_not_none(1).is_none() {
        return factorial(vm, args);
    }
    let (Some(n), Some(k)) = (natural(vm, args, 0, "n")?, natural(vm, args, 1, "k")?) else { return Ok(Value::NONE) };
    match k.view().to_i64() {
        Some(k_small) => {
            if n.view().to_i64().is_some_and(|n| n < k_small) {
                return Ok(Value::from_i32_small(0));
            }
            vm.new_int_result(falling(&n, k_small))
        }
        None => too_large(vm, &n, &k, "k must not exceed"),
    }
}

/// `math.comb(n, k)`
pub(super) fn comb(vm: &mut Vm, args: &Args) -> NativeResult {
    let (Some(n), Some(k)) = (natural(vm, args, 0, "n")?, natural(vm, args, 1, "k")?) else { return Ok(Value::NONE) };
    let rest = match int::sub(n.view(), k.view()) {
        Ok(rest) => rest,
        Err(error) => return Err(vm.number_error(error)),
    };
    if rest.view().is_negative() {
        return Ok(Value::from_i32_small(0));
    }
    match (k.view().to_i64(), rest.to_i64()) {
        (Some(k_small), rest) => {
            let count = rest.map_or(k_small, |rest| rest.min(k_small));
            vm.new_int_result(choose(&n, count))
        }
        (None, Some(rest)) => vm.new_int_result(choose(&n, rest)),
        (None, None) => too_large(vm, &n, &k, "min(n - k, k) must not exceed"),
    }
}

fn choose(n: &IntOperand, count: i64) -> Result<IntBuf, NumberError> {
    int::floor_div(falling(n, count)?.view(), product(1, count)?.view())
}

#[cold]
fn too_large(vm: &mut Vm, n: &IntOperand, k: &IntOperand, words: &str) -> NativeResult {
    let less = match int::sub(n.view(), k.view()) {
        Ok(difference) => difference.view().is_negative(),
        Err(error) => return Err(vm.number_error(error)),
    };
    if less {
        return Ok(Value::from_i32_small(0));
    }
    let limit = i64::MAX;
    Err(vm.raise(&OVERFLOW_ERROR, format_args!("{words} {limit}")))
}

/// An argument that must be a natural number.
fn natural(vm: &mut Vm, args: &Args, index: usize, name: &str) -> Result<Option<IntOperand>, runtime::vm::Raised> {
    let number = vm.index(args.at(index))?;
    let operand = IntOperand::of(number);
    if operand.as_ref().is_some_and(|operand| operand.view().is_negative()) {
        return Err(vm.value_error(format_args!("{name} must be a non-negative integer")));
    }
    Ok(operand)
}

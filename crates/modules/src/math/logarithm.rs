//! Logarithms. Those of ints work for any size.

use super::domain_error;
use runtime::native::{Args, NativeResult};
use runtime::number::{Int, int, math};
use runtime::protocol::convert::IntOperand;
use runtime::types::exception::ZERO_DIVISION_ERROR;
use runtime::value::{Float, Value};
use runtime::vm::{Raised, Vm};

/// A logarithm of a value.
fn logarithm(vm: &mut Vm, value: Value, function: fn(Float) -> Float) -> Result<Float, Raised> {
    if let Some(operand) = IntOperand::of(value) {
        let number = operand.view();
        if number.is_negative() || number.is_zero() {
            return Err(domain_error(vm));
        }
        return match int::to_float(number) {
            Ok(float) => Ok(function(float)),
            Err(_) => {
                let (fraction, exponent) = split(number);
                Ok(function(fraction) + function(2.0) * exponent)
            }
        };
    }
    let x = vm.to_float(value)?;
    if x <= 0.0 {
        return Err(domain_error(vm));
    }
    Ok(function(x))
}

/// A number from 0.5 to 1 and a power of two whose product is a large int.
fn split(number: Int<'_>) -> (Float, Float) {
    let bits = number.bit_length();
    let top = runtime::number::limbs::u64_at(number.limbs(), bits.saturating_sub(64));
    (math::ldexp(top as Float, -64), bits as Float)
}

/// `math.log(x, base)`
pub(super) fn log(vm: &mut Vm, args: &Args) -> NativeResult {
    let numerator = logarithm(vm, args.at(0), math::log)?;
    let Some(base) = args.get(1) else { return vm.new_float(numerator) };
    let denominator = logarithm(vm, base, math::log)?;
    if denominator == 0.0 {
        return Err(vm.raise(&ZERO_DIVISION_ERROR, format_args!("float division by zero")));
    }
    vm.new_float(numerator / denominator)
}

/// `math.log2(x)`
pub(super) fn log2(vm: &mut Vm, args: &Args) -> NativeResult {
    let result = logarithm(vm, args.at(0), math::log2)?;
    vm.new_float(result)
}

/// `math.log10(x)`
pub(super) fn log10(vm: &mut Vm, args: &Args) -> NativeResult {
    let result = logarithm(vm, args.at(0), math::log10)?;
    vm.new_float(result)
}

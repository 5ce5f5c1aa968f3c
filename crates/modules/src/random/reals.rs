//! Floats of various distributions, by the same formulas as CPython's, so that sequences are the same.

use super::{NEXT_GAUSS, with_twister};
use runtime::native::{Args, NativeResult};
use runtime::number::math;
use runtime::object::Record;
use runtime::types::BinaryOperator;
use runtime::types::exception::ZERO_DIVISION_ERROR;
use runtime::value::float::consts::TAU;
use runtime::value::{Float, Value};
use runtime::vm::{Raised, Vm};

/// The next float from 0 to 1. A subclass may have a `random` of its own.
pub fn next(vm: &mut Vm, generator: Value) -> Result<Float, Raised> {
    if vm.class_of(generator).is_heap() {
        let name = vm.intern(b"random")?;
        let number = vm.call_method(generator, name, &[])?;
        return vm.to_float(number);
    }
    with_twister(vm, generator, |twister| twister.next_float())
}

/// `random()`
pub fn random(vm: &mut Vm, args: &Args) -> NativeResult {
    let number = with_twister(vm, args.at(0), |twister| twister.next_float())?;
    vm.new_float(number)
}

/// A parameter, or its default.
fn parameter(vm: &mut Vm, args: &Args, index: usize, default: Float) -> Result<Float, Raised> {
    match args.get(index) {
        Some(value) => vm.to_float(value),
        None => Ok(default),
    }
}

/// `uniform(a, b)`
pub fn uniform(vm: &mut Vm, args: &Args) -> NativeResult {
    let width = vm.binary(BinaryOperator::Sub, args.at(2), args.at(1))?;
    let number = next(vm, args.at(0))?;
    let number = vm.new_float(number)?;
    let offset = vm.binary(BinaryOperator::Mul, width, number)?;
    vm.binary(BinaryOperator::Add, args.at(1), offset)
}

/// `triangular(low, high, mode)`
pub fn triangular(vm: &mut Vm, args: &Args) -> NativeResult {
    let mut low = parameter(vm, args, 1, 0.0)?;
    let mut high = parameter(vm, args, 2, 1.0)?;
    let mut number = next(vm, args.at(0))?;
    let mut middle = match args.get_not_none(3) {
        Some(mode) if high == low => {
            vm.to_float(mode)?;
            return vm.new_float(low);
        }
        Some(mode) => (vm.to_float(mode)? - low) / (high - low),
        None => 0.5,
    };
    if number > middle {
        number = 1.0 - number;
        middle = 1.0 - middle;
        core::mem::swap(&mut low, &mut high);
    }
    vm.new_float(low + (high - low) * math::sqrt(number * middle))
}

/// `gauss(mu, sigma)`: two numbers are made at once; the second waits for the next call.
pub fn gauss(vm: &mut Vm, args: &Args) -> NativeResult {
    let mean = parameter(vm, args, 1, 0.0)?;
    let deviation = parameter(vm, args, 2, 1.0)?;
    let Some(record) = args.at(0).as_ref::<Record>() else { return Ok(Value::NONE) };
    let number = match record.get(NEXT_GAUSS) {
        Some(reserve) => {
            record.set(NEXT_GAUSS, None);
            vm.to_float(reserve)?
        }
        None => {
            let angle = next(vm, args.at(0))? * TAU;
            let radius = math::sqrt(-2.0 * math::log(1.0 - next(vm, args.at(0))?));
            let reserve = vm.new_float(math::sin(angle) * radius)?;
            record.set(NEXT_GAUSS, reserve);
            math::cos(angle) * radius
        }
    };
    vm.new_float(mean + number * deviation)
}

/// A number of the standard normal distribution, by the method of Kinderman and Monahan.
fn standard_normal(vm: &mut Vm, generator: Value) -> Result<Float, Raised> {
    let magic = 4.0 * math::exp(-0.5) / math::sqrt(2.0);
    loop {
        let first = next(vm, generator)?;
        let second = 1.0 - next(vm, generator)?;
        let ratio = magic * (first - 0.5) / second;
        if ratio * ratio / 4.0 <= -math::log(second) {
            return Ok(ratio);
        }
    }
}

/// `normalvariate(mu, sigma)`
pub fn normal(vm: &mut Vm, args: &Args) -> NativeResult {
    let mean = parameter(vm, args, 1, 0.0)?;
    let deviation = parameter(vm, args, 2, 1.0)?;
    let number = standard_normal(vm, args.at(0))?;
    vm.new_float(mean + number * deviation)
}

/// `lognormvariate(mu, sigma)`
pub fn log_normal(vm: &mut Vm, args: &Args) -> NativeResult {
    let mean = parameter(vm, args, 1, 0.0)?;
    let deviation = parameter(vm, args, 2, 1.0)?;
    let number = standard_normal(vm, args.at(0))?;
    vm.new_float(math::exp(mean + number * deviation))
}

#[cold]
fn division_by_zero(vm: &mut Vm) -> Raised {
    vm.raise(&ZERO_DIVISION_ERROR, format_args!("float division by zero"))
}

/// `expovariate(lambd)`
pub fn exponential(vm: &mut Vm, args: &Args) -> NativeResult {
    let rate = parameter(vm, args, 1, 1.0)?;
    let number = -math::log(1.0 - next(vm, args.at(0))?);
    if rate == 0.0 { Err(division_by_zero(vm)) } else { vm.new_float(number / rate) }
}

/// `paretovariate(alpha)`
pub fn pareto(vm: &mut Vm, args: &Args) -> NativeResult {
    let alpha = parameter(vm, args, 1, 1.0)?;
    let number = 1.0 - next(vm, args.at(0))?;
    if alpha == 0.0 { Err(division_by_zero(vm)) } else { vm.new_float(math::pow(number, -1.0 / alpha)) }
}

/// `weibullvariate(alpha, beta)`
pub fn weibull(vm: &mut Vm, args: &Args) -> NativeResult {
    let alpha = parameter(vm, args, 1, 1.0)?;
    let beta = parameter(vm, args, 2, 1.0)?;
    let number = -math::log(1.0 - next(vm, args.at(0))?);
    if beta == 0.0 { Err(division_by_zero(vm)) } else { vm.new_float(alpha * math::pow(number, 1.0 / beta)) }
}

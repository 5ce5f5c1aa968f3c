//! `math`: functions of real numbers.
//!
//! | file | what |
//! |---|---|
//! | `mod.rs` | the table, functions of one or two floats |
//! | `logarithm.rs` | logarithms, also of ints beyond the floats |
//! | `integer.rs` | functions of integers |
//! | `sums.rs` | sums, products and lengths |

mod integer;
mod logarithm;
mod sums;

use runtime::native::{Args, Member, ModuleDefinition, NativeResult};
use runtime::number::math;
use runtime::protocol::arithmetic::Number;
use runtime::protocol::convert::{IntOperand, int_to_i64};
use runtime::symbols::sym;
use runtime::types::exception::OVERFLOW_ERROR;
use runtime::value::float::consts;
use runtime::value::{Float, Value};
use runtime::vm::{Raised, Vm};

/// `math`
pub static MODULE: ModuleDefinition = ModuleDefinition {
    name: "math",
    doc: runtime::native::doc("Functions of real numbers."),
    members: MEMBERS,
    initialize: None,
};

/// A function of one float that is defined everywhere but where it gives NaN or infinity.
macro_rules! partial {
    ($name:literal, $function:expr, $doc:literal) => {
        Member::function($name, "x, /", |vm, args| apply(vm, args, $function, false), $doc)
    };
}

/// A function of one float whose result may be too large.
macro_rules! steep {
    ($name:literal, $function:expr, $doc:literal) => {
        Member::function($name, "x, /", |vm, args| apply(vm, args, $function, true), $doc)
    };
}

/// A question about a float.
macro_rules! question {
    ($name:literal, $function:expr, $doc:literal) => {
        Member::function($name, "x, /", |vm, args| Ok(Value::from_bool($function(vm.to_float(args.at(0))?))), $doc)
    };
}

static MEMBERS: &[Member] = &[
    Member::float("e", consts::E),
    Member::float("pi", consts::PI),
    Member::float("tau", consts::TAU),
    Member::float("inf", Float::INFINITY),
    Member::float("nan", Float::NAN),
    partial!("sqrt", math::sqrt, "The square root."),
    #[cfg(feature = "module-functions")]
    partial!("cbrt", math::cbrt, "The cube root."),
    steep!("exp", math::exp, "e to the power of x."),
    #[cfg(feature = "module-functions")]
    steep!("exp2", math::exp2, "2 to the power of x."),
    steep!("expm1", math::expm1, "exp(x) - 1, exact near zero."),
    partial!("log1p", math::log1p, "The logarithm of 1 + x, exact near zero."),
    partial!("sin", math::sin, "The sine."),
    partial!("cos", math::cos, "The cosine."),
    partial!("tan", math::tan, "The tangent."),
    partial!("asin", math::asin, "The inverse sine."),
    partial!("acos", math::acos, "The inverse cosine."),
    partial!("atan", math::atan, "The inverse tangent."),
    steep!("sinh", math::sinh, "The hyperbolic sine."),
    steep!("cosh", math::cosh, "The hyperbolic cosine."),
    partial!("tanh", math::tanh, "The hyperbolic tangent."),
    partial!("asinh", math::asinh, "The inverse hyperbolic sine."),
    partial!("acosh", math::acosh, "The inverse hyperbolic cosine."),
    partial!("atanh", math::atanh, "The inverse hyperbolic tangent."),
    partial!("erf", math::erf, "The error function."),
    partial!("erfc", math::erfc, "One minus the error function."),
    partial!("fabs", Float::abs, "The absolute value as a float."),
    partial!("degrees", |x: Float| x * (180.0 / consts::PI), "Radians to degrees."),
    partial!("radians", |x: Float| x * (consts::PI / 180.0), "Degrees to radians."),
    question!("isfinite", Float::is_finite, "Whether x is neither infinite nor NaN."),
    question!("isinf", Float::is_infinite, "Whether x is infinite."),
    question!("isnan", Float::is_nan, "Whether x is NaN."),
    Member::function("gamma", "x, /", gamma, "The gamma function."),
    Member::function("lgamma", "x, /", lgamma, "The logarithm of the gamma function's absolute value."),
    Member::function("pow", "x, y, /", pow, "x to the power of y, as floats."),
    Member::function("fmod", "x, y, /", fmod, "The remainder of x / y with the sign of x."),
    #[cfg(feature = "module-functions")]
    Member::function("remainder", "x, y, /", remainder, "The remainder of x / y nearest to zero."),
    Member::function("atan2", "y, x, /", atan2, "The angle of the point (x, y)."),
    Member::function("copysign", "x, y, /", copysign, "x with the sign of y."),
    #[cfg(feature = "module-functions")]
    Member::function("nextafter", "x, y, /", nextafter, "The next float after x towards y."),
    #[cfg(feature = "module-functions")]
    Member::function("ulp", "x, /", ulp, "The distance from x to the next float."),
    Member::function("ldexp", "x, i, /", ldexp, "x times 2 to the power of i."),
    Member::function("frexp", "x, /", frexp, "Fraction and exponent of x."),
    Member::function("modf", "x, /", modf, "What is behind and what is before the point."),
    Member::function("floor", "x, /", floor, "The largest int that is not above x."),
    Member::function("ceil", "x, /", ceil, "The smallest int that is not below x."),
    Member::function("trunc", "x, /", trunc, "x without what is behind the point, as an int."),
    Member::function(
        "isclose",
        "a, b, *, rel_tol=1e-09, abs_tol=0.0",
        is_close,
        "Whether two numbers are nearly equal.",
    ),
    Member::function("log", "x, base=math.e, /", logarithm::log, "The logarithm of x to a base."),
    Member::function("log2", "x, /", logarithm::log2, "The logarithm to base 2."),
    Member::function("log10", "x, /", logarithm::log10, "The logarithm to base 10."),
    Member::function("factorial", "n, /", integer::factorial, "The product of the numbers from 1 to n."),
    #[cfg(feature = "module-functions")]
    Member::function("gcd", "*integers", integer::gcd, "The greatest common divisor."),
    #[cfg(feature = "module-functions")]
    Member::function("lcm", "*integers", integer::lcm, "The least common multiple."),
    #[cfg(feature = "module-functions")]
    Member::function("isqrt", "n, /", integer::isqrt, "The square root, rounded down."),
    #[cfg(feature = "module-functions")]
    Member::function("comb", "n, k, /", integer::comb, "The ways to choose k of n items."),
    #[cfg(feature = "module-functions")]
    Member::function("perm", "n, k=None, /", integer::perm, "The ways to arrange k of n items."),
    #[cfg(feature = "module-functions")]
    Member::function("fsum", "seq, /", sums::fsum, "The exact sum of floats, rounded once."),
    #[cfg(feature = "module-functions")]
    Member::function("prod", "iterable, /, *, start=1", sums::prod, "The product of all items."),
    #[cfg(feature = "module-functions")]
    Member::function("hypot", "*coordinates", sums::hypot, "The length of a vector."),
    #[cfg(feature = "module-functions")]
    Member::function("dist", "p, q, /", sums::dist, "The distance of two points."),
];

/// Raises `ValueError` for arguments at which a function has no value.
#[cold]
pub(super) fn domain_error(vm: &mut Vm) -> Raised {
    vm.value_error(format_args!("math domain error"))
}

/// Raises `OverflowError` for a result beyond the floats.
#[cold]
fn range_error(vm: &mut Vm) -> Raised {
    vm.raise(&OVERFLOW_ERROR, format_args!("math range error"))
}

/// Where flash counts there is one such function for all that it applies.
#[cfg_attr(target_pointer_width = "64", inline(always))]
#[cfg_attr(not(target_pointer_width = "64"), inline(never))]
fn apply(vm: &mut Vm, args: &Args, function: fn(Float) -> Float, can_overflow: bool) -> NativeResult {
    let x = vm.to_float(args.at(0))?;
    let result = function(x);
    if !result.is_finite() {
        check(vm, result, !x.is_nan(), x.is_finite(), can_overflow)?;
    }
    vm.new_float(result)
}

/// An error if the result of a function shows that it has no value there.
#[cold]
fn check(vm: &mut Vm, result: Float, is_number: bool, is_finite: bool, can_overflow: bool) -> Result<(), Raised> {
    if result.is_nan() && is_number {
        return Err(domain_error(vm));
    }
    if result.is_infinite() && is_finite {
        return Err(if can_overflow { range_error(vm) } else { domain_error(vm) });
    }
    Ok(())
}

/// Two float arguments.
fn pair(vm: &mut Vm, args: &Args) -> Result<(Float, Float), Raised> {
    let x = vm.to_float(args.at(0))?;
    Ok((x, vm.to_float(args.at(1))?))
}

fn is_negative_whole(x: Float) -> bool {
    x <= 0.0 && math::floor(x) == x
}

fn gamma(vm: &mut Vm, args: &Args) -> NativeResult {
    let x = vm.to_float(args.at(0))?;
    if x == Float::NEG_INFINITY || (x.is_finite() && is_negative_whole(x)) {
        return Err(domain_error(vm));
    }
    let result = math::tgamma(x);
    if result.is_infinite() && x.is_finite() {
        return Err(range_error(vm));
    }
    vm.new_float(result)
}

fn lgamma(vm: &mut Vm, args: &Args) -> NativeResult {
    let x = vm.to_float(args.at(0))?;
    if x.is_infinite() {
        return vm.new_float(Float::INFINITY);
    }
    if is_negative_whole(x) {
        return Err(domain_error(vm));
    }
    let result = math::lgamma(x);
    if result.is_infinite() {
        return Err(range_error(vm));
    }
    vm.new_float(result)
}

fn pow(vm: &mut Vm, args: &Args) -> NativeResult {
    let (x, y) = pair(vm, args)?;
    let result = math::pow(x, y);
    if x.is_finite() && y.is_finite() && !result.is_finite() {
        return Err(if result.is_nan() || x == 0.0 { domain_error(vm) } else { range_error(vm) });
    }
    vm.new_float(result)
}

fn fmod(vm: &mut Vm, args: &Args) -> NativeResult {
    let (x, y) = pair(vm, args)?;
    if y.is_infinite() && x.is_finite() {
        return vm.new_float(x);
    }
    let result = math::fmod(x, y);
    if result.is_nan() && !x.is_nan() && !y.is_nan() {
        return Err(domain_error(vm));
    }
    vm.new_float(result)
}

fn remainder(vm: &mut Vm, args: &Args) -> NativeResult {
    let (x, y) = pair(vm, args)?;
    if x.is_finite() && y.is_infinite() {
        return vm.new_float(x);
    }
    let result = math::remainder(x, y);
    if result.is_nan() && !x.is_nan() && !y.is_nan() {
        return Err(domain_error(vm));
    }
    // A remainder of zero has the sign of the first argument.
    vm.new_float(if result == 0.0 { result.copysign(x) } else { result })
}

fn atan2(vm: &mut Vm, args: &Args) -> NativeResult {
    let (y, x) = pair(vm, args)?;
    vm.new_float(math::atan2(y, x))
}

fn copysign(vm: &mut Vm, args: &Args) -> NativeResult {
    let (x, y) = pair(vm, args)?;
    vm.new_float(x.copysign(y))
}

fn nextafter(vm: &mut Vm, args: &Args) -> NativeResult {
    let (x, y) = pair(vm, args)?;
    vm.new_float(if x == y { y } else { math::nextafter(x, y) })
}

fn ulp(vm: &mut Vm, args: &Args) -> NativeResult {
    let x = vm.to_float(args.at(0))?.abs();
    if !x.is_finite() {
        return vm.new_float(x);
    }
    let above = Float::from_bits(x.to_bits() + 1);
    vm.new_float(if above.is_finite() { above - x } else { x - Float::from_bits(x.to_bits() - 1) })
}

fn ldexp(vm: &mut Vm, args: &Args) -> NativeResult {
    let x = vm.to_float(args.at(0))?;
    let Some(exponent) = IntOperand::of(args.at(1)) else {
        return Err(vm.type_error(format_args!("Expected an int as second argument to ldexp.")));
    };
    if x == 0.0 || !x.is_finite() {
        return vm.new_float(x);
    }
    let exponent = exponent.view();
    let limit = if exponent.is_negative() { i64::MIN } else { i64::MAX };
    let exponent = exponent.to_i64().unwrap_or(limit).clamp(-100_000, 100_000);
    let result = math::ldexp(x, exponent as i32);
    if result.is_infinite() {
        return Err(range_error(vm));
    }
    vm.new_float(result)
}

fn frexp(vm: &mut Vm, args: &Args) -> NativeResult {
    let x = vm.to_float(args.at(0))?;
    let (fraction, exponent) = if x == 0.0 || !x.is_finite() { (x, 0) } else { math::frexp(x) };
    let fraction = vm.new_float(fraction)?;
    let exponent = vm.new_int(i64::from(exponent))?;
    vm.new_tuple(&[fraction, exponent])
}

fn modf(vm: &mut Vm, args: &Args) -> NativeResult {
    let x = vm.to_float(args.at(0))?;
    let (fraction, whole) = match x {
        _ if x.is_infinite() => (Float::copysign(0.0, x), x),
        _ if x.is_nan() => (x, x),
        _ => math::modf(x),
    };
    let fraction = vm.new_float(fraction.copysign(x))?;
    let whole = vm.new_float(whole)?;
    vm.new_tuple(&[fraction, whole])
}

/// The int of a float without a fraction.
fn whole(vm: &mut Vm, number: Float) -> NativeResult {
    let result = runtime::number::int::from_float(number);
    vm.new_int_result(result)
}

/// What `floor`, `ceil` and `trunc` share: numbers at once, other objects by their special method.
fn round_by(
    vm: &mut Vm,
    value: Value,
    round: fn(Float) -> Float,
    special: runtime::symbols::Symbol,
) -> Result<Option<Value>, Raised> {
    match Number::exact_or_bool(value) {
        Some(Number::Float(number)) => return whole(vm, round(number)).map(Some),
        Some(Number::Int(number)) => return vm.new_int(number).map(Some),
        Some(Number::Big(_)) => return Ok(Some(value)),
        _ => {}
    }
    if let Some(result) = vm.call_special(value, special, &[])? {
        return Ok(Some(result));
    }
    match Number::of(value) {
        Some(Number::Float(number)) => whole(vm, round(number)).map(Some),
        Some(Number::Int(_) | Number::Big(_)) => vm.index(value).map(Some),
        _ => Ok(None),
    }
}

fn floor(vm: &mut Vm, args: &Args) -> NativeResult {
    match round_by(vm, args.at(0), math::floor, sym::__floor__)? {
        Some(result) => Ok(result),
        None => {
            let number = vm.to_float(args.at(0))?;
            whole(vm, math::floor(number))
        }
    }
}

fn ceil(vm: &mut Vm, args: &Args) -> NativeResult {
    match round_by(vm, args.at(0), math::ceil, sym::__ceil__)? {
        Some(result) => Ok(result),
        None => {
            let number = vm.to_float(args.at(0))?;
            whole(vm, math::ceil(number))
        }
    }
}

fn trunc(vm: &mut Vm, args: &Args) -> NativeResult {
    match round_by(vm, args.at(0), math::trunc, sym::__trunc__)? {
        Some(result) => Ok(result),
        None => {
            let name = vm.type_name(args.at(0));
            Err(vm.type_error(format_args!("type {name} doesn't define __trunc__ method")))
        }
    }
}

fn is_close(vm: &mut Vm, args: &Args) -> NativeResult {
    let (a, b) = pair(vm, args)?;
    let relative = args.get(2).map_or(Ok(1e-9), |value| vm.to_float(value))?;
    let absolute = args.get(3).map_or(Ok(0.0), |value| vm.to_float(value))?;
    if relative < 0.0 || absolute < 0.0 {
        return Err(vm.value_error(format_args!("tolerances must be non-negative")));
    }
    let difference = (a - b).abs();
    let near = difference <= (relative * b).abs() || difference <= (relative * a).abs() || difference <= absolute;
    Ok(Value::from_bool(a == b || (!a.is_infinite() && !b.is_infinite() && near)))
}

/// An argument of a function of integers that fits 64 bits; `None` if it is larger.
fn small(vm: &mut Vm, value: Value) -> Result<(Value, Option<i64>), Raised> {
    let value = vm.index(value)?;
    Ok((value, int_to_i64(value)))
}

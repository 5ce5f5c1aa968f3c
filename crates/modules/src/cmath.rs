//! `cmath`: functions of complex numbers.

use runtime::native::{Args, Member, ModuleDefinition, NativeResult};
use runtime::number::complex::Complex;
use runtime::number::math;
use runtime::protocol::arithmetic::Number;
use runtime::symbols::sym;
use runtime::types::exception::{OVERFLOW_ERROR, ZERO_DIVISION_ERROR};
use runtime::value::float::consts;
use runtime::value::{Float, Value};
use runtime::vm::{Raised, Vm};

/// `cmath`
pub static MODULE: ModuleDefinition = ModuleDefinition {
    name: "cmath",
    doc: runtime::native::doc("Functions of complex numbers."),
    members: MEMBERS,
    initialize: None,
};

macro_rules! function {
    ($name:literal, $function:expr, $doc:literal) => {
        Member::function($name, "z, /", |vm, args| apply(vm, args, $function), $doc)
    };
}

macro_rules! question {
    ($name:literal, $question:expr, $doc:literal) => {
        Member::function(
            $name,
            "z, /",
            |vm, args| {
                let z = argument(vm, args.at(0))?;
                Ok(Value::from_bool($question(z)))
            },
            $doc,
        )
    };
}

static MEMBERS: &[Member] = &[
    Member::float("e", consts::E),
    Member::float("pi", consts::PI),
    Member::float("tau", consts::TAU),
    Member::float("inf", Float::INFINITY),
    Member::float("nan", Float::NAN),
    #[cfg(feature = "module-functions")]
    Member::lazy("infj", |vm| vm.new_complex(0.0, Float::INFINITY)),
    #[cfg(feature = "module-functions")]
    Member::lazy("nanj", |vm| vm.new_complex(0.0, Float::NAN)),
    function!("exp", exp, "e to the power of z."),
    function!("sqrt", sqrt, "The square root."),
    function!("sin", |z| turn_back(sinh(turn(z))), "The sine."),
    function!("cos", |z| cosh(turn(z)), "The cosine."),
    #[cfg(feature = "module-functions")]
    function!("tan", |z| turn_back(tanh(turn(z))), "The tangent."),
    #[cfg(feature = "module-functions")]
    function!("sinh", sinh, "The hyperbolic sine."),
    #[cfg(feature = "module-functions")]
    function!("cosh", cosh, "The hyperbolic cosine."),
    #[cfg(feature = "module-functions")]
    function!("tanh", tanh, "The hyperbolic tangent."),
    #[cfg(feature = "module-functions")]
    function!("asinh", asinh, "The inverse hyperbolic sine."),
    #[cfg(feature = "module-functions")]
    function!("acosh", acosh, "The inverse hyperbolic cosine."),
    #[cfg(feature = "module-functions")]
    function!("atanh", atanh, "The inverse hyperbolic tangent."),
    #[cfg(feature = "module-functions")]
    function!("asin", |z| turn_back(asinh(turn(z))), "The inverse sine."),
    #[cfg(feature = "module-functions")]
    function!("acos", acos, "The inverse cosine."),
    #[cfg(feature = "module-functions")]
    function!("atan", |z| turn_back(atanh(turn(z))), "The inverse tangent."),
    Member::function("log", "z, base=math.e, /", log, "The logarithm to a base."),
    Member::function("log10", "z, /", log10, "The logarithm to base 10."),
    Member::function("phase", "z, /", phase, "The angle of z."),
    Member::function("polar", "z, /", polar, "Length and angle of z."),
    Member::function("rect", "r, phi, /", rect, "The number with a length and an angle."),
    #[cfg(feature = "module-functions")]
    Member::function(
        "isclose",
        "a, b, *, rel_tol=1e-09, abs_tol=0.0",
        is_close,
        "Whether two numbers are nearly equal.",
    ),
    #[cfg(feature = "module-functions")]
    question!("isfinite", |z: Complex| z.real.is_finite() && z.imaginary.is_finite(), "Whether both parts are finite."),
    #[cfg(feature = "module-functions")]
    question!("isinf", |z: Complex| z.real.is_infinite() || z.imaginary.is_infinite(), "Whether a part is infinite."),
    #[cfg(feature = "module-functions")]
    question!("isnan", |z: Complex| z.real.is_nan() || z.imaginary.is_nan(), "Whether a part is NaN."),
];

/// The exponential function overflows a little above this: `log(Float::MAX)` is 709.8 or 88.7.
const NEAR_OVERFLOW: Float = if Float::MAX_EXP > 128 { 700.0 } else { 87.0 };

/// The square of a number up to this is a float, and that of its inverse.
const ROOT_OF_LARGEST: Float = if Float::MAX_EXP > 128 { 1e150f64 as Float } else { 1e18 };

/// Half the bits of a float, rounded up.
const HALF_DIGITS: i32 = Float::MANTISSA_DIGITS.div_ceil(2) as i32;

/// An argument as a complex number.
fn argument(vm: &mut Vm, value: Value) -> Result<Complex, Raised> {
    match Number::of(value) {
        Some(Number::Complex(z)) => return Ok(z),
        Some(Number::Float(real)) => return Ok(Complex::new(real, 0.0)),
        _ => {}
    }
    if let Some(result) = vm.call_special(value, sym::__complex__, &[])? {
        return match Number::of(result) {
            Some(Number::Complex(z)) => Ok(z),
            _ => {
                let (class, found) = (vm.class_name(value), vm.class_name(result));
                Err(vm.type_error(format_args!("{class}.__complex__() returned non-complex (type {found})")))
            }
        };
    }
    Ok(Complex::new(vm.to_float(value)?, 0.0))
}

#[cold]
fn domain_error(vm: &mut Vm) -> Raised {
    vm.value_error(format_args!("math domain error"))
}

fn is_finite(z: Complex) -> bool {
    z.real.is_finite() && z.imaginary.is_finite()
}

#[cfg_attr(not(target_pointer_width = "64"), inline(never))]
fn apply(vm: &mut Vm, args: &Args, function: fn(Complex) -> Complex) -> NativeResult {
    let z = argument(vm, args.at(0))?;
    let result = function(z);
    finish(vm, z, result)
}

/// A result that is infinite for a finite argument is out of range.
fn finish(vm: &mut Vm, z: Complex, result: Complex) -> NativeResult {
    if is_finite(z) && !is_finite(result) {
        if result.real.is_nan() || result.imaginary.is_nan() {
            return Err(domain_error(vm));
        }
        return Err(vm.raise(&OVERFLOW_ERROR, format_args!("math range error")));
    }
    vm.new_complex(result.real, result.imaginary)
}

/// `z * 1j`
fn turn(z: Complex) -> Complex {
    Complex::new(-z.imaginary, z.real)
}

/// `z / 1j`
fn turn_back(z: Complex) -> Complex {
    Complex::new(z.imaginary, -z.real)
}

/// A product in which an exact zero stays zero, whatever the other factor is.
fn scaled(a: Float, b: Float) -> Float {
    if b == 0.0 && !a.is_nan() { b * Float::copysign(1.0, a) } else { a * b }
}

fn exp(z: Complex) -> Complex {
    let (sine, cosine) = (math::sin(z.imaginary), math::cos(z.imaginary));
    if z.real > NEAR_OVERFLOW {
        // The factor alone may be too large where the product is not.
        let factor = math::exp(z.real - 1.0);
        return Complex::new(scaled(factor, cosine) * consts::E, scaled(factor, sine) * consts::E);
    }
    let factor = math::exp(z.real);
    Complex::new(scaled(factor, cosine), scaled(factor, sine))
}

fn sinh(z: Complex) -> Complex {
    let (sine, cosine) = (math::sin(z.imaginary), math::cos(z.imaginary));
    Complex::new(scaled(math::sinh(z.real), cosine), scaled(math::cosh(z.real), sine))
}

fn cosh(z: Complex) -> Complex {
    let (sine, cosine) = (math::sin(z.imaginary), math::cos(z.imaginary));
    Complex::new(scaled(math::cosh(z.real), cosine), scaled(math::sinh(z.real), sine))
}

fn tanh(z: Complex) -> Complex {
    if z.real.abs() > NEAR_OVERFLOW / 2.0 {
        let real = Float::copysign(1.0, z.real);
        return Complex::new(
            real,
            4.0 * math::sin(z.imaginary) * math::cos(z.imaginary) * math::exp(-2.0 * z.real.abs()),
        );
    }
    let t = math::tanh(z.real);
    let tangent = math::tan(z.imaginary);
    let c = 1.0 / math::cosh(z.real);
    let product = t * tangent;
    let denominator = 1.0 + product * product;
    Complex::new(t * (1.0 + tangent * tangent) / denominator, tangent / denominator * c * c)
}

fn sqrt(z: Complex) -> Complex {
    if z.real == 0.0 && z.imaginary == 0.0 {
        return Complex::new(0.0, z.imaginary);
    }
    if z.imaginary.is_infinite() {
        return Complex::new(Float::INFINITY, z.imaginary);
    }
    if !is_finite(z) {
        if z.real == Float::NEG_INFINITY {
            return Complex::new(0.0, Float::INFINITY.copysign(z.imaginary));
        }
        return Complex::new(z.real, if z.real.is_nan() { Float::NAN } else { Float::copysign(0.0, z.imaginary) });
    }
    // Scaled so that the sum neither overflows nor loses digits.
    let (a, b) = (z.real.abs() / 8.0, z.imaginary.abs());
    let half = if a < Float::MIN_POSITIVE && b < Float::MIN_POSITIVE {
        let (a, b) = (math::ldexp(z.real.abs(), 2 * HALF_DIGITS), math::ldexp(b, 2 * HALF_DIGITS));
        math::ldexp(math::sqrt(a + math::hypot(a, b)), -HALF_DIGITS - 1) * consts::SQRT_2
    } else {
        2.0 * math::sqrt(a + math::hypot(a, b / 8.0))
    };
    let other = b / (2.0 * half);
    if z.real >= 0.0 {
        Complex::new(half, other.copysign(z.imaginary))
    } else {
        Complex::new(other, half.copysign(z.imaginary))
    }
}

/// The logarithm of the length of a number that is not zero.
fn log_length(z: Complex) -> Float {
    let (a, b) = (z.real.abs(), z.imaginary.abs());
    if a > Float::MAX / 4.0 || b > Float::MAX / 4.0 {
        return math::log(math::hypot(a / 2.0, b / 2.0)) + consts::LN_2;
    }
    if a < Float::MIN_POSITIVE && b < Float::MIN_POSITIVE {
        const SHIFT: i32 = Float::MANTISSA_DIGITS as i32;
        let length = math::hypot(math::ldexp(a, SHIFT), math::ldexp(b, SHIFT));
        return math::log(length) - SHIFT as Float * consts::LN_2;
    }
    let length = math::hypot(a, b);
    if (0.71..=1.73).contains(&length) {
        let (large, small) = if a > b { (a, b) } else { (b, a) };
        return math::log1p((large - 1.0) * (large + 1.0) + small * small) / 2.0;
    }
    math::log(length)
}

fn logarithm(z: Complex) -> Complex {
    Complex::new(log_length(z), math::atan2(z.imaginary, z.real))
}

fn asinh(z: Complex) -> Complex {
    if z.real.abs() > Float::MAX / 4.0 || z.imaginary.abs() > Float::MAX / 4.0 {
        let real = (log_length(z) + consts::LN_2).copysign(z.real);
        return Complex::new(real, math::atan2(z.imaginary, z.real.abs()));
    }
    let s1 = sqrt(Complex::new(1.0 + z.imaginary, -z.real));
    let s2 = sqrt(Complex::new(1.0 - z.imaginary, z.real));
    let real = math::asinh(s1.real * s2.imaginary - s2.real * s1.imaginary);
    Complex::new(real, math::atan2(z.imaginary, s1.real * s2.real - s1.imaginary * s2.imaginary))
}

fn acosh(z: Complex) -> Complex {
    if z.real.abs() > Float::MAX / 4.0 || z.imaginary.abs() > Float::MAX / 4.0 {
        return Complex::new(log_length(z) + consts::LN_2, math::atan2(z.imaginary, z.real));
    }
    let s1 = sqrt(Complex::new(z.real - 1.0, z.imaginary));
    let s2 = sqrt(Complex::new(z.real + 1.0, z.imaginary));
    let real = math::asinh(s1.real * s2.real + s1.imaginary * s2.imaginary);
    Complex::new(real, 2.0 * math::atan2(s1.imaginary, s2.real))
}

fn acos(z: Complex) -> Complex {
    if z.real.abs() > Float::MAX / 4.0 || z.imaginary.abs() > Float::MAX / 4.0 {
        let imaginary = (log_length(z) + consts::LN_2).copysign(-z.imaginary);
        return Complex::new(math::atan2(z.imaginary.abs(), z.real), imaginary);
    }
    let s1 = sqrt(Complex::new(1.0 - z.real, -z.imaginary));
    let s2 = sqrt(Complex::new(1.0 + z.real, z.imaginary));
    let imaginary = math::asinh(s2.real * s1.imaginary - s2.imaginary * s1.real);
    Complex::new(2.0 * math::atan2(s1.real, s2.real), imaginary)
}

fn atanh(z: Complex) -> Complex {
    if z.real < 0.0 || (z.real == 0.0 && z.real.is_sign_negative()) {
        let mirrored = atanh(Complex::new(-z.real, -z.imaginary));
        return Complex::new(-mirrored.real, -mirrored.imaginary);
    }
    let distance = z.imaginary.abs();
    if z.real > ROOT_OF_LARGEST || distance > ROOT_OF_LARGEST {
        let length = math::hypot(z.real / 2.0, z.imaginary / 2.0);
        return Complex::new(z.real / 4.0 / length / length, consts::FRAC_PI_2.copysign(z.imaginary));
    }
    if z.real == 1.0 && distance < 1.0 / ROOT_OF_LARGEST {
        if distance == 0.0 {
            return Complex::new(Float::INFINITY, z.imaginary);
        }
        let real = -math::log(math::sqrt(distance) / math::sqrt(math::hypot(distance, 2.0)));
        return Complex::new(real, (math::atan2(2.0, -distance) / 2.0).copysign(z.imaginary));
    }
    let near = (1.0 - z.real) * (1.0 - z.real) + distance * distance;
    let real = math::log1p(4.0 * z.real / near) / 4.0;
    let imaginary = math::atan2(2.0 * z.imaginary, (1.0 - z.real) * (1.0 + z.real) - distance * distance) / 2.0;
    Complex::new(real, imaginary)
}

/// The logarithm of an argument, which must not be zero.
fn checked_logarithm(vm: &mut Vm, value: Value) -> Result<Complex, Raised> {
    let z = argument(vm, value)?;
    if z.real == 0.0 && z.imaginary == 0.0 {
        return Err(domain_error(vm));
    }
    Ok(logarithm(z))
}

fn log(vm: &mut Vm, args: &Args) -> NativeResult {
    let numerator = checked_logarithm(vm, args.at(0))?;
    let Some(base) = args.get(1) else { return vm.new_complex(numerator.real, numerator.imaginary) };
    let denominator = checked_logarithm(vm, base)?;
    match numerator.try_div(denominator) {
        Ok(result) => vm.new_complex(result.real, result.imaginary),
        Err(_) => Err(vm.raise(&ZERO_DIVISION_ERROR, format_args!("complex division by zero"))),
    }
}

fn log10(vm: &mut Vm, args: &Args) -> NativeResult {
    let result = checked_logarithm(vm, args.at(0))?;
    vm.new_complex(result.real / consts::LN_10, result.imaginary / consts::LN_10)
}

fn phase(vm: &mut Vm, args: &Args) -> NativeResult {
    let z = argument(vm, args.at(0))?;
    vm.new_float(math::atan2(z.imaginary, z.real))
}

fn polar(vm: &mut Vm, args: &Args) -> NativeResult {
    let z = argument(vm, args.at(0))?;
    let length = math::hypot(z.real, z.imaginary);
    if length.is_infinite() && is_finite(z) {
        return Err(vm.raise(&OVERFLOW_ERROR, format_args!("math range error")));
    }
    let length = vm.new_float(length)?;
    let angle = vm.new_float(math::atan2(z.imaginary, z.real))?;
    vm.new_tuple(&[length, angle])
}

fn rect(vm: &mut Vm, args: &Args) -> NativeResult {
    let length = vm.to_float(args.at(0))?;
    let angle = vm.to_float(args.at(1))?;
    if angle == 0.0 {
        return vm.new_complex(length, length * angle);
    }
    if angle.is_infinite() && length != 0.0 && !length.is_nan() {
        return Err(domain_error(vm));
    }
    vm.new_complex(length * math::cos(angle), length * math::sin(angle))
}

fn is_close(vm: &mut Vm, args: &Args) -> NativeResult {
    let a = argument(vm, args.at(0))?;
    let b = argument(vm, args.at(1))?;
    let relative = args.get(2).map_or(Ok(1e-9), |value| vm.to_float(value))?;
    let absolute = args.get(3).map_or(Ok(0.0), |value| vm.to_float(value))?;
    if relative < 0.0 || absolute < 0.0 {
        return Err(vm.value_error(format_args!("tolerances must be non-negative")));
    }
    if a.real == b.real && a.imaginary == b.imaginary {
        return Ok(Value::TRUE);
    }
    if [a, b].iter().any(|z| z.real.is_infinite() || z.imaginary.is_infinite()) {
        return Ok(Value::FALSE);
    }
    let length = |z: Complex| math::hypot(z.real, z.imaginary);
    let difference = length(Complex::new(a.real - b.real, a.imaginary - b.imaginary));
    let near = difference <= relative * length(b) || difference <= relative * length(a) || difference <= absolute;
    Ok(Value::from_bool(near))
}

//! The mathematical functions that `core` lacks, in one place.
//!
//! They are the crate libm's, whose last digit sometimes differs from that of a system's library. With the feature
//! `std-math` a port that has an operating system takes those that the standard library hands to the system. Those that
//! libm computes in `f64` even for `f32` are in `single.rs`.

#[cfg(any(test, feature = "float32"))]
mod single;

use crate::value::Float;
use libm::Libm;

#[cfg(feature = "std-math")]
extern crate std;

/// The remainder of a division with the sign of `x`.
#[inline]
pub fn fmod(x: Float, y: Float) -> Float {
    if cfg!(target_pointer_width = "64") { Libm::<Float>::fmod(x, y) } else { super::float::fmod(x, y) }
}

/// Functions of libm; in brackets what is used for `f32`, after `=` what the standard library has for it.
macro_rules! functions {
    ($($(#[$doc:meta])* $name:ident($($parameter:ident),+) $([$single:expr])? $(= $system:expr)?;)+) => {
        $(
            $(#[$doc])*
            #[inline]
            #[cfg_attr(any(feature = "std-math", feature = "float32"), allow(unreachable_code))]
            pub fn $name($($parameter: Float),+) -> Float {
                $(
                    #[cfg(feature = "std-math")]
                    return $system;
                )?
                $(
                    #[cfg(feature = "float32")]
                    return $single;
                )?
                Libm::<Float>::$name($($parameter),+)
            }
        )+
    };
}

functions! {
    /// Rounds down.
    floor(x) = x.floor();
    /// Rounds up.
    ceil(x) = x.ceil();
    /// Cuts off what is behind the point.
    trunc(x) = x.trunc();
    /// Rounds to the nearest whole number, half to even.
    rint(x) = x.round_ties_even();
    /// The remainder nearest to zero.
    remainder(x, y);
    /// The square root.
    sqrt(x) = x.sqrt();
    /// The cube root.
    cbrt(x) [single::cbrt(x)] = x.cbrt();
    /// The length of a vector.
    hypot(x, y) [single::hypot(x, y)] = x.hypot(y);
    /// `x` to the power of `y`.
    pow(x, y) = x.powf(y);
    /// e to the power of `x`.
    exp(x) = x.exp();
    /// 2 to the power of `x`.
    exp2(x) [single::exp2(x)] = x.exp2();
    /// `exp(x) - 1`, exact near zero.
    expm1(x) = x.exp_m1();
    /// The natural logarithm.
    log(x) = x.ln();
    /// The logarithm of `1 + x`, exact near zero.
    log1p(x) = x.ln_1p();
    /// The logarithm to base 2.
    log2(x) = x.log2();
    /// The logarithm to base 10.
    log10(x) = x.log10();
    /// Sine.
    sin(x) [single::sin(x)] = x.sin();
    /// Cosine.
    cos(x) [single::cos(x)] = x.cos();
    /// Tangent.
    tan(x) [single::tan(x)] = x.tan();
    /// Inverse sine.
    asin(x) = x.asin();
    /// Inverse cosine.
    acos(x) = x.acos();
    /// Inverse tangent.
    atan(x) = x.atan();
    /// The angle of the point (`x`, `y`), of which `y` comes first.
    atan2(y, x) = y.atan2(x);
    /// Hyperbolic sine.
    sinh(x) = x.sinh();
    /// Hyperbolic cosine.
    cosh(x) = x.cosh();
    /// Hyperbolic tangent.
    tanh(x) = x.tanh();
    /// Inverse hyperbolic sine.
    asinh(x);
    /// Inverse hyperbolic cosine.
    acosh(x);
    /// Inverse hyperbolic tangent.
    atanh(x);
    /// The error function.
    erf(x);
    /// One minus the error function.
    erfc(x);
    /// The gamma function.
    tgamma(x) [single::tgamma(x)];
    /// The logarithm of the gamma function's absolute value.
    lgamma(x);
    /// The next float after `x` towards `y`.
    nextafter(x, y);
}

/// `x` times 2 to the power of `exponent`.
#[inline]
pub fn ldexp(x: Float, exponent: i32) -> Float {
    Libm::<Float>::ldexp(x, exponent)
}

/// A fraction from 0.5 to 1 and a power of two whose product is `x`.
#[inline]
pub fn frexp(x: Float) -> (Float, i32) {
    Libm::<Float>::frexp(x)
}

/// What is behind the point, and what is before it, both with the sign of `x`.
#[inline]
pub fn modf(x: Float) -> (Float, Float) {
    Libm::<Float>::modf(x)
}

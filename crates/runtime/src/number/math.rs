//! The mathematical functions that `core` lacks, in one place, so that a build can take them from elsewhere.

macro_rules! functions {
    ($($(#[$doc:meta])* $name:ident($($parameter:ident),+);)+) => {
        $(
            $(#[$doc])*
            #[inline]
            pub fn $name($($parameter: f64),+) -> f64 {
                libm::$name($($parameter),+)
            }
        )+
    };
}

functions! {
    /// Rounds down.
    floor(x);
    /// Rounds up.
    ceil(x);
    /// Cuts off what is behind the point.
    trunc(x);
    /// Rounds to the nearest whole number, half to even.
    rint(x);
    /// The remainder of a division with the sign of `x`.
    fmod(x, y);
    /// The remainder nearest to zero.
    remainder(x, y);
    /// The square root.
    sqrt(x);
    /// The cube root.
    cbrt(x);
    /// The length of a vector.
    hypot(x, y);
    /// `x` to the power of `y`.
    pow(x, y);
    /// e to the power of `x`.
    exp(x);
    /// 2 to the power of `x`.
    exp2(x);
    /// `exp(x) - 1`, exact near zero.
    expm1(x);
    /// The natural logarithm.
    log(x);
    /// The logarithm of `1 + x`, exact near zero.
    log1p(x);
    /// The logarithm to base 2.
    log2(x);
    /// The logarithm to base 10.
    log10(x);
    /// Sine.
    sin(x);
    /// Cosine.
    cos(x);
    /// Tangent.
    tan(x);
    /// Inverse sine.
    asin(x);
    /// Inverse cosine.
    acos(x);
    /// Inverse tangent.
    atan(x);
    /// The angle of the point (`x`, `y`), of which `y` comes first.
    atan2(y, x);
    /// Hyperbolic sine.
    sinh(x);
    /// Hyperbolic cosine.
    cosh(x);
    /// Hyperbolic tangent.
    tanh(x);
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
    tgamma(x);
    /// The logarithm of the gamma function's absolute value.
    lgamma(x);
    /// The next float after `x` towards `y`.
    nextafter(x, y);
}

/// `x` times 2 to the power of `exponent`.
#[inline]
pub fn ldexp(x: f64, exponent: i32) -> f64 {
    libm::ldexp(x, exponent)
}

/// A fraction from 0.5 to 1 and a power of two whose product is `x`.
#[inline]
pub fn frexp(x: f64) -> (f64, i32) {
    libm::frexp(x)
}

/// What is behind the point, and what is before it, both with the sign of `x`.
#[inline]
pub fn modf(x: f64) -> (f64, f64) {
    libm::modf(x)
}

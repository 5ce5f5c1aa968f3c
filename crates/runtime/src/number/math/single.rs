//! Functions that compute in `f32` only.
//!
//! The crate libm computes these with `f64` inside: where a processor has no such numbers that takes many times as long
//! and brings their routines into flash, which nothing else of a build with floats of 32 bits needs. The errors are
//! below two units in the last place, that of `tan` below four, that of `tgamma` below 1e-5 of the result.

use core::f32::consts::FRAC_PI_4;
use libm::Libm;

/// 2/π as a binary fraction.
const TWO_OVER_PI: [u32; 7] =
    [0xa2f9_836e, 0x4e44_1529, 0xfc27_57d1, 0xf534_ddc0, 0xdb62_9599, 0x3c43_9041, 0xfe51_63ab];

/// π/2 in units of 2^-63.
const HALF_PI: i128 = 0xc90f_daa2_2168_c235;

const FRACTION_BITS: i32 = 23;

/// An angle as a number of quarter turns, modulo 4, and a rest from -π/4 to π/4. Of infinity and NaN the rest is NaN.
fn reduce(x: f32) -> (u32, f32) {
    let magnitude = x.abs();
    if magnitude <= FRAC_PI_4 {
        return (0, x);
    }
    if !x.is_finite() {
        return (0, f32::NAN);
    }
    // The angle is `mantissa * 2**(exponent - 23)`, and the number of quarter turns its product with 2/π. The first bits
    // of 2/π only add whole turns; of the others 96 are enough for 64 bits behind the point.
    let bits = magnitude.to_bits();
    let exponent = (bits >> FRACTION_BITS) as i32 - 127;
    let mantissa = u128::from(bits & 0x007f_ffff | 0x0080_0000);
    let skipped = (exponent - FRACTION_BITS - 2).max(0);
    let words = TWO_OVER_PI.iter().skip(skipped as usize / 32).take(4);
    let window = words.fold(0u128, |window, &word| window << 32 | u128::from(word)) << (skipped % 32) >> 32;
    let product = mantissa * window;
    let point = (FRACTION_BITS + skipped + 96 - exponent) as u32;
    let mut quarters = (product >> point) as u32;
    // In units of 2^-64; the upper half counts back from the next quarter.
    let fraction = (product << (128 - point) >> 64) as u64 as i64;
    quarters = quarters.wrapping_add(u32::from(fraction < 0));
    let rest = ((i128::from(fraction) * HALF_PI) >> 64) as i64 as f32 * (0.5 / (1u64 << 62) as f32);
    if x < 0.0 { (quarters.wrapping_neg() & 3, -rest) } else { (quarters & 3, rest) }
}

/// The sine of an angle from -π/4 to π/4: a polynomial of the library Cephes.
fn sine(x: f32) -> f32 {
    let square = x * x;
    if square == 0.0 {
        // With its sign.
        return x;
    }
    ((-1.951_529_6e-4 * square + 8.332_161e-3) * square - 1.666_665_5e-1) * square * x + x
}

/// The cosine of an angle from -π/4 to π/4, likewise.
fn cosine(x: f32) -> f32 {
    let square = x * x;
    let higher = ((2.443_315_7e-5 * square - 1.388_731_6e-3) * square + 4.166_664_6e-2) * square * square;
    higher - 0.5 * square + 1.0
}

/// Sine.
pub fn sin(x: f32) -> f32 {
    let (quarters, rest) = reduce(x);
    let magnitude = if quarters & 1 == 0 { sine(rest) } else { cosine(rest) };
    if quarters & 2 == 0 { magnitude } else { -magnitude }
}

/// Cosine.
pub fn cos(x: f32) -> f32 {
    let (quarters, rest) = reduce(x);
    let magnitude = if quarters & 1 == 0 { cosine(rest) } else { sine(rest) };
    if (quarters + 1) & 2 == 0 { magnitude } else { -magnitude }
}

/// Tangent.
pub fn tan(x: f32) -> f32 {
    let (quarters, rest) = reduce(x);
    if quarters & 1 == 0 { sine(rest) / cosine(rest) } else { -cosine(rest) / sine(rest) }
}

/// The length of a vector.
pub fn hypot(x: f32, y: f32) -> f32 {
    let (x, y) = (x.abs(), y.abs());
    if x.is_infinite() || y.is_infinite() {
        return f32::INFINITY;
    }
    let (large, small) = if x > y { (x, y) } else { (y, x) };
    if small == 0.0 || small.is_nan() || large.is_nan() {
        return large + small;
    }
    // Scaled so that no square leaves the range.
    let (_, exponent) = Libm::<f32>::frexp(large);
    let (a, b) = (Libm::<f32>::ldexp(large, -exponent), Libm::<f32>::ldexp(small, -exponent));
    Libm::<f32>::ldexp(Libm::<f32>::sqrt(a * a + b * b), exponent)
}

/// The cube root.
pub fn cbrt(x: f32) -> f32 {
    if x == 0.0 || !x.is_finite() {
        return x;
    }
    // From 1/8 to 1, times a power of 8.
    let (_, exponent) = Libm::<f32>::frexp(x);
    let third = -(-exponent).div_euclid(3);
    let x = Libm::<f32>::ldexp(x, -3 * third);
    let magnitude = x.abs();
    // Newton's method, from a line that is off by a tenth at most.
    let mut root = 0.48 + 0.54 * magnitude;
    for _ in 0..4 {
        root -= (root - magnitude / (root * root)) / 3.0;
    }
    Libm::<f32>::ldexp(root, third).copysign(x)
}

/// 2 to the power of `x`.
pub fn exp2(x: f32) -> f32 {
    Libm::<f32>::pow(2.0, x)
}

/// The gamma function.
pub fn tgamma(x: f32) -> f32 {
    // Beyond these it is infinite or zero. NaN passes neither test.
    if x > 36.0 || x.is_nan() {
        return x + f32::INFINITY;
    }
    if x < -50.0 {
        return 0.0;
    }
    // From 1 to 2, where its logarithm is small, and from there by gamma(x + 1) = x * gamma(x).
    let (mut x, mut product, mut divisor) = (x, 1.0, 1.0);
    while x >= 2.0 {
        x -= 1.0;
        product *= x;
    }
    while x < 1.0 {
        divisor *= x;
        x += 1.0;
    }
    Libm::<f32>::exp(Libm::<f32>::lgamma(x)) * product / divisor
}

#[cfg(test)]
mod tests {
    extern crate std;
    use super::*;
    use crate::number::limbs::tests::Random;

    /// The distance of a result from the right one, in units in the last place of the latter.
    fn error(result: f32, right: f64) -> f64 {
        let nearest = right as f32;
        if result == nearest || result.is_nan() && right.is_nan() {
            return 0.0;
        }
        let unit = f64::from(f32::from_bits(nearest.abs().to_bits() + 1)) - f64::from(nearest.abs());
        (f64::from(result) - right).abs() / unit
    }

    fn hold(function: fn(f32) -> f32, right: fn(f64) -> f64, bound: f64) {
        let mut random = Random::new(7);
        for round in 0..60_000 {
            let any = f32::from_bits(random.next() as u32);
            // Any float, and in every other round one of the usual size.
            let x = if round & 1 == 0 { any } else { random.next() as u32 as f32 / 2.0f32.powi(26) - 32.0 };
            let error = error(function(x), right(f64::from(x)));
            assert!(error <= bound, "{x:e}: {error}");
        }
    }

    #[test]
    fn trigonometry() {
        // The f64 functions reduce exactly, so they are right for every f32.
        hold(sin, libm::sin, 2.0);
        hold(cos, libm::cos, 2.0);
        hold(tan, libm::tan, 4.0);
        assert!(sin(f32::INFINITY).is_nan() && cos(f32::NAN).is_nan() && tan(f32::NEG_INFINITY).is_nan());
        assert!(sin(-0.0).is_sign_negative());
        // The f32 that is nearest to a multiple of π/2.
        assert!(error(cos(16_367_173.0 * 2f32.powi(72)), libm::cos(16_367_173.0 * 2f64.powi(72))) < 2.0);
    }

    #[test]
    fn roots_and_powers() {
        hold(cbrt, libm::cbrt, 2.0);
        hold(exp2, libm::exp2, 2.0);
        let mut random = Random::new(11);
        for _ in 0..60_000 {
            let (x, y) = (f32::from_bits(random.next() as u32), f32::from_bits(random.next() as u32));
            let error = error(hypot(x, y), libm::hypot(f64::from(x), f64::from(y)));
            assert!(error <= 2.0, "{x:e} {y:e}: {error}");
        }
        assert_eq!((hypot(3.0, 4.0), hypot(f32::INFINITY, f32::NAN), cbrt(-27.0)), (5.0, f32::INFINITY, -3.0));
        assert!(hypot(1.0, f32::NAN).is_nan());
    }

    #[test]
    fn gamma() {
        assert_eq!((tgamma(1.0), tgamma(5.0), tgamma(0.0)), (1.0, 24.0, f32::INFINITY));
        for step in -500..3500 {
            let x = step as f32 / 100.0 + 0.003;
            let right = libm::tgamma(f64::from(x));
            assert!((f64::from(tgamma(x)) - right).abs() <= 1e-5 * right.abs(), "{x}: {} {right}", tgamma(x));
        }
    }
}

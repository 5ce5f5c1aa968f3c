//! The remainder of a division, with little code.

use crate::value::Float;
use crate::value::float::{Bits, FRACTION_BITS};

/// The bit above the fraction of a normal float.
const HIDDEN: Bits = 1 << FRACTION_BITS;

/// The remainder of `x / y` with the sign of `x`, which is exact: a division by hand, bit by bit. The crate libm's is
/// faster where the exponents are far apart, and 2.5 KB of code on a microcontroller.
pub fn fmod(x: Float, y: Float) -> Float {
    let (a, b) = (x.abs(), y.abs());
    if x.is_nan() || y.is_nan() || a.is_infinite() || b == 0.0 {
        return Float::NAN;
    }
    if a < b {
        return x;
    }
    let (dividend, exponent) = split(a);
    let (divisor, least) = split(b);
    let mut rest = dividend % divisor;
    for _ in least..exponent {
        rest <<= 1;
        if rest >= divisor {
            rest -= divisor;
        }
    }
    if rest == 0 {
        return (0.0 as Float).copysign(x);
    }
    let missing = rest.leading_zeros() - HIDDEN.leading_zeros();
    let shift = missing.min(least - 1);
    // The hidden bit, if there is one, makes the exponent one larger.
    let bits = (Bits::from(least - 1 - shift) << FRACTION_BITS) + (rest << shift);
    Float::from_bits(bits).copysign(x)
}

/// The significand of a float that is not negative, and its exponent, which is one for the smallest.
fn split(value: Float) -> (Bits, u32) {
    let bits = value.to_bits();
    let exponent = (bits >> FRACTION_BITS) as u32;
    let fraction = bits & (HIDDEN - 1);
    if exponent == 0 { (fraction, 1) } else { (fraction | HIDDEN, exponent) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_that_of_libm() {
        let mut state = 1u64;
        let mut next = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            state ^ state >> 29
        };
        let special = [0.0, -0.0, 1.0, -1.5, Float::MAX, Float::MIN_POSITIVE, Float::INFINITY, Float::NAN, 3.0, 5e-324];
        let random = (0..40_000).map(|round| {
            let x = Float::from_bits(next() as Bits);
            let near = Float::from_bits(x.to_bits() ^ (next() as Bits & (HIDDEN * 8 - 1)));
            (x, if round % 2 == 0 { near } else { Float::from_bits(next() as Bits) })
        });
        let pairs = special.iter().flat_map(|&x| special.iter().map(move |&y| (x, y)));
        for (x, y) in pairs.chain(random) {
            let (found, expected) = (fmod(x, y), x % y);
            let same = found.to_bits() == expected.to_bits() || (found.is_nan() && expected.is_nan());
            assert!(same, "{x:e} % {y:e}: {found:e}, not {expected:e}");
        }
    }
}

//! Greatest common divisor, by Lehmer's algorithm: Euclid's steps are taken on the highest bits of both numbers
//! and applied to the whole of them many at a time.

use super::{LIMB_BITS, Limb, Scratch, SignedWide, bit_length, div_rem, low_u64, trimmed_len, u64_at};
use heap::OutOfMemory;

/// What a run of Euclid's steps did: both numbers became differences of multiples of both.
struct Steps {
    /// Factors of the larger number, for the new larger and the new smaller one.
    of_large: [Limb; 2],
    /// Factors of the smaller number.
    of_small: [Limb; 2],
    /// After an odd number of steps the signs are the other way round.
    odd: bool,
}

/// Bits looked at. The factors stay below half as many, so that they fit a limb of 32 bits.
const TOP_BITS: u64 = 62;

/// Reduces `a` and `b`, both normalised and `a` the larger, to their greatest common divisor, which is left in `a`
/// up to the returned length. `a` and `b` have the same capacity: their slices are equally long.
pub fn gcd(a: &mut [Limb], b: &mut [Limb]) -> Result<usize, OutOfMemory> {
    let (mut large, mut small) = (a, b);
    let mut swapped = false;
    let mut large_len = trimmed_len(large);
    let mut small_len = trimmed_len(small);
    while small_len > 0 && bit_length(&large[..large_len]) > 64 {
        let steps = steps(&large[..large_len], &small[..small_len]);
        if let Some(steps) = steps {
            combine(&mut large[..large_len], &mut small[..large_len], &steps);
        } else {
            remainder(&mut large[..large_len], &small[..small_len])?;
            core::mem::swap(&mut large, &mut small);
            swapped = !swapped;
        }
        large_len = trimmed_len(large);
        small_len = trimmed_len(small);
    }
    if small_len > 0 {
        let common = gcd_u64(low_u64(&large[..large_len]), low_u64(&small[..small_len]));
        large.fill(0);
        for (limb, part) in large.iter_mut().zip(super::limbs_of_u64(common)) {
            *limb = part;
        }
    }
    if swapped {
        small.copy_from_slice(large);
        return Ok(trimmed_len(small));
    }
    Ok(trimmed_len(large))
}

fn gcd_u64(mut a: u64, mut b: u64) -> u64 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

/// Euclid's steps on the tops of both numbers, for as long as the quotients are certain to be those of the whole
/// numbers (by Jebelean's condition). `None` if not even the first is.
fn steps(large: &[Limb], small: &[Limb]) -> Option<Steps> {
    let position = bit_length(large) - TOP_BITS;
    let (mut x, mut y) = (u64_at(large, position), u64_at(small, position));
    let mut of_large = [1u64, 0];
    let mut of_small = [0u64, 1];
    let mut count = 0u32;
    while y != 0 {
        let (quotient, rest) = (x / y, x % y);
        let product = of_small[1].checked_mul(quotient);
        let Some(next_small) = product.and_then(|product| product.checked_add(of_small[0])) else { break };
        if rest < next_small || y - rest < next_small + of_small[1] {
            break;
        }
        let next_large = of_large[0] + quotient * of_large[1];
        of_large = [of_large[1], next_large];
        of_small = [of_small[1], next_small];
        (x, y) = (y, rest);
        count += 1;
    }
    let narrow = |factors: [u64; 2]| factors.map(|factor| factor as Limb);
    (count > 0).then(|| Steps { of_large: narrow(of_large), of_small: narrow(of_small), odd: count % 2 == 1 })
}

/// Applies `steps` to both numbers, whose slices are equally long.
fn combine(large: &mut [Limb], small: &mut [Limb], steps: &Steps) {
    let mut carries: [SignedWide; 2] = [0, 0];
    for (large, small) in large.iter_mut().zip(small) {
        let (x, y) = (SignedWide::from(*large), SignedWide::from(*small));
        let mut results = [0; 2];
        for index in 0..2 {
            let from_large = x * SignedWide::from(steps.of_large[index]);
            let from_small = y * SignedWide::from(steps.of_small[index]);
            let large_minus_small = (index == 0) != steps.odd;
            let difference = if large_minus_small { from_large - from_small } else { from_small - from_large };
            let sum = difference + carries[index];
            results[index] = sum as Limb;
            carries[index] = sum >> LIMB_BITS;
        }
        [*large, *small] = results;
    }
}

/// `a %= divisor`.
fn remainder(a: &mut [Limb], divisor: &[Limb]) -> Result<(), OutOfMemory> {
    let mut quotient = Scratch::zeroed(a.len() - divisor.len() + 1)?;
    let mut rest = Scratch::zeroed(divisor.len())?;
    div_rem(quotient.as_mut_slice(), rest.as_mut_slice(), a, divisor)?;
    a[..divisor.len()].copy_from_slice(rest.as_slice());
    a[divisor.len()..].fill(0);
    Ok(())
}

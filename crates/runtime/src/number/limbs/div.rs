//! Division: by one limb, schoolbook (Knuth's algorithm D), and divide and conquer (Burnikel and Ziegler).
//!
//! Quotient limbs are found by multiplication with a reciprocal (Möller and Granlund, "Improved division by
//! invariant integers"), since no processor here divides double limbs quickly.

use super::linear::{
    add_assign, halves, join, shift_left_bits, shift_right_bits, sub_assign, sub_limb_assign, sub_mul_limb,
};
use super::{LIMB_BITS, Limb, Scratch, Wide, compare_same_len, mul};
use core::cmp::Ordering;
use heap::OutOfMemory;

/// Quotients of fewer limbs than this are found by the schoolbook method.
const DIVIDE_AND_CONQUER_MIN: usize = 40;

/// One limb prepared for dividing by it often.
#[derive(Clone, Copy)]
pub struct LimbDivisor {
    divisor: Limb,
    shift: u32,
    reciprocal: Limb,
}

impl LimbDivisor {
    /// Prepares `divisor`, which is not zero.
    #[inline]
    pub fn new(divisor: Limb) -> Self {
        debug_assert!(divisor != 0);
        let shift = divisor.leading_zeros();
        let divisor = divisor << shift;
        Self { divisor, shift, reciprocal: reciprocal(divisor) }
    }

    /// `a /= divisor`. Returns the remainder.
    pub fn div_rem_assign(&self, a: &mut [Limb]) -> Limb {
        let Some(last) = a.last() else { return 0 };
        let mut remainder = if self.shift == 0 { 0 } else { last >> (LIMB_BITS - self.shift) };
        for index in (0..a.len()).rev() {
            let below = if index > 0 && self.shift > 0 { a[index - 1] >> (LIMB_BITS - self.shift) } else { 0 };
            (a[index], remainder) = self.div_wide(remainder, a[index] << self.shift | below);
        }
        remainder >> self.shift
    }

    /// The remainder of `a`.
    pub fn rem(&self, a: &[Limb]) -> Limb {
        let mut remainder = 0;
        for &limb in a.iter().rev() {
            let high = limb.checked_shr(LIMB_BITS - self.shift).unwrap_or(0);
            (_, remainder) = self.div_wide(remainder | high, limb << self.shift);
        }
        remainder >> self.shift
    }

    /// Quotient and remainder of two limbs by the shifted divisor, which is above `high`.
    #[inline]
    fn div_wide(&self, high: Limb, low: Limb) -> (Limb, Limb) {
        let estimate = Wide::from(self.reciprocal) * Wide::from(high) + join(low, high);
        let (fraction, quotient) = halves(estimate);
        let mut quotient = quotient.wrapping_add(1);
        let mut remainder = low.wrapping_sub(quotient.wrapping_mul(self.divisor));
        if remainder > fraction {
            quotient = quotient.wrapping_sub(1);
            remainder = remainder.wrapping_add(self.divisor);
        }
        if remainder >= self.divisor {
            quotient = quotient.wrapping_add(1);
            remainder -= self.divisor;
        }
        (quotient, remainder)
    }
}

/// `(base² - 1) / divisor - base` for a divisor whose highest bit is set.
#[inline]
fn reciprocal(divisor: Limb) -> Limb {
    (join(Limb::MAX, !divisor) / Wide::from(divisor)) as Limb
}

/// The two highest limbs of a shifted divisor, prepared for finding quotient limbs.
#[derive(Clone, Copy)]
struct TopDivisor {
    high: Limb,
    low: Limb,
    reciprocal: Limb,
}

impl TopDivisor {
    /// Prepares the top of `divisor`, which has two limbs or more and its highest bit set.
    fn new(divisor: &[Limb]) -> Self {
        let (low, high) = (divisor[divisor.len() - 2], divisor[divisor.len() - 1]);
        let mut reciprocal = reciprocal(high);
        let mut product = high.wrapping_mul(reciprocal).wrapping_add(low);
        if product < low {
            reciprocal = reciprocal.wrapping_sub(1);
            if product >= high {
                reciprocal = reciprocal.wrapping_sub(1);
                product = product.wrapping_sub(high);
            }
            product = product.wrapping_sub(high);
        }
        let (below, above) = halves(Wide::from(reciprocal) * Wide::from(low));
        let (product, carry) = product.overflowing_add(above);
        if carry {
            reciprocal = reciprocal.wrapping_sub(1);
            if join(below, product) >= join(low, high) {
                reciprocal = reciprocal.wrapping_sub(1);
            }
        }
        Self { high, low, reciprocal }
    }

    /// Quotient and remainder of three limbs, of which `top` (two limbs) is below the divisor.
    #[inline]
    fn div_three(&self, low: Limb, top: Wide) -> (Limb, Wide) {
        let divisor = join(self.low, self.high);
        let (middle, high) = halves(top);
        let (fraction, quotient) = halves((Wide::from(self.reciprocal) * Wide::from(high)).wrapping_add(top));
        let remainder_high = middle.wrapping_sub(quotient.wrapping_mul(self.high));
        let mut remainder =
            join(low, remainder_high).wrapping_sub(Wide::from(quotient) * Wide::from(self.low)).wrapping_sub(divisor);
        let mut quotient = quotient.wrapping_add(1);
        if (remainder >> LIMB_BITS) as Limb >= fraction {
            quotient = quotient.wrapping_sub(1);
            remainder = remainder.wrapping_add(divisor);
        }
        if remainder >= divisor {
            quotient = quotient.wrapping_add(1);
            remainder -= divisor;
        }
        (quotient, remainder)
    }
}

/// `a /= divisor`, which is not zero. Returns the remainder.
#[inline]
pub fn div_rem_limb(a: &mut [Limb], divisor: Limb) -> Limb {
    match a {
        [] => 0,
        [only] => {
            let remainder = *only % divisor;
            *only /= divisor;
            remainder
        }
        _ if divisor.is_power_of_two() => {
            let remainder = a[0] & (divisor - 1);
            shift_right_in_place(a, divisor.trailing_zeros());
            remainder
        }
        _ => LimbDivisor::new(divisor).div_rem_assign(a),
    }
}

fn shift_right_in_place(a: &mut [Limb], bits: u32) {
    let mut above = 0;
    for limb in a.iter_mut().rev() {
        let shifted_out = limb.checked_shl(LIMB_BITS - bits).unwrap_or(0);
        *limb = *limb >> bits | above;
        above = shifted_out;
    }
}

/// `quotient = a / divisor`, `remainder = a % divisor`.
///
/// `divisor` is normalised, not zero, and has no more limbs than `a`; `quotient` has
/// `a.len() - divisor.len() + 1` limbs and `remainder` has `divisor.len()`.
pub fn div_rem(quotient: &mut [Limb], remainder: &mut [Limb], a: &[Limb], divisor: &[Limb]) -> Result<(), OutOfMemory> {
    if let [divisor] = *divisor {
        quotient.copy_from_slice(a);
        remainder[0] = div_rem_limb(quotient, divisor);
        return Ok(());
    }
    let len = divisor.len();
    let shift = divisor[len - 1].leading_zeros();
    let mut work = Scratch::zeroed(a.len() + 1)?;
    let work = work.as_mut_slice();
    work[a.len()] = shift_left_bits(&mut work[..a.len()], a, shift);
    let mut shifted = Scratch::zeroed(len)?;
    let shifted = shifted.as_mut_slice();
    shift_left_bits(shifted, divisor, shift);
    let top = TopDivisor::new(shifted);
    if len < DIVIDE_AND_CONQUER_MIN || a.len() - len < DIVIDE_AND_CONQUER_MIN {
        divide_schoolbook(work, shifted, top);
    } else {
        let mut scratch = Scratch::zeroed(len)?;
        divide(work, shifted, top, scratch.as_mut_slice())?;
    }
    quotient.copy_from_slice(&work[len..]);
    shift_right_bits(remainder, &work[..len], shift);
    Ok(())
}

// The functions below divide in place: `a` becomes the remainder (as many limbs as the divisor) and above it the
// quotient. They return whether the quotient has one more limb, which then is 1.

fn divide_schoolbook(a: &mut [Limb], divisor: &[Limb], top: TopDivisor) -> bool {
    let len = divisor.len();
    let quotient_len = a.len() - len;
    let overflow = compare_same_len(&a[quotient_len..], divisor) != Ordering::Less;
    if overflow {
        sub_assign(&mut a[quotient_len..], divisor);
    }
    for index in (0..quotient_len).rev() {
        let (window, _) = a[index..].split_at_mut(len + 1);
        window[len] = quotient_limb(window, divisor, top);
    }
    overflow
}

/// One limb of the quotient of `window`, which has one limb more than the divisor and becomes the remainder.
#[inline]
fn quotient_limb(window: &mut [Limb], divisor: &[Limb], top: TopDivisor) -> Limb {
    let len = divisor.len();
    let highest = join(window[len - 1], window[len]);
    if highest >= join(top.low, top.high) {
        // The true limb is the largest or the one below.
        let borrow = sub_mul_limb(&mut window[..len], divisor, Limb::MAX);
        if borrow <= window[len] {
            return Limb::MAX;
        }
        add_assign(&mut window[..len], divisor);
        return Limb::MAX - 1;
    }
    let (quotient, remainder) = top.div_three(window[len - 2], highest);
    let borrow = sub_mul_limb(&mut window[..len - 2], &divisor[..len - 2], quotient);
    let (difference, below) = remainder.overflowing_sub(Wide::from(borrow));
    (window[len - 2], window[len - 1]) = halves(difference);
    if !below {
        return quotient;
    }
    add_assign(&mut window[..len], divisor);
    quotient - 1
}

/// Any number of quotient limbs, in blocks as long as the divisor from the top.
fn divide(a: &mut [Limb], divisor: &[Limb], top: TopDivisor, scratch: &mut [Limb]) -> Result<bool, OutOfMemory> {
    let len = divisor.len();
    let mut quotient_len = a.len() - len;
    let mut overflow = false;
    while quotient_len >= len {
        let block = &mut a[quotient_len - len..quotient_len + len];
        overflow |= divide_same_len(block, divisor, top, scratch)?;
        quotient_len -= len;
    }
    if quotient_len > 0 {
        overflow |= divide_short_quotient(&mut a[..quotient_len + len], divisor, top, scratch)?;
    }
    Ok(overflow)
}

/// As many quotient limbs as the divisor has: two halves, the upper first.
fn divide_same_len(
    a: &mut [Limb],
    divisor: &[Limb],
    top: TopDivisor,
    scratch: &mut [Limb],
) -> Result<bool, OutOfMemory> {
    let half = divisor.len() / 2;
    let overflow = divide_short_quotient(&mut a[half..], divisor, top, scratch)?;
    divide_short_quotient(&mut a[..divisor.len() + half], divisor, top, scratch)?;
    Ok(overflow)
}

/// Fewer quotient limbs than the divisor has: divides by the divisor's top, then corrects for the rest.
fn divide_short_quotient(
    a: &mut [Limb],
    divisor: &[Limb],
    top: TopDivisor,
    scratch: &mut [Limb],
) -> Result<bool, OutOfMemory> {
    let len = divisor.len();
    let quotient_len = a.len() - len;
    if quotient_len < DIVIDE_AND_CONQUER_MIN {
        return Ok(divide_schoolbook(a, divisor, top));
    }
    let rest_len = len - quotient_len;
    let rest = &divisor[..rest_len];
    let mut overflow = divide_same_len(&mut a[rest_len..], &divisor[rest_len..], top, scratch)?;
    let (remainder, quotient) = a.split_at_mut(len);
    let product = &mut scratch[..len];
    mul(product, quotient, rest)?;
    let mut borrows = u32::from(sub_assign(remainder, product));
    if overflow {
        borrows += u32::from(sub_assign(&mut remainder[quotient_len..], rest));
    }
    while borrows > 0 {
        borrows -= u32::from(add_assign(remainder, divisor));
        overflow ^= sub_limb_assign(quotient, 1);
    }
    Ok(overflow)
}

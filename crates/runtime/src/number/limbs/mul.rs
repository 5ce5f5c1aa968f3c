//! Multiplication and squaring: schoolbook for few limbs, Karatsuba for many.

use super::linear::{add_assign, add_limb_assign, add_mul_limb, mul_limb, sub_from_assign};
use super::{LIMB_BITS, Limb, Scratch, compare_same_len, trimmed_len};
use core::cmp::Ordering;
use heap::OutOfMemory;

/// From how many limbs on Karatsuba's way is taken.
const KARATSUBA_MIN: usize = 32;

/// `out = a * b`; `out` has the limbs of both.
pub fn mul(out: &mut [Limb], a: &[Limb], b: &[Limb]) -> Result<(), OutOfMemory> {
    let (long, short) = if a.len() >= b.len() { (a, b) } else { (b, a) };
    if short.len() < KARATSUBA_MIN {
        mul_schoolbook(out, long, short);
        return Ok(());
    }
    let mut scratch = Scratch::zeroed(scratch_len(short.len()))?;
    mul_same_len(&mut out[..2 * short.len()], &long[..short.len()], short, scratch.as_mut_slice());
    if long.len() == short.len() {
        return Ok(());
    }
    out[2 * short.len()..].fill(0);
    let mut product = Scratch::zeroed(2 * short.len())?;
    for (index, chunk) in long.chunks(short.len()).enumerate().skip(1) {
        let product = &mut product.as_mut_slice()[..chunk.len() + short.len()];
        if chunk.len() == short.len() {
            mul_same_len(product, chunk, short, scratch.as_mut_slice());
        } else {
            mul(product, short, chunk)?;
        }
        add_assign(&mut out[index * short.len()..], product);
    }
    Ok(())
}

/// `out = a * a`; `out` has twice the limbs of `a`.
pub fn square(out: &mut [Limb], a: &[Limb]) -> Result<(), OutOfMemory> {
    if a.len() < KARATSUBA_SQUARE_MIN {
        square_schoolbook(out, a);
        return Ok(());
    }
    let mut scratch = Scratch::zeroed(scratch_len(a.len()))?;
    square_with(out, a, scratch.as_mut_slice());
    Ok(())
}

/// From how many limbs on squaring takes Karatsuba's way.
const KARATSUBA_SQUARE_MIN: usize = 48;

/// Scratch limbs that a product of two magnitudes of `len` limbs needs: each level of the recursion takes twice
/// the rounded-up half, and there are at most `usize::BITS` levels.
fn scratch_len(len: usize) -> usize {
    2 * len + 2 * usize::BITS as usize
}

fn mul_schoolbook(out: &mut [Limb], a: &[Limb], b: &[Limb]) {
    let Some((&first, rest)) = b.split_first() else {
        out.fill(0);
        return;
    };
    out[a.len()] = mul_limb(&mut out[..a.len()], a, first, 0);
    for (index, &limb) in rest.iter().enumerate() {
        let row = &mut out[index + 1..index + 2 + a.len()];
        let (low, high) = row.split_at_mut(a.len());
        high[0] = add_mul_limb(low, a, limb);
    }
}

/// The products of different limbs are added once and doubled, which saves nearly half the work.
fn square_schoolbook(out: &mut [Limb], a: &[Limb]) {
    out.fill(0);
    for (index, &limb) in a.iter().enumerate() {
        let rest = &a[index + 1..];
        let (low, high) = out[2 * index + 1..].split_at_mut(rest.len());
        high[0] = add_mul_limb(low, rest, limb);
    }
    let mut carry = false;
    let mut shifted_out = 0;
    let (pairs, _) = out.as_chunks_mut::<2>();
    for (pair, &limb) in pairs.iter_mut().zip(a) {
        let (low, high) = limb.carrying_mul(limb, 0);
        let doubled_low = pair[0] << 1 | shifted_out;
        let doubled_high = pair[1] << 1 | pair[0] >> (LIMB_BITS - 1);
        shifted_out = pair[1] >> (LIMB_BITS - 1);
        (pair[0], carry) = doubled_low.carrying_add(low, carry);
        (pair[1], carry) = doubled_high.carrying_add(high, carry);
    }
}

fn mul_same_len(out: &mut [Limb], a: &[Limb], b: &[Limb], scratch: &mut [Limb]) {
    let len = a.len();
    if len < KARATSUBA_MIN {
        return mul_schoolbook(out, a, b);
    }
    let half = len.div_ceil(2);
    let (a_low, a_high) = a.split_at(half);
    let (b_low, b_high) = b.split_at(half);
    let (middle, scratch) = scratch.split_at_mut(2 * half);
    let (a_difference, b_difference) = out[..2 * half].split_at_mut(half);
    let a_negative = sub_absolute(a_difference, a_low, a_high);
    let b_negative = sub_absolute(b_difference, b_low, b_high);
    mul_same_len(middle, a_difference, b_difference, scratch);
    let (low, high) = out.split_at_mut(2 * half);
    mul_same_len(low, a_low, b_low, scratch);
    mul_same_len(high, a_high, b_high, scratch);
    add_middle(out, middle, half, a_negative != b_negative);
}

fn square_with(out: &mut [Limb], a: &[Limb], scratch: &mut [Limb]) {
    if a.len() < KARATSUBA_SQUARE_MIN {
        return square_schoolbook(out, a);
    }
    let half = a.len().div_ceil(2);
    let (a_low, a_high) = a.split_at(half);
    let (middle, scratch) = scratch.split_at_mut(2 * half);
    let difference = &mut out[..half];
    sub_absolute(difference, a_low, a_high);
    square_with(middle, difference, scratch);
    let (low, high) = out.split_at_mut(2 * half);
    square_with(low, a_low, scratch);
    square_with(high, a_high, scratch);
    add_middle(out, middle, half, false);
}

/// `out = |a - b|`, with `a` at least as long as `b`. Returns whether the difference is negative.
fn sub_absolute(out: &mut [Limb], a: &[Limb], b: &[Limb]) -> bool {
    let negative = trimmed_len(a) <= b.len() && compare_same_len(&a[..b.len()], b) == Ordering::Less;
    if negative {
        out.copy_from_slice(a);
        sub_from_assign(&mut out[..b.len()], b);
    } else {
        super::sub(out, a, b);
    }
    negative
}

/// Finishes Karatsuba's product: `out` holds the product of the low halves and that of the high halves, `middle`
/// the product of the absolute differences, `half` limbs each. The cross products are low + high - differences.
fn add_middle(out: &mut [Limb], middle: &mut [Limb], half: usize, differences_negative: bool) {
    let (low, high) = out.split_at(2 * half);
    let mut carry = 0i32;
    if differences_negative {
        carry += i32::from(add_assign(middle, low));
    } else {
        carry -= i32::from(sub_from_assign(middle, low));
    }
    carry += i32::from(add_assign(middle, high));
    let target = &mut out[half..];
    let overflow = add_assign(target, middle);
    debug_assert!(!overflow);
    if carry > 0 {
        add_limb_assign(&mut target[2 * half..], 1);
    }
}

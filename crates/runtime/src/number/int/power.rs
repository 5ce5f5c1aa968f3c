//! Powers, powers modulo a number, integer square root, greatest common divisor.

use super::super::NumberError;
use super::super::limbs::{self, Buffer, LIMB_BITS, LIMBS_PER_U64, Limb};
use super::{Int, IntBuf, add, div_mod, floor_div, modulo, mul, shift_left, shift_right, sub};
use core::cmp::Ordering;
use heap::OutOfMemory;

/// `base ** exponent` for an exponent that is not negative (a negative one makes a float).
pub fn pow(base: Int<'_>, exponent: Int<'_>) -> Result<IntBuf, NumberError> {
    let negative = base.negative && exponent.is_odd();
    if exponent.is_zero() {
        return Ok(IntBuf::from_i64(1));
    }
    if base.is_zero() {
        return Ok(IntBuf::zero());
    }
    if base.bit_length() == 1 {
        return Ok(IntBuf::from_i64(if negative { -1 } else { 1 }));
    }
    let exponent = exponent.to_u64().ok_or(OutOfMemory)?;
    // Factors of two are shifted in at the end.
    let twos = limbs::trailing_zeros(base.limbs);
    let odd = shift_right(base.absolute(), IntBuf::from_u64(twos).view())?;
    let power = pow_odd(odd.view().limbs, exponent)?;
    let shift = IntBuf::from_u64(twos.checked_mul(exponent).ok_or(OutOfMemory)?);
    let power = IntBuf::new(negative, power);
    if twos == 0 { Ok(power) } else { shift_left(power.view(), shift.view()) }
}

fn pow_odd(base: &[Limb], exponent: u64) -> Result<Buffer<{ super::INLINE_LIMBS }>, OutOfMemory> {
    if *base == [1] {
        return Buffer::copy_of(base);
    }
    let bits = limbs::bit_length(base).checked_mul(exponent).ok_or(OutOfMemory)?;
    let len = usize::try_from(bits / u64::from(LIMB_BITS)).map_err(|_| OutOfMemory)?;
    // A squaring may need a limb more than its normalised product has.
    let room = len.checked_add(2).ok_or(OutOfMemory)?;
    let mut power = Buffer::zeroed(room)?;
    let mut product = Buffer::<{ super::INLINE_LIMBS }>::zeroed(room)?;
    power.as_mut_slice()[..base.len()].copy_from_slice(base);
    let mut power_len = base.len();
    for position in (0..exponent.ilog2()).rev() {
        let out = &mut product.as_mut_slice()[..2 * power_len];
        limbs::square(out, &power.as_slice()[..power_len])?;
        power_len = limbs::trimmed_len(out);
        core::mem::swap(&mut power, &mut product);
        if exponent >> position & 1 != 0 {
            let out = &mut product.as_mut_slice()[..power_len + base.len()];
            limbs::mul(out, &power.as_slice()[..power_len], base)?;
            power_len = limbs::trimmed_len(out);
            core::mem::swap(&mut power, &mut product);
        }
    }
    power.truncate(power_len);
    Ok(power)
}

/// `pow(base, exponent, modulus)`
pub fn pow_mod(base: Int<'_>, exponent: Int<'_>, modulus: Int<'_>) -> Result<IntBuf, NumberError> {
    if modulus.is_zero() {
        return Err(NumberError::Value("pow() 3rd argument cannot be 0"));
    }
    let magnitude = modulus.absolute();
    let inverse;
    let base = if exponent.is_negative() {
        inverse = inverse_mod(base, magnitude)?;
        inverse.view()
    } else {
        base
    };
    let reduced;
    let base = if base.is_negative() {
        reduced = modulo(base, magnitude)?;
        reduced.view()
    } else {
        base
    };
    let mut out = Buffer::zeroed(modulus.limbs.len())?;
    limbs::pow_mod(out.as_mut_slice(), base.limbs, exponent.limbs, modulus.limbs)?;
    let power = IntBuf::new(false, out);
    if modulus.is_negative() && !power.view().is_zero() { add(power.view(), modulus) } else { Ok(power) }
}

/// The number below `modulus` whose product with `a` is 1 modulo `modulus`, by Euclid's extended algorithm.
fn inverse_mod(a: Int<'_>, modulus: Int<'_>) -> Result<IntBuf, NumberError> {
    let mut larger = modulus.to_owned()?;
    let mut smaller = modulo(a, modulus)?;
    let (mut factor, mut next_factor) = (IntBuf::zero(), IntBuf::from_i64(1));
    while !smaller.view().is_zero() {
        let (quotient, rest) = div_mod(larger.view(), smaller.view())?;
        let step = sub(factor.view(), mul(quotient.view(), next_factor.view())?.view())?;
        (larger, smaller) = (smaller, rest);
        (factor, next_factor) = (next_factor, step);
    }
    if larger.to_i64() != Some(1) {
        return Err(NumberError::Value("base is not invertible for the given modulus"));
    }
    modulo(factor.view(), modulus)
}

/// The greatest common divisor, not negative.
pub fn gcd(a: Int<'_>, b: Int<'_>) -> Result<IntBuf, NumberError> {
    let (large, small) = if limbs::compare(a.limbs, b.limbs) == Ordering::Less { (b, a) } else { (a, b) };
    // Room for the result of the last steps, which are done on 64 bits.
    let len = large.limbs.len().max(LIMBS_PER_U64);
    let mut result = Buffer::zeroed(len)?;
    let mut other = Buffer::<{ super::INLINE_LIMBS }>::zeroed(len)?;
    result.as_mut_slice()[..large.limbs.len()].copy_from_slice(large.limbs);
    other.as_mut_slice()[..small.limbs.len()].copy_from_slice(small.limbs);
    let len = limbs::gcd(result.as_mut_slice(), other.as_mut_slice())?;
    result.truncate(len);
    Ok(IntBuf::new(false, result))
}

/// `math.isqrt`: the square root rounded down, by Newton's method on ever more of the number's bits.
pub fn isqrt(a: Int<'_>) -> Result<IntBuf, NumberError> {
    if a.is_negative() {
        return Err(NumberError::Value("isqrt() argument must be nonnegative"));
    }
    if let Some(small) = a.to_u64() {
        return Ok(IntBuf::from_u64(small.isqrt()));
    }
    // The root has `half + 1` bits. `root` is within 1 of that of the number's highest `2 * known` bits or so.
    let half = (a.bit_length() - 1) / 2;
    let mut root = IntBuf::from_i64(1);
    let mut known = 0;
    for shift in (0..=half.ilog2()).rev() {
        let before = known;
        known = half >> shift;
        let high = shift_right(a, IntBuf::from_u64(2 * half - before - known + 1).view())?;
        let shifted = shift_left(root.view(), IntBuf::from_u64(known - before - 1).view())?;
        root = add(shifted.view(), floor_div(high.view(), root.view())?.view())?;
    }
    if mul(root.view(), root.view())?.view() > a {
        root = sub(root.view(), IntBuf::from_i64(1).view())?;
    }
    Ok(root)
}

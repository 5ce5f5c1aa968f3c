//! Shifts and bit operations, on the infinite two's complement that Python's integers stand for.

use super::super::NumberError;
use super::super::limbs::{self, Buffer, LIMB_BITS, Limb};
use super::{Int, IntBuf, add, sub};

const NEGATIVE_SHIFT: NumberError = NumberError::Value("negative shift count");

/// `a << count`
pub fn shift_left(a: Int<'_>, count: Int<'_>) -> Result<IntBuf, NumberError> {
    if count.is_negative() {
        return Err(NEGATIVE_SHIFT);
    }
    if a.is_zero() {
        return Ok(IntBuf::zero());
    }
    let too_many = NumberError::Overflow("too many digits in integer");
    let count = count.to_u64().ok_or(too_many)?;
    let more = usize::try_from(count / u64::from(LIMB_BITS)).map_err(|_| too_many)?;
    let len = a.limbs.len().checked_add(more).and_then(|len| len.checked_add(1)).ok_or(too_many)?;
    let mut out = Buffer::zeroed(len)?;
    limbs::shift_left(out.as_mut_slice(), a.limbs, count);
    Ok(IntBuf::new(a.negative, out))
}

/// `a >> count`, rounded towards minus infinity
pub fn shift_right(a: Int<'_>, count: Int<'_>) -> Result<IntBuf, NumberError> {
    if count.is_negative() {
        return Err(NEGATIVE_SHIFT);
    }
    match count.to_u64() {
        Some(count) if count < a.bit_length() => shift_right_within(a, count),
        _ => Ok(IntBuf::from_i64(if a.negative { -1 } else { 0 })),
    }
}

fn shift_right_within(a: Int<'_>, count: u64) -> Result<IntBuf, NumberError> {
    let skip = (count / u64::from(LIMB_BITS)) as usize;
    let round_up = a.negative && limbs::any_low_bit(a.limbs, count);
    let len = a.limbs.len() - skip;
    let mut out = Buffer::zeroed(len + usize::from(round_up))?;
    limbs::shift_right(&mut out.as_mut_slice()[..len], a.limbs, count);
    if round_up {
        limbs::add_limb_assign(out.as_mut_slice(), 1);
    }
    Ok(IntBuf::new(a.negative, out))
}

/// `~a`
pub fn invert(a: Int<'_>) -> Result<IntBuf, NumberError> {
    let one = IntBuf::from_i64(1);
    if a.negative { sub(a.negated(), one.view()) } else { add(a.negated(), one.view().negated()) }
}

/// `a & b`
pub fn and(a: Int<'_>, b: Int<'_>) -> Result<IntBuf, NumberError> {
    combine(a, b, a.negative & b.negative, |a, b| a & b)
}

/// `a | b`
pub fn or(a: Int<'_>, b: Int<'_>) -> Result<IntBuf, NumberError> {
    combine(a, b, a.negative | b.negative, |a, b| a | b)
}

/// `a ^ b`
pub fn xor(a: Int<'_>, b: Int<'_>) -> Result<IntBuf, NumberError> {
    combine(a, b, a.negative ^ b.negative, |a, b| a ^ b)
}

fn combine(
    a: Int<'_>,
    b: Int<'_>,
    negative: bool,
    operation: impl Fn(Limb, Limb) -> Limb,
) -> Result<IntBuf, NumberError> {
    // One limb more than the longer operand: the complement of -(base ** n) needs it.
    let mut out = Buffer::zeroed(a.limbs.len().max(b.limbs.len()) + 1)?;
    let (mut a, mut b, mut back) = (Complement::of(a), Complement::of(b), Complement::new(negative));
    for out in out.as_mut_slice() {
        *out = back.apply(operation(a.next(), b.next()));
    }
    Ok(IntBuf::new(negative, out))
}

/// Negates a number limb by limb from the low end, or leaves it alone.
struct Complement<'a> {
    mask: Limb,
    carry: bool,
    limbs: core::slice::Iter<'a, Limb>,
}

impl<'a> Complement<'a> {
    fn new(negative: bool) -> Self {
        Self { mask: if negative { Limb::MAX } else { 0 }, carry: negative, limbs: [].iter() }
    }

    fn of(int: Int<'a>) -> Self {
        Self { limbs: int.limbs.iter(), ..Self::new(int.negative) }
    }

    fn apply(&mut self, limb: Limb) -> Limb {
        let (limb, carry) = (limb ^ self.mask).overflowing_add(self.carry.into());
        self.carry = carry;
        limb
    }

    /// The next limb of the infinite two's complement.
    fn next(&mut self) -> Limb {
        let limb = self.limbs.next().copied().unwrap_or(0);
        self.apply(limb)
    }
}

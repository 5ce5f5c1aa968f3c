//! Operations of one pass over the limbs: addition, subtraction, shifts, multiplication by one limb.

use super::{LIMB_BITS, Limb, Wide};

/// `out = a + b`; `out` is as long as `a`, which is at least as long as `b`. Returns the carry.
#[inline]
pub fn add(out: &mut [Limb], a: &[Limb], b: &[Limb]) -> bool {
    let (a_low, a_high) = a.split_at(b.len());
    let (out_low, out_high) = out.split_at_mut(b.len());
    let mut carry = false;
    for ((out, &a), &b) in out_low.iter_mut().zip(a_low).zip(b) {
        (*out, carry) = a.carrying_add(b, carry);
    }
    out_high.copy_from_slice(a_high);
    carry && add_limb_assign(out_high, 1)
}

/// `a += b`; `a` is at least as long as `b`. Returns the carry.
#[inline]
pub fn add_assign(a: &mut [Limb], b: &[Limb]) -> bool {
    let (low, high) = a.split_at_mut(b.len());
    let mut carry = false;
    for (a, &b) in low.iter_mut().zip(b) {
        (*a, carry) = a.carrying_add(b, carry);
    }
    carry && add_limb_assign(high, 1)
}

/// `a += limb`. Returns the carry.
#[inline]
pub fn add_limb_assign(a: &mut [Limb], limb: Limb) -> bool {
    let mut add = limb;
    for a in a {
        let carry;
        (*a, carry) = a.overflowing_add(add);
        if !carry {
            return false;
        }
        add = 1;
    }
    add != 0
}

/// `out = a - b`; `out` is as long as `a`, which is at least as long as `b`. Returns the borrow.
#[inline]
pub fn sub(out: &mut [Limb], a: &[Limb], b: &[Limb]) -> bool {
    let (a_low, a_high) = a.split_at(b.len());
    let (out_low, out_high) = out.split_at_mut(b.len());
    let mut borrow = false;
    for ((out, &a), &b) in out_low.iter_mut().zip(a_low).zip(b) {
        (*out, borrow) = a.borrowing_sub(b, borrow);
    }
    out_high.copy_from_slice(a_high);
    borrow && sub_limb_assign(out_high, 1)
}

/// `a -= b`; `a` is at least as long as `b`. Returns the borrow.
#[inline]
pub fn sub_assign(a: &mut [Limb], b: &[Limb]) -> bool {
    let (low, high) = a.split_at_mut(b.len());
    let mut borrow = false;
    for (a, &b) in low.iter_mut().zip(b) {
        (*a, borrow) = a.borrowing_sub(b, borrow);
    }
    borrow && sub_limb_assign(high, 1)
}

/// `a = b - a` for slices of one length. Returns the borrow.
pub fn sub_from_assign(a: &mut [Limb], b: &[Limb]) -> bool {
    let mut borrow = false;
    for (a, &b) in a.iter_mut().zip(b) {
        (*a, borrow) = b.borrowing_sub(*a, borrow);
    }
    borrow
}

/// `a -= limb`. Returns the borrow.
#[inline]
pub fn sub_limb_assign(a: &mut [Limb], limb: Limb) -> bool {
    let mut subtract = limb;
    for a in a {
        let borrow;
        (*a, borrow) = a.overflowing_sub(subtract);
        if !borrow {
            return false;
        }
        subtract = 1;
    }
    subtract != 0
}

/// `out = a * limb + carry`; `out` is as long as `a`. Returns the highest limb.
#[inline]
pub fn mul_limb(out: &mut [Limb], a: &[Limb], limb: Limb, mut carry: Limb) -> Limb {
    let (out_chunks, out_rest) = out.as_chunks_mut::<4>();
    let (a_chunks, a_rest) = a.as_chunks::<4>();
    for (out, a) in out_chunks.iter_mut().zip(a_chunks) {
        for index in 0..4 {
            (out[index], carry) = a[index].carrying_mul(limb, carry);
        }
    }
    for (out, &a) in out_rest.iter_mut().zip(a_rest) {
        (*out, carry) = a.carrying_mul(limb, carry);
    }
    carry
}

/// `a = a * limb + carry`. Returns the highest limb.
#[inline]
pub fn mul_limb_assign(a: &mut [Limb], limb: Limb, mut carry: Limb) -> Limb {
    for a in a {
        (*a, carry) = a.carrying_mul(limb, carry);
    }
    carry
}

/// `out += a * limb` for slices of one length. Returns the limb to add above.
#[inline]
pub fn add_mul_limb(out: &mut [Limb], a: &[Limb], limb: Limb) -> Limb {
    let mut carry = 0;
    let (out_chunks, out_rest) = out.as_chunks_mut::<4>();
    let (a_chunks, a_rest) = a.as_chunks::<4>();
    for (out, a) in out_chunks.iter_mut().zip(a_chunks) {
        for index in 0..4 {
            (out[index], carry) = a[index].carrying_mul_add(limb, out[index], carry);
        }
    }
    for (out, &a) in out_rest.iter_mut().zip(a_rest) {
        (*out, carry) = a.carrying_mul_add(limb, *out, carry);
    }
    carry
}

/// `out -= a * limb` for slices of one length. Returns the limb to subtract above.
#[inline]
pub fn sub_mul_limb(out: &mut [Limb], a: &[Limb], limb: Limb) -> Limb {
    let mut borrow: Limb = 0;
    let mut step = |out: &mut Limb, a: Limb| {
        let (low, high) = a.carrying_mul(limb, borrow);
        let below;
        (*out, below) = out.overflowing_sub(low);
        borrow = high + Limb::from(below);
    };
    let (out_chunks, out_rest) = out.as_chunks_mut::<4>();
    let (a_chunks, a_rest) = a.as_chunks::<4>();
    for (out, a) in out_chunks.iter_mut().zip(a_chunks) {
        for index in 0..4 {
            step(&mut out[index], a[index]);
        }
    }
    for (out, &a) in out_rest.iter_mut().zip(a_rest) {
        step(out, a);
    }
    borrow
}

/// `out = a << bits` with `bits` below the size of a limb; `out` is as long as `a`. Returns the bits shifted out.
pub fn shift_left_bits(out: &mut [Limb], a: &[Limb], bits: u32) -> Limb {
    if bits == 0 {
        out.copy_from_slice(a);
        return 0;
    }
    let mut carry = 0;
    for (out, &a) in out.iter_mut().zip(a) {
        *out = a << bits | carry;
        carry = a >> (LIMB_BITS - bits);
    }
    carry
}

/// `out = a >> bits` with `bits` below the size of a limb; `out` is as long as `a`.
pub fn shift_right_bits(out: &mut [Limb], a: &[Limb], bits: u32) {
    if bits == 0 {
        out.copy_from_slice(a);
        return;
    }
    let next = a.iter().skip(1).copied().chain([0]);
    for ((out, &a), next) in out.iter_mut().zip(a).zip(next) {
        *out = a >> bits | next << (LIMB_BITS - bits);
    }
}

/// `out = a << count`; `out` has `count / LIMB_BITS + 1` limbs more than `a`.
pub fn shift_left(out: &mut [Limb], a: &[Limb], count: u64) {
    let (low, high) = out.split_at_mut((count / u64::from(LIMB_BITS)) as usize);
    low.fill(0);
    let (high, top) = high.split_at_mut(a.len());
    top[0] = shift_left_bits(high, a, (count % u64::from(LIMB_BITS)) as u32);
}

/// `out = a >> count`; `out` has `count / LIMB_BITS` limbs fewer than `a`, which has at least that many.
pub fn shift_right(out: &mut [Limb], a: &[Limb], count: u64) {
    let skip = (count / u64::from(LIMB_BITS)) as usize;
    shift_right_bits(out, &a[skip..], (count % u64::from(LIMB_BITS)) as u32);
}

/// The two halves of a double limb: low, high.
#[inline]
pub(super) fn halves(wide: Wide) -> (Limb, Limb) {
    (wide as Limb, (wide >> LIMB_BITS) as Limb)
}

/// A double limb of its halves.
#[inline]
pub(super) fn join(low: Limb, high: Limb) -> Wide {
    Wide::from(high) << LIMB_BITS | Wide::from(low)
}

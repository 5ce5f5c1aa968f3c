use super::*;
use dashu_int::UBig;
use heap::TryVec;
use std::string::String;
use std::vec::Vec;

/// A seeded generator (xorshift64*), so that every failure repeats.
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    pub(crate) fn below(&mut self, bound: usize) -> usize {
        (self.next() >> 16) as usize % bound
    }

    /// Limbs that are often all zeros or all ones, where carries go wrong.
    pub(crate) fn limbs(&mut self, len: usize) -> Vec<Limb> {
        let kind = self.below(4);
        let mut limbs: Vec<Limb> = (0..len)
            .map(|_| match (kind, self.below(4)) {
                (0, _) | (1, 0) => self.next() as Limb,
                (1, 1) | (2, 0 | 1) => 0,
                (1, 2) | (2, 2) => Limb::MAX,
                (2, _) => Limb::MAX << self.below(LIMB_BITS as usize),
                (_, 0) => Limb::MAX >> self.below(LIMB_BITS as usize),
                _ => Limb::MAX,
            })
            .collect();
        if let Some(last) = limbs.last_mut().filter(|last| **last == 0) {
            *last = 1 << self.below(LIMB_BITS as usize);
        }
        limbs
    }
}

pub(crate) fn big(limbs: &[Limb]) -> UBig {
    let bytes: Vec<u8> = limbs.iter().flat_map(|limb| limb.to_le_bytes()).collect();
    UBig::from_le_bytes(&bytes)
}

/// Small lengths often, those around the thresholds of the algorithms sometimes.
fn length(random: &mut Random, round: usize) -> usize {
    match round % 16 {
        0 => 1 + random.below(400),
        1..4 => 20 + random.below(120),
        _ => 1 + random.below(12),
    }
}

#[test]
fn products() {
    let mut random = Random::new(1);
    for round in 0..3000 {
        let a_len = length(&mut random, round);
        let b_len = length(&mut random, round / 3);
        let (a, b) = (random.limbs(a_len), random.limbs(b_len));
        let mut out = std::vec![7; a_len + b_len];
        mul(&mut out, &a, &b).unwrap();
        assert_eq!(big(&out), big(&a) * big(&b));
        let mut out = std::vec![7; 2 * a_len];
        square(&mut out, &a).unwrap();
        assert_eq!(big(&out), big(&a) * big(&a));
    }
}

#[test]
fn sums_and_differences() {
    let mut random = Random::new(2);
    for _ in 0..2000 {
        let b_len = random.below(10);
        let a_len = b_len + random.below(4);
        let (a, b) = (random.limbs(a_len), random.limbs(b_len));
        let mut out = std::vec![7; a_len];
        let carry = add(&mut out, &a, &b);
        out.push(Limb::from(carry));
        assert_eq!(big(&out), big(&a) + big(&b));
        let borrow = sub(&mut out[..a_len], &a, &b);
        assert_eq!(borrow, compare(&a, &b).is_lt());
        if !borrow {
            assert_eq!(big(&out[..a_len]), big(&a) - big(&b));
        }
    }
}

#[test]
fn quotients() {
    let mut random = Random::new(3);
    for round in 0..4000 {
        let b_len = length(&mut random, round);
        let a_len = b_len + length(&mut random, round / 5) - 1;
        let b = random.limbs(b_len);
        let mut a = random.limbs(a_len);
        if round % 3 == 0 {
            // A multiple of the divisor, or one less: the corrections are rare otherwise.
            let factor = random.limbs(a_len - b_len + 1);
            let mut product = std::vec![0; a_len + 1];
            mul(&mut product, &b, &factor).unwrap();
            sub_limb_assign(&mut product, (round % 2) as Limb);
            a = trim(&product).to_vec();
            if a.len() < b_len {
                continue;
            }
        }
        let mut quotient = std::vec![7; a.len() - b_len + 1];
        let mut remainder = std::vec![7; b_len];
        div_rem(&mut quotient, &mut remainder, &a, &b).unwrap();
        assert_eq!(big(&quotient), big(&a) / big(&b));
        assert_eq!(big(&remainder), big(&a) % big(&b));
        let last = b[b_len - 1];
        assert_eq!(UBig::from(LimbDivisor::new(last).rem(&a)), big(&a) % UBig::from(last));
    }
}

#[test]
fn common_divisors() {
    let mut random = Random::new(4);
    for round in 0..1500 {
        let len = 1 + random.below(if round % 20 == 0 { 60 } else { 8 });
        let common_len = 1 + random.below(4);
        let common = random.limbs(common_len);
        let (a, b) = (random.limbs(len), random.limbs(len));
        let (mut x, mut y) = (std::vec![0; len + common_len], std::vec![0; len + common_len]);
        mul(&mut x, &a, &common).unwrap();
        mul(&mut y, &b, &common).unwrap();
        if compare_same_len(&x, &y).is_lt() {
            std::mem::swap(&mut x, &mut y);
        }
        let expected = dashu_int::ops::Gcd::gcd(big(&x), big(&y));
        let len = gcd(&mut x, &mut y).unwrap();
        assert_eq!(big(&x[..len]), expected);
    }
}

#[test]
fn powers_modulo() {
    let mut random = Random::new(5);
    for _ in 0..400 {
        let lens = [(); 3].map(|()| 1 + random.below(5));
        let [base, exponent, modulus] = lens.map(|len| random.limbs(len));
        let mut out = std::vec![7; modulus.len()];
        pow_mod(&mut out, &base, &exponent, &modulus).unwrap();
        let (mut expected, modulus) = (UBig::ONE % big(&modulus), big(&modulus));
        for position in (0..bit_length(&exponent)).rev() {
            expected = &expected * &expected % &modulus;
            if bit(&exponent, position) {
                expected = expected * big(&base) % &modulus;
            }
        }
        assert_eq!(big(&out), expected);
    }
}

#[test]
fn digits_both_ways() {
    let mut random = Random::new(6);
    for round in 0..1200 {
        let radix = if round % 3 == 0 { 10 } else { 2 + random.below(35) as u32 };
        let len = length(&mut random, round);
        let a = random.limbs(len);
        let mut text = TryVec::new();
        text.try_push(b'-').unwrap();
        append_digits(&mut text, &a, radix).unwrap();
        let expected = std::format!("-{}", big(&a).in_radix(radix));
        assert_eq!(String::from_utf8(text.to_vec()).unwrap(), expected);
        let read = from_digits::<4>(&text[1..], radix).unwrap();
        assert_eq!(trim(read.as_slice()), a);
    }
    let mut text = TryVec::new();
    append_digits(&mut text, &[], 10).unwrap();
    assert_eq!(&text[..], b"0");
    assert_eq!(trim(from_digits::<4>(b"000", 7).unwrap().as_slice()), &[] as &[Limb]);
}

#[test]
fn bits_and_shifts() {
    let mut random = Random::new(7);
    for _ in 0..1000 {
        let len = 1 + random.below(6);
        let a = random.limbs(len);
        let count = random.below(200) as u64;
        let skip = (count / u64::from(LIMB_BITS)) as usize;
        let mut out = std::vec![7; len + skip + 1];
        shift_left(&mut out, &a, count);
        assert_eq!(big(&out), big(&a) << count as usize);
        if skip <= len {
            let mut out = std::vec![7; len - skip];
            shift_right(&mut out, &a, count);
            assert_eq!(big(&out), big(&a) >> count as usize);
        }
        assert_eq!(bit_length(&a), dashu_int::ops::BitTest::bit_len(&big(&a)) as u64);
        assert_eq!(UBig::from(u64_at(&a, count)), (big(&a) >> count as usize) & UBig::from(u64::MAX));
        assert_eq!(any_low_bit(&a, count), (big(&a) & ((UBig::ONE << count as usize) - UBig::ONE)) != UBig::ZERO);
    }
}

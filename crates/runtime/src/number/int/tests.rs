use super::super::limbs::tests::{Random, big};
use super::*;
use crate::number::NumberError;
use dashu_int::{IBig, Sign};
use std::vec::Vec;

fn oracle(a: Int<'_>) -> IBig {
    IBig::from_parts(if a.negative { Sign::Negative } else { Sign::Positive }, big(a.limbs))
}

fn random_int(random: &mut Random, max_len: usize) -> IntBuf {
    let len = random.below(max_len + 1);
    let limbs = random.limbs(len);
    IntBuf::copy_of(random.below(2) == 0, &limbs).unwrap()
}

fn int(value: i64) -> IntBuf {
    IntBuf::from_i64(value)
}

/// Floor division of the oracle, which truncates.
fn floor_div_oracle(a: &IBig, b: &IBig) -> IBig {
    let (quotient, remainder) = (a / b, a % b);
    if remainder != IBig::ZERO && (remainder.sign() == Sign::Negative) != (b.sign() == Sign::Negative) {
        quotient - IBig::ONE
    } else {
        quotient
    }
}

#[test]
fn operators_agree_with_the_oracle() {
    let mut random = Random::new(11);
    for round in 0..4000 {
        let max_len = if round % 10 == 0 { 60 } else { 5 };
        let (a, b) = (random_int(&mut random, max_len), random_int(&mut random, max_len));
        let (a, b) = (a.view(), b.view());
        let (x, y) = (oracle(a), oracle(b));
        let check = |result: Result<IntBuf, NumberError>, expected: IBig| {
            assert_eq!(oracle(result.unwrap().view()), expected, "{x} {y}");
        };
        check(add(a, b), &x + &y);
        check(sub(a, b), &x - &y);
        check(mul(a, b), &x * &y);
        check(mul(a, a), &x * &x);
        check(and(a, b), &x & &y);
        check(or(a, b), &x | &y);
        check(xor(a, b), &x ^ &y);
        check(invert(a), !&x);
        assert_eq!(a.cmp(&b), x.cmp(&y));
        if !b.is_zero() {
            let quotient = floor_div_oracle(&x, &y);
            check(modulo(a, b), &x - &quotient * &y);
            check(floor_div(a, b), quotient);
        }
        let count = random.below(200);
        check(shift_left(a, int(count as i64).view()), &x << count);
        let divisor = IBig::ONE << count;
        check(shift_right(a, int(count as i64).view()), floor_div_oracle(&x, &divisor));
        let root = isqrt(a.absolute()).unwrap();
        let root = oracle(root.view());
        let magnitude = oracle(a.absolute());
        assert!(&root * &root <= magnitude && (&root + IBig::ONE) * (&root + IBig::ONE) > magnitude);
        assert_eq!(
            oracle(gcd(a, b).unwrap().view()),
            if a.is_zero() && b.is_zero() { IBig::ZERO } else { IBig::from(dashu_int::ops::Gcd::gcd(&x, &y)) }
        );
    }
}

#[test]
fn rounding_down_carries_into_another_limb() {
    for bits in [32, 64, 128] {
        let divisor = shift_left(int(1).view(), int(bits).view()).unwrap();
        let square = shift_left(int(1).view(), int(2 * bits).view()).unwrap();
        let dividend = sub(square.view(), int(1).view()).unwrap();
        let (quotient, rest) = div_mod(dividend.view(), divisor.view().negated()).unwrap();
        assert_eq!((quotient.view(), rest.to_i64()), (divisor.view().negated(), Some(-1)));
    }
}

#[test]
fn powers() {
    let mut random = Random::new(12);
    for _ in 0..500 {
        let base = random_int(&mut random, 3);
        let exponent = random.below(20);
        let power = pow(base.view(), int(exponent as i64).view()).unwrap();
        assert_eq!(oracle(power.view()), oracle(base.view()).pow(exponent));
        let modulus = random_int(&mut random, 3);
        if modulus.view().is_zero() {
            continue;
        }
        let result = pow_mod(base.view(), int(exponent as i64).view(), modulus.view()).unwrap();
        let expected = modulo(power.view(), modulus.view()).unwrap();
        assert_eq!(result.view(), expected.view());
        if let Ok(inverse) = pow_mod(base.view(), int(-1).view(), modulus.view()) {
            let product = mul(inverse.view(), base.view()).unwrap();
            let one = modulo(int(1).view(), modulus.view()).unwrap();
            assert_eq!(modulo(product.view(), modulus.view()).unwrap().view(), one.view());
        } else {
            let common = gcd(base.view(), modulus.view()).unwrap();
            assert_ne!(common.to_i64(), Some(1));
        }
    }
    let big_power = pow(int(-2).view(), int(100_001).view()).unwrap();
    assert_eq!(big_power.view().bit_length(), 100_002);
    assert!(big_power.view().is_negative());
    let huge = pow(int(10).view(), int(30).view()).unwrap();
    assert_eq!(pow(int(-1).view(), huge.view()).unwrap().to_i64(), Some(1));
    assert_eq!(pow(int(3).view(), huge.view()).unwrap_err(), NumberError::OutOfMemory);
}

#[test]
fn errors() {
    let (one, zero, minus) = (int(1), Int::ZERO, int(-1));
    assert!(matches!(floor_div(one.view(), zero), Err(NumberError::ZeroDivision(_))));
    assert_eq!(modulo(one.view(), zero).unwrap_err(), NumberError::ZeroDivision("integer modulo by zero"));
    assert_eq!(true_div(one.view(), zero).unwrap_err(), NumberError::ZeroDivision("division by zero"));
    assert_eq!(shift_left(one.view(), minus.view()).unwrap_err(), NumberError::Value("negative shift count"));
    assert!(matches!(pow_mod(one.view(), one.view(), zero), Err(NumberError::Value(_))));
    assert!(matches!(isqrt(minus.view()), Err(NumberError::Value(_))));
    let large = pow(int(10).view(), int(400).view()).unwrap();
    assert!(matches!(to_float(large.view()), Err(NumberError::Overflow(_))));
    assert!(matches!(true_div(large.view(), int(3).view()), Err(NumberError::Overflow(_))));
    assert!(matches!(shift_left(one.view(), large.view()), Err(NumberError::Overflow(_))));
    assert_eq!(shift_right(minus.view(), large.view()).unwrap().to_i64(), Some(-1));
    assert_eq!(true_div(int(-3).view(), large.view()).unwrap().to_bits(), (-0.0f64).to_bits());
}

#[test]
fn small_integers() {
    for value in [0, 1, -1, i64::MAX, i64::MIN, i64::MIN + 1, 1 << 32, -(1 << 32)] {
        assert_eq!(int(value).to_i64(), Some(value));
        assert_eq!(int(value).view().wrapping_i64(), value);
        assert_eq!(hash_int(int(value).view()), hash_i64(value));
        let mut text = TryVec::new();
        int(value).view().append_text(&mut text, 10).unwrap();
        assert_eq!(std::str::from_utf8(&text).unwrap(), std::format!("{value}"));
        int(value).view().write_text(&mut text, 2).unwrap();
        let sign = if value < 0 { "-" } else { "" };
        assert_eq!(std::str::from_utf8(&text).unwrap(), std::format!("{value}{sign}{:b}", value.unsigned_abs()));
    }
    for (a, b) in [(i64::MIN, i64::MIN), (i64::MAX, -3), (0, -1), (1 << 40, 1 << 40)] {
        assert_eq!(IntBuf::from_product(a, b).view(), mul(int(a).view(), int(b).view()).unwrap().view());
    }
    assert_eq!(sub(int(i64::MIN).view(), int(1).view()).unwrap().to_i64(), None);
    assert_eq!(IntBuf::from_u64(u64::MAX).view().to_u64(), Some(u64::MAX));
}

#[test]
fn floats() {
    let mut random = Random::new(13);
    for _ in 0..3000 {
        let a = random_int(&mut random, 6);
        let x = oracle(a.view());
        let value = to_float(a.view()).unwrap();
        assert_eq!(value, dashu_base_value(&x));
        let back = from_float(value).unwrap();
        assert_eq!(compare_float(a.view(), value), Some(a.view().cmp(&back.view())));
        assert_eq!(hash_float(value), hash_int(back.view()));
        let neighbour = f64::from_bits(value.to_bits() + 1 + random.below(3) as u64);
        let whole = from_float(neighbour).unwrap();
        let expected = a.view().cmp(&whole.view());
        if neighbour == neighbour.trunc() {
            assert_eq!(compare_float(a.view(), neighbour), Some(expected));
        }
    }
    assert_eq!(compare_float(int(3).view(), 3.5), Some(Ordering::Less));
    assert_eq!(compare_float(int(-3).view(), -3.5), Some(Ordering::Greater));
    assert_eq!(compare_float(Int::ZERO, -1e-300), Some(Ordering::Greater));
    assert_eq!(compare_float(int(1).view(), f64::NEG_INFINITY), Some(Ordering::Greater));
    assert_eq!(compare_float(int(1).view(), f64::NAN), None);
    assert_eq!(from_float(-0.99).unwrap().to_i64(), Some(0));
    assert!(matches!(from_float(f64::NAN), Err(NumberError::Value(_))));
}

/// The float nearest to an integer, by way of text, which the standard library reads correctly.
fn dashu_base_value(value: &IBig) -> f64 {
    std::format!("{value}").parse().unwrap()
}

#[test]
fn quotients_are_rounded_once() {
    // a / b with b a power of two is exact but for the last rounding, which reading text does too.
    let mut random = Random::new(14);
    for _ in 0..2000 {
        let a = random_int(&mut random, 4);
        let shift = random.below(1200);
        let b = shift_left(int(1).view(), int(shift as i64).view()).unwrap();
        let scaled = oracle(a.view()) * (IBig::from(5).pow(shift));
        let expected: f64 = std::format!("{scaled}e-{shift}").parse().unwrap();
        assert_eq!(true_div(a.view(), b.view()).unwrap(), expected, "{scaled}e-{shift}");
    }
    assert_eq!(true_div(int(1).view(), int(3).view()).unwrap(), 1.0 / 3.0);
}

#[test]
fn bytes_both_ways() {
    let mut random = Random::new(15);
    for _ in 0..1000 {
        let a = random_int(&mut random, 3);
        let needed = signed_bytes_needed(a.view()) as usize;
        for little in [false, true] {
            let mut out: Vec<u8> = std::vec![7; needed + random.below(3)];
            to_bytes(a.view(), &mut out, little, true).unwrap();
            assert_eq!(from_bytes(&out, little, true).unwrap().view(), a.view());
            if needed > 1 {
                assert!(to_bytes(a.view(), &mut out[..needed - 1], little, true).is_err());
            }
            let unsigned = a.view().absolute();
            out.resize(needed + 1, 0);
            to_bytes(unsigned, &mut out, little, false).unwrap();
            assert_eq!(from_bytes(&out, little, false).unwrap().view(), unsigned);
        }
    }
    assert!(to_bytes(int(-1).view(), &mut [0; 4], true, false).is_err());
    assert!(to_bytes(int(256).view(), &mut [0; 1], true, false).is_err());
    assert!(to_bytes(Int::ZERO, &mut [], true, true).is_ok());
}

#[test]
fn hashes() {
    assert_eq!(hash_i64(-1), -2);
    assert_eq!(hash_float(-1.0), -2);
    assert_eq!(hash_float(f64::INFINITY), HASH_INFINITY);
    if Hash::BITS == 64 {
        // From CPython on a 64-bit machine.
        assert_eq!(hash_float(0.5) as i64, 1_152_921_504_606_846_976);
        assert_eq!(hash_float(3.25) as i64, 576_460_752_303_423_491);
        assert_eq!(hash_float(-1e-320) as i64, -33_957_085_184);
        assert_eq!(hash_complex(1.5, -2.5) as i64, -2_305_843_009_215_693_957);
        let large = pow(int(7).view(), int(100).view()).unwrap();
        assert_eq!(hash_int(large.view()) as i64, 969_801_349_263_044_856);
    }
}

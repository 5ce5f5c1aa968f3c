use crate::{Binary, Count, digits, parse_exact};
use std::format;
use std::string::String;

/// Numbers that repeat from run to run.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }
}

fn check_read<F: Binary + PartialEq + core::fmt::Debug>(text: &str) {
    let expected = text.parse::<F>().ok().map(F::to_word);
    assert_eq!(parse_exact::<F>(text.as_bytes()).map(F::to_word), expected, "{text}");
}

fn check_both(text: &str) {
    check_read::<f64>(text);
    check_read::<f32>(text);
}

/// How many random numbers each test takes; some millions were tried once.
const ROUNDS: usize = if cfg!(debug_assertions) { 30_000 } else { 3_000_000 };

#[test]
fn reads_as_the_library() {
    for text in [
        "0",
        "-0",
        "+1",
        "1.",
        ".5",
        "0.1",
        "1e22",
        "1e23",
        "9007199254740993",
        "9007199254740992.5",
        "123456789.25",
        "1.7976931348623157e308",
        "1.7976931348623158e308",
        "1.797693134862315807e308",
        "1.797693134862315808e308",
        "1e309",
        "1e400",
        "1e99999999999",
        "4.9e-324",
        "2.5e-324",
        "2.4703282292062327e-324",
        "2.4703282292062328e-324",
        "1e-400",
        "1e-99999999999",
        "2.2250738585072011e-308",
        "2.2250738585072014e-308",
        "3.4028235e38",
        "3.4028236e38",
        "1.1754943e-38",
        "1.4e-45",
        "7e-46",
        "0.000000000e10",
        "00012.50",
        "1e-5",
        "123e-2",
        "12300e-7",
        "1000000000000000000000000000000000000000e-39",
        "0.0000000000000000000000000000000000000000000000001e49",
    ] {
        check_both(text);
    }
    // Just above, at and below the middle of two floats, many digits long.
    for tail in ["", "0", "0000000001", "1"] {
        check_both(&format!("9007199254740993.{}{tail}", "0".repeat(900)));
        check_both(&format!("1{}e-900{tail}", "0".repeat(900)));
    }
    for text in ["", ".", "e5", "1e", "1e+", "1..2", "1.2.3", "0x1", "1_0", "inf", "nan", "--1", " 1", "1 ", "1e1.5"] {
        assert_eq!(parse_exact::<f64>(text.as_bytes()), None, "{text}");
    }
}

#[test]
fn reads_random_numbers_as_the_library() {
    let mut random = Random(1);
    for _ in 0..ROUNDS {
        let digits = random.next() % (10u64.pow((random.next() % 20) as u32) | 1);
        let exponent = (random.next() % 700) as i32 - 350;
        check_both(&format!("{digits}e{exponent}"));
        let value = f64::from_bits(random.next() & !(1 << 63));
        if value.is_finite() {
            check_both(&format!("{value:e}"));
            check_both(&format!("{:e}", f64::from(f32::from_bits(value.to_bits() as u32 & 0x7F7F_FFFF))));
            let near = random.next() % 3;
            // Around the middle to the next float.
            check_both(&format!("{:.*e}", 17 + near as usize, value));
        }
    }
}

#[test]
fn reads_halfway_numbers_as_the_library() {
    let mut random = Random(2);
    for _ in 0..ROUNDS / 30 {
        let value = f32::from_bits(random.next() as u32 & 0x7FFF_FFFF);
        if !value.is_finite() {
            continue;
        }
        let middle = (f64::from(value) + f64::from(f32::from_bits(value.to_bits() + 1))) / 2.0;
        let text = format!("{middle:.200e}");
        check_both(&text);
        check_both(&text.replace("0e", "1e"));
    }
}

fn shown<F: Binary>(value: F, count: usize) -> String {
    let digits = digits(value, Count::Digits(count));
    let text = core::str::from_utf8(digits.as_bytes()).unwrap_or_default();
    let (first, rest) = text.split_at(1);
    let point = if rest.is_empty() { "" } else { "." };
    format!("{first}{point}{rest}e{}", digits.exponent)
}

#[test]
fn writes_as_the_library() {
    let mut random = Random(3);
    let check = |value: f64, count: usize| {
        if value.is_finite() {
            assert_eq!(shown(value, count), format!("{:.*e}", count - 1, value));
            let single = value as f32;
            if single.is_finite() {
                assert_eq!(shown(single, count), format!("{:.*e}", count - 1, single));
            }
        }
    };
    for value in [0.0, 1.0, 9.5, 9.995, 0.5, 2.5, 99999.5, 1e22, 1e-5, 5e-324, f64::MAX, f64::MIN_POSITIVE, 0.1] {
        for count in (1..40).chain([100, 767, 768, 800]) {
            check(value, count);
        }
    }
    for _ in 0..ROUNDS {
        let value = f64::from_bits(random.next() & !(1 << 63));
        check(value, 1 + (random.next() % 20) as usize);
        check((random.next() >> 32) as f64 / 8.0, 1 + (random.next() % 12) as usize);
    }
}

#[test]
fn rounds_at_a_place_as_the_library() {
    let mut random = Random(4);
    let check = |value: f64, places: usize| {
        let digits = digits(value, Count::Places(places as i32));
        // Digits before the first are zero, and so are those behind the last.
        let mut text = String::new();
        for power in (-(places as i32)..=digits.exponent.max(0)).rev() {
            let index = usize::try_from(digits.exponent - power).ok();
            let digit = index.and_then(|index| digits.as_bytes().get(index)).copied();
            text.push(char::from(digit.unwrap_or(b'0')));
            if power == 0 && places > 0 {
                text.push('.');
            }
        }
        assert_eq!(text, format!("{value:.places$}"), "{places} places of {value:e}");
    };
    for value in [0.0, 0.5, 0.05, 0.06, 0.94, 0.95, 0.96, 1.5, 2.5, 9.5, 99.95, 1e22, 5e-324, f64::MAX, 1e-20, 9e-21] {
        for places in (0..40).chain([300, 323, 324, 767, 1074, 1100]) {
            check(value, places);
        }
    }
    for _ in 0..ROUNDS / 10 {
        let value = f64::from_bits(random.next() & !(1 << 63));
        if value.is_finite() {
            check(value, (random.next() % 30) as usize);
        }
        check((random.next() >> 40) as f64 / 1024.0, (random.next() % 9) as usize);
        check(1.0 / (random.next() >> 30) as f64, (random.next() % 30) as usize);
    }
}

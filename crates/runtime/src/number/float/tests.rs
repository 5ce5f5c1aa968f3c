use super::super::complex::{Complex, parse_complex};
use super::super::int::IntBuf;
use super::super::limbs::tests::Random;
use super::super::sink::TextBuffer;
use super::*;
use crate::number::NumberError;
use heap::TryVec;
use std::string::String;

fn repr(value: f64) -> String {
    let mut out = TryVec::new();
    write_repr(&mut out, value).unwrap();
    String::from_utf8(out.to_vec()).unwrap()
}

fn styled(value: f64, notation: Notation, precision: usize) -> String {
    let mut out = TextBuffer::new();
    write_magnitude(&mut out, value, Style { notation, precision, point_zero: false, ..Style::REPR }).unwrap();
    String::from_utf8(out.as_bytes().to_vec()).unwrap()
}

#[test]
fn reprs() {
    for (value, text) in [
        (1e22, "1e+22"),
        (1e16, "1e+16"),
        (1e15, "1000000000000000.0"),
        (1e-4, "0.0001"),
        (1e-5, "1e-05"),
        (-0.0, "-0.0"),
        (0.0, "0.0"),
        (123456789012345680.0, "1.2345678901234568e+17"),
        (0.1, "0.1"),
        (-1.5, "-1.5"),
        (f64::INFINITY, "inf"),
        (f64::NEG_INFINITY, "-inf"),
        (f64::NAN, "nan"),
        (-f64::NAN, "nan"),
        (5e-324, "5e-324"),
        (1.7976931348623157e308, "1.7976931348623157e+308"),
        (100.0, "100.0"),
        (9007199254740993.0, "9007199254740992.0"),
        (1.5e13, "15000000000000.0"),
        (12345e-9, "1.2345e-05"),
    ] {
        assert_eq!(repr(value), text);
    }
}

#[test]
fn reprs_read_back() {
    let mut random = Random::new(31);
    for _ in 0..5000 {
        let value = f64::from_bits(random.next());
        if !value.is_nan() {
            assert_eq!(parse_float(repr(value).as_bytes()).unwrap(), Some(value));
            let mut hex = TryVec::new();
            write_hex(&mut hex, value).unwrap();
            assert_eq!(from_hex(&hex).unwrap(), value);
        }
    }
}

#[test]
fn notations() {
    for (value, notation, precision, text) in [
        (2.5, Notation::Fixed, 0, "2"),
        (3.5, Notation::Fixed, 0, "4"),
        (0.125, Notation::Fixed, 2, "0.12"),
        (1e23, Notation::Fixed, 1, "99999999999999991611392.0"),
        (1e-7, Notation::Fixed, 6, "0.000000"),
        (1234.5, Notation::Exponent, 2, "1.23e+03"),
        (0.0, Notation::Exponent, 3, "0.000e+00"),
        (1e100, Notation::Exponent, 0, "1e+100"),
        (100000.0, Notation::General, 6, "100000"),
        (1e6, Notation::General, 6, "1e+06"),
        (1e-5, Notation::General, 6, "1e-05"),
        (0.0001, Notation::General, 6, "0.0001"),
        (0.0, Notation::General, 6, "0"),
        (9.99, Notation::General, 2, "10"),
        (99.9, Notation::General, 2, "1e+02"),
        (0.1, Notation::General, 0, "0.1"),
    ] {
        assert_eq!(styled(value, notation, precision), text);
    }
    let long = styled(0.1, Notation::Fixed, 1500);
    assert!(long.starts_with("0.1000000000000000055511151231257827") && long.len() == 1502);
    assert_eq!(styled(5e-324, Notation::Exponent, 900).len(), 902 + 5);
}

#[test]
fn reading() {
    let parse = |text: &str| parse_float(text.as_bytes()).unwrap();
    assert_eq!(parse(" \u{3000}1_000.5e-1_0\n"), Some(1000.5e-10));
    assert_eq!(
        (parse("1."), parse(".5"), parse("+1e5"), parse("-InFiNiTy")),
        (Some(1.0), Some(0.5), Some(1e5), Some(f64::NEG_INFINITY))
    );
    assert!(parse("-nan").unwrap().is_nan());
    for text in ["", " ", ".", "1_", "_1", "1__0", "1e", "1e_5", "0x10", "1 2", "infin", "+-1", "1_.5", "1._5", "e5"] {
        assert_eq!(parse(text), None, "{text}");
    }
}

#[test]
fn hexadecimal() {
    assert_eq!(from_hex(b" -0x1.8p+1 "), Ok(-3.0));
    assert_eq!(from_hex(b"0x1.0000000000001p-1075"), Ok(5e-324));
    assert_eq!(from_hex(b"0x1p-1075"), Ok(0.0));
    assert_eq!(from_hex(b"0x1.fffffffffffff7p1023"), Ok(f64::MAX));
    assert!(matches!(from_hex(b"0x1.fffffffffffff8p1023"), Err(NumberError::Overflow(_))));
    assert_eq!(from_hex(b"0x0p99999999999999999999"), Ok(0.0));
    assert_eq!(from_hex(b"0x1p-99999999999999999999"), Ok(0.0));
    for text in ["", "0x", ".", "1p", "1_0", "0x1 p1", "infinit", "1.p+"] {
        assert!(matches!(from_hex(text.as_bytes()), Err(NumberError::Value(_))), "{text}");
    }
}

#[test]
fn division() {
    assert_eq!(div_mod(7.0, -2.0), Ok((-4.0, -1.0)));
    assert_eq!(div_mod(-7.0, 2.0), Ok((-4.0, 1.0)));
    assert_eq!(floor_div(1.0, 0.1), Ok(9.0));
    assert_eq!(modulo(-1e-20, 3.0), Ok(3.0));
    assert!(modulo(0.0, -3.0).unwrap().is_sign_negative());
    assert!(matches!(div(1.0, 0.0), Err(NumberError::ZeroDivision(_))));
    assert_eq!(pow(2.0, 10.0), Ok(Power::Real(1024.0)));
    assert_eq!(pow(-8.0, 1.0 / 3.0), Ok(Power::Complex));
    assert!(matches!(pow(0.0, -1.0), Err(NumberError::ZeroDivision(_))));
    assert!(matches!(pow(10.0, 400.0), Err(NumberError::Overflow(_))));
}

#[test]
fn rounding() {
    let rounded = |value: f64, digits: i64| round(value, IntBuf::from_i64(digits).view());
    assert_eq!((rounded(2.675, 2), rounded(0.125, 2), rounded(0.5, 0)), (Ok(2.67), Ok(0.12), Ok(0.0)));
    assert_eq!((rounded(1250.0, -2), rounded(1350.0, -2), rounded(50.0, -2)), (Ok(1200.0), Ok(1400.0), Ok(0.0)));
    assert_eq!((rounded(50.1, -2), rounded(49.9, -2), rounded(5.0, -2)), (Ok(100.0), Ok(0.0), Ok(0.0)));
    assert!(rounded(-0.4, 0).unwrap().is_sign_negative());
    assert!(matches!(rounded(1.7e308, -308), Err(NumberError::Overflow(_))));
    assert_eq!((rounded(1.5, 400), rounded(1.5, i64::MIN)), (Ok(1.5), Ok(0.0)));
    let (numerator, denominator) = as_integer_ratio(-0.75).unwrap();
    assert_eq!((numerator.to_i64(), denominator.to_i64()), (Some(-3), Some(4)));
    assert_eq!(as_integer_ratio(1e300).unwrap().1.to_i64(), Some(1));
    assert_eq!(as_integer_ratio(0.0).unwrap().0.to_i64(), Some(0));
}

#[test]
fn complex_numbers() {
    let text = |value: Complex| {
        let mut out = TryVec::new();
        value.write_repr(&mut out).unwrap();
        String::from_utf8(out.to_vec()).unwrap()
    };
    let new = Complex::new;
    assert_eq!(text(new(1.0, -2.5)), "(1-2.5j)");
    assert_eq!((text(new(0.0, 1.0)), text(new(-0.0, -1.0))), ("1j".into(), "(-0-1j)".into()));
    assert_eq!(text(new(f64::NAN, f64::NEG_INFINITY)), "(nan-infj)");
    let parse = |text: &str| parse_complex(text.as_bytes()).unwrap();
    assert_eq!(parse(" ( 1+2j ) "), Some(new(1.0, 2.0)));
    assert_eq!(
        (parse("j"), parse("-J"), parse("1-j")),
        (Some(new(0.0, 1.0)), Some(new(0.0, -1.0)), Some(new(1.0, -1.0)))
    );
    assert_eq!((parse("1_0+2e1j"), parse("inf")), (Some(new(10.0, 20.0)), Some(new(f64::INFINITY, 0.0))));
    for text in ["1 +2j", "()", "1+2", "1j+2", "--1j", "1e", "1+2j)", "(1+2j", "", "1+-2j", "++j", "1+2jj", "i"] {
        assert_eq!(parse(text), None, "{text}");
    }
    assert_eq!(new(0.0, 1.0).pow(new(2.0, 0.0)), Ok(new(-1.0, 0.0)));
    assert!(matches!(new(0.0, 0.0).pow(new(-1.0, 0.0)), Err(NumberError::ZeroDivision(_))));
    assert!(matches!(new(1.0, 0.0).try_div(new(0.0, 0.0)), Err(NumberError::ZeroDivision(_))));
    assert_eq!(new(1.0, 2.0).try_div(new(3.0, 4.0)), Ok(new(0.44, 0.08)));
    assert_eq!(new(3.0, 4.0).abs(), Ok(5.0));
}

#[test]
fn fixed_notation_is_exact() {
    let mut state = 12345u64;
    for round in 0..20_000u32 {
        state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        let digits = f64::from((state >> 40) as u32);
        // Multiples of powers of two are halfway between decimals more often than others.
        let value = if round % 2 == 0 { digits / 1024.0 } else { digits / 1000.0 };
        let value = value * 10f64.powi((round % 30) as i32 - 20);
        for places in [0, 1, 2, 3, 6, 10, 17, 19, 20] {
            let mut text = TextBuffer::new();
            let style = Style { notation: Notation::Fixed, precision: places, ..Style::REPR };
            write_magnitude(&mut text, value, style).unwrap();
            let expected = std::format!("{value:.places$}");
            assert_eq!(std::str::from_utf8(text.as_bytes()), Ok(expected.as_str()));
        }
    }
}

use super::super::complex::Complex;
use super::super::int::IntBuf;
use super::super::text::count;
use super::*;
use heap::TryVec;
use std::string::String;

/// A formatted text or the message of the exception.
fn finish(spec: &str, type_name: &str, result: impl FnOnce(&mut TryVec<u8>) -> Result<(), FormatError>) -> String {
    let mut out = TryVec::new();
    if let Err(error) = result(&mut out) {
        out.clear();
        error.write_message(&mut out, spec.as_bytes(), type_name.as_bytes()).unwrap();
    }
    String::from_utf8(out.to_vec()).unwrap()
}

fn int(value: i64, spec: &str) -> String {
    finish(spec, "int", |out| {
        format_int(out, IntBuf::from_i64(value).view(), &parse_spec(spec.as_bytes(), Align::Right, None)?)
    })
}

fn float(value: f64, spec: &str) -> String {
    finish(spec, "float", |out| format_float(out, value, &parse_spec(spec.as_bytes(), Align::Right, None)?))
}

fn text(value: &str, spec: &str) -> String {
    finish(spec, "str", |out| {
        format_text(out, value.as_bytes(), &parse_spec(spec.as_bytes(), Align::Left, Some(b's'))?)
    })
}

fn complex(real: f64, imaginary: f64, spec: &str) -> String {
    let value = Complex::new(real, imaginary);
    finish(spec, "complex", |out| format_complex(out, value, &parse_spec(spec.as_bytes(), Align::Right, None)?))
}

#[test]
fn integers() {
    assert_eq!(
        (int(-5, "05"), int(5, "+"), int(5, " d"), int(255, "#x")),
        ("-0005".into(), "+5".into(), " 5".into(), "0xff".into())
    );
    assert_eq!(
        (int(255, "#010X"), int(10, "#b"), int(1234567, ",")),
        ("0X000000FF".into(), "0b1010".into(), "1,234,567".into())
    );
    assert_eq!(
        (int(1234, "08,d"), int(1234, "09,d"), int(1234, "010,d")),
        ("0,001,234".into(), "0,001,234".into(), "00,001,234".into())
    );
    assert_eq!(
        (int(0xABCDEF, "_x"), int(-3, "é^7"), int(-3, "*=5")),
        ("ab_cdef".into(), "éé-3ééé".into(), "-***3".into())
    );
    assert_eq!(
        (int(65, "c"), int(65, "<3c"), int(2, ".1f"), int(2, "%")),
        ("A".into(), "A  ".into(), "2.0".into(), "200.000000%".into())
    );
}

#[test]
fn integer_errors() {
    for (spec, message) in [
        ("y", "Unknown format code 'y' for object of type 'int'"),
        ("\n", "Unknown format code '\\xa' for object of type 'int'"),
        ("é", "Unknown format code '\\xe9' for object of type 'int'"),
        ("5.5.5", "Invalid format specifier '5.5.5' for object of type 'int'"),
        (".2d", "Precision not allowed in integer format specifier"),
        (".", "Format specifier missing precision"),
        ("99999999999999999999", "Too many decimal digits in format string"),
        (",x", "Cannot specify ',' with 'x'."),
        (",_", "Cannot specify both ',' and '_'."),
        ("_,", "Cannot specify both ',' and '_'."),
        (",,", "Cannot specify ',' with ','."),
        ("+c", "Sign not allowed with integer format specifier 'c'"),
        ("#c", "Alternate form (#) not allowed with integer format specifier 'c'"),
        ("zd", "Negative zero coercion (z) not allowed in integer format specifier"),
    ] {
        assert_eq!(int(1, spec), message, "{spec}");
    }
    assert_eq!(int(-1, "c"), "%c arg not in range(0x110000)");
}

#[test]
fn floats() {
    for (value, spec, expected) in [
        (1e16, ".17", "1e+16"),
        (100.0, ".5", "100.0"),
        (123456.0, ".3", "1.23e+05"),
        (12345.0, ".5", "1.2345e+04"),
        (1e15, ",", "1,000,000,000,000,000.0"),
        (12345.678, "015,.2f", "0,000,012,345.68"),
        (0.0, "#.0f", "0."),
        (1e5, "#.0e", "1.e+05"),
        (5.0, "#", "5.0"),
        (1e20, "#", "1.e+20"),
        (f64::INFINITY, "012,", "000000000inf"),
        (0.125, ".1%", "12.5%"),
        (-0.01, "z.1f", "0.0"),
        (-0.01, ".1f", "-0.0"),
        (f64::NAN, "+F", "+NAN"),
        (1.5, "<8", "1.5     "),
        (1.5, "+08.2f", "+0001.50"),
        (0.1, "", "0.1"),
        (1.0, "d", "Unknown format code 'd' for object of type 'float'"),
    ] {
        assert_eq!(float(value, spec), expected, "{spec}");
    }
}

#[test]
fn complex_numbers() {
    assert_eq!(complex(1.0, 2.0, ">10"), "    (1+2j)");
    assert_eq!((complex(0.0, 1.0, "+"), complex(1.0, 2.0, "+.1f")), ("+1j".into(), "+1.0+2.0j".into()));
    assert_eq!((complex(12345.0, 2.0, ","), complex(1.0, 2.0, "#")), ("(12,345+2j)".into(), "(1.+2.j)".into()));
    assert_eq!(complex(0.0, 1.0, "05"), "Zero padding is not allowed in complex format specifier");
    assert_eq!(complex(0.0, 1.0, "="), "'=' alignment flag is not allowed in complex format specifier");
    assert_eq!(complex(0.0, 1.0, "%"), "Unknown format code '%' for object of type 'complex'");
}

#[test]
fn texts() {
    assert_eq!(
        (text("añb", "5"), text("añb", "^6"), text("añb", ".2"), text("a", "05")),
        ("añb  ".into(), " añb  ".into(), "añ".into(), "a0000".into())
    );
    for (spec, message) in [
        (",", "Cannot specify ',' with 's'."),
        ("+", "Sign not allowed in string format specifier"),
        (" ", "Space not allowed in string format specifier"),
        ("=", "'=' alignment not allowed in string format specifier"),
        ("#", "Alternate form (#) not allowed in string format specifier"),
        ("z", "Negative zero coercion (z) not allowed in string format specifier"),
        ("d", "Unknown format code 'd' for object of type 'str'"),
    ] {
        assert_eq!(text("a", spec), message);
    }
}

fn percent_int(format: &str, value: i64) -> String {
    let mut out = TryVec::new();
    format_percent_int(&mut out, IntBuf::from_i64(value).view(), &parse_percent(format.as_bytes()).unwrap()).unwrap();
    String::from_utf8(out.to_vec()).unwrap()
}

fn percent_float(format: &str, value: f64) -> String {
    let mut out = TryVec::new();
    format_percent_float(&mut out, value, &parse_percent(format.as_bytes()).unwrap()).unwrap();
    String::from_utf8(out.to_vec()).unwrap()
}

#[test]
fn percent_numbers() {
    for (format, value, expected) in [
        ("d", 5, "5"),
        ("05d", -3, "-0003"),
        ("-08d", 5, "5       "),
        ("#o", 8, "0o10"),
        ("#X", 255, "0XFF"),
        ("+.3d", 5, "+005"),
        ("010.5d", -42, "-000000042"),
        ("#08x", -255, "-0x000ff"),
        ("#.5x", 255, "0x000ff"),
        (" d", 5, " 5"),
        ("-+5d", 3, "+3   "),
        (".0x", 0, "0"),
        ("ld", 3, "3"),
    ] {
        assert_eq!(percent_int(format, value), expected, "{format}");
    }
    for (format, value, expected) in [
        ("08.3f", -3.25159, "-003.252"),
        ("#g", 1.0, "1.00000"),
        ("05f", f64::INFINITY, "00inf"),
        ("F", f64::INFINITY, "INF"),
        (".f", 1.5, "2"),
        ("+f", f64::NAN, "+nan"),
        ("10.2e", 12345.0, "  1.23e+04"),
    ] {
        assert_eq!(percent_float(format, value), expected, "{format}");
    }
}

#[test]
fn percent_texts_and_parsing() {
    let spec = parse_percent("(a(b)c)-*.*lé rest".as_bytes()).unwrap();
    assert_eq!((spec.key, spec.left), (Some(&b"a(b)c"[..]), true));
    assert_eq!((spec.width, spec.precision), (Some(Amount::Argument), Some(Amount::Argument)));
    assert_eq!((spec.kind, spec.kind_start, spec.len), (0xE9, 12, 14));
    let mut message = TryVec::new();
    spec.write_unsupported(&mut message, 13).unwrap();
    assert_eq!(&message[..], b"unsupported format character '?' (0xe9) at index 13");
    assert_eq!(parse_percent(b"(a"), Err(PercentError::Value("incomplete format key")));
    assert_eq!(parse_percent(b"."), Err(PercentError::Value("incomplete format")));
    assert_eq!(parse_percent(b".99999999999999999999d"), Err(PercentError::Value("precision too big")));
    assert_eq!(parse_percent(b"99999999999999999999d"), Err(PercentError::Value("width too big")));
    let mut out = TryVec::new();
    format_percent_text(&mut out, "añb".as_bytes(), &parse_percent(b"4.2s").unwrap(), false).unwrap();
    format_percent_text(&mut out, b"abc", &parse_percent(b"-4.2s").unwrap(), true).unwrap();
    format_percent_char(&mut out, IntBuf::from_i64(0xE9).view(), &parse_percent(b"2.0c").unwrap()).unwrap();
    assert_eq!(std::str::from_utf8(&out).unwrap(), "  añab   é");
    assert_eq!(count(&out), 10);
    let mut spec = parse_percent(b"*d").unwrap();
    spec.set_width(-3);
    assert_eq!((spec.left, spec.width), (true, Some(Amount::Given(3))));
}

#[test]
fn no_text_makes_a_parser_panic() {
    const ALPHABET: &[u8] = b"0019.eExXjJpPnaif+-_()<>^=#z,%*cdsg \xc3\xa9\xed\xa0\x80\xff";
    let mut random = super::super::limbs::tests::Random::new(41);
    for _ in 0..20_000 {
        let len = random.below(12);
        let text: std::vec::Vec<u8> = (0..len).map(|_| ALPHABET[random.below(ALPHABET.len())]).collect();
        let _ = super::super::parse_int::parse_int(&text, random.below(38) as u32).unwrap();
        let _ = super::super::float::parse_float(&text).unwrap();
        let _ = super::super::float::from_hex(&text);
        let _ = super::super::complex::parse_complex(&text).unwrap();
        let _ = super::super::text::validate_utf8(&text);
        let mut out = TryVec::new();
        if let Ok(spec) = parse_percent(&text) {
            spec.write_unsupported(&mut out, 0).unwrap();
        }
        if let Ok(mut spec) = parse_spec(&text, Align::Right, None) {
            spec.width = spec.width.min(100);
            spec.precision = spec.precision.map(|precision| precision.min(2000));
            let _ = format_float(&mut out, f64::from_bits(random.next()), &spec);
            let _ = format_int(&mut out, IntBuf::from_i64(random.next() as i64).view(), &spec);
            let _ = format_complex(&mut out, Complex::new(1.5, f64::from_bits(random.next())), &spec);
            let _ = format_text(&mut out, &text, &spec);
        }
    }
}

//! The values of literals.

use super::{string_value, with_expression};
use crate::ast::{Conversion, ExprKind, FStringField, FStringPart};
use std::string::String;
use std::{assert, assert_eq, format, panic, vec};

#[test]
fn integers() {
    let cases = [
        ("0", 0),
        ("00_0", 0),
        ("1_000", 1000),
        ("0xFF_ff", 0xffff),
        ("0o17", 15),
        ("0b1010", 10),
        ("9223372036854775807", i64::MAX),
        ("0x7fff_ffff_ffff_ffff", i64::MAX),
    ];
    for (source, expected) in cases {
        with_expression(source, |expression| {
            assert!(matches!(expression.kind, ExprKind::Int(value) if value == expected))
        });
    }
}

#[test]
fn big_integers() {
    let cases = [
        ("9223372036854775808", "9223372036854775808", 10),
        ("1_0000_0000_0000_0000_0000", "100000000000000000000", 10),
        ("0x1_0000000000000000", "10000000000000000", 16),
        ("0o7777777777777777777777", "7777777777777777777777", 8),
    ];
    for (source, expected, base) in cases {
        with_expression(source, |expression| match expression.kind {
            ExprKind::BigInt { digits, radix } => assert_eq!((digits, radix), (expected, base)),
            other => panic!("{other:?}"),
        });
    }
}

#[test]
fn floats() {
    let cases =
        [("1.", 1.0), (".5", 0.5), ("1e5", 1e5), ("1_0.2_5e+0_1", 102.5), ("01.5", 1.5), ("1e400", f64::INFINITY)];
    for (source, expected) in cases {
        with_expression(source, |expression| match expression.kind {
            ExprKind::Float(value) => assert_eq!(value, expected),
            other => panic!("{other:?}"),
        });
        with_expression(&format!("{source}j"), |expression| match expression.kind {
            ExprKind::Imaginary(value) => assert_eq!(value, expected),
            other => panic!("{other:?}"),
        });
    }
    with_expression("0_7j", |expression| assert!(matches!(expression.kind, ExprKind::Imaginary(7.0))));
}

#[test]
fn escapes() {
    let cases: &[(&str, &[u8])] = &[
        (r"'\a\b\f\n\r\t\v\\\'\''", b"\x07\x08\x0c\n\r\t\x0b\\''"),
        (r"'\0\101\777\08'", "\0A\u{1ff}\08".as_bytes()),
        (r"'\x41\u00e9\U0001F600'", "A\u{e9}\u{1F600}".as_bytes()),
        (r"'\q\8'", br"\q\8"),
        ("'a\\\nb\\\r\nc'", b"abc"),
        ("'''a\r\nb\rc\n'''", b"a\nb\nc\n"),
        (r"r'\n\'\x'", br"\n\'\x"),
        (r"'\ud83d\ude00'", b"\xed\xa0\xbd\xed\xb8\x80"),
        (r"b'\xff\101\777\u0041\N{x}'", b"\xffA\xff\\u0041\\N{x}"),
        (r"rb'\xff'", br"\xff"),
        ("'a' \"b\" '''c''' u'd' r'\\e'", br"abcd\e"),
        ("b'a' B'b' Rb'\\c'", br"ab\c"),
        ("''", b""),
        ("'\u{e9}'", "\u{e9}".as_bytes()),
        ("''''a'''", b"'a"),
    ];
    for (source, expected) in cases {
        assert_eq!(string_value(source), *expected, "{source}");
    }
}

#[test]
fn character_names_come_from_the_caller() {
    let find = |name: &str| if name == "BULLET" { Some('\u{2022}') } else { None };
    let limits = crate::parse::Limits { character_by_name: find, ..Default::default() };
    for (source, accepted) in [(r"'\N{BULLET}'", true), (r"'\N{PELLET}'", false), (r"f'\N{BULLET}{x}'", true)] {
        let arena = bumpalo::Bump::new();
        let result = crate::parse::parse(&arena, source.as_bytes(), crate::ast::Mode::Expression, &limits);
        assert_eq!(result.is_ok(), accepted, "{source}");
    }
}

/// An f-string in a compact form: fields as `<value!conversion:format>`.
fn show(source: &str, parts: &[FStringPart<'_>]) -> String {
    parts.iter().map(|part| show_part(source, part)).collect()
}

fn show_part(source: &str, part: &FStringPart<'_>) -> String {
    let FStringField { value, conversion, format, .. } = match part {
        FStringPart::Literal(text) => return String::from_utf8(text.to_vec()).unwrap(),
        FStringPart::Field(field) => **field,
    };
    let conversion = match conversion {
        None => "",
        Some(Conversion::Str) => "!s",
        Some(Conversion::Repr) => "!r",
        Some(Conversion::Ascii) => "!a",
    };
    let format = format.map_or(String::new(), |format| format!(":{}", show(source, format)));
    format!("<{}{conversion}{format}>", super::text(source, value.span))
}

#[test]
fn fstrings() {
    let cases = [
        ("f''", ""),
        ("f'a{b}c'", "a<b>c"),
        ("f'{a}{b!s}{c!r}{d!a}'", "<a><b!s><c!r><d!a>"),
        ("f'{{{a}}}'", "{<a>}"),
        ("f'{a:>{w}.{p}f}'", "<a:><w>.<p>f>"),
        ("f'{a:}'", "<a:>"),
        ("f'{a!r:x}'", "<a!r:x>"),
        ("f'{a=}'", "a=<a!r>"),
        ("f'x{ a = }y'", "x a = <a!r>y"),
        ("f'{a=!s}{b=:x}'", "a=<a!s>b=<b:x>"),
        ("f'{a[\"x\"]}' \"{b}\" f'{'c'}'", "<a[\"x\"]>{b}<'c'>"),
        ("f'{f'{f'{1}'}'}'", "<f'{f'{1}'}'>"),
        ("f'{a!=b}{c==d}{e<=f}'", "<a!=b><c==d><e<=f>"),
        ("f'{a:=5}'", "<a:=5>"),
        ("f'{(a:=5)}'", "<a:=5>"),
        ("f'{(lambda x: x)}'", "<lambda x: x>"),
        ("f'{a,}{*b,}'", "<a,><*b,>"),
        ("f'{a[1:2]}{ {1: 2}[1] }'", "<a[1:2]><{1: 2}[1]>"),
        ("f'\\n\\x41\\{a}'", "\nA\\<a>"),
        ("rf'\\n{a}\\d'", "\\n<a>\\d"),
        ("f'''\n{\na\n}\n'''", "\n<a>\n"),
        ("f'''{a # comment\n}'''", "<a>"),
        ("f'{a:%H:%M}'", "<a:%H:%M>"),
        ("f'{yield_}{x if y else z:w}'", "<yield_><x if y else z:w>"),
        ("f'''{a = # comment\n}'''", "a = \n<a!r>"),
        ("f'{a[\"#\"]=}'", "a[\"#\"]=<a[\"#\"]!r>"),
        ("f'{a:{b!r:{c}}}'", "<a:<b!r:<c>>>"),
        ("f'{a:\\x41}'", "<a:A>"),
    ];
    for (source, expected) in cases {
        with_expression(source, |expression| match expression.kind {
            ExprKind::FString(parts) => assert_eq!(show(source, parts), expected, "{source}"),
            other => panic!("{source}: {other:?}"),
        });
    }
}

#[test]
fn text_of_fstrings_is_joined() {
    with_expression("'a' f'b' 'c' f'{d}e' 'f'", |expression| {
        let ExprKind::FString([FStringPart::Literal(first), FStringPart::Field(_), FStringPart::Literal(last)]) =
            expression.kind
        else {
            panic!("{expression:?}");
        };
        assert_eq!(vec![*first, *last], vec![&b"abc"[..], b"ef"]);
    });
}

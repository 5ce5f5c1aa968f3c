use super::*;
use crate::number::limbs::tests::Random;
use crate::number::sink::Sink;
use heap::{OutOfMemory, TryVec};
use std::string::String;
use std::vec::Vec;

fn sample(random: &mut Random) -> (Vec<u32>, Vec<u8>) {
    let code_points: Vec<u32> = (0..random.below(40))
        .map(|_| match random.below(5) {
            0 => 0xD800 + random.below(0x800) as u32,
            1 => random.below(0x800) as u32,
            2 => random.below(0x11_0000) as u32,
            _ => random.below(0x80) as u32,
        })
        .collect();
    let text = code_points.iter().flat_map(|&c| encode(c).as_bytes().to_vec()).collect();
    (code_points, text)
}

#[test]
fn code_points_and_offsets() {
    let mut random = Random::new(21);
    for _ in 0..500 {
        let (expected, text) = sample(&mut random);
        assert_eq!(code_points(&text).collect::<Vec<_>>(), expected);
        let mut backwards: Vec<_> = code_points(&text).rev().collect();
        backwards.reverse();
        assert_eq!(backwards, expected);
        assert_eq!(count(&text), expected.len());
        let mut offset = 0;
        for (index, &code_point) in expected.iter().enumerate() {
            assert_eq!(offset_of(&text, index), Some(offset));
            offset += encode(code_point).as_bytes().len();
        }
        assert_eq!(offset_of(&text, expected.len()), Some(text.len()));
        assert_eq!(offset_of(&text, expected.len() + 1), None);
    }
    assert_eq!(encode(0x1F600).as_bytes(), "\u{1F600}".as_bytes());
}

#[test]
fn faults_of_utf8() {
    let fault = |bytes: &[u8]| validate_utf8(bytes).unwrap_err();
    assert!(validate_utf8("aé€😀".as_bytes()).is_ok());
    assert_eq!(fault(b"ab\xff"), Utf8Error { start: 2, end: 3, reason: "invalid start byte" });
    assert_eq!(fault(b"\x80"), Utf8Error { start: 0, end: 1, reason: "invalid start byte" });
    assert_eq!(fault(b"\xed\xa0\x80"), Utf8Error { start: 0, end: 1, reason: "invalid continuation byte" });
    assert_eq!(fault(b"x\xe2\x82z"), Utf8Error { start: 1, end: 3, reason: "invalid continuation byte" });
    assert_eq!(fault(b"x\xe2\x82"), Utf8Error { start: 1, end: 3, reason: "unexpected end of data" });
    assert_eq!(first_surrogate(b"\xed\x9f\xbfa\xed\xa0\x80"), Some(4));
    assert_eq!(first_surrogate("íÿ".as_bytes()), None);
}

#[test]
fn properties_of_characters() {
    let all = |text: &str, property: fn(u32) -> bool| text.chars().all(|c| property(c.into()));
    assert!(all("aZéßЖ中ªʰ", is_alpha) && !is_alpha('1'.into()) && !is_alpha('Ⅷ'.into()) && !is_alpha('ⓐ'.into()));
    assert!(all("0٣９", is_decimal) && !is_decimal('²'.into()));
    assert!(all("0٣²④", is_digit) && !is_digit('½'.into()));
    assert!(all("0²½Ⅷ一", is_numeric));
    assert_eq!((decimal_value('٣'.into()), digit_value('⑨'.into())), (Some(3), Some(9)));
    assert!(all(" \t\n\x0b\x1c\u{85}\u{a0}\u{3000}", is_space) && !is_space(0x200B));
    assert!(all("a é中\u{301}", is_printable) && !is_printable(0xA0) && !is_printable(0xD800) && !is_printable(0x378));
    assert!(all("_aé中", is_identifier_start) && !is_identifier_start('1'.into()));
    assert!(all("1_a\u{301}", is_identifier_continue) && !is_identifier_continue('-'.into()));
    assert!(is_title(0x1C5) && is_upper('Ж'.into()) && is_lower('ß'.into()));
}

fn mapped(map: fn(&mut dyn Sink, &[u8]) -> Result<(), OutOfMemory>, text: &str) -> String {
    let mut out = TryVec::new();
    map(&mut out, text.as_bytes()).unwrap();
    String::from_utf8(out.to_vec()).unwrap()
}

#[test]
fn cases() {
    assert_eq!(mapped(append_uppered, "straße ŉ ﬁ"), "STRASSE ʼN FI");
    assert_eq!(mapped(append_lowered, "ΟΔΟΣ ΣΑ Σ ABC"), "οδος σα σ abc");
    assert_eq!(mapped(append_titled, "they're ﬁne ǆ ᾳ ßa"), "They'Re Fine ǅ ᾼ Ssa");
    assert_eq!(mapped(append_capitalized, "éCOLE ABC"), "École abc");
    assert_eq!(mapped(append_swapped, "aBc ßÉ"), "AbC SSé");
    assert_eq!(mapped(append_casefolded, "Straße ẞ ς ı"), "strasse ss σ ı");
}

#[test]
fn searches() {
    assert_eq!(find(b"abcabc", b"ca"), Some(2));
    assert_eq!((find(b"abc", b""), rfind(b"abc", b"")), (Some(0), Some(3)));
    assert_eq!((rfind(b"abcabc", b"abc"), rfind(b"abcabc", b"c")), (Some(3), Some(5)));
    assert_eq!((count_matches(b"aaaa", b"aa"), count_matches(b"aaaa", b"a")), (2, 4));
    assert_eq!((find_byte(b"abab", b'b'), rfind_byte(b"abab", b'b')), (Some(1), Some(3)));
}

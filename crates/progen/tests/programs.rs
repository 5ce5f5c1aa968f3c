//! What the generator promises, as far as it can be seen without running a program.

use amphis_progen::{bytes_of_seed, program};

#[test]
fn the_same_bytes_make_the_same_program() {
    for seed in 0..200 {
        assert_eq!(program(&bytes_of_seed(seed)), program(&bytes_of_seed(seed)));
    }
    assert_ne!(program(&bytes_of_seed(1)), program(&bytes_of_seed(2)));
}

#[test]
fn any_bytes_make_a_program() {
    let bytes = bytes_of_seed(7);
    for length in 0..bytes.len() {
        let text = program(&bytes[..length]);
        assert!(text.starts_with("KEPT = []\n") && text.ends_with('\n'));
    }
    for byte in 0..=255 {
        let lines = program(&[byte; 2000]).lines().count();
        assert!(lines < 1000, "{byte}: {lines}");
    }
}

#[test]
fn programs_are_not_too_long() {
    let lengths: Vec<usize> = (0..1000).map(|seed| program(&bytes_of_seed(seed)).lines().count()).collect();
    assert!(lengths.iter().all(|&length| length < 400), "{:?}", lengths.iter().max());
    let usual = lengths.iter().filter(|&&length| (30..200).contains(&length)).count();
    assert!(usual > 800, "{usual} of 1000 have a usual length");
}

/// Everything that the generator is said to cover appears, and not only once in a blue moon.
#[test]
fn the_grammar_is_covered() {
    const FORMS: &[&str] = &[
        "def ",
        "class ",
        "super().",
        "@property",
        ".setter",
        "@staticmethod",
        "@classmethod",
        "@loud",
        "nonlocal ",
        "global ",
        "lambda",
        "yield ",
        "yield from",
        ".send(",
        ".throw(",
        ".close()",
        "raise ",
        " from ",
        "except:",
        "except* ",
        "else:",
        "finally:",
        "with Manager",
        "async with",
        "async for",
        "await ",
        "async def",
        "match ",
        "case ",
        "del ",
        " := ",
        "**{",
        "*[",
        "f'",
        "[::-1]",
        "while ",
        "break",
        "continue",
        "assert ",
        " += ",
        "elif ",
        "2 ** 70",
        "__add__",
        "__exit__",
        "__iter__",
        "__getattr__",
        " if ",
        " for ",
        "/",
        "*, ",
        " as ",
        "return",
    ];
    let programs: Vec<String> = (0..1000).map(|seed| program(&bytes_of_seed(seed))).collect();
    for form in FORMS {
        // The helpers at the beginning do not count.
        let count = programs
            .iter()
            .filter(|text| {
                text.rmatch_indices("show(e):").next().is_some_and(|(start, _)| text[start..].contains(form))
            })
            .count();
        assert!(count >= 10, "{form:?} appears in {count} of 1000 programs");
    }
}

//! Literals.

use crate::generator::Generator;

impl Generator<'_> {
    pub(crate) fn int_literal(&mut self) -> String {
        match self.choices.below(16) {
            14 => self.pick(&["1000003", "0x7fffffff", "-1", "255", "65536", "-1000"]).into(),
            15 => self.big_int(),
            number => (number % 8).to_string(),
        }
    }

    pub(crate) fn big_int(&mut self) -> String {
        self.pick(&[
            "2 ** 70",
            "10 ** 25",
            "0x1_0000_0000",
            "4611686018427387904",
            "-(2 ** 64)",
            "123456789012345678901234567890",
            "1073741824",
            "-9223372036854775808",
        ])
        .into()
    }

    /// A divisor that keeps numbers small.
    pub(crate) fn modulus(&mut self) -> &'static str {
        self.pick(&["1000", "97", "(2 ** 31 - 1)", "1000000007", "(2 ** 61 - 1)", "10 ** 25", "(2 ** 30)"])
    }

    pub(crate) fn string_literal(&mut self) -> String {
        self.pick(&["'a'", "'abc'", "''", "'xyz'", "'Hello'", "'b c d'", "'12'", "'äöü'", "'7'", "'q\\n'"]).into()
    }

    pub(crate) fn key_literal(&mut self) -> String {
        self.pick(&["'a'", "'b'", "'c'", "1", "2", "'k'"]).into()
    }

    /// The name of a builtin exception class.
    pub(crate) fn exception_name(&mut self) -> &'static str {
        self.pick(&[
            "ValueError",
            "TypeError",
            "KeyError",
            "IndexError",
            "ZeroDivisionError",
            "RuntimeError",
            "AttributeError",
            "LookupError",
            "ArithmeticError",
            "Exception",
            "NameError",
            "StopIteration",
            "OverflowError",
            "AssertionError",
            "NotImplementedError",
        ])
    }

    /// The name of an exception class of the program or of a builtin one.
    pub(crate) fn exception_class(&mut self) -> String {
        let known = self.known_classes(|class| class.exception);
        if !known.is_empty() && self.choices.chance(150) {
            let index = self.choices.below(known.len());
            return self.classes[known[index]].name.clone();
        }
        self.exception_name().into()
    }
}

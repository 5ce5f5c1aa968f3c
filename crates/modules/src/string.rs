//! `string`: constants, and functions on text. `Template` and `Formatter` are written in Python, in the frozen module
//! `_string`.

use runtime::native::{Args, Member, ModuleDefinition, NativeResult};
use runtime::symbols::sym;
use runtime::value::Value;
use runtime::vm::Vm;

/// `string`
pub static MODULE: ModuleDefinition = ModuleDefinition {
    name: "string",
    doc: runtime::native::doc("Constants, and functions on text."),
    members: MEMBERS,
    initialize: None,
};

static MEMBERS: &[Member] = &[
    Member::str("ascii_lowercase", "abcdefghijklmnopqrstuvwxyz"),
    Member::str("ascii_uppercase", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
    Member::str("ascii_letters", "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"),
    Member::str("digits", "0123456789"),
    Member::str("hexdigits", "0123456789abcdefABCDEF"),
    Member::str("octdigits", "01234567"),
    Member::str("punctuation", "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"),
    Member::str("whitespace", " \t\n\r\x0b\x0c"),
    Member::str(
        "printable",
        "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~ \t\n\r\x0b\x0c",
    ),
    Member::function("capwords", "s, sep=None", cap_words, "Capitalizes all words."),
    Member::lazy("Template", |vm| crate::frozen::attribute(vm, b"_string", b"Template")),
    Member::lazy("Formatter", |vm| crate::frozen::attribute(vm, b"_string", b"Formatter")),
];

fn cap_words(vm: &mut Vm, args: &Args) -> NativeResult {
    let separator = args.get_not_none(1);
    let words = match separator {
        Some(separator) => vm.call_method(args.at(0), sym::split, &[separator])?,
        None => vm.call_method(args.at(0), sym::split, &[])?,
    };
    let words = vm.collect_list(words)?;
    let capitalize = vm.intern(b"capitalize")?;
    for index in 0..words.len() {
        let word = vm.call_method(words.get(index).unwrap_or(Value::NONE), capitalize, &[])?;
        words.set(index, word);
    }
    vm.call_method(separator.unwrap_or(sym::SPACE.value()), sym::join, &[words.value()])
}

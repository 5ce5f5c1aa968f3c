//! `str`.
//!
//! | file | what |
//! |---|---|
//! | `mod.rs` | the type, its constructor and operators |
//! | `index.rs` | indexing and slicing |
//! | `iterator.rs` | `str_iterator` |
//! | `case.rs` | `upper` and its like |
//! | `kind.rs` | `isalpha` and its like |
//! | `repr.rs` | `repr` and `ascii` |
//! | `translate.rs` | `maketrans` and `translate` |
//!
//! What `str` shares with `bytes` is in [`crate::types::text`], encoding in [`crate::types::codec`], formatting in
//! [`crate::types::template`].

pub mod case;
mod index;
pub mod iterator;
mod kind;
pub mod repr;
mod translate;

pub use index::get_slice;

use crate::native::{Args, Member, NativeResult};
use crate::object::{Kind, Ref, Str, Type};
use crate::types::arguments::{Integer, integer};
use crate::types::text::{Operand, StrText, Text, change, join, pad, search, split};
use crate::types::{BinaryOperator, Comparison, Slots, codec, exception, template};
use crate::value::Value;
use crate::vm::{Raised, Vm};

static SLOTS: Slots = Slots {
    new: Some(new),
    repr: Some(repr::repr),
    str: Some(|vm, text| match text.as_ref::<Str>() {
        Some(text) => StrText(text).unchanged(vm),
        None => Ok(text),
    }),
    format: Some(template::format_str),
    hash: Some(|_, text| Ok(text.as_ref::<Str>().map_or(0, |text| i64::from(text.hash())))),
    length: Some(|_, text| Ok(text.as_ref::<Str>().map_or(0, |text| text.characters as usize))),
    get_item: Some(index::get_item),
    contains: Some(contains),
    iter: Some(iterator::iter),
    compare: Some(compare),
    binary: Some(binary),
    ..Slots::NONE
};

static MEMBERS: &[Member] = &[
    #[cfg(feature = "text-methods")]
    Member::function(
        "capitalize",
        "self, /",
        case::capitalize,
        "The first character in title case, the others in lower case.",
    ),
    #[cfg(feature = "text-methods")]
    Member::function("casefold", "self, /", case::casefold, "A version for comparison without case."),
    Member::function("center", "self, width, fillchar=' ', /", pad::center::<StrText>, "Pads on both sides."),
    Member::function(
        "count",
        "self, sub, start=None, end=None, /",
        search::count::<StrText>,
        "How often a text occurs without overlap.",
    ),
    Member::function("encode", "self, encoding='utf-8', errors='strict'", codec::encode_method, "The text as bytes."),
    Member::function(
        "endswith",
        "self, suffix, start=None, end=None, /",
        search::endswith::<StrText>,
        "Whether it ends with a text, or one of a tuple.",
    ),
    #[cfg(feature = "text-methods")]
    Member::function("expandtabs", "self, tabsize=8", pad::expandtabs::<StrText>, "Replaces tabs by spaces."),
    Member::function(
        "find",
        "self, sub, start=None, end=None, /",
        search::find::<StrText>,
        "The first index of a text, or -1.",
    ),
    Member::function("format", "self, *args, **kwargs", template::format_method, "Fills in the fields in braces."),
    #[cfg(feature = "text-methods")]
    Member::function(
        "format_map",
        "self, mapping, /",
        template::format_map,
        "Fills in the fields in braces from a mapping.",
    ),
    Member::function(
        "index",
        "self, sub, start=None, end=None, /",
        search::index::<StrText>,
        "The first index of a text.",
    ),
    #[cfg(feature = "text-methods")]
    Member::function("isalnum", "self, /", kind::isalnum, "Whether all characters are letters or digits."),
    Member::function("isalpha", "self, /", kind::isalpha, "Whether all characters are letters."),
    #[cfg(feature = "text-methods")]
    Member::function("isascii", "self, /", kind::isascii, "Whether all characters are ASCII."),
    #[cfg(feature = "text-methods")]
    Member::function("isdecimal", "self, /", kind::isdecimal, "Whether all characters are decimal digits."),
    Member::function("isdigit", "self, /", kind::isdigit, "Whether all characters are digits."),
    #[cfg(feature = "text-methods")]
    Member::function("isidentifier", "self, /", kind::isidentifier, "Whether it is a valid name."),
    Member::function("islower", "self, /", kind::islower, "Whether all letters are in lower case."),
    #[cfg(feature = "text-methods")]
    Member::function("isnumeric", "self, /", kind::isnumeric, "Whether all characters are numeric."),
    #[cfg(feature = "text-methods")]
    Member::function("isprintable", "self, /", kind::isprintable, "Whether repr() shows all characters as they are."),
    Member::function("isspace", "self, /", kind::isspace, "Whether all characters are white space."),
    #[cfg(feature = "text-methods")]
    Member::function("istitle", "self, /", kind::istitle, "Whether words begin with capitals, and only they."),
    Member::function("isupper", "self, /", kind::isupper, "Whether all letters are in upper case."),
    Member::function(
        "join",
        "self, iterable, /",
        join::join::<StrText>,
        "Concatenates texts with this one between them.",
    ),
    #[cfg(feature = "text-methods")]
    Member::function("ljust", "self, width, fillchar=' ', /", pad::ljust::<StrText>, "Pads on the right."),
    Member::function("lower", "self, /", case::lower, "In lower case."),
    Member::function(
        "lstrip",
        "self, chars=None, /",
        change::lstrip::<StrText>,
        "Without white space, or these characters, at the beginning.",
    ),
    #[cfg(feature = "text-methods")]
    Member::static_method("maketrans", "x, y=None, z=None, /", translate::maketrans, "A table for translate()."),
    Member::function(
        "partition",
        "self, sep, /",
        split::partition::<StrText>,
        "What is before, in and after the first separator.",
    ),
    #[cfg(feature = "text-methods")]
    Member::function("removeprefix", "self, prefix, /", change::removeprefix::<StrText>, "Without this beginning."),
    #[cfg(feature = "text-methods")]
    Member::function("removesuffix", "self, suffix, /", change::removesuffix::<StrText>, "Without this end."),
    Member::function(
        "replace",
        "self, old, new, count=-1, /",
        change::replace::<StrText>,
        "With one text replaced by another.",
    ),
    Member::function(
        "rfind",
        "self, sub, start=None, end=None, /",
        search::rfind::<StrText>,
        "The last index of a text, or -1.",
    ),
    Member::function(
        "rindex",
        "self, sub, start=None, end=None, /",
        search::rindex::<StrText>,
        "The last index of a text.",
    ),
    #[cfg(feature = "text-methods")]
    Member::function("rjust", "self, width, fillchar=' ', /", pad::rjust::<StrText>, "Pads on the left."),
    Member::function(
        "rpartition",
        "self, sep, /",
        split::rpartition::<StrText>,
        "What is before, in and after the last separator.",
    ),
    Member::function(
        "rsplit",
        "self, sep=None, maxsplit=-1",
        split::rsplit::<StrText>,
        "The pieces between separators, split from the end.",
    ),
    Member::function(
        "rstrip",
        "self, chars=None, /",
        change::rstrip::<StrText>,
        "Without white space, or these characters, at the end.",
    ),
    Member::function("split", "self, sep=None, maxsplit=-1", split::split::<StrText>, "The pieces between separators."),
    Member::function("splitlines", "self, keepends=False", split::splitlines::<StrText>, "The lines."),
    Member::function(
        "startswith",
        "self, prefix, start=None, end=None, /",
        search::startswith::<StrText>,
        "Whether it starts with a text, or one of a tuple.",
    ),
    Member::function(
        "strip",
        "self, chars=None, /",
        change::strip::<StrText>,
        "Without white space, or these characters, at the ends.",
    ),
    #[cfg(feature = "text-methods")]
    Member::function("swapcase", "self, /", case::swapcase, "With upper case for lower case and the other way round."),
    #[cfg(feature = "text-methods")]
    Member::function("title", "self, /", case::title, "Words in title case."),
    #[cfg(feature = "text-methods")]
    Member::function(
        "translate",
        "self, table, /",
        translate::translate,
        "Each character replaced by what a table has for it.",
    ),
    Member::function("upper", "self, /", case::upper, "In upper case."),
    #[cfg(feature = "text-methods")]
    Member::function("zfill", "self, width, /", pad::zfill::<StrText>, "Pads with zeros on the left."),
];

/// `str`
pub static STR: Type = Type::builtin("str", Kind::Str, "object='', encoding='utf-8', errors='strict'", &SLOTS, MEMBERS)
    .with_flags(Type::BASE | Type::MATCH_SELF)
    .with_doc("Text: a sequence of code points.");

fn new(vm: &mut Vm, class: Ref<Type>, args: &Args) -> NativeResult {
    let text = match args.get(0) {
        None => crate::symbols::sym::EMPTY.value(),
        Some(object) if args.get(1).is_none() && args.get(2).is_none() => vm.str(object)?,
        Some(object) => decode(vm, object, args)?,
    };
    if class.is_heap() { vm.extend(text, class) } else { Ok(text) }
}

fn decode(vm: &mut Vm, object: Value, args: &Args) -> NativeResult {
    let Some(buffer) = vm.buffer(object) else {
        let name = vm.type_name(object);
        return Err(match object.is_kind(Kind::Str) {
            true => vm.type_error(format_args!("decoding str is not supported")),
            false => vm.type_error(format_args!("decoding to str: need a bytes-like object, {name} found")),
        });
    };
    let (encoding, errors) = codec::arguments(vm, "str", args.get(1), args.get(2))?;
    codec::decode(vm, object, buffer, encoding, errors)
}

fn contains(vm: &mut Vm, text: Value, item: Value) -> Result<bool, Raised> {
    let text = StrText::receiver(vm, text)?;
    match item.as_ref::<Str>() {
        Some(item) => Ok(search::contains(&text, &Operand::Str(item))),
        None => {
            let name = vm.type_name(item);
            Err(vm.type_error(format_args!("'in <string>' requires string as left operand, not {name}")))
        }
    }
}

fn compare(_: &mut Vm, operator: Comparison, left: Value, right: Value) -> NativeResult {
    let (Some(a), Some(b)) = (left.as_ref::<Str>(), right.as_ref::<Str>()) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    Ok(Value::from_bool(match operator {
        Comparison::Eq => same(a, b),
        Comparison::Ne => !same(a, b),
        _ => operator.holds(a.as_bytes().cmp(b.as_bytes())),
    }))
}

/// Whether two strs have the same text.
#[inline]
pub fn same(a: Ref<Str>, b: Ref<Str>) -> bool {
    a == b || (!(a.is_interned() && b.is_interned()) && a.as_bytes() == b.as_bytes())
}

fn binary(vm: &mut Vm, operator: BinaryOperator, left: Value, right: Value) -> NativeResult {
    match (operator, left.as_ref::<Str>(), right.as_ref::<Str>()) {
        (BinaryOperator::Add, Some(a), Some(b)) => add(vm, a, b),
        (BinaryOperator::Add, Some(_), None) => {
            let name = vm.type_name(right);
            Err(vm.type_error(format_args!("can only concatenate str (not \"{name}\") to str")))
        }
        (BinaryOperator::Mul, Some(text), _) => multiply(vm, &StrText(text), right),
        (BinaryOperator::Mul, None, Some(text)) => multiply(vm, &StrText(text), left),
        (BinaryOperator::Mod, Some(_), _) => template::percent_str(vm, left, right),
        _ => Ok(Value::NOT_IMPLEMENTED),
    }
}

/// Concatenates two strs.
fn add(vm: &mut Vm, a: Ref<Str>, b: Ref<Str>) -> NativeResult {
    if b.length == 0 {
        return StrText(a).unchanged(vm);
    }
    if a.length == 0 {
        return StrText(b).unchanged(vm);
    }
    vm.append_str(a, b)
}

fn multiply(vm: &mut Vm, text: &StrText, count: Value) -> NativeResult {
    let count = repetitions(vm, count)?;
    change::repeat(vm, text, count)
}

/// How often a sequence is to be repeated.
pub fn repetitions(vm: &mut Vm, count: Value) -> Result<i64, Raised> {
    match integer(vm, count)? {
        Some(Integer::Small(number)) => Ok(number),
        Some(Integer::Large(_)) => {
            let message = format_args!("cannot fit 'int' into an index-sized integer");
            Err(vm.raise(&exception::OVERFLOW_ERROR, message))
        }
        None => {
            let name = vm.type_name(count);
            Err(vm.type_error(format_args!("can't multiply sequence by non-int of type '{name}'")))
        }
    }
}

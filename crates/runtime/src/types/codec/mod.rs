//! Encodings: text to bytes and back. UTF-8, ASCII and Latin-1.
//!
//! | file | what |
//! |---|---|
//! | `mod.rs` | names of encodings and error handlers, arguments |
//! | `decode.rs` | bytes to text |
//! | `encode.rs` | text to bytes |

pub mod decode;
pub mod encode;

pub use decode::{decode, decode_method};
pub use encode::{encode, encode_method};

use crate::object::{Str, Type};
use crate::types::exception;
use crate::types::text::ArgumentName;
use crate::value::Value;
use crate::vm::{Raised, Vm};

/// An encoding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8.
    Utf8,
    /// Bytes below 128.
    Ascii,
    /// A byte is the code point of the same number.
    Latin1,
}

/// What is done with what cannot be encoded or decoded.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Handler {
    /// An error.
    Strict,
    /// It is left out.
    Ignore,
    /// A question mark or U+FFFD stands for it.
    Replace,
    /// An escape sequence stands for it.
    BackslashReplace,
    /// A character reference stands for it; only to encode.
    CharacterReference,
    /// Bytes become surrogates and the other way round.
    SurrogateEscape,
    /// Surrogates are encoded as UTF-8 encodes other code points.
    SurrogatePass,
    /// A handler of this name is not known, which is an error as soon as it is needed.
    Unknown(Value),
}

impl Encoding {
    /// The name in messages.
    fn name(self) -> &'static str {
        match self {
            Encoding::Utf8 => "utf-8",
            Encoding::Ascii => "ascii",
            Encoding::Latin1 => "latin-1",
        }
    }

    /// The encoding of a name, in any of the usual spellings.
    fn of(name: &[u8]) -> Option<Encoding> {
        const NAMES: &[(&str, Encoding)] = &[
            ("utf8", Encoding::Utf8),
            ("u8", Encoding::Utf8),
            ("utf", Encoding::Utf8),
            ("ascii", Encoding::Ascii),
            ("usascii", Encoding::Ascii),
            ("646", Encoding::Ascii),
            ("latin1", Encoding::Latin1),
            ("latin", Encoding::Latin1),
            ("l1", Encoding::Latin1),
            ("iso88591", Encoding::Latin1),
            ("88591", Encoding::Latin1),
            ("cp819", Encoding::Latin1),
        ];
        let same = |known: &str| {
            let letters = name.iter().filter(|byte| !matches!(byte, b'-' | b'_' | b' '));
            letters.map(u8::to_ascii_lowercase).eq(known.bytes())
        };
        NAMES.iter().find(|(known, _)| same(known)).map(|&(_, encoding)| encoding)
    }
}

/// Reads the arguments `encoding` and `errors` of a function.
pub fn arguments(
    vm: &mut Vm,
    function: &str,
    encoding: Option<Value>,
    errors: Option<Value>,
) -> Result<(Encoding, Handler), Raised> {
    let encoding = match encoding {
        None => Encoding::Utf8,
        Some(value) => match value.as_ref::<Str>() {
            Some(name) => match Encoding::of(name.as_bytes()) {
                Some(encoding) => encoding,
                None => return Err(unknown_encoding(vm, value)),
            },
            None => return Err(not_a_name(vm, function, "encoding", value)),
        },
    };
    let handler = match errors {
        None => Handler::Strict,
        Some(value) => match value.as_ref::<Str>() {
            Some(name) => handler_of(name.as_bytes(), value),
            None => return Err(not_a_name(vm, function, "errors", value)),
        },
    };
    Ok((encoding, handler))
}

fn handler_of(name: &[u8], value: Value) -> Handler {
    match name {
        b"strict" => Handler::Strict,
        b"ignore" => Handler::Ignore,
        b"replace" => Handler::Replace,
        b"backslashreplace" => Handler::BackslashReplace,
        b"xmlcharrefreplace" => Handler::CharacterReference,
        b"surrogateescape" => Handler::SurrogateEscape,
        b"surrogatepass" => Handler::SurrogatePass,
        _ => Handler::Unknown(value),
    }
}

#[cold]
fn unknown_encoding(vm: &mut Vm, name: Value) -> Raised {
    let text = name.as_ref::<Str>();
    let text = text.as_ref().and_then(|text| text.as_str()).unwrap_or("?");
    vm.raise(&exception::LOOKUP_ERROR, format_args!("unknown encoding: {text}"))
}

#[cold]
fn unknown_handler(vm: &mut Vm, name: Value) -> Raised {
    let text = name.as_ref::<Str>();
    let text = text.as_ref().and_then(|text| text.as_str()).unwrap_or("?");
    vm.raise(&exception::LOOKUP_ERROR, format_args!("unknown error handler name '{text}'"))
}

#[cold]
fn not_a_name(vm: &mut Vm, function: &str, argument: &str, value: Value) -> Raised {
    let name = ArgumentName::of(vm, value);
    vm.type_error(format_args!("{function}() argument '{argument}' must be str, not {name}"))
}

/// Where and why something cannot be encoded or decoded.
struct Fault {
    encoding: Encoding,
    start: usize,
    end: usize,
    reason: &'static str,
}

/// Raises `UnicodeDecodeError` or `UnicodeEncodeError`.
#[cold]
fn raise_fault(vm: &mut Vm, class: &'static Type, object: Value, fault: &Fault) -> Raised {
    match fault_arguments(vm, object, fault) {
        Ok(arguments) => vm.raise_with(class, &arguments),
        Err(raised) => raised,
    }
}

fn fault_arguments(vm: &mut Vm, object: Value, fault: &Fault) -> Result<[Value; 5], Raised> {
    Ok([
        vm.new_str(fault.encoding.name().as_bytes())?,
        object,
        vm.new_int(fault.start as i64)?,
        vm.new_int(fault.end as i64)?,
        vm.new_str(fault.reason.as_bytes())?,
    ])
}

//! Native functions: how functions written in Rust are declared and get their arguments.
//!
//! A function or method is declared once, in a table of [`Member`]s, with a text signature as CPython shows it:
//! `"self, sep=None, maxsplit=-1"`. The signature is parsed when the program is compiled; it checks the number of
//! arguments, places keyword arguments, and words the errors. A default in the text only tells that the parameter may
//! be missing: the function itself supplies the value.

mod member;

pub use member::{GetSet, Getter, Member, MemberKind, ModuleDefinition, Setter};

use crate::object::{Kind, static_header};
use crate::value::Value;
use crate::vm::{Raised, Vm};
use heap::Header;

/// What a native function returns.
pub type NativeResult = Result<Value, Raised>;

/// A native function.
pub type NativeFunction = fn(&mut Vm, &Args) -> NativeResult;

/// The arguments of a native call. They are on the VM's stack, hence roots.
#[derive(Clone, Copy)]
pub struct Args<'a> {
    /// The named parameters in order; a missing one is `None`, and those at the end may be left off.
    slots: &'a [Option<Value>],
    /// Positional arguments beyond the named parameters, for a signature with `*args`.
    rest: &'a [Option<Value>],
    /// Keyword arguments that name no parameter, for a signature with `**kwargs`: a dict.
    keywords: Option<Value>,
}

impl<'a> Args<'a> {
    /// Arguments from their parts.
    #[inline(always)]
    pub fn new(slots: &'a [Option<Value>], rest: &'a [Option<Value>], keywords: Option<Value>) -> Self {
        Args { slots, rest, keywords }
    }

    /// The argument of a parameter that must be there; the signature guarantees it.
    #[inline(always)]
    pub fn at(&self, index: usize) -> Value {
        self.get(index).unwrap_or(Value::NONE)
    }

    /// The argument of a parameter that may be missing.
    #[inline(always)]
    pub fn get(&self, index: usize) -> Option<Value> {
        self.slots.get(index).copied().flatten()
    }

    /// The argument of a parameter that may be missing or `None`.
    #[inline(always)]
    pub fn get_not_none(&self, index: usize) -> Option<Value> {
        self.get(index).and_then(Value::not_none)
    }

    /// The number of slots that were passed; with positional arguments only, the number of arguments.
    #[inline(always)]
    pub fn len(&self) -> usize {
        self.slots.len()
    }

    /// Whether no slot was passed.
    pub fn is_empty(&self) -> bool {
        self.slots.is_empty()
    }

    /// The positional arguments beyond the named parameters.
    pub fn rest(&self) -> impl ExactSizeIterator<Item = Value> + DoubleEndedIterator + Clone + 'a {
        self.rest.iter().map(|slot| slot.unwrap_or(Value::NONE))
    }

    /// The number of arguments in `rest`.
    pub fn rest_len(&self) -> usize {
        self.rest.len()
    }

    /// One of the arguments in `rest`.
    pub fn rest_at(&self, index: usize) -> Option<Value> {
        self.rest.get(index).copied().flatten()
    }

    /// `rest` as it lies on the stack.
    pub fn rest_slice(&self) -> &'a [Option<Value>] {
        self.rest
    }

    /// The dict of keyword arguments that name no parameter.
    pub fn keywords(&self) -> Option<Value> {
        self.keywords
    }
}

/// The parameters of a native function.
#[derive(Clone, Copy)]
#[repr(C)]
pub struct Signature {
    text: *const u8,
    length: u8,
    /// Positional arguments at least.
    pub minimum: u8,
    /// Positional parameters at most.
    pub maximum: u8,
    /// Parameters that cannot be named (before `/`, or all if there is no keyword parameter).
    pub positional_only: u8,
    /// Named parameters in all, keyword-only ones included.
    pub named: u8,
    /// Keyword-only parameters that must be given.
    pub required_keywords: u8,
    /// There is a `*args`.
    pub variadic: bool,
    /// There is a `**kwargs`.
    pub keywords: bool,
}

// SAFETY: it is never changed, and neither is the text.
unsafe impl Sync for Signature {}

impl Signature {
    /// Parses a signature such as `"self, /, sep=None, *args, end='', **kwargs"`. A default must not contain a comma.
    pub const fn parse(text: &'static str) -> Signature {
        let bytes = text.as_bytes();
        assert!(bytes.len() < 256, "the signature is too long");
        let mut signature = Signature {
            text: text.as_ptr(),
            length: bytes.len() as u8,
            minimum: 0,
            maximum: 0,
            positional_only: 0,
            named: 0,
            required_keywords: 0,
            variadic: false,
            keywords: false,
        };
        let mut keyword_only = false;
        let mut at = 0;
        while at < bytes.len() {
            while at < bytes.len() && bytes[at] == b' ' {
                at += 1;
            }
            let start = at;
            let mut has_default = false;
            while at < bytes.len() && bytes[at] != b',' {
                has_default |= bytes[at] == b'=';
                at += 1;
            }
            let length = at - start;
            at += 1;
            if length == 0 {
                continue;
            }
            match bytes[start] {
                b'/' => signature.positional_only = signature.named,
                b'*' if length > 1 && bytes[start + 1] == b'*' => signature.keywords = true,
                b'*' => {
                    keyword_only = true;
                    signature.variadic = length > 1;
                }
                _ => {
                    signature.named += 1;
                    if keyword_only {
                        signature.required_keywords += !has_default as u8;
                    } else {
                        signature.maximum += 1;
                        signature.minimum += !has_default as u8;
                    }
                }
            }
        }
        signature
    }

    /// The parameters as text, without parentheses.
    pub const fn text(&self) -> &'static str {
        // SAFETY: `parse` took both from a static text.
        unsafe { static_text(self.text, self.length) }
    }

    /// Whether positional arguments need no rearrangement: no keyword-only parameter, no `*args`.
    #[inline(always)]
    pub const fn is_plain(&self) -> bool {
        self.named == self.maximum && !self.variadic && !self.keywords
    }

    /// The names of the named parameters, in order.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        self.text()
            .split(',')
            .map(str::trim)
            .filter(|part| !part.is_empty() && !part.starts_with(['*', '/']))
            .map(|part| part.split(['=', ':']).next().unwrap_or(part).trim())
    }
}

/// A function written in Rust; static.
#[repr(C, align(8))]
pub struct Native {
    /// Object header: the flags of this structure, and in the upper byte the length of the name.
    pub header: Header,
    name: *const u8,
    /// The function.
    pub function: NativeFunction,
    /// Its parameters.
    pub signature: Signature,
    #[cfg(feature = "docs")]
    doc: &'static str,
}

// SAFETY: it is never changed.
unsafe impl Sync for Native {}

impl Native {
    /// Flag: binds to an instance when it is found in its class. Set if the first parameter is called `self`.
    pub const METHOD: u16 = 1;
    /// Flag: binds to the class.
    pub const CLASS_METHOD: u16 = 2;
    /// Flag: a static method.
    pub const STATIC_METHOD: u16 = 4;

    /// Declares a native function.
    pub const fn new(
        name: &'static str,
        signature: &'static str,
        function: NativeFunction,
        doc: &'static str,
    ) -> Native {
        let text = signature.as_bytes();
        let method = text.len() >= 4
            && text[0] == b's'
            && text[1] == b'e'
            && text[2] == b'l'
            && text[3] == b'f'
            && (text.len() == 4 || text[4] == b',');
        let flags = if method { Self::METHOD } else { 0 };
        Self::with_flags(name, signature, function, doc, flags)
    }

    const fn with_flags(
        name: &'static str,
        signature: &'static str,
        function: NativeFunction,
        doc: &'static str,
        flags: u16,
    ) -> Native {
        #[cfg(not(feature = "docs"))]
        let _ = doc;
        Native {
            header: static_header(Kind::Native, flags | name_length(name)),
            name: name.as_ptr(),
            function,
            signature: Signature::parse(signature),
            #[cfg(feature = "docs")]
            doc,
        }
    }

    /// Its name.
    pub const fn name(&self) -> &'static str {
        // SAFETY: both are from the declared name.
        unsafe { static_text(self.name, (self.header.flags >> 8) as u8) }
    }

    /// Its docstring; empty in a build without docstrings.
    pub const fn doc(&self) -> &'static str {
        #[cfg(feature = "docs")]
        return self.doc;
        #[cfg(not(feature = "docs"))]
        ""
    }
}

/// A docstring as the build has it: nothing is left of it in a build without docstrings.
pub const fn doc(text: &'static str) -> &'static str {
    if cfg!(feature = "docs") { text } else { "" }
}

/// The length of a name in the upper byte of a static object's flags.
const fn name_length(name: &str) -> u16 {
    assert!(name.len() < 256, "the name is too long");
    (name.len() as u16) << 8
}

/// The text of which tables keep a word and a byte.
///
/// # Safety
/// The pointer and the length are of a static text.
pub(crate) const unsafe fn static_text(data: *const u8, length: u8) -> &'static str {
    // SAFETY: by contract.
    unsafe { core::str::from_utf8_unchecked(core::slice::from_raw_parts(data, length as usize)) }
}

//! Native functions: how functions written in Rust are declared and get their arguments.
//!
//! A function or method is declared once, in a table of [`Member`]s, with a text signature as CPython shows it:
//! `"self, sep=None, maxsplit=-1"`. The signature is parsed when the program is compiled; it checks the number of
//! arguments, places keyword arguments, and words the errors. A default in the text only tells that the parameter may
//! be missing: the function itself supplies the value.

use crate::object::{Kind, Native, Object, Type, static_header};
use crate::value::{Float, Value};
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
pub struct Signature {
    /// The parameters as text, without parentheses.
    pub text: &'static str,
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

impl Signature {
    /// Parses a signature such as `"self, /, sep=None, *args, end='', **kwargs"`. A default must not contain a comma.
    pub const fn parse(text: &'static str) -> Signature {
        let bytes = text.as_bytes();
        let mut signature = Signature {
            text,
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

    /// Whether positional arguments need no rearrangement: no keyword-only parameter, no `*args`.
    #[inline(always)]
    pub const fn is_plain(&self) -> bool {
        self.named == self.maximum && !self.variadic && !self.keywords
    }

    /// The names of the named parameters, in order.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        self.text
            .split(',')
            .map(str::trim)
            .filter(|part| !part.is_empty() && !part.starts_with(['*', '/']))
            .map(|part| part.split(['=', ':']).next().unwrap_or(part).trim())
    }
}

impl Native {
    /// Flag: binds to an instance when it is found in its class. Set if the first parameter is called `self`.
    pub const METHOD: u16 = 1;
    /// Flag: binds to the class.
    pub const CLASS_METHOD: u16 = 2;

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
        let header = static_header(Kind::Native, flags);
        Native { header, name, signature: Signature::parse(signature), function, doc }
    }
}

/// Reads a computed attribute of an instance.
pub type Getter = fn(&mut Vm, Value) -> NativeResult;
/// Writes a computed attribute of an instance; without a value it deletes it.
pub type Setter = fn(&mut Vm, Value, Option<Value>) -> Result<(), Raised>;

/// A computed attribute of a builtin type; static.
#[repr(C, align(8))]
pub struct GetSet {
    /// Object header.
    pub header: Header,
    /// Its name.
    pub name: &'static str,
    /// Reads it.
    pub get: Getter,
    /// Writes it, if that is allowed.
    pub set: Option<Setter>,
}

// SAFETY: `repr(C)` with a header, and always static.
unsafe impl Object for GetSet {
    const KIND: Kind = Kind::GetSet;
}

// SAFETY: it is never changed.
unsafe impl Sync for GetSet {}

impl GetSet {
    /// Declares a computed attribute.
    pub const fn new(name: &'static str, get: Getter, set: Option<Setter>) -> GetSet {
        GetSet { header: static_header(Kind::GetSet, 0), name, get, set }
    }
}

/// An attribute of a static type or a builtin module.
pub struct Member {
    /// Its name.
    pub name: &'static str,
    /// What it is.
    pub what: MemberKind,
}

/// What a static attribute is.
pub enum MemberKind {
    /// A function of a module, or a method.
    Function(Native),
    /// A static method.
    Static(Native),
    /// A class method.
    Class(Native),
    /// A computed attribute of instances.
    Property(GetSet),
    /// An int.
    Int(i64),
    /// A float.
    Float(Float),
    /// A string.
    Str(&'static str),
    /// A type.
    Type(&'static Type),
    /// A value that is ready.
    Value(Value),
    /// A value that is computed when it is first asked for.
    Lazy(fn(&mut Vm) -> NativeResult),
}

impl Member {
    /// A function, or a method.
    pub const fn function(
        name: &'static str,
        signature: &'static str,
        function: NativeFunction,
        doc: &'static str,
    ) -> Member {
        Member { name, what: MemberKind::Function(Native::new(name, signature, function, doc)) }
    }

    /// A static method.
    pub const fn static_method(
        name: &'static str,
        signature: &'static str,
        function: NativeFunction,
        doc: &'static str,
    ) -> Member {
        Member { name, what: MemberKind::Static(Native::new(name, signature, function, doc)) }
    }

    /// A class method: the class is the first argument.
    pub const fn class_method(
        name: &'static str,
        signature: &'static str,
        function: NativeFunction,
        doc: &'static str,
    ) -> Member {
        Member {
            name,
            what: MemberKind::Class(Native::with_flags(name, signature, function, doc, Native::CLASS_METHOD)),
        }
    }

    /// A computed attribute that cannot be written.
    pub const fn getter(name: &'static str, get: Getter) -> Member {
        Member { name, what: MemberKind::Property(GetSet::new(name, get, None)) }
    }

    /// A computed attribute that can be written, or deleted with `None`.
    pub const fn property(name: &'static str, get: Getter, set: Setter) -> Member {
        Member { name, what: MemberKind::Property(GetSet::new(name, get, Some(set))) }
    }

    /// An int.
    pub const fn int(name: &'static str, number: i64) -> Member {
        Member { name, what: MemberKind::Int(number) }
    }

    /// A float.
    pub const fn float(name: &'static str, number: Float) -> Member {
        Member { name, what: MemberKind::Float(number) }
    }

    /// A string.
    pub const fn str(name: &'static str, text: &'static str) -> Member {
        Member { name, what: MemberKind::Str(text) }
    }

    /// A type.
    pub const fn class(name: &'static str, class: &'static Type) -> Member {
        Member { name, what: MemberKind::Type(class) }
    }

    /// A value that needs no memory, such as `None`.
    pub const fn value(name: &'static str, value: Value) -> Member {
        Member { name, what: MemberKind::Value(value) }
    }

    /// A value that is computed when it is first asked for.
    pub const fn lazy(name: &'static str, make: fn(&mut Vm) -> NativeResult) -> Member {
        Member { name, what: MemberKind::Lazy(make) }
    }
}

/// A builtin module.
pub struct ModuleDefinition {
    /// Its name.
    pub name: &'static str,
    /// Its docstring.
    pub doc: &'static str,
    /// Its attributes.
    pub members: &'static [Member],
    /// Called once, when the module is first imported, with the module.
    pub initialize: Option<fn(&mut Vm, Value) -> Result<(), Raised>>,
}

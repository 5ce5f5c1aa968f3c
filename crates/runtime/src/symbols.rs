//! Symbols: the interned strings that Rust code knows by name.
//!
//! [`sym`] holds one static string object per symbol; equal names are the same object, so comparing two interned
//! names is comparing words. Names that appear at run time are interned by `Vm::intern`, which looks here first.

use crate::object::{Kind, Ref, Str, static_header};
use crate::value::Value;

const HASH_FACTOR: u32 = 0x9e37_79b1;

/// The little-endian word at an offset.
#[inline(always)]
const fn word_at(bytes: &[u8], at: usize) -> u32 {
    u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]])
}

#[inline(always)]
const fn mix(hash: u32, word: u32) -> u32 {
    (hash.rotate_left(5) ^ word).wrapping_mul(HASH_FACTOR)
}

/// The hash of the bytes of a string or a bytes object: 32 bits, the same on every target.
pub const fn hash_bytes(bytes: &[u8]) -> u32 {
    let mut hash: u32 = 0x811c_9dc5 ^ bytes.len() as u32;
    let mut at = 0;
    if bytes.len() >= 32 {
        // Four sums that do not wait for each other.
        let (mut second, mut third, mut fourth) = (!hash, hash.rotate_left(8), hash.rotate_left(16));
        while at + 16 <= bytes.len() {
            hash = mix(hash, word_at(bytes, at));
            second = mix(second, word_at(bytes, at + 4));
            third = mix(third, word_at(bytes, at + 8));
            fourth = mix(fourth, word_at(bytes, at + 12));
            at += 16;
        }
        hash = mix(mix(mix(hash, second), third), fourth);
    }
    while at + 4 <= bytes.len() {
        hash = mix(hash, word_at(bytes, at));
        at += 4;
    }
    while at < bytes.len() {
        hash = mix(hash, bytes[at] as u32);
        at += 1;
    }
    hash ^= hash >> 15;
    hash = hash.wrapping_mul(0x85eb_ca6b);
    hash ^= hash >> 13;
    // Zero says that the hash is not known yet.
    if hash == 0 { 1 } else { hash }
}

/// The strings of one ASCII character.
static CHARACTERS: [Str; 128] = {
    const BYTES: [u8; 128] = {
        let mut bytes = [0; 128];
        let mut code = 0;
        while code < 128 {
            bytes[code] = code as u8;
            code += 1;
        }
        bytes
    };
    const fn character(code: usize) -> Str {
        match core::str::from_utf8(BYTES.as_slice().split_at(code).1.split_at(1).0) {
            Ok(text) => static_str(text),
            Err(_) => unreachable!(),
        }
    }
    let mut characters = [const { character(0) }; 128];
    let mut code = 0;
    while code < 128 {
        characters[code] = character(code);
        code += 1;
    }
    characters
};

/// The interned string of one ASCII character.
#[inline(always)]
pub fn character(code: u8) -> Option<Value> {
    CHARACTERS.get(usize::from(code)).map(|text| Ref::from_static(text).value())
}

/// The string of a symbol: symbols of one character are in their own table.
const fn symbol(text: &str, entry: &'static Str) -> Symbol {
    match text.as_bytes() {
        [code] => Symbol(&CHARACTERS[*code as usize]),
        _ => Symbol(entry),
    }
}

/// The name of a symbol: an interned string that lives for ever.
#[derive(Clone, Copy)]
pub struct Symbol(&'static Str);

impl Symbol {
    /// The string object.
    #[inline(always)]
    pub fn value(self) -> Value {
        Ref::from_static(self.0).value()
    }

    /// The text.
    pub fn as_str(self) -> &'static str {
        self.0.as_str().unwrap_or("")
    }
}

impl From<Symbol> for Value {
    #[inline(always)]
    fn from(symbol: Symbol) -> Value {
        symbol.value()
    }
}

impl PartialEq<Symbol> for Value {
    #[inline(always)]
    fn eq(&self, symbol: &Symbol) -> bool {
        *self == symbol.value()
    }
}

/// The string object of a text in ASCII.
const fn static_str(text: &'static str) -> Str {
    Str {
        header: static_header(Kind::Str, Str::INTERNED),
        known_hash: hash_bytes(text.as_bytes()),
        length: text.len() as u32,
        characters: text.len() as u32,
        data: text.as_ptr(),
    }
}

macro_rules! symbols {
    ($($name:ident $(= $text:literal)?),* $(,)?) => {
        #[allow(non_camel_case_types, clippy::upper_case_acronyms)]
        #[repr(u16)]
        enum Number { $($name,)* COUNT }

        static TABLE: [Str; Number::COUNT as usize] = [$(static_str(symbols!(@text $name $(= $text)?)),)*];

        /// The symbols, each a constant of its name.
        #[allow(non_upper_case_globals, missing_docs)]
        pub mod sym {
            use super::{Number, Symbol, TABLE, symbol};
            $(pub const $name: Symbol =
                symbol(symbols!(@text $name $(= $text)?), &TABLE[Number::$name as usize]);)*
        }
    };
    (@text $name:ident) => { stringify!($name) };
    (@text $name:ident = $text:literal) => { $text };
}

symbols! {
    EMPTY = "", SPACE = " ", NEWLINE = "\n",
    module_name = "<module>", lambda_name = "<lambda>", string_name = "<string>", stdin_name = "<stdin>",
    __abs__, __add__, __aenter__, __aexit__, __aiter__, __all__, __and__, __anext__, __annotations__, __args__,
    __await__, __bases__, __bool__, __bound__, __build_class__, __repl_print__, __builtins__, __bytes__, __call__, __cause__,
    __ceil__, __class__, __class_getitem__, __classcell__, __closure__, __code__, __complex__, __contains__,
    __context__, __debug__, __defaults__, __del__, __delattr__, __delete__, __delitem__, __dict__, __dir__,
    __divmod__, __doc__, __enter__, __eq__, __exit__, __file__, __float__, __floor__, __floordiv__, __format__,
    __func__, __fspath__, __ge__, __get__, __getattr__, __getattribute__, __getitem__, __globals__, __gt__, __hash__,
    __iadd__, __iand__, __ifloordiv__, __ilshift__, __imatmul__, __imod__, __import__, __imul__, __index__, __init__,
    __init_subclass__, __instancecheck__, __int__, __invert__, __ior__, __ipow__, __irshift__, __isub__, __iter__,
    __itruediv__, __ixor__, __kwdefaults__, __le__, __len__, __length_hint__, __loader__, __lshift__, __lt__,
    __main__, __match_args__, __matmul__, __metaclass__, __missing__, __mod__, __module__, __mro__,
    __mro_entries__, __mul__, __name__, __ne__, __neg__, __new__, __next__, __notes__, __or__, __origin__,
    __package__, __parameters__, __path__, __pos__, __pow__, __prepare__, __qualname__, __radd__, __rand__,
    __rdivmod__, __reduce__, __repr__, __reversed__, __rfloordiv__, __rlshift__, __rmatmul__, __rmod__, __rmul__,
    __ror__, __round__, __rpow__, __rrshift__, __rshift__, __rsub__, __rtruediv__, __rxor__, __self__, __set__,
    __set_name__, __setattr__, __setitem__, __sizeof__, __slots__, __spec__, __str__, __sub__, __subclasscheck__,
    __subclasses__, __subclasshook__, __suppress_context__, __traceback__, __truediv__, __trunc__, __type_params__,
    __value__, __weakref__, __wrapped__, __xor__, __version__, __getstate__, __cached__, __static_attributes__,
    __firstlineno__, __orig_bases__, __note__,
    args, append, add, close, code, characters_written, encoding, end, end_lineno, end_offset, errno, exceptions,
    extend, file, filename, filename2, flush, fileno, get, items, key, keys, lineno, maxlen, message, metaclass,
    mode, modules, mro, msg, name, names, newline, object, obj, offset, path, print_file_and_line, pop, read,
    readinto, readline, reason, reverse, self_ = "self", send, sep, set, start, stop, step, stderr, stdin, stdout,
    strict, strerror, text, throw, update, utf8 = "utf-8", value, values, with_traceback, write, seek, tell, ioctl,
    readable, argv, builtins, sys, ps1, ps2, split, add_note, excepthook, displayhook, tracebacklimit,
    real, imag, default, initial, count, index, insert, remove, clear, copy, sort, join, format, wrapper,
    fset, fget, fdel, deleter, setter, getter, n, k, rb, wb, strict_ = "surrogatepass",
    super_ = "super", type_ = "type", int_ = "int", float_ = "float", str_ = "str", bool_ = "bool",
    underscore = "_", a, b, c, d, e, f, i, j, x, y, z,
    modules_importing = ".importing",
    call, line, return_ = "return", exception, opcode, c_call, c_return, c_exception,
    derive, subgroup, name_from, __isabstractmethod__, __objclass__,
    Ellipsis, NotImplemented,
    True_ = "True", False_ = "False", None_ = "None",
}

/// Open addressing from hash to the number of a symbol plus one.
static INDEX: [u16; index_size(TABLE.len())] = index_names(&TABLE);

/// The symbol with this text, if there is one.
pub fn find(bytes: &[u8], hash: u32) -> Option<Symbol> {
    if let [code] = *bytes {
        return CHARACTERS.get(usize::from(code)).map(Symbol);
    }
    find_in(&TABLE, &INDEX, bytes, hash)
}

fn find_in(names: &'static [Str], index: &'static [u16], bytes: &[u8], hash: u32) -> Option<Symbol> {
    let mask = index.len() - 1;
    let mut at = hash as usize & mask;
    loop {
        let name = names.get((index[at] as usize).checked_sub(1)?)?;
        if name.known_hash == hash && name.as_bytes() == bytes {
            return Some(Symbol(name));
        }
        at = (at + 1) & mask;
    }
}

/// The number of symbols.
pub const COUNT: usize = TABLE.len();

/// Names in flash beside the symbols. They are interned from the start, as symbols are.
pub struct NameTable {
    names: &'static [Str],
    index: &'static [u16],
}

impl core::fmt::Debug for NameTable {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "NameTable({})", self.names.len())
    }
}

impl NameTable {
    /// No names.
    pub const EMPTY: NameTable = NameTable { names: &[], index: &[0] };

    /// A table of what [`make_names`] and [`index_names`] made.
    pub const fn new(names: &'static [Str], index: &'static [u16]) -> NameTable {
        NameTable { names, index }
    }

    /// The name with this text, if there is one.
    pub fn find(&self, bytes: &[u8], hash: u32) -> Option<Symbol> {
        find_in(self.names, self.index, bytes, hash)
    }
}

/// The length of the index of a table of names.
pub const fn index_size(count: usize) -> usize {
    (count * 2).next_power_of_two()
}

/// Open addressing from the hash of a name to its number plus one.
pub const fn index_names<const SIZE: usize>(names: &[Str]) -> [u16; SIZE] {
    assert!(names.len() < SIZE && names.len() < u16::MAX as usize, "too many names");
    let mut index = [0u16; SIZE];
    let mut number = 0;
    while number < names.len() {
        let mut at = names[number].known_hash as usize & (SIZE - 1);
        while index[at] != 0 {
            at = (at + 1) & (SIZE - 1);
        }
        index[at] = number as u16 + 1;
        number += 1;
    }
    index
}

/// The number of texts that [`make_names`] makes names of.
pub const fn count_names(texts: &[&'static str]) -> usize {
    let (mut at, mut count) = (0, 0);
    while at < texts.len() {
        count += !is_symbol(texts[at]) as usize;
        at += 1;
    }
    count
}

/// The names of texts in ASCII, none twice; those that are symbols are left out.
pub const fn make_names<const COUNT: usize>(texts: &[&'static str]) -> [Str; COUNT] {
    let mut names = [const { static_str("") }; COUNT];
    let (mut at, mut count) = (0, 0);
    while at < texts.len() {
        if !is_symbol(texts[at]) {
            names[count] = static_str(texts[at]);
            count += 1;
        }
        at += 1;
    }
    names
}

/// As [`find`], when the program is compiled.
const fn is_symbol(text: &str) -> bool {
    let bytes = text.as_bytes();
    let hash = hash_bytes(bytes);
    let mut at = hash as usize & (INDEX.len() - 1);
    while INDEX[at] != 0 && bytes.len() > 1 {
        let symbol = &TABLE[INDEX[at] as usize - 1];
        if symbol.known_hash == hash && symbol.length as usize == bytes.len() {
            let known = symbol.as_bytes();
            let mut same = 0;
            while same < bytes.len() && known[same] == bytes[same] {
                same += 1;
            }
            if same == bytes.len() {
                return true;
            }
        }
        at = (at + 1) & (INDEX.len() - 1);
    }
    bytes.len() <= 1
}

//! The builtin types, one file each, and what every type can do.
//!
//! A builtin type is a static [`Type`] with a table of [`Slots`] (operations of the language) and a table of members
//! (methods and attributes). Special methods of builtin types, such as `list.__len__`, are derived from the slots
//! (see [`crate::protocol::special`]), so a type's file does not list them.

pub mod arguments;
pub mod bool;
pub mod buffer;
pub mod bytearray;
pub mod bytes;
pub mod cell;
pub mod classmethod;
pub mod code;
pub mod codec;
pub mod complex;
pub mod dict;
pub mod element;
pub mod exception;
pub mod float;
pub mod format;
pub mod frame;
pub mod frozenset;
pub mod function;
pub mod generator;
pub mod generic_alias;
pub mod getset;
pub mod int;
pub mod iterator;
pub mod list;
pub mod mapping_proxy;
pub mod member_descriptor;
pub mod memoryview;
pub mod method;
pub mod method_descriptor;
pub mod module;
pub mod native;
pub mod object;
pub mod property;
pub mod range;
pub(crate) mod sequence;
pub mod set;
pub mod singletons;
pub mod slice;
pub mod staticmethod;
pub mod str;
pub mod super_;
pub mod template;
#[cfg(test)]
mod tests;
pub mod text;
pub mod tuple;
pub mod type_;
pub mod type_parameter;
pub mod union_type;

use crate::native::{Args, Member, NativeResult, Signature};
use crate::object::{Dict, Kind, Ref, Type, static_header};
use crate::value::Value;
use crate::vm::{Raised, Vm};
use core::ptr::null;

/// A binary operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum BinaryOperator {
    /// `+`
    Add,
    /// `-`
    Sub,
    /// `*`
    Mul,
    /// `/`
    TrueDiv,
    /// `//`
    FloorDiv,
    /// `%`
    Mod,
    /// `&`
    And,
    /// `|`
    Or,
    /// `^`
    Xor,
    /// `<<`
    Shl,
    /// `>>`
    Shr,
    /// `**`
    Pow,
    /// `@`
    MatMul,
    /// `divmod()`
    DivMod,
}

/// A unary operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnaryOperator {
    /// `-x`
    Neg,
    /// `+x`
    Pos,
    /// `~x`
    Invert,
    /// `abs(x)`
    Abs,
    /// `int(x)` of a number
    Int,
    /// `float(x)` of a number
    Float,
    /// `operator.index(x)`
    Index,
}

/// A comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Comparison {
    /// `<`
    Lt,
    /// `<=`
    Le,
    /// `==`
    Eq,
    /// `!=`
    Ne,
    /// `>`
    Gt,
    /// `>=`
    Ge,
}

/// The operations of a builtin type. A missing one means that the type cannot do it, or does it as `object` does.
///
/// The first value is always the instance, whose layout is that of the type (it may be of a subclass).
pub struct Slots {
    /// `T.__new__(class, ...)`: `class` is the type or a subclass.
    pub new: Option<fn(&mut Vm, Ref<Type>, &Args) -> NativeResult>,
    /// `__init__`.
    pub init: Option<fn(&mut Vm, Value, &Args) -> Result<(), Raised>>,
    /// `repr()`.
    pub repr: Option<fn(&mut Vm, Value) -> NativeResult>,
    /// `str()`, if it differs from `repr`.
    pub str: Option<fn(&mut Vm, Value) -> NativeResult>,
    /// `format(x, spec)`.
    pub format: Option<fn(&mut Vm, Value, Value) -> NativeResult>,
    /// `hash()`. A type with `compare` and without `hash` is unhashable.
    pub hash: Option<fn(&mut Vm, Value) -> Result<i64, Raised>>,
    /// `bool()`, if it is not `len() != 0`.
    pub boolean: Option<fn(&mut Vm, Value) -> Result<bool, Raised>>,
    /// `len()`.
    pub length: Option<fn(&mut Vm, Value) -> Result<usize, Raised>>,
    /// `x[key]`.
    pub get_item: Option<fn(&mut Vm, Value, Value) -> NativeResult>,
    /// `x[key] = value`; `del x[key]` without a value.
    pub set_item: Option<fn(&mut Vm, Value, Value, Option<Value>) -> Result<(), Raised>>,
    /// `item in x`.
    pub contains: Option<fn(&mut Vm, Value, Value) -> Result<bool, Raised>>,
    /// `iter(x)`.
    pub iter: Option<fn(&mut Vm, Value) -> NativeResult>,
    /// `next(x)`; `None` at the end.
    pub next: Option<fn(&mut Vm, Value) -> Result<Option<Value>, Raised>>,
    /// `x <op> other`; `NotImplemented` if it does not know `other`.
    pub compare: Option<fn(&mut Vm, Comparison, Value, Value) -> NativeResult>,
    /// `left <op> right`, where at least one of the two is of the type; `NotImplemented` if it does not know the other.
    pub binary: Option<fn(&mut Vm, BinaryOperator, Value, Value) -> NativeResult>,
    /// `left <op>= right`, if it is not `binary`.
    pub inplace: Option<fn(&mut Vm, BinaryOperator, Value, Value) -> NativeResult>,
    /// Unary operations; `NotImplemented` for those it cannot do.
    pub unary: Option<fn(&mut Vm, UnaryOperator, Value) -> NativeResult>,
    /// `x(...)`.
    pub call: Option<fn(&mut Vm, Value, &Args) -> NativeResult>,
    /// `x.name` where neither the type's members nor the instance's dict have it; `None` if there is none.
    pub get_attribute: Option<fn(&mut Vm, Value, Value) -> Result<Option<Value>, Raised>>,
    /// `x.name = value`, or `del x.name` without a value; false if it does not know the name.
    pub set_attribute: Option<fn(&mut Vm, Value, Value, Option<Value>) -> Result<bool, Raised>>,
    /// The memory of a bytes-like record; `None` if it cannot be shown as a piece.
    pub buffer: Option<fn(Value) -> Option<buffer::Export>>,
    /// As a descriptor: the value for an instance (`None`: for the class itself).
    pub descriptor_get: Option<fn(&mut Vm, Value, Option<Value>, Value) -> NativeResult>,
    /// As a data descriptor: sets for an instance, or deletes without a value.
    pub descriptor_set: Option<fn(&mut Vm, Value, Value, Option<Value>) -> Result<(), Raised>>,
}

impl Slots {
    /// No operation.
    pub const NONE: Slots = Slots {
        new: None,
        init: None,
        repr: None,
        str: None,
        format: None,
        hash: None,
        boolean: None,
        length: None,
        get_item: None,
        set_item: None,
        contains: None,
        iter: None,
        next: None,
        compare: None,
        binary: None,
        inplace: None,
        unary: None,
        call: None,
        get_attribute: None,
        set_attribute: None,
        buffer: None,
        descriptor_get: None,
        descriptor_set: None,
    };
}

/// The module of types that name no other.
const BUILTINS: &str = "builtins";

impl Type {
    /// A static type: name, layout of instances, how it is constructed, operations, members. Its base is `object`.
    pub const fn builtin(
        name: &'static str,
        kind: Kind,
        constructor: &'static str,
        slots: &'static Slots,
        members: &'static [Member],
    ) -> Type {
        assert!(name.len() < 256 && members.len() < 65536, "the name or the table is too long");
        Type {
            header: static_header(Kind::Type, 0),
            flags: 0,
            kind,
            fields: 0,
            static_name_length: name.len() as u8,
            static_module_length: BUILTINS.len() as u8,
            static_name: name.as_ptr(),
            static_module: BUILTINS.as_ptr(),
            #[cfg(feature = "docs")]
            static_doc: "",
            constructor: Signature::parse(constructor),
            slots,
            members: members.as_ptr(),
            base: &raw const object::OBJECT,
            metaclass: null(),
            name: None,
            bases: None,
            mro: None,
            dict: None,
            shape: None,
            dict_shape: None,
            qualified_name: None,
            slot_names: None,
            slot_count: 0,
            member_count: members.len() as u16,
        }
    }

    /// A static type whose instances are records with this many fields.
    pub const fn record(
        name: &'static str,
        fields: u8,
        constructor: &'static str,
        slots: &'static Slots,
        members: &'static [Member],
    ) -> Type {
        let mut class = Self::builtin(name, Kind::Record, constructor, slots, members);
        class.fields = fields;
        class
    }

    /// With these flags in addition.
    pub const fn with_flags(mut self, flags: u32) -> Type {
        self.flags |= flags;
        self
    }

    /// With another base than `object`.
    pub const fn with_base(mut self, base: &'static Type) -> Type {
        self.base = base;
        self
    }

    /// In another module than `builtins`.
    pub const fn in_module(mut self, module: &'static str) -> Type {
        assert!(module.len() < 256, "the name is too long");
        self.static_module = module.as_ptr();
        self.static_module_length = module.len() as u8;
        self
    }

    /// With a docstring.
    #[cfg(feature = "docs")]
    pub const fn with_doc(mut self, doc: &'static str) -> Type {
        self.static_doc = doc;
        self
    }

    /// With a docstring, which this build leaves out.
    #[cfg(not(feature = "docs"))]
    pub const fn with_doc(self, _: &'static str) -> Type {
        self
    }
}

/// The types of the kinds of objects, in the order of [`Kind`]. Instances and records name theirs themselves.
pub(crate) static KIND_TYPES: [&Type; crate::object::KIND_COUNT] = [
    &object::OBJECT,
    &float::FLOAT,
    &int::INT,
    &complex::COMPLEX,
    &str::STR,
    &bytes::BYTES,
    &bytearray::BYTEARRAY,
    &list::LIST,
    &tuple::TUPLE,
    &dict::DICT,
    &set::SET,
    &frozenset::FROZENSET,
    &type_::TYPE,
    &object::OBJECT,
    &object::OBJECT,
    &function::FUNCTION,
    &native::NATIVE,
    &getset::GETSET,
    &method::METHOD,
    &cell::CELL,
    &code::CODE,
    &module::MODULE,
    &generator::GENERATOR,
    &exception::EXCEPTION,
    &object::OBJECT,
];

/// The address of the type of a kind whose objects are all of that type, as a key of inline caches; 0 for other kinds and
/// for instances of subclasses.
#[inline(always)]
pub fn static_class_address(kind: u8) -> usize {
    const HAS: u32 = {
        let mut bits = 0;
        let kinds = [
            Kind::Float,
            Kind::BigInt,
            Kind::Complex,
            Kind::Str,
            Kind::Bytes,
            Kind::ByteArray,
            Kind::List,
            Kind::Tuple,
            Kind::Dict,
            Kind::Set,
            Kind::FrozenSet,
        ];
        let mut at = 0;
        while at < kinds.len() {
            bits |= 1 << kinds[at] as u32;
            at += 1;
        }
        bits
    };
    if kind < 32 && HAS >> kind & 1 != 0 { core::ptr::from_ref(KIND_TYPES[kind as usize]) as usize } else { 0 }
}

struct Placeholder(Dict);
// SAFETY: it is replaced before anything is written to it.
unsafe impl Sync for Placeholder {}

/// A dict that stands where the real one will be, until the VM has started.
pub(crate) fn placeholder_dict() -> Ref<Dict> {
    static PLACEHOLDER: Placeholder = Placeholder(Dict::placeholder());
    Ref::from_static(&PLACEHOLDER.0)
}

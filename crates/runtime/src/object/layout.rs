//! The structures of heap objects.
//!
//! Fields that change after the object was made are `Cell`s; static objects have none, so that they can be in flash.

use super::{Dict, Kind, Object, Ref, Shape};
use crate::native::{Member, Native, Signature, static_text};
use crate::types::Slots;
use crate::value::Value;
use core::cell::{Cell, UnsafeCell};
use heap::Header;

macro_rules! objects {
    ($($layout:ident is $kind:ident $(or $other:ident)?;)*) => {
        $(
            // SAFETY: the structure is `repr(C)`, begins with a header, and only `Vm`'s constructors and statics
            // make objects of this kind.
            unsafe impl Object for $layout {
                const KIND: Kind = Kind::$kind;
                $(const OTHER_KIND: Kind = Kind::$other;)?
            }
        )*
    };
}

objects! {
    Float is Float;
    BigInt is BigInt;
    Complex is Complex;
    Str is Str;
    Bytes is Bytes;
    ByteArray is ByteArray;
    List is List;
    Tuple is Tuple;
    Type is Type;
    Function is Function;
    Native is Native;
    BoundMethod is BoundMethod;
    CellObject is Cell;
    Code is Code;
    Module is Module;
    Generator is Generator;
    Exception is Exception;
    Record is Record;
}

/// A boxed float.
#[repr(C, align(8))]
pub struct Float {
    /// Object header.
    pub header: Header,
    /// The number.
    pub number: crate::value::Float,
}

/// An int beyond the small range, or an instance of a subclass of int. Limbs follow, least significant first.
#[repr(C, align(8))]
pub struct BigInt {
    /// Object header; flag 1: negative.
    pub header: Header,
    /// The number of limbs.
    pub length: u32,
}

impl BigInt {
    /// Flag of a negative number.
    pub const NEGATIVE: u16 = 1;

    /// The magnitude.
    pub fn limbs(&self) -> &[crate::number::limbs::Limb] {
        // SAFETY: the limbs follow the structure, as many as `length` says; both are aligned to 8 bytes.
        unsafe { core::slice::from_raw_parts(core::ptr::from_ref(self).add(1).cast(), self.length as usize) }
    }

    /// Whether the number is below zero.
    pub fn is_negative(&self) -> bool {
        self.header.flags & Self::NEGATIVE != 0
    }
}

/// A complex number.
#[repr(C, align(8))]
pub struct Complex {
    /// Object header.
    pub header: Header,
    /// Real part.
    pub real: crate::value::Float,
    /// Imaginary part.
    pub imaginary: crate::value::Float,
}

/// A string: UTF-8 that may hold surrogates (WTF-8).
#[repr(C, align(8))]
pub struct Str {
    /// Object header; flag 1: interned.
    pub header: Header,
    /// Hash of the bytes, 0 until somebody asks for it.
    pub known_hash: u32,
    /// Length in bytes.
    pub length: u32,
    /// Length in code points.
    pub characters: u32,
    /// The bytes: behind the structure, static, or in the buffer of the bytearray that [`Str::SHARED`] speaks of.
    pub data: *const u8,
}

// SAFETY: a static string is never changed.
unsafe impl Sync for Str {}

impl Str {
    /// Flag of an interned string: equal ones are the same object.
    pub const INTERNED: u16 = 1;
    /// Flag of a string whose bytes are the beginning of a bytearray that follows the structure instead of them. Longer
    /// strings may share that beginning: a loop that appends to a string does not copy it each time.
    pub const SHARED: u16 = 2;
    /// Flag of a long string that a concatenation made, so that it may be the beginning of more.
    pub const GROWN: u16 = 4;

    /// The text as WTF-8 bytes.
    #[inline(always)]
    pub const fn as_bytes(&self) -> &[u8] {
        // SAFETY: `data` points to `length` bytes that live as long as the object.
        unsafe { core::slice::from_raw_parts(self.data, self.length as usize) }
    }

    /// The text, unless it has lone surrogates.
    pub fn as_str(&self) -> Option<&str> {
        core::str::from_utf8(self.as_bytes()).ok()
    }

    /// Whether every code point is ASCII, so that a byte is a character.
    #[inline(always)]
    pub fn is_ascii(&self) -> bool {
        self.characters == self.length
    }

    /// Whether equal strings that are interned too are the same object.
    #[inline(always)]
    pub fn is_interned(&self) -> bool {
        self.header.flags & Self::INTERNED != 0
    }
}

impl Ref<Str> {
    /// The hash of the bytes, see [`crate::symbols::hash_bytes`].
    #[inline(always)]
    pub fn hash(self) -> u32 {
        match self.known_hash {
            0 => self.find_hash(),
            hash => hash,
        }
    }

    #[inline(never)]
    fn find_hash(self) -> u32 {
        let hash = crate::symbols::hash_bytes(self.as_bytes());
        // SAFETY: static strings know their hash, so this one is in the heap; nothing refers to the field.
        unsafe { (&raw mut (*self.pointer()).known_hash).write(hash) };
        hash
    }

    /// The bytearray of a string that has one instead of bytes of its own.
    pub fn shared_buffer(self) -> Option<Ref<ByteArray>> {
        if self.header.flags & Str::SHARED == 0 {
            return None;
        }
        // SAFETY: the flag says that a reference follows the structure.
        Some(unsafe { *self.pointer().add(1).cast::<Ref<ByteArray>>() })
    }
}

/// Immutable bytes; the data follow.
#[repr(C, align(8))]
pub struct Bytes {
    /// Object header.
    pub header: Header,
    /// Length in bytes.
    pub length: u32,
}

impl Bytes {
    /// The bytes.
    #[inline(always)]
    pub fn as_bytes(&self) -> &[u8] {
        // SAFETY: the data follow the structure.
        unsafe { core::slice::from_raw_parts(core::ptr::from_ref(self).add(1).cast(), self.length as usize) }
    }
}

/// A growable array of bytes, also the storage of `array.array`.
#[repr(C, align(8))]
pub struct ByteArray {
    /// Object header.
    pub header: Header,
    /// Length in bytes.
    pub length: Cell<u32>,
    /// Size of the buffer in bytes.
    pub capacity: Cell<u32>,
    /// Memoryviews that point into the buffer now; while there are any, it must not move.
    pub exports: Cell<u32>,
    /// The buffer.
    pub data: Cell<*mut u8>,
}

impl ByteArray {
    /// The bytes. Not to be held over anything that may change the object.
    #[inline(always)]
    pub fn as_bytes(&self) -> &[u8] {
        // SAFETY: `data` points to at least `length` initialised bytes.
        unsafe { core::slice::from_raw_parts(self.data.get(), self.length.get() as usize) }
    }

    /// The bytes as cells, to be read and changed in place.
    #[inline(always)]
    pub fn as_cells(&self) -> &[Cell<u8>] {
        // SAFETY: as for `as_bytes`; `Cell<u8>` has the layout of `u8` and the VM has one thread.
        unsafe { core::slice::from_raw_parts(self.data.get().cast(), self.length.get() as usize) }
    }
}

/// A list.
#[repr(C, align(8))]
pub struct List {
    /// Object header.
    pub header: Header,
    /// Number of items.
    pub length: Cell<u32>,
    /// Room for items.
    pub capacity: Cell<u32>,
    /// The items.
    pub items: Cell<*mut Value>,
}

impl List {
    /// Number of items.
    #[inline(always)]
    pub fn len(&self) -> usize {
        self.length.get() as usize
    }

    /// Whether there are no items.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The items. Not to be held over anything that may change the list.
    #[inline(always)]
    pub fn as_slice(&self) -> &[Value] {
        // SAFETY: `items` points to at least `length` values.
        unsafe { core::slice::from_raw_parts(self.items.get(), self.len()) }
    }

    /// The items as cells, to be read and changed in place.
    #[inline(always)]
    pub fn as_cells(&self) -> &[Cell<Value>] {
        // SAFETY: as for `as_slice`; `Cell<Value>` has the layout of `Value`.
        unsafe { core::slice::from_raw_parts(self.items.get().cast(), self.len()) }
    }

    /// The item at `index`.
    #[inline(always)]
    pub fn get(&self, index: usize) -> Option<Value> {
        // SAFETY: `index` is below the length.
        if index < self.len() { Some(unsafe { *self.items.get().add(index) }) } else { None }
    }

    /// Replaces the item at `index`; false if there is none.
    #[inline(always)]
    pub fn set(&self, index: usize, value: Value) -> bool {
        if index >= self.len() {
            return false;
        }
        // SAFETY: `index` is below the length.
        unsafe { *self.items.get().add(index) = value };
        true
    }

    /// Drops the items from `length` on.
    pub fn truncate(&self, length: usize) {
        if length < self.len() {
            self.length.set(length as u32);
        }
    }
}

/// A tuple; the items follow.
#[repr(C, align(8))]
pub struct Tuple {
    /// Object header.
    pub header: Header,
    /// Number of items.
    pub length: u32,
}

impl Tuple {
    /// The items.
    #[inline(always)]
    pub fn as_slice(&self) -> &[Value] {
        // SAFETY: the items follow the structure.
        unsafe { core::slice::from_raw_parts(core::ptr::from_ref(self).add(1).cast(), self.length as usize) }
    }

    /// Number of items.
    pub fn len(&self) -> usize {
        self.length as usize
    }

    /// Whether there are no items.
    pub fn is_empty(&self) -> bool {
        self.length == 0
    }
}

/// A class: static for builtin ones, in the heap for those made by Python.
#[repr(C, align(8))]
pub struct Type {
    /// Object header.
    pub header: Header,
    /// The flags of this structure.
    pub flags: u32,
    /// The layout of instances.
    pub kind: Kind,
    /// For records: the number of fields of instances.
    pub fields: u8,
    pub(crate) static_name_length: u8,
    pub(crate) static_module_length: u8,
    pub(crate) static_name: *const u8,
    pub(crate) static_module: *const u8,
    #[cfg(feature = "docs")]
    pub(crate) static_doc: &'static str,
    /// How the constructor of a static type is called, for messages.
    pub constructor: Signature,
    /// What instances can do; a class made by Python has the slots of its builtin base.
    pub slots: &'static Slots,
    pub(crate) members: *const Member,
    /// The base, for a class with several the one that decides the layout. Null for `object`.
    pub base: *const Type,
    /// The metaclass; null means `type`.
    pub metaclass: *const Type,
    /// Name of a class made by Python.
    pub name: Option<Value>,
    /// Tuple of bases of a class made by Python.
    pub bases: Option<Value>,
    /// Tuple of the method resolution order of a class made by Python.
    pub mro: Option<Value>,
    /// Namespace of a class made by Python.
    pub dict: Option<Ref<Dict>>,
    /// The shape of a new instance.
    pub shape: Option<Ref<Shape>>,
    /// The shape of instances that keep their attributes in a dict.
    pub dict_shape: Option<Ref<Shape>>,
    /// `__qualname__` of a class made by Python.
    pub qualified_name: Option<Value>,
    /// Tuple of the names in `__slots__` of a class made by Python, mangled.
    pub slot_names: Option<Value>,
    /// Number of the names in `__slots__` of all classes of the MRO, if instances are plain ones. They are the first
    /// attributes of every shape of the class, and stay in the instance when the others move to a dict.
    pub slot_count: u16,
    pub(crate) member_count: u16,
}

// SAFETY: a static type is never changed.
unsafe impl Sync for Type {}

impl Type {
    /// Made by Python: lives in the heap and can be changed.
    pub const HEAP: u32 = 1;
    /// May be subclassed.
    pub const BASE: u32 = 2;
    /// Some class of the MRO made by Python defines `__getattribute__`.
    pub const HAS_GETATTRIBUTE: u32 = 4;
    /// Some class of the MRO made by Python defines `__getattr__`.
    pub const HAS_GETATTR: u32 = 8;
    /// Some class of the MRO made by Python defines `__setattr__` or `__delattr__`.
    pub const HAS_SETATTR: u32 = 16;
    /// Some class of the MRO made by Python defines `__del__`.
    pub const HAS_DEL: u32 = 32;
    /// Instances have no dict: every class of the MRO made by Python has `__slots__` without `__dict__`.
    pub const NO_DICT: u32 = 64;
    /// Instances of the type are callable natively or by `__call__`.
    pub const ABSTRACT: u32 = 128;
    /// Some class of the MRO made by Python defines `__eq__` or `__hash__`.
    pub const HAS_EQ: u32 = 256;
    /// Instances match sequence patterns.
    pub const SEQUENCE: u32 = 512;
    /// Instances match mapping patterns.
    pub const MAPPING: u32 = 1024;
    /// Class patterns with one positional pattern match the subject itself.
    pub const MATCH_SELF: u32 = 2048;
    /// An exception class.
    pub const EXCEPTION: u32 = 4096;
    /// A class of classes.
    pub const METACLASS: u32 = 8192;

    /// The name of a static type, or of the one that gives a class its layout.
    pub const fn static_name(&self) -> &'static str {
        // SAFETY: both are from the declared name.
        unsafe { static_text(self.static_name, self.static_name_length) }
    }

    /// The module of a static type.
    pub const fn static_module(&self) -> &'static str {
        // SAFETY: both are from the declared name.
        unsafe { static_text(self.static_module, self.static_module_length) }
    }

    /// Docstring of a static type; empty in a build without docstrings.
    pub const fn static_doc(&self) -> &'static str {
        #[cfg(feature = "docs")]
        return self.static_doc;
        #[cfg(not(feature = "docs"))]
        ""
    }

    /// Attributes of a static type.
    #[inline(always)]
    pub const fn members(&self) -> &'static [Member] {
        // SAFETY: both are of a static table.
        unsafe { core::slice::from_raw_parts(self.members, self.member_count as usize) }
    }

    /// Whether the class was made by Python.
    #[inline(always)]
    pub fn is_heap(&self) -> bool {
        self.flags & Self::HEAP != 0
    }

    /// The base that decides the layout.
    #[inline(always)]
    pub fn base(&self) -> Option<Ref<Type>> {
        // SAFETY: a base that is not null is a type.
        if self.base.is_null() { None } else { Some(unsafe { Ref::from_pointer(self.base.cast_mut()) }) }
    }
}

/// A function written in Python.
#[repr(C, align(8))]
pub struct Function {
    /// Object header.
    pub header: Header,
    /// The code.
    pub code: Ref<Code>,
    /// The module's namespace.
    pub globals: Ref<Dict>,
    /// Tuple of cells of the free variables.
    pub closure: Option<Value>,
    /// Tuple of the defaults of the last positional parameters.
    pub defaults: Cell<Option<Value>>,
    /// Dict of the defaults of keyword-only parameters.
    pub keyword_defaults: Cell<Option<Value>>,
    /// Attributes set by Python, and `__name__`, `__doc__`, `__annotations__` and so on where they differ from the
    /// code's; see [`crate::types::function`].
    pub extra: Cell<Option<Value>>,
}

/// A function with its first argument.
#[repr(C, align(8))]
pub struct BoundMethod {
    /// Object header.
    pub header: Header,
    /// Function or native.
    pub function: Value,
    /// First argument.
    pub receiver: Value,
}

/// A variable that functions share.
#[repr(C, align(8))]
pub struct CellObject {
    /// Object header.
    pub header: Header,
    /// Its value; `None` if unbound.
    pub value: Cell<Option<Value>>,
}

/// The inline cache of a site: what was found for a key (a shape, a type or a version).
#[derive(Clone, Copy)]
#[repr(C)]
pub struct SiteCache {
    /// Shape or type of the receiver as an address, or a dict's version with the lowest bit set; 0: empty.
    pub key: usize,
    /// A function's value, or an index shifted left with the lowest bit set.
    pub payload: usize,
}

/// Compiled code. The instructions and side tables are used in place in the image.
#[repr(C, align(8))]
pub struct Code {
    /// Object header.
    pub header: Header,
    /// Registers of a frame.
    pub registers: u16,
    /// Positional parameters.
    pub argument_count: u16,
    /// Flags of [`bytecode::image::CodeFlags`].
    pub flags: u32,
    /// Keyword-only parameters.
    pub keyword_only_count: u16,
    /// Positional-only parameters.
    pub positional_only_count: u16,
    /// Registers that parameters take, `*args` and `**kwargs` included.
    pub parameter_count: u16,
    /// Whether a call with exactly `argument_count` positional arguments needs no binding.
    pub simple: bool,
    /// Whether such a call can enter it with nothing else to be done: it is simple and nothing in it is monitored.
    pub direct: Cell<bool>,
    /// Whether it handles exceptions anywhere.
    pub has_handlers: bool,
    /// How many of its first registers hold the variables that a frame shows.
    pub variable_words: u16,
    /// First instruction.
    pub instructions: *const u32,
    /// Number of instruction words.
    pub instruction_count: u32,
    /// Number of constants.
    pub constant_count: u32,
    /// The constants.
    pub constants: *mut Value,
    /// The names of the sites.
    pub sites: *mut Value,
    /// Number of sites.
    pub site_count: u32,
    /// Room for constants and for sites in their tables.
    pub table_sizes: (u32, u32),
    /// The code's number in the image.
    pub index: u32,
    /// The sites' inline caches.
    pub caches: *mut SiteCache,
    /// The image: bytes of a `Bytes` object, or static.
    pub image: *const u8,
    /// Length of the image.
    pub image_length: usize,
    /// The `Bytes` object that holds the image, if it is in the heap.
    pub image_owner: Option<Value>,
    /// Its name.
    pub name: Value,
    /// Its qualified name.
    pub qualified_name: Value,
    /// The events of `sys.monitoring` that can fire in it; see [`crate::monitoring`].
    pub monitored: Cell<u32>,
    /// Its number, from 1, among the codes that a tool treats in a way of its own; 0 if none does.
    pub record: Cell<u32>,
}

/// A module.
#[repr(C, align(8))]
pub struct Module {
    /// Object header.
    pub header: Header,
    /// Names defined so far.
    pub dict: Ref<Dict>,
    /// For a builtin module, what it offers; entries are copied into `dict` when first used.
    pub definition: Cell<Option<&'static crate::native::ModuleDefinition>>,
}

/// A generator, coroutine or async generator. Its frame follows: three link words, then the registers.
#[repr(C, align(8))]
pub struct Generator {
    /// Object header; the flags say which of the three it is.
    pub header: Header,
    /// Words of the frame that follow.
    pub frame_words: u32,
    /// Where it stands.
    pub state: Cell<GeneratorState>,
    /// For async generators: whether an `asend`, `athrow` or `aclose` is under way, and whether it was closed.
    pub async_state: Cell<u8>,
    /// Offset in words of the instruction at which it goes on.
    pub resume_at: Cell<u32>,
    /// The exception it was handling when it was suspended.
    pub handled: Cell<Option<Value>>,
    /// While it runs, what was being handled where it was resumed; else an exception that waits to be thrown into it.
    pub outer_handled: Cell<Option<Value>>,
    /// The function.
    pub function: Value,
    /// Its name, if changed.
    pub name: Cell<Option<Value>>,
    /// Its frame object, if there is one.
    pub frame: Cell<Option<Value>>,
    /// While it runs, resumed by native code: where the frame stands that called that code.
    pub resumer_pc: Cell<*const u32>,
}

/// Where a generator stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum GeneratorState {
    /// Not started.
    Created,
    /// At a `yield`.
    Suspended,
    /// Running now.
    Running,
    /// Ended.
    Finished,
}

impl Generator {
    /// Flag: a coroutine.
    pub const COROUTINE: u16 = 1;
    /// Flag: an async generator.
    pub const ASYNC_GENERATOR: u16 = 2;
    /// Words before the registers.
    pub const LINK_WORDS: usize = 3;

    /// Register 0 of the frame.
    pub fn base(&self) -> *mut Option<Value> {
        // SAFETY: the frame follows the structure.
        unsafe { core::ptr::from_ref(self).add(1).cast::<Option<Value>>().add(Self::LINK_WORDS).cast_mut() }
    }
}

/// An exception.
#[repr(C, align(8))]
pub struct Exception {
    /// Object header; flag 1: the context is suppressed.
    pub header: Header,
    /// Flags that change.
    pub suppress_context: Cell<bool>,
    /// Its class.
    pub class: Cell<Ref<Type>>,
    /// Tuple of arguments.
    pub arguments: Cell<Value>,
    /// Traceback: the record where the exception was last caught or raised.
    pub traceback: Cell<Option<Value>>,
    /// `__cause__`.
    pub cause: Cell<Option<Value>>,
    /// `__context__`.
    pub context: Cell<Option<Value>>,
    /// Attributes of special classes that do not follow from the arguments; see [`crate::types::exception::fields`].
    pub payload: Cell<Option<Value>>,
    /// Dict of other attributes.
    pub dict: Cell<Option<Value>>,
}

/// An object of a class with a fixed number of fields, which follow.
#[repr(C, align(8))]
pub struct Record {
    /// Object header.
    pub header: Header,
    /// Number of fields.
    pub length: u32,
    /// Its class.
    pub class: Ref<Type>,
    /// The fields behind the structure change while there are shared references to it: this tells the optimizer.
    pub changes: UnsafeCell<()>,
}

impl Record {
    /// The fields.
    #[inline(always)]
    pub fn fields(&self) -> &[Cell<Option<Value>>] {
        // SAFETY: the fields follow the structure; both are aligned to the word.
        unsafe { core::slice::from_raw_parts(core::ptr::from_ref(self).add(1).cast(), self.length as usize) }
    }

    /// A field, `None` if it is empty or there is none.
    #[inline(always)]
    pub fn get(&self, index: usize) -> Option<Value> {
        self.fields().get(index).and_then(Cell::get)
    }

    /// Sets a field that exists.
    #[inline(always)]
    pub fn set(&self, index: usize, value: impl Into<Option<Value>>) {
        if let Some(field) = self.fields().get(index) {
            field.set(value.into());
        }
    }
}

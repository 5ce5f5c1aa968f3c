//! Heap objects: their kinds, their layouts and typed references to them.
//!
//! Map: this file kinds and references; [`layout`] the structures; [`trace`] what the collector must know;
//! [`dict`] the insertion-ordered hash table of dicts and sets; [`shape`] hidden classes of instances.
//!
//! A [`Ref`] is a plain pointer that can be copied. It is valid as long as its object is reachable from a root at
//! every safepoint (see `Vm::root`): that is the discipline of the whole runtime, and a breach of it shows in the
//! collection-at-every-safepoint mode, where freed objects are overwritten.

pub mod append;
pub mod construct;
pub mod dict;
pub mod exports;
pub mod fill;
pub mod layout;
pub mod shape;
pub mod trace;

use crate::value::Value;
use core::marker::PhantomData;
use core::ops::Deref;
use core::ptr::NonNull;
use heap::{Header, STATIC, WHITE};

pub use crate::native::Native;
pub use dict::Dict;
pub use fill::Filler;
pub use layout::*;
pub use shape::{Instance, Shape};

/// What an object is: it decides the layout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Kind {
    /// A free cell.
    Free = heap::FREE,
    /// A float outside the immediate range.
    Float,
    /// An int outside the small range.
    BigInt,
    /// A complex number.
    Complex,
    /// A string.
    Str,
    /// Immutable bytes.
    Bytes,
    /// A `bytearray`.
    ByteArray,
    /// A list.
    List,
    /// A tuple.
    Tuple,
    /// A dict.
    Dict,
    /// A set.
    Set,
    /// A frozenset.
    FrozenSet,
    /// A class.
    Type,
    /// An instance of a class written in Python, with a shape.
    Instance,
    /// A hidden class.
    Shape,
    /// A function written in Python.
    Function,
    /// A function written in Rust.
    Native,
    /// A computed attribute of a builtin type.
    GetSet,
    /// A function bound to its first argument.
    BoundMethod,
    /// A variable shared by functions.
    Cell,
    /// Compiled code.
    Code,
    /// A module.
    Module,
    /// A generator, coroutine or async generator.
    Generator,
    /// An exception.
    Exception,
    /// Everything else: a class and some fields.
    Record,
}

/// The number of kinds.
pub const KIND_COUNT: usize = Kind::Record as usize + 1;

/// Set in the kind byte of an instance of a subclass of a builtin type: an [`Extension`] follows the object.
pub const EXTENDED: u8 = 0x80;

/// The class and attributes of an instance of a subclass of a builtin type.
#[derive(Clone, Copy)]
#[repr(C, align(8))]
pub struct Extension {
    /// The class.
    pub class: Ref<Type>,
    /// The attributes: a dict, made when first needed.
    pub dict: Option<Value>,
}

/// A structure that is the layout of objects of one kind.
///
/// # Safety
/// The structure is `repr(C)`, begins with a [`Header`] and describes every object with this kind.
pub unsafe trait Object {
    /// The kind of such objects.
    const KIND: Kind;
    /// Another kind with the same layout, or the same.
    const OTHER_KIND: Kind = Self::KIND;
}

/// A reference to an object of known layout.
#[repr(transparent)]
pub struct Ref<T>(NonNull<T>, PhantomData<T>);

impl<T> Clone for Ref<T> {
    #[inline(always)]
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Ref<T> {}
impl<T> PartialEq for Ref<T> {
    #[inline(always)]
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}
impl<T> Eq for Ref<T> {}

impl<T> Deref for Ref<T> {
    type Target = T;
    #[inline(always)]
    fn deref(&self) -> &T {
        // SAFETY: a reference is made only from a pointer to a live object of this layout, and objects are kept
        // reachable while references to them are used.
        unsafe { self.0.as_ref() }
    }
}

impl<T: Object> Ref<T> {
    /// A reference to a static object.
    #[inline(always)]
    pub const fn from_static(object: &'static T) -> Self {
        Ref(NonNull::from_ref(object), PhantomData)
    }

    /// A reference from a pointer.
    ///
    /// # Safety
    /// `pointer` points to an initialised object of this layout.
    #[inline(always)]
    pub const unsafe fn from_pointer(pointer: *mut T) -> Self {
        // SAFETY: such a pointer is not null.
        Ref(unsafe { NonNull::new_unchecked(pointer) }, PhantomData)
    }

    /// The pointer.
    #[inline(always)]
    pub const fn pointer(self) -> *mut T {
        self.0.as_ptr()
    }

    /// The value that refers to the object.
    #[inline(always)]
    pub fn value(self) -> Value {
        // SAFETY: a reference points to an initialised object.
        unsafe { Value::from_object(self.0.as_ptr().cast()) }
    }

    /// The object's header.
    #[inline(always)]
    pub fn header(self) -> Header {
        // SAFETY: every object begins with a header.
        unsafe { *self.0.as_ptr().cast::<Header>() }
    }
}

/// Constructors of headers.
pub const fn new_header(kind: Kind) -> Header {
    Header { kind: kind as u8, mark: WHITE, flags: 0 }
}

/// The header of a static object.
pub const fn static_header(kind: Kind, flags: u16) -> Header {
    Header { kind: kind as u8, mark: STATIC, flags }
}

impl Value {
    /// The kind byte of the object, [`EXTENDED`] included; 0 for immediates.
    #[inline(always)]
    pub fn raw_kind(self) -> u8 {
        match self.as_object() {
            // SAFETY: a value that is a pointer refers to an object.
            Some(object) => unsafe { (*object).kind },
            None => 0,
        }
    }

    /// The object's layout, whether its class is the builtin one or a subclass.
    #[inline(always)]
    pub fn is_kind(self, kind: Kind) -> bool {
        self.raw_kind() & !EXTENDED == kind as u8
    }

    /// Whether it is an object of this kind whose class is the builtin type itself.
    #[inline(always)]
    pub fn is_exact(self, kind: Kind) -> bool {
        self.raw_kind() == kind as u8
    }

    /// A typed reference, if the object has that layout (subclasses included).
    #[inline(always)]
    pub fn as_ref<T: Object>(self) -> Option<Ref<T>> {
        let kind = self.raw_kind() & !EXTENDED;
        if kind == T::KIND as u8 || kind == T::OTHER_KIND as u8 {
            // SAFETY: the kind says that the object has this layout.
            Some(unsafe { Ref::from_pointer(self.word() as usize as *mut T) })
        } else {
            None
        }
    }

    /// A typed reference without a check.
    ///
    /// # Safety
    /// The value refers to an object of this layout.
    #[inline(always)]
    pub unsafe fn as_ref_unchecked<T: Object>(self) -> Ref<T> {
        // SAFETY: by contract.
        unsafe { Ref::from_pointer(self.word() as usize as *mut T) }
    }
}

impl<T: Object> From<Ref<T>> for Value {
    #[inline(always)]
    fn from(reference: Ref<T>) -> Value {
        reference.value()
    }
}

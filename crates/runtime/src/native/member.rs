//! The attributes of static types and builtin modules.

use super::{Native, NativeFunction, NativeResult, name_length, static_text};
use crate::object::{Kind, Object, Type, static_header};
use crate::value::{Float, Value};
use crate::vm::{Raised, Vm};
use core::mem::ManuallyDrop;
use heap::Header;

/// Reads a computed attribute of an instance.
pub type Getter = fn(&mut Vm, Value) -> NativeResult;
/// Writes a computed attribute of an instance; without a value it deletes it.
pub type Setter = fn(&mut Vm, Value, Option<Value>) -> Result<(), Raised>;

/// A computed attribute of a builtin type; static.
#[repr(C, align(8))]
pub struct GetSet {
    /// Object header; the length of the name in the upper byte of the flags.
    pub header: Header,
    name: *const u8,
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
        GetSet { header: static_header(Kind::GetSet, name_length(name)), name: name.as_ptr(), get, set }
    }

    /// Its name.
    pub const fn name(&self) -> &'static str {
        // SAFETY: both are from the declared name.
        unsafe { static_text(self.name, (self.header.flags >> 8) as u8) }
    }
}

/// What all attributes begin with.
#[derive(Clone, Copy)]
#[repr(C, align(8))]
struct Named {
    header: Header,
    name: *const u8,
}

/// An attribute that is no object in flash.
#[derive(Clone, Copy)]
#[repr(C, align(8))]
struct Constant {
    named: Named,
    what: ConstantKind,
}

#[derive(Clone, Copy)]
enum ConstantKind {
    Int(i64),
    Float(Float),
    Str(&'static str),
    Type(&'static Type),
    Value(Value),
    Lazy(fn(&mut Vm) -> NativeResult),
}

/// An attribute of a static type or a builtin module.
///
/// What is an object itself lies here as such; the kind in its header tells. Constants have the kind of no object.
#[repr(C)]
pub union Member {
    named: Named,
    native: ManuallyDrop<Native>,
    property: ManuallyDrop<GetSet>,
    constant: Constant,
}

// SAFETY: it is never changed.
unsafe impl Sync for Member {}

#[cfg(all(target_pointer_width = "32", not(feature = "docs")))]
const _: () = assert!(size_of::<Member>() == 24);

/// What a static attribute is.
pub enum MemberKind {
    /// A function of a module, or a method.
    Function(&'static Native),
    /// A static method.
    Static(&'static Native),
    /// A class method.
    Class(&'static Native),
    /// A computed attribute of instances.
    Property(&'static GetSet),
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
    const fn native(native: Native) -> Member {
        Member { native: ManuallyDrop::new(native) }
    }

    const fn computed(property: GetSet) -> Member {
        Member { property: ManuallyDrop::new(property) }
    }

    const fn constant(name: &'static str, what: ConstantKind) -> Member {
        let named = Named { header: static_header(Kind::Free, name_length(name)), name: name.as_ptr() };
        Member { constant: Constant { named, what } }
    }

    /// Its name.
    pub const fn name(&self) -> &'static str {
        // SAFETY: all attributes begin with this; both are from the declared name.
        unsafe { static_text(self.named.name, (self.named.header.flags >> 8) as u8) }
    }

    /// What it is.
    pub fn what(&'static self) -> MemberKind {
        // SAFETY: all attributes begin with a header, whose kind says what it is.
        unsafe {
            let Header { kind, flags, .. } = self.named.header;
            if kind == Kind::Native as u8 {
                let native: &'static Native = &self.native;
                if flags & Native::STATIC_METHOD != 0 {
                    MemberKind::Static(native)
                } else if flags & Native::CLASS_METHOD != 0 {
                    MemberKind::Class(native)
                } else {
                    MemberKind::Function(native)
                }
            } else if kind == Kind::GetSet as u8 {
                MemberKind::Property(&self.property)
            } else {
                match self.constant.what {
                    ConstantKind::Int(number) => MemberKind::Int(number),
                    ConstantKind::Float(number) => MemberKind::Float(number),
                    ConstantKind::Str(text) => MemberKind::Str(text),
                    ConstantKind::Type(class) => MemberKind::Type(class),
                    ConstantKind::Value(value) => MemberKind::Value(value),
                    ConstantKind::Lazy(make) => MemberKind::Lazy(make),
                }
            }
        }
    }

    /// A function, or a method.
    pub const fn function(
        name: &'static str,
        signature: &'static str,
        function: NativeFunction,
        doc: &'static str,
    ) -> Member {
        Self::native(Native::new(name, signature, function, doc))
    }

    /// A static method.
    pub const fn static_method(
        name: &'static str,
        signature: &'static str,
        function: NativeFunction,
        doc: &'static str,
    ) -> Member {
        Self::native(Native::with_flags(name, signature, function, doc, Native::STATIC_METHOD))
    }

    /// A class method: the class is the first argument.
    pub const fn class_method(
        name: &'static str,
        signature: &'static str,
        function: NativeFunction,
        doc: &'static str,
    ) -> Member {
        Self::native(Native::with_flags(name, signature, function, doc, Native::CLASS_METHOD))
    }

    /// A computed attribute that cannot be written.
    pub const fn getter(name: &'static str, get: Getter) -> Member {
        Self::computed(GetSet::new(name, get, None))
    }

    /// A computed attribute that can be written, or deleted with `None`.
    pub const fn property(name: &'static str, get: Getter, set: Setter) -> Member {
        Self::computed(GetSet::new(name, get, Some(set)))
    }

    /// An int.
    pub const fn int(name: &'static str, number: i64) -> Member {
        Self::constant(name, ConstantKind::Int(number))
    }

    /// A float.
    pub const fn float(name: &'static str, number: Float) -> Member {
        Self::constant(name, ConstantKind::Float(number))
    }

    /// A string.
    pub const fn str(name: &'static str, text: &'static str) -> Member {
        Self::constant(name, ConstantKind::Str(text))
    }

    /// A type.
    pub const fn class(name: &'static str, class: &'static Type) -> Member {
        Self::constant(name, ConstantKind::Type(class))
    }

    /// A value that needs no memory, such as `None`.
    pub const fn value(name: &'static str, value: Value) -> Member {
        Self::constant(name, ConstantKind::Value(value))
    }

    /// A value that is computed when it is first asked for.
    pub const fn lazy(name: &'static str, make: fn(&mut Vm) -> NativeResult) -> Member {
        Self::constant(name, ConstantKind::Lazy(make))
    }
}

/// A builtin module.
pub struct ModuleDefinition {
    /// Its name.
    pub name: &'static str,
    /// Its docstring, through [`doc`](super::doc).
    pub doc: &'static str,
    /// Its attributes.
    pub members: &'static [Member],
    /// Called once, when the module is first imported, with the module.
    pub initialize: Option<fn(&mut Vm, Value) -> Result<(), Raised>>,
}

//! Instances and their shapes (hidden classes).
//!
//! A shape says which attributes an instance has and in which slots. Shapes form a tree per class: adding an
//! attribute leads to a child, which all instances that added the same attributes in the same order share. The
//! first `inline` slots are in the instance itself, the others in a buffer. An instance with too many attributes,
//! or one whose `__dict__` was asked for or that lost an attribute, keeps its attributes in a dict.

use super::{Dict, Kind, Object, Ref, Type};
use crate::value::Value;
use core::cell::Cell;
use heap::Header;

/// Slots an instance can have before it keeps a dict.
pub const MAX_SLOTS: u16 = 64;

/// A hidden class.
#[repr(C, align(8))]
pub struct Shape {
    /// Object header; flag 1: attributes are in a dict.
    pub header: Header,
    /// Number of attributes.
    pub count: u16,
    /// Number of slots in the instance.
    pub inline: u16,
    /// The class.
    pub class: Ref<Type>,
    /// The shape without the last attribute.
    pub parent: Option<Ref<Shape>>,
    /// The last attribute, an interned str; the root has none.
    pub name: Option<Value>,
    /// The child made last.
    pub last_child: Cell<Option<Ref<Shape>>>,
    /// All children, if there are several: a dict from name to shape.
    pub children: Cell<Option<Ref<Dict>>>,
}

// SAFETY: `repr(C)` with a header; only `Vm::new_shape` makes objects of this kind.
unsafe impl Object for Shape {
    const KIND: Kind = Kind::Shape;
}

impl Shape {
    /// Flag: attributes are in a dict.
    pub const DICT: u16 = 1;

    /// Whether instances keep their attributes in a dict.
    #[inline(always)]
    pub fn is_dict(&self) -> bool {
        self.header.flags & Self::DICT != 0
    }

    /// The slot of an attribute, an interned name. Takes time in proportion to the number of attributes.
    pub fn slot_of(&self, name: Value) -> Option<usize> {
        let mut shape = self;
        let mut index = self.count as usize;
        while index > 0 {
            index -= 1;
            if shape.name == Some(name) {
                return Some(index);
            }
            match &shape.parent {
                Some(parent) => shape = parent,
                None => return None,
            }
        }
        None
    }

    /// The name of a slot.
    pub fn name_of(&self, slot: usize) -> Option<Value> {
        let mut shape = self;
        while shape.count as usize > slot + 1 {
            match &shape.parent {
                Some(parent) => shape = parent,
                None => return None,
            }
        }
        shape.name
    }
}

/// An instance of a class written in Python. The inline slots follow.
#[repr(C, align(8))]
pub struct Instance {
    /// Object header.
    pub header: Header,
    /// Slots in the overflow buffer.
    pub overflow_capacity: Cell<u32>,
    /// Its shape.
    pub shape: Cell<Ref<Shape>>,
    /// The overflow buffer (null if none), or the dict.
    pub overflow: Cell<*mut Option<Value>>,
}

// SAFETY: `repr(C)` with a header; only `Vm::new_instance` makes objects of this kind.
unsafe impl Object for Instance {
    const KIND: Kind = Kind::Instance;
}

const _: () = {
    let word = size_of::<Value>();
    let budget = if word == 8 { 64 } else { 40 };
    assert!(size_of::<Instance>() + 3 * word <= budget, "an instance with three attributes is too large");
};

impl Instance {
    /// The address of a slot, which is below the shape's count.
    #[inline(always)]
    pub fn slot(&self, index: usize) -> *mut Option<Value> {
        let inline = self.shape.get().inline as usize;
        // SAFETY: inline slots follow the structure; slots from there on are in the buffer, which has room for as
        // many as the shape counts.
        unsafe {
            if index < inline {
                core::ptr::from_ref(self).add(1).cast::<Option<Value>>().cast_mut().add(index)
            } else {
                self.overflow.get().add(index - inline)
            }
        }
    }

    /// The dict of an instance that keeps one.
    pub fn dict(&self) -> Option<Ref<Dict>> {
        if self.shape.get().is_dict() && !self.overflow.get().is_null() {
            // SAFETY: with this shape the field points to a dict.
            Some(unsafe { Ref::from_pointer(self.overflow.get().cast()) })
        } else {
            None
        }
    }
}

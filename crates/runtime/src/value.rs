//! The tagged word that every Python value is.
//!
//! | low bits | meaning |
//! |---|---|
//! | `..1` | small int |
//! | `.10` | immediate float (see [`Value::from_float_immediate`]) |
//! | `100` | `None`, `False`, `True`, `...`, `NotImplemented` |
//! | `000` | pointer to an object, aligned to 8 bytes |
//!
//! Zero is no value: `Option<Value>` is one word, and `None` of it marks an unbound register or an empty slot.

use core::num::NonZero;
use heap::Header;

pub use bytecode::float::{self, Float};

/// The machine word of values: 64 bits on 64-bit hosts and on WebAssembly, 32 bits on microcontrollers.
#[cfg(any(target_pointer_width = "64", target_family = "wasm"))]
pub type Word = u64;
/// The machine word of values: 64 bits on 64-bit hosts and on WebAssembly, 32 bits on microcontrollers.
#[cfg(not(any(target_pointer_width = "64", target_family = "wasm")))]
pub type Word = u32;

/// A signed integer of the size of a [`Word`].
#[cfg(any(target_pointer_width = "64", target_family = "wasm"))]
pub type SmallInt = i64;
/// A signed integer of the size of a [`Word`].
#[cfg(not(any(target_pointer_width = "64", target_family = "wasm")))]
pub type SmallInt = i32;

/// A signed integer that holds whatever is computed from the three small ints of a range.
#[cfg(any(target_pointer_width = "64", target_family = "wasm"))]
pub type WideInt = i128;
/// A signed integer that holds whatever is computed from the three small ints of a range.
#[cfg(not(any(target_pointer_width = "64", target_family = "wasm")))]
pub type WideInt = i64;

/// A Python value. Copying it copies the reference, not the object.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
#[repr(transparent)]
pub struct Value(NonZero<Word>);

const _: () = assert!(size_of::<Value>() == size_of::<Word>() && size_of::<Option<Value>>() == size_of::<Word>());

/// Whether floats of the middle range are immediate. With 32-bit words and 64-bit floats all are boxed.
pub const IMMEDIATE_FLOATS: bool = Word::BITS >= float::Bits::BITS;

/// The third of the bits of a float's exponent, from the top.
const THIRD_EXPONENT_BIT: float::Bits = 1 << (float::Bits::BITS - 4);

impl Value {
    /// `None`.
    pub const NONE: Value = Value::special(0);
    /// `False`.
    pub const FALSE: Value = Value::special(1);
    /// `True`.
    pub const TRUE: Value = Value::special(2);
    /// `...`.
    pub const ELLIPSIS: Value = Value::special(3);
    /// `NotImplemented`.
    pub const NOT_IMPLEMENTED: Value = Value::special(4);

    const fn special(number: Word) -> Value {
        match NonZero::new(number << 3 | 4) {
            Some(word) => Value(word),
            None => unreachable!(),
        }
    }

    /// The bits of the word.
    #[inline(always)]
    pub const fn word(self) -> Word {
        self.0.get()
    }

    /// The value with these bits, or `None` for zero.
    ///
    /// # Safety
    /// The bits came from [`Value::word`] of a value whose object is still alive.
    #[inline(always)]
    pub const unsafe fn from_word(word: Word) -> Option<Value> {
        match NonZero::new(word) {
            Some(word) => Some(Value(word)),
            None => None,
        }
    }

    /// `True` or `False`.
    #[inline(always)]
    pub const fn from_bool(truth: bool) -> Value {
        if truth { Value::TRUE } else { Value::FALSE }
    }

    /// Whether it is a small int.
    #[inline(always)]
    pub const fn is_small_int(self) -> bool {
        self.word() & 1 != 0
    }

    /// The small int of this number, unless it is out of range.
    #[inline(always)]
    pub const fn from_small_int(number: SmallInt) -> Option<Value> {
        let shifted = number << 1;
        if shifted >> 1 != number {
            return None;
        }
        match NonZero::new(shifted as Word | 1) {
            Some(word) => Some(Value(word)),
            None => None,
        }
    }

    /// The small int of a number that fits every target: 31 bits.
    #[inline(always)]
    pub const fn from_i32_small(number: i32) -> Value {
        debug_assert!(number << 1 >> 1 == number);
        match NonZero::new(((number as SmallInt) << 1) as Word | 1) {
            Some(word) => Value(word),
            None => unreachable!(),
        }
    }

    /// The number of a small int.
    #[inline(always)]
    pub const fn as_small_int(self) -> Option<SmallInt> {
        if self.is_small_int() { Some(self.word() as SmallInt >> 1) } else { None }
    }

    /// Whether it is an immediate float.
    #[inline(always)]
    pub const fn is_immediate_float(self) -> bool {
        IMMEDIATE_FLOATS && self.word() & 3 == 2
    }

    /// The immediate of a float whose exponent is in the middle range (about 2^-255 to 2^256 of 64 bits, 2^-31 to 2^33
    /// of 32 bits), without loss: adding turns the two top bits of such an exponent into `10` and rotating moves them,
    /// with the sign, to the low end.
    #[inline(always)]
    pub fn from_float_immediate(number: Float) -> Option<Value> {
        let bits = number.to_bits().wrapping_add(THIRD_EXPONENT_BIT).rotate_left(3);
        if IMMEDIATE_FLOATS && bits & 3 == 2 { NonZero::new(bits as Word).map(Value) } else { None }
    }

    /// The number of an immediate float; meaningless for any other value.
    #[inline(always)]
    pub const fn immediate_float(self) -> Float {
        Float::from_bits((self.word() as float::Bits).rotate_right(3).wrapping_sub(THIRD_EXPONENT_BIT))
    }

    /// Whether it refers to an object.
    #[inline(always)]
    pub const fn is_object(self) -> bool {
        self.word() & 7 == 0
    }

    /// The object's header, if it refers to one.
    #[inline(always)]
    pub const fn as_object(self) -> Option<*mut Header> {
        if self.is_object() { Some(self.word() as usize as *mut Header) } else { None }
    }

    /// The value that refers to an object.
    ///
    /// # Safety
    /// `object` points to an initialised object, aligned to 8 bytes, in the heap or static.
    #[inline(always)]
    pub unsafe fn from_object(object: *const Header) -> Value {
        // SAFETY: a pointer to an object is not null.
        Value(unsafe { NonZero::new_unchecked(object as usize as Word) })
    }

    /// Whether it is `None`.
    #[inline(always)]
    pub fn is_none(self) -> bool {
        self == Value::NONE
    }

    /// The same value, unless it is `None`.
    #[inline(always)]
    pub fn not_none(self) -> Option<Value> {
        if self.is_none() { None } else { Some(self) }
    }

    /// Whether it is `True` or `False`.
    #[inline(always)]
    pub fn is_bool(self) -> bool {
        self == Value::TRUE || self == Value::FALSE
    }
}

//! Values on their way between Python and JavaScript.
//!
//! A [`Slot`] has what a value is in a form that both sides read. What has no such form stays on its side, and the slot
//! has its number: of a JavaScript object, see [`crate::proxy`]; of a Python object, see [`crate::handles`].

use crate::handles::Handles;
use crate::proxy;
use core::alloc::Layout;
use runtime::native::NativeResult;
use runtime::number::int::Int;
use runtime::object::{BigInt, Float, Generator, Kind, Str};
use runtime::protocol::convert::int_view;
use runtime::value::Value;
use runtime::vm::{Raised, Vm};

/// What a slot holds.
#[allow(missing_docs)]
pub mod tag {
    pub const UNDEFINED: u32 = 0;
    pub const NONE: u32 = 1;
    pub const BOOL: u32 = 2;
    pub const INT: u32 = 3;
    pub const FLOAT: u32 = 4;
    /// Bits: address; extra: length in bytes.
    pub const TEXT: u32 = 5;
    /// Bits: address of the magnitude, least byte first; extra: length in bytes, doubled, and 1 more if it is negative.
    pub const BIG: u32 = 6;
    /// Bits: number of a JavaScript object.
    pub const JS: u32 = 7;
    /// Bits: number of a Python object; extra: see [`super::traits`].
    pub const PYTHON: u32 = 8;
    /// An exception; bits: its number as a Python object.
    pub const ERROR: u32 = 9;
    /// No value: the end of an iteration.
    pub const END: u32 = 10;
}

/// What JavaScript has to know of a Python object.
#[allow(missing_docs)]
pub mod traits {
    pub const CALLABLE: u32 = 1;
    /// A generator or a coroutine: JavaScript may await it.
    pub const AWAITABLE: u32 = 2;
    pub const DICT: u32 = 4;
    pub const SEQUENCE: u32 = 8;
    pub const BUFFER: u32 = 16;
}

/// A value on its way.
#[derive(Clone, Copy, Debug)]
#[repr(C, align(8))]
pub struct Slot {
    /// One of [`tag`].
    pub tag: u32,
    /// A length, or more on the value.
    pub extra: u32,
    /// The value.
    pub bits: u64,
}

const _: () = assert!(size_of::<Slot>() == 16);

/// Integers that a number of JavaScript has exactly.
const SAFE: i64 = 1 << 53;

impl Slot {
    /// `undefined`
    pub const UNDEFINED: Slot = Slot { tag: tag::UNDEFINED, extra: 0, bits: 0 };
    /// `null`
    pub const NULL: Slot = Slot { tag: tag::NONE, extra: 0, bits: 0 };
    /// The end of an iteration.
    pub const END: Slot = Slot { tag: tag::END, extra: 0, bits: 0 };

    fn new(tag: u32, extra: u32, bits: u64) -> Slot {
        Slot { tag, extra, bits }
    }

    /// A text that stays where it is while JavaScript reads it.
    pub fn text(bytes: &[u8]) -> Slot {
        Slot::new(tag::TEXT, bytes.len() as u32, bytes.as_ptr() as u64)
    }

    /// A JavaScript object.
    pub fn js(number: u32) -> Slot {
        Slot::new(tag::JS, 0, number.into())
    }

    /// What JavaScript gets for a value. A text or a big integer points into the heap: JavaScript reads it at once.
    pub fn of(vm: &mut Vm, value: Value) -> Result<Slot, Raised> {
        if value.is_none() {
            return Ok(Slot::NULL);
        }
        if value.is_bool() {
            return Ok(Slot::new(tag::BOOL, 0, u64::from(value == Value::TRUE)));
        }
        if let Some(number) = value.as_small_int() {
            let number = number as i64;
            if (-SAFE..=SAFE).contains(&number) {
                return Ok(Slot::new(tag::INT, 0, number as u64));
            }
            return Ok(Slot::new(tag::INT, 1, number as u64));
        }
        if let Some(number) = float_of(value) {
            return Ok(Slot::new(tag::FLOAT, 0, number.to_bits()));
        }
        if let Some(text) = value.as_ref::<Str>() {
            return Ok(Slot::text(text.as_bytes()));
        }
        if let Some(number) = value.as_ref::<BigInt>().filter(|_| value.is_exact(Kind::BigInt)) {
            let view = int_view(&number);
            let bytes = size_of_val(view.limbs());
            let extra = (bytes as u32) << 1 | u32::from(view.is_negative());
            return Ok(Slot::new(tag::BIG, extra, view.limbs().as_ptr() as u64));
        }
        // JavaScript gets its own error back.
        if let Some(error) = proxy::thrown_by(value) {
            return Slot::of(vm, error);
        }
        if let Some(number) = proxy::number_of(value) {
            return Ok(if number == proxy::UNDEFINED { Slot::UNDEFINED } else { Slot::js(number) });
        }
        Slot::python(vm, value)
    }

    /// A Python object, which stays on its side.
    pub fn python(vm: &mut Vm, value: Value) -> Result<Slot, Raised> {
        let traits = traits_of(vm, value);
        let number = Handles::hold(vm, value)?;
        Ok(Slot::new(tag::PYTHON, traits, number.into()))
    }

    /// The exception on its way.
    pub fn error(vm: &mut Vm) -> Slot {
        let exception = vm.take_exception();
        match Handles::hold(vm, exception) {
            Ok(number) => Slot::new(tag::ERROR, 0, number.into()),
            // Number 0 is `MemoryError`: there is no room to hold another one.
            Err(_) => {
                vm.exception = None;
                Slot::new(tag::ERROR, 0, 0)
            }
        }
    }

    /// What Python gets; the memory of a text is taken.
    pub fn to_value(self, vm: &mut Vm) -> NativeResult {
        match self.tag {
            tag::UNDEFINED => proxy::undefined(vm),
            tag::BOOL => Ok(Value::from_bool(self.bits != 0)),
            tag::INT => vm.new_int(self.bits as i64),
            tag::FLOAT => vm.new_float(f64::from_bits(self.bits)),
            tag::TEXT => {
                let text = Text::take(&self);
                vm.new_str(text.as_bytes())
            }
            tag::BIG => {
                let magnitude = Text::take(&Slot { extra: self.extra >> 1, ..self });
                big_int(vm, self.extra & 1 != 0, magnitude.as_bytes())
            }
            tag::JS => proxy::of(vm, self.bits as u32),
            tag::PYTHON => Ok(Handles::get(vm, self.bits as u32)),
            _ => Ok(Value::NONE),
        }
    }
}

fn big_int(vm: &mut Vm, negative: bool, magnitude: &[u8]) -> NativeResult {
    use runtime::number::limbs::Limb;
    let mut limbs = heap::TryVec::new();
    for chunk in magnitude.chunks(size_of::<Limb>()) {
        let mut bytes = [0; size_of::<Limb>()];
        bytes[..chunk.len()].copy_from_slice(chunk);
        limbs.try_push(Limb::from_le_bytes(bytes)).map_err(|_| vm.memory_error())?;
    }
    vm.new_int_from(Int::new(negative, &limbs))
}

fn traits_of(vm: &mut Vm, value: Value) -> u32 {
    let mut traits = 0;
    if value.as_ref::<Generator>().is_some() {
        traits |= traits::AWAITABLE;
    } else if modules::builtins::object::is_callable(vm, value).unwrap_or(false) {
        traits |= traits::CALLABLE;
    }
    if value.is_kind(Kind::Dict) {
        traits |= traits::DICT;
    }
    if value.is_kind(Kind::List) || value.is_kind(Kind::Tuple) {
        traits |= traits::SEQUENCE;
    }
    if vm.buffer(value).is_some() {
        traits |= traits::BUFFER;
    }
    traits
}

/// The number of a float; not of instances of subclasses.
fn float_of(value: Value) -> Option<f64> {
    if value.is_immediate_float() {
        return Some(value.immediate_float());
    }
    value.as_ref::<Float>().filter(|_| value.is_exact(Kind::Float)).map(|float| float.number)
}

/// A text that JavaScript wrote into memory from [`allocate`]; freed when it is dropped.
pub struct Text {
    start: *mut u8,
    length: usize,
}

impl Text {
    /// The text of a slot.
    pub fn take(slot: &Slot) -> Text {
        Text { start: slot.bits as usize as *mut u8, length: slot.extra as usize }
    }

    /// A text at an address.
    pub fn at(start: *mut u8, length: usize) -> Text {
        Text { start, length }
    }

    /// Its bytes.
    pub fn as_bytes(&self) -> &[u8] {
        if self.start.is_null() || self.length == 0 {
            return b"";
        }
        // SAFETY: JavaScript filled these bytes of memory that it got from `allocate`, and gave it away.
        unsafe { core::slice::from_raw_parts(self.start, self.length) }
    }
}

impl Drop for Text {
    fn drop(&mut self) {
        free(self.start, self.length);
    }
}

fn layout(size: usize) -> Option<Layout> {
    Layout::from_size_align(size.max(1), 8).ok()
}

/// Memory for JavaScript to write to; null if there is none.
pub fn allocate(size: usize) -> *mut u8 {
    match layout(size) {
        // SAFETY: the layout is not empty.
        Some(layout) => unsafe { alloc::alloc::alloc(layout) },
        None => core::ptr::null_mut(),
    }
}

/// Gives memory back that [`allocate`] gave for this size.
pub fn free(start: *mut u8, size: usize) {
    if let Some(layout) = layout(size)
        && !start.is_null()
    {
        // SAFETY: the memory came from `allocate` with the same size.
        unsafe { alloc::alloc::dealloc(start, layout) };
    }
}

//! The methods that `str`, `bytes` and `bytearray` have in common, written once.
//!
//! A text is a sequence of bytes; [`Text`] says how a type reads its receivers and operands, words its errors, counts
//! positions and makes results. Searching, splitting and replacing work on the bytes: no code point is part of another.
//!
//! | file | what |
//! |---|---|
//! | `search.rs` | `find`, `index`, `count`, `startswith` and their like |
//! | `split.rs` | `split`, `splitlines`, `partition` and their like |
//! | `join.rs` | `join` |
//! | `change.rs` | `replace`, `strip`, `removeprefix` and their like |
//! | `pad.rs` | `center`, `zfill`, `expandtabs` and their like |

pub mod change;
pub mod join;
pub mod pad;
pub mod search;
pub mod split;

use crate::native::NativeResult;
use crate::object::{Filler, Kind, Ref, Str, Type};
use crate::types::buffer::Buffer;
use crate::value::Value;
use crate::vm::{Raised, Vm};
use core::fmt;

/// Where an operand stands, which decides how its errors are worded.
#[derive(Clone, Copy)]
pub enum Place {
    /// What is searched for.
    Needle,
    /// The argument of `partition`.
    Plain,
    /// A separator that may be `None`.
    Separator,
    /// An argument of a method by its number.
    Argument(&'static str, u8),
    /// The only argument of a method.
    Only(&'static str),
    /// What is stripped; may be `None`.
    Stripped(&'static str),
}

/// The bytes of an operand.
#[derive(Clone, Copy)]
pub enum Operand {
    /// Those of a str.
    Str(Ref<Str>),
    /// Those of a bytes-like object.
    Buffer(Buffer),
    /// One byte, given as an int.
    Byte([u8; 1]),
}

impl Operand {
    /// The bytes. Not to be held over anything that may run Python.
    #[inline]
    pub fn as_bytes(&self) -> &[u8] {
        match self {
            Operand::Str(text) => text.as_bytes(),
            Operand::Buffer(buffer) => buffer.as_bytes(),
            Operand::Byte(byte) => byte,
        }
    }
}

/// A character at the end of a text: its length in bytes, and whether it is white space.
#[derive(Clone, Copy)]
pub struct Character {
    /// Length in bytes.
    pub length: usize,
    /// Whether it is white space.
    pub space: bool,
}

/// A type of texts.
pub trait Text: Copy {
    /// The name of the type in messages.
    const NAME: &'static str;
    /// The message of ValueError for what was not found.
    const NOT_FOUND: &'static str;
    /// Whether results are strs.
    const IS_STR: bool;

    /// The receiver of a method; TypeError if it is of another type.
    fn receiver(vm: &mut Vm, value: Value) -> Result<Self, Raised>;
    /// The object.
    fn value(&self) -> Value;
    /// The bytes. Not to be held over anything that may run Python.
    fn bytes(&self) -> &[u8];
    /// An operand. Runs Python only for an int of a class made by Python.
    fn operand(vm: &mut Vm, value: Value, place: Place) -> Result<Operand, Raised>;
    /// A new text of these bytes.
    fn make(&self, vm: &mut Vm, bytes: &[u8]) -> NativeResult;
    /// A new text of `length` bytes and `characters` characters.
    fn make_filled(
        &self,
        vm: &mut Vm,
        length: usize,
        characters: usize,
        fill: impl FnOnce(&mut Filler<'_>),
    ) -> NativeResult;
    /// The text itself where nothing changes, or a copy if it can be changed or is of a subclass.
    fn unchanged(&self, vm: &mut Vm) -> NativeResult;
    /// The number of characters.
    fn length(&self) -> usize;
    /// The number of characters in a piece of such a text.
    fn count(bytes: &[u8]) -> usize;
    /// The byte offset of a character, at most the end.
    fn offset(&self, index: usize) -> usize;
    /// The number of the character at a byte offset.
    fn index_at(&self, offset: usize) -> usize;
    /// Whether an ASCII character is white space.
    fn is_space(byte: u8) -> bool;
    /// The first character.
    fn first(bytes: &[u8]) -> Option<Character>;
    /// The last character.
    fn last(bytes: &[u8]) -> Option<Character>;
    /// The length in bytes of the line break at the beginning, 0 if there is none.
    fn line_break(bytes: &[u8]) -> usize;
}

const fn is_str_space(byte: u8) -> bool {
    matches!(byte, b'\t'..=b'\r' | 0x1c..=b' ')
}

const fn is_bytes_space(byte: u8) -> bool {
    matches!(byte, b'\t'..=b'\r' | b' ')
}

/// A str as a receiver.
#[derive(Clone, Copy)]
pub struct StrText(pub Ref<Str>);

impl Text for StrText {
    const NAME: &'static str = "str";
    const NOT_FOUND: &'static str = "substring not found";
    const IS_STR: bool = true;

    #[inline]
    fn receiver(vm: &mut Vm, value: Value) -> Result<Self, Raised> {
        match value.as_ref::<Str>() {
            Some(text) => Ok(StrText(text)),
            None => Err(wrong_receiver(vm, "str", value)),
        }
    }

    #[inline]
    fn value(&self) -> Value {
        self.0.value()
    }

    #[inline]
    fn bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }

    #[inline]
    fn operand(vm: &mut Vm, value: Value, place: Place) -> Result<Operand, Raised> {
        match value.as_ref::<Str>() {
            Some(text) => Ok(Operand::Str(text)),
            None => Err(wrong_str_operand(vm, value, place)),
        }
    }

    #[inline]
    fn make(&self, vm: &mut Vm, bytes: &[u8]) -> NativeResult {
        if self.0.is_ascii() && bytes.len() > 1 {
            return vm.new_str_of(bytes, bytes.len());
        }
        vm.new_piece(bytes)
    }

    #[inline]
    fn make_filled(
        &self,
        vm: &mut Vm,
        length: usize,
        characters: usize,
        fill: impl FnOnce(&mut Filler<'_>),
    ) -> NativeResult {
        vm.new_str_of_strs(length, characters, fill)
    }

    #[inline]
    fn unchanged(&self, vm: &mut Vm) -> NativeResult {
        if self.value().is_exact(Kind::Str) {
            return Ok(self.value());
        }
        vm.new_str_of(self.0.as_bytes(), self.0.characters as usize)
    }

    #[inline]
    fn length(&self) -> usize {
        self.0.characters as usize
    }

    #[inline]
    fn count(bytes: &[u8]) -> usize {
        crate::number::text::count(bytes)
    }

    #[inline]
    fn offset(&self, index: usize) -> usize {
        if self.0.is_ascii() {
            return index.min(self.0.length as usize);
        }
        crate::number::text::offset_of(self.0.as_bytes(), index).unwrap_or(self.0.length as usize)
    }

    #[inline]
    fn index_at(&self, offset: usize) -> usize {
        if self.0.is_ascii() { offset } else { Self::count(&self.0.as_bytes()[..offset]) }
    }

    #[inline]
    fn is_space(byte: u8) -> bool {
        is_str_space(byte)
    }

    #[inline]
    fn first(bytes: &[u8]) -> Option<Character> {
        let byte = *bytes.first()?;
        if byte < 0x80 {
            return Some(Character { length: 1, space: is_str_space(byte) });
        }
        let (code, length) = crate::number::text::decode(bytes)?;
        Some(Character { length, space: crate::number::text::is_space(code) })
    }

    #[inline]
    fn last(bytes: &[u8]) -> Option<Character> {
        let byte = *bytes.last()?;
        if byte < 0x80 {
            return Some(Character { length: 1, space: is_str_space(byte) });
        }
        let (code, length) = crate::number::text::decode_last(bytes)?;
        Some(Character { length, space: crate::number::text::is_space(code) })
    }

    fn line_break(bytes: &[u8]) -> usize {
        match *bytes {
            [b'\r', b'\n', ..] => 2,
            [b'\n'..=b'\r' | 0x1c..=0x1e, ..] => 1,
            [0xc2, 0x85, ..] => 2,
            [0xe2, 0x80, 0xa8 | 0xa9, ..] => 3,
            _ => 0,
        }
    }
}

/// A bytes or bytearray object as a receiver.
#[derive(Clone, Copy)]
pub struct ByteText {
    value: Value,
    buffer: Buffer,
    mutable: bool,
}

impl ByteText {
    /// Whether it is a bytearray.
    pub fn is_mutable(&self) -> bool {
        self.mutable
    }
}

impl Text for ByteText {
    const NAME: &'static str = "bytes";
    const NOT_FOUND: &'static str = "subsection not found";
    const IS_STR: bool = false;

    #[inline]
    fn receiver(vm: &mut Vm, value: Value) -> Result<Self, Raised> {
        match Buffer::of(value) {
            Some(buffer) => Ok(ByteText { value, buffer, mutable: value.is_kind(Kind::ByteArray) }),
            None => Err(wrong_receiver(vm, "bytes", value)),
        }
    }

    #[inline]
    fn value(&self) -> Value {
        self.value
    }

    #[inline]
    fn bytes(&self) -> &[u8] {
        self.buffer.as_bytes()
    }

    #[inline]
    fn operand(vm: &mut Vm, value: Value, place: Place) -> Result<Operand, Raised> {
        if let Some(buffer) = vm.buffer(value) {
            return Ok(Operand::Buffer(buffer));
        }
        if !matches!(place, Place::Needle) {
            return Err(vm.not_bytes_like(value));
        }
        match crate::types::arguments::integer(vm, value)? {
            Some(number) => match u8::try_from(number.saturated()) {
                Ok(byte) => Ok(Operand::Byte([byte])),
                Err(_) => Err(vm.value_error(format_args!("byte must be in range(0, 256)"))),
            },
            None => {
                let name = vm.type_name(value);
                Err(vm.type_error(format_args!("argument should be integer or bytes-like object, not '{name}'")))
            }
        }
    }

    fn make(&self, vm: &mut Vm, bytes: &[u8]) -> NativeResult {
        if self.mutable { vm.new_byte_array(bytes).map(Ref::value) } else { vm.new_bytes(bytes) }
    }

    fn make_filled(
        &self,
        vm: &mut Vm,
        length: usize,
        _characters: usize,
        fill: impl FnOnce(&mut Filler<'_>),
    ) -> NativeResult {
        if self.mutable {
            vm.new_byte_array_filled(length, fill).map(Ref::value)
        } else {
            vm.new_bytes_filled(length, fill)
        }
    }

    fn unchanged(&self, vm: &mut Vm) -> NativeResult {
        if self.value.is_exact(Kind::Bytes) { Ok(self.value) } else { self.make(vm, self.bytes()) }
    }

    fn length(&self) -> usize {
        self.bytes().len()
    }

    fn count(bytes: &[u8]) -> usize {
        bytes.len()
    }

    fn offset(&self, index: usize) -> usize {
        index.min(self.length())
    }

    fn index_at(&self, offset: usize) -> usize {
        offset
    }

    #[inline]
    fn is_space(byte: u8) -> bool {
        is_bytes_space(byte)
    }

    #[inline]
    fn first(bytes: &[u8]) -> Option<Character> {
        bytes.first().map(|&byte| Character { length: 1, space: is_bytes_space(byte) })
    }

    #[inline]
    fn last(bytes: &[u8]) -> Option<Character> {
        bytes.last().map(|&byte| Character { length: 1, space: is_bytes_space(byte) })
    }

    fn line_break(bytes: &[u8]) -> usize {
        match *bytes {
            [b'\r', b'\n', ..] => 2,
            [b'\n' | b'\r', ..] => 1,
            _ => 0,
        }
    }
}

#[cold]
fn wrong_receiver(vm: &mut Vm, wanted: &str, value: Value) -> Raised {
    let name = vm.type_name(value);
    vm.type_error(format_args!("descriptor requires a '{wanted}' object but received a '{name}'"))
}

#[cold]
fn wrong_str_operand(vm: &mut Vm, value: Value, place: Place) -> Raised {
    let found = ArgumentName::of(vm, value);
    match place {
        Place::Needle => {
            let found = vm.type_name(value);
            vm.type_error(format_args!("must be str, not {found}"))
        }
        Place::Plain => vm.type_error(format_args!("must be str, not {found}")),
        Place::Separator => vm.type_error(format_args!("must be str or None, not {found}")),
        Place::Argument(method, number) => {
            vm.type_error(format_args!("{method}() argument {number} must be str, not {found}"))
        }
        Place::Only(method) => vm.type_error(format_args!("{method}() argument must be str, not {found}")),
        Place::Stripped(method) => vm.type_error(format_args!("{method} arg must be None or str")),
    }
}

/// The name of an argument's class in messages about arguments, where `None` is itself.
pub struct ArgumentName(Option<Ref<Type>>);

impl ArgumentName {
    /// The name for this value.
    pub fn of(vm: &Vm, value: Value) -> ArgumentName {
        ArgumentName(value.not_none().map(|value| vm.class_of(value)))
    }
}

impl fmt::Display for ArgumentName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(class) => crate::protocol::text::TypeName(class).fmt(f),
            None => f.write_str("None"),
        }
    }
}

//! `bytes`, and what it shares with `bytearray`.
//!
//! | file | what |
//! |---|---|
//! | `mod.rs` | the type and its operators |
//! | `members.rs` | the methods of both types |
//! | `construct.rs` | what the constructors accept |
//! | `kind.rs` | case, and `isalpha` and the like |
//! | `hex.rs` | `hex` and `fromhex` |
//! | `translate.rs` | `translate` and `maketrans` |
//! | `iterator.rs` | the iterators of both types |
//! | `repr.rs` | `repr` |

pub mod construct;
pub mod hex;
pub mod iterator;
pub(crate) mod kind;
pub(crate) mod members;
pub mod repr;
pub(crate) mod translate;

use crate::native::{Args, Member, NativeResult};
use crate::object::{Bytes, Kind, Ref, Type};
use crate::symbols::hash_bytes;
use crate::types::arguments::{Key, Selection, integer, key as read_key, place};
use crate::types::buffer::Buffer;
use crate::types::text::{ByteText, Operand, Text, change, search};
use crate::types::{BinaryOperator, Comparison, Slots, exception, template};
use crate::value::Value;
use crate::vm::{Raised, Vm};

static SLOTS: Slots = Slots {
    new: Some(new),
    repr: Some(repr::repr),
    hash: Some(|_, bytes| Ok(bytes.as_ref::<Bytes>().map_or(0, |bytes| i64::from(hash_bytes(bytes.as_bytes()))))),
    length: Some(length),
    get_item: Some(get_item),
    contains: Some(contains),
    iter: Some(iterator::iter_bytes),
    compare: Some(compare),
    binary: Some(binary),
    ..Slots::NONE
};

static MEMBERS: &[Member] = members::members![Member::function(
    "__bytes__",
    "self, /",
    |vm, args| ByteText::receiver(vm, args.at(0))?.unchanged(vm),
    "A bytes object."
),];

/// `bytes`
pub static BYTES: Type = Type::builtin("bytes", Kind::Bytes, "source=b'', encoding=None, errors=None", &SLOTS, MEMBERS)
    .with_flags(Type::BASE | Type::MATCH_SELF)
    .with_doc("An immutable sequence of bytes.");

fn new(vm: &mut Vm, class: Ref<Type>, args: &Args) -> NativeResult {
    let bytes = construct::new_bytes(vm, args)?;
    if class.is_heap() { vm.extend(bytes, class) } else { Ok(bytes) }
}

/// `len(bytes)`
pub fn length(vm: &mut Vm, bytes: Value) -> Result<usize, Raised> {
    Ok(ByteText::receiver(vm, bytes)?.length())
}

/// `bytes[key]`
pub fn get_item(vm: &mut Vm, bytes: Value, key: Value) -> NativeResult {
    let read = read_key(vm, key)?;
    let text = ByteText::receiver(vm, bytes)?;
    match read {
        Some(Key::Index(index)) => match place(index, text.length()).and_then(|index| text.bytes().get(index)) {
            Some(&byte) => Ok(Value::from_i32_small(i32::from(byte))),
            None => Err(index_error(vm, text.is_mutable())),
        },
        Some(Key::Slice(bounds)) => {
            let selection = Selection::of(bounds, text.length());
            select(vm, &text, selection)
        }
        None => Err(key_error(vm, text.is_mutable(), key)),
    }
}

#[cold]
pub(super) fn index_error(vm: &mut Vm, mutable: bool) -> Raised {
    let what = if mutable { "bytearray index" } else { "index" };
    vm.raise(&exception::INDEX_ERROR, format_args!("{what} out of range"))
}

#[cold]
pub(super) fn key_error(vm: &mut Vm, mutable: bool, key: Value) -> Raised {
    let name = vm.type_name(key);
    let what = if mutable { "bytearray" } else { "byte" };
    vm.type_error(format_args!("{what} indices must be integers or slices, not {name}"))
}

fn select(vm: &mut Vm, text: &ByteText, selection: Selection) -> NativeResult {
    let Selection { start, step, count } = selection;
    if step == 1 && count == text.length() {
        return text.unchanged(vm);
    }
    if step == 1 || count <= 1 {
        let piece = text.bytes().get(start..start + count).unwrap_or(&[]);
        return text.make(vm, piece);
    }
    text.make_filled(vm, count, count, |filler| {
        let bytes = text.bytes();
        selection.indexes().for_each(|index| filler.byte(bytes.get(index).copied().unwrap_or(0)));
    })
}

/// `item in bytes`
pub fn contains(vm: &mut Vm, bytes: Value, item: Value) -> Result<bool, Raised> {
    let operand = match vm.buffer(item) {
        Some(buffer) => Operand::Buffer(buffer),
        None => match integer(vm, item)? {
            Some(number) => match u8::try_from(number.saturated()) {
                Ok(byte) => Operand::Byte([byte]),
                Err(_) => return Err(vm.value_error(format_args!("byte must be in range(0, 256)"))),
            },
            None => return Err(vm.not_bytes_like(item)),
        },
    };
    let text = ByteText::receiver(vm, bytes)?;
    Ok(search::contains(&text, &operand))
}

/// Compares; a bytearray with anything bytes-like.
pub fn compare(vm: &mut Vm, operator: Comparison, left: Value, right: Value) -> NativeResult {
    let mut other = Buffer::of(right);
    if other.is_none() && left.is_kind(Kind::ByteArray) {
        other = vm.buffer(right);
    }
    let (Some(a), Some(b)) = (Buffer::of(left), other) else { return Ok(Value::NOT_IMPLEMENTED) };
    Ok(Value::from_bool(match operator {
        Comparison::Eq => a.as_bytes() == b.as_bytes(),
        Comparison::Ne => a.as_bytes() != b.as_bytes(),
        _ => operator.holds(a.as_bytes().cmp(b.as_bytes())),
    }))
}

/// `+`, `*` and `%`.
pub fn binary(vm: &mut Vm, operator: BinaryOperator, left: Value, right: Value) -> NativeResult {
    let is_bytes = Buffer::of(left).is_some();
    match operator {
        BinaryOperator::Add if is_bytes => {
            let text = ByteText::receiver(vm, left)?;
            match vm.buffer(right) {
                Some(buffer) => change::concatenate(vm, &text, buffer.as_bytes(), 0),
                None => Err(concatenation_error(vm, left, right)),
            }
        }
        BinaryOperator::Mul => {
            let (bytes, count) = if is_bytes { (left, right) } else { (right, left) };
            let count = crate::types::str::repetitions(vm, count)?;
            let text = ByteText::receiver(vm, bytes)?;
            change::repeat(vm, &text, count)
        }
        BinaryOperator::Mod if is_bytes => template::percent_bytes(vm, left, right),
        _ => Ok(Value::NOT_IMPLEMENTED),
    }
}

#[cold]
pub(super) fn concatenation_error(vm: &mut Vm, left: Value, right: Value) -> Raised {
    let name = vm.type_name(right);
    let own = vm.type_name(left);
    vm.type_error(format_args!("can't concat {name} to {own}"))
}

//! `str_iterator`: a record of a str and the offset of the next character.

use crate::native::{Args, Member, NativeResult};
use crate::number::text::{count, decode};
use crate::object::{Record, Ref, Str, Type};
use crate::types::Slots;
use crate::value::Value;
use crate::vm::{Raised, Vm};

const TEXT: usize = 0;
const OFFSET: usize = 1;

static SLOTS: Slots = Slots { iter: Some(|_, iterator| Ok(iterator)), next: Some(next), ..Slots::NONE };

static MEMBERS: &[Member] =
    &[Member::function("__length_hint__", "self, /", length_hint, "How many characters are left.")];

/// `str_iterator`
pub static STR_ITERATOR: Type = Type::record("str_iterator", 2, "", &SLOTS, MEMBERS);

/// `iter(text)`
pub fn iter(vm: &mut Vm, text: Value) -> NativeResult {
    vm.new_static_record(&STR_ITERATOR, &[Some(text), Some(Value::from_i32_small(0))])
}

/// The text that is left, and the offset where it begins.
fn rest(record: Ref<Record>) -> Option<(Ref<Str>, usize)> {
    let text = record.get(TEXT)?.as_ref::<Str>()?;
    let offset = record.get(OFFSET)?.as_small_int()?;
    Some((text, usize::try_from(offset).ok()?))
}

fn next(vm: &mut Vm, iterator: Value) -> Result<Option<Value>, Raised> {
    let Some(record) = iterator.as_ref::<Record>() else { return Ok(None) };
    let Some((text, offset)) = rest(record) else { return Ok(None) };
    let Some((code, length)) = text.as_bytes().get(offset..).and_then(decode) else {
        record.set(TEXT, None);
        return Ok(None);
    };
    let character = vm.new_character(code)?;
    record.set(OFFSET, vm.new_int((offset + length) as i64)?);
    Ok(Some(character))
}

fn length_hint(vm: &mut Vm, args: &Args) -> NativeResult {
    let left = args.at(0).as_ref::<Record>().and_then(rest);
    let left = left.map_or(0, |(text, offset)| text.as_bytes().get(offset..).map_or(0, count));
    vm.new_int(left as i64)
}

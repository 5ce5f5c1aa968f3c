//! `UnicodeDecodeError`, `UnicodeEncodeError` and `UnicodeTranslateError`.

use super::base;
use super::fields::{self, Family};
use crate::native::{Args, Member, NativeResult};
use crate::number::text;
use crate::object::{ByteArray, Bytes, Dict, Exception, Kind, Str};
use crate::symbols::sym;
use crate::text_builder::TextBuilder;
use crate::types::Slots;
use crate::value::Value;
use crate::vm::{Raised, Vm};

/// The operations of `UnicodeDecodeError`.
pub static DECODE_SLOTS: Slots = Slots { init: Some(decode_init), str: Some(decode_str), ..base::COMMON };
/// The operations of `UnicodeEncodeError`.
pub static ENCODE_SLOTS: Slots = Slots { init: Some(encode_init), str: Some(encode_str), ..base::COMMON };
/// The operations of `UnicodeTranslateError`.
pub static TRANSLATE_SLOTS: Slots = Slots { init: Some(translate_init), str: Some(translate_str), ..base::COMMON };

const ENCODING: usize = 0;
const OBJECT: usize = 1;
const START: usize = 2;
const END: usize = 3;
const REASON: usize = 4;

macro_rules! members {
    ($family:ident) => {
        &[
            members!(@field $family "encoding" ENCODING),
            members!(@field $family "object" OBJECT),
            members!(@field $family "start" START),
            members!(@field $family "end" END),
            members!(@field $family "reason" REASON),
        ]
    };
    (@field $family:ident $name:literal $index:ident) => {
        Member::property($name, fields::get::<{ Family::$family }, $index>, fields::set::<{ Family::$family }, $index>)
    };
}

/// The attributes of `UnicodeDecodeError`.
pub static DECODE_MEMBERS: &[Member] = members!(DECODE);
/// The attributes of `UnicodeEncodeError`.
pub static ENCODE_MEMBERS: &[Member] = members!(ENCODE);
/// The attributes of `UnicodeTranslateError`.
pub static TRANSLATE_MEMBERS: &[Member] = members!(TRANSLATE);

/// What an argument must be.
#[derive(Clone, Copy)]
enum Expected {
    Str,
    Int,
    Bytes,
}

fn decode_init(vm: &mut Vm, value: Value, args: &Args) -> Result<(), Raised> {
    use Expected::{Bytes, Int, Str};
    init(vm, value, args, &[Str, Bytes, Int, Int, Str])
}

fn encode_init(vm: &mut Vm, value: Value, args: &Args) -> Result<(), Raised> {
    use Expected::{Int, Str};
    init(vm, value, args, &[Str, Str, Int, Int, Str])
}

fn translate_init(vm: &mut Vm, value: Value, args: &Args) -> Result<(), Raised> {
    use Expected::{Int, Str};
    init(vm, value, args, &[Str, Int, Int, Str])
}

fn init(vm: &mut Vm, value: Value, args: &Args, expected: &[Expected]) -> Result<(), Raised> {
    let count = args.rest_len();
    if args.keywords().and_then(Value::as_ref::<Dict>).is_some_and(|keywords| !keywords.is_empty()) {
        let class = vm.type_name(value);
        return Err(vm.type_error(format_args!("{class}() takes no keyword arguments")));
    }
    if count != expected.len() {
        let wanted = expected.len();
        return Err(vm.type_error(format_args!("function takes exactly {wanted} arguments ({count} given)")));
    }
    for (index, (argument, &expected)) in args.rest().zip(expected).enumerate() {
        check(vm, index + 1, argument, expected)?;
    }
    base::set_arguments(vm, value, args)?;
    if let Some(exception) = value.as_ref::<Exception>() {
        exception.payload.set(None);
        if let Some(data) = args.rest_at(OBJECT).and_then(Value::as_ref::<ByteArray>) {
            // The attribute is a copy of the bytes as they are now.
            let copy = vm.new_bytes(data.as_bytes())?;
            let at = |index| args.rest_at(index);
            fields::assign(vm, exception, &[at(ENCODING), Some(copy), at(START), at(END), at(REASON)])?;
        }
    }
    Ok(())
}

fn check(vm: &mut Vm, number: usize, argument: Value, expected: Expected) -> Result<(), Raised> {
    let class = vm.type_name(argument);
    match expected {
        Expected::Str if !argument.is_kind(Kind::Str) => {
            Err(vm.type_error(format_args!("argument {number} must be str, not {class}")))
        }
        Expected::Int if !argument.is_small_int() && !argument.is_kind(Kind::BigInt) => {
            Err(vm.type_error(format_args!("'{class}' object cannot be interpreted as an integer")))
        }
        Expected::Bytes if !argument.is_kind(Kind::Bytes) && !argument.is_kind(Kind::ByteArray) => {
            Err(vm.type_error(format_args!("a bytes-like object is required, not '{class}'")))
        }
        _ => Ok(()),
    }
}

/// The range of positions of the error, within an object of this length.
fn range(family: Family, exception: &Exception, length: usize) -> (usize, usize) {
    let position = |index| family.field(exception, index).and_then(Value::as_small_int).unwrap_or(0).max(0) as usize;
    let start = position(START).min(length.saturating_sub(1));
    let end = position(END).max(1).min(length);
    (start, end)
}

fn decode_str(vm: &mut Vm, value: Value) -> NativeResult {
    let family = Family(Family::DECODE);
    let Some(exception) = value.as_ref::<Exception>() else { return Ok(sym::EMPTY.value()) };
    let Some(data) = family.field(&exception, OBJECT).and_then(Value::as_ref::<Bytes>) else {
        return Ok(sym::EMPTY.value());
    };
    let (start, end) = range(family, &exception, data.as_bytes().len());
    let mut text = TextBuilder::new();
    push_codec(vm, &mut text, family, &exception)?;
    match data.as_bytes().get(start) {
        Some(byte) if end == start + 1 => {
            text.push_format(format_args!("decode byte 0x{byte:02x} in position {start}: "));
        }
        _ => push_range(&mut text, "decode bytes", start, end),
    }
    push_reason(vm, &mut text, family, &exception)?;
    text.finish(vm)
}

fn encode_str(vm: &mut Vm, value: Value) -> NativeResult {
    character_str(vm, value, Family(Family::ENCODE), "encode")
}

fn translate_str(vm: &mut Vm, value: Value) -> NativeResult {
    character_str(vm, value, Family(Family::TRANSLATE), "translate")
}

fn character_str(vm: &mut Vm, value: Value, family: Family, verb: &str) -> NativeResult {
    let Some(exception) = value.as_ref::<Exception>() else { return Ok(sym::EMPTY.value()) };
    let Some(object) = family.field(&exception, OBJECT).and_then(Value::as_ref::<Str>) else {
        return Ok(sym::EMPTY.value());
    };
    vm.keep(object.value());
    let (start, end) = range(family, &exception, object.characters as usize);
    let mut text = TextBuilder::new();
    if family == Family(Family::ENCODE) {
        push_codec(vm, &mut text, family, &exception)?;
    } else {
        text.push(b"can't ");
    }
    match text::code_points(object.as_bytes()).nth(start) {
        Some(character) if end == start + 1 => {
            text.push_format(format_args!("{verb} character '"));
            match character {
                0..=0xff => text.push_format(format_args!("\\x{character:02x}")),
                0x100..=0xffff => text.push_format(format_args!("\\u{character:04x}")),
                _ => text.push_format(format_args!("\\U{character:08x}")),
            }
            text.push_format(format_args!("' in position {start}: "));
        }
        _ => {
            text.push_format(format_args!("{verb} "));
            push_range(&mut text, "characters", start, end);
        }
    }
    push_reason(vm, &mut text, family, &exception)?;
    text.finish(vm)
}

fn push_codec(vm: &mut Vm, text: &mut TextBuilder, family: Family, exception: &Exception) -> Result<(), Raised> {
    let encoding = vm.str(family.field(exception, ENCODING).unwrap_or(Value::NONE))?;
    text.push(b"'");
    text.push_str(encoding);
    text.push(b"' codec can't ");
    Ok(())
}

fn push_range(text: &mut TextBuilder, what: &str, start: usize, end: usize) {
    let last = end as i64 - 1;
    text.push_format(format_args!("{what} in position {start}-{last}: "));
}

fn push_reason(vm: &mut Vm, text: &mut TextBuilder, family: Family, exception: &Exception) -> Result<(), Raised> {
    let reason = vm.str(family.field(exception, REASON).unwrap_or(Value::NONE))?;
    text.push_str(reason);
    Ok(())
}

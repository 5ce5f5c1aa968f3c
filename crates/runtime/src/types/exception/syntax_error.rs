//! `SyntaxError` and its subclasses.

use super::base;
use super::fields::{self, Family};
use crate::native::{Args, Member, NativeResult};
use crate::object::{Exception, Kind, Str, Tuple};
use crate::symbols::sym;
use crate::text_builder::TextBuilder;
use crate::types::Slots;
use crate::value::Value;
use crate::vm::{Raised, Vm};

/// The operations of `SyntaxError`.
pub static SLOTS: Slots = Slots { init: Some(init), str: Some(str), ..base::COMMON };

macro_rules! field {
    ($name:literal, $index:expr) => {
        Member::property(
            $name,
            fields::get::<{ Family::SYNTAX }, { $index }>,
            fields::set::<{ Family::SYNTAX }, { $index }>,
        )
    };
}

/// Numbers of the attributes.
pub mod field {
    /// The message.
    pub const MSG: usize = 0;
    /// The file.
    pub const FILENAME: usize = 1;
    /// The line, from 1.
    pub const LINENO: usize = 2;
    /// The column in characters, from 1.
    pub const OFFSET: usize = 3;
    /// The line's text.
    pub const TEXT: usize = 4;
    /// The last line.
    pub const END_LINENO: usize = 5;
    /// The column behind the end.
    pub const END_OFFSET: usize = 6;
    /// Whether the place is to be shown.
    pub const PRINT_FILE_AND_LINE: usize = 7;
}

/// The attributes of `SyntaxError`.
pub static MEMBERS: &[Member] = &[
    field!("msg", field::MSG),
    field!("filename", field::FILENAME),
    field!("lineno", field::LINENO),
    field!("offset", field::OFFSET),
    field!("text", field::TEXT),
    field!("end_lineno", field::END_LINENO),
    field!("end_offset", field::END_OFFSET),
    field!("print_file_and_line", field::PRINT_FILE_AND_LINE),
];

fn init(vm: &mut Vm, value: Value, args: &Args) -> Result<(), Raised> {
    base::init(vm, value, args)?;
    let Some(exception) = value.as_ref::<Exception>() else { return Ok(()) };
    exception.payload.set(None);
    let (Some(place), 2) = (args.rest_at(1), args.rest_len()) else { return Ok(()) };
    let tuple = base::tuple_of(vm, place)?;
    let Some(items) = tuple.as_ref::<Tuple>() else { return Ok(()) };
    match items.len() {
        4 | 6 => {}
        count @ 0..4 => {
            let message = format_args!("function takes at least 4 arguments ({count} given)");
            return Err(vm.type_error(message));
        }
        5 => {
            let message = format_args!("end_offset must be provided when end_lineno is provided");
            return Err(vm.type_error(message));
        }
        count => {
            let message = format_args!("function takes at most 6 arguments ({count} given)");
            return Err(vm.type_error(message));
        }
    }
    if tuple != place {
        let mut values = [None; 8];
        values[field::MSG] = args.rest_at(0);
        for (slot, &item) in values[field::FILENAME..].iter_mut().zip(items.as_slice()) {
            *slot = Some(item);
        }
        fields::assign(vm, exception, &values)?;
    }
    Ok(())
}

fn str(vm: &mut Vm, value: Value) -> NativeResult {
    let Some(exception) = value.as_ref::<Exception>() else { return Ok(sym::EMPTY.value()) };
    let family = Family(Family::SYNTAX);
    let message = family.field(&exception, field::MSG).unwrap_or(Value::NONE);
    let filename = family.field(&exception, field::FILENAME).filter(|name| name.is_kind(Kind::Str));
    let line = family.field(&exception, field::LINENO).and_then(Value::as_small_int);
    if let Some(filename) = filename {
        vm.keep(filename);
    }
    vm.keep(message);
    let message = vm.str(message)?;
    if filename.is_none() && line.is_none() {
        return Ok(message);
    }
    let mut text = TextBuilder::new();
    text.push_str(message);
    text.push(b" (");
    if let Some(filename) = filename.and_then(Value::as_ref::<Str>) {
        let bytes = filename.as_bytes();
        let start = bytes.iter().rposition(|&byte| byte == b'/').map_or(0, |slash| slash + 1);
        text.push(bytes.get(start..).unwrap_or(&[]));
        if line.is_some() {
            text.push(b", ");
        }
    }
    if let Some(line) = line {
        text.push_format(format_args!("line {line}"));
    }
    text.push(b")");
    text.finish(vm)
}

//! A replacement field of `str.format`: `{name.attribute[item]!conversion:specification}`.

use super::write::write_formatted;
use super::write_template;
use crate::native::NativeResult;
use crate::number::TextBuffer;
use crate::number::text::{decode, find_byte, find_either};
use crate::object::{Dict, Kind};
use crate::types::exception;
use crate::value::Value;
use crate::vm::{Raised, Vm};

/// The arguments of `format`, or the mapping of `format_map`.
#[derive(Clone, Copy)]
pub struct Arguments<'a> {
    /// Positional arguments; `None` for `format_map`.
    pub positional: Option<&'a [Option<Value>]>,
    /// Keyword arguments as a dict, or the mapping.
    pub named: Option<Value>,
}

/// How fields without and with a number have been used so far.
pub enum Numbering {
    /// There was neither yet.
    Open,
    /// Fields have no number; the next gets this one.
    Automatic(usize),
    /// Fields have their number.
    Manual,
}

/// A field in pieces.
pub struct Field<'a> {
    name: &'a [u8],
    conversion: Option<u32>,
    specification: &'a [u8],
    /// The specification has fields.
    nested: bool,
}

/// Parses a field behind its opening brace. Returns what follows too, or a message of ValueError.
pub fn parse_field(text: &[u8]) -> Result<(Field<'_>, &[u8]), &'static str> {
    let mut at = 0;
    let end = loop {
        match text.get(at) {
            None => return Err("expected '}' before end of string"),
            Some(b'{') => return Err("unexpected '{' in field name"),
            Some(b'[') => match find_byte(&text[at..], b']') {
                Some(length) => at += length,
                None => return Err("expected '}' before end of string"),
            },
            Some(&byte @ (b'}' | b':' | b'!')) => break byte,
            Some(_) => {}
        }
        at += 1;
    };
    let mut field = Field { name: &text[..at], conversion: None, specification: &[], nested: false };
    at += 1;
    if end == b'}' {
        return Ok((field, &text[at..]));
    }
    if end == b'!' {
        let Some((conversion, length)) = decode(&text[at..]) else {
            return Err("end of string while looking for conversion specifier");
        };
        field.conversion = Some(conversion);
        at += length;
        match text.get(at) {
            None => return Err("unmatched '{' in format spec"),
            Some(b'}') => return Ok((field, &text[at + 1..])),
            Some(b':') => at += 1,
            Some(_) => return Err("expected ':' after conversion specifier"),
        }
    }
    let start = at;
    let mut open = 1;
    for (offset, &byte) in text[start..].iter().enumerate() {
        match byte {
            b'{' => {
                field.nested = true;
                open += 1;
            }
            b'}' => open -= 1,
            _ => {}
        }
        if open == 0 {
            field.specification = &text[start..start + offset];
            return Ok((field, &text[start + offset + 1..]));
        }
    }
    Err("unmatched '{' in format spec")
}

/// Appends what a field stands for.
pub fn write_field(
    vm: &mut Vm,
    text: &mut TextBuffer,
    field: &Field<'_>,
    arguments: Arguments<'_>,
    numbering: &mut Numbering,
    depth: u32,
) -> Result<(), Raised> {
    let value = field_value(vm, field.name, arguments, numbering)?;
    let value = match field.conversion {
        None => value,
        Some(conversion) => convert(vm, value, conversion)?,
    };
    vm.keep(value);
    if !field.nested {
        return write_formatted(vm, text, value, field.specification);
    }
    let mut specification = TextBuffer::new();
    write_template(vm, &mut specification, field.specification, arguments, numbering, depth - 1)?;
    write_formatted(vm, text, value, specification.as_bytes())
}

fn convert(vm: &mut Vm, value: Value, conversion: u32) -> NativeResult {
    match u8::try_from(conversion).unwrap_or(0) {
        b's' => vm.str(value),
        b'r' => vm.repr(value),
        b'a' => vm.ascii(value),
        shown @ 33..127 => {
            let shown = char::from(shown);
            Err(vm.value_error(format_args!("Unknown conversion specifier {shown}")))
        }
        _ => Err(vm.value_error(format_args!("Unknown conversion specifier \\x{conversion:x}"))),
    }
}

/// The value of decimal digits; `None` if there are other characters or none.
fn number_of(vm: &mut Vm, digits: &[u8]) -> Result<Option<usize>, Raised> {
    if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
        return Ok(None);
    }
    let number = digits.iter().try_fold(0usize, |number, digit| {
        number.checked_mul(10)?.checked_add(usize::from(digit - b'0')).filter(|&number| number <= isize::MAX as usize)
    });
    match number {
        Some(number) => Ok(Some(number)),
        None => Err(vm.value_error(format_args!("Too many decimal digits in format string"))),
    }
}

fn field_value(vm: &mut Vm, name: &[u8], arguments: Arguments<'_>, numbering: &mut Numbering) -> NativeResult {
    let first_length = find_either(name, b'.', b'[').unwrap_or(name.len());
    let (first, mut rest) = name.split_at(first_length);
    let number = number_of(vm, first)?;
    let mut value = if first.is_empty() || number.is_some() {
        let index = next_index(vm, number, numbering)?;
        positional(vm, arguments, index)?
    } else {
        named(vm, arguments, first)?
    };
    while let Some((&kind, behind)) = rest.split_first() {
        vm.keep(value);
        if kind == b'.' {
            let length = find_either(behind, b'.', b'[').unwrap_or(behind.len());
            let (attribute, behind) = behind.split_at(length);
            if attribute.is_empty() {
                return Err(empty_attribute(vm));
            }
            let attribute = vm.intern(attribute)?;
            value = vm.get_attribute(value, attribute)?;
            rest = behind;
        } else if kind == b'[' {
            let Some(length) = find_byte(behind, b']') else {
                return Err(vm.value_error(format_args!("Missing ']' in format string")));
            };
            let item = &behind[..length];
            if item.is_empty() {
                return Err(empty_attribute(vm));
            }
            let key = match number_of(vm, item)? {
                Some(index) => vm.new_int(index as i64)?,
                None => vm.new_str(item)?,
            };
            value = vm.get_item(value, key)?;
            rest = &behind[length + 1..];
        } else {
            let message = format_args!("Only '.' or '[' may follow ']' in format field specifier");
            return Err(vm.value_error(message));
        }
    }
    Ok(value)
}

#[cold]
fn empty_attribute(vm: &mut Vm) -> Raised {
    vm.value_error(format_args!("Empty attribute in format string"))
}

fn next_index(vm: &mut Vm, number: Option<usize>, numbering: &mut Numbering) -> Result<usize, Raised> {
    let index = match (number, &*numbering) {
        (Some(_), Numbering::Automatic(_)) => {
            let message = format_args!("cannot switch from automatic field numbering to manual field specification");
            return Err(vm.value_error(message));
        }
        (None, Numbering::Manual) => {
            let message = format_args!("cannot switch from manual field specification to automatic field numbering");
            return Err(vm.value_error(message));
        }
        (Some(index), _) => {
            *numbering = Numbering::Manual;
            return Ok(index);
        }
        (None, Numbering::Open) => 0,
        (None, Numbering::Automatic(next)) => *next,
    };
    *numbering = Numbering::Automatic(index + 1);
    Ok(index)
}

fn positional(vm: &mut Vm, arguments: Arguments<'_>, index: usize) -> NativeResult {
    let Some(positional) = arguments.positional else {
        return Err(vm.value_error(format_args!("Format string contains positional fields")));
    };
    match positional.get(index) {
        Some(value) => Ok(value.unwrap_or(Value::NONE)),
        None => {
            let message = format_args!("Replacement index {index} out of range for positional args tuple");
            Err(vm.raise(&exception::INDEX_ERROR, message))
        }
    }
}

fn named(vm: &mut Vm, arguments: Arguments<'_>, name: &[u8]) -> NativeResult {
    let key = vm.new_str(name)?;
    let Some(mapping) = arguments.named else {
        return Err(vm.raise_with(&exception::KEY_ERROR, &[key]));
    };
    if mapping.is_exact(Kind::Dict)
        && let Some(dict) = mapping.as_ref::<Dict>()
    {
        return match vm.dict_get(dict, key)? {
            Some(value) => Ok(value),
            None => Err(vm.raise_with(&exception::KEY_ERROR, &[key])),
        };
    }
    vm.get_item(mapping, key)
}

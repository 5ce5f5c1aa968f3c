//! Text with holes: `str.format`, `str.format_map`, `format()` of strs, and the `%` operator.
//!
//! | file | what |
//! |---|---|
//! | `mod.rs` | `str.format` and `format_map`: literal text and fields |
//! | `field.rs` | a replacement field: its value, conversion and specification |
//! | `percent.rs` | the `%` operator of `str`, `bytes` and `bytearray` |
//! | `write.rs` | appending formatted values to a text under construction |

mod field;
mod percent;
mod write;

pub use percent::{percent_bytes, percent_str};
pub use write::{format_simple, format_str};

use crate::native::{Args, NativeResult};
use crate::number::text::find_either;
use crate::number::{Sink, TextBuffer};
use crate::types::text::{StrText, Text};
use crate::value::Value;
use crate::vm::{Raised, Vm};
use field::{Arguments, Numbering, parse_field, write_field};

/// Specifications can have fields, and those no more.
const MAXIMUM_DEPTH: u32 = 2;

/// `str.format(*args, **kwargs)`
pub fn format_method(vm: &mut Vm, args: &Args) -> NativeResult {
    let arguments = Arguments { positional: Some(args.rest_slice()), named: args.keywords() };
    fill_in(vm, args.at(0), arguments)
}

/// `str.format_map(mapping)`
pub fn format_map(vm: &mut Vm, args: &Args) -> NativeResult {
    fill_in(vm, args.at(0), Arguments { positional: None, named: Some(args.at(1)) })
}

fn fill_in(vm: &mut Vm, template: Value, arguments: Arguments<'_>) -> NativeResult {
    let template = StrText::receiver(vm, template)?;
    let mut text = TextBuffer::new();
    let mut numbering = Numbering::Open;
    write_template(vm, &mut text, template.bytes(), arguments, &mut numbering, MAXIMUM_DEPTH)?;
    vm.new_str(text.as_bytes())
}

/// Appends a template with its fields filled in.
fn write_template(
    vm: &mut Vm,
    text: &mut TextBuffer,
    template: &[u8],
    arguments: Arguments<'_>,
    numbering: &mut Numbering,
    depth: u32,
) -> Result<(), Raised> {
    if depth == 0 {
        return Err(vm.value_error(format_args!("Max string recursion exceeded")));
    }
    let mut rest = template;
    loop {
        let length = find_either(rest, b'{', b'}').unwrap_or(rest.len());
        let (literal, markup) = rest.split_at(length);
        text.write(literal).map_err(|_| vm.memory_error())?;
        match *markup {
            [] => return Ok(()),
            [brace, next, ..] if brace == next => {
                text.write(&[brace]).map_err(|_| vm.memory_error())?;
                rest = &markup[2..];
            }
            [b'{', _, ..] => {
                let (field, behind) = match parse_field(&markup[1..]) {
                    Ok(parsed) => parsed,
                    Err(message) => return Err(vm.value_error(format_args!("{message}"))),
                };
                let mark = vm.log_mark();
                write_field(vm, text, &field, arguments, numbering, depth)?;
                vm.log_release(mark);
                rest = behind;
            }
            [brace, ..] => {
                let brace = char::from(brace);
                return Err(vm.value_error(format_args!("Single '{brace}' encountered in format string")));
            }
        }
    }
}

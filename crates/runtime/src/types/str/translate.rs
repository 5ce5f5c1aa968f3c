//! `str.maketrans` and `str.translate`.

use crate::native::{Args, NativeResult};
use crate::number::text::{code_points, encode};
use crate::number::{Sink, TextBuffer};
use crate::object::{Dict, Kind, Ref, Str};
use crate::types::arguments::{Integer, plain_integer};
use crate::types::exception;
use crate::types::text::{StrText, Text};
use crate::value::Value;
use crate::vm::{Raised, Vm};

/// `str.maketrans(x, y, z)`
pub fn maketrans(vm: &mut Vm, args: &Args) -> NativeResult {
    let table = vm.new_dict(0)?;
    match args.get(1) {
        Some(to) => from_texts(vm, table, args.at(0), to, args.get(2))?,
        None => from_dict(vm, table, args.at(0))?,
    }
    Ok(table.value())
}

fn from_texts(vm: &mut Vm, table: Ref<Dict>, from: Value, to: Value, removed: Option<Value>) -> Result<(), Raised> {
    let Some(from) = from.as_ref::<Str>() else {
        let message = format_args!("first maketrans argument must be a string if there is a second argument");
        return Err(vm.type_error(message));
    };
    let Some(to) = to.as_ref::<Str>() else {
        let name = crate::types::text::ArgumentName::of(vm, to);
        return Err(vm.type_error(format_args!("maketrans() argument 2 must be str, not {name}")));
    };
    if from.characters != to.characters {
        let message = format_args!("the first two maketrans arguments must have equal length");
        return Err(vm.value_error(message));
    }
    for (from, to) in code_points(from.as_bytes()).zip(code_points(to.as_bytes())) {
        let (from, to) = (vm.new_int(i64::from(from))?, vm.new_int(i64::from(to))?);
        vm.dict_set(table, from, to)?;
    }
    let Some(removed) = removed else { return Ok(()) };
    let Some(removed) = removed.as_ref::<Str>() else {
        let name = crate::types::text::ArgumentName::of(vm, removed);
        return Err(vm.type_error(format_args!("maketrans() argument 3 must be str, not {name}")));
    };
    for code in code_points(removed.as_bytes()) {
        let code = vm.new_int(i64::from(code))?;
        vm.dict_set(table, code, Value::NONE)?;
    }
    Ok(())
}

fn from_dict(vm: &mut Vm, table: Ref<Dict>, source: Value) -> Result<(), Raised> {
    let Some(source) = source.as_ref::<Dict>().filter(|_| source.is_kind(Kind::Dict)) else {
        let message = format_args!("if you give only one argument to maketrans it must be a dict");
        return Err(vm.type_error(message));
    };
    for (key, value) in source.iter() {
        let key = match key.as_ref::<Str>() {
            Some(text) if text.characters == 1 => {
                let code = code_points(text.as_bytes()).next().unwrap_or(0);
                vm.new_int(i64::from(code))?
            }
            Some(_) => {
                let message = format_args!("string keys in translate table must be of length 1");
                return Err(vm.value_error(message));
            }
            None if plain_integer(key).is_some() => key,
            None => {
                let message = format_args!("keys in translate table must be strings or integers");
                return Err(vm.type_error(message));
            }
        };
        vm.dict_set(table, key, value)?;
    }
    Ok(())
}

/// `translate(table)`
pub fn translate(vm: &mut Vm, args: &Args) -> NativeResult {
    let text = StrText::receiver(vm, args.at(0))?;
    let table = args.at(1);
    let mut buffer = TextBuffer::new();
    let mark = vm.log_mark();
    for code in code_points(text.bytes()) {
        let replacement = look_up(vm, table, code)?;
        let written = match replacement {
            None => buffer.write(encode(code).as_bytes()),
            Some(Value::NONE) => Ok(()),
            Some(value) => match value.as_ref::<Str>() {
                Some(text) => buffer.write(text.as_bytes()),
                None => buffer.write(encode(replacement_code(vm, value)?).as_bytes()),
            },
        };
        if written.is_err() {
            return Err(vm.memory_error());
        }
        vm.log_release(mark);
    }
    vm.new_str(buffer.as_bytes())
}

/// What a table has for a character; `None` if it has nothing.
fn look_up(vm: &mut Vm, table: Value, code: u32) -> Result<Option<Value>, Raised> {
    let key = vm.new_int(i64::from(code))?;
    if table.is_exact(Kind::Dict)
        && let Some(dict) = table.as_ref::<Dict>()
    {
        return vm.dict_get(dict, key);
    }
    match vm.get_item(table, key) {
        Ok(value) => {
            vm.keep(value);
            Ok(Some(value))
        }
        Err(raised) => {
            let missing =
                vm.exception.is_some_and(|error| vm.is_instance(error, Ref::from_static(&exception::LOOKUP_ERROR)));
            if missing {
                vm.take_exception();
                Ok(None)
            } else {
                Err(raised)
            }
        }
    }
}

fn replacement_code(vm: &mut Vm, value: Value) -> Result<u32, Raised> {
    match plain_integer(value) {
        Some(Integer::Small(code @ 0..0x11_0000)) => Ok(code as u32),
        Some(_) => Err(vm.value_error(format_args!("character mapping must be in range(0x110000)"))),
        None => Err(vm.type_error(format_args!("character mapping must return integer, None or str"))),
    }
}

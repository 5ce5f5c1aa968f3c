//! The `%` operator of `str`, `bytes` and `bytearray`.

use super::write::write_small_int;
use crate::native::NativeResult;
use crate::number::format::{
    Amount, PercentError, PercentSpec, format_percent_char, format_percent_float, format_percent_int,
    format_percent_text, parse_percent,
};
use crate::number::text::{count, find_byte};
use crate::number::{Sink, TextBuffer, int};
use crate::object::{BigInt, Kind, Str, Tuple};
use crate::protocol::convert::{IntOperand, int_to_i64};
use crate::symbols::sym;
use crate::types::exception;
use crate::types::text::{ByteText, StrText, Text};
use crate::value::{Float, Value};
use crate::vm::{Raised, Vm};

/// `template % values` of a str.
pub fn percent_str(vm: &mut Vm, template: Value, values: Value) -> NativeResult {
    let text = StrText::receiver(vm, template)?;
    let mut percent = Percent::new(vm, values, false);
    percent.run(vm, text.bytes())?;
    vm.new_str(percent.out.as_bytes())
}

/// `template % values` of bytes or a bytearray.
pub fn percent_bytes(vm: &mut Vm, template: Value, values: Value) -> NativeResult {
    let text = ByteText::receiver(vm, template)?;
    let mut percent = Percent::new(vm, values, true);
    if text.is_mutable() {
        let copy = heap::TryVec::try_from_slice(text.bytes()).map_err(|_| vm.memory_error())?;
        percent.run(vm, &copy)?;
    } else {
        percent.run(vm, text.bytes())?;
    }
    text.make(vm, percent.out.as_bytes())
}

/// Formatting under way.
struct Percent {
    out: TextBuffer,
    /// The right operand, or the value that was last asked for by name.
    values: Value,
    /// Values in all, if `values` is the right operand and a tuple; else it is the only one.
    tuple: Option<usize>,
    /// Values used.
    used: usize,
    /// The right operand, if it can be asked for values by name; it need not be used up.
    mapping: Option<Value>,
    bytes: bool,
}

impl Percent {
    fn new(vm: &mut Vm, values: Value, bytes: bool) -> Percent {
        let tuple = values.as_ref::<Tuple>().map(|tuple| tuple.len());
        let text =
            values.is_kind(Kind::Str) || (bytes && (values.is_kind(Kind::Bytes) || values.is_kind(Kind::ByteArray)));
        let mapping = Some(values).filter(|_| tuple.is_none() && !text && has_items(vm, values));
        Percent { out: TextBuffer::new(), values, tuple, used: 0, mapping, bytes }
    }

    fn run(&mut self, vm: &mut Vm, template: &[u8]) -> Result<(), Raised> {
        let mut at = 0;
        while let Some(length) = find_byte(&template[at..], b'%') {
            self.write(vm, &template[at..at + length])?;
            at += length + 1;
            let mark = vm.log_mark();
            at += self.conversion(vm, template, at)?;
            vm.log_release(mark);
        }
        self.write(vm, &template[at..])?;
        if self.mapping.is_some() || self.used >= self.tuple.unwrap_or(1) {
            return Ok(());
        }
        let kind = if self.bytes { "bytes" } else { "string" };
        Err(vm.type_error(format_args!("not all arguments converted during {kind} formatting")))
    }

    fn write(&mut self, vm: &mut Vm, bytes: &[u8]) -> Result<(), Raised> {
        self.out.write(bytes).map_err(|_| vm.memory_error())
    }

    /// Formats the conversion at an offset, behind the `%`, and returns its length.
    fn conversion(&mut self, vm: &mut Vm, template: &[u8], at: usize) -> Result<usize, Raised> {
        let text = &template[at..];
        if let Some(length) = self.simple(vm, text)? {
            return Ok(length);
        }
        let mut spec = parse_percent(text).map_err(|error| raise(vm, error))?;
        if let Some(key) = spec.key {
            self.look_up(vm, key)?;
        }
        if spec.width == Some(Amount::Argument) {
            match self.amount(vm)?.filter(|&width| isize::try_from(width).is_ok()) {
                Some(width) => spec.set_width(width),
                None => return Err(too_large(vm, "ssize_t")),
            }
        }
        if spec.precision == Some(Amount::Argument) {
            match self.amount(vm)?.filter(|&precision| i32::try_from(precision).is_ok()) {
                Some(precision) => spec.set_precision(precision),
                None => return Err(too_large(vm, "int")),
            }
        }
        if text.first() == Some(&b'%') {
            self.write(vm, b"%")?;
            return Ok(spec.len);
        }
        let value = self.next(vm)?;
        self.format(vm, &spec, value, (template, at))?;
        Ok(spec.len)
    }

    /// Formats `%s` and `%d` of a str and a small int, which are the usual ones.
    fn simple(&mut self, vm: &mut Vm, text: &[u8]) -> Result<Option<usize>, Raised> {
        let Some(kind @ (b's' | b'd')) = text.first() else { return Ok(None) };
        if self.bytes && *kind == b's' {
            return Ok(None);
        }
        let Some(value) = self.peek() else { return Ok(None) };
        let written = match (value.as_small_int(), value.as_ref::<Str>()) {
            (Some(number), _) => write_small_int(&mut self.out, i64::from(number)),
            (None, Some(text)) if *kind == b's' && value.is_exact(Kind::Str) => self.out.write(text.as_bytes()),
            _ => return Ok(None),
        };
        self.used += 1;
        match written {
            Ok(()) => Ok(Some(1)),
            Err(_) => Err(vm.memory_error()),
        }
    }

    /// Makes the value of a name the only one.
    fn look_up(&mut self, vm: &mut Vm, key: &[u8]) -> Result<(), Raised> {
        let Some(mapping) = self.mapping else {
            return Err(vm.type_error(format_args!("format requires a mapping")));
        };
        let key = if self.bytes { vm.new_bytes(key)? } else { vm.new_str(key)? };
        self.values = vm.get_item(mapping, key)?;
        self.tuple = None;
        self.used = 0;
        vm.keep(self.values);
        Ok(())
    }

    /// The value that comes next, if there is one more.
    fn peek(&self) -> Option<Value> {
        match (self.tuple, self.values.as_ref::<Tuple>()) {
            (Some(_), Some(tuple)) => tuple.as_slice().get(self.used).copied(),
            _ => Some(self.values).filter(|_| self.used == 0),
        }
    }

    fn next(&mut self, vm: &mut Vm) -> NativeResult {
        match self.peek() {
            Some(value) => {
                self.used += 1;
                Ok(value)
            }
            None => Err(vm.type_error(format_args!("not enough arguments for format string"))),
        }
    }

    /// A width or precision that is given as an argument, and its number if that fits.
    fn amount(&mut self, vm: &mut Vm) -> Result<Option<i64>, Raised> {
        let value = self.next(vm)?;
        match IntOperand::of(value) {
            Some(_) => Ok(int_to_i64(value)),
            None => Err(vm.type_error(format_args!("* wants int"))),
        }
    }

    fn format(
        &mut self,
        vm: &mut Vm,
        spec: &PercentSpec<'_>,
        value: Value,
        (template, at): (&[u8], usize),
    ) -> Result<(), Raised> {
        let written = match u8::try_from(spec.kind).unwrap_or(0) {
            b's' | b'b' if self.bytes => return self.format_bytes(vm, spec, value),
            b's' => {
                let text = vm.str(value)?;
                self.format_text(text, spec)
            }
            b'r' if !self.bytes => {
                let text = vm.repr(value)?;
                self.format_text(text, spec)
            }
            b'a' | b'r' => {
                let text = vm.ascii(value)?;
                self.format_text(text, spec)
            }
            kind @ (b'd' | b'i' | b'u' | b'o' | b'x' | b'X') => {
                let kind = if self.bytes && kind == b'i' { b'd' } else { kind };
                let number = integer_of(vm, value, kind)?;
                let Some(number) = IntOperand::of(number) else { return Ok(()) };
                format_percent_int(&mut self.out, number.view(), spec)
            }
            b'e' | b'E' | b'f' | b'F' | b'g' | b'G' => {
                let number = self.float_of(vm, value)?;
                format_percent_float(&mut self.out, number, spec)
            }
            b'c' => return self.format_character(vm, spec, value),
            _ => {
                let index = at + spec.kind_start;
                let index = if self.bytes { index } else { count(&template[..index]) };
                let mut message = TextBuffer::new();
                spec.write_unsupported(&mut message, index).map_err(|_| vm.memory_error())?;
                let message = vm.new_str(message.as_bytes())?;
                return Err(vm.raise_with(&exception::VALUE_ERROR, &[message]));
            }
        };
        written.map_err(|error| raise(vm, error))
    }

    fn format_text(&mut self, text: Value, spec: &PercentSpec<'_>) -> Result<(), PercentError> {
        let text = text.as_ref::<Str>();
        format_percent_text(&mut self.out, text.as_ref().map_or(&[], |text| text.as_bytes()), spec, self.bytes)
    }

    fn float_of(&mut self, vm: &mut Vm, value: Value) -> Result<Float, Raised> {
        if !self.bytes {
            return vm.to_float(value);
        }
        match vm.try_float(value)? {
            Some(number) => Ok(number),
            None => {
                let name = vm.type_name(value);
                Err(vm.type_error(format_args!("float argument required, not {name}")))
            }
        }
    }

    /// `%s` of bytes.
    fn format_bytes(&mut self, vm: &mut Vm, spec: &PercentSpec<'_>, value: Value) -> Result<(), Raised> {
        let buffer = match vm.buffer(value) {
            Some(buffer) => Some(buffer),
            None => vm.call_special(value, sym::__bytes__, &[])?.and_then(|bytes| vm.buffer(bytes)),
        };
        let Some(buffer) = buffer else {
            let name = vm.type_name(value);
            return Err(vm.type_error(format_args!(
                "%b requires a bytes-like object, or an object that implements __bytes__, not '{name}'"
            )));
        };
        format_percent_text(&mut self.out, buffer.as_bytes(), spec, true).map_err(|error| raise(vm, error))
    }

    fn format_character(&mut self, vm: &mut Vm, spec: &PercentSpec<'_>, value: Value) -> Result<(), Raised> {
        let spec = PercentSpec { precision: None, ..*spec };
        if self.bytes {
            return self.format_byte(vm, &spec, value);
        }
        if let Some(text) = value.as_ref::<Str>().filter(|text| text.characters == 1) {
            let written = format_percent_text(&mut self.out, text.as_bytes(), &spec, false);
            return written.map_err(|error| raise(vm, error));
        }
        let code = if value.is_kind(Kind::Str) { None } else { vm.try_index(value)? };
        let Some(code) = code.and_then(IntOperand::of) else {
            return Err(vm.type_error(format_args!("%c requires int or char")));
        };
        format_percent_char(&mut self.out, code.view(), &spec).map_err(|error| raise(vm, error))
    }

    fn format_byte(&mut self, vm: &mut Vm, spec: &PercentSpec<'_>, value: Value) -> Result<(), Raised> {
        let buffer = crate::types::buffer::Buffer::of(value).filter(|buffer| buffer.as_bytes().len() == 1);
        if let Some(buffer) = buffer {
            let written = format_percent_text(&mut self.out, buffer.as_bytes(), spec, true);
            return written.map_err(|error| raise(vm, error));
        }
        let Some(code) = vm.try_index(value)? else {
            let message = format_args!("%c requires an integer in range(256) or a single byte");
            return Err(vm.type_error(message));
        };
        match int_to_i64(code).and_then(|code| u8::try_from(code).ok()) {
            Some(byte) => format_percent_text(&mut self.out, &[byte], spec, true).map_err(|error| raise(vm, error)),
            None => Err(vm.raise(&exception::OVERFLOW_ERROR, format_args!("%c arg not in range(256)"))),
        }
    }
}

#[cold]
fn too_large(vm: &mut Vm, c_type: &str) -> Raised {
    vm.raise(&exception::OVERFLOW_ERROR, format_args!("Python int too large to convert to C {c_type}"))
}

/// Whether a value supports `value[key]`.
fn has_items(vm: &mut Vm, value: Value) -> bool {
    let class = vm.class_of(value);
    class.slots.get_item.is_some()
        || (class.is_heap() && matches!(vm.class_lookup(class, sym::__getitem__.value()), Ok(Some(_))))
}

#[cold]
fn raise(vm: &mut Vm, error: PercentError) -> Raised {
    vm.number_error(error.into())
}

/// The int that an integer conversion shows.
fn integer_of(vm: &mut Vm, value: Value, kind: u8) -> NativeResult {
    if value.is_small_int() || value.is_bool() || value.as_ref::<BigInt>().is_some() {
        return Ok(value);
    }
    let decimal = matches!(kind, b'd' | b'i' | b'u');
    if decimal {
        if value.is_immediate_float() || value.is_kind(Kind::Float) {
            let number = vm.to_float(value)?;
            return vm.new_int_result(int::from_float(number));
        }
        if let Some(number) = vm.call_special(value, sym::__int__, &[])? {
            if IntOperand::of(number).is_some() {
                return Ok(number);
            }
            let name = vm.type_name(number);
            return Err(vm.type_error(format_args!("__int__ returned non-int (type {name})")));
        }
    }
    match vm.try_index(value)? {
        Some(number) => Ok(number),
        None => {
            let (kind, name) = (char::from(kind), vm.type_name(value));
            let wanted = if decimal { "a real number" } else { "an integer" };
            Err(vm.type_error(format_args!("%{kind} format: {wanted} is required, not {name}")))
        }
    }
}

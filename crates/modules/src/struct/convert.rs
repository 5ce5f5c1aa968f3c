//! One value to bytes and back.

use super::error;
use super::half;
use super::layout::{Item, Layout};
use runtime::native::NativeResult;
use runtime::object::Kind;
use runtime::protocol::convert::IntOperand;
use runtime::types::exception::OVERFLOW_ERROR;
use runtime::value::{Float, Value};
use runtime::vm::{Raised, Vm};

/// Copies the low bytes of a number in the byte order of the format.
fn store(layout: &Layout, bits: u64, target: &mut [u8]) {
    let bytes = bits.to_le_bytes();
    let length = target.len().min(8);
    target[..length].copy_from_slice(&bytes[..length]);
    if !layout.little {
        target.reverse();
    }
}

/// The number in some bytes.
fn load(layout: &Layout, source: &[u8]) -> u64 {
    let mut bytes = [0; 8];
    let length = source.len().min(8);
    bytes[..length].copy_from_slice(&source[..length]);
    if !layout.little {
        bytes[..length].reverse();
    }
    u64::from_le_bytes(bytes)
}

/// Writes a value.
pub fn write(vm: &mut Vm, layout: &Layout, item: &Item, value: Value, target: &mut [u8]) -> Result<(), Raised> {
    match item.code {
        b'?' => {
            let truth = vm.truth(value)?;
            store(layout, u64::from(truth), target);
        }
        b'c' => match vm.buffer(value).filter(|_| value.is_kind(Kind::Bytes) || value.is_kind(Kind::ByteArray)) {
            Some(buffer) if buffer.as_bytes().len() == 1 => target.copy_from_slice(buffer.as_bytes()),
            _ => return Err(error(vm, format_args!("char format requires a bytes object of length 1"))),
        },
        b's' | b'p' => write_string(vm, item, value, target)?,
        b'e' | b'f' | b'd' => {
            let bits = float_bits(vm, layout, item.code, value)?;
            store(layout, bits, target);
        }
        _ => {
            let bits = integer_bits(vm, item, value, target.len())?;
            store(layout, bits, target);
        }
    }
    Ok(())
}

fn write_string(vm: &mut Vm, item: &Item, value: Value, target: &mut [u8]) -> Result<(), Raised> {
    let bytes_like = value.is_kind(Kind::Bytes) || value.is_kind(Kind::ByteArray);
    let Some(buffer) = vm.buffer(value).filter(|_| bytes_like) else {
        let code = char::from(item.code);
        return Err(error(vm, format_args!("argument for '{code}' must be a bytes object")));
    };
    let mut target = target;
    let bytes = buffer.as_bytes();
    if item.code == b'p' {
        let Some((first, rest)) = target.split_first_mut() else { return Ok(()) };
        *first = bytes.len().min(rest.len()).min(255) as u8;
        target = rest;
    }
    let length = bytes.len().min(target.len());
    target[..length].copy_from_slice(&bytes[..length]);
    Ok(())
}

fn float_bits(vm: &mut Vm, layout: &Layout, code: u8, value: Value) -> Result<u64, Raised> {
    let Some(number) = vm.try_float(value)? else {
        return Err(error(vm, format_args!("required argument is not a float")));
    };
    let bits = match code {
        b'd' => Some(f64::from(number).to_bits()),
        b'f' => {
            let single = number as f32;
            let fits = layout.native || single.is_finite() || !number.is_finite();
            fits.then(|| u64::from(single.to_bits()))
        }
        _ => half::from_float(number).map(u64::from),
    };
    match bits {
        Some(bits) => Ok(bits),
        None => {
            let code = char::from(code);
            Err(vm.raise(&OVERFLOW_ERROR, format_args!("float too large to pack with {code} format")))
        }
    }
}

fn integer_bits(vm: &mut Vm, item: &Item, value: Value, size: usize) -> Result<u64, Raised> {
    let Some(number) = vm.try_index(value)? else {
        return Err(error(vm, format_args!("required argument is not an integer")));
    };
    let Some(operand) = IntOperand::of(number) else { return Ok(0) };
    let view = operand.view();
    let signed = matches!(item.code, b'b' | b'h' | b'i' | b'l' | b'q' | b'n');
    let width = 8 * size as u32;
    let outside = |vm: &mut Vm| error(vm, format_args!("argument out of range"));
    if item.code == b'P' {
        return match view.to_i64().map(|number| number as u64).or(view.to_u64()) {
            Some(bits) => Ok(bits),
            None => Err(error(vm, format_args!("int too large to convert"))),
        };
    }
    if signed {
        let Some(number) = view.to_i64() else { return Err(outside(vm)) };
        let unused = 64 - width;
        return if number << unused >> unused == number { Ok(number as u64) } else { Err(range(vm, item.code, width)) };
    }
    let Some(number) = view.to_u64() else {
        let is_long = view.to_i64().is_some();
        let narrow = matches!(item.code, b'B' | b'H');
        return Err(if narrow && is_long { range(vm, item.code, width) } else { outside(vm) });
    };
    if width == 64 || number >> width == 0 { Ok(number) } else { Err(range(vm, item.code, width)) }
}

#[cold]
fn range(vm: &mut Vm, code: u8, width: u32) -> Raised {
    let half = 1i64 << (width.min(63) - 1);
    let top = u64::MAX >> (64 - width);
    match code {
        b'b' => error(vm, format_args!("byte format requires -128 <= number <= 127")),
        b'B' => error(vm, format_args!("ubyte format requires 0 <= number <= 255")),
        b'h' => error(vm, format_args!("short format requires -32768 <= number <= 32767")),
        b'H' => error(vm, format_args!("ushort format requires 0 <= number <= 65535")),
        b'i' | b'l' | b'n' | b'q' => {
            let (code, low, high) = (char::from(code), -half, half - 1);
            error(vm, format_args!("'{code}' format requires {low} <= number <= {high}"))
        }
        _ => {
            let code = char::from(code);
            error(vm, format_args!("'{code}' format requires 0 <= number <= {top}"))
        }
    }
}

/// The value of some bytes.
pub fn read(vm: &mut Vm, layout: &Layout, item: &Item, source: &[u8]) -> NativeResult {
    match item.code {
        b'?' => Ok(Value::from_bool(source.iter().any(|&byte| byte != 0))),
        b'c' | b's' => vm.new_bytes(source),
        b'p' => {
            let Some((&length, rest)) = source.split_first() else { return vm.new_bytes(&[]) };
            vm.new_bytes(&rest[..rest.len().min(usize::from(length))])
        }
        b'e' => vm.new_float(half::to_float(load(layout, source) as u16)),
        b'f' => vm.new_float(f32::from_bits(load(layout, source) as u32) as Float),
        b'd' => vm.new_float(f64::from_bits(load(layout, source)) as Float),
        b'b' | b'h' | b'i' | b'l' | b'q' | b'n' => {
            let unused = 64 - 8 * source.len().clamp(1, 8) as u32;
            vm.new_int((load(layout, source) << unused) as i64 >> unused)
        }
        _ => vm.new_uint(load(layout, source)),
    }
}

//! `int.to_bytes` and `int.from_bytes`.

use super::operand;
use crate::native::{Args, NativeResult};
use crate::number::int;
use crate::object::{Bytes, Ref, Str, Type};
use crate::types::exception;
use crate::value::Value;
use crate::vm::{Raised, Vm};

/// Whether the least significant byte comes first.
fn is_little_endian(vm: &mut Vm, order: Option<Value>) -> Result<bool, Raised> {
    let Some(order) = order else { return Ok(false) };
    match order.as_ref::<Str>() {
        Some(text) if text.as_bytes() == b"little" => Ok(true),
        Some(text) if text.as_bytes() == b"big" => Ok(false),
        Some(_) => Err(vm.value_error(format_args!("byteorder must be either 'little' or 'big'"))),
        None => {
            let class = vm.type_name(order);
            Err(vm.type_error(format_args!("argument 'byteorder' must be str, not {class}")))
        }
    }
}

fn is_signed(vm: &mut Vm, signed: Option<Value>) -> Result<bool, Raised> {
    match signed {
        Some(signed) => vm.truth(signed),
        None => Ok(false),
    }
}

pub(super) fn to_bytes(vm: &mut Vm, args: &Args) -> NativeResult {
    let length = match args.get(1) {
        Some(length) => vm.index_isize(length, &exception::OVERFLOW_ERROR)?,
        None => 1,
    };
    let little_endian = is_little_endian(vm, args.get(2))?;
    let signed = is_signed(vm, args.get(3))?;
    let Ok(length) = usize::try_from(length) else {
        return Err(vm.value_error(format_args!("length argument must be non-negative")));
    };
    let number = operand(args.at(0));
    let mut result = Ok(());
    let bytes = vm.new_bytes_with(length, |out| result = int::to_bytes(number.view(), out, little_endian, signed))?;
    match result {
        Ok(()) => Ok(bytes),
        Err(error) => Err(vm.number_error(error)),
    }
}

pub(super) fn from_bytes(vm: &mut Vm, args: &Args) -> NativeResult {
    let Some(class) = args.at(0).as_ref::<Type>() else {
        return Err(vm.type_error(format_args!("from_bytes needs a class")));
    };
    let source = args.at(1);
    let little_endian = is_little_endian(vm, args.get(2))?;
    let signed = is_signed(vm, args.get(3))?;
    let number = if let Some(buffer) = vm.buffer(source) {
        int::from_bytes(buffer.as_bytes(), little_endian, signed)
    } else {
        let bytes = collect_bytes(vm, source)?;
        int::from_bytes(bytes.as_bytes(), little_endian, signed)
    };
    let number = match number {
        Ok(number) => vm.new_int_from(number.view())?,
        Err(_) => return Err(vm.memory_error()),
    };
    if class == Ref::from_static(&super::INT) { Ok(number) } else { vm.call(class.value(), &[number]) }
}

/// The bytes of another bytes-like object, or of an iterable of ints.
fn collect_bytes(vm: &mut Vm, source: Value) -> Result<Ref<Bytes>, Raised> {
    if !source.is_small_int() && source.as_ref::<Str>().is_none() {
        let bytes = vm.call(Ref::from_static(&crate::types::bytes::BYTES).value(), &[source])?;
        if let Some(bytes) = bytes.as_ref::<Bytes>() {
            return Ok(bytes);
        }
    }
    let class = vm.type_name(source);
    Err(vm.type_error(format_args!("cannot convert '{class}' object to bytes")))
}

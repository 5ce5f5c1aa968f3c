//! `bytes.translate` and `bytes.maketrans`.

use crate::native::{Args, NativeResult};
use crate::types::text::{ByteText, Text};
use crate::vm::Vm;
use heap::TryVec;

/// `bytes.maketrans(from, to)`
pub fn maketrans(vm: &mut Vm, args: &Args) -> NativeResult {
    let (from, to) = (vm.require_buffer(args.at(0))?, vm.require_buffer(args.at(1))?);
    if from.as_bytes().len() != to.as_bytes().len() {
        return Err(vm.value_error(format_args!("maketrans arguments must have same length")));
    }
    let mut table = [0; 256];
    for (code, slot) in (0..=255).zip(&mut table) {
        *slot = code;
    }
    for (&from, &to) in from.as_bytes().iter().zip(to.as_bytes()) {
        table[usize::from(from)] = to;
    }
    vm.new_bytes(&table)
}

/// `translate(table, /, delete=b'')`
pub fn translate(vm: &mut Vm, args: &Args) -> NativeResult {
    let text = ByteText::receiver(vm, args.at(0))?;
    let table = match args.get_not_none(1) {
        Some(table) => Some(vm.require_buffer(table)?),
        None => None,
    };
    let table = table.as_ref().map(|table| table.as_bytes());
    if table.is_some_and(|table| table.len() != 256) {
        return Err(vm.value_error(format_args!("translation table must be 256 characters long")));
    }
    let mut deleted = [false; 256];
    if let Some(delete) = args.get(2) {
        for &byte in vm.require_buffer(delete)?.as_bytes() {
            deleted[usize::from(byte)] = true;
        }
    }
    let mut result = TryVec::try_with_capacity(text.length()).map_err(|_| vm.memory_error())?;
    for &byte in text.bytes() {
        if deleted[usize::from(byte)] {
            continue;
        }
        let byte = table.and_then(|table| table.get(usize::from(byte)).copied()).unwrap_or(byte);
        result.try_push(byte).map_err(|_| vm.memory_error())?;
    }
    text.make(vm, &result)
}

//! `mem8`, `mem16` and `mem32`: memory by address.

use crate::support::number;
use hal::errno;
use hal::machine::Width;
use runtime::native::NativeResult;
use runtime::object::{Record, Ref, Type};
use runtime::types::Slots;
use runtime::value::Value;
use runtime::vm::{Raised, Vm};

static SLOTS: Slots = Slots { repr: Some(repr), get_item: Some(get), set_item: Some(set), ..Slots::NONE };

/// The type of these objects; its field is the number of bits.
static MEMORY: Type = Type::record("mem", 1, "", &SLOTS, &[]).in_module("machine").with_doc("Memory by address.");

/// Makes one.
pub fn make(vm: &mut Vm, bits: i32) -> NativeResult {
    vm.new_record(Ref::from_static(&MEMORY), &[Some(Value::from_i32_small(bits))]).map(Ref::value)
}

fn bits_of(memory: Value) -> u8 {
    memory.as_ref::<Record>().map_or(8, |record| number(record, 0) as u8)
}

fn repr(vm: &mut Vm, memory: Value) -> NativeResult {
    vm.new_str_from(format_args!("<{}-bit memory>", bits_of(memory)))
}

/// The width of an object and an address that is aligned to it.
fn place(vm: &mut Vm, memory: Value, address: Value) -> Result<(Width, usize), Raised> {
    let width = match bits_of(memory) {
        8 => Width::Byte,
        16 => Width::Half,
        _ => Width::Word,
    };
    let address = vm.to_i64(address)?;
    let Ok(address) = usize::try_from(address) else {
        return Err(vm.value_error(format_args!("address out of range")));
    };
    if !address.is_multiple_of(width.bytes()) {
        return Err(vm.value_error(format_args!("address {address:08x} is not aligned to {} bytes", width.bytes())));
    }
    Ok((width, address))
}

fn get(vm: &mut Vm, memory: Value, address: Value) -> NativeResult {
    let (width, address) = place(vm, memory, address)?;
    match vm.host.machine().and_then(|machine| machine.read_memory(address, width)) {
        Some(value) => vm.new_uint(value.into()),
        None => Err(vm.raise_os_error(errno::ENODEV, None)),
    }
}

fn set(vm: &mut Vm, memory: Value, address: Value, value: Option<Value>) -> Result<(), Raised> {
    let Some(value) = value else {
        return Err(vm.type_error(format_args!("'mem' object doesn't support item deletion")));
    };
    let (width, address) = place(vm, memory, address)?;
    let value = vm.to_i64(value)? as u32;
    let done = vm.host.machine().is_some_and(|machine| machine.write_memory(address, width, value));
    if done { Ok(()) } else { Err(vm.raise_os_error(errno::ENODEV, None)) }
}

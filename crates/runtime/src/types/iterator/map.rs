//! `map`.

use super::itself;
use super::zip::iterators_of;
use crate::native::{Args, NativeResult};
use crate::object::{Record, Ref, Tuple, Type};
use crate::types::Slots;
use crate::value::Value;
use crate::vm::{Raised, Vm};
use heap::TryVec;

const FUNCTION: usize = 0;
const ITERATORS: usize = 1;

/// Up to this many arguments are put together on the machine's stack.
const INLINE: usize = 4;

/// `map`: fields are the function and the tuple of iterators.
pub static MAP: Type = Type::record("map", 2, "*args", &SLOTS, &[])
    .with_flags(Type::BASE)
    .with_doc("What a function returns for the items of one or more iterables.");

static SLOTS: Slots = Slots { new: Some(new), iter: Some(itself), next: Some(next), ..Slots::NONE };

fn new(vm: &mut Vm, class: Ref<Type>, args: &Args) -> NativeResult {
    let mut arguments = args.rest();
    let function = match (arguments.next(), arguments.len()) {
        (Some(function), 1..) => function,
        _ => return Err(vm.type_error(format_args!("map() must have at least two arguments."))),
    };
    let iterators = iterators_of(vm, arguments)?;
    Ok(vm.new_record(class, &[Some(function), Some(iterators)])?.value())
}

fn next(vm: &mut Vm, iterator: Value) -> Result<Option<Value>, Raised> {
    vm.check_machine_stack()?;
    let Some(record) = iterator.as_ref::<Record>() else { return Ok(None) };
    let (Some(function), Some(iterators)) = (record.get(FUNCTION), record.get(ITERATORS)) else { return Ok(None) };
    let Some(iterators) = iterators.as_ref::<Tuple>() else { return Ok(None) };
    if let [iterator] = iterators.as_slice() {
        let Some(item) = vm.next(*iterator)? else { return Ok(None) };
        vm.keep(item);
        return vm.call(function, &[item]).map(Some);
    }
    let count = iterators.len();
    if count <= INLINE {
        let mut items = [Value::NONE; INLINE];
        return call_with_next(vm, function, iterators, &mut items[..count]);
    }
    let mut items = TryVec::new();
    items.try_resize(count, Value::NONE).map_err(|_| vm.memory_error())?;
    call_with_next(vm, function, iterators, &mut items)
}

fn call_with_next(
    vm: &mut Vm,
    function: Value,
    iterators: Ref<Tuple>,
    items: &mut [Value],
) -> Result<Option<Value>, Raised> {
    for (slot, &iterator) in items.iter_mut().zip(iterators.as_slice()) {
        let Some(item) = vm.next(iterator)? else { return Ok(None) };
        vm.keep(item);
        *slot = item;
    }
    vm.call(function, items).map(Some)
}

//! `zip`.

use super::itself;
use crate::native::{Args, NativeResult};
use crate::object::{Record, Ref, Tuple, Type};
use crate::types::Slots;
use crate::value::Value;
use crate::vm::{Raised, Vm};
use heap::TryVec;

const ITERATORS: usize = 0;
const STRICT: usize = 1;

/// Tuples of up to this many items are put together on the machine's stack.
const INLINE: usize = 8;

/// `zip`: fields are the tuple of iterators, empty at the end, and whether they must have equal lengths.
pub static ZIP: Type = Type::record("zip", 2, "*iterables, strict=False", &SLOTS, &[])
    .with_flags(Type::BASE)
    .with_doc("Tuples of one item of each iterable, until the shortest ends.");

static SLOTS: Slots = Slots { new: Some(new), iter: Some(itself), next: Some(next), ..Slots::NONE };

fn new(vm: &mut Vm, class: Ref<Type>, args: &Args) -> NativeResult {
    let strict = match args.get(0) {
        Some(strict) => vm.truth(strict)?,
        None => false,
    };
    let iterators = iterators_of(vm, args.rest())?;
    Ok(vm.new_record(class, &[Some(iterators), Some(Value::from_bool(strict))])?.value())
}

/// The tuple of the iterators of some iterables.
pub(super) fn iterators_of(vm: &mut Vm, iterables: impl ExactSizeIterator<Item = Value>) -> NativeResult {
    let list = vm.new_list_with_capacity(iterables.len())?;
    for iterable in iterables {
        let iterator = vm.iter(iterable)?;
        vm.list_push(list, iterator)?;
    }
    vm.new_tuple(list.as_slice())
}

fn next(vm: &mut Vm, iterator: Value) -> Result<Option<Value>, Raised> {
    vm.check_machine_stack()?;
    let Some(record) = iterator.as_ref::<Record>() else { return Ok(None) };
    let Some(iterators) = record.get(ITERATORS).and_then(Value::as_ref::<Tuple>) else { return Ok(None) };
    let count = iterators.len();
    if count == 0 {
        return Ok(None);
    }
    if count <= INLINE {
        let mut items = [Value::NONE; INLINE];
        return next_tuple(vm, record, iterators, &mut items[..count]);
    }
    let mut items = TryVec::new();
    items.try_resize(count, Value::NONE).map_err(|_| vm.memory_error())?;
    next_tuple(vm, record, iterators, &mut items)
}

fn next_tuple(
    vm: &mut Vm,
    record: Ref<Record>,
    iterators: Ref<Tuple>,
    items: &mut [Value],
) -> Result<Option<Value>, Raised> {
    for (index, &iterator) in iterators.as_slice().iter().enumerate() {
        let Some(item) = vm.next(iterator)? else {
            if record.get(STRICT) == Some(Value::TRUE) {
                check_lengths(vm, iterators, index)?;
            }
            return Ok(None);
        };
        vm.keep(item);
        if let Some(slot) = items.get_mut(index) {
            *slot = item;
        }
    }
    vm.new_tuple(items).map(Some)
}

/// The iterator of number `ended` has no more items: the others must have none either.
#[cold]
fn check_lengths(vm: &mut Vm, iterators: Ref<Tuple>, ended: usize) -> Result<(), Raised> {
    if ended > 0 {
        return Err(lengths_differ(vm, ended, "shorter"));
    }
    for (index, &iterator) in iterators.as_slice().iter().enumerate().skip(1) {
        if vm.next(iterator)?.is_some() {
            return Err(lengths_differ(vm, index, "longer"));
        }
    }
    Ok(())
}

fn lengths_differ(vm: &mut Vm, index: usize, how: &str) -> Raised {
    let number = index + 1;
    if index == 1 {
        return vm.value_error(format_args!("zip() argument 2 is {how} than argument 1"));
    }
    vm.value_error(format_args!("zip() argument {number} is {how} than arguments 1-{index}"))
}

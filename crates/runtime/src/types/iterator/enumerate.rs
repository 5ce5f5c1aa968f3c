//! `enumerate`.

use super::itself;
use crate::native::{Args, Member, NativeResult};
use crate::object::{Record, Ref, Type};
use crate::types::{BinaryOperator, Slots, generic_alias};
use crate::value::Value;
use crate::vm::{Raised, Vm};

const ITERATOR: usize = 0;
const COUNT: usize = 1;

/// `enumerate`: fields are the iterator and the next count.
pub static ENUMERATE: Type = Type::record("enumerate", 2, "iterable, start=0", &SLOTS, MEMBERS)
    .with_flags(Type::BASE)
    .with_doc("Pairs of a count, from start on, and the items of an iterable.");

static SLOTS: Slots = Slots { new: Some(new), iter: Some(itself), next: Some(next), ..Slots::NONE };

static MEMBERS: &[Member] = &[generic_alias::CLASS_GETITEM];

fn new(vm: &mut Vm, class: Ref<Type>, args: &Args) -> NativeResult {
    let start = match args.get(1) {
        Some(start) => vm.index(start)?,
        None => Value::from_i32_small(0),
    };
    let iterator = vm.iter(args.at(0))?;
    Ok(vm.new_record(class, &[Some(iterator), Some(start)])?.value())
}

fn next(vm: &mut Vm, iterator: Value) -> Result<Option<Value>, Raised> {
    vm.check_machine_stack()?;
    let Some(record) = iterator.as_ref::<Record>() else { return Ok(None) };
    let (Some(inner), Some(count)) = (record.get(ITERATOR), record.get(COUNT)) else { return Ok(None) };
    let Some(item) = vm.next(inner)? else { return Ok(None) };
    vm.keep(item);
    let one = Value::from_i32_small(1);
    let next = match count.as_small_int().and_then(|number| Value::from_small_int(number.wrapping_add(1))) {
        Some(next) => next,
        None => vm.binary(BinaryOperator::Add, count, one)?,
    };
    let pair = vm.new_tuple(&[count, item])?;
    record.set(COUNT, next);
    Ok(Some(pair))
}

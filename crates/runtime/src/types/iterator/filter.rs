//! `filter`.

use super::itself;
use crate::native::{Args, Member, NativeResult};
use crate::object::{Record, Ref, Type};
use crate::types::Slots;
use crate::value::Value;
use crate::vm::{Raised, Vm};

const FUNCTION: usize = 0;
const ITERATOR: usize = 1;

/// `filter`: fields are the function, empty to test the items themselves, and the iterator.
pub static FILTER: Type = Type::record("filter", 2, "function, iterable, /", &SLOTS, MEMBERS)
    .with_flags(Type::BASE)
    .with_doc("The items of an iterable for which a function, or the item itself if that is None, is true.");

static SLOTS: Slots = Slots { new: Some(new), iter: Some(itself), next: Some(next), ..Slots::NONE };

static MEMBERS: &[Member] = &[];

fn new(vm: &mut Vm, class: Ref<Type>, args: &Args) -> NativeResult {
    let iterator = vm.iter(args.at(1))?;
    let tests_items = args.at(0).is_none() || args.at(0) == Ref::from_static(&crate::types::bool::BOOL).value();
    let function = if tests_items { None } else { Some(args.at(0)) };
    Ok(vm.new_record(class, &[function, Some(iterator)])?.value())
}

fn next(vm: &mut Vm, iterator: Value) -> Result<Option<Value>, Raised> {
    vm.check_machine_stack()?;
    let Some(record) = iterator.as_ref::<Record>() else { return Ok(None) };
    let (function, Some(iterator)) = (record.get(FUNCTION), record.get(ITERATOR)) else { return Ok(None) };
    let mark = vm.log_mark();
    while let Some(item) = vm.next(iterator)? {
        vm.keep(item);
        let tested = match function {
            Some(function) => vm.call(function, &[item])?,
            None => item,
        };
        if vm.truth(tested)? {
            return Ok(Some(item));
        }
        vm.log_release(mark);
        vm.safepoint()?;
    }
    Ok(None)
}

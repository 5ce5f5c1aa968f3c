//! `callable_iterator`: what `iter(callable, sentinel)` returns.

use super::itself;
use crate::native::NativeResult;
use crate::object::{Record, Type};
use crate::types::Slots;
use crate::value::Value;
use crate::vm::{Raised, Vm};

const CALLABLE: usize = 0;
const SENTINEL: usize = 1;

/// `callable_iterator`: fields are the callable, empty at the end, and the sentinel.
pub static CALLABLE_ITERATOR: Type = Type::record("callable_iterator", 2, "*args, **kwargs", &SLOTS, &[]);

static SLOTS: Slots = Slots { iter: Some(itself), next: Some(next), ..Slots::NONE };

/// `iter(callable, sentinel)`
pub fn new_callable(vm: &mut Vm, callable: Value, sentinel: Value) -> NativeResult {
    vm.new_static_record(&CALLABLE_ITERATOR, &[Some(callable), Some(sentinel)])
}

fn next(vm: &mut Vm, iterator: Value) -> Result<Option<Value>, Raised> {
    let Some(record) = iterator.as_ref::<Record>() else { return Ok(None) };
    let (Some(callable), Some(sentinel)) = (record.get(CALLABLE), record.get(SENTINEL)) else { return Ok(None) };
    let item = match vm.call(callable, &[]) {
        Ok(item) => item,
        Err(raised) => {
            vm.end_of_iteration(raised)?;
            record.set(CALLABLE, None);
            return Ok(None);
        }
    };
    if vm.equal(sentinel, item)? {
        record.set(CALLABLE, None);
        return Ok(None);
    }
    Ok(Some(item))
}

//! `memory_iterator`: a record of a memoryview and the next index.

use super::view::View;
use crate::native::NativeResult;
use crate::object::{Record, Type};
use crate::types::Slots;
use crate::value::Value;
use crate::vm::{Raised, Vm};

const VIEW: usize = 0;
const INDEX: usize = 1;

static SLOTS: Slots = Slots { iter: Some(|_, iterator| Ok(iterator)), next: Some(next), ..Slots::NONE };

/// `memory_iterator`
pub static MEMORY_ITERATOR: Type = Type::record("memory_iterator", 2, "", &SLOTS, &[]);

/// `iter(view)`
pub fn iter(vm: &mut Vm, view: Value) -> NativeResult {
    View::require(vm, view)?;
    vm.new_static_record(&MEMORY_ITERATOR, &[Some(view), Some(Value::from_i32_small(0))])
}

fn next(vm: &mut Vm, iterator: Value) -> Result<Option<Value>, Raised> {
    let Some(record) = iterator.as_ref::<Record>() else { return Ok(None) };
    let Some(value) = record.get(VIEW) else { return Ok(None) };
    let index = record.get(INDEX).and_then(Value::as_small_int).and_then(|index| usize::try_from(index).ok());
    let view = View::require(vm, value)?;
    match index.filter(|&index| index < view.count) {
        Some(index) => {
            let item = view.item(vm, index)?;
            record.set(INDEX, vm.new_int(index as i64 + 1)?);
            Ok(Some(item))
        }
        None => {
            record.set(VIEW, None);
            Ok(None)
        }
    }
}

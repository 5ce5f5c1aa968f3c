//! Items and slices of lists.

use crate::native::NativeResult;
use crate::object::{List, Ref};
use crate::types::exception::INDEX_ERROR;
use crate::types::sequence::{self, Items};
use crate::types::slice::is_slice;
use crate::value::Value;
use crate::vm::{Raised, Vm};

/// `list[key]`
pub(crate) fn get_item(vm: &mut Vm, value: Value, key: Value) -> NativeResult {
    let Some(list) = value.as_ref::<List>() else { return Ok(Value::NONE) };
    if is_slice(key) {
        return get_slice(vm, list, key);
    }
    let index = sequence::subscript(vm, key, "list")?;
    match sequence::resolve(index, list.len()).and_then(|index| list.get(index)) {
        Some(item) => Ok(item),
        None => Err(vm.raise(&INDEX_ERROR, format_args!("list index out of range"))),
    }
}

fn get_slice(vm: &mut Vm, list: Ref<List>, slice: Value) -> NativeResult {
    let (start, _, step, count) = vm.slice_bounds(slice)?.adjust(list.len());
    if step == 1 {
        let start = start as usize;
        let items = list.as_slice().get(start..start + count).unwrap_or(&[]);
        return Ok(vm.new_list(items)?.value());
    }
    let result = vm.new_list_with_capacity(count)?;
    for number in 0..count {
        let index = (start + number as isize * step) as usize;
        vm.list_push(result, list.get(index).unwrap_or(Value::NONE))?;
    }
    Ok(result.value())
}

/// `list[key] = item`; `del list[key]` without an item.
pub(crate) fn set_item(vm: &mut Vm, value: Value, key: Value, item: Option<Value>) -> Result<(), Raised> {
    let Some(list) = value.as_ref::<List>() else { return Ok(()) };
    if is_slice(key) {
        return match item {
            Some(items) => set_slice(vm, list, key, items),
            None => delete_slice(vm, list, key),
        };
    }
    let index = sequence::subscript(vm, key, "list")?;
    let Some(index) = sequence::resolve(index, list.len()) else {
        return Err(vm.raise(&INDEX_ERROR, format_args!("list assignment index out of range")));
    };
    match item {
        Some(item) => {
            list.set(index, item);
            Ok(())
        }
        None => {
            vm.list_splice(list, index, 1, &[])?;
            vm.list_shrink(list);
            Ok(())
        }
    }
}

/// What is assigned to a slice, as items that do not change: the list itself is copied.
fn assigned(vm: &mut Vm, list: Ref<List>, items: Value, message: &str) -> Result<Items, Raised> {
    match Items::of(items) {
        Some(found) if items != list.value() && !vm.class_of(items).is_heap() => return Ok(found),
        _ => {}
    }
    if !vm.is_iterable(items)? {
        return Err(vm.type_error(format_args!("{message}")));
    }
    vm.collect_list(items).map(Items::List)
}

fn set_slice(vm: &mut Vm, list: Ref<List>, slice: Value, items: Value) -> Result<(), Raised> {
    let bounds = vm.slice_bounds(slice)?;
    if bounds.step == 1 {
        let items = assigned(vm, list, items, "can only assign an iterable")?;
        let (start, _, _, count) = bounds.adjust(list.len());
        vm.list_splice(list, start as usize, count, items.as_slice())?;
        vm.list_shrink(list);
        return Ok(());
    }
    let items = assigned(vm, list, items, "must assign iterable to extended slice")?;
    let (start, _, step, count) = bounds.adjust(list.len());
    let given = items.len();
    if given != count {
        let message = format_args!("attempt to assign sequence of size {given} to extended slice of size {count}");
        return Err(vm.value_error(message));
    }
    for (number, &item) in items.as_slice().iter().enumerate() {
        list.set((start + number as isize * step) as usize, item);
    }
    Ok(())
}

fn delete_slice(vm: &mut Vm, list: Ref<List>, slice: Value) -> Result<(), Raised> {
    let (start, _, step, count) = vm.slice_bounds(slice)?.adjust(list.len());
    if count == 0 {
        return Ok(());
    }
    if step == 1 {
        vm.list_splice(list, start as usize, count, &[])?;
    } else {
        let first = if step < 0 { start + (count as isize - 1) * step } else { start };
        delete_every(list, first as usize, step.unsigned_abs(), count);
    }
    vm.list_shrink(list);
    Ok(())
}

/// Removes `count` items, `step` apart from the `first` on.
fn delete_every(list: Ref<List>, first: usize, step: usize, count: usize) {
    let cells = list.as_cells();
    let mut target = first;
    let mut removed = 0;
    for (index, cell) in cells.iter().enumerate().skip(first) {
        if removed < count && index == first + removed * step {
            removed += 1;
        } else if let Some(place) = cells.get(target) {
            place.set(cell.get());
            target += 1;
        }
    }
    list.truncate(target);
}

//! `reversed`.

use super::itself;
use crate::native::{Args, Member, NativeResult};
use crate::object::{Kind, List, Record, Ref, Type};
use crate::symbols::sym;
use crate::types::Slots;
use crate::value::Value;
use crate::vm::{Raised, Vm};

const SEQUENCE: usize = 0;
const NEXT: usize = 1;

/// `reversed`: fields are the sequence, empty at the end, and the index of the next item plus one.
pub static REVERSED: Type = Type::record("reversed", 2, "sequence, /", &SLOTS, MEMBERS)
    .with_flags(Type::BASE)
    .with_doc("The items of a sequence from the last to the first.");

static SLOTS: Slots = Slots { new: Some(new), iter: Some(itself), next: Some(next), ..Slots::NONE };

static MEMBERS: &[Member] =
    &[Member::function("__length_hint__", "self, /", length_hint, "Number of items that are left.")];

fn new(vm: &mut Vm, class: Ref<Type>, args: &Args) -> NativeResult {
    let sequence = args.at(0);
    if let (Some(list), true) = (sequence.as_ref::<List>(), sequence.is_exact(Kind::List)) {
        return super::new_list_reverse(vm, list);
    }
    let sequence_class = vm.class_of(sequence);
    match vm.class_lookup(sequence_class, sym::__reversed__.value())? {
        Some(Value::NONE) => return Err(not_reversible(vm, sequence)),
        Some(_) if sequence_class.is_heap() => {
            if let Some(result) = vm.call_special(sequence, sym::__reversed__, &[])? {
                return Ok(result);
            }
            return vm.call_method(sequence, sym::__reversed__, &[]);
        }
        Some(method) => return vm.call(method, &[sequence]),
        None => {}
    }
    if !is_sequence(vm, sequence)? {
        return Err(not_reversible(vm, sequence));
    }
    let length = vm.length(sequence)?;
    let length = vm.new_int(length as i64)?;
    Ok(vm.new_record(class, &[Some(sequence), Some(length)])?.value())
}

#[cold]
fn not_reversible(vm: &mut Vm, value: Value) -> Raised {
    let name = vm.type_name(value);
    vm.type_error(format_args!("'{name}' object is not reversible"))
}

/// Whether a value can be indexed by numbers: it has items and is no dict.
fn is_sequence(vm: &mut Vm, value: Value) -> Result<bool, Raised> {
    let class = vm.class_of(value);
    if value.is_kind(Kind::Dict) {
        return Ok(false);
    }
    if class.slots.get_item.is_some() && class.slots.length.is_some() {
        return Ok(true);
    }
    Ok(class.is_heap() && vm.class_lookup(class, sym::__getitem__.value())?.is_some())
}

fn next(vm: &mut Vm, iterator: Value) -> Result<Option<Value>, Raised> {
    let Some(record) = iterator.as_ref::<Record>() else { return Ok(None) };
    let (Some(sequence), Some(position)) = (record.get(SEQUENCE), record.get(NEXT)) else { return Ok(None) };
    let index = position.as_small_int().and_then(|number| Value::from_small_int(number - 1));
    if let (Some(index), false) = (index, position == Value::from_i32_small(0)) {
        if let Some(item) = vm.next_of_sequence(sequence, index)? {
            record.set(NEXT, index);
            return Ok(Some(item));
        }
    }
    record.set(SEQUENCE, None);
    Ok(None)
}

fn length_hint(vm: &mut Vm, args: &Args) -> NativeResult {
    let zero = Value::from_i32_small(0);
    let Some(record) = args.at(0).as_ref::<Record>() else { return Ok(zero) };
    let (Some(sequence), Some(position)) = (record.get(SEQUENCE), record.get(NEXT)) else { return Ok(zero) };
    let length = vm.length(sequence)?;
    let left = position.as_small_int().unwrap_or(0) as usize;
    Ok(if left > length { zero } else { position })
}

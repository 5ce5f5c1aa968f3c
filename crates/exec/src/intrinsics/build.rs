//! Displays, comprehensions, unpacking and f-strings.

use super::Operands;
use crate::cold::values;
use bytecode::{Bound, Intrinsic};
use core::ops::ControlFlow;
use runtime::object::{Dict, Kind, List, Ref, Str};
use runtime::symbols::sym;
use runtime::types::exception;
use runtime::types::slice::SLICE;
use runtime::value::Value;
use runtime::vm::{Raised, Vm};

pub(super) fn run(vm: &mut Vm, intrinsic: Intrinsic, operands: &Operands) -> Result<(), Raised> {
    let slots = |count: usize| values(operands.registers.slice(operands.b, count));
    match intrinsic {
        Intrinsic::BuildSet => {
            let set = vm.new_set(Kind::Set, operands.ext as usize)?;
            for &item in slots(operands.ext as usize) {
                vm.set_add(set, item)?;
            }
            operands.set(0, set.value());
        }
        Intrinsic::BuildDict => {
            let dict = vm.new_dict(operands.ext as usize)?;
            for pair in slots(operands.ext as usize * 2).chunks_exact(2) {
                vm.dict_set(dict, pair[0], pair[1])?;
            }
            operands.set(0, dict.value());
        }
        Intrinsic::BuildString => {
            let text = join(vm, slots(operands.ext as usize))?;
            operands.set(0, text);
        }
        Intrinsic::BuildSlice => {
            let fields = [Some(operands.b(0)), Some(operands.b(1)), Some(operands.b(2))];
            let slice = vm.new_static_record(&SLICE, &fields)?;
            operands.set(0, slice);
        }
        Intrinsic::GetSlice => {
            let (lower, upper) = bounds(operands);
            let slice = vm.get_slice(operands.b(0), lower, upper)?;
            operands.set(0, slice);
        }
        Intrinsic::SetSlice | Intrinsic::DeleteSlice => {
            let (lower, upper) = bounds(operands);
            let slice = vm.with_reserve(|vm| vm.new_slice(lower, upper, Value::NONE))?;
            let value = if intrinsic == Intrinsic::SetSlice { Some(operands.b(0)) } else { None };
            return vm.set_item(operands.a(0), slice, value);
        }
        Intrinsic::ListExtend => {
            let list = list(vm, operands.a(0))?;
            return extend(vm, list, operands.b(0));
        }
        Intrinsic::StarArguments => {
            let iterable = operands.b(0);
            if iterable.is_exact(Kind::List) || iterable.is_exact(Kind::Tuple) {
                operands.set(0, iterable);
                return Ok(());
            }
            let list = vm.new_list(&[])?;
            extend(vm, list, iterable)?;
            operands.set(0, list.value());
        }
        Intrinsic::ListToTuple => {
            let source = list(vm, operands.b(0))?;
            let tuple = vm.new_tuple(source.as_slice())?;
            operands.set(0, tuple);
        }
        Intrinsic::SetAdd => {
            let set = set(vm, operands.a(0))?;
            vm.set_add(set, operands.b(0))?;
        }
        Intrinsic::SetUpdate => {
            let set = set(vm, operands.a(0))?;
            return vm.for_each(operands.b(0), |vm, item| {
                vm.set_add(set, item)?;
                Ok(ControlFlow::Continue(()))
            });
        }
        Intrinsic::DictSet => {
            let dict = dict(vm, operands.a(0))?;
            return vm.dict_set(dict, operands.b(0), operands.b(1));
        }
        Intrinsic::DictUpdate => return update(vm, operands),
        Intrinsic::DictMerge => return merge(vm, operands),
        Intrinsic::UnpackStar => return unpack_star(vm, operands),
        _ => return format_value(vm, operands),
    }
    Ok(())
}

/// The bounds of a slice that the extension word gives.
fn bounds(operands: &Operands) -> (Value, Value) {
    let (lower, upper) = Bound::pair(operands.ext);
    let value = |bound| match bound {
        Some(Bound::Int(number)) => Value::from_i32_small(i32::from(number)),
        Some(Bound::Register(register)) => operands.registers.value(usize::from(register)),
        Some(Bound::Missing) | None => Value::NONE,
    };
    (value(lower), value(upper))
}

fn list(vm: &mut Vm, value: Value) -> Result<Ref<List>, Raised> {
    value.as_ref::<List>().ok_or_else(|| runtime::code::damaged(vm))
}

fn set(vm: &mut Vm, value: Value) -> Result<Ref<Dict>, Raised> {
    value.as_set().ok_or_else(|| runtime::code::damaged(vm))
}

fn dict(vm: &mut Vm, value: Value) -> Result<Ref<Dict>, Raised> {
    value.as_ref::<Dict>().ok_or_else(|| runtime::code::damaged(vm))
}

fn extend(vm: &mut Vm, list: Ref<List>, iterable: Value) -> Result<(), Raised> {
    vm.committed = true;
    match vm.list_extend(list, iterable) {
        Err(_) if vm.exception_is(&exception::TYPE_ERROR) && !matches!(vm.is_iterable(iterable), Ok(true)) => {
            vm.exception = None;
            let class = vm.type_name(iterable);
            Err(vm.type_error(format_args!("Value after * must be an iterable, not {class}")))
        }
        result => result,
    }
}

/// Joins strs in one allocation.
fn join(vm: &mut Vm, pieces: &[Value]) -> Result<Value, Raised> {
    let texts = || pieces.iter().filter_map(|piece| piece.as_ref::<Str>());
    let length = texts().map(|text| text.length as usize).sum();
    let characters = texts().map(|text| text.characters as usize).sum();
    vm.new_str_filled(length, characters, |filler| texts().for_each(|text| filler.write(text.as_bytes())))
}

fn update(vm: &mut Vm, operands: &Operands) -> Result<(), Raised> {
    let target = dict(vm, operands.a(0))?;
    let mapping = operands.b(0);
    if !mapping.is_kind(Kind::Dict) && vm.try_attribute(mapping, sym::keys)?.is_none() {
        let class = vm.type_name(mapping);
        return Err(vm.type_error(format_args!("'{class}' object is not a mapping")));
    }
    vm.dict_update(target, mapping)
}

fn merge(vm: &mut Vm, operands: &Operands) -> Result<(), Raised> {
    let target = dict(vm, operands.a(0))?;
    let mapping = operands.b(0);
    let function = operands.registers.value(operands.ext as usize);
    if !mapping.is_kind(Kind::Dict) && vm.try_attribute(mapping, sym::keys)?.is_none() {
        let (function, class) = (vm.callable_name(function)?, vm.type_name(mapping));
        let message = format_args!("{function} argument after ** must be a mapping, not {class}");
        return Err(vm.type_error(message));
    }
    let source = vm.new_dict(0)?;
    vm.dict_update(source, mapping)?;
    let mut index = 0;
    while let Some((at, key, value)) = source.next_entry(index) {
        index = at + 1;
        if !key.is_kind(Kind::Str) {
            return Err(vm.type_error(format_args!("keywords must be strings")));
        }
        if vm.dict_contains(target, key)? {
            let (function, key) = (vm.callable_name(function)?, vm.name_text(key));
            let message = format_args!("{function} got multiple values for keyword argument '{key}'");
            return Err(vm.type_error(message));
        }
        vm.dict_set(target, key, value)?;
    }
    Ok(())
}

fn unpack_star(vm: &mut Vm, operands: &Operands) -> Result<(), Raised> {
    let (before, after) = ((operands.ext & 0xffff) as usize, (operands.ext >> 16) as usize);
    let value = operands.b(0);
    vm.unpack_star(value, before, after, &mut |index, item| operands.set(index, item))
}

fn format_value(vm: &mut Vm, operands: &Operands) -> Result<(), Raised> {
    let value = operands.b(0);
    let converted = match operands.ext & 3 {
        1 => vm.str(value)?,
        2 => vm.repr(value)?,
        3 => vm.ascii(value)?,
        _ => value,
    };
    let spec = if operands.ext & 4 != 0 { sym::EMPTY.value() } else { operands.b(1) };
    let plain = spec == sym::EMPTY && converted.is_exact(Kind::Str);
    let text = if plain { converted } else { vm.format(converted, spec)? };
    operands.set(0, text);
    Ok(())
}

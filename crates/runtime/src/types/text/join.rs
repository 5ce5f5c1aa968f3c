//! `join`.

use super::{Operand, Text};
use crate::interrupts::HARD;
use crate::native::{Args, NativeResult};
use crate::object::construct::MAX_LENGTH;
use crate::object::{Kind, List, Ref, Str, Tuple};
use crate::types::buffer::Buffer;
use crate::types::exception;
use crate::value::Value;
use crate::vm::{Raised, Vm};

/// Items between two breaths; so many are joined without one.
const PART: usize = 32;

/// `join(iterable)`
pub fn join<T: Text>(vm: &mut Vm, args: &Args) -> NativeResult {
    let separator = T::receiver(vm, args.at(0))?;
    let iterable = args.at(1);
    if iterable.is_exact(Kind::List)
        && let Some(list) = iterable.as_ref::<List>()
    {
        if HARD && T::IS_STR && list.len() > PART {
            // Handlers run on the way, which may change the list.
            let items = vm.new_tuple(list.as_slice())?;
            let items = items.as_ref::<Tuple>();
            return join_items(vm, &separator, items.as_ref().map_or(&[], |items| items.as_slice()));
        }
        return join_items(vm, &separator, list.as_slice());
    }
    if iterable.is_exact(Kind::Tuple)
        && let Some(tuple) = iterable.as_ref::<Tuple>()
    {
        return join_items(vm, &separator, tuple.as_slice());
    }
    let list = collect(vm, iterable)?;
    // Iterating may have changed a bytearray.
    let separator = T::receiver(vm, args.at(0))?;
    join_items(vm, &separator, list.as_slice())
}

fn collect(vm: &mut Vm, iterable: Value) -> Result<Ref<List>, Raised> {
    if !vm.is_iterable(iterable)? {
        return Err(vm.type_error(format_args!("can only join an iterable")));
    }
    vm.collect_list(iterable)
}

fn operand<T: Text>(vm: &mut Vm, number: usize, item: Value) -> Result<Operand, Raised> {
    if T::IS_STR {
        if let Some(text) = item.as_ref::<Str>() {
            return Ok(Operand::Str(text));
        }
    } else if let Some(buffer) = vm.buffer(item) {
        return Ok(Operand::Buffer(buffer));
    }
    let name = vm.type_name(item);
    Err(if T::IS_STR {
        vm.type_error(format_args!("sequence item {number}: expected str instance, {name} found"))
    } else {
        vm.type_error(format_args!("sequence item {number}: expected a bytes-like object, {name} found"))
    })
}

/// Joins items. Runs no Python, so that the items can be those of a list.
fn join_items<T: Text>(vm: &mut Vm, separator: &T, items: &[Value]) -> NativeResult {
    if let [item] = *items {
        let operand = operand::<T>(vm, 0, item)?;
        if item.is_exact(Kind::Str) {
            return Ok(item);
        }
        return separator.make(vm, operand.as_bytes());
    }
    let gaps = items.len().saturating_sub(1);
    let mut length = separator.bytes().len().saturating_mul(gaps);
    let mut characters = separator.length().saturating_mul(gaps);
    for (number, &item) in items.iter().enumerate() {
        if T::IS_STR && number > 0 && number.is_multiple_of(PART) {
            vm.breathe();
        }
        match operand::<T>(vm, number, item)? {
            Operand::Str(text) => {
                length = length.saturating_add(text.length as usize);
                characters = characters.saturating_add(text.characters as usize);
            }
            other => length = length.saturating_add(other.as_bytes().len()),
        }
    }
    if length > MAX_LENGTH {
        let message = format_args!("join() result is too long");
        return Err(vm.raise(&exception::OVERFLOW_ERROR, message));
    }
    separator.make_filled(vm, length, characters, |filler| {
        for (number, &item) in items.iter().enumerate() {
            if number > 0 {
                filler.write(separator.bytes());
            }
            match item.as_ref::<Str>() {
                Some(text) => filler.write(text.as_bytes()),
                None => filler.write(Buffer::of_bytes_like(item).as_ref().map_or(&[], Buffer::as_bytes)),
            }
        }
    })
}

impl Vm {
    /// The concatenation of strs, as f-strings need it. What is no str is left out.
    pub fn concatenate(&mut self, parts: &[Option<Value>]) -> NativeResult {
        let strs = || parts.iter().filter_map(|part| part.and_then(Value::as_ref::<Str>));
        let (length, characters) = strs().fold((0usize, 0usize), |(length, characters), text| {
            (length.saturating_add(text.length as usize), characters.saturating_add(text.characters as usize))
        });
        self.new_str_filled(length, characters, |filler| strs().for_each(|text| filler.write(text.as_bytes())))
    }
}

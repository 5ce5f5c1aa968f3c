//! Methods of arrays.

use super::element::{Array, at};
use super::operators::has_other_format;
use crate::support::small;
use runtime::native::{Args, Member, NativeResult};
use runtime::object::{Kind, Ref};
use runtime::types::arguments::{clamp, integer_argument, place, saturated_argument};
use runtime::types::exception::INDEX_ERROR;
use runtime::value::Value;
use runtime::vm::{Raised, Vm};

/// The methods and attributes.
pub static MEMBERS: &[Member] = &[
    Member::function("append", "self, v, /", append, "Appends a number."),
    Member::function("extend", "self, bb, /", extend, "Appends the numbers of an iterable."),
    Member::function("insert", "self, i, v, /", insert, "Inserts a number before an index."),
    Member::function("pop", "self, i=-1, /", pop, "Removes and returns a number."),
    Member::function("remove", "self, v, /", remove, "Removes the first occurrence of a number."),
    Member::function("index", "self, v, start=0, stop=sys.maxsize, /", index, "Where a number is."),
    Member::function("count", "self, v, /", count, "How often a number occurs."),
    Member::function("reverse", "self, /", reverse, "Reverses the order."),
    Member::function("byteswap", "self, /", byte_swap, "Changes the byte order of all numbers."),
    Member::function("tobytes", "self, /", to_bytes, "The memory as bytes."),
    Member::function("frombytes", "self, buffer, /", from_bytes, "Appends numbers from memory."),
    Member::function("tolist", "self, /", list, "A list of the numbers."),
    Member::function("fromlist", "self, list, /", from_list, "Appends the numbers of a list."),
    Member::function("buffer_info", "self, /", buffer_info, "Address and number of elements."),
    Member::function("__copy__", "self, /", copy, "A copy."),
    Member::function("__deepcopy__", "self, unused, /", copy, "A copy."),
    Member::getter("itemsize", |_, array| Ok(small(Array::of(array).map_or(0, |array| array.format.size())))),
    Member::getter("typecode", |vm, array| vm.intern(&[Array::of(array).map_or(0, |array| array.format.code())])),
];

fn append(vm: &mut Vm, args: &Args) -> NativeResult {
    if let Some(array) = Array::of(args.at(0)) {
        array.push(vm, args.at(1))?;
    }
    Ok(Value::NONE)
}

fn extend(vm: &mut Vm, args: &Args) -> NativeResult {
    let Some(array) = Array::of(args.at(0)) else { return Ok(Value::NONE) };
    if has_other_format(vm, args.at(1), array)? {
        return Err(vm.type_error(format_args!("can only extend with array of same kind")));
    }
    super::extend(vm, array, args.at(1))?;
    Ok(Value::NONE)
}

fn insert(vm: &mut Vm, args: &Args) -> NativeResult {
    let index = integer_argument(vm, args.at(1))?;
    let Some(array) = Array::of(args.at(0)) else { return Ok(Value::NONE) };
    let bytes = array.encode(vm, args.at(2))?;
    let size = array.format.size();
    let index = clamp(index, array.len());
    vm.byte_array_splice(array.bytes, index * size, 0, &bytes[..size])?;
    Ok(Value::NONE)
}

fn remove_at(vm: &mut Vm, array: Array, index: usize) -> Result<(), Raised> {
    let size = array.format.size();
    vm.byte_array_splice(array.bytes, index * size, size, &[])
}

fn pop(vm: &mut Vm, args: &Args) -> NativeResult {
    let index = args.get(1).map_or(Ok(-1), |value| integer_argument(vm, value))?;
    let Some(array) = Array::of(args.at(0)) else { return Ok(Value::NONE) };
    if array.len() == 0 {
        return Err(vm.raise(&INDEX_ERROR, format_args!("pop from empty array")));
    }
    let Some(index) = place(index, array.len()) else {
        return Err(vm.raise(&INDEX_ERROR, format_args!("pop index out of range")));
    };
    let number = at(vm, array, index)?;
    remove_at(vm, array, index)?;
    Ok(number)
}

/// The first index from `start` and below `stop` of a number.
pub fn find(vm: &mut Vm, value: Value, wanted: Value, start: usize, stop: usize) -> Result<Option<usize>, Raised> {
    let Some(array) = Array::of(value) else { return Ok(None) };
    let mark = vm.log_mark();
    let mut index = start;
    while index < stop.min(array.len()) {
        let number = at(vm, array, index)?;
        if vm.equal(number, wanted)? {
            return Ok(Some(index));
        }
        vm.log_release(mark);
        index += 1;
    }
    Ok(None)
}

fn remove(vm: &mut Vm, args: &Args) -> NativeResult {
    let Some(array) = Array::of(args.at(0)) else { return Ok(Value::NONE) };
    match find(vm, args.at(0), args.at(1), 0, usize::MAX)? {
        Some(index) => {
            remove_at(vm, array, index)?;
            Ok(Value::NONE)
        }
        None => Err(vm.value_error(format_args!("array.remove(x): x not in array"))),
    }
}

fn index(vm: &mut Vm, args: &Args) -> NativeResult {
    let start = args.get(2).map_or(Ok(0), |value| saturated_argument(vm, value))?;
    let stop = args.get(3).map_or(Ok(i64::MAX), |value| saturated_argument(vm, value))?;
    let length = Array::of(args.at(0)).map_or(0, Array::len);
    match find(vm, args.at(0), args.at(1), clamp(start, length), clamp(stop, length))? {
        Some(index) => Ok(small(index)),
        None => Err(vm.value_error(format_args!("array.index(x): x not in array"))),
    }
}

fn count(vm: &mut Vm, args: &Args) -> NativeResult {
    let (mut count, mut start) = (0, 0);
    while let Some(found) = find(vm, args.at(0), args.at(1), start, usize::MAX)? {
        count += 1;
        start = found + 1;
    }
    Ok(small(count))
}

fn reverse(_: &mut Vm, args: &Args) -> NativeResult {
    let Some(array) = Array::of(args.at(0)) else { return Ok(Value::NONE) };
    let (size, length) = (array.format.size(), array.len());
    let cells = array.bytes.as_cells();
    for index in 0..length / 2 {
        for byte in 0..size {
            cells[index * size + byte].swap(&cells[(length - 1 - index) * size + byte]);
        }
    }
    Ok(Value::NONE)
}

fn byte_swap(_: &mut Vm, args: &Args) -> NativeResult {
    let Some(array) = Array::of(args.at(0)) else { return Ok(Value::NONE) };
    let size = array.format.size();
    for element in array.bytes.as_cells().chunks_exact(size) {
        for byte in 0..size / 2 {
            element[byte].swap(&element[size - 1 - byte]);
        }
    }
    Ok(Value::NONE)
}

fn to_bytes(vm: &mut Vm, args: &Args) -> NativeResult {
    match Array::of(args.at(0)) {
        Some(array) => vm.new_bytes(array.bytes.as_bytes()),
        None => Ok(Value::NONE),
    }
}

/// Appends the memory of a bytes-like object.
pub fn append_bytes(vm: &mut Vm, array: Array, source: Value) -> Result<(), Raised> {
    let buffer = vm.require_buffer(source)?;
    let copy = crate::support::copied(vm, buffer.as_bytes())?;
    if copy.len() % array.format.size() != 0 {
        return Err(vm.value_error(format_args!("bytes length not a multiple of item size")));
    }
    vm.byte_array_splice(array.bytes, array.bytes.as_bytes().len(), 0, &copy)
}

fn from_bytes(vm: &mut Vm, args: &Args) -> NativeResult {
    if let Some(array) = Array::of(args.at(0)) {
        append_bytes(vm, array, args.at(1))?;
    }
    Ok(Value::NONE)
}

/// A list of the numbers.
pub fn to_list(vm: &mut Vm, array: Array) -> NativeResult {
    let list = vm.new_list_with_capacity(array.len())?;
    let mark = vm.log_mark();
    for index in 0..array.len() {
        let number = at(vm, array, index)?;
        vm.list_push(list, number)?;
        vm.log_release(mark);
    }
    Ok(list.value())
}

fn list(vm: &mut Vm, args: &Args) -> NativeResult {
    match Array::of(args.at(0)) {
        Some(array) => to_list(vm, array),
        None => Ok(Value::NONE),
    }
}

fn from_list(vm: &mut Vm, args: &Args) -> NativeResult {
    let Some(array) = Array::of(args.at(0)) else { return Ok(Value::NONE) };
    if !args.at(1).is_kind(Kind::List) {
        return Err(vm.type_error(format_args!("arg must be list")));
    }
    let length = array.bytes.as_bytes().len();
    if let Err(raised) = super::extend(vm, array, args.at(1)) {
        // All or nothing; giving memory back needs none.
        let exception = vm.exception;
        if vm.byte_array_resize(array.bytes, length).is_err() {
            vm.exception = exception;
        }
        return Err(raised);
    }
    Ok(Value::NONE)
}

fn buffer_info(vm: &mut Vm, args: &Args) -> NativeResult {
    let Some(array) = Array::of(args.at(0)) else { return Ok(Value::NONE) };
    let address = vm.new_uint(array.bytes.as_bytes().as_ptr() as usize as u64)?;
    vm.new_tuple(&[address, small(array.len())])
}

fn copy(vm: &mut Vm, args: &Args) -> NativeResult {
    let Some(array) = Array::of(args.at(0)) else { return Ok(Value::NONE) };
    let result = Array::make(vm, Ref::from_static(&super::ARRAY), array.format)?;
    vm.byte_array_splice(result.bytes, 0, 0, array.bytes.as_bytes())?;
    Ok(result.value())
}

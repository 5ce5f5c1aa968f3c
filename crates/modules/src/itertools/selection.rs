//! Iterators that leave items out.

use super::field;
use crate::support::{itself, number, small};
use runtime::native::{Args, NativeResult};
use runtime::object::{Record, Ref, Type};
use runtime::types::Slots;
use runtime::value::Value;
use runtime::vm::{Raised, Vm};

static ISLICE_SLOTS: Slots =
    Slots { new: Some(new_islice), iter: Some(itself), next: Some(next_islice), ..Slots::NONE };

/// `itertools.islice`: fields are the iterator, the number of items taken from it, the index of the next one that is
/// wanted, the end (`None`: no end), and the step.
pub static ISLICE: Type = Type::record("islice", 5, "*args", &ISLICE_SLOTS, &[])
    .with_flags(Type::BASE)
    .in_module("itertools")
    .with_doc("A slice of the items of an iterable.");

/// A bound of a slice, which must not be negative.
fn bound(vm: &mut Vm, value: Option<Value>, words: &str) -> Result<Option<usize>, Raised> {
    let Some(value) = value.and_then(Value::not_none) else { return Ok(None) };
    let number = match vm.try_index(value)? {
        Some(index) => runtime::protocol::convert::int_to_i64(index),
        None => None,
    };
    match number.and_then(|number| usize::try_from(number).ok()).filter(|&number| number <= i64::MAX as usize >> 2) {
        Some(number) => Ok(Some(number)),
        None => Err(vm.value_error(format_args!("{words} must be None or an integer: 0 <= x <= sys.maxsize."))),
    }
}

fn new_islice(vm: &mut Vm, class: Ref<Type>, args: &Args) -> NativeResult {
    let given = args.rest_len();
    if !(2..=4).contains(&given) {
        let (words, limit) = if given < 2 { ("at least", 2) } else { ("at most", 4) };
        return Err(vm.type_error(format_args!("islice expected {words} {limit} arguments, got {given}")));
    }
    let (start, stop, step) = if given == 2 {
        (0, bound(vm, args.rest_at(1), "Stop argument for islice()")?, 1)
    } else {
        let start = bound(vm, args.rest_at(1), "Indices for islice()")?.unwrap_or(0);
        let stop = bound(vm, args.rest_at(2), "Indices for islice()")?;
        let step = match args.rest_at(3).and_then(Value::not_none) {
            Some(step) => match bound(vm, Some(step), "Step for islice()") {
                Ok(Some(step)) if step > 0 => step,
                _ => {
                    vm.exception = None;
                    let message = format_args!("Step for islice() must be a positive integer or None.");
                    return Err(vm.value_error(message));
                }
            },
            None => 1,
        };
        (start, stop, step)
    };
    let iterator = vm.iter(args.rest_at(0).unwrap_or(Value::NONE))?;
    let stop = stop.map_or(Value::NONE, small);
    vm.new_record(class, &[Some(iterator), Some(small(0)), Some(small(start)), Some(stop), Some(small(step))])
        .map(Ref::value)
}

fn next_islice(vm: &mut Vm, iterator: Value) -> Result<Option<Value>, Raised> {
    let Some(record) = iterator.as_ref::<Record>() else { return Ok(None) };
    let Some(source) = record.get(0) else { return Ok(None) };
    let wanted = number(record, 2);
    let stop = if field(record, 3).is_none() { usize::MAX } else { number(record, 3) };
    let mark = vm.log_mark();
    loop {
        let taken = number(record, 1);
        // Items before the end are consumed even if none of them is wanted.
        if taken >= stop {
            record.set(0, None);
            return Ok(None);
        }
        let Some(item) = vm.next(source)? else {
            record.set(0, None);
            return Ok(None);
        };
        record.set(1, small(taken + 1));
        if taken == wanted {
            record.set(2, small(wanted.saturating_add(number(record, 4)).min(stop)));
            return Ok(Some(item));
        }
        vm.log_release(mark);
        vm.safepoint()?;
    }
}

/// An iterator that asks a function about every item: fields are the function, the iterator, and a state.
macro_rules! filter {
    ($(#[$doc:meta])* $static:ident, $slots:ident, $name:literal, $signature:literal, $next:ident, $text:literal) => {
        static $slots: Slots = Slots { new: Some(new_filter), iter: Some(itself), next: Some($next), ..Slots::NONE };

        $(#[$doc])*
        pub static $static: Type = Type::record($name, 3, $signature, &$slots, &[])
            .with_flags(Type::BASE)
            .in_module("itertools")
            .with_doc($text);
    };
}

filter! {
    /// `itertools.takewhile`; the state tells that it has ended.
    TAKEWHILE, TAKEWHILE_SLOTS, "takewhile", "predicate, iterable, /", next_takewhile,
    "Items as long as a function says yes."
}

filter! {
    /// `itertools.dropwhile`; the state tells that it has begun.
    DROPWHILE, DROPWHILE_SLOTS, "dropwhile", "predicate, iterable, /", next_dropwhile,
    "Items from the first on to which a function says no."
}

filter! {
    /// `itertools.filterfalse`.
    FILTERFALSE, FILTERFALSE_SLOTS, "filterfalse", "function, iterable, /", next_filterfalse,
    "Items to which a function says no."
}

fn new_filter(vm: &mut Vm, class: Ref<Type>, args: &Args) -> NativeResult {
    let iterator = vm.iter(args.at(1))?;
    vm.new_record(class, &[Some(args.at(0)), Some(iterator), Some(Value::FALSE)]).map(Ref::value)
}

fn asks(vm: &mut Vm, function: Value, item: Value) -> Result<bool, Raised> {
    if function.is_none() {
        return vm.truth(item);
    }
    let answer = vm.call(function, &[item])?;
    vm.truth(answer)
}

fn next_takewhile(vm: &mut Vm, iterator: Value) -> Result<Option<Value>, Raised> {
    let Some(record) = iterator.as_ref::<Record>() else { return Ok(None) };
    if field(record, 2) == Value::TRUE {
        return Ok(None);
    }
    let Some(item) = vm.next(field(record, 1))? else { return Ok(None) };
    vm.keep(item);
    let answer = vm.call(field(record, 0), &[item])?;
    if vm.truth(answer)? {
        return Ok(Some(item));
    }
    record.set(2, Value::TRUE);
    Ok(None)
}

fn next_dropwhile(vm: &mut Vm, iterator: Value) -> Result<Option<Value>, Raised> {
    let Some(record) = iterator.as_ref::<Record>() else { return Ok(None) };
    let mark = vm.log_mark();
    while let Some(item) = vm.next(field(record, 1))? {
        vm.keep(item);
        if field(record, 2) == Value::TRUE {
            return Ok(Some(item));
        }
        let answer = vm.call(field(record, 0), &[item])?;
        if !vm.truth(answer)? {
            record.set(2, Value::TRUE);
            return Ok(Some(item));
        }
        vm.log_release(mark);
        vm.safepoint()?;
    }
    Ok(None)
}

fn next_filterfalse(vm: &mut Vm, iterator: Value) -> Result<Option<Value>, Raised> {
    let Some(record) = iterator.as_ref::<Record>() else { return Ok(None) };
    let mark = vm.log_mark();
    while let Some(item) = vm.next(field(record, 1))? {
        vm.keep(item);
        if !asks(vm, field(record, 0), item)? {
            return Ok(Some(item));
        }
        vm.log_release(mark);
        vm.safepoint()?;
    }
    Ok(None)
}

static COMPRESS_SLOTS: Slots =
    Slots { new: Some(new_compress), iter: Some(itself), next: Some(next_compress), ..Slots::NONE };

/// `itertools.compress`: fields are the iterators of items and of answers.
pub static COMPRESS: Type = Type::record("compress", 2, "data, selectors", &COMPRESS_SLOTS, &[])
    .with_flags(Type::BASE)
    .in_module("itertools")
    .with_doc("Items whose selectors are true.");

fn new_compress(vm: &mut Vm, class: Ref<Type>, args: &Args) -> NativeResult {
    let data = vm.iter(args.at(0))?;
    vm.keep(data);
    let selectors = vm.iter(args.at(1))?;
    vm.new_record(class, &[Some(data), Some(selectors)]).map(Ref::value)
}

fn next_compress(vm: &mut Vm, iterator: Value) -> Result<Option<Value>, Raised> {
    let Some(record) = iterator.as_ref::<Record>() else { return Ok(None) };
    let mark = vm.log_mark();
    while let Some(item) = vm.next(field(record, 0))? {
        vm.keep(item);
        let Some(selector) = vm.next(field(record, 1))? else { return Ok(None) };
        vm.keep(selector);
        if vm.truth(selector)? {
            return Ok(Some(item));
        }
        vm.log_release(mark);
        vm.safepoint()?;
    }
    Ok(None)
}

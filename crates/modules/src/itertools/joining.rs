//! Iterators that put items or iterables together.

use super::field;
use crate::support::{itself, number, small};
use runtime::native::{Args, Member, NativeResult};
use runtime::object::{List, Record, Ref, Tuple, Type};
use runtime::types::arguments::integer_argument;
use runtime::types::generic_alias::CLASS_GETITEM;
use runtime::types::{BinaryOperator, Slots};
use runtime::value::Value;
use runtime::vm::{Raised, Vm};

static CHAIN_SLOTS: Slots = Slots { new: Some(new_chain), iter: Some(itself), next: Some(next_chain), ..Slots::NONE };

static CHAIN_MEMBERS: &[Member] = &[
    Member::class_method("from_iterable", "type, iterable, /", from_iterable, "The items of the items of an iterable."),
    CLASS_GETITEM,
];

/// `itertools.chain`: fields are the iterator of iterables and that of the present one.
pub static CHAIN: Type = Type::record("chain", 2, "*iterables", &CHAIN_SLOTS, CHAIN_MEMBERS)
    .with_flags(Type::BASE)
    .in_module("itertools")
    .with_doc("The items of several iterables, one after the other.");

fn rest_tuple(vm: &mut Vm, args: &Args) -> NativeResult {
    let list = vm.new_list_with_capacity(args.rest_len())?;
    for argument in args.rest() {
        vm.list_push(list, argument)?;
    }
    vm.new_tuple(list.as_slice())
}

fn new_chain(vm: &mut Vm, class: Ref<Type>, args: &Args) -> NativeResult {
    let iterables = rest_tuple(vm, args)?;
    let source = vm.iter(iterables)?;
    vm.new_record(class, &[Some(source), None]).map(Ref::value)
}

fn from_iterable(vm: &mut Vm, args: &Args) -> NativeResult {
    let Some(class) = args.at(0).as_ref::<Type>() else { return Ok(Value::NONE) };
    let source = vm.iter(args.at(1))?;
    vm.new_record(class, &[Some(source), None]).map(Ref::value)
}

fn next_chain(vm: &mut Vm, iterator: Value) -> Result<Option<Value>, Raised> {
    let Some(record) = iterator.as_ref::<Record>() else { return Ok(None) };
    loop {
        if let Some(active) = record.get(1) {
            if let Some(item) = vm.next(active)? {
                return Ok(Some(item));
            }
            record.set(1, None);
        }
        let Some(source) = record.get(0) else { return Ok(None) };
        let Some(iterable) = vm.next(source)? else {
            record.set(0, None);
            return Ok(None);
        };
        vm.keep(iterable);
        let active = vm.iter(iterable)?;
        record.set(1, active);
        vm.safepoint()?;
    }
}

static ZIP_SLOTS: Slots = Slots { new: Some(new_zip), iter: Some(itself), next: Some(next_zip), ..Slots::NONE };

/// `itertools.zip_longest`: fields are the list of iterators (`None` for those that ended), what stands for missing
/// items, and the number of iterators that have not ended.
pub static ZIP_LONGEST: Type = Type::record("zip_longest", 3, "*iterables, fillvalue=None", &ZIP_SLOTS, &[])
    .with_flags(Type::BASE)
    .in_module("itertools")
    .with_doc("Tuples of one item of each iterable, until the longest ends.");

fn new_zip(vm: &mut Vm, class: Ref<Type>, args: &Args) -> NativeResult {
    let iterators = vm.new_list_with_capacity(args.rest_len())?;
    for iterable in args.rest() {
        let iterator = vm.iter(iterable)?;
        vm.list_push(iterators, iterator)?;
    }
    let fields = [Some(iterators.value()), Some(args.at(0)), Some(small(args.rest_len()))];
    vm.new_record(class, &fields).map(Ref::value)
}

fn next_zip(vm: &mut Vm, iterator: Value) -> Result<Option<Value>, Raised> {
    let Some(record) = iterator.as_ref::<Record>() else { return Ok(None) };
    let Some(iterators) = record.get(0).and_then(Value::as_ref::<List>) else { return Ok(None) };
    if number(record, 2) == 0 {
        return Ok(None);
    }
    let items = vm.new_list_with_capacity(iterators.len())?;
    for index in 0..iterators.len() {
        let source = iterators.get(index).unwrap_or(Value::NONE);
        let item = if source.is_none() { None } else { vm.next(source)? };
        if item.is_none() && !source.is_none() {
            iterators.set(index, Value::NONE);
            let left = number(record, 2).saturating_sub(1);
            record.set(2, small(left));
            if left == 0 {
                return Ok(None);
            }
        }
        vm.list_push(items, item.unwrap_or(field(record, 1)))?;
    }
    vm.new_tuple(items.as_slice()).map(Some)
}

static STARMAP_SLOTS: Slots =
    Slots { new: Some(new_starmap), iter: Some(itself), next: Some(next_starmap), ..Slots::NONE };

/// `itertools.starmap`: fields are the function and the iterator.
pub static STARMAP: Type = Type::record("starmap", 2, "function, iterable, /", &STARMAP_SLOTS, &[])
    .with_flags(Type::BASE)
    .in_module("itertools")
    .with_doc("What a function makes of the items as arguments.");

fn new_starmap(vm: &mut Vm, class: Ref<Type>, args: &Args) -> NativeResult {
    let iterator = vm.iter(args.at(1))?;
    vm.new_record(class, &[Some(args.at(0)), Some(iterator)]).map(Ref::value)
}

fn next_starmap(vm: &mut Vm, iterator: Value) -> Result<Option<Value>, Raised> {
    let Some(record) = iterator.as_ref::<Record>() else { return Ok(None) };
    let Some(item) = vm.next(field(record, 1))? else { return Ok(None) };
    vm.keep(item);
    let arguments = vm.collect_tuple(item)?;
    vm.keep(arguments);
    let arguments = arguments.as_ref::<Tuple>();
    let arguments = arguments.as_ref().map_or(&[][..], |tuple| tuple.as_slice());
    vm.call(field(record, 0), arguments).map(Some)
}

static ACCUMULATE_SLOTS: Slots =
    Slots { new: Some(new_accumulate), iter: Some(itself), next: Some(next_accumulate), ..Slots::NONE };

/// `itertools.accumulate`: fields are the iterator, the function (`None`: addition), the total, and the total that was
/// given at the beginning.
pub static ACCUMULATE: Type =
    Type::record("accumulate", 4, "iterable, func=None, *, initial=None", &ACCUMULATE_SLOTS, &[])
        .with_flags(Type::BASE)
        .in_module("itertools")
        .with_doc("Running totals.");

fn new_accumulate(vm: &mut Vm, class: Ref<Type>, args: &Args) -> NativeResult {
    let iterator = vm.iter(args.at(0))?;
    let initial = args.get_not_none(2);
    vm.new_record(class, &[Some(iterator), args.get_not_none(1), None, initial]).map(Ref::value)
}

fn next_accumulate(vm: &mut Vm, iterator: Value) -> Result<Option<Value>, Raised> {
    let Some(record) = iterator.as_ref::<Record>() else { return Ok(None) };
    if let Some(initial) = record.get(3) {
        record.set(3, None);
        record.set(2, initial);
        return Ok(Some(initial));
    }
    let Some(item) = vm.next(field(record, 0))? else { return Ok(None) };
    vm.keep(item);
    let total = match (record.get(2), record.get(1)) {
        (None, _) => item,
        (Some(total), None) => vm.binary(BinaryOperator::Add, total, item)?,
        (Some(total), Some(function)) => vm.call(function, &[total, item])?,
    };
    record.set(2, total);
    Ok(Some(total))
}

static PAIRWISE_SLOTS: Slots =
    Slots { new: Some(new_pairwise), iter: Some(itself), next: Some(next_pairwise), ..Slots::NONE };

/// `itertools.pairwise`: fields are the iterator and the item before.
pub static PAIRWISE: Type = Type::record("pairwise", 2, "iterable, /", &PAIRWISE_SLOTS, &[])
    .with_flags(Type::BASE)
    .in_module("itertools")
    .with_doc("Every item with the one before.");

fn new_pairwise(vm: &mut Vm, class: Ref<Type>, args: &Args) -> NativeResult {
    let iterator = vm.iter(args.at(0))?;
    vm.new_record(class, &[Some(iterator), None]).map(Ref::value)
}

fn next_pairwise(vm: &mut Vm, iterator: Value) -> Result<Option<Value>, Raised> {
    let Some(record) = iterator.as_ref::<Record>() else { return Ok(None) };
    let Some(source) = record.get(0) else { return Ok(None) };
    if record.get(1).is_none() {
        let first = vm.next(source)?;
        record.set(1, first);
    }
    let item = match record.get(1) {
        Some(_) => vm.next(source)?,
        None => None,
    };
    let (Some(before), Some(item)) = (record.get(1), item) else {
        record.set(0, None);
        return Ok(None);
    };
    record.set(1, item);
    vm.new_tuple(&[before, item]).map(Some)
}

static BATCHED_SLOTS: Slots =
    Slots { new: Some(new_batched), iter: Some(itself), next: Some(next_batched), ..Slots::NONE };

/// `itertools.batched`: fields are the iterator and the size of the batches.
pub static BATCHED: Type = Type::record("batched", 2, "iterable, n", &BATCHED_SLOTS, &[])
    .with_flags(Type::BASE)
    .in_module("itertools")
    .with_doc("Tuples of n items each; the last may be shorter.");

fn new_batched(vm: &mut Vm, class: Ref<Type>, args: &Args) -> NativeResult {
    let size = integer_argument(vm, args.at(1))?;
    if size < 1 {
        return Err(vm.value_error(format_args!("n must be at least one")));
    }
    let iterator = vm.iter(args.at(0))?;
    vm.new_record(class, &[Some(iterator), Some(small(size as usize))]).map(Ref::value)
}

fn next_batched(vm: &mut Vm, iterator: Value) -> Result<Option<Value>, Raised> {
    let Some(record) = iterator.as_ref::<Record>() else { return Ok(None) };
    let Some(source) = record.get(0) else { return Ok(None) };
    let items = vm.new_list(&[])?;
    let mark = vm.log_mark();
    while items.len() < number(record, 1) {
        let Some(item) = vm.next(source)? else {
            record.set(0, None);
            break;
        };
        vm.list_push(items, item)?;
        vm.log_release(mark);
        vm.safepoint()?;
    }
    if items.is_empty() { Ok(None) } else { vm.new_tuple(items.as_slice()).map(Some) }
}

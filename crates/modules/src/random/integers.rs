//! Ints, and what is chosen by them.

use super::{reals, with_twister};
use crate::support::small;
use heap::TryVec;
use runtime::native::{Args, NativeResult};
use runtime::number::limbs::Limb;
use runtime::number::{Int, IntBuf, NumberError, int, math};
use runtime::object::{Dict, Kind, List, Ref};
use runtime::protocol::convert::IntOperand;
use runtime::types::BinaryOperator;
use runtime::types::arguments::integer_argument;
use runtime::types::exception::INDEX_ERROR;
use runtime::value::{Float, Value};
use runtime::vm::{Raised, Vm};

/// An int of so many bits.
fn bits(vm: &mut Vm, generator: Value, count: u64) -> Result<IntBuf, Raised> {
    if count <= 64 {
        let number = with_twister(vm, generator, |twister| twister.next_bits(count as u32))?;
        return Ok(IntBuf::from_u64(number));
    }
    let mut limbs: TryVec<Limb> = TryVec::new();
    let words = count.div_ceil(32) as usize;
    let per_limb = Limb::BITS as usize / 32;
    limbs.try_resize(words.div_ceil(per_limb), 0).map_err(|_| vm.memory_error())?;
    with_twister(vm, generator, |twister| {
        for index in 0..words {
            let left = count - 32 * index as u64;
            let word = if left < 32 { twister.next() >> (32 - left as u32) } else { twister.next() };
            limbs[index / per_limb] |= (word as Limb) << (32 * (index % per_limb));
        }
    })?;
    IntBuf::copy_of(false, &limbs).map_err(|_| vm.memory_error())
}

/// `getrandbits(k)`
pub fn get_bits(vm: &mut Vm, args: &Args) -> NativeResult {
    let count = integer_argument(vm, args.at(1))?;
    let Ok(count) = u64::try_from(count) else {
        return Err(vm.value_error(format_args!("number of bits must be non-negative")));
    };
    if count > u64::from(u32::MAX) {
        return Err(vm.memory_error());
    }
    let number = bits(vm, args.at(0), count)?;
    vm.new_int_from(number.view())
}

/// `randbytes(n)`
pub fn random_bytes(vm: &mut Vm, args: &Args) -> NativeResult {
    let length = integer_argument(vm, args.at(1))?;
    let Ok(length) = usize::try_from(length) else {
        return Err(vm.value_error(format_args!("number of bits must be non-negative")));
    };
    if length > i32::MAX as usize >> 3 {
        return Err(vm.memory_error());
    }
    let number = bits(vm, args.at(0), 8 * length as u64)?;
    let mut result = Ok(());
    let bytes = vm.new_bytes_with(length, |bytes| result = int::to_bytes(number.view(), bytes, true, false))?;
    match result {
        Ok(()) => Ok(bytes),
        Err(error) => Err(vm.number_error(error)),
    }
}

/// An int from 0 and below `limit`, which is above 0.
fn below(vm: &mut Vm, generator: Value, limit: Int<'_>) -> Result<IntBuf, Raised> {
    let count = limit.bit_length();
    loop {
        let number = bits(vm, generator, count)?;
        let difference = int::sub(number.view(), limit).map_err(|error| vm.number_error(error))?;
        if difference.view().is_negative() {
            return Ok(number);
        }
    }
}

/// An index below a length. A subclass may have a `getrandbits` or `random` of its own.
fn index_below(vm: &mut Vm, generator: Value, length: usize) -> Result<usize, Raised> {
    if length == 0 {
        return Ok(0);
    }
    if vm.class_of(generator).is_heap() {
        let number = reals::next(vm, generator)?;
        return Ok(((number * length as Float) as usize).min(length - 1));
    }
    let number = below(vm, generator, IntBuf::from_u64(length as u64).view())?;
    Ok(number.to_i64().and_then(|number| usize::try_from(number).ok()).unwrap_or(0))
}

/// `start + step * below(count)`
fn pick(vm: &mut Vm, generator: Value, start: Int<'_>, step: Int<'_>, count: Int<'_>) -> NativeResult {
    let number = below(vm, generator, count)?;
    let result = int::mul(number.view(), step).and_then(|offset| int::add(start, offset.view()));
    vm.new_int_result(result)
}

/// How many numbers a range has.
fn range_length(start: Int<'_>, stop: Int<'_>, step: Int<'_>) -> Result<IntBuf, NumberError> {
    let width = int::sub(stop, start)?;
    let one = IntBuf::from_i64(if step.is_negative() { -1 } else { 1 });
    let rounded = int::sub(int::add(width.view(), step)?.view(), one.view())?;
    int::floor_div(rounded.view(), step)
}

/// `randrange(start, stop, step)`
pub fn rand_range(vm: &mut Vm, args: &Args) -> NativeResult {
    let start = vm.index(args.at(1))?;
    let zero = IntBuf::zero();
    let one = IntBuf::from_i64(1);
    let Some(first) = IntOperand::of(start) else { return Ok(Value::NONE) };
    let Some(stop) = args.get_not_none(2) else {
        if args.get(3).is_some() {
            return Err(vm.type_error(format_args!("Missing a non-None stop argument")));
        }
        if first.view().is_negative() || first.view().is_zero() {
            return Err(vm.value_error(format_args!("empty range for randrange()")));
        }
        return pick(vm, args.at(0), zero.view(), one.view(), first.view());
    };
    let stop = vm.index(stop)?;
    let step = match args.get(3) {
        Some(step) => vm.index(step)?,
        None => small(1),
    };
    let (Some(last), Some(distance)) = (IntOperand::of(stop), IntOperand::of(step)) else { return Ok(Value::NONE) };
    if distance.view().is_zero() {
        return Err(vm.value_error(format_args!("zero step for randrange()")));
    }
    let count = match range_length(first.view(), last.view(), distance.view()) {
        Ok(count) => count,
        Err(error) => return Err(vm.number_error(error)),
    };
    if count.view().is_negative() || count.view().is_zero() {
        return Err(empty_range(vm, start, stop, (step != small(1)).then_some(step)));
    }
    pick(vm, args.at(0), first.view(), distance.view(), count.view())
}

#[cold]
fn empty_range(vm: &mut Vm, start: Value, stop: Value, step: Option<Value>) -> Raised {
    let texts = (vm.repr(start), vm.repr(stop));
    let (Ok(start), Ok(stop)) = texts else { return vm.memory_error() };
    let (start, stop) = (vm.name_text(start), vm.name_text(stop));
    match step {
        Some(_) => vm.value_error(format_args!("empty range for randrange()")),
        None => {
            let width = match (start.parse::<i64>(), stop.parse::<i64>()) {
                (Ok(start), Ok(stop)) => stop.saturating_sub(start),
                _ => 0,
            };
            vm.value_error(format_args!("empty range for randrange() ({start}, {stop}, {width})"))
        }
    }
}

/// `randint(a, b)`
pub fn rand_int(vm: &mut Vm, args: &Args) -> NativeResult {
    let last = vm.index(args.at(2))?;
    let stop = vm.binary(BinaryOperator::Add, last, small(1))?;
    rand_range(vm, &Args::new(&[Some(args.at(0)), Some(args.at(1)), Some(stop)], &[], None))
}

/// `choice(seq)`
pub fn choice(vm: &mut Vm, args: &Args) -> NativeResult {
    let length = vm.length(args.at(1))?;
    if length == 0 {
        return Err(vm.raise(&INDEX_ERROR, format_args!("Cannot choose from an empty sequence")));
    }
    let index = index_below(vm, args.at(0), length)?;
    vm.get_item(args.at(1), small(index))
}

/// `shuffle(x)`
pub fn shuffle(vm: &mut Vm, args: &Args) -> NativeResult {
    let sequence = args.at(1);
    let length = vm.length(sequence)?;
    let mark = vm.log_mark();
    for last in (1..length).rev() {
        let other = index_below(vm, args.at(0), last + 1)?;
        match sequence.as_ref::<List>().filter(|_| sequence.is_exact(Kind::List)) {
            Some(list) => {
                if let (Some(a), Some(b)) = (list.get(last), list.get(other)) {
                    list.set(last, b);
                    list.set(other, a);
                }
            }
            None => {
                let a = vm.get_item(sequence, small(last))?;
                vm.keep(a);
                let b = vm.get_item(sequence, small(other))?;
                vm.keep(b);
                vm.set_item(sequence, small(last), Some(b))?;
                vm.set_item(sequence, small(other), Some(a))?;
            }
        }
        vm.log_release(mark);
        vm.committed = true;
        vm.safepoint()?;
    }
    Ok(Value::NONE)
}

/// Running totals of weights.
fn totals(vm: &mut Vm, weights: Ref<List>) -> Result<TryVec<Float>, Raised> {
    let mut totals = TryVec::new();
    let mut total = 0.0;
    for index in 0..weights.len() {
        total += vm.to_float(weights.get(index).unwrap_or(Value::NONE))?;
        totals.try_push(total).map_err(|_| vm.memory_error())?;
    }
    Ok(totals)
}

/// `choices(population, weights=None, *, cum_weights=None, k=1)`
pub fn choices(vm: &mut Vm, args: &Args) -> NativeResult {
    let population = args.at(1);
    let length = vm.length(population)?;
    let count = args.get(4).map_or(Ok(1), |value| integer_argument(vm, value))?;
    let result = vm.new_list(&[])?;
    let totals = match (args.get_not_none(2), args.get_not_none(3)) {
        (Some(_), Some(_)) => {
            return Err(vm.type_error(format_args!("Cannot specify both weights and cumulative weights")));
        }
        (Some(weights), None) => {
            let weights = vm.collect_list(weights)?;
            Some(totals(vm, weights)?)
        }
        (None, Some(cumulative)) => {
            let cumulative = vm.collect_list(cumulative)?;
            let mut totals = TryVec::new();
            for index in 0..cumulative.len() {
                let total = vm.to_float(cumulative.get(index).unwrap_or(Value::NONE))?;
                totals.try_push(total).map_err(|_| vm.memory_error())?;
            }
            Some(totals)
        }
        (None, None) => None,
    };
    let total = match &totals {
        Some(totals) if totals.len() != length => {
            return Err(vm.value_error(format_args!("The number of weights does not match the population")));
        }
        Some(totals) => totals.last().copied().unwrap_or(0.0),
        None => 0.0,
    };
    if totals.is_some() && total.is_nan() | (total <= 0.0) {
        return Err(vm.value_error(format_args!("Total of weights must be greater than zero")));
    }
    if length == 0 && count > 0 {
        return Err(vm.raise(&INDEX_ERROR, format_args!("list index out of range")));
    }
    for _ in 0..count {
        let number = reals::next(vm, args.at(0))?;
        let index = match &totals {
            Some(totals) => totals.partition_point(|&bound| bound <= number * total),
            None => math::floor(number * length as Float) as usize,
        };
        let item = vm.get_item(population, small(index.min(length - 1)))?;
        vm.list_push(result, item)?;
        vm.safepoint()?;
    }
    Ok(result.value())
}

/// The population with every item as often as its count says.
fn repeated(vm: &mut Vm, population: Value, counts: Value) -> Result<Ref<List>, Raised> {
    let items = vm.collect_list(population)?;
    let counts = vm.collect_list(counts)?;
    if items.len() != counts.len() {
        return Err(vm.value_error(format_args!("The number of counts does not match the population")));
    }
    let result = vm.new_list(&[])?;
    for index in 0..items.len() {
        let count = integer_argument(vm, counts.get(index).unwrap_or(Value::NONE))?;
        if count < 0 {
            return Err(vm.value_error(format_args!("Counts must be non-negative")));
        }
        for _ in 0..count {
            vm.list_push(result, items.get(index).unwrap_or(Value::NONE))?;
        }
    }
    Ok(result)
}

/// `sample(population, k, *, counts=None)`
pub fn sample(vm: &mut Vm, args: &Args) -> NativeResult {
    let mut population = args.at(1);
    if population.is_kind(Kind::Set) || population.is_kind(Kind::FrozenSet) || population.is_kind(Kind::Dict) {
        let message = "Population must be a sequence.  For dicts or sets, use sorted(d).";
        return Err(vm.type_error(format_args!("{message}")));
    }
    if let Some(counts) = args.get_not_none(3) {
        population = repeated(vm, population, counts)?.value();
    }
    let length = vm.length(population)?;
    let count = match usize::try_from(integer_argument(vm, args.at(2))?) {
        Ok(count) if count <= length => count,
        _ => return Err(vm.value_error(format_args!("Sample larger than population or is negative"))),
    };
    let result = vm.new_list_with_capacity(count)?;
    // As CPython does it: a small population is copied, from a large one indexes are drawn until they are new.
    let set_size = if count > 5 { 21 + (1 << (2 * ceil_log4(count * 3))) } else { 21 };
    if length <= set_size {
        let pool = vm.collect_list(population)?;
        let pool = if pool.value() == population { vm.new_list(pool.as_slice())? } else { pool };
        for drawn in 0..count {
            let index = index_below(vm, args.at(0), length - drawn)?;
            vm.list_push(result, pool.get(index).unwrap_or(Value::NONE))?;
            pool.set(index, pool.get(length - drawn - 1).unwrap_or(Value::NONE));
        }
        return Ok(result.value());
    }
    let selected: Ref<Dict> = vm.new_dict(count)?;
    for _ in 0..count {
        let mut index = index_below(vm, args.at(0), length)?;
        while vm.dict_contains(selected, small(index))? {
            index = index_below(vm, args.at(0), length)?;
        }
        vm.dict_set(selected, small(index), Value::NONE)?;
        let item = vm.get_item(population, small(index))?;
        vm.list_push(result, item)?;
    }
    Ok(result.value())
}

/// The logarithm of a number to base 4, rounded up.
fn ceil_log4(number: usize) -> u32 {
    let mut power = 1usize;
    let mut exponent = 0;
    while power < number && exponent < 15 {
        power *= 4;
        exponent += 1;
    }
    exponent
}

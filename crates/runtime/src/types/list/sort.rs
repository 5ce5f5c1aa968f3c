//! `list.sort` and `sorted`.
//!
//! While a list is sorted its items are in a list of the sorter's own; Python that a comparison or a key function runs
//! sees an empty list, and what it puts there is found out and lost.

use super::merge::{Item, Keyed, Less, Sorter, reverse};
use crate::native::{Args, NativeResult};
use crate::object::{Float, Kind, List, Ref, Str};
use crate::value::Value;
use crate::vm::{Raised, Vm};
use core::cell::Cell;

/// How keys are compared: without Python if all are of one simple type.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Order {
    SmallInts,
    Floats,
    Strs,
    General,
}

impl Order {
    fn of(key: Value) -> Order {
        if key.is_small_int() {
            Order::SmallInts
        } else if key.is_immediate_float() || key.is_exact(Kind::Float) {
            Order::Floats
        } else if key.is_exact(Kind::Str) {
            Order::Strs
        } else {
            Order::General
        }
    }

    fn of_all(keys: impl Iterator<Item = Value>) -> Order {
        let mut common = None;
        for key in keys {
            let order = Order::of(key);
            if order == Order::General || *common.get_or_insert(order) != order {
                return Order::General;
            }
        }
        common.unwrap_or(Order::General)
    }
}

/// The number of an exact float.
fn number(value: Value) -> f64 {
    if value.is_immediate_float() {
        return value.immediate_float();
    }
    value.as_ref::<Float>().map_or(0.0, |float| float.number)
}

/// The text of an exact str.
fn text(value: &Option<Ref<Str>>) -> &[u8] {
    value.as_ref().map_or(&[], |text| text.as_bytes())
}

impl Less for Order {
    #[inline(always)]
    fn less(self, vm: &mut Vm, a: Value, b: Value) -> Result<bool, Raised> {
        match self {
            Order::SmallInts => Ok(a.as_small_int() < b.as_small_int()),
            Order::Floats => Ok(number(a) < number(b)),
            Order::Strs => Ok(text(&a.as_ref::<Str>()) < text(&b.as_ref::<Str>())),
            Order::General => {
                let mark = vm.log_mark();
                let less = vm.less(a, b)?;
                vm.log_release(mark);
                Ok(less)
            }
        }
    }
}

/// Sorts items with scratch space of its own.
fn sort_items<T: Item>(
    vm: &mut Vm,
    items: &[Cell<T>],
    order: Order,
    cells_of: impl Fn(&List) -> &[Cell<T>],
) -> Result<(), Raised> {
    let run = Sorter { items, scratch: &[], order };
    if run.is_one_run(vm)? {
        return Ok(());
    }
    let words = (items.len() / 2 + 1) * (size_of::<T>() / size_of::<Value>());
    let scratch = vm.new_list_with_capacity(words)?;
    for _ in 0..words {
        vm.list_push(scratch, Value::NONE)?;
    }
    Sorter { items, scratch: cells_of(&scratch), order }.sort(vm)
}

/// The cells of a list that holds keys and values by turns.
fn keyed_cells(list: &List) -> &[Cell<Keyed>] {
    let cells = list.as_cells();
    // SAFETY: `Keyed` is two values in a row, and the slice covers an even number of them.
    unsafe { core::slice::from_raw_parts(cells.as_ptr().cast(), cells.len() / 2) }
}

/// Sorts the items of a list that nobody else can reach.
fn sort_plain(vm: &mut Vm, list: Ref<List>, descending: bool) -> Result<(), Raised> {
    let order = Order::of_all(list.as_slice().iter().copied());
    if cfg!(target_pointer_width = "64") && order == Order::SmallInts {
        sort_small_ints(list, descending);
        return Ok(());
    }
    if descending {
        reverse(list.as_cells());
    }
    let result = sort_items(vm, list.as_cells(), order, List::as_cells);
    if descending {
        reverse(list.as_cells());
    }
    result
}

/// Equal small ints are the same, so their order needs not be kept.
fn sort_small_ints(list: Ref<List>, descending: bool) {
    // SAFETY: nobody else can reach the list while its items are sorted, and nothing runs that could.
    let items = unsafe { core::slice::from_raw_parts_mut(list.items.get(), list.len()) };
    if descending {
        items.sort_unstable_by_key(|item| core::cmp::Reverse(item.as_small_int()));
    } else {
        items.sort_unstable_by_key(|item| item.as_small_int());
    }
}

/// Sorts the items of a list that nobody else can reach by what a function makes of them.
fn sort_keyed(vm: &mut Vm, list: Ref<List>, key: Value, descending: bool) -> Result<(), Raised> {
    let length = list.len();
    let pairs = vm.new_list_with_capacity(length * 2)?;
    let mark = vm.log_mark();
    for index in 0..length {
        let Some(item) = list.get(index) else { break };
        let made = vm.call(key, &[item])?;
        vm.list_push(pairs, made)?;
        vm.list_push(pairs, item)?;
        vm.log_release(mark);
    }
    let cells = keyed_cells(&pairs);
    let order = Order::of_all(cells.iter().map(|pair| pair.get().key));
    if descending {
        reverse(cells);
    }
    let result = sort_items(vm, cells, order, keyed_cells);
    if descending {
        reverse(cells);
    }
    for (pair, target) in cells.iter().zip(list.as_cells()) {
        target.set(pair.get().value);
    }
    result
}

impl Vm {
    /// `list.sort(key=key, reverse=descending)`
    pub fn sort_list(&mut self, list: Ref<List>, key: Option<Value>, descending: bool) -> Result<(), Raised> {
        if list.len() < 2 && key.is_none() {
            return Ok(());
        }
        let work = self.new_list(&[])?;
        exchange(list, work);
        let result = match key {
            Some(key) => sort_keyed(self, work, key, descending),
            None => sort_plain(self, work, descending),
        };
        let modified = list.capacity.get() != 0;
        exchange(list, work);
        result?;
        if modified {
            self.committed = true;
            return Err(self.value_error(format_args!("list modified during sort")));
        }
        Ok(())
    }
}

/// Exchanges the contents of two lists.
fn exchange(a: Ref<List>, b: Ref<List>) {
    a.length.swap(&b.length);
    a.capacity.swap(&b.capacity);
    a.items.swap(&b.items);
}

/// `list.sort`
pub(super) fn sort(vm: &mut Vm, args: &Args) -> NativeResult {
    let descending = match args.get(2) {
        Some(reverse) => vm.index_isize(reverse, &crate::types::exception::OVERFLOW_ERROR)? != 0,
        None => false,
    };
    if let Some(list) = args.at(0).as_ref::<List>() {
        vm.sort_list(list, args.get_not_none(1), descending)?;
    }
    Ok(Value::NONE)
}

/// `sorted(iterable, /, *, key=None, reverse=False)`
pub fn sorted(vm: &mut Vm, args: &Args) -> NativeResult {
    let descending = match args.get(2) {
        Some(reverse) => vm.index_isize(reverse, &crate::types::exception::OVERFLOW_ERROR)? != 0,
        None => false,
    };
    let list = vm.collect_list(args.at(0))?;
    vm.sort_list(list, args.get_not_none(1), descending)?;
    Ok(list.value())
}

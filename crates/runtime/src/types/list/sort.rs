//! `list.sort` and `sorted`.
//!
//! While a list is sorted its items are in a list of the sorter's own; Python that a comparison or a key function runs
//! sees an empty list, and what it puts there is found out and lost.

#[cfg(feature = "fast-sort")]
use super::merge::{Item, Keyed, Sorter, reverse};
#[cfg(feature = "fast-sort")]
use super::rank::{self, Common, Simple};
#[cfg(not(feature = "fast-sort"))]
use super::small_sort::Sorter;
use crate::native::{Args, NativeResult};
use crate::object::{List, Ref};
use crate::value::Value;
use crate::vm::{Raised, Vm};
#[cfg(feature = "fast-sort")]
use core::cell::Cell;

/// A list of so many words, as scratch space.
fn new_scratch(vm: &mut Vm, words: usize) -> Result<Ref<List>, Raised> {
    let scratch = vm.new_list_with_capacity(words)?;
    for _ in 0..words {
        vm.list_push(scratch, Value::NONE)?;
        vm.breathe();
    }
    Ok(scratch)
}

/// Sorts the items of a list that nobody else can reach, each of `stride` words.
#[cfg(not(feature = "fast-sort"))]
fn small_sort(vm: &mut Vm, list: Ref<List>, stride: usize, descending: bool) -> Result<(), Raised> {
    let length = list.len() / stride;
    let scratch = new_scratch(vm, (length + 1) / 2 * stride)?;
    let sorter = Sorter { cells: list.as_cells(), scratch: scratch.as_cells(), stride, descending };
    sorter.sort(vm, 0, length)
}

/// Sorts items by comparing with `<`, with scratch space of its own.
#[cfg(feature = "fast-sort")]
fn merge_sort<T: Item>(
    vm: &mut Vm,
    items: &[Cell<T>],
    descending: bool,
    cells_of: impl Fn(&List) -> &[Cell<T>],
) -> Result<(), Raised> {
    if descending {
        reverse(items);
    }
    let result = merge_sort_ascending(vm, items, cells_of);
    if descending {
        reverse(items);
    }
    result
}

#[cfg(feature = "fast-sort")]
fn merge_sort_ascending<T: Item>(
    vm: &mut Vm,
    items: &[Cell<T>],
    cells_of: impl Fn(&List) -> &[Cell<T>],
) -> Result<(), Raised> {
    let run = Sorter { items, scratch: &[] };
    if run.is_one_run(vm)? {
        return Ok(());
    }
    let words = (items.len() / 2 + 1) * (size_of::<T>() / size_of::<Value>());
    let scratch = new_scratch(vm, words)?;
    Sorter { items, scratch: cells_of(&scratch) }.sort(vm)
}

/// The cells of a list that holds keys and values by turns.
#[cfg(feature = "fast-sort")]
fn keyed_cells(list: &List) -> &[Cell<Keyed>] {
    let cells = list.as_cells();
    // SAFETY: `Keyed` is two values in a row, and the slice covers an even number of them.
    unsafe { core::slice::from_raw_parts(cells.as_ptr().cast(), cells.len() / 2) }
}

/// Sorts the items of a list that nobody else can reach.
fn sort_plain(vm: &mut Vm, list: Ref<List>, descending: bool) -> Result<(), Raised> {
    #[cfg(not(feature = "fast-sort"))]
    return small_sort(vm, list, 1, descending);
    // Nobody else can reach the list, nor change keys of these types.
    #[cfg(feature = "fast-sort")]
    if vm.open(|| sort_simple(list, descending)) {
        return Ok(());
    }
    #[cfg(feature = "fast-sort")]
    merge_sort(vm, list.as_cells(), descending, List::as_cells)
}

/// Sorts items of one simple type by their words, if they are.
#[cfg(feature = "fast-sort")]
fn sort_simple(list: Ref<List>, descending: bool) -> bool {
    match rank::common_type(list.as_slice().iter().copied()) {
        Some(Common::Simple(Simple::SmallInts)) => {
            sort_small_ints(list, descending);
            true
        }
        Some(common) => rank::sort(list.as_cells(), list.as_cells(), 1, common, descending),
        None => false,
    }
}

/// Equal small ints are the same, so their order needs not be kept.
#[cfg(feature = "fast-sort")]
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
    sort_pairs(vm, list, pairs, descending)
}

/// Sorts the items of a list; in `pairs` each stands behind its key.
#[cfg(not(feature = "fast-sort"))]
fn sort_pairs(vm: &mut Vm, list: Ref<List>, pairs: Ref<List>, descending: bool) -> Result<(), Raised> {
    let result = small_sort(vm, pairs, 2, descending);
    for (pair, target) in pairs.as_cells().chunks_exact(2).zip(list.as_cells()) {
        target.set(pair[1].get());
    }
    result
}

/// Sorts the items of a list; in `pairs` each stands behind its key.
#[cfg(feature = "fast-sort")]
fn sort_pairs(vm: &mut Vm, list: Ref<List>, pairs: Ref<List>, descending: bool) -> Result<(), Raised> {
    let cells = keyed_cells(&pairs);
    if let Some(common) = rank::common_type(cells.iter().map(|pair| pair.get().key)) {
        // Nobody else can reach the two lists, nor change the keys.
        if vm.open(|| rank::sort(list.as_cells(), pairs.as_cells(), 2, common, descending)) {
            return Ok(());
        }
    }
    let result = merge_sort(vm, cells, descending, keyed_cells);
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

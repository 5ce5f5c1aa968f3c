//! A stable merge sort whose comparisons can fail.
//!
//! Runs that are in order already are found and, if short, lengthened by insertion; they are merged in an order that
//! keeps lengths balanced (the "powersort" policy), and where one run wins many times in a row the merge searches for
//! the end of the winning streak in growing steps. If a comparison fails, the items are left as a permutation.
//!
//! The items lie in cells, because comparisons can run Python and the collector looks at them meanwhile: at each
//! comparison every item is in `items` or in the scratch space.

use crate::value::Value;
use crate::vm::{Raised, Vm};
use core::cell::Cell;

/// Runs are lengthened to at least half of this many items.
const MIN_MERGE: usize = 64;
/// A run that wins this often in a row is searched in growing steps.
const MIN_GALLOP: usize = 7;
/// Runs that wait to be merged: their powers rise, so there are at most as many as a length has bits.
const MAX_RUNS: usize = usize::BITS as usize + 2;

/// What is sorted.
pub(super) trait Item: Copy {
    /// What is compared.
    fn key(self) -> Value;
}

impl Item for Value {
    #[inline(always)]
    fn key(self) -> Value {
        self
    }
}

/// An item with its sort key.
#[derive(Clone, Copy)]
#[repr(C)]
pub(super) struct Keyed {
    /// What is compared.
    pub key: Value,
    /// The item.
    pub value: Value,
}

impl Item for Keyed {
    #[inline(always)]
    fn key(self) -> Value {
        self.key
    }
}

/// A run that waits to be merged with the next: where it begins, its length, and the power of the border behind it.
#[derive(Clone, Copy)]
struct Run {
    start: usize,
    length: usize,
    power: u32,
}

/// The state of a sort.
pub(super) struct Sorter<'a, T> {
    /// What is sorted.
    pub items: &'a [Cell<T>],
    /// Room for half of the items.
    pub scratch: &'a [Cell<T>],
}

/// The length up to which runs are lengthened: 32 to 64, so that the number of runs is about a power of two.
fn minimum_run(mut length: usize) -> usize {
    let mut rest = 0;
    while length >= MIN_MERGE {
        rest |= length & 1;
        length >>= 1;
    }
    length + rest
}

/// The power of the border between two neighbouring runs: the depth in a balanced tree over all items at which the
/// middles of the two fall apart.
fn power(start: usize, first: usize, second: usize, total: usize) -> u32 {
    let mut a = 2 * start + first;
    let mut b = a + first + second;
    let mut result = 0;
    loop {
        result += 1;
        if a >= total {
            a -= total;
            b -= total;
        } else if b >= total {
            return result;
        }
        a <<= 1;
        b <<= 1;
    }
}

/// Copies items between cells of which none are in both slices.
fn copy<T: Copy>(from: &[Cell<T>], to: &[Cell<T>]) {
    for (source, target) in from.iter().zip(to) {
        target.set(source.get());
    }
}

/// The number of items of the first part of `items` for which `test` holds; it holds for none behind. Looks near the
/// beginning first.
fn gallop_forward<T: Copy>(
    vm: &mut Vm,
    items: &[Cell<T>],
    mut test: impl FnMut(&mut Vm, T) -> Result<bool, Raised>,
) -> Result<usize, Raised> {
    let mut low = 0;
    let mut step = 1;
    let mut high = items.len();
    while let Some(item) = items.get(low + step - 1) {
        if !test(vm, item.get())? {
            high = low + step - 1;
            break;
        }
        low += step;
        step *= 2;
    }
    bisect(vm, items, low, high, test)
}

/// As [`gallop_forward`], but looks near the end first.
fn gallop_backward<T: Copy>(
    vm: &mut Vm,
    items: &[Cell<T>],
    mut test: impl FnMut(&mut Vm, T) -> Result<bool, Raised>,
) -> Result<usize, Raised> {
    let mut high = items.len();
    let mut step = 1;
    let mut low = 0;
    while let Some(index) = high.checked_sub(step) {
        if test(vm, items[index].get())? {
            low = index + 1;
            break;
        }
        high = index;
        step *= 2;
    }
    bisect(vm, items, low, high, test)
}

fn bisect<T: Copy>(
    vm: &mut Vm,
    items: &[Cell<T>],
    mut low: usize,
    mut high: usize,
    mut test: impl FnMut(&mut Vm, T) -> Result<bool, Raised>,
) -> Result<usize, Raised> {
    while low < high {
        let middle = low + (high - low) / 2;
        match items.get(middle) {
            Some(item) if test(vm, item.get())? => low = middle + 1,
            _ => high = middle,
        }
    }
    Ok(low)
}

impl<T: Item> Sorter<'_, T> {
    #[inline(always)]
    fn less(&self, vm: &mut Vm, a: T, b: T) -> Result<bool, Raised> {
        vm.breathe();
        let mark = vm.log_mark();
        let less = vm.less(a.key(), b.key())?;
        vm.log_release(mark);
        Ok(less)
    }

    /// Whether all items are one run; a strictly falling one is turned round.
    pub fn is_one_run(&self, vm: &mut Vm) -> Result<bool, Raised> {
        Ok(self.items.len() < 2 || self.run_length(vm, 0)? == self.items.len())
    }

    /// Sorts the items.
    pub fn sort(&self, vm: &mut Vm) -> Result<(), Raised> {
        let total = self.items.len();
        let minimum = minimum_run(total);
        let mut runs = [Run { start: 0, length: 0, power: 0 }; MAX_RUNS];
        let mut count = 0;
        let mut start = 0;
        while start < total {
            let mut length = self.run_length(vm, start)?;
            if length < minimum {
                let wanted = minimum.min(total - start);
                self.insert(vm, start, length, wanted)?;
                length = wanted;
            }
            if count > 0 {
                let last = runs[count - 1];
                let power = power(last.start, last.length, length, total);
                while count > 1 && runs[count - 2].power > power {
                    self.merge_last(vm, &mut runs, &mut count)?;
                }
                runs[count - 1].power = power;
            }
            runs[count] = Run { start, length, power: 0 };
            count += 1;
            start += length;
        }
        while count > 1 {
            self.merge_last(vm, &mut runs, &mut count)?;
        }
        Ok(())
    }

    /// The length of the run from `start` on; a strictly falling one is turned round.
    fn run_length(&self, vm: &mut Vm, start: usize) -> Result<usize, Raised> {
        let items = &self.items[start..];
        if items.len() < 2 {
            return Ok(items.len());
        }
        let falling = self.less(vm, items[1].get(), items[0].get())?;
        let mut length = 2;
        while length < items.len() && self.less(vm, items[length].get(), items[length - 1].get())? == falling {
            length += 1;
        }
        if falling {
            reverse(&items[..length]);
        }
        Ok(length)
    }

    /// Sorts the `wanted` items from `start` on, of which the first `sorted` are in order.
    fn insert(&self, vm: &mut Vm, start: usize, sorted: usize, wanted: usize) -> Result<(), Raised> {
        let items = &self.items[start..start + wanted];
        for next in sorted..wanted {
            let item = items[next].get();
            // The last one first: it saves the search where items come in order.
            if !self.less(vm, item, items[next - 1].get())? {
                continue;
            }
            let place = bisect(vm, items, 0, next - 1, |vm, other| Ok(!self.less(vm, item, other)?))?;
            let mut index = next;
            while index > place {
                items[index].set(items[index - 1].get());
                index -= 1;
            }
            items[place].set(item);
        }
        Ok(())
    }

    fn merge_last(&self, vm: &mut Vm, runs: &mut [Run; MAX_RUNS], count: &mut usize) -> Result<(), Raised> {
        let (first, second) = (runs[*count - 2], runs[*count - 1]);
        *count -= 1;
        runs[*count - 1].length = first.length + second.length;
        self.merge(vm, first.start, second.start, second.start + second.length)
    }

    /// Merges the neighbouring runs `start..middle` and `middle..end`.
    fn merge(&self, vm: &mut Vm, start: usize, middle: usize, end: usize) -> Result<(), Raised> {
        let first = self.items[middle].get();
        let skipped = gallop_forward(vm, &self.items[start..middle], |vm, item| Ok(!self.less(vm, first, item)?))?;
        let start = start + skipped;
        if start == middle {
            return Ok(());
        }
        let last = self.items[middle - 1].get();
        let length = gallop_backward(vm, &self.items[middle..end], |vm, item| self.less(vm, item, last))?;
        let items = &self.items[start..middle + length];
        if length == 0 {
            return Ok(());
        }
        if middle - start <= length {
            self.merge_forward(vm, items, middle - start)
        } else {
            self.merge_backward(vm, items, middle - start)
        }
    }

    /// Merges the first `middle` of some items, which are not more than the others, with these.
    fn merge_forward(&self, vm: &mut Vm, items: &[Cell<T>], middle: usize) -> Result<(), Raised> {
        let scratch = &self.scratch[..middle];
        copy(&items[..middle], scratch);
        let (mut left, mut right, mut target) = (0, middle, 0);
        let result = self.merge_forward_loop(vm, items, scratch, &mut left, &mut right, &mut target);
        // What is left of the first run fills the gap, also after a failure.
        copy(&scratch[left..], &items[target..right]);
        result
    }

    fn merge_forward_loop(
        &self,
        vm: &mut Vm,
        items: &[Cell<T>],
        scratch: &[Cell<T>],
        left: &mut usize,
        right: &mut usize,
        target: &mut usize,
    ) -> Result<(), Raised> {
        let (mut left_wins, mut right_wins) = (0, 0);
        while *left < scratch.len() && *right < items.len() {
            let (a, b) = (scratch[*left].get(), items[*right].get());
            if self.less(vm, b, a)? {
                items[*target].set(b);
                *right += 1;
                (left_wins, right_wins) = (0, right_wins + 1);
            } else {
                items[*target].set(a);
                *left += 1;
                (left_wins, right_wins) = (left_wins + 1, 0);
            }
            *target += 1;
            if left_wins >= MIN_GALLOP && *right < items.len() {
                let b = items[*right].get();
                let streak = gallop_forward(vm, &scratch[*left..], |vm, a| Ok(!self.less(vm, b, a)?))?;
                copy(&scratch[*left..*left + streak], &items[*target..]);
                *left += streak;
                *target += streak;
                left_wins = 0;
            } else if right_wins >= MIN_GALLOP && *left < scratch.len() {
                let a = scratch[*left].get();
                let streak = gallop_forward(vm, &items[*right..], |vm, b| self.less(vm, b, a))?;
                for _ in 0..streak {
                    items[*target].set(items[*right].get());
                    *target += 1;
                    *right += 1;
                }
                right_wins = 0;
            }
        }
        Ok(())
    }

    /// Merges the items from `middle` on, which are fewer than those before, with these, from the end.
    fn merge_backward(&self, vm: &mut Vm, items: &[Cell<T>], middle: usize) -> Result<(), Raised> {
        let scratch = &self.scratch[..items.len() - middle];
        copy(&items[middle..], scratch);
        let (mut left, mut right) = (middle, scratch.len());
        let result = self.merge_backward_loop(vm, items, scratch, &mut left, &mut right);
        copy(&scratch[..right], &items[left..left + right]);
        result
    }

    /// `left` and `right` are the numbers of items of the two runs that are not placed yet; the next place is the last
    /// of as many as both together.
    fn merge_backward_loop(
        &self,
        vm: &mut Vm,
        items: &[Cell<T>],
        scratch: &[Cell<T>],
        left: &mut usize,
        right: &mut usize,
    ) -> Result<(), Raised> {
        let (mut left_wins, mut right_wins) = (0, 0);
        while *left > 0 && *right > 0 {
            let (a, b) = (items[*left - 1].get(), scratch[*right - 1].get());
            let place = *left + *right - 1;
            if self.less(vm, b, a)? {
                items[place].set(a);
                *left -= 1;
                (left_wins, right_wins) = (left_wins + 1, 0);
            } else {
                items[place].set(b);
                *right -= 1;
                (left_wins, right_wins) = (0, right_wins + 1);
            }
            if left_wins >= MIN_GALLOP && *left > 0 && *right > 0 {
                let b = scratch[*right - 1].get();
                let kept = gallop_backward(vm, &items[..*left], |vm, a| Ok(!self.less(vm, b, a)?))?;
                while *left > kept {
                    items[*left + *right - 1].set(items[*left - 1].get());
                    *left -= 1;
                }
                left_wins = 0;
            } else if right_wins >= MIN_GALLOP && *left > 0 && *right > 0 {
                let a = items[*left - 1].get();
                let kept = gallop_backward(vm, &scratch[..*right], |vm, b| self.less(vm, b, a))?;
                copy(&scratch[kept..*right], &items[*left + kept..]);
                *right = kept;
                right_wins = 0;
            }
        }
        Ok(())
    }
}

/// Turns the order of items round.
pub(super) fn reverse<T>(items: &[Cell<T>]) {
    let (front, back) = items.split_at(items.len() / 2);
    for (a, b) in front.iter().zip(back.iter().rev()) {
        a.swap(b);
    }
}

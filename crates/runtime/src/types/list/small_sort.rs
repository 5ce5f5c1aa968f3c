//! A stable merge sort in little code, for builds without the feature `fast-sort`.
//!
//! An item is one cell, or two: its key and itself. The items lie in cells, because comparisons can run Python and the
//! collector looks at them meanwhile: at each comparison every item is in `cells` or in the scratch space. If a
//! comparison fails, the items are left as a permutation.

use crate::value::Value;
use crate::vm::{Raised, Vm};
use core::cell::Cell;

/// What is sorted.
pub(super) struct Sorter<'a> {
    /// The items.
    pub cells: &'a [Cell<Value>],
    /// Room for half of the items, rounded up.
    pub scratch: &'a [Cell<Value>],
    /// Cells of an item; the first one is compared.
    pub stride: usize,
    /// Whether the largest comes first.
    pub descending: bool,
}

impl Sorter<'_> {
    /// Whether `b` belongs before `a`, which stood before it.
    fn swaps(&self, vm: &mut Vm, a: &Cell<Value>, b: &Cell<Value>) -> Result<bool, Raised> {
        vm.breathe();
        let mark = vm.log_mark();
        let (a, b) = (a.get(), b.get());
        let result = if self.descending { vm.less(a, b) } else { vm.less(b, a) };
        vm.log_release(mark);
        result
    }

    fn copy(&self, from: &[Cell<Value>], source: usize, to: &[Cell<Value>], target: usize) {
        for part in 0..self.stride {
            to[target * self.stride + part].set(from[source * self.stride + part].get());
        }
    }

    /// Sorts the items from `start` to `end`. The depth of the recursion is the logarithm of their number.
    pub fn sort(&self, vm: &mut Vm, start: usize, end: usize) -> Result<(), Raised> {
        if end - start < 2 {
            return Ok(());
        }
        let middle = start + (end - start) / 2;
        self.sort(vm, start, middle)?;
        self.sort(vm, middle, end)?;
        let (last, first) = (&self.cells[(middle - 1) * self.stride], &self.cells[middle * self.stride]);
        if !self.swaps(vm, last, first)? {
            return Ok(());
        }
        let count = middle - start;
        for index in 0..count {
            self.copy(self.cells, start + index, self.scratch, index);
        }
        let (mut left, mut right, mut target) = (0, middle, start);
        let mut result = Ok(());
        while left < count {
            let swaps = match right < end {
                true => self.swaps(vm, &self.scratch[left * self.stride], &self.cells[right * self.stride]),
                false => Ok(false),
            };
            // After a failure the rest of the first half fills the gap.
            let swaps = swaps.unwrap_or_else(|raised| {
                result = Err(raised);
                right = end;
                false
            });
            if swaps {
                self.copy(self.cells, right, self.cells, target);
                right += 1;
            } else {
                self.copy(self.scratch, left, self.cells, target);
                left += 1;
            }
            target += 1;
        }
        result
    }
}

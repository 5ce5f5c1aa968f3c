//! Sorting in place with little code: a heap sort.
//!
//! `core`'s sorts are faster, and several kilobytes for each type and order on a microcontroller.

use core::cmp::Ordering;

/// What the sort asks of the items.
enum Step {
    /// Whether the first is before the second.
    Before(usize, usize),
    /// Exchange the two.
    Swap(usize, usize),
}

/// Sorts `items` by `compare`; equal items end in any order.
pub fn sort_by<T>(items: &mut [T], mut compare: impl FnMut(&T, &T) -> Ordering) {
    sort_steps(items.len(), &mut |step| match step {
        Step::Before(first, second) => match (items.get(first), items.get(second)) {
            (Some(first), Some(second)) => compare(first, second) == Ordering::Less,
            _ => false,
        },
        Step::Swap(first, second) => {
            items.swap(first, second);
            true
        }
    });
}

/// The sort of `len` items, which is linked once.
#[inline(never)]
fn sort_steps(len: usize, step: &mut dyn FnMut(Step) -> bool) {
    // First the items from `root` on become a heap, the last of the order on top; then the top goes behind the heap.
    let mut root = len / 2;
    let mut end = len;
    while end > 1 {
        if root > 0 {
            root -= 1;
        } else {
            end -= 1;
            step(Step::Swap(0, end));
        }
        let mut parent = root;
        loop {
            let mut child = 2 * parent + 1;
            if child >= end {
                break;
            }
            if child + 1 < end && step(Step::Before(child, child + 1)) {
                child += 1;
            }
            if !step(Step::Before(parent, child)) {
                break;
            }
            step(Step::Swap(parent, child));
            parent = child;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec::Vec;

    #[test]
    fn sorts_as_the_library() {
        let mut state = 1u32;
        for len in 0..200 {
            let mut items: Vec<u32> = Vec::new();
            for _ in 0..len {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                items.push(state >> 24);
            }
            let mut expected = items.clone();
            expected.sort_unstable();
            sort_by(&mut items, |a, b| a.cmp(b));
            assert_eq!(items, expected);
            sort_by(&mut items, |a, b| b.cmp(a));
            expected.reverse();
            assert_eq!(items, expected);
        }
    }
}

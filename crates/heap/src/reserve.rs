//! The reserve: free cells set aside for what must go on while the heap is locked.
//!
//! The cells are free as all others, but on lists of their own, and count as used. While the heap is locked and the reserve
//! is [open](Heap::open_reserve), small allocations take them. What was made of one is an ordinary object; when it is
//! garbage the next collection, which may happen while the heap is locked, puts the cell back.

use crate::block::{CLASS_COUNT, CLASS_SIZES, FreeCell, class_of};
use crate::{BLACK, FREE, Header, Heap, block};
use core::ops::Range;
use core::ptr::{NonNull, null_mut};

/// After this many allocations that found nothing, a collection is wished once more.
const PATIENCE: u16 = 64;

/// Cells that may be taken by one interrupt of a collection.
const FRESH: usize = 32;

/// The reserve of a size class.
#[derive(Clone, Copy)]
struct Shelf {
    cells: *mut FreeCell,
    count: u16,
    /// How many there should be.
    wanted: u16,
    /// With so many left a collection is wished.
    low: u16,
    /// How many there were before a collection, and what that freed: if the heap is locked there are no more afterwards,
    /// so that nothing more is in use.
    most: usize,
}

/// Free cells for the time of a lock.
pub(crate) struct Reserve {
    /// One for each size class, and a last one for a purpose of its own.
    shelves: [Shelf; CLASS_COUNT + 1],
    special_class: usize,
    open: bool,
    missed: u16,
    /// What was taken while a collection is under way and has no mark yet.
    fresh: [*mut Header; FRESH],
    fresh_count: usize,
    /// Whether a collection was wanted before a handler came.
    wanted_before: bool,
    /// Whether something was taken since the reserve was last filled up.
    taken: bool,
}

impl Reserve {
    pub(crate) const fn new() -> Self {
        const EMPTY: Shelf = Shelf { cells: null_mut(), count: 0, wanted: 0, low: 0, most: 0 };
        Self {
            shelves: [EMPTY; CLASS_COUNT + 1],
            special_class: CLASS_COUNT,
            open: false,
            missed: 0,
            fresh: [null_mut(); FRESH],
            fresh_count: 0,
            wanted_before: false,
            taken: false,
        }
    }

    /// A collection begins.
    pub(crate) fn begin(&mut self) {
        for shelf in &mut self.shelves {
            shelf.most = shelf.count as usize;
        }
    }

    /// Takes one of the objects that were made since marks were last given to them.
    pub(crate) fn pop_fresh(&mut self) -> Option<*mut Header> {
        self.fresh_count = self.fresh_count.checked_sub(1)?;
        self.fresh.get(self.fresh_count).copied()
    }

    /// A sweep freed objects of a size class.
    pub(crate) fn note_freed(&mut self, class: usize, count: usize) {
        let shelf = if class == self.special_class { CLASS_COUNT } else { class };
        self.shelves[shelf].most += count;
    }
}

impl Heap {
    /// Wishes for at least `count` cells for objects of `size` bytes in the reserve; of more than
    /// [`block::MAX_SMALL`] bytes there is none. Smaller objects get them too.
    pub fn want_reserve(&mut self, size: usize, count: u16) {
        if size <= block::MAX_SMALL {
            let shelf = &mut self.reserve.shelves[class_of(size)];
            shelf.wanted = shelf.wanted.max(count);
        }
    }

    /// Wishes for `count` cells for objects of `size` bytes that only [`Heap::allocate_special`] takes.
    pub fn want_special(&mut self, size: usize, count: u16) {
        if size <= block::MAX_SMALL {
            self.reserve.special_class = class_of(size);
            self.reserve.shelves[CLASS_COUNT].wanted = count;
        }
    }

    /// Whether cells are missing that were taken.
    pub fn reserve_is_incomplete(&self) -> bool {
        self.reserve.taken
    }

    /// Fills the reserve, as far as there is memory. Does nothing while the heap is locked.
    pub fn fill_reserve(&mut self) {
        if self.lock_depth == 0 && self.fail_after == 0 {
            self.fill_shelves(true);
        }
    }

    /// Fills the reserve from what is free; from new blocks only if `grow` is set.
    pub(crate) fn fill_shelves(&mut self, grow: bool) {
        for index in 0..=CLASS_COUNT {
            let class = if index == CLASS_COUNT { self.reserve.special_class } else { index };
            let most = if self.lock_depth > 0 { self.reserve.shelves[index].most } else { usize::MAX };
            let wanted = most.min(self.reserve.shelves[index].wanted as usize);
            while (self.reserve.shelves[index].count as usize) < wanted {
                let may_add = !self.collecting && (grow || !self.spare.is_null());
                if self.objects[class].free.is_null() && (!may_add || self.add_block(class, false).is_none()) {
                    break;
                }
                let (class, shelf) = (&mut self.objects[class], &mut self.reserve.shelves[index]);
                let cell = class.free;
                // SAFETY: the cell heads the free list of a live class; it changes lists. A mark on a free cell tells a
                // sweep to leave it where it is.
                unsafe {
                    class.free = (*cell).next;
                    cell.cast::<Header>().write(Header { kind: FREE, mark: BLACK, flags: 0 });
                    (*cell).next = shelf.cells;
                }
                shelf.cells = cell;
                shelf.count += 1;
            }
            let shelf = &mut self.reserve.shelves[index];
            shelf.low = shelf.count / 2;
        }
        self.reserve.missed = 0;
        self.reserve.taken = self.reserve.shelves.iter().any(|shelf| shelf.count < shelf.wanted);
    }

    /// Locks the heap for a handler that interrupts, also in a collection; the result is for [`Heap::leave_interrupt`].
    pub fn enter_interrupt(&mut self) -> bool {
        let hides = (self.lock_depth == 0 && self.fail_after == 0) || self.collecting;
        if hides {
            for (class, hidden) in self.objects.iter_mut().zip(&mut self.locked_free) {
                *hidden = core::mem::replace(&mut class.free, null_mut());
            }
        }
        self.lock_depth += 1;
        self.reserve.wanted_before = self.collection_wanted;
        hides
    }

    /// Undoes [`Heap::enter_interrupt`], and fills the reserve from what is free.
    pub fn leave_interrupt(&mut self, hides: bool) {
        self.lock_depth = self.lock_depth.saturating_sub(1);
        if hides {
            for (class, hidden) in self.objects.iter_mut().zip(&mut self.locked_free) {
                class.free = core::mem::replace(hidden, null_mut());
            }
            if self.lock_depth == 0 && self.reserve.taken {
                self.fill_shelves(false);
                // What was taken has been replaced, or will be at the next poll.
                self.collection_wanted = self.reserve.wanted_before;
            }
        }
    }

    /// Lets allocations take from the reserve, or not; returns how it was.
    #[inline]
    pub fn open_reserve(&mut self, open: bool) -> bool {
        core::mem::replace(&mut self.reserve.open, open)
    }

    /// A cell for an object of `size` bytes from the reserve, if the heap is locked and the reserve open.
    pub(crate) fn allocate_reserved(&mut self, size: usize) -> Option<NonNull<u8>> {
        if self.lock_depth == 0 || !self.reserve.open || size > block::MAX_SMALL {
            return None;
        }
        self.take(class_of(size)..CLASS_COUNT)
    }

    /// A cell for an object of the size that [`Heap::want_special`] was called with; the heap is locked.
    pub fn allocate_special(&mut self) -> Option<NonNull<u8>> {
        self.take(CLASS_COUNT..CLASS_COUNT + 1)
    }

    /// A cell of the first of these shelves that has one.
    fn take(&mut self, shelves: Range<usize>) -> Option<NonNull<u8>> {
        let reserve = &mut self.reserve;
        if self.collecting && reserve.fresh_count == FRESH {
            return None;
        }
        let shelf = reserve.shelves[shelves].iter_mut().find(|shelf| shelf.count > 0);
        let Some((shelf, cell)) = shelf.and_then(|shelf| NonNull::new(shelf.cells).map(|cell| (shelf, cell))) else {
            self.collection_wanted |= reserve.missed.is_multiple_of(PATIENCE);
            reserve.missed = reserve.missed.wrapping_add(1);
            return None;
        };
        // SAFETY: the cells of the reserve are free and hold valid links.
        shelf.cells = unsafe { cell.as_ref() }.next;
        shelf.count -= 1;
        reserve.taken = true;
        self.collection_wanted |= shelf.count == shelf.low;
        if self.collecting {
            reserve.fresh[reserve.fresh_count] = cell.as_ptr().cast();
            reserve.fresh_count += 1;
        }
        Some(cell.cast())
    }

    /// The bytes that are set aside in the reserve.
    pub fn reserved_cells(&self) -> usize {
        let size = |class: usize| CLASS_SIZES.get(class).copied().unwrap_or(0);
        let special = self.reserve.shelves[CLASS_COUNT].count as usize * size(self.reserve.special_class);
        let rows = self.reserve.shelves.iter().zip(CLASS_SIZES);
        rows.map(|(shelf, size)| shelf.count as usize * size).sum::<usize>() + special
    }
}

#[cfg(test)]
mod tests {
    use crate::Heap;

    #[test]
    fn a_locked_heap_gives_what_is_reserved_and_no_more() {
        let mut heap = Heap::new(1 << 20);
        heap.want_reserve(56, 3);
        heap.want_special(256, 1);
        heap.fill_reserve();
        let used = heap.statistics().used;
        heap.lock();
        assert!(heap.allocate(56).is_none());
        assert!(!heap.open_reserve(true));
        for _ in 0..3 {
            assert!(heap.allocate(33).is_some());
        }
        assert!(heap.allocate(56).is_none());
        assert!(heap.allocate(64).is_none());
        assert!(heap.collection_wanted());
        assert_eq!(heap.statistics().used, used);
        assert!(heap.open_reserve(false));
        assert_eq!(heap.reserved_cells(), 256);
        assert!(heap.allocate_special().is_some());
        assert!(heap.allocate_special().is_none());
        heap.fill_reserve();
        assert_eq!(heap.reserved_cells(), 0);
        heap.unlock();
        heap.fill_reserve();
        assert_eq!(heap.reserved_cells(), 3 * 56 + 256);
        // Unlocked, nothing is taken from the reserve.
        heap.open_reserve(true);
        assert!(heap.allocate(56).is_some());
        assert_eq!(heap.reserved_cells(), 3 * 56 + 256);
    }
}

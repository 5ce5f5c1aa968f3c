//! Marking and sweeping.

use crate::block::{Block, CLASS_COUNT, CLASS_SIZES, FreeCell};
use crate::{BLACK, FREE, GREY, Header, Heap, Large, WHITE};
use core::alloc::Layout;
use core::ptr::null_mut;

/// What the collector must know of objects. Implemented once, by the runtime.
///
/// # Safety
/// `trace` hands every object that the given one refers to, to the marker; `release` frees exactly the buffers that
/// the object owns.
pub unsafe trait Model {
    /// Marks what `object` refers to.
    ///
    /// # Safety
    /// `object` is a live, initialised object.
    unsafe fn trace(object: *mut Header, marker: &mut Marker);

    /// Frees the buffers of an object that is about to be freed.
    ///
    /// # Safety
    /// `object` is an initialised object that nothing refers to.
    unsafe fn release(object: *mut Header, heap: &mut Heap);
}

const STACK_SIZE: usize = if cfg!(target_pointer_width = "64") { 512 } else { 64 };

/// The state of marking: a bounded stack, and a note that it overflowed.
pub struct Marker {
    stack: [*mut Header; STACK_SIZE],
    depth: usize,
    overflowed: bool,
}

impl Marker {
    /// Marks one object as reached.
    ///
    /// # Safety
    /// `object` is an object of the heap, or static.
    #[inline]
    pub unsafe fn mark(&mut self, object: *mut Header) {
        // SAFETY: by contract the header can be read, and written unless the object is static.
        unsafe {
            if (*object).mark != WHITE {
                return;
            }
            if self.depth < STACK_SIZE {
                (*object).mark = BLACK;
                self.stack[self.depth] = object;
                self.depth += 1;
            } else {
                (*object).mark = GREY;
                self.overflowed = true;
            }
        }
    }

    /// Whether an object was reached (or is static).
    ///
    /// # Safety
    /// As for [`Marker::mark`].
    pub unsafe fn is_marked(&self, object: *const Header) -> bool {
        // SAFETY: by contract.
        unsafe { (*object).mark != WHITE }
    }

    fn drain<M: Model>(&mut self) {
        while self.depth > 0 {
            self.depth -= 1;
            let object = self.stack[self.depth];
            // SAFETY: only live objects are pushed.
            unsafe { M::trace(object, self) };
        }
    }
}

impl Heap {
    /// Frees every object that is not reachable from the roots.
    ///
    /// `roots` marks the roots; `finalizers` runs when everything reachable is marked, and may mark more (objects whose
    /// finalizer must still run); `forget` runs when the marks are final, to drop what does not keep its referent alive.
    ///
    /// # Safety
    /// All values that will be used afterwards are reachable from what `roots` marks.
    pub unsafe fn collect<M: Model>(
        &mut self,
        roots: impl FnOnce(&mut Marker),
        finalizers: impl FnOnce(&mut Marker),
        forget: impl FnOnce(&Marker),
    ) {
        let hidden = self.show_hidden();
        let mut marker = Marker { stack: [null_mut(); STACK_SIZE], depth: 0, overflowed: false };
        roots(&mut marker);
        self.propagate::<M>(&mut marker);
        finalizers(&mut marker);
        self.propagate::<M>(&mut marker);
        forget(&marker);
        self.reserve.forget();
        self.sweep::<M>();
        self.fill_shelves(false);
        self.collections += 1;
        self.collection_wanted = false;
        self.plan_next();
        self.hide_again(hidden);
    }

    /// Puts hidden free lists (locked heap, test modes) back for the time of a collection.
    fn show_hidden(&mut self) -> bool {
        let mut any = false;
        for (class, hidden) in self.objects.iter_mut().zip(&mut self.locked_free) {
            if !hidden.is_null() {
                class.free = core::mem::replace(hidden, null_mut());
                any = true;
            }
        }
        any || self.lock_depth > 0 || self.fail_after != 0
    }

    fn hide_again(&mut self, hidden: bool) {
        if hidden {
            for (class, hidden) in self.objects.iter_mut().zip(&mut self.locked_free) {
                *hidden = core::mem::replace(&mut class.free, null_mut());
            }
        }
    }

    /// Collect again when as much again as is alive has been taken; keep as many spare blocks as that needs.
    fn plan_next(&mut self) {
        let live = self.statistics().used;
        let room = live.max(self.minimum_threshold);
        let in_use = self.reserved - self.spare_bytes;
        let wanted = in_use.max(live.saturating_add(room));
        // Near the limit a collection is due before the last block is gone.
        self.threshold = wanted.min(self.limit.saturating_sub(self.limit / 16).max(in_use));
        self.release_spare(room);
    }

    fn propagate<M: Model>(&mut self, marker: &mut Marker) {
        loop {
            marker.drain::<M>();
            if !marker.overflowed {
                return;
            }
            marker.overflowed = false;
            self.each_object(|object| {
                // SAFETY: `each_object` gives live cells; grey ones were reached and are initialised.
                unsafe {
                    if (*object).mark == GREY {
                        (*object).mark = BLACK;
                        M::trace(object, marker);
                        marker.drain::<M>();
                    }
                }
            });
        }
    }

    /// Calls `visit` with every object cell, in use or not.
    fn each_object(&self, mut visit: impl FnMut(*mut Header)) {
        for (class, &size) in self.objects.iter().zip(&CLASS_SIZES) {
            let mut block = class.blocks;
            while !block.is_null() {
                for index in 0..Block::cell_count(size, self.block_size) {
                    // SAFETY: the block is live and has this many cells.
                    visit(unsafe { Block::cell(block, index, size) }.cast());
                }
                // SAFETY: as above.
                block = unsafe { (*block).next };
            }
        }
        let mut large = self.large_objects;
        while !large.is_null() {
            // SAFETY: the list of large objects is well formed.
            unsafe {
                visit(large.add(1).cast());
                large = (*large).next;
            }
        }
    }

    fn sweep<M: Model>(&mut self) {
        for class in 0..CLASS_COUNT {
            self.sweep_class::<M>(class);
        }
        self.sweep_large::<M>();
        for class in 0..CLASS_COUNT {
            // SAFETY: buffers count their live cells; what is taken out of the class is on no other list.
            unsafe {
                let mut block = self.buffers[class].take_empty(self.block_size);
                while !block.is_null() {
                    let next = (*block).next;
                    self.add_spare(block);
                    block = next;
                }
            }
        }
    }

    /// Frees what is unmarked in a class, and builds its free list anew in the order of addresses in each block.
    fn sweep_class<M: Model>(&mut self, class: usize) {
        let size = CLASS_SIZES[class];
        let count = Block::cell_count(size, self.block_size);
        let mut block = self.objects[class].blocks;
        self.objects[class].forget();
        let mut kept: *mut Block = null_mut();
        let mut head: *mut FreeCell = null_mut();
        let mut freed = 0;
        while !block.is_null() {
            // SAFETY: `block` is a live block of this class; its cells are either free or initialised objects, and
            // those that are unmarked after marking are unreachable.
            unsafe {
                let next = (*block).next;
                let before = head;
                let mut live = 0;
                for index in (0..count).rev() {
                    let cell = Block::cell(block, index, size);
                    let header = cell.cast::<Header>();
                    if (*header).kind != FREE {
                        if (*header).mark != WHITE {
                            (*header).mark = WHITE;
                            live += 1;
                            continue;
                        }
                        M::release(header, self);
                        freed += 1;
                        if self.poison {
                            core::ptr::write_bytes(cell, 0xF5, size);
                        }
                    }
                    cell.cast::<FreeCell>().write(FreeCell { tag: 0, next: head });
                    head = cell.cast();
                }
                if live == 0 {
                    head = before;
                    self.add_spare(block);
                } else {
                    (*block).next = kept;
                    kept = block;
                }
                block = next;
            }
        }
        self.objects[class].blocks = kept;
        self.objects[class].free = head;
        self.reserve.note_freed(class, freed);
    }

    fn sweep_large<M: Model>(&mut self) {
        let mut large = core::mem::replace(&mut self.large_objects, null_mut());
        while !large.is_null() {
            // SAFETY: the list is well formed; an unmarked object is unreachable.
            unsafe {
                let next = (*large).next;
                let header = large.add(1).cast::<Header>();
                if (*header).mark == WHITE {
                    M::release(header, self);
                    self.free_large(large);
                } else {
                    (*header).mark = WHITE;
                    (*large).next = self.large_objects;
                    self.large_objects = large;
                }
                large = next;
            }
        }
    }

    /// # Safety
    /// `large` is on no list and its object is not used any more.
    unsafe fn free_large(&mut self, large: *mut Large) {
        // SAFETY: it was allocated with this layout.
        unsafe {
            let size = (*large).size;
            self.reserved -= size;
            alloc::alloc::dealloc(large.cast(), Layout::from_size_align_unchecked(size, crate::ALIGN));
        }
    }

    /// Frees everything, reachable or not.
    ///
    /// # Safety
    /// No object of this heap is used afterwards.
    pub unsafe fn clear<M: Model>(&mut self) {
        self.show_hidden();
        self.reserve.forget();
        self.sweep::<M>();
        self.sweep::<M>();
        self.release_spare(0);
        for class in 0..CLASS_COUNT {
            for list in [&mut self.objects[class], &mut self.buffers[class]] {
                let mut block = list.blocks;
                list.forget();
                while !block.is_null() {
                    // SAFETY: by contract nothing in the block is used any more.
                    unsafe {
                        let next = (*block).next;
                        Block::destroy(block, self.block_size);
                        block = next;
                    }
                }
            }
        }
    }
}

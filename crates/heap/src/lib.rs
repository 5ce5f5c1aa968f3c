//! The garbage-collected heap: memory for objects and their buffers, marking and sweeping.
//!
//! The heap knows objects only by their [`Header`]; what they refer to and which buffers they own is told by a
//! [`Model`] that the runtime implements.
//!
//! Invariants:
//! - Allocation never collects. It fails (`None`) when the limit is reached, the heap is locked or the port's
//!   allocator is empty; the caller decides when to collect and try again.
//! - An object cell that is in use has a kind other than [`FREE`]. Whoever allocates one writes its header and all
//!   fields that [`Model::trace`] reads before the next collection.
//! - A buffer belongs to exactly one object, which frees it in [`Model::release`].
//! - Static objects carry the mark [`STATIC`] and are neither traced nor freed: they may be in flash.
//!
//! Map: [`vec`] fallible vector; [`sort_by`] sorting with little code; [`block`] size classes and blocks; [`collect`] marking and sweeping; `reserve` cells for
//! the time of a lock; this file the [`Heap`] with its limits and statistics. Enter at [`Heap::allocate`] and [`Heap::begin_collection`].
#![no_std]

extern crate alloc;

pub mod block;
pub mod collect;
mod picture;
mod reserve;
mod sort;
pub mod vec;

use block::{Block, CLASS_COUNT, CLASS_SIZES, FreeCell, class_of};
use core::alloc::Layout;
use core::ptr::{NonNull, null_mut};

pub use collect::{CHUNK, Collection, Marker, Model};
pub use picture::BlockView;
pub use sort::sort_by;
pub use vec::{OutOfMemory, TryVec};

/// The kind of a cell that is not in use.
pub const FREE: u8 = 0;
/// Mark of an object that was not reached (yet).
pub const WHITE: u8 = 0;
/// Mark of an object that was reached.
pub const BLACK: u8 = 1;
/// Mark of an object that was reached and waits to be traced, because the mark stack was full.
pub const GREY: u8 = 2;
/// Mark of an object that lives outside the heap for ever.
pub const STATIC: u8 = 0x80;

/// Every object's first word, 4 bytes.
#[derive(Clone, Copy, Debug)]
#[repr(C, align(4))]
pub struct Header {
    /// What the object is; the runtime's affair, but for [`FREE`].
    pub kind: u8,
    /// The collector's mark: [`WHITE`], [`BLACK`], [`GREY`] or [`STATIC`].
    pub mark: u8,
    /// Flags of the object's own.
    pub flags: u16,
}

/// Bytes that may always be taken before the next automatic collection is wished.
const MAX_THRESHOLD: usize = 1 << 20;

/// The alignment of objects and buffers in bytes.
pub const ALIGN: usize = 8;

/// A size class: its blocks and the cells that are free in them.
pub(crate) struct Class {
    pub(crate) free: *mut FreeCell,
    pub(crate) blocks: *mut Block,
}

/// An object or buffer too large for a block.
#[repr(C, align(8))]
pub(crate) struct Large {
    pub(crate) next: *mut Large,
    pub(crate) size: usize,
}

/// Memory figures in bytes.
#[derive(Clone, Copy, Debug, Default)]
pub struct Statistics {
    /// Limit of the heap.
    pub limit: usize,
    /// Taken from the port's allocator.
    pub reserved: usize,
    /// In use by objects and buffers.
    pub used: usize,
    /// Collections since the start.
    pub collections: usize,
}

/// The heap of one virtual machine.
pub struct Heap {
    objects: [Class; CLASS_COUNT],
    buffers: [Class; CLASS_COUNT],
    /// The free lists of a locked heap, out of the fast path's sight.
    locked_free: [*mut FreeCell; CLASS_COUNT],
    large_objects: *mut Large,
    /// Empty blocks of any class that are kept for the next ones.
    spare: *mut Block,
    /// Their size in bytes; part of `reserved`.
    spare_bytes: usize,
    block_size: usize,
    limit: usize,
    reserved: usize,
    /// Bytes in use, spare blocks not counted, at which a collection is wished.
    threshold: usize,
    minimum_threshold: usize,
    lock_depth: u32,
    collections: usize,
    collection_wanted: bool,
    automatic: bool,
    /// Overwrite freed objects, so that a use after free shows.
    poison: bool,
    /// Allocations until one fails on purpose, for tests; 0: never.
    fail_after: u64,
    allocations: u64,
    reserve: reserve::Reserve,
    /// A collection is under way.
    collecting: bool,
    /// The number of the last collection.
    epoch: u32,
}

impl Heap {
    /// A heap that takes at most `limit` bytes from the port's allocator. Takes nothing yet.
    pub fn new(limit: usize) -> Self {
        const EMPTY: Class = Class { free: null_mut(), blocks: null_mut() };
        // A block needs free memory at an address that is a multiple of its size: twice the size in a row, in a heap where
        // little is in a row.
        let block_size = (limit / 512).next_power_of_two().clamp(block::MIN_BLOCK, block::MAX_BLOCK);
        let minimum_threshold = (limit / 2).min(MAX_THRESHOLD);
        Self {
            objects: [EMPTY; CLASS_COUNT],
            buffers: [EMPTY; CLASS_COUNT],
            locked_free: [null_mut(); CLASS_COUNT],
            large_objects: null_mut(),
            spare: null_mut(),
            spare_bytes: 0,
            block_size,
            limit,
            reserved: 0,
            threshold: minimum_threshold,
            minimum_threshold,
            lock_depth: 0,
            collections: 0,
            collection_wanted: false,
            automatic: true,
            poison: cfg!(debug_assertions),
            fail_after: 0,
            allocations: 0,
            reserve: reserve::Reserve::new(),
            collecting: false,
            epoch: 0,
        }
    }

    /// A cell for an object of `size` bytes, aligned to [`ALIGN`]. Its contents are undefined.
    #[inline(always)]
    pub fn allocate(&mut self, size: usize) -> Option<NonNull<u8>> {
        if size <= block::MAX_SMALL {
            let class = &mut self.objects[class_of(size)];
            let cell = class.free;
            if !cell.is_null() {
                // SAFETY: a cell on the free list is in a live block and holds a valid link.
                class.free = unsafe { (*cell).next };
                return NonNull::new(cell.cast());
            }
        }
        self.allocate_cold(size)
    }

    #[cold]
    #[inline(never)]
    fn allocate_cold(&mut self, size: usize) -> Option<NonNull<u8>> {
        if self.refused() {
            return self.allocate_reserved(size);
        }
        if size > block::MAX_SMALL {
            return self.allocate_large(size);
        }
        let class = class_of(size);
        if self.objects[class].free.is_null() {
            self.add_block(class, false)?;
        }
        let cell = self.objects[class].free;
        if self.fail_after != 0 {
            // Every allocation is counted in this mode: keep the fast path empty.
            // SAFETY: `cell` heads a free list.
            let next = unsafe { (*cell).next };
            self.objects[class].free = null_mut();
            self.locked_free[class] = next;
            return NonNull::new(cell.cast());
        }
        // SAFETY: as in `allocate`.
        self.objects[class].free = unsafe { (*cell).next };
        NonNull::new(cell.cast())
    }

    /// Whether this allocation must fail: locked, or a failure that a test asked for.
    fn refused(&mut self) -> bool {
        if self.lock_depth > 0 {
            return true;
        }
        if self.fail_after != 0 {
            self.allocations += 1;
            for class in 0..CLASS_COUNT {
                if !self.locked_free[class].is_null() {
                    let list = core::mem::replace(&mut self.locked_free[class], null_mut());
                    debug_assert!(self.objects[class].free.is_null());
                    self.objects[class].free = list;
                }
            }
            let fail = self.allocations >= self.fail_after;
            if !fail {
                return false;
            }
            return true;
        }
        false
    }

    fn reserve(&mut self, size: usize) -> bool {
        if size > self.limit || self.reserved > self.limit - size {
            self.release_spare(0);
            if size > self.limit || self.reserved > self.limit - size {
                self.collection_wanted = true;
                return false;
            }
        }
        self.reserved += size;
        self.note_use();
        true
    }

    /// Wishes for a collection when enough is in use.
    fn note_use(&mut self) {
        if self.reserved - self.spare_bytes > self.threshold {
            self.collection_wanted = true;
        }
    }

    /// Memory of the port's allocator. It may have none in a row although the limit is not reached: then spare blocks are given
    /// back, and without success a collection is wanted, as at the limit.
    fn ask_port(&mut self, layout: Layout) -> *mut u8 {
        debug_assert!(layout.size() > 0);
        // SAFETY: no layout of the heap is empty.
        let memory = unsafe { alloc::alloc::alloc(layout) };
        if !memory.is_null() {
            return memory;
        }
        self.release_spare(0);
        // SAFETY: as above.
        let memory = unsafe { alloc::alloc::alloc(layout) };
        self.collection_wanted |= memory.is_null();
        memory
    }

    /// Gives spare blocks back until at most `keep` bytes of them are left.
    pub(crate) fn release_spare(&mut self, keep: usize) {
        while self.spare_bytes > keep && !self.spare.is_null() {
            let block = self.spare;
            // SAFETY: spare blocks are on this list alone, and none of their cells is in use.
            unsafe {
                self.spare = (*block).next;
                Block::destroy(block, self.block_size);
            }
            self.spare_bytes -= self.block_size;
            self.reserved -= self.block_size;
        }
    }

    /// Keeps an empty block for the next class that needs one.
    ///
    /// # Safety
    /// The block is on no list and none of its cells is in use or on a free list.
    pub(crate) unsafe fn add_spare(&mut self, block: *mut Block) {
        // SAFETY: by contract.
        unsafe { (*block).next = self.spare };
        self.spare = block;
        self.spare_bytes += self.block_size;
    }

    fn add_block(&mut self, class: usize, buffers: bool) -> Option<()> {
        let block = if self.spare.is_null() {
            if !self.reserve(self.block_size) {
                return None;
            }
            let block = self.ask_port(Block::layout(self.block_size)).cast::<Block>();
            if block.is_null() {
                self.reserved -= self.block_size;
                return None;
            }
            block
        } else {
            let block = self.spare;
            // SAFETY: spare blocks are live.
            self.spare = unsafe { (*block).next };
            self.spare_bytes -= self.block_size;
            self.note_use();
            block
        };
        let list = if buffers { &mut self.buffers[class] } else { &mut self.objects[class] };
        // SAFETY: the block is ours alone, and the class's lists are well formed.
        unsafe { Block::divide(block, list, CLASS_SIZES[class], self.block_size) };
        Some(())
    }

    fn allocate_large(&mut self, size: usize) -> Option<NonNull<u8>> {
        let total = size.checked_add(size_of::<Large>())?;
        let layout = Layout::from_size_align(total, ALIGN).ok()?;
        if !self.reserve(total) {
            return None;
        }
        let large = self.ask_port(layout).cast::<Large>();
        if large.is_null() {
            self.reserved -= total;
            return None;
        }
        // SAFETY: `large` is a fresh allocation with room for the link and the object behind it; the object's kind
        // is set to FREE so that a sweep before its initialisation would not touch it.
        unsafe {
            large.write(Large { next: self.large_objects, size: total });
            let object = large.add(1).cast::<Header>();
            object.write(Header { kind: FREE, mark: BLACK, flags: 0 });
            self.large_objects = large;
            NonNull::new(object.cast())
        }
    }

    /// A buffer of `size` bytes, aligned to [`ALIGN`]; its contents are undefined. `size` 0 gives a dangling pointer.
    #[inline]
    pub fn allocate_buffer(&mut self, size: usize) -> Option<NonNull<u8>> {
        if size == 0 {
            return Some(NonNull::<u64>::dangling().cast());
        }
        if self.refused() {
            return None;
        }
        if size > block::MAX_SMALL {
            let layout = Layout::from_size_align(size, ALIGN).ok()?;
            if !self.reserve(size) {
                return None;
            }
            let buffer = NonNull::new(self.ask_port(layout));
            if buffer.is_none() {
                self.reserved -= size;
            }
            return buffer;
        }
        let class = class_of(size);
        if self.buffers[class].free.is_null() {
            self.add_block(class, true)?;
        }
        let cell = self.buffers[class].free;
        // SAFETY: a cell on the free list is in a live block, aligned to the block size, and holds a valid link.
        unsafe {
            self.buffers[class].free = (*cell).next;
            (*Block::of(cell.cast(), self.block_size)).live += 1;
        }
        NonNull::new(cell.cast())
    }

    /// Gives back a buffer.
    ///
    /// # Safety
    /// `buffer` came from [`Heap::allocate_buffer`] or [`Heap::resize_buffer`] of this heap with the same `size`,
    /// and is not used afterwards.
    pub unsafe fn free_buffer(&mut self, buffer: NonNull<u8>, size: usize) {
        if size == 0 {
            return;
        }
        if size > block::MAX_SMALL {
            self.reserved -= size;
            // SAFETY: large buffers come from the allocator with exactly this layout.
            unsafe { alloc::alloc::dealloc(buffer.as_ptr(), Layout::from_size_align_unchecked(size, ALIGN)) };
            return;
        }
        let class = &mut self.buffers[class_of(size)];
        let cell = buffer.as_ptr().cast::<FreeCell>();
        // SAFETY: the buffer is a cell of this class, so there is room for a link and a block around it.
        unsafe {
            cell.write(FreeCell { tag: 0, next: class.free });
            (*Block::of(cell.cast(), self.block_size)).live -= 1;
        }
        class.free = cell;
    }

    /// A buffer of `new` bytes with the first `min(old, new)` bytes of `buffer`, which is freed. On failure `buffer`
    /// is as it was.
    ///
    /// # Safety
    /// As for [`Heap::free_buffer`], with `old` as its size.
    pub unsafe fn resize_buffer(&mut self, buffer: NonNull<u8>, old: usize, new: usize) -> Option<NonNull<u8>> {
        if old > block::MAX_SMALL && new > block::MAX_SMALL {
            if self.refused() || (new > old && !self.reserve(new - old)) {
                return None;
            }
            let resized = Layout::from_size_align(new, ALIGN).ok().and_then(|_| {
                // SAFETY: large buffers come from the allocator with this layout; `new` is not zero and was accepted.
                let resized = unsafe {
                    alloc::alloc::realloc(buffer.as_ptr(), Layout::from_size_align_unchecked(old, ALIGN), new)
                };
                NonNull::new(resized)
            });
            self.collection_wanted |= resized.is_none();
            match (resized.is_some(), new > old) {
                (true, false) => self.reserved -= old - new,
                (false, true) => self.reserved -= new - old,
                _ => {}
            }
            return resized;
        }
        if old != 0 && old <= block::MAX_SMALL && new <= block::MAX_SMALL && new != 0 && class_of(old) == class_of(new)
        {
            return Some(buffer);
        }
        let resized = self.allocate_buffer(new)?;
        // SAFETY: both buffers are at least `min(old, new)` bytes and distinct; `buffer` is given up by the caller.
        unsafe {
            core::ptr::copy_nonoverlapping(buffer.as_ptr(), resized.as_ptr(), old.min(new));
            self.free_buffer(buffer, old);
        }
        Some(resized)
    }

    /// The number of bytes that a buffer asked for with `size` bytes really has.
    pub fn usable_size(size: usize) -> usize {
        if size == 0 || size > block::MAX_SMALL { size } else { CLASS_SIZES[class_of(size)] }
    }

    /// Whether a collection should be made at the next safepoint.
    #[inline]
    pub fn collection_wanted(&self) -> bool {
        self.collection_wanted && self.automatic
    }

    /// Turns automatic collection on or off, as `gc.enable()` does.
    pub fn set_automatic(&mut self, on: bool) {
        self.automatic = on;
    }

    /// Makes the collector overwrite freed objects, so that a use after free shows at once. For tests.
    pub fn set_poison(&mut self, on: bool) {
        self.poison = on;
    }

    /// Whether automatic collection is on.
    pub fn automatic(&self) -> bool {
        self.automatic
    }

    /// Makes every allocation fail until the matching [`Heap::unlock`]. Nests.
    pub fn lock(&mut self) {
        if self.lock_depth == 0 && self.fail_after == 0 {
            for (class, hidden) in self.objects.iter_mut().zip(&mut self.locked_free) {
                *hidden = core::mem::replace(&mut class.free, null_mut());
            }
        }
        self.lock_depth += 1;
    }

    /// Undoes one [`Heap::lock`]; returns the remaining depth.
    pub fn unlock(&mut self) -> u32 {
        if self.lock_depth > 0 {
            self.lock_depth -= 1;
            if self.lock_depth == 0 && self.fail_after == 0 {
                for (class, hidden) in self.objects.iter_mut().zip(&mut self.locked_free) {
                    class.free = core::mem::replace(hidden, null_mut());
                }
            }
        }
        self.lock_depth
    }

    /// How many times the heap is locked.
    pub fn lock_depth(&self) -> u32 {
        self.lock_depth
    }

    /// For tests: the `n`-th allocation from now and all after it fail, until called again; 0 ends that.
    pub fn fail_after(&mut self, n: u64) {
        self.refused();
        self.fail_after = n;
        self.allocations = 0;
        if n != 0 {
            for (class, hidden) in self.objects.iter_mut().zip(&mut self.locked_free) {
                *hidden = core::mem::replace(&mut class.free, null_mut());
            }
        } else {
            for (class, hidden) in self.objects.iter_mut().zip(&mut self.locked_free) {
                if !hidden.is_null() {
                    class.free = core::mem::replace(hidden, null_mut());
                }
            }
        }
    }

    /// Allocations since [`Heap::fail_after`] was last called, with a number other than 0, for tests.
    pub fn allocations(&self) -> u64 {
        self.allocations
    }

    /// Whether a failure that a test asked for has happened.
    pub fn failing(&self) -> bool {
        self.fail_after != 0 && self.allocations >= self.fail_after
    }

    /// Ends a failure that a test asked for, once it has been seen.
    pub fn end_failure(&mut self) {
        if self.failing() {
            self.fail_after(0);
        }
    }

    /// Sets the number of reserved bytes after which a collection is wished; `None` restores the heap's own rule.
    pub fn set_threshold(&mut self, bytes: Option<usize>) {
        self.minimum_threshold = bytes.unwrap_or((self.limit / 2).min(MAX_THRESHOLD));
        self.threshold = self.reserved.saturating_add(self.minimum_threshold);
    }

    /// Takes `bytes` of the limit for memory that somebody else allocates, such as a compiler's arena.
    pub fn charge(&mut self, bytes: usize) -> bool {
        self.reserve(bytes)
    }

    /// Gives back what [`Heap::charge`] took.
    pub fn discharge(&mut self, bytes: usize) {
        self.reserved -= bytes;
    }

    /// Bytes that may still be taken before the limit.
    pub fn available(&self) -> usize {
        self.limit - self.reserved + self.spare_bytes
    }

    /// Memory figures. Walks the free lists, so it takes time in proportion to them.
    pub fn statistics(&self) -> Statistics {
        let mut free = 0;
        for (index, size) in CLASS_SIZES.iter().enumerate() {
            for list in [self.objects[index].free, self.buffers[index].free, self.locked_free[index]] {
                let mut cell = list;
                while !cell.is_null() {
                    free += size;
                    // SAFETY: `cell` is on a free list.
                    cell = unsafe { (*cell).next };
                }
            }
        }
        Statistics {
            limit: self.limit,
            reserved: self.reserved,
            used: self.reserved - self.spare_bytes - free,
            collections: self.collections,
        }
    }
}

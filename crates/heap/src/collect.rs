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
    /// Marks what `object` refers to, of a long one the part from an index on, at most [`CHUNK`] references. Returns the
    /// index of the next part; 0 says that there is none.
    ///
    /// # Safety
    /// `object` is a live, initialised object.
    unsafe fn trace(object: *mut Header, from: usize, marker: &mut Marker) -> usize;

    /// Frees the buffers of an object that is about to be freed.
    ///
    /// # Safety
    /// `object` is an initialised object that nothing refers to.
    unsafe fn release(object: *mut Header, heap: &mut Heap);
}

const STACK_SIZE: usize = if cfg!(target_pointer_width = "64") { 512 } else { 64 };
/// How much of a long object is traced at a time: where a collection can be interrupted no step may be long.
pub const CHUNK: usize = if cfg!(feature = "hard-interrupts") { 16 } else { usize::MAX };
/// Set in an entry of the mark stack: the object is traced from the index on that lies below.
const PARTIAL: usize = 1;

/// The state of marking: a bounded stack, and a note that it overflowed.
pub struct Marker {
    stack: [*mut Header; STACK_SIZE],
    depth: usize,
    overflowed: bool,
}

impl Marker {
    const fn new() -> Self {
        Marker { stack: [null_mut(); STACK_SIZE], depth: 0, overflowed: false }
    }

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
            self.push(object);
        }
    }

    /// # Safety
    /// As for [`Marker::mark`]; the object is not static.
    #[inline]
    unsafe fn push(&mut self, object: *mut Header) {
        // SAFETY: by contract.
        unsafe {
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

    /// Has an object traced again if it was reached already: something that runs during the collection changed it.
    ///
    /// # Safety
    /// As for [`Marker::mark`].
    pub unsafe fn trace_again(&mut self, object: *mut Header) {
        // SAFETY: by contract.
        if unsafe { (*object).mark } != crate::STATIC {
            // SAFETY: by contract, and it is not static.
            unsafe { self.push(object) };
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

    /// Traces one object of the stack, or a part of it.
    fn step<M: Model>(&mut self) {
        self.depth -= 1;
        let entry = self.stack[self.depth];
        if CHUNK != usize::MAX && entry.addr() & PARTIAL != 0 {
            self.depth -= 1;
            let from = self.stack[self.depth].addr();
            self.trace::<M>(entry.map_addr(|address| address & !PARTIAL), from);
        } else {
            self.trace::<M>(entry, 0);
        }
    }

    #[inline(always)]
    fn trace<M: Model>(&mut self, object: *mut Header, from: usize) {
        let below = self.depth;
        // SAFETY: only live objects are pushed.
        let next = unsafe { M::trace(object, from, self) };
        if CHUNK == usize::MAX || next == 0 {
            return;
        }
        if self.depth + 2 > STACK_SIZE {
            // SAFETY: as above; the object was pushed, so it is not static.
            unsafe { (*object).mark = GREY };
            self.overflowed = true;
            return;
        }
        // The rest comes below what was just found, so that the stack does not grow with the object's length.
        self.stack.copy_within(below..self.depth, below + 2);
        self.stack[below] = core::ptr::without_provenance_mut(next);
        self.stack[below + 1] = object.map_addr(|address| address | PARTIAL);
        self.depth += 2;
    }
}

/// A place in the blocks of a heap.
struct Cursor {
    class: usize,
    block: *mut Block,
    index: usize,
    large: *mut Large,
}

/// What a sweep does next.
#[derive(Clone, Copy, PartialEq)]
enum Stage {
    Objects,
    Large,
    Buffers,
    Done,
}

/// A collection under way. It consists of many short steps; between two of them code may run that allocates nothing but
/// cells of the reserve, and that tells the [`Marker`] what it stores and changes.
pub struct Collection {
    /// What was reached.
    pub marker: Marker,
    /// Where a mark stack that overflowed looks for what it lost.
    rescan: Option<Cursor>,
    stage: Stage,
    class: usize,
    block: *mut Block,
    /// Cells of the block that are still to be seen: from the last one to the first.
    cells: usize,
    live: usize,
    kept: *mut Block,
    /// The cells of the block that are free: the first and the last.
    head: *mut FreeCell,
    tail: *mut FreeCell,
    freed: usize,
    large: *mut Large,
    link: *mut *mut FreeCell,
    free_bytes: usize,
    hidden: bool,
}

impl Heap {
    /// Begins a collection. What follows, in this order: marking the roots, [`Heap::mark_some`] until it is done (and again
    /// when more was marked), [`Heap::sweep_some`] until it is done, [`Heap::end_collection`].
    pub fn begin_collection(&mut self) -> Collection {
        let hidden = self.show_hidden();
        self.collecting = true;
        self.epoch = self.epoch.wrapping_add(1);
        self.reserve.begin();
        Collection {
            marker: Marker::new(),
            rescan: None,
            stage: Stage::Objects,
            class: 0,
            block: null_mut(),
            cells: 0,
            live: 0,
            kept: null_mut(),
            head: null_mut(),
            tail: null_mut(),
            freed: 0,
            large: null_mut(),
            link: null_mut(),
            free_bytes: 0,
            hidden,
        }
    }

    /// Marks what is reachable from what is marked. False if `stop` asked for a break: then there may be more to do. Something
    /// is done before it is asked, so that marking ends however often it is interrupted.
    ///
    /// # Safety
    /// The objects of this heap are initialised.
    pub unsafe fn mark_some<M: Model>(&mut self, collection: &mut Collection, stop: impl Fn() -> bool) -> bool {
        loop {
            let marker = &mut collection.marker;
            while marker.depth > 0 {
                marker.step::<M>();
                if stop() {
                    return false;
                }
            }
            if collection.rescan.is_none() {
                if !marker.overflowed {
                    return true;
                }
                marker.overflowed = false;
                collection.rescan = Some(self.first_cell());
            }
            let Some(cursor) = &mut collection.rescan else { return true };
            match self.next_object(cursor) {
                // SAFETY: the cursor gives live cells; grey ones were reached and are initialised.
                Some(object) => unsafe {
                    if (*object).mark == GREY {
                        (*object).mark = BLACK;
                        marker.trace::<M>(object, 0);
                    } else if stop() {
                        return false;
                    }
                },
                None => collection.rescan = None,
            }
        }
    }

    fn first_cell(&self) -> Cursor {
        Cursor { class: 0, block: self.objects[0].blocks, index: 0, large: self.large_objects }
    }

    /// The next object cell, in use or not.
    fn next_object(&self, cursor: &mut Cursor) -> Option<*mut Header> {
        while cursor.class < CLASS_COUNT {
            let size = CLASS_SIZES[cursor.class];
            if cursor.block.is_null() {
                cursor.class += 1;
                cursor.block = self.objects.get(cursor.class).map_or(null_mut(), |class| class.blocks);
            } else if cursor.index < Block::cell_count(size, self.block_size) {
                cursor.index += 1;
                // SAFETY: the block is live and has this many cells.
                return Some(unsafe { Block::cell(cursor.block, cursor.index - 1, size) }.cast());
            } else {
                cursor.index = 0;
                // SAFETY: as above.
                cursor.block = unsafe { (*cursor.block).next };
            }
        }
        let large = cursor.large;
        if large.is_null() {
            return None;
        }
        // SAFETY: the list of large objects is well formed.
        unsafe {
            cursor.large = (*large).next;
            Some(large.add(1).cast())
        }
    }

    /// Ends a collection whose sweep is done.
    pub fn end_collection(&mut self, collection: Collection) {
        self.collecting = false;
        self.fill_shelves(false);
        self.collections += 1;
        self.collection_wanted = false;
        self.plan_next(collection.free_bytes);
        if collection.hidden {
            self.hide_again();
        }
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

    fn hide_again(&mut self) {
        for (class, hidden) in self.objects.iter_mut().zip(&mut self.locked_free) {
            *hidden = core::mem::replace(&mut class.free, null_mut());
        }
    }

    /// Collect again when as much again as is alive has been taken; keep as many spare blocks as that needs.
    fn plan_next(&mut self, free: usize) {
        let live = self.reserved - self.spare_bytes - free;
        let room = live.max(self.minimum_threshold);
        let in_use = self.reserved - self.spare_bytes;
        let wanted = in_use.max(live.saturating_add(room));
        // Near the limit a collection is due before the last block is gone.
        self.threshold = wanted.min(self.limit.saturating_sub(self.limit / 16).max(in_use));
        self.release_spare(room);
    }

    /// Frees what was not reached. False if `stop` asked for a break: then there is more to do.
    ///
    /// # Safety
    /// Marking is done: what is not marked is not used any more.
    pub unsafe fn sweep_some<M: Model>(&mut self, collection: &mut Collection, stop: impl Fn() -> bool) -> bool {
        while collection.stage != Stage::Done {
            // SAFETY: by contract.
            unsafe {
                let done = match collection.stage {
                    Stage::Objects => self.sweep_cells::<M>(collection, &stop),
                    Stage::Large => self.sweep_large::<M>(collection, &stop),
                    _ => self.sweep_buffers(collection, &stop),
                };
                if !done {
                    return false;
                }
            }
            collection.class += 1;
            if collection.stage == Stage::Large || collection.class == CLASS_COUNT {
                collection.class = 0;
                collection.stage = match collection.stage {
                    Stage::Objects => {
                        collection.large = core::mem::replace(&mut self.large_objects, null_mut());
                        Stage::Large
                    }
                    Stage::Large => Stage::Buffers,
                    _ => Stage::Done,
                };
            }
        }
        true
    }

    /// Frees what is unmarked in a class, and builds its free list anew in the order of addresses in each block.
    unsafe fn sweep_cells<M: Model>(&mut self, sweep: &mut Collection, stop: &impl Fn() -> bool) -> bool {
        let class = sweep.class;
        let size = CLASS_SIZES[class];
        let count = Block::cell_count(size, self.block_size);
        if sweep.block.is_null() {
            sweep.block = self.objects[class].blocks;
            sweep.cells = count;
            self.objects[class].forget();
        }
        while !sweep.block.is_null() {
            let block = sweep.block;
            // SAFETY: `block` is a live block of this class; its cells are either free or initialised objects, and
            // those that are unmarked after marking are unreachable.
            unsafe {
                let (mut cells, mut live, mut head) = (sweep.cells, sweep.live, sweep.head);
                let last = cells;
                while cells > 0 {
                    if cells != last && stop() {
                        (sweep.cells, sweep.live, sweep.head) = (cells, live, head);
                        return false;
                    }
                    cells -= 1;
                    let cell = Block::cell(block, cells, size);
                    let header = cell.cast::<Header>();
                    if (*header).mark != WHITE {
                        // A free cell with a mark belongs to the reserve.
                        if (*header).kind != FREE {
                            (*header).mark = WHITE;
                        }
                        live += 1;
                        continue;
                    }
                    if (*header).kind != FREE {
                        M::release(header, self);
                        sweep.freed += 1;
                        if self.poison {
                            core::ptr::write_bytes(cell, 0xF5, size);
                        }
                    }
                    cell.cast::<FreeCell>().write(FreeCell { tag: 0, next: head });
                    if head.is_null() {
                        sweep.tail = cell.cast();
                    }
                    head = cell.cast();
                }
                let next = (*block).next;
                (*block).live = self.epoch;
                // Handlers that come before the sweep is over find free cells of each class.
                let spares = CHUNK == usize::MAX || !self.objects[class].free.is_null();
                if live == 0 && spares {
                    self.add_spare(block);
                } else {
                    sweep.free_bytes += (count - live) * size;
                    (*block).next = sweep.kept;
                    sweep.kept = block;
                    if !head.is_null() {
                        // From now on handlers may have the cells.
                        (*sweep.tail).next = self.objects[class].free;
                        self.objects[class].free = head;
                    }
                }
                sweep.head = null_mut();
                (sweep.live, sweep.cells, sweep.block) = (0, count, next);
            }
        }
        self.objects[class].blocks = core::mem::replace(&mut sweep.kept, null_mut());
        self.reserve.note_freed(class, core::mem::take(&mut sweep.freed));
        true
    }

    unsafe fn sweep_large<M: Model>(&mut self, sweep: &mut Collection, stop: &impl Fn() -> bool) -> bool {
        while !sweep.large.is_null() {
            let large = sweep.large;
            // SAFETY: the list is well formed; an unmarked object is unreachable.
            unsafe {
                sweep.large = (*large).next;
                let header = large.add(1).cast::<Header>();
                if (*header).mark == WHITE {
                    M::release(header, self);
                    self.free_large(large);
                } else {
                    (*header).mark = WHITE;
                    (*large).next = self.large_objects;
                    self.large_objects = large;
                }
            }
            if stop() {
                return sweep.large.is_null();
            }
        }
        true
    }

    /// Takes the empty blocks out of a class of buffers. No buffer is allocated between two steps, but some may be freed.
    unsafe fn sweep_buffers(&mut self, sweep: &mut Collection, stop: &impl Fn() -> bool) -> bool {
        let list = &mut self.buffers[sweep.class];
        // SAFETY: buffers count their live cells; what is taken out of the class is on no other list.
        unsafe {
            if sweep.link.is_null() {
                if !list.condemn_empty() {
                    sweep.free_bytes += list.free_bytes(self.block_size);
                    return true;
                }
                sweep.link = &raw mut list.free;
            }
            if !list.drop_condemned_cells(&mut sweep.link, self.block_size, stop) {
                return false;
            }
            sweep.link = null_mut();
            let mut block = list.take_condemned();
            sweep.free_bytes += list.free_bytes(self.block_size);
            while !block.is_null() {
                let next = (*block).next;
                self.add_spare(block);
                block = next;
            }
        }
        true
    }

    /// Whether the sweep has passed a cell of a block of objects.
    fn was_swept(&self, collection: &Collection, cell: *mut Header) -> bool {
        let block = Block::of(cell.cast(), self.block_size);
        if block == collection.block {
            // SAFETY: the block is live; the sweep goes from its last cell to the first.
            let next = unsafe { Block::cell(block, collection.cells, CLASS_SIZES[collection.class]) };
            return cell.cast() >= next;
        }
        // SAFETY: the cell is one of a block.
        unsafe { (*block).live == self.epoch }
    }

    /// Gives the objects that were made of the reserve since the last call their marks: all are kept until the next
    /// collection. `marking` says that the sweep has not begun.
    ///
    /// # Safety
    /// They are initialised.
    pub unsafe fn keep_fresh(&mut self, collection: &mut Collection, marking: bool) {
        while let Some(object) = self.reserve.pop_fresh() {
            // SAFETY: by contract; the object is not static.
            unsafe {
                if (*object).kind == FREE {
                    continue;
                }
                if marking {
                    collection.marker.mark(object);
                } else if !self.was_swept(collection, object) {
                    (*object).mark = BLACK;
                }
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
        self.reserve = crate::reserve::Reserve::new();
        for _ in 0..2 {
            let mut collection = self.begin_collection();
            // SAFETY: by contract nothing is used, and so nothing needs a mark.
            unsafe { self.sweep_some::<M>(&mut collection, || false) };
        }
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

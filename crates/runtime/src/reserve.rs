//! What goes on while the heap is locked: the objects that the language needs in passing come from a reserve.
//!
//! `micropython.heap_lock()` makes allocations fail. What a program asks for, such as a list, is then a `MemoryError`; but
//! exceptions, frame records, iterators of loops and the like must go on. The code that makes these does so in
//! [`Vm::with_reserve`].

use crate::object::{BoundMethod, Exception, Record, Tuple};
use crate::types::exception::traceback;
use crate::types::frame;
use crate::value::Value;
use crate::vm::Vm;

/// Native calls, each in the one before, whose end `sys.monitoring` reports.
const OPEN_CALLS: usize = 16;
/// Callbacks that may be scheduled while the heap is locked.
const SCHEDULED: usize = 8;

impl Vm {
    /// Locks the heap, after the reserve was filled. Nests. Returns the depth.
    pub fn lock_heap(&mut self) -> u32 {
        if self.heap.lock_depth() == 0 {
            self.fill_reserve();
        }
        self.heap.lock();
        self.heap.lock_depth()
    }

    /// Undoes one [`Vm::lock_heap`]; returns the remaining depth.
    pub fn unlock_heap(&mut self) -> u32 {
        let depth = self.heap.unlock();
        if depth == 0 {
            self.heap.fill_reserve();
        }
        depth
    }

    /// Sets aside what is needed while the heap is locked, as far as there is memory. [`Vm::lock_heap`] does it; a port
    /// whose interrupts lock the heap by other means calls it at the start.
    pub fn fill_reserve(&mut self) {
        let word = size_of::<Value>();
        let count = self.configuration.reserve;
        for size in [
            size_of::<Exception>(),
            size_of::<Tuple>() + word,
            size_of::<Tuple>() + 3 * word,
            size_of::<BoundMethod>(),
            size_of::<Record>() + 2 * word,
            size_of::<Record>() + 3 * word,
            size_of::<Record>() + traceback::FIELDS * word,
        ] {
            self.heap.want_reserve(size, count);
        }
        for size in [40, 56, 80, 96, 112] {
            self.heap.want_reserve(size, count.div_ceil(4));
        }
        if self.has_events() {
            self.heap.want_special(frame::RESERVED_SIZE, self.configuration.frame_reserve);
            // Without room events are dropped, and counted.
            let _ = self.reserve_watched();
            let calls = &mut self.monitoring.calls;
            let _ = calls.try_reserve(OPEN_CALLS.saturating_sub(calls.len()));
        }
        self.heap.fill_reserve();
        // Without memory for it, it is tried again when somebody schedules.
        let _ = self.scheduled.try_reserve(SCHEDULED.saturating_sub(self.scheduled.len()));
    }

    /// Sets aside memory for texts of up to `size` bytes, so that exceptions raised while the heap is locked have long
    /// messages.
    pub fn reserve_messages(&mut self, size: usize) {
        let cell = (size_of::<crate::object::Str>() + size).min(heap::block::MAX_SMALL);
        self.heap.want_reserve(cell, 2);
        self.heap.fill_reserve();
    }

    /// Makes something that only lives for a while: if the heap is locked its memory may come from the reserve.
    #[inline]
    pub fn with_reserve<T>(&mut self, make: impl FnOnce(&mut Vm) -> T) -> T {
        if self.heap.lock_depth() == 0 {
            return make(self);
        }
        let before = self.heap.open_reserve(true);
        let made = make(self);
        self.heap.open_reserve(before);
        // When little is left a collection gives back what has become garbage.
        self.note_collection();
        made
    }
}

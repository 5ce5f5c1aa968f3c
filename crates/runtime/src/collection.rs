//! Collections: what is marked first, and what is dropped when the marks are final.
//!
//! Where a handler of an interrupt may come between any two steps, the collection consists of short ones: see
//! [`crate::interrupts`] for what a handler must do for it.

use crate::interrupts::Phase;
use crate::object::Exception;
use crate::object::trace::{ObjectModel, mark_value, mark_words};
use crate::value::Value;
use crate::vm::{NO_METHOD, NO_SLOT, Vm};
use core::sync::atomic::Ordering;
use heap::Collection;

/// More zeros in a row than natives leave on the stack between two frames. This many behind the registers of the largest
/// frame say that the stack was not used there since it was last zeroed, for every frame begins with words that are not
/// zero.
const UNUSED_WORDS: usize = if cfg!(target_pointer_width = "64") { 4096 } else { 1024 };
/// How often handlers interrupt the marking at most.
const MOST_BREAKS: usize = 4096;
/// Words of the stack, or objects of a list, that one step looks at.
const PART: usize = 32;

impl Vm {
    /// Frees what is unreachable. Only at a safepoint: see the text of [`crate::vm`].
    pub fn collect(&mut self) {
        self.pending.collect.store(self.configuration.collect_always, Ordering::Relaxed);
        if self.log_is_full() || self.interrupts.phase != Phase::Idle || self.interrupts.is_running() {
            return;
        }
        let mut collection = self.heap.begin_collection();
        // SAFETY: `mark_roots` marks everything that the VM can still use, by the rules of rooting, and handlers tell what
        // they store and change.
        unsafe {
            self.interrupts.phase = Phase::Mark;
            self.mark_roots(&mut collection);
            self.mark_all(&mut collection);
            self.mark_memory_error(&mut collection);
            if !self.examine_exports(&mut collection.marker) {
                self.forget_weak(&collection.marker);
                self.mark_finalizable(&mut collection.marker);
            }
            // Handlers may go on storing; what they stored last is traced before the next one comes.
            self.mark_all(&mut collection);
            self.interrupts.phase = Phase::Forget;
            self.forget_unmarked(&mut collection);
            self.interrupts.phase = Phase::Sweep;
            while !self.heap.sweep_some::<ObjectModel>(&mut collection, self.stop()) {
                self.breathe_in_collection(&mut collection);
            }
        }
        self.interrupts.phase = Phase::Idle;
        self.heap.end_collection(collection);
        self.clear_stack();
        if !self.finalize_queue.is_empty() {
            self.pending.finalize.store(true, Ordering::Relaxed);
            self.pending.request();
        }
    }

    /// Zeroes the stack above its top as far as it was used, so that no register can show a value that was freed.
    fn clear_stack(&mut self) {
        let mut word = self.frame.top;
        let mut zeros = 0;
        let unused = self.largest_frame + UNUSED_WORDS;
        while word < self.stack_end && zeros < unused {
            if (word as usize).is_multiple_of(PART * size_of::<Value>()) {
                self.breathe();
            }
            // SAFETY: the stack is the VM's up to its end, and nothing is in use above the top.
            unsafe {
                zeros += 1;
                if (*word).is_some() {
                    zeros = 0;
                    *word = None;
                }
                word = word.add(1);
            }
        }
    }

    /// # Safety
    /// The roots are marked.
    unsafe fn mark_all(&mut self, collection: &mut Collection) {
        // Handlers that change long objects again and again have them traced each time. That must end.
        for _ in 0..MOST_BREAKS {
            // SAFETY: by contract.
            if unsafe { self.heap.mark_some::<ObjectModel>(collection, self.stop()) } {
                return;
            }
            self.breathe_in_collection(collection);
        }
        // SAFETY: by contract.
        unsafe { self.heap.mark_some::<ObjectModel>(collection, || false) };
    }

    /// # Safety
    /// The VM's state is consistent: a safepoint.
    unsafe fn mark_roots(&mut self, collection: &mut Collection) {
        // SAFETY: all these are live values.
        unsafe {
            // While these are marked nothing is put in: what a handler finds there then would not be marked.
            self.method_cache.fill(NO_METHOD);
            self.breathe_in_collection(collection);
            self.slot_cache.fill(NO_SLOT);
            if !self.exports.examines() {
                let depth = self.frame.top.offset_from(self.stack_start).max(0) as usize;
                let mut from = 0;
                while from < depth {
                    let end = depth.min(from + PART);
                    mark_words(self.stack_start.add(from), end - from, &mut collection.marker);
                    self.breathe_in_collection(collection);
                    from = end;
                }
                for index in 0..self.logged().len() {
                    mark_value(self.logged()[index], &mut collection.marker);
                    self.breathe_in_collection(collection);
                }
            }
            let marker = &mut collection.marker;
            let single = [self.exception, self.handled, self.returned, self.interrupts.failure];
            for value in single.into_iter().flatten() {
                mark_value(value, marker);
            }
            for dict in [self.builtins, self.modules, self.registry, self.descriptors] {
                mark_value(dict.value(), marker);
            }
            for &value in self.repr_stack.iter().chain(self.finalize_queue.iter()) {
                mark_value(value, marker);
            }
            for value in self.events.roots() {
                mark_value(value, marker);
            }
            let callbacks =
                self.interrupts.callbacks.iter().flatten().map(|callback| (callback.function, callback.argument));
            for (function, argument) in self.scheduled.iter().copied().chain(callbacks) {
                mark_value(function, marker);
                mark_value(argument, marker);
            }
            self.monitoring.mark(marker);
        }
    }

    /// The one MemoryError for exhausted memory stays. If the program has it no more, its traceback must not keep alive the
    /// frames that had filled the heap.
    ///
    /// # Safety
    /// Everything else that is reachable is marked.
    unsafe fn mark_memory_error(&mut self, collection: &mut Collection) {
        let Some(value) = self.memory_error else { return };
        if let (Some(error), Some(object)) = (value.as_ref::<Exception>(), value.as_object()) {
            // SAFETY: the object was made at the start and stays alive.
            if !unsafe { collection.marker.is_marked(object) } {
                error.traceback.set(None);
                error.context.set(None);
                error.cause.set(None);
            }
        }
        // SAFETY: a live value; by contract the rest is marked.
        unsafe {
            mark_value(value, &mut collection.marker);
            self.mark_all(collection);
        }
    }

    /// Drops what does not keep its referent alive, when the marks are final.
    fn forget_unmarked(&mut self, collection: &mut Collection) {
        self.forget_weak(&collection.marker);
        for index in 0..self.interned.len() {
            if let Some(object) = self.interned[index].and_then(Value::as_object) {
                // SAFETY: interned strs are alive until they leave the table.
                if !unsafe { collection.marker.is_marked(object) } {
                    // Not an empty slot: names behind it must still be found.
                    self.interned[index] = Some(Value::NONE);
                }
            }
            if index % PART == 0 {
                self.breathe_in_collection(collection);
            }
        }
        self.exports.forget_unmarked(&collection.marker);
        self.monitoring.forget_unmarked(&collection.marker);
        self.breathe_in_collection(collection);
        let mut kept = 0;
        for at in 0..self.codes.len() {
            let code = self.codes[at];
            // SAFETY: codes and classes leave these lists before they are freed.
            if unsafe { collection.marker.is_marked(code.pointer().cast()) } {
                self.codes.swap(kept, at);
                kept += 1;
            }
            if at % PART == 0 {
                self.breathe_in_collection(collection);
            }
        }
        if kept < self.codes.len() {
            self.codes.truncate(kept);
            self.events.forget_lines();
        }
        self.monitoring.recount(&self.codes);
        let mut kept = 0;
        for at in 0..self.classes.len() {
            let class = self.classes[at];
            // SAFETY: as above.
            if unsafe { collection.marker.is_marked(class.pointer().cast()) } {
                self.classes.swap(kept, at);
                kept += 1;
            }
            if at % PART == 0 {
                self.breathe_in_collection(collection);
            }
        }
        self.classes.truncate(kept);
    }
}

//! Memoryviews that keep a bytearray from changing its size.
//!
//! As in CPython, a bytearray cannot change its size while there are memoryviews of it. There, a view ends when the last
//! reference to it goes; here, when somebody asks to change the size, garbage is collected to find out which views are
//! still held. A view that only the stack refers to does not count: registers keep values that are no longer needed, and
//! an error because of such a value would be a riddle. So it is views in namespaces of modules, instances and containers
//! that forbid a change; views never show memory that is gone, whether they count or not.

use super::trace::{mark_value, mark_words};
use super::{ByteArray, Ref};
use crate::types::{exception, memoryview};
use crate::value::Value;
use crate::vm::{Raised, Vm};
use heap::{Marker, OutOfMemory, TryVec};

/// The memoryviews of bytearrays.
#[derive(Default)]
pub struct Exports {
    views: TryVec<Value>,
    examination: Option<Examination>,
}

/// What a collection is to find out.
struct Examination {
    array: Value,
    /// The number of views of the array that are held.
    held: u32,
}

impl Exports {
    /// Notes a view.
    pub(crate) fn add(&mut self, view: Value) -> Result<(), OutOfMemory> {
        self.views.try_push(view)
    }

    /// Forgets a view that was released; false if it is not known.
    pub(crate) fn remove(&mut self, view: Value) -> bool {
        let index = self.views.iter().position(|&other| other == view);
        index.is_some_and(|index| self.views.remove(index) == view)
    }

    /// Forgets all views of a bytearray.
    fn remove_all(&mut self, array: Ref<ByteArray>) {
        let mut index = 0;
        while let Some(&view) = self.views.get(index) {
            if memoryview::storage_of(view) == Some(array.value()) {
                self.views.remove(index);
            } else {
                index += 1;
            }
        }
        array.exports.set(0);
    }

    /// Whether the stack is to be marked last.
    pub(crate) fn examines(&self) -> bool {
        self.examination.is_some()
    }

    /// Drops views that are going to be freed, when the marks are final.
    pub(crate) fn forget_unmarked(&mut self, marker: &Marker) {
        let mut index = 0;
        while let Some(&view) = self.views.get(index) {
            if is_marked(view, marker) {
                index += 1;
            } else {
                memoryview::drop_export(view);
                self.views.remove(index);
            }
        }
    }
}

fn is_marked(view: Value, marker: &Marker) -> bool {
    // SAFETY: views are alive until they leave the list, and so is what they show until the marks are used.
    view.as_object().is_none_or(|object| unsafe { marker.is_marked(object) })
}

impl Vm {
    /// BufferError if memoryviews of a bytearray are held. May collect garbage: a safepoint.
    pub fn check_resizable(&mut self, array: Ref<ByteArray>) -> Result<(), Raised> {
        if array.exports.get() == 0 {
            return Ok(());
        }
        self.exports.examination = Some(Examination { array: array.value(), held: array.exports.get() });
        self.collect();
        match self.exports.examination.take() {
            Some(examination) if examination.held > 0 => {
                let message = format_args!("Existing exports of data: object cannot be re-sized");
                Err(self.raise(&exception::BUFFER_ERROR, message))
            }
            _ => {
                self.exports.remove_all(array);
                Ok(())
            }
        }
    }

    /// If a collection is to find out about views: counts those that are marked although the stack is not, and then
    /// marks the stack. False if there is nothing to find out.
    pub(crate) fn examine_exports(&mut self, marker: &mut Marker) -> bool {
        let Some(examination) = &mut self.exports.examination else { return false };
        let views = self.exports.views.iter();
        let of_array = views.filter(|&&view| memoryview::storage_of(view) == Some(examination.array));
        examination.held = of_array.filter(|&&view| is_marked(view, marker)).count() as u32;
        // SAFETY: the stack and the log hold values, and objects with a finalizer are alive; all of these stay alive this
        // time, since it is not known which of them are reachable from the stack alone.
        unsafe {
            self.mark_stack(marker);
            for &object in self.finalizable.iter() {
                mark_value(object, marker);
            }
        }
        true
    }

    /// Marks what registers and running natives hold.
    ///
    /// # Safety
    /// As for the other roots.
    pub(crate) unsafe fn mark_stack(&mut self, marker: &mut Marker) {
        // SAFETY: the stack below its top holds values, zeros and odd link words; the log holds values.
        unsafe {
            let depth = self.frame.top.offset_from(self.stack_start).max(0) as usize;
            mark_words(self.stack_start, depth, marker);
            for &value in self.logged() {
                mark_value(value, marker);
            }
        }
    }
}

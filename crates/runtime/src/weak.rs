//! Weak references, places that name an object without keeping it alive; and the finalizers of what nothing keeps alive.

use crate::value::Value;
use crate::vm::{Raised, Vm};
use heap::TryVec;

/// The places, by number. A free one names the next free one.
#[derive(Default)]
pub(crate) struct WeakTable {
    places: TryVec<Place>,
    free: Option<u32>,
}

#[derive(Clone, Copy)]
enum Place {
    /// An object, and who is told when it is gone. The watcher is named weakly, too.
    Object {
        object: Value,
        watcher: Option<Value>,
    },
    /// The object was freed, or is only waiting for its finalizer; whether the watcher was told.
    Dead {
        told: bool,
    },
    Free(Option<u32>),
}

impl WeakTable {
    /// Forgets the objects that are not marked, when everything reachable is. An object that waits for its finalizer
    /// is not found any more either, so that nobody sees it half finished. `tell` gets the watchers that are still there.
    pub(crate) fn forget_unmarked(&mut self, marker: &heap::Marker, mut tell: impl FnMut(Value)) {
        // SAFETY: the table was cleaned in the collection before, so that what it names was not freed yet.
        let is_marked = |value: Value| value.as_object().is_none_or(|object| unsafe { marker.is_marked(object) });
        for place in self.places.iter_mut() {
            let Place::Object { object, watcher } = *place else { continue };
            let watcher = watcher.filter(|&watcher| is_marked(watcher));
            if is_marked(object) {
                *place = Place::Object { object, watcher };
                continue;
            }
            *place = Place::Dead { told: watcher.is_some() };
            if let Some(watcher) = watcher {
                tell(watcher);
            }
        }
    }
}

impl Vm {
    /// A new place that names an object; its number. When the object is gone and the watcher is not, the watcher's `__del__`
    /// is called, which [`Vm::weak_died`] tells why.
    pub fn new_weak(&mut self, object: Value, watcher: Option<Value>) -> Result<u32, Raised> {
        let place = Place::Object { object, watcher };
        // Every watcher has room in the queue when its time comes.
        if watcher.is_some() && self.finalize_queue.try_reserve(self.weak.places.len() + 1).is_err() {
            return Err(self.memory_error());
        }
        if let Some(number) = self.weak.free
            && let Some(slot) = self.weak.places.get_mut(number as usize)
        {
            self.weak.free = if let Place::Free(next) = *slot { next } else { None };
            *slot = place;
            return Ok(number);
        }
        let number = self.weak.places.len() as u32;
        match self.weak.places.try_push(place) {
            Ok(()) => Ok(number),
            Err(_) => Err(self.memory_error()),
        }
    }

    /// The object that a place names, while something keeps it alive.
    pub fn weak_object(&self, number: u32) -> Option<Value> {
        match self.weak.places.get(number as usize) {
            Some(&Place::Object { object, .. }) => Some(object),
            _ => None,
        }
    }

    /// Whether the object of a place is gone and its watcher was there to be told.
    pub fn weak_died(&self, number: u32) -> bool {
        matches!(self.weak.places.get(number as usize), Some(Place::Dead { told: true }))
    }

    /// Gives a place back.
    pub fn free_weak(&mut self, number: u32) {
        if let Some(place) = self.weak.places.get_mut(number as usize)
            && !matches!(place, Place::Free(_))
        {
            *place = Place::Free(self.weak.free);
            self.weak.free = Some(number);
        }
    }

    /// See [`WeakTable::forget_unmarked`].
    pub(crate) fn forget_weak(&mut self, marker: &heap::Marker) {
        let queue = &mut self.finalize_queue;
        self.weak.forget_unmarked(marker, |watcher| {
            // There is room, see `new_weak`; the queue is a root.
            let _ = queue.try_push(watcher);
        });
    }

    /// Queues the unreachable objects that have a finalizer, when everything reachable is marked.
    pub(crate) fn mark_finalizable(&mut self, marker: &mut heap::Marker) {
        let mut index = 0;
        while index < self.finalizable.len() {
            let value = self.finalizable[index];
            // SAFETY: the list holds objects that were not freed yet: they leave it when they die.
            let marked = value.as_object().is_none_or(|object| unsafe { marker.is_marked(object) });
            if marked || self.finalize_queue.try_push(value).is_err() {
                index += 1;
                if !marked {
                    // SAFETY: as above. No room in the queue: it stays for the next collection.
                    unsafe { crate::object::trace::mark_value(value, marker) };
                }
                continue;
            }
            // SAFETY: as above; the object lives on until its finalizer has run.
            unsafe { crate::object::trace::mark_value(value, marker) };
            self.finalizable.remove(index);
        }
    }
}

//! A vector whose every growth can fail.
//!
//! `alloc::vec::Vec` aborts when memory runs out, and its growing methods do not exist under
//! `--cfg no_global_oom_handling`. [`TryVec`] offers the same operations with a result.

use alloc::vec::Vec;
use core::ops::{Deref, DerefMut};

/// Memory ran out. Carries nothing: the caller decides what becomes of it (`MemoryError` in Python).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OutOfMemory;

impl core::fmt::Display for OutOfMemory {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("memory allocation failed")
    }
}

/// A growable array on the port's allocator, with fallible growth.
#[derive(Debug, PartialEq, Eq)]
pub struct TryVec<T>(Vec<T>);

impl<T> Default for TryVec<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T> TryVec<T> {
    /// An empty vector; allocates nothing.
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// An empty vector with room for `capacity` items.
    pub fn try_with_capacity(capacity: usize) -> Result<Self, OutOfMemory> {
        let mut vec = Self::new();
        vec.try_reserve(capacity)?;
        Ok(vec)
    }

    /// How many items fit without an allocation.
    pub fn capacity(&self) -> usize {
        self.0.capacity()
    }

    /// Makes room for `additional` more items.
    pub fn try_reserve(&mut self, additional: usize) -> Result<(), OutOfMemory> {
        self.0.try_reserve(additional).map_err(|_| OutOfMemory)
    }

    /// Appends one item.
    #[inline]
    pub fn try_push(&mut self, item: T) -> Result<(), OutOfMemory> {
        if self.0.len() == self.0.capacity() {
            self.try_reserve(1)?;
        }
        let len = self.0.len();
        // SAFETY: the capacity was just made larger than `len`, so the slot at `len` is ours to write;
        // the length grows only after the write.
        unsafe {
            self.0.as_mut_ptr().add(len).write(item);
            self.0.set_len(len + 1);
        }
        Ok(())
    }

    /// Inserts `item` before position `index`, which is at most the length.
    pub fn try_insert(&mut self, index: usize, item: T) -> Result<(), OutOfMemory> {
        assert!(index <= self.0.len());
        self.try_push(item)?;
        self.0[index..].rotate_right(1);
        Ok(())
    }

    /// Removes and returns the last item.
    pub fn pop(&mut self) -> Option<T> {
        self.0.pop()
    }

    /// Removes and returns the item at `index`, moving the later ones down.
    pub fn remove(&mut self, index: usize) -> T {
        self.0.remove(index)
    }

    /// Keeps the first `len` items.
    pub fn truncate(&mut self, len: usize) {
        self.0.truncate(len);
    }

    /// Removes all items and keeps the memory.
    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// Gives back the memory of unused capacity where the allocator can.
    pub fn into_vec(self) -> Vec<T> {
        self.0
    }
}

impl<T: Clone> TryVec<T> {
    /// Appends clones of `items`.
    pub fn try_extend_from_slice(&mut self, items: &[T]) -> Result<(), OutOfMemory> {
        self.try_reserve(items.len())?;
        let len = self.0.len();
        for (slot, item) in self.0.spare_capacity_mut().iter_mut().zip(items) {
            slot.write(item.clone());
        }
        // SAFETY: there was room for all items, so the loop has written as many slots beyond `len`.
        unsafe { self.0.set_len(len + items.len()) };
        Ok(())
    }

    /// A vector with clones of `items`.
    pub fn try_from_slice(items: &[T]) -> Result<Self, OutOfMemory> {
        let mut vec = Self::new();
        vec.try_extend_from_slice(items)?;
        Ok(vec)
    }

    /// Grows with clones of `item`, or shrinks, to `len` items.
    pub fn try_resize(&mut self, len: usize, item: T) -> Result<(), OutOfMemory> {
        if len <= self.0.len() {
            self.0.truncate(len);
            return Ok(());
        }
        let more = len - self.0.len();
        self.try_reserve(more)?;
        for slot in self.0.spare_capacity_mut().iter_mut().take(more) {
            slot.write(item.clone());
        }
        // SAFETY: there was room for `more` items, so the loop has written all slots up to `len`.
        unsafe { self.0.set_len(len) };
        Ok(())
    }
}

impl<T> Deref for TryVec<T> {
    type Target = [T];
    fn deref(&self) -> &[T] {
        &self.0
    }
}

impl<T> DerefMut for TryVec<T> {
    fn deref_mut(&mut self) -> &mut [T] {
        &mut self.0
    }
}

impl<T> IntoIterator for TryVec<T> {
    type Item = T;
    type IntoIter = alloc::vec::IntoIter<T>;
    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'a, T> IntoIterator for &'a TryVec<T> {
    type Item = &'a T;
    type IntoIter = core::slice::Iter<'a, T>;
    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl core::fmt::Write for TryVec<u8> {
    fn write_str(&mut self, text: &str) -> core::fmt::Result {
        self.try_extend_from_slice(text.as_bytes()).map_err(|_| core::fmt::Error)
    }
}

//! Fallible allocation in the bump arena of one compilation.
//!
//! Everything put into the arena is `Copy`, since an arena runs no destructors.

use bumpalo::Bump;
use core::ops::{Deref, DerefMut};
use heap::{OutOfMemory, TryVec};

/// Puts `value` into the arena.
#[inline]
pub fn try_alloc<T: Copy>(arena: &Bump, value: T) -> Result<&T, OutOfMemory> {
    match arena.try_alloc(value) {
        Ok(place) => Ok(place),
        Err(_) => Err(OutOfMemory),
    }
}

/// Copies `items` into the arena; an empty slice takes no room.
pub fn try_alloc_slice<'a, T: Copy>(arena: &'a Bump, items: &[T]) -> Result<&'a [T], OutOfMemory> {
    if items.is_empty() {
        return Ok(&[]);
    }
    match arena.try_alloc_slice_copy(items) {
        Ok(place) => Ok(place),
        Err(_) => Err(OutOfMemory),
    }
}

/// Copies `text` into the arena.
pub fn try_alloc_str<'a>(arena: &'a Bump, text: &str) -> Result<&'a str, OutOfMemory> {
    match arena.try_alloc_str(text) {
        Ok(place) => Ok(place),
        Err(_) => Err(OutOfMemory),
    }
}

/// A list of unknown length that ends as a slice of exact length in the arena.
///
/// While it grows it lives on the heap, because a list that grows inside an arena leaves its old copies behind.
#[derive(Debug)]
pub struct ArenaVec<'a, T> {
    arena: &'a Bump,
    items: TryVec<T>,
}

impl<'a, T: Copy> ArenaVec<'a, T> {
    /// An empty list; allocates nothing.
    pub const fn new_in(arena: &'a Bump) -> Self {
        Self { arena, items: TryVec::new() }
    }

    /// Appends one item.
    #[inline]
    pub fn try_push(&mut self, item: T) -> Result<(), OutOfMemory> {
        self.items.try_push(item)
    }

    /// Appends copies of `items`.
    pub fn try_extend_from_slice(&mut self, items: &[T]) -> Result<(), OutOfMemory> {
        self.items.try_extend_from_slice(items)
    }

    /// Removes and returns the last item.
    pub fn pop(&mut self) -> Option<T> {
        self.items.pop()
    }

    /// Removes all items and keeps the memory.
    pub fn clear(&mut self) {
        self.items.clear();
    }

    /// Moves the items into the arena.
    pub fn finish(self) -> Result<&'a [T], OutOfMemory> {
        try_alloc_slice(self.arena, &self.items)
    }
}

impl<T> Deref for ArenaVec<'_, T> {
    type Target = [T];
    fn deref(&self) -> &[T] {
        &self.items
    }
}

impl<T> DerefMut for ArenaVec<'_, T> {
    fn deref_mut(&mut self) -> &mut [T] {
        &mut self.items
    }
}

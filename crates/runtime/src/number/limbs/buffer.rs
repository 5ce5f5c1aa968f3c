//! Memory for limbs: a fixed array for few, the allocator for many.

use super::{Limb, trimmed_len};
use heap::{OutOfMemory, TryVec};

/// Owned limbs. Up to `N` of them need no allocation.
#[derive(Debug)]
pub struct Buffer<const N: usize> {
    storage: Storage<N>,
    len: usize,
}

/// Temporary memory of an operation.
pub type Scratch = Buffer<16>;

#[derive(Debug)]
enum Storage<const N: usize> {
    Inline([Limb; N]),
    Heap(TryVec<Limb>),
}

impl<const N: usize> Buffer<N> {
    /// No limbs.
    #[inline]
    pub const fn new() -> Self {
        Self { storage: Storage::Inline([0; N]), len: 0 }
    }

    /// `len` zero limbs.
    #[inline]
    pub fn zeroed(len: usize) -> Result<Self, OutOfMemory> {
        if len <= N {
            return Ok(Self { storage: Storage::Inline([0; N]), len });
        }
        let mut limbs = TryVec::new();
        limbs.try_resize(len, 0)?;
        Ok(Self { storage: Storage::Heap(limbs), len })
    }

    /// A copy of a small array, which has at most `N` limbs.
    #[inline]
    pub fn from_array<const M: usize>(limbs: [Limb; M]) -> Self {
        const { assert!(M <= N) };
        let mut storage = [0; N];
        storage[..M].copy_from_slice(&limbs);
        Self { storage: Storage::Inline(storage), len: M }
    }

    /// A copy of `limbs`.
    pub fn copy_of(limbs: &[Limb]) -> Result<Self, OutOfMemory> {
        let mut buffer = Self::zeroed(limbs.len())?;
        buffer.as_mut_slice().copy_from_slice(limbs);
        Ok(buffer)
    }

    /// The limbs.
    #[inline]
    pub fn as_slice(&self) -> &[Limb] {
        match &self.storage {
            Storage::Inline(limbs) => &limbs[..self.len],
            Storage::Heap(limbs) => &limbs[..self.len],
        }
    }

    /// The limbs, to be changed.
    #[inline]
    pub fn as_mut_slice(&mut self) -> &mut [Limb] {
        match &mut self.storage {
            Storage::Inline(limbs) => &mut limbs[..self.len],
            Storage::Heap(limbs) => &mut limbs[..self.len],
        }
    }

    /// Keeps the first `len` limbs.
    #[inline]
    pub fn truncate(&mut self, len: usize) {
        self.len = self.len.min(len);
    }

    /// Drops leading zero limbs.
    #[inline]
    pub fn trim(&mut self) {
        self.len = trimmed_len(self.as_slice());
    }
}

impl<const N: usize> Default for Buffer<N> {
    fn default() -> Self {
        Self::new()
    }
}

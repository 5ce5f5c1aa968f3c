//! A hash index over tables kept elsewhere, for deduplication.

use heap::{OutOfMemory, TryVec};

/// Finds entries of a table kept elsewhere by their hash.
#[derive(Debug, Default)]
pub struct HashIndex {
    buckets: TryVec<u32>,
    count: usize,
}

const EMPTY: u32 = u32::MAX;

/// FNV-1a.
pub fn hash<'b>(bytes: impl IntoIterator<Item = &'b u8>) -> u32 {
    bytes.into_iter().fold(0x811c_9dc5, |hash, &byte| (hash ^ byte as u32).wrapping_mul(0x0100_0193))
}

impl HashIndex {
    /// The entry with this hash that `is_equal` accepts.
    pub fn find(&self, hash: u32, mut is_equal: impl FnMut(u32) -> bool) -> Option<u32> {
        if self.buckets.is_empty() {
            return None;
        }
        let mask = self.buckets.len() - 1;
        let mut slot = hash as usize & mask;
        while self.buckets[slot] != EMPTY {
            if is_equal(self.buckets[slot]) {
                return Some(self.buckets[slot]);
            }
            slot = (slot + 1) & mask;
        }
        None
    }

    /// Adds `entry`; `hash_of` gives the hash of entries when the table grows.
    pub fn insert(&mut self, hash: u32, entry: u32, hash_of: impl Fn(u32) -> u32) -> Result<(), OutOfMemory> {
        if (self.count + 1) * 4 > self.buckets.len() * 3 {
            let size = (self.buckets.len() * 2).max(16);
            let mut grown = TryVec::new();
            grown.try_resize(size, EMPTY)?;
            for &old in &self.buckets {
                if old != EMPTY {
                    Self::place(&mut grown, hash_of(old), old);
                }
            }
            self.buckets = grown;
        }
        Self::place(&mut self.buckets, hash, entry);
        self.count += 1;
        Ok(())
    }

    fn place(buckets: &mut [u32], hash: u32, entry: u32) {
        let mask = buckets.len() - 1;
        let mut slot = hash as usize & mask;
        while buckets[slot] != EMPTY {
            slot = (slot + 1) & mask;
        }
        buckets[slot] = entry;
    }
}

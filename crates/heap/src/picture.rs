//! What a picture of the heap shows: its blocks and the cells in them.

use crate::block::{Block, CLASS_SIZES};
use crate::{Header, Heap, Large};

/// A piece of the heap.
pub enum BlockView<'a> {
    /// A block of objects: the size of its cells in bytes, and the kind of what is in each.
    Objects(usize, &'a mut dyn Iterator<Item = u8>),
    /// A block of buffers: the size of its cells in bytes, how many there are, and how many are in use.
    Buffers(usize, usize, usize),
    /// An object or buffer of its own: its size in bytes.
    Large(usize),
    /// So many bytes in blocks that are kept for the next use.
    Spare(usize),
}

impl Heap {
    /// Shows each piece of the heap, until `show` returns false. Large buffers are their owners' and not shown.
    pub fn for_each_block(&self, mut show: impl FnMut(BlockView<'_>) -> bool) {
        for (class, &size) in CLASS_SIZES.iter().enumerate() {
            let count = Block::cell_count(size, self.block_size);
            let mut block = self.objects[class].blocks;
            while !block.is_null() {
                // SAFETY: the block is live and has this many cells, each with a header or what reads as one.
                let mut kinds =
                    (0..count).map(|index| unsafe { (*Block::cell(block, index, size).cast::<Header>()).kind });
                if !show(BlockView::Objects(size, &mut kinds)) {
                    return;
                }
                // SAFETY: the block is live.
                block = unsafe { (*block).next };
            }
            let mut block = self.buffers[class].blocks;
            while !block.is_null() {
                // SAFETY: the block is live.
                let (used, next) = unsafe { ((*block).live as usize, (*block).next) };
                if !show(BlockView::Buffers(size, count, used.min(count))) {
                    return;
                }
                block = next;
            }
        }
        let mut large: *mut Large = self.large_objects;
        while !large.is_null() {
            // SAFETY: what is on the list is live.
            let (size, next) = unsafe { ((*large).size, (*large).next) };
            if !show(BlockView::Large(size)) {
                return;
            }
            large = next;
        }
        if self.spare_bytes > 0 {
            show(BlockView::Spare(self.spare_bytes));
        }
    }
}

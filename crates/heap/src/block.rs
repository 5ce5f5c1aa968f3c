//! Blocks: aligned pieces of memory that are divided into cells of one size class.

use crate::{ALIGN, Class, FREE};
use core::alloc::Layout;
use core::ptr::null_mut;

/// The largest block, in bytes.
pub const MAX_BLOCK: usize = 32 << 10;
/// The smallest block, in bytes.
pub const MIN_BLOCK: usize = 1 << 10;
/// The largest cell, in bytes; what is larger comes from the port's allocator.
pub const MAX_SMALL: usize = 256;
/// The number of size classes.
pub const CLASS_COUNT: usize = 16;
/// The sizes of the classes in bytes.
pub const CLASS_SIZES: [usize; CLASS_COUNT] = [16, 24, 32, 40, 48, 56, 64, 72, 80, 96, 112, 128, 160, 192, 224, 256];

const CLASS_OF: [u8; MAX_SMALL / ALIGN + 1] = {
    let mut table = [0; MAX_SMALL / ALIGN + 1];
    let mut granules = 0;
    let mut class = 0;
    while granules < table.len() {
        if granules * ALIGN > CLASS_SIZES[class] {
            class += 1;
        }
        table[granules] = class as u8;
        granules += 1;
    }
    table
};

/// The size class of a cell of `size` bytes, at most [`MAX_SMALL`].
#[inline(always)]
pub fn class_of(size: usize) -> usize {
    (CLASS_OF[size.div_ceil(ALIGN)] as usize) & (CLASS_COUNT - 1)
}

/// A cell that is not in use. Its first word reads as a header of the kind [`FREE`].
#[repr(C, align(8))]
pub struct FreeCell {
    /// Zero: the kind [`FREE`].
    pub tag: u32,
    /// The next free cell of the class.
    pub next: *mut FreeCell,
}

const _: () = assert!(FREE == 0 && size_of::<FreeCell>() <= CLASS_SIZES[0]);

/// The head of a block; the cells follow.
#[repr(C, align(8))]
pub struct Block {
    /// The next block of the class.
    pub next: *mut Block,
    /// Cells in use; kept for buffers only.
    pub live: u32,
    /// Size of a cell in bytes.
    pub cell_size: u32,
}

impl Block {
    /// The block around a cell.
    pub fn of(cell: *mut u8, block_size: usize) -> *mut Block {
        cell.map_addr(|address| address & !(block_size - 1)).cast()
    }

    fn layout(block_size: usize) -> Layout {
        // SAFETY: a block size is a power of two between MIN_BLOCK and MAX_BLOCK.
        unsafe { Layout::from_size_align_unchecked(block_size, block_size) }
    }

    /// The memory for a block; null if there is none.
    pub(crate) fn allocate(block_size: usize) -> *mut Block {
        // SAFETY: the layout is not empty.
        unsafe { alloc::alloc::alloc(Self::layout(block_size)).cast() }
    }

    /// Divides a block into free cells of a class and links it to the class.
    ///
    /// # Safety
    /// The block is on no list; the lists of `class` are well formed.
    pub(crate) unsafe fn divide(block: *mut Block, class: &mut Class, cell_size: usize, block_size: usize) {
        // SAFETY: the writes stay inside the block.
        unsafe {
            block.write(Block { next: class.blocks, live: 0, cell_size: cell_size as u32 });
            class.blocks = block;
            let mut head = class.free;
            for index in (0..Self::cell_count(cell_size, block_size)).rev() {
                let cell = Self::cell(block, index, cell_size).cast::<FreeCell>();
                cell.write(FreeCell { tag: 0, next: head });
                head = cell;
            }
            class.free = head;
        }
    }

    /// Gives the block's memory back.
    ///
    /// # Safety
    /// `block` came from `create` with this size, is on no list, and none of its cells is used any more.
    pub(crate) unsafe fn destroy(block: *mut Block, block_size: usize) {
        // SAFETY: by contract the block was allocated with this layout.
        unsafe { alloc::alloc::dealloc(block.cast(), Self::layout(block_size)) }
    }

    /// The number of cells in a block.
    pub fn cell_count(cell_size: usize, block_size: usize) -> usize {
        (block_size - size_of::<Block>()) / cell_size
    }

    /// The cell of a number.
    ///
    /// # Safety
    /// `block` is a live block of this cell size with more than `index` cells.
    pub unsafe fn cell(block: *mut Block, index: usize, cell_size: usize) -> *mut u8 {
        // SAFETY: by contract the result is inside the block.
        unsafe { block.add(1).cast::<u8>().add(index * cell_size) }
    }
}

impl Class {
    /// Takes the blocks whose `live` count is zero out of the class, with their cells on the free list, and links them
    /// to a list of their own.
    ///
    /// # Safety
    /// The counts are right and the lists are well formed.
    pub(crate) unsafe fn take_empty(&mut self, block_size: usize) -> *mut Block {
        // SAFETY: by contract all pointers on the lists are valid; cells are filtered before their block goes.
        unsafe {
            let mut any = false;
            let mut block = self.blocks;
            while !block.is_null() {
                any |= (*block).live == 0;
                block = (*block).next;
            }
            let mut taken = null_mut();
            if !any {
                return taken;
            }
            let mut link: *mut *mut FreeCell = &mut self.free;
            while !(*link).is_null() {
                let cell = *link;
                if (*Block::of(cell.cast(), block_size)).live == 0 {
                    *link = (*cell).next;
                } else {
                    link = &mut (*cell).next;
                }
            }
            let mut link: *mut *mut Block = &mut self.blocks;
            while !(*link).is_null() {
                let block = *link;
                if (*block).live == 0 {
                    *link = (*block).next;
                    (*block).next = taken;
                    taken = block;
                } else {
                    link = &mut (*block).next;
                }
            }
            taken
        }
    }

    /// An empty class.
    pub(crate) const fn forget(&mut self) {
        self.free = null_mut();
        self.blocks = null_mut();
    }
}

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
/// The sizes of the classes in bytes. Where words have 32 bits a cell, a boxed `f32` and an instance without attributes need 8.
#[cfg(target_pointer_width = "32")]
pub const CLASS_SIZES: [usize; CLASS_COUNT] = [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256];
/// The sizes of the classes in bytes.
#[cfg(not(target_pointer_width = "32"))]
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

/// The `live` of a block of buffers that a collection is about to take away.
const CONDEMNED: u32 = u32::MAX;

/// The head of a block; the cells follow.
#[repr(C, align(8))]
pub struct Block {
    /// The next block of the class.
    pub next: *mut Block,
    /// Of buffers: cells in use. Of objects: the number of the last collection that has swept the block.
    pub live: u32,
    /// Size of a cell in bytes.
    pub cell_size: u32,
}

impl Block {
    /// The block around a cell.
    pub fn of(cell: *mut u8, block_size: usize) -> *mut Block {
        cell.map_addr(|address| address & !(block_size - 1)).cast()
    }

    /// What a block needs.
    pub(crate) fn layout(block_size: usize) -> Layout {
        // SAFETY: a block size is a power of two between MIN_BLOCK and MAX_BLOCK.
        unsafe { Layout::from_size_align_unchecked(block_size, block_size) }
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
    /// Marks the blocks whose `live` count is zero; false if there is none.
    ///
    /// # Safety
    /// The counts are right and the list is well formed.
    pub(crate) unsafe fn condemn_empty(&mut self) -> bool {
        let mut any = false;
        let mut block = self.blocks;
        // SAFETY: by contract.
        unsafe {
            while !block.is_null() {
                if (*block).live == 0 {
                    (*block).live = CONDEMNED;
                    any = true;
                }
                block = (*block).next;
            }
        }
        any
    }

    /// Takes the cells of condemned blocks out of the free list from `link` on. False if `stop` asked for a break.
    ///
    /// # Safety
    /// `link` is the head of the free list or the link of one of its cells; the lists are well formed.
    pub(crate) unsafe fn drop_condemned_cells(
        &mut self,
        link: &mut *mut *mut FreeCell,
        block_size: usize,
        stop: impl Fn() -> bool,
    ) -> bool {
        // SAFETY: by contract all pointers on the list are valid.
        unsafe {
            while !(**link).is_null() {
                let cell = **link;
                if (*Block::of(cell.cast(), block_size)).live == CONDEMNED {
                    **link = (*cell).next;
                } else {
                    *link = &raw mut (*cell).next;
                }
                if stop() {
                    return (**link).is_null();
                }
            }
        }
        true
    }

    /// Takes the condemned blocks out of the class and links them to a list of their own.
    ///
    /// # Safety
    /// None of their cells is on the free list.
    pub(crate) unsafe fn take_condemned(&mut self) -> *mut Block {
        let mut taken = null_mut();
        let mut link: *mut *mut Block = &raw mut self.blocks;
        // SAFETY: the list is well formed.
        unsafe {
            while !(*link).is_null() {
                let block = *link;
                if (*block).live == CONDEMNED {
                    *link = (*block).next;
                    (*block).next = taken;
                    taken = block;
                } else {
                    link = &raw mut (*block).next;
                }
            }
        }
        taken
    }

    /// The bytes of free cells in the blocks of a class of buffers.
    ///
    /// # Safety
    /// The counts are right and the list is well formed.
    pub(crate) unsafe fn free_bytes(&self, block_size: usize) -> usize {
        let mut bytes = 0;
        let mut block = self.blocks;
        // SAFETY: by contract.
        unsafe {
            while !block.is_null() {
                let size = (*block).cell_size as usize;
                bytes += (Block::cell_count(size, block_size) - (*block).live as usize) * size;
                block = (*block).next;
            }
        }
        bytes
    }

    /// An empty class.
    pub(crate) const fn forget(&mut self) {
        self.free = null_mut();
        self.blocks = null_mut();
    }
}

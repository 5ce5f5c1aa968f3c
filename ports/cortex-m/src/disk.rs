//! A part of RAM as a disk, if the board's profile has one. It outlasts a new start of the interpreter.

use crate::board::RAM_DISK;
use core::cell::UnsafeCell;
use hal::{Disk, Errno, errno};

/// Bytes of a block.
const BLOCK_SIZE: usize = 512;

struct Memory(UnsafeCell<[u8; RAM_DISK]>);

// SAFETY: only the interpreter's thread uses it; handlers of interrupts open no files.
unsafe impl Sync for Memory {}

static MEMORY: Memory = Memory(UnsafeCell::new([0; RAM_DISK]));

/// The disk.
pub fn disk() -> Option<&'static dyn Disk> {
    if RAM_DISK >= BLOCK_SIZE { Some(&MEMORY) } else { None }
}

/// The end of a range that is on the disk.
fn end(offset: usize, length: usize) -> Result<usize, Errno> {
    offset.checked_add(length).filter(|&end| end <= RAM_DISK).ok_or(errno::EINVAL)
}

impl Disk for Memory {
    fn block_size(&self) -> usize {
        BLOCK_SIZE
    }

    fn blocks(&self) -> usize {
        RAM_DISK / BLOCK_SIZE
    }

    fn read(&self, offset: usize, buffer: &mut [u8]) -> Result<(), Errno> {
        let end = end(offset, buffer.len())?;
        // SAFETY: nothing else refers to the memory while it is copied.
        let memory = unsafe { &*self.0.get() };
        buffer.copy_from_slice(&memory[offset..end]);
        Ok(())
    }

    fn write(&self, offset: usize, bytes: &[u8]) -> Result<(), Errno> {
        let end = end(offset, bytes.len())?;
        // SAFETY: nothing else refers to the memory while it is changed.
        let memory = unsafe { &mut *self.0.get() };
        memory[offset..end].copy_from_slice(bytes);
        Ok(())
    }
}

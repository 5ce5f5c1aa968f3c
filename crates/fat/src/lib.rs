//! FAT12, FAT16 and FAT32 with long names, on any device that reads and writes blocks.
//!
//! Nothing is kept between two operations but a [`Volume`], which is a few numbers, and for a file the place of its entry: an
//! operation opens a [`Session`] with the device, does its work in one buffer of a block, and ends the session. So a device
//! may be an object of Python that is called in between, and a file that was removed meanwhile is noticed. A damaged volume
//! gives errors: every number that is read is checked, and every chain is followed for at most as many steps as there are
//! clusters.
//!
//! Map: this file volumes and sessions; [`mod@table`] the table of clusters; [`name`] names of entries; [`directory`] entries;
//! [`mod@file`] contents; [`mod@format`] new volumes.
#![no_std]
#![forbid(unsafe_code)]

pub mod directory;
pub mod file;
pub mod format;
pub mod name;
pub mod table;

use heap::TryVec;

/// What goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Error<E> {
    /// The device failed.
    Device(E),
    /// Anything else, as a number of `errno`.
    Number(i32),
}

impl<E> From<heap::OutOfMemory> for Error<E> {
    fn from(_: heap::OutOfMemory) -> Self {
        Error::Number(errno::ENOMEM)
    }
}

/// The error numbers that are used here.
pub mod errno {
    /// Nothing of this name.
    pub const ENOENT: i32 = 2;
    /// The volume is damaged.
    pub const EIO: i32 = 5;
    /// The file was removed.
    pub const EBADF: i32 = 9;
    /// No memory for a buffer.
    pub const ENOMEM: i32 = 12;
    /// Something of this name is there.
    pub const EEXIST: i32 = 17;
    /// There is no FAT volume.
    pub const ENODEV: i32 = 19;
    /// Not a directory.
    pub const ENOTDIR: i32 = 20;
    /// A directory.
    pub const EISDIR: i32 = 21;
    /// Not a name that can be stored.
    pub const EINVAL: i32 = 22;
    /// A file would be too large.
    pub const EFBIG: i32 = 27;
    /// The volume is full.
    pub const ENOSPC: i32 = 28;
    /// A directory has entries.
    pub const ENOTEMPTY: i32 = 39;
}

/// A device of blocks, all of one size.
pub trait Device {
    /// What goes wrong with it.
    type Error;

    /// Reads a block.
    fn read(&mut self, block: u32, buffer: &mut [u8]) -> Result<(), Self::Error>;

    /// Writes a block.
    fn write(&mut self, block: u32, bytes: &[u8]) -> Result<(), Self::Error>;
}

/// The width of entries of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// 12 bits.
    Fat12,
    /// 16 bits.
    Fat16,
    /// 32 bits, of which 28 count.
    Fat32,
}

/// Where everything is on a volume.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Volume {
    /// The width of entries of the table.
    pub kind: Kind,
    /// Bytes of a block, a power of two.
    pub block_size: u32,
    /// Blocks of a cluster.
    pub cluster_blocks: u32,
    /// The first block of the table.
    pub table: u32,
    /// Blocks of one copy of the table.
    pub table_blocks: u32,
    /// Copies of the table.
    pub copies: u32,
    /// The first block of the root directory, or its first cluster (FAT32).
    pub root: u32,
    /// Entries of the root directory; 0 with FAT32.
    pub root_entries: u32,
    /// The first block of cluster 2.
    pub data: u32,
    /// Clusters.
    pub clusters: u32,
}

/// Words in which a volume can be kept.
pub const VOLUME_WORDS: usize = 10;

impl Volume {
    /// The volume as numbers.
    pub fn to_words(self) -> [u32; VOLUME_WORDS] {
        let kind = match self.kind {
            Kind::Fat12 => 12,
            Kind::Fat16 => 16,
            Kind::Fat32 => 32,
        };
        [
            kind,
            self.block_size,
            self.cluster_blocks,
            self.table,
            self.table_blocks,
            self.copies,
            self.root,
            self.root_entries,
            self.data,
            self.clusters,
        ]
    }

    /// The volume that became these numbers.
    pub fn from_words(words: [u32; VOLUME_WORDS]) -> Volume {
        let [kind, block_size, cluster_blocks, table, table_blocks, copies, root, root_entries, data, clusters] = words;
        let kind = match kind {
            12 => Kind::Fat12,
            16 => Kind::Fat16,
            _ => Kind::Fat32,
        };
        Volume { kind, block_size, cluster_blocks, table, table_blocks, copies, root, root_entries, data, clusters }
    }

    /// Bytes of a cluster.
    pub fn cluster_size(&self) -> u32 {
        self.block_size * self.cluster_blocks
    }

    /// What the first block of a volume says; `None` if it is no FAT volume. `start` is the block's number.
    fn parse(boot: &[u8], start: u32) -> Option<Volume> {
        let byte = |at: usize| boot.get(at).copied().map(u32::from);
        let half = |at: usize| Some(byte(at)? | byte(at + 1)? << 8);
        let word = |at: usize| Some(half(at)? | half(at + 2)? << 16);
        if half(510)? != 0xaa55 || !matches!(byte(0)?, 0xeb | 0xe9 | 0xe8) {
            return None;
        }
        let block_size = half(11)?;
        let cluster_blocks = byte(13)?;
        if !block_size.is_power_of_two() || block_size as usize != boot.len() || !cluster_blocks.is_power_of_two() {
            return None;
        }
        let (reserved, copies, root_entries) = (half(14)?, byte(16)?, half(17)?);
        let total = Some(half(19)?).filter(|&total| total != 0).or_else(|| word(32))?;
        let short = half(22)?;
        let table_blocks = if short != 0 { short } else { word(36)? };
        if reserved == 0 || !(1..=2).contains(&copies) || table_blocks == 0 {
            return None;
        }
        let table = start.checked_add(reserved)?;
        let behind = table.checked_add(table_blocks.checked_mul(copies)?)?;
        let root_blocks = (root_entries * directory::ENTRY as u32).div_ceil(block_size);
        let data = behind.checked_add(root_blocks)?;
        let end = start.checked_add(total)?;
        let mut clusters = end.checked_sub(data)? / cluster_blocks;
        let kind = match clusters {
            0 => return None,
            1..=0xff5 => Kind::Fat12,
            0xff6..=0xfff5 => Kind::Fat16,
            _ => Kind::Fat32,
        };
        let is_32 = kind == Kind::Fat32;
        if is_32 != (root_entries == 0) {
            return None;
        }
        // No more than the table has room for.
        let bits = u64::from(table_blocks) * u64::from(block_size) * 8;
        let entries = match kind {
            Kind::Fat12 => bits / 12,
            Kind::Fat16 => bits / 16,
            Kind::Fat32 => bits / 32,
        };
        clusters = clusters.min(u32::try_from(entries.checked_sub(2)?).unwrap_or(u32::MAX)).min(0x0fff_fff5);
        let root = if is_32 { word(44)? } else { behind };
        Some(Volume {
            kind,
            block_size,
            cluster_blocks,
            table,
            table_blocks,
            copies,
            root,
            root_entries,
            data,
            clusters,
        })
    }
}

/// The block that no volume has.
const NO_BLOCK: u32 = u32::MAX;

/// One operation on a volume.
pub struct Session<'d, D: Device> {
    device: &'d mut D,
    /// Where everything is.
    pub volume: Volume,
    buffer: TryVec<u8>,
    /// The block in the buffer.
    block: u32,
    is_changed: bool,
    /// The first cluster of the chain that was followed last, how far, and the cluster there.
    walked: (u32, u32, u32),
}

/// The result of a part of an operation.
pub type Outcome<T, D> = Result<T, Error<<D as Device>::Error>>;

impl<'d, D: Device> Session<'d, D> {
    /// Begins an operation.
    pub fn new(device: &'d mut D, volume: Volume) -> Outcome<Self, D> {
        let mut buffer = TryVec::new();
        buffer.try_resize(volume.block_size as usize, 0)?;
        Ok(Session { device, volume, buffer, block: NO_BLOCK, is_changed: false, walked: (0, 0, 0) })
    }

    /// Finds the volume on a device with blocks of a size: it begins at the first block, or in the first partition.
    pub fn find(device: &'d mut D, block_size: u32) -> Outcome<Self, D> {
        let nothing = Volume::from_words([0; VOLUME_WORDS]);
        let mut session = Session::new(device, Volume { block_size, ..nothing })?;
        let boot = session.load(0)?;
        let mut found = Volume::parse(boot, 0);
        if found.is_none() && boot.get(510..512) == Some(&[0x55, 0xaa]) {
            let partition = boot.get(446..462).unwrap_or(&[]);
            if let (Some(&kind), Some(start)) = (partition.get(4), read_word(partition, 8))
                && kind != 0
                && start != 0
                && start != NO_BLOCK
            {
                found = Volume::parse(session.load(start)?, start);
            }
        }
        match found {
            Some(volume) => {
                session.volume = volume;
                Ok(session)
            }
            None => Err(Error::Number(errno::ENODEV)),
        }
    }

    /// A block, in the buffer.
    fn load(&mut self, block: u32) -> Outcome<&mut [u8], D> {
        if self.block != block {
            self.finish()?;
            self.block = NO_BLOCK;
            self.device.read(block, &mut self.buffer).map_err(Error::Device)?;
            self.block = block;
        }
        Ok(&mut self.buffer)
    }

    /// A block to be changed, in the buffer.
    fn change(&mut self, block: u32) -> Outcome<&mut [u8], D> {
        self.load(block)?;
        self.is_changed = true;
        Ok(&mut self.buffer)
    }

    /// A block that is overwritten entirely.
    fn replace(&mut self, block: u32) -> Outcome<&mut [u8], D> {
        if self.block != block {
            self.finish()?;
            self.block = block;
        }
        self.is_changed = true;
        Ok(&mut self.buffer)
    }

    /// Ends the operation: what is in the buffer is written.
    pub fn finish(&mut self) -> Outcome<(), D> {
        if self.is_changed {
            self.device.write(self.block, &self.buffer).map_err(Error::Device)?;
            self.is_changed = false;
        }
        Ok(())
    }

    /// The first block of a cluster.
    fn block_of(&self, cluster: u32) -> Outcome<u32, D> {
        match cluster.checked_sub(2).filter(|&index| index < self.volume.clusters) {
            Some(index) => Ok(self.volume.data + index * self.volume.cluster_blocks),
            None => Err(Error::Number(errno::EIO)),
        }
    }
}

/// A little-endian number of four bytes.
fn read_word(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at + 4)?.try_into().ok().map(u32::from_le_bytes)
}

/// A little-endian number of two bytes; 0 outside.
fn read_half(bytes: &[u8], at: usize) -> u16 {
    bytes.get(at..at + 2).and_then(|bytes| bytes.try_into().ok()).map_or(0, u16::from_le_bytes)
}

/// Puts bytes somewhere, as far as there is room.
fn put(bytes: &mut [u8], at: usize, value: &[u8]) {
    for (target, &source) in bytes.iter_mut().skip(at).zip(value) {
        *target = source;
    }
}

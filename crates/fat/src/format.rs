//! New volumes.

use crate::directory::ENTRY;
use crate::{Device, Error, Kind, Outcome, Session, VOLUME_WORDS, Volume, errno, put};

/// The most clusters of FAT12 and of FAT16.
const MOST_12: u32 = 0xff5;
const MOST_16: u32 = 0xfff5;

/// The most blocks of a cluster.
const MOST_BLOCKS: u32 = 64;

/// The layout of a volume on so many blocks: the smallest clusters with which FAT12 or FAT16 can hold it, else FAT32.
fn layout(block_size: u32, blocks: u32, root_entries: u32) -> Option<Volume> {
    for kinds in [&[Kind::Fat12, Kind::Fat16][..], &[Kind::Fat32]] {
        // The tables of large volumes would be too large with clusters of one block.
        let mut cluster_blocks = if kinds.len() == 1 && blocks > 0x8_0000 { (4096 / block_size).max(1) } else { 1 };
        while cluster_blocks <= MOST_BLOCKS {
            for &kind in kinds {
                if let Some(volume) = layout_of(kind, block_size, blocks, root_entries, cluster_blocks) {
                    return Some(volume);
                }
            }
            cluster_blocks *= 2;
        }
    }
    None
}

/// The layout of one kind with clusters of one size, if that is possible.
fn layout_of(kind: Kind, block_size: u32, blocks: u32, root_entries: u32, cluster_blocks: u32) -> Option<Volume> {
    let is_32 = kind == Kind::Fat32;
    let (bits, reserved, root_entries) = match kind {
        Kind::Fat12 => (12, 1, root_entries),
        Kind::Fat16 => (16, 1, root_entries),
        Kind::Fat32 => (32, 32, 0),
    };
    let root_blocks = (root_entries * ENTRY as u32).div_ceil(block_size);
    let rest = blocks.checked_sub(reserved)?.checked_sub(root_blocks)?;
    // The table has room for as many clusters as there would be without it.
    let table_bits = (u64::from(rest / cluster_blocks) + 2) * bits;
    let table_blocks = u32::try_from(table_bits.div_ceil(u64::from(block_size) * 8)).ok()?;
    let clusters = rest.checked_sub(table_blocks)? / cluster_blocks;
    let fits = match kind {
        Kind::Fat12 => (1..=MOST_12).contains(&clusters),
        Kind::Fat16 => (MOST_12 + 1..=MOST_16).contains(&clusters),
        Kind::Fat32 => clusters > MOST_16 && clusters < 0x0fff_fff5,
    };
    let behind = reserved + table_blocks;
    fits.then_some(Volume {
        kind,
        block_size,
        cluster_blocks,
        table: reserved,
        table_blocks,
        copies: 1,
        root: if is_32 { 2 } else { behind },
        root_entries,
        data: behind + root_blocks,
        clusters,
    })
}

/// Makes a volume on a device. `root_entries` is the size of the root directory, where it has one.
pub fn format<D: Device>(device: &mut D, block_size: u32, blocks: u32, root_entries: u32) -> Outcome<(), D> {
    let volume = match layout(block_size, blocks, root_entries) {
        Some(volume) if block_size.is_power_of_two() && (512..=0x8000).contains(&block_size) => volume,
        _ => return Err(Error::Number(errno::EINVAL)),
    };
    let is_32 = volume.kind == Kind::Fat32;
    let nothing = Volume::from_words([0; VOLUME_WORDS]);
    let mut session = Session::new(device, Volume { block_size, ..nothing })?;
    // The new boot block comes last: until then there is no volume.
    for block in 0..volume.data {
        session.replace(block)?.fill(0);
    }
    session.volume = volume;
    let table = session.replace(volume.table)?;
    match volume.kind {
        Kind::Fat12 => put(table, 0, &[0xf8, 0xff, 0xff]),
        Kind::Fat16 => put(table, 0, &[0xf8, 0xff, 0xff, 0xff]),
        Kind::Fat32 => put(table, 0, &[0xf8, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x0f, 0xff, 0xff, 0xff, 0x0f]),
    }
    if is_32 {
        session.clear_cluster(2)?;
        let information = session.replace(1)?;
        put(information, 0, b"RRaA");
        put(information, 484, b"rrAa\xff\xff\xff\xff\xff\xff\xff\xff");
        put(information, 508, &[0, 0, 0x55, 0xaa]);
    }
    let boot = session.replace(0)?;
    put(boot, 0, &[0xeb, 0xfe, 0x90]);
    put(boot, 3, b"MSDOS5.0");
    put(boot, 11, &(block_size as u16).to_le_bytes());
    put(boot, 13, &[volume.cluster_blocks as u8]);
    put(boot, 14, &(volume.table as u16).to_le_bytes());
    put(boot, 16, &[1]);
    put(boot, 17, &(volume.root_entries as u16).to_le_bytes());
    match u16::try_from(blocks) {
        Ok(blocks) if !is_32 => put(boot, 19, &blocks.to_le_bytes()),
        _ => put(boot, 32, &blocks.to_le_bytes()),
    }
    put(boot, 21, &[0xf8]);
    put(boot, 24, &[63, 0, 255, 0]);
    let (extended, name) = match volume.kind {
        Kind::Fat12 => (36, b"FAT12   "),
        Kind::Fat16 => (36, b"FAT16   "),
        Kind::Fat32 => (64, b"FAT32   "),
    };
    if is_32 {
        put(boot, 36, &volume.table_blocks.to_le_bytes());
        put(boot, 44, &2u32.to_le_bytes());
        put(boot, 48, &[1, 0, 6, 0]);
    } else {
        put(boot, 22, &(volume.table_blocks as u16).to_le_bytes());
    }
    put(boot, extended, &[0x80, 0, 0x29]);
    put(boot, extended + 3, &(blocks ^ 0x5a4d_0000).to_le_bytes());
    put(boot, extended + 7, b"NO NAME    ");
    put(boot, extended + 18, name);
    put(boot, 510, &[0x55, 0xaa]);
    session.finish()
}

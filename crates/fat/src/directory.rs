//! Entries of directories.

use crate::name::{self, Name};
use crate::{Device, Error, Kind, Outcome, Session, errno, put, read_half};

/// Bytes of an entry.
pub const ENTRY: usize = 32;
/// Attribute: a directory.
pub const DIRECTORY: u8 = 0x10;
/// Attribute: the name of the volume, or with all lower bits part of a long name.
const LABEL: u8 = 0x08;
const LONG: u8 = 0x0f;
/// Attribute: changed since it was archived.
const ARCHIVE: u8 = 0x20;
/// What the first byte of a removed entry is.
const REMOVED: u8 = 0xe5;

/// A moment as entries have it: date (years since 1980 << 9, month << 5, day) and time (hours << 11, minutes << 5, seconds / 2).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stamp {
    /// The date.
    pub date: u16,
    /// The time.
    pub time: u16,
}

/// Where an entry is: its block and the offset there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The block.
    pub block: u32,
    /// The offset in bytes.
    pub offset: u32,
}

/// An entry of a directory.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// The directory; 0 for the root of FAT12 and FAT16.
    directory: u32,
    /// The index of its first part, and that of the short entry.
    indices: (u32, u32),
    /// Where the short entry is.
    pub place: Place,
    /// Attributes.
    pub attributes: u8,
    /// The first cluster; 0 if it has none.
    pub cluster: u32,
    /// Size in bytes.
    pub size: u32,
    /// When it was changed.
    pub changed: Stamp,
}

impl Entry {
    /// Whether it is a directory.
    pub fn is_directory(&self) -> bool {
        self.attributes & DIRECTORY != 0
    }
}

/// What a path leads to.
#[derive(Clone, Copy, Debug)]
pub enum Target {
    /// The root.
    Root,
    /// An entry.
    Entry(Entry),
}

/// The directory and the last name of a path, and the entry if there is one.
pub struct Lookup {
    /// The directory.
    pub directory: u32,
    /// The last name.
    pub name: Name,
    /// The entry.
    pub entry: Option<Entry>,
}

impl<D: Device> Session<'_, D> {
    /// The root directory.
    pub fn root(&self) -> u32 {
        if self.volume.kind == Kind::Fat32 { self.volume.root } else { 0 }
    }

    /// Where an entry of a directory is. Behind the end a cluster is added if `grow`.
    fn place_of(&mut self, directory: u32, index: u32, grow: bool) -> Outcome<Option<Place>, D> {
        let size = self.volume.block_size;
        // A directory has at most 65536 entries.
        if index >= 0x1_0000 {
            return Ok(None);
        }
        let byte = index * ENTRY as u32;
        if directory == 0 {
            let inside = index < self.volume.root_entries;
            return Ok(inside.then_some(Place { block: self.volume.root + byte / size, offset: byte % size }));
        }
        let cluster_size = self.volume.cluster_size();
        let step = byte / cluster_size;
        let cluster = match self.cluster_at(directory, step)? {
            Some(cluster) => cluster,
            None if grow && step > 0 => match self.cluster_at(directory, step - 1)? {
                Some(last) => {
                    let cluster = self.take_cluster(Some(last))?;
                    self.clear_cluster(cluster)?;
                    cluster
                }
                None => return Ok(None),
            },
            None => return Ok(None),
        };
        let block = self.block_of(cluster)? + byte % cluster_size / size;
        Ok(Some(Place { block, offset: byte % size }))
    }

    /// The bytes of an entry.
    fn raw(&mut self, place: Place) -> Outcome<[u8; ENTRY], D> {
        let at = place.offset as usize;
        let mut raw = [0; ENTRY];
        put(&mut raw, 0, self.load(place.block)?.get(at..).unwrap_or(&[]));
        Ok(raw)
    }

    /// The next entry from an index on, which moves behind it, with its name.
    pub fn next_entry(&mut self, directory: u32, index: &mut u32) -> Outcome<Option<(Entry, Name)>, D> {
        let mut long = Name::default();
        // The checksum of a long name, the ordinal that comes next, and where it began.
        let mut expected = None;
        loop {
            let Some(place) = self.place_of(directory, *index, false)? else { return Ok(None) };
            let raw = self.raw(place)?;
            let here = *index;
            *index += 1;
            let attributes = raw[11];
            match raw[0] {
                0 => return Ok(None),
                REMOVED => expected = None,
                ordinal if attributes & 0x3f == LONG => {
                    let number = usize::from(ordinal & 0x3f);
                    if ordinal & 0x40 != 0 && (1..=20).contains(&number) {
                        long = Name::default();
                        expected = Some((raw[13], number, here));
                    }
                    expected = match expected {
                        Some((sum, next, first)) if next == number && sum == raw[13] && number > 0 => {
                            long.take_long(&raw, number);
                            Some((sum, number - 1, first))
                        }
                        _ => None,
                    };
                }
                _ if attributes & LABEL != 0 => expected = None,
                _ => {
                    let (first, found) = match expected {
                        Some((sum, 0, first)) if sum == name::checksum(&raw) => (first, long),
                        _ => (here, Name::from_short(&raw)),
                    };
                    let mut cluster = u32::from(read_half(&raw, 26));
                    if self.volume.kind == Kind::Fat32 {
                        cluster |= u32::from(read_half(&raw, 20)) << 16;
                    }
                    let entry = Entry {
                        directory,
                        indices: (first, here),
                        place,
                        attributes,
                        cluster,
                        size: crate::read_word(&raw, 28).unwrap_or(0),
                        changed: Stamp { date: read_half(&raw, 24), time: read_half(&raw, 22) },
                    };
                    return Ok(Some((entry, found)));
                }
            }
        }
    }

    /// The entry of a name.
    fn find_name(&mut self, directory: u32, wanted: &Name) -> Outcome<Option<Entry>, D> {
        let mut index = 0;
        while let Some((entry, name)) = self.next_entry(directory, &mut index)? {
            if name.same(wanted) {
                return Ok(Some(entry));
            }
        }
        Ok(None)
    }

    /// The directory that an entry is.
    fn directory_of(&self, entry: &Entry) -> Outcome<u32, D> {
        if !entry.is_directory() {
            return Err(Error::Number(errno::ENOTDIR));
        }
        // The parent of a directory in the root has no cluster.
        Ok(if entry.cluster == 0 { self.root() } else { entry.cluster })
    }

    /// Follows a path, whose parts are separated by slashes, up to its last name; `None` if it is that of the root. There are
    /// no parts `.` and `..`.
    pub fn look_up(&mut self, path: &str) -> Outcome<Option<Lookup>, D> {
        let mut directory = self.root();
        let mut result: Option<Lookup> = None;
        for part in path.split('/').filter(|part| !part.is_empty()) {
            if let Some(before) = result {
                let entry = before.entry.ok_or(Error::Number(errno::ENOENT))?;
                directory = self.directory_of(&entry)?;
            }
            let Some(name) = Name::new(part) else { return Err(Error::Number(errno::EINVAL)) };
            let entry = self.find_name(directory, &name)?;
            result = Some(Lookup { directory, name, entry });
        }
        Ok(result)
    }

    /// What is at a path.
    pub fn target(&mut self, path: &str) -> Outcome<Target, D> {
        match self.look_up(path)? {
            None => Ok(Target::Root),
            Some(Lookup { entry: Some(entry), .. }) => Ok(Target::Entry(entry)),
            Some(_) => Err(Error::Number(errno::ENOENT)),
        }
    }

    /// The directory at a path.
    pub fn directory_at(&mut self, path: &str) -> Outcome<u32, D> {
        match self.target(path)? {
            Target::Root => Ok(self.root()),
            Target::Entry(entry) => self.directory_of(&entry),
        }
    }

    /// A short name that no entry of a directory has.
    fn free_short_name(&mut self, directory: u32, short: [u8; 11]) -> Outcome<[u8; 11], D> {
        'numbers: for number in 1..0x1_0000 {
            let candidate = name::numbered(short, number);
            let mut index = 0;
            while let Some((entry, _)) = self.next_entry(directory, &mut index)? {
                if self.raw(entry.place)?[..11] == candidate {
                    continue 'numbers;
                }
            }
            return Ok(candidate);
        }
        Err(Error::Number(errno::ENOSPC))
    }

    /// The index of the first of so many free entries in a row; the directory grows if need be.
    fn free_entries(&mut self, directory: u32, count: u32) -> Outcome<u32, D> {
        let (mut index, mut run) = (0, 0);
        let mut is_end = false;
        loop {
            let Some(place) = self.place_of(directory, index, true)? else {
                return Err(Error::Number(errno::ENOSPC));
            };
            is_end = is_end || self.raw(place)?[0] == 0;
            run = if is_end || self.raw(place)?[0] == REMOVED { run + 1 } else { 0 };
            index += 1;
            if run == count {
                return Ok(index - count);
            }
        }
    }

    /// Makes an entry of a name that is not there. What is not given is as in `raw`, an entry whose name is overwritten.
    fn insert(&mut self, lookup: &Lookup, raw: [u8; ENTRY]) -> Outcome<Entry, D> {
        let (mut short, case, complete) = lookup.name.short();
        let long = if complete { 0 } else { lookup.name.long_entries() };
        if !complete {
            short = self.free_short_name(lookup.directory, short)?;
        }
        let first = self.free_entries(lookup.directory, long as u32 + 1)?;
        let sum = name::checksum(&short);
        for step in 0..=long {
            let index = first + step as u32;
            let Some(place) = self.place_of(lookup.directory, index, true)? else {
                return Err(Error::Number(errno::ENOSPC));
            };
            let at = place.offset as usize;
            let Some(entry) = self.change(place.block)?.get_mut(at..at + ENTRY) else {
                return Err(Error::Number(errno::EIO));
            };
            if step < long {
                lookup.name.write_long(entry, long - step, sum);
            } else {
                put(entry, 0, &raw);
                put(entry, 0, &short);
                put(entry, 12, &[if complete { case } else { 0 }]);
            }
        }
        let mut index = first;
        match self.next_entry(lookup.directory, &mut index)? {
            Some((entry, _)) => Ok(entry),
            None => Err(Error::Number(errno::EIO)),
        }
    }

    /// Frees the entries of a name.
    fn erase(&mut self, entry: &Entry) -> Outcome<(), D> {
        for index in entry.indices.0..=entry.indices.1 {
            if let Some(place) = self.place_of(entry.directory, index, false)? {
                put(self.change(place.block)?, place.offset as usize, &[REMOVED]);
            }
        }
        Ok(())
    }

    /// Makes an empty file of a name that is not there.
    pub fn create(&mut self, lookup: &Lookup, stamp: Stamp) -> Outcome<Entry, D> {
        self.insert(lookup, new_entry(ARCHIVE, 0, stamp))
    }

    /// Makes a directory.
    pub fn make_directory(&mut self, path: &str, stamp: Stamp) -> Outcome<(), D> {
        let lookup = match self.look_up(path)? {
            Some(lookup) if lookup.entry.is_none() => lookup,
            _ => return Err(Error::Number(errno::EEXIST)),
        };
        let cluster = self.take_cluster(None)?;
        self.clear_cluster(cluster)?;
        let block = self.block_of(cluster)?;
        let parent = if lookup.directory == self.root() { 0 } else { lookup.directory };
        for (index, (name, target)) in [(b".          ", cluster), (b"..         ", parent)].into_iter().enumerate() {
            let mut entry = new_entry(DIRECTORY, target, stamp);
            put(&mut entry, 0, name);
            put(self.change(block)?, index * ENTRY, &entry);
        }
        match self.insert(&lookup, new_entry(DIRECTORY, cluster, stamp)) {
            Ok(_) => Ok(()),
            Err(error) => {
                self.free_chain(cluster)?;
                Err(error)
            }
        }
    }

    fn is_empty(&mut self, directory: u32) -> Outcome<bool, D> {
        let mut index = 0;
        while let Some((_, name)) = self.next_entry(directory, &mut index)? {
            if !is_dots(&name) {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Removes a file, or an empty directory.
    pub fn remove(&mut self, path: &str, directory: bool) -> Outcome<(), D> {
        let entry = match self.target(path)? {
            Target::Entry(entry) => entry,
            Target::Root => return Err(Error::Number(if directory { errno::EINVAL } else { errno::EISDIR })),
        };
        match (entry.is_directory(), directory) {
            (true, false) => return Err(Error::Number(errno::EISDIR)),
            (false, true) => return Err(Error::Number(errno::ENOTDIR)),
            (true, true) if entry.cluster != 0 && !self.is_empty(entry.cluster)? => {
                return Err(Error::Number(errno::ENOTEMPTY));
            }
            _ => {}
        }
        self.erase(&entry)?;
        if entry.cluster != 0 { self.free_chain(entry.cluster) } else { Ok(()) }
    }

    /// Renames; what is at the new path is replaced, if both are files, or it is an empty directory.
    pub fn rename(&mut self, from: &str, to: &str) -> Outcome<(), D> {
        let Target::Entry(entry) = self.target(from)? else { return Err(Error::Number(errno::EINVAL)) };
        let Some(lookup) = self.look_up(to)? else { return Err(Error::Number(errno::EEXIST)) };
        if entry.is_directory() {
            // A directory does not go into itself.
            let inside = to.trim_matches('/').strip_prefix(from.trim_matches('/'));
            if inside.is_some_and(|rest| rest.starts_with('/')) {
                return Err(Error::Number(errno::EINVAL));
            }
        }
        if let Some(old) = lookup.entry.filter(|old| old.place != entry.place) {
            if old.is_directory() != entry.is_directory() {
                return Err(Error::Number(if old.is_directory() { errno::EISDIR } else { errno::ENOTDIR }));
            }
            self.remove(to, old.is_directory())?;
        }
        let raw = self.raw(entry.place)?;
        // First the new name: without room for it the file keeps the old one.
        let new = self.insert(&lookup, raw)?;
        self.erase(&entry)?;
        if new.is_directory() && new.cluster != 0 && entry.directory != new.directory {
            let parent = if new.directory == self.root() { 0 } else { new.directory };
            let block = self.block_of(new.cluster)?;
            let bytes = self.change(block)?;
            put(bytes, ENTRY + 26, &(parent as u16).to_le_bytes());
            put(bytes, ENTRY + 20, &((parent >> 16) as u16).to_le_bytes());
        }
        Ok(())
    }

    /// The entry at a place, if it is still one of a file.
    pub fn entry_at(&mut self, place: Place) -> Outcome<(u32, u32), D> {
        let raw = self.raw(place)?;
        if matches!(raw[0], 0 | REMOVED) || raw[11] & (LABEL | DIRECTORY) != 0 {
            return Err(Error::Number(errno::EBADF));
        }
        let mut cluster = u32::from(read_half(&raw, 26));
        if self.volume.kind == Kind::Fat32 {
            cluster |= u32::from(read_half(&raw, 20)) << 16;
        }
        Ok((cluster, crate::read_word(&raw, 28).unwrap_or(0)))
    }

    /// Sets first cluster, size and time of the entry at a place.
    pub(crate) fn set_entry_at(&mut self, place: Place, cluster: u32, size: u32, stamp: Stamp) -> Outcome<(), D> {
        let at = place.offset as usize;
        let bytes = self.change(place.block)?;
        put(bytes, at + 20, &((cluster >> 16) as u16).to_le_bytes());
        put(bytes, at + 22, &stamp.time.to_le_bytes());
        put(bytes, at + 24, &stamp.date.to_le_bytes());
        put(bytes, at + 26, &(cluster as u16).to_le_bytes());
        put(bytes, at + 28, &size.to_le_bytes());
        Ok(())
    }
}

/// Whether a name is one of the two that every directory but the root has.
pub fn is_dots(name: &Name) -> bool {
    matches!(name.units(), [0x2e] | [0x2e, 0x2e])
}

fn new_entry(attributes: u8, cluster: u32, stamp: Stamp) -> [u8; ENTRY] {
    let mut entry = [0; ENTRY];
    put(&mut entry, 11, &[attributes]);
    for (at, half) in [
        (14, stamp.time),
        (16, stamp.date),
        (18, stamp.date),
        (20, (cluster >> 16) as u16),
        (22, stamp.time),
        (24, stamp.date),
        (26, cluster as u16),
    ] {
        put(&mut entry, at, &half.to_le_bytes());
    }
    entry
}

//! `VfsFat`: a FAT volume on a block device as a file system.

use super::device::{self, BlockDevice};
use super::fat_file;
use crate::support::{append, copied, record_of};
use crate::{io, paths};
use fat::directory::{Stamp, Target, is_dots};
use fat::{Error, Session, VOLUME_WORDS, Volume};
use hal::errno;
use heap::TryVec;
use runtime::native::{Args, Member, NativeResult};
use runtime::object::{Bytes, Record, Ref, Str, Type};
use runtime::types::Slots;
use runtime::value::Value;
use runtime::vm::{Raised, Vm};

/// Field: the device.
const DEVICE: usize = 0;
/// Field: the volume's numbers as bytes; `None` if the device has no volume.
const VOLUME: usize = 1;
/// Field: the current directory, a str that begins and ends with a slash.
const DIRECTORY: usize = 2;
/// Field: whether nothing may be changed.
const READ_ONLY: usize = 3;

/// Entries of the root directory of new volumes.
const ROOT_ENTRIES: u32 = 512;
/// The same on volumes so small that the entries would take a large part of them.
const SMALL_ROOT_ENTRIES: u32 = 64;
/// Bytes that such a volume has less than.
const SMALL_VOLUME: u32 = 0x2_0000;

const MODE_DIRECTORY: i32 = 0x4000;
const MODE_FILE: i32 = 0x8000;

static SLOTS: Slots = Slots { new: Some(new), ..Slots::NONE };

static MEMBERS: &[Member] = &[
    Member::static_method("mkfs", "bdev, /", make, "Makes a new volume on a device."),
    Member::function("mount", "self, readonly, mkfs, /", mount, "Makes it ready."),
    Member::function("umount", "self, /", unmount, "Ends the use of the device."),
    Member::function("open", "self, path, mode, /", open, "Opens a file."),
    Member::function("ilistdir", "self, path=None, /", list, "Name, type, inode and size of what is in a directory."),
    Member::function("stat", "self, path, /", stat, "Information on a file."),
    Member::function("statvfs", "self, path=None, /", statvfs, "Information on the volume."),
    Member::function("chdir", "self, path, /", change_directory, "Changes the current directory."),
    Member::function("getcwd", "self, /", get_directory, "The current directory."),
    Member::function("rename", "self, old, new, /", rename, "Renames."),
    Member::function("mkdir", "self, path, /", make_directory, "Makes a directory."),
    Member::function("rmdir", "self, path, /", |vm, args| remove(vm, args, true), "Removes an empty directory."),
    Member::function("remove", "self, path, /", |vm, args| remove(vm, args, false), "Removes a file."),
];

/// `vfs.VfsFat`
pub static VFS_FAT: Type = Type::record("VfsFat", 4, "bdev, /", &SLOTS, MEMBERS)
    .in_module("vfs")
    .with_flags(Type::BASE)
    .with_doc("A FAT volume on a block device.");

/// A file system of this type.
#[derive(Clone, Copy)]
pub struct Fat(Ref<Record>);

impl Fat {
    /// The file system of a value.
    pub fn of(vm: &mut Vm, value: Value) -> Result<Fat, Raised> {
        match record_of(vm, value, &VFS_FAT) {
            Some(record) => Ok(Fat(record)),
            None => Err(vm.type_error(format_args!("a VfsFat is needed"))),
        }
    }

    /// The record.
    pub fn value(self) -> Value {
        self.0.value()
    }

    fn device(self) -> Value {
        self.0.get(DEVICE).unwrap_or(Value::NONE)
    }

    /// The volume, unless the device has none.
    fn volume(self) -> Option<Volume> {
        let bytes = self.0.get(VOLUME)?.as_ref::<Bytes>()?;
        let mut words = [0; VOLUME_WORDS];
        for (word, bytes) in words.iter_mut().zip(bytes.as_bytes().chunks_exact(4)) {
            *word = u32::from_le_bytes(bytes.try_into().ok()?);
        }
        Some(Volume::from_words(words))
    }

    fn set_volume(self, vm: &mut Vm, volume: Volume) -> Result<(), Raised> {
        let mut bytes = [0; VOLUME_WORDS * 4];
        for (bytes, word) in bytes.chunks_exact_mut(4).zip(volume.to_words()) {
            bytes.copy_from_slice(&word.to_le_bytes());
        }
        let bytes = vm.new_bytes(&bytes)?;
        self.0.set(VOLUME, bytes);
        Ok(())
    }

    /// Raises an error if nothing may be changed.
    pub fn check_writable(self, vm: &mut Vm, shown: Value) -> Result<(), Raised> {
        if self.0.get(READ_ONLY) == Some(Value::TRUE) {
            return Err(vm.raise_os_error(errno::EROFS, Some(shown)));
        }
        Ok(())
    }

    /// Does an operation on the volume and writes what it has changed, even if it fails. `shown` is how errors name the file.
    pub fn operate<T>(
        self,
        vm: &mut Vm,
        shown: Option<Value>,
        action: impl FnOnce(&mut Session<'_, BlockDevice<'_>>) -> Result<T, Error<Raised>>,
    ) -> Result<T, Raised> {
        let Some(volume) = self.volume() else { return Err(vm.raise_os_error(errno::ENODEV, shown)) };
        let mut device = BlockDevice::new(vm, self.device(), volume.block_size)?;
        let result = match Session::new(&mut device, volume) {
            Ok(mut session) => match action(&mut session) {
                Ok(result) => session.finish().map(|()| result),
                Err(Error::Number(number)) => session.finish().and(Err(Error::Number(number))),
                Err(error) => Err(error),
            },
            Err(error) => Err(error),
        };
        match result {
            Ok(result) => Ok(result),
            Err(Error::Device(raised)) => Err(raised),
            Err(Error::Number(errno::ENOMEM)) => Err(vm.memory_error()),
            Err(Error::Number(number)) => Err(vm.raise_os_error(number, shown)),
        }
    }

    /// Looks for the volume on the device; without one that is noted.
    fn look_for_volume(self, vm: &mut Vm) -> Result<(), Raised> {
        let device = self.device();
        let geometry = device::start(vm, device)?;
        let mut bridge = BlockDevice::new(vm, device, geometry.block_size)?;
        let found = match Session::find(&mut bridge, geometry.block_size) {
            Ok(session) => Some(session.volume),
            Err(Error::Number(errno::ENODEV)) => None,
            Err(Error::Number(_)) => return Err(vm.memory_error()),
            Err(Error::Device(raised)) => return Err(raised),
        };
        match found {
            Some(volume) => self.set_volume(vm, volume),
            None => Ok(()),
        }
    }

    /// The path from the root that a path means, without `.` and `..`; it ends with no slash.
    fn path(self, vm: &mut Vm, value: Value) -> Result<TryVec<u8>, Raised> {
        let given = paths::path(vm, "VfsFat", value)?;
        // What programs have written is seen by whatever they do next.
        io::flush_all(vm)?;
        let mut parts = TryVec::new();
        if !given.bytes.starts_with(b"/")
            && let Some(directory) = self.0.get(DIRECTORY).and_then(Value::as_ref::<Str>)
        {
            append(vm, &mut parts, directory.as_bytes())?;
        }
        append(vm, &mut parts, &given.bytes)?;
        let mut path = TryVec::new();
        for part in parts.split(|&byte| byte == b'/') {
            match part {
                b"" | b"." => {}
                b".." => path.truncate(path.iter().rposition(|&byte| byte == b'/').unwrap_or(0)),
                part => {
                    append(vm, &mut path, b"/")?;
                    append(vm, &mut path, part)?;
                }
            }
        }
        Ok(path)
    }
}

fn utf8<E>(path: &[u8]) -> Result<&str, Error<E>> {
    core::str::from_utf8(path).map_err(|_| Error::Number(errno::EINVAL))
}

/// The present as entries of directories have it.
pub fn now(vm: &Vm) -> Stamp {
    let seconds = vm.host.time_nanoseconds().map_or(0, |nanoseconds| nanoseconds / 1_000_000_000).max(0) as u64;
    let (days, rest) = (seconds / 86400, seconds % 86400);
    // Years begin in March, so that the day that comes and goes is the last.
    let shifted = days + 719_468;
    let (era, day_of_era) = (shifted / 146_097, shifted % 146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = (year_of_era + era * 400 + u64::from(month <= 2)).clamp(1980, 2107) - 1980;
    Stamp {
        date: (year << 9 | month << 5 | day) as u16,
        time: ((rest / 3600) << 11 | (rest / 60 % 60) << 5 | (rest % 60 / 2)) as u16,
    }
}

/// Seconds since 1970 of a moment.
fn seconds(stamp: Stamp) -> i64 {
    let (year, month, day) =
        (i64::from(stamp.date >> 9) + 1980, i64::from(stamp.date >> 5 & 15), i64::from(stamp.date & 31));
    let year = if month <= 2 { year - 1 } else { year };
    let shifted = if month > 2 { month - 3 } else { month + 9 };
    let day_of_era = year % 400 * 365 + year % 400 / 4 - year % 400 / 100 + (153 * shifted + 2) / 5 + day - 1;
    let days = year / 400 * 146_097 + day_of_era - 719_468;
    let time = i64::from(stamp.time);
    days * 86400 + (time >> 11) * 3600 + (time >> 5 & 63) * 60 + (time & 31) * 2
}

fn new(vm: &mut Vm, class: Ref<Type>, args: &Args) -> NativeResult {
    let directory = vm.new_str(b"/")?;
    let fields = [Some(args.at(0)), None, Some(directory), Some(Value::FALSE)];
    let record = vm.new_record(class, &fields)?;
    vm.committed = true;
    Fat(record).look_for_volume(vm)?;
    Ok(record.value())
}

/// Makes a volume.
fn make_on(vm: &mut Vm, device: Value) -> Result<(), Raised> {
    let geometry = device::start(vm, device)?;
    vm.committed = true;
    let is_small = geometry.blocks.saturating_mul(geometry.block_size) < SMALL_VOLUME;
    let root_entries = if is_small { SMALL_ROOT_ENTRIES } else { ROOT_ENTRIES };
    let mut bridge = BlockDevice::new(vm, device, geometry.block_size)?;
    match fat::format::format(&mut bridge, geometry.block_size, geometry.blocks, root_entries) {
        Ok(()) => device::sync(vm, device),
        Err(Error::Device(raised)) => Err(raised),
        Err(Error::Number(errno::ENOMEM)) => Err(vm.memory_error()),
        Err(Error::Number(number)) => Err(vm.raise_os_error(number, None)),
    }
}

fn make(vm: &mut Vm, args: &Args) -> NativeResult {
    make_on(vm, args.at(0))?;
    Ok(Value::NONE)
}

fn mount(vm: &mut Vm, args: &Args) -> NativeResult {
    let fat = Fat::of(vm, args.at(0))?;
    let read_only = vm.truth(args.at(1))?;
    fat.0.set(READ_ONLY, Value::from_bool(read_only));
    if fat.volume().is_none() && vm.truth(args.at(2))? {
        make_on(vm, fat.device())?;
        fat.look_for_volume(vm)?;
    }
    if fat.volume().is_none() {
        return Err(vm.raise_os_error(errno::ENODEV, None));
    }
    Ok(Value::NONE)
}

fn unmount(vm: &mut Vm, args: &Args) -> NativeResult {
    let fat = Fat::of(vm, args.at(0))?;
    device::sync(vm, fat.device())?;
    device::stop(vm, fat.device())?;
    Ok(Value::NONE)
}

fn open(vm: &mut Vm, args: &Args) -> NativeResult {
    let fat = Fat::of(vm, args.at(0))?;
    let mode = io::mode_argument(vm, args.at(2))?;
    if mode.open.write {
        fat.check_writable(vm, args.at(1))?;
    }
    let path = fat.path(vm, args.at(1))?;
    let stamp = now(vm);
    let (place, size) = fat.operate(vm, Some(args.at(1)), |session| {
        let Some(lookup) = session.look_up(utf8(&path)?)? else { return Err(Error::Number(errno::EISDIR)) };
        let entry = match lookup.entry {
            Some(entry) if entry.is_directory() => return Err(Error::Number(errno::EISDIR)),
            Some(_) if mode.open.exclusive => return Err(Error::Number(errno::EEXIST)),
            Some(entry) => entry,
            None if mode.open.create => session.create(&lookup, stamp)?,
            None => return Err(Error::Number(errno::ENOENT)),
        };
        if mode.open.truncate && entry.size > 0 {
            session.truncate(entry.place, 0, stamp)?;
            return Ok((entry.place, 0));
        }
        Ok((entry.place, entry.size))
    })?;
    let raw = fat_file::make(vm, fat, place, if mode.open.append { size } else { 0 })?;
    io::over_stream(vm, raw, args.at(1), args.at(2), &mode)
}

fn list(vm: &mut Vm, args: &Args) -> NativeResult {
    let fat = Fat::of(vm, args.at(0))?;
    let shown = match args.get_not_none(1) {
        Some(path) => path,
        None => vm.new_str(b"")?,
    };
    let is_bytes = shown.as_ref::<Bytes>().is_some();
    let path = fat.path(vm, shown)?;
    let list = vm.new_list(&[])?;
    let (directory, mut index) =
        fat.operate(vm, Some(shown), |session| Ok((session.directory_at(utf8(&path)?)?, 0)))?;
    // An operation for each entry: memory is asked for in between.
    loop {
        let found = fat.operate(vm, Some(shown), |session| session.next_entry(directory, &mut index))?;
        let Some((entry, name)) = found else { return vm.iter(list.value()) };
        if is_dots(&name) {
            continue;
        }
        let mut bytes = TryVec::new();
        for character in name.characters() {
            append(vm, &mut bytes, character.encode_utf8(&mut [0; 4]).as_bytes())?;
        }
        let name = if is_bytes { vm.new_bytes(&bytes)? } else { vm.new_str(&bytes)? };
        let kind = Value::from_i32_small(if entry.is_directory() { MODE_DIRECTORY } else { MODE_FILE });
        let size = vm.new_uint(u64::from(entry.size))?;
        let tuple = vm.new_tuple(&[name, kind, Value::from_i32_small(0), size])?;
        vm.list_push(list, tuple)?;
    }
}

fn stat(vm: &mut Vm, args: &Args) -> NativeResult {
    let fat = Fat::of(vm, args.at(0))?;
    let path = fat.path(vm, args.at(1))?;
    let target = fat.operate(vm, Some(args.at(1)), |session| session.target(utf8(&path)?))?;
    let mut items = [Value::from_i32_small(0); 10];
    items[0] = Value::from_i32_small(MODE_DIRECTORY);
    if let Target::Entry(entry) = target {
        if !entry.is_directory() {
            items[0] = Value::from_i32_small(MODE_FILE);
        }
        items[6] = vm.new_uint(u64::from(entry.size))?;
        let time = vm.new_int(seconds(entry.changed))?;
        items[7..].fill(time);
    }
    vm.new_tuple(&items)
}

fn statvfs(vm: &mut Vm, args: &Args) -> NativeResult {
    let fat = Fat::of(vm, args.at(0))?;
    let (volume, free) = fat.operate(vm, None, |session| Ok((session.volume, session.free_clusters()?)))?;
    let mut items = [Value::from_i32_small(0); 10];
    let size = volume.cluster_size();
    for (index, number) in [(0, size), (1, size), (2, volume.clusters), (3, free), (4, free), (9, 255)] {
        items[index] = vm.new_uint(u64::from(number))?;
    }
    vm.new_tuple(&items)
}

fn change_directory(vm: &mut Vm, args: &Args) -> NativeResult {
    let fat = Fat::of(vm, args.at(0))?;
    let mut path = fat.path(vm, args.at(1))?;
    fat.operate(vm, Some(args.at(1)), |session| session.directory_at(utf8(&path)?).map(|_| ()))?;
    append(vm, &mut path, b"/")?;
    let path = vm.new_str(&path)?;
    fat.0.set(DIRECTORY, path);
    Ok(Value::NONE)
}

fn get_directory(vm: &mut Vm, args: &Args) -> NativeResult {
    let fat = Fat::of(vm, args.at(0))?;
    let directory = fat.0.get(DIRECTORY).and_then(Value::as_ref::<Str>);
    let path = directory.as_ref().map_or(&b"/"[..], |directory| directory.as_bytes());
    let path = copied(vm, path.strip_suffix(b"/").filter(|path| !path.is_empty()).unwrap_or(b"/"))?;
    vm.new_str(&path)
}

fn rename(vm: &mut Vm, args: &Args) -> NativeResult {
    let fat = Fat::of(vm, args.at(0))?;
    fat.check_writable(vm, args.at(1))?;
    let from = fat.path(vm, args.at(1))?;
    let to = fat.path(vm, args.at(2))?;
    fat.operate(vm, Some(args.at(1)), |session| session.rename(utf8(&from)?, utf8(&to)?))?;
    Ok(Value::NONE)
}

fn make_directory(vm: &mut Vm, args: &Args) -> NativeResult {
    let fat = Fat::of(vm, args.at(0))?;
    fat.check_writable(vm, args.at(1))?;
    let path = fat.path(vm, args.at(1))?;
    let stamp = now(vm);
    fat.operate(vm, Some(args.at(1)), |session| session.make_directory(utf8(&path)?, stamp))?;
    Ok(Value::NONE)
}

fn remove(vm: &mut Vm, args: &Args, directory: bool) -> NativeResult {
    let fat = Fat::of(vm, args.at(0))?;
    fat.check_writable(vm, args.at(1))?;
    let path = fat.path(vm, args.at(1))?;
    fat.operate(vm, Some(args.at(1)), |session| session.remove(utf8(&path)?, directory))?;
    Ok(Value::NONE)
}

//! `VfsRom`: an image of files in memory, read in place.
//!
//! The format is MicroPython's ROMFS: records of kind, length and payload, both numbers with seven bits in a byte, the high
//! ones first. The image is a record itself. Directories and files begin with a name; a file has its contents in a record, or
//! says where in the image they are. Every number is checked: a damaged image has fewer files, and is no danger.

use crate::support::{append, number, record_of, small};
use crate::{io, paths};
use hal::errno;
use heap::TryVec;
use runtime::native::{Args, Member, NativeResult};
use runtime::object::{Bytes, Record, Ref, Str, Type};
use runtime::types::Slots;
use runtime::types::buffer::{Buffer, Export};
use runtime::value::Value;
use runtime::vm::{Raised, Vm};

/// Kinds of records.
mod kind {
    pub const VERBATIM: usize = 2;
    pub const POINTER: usize = 3;
    pub const DIRECTORY: usize = 4;
    pub const FILE: usize = 5;
    pub const FILE_SYSTEM: usize = 0x14_a6b1;
}

const MODE_DIRECTORY: i32 = 0x4000;
const MODE_FILE: i32 = 0x8000;

/// A range of the image.
type Range = core::ops::Range<usize>;

/// A number at a position, which moves behind it.
fn take_number(image: &[u8], position: &mut usize, end: usize) -> Option<usize> {
    let mut number = 0usize;
    while *position < end {
        let byte = *image.get(*position)?;
        *position += 1;
        number = number.checked_mul(128)? | usize::from(byte & 0x7f);
        if byte & 0x80 == 0 {
            return Some(number);
        }
    }
    None
}

/// Kind and payload of the record at a position, which moves behind it.
fn take_record(image: &[u8], position: &mut usize, end: usize) -> Option<(usize, Range)> {
    let kind = take_number(image, position, end)?;
    let length = take_number(image, position, end)?;
    let start = *position;
    let behind = start.checked_add(length).filter(|&behind| behind <= end)?;
    *position = behind;
    Some((kind, start..behind))
}

/// The payload of an image.
fn payload(image: &[u8]) -> Option<Range> {
    let mut position = 0;
    match take_record(image, &mut position, image.len())? {
        (kind::FILE_SYSTEM, payload) => Some(payload),
        _ => None,
    }
}

/// Something in a directory.
struct Entry {
    is_directory: bool,
    name: Range,
    /// What follows the name.
    inside: Range,
}

/// The next directory or file at a position, which moves behind it.
fn next_entry(image: &[u8], position: &mut usize, end: usize) -> Option<Entry> {
    loop {
        let (kind, record) = take_record(image, position, end)?;
        if kind != kind::DIRECTORY && kind != kind::FILE {
            continue;
        }
        let mut start = record.start;
        let length = take_number(image, &mut start, record.end)?;
        let behind = start.checked_add(length).filter(|&behind| behind <= record.end)?;
        return Some(Entry { is_directory: kind == kind::DIRECTORY, name: start..behind, inside: behind..record.end });
    }
}

/// The contents of a file.
fn contents(image: &[u8], inside: Range) -> Option<Range> {
    let mut position = inside.start;
    loop {
        match take_record(image, &mut position, inside.end)? {
            (kind::VERBATIM, contents) => return Some(contents),
            (kind::POINTER, record) => {
                let mut at = record.start;
                let size = take_number(image, &mut at, record.end)?;
                let offset = take_number(image, &mut at, record.end)?;
                let whole = payload(image)?;
                let start = whole.start.checked_add(offset)?;
                let end = start.checked_add(size).filter(|&end| end <= whole.end)?;
                return Some(start..end);
            }
            _ => {}
        }
    }
}

/// What is at a path.
enum Found {
    Directory(Range),
    File(Range),
}

fn find(image: &[u8], path: &[u8]) -> Option<Found> {
    let mut range = payload(image)?;
    let mut parts = path.split(|&byte| byte == b'/').filter(|part| !part.is_empty() && *part != b".").peekable();
    while let Some(part) = parts.next() {
        let mut position = range.start;
        let entry = loop {
            let entry = next_entry(image, &mut position, range.end)?;
            if image.get(entry.name.clone()) == Some(part) {
                break entry;
            }
        };
        if entry.is_directory {
            range = entry.inside;
        } else {
            return if parts.peek().is_none() { contents(image, entry.inside).map(Found::File) } else { None };
        }
    }
    Some(Found::Directory(range))
}

/// Field: what the image is in.
const IMAGE: usize = 0;
/// Field: the current directory, a str that begins and ends with a slash.
const DIRECTORY: usize = 1;

static SLOTS: Slots = Slots { new: Some(new), ..Slots::NONE };

static MEMBERS: &[Member] = &[
    Member::function("mount", "self, readonly, mkfs, /", |_, _| Ok(Value::NONE), "Nothing."),
    Member::function("umount", "self, /", |_, _| Ok(Value::NONE), "Nothing."),
    Member::function("open", "self, path, mode, /", open, "Opens a file."),
    Member::function("ilistdir", "self, path=None, /", list, "Name, type, inode and size of what is in a directory."),
    Member::function("stat", "self, path, /", stat, "Information on a file."),
    Member::function("statvfs", "self, path, /", statvfs, "Information on the image."),
    Member::function("chdir", "self, path, /", change_directory, "Changes the current directory."),
    Member::function("getcwd", "self, /", get_directory, "The current directory."),
];

/// `vfs.VfsRom`
pub static VFS_ROM: Type = Type::record("VfsRom", 2, "image, /", &SLOTS, MEMBERS)
    .in_module("vfs")
    .with_doc("An image of files in memory, read in place.");

fn new(vm: &mut Vm, class: Ref<Type>, args: &Args) -> NativeResult {
    let image = vm.require_buffer(args.at(0))?;
    if payload(image.as_bytes()).is_none() {
        return Err(vm.raise_os_error(errno::ENODEV, None));
    }
    let directory = vm.new_str(b"/")?;
    vm.new_record(class, &[Some(args.at(0)), Some(directory)]).map(Ref::value)
}

/// The record of a file system, and its image.
fn receiver(vm: &mut Vm, args: &Args) -> Result<(Ref<Record>, Buffer), Raised> {
    match record_of(vm, args.at(0), &VFS_ROM) {
        Some(record) => {
            let image = vm.require_buffer(record.get(IMAGE).unwrap_or(Value::NONE))?;
            Ok((record, image))
        }
        None => Err(vm.type_error(format_args!("a VfsRom is needed"))),
    }
}

/// The path from the root that an argument means.
fn path_argument(vm: &mut Vm, record: Ref<Record>, value: Value) -> Result<TryVec<u8>, Raised> {
    let path = paths::path(vm, "VfsRom", value)?;
    let mut full = TryVec::new();
    if !path.bytes.starts_with(b"/")
        && let Some(directory) = record.get(DIRECTORY).and_then(Value::as_ref::<Str>)
    {
        append(vm, &mut full, directory.as_bytes())?;
    }
    append(vm, &mut full, &path.bytes)?;
    Ok(full)
}

fn found(vm: &mut Vm, image: &Buffer, path: &[u8], shown: Value) -> Result<Found, Raised> {
    match find(image.as_bytes(), path) {
        Some(found) => Ok(found),
        None => Err(vm.raise_os_error(errno::ENOENT, Some(shown))),
    }
}

fn open(vm: &mut Vm, args: &Args) -> NativeResult {
    let (record, image) = receiver(vm, args)?;
    let mode = io::mode_argument(vm, args.at(2))?;
    if mode.open.write {
        return Err(vm.raise_os_error(errno::EROFS, Some(args.at(1))));
    }
    let path = path_argument(vm, record, args.at(1))?;
    let range = match found(vm, &image, &path, args.at(1))? {
        Found::File(range) => range,
        Found::Directory(_) => return Err(vm.raise_os_error(errno::EISDIR, Some(args.at(1)))),
    };
    let image = record.get(IMAGE);
    let raw =
        vm.new_static_record(&RAW_FILE, &[image, Some(small(range.start)), Some(small(range.len())), Some(small(0))])?;
    io::over_stream(vm, raw, args.at(1), args.at(2), &mode)
}

fn list(vm: &mut Vm, args: &Args) -> NativeResult {
    let (record, image) = receiver(vm, args)?;
    let shown = match args.get_not_none(1) {
        Some(path) => path,
        None => vm.new_str(b"")?,
    };
    let is_bytes = shown.as_ref::<Bytes>().is_some();
    let path = path_argument(vm, record, shown)?;
    let range = match found(vm, &image, &path, shown)? {
        Found::Directory(range) => range,
        Found::File(_) => return Err(vm.raise_os_error(errno::ENOENT, Some(shown))),
    };
    let list = vm.new_list(&[])?;
    let mut position = range.start;
    while let Some(entry) = next_entry(image.as_bytes(), &mut position, range.end) {
        let name = image.as_bytes().get(entry.name).unwrap_or(&[]);
        let name = paths::to_value(vm, name, is_bytes)?;
        let (mode, size) = if entry.is_directory {
            (MODE_DIRECTORY, 0)
        } else {
            (MODE_FILE, contents(image.as_bytes(), entry.inside).map_or(0, |range| range.len()))
        };
        let size = vm.new_uint(size as u64)?;
        let tuple = vm.new_tuple(&[name, Value::from_i32_small(mode), Value::from_i32_small(0), size])?;
        vm.list_push(list, tuple)?;
    }
    vm.iter(list.value())
}

fn stat(vm: &mut Vm, args: &Args) -> NativeResult {
    let (record, image) = receiver(vm, args)?;
    let path = path_argument(vm, record, args.at(1))?;
    let mut items = [Value::from_i32_small(0); 10];
    match found(vm, &image, &path, args.at(1))? {
        Found::Directory(_) => items[0] = Value::from_i32_small(MODE_DIRECTORY),
        Found::File(range) => {
            items[0] = Value::from_i32_small(MODE_FILE);
            items[6] = small(range.len());
        }
    }
    vm.new_tuple(&items)
}

fn statvfs(vm: &mut Vm, args: &Args) -> NativeResult {
    let (_, image) = receiver(vm, args)?;
    let mut items = [Value::from_i32_small(0); 10];
    let mut size = payload(image.as_bytes()).map_or(0, |payload| payload.end);
    size = size.max(1);
    for (index, number) in [(0, 1), (1, 0), (2, size), (9, 32767)] {
        items[index] = small(number);
    }
    vm.new_tuple(&items)
}

fn change_directory(vm: &mut Vm, args: &Args) -> NativeResult {
    let (record, image) = receiver(vm, args)?;
    let mut path = path_argument(vm, record, args.at(1))?;
    match found(vm, &image, &path, args.at(1))? {
        Found::Directory(_) => {}
        Found::File(_) => return Err(vm.raise_os_error(errno::ENOENT, Some(args.at(1)))),
    }
    if !path.ends_with(b"/") {
        append(vm, &mut path, b"/")?;
    }
    let path = vm.new_str(&path)?;
    record.set(DIRECTORY, path);
    Ok(Value::NONE)
}

fn get_directory(vm: &mut Vm, args: &Args) -> NativeResult {
    let (record, _) = receiver(vm, args)?;
    let directory = record.get(DIRECTORY).and_then(Value::as_ref::<Str>);
    let path = directory.as_ref().map_or(&b"/"[..], |directory| directory.as_bytes());
    let path = crate::support::copied(vm, path.strip_suffix(b"/").filter(|path| !path.is_empty()).unwrap_or(b"/"))?;
    vm.new_str(&path)
}

// Files.

/// Field: the start of the contents; field 0 is what the image is in.
const START: usize = 1;
/// Field: how long they are.
const LENGTH: usize = 2;
/// Field: the position.
const POSITION: usize = 3;

static FILE_SLOTS: Slots = Slots { buffer: Some(export), ..Slots::NONE };

static FILE_MEMBERS: &[Member] = &[
    Member::function("readinto", "self, buffer, /", read_into, "Reads into a buffer."),
    Member::function("seek", "self, offset, whence=0, /", seek, "Moves the position."),
    Member::function("close", "self, /", |_, _| Ok(Value::NONE), "Nothing."),
];

/// The stream below a file: its contents are its memory.
static RAW_FILE: Type = Type::record("RomFile", 4, "*args, **kwargs", &FILE_SLOTS, FILE_MEMBERS).in_module("vfs");

fn export(file: Value) -> Option<Export> {
    let record = file.as_ref::<Record>()?;
    let image = Buffer::of_bytes_like(record.get(IMAGE)?)?;
    let buffer = image.part(number(record, START), number(record, LENGTH)).read_only();
    Some(Export { buffer, format: b'B' })
}

fn read_into(vm: &mut Vm, args: &Args) -> NativeResult {
    let target = vm.require_writable_buffer(args.at(1))?;
    let (Some(record), Some(source)) = (args.at(0).as_ref::<Record>(), export(args.at(0))) else {
        return Err(vm.raise_os_error(errno::EBADF, None));
    };
    let position = number(record, POSITION);
    let bytes = source.buffer.as_bytes().get(position..).unwrap_or(&[]);
    let mut count = 0;
    for (cell, &byte) in target.as_cells().unwrap_or(&[]).iter().zip(bytes) {
        cell.set(byte);
        count += 1;
    }
    record.set(POSITION, small(position + count));
    Ok(small(count))
}

fn seek(vm: &mut Vm, args: &Args) -> NativeResult {
    let offset = vm.to_i64(args.at(1))?;
    let whence = vm.to_i64(args.at(2))?;
    let Some(record) = args.at(0).as_ref::<Record>() else {
        return Err(vm.raise_os_error(errno::EBADF, None));
    };
    let length = number(record, LENGTH);
    let origin = match whence {
        0 => 0,
        1 => number(record, POSITION),
        _ => length,
    };
    let position = (origin as i64).saturating_add(offset);
    if position < 0 {
        return Err(vm.raise_os_error(errno::EINVAL, None));
    }
    // Behind the end there is nothing to be found.
    let position = usize::try_from(position).unwrap_or(length).min(length);
    record.set(POSITION, small(position));
    Ok(small(position))
}

/// Where the VM's registry has the image that is part of the program.
const IMAGE_NAME: &[u8] = b"vfs.rom";

/// Mounts an image that is part of the program on `/rom`, and enters its folders into `sys.path`.
pub fn mount_image(vm: &mut Vm, image: Ref<Bytes>) -> Result<(), Raised> {
    let name = vm.intern(IMAGE_NAME)?;
    let registry = vm.registry;
    vm.dict_set_name(registry, name, image.value())?;
    let file_system = vm.call(Ref::from_static(&VFS_ROM).value(), &[image.value()])?;
    super::mounts::mount_at(vm, file_system, b"/rom")?;
    let path = crate::sys::get_attribute(vm, runtime::symbols::sym::path)?;
    let Some(path) = path.and_then(Value::as_ref::<runtime::object::List>) else { return Ok(()) };
    for folder in [&b"/rom"[..], b"/rom/lib"] {
        let folder = vm.intern(folder)?;
        vm.list_push(path, folder)?;
    }
    Ok(())
}

/// Requests of `rom_ioctl`.
mod request {
    pub const SEGMENTS: i64 = 1;
    pub const SEGMENT: i64 = 2;
}

/// `vfs.rom_ioctl(request, ...)`: the images that are part of the firmware.
pub fn control(vm: &mut Vm, args: &Args) -> NativeResult {
    let image = vm.find_name(IMAGE_NAME).and_then(|name| vm.registry.get_name(name));
    match vm.to_i64(args.at(0))? {
        request::SEGMENTS => Ok(Value::from_i32_small(i32::from(image.is_some()))),
        request::SEGMENT => match (args.get(1).map_or(Ok(0), |segment| vm.to_i64(segment))?, image) {
            (0, Some(image)) => vm.call(Ref::from_static(&runtime::types::memoryview::MEMORYVIEW).value(), &[image]),
            _ => Ok(Value::from_i32_small(-errno::EINVAL)),
        },
        // The images cannot be written.
        _ => Ok(Value::from_i32_small(-errno::EINVAL)),
    }
}

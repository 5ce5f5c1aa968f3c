//! `VfsPosix`: the host's files, or a directory of them, as a file system.

use super::place::{self, Access, HostBytes, Place};
use crate::support::{append, copied, record_of};
use crate::sys::{bytes_of_text, text_of_bytes};
use crate::{io, os, paths};
use hal::errno;
use heap::TryVec;
use runtime::native::{Args, Member, NativeResult};
use runtime::object::{Record, Ref, Str, Type};
use runtime::types::Slots;
use runtime::value::Value;
use runtime::vm::{Raised, Vm};

/// Field: the directory that is the root, without a slash at its end; empty for all of the host.
const ROOT: usize = 0;
/// Field: whether nothing may be changed.
const READ_ONLY: usize = 1;

static SLOTS: Slots = Slots { new: Some(new), ..Slots::NONE };

static MEMBERS: &[Member] = &[
    Member::function("mount", "self, readonly, mkfs, /", mount, "Notes whether it may be changed."),
    Member::function("umount", "self, /", |_, _| Ok(Value::NONE), "Nothing."),
    Member::function("open", "self, path, mode, /", open, "Opens a file."),
    Member::function("ilistdir", "self, path=None, /", list, "What is in a directory."),
    Member::function("stat", "self, path, /", stat, "Information on a file."),
    Member::function("statvfs", "self, path, /", statvfs, "Information on the file system."),
    Member::function("chdir", "self, path, /", change_directory, "Changes the current directory."),
    Member::function("getcwd", "self, /", get_directory, "The current directory."),
    Member::function("rename", "self, old, new, /", rename, "Renames."),
    Member::function("mkdir", "self, path, /", |vm, args| change(vm, args, &os::MAKE_DIRECTORY), "Makes a directory."),
    Member::function(
        "rmdir",
        "self, path, /",
        |vm, args| change(vm, args, &os::REMOVE_DIRECTORY),
        "Removes an empty directory.",
    ),
    Member::function("remove", "self, path, /", |vm, args| change(vm, args, &os::REMOVE_FILE), "Removes a file."),
];

/// `vfs.VfsPosix`
pub static VFS_POSIX: Type = Type::record("VfsPosix", 2, "root='', /", &SLOTS, MEMBERS)
    .in_module("vfs")
    .with_doc("A directory of the host as a file system; all of its files without one.");

fn new(vm: &mut Vm, class: Ref<Type>, args: &Args) -> NativeResult {
    if !vm.host.has_files() {
        return Err(vm.raise_os_error(errno::ENODEV, None));
    }
    let given = match args.get(0) {
        Some(root) => paths::path(vm, "VfsPosix", root)?.bytes,
        None => TryVec::new(),
    };
    let mut root = TryVec::new();
    if !given.is_empty() && !given.starts_with(b"/") {
        root = place::host_directory(vm)?;
        append(vm, &mut root, b"/")?;
    }
    append(vm, &mut root, &given)?;
    while root.ends_with(b"/") {
        root.pop();
    }
    let root = text_of_bytes(vm, &root)?;
    vm.new_record(class, &[Some(root), Some(Value::FALSE)]).map(Ref::value)
}

/// All of the host as a file system.
pub fn whole_host(vm: &mut Vm) -> NativeResult {
    let root = vm.new_str(b"")?;
    vm.new_static_record(&VFS_POSIX, &[Some(root), Some(Value::FALSE)])
}

/// Whether a file system is one of the host.
pub fn is_host(file_system: Value) -> bool {
    of(file_system).is_some()
}

fn of(file_system: Value) -> Option<Ref<Record>> {
    file_system.as_ref::<Record>().filter(|record| record.class == Ref::from_static(&VFS_POSIX))
}

/// The place of a path in a file system, if that is one of the host.
pub fn place<'a>(vm: &mut Vm, file_system: Value, path: &'a [u8]) -> Result<Option<Place<'a>>, Raised> {
    match of(file_system) {
        Some(record) => place_in(vm, record, path).map(Some),
        None => Ok(None),
    }
}

fn place_in<'a>(vm: &mut Vm, record: Ref<Record>, path: &'a [u8]) -> Result<Place<'a>, Raised> {
    let access = if record.get(READ_ONLY) == Some(Value::TRUE) { Access::ReadOnly } else { Access::Full };
    let root = root_of(vm, record)?;
    if root.is_empty() || !path.starts_with(b"/") {
        return Ok(Place::Host(access, HostBytes::Same(path)));
    }
    let mut made = root;
    append(vm, &mut made, path)?;
    Ok(Place::Host(access, HostBytes::Made(made)))
}

fn root_of(vm: &mut Vm, record: Ref<Record>) -> Result<TryVec<u8>, Raised> {
    match record.get(ROOT).and_then(Value::as_ref::<Str>) {
        Some(root) if !root.as_bytes().is_empty() => {
            let bytes = bytes_of_text(vm, root)?;
            let buffer = vm.require_buffer(bytes)?;
            copied(vm, buffer.as_bytes())
        }
        _ => Ok(TryVec::new()),
    }
}

/// The record of the first argument of a method.
fn receiver(vm: &mut Vm, args: &Args) -> Result<Ref<Record>, Raised> {
    match record_of(vm, args.at(0), &VFS_POSIX) {
        Some(record) => Ok(record),
        None => Err(vm.type_error(format_args!("a VfsPosix is needed"))),
    }
}

fn mount(vm: &mut Vm, args: &Args) -> NativeResult {
    let read_only = vm.truth(args.at(1))?;
    receiver(vm, args)?.set(READ_ONLY, Value::from_bool(read_only));
    Ok(Value::NONE)
}

fn open(vm: &mut Vm, args: &Args) -> NativeResult {
    let record = receiver(vm, args)?;
    let path = paths::path(vm, "open", args.at(1))?;
    let place = place_in(vm, record, &path.bytes)?;
    let slots = [Some(path.value), Some(args.at(2)), Some(Value::from_i32_small(-1)), None, None, None, None, None];
    io::open_at(vm, &Args::new(&slots, &[], None), Some(place))
}

fn list(vm: &mut Vm, args: &Args) -> NativeResult {
    let record = receiver(vm, args)?;
    let shown = match args.get_not_none(1) {
        Some(path) => path,
        None => vm.new_str(b"")?,
    };
    let path = paths::path(vm, "ilistdir", shown)?;
    let place = place_in(vm, record, &path.bytes)?;
    os::iterate_at(vm, place, &path)
}

fn stat(vm: &mut Vm, args: &Args) -> NativeResult {
    let record = receiver(vm, args)?;
    let path = paths::path(vm, "stat", args.at(1))?;
    let place = place_in(vm, record, &path.bytes)?;
    os::stat_at(vm, place, path.value)
}

fn statvfs(vm: &mut Vm, args: &Args) -> NativeResult {
    let record = receiver(vm, args)?;
    let path = paths::path(vm, "statvfs", args.at(1))?;
    let place = place_in(vm, record, &path.bytes)?;
    os::statvfs_at(vm, place, path.value)
}

fn change_directory(vm: &mut Vm, args: &Args) -> NativeResult {
    let record = receiver(vm, args)?;
    let path = paths::path(vm, "chdir", args.at(1))?;
    if let Place::Host(_, bytes) = place_in(vm, record, &path.bytes)? {
        place::attempt(vm, Some(path.value), |vm| vm.host.change_directory(&bytes))?;
    }
    Ok(Value::NONE)
}

/// The current directory, seen from the root of the file system.
pub fn current_directory(vm: &mut Vm, file_system: Value) -> Result<TryVec<u8>, Raised> {
    let path = place::host_directory(vm)?;
    let root = match of(file_system) {
        Some(record) => root_of(vm, record)?,
        None => TryVec::new(),
    };
    match path.strip_prefix(&*root) {
        Some(b"") => copied(vm, b"/"),
        Some(rest) if rest.starts_with(b"/") => copied(vm, rest),
        _ => Ok(path),
    }
}

fn get_directory(vm: &mut Vm, args: &Args) -> NativeResult {
    let path = current_directory(vm, args.at(0))?;
    text_of_bytes(vm, &path)
}

fn rename(vm: &mut Vm, args: &Args) -> NativeResult {
    let record = receiver(vm, args)?;
    let from = paths::path(vm, "rename", args.at(1))?;
    let to = paths::path(vm, "rename", args.at(2))?;
    let places = (place_in(vm, record, &from.bytes)?, place_in(vm, record, &to.bytes)?);
    os::rename_at(vm, places, from.value)
}

fn change(vm: &mut Vm, args: &Args, change: &os::Change) -> NativeResult {
    let record = receiver(vm, args)?;
    let path = paths::path(vm, change.name, args.at(1))?;
    let place = place_in(vm, record, &path.bytes)?;
    os::change_at(vm, place, path.value, change)
}

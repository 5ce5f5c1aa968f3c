//! The table of mounted file systems.
//!
//! It is a list in the VM's registry. Its first item is the entry whose file system relative paths belong to, or `None`
//! if that is the root with nothing mounted on it; the others are the entries, pairs of a file system and its mount
//! point. What is mounted on the root comes last. Of several mount points that a path begins with the longest counts.

use super::place::{self, Place, call};
use super::posix;
use crate::paths;
use crate::support::{append, copied};
use crate::sys::{bytes_of_text, text_of_bytes};
use hal::errno;
use heap::TryVec;
use runtime::native::{Args, NativeResult};
use runtime::object::{List, Ref, Str, Tuple};
use runtime::value::Value;
use runtime::vm::{Raised, Vm};

/// The parameters of `mount`.
pub const MOUNT_SIGNATURE: &str = "fsobj=None, mount_point=None, *, readonly=False, mkfs=False";
/// What `mount` does.
pub const MOUNT_DOC: &str = "Mounts a file system or a block device; without arguments, what is mounted.";
/// The parameters of `umount`.
pub const UMOUNT_SIGNATURE: &str = "mount_point, /";
/// What `umount` does.
pub const UMOUNT_DOC: &str = "Takes a file system away, given by itself or by its mount point.";

const TABLE: &[u8] = b"vfs.mounts";

/// The table, if there is one.
pub fn table(vm: &Vm) -> Option<Ref<List>> {
    let name = vm.find_name(TABLE)?;
    vm.registry.get_name(name).and_then(Value::as_ref::<List>)
}

/// The table, made if need be: then the host's files are mounted on the root.
fn table_or_new(vm: &mut Vm) -> Result<Ref<List>, Raised> {
    if let Some(table) = table(vm) {
        return Ok(table);
    }
    let table = vm.new_list(&[Value::NONE])?;
    if vm.host.has_files() {
        let files = posix::whole_host(vm)?;
        let point = vm.intern(b"/")?;
        let entry = vm.new_tuple(&[files, point])?;
        vm.list_push(table, entry)?;
        table.set(0, entry);
    }
    let name = vm.intern(TABLE)?;
    let registry = vm.registry;
    vm.dict_set_name(registry, name, table.value())?;
    Ok(table)
}

/// File system and mount point of an entry.
fn parts(entry: Value) -> Option<(Value, Ref<Str>)> {
    match entry.as_ref::<Tuple>()?.as_slice() {
        [file_system, point] => Some((*file_system, point.as_ref::<Str>()?)),
        _ => None,
    }
}

/// The entries of the table.
fn entries(table: Ref<List>) -> impl Iterator<Item = Value> {
    (1..).map_while(move |index| table.get(index))
}

/// What is behind a mount point in an absolute path; `None` if the path leads elsewhere.
fn behind<'a>(path: &'a [u8], point: &[u8]) -> Option<&'a [u8]> {
    if point == b"/" {
        return Some(path);
    }
    let rest = path.strip_prefix(point)?;
    if rest.is_empty() {
        return Some(b"/");
    }
    rest.starts_with(b"/").then_some(rest)
}

/// The entry that an absolute path belongs to, and the path there.
fn entry_of(table: Ref<List>, path: &[u8]) -> Option<(Value, &[u8])> {
    let mut best: Option<(Value, &[u8])> = None;
    for entry in entries(table) {
        let Some((_, point)) = parts(entry) else { continue };
        if let Some(rest) = behind(path, point.as_bytes())
            && best.is_none_or(|(_, known)| rest.len() < known.len())
        {
            best = Some((entry, rest));
        }
    }
    best
}

/// What is mounted on the root.
fn root_entry(table: Ref<List>) -> Option<Value> {
    entries(table).find(|&entry| parts(entry).is_some_and(|(_, point)| point.as_bytes() == b"/"))
}

/// Where a path leads.
pub fn find<'a>(vm: &mut Vm, table: Ref<List>, path: &'a [u8]) -> Result<Place<'a>, Raised> {
    let current = table.get(0).unwrap_or(Value::NONE);
    if !path.starts_with(b"/")
        && let Some((file_system, _)) = parts(current)
    {
        return inside(vm, file_system, path);
    }
    if matches!(path, b"" | b"/") {
        return Ok(Place::Root);
    }
    let mut made = TryVec::new();
    let absolute = if path.starts_with(b"/") {
        path
    } else {
        append(vm, &mut made, b"/")?;
        append(vm, &mut made, path)?;
        &made
    };
    match entry_of(table, absolute) {
        Some((entry, rest)) => {
            let (file_system, point) = match parts(entry) {
                Some(parts) => parts,
                None => return Ok(Place::Nowhere),
            };
            vm.keep(file_system);
            // The path there is the end of the path, or the root of a file system whose mount point it is.
            let rest: &'a [u8] = if rest == b"/" {
                b"/"
            } else if point.as_bytes() == b"/" {
                path
            } else {
                &path[path.len() - rest.len()..]
            };
            inside(vm, file_system, rest)
        }
        None => Ok(Place::Nowhere),
    }
}

/// The place of a path in a file system.
fn inside<'a>(vm: &mut Vm, file_system: Value, path: &'a [u8]) -> Result<Place<'a>, Raised> {
    if let Some(place) = posix::place(vm, file_system, path)? {
        return Ok(place);
    }
    vm.keep(file_system);
    let path = text_of_bytes(vm, path)?;
    Ok(Place::Object(file_system, path))
}

/// The place of the root of what is mounted on the root.
pub fn root_place(vm: &mut Vm) -> Result<Option<Place<'static>>, Raised> {
    match table(vm).and_then(root_entry).and_then(parts) {
        Some((file_system, _)) => inside(vm, file_system, b"/").map(Some),
        None => Ok(None),
    }
}

/// Calls `visit` with the name of each mount point in the root.
pub fn each_name(vm: &mut Vm, mut visit: impl FnMut(&mut Vm, Value) -> Result<(), Raised>) -> Result<(), Raised> {
    let Some(table) = table(vm) else { return Ok(()) };
    let mut index = 1;
    while let Some(entry) = table.get(index) {
        index += 1;
        let Some((_, point)) = parts(entry) else { continue };
        let Some(name) = point.as_bytes().strip_prefix(b"/").filter(|name| !name.is_empty()) else { continue };
        // What is mounted further down is not in the root.
        if name.contains(&b'/') {
            continue;
        }
        let name = vm.new_str(name)?;
        visit(vm, name)?;
    }
    Ok(())
}

/// The current directory as bytes.
pub fn current_directory(vm: &mut Vm, table: Ref<List>) -> Result<TryVec<u8>, Raised> {
    let Some((file_system, point)) = table.get(0).and_then(parts) else { return copied(vm, b"/") };
    let inner = if posix::is_host(file_system) {
        posix::current_directory(vm, file_system)?
    } else {
        let inner = call(vm, file_system, "getcwd", &[])?;
        path_bytes(vm, inner)?
    };
    if point.as_bytes() == b"/" {
        return Ok(inner);
    }
    let mut path = copied(vm, point.as_bytes())?;
    if &*inner != b"/" {
        append(vm, &mut path, &inner)?;
    }
    if path.len() > 1 && path.ends_with(b"/") {
        path.pop();
    }
    Ok(path)
}

fn path_bytes(vm: &mut Vm, value: Value) -> Result<TryVec<u8>, Raised> {
    match value.as_ref::<Str>() {
        Some(text) => {
            let bytes = bytes_of_text(vm, text)?;
            let buffer = vm.require_buffer(bytes)?;
            copied(vm, buffer.as_bytes())
        }
        None => {
            let class = vm.class_name(value);
            Err(vm.type_error(format_args!("a path must be str, not {class}")))
        }
    }
}

/// `os.chdir(path)`; false if there is no table, so that it is the host's matter.
pub fn change_directory(vm: &mut Vm, path: &[u8], shown: Value) -> Result<bool, Raised> {
    let Some(table) = table(vm) else { return Ok(false) };
    let is_relative = !path.starts_with(b"/");
    let mut absolute = TryVec::new();
    if is_relative {
        append(vm, &mut absolute, b"/")?;
    }
    append(vm, &mut absolute, path)?;
    // From the root on relative paths lead to all mount points, whatever is mounted on the root.
    let entry = match table.get(0).filter(|&current| is_relative && parts(current).is_some()) {
        None if &*absolute == b"/" => None,
        None => entry_of(table, &absolute).map(|(entry, _)| entry),
        current => current,
    };
    match find(vm, table, path)? {
        Place::Host(_, path) => place::attempt(vm, Some(shown), |vm| vm.host.change_directory(&path))?,
        Place::Object(file_system, path) => {
            call(vm, file_system, "chdir", &[path])?;
        }
        Place::Root => match root_place(vm)? {
            Some(Place::Object(file_system, path)) => {
                call(vm, file_system, "chdir", &[path])?;
            }
            Some(Place::Host(_, path)) => place::attempt(vm, Some(shown), |vm| vm.host.change_directory(&path))?,
            _ => {}
        },
        Place::Nowhere => return Err(vm.raise_os_error(errno::ENOENT, Some(shown))),
    }
    table.set(0, entry.unwrap_or(Value::NONE));
    Ok(true)
}

/// The mount point that a value is, without slashes at its end.
fn point_argument(vm: &mut Vm, value: Value) -> NativeResult {
    let path = paths::path(vm, "mount", value)?;
    let bytes: &[u8] = &path.bytes;
    let end = bytes.iter().rposition(|&byte| byte != b'/').map_or(1, |index| index + 1);
    if !bytes.starts_with(b"/") {
        return Err(vm.raise_os_error(errno::EINVAL, Some(value)));
    }
    text_of_bytes(vm, &bytes[..end])
}

/// `vfs.mount(fsobj, mount_point, *, readonly=False)`, or what is mounted.
pub fn mount(vm: &mut Vm, args: &Args) -> NativeResult {
    let table = table_or_new(vm)?;
    let Some(object) = args.get_not_none(0) else { return listing(vm, table) };
    let point = point_argument(vm, args.at(1))?;
    let name = vm.intern(b"mount")?;
    let file_system = match vm.try_attribute(object, name)? {
        Some(_) => object,
        None => of_device(vm, object)?,
    };
    vm.keep(file_system);
    let flag = |index| args.get(index).unwrap_or(Value::FALSE);
    mount_object(vm, table, file_system, point, [flag(2), flag(3)])?;
    Ok(Value::NONE)
}

/// Mounts a file system, to be made if there is none on its device.
pub fn mount_at(vm: &mut Vm, file_system: Value, point: &[u8]) -> Result<(), Raised> {
    let table = table_or_new(vm)?;
    let point = vm.intern(point)?;
    mount_object(vm, table, file_system, point, [Value::FALSE, Value::TRUE])
}

fn mount_object(
    vm: &mut Vm,
    table: Ref<List>,
    file_system: Value,
    point: Value,
    flags: [Value; 2],
) -> Result<(), Raised> {
    call(vm, file_system, "mount", &flags)?;
    add(vm, table, file_system, point)
}

/// The file system on a block device.
fn of_device(vm: &mut Vm, device: Value) -> NativeResult {
    #[cfg(feature = "vfs-fat")]
    {
        let name = vm.intern(b"readblocks")?;
        if vm.try_attribute(device, name)?.is_some() {
            return vm.call(Ref::from_static(&super::fat_volume::VFS_FAT).value(), &[device]);
        }
    }
    let _ = device;
    Err(vm.raise_os_error(errno::ENODEV, None))
}

/// Enters a file system that has been told.
fn add(vm: &mut Vm, table: Ref<List>, file_system: Value, point: Value) -> Result<(), Raised> {
    let Some(text) = point.as_ref::<Str>() else { return Ok(()) };
    let is_used = entries(table).any(|entry| parts(entry).is_some_and(|(_, used)| used.as_bytes() == text.as_bytes()));
    if is_used {
        return Err(vm.raise_os_error(errno::EPERM, Some(point)));
    }
    let entry = vm.new_tuple(&[file_system, point])?;
    vm.list_push(table, entry)?;
    // What is mounted on the root stays at the end.
    let last = table.len() - 1;
    if let Some(root) = root_entry(table)
        && root != entry
    {
        let before = last - 1;
        table.set(before, entry);
        table.set(last, root);
    }
    Ok(())
}

fn listing(vm: &mut Vm, table: Ref<List>) -> NativeResult {
    let list = vm.new_list_with_capacity(table.len())?;
    for entry in entries(table) {
        vm.list_push(list, entry)?;
    }
    Ok(list.value())
}

/// `vfs.umount(mount_point)`
pub fn umount(vm: &mut Vm, args: &Args) -> NativeResult {
    let wanted = args.at(0);
    let table = table_or_new(vm)?;
    let name = wanted.as_ref::<Str>();
    let is_wanted = |entry: Value| {
        parts(entry).is_some_and(|(file_system, point)| {
            file_system == wanted || name.as_ref().is_some_and(|name| name.as_bytes() == point.as_bytes())
        })
    };
    let Some(index) = (1..table.len()).find(|&index| table.get(index).is_some_and(is_wanted)) else {
        return Err(vm.raise_os_error(errno::EINVAL, Some(wanted)));
    };
    let entry = table.get(index).unwrap_or(Value::NONE);
    vm.keep(entry);
    vm.committed = true;
    crate::io::flush_all(vm)?;
    vm.list_splice(table, index, 1, &[])?;
    if table.get(0) == Some(entry) {
        table.set(0, Value::NONE);
    }
    if let Some((file_system, _)) = parts(entry) {
        call(vm, file_system, "umount", &[])?;
    }
    Ok(Value::NONE)
}

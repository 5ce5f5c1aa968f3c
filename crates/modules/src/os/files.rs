//! What changes directories: each operation on a place, wherever it is.

use crate::io::flush_all;
use crate::paths;
use crate::support::append;
use crate::vfs::place::{self, Access, Place, attempt, call, find, nowhere, read_only};
use hal::{Errno, Host, errno};
use runtime::native::{Args, NativeResult};
use runtime::value::Value;
use runtime::vm::{Raised, Vm};

/// A change that is made at one path.
pub struct Change {
    /// The name of the function, which is that of the method of file systems.
    pub name: &'static str,
    /// The same for files of the host.
    host: fn(&dyn Host, &[u8]) -> Result<(), Errno>,
}

/// `os.mkdir`
pub static MAKE_DIRECTORY: Change = Change { name: "mkdir", host: |host, path| host.make_directory(path) };
/// `os.rmdir`
pub static REMOVE_DIRECTORY: Change = Change { name: "rmdir", host: |host, path| host.remove_directory(path) };
/// `os.remove`
pub static REMOVE_FILE: Change = Change { name: "remove", host: |host, path| host.remove_file(path) };

/// Makes the change that a function of `os` is for.
pub(super) fn change(vm: &mut Vm, args: &Args, change: &Change) -> NativeResult {
    let path = paths::path(vm, change.name, args.at(0))?;
    flush_all(vm)?;
    let place = find(vm, &path.bytes)?;
    change_at(vm, place, path.value, change)
}

/// Makes a change at a place; `shown` is how errors name it.
pub fn change_at(vm: &mut Vm, place: Place<'_>, shown: Value, change: &Change) -> NativeResult {
    match place {
        Place::Host(Access::ReadOnly, _) => return Err(read_only(vm, shown)),
        Place::Host(Access::Full, path) => attempt(vm, Some(shown), |vm| (change.host)(vm.host, &path))?,
        Place::Object(file_system, path) => {
            if change.name == MAKE_DIRECTORY.name && is_root(path) {
                return Err(vm.raise_os_error(errno::EEXIST, Some(shown)));
            }
            call(vm, file_system, change.name, &[path])?;
        }
        Place::Root if change.name == MAKE_DIRECTORY.name => {
            return Err(vm.raise_os_error(errno::EEXIST, Some(shown)));
        }
        place => return Err(nowhere(vm, &place)),
    }
    vm.committed = true;
    Ok(Value::NONE)
}

fn is_root(path: Value) -> bool {
    path.as_ref::<runtime::object::Str>().is_some_and(|path| path.as_bytes() == b"/")
}

/// `os.rename(src, dst)`
pub(super) fn rename(vm: &mut Vm, args: &Args) -> NativeResult {
    let from = paths::path(vm, "rename", args.at(0))?;
    let to = paths::path(vm, "rename", args.at(1))?;
    flush_all(vm)?;
    let places = (find(vm, &from.bytes)?, find(vm, &to.bytes)?);
    rename_at(vm, places, from.value)
}

/// Renames what is at the first place; both must be in the same file system.
pub fn rename_at(vm: &mut Vm, places: (Place<'_>, Place<'_>), shown: Value) -> NativeResult {
    match places {
        (Place::Host(Access::Full, from), Place::Host(Access::Full, to)) => {
            attempt(vm, Some(shown), |vm| vm.host.rename(&from, &to))?;
        }
        (Place::Host(..), Place::Host(..)) => return Err(read_only(vm, shown)),
        (Place::Object(file_system, from), Place::Object(other, to)) if file_system == other => {
            call(vm, file_system, "rename", &[from, to])?;
        }
        (Place::Nowhere, _) | (_, Place::Nowhere) => return Err(nowhere(vm, &Place::Nowhere)),
        _ => return Err(vm.raise_os_error(errno::EPERM, Some(shown))),
    }
    vm.committed = true;
    Ok(Value::NONE)
}

/// `os.makedirs(name, mode=0o777, exist_ok=False)`
pub(super) fn make_directories(vm: &mut Vm, args: &Args) -> NativeResult {
    let exists_ok = match args.get(2) {
        Some(flag) => vm.truth(flag)?,
        None => false,
    };
    let path = paths::path(vm, "makedirs", args.at(0))?;
    let all: &[u8] = &path.bytes;
    let trimmed = &all[..all.iter().rposition(|&byte| byte != b'/').map_or(0, |index| index + 1)];
    for index in 1..trimmed.len() {
        if trimmed[index] == b'/' && place::mode_of(vm, &trimmed[..index])?.is_none() {
            let place = find(vm, &trimmed[..index])?;
            change_at(vm, place, path.value, &MAKE_DIRECTORY)?;
        }
    }
    if exists_ok && place::is_type(vm, all, place::DIRECTORY)? {
        return Ok(Value::NONE);
    }
    let place = find(vm, all)?;
    change_at(vm, place, path.value, &MAKE_DIRECTORY)
}

/// `os.getcwd()`
pub(super) fn get_directory(vm: &mut Vm, _: &Args) -> NativeResult {
    let bytes = place::current_directory(vm)?;
    paths::to_value(vm, &bytes, false)
}

/// `os.chdir(path)`
pub(super) fn change_directory(vm: &mut Vm, args: &Args) -> NativeResult {
    let path = paths::path(vm, "chdir", args.at(0))?;
    flush_all(vm)?;
    #[cfg(feature = "vfs")]
    if crate::vfs::mounts::change_directory(vm, &path.bytes, path.value)? {
        return Ok(Value::NONE);
    }
    match find(vm, &path.bytes)? {
        Place::Host(_, bytes) => attempt(vm, Some(path.value), |vm| vm.host.change_directory(&bytes))?,
        Place::Root => {}
        _ => return Err(vm.raise_os_error(errno::ENOENT, Some(path.value))),
    }
    Ok(Value::NONE)
}

/// `os.path.abspath(path)` before it is normalized.
pub(super) fn absolute(vm: &mut Vm, path: &[u8]) -> Result<heap::TryVec<u8>, Raised> {
    let mut full = heap::TryVec::new();
    if !path.starts_with(b"/") {
        full = place::current_directory(vm)?;
        append(vm, &mut full, b"/")?;
    }
    append(vm, &mut full, path)?;
    Ok(full)
}

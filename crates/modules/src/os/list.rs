//! Contents of directories.

use crate::io::flush_all;
use crate::paths::{self, Path};
use crate::support::copied;
use crate::vfs::place::{DIRECTORY, Place, attempt, call, find, nowhere};
use heap::TryVec;
use runtime::native::{Args, NativeResult};
use runtime::object::{List, Ref};
use runtime::value::Value;
use runtime::vm::{Raised, Vm};

/// An entry of a directory.
struct Entry {
    name: TryVec<u8>,
    kind: u32,
    inode: u64,
}

fn argument(vm: &mut Vm, args: &Args, function: &str) -> Result<Path, Raised> {
    match args.get_not_none(0) {
        Some(value) => match paths::file_system_path(vm, value)? {
            Some(value) => paths::of_value(vm, value),
            None => {
                let class = vm.class_name(value);
                let message =
                    format_args!("{function}: path should be string, bytes, os.PathLike, integer or None, not {class}");
                Err(vm.type_error(message))
            }
        },
        None => Ok(Path { bytes: copied(vm, b"")?, value: vm.new_str(b".")?, is_bytes: false }),
    }
}

/// What is in a directory of the host.
fn host_entries(vm: &mut Vm, directory: &[u8], shown: Value) -> Result<TryVec<Entry>, Raised> {
    let mut fits = true;
    // The empty path means the current directory, as MicroPython has it.
    let directory = if directory.is_empty() { b"." } else { directory };
    let found = attempt(vm, Some(shown), |vm| {
        let mut found: TryVec<Entry> = TryVec::new();
        vm.host.list_directory(directory, &mut |name, kind, inode| {
            fits = match TryVec::try_from_slice(name) {
                Ok(name) => found.try_push(Entry { name, kind, inode }).is_ok(),
                Err(_) => false,
            };
            fits
        })?;
        Ok(found)
    })?;
    if fits { Ok(found) } else { Err(vm.memory_error()) }
}

/// Adds what is in a directory to a list: tuples, or names only.
fn collect(vm: &mut Vm, place: Place<'_>, path: &Path, list: Ref<List>, names_only: bool) -> Result<(), Raised> {
    match place {
        Place::Host(_, directory) => {
            let found = host_entries(vm, &directory, path.value)?;
            vm.list_reserve(list, found.len())?;
            for entry in found.iter() {
                let mut item = paths::to_value(vm, &entry.name, path.is_bytes)?;
                if !names_only {
                    let inode = vm.new_uint(entry.inode)?;
                    item = vm.new_tuple(&[item, kind(entry.kind), inode])?;
                }
                vm.list_push(list, item)?;
            }
            Ok(())
        }
        Place::Object(file_system, directory) => {
            let found = call(vm, file_system, "ilistdir", &[directory])?;
            vm.for_each(found, |vm, entry| {
                let item = if names_only { vm.get_item(entry, Value::from_i32_small(0))? } else { entry };
                vm.list_push(list, item)?;
                Ok(core::ops::ControlFlow::Continue(()))
            })
        }
        #[cfg(feature = "vfs")]
        Place::Root => {
            crate::vfs::mounts::each_name(vm, |vm, name| {
                let item =
                    if names_only { name } else { vm.new_tuple(&[name, kind(DIRECTORY), Value::from_i32_small(0)])? };
                vm.list_push(list, item)
            })?;
            match crate::vfs::mounts::root_place(vm)? {
                Some(place) => collect(vm, place, path, list, names_only),
                None => Ok(()),
            }
        }
        #[cfg(not(feature = "vfs"))]
        Place::Root => Ok(()),
        Place::Nowhere => Err(nowhere(vm, &place)),
    }
}

fn kind(mode: u32) -> Value {
    Value::from_i32_small(mode as i32 & 0o170_000)
}

/// `os.listdir(path='.')`
pub(super) fn list_directory(vm: &mut Vm, args: &Args) -> NativeResult {
    let path = argument(vm, args, "listdir")?;
    flush_all(vm)?;
    let place = find(vm, &path.bytes)?;
    let names: Ref<List> = vm.new_list(&[])?;
    collect(vm, place, &path, names, true)?;
    Ok(names.value())
}

/// `os.ilistdir(path='.')`
pub(super) fn iterate_directory(vm: &mut Vm, args: &Args) -> NativeResult {
    let path = argument(vm, args, "ilistdir")?;
    flush_all(vm)?;
    let place = find(vm, &path.bytes)?;
    iterate_at(vm, place, &path)
}

/// An iterator over the entries of a directory, which are tuples of name, type and inode.
pub fn iterate_at(vm: &mut Vm, place: Place<'_>, path: &Path) -> NativeResult {
    if let Place::Object(file_system, directory) = place {
        return call(vm, file_system, "ilistdir", &[directory]);
    }
    let tuples: Ref<List> = vm.new_list(&[])?;
    collect(vm, place, path, tuples, false)?;
    vm.iter(tuples.value())
}

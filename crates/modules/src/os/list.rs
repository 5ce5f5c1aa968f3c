//! Contents of directories.

use super::attempt;
use crate::io::flush_all;
use crate::paths::{self, Path};
use crate::support::copied;
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

fn entries(vm: &mut Vm, args: &Args, function: &str) -> Result<(Path, TryVec<Entry>), Raised> {
    let path = match args.get_not_none(0) {
        Some(value) => match paths::file_system_path(vm, value)? {
            Some(value) => paths::of_value(vm, value)?,
            None => {
                let class = vm.class_name(value);
                let message =
                    format_args!("{function}: path should be string, bytes, os.PathLike, integer or None, not {class}");
                return Err(vm.type_error(message));
            }
        },
        None => Path { bytes: copied(vm, b".")?, value: vm.new_str(b".")?, is_bytes: false },
    };
    flush_all(vm)?;
    let mut fits = true;
    let found = attempt(vm, &path, |vm, bytes| {
        let mut found: TryVec<Entry> = TryVec::new();
        // The empty path means the current directory, as MicroPython has it.
        let bytes = if bytes.is_empty() { b"." } else { bytes };
        vm.host.list_directory(bytes, &mut |name, kind, inode| {
            fits = match TryVec::try_from_slice(name) {
                Ok(name) => found.try_push(Entry { name, kind, inode }).is_ok(),
                Err(_) => false,
            };
            fits
        })?;
        Ok(found)
    })?;
    if fits { Ok((path, found)) } else { Err(vm.memory_error()) }
}

/// `os.listdir(path='.')`
pub(super) fn list_directory(vm: &mut Vm, args: &Args) -> NativeResult {
    let (path, found) = entries(vm, args, "listdir")?;
    let names: Ref<List> = vm.new_list_with_capacity(found.len())?;
    for entry in found.iter() {
        let name = paths::to_value(vm, &entry.name, path.is_bytes)?;
        vm.list_push(names, name)?;
    }
    Ok(names.value())
}

/// `os.ilistdir(path='.')`
pub(super) fn iterate_directory(vm: &mut Vm, args: &Args) -> NativeResult {
    let (path, found) = entries(vm, args, "ilistdir")?;
    let tuples: Ref<List> = vm.new_list_with_capacity(found.len())?;
    for entry in found.iter() {
        let name = paths::to_value(vm, &entry.name, path.is_bytes)?;
        let kind = Value::from_i32_small(entry.kind as i32 & 0o170_000);
        let inode = vm.new_uint(entry.inode)?;
        let tuple = vm.new_tuple(&[name, kind, inode])?;
        vm.list_push(tuples, tuple)?;
    }
    vm.iter(tuples.value())
}

//! Information on files and file systems, as tuples with named items.

use crate::fields::{self, item};
use crate::io::flush_all;
use crate::paths;
use crate::vfs::place::{self, Place, attempt, call, find, nowhere};
use hal::Metadata;
use runtime::native::{Args, Member, NativeResult};
use runtime::object::{Kind, Tuple, Type};
use runtime::value::Value;
use runtime::vm::{Raised, Vm};

static STAT_FIELDS: &[Member] = &[
    Member::getter("st_mode", item::<0>),
    Member::getter("st_ino", item::<1>),
    Member::getter("st_dev", item::<2>),
    Member::getter("st_nlink", item::<3>),
    Member::getter("st_uid", item::<4>),
    Member::getter("st_gid", item::<5>),
    Member::getter("st_size", item::<6>),
    Member::getter("st_atime", item::<7>),
    Member::getter("st_mtime", item::<8>),
    Member::getter("st_ctime", item::<9>),
];

/// `os.stat_result`
pub static STAT_RESULT: Type = fields::named_tuple("stat_result", "os", STAT_FIELDS);

static STATVFS_FIELDS: &[Member] = &[
    Member::getter("f_bsize", item::<0>),
    Member::getter("f_frsize", item::<1>),
    Member::getter("f_blocks", item::<2>),
    Member::getter("f_bfree", item::<3>),
    Member::getter("f_bavail", item::<4>),
    Member::getter("f_files", item::<5>),
    Member::getter("f_ffree", item::<6>),
    Member::getter("f_favail", item::<7>),
    Member::getter("f_flag", item::<8>),
    Member::getter("f_namemax", item::<9>),
];

/// `os.statvfs_result`
pub static STATVFS_RESULT: Type = fields::named_tuple("statvfs_result", "os", STATVFS_FIELDS);

static UNAME_FIELDS: &[Member] = &[
    Member::getter("sysname", item::<0>),
    Member::getter("nodename", item::<1>),
    Member::getter("release", item::<2>),
    Member::getter("version", item::<3>),
    Member::getter("machine", item::<4>),
];

/// `os.uname_result`
pub static UNAME_RESULT: Type = fields::named_tuple("uname_result", "posix", UNAME_FIELDS);

/// `os.stat(path)`
pub(super) fn stat(vm: &mut Vm, args: &Args) -> NativeResult {
    let path = paths::path(vm, "stat", args.at(0))?;
    flush_all(vm)?;
    let place = find(vm, &path.bytes)?;
    stat_at(vm, place, path.value)
}

/// The root of the host's files, if they are what is mounted on the root.
fn host_root(vm: &mut Vm) -> Result<Option<Place<'static>>, Raised> {
    #[cfg(feature = "vfs")]
    return Ok(crate::vfs::mounts::root_place(vm)?.filter(|place| matches!(place, Place::Host(..))));
    #[cfg(not(feature = "vfs"))]
    Ok(None)
}

/// Information on what is at a place; `shown` is how errors name it.
pub fn stat_at(vm: &mut Vm, place: Place<'_>, shown: Value) -> NativeResult {
    let place = match place {
        Place::Root => host_root(vm)?.unwrap_or(place),
        place => place,
    };
    let about: Metadata = match place {
        Place::Host(_, path) => attempt(vm, Some(shown), |vm| vm.host.stat(&path))?,
        Place::Root => Metadata { mode: place::DIRECTORY, ..Metadata::default() },
        Place::Object(file_system, path) => {
            let result = call(vm, file_system, "stat", &[path])?;
            return named(vm, result, &STAT_RESULT);
        }
        Place::Nowhere => return Err(nowhere(vm, &place)),
    };
    stat_result(vm, &about)
}

/// The result of a file system with names for its items, if it is a tuple of as many.
fn named(vm: &mut Vm, result: Value, class: &'static Type) -> NativeResult {
    match result.as_ref::<Tuple>().filter(|tuple| tuple.len() == 10 && result.is_exact(Kind::Tuple)) {
        Some(tuple) => fields::make(vm, class, tuple.as_slice()),
        None => Ok(result),
    }
}

/// `os.stat_result` of information on a file.
pub fn stat_result(vm: &mut Vm, about: &Metadata) -> NativeResult {
    let mut items = [Value::NONE; 10];
    let numbers = [
        u64::from(about.mode),
        about.inode,
        about.device,
        about.links,
        u64::from(about.user),
        u64::from(about.group),
        about.size,
    ];
    for (slot, number) in items.iter_mut().zip(numbers) {
        *slot = vm.new_uint(number)?;
    }
    for (slot, time) in items[7..].iter_mut().zip(about.times) {
        *slot = vm.new_int(time)?;
    }
    fields::make(vm, &STAT_RESULT, &items)
}

/// `os.statvfs(path)`
pub(super) fn statvfs(vm: &mut Vm, args: &Args) -> NativeResult {
    let path = paths::path(vm, "statvfs", args.at(0))?;
    let place = find(vm, &path.bytes)?;
    statvfs_at(vm, place, path.value)
}

/// The longest name in the root, if nothing is mounted there.
const ROOT_NAME_LENGTH: u64 = 255;

/// Information on the file system of a place; `shown` is how errors name it.
pub fn statvfs_at(vm: &mut Vm, place: Place<'_>, shown: Value) -> NativeResult {
    #[cfg(feature = "vfs")]
    let place = match place {
        Place::Root => crate::vfs::mounts::root_place(vm)?.unwrap_or(Place::Root),
        place => place,
    };
    let numbers = match place {
        Place::Host(_, path) => attempt(vm, Some(shown), |vm| vm.host.statvfs(&path))?.fields,
        Place::Root => [0, 0, 0, 0, 0, 0, 0, 0, 0, ROOT_NAME_LENGTH],
        Place::Object(file_system, path) => {
            let result = call(vm, file_system, "statvfs", &[path])?;
            return named(vm, result, &STATVFS_RESULT);
        }
        Place::Nowhere => return Err(nowhere(vm, &place)),
    };
    let mut items = [Value::NONE; 10];
    for (slot, number) in items.iter_mut().zip(numbers) {
        *slot = vm.new_uint(number)?;
    }
    fields::make(vm, &STATVFS_RESULT, &items)
}

/// `os.uname()`
pub(super) fn uname(vm: &mut Vm, _: &Args) -> NativeResult {
    let machine = if cfg!(target_arch = "x86_64") {
        "x86_64"
    } else if cfg!(target_arch = "aarch64") {
        "aarch64"
    } else if cfg!(target_arch = "arm") {
        "arm"
    } else {
        "wasm"
    };
    let mut items = [Value::NONE; 5];
    let host = vm.host;
    let mut result = Ok(());
    let mut fill = |names: [&[u8]; 5]| {
        for (slot, name) in items.iter_mut().zip(names) {
            match vm.new_str(name) {
                Ok(name) => *slot = name,
                Err(raised) => result = Err(raised),
            }
        }
    };
    if !host.system_names(&mut fill) {
        fill([host.platform(), "localhost", env!("CARGO_PKG_VERSION"), "Amphis", machine].map(str::as_bytes));
    }
    result?;
    fields::make(vm, &UNAME_RESULT, &items)
}

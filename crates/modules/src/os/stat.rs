//! Information on files and file systems, as tuples with named items.

use super::attempt;
use crate::fields::{self, item};
use crate::io::flush_all;
use crate::paths;
use hal::Metadata;
use runtime::native::{Args, Member, NativeResult};
use runtime::object::Type;
use runtime::value::Value;
use runtime::vm::Vm;

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
    let about: Metadata = attempt(vm, &path, |vm, path| vm.host.stat(path))?;
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
    let about = attempt(vm, &path, |vm, path| vm.host.statvfs(path))?;
    let mut items = [Value::NONE; 10];
    for (slot, number) in items.iter_mut().zip(about.fields) {
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
    let names = [vm.host.platform(), "localhost", env!("CARGO_PKG_VERSION"), "Amphis", machine];
    let mut items = [Value::NONE; 5];
    for (slot, name) in items.iter_mut().zip(names) {
        *slot = vm.new_str(name.as_bytes())?;
    }
    fields::make(vm, &UNAME_RESULT, &items)
}

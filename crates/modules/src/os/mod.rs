//! `os`: the file system, the environment, and other services of the system.
//!
//! | file | what |
//! |---|---|
//! | `mod.rs` | the table; services of the system |
//! | `environment.rs` | the environment |
//! | `files.rs` | what changes directories |
//! | `stat.rs` | `stat`, `statvfs`, `uname` |
//! | `list.rs` | `listdir`, `ilistdir` |
//! | `path.rs` | `os.path` |

mod environment;
mod files;
mod list;
pub mod path;
mod stat;

pub use files::{Change, MAKE_DIRECTORY, REMOVE_DIRECTORY, REMOVE_FILE, change_at, rename_at};
pub use list::iterate_at;
pub use stat::{STAT_RESULT, STATVFS_RESULT, UNAME_RESULT, stat_at, statvfs_at};

use crate::io::flush_all;
use crate::paths;
#[cfg(feature = "vfs")]
use crate::vfs::mounts;
use crate::vfs::place;
use runtime::native::{Args, Member, ModuleDefinition, NativeResult};
use runtime::types::arguments::integer_argument;
use runtime::types::exception::{NOT_IMPLEMENTED_ERROR, OS_ERROR};
use runtime::value::Value;
use runtime::vm::Vm;

/// `os`
pub static MODULE: ModuleDefinition = ModuleDefinition {
    name: "os",
    doc: runtime::native::doc("The file system, the environment, and other services of the system."),
    members: MEMBERS,
    initialize: None,
};

static MEMBERS: &[Member] = &[
    Member::str("sep", "/"),
    Member::str("linesep", "\n"),
    Member::str("curdir", "."),
    Member::str("pardir", ".."),
    Member::str("pathsep", ":"),
    Member::str("extsep", "."),
    Member::str("devnull", "/dev/null"),
    Member::str("name", "posix"),
    Member::int("F_OK", 0),
    Member::int("R_OK", 4),
    Member::int("W_OK", 2),
    Member::int("X_OK", 1),
    Member::class("error", &OS_ERROR),
    Member::class("stat_result", &STAT_RESULT),
    Member::class("statvfs_result", &STATVFS_RESULT),
    Member::class("uname_result", &UNAME_RESULT),
    Member::lazy("path", |vm| match crate::import::import_builtin(vm, b"os.path")? {
        Some(module) => Ok(module),
        None => Ok(Value::NONE),
    }),
    Member::lazy("environ", environment::environ),
    Member::function("getcwd", "", files::get_directory, "The current directory."),
    Member::function("chdir", "path", files::change_directory, "Changes the current directory."),
    Member::function("listdir", "path=None", list::list_directory, "The names in a directory."),
    Member::function(
        "ilistdir",
        "path=None, /",
        list::iterate_directory,
        "Name, type, inode and size of what is in a directory.",
    ),
    Member::function(
        "mkdir",
        "path, mode=511, *, dir_fd=None",
        |vm, args| files::change(vm, args, &MAKE_DIRECTORY),
        "Makes a directory.",
    ),
    Member::function(
        "makedirs",
        "name, mode=511, exist_ok=False",
        files::make_directories,
        "Makes a directory and those above it.",
    ),
    Member::function(
        "rmdir",
        "path, *, dir_fd=None",
        |vm, args| files::change(vm, args, &REMOVE_DIRECTORY),
        "Removes an empty directory.",
    ),
    Member::function(
        "remove",
        "path, *, dir_fd=None",
        |vm, args| files::change(vm, args, &REMOVE_FILE),
        "Removes a file.",
    ),
    Member::function(
        "unlink",
        "path, *, dir_fd=None",
        |vm, args| files::change(vm, args, &REMOVE_FILE),
        "Removes a file.",
    ),
    Member::function("rename", "src, dst", files::rename, "Renames."),
    Member::function("replace", "src, dst", files::rename, "Renames."),
    Member::function("stat", "path, *, dir_fd=None, follow_symlinks=True", stat::stat, "Information on a file."),
    Member::function("statvfs", "path", stat::statvfs, "Information on a file system."),
    Member::function("access", "path, mode, /", access, "Whether a path is there."),
    Member::function("getenv", "key, default=None", environment::get, "An environment variable."),
    Member::function("putenv", "name, value, /", environment::put, "Sets an environment variable."),
    Member::function("unsetenv", "name, /", environment::unset, "Removes an environment variable."),
    Member::function("system", "command", environment::system, "Runs a command."),
    Member::function("urandom", "size, /", random_bytes, "Random bytes of the system."),
    Member::function("uname", "", stat::uname, "Names of the system."),
    Member::function("fspath", "path", file_system_path, "A path as str or bytes."),
    Member::function("errno", "value=0, /", last_error, "Always 0: errors are exceptions."),
    #[cfg(feature = "vfs")]
    Member::function("mount", mounts::MOUNT_SIGNATURE, mounts::mount, mounts::MOUNT_DOC),
    #[cfg(feature = "vfs")]
    Member::function("umount", mounts::UMOUNT_SIGNATURE, mounts::umount, mounts::UMOUNT_DOC),
    #[cfg(feature = "vfs")]
    Member::class("VfsPosix", &crate::vfs::posix::VFS_POSIX),
    #[cfg(feature = "vfs-fat")]
    Member::class("VfsFat", &crate::vfs::fat_volume::VFS_FAT),
    Member::function("sync", "", |vm, _| flush_all(vm).map(|()| Value::NONE), "Writes what waits to be written."),
];

fn access(vm: &mut Vm, args: &Args) -> NativeResult {
    let path = paths::path(vm, "access", args.at(0))?;
    let mode = integer_argument(vm, args.at(1))?;
    let allowed = place::mode_of(vm, &path.bytes)?.is_some_and(|found| {
        // File systems other than the host's know no permissions.
        let bits = if found & 0o777 == 0 { 7 } else { found | found >> 3 | found >> 6 };
        i64::from(bits & 7) & mode & 7 == mode & 7
    });
    Ok(Value::from_bool(allowed))
}

fn random_bytes(vm: &mut Vm, args: &Args) -> NativeResult {
    let size = integer_argument(vm, args.at(0))?;
    let Ok(size) = usize::try_from(size) else {
        return Err(vm.value_error(format_args!("negative argument not allowed")));
    };
    let host = vm.host;
    let mut there = true;
    let result = vm.new_bytes_with(size, |bytes| there = host.entropy(bytes))?;
    if !there && size > 0 {
        return Err(vm.raise(&NOT_IMPLEMENTED_ERROR, format_args!("no source of randomness")));
    }
    Ok(result)
}

fn file_system_path(vm: &mut Vm, args: &Args) -> NativeResult {
    match paths::file_system_path(vm, args.at(0))? {
        Some(path) => Ok(path),
        None => {
            let class = vm.class_name(args.at(0));
            Err(vm.type_error(format_args!("expected str, bytes or os.PathLike object, not {class}")))
        }
    }
}

fn last_error(_: &mut Vm, _: &Args) -> NativeResult {
    Ok(Value::from_i32_small(0))
}

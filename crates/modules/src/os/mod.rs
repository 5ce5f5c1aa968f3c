//! `os`: the file system, the environment, and other services of the system.
//!
//! | file | what |
//! |---|---|
//! | `mod.rs` | the table; directories, files, the environment |
//! | `stat.rs` | `stat`, `statvfs`, `uname` |
//! | `list.rs` | `listdir`, `ilistdir` |
//! | `path.rs` | `os.path` |

mod list;
pub mod path;
mod stat;

pub use stat::{STAT_RESULT, STATVFS_RESULT, UNAME_RESULT};

use crate::io::flush_all;
use crate::paths::{self, Path};
use hal::Errno;
use heap::TryVec;
use runtime::native::{Args, Member, ModuleDefinition, NativeResult};
use runtime::object::{Dict, Ref};
use runtime::types::arguments::integer_argument;
use runtime::types::exception::{NOT_IMPLEMENTED_ERROR, OS_ERROR};
use runtime::value::Value;
use runtime::vm::{Raised, Vm};

/// `os`
pub static MODULE: ModuleDefinition = ModuleDefinition {
    name: "os",
    doc: "The file system, the environment, and other services of the system.",
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
    Member::lazy("environ", environ),
    Member::function("getcwd", "", get_directory, "The current directory."),
    Member::function("chdir", "path", change_directory, "Changes the current directory."),
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
        |vm, args| with_path(vm, args, "mkdir", |vm, path| vm.host.make_directory(path)),
        "Makes a directory.",
    ),
    Member::function(
        "makedirs",
        "name, mode=511, exist_ok=False",
        make_directories,
        "Makes a directory and those above it.",
    ),
    Member::function(
        "rmdir",
        "path, *, dir_fd=None",
        |vm, args| with_path(vm, args, "rmdir", |vm, path| vm.host.remove_directory(path)),
        "Removes an empty directory.",
    ),
    Member::function(
        "remove",
        "path, *, dir_fd=None",
        |vm, args| with_path(vm, args, "remove", |vm, path| vm.host.remove_file(path)),
        "Removes a file.",
    ),
    Member::function(
        "unlink",
        "path, *, dir_fd=None",
        |vm, args| with_path(vm, args, "unlink", |vm, path| vm.host.remove_file(path)),
        "Removes a file.",
    ),
    Member::function("rename", "src, dst", rename, "Renames."),
    Member::function("replace", "src, dst", rename, "Renames."),
    Member::function("stat", "path, *, dir_fd=None, follow_symlinks=True", stat::stat, "Information on a file."),
    Member::function("statvfs", "path", stat::statvfs, "Information on a file system."),
    Member::function("access", "path, mode, /", access, "Whether a path is there."),
    Member::function("getenv", "key, default=None", get_environment, "An environment variable."),
    Member::function("putenv", "name, value, /", put_environment, "Sets an environment variable."),
    Member::function("unsetenv", "name, /", unset_environment, "Removes an environment variable."),
    Member::function("system", "command", system, "Runs a command."),
    Member::function("urandom", "size, /", random_bytes, "Random bytes of the system."),
    Member::function("uname", "", stat::uname, "Names of the system."),
    Member::function("fspath", "path", file_system_path, "A path as str or bytes."),
    Member::function("errno", "value=0, /", last_error, "Always 0: errors are exceptions."),
    Member::function("sync", "", |vm, _| flush_all(vm).map(|()| Value::NONE), "Writes what waits to be written."),
];

/// Repeats what was interrupted; an error becomes an exception about `path`.
fn attempt<T>(
    vm: &mut Vm,
    path: &Path,
    mut action: impl FnMut(&mut Vm, &[u8]) -> Result<T, Errno>,
) -> Result<T, Raised> {
    loop {
        match action(vm, &path.bytes) {
            Ok(result) => return Ok(result),
            Err(hal::errno::EINTR) => vm.safepoint()?,
            Err(number) => return Err(vm.raise_os_error(number, Some(path.value))),
        }
    }
}

fn with_path(
    vm: &mut Vm,
    args: &Args,
    name: &str,
    action: impl FnMut(&mut Vm, &[u8]) -> Result<(), Errno>,
) -> NativeResult {
    let path = paths::path(vm, name, args.at(0))?;
    flush_all(vm)?;
    attempt(vm, &path, action)?;
    vm.committed = true;
    Ok(Value::NONE)
}

/// The current directory as bytes.
fn current_directory(vm: &mut Vm) -> Result<TryVec<u8>, Raised> {
    let mut bytes = TryVec::new();
    let mut fits = true;
    let result = vm.host.current_directory(&mut |path| fits = bytes.try_extend_from_slice(path).is_ok());
    match result {
        Ok(()) if fits => Ok(bytes),
        Ok(()) => Err(vm.memory_error()),
        Err(number) => Err(vm.raise_os_error(number, None)),
    }
}

fn get_directory(vm: &mut Vm, _: &Args) -> NativeResult {
    let bytes = current_directory(vm)?;
    paths::to_value(vm, &bytes, false)
}

fn change_directory(vm: &mut Vm, args: &Args) -> NativeResult {
    with_path(vm, args, "chdir", |vm, path| vm.host.change_directory(path))
}

fn make_directories(vm: &mut Vm, args: &Args) -> NativeResult {
    let exists_ok = match args.get(2) {
        Some(flag) => vm.truth(flag)?,
        None => false,
    };
    let path = paths::path(vm, "makedirs", args.at(0))?;
    let all: &[u8] = &path.bytes;
    let trimmed = &all[..all.iter().rposition(|&byte| byte != b'/').map_or(0, |index| index + 1)];
    for index in 1..trimmed.len() {
        if trimmed[index] == b'/' && vm.host.stat(&trimmed[..index]).is_err() {
            vm.host.make_directory(&trimmed[..index]).map_err(|number| vm.raise_os_error(number, Some(path.value)))?;
        }
    }
    if exists_ok && path::is_type(vm, all, path::DIRECTORY) {
        return Ok(Value::NONE);
    }
    attempt(vm, &path, |vm, path| vm.host.make_directory(path))?;
    Ok(Value::NONE)
}

fn rename(vm: &mut Vm, args: &Args) -> NativeResult {
    let from = paths::path(vm, "rename", args.at(0))?;
    let to = paths::path(vm, "rename", args.at(1))?;
    flush_all(vm)?;
    attempt(vm, &from, |vm, from| vm.host.rename(from, &to.bytes))?;
    vm.committed = true;
    Ok(Value::NONE)
}

fn access(vm: &mut Vm, args: &Args) -> NativeResult {
    let path = paths::path(vm, "access", args.at(0))?;
    let mode = integer_argument(vm, args.at(1))?;
    let allowed = vm.host.stat(&path.bytes).is_ok_and(|about| {
        let bits = about.mode | about.mode >> 3 | about.mode >> 6;
        i64::from(bits & 7) & mode & 7 == mode & 7
    });
    Ok(Value::from_bool(allowed))
}

/// The name of an environment variable, or its value.
fn environment_text(vm: &mut Vm, value: Value) -> Result<TryVec<u8>, Raised> {
    let Some(path) = paths::file_system_path(vm, value)? else {
        let class = vm.class_name(value);
        return Err(vm.type_error(format_args!("str expected, not {class}")));
    };
    Ok(paths::of_value(vm, path)?.bytes)
}

fn get_environment(vm: &mut Vm, args: &Args) -> NativeResult {
    let name = environment_text(vm, args.at(0))?;
    let mut bytes = TryVec::new();
    let mut fits = true;
    if !vm.host.environment(&name, &mut |value| fits = bytes.try_extend_from_slice(value).is_ok()) {
        return Ok(args.at(1));
    }
    if !fits {
        return Err(vm.memory_error());
    }
    paths::to_value(vm, &bytes, false)
}

fn put_environment(vm: &mut Vm, args: &Args) -> NativeResult {
    let name = environment_text(vm, args.at(0))?;
    let value = environment_text(vm, args.at(1))?;
    match vm.host.set_environment(&name, Some(&value)) {
        Ok(()) => Ok(Value::NONE),
        Err(number) => Err(vm.raise_os_error(number, None)),
    }
}

fn unset_environment(vm: &mut Vm, args: &Args) -> NativeResult {
    let name = environment_text(vm, args.at(0))?;
    match vm.host.set_environment(&name, None) {
        Ok(()) => Ok(Value::NONE),
        Err(number) => Err(vm.raise_os_error(number, None)),
    }
}

/// The variables that programs usually ask for. The host does not list all there are.
fn environ(vm: &mut Vm) -> NativeResult {
    let dict: Ref<Dict> = vm.new_dict(0)?;
    for name in ["HOME", "PATH", "USER", "SHELL", "LANG", "TERM", "PWD", "TMPDIR", "EDITOR", "MICROPYPATH"] {
        let mut bytes = TryVec::new();
        let mut fits = true;
        if vm.host.environment(name.as_bytes(), &mut |value| fits = bytes.try_extend_from_slice(value).is_ok()) && fits
        {
            let key = vm.intern(name.as_bytes())?;
            let value = paths::to_value(vm, &bytes, false)?;
            vm.dict_set(dict, key, value)?;
        }
    }
    Ok(dict.value())
}

fn system(vm: &mut Vm, args: &Args) -> NativeResult {
    let command = environment_text(vm, args.at(0))?;
    flush_all(vm)?;
    vm.committed = true;
    match vm.host.system(&command) {
        Ok(status) => vm.new_int(i64::from(status)),
        Err(number) => Err(vm.raise_os_error(number, None)),
    }
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

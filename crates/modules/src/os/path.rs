//! `os.path`: paths as text, and questions about them.

use super::files;
use crate::io::flush_all;
use crate::paths::{self, Path};
use crate::support::append;
use crate::vfs::place::{self, DIRECTORY, REGULAR, find};
use heap::TryVec;
use runtime::native::{Args, Member, ModuleDefinition, NativeResult};
use runtime::value::float::EXACT_INTEGERS;
use runtime::value::{Float, Value};
use runtime::vm::{Raised, Vm};

/// `os.path`
pub static MODULE: ModuleDefinition = ModuleDefinition {
    name: "os.path",
    doc: runtime::native::doc("Paths as text, and questions about them."),
    members: MEMBERS,
    initialize: None,
};

static MEMBERS: &[Member] = &[
    Member::str("sep", "/"),
    Member::str("curdir", "."),
    Member::str("pardir", ".."),
    Member::str("extsep", "."),
    Member::str("pathsep", ":"),
    Member::function("join", "path, *paths", join, "Joins paths; an absolute one begins anew."),
    Member::function("split", "p", split, "Directory and name."),
    Member::function("splitext", "p", split_extension, "The path without the extension, and the extension."),
    Member::function("basename", "p", base_name, "The name."),
    Member::function("dirname", "p", directory_name, "The directory."),
    Member::function("normpath", "path", normalize, "Without double slashes, '.' and '..'."),
    Member::function("abspath", "path", absolute, "From the root, normalized."),
    Member::function("realpath", "path", absolute, "From the root, normalized."),
    Member::function("isabs", "s", is_absolute, "Whether it begins at the root."),
    Member::function("exists", "path", |vm, args| question(vm, args, 0), "Whether it is there."),
    Member::function("isfile", "path", |vm, args| question(vm, args, REGULAR), "Whether it is a file."),
    Member::function("isdir", "s", |vm, args| question(vm, args, DIRECTORY), "Whether it is a directory."),
    Member::function("getsize", "filename", size, "The size in bytes."),
    Member::function(
        "getmtime",
        "filename",
        |vm, args| time(vm, args, 1),
        "When it was changed, in seconds since 1970.",
    ),
    Member::function("getatime", "filename", |vm, args| time(vm, args, 0), "When it was read, in seconds since 1970."),
    Member::function(
        "getctime",
        "filename",
        |vm, args| time(vm, args, 2),
        "When its entry was changed, in seconds since 1970.",
    ),
    Member::function("expanduser", "path", expand_user, "With the home directory for a leading '~'."),
    Member::function(
        "normcase",
        "s",
        |vm, args| {
            let path = text(vm, args.at(0))?;
            Ok(path.value)
        },
        "The path itself.",
    ),
    Member::function("commonprefix", "m", common_prefix, "What all paths begin with, character by character."),
];

/// The argument as a path, with the message of `os.fspath`.
fn text(vm: &mut Vm, value: Value) -> Result<Path, Raised> {
    match paths::file_system_path(vm, value)? {
        Some(value) => paths::of_value(vm, value),
        None => {
            let class = vm.class_name(value);
            Err(vm.type_error(format_args!("expected str, bytes or os.PathLike object, not {class}")))
        }
    }
}

fn join(vm: &mut Vm, args: &Args) -> NativeResult {
    let first = text(vm, args.at(0))?;
    let mut result = first.bytes;
    for part in args.rest() {
        if paths::file_system_path(vm, part)?.is_none() {
            let class = vm.class_name(part);
            let message = format_args!("join() argument must be str, bytes, or os.PathLike object, not '{class}'");
            return Err(vm.type_error(message));
        }
        let part = text(vm, part)?;
        if part.is_bytes != first.is_bytes {
            return Err(vm.type_error(format_args!("Can't mix strings and bytes in path components")));
        }
        if part.bytes.starts_with(b"/") {
            result.clear();
        } else if !result.is_empty() && !result.ends_with(b"/") {
            append(vm, &mut result, b"/")?;
        }
        append(vm, &mut result, &part.bytes)?;
    }
    paths::to_value(vm, &result, first.is_bytes)
}

/// Where the name begins, and where the directory ends.
fn parts(path: &[u8]) -> (&[u8], &[u8]) {
    let start = path.iter().rposition(|&byte| byte == b'/').map_or(0, |index| index + 1);
    let (head, name) = path.split_at(start);
    match head.iter().rposition(|&byte| byte != b'/') {
        Some(end) => (&head[..=end], name),
        None => (head, name),
    }
}

fn split(vm: &mut Vm, args: &Args) -> NativeResult {
    let path = text(vm, args.at(0))?;
    let (head, name) = parts(&path.bytes);
    let head = paths::to_value(vm, head, path.is_bytes)?;
    let name = paths::to_value(vm, name, path.is_bytes)?;
    vm.new_tuple(&[head, name])
}

fn base_name(vm: &mut Vm, args: &Args) -> NativeResult {
    let path = text(vm, args.at(0))?;
    paths::to_value(vm, parts(&path.bytes).1, path.is_bytes)
}

fn directory_name(vm: &mut Vm, args: &Args) -> NativeResult {
    let path = text(vm, args.at(0))?;
    paths::to_value(vm, parts(&path.bytes).0, path.is_bytes)
}

fn split_extension(vm: &mut Vm, args: &Args) -> NativeResult {
    let path = text(vm, args.at(0))?;
    let bytes: &[u8] = &path.bytes;
    let start = bytes.iter().rposition(|&byte| byte == b'/').map_or(0, |index| index + 1);
    let name = &bytes[start..];
    // Dots that a name begins with are no extension.
    let leading = name.iter().position(|&byte| byte != b'.').unwrap_or(name.len());
    let dot = name[leading..].iter().rposition(|&byte| byte == b'.').map(|index| start + leading + index);
    let (root, extension) = bytes.split_at(dot.unwrap_or(bytes.len()));
    let root = paths::to_value(vm, root, path.is_bytes)?;
    let extension = paths::to_value(vm, extension, path.is_bytes)?;
    vm.new_tuple(&[root, extension])
}

fn normalized(vm: &mut Vm, path: &[u8]) -> Result<TryVec<u8>, Raised> {
    let mut result = TryVec::new();
    let slashes = path.iter().take_while(|&&byte| byte == b'/').count();
    // Exactly two slashes at the beginning stay, by POSIX.
    let root: &[u8] = match slashes {
        0 => b"",
        2 => b"//",
        _ => b"/",
    };
    append(vm, &mut result, root)?;
    for part in path.split(|&byte| byte == b'/') {
        if part.is_empty() || part == b"." {
            continue;
        }
        let start =
            result[root.len()..].iter().rposition(|&byte| byte == b'/').map_or(root.len(), |at| root.len() + at + 1);
        let has_last = result.len() > root.len();
        if part == b".." && ((has_last && &result[start..] != b"..") || (!has_last && !root.is_empty())) {
            result.truncate(start.saturating_sub(1).max(root.len()));
            continue;
        }
        if has_last {
            append(vm, &mut result, b"/")?;
        }
        append(vm, &mut result, part)?;
    }
    if result.is_empty() {
        append(vm, &mut result, b".")?;
    }
    Ok(result)
}

fn normalize(vm: &mut Vm, args: &Args) -> NativeResult {
    let path = text(vm, args.at(0))?;
    let result = normalized(vm, &path.bytes)?;
    paths::to_value(vm, &result, path.is_bytes)
}

fn absolute(vm: &mut Vm, args: &Args) -> NativeResult {
    let path = text(vm, args.at(0))?;
    let full = files::absolute(vm, &path.bytes)?;
    let result = normalized(vm, &full)?;
    paths::to_value(vm, &result, path.is_bytes)
}

fn is_absolute(vm: &mut Vm, args: &Args) -> NativeResult {
    Ok(Value::from_bool(text(vm, args.at(0))?.bytes.starts_with(b"/")))
}

fn question(vm: &mut Vm, args: &Args, wanted: u32) -> NativeResult {
    let path = paths::path(vm, "stat", args.at(0))?;
    Ok(Value::from_bool(place::is_type(vm, &path.bytes, wanted)?))
}

/// An item of `os.stat(path)`.
fn item(vm: &mut Vm, args: &Args, index: i32) -> NativeResult {
    let path = paths::path(vm, "stat", args.at(0))?;
    flush_all(vm)?;
    let place = find(vm, &path.bytes)?;
    let result = super::stat_at(vm, place, path.value)?;
    vm.get_item(result, Value::from_i32_small(index))
}

fn size(vm: &mut Vm, args: &Args) -> NativeResult {
    item(vm, args, 6)
}

fn time(vm: &mut Vm, args: &Args, index: i32) -> NativeResult {
    let seconds = item(vm, args, 7 + index)?;
    // An int where a float would be off by minutes.
    if EXACT_INTEGERS < 1 << 32 {
        return Ok(seconds);
    }
    let seconds = vm.to_i64(seconds)?;
    vm.new_float(seconds as Float)
}

fn expand_user(vm: &mut Vm, args: &Args) -> NativeResult {
    let path = text(vm, args.at(0))?;
    let Some(rest) = path.bytes.strip_prefix(b"~").filter(|rest| rest.is_empty() || rest.starts_with(b"/")) else {
        return Ok(path.value);
    };
    let mut home = TryVec::new();
    let mut fits = true;
    if !vm.host.environment(b"HOME", &mut |value| fits = home.try_extend_from_slice(value).is_ok()) {
        return Ok(path.value);
    }
    if !fits {
        return Err(vm.memory_error());
    }
    while home.ends_with(b"/") {
        home.pop();
    }
    append(vm, &mut home, rest)?;
    if home.is_empty() {
        append(vm, &mut home, b"/")?;
    }
    paths::to_value(vm, &home, path.is_bytes)
}

fn common_prefix(vm: &mut Vm, args: &Args) -> NativeResult {
    let list = vm.collect_list(args.at(0))?;
    let mut prefix: Option<Path> = None;
    for index in 0..list.len() {
        let path = text(vm, list.get(index).unwrap_or(Value::NONE))?;
        match &mut prefix {
            None => prefix = Some(path),
            Some(prefix) => {
                let same = prefix.bytes.iter().zip(path.bytes.iter()).take_while(|(a, b)| a == b).count();
                let boundary =
                    (0..=same).rev().find(|&at| prefix.bytes.get(at).is_none_or(|&byte| !(0x80..0xc0).contains(&byte)));
                prefix.bytes.truncate(boundary.unwrap_or(0));
            }
        }
    }
    match prefix {
        Some(path) => paths::to_value(vm, &path.bytes, path.is_bytes),
        None => vm.new_str(b""),
    }
}

//! `io`: files and streams.
//!
//! | file | what |
//! |---|---|
//! | `mod.rs` | the table, `open` |
//! | `file.rs` | the record of a file: buffers, position, descriptor |
//! | `binary.rs` | files of bytes |
//! | `text.rs` | files of text |
//! | `string_io.rs`, `bytes_io.rs` | streams in memory |
//! | `memory.rs` | what streams in memory share |
//! | `base.rs` | `IOBase`, and methods that all streams share |

mod base;
mod binary;
mod bytes_io;
mod file;
mod memory;
mod string_io;
mod text;

pub use base::{IO_BASE, ask, request, unsupported_class};
pub use binary::{BUFFERED_RANDOM, BUFFERED_READER, BUFFERED_WRITER, FILE_IO};
pub use bytes_io::BYTES_IO;
pub use file::flush_all;
pub use string_io::STRING_IO;
pub use text::TEXT_IO;

use crate::paths;
use crate::vfs::place::{Access, DIRECTORY, Place, TYPE_MASK, attempt, call, find, read_only};
use file::{File, flags};
use hal::{OpenMode, errno};
use runtime::native::{Args, Member, ModuleDefinition, NativeResult};
use runtime::object::{Native, Str, Type};
use runtime::protocol::convert::IntOperand;
use runtime::types::arguments::integer_argument;
use runtime::value::Value;
use runtime::vm::{Raised, Vm};

/// `io`
pub static MODULE: ModuleDefinition = ModuleDefinition {
    name: "io",
    doc: runtime::native::doc("Files and streams."),
    members: MEMBERS,
    initialize: None,
};

const SIGNATURE: &str =
    "file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None";

/// `open`, for the module `builtins` as well.
pub static OPEN: Native = Native::new("open", SIGNATURE, open, "Opens a file.");

static MEMBERS: &[Member] = &[
    Member::function("open", SIGNATURE, open, "Opens a file."),
    Member::class("IOBase", &IO_BASE),
    Member::class("StringIO", &STRING_IO),
    Member::class("BytesIO", &BYTES_IO),
    Member::class("TextIOWrapper", &TEXT_IO),
    Member::class("FileIO", &FILE_IO),
    Member::class("BufferedReader", &BUFFERED_READER),
    Member::class("BufferedWriter", &BUFFERED_WRITER),
    Member::class("BufferedRandom", &BUFFERED_RANDOM),
    Member::int("SEEK_SET", 0),
    Member::int("SEEK_CUR", 1),
    Member::int("SEEK_END", 2),
    Member::int("DEFAULT_BUFFER_SIZE", file::BUFFER_SIZE as i64),
    Member::lazy("UnsupportedOperation", unsupported_class),
];

/// What a mode such as `rb+` says.
pub struct Mode {
    /// What is done with the file.
    pub open: OpenMode,
    /// Whether it is one of bytes.
    pub is_binary: bool,
}

/// What an argument `mode` says.
pub fn mode_argument(vm: &mut Vm, value: Value) -> Result<Mode, Raised> {
    match value.as_ref::<Str>() {
        Some(text) => parse_mode(vm, text.as_bytes()),
        None => {
            let class = vm.class_name(value);
            Err(vm.type_error(format_args!("open() argument 'mode' must be str, not {class}")))
        }
    }
}

/// The file object for a stream of bytes, which is closed with it: with a buffer, and of text if the mode says so.
pub fn over_stream(vm: &mut Vm, stream: Value, name: Value, mode_value: Value, mode: &Mode) -> NativeResult {
    let bits = mode_bits(mode) | flags::OWNED;
    let class = class_for(mode, -1);
    Ok(File::over(vm, class, stream, [name, mode_value], bits)?.value())
}

/// The flags of a file that a mode says.
fn mode_bits(mode: &Mode) -> usize {
    let mut bits = 0;
    for (flag, is_set) in [
        (flags::READ, mode.open.read),
        (flags::WRITE, mode.open.write),
        (flags::TEXT, !mode.is_binary),
        (flags::APPEND, mode.open.append),
    ] {
        bits |= if is_set { flag } else { 0 };
    }
    bits
}

fn parse_mode(vm: &mut Vm, text: &[u8]) -> Result<Mode, Raised> {
    let mut open = OpenMode::default();
    let (mut kinds, mut plus, mut is_text, mut is_binary) = (0, false, false, false);
    for (index, letter) in text.iter().enumerate() {
        let known = match letter {
            b'r' => {
                open.read = true;
                kinds += 1;
                true
            }
            b'w' => {
                (open.write, open.create, open.truncate) = (true, true, true);
                kinds += 1;
                true
            }
            b'a' => {
                (open.write, open.create, open.append) = (true, true, true);
                kinds += 1;
                true
            }
            b'x' => {
                (open.write, open.create, open.exclusive) = (true, true, true);
                kinds += 1;
                true
            }
            b'+' => !core::mem::replace(&mut plus, true),
            b't' => !core::mem::replace(&mut is_text, true),
            b'b' => !core::mem::replace(&mut is_binary, true),
            _ => false,
        };
        if !known || text[..index].contains(letter) {
            let shown = core::str::from_utf8(text).unwrap_or("?");
            return Err(vm.value_error(format_args!("invalid mode: '{shown}'")));
        }
    }
    if is_text && is_binary {
        return Err(vm.value_error(format_args!("can't have text and binary mode at once")));
    }
    if kinds != 1 {
        let message = if kinds == 0 {
            "Must have exactly one of create/read/write/append mode and at most one plus"
        } else {
            "must have exactly one of create/read/write/append mode"
        };
        return Err(vm.value_error(format_args!("{message}")));
    }
    if plus {
        (open.read, open.write) = (true, true);
    }
    Ok(Mode { open, is_binary })
}

/// What opening gives.
enum Opened {
    /// A descriptor, and the name of the file.
    Descriptor(i32, Value),
    /// The file object of a file system.
    Object(Value),
}

/// Opens what an int or a path names.
fn open_name(vm: &mut Vm, args: &Args, mode: &Mode) -> Result<Opened, Raised> {
    let name = args.at(0);
    if IntOperand::of(name).is_some() {
        let number = integer_argument(vm, name)?;
        return match i32::try_from(number) {
            Ok(number) if number >= 0 => Ok(Opened::Descriptor(number, name)),
            _ => Err(vm.value_error(format_args!("negative file descriptor"))),
        };
    }
    let Some(value) = paths::file_system_path(vm, name)? else {
        let class = vm.class_name(name);
        let message = format_args!("expected str, bytes or os.PathLike object, not {class}");
        return Err(vm.type_error(message));
    };
    let path = paths::of_value(vm, value)?;
    let place = find(vm, &path.bytes)?;
    open_place(vm, place, value, args, mode)
}

/// Opens what is at a place; `shown` is how errors name it.
fn open_place(vm: &mut Vm, place: Place<'_>, shown: Value, args: &Args, mode: &Mode) -> Result<Opened, Raised> {
    flush_all(vm)?;
    match place {
        Place::Host(Access::ReadOnly, _) if mode.open.write => Err(read_only(vm, shown)),
        Place::Host(_, path) => {
            let number = open_host(vm, &path, shown, mode.open)?;
            Ok(Opened::Descriptor(number, shown))
        }
        Place::Object(file_system, path) => {
            let mode = match args.get(1) {
                Some(mode) => mode,
                None => vm.intern(b"r")?,
            };
            call(vm, file_system, "open", &[path, mode]).map(Opened::Object)
        }
        Place::Root => Err(vm.raise_os_error(errno::EISDIR, Some(shown))),
        Place::Nowhere => Err(vm.raise_os_error(errno::ENODEV, Some(shown))),
    }
}

fn open_host(vm: &mut Vm, path: &[u8], shown: Value, mode: OpenMode) -> Result<i32, Raised> {
    let number = attempt(vm, Some(shown), |vm| vm.host.open(path, mode))?;
    let host = vm.host;
    if host.stat(path).is_ok_and(|about| about.mode & TYPE_MASK == DIRECTORY) {
        // Reading it would fail only later.
        host.close(number).ok();
        return Err(vm.raise_os_error(errno::EISDIR, Some(shown)));
    }
    Ok(number)
}

/// `open(file, mode, buffering, encoding, errors, newline, closefd, opener)`
pub fn open(vm: &mut Vm, args: &Args) -> NativeResult {
    open_at(vm, args, None)
}

/// As `open`; the file is at a place, if one is given.
pub fn open_at(vm: &mut Vm, args: &Args, place: Option<Place<'_>>) -> NativeResult {
    let mode_value = match args.get(1) {
        Some(mode) => mode,
        None => vm.intern(b"r")?,
    };
    let mode = mode_argument(vm, mode_value)?;
    let buffering = args.get(2).map_or(Ok(-1), |value| integer_argument(vm, value))?;
    check_text_arguments(vm, args, &mode, buffering)?;
    let keeps = match args.get(6) {
        Some(close) => !vm.truth(close)?,
        None => false,
    };
    let name = args.at(0);
    let opened = match args.get_not_none(7) {
        Some(opener) => {
            let zero = Value::from_i32_small(0);
            let number = vm.call(opener, &[name, zero])?;
            Opened::Descriptor(integer_argument(vm, number)? as i32, name)
        }
        None => match place {
            Some(place) => open_place(vm, place, name, args, &mode)?,
            None => open_name(vm, args, &mode)?,
        },
    };
    let (number, name) = match opened {
        Opened::Descriptor(number, name) => (number, name),
        Opened::Object(file) => {
            if let (Some(file), false) = (File::text_of(file), mode.is_binary) {
                file.set_text(args.get_not_none(3), args.get_not_none(4), args.get_not_none(5));
            }
            return Ok(file);
        }
    };
    vm.committed = true;
    let mut bits = mode_bits(&mode);
    for (flag, is_set) in [
        (flags::LINES, buffering == 1 || (buffering < 0 && vm.host.is_terminal(number))),
        (flags::UNBUFFERED, buffering == 0),
        (flags::KEEP, keeps),
    ] {
        bits |= if is_set { flag } else { 0 };
    }
    let class = class_for(&mode, buffering);
    let made = File::make(vm, class, number, name, mode_value, bits);
    let made = match made {
        Ok(file) => file,
        Err(raised) => {
            vm.host.close(number).ok();
            return Err(raised);
        }
    };
    if !mode.is_binary {
        made.set_text(args.get_not_none(3), args.get_not_none(4), args.get_not_none(5));
    }
    if mode.open.append {
        vm.host.seek(number, 0, hal::Whence::End).ok();
    }
    Ok(made.value())
}

fn class_for(mode: &Mode, buffering: i64) -> &'static Type {
    match mode {
        Mode { is_binary: false, .. } => &TEXT_IO,
        _ if buffering == 0 => &FILE_IO,
        Mode { open: OpenMode { read: true, write: true, .. }, .. } => &BUFFERED_RANDOM,
        Mode { open: OpenMode { write: true, .. }, .. } => &BUFFERED_WRITER,
        _ => &BUFFERED_READER,
    }
}

fn check_text_arguments(vm: &mut Vm, args: &Args, mode: &Mode, buffering: i64) -> Result<(), Raised> {
    let given = |index| args.get_not_none(index);
    if mode.is_binary {
        for (index, words) in [(3, "an encoding"), (4, "an errors"), (5, "a newline")] {
            if given(index).is_some() {
                return Err(vm.value_error(format_args!("binary mode doesn't take {words} argument")));
            }
        }
        return Ok(());
    }
    if buffering == 0 {
        return Err(vm.value_error(format_args!("can't have unbuffered text I/O")));
    }
    runtime::types::codec::arguments(vm, "open", given(3), given(4))?;
    match given(5) {
        Some(newline) => text::check_newline(vm, newline),
        None => Ok(()),
    }
}

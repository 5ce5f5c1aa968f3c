//! Where a path leads: to the host's files, to the root that has nothing but mount points, or into a file system that
//! is an object.

use crate::support::{append, copied};
use crate::sys::text_of_bytes;
use core::ops::Deref;
use hal::{Errno, OpenMode, errno};
use heap::TryVec;
use runtime::native::NativeResult;
use runtime::symbols::sym;
use runtime::types::exception::OS_ERROR;
use runtime::value::Value;
use runtime::vm::{Raised, Vm};

/// The part of a mode that is the type of a file.
pub const TYPE_MASK: u32 = 0o170_000;
/// The type of directories.
pub const DIRECTORY: u32 = 0o040_000;
/// The type of regular files.
pub const REGULAR: u32 = 0o100_000;

/// A path of the host.
pub enum HostBytes<'a> {
    /// The path as it was asked for.
    Same(&'a [u8]),
    /// What a file system that shows a part of the host made of it.
    Made(TryVec<u8>),
}

impl Deref for HostBytes<'_> {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        match self {
            HostBytes::Same(bytes) => bytes,
            HostBytes::Made(bytes) => bytes,
        }
    }
}

/// Where a path leads.
pub enum Place<'a> {
    /// To a file of the host; whether it may be changed is said first.
    Host(Access, HostBytes<'a>),
    /// To the root, of which the mount points are all there is, unless something is mounted on it.
    Root,
    /// Into a file system that is an object: the object, and the path there as a str.
    Object(Value, Value),
    /// To no file system.
    Nowhere,
}

/// What may be done with files of the host.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// All that the host permits.
    Full,
    /// Nothing may be changed.
    ReadOnly,
}

/// Where a path leads.
pub fn find<'a>(vm: &mut Vm, path: &'a [u8]) -> Result<Place<'a>, Raised> {
    #[cfg(feature = "vfs")]
    if let Some(table) = super::mounts::table(vm) {
        return super::mounts::find(vm, table, path);
    }
    Ok(if vm.host.has_files() {
        Place::Host(Access::Full, HostBytes::Same(path))
    } else if matches!(path, b"" | b"/") {
        Place::Root
    } else {
        Place::Nowhere
    })
}

/// Repeats what was interrupted; an error becomes an exception about `shown`.
pub fn attempt<T>(
    vm: &mut Vm,
    shown: Option<Value>,
    mut action: impl FnMut(&mut Vm) -> Result<T, Errno>,
) -> Result<T, Raised> {
    loop {
        match action(vm) {
            Ok(result) => return Ok(result),
            Err(errno::EINTR) => vm.safepoint()?,
            Err(number) => return Err(vm.raise_os_error(number, shown)),
        }
    }
}

/// Raises that nothing can be changed.
#[cold]
pub fn read_only(vm: &mut Vm, shown: Value) -> Raised {
    vm.raise_os_error(errno::EROFS, Some(shown))
}

/// Raises what operations on no file system, or on the root, end with.
#[cold]
pub fn nowhere(vm: &mut Vm, place: &Place<'_>) -> Raised {
    let number = if matches!(place, Place::Root) { errno::EPERM } else { errno::ENODEV };
    vm.raise_os_error(number, None)
}

/// Calls the method of a file system.
pub fn call(vm: &mut Vm, file_system: Value, method: &str, arguments: &[Value]) -> NativeResult {
    vm.committed = true;
    let name = vm.intern(method.as_bytes())?;
    vm.call_method(file_system, name, arguments)
}

/// The mode of what is at a path; `None` if nothing is there.
pub fn mode_of(vm: &mut Vm, path: &[u8]) -> Result<Option<u32>, Raised> {
    match find(vm, path)? {
        Place::Host(_, path) => Ok(vm.host.stat(&path).ok().map(|about| about.mode)),
        Place::Root => Ok(Some(DIRECTORY)),
        Place::Nowhere => Ok(None),
        Place::Object(file_system, path) => match call(vm, file_system, "stat", &[path]) {
            Ok(status) => {
                let mode = vm.get_item(status, Value::from_i32_small(0))?;
                Ok(Some(vm.to_i64(mode)? as u32))
            }
            Err(_) if vm.catch(&OS_ERROR) => Ok(None),
            Err(raised) => Err(raised),
        },
    }
}

/// Whether a path is there and has a type; 0 means any.
pub fn is_type(vm: &mut Vm, path: &[u8], wanted: u32) -> Result<bool, Raised> {
    Ok(mode_of(vm, path)?.is_some_and(|mode| wanted == 0 || mode & TYPE_MASK == wanted))
}

/// Reads a file.
pub fn read_file(vm: &mut Vm, path: &[u8]) -> Result<TryVec<u8>, Raised> {
    match find(vm, path)? {
        Place::Host(_, host_path) => {
            let result = read_host_file(vm, &host_path)?;
            match result {
                Ok(bytes) => Ok(bytes),
                Err(number) => {
                    let shown = text_of_bytes(vm, path)?;
                    Err(vm.raise_os_error(number, Some(shown)))
                }
            }
        }
        Place::Object(file_system, path) => {
            let mode = vm.intern(b"rb")?;
            let file = call(vm, file_system, "open", &[path, mode])?;
            vm.keep(file);
            let result = read_stream(vm, file);
            close_stream(vm, file, result)
        }
        place => Err(nowhere(vm, &place)),
    }
}

/// Closes a file object after `result`, whose exception goes on if there is one.
fn close_stream(vm: &mut Vm, file: Value, result: Result<TryVec<u8>, Raised>) -> Result<TryVec<u8>, Raised> {
    let exception = vm.exception.take();
    if let Some(exception) = exception {
        vm.keep(exception);
    }
    let closed = vm.call_method(file, sym::close, &[]);
    match (result, closed) {
        (Ok(bytes), Ok(_)) => Ok(bytes),
        (Ok(_), Err(raised)) => Err(raised),
        (Err(raised), _) => {
            vm.exception = exception;
            Err(raised)
        }
    }
}

/// How many bytes a file would like to be asked for at once.
fn piece_size(vm: &mut Vm, file: Value) -> Result<usize, Raised> {
    #[cfg(feature = "io")]
    if let Some(size) = crate::io::ask(vm, file, crate::io::request::BUFFER_SIZE)? {
        return Ok(usize::try_from(vm.to_i64(size)?).ok().filter(|&size| size > 0).unwrap_or(usize::MAX));
    }
    #[cfg(not(feature = "io"))]
    let _ = (vm, file);
    Ok(usize::MAX)
}

fn read_stream(vm: &mut Vm, file: Value) -> Result<TryVec<u8>, Raised> {
    const PIECE: usize = 256;
    let mut bytes = TryVec::new();
    let wanted = piece_size(vm, file)?.clamp(1, PIECE);
    let piece = vm.new_byte_array(&[0; PIECE][..wanted])?;
    loop {
        let mark = vm.log_mark();
        let count = vm.call_method(file, sym::readinto, &[piece.value()])?;
        let count = if count.is_none() { 0 } else { usize::try_from(vm.to_i64(count)?).unwrap_or(0) };
        vm.log_release(mark);
        if count == 0 {
            return Ok(bytes);
        }
        append(vm, &mut bytes, piece.as_bytes().get(..count).unwrap_or(piece.as_bytes()))?;
    }
}

fn read_host_file(vm: &mut Vm, path: &[u8]) -> Result<Result<TryVec<u8>, Errno>, Raised> {
    let descriptor = match vm.host.open(path, OpenMode { read: true, ..OpenMode::default() }) {
        Ok(descriptor) => descriptor,
        Err(number) => return Ok(Err(number)),
    };
    let result = read_all(vm, descriptor);
    // Nothing was written: closing cannot fail in a way that matters.
    let _ = vm.host.close(descriptor);
    result
}

fn read_all(vm: &mut Vm, descriptor: i32) -> Result<Result<TryVec<u8>, Errno>, Raised> {
    const PIECE: usize = 4096;
    let mut bytes = TryVec::new();
    loop {
        let length = bytes.len();
        bytes.try_resize(length + PIECE, 0).map_err(|_| vm.memory_error())?;
        match vm.host.read(descriptor, &mut bytes[length..]) {
            Ok(count) => {
                bytes.truncate(length + count);
                if count == 0 {
                    return Ok(Ok(bytes));
                }
            }
            Err(errno::EINTR) => {
                bytes.truncate(length);
                vm.safepoint()?;
            }
            Err(number) => return Ok(Err(number)),
        }
    }
}

/// The current directory as bytes.
pub fn current_directory(vm: &mut Vm) -> Result<TryVec<u8>, Raised> {
    #[cfg(feature = "vfs")]
    if let Some(table) = super::mounts::table(vm) {
        return super::mounts::current_directory(vm, table);
    }
    if vm.host.has_files() { host_directory(vm) } else { copied(vm, b"/") }
}

/// The current directory of the host.
pub fn host_directory(vm: &mut Vm) -> Result<TryVec<u8>, Raised> {
    let mut bytes = TryVec::new();
    let mut fits = true;
    let result = vm.host.current_directory(&mut |path| fits = bytes.try_extend_from_slice(path).is_ok());
    match result {
        Ok(()) if fits => Ok(bytes),
        Ok(()) => Err(vm.memory_error()),
        Err(number) => Err(vm.raise_os_error(number, None)),
    }
}

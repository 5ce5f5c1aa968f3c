//! What a port implements: console, clock, files, entropy, process.
//!
//! The interpreter sees the outside only through [`Host`]. Every method has a default that says "not here", so that a
//! small port implements what it has.
#![no_std]
#![forbid(unsafe_code)]

pub mod machine;

pub use machine::{Event, Machine};

/// An error number as in `errno`.
pub type Errno = i32;

/// The error numbers that the interpreter itself uses.
pub mod errno {
    use super::Errno;
    /// Operation not permitted.
    pub const EPERM: Errno = 1;
    /// No such file or directory.
    pub const ENOENT: Errno = 2;
    /// Input/output error.
    pub const EIO: Errno = 5;
    /// Bad file descriptor.
    pub const EBADF: Errno = 9;
    /// Interrupted; the caller polls for pending work and tries again.
    pub const EINTR: Errno = 4;
    /// Out of memory.
    pub const ENOMEM: Errno = 12;
    /// File exists.
    pub const EEXIST: Errno = 17;
    /// No such device: the port has no file system.
    pub const ENODEV: Errno = 19;
    /// Is a directory.
    pub const EISDIR: Errno = 21;
    /// Invalid argument.
    pub const EINVAL: Errno = 22;
    /// Read-only file system.
    pub const EROFS: Errno = 30;
}

/// A standard stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stream {
    /// Standard output.
    Output,
    /// Standard error.
    Error,
}

/// How a file is opened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OpenMode {
    /// Reading is allowed.
    pub read: bool,
    /// Writing is allowed.
    pub write: bool,
    /// Writes go to the end.
    pub append: bool,
    /// The file is made if it is not there.
    pub create: bool,
    /// The file must not be there yet.
    pub exclusive: bool,
    /// The contents are dropped.
    pub truncate: bool,
}

/// From where a seek counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whence {
    /// The start.
    Start,
    /// The present position.
    Current,
    /// The end.
    End,
}

/// What `os.stat` tells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Metadata {
    /// File type and permissions as in `st_mode`.
    pub mode: u32,
    /// Inode.
    pub inode: u64,
    /// Device.
    pub device: u64,
    /// Links.
    pub links: u64,
    /// Owner.
    pub user: u32,
    /// Group.
    pub group: u32,
    /// Size in bytes.
    pub size: u64,
    /// Access, modification and change, in seconds since 1970.
    pub times: [i64; 3],
}

/// What `os.statvfs` tells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FileSystemStatistics {
    /// Block size, fragment size, blocks, free blocks, available blocks, files, free files, available files, flags,
    /// longest name: in the order of `os.statvfs`.
    pub fields: [u64; 10],
}

/// Broken-down time, as `time.localtime` gives it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CivilTime {
    /// Seconds east of Greenwich.
    pub offset: i32,
    /// Whether daylight saving time is in force.
    pub daylight: bool,
}

/// Memory that is used as a disk.
pub trait Disk: Sync {
    /// Bytes of a block.
    fn block_size(&self) -> usize;

    /// The number of blocks.
    fn blocks(&self) -> usize;

    /// Reads from an offset in bytes.
    fn read(&self, offset: usize, buffer: &mut [u8]) -> Result<(), Errno>;

    /// Writes at an offset in bytes.
    fn write(&self, offset: usize, bytes: &[u8]) -> Result<(), Errno>;
}

/// A port's services. File descriptors are small integers; 0, 1 and 2 are the standard streams.
#[allow(unused_variables)]
pub trait Host: Sync {
    /// Writes all bytes to a standard stream.
    fn write(&self, stream: Stream, bytes: &[u8]) -> Result<(), Errno>;

    /// Flushes a standard stream.
    fn flush(&self, stream: Stream) -> Result<(), Errno> {
        Ok(())
    }

    /// Nanoseconds of a clock that never goes back; its origin is arbitrary.
    fn monotonic_nanoseconds(&self) -> u64;

    /// Nanoseconds since 1970, if the port knows the time.
    fn time_nanoseconds(&self) -> Option<i64> {
        None
    }

    /// Nanoseconds of processor time that the program has used.
    fn process_nanoseconds(&self) -> u64 {
        self.monotonic_nanoseconds()
    }

    /// Local time's difference at a moment in seconds since 1970.
    fn local_offset(&self, seconds: i64) -> CivilTime {
        CivilTime::default()
    }

    /// Waits; may return early when something is pending.
    fn sleep_nanoseconds(&self, duration: u64);

    /// Fills the buffer with random bytes; false if the port has no source of them.
    fn entropy(&self, buffer: &mut [u8]) -> bool {
        false
    }

    /// The platform's name, as `sys.platform`.
    fn platform(&self) -> &'static str;

    /// The folders that `sys.path` begins with until the port sets another list.
    fn search_path(&self) -> &'static [&'static str] {
        &[]
    }

    /// Whether the port has files of its own: then paths are paths of these files unless something else is mounted.
    fn has_files(&self) -> bool {
        false
    }

    /// The disk that the port has, which is mounted on the root at the start.
    fn disk(&self) -> Option<&'static dyn Disk> {
        None
    }

    /// Sets the key that interrupts programs; without one every byte of standard input reaches the program as it came, and
    /// what the program writes goes out as it is, until a key is set again.
    fn set_interrupt_key(&self, key: Option<u8>) {}

    /// As [`Host::write`] for bytes that are no text: line ends stay as they are.
    fn write_binary(&self, stream: Stream, bytes: &[u8]) -> Result<(), Errno> {
        self.write(stream, bytes)
    }

    /// Reads from standard input as [`Host::read`] does, bytes that are no text.
    fn read_binary(&self, buffer: &mut [u8]) -> Result<usize, Errno> {
        self.read(0, buffer)
    }

    /// Whether reading from a descriptor, or writing to it, would not wait.
    fn is_ready(&self, descriptor: i32, to_write: bool) -> bool {
        false
    }

    /// Opens a file.
    fn open(&self, path: &[u8], mode: OpenMode) -> Result<i32, Errno> {
        Err(errno::ENODEV)
    }

    /// Reads at most as many bytes as the buffer has; 0 at the end.
    fn read(&self, descriptor: i32, buffer: &mut [u8]) -> Result<usize, Errno> {
        Err(errno::EBADF)
    }

    /// Writes some of the bytes and tells how many.
    fn write_file(&self, descriptor: i32, bytes: &[u8]) -> Result<usize, Errno> {
        Err(errno::EBADF)
    }

    /// Moves the position and returns it.
    fn seek(&self, descriptor: i32, offset: i64, whence: Whence) -> Result<u64, Errno> {
        Err(errno::EBADF)
    }

    /// Cuts or extends a file.
    fn truncate(&self, descriptor: i32, size: u64) -> Result<(), Errno> {
        Err(errno::EBADF)
    }

    /// Makes written bytes durable.
    fn sync(&self, descriptor: i32) -> Result<(), Errno> {
        Ok(())
    }

    /// Closes a file.
    fn close(&self, descriptor: i32) -> Result<(), Errno> {
        Err(errno::EBADF)
    }

    /// Whether the descriptor is a terminal.
    fn is_terminal(&self, descriptor: i32) -> bool {
        false
    }

    /// Information on a path, following links.
    fn stat(&self, path: &[u8]) -> Result<Metadata, Errno> {
        Err(errno::ENOENT)
    }

    /// Information on the file system of a path.
    fn statvfs(&self, path: &[u8]) -> Result<FileSystemStatistics, Errno> {
        Err(errno::ENODEV)
    }

    /// Calls `visit` with name, file type (as the upper bits of `st_mode`) and inode of each entry of a directory,
    /// `.` and `..` left out, until it returns false.
    fn list_directory(&self, path: &[u8], visit: &mut dyn FnMut(&[u8], u32, u64) -> bool) -> Result<(), Errno> {
        Err(errno::ENODEV)
    }

    /// Makes a directory.
    fn make_directory(&self, path: &[u8]) -> Result<(), Errno> {
        Err(errno::ENODEV)
    }

    /// Removes an empty directory.
    fn remove_directory(&self, path: &[u8]) -> Result<(), Errno> {
        Err(errno::ENODEV)
    }

    /// Removes a file.
    fn remove_file(&self, path: &[u8]) -> Result<(), Errno> {
        Err(errno::ENODEV)
    }

    /// Renames.
    fn rename(&self, from: &[u8], to: &[u8]) -> Result<(), Errno> {
        Err(errno::ENODEV)
    }

    /// Calls `visit` with the current directory.
    fn current_directory(&self, visit: &mut dyn FnMut(&[u8])) -> Result<(), Errno> {
        Err(errno::ENODEV)
    }

    /// Changes the current directory.
    fn change_directory(&self, path: &[u8]) -> Result<(), Errno> {
        Err(errno::ENODEV)
    }

    /// Calls `visit` with the value of an environment variable; false if it is not set.
    fn environment(&self, name: &[u8], visit: &mut dyn FnMut(&[u8])) -> bool {
        false
    }

    /// Calls `visit` with the name and the value of each environment variable.
    fn each_environment(&self, visit: &mut dyn FnMut(&[u8], &[u8])) {}

    /// Sets (or with `None` removes) an environment variable.
    fn set_environment(&self, name: &[u8], value: Option<&[u8]>) -> Result<(), Errno> {
        Err(errno::ENODEV)
    }

    /// The names of the system as `os.uname` gives them: system, node, release, version, machine. The node's name may be
    /// left empty.
    fn system_names(&self, visit: &mut dyn FnMut([&[u8]; 5])) -> bool {
        false
    }

    /// The hardware, for the module `machine`.
    fn machine(&self) -> Option<&'static dyn Machine> {
        None
    }

    /// Runs a command line and returns its exit status as `os.system` does.
    fn system(&self, command: &[u8]) -> Result<i32, Errno> {
        Err(errno::ENODEV)
    }
}

//! The operating system's services.

use hal::{CivilTime, Errno, FileSystemStatistics, Host, Metadata, OpenMode, Stream, Whence, errno};
use std::ffi::{CString, OsStr};
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::os::unix::fs::{DirEntryExt, MetadataExt};
use std::path::Path;
use std::sync::Mutex;
use std::time::{SystemTime, UNIX_EPOCH};

/// Bytes that standard output and standard input keep back.
const BUFFER: usize = 16 << 10;

/// The host.
pub struct Unix {
    output: Mutex<Vec<u8>>,
    input: Mutex<Input>,
}

struct Input {
    bytes: Vec<u8>,
    at: usize,
}

/// The one host of the process.
pub static UNIX: Unix = Unix { output: Mutex::new(Vec::new()), input: Mutex::new(Input { bytes: Vec::new(), at: 0 }) };

fn last_error() -> Errno {
    std::io::Error::last_os_error().raw_os_error().unwrap_or(errno::EIO)
}

fn error_number(error: &std::io::Error) -> Errno {
    error.raw_os_error().unwrap_or(errno::EIO)
}

/// The result of a system call that gives -1 for an error.
fn check(result: isize) -> Result<usize, Errno> {
    usize::try_from(result).map_err(|_| last_error())
}

fn c_path(path: &[u8]) -> Result<CString, Errno> {
    CString::new(path).map_err(|_| errno::EINVAL)
}

fn as_path(path: &[u8]) -> &Path {
    Path::new(OsStr::from_bytes(path))
}

/// Writes everything to a descriptor.
fn write_all(descriptor: i32, mut bytes: &[u8]) -> Result<(), Errno> {
    while !bytes.is_empty() {
        // SAFETY: the pointer and length are those of the slice.
        let written = unsafe { libc::write(descriptor, bytes.as_ptr().cast(), bytes.len()) };
        match check(written) {
            Ok(count) => bytes = bytes.get(count..).unwrap_or_default(),
            // What was written must not be written again: the interrupt is seen at the next poll.
            Err(errno::EINTR) => {}
            Err(number) => return Err(number),
        }
    }
    Ok(())
}

fn read_descriptor(descriptor: i32, buffer: &mut [u8]) -> Result<usize, Errno> {
    // SAFETY: the pointer and length are those of the slice.
    check(unsafe { libc::read(descriptor, buffer.as_mut_ptr().cast(), buffer.len()) })
}

fn is_terminal(descriptor: i32) -> bool {
    // SAFETY: any number may be asked about.
    unsafe { libc::isatty(descriptor) == 1 }
}

fn clock(clock: libc::clockid_t) -> u64 {
    let mut time = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: the structure may be written to.
    unsafe { libc::clock_gettime(clock, &raw mut time) };
    time.tv_sec as u64 * 1_000_000_000 + time.tv_nsec as u64
}

impl Unix {
    fn flush_output(&self, bytes: &mut Vec<u8>) -> Result<(), Errno> {
        if bytes.is_empty() {
            return Ok(());
        }
        let result = write_all(1, bytes);
        bytes.clear();
        result
    }
}

impl Host for Unix {
    fn write(&self, stream: Stream, bytes: &[u8]) -> Result<(), Errno> {
        if stream == Stream::Error {
            self.flush(Stream::Output)?;
            return write_all(2, bytes);
        }
        let Ok(mut output) = self.output.lock() else { return Err(errno::EIO) };
        output.extend_from_slice(bytes);
        if output.len() >= BUFFER || (bytes.contains(&b'\n') && is_terminal(1)) {
            return self.flush_output(&mut output);
        }
        Ok(())
    }

    fn flush(&self, stream: Stream) -> Result<(), Errno> {
        match stream {
            Stream::Output => match self.output.lock() {
                Ok(mut output) => self.flush_output(&mut output),
                Err(_) => Err(errno::EIO),
            },
            Stream::Error => Ok(()),
        }
    }

    fn monotonic_nanoseconds(&self) -> u64 {
        clock(libc::CLOCK_MONOTONIC)
    }

    fn time_nanoseconds(&self) -> Option<i64> {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).ok()?;
        i64::try_from(now.as_nanos()).ok()
    }

    fn process_nanoseconds(&self) -> u64 {
        clock(libc::CLOCK_PROCESS_CPUTIME_ID)
    }

    fn local_offset(&self, seconds: i64) -> CivilTime {
        // SAFETY: the structure is valid when zeroed and may be written to.
        unsafe {
            let mut time: libc::tm = std::mem::zeroed();
            let seconds = seconds as libc::time_t;
            if libc::localtime_r(&raw const seconds, &raw mut time).is_null() {
                return CivilTime::default();
            }
            CivilTime { offset: time.tm_gmtoff as i32, daylight: time.tm_isdst > 0 }
        }
    }

    fn sleep_nanoseconds(&self, duration: u64) {
        // Whoever waits wants to see what was printed; an error shows at the next write.
        let _ = self.flush(Stream::Output);
        let wait = libc::timespec {
            tv_sec: (duration / 1_000_000_000) as libc::time_t,
            tv_nsec: (duration % 1_000_000_000) as libc::c_long,
        };
        // SAFETY: the structure may be read. A signal ends the wait early.
        unsafe { libc::nanosleep(&raw const wait, std::ptr::null_mut()) };
    }

    fn entropy(&self, buffer: &mut [u8]) -> bool {
        use std::io::Read;
        std::fs::File::open("/dev/urandom").and_then(|mut file| file.read_exact(buffer)).is_ok()
    }

    fn platform(&self) -> &'static str {
        if cfg!(target_os = "macos") { "darwin" } else { "linux" }
    }

    fn set_interrupt_key(&self, key: Option<u8>) {
        let _ = self.flush(Stream::Output);
        crate::terminal::pass_all(key.is_none());
    }

    fn is_ready(&self, descriptor: i32, to_write: bool) -> bool {
        if descriptor == 0 && !to_write && self.input.lock().is_ok_and(|input| input.at < input.bytes.len()) {
            return true;
        }
        let events = if to_write { libc::POLLOUT } else { libc::POLLIN };
        let mut entry = libc::pollfd { fd: descriptor, events, revents: 0 };
        // SAFETY: there is one entry, which may be written to.
        unsafe { libc::poll(&raw mut entry, 1, 0) > 0 }
    }

    fn has_files(&self) -> bool {
        true
    }

    fn open(&self, path: &[u8], mode: OpenMode) -> Result<i32, Errno> {
        let access = match (mode.read, mode.write || mode.append) {
            (true, true) => libc::O_RDWR,
            (false, true) => libc::O_WRONLY,
            _ => libc::O_RDONLY,
        };
        let flags = [
            (mode.append, libc::O_APPEND),
            (mode.create, libc::O_CREAT),
            (mode.exclusive, libc::O_CREAT | libc::O_EXCL),
            (mode.truncate, libc::O_TRUNC),
        ];
        let flags = flags.iter().filter(|(set, _)| *set).fold(access | libc::O_CLOEXEC, |all, (_, flag)| all | flag);
        let path = c_path(path)?;
        // SAFETY: the path ends with a zero byte.
        let descriptor = unsafe { libc::open(path.as_ptr(), flags, 0o666) };
        if descriptor < 0 { Err(last_error()) } else { Ok(descriptor) }
    }

    fn read(&self, descriptor: i32, buffer: &mut [u8]) -> Result<usize, Errno> {
        if descriptor != 0 {
            return read_descriptor(descriptor, buffer);
        }
        self.flush(Stream::Output)?;
        let Ok(mut input) = self.input.lock() else { return Err(errno::EIO) };
        if input.at >= input.bytes.len() {
            input.bytes.resize(BUFFER, 0);
            input.at = 0;
            let result = read_descriptor(0, &mut input.bytes);
            let count = result.unwrap_or(0);
            input.bytes.truncate(count);
            result?;
        }
        let available = input.bytes.get(input.at..).unwrap_or_default();
        let count = available.len().min(buffer.len());
        buffer[..count].copy_from_slice(&available[..count]);
        input.at += count;
        Ok(count)
    }

    fn write_file(&self, descriptor: i32, bytes: &[u8]) -> Result<usize, Errno> {
        match descriptor {
            1 => self.write(Stream::Output, bytes).map(|()| bytes.len()),
            2 => self.write(Stream::Error, bytes).map(|()| bytes.len()),
            // SAFETY: the pointer and length are those of the slice.
            _ => check(unsafe { libc::write(descriptor, bytes.as_ptr().cast(), bytes.len()) }),
        }
    }

    fn seek(&self, descriptor: i32, offset: i64, whence: Whence) -> Result<u64, Errno> {
        let whence = match whence {
            Whence::Start => libc::SEEK_SET,
            Whence::Current => libc::SEEK_CUR,
            Whence::End => libc::SEEK_END,
        };
        // SAFETY: any numbers may be passed.
        let position = unsafe { libc::lseek(descriptor, offset as libc::off_t, whence) };
        u64::try_from(position).map_err(|_| last_error())
    }

    fn truncate(&self, descriptor: i32, size: u64) -> Result<(), Errno> {
        // SAFETY: any numbers may be passed.
        check(unsafe { libc::ftruncate(descriptor, size as libc::off_t) } as isize).map(|_| ())
    }

    fn sync(&self, descriptor: i32) -> Result<(), Errno> {
        // SAFETY: any number may be passed.
        check(unsafe { libc::fsync(descriptor) } as isize).map(|_| ())
    }

    fn close(&self, descriptor: i32) -> Result<(), Errno> {
        // SAFETY: the descriptor was opened by the program, which gives it up.
        check(unsafe { libc::close(descriptor) } as isize).map(|_| ())
    }

    fn is_terminal(&self, descriptor: i32) -> bool {
        is_terminal(descriptor)
    }

    fn stat(&self, path: &[u8]) -> Result<Metadata, Errno> {
        let metadata = std::fs::metadata(as_path(path)).map_err(|error| error_number(&error))?;
        Ok(Metadata {
            mode: metadata.mode(),
            inode: metadata.ino(),
            device: metadata.dev(),
            links: metadata.nlink(),
            user: metadata.uid(),
            group: metadata.gid(),
            size: metadata.size(),
            times: [metadata.atime(), metadata.mtime(), metadata.ctime()],
        })
    }

    fn statvfs(&self, path: &[u8]) -> Result<FileSystemStatistics, Errno> {
        let path = c_path(path)?;
        // SAFETY: the structure is valid when zeroed and may be written to; the path ends with a zero byte.
        let found = unsafe {
            let mut found: libc::statvfs = std::mem::zeroed();
            check(libc::statvfs(path.as_ptr(), &raw mut found) as isize)?;
            found
        };
        Ok(FileSystemStatistics {
            fields: [
                found.f_bsize as u64,
                found.f_frsize as u64,
                found.f_blocks as u64,
                found.f_bfree as u64,
                found.f_bavail as u64,
                found.f_files as u64,
                found.f_ffree as u64,
                found.f_favail as u64,
                found.f_flag as u64,
                found.f_namemax as u64,
            ],
        })
    }

    fn list_directory(&self, path: &[u8], visit: &mut dyn FnMut(&[u8], u32, u64) -> bool) -> Result<(), Errno> {
        let entries = std::fs::read_dir(as_path(path)).map_err(|error| error_number(&error))?;
        for entry in entries {
            let entry = entry.map_err(|error| error_number(&error))?;
            let kind = match entry.file_type() {
                Ok(kind) if kind.is_dir() => libc::S_IFDIR,
                Ok(kind) if kind.is_symlink() => libc::S_IFLNK,
                Ok(kind) if kind.is_file() => libc::S_IFREG,
                _ => 0,
            };
            if !visit(&entry.file_name().into_vec(), kind, entry.ino()) {
                break;
            }
        }
        Ok(())
    }

    fn make_directory(&self, path: &[u8]) -> Result<(), Errno> {
        std::fs::create_dir(as_path(path)).map_err(|error| error_number(&error))
    }

    fn remove_directory(&self, path: &[u8]) -> Result<(), Errno> {
        std::fs::remove_dir(as_path(path)).map_err(|error| error_number(&error))
    }

    fn remove_file(&self, path: &[u8]) -> Result<(), Errno> {
        std::fs::remove_file(as_path(path)).map_err(|error| error_number(&error))
    }

    fn rename(&self, from: &[u8], to: &[u8]) -> Result<(), Errno> {
        std::fs::rename(as_path(from), as_path(to)).map_err(|error| error_number(&error))
    }

    fn current_directory(&self, visit: &mut dyn FnMut(&[u8])) -> Result<(), Errno> {
        let path = std::env::current_dir().map_err(|error| error_number(&error))?;
        visit(path.as_os_str().as_bytes());
        Ok(())
    }

    fn change_directory(&self, path: &[u8]) -> Result<(), Errno> {
        std::env::set_current_dir(as_path(path)).map_err(|error| error_number(&error))
    }

    fn environment(&self, name: &[u8], visit: &mut dyn FnMut(&[u8])) -> bool {
        match std::env::var_os(OsStr::from_bytes(name)) {
            Some(value) => {
                visit(value.as_bytes());
                true
            }
            None => false,
        }
    }

    fn each_environment(&self, visit: &mut dyn FnMut(&[u8], &[u8])) {
        for (name, value) in std::env::vars_os() {
            visit(name.as_bytes(), value.as_bytes());
        }
    }

    fn system_names(&self, visit: &mut dyn FnMut([&[u8]; 5])) -> bool {
        // SAFETY: the structure is all bytes.
        let mut names: libc::utsname = unsafe { std::mem::zeroed() };
        // SAFETY: the structure may be written to.
        if unsafe { libc::uname(&raw mut names) } != 0 {
            return false;
        }
        let fields = [&names.sysname, &names.nodename, &names.release, &names.version, &names.machine];
        // SAFETY: each field ends with a zero byte.
        visit(fields.map(|field| unsafe { std::ffi::CStr::from_ptr(field.as_ptr()) }.to_bytes()));
        true
    }

    fn set_environment(&self, name: &[u8], value: Option<&[u8]>) -> Result<(), Errno> {
        if name.is_empty() || name.contains(&b'=') || name.contains(&0) || value.is_some_and(|value| value.contains(&0))
        {
            return Err(errno::EINVAL);
        }
        // SAFETY: only the interpreter's thread reads or writes the environment.
        unsafe {
            match value {
                Some(value) => std::env::set_var(OsStr::from_bytes(name), OsStr::from_bytes(value)),
                None => std::env::remove_var(OsStr::from_bytes(name)),
            }
        }
        Ok(())
    }

    fn system(&self, command: &[u8]) -> Result<i32, Errno> {
        self.flush(Stream::Output)?;
        let command = c_path(command)?;
        // SAFETY: the command ends with a zero byte.
        let status = unsafe { libc::system(command.as_ptr()) };
        if status < 0 { Err(last_error()) } else { Ok(status) }
    }
}

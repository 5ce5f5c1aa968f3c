//! What the interpreter sees of the page.

use crate::exchange::{Slot, Text};
use crate::imports;
use hal::{CivilTime, Errno, Host, Metadata, OpenMode, Stream, Whence};

/// The page, or Node.
pub struct Page;

/// The only one.
pub static PAGE: Page = Page;

/// A result of JavaScript: a count, or a negative error number.
fn checked(result: i32) -> Result<usize, Errno> {
    usize::try_from(result).map_err(|_| -result)
}

/// Bytes of `st_mode` that say directory or file.
const DIRECTORY: u32 = 0o040_000;
const FILE: u32 = 0o100_000;

impl Host for Page {
    fn write(&self, stream: Stream, bytes: &[u8]) -> Result<(), Errno> {
        // SAFETY: the bytes are there for the time of the call.
        unsafe { imports::write(u32::from(stream == Stream::Error), bytes.as_ptr(), bytes.len()) };
        Ok(())
    }

    fn monotonic_nanoseconds(&self) -> u64 {
        // SAFETY: there is nothing to keep.
        (unsafe { imports::monotonic() } * 1e6) as u64
    }

    fn time_nanoseconds(&self) -> Option<i64> {
        // Milliseconds have no more digits than that; the product would not be exact.
        // SAFETY: there is nothing to keep.
        Some(unsafe { imports::now() } as i64 * 1_000_000)
    }

    fn local_offset(&self, seconds: i64) -> CivilTime {
        // SAFETY: there is nothing to keep.
        CivilTime { offset: unsafe { imports::local_offset(seconds as f64) }, daylight: false }
    }

    fn sleep_nanoseconds(&self, duration: u64) {
        // SAFETY: there is nothing to keep.
        unsafe { imports::sleep(duration as f64 / 1e6) };
    }

    fn entropy(&self, buffer: &mut [u8]) -> bool {
        // SAFETY: the buffer is there for the time of the call.
        unsafe { imports::entropy(buffer.as_mut_ptr(), buffer.len()) };
        true
    }

    fn platform(&self) -> &'static str {
        "webassembly"
    }

    fn has_files(&self) -> bool {
        true
    }

    fn open(&self, path: &[u8], mode: OpenMode) -> Result<i32, Errno> {
        let flags = [mode.read, mode.write, mode.append, mode.create, mode.exclusive, mode.truncate];
        let flags = flags.iter().enumerate().fold(0, |bits, (at, &set)| bits | u32::from(set) << at);
        // SAFETY: the path is there for the time of the call; so in all calls below.
        checked(unsafe { imports::fs_open(path.as_ptr(), path.len(), flags) }).map(|descriptor| descriptor as i32)
    }

    fn read(&self, descriptor: i32, buffer: &mut [u8]) -> Result<usize, Errno> {
        let (start, length) = (buffer.as_mut_ptr(), buffer.len());
        // SAFETY: JavaScript writes at most as many bytes as the buffer has.
        let result = unsafe {
            match descriptor {
                0 => imports::read(start, length),
                _ => imports::fs_read(descriptor, start, length),
            }
        };
        checked(result)
    }

    fn write_file(&self, descriptor: i32, bytes: &[u8]) -> Result<usize, Errno> {
        if let 1 | 2 = descriptor {
            self.write(if descriptor == 1 { Stream::Output } else { Stream::Error }, bytes)?;
            return Ok(bytes.len());
        }
        // SAFETY: see `open`.
        checked(unsafe { imports::fs_write(descriptor, bytes.as_ptr(), bytes.len()) })
    }

    fn seek(&self, descriptor: i32, offset: i64, whence: Whence) -> Result<u64, Errno> {
        // SAFETY: there is nothing to keep.
        let position = unsafe { imports::fs_seek(descriptor, offset as f64, whence as u32) };
        if position < 0.0 { Err(-position as Errno) } else { Ok(position as u64) }
    }

    fn truncate(&self, descriptor: i32, size: u64) -> Result<(), Errno> {
        // SAFETY: there is nothing to keep.
        checked(unsafe { imports::fs_truncate(descriptor, size as f64) }).map(drop)
    }

    fn close(&self, descriptor: i32) -> Result<(), Errno> {
        // SAFETY: there is nothing to keep.
        checked(unsafe { imports::fs_close(descriptor) }).map(drop)
    }

    fn stat(&self, path: &[u8]) -> Result<Metadata, Errno> {
        let mut fields = [0.0; 5];
        // SAFETY: JavaScript writes five numbers.
        checked(unsafe { imports::fs_stat(path.as_ptr(), path.len(), fields.as_mut_ptr()) })?;
        let times = [fields[2], fields[3], fields[4]].map(|milliseconds| (milliseconds / 1e3) as i64);
        Ok(Metadata { mode: fields[0] as u32, size: fields[1] as u64, times, links: 1, ..Metadata::default() })
    }

    fn list_directory(&self, path: &[u8], visit: &mut dyn FnMut(&[u8], u32, u64) -> bool) -> Result<(), Errno> {
        let mut names = Slot::UNDEFINED;
        // SAFETY: JavaScript leaves a text in the slot.
        checked(unsafe { imports::fs_list(path.as_ptr(), path.len(), &raw mut names) })?;
        let names = Text::take(&names);
        for entry in names.as_bytes().split(|&byte| byte == 0) {
            if let Some((&kind, name)) = entry.split_first()
                && !visit(name, if kind == b'd' { DIRECTORY } else { FILE }, 0)
            {
                break;
            }
        }
        Ok(())
    }

    fn make_directory(&self, path: &[u8]) -> Result<(), Errno> {
        // SAFETY: see `open`.
        checked(unsafe { imports::fs_make_directory(path.as_ptr(), path.len()) }).map(drop)
    }

    fn remove_directory(&self, path: &[u8]) -> Result<(), Errno> {
        // SAFETY: see `open`.
        checked(unsafe { imports::fs_remove_directory(path.as_ptr(), path.len()) }).map(drop)
    }

    fn remove_file(&self, path: &[u8]) -> Result<(), Errno> {
        // SAFETY: see `open`.
        checked(unsafe { imports::fs_remove_file(path.as_ptr(), path.len()) }).map(drop)
    }

    fn rename(&self, from: &[u8], to: &[u8]) -> Result<(), Errno> {
        // SAFETY: see `open`.
        checked(unsafe { imports::fs_rename(from.as_ptr(), from.len(), to.as_ptr(), to.len()) }).map(drop)
    }

    fn current_directory(&self, visit: &mut dyn FnMut(&[u8])) -> Result<(), Errno> {
        let mut path = Slot::UNDEFINED;
        // SAFETY: JavaScript leaves a text in the slot.
        checked(unsafe { imports::fs_current(&raw mut path) })?;
        visit(Text::take(&path).as_bytes());
        Ok(())
    }

    fn change_directory(&self, path: &[u8]) -> Result<(), Errno> {
        // SAFETY: see `open`.
        checked(unsafe { imports::fs_change(path.as_ptr(), path.len()) }).map(drop)
    }
}

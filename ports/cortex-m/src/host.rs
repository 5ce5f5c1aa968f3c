//! What the interpreter sees of the board.

use crate::{clock, machine, uart};
use hal::{Errno, Host, Stream, errno};
use heap::TryVec;
use semihosting::io::Read;

/// The board.
pub struct Board;

/// The only one.
pub static BOARD: Board = Board;

impl Host for Board {
    fn write(&self, _: Stream, bytes: &[u8]) -> Result<(), Errno> {
        for line in bytes.split_inclusive(|&byte| byte == b'\n') {
            match line.split_last() {
                Some((b'\n', text)) => {
                    uart::write(text);
                    uart::write(b"\r\n");
                }
                _ => uart::write(line),
            }
        }
        Ok(())
    }

    fn monotonic_nanoseconds(&self) -> u64 {
        clock::nanoseconds()
    }

    fn sleep_nanoseconds(&self, duration: u64) {
        let end = clock::nanoseconds().saturating_add(duration);
        // Who sleeps looks at what is pending and sleeps again.
        while !machine::is_pending() {
            let now = clock::nanoseconds();
            if now >= end {
                return;
            }
            // The clock's interrupt ends each wait.
            if end - now > 2_000_000 {
                machine::wait_unless(|| false);
            }
        }
    }

    fn machine(&self) -> Option<&'static dyn hal::Machine> {
        Some(&machine::HARDWARE)
    }

    fn platform(&self) -> &'static str {
        crate::board::NAME
    }

    fn search_path(&self) -> &'static [&'static str] {
        &["", "/lib"]
    }

    fn read(&self, descriptor: i32, buffer: &mut [u8]) -> Result<usize, Errno> {
        let (0, Some(first)) = (descriptor, buffer.first_mut()) else { return Err(errno::EBADF) };
        *first = match uart::read() {
            b'\r' => b'\n',
            byte => byte,
        };
        Ok(1)
    }
}

/// Reads a file of the host that emulates or debugs the board.
pub fn read_file(path: &[u8]) -> Result<TryVec<u8>, Errno> {
    let mut name = TryVec::try_from_slice(path).map_err(|_| errno::ENOMEM)?;
    name.try_push(0).map_err(|_| errno::ENOMEM)?;
    let name = core::ffi::CStr::from_bytes_with_nul(&name).map_err(|_| errno::EINVAL)?;
    let mut file = semihosting::fs::File::open(name).map_err(|_| errno::ENOENT)?;
    let mut source = TryVec::new();
    let mut piece = [0; 256];
    loop {
        let count = file.read(&mut piece).map_err(|_| errno::EIO)?;
        if count == 0 {
            return Ok(source);
        }
        source.try_extend_from_slice(&piece[..count]).map_err(|_| errno::ENOMEM)?;
    }
}

//! What the interpreter sees of the board.

use crate::{clock, disk, machine, uart};
use hal::{Errno, Host, Stream, errno};

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

    fn disk(&self) -> Option<&'static dyn hal::Disk> {
        disk::disk()
    }

    fn set_interrupt_key(&self, key: Option<u8>) {
        uart::set_interrupt_key(key);
    }

    fn write_binary(&self, _: Stream, bytes: &[u8]) -> Result<(), Errno> {
        uart::write(bytes);
        Ok(())
    }

    fn read_binary(&self, buffer: &mut [u8]) -> Result<usize, Errno> {
        match buffer.first_mut() {
            Some(first) => {
                *first = uart::read();
                Ok(1)
            }
            None => Ok(0),
        }
    }

    fn is_ready(&self, descriptor: i32, to_write: bool) -> bool {
        match descriptor {
            0 => !to_write && uart::is_readable(),
            1 | 2 => to_write,
            _ => false,
        }
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

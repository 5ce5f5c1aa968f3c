//! The computer that emulates the board or has a debug probe on it, by semihosting: it may name a program, whose file is there,
//! and learns how that ended. A board without one must be built without the feature `semihosting`: the core faults when it
//! asks and nobody answers.

#[cfg(feature = "semihosting")]
pub use present::*;

#[cfg(feature = "semihosting")]
mod present {
    use hal::{Errno, errno};
    use heap::TryVec;
    use semihosting::io::Read;

    /// The most bytes of a command line.
    const COMMAND_LINE: usize = 256;

    /// What the command line asks for: the words behind the firmware's name.
    type Arguments = semihosting::experimental::env::Args<COMMAND_LINE>;

    /// Runs the program that the command line names, if it names one; the result is the status.
    pub fn run_named(run: impl FnOnce(&str) -> u8) -> Option<u8> {
        let arguments: Arguments = semihosting::experimental::env::args().ok()?;
        Some(run((&arguments).nth(1)?.ok()?))
    }

    /// Ends the emulation.
    pub fn exit(status: u8) -> ! {
        semihosting::process::exit(i32::from(status))
    }

    /// Reads a file.
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
}

#[cfg(not(feature = "semihosting"))]
pub use absent::*;

#[cfg(not(feature = "semihosting"))]
mod absent {
    use hal::{Errno, errno};
    use heap::TryVec;

    /// There is no command line.
    pub fn run_named(_: impl FnOnce(&str) -> u8) -> Option<u8> {
        None
    }

    /// The board starts again.
    pub fn exit(_: u8) -> ! {
        cortex_m::peripheral::SCB::sys_reset()
    }

    /// There are no files.
    pub fn read_file(_: &[u8]) -> Result<TryVec<u8>, Errno> {
        Err(errno::ENOENT)
    }
}

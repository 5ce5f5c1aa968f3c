//! The terminal: a mode in which every key is read at once, for the prompt.

use crate::host::UNIX;
use hal::{Host, Stream};
use repl::Console;
use std::mem::MaybeUninit;

/// Standard input as a terminal whose mode changes with what runs.
pub struct Terminal {
    /// The mode that was found, which programs run in.
    usual: libc::termios,
}

impl Terminal {
    /// The terminal at standard input, if it is one; its mode is that of the prompt until the value is dropped.
    pub fn open() -> Option<Terminal> {
        let mut usual = MaybeUninit::uninit();
        // SAFETY: the structure is filled if the call succeeds, and read only then.
        let usual = unsafe {
            if libc::tcgetattr(0, usual.as_mut_ptr()) != 0 {
                return None;
            }
            usual.assume_init()
        };
        let terminal = Terminal { usual };
        terminal.set(false);
        Some(terminal)
    }

    fn set(&self, usual: bool) {
        let mode = if usual { self.usual } else { raw(self.usual) };
        // SAFETY: the structure is complete. A terminal that is gone needs no mode.
        unsafe { libc::tcsetattr(0, libc::TCSADRAIN, &raw const mode) };
    }
}

/// The mode in which every byte is passed on as it is.
fn raw(mut mode: libc::termios) -> libc::termios {
    mode.c_iflag &= !(libc::BRKINT | libc::ICRNL | libc::INPCK | libc::ISTRIP | libc::IXON);
    mode.c_oflag &= !libc::OPOST;
    mode.c_cflag |= libc::CS8;
    mode.c_lflag &= !(libc::ECHO | libc::ICANON | libc::IEXTEN | libc::ISIG);
    mode.c_cc[libc::VMIN] = 1;
    mode.c_cc[libc::VTIME] = 0;
    mode
}

/// The mode of standard input before all bytes were passed on, if it is a terminal.
static BEFORE: std::sync::Mutex<Option<libc::termios>> = std::sync::Mutex::new(None);

/// Whether a program gets every byte of the terminal as it came, instead of lines and interrupts.
pub fn pass_all(pass: bool) {
    let Ok(mut before) = BEFORE.lock() else { return };
    let mode = if pass {
        let mut mode = MaybeUninit::uninit();
        // SAFETY: the structure is filled if the call succeeds, and read only then.
        let mode = unsafe {
            if before.is_some() || libc::tcgetattr(0, mode.as_mut_ptr()) != 0 {
                return;
            }
            mode.assume_init()
        };
        *before = Some(mode);
        raw(mode)
    } else {
        match before.take() {
            Some(mode) => mode,
            None => return,
        }
    };
    // SAFETY: the structure is complete. A terminal that is gone needs no mode.
    unsafe { libc::tcsetattr(0, libc::TCSADRAIN, &raw const mode) };
}

impl Drop for Terminal {
    fn drop(&mut self) {
        self.set(true);
    }
}

impl Console for Terminal {
    fn write(&mut self, bytes: &[u8]) {
        // What cannot be written is lost: there is nobody left to be told.
        let _ = UNIX.write(Stream::Output, bytes);
    }

    fn set_running(&mut self, running: bool) {
        let _ = UNIX.flush(Stream::Output);
        self.set(running);
    }
}

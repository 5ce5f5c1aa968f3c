//! The raw prompt, driven as `mpremote` drives it.

use super::link::Link;
use std::time::Duration;

/// How long the prompt itself may take for an answer.
const PROMPT: Duration = Duration::from_secs(20);
const GREETING: &[u8] = b"raw REPL; CTRL-B to exit\r\n>";

/// A board at its raw prompt.
pub struct Raw {
    link: Link,
}

/// What a program printed, and the traceback that ended it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// Standard output and error.
    pub output: Vec<u8>,
    /// What was raised; empty if it ended normally.
    pub error: Vec<u8>,
}

impl Raw {
    /// Enters the raw prompt, whatever the board does now.
    pub fn enter(mut link: Link) -> Result<Raw, String> {
        link.write(b"\r\x03\x03\r\x01")?;
        link.read_until(GREETING, PROMPT)?;
        Ok(Raw { link })
    }

    /// A new interpreter.
    pub fn reset(&mut self) -> Result<(), String> {
        self.link.write(b"\x04")?;
        self.link.read_until(b"soft reboot\r\n", PROMPT)?;
        self.link.read_until(GREETING, PROMPT)?;
        Ok(())
    }

    /// Runs a program through raw-paste mode.
    pub fn run(&mut self, source: &[u8], limit: Duration) -> Result<Answer, String> {
        self.paste(source)?;
        self.follow(limit)
    }

    /// Runs a program through the mode without flow control.
    pub fn run_unchecked(&mut self, source: &[u8], limit: Duration) -> Result<Answer, String> {
        self.link.write(source)?;
        self.link.write(b"\x04")?;
        self.link.read_until(b"OK", PROMPT)?;
        self.follow(limit)
    }

    /// Leaves the raw prompt for the friendly one.
    pub fn leave(mut self) -> Result<Link, String> {
        self.link.write(b"\x02")?;
        self.link.read_until(b">>> ", PROMPT)?;
        Ok(self.link)
    }

    fn paste(&mut self, source: &[u8]) -> Result<(), String> {
        self.link.write(b"\x05A\x01")?;
        let header = self.link.read_exact(4, PROMPT)?;
        let &[b'R', 1, low, high] = &header[..] else { return Err(format!("no raw-paste mode: {header:?}")) };
        let window = usize::from(u16::from_le_bytes([low, high]));
        let mut room = window;
        let mut left = source;
        while !left.is_empty() {
            while room == 0 {
                match self.link.read_exact(1, PROMPT)?[0] {
                    1 => room += window,
                    other => return Err(format!("byte {other} in raw-paste mode")),
                }
            }
            let (now, later) = left.split_at(room.min(left.len()));
            self.link.write(now)?;
            room -= now.len();
            left = later;
        }
        self.link.write(b"\x04")?;
        let answer = self.link.read_until(b"\x04", PROMPT)?;
        match answer.iter().find(|&&byte| byte != 1) {
            None => Ok(()),
            Some(_) => Err(format!("raw-paste mode answers {:?}", String::from_utf8_lossy(&answer))),
        }
    }

    fn follow(&mut self, limit: Duration) -> Result<Answer, String> {
        let output = self.link.read_until(b"\x04", limit)?;
        let error = self.link.read_until(b"\x04", PROMPT)?;
        self.link.read_until(b">", PROMPT)?;
        Ok(Answer { output, error })
    }
}

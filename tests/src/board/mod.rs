//! Tests on boards: programs run through the raw prompt of firmware in QEMU.
//!
//! - [`link`]: a serial line, with time limits
//! - [`raw`]: the raw and raw-paste modes of the prompt, as `mpremote` speaks them
//! - [`emulator`]: a board in QEMU
//! - [`fixtures`]: which fixtures fit, and what they print, watched or not
//! - [`generated`]: generated programs on the board and on the host
//!
//! The harness knows a board as a [`raw::Raw`]; its own tests (`suites/board.rs`) put the program `amphis` at the other end.

pub mod emulator;
pub mod fixtures;
pub mod generated;
pub mod link;
pub mod raw;

use std::collections::BTreeMap;

/// What came of a test on a board.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// As expected.
    Passed,
    /// It cannot run there, for this reason.
    Skipped(String),
    /// Not as expected.
    Failed(String),
}

/// What a board did.
#[derive(Debug, Default)]
pub struct Tally {
    /// How many tests passed.
    pub passed: usize,
    /// Names and reports of those that failed.
    pub failed: Vec<(String, String)>,
    /// How many were skipped, by reason.
    pub skipped: BTreeMap<String, usize>,
}

impl Tally {
    /// Counts a test.
    pub fn add(&mut self, name: &str, verdict: Verdict) {
        match verdict {
            Verdict::Passed => self.passed += 1,
            Verdict::Skipped(reason) => *self.skipped.entry(reason).or_default() += 1,
            Verdict::Failed(report) => self.failed.push((name.to_string(), report)),
        }
    }
}

/// What a terminal shows as the program wrote it.
pub fn without_returns(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).replace("\r\n", "\n")
}

//! Build profiles: one TOML file says what a build of Amphis is made of.
//!
//! A profile is `ports/PORT/boards/BOARD.toml` (firmware: with memory, clock and UART) or `ports/PORT/variants/VARIANT.toml`
//! (programs of an operating system). [`Profile::load`] reads it and what it is based on, adds what the feature level
//! and the defaults say, remembers of each value where it came from, and refuses what cannot work with the reason. What
//! a build needs of it is made by [`generate`]; people read [`show`].
//!
//! It runs on the host only, and knows nothing of the interpreter but the names of its features.
//!
//! Map: [`file`](mod@file) the keys of a file; [`features`] the table of modules and options, a line each; [`resolve`] from files to a
//! [`Profile`]; [`check`] what cannot work; [`generate`] for cargo, the linker and the firmware; [`show`] for people;
//! [`size`] what a firmware's flash is spent on. The command line is in `main.rs`.
#![forbid(unsafe_code)]

pub mod check;
pub mod features;
pub mod file;
pub mod generate;
pub mod resolve;
pub mod show;
#[cfg(feature = "tool")]
pub mod size;

pub use resolve::{Kind, Origin, Profile, Setting};

use std::fmt;

/// Why a profile cannot be built.
#[derive(Debug)]
pub struct Refusal(String);

impl Refusal {
    /// With a reason that says what to change.
    pub fn new(reason: impl Into<String>) -> Refusal {
        Refusal(reason.into())
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::error::Error for Refusal {}

//! The smallest program that has everything of the interpreter: `ci/size-strategies` builds it for a microcontroller with
//! one strategy and with both, and compares the sizes.
//!
//! It runs the source text that it finds at a fixed address. Nobody starts it; on other targets than bare ones it is
//! empty.
#![cfg_attr(target_os = "none", no_std, no_main)]

#[cfg(target_os = "none")]
mod bare;

#[cfg(not(target_os = "none"))]
fn main() {}

//! Runs the benchmark programs of `benches/programs`.
//!
//! `amphis-bench time [--repeats N] [--json] [FILTER...]` prints run times of Amphis and CPython;
//! `amphis-bench count [--update] [FILTER...]` counts instructions and compares them with
//! `benches/budget.toml`;
//! `amphis-bench strategies [--check] [FILTER...]` compares the strategies and measures what tracing costs;
//! `amphis-bench monitoring [FILTER...]` measures what `sys.monitoring` costs where all is disabled;
//! `amphis-bench firmware [--update] BOARD...` measures virtual time on boards in QEMU and compares it with
//! `benches/firmware.toml`;
//! `amphis-bench size FAST TRACING DUAL` compares linked programs. `docs/benchmarks.md` is the guide.
//!
//! - [`programs`]: the programs and their sizes
//! - [`timing`]: wall time, in turn with CPython
//! - [`counting`]: instructions under callgrind
//! - [`budget`]: the checked-in instruction counts
//! - [`strategies`]: Fast, Tracing and Dual while nobody traces; [`tracing`]: what tracing costs
//! - [`monitoring`]: what monitoring costs where nothing can be reported
//! - [`firmware`]: virtual time on boards
//! - [`size`]: what the strategies add to a program for a microcontroller

#![forbid(unsafe_code)]

mod budget;
mod counting;
mod firmware;
mod monitoring;
mod programs;
mod size;
mod strategies;
mod timing;
mod tracing;

use std::path::PathBuf;
use std::process::{Command, ExitCode};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let result = match arguments.split_first() {
        Some((command, rest)) if command == "time" => timing::perform(rest),
        Some((command, rest)) if command == "count" => counting::perform(rest),
        Some((command, rest)) if command == "strategies" => strategies::perform(rest),
        Some((command, rest)) if command == "monitoring" => monitoring::perform(rest),
        Some((command, rest)) if command == "firmware" => firmware::perform(rest),
        Some((command, rest)) if command == "size" => size::perform(rest),
        _ => {
            Err("usage: amphis-bench time|count|strategies|monitoring|firmware|size [OPTIONS] [FILTER...]".to_string())
        }
    };
    match result {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("amphis-bench: {error}");
            ExitCode::FAILURE
        }
    }
}

/// The folder of this package.
fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The interpreter: `$AMPHIS_BIN`, or a release build, built first.
fn interpreter() -> Result<PathBuf, String> {
    if let Some(path) = std::env::var_os("AMPHIS_BIN") {
        return Ok(PathBuf::from(path));
    }
    let target = std::env::current_exe()
        .ok()
        .and_then(|exe| exe.ancestors().nth(2).map(PathBuf::from))
        .ok_or("no target folder")?;
    let status = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .current_dir(folder())
        .args(["build", "--quiet", "--release", "--package", "amphis-unix", "--target-dir"])
        .arg(&target)
        .status()
        .map_err(|error| format!("cannot start cargo: {error}"))?;
    if !status.success() {
        return Err("the interpreter does not build".to_string());
    }
    Ok(target.join("release").join("amphis"))
}

//! The harness that runs Python fixtures on the `amphis` binary and compares what they print.
//!
//! A fixture is `tests/<subject>/<name>.py`. What it should print comes from `<name>.expected`
//! next to it, or else from CPython 3.11 (see [`oracle`]). Expected failures are listed in
//! `tests/xfail.txt` and are strict (see [`xfail`]). `docs/testing.md` is the guide.
//!
//! - [`fixture`]: finding fixtures and reading their directives
//! - [`process`]: running a program with a time limit
//! - [`oracle`]: what a fixture should print
//! - [`judge`]: comparing one run with what was expected
//! - [`suite`]: running many fixtures on all cores in one of the modes
//! - [`untouched`]: what no fixture mentions
//! - [`board`]: fixtures and generated programs on boards in QEMU
//! - [`equivalence`]: generated programs under all strategies and on CPython

#![forbid(unsafe_code)]

pub mod board;
pub mod equivalence;
pub mod fixture;
pub mod judge;
pub mod oracle;
pub mod process;
pub mod suite;
pub mod untouched;
pub mod xfail;

use std::path::{Path, PathBuf};
use std::process::Command;

/// The folder of the fixtures: the folder of this package.
pub fn tests_folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The root of the workspace.
pub fn workspace_folder() -> PathBuf {
    tests_folder().parent().map(Path::to_path_buf).unwrap_or_default()
}

/// The target folder that this test program was built in.
pub fn target_folder() -> PathBuf {
    std::env::current_exe()
        .ok()
        .and_then(|exe| exe.ancestors().nth(3).map(Path::to_path_buf))
        .unwrap_or_else(|| workspace_folder().join("target"))
}

/// The interpreter under test: `$AMPHIS_BIN`, or the `amphis` binary, built first.
///
/// `$AMPHIS_PROFILE` (`dev` or `release`) chooses the profile of the build; `dev`, which has
/// debug assertions and overflow checks, is the default.
pub fn interpreter() -> Result<PathBuf, String> {
    interpreter_with("")
}

/// The interpreter under test with a feature of its own, which is built into a folder of its own.
pub fn interpreter_with(feature: &str) -> Result<PathBuf, String> {
    if let Some(path) = std::env::var_os("AMPHIS_BIN") {
        let path = PathBuf::from(path);
        return match path.canonicalize() {
            Ok(path) => Ok(path),
            Err(error) => Err(format!("AMPHIS_BIN={}: {error}", path.display())),
        };
    }
    let profile = std::env::var("AMPHIS_PROFILE").unwrap_or_else(|_| "dev".to_string());
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let target = target_folder().join(feature);
    let status = Command::new(cargo)
        .current_dir(workspace_folder())
        .args(["build", "--quiet", "--package", "amphis-unix", "--profile", &profile, "--features", feature])
        .arg("--target-dir")
        .arg(&target)
        .status()
        .map_err(|error| format!("cannot start cargo: {error}"))?;
    if !status.success() {
        return Err("the interpreter does not build".to_string());
    }
    let folder = if profile == "dev" { "debug" } else { profile.as_str() };
    Ok(target.join(folder).join("amphis"))
}

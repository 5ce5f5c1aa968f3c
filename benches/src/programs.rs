//! The benchmark programs and their sizes.
//!
//! The first lines of a program say how large a run is: `# size: N` for time, `# count: N` for
//! counting instructions. The size is the program's argument.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use crate::folder;

/// One benchmark program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Program {
    /// The name of its file.
    pub name: String,
    /// The file, relative to the folder of this package.
    pub file: PathBuf,
    /// The size when time is measured.
    pub size: String,
    /// The size when instructions are counted.
    pub count: String,
}

/// All programs whose name contains one of the filters; all without a filter.
pub fn find(filters: &[String]) -> Result<Vec<Program>, String> {
    let listing = fs::read_dir(folder().join("programs")).map_err(|error| format!("programs: {error}"))?;
    let mut programs = Vec::new();
    for entry in listing {
        let path = entry.map_err(|error| error.to_string())?.path();
        if path.extension().is_some_and(|extension| extension == "py") {
            programs.push(load(&path)?);
        }
    }
    let is_wanted = |name: &str| filters.is_empty() || filters.iter().any(|filter| name.contains(filter.as_str()));
    programs.retain(|program| is_wanted(&program.name));
    programs.sort_by(|left, right| left.name.cmp(&right.name));
    if programs.is_empty() { Err("no such program".to_string()) } else { Ok(programs) }
}

fn load(path: &Path) -> Result<Program, String> {
    let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let source = fs::read_to_string(path).map_err(|error| format!("{name}: {error}"))?;
    let directive = |key: &str| -> Result<String, String> {
        source
            .lines()
            .take_while(|line| line.starts_with('#'))
            .find_map(|line| line.strip_prefix('#')?.trim().strip_prefix(key)?.strip_prefix(':'))
            .map(|value| value.trim().to_string())
            .ok_or_else(|| format!("{name}: no `# {key}: N`"))
    };
    let file = PathBuf::from("programs").join(format!("{name}.py"));
    Ok(Program { size: directive("size")?, count: directive("count")?, name, file })
}

/// Runs a command in the folder of this package, in an environment that is the same everywhere.
pub fn run(words: &[OsString]) -> Result<Output, String> {
    let (program, arguments) = words.split_first().ok_or("nothing to run")?;
    let name = program.to_string_lossy();
    let output = Command::new(program)
        .args(arguments)
        .current_dir(folder())
        .env_clear()
        .env("PATH", "/usr/bin:/bin")
        .env("HOME", "/")
        .env("LC_ALL", "C.UTF-8")
        .env("PYTHONHASHSEED", "0")
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .stdin(Stdio::null())
        .output()
        .map_err(|error| format!("cannot start {name}: {error}"))?;
    if !output.status.success() {
        let text = [output.stdout.as_slice(), output.stderr.as_slice()].concat();
        let text = String::from_utf8_lossy(&text);
        let lines: Vec<&str> = text.lines().collect();
        let last = lines[lines.len().saturating_sub(4)..].join("\n");
        return Err(format!("{name}: {}: {last}", output.status));
    }
    Ok(output)
}

//! Expected failures: `tests/xfail.txt`, a `subject/name: reason` a line.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Names of fixtures that are known to fail, with the reasons.
pub type ExpectedFailures = BTreeMap<String, String>;

/// Reads the list; a missing file is an empty list.
pub fn load(path: &Path) -> Result<ExpectedFailures, String> {
    let Ok(text) = fs::read_to_string(path) else { return Ok(ExpectedFailures::new()) };
    let mut failures = ExpectedFailures::new();
    for line in text.lines().map(str::trim) {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        match line.split_once(':') {
            Some((name, reason)) if !reason.trim().is_empty() => {
                failures.insert(name.trim().to_string(), reason.trim().to_string());
            }
            _ => return Err(format!("{}: no reason in `{line}`", path.display())),
        }
    }
    Ok(failures)
}

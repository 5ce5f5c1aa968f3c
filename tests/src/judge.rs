//! Comparing one run with what was expected.

use std::fmt::Write as _;
use std::fs;

use crate::fixture::Fixture;
use crate::process::{Ending, Outcome};

/// Lines shown around the first difference.
const CONTEXT: usize = 3;

/// Why a run is not as it should be, or nothing.
pub fn defect(fixture: &Fixture, outcome: &Outcome, expected: &[u8]) -> Option<String> {
    if outcome.ending == Ending::Timeout {
        return Some(format!("no end after {:?}", fixture.limit));
    }
    let difference = difference(&String::from_utf8_lossy(expected), &outcome.stdout_text());
    let ending = match outcome.ending {
        Ending::Exit(code) if code == fixture.exit => None,
        other => Some(format!("ended with {other:?}, not with exit code {}", fixture.exit)),
    };
    let mut report = String::new();
    for part in [ending, stderr_defect(fixture, outcome), difference].into_iter().flatten() {
        report.push_str(&part);
        report.push('\n');
    }
    if report.is_empty() {
        return None;
    }
    let stderr = outcome.stderr_text();
    if !stderr.is_empty() {
        report.push_str("standard error: ");
        report.push_str(&tail(&stderr, 12));
        report.push('\n');
    }
    Some(report)
}

fn stderr_defect(fixture: &Fixture, outcome: &Outcome) -> Option<String> {
    let stderr = outcome.stderr_text();
    if let Ok(expected) = fs::read_to_string(fixture.sibling("stderr"))
        && expected != stderr
    {
        return Some("standard error differs from the .stderr file".to_string());
    }
    let missing = fixture.stderr_lines.iter().find(|line| !stderr.lines().any(|one| one == **line));
    missing.map(|line| format!("standard error has no line `{line}`"))
}

/// The first difference of two texts, with some lines before it.
pub fn difference(expected: &str, actual: &str) -> Option<String> {
    if expected == actual {
        return None;
    }
    let left: Vec<&str> = expected.lines().collect();
    let right: Vec<&str> = actual.lines().collect();
    let same = left.iter().zip(&right).take_while(|(one, other)| one == other).count();
    let mut report = format!("output differs at line {}:\n", same + 1);
    for line in &left[same.saturating_sub(CONTEXT)..same] {
        let _ok = writeln!(report, "    {line}");
    }
    for (sign, lines) in [('-', &left), ('+', &right)] {
        for line in lines.iter().skip(same).take(CONTEXT) {
            let _ok = writeln!(report, "  {sign} {line}");
        }
    }
    if same == left.len() && same == right.len() {
        report.push_str("  (only the ends of lines differ)\n");
    }
    Some(report)
}

/// Why a run with a failed allocation is not as it should be: it may print anything, but must end
/// normally or with a `MemoryError`.
pub fn memory_defect(outcome: &Outcome) -> Option<String> {
    let text = format!("{}{}", outcome.stdout_text(), outcome.stderr_text());
    match outcome.ending {
        Ending::Exit(0) => None,
        Ending::Exit(1) if text.contains("MemoryError") => None,
        other => Some(format!("ended with {other:?}: {}", tail(&text, 6))),
    }
}

fn tail(text: &str, count: usize) -> String {
    let lines: Vec<&str> = text.lines().collect();
    lines[lines.len().saturating_sub(count)..].join("\n")
}

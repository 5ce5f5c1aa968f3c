//! What `sys.monitoring` costs where there is nothing to report any more, in instructions of callgrind.

use std::ffi::OsString;
use std::path::Path;

use crate::counting::{in_parallel, instructions};
use crate::interpreter;
use crate::programs::find;

/// How a program is monitored, in the order of the columns: not at all; a function that never runs; entries and returns,
/// each disabled the first time; lines, likewise.
const WAYS: [&str; 4] = ["off", "elsewhere", "functions", "lines"];

/// A program whose locations are all disabled may cost so many percent more.
const BOUND: f64 = 3.0;
/// A program of which nothing is monitored, while other code is, may cost so many percent more. What it costs is a test
/// each time that a generator is entered or left.
const ELSEWHERE_BOUND: f64 = 8.0;

/// A program of which every line runs, and its size.
const ALL_RUN: (&str, &str) = ("monitoring/all_run.py", "60");

/// Rounds of the two runs whose difference is counted.
const ROUNDS: [u32; 2] = [1, 3];

/// The instructions of a round of one program, by the way it is monitored.
struct Row {
    name: String,
    counts: [u64; 4],
    /// Every location of it is disabled in the first round.
    is_all_disabled: bool,
}

impl Row {
    /// How many percent more than with monitoring off.
    fn percent(&self) -> [f64; 4] {
        self.counts.map(|count| (count as f64 / self.counts[0] as f64 - 1.0) * 100.0)
    }

    fn is_met(&self) -> bool {
        let [_, elsewhere, functions, lines] = self.percent();
        elsewhere <= ELSEWHERE_BOUND && (!self.is_all_disabled || functions <= BOUND && lines <= BOUND)
    }
}

/// Prints the table; true if the bounds hold.
pub fn perform(filters: &[String]) -> Result<bool, String> {
    let amphis = interpreter()?;
    let mut programs = vec![(ALL_RUN.0.to_string(), ALL_RUN.1.to_string(), true)];
    let is_wanted = filters.is_empty() || filters.iter().any(|filter| ALL_RUN.0.contains(filter.as_str()));
    programs.retain(|_| is_wanted);
    match find(filters) {
        Ok(found) => programs.extend(found.into_iter().map(|one| (one.file.display().to_string(), one.count, false))),
        Err(error) if programs.is_empty() => return Err(error),
        Err(_) => {}
    }
    let mut jobs = Vec::new();
    for (file, size, _) in &programs {
        for how in WAYS {
            jobs.extend(ROUNDS.map(|rounds| job(file, size, how, rounds)));
        }
    }
    let counts: Result<Vec<u64>, String> =
        in_parallel(&jobs, |job| instructions(Path::new(&amphis), job)).into_iter().collect();
    let counts = counts?;
    let rows: Vec<Row> = programs
        .iter()
        .zip(counts.chunks(WAYS.len() * ROUNDS.len()))
        .map(|((file, _, is_all_disabled), counts)| {
            let mut net = [0; 4];
            for (net, pair) in net.iter_mut().zip(counts.chunks(ROUNDS.len())) {
                *net = (pair[1].saturating_sub(pair[0]) / u64::from(ROUNDS[1] - ROUNDS[0])).max(1);
            }
            let name = Path::new(file).file_stem().unwrap_or_default().to_string_lossy().into_owned();
            Row { name, counts: net, is_all_disabled: *is_all_disabled }
        })
        .collect();
    Ok(print(&rows))
}

fn job(file: &str, size: &str, how: &str, rounds: u32) -> Vec<OsString> {
    ["monitoring/run.py", file, size, how, &rounds.to_string()].map(OsString::from).to_vec()
}

/// Prints the rows; true if all bounds hold.
fn print(rows: &[Row]) -> bool {
    println!("Instructions of a round; other code monitored; entries and returns disabled; lines disabled");
    let mut failed = 0;
    for row in rows {
        let [_, elsewhere, functions, lines] = row.percent();
        let verdict = if row.is_met() { "" } else { "  NOT MET" };
        failed += usize::from(!row.is_met());
        println!(
            "{:<16} {:>11} {elsewhere:>+8.2} % {functions:>+8.2} % {lines:>+8.2} %{verdict}",
            format!("{}:", row.name),
            row.counts[0]
        );
    }
    println!(
        "test result: {}. {} passed; {failed} failed; at most {BOUND} % more where all is disabled",
        if failed == 0 { "ok" } else { "FAILED" },
        rows.len() - failed
    );
    failed == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(counts: [u64; 4], is_all_disabled: bool) -> Row {
        Row { name: "one".to_string(), counts, is_all_disabled }
    }

    #[test]
    fn bounds_are_kept() {
        assert!(row([1000, 1000, 1029, 1029], true).is_met());
        assert!(!row([1000, 1000, 1000, 1031], true).is_met());
        assert!(!row([1000, 1000, 1031, 1000], true).is_met());
        assert!(!row([1000, 1081, 1000, 1000], true).is_met());
        assert!(row([1000, 1000, 1500, 1500], false).is_met());
        assert!(row([1000, 1079, 1000, 1000], false).is_met());
        assert!(!row([1000, 1081, 1000, 1000], false).is_met());
        assert!(!print(&[row([1000, 1000, 1000, 1000], true), row([1000, 1200, 1000, 1000], false)]));
    }
}

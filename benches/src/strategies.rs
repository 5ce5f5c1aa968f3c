//! Fast, Tracing and Dual compared while nobody traces, in instructions of callgrind.

use std::ffi::OsString;
use std::path::Path;

use crate::counting::{in_parallel, instructions};
use crate::programs::{Program, find};
use crate::{interpreter, tracing};

/// The strategies in the order of the columns.
pub const STRATEGIES: [&str; 3] = ["fast", "tracing", "dual"];

/// Dual may differ from Fast by so many percent.
const DUAL_BOUND: f64 = 1.0;
/// Tracing may cost so many percent more than Fast.
const TRACING_BOUND: f64 = 15.0;

/// The instructions of one program, by strategy, start and end of the process not included.
pub struct Row {
    name: String,
    counts: [u64; 3],
}

impl Row {
    /// How many percent more instructions than Fast, for Tracing and Dual.
    fn differences(&self) -> (f64, f64) {
        let [fast, tracing, dual] = self.counts.map(|count| count as f64);
        ((tracing / fast - 1.0) * 100.0, (dual / fast - 1.0) * 100.0)
    }

    fn is_met(&self) -> bool {
        // A bound that is reached exactly is kept, whatever the last bit of a quotient says.
        const ROUNDING: f64 = 1e-9;
        let (tracing, dual) = self.differences();
        tracing <= TRACING_BOUND + ROUNDING && dual.abs() <= DUAL_BOUND + ROUNDING
    }
}

/// Prints all tables, or with `--check` only the one that decides; true if the instruction bounds hold.
pub fn perform(arguments: &[String]) -> Result<bool, String> {
    let (options, filters): (Vec<_>, Vec<_>) =
        arguments.iter().cloned().partition(|argument| argument.starts_with('-'));
    if let Some(option) = options.iter().find(|option| *option != "--check") {
        return Err(format!("unknown option {option}"));
    }
    let amphis = interpreter()?;
    let programs = find(&filters)?;
    let rows = count(&programs, &amphis)?;
    let is_met = print(&rows);
    if options.is_empty() {
        tracing::perform(&programs, &amphis)?;
    }
    Ok(is_met)
}

/// The arguments that run a file under a strategy.
pub fn under(strategy: &str, file: impl Into<OsString>, arguments: &[&str]) -> Vec<OsString> {
    let mut words: Vec<OsString> = vec!["-X".into(), format!("strategy={strategy}").into(), file.into()];
    words.extend(arguments.iter().map(OsString::from));
    words
}

fn count(programs: &[Program], amphis: &Path) -> Result<Vec<Row>, String> {
    let mut jobs: Vec<Vec<OsString>> =
        STRATEGIES.iter().map(|strategy| under(strategy, "tracing/empty.py", &[])).collect();
    for program in programs {
        jobs.extend(STRATEGIES.iter().map(|strategy| under(strategy, program.file.clone(), &[&program.count])));
    }
    let counts: Result<Vec<u64>, String> = in_parallel(&jobs, |job| instructions(amphis, job)).into_iter().collect();
    let counts = counts?;
    let (start, counts) = counts.split_at(STRATEGIES.len());
    let rows = programs.iter().zip(counts.chunks(STRATEGIES.len())).map(|(program, counts)| {
        let mut net = [0; 3];
        for (net, (count, start)) in net.iter_mut().zip(counts.iter().zip(start)) {
            *net = count.saturating_sub(*start).max(1);
        }
        Row { name: program.name.clone(), counts: net }
    });
    Ok(rows.collect())
}

/// Prints the table; true if all bounds hold.
fn print(rows: &[Row]) -> bool {
    println!("Instructions while nobody traces, start of the process not included: program: Fast -> Tracing -> Dual");
    let mut failed = 0;
    for row in rows {
        let [fast, tracing, dual] = row.counts;
        let (tracing_percent, dual_percent) = row.differences();
        let verdict = if row.is_met() { "" } else { "  NOT MET" };
        failed += usize::from(!row.is_met());
        println!(
            "{:<16} {fast:>11} -> {tracing:>11} ({tracing_percent:>+6.2} %) -> {dual:>11} ({dual_percent:>+6.2} %){verdict}",
            format!("{}:", row.name)
        );
    }
    let most = |pick: fn((f64, f64)) -> f64| rows.iter().map(|row| pick(row.differences())).fold(f64::MIN, f64::max);
    println!(
        "most: Tracing {:+.2} % (at most {TRACING_BOUND:+} %), Dual {:+.2} % (within {DUAL_BOUND} %)",
        most(|percent| percent.0),
        most(|percent| percent.1)
    );
    println!(
        "test result: {}. {} passed; {failed} failed; strategies",
        if failed == 0 { "ok" } else { "FAILED" },
        rows.len() - failed
    );
    failed == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(counts: [u64; 3]) -> Row {
        Row { name: "one".to_string(), counts }
    }

    #[test]
    fn bounds_are_kept() {
        assert!(row([1000, 1150, 1010]).is_met());
        assert!(row([1000, 900, 990]).is_met());
        assert!(!row([1000, 1151, 1000]).is_met());
        assert!(!row([1000, 1000, 1011]).is_met());
        assert!(!row([1000, 1000, 989]).is_met());
        assert!(print(&[row([1000, 1100, 1001])]));
        assert!(!print(&[row([1000, 1100, 1001]), row([1000, 1200, 1001])]));
    }
}

//! Instruction counts of small runs under callgrind, compared with the checked-in budget.

use std::ffi::OsString;
use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use crate::budget::{Budget, Change, TOLERANCE, compare, parse, render};
use crate::programs::{Program, find, run};
use crate::{folder, interpreter};

/// Counts and compares, or rewrites the budget; true when no count is out of its budget.
pub fn perform(arguments: &[String]) -> Result<bool, String> {
    let (options, filters): (Vec<_>, Vec<_>) =
        arguments.iter().cloned().partition(|argument| argument.starts_with('-'));
    if let Some(option) = options.iter().find(|option| *option != "--update") {
        return Err(format!("unknown option {option}"));
    }
    let file = folder().join("budget.toml");
    let mut budget = match fs::read_to_string(&file) {
        Ok(text) => parse(&text)?,
        Err(_) => Budget::new(),
    };
    let programs = find(&filters)?;
    let (counts, errors) = count_all(&programs, &interpreter()?)?;
    errors.iter().for_each(|error| println!("{error}"));
    if options.is_empty() {
        return Ok(report(&budget, &counts, errors.len(), filters.is_empty(), TOLERANCE));
    }
    if !errors.is_empty() {
        return Err("the budget stays as it is".to_string());
    }
    if filters.is_empty() {
        budget.clear();
    }
    budget.extend(counts);
    fs::write(&file, render(&budget)).map_err(|error| format!("{}: {error}", file.display()))?;
    println!("wrote {}", file.display());
    Ok(true)
}

/// Prints the comparison of all counts; true when none is out of its budget.
pub fn report(budget: &Budget, counts: &[(String, u64)], errors: usize, is_complete: bool, tolerance: f64) -> bool {
    let mut failed = errors;
    for (name, count) in counts {
        let (text, is_ok) = match compare(budget, name, *count, tolerance) {
            Change::New => ("not in the budget".to_string(), false),
            Change::Within(percent) => (format!("{percent:+.2} %"), true),
            Change::Over(percent) => (format!("{percent:+.2} %: MORE than allowed"), false),
            Change::Under(percent) => (format!("{percent:+.2} %: fewer; rewrite the budget with --update"), false),
        };
        println!("{name:<20} {count:>14} {text}");
        failed += usize::from(!is_ok);
    }
    let counted = |name: &String| counts.iter().any(|(one, _)| one == name);
    if is_complete
        && errors == 0
        && let Some(stray) = budget.keys().find(|name| !counted(name))
    {
        println!("{stray:<20} in the budget, but there is no such program");
        failed += 1;
    }
    println!(
        "test result: {}. {} passed; {failed} failed; tolerance {tolerance} %",
        if failed == 0 { "ok" } else { "FAILED" },
        (counts.len() + errors).saturating_sub(failed)
    );
    failed == 0
}

/// The counts by name, and what went wrong with the others.
type Counts = (Vec<(String, u64)>, Vec<String>);

fn count_all(programs: &[Program], amphis: &Path) -> Result<Counts, String> {
    let counts = in_parallel(programs, |program| {
        instructions(amphis, &[program.file.clone().into(), OsString::from(&program.count)])
    });
    let mut counted = Vec::new();
    let mut errors = Vec::new();
    for (program, result) in programs.iter().zip(counts) {
        match result {
            Ok(count) => counted.push((program.name.clone(), count)),
            Err(error) => errors.push(format!("{}: {error}", program.name)),
        }
    }
    Ok((counted, errors))
}

/// Does something with each item, as many at a time as there are processors; the results are in the order of the items.
pub fn in_parallel<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let results = Mutex::new(Vec::new());
    let workers = std::thread::available_parallelism().map_or(2, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                loop {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    let Some(item) = items.get(index) else { break };
                    let result = work(item);
                    results.lock().unwrap_or_else(PoisonError::into_inner).push((index, result));
                }
            });
        }
    });
    let mut results = results.into_inner().unwrap_or_else(PoisonError::into_inner);
    results.sort_by_key(|(index, _)| *index);
    results.into_iter().map(|(_, result)| result).collect()
}

/// The instructions of a run of the interpreter with these arguments.
pub fn instructions(amphis: &Path, arguments: &[OsString]) -> Result<u64, String> {
    let mut words: Vec<OsString> =
        vec!["valgrind".into(), "--tool=callgrind".into(), "--callgrind-out-file=/dev/null".into(), amphis.into()];
    words.extend_from_slice(arguments);
    let output = run(&words)?;
    collected(&String::from_utf8_lossy(&output.stderr)).ok_or_else(|| "callgrind printed no count".to_string())
}

/// The total in callgrind's report: the line `==1== Collected : 123`.
fn collected(report: &str) -> Option<u64> {
    let line = report.lines().find(|line| line.contains("Collected :"))?;
    line.rsplit(':').next()?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn callgrind_report_is_read() {
        let report = "==1== Events    : Ir\n==1== Collected : 7247606\n==1== \n";
        assert_eq!(collected(report), Some(7_247_606));
        assert_eq!(collected("==1== nothing"), None);
    }

    #[test]
    fn exceeded_budget_fails() {
        let budget = Budget::from([("one".to_string(), 1000)]);
        assert!(report(&budget, &[("one".to_string(), 1000)], 0, true, TOLERANCE));
        assert!(!report(&budget, &[("one".to_string(), 2000)], 0, true, TOLERANCE));
        assert!(!report(&budget, &[("one".to_string(), 500)], 0, true, TOLERANCE));
        assert!(!report(&budget, &[], 0, true, TOLERANCE));
        assert!(report(&budget, &[], 0, false, TOLERANCE));
    }

    #[test]
    fn checked_in_budget_names_every_program() {
        let text = fs::read_to_string(folder().join("budget.toml")).expect("a budget");
        let budget = parse(&text).expect("a readable budget");
        for program in find(&[]).expect("programs") {
            assert!(budget.contains_key(&program.name), "{}", program.name);
        }
    }
}

//! What tracing costs: a row for each aim, and the wall time of the programs with a callback installed.

use std::ffi::OsString;
use std::path::Path;
use std::time::Duration;

use crate::counting::{in_parallel, instructions};
use crate::programs::{Program, run};
use crate::strategies::under;

/// With a callback that returns `None`: so much of the time without one may a program take, beside the callbacks.
const NOTHING_BOUND: f64 = 1.3;
/// Runs of a program in one process when time is measured.
const RUNS: &str = "4";
/// Processes of each kind when time is measured; the fastest counts.
const REPEATS: usize = 3;

/// Measures and prints everything but the instructions while nobody traces.
pub fn perform(programs: &[Program], amphis: &Path) -> Result<(), String> {
    let call = event_cost(amphis, "calls traced", "calls", 1)?;
    print_nothing(programs, amphis, call)?;
    print_aims(amphis, call)?;
    print_times(programs, amphis)
}

fn cost_words(what: &str, times: u32) -> Vec<OsString> {
    under("dual", "tracing/costs.py", &[what, &times.to_string()])
}

/// The instructions of one round of something in `costs.py`: the difference between a longer and a shorter run.
fn round_cost(amphis: &Path, what: &str) -> Result<f64, String> {
    const TIMES: u32 = 2000;
    let jobs = [cost_words(what, TIMES), cost_words(what, 2 * TIMES)];
    let counts: Result<Vec<u64>, String> = in_parallel(&jobs, |job| instructions(amphis, job)).into_iter().collect();
    let counts = counts?;
    Ok((counts[1] as f64 - counts[0] as f64) / f64::from(TIMES))
}

/// The instructions of one event: a round with so many of them against one without.
fn event_cost(amphis: &Path, with: &str, without: &str, events: u32) -> Result<f64, String> {
    Ok((round_cost(amphis, with)? - round_cost(amphis, without)?) / f64::from(events))
}

fn run_with<'a>(strategy: &str, kind: &'a str, runs: &'a str, program: &'a Program) -> Vec<OsString> {
    let mut words = under(strategy, "tracing/run_with.py", &[kind, runs]);
    words.extend([program.file.clone().into(), OsString::from(&program.count)]);
    words
}

/// What `run_with.py` printed last: nanoseconds, and what the callback counted.
fn last_numbers(amphis: &Path, arguments: &[OsString]) -> Result<(u64, u64), String> {
    let mut words: Vec<OsString> = vec![amphis.into()];
    words.extend_from_slice(arguments);
    let output = run(&words)?;
    parse_numbers(&String::from_utf8_lossy(&output.stdout)).ok_or_else(|| "run_with.py printed no numbers".to_string())
}

fn parse_numbers(text: &str) -> Option<(u64, u64)> {
    let (nanoseconds, counted) = text.lines().last()?.split_once(' ')?;
    Some((nanoseconds.parse().ok()?, counted.parse().ok()?))
}

/// The share of the instructions without a callback that a program runs with one that returns `None`, the callbacks not
/// counted.
fn share(fast: u64, nothing: u64, callbacks: u64, call: f64) -> f64 {
    (nothing as f64 - callbacks as f64 * call) / fast as f64
}

fn print_nothing(programs: &[Program], amphis: &Path, call: f64) -> Result<(), String> {
    println!(
        "\nInstructions with a callback that returns None, under Dual; one callback, its event included, is {call:.0}:"
    );
    let results = in_parallel(programs, |program| -> Result<(u64, u64, u64), String> {
        let empty = Program { file: "tracing/empty.py".into(), ..program.clone() };
        let net = |strategy: &str, kind: &str| -> Result<u64, String> {
            let count = instructions(amphis, &run_with(strategy, kind, "1", program))?;
            let start = instructions(amphis, &run_with(strategy, kind, "1", &empty))?;
            Ok(count.saturating_sub(start).max(1))
        };
        let (_, callbacks) = last_numbers(amphis, &run_with("dual", "calls", "1", program))?;
        Ok((net("fast", "nobody")?, net("dual", "nothing")?, callbacks))
    });
    let mut most = f64::MIN;
    for (program, result) in programs.iter().zip(results) {
        let (fast, nothing, callbacks) = result?;
        let share = share(fast, nothing, callbacks, call);
        most = most.max(share);
        let verdict = if share <= NOTHING_BOUND { "" } else { "  NOT MET" };
        println!(
            "{:<16} {fast:>11} -> {nothing:>11} with {callbacks:>7} callbacks, without them {share:>5.2} times{verdict}",
            format!("{}:", program.name)
        );
    }
    println!("most: {most:.2} times (at most {NOTHING_BOUND})");
    Ok(())
}

fn aim(what: &str, measured: &str, target: &str, is_met: bool) {
    println!("{what:<58} {measured:>22}   {target:<24} {}", if is_met { "met" } else { "NOT MET" });
}

/// What a file of `tracing/` prints.
fn printed(amphis: &Path, strategy: &str, file: &str) -> Result<String, String> {
    let mut words: Vec<OsString> = vec![amphis.into()];
    words.extend(under(strategy, file, &[]));
    Ok(String::from_utf8_lossy(&run(&words)?.stdout).trim().to_string())
}

fn print_aims(amphis: &Path, call: f64) -> Result<(), String> {
    println!("\n{:<58} {:>22}   target", "aim", "measured");
    for strategy in ["tracing", "dual"] {
        let name = |what: &str| format!("{what}, {strategy}");
        let bytes = printed(amphis, strategy, "tracing/memory.py")?;
        aim(&name("bytes allocated by 300000 calls, no callback"), &bytes, "0", bytes == "0");
        let turns = printed(amphis, strategy, "tracing/switching.py")?;
        aim(&name("settrace in a running loop, iterations until it holds"), &turns, "1", turns == "1");
        let raises = printed(amphis, strategy, "tracing/raises.py")?;
        aim(&name("callback raises: propagates, unset, can be set again"), &raises, "ok", raises == "ok");
        let locked = printed(amphis, strategy, "tracing/locked.py")?;
        let words: Vec<&str> = locked.split(' ').collect();
        let is_met = matches!(words[..], [free, locked, "0"] if free == locked && free != "0");
        aim(&name("heap locked: events without, with the lock, bytes"), &locked, "equal, equal, 0", is_met);
    }
    aim("instructions of a call event with its callback, dual", &format!("{call:.0}"), "(no bound)", true);
    let line = event_cost(amphis, "lines traced", "lines", 3)?;
    let callback = event_cost(amphis, "callback", "no callback", 1)?;
    let rest = line - callback;
    let text = format!("{line:.0} - {callback:.0} = {rest:.0}");
    aim("instructions of a line event beyond its callback, dual", &text, "a table step", rest < 300.0);
    Ok(())
}

fn print_times(programs: &[Program], amphis: &Path) -> Result<(), String> {
    const KINDS: [(&str, &str); 7] = [
        ("fast", "nobody"),
        ("tracing", "nobody"),
        ("dual", "nobody"),
        ("tracing", "nothing"),
        ("dual", "nothing"),
        ("tracing", "lines"),
        ("dual", "lines"),
    ];
    println!("\nWall time, Fast = 1, in turn, the best of {REPEATS}: program: Fast ms, then Tracing -> Dual");
    println!("{:<16} {:>8} {:>16} {:>16} {:>18}", "", "", "no callback", "returns None", "counts lines");
    for program in programs {
        let mut best = [Duration::MAX; KINDS.len()];
        for _ in 0..REPEATS {
            for (best, (strategy, kind)) in best.iter_mut().zip(KINDS) {
                let (nanoseconds, _) = last_numbers(amphis, &run_with(strategy, kind, RUNS, program))?;
                *best = (*best).min(Duration::from_nanos(nanoseconds));
            }
        }
        let fast = best[0].as_secs_f64();
        let ratio = |index: usize| best[index].as_secs_f64() / fast;
        let pair = |index: usize| format!("{:.2} -> {:.2}", ratio(index), ratio(index + 1));
        let name = format!("{}:", program.name);
        println!("{name:<16} {:>8.2} {:>16} {:>16} {:>18}", fast * 1000.0, pair(1), pair(3), pair(5));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn last_line_has_the_numbers() {
        assert_eq!(parse_numbers("a checksum 1\n123 4\n"), Some((123, 4)));
        assert_eq!(parse_numbers("a checksum\n"), None);
    }

    #[test]
    fn callbacks_are_taken_off() {
        assert!((share(1000, 3000, 10, 200.0) - 1.0).abs() < 1e-9);
    }
}

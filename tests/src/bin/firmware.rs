//! Tests on boards in QEMU: `cargo run -p amphis-tests --bin firmware -- [OPTION...] BOARD...`
//!
//! The firmware must have been built; `ci/firmware test` does both. Options:
//! - `--only WORD`: fixtures whose name contains the word; no generated programs
//! - `--watch-every N`: each N-th fixture runs a second time with a trace function; 3 unless given, 0 for none
//! - `--seed N`, `--seeds N`: the first seed, and how many generated programs run; 1 and 60 unless given
//! - `--at-least N`: fewer tests that pass are a failure
//! - `--verbose`: all names, and the reasons of what was skipped

use amphis_tests::board::emulator::{Board, Emulator};
use amphis_tests::board::raw::Raw;
use amphis_tests::board::{Tally, Verdict, fixtures, generated};
use amphis_tests::equivalence::amphis::MACHINE_STACK;
use amphis_tests::fixture::{self, Fixture};
use amphis_tests::oracle::Oracle;
use amphis_tests::{target_folder, tests_folder, xfail};
use std::process::ExitCode;
use std::time::Instant;

struct Request {
    boards: Vec<String>,
    only: Option<String>,
    watch_every: usize,
    seed: u64,
    seeds: u64,
    at_least: usize,
    verbose: bool,
}

fn main() -> ExitCode {
    match request().and_then(|request| perform(&request)) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("firmware: {error}");
            ExitCode::FAILURE
        }
    }
}

fn request() -> Result<Request, String> {
    let mut request =
        Request { boards: Vec::new(), only: None, watch_every: 3, seed: 1, seeds: 60, at_least: 1, verbose: false };
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().ok_or_else(|| format!("{argument} needs a value"));
        let number = |text: String| text.parse::<usize>().map_err(|_| format!("`{text}` is no number"));
        match argument.as_str() {
            "--only" => request.only = Some(value()?),
            "--watch-every" => request.watch_every = number(value()?)?,
            "--seed" => request.seed = number(value()?)? as u64,
            "--seeds" => request.seeds = number(value()?)? as u64,
            "--at-least" => request.at_least = number(value()?)?,
            "--verbose" => request.verbose = true,
            other if other.starts_with('-') => return Err(format!("unknown option {other}")),
            board => request.boards.push(board.to_string()),
        }
    }
    if request.boards.is_empty() { Err("which boards?".to_string()) } else { Ok(request) }
}

/// What all boards share.
struct Plan {
    fixtures: Vec<Fixture>,
    exclusions: Vec<fixtures::Exclusion>,
    oracle: Oracle,
}

fn perform(request: &Request) -> Result<bool, String> {
    let root = tests_folder();
    let all = fixture::find(&root)?;
    let exclusions = fixtures::exclusions(&root.join("modes/boards-skip.txt"), &all)?;
    let expected_failures = xfail::load(&root.join("xfail.txt"))?;
    let is_wanted = |fixture: &Fixture| {
        request.only.as_ref().is_none_or(|word| fixture.name.contains(word))
            && !expected_failures.contains_key(&fixture.name)
    };
    let plan = Plan {
        fixtures: all.into_iter().filter(is_wanted).collect(),
        exclusions,
        oracle: Oracle::new(&target_folder().join("oracle")),
    };
    let boards = request.boards.iter().map(|name| Board::load(name)).collect::<Result<Vec<_>, _>>()?;
    let mut ok = true;
    // A thread with room for the host's run of generated programs, for each board.
    let outcomes: Vec<(Result<Tally, String>, u64)> = std::thread::scope(|scope| {
        let run = |board| {
            let (request, plan) = (request, &plan);
            std::thread::Builder::new().stack_size(MACHINE_STACK * 2).spawn_scoped(scope, move || {
                let start = Instant::now();
                (test(request, plan, board), start.elapsed().as_secs())
            })
        };
        let threads: Vec<_> = boards.iter().map(run).collect();
        let lost = || (Err("the harness failed".to_string()), 0);
        threads
            .into_iter()
            .map(|thread| thread.map_or_else(|_| lost(), |one| one.join().unwrap_or_else(|_| lost())))
            .collect()
    });
    for (board, (outcome, seconds)) in boards.iter().zip(outcomes) {
        ok &= report(request, board, outcome, seconds);
    }
    Ok(ok)
}

fn report(request: &Request, board: &Board, outcome: Result<Tally, String>, seconds: u64) -> bool {
    let tally = outcome.unwrap_or_else(|error| Tally { failed: vec![("all".to_string(), error)], ..Tally::default() });
    for (name, report) in &tally.failed {
        println!("FAILED {}: {name}\n{report}", board.name);
    }
    if request.verbose {
        for (reason, count) in &tally.skipped {
            println!("{}: {count} skipped: {reason}", board.name);
        }
    }
    let skipped: usize = tally.skipped.values().sum();
    let enough = tally.passed >= request.at_least;
    if !enough {
        println!("FAILED {}: only {} passed, at least {} should", board.name, tally.passed, request.at_least);
    }
    let ok = enough && tally.failed.is_empty();
    println!(
        "test result: {}. {} passed; {} failed; {skipped} skipped; {} in {seconds} s",
        if ok { "ok" } else { "FAILED" },
        tally.passed,
        tally.failed.len() + usize::from(!enough),
        board.name
    );
    ok
}

/// A board that is started anew when the line to it fails.
struct Bench<'a> {
    board: &'a Board,
    running: Option<(Emulator, Raw)>,
    tally: Tally,
    verbose: bool,
}

impl Bench<'_> {
    fn run(&mut self, name: &str, test: impl FnOnce(&mut Raw) -> Result<Verdict, String>) -> Result<(), String> {
        if self.running.is_none() {
            self.running = Some(self.board.start_raw()?);
        }
        let Some((_, raw)) = &mut self.running else { return Ok(()) };
        let start = Instant::now();
        let verdict = test(raw).unwrap_or_else(|error| {
            self.running = None;
            Verdict::Failed(error)
        });
        if self.verbose {
            let verdict = if let Verdict::Skipped(reason) = &verdict { reason } else { "run" };
            println!("{} {name} {:.1} s: {verdict}", self.board.name, start.elapsed().as_secs_f32());
        }
        self.tally.add(name, verdict);
        Ok(())
    }
}

fn test(request: &Request, plan: &Plan, board: &Board) -> Result<Tally, String> {
    let mut bench = Bench { board, running: None, tally: Tally::default(), verbose: request.verbose };
    for (index, fixture) in plan.fixtures.iter().enumerate() {
        let watched_too = request.watch_every > 0 && index % request.watch_every == 0;
        for watched in [false, true] {
            if watched && !watched_too {
                continue;
            }
            let name = if watched { format!("{} (watched)", fixture.name) } else { fixture.name.clone() };
            match fixtures::obstacle(fixture, board, watched, &plan.exclusions) {
                Some(reason) => bench.tally.add(&name, Verdict::Skipped(reason)),
                None => bench.run(&name, |raw| fixtures::judge(raw, fixture, &plan.oracle, watched))?,
            }
        }
    }
    let seeds = if request.only.is_none() { request.seed..request.seed + request.seeds } else { 0..0 };
    for seed in seeds {
        let name = format!("seed {seed}");
        match generated::program_of(seed, board.short_floats) {
            None => bench.tally.add(&name, Verdict::Skipped("computes with floats".to_string())),
            Some(source) => {
                let expected = generated::on_host(&source)?;
                bench.run(&name, |raw| generated::judge(raw, &source, &expected))?;
            }
        }
    }
    Ok(bench.tally)
}

//! Runs generated programs in all the ways there are, and compares. See `docs/testing.md`.

use amphis_progen::{bytes_of_seed, program};
use amphis_tests::equivalence::amphis::MACHINE_STACK;
use amphis_tests::equivalence::check::{Checker, With};
use amphis_tests::equivalence::minimise::minimise;
use std::process::ExitCode;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

const USAGE: &str = "\
equivalence [--seed FIRST] [--count N] [--seconds N] [--threads N] [--with WHAT] [--whole] [FILE]
  --seed FIRST   the first seed (0)
  --count N      so many programs (3000, or no limit with --seconds)
  --seconds N    for so long
  --threads N    at once (2)
  --with WHAT    what is compared with CPython: nothing, results or events (events)
  --whole        print programs that differ as they are; else they are made smaller
  FILE           check this program, not those of seeds
";

struct Options {
    seed: u64,
    count: Option<u64>,
    seconds: Option<u64>,
    threads: usize,
    with: With,
    whole: bool,
    file: Option<String>,
}

fn options() -> Option<Options> {
    let mut options =
        Options { seed: 0, count: None, seconds: None, threads: 2, with: With::Events, whole: false, file: None };
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let mut number = || arguments.next()?.parse::<u64>().ok();
        match argument.as_str() {
            "--seed" => options.seed = number()?,
            "--count" => options.count = Some(number()?),
            "--seconds" => options.seconds = Some(number()?),
            "--threads" => options.threads = number()? as usize,
            "--with" => {
                options.with = match arguments.next()?.as_str() {
                    "nothing" => With::Nothing,
                    "results" => With::Results,
                    "events" => With::Events,
                    _ => return None,
                }
            }
            "--whole" => options.whole = true,
            _ if argument.starts_with('-') => return None,
            _ => options.file = Some(argument),
        }
    }
    Some(options)
}

/// What all threads share.
struct Shared {
    options: Options,
    next: AtomicU64,
    end: u64,
    deadline: Option<Instant>,
    programs: AtomicUsize,
    runs: AtomicUsize,
    differences: AtomicUsize,
}

fn main() -> ExitCode {
    let Some(options) = options() else {
        eprint!("{USAGE}");
        return ExitCode::from(2);
    };
    let end = match (options.count, options.seconds, &options.file) {
        (_, _, Some(_)) => options.seed.saturating_add(1),
        (Some(count), ..) => options.seed.saturating_add(count),
        (None, Some(_), _) => u64::MAX,
        (None, None, _) => options.seed.saturating_add(3000),
    };
    let shared = Shared {
        next: AtomicU64::new(options.seed),
        end,
        deadline: options.seconds.map(|seconds| Instant::now() + Duration::from_secs(seconds)),
        programs: AtomicUsize::new(0),
        runs: AtomicUsize::new(0),
        differences: AtomicUsize::new(0),
        options,
    };
    let start = Instant::now();
    let defects: Vec<String> = std::thread::scope(|scope| {
        let spawn = |_| {
            let builder = std::thread::Builder::new().stack_size(2 * MACHINE_STACK);
            builder.spawn_scoped(scope, || work(&shared))
        };
        let threads: Vec<_> = (0..shared.options.threads.max(1)).map(spawn).collect();
        let result = |thread: std::io::Result<std::thread::ScopedJoinHandle<'_, Result<(), String>>>| match thread {
            Ok(thread) => thread.join().unwrap_or_else(|_| Err("a thread panicked".into())).err(),
            Err(error) => Some(error.to_string()),
        };
        threads.into_iter().filter_map(result).collect()
    });
    for defect in &defects {
        eprintln!("{defect}");
    }
    let differences = shared.differences.into_inner();
    println!(
        "{} programs, {} runs, {differences} programs differ, {:.1} s",
        shared.programs.into_inner(),
        shared.runs.into_inner(),
        start.elapsed().as_secs_f64()
    );
    if differences == 0 && defects.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn work(shared: &Shared) -> Result<(), String> {
    let options = &shared.options;
    let mut checker = Checker::new(options.with)?;
    loop {
        let seed = shared.next.fetch_add(1, Ordering::Relaxed);
        if seed >= shared.end || shared.deadline.is_some_and(|deadline| Instant::now() >= deadline) {
            return Ok(());
        }
        let source = match &options.file {
            Some(file) => std::fs::read_to_string(file).map_err(|error| format!("{file}: {error}"))?,
            None => program(&bytes_of_seed(seed)),
        };
        let report = checker.check(&source, seed)?;
        shared.programs.fetch_add(1, Ordering::Relaxed);
        shared.runs.fetch_add(report.runs, Ordering::Relaxed);
        let Some(difference) = report.difference else { continue };
        shared.differences.fetch_add(1, Ordering::Relaxed);
        let mut smallest = source;
        if !options.whole {
            let deadline = Instant::now() + Duration::from_secs(60);
            smallest = minimise(&smallest, 10000, &mut |candidate| {
                Instant::now() < deadline
                    && checker
                        .check(candidate, seed)
                        .is_ok_and(|report| report.difference.is_some_and(|other| other.what == difference.what))
            });
        }
        let shown = checker.check(&smallest, seed)?.difference.unwrap_or(difference);
        println!("--- seed {seed}: {}\n{}\n{smallest}", shown.what, shown.detail);
    }
}

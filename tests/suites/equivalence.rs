//! Generated programs do the same under all strategies, watched or not, and on CPython 3.11.

use amphis::{Configuration, Fast, Metered};
use amphis_progen::{bytes_of_seed, program};
use amphis_tests::equivalence::amphis::{MACHINE_STACK, configuration, run_with};
use amphis_tests::equivalence::check::{Checker, Difference, Report, With, compare};
use amphis_tests::equivalence::minimise::minimise;
use amphis_tests::equivalence::{Outcome, Watch};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

/// Programs of the main test.
const PROGRAMS: u64 = 3000;

/// Runs something on a thread with a stack that is large enough.
fn on_large_stack<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(2 * MACHINE_STACK).spawn_scoped(scope, work);
        thread.expect("a thread").join().expect("no panic")
    })
}

/// Checks seeds on all cores; the first differences.
fn check_seeds(seeds: std::ops::Range<u64>, with: With) -> (Vec<(u64, Difference)>, usize) {
    let next = AtomicU64::new(seeds.start);
    let found = Mutex::new((Vec::new(), 0));
    let work = || {
        let mut checker = Checker::new(with).expect("a checker");
        loop {
            let seed = next.fetch_add(1, Ordering::Relaxed);
            if seed >= seeds.end {
                return;
            }
            let report = checker.check(&program(&bytes_of_seed(seed)), seed).expect("a report");
            let mut found = found.lock().expect("no panic");
            found.1 += report.runs;
            found.0.extend(report.difference.map(|difference| (seed, difference)));
        }
    };
    let threads = std::thread::available_parallelism().map_or(2, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            let builder = std::thread::Builder::new().stack_size(2 * MACHINE_STACK);
            builder.spawn_scoped(scope, work).expect("a thread");
        }
    });
    found.into_inner().expect("no panic")
}

#[test]
fn programs_do_the_same_everywhere() {
    let (differences, runs) = check_seeds(0..PROGRAMS, With::Results);
    println!("{PROGRAMS} programs, {runs} runs");
    for (seed, difference) in differences.iter().take(5) {
        println!("seed {seed}: {}\n{}", difference.what, difference.detail);
        println!("  cargo run -p amphis-tests --bin equivalence -- --seed {seed} --count 1");
    }
    assert!(differences.is_empty(), "{} of {PROGRAMS} programs differ", differences.len());
    assert!(runs as u64 > 10 * PROGRAMS, "each program runs in more ways than that");
}

/// The report on a program, with a way to run it that is wrong.
fn planted(source: &str, way: fn(&str) -> Outcome) -> Report {
    let mut checker = Checker::new(With::Nothing).expect("a checker");
    checker.add("planted", way);
    checker.check(source, 0).expect("a report")
}

/// A strategy that stops programs after some instructions.
fn stops(source: &str) -> Outcome {
    run_with::<Metered>(source, Watch::Nothing, configuration(), 100)
}

/// Without `assert`.
fn asserts_nothing(source: &str) -> Outcome {
    let configuration = Configuration { optimization: 1, ..configuration() };
    run_with::<Fast>(source, Watch::Nothing, configuration, u64::MAX)
}

/// One allocation too many.
fn allocates(source: &str) -> Outcome {
    let outcome = run_with::<Fast>(source, Watch::Nothing, configuration(), u64::MAX);
    Outcome { allocations: outcome.allocations.map(|count| count + 1), ..outcome }
}

#[test]
fn a_planted_difference_is_found() {
    on_large_stack(|| {
        let found = |way: fn(&str) -> Outcome| {
            let seeds = 0..40;
            seeds.filter(|&seed| planted(&program(&bytes_of_seed(seed)), way).difference.is_some()).count()
        };
        let (stopped, allocated) = (found(stops), found(allocates));
        assert!(stopped > 30, "a strategy that stops programs differs in {stopped} of 40");
        assert_eq!(allocated, 40, "one more allocation");
        let report = planted("n = 1\nassert n == 2\n", asserts_nothing);
        assert_eq!(report.difference.expect("a difference").what, "fast and planted: ending");
        let report = planted("n = 1\nassert n == 1\n", |source| {
            run_with::<Fast>(source, Watch::Nothing, configuration(), u64::MAX)
        });
        assert_eq!(report.difference, None);
    });
}

#[test]
fn every_part_of_an_outcome_is_compared() {
    let text = |text: &str| text.to_string();
    let outcome = Outcome {
        printed: text("1\n2\n"),
        ending: text("ended"),
        globals: text("n = 1"),
        events: text("call 1 f None\nline 2 f None"),
        allocations: Some(7),
    };
    assert_eq!(compare("a", &outcome, "b", &outcome.clone()), None);
    let changed = [
        ("output", Outcome { printed: text("1\n3\n"), ..outcome.clone() }),
        ("ending", Outcome { ending: text("ValueError: 1\n<module>:2"), ..outcome.clone() }),
        ("globals", Outcome { globals: text("n = 2"), ..outcome.clone() }),
        ("events", Outcome { events: text("call 1 f None"), ..outcome.clone() }),
        ("allocations", Outcome { allocations: Some(8), ..outcome.clone() }),
    ];
    for (part, changed) in changed {
        let difference = compare("a", &outcome, "b", &changed).expect(part);
        assert_eq!(difference.what, format!("a and b: {part}"));
    }
}

#[test]
fn programs_that_differ_are_made_smaller() {
    on_large_stack(|| {
        // A large program with one line that makes the difference.
        let large = format!("{}if n == 7:\n    n += 1\n    assert n == (1 + 2) * 9\n", program(&bytes_of_seed(3)));
        let large = format!("n = 7\n{large}").replace("n == 7", "KEPT is not None");
        let mut checker = Checker::new(With::Nothing).expect("a checker");
        checker.add("planted", asserts_nothing);
        let what = checker.check(&large, 0).expect("a report").difference.expect("a difference").what;
        let small = minimise(&large, 2000, &mut |candidate| {
            checker.check(candidate, 0).is_ok_and(|report| report.difference.is_some_and(|found| found.what == what))
        });
        assert!(small.lines().count() <= 4 && small.contains("assert"), "{small}");
    });
}

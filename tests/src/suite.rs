//! Running many fixtures on all cores, in one of the modes.

use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::fixture::Fixture;
use crate::judge;
use crate::oracle::Oracle;
use crate::process::{Ending, Job, Outcome, run};
use crate::xfail::ExpectedFailures;

/// How the fixtures are run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// As a user would.
    Plain,
    /// With a collection at every safepoint.
    CollectionStress,
    /// Once for every allocation, which fails.
    FailedAllocations,
    /// With a heap of 64 KiB.
    SmallHeap,
    /// With a machine stack of 256 KiB.
    SmallStack,
    /// By an interpreter whose floats have 32 bits.
    Float32,
    /// Under a strategy other than the usual one.
    Strategy(Strategy),
    /// While a callback of `sys.settrace` or `sys.setprofile` watches, once in each of the ways of [`WATCHES`].
    Traced,
    /// As `Traced` in the way that changes most, with a collection at every safepoint.
    TracedStress,
}

/// The strategies of the interpreter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strategy {
    /// No events.
    Fast,
    /// One loop, with events.
    Tracing,
    /// Both loops.
    Dual,
}

/// The ways in which `traced.py` watches a fixture: every line, calls only, every instruction, now and then, and with a
/// profile function.
pub const WATCHES: &[&str] = &["lines", "calls", "opcodes", "toggling", "profile"];

impl Mode {
    /// The options that the interpreter gets.
    pub fn options(self) -> &'static [&'static str] {
        match self {
            Mode::Plain | Mode::Float32 | Mode::FailedAllocations | Mode::Traced => &[],
            Mode::Strategy(Strategy::Fast) => &["-X", "strategy=fast"],
            Mode::Strategy(Strategy::Tracing) => &["-X", "strategy=tracing"],
            Mode::Strategy(Strategy::Dual) => &["-X", "strategy=dual"],
            Mode::CollectionStress | Mode::TracedStress => &["-X", "gc-stress"],
            Mode::SmallHeap => &["-X", "heapsize=64k"],
            Mode::SmallStack => &["-X", "stack=256k"],
        }
    }

    /// The list in `tests/modes/` of the fixtures that run in this mode; all run in none.
    pub fn list(self) -> Option<&'static str> {
        match self {
            Mode::Plain | Mode::Float32 | Mode::Strategy(Strategy::Tracing | Strategy::Dual) => None,
            Mode::Strategy(Strategy::Fast) => Some("fast.txt"),
            Mode::Traced => Some("traced.txt"),
            Mode::TracedStress => Some("traced-stress.txt"),
            Mode::CollectionStress => Some("gc-stress.txt"),
            Mode::FailedAllocations => Some("fail-alloc.txt"),
            Mode::SmallHeap => Some("small-heap.txt"),
            Mode::SmallStack => Some("small-stack.txt"),
        }
    }

    /// In which ways a fixture is watched, one after the other; without any it just runs.
    fn watches(self) -> &'static [&'static str] {
        match self {
            Mode::Traced => WATCHES,
            Mode::TracedStress => &["toggling"],
            _ => &[],
        }
    }
}

/// What runs the fixtures, and what they are compared with.
#[derive(Clone, Debug)]
pub struct Suite {
    /// The interpreter.
    pub program: PathBuf,
    /// Where expectations come from.
    pub oracle: Oracle,
    /// The fixtures that are known to fail.
    pub expected_failures: ExpectedFailures,
    /// How to run.
    pub mode: Mode,
}

/// The verdict on one fixture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// As expected.
    Passed,
    /// It fails, and the list of expected failures says so.
    FailedAsExpected,
    /// Not as expected, for this reason.
    Failed(String),
}

/// Verdicts by name.
pub type Verdicts = Vec<(String, Verdict)>;

impl Suite {
    /// Runs all fixtures; the verdicts come in the order of the fixtures.
    pub fn run(&self, fixtures: &[Fixture]) -> Verdicts {
        let next = AtomicUsize::new(0);
        let verdicts = Mutex::new(Vec::new());
        let workers = std::thread::available_parallelism().map_or(2, usize::from);
        std::thread::scope(|scope| {
            for _ in 0..workers {
                scope.spawn(|| {
                    while let Some(fixture) = fixtures.get(next.fetch_add(1, Ordering::Relaxed)) {
                        let verdict = self.judge(fixture);
                        if let Ok(mut verdicts) = verdicts.lock() {
                            verdicts.push((fixture.name.clone(), verdict));
                        }
                    }
                });
            }
        });
        let mut verdicts = verdicts.into_inner().unwrap_or_default();
        verdicts.sort_by(|left, right| left.0.cmp(&right.0));
        verdicts
    }

    /// The verdict on one fixture.
    pub fn judge(&self, fixture: &Fixture) -> Verdict {
        let defect = self.defect(fixture);
        let known = self.expected_failures.contains_key(&fixture.name);
        match (defect, known) {
            (None, false) => Verdict::Passed,
            (Some(_), true) => Verdict::FailedAsExpected,
            (Some(report), false) => Verdict::Failed(report),
            (None, true) if matches!(self.mode, Mode::Plain | Mode::Float32) => {
                Verdict::Failed("passes, but tests/xfail.txt lists it".to_string())
            }
            (None, true) => Verdict::Passed,
        }
    }

    fn defect(&self, fixture: &Fixture) -> Option<String> {
        if self.mode == Mode::FailedAllocations {
            return self.allocation_defect(fixture);
        }
        let expected = match self.oracle.expected(fixture) {
            Ok(expected) => expected,
            Err(error) => return Some(error),
        };
        let defect = |watch: Option<&str>| match self.start_watched(fixture, &[], watch) {
            Ok(outcome) => judge::defect(fixture, &outcome, &expected),
            Err(error) => Some(error),
        };
        let watches = self.mode.watches();
        if watches.is_empty() {
            return defect(None);
        }
        watches.iter().find_map(|watch| defect(Some(watch)).map(|report| format!("watched ({watch}): {report}")))
    }

    fn start(&self, fixture: &Fixture, more: &[String]) -> Result<Outcome, String> {
        self.start_watched(fixture, more, None)
    }

    fn start_watched(&self, fixture: &Fixture, more: &[String], watch: Option<&str>) -> Result<Outcome, String> {
        let mut arguments: Vec<_> = self.mode.options().iter().map(Into::into).collect();
        arguments.extend(fixture.options.iter().chain(more).map(Into::into));
        if let Some(watch) = watch {
            arguments.extend([crate::tests_folder().join("src/traced.py").into_os_string(), watch.into()]);
        }
        arguments.push(fixture.path.clone().into_os_string());
        arguments.extend(fixture.arguments.iter().map(Into::into));
        let slowness = match self.mode {
            Mode::CollectionStress => 8,
            Mode::TracedStress => 16,
            Mode::Traced => 4,
            _ => 1,
        };
        run(&Job {
            program: self.program.clone(),
            arguments,
            folder: fixture.folder().to_path_buf(),
            input: fixture.input(),
            environment: Vec::new(),
            limit: fixture.limit * slowness,
        })
    }

    /// Lets the n-th allocation fail, for growing n, until there are no more allocations: until
    /// some runs in a row are as if nothing had failed. What a run prints otherwise does not matter.
    fn allocation_defect(&self, fixture: &Fixture) -> Option<String> {
        const UNDISTURBED_RUNS: u32 = 5;
        const EVERY_ONE_UP_TO: u64 = 600;
        const MOST_ALLOCATIONS: u64 = 100_000_000;
        let normal = match self.start(fixture, &[]) {
            Ok(outcome) => outcome,
            Err(error) => return Some(error),
        };
        if normal.ending != Ending::Exit(0) {
            return Some(format!("ended with {:?} when no allocation failed", normal.ending));
        }
        let mut undisturbed = 0;
        let mut nth = 1u64;
        while undisturbed < UNDISTURBED_RUNS {
            if nth > MOST_ALLOCATIONS {
                return Some("there is no end of allocations that fail".to_string());
            }
            let option = ["-X".to_string(), format!("fail-alloc={nth}")];
            let outcome = match self.start(fixture, &option) {
                Ok(outcome) => outcome,
                Err(error) => return Some(error),
            };
            if let Some(defect) = judge::memory_defect(&outcome) {
                return Some(format!("with -X fail-alloc={nth}: {defect}"));
            }
            let is_normal = outcome.ending == Ending::Exit(0) && outcome.stdout == normal.stdout;
            undisturbed = if is_normal { undisturbed + 1 } else { 0 };
            nth += if nth < EVERY_ONE_UP_TO { 1 } else { nth / 60 };
        }
        None
    }
}

/// The line that sums up a run, in the form of `cargo test`'s own.
pub fn summary(verdicts: &Verdicts) -> String {
    let count = |wanted: fn(&Verdict) -> bool| verdicts.iter().filter(|one| wanted(&one.1)).count();
    let failed = count(|verdict| matches!(verdict, Verdict::Failed(_)));
    format!(
        "test result: {}. {} passed; {failed} failed; {} failed as expected",
        if failed == 0 { "ok" } else { "FAILED" },
        count(|verdict| *verdict == Verdict::Passed),
        count(|verdict| *verdict == Verdict::FailedAsExpected),
    )
}

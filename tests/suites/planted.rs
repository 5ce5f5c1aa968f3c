//! The harness notices planted faults: a wrong output, a crash, a program that does not end, an
//! expected failure that passes, a missing expectation.

#![cfg(unix)]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use amphis_tests::fixture::{self, Fixture};
use amphis_tests::oracle::Oracle;
use amphis_tests::suite::{Mode, Strategy, Suite, Verdict, summary};
use amphis_tests::untouched::{Words, untouched};
use amphis_tests::xfail::{self, ExpectedFailures};

/// A folder of one test, removed at its end.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str) -> Scratch {
        let folder = std::env::temp_dir().join(format!("amphis-{name}-{}", std::process::id()));
        fs::create_dir_all(folder.join("subject")).expect("a scratch folder");
        Scratch(folder)
    }

    fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.0.join(name);
        fs::write(&path, text).expect("a scratch file");
        path
    }

    /// A stand-in for the interpreter: a shell script. `$last` is the path of the fixture.
    fn interpreter(&self, script: &str) -> PathBuf {
        let head = "#!/bin/sh\nfor last; do :; done\n";
        let path = self.write("interpreter", &format!("{head}{script}\n"));
        let executable = fs::Permissions::from_mode(0o755);
        fs::set_permissions(&path, executable).expect("an executable script");
        path
    }

    fn fixture(&self, source: &str, expected: &str) -> Fixture {
        let path = self.write("subject/one.py", source);
        self.write("subject/one.expected", expected);
        Fixture::load(&self.0, &path).expect("a fixture")
    }

    fn suite(&self, script: &str) -> Suite {
        Suite {
            program: self.interpreter(script),
            oracle: Oracle::new(&self.0.join("oracle")),
            expected_failures: ExpectedFailures::new(),
            mode: Mode::Plain,
        }
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _leftover = fs::remove_dir_all(&self.0);
    }
}

fn reason(verdict: Verdict) -> String {
    match verdict {
        Verdict::Failed(reason) => reason,
        other => panic!("the planted fault was not noticed: {other:?}"),
    }
}

#[test]
fn right_output_passes() {
    let scratch = Scratch::new("right");
    let suite = scratch.suite("echo hello");
    assert_eq!(suite.judge(&scratch.fixture("", "hello\n")), Verdict::Passed);
}

#[test]
fn wrong_output_fails() {
    let scratch = Scratch::new("wrong");
    let suite = scratch.suite("echo hello");
    let report = reason(suite.judge(&scratch.fixture("", "hello\nworld\n")));
    assert!(report.contains("line 2") && report.contains("- world"), "{report}");
}

#[test]
fn missing_newline_at_the_end_fails() {
    let scratch = Scratch::new("newline");
    let suite = scratch.suite("printf hello");
    let report = reason(suite.judge(&scratch.fixture("", "hello\n")));
    assert!(report.contains("ends of lines"), "{report}");
}

#[test]
fn wrong_exit_code_fails() {
    let scratch = Scratch::new("exit");
    let suite = scratch.suite("echo hello; exit 3");
    let report = reason(suite.judge(&scratch.fixture("", "hello\n")));
    assert!(report.contains("Exit(3)"), "{report}");
    assert_eq!(suite.judge(&scratch.fixture("# exit: 3\n", "hello\n")), Verdict::Passed);
}

#[test]
fn crash_fails() {
    let scratch = Scratch::new("crash");
    let suite = scratch.suite("echo hello; kill -SEGV $$");
    let report = reason(suite.judge(&scratch.fixture("", "hello\n")));
    assert!(report.contains("Signal(11)"), "{report}");
}

#[test]
fn hanging_program_fails() {
    let scratch = Scratch::new("hang");
    let suite = scratch.suite("exec sleep 60");
    let mut fixture = scratch.fixture("", "");
    fixture.limit = Duration::from_millis(200);
    assert!(reason(suite.judge(&fixture)).contains("no end after"));
}

#[test]
fn missing_line_on_standard_error_fails() {
    let scratch = Scratch::new("stderr");
    let suite = scratch.suite("echo oh dear >&2");
    let report = reason(suite.judge(&scratch.fixture("# stderr: all well\n", "")));
    assert!(report.contains("all well") && report.contains("oh dear"), "{report}");
    assert_eq!(suite.judge(&scratch.fixture("# stderr: oh dear\n", "")), Verdict::Passed);
}

#[test]
fn expected_failures_are_strict() {
    let scratch = Scratch::new("strict");
    let list = scratch.write("xfail.txt", "# comment\nsubject/one: not done yet\n");
    let mut suite = scratch.suite("echo hello");
    suite.expected_failures = xfail::load(&list).expect("a list");
    let failing = scratch.fixture("", "world\n");
    assert_eq!(suite.judge(&failing), Verdict::FailedAsExpected);
    let passing = scratch.fixture("", "hello\n");
    assert!(reason(suite.judge(&passing)).contains("xfail.txt"));
}

#[test]
fn expected_failure_needs_a_reason() {
    let scratch = Scratch::new("reason");
    let list = scratch.write("xfail.txt", "subject/one:\n");
    assert!(xfail::load(&list).is_err());
}

#[test]
fn missing_expectation_fails() {
    let scratch = Scratch::new("missing");
    let suite = scratch.suite("true");
    let path = scratch.write("subject/two.py", "# oracle: expected\n");
    let fixture = Fixture::load(&scratch.0, &path).expect("a fixture");
    assert!(reason(suite.judge(&fixture)).contains("two.expected is missing"));
}

#[test]
fn crash_after_a_failed_allocation_is_found() {
    let scratch = Scratch::new("allocation");
    let fixture = scratch.fixture("", "hello\n");
    let mut suite = scratch
        .suite("case $2 in fail-alloc=7) kill -ABRT $$;; fail-alloc=?) echo MemoryError; exit 1;; esac\necho hello");
    suite.mode = Mode::FailedAllocations;
    let report = reason(suite.judge(&fixture));
    assert!(report.contains("fail-alloc=7") && report.contains("Signal(6)"), "{report}");

    let mut suite = scratch.suite("case $2 in fail-alloc=[1-9]) echo MemoryError; exit 1;; esac\necho hello");
    suite.mode = Mode::FailedAllocations;
    assert_eq!(suite.judge(&fixture), Verdict::Passed);

    let mut suite = scratch.suite("case $2 in fail-alloc=3) echo TypeError; exit 1;; esac\necho hello");
    suite.mode = Mode::FailedAllocations;
    assert!(reason(suite.judge(&fixture)).contains("fail-alloc=3"));
}

#[test]
fn stray_names_in_a_list_are_errors() {
    let scratch = Scratch::new("stray");
    scratch.fixture("", "");
    let fixtures = fixture::find(&scratch.0).expect("fixtures");
    assert_eq!(fixtures.len(), 1);
    let list = scratch.write("list.txt", "subject/\n");
    assert_eq!(fixture::chosen(fixtures.clone(), &list).map(|chosen| chosen.len()), Ok(1));
    let list = scratch.write("list.txt", "subject/one\nsubject/none # gone\n");
    assert!(fixture::chosen(fixtures, &list).is_err());
}

#[test]
fn summary_counts() {
    let verdicts = vec![
        ("a".to_string(), Verdict::Passed),
        ("b".to_string(), Verdict::Failed(String::new())),
        ("c".to_string(), Verdict::FailedAsExpected),
    ];
    let line = "test result: FAILED. 1 passed; 1 failed; 1 failed as expected";
    assert_eq!(summary(&verdicts), line);
}

#[test]
fn untouched_names_are_listed() {
    let mut words = Words::default();
    words.read("x = abs(-1); x.append(2)\nprint(math.sqrt(2), join)");
    let offered = "builtins abs\nbuiltins hex\ntype:list append\ntype:str join\nmath sqrt\n";
    assert_eq!(untouched(offered, &words), ["builtins hex", "type:str join"]);
}

#[test]
fn real_fixtures_load() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let fixtures = fixture::find(root).expect("fixtures");
    for list in ["gc-stress.txt", "fail-alloc.txt", "small-heap.txt", "small-stack.txt"] {
        let chosen = fixture::chosen(fixtures.clone(), &root.join("modes").join(list));
        assert!(chosen.is_ok_and(|chosen| !chosen.is_empty()), "{list}");
    }
}

#[test]
fn watched_fixtures_that_differ_fail() {
    let scratch = Scratch::new("watched");
    let mut suite = scratch.suite("case \"$*\" in *traced.py\\ toggling*) echo help;; *) echo hello;; esac");
    suite.mode = Mode::Traced;
    let report = reason(suite.judge(&scratch.fixture("", "hello\n")));
    assert!(report.contains("watched (toggling)") && report.contains("help"), "{report}");
    suite.mode = Mode::Plain;
    assert_eq!(suite.judge(&scratch.fixture("", "hello\n")), Verdict::Passed);
}

#[test]
fn strategies_that_differ_fail() {
    let scratch = Scratch::new("strategy");
    let mut suite = scratch.suite("case \"$*\" in *strategy=tracing*) echo help;; *) echo hello;; esac");
    let fixture = scratch.fixture("", "hello\n");
    suite.mode = Mode::Strategy(Strategy::Tracing);
    assert!(reason(suite.judge(&fixture)).contains("help"));
    suite.mode = Mode::Strategy(Strategy::Dual);
    assert_eq!(suite.judge(&fixture), Verdict::Passed);
}

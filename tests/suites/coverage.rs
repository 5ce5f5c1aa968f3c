//! Every builtin, method of a builtin type and name in a module that the interpreter offers is
//! mentioned by a fixture.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use amphis_tests::process::{Ending, Job, run};
use amphis_tests::untouched::{INTROSPECTION, Words, untouched};
use amphis_tests::{fixture, interpreter, tests_folder};

#[test]
fn fixtures_touch_everything() {
    let program = interpreter().expect("an interpreter");
    let job = Job {
        program,
        arguments: vec!["-c".into(), INTROSPECTION.into()],
        folder: PathBuf::from("."),
        limit: Duration::from_secs(30),
        ..Job::default()
    };
    let outcome = run(&job).expect("the interpreter starts");
    let offered = outcome.stdout_text();
    assert_eq!(outcome.ending, Ending::Exit(0), "{offered}{}", outcome.stderr_text());
    assert!(offered.lines().count() > 500, "the introspection found little:\n{offered}");
    let missing = untouched(&offered, &words(&tests_folder()));
    assert!(missing.is_empty(), "no fixture mentions:\n{}", missing.join("\n"));
}

fn words(root: &Path) -> Words {
    let mut words = Words::default();
    for fixture in fixture::find(root).expect("fixtures") {
        let source = fs::read(&fixture.path).expect("a readable fixture");
        words.read(&String::from_utf8_lossy(&source));
    }
    words
}

//! The examples print what CPython prints.

use std::path::PathBuf;
use std::time::Duration;

use amphis_tests::process::{Ending, Job, Outcome, run};
use amphis_tests::{interpreter, judge, workspace_folder};

fn start(program: PathBuf, arguments: &[&str]) -> Outcome {
    let job = Job {
        program,
        arguments: arguments.iter().map(Into::into).collect(),
        folder: workspace_folder(),
        limit: Duration::from_secs(60),
        ..Job::default()
    };
    run(&job).expect("the interpreter starts")
}

fn same_as_cpython(arguments: &[&str]) {
    let oracle = std::env::var_os("AMPHIS_ORACLE").unwrap_or_else(|| "/usr/bin/python3".into());
    let expected = start(oracle.into(), arguments);
    assert_eq!(expected.ending, Ending::Exit(0), "CPython: {}", expected.stderr_text());
    assert!(!expected.stdout.is_empty());
    let actual = start(interpreter().expect("an interpreter"), arguments);
    let difference = judge::difference(&expected.stdout_text(), &actual.stdout_text());
    assert!(difference.is_none(), "{}{}", difference.unwrap_or_default(), actual.stderr_text());
    assert_eq!(actual.ending, Ending::Exit(0), "{}", actual.stderr_text());
}

#[test]
fn wordcount() {
    same_as_cpython(&["examples/wordcount.py", "README.md"]);
}

#[test]
fn json_parser() {
    same_as_cpython(&["examples/json_parser.py"]);
}

#[test]
fn simulation() {
    same_as_cpython(&["examples/simulation.py"]);
}

#[test]
fn adventure() {
    same_as_cpython(&["examples/adventure.py"]);
}

#[test]
fn raytracer() {
    same_as_cpython(&["examples/raytracer.py"]);
}

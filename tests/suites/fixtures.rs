//! Runs the fixtures. `cargo test -p amphis-tests --test fixtures -- [FILTER...] [MODE] [--list]`
//!
//! Modes: `--gc-stress`, `--fail-alloc`, `--small-heap`, `--small-stack`, `--fast`, `--tracing`, `--dual`, `--traced`,
//! `--traced-stress`, `--float32`; without one, all
//! fixtures run plainly. With `--all`, a mode runs all fixtures instead of those in its list.

use std::path::Path;
use std::process::{Command, ExitCode};

use amphis_tests::fixture::{self, Fixture};
use amphis_tests::oracle::Oracle;
use amphis_tests::suite::{Mode, Strategy, Suite, Verdict, Verdicts, summary};
use amphis_tests::{interpreter, interpreter_with, target_folder, tests_folder, xfail};

struct Request {
    mode: Mode,
    filters: Vec<String>,
    everything: bool,
    list_only: bool,
}

fn main() -> ExitCode {
    match request().and_then(|request| perform(&request)) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("fixtures: {error}");
            ExitCode::FAILURE
        }
    }
}

fn request() -> Result<Request, String> {
    let mut request = Request { mode: Mode::Plain, filters: Vec::new(), everything: false, list_only: false };
    for argument in std::env::args().skip(1) {
        match argument.as_str() {
            "--gc-stress" => request.mode = Mode::CollectionStress,
            "--fail-alloc" => request.mode = Mode::FailedAllocations,
            "--small-heap" => request.mode = Mode::SmallHeap,
            "--small-stack" => request.mode = Mode::SmallStack,
            "--fast" => request.mode = Mode::Strategy(Strategy::Fast),
            "--tracing" => request.mode = Mode::Strategy(Strategy::Tracing),
            "--dual" => request.mode = Mode::Strategy(Strategy::Dual),
            "--float32" => request.mode = Mode::Float32,
            "--traced" => request.mode = Mode::Traced,
            "--traced-stress" => request.mode = Mode::TracedStress,
            "--all" => request.everything = true,
            "--list" => request.list_only = true,
            // What `cargo test` passes on to every test program.
            "--quiet" | "-q" | "--nocapture" | "--exact" => {}
            other if other.starts_with('-') => return Err(format!("unknown option {other}")),
            filter => request.filters.push(filter.to_string()),
        }
    }
    Ok(request)
}

fn perform(request: &Request) -> Result<bool, String> {
    let root = tests_folder();
    let fixtures = selected(request)?;
    if request.list_only {
        fixtures.iter().for_each(|fixture| println!("{}: test", fixture.name));
        return Ok(true);
    }
    let program = if request.mode == Mode::Float32 { interpreter_with("float32")? } else { interpreter()? };
    check_floats(&program, request.mode)?;
    let suite = Suite {
        program,
        oracle: Oracle::new(&target_folder().join("oracle")),
        expected_failures: xfail::load(&root.join("xfail.txt"))?,
        mode: request.mode,
    };
    check_expected_failures(&suite)?;
    println!("running {} fixtures, {:?}", fixtures.len(), request.mode);
    let verdicts = suite.run(&fixtures);
    Ok(report(&verdicts))
}

fn selected(request: &Request) -> Result<Vec<Fixture>, String> {
    let root = tests_folder();
    let mut fixtures = fixture::find(&root)?;
    if let Some(list) = request.mode.list()
        && !request.everything
    {
        fixtures = fixture::chosen(fixtures, &root.join("modes").join(list))?;
    }
    let bits = if request.mode == Mode::Float32 { 32 } else { 64 };
    fixtures.retain(|fixture| fixture.floats.is_none_or(|wanted| wanted == bits));
    let is_wanted = |fixture: &Fixture| {
        request.filters.is_empty() || request.filters.iter().any(|filter| fixture.name.contains(filter.as_str()))
    };
    fixtures.retain(is_wanted);
    if fixtures.is_empty() && request.filters.is_empty() {
        return Err("there are no fixtures".to_string());
    }
    Ok(fixtures)
}

/// An error if the interpreter has other floats than the mode is for: it would show nothing.
fn check_floats(program: &Path, mode: Mode) -> Result<(), String> {
    let source = "import sys; print(sys.float_info.mant_dig)";
    let output = Command::new(program).args(["-c", source]).output();
    let output = output.map_err(|error| format!("{}: {error}", program.display()))?;
    let bits = if mode == Mode::Float32 { "24" } else { "53" };
    if String::from_utf8_lossy(&output.stdout).trim() == bits {
        return Ok(());
    }
    Err(format!("{}: its floats do not have {bits} bits", program.display()))
}

fn check_expected_failures(suite: &Suite) -> Result<(), String> {
    let fixtures = fixture::find(&tests_folder())?;
    let exists = |name: &String| fixtures.iter().any(|fixture| fixture.name == *name);
    match suite.expected_failures.keys().find(|name| !exists(name)) {
        Some(name) => Err(format!("tests/xfail.txt lists `{name}`, which is no fixture")),
        None => Ok(()),
    }
}

fn report(verdicts: &Verdicts) -> bool {
    let mut ok = true;
    for (name, verdict) in verdicts {
        if let Verdict::Failed(reason) = verdict {
            ok = false;
            println!("FAILED {name}\n{reason}");
        }
    }
    println!("\n{}", summary(verdicts));
    ok
}

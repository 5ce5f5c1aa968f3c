//! Fixtures on boards.

use super::emulator::Board;
use super::raw::{Answer, Raw};
use super::{Verdict, without_returns};
use crate::fixture::Fixture;
use crate::judge::difference;
use crate::oracle::Oracle;
use std::fs;
use std::path::Path;

/// Runs before a fixture and watches it: every line, now and then nothing, and frames that are left and entered again.
const WATCH: &str = include_str!("watch.py");
/// Ends watching; prints how many events there were.
const END_WATCH: &str = "import sys\nsys.settrace(None)\nprint(sys.modules.pop('_watched')[0])\n";

/// A line of `tests/modes/boards-skip.txt`: what does not run on which boards, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exclusion {
    pattern: String,
    condition: Option<String>,
    reason: String,
}

/// Reads the list: `subject/name: reason` or `subject/: reason` a line. Behind the name, `@f32` and `@f64` are for boards
/// with floats of so many bits, `@reduced` for boards below the level `everything`, `@watched` for runs with a trace
/// function, `@BOARD` for one board.
pub fn exclusions(path: &Path, fixtures: &[Fixture]) -> Result<Vec<Exclusion>, String> {
    let text = fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let mut list = Vec::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let (head, reason) =
            line.split_once(": ").ok_or_else(|| format!("{}: no reason in `{line}`", path.display()))?;
        let (pattern, condition) = match head.split_once(" @") {
            Some((pattern, condition)) => (pattern, Some(condition.to_string())),
            None => (head, None),
        };
        let exclusion = Exclusion { pattern: pattern.to_string(), condition, reason: reason.trim().to_string() };
        if !fixtures.iter().any(|fixture| exclusion.names(&fixture.name)) {
            return Err(format!("{}: no fixture `{pattern}`", path.display()));
        }
        list.push(exclusion);
    }
    Ok(list)
}

impl Exclusion {
    fn names(&self, name: &str) -> bool {
        match self.pattern.strip_suffix('/') {
            Some(subject) => name.split('/').next() == Some(subject),
            None => name == self.pattern,
        }
    }

    fn applies(&self, board: &Board, watched: bool) -> bool {
        match self.condition.as_deref() {
            None => true,
            Some("f32") => board.short_floats,
            Some("f64") => !board.short_floats,
            Some("reduced") => !board.is_complete,
            Some("watched") => watched,
            Some(name) => board.name == name,
        }
    }
}

/// Why a fixture does not fit on a board, if it does not.
pub fn obstacle(fixture: &Fixture, board: &Board, watched: bool, exclusions: &[Exclusion]) -> Option<String> {
    let reason = if !fixture.options.is_empty() {
        "needs options of the command line"
    } else if !fixture.arguments.is_empty() || fixture.sibling("stdin").exists() {
        "needs arguments or input"
    } else if fixture.exit != 0 || !fixture.stderr_lines.is_empty() || fixture.sibling("stderr").exists() {
        "is about the end of a program of the command line"
    } else if watched && !board.has_events {
        "the board has no tracing"
    } else {
        let excluded = |one: &&Exclusion| one.names(&fixture.name) && one.applies(board, watched);
        return exclusions.iter().find(excluded).map(|exclusion| exclusion.reason.clone());
    };
    Some(reason.to_string())
}

/// Runs a fixture and compares what it prints. An error is one of the line, and the board must be started anew.
pub fn judge(raw: &mut Raw, fixture: &Fixture, oracle: &Oracle, watched: bool) -> Result<Verdict, String> {
    let expected = match oracle.expected(fixture) {
        Ok(expected) => String::from_utf8_lossy(&expected).replace(&*fixture.path.to_string_lossy(), "<stdin>"),
        Err(error) => return Ok(Verdict::Failed(error)),
    };
    let source = match fs::read(&fixture.path) {
        Ok(source) => source,
        Err(error) => return Ok(Verdict::Failed(error.to_string())),
    };
    raw.reset()?;
    for (name, module) in neighbours(fixture) {
        let answer = raw.run(module_source(&name, &module).as_bytes(), fixture.limit)?;
        if !answer.error.is_empty() {
            return Ok(Verdict::Skipped(format!("its module: {}", last_line(&answer))));
        }
    }
    if watched {
        let answer = raw.run(WATCH.as_bytes(), fixture.limit)?;
        if !answer.error.is_empty() {
            return Ok(Verdict::Failed(format!("cannot be watched: {}", without_returns(&answer.error))));
        }
    }
    let answer = raw.run(&source, fixture.limit)?;
    let events = if watched { raw.run(END_WATCH.as_bytes(), fixture.limit)?.output } else { Vec::new() };
    Ok(verdict(&expected, &answer, watched, &events))
}

/// The modules next to a fixture that it imports: their names and texts.
fn neighbours(fixture: &Fixture) -> Vec<(String, String)> {
    let source = fs::read_to_string(&fixture.path).unwrap_or_default();
    let mut found: Vec<(String, String)> = Vec::new();
    for line in source.lines() {
        let mut words = line.split_whitespace();
        if let (Some("import" | "from"), Some(name)) = (words.next(), words.next())
            && name.starts_with('_')
            && !found.iter().any(|(one, _)| one == name)
            && let Ok(text) = fs::read_to_string(fixture.folder().join(name).with_extension("py"))
        {
            found.push((name.to_string(), text));
        }
    }
    found
}

/// What makes a module of a text where there are no files.
fn module_source(name: &str, text: &str) -> String {
    let mut literal = String::new();
    for character in text.chars() {
        match character {
            '"' | '\\' => literal.extend(['\\', character]),
            '\n' => literal.push_str("\\n"),
            _ => literal.push(character),
        }
    }
    format!(
        "def _make(sys):\n    module = sys.modules['{name}'] = type(sys)('{name}')\n    \
         exec(compile(\"{literal}\", '{name}.py', 'exec'), module.__dict__)\n_make(__import__('sys'))\ndel _make\n"
    )
}

fn last_line(answer: &Answer) -> String {
    without_returns(&answer.error).lines().last().unwrap_or_default().to_string()
}

fn verdict(expected: &str, answer: &Answer, watched: bool, events: &[u8]) -> Verdict {
    let error = without_returns(&answer.error);
    let last = last_line(answer);
    if last.starts_with("ModuleNotFoundError: ") || last.starts_with("ImportError: ") {
        return Verdict::Skipped(last);
    }
    if last == "NameError: name '__file__' is not defined" {
        return Verdict::Skipped("needs its own file".to_string());
    }
    if answer.output.is_empty() && last.starts_with("MemoryError") {
        return Verdict::Skipped("not enough memory to compile it".to_string());
    }
    let difference = difference(expected, &without_returns(&answer.output));
    match (difference, error.is_empty()) {
        (None, true) => {
            let seen: u64 = String::from_utf8_lossy(events).trim().parse().unwrap_or(0);
            if watched && seen == 0 { Verdict::Failed("it was not traced".to_string()) } else { Verdict::Passed }
        }
        (difference, _) => Verdict::Failed(format!("{}{error}", difference.unwrap_or_default())),
    }
}

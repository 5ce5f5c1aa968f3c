//! Fixtures: finding them, and the directives in their first lines.
//!
//! A directive is a comment `# key: value` among the comment lines that a fixture starts with:
//!
//! | key | value |
//! |---|---|
//! | `options` | options of the interpreter, separated by spaces |
//! | `args` | arguments of the program |
//! | `exit` | the exit code, 0 unless given |
//! | `oracle` | `expected`: a `.expected` file must be there |
//! | `stderr` | a line that standard error must contain |
//! | `floats` | `64` or `32`: what it prints needs floats of so many bits |
//! | `timeout` | seconds, 30 unless given |

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Folders in `tests/` that hold no fixtures.
const OTHER_FOLDERS: &[&str] = &["src", "suites", "modes", "target"];

/// One Python program with its directives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fixture {
    /// The name: `subject/name`.
    pub name: String,
    /// The Python file.
    pub path: PathBuf,
    /// Options of the interpreter.
    pub options: Vec<String>,
    /// Arguments of the program.
    pub arguments: Vec<String>,
    /// The exit code it ends with.
    pub exit: i32,
    /// Whether a checked-in expectation must be there.
    pub needs_expected: bool,
    /// Lines that standard error must contain.
    pub stderr_lines: Vec<String>,
    /// How many bits floats must have for it, if that matters.
    pub floats: Option<u16>,
    /// How long it may run.
    pub limit: Duration,
}

impl Fixture {
    /// Reads the fixture at `path`; its name is relative to `root`.
    pub fn load(root: &Path, path: &Path) -> Result<Fixture, String> {
        let source = fs::read(path).map_err(|error| format!("{}: {error}", path.display()))?;
        let relative = path.strip_prefix(root).unwrap_or(path).with_extension("");
        let mut fixture = Fixture {
            name: relative.to_string_lossy().into_owned(),
            path: path.to_path_buf(),
            options: Vec::new(),
            arguments: Vec::new(),
            exit: 0,
            needs_expected: false,
            stderr_lines: Vec::new(),
            floats: None,
            limit: Duration::from_secs(30),
        };
        for line in String::from_utf8_lossy(&source).lines() {
            let Some(comment) = line.strip_prefix('#') else { break };
            fixture.read_directive(comment.trim())?;
        }
        Ok(fixture)
    }

    fn read_directive(&mut self, comment: &str) -> Result<(), String> {
        let Some((key, value)) = comment.split_once(':') else { return Ok(()) };
        let value = value.trim();
        let words = || value.split_whitespace().map(str::to_string).collect();
        let number = || value.parse::<u16>().map_err(|_| format!("{}: bad number in `{comment}`", self.name));
        match key {
            "options" => self.options = words(),
            "args" => self.arguments = words(),
            "exit" => self.exit = i32::from(number()?),
            "timeout" => self.limit = Duration::from_secs(u64::from(number()?)),
            "stderr" => self.stderr_lines.push(value.to_string()),
            "oracle" if value == "expected" => self.needs_expected = true,
            "floats" => self.floats = Some(number()?),
            "oracle" => return Err(format!("{}: unknown oracle `{value}`", self.name)),
            _ => {}
        }
        Ok(())
    }

    /// A file next to the fixture: its name with another extension.
    pub fn sibling(&self, extension: &str) -> PathBuf {
        self.path.with_extension(extension)
    }

    /// The folder of the fixture, in which it runs.
    pub fn folder(&self) -> &Path {
        self.path.parent().unwrap_or(Path::new("."))
    }

    /// What the program reads from standard input: the `.stdin` file, if there is one.
    pub fn input(&self) -> Vec<u8> {
        fs::read(self.sibling("stdin")).unwrap_or_default()
    }
}

/// All fixtures below `root`, by name. Files in deeper folders are modules that fixtures import.
pub fn find(root: &Path) -> Result<Vec<Fixture>, String> {
    let mut fixtures = Vec::new();
    for subject in entries(root)? {
        let name = subject.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if !subject.is_dir() || OTHER_FOLDERS.contains(&name.as_str()) {
            continue;
        }
        for path in entries(&subject)? {
            let is_helper = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('_'));
            if path.extension().is_some_and(|extension| extension == "py") && !is_helper {
                fixtures.push(Fixture::load(root, &path)?);
            }
        }
    }
    fixtures.sort_by(|left, right| left.name.cmp(&right.name));
    Ok(fixtures)
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let listing = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    listing.map(|entry| entry.map(|entry| entry.path()).map_err(|error| error.to_string())).collect()
}

/// The fixtures that a list in `tests/modes/` names: a name or a subject a line, `#` comments.
pub fn chosen(fixtures: Vec<Fixture>, list: &Path) -> Result<Vec<Fixture>, String> {
    let text = fs::read_to_string(list).map_err(|error| format!("{}: {error}", list.display()))?;
    let patterns: Vec<&str> =
        text.lines().map(|line| line.split('#').next().unwrap_or("").trim()).filter(|line| !line.is_empty()).collect();
    let matches = |pattern: &str, name: &str| match pattern.strip_suffix('/') {
        Some(subject) => name.split('/').next() == Some(subject),
        None => name == pattern,
    };
    if let Some(stray) = patterns.iter().find(|pattern| !fixtures.iter().any(|one| matches(pattern, &one.name))) {
        return Err(format!("{}: no fixture `{stray}`", list.display()));
    }
    let wanted = |fixture: &Fixture| patterns.iter().any(|pattern| matches(pattern, &fixture.name));
    Ok(fixtures.into_iter().filter(wanted).collect())
}

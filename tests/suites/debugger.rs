//! `pdb` on a terminal: sessions that are written down.
//!
//! A session is a file `tests/debugger/sessions/*.session`. Below a title and the arguments of the interpreter, both behind `#`,
//! it is what stands on the terminal in the end; what stands behind a prompt is typed. Every session is held through a
//! pseudo-terminal with Amphis. CPython's `pdb`, fed through a pipe, must show the same.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use amphis_tests::process::{Job, run};
use amphis_tests::{interpreter, oracle};
use rexpect::ReadUntil;
use rexpect::session::{PtySession, spawn_command};

/// What a debugger waits behind.
const PROMPTS: &[&str] = &["(Pdb) ", "((Pdb)) ", "(com) ", "Clear all breaks? "];
/// Milliseconds until a prompt must be there.
const PATIENCE: u64 = 60_000;

/// A session that is written down.
struct Session {
    name: String,
    arguments: Vec<String>,
    text: String,
}

impl Session {
    fn read(file: &Path) -> Session {
        let text = fs::read_to_string(file).expect("a session");
        let mut parts = text.splitn(3, '\n');
        let title = parts.next().expect("a title");
        assert!(title.starts_with("# "), "{}: no title", file.display());
        let arguments = parts.next().and_then(|line| line.strip_prefix("# ")).expect("arguments");
        Session {
            name: file.file_name().expect("a name").to_string_lossy().into_owned(),
            arguments: arguments.split_whitespace().map(str::to_owned).collect(),
            text: normalize(parts.next().expect("a session")),
        }
    }

    /// What is typed.
    fn commands(&self) -> Vec<&str> {
        let typed = |line| PROMPTS.iter().find_map(|prompt| str::strip_prefix(line, prompt.trim_end()));
        let mut commands: Vec<&str> = self.text.lines().filter_map(typed).map(str::trim_start).collect();
        // Nothing behind the last prompt of a session is no empty line, but the end of input.
        if self.text.lines().last().and_then(typed) == Some("") {
            commands.pop();
        }
        commands
    }
}

fn folder() -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("debugger/sessions");
    folder.canonicalize().expect("the folder of the sessions")
}

fn sessions() -> Vec<Session> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder())
        .expect("sessions")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "session"))
        .collect();
    files.sort();
    assert!(files.len() > 15, "sessions are missing");
    files.iter().map(|file| Session::read(file)).collect()
}

/// Leaves out what differs between debuggers: paths, and the frames of the debugger itself.
fn normalize(text: &str) -> String {
    let text = text.replace('\r', "").replace(&folder().display().to_string(), "{folder}");
    let mut lines = Vec::new();
    let mut of_debugger = false;
    for line in text.lines() {
        let source_of_debugger = std::mem::take(&mut of_debugger) && line.starts_with("-> ");
        of_debugger = ["  <frozen ", "  <string>(1)<module>"].iter().any(|begin| line.starts_with(begin))
            || line.starts_with("  /") && ["/bdb.py(", "/pdb.py("].iter().any(|file| line.contains(file));
        if !source_of_debugger && !of_debugger {
            lines.push(line.trim_end());
        }
    }
    lines.join("\n").trim_end().to_owned()
}

/// Starts an interpreter on a terminal; nothing of standard error is shown there.
fn start(program: &Path, arguments: &[String]) -> PtySession {
    let mut command = Command::new("/bin/sh");
    command
        .args(["-c", "exec \"$0\" \"$@\" 2>/dev/null"])
        .arg(program)
        .args(arguments)
        .current_dir(folder())
        .env("HOME", "/nonexistent")
        .env("TERM", "dumb")
        .env_remove("MICROPYPATH");
    spawn_command(command, Some(PATIENCE)).expect("a pseudo-terminal")
}

/// What is printed until the next prompt or the end: the text, and the prompt.
fn until_prompt(terminal: &mut PtySession) -> (String, Option<String>) {
    let mut needles: Vec<ReadUntil> = PROMPTS.iter().map(|prompt| ReadUntil::String(prompt.to_string())).collect();
    needles.push(ReadUntil::EOF);
    let (text, found) = terminal.exp_any(needles).expect("a prompt or the end");
    (text, Some(found).filter(|found| !found.is_empty()))
}

/// Types commands behind the prompts; after the last one, the end of input. What stands on the terminal in the end.
fn hold(mut terminal: PtySession, commands: &[&str]) -> String {
    let mut shown = String::new();
    let mut commands = commands.iter();
    loop {
        let (text, prompt) = until_prompt(&mut terminal);
        shown.push_str(&text);
        let Some(prompt) = prompt else { return normalize(&shown) };
        shown.push_str(&prompt);
        match commands.next() {
            Some(command) => {
                terminal.send_line(command).expect("a terminal");
                shown.push_str(command);
                shown.push('\n');
            }
            None => terminal.send_control('d').expect("a terminal"),
        }
    }
}

/// The first line that differs, with what is around it.
fn difference(expected: &str, found: &str) -> Option<String> {
    if expected == found {
        return None;
    }
    let expected: Vec<&str> = expected.lines().collect();
    let found: Vec<&str> = found.lines().collect();
    let same = expected.iter().zip(&found).take_while(|(one, other)| one == other).count();
    let around =
        |lines: &[&str]| lines[same.saturating_sub(3).min(lines.len())..(same + 4).min(lines.len())].join("\n  ");
    Some(format!("line {}, expected:\n  {}\nfound:\n  {}", same + 3, around(&expected), around(&found)))
}

#[test]
fn sessions_on_a_terminal() {
    let program = interpreter().expect("an interpreter");
    let sessions = sessions();
    // Waiting for prompts takes most of the time.
    let failures: Vec<String> = std::thread::scope(|scope| {
        let held = |session: &Session| {
            let shown = hold(start(&program, &session.arguments), &session.commands());
            difference(&session.text, &shown).map(|difference| format!("{}: {difference}", session.name))
        };
        let running: Vec<_> = sessions.iter().map(|session| scope.spawn(move || held(session))).collect();
        running.into_iter().filter_map(|thread| thread.join().expect("a session")).collect()
    });
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
}

#[test]
fn sessions_are_as_with_cpython() {
    let mut failures = Vec::new();
    for session in sessions() {
        let commands = session.commands();
        let outcome = run(&Job {
            program: oracle::program(),
            arguments: session.arguments.iter().map(OsString::from).collect(),
            folder: folder(),
            input: (commands.join("\n") + "\n").into_bytes(),
            environment: vec![("HOME".to_owned(), "/nonexistent".to_owned())],
            limit: Duration::from_secs(60),
        })
        .expect("CPython starts");
        // A pipe does not show what is typed.
        let output = outcome.stdout_text();
        let mut rest = output.as_str();
        let mut shown = String::new();
        let mut commands = commands.iter();
        while let Some((at, prompt)) = PROMPTS.iter().filter_map(|&prompt| Some((rest.find(prompt)?, prompt))).min() {
            let end = at + prompt.len();
            shown.push_str(&rest[..end]);
            if let Some(command) = commands.next() {
                shown.push_str(command);
                shown.push('\n');
            }
            rest = &rest[end..];
        }
        shown.push_str(rest);
        if let Some(difference) = difference(&session.text, &normalize(&shown)) {
            failures.push(format!("{}: {difference}", session.name));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
}

#[test]
fn an_interrupt_at_the_prompt_ends_the_line() {
    let program = interpreter().expect("an interpreter");
    let mut terminal = start(&program, &["-m".to_owned(), "pdb".to_owned(), "crash.py".to_owned()]);
    until_prompt(&mut terminal);
    terminal.send_control('c').expect("a terminal");
    let (text, _) = until_prompt(&mut terminal);
    assert!(text.contains("--KeyboardInterrupt--"), "{text}");
    terminal.send_line("p 1 + 1").expect("a terminal");
    let (text, _) = until_prompt(&mut terminal);
    assert!(text.contains('2'), "{text}");
    terminal.send_line("q").expect("a terminal");
    terminal.exp_eof().expect("the end");
}

#[test]
fn an_interrupt_of_the_program_leads_to_the_debugger() {
    let program = interpreter().expect("an interpreter");
    let mut terminal = start(&program, &["-m".to_owned(), "pdb".to_owned(), "endless.py".to_owned()]);
    until_prompt(&mut terminal);
    terminal.send_line("c").expect("a terminal");
    terminal.exp_string("runs").expect("the program runs");
    terminal.send_control('c').expect("a terminal");
    let (text, _) = until_prompt(&mut terminal);
    assert!(text.contains("endless.py("), "{text}");
    terminal.send_line("p type(count)").expect("a terminal");
    let (text, _) = until_prompt(&mut terminal);
    assert!(text.contains("<class 'int'>"), "{text}");
}

#[test]
fn post_mortem_at_the_prompt() {
    let program = interpreter().expect("an interpreter");
    let mut terminal = start(&program, &["-i".to_owned(), "crash.py".to_owned()]);
    terminal.exp_string(">>> ").expect("the prompt");
    terminal.send_line("import pdb, sys; pdb.pm()").expect("a terminal");
    let (text, _) = until_prompt(&mut terminal);
    assert!(normalize(&text).ends_with("> {folder}/crash.py(3)inner()\n-> return b / 0"), "{text}");
    terminal.send_line("up").expect("a terminal");
    until_prompt(&mut terminal);
    terminal.send_line("p x, y").expect("a terminal");
    let (text, _) = until_prompt(&mut terminal);
    assert!(text.contains("(1, 2)"), "{text}");
    terminal.send_line("q").expect("a terminal");
    terminal.exp_string(">>> ").expect("the prompt");
    terminal.send_line("print(sys.last_type, repr(sys.last_value))").expect("a terminal");
    let text = terminal.exp_string("\n>>> ").expect("the prompt");
    assert!(text.contains("<class 'ZeroDivisionError'> ZeroDivisionError('division by zero')"), "{text}");
}

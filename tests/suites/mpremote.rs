//! `mpremote` drives the program `amphis` over a pseudo-terminal, and boards over that of QEMU.
//!
//! `$MPREMOTE` or `mpremote` in `$PATH` is used, else it is installed into a virtual environment in the target folder. The
//! boards are those in `$AMPHIS_BOARDS` (names), whose firmware must have been built; without it only `amphis` is driven.

use std::fs::File;
use std::io::{BufRead, BufReader, Read, Write};
use std::os::fd::OwnedFd;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::time::Duration;

use amphis_tests::board::emulator::Board;
use amphis_tests::board::without_returns;
use amphis_tests::process::{Ending, Job, run};
use amphis_tests::{interpreter, target_folder};
use rexpect::process::PtyProcess;
use rexpect::session::{PtySession, spawn_command};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};

const VERSION: &str = "mpremote==1.29.0";
const LIMIT: Duration = Duration::from_secs(60);

/// The program `mpremote`.
fn mpremote() -> &'static Path {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    PROGRAM.get_or_init(|| {
        if let Some(path) = std::env::var_os("MPREMOTE") {
            return PathBuf::from(path);
        }
        let path = std::env::var_os("PATH").unwrap_or_default();
        if let Some(found) = std::env::split_paths(&path).map(|folder| folder.join("mpremote")).find(|one| one.exists())
        {
            return found;
        }
        let folder = target_folder().join("mpremote");
        let program = folder.join("bin/mpremote");
        if !program.exists() {
            let install = |program: &Path, arguments: &[&str]| {
                let status = Command::new(program).args(arguments).status().expect("a Python that runs");
                assert!(status.success(), "{} {arguments:?}", program.display());
            };
            install(&amphis_tests::oracle::program(), &["-m", "venv", &folder.to_string_lossy()]);
            install(&folder.join("bin/pip"), &["install", "--quiet", VERSION]);
        }
        program
    })
}

/// Something with a prompt behind a terminal's name.
struct Device {
    name: String,
    _held: Held,
}

/// What must live as long as the device.
enum Held {
    Program { process: PtyProcess, _terminal: OwnedFd },
    Emulator(Child),
}

impl Drop for Held {
    fn drop(&mut self) {
        match self {
            // The process ends with its terminal.
            Held::Program { process, .. } => drop(process.exit()),
            Held::Emulator(child) => drop(child.kill().and_then(|()| child.wait())),
        }
    }
}

fn pump(mut from: File, mut to: File) {
    std::thread::spawn(move || {
        let mut bytes = [0; 1024];
        while let Ok(count @ 1..) = from.read(&mut bytes) {
            if to.write_all(&bytes[..count]).is_err() {
                break;
            }
        }
    });
}

/// The program on a terminal of its own, joined to a second terminal that `mpremote` opens.
fn program() -> Device {
    let mut command = Command::new(interpreter().expect("the interpreter"));
    command.env("TERM", "dumb");
    let process = PtyProcess::new(command).expect("a terminal");
    let master = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).expect("a terminal");
    grantpt(&master).and_then(|()| unlockpt(&master)).expect("a terminal");
    let name = ptsname(&master, Vec::new()).expect("a name").into_string().expect("a name");
    // Open all the time, so that the line does not end when `mpremote` closes it; and raw.
    let other = File::options().read(true).write(true).open(&name).expect("the terminal");
    let mut modes = rustix::termios::tcgetattr(&other).expect("modes");
    modes.make_raw();
    rustix::termios::tcsetattr(&other, rustix::termios::OptionalActions::Now, &modes).expect("modes");
    let master = File::from(master);
    pump(process.get_file_handle().expect("the terminal"), master.try_clone().expect("the terminal"));
    pump(master, process.get_file_handle().expect("the terminal"));
    Device { name, _held: Held::Program { process, _terminal: other.into() } }
}

fn board(name: &str) -> Device {
    let board = Board::load(name).expect("a board");
    let mut command = board.command("pty");
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("QEMU");
    let mut line = String::new();
    BufReader::new(child.stdout.take().expect("output")).read_line(&mut line).expect("the name of the terminal");
    let name = line.split_whitespace().find(|word| word.starts_with("/dev/")).expect("the name of the terminal");
    Device { name: name.to_string(), _held: Held::Emulator(child) }
}

/// The boards to test.
fn boards() -> Vec<String> {
    let names = std::env::var("AMPHIS_BOARDS").unwrap_or_default();
    names.split_whitespace().map(str::to_string).collect()
}

/// A folder of the host, empty.
fn folder(name: &str) -> PathBuf {
    let folder = target_folder().join("mpremote-files").join(name);
    // It may not be there.
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("a folder");
    folder
}

/// Runs `mpremote` on a device: its exit code and what it prints.
fn drive(device: &Device, folder: &Path, words: &[&str]) -> (i32, String) {
    let job = Job {
        program: mpremote().to_path_buf(),
        arguments: ["connect", &device.name].iter().chain(words).map(Into::into).collect(),
        folder: folder.to_path_buf(),
        limit: LIMIT,
        ..Job::default()
    };
    let outcome = run(&job).expect("mpremote");
    let text = format!("{}{}", without_returns(&outcome.stdout), outcome.stderr_text());
    match outcome.ending {
        Ending::Exit(code) => (code, text),
        other => panic!("mpremote {words:?}: {other:?}: {text}"),
    }
}

fn check(device: &Device, folder: &Path, words: &[&str], expected: &str) {
    assert_eq!(drive(device, folder, words), (0, expected.to_string()), "mpremote {words:?}");
}

/// What works without a new start of the interpreter.
fn check_programs(device: &Device, folder: &Path) {
    std::fs::write(folder.join("hello.py"), "print('hello', __name__)\n").expect("a file");
    check(device, folder, &["resume", "exec", "print(6 * 7)"], "42\n");
    check(device, folder, &["resume", "eval", "(2 ** 70, 'ä')"], "(1180591620717411303424, 'ä')\n");
    check(device, folder, &["resume", "run", "hello.py"], "hello __main__\n");
    check(device, folder, &["resume", "exec", "kept = 5"], "");
    check(device, folder, &["resume", "exec", "print(kept)"], "5\n");
    let long = format!("text = '{}'\nprint(len(text))", "x".repeat(3000));
    check(device, folder, &["resume", "exec", &long], "3000\n");
    let (code, text) = drive(device, folder, &["resume", "exec", "def f():\n    1 / 0\nf()"]);
    assert_eq!(code, 1);
    assert!(text.ends_with("in f\nZeroDivisionError: division by zero\n"), "{text}");
}

/// The prompt for people, through `mpremote`'s own terminal.
fn check_prompt(device: &Device) {
    let mut command = Command::new(mpremote());
    command.args(["connect", &device.name, "resume", "repl"]);
    let mut session = spawn_command(command, Some(20_000)).expect("mpremote");
    let expect = |session: &mut PtySession, text: &str| {
        session.exp_string(text).unwrap_or_else(|error| panic!("no {text:?}: {error}"));
    };
    let send = |session: &mut PtySession, text: &str| {
        session.send(text).and_then(|_| session.flush()).expect("a terminal");
    };
    expect(&mut session, "to exit this shell");
    send(&mut session, "\r");
    expect(&mut session, ">>> ");
    send(&mut session, "answer = 6 * 7\r");
    expect(&mut session, ">>> ");
    // A completed name, the line before, a moved cursor.
    send(&mut session, "answ\t + 1\r");
    expect(&mut session, "\n43");
    expect(&mut session, ">>> ");
    send(&mut session, "\x1b[A\x7f2\r");
    expect(&mut session, "\n44");
    expect(&mut session, ">>> ");
    send(&mut session, "for i in range(2):\r");
    expect(&mut session, "... ");
    send(&mut session, "print('line', i)\r");
    expect(&mut session, "... ");
    send(&mut session, "\r\r");
    expect(&mut session, "line 0");
    expect(&mut session, "line 1");
    expect(&mut session, ">>> ");
    send(&mut session, "while True: pass\r\r");
    std::thread::sleep(Duration::from_millis(300));
    send(&mut session, "\x03");
    expect(&mut session, "KeyboardInterrupt");
    expect(&mut session, ">>> ");
    send(&mut session, "\x18");
    session.process().wait().expect("the end of mpremote");
}

/// A new start, which only a board makes by itself.
fn check_soft_reset(device: &Device, folder: &Path) {
    check(device, folder, &["exec", "kept = 5"], "");
    check(device, folder, &["soft-reset"], "");
    let (code, text) = drive(device, folder, &["resume", "exec", "print(kept)"]);
    assert_eq!(code, 1);
    assert!(text.contains("NameError"), "{text}");
    check(device, folder, &["exec", "print('after')"], "after\n");
}

#[test]
fn program_behind_a_terminal() {
    let device = program();
    let folder = folder("program");
    check_programs(&device, &folder);
    check_prompt(&device);
}

#[test]
fn boards_behind_the_uart() {
    for name in boards() {
        let device = board(&name);
        let folder = folder(&name);
        check_programs(&device, &folder);
        check_soft_reset(&device, &folder);
        check_prompt(&device);
    }
}

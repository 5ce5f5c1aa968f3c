//! The interactive prompt: with keys on a terminal, by plain lines elsewhere.

use crate::host::UNIX;
use crate::program::{NO_NAME, VERSION};
use crate::terminal::Terminal;
use amphis::{Ending, Interpreter, Mode, input_continues};
use hal::{Host, Stream, errno};
use repl::{Repl, Step};
use std::sync::atomic::Ordering;

const BANNER: &str = concat!("Amphis v", env!("CARGO_PKG_VERSION"), "; unix version\r\n");

/// A line that was read.
enum Line {
    /// Its bytes, without the end.
    Text(Vec<u8>),
    /// The interrupt key was pressed.
    Interrupted,
    /// The input has ended.
    End,
}

/// Reads statements and runs them until the input ends; the result is the status of the process.
pub fn run(interpreter: &mut Interpreter) -> i32 {
    if UNIX.is_terminal(0)
        && let Some(mut terminal) = Terminal::open()
    {
        return run_on_terminal(interpreter, &mut terminal);
    }
    run_lines(interpreter)
}

fn run_on_terminal(interpreter: &mut Interpreter, terminal: &mut Terminal) -> i32 {
    let mut repl = Repl::new(BANNER.as_bytes());
    let history = history_file();
    if let Some(lines) = history.as_ref().and_then(|file| std::fs::read(file).ok()) {
        lines.split(|&byte| byte == b'\n').for_each(|line| repl.editor().remember(line));
    }
    repl.start(interpreter, terminal);
    let status = loop {
        // The prompt must be seen; an error shows when something else is written.
        let _ = UNIX.flush(Stream::Output);
        let mut byte = [0];
        match UNIX.read(0, &mut byte) {
            Ok(0) => break 0,
            Ok(_) => match repl.feed(interpreter, terminal, byte[0]) {
                Step::Continue => {}
                Step::Reset => break 0,
                Step::Exit(status) => break i32::from(status),
            },
            Err(errno::EINTR) => {}
            Err(_) => break 0,
        }
    };
    if let Some(file) = history {
        let mut lines = Vec::new();
        for line in repl.editor().history() {
            lines.extend_from_slice(line);
            lines.push(b'\n');
        }
        // A history that cannot be kept is no error.
        let _ = std::fs::write(file, lines);
    }
    status
}

/// Where the lines of the prompt are kept.
fn history_file() -> Option<std::path::PathBuf> {
    Some(std::path::PathBuf::from(std::env::var_os("HOME")?).join(".amphis.history"))
}

fn run_lines(interpreter: &mut Interpreter) -> i32 {
    let banner = format!("{VERSION}; {} version\nType \"help()\" for more information.\n", UNIX.platform());
    interpreter.write(Stream::Output, banner.as_bytes());
    loop {
        let source = match read_statement(interpreter) {
            Line::Text(source) => source,
            Line::Interrupted => continue,
            Line::End => {
                interpreter.write(Stream::Output, b"\n");
                return 0;
            }
        };
        if source.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        if interpreter.run_source(&source, NO_NAME, Mode::Interactive).is_err()
            && let Ending::Exit(status) = interpreter.end(Stream::Output)
        {
            return i32::from(status);
        }
    }
}

/// Reads lines until they make a statement.
fn read_statement(interpreter: &mut Interpreter) -> Line {
    let mut source = Vec::new();
    loop {
        let prompt = if source.is_empty() { interpreter.prompt(false) } else { interpreter.prompt(true) };
        interpreter.write(Stream::Output, &prompt);
        // The prompt must be seen; an error shows when something else is written.
        let _ = UNIX.flush(Stream::Output);
        match read_line(interpreter) {
            Line::Text(line) => {
                if !source.is_empty() {
                    source.push(b'\n');
                }
                source.extend_from_slice(&line);
            }
            Line::Interrupted => {
                interpreter.write(Stream::Output, b"\n");
                return Line::Interrupted;
            }
            Line::End if source.is_empty() => return Line::End,
            Line::End => return Line::Text(source),
        }
        if !input_continues(&source) {
            source.push(b'\n');
            return Line::Text(source);
        }
    }
}

fn read_line(interpreter: &mut Interpreter) -> Line {
    let mut line = Vec::new();
    let mut byte = [0];
    loop {
        match UNIX.read(0, &mut byte) {
            Ok(0) if line.is_empty() => return Line::End,
            Ok(0) => return Line::Text(line),
            Ok(_) if byte[0] == b'\n' => return Line::Text(line),
            Ok(_) => line.push(byte[0]),
            Err(errno::EINTR) => {
                if interpreter.vm().pending.keyboard_interrupt.swap(false, Ordering::AcqRel) {
                    return Line::Interrupted;
                }
            }
            Err(_) => return Line::End,
        }
    }
}

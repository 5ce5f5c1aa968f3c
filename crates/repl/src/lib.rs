//! The interactive prompt: friendly with editing, history and completion; raw and raw-paste for programs that drive it.
//!
//! A [`Repl`] is fed byte by byte, so that it serves ports that wait for input as well as those that are called when there
//! is some. What it answers goes to a [`Console`]; what Python prints goes the way it always does. The raw modes follow
//! MicroPython's protocol, which `mpremote` and others speak.
//!
//! Map: this file the modes; [`editor`] the line editor; [`completion`] the names that could be meant.
#![no_std]
#![forbid(unsafe_code)]

#[cfg(test)]
extern crate std;

pub mod completion;
pub mod editor;

use amphis::{Ending, Interpreter, Mode, input_continues};
use completion::Completion;
use core::fmt::Write;
use editor::{Edit, Editor};
use hal::Stream;
use heap::TryVec;

/// Where the prompt is shown.
pub trait Console {
    /// Writes to the terminal; lines end with `\r\n`.
    fn write(&mut self, bytes: &[u8]);

    /// A program is about to run, or has run: whoever keeps the terminal in another mode for the prompt changes it.
    fn set_running(&mut self, _running: bool) {}
}

/// How it goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// With the next byte.
    Continue,
    /// The user asked for a new start: a host ends, a board makes a new interpreter.
    Reset,
    /// The program raised `SystemExit` with this status.
    Exit(u8),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// Lines for people.
    Friendly,
    /// A text that is run as a whole.
    Paste,
    /// A text from a program.
    Raw,
    /// The same with flow control: bytes that may still come before the window is opened again.
    RawPaste(u16),
}

/// Bytes of a window of raw-paste mode.
const WINDOW: u16 = 128;
const INTERRUPT: u8 = 3;
const END: u8 = 4;
/// The name of what is typed, for tracebacks.
const FILENAME: &[u8] = b"<stdin>";

/// The prompt.
#[derive(Debug)]
pub struct Repl {
    state: State,
    editor: Editor,
    /// The lines of the statement so far, or the text of the other modes.
    source: TryVec<u8>,
    banner: &'static [u8],
}

impl Repl {
    /// A prompt that introduces itself with a line of text, which ends with `\r\n`.
    pub fn new(banner: &'static [u8]) -> Repl {
        Repl { state: State::Friendly, editor: Editor::new(), source: TryVec::new(), banner }
    }

    /// The line editor, whose history a port may keep.
    pub fn editor(&mut self) -> &mut Editor {
        &mut self.editor
    }

    /// Whether a program drives the prompt.
    pub fn is_raw(&self) -> bool {
        matches!(self.state, State::Raw | State::RawPaste(_))
    }

    /// Shows the banner and the first prompt.
    pub fn start(&mut self, interpreter: &mut Interpreter, console: &mut dyn Console) {
        if self.state == State::Raw {
            self.start_raw(console);
            return;
        }
        self.state = State::Friendly;
        console.write(self.banner);
        console.write(b"Type \"help()\" for more information.\r\n");
        self.prompt(interpreter, console);
    }

    /// Takes a byte.
    pub fn feed(&mut self, interpreter: &mut Interpreter, console: &mut dyn Console, byte: u8) -> Step {
        match self.state {
            State::Friendly => self.friendly(interpreter, console, byte),
            State::Paste => self.paste(interpreter, console, byte),
            State::Raw => self.raw(interpreter, console, byte),
            State::RawPaste(left) => self.raw_paste(interpreter, console, byte, left),
        }
    }

    fn prompt(&mut self, interpreter: &mut Interpreter, console: &mut dyn Console) {
        // A program that left the heap locked must not lock out the prompt.
        while interpreter.vm().heap.lock_depth() > 0 {
            interpreter.vm().heap.unlock();
        }
        let continues = !self.source.is_empty();
        console.write(&interpreter.prompt(continues));
        let indent = if continues { indent_after(&self.source) } else { 0 };
        self.editor.start(console, indent);
    }

    fn restart(&mut self, interpreter: &mut Interpreter, console: &mut dyn Console) -> Step {
        self.source.clear();
        self.prompt(interpreter, console);
        Step::Continue
    }

    fn friendly(&mut self, interpreter: &mut Interpreter, console: &mut dyn Console, byte: u8) -> Step {
        match self.editor.feed(console, byte) {
            Edit::More => Step::Continue,
            Edit::Complete => {
                self.complete(interpreter, console);
                Step::Continue
            }
            Edit::Accept => self.accept(interpreter, console),
            Edit::Control(key) => self.control(interpreter, console, key),
        }
    }

    fn accept(&mut self, interpreter: &mut Interpreter, console: &mut dyn Console) -> Step {
        let line = TryVec::try_from_slice(self.editor.line());
        let added = line.and_then(|line| {
            self.editor.remember(&line);
            if !self.source.is_empty() {
                self.source.try_push(b'\n')?;
            }
            self.source.try_extend_from_slice(&line)
        });
        if added.is_err() {
            console.write(b"MemoryError: the line is lost\r\n");
            return self.restart(interpreter, console);
        }
        if self.source.iter().all(u8::is_ascii_whitespace) {
            return self.restart(interpreter, console);
        }
        if input_continues(&self.source) {
            self.prompt(interpreter, console);
            return Step::Continue;
        }
        self.run_friendly(interpreter, console, Mode::Interactive)
    }

    fn control(&mut self, interpreter: &mut Interpreter, console: &mut dyn Console, key: u8) -> Step {
        if !self.source.is_empty() && key == END {
            console.write(b"\r\n");
            return self.run_friendly(interpreter, console, Mode::Interactive);
        }
        if !self.source.is_empty() && key != INTERRUPT {
            return Step::Continue;
        }
        match key {
            1 => {
                self.source.clear();
                self.start_raw(console);
                Step::Continue
            }
            2 => {
                console.write(b"\r\n");
                self.start(interpreter, console);
                Step::Continue
            }
            END => {
                console.write(b"\r\n");
                Step::Reset
            }
            5 => {
                self.state = State::Paste;
                console.write(b"\r\npaste mode; Ctrl-C to cancel, Ctrl-D to finish\r\n=== ");
                Step::Continue
            }
            _ => {
                console.write(b"\r\n");
                self.restart(interpreter, console)
            }
        }
    }

    fn complete(&mut self, interpreter: &mut Interpreter, console: &mut dyn Console) {
        match completion::complete(interpreter, self.editor.before_cursor()) {
            Completion::Nothing => {}
            Completion::Text(text) => self.editor.insert(console, &text),
            Completion::Names(names) => {
                completion::print(console, &names);
                console.write(&interpreter.prompt(!self.source.is_empty()));
                self.editor.redraw(console);
            }
        }
    }

    /// Runs what was typed; what it raises is shown.
    fn run_friendly(&mut self, interpreter: &mut Interpreter, console: &mut dyn Console, mode: Mode) -> Step {
        let mut source = core::mem::take(&mut self.source);
        // Without memory for the last line end the text is whole as it is.
        let _ = source.try_push(b'\n');
        console.set_running(true);
        let result = interpreter.run_source(&source, FILENAME, mode);
        let ending = if result.is_err() { Some(interpreter.end(Stream::Output)) } else { None };
        console.set_running(false);
        match ending {
            Some(Ending::Exit(status)) => Step::Exit(status),
            _ => self.restart(interpreter, console),
        }
    }

    fn paste(&mut self, interpreter: &mut Interpreter, console: &mut dyn Console, byte: u8) -> Step {
        match byte {
            INTERRUPT => {
                self.state = State::Friendly;
                console.write(b"\r\n");
                self.restart(interpreter, console)
            }
            END => {
                self.state = State::Friendly;
                console.write(b"\r\n");
                self.run_friendly(interpreter, console, Mode::Module)
            }
            _ => {
                let byte = if byte == b'\r' { b'\n' } else { byte };
                if self.source.try_push(byte).is_err() {
                    self.state = State::Friendly;
                    console.write(b"\r\nMemoryError: the text is lost\r\n");
                    return self.restart(interpreter, console);
                }
                console.write(if byte == b'\n' { b"\r\n=== " } else { core::slice::from_ref(&byte) });
                Step::Continue
            }
        }
    }

    fn start_raw(&mut self, console: &mut dyn Console) {
        self.state = State::Raw;
        self.source.clear();
        console.write(b"raw REPL; CTRL-B to exit\r\n>");
    }

    fn raw(&mut self, interpreter: &mut Interpreter, console: &mut dyn Console, byte: u8) -> Step {
        match byte {
            1 => match self.source[..] {
                [5, b'A'] => {
                    self.source.clear();
                    self.state = State::RawPaste(WINDOW);
                    let [low, high] = WINDOW.to_le_bytes();
                    console.write(&[b'R', 1, low, high, 1]);
                }
                [5, _] => {
                    self.source.clear();
                    console.write(b"R\x00>");
                }
                _ => self.start_raw(console),
            },
            2 => {
                self.state = State::Friendly;
                self.source.clear();
                console.write(b"\r\n");
                self.start(interpreter, console);
            }
            INTERRUPT => self.source.clear(),
            END if self.source.is_empty() => {
                console.write(b"OK\r\n");
                return Step::Reset;
            }
            END => {
                console.write(b"OK");
                return self.run_raw(interpreter, console);
            }
            _ => {
                // Text that there is no memory for is refused when it is to be run.
                if self.source.try_push(byte).is_err() {
                    self.source.clear();
                    console.write(b"MemoryError\r\n");
                }
            }
        }
        Step::Continue
    }

    fn raw_paste(&mut self, interpreter: &mut Interpreter, console: &mut dyn Console, byte: u8, left: u16) -> Step {
        match byte {
            INTERRUPT => {
                self.state = State::Raw;
                self.source.clear();
                console.write(b"\x04\x04KeyboardInterrupt\r\n\x04>");
            }
            END => {
                self.state = State::Raw;
                console.write(b"\x04");
                return self.run_raw(interpreter, console);
            }
            _ => {
                // A text that does not fit is a damaged program: it is dropped, and the end of it is waited for.
                if self.source.try_push(byte).is_err() {
                    self.source.clear();
                    let _ = self.source.try_extend_from_slice(b"raise MemoryError('the text did not fit')\n#");
                }
                if left > 1 {
                    self.state = State::RawPaste(left - 1);
                } else {
                    self.state = State::RawPaste(WINDOW);
                    console.write(b"\x01");
                }
            }
        }
        Step::Continue
    }

    /// Runs the text of a raw mode: output, the end mark, what was raised, the end mark, the prompt.
    fn run_raw(&mut self, interpreter: &mut Interpreter, console: &mut dyn Console) -> Step {
        let source = core::mem::take(&mut self.source);
        console.set_running(true);
        let result = interpreter.run_source(&source, FILENAME, Mode::Module);
        drop(source);
        console.write(b"\x04");
        let number = interpreter.error_number();
        let ending = if result.is_err() { Some(interpreter.end(Stream::Output)) } else { None };
        if let Some(number) = number {
            // Programs such as mpremote know an error of the system by this line.
            let mut line = TryVec::new();
            if writeln!(line, "OSError: {number}").is_ok() {
                interpreter.write(Stream::Output, &line);
            }
        }
        console.write(b"\x04");
        console.set_running(false);
        if let Some(Ending::Exit(status)) = ending {
            return Step::Exit(status);
        }
        console.write(b">");
        Step::Continue
    }
}

/// The indent of the line that follows: that of the last line, and one more behind a colon.
fn indent_after(source: &[u8]) -> usize {
    let line = source.rsplit(|&byte| byte == b'\n').next().unwrap_or_default();
    let spaces = line.iter().take_while(|&&byte| byte == b' ').count();
    let code = line.iter().rposition(|byte| !byte.is_ascii_whitespace()).map(|last| line[last]);
    match code {
        None => 0,
        Some(b':') => spaces + 4,
        Some(_) => spaces,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn indents() {
        assert_eq!(indent_after(b"if x:"), 4);
        assert_eq!(indent_after(b"if x:\n    y: "), 8);
        assert_eq!(indent_after(b"if x:\n    y"), 4);
        assert_eq!(indent_after(b"if x:\n    "), 0);
        assert_eq!(indent_after(b"(1,"), 0);
    }
}

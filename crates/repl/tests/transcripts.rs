//! What is sent and what comes back, in all modes.

use amphis::{Builder, Interpreter};
use amphis_repl::{Console, Repl, Step};
use hal::{Errno, Host, Stream};
use std::sync::Mutex;

/// Collects what programs print; tests take turns.
struct Collector(Mutex<Vec<u8>>);

static COLLECTOR: Collector = Collector(Mutex::new(Vec::new()));
static TURN: Mutex<()> = Mutex::new(());

impl Host for Collector {
    fn write(&self, _: Stream, bytes: &[u8]) -> Result<(), Errno> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(())
    }

    fn monotonic_nanoseconds(&self) -> u64 {
        0
    }

    fn sleep_nanoseconds(&self, _: u64) {}

    fn platform(&self) -> &'static str {
        "test"
    }
}

struct Wire;

impl Console for Wire {
    fn write(&mut self, bytes: &[u8]) {
        let _ = COLLECTOR.write(Stream::Output, bytes);
    }
}

/// Runs a dialogue: pairs of what is sent and what must come back.
fn dialogue(turns: &[(&[u8], &str)]) -> Step {
    let _turn = TURN.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
    let mut interpreter: Interpreter = match Builder::new(&COLLECTOR).start() {
        Ok(interpreter) => interpreter,
        Err(_) => panic!("no memory"),
    };
    let mut repl = Repl::new(b"Amphis\r\n");
    take();
    repl.start(&mut interpreter, &mut Wire);
    assert_eq!(take(), "Amphis\r\nType \"help()\" for more information.\r\n>>> ");
    let mut step = Step::Continue;
    for (sent, expected) in turns {
        for &byte in *sent {
            assert_eq!(step, Step::Continue);
            step = repl.feed(&mut interpreter, &mut Wire, byte);
        }
        assert_eq!(take(), *expected, "after {:?}", String::from_utf8_lossy(sent));
    }
    step
}

fn take() -> String {
    String::from_utf8(std::mem::take(&mut *COLLECTOR.0.lock().unwrap())).unwrap()
}

#[test]
fn statements_and_values() {
    let step = dialogue(&[
        (b"1 + 2\r", "1 + 2\r\n3\n>>> "),
        (b"_ * 2\r", "_ * 2\r\n6\n>>> "),
        (b"\r", "\r\n>>> "),
        (b"def f(x):\r", "def f(x):\r\n...     "),
        (b"return x + 1\r", "return x + 1\r\n...     "),
        (b"\x7f\r", "\x1b[4D\x1b[K\r\n>>> "),
        (b"f(3)\r", "f(3)\r\n4\n>>> "),
        (
            b"1/0\r",
            "1/0\r\nTraceback (most recent call last):\n  File \"<stdin>\", line 1, in <module>\nZeroDivisionError: division by zero\n>>> ",
        ),
        (b"(1,\r", "(1,\r\n... "),
        (b"2)\r", "2)\r\n(1, 2)\n>>> "),
        (b"if 1:\r\x03", "if 1:\r\n...     \r\n>>> "),
        (b"raise SystemExit(3)\r", "raise SystemExit(3)\r\n"),
    ]);
    assert_eq!(step, Step::Exit(3));
}

#[test]
fn control_keys() {
    let step = dialogue(&[
        (b"\x03", "\r\n>>> "),
        (b"abc\x03", "abc\r\n>>> "),
        (b"\x02", "\r\nAmphis\r\nType \"help()\" for more information.\r\n>>> "),
        (b"\x05", "\r\npaste mode; Ctrl-C to cancel, Ctrl-D to finish\r\n=== "),
        (b"for i in range(2):\r  print(i)\r\x04", "for i in range(2):\r\n===   print(i)\r\n=== \r\n0\n1\n>>> "),
        (b"\x05x\x03", "\r\npaste mode; Ctrl-C to cancel, Ctrl-D to finish\r\n=== x\r\n>>> "),
        (b"\x04", "\r\n"),
    ]);
    assert_eq!(step, Step::Reset);
}

#[test]
fn completion() {
    dialogue(&[
        (b"import sy\t", "import sys"),
        (b"\r", "\r\n>>> "),
        (b"sys.std\t", "sys.std\r\nstderr          stdin           stdout\r\n>>> sys.std\x1b[K"),
        (b"o\t\r", "out\r\n<_io.TextIOWrapper name='<stdout>' mode='w' encoding='utf-8'>\n>>> "),
        (b"impo\t\x15", "import \x1b[7D\x1b[K"),
        (b"nothing.at\t\x15", "nothing.at\x1b[10D\x1b[K"),
        (b"pri\t\x15", "print\x1b[5D\x1b[K"),
    ]);
}

#[test]
fn raw_mode() {
    let step = dialogue(&[
        (b"\r\x03\r\x01", "\r\n>>> \r\n>>> \r\n>>> raw REPL; CTRL-B to exit\r\n>"),
        (b"print(123)\x04", "OK123\n\x04\x04>"),
        (
            b"1/0\x04",
            "OK\x04Traceback (most recent call last):\n  File \"<stdin>\", line 1, in <module>\nZeroDivisionError: division by zero\n\x04>",
        ),
        (b"dropped\x03x = 5\x04", "OK\x04\x04>"),
        (b"\x01", "raw REPL; CTRL-B to exit\r\n>"),
        (b"\x02", "\r\nAmphis\r\nType \"help()\" for more information.\r\n>>> "),
        (b"x\r", "x\r\n5\n>>> "),
        (b"\x01", "raw REPL; CTRL-B to exit\r\n>"),
        (b"\x04", "OK\r\n"),
    ]);
    assert_eq!(step, Step::Reset);
}

#[test]
fn raw_paste_mode() {
    let long = [&b"#"[..], &[b'x'; 200], b"\nprint(7)\n\x04"].concat();
    // The size of the window is no text: this part compares bytes.
    let _turn = TURN.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
    let Ok(mut interpreter) = Builder::new(&COLLECTOR).start() else { panic!("no memory") };
    let mut repl = Repl::new(b"");
    repl.start(&mut interpreter, &mut Wire);
    let mut exchange = |sent: &[u8]| {
        COLLECTOR.0.lock().unwrap().clear();
        for &byte in sent {
            assert_eq!(repl.feed(&mut interpreter, &mut Wire, byte), Step::Continue);
        }
        std::mem::take(&mut *COLLECTOR.0.lock().unwrap())
    };
    assert_eq!(exchange(b"\x01"), b"raw REPL; CTRL-B to exit\r\n>");
    assert_eq!(exchange(b"\x05B\x01"), b"R\x00>");
    assert_eq!(exchange(b"\x05A\x01"), b"R\x01\x80\x00\x01");
    assert_eq!(exchange(b"print(123)\x04"), b"\x04123\n\x04\x04>");
    assert_eq!(exchange(b"\x05A\x01"), b"R\x01\x80\x00\x01");
    assert_eq!(exchange(&long), b"\x01\x047\n\x04\x04>");
    exchange(b"\x05A\x01");
    let answer = exchange(b"1 +\x04");
    assert!(answer.starts_with(b"\x04\x04") && answer.ends_with(b"\x04>"), "{answer:?}");
    exchange(b"\x05A\x01");
    assert_eq!(exchange(b"abc\x03"), b"\x04\x04KeyboardInterrupt\r\n\x04>");
}

#[test]
fn the_raw_mode_names_errors_of_the_system() {
    dialogue(&[
        (b"\x01", "raw REPL; CTRL-B to exit\r\n>"),
        (
            b"open('nothing')\x04",
            "OK\x04Traceback (most recent call last):\n  File \"<stdin>\", line 1, in <module>\nOSError: [Errno 19] No such \
             device: 'nothing'\nOSError: 19\n\x04>",
        ),
    ]);
}

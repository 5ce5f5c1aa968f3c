//! Tests of the harness for boards. The board is an interpreter of this process behind the same prompt; faults are planted
//! in what it sends.

use std::io::{PipeReader, PipeWriter, Read, Write, pipe};
use std::path::Path;

use amphis::{Builder, Dual, Fast, Interpreter};
use amphis_tests::board::emulator::Board;
use amphis_tests::board::fixtures::{exclusions, judge, obstacle};
use amphis_tests::board::link::Link;
use amphis_tests::board::raw::Raw;
use amphis_tests::board::{Verdict, generated};
use amphis_tests::equivalence::amphis::{KEEPER, MACHINE_STACK, configuration, take_written};
use amphis_tests::fixture::Fixture;
use amphis_tests::oracle::Oracle;
use amphis_tests::{fixture, target_folder, tests_folder};
use repl::{Console, Repl, Step};

/// What the board does wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fault {
    Nothing,
    /// A digit is another one.
    Digit,
    /// A byte that is received is lost.
    LostByte,
    /// The interpreter has no events.
    NoEvents,
    /// The end of a program does not show.
    Silence,
}

struct Wire {
    output: PipeWriter,
    fault: Fault,
    has_run: bool,
}

impl Console for Wire {
    fn set_running(&mut self, _running: bool) {
        self.has_run = true;
    }

    fn write(&mut self, bytes: &[u8]) {
        if self.fault == Fault::Silence && self.has_run {
            return;
        }
        let mut text = take_written().replace('\n', "\r\n");
        if self.fault == Fault::Digit {
            text = text.replacen('7', "8", 1);
        }
        // The harness may be gone.
        let _ = self.output.write_all(text.as_bytes());
        let _ = self.output.write_all(bytes);
    }
}

fn new_interpreter(fault: Fault) -> Interpreter {
    let builder = Builder::new(&KEEPER).configuration(configuration());
    let builder = if fault == Fault::NoEvents { builder.strategy::<Fast>() } else { builder.strategy::<Dual>() };
    builder.start().expect("an interpreter")
}

fn serve(mut input: PipeReader, output: PipeWriter, fault: Fault) {
    let mut wire = Wire { output, fault, has_run: false };
    let mut repl = Repl::new(b"Amphis\r\n");
    let (mut byte, mut count) = ([0], 0);
    loop {
        let mut interpreter = new_interpreter(fault);
        repl.start(&mut interpreter, &mut wire);
        loop {
            let Ok(1) = input.read(&mut byte) else { return };
            count += 1;
            if fault == Fault::LostByte && count == 90 {
                continue;
            }
            if repl.feed(&mut interpreter, &mut wire, byte[0]) != Step::Continue {
                break;
            }
        }
        wire.write(b"MPY: soft reboot\r\n");
    }
}

fn start(fault: Fault) -> Raw {
    let (board_input, host_output) = pipe().expect("a pipe");
    let (host_input, board_output) = pipe().expect("a pipe");
    let builder = std::thread::Builder::new().stack_size(MACHINE_STACK * 2);
    builder.spawn(move || serve(board_input, board_output, fault)).expect("a thread");
    Raw::enter(Link::new(host_input, host_output)).expect("the raw prompt")
}

fn load(name: &str) -> Fixture {
    let root = tests_folder();
    Fixture::load(&root, &root.join(name).with_extension("py")).expect("a fixture")
}

fn verdict(name: &str, fault: Fault, watched: bool) -> Result<Verdict, String> {
    judge(&mut start(fault), &load(name), &Oracle::new(&target_folder().join("oracle")), watched)
}

#[test]
fn fixtures_pass() {
    for name in ["dict/methods", "statements/with_statement", "exceptions/chaining"] {
        assert_eq!(verdict(name, Fault::Nothing, false), Ok(Verdict::Passed), "{name}");
        assert_eq!(verdict(name, Fault::Nothing, true), Ok(Verdict::Passed), "{name} watched");
    }
}

#[test]
fn planted_differences_are_seen() {
    assert!(matches!(verdict("dict/methods", Fault::Digit, false), Ok(Verdict::Failed(_))));
    assert!(matches!(verdict("dict/methods", Fault::Digit, true), Ok(Verdict::Failed(_))));
    assert!(!matches!(verdict("dict/methods", Fault::LostByte, false), Ok(Verdict::Passed)));
}

#[test]
fn untraced_run_is_seen() {
    assert_eq!(verdict("dict/methods", Fault::NoEvents, false), Ok(Verdict::Passed));
    assert!(matches!(verdict("dict/methods", Fault::NoEvents, true), Ok(Verdict::Failed(_))));
}

#[test]
fn silent_board_is_an_error() {
    let mut raw = start(Fault::Silence);
    assert!(raw.run(b"print(1)", std::time::Duration::from_millis(200)).is_err());
}

#[test]
fn generated_programs_are_compared() {
    let compare = |fault| {
        let mut raw = start(fault);
        let judge = |seed| {
            let source = generated::program_of(seed, false).expect("a program");
            let expected = generated::on_host(&source).expect("an answer");
            generated::judge(&mut raw, &source, &expected).expect("a verdict")
        };
        (1..8).map(judge).collect::<Vec<_>>()
    };
    let thread = std::thread::Builder::new().stack_size(MACHINE_STACK * 2);
    let compare = thread.spawn(move || (compare(Fault::Nothing), compare(Fault::Digit))).expect("a thread");
    let (good, bad) = compare.join().expect("verdicts");
    assert_eq!(good, vec![Verdict::Passed; 7]);
    assert!(bad.iter().any(|verdict| matches!(verdict, Verdict::Failed(_))), "{bad:?}");
}

fn board(short_floats: bool, has_events: bool) -> Board {
    Board {
        name: "board".to_string(),
        machine: String::new(),
        firmware: Path::new("").to_path_buf(),
        short_floats,
        heap: 0,
        has_events,
        is_complete: true,
        counted: false,
    }
}

#[test]
fn what_does_not_fit_has_a_reason() {
    let fixtures = fixture::find(&tests_folder()).expect("fixtures");
    let list = exclusions(&tests_folder().join("modes/boards-skip.txt"), &fixtures).expect("a list");
    let of = |name, short, events, watched| obstacle(&load(name), &board(short, events), watched, &list);
    assert_eq!(of("dict/methods", false, true, true), None);
    assert!(of("dict/methods", false, false, true).is_some());
    assert!(of("builtins/print", false, true, false).is_some());
}

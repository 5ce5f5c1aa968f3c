//! A run in this process.

use super::{FILE, Outcome, Watch};
use amphis::{Builder, Configuration, Interpreter, Mode, Strategy};
use hal::{Errno, Host, Stream};
use std::cell::RefCell;

const DRIVER: &str = include_str!("driver.py");

thread_local! {
    /// What the interpreter of this thread has written.
    static WRITTEN: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// A host that keeps what is written, for each thread.
pub struct Keeper;

/// The only one.
pub static KEEPER: Keeper = Keeper;

impl Host for Keeper {
    fn write(&self, _stream: Stream, bytes: &[u8]) -> Result<(), Errno> {
        WRITTEN.with_borrow_mut(|written| written.extend_from_slice(bytes));
        Ok(())
    }

    fn monotonic_nanoseconds(&self) -> u64 {
        0
    }

    fn sleep_nanoseconds(&self, _duration: u64) {}

    fn platform(&self) -> &'static str {
        "test"
    }
}

/// What the interpreters of this thread have written since the last call.
pub fn take_written() -> String {
    let bytes = WRITTEN.with_borrow_mut(std::mem::take);
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Sizes and limits of a run.
pub fn configuration() -> Configuration {
    Configuration {
        heap_limit: 64 << 20,
        stack_size: 1 << 20,
        machine_stack: MACHINE_STACK,
        ..Configuration::default()
    }
}

/// Runs a program under a strategy.
///
/// The caller's thread needs a machine stack of [`MACHINE_STACK`] and some more.
pub fn run<S: Strategy>(source: &str, watch: Watch) -> Outcome {
    run_with::<S>(source, watch, configuration(), u64::MAX)
}

/// As [`run`], with these limits and so much fuel, which counts if the strategy is metered.
pub fn run_with<S: Strategy>(source: &str, watch: Watch, configuration: Configuration, fuel: u64) -> Outcome {
    take_written();
    match Builder::new(&KEEPER).configuration(configuration).strategy::<S>().start() {
        Ok(mut interpreter) => run_in(&mut interpreter, source, watch, fuel),
        Err(_) => Outcome { ending: "the interpreter does not start".into(), ..Outcome::default() },
    }
}

/// How the ending of a program begins that does not compile.
pub const NOT_COMPILED: &str = "does not compile";

/// Bytes of the machine's stack that a run may use.
pub const MACHINE_STACK: usize = 4 << 20;

fn run_in(interpreter: &mut Interpreter, source: &str, watch: Watch, fuel: u64) -> Outcome {
    let mut outcome = Outcome::default();
    interpreter.set_fuel(u64::MAX);
    if let Err(report) = step(interpreter, DRIVER) {
        outcome.ending = format!("the driver does not run: {report}");
        return outcome;
    }
    if let Err(report) = step(interpreter, &format!("CODE = compile({}, '{FILE}', 'exec')", literal(source))) {
        outcome.ending = format!("{NOT_COMPILED}: {report}");
        return outcome;
    }
    let counted = watch == Watch::Nothing;
    if counted {
        interpreter.vm().heap.fail_after(u64::MAX);
    }
    interpreter.set_fuel(fuel);
    let result = step(interpreter, &format!("NAMESPACE, ERROR, EVENTS = run(CODE, '{}')", watch.name()));
    interpreter.set_fuel(u64::MAX);
    if counted {
        outcome.allocations = Some(interpreter.vm().heap.allocations());
        interpreter.vm().heap.fail_after(0);
    }
    match result {
        Ok(printed) => outcome.printed = printed,
        Err(report) => {
            outcome.ending = format!("the driver failed: {report}");
            return outcome;
        }
    }
    let mut text = |expression: &str| {
        let result = step(interpreter, &format!("print({expression}, end='')"));
        result.unwrap_or_else(|report| format!("the driver failed: {report}"))
    };
    outcome.ending = text("ending(ERROR)");
    outcome.globals = text("namespace_text(NAMESPACE)");
    outcome.events = text("'\\n'.join(EVENTS)");
    outcome
}

/// Runs some lines of the driver: what they print, or the report of what they raise.
fn step(interpreter: &mut Interpreter, source: &str) -> Result<String, String> {
    match interpreter.run_source(source.as_bytes(), b"driver.py", Mode::Module) {
        Ok(_) => Ok(take_written()),
        Err(_) => {
            interpreter.end(Stream::Error);
            Err(take_written())
        }
    }
}

/// A text as a literal of Python.
fn literal(text: &str) -> String {
    let mut literal = String::from("'");
    for character in text.chars() {
        match character {
            '\'' | '\\' => literal.extend(['\\', character]),
            '\n' => literal.push_str("\\n"),
            '\0'..='\x1f' => literal.push_str(&format!("\\x{:02x}", character as u32)),
            _ => literal.push(character),
        }
    }
    literal.push('\'');
    literal
}

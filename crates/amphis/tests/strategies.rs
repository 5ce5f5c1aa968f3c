//! Strategies through the embedding API: what each is called, who may trace, and programs that run out of fuel.

use amphis::{Builder, Dual, Ending, Fast, Interpreter, Mode, Strategy, Tracing};
use hal::{Errno, Host, Stream};

struct Silent;

impl Host for Silent {
    fn write(&self, _: Stream, _: &[u8]) -> Result<(), Errno> {
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

fn started(builder: Builder) -> Interpreter {
    match builder.start() {
        Ok(interpreter) => interpreter,
        Err(_) => panic!("no memory"),
    }
}

/// The number that an expression has.
fn number(interpreter: &mut Interpreter, source: &str) -> isize {
    match interpreter.run_source(source.as_bytes(), b"<test>", Mode::Expression) {
        Ok(value) => value.as_small_int().unwrap_or(-1) as isize,
        Err(_) => panic!("{source} raised"),
    }
}

fn runs(interpreter: &mut Interpreter, source: &str) -> bool {
    interpreter.run_source(source.as_bytes(), b"<test>", Mode::Module).is_ok()
}

fn name_of<S: Strategy>() -> (bool, bool) {
    let mut interpreter = started(Builder::new(&Silent).strategy::<S>());
    let source = format!("import sys\nassert sys._strategy == {:?}", S::NAME);
    let named = runs(&mut interpreter, &source);
    (named, runs(&mut interpreter, "import sys\nsys.settrace(print)"))
}

#[test]
fn the_program_knows_its_strategy() {
    assert_eq!(name_of::<Fast>(), (true, false));
    assert_eq!(name_of::<Tracing>(), (true, true));
    assert_eq!(name_of::<Dual>(), (true, true));
    assert_eq!(name_of::<amphis::Metered>(), (false, false));
}

#[test]
fn fuel_counts_instructions() {
    let mut interpreter = started(Builder::new(&Silent).fuel(1_000_000));
    assert_eq!(number(&mut interpreter, "1"), 1);
    let used = 1_000_000 - interpreter.fuel();
    assert!((1..10).contains(&used), "{used}");
    let before = interpreter.fuel();
    assert!(runs(&mut interpreter, "for i in range(1000): pass"));
    let used = before - interpreter.fuel();
    assert!((1000..3010).contains(&used), "{used}");
}

#[test]
fn nothing_catches_the_end_of_fuel() {
    let mut interpreter = started(Builder::new(&Silent).fuel(10_000));
    let source = "
caught = rounds = 0
def forever():
    global caught, rounds
    while True:
        try:
            try:
                while True:
                    rounds += 1
            finally:
                caught += 1
        except BaseException:
            caught += 1
        else:
            caught += 1
def generate():
    try:
        forever()
    finally:
        yield caught
list(map(str, generate()))
";
    assert!(!runs(&mut interpreter, source));
    assert_eq!(interpreter.fuel(), 0);
    assert!(matches!(interpreter.end(Stream::Error), Ending::Failed));
    // It goes on with more, and nothing of the program ran after the end.
    interpreter.set_fuel(1_000);
    assert_eq!(number(&mut interpreter, "caught"), 0);
    assert!(number(&mut interpreter, "rounds") > 1_000);
    assert!(interpreter.vm().exception.is_none());
}

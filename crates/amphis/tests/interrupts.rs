//! Hard handlers that run whenever the VM breathes, in collections above all, and change what the program uses.
#![cfg(all(feature = "hard-interrupts", feature = "machine"))]

use amphis::{Builder, Configuration, Ending, Interpreter, Mode, Pending};
use core::sync::atomic::{AtomicBool, AtomicPtr, AtomicU32, Ordering};
use hal::machine::{Event, Machine};
use hal::{Errno, Host, Stream};

/// A timer that is due again each time that its handler has run.
struct Eager {
    runs: AtomicBool,
    fires: AtomicBool,
    taken: AtomicU32,
    pending: AtomicPtr<Pending>,
}

impl Machine for Eager {
    fn timers(&self) -> u8 {
        1
    }

    fn start(&self, _: u8, _: u64, _: bool, _: bool) -> bool {
        self.runs.store(true, Ordering::Relaxed);
        self.fire();
        true
    }

    fn stop(&self, _: u8) {
        self.runs.store(false, Ordering::Relaxed);
    }

    fn runs(&self, _: u8) -> bool {
        self.runs.load(Ordering::Relaxed)
    }

    fn take_event(&self, hard: bool) -> Option<Event> {
        if !hard || !self.runs.load(Ordering::Relaxed) {
            return None;
        }
        if self.fires.swap(false, Ordering::Relaxed) {
            self.taken.fetch_add(1, Ordering::Relaxed);
            return Some(Event { source: 0, nanoseconds: 1 });
        }
        self.fire();
        None
    }

    fn lost_events(&self) -> u32 {
        0
    }

    fn disable_interrupts(&self) -> u32 {
        0
    }

    fn enable_interrupts(&self, _: u32) {}

    fn frequency(&self) -> u32 {
        1
    }
}

impl Eager {
    fn fire(&self) {
        self.fires.store(true, Ordering::Relaxed);
        // SAFETY: null, or that of the interpreter of the running test.
        if let Some(pending) = unsafe { self.pending.load(Ordering::Relaxed).as_ref() } {
            pending.fire();
        }
    }
}

static EAGER: Eager = Eager {
    runs: AtomicBool::new(false),
    fires: AtomicBool::new(false),
    taken: AtomicU32::new(0),
    pending: AtomicPtr::new(core::ptr::null_mut()),
};

struct Board;

impl Host for Board {
    fn write(&self, _: Stream, bytes: &[u8]) -> Result<(), Errno> {
        print!("{}", String::from_utf8_lossy(bytes));
        Ok(())
    }

    fn monotonic_nanoseconds(&self) -> u64 {
        0
    }

    fn sleep_nanoseconds(&self, _: u64) {}

    fn platform(&self) -> &'static str {
        "test"
    }

    fn machine(&self) -> Option<&'static dyn Machine> {
        Some(&EAGER)
    }
}

fn run(interpreter: &mut Interpreter, source: &str) {
    let pending = core::ptr::from_ref(&interpreter.vm().pending).cast_mut();
    EAGER.pending.store(pending, Ordering::Relaxed);
    if interpreter.run_source(source.as_bytes(), b"<test>", Mode::Module).is_err() {
        assert!(matches!(interpreter.end(Stream::Output), Ending::Exit(0)), "the program failed");
    }
    EAGER.runs.store(false, Ordering::Relaxed);
    EAGER.pending.store(core::ptr::null_mut(), Ordering::Relaxed);
}

/// References wander through a ring of lists, a dict, attributes, cells and a generator while all of it is marked and swept.
/// What was freed is overwritten, so that a lost reference is found out.
#[test]
fn handlers_move_references_in_the_middle_of_collections() {
    let configuration = Configuration { heap_limit: 1 << 20, ..Configuration::default() };
    let Ok(mut interpreter) = Builder::new(&Board).configuration(configuration).start() else { panic!("no memory") };
    interpreter.vm().heap.set_poison(true);
    run(&mut interpreter, include_str!("interrupts.py"));
    assert!(EAGER.taken.load(Ordering::Relaxed) > 10_000);
}

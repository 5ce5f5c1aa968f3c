//! The events of `sys.monitoring`.

/// A set of events: bit *n* is the event with the number *n*.
pub type EventSet = u32;

macro_rules! events {
    ($($name:ident = $number:literal $text:literal $doc:literal;)*) => {
        /// An event, with the number that CPython 3.12 gives it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u8)]
        pub enum Event { $(#[doc = $doc] $name = $number,)* }

        impl Event {
            /// Every event, in the order of the numbers.
            pub const ALL: &'static [Event] = &[$(Event::$name),*];

            /// Its name.
            pub const fn name(self) -> &'static str {
                match self { $(Event::$name => $text,)* }
            }
        }
    };
}

events! {
    PyStart = 0 "PY_START" "A Python function begins.";
    PyResume = 1 "PY_RESUME" "A generator or coroutine goes on, but not because of `throw`.";
    PyReturn = 2 "PY_RETURN" "A Python function returns.";
    PyYield = 3 "PY_YIELD" "A generator or coroutine yields.";
    Call = 4 "CALL" "A call in Python code, before it is made.";
    Line = 5 "LINE" "An instruction that begins a line is about to run.";
    Instruction = 6 "INSTRUCTION" "An instruction is about to run.";
    Jump = 7 "JUMP" "An unconditional jump.";
    Branch = 8 "BRANCH" "A conditional jump, taken or not.";
    StopIteration = 9 "STOP_ITERATION" "A generator returned where `StopIteration` would be raised and caught at once.";
    Raise = 10 "RAISE" "An exception is raised, or reaches a frame from one that it left.";
    ExceptionHandled = 11 "EXCEPTION_HANDLED" "A handler gets an exception.";
    PyUnwind = 12 "PY_UNWIND" "An exception leaves a Python function.";
    PyThrow = 13 "PY_THROW" "A generator or coroutine goes on because of `throw`.";
    Reraise = 14 "RERAISE" "An exception is raised again, as at the end of a `finally` block.";
    CReturn = 15 "C_RETURN" "What is no Python function returned; with `CALL` only.";
    CRaise = 16 "C_RAISE" "What is no Python function raised an exception; with `CALL` only.";
}

/// The events that can be set for one code, and that a callback can disable.
pub const LOCAL_EVENTS: EventSet = (1 << Event::Raise as u32) - 1;

/// The two events that come with `CALL`.
pub const CALL_ENDS: EventSet = Event::CReturn.bit() | Event::CRaise.bit();

/// No event: something can fire where only an exception leads to.
pub const AFTER_EXCEPTION: EventSet = 1 << 31;

impl Event {
    /// The number of events.
    pub const COUNT: usize = Event::ALL.len();

    /// The set of this event.
    pub const fn bit(self) -> EventSet {
        1 << self as u32
    }

    /// Whether it can be set for one code, and be disabled.
    pub const fn is_local(self) -> bool {
        self.bit() & LOCAL_EVENTS != 0
    }

    /// The only event of a set.
    pub fn single(set: EventSet) -> Option<Event> {
        Event::ALL.iter().copied().find(|event| event.bit() == set)
    }
}

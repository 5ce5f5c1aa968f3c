//! Equivalence: one program, run in all the ways there are, must do the same.
//!
//! Programs come from `amphis-progen`. Each runs in this process under the strategies, without and with tracing, and on
//! CPython 3.11. Compared are what is printed, the exception that ends the program with its message and the lines of its
//! traceback, the globals, the number of allocations where no callback runs, and the events that a trace function gets.
//!
//! - [`amphis`]: a run in this process
//! - [`cpython`]: a run on CPython, many in one process
//! - [`check`]: the comparison of the runs of one program
//! - [`known`]: differences that are documented
//! - [`minimise`]: a smaller program that differs too
//! - `driver.py`: runs a program and collects what is compared; the same text on both sides

pub mod amphis;
pub mod check;
pub mod cpython;
pub mod known;
pub mod minimise;

/// The name of the programs' file.
pub const FILE: &str = "program.py";

/// What came of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// What was printed.
    pub printed: String,
    /// `ended`, or the exception with message, traceback and context.
    pub ending: String,
    /// The globals, as far as they are of simple types, one in a line.
    pub globals: String,
    /// The events of the trace function, one in a line.
    pub events: String,
    /// How often memory was allocated, where that is counted.
    pub allocations: Option<u64>,
}

/// The client that watches a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Watch {
    /// None.
    Nothing,
    /// A trace function that traces all frames.
    Trace,
    /// A trace function whose answer to every call is `None`.
    Calls,
    /// A trace function that answers `None` for some frames.
    Some,
    /// A trace function that ends the tracing of frames after some lines.
    Leaving,
    /// A profile function.
    Profile,
    /// A trace function that is switched on and off at polls, which this number chooses.
    Switched(u64),
    /// All events of `sys.monitoring`.
    Monitor,
    /// All events of `sys.monitoring`, some of whose places are disabled.
    Disabling,
}

impl Watch {
    /// How `driver.py` calls it.
    pub fn name(self) -> String {
        match self {
            Watch::Nothing => "nothing".into(),
            Watch::Trace => "trace0".into(),
            Watch::Calls => "trace1".into(),
            Watch::Some => "trace2".into(),
            Watch::Leaving => "trace3".into(),
            Watch::Profile => "profile".into(),
            Watch::Switched(number) => format!("switch{number}"),
            Watch::Monitor => "monitor0".into(),
            Watch::Disabling => "monitor1".into(),
        }
    }
}

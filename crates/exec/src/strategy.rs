//! Strategies: how a port wants Python to be run.
//!
//! The handlers of the instruction loop exist once, generic over [`Hooks`]. A strategy says which instantiations a build
//! links and supplies the [`Executor`] through which natives reach them.

use crate::{calls, generators, poll};
use runtime::vm::Executor;

/// What the instruction loop calls at event points. With `ENABLED` false the calls compile to nothing.
pub trait Hooks {
    /// Whether the loop looks at event marks at all.
    const ENABLED: bool;
}

/// No events.
pub struct NoHooks;

impl Hooks for NoHooks {
    const ENABLED: bool = false;
}

/// How a port wants Python to be run.
pub trait Strategy {
    /// Its name, as the program sees it.
    const NAME: &'static str;

    /// The functions by which natives call Python functions and resume generators.
    fn executor() -> &'static Executor;
}

/// One loop, no events.
pub struct Fast;

impl Strategy for Fast {
    const NAME: &'static str = "fast";

    fn executor() -> &'static Executor {
        static EXECUTOR: Executor = Executor {
            call_function: calls::call_function::<NoHooks>,
            resume: generators::resume::<NoHooks>,
            poll: poll::poll,
        };
        &EXECUTOR
    }
}

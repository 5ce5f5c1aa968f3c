//! How passes over the tree stop early.

use heap::OutOfMemory;

/// Why a pass stops. It is one byte, so that results stay small on the machine stack; the error itself waits in the
/// pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stop {
    /// Memory ran out.
    OutOfMemory,
    /// An expression needs more registers than are left.
    Registers,
    /// An error is recorded.
    Error,
}

impl From<OutOfMemory> for Stop {
    fn from(_: OutOfMemory) -> Self {
        Self::OutOfMemory
    }
}

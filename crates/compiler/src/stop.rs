//! How passes over the tree stop early.

use heap::OutOfMemory;

/// Why a pass stops. It is one byte, so that results stay small on the machine stack; the error itself waits in the
/// pass. None of the codes is zero: that says that all is well, and is what is tested after every step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Stop {
    /// Memory ran out.
    OutOfMemory = 1,
    /// An expression needs more registers than are left.
    Registers = 2,
    /// An error is recorded.
    Error = 3,
}

impl From<OutOfMemory> for Stop {
    fn from(_: OutOfMemory) -> Self {
        Self::OutOfMemory
    }
}

const _: () = assert!(size_of::<Result<(), Stop>>() == 1);

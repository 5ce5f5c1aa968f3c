//! Numbers and text without objects: arithmetic, conversion and formatting as Python defines them.
//!
//! Nothing here knows of values, heap objects or the virtual machine. Functions take slices and views, write into
//! slices, buffers or a sink, and report trouble as a [`NumberError`], whose variants are Python's exception
//! classes. Memory is only ever asked for fallibly.
//!
//! - [`limbs`]: magnitudes of any size as slices of machine words
//! - [`int`]: signed integers of any size on top of them, with Python's operators
//! - [`float`] and [`complex`]: floats and complex numbers as Python treats them; [`math`] has the functions
//! - [`parse_int`]: `int(text, base)`
//! - [`mod@format`]: format specifications, and the conversions of the `%` operator
//! - [`text`]: code points, character properties, case, search
//! - [`sink`]: where text is written to

pub mod complex;
pub mod float;
pub mod format;
pub mod int;
pub mod limbs;
pub mod math;
pub mod parse_int;
pub mod sink;
pub mod text;

use heap::OutOfMemory;

pub use int::{Int, IntBuf};
pub use sink::{Sink, TextBuffer};

/// Why an operation on numbers has no result. The text is the message of the exception.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberError {
    /// Memory ran out: `MemoryError`.
    OutOfMemory,
    /// `ZeroDivisionError`.
    ZeroDivision(&'static str),
    /// `OverflowError`.
    Overflow(&'static str),
    /// `ValueError`.
    Value(&'static str),
}

impl From<OutOfMemory> for NumberError {
    fn from(_: OutOfMemory) -> Self {
        Self::OutOfMemory
    }
}

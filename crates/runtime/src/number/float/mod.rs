//! Floats as Python reads, writes, rounds and divides them.
//!
//! The number type is [`Float`](crate::value::Float), which is `f64` or `f32`.
//!
//! | file | what |
//! |---|---|
//! | `decimal.rs` | the digits of a float: the shortest, or any number of exact ones |
//! | `write.rs` | `repr` and the notations `e`, `f`, `g` |
//! | `read.rs` | `float(text)` |
//! | `hexadecimal.rs` | `float.hex` and `float.fromhex` |
//! | `remainder.rs` | `fmod` with little code |
//! | `arithmetic.rs` | floor division, power, `round`, `as_integer_ratio` |

mod arithmetic;
mod decimal;
mod hexadecimal;
mod read;
mod remainder;
mod write;

pub use arithmetic::{Power, as_integer_ratio, div, div_mod, floor_div, modulo, pow, round};
pub use hexadecimal::{from_hex, write_hex};
pub use read::parse_float;
pub(crate) use read::{FloatPrefix, parse_prefix, strip};
pub use remainder::fmod;
pub use write::{Notation, Style, write_magnitude, write_repr};

#[cfg(test)]
mod tests;

//! Formatting: the mini-language of `format()`, and the `%` operator's conversions.
//!
//! A specification is parsed once, then applied to a number or a text, which goes to a sink. Who fetches arguments
//! and calls `__format__` is none of this module's business.
//!
//! | file | what |
//! |---|---|
//! | `spec.rs` | parser of `[[fill]align][sign][z][#][0][width][grouping][.precision][type]` |
//! | `error.rs` | what can be wrong with it, in CPython's words |
//! | `layout.rs` | sign, padding, grouping of digits |
//! | `value.rs` | formatting of ints, floats, complex numbers and texts by a specification |
//! | `percent.rs` | `%` conversions |

mod error;
mod layout;
mod percent;
mod spec;
mod value;

pub use error::FormatError;
pub use percent::{
    Amount, PercentError, PercentSpec, format_percent_char, format_percent_float, format_percent_int,
    format_percent_text, parse_percent,
};
pub use spec::{Align, FormatSpec, Grouping, Sign, parse_spec};
pub use value::{format_complex, format_float, format_int, format_text};

#[cfg(test)]
mod tests;

//! Which parts this build has, by the features in `Cargo.toml`.
//!
//! A part that is left out is not called for, so the linker drops it; it is compiled and checked all the same. What cannot
//! be missed when the program is compiled raises `NotImplementedError`.

use crate::types::exception::NOT_IMPLEMENTED_ERROR;
use crate::vm::{Raised, Vm};

/// The type `complex`.
pub const COMPLEX: bool = cfg!(feature = "complex");
/// Exception groups and `except*`.
pub const EXCEPTION_GROUPS: bool = cfg!(feature = "exception-groups");
/// Asynchronous generators.
pub const ASYNC_GENERATORS: bool = cfg!(feature = "async-generators");
/// Type arguments, unions of types, type parameters and type aliases.
pub const GENERICS: bool = cfg!(feature = "generics");
/// What tools look at: attributes of code, frames, functions and classes that other programs do not use.
pub const INTROSPECTION: bool = cfg!(feature = "introspection");
/// Methods of containers that MicroPython does not have.
pub const CONTAINER_METHODS: bool = cfg!(feature = "container-methods");
/// `sys.monitoring`.
pub const MONITORING: bool = cfg!(feature = "monitoring");

impl Vm {
    /// The exception for something that this build does not have.
    #[cold]
    #[inline(never)]
    pub fn left_out(&mut self, what: &str) -> Raised {
        self.raise(&NOT_IMPLEMENTED_ERROR, format_args!("this build has no {what}"))
    }
}

//! Running bytecode: strategies, the instruction loop, frames, generators, unwinding.
//!
//! # Frames
//! A frame is a run of words on the VM's contiguous stack, or behind a [`Generator`](runtime::object::Generator):
//!
//! | word | content |
//! |---|---|
//! | `base[-3]` | the function; on return, the result |
//! | `base[-2]` | where the caller goes on, see [`runtime::frame::Link`] |
//! | `base[-1]` | the caller's base and what kind of return it is |
//! | `base[0]`.. | the registers: parameters, locals, temporaries |
//!
//! The arguments of a call are evaluated where the callee's registers begin, so nothing is copied. The link words are
//! odd, which makes them small ints in the eyes of the collector: the whole stack is exact. Registers are not cleared on
//! entry: what a new frame finds in them is alive or zero, because a collection zeroes the stack above its top.
//!
//! # Safety
//! Registers, constants, sites and jumps are not checked at run time. The verifier proves them in range
//! ([`fn@bytecode::verify`]), and only verified code becomes a code object.
//!
//! Map: [`strategy`] how a port wants Python run; [`run`] the loop; [`cold`] its slow paths; [`attributes`] inline
//! caches; [`calls`] call windows and argument binding; [`generators`], [`unwind`], [`poll`]; [`intrinsics`] rare
//! instructions. Enter at [`strategy::Strategy`] and [`execute_module`].
#![no_std]

extern crate alloc;

#[cfg(not(any(feature = "vm-fast", feature = "vm-tracing")))]
compile_error!("no loop is linked: choose the feature vm-fast, vm-tracing or both");

pub mod attributes;
pub mod bind;
pub mod calls;
mod codes;
pub mod cold;
#[cfg_attr(not(feature = "vm-tracing"), path = "events/none.rs")]
pub mod events;
mod fast;
pub mod generators;
mod handlers;
pub mod intrinsics;
pub mod locals;
pub mod poll;
pub mod run;
pub mod strategy;
pub mod unwind;

#[cfg(all(feature = "vm-fast", feature = "vm-tracing"))]
pub use events::Dual;
#[cfg(feature = "vm-tracing")]
pub use events::Tracing;
#[cfg(feature = "vm-fast")]
pub use strategy::Fast;
pub use strategy::{Default, Hooks, Metered, NoHooks, Strategy};

use runtime::native::NativeResult;
use runtime::object::{Code, Dict, Function, Kind, Ref, new_header};
use runtime::value::Value;
use runtime::vm::{Raised, Vm};

/// A function of code and namespace.
pub fn make_function(
    vm: &mut Vm,
    code: Ref<Code>,
    globals: Ref<Dict>,
    closure: Option<Value>,
) -> Result<Ref<Function>, Raised> {
    vm.allocate_object(Function {
        header: new_header(Kind::Function),
        code,
        globals,
        closure,
        defaults: core::cell::Cell::new(None),
        keyword_defaults: core::cell::Cell::new(None),
        extra: core::cell::Cell::new(None),
    })
}

/// Runs the code of a module (or of `exec` and `eval`) in a namespace. `locals` is a dict or another mapping, usually
/// the namespace itself.
pub fn execute_module(vm: &mut Vm, code: Ref<Code>, globals: Ref<Dict>, locals: Value) -> NativeResult {
    let function = make_function(vm, code, globals, None)?;
    vm.call(function.value(), &[locals])
}

//! Strategies: how a port wants Python to be run.
//!
//! The handlers of the instruction loop exist once, in [`run`], generic over [`Hooks`]. A [`Strategy`] says which
//! instantiations a build links and which of them runs a frame. A port that wants another loop, say one that samples,
//! writes a type with `Hooks`, a type with `Strategy` whose `run` drives that loop, and starts its interpreter with it;
//! [`Metered`] is such a strategy in 40 lines. No handler is touched.

use crate::{calls, generators, poll};
use runtime::frame::Base;
use runtime::types::exception::RUNTIME_ERROR;
use runtime::value::Value;
use runtime::vm::{Executor, Raised, Vm};

pub use crate::run::run;

/// Where a loop looks between instructions.
///
/// The loop dispatches on what `select` returns: an opcode byte, with or without the event mark (bit 7), or a number from
/// 0x100 on. 0x100 and an opcode byte without the mark is that opcode; anything else from 0x100 on is `event`, after
/// which the instruction runs.
pub trait Hooks {
    /// Whether `select` ever returns 0x100 or more.
    const ENABLED: bool;

    /// What to dispatch on for an instruction word.
    fn select(vm: &mut Vm, word: u32) -> u32;

    /// Whether every entry of another frame is of interest to `Vm::events`.
    #[inline(always)]
    fn watches(_: &Vm) -> bool {
        false
    }

    /// Called before an instruction for which `select` asked. False if an exception is on its way, or if
    /// [`runtime::events::Events::switching`] is set: then the loop is left, and [`Strategy::run`] goes on with the frame
    /// in `Vm::frame`.
    ///
    /// # Safety
    /// `base` is the running frame and `pc` points behind the first word of the instruction, which is `word`.
    unsafe fn event(vm: &mut Vm, base: Base, pc: *const u32, word: u32) -> bool;
}

/// No events.
pub struct NoHooks;

impl Hooks for NoHooks {
    const ENABLED: bool = false;

    #[inline(always)]
    fn select(_: &mut Vm, word: u32) -> u32 {
        word & 0xff
    }

    unsafe fn event(_: &mut Vm, _: Base, _: *const u32, _: u32) -> bool {
        true
    }
}

/// How a port wants Python to be run.
pub trait Strategy: Sized + 'static {
    /// Its name, as the program sees it.
    const NAME: &'static str;
    /// Whether the program can be traced.
    const HAS_EVENTS: bool;
    /// Whether frames change loops while they run.
    const SWITCHES: bool;

    /// Runs a frame that was entered from native code until it returns there.
    ///
    /// # Safety
    /// As for [`run`].
    unsafe fn run(vm: &mut Vm, base: Base, pc: *const u32) -> Result<Value, Raised>;

    /// The functions by which natives call Python functions and resume generators.
    fn executor() -> &'static Executor {
        const {
            &Executor {
                name: Self::NAME,
                has_events: Self::HAS_EVENTS,
                switches: Self::SWITCHES,
                call_function: calls::call_function::<Self>,
                resume: generators::resume::<Self>,
                set_line,
                poll: poll::poll,
            }
        }
    }
}

/// One loop, no events.
#[cfg(feature = "vm-fast")]
pub struct Fast;

#[cfg(feature = "vm-fast")]
impl Strategy for Fast {
    const NAME: &'static str = "fast";
    const HAS_EVENTS: bool = false;
    const SWITCHES: bool = false;

    unsafe fn run(vm: &mut Vm, base: Base, pc: *const u32) -> Result<Value, Raised> {
        // SAFETY: by contract.
        unsafe { run::<NoHooks>(vm, base, pc) }
    }
}

cfg_if::cfg_if! {
    if #[cfg(feature = "vm-tracing")] {
        pub use crate::events::{Tracing, set_line};
    } else {
        fn set_line(vm: &mut Vm, _: runtime::object::Ref<runtime::object::Record>, _: Value) -> Result<(), Raised> {
            Err(vm.value_error(format_args!("f_lineno can only be set by a trace function")))
        }
    }
}

cfg_if::cfg_if! {
    if #[cfg(all(feature = "vm-fast", feature = "vm-tracing"))] {
        pub use crate::events::Dual;
        /// What a build runs unless told otherwise.
        pub type Default = Dual;
    } else if #[cfg(feature = "vm-tracing")] {
        /// What a build runs unless told otherwise.
        pub type Default = Tracing;
    } else {
        /// What a build runs unless told otherwise.
        pub type Default = Fast;
    }
}

/// Counts instructions and stops the program when `Vm::fuel` is used up. The exception that says so cannot be caught:
/// `Vm::halted` is set until the host clears it.
pub struct Metered;

impl Strategy for Metered {
    const NAME: &'static str = "metered";
    const HAS_EVENTS: bool = false;
    const SWITCHES: bool = false;

    unsafe fn run(vm: &mut Vm, base: Base, pc: *const u32) -> Result<Value, Raised> {
        // SAFETY: by contract.
        unsafe { run::<Fuel>(vm, base, pc) }
    }
}

/// The hooks of [`Metered`].
pub struct Fuel;

impl Hooks for Fuel {
    const ENABLED: bool = true;

    #[inline(always)]
    fn select(vm: &mut Vm, word: u32) -> u32 {
        match vm.fuel.checked_sub(1) {
            Some(left) => {
                vm.fuel = left;
                word & 0xff
            }
            None => word & 0xff | runtime::events::ALL,
        }
    }

    #[cold]
    unsafe fn event(vm: &mut Vm, base: Base, pc: *const u32, _: u32) -> bool {
        // SAFETY: by contract.
        unsafe { runtime::frame::sync(vm, base, pc) };
        let _ = vm.raise(&RUNTIME_ERROR, format_args!("out of fuel"));
        vm.halted = true;
        false
    }
}

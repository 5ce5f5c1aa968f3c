//! The client of `sys.monitoring`, in a build without it: nothing is told.

use runtime::events::NOTHING;
use runtime::frame::Base;
use runtime::monitoring::event::Event;
use runtime::object::{Code, Ref};
use runtime::value::Value;
use runtime::vm::{Raised, Vm};

/// How a frame goes on.
#[derive(Clone, Copy)]
pub enum Entry {
    /// It begins.
    Start,
    /// A generator is resumed.
    Resume,
    /// An exception is thrown into a generator.
    Throw(#[allow(dead_code, reason = "of use to the version with monitoring")] Value),
}

pub(super) fn mode_of(_: &Vm, _: Base, _: Ref<Code>, _: u32) -> u32 {
    NOTHING
}

pub(super) unsafe fn call(_: &mut Vm, _: Ref<Code>, _: u32, _: Entry) -> Result<(), Raised> {
    Ok(())
}

pub(super) unsafe fn instruction(_: &mut Vm, _: Base, _: Ref<Code>, _: u32, _: u32, _: bool) -> Result<(), Raised> {
    Ok(())
}

pub(super) unsafe fn raised(_: &mut Vm, _: Base, _: Ref<Code>, _: u32, _: Value, _: bool) -> Result<(), Raised> {
    Ok(())
}

pub(super) unsafe fn iteration_ended(
    _: &mut Vm,
    _: Ref<Code>,
    _: u32,
    _: Value,
    _: Option<Value>,
    _: Option<Value>,
) -> Result<(), Raised> {
    Ok(())
}

pub(super) unsafe fn passes(_: &mut Vm, _: Base, _: *const u32) -> bool {
    false
}

pub(super) fn watches_exception(_: &Vm, _: Ref<Code>) -> bool {
    false
}

pub(super) fn watches(_: Ref<Code>) -> bool {
    false
}

pub(super) fn watches_entry(_: Ref<Code>) -> bool {
    false
}

pub(super) fn report(_: &mut Vm, _: Event, _: Ref<Code>, _: u32, _: Value) -> Result<(), Raised> {
    Ok(())
}

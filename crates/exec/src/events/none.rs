//! Events, in a build without them: nobody is told anything.

use runtime::frame::Base;
use runtime::object::{Code, Generator, Ref};
use runtime::value::Value;
use runtime::vm::{Raised, Vm};

/// How a frame goes on.
pub enum Entry {
    /// It begins.
    Start,
    /// A generator is resumed.
    Resume,
    /// An exception is thrown into a generator.
    Throw(Value),
}

/// Whether what happens in a frame may be reported.
#[inline(always)]
pub fn watches(_: &Vm, _: Ref<Code>) -> bool {
    false
}

/// Whether frames may go on in another loop.
#[inline(always)]
pub fn are_possible(_: &Vm) -> bool {
    false
}

/// Another frame goes on; always in the same loop.
///
/// # Safety
/// None is needed; it is that of the version with events, as everywhere here.
#[inline(always)]
pub unsafe fn settle(_: &mut Vm, _: Base, _: *const u32) -> bool {
    true
}

/// A frame goes on after a poll.
///
/// # Safety
/// See [`settle`].
#[inline(always)]
pub unsafe fn settle_poll(vm: &mut Vm, _: Base, _: *const u32, _: *const u32) -> bool {
    vm.events.running.epoch = vm.events.epoch;
    true
}

/// A frame is run by native code.
///
/// # Safety
/// See [`settle`].
#[inline(always)]
pub unsafe fn settle_first(_: &mut Vm, _: Base, _: *const u32) {}

/// A frame is entered.
///
/// # Safety
/// See [`settle`].
#[inline(always)]
pub unsafe fn enter(_: &mut Vm, _: Base, _: *const u32, _: Base) -> bool {
    true
}

/// A frame is entered from native code.
///
/// # Safety
/// See [`settle`].
#[inline(always)]
pub unsafe fn begin(_: &mut Vm, _: Base) -> Result<(), Raised> {
    Ok(())
}

/// A generator is resumed.
///
/// # Safety
/// See [`settle`].
#[inline(always)]
pub unsafe fn resume(_: &mut Vm, _: Base, _: *const u32, _: Entry) -> Result<(), Raised> {
    Ok(())
}

/// Whether the resumption of a generator is of interest.
///
/// # Safety
/// See [`settle`].
#[inline(always)]
pub unsafe fn watches_generator(_: &Vm, _: Base, _: Ref<Generator>) -> bool {
    false
}

/// A generator yields from a delegate.
///
/// # Safety
/// See [`settle`].
#[inline(always)]
pub unsafe fn delegate_yielded(_: &mut Vm, _: Base, _: *const u32, _: Value) -> bool {
    true
}

/// Whether what happens to an exception is of interest.
#[inline(always)]
pub fn watches_exception(_: &Vm, _: Ref<Code>) -> bool {
    false
}

/// An exception came up.
///
/// # Safety
/// See [`settle`].
#[inline(always)]
pub unsafe fn raised(_: &mut Vm, _: Base, _: u32, exception: Value, _: bool) -> Value {
    exception
}

/// An exception leaves a frame.
///
/// # Safety
/// See [`settle`].
#[inline(always)]
pub unsafe fn unwound(_: &mut Vm, _: Base, _: u32, exception: Value) -> Value {
    exception
}

/// A handler gets an exception.
///
/// # Safety
/// See [`settle`].
#[inline(always)]
pub unsafe fn handled(_: &mut Vm, _: Base, _: u32, _: Value) -> Option<Value> {
    None
}

/// The iterator of a loop ended.
///
/// # Safety
/// See [`settle`].
#[inline(always)]
pub unsafe fn iteration_ended(_: &mut Vm, _: Base, _: u32, _: Value) -> Option<()> {
    Some(())
}

/// The delegate of a generator has ended.
///
/// # Safety
/// See [`settle`].
#[inline(always)]
pub unsafe fn delegate_ended(_: &mut Vm, _: Base, _: *const u32, _: Value, _: Value, _: Value) -> bool {
    true
}

/// A poll behind an instruction.
///
/// # Safety
/// See [`settle`].
#[inline(always)]
pub unsafe fn before_poll(_: &mut Vm, _: Base, _: *const u32) -> Result<(), Raised> {
    Ok(())
}

/// An exception came from a native function.
///
/// # Safety
/// See [`settle`].
#[inline(always)]
pub unsafe fn native_raised(_: &mut Vm, _: Base, exception: Value) -> Value {
    exception
}

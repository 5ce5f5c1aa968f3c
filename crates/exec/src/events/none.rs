//! Events, in a build without them: nobody is told anything.

use runtime::frame::Base;
use runtime::value::Value;
use runtime::vm::{Raised, Vm};

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
pub unsafe fn settle_poll(_: &mut Vm, _: Base, _: *const u32, _: *const u32) -> bool {
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

/// A frame begins or goes on.
///
/// # Safety
/// See [`settle`].
#[inline(always)]
pub unsafe fn call(_: &mut Vm, _: Base) -> Result<(), Raised> {
    Ok(())
}

/// A generator yields from a delegate.
///
/// # Safety
/// See [`settle`].
#[inline(always)]
pub unsafe fn delegate_yielded(_: &mut Vm, _: Base, _: *const u32, _: Value) -> bool {
    true
}

/// An exception came up.
///
/// # Safety
/// See [`settle`].
#[inline(always)]
pub unsafe fn raised(_: &mut Vm, _: Base, exception: Value) -> Value {
    exception
}

/// An exception leaves a frame.
///
/// # Safety
/// See [`settle`].
#[inline(always)]
pub unsafe fn unwound(_: &mut Vm, _: Base, exception: Value) -> Value {
    exception
}

/// The iterator of a loop ended.
///
/// # Safety
/// See [`settle`].
#[inline(always)]
pub unsafe fn iteration_ended(_: &mut Vm, _: Base, _: Value) -> Option<()> {
    Some(())
}

//! `frame.f_lineno = line`, in a build without it: the line cannot be set.

use runtime::events::Jump;
use runtime::frame::Base;
use runtime::object::{Record, Ref};
use runtime::symbols::Symbol;
use runtime::value::Value;
use runtime::vm::{Raised, Vm};

pub(super) fn begin_event(vm: &mut Vm, _: Base, _: Symbol) -> Jump {
    vm.events.jump
}

pub(super) unsafe fn go_on(_: &mut Vm, _: Base, _: Jump) {}

/// Sets the line of a frame: not in this build.
pub fn set_line(vm: &mut Vm, _: Ref<Record>, _: Value) -> Result<(), Raised> {
    Err(vm.value_error(format_args!("this build cannot set f_lineno")))
}

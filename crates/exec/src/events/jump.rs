//! `frame.f_lineno = line`: a trace function lets the program go on elsewhere.

use runtime::object::{Record, Ref};
use runtime::value::Value;
use runtime::vm::{Raised, Vm};

/// Whether a jump may be made now: during a `line` event.
pub(super) fn allow(_: &mut Vm, _: bool) {}

/// Sets the line of a frame.
pub fn set_line(vm: &mut Vm, _: Ref<Record>, _: Value) -> Result<(), Raised> {
    Err(vm.value_error(format_args!("f_lineno can only be set by a trace function")))
}

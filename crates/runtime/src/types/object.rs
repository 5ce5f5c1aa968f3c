//! `object`.

use crate::native::{Args, NativeResult};
use crate::object::{Kind, Ref, Type};
use crate::types::Slots;
use crate::vm::Vm;
use core::ptr::null;

static SLOTS: Slots = Slots { new: Some(new), ..Slots::NONE };

/// `object`
pub static OBJECT: Type = {
    let mut class = Type::builtin("object", Kind::Instance, "*args, **kwargs", &SLOTS, &[]).with_flags(Type::BASE);
    class.base = null();
    class
};

fn new(vm: &mut Vm, class: Ref<Type>, _args: &Args) -> NativeResult {
    vm.new_instance(class).map(Ref::value)
}

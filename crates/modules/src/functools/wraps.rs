//! `update_wrapper` and `wraps`.

use super::partial;
use crate::support::native_of;
use core::ops::ControlFlow;
use runtime::native::{Args, NativeResult};
use runtime::object::{Dict, Str};
use runtime::symbols::sym;
use runtime::value::Value;
use runtime::vm::{Raised, Vm};

/// `functools.WRAPPER_ASSIGNMENTS`
pub fn assignments(vm: &mut Vm) -> NativeResult {
    let names = [sym::__module__, sym::__name__, sym::__qualname__, sym::__doc__, sym::__annotations__];
    vm.new_tuple(&names.map(|name| name.value()))
}

/// `functools.WRAPPER_UPDATES`
pub fn updates(vm: &mut Vm) -> NativeResult {
    vm.new_tuple(&[sym::__dict__.value()])
}

/// `functools.update_wrapper(wrapper, wrapped, assigned, updated)`
pub fn update_wrapper(vm: &mut Vm, args: &Args) -> NativeResult {
    let (wrapper, wrapped) = (args.at(0), args.at(1));
    let assigned = match args.get(2) {
        Some(assigned) => assigned,
        None => assignments(vm)?,
    };
    let updated = match args.get(3) {
        Some(updated) => updated,
        None => updates(vm)?,
    };
    vm.for_each(assigned, |vm, name| {
        let name = vm.intern_value(name)?;
        if let Some(value) = vm.try_attribute(wrapped, name)? {
            set(vm, wrapper, name, value)?;
        }
        Ok(ControlFlow::Continue(()))
    })?;
    vm.for_each(updated, |vm, name| {
        let name = vm.intern_value(name)?;
        if let Some(source) = vm.try_attribute(wrapped, name)?.and_then(Value::as_ref::<Dict>) {
            copy_attributes(vm, wrapper, source)?;
        }
        Ok(ControlFlow::Continue(()))
    })?;
    let name = vm.intern(b"__wrapped__")?;
    set(vm, wrapper, name, wrapped)?;
    Ok(wrapper)
}

/// Sets an attribute; objects that cannot have it go without.
fn set(vm: &mut Vm, wrapper: Value, name: Value, value: Value) -> Result<(), Raised> {
    match vm.set_attribute(wrapper, name, Some(value)) {
        Err(_) if vm.exception_is(&runtime::types::exception::ATTRIBUTE_ERROR) => {
            vm.take_exception();
            Ok(())
        }
        result => result,
    }
}

fn copy_attributes(vm: &mut Vm, wrapper: Value, source: runtime::object::Ref<Dict>) -> Result<(), Raised> {
    let mut index = 0;
    while let Some((found, key, value)) = source.next_entry(index) {
        index = found + 1;
        if key.as_ref::<Str>().is_some() {
            let key = vm.intern_value(key)?;
            set(vm, wrapper, key, value)?;
        }
    }
    Ok(())
}

/// `functools.wraps(wrapped, assigned, updated)`: `update_wrapper` without its first argument.
pub fn wraps(vm: &mut Vm, args: &Args) -> NativeResult {
    let keywords = vm.new_dict(3)?;
    for (index, name) in [&b"wrapped"[..], b"assigned", b"updated"].into_iter().enumerate() {
        if let Some(value) = args.get(index) {
            let name = vm.intern(name)?;
            vm.dict_set_name(keywords, name, value)?;
        }
    }
    let update = super::MEMBERS.iter().find(|member| member.name() == "update_wrapper").and_then(native_of);
    partial::make(vm, update.unwrap_or(Value::NONE), &[], keywords)
}

//! The environment of the process.
//!
//! `os.environ` is a dict. Once a program has asked for it, it is what `getenv` answers from, and what commands are given.

use crate::io::flush_all;
use crate::paths;
use heap::TryVec;
use runtime::native::{Args, NativeResult};
use runtime::object::{Dict, Module, Ref};
use runtime::value::Value;
use runtime::vm::{Raised, Vm};

/// The name of an environment variable, or its value.
fn text(vm: &mut Vm, value: Value) -> Result<TryVec<u8>, Raised> {
    let Some(path) = paths::file_system_path(vm, value)? else {
        let class = vm.class_name(value);
        return Err(vm.type_error(format_args!("str expected, not {class}")));
    };
    Ok(paths::of_value(vm, path)?.bytes)
}

/// The dict, if the program has asked for it.
fn dict(vm: &Vm) -> Option<Ref<Dict>> {
    let module = vm.registry.get_name(vm.find_name(b"os")?)?.as_ref::<Module>()?;
    module.dict.get_name(vm.find_name(b"environ")?)?.as_ref::<Dict>()
}

/// `os.getenv(key, default=None)`
pub(super) fn get(vm: &mut Vm, args: &Args) -> NativeResult {
    let name = text(vm, args.at(0))?;
    if let Some(dict) = dict(vm) {
        let key = paths::to_value(vm, &name, false)?;
        return Ok(vm.dict_get(dict, key)?.unwrap_or(args.at(1)));
    }
    let mut bytes = TryVec::new();
    let mut fits = true;
    if !vm.host.environment(&name, &mut |value| fits = bytes.try_extend_from_slice(value).is_ok()) {
        return Ok(args.at(1));
    }
    if !fits {
        return Err(vm.memory_error());
    }
    paths::to_value(vm, &bytes, false)
}

fn set_host(vm: &mut Vm, name: &[u8], value: Option<&[u8]>) -> NativeResult {
    match vm.host.set_environment(name, value) {
        Ok(()) => Ok(Value::NONE),
        Err(number) => Err(vm.raise_os_error(number, None)),
    }
}

/// `os.putenv(name, value)`
pub(super) fn put(vm: &mut Vm, args: &Args) -> NativeResult {
    let name = text(vm, args.at(0))?;
    let value = text(vm, args.at(1))?;
    set_host(vm, &name, Some(&value))?;
    if let Some(dict) = dict(vm) {
        let key = paths::to_value(vm, &name, false)?;
        let value = paths::to_value(vm, &value, false)?;
        vm.dict_set(dict, key, value)?;
    }
    Ok(Value::NONE)
}

/// `os.unsetenv(name)`
pub(super) fn unset(vm: &mut Vm, args: &Args) -> NativeResult {
    let name = text(vm, args.at(0))?;
    set_host(vm, &name, None)?;
    if let Some(dict) = dict(vm) {
        let key = paths::to_value(vm, &name, false)?;
        vm.dict_remove(dict, key)?;
    }
    Ok(Value::NONE)
}

/// Names and values of the host's environment.
fn variables(vm: &mut Vm) -> Result<TryVec<(TryVec<u8>, TryVec<u8>)>, Raised> {
    let mut all = TryVec::new();
    let mut fits = true;
    vm.host.each_environment(&mut |name, value| {
        fits = fits
            && match (TryVec::try_from_slice(name), TryVec::try_from_slice(value)) {
                (Ok(name), Ok(value)) => all.try_push((name, value)).is_ok(),
                _ => false,
            };
    });
    if fits { Ok(all) } else { Err(vm.memory_error()) }
}

/// `os.environ`
pub(super) fn environ(vm: &mut Vm) -> NativeResult {
    let all = variables(vm)?;
    let dict: Ref<Dict> = vm.new_dict(all.len())?;
    for (name, value) in all.iter() {
        let name = paths::to_value(vm, name, false)?;
        let value = paths::to_value(vm, value, false)?;
        vm.dict_set(dict, name, value)?;
    }
    Ok(dict.value())
}

/// Gives the host the environment that the program has made of `os.environ`.
fn publish(vm: &mut Vm) -> Result<(), Raised> {
    let Some(dict) = dict(vm) else { return Ok(()) };
    for (name, _) in variables(vm)?.iter() {
        let key = paths::to_value(vm, name, false)?;
        if vm.dict_get(dict, key)?.is_none() {
            set_host(vm, name, None)?;
        }
    }
    let mut index = 0;
    while let Some((found, name, value)) = dict.next_entry(index) {
        index = found + 1;
        let name = text(vm, name)?;
        let value = text(vm, value)?;
        set_host(vm, &name, Some(&value))?;
    }
    Ok(())
}

/// `os.system(command)`
pub(super) fn system(vm: &mut Vm, args: &Args) -> NativeResult {
    let command = text(vm, args.at(0))?;
    flush_all(vm)?;
    publish(vm)?;
    vm.committed = true;
    match vm.host.system(&command) {
        Ok(status) => vm.new_int(i64::from(status)),
        Err(number) => Err(vm.raise_os_error(number, None)),
    }
}

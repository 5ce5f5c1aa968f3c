//! Names and attributes: the slow paths, which fill the inline caches.
//!
//! A site's cache maps a key to what was found: for globals, `version << 1 | 1` of the namespace to an entry number of it
//! or of the builtins; for attributes of instances, the shape to a slot (odd); for methods, the
//! shape or the type to the function. Shapes and types are aligned, so the keys cannot be confused. A change to a class
//! empties all caches.

use crate::cold::{enter, finish};
use runtime::frame::{Base, Registers, code_of, function_of};
use runtime::object::{Code, Dict, EXTENDED, Instance, Kind, Module, Record, Ref, SiteCache, Str};
use runtime::protocol::attribute::Found;
use runtime::value::{Value, Word};
use runtime::vm::{Raised, Vm};

/// The cache key of a namespace.
#[inline(always)]
pub fn version_key(dict: Ref<Dict>) -> usize {
    (dict.version() as usize) << 1 | 1
}

/// The key by which methods of a receiver are cached: its shape or its class; 0 if they are not.
#[inline(always)]
pub fn receiver_key(word: Word) -> usize {
    if word & 7 != 0 || word == 0 {
        return 0;
    }
    // SAFETY: registers hold live values.
    unsafe {
        let kind = *(word as usize as *const u8);
        if kind == Kind::Instance as u8 {
            return (*(word as usize as *const Instance)).shape.get().pointer() as usize;
        }
        if kind == Kind::Record as u8 {
            return (*(word as usize as *const Record)).class.pointer() as usize;
        }
        runtime::types::static_class_address(kind)
    }
}

unsafe fn fill(vm: &Vm, code: Ref<Code>, site: usize, key: usize, payload: usize) {
    // What a handler finds in the middle of a collection may be garbage when that ends.
    if vm.is_marking() {
        return;
    }
    // SAFETY: the verifier proved the site to exist.
    unsafe { *code.caches.add(site) = SiteCache { key, payload } };
}

fn as_str(name: Value) -> Option<Ref<Str>> {
    name.as_ref::<Str>()
}

/// `LoadGlobal`.
///
/// # Safety
/// As for [`crate::run::run`], as for all functions of this module.
#[cold]
#[inline(never)]
pub unsafe fn load_global(vm: &mut Vm, base: Base, pc: *const u32, word: u32) -> Option<Value> {
    // SAFETY: by contract.
    unsafe {
        let mark = enter(vm, base, pc);
        let result = find_global(vm, base, (word >> 16) as usize);
        finish(vm, mark, result)
    }
}

unsafe fn find_global(vm: &mut Vm, base: Base, site: usize) -> Result<Value, Raised> {
    // SAFETY: by contract of the callers.
    unsafe {
        let function = function_of(base);
        let code = function.code;
        let name = code.site_name(site);
        let globals = function.globals;
        if let Some(index) = as_str(name).and_then(|name| globals.find_str(name)) {
            fill(vm, code, site, version_key(globals), index << 2 | 1);
            return Ok(globals.entry(index).map_or(Value::NONE, |(_, value)| value));
        }
        let value = find_builtin(vm, globals, name)?;
        if vm.uses_standard_builtins(globals) {
            if let Some(index) = as_str(name).and_then(|name| vm.builtins.find_str(name)) {
                fill(vm, code, site, version_key(globals), index << 2 | 3);
            }
        }
        Ok(value)
    }
}

fn find_builtin(vm: &mut Vm, globals: Ref<Dict>, name: Value) -> Result<Value, Raised> {
    match vm.builtin(globals, name)? {
        Some(value) => Ok(value),
        None => Err(vm.raise_name_error(name)),
    }
}

/// `StoreGlobal`.
///
/// # Safety
/// See [`load_global`].
#[cold]
#[inline(never)]
pub unsafe fn store_global(vm: &mut Vm, base: Base, pc: *const u32, word: u32) -> Option<()> {
    // SAFETY: by contract.
    unsafe {
        let mark = enter(vm, base, pc);
        let value = Registers(base).value((word >> 8 & 0xff) as usize);
        let result = set_global(vm, base, (word >> 16) as usize, value);
        finish(vm, mark, result)
    }
}

unsafe fn set_global(vm: &mut Vm, base: Base, site: usize, value: Value) -> Result<(), Raised> {
    // SAFETY: by contract of the callers.
    unsafe {
        let function = function_of(base);
        let globals = function.globals;
        let name = function.code.site_name(site);
        vm.dict_set_name(globals, name, value)?;
        if let Some(index) = as_str(name).and_then(|name| globals.find_str(name)) {
            fill(vm, function.code, site, version_key(globals), index << 2 | 1);
        }
        Ok(())
    }
}

/// `LoadName`.
///
/// # Safety
/// See [`load_global`].
#[cold]
#[inline(never)]
pub unsafe fn load_name(vm: &mut Vm, base: Base, pc: *const u32, word: u32) -> Option<Value> {
    // SAFETY: by contract.
    unsafe {
        let mark = enter(vm, base, pc);
        let site = (word >> 16) as usize;
        let function = function_of(base);
        let namespace = Registers(base).value(0);
        if namespace == function.globals.value() {
            let result = find_global(vm, base, site);
            return finish(vm, mark, result);
        }
        let name = function.code.site_name(site);
        let result = match find_in_namespace(vm, namespace, name) {
            Ok(Some(value)) => Ok(value),
            Ok(None) => match function.globals.get_name(name) {
                Some(value) => Ok(value),
                None => find_builtin(vm, function.globals, name),
            },
            Err(raised) => Err(raised),
        };
        finish(vm, mark, result)
    }
}

/// A name in the namespace of a class body or of `exec`, which may be any mapping.
pub fn find_in_namespace(vm: &mut Vm, namespace: Value, name: Value) -> Result<Option<Value>, Raised> {
    if namespace.is_exact(Kind::Dict) {
        return Ok(namespace.as_ref::<Dict>().and_then(|dict| dict.get_name(name)));
    }
    match vm.get_item(namespace, name) {
        Ok(value) => Ok(Some(value)),
        Err(_) if vm.exception_is(&runtime::types::exception::KEY_ERROR) => {
            vm.exception = None;
            Ok(None)
        }
        Err(raised) => Err(raised),
    }
}

/// `StoreName`.
///
/// # Safety
/// See [`load_global`].
#[cold]
#[inline(never)]
pub unsafe fn store_name(vm: &mut Vm, base: Base, pc: *const u32, word: u32) -> Option<()> {
    // SAFETY: by contract.
    unsafe {
        let mark = enter(vm, base, pc);
        let site = (word >> 16) as usize;
        let value = Registers(base).value((word >> 8 & 0xff) as usize);
        let namespace = Registers(base).value(0);
        let result = if namespace == function_of(base).globals.value() {
            set_global(vm, base, site, value)
        } else {
            let name = code_of(base).site_name(site);
            match namespace.as_ref::<Dict>().filter(|_| namespace.is_exact(Kind::Dict)) {
                Some(dict) => vm.dict_set_name(dict, name, value),
                None => vm.set_item(namespace, name, Some(value)),
            }
        };
        finish(vm, mark, result)
    }
}

/// `GetAttr`.
///
/// # Safety
/// See [`load_global`].
#[cold]
#[inline(never)]
pub unsafe fn get_attribute(vm: &mut Vm, base: Base, pc: *const u32, word: u32) -> Option<Value> {
    // SAFETY: by contract.
    unsafe {
        let value = Registers(base).value((word >> 16 & 0xff) as usize);
        get_attribute_at(vm, base, pc, value, (word >> 24) as usize)
    }
}

/// `value.name` for a site.
///
/// # Safety
/// See [`load_global`].
pub unsafe fn get_attribute_at(vm: &mut Vm, base: Base, pc: *const u32, value: Value, site: usize) -> Option<Value> {
    // SAFETY: by contract.
    unsafe {
        let code = code_of(base);
        if let Some(module) = value.as_ref::<Module>() {
            let cache = *code.caches.add(site);
            if cache.key == version_key(module.dict) && cache.payload & 1 != 0 {
                return Some(*module.dict.value_unchecked(cache.payload >> 1));
            }
        }
        let mark = enter(vm, base, pc);
        let name = code.site_name(site);
        let result = vm.get_attribute(value, name);
        if result.is_ok() {
            cache_data(vm, code, site, value, name);
        }
        finish(vm, mark, result)
    }
}

/// Remembers where an attribute of an instance or a module was found.
unsafe fn cache_data(vm: &mut Vm, code: Ref<Code>, site: usize, value: Value, name: Value) {
    // SAFETY: by contract of the callers.
    unsafe {
        if let Some(module) = value.as_ref::<Module>() {
            if let Some(index) = as_str(name).and_then(|name| module.dict.find_str(name)) {
                fill(vm, code, site, version_key(module.dict), index << 1 | 1);
            }
            return;
        }
        let Some(instance) = value.as_ref::<Instance>() else { return };
        let shape = instance.shape.get();
        if shape.is_dict() || !vm.has_plain_attributes(shape.class, name) {
            return;
        }
        if let Some(slot) = shape.slot_of(name) {
            fill(vm, code, site, shape.pointer() as usize, payload_of(slot, shape.inline as usize));
        }
    }
}

fn payload_of(slot: usize, inline: usize) -> usize {
    if slot < inline { slot << 2 | 1 } else { (slot - inline) << 2 | 3 }
}

/// `SetAttr`.
///
/// # Safety
/// See [`load_global`].
#[cold]
#[inline(never)]
pub unsafe fn set_attribute(vm: &mut Vm, base: Base, pc: *const u32, word: u32) -> Option<()> {
    // SAFETY: by contract.
    unsafe {
        let registers = Registers(base);
        let value = registers.value((word >> 8 & 0xff) as usize);
        let new = registers.value((word >> 16 & 0xff) as usize);
        set_attribute_at(vm, base, pc, value, new, (word >> 24) as usize)
    }
}

/// `value.name = new` for a site.
///
/// # Safety
/// See [`load_global`].
pub unsafe fn set_attribute_at(
    vm: &mut Vm,
    base: Base,
    pc: *const u32,
    value: Value,
    new: Value,
    site: usize,
) -> Option<()> {
    // SAFETY: by contract.
    unsafe {
        let mark = enter(vm, base, pc);
        let code = code_of(base);
        let name = code.site_name(site);
        let before = value.as_ref::<Instance>().map(|instance| instance.shape.get());
        // The cache of a site that adds an attribute holds the shape after it under the shape before it.
        if let (Some(instance), Some(shape)) = (value.as_ref::<Instance>(), before) {
            let cache = *code.caches.add(site);
            if cache.key == shape.pointer() as usize && cache.payload & 1 == 0 && cache.payload != 0 {
                let next: Ref<runtime::object::Shape> = Ref::from_pointer(cache.payload as *mut _);
                if vm.instance_reserve(instance, next).is_ok() {
                    instance.shape.set(next);
                    *instance.slot(shape.count as usize) = Some(new);
                    return finish(vm, mark, Ok(()));
                }
                return None;
            }
        }
        let result = vm.set_attribute(value, name, Some(new));
        if let (Ok(()), Some(before)) = (&result, before) {
            remember_set(vm, code, site, value, name, before);
        }
        // Setting an attribute of a frame may change how this one goes on.
        if before.is_none() {
            return finish_polling(vm, base, pc, mark, result);
        }
        finish(vm, mark, result)
    }
}

#[cold]
#[inline(never)]
unsafe fn finish_polling(
    vm: &mut Vm,
    base: Base,
    pc: *const u32,
    mark: usize,
    result: Result<(), Raised>,
) -> Option<()> {
    finish(vm, mark, result)?;
    let pending = vm.pending.any.load(core::sync::atomic::Ordering::Relaxed);
    // SAFETY: by contract of the caller.
    if !pending || unsafe { crate::poll::poll_in_loop(vm, base, pc, pc) } { Some(()) } else { None }
}

unsafe fn remember_set(
    vm: &mut Vm,
    code: Ref<Code>,
    site: usize,
    value: Value,
    name: Value,
    before: Ref<runtime::object::Shape>,
) {
    // SAFETY: by contract of the callers.
    unsafe {
        let Some(instance) = value.as_ref::<Instance>() else { return };
        let after = instance.shape.get();
        if after.is_dict() || !vm.has_plain_attributes(after.class, name) {
            return;
        }
        if after == before {
            if let Some(slot) = after.slot_of(name) {
                fill(vm, code, site, after.pointer() as usize, payload_of(slot, after.inline as usize));
            }
        } else if after.parent == Some(before) && after.name == Some(name) {
            fill(vm, code, site, before.pointer() as usize, after.pointer() as usize);
        }
    }
}

/// `LoadMethod`.
///
/// # Safety
/// See [`load_global`].
#[cold]
#[inline(never)]
pub unsafe fn load_method(vm: &mut Vm, base: Base, pc: *const u32, word: u32) -> Option<()> {
    // SAFETY: by contract.
    unsafe {
        let site = (word >> 24) as usize;
        let registers = Registers(base);
        let target = (word >> 8 & 0xff) as usize;
        let value = registers.value((word >> 16 & 0xff) as usize);
        let code = code_of(base);
        if value.is_kind(Kind::Module) {
            let found = get_attribute_at(vm, base, pc, value, site)?;
            registers.set(target, found);
            registers.set(target + 3, None);
            return Some(());
        }
        // An attribute that is a plain slot, such as a stored callback.
        if let Some(instance) = value.as_ref::<Instance>() {
            let cache = *code.caches.add(site);
            let shape = instance.shape.get();
            if cache.key == shape.pointer() as usize && cache.payload & 1 != 0 {
                if let Some(slot) = shape.slot_of(code.site_name(site)) {
                    if let Some(found) = *instance.slot(slot) {
                        registers.set(target, found);
                        registers.set(target + 3, None);
                        return Some(());
                    }
                }
            }
        }
        let mark = enter(vm, base, pc);
        let name = code.site_name(site);
        let result = vm.load_method(value, name).map(|(callable, receiver, found)| {
            registers.set(target, callable);
            registers.set(target + 3, receiver);
            if found == Found::Method {
                let key = receiver_key(value.word());
                let dict = value.as_ref::<Instance>().is_some_and(|instance| instance.shape.get().is_dict());
                let own_dict = value.is_kind(Kind::Record) && vm.class_of(value).is_heap();
                if key != 0 && !dict && !own_dict && value.raw_kind() & EXTENDED == 0 {
                    fill(vm, code, site, key, callable.word() as usize);
                }
            } else {
                cache_data(vm, code, site, value, name);
            }
        });
        finish(vm, mark, result)
    }
}

//! `__slots__`.

use crate::number::text::{self, is_identifier_continue, is_identifier_start};
use crate::object::{Dict, Kind, List, Ref, Str, Tuple, Type};
use crate::symbols::sym;
use crate::types::exception;
use crate::value::Value;
use crate::vm::{Raised, Vm};
use heap::TryVec;

/// What `__slots__` of a class says.
pub(super) struct SlotNames {
    /// Tuple of the names, mangled.
    pub(super) names: Value,
    /// Whether instances have a dict nevertheless.
    pub(super) with_dict: bool,
}

/// The names in `__slots__` of the namespace of a class with the name `class_name`.
pub(super) fn names(
    vm: &mut Vm,
    dict: Ref<Dict>,
    class_name: Value,
    base: Ref<Type>,
) -> Result<Option<SlotNames>, Raised> {
    let Some(value) = dict.get_name(sym::__slots__) else { return Ok(None) };
    let list = if value.is_kind(Kind::Str) { vm.new_list(&[value])? } else { vm.collect_list(value)? };
    let variable_size = matches!(base.kind, Kind::BigInt | Kind::Bytes | Kind::Tuple | Kind::Type);
    if variable_size && !list.is_empty() {
        let name = vm.class_text(base);
        let message = format_args!("nonempty __slots__ not supported for subtype of '{name}'");
        return Err(vm.type_error(message));
    }
    let mut names = TryVec::new();
    let mut with_dict = false;
    for index in 0..list.len() {
        let Some(name) = item(vm, list, index)? else { continue };
        if name == sym::__dict__ {
            with_dict = true;
        } else if name != sym::__weakref__ {
            let name = mangle(vm, name, class_name)?;
            if dict.get_name(name).is_some() {
                let name = vm.name_text(name);
                return Err(vm.value_error(format_args!("'{name}' in __slots__ conflicts with class variable")));
            }
            names.try_push(name).map_err(|_| vm.memory_error())?;
        }
    }
    let names = vm.new_tuple(&names)?;
    debug_assert!(names.as_ref::<Tuple>().is_some());
    Ok(Some(SlotNames { names, with_dict }))
}

fn item(vm: &mut Vm, list: Ref<List>, index: usize) -> Result<Option<Value>, Raised> {
    let Some(name) = list.get(index) else { return Ok(None) };
    let Some(string) = name.as_ref::<Str>() else {
        let got = vm.type_name(name);
        return Err(vm.type_error(format_args!("__slots__ items must be strings, not '{got}'")));
    };
    if !is_identifier(string.as_bytes()) {
        return Err(vm.raise(&exception::TYPE_ERROR, format_args!("__slots__ must be identifiers")));
    }
    vm.intern_value(name).map(Some)
}

fn is_identifier(bytes: &[u8]) -> bool {
    let mut characters = text::code_points(bytes);
    characters.next().is_some_and(is_identifier_start) && characters.all(is_identifier_continue)
}

/// A private name as the compiler mangles it in the class.
fn mangle(vm: &mut Vm, name: Value, class_name: Value) -> Result<Value, Raised> {
    let (Some(string), Some(class)) = (name.as_ref::<Str>(), class_name.as_ref::<Str>()) else { return Ok(name) };
    let bytes = string.as_bytes();
    let Some(start) = class.as_bytes().iter().position(|&byte| byte != b'_') else { return Ok(name) };
    if !bytes.starts_with(b"__") || bytes.ends_with(b"__") {
        return Ok(name);
    }
    let mut mangled = TryVec::new();
    for part in [b"_", &class.as_bytes()[start..], bytes] {
        mangled.try_extend_from_slice(part).map_err(|_| vm.memory_error())?;
    }
    vm.intern(&mangled)
}

//! What classes remember of the special methods in their MRO, and when caches must go.

use super::mro::Mro;
use crate::object::{Dict, Kind, Ref, Tuple, Type};
use crate::symbols::sym;
use crate::value::Value;
use crate::vm::{CachedMethod, Raised, Vm};

/// Flags that follow from special methods.
const COMPUTED: u32 = Type::HAS_GETATTRIBUTE | Type::HAS_GETATTR | Type::HAS_SETATTR | Type::HAS_DEL | Type::HAS_EQ;

/// Flags that a class has if one of its ancestors has them.
pub(super) const INHERITED: u32 = Type::SEQUENCE | Type::MAPPING | Type::MATCH_SELF | Type::EXCEPTION | Type::METACLASS;

/// The flags that follow from the special methods of a namespace.
pub(super) fn own_flags(dict: Ref<Dict>) -> u32 {
    let mut flags = 0;
    for (name, flag) in [
        (sym::__getattribute__, Type::HAS_GETATTRIBUTE),
        (sym::__getattr__, Type::HAS_GETATTR),
        (sym::__setattr__, Type::HAS_SETATTR),
        (sym::__delattr__, Type::HAS_SETATTR),
        (sym::__del__, Type::HAS_DEL),
        (sym::__eq__, Type::HAS_EQ),
        (sym::__hash__, Type::HAS_EQ),
    ] {
        if dict.get_name(name).is_some() {
            flags |= flag;
        }
    }
    flags
}

/// Whether the MRO of a class has another class.
fn has_ancestor(class: Ref<Type>, ancestor: Ref<Type>) -> bool {
    class.mro.and_then(Value::as_ref::<Tuple>).is_some_and(|mro| mro.as_slice().contains(&ancestor.value()))
}

/// `class.name = new`, or `del class.name`, after the metaclass had its say.
pub fn set_type_attribute(vm: &mut Vm, class: Ref<Type>, name: Value, new: Option<Value>) -> Result<(), Raised> {
    let Some(dict) = class.dict.filter(|_| class.is_heap()) else { return Err(immutable(vm, class, name)) };
    let old = dict.get_name(name);
    match new {
        Some(new) => vm.dict_set_name(dict, name, new)?,
        None => {
            if vm.dict_remove(dict, name)?.is_none() {
                return Err(vm.raise_attribute_error(class.value(), name));
            }
        }
    }
    match (old, new) {
        (Some(old), Some(new)) if is_plain(vm, old)? && is_plain(vm, new)? => forget_method(vm, class, name),
        _ => {
            recompute_flags(vm, class);
            vm.flush_caches();
        }
    }
    Ok(())
}

/// Raises the TypeError of a class that cannot be changed.
#[cold]
pub(super) fn immutable(vm: &mut Vm, class: Ref<Type>, name: Value) -> Raised {
    let (name, class) = (vm.name_text(name), vm.class_text(class));
    vm.type_error(format_args!("cannot set '{name}' attribute of immutable type '{class}'"))
}

/// Whether a class attribute is data: inline caches hold nothing that depends on it.
fn is_plain(vm: &mut Vm, value: Value) -> Result<bool, Raised> {
    let kinds = [Kind::Function, Kind::Native, Kind::GetSet];
    if kinds.into_iter().any(|kind| value.is_kind(kind)) {
        return Ok(false);
    }
    if value.raw_kind() == 0 {
        return Ok(true);
    }
    let class = vm.class_of(value);
    if class.slots.descriptor_get.is_some() || class.slots.descriptor_set.is_some() {
        return Ok(false);
    }
    if class.is_heap() {
        for name in [sym::__get__, sym::__set__, sym::__delete__] {
            if vm.class_lookup(class, name.value())?.is_some() {
                return Ok(false);
            }
        }
    }
    Ok(true)
}

/// Forgets what the method cache says of a name in a class and its subclasses.
fn forget_method(vm: &mut Vm, class: Ref<Type>, name: Value) {
    let forget = |vm: &mut Vm, class: Ref<Type>| {
        let row = Vm::method_cache_index(class, name);
        vm.method_cache[row] = CachedMethod { class: core::ptr::null(), name: None, value: None };
    };
    forget(vm, class);
    for index in 0..vm.classes.len() {
        let other = vm.classes[index];
        if other != class && has_ancestor(other, class) {
            forget(vm, other);
        }
    }
}

/// Computes the flags of a class and its subclasses again.
fn recompute_flags(vm: &mut Vm, class: Ref<Type>) {
    for index in 0..vm.classes.len() {
        let other = vm.classes[index];
        if !has_ancestor(other, class) {
            continue;
        }
        let computed =
            Mro::of(other).filter_map(|ancestor| ancestor.dict).fold(0, |flags, dict| flags | own_flags(dict));
        // SAFETY: the list has classes in the heap only, and nobody holds a reference to their fields.
        unsafe { (*other.pointer()).flags = other.flags & !COMPUTED | computed };
    }
}

impl Vm {
    /// Whether an attribute of the plain instances of a class can be read and written in its slot directly: no special
    /// method and no data descriptor comes before it.
    pub fn has_plain_attributes(&mut self, class: Ref<Type>, name: Value) -> bool {
        if class.flags & (Type::HAS_GETATTRIBUTE | Type::HAS_SETATTR) != 0 {
            return false;
        }
        match self.class_lookup(class, name) {
            Ok(None) => true,
            Ok(Some(attribute)) => self.is_data_descriptor(attribute).is_ok_and(|is_data| !is_data),
            Err(_) => {
                self.exception = None;
                false
            }
        }
    }

    /// The classes made by Python that have `class` as a direct base, as a list.
    pub fn subclasses(&mut self, class: Ref<Type>) -> Result<Value, Raised> {
        let list = self.new_list(&[])?;
        for index in 0..self.classes.len() {
            let other = self.classes[index];
            let bases = other.bases.and_then(Value::as_ref::<Tuple>);
            if bases.is_some_and(|bases| bases.as_slice().contains(&class.value())) {
                self.list_push(list, other.value())?;
            }
        }
        Ok(list.value())
    }
}

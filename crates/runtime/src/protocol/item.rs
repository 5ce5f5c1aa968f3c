//! Subscription, length and membership.

use super::text::TypeName;
use crate::native::NativeResult;
use crate::object::{Dict, Kind, List, Ref, Tuple, Type};
use crate::symbols::sym;
use crate::types::exception::OVERFLOW_ERROR;
use crate::types::slice::SliceBounds;
use crate::types::{dict, generic_alias, list, sequence, str, tuple, type_};
use crate::value::Value;
use crate::vm::{Raised, Vm};
use core::ops::ControlFlow;

impl Vm {
    /// `container[key]`.
    #[cfg_attr(any(target_pointer_width = "64", target_family = "wasm"), inline)]
    pub fn get_item(&mut self, container: Value, key: Value) -> NativeResult {
        match container.raw_kind() {
            k if k == Kind::List as u8 => {
                if let (Some(list), Some(index)) = (container.as_ref::<List>(), small_index(key)) {
                    if let Some(item) = sequence::resolve(index, list.len()).and_then(|index| list.get(index)) {
                        return Ok(item);
                    }
                }
                list::get_item(self, container, key)
            }
            k if k == Kind::Tuple as u8 => {
                if let (Some(items), Some(index)) = (container.as_ref::<Tuple>(), small_index(key)) {
                    let items = items.as_slice();
                    if let Some(&item) = sequence::resolve(index, items.len()).and_then(|index| items.get(index)) {
                        return Ok(item);
                    }
                }
                tuple::get_item(self, container, key)
            }
            k if k == Kind::Dict as u8 => {
                if let Some(dict) = container.as_ref::<Dict>() {
                    if let Some(item) = self.dict_get(dict, key)? {
                        return Ok(item);
                    }
                }
                Err(dict::key_error(self, key))
            }
            _ => self.get_item_general(container, key),
        }
    }

    /// `container[start:stop]`. Common containers are sliced without a slice object.
    pub fn get_slice(&mut self, container: Value, start: Value, stop: Value) -> NativeResult {
        let bound = |bound: Value, missing: isize| match bound.not_none() {
            None => Some(missing),
            Some(number) => small_index(number),
        };
        if let (Some(start), Some(stop)) = (bound(start, 0), bound(stop, isize::MAX)) {
            let bounds = SliceBounds { start, stop, step: 1 };
            if container.is_exact(Kind::List) || container.is_exact(Kind::Tuple) {
                return self.slice_items(container, bounds);
            }
            if container.is_exact(Kind::Str) {
                return str::get_slice(self, container, bounds);
            }
        }
        let slice = self.new_slice(start, stop, Value::NONE)?;
        self.get_item(container, slice)
    }

    fn slice_items(&mut self, container: Value, bounds: SliceBounds) -> NativeResult {
        if let Some(list) = container.as_ref::<List>() {
            let (start, _, _, count) = bounds.adjust(list.len());
            let items = list.as_slice().get(start as usize..start as usize + count).unwrap_or(&[]);
            return Ok(self.new_list(items)?.value());
        }
        let Some(tuple) = container.as_ref::<Tuple>() else { return Ok(container) };
        let (start, _, _, count) = bounds.adjust(tuple.len());
        match tuple.as_slice().get(start as usize..start as usize + count) {
            Some(items) if count < tuple.len() => self.new_tuple(items),
            _ => Ok(container),
        }
    }

    #[inline(never)]
    fn get_item_general(&mut self, container: Value, key: Value) -> NativeResult {
        let class = self.class_of(container);
        if class.is_heap() {
            if let Some(item) = self.call_special(container, sym::__getitem__, &[key])? {
                return Ok(item);
            }
        }
        if let Some(get_item) = class.slots.get_item {
            return get_item(self, container, key);
        }
        if let Some(class) = container.as_ref::<Type>() {
            return self.subscribe_class(class, key);
        }
        let name = TypeName(class);
        Err(self.type_error(format_args!("'{name}' object is not subscriptable")))
    }

    /// `class[key]`, where the metaclass has no `__getitem__`.
    fn subscribe_class(&mut self, class: Ref<Type>, key: Value) -> NativeResult {
        if class == Ref::from_static(&type_::TYPE) {
            return generic_alias::new_generic_alias(self, class.value(), key);
        }
        if self.class_lookup(class, sym::__class_getitem__.value())?.is_some() {
            return self.call_method(class.value(), sym::__class_getitem__, &[key]);
        }
        let name = TypeName(class);
        Err(self.type_error(format_args!("type '{name}' is not subscriptable")))
    }

    /// `container[key] = value`; `del container[key]` without a value.
    #[inline]
    pub fn set_item(&mut self, container: Value, key: Value, value: Option<Value>) -> Result<(), Raised> {
        match (container.raw_kind(), value) {
            (k, Some(value)) if k == Kind::List as u8 => {
                if let (Some(list), Some(index)) = (container.as_ref::<List>(), small_index(key)) {
                    if let Some(index) = sequence::resolve(index, list.len()) {
                        list.set(index, value);
                        return Ok(());
                    }
                }
                list::set_item(self, container, key, Some(value))
            }
            (k, Some(value)) if k == Kind::Dict as u8 => match container.as_ref::<Dict>() {
                Some(dict) => self.dict_set(dict, key, value),
                None => Ok(()),
            },
            _ => self.set_item_general(container, key, value),
        }
    }

    #[inline(never)]
    fn set_item_general(&mut self, container: Value, key: Value, value: Option<Value>) -> Result<(), Raised> {
        let class = self.class_of(container);
        if class.is_heap() {
            let result = match value {
                Some(value) => self.call_special(container, sym::__setitem__, &[key, value])?,
                None => self.call_special(container, sym::__delitem__, &[key])?,
            };
            if result.is_some() {
                return Ok(());
            }
        }
        if let Some(set_item) = class.slots.set_item {
            return set_item(self, container, key, value);
        }
        let name = TypeName(class);
        Err(match value {
            Some(_) => self.type_error(format_args!("'{name}' object does not support item assignment")),
            None => self.type_error(format_args!("'{name}' object doesn't support item deletion")),
        })
    }

    /// `len(container)`.
    #[inline]
    pub fn length(&mut self, container: Value) -> Result<usize, Raised> {
        match container.raw_kind() {
            k if k == Kind::List as u8 => Ok(container.as_ref::<List>().map_or(0, |list| list.len())),
            k if k == Kind::Tuple as u8 => Ok(container.as_ref::<Tuple>().map_or(0, |tuple| tuple.len())),
            k if k == Kind::Dict as u8 => Ok(container.as_ref::<Dict>().map_or(0, |dict| dict.len())),
            _ => self.length_general(container),
        }
    }

    #[inline(never)]
    fn length_general(&mut self, container: Value) -> Result<usize, Raised> {
        let class = self.class_of(container);
        if class.is_heap() {
            if let Some(length) = self.call_special(container, sym::__len__, &[])? {
                return self.length_result(length);
            }
        }
        if let Some(length) = class.slots.length {
            return length(self, container);
        }
        let name = TypeName(class);
        Err(self.type_error(format_args!("object of type '{name}' has no len()")))
    }

    /// The length that a result of `__len__` means.
    fn length_result(&mut self, length: Value) -> Result<usize, Raised> {
        let number = self.index(length)?;
        let negative = match number.as_small_int() {
            Some(number) => match usize::try_from(number) {
                Ok(length) if length <= isize::MAX as usize => return Ok(length),
                _ => number < 0,
            },
            None => crate::types::slice::is_negative(number),
        };
        Err(if negative {
            self.value_error(format_args!("__len__() should return >= 0"))
        } else {
            let name = self.type_name(number);
            self.raise(&OVERFLOW_ERROR, format_args!("cannot fit '{name}' into an index-sized integer"))
        })
    }

    /// `item in container`.
    #[inline]
    pub fn contains(&mut self, container: Value, item: Value) -> Result<bool, Raised> {
        match container.raw_kind() {
            k if k == Kind::Dict as u8 => match container.as_ref::<Dict>() {
                Some(dict) => self.dict_contains(dict, item),
                None => Ok(false),
            },
            _ => self.contains_general(container, item),
        }
    }

    #[inline(never)]
    fn contains_general(&mut self, container: Value, item: Value) -> Result<bool, Raised> {
        let class = self.class_of(container);
        if class.is_heap() {
            if self.is_disabled(class, sym::__contains__) {
                let name = TypeName(class);
                return Err(self.type_error(format_args!("'{name}' object is not a container")));
            }
            if let Some(result) = self.call_special(container, sym::__contains__, &[item])? {
                return self.truth(result);
            }
        }
        if let Some(contains) = class.slots.contains {
            return contains(self, container, item);
        }
        if !self.is_iterable(container)? {
            let name = TypeName(class);
            return Err(self.type_error(format_args!("argument of type '{name}' is not iterable")));
        }
        let mut found = false;
        self.for_each(container, |vm, candidate| {
            found = vm.equal(candidate, item)?;
            Ok(if found { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
        })?;
        Ok(found)
    }
}

/// The index that a small int is.
#[inline(always)]
fn small_index(key: Value) -> Option<isize> {
    isize::try_from(key.as_small_int()?).ok()
}

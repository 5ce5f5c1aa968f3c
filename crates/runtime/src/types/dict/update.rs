//! Merging of mappings and sequences of pairs into dicts.

use crate::object::{Dict, Kind, Ref};
use crate::symbols::sym;
use crate::types::exception::RUNTIME_ERROR;
use crate::types::sequence::Items;
use crate::value::Value;
use crate::vm::{Raised, Vm};
use core::ops::ControlFlow;

impl Vm {
    /// `dict.update(source)`: `source` is a mapping, or an iterable of pairs.
    pub fn dict_update(&mut self, dict: Ref<Dict>, source: Value) -> Result<(), Raised> {
        if let Some(other) = source.as_ref::<Dict>() {
            if source.is_exact(Kind::Dict) || !self.overrides_iteration(source)? {
                return self.dict_merge(dict, other);
            }
        }
        if self.find_attribute(source, sym::keys)?.is_some() {
            return self.dict_update_mapping(dict, source);
        }
        self.dict_update_pairs(dict, source)
    }

    /// Whether the class of a dict, made by Python, has an `__iter__` of its own: then its keys are asked for.
    fn overrides_iteration(&mut self, dict: Value) -> Result<bool, Raised> {
        let class = self.class_of(dict);
        let builtin = Ref::from_static(&super::DICT);
        let name = sym::__iter__.value();
        Ok(self.class_lookup(class, name)? != self.class_lookup(builtin, name)?)
    }

    /// Sets the pairs of another dict. RuntimeError if that changes meanwhile.
    pub fn dict_merge(&mut self, dict: Ref<Dict>, other: Ref<Dict>) -> Result<(), Raised> {
        if dict == other {
            return Ok(());
        }
        if dict.is_empty() {
            return dict.copy_from(self, &other);
        }
        let version = other.version();
        let mark = self.log_mark();
        let mut index = 0;
        while let Some((found, key, value)) = other.next_entry(index) {
            self.keep(key);
            self.keep(value);
            self.dict_set_hashed(dict, key, other.entry_hash(found), value)?;
            self.log_release(mark);
            if other.version() != version {
                return Err(self.raise(&RUNTIME_ERROR, format_args!("dict mutated during update")));
            }
            index = found + 1;
        }
        Ok(())
    }

    fn dict_update_mapping(&mut self, dict: Ref<Dict>, source: Value) -> Result<(), Raised> {
        let keys = self.call_method(source, sym::keys, &[])?;
        self.keep(keys);
        self.for_each(keys, |vm, key| {
            let value = vm.get_item(source, key)?;
            vm.keep(value);
            vm.dict_set(dict, key, value)?;
            Ok(ControlFlow::Continue(()))
        })
    }

    fn dict_update_pairs(&mut self, dict: Ref<Dict>, source: Value) -> Result<(), Raised> {
        let mut number = 0usize;
        self.for_each(source, |vm, pair| {
            let exact = pair.is_exact(Kind::Tuple) || pair.is_exact(Kind::List);
            let items = match Items::of(pair) {
                Some(items) if exact => items,
                _ => vm.pair_items(pair, number)?,
            };
            let (Some(key), Some(value), 2) = (items.get(0), items.get(1), items.len()) else {
                let length = items.len();
                return Err(vm.value_error(format_args!(
                    "dictionary update sequence element #{number} has length {length}; 2 is required"
                )));
            };
            vm.keep(key);
            vm.keep(value);
            vm.dict_set(dict, key, value)?;
            number += 1;
            Ok(ControlFlow::Continue(()))
        })
    }

    fn pair_items(&mut self, pair: Value, number: usize) -> Result<Items, Raised> {
        if !self.is_iterable(pair)? {
            let message = format_args!("cannot convert dictionary update sequence element #{number} to a sequence");
            return Err(self.type_error(message));
        }
        self.collect_list(pair).map(Items::List)
    }
}

//! `dir()`.

use crate::object::{Dict, Instance, Kind, List, Module, Ref, Str, Type};
use crate::symbols::sym;
use crate::value::Value;
use crate::vm::{Raised, Vm};

impl Vm {
    /// `dir(value)`: the sorted names of its attributes.
    pub fn directory(&mut self, value: Value) -> Result<Ref<List>, Raised> {
        let own = match self.call_special(value, sym::__dir__, &[])? {
            Some(names) => Some(names),
            None => self.module_directory(value)?,
        };
        match own {
            Some(names) => {
                let list = self.collect_list(names)?;
                sort_names(list);
                Ok(list)
            }
            None => self.default_directory(value),
        }
    }

    /// What the function `__dir__` of a module says.
    fn module_directory(&mut self, value: Value) -> Result<Option<Value>, Raised> {
        let function = value.as_ref::<Module>().and_then(|module| module.dict.get_name(sym::__dir__));
        match function {
            Some(function) => self.call(function, &[]).map(Some),
            None => Ok(None),
        }
    }

    /// `object.__dir__(value)`.
    pub fn default_directory(&mut self, value: Value) -> Result<Ref<List>, Raised> {
        let names = self.new_list(&[])?;
        if let Some(class) = value.as_ref::<Type>() {
            self.push_class_names(class, names)?;
        } else if let Some(module) = value.as_ref::<Module>() {
            let dict = self.module_dict(module)?;
            self.push_keys(dict, names)?;
        } else {
            self.push_instance_names(value, names)?;
            let class = self.class_of(value);
            self.push_class_names(class, names)?;
        }
        let unique = self.new_dict(names.len())?;
        for index in 0..names.len() {
            if let Some(name) = names.get(index).filter(|name| name.is_kind(Kind::Str)) {
                self.dict_set_name(unique, name, Value::NONE)?;
            }
        }
        let sorted = self.new_list(&[])?;
        self.push_keys(unique, sorted)?;
        sort_names(sorted);
        Ok(sorted)
    }

    fn push_instance_names(&mut self, value: Value, names: Ref<List>) -> Result<(), Raised> {
        if let Some(instance) = value.as_ref::<Instance>() {
            let shape = instance.shape.get();
            for slot in 0..shape.count as usize {
                // SAFETY: the slot is below the shape's count.
                let bound = unsafe { *instance.slot(slot) }.is_some();
                if let Some(name) = shape.name_of(slot).filter(|_| bound) {
                    self.list_push(names, name)?;
                }
            }
            return match instance.dict() {
                Some(dict) => self.push_keys(dict, names),
                None => Ok(()),
            };
        }
        match self.instance_dict(value) {
            Some(dict) => self.push_keys(dict, names),
            None => Ok(()),
        }
    }

    fn push_keys(&mut self, dict: Ref<Dict>, names: Ref<List>) -> Result<(), Raised> {
        for index in 0..dict.used() {
            if let Some((key, _)) = dict.entry(index) {
                self.list_push(names, key)?;
            }
        }
        Ok(())
    }
}

/// Sorts a list of strs by code points. WTF-8 sorts as its code points do.
fn sort_names(list: Ref<List>) {
    let cells = list.as_cells();
    let text = |value: Value| value.as_ref::<Str>();
    // SAFETY: nothing else reads or writes the list while it is sorted; cells have the layout of values.
    let values = unsafe { core::slice::from_raw_parts_mut(cells.as_ptr().cast::<Value>().cast_mut(), cells.len()) };
    heap::sort_by(values, |&a, &b| match (text(a), text(b)) {
        (Some(a), Some(b)) => a.as_bytes().cmp(b.as_bytes()),
        _ => core::cmp::Ordering::Equal,
    });
}

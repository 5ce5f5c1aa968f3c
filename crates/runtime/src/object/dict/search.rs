//! Finding keys, and the operations on dicts and sets that find keys.
//!
//! Comparing keys can run Python, which can change the table; so a search that ran Python starts anew if the table's
//! version moved.

use super::{Dict, Entry, Form, Kind, Ref, Slot, Str, fold_hash, known_hash, place, with_slot};
use crate::object::Tuple;
use crate::value::Value;
use crate::vm::{Raised, Vm};

/// Where a search ended: at the entry of the key, or without it at a free slot of the index.
enum Place {
    Found(usize),
    Free(usize),
}

/// How two keys compare if that can be told at once.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Equality {
    Equal,
    Different,
    Unknown,
}

impl Place {
    #[inline(always)]
    fn found(self) -> Option<usize> {
        match self {
            Place::Found(index) => Some(index),
            Place::Free(_) => None,
        }
    }
}

/// Compares a key of the table with a sought one that is not the same object and has the same hash.
#[inline(always)]
fn quick_equality(other: Value, key: Value) -> Equality {
    if other.is_exact(Kind::Str) && key.is_exact(Kind::Str) {
        // SAFETY: the kinds were checked.
        let (other, key) = unsafe { (other.as_ref_unchecked::<Str>(), key.as_ref_unchecked::<Str>()) };
        return if same_text(other, key) { Equality::Equal } else { Equality::Different };
    }
    if other.is_exact(Kind::Tuple) && key.is_exact(Kind::Tuple) {
        return tuple_equality(other, key);
    }
    simple_equality(other, key)
}

/// Compares two different objects that are not both strs or tuples.
#[inline(always)]
fn simple_equality(other: Value, key: Value) -> Equality {
    let simple = |value: Value| value.is_small_int() || value.is_exact(Kind::Str);
    if simple(other) && simple(key) { Equality::Different } else { Equality::Unknown }
}

/// Compares two exact tuples whose items are strs and small ints.
#[inline(never)]
fn tuple_equality(other: Value, key: Value) -> Equality {
    let (Some(other), Some(key)) = (other.as_ref::<Tuple>(), key.as_ref::<Tuple>()) else { return Equality::Unknown };
    if other.len() != key.len() {
        return Equality::Different;
    }
    for (&a, &b) in other.as_slice().iter().zip(key.as_slice()) {
        if a == b {
            continue;
        }
        let equality = match (a.as_ref::<Str>(), b.as_ref::<Str>()) {
            (Some(x), Some(y)) if a.is_exact(Kind::Str) && b.is_exact(Kind::Str) => {
                if same_text(x, y) {
                    Equality::Equal
                } else {
                    Equality::Different
                }
            }
            _ => simple_equality(a, b),
        };
        if equality != Equality::Equal {
            return equality;
        }
    }
    Equality::Equal
}

/// Whether two different strs have the same text. Two interned ones differ.
#[inline(always)]
fn same_text(other: Ref<Str>, key: Ref<Str>) -> bool {
    !(other.is_interned() && key.is_interned()) && other.as_bytes() == key.as_bytes()
}

impl Dict {
    /// The entry of a str key. Runs no Python: other keys that a str could equal are strs too, but for instances of
    /// classes with their own `__eq__`, which only [`Vm::dict_find`] asks.
    #[cfg_attr(any(target_pointer_width = "64", target_family = "wasm"), inline)]
    pub fn find_str(&self, key: Ref<Str>) -> Option<usize> {
        let hash = key.hash();
        let test = |other: Value| match other.as_ref::<Str>() {
            Some(text) if text.hash() == hash && same_text(text, key) => Equality::Equal,
            _ => Equality::Different,
        };
        self.search(key.value(), hash, test).ok()?.found()
    }

    /// The value of a str key.
    #[cfg_attr(any(target_pointer_width = "64", target_family = "wasm"), inline)]
    pub fn get_str(&self, key: Ref<Str>) -> Option<Value> {
        let index = self.find_str(key)?;
        self.entry(index).map(|(_, value)| value)
    }

    /// The value of a name (any str value).
    #[inline]
    pub fn get_name(&self, name: impl Into<Value>) -> Option<Value> {
        self.get_str(name.into().as_ref::<Str>()?)
    }

    /// Searches for a key. `test` compares it with a key that is another object and has the same hash; if it cannot,
    /// the search is given up.
    #[inline(always)]
    fn search(&self, key: Value, hash: u32, test: impl Fn(Value) -> Equality) -> Result<Place, ()> {
        let form = self.form();
        if form.index_bits() == 0 {
            return self.search_linear(key, hash, test);
        }
        with_slot!(form, S => self.search_index::<S>(form, key, hash, test))
    }

    #[inline(always)]
    fn search_linear(&self, key: Value, hash: u32, test: impl Fn(Value) -> Equality) -> Result<Place, ()> {
        let (used, entries) = (self.used(), self.entries());
        for index in 0..used {
            // SAFETY: `index` is below the number of used entries.
            if unsafe { (*entries.add(index)).key } == Some(key) {
                return Ok(Place::Found(index));
            }
        }
        // A table without hashes has only exact strs and small ints as keys.
        if used == 0 || (key.is_small_int() && !self.form().has_hashes()) {
            return Ok(Place::Free(usize::MAX));
        }
        self.search_linear_equal(hash, test)
    }

    #[inline(never)]
    fn search_linear_equal(&self, hash: u32, test: impl Fn(Value) -> Equality) -> Result<Place, ()> {
        for index in 0..self.used() {
            let Some((other, _)) = self.entry(index) else { continue };
            if self.entry_hash(index) != hash {
                continue;
            }
            match test(other) {
                Equality::Equal => return Ok(Place::Found(index)),
                Equality::Different => {}
                Equality::Unknown => return Err(()),
            }
        }
        Ok(Place::Free(usize::MAX))
    }

    #[inline(always)]
    fn search_index<S: Slot>(
        &self,
        form: Form,
        key: Value,
        hash: u32,
        test: impl Fn(Value) -> Equality,
    ) -> Result<Place, ()> {
        let (slots, entries, hashes) = (self.index::<S>(form), self.entries(), self.hashes(form));
        let mask = (1usize << form.index_bits()) - 1;
        let mut at = place(hash, form.index_bits());
        loop {
            // SAFETY: `at` is below the size of the index, and its numbers below the number of used entries. There is
            // always a free slot, at which the loop ends.
            unsafe {
                let number = (*slots.add(at)).number();
                if number == 0 {
                    return Ok(Place::Free(at));
                }
                let index = number - 1;
                let Entry { key: Some(other), .. } = *entries.add(index) else { return Ok(Place::Free(at)) };
                if other == key {
                    return Ok(Place::Found(index));
                }
                if *hashes.add(index) == hash {
                    match test(other) {
                        Equality::Equal => return Ok(Place::Found(index)),
                        Equality::Different => {}
                        Equality::Unknown => return Err(()),
                    }
                }
            }
            at = (at + 1) & mask;
        }
    }

    /// The `skip`-th entry with this hash on the way of a search, or the free slot at its end.
    fn candidate(&self, hash: u32, skip: usize) -> Result<usize, usize> {
        let form = self.form();
        let mut left = skip;
        if form.index_bits() == 0 {
            for index in 0..self.used() {
                if self.entry(index).is_some() && self.entry_hash(index) == hash {
                    match left.checked_sub(1) {
                        None => return Ok(index),
                        Some(rest) => left = rest,
                    }
                }
            }
            return Err(usize::MAX);
        }
        let mask = (1usize << form.index_bits()) - 1;
        let mut at = place(hash, form.index_bits());
        loop {
            // SAFETY: `at` is below the size of the index.
            let number = unsafe { with_slot!(form, S => (*self.index::<S>(form).add(at)).number()) };
            let Some(index) = number.checked_sub(1) else { return Err(at) };
            if self.entry_hash(index) == hash {
                match left.checked_sub(1) {
                    None => return Ok(index),
                    Some(rest) => left = rest,
                }
            }
            at = (at + 1) & mask;
        }
    }
}

impl Vm {
    /// A new dict with room for `capacity` keys.
    pub fn new_dict(&mut self, capacity: usize) -> Result<Ref<Dict>, Raised> {
        self.new_table(Kind::Dict, capacity)
    }

    /// A new set or frozenset (by `kind`) with room for `capacity` keys.
    pub fn new_set(&mut self, kind: Kind, capacity: usize) -> Result<Ref<Dict>, Raised> {
        debug_assert!(matches!(kind, Kind::Set | Kind::FrozenSet));
        self.new_table(kind, capacity)
    }

    fn new_table(&mut self, kind: Kind, capacity: usize) -> Result<Ref<Dict>, Raised> {
        let version = self.next_version();
        let dict = self.allocate_object(Dict::with_kind(kind, version))?;
        if capacity > 0 {
            dict.rebuild(self, capacity, false)?;
        }
        Ok(dict)
    }

    /// A copy of a dict, set or frozenset as another of these kinds. A dict made of a set has `None` as every value;
    /// a set must not be made of a dict with values.
    pub fn copy_table(&mut self, kind: Kind, other: Ref<Dict>) -> Result<Ref<Dict>, Raised> {
        let version = self.next_version();
        let dict = self.allocate_object(Dict::with_kind(kind, version))?;
        dict.copy_from(self, &other)?;
        Ok(dict)
    }

    /// Makes room in a dict or set for `additional` more keys.
    pub fn dict_reserve(&mut self, dict: Ref<Dict>, additional: usize) -> Result<(), Raised> {
        let wanted = dict.len().saturating_add(additional);
        let free = dict.form().capacity() - dict.used();
        if additional > free { dict.rebuild(self, wanted, false) } else { Ok(()) }
    }

    /// The hash of a key as tables use it; TypeError if it is unhashable. May run Python.
    #[cfg_attr(any(target_pointer_width = "64", target_family = "wasm"), inline)]
    pub fn key_hash(&mut self, key: Value) -> Result<u32, Raised> {
        match known_hash(key) {
            Some(hash) => Ok(hash),
            None if key.is_exact(Kind::Tuple) => Ok(fold_hash(crate::types::tuple::hash(self, key)?)),
            None => Ok(fold_hash(self.hash(key)?)),
        }
    }

    #[inline(always)]
    fn dict_place(&mut self, dict: Ref<Dict>, key: Value, hash: u32) -> Result<Place, Raised> {
        match dict.search(key, hash, |other| quick_equality(other, key)) {
            Ok(place) => Ok(place),
            Err(()) => self.dict_place_cold(dict, key, hash),
        }
    }

    #[inline(never)]
    fn dict_place_cold(&mut self, dict: Ref<Dict>, key: Value, hash: u32) -> Result<Place, Raised> {
        let mark = self.log_mark();
        'restart: loop {
            let version = dict.version();
            let mut skip = 0;
            loop {
                let index = match dict.candidate(hash, skip) {
                    Ok(index) => index,
                    Err(at) => return Ok(Place::Free(at)),
                };
                skip += 1;
                let Some((other, _)) = dict.entry(index) else { continue };
                let equal = match quick_equality(other, key) {
                    _ if other == key => true,
                    Equality::Equal => true,
                    Equality::Different => false,
                    Equality::Unknown => {
                        self.keep(other);
                        let equal = self.equal(other, key)?;
                        self.log_release(mark);
                        if dict.version() != version {
                            continue 'restart;
                        }
                        equal
                    }
                };
                if equal {
                    return Ok(Place::Found(index));
                }
            }
        }
    }

    /// The number of a key's entry. May run Python.
    #[cfg_attr(any(target_pointer_width = "64", target_family = "wasm"), inline)]
    pub fn dict_find(&mut self, dict: Ref<Dict>, key: Value, hash: u32) -> Result<Option<usize>, Raised> {
        Ok(self.dict_place(dict, key, hash)?.found())
    }

    /// The value of a key. May run Python.
    #[cfg_attr(any(target_pointer_width = "64", target_family = "wasm"), inline)]
    pub fn dict_get(&mut self, dict: Ref<Dict>, key: Value) -> Result<Option<Value>, Raised> {
        let hash = self.key_hash(key)?;
        let index = self.dict_find(dict, key, hash)?;
        Ok(index.and_then(|index| dict.entry(index)).map(|(_, value)| value))
    }

    /// Sets the value of a key. May run Python.
    #[cfg_attr(any(target_pointer_width = "64", target_family = "wasm"), inline)]
    pub fn dict_set(&mut self, dict: Ref<Dict>, key: Value, value: Value) -> Result<(), Raised> {
        let hash = self.key_hash(key)?;
        self.dict_set_hashed(dict, key, hash, value)
    }

    /// Sets the value of a key whose hash is known. May run Python.
    #[inline]
    pub fn dict_set_hashed(&mut self, dict: Ref<Dict>, key: Value, hash: u32, value: Value) -> Result<(), Raised> {
        match self.dict_place(dict, key, hash)? {
            Place::Found(index) => {
                dict.set_value_at(index, value);
                Ok(())
            }
            Place::Free(at) => dict.append_at(self, key, hash, value, at),
        }
    }

    /// The value of a key, after setting it to `default` if it is not there. May run Python.
    pub fn dict_set_default(&mut self, dict: Ref<Dict>, key: Value, default: Value) -> Result<Value, Raised> {
        let hash = self.key_hash(key)?;
        match self.dict_place(dict, key, hash)? {
            Place::Found(index) => Ok(dict.entry(index).map_or(default, |(_, value)| value)),
            Place::Free(at) => {
                dict.append_at(self, key, hash, default, at)?;
                Ok(default)
            }
        }
    }

    /// Sets the value of a name (a str); runs no Python.
    pub fn dict_set_name(&mut self, dict: Ref<Dict>, name: impl Into<Value>, value: Value) -> Result<(), Raised> {
        self.dict_set(dict, name.into(), value)
    }

    /// Removes a key and returns its value, if it was there. May run Python.
    pub fn dict_remove(&mut self, dict: Ref<Dict>, key: Value) -> Result<Option<Value>, Raised> {
        let hash = self.key_hash(key)?;
        let Some(index) = self.dict_find(dict, key, hash)? else { return Ok(None) };
        let value = dict.entry(index).map(|(_, value)| value);
        dict.remove_at(self, index);
        Ok(value)
    }

    /// Adds a key to a set; true if it was not there. May run Python.
    #[inline]
    pub fn set_add(&mut self, set: Ref<Dict>, key: Value) -> Result<bool, Raised> {
        let hash = self.key_hash(key)?;
        self.set_add_hashed(set, key, hash)
    }

    /// Adds a key whose hash is known to a set; true if it was not there. May run Python.
    #[inline]
    pub fn set_add_hashed(&mut self, set: Ref<Dict>, key: Value, hash: u32) -> Result<bool, Raised> {
        match self.dict_place(set, key, hash)? {
            Place::Found(_) => Ok(false),
            Place::Free(at) => {
                set.append_at(self, key, hash, Value::NONE, at)?;
                Ok(true)
            }
        }
    }

    /// Whether a key is in a dict or set. May run Python.
    #[inline]
    pub fn dict_contains(&mut self, dict: Ref<Dict>, key: Value) -> Result<bool, Raised> {
        let hash = self.key_hash(key)?;
        Ok(self.dict_find(dict, key, hash)?.is_some())
    }
}

impl Value {
    /// The table of a set or frozenset.
    #[inline]
    pub fn as_set(self) -> Option<Ref<Dict>> {
        let kind = self.raw_kind() & !crate::object::EXTENDED;
        if kind == Kind::Set as u8 || kind == Kind::FrozenSet as u8 {
            // SAFETY: sets have the layout of dicts.
            Some(unsafe { self.as_ref_unchecked() })
        } else {
            None
        }
    }
}

//! The insertion-ordered hash table of dicts and sets.
//!
//! A table is one buffer: a [`Head`], then `capacity` entries of key and value in the order of insertion, then (if
//! the table has them) a 32-bit hash per entry, then (if there are more than [`LINEAR`] entries) an index of
//! 8, 16 or 32-bit entry numbers, open-addressed. Small tables are searched linearly. A small table whose keys are all
//! strs or small ints stores no hashes, since those are known from the keys.
//!
//! Removal leaves a gap (an entry without key); gaps go when the table is rebuilt.
//!
//! Comparing keys can run Python, which can change the table; so a search that compared restarts if the table's
//! version moved.

use super::{Kind, Object, Ref, Str};
use crate::value::Value;
use crate::vm::{Raised, Vm};
use core::cell::Cell;
use core::ptr::NonNull;
use heap::{Header, Heap, Marker};

/// Tables of at most this many entries have no index.
const LINEAR: usize = 8;
/// Set in [`Head::capacity`] if the table stores hashes.
const HASHES: u32 = 1 << 31;
/// The largest number of entries.
const MAX_CAPACITY: usize = 1 << 28;

/// A dict, set or frozenset; sets have `None` as every value.
#[repr(C, align(8))]
pub struct Dict {
    /// Object header.
    pub header: Header,
    /// Number of keys.
    live: Cell<u32>,
    /// Changes whenever a key comes, goes or moves. Unique in the VM.
    version: Cell<u32>,
    /// The table; a static empty one at first.
    table: Cell<*mut Head>,
}

// SAFETY: `repr(C)` with a header; only `Vm::new_dict` and `Vm::new_set` make such objects.
unsafe impl Object for Dict {
    const KIND: Kind = Kind::Dict;
}

/// The beginning of a table.
#[repr(C, align(8))]
pub struct Head {
    /// Entries in use, gaps included.
    used: Cell<u32>,
    /// Room for entries, and [`HASHES`].
    capacity: u32,
}

struct Empty(Head);
// SAFETY: the empty table is never written: it has no room.
unsafe impl Sync for Empty {}
static EMPTY: Empty = Empty(Head { used: Cell::new(0), capacity: 0 });

/// A key and its value.
#[derive(Clone, Copy)]
#[repr(C)]
pub struct Entry {
    /// The key; `None` in a gap.
    pub key: Option<Value>,
    /// The value.
    pub value: Value,
}

/// The layout of a table of a given size.
struct Layout {
    hashes_at: usize,
    index_at: usize,
    index_bits: u32,
    size: usize,
}

impl Layout {
    #[inline]
    fn of(capacity: usize, hashes: bool) -> Layout {
        let hashes_at = size_of::<Head>() + capacity * size_of::<Entry>();
        let index_at = hashes_at + if hashes { capacity * 4 } else { 0 };
        if capacity <= LINEAR {
            return Layout { hashes_at, index_at, index_bits: 0, size: index_at };
        }
        let index_bits = usize::BITS - (capacity + capacity / 2 - 1).leading_zeros();
        Layout { hashes_at, index_at, index_bits, size: index_at + (Self::index_width(capacity) << index_bits) }
    }

    fn index_width(capacity: usize) -> usize {
        match capacity {
            0..=0xfd => 1,
            0xfe..=0xfffd => 2,
            _ => 4,
        }
    }
}

/// Numbers in the index: 0 is free, 1 was removed, others are entry numbers plus 2.
const INDEX_FREE: u32 = 0;
const INDEX_REMOVED: u32 = 1;

/// The place of a hash in an index of `1 << bits` slots.
#[inline(always)]
fn place(hash: u32, bits: u32) -> usize {
    (hash.wrapping_mul(0x9e37_79b1) >> (32 - bits)) as usize
}

/// The hash that tables use, from the hash that Python sees.
#[inline(always)]
pub fn fold_hash(hash: i64) -> u32 {
    (hash as u64 ^ (hash as u64) >> 32) as u32
}

impl Dict {
    /// A static dict that is never written.
    pub(crate) const fn placeholder() -> Dict {
        Dict {
            header: super::static_header(Kind::Dict, 0),
            live: Cell::new(0),
            version: Cell::new(0),
            table: Cell::new(core::ptr::from_ref(&EMPTY.0).cast_mut()),
        }
    }

    pub(crate) fn with_kind(kind: Kind, version: u32) -> Dict {
        Dict {
            header: super::new_header(kind),
            live: Cell::new(0),
            version: Cell::new(version),
            table: Cell::new(core::ptr::from_ref(&EMPTY.0).cast_mut()),
        }
    }

    #[inline(always)]
    fn head(&self) -> &Head {
        // SAFETY: `table` always points to a table.
        unsafe { &*self.table.get() }
    }

    #[inline(always)]
    fn capacity(&self) -> usize {
        (self.head().capacity & !HASHES) as usize
    }

    fn has_hashes(&self) -> bool {
        self.head().capacity & HASHES != 0
    }

    fn layout(&self) -> Layout {
        Layout::of(self.capacity(), self.has_hashes())
    }

    /// Number of keys.
    #[inline(always)]
    pub fn len(&self) -> usize {
        self.live.get() as usize
    }

    /// Whether there are no keys.
    pub fn is_empty(&self) -> bool {
        self.live.get() == 0
    }

    /// The version: a number that changes whenever a key comes, goes or moves.
    #[inline(always)]
    pub fn version(&self) -> u32 {
        self.version.get()
    }

    /// The number of entries in use, gaps included: one more than the largest number [`Dict::entry`] takes.
    #[inline(always)]
    pub fn used(&self) -> usize {
        self.head().used.get() as usize
    }

    #[inline(always)]
    fn entries(&self) -> *mut Entry {
        // SAFETY: the entries follow the head.
        unsafe { self.table.get().add(1).cast() }
    }

    /// The value cell of an entry whose number is below [`Dict::used`] as of the present version.
    ///
    /// # Safety
    /// `index` is below `used()`.
    #[inline(always)]
    pub unsafe fn value_unchecked(&self, index: usize) -> *mut Value {
        // SAFETY: by contract the entry exists.
        unsafe { &raw mut (*self.entries().add(index)).value }
    }

    /// The entry of a number; `None` beyond the end and for gaps.
    #[inline(always)]
    pub fn entry(&self, index: usize) -> Option<(Value, Value)> {
        if index >= self.used() {
            return None;
        }
        // SAFETY: `index` is below the number of used entries.
        let entry = unsafe { *self.entries().add(index) };
        entry.key.map(|key| (key, entry.value))
    }

    /// Replaces the value of an existing entry.
    pub fn set_value_at(&self, index: usize, value: Value) {
        if index < self.used() {
            // SAFETY: `index` is below the number of used entries.
            unsafe { (*self.entries().add(index)).value = value };
        }
    }

    /// The first entry from `index` on that is no gap, with its number.
    pub fn next_entry(&self, mut index: usize) -> Option<(usize, Value, Value)> {
        let used = self.used();
        while index < used {
            // SAFETY: `index` is below the number of used entries.
            let entry = unsafe { *self.entries().add(index) };
            if let Some(key) = entry.key {
                return Some((index, key, entry.value));
            }
            index += 1;
        }
        None
    }

    /// The last entry that is no gap, with its number.
    pub fn last_entry(&self) -> Option<(usize, Value, Value)> {
        let mut index = self.used();
        while index > 0 {
            index -= 1;
            if let Some((key, value)) = self.entry(index) {
                return Some((index, key, value));
            }
        }
        None
    }

    /// Keys and values in order. The dict must not change meanwhile.
    pub fn iter(&self) -> impl Iterator<Item = (Value, Value)> + '_ {
        (0..self.used()).filter_map(|index| self.entry(index))
    }

    fn stored_hash(&self, layout: &Layout, index: usize) -> u32 {
        if layout.index_at > layout.hashes_at {
            // SAFETY: the table has a hash for each entry.
            unsafe { *self.table.get().cast::<u8>().add(layout.hashes_at).cast::<u32>().add(index) }
        } else {
            // SAFETY: `index` is below the capacity.
            unsafe { (*self.entries().add(index)).key }.and_then(known_hash).unwrap_or(0)
        }
    }

    fn index_get(&self, layout: &Layout, at: usize) -> u32 {
        // SAFETY: `at` is below the size of the index.
        unsafe {
            let index = self.table.get().cast::<u8>().add(layout.index_at);
            match Layout::index_width(self.capacity()) {
                1 => *index.add(at) as u32,
                2 => index.cast::<u16>().add(at).read_unaligned() as u32,
                _ => index.cast::<u32>().add(at).read_unaligned(),
            }
        }
    }

    fn index_set(&self, layout: &Layout, at: usize, number: u32) {
        // SAFETY: `at` is below the size of the index.
        unsafe {
            let index = self.table.get().cast::<u8>().add(layout.index_at);
            match Layout::index_width(self.capacity()) {
                1 => *index.add(at) = number as u8,
                2 => index.cast::<u16>().add(at).write_unaligned(number as u16),
                _ => index.cast::<u32>().add(at).write_unaligned(number),
            }
        }
    }

    /// The entry of a str key. Runs no Python: other keys that a str could equal are strs too, but for instances of
    /// classes with their own `__eq__`, which only [`Vm::dict_find`] asks.
    #[inline]
    pub fn find_str(&self, key: Ref<Str>) -> Option<usize> {
        let word = key.value();
        let capacity = self.capacity();
        if capacity <= LINEAR {
            let used = self.used();
            for index in 0..used {
                // SAFETY: `index` is below the number of used entries.
                if unsafe { (*self.entries().add(index)).key } == Some(word) {
                    return Some(index);
                }
            }
            return if self.is_empty() { None } else { self.find_str_linear_cold(key) };
        }
        let layout = Layout::of(capacity, true);
        let mask = (1usize << layout.index_bits) - 1;
        let mut at = place(key.hash, layout.index_bits);
        loop {
            let number = self.index_get(&layout, at);
            if number == INDEX_FREE {
                return None;
            }
            if number != INDEX_REMOVED {
                let index = number as usize - 2;
                // SAFETY: the index holds numbers of entries.
                if let Some(other) = unsafe { (*self.entries().add(index)).key } {
                    if other == word || (self.stored_hash(&layout, index) == key.hash && same_text(other, key)) {
                        return Some(index);
                    }
                }
            }
            at = (at + 1) & mask;
        }
    }

    #[cold]
    #[inline(never)]
    fn find_str_linear_cold(&self, key: Ref<Str>) -> Option<usize> {
        let word = key.value();
        (0..self.used()).find(|&index| {
            self.entry(index).is_some_and(|(other, _)| {
                other == word
                    || other.as_ref::<Str>().is_some_and(|text| text.hash == key.hash && same_text(other, key))
            })
        })
    }

    /// The value of a str key.
    #[inline]
    pub fn get_str(&self, key: Ref<Str>) -> Option<Value> {
        let index = self.find_str(key)?;
        self.entry(index).map(|(_, value)| value)
    }

    /// The value of a name (any str value).
    #[inline]
    pub fn get_name(&self, name: impl Into<Value>) -> Option<Value> {
        self.get_str(name.into().as_ref::<Str>()?)
    }

    /// Candidates for a key with this hash: calls `test` with number and key until it returns something.
    fn candidates<T>(&self, hash: u32, mut test: impl FnMut(usize, Value) -> Option<T>) -> Option<T> {
        let layout = self.layout();
        if layout.index_bits == 0 {
            for index in 0..self.used() {
                if let Some((key, _)) = self.entry(index) {
                    if self.stored_hash(&layout, index) == hash {
                        if let Some(result) = test(index, key) {
                            return Some(result);
                        }
                    }
                }
            }
            return None;
        }
        let mask = (1usize << layout.index_bits) - 1;
        let mut at = place(hash, layout.index_bits);
        loop {
            let number = self.index_get(&layout, at);
            if number == INDEX_FREE {
                return None;
            }
            if number != INDEX_REMOVED {
                let index = number as usize - 2;
                if let Some((key, _)) = self.entry(index) {
                    if self.stored_hash(&layout, index) == hash {
                        if let Some(result) = test(index, key) {
                            return Some(result);
                        }
                    }
                }
            }
            at = (at + 1) & mask;
        }
    }

    /// Enters number `index` into the index.
    fn index_insert(&self, layout: &Layout, hash: u32, index: usize) {
        if layout.index_bits == 0 {
            return;
        }
        let mask = (1usize << layout.index_bits) - 1;
        let mut at = place(hash, layout.index_bits);
        while self.index_get(layout, at) > INDEX_REMOVED {
            at = (at + 1) & mask;
        }
        self.index_set(layout, at, index as u32 + 2);
    }

    fn index_remove(&self, layout: &Layout, index: usize) {
        if layout.index_bits == 0 {
            return;
        }
        let mask = (1usize << layout.index_bits) - 1;
        let mut at = place(self.stored_hash(layout, index), layout.index_bits);
        loop {
            let number = self.index_get(layout, at);
            if number == INDEX_FREE {
                return;
            }
            if number == index as u32 + 2 {
                self.index_set(layout, at, INDEX_REMOVED);
                return;
            }
            at = (at + 1) & mask;
        }
    }

    /// Removes an entry that exists.
    pub(crate) fn remove_at(&self, vm: &mut Vm, index: usize) {
        let layout = self.layout();
        self.index_remove(&layout, index);
        // SAFETY: the caller found `index` in this table.
        unsafe { (*self.entries().add(index)).key = None };
        self.live.set(self.live.get() - 1);
        self.version.set(vm.next_version());
        let mut used = self.used();
        // Gaps at the end can be used again at once, which makes `popitem` cheap.
        while used > 0 && self.entry(used - 1).is_none() {
            used -= 1;
        }
        self.head().used.set(used as u32);
    }

    /// Makes room for `capacity` entries in a new table, without gaps. On failure nothing has changed.
    fn rebuild(&self, vm: &mut Vm, capacity: usize, hashes: bool) -> Result<(), Raised> {
        let capacity = capacity.max(self.len());
        let hashes = hashes || capacity > LINEAR || self.has_hashes();
        if capacity > MAX_CAPACITY {
            return Err(vm.memory_error());
        }
        let layout = Layout::of(capacity, hashes);
        let buffer = vm.heap.allocate_buffer(layout.size).ok_or_else(|| vm.memory_error())?;
        let old = self.layout();
        let table = buffer.as_ptr().cast::<Head>();
        // SAFETY: the new buffer has the size of the layout; entries are copied in order below its capacity.
        unsafe {
            table.write(Head { used: Cell::new(0), capacity: capacity as u32 | if hashes { HASHES } else { 0 } });
            let index_size = layout.size - layout.index_at;
            core::ptr::write_bytes(buffer.as_ptr().add(layout.index_at), 0, index_size);
            let entries = table.add(1).cast::<Entry>();
            let new_hashes = buffer.as_ptr().add(layout.hashes_at).cast::<u32>();
            let mut count = 0;
            for index in 0..self.used() {
                let entry = *self.entries().add(index);
                if entry.key.is_some() {
                    entries.add(count).write(entry);
                    if hashes {
                        new_hashes.add(count).write(self.stored_hash(&old, index));
                    }
                    count += 1;
                }
            }
            (*table).used.set(count as u32);
            self.free_table(&mut vm.heap);
            self.table.set(table);
            if layout.index_bits != 0 {
                for index in 0..count {
                    self.index_insert(&layout, *new_hashes.add(index), index);
                }
            }
        }
        self.version.set(vm.next_version());
        Ok(())
    }

    /// Appends a key that is not in the table.
    #[inline]
    pub(crate) fn append(&self, vm: &mut Vm, key: Value, hash: u32, value: Value) -> Result<(), Raised> {
        if self.used() == self.capacity() {
            self.grow(vm)?;
        }
        if !self.has_hashes() && known_hash(key).is_none() {
            self.rebuild(vm, self.capacity(), true)?;
        }
        let layout = self.layout();
        let index = self.used();
        // SAFETY: `index` is below the capacity; the hash array, if any, has as many elements.
        unsafe {
            self.entries().add(index).write(Entry { key: Some(key), value });
            if layout.index_at > layout.hashes_at {
                self.table.get().cast::<u8>().add(layout.hashes_at).cast::<u32>().add(index).write(hash);
            }
        }
        self.index_insert(&layout, hash, index);
        self.head().used.set(index as u32 + 1);
        self.live.set(self.live.get() + 1);
        self.version.set(vm.next_version());
        Ok(())
    }

    #[cold]
    fn grow(&self, vm: &mut Vm) -> Result<(), Raised> {
        let live = self.len();
        let wanted = match live {
            0..=3 => 4,
            4..=7 => 8,
            _ => live * 2,
        };
        self.rebuild(vm, wanted, false)
    }

    /// Removes everything.
    pub(crate) fn clear(&self, vm: &mut Vm) {
        // SAFETY: the table is replaced by the empty one at once.
        unsafe { self.free_table(&mut vm.heap) };
        self.table.set(core::ptr::from_ref(&EMPTY.0).cast_mut());
        self.live.set(0);
        self.version.set(vm.next_version());
    }

    /// Exchanges the contents of two tables.
    pub(crate) fn swap(&self, other: &Dict, vm: &mut Vm) {
        self.table.swap(&other.table);
        self.live.swap(&other.live);
        self.version.set(vm.next_version());
        other.version.set(vm.next_version());
    }

    /// Lets go of the table, which another dict has taken over.
    pub(crate) fn forget_table(&self) {
        self.table.set(core::ptr::from_ref(&EMPTY.0).cast_mut());
        self.live.set(0);
    }

    /// Frees the table.
    ///
    /// # Safety
    /// The table is not used afterwards.
    pub(crate) unsafe fn free_table(&self, heap: &mut Heap) {
        if self.capacity() != 0 {
            let size = self.layout().size;
            // SAFETY: a table that is not the empty one is a buffer of this size.
            unsafe { heap.free_buffer(NonNull::new_unchecked(self.table.get().cast()), size) };
        }
    }

    /// Marks keys and values.
    ///
    /// # Safety
    /// The dict is initialised.
    pub(crate) unsafe fn trace(&self, marker: &mut Marker) {
        for (key, value) in self.iter() {
            // SAFETY: entries hold live values.
            unsafe {
                super::trace::mark_value(key, marker);
                super::trace::mark_value(value, marker);
            }
        }
    }

    /// The size of the table in bytes.
    pub fn table_size(&self) -> usize {
        if self.capacity() == 0 { 0 } else { self.layout().size }
    }
}

/// The table hash of a key that needs no computation: an exact str or a small int.
#[inline(always)]
pub fn known_hash(key: Value) -> Option<u32> {
    if let Some(number) = key.as_small_int() {
        return Some(fold_hash(number as i64));
    }
    // SAFETY: the kind was checked.
    if key.is_exact(Kind::Str) { Some(unsafe { key.as_ref_unchecked::<Str>() }.hash) } else { None }
}

/// Whether a value is a str with the same text. Two interned ones differ if they are not the same object.
fn same_text(other: Value, key: Ref<Str>) -> bool {
    other
        .as_ref::<Str>()
        .is_some_and(|text| !(text.is_interned() && key.is_interned()) && text.as_bytes() == key.as_bytes())
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

    /// Makes room in a dict or set for `additional` more keys.
    pub fn dict_reserve(&mut self, dict: Ref<Dict>, additional: usize) -> Result<(), Raised> {
        let wanted = dict.len().saturating_add(additional);
        if wanted > dict.capacity() { dict.rebuild(self, wanted, false) } else { Ok(()) }
    }

    /// The hash of a key as tables use it; TypeError if it is unhashable. May run Python.
    #[inline]
    pub fn key_hash(&mut self, key: Value) -> Result<u32, Raised> {
        match known_hash(key) {
            Some(hash) => Ok(hash),
            None => Ok(fold_hash(self.hash(key)?)),
        }
    }

    /// The number of a key's entry. May run Python.
    #[inline]
    pub fn dict_find(&mut self, dict: Ref<Dict>, key: Value, hash: u32) -> Result<Option<usize>, Raised> {
        if key.is_exact(Kind::Str) && !dict.has_hashes() {
            // SAFETY: the kind was checked. A table without hashes has only strs and ints as keys.
            return Ok(dict.find_str(unsafe { key.as_ref_unchecked::<Str>() }));
        }
        self.dict_find_general(dict, key, hash)
    }

    fn dict_find_general(&mut self, dict: Ref<Dict>, key: Value, hash: u32) -> Result<Option<usize>, Raised> {
        'restart: loop {
            let version = dict.version();
            let mut compared = 0;
            loop {
                // Candidates already compared are skipped by counting: as long as the version stays, their order does.
                let mut seen = 0;
                let candidate = dict.candidates(hash, |index, other| {
                    if other == key {
                        return Some((index, None));
                    }
                    let simple = known_hash(other).is_some() && known_hash(key).is_some();
                    if simple && (other.is_small_int() || key.is_small_int()) {
                        return None;
                    }
                    seen += 1;
                    if seen <= compared { None } else { Some((index, Some(other))) }
                });
                match candidate {
                    None => return Ok(None),
                    Some((index, None)) => return Ok(Some(index)),
                    Some((index, Some(other))) => {
                        compared += 1;
                        let equal = self.equal(other, key)?;
                        if dict.version() != version {
                            continue 'restart;
                        }
                        if equal {
                            return Ok(Some(index));
                        }
                    }
                }
            }
        }
    }

    /// The value of a key. May run Python.
    #[inline]
    pub fn dict_get(&mut self, dict: Ref<Dict>, key: Value) -> Result<Option<Value>, Raised> {
        let hash = self.key_hash(key)?;
        let index = self.dict_find(dict, key, hash)?;
        Ok(index.and_then(|index| dict.entry(index)).map(|(_, value)| value))
    }

    /// Sets the value of a key. May run Python.
    #[inline]
    pub fn dict_set(&mut self, dict: Ref<Dict>, key: Value, value: Value) -> Result<(), Raised> {
        let hash = self.key_hash(key)?;
        match self.dict_find(dict, key, hash)? {
            Some(index) => {
                dict.set_value_at(index, value);
                Ok(())
            }
            None => dict.append(self, key, hash, value),
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
    pub fn set_add(&mut self, set: Ref<Dict>, key: Value) -> Result<bool, Raised> {
        let hash = self.key_hash(key)?;
        if self.dict_find(set, key, hash)?.is_some() {
            return Ok(false);
        }
        set.append(self, key, hash, Value::NONE)?;
        Ok(true)
    }

    /// Whether a key is in a dict or set. May run Python.
    pub fn dict_contains(&mut self, dict: Ref<Dict>, key: Value) -> Result<bool, Raised> {
        let hash = self.key_hash(key)?;
        Ok(self.dict_find(dict, key, hash)?.is_some())
    }
}

impl Value {
    /// The table of a set or frozenset.
    #[inline]
    pub fn as_set(self) -> Option<Ref<Dict>> {
        let kind = self.raw_kind() & !super::EXTENDED;
        if kind == Kind::Set as u8 || kind == Kind::FrozenSet as u8 {
            // SAFETY: sets have the layout of dicts.
            Some(unsafe { self.as_ref_unchecked() })
        } else {
            None
        }
    }
}

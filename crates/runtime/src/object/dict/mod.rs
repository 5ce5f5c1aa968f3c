//! The insertion-ordered hash table of dicts and sets.
//!
//! A table is one buffer: a [`Head`], then `capacity` entries of key and value in the order of insertion, then (if
//! the table has them) a 32-bit hash per entry, then (if there are more than [`LINEAR`] entries) an index of
//! 8, 16 or 32-bit entry numbers. Small tables are searched linearly. A small table whose keys are all exact strs or
//! small ints stores no hashes, since those are known from the keys.
//!
//! The index is open-addressed with linear probing. Removal moves the numbers behind the removed one back, so that
//! there are no markers of removed entries and a probe ends at the first free slot. In the list of entries removal
//! leaves a gap (an entry without key); gaps go when the table is rebuilt.
//!
//! Map: this file the table; [`search`] finding keys, and the operations of the VM, which may run Python.

mod search;
#[cfg(test)]
mod tests;

use super::{Kind, Object, Ref, Str};
use crate::number::int::hash_i64;
use crate::value::{SmallInt, Value};
use crate::vm::{Raised, Vm};
use core::cell::Cell;
use core::ptr::NonNull;
use heap::{Header, Heap, Marker};

/// Tables of at most this many entries have no index.
const LINEAR: usize = 8;
/// The largest number of entries.
const MAX_CAPACITY: usize = 1 << 26;

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

/// The size and the parts of a table, in one word.
#[derive(Clone, Copy, PartialEq, Eq)]
#[repr(transparent)]
struct Form(u32);

impl Form {
    /// No entries.
    const EMPTY: Form = Form(0);
    const INDEX_BITS: u32 = 31;
    const HASHES: u32 = 32;
    const CAPACITY_SHIFT: u32 = 6;

    /// The smallest form with room for `capacity` entries, which is at most [`MAX_CAPACITY`].
    fn for_capacity(capacity: usize, hashes: bool) -> Form {
        if capacity <= LINEAR {
            return Form((capacity as u32) << Self::CAPACITY_SHIFT | if hashes { Self::HASHES } else { 0 });
        }
        let mut bits = 4;
        while Self::room(bits) < capacity {
            bits += 1;
        }
        Form((Self::room(bits) as u32) << Self::CAPACITY_SHIFT | Self::HASHES | bits)
    }

    /// Entries for an index of `1 << bits` slots: two thirds of them.
    fn room(bits: u32) -> usize {
        ((2u64 << bits) / 3).min(MAX_CAPACITY as u64) as usize
    }

    #[inline(always)]
    fn capacity(self) -> usize {
        (self.0 >> Self::CAPACITY_SHIFT) as usize
    }

    #[inline(always)]
    fn has_hashes(self) -> bool {
        self.0 & Self::HASHES != 0
    }

    /// The index has `1 << index_bits()` slots; none if this is zero.
    #[inline(always)]
    fn index_bits(self) -> u32 {
        self.0 & Self::INDEX_BITS
    }

    /// Bytes of a number in the index, as a power of two.
    #[inline(always)]
    fn index_width(self) -> u32 {
        match self.index_bits() {
            0..=8 => 0,
            9..=16 => 1,
            _ => 2,
        }
    }

    #[inline(always)]
    fn hashes_at(self) -> usize {
        size_of::<Head>() + self.capacity() * size_of::<Entry>()
    }

    #[inline(always)]
    fn index_at(self) -> usize {
        self.hashes_at() + if self.has_hashes() { self.capacity() * 4 } else { 0 }
    }

    /// Size of the table in bytes.
    fn size(self) -> usize {
        let index = if self.index_bits() == 0 { 0 } else { 1usize << (self.index_bits() + self.index_width()) };
        self.index_at() + index
    }
}

/// The beginning of a table.
#[repr(C, align(8))]
pub struct Head {
    /// Entries in use, gaps included.
    used: Cell<u32>,
    /// What the table is made of.
    form: Form,
}

struct Empty(Head);
// SAFETY: the empty table is never written: it has no room.
unsafe impl Sync for Empty {}
static EMPTY: Empty = Empty(Head { used: Cell::new(0), form: Form::EMPTY });

/// A key and its value.
#[derive(Clone, Copy)]
#[repr(C)]
pub struct Entry {
    /// The key; `None` in a gap.
    pub key: Option<Value>,
    /// The value.
    pub value: Value,
}

/// A slot of an index: 0 is free, others are entry numbers plus 1.
trait Slot: Copy {
    fn number(self) -> usize;
    fn of(number: usize) -> Self;
}

macro_rules! slots {
    ($($integer:ident)*) => {
        $(impl Slot for $integer {
            #[inline(always)]
            fn number(self) -> usize {
                self as usize
            }
            #[inline(always)]
            fn of(number: usize) -> Self {
                number as Self
            }
        })*
    };
}

slots!(u8 u16 u32);

/// Runs an expression with the type of the index's slots under a name.
macro_rules! with_slot {
    ($form:expr, $slot:ident => $body:expr) => {
        match $form.index_width() {
            0 => {
                type $slot = u8;
                $body
            }
            1 => {
                type $slot = u16;
                $body
            }
            _ => {
                type $slot = u32;
                $body
            }
        }
    };
}
use with_slot;

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

/// Ints from zero up to this are their own hash on every target.
const PLAIN_INTS: i64 = if usize::BITS == 64 { 1 << 60 } else { 1 << 30 };

/// The table hash of a small int.
#[inline(always)]
fn small_int_hash(number: SmallInt) -> u32 {
    #[allow(clippy::unnecessary_cast)]
    let number = number as i64;
    if (number as u64) < PLAIN_INTS as u64 { fold_hash(number) } else { fold_hash(hash_i64(number) as i64) }
}

/// The table hash of a key that needs no computation: an exact str or a small int.
#[inline(always)]
pub fn known_hash(key: Value) -> Option<u32> {
    if let Some(number) = key.as_small_int() {
        return Some(small_int_hash(number));
    }
    // SAFETY: the kind was checked.
    if key.is_exact(Kind::Str) { Some(unsafe { key.as_ref_unchecked::<Str>() }.hash()) } else { None }
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
    fn form(&self) -> Form {
        self.head().form
    }

    /// Number of keys.
    #[inline(always)]
    pub fn len(&self) -> usize {
        self.live.get() as usize
    }

    /// Whether there are no keys.
    #[inline(always)]
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

    /// The hashes of the entries, of a form that has them.
    #[inline(always)]
    fn hashes(&self, form: Form) -> *mut u32 {
        // SAFETY: the hashes follow the entries.
        unsafe { self.table.get().cast::<u8>().add(form.hashes_at()).cast() }
    }

    #[inline(always)]
    fn index<S: Slot>(&self, form: Form) -> *mut S {
        // SAFETY: the index follows the hashes; a table is aligned to 8 bytes and its parts before to 4.
        unsafe { self.table.get().cast::<u8>().add(form.index_at()).cast() }
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

    /// The table hash of an entry that is no gap.
    pub fn entry_hash(&self, index: usize) -> u32 {
        if index >= self.used() {
            return 0;
        }
        let form = self.form();
        // SAFETY: `index` is below the number of used entries.
        unsafe {
            if form.has_hashes() {
                *self.hashes(form).add(index)
            } else {
                (*self.entries().add(index)).key.and_then(known_hash).unwrap_or(0)
            }
        }
    }

    /// Replaces the value of an existing entry.
    #[inline(always)]
    pub fn set_value_at(&self, index: usize, value: Value) {
        if index < self.used() {
            // SAFETY: `index` is below the number of used entries.
            unsafe { (*self.entries().add(index)).value = value };
        }
    }

    /// The first entry from `index` on that is no gap, with its number.
    #[inline(always)]
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

    /// The last entry below `end` that is no gap, with its number.
    pub fn previous_entry(&self, end: usize) -> Option<(usize, Value, Value)> {
        let mut index = end.min(self.used());
        while index > 0 {
            index -= 1;
            if let Some((key, value)) = self.entry(index) {
                return Some((index, key, value));
            }
        }
        None
    }

    /// The last entry that is no gap, with its number.
    pub fn last_entry(&self) -> Option<(usize, Value, Value)> {
        self.previous_entry(self.used())
    }

    /// Keys and values in order. The dict must not change meanwhile.
    pub fn iter(&self) -> impl Iterator<Item = (Value, Value)> + '_ {
        (0..self.used()).filter_map(|index| self.entry(index))
    }

    /// Enters an entry into the index.
    ///
    /// # Safety
    /// The table has an index of this slot type, in which the entry is not, and a free slot.
    unsafe fn index_insert<S: Slot>(&self, form: Form, hash: u32, index: usize) {
        let slots = self.index::<S>(form);
        let mask = (1usize << form.index_bits()) - 1;
        let mut at = place(hash, form.index_bits());
        // SAFETY: `at` is below the size of the index.
        unsafe {
            while (*slots.add(at)).number() != 0 {
                at = (at + 1) & mask;
            }
            slots.add(at).write(S::of(index + 1));
        }
    }

    /// Takes an entry out of the index and closes the gap there.
    ///
    /// # Safety
    /// The table has an index of this slot type, in which the entry is.
    unsafe fn index_remove<S: Slot>(&self, form: Form, index: usize) {
        let slots = self.index::<S>(form);
        let hashes = self.hashes(form);
        let (bits, mask) = (form.index_bits(), (1usize << form.index_bits()) - 1);
        // SAFETY: places are below the size of the index, numbers in it below the number of used entries.
        unsafe {
            let mut hole = place(*hashes.add(index), bits);
            while (*slots.add(hole)).number() != index + 1 {
                hole = (hole + 1) & mask;
            }
            let mut at = hole;
            loop {
                at = (at + 1) & mask;
                let number = (*slots.add(at)).number();
                if number == 0 {
                    break;
                }
                let home = place(*hashes.add(number - 1), bits);
                if at.wrapping_sub(home) & mask >= at.wrapping_sub(hole) & mask {
                    slots.add(hole).write(S::of(number));
                    hole = at;
                }
            }
            slots.add(hole).write(S::of(0));
        }
    }

    /// Removes an entry that exists.
    pub(crate) fn remove_at(&self, vm: &mut Vm, index: usize) {
        if self.entry(index).is_none() {
            return;
        }
        let form = self.form();
        if form.index_bits() != 0 {
            // SAFETY: every entry is in the index.
            unsafe { with_slot!(form, S => self.index_remove::<S>(form, index)) };
        }
        // SAFETY: the entry exists.
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
    #[cold]
    #[inline(never)]
    fn rebuild(&self, vm: &mut Vm, capacity: usize, hashes: bool) -> Result<(), Raised> {
        let table = self.copy_table(vm, capacity, hashes)?;
        // SAFETY: the entries are in the new table; the old one is replaced at once.
        unsafe { self.free_table(&mut vm.heap) };
        self.table.set(table);
        self.version.set(vm.next_version());
        Ok(())
    }

    /// A new table with room for `capacity` entries, or more if there are more, and the entries of this one.
    fn copy_table(&self, vm: &mut Vm, capacity: usize, hashes: bool) -> Result<*mut Head, Raised> {
        let capacity = capacity.max(self.len());
        let old = self.form();
        if capacity > MAX_CAPACITY {
            return Err(vm.memory_error());
        }
        let form = Form::for_capacity(capacity, hashes || old.has_hashes());
        let table = vm.allocate_buffer(form.size())?.as_ptr().cast::<Head>();
        let copy = Dict { table: Cell::new(table), ..Dict::with_kind(Kind::Dict, 0) };
        // SAFETY: the new buffer has the size of the form; entries are copied in order below its capacity, and each
        // is entered into the index once.
        unsafe {
            table.write(Head { used: Cell::new(self.live.get()), form });
            if self.used() == self.len() {
                core::ptr::copy_nonoverlapping(self.entries(), copy.entries(), self.len());
                if form.has_hashes() {
                    self.copy_hashes(copy.hashes(form));
                }
            } else {
                self.copy_live(&copy, form);
            }
            if form.index_bits() != 0 {
                let size = form.size() - form.index_at();
                core::ptr::write_bytes(table.cast::<u8>().add(form.index_at()), 0, size);
                with_slot!(form, S => {
                    for index in 0..copy.used() {
                        copy.index_insert::<S>(form, *copy.hashes(form).add(index), index);
                    }
                });
            }
        }
        Ok(table)
    }

    /// # Safety
    /// There are no gaps, and `hashes` has room for a hash per entry.
    unsafe fn copy_hashes(&self, hashes: *mut u32) {
        // SAFETY: by contract.
        unsafe {
            if self.form().has_hashes() {
                core::ptr::copy_nonoverlapping(self.hashes(self.form()), hashes, self.used());
            } else {
                for index in 0..self.used() {
                    hashes.add(index).write(self.entry_hash(index));
                }
            }
        }
    }

    /// Copies entries and hashes without the gaps.
    ///
    /// # Safety
    /// `copy` has the form `form` with room for the entries.
    unsafe fn copy_live(&self, copy: &Dict, form: Form) {
        let mut count = 0;
        for index in 0..self.used() {
            // SAFETY: `index` is below the number of used entries, `count` below the copy's capacity.
            unsafe {
                let entry = *self.entries().add(index);
                if entry.key.is_some() {
                    copy.entries().add(count).write(entry);
                    if form.has_hashes() {
                        copy.hashes(form).add(count).write(self.entry_hash(index));
                    }
                    count += 1;
                }
            }
        }
    }

    /// Fills this table, which is empty, with the entries of another. On failure nothing has changed.
    pub(crate) fn copy_from(&self, vm: &mut Vm, other: &Dict) -> Result<(), Raised> {
        if other.is_empty() {
            return Ok(());
        }
        let table = other.copy_table(vm, 0, false)?;
        // SAFETY: the old table is replaced at once.
        unsafe { self.free_table(&mut vm.heap) };
        self.table.set(table);
        self.live.set(other.live.get());
        self.version.set(vm.next_version());
        Ok(())
    }

    /// Appends a key that is not in the table.
    #[inline]
    pub(crate) fn append(&self, vm: &mut Vm, key: Value, hash: u32, value: Value) -> Result<(), Raised> {
        self.append_at(vm, key, hash, value, usize::MAX)
    }

    /// Appends a key that is not in the table and whose place in the index is free; `usize::MAX` if that is not known.
    #[cfg_attr(any(target_pointer_width = "64", target_family = "wasm"), inline)]
    fn append_at(&self, vm: &mut Vm, key: Value, hash: u32, value: Value, at: usize) -> Result<(), Raised> {
        let mut at = at;
        let mut form = self.form();
        if self.used() == form.capacity() || (!form.has_hashes() && known_hash(key).is_none()) {
            self.make_room(vm, known_hash(key).is_none())?;
            form = self.form();
            at = usize::MAX;
        }
        let index = self.used();
        // SAFETY: `index` is below the capacity; hashes and index, if any, have room as well.
        unsafe {
            self.entries().add(index).write(Entry { key: Some(key), value });
            if form.has_hashes() {
                self.hashes(form).add(index).write(hash);
                if form.index_bits() != 0 {
                    if at == usize::MAX {
                        with_slot!(form, S => self.index_insert::<S>(form, hash, index));
                    } else {
                        with_slot!(form, S => self.index::<S>(form).add(at).write(S::of(index + 1)));
                    }
                }
            }
        }
        self.head().used.set(index as u32 + 1);
        self.live.set(self.live.get() + 1);
        self.version.set(vm.next_version());
        Ok(())
    }

    /// Makes room for one more entry, whose hash must be stored if `hashes` is set.
    #[cold]
    #[inline(never)]
    fn make_room(&self, vm: &mut Vm, hashes: bool) -> Result<(), Raised> {
        let live = self.len();
        let wanted = match live {
            0..=3 => 4,
            4..=7 => 8,
            _ => live + live / 2,
        };
        self.rebuild(vm, wanted, hashes)
    }

    /// Removes everything.
    pub(crate) fn clear(&self, vm: &mut Vm) {
        // SAFETY: the table is replaced by the empty one at once.
        unsafe { self.free_table(&mut vm.heap) };
        self.forget_table();
        self.version.set(vm.next_version());
    }

    /// Exchanges the contents of two tables.
    pub(crate) fn swap(&self, other: &Dict, vm: &mut Vm) {
        self.table.swap(&other.table);
        self.live.swap(&other.live);
        self.version.set(vm.next_version());
        other.version.set(vm.next_version());
    }

    /// Lets go of the table, which another dict has taken over or which was freed.
    pub(crate) fn forget_table(&self) {
        self.table.set(core::ptr::from_ref(&EMPTY.0).cast_mut());
        self.live.set(0);
    }

    /// Frees the table.
    ///
    /// # Safety
    /// The table is not used afterwards.
    pub(crate) unsafe fn free_table(&self, heap: &mut Heap) {
        let size = self.table_size();
        if size != 0 {
            // SAFETY: a table that is not the empty one is a buffer of this size.
            unsafe { heap.free_buffer(NonNull::new_unchecked(self.table.get().cast()), size) };
        }
    }

    /// Marks keys and values.
    ///
    /// # Safety
    /// The dict is initialised.
    pub(crate) unsafe fn trace(&self, from: usize, marker: &mut Marker) -> usize {
        // An entry has two references.
        let end = self.used().min(from.saturating_add(heap::CHUNK / 2));
        for (key, value) in (from..end).filter_map(|index| self.entry(index)) {
            // SAFETY: entries hold live values.
            unsafe {
                super::trace::mark_value(key, marker);
                super::trace::mark_value(value, marker);
            }
        }
        if end < self.used() { end } else { 0 }
    }

    /// The size of the table in bytes.
    pub fn table_size(&self) -> usize {
        if self.form() == Form::EMPTY { 0 } else { self.form().size() }
    }
}

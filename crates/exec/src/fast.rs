//! The small pieces of the instruction loop's hot path, all inlined into it.

use crate::attributes;
use runtime::frame::{Base, function_of};
use runtime::object::{CellObject, Code, Dict, Instance, Ref, SiteCache, Tuple};
use runtime::value::{Float, SmallInt, Value, Word};
use runtime::vm::Vm;

/// Keeps a conditional jump a branch: as a conditional move the next instruction fetch would wait for the comparison.
#[inline(always)]
pub(crate) fn stay_a_branch() {
    #[cfg(not(target_family = "wasm"))]
    // SAFETY: no instruction.
    unsafe {
        core::arch::asm!("", options(nomem, nostack, preserves_flags));
    }
}

/// The kind byte of the object a word refers to; 0 for immediates.
#[inline(always)]
pub(crate) unsafe fn kind(word: Word) -> u8 {
    // SAFETY: registers hold live values.
    if word & 7 == 0 && word != 0 { unsafe { *(word as usize as *const u8) } } else { 0 }
}

#[inline(always)]
pub(crate) fn is_immediate_float(word: Word) -> bool {
    runtime::value::IMMEDIATE_FLOATS && word & 3 == 2
}

#[inline(always)]
pub(crate) fn to_float(word: Word) -> Float {
    // SAFETY: callers pass the word of a value.
    unsafe { Value::from_word(word) }.map_or(0.0, Value::immediate_float)
}

/// The cell of a free variable.
///
/// # Safety
/// The frame's function has this free variable: the verifier and `MakeFunction` see to it.
#[inline(always)]
pub(crate) unsafe fn free_cell(base: Base, index: usize) -> *const CellObject {
    // SAFETY: by contract the closure is a tuple of cells with this index.
    unsafe {
        let closure = function_of(base).closure.map_or(0, Value::word) as usize as *const Tuple;
        closure.add(1).cast::<Word>().add(index).read() as usize as *const CellObject
    }
}

#[inline(always)]
pub(crate) fn shift_left(x: SmallInt, y: SmallInt) -> Option<Word> {
    if !(0..SmallInt::BITS as SmallInt - 2).contains(&y) {
        return None;
    }
    let shifted = x << (y + 1);
    if shifted >> (y + 1) == x { Some(shifted as Word | 1) } else { None }
}

/// The value that a site's cache has for a global name: `index << 2 | 1` in the namespace, `index << 2 | 3` in the
/// builtins, whose entry must still be that of the name.
#[inline(always)]
pub(crate) unsafe fn cached_global(
    vm: &Vm,
    code: Ref<Code>,
    globals: Ref<Dict>,
    cache: SiteCache,
    site: usize,
) -> Option<Word> {
    if cache.key != attributes::version_key(globals) {
        return None;
    }
    // SAFETY: with this version the namespace has the entry; the builtins are asked for theirs.
    unsafe {
        if cache.payload & 2 == 0 {
            return Some(*globals.value_unchecked(cache.payload >> 2).cast::<Word>());
        }
        match vm.builtins.entry(cache.payload >> 2) {
            Some((name, value)) if name == *code.sites.add(site) => Some(value.word()),
            _ => None,
        }
    }
}

#[inline(always)]
pub(crate) unsafe fn store_cached_global(globals: Ref<Dict>, cache: SiteCache, value: Word) -> bool {
    if cache.key != attributes::version_key(globals) || cache.payload & 2 != 0 {
        return false;
    }
    // SAFETY: with this version the dict has the entry; the register holds a value.
    unsafe { *globals.value_unchecked(cache.payload >> 2).cast::<Word>() = value };
    true
}

/// The slot of a cache's payload: `index << 2 | 1` inline, `index << 2 | 3` in the overflow buffer.
#[inline(always)]
pub(crate) unsafe fn cached_slot(instance: *const Instance, payload: usize) -> *mut Word {
    // SAFETY: the cache was filled for the instance's shape.
    unsafe {
        if payload & 2 == 0 {
            instance.add(1).cast::<Word>().cast_mut().add(payload >> 2)
        } else {
            (*instance).overflow.get().cast::<Word>().add(payload >> 2)
        }
    }
}

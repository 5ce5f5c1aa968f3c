//! Replacing and removing: `replace`, `strip`, `removeprefix` and their like.

use super::{Place, Text};
use crate::native::{Args, NativeResult};
use crate::number::text as bytes;
use crate::types::arguments::integer_argument;
use crate::vm::{Raised, Vm};

/// `replace(old, new, count=-1)`
pub fn replace<T: Text>(vm: &mut Vm, args: &Args) -> NativeResult {
    let old = T::operand(vm, args.at(1), Place::Argument("replace", 1))?;
    let new = T::operand(vm, args.at(2), Place::Argument("replace", 2))?;
    let limit = match args.get(3) {
        Some(count) => usize::try_from(integer_argument(vm, count)?).unwrap_or(usize::MAX),
        None => usize::MAX,
    };
    let text = T::receiver(vm, args.at(0))?;
    let (all, old, new) = (text.bytes(), old.as_bytes(), new.as_bytes());
    if old.is_empty() {
        return interleave(vm, &text, new, limit);
    }
    let count = if old.len() > all.len() { 0 } else { bytes::count_matches(all, old).min(limit) };
    if count == 0 || old == new {
        return text.unchanged(vm);
    }
    let Some(length) = new.len().checked_mul(count).and_then(|added| added.checked_add(all.len() - old.len() * count))
    else {
        return Err(vm.memory_error());
    };
    let characters = text.length() + T::count(new) * count - T::count(old) * count;
    text.make_filled(vm, length, characters, |filler| {
        let mut start = 0;
        bytes::for_each_match(all, old, count, |at| {
            filler.write(&all[start..at]);
            filler.write(new);
            start = at + old.len();
        });
        filler.write(&all[start..]);
    })
}

/// Puts `new` before each character and at the end, at most `limit` times.
fn interleave<T: Text>(vm: &mut Vm, text: &T, new: &[u8], limit: usize) -> NativeResult {
    let count = limit.min(text.length() + 1);
    if count == 0 || new.is_empty() {
        return text.unchanged(vm);
    }
    let Some(length) = new.len().checked_mul(count).and_then(|added| added.checked_add(text.bytes().len())) else {
        return Err(vm.memory_error());
    };
    let characters = text.length() + T::count(new) * count;
    text.make_filled(vm, length, characters, |filler| {
        let mut rest = text.bytes();
        for _ in 0..count {
            filler.write(new);
            let width = T::first(rest).map_or(0, |character| character.length);
            filler.write(&rest[..width]);
            rest = &rest[width..];
        }
        filler.write(rest);
    })
}

/// `strip(chars=None)`
pub fn strip<T: Text>(vm: &mut Vm, args: &Args) -> NativeResult {
    strip_ends::<T>(vm, args, "strip", true, true)
}

/// `lstrip(chars=None)`
pub fn lstrip<T: Text>(vm: &mut Vm, args: &Args) -> NativeResult {
    strip_ends::<T>(vm, args, "lstrip", true, false)
}

/// `rstrip(chars=None)`
pub fn rstrip<T: Text>(vm: &mut Vm, args: &Args) -> NativeResult {
    strip_ends::<T>(vm, args, "rstrip", false, true)
}

fn strip_ends<T: Text>(vm: &mut Vm, args: &Args, method: &'static str, left: bool, right: bool) -> NativeResult {
    let text = T::receiver(vm, args.at(0))?;
    let all = text.bytes();
    let rest = match args.get_not_none(1) {
        None => strip_where::<T>(all, left, right, |_, space| space),
        Some(set) => {
            let set = T::operand(vm, set, Place::Stripped(method))?;
            let set = set.as_bytes();
            strip_where::<T>(all, left, right, |character, _| match *character {
                [byte] => bytes::find_byte(set, byte).is_some(),
                _ => bytes::find(set, character).is_some(),
            })
        }
    };
    if rest.len() == all.len() { text.unchanged(vm) } else { text.make(vm, rest) }
}

fn strip_where<T: Text>(all: &[u8], left: bool, right: bool, goes: impl Fn(&[u8], bool) -> bool) -> &[u8] {
    let mut rest = all;
    while left
        && let Some(first) = T::first(rest)
        && goes(&rest[..first.length], first.space)
    {
        rest = &rest[first.length..];
    }
    while right
        && let Some(last) = T::last(rest)
        && goes(&rest[rest.len() - last.length..], last.space)
    {
        rest = &rest[..rest.len() - last.length];
    }
    rest
}

/// `removeprefix(prefix)`
pub fn removeprefix<T: Text>(vm: &mut Vm, args: &Args) -> NativeResult {
    remove_affix::<T>(vm, args, "removeprefix", |text, affix| text.strip_prefix(affix))
}

/// `removesuffix(suffix)`
pub fn removesuffix<T: Text>(vm: &mut Vm, args: &Args) -> NativeResult {
    remove_affix::<T>(vm, args, "removesuffix", |text, affix| text.strip_suffix(affix))
}

fn remove_affix<T: Text>(
    vm: &mut Vm,
    args: &Args,
    method: &'static str,
    remove: for<'a> fn(&'a [u8], &[u8]) -> Option<&'a [u8]>,
) -> NativeResult {
    let text = T::receiver(vm, args.at(0))?;
    let affix = T::operand(vm, args.at(1), Place::Only(method))?;
    match remove(text.bytes(), affix.as_bytes()) {
        Some(rest) if rest.len() < text.bytes().len() => text.make(vm, rest),
        _ => text.unchanged(vm),
    }
}

/// Repeats a text.
pub fn repeat<T: Text>(vm: &mut Vm, text: &T, count: i64) -> NativeResult {
    let count = usize::try_from(count).unwrap_or(0);
    if count == 1 {
        return text.unchanged(vm);
    }
    let Some(length) = text.bytes().len().checked_mul(count) else { return Err(vm.memory_error()) };
    text.make_filled(vm, length, text.length().saturating_mul(count), |filler| filler.repeat(text.bytes(), count))
}

/// Concatenates two texts in the type of the first.
pub fn concatenate<T: Text>(
    vm: &mut Vm,
    text: &T,
    other: &[u8],
    characters: usize,
) -> Result<crate::value::Value, Raised> {
    let length = text.bytes().len() + other.len();
    text.make_filled(vm, length, text.length() + characters, |filler| {
        filler.write(text.bytes());
        filler.write(other);
    })
}

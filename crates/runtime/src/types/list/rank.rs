//! Sorting by keys that compare without Python: small ints, floats, or exact strs only.
//!
//! Each key gets a rank, a number with the same order (for a str its first bytes); ranks and the places of their keys
//! are sorted together, which is fast, and stable because equal keys are ordered by place. Then the items are moved.
//! On 32-bit targets, where memory counts more, the merge sort does all the work.

use crate::object::{Float, Kind, Ref, Str};
use crate::value::Value;
use core::cell::Cell;
use core::cmp::Ordering;
use heap::TryVec;

/// The common type of all keys.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Common {
    SmallInts,
    Floats,
    Strs,
}

/// The rank of a key and the key's place.
struct Ranked {
    rank: u64,
    place: u32,
}

fn type_of(key: Value) -> Option<Common> {
    if key.is_small_int() {
        Some(Common::SmallInts)
    } else if key.is_exact(Kind::Str) {
        Some(Common::Strs)
    } else {
        float_of(key).filter(|number| !number.is_nan()).map(|_| Common::Floats)
    }
}

/// The number of an exact float.
fn float_of(value: Value) -> Option<f64> {
    if value.is_immediate_float() {
        return Some(value.immediate_float());
    }
    if value.is_exact(Kind::Float) { value.as_ref::<Float>().map(|float| float.number) } else { None }
}

/// The common type of some keys, if they have one that can be ranked.
pub(super) fn common_type(mut keys: impl Iterator<Item = Value>) -> Option<Common> {
    let common = type_of(keys.next()?)?;
    let all = keys.all(|key| type_of(key) == Some(common));
    if all && cfg!(target_pointer_width = "64") { Some(common) } else { None }
}

/// The first bytes of a text as a number with the same order.
fn prefix(text: &[u8]) -> u64 {
    let mut bytes = [0; 8];
    let length = text.len().min(8);
    bytes[..length].copy_from_slice(&text[..length]);
    u64::from_be_bytes(bytes)
}

fn rank(key: Value) -> u64 {
    const SIGN: u64 = 1 << 63;
    if let Some(number) = key.as_small_int() {
        #[allow(clippy::unnecessary_cast)]
        return number as i64 as u64 ^ SIGN;
    }
    if let Some(text) = key.as_ref::<Str>() {
        return prefix(text.as_bytes());
    }
    // Zeros of both signs are equal.
    let bits = (float_of(key).unwrap_or(0.0) + 0.0).to_bits();
    if bits & SIGN != 0 { !bits } else { bits ^ SIGN }
}

/// Compares two keys whose ranks are equal.
#[inline(never)]
fn compare_text(a: Option<Ref<Str>>, b: Option<Ref<Str>>) -> Ordering {
    match (a, b) {
        (Some(a), Some(b)) => a.as_bytes().cmp(b.as_bytes()),
        _ => Ordering::Equal,
    }
}

/// Sorts items by their keys, of which every `stride`-th value of `keys` is one and whose type is `common`. `keys` may
/// be the items themselves. False, and nothing is done, if there is no memory for it.
pub(super) fn sort(
    items: &[Cell<Value>],
    keys: &[Cell<Value>],
    stride: usize,
    common: Common,
    descending: bool,
) -> bool {
    let Ok(mut ranks) = TryVec::try_with_capacity(items.len()) else { return false };
    let flip = if descending { u64::MAX } else { 0 };
    for (place, key) in keys.iter().step_by(stride).enumerate() {
        if ranks.try_push(Ranked { rank: rank(key.get()) ^ flip, place: place as u32 }).is_err() {
            return false;
        }
    }
    let text = |ranked: &Ranked| keys.get(ranked.place as usize * stride).and_then(|key| key.get().as_ref::<Str>());
    ranks.sort_unstable_by(|a, b| {
        a.rank.cmp(&b.rank).then_with(|| {
            let order = if common == Common::Strs { compare_text(text(a), text(b)) } else { Ordering::Equal };
            let order = if descending { order.reverse() } else { order };
            order.then(a.place.cmp(&b.place))
        })
    });
    permute(items, &mut ranks);
    true
}

/// Moves to each place the item that belongs there, cycle by cycle.
fn permute(items: &[Cell<Value>], ranks: &mut [Ranked]) {
    for start in 0..ranks.len().min(items.len()) {
        if ranks[start].place as usize == start {
            continue;
        }
        let first = items[start].get();
        let mut to = start;
        loop {
            let from = core::mem::replace(&mut ranks[to].place, to as u32) as usize;
            if from == start {
                items[to].set(first);
                break;
            }
            items[to].set(items[from].get());
            to = from;
        }
    }
}

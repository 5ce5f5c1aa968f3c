//! Sorting by keys that compare without Python: small ints, floats, or exact strs only, or tuples of such.
//!
//! Each key gets a rank, a number with the same order (for a str its first bytes, for a tuple the rank of its first
//! item); ranks and the places of their keys are sorted together, which is fast, and stable because equal keys are
//! ordered by place. Then the items are moved. On 32-bit targets, where memory counts more, the merge sort does all
//! the work.

use crate::object::{self, Kind, Str, Tuple};
use crate::value::{Float, Value, float};
use core::cell::Cell;
use core::cmp::Ordering;
use heap::TryVec;

/// The common type of simple values.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Simple {
    SmallInts,
    Floats,
    Strs,
}

/// Tuples of up to this many items are ranked.
const COLUMNS: usize = 6;

/// The common type of all keys.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Common {
    /// Simple values.
    Simple(Simple),
    /// Tuples of this length, at least one, whose items at each index have a common type.
    Tuples(usize, [Simple; COLUMNS]),
}

/// The rank of a key and the key's place.
struct Ranked {
    rank: u64,
    place: u32,
}

fn simple_type(key: Value) -> Option<Simple> {
    if key.is_small_int() {
        Some(Simple::SmallInts)
    } else if key.is_exact(Kind::Str) {
        Some(Simple::Strs)
    } else {
        float_of(key).filter(|number| !number.is_nan()).map(|_| Simple::Floats)
    }
}

/// The items of an exact tuple.
fn items_of(key: &Value) -> &[Value] {
    if !key.is_exact(Kind::Tuple) {
        return &[];
    }
    // SAFETY: the kind was checked; the keys keep the tuple alive, and a tuple does not change.
    key.as_ref::<Tuple>().map_or(&[], |tuple| unsafe { &*core::ptr::from_ref(tuple.as_slice()) })
}

fn type_of(key: Value) -> Option<Common> {
    if let Some(simple) = simple_type(key) {
        return Some(Common::Simple(simple));
    }
    let items = items_of(&key);
    if items.is_empty() {
        return None;
    }
    let mut columns = [Simple::SmallInts; COLUMNS];
    for (index, &item) in items.iter().enumerate() {
        *columns.get_mut(index)? = simple_type(item)?;
    }
    Some(Common::Tuples(items.len(), columns))
}

/// Whether a key is of this type.
fn is_of(key: Value, common: &Common) -> bool {
    match common {
        Common::Simple(simple) => simple_type(key) == Some(*simple),
        Common::Tuples(length, columns) => {
            let items = items_of(&key);
            items.len() == *length
                && items.iter().zip(columns).all(|(&item, &column)| simple_type(item) == Some(column))
        }
    }
}

/// The number of an exact float.
fn float_of(value: Value) -> Option<Float> {
    if value.is_immediate_float() {
        return Some(value.immediate_float());
    }
    if value.is_exact(Kind::Float) { value.as_ref::<object::Float>().map(|float| float.number) } else { None }
}

/// The common type of some keys, if they have one that can be ranked.
pub(super) fn common_type(mut keys: impl Iterator<Item = Value>) -> Option<Common> {
    if !cfg!(target_pointer_width = "64") {
        return None;
    }
    let common = type_of(keys.next()?)?;
    if keys.all(|key| is_of(key, &common)) { Some(common) } else { None }
}

/// The first bytes of a text as a number with the same order.
fn prefix(text: &[u8]) -> u64 {
    let mut bytes = [0; 8];
    let length = text.len().min(8);
    bytes[..length].copy_from_slice(&text[..length]);
    u64::from_be_bytes(bytes)
}

fn rank_simple(value: Value) -> u64 {
    const SIGN: u64 = 1 << 63;
    if let Some(number) = value.as_small_int() {
        #[allow(clippy::unnecessary_cast)]
        return number as i64 as u64 ^ SIGN;
    }
    if let Some(text) = value.as_ref::<Str>() {
        return prefix(text.as_bytes());
    }
    // Zeros of both signs are equal.
    let bits = u64::from((float_of(value).unwrap_or(0.0) + 0.0).to_bits()) << (64 - float::Bits::BITS);
    if bits & SIGN != 0 { !bits } else { bits ^ SIGN }
}

fn rank(key: Value) -> u64 {
    rank_simple(items_of(&key).first().copied().unwrap_or(key))
}

/// Compares two values of a common type.
fn compare_simple(simple: Simple, a: Value, b: Value) -> Ordering {
    match simple {
        Simple::SmallInts => a.as_small_int().cmp(&b.as_small_int()),
        Simple::Floats => float_of(a).partial_cmp(&float_of(b)).unwrap_or(Ordering::Equal),
        Simple::Strs => match (a.as_ref::<Str>(), b.as_ref::<Str>()) {
            (Some(a), Some(b)) => a.as_bytes().cmp(b.as_bytes()),
            _ => Ordering::Equal,
        },
    }
}

/// Compares two keys whose ranks are equal.
#[inline(never)]
fn compare_tied(common: &Common, a: Value, b: Value) -> Ordering {
    match common {
        Common::Simple(simple) => compare_simple(*simple, a, b),
        Common::Tuples(_, columns) => {
            for ((&x, &y), &column) in items_of(&a).iter().zip(items_of(&b)).zip(columns) {
                let order = compare_simple(column, x, y);
                if order != Ordering::Equal {
                    return order;
                }
            }
            Ordering::Equal
        }
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
    let exact = matches!(common, Common::Simple(Simple::SmallInts | Simple::Floats));
    ranks.sort_unstable_by(|a, b| {
        a.rank.cmp(&b.rank).then_with(|| {
            let order = match (keys.get(a.place as usize * stride), keys.get(b.place as usize * stride)) {
                (Some(x), Some(y)) if !exact => compare_tied(&common, x.get(), y.get()),
                _ => Ordering::Equal,
            };
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

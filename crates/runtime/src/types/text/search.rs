//! Searching: `find`, `rfind`, `index`, `rindex`, `count`, `startswith`, `endswith`.

use super::{Operand, Place, Text};
use crate::native::{Args, NativeResult};
use crate::number::text as bytes;
use crate::object::Tuple;
use crate::types::arguments::bound;
use crate::value::Value;
use crate::vm::{Raised, Vm};

/// What is searched: the byte offsets of a range. `None` if the range begins behind the end or ends before it begins.
fn range<T: Text>(text: &T, start: Option<i64>, end: Option<i64>) -> Option<(usize, usize)> {
    let length = text.length();
    let from_end = |bound: i64| if bound < 0 { bound.saturating_add(length as i64).max(0) } else { bound };
    let start = usize::try_from(from_end(start.unwrap_or(0))).unwrap_or(usize::MAX);
    let end = end.map_or(length, |end| usize::try_from(from_end(end)).unwrap_or(usize::MAX)).min(length);
    if start > end { None } else { Some((text.offset(start), text.offset(end))) }
}

/// The arguments of a search: receiver, operand, start and end.
struct Search<T> {
    text: T,
    needle: Operand,
    range: Option<(usize, usize)>,
}

impl<T: Text> Search<T> {
    fn read(vm: &mut Vm, args: &Args) -> Result<Self, Raised> {
        let (start, end) = (bound(vm, args.get(2))?, bound(vm, args.get(3))?);
        let needle = T::operand(vm, args.at(1), Place::Needle)?;
        let text = T::receiver(vm, args.at(0))?;
        let range = range(&text, start, end);
        Ok(Search { text, needle, range })
    }

    /// Finds the index of the first or last match.
    fn find(&self, last: bool) -> Option<usize> {
        let (start, end) = self.range?;
        let piece = self.text.bytes().get(start..end)?;
        let needle = self.needle.as_bytes();
        let found = if last { bytes::rfind(piece, needle) } else { bytes::find(piece, needle) };
        found.map(|offset| self.text.index_at(start + offset))
    }
}

fn found_or_minus_one(vm: &mut Vm, found: Option<usize>) -> NativeResult {
    match found {
        Some(index) => vm.new_int(index as i64),
        None => Ok(Value::from_i32_small(-1)),
    }
}

fn found_or_error<T: Text>(vm: &mut Vm, found: Option<usize>) -> NativeResult {
    match found {
        Some(index) => vm.new_int(index as i64),
        None => Err(vm.value_error(format_args!("{}", T::NOT_FOUND))),
    }
}

/// `find(sub, start, end)`
pub fn find<T: Text>(vm: &mut Vm, args: &Args) -> NativeResult {
    let search = Search::<T>::read(vm, args)?;
    found_or_minus_one(vm, search.find(false))
}

/// `rfind(sub, start, end)`
pub fn rfind<T: Text>(vm: &mut Vm, args: &Args) -> NativeResult {
    let search = Search::<T>::read(vm, args)?;
    found_or_minus_one(vm, search.find(true))
}

/// `index(sub, start, end)`
pub fn index<T: Text>(vm: &mut Vm, args: &Args) -> NativeResult {
    let search = Search::<T>::read(vm, args)?;
    found_or_error::<T>(vm, search.find(false))
}

/// `rindex(sub, start, end)`
pub fn rindex<T: Text>(vm: &mut Vm, args: &Args) -> NativeResult {
    let search = Search::<T>::read(vm, args)?;
    found_or_error::<T>(vm, search.find(true))
}

/// `count(sub, start, end)`
pub fn count<T: Text>(vm: &mut Vm, args: &Args) -> NativeResult {
    let search = Search::<T>::read(vm, args)?;
    let Some((start, end)) = search.range else { return Ok(Value::from_i32_small(0)) };
    let piece = search.text.bytes().get(start..end).unwrap_or(&[]);
    let count = match search.needle.as_bytes() {
        [] => T::count(piece) + 1,
        needle => bytes::count_matches(piece, needle),
    };
    vm.new_int(count as i64)
}

/// `startswith(prefix, start, end)`
pub fn startswith<T: Text>(vm: &mut Vm, args: &Args) -> NativeResult {
    affix::<T>(vm, args, "startswith", |text, affix| text.starts_with(affix))
}

/// `endswith(suffix, start, end)`
pub fn endswith<T: Text>(vm: &mut Vm, args: &Args) -> NativeResult {
    affix::<T>(vm, args, "endswith", |text, affix| text.ends_with(affix))
}

fn affix<T: Text>(vm: &mut Vm, args: &Args, method: &str, test: fn(&[u8], &[u8]) -> bool) -> NativeResult {
    let (start, end) = (bound(vm, args.get(2))?, bound(vm, args.get(3))?);
    let text = T::receiver(vm, args.at(0))?;
    let wanted = args.at(1);
    let range = range(&text, start, end);
    let piece = range.and_then(|(start, end)| text.bytes().get(start..end));
    let Some(tuple) = wanted.as_ref::<Tuple>() else {
        let name = vm.type_name(wanted);
        let affix = affix_operand::<T>(vm, wanted, |vm| {
            vm.type_error(format_args!("{method} first arg must be {0} or a tuple of {0}, not {name}", T::NAME))
        })?;
        return Ok(Value::from_bool(piece.is_some_and(|piece| test(piece, affix.as_bytes()))));
    };
    for &item in tuple.as_slice() {
        let name = vm.type_name(item);
        let affix = affix_operand::<T>(vm, item, |vm| match T::IS_STR {
            true => vm.type_error(format_args!("tuple for {method} must only contain str, not {name}")),
            false => vm.not_bytes_like(item),
        })?;
        if piece.is_some_and(|piece| test(piece, affix.as_bytes())) {
            return Ok(Value::TRUE);
        }
    }
    Ok(Value::FALSE)
}

fn affix_operand<T: Text>(vm: &mut Vm, value: Value, wrong: impl FnOnce(&mut Vm) -> Raised) -> Result<Operand, Raised> {
    let operand = match T::IS_STR {
        true => value.as_ref().map(Operand::Str),
        false => vm.buffer(value).map(Operand::Buffer),
    };
    match operand {
        Some(operand) => Ok(operand),
        None => Err(wrong(vm)),
    }
}

/// `needle in text`
pub fn contains<T: Text>(text: &T, needle: &Operand) -> bool {
    bytes::find(text.bytes(), needle.as_bytes()).is_some()
}

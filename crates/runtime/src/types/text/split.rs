//! Splitting: `split`, `rsplit`, `splitlines`, `partition`, `rpartition`.

use super::{Place, Text};
use crate::native::{Args, NativeResult};
use crate::number::text as bytes;
use crate::object::{List, Ref};
use crate::types::arguments::integer_argument;
use crate::value::Value;
use crate::vm::{Raised, Vm};

/// Room for pieces at first.
const EXPECTED: usize = 8;

/// Collects pieces. Nothing runs Python meanwhile, so pieces need no root but the list.
struct Pieces<'a, T> {
    text: &'a T,
    list: Ref<List>,
    mark: usize,
}

impl<'a, T: Text> Pieces<'a, T> {
    fn new(vm: &mut Vm, text: &'a T) -> Result<Self, Raised> {
        let list = vm.new_list_with_capacity(EXPECTED)?;
        Ok(Pieces { text, list, mark: vm.log_mark() })
    }

    #[inline]
    fn push(&self, vm: &mut Vm, start: usize, end: usize) -> Result<(), Raised> {
        let bytes = self.text.bytes();
        let piece = if start == 0 && end == bytes.len() {
            self.text.unchanged(vm)?
        } else {
            self.text.make(vm, &bytes[start..end])?
        };
        vm.list_push(self.list, piece)?;
        vm.log_release(self.mark);
        Ok(())
    }

    fn reversed(self) -> NativeResult {
        let cells = self.list.as_cells();
        for index in 0..cells.len() / 2 {
            cells[index].swap(&cells[cells.len() - 1 - index]);
        }
        Ok(self.list.value())
    }
}

/// How many splits are wanted; all if the argument is negative or missing.
fn split_limit(vm: &mut Vm, value: Option<Value>) -> Result<usize, Raised> {
    match value {
        Some(value) => Ok(usize::try_from(integer_argument(vm, value)?).unwrap_or(usize::MAX)),
        None => Ok(usize::MAX),
    }
}

#[cold]
fn empty_separator(vm: &mut Vm) -> Raised {
    vm.value_error(format_args!("empty separator"))
}

/// `split(sep=None, maxsplit=-1)`
pub fn split<T: Text>(vm: &mut Vm, args: &Args) -> NativeResult {
    let limit = split_limit(vm, args.get(2))?;
    let text = T::receiver(vm, args.at(0))?;
    let Some(separator) = args.get_not_none(1) else { return split_words(vm, &text, limit) };
    let separator = T::operand(vm, separator, Place::Separator)?;
    let separator = separator.as_bytes();
    let pieces = Pieces::new(vm, &text)?;
    let length = text.bytes().len();
    let mut start = 0;
    match *separator {
        [] => return Err(empty_separator(vm)),
        [byte] => {
            let mut splits = 0;
            while splits < limit
                && let Some(at) = find_from(text.bytes(), start, byte)
            {
                pieces.push(vm, start, at)?;
                start = at + 1;
                splits += 1;
            }
        }
        _ => {
            for at in bytes::matches(text.bytes(), separator).take(limit) {
                pieces.push(vm, start, at)?;
                start = at + separator.len();
            }
        }
    }
    pieces.push(vm, start, length)?;
    Ok(pieces.list.value())
}

/// The first offset of a byte from `start` on. Pieces are usually short.
#[inline]
fn find_from(bytes: &[u8], start: usize, byte: u8) -> Option<usize> {
    const NEAR: usize = 12;
    let rest = &bytes[start..];
    let near = &rest[..rest.len().min(NEAR)];
    if let Some(length) = near.iter().position(|&other| other == byte) {
        return Some(start + length);
    }
    if rest.len() <= NEAR {
        return None;
    }
    bytes::find_byte(&rest[NEAR..], byte).map(|length| start + NEAR + length)
}

fn split_words<T: Text>(vm: &mut Vm, text: &T, limit: usize) -> NativeResult {
    let pieces = Pieces::new(vm, text)?;
    let length = text.bytes().len();
    let mut splits = 0;
    let mut at = skip::<T>(text.bytes(), 0, true);
    while at < length {
        if splits == limit {
            let end = skip_back::<T>(text.bytes(), length, true);
            // What is left keeps its space at the end.
            pieces.push(vm, at, if end > at { length } else { end })?;
            break;
        }
        let end = skip::<T>(text.bytes(), at, false);
        pieces.push(vm, at, end)?;
        splits += 1;
        at = skip::<T>(text.bytes(), end, true);
    }
    Ok(pieces.list.value())
}

/// The first offset from `at` on where a character is not (or is) white space.
#[inline]
fn skip<T: Text>(bytes: &[u8], mut at: usize, space: bool) -> usize {
    while let Some(&byte) = bytes.get(at)
        && byte.is_ascii()
        && T::is_space(byte) == space
    {
        at += 1;
    }
    while let Some(character) = T::first(&bytes[at..]) {
        if character.space != space {
            break;
        }
        at += character.length;
    }
    at
}

/// The last offset up to `end` before which a character is not (or is) white space.
#[inline]
fn skip_back<T: Text>(bytes: &[u8], mut end: usize, space: bool) -> usize {
    while let Some(character) = T::last(&bytes[..end]) {
        if character.space != space {
            break;
        }
        end -= character.length;
    }
    end
}

/// `rsplit(sep=None, maxsplit=-1)`
pub fn rsplit<T: Text>(vm: &mut Vm, args: &Args) -> NativeResult {
    let limit = split_limit(vm, args.get(2))?;
    let text = T::receiver(vm, args.at(0))?;
    let Some(separator) = args.get_not_none(1) else { return rsplit_words(vm, &text, limit) };
    let separator = T::operand(vm, separator, Place::Separator)?;
    let separator = separator.as_bytes();
    if separator.is_empty() {
        return Err(empty_separator(vm));
    }
    let pieces = Pieces::new(vm, &text)?;
    let mut end = text.bytes().len();
    let mut splits = 0;
    while splits < limit
        && let Some(at) = bytes::rfind(&text.bytes()[..end], separator)
    {
        pieces.push(vm, at + separator.len(), end)?;
        end = at;
        splits += 1;
    }
    pieces.push(vm, 0, end)?;
    pieces.reversed()
}

fn rsplit_words<T: Text>(vm: &mut Vm, text: &T, limit: usize) -> NativeResult {
    let pieces = Pieces::new(vm, text)?;
    let mut splits = 0;
    let mut end = skip_back::<T>(text.bytes(), text.bytes().len(), true);
    while end > 0 {
        if splits == limit {
            // What is left keeps its space at the beginning.
            pieces.push(vm, 0, end)?;
            break;
        }
        let start = skip_back::<T>(text.bytes(), end, false);
        pieces.push(vm, start, end)?;
        splits += 1;
        end = skip_back::<T>(text.bytes(), start, true);
    }
    pieces.reversed()
}

/// `splitlines(keepends=False)`
pub fn splitlines<T: Text>(vm: &mut Vm, args: &Args) -> NativeResult {
    let keep_ends = match args.get(1) {
        Some(value) => vm.truth(value)?,
        None => false,
    };
    let text = T::receiver(vm, args.at(0))?;
    let pieces = Pieces::new(vm, &text)?;
    let length = text.bytes().len();
    let (mut start, mut at) = (0, 0);
    while at < length {
        match T::line_break(&text.bytes()[at..]) {
            0 => at += 1,
            width => {
                pieces.push(vm, start, if keep_ends { at + width } else { at })?;
                at += width;
                start = at;
            }
        }
    }
    if start < length {
        pieces.push(vm, start, length)?;
    }
    Ok(pieces.list.value())
}

/// `partition(sep)`
pub fn partition<T: Text>(vm: &mut Vm, args: &Args) -> NativeResult {
    partition_at::<T>(vm, args, false)
}

/// `rpartition(sep)`
pub fn rpartition<T: Text>(vm: &mut Vm, args: &Args) -> NativeResult {
    partition_at::<T>(vm, args, true)
}

fn partition_at<T: Text>(vm: &mut Vm, args: &Args, last: bool) -> NativeResult {
    let text = T::receiver(vm, args.at(0))?;
    let operand = T::operand(vm, args.at(1), Place::Plain)?;
    let separator = operand.as_bytes();
    if separator.is_empty() {
        return Err(empty_separator(vm));
    }
    let all = text.bytes();
    let found = if last { bytes::rfind(all, separator) } else { bytes::find(all, separator) };
    let parts = match found {
        Some(at) => {
            let before = text.make(vm, &all[..at])?;
            let middle = if T::IS_STR { args.at(1) } else { text.make(vm, separator)? };
            [before, middle, text.make(vm, &all[at + separator.len()..])?]
        }
        None => {
            let whole = text.unchanged(vm)?;
            let empty = [text.make(vm, &[])?, text.make(vm, &[])?];
            if last { [empty[0], empty[1], whole] } else { [whole, empty[0], empty[1]] }
        }
    };
    vm.new_tuple(&parts)
}

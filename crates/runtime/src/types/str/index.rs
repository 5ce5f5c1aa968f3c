//! Indexing and slicing of strs.

use crate::native::NativeResult;
use crate::number::text::{code_points, decode, encode, offset_of};
use crate::number::{Sink, TextBuffer};
use crate::object::{Ref, Str};
use crate::types::arguments::{Key, Selection, key as read_key, place};
use crate::types::exception;
use crate::types::slice::SliceBounds;
use crate::types::text::{StrText, Text};
use crate::value::Value;
use crate::vm::Vm;

pub fn get_item(vm: &mut Vm, text: Value, key: Value) -> NativeResult {
    let text = StrText::receiver(vm, text)?;
    match read_key(vm, key)? {
        Some(Key::Index(index)) => match place(index, text.length()) {
            Some(index) => character_at(vm, text.0, index),
            None => Err(vm.raise(&exception::INDEX_ERROR, format_args!("string index out of range"))),
        },
        Some(Key::Slice(bounds)) => {
            let selection = Selection::of(bounds, text.length());
            select(vm, text, selection)
        }
        None => {
            let name = vm.type_name(key);
            Err(vm.type_error(format_args!("string indices must be integers, not '{name}'")))
        }
    }
}

/// `text[start:stop:step]`
pub fn get_slice(vm: &mut Vm, text: Value, bounds: SliceBounds) -> NativeResult {
    let text = StrText::receiver(vm, text)?;
    let selection = Selection::of(bounds, text.length());
    select(vm, text, selection)
}

/// The character of a number that is below the length.
#[inline]
fn character_at(vm: &mut Vm, text: Ref<Str>, index: usize) -> NativeResult {
    let bytes = text.as_bytes();
    if text.is_ascii() {
        return vm.new_character(bytes.get(index).copied().map_or(0, u32::from));
    }
    let offset = offset_of(bytes, index).unwrap_or(0);
    vm.new_character(decode(&bytes[offset..]).map_or(0, |(code, _)| code))
}

fn select(vm: &mut Vm, text: StrText, selection: Selection) -> NativeResult {
    let Selection { start, step, count } = selection;
    if count == 0 {
        return text.make(vm, &[]);
    }
    let bytes = text.bytes();
    if step == 1 || count == 1 {
        if count == text.length() {
            return text.unchanged(vm);
        }
        let begin = text.offset(start);
        let end = match text.0.is_ascii() {
            true => begin + count,
            false => begin + offset_of(&bytes[begin..], count).unwrap_or(bytes.len() - begin),
        };
        return text.make(vm, &bytes[begin..end]);
    }
    if text.0.is_ascii() {
        return vm.new_str_filled(count, count, |filler| {
            selection.indexes().for_each(|index| filler.byte(bytes[index]));
        });
    }
    select_wide(vm, text, selection)
}

/// Every n-th code point of a text that is not all ASCII.
fn select_wide(vm: &mut Vm, text: StrText, Selection { start, step, count }: Selection) -> NativeResult {
    let mut buffer = TextBuffer::new();
    let skipped = step.unsigned_abs() - 1;
    let put = |buffer: &mut TextBuffer, code: Option<u32>| match code {
        Some(code) => buffer.write(encode(code).as_bytes()),
        None => Ok(()),
    };
    let mut written = Ok(());
    if step > 0 {
        let mut rest = code_points(&text.bytes()[text.offset(start)..]);
        written = written.and(put(&mut buffer, rest.next()));
        for _ in 1..count {
            written = written.and(put(&mut buffer, rest.nth(skipped)));
        }
    } else {
        let mut rest = code_points(&text.bytes()[..text.offset(start + 1)]);
        written = written.and(put(&mut buffer, rest.next_back()));
        for _ in 1..count {
            written = written.and(put(&mut buffer, rest.nth_back(skipped)));
        }
    }
    match written {
        Ok(()) => vm.new_str_of(buffer.as_bytes(), count),
        Err(_) => Err(vm.memory_error()),
    }
}

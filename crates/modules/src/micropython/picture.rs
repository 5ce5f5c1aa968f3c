//! The picture of the heap: a line for each of its blocks, a character for each cell.

use crate::sys::stdio;
use core::fmt::Write;
use heap::{BlockView, OutOfMemory, TryVec};
use runtime::object::{EXTENDED, Kind};
use runtime::vm::{Raised, Vm};

/// The character of each kind of objects.
fn letter(kind: u8) -> u8 {
    const LETTERS: &[(Kind, u8)] = &[
        (Kind::Free, b'.'),
        (Kind::Float, b'n'),
        (Kind::BigInt, b'n'),
        (Kind::Complex, b'n'),
        (Kind::Str, b's'),
        (Kind::Bytes, b'b'),
        (Kind::ByteArray, b'b'),
        (Kind::List, b'l'),
        (Kind::Tuple, b't'),
        (Kind::Dict, b'd'),
        (Kind::Set, b'd'),
        (Kind::FrozenSet, b'd'),
        (Kind::Type, b'T'),
        (Kind::Shape, b'S'),
        (Kind::Instance, b'i'),
        (Kind::Function, b'f'),
        (Kind::Code, b'c'),
        (Kind::Module, b'm'),
        (Kind::Generator, b'g'),
        (Kind::Exception, b'e'),
    ];
    let found = LETTERS.iter().find(|&&(known, _)| known as u8 == kind & !EXTENDED);
    found.map_or(b'o', |&(_, letter)| letter)
}

const LEGEND: &str = "Objects: n number, s str, b bytes, l list, t tuple, d dict or set, i instance, f function, c code, \
                      T type, S shape, m module, g generator, e exception, o other, . free; buffers: = used, . free\n";

/// Prints the picture. It is made in memory that is not the heap's, so that it does not change what it shows.
pub(super) fn print(vm: &mut Vm) -> Result<(), Raised> {
    let mut text = TryVec::new();
    if draw(vm, &mut text).is_err() {
        return Err(vm.memory_error());
    }
    let text = vm.new_str(&text)?;
    match text.as_ref() {
        Some(text) => stdio::write_text(vm, 1, text),
        None => Ok(()),
    }
}

fn draw(vm: &Vm, text: &mut TryVec<u8>) -> Result<(), OutOfMemory> {
    text.try_extend_from_slice(LEGEND.as_bytes())?;
    let mut result = Ok(());
    vm.heap.for_each_block(|block| {
        result = draw_block(block, text);
        result.is_ok()
    });
    result
}

fn draw_block(block: BlockView<'_>, text: &mut TryVec<u8>) -> Result<(), OutOfMemory> {
    let begin =
        |text: &mut TryVec<u8>, what: &str, size: usize| write!(text, "{what} {size:>3}: ").map_err(|_| OutOfMemory);
    match block {
        BlockView::Objects(size, kinds) => {
            begin(text, "objects", size)?;
            for kind in kinds {
                text.try_push(letter(kind))?;
            }
        }
        BlockView::Buffers(size, count, used) => {
            begin(text, "buffers", size)?;
            for index in 0..count {
                text.try_push(if index < used { b'=' } else { b'.' })?;
            }
        }
        BlockView::Large(size) => begin(text, "large", size)?,
        BlockView::Spare(size) => begin(text, "spare", size)?,
    }
    text.try_push(b'\n')
}

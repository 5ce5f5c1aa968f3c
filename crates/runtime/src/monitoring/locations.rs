//! Where events of a code can happen, and the locations that callbacks have disabled.
//!
//! For each tool and event there is a bitmap of the code's words, made when the first location is disabled and no longer than
//! the last one that is. It comes with the number of locations that are left: when there is none, the event cannot
//! fire any more and the code runs as if nobody had asked for it.

use super::event::{Event, EventSet};
use crate::object::{Code, Ref};
use bytecode::intrinsics::Intrinsic;
use bytecode::ops::Role;
use bytecode::{EVENT_MARK, Op};
use heap::{OutOfMemory, TryVec};

/// The locations of an event that a tool has disabled.
pub(super) struct Disabled {
    tool: u8,
    event: Event,
    /// Locations that are still enabled.
    left: u32,
    /// A bit for each word.
    bits: TryVec<u32>,
}

impl Disabled {
    fn get(&self, word: u32) -> bool {
        self.bits.get(word as usize / 32).is_some_and(|bits| bits >> (word % 32) & 1 != 0)
    }

    fn set(&mut self, word: u32) -> Result<(), OutOfMemory> {
        if self.get(word) {
            return Ok(());
        }
        let index = word as usize / 32;
        if index >= self.bits.len() {
            self.bits.try_resize(index + 1, 0)?;
        }
        self.bits[index] |= 1 << (word % 32);
        self.left = self.left.saturating_sub(1);
        Ok(())
    }
}

/// Whether a tool has disabled an event at a word. The ends of a call go with the call.
pub(super) fn is_disabled(disabled: &[Disabled], tool: usize, event: Event, word: u32) -> bool {
    let event = if matches!(event, Event::CReturn | Event::CRaise) { Event::Call } else { event };
    disabled.iter().any(|entry| entry.tool as usize == tool && entry.event == event && entry.get(word))
}

/// The events that cannot reach a tool any more.
pub(super) fn exhausted(disabled: &[Disabled], tool: usize) -> EventSet {
    let entries = disabled.iter().filter(|entry| entry.tool as usize == tool && entry.left == 0);
    let events = entries.fold(0, |all, entry| all | entry.event.bit());
    if events & Event::Call.bit() != 0 { events | super::event::CALL_ENDS } else { events }
}

/// Drops the entries of which `wanted` is false.
pub(super) fn keep(disabled: &mut TryVec<Disabled>, wanted: impl Fn(usize, Event) -> bool) {
    let mut index = 0;
    while let Some(entry) = disabled.get(index) {
        if wanted(entry.tool as usize, entry.event) {
            index += 1;
        } else {
            disabled.remove(index);
        }
    }
}

/// Disables a location. True if it was the last one.
pub(super) fn disable(disabled: &mut TryVec<Disabled>, tool: usize, code: Ref<Code>, event: Event, word: u32) -> bool {
    let known = disabled.iter().position(|entry| entry.tool as usize == tool && entry.event == event);
    let index = match known {
        Some(index) => index,
        None => {
            let entry = Disabled { tool: tool as u8, event, left: count(&code, event), bits: TryVec::new() };
            if disabled.try_push(entry).is_err() {
                return false;
            }
            disabled.len() - 1
        }
    };
    let entry = &mut disabled[index];
    entry.set(word).is_ok() && entry.left == 0
}

/// How many locations of an event a code has.
fn count(code: &Code, event: Event) -> u32 {
    if event == Event::PyStart {
        return 1;
    }
    let (mut found, mut pc) = (0, 0);
    while let Some(word) = code.word(pc) {
        found += happens_at(word, event) as u32;
        pc += Op::from_byte(word as u8).info().words();
    }
    found
}

/// Whether an event can happen at an instruction, given its first word. `PY_START` happens where the code begins.
pub fn happens_at(word: u32, event: Event) -> bool {
    let op = Op::from_byte(word as u8);
    match event {
        Event::Instruction => true,
        Event::Line => word as u8 & EVENT_MARK != 0,
        Event::PyReturn => op == Op::Return,
        Event::PyYield | Event::PyResume => matches!(op, Op::Yield | Op::YieldFrom),
        Event::StopIteration => matches!(op, Op::ForNext | Op::YieldFrom),
        Event::Jump => matches!(op, Op::Jump | Op::Loop),
        Event::Branch => is_branch(op),
        Event::Call => is_call(word),
        _ => false,
    }
}

/// Whether an instruction jumps or does not.
pub fn is_branch(op: Op) -> bool {
    let info = op.info();
    let roles = [info.b, info.c, info.ext];
    !matches!(op, Op::Jump | Op::Loop)
        && roles.iter().any(|role| matches!(role, Role::Jump | Role::JumpByte | Role::ExtJump))
}

/// Whether an instruction is a call, given its first word. The normal end of a `with` block calls `__exit__`.
pub fn is_call(word: u32) -> bool {
    match Op::from_byte(word as u8) {
        Op::Call
        | Op::CallMethod
        | Op::GeneratorCall
        | Op::GeneratorCallMethod
        | Op::CallKeywords
        | Op::CallMethodKeywords
        | Op::CallUnpacked => true,
        Op::Intrinsic => (word >> 24) as u8 == Intrinsic::WithExit as u8,
        _ => false,
    }
}

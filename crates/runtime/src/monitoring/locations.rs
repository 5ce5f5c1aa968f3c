//! Where events of a code can happen, and the locations that callbacks have disabled.
//!
//! For each tool and event there is a bitmap of the code's words, made when the first location is disabled. It comes with the number of locations that are left: when there is none, the event cannot
//! fire any more and the code runs as if nobody had asked for it. Locations that only an exception leads to are counted
//! apart: as long as only such are left, the code runs that way until there is an exception.

use super::event::{CALL_ENDS, Event, EventSet};
use super::flow::Flow;
use crate::object::{Code, Ref};
use bytecode::ops::Role;
use bytecode::{EVENT_MARK, Op, decode};
use heap::{OutOfMemory, TryVec};

/// A set of words of a code, no longer than its largest member needs.
#[derive(Default)]
pub(super) struct WordSet(TryVec<u32>);

impl WordSet {
    pub(super) fn has(&self, word: u32) -> bool {
        self.0.get(word as usize / 32).is_some_and(|bits| bits >> (word % 32) & 1 != 0)
    }

    /// Adds a word. False if it was there.
    pub(super) fn add(&mut self, word: u32) -> Result<bool, OutOfMemory> {
        if self.has(word) {
            return Ok(false);
        }
        let index = word as usize / 32;
        if index >= self.0.len() {
            self.0.try_resize(index + 1, 0)?;
        }
        self.0[index] |= 1 << (word % 32);
        Ok(true)
    }

    pub(super) fn clear(&mut self) {
        self.0 = TryVec::new();
    }
}

/// The locations of an event that a tool has disabled.
pub(super) struct Disabled {
    tool: u8,
    event: Event,
    /// Locations that are still enabled, those aside that only an exception leads to.
    left: u32,
    /// Locations that are still enabled and that only an exception leads to.
    exceptional_left: u32,
    disabled: WordSet,
    /// For `LINE`, the locations there are.
    locations: WordSet,
}

impl Disabled {
    /// None disabled yet. Also the words of the code that only an exception leads to.
    fn new(tool: usize, event: Event, code: &Code) -> Result<(Disabled, WordSet), OutOfMemory> {
        let mut entry = Disabled {
            tool: tool as u8,
            event,
            left: (event == Event::PyStart) as u32,
            exceptional_left: 0,
            disabled: WordSet::default(),
            locations: WordSet::default(),
        };
        let Some(view) = code.view() else { return Ok((entry, WordSet::default())) };
        let (flow, exceptional) = Flow::of(code, view)?;
        let words = code.words();
        let mut pc = 0;
        while let Some(instruction) = decode(words, pc) {
            let is_location = match event {
                Event::Line => flow.begins_line(pc, instruction),
                _ => flow.is_reached(pc) && happens_at(words[pc], event),
            };
            if is_location && event == Event::Line {
                entry.locations.add(pc as u32)?;
            }
            let left = if exceptional.has(pc as u32) { &mut entry.exceptional_left } else { &mut entry.left };
            *left += is_location as u32;
            pc += instruction.words();
        }
        Ok((entry, exceptional))
    }

    /// Disables a location. True if it was the last one.
    fn disable(&mut self, word: u32, exceptional: &WordSet) -> Result<bool, OutOfMemory> {
        if !self.disabled.add(word)? || self.event == Event::Line && !self.locations.has(word) {
            return Ok(false);
        }
        let left = if exceptional.has(word) { &mut self.exceptional_left } else { &mut self.left };
        *left = left.saturating_sub(1);
        Ok(*left == 0)
    }
}

/// Whether a tool has disabled an event at a word. The ends of a call go with the call.
pub(super) fn is_disabled(disabled: &[Disabled], tool: usize, event: Event, word: u32) -> bool {
    let event = if matches!(event, Event::CReturn | Event::CRaise) { Event::Call } else { event };
    disabled.iter().any(|entry| entry.tool as usize == tool && entry.event == event && entry.disabled.has(word))
}

/// The events that cannot reach a tool any more: as long as there is no exception, and then.
pub(super) fn exhausted(disabled: &[Disabled], tool: usize) -> (EventSet, EventSet) {
    let (mut events, mut after_exception) = (0, 0);
    for entry in disabled.iter().filter(|entry| entry.tool as usize == tool) {
        let bits = if entry.event == Event::Call { entry.event.bit() | CALL_ENDS } else { entry.event.bit() };
        events |= if entry.left == 0 { bits } else { 0 };
        after_exception |= if entry.exceptional_left == 0 { bits } else { 0 };
    }
    (events, after_exception)
}

/// Whether a line can begin at a word, as far as is known.
pub(super) fn may_begin_line(disabled: &[Disabled], word: u32) -> bool {
    let mut entries = disabled.iter().filter(|entry| entry.event == Event::Line);
    entries.next().is_none_or(|entry| entry.locations.has(word))
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
pub(super) fn disable(
    disabled: &mut TryVec<Disabled>,
    exceptional: &mut WordSet,
    tool: usize,
    code: Ref<Code>,
    event: Event,
    word: u32,
) -> Result<bool, OutOfMemory> {
    let known = disabled.iter().position(|entry| entry.tool as usize == tool && entry.event == event);
    let index = match known {
        Some(index) => index,
        None => {
            let entry;
            (entry, *exceptional) = Disabled::new(tool, event, &code)?;
            disabled.try_push(entry)?;
            disabled.len() - 1
        }
    };
    disabled[index].disable(word, exceptional)
}

/// Whether an event can happen at an instruction, given its first word. `PY_START` happens where the code begins, and `LINE`
/// at some of the marked instructions.
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
        Event::Call => is_call(op),
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

/// Whether an instruction is a call.
pub fn is_call(op: Op) -> bool {
    matches!(
        op,
        Op::Call
            | Op::CallMethod
            | Op::GeneratorCall
            | Op::GeneratorCallMethod
            | Op::CallKeywords
            | Op::CallMethodKeywords
            | Op::CallUnpacked
    )
}

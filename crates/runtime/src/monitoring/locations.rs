//! Where events of a code can happen, and the locations that callbacks have disabled.
//!
//! For each tool and event there is a bitmap of the code's words, made when the first location is disabled. It comes with the number of locations that are left: when there is none, the event cannot
//! fire any more and the code runs as if nobody had asked for it.

use super::event::{Event, EventSet};
use crate::object::{Code, Ref};
use bytecode::ops::Role;
use bytecode::{EVENT_MARK, Instruction, Op, decode};
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
    /// Locations that are still enabled.
    left: u32,
    disabled: WordSet,
    /// For `LINE`, the locations there are.
    locations: WordSet,
}

impl Disabled {
    fn new(tool: usize, event: Event, code: &Code) -> Result<Disabled, OutOfMemory> {
        let mut entry =
            Disabled { tool: tool as u8, event, left: 0, disabled: WordSet::default(), locations: WordSet::default() };
        match event {
            Event::PyStart => entry.left = 1,
            Event::Line => {
                for_each_line_start(code, |word| {
                    entry.left += entry.locations.add(word)? as u32;
                    Ok(())
                })?;
            }
            _ => {
                for_each_instruction(code, |_, instruction| entry.left += happens_at(instruction.word(), event) as u32)
            }
        }
        Ok(entry)
    }

    fn disable(&mut self, word: u32) -> Result<(), OutOfMemory> {
        if self.disabled.add(word)? && (self.event != Event::Line || self.locations.has(word)) {
            self.left = self.left.saturating_sub(1);
        }
        Ok(())
    }
}

/// Whether a tool has disabled an event at a word. The ends of a call go with the call.
pub(super) fn is_disabled(disabled: &[Disabled], tool: usize, event: Event, word: u32) -> bool {
    let event = if matches!(event, Event::CReturn | Event::CRaise) { Event::Call } else { event };
    disabled.iter().any(|entry| entry.tool as usize == tool && entry.event == event && entry.disabled.has(word))
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
            let Ok(entry) = Disabled::new(tool, event, &code) else { return false };
            if disabled.try_push(entry).is_err() {
                return false;
            }
            disabled.len() - 1
        }
    };
    let entry = &mut disabled[index];
    entry.disable(word).is_ok() && entry.left == 0
}

fn for_each_instruction(code: &Code, mut visit: impl FnMut(usize, Instruction)) {
    let words = code.words();
    let mut pc = 0;
    while let Some(instruction) = decode(words, pc) {
        visit(pc, instruction);
        pc += instruction.words();
    }
}

/// Calls `visit` with each marked instruction that begins a line: execution comes to it from another line, or it is the
/// first.
fn for_each_line_start(code: &Code, mut visit: impl FnMut(u32) -> Result<(), OutOfMemory>) -> Result<(), OutOfMemory> {
    let Some(view) = code.view() else { return Ok(()) };
    let words = code.words();
    let mut lines = TryVec::new();
    lines.try_resize(words.len(), 0)?;
    let mut entries = view.lines().peekable();
    while let Some((start, position)) = entries.next() {
        let end = entries.peek().map_or(words.len(), |(next, _)| *next as usize).min(words.len());
        if let Some(range) = lines.get_mut(start as usize..end) {
            range.fill(position.line);
        }
    }
    let mut begins = TryVec::new();
    begins.try_resize(words.len(), false)?;
    let mut comes = |from: usize, to: usize| {
        if let (Some(begins), Some(a), Some(b)) = (begins.get_mut(to), lines.get(from), lines.get(to)) {
            *begins |= a != b;
        }
    };
    let mut first = None;
    for_each_instruction(code, |pc, instruction| {
        if instruction.marked {
            first.get_or_insert(pc);
        }
        if !instruction.ends_flow() {
            comes(pc, pc + instruction.words());
        }
        if let Some(target) = instruction.jump_target(pc) {
            comes(pc, target as usize);
        }
        if let Some(handler) = view.find_handler(pc as u32) {
            comes(pc, handler.target as usize);
        }
    });
    if let Some(begins) = first.and_then(|first| begins.get_mut(first)) {
        *begins = true;
    }
    let is_marked = |pc: usize| words[pc] as u8 & EVENT_MARK != 0;
    (0..words.len()).filter(|&pc| begins[pc] && is_marked(pc)).try_for_each(|pc| visit(pc as u32))
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

//! The code of one function while it is made: instructions with labels, then words.
//!
//! Instructions are collected as slots; a jump names a label. [`Assembler::finish`] threads jumps, lays the slots out,
//! replaces conditional jumps that do not reach by an inverted one over a long one, and writes words, line table and
//! exception table. Code that cannot be reached is never collected.

use super::bound::Bound;
use crate::ast::Span;
use crate::lines::LineIndex;
use bytecode::image::Handler;
use bytecode::instruction::{encode, encode_long, encode_wide};
use bytecode::lines::{LineWriter, Position};
use bytecode::ops::Role;
use bytecode::{EVENT_MARK, Op};
use heap::{OutOfMemory, TryVec};

/// A place in the code that jumps go to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Label(u32);

/// Larger code is refused; copies of `finally` blocks can make small source large.
const MOST_SLOTS: usize = 1 << 21;
const UNPLACED: u32 = u32::MAX;
const NO_LABEL: u32 = u32::MAX;

#[derive(Debug)]
struct LabelInfo {
    slot: u32,
    /// What is bound on every way here so far; `None` if there is no way yet.
    bound: Option<Bound>,
}

#[derive(Clone, Copy, Debug)]
struct Slot {
    /// The word; a jump's offset is still zero.
    word: u32,
    ext: u32,
    label: u32,
    span: Span,
    /// Begins a line even if the slot before is of the same line.
    starts_line: bool,
    /// Is the first of a statement: begins a line if a jump from another line comes here.
    starts_statement: bool,
    /// A conditional jump that must go over a long one.
    is_long: bool,
}

/// A piece of code whose exceptions go to a handler.
#[derive(Clone, Copy, Debug)]
pub(super) struct CoveredRange {
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) handler: Label,
    pub(super) register: u8,
    /// How many other ranges are around it.
    pub(super) depth: u32,
}

/// What is to be known of source positions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Positions {
    None,
    Lines,
    Columns,
}

/// What comes out of [`Assembler::finish`].
pub(super) struct Assembled {
    pub(super) words: TryVec<u32>,
    pub(super) lines: TryVec<u8>,
    pub(super) handlers: TryVec<Handler>,
}

/// The code is larger than jumps can reach.
pub(super) enum AssembleError {
    OutOfMemory,
    TooLarge,
}

impl From<OutOfMemory> for AssembleError {
    fn from(_: OutOfMemory) -> Self {
        Self::OutOfMemory
    }
}

/// Collects the code of one function.
#[derive(Debug)]
pub(super) struct Assembler {
    slots: TryVec<Slot>,
    labels: TryVec<LabelInfo>,
    ranges: TryVec<CoveredRange>,
    /// What is bound here; `None` if execution cannot come here.
    bound: Option<Bound>,
    /// The position of the instructions that follow.
    pub(super) span: Span,
    next_starts_line: bool,
    next_starts_statement: bool,
    prologue: u32,
}

impl Assembler {
    pub(super) fn new() -> Self {
        Self {
            slots: TryVec::new(),
            labels: TryVec::new(),
            ranges: TryVec::new(),
            bound: Some(Bound::NOTHING),
            span: Span::default(),
            next_starts_line: true,
            next_starts_statement: false,
            prologue: 0,
        }
    }

    /// Whether execution can come here.
    pub(super) fn is_reachable(&self) -> bool {
        self.bound.is_some()
    }

    /// The number of the next slot.
    pub(super) fn here(&self) -> u32 {
        self.slots.len() as u32
    }

    /// The registers that are bound here.
    pub(super) fn bound(&self) -> Bound {
        self.bound.unwrap_or(Bound::EVERYTHING)
    }

    /// Changes what is bound here, if execution can come here.
    pub(super) fn set_bound(&mut self, bound: Bound) {
        if let Some(state) = &mut self.bound {
            *state = bound;
        }
    }

    pub(super) fn new_label(&mut self) -> Result<Label, OutOfMemory> {
        let label = Label(self.labels.len() as u32);
        self.labels.try_push(LabelInfo { slot: UNPLACED, bound: None })?;
        Ok(label)
    }

    /// Puts a label here; execution continues here if it could, or if something jumps to the label.
    pub(super) fn place(&mut self, label: Label) {
        let here = self.here();
        let Some(info) = self.labels.get_mut(label.0 as usize) else { return };
        info.slot = here;
        self.bound = match (self.bound, info.bound) {
            (Some(here), Some(there)) => Some(here.and(there)),
            (here, there) => here.or(there),
        };
    }

    /// Puts the label of a loop's start here: of what is bound now, only `stable` stays so in the next round.
    pub(super) fn place_loop(&mut self, label: Label, stable: Bound) {
        if let Some(bound) = &mut self.bound {
            *bound = bound.and(stable);
        }
        self.place(label);
        self.next_starts_line = true;
    }

    /// Puts a label here that is reached by a jump which comes later, or by an exception.
    pub(super) fn place_entry(&mut self, label: Label, bound: Option<Bound>) {
        if let Some(info) = self.labels.get_mut(label.0 as usize) {
            info.bound = match (info.bound, bound) {
                (Some(a), Some(b)) => Some(a.and(b)),
                (a, b) => a.or(b),
            };
        }
        self.place(label);
    }

    /// The next instruction begins a line.
    pub(super) fn start_line(&mut self) {
        self.next_starts_line = true;
    }

    /// The next instruction is the first of a statement.
    pub(super) fn start_statement(&mut self) {
        self.next_starts_statement = true;
    }

    fn push(&mut self, word: u32, ext: u32, label: u32) -> Result<(), OutOfMemory> {
        let Some(bound) = self.bound else { return Ok(()) };
        if self.slots.len() >= MOST_SLOTS {
            return Err(OutOfMemory);
        }
        if label != NO_LABEL
            && let Some(info) = self.labels.get_mut(label as usize)
            && info.slot == UNPLACED
        {
            info.bound = Some(info.bound.map_or(bound, |there| there.and(bound)));
        }
        let starts_line = core::mem::take(&mut self.next_starts_line);
        let starts_statement = core::mem::take(&mut self.next_starts_statement);
        self.slots.try_push(Slot { word, ext, label, span: self.span, starts_line, starts_statement, is_long: false })
    }

    /// An instruction with byte fields.
    pub(super) fn op(&mut self, op: Op, a: u8, b: u8, c: u8) -> Result<(), OutOfMemory> {
        self.push(encode(op, a, b, c), 0, NO_LABEL)?;
        if op == Op::Return {
            self.bound = None;
        }
        Ok(())
    }

    /// An instruction with a 16-bit field.
    pub(super) fn wide(&mut self, op: Op, a: u8, bx: u16) -> Result<(), OutOfMemory> {
        self.push(encode_wide(op, a, bx), 0, NO_LABEL)
    }

    /// An instruction with an extension word.
    pub(super) fn extended(&mut self, op: Op, a: u8, b: u8, c: u8, ext: u32) -> Result<(), OutOfMemory> {
        self.push(encode(op, a, b, c), ext, NO_LABEL)
    }

    /// A jump with fields `a` and `b` as far as it has them.
    pub(super) fn jump(&mut self, op: Op, a: u8, b: u8, label: Label) -> Result<(), OutOfMemory> {
        self.push(encode(op, a, b, 0), 0, label.0)?;
        if matches!(op, Op::Jump | Op::Loop) {
            self.bound = None;
        }
        Ok(())
    }

    /// Says that the instruction just made never goes on.
    pub(super) fn end_flow(&mut self) {
        self.bound = None;
    }

    /// The position of the last instruction.
    pub(super) fn last_span(&self) -> Span {
        self.slots.last().map_or(self.span, |slot| slot.span)
    }

    /// Exceptions of the slots in `range` go to its handler.
    pub(super) fn cover(&mut self, range: CoveredRange) -> Result<(), OutOfMemory> {
        if range.start < range.end { self.ranges.try_push(range) } else { Ok(()) }
    }

    /// Adds `first` to the numbers of far registers, which counted from 0 so far.
    pub(super) fn place_far_registers(&mut self, first: u16) {
        for slot in self.slots.iter_mut().filter(|slot| matches!(op_of(slot.word), Op::LoadFar | Op::StoreFar)) {
            slot.word = slot.word.wrapping_add((first as u32) << 16);
        }
    }

    /// Puts the slots of `prologue` before the others.
    pub(super) fn prepend(&mut self, prologue: Assembler) -> Result<(), OutOfMemory> {
        let count = prologue.slots.len() as u32;
        self.prologue = count;
        let mut slots = prologue.slots;
        slots.try_extend_from_slice(&self.slots)?;
        self.slots = slots;
        for label in self.labels.iter_mut().filter(|label| label.slot != UNPLACED) {
            label.slot += count;
        }
        for range in self.ranges.iter_mut() {
            range.start += count;
            range.end += count;
        }
        Ok(())
    }

    fn target(&self, label: u32) -> u32 {
        self.labels.get(label as usize).map_or(UNPLACED, |label| label.slot)
    }

    /// Lets jumps to an unconditional jump go where that goes.
    fn thread_jumps(&mut self) {
        for index in 0..self.slots.len() {
            let Some(slot) = self.slots.get(index).copied() else { return };
            if slot.label == NO_LABEL || matches!(op_of(slot.word), Op::Loop | Op::ForNext) {
                continue;
            }
            let mut label = slot.label;
            for _ in 0..8 {
                match self.slots.get(self.target(label) as usize) {
                    Some(next) if op_of(next.word) == Op::Jump && next.label != label => label = next.label,
                    _ => break,
                }
            }
            self.slots[index].label = label;
            let becomes_loop = op_of(slot.word) == Op::Jump
                && self.slots.get(self.target(label) as usize).is_some_and(|next| op_of(next.word) == Op::Loop);
            if becomes_loop {
                self.become_loop(index, label);
            }
        }
    }

    /// Makes the jump to a `Loop` one itself; where the two belong to different lines only if none gets lost.
    fn become_loop(&mut self, index: usize, label: u32) {
        let Some(&next) = self.slots.get(self.target(label) as usize) else { return };
        let before = index.checked_sub(1).and_then(|before| self.slots.get(before)).map(|slot| slot.span);
        let Some(slot) = self.slots.get_mut(index) else { return };
        if next.starts_line {
            if before != Some(slot.span) {
                return;
            }
            slot.span = next.span;
            slot.starts_line = true;
        }
        slot.word = encode(Op::Loop, 0, 0, 0);
        slot.label = next.label;
    }

    /// The position of each slot, and marks the slots where a line begins because a jump comes from another one.
    fn find_lines(&mut self, lines: &LineIndex<'_>, positions: Positions) -> Result<TryVec<Position>, OutOfMemory> {
        let mut found: TryVec<Position> = TryVec::new();
        if positions == Positions::None {
            return Ok(found);
        }
        found.try_reserve(self.slots.len())?;
        let mut last = None;
        for slot in &self.slots {
            let position = match last {
                Some((span, position)) if span == slot.span => position,
                _ => position_of(lines, slot.span, positions),
            };
            last = Some((slot.span, position));
            found.try_push(position)?;
        }
        for index in 0..self.slots.len() {
            let target = match self.slots.get(index) {
                Some(slot) if slot.label != NO_LABEL => self.target(slot.label) as usize,
                _ => continue,
            };
            let differs = found.get(index).map(|p| p.line) != found.get(target).map(|p| p.line);
            if let Some(slot) = self.slots.get_mut(target) {
                slot.starts_line |= slot.starts_statement && differs;
            }
        }
        Ok(found)
    }

    /// Finds the first word of each slot, and which conditional jumps must be long.
    fn lay_out(&mut self) -> Result<TryVec<u32>, OutOfMemory> {
        let mut starts = TryVec::try_with_capacity(self.slots.len() + 1)?;
        for round in 0.. {
            // A jump of at most 63 words still reaches when all words between become two.
            let limit = if round == 8 { 63 } else { i64::MAX };
            starts.clear();
            let mut pc = 0;
            for slot in &self.slots {
                starts.try_push(pc)?;
                pc += words_of(slot);
            }
            starts.try_push(pc)?;
            let mut is_stable = true;
            for index in 0..self.slots.len() {
                let slot = self.slots[index];
                if slot.label == NO_LABEL || slot.is_long {
                    continue;
                }
                let target = starts.get(self.target(slot.label) as usize).copied().unwrap_or(0);
                let offset = target as i64 - (starts[index] + words_of(&slot)) as i64;
                if !reaches(op_of(slot.word), offset, limit) {
                    self.slots[index].is_long = true;
                    is_stable = false;
                }
            }
            if is_stable {
                break;
            }
        }
        Ok(starts)
    }

    /// The words and tables.
    pub(super) fn finish(
        mut self,
        lines: &LineIndex<'_>,
        positions: Positions,
        first_line: u32,
    ) -> Result<Assembled, AssembleError> {
        self.thread_jumps();
        let starts = self.lay_out()?;
        let total = starts.last().copied().unwrap_or(0);
        if total >= 1 << 23 {
            return Err(AssembleError::TooLarge);
        }
        let mut words = TryVec::try_with_capacity(total as usize)?;
        let mut table = LineWriter::new(first_line);
        let found = self.find_lines(lines, positions)?;
        let mut last_line = None;
        for (index, slot) in self.slots.iter().enumerate() {
            let mut mark = if is_reported(op_of(slot.word)) { EVENT_MARK as u32 } else { 0 };
            if let Some(position) = found.get(index) {
                let is_new = slot.starts_line || last_line != Some(position.line);
                if is_new && index >= self.prologue as usize {
                    mark = EVENT_MARK as u32;
                }
                last_line = Some(position.line);
                table.push(starts[index], *position)?;
            }
            self.write_slot(slot, mark, starts[index], &starts, &mut words)?;
        }
        Ok(Assembled { words, lines: table.finish(), handlers: self.handlers(&starts)? })
    }

    fn write_slot(
        &self,
        slot: &Slot,
        mark: u32,
        pc: u32,
        starts: &TryVec<u32>,
        words: &mut TryVec<u32>,
    ) -> Result<(), AssembleError> {
        let op = op_of(slot.word);
        if slot.label == NO_LABEL {
            words.try_push(slot.word | mark)?;
            if op.info().words() == 2 {
                words.try_push(slot.ext)?;
            }
            return Ok(());
        }
        let target = starts.get(self.target(slot.label) as usize).copied().unwrap_or(0);
        let offset = target as i32 - (pc + words_of(slot)) as i32;
        let [_, a, b, _] = slot.word.to_le_bytes();
        let long = |op, offset| encode_long(op, offset).ok_or(AssembleError::TooLarge);
        if slot.is_long {
            let inverted = invert(op);
            let over = match inverted.info().b {
                Role::Jump => encode_wide(inverted, a, 1),
                _ => encode(inverted, a, b, 1),
            };
            words.try_push(over | mark)?;
            words.try_push(long(Op::Jump, offset)?)?;
            return Ok(());
        }
        match op {
            Op::Jump | Op::Loop => words.try_push(long(op, offset)? | mark)?,
            Op::ForNext => {
                words.try_push(slot.word | mark)?;
                words.try_push(offset as u32)?;
            }
            _ if op.info().b == Role::Jump => words.try_push(encode_wide(op, a, offset as i16 as u16) | mark)?,
            _ => words.try_push(encode(op, a, b, offset as i8 as u8) | mark)?,
        }
        Ok(())
    }

    fn handlers(&mut self, starts: &TryVec<u32>) -> Result<TryVec<Handler>, OutOfMemory> {
        self.ranges.sort_unstable_by_key(|range| (core::cmp::Reverse(range.depth), range.start));
        let word = |slot: u32| starts.get(slot as usize).copied().unwrap_or(0);
        let mut handlers = TryVec::try_with_capacity(self.ranges.len())?;
        for range in &self.ranges {
            handlers.try_push(Handler {
                start: word(range.start),
                end: word(range.end),
                target: word(self.target(range.handler.0)),
                register: range.register as u16,
            })?;
        }
        Ok(handlers)
    }
}

fn op_of(word: u32) -> Op {
    Op::from_byte(word as u8)
}

/// Whether an instruction is an event by itself, wherever it is in its line: a call, a return, a yield.
fn is_reported(op: Op) -> bool {
    matches!(
        op,
        Op::Call
            | Op::CallMethod
            | Op::CallKeywords
            | Op::CallMethodKeywords
            | Op::CallUnpacked
            | Op::GeneratorCall
            | Op::GeneratorCallMethod
            | Op::Return
            | Op::Yield
    )
}

fn words_of(slot: &Slot) -> u32 {
    if slot.is_long { 2 } else { op_of(slot.word).info().words() as u32 }
}

fn reaches(op: Op, offset: i64, limit: i64) -> bool {
    let info = op.info();
    if info.c == Role::JumpByte {
        offset <= limit && i8::try_from(offset).is_ok()
    } else if info.b == Role::Jump {
        i16::try_from(offset).is_ok()
    } else {
        true
    }
}

/// The conditional jump that jumps when `op` does not.
pub(super) fn invert(op: Op) -> Op {
    match op {
        Op::JumpIfTrue => Op::JumpIfFalse,
        Op::JumpIfFalse => Op::JumpIfTrue,
        Op::JumpIfNone => Op::JumpIfNotNone,
        Op::JumpIfNotNone => Op::JumpIfNone,
        Op::JumpLt => Op::JumpNotLt,
        Op::JumpLe => Op::JumpNotLe,
        Op::JumpEq => Op::JumpNotEq,
        Op::JumpNe => Op::JumpNotNe,
        Op::JumpGt => Op::JumpNotGt,
        Op::JumpGe => Op::JumpNotGe,
        Op::JumpNotLt => Op::JumpLt,
        Op::JumpNotLe => Op::JumpLe,
        Op::JumpNotEq => Op::JumpEq,
        Op::JumpNotNe => Op::JumpNe,
        Op::JumpNotGt => Op::JumpGt,
        Op::JumpNotGe => Op::JumpGe,
        Op::JumpLtImm => Op::JumpNotLtImm,
        Op::JumpLeImm => Op::JumpNotLeImm,
        Op::JumpEqImm => Op::JumpNotEqImm,
        Op::JumpNeImm => Op::JumpNotNeImm,
        Op::JumpGtImm => Op::JumpNotGtImm,
        Op::JumpGeImm => Op::JumpNotGeImm,
        Op::JumpNotLtImm => Op::JumpLtImm,
        Op::JumpNotLeImm => Op::JumpLeImm,
        Op::JumpNotEqImm => Op::JumpEqImm,
        Op::JumpNotNeImm => Op::JumpNeImm,
        Op::JumpNotGtImm => Op::JumpGtImm,
        Op::JumpNotGeImm => Op::JumpGeImm,
        other => other,
    }
}

fn position_of(lines: &LineIndex<'_>, span: Span, positions: Positions) -> Position {
    let start = lines.locate(span.start);
    if positions == Positions::Lines {
        return Position { line: start.line, ..Position::default() };
    }
    let end = lines.locate(span.end);
    Position { line: start.line, column: start.column, end_line: end.line, end_column: end.column }
}

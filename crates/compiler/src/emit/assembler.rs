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
use bytecode::{EVENT_MARK, Intrinsic, Op};
use core::cell::Cell;
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
    /// A place in the line of every jump here so far; `None` if they are of different lines.
    line: Option<Span>,
}

#[derive(Clone, Copy, Debug)]
struct Slot {
    /// The word; a jump's offset is still zero.
    word: u32,
    ext: u32,
    label: u32,
    span: Span,
    /// Belongs to no line: a trace sees nothing of it, and the line stays what it was on the way here.
    is_artificial: bool,
    /// A trace forgets the line here, so that the next one is seen even if it is the same.
    forgets_line: bool,
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
pub(super) struct Assembler<'a> {
    source: &'a [u8],
    /// Where a line begins and ends that was asked for lately.
    known_line: Cell<(u32, u32)>,
    slots: TryVec<Slot>,
    labels: TryVec<LabelInfo>,
    ranges: TryVec<CoveredRange>,
    /// What is bound here; `None` if execution cannot come here.
    bound: Option<Bound>,
    /// The position of the instructions that follow.
    span: Span,
    /// Whether those instructions belong to no line.
    is_artificial: bool,
    /// Whether the next one lets a trace forget the line.
    is_forgetting: bool,
    /// A place whose line is passed here, although no instruction so far belongs to it.
    visited: Option<Span>,
    /// Whether the line begins again, even if it is the same.
    forgets_line: bool,
    /// A place in the line that execution is in when it comes here; `None` if that can be more than one.
    line: Option<Span>,
    prologue: u32,
}

impl<'a> Assembler<'a> {
    pub(super) fn new(source: &'a [u8]) -> Self {
        Self {
            source,
            known_line: Cell::new((1, 0)),
            slots: TryVec::new(),
            labels: TryVec::new(),
            ranges: TryVec::new(),
            bound: Some(Bound::NOTHING),
            span: Span::default(),
            is_artificial: false,
            is_forgetting: false,
            visited: None,
            forgets_line: false,
            line: None,
            prologue: 0,
        }
    }

    /// Whether execution can come here.
    pub(super) fn is_reachable(&self) -> bool {
        self.bound.is_some()
    }

    /// Whether there is nothing so far, not even a line that was visited.
    pub(super) fn is_empty(&self) -> bool {
        self.slots.is_empty() && self.visited.is_none()
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
        self.labels.try_push(LabelInfo { slot: UNPLACED, bound: None, line: None })?;
        Ok(label)
    }

    /// Puts a label here; execution continues here if it could, or if something jumps to the label.
    pub(super) fn place(&mut self, label: Label) -> Result<(), OutOfMemory> {
        self.end_visit()?;
        self.forgets_line = false;
        let here = self.here();
        let Some(info) = self.labels.get_mut(label.0 as usize) else { return Ok(()) };
        info.slot = here;
        let (bound, line) = (info.bound, info.line);
        self.line = match (self.bound, bound) {
            (Some(_), Some(_)) => self.common_line(self.line, line),
            (Some(_), None) => self.line,
            _ => line,
        };
        self.bound = match (self.bound, bound) {
            (Some(here), Some(there)) => Some(here.and(there)),
            (here, there) => here.or(there),
        };
        Ok(())
    }

    /// Puts the label of a loop's start here: of what is bound now, only `stable` stays so in the next round.
    pub(super) fn place_loop(&mut self, label: Label, stable: Bound) -> Result<(), OutOfMemory> {
        if let Some(bound) = &mut self.bound {
            *bound = bound.and(stable);
        }
        self.place(label)?;
        self.line = None;
        Ok(())
    }

    /// Puts a label here that is reached by a jump which comes later, or by an exception.
    pub(super) fn place_entry(&mut self, label: Label, bound: Option<Bound>) -> Result<(), OutOfMemory> {
        self.end_visit()?;
        if let Some(info) = self.labels.get_mut(label.0 as usize) {
            info.bound = match (info.bound, bound) {
                (Some(a), Some(b)) => Some(a.and(b)),
                (a, b) => a.or(b),
            };
        }
        self.place(label)?;
        self.line = None;
        Ok(())
    }

    /// Whether the instructions that follow belong to no line.
    pub(super) fn is_at_no_line(&self) -> bool {
        self.is_artificial
    }

    /// The position of the instructions that follow.
    pub(super) fn span(&self) -> Span {
        self.span
    }

    /// The instructions that follow belong to `span`.
    pub(super) fn at(&mut self, span: Span) {
        self.span = span;
        self.is_artificial = false;
    }

    /// The instructions that follow are at `span` when they raise, but a trace does not see them.
    pub(super) fn at_unseen(&mut self, span: Span) {
        self.span = span;
        self.is_artificial = true;
    }

    /// The same, and the next one, which begins or ends the handling of an exception, lets a trace forget the line.
    pub(super) fn at_forgetting(&mut self, span: Span) {
        self.at_unseen(span);
        self.is_forgetting = true;
    }

    /// The instructions that follow belong to no line. As far as they need a position, it is that of the last one.
    pub(super) fn at_no_line(&mut self) {
        self.span = self.last_span();
        self.is_artificial = true;
    }

    /// A trace passes the line of `span` here: there is something to evaluate that takes no instruction. Where no
    /// instruction of that line is near, one that does nothing stands for it.
    pub(super) fn visit(&mut self, span: Span) -> Result<(), OutOfMemory> {
        if !self.is_reachable() {
            return Ok(());
        }
        if let Some(visited) = self.visited {
            if self.is_same_line(visited, span) {
                return Ok(());
            }
            self.end_visit()?;
        }
        let is_there = self.line.is_some_and(|line| self.is_same_line(line, span));
        if !is_there {
            self.visited = Some(span);
        }
        Ok(())
    }

    /// Makes an instruction for what was visited last, if none has come for it.
    pub(super) fn end_visit(&mut self) -> Result<(), OutOfMemory> {
        match self.visited.take() {
            Some(span) if self.is_reachable() => {
                self.begin_again(span)?;
                self.line = Some(span);
                self.push_nop(span, false)
            }
            _ => Ok(()),
        }
    }

    /// Whatever comes next, its line begins, even if it is the one before.
    pub(super) fn forget_line(&mut self) {
        self.forgets_line = self.is_reachable();
    }

    /// Makes an instruction that lets a trace forget the line, if that is asked for and the line is that of `span`.
    fn begin_again(&mut self, span: Span) -> Result<(), OutOfMemory> {
        if core::mem::take(&mut self.forgets_line) && self.line.is_some_and(|line| self.is_same_line(line, span)) {
            self.push_nop(span, true)?;
        }
        Ok(())
    }

    fn push_nop(&mut self, span: Span, forgets_line: bool) -> Result<(), OutOfMemory> {
        let word = encode(Op::Nop, 0, 0, 0);
        let slot = Slot { word, ext: 0, label: NO_LABEL, span, is_artificial: false, forgets_line, is_long: false };
        self.slots.try_push(slot)
    }

    fn common_line(&self, a: Option<Span>, b: Option<Span>) -> Option<Span> {
        a.filter(|a| b.is_some_and(|b| self.is_same_line(*a, b)))
    }

    /// Whether two pieces of the source begin in the same line.
    pub(super) fn is_same_line(&self, a: Span, b: Span) -> bool {
        let (first, last) = self.known_line.get();
        if !(first..=last).contains(&a.start) {
            self.find_line(a.start);
        }
        let (first, last) = self.known_line.get();
        (first..=last).contains(&b.start)
    }

    /// Finds where the line of an offset begins and ends.
    fn find_line(&self, offset: u32) {
        let is_end = |byte: &u8| matches!(byte, b'\n' | b'\r');
        let offset = (offset as usize).min(self.source.len());
        let (before, behind) = self.source.split_at(offset);
        let first = before.iter().rposition(is_end).map_or(0, |end| end + 1);
        let last = offset + behind.iter().position(is_end).unwrap_or(behind.len());
        self.known_line.set((first as u32, last as u32));
    }

    fn push(&mut self, word: u32, ext: u32, label: u32) -> Result<(), OutOfMemory> {
        let Some(bound) = self.bound else { return Ok(()) };
        if self.slots.len() >= MOST_SLOTS {
            return Err(OutOfMemory);
        }
        let (mut span, mut is_artificial) = (self.span, self.is_artificial);
        // With a mark these would mean that the line is forgotten; what is visited is seen with what comes behind.
        let handles = is_handling(word);
        let forgets_line = handles && core::mem::take(&mut self.is_forgetting);
        if handles {
            is_artificial = true;
        } else if let Some(visited) = self.visited {
            if is_artificial {
                (span, is_artificial) = (visited, false);
            } else if !self.is_same_line(visited, span) {
                self.end_visit()?;
            }
            self.visited = None;
        }
        if forgets_line {
            (self.line, is_artificial) = (None, false);
        } else if !is_artificial {
            self.begin_again(span)?;
            self.line = Some(span);
        }
        self.forgets_line = false;
        if label != NO_LABEL {
            self.note_jump(label, bound);
        }
        self.slots.try_push(Slot { word, ext, label, span, is_artificial, forgets_line, is_long: false })
    }

    /// Notes what is known at a label of which a jump comes from here.
    fn note_jump(&mut self, label: u32, bound: Bound) {
        let line = match self.labels.get(label as usize) {
            Some(info) if info.bound.is_some() => self.common_line(self.line, info.line),
            _ => self.line,
        };
        if let Some(info) = self.labels.get_mut(label as usize)
            && info.slot == UNPLACED
        {
            info.bound = Some(info.bound.map_or(bound, |there| there.and(bound)));
            info.line = line;
        }
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
        self.visited.or(self.slots.last().map(|slot| slot.span)).unwrap_or(self.span)
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
    pub(super) fn prepend(&mut self, prologue: Assembler<'a>) -> Result<(), OutOfMemory> {
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

    /// Lets jumps to an unconditional jump go where that goes, if a trace does not miss its line.
    fn thread_jumps(&mut self) {
        for index in 0..self.slots.len() {
            let Some(slot) = self.slots.get(index).copied() else { return };
            if slot.label == NO_LABEL || matches!(op_of(slot.word), Op::Loop | Op::ForNext) {
                continue;
            }
            let mut label = slot.label;
            for _ in 0..8 {
                match self.slots.get(self.target(label) as usize) {
                    Some(next) if op_of(next.word) == Op::Jump && next.label != label && self.may_skip(&slot, next) => {
                        label = next.label
                    }
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

    /// Whether nothing of `next` is to be seen where `slot`, which jumps to it, goes farther itself.
    fn may_skip(&self, slot: &Slot, next: &Slot) -> bool {
        next.is_artificial || !slot.is_artificial && self.is_same_line(slot.span, next.span)
    }

    /// Makes the jump to a `Loop` one itself, if none of their lines gets lost.
    fn become_loop(&mut self, index: usize, label: u32) {
        let Some(&next) = self.slots.get(self.target(label) as usize) else { return };
        let Some(&slot) = self.slots.get(index) else { return };
        if !slot.is_artificial && !self.may_skip(&slot, &next) {
            return;
        }
        let (span, is_artificial) =
            if next.is_artificial { (slot.span, slot.is_artificial) } else { (next.span, false) };
        let word = encode(Op::Loop, 0, 0, 0);
        self.slots[index] = Slot { word, label: next.label, span, is_artificial, ..slot };
    }

    /// The position of each slot.
    fn find_positions(&self, lines: &LineIndex<'_>, positions: Positions) -> Result<TryVec<Position>, OutOfMemory> {
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
            let has_line = !slot.forgets_line || op_of(slot.word) != Op::Nop;
            found.try_push(if has_line { position } else { Position::default() })?;
        }
        Ok(found)
    }

    /// Which slots must be marked: where the line can be another than that of the instruction before, and where
    /// something jumps backwards to.
    fn find_marks(&self, positions: &TryVec<Position>) -> Result<TryVec<bool>, OutOfMemory> {
        let mut marks = TryVec::new();
        marks.try_resize(positions.len(), false)?;
        let differs = |from: usize, to: usize| {
            let is_artificial = self.slots.get(from).is_none_or(|slot| slot.is_artificial || slot.forgets_line);
            is_artificial || to <= from || positions.get(from).map(|p| p.line) != positions.get(to).map(|p| p.line)
        };
        for (index, slot) in self.slots.iter().enumerate().take(positions.len()) {
            // A loop's next round begins its line again, even if the body is in that line.
            if index <= self.prologue as usize
                || slot.forgets_line
                || op_of(slot.word) == Op::ForNext
                || differs(index - 1, index)
            {
                marks[index] = true;
            }
            if slot.label != NO_LABEL {
                let target = self.target(slot.label) as usize;
                if let Some(mark) = marks.get_mut(target)
                    && differs(index, target)
                {
                    *mark = true;
                }
            }
        }
        for range in &self.ranges {
            if let Some(mark) = marks.get_mut(self.target(range.handler.0) as usize) {
                *mark = true;
            }
        }
        for (index, slot) in self.slots.iter().enumerate().take(positions.len()) {
            marks[index] &= !slot.is_artificial && index >= self.prologue as usize;
        }
        Ok(marks)
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
        let found = self.find_positions(lines, positions)?;
        let marks = self.find_marks(&found)?;
        for (index, slot) in self.slots.iter().enumerate() {
            if let Some(position) = found.get(index) {
                table.push(starts[index], *position)?;
            }
            let is_marked = marks.get(index) == Some(&true) || is_reported(op_of(slot.word));
            let mark = if is_marked { EVENT_MARK as u32 } else { 0 };
            let mark = if slot.is_artificial && op_of(slot.word) == Op::Return { mark | 1 << 16 } else { mark };
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
        heap::sort_by(&mut self.ranges, |a, b| b.depth.cmp(&a.depth).then(a.start.cmp(&b.start)));
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

/// Whether an instruction begins or ends the handling of an exception.
fn is_handling(word: u32) -> bool {
    let [op, _, _, intrinsic] = word.to_le_bytes();
    Op::from_byte(op) == Op::Intrinsic
        && [Intrinsic::PushHandled, Intrinsic::PopHandled].iter().any(|known| *known as u8 == intrinsic)
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

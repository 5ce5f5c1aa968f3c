//! Going on at another line: what a debugger's jump needs.
//!
//! [`plan`] finds the instruction for a line, says what has to be done to the frame first, or why the jump is refused.
//! The rules are those of CPython 3.11: the values that blocks keep (the iterator of a `for` loop, the exit method of a
//! `with` block, the exception of a handler) and those of unfinished expressions are seen as a stack. A jump
//! may take values off that stack but not add any, and of the places where a line begins the one with the largest stack is
//! taken. Beyond that, no register is read after a jump that does not hold what it should.

mod flow;

use core::fmt;
use heap::{OutOfMemory, TryVec};

use crate::image::{CodeFlags, CodeView};
use crate::instruction::decode;
use crate::intrinsics::Intrinsic;
use crate::ops::Op;
use flow::{Block, Flow};

/// Why a jump is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// No memory to find out.
    OutOfMemory,
    /// The line is no line.
    OutOfRange,
    /// The line is before the code.
    Before(i64),
    /// The line is behind the code.
    After(i64),
    /// Execution cannot be where it is.
    Unreachable,
    /// Into an exception handler.
    Handler,
    /// Into a loop.
    Loop,
    /// Into another block, or the middle of an expression.
    Incompatible,
}

impl From<OutOfMemory> for Refusal {
    fn from(_: OutOfMemory) -> Self {
        Self::OutOfMemory
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OutOfMemory => OutOfMemory.fmt(f),
            Self::OutOfRange => f.write_str("lineno out of range"),
            Self::Before(line) => write!(f, "line {line} comes before the current code block"),
            Self::After(line) => write!(f, "line {line} comes after the current code block"),
            Self::Unreachable => f.write_str("can't jump from unreachable code"),
            Self::Handler => f.write_str("can't jump into an 'except' block as there's no exception"),
            Self::Loop => f.write_str("can't jump into the body of a for loop"),
            Self::Incompatible => f.write_str("incompatible stacks"),
        }
    }
}

/// The exception that is handled after a jump.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Handled {
    /// The same as before.
    Same,
    /// What a handler that is left has saved in this register.
    Saved(u8),
    /// What the resumer of this generator handles.
    Resumer,
}

/// What to do to go on elsewhere, in this order.
#[derive(Debug)]
pub struct Plan {
    /// The handler that has just been entered begins: the register of the exception, and the one that saves what was
    /// handled before.
    pub begins: Option<(u8, u8)>,
    /// What becomes the exception being handled.
    pub handled: Handled,
    /// Registers (from, to) that change places, all at once.
    pub moves: TryVec<(u8, u8)>,
    /// Instructions that load a constant, to be carried out.
    pub constants: TryVec<u32>,
    /// Registers that become None if they are null.
    pub needed: TryVec<u8>,
    /// Registers that become None, whatever is in them.
    pub unset: TryVec<u8>,
    /// The word where execution goes on.
    pub target: u32,
    /// The line that was found.
    pub line: u32,
}

/// Sorts a few items. The general sort of the library is 16 KB of code on a microcontroller.
fn sort_few<T, K: Ord>(items: &mut [T], key: impl Fn(&T) -> K) {
    for end in 1..items.len() {
        let mut at = end;
        while at > 0 && key(&items[at - 1]) > key(&items[at]) {
            items.swap(at - 1, at);
            at -= 1;
        }
    }
}

/// A value on the stack and where it is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Block(Block),
    /// The exception of the handler just below.
    Exception(u8),
    Temporary(u8),
}

impl Part {
    /// The position on the stack.
    fn order(self) -> (u8, bool) {
        match self {
            Self::Block(block) => (block.register(), false),
            Self::Exception(register) => (register, true),
            Self::Temporary(register) => (register, false),
        }
    }

    /// What a jump out of this finds to be the exception handled.
    fn saved(self) -> Option<u8> {
        match self {
            Self::Block(Block::Handler { save, .. } | Block::Star { save, .. }) => Some(save),
            _ => None,
        }
    }
}

/// The values kept at some word.
#[derive(Debug)]
struct Stack {
    parts: TryVec<Part>,
    /// Registers with constants that a loop keeps there, and the instructions that load them.
    constants: TryVec<u32>,
}

impl Stack {
    /// Whether the outer values are of the kinds of `other`.
    fn begins_with(&self, other: &Stack) -> bool {
        let is_same = |have, want| match (have, want) {
            (Part::Block(Block::Loop { count: have, .. }), Part::Block(Block::Loop { count: want, .. })) => {
                have == want
            }
            (Part::Block(Block::With { .. }), Part::Block(Block::With { .. }))
            | (Part::Block(Block::Handler { .. }), Part::Block(Block::Handler { .. }))
            | (Part::Block(Block::Star { .. }), Part::Block(Block::Star { .. }))
            | (Part::Exception(_), Part::Exception(_))
            | (Part::Temporary(_), Part::Temporary(_)) => true,
            _ => false,
        };
        other.parts.len() <= self.parts.len()
            && self.parts.iter().zip(&other.parts).all(|(&have, &want)| is_same(have, want))
    }

    /// Why a jump here is refused.
    fn explain(&self) -> Refusal {
        match self.parts.last() {
            Some(Part::Block(Block::Loop { .. })) => Refusal::Loop,
            Some(Part::Block(Block::Handler { .. } | Block::Star { .. }) | Part::Exception(_)) => Refusal::Handler,
            _ => Refusal::Incompatible,
        }
    }
}

/// An instruction, and what is kept before it runs.
struct Place {
    at: u32,
    stack: Stack,
    /// The handler that begins there.
    begins: Option<(u8, u8)>,
}

struct Planner<'a> {
    code: CodeView<'a>,
    flow: Flow<'a>,
}

/// How to go on at `line` instead of the instruction at word `from`, which has not run yet.
pub fn plan(code: CodeView<'_>, from: u32, line: i64) -> Result<Plan, Refusal> {
    let Ok(number) = i32::try_from(line) else { return Err(Refusal::OutOfRange) };
    if i64::from(number) < i64::from(code.first_line()) {
        return Err(Refusal::Before(line));
    }
    let Some(line) = first_line_from(code, number as u32) else { return Err(Refusal::After(line)) };
    let mut planner = Planner { code, flow: Flow::new(code)? };
    if !planner.flow.is_reached(from) {
        return Err(Refusal::Unreachable);
    }
    let begins = planner.handler_at(from);
    let from = planner.behind_handler(from);
    let stack = planner.stack(from, begins)?;
    let (target, target_stack) = planner.choose(&stack, line)?;
    planner.steps(Place { at: from, stack, begins }, Place { at: target, stack: target_stack, begins: None }, line)
}

/// Calls `visit` with each word that begins a line, and the line. A `for` loop begins its line once, before the first
/// round. Code of a function or class begins on the line of the definition, even if no instruction belongs to that.
fn line_starts(code: CodeView<'_>, visit: &mut dyn FnMut(u32, u32)) {
    let mut last = None;
    if !code.flags().has(CodeFlags::MODULE) && !code.line_table().is_empty() {
        last = Some(code.first_line());
        visit(0, code.first_line());
    }
    for (start, position) in code.lines() {
        if position.line != 0 && last != Some(position.line) {
            last = Some(position.line);
            if decode(code.instructions(), start as usize).is_some_and(|instruction| instruction.op != Op::ForNext) {
                visit(start, position.line);
            }
        }
    }
}

/// The first line from `line` on that has code.
fn first_line_from(code: CodeView<'_>, line: u32) -> Option<u32> {
    let mut found: Option<u32> = None;
    line_starts(code, &mut |_, start| {
        if start >= line && found.is_none_or(|known| start < known) {
            found = Some(start);
        }
    });
    found
}

impl Planner<'_> {
    /// The registers of the handler that begins at a word.
    fn handler_at(&self, at: u32) -> Option<(u8, u8)> {
        let instruction = self.flow.instruction(at)?;
        let pushes = instruction.intrinsic() == Some(Intrinsic::PushHandled);
        let is_target = || (0..self.code.handler_count()).filter_map(|i| self.code.handler(i)).any(|h| h.target == at);
        if pushes && is_target() { Some((instruction.a, instruction.b)) } else { None }
    }

    /// The word behind the beginning of a handler, which is no part of its first line; or else the same word.
    fn behind_handler(&self, at: u32) -> u32 {
        if self.handler_at(at).is_some() { at + 2 } else { at }
    }

    /// Where the prologue ends, which must run only once: with the first instruction that has an event.
    fn prologue_end(&self) -> u32 {
        let mut at = 0;
        while let Some(instruction) = self.flow.instruction(at)
            && !instruction.marked
        {
            at += instruction.words() as u32;
        }
        at
    }

    /// What is kept before the instruction at `at` runs. The handler that has just begun there, if one has, keeps its
    /// exception even if it does not look at it.
    fn stack(&mut self, at: u32, begins: Option<(u8, u8)>) -> Result<Stack, Refusal> {
        let mut stack = Stack { parts: TryVec::new(), constants: TryVec::new() };
        let mut taken = [false; 256];
        let mut take = |first: u8, count: usize| {
            taken.iter_mut().skip(first as usize).take(count).for_each(|slot| *slot = true);
        };
        let blocks = self.flow.blocks(at)?;
        for &block in &blocks {
            match block {
                Block::Loop { state, count } => take(state, count as usize),
                Block::With { exit } => take(exit, 1),
                Block::Handler { exception, save } | Block::Star { exception, save } => {
                    take(exception, 1);
                    take(save, 1);
                }
            }
        }
        for &block in &blocks {
            stack.parts.try_push(Part::Block(block))?;
            if let Block::Handler { exception, save } = block
                && (begins == Some((exception, save)) || self.flow.is_live(exception, at)?)
            {
                stack.parts.try_push(Part::Exception(exception))?;
            }
        }
        let (locals, registers) = (self.code.near_local_count(), self.code.register_count());
        for (register, is_taken) in taken.iter().enumerate().take(registers).skip(locals) {
            let register = register as u8;
            if *is_taken || !self.flow.is_live(register, at)? {
                continue;
            }
            match self.flow.kept_constant(register, at)? {
                Some(word) => stack.constants.try_push(word)?,
                None => stack.parts.try_push(Part::Temporary(register))?,
            }
        }
        sort_few(&mut stack.parts, |part| part.order());
        Ok(stack)
    }

    /// The best place to go on at `line`.
    fn choose(&mut self, stack: &Stack, line: u32) -> Result<(u32, Stack), Refusal> {
        let mut starts: TryVec<u32> = TryVec::new();
        let mut is_full = false;
        line_starts(self.code, &mut |start, of| {
            is_full |= of == line && starts.try_push(start).is_err();
        });
        if is_full {
            return Err(Refusal::OutOfMemory);
        }
        let mut best: Option<(u32, Stack)> = None;
        let mut refusal = None;
        let prologue_end = self.prologue_end();
        for &start in &starts {
            // A generator is made only once.
            if start == 0 && self.code.flags().makes_generator() {
                refusal.get_or_insert(Refusal::Incompatible);
                continue;
            }
            let start = start.max(prologue_end);
            let entry = self.behind_handler(start);
            if !self.flow.is_reached(entry) {
                continue;
            }
            let target = self.stack(entry, self.handler_at(start))?;
            if !stack.begins_with(&target) {
                refusal.get_or_insert(target.explain());
            } else if best.as_ref().is_none_or(|(_, known)| target.parts.len() > known.parts.len()) {
                best = Some((entry, target));
            }
        }
        best.ok_or(refusal.unwrap_or(Refusal::Unreachable))
    }

    fn steps(&mut self, from: Place, target: Place, line: u32) -> Result<Plan, Refusal> {
        let (stack, target_stack) = (from.stack, target.stack);
        let mut moves = TryVec::new();
        for (have, want) in stack.parts.iter().zip(&target_stack.parts) {
            let mut move_registers = |from: u8, to: u8, count: u8| -> Result<(), OutOfMemory> {
                if from != to {
                    for offset in 0..count {
                        moves.try_push((from.saturating_add(offset), to.saturating_add(offset)))?;
                    }
                }
                Ok(())
            };
            match (*have, *want) {
                (Part::Block(Block::Loop { state, count }), Part::Block(Block::Loop { state: to, .. })) => {
                    move_registers(state, to, count)?;
                }
                (Part::Block(Block::With { exit }), Part::Block(Block::With { exit: to })) => {
                    move_registers(exit, to, 1)?;
                }
                (
                    Part::Block(Block::Handler { exception, save } | Block::Star { exception, save }),
                    Part::Block(
                        Block::Handler { exception: to, save: to_save } | Block::Star { exception: to, save: to_save },
                    ),
                ) => {
                    move_registers(exception, to, 1)?;
                    move_registers(save, to_save, 1)?;
                }
                (Part::Temporary(have), Part::Temporary(want)) => move_registers(have, want, 1)?,
                _ => {}
            }
        }
        let left = stack.parts.iter().skip(target_stack.parts.len()).find_map(|part| part.saved());
        let stays_in_handler = stack.parts.iter().take(target_stack.parts.len()).any(|part| part.saved().is_some());
        let handled = match left {
            None => Handled::Same,
            Some(_) if !stays_in_handler && self.code.flags().makes_generator() => Handled::Resumer,
            Some(save) => Handled::Saved(save),
        };
        let (needed, unset) = self.missing(from.at, target.at)?;
        Ok(Plan {
            begins: from.begins,
            handled,
            moves,
            constants: target_stack.constants,
            needed,
            unset,
            target: target.at,
            line,
        })
    }

    /// The locals that the code at `target` takes to be bound: those that may be so already, and those that nothing
    /// before `from` binds.
    fn missing(&mut self, from: u32, target: u32) -> Result<(TryVec<u8>, TryVec<u8>), Refusal> {
        let (mut needed, mut unset) = (TryVec::new(), TryVec::new());
        let parameters = self.code.parameter_count();
        for register in 0..self.code.near_local_count().min(256) {
            let is_hidden = register == 0 && self.code.flags().has(CodeFlags::NAMESPACE);
            let is_cell = self.code.cells().contains(&(register as u32));
            if is_hidden || is_cell || !self.flow.is_live(register as u8, target)? {
                continue;
            }
            let mut may_be_bound = register < parameters;
            self.flow.sources(register as u8, from, &mut |_, _| may_be_bound = true)?;
            if may_be_bound { needed.try_push(register as u8)? } else { unset.try_push(register as u8)? }
        }
        Ok((needed, unset))
    }
}

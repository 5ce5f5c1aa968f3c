//! How execution goes through a code: which words only an exception leads to, and which marked instructions can begin
//! a line.

use super::locations::WordSet;
use crate::object::Code;
use bytecode::{CodeView, Instruction, Intrinsic, Op, decode};
use heap::{OutOfMemory, TryVec};

/// The state before an instruction: the line of the marked instruction that ran last; 0 if none did.
type Line = u32;

/// Execution does not come here.
const NEVER: Line = Line::MAX;
/// Execution comes here from several lines.
const SEVERAL: Line = Line::MAX - 1;

/// What is known of a code.
pub(super) struct Flow<'a> {
    words: &'a [u32],
    view: CodeView<'a>,
    /// The line of each word.
    lines: TryVec<Line>,
    /// The state before each word at which an instruction begins.
    before: TryVec<Line>,
    pending: TryVec<u32>,
}

/// Whether an instruction is a return that nothing in the source stands for.
pub fn belongs_to_no_line(word: u32) -> bool {
    Op::from_byte(word as u8) == Op::Return && word >> 16 & 0xff != 0
}

/// Whether a marked instruction is where handling an exception begins or ends: the line after that begins even if it is
/// the one before.
pub fn forgets_line(word: u32) -> bool {
    const BEGIN: u32 = Intrinsic::PushHandled as u32;
    const END: u32 = Intrinsic::PopHandled as u32;
    Op::from_byte(word as u8) == Op::Intrinsic && matches!(word >> 24, BEGIN | END)
}

impl<'a> Flow<'a> {
    /// Goes through the code. The result says also which words only an exception leads to.
    pub(super) fn of(code: &'a Code, view: CodeView<'a>) -> Result<(Flow<'a>, WordSet), OutOfMemory> {
        let words = code.words();
        let mut flow = Flow { words, view, lines: TryVec::new(), before: TryVec::new(), pending: TryVec::new() };
        flow.lines.try_resize(words.len(), 0)?;
        flow.before.try_resize(words.len(), NEVER)?;
        let mut entries = flow.view.lines().peekable();
        while let Some((start, position)) = entries.next() {
            let end = entries.peek().map_or(words.len(), |(next, _)| *next as usize).min(words.len());
            if let Some(range) = flow.lines.get_mut(start as usize..end) {
                range.fill(position.line);
            }
        }
        flow.come(0, 0)?;
        flow.follow()?;
        let mut normal = WordSet::default();
        for word in 0..words.len() {
            if flow.before[word] != NEVER {
                normal.add(word as u32)?;
            }
        }
        while flow.raise()? {
            flow.follow()?;
        }
        let mut exceptional = WordSet::default();
        for word in 0..words.len() as u32 {
            if flow.before[word as usize] != NEVER && !normal.has(word) {
                exceptional.add(word)?;
            }
        }
        Ok((flow, exceptional))
    }

    /// Execution comes to a word with a state.
    fn come(&mut self, word: usize, line: Line) -> Result<(), OutOfMemory> {
        let Some(before) = self.before.get_mut(word) else { return Ok(()) };
        let merged = match *before {
            NEVER => line,
            same if same == line => line,
            _ => SEVERAL,
        };
        if merged != *before {
            *before = merged;
            self.pending.try_push(word as u32)?;
        }
        Ok(())
    }

    /// The state behind an instruction.
    fn behind(&self, pc: usize, instruction: Instruction) -> Line {
        if !instruction.marked || belongs_to_no_line(self.words[pc]) {
            self.before[pc]
        } else if forgets_line(self.words[pc]) {
            0
        } else {
            self.lines[pc]
        }
    }

    fn follow(&mut self) -> Result<(), OutOfMemory> {
        while let Some(word) = self.pending.pop() {
            let pc = word as usize;
            let Some(instruction) = decode(self.words, pc) else { continue };
            let line = self.behind(pc, instruction);
            if !instruction.ends_flow() {
                self.come(pc + instruction.words(), line)?;
            }
            if let Some(target) = instruction.jump_target(pc).and_then(|target| usize::try_from(target).ok()) {
                self.come(target, line)?;
            }
        }
        Ok(())
    }

    /// Lets every instruction that runs raise. Whether there is something to follow.
    fn raise(&mut self) -> Result<bool, OutOfMemory> {
        for index in 0..self.view.handler_count() {
            let Some(handler) = self.view.handler(index) else { continue };
            let mut pc = handler.start as usize;
            while let Some(instruction) = decode(self.words, pc).filter(|_| pc < handler.end as usize) {
                if self.before[pc] != NEVER {
                    self.come(handler.target as usize, self.behind(pc, instruction))?;
                }
                pc += instruction.words();
            }
        }
        Ok(!self.pending.is_empty())
    }

    /// Whether execution can come to a word.
    pub(super) fn is_reached(&self, pc: usize) -> bool {
        self.before[pc] != NEVER
    }

    /// Whether a line can begin at a word.
    pub(super) fn begins_line(&self, pc: usize, instruction: Instruction) -> bool {
        let word = self.words[pc];
        let before = self.before[pc];
        instruction.marked
            && !belongs_to_no_line(word)
            && !forgets_line(word)
            && self.lines[pc] != 0
            && before != NEVER
            && before != self.lines[pc]
    }
}

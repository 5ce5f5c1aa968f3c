//! What is known of each instruction of a code: which handlers and `with` blocks it is in, and where values of registers
//! come from and go to.
//!
//! Everything is derived from the instructions and the exception table. A `with` block begins with the intrinsic that
//! enters it and ends with the one that leaves it, a handler with the two that change the exception being handled, so
//! a walk along the ways of execution knows them everywhere. A `for` loop is the range of instructions that its
//! backward jump spans: nothing shows that it is left early.

use heap::{OutOfMemory, TryVec};

use crate::accesses::{Use, access_to};
use crate::image::{CodeView, Handler};
use crate::instruction::{Instruction, decode};
use crate::intrinsics::Intrinsic;
use crate::ops::Op;

const UNREACHED: u32 = u32::MAX;
const ROOT: u32 = 0;

/// What a block keeps in registers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Block {
    /// A `with` block: the bound exit method.
    With { exit: u8 },
    /// A handler: the exception, and the one that was handled before.
    Handler { exception: u8, save: u8 },
    /// The body of an `except*`: likewise.
    Star { exception: u8, save: u8 },
    /// A `for` loop: so many registers from here on.
    Loop { state: u8, count: u8 },
}

impl Block {
    /// The first register.
    pub(super) fn register(self) -> u8 {
        match self {
            Self::With { exit } => exit,
            Self::Handler { exception, .. } | Self::Star { exception, .. } => exception,
            Self::Loop { state, .. } => state,
        }
    }
}

/// A block and the one around it.
#[derive(Clone, Copy, Debug)]
struct Node {
    outer: u32,
    block: Block,
}

/// The instructions of a `for` loop.
#[derive(Clone, Copy, Debug)]
struct LoopRange {
    start: u32,
    end: u32,
    block: Block,
}

/// A set of words.
#[derive(Debug)]
struct WordSet(TryVec<u32>);

impl WordSet {
    fn new(len: usize) -> Result<Self, OutOfMemory> {
        let mut words = TryVec::new();
        words.try_resize(len / 32 + 1, 0)?;
        Ok(Self(words))
    }

    fn clear(&mut self) {
        self.0.iter_mut().for_each(|word| *word = 0);
    }

    /// Adds a word; says whether it was not there.
    fn insert(&mut self, at: u32) -> bool {
        let Some(word) = self.0.get_mut(at as usize / 32) else { return false };
        let bit = 1 << (at % 32);
        let is_new = *word & bit == 0;
        *word |= bit;
        is_new
    }
}

/// The analysis of one code.
#[derive(Debug)]
pub(super) struct Flow<'a> {
    code: CodeView<'a>,
    words: &'a [u32],
    /// For each word the innermost `with` block or handler before it runs: a node, [`ROOT`] or [`UNREACHED`].
    states: TryVec<u32>,
    /// Node `n` is entry `n - 1`.
    nodes: TryVec<Node>,
    loops: TryVec<LoopRange>,
    visited: WordSet,
    pending: TryVec<u32>,
}

impl<'a> Flow<'a> {
    pub(super) fn new(code: CodeView<'a>) -> Result<Self, OutOfMemory> {
        let words = code.instructions();
        let mut states = TryVec::new();
        states.try_resize(words.len(), UNREACHED)?;
        let mut flow = Self {
            code,
            words,
            states,
            nodes: TryVec::new(),
            loops: TryVec::new(),
            visited: WordSet::new(words.len())?,
            pending: TryVec::new(),
        };
        flow.find_loops()?;
        flow.find_states()?;
        Ok(flow)
    }

    pub(super) fn instruction(&self, at: u32) -> Option<Instruction> {
        decode(self.words, at as usize)
    }

    /// Whether execution can come to a word.
    pub(super) fn is_reached(&self, at: u32) -> bool {
        self.states.get(at as usize).is_some_and(|&state| state != UNREACHED)
    }

    fn find_loops(&mut self) -> Result<(), OutOfMemory> {
        let mut at = 0;
        while let Some(instruction) = self.instruction(at) {
            let range = if instruction.op == Op::ForNext {
                instruction.jump_target(at as usize).map(|start| LoopRange {
                    start: start as u32,
                    end: at + 2,
                    block: Block::Loop { state: instruction.a, count: 3 },
                })
            } else if instruction.intrinsic() == Some(Intrinsic::GetAsyncNext) {
                // Its handler comes right behind the loop.
                self.code.find_handler(at).map(|handler| LoopRange {
                    start: at,
                    end: handler.target,
                    block: Block::Loop { state: instruction.b, count: 1 },
                })
            } else {
                None
            };
            if let Some(range) = range {
                self.loops.try_push(range)?;
            }
            at += instruction.words() as u32;
        }
        Ok(())
    }

    fn find_states(&mut self) -> Result<(), OutOfMemory> {
        if let Some(first) = self.states.first_mut() {
            *first = ROOT;
        }
        let mut is_stable = false;
        while !is_stable {
            is_stable = true;
            let mut at = 0;
            while let Some(instruction) = self.instruction(at) {
                let next = at + instruction.words() as u32;
                let before = self.state(at);
                if before != UNREACHED {
                    if let Some(handler) = self.code.find_handler(at) {
                        let kept = self.up_to(before, handler.register);
                        is_stable &= !self.merge(handler.target, kept) || handler.target > at;
                    }
                    let after = self.after(at, instruction, before)?;
                    if let Some(target) = instruction.jump_target(at as usize) {
                        is_stable &= !self.merge(target as u32, after) || target > at as i64;
                    }
                    if !instruction.ends_flow() {
                        self.merge(next, after);
                    }
                }
                at = next;
            }
        }
        Ok(())
    }

    fn state(&self, at: u32) -> u32 {
        self.states.get(at as usize).copied().unwrap_or(UNREACHED)
    }

    fn node(&self, state: u32) -> Option<Node> {
        self.nodes.get((state as usize).checked_sub(1)?).copied()
    }

    /// The outer blocks of `state` whose register is at most `register`.
    fn up_to(&self, mut state: u32, register: u16) -> u32 {
        while let Some(node) = self.node(state)
            && node.block.register() as u16 > register
        {
            state = node.outer;
        }
        state
    }

    /// `block` in `outer`, without what its registers overwrite.
    fn push(&mut self, mut outer: u32, block: Block) -> Result<u32, OutOfMemory> {
        while let Some(node) = self.node(outer)
            && node.block.register() >= block.register()
        {
            outer = node.outer;
        }
        let known = self.nodes.iter().position(|node| node.outer == outer && node.block == block);
        if let Some(index) = known {
            return Ok(index as u32 + 1);
        }
        self.nodes.try_push(Node { outer, block })?;
        Ok(self.nodes.len() as u32)
    }

    /// What surrounds an end of the innermost block of `state` that `ends` accepts.
    fn pop(&self, state: u32, ends: impl Fn(Block) -> bool) -> u32 {
        let mut at = state;
        while let Some(node) = self.node(at) {
            if ends(node.block) {
                return node.outer;
            }
            at = node.outer;
        }
        state
    }

    /// The state behind an instruction.
    fn after(&mut self, at: u32, instruction: Instruction, before: u32) -> Result<u32, OutOfMemory> {
        let (a, b) = (instruction.a, instruction.b);
        match instruction.intrinsic() {
            Some(Intrinsic::WithEnter | Intrinsic::AsyncWithEnter) => self.push(before, Block::With { exit: a }),
            Some(Intrinsic::WithExit) => Ok(self.pop(before, |block| block == Block::With { exit: b })),
            Some(Intrinsic::AsyncWithExit) if instruction.ext == 0 => {
                Ok(self.pop(before, |block| block == Block::With { exit: b }))
            }
            Some(Intrinsic::PushHandled) => {
                let begins_handler = (0..self.code.handler_count())
                    .filter_map(|index| self.code.handler(index))
                    .any(|handler| handler.target == at);
                let (exception, save) = (a, b);
                let block =
                    if begins_handler { Block::Handler { exception, save } } else { Block::Star { exception, save } };
                self.push(before, block)
            }
            Some(Intrinsic::PopHandled) => {
                let is_it = |block| match block {
                    Block::Handler { save, .. } | Block::Star { save, .. } => save == b,
                    _ => false,
                };
                let outer = self.pop(before, is_it);
                // The handler of a `with` block ends that too: its exit method lies just before the exception.
                match self.node(outer) {
                    Some(Node { block: Block::With { exit }, outer: around }) if exit as u16 + 2 == b as u16 => {
                        Ok(around)
                    }
                    _ => Ok(outer),
                }
            }
            _ => Ok(before),
        }
    }

    /// Notes that execution comes to `at` with `state`; says whether something new is known.
    fn merge(&mut self, at: u32, state: u32) -> bool {
        let known = self.state(at);
        let merged = if known == UNREACHED { state } else { self.common(known, state) };
        match self.states.get_mut(at as usize) {
            Some(slot) if *slot != merged => {
                *slot = merged;
                true
            }
            _ => false,
        }
    }

    fn depth(&self, mut state: u32) -> usize {
        let mut depth = 0;
        while let Some(node) = self.node(state) {
            depth += 1;
            state = node.outer;
        }
        depth
    }

    fn outer(&self, state: u32) -> u32 {
        self.node(state).map_or(ROOT, |node| node.outer)
    }

    /// The blocks that two states have in common.
    fn common(&self, mut a: u32, mut b: u32) -> u32 {
        let (mut a_depth, mut b_depth) = (self.depth(a), self.depth(b));
        while a != b {
            if a_depth >= b_depth {
                a = self.outer(a);
                a_depth = a_depth.saturating_sub(1);
            } else {
                b = self.outer(b);
                b_depth = b_depth.saturating_sub(1);
            }
        }
        a
    }

    /// The blocks around a word, in the order of their registers.
    pub(super) fn blocks(&self, at: u32) -> Result<TryVec<Block>, OutOfMemory> {
        let mut blocks = TryVec::new();
        let mut state = self.state(at);
        while let Some(node) = self.node(state) {
            blocks.try_push(node.block)?;
            state = node.outer;
        }
        for range in &self.loops {
            if range.start <= at && at < range.end && !self.has_left(range, at) {
                blocks.try_push(range.block)?;
            }
        }
        super::sort_few(&mut blocks, |block| block.register());
        Ok(blocks)
    }

    /// Whether a word inside a loop belongs to a copy of a `finally` block around the loop, on the way of a `return`: then
    /// what handles exceptions in the loop does not do so there.
    fn has_left(&self, range: &LoopRange, at: u32) -> bool {
        let state = range.block.register() as u16;
        let around = range.end - 1;
        (0..self.code.handler_count())
            .filter_map(|index| self.code.handler(index))
            .any(|handler| handler.register < state && covers(handler, around) && !self.is_covered_by(handler, at))
    }

    /// Whether some range of a handler covers a word.
    fn is_covered_by(&self, handler: Handler, at: u32) -> bool {
        (0..self.code.handler_count())
            .filter_map(|index| self.code.handler(index))
            .any(|other| other.target == handler.target && covers(other, at))
    }

    /// Notes where execution goes from an instruction with the value that `register` had before it: to its handler,
    /// unless that gets its exception in `register`, and on where it does not write it.
    fn go_on(&mut self, at: u32, instruction: Instruction, register: u8, access: Use) -> Result<(), OutOfMemory> {
        if let Some(handler) = self.code.find_handler(at)
            && handler.register != register as u16
        {
            self.pending.try_push(handler.target)?;
        }
        if access.is_written || access.is_checked {
            return Ok(());
        }
        if let Some(target) = instruction.jump_target(at as usize)
            && !access.is_written_before_jump
        {
            self.pending.try_push(target as u32)?;
        }
        if !instruction.ends_flow() {
            self.pending.try_push(at + instruction.words() as u32)?;
        }
        Ok(())
    }

    /// Whether the value that `register` has before a word is used: read, other than to find out whether it is null.
    pub(super) fn is_live(&mut self, register: u8, at: u32) -> Result<bool, OutOfMemory> {
        self.pending.clear();
        self.visited.clear();
        self.pending.try_push(at)?;
        while let Some(at) = self.pending.pop() {
            if !self.visited.insert(at) {
                continue;
            }
            let Some(instruction) = self.instruction(at) else { continue };
            let access = access_to(instruction, register as usize);
            if access.is_read {
                return Ok(true);
            }
            self.go_on(at, instruction, register, access)?;
        }
        Ok(false)
    }

    /// Whether the value that the instruction at `writer` gives `register` can still be there before `at`. A handler's
    /// first instruction stands for the exception that arrives there.
    fn arrives(&mut self, writer: u32, is_handler: bool, register: u8, at: u32) -> Result<bool, OutOfMemory> {
        self.pending.clear();
        self.visited.clear();
        let Some(instruction) = self.instruction(writer) else { return Ok(false) };
        let jumps = access_to(instruction, register as usize).is_written_before_jump;
        let next = match instruction.jump_target(writer as usize) {
            _ if is_handler => writer,
            Some(target) if jumps => target as u32,
            _ => writer + instruction.words() as u32,
        };
        self.pending.try_push(next)?;
        while let Some(here) = self.pending.pop() {
            if here == at {
                return Ok(true);
            }
            if self.visited.insert(here)
                && let Some(instruction) = self.instruction(here)
            {
                let access = Use { is_checked: false, ..access_to(instruction, register as usize) };
                self.go_on(here, instruction, register, access)?;
            }
        }
        Ok(false)
    }

    /// Calls `visit` with each word whose instruction gives `register` a value that can be there before `at`, and whether
    /// it is the exception that arrives in a handler.
    pub(super) fn sources(
        &mut self,
        register: u8,
        at: u32,
        visit: &mut dyn FnMut(u32, bool),
    ) -> Result<(), OutOfMemory> {
        let mut word = 0;
        while let Some(instruction) = self.instruction(word) {
            let access = access_to(instruction, register as usize);
            let writes = access.is_written || access.is_written_before_jump;
            if writes && self.is_reached(word) && self.arrives(word, false, register, at)? {
                visit(word, false);
            }
            word += instruction.words() as u32;
        }
        for index in 0..self.code.handler_count() {
            if let Some(handler) = self.code.handler(index)
                && handler.register == register as u16
                && self.is_reached(handler.target)
                && self.arrives(handler.target, true, register, at)?
            {
                visit(handler.target, true);
            }
        }
        Ok(())
    }

    /// The instruction that loads the constant which a register keeps during a loop around `at`, if it is such a register.
    pub(super) fn kept_constant(&mut self, register: u8, at: u32) -> Result<Option<u32>, OutOfMemory> {
        let Some(start) = self.outermost_loop(at) else { return Ok(None) };
        let (mut first, mut is_constant) = (None, true);
        let words = self.words;
        self.sources(register, at, &mut |source, is_handler| {
            let word = words.get(source as usize).copied().unwrap_or(0) & !(crate::EVENT_MARK as u32);
            let loads = matches!(Op::from_byte(word as u8), Op::LoadConst | Op::LoadInt);
            is_constant &= loads && !is_handler && source < start && *first.get_or_insert(word) == word;
        })?;
        Ok(first.filter(|_| is_constant))
    }

    /// Where the outermost backward jump around `at` goes.
    fn outermost_loop(&self, at: u32) -> Option<u32> {
        let mut word = 0;
        let mut outermost = None;
        while let Some(instruction) = self.instruction(word) {
            if word >= at
                && let Some(target) = instruction.jump_target(word as usize)
                && target <= at as i64
                && target <= word as i64
            {
                let target = target as u32;
                outermost = Some(outermost.map_or(target, |known: u32| known.min(target)));
            }
            word += instruction.words() as u32;
        }
        outermost
    }
}

fn covers(handler: Handler, at: u32) -> bool {
    handler.start <= at && at < handler.end
}

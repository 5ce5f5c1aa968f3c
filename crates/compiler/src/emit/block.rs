//! What surrounds a statement and has to be left in order: loops, `try`, `with`.
//!
//! A jump out of such blocks, or a `return`, first runs what each has to do at its end (`unwind`), with the
//! exceptions of that going where those of the block's surroundings go.

use super::assembler::{CoveredRange, Label};
use super::bound::Bound;
use super::{Emit, Emitter, Register};
use crate::ast::{Span, Suite};
use bytecode::{Intrinsic, Op};
use heap::TryVec;

/// Code whose exceptions go to one handler.
#[derive(Clone, Copy, Debug)]
pub(super) struct Region {
    handler: Label,
    /// The register that receives the exception.
    register: Register,
    /// Where the range that is open began.
    start: u32,
    /// What is bound for certain in the handler.
    bound: Option<Bound>,
    /// Whether any instruction is covered.
    is_used: bool,
}

/// A block.
#[derive(Clone, Copy, Debug)]
pub(super) enum Block<'a> {
    Loop {
        end: Label,
        next: Label,
        next_op: Op,
        /// What a trace passes when the next round begins, if no instruction there belongs to it.
        again: Option<Span>,
    },
    /// A `try` body with handlers.
    Covered(Region),
    /// The body of a handler: `save` restores what was handled before.
    Handler { region: Region, save: Register, is_outermost: bool },
    /// The body of a handler that has a name for the exception.
    Named { region: Region, name: &'a str },
    /// A `try` body with `finally`.
    Finally { region: Region, suite: Suite<'a> },
    /// A `with` body.
    With { region: Region, exit: Register, is_async: bool, span: Span },
}

impl Block<'_> {
    fn region(&mut self) -> Option<&mut Region> {
        match self {
            Self::Loop { .. } => None,
            Self::Covered(region)
            | Self::Handler { region, .. }
            | Self::Named { region, .. }
            | Self::Finally { region, .. }
            | Self::With { region, .. } => Some(region),
        }
    }
}

impl<'a> Emitter<'a> {
    /// A region that begins here; its exceptions go to `register`.
    pub(super) fn new_region(&mut self, register: Register) -> Emit<Region> {
        self.unit.code.end_visit()?;
        let bound = if self.is_reachable() { Some(self.unit.code.bound().and(self.unit.stable())) } else { None };
        Ok(Region {
            handler: self.unit.code.new_label()?,
            register,
            start: self.unit.code.here(),
            bound,
            is_used: false,
        })
    }

    pub(super) fn enter_block(&mut self, block: Block<'a>) -> Emit {
        Ok(self.unit.blocks.try_push(block)?)
    }

    /// Leaves the innermost block, whose region ends here.
    pub(super) fn exit_block(&mut self) -> Emit<Region> {
        let Some(mut block) = self.unit.blocks.pop() else { return self.fail("block without a start") };
        self.suspend(&mut block)?;
        match block.region() {
            Some(region) => Ok(*region),
            None => self.fail("block without a region"),
        }
    }

    /// Ends the open range of the block just popped.
    fn suspend(&mut self, block: &mut Block<'a>) -> Emit {
        self.unit.code.end_visit()?;
        let end = self.unit.code.here();
        let depth = self.unit.blocks.len() as u32;
        let Some(region) = block.region() else { return Ok(()) };
        let start = region.start;
        region.is_used |= start < end;
        let range = CoveredRange { start, end, handler: region.handler, register: region.register, depth };
        Ok(self.unit.code.cover(range)?)
    }

    /// The handler of a region begins here.
    pub(super) fn place_handler(&mut self, region: Region) -> Emit {
        let bound = if region.is_used { region.bound } else { None };
        Ok(self.unit.code.place_entry(region.handler, bound)?)
    }

    /// Ends all blocks from `depth` on, innermost first; what it returns goes to [`rewind`](Self::rewind).
    pub(super) fn unwind(&mut self, depth: usize) -> Emit<TryVec<Block<'a>>> {
        let mut saved = TryVec::new();
        while self.unit.blocks.len() > depth {
            let Some(mut block) = self.unit.blocks.pop() else { break };
            self.suspend(&mut block)?;
            self.finish_block(&block)?;
            saved.try_push(block)?;
        }
        Ok(saved)
    }

    /// Goes on inside the blocks that [`unwind`](Self::unwind) has ended.
    pub(super) fn rewind(&mut self, mut saved: TryVec<Block<'a>>) -> Emit {
        while let Some(mut block) = saved.pop() {
            self.unit.code.end_visit()?;
            let here = self.unit.code.here();
            if let Some(region) = block.region() {
                region.start = here;
            }
            if matches!(block, Block::Handler { .. }) {
                self.unit.handled_depth += 1;
            }
            self.unit.blocks.try_push(block)?;
        }
        Ok(())
    }

    /// What a block does when it is left by a jump.
    fn finish_block(&mut self, block: &Block<'a>) -> Emit {
        match *block {
            Block::Loop { .. } | Block::Covered(_) => Ok(()),
            Block::Handler { save, is_outermost, .. } => {
                self.unit.handled_depth -= 1;
                self.pop_handled(save, is_outermost)
            }
            Block::Named { name, .. } => self.unbind_name(name),
            Block::Finally { suite, .. } => {
                self.finally_suite(suite)?;
                self.at_no_line();
                Ok(())
            }
            Block::With { exit, is_async, span, .. } => {
                self.exit_context(exit, is_async, span)?;
                self.at_no_line();
                Ok(())
            }
        }
    }

    /// Begins to handle R\[exception\]; says whether that is the outermost handler here.
    pub(super) fn push_handled(&mut self, exception: Register, save: Register) -> Emit<bool> {
        self.intrinsic(Intrinsic::PushHandled, exception, save, 0)?;
        let is_outermost = self.unit.handled_depth == 0;
        self.unit.handled_depth += 1;
        Ok(is_outermost)
    }

    pub(super) fn pop_handled(&mut self, save: Register, is_outermost: bool) -> Emit {
        let ends_generator = is_outermost && self.unit.generator != super::unit::GeneratorKind::None;
        self.intrinsic(Intrinsic::PopHandled, 0, save, ends_generator as u32)
    }
}

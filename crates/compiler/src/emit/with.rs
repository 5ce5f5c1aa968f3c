//! `with`.

use super::block::Block;
use super::{Emit, Emitter, Register};
use crate::ast::{Span, With};
use bytecode::Intrinsic;

impl<'a> Emitter<'a> {
    pub(super) fn with_statement(&mut self, node: &'a With<'a>, span: Span) -> Emit {
        self.with_items(node, 0, span)
    }

    fn with_items(&mut self, node: &'a With<'a>, index: usize, whole: Span) -> Emit {
        let Some(item) = node.items.get(index) else { return self.suite(node.body) };
        let mark = self.unit.mark();
        // The bound exit method, and behind it the value of entering and later the exception.
        let exit = self.take(1)?;
        let span = self.in_line_of(whole, item.context.span);
        let manager = self.operand_hint(item.context, Some(exit))?;
        self.unit.release(exit as u16 + 1);
        self.take(1)?;
        let save = self.take(1)?;
        self.at(span);
        if node.is_async {
            self.intrinsic(Intrinsic::AsyncWithEnter, exit, manager, 0)?;
            let awaited = self.take(1)?;
            self.copy(awaited, exit + 1)?;
            self.await_value(awaited, exit + 1)?;
        } else {
            self.intrinsic(Intrinsic::WithEnter, exit, manager, 0)?;
        }
        let region = self.new_region(exit + 1)?;
        self.enter_block(Block::With { region, exit, is_async: node.is_async, span })?;
        if let Some(target) = item.target {
            self.store_target(target, exit + 1)?;
        }
        self.with_items(node, index + 1, whole)?;
        // In CPython the end of the block is in the last line of the body, if that is asynchronous.
        if node.is_async && !self.unit.code.is_at_no_line() {
            self.visit(self.unit.code.span())?;
        }
        let region = self.exit_block()?;
        let end = self.unit.code.new_label()?;
        if self.is_reachable() {
            self.exit_context(exit, node.is_async, span)?;
            self.at_no_line();
            self.unit.code.jump(bytecode::Op::Jump, 0, 0, end)?;
        }
        self.place_handler(region)?;
        if self.is_reachable() {
            self.unit.code.at_unseen(span);
            self.exceptional_exit(exit, save, node.is_async, span)?;
        }
        self.unit.code.place(end)?;
        self.at_no_line();
        self.unit.release(mark);
        Ok(())
    }

    /// Calls the exit method without an exception.
    pub(super) fn exit_context(&mut self, exit: Register, is_async: bool, span: Span) -> Emit {
        let mark = self.unit.mark();
        self.at(span);
        let result = self.take(2)?;
        if is_async {
            self.intrinsic(Intrinsic::AsyncWithExit, result, exit, 0)?;
            self.await_value(result, result + 1)?;
        } else {
            self.intrinsic(Intrinsic::WithExit, result, exit, 0)?;
        }
        self.unit.release(mark);
        Ok(())
    }

    /// Calls the exit method with the exception behind it; raises that again unless the result is true.
    fn exceptional_exit(&mut self, exit: Register, save: Register, is_async: bool, span: Span) -> Emit {
        let mark = self.unit.mark();
        let suppressed = self.unit.code.new_label()?;
        let is_outermost = self.unit.handled_depth == 0;
        self.handle(exit + 1, save, true, &mut |emitter, _| {
            emitter.at(span);
            let result = emitter.take(2)?;
            if is_async {
                emitter.intrinsic(Intrinsic::AsyncWithExit, result, exit, 1)?;
                emitter.await_value(result, result + 1)?;
                emitter.jump_if(result + 1, true, suppressed)
            } else {
                emitter.intrinsic(Intrinsic::WithExitException, result, exit, 0)?;
                emitter.jump_if(result, true, suppressed)
            }
        })?;
        self.unit.code.place(suppressed)?;
        self.pop_handled(save, is_outermost)?;
        self.unit.release(mark);
        Ok(())
    }
}

//! `try`, `raise`, `assert`.

use super::assembler::Label;
use super::block::{Block, Region};
use super::{Emit, Emitter, Register};
use crate::ast::{ExprRef, Handler, Span, Suite, Try};
use crate::language;
use bytecode::{Intrinsic, Op};

/// How deep `finally` blocks may stand in `finally` blocks.
const DEEPEST_FINALLY: u32 = 8;

impl<'a> Emitter<'a> {
    pub(super) fn try_statement(&mut self, node: &'a Try<'a>) -> Emit {
        if node.finally.is_empty() {
            return self.try_except(node);
        }
        let mark = self.unit.mark();
        let exception = self.take(1)?;
        let save = self.take(1)?;
        let region = self.new_region(exception)?;
        self.enter_block(Block::Finally { region, suite: node.finally })?;
        if node.handlers.is_empty() {
            self.suite(node.body)?;
            self.suite(node.orelse)?;
        } else {
            self.try_except(node)?;
        }
        let region = self.exit_block()?;
        let end = self.unit.code.new_label()?;
        self.finally_suite(node.finally)?;
        self.at_no_line();
        self.unit.code.jump(Op::Jump, 0, 0, end)?;
        self.place_handler(region)?;
        self.finally_handler(node.finally, exception, save)?;
        self.unit.code.place(end)?;
        self.unit.release(mark);
        Ok(())
    }

    /// A copy of a `finally` block. Copies inside copies double with each level, so there is a limit.
    pub(super) fn finally_suite(&mut self, suite: Suite<'a>) -> Emit {
        if self.unit.finally_depth >= DEEPEST_FINALLY {
            return self.fail("too many statically nested blocks");
        }
        self.unit.finally_depth += 1;
        self.suite(suite)?;
        self.unit.finally_depth -= 1;
        Ok(())
    }

    /// The `finally` block on the way of an exception.
    fn finally_handler(&mut self, suite: Suite<'a>, exception: Register, save: Register) -> Emit {
        if !self.is_reachable() {
            return Ok(());
        }
        if let Some(first) = suite.first() {
            self.unit.code.at_forgetting(first.span);
        }
        self.handle(exception, save, false, &mut |emitter, _| emitter.finally_suite(suite))
    }

    /// Runs `body` while R\[exception\] is being handled. Where it ends, and where it raises, what was handled
    /// before is restored, and R\[exception\] (then the new one) raised again. The body gets whether this is the outermost
    /// handler.
    pub(super) fn handle(
        &mut self,
        exception: Register,
        save: Register,
        is_with: bool,
        body: &mut dyn FnMut(&mut Self, bool) -> Emit,
    ) -> Emit {
        let is_outermost = self.push_handled(exception, save)?;
        let region = self.new_region(exception)?;
        self.enter_block(Block::Handler { region, save, is_outermost })?;
        body(self, is_outermost)?;
        // CPython raises again in the line that the body left it in.
        let span = self.unit.code.span();
        if !self.unit.code.is_at_no_line() {
            self.visit(span)?;
        }
        let region = self.exit_block()?;
        self.unit.handled_depth -= 1;
        self.place_handler(region)?;
        self.unit.code.at_forgetting(span);
        self.pop_handled(save, is_outermost)?;
        self.intrinsic(Intrinsic::Reraise, exception, 0, is_with as u32)
    }

    fn try_except(&mut self, node: &'a Try<'a>) -> Emit {
        let mark = self.unit.mark();
        // The exception, and behind it the class it is compared with.
        let exception = self.take(2)?;
        let save = self.take(1)?;
        let region = self.new_region(exception)?;
        self.enter_block(Block::Covered(region))?;
        self.suite(node.body)?;
        let region = self.exit_block()?;
        let end = self.unit.code.new_label()?;
        self.suite(node.orelse)?;
        self.at_no_line();
        self.unit.code.jump(Op::Jump, 0, 0, end)?;
        self.place_handler(region)?;
        if self.is_reachable() {
            if let Some(first) = node.handlers.first() {
                self.unit.code.at_forgetting(first.span);
            }
            self.handle(exception, save, false, &mut |emitter, is_outermost| {
                if language::EXCEPT_STAR && node.is_star {
                    return emitter.star_handlers(node.handlers, exception, save, is_outermost, end);
                }
                for handler in node.handlers {
                    emitter.handler(handler, exception, &mut |emitter| {
                        emitter.pop_handled(save, is_outermost)?;
                        Ok(emitter.unit.code.jump(Op::Jump, 0, 0, end)?)
                    })?;
                    emitter.unit.code.at_unseen(handler.span);
                }
                Ok(())
            })?;
        }
        self.unit.code.place(end)?;
        self.unit.release(mark);
        Ok(())
    }

    /// A handler; `leave` ends the handling.
    fn handler(
        &mut self,
        handler: &'a Handler<'a>,
        exception: Register,
        leave: &mut dyn FnMut(&mut Self) -> Emit,
    ) -> Emit {
        let next = self.unit.code.new_label()?;
        self.at(handler.span);
        if let Some(kind) = handler.kind {
            let mark = self.unit.mark();
            self.expression_to(kind, exception + 1)?;
            let matches = self.take(1)?;
            self.at(self.in_line_of(handler.span, kind.span));
            self.intrinsic(Intrinsic::MatchException, matches, exception, 0)?;
            self.jump_if(matches, false, next)?;
            self.unit.release(mark);
        } else {
            self.visit(handler.span)?;
        }
        let region = self.named_body(handler, exception)?;
        self.at_no_line();
        leave(self)?;
        if let (Some(region), Some(name)) = (region, &handler.name) {
            self.place_handler(region)?;
            self.at_no_line();
            self.unbind_name(name.text)?;
            self.intrinsic(Intrinsic::Reraise, exception, 0, 0)?;
        }
        self.unit.code.place(next)?;
        Ok(())
    }

    /// The body of a handler, with its name bound to R\[exception\]. Returns the region that must unbind it.
    fn named_body(&mut self, handler: &'a Handler<'a>, exception: Register) -> Emit<Option<Region>> {
        let Some(name) = &handler.name else {
            self.suite(handler.body)?;
            return Ok(None);
        };
        self.at(self.in_line_of(handler.span, name.span));
        self.store_name(name.text, exception)?;
        let region = self.new_region(exception)?;
        self.enter_block(Block::Named { region, name: name.text })?;
        self.suite(handler.body)?;
        let region = self.exit_block()?;
        if self.is_reachable() {
            self.at_no_line();
            self.unbind_name(name.text)?;
        }
        Ok(Some(region))
    }

    /// The handlers of `except*`, while the group R\[group\] is being handled.
    fn star_handlers(
        &mut self,
        handlers: &'a [Handler<'a>],
        group: Register,
        save: Register,
        is_outermost: bool,
        end: Label,
    ) -> Emit {
        let list = self.take(1)?;
        // What is left of the group, and behind it the class to split it by.
        let rest = self.take(2)?;
        // The part that matched, and the rest.
        let matched = self.take(2)?;
        let inner_save = self.take(1)?;
        self.op(Op::BuildList, list, list, 0)?;
        self.copy(rest, group)?;
        for handler in handlers {
            let next = self.unit.code.new_label()?;
            self.at(handler.span);
            if let Some(kind) = handler.kind {
                self.expression_to(kind, rest + 1)?;
                self.at(self.in_line_of(handler.span, kind.span));
            }
            self.intrinsic(Intrinsic::MatchExceptionGroup, matched, rest, 0)?;
            self.copy(rest, matched + 1)?;
            self.unit.code.jump(Op::JumpIfNone, matched, 0, next)?;
            self.star_handler(handler, matched, inner_save, list)?;
            self.unit.code.place(next)?;
        }
        self.at_no_line();
        let all_matched = self.unit.code.new_label()?;
        self.unit.code.jump(Op::JumpIfNone, rest, 0, all_matched)?;
        self.op(Op::ListAppend, list, rest, 0)?;
        self.unit.code.place(all_matched)?;
        self.intrinsic(Intrinsic::ReraiseStar, group, list, 0)?;
        let raises = self.unit.code.new_label()?;
        self.unit.code.jump(Op::JumpIfNotNone, group, 0, raises)?;
        self.pop_handled(save, is_outermost)?;
        self.unit.code.jump(Op::Jump, 0, 0, end)?;
        self.unit.code.place(raises)?;
        Ok(())
    }

    /// The body of an `except*` handler; what it raises goes to R\[list\].
    fn star_handler(&mut self, handler: &'a Handler<'a>, matched: Register, save: Register, list: Register) -> Emit {
        self.push_handled(matched, save)?;
        let region = self.new_region(matched)?;
        self.enter_block(Block::Handler { region, save, is_outermost: false })?;
        if let Some(name) = &handler.name {
            self.at(self.in_line_of(handler.span, name.span));
            self.store_name(name.text, matched)?;
        }
        self.suite(handler.body)?;
        let region = self.exit_block()?;
        self.unit.handled_depth -= 1;
        let next = self.unit.code.new_label()?;
        self.at_no_line();
        if self.is_reachable() {
            self.end_star_handler(handler, save)?;
            self.unit.code.jump(Op::Jump, 0, 0, next)?;
        }
        self.place_handler(region)?;
        if self.is_reachable() {
            self.end_star_handler(handler, save)?;
            self.op(Op::ListAppend, list, matched, 0)?;
        }
        self.unit.code.place(next)?;
        Ok(())
    }

    fn end_star_handler(&mut self, handler: &'a Handler<'a>, save: Register) -> Emit {
        self.pop_handled(save, false)?;
        match &handler.name {
            Some(name) => self.unbind_name(name.text),
            None => Ok(()),
        }
    }

    pub(super) fn raise(&mut self, exception: Option<ExprRef<'a>>, cause: Option<ExprRef<'a>>, span: Span) -> Emit {
        let mark = self.unit.mark();
        let Some(exception) = exception else {
            self.at(span);
            return self.intrinsic(Intrinsic::RaiseCurrent, 0, 0, 0);
        };
        let rebinds = cause.is_some_and(|cause| self.rebinds(cause));
        let raised = self.held_operand(exception, None, rebinds)?;
        match cause {
            Some(cause) => {
                let cause = self.operand(cause)?;
                self.at(span);
                self.intrinsic(Intrinsic::RaiseFrom, raised, cause, 0)?;
            }
            None => {
                self.at(span);
                self.intrinsic(Intrinsic::Raise, raised, 0, 0)?;
            }
        }
        self.unit.release(mark);
        Ok(())
    }

    pub(super) fn assert(&mut self, test: ExprRef<'a>, message: Option<ExprRef<'a>>, span: Span) -> Emit {
        if self.options.optimization > 0 {
            return Ok(());
        }
        let holds = self.unit.code.new_label()?;
        let mut at = span;
        self.condition(test, holds, true, &mut at)?;
        let mark = self.unit.mark();
        let register = match message {
            Some(message) => self.operand(message)?,
            None => 0,
        };
        self.at(self.in_line_of(at, Span::new(span.start, test.span.end)));
        if message.is_some() {
            self.intrinsic(Intrinsic::AssertionFailed, register, 0, 1)?;
        } else {
            let unused = self.take(1)?;
            self.intrinsic(Intrinsic::AssertionFailed, unused, 0, 0)?;
        }
        self.unit.release(mark);
        self.unit.code.place(holds)?;
        Ok(())
    }
}

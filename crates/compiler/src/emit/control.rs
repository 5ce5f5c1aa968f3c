//! `if`, `while`, `for`, and how to leave them.

use super::assembler::{CoveredRange, Label};
use super::block::Block;
use super::name::Place;
use super::{Emit, Emitter, Register};
use crate::ast::{ArgumentKind, ExprKind, ExprRef, For, If, IfArm, Span, StmtKind, Trailer, TrailerKind, While};
use crate::scope::ScopeId;
use bytecode::{Intrinsic, Op};

/// What a loop goes over.
#[derive(Clone, Copy)]
pub(super) enum LoopSource<'a> {
    /// An expression that is evaluated in this scope (a comprehension's first iterable: not in its own). The span is
    /// that of the statement or comprehension.
    Expression(ExprRef<'a>, ScopeId, Span),
    /// An iterable in a register.
    Value(Register, Span),
    /// An asynchronous iterator in a register.
    Iterator(Register, Span),
}

impl<'a> Emitter<'a> {
    pub(super) fn if_statement(&mut self, node: &'a If<'a>) -> Emit {
        if let ([arm], []) = (node.arms, node.orelse)
            && let Some(target) = self.conditional_exit(arm)
        {
            let mut at = arm.span;
            return self.condition(arm.test, target, true, &mut at);
        }
        let end = self.unit.code.new_label()?;
        for (index, arm) in node.arms.iter().enumerate() {
            let next = self.unit.code.new_label()?;
            let mut at = arm.span;
            self.condition(arm.test, next, false, &mut at)?;
            self.suite(arm.body)?;
            if index + 1 < node.arms.len() || !node.orelse.is_empty() {
                self.at_no_line();
                self.unit.code.jump(Op::Jump, 0, 0, end)?;
            }
            self.unit.code.place(next)?;
            if !self.is_reachable() {
                break;
            }
        }
        self.suite(node.orelse)?;
        self.unit.code.place(end)?;
        Ok(())
    }

    /// Where `if test: break` or `continue` goes, if nothing has to be left on the way and it is all one line.
    fn conditional_exit(&self, arm: &IfArm<'a>) -> Option<Label> {
        let [only] = arm.body else { return None };
        let Some(&Block::Loop { end, next, next_op, .. }) = self.unit.blocks.last() else { return None };
        match only.kind {
            _ if !self.unit.code.is_same_line(arm.span, only.span) => None,
            StmtKind::Break => Some(end),
            StmtKind::Continue if next_op == Op::Jump => Some(next),
            _ => None,
        }
    }

    pub(super) fn while_statement(&mut self, node: &'a While<'a>, span: Span) -> Emit {
        // Nothing is left of a constant condition: its line is passed before each round.
        let is_endless = self.fold(node.test).is_some_and(|test| test.truth());
        if is_endless {
            self.visit(node.test.span)?;
            self.visit(span)?;
        }
        let hoisted = self.hoist_for_while(node)?;
        let head = self.unit.code.new_label()?;
        let otherwise = self.unit.code.new_label()?;
        let end = self.unit.code.new_label()?;
        let stable = self.unit.stable();
        self.unit.code.place_loop(head, stable)?;
        let mut body = head;
        if !is_endless {
            self.condition(node.test, otherwise, false, &mut { span })?;
            if node.body.first().is_some_and(|first| self.unit.code.is_same_line(span, first.span)) {
                // The line begins again with the body, not with the condition, so that is made twice.
                body = self.unit.code.new_label()?;
                self.unit.code.place_loop(body, stable)?;
            }
        }
        self.unit.loop_depth += 1;
        let again = if is_endless { Some(span) } else { None };
        self.unit.blocks.try_push(Block::Loop { end, next: head, next_op: Op::Loop, again })?;
        self.suite(node.body)?;
        self.unit.blocks.pop();
        self.unit.loop_depth -= 1;
        if is_endless {
            self.visit(node.test.span)?;
            self.at(span);
        } else {
            if body != head {
                self.condition(node.test, otherwise, false, &mut { span })?;
            }
            self.at_no_line();
        }
        self.unit.code.jump(Op::Loop, 0, 0, body)?;
        self.unit.code.place(otherwise)?;
        self.at(span);
        self.suite(node.orelse)?;
        self.unit.code.place(end)?;
        self.end_hoisting(hoisted);
        Ok(())
    }

    pub(super) fn for_statement(&mut self, node: &'a For<'a>, span: Span) -> Emit {
        let hoisted = self.hoist_for_for(node)?;
        let end = self.unit.code.new_label()?;
        let source = LoopSource::Expression(node.iterable, self.unit.current, span);
        self.iterate(source, node.target, node.is_async, &mut |emitter, next| {
            emitter.unit.loop_depth += 1;
            emitter.unit.blocks.try_push(Block::Loop { end, next, next_op: Op::Jump, again: None })?;
            emitter.suite(node.body)?;
            emitter.unit.blocks.pop();
            emitter.unit.loop_depth -= 1;
            Ok(())
        })?;
        self.at_no_line();
        self.suite(node.orelse)?;
        self.unit.code.place(end)?;
        self.end_hoisting(hoisted);
        Ok(())
    }

    /// A loop over `source` around `body`, which gets the label that begins the next round.
    pub(super) fn iterate(
        &mut self,
        source: LoopSource<'a>,
        target: ExprRef<'a>,
        is_async: bool,
        body: &mut dyn FnMut(&mut Self, Label) -> Emit,
    ) -> Emit {
        if is_async {
            return self.iterate_async(source, target, body);
        }
        let mark = self.unit.mark();
        let state = self.take(1)?;
        let inner = self.unit.current;
        if let LoopSource::Expression(_, scope, _) = source {
            self.unit.current = scope;
        }
        let span = self.prepare_loop(&source, state)?;
        self.unit.current = inner;
        let start = self.unit.code.new_label()?;
        let next = self.unit.code.new_label()?;
        let entry = if self.is_reachable() { Some(self.unit.code.bound().and(self.unit.stable())) } else { None };
        self.unit.code.jump(Op::Jump, 0, 0, next)?;
        self.unit.code.place_entry(start, entry)?;
        let direct = match target.kind {
            ExprKind::Name(text) => self.direct_target(text)?,
            _ => None,
        };
        let variable = match direct {
            Some(register) => {
                if !self.unit.code.is_same_line(span, target.span) {
                    self.visit(target.span)?;
                }
                self.now_bound(register);
                register
            }
            None => {
                let register = self.take(1)?;
                self.store_target(target, register)?;
                register
            }
        };
        body(self, next)?;
        self.unit.code.place(next)?;
        self.at(span);
        self.unit.code.jump(Op::ForNext, state, variable, start)?;
        self.unit.release(mark);
        Ok(())
    }

    /// R\[state\] and the two registers behind it = the state of a loop over `source`. Returns what the loop's steps
    /// belong to.
    fn prepare_loop(&mut self, source: &LoopSource<'a>, state: Register) -> Emit<Span> {
        let span = self.loop_span(source);
        if self.prepare_range(source, state)? {
            self.at(span);
            return Ok(span);
        }
        let iterable = match source {
            LoopSource::Expression(iterable, ..) => self.operand_hint(iterable, Some(state))?,
            LoopSource::Value(register, _) | LoopSource::Iterator(register, _) => *register,
        };
        self.unit.release(state as u16 + 1);
        self.take(2)?;
        self.at(span);
        self.op(Op::ForPrepare, state, iterable, 0)?;
        Ok(span)
    }

    /// The iterable, if it begins in the line of the statement or comprehension, else that.
    fn loop_span(&self, source: &LoopSource<'a>) -> Span {
        match source {
            LoopSource::Expression(iterable, _, whole) => self.in_line_of(*whole, iterable.span),
            LoopSource::Value(_, span) | LoopSource::Iterator(_, span) => *span,
        }
    }

    /// Prepares a loop over a call of the global `range`, for which no range needs to be made. Says whether it is one.
    fn prepare_range(&mut self, source: &LoopSource<'a>, state: Register) -> Emit<bool> {
        let LoopSource::Expression(iterable, ..) = source else { return Ok(false) };
        let ExprKind::Primary { base, trailers: [Trailer { kind: TrailerKind::Call(arguments), .. }] } = iterable.kind
        else {
            return Ok(false);
        };
        let is_plain = arguments.iter().all(|argument| argument.kind == ArgumentKind::Positional);
        if !matches!(base.kind, ExprKind::Name("range")) || !is_plain || !matches!(arguments.len(), 1..=3) {
            return Ok(false);
        }
        if !matches!(self.place_of("range")?, Place::Global(_) | Place::Name(_)) {
            return Ok(false);
        }
        self.expression_to(base, state)?;
        self.take(2)?;
        let mark = self.unit.mark();
        let first = match arguments {
            [only] => self.operand(only.value)?,
            _ => mark as Register,
        };
        if arguments.len() > 1 {
            for argument in arguments.iter() {
                let register = self.take(1)?;
                self.expression_to(argument.value, register)?;
            }
        }
        self.at(iterable.span);
        self.intrinsic(Intrinsic::ForRange, state, first, arguments.len() as u32)?;
        self.unit.release(mark);
        Ok(true)
    }

    fn iterate_async(
        &mut self,
        source: LoopSource<'a>,
        target: ExprRef<'a>,
        body: &mut dyn FnMut(&mut Self, Label) -> Emit,
    ) -> Emit {
        let mark = self.unit.mark();
        let span = self.loop_span(&source);
        let iterator = match source {
            LoopSource::Expression(iterable, scope, _) => {
                let iterator = self.take(1)?;
                let inner = core::mem::replace(&mut self.unit.current, scope);
                let value = self.operand_hint(iterable, Some(iterator))?;
                self.unit.current = inner;
                self.at(span);
                self.intrinsic(Intrinsic::GetAsyncIter, iterator, value, 0)?;
                iterator
            }
            LoopSource::Value(value, span) => {
                let iterator = self.take(1)?;
                self.at(span);
                self.intrinsic(Intrinsic::GetAsyncIter, iterator, value, 0)?;
                iterator
            }
            LoopSource::Iterator(register, _) => register,
        };
        let item = self.take(1)?;
        let awaited = self.take(1)?;
        let head = self.unit.code.new_label()?;
        let next = self.unit.code.new_label()?;
        let exhausted = self.unit.code.new_label()?;
        let stable = self.unit.stable();
        self.unit.code.place_loop(head, stable)?;
        let entry = if self.is_reachable() { Some(self.unit.code.bound()) } else { None };
        self.at(span);
        let covered_from = self.unit.code.here();
        self.intrinsic(Intrinsic::GetAsyncNext, awaited, iterator, 0)?;
        self.await_value(awaited, item)?;
        self.unit.code.cover(CoveredRange {
            start: covered_from,
            end: self.unit.code.here(),
            handler: exhausted,
            register: item,
            depth: self.unit.blocks.len() as u32,
        })?;
        self.store_target(target, item)?;
        body(self, next)?;
        self.unit.code.place(next)?;
        self.at_no_line();
        self.unit.code.jump(Op::Loop, 0, 0, head)?;
        self.unit.code.place_entry(exhausted, entry)?;
        self.at(span);
        self.intrinsic(Intrinsic::EndAsyncFor, 0, item, 0)?;
        self.unit.release(mark);
        Ok(())
    }

    /// `break` and `continue`.
    pub(super) fn loop_jump(&mut self, statement: &StmtKind<'a>, span: Span) -> Emit {
        let position = self.unit.blocks.iter().rposition(|block| matches!(block, Block::Loop { .. }));
        let Some(depth) = position else { return Ok(()) };
        let Some(&Block::Loop { end, next, next_op, again }) = self.unit.blocks.get(depth) else { return Ok(()) };
        self.visit(span)?;
        self.at(span);
        let saved = self.unwind(depth + 1)?;
        match (statement, again) {
            (StmtKind::Break, _) => self.unit.code.jump(Op::Jump, 0, 0, end)?,
            (_, Some(again)) => {
                self.at(again);
                self.unit.code.jump(next_op, 0, 0, next)?;
            }
            _ => self.unit.code.jump(next_op, 0, 0, next)?,
        }
        self.rewind(saved)
    }

    pub(super) fn return_statement(&mut self, value: Option<ExprRef<'a>>, span: Span) -> Emit {
        let mark = self.unit.mark();
        let mut register = match value {
            Some(value) => self.operand(value)?,
            None => {
                let none = self.take(1)?;
                self.at(span);
                self.op(Op::LoadSpecial, none, 1, 0)?;
                none
            }
        };
        let is_constant = value.is_some_and(|value| self.fold(value).is_some());
        if is_constant || value.is_some_and(|value| !self.unit.code.is_same_line(value.span, span)) {
            self.visit(span)?;
        }
        // A `finally` block may rebind the local that is returned, a handler unbinds its name.
        let rebinds = |block: &Block<'_>| matches!(block, Block::Finally { .. } | Block::Named { .. });
        if self.unit.blocks.iter().any(rebinds) && !self.unit.is_temporary(register) {
            let copy = self.take(1)?;
            self.copy(copy, register)?;
            register = copy;
        }
        self.at(span);
        let saved = self.unwind(0)?;
        self.op(Op::Return, register, 0, 0)?;
        self.rewind(saved)?;
        self.unit.release(mark);
        Ok(())
    }
}

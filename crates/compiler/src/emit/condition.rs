//! Expressions as conditions: jumps instead of values.

use super::assembler::Label;
use super::constant::Constant;
use super::{Emit, Emitter, Register};
use crate::ast::{BoolOperator, CompareOperator, CompareStep, ExprKind, ExprRef, Span, UnaryOperator};
use bytecode::Op;

/// The jump that is taken if the comparison is `when`; nothing for those that have no fused form.
fn fused(operator: CompareOperator, when: bool) -> Option<Op> {
    Some(match (operator, when) {
        (CompareOperator::Less, true) => Op::JumpLt,
        (CompareOperator::Less, false) => Op::JumpNotLt,
        (CompareOperator::LessEqual, true) => Op::JumpLe,
        (CompareOperator::LessEqual, false) => Op::JumpNotLe,
        (CompareOperator::Equal, true) => Op::JumpEq,
        (CompareOperator::Equal, false) => Op::JumpNotEq,
        (CompareOperator::NotEqual, true) => Op::JumpNe,
        (CompareOperator::NotEqual, false) => Op::JumpNotNe,
        (CompareOperator::Greater, true) => Op::JumpGt,
        (CompareOperator::Greater, false) => Op::JumpNotGt,
        (CompareOperator::GreaterEqual, true) => Op::JumpGe,
        (CompareOperator::GreaterEqual, false) => Op::JumpNotGe,
        _ => return None,
    })
}

fn fused_immediate(operator: CompareOperator, when: bool) -> Option<Op> {
    Some(match (operator, when) {
        (CompareOperator::Less, true) => Op::JumpLtImm,
        (CompareOperator::Less, false) => Op::JumpNotLtImm,
        (CompareOperator::LessEqual, true) => Op::JumpLeImm,
        (CompareOperator::LessEqual, false) => Op::JumpNotLeImm,
        (CompareOperator::Equal, true) => Op::JumpEqImm,
        (CompareOperator::Equal, false) => Op::JumpNotEqImm,
        (CompareOperator::NotEqual, true) => Op::JumpNeImm,
        (CompareOperator::NotEqual, false) => Op::JumpNotNeImm,
        (CompareOperator::Greater, true) => Op::JumpGtImm,
        (CompareOperator::Greater, false) => Op::JumpNotGtImm,
        (CompareOperator::GreaterEqual, true) => Op::JumpGeImm,
        (CompareOperator::GreaterEqual, false) => Op::JumpNotGeImm,
        _ => return None,
    })
}

impl<'a> Emitter<'a> {
    /// Jumps to `label` if the truth of the expression is `when`, else goes on. What is done for that beyond evaluation
    /// belongs to the line of `at`, which a comparison changes to its own for all that comes after it, as in CPython.
    pub(super) fn condition(&mut self, expression: ExprRef<'a>, label: Label, when: bool, at: &mut Span) -> Emit {
        if let Some(value) = self.fold(expression) {
            self.visit(expression.span)?;
            self.visit(*at)?;
            if value.truth() == when {
                self.at_no_line();
                self.unit.code.jump(Op::Jump, 0, 0, label)?;
            }
            return Ok(());
        }
        match &expression.kind {
            ExprKind::Unary { operator: UnaryOperator::Not, operand } => self.condition(operand, label, !when, at),
            ExprKind::BoolOp { operator, operands } => self.bool_condition(*operator, operands, label, when, at),
            ExprKind::Compare { first, rest } => {
                *at = expression.span;
                self.compare_condition(expression, first, rest, label, when)
            }
            ExprKind::Conditional { test, body, orelse } => {
                let otherwise = self.unit.code.new_label()?;
                let end = self.unit.code.new_label()?;
                self.condition(test, otherwise, false, at)?;
                self.condition(body, label, when, at)?;
                self.at_no_line();
                self.unit.code.jump(Op::Jump, 0, 0, end)?;
                self.unit.code.place(otherwise)?;
                self.condition(orelse, label, when, at)?;
                self.unit.code.place(end)?;
                Ok(())
            }
            _ => {
                let mark = self.unit.mark();
                let value = self.operand(expression)?;
                self.at(*at);
                self.jump_if(value, when, label)?;
                self.unit.release(mark);
                Ok(())
            }
        }
    }

    pub(super) fn jump_if(&mut self, value: Register, when: bool, label: Label) -> Emit {
        let op = if when { Op::JumpIfTrue } else { Op::JumpIfFalse };
        Ok(self.unit.code.jump(op, value, 0, label)?)
    }

    fn bool_condition(
        &mut self,
        operator: BoolOperator,
        operands: &'a [ExprRef<'a>],
        label: Label,
        when: bool,
        at: &mut Span,
    ) -> Emit {
        let Some((last, others)) = operands.split_last() else { return Ok(()) };
        let decides = operator == BoolOperator::Or;
        if decides == when {
            // One operand is enough for the jump.
            others.iter().try_for_each(|operand| self.condition(operand, label, when, at))?;
            return self.condition(last, label, when, at);
        }
        let skip = self.unit.code.new_label()?;
        others.iter().try_for_each(|operand| self.condition(operand, skip, decides, at))?;
        self.condition(last, label, when, at)?;
        self.unit.code.place(skip)?;
        Ok(())
    }

    fn compare_condition(
        &mut self,
        expression: ExprRef<'a>,
        first: ExprRef<'a>,
        rest: &'a [CompareStep<'a>],
        label: Label,
        when: bool,
    ) -> Emit {
        let Some((last, inner)) = rest.split_last() else { return Ok(()) };
        let mark = self.unit.mark();
        let rebinds = self.unit.has_named && rest.iter().any(|step| self.rebinds(step.operand));
        let mut left = self.held_operand(first, None, rebinds)?;
        let skip = if when && !inner.is_empty() { Some(self.unit.code.new_label()?) } else { None };
        for step in inner {
            let right = self.compare_operand(step, rebinds)?;
            self.at(expression.span);
            self.jump_compare(step.operator, left, right, skip.unwrap_or(label), false)?;
            left = right;
        }
        self.last_comparison(expression, last, left, label, when)?;
        if let Some(skip) = skip {
            self.unit.code.place(skip)?;
        }
        self.unit.release(mark);
        Ok(())
    }

    fn last_comparison(
        &mut self,
        expression: ExprRef<'a>,
        step: &CompareStep<'a>,
        left: Register,
        label: Label,
        when: bool,
    ) -> Emit {
        let constant = self.fold(step.operand);
        if let Some(immediate) = constant.and_then(Constant::immediate)
            && let Some(op) = fused_immediate(step.operator, when)
        {
            self.visit(step.operand.span)?;
            self.at(expression.span);
            return Ok(self.unit.code.jump(op, left, immediate as u8, label)?);
        }
        if constant == Some(Constant::None) && matches!(step.operator, CompareOperator::Is | CompareOperator::IsNot) {
            let is_none = (step.operator == CompareOperator::Is) == when;
            self.visit(step.operand.span)?;
            self.at(expression.span);
            let op = if is_none { Op::JumpIfNone } else { Op::JumpIfNotNone };
            return Ok(self.unit.code.jump(op, left, 0, label)?);
        }
        let right = self.compare_operand(step, false)?;
        self.at(expression.span);
        self.jump_compare(step.operator, left, right, label, when)
    }

    fn jump_compare(
        &mut self,
        operator: CompareOperator,
        left: Register,
        right: Register,
        label: Label,
        when: bool,
    ) -> Emit {
        if let Some(op) = fused(operator, when) {
            return Ok(self.unit.code.jump(op, left, right, label)?);
        }
        let (op, when) = match operator {
            CompareOperator::IsNot => (Op::Is, !when),
            CompareOperator::NotIn => (Op::Contains, !when),
            CompareOperator::Is => (Op::Is, when),
            _ => (Op::Contains, when),
        };
        let mark = self.unit.mark();
        let result = self.take(1)?;
        self.op(op, result, left, right)?;
        self.jump_if(result, when, label)?;
        self.unit.release(mark);
        Ok(())
    }
}

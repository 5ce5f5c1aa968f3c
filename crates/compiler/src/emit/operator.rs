//! Binary and boolean operators, comparisons that make a value.

use super::constant::{Constant, fold_binary};
use super::{Emit, Emitter, Register};
use crate::ast::{BinaryOperator, BinaryStep, BoolOperator, CompareOperator, CompareStep, ExprKind, ExprRef, Span};
use bytecode::Op;

/// The instruction of an operator.
pub(super) fn binary_op(operator: BinaryOperator, in_place: bool) -> Op {
    let (plain, inplace) = match operator {
        BinaryOperator::Add => (Op::Add, Op::InplaceAdd),
        BinaryOperator::Subtract => (Op::Sub, Op::InplaceSub),
        BinaryOperator::Multiply => (Op::Mul, Op::InplaceMul),
        BinaryOperator::MatrixMultiply => (Op::MatMul, Op::InplaceMatMul),
        BinaryOperator::Divide => (Op::TrueDiv, Op::InplaceTrueDiv),
        BinaryOperator::FloorDivide => (Op::FloorDiv, Op::InplaceFloorDiv),
        BinaryOperator::Modulo => (Op::Mod, Op::InplaceMod),
        BinaryOperator::Power => (Op::Pow, Op::InplacePow),
        BinaryOperator::ShiftLeft => (Op::Shl, Op::InplaceShl),
        BinaryOperator::ShiftRight => (Op::Shr, Op::InplaceShr),
        BinaryOperator::BitAnd => (Op::And, Op::InplaceAnd),
        BinaryOperator::BitOr => (Op::Or, Op::InplaceOr),
        BinaryOperator::BitXor => (Op::Xor, Op::InplaceXor),
    };
    if in_place { inplace } else { plain }
}

/// The instruction of an operator with an immediate, if there is one.
pub(super) fn immediate_op(operator: BinaryOperator, in_place: bool) -> Option<Op> {
    let (plain, inplace) = match operator {
        BinaryOperator::Add => (Op::AddImm, Op::InplaceAddImm),
        BinaryOperator::Subtract => (Op::SubImm, Op::InplaceSubImm),
        BinaryOperator::Multiply => (Op::MulImm, Op::InplaceMulImm),
        BinaryOperator::FloorDivide => (Op::FloorDivImm, Op::InplaceFloorDivImm),
        BinaryOperator::Modulo => (Op::ModImm, Op::InplaceModImm),
        BinaryOperator::BitAnd => (Op::AndImm, Op::InplaceAndImm),
        BinaryOperator::ShiftLeft => (Op::ShlImm, Op::InplaceShlImm),
        BinaryOperator::ShiftRight => (Op::ShrImm, Op::InplaceShrImm),
        _ => return None,
    };
    Some(if in_place { inplace } else { plain })
}

fn compare_op(operator: CompareOperator) -> Op {
    match operator {
        CompareOperator::Equal => Op::Eq,
        CompareOperator::NotEqual => Op::Ne,
        CompareOperator::Less => Op::Lt,
        CompareOperator::LessEqual => Op::Le,
        CompareOperator::Greater => Op::Gt,
        CompareOperator::GreaterEqual => Op::Ge,
        CompareOperator::Is => Op::Is,
        CompareOperator::IsNot => Op::IsNot,
        CompareOperator::In => Op::Contains,
        CompareOperator::NotIn => Op::NotContains,
    }
}

impl<'a> Emitter<'a> {
    /// R\[to\] = R\[left\] op value, where the value is a constant that fits the instruction, or any expression.
    pub(super) fn binary_step(
        &mut self,
        operator: BinaryOperator,
        in_place: bool,
        to: Register,
        left: Register,
        operand: ExprRef<'a>,
        span: Span,
    ) -> Emit {
        let constant = self.fold(operand);
        if let Some(immediate) = constant.and_then(Constant::immediate)
            && let Some(op) = immediate_op(operator, in_place)
        {
            self.visit(operand.span)?;
            self.at(span);
            return self.op(op, to, left, immediate as u8);
        }
        let mark = self.unit.mark();
        let right = self.operand(operand)?;
        self.at(span);
        self.op(binary_op(operator, in_place), to, left, right)?;
        self.unit.release(mark);
        Ok(())
    }

    pub(super) fn binary(
        &mut self,
        expression: ExprRef<'a>,
        first: ExprRef<'a>,
        rest: &'a [BinaryStep<'a>],
        to: Register,
    ) -> Emit {
        let mark = self.unit.mark();
        let start = expression.span.start;
        let mut rest = rest;
        let mut folded = self.fold(first);
        let mut folded_any = false;
        // A constant beginning of the chain is evaluated now.
        while let (Some(value), Some((step, others))) = (folded, rest.split_first()) {
            let Some(value) =
                self.fold(step.operand).and_then(|operand| fold_binary(self.arena, step.operator, value, operand))
            else {
                break;
            };
            (folded, rest, folded_any) = (Some(value), others, true);
        }
        let rebinds = self.unit.has_named && rest.iter().any(|step| self.rebinds(step.operand));
        let mut left = match folded {
            Some(value) if folded_any => {
                let register = if self.unit.is_temporary(to) { to } else { self.take(1)? };
                self.at(expression.span);
                self.load_constant(value, register)?;
                register
            }
            _ => self.held_operand(first, Some(to), rebinds)?,
        };
        let Some((last, inner)) = rest.split_last() else { return self.copy(to, left) };
        for step in inner {
            let target = if self.unit.is_temporary(left) {
                left
            } else if self.unit.is_temporary(to) {
                to
            } else {
                self.take(1)?
            };
            self.binary_step(step.operator, false, target, left, step.operand, Span::new(start, step.end))?;
            left = target;
        }
        self.binary_step(last.operator, false, to, left, last.operand, Span::new(start, last.end))?;
        self.unit.release(mark);
        Ok(())
    }

    pub(super) fn bool_op(
        &mut self,
        expression: ExprRef<'a>,
        operator: BoolOperator,
        operands: &'a [ExprRef<'a>],
        to: Register,
    ) -> Emit {
        let Some((last, others)) = operands.split_last() else { return Ok(()) };
        let end = self.unit.code.new_label()?;
        let is_and = operator == BoolOperator::And;
        for operand in others {
            if let Some(value) = self.fold(operand) {
                if value.truth() == is_and {
                    self.visit(operand.span)?;
                    self.visit(expression.span)?;
                    continue;
                }
                self.at(operand.span);
                self.load_constant(value, to)?;
                self.at(expression.span);
                self.unit.code.jump(Op::Jump, 0, 0, end)?;
                break;
            }
            let mark = self.unit.mark();
            let value = self.operand_hint(operand, Some(to))?;
            self.at(expression.span);
            let (if_done, if_not) =
                if is_and { (Op::JumpIfFalse, Op::JumpIfTrue) } else { (Op::JumpIfTrue, Op::JumpIfFalse) };
            if value == to {
                self.unit.code.jump(if_done, to, 0, end)?;
            } else {
                let next = self.unit.code.new_label()?;
                self.unit.code.jump(if_not, value, 0, next)?;
                self.copy(to, value)?;
                self.unit.code.jump(Op::Jump, 0, 0, end)?;
                self.unit.code.place(next)?;
            }
            self.unit.release(mark);
        }
        self.expression_to(last, to)?;
        self.unit.code.place(end)?;
        Ok(())
    }

    /// The right operand of `in` as a constant, if it is a display of constants.
    pub(super) fn constant_container(&mut self, operand: ExprRef<'a>) -> Option<Constant<'a>> {
        match operand.kind {
            ExprKind::List(elements) => self.fold_all(elements).map(Constant::Tuple),
            ExprKind::Set(elements) => self.fold_all(elements).map(Constant::FrozenSet),
            _ => None,
        }
    }

    /// The right operand of a comparison.
    pub(super) fn compare_operand(&mut self, step: &CompareStep<'a>, rebinds: bool) -> Emit<Register> {
        if matches!(step.operator, CompareOperator::In | CompareOperator::NotIn)
            && let Some(container) = self.constant_container(step.operand)
        {
            let register = self.take(1)?;
            self.at(step.operand.span);
            self.load_constant(container, register)?;
            return Ok(register);
        }
        self.held_operand(step.operand, None, rebinds)
    }

    pub(super) fn comparison(
        &mut self,
        expression: ExprRef<'a>,
        first: ExprRef<'a>,
        rest: &'a [CompareStep<'a>],
        to: Register,
    ) -> Emit {
        let Some((last, inner)) = rest.split_last() else { return Ok(()) };
        let mark = self.unit.mark();
        let rebinds = self.unit.has_named && rest.iter().any(|step| self.rebinds(step.operand));
        // A chain keeps its operands apart from the result, which is written more than once.
        let hint = if inner.is_empty() { Some(to) } else { None };
        let mut left = self.held_operand(first, hint, rebinds)?;
        let end = self.unit.code.new_label()?;
        for step in inner {
            let right = self.compare_operand(step, rebinds)?;
            let result = if self.unit.is_temporary(to) { to } else { self.take(1)? };
            self.at(expression.span);
            self.op(compare_op(step.operator), result, left, right)?;
            if result == to {
                self.unit.code.jump(Op::JumpIfFalse, to, 0, end)?;
            } else {
                let next = self.unit.code.new_label()?;
                self.unit.code.jump(Op::JumpIfTrue, result, 0, next)?;
                self.copy(to, result)?;
                self.unit.code.jump(Op::Jump, 0, 0, end)?;
                self.unit.code.place(next)?;
            }
            left = right;
        }
        let right = self.compare_operand(last, false)?;
        self.at(expression.span);
        self.op(compare_op(last.operator), to, left, right)?;
        self.unit.code.place(end)?;
        self.unit.release(mark);
        Ok(())
    }
}

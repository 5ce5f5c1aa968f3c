//! Constants that loops keep in registers.
//!
//! An operand that is a constant and fits no immediate costs an instruction each time. Before the outermost loop of a
//! function the first few such constants of its body are loaded once, into temporaries that live as long as the loop.

use super::constant::Constant;
use super::operator::immediate_op;
use super::{Emit, Emitter, Register};
use crate::ast::{
    BinaryOperator, BinaryStep, CompareOperator, CompareStep, Expr, ExprKind, ExprRef, For, Stmt, StmtKind, Suite,
    Trailer, TrailerKind, While,
};

/// At most this many constants are kept.
const MOST: usize = 6;

/// What [`Emitter::end_hoisting`] undoes.
pub(super) struct Hoisted {
    is_outermost: bool,
}

impl<'a> Emitter<'a> {
    pub(super) fn hoist_for_while(&mut self, node: &'a While<'a>) -> Emit<Hoisted> {
        let is_outermost = self.may_hoist();
        if is_outermost {
            self.hoist_expression(node.test)?;
            self.hoist_suite(node.body)?;
        }
        Ok(Hoisted { is_outermost })
    }

    pub(super) fn hoist_for_for(&mut self, node: &'a For<'a>) -> Emit<Hoisted> {
        let is_outermost = self.may_hoist();
        if is_outermost {
            self.hoist_suite(node.body)?;
        }
        Ok(Hoisted { is_outermost })
    }

    fn may_hoist(&self) -> bool {
        self.unit.loop_depth == 0 && self.unit.hoisted.is_empty()
    }

    pub(super) fn end_hoisting(&mut self, hoisted: Hoisted) {
        if hoisted.is_outermost {
            while let Some((_, register)) = self.unit.hoisted.pop() {
                self.unit.unpin(register);
            }
        }
    }

    /// The register that holds the value of an expression, if it is a constant kept in one.
    pub(super) fn hoisted_constant(&mut self, expression: ExprRef<'a>) -> Option<Register> {
        let value = self.fold(expression)?;
        self.unit.hoisted.iter().find(|(known, _)| is_same(*known, value)).map(|(_, register)| *register)
    }

    fn keep(&mut self, expression: ExprRef<'a>) -> Emit {
        if self.unit.hoisted.len() >= MOST {
            return Ok(());
        }
        let Some(value) = self.fold(expression) else { return self.hoist_expression(expression) };
        let is_worth = matches!(value, Constant::Int(_) | Constant::Float(_) | Constant::Str(_) | Constant::BigInt(..));
        if !is_worth || self.unit.hoisted.iter().any(|(known, _)| is_same(*known, value)) {
            return Ok(());
        }
        let register = self.take(1)?;
        self.unit.code.at_no_line();
        self.load_constant(value, register)?;
        self.unit.pin(register);
        Ok(self.unit.hoisted.try_push((value, register))?)
    }

    fn keep_operand(&mut self, operator: BinaryOperator, operand: ExprRef<'a>) -> Emit {
        let fits = self.fold(operand).and_then(Constant::immediate).is_some();
        if fits && immediate_op(operator, false).is_some() { Ok(()) } else { self.keep(operand) }
    }

    fn keep_compared(&mut self, step: &CompareStep<'a>) -> Emit {
        let has_immediate = !matches!(
            step.operator,
            CompareOperator::Is | CompareOperator::IsNot | CompareOperator::In | CompareOperator::NotIn
        );
        let fits = self.fold(step.operand).and_then(Constant::immediate).is_some();
        if fits && has_immediate { Ok(()) } else { self.keep(step.operand) }
    }

    fn hoist_suite(&mut self, suite: Suite<'a>) -> Emit {
        suite.iter().try_for_each(|statement| self.hoist_statement(statement))
    }

    fn hoist_statement(&mut self, statement: &'a Stmt<'a>) -> Emit {
        if self.unit.hoisted.len() >= MOST {
            return Ok(());
        }
        match &statement.kind {
            StmtKind::Assign { targets, value } => {
                targets.iter().try_for_each(|target| self.hoist_target(target))?;
                self.hoist_expression(value)
            }
            StmtKind::AugAssign { target, operator, value } => {
                self.hoist_target(target)?;
                self.keep_operand(*operator, value)
            }
            StmtKind::Return(Some(value)) | StmtKind::Expr(value) => self.hoist_expression(value),
            StmtKind::For(node) => {
                self.hoist_expression(node.iterable)?;
                self.hoist_suite(node.body)
            }
            StmtKind::While(node) => {
                self.hoist_expression(node.test)?;
                self.hoist_suite(node.body)
            }
            StmtKind::If(node) => {
                for arm in node.arms {
                    self.hoist_expression(arm.test)?;
                    self.hoist_suite(arm.body)?;
                }
                self.hoist_suite(node.orelse)
            }
            StmtKind::With(node) => self.hoist_suite(node.body),
            StmtKind::Try(node) => self.hoist_suite(node.body),
            _ => Ok(()),
        }
    }

    /// A target: an item is stored only with its index in a register.
    fn hoist_target(&mut self, target: ExprRef<'a>) -> Emit {
        self.hoist_expression(target)?;
        match &target.kind {
            ExprKind::Primary { trailers: [.., Trailer { kind: TrailerKind::Subscript(index), .. }], .. } => {
                self.keep(index)
            }
            ExprKind::Tuple { elements, .. } => elements.iter().try_for_each(|element| self.hoist_target(element)),
            _ => Ok(()),
        }
    }

    fn hoist_all(&mut self, expressions: &'a [ExprRef<'a>]) -> Emit {
        expressions.iter().try_for_each(|expression| self.hoist_expression(expression))
    }

    fn hoist_expression(&mut self, expression: &'a Expr<'a>) -> Emit {
        if self.unit.hoisted.len() >= MOST {
            return Ok(());
        }
        match &expression.kind {
            ExprKind::Binary { first, rest } => self.hoist_binary(first, rest),
            ExprKind::Compare { first, rest } => {
                self.keep(first)?;
                rest.iter().try_for_each(|step| self.keep_compared(step))
            }
            ExprKind::BoolOp { operands, .. } => self.hoist_all(operands),
            ExprKind::Unary { operand, .. } => self.hoist_expression(operand),
            ExprKind::Named { value, .. } => self.hoist_expression(value),
            ExprKind::Conditional { test, body, orelse } => {
                self.hoist_expression(test)?;
                self.hoist_expression(body)?;
                self.hoist_expression(orelse)
            }
            ExprKind::List(elements) | ExprKind::Set(elements) | ExprKind::Tuple { elements, .. } => {
                self.hoist_all(elements)
            }
            ExprKind::Primary { base, trailers } => {
                self.hoist_expression(base)?;
                trailers.iter().try_for_each(|trailer| self.hoist_trailer(trailer))
            }
            _ => Ok(()),
        }
    }

    fn hoist_binary(&mut self, first: ExprRef<'a>, rest: &'a [BinaryStep<'a>]) -> Emit {
        // A chain that begins with constants is folded as far as they go.
        let begins_constant =
            self.fold(first).is_some() && rest.first().is_some_and(|step| self.fold(step.operand).is_some());
        if begins_constant {
            return Ok(());
        }
        self.keep(first)?;
        rest.iter().try_for_each(|step| self.keep_operand(step.operator, step.operand))
    }

    fn hoist_trailer(&mut self, trailer: &'a Trailer<'a>) -> Emit {
        match &trailer.kind {
            TrailerKind::Attribute(_) => Ok(()),
            TrailerKind::Call(arguments) => {
                arguments.iter().try_for_each(|argument| self.hoist_expression(argument.value))
            }
            TrailerKind::Subscript(index) => {
                let fits = self.fold(index).and_then(Constant::immediate).is_some();
                if fits { Ok(()) } else { self.keep(index) }
            }
        }
    }
}

/// Whether two constants are the same value of the same type.
fn is_same(a: Constant<'_>, b: Constant<'_>) -> bool {
    match (a, b) {
        (Constant::Float(a), Constant::Float(b)) => a.to_bits() == b.to_bits(),
        (Constant::Int(_), Constant::Int(_))
        | (Constant::Str(_), Constant::Str(_))
        | (Constant::BigInt(..), Constant::BigInt(..)) => a == b,
        _ => false,
    }
}

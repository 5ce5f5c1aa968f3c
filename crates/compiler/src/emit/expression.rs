//! Expressions: which way each kind is evaluated.

use super::{Emit, Emitter, Register};
use crate::ast::{Expr, ExprKind, ExprRef, FStringPart, Trailer, TrailerKind, UnaryOperator};
use bytecode::Op;

impl<'a> Emitter<'a> {
    /// R\[to\] = the value. What `to` held before is not needed any more, unless it is a local: that is written last.
    pub(super) fn expression_to(&mut self, expression: ExprRef<'a>, to: Register) -> Emit {
        if let Some(constant) = self.fold(expression) {
            self.at(expression.span);
            return self.load_constant(constant, to);
        }
        match &expression.kind {
            ExprKind::Name(text) => {
                self.at(expression.span);
                self.load_name(text, to)
            }
            ExprKind::None
            | ExprKind::True
            | ExprKind::False
            | ExprKind::Ellipsis
            | ExprKind::Int(_)
            | ExprKind::Float(_)
            | ExprKind::Imaginary(_)
            | ExprKind::Str(_)
            | ExprKind::Bytes(_) => Ok(()),
            ExprKind::BigInt { .. } => self.fail_at(
                "Exceeds the limit (4300 digits) for integer string conversion - \
                 Consider hexadecimal for huge integer literals to avoid decimal conversion limits.",
                expression.span,
            ),
            ExprKind::FString(parts) => self.f_string(expression, parts, to),
            ExprKind::BoolOp { operator, operands } => self.bool_op(expression, *operator, operands, to),
            ExprKind::Named { target, value } => self.named(expression, target, value, Some(to)).map(|_| ()),
            ExprKind::Binary { first, rest } => self.binary(expression, first, rest, to),
            ExprKind::Unary { operator, operand } => self.unary(expression, *operator, operand, to),
            ExprKind::Lambda { parameters, body } => self.lambda(expression, parameters, body, to),
            ExprKind::Conditional { test, body, orelse } => self.conditional(expression, test, body, orelse, to),
            ExprKind::Dict(items) => self.dict_display(expression, items, to),
            ExprKind::Set(elements) => self.set_display(expression, elements, to),
            ExprKind::List(elements) => self.list_display(expression, elements, to),
            ExprKind::Tuple { elements, .. } => self.tuple_display(expression, elements, to),
            ExprKind::Comprehension { kind, comprehension } => self.comprehension(expression, *kind, comprehension, to),
            ExprKind::Await(operand) => self.await_expression(expression, operand, to),
            ExprKind::Yield(value) => self.yield_expression(expression, *value, to),
            ExprKind::YieldFrom(value) => self.yield_from(expression, value, to),
            ExprKind::Compare { first, rest } => self.comparison(expression, first, rest, to),
            ExprKind::Primary { base, trailers } => self.primary(expression, base, trailers, Some(to)).map(|_| ()),
            ExprKind::Starred(_) => self.fail_at("can't use starred expression here", expression.span),
            ExprKind::Slice { lower, upper, step } => self.slice(expression, [*lower, *upper, *step], to),
        }
    }

    /// Evaluates to any register: a local in place, else a new temporary.
    pub(super) fn operand(&mut self, expression: ExprRef<'a>) -> Emit<Register> {
        self.operand_hint(expression, None)
    }

    /// The same; a value that needs a temporary goes to `hint`, if that is one.
    pub(super) fn operand_hint(&mut self, expression: ExprRef<'a>, hint: Option<Register>) -> Emit<Register> {
        match &expression.kind {
            ExprKind::Name(text) => {
                self.at(expression.span);
                if let Some(local) = self.local_in_place(text)? {
                    self.visit(expression.span)?;
                    return Ok(local);
                }
            }
            ExprKind::Named { target, value } => return self.named(expression, target, value, hint),
            _ => {
                if !self.unit.hoisted.is_empty()
                    && let Some(register) = self.hoisted_constant(expression)
                {
                    self.visit(expression.span)?;
                    return Ok(register);
                }
            }
        }
        let to = match hint {
            Some(register) if self.unit.is_temporary(register) => register,
            _ => self.take(1)?,
        };
        self.expression_to(expression, to)?;
        Ok(to)
    }

    /// An operand that stays what it is while `later` is evaluated.
    pub(super) fn held_operand(
        &mut self,
        expression: ExprRef<'a>,
        hint: Option<Register>,
        later_rebinds: bool,
    ) -> Emit<Register> {
        let register = self.operand_hint(expression, hint)?;
        if !later_rebinds || self.unit.is_temporary(register) {
            return Ok(register);
        }
        let copy = match hint {
            Some(hint) if self.unit.is_temporary(hint) => hint,
            _ => self.take(1)?,
        };
        self.copy(copy, register)?;
        Ok(copy)
    }

    /// Evaluates and drops the value.
    pub(super) fn effect(&mut self, expression: ExprRef<'a>) -> Emit {
        if self.fold(expression).is_some() {
            return self.visit(expression.span);
        }
        let mark = self.unit.mark();
        match &expression.kind {
            ExprKind::Primary { base, trailers } => {
                self.primary(expression, base, trailers, None)?;
            }
            _ => {
                self.operand(expression)?;
            }
        }
        self.unit.release(mark);
        Ok(())
    }

    /// `target := value`; returns where the value is.
    fn named(
        &mut self,
        expression: ExprRef<'a>,
        target: ExprRef<'a>,
        value: ExprRef<'a>,
        to: Option<Register>,
    ) -> Emit<Register> {
        let ExprKind::Name(text) = target.kind else { return self.operand_hint(value, to) };
        if let Some(local) = self.direct_target(text)? {
            self.expression_to(value, local)?;
            self.visit(expression.span)?;
            self.now_bound(local);
            return match to {
                Some(to) => {
                    self.at(expression.span);
                    self.copy(to, local)?;
                    Ok(to)
                }
                None => Ok(local),
            };
        }
        let register = match to {
            Some(register) => register,
            None => self.take(1)?,
        };
        self.expression_to(value, register)?;
        self.at(target.span);
        self.store_name(text, register)?;
        Ok(register)
    }

    fn conditional(
        &mut self,
        expression: ExprRef<'a>,
        test: ExprRef<'a>,
        body: ExprRef<'a>,
        orelse: ExprRef<'a>,
        to: Register,
    ) -> Emit {
        let otherwise = self.unit.code.new_label()?;
        let end = self.unit.code.new_label()?;
        let mark = self.unit.mark();
        let mut at = expression.span;
        self.condition(test, otherwise, false, &mut at)?;
        self.expression_to(body, to)?;
        self.at_no_line();
        self.unit.code.jump(Op::Jump, 0, 0, end)?;
        self.unit.code.place(otherwise)?;
        self.expression_to(orelse, to)?;
        self.unit.code.place(end)?;
        self.unit.release(mark);
        Ok(())
    }

    fn slice(&mut self, expression: ExprRef<'a>, parts: [Option<ExprRef<'a>>; 3], to: Register) -> Emit {
        let mark = self.unit.mark();
        let start = if self.unit.is_top(to) { to } else { self.take(1)? };
        self.take(2)?;
        for (index, part) in parts.into_iter().enumerate() {
            let register = start + index as u8;
            match part {
                Some(part) => self.expression_to(part, register)?,
                None => {
                    self.at(expression.span);
                    self.op(Op::LoadSpecial, register, 1, 0)?;
                }
            }
        }
        self.at(expression.span);
        self.intrinsic(bytecode::Intrinsic::BuildSlice, to, start, 0)?;
        self.unit.release(mark);
        Ok(())
    }

    /// Whether evaluating the expression can rebind a local that was read in place before.
    pub(super) fn rebinds(&self, expression: ExprRef<'a>) -> bool {
        self.unit.has_named && has_named(expression)
    }

    pub(super) fn unary(
        &mut self,
        expression: ExprRef<'a>,
        operator: UnaryOperator,
        operand: ExprRef<'a>,
        to: Register,
    ) -> Emit {
        let mark = self.unit.mark();
        let value = self.operand_hint(operand, Some(to))?;
        self.at(expression.span);
        let op = match operator {
            UnaryOperator::Not => Op::Not,
            UnaryOperator::Negate => Op::Neg,
            UnaryOperator::Plus => Op::Pos,
            UnaryOperator::Invert => Op::Invert,
        };
        self.op(op, to, value, 0)?;
        self.unit.release(mark);
        Ok(())
    }
}

/// Whether `:=` occurs outside of inner functions.
fn has_named(expression: &Expr<'_>) -> bool {
    let any = |expressions: &[ExprRef<'_>]| expressions.iter().any(|expression| has_named(expression));
    let optional = |expression: Option<ExprRef<'_>>| expression.is_some_and(has_named);
    match &expression.kind {
        ExprKind::Named { .. } => true,
        ExprKind::FString(parts) => parts.iter().any(f_string_has_named),
        ExprKind::BoolOp { operands, .. } => any(operands),
        ExprKind::Binary { first, rest } => has_named(first) || rest.iter().any(|step| has_named(step.operand)),
        ExprKind::Unary { operand, .. } => has_named(operand),
        ExprKind::Lambda { parameters, .. } => parameters.all.iter().any(|parameter| optional(parameter.default)),
        ExprKind::Conditional { test, body, orelse } => has_named(test) || has_named(body) || has_named(orelse),
        ExprKind::Dict(items) => items.iter().any(|item| optional(item.key) || has_named(item.value)),
        ExprKind::Set(elements) | ExprKind::List(elements) | ExprKind::Tuple { elements, .. } => any(elements),
        // What a comprehension assigns outside of it can be any local.
        ExprKind::Comprehension { .. } => true,
        ExprKind::Await(value) | ExprKind::YieldFrom(value) | ExprKind::Starred(value) => has_named(value),
        ExprKind::Yield(value) => optional(*value),
        ExprKind::Compare { first, rest } => has_named(first) || rest.iter().any(|step| has_named(step.operand)),
        ExprKind::Primary { base, trailers } => has_named(base) || trailers.iter().any(trailer_has_named),
        ExprKind::Slice { lower, upper, step } => optional(*lower) || optional(*upper) || optional(*step),
        _ => false,
    }
}

fn f_string_has_named(part: &FStringPart<'_>) -> bool {
    match part {
        FStringPart::Literal(_) => false,
        FStringPart::Field(field) => {
            has_named(field.value) || field.format.unwrap_or_default().iter().any(f_string_has_named)
        }
    }
}

fn trailer_has_named(trailer: &Trailer<'_>) -> bool {
    match trailer.kind {
        TrailerKind::Attribute(_) => false,
        TrailerKind::Call(arguments) => arguments.iter().any(|argument| has_named(argument.value)),
        TrailerKind::Subscript(index) => has_named(index),
    }
}

//! `yield` and `await`.

use super::unit::GeneratorKind;
use super::{Emit, Emitter, Register};
use crate::ast::ExprRef;
use bytecode::{Intrinsic, Op};

impl<'a> Emitter<'a> {
    pub(super) fn yield_expression(
        &mut self,
        expression: ExprRef<'a>,
        value: Option<ExprRef<'a>>,
        to: Register,
    ) -> Emit {
        let mark = self.unit.mark();
        let register = match value {
            Some(value) => self.operand_hint(value, Some(to))?,
            None => {
                let none = if self.unit.is_temporary(to) { to } else { self.take(1)? };
                self.at(expression.span);
                self.op(Op::LoadSpecial, none, 1, 0)?;
                none
            }
        };
        self.at(expression.span);
        self.yield_value(register, Some(to))?;
        self.unit.release(mark);
        Ok(())
    }

    /// Yields R\[value\]; what is sent arrives in `to`.
    pub(super) fn yield_value(&mut self, value: Register, to: Option<Register>) -> Emit {
        let mark = self.unit.mark();
        let sent = match to {
            Some(to) => to,
            None => self.take(1)?,
        };
        if self.unit.generator == GeneratorKind::AsyncGenerator {
            let wrapped = self.take(1)?;
            self.intrinsic(Intrinsic::AsyncYield, wrapped, value, 0)?;
            self.op(Op::Yield, wrapped, sent, 0)?;
        } else {
            self.op(Op::Yield, value, sent, 0)?;
        }
        self.unit.release(mark);
        Ok(())
    }

    pub(super) fn yield_from(&mut self, expression: ExprRef<'a>, value: ExprRef<'a>, to: Register) -> Emit {
        self.delegate(expression, value, to, Intrinsic::GetYieldFromIter)
    }

    pub(super) fn await_expression(&mut self, expression: ExprRef<'a>, value: ExprRef<'a>, to: Register) -> Emit {
        self.delegate(expression, value, to, Intrinsic::GetAwaitable)
    }

    fn delegate(&mut self, expression: ExprRef<'a>, value: ExprRef<'a>, to: Register, get: Intrinsic) -> Emit {
        let mark = self.unit.mark();
        let result = if self.unit.is_temporary(to) { to } else { self.take(1)? };
        let iterator = self.take(1)?;
        self.expression_to(value, iterator)?;
        self.at(expression.span);
        self.intrinsic(get, iterator, iterator, 0)?;
        self.op(Op::LoadSpecial, result, 1, 0)?;
        self.op(Op::YieldFrom, iterator, result, 0)?;
        self.copy(to, result)?;
        self.unit.release(mark);
        Ok(())
    }

    /// R\[result\] = await R\[value\]; `value` is a temporary that is used up.
    pub(super) fn await_value(&mut self, value: Register, result: Register) -> Emit {
        self.intrinsic(Intrinsic::GetAwaitable, value, value, 0)?;
        self.op(Op::LoadSpecial, result, 1, 0)?;
        self.op(Op::YieldFrom, value, result, 0)
    }

    pub(super) fn return_none(&mut self) -> Emit {
        if !self.is_reachable() {
            return Ok(());
        }
        let mark = self.unit.mark();
        let none = self.take(1)?;
        self.op(Op::LoadSpecial, none, 1, 0)?;
        self.op(Op::Return, none, 0, 0)?;
        self.unit.release(mark);
        Ok(())
    }
}

//! Comprehensions and generator expressions.

use super::control::LoopSource;
use super::{Emit, Emitter, Register};
use crate::ast::{Comprehension, ComprehensionKind, ExprKind, ExprRef};
use crate::scope::{ScopeId, key, scope_flag};
use bytecode::{Intrinsic, Op};

impl<'a> Emitter<'a> {
    pub(super) fn comprehension(
        &mut self,
        expression: ExprRef<'a>,
        kind: ComprehensionKind,
        node: &'a Comprehension<'a>,
        to: Register,
    ) -> Emit {
        let Some(scope) = self.tree.scope_of(key(node)) else { return self.fail("comprehension without a scope") };
        if self.tree.scope(scope).has(scope_flag::INLINED) {
            return self.inlined_comprehension(expression, kind, node, scope, to);
        }
        let mark = self.unit.mark();
        let work = if self.unit.is_top(to) { to } else { self.take(1)? };
        let inner = self.unit.mark();
        let code = self.comprehension_code(expression, kind, node, scope)?;
        self.at(expression.span);
        self.make_function(code, work)?;
        self.take(2)?;
        let argument = self.take(1)?;
        if let Some(clause) = node.clauses.first() {
            self.expression_to(clause.iterable, argument)?;
            self.at(self.in_line_of(expression.span, clause.iterable.span));
            if clause.is_async {
                self.intrinsic(Intrinsic::GetAsyncIter, argument, argument, 0)?;
            } else if kind == ComprehensionKind::Generator {
                self.intrinsic(Intrinsic::GetIter, argument, argument, 0)?;
            }
        }
        self.at(expression.span);
        self.emit_call(work, 1, None, false)?;
        self.unit.release(inner);
        if kind != ComprehensionKind::Generator && self.tree.scope(scope).has(scope_flag::AWAIT) {
            let result = self.take(1)?;
            self.await_value(work, result)?;
            self.copy(to, result)?;
        } else {
            self.copy(to, work)?;
        }
        self.unit.release(mark);
        Ok(())
    }

    fn comprehension_code(
        &mut self,
        expression: ExprRef<'a>,
        kind: ComprehensionKind,
        node: &'a Comprehension<'a>,
        scope: ScopeId,
    ) -> Emit<u32> {
        let qualname = self.qualname_of(scope)?;
        self.unit_code(scope, qualname, expression.span, &mut |emitter| {
            emitter.unit.parts.argument_count = 1;
            emitter.unit.comprehension = expression.span;
            if kind == ComprehensionKind::Generator {
                emitter.clauses(node, 0, true, &mut |emitter| {
                    let mark = emitter.unit.mark();
                    let value = emitter.operand(node.element)?;
                    emitter.at(emitter.in_line_of(emitter.unit.comprehension, node.element.span));
                    emitter.yield_value(value, None)?;
                    emitter.unit.release(mark);
                    Ok(())
                })?;
                emitter.at_no_line();
                return emitter.return_none();
            }
            emitter.at(expression.span);
            let collection = emitter.take(1)?;
            emitter.collect(kind, node, collection, true)?;
            emitter.at(emitter.unit.comprehension);
            emitter.op(Op::Return, collection, 0, 0)
        })
    }

    fn inlined_comprehension(
        &mut self,
        expression: ExprRef<'a>,
        kind: ComprehensionKind,
        node: &'a Comprehension<'a>,
        scope: ScopeId,
        to: Register,
    ) -> Emit {
        let mark = self.unit.mark();
        let collection = if self.unit.is_temporary(to) { to } else { self.take(1)? };
        let first_variable = self.unit.mark();
        self.unit.code.at_unseen(expression.span);
        self.comprehension_variables(node, scope)?;
        let end_variables = self.unit.mark();
        self.at(expression.span);
        let outer = core::mem::replace(&mut self.unit.comprehension, expression.span);
        self.collect(kind, node, collection, false)?;
        self.unit.comprehension = outer;
        self.visit(expression.span)?;
        self.at(expression.span);
        for register in first_variable..end_variables {
            self.unit.unpin(register as Register);
        }
        self.copy(to, collection)?;
        self.unit.release(mark);
        Ok(())
    }

    /// Gives the variables of an inlined comprehension registers.
    fn comprehension_variables(&mut self, node: &'a Comprehension<'a>, scope: ScopeId) -> Emit {
        let first_target = match node.clauses.first().map(|clause| clause.target.kind) {
            Some(ExprKind::Name(text)) => Some(text),
            _ => None,
        };
        let mut next = self.tree.first_symbol(scope);
        while let Some((index, symbol)) = self.tree.symbol_at(next) {
            next = symbol.next_index();
            if !symbol.is_bound() {
                continue;
            }
            let register = self.take(1)?;
            self.unit.pin(register);
            self.tree.set_slot(index, register as u32, false);
            let bound = self.unit.code.bound().without(register);
            self.unit.code.set_bound(bound);
            // A variable of an inner clause could be read before that clause first runs.
            if node.clauses.len() > 1 && first_target != Some(self.tree.names.text(symbol.name)) {
                self.op(Op::LoadSpecial, register, 0, 0)?;
            }
        }
        Ok(())
    }

    /// R\[collection\] = the collected elements.
    fn collect(
        &mut self,
        kind: ComprehensionKind,
        node: &'a Comprehension<'a>,
        collection: Register,
        is_function: bool,
    ) -> Emit {
        let mark = self.unit.mark();
        let source = self.first_source(node, is_function)?;
        match kind {
            ComprehensionKind::Set => self.intrinsic(Intrinsic::BuildSet, collection, 0, 0)?,
            ComprehensionKind::Dict => self.intrinsic(Intrinsic::BuildDict, collection, 0, 0)?,
            _ => self.op(Op::BuildList, collection, collection, 0)?,
        }
        let surrounding = self.unit.current;
        if let Some(scope) = self.tree.scope_of(key(node)) {
            self.unit.current = scope;
        }
        self.clauses_from(node, 0, source, &mut |emitter| emitter.add_element(kind, node, collection))?;
        self.unit.current = surrounding;
        self.unit.release(mark);
        Ok(())
    }

    fn first_source(&mut self, node: &'a Comprehension<'a>, is_function: bool) -> Emit<LoopSource<'a>> {
        match node.clauses.first() {
            Some(clause) if !is_function => {
                Ok(LoopSource::Expression(clause.iterable, self.unit.current, self.unit.comprehension))
            }
            Some(clause) if clause.is_async => {
                Ok(LoopSource::Iterator(0, self.in_line_of(self.unit.comprehension, clause.iterable.span)))
            }
            Some(clause) => Ok(LoopSource::Value(0, self.in_line_of(self.unit.comprehension, clause.iterable.span))),
            None => self.fail("comprehension without a clause"),
        }
    }

    fn add_element(&mut self, kind: ComprehensionKind, node: &'a Comprehension<'a>, collection: Register) -> Emit {
        let mark = self.unit.mark();
        match node.value {
            Some(value) if kind == ComprehensionKind::Dict => {
                let pair = self.take(2)?;
                self.expression_to(node.element, pair)?;
                self.expression_to(value, pair + 1)?;
                self.at(self.in_line_of(self.unit.comprehension, node.element.span.to(value.span)));
                self.intrinsic(Intrinsic::DictSet, collection, pair, 0)?;
            }
            _ => {
                let element = self.operand(node.element)?;
                self.at(self.in_line_of(self.unit.comprehension, node.element.span));
                if kind == ComprehensionKind::Set {
                    self.intrinsic(Intrinsic::SetAdd, collection, element, 0)?;
                } else {
                    self.op(Op::ListAppend, collection, element, 0)?;
                }
            }
        }
        self.unit.release(mark);
        Ok(())
    }

    fn clauses(
        &mut self,
        node: &'a Comprehension<'a>,
        index: usize,
        is_function: bool,
        element: &mut dyn FnMut(&mut Self) -> Emit,
    ) -> Emit {
        let Some(clause) = node.clauses.get(index) else { return element(self) };
        let source = if index == 0 {
            self.first_source(node, is_function)?
        } else {
            LoopSource::Expression(clause.iterable, self.unit.current, self.unit.comprehension)
        };
        self.clauses_from(node, index, source, element)
    }

    /// The loops of the clauses from `index` on, around `element`.
    fn clauses_from(
        &mut self,
        node: &'a Comprehension<'a>,
        index: usize,
        source: LoopSource<'a>,
        element: &mut dyn FnMut(&mut Self) -> Emit,
    ) -> Emit {
        let Some(clause) = node.clauses.get(index) else { return Ok(()) };
        self.iterate(source, clause.target, clause.is_async, &mut |emitter, next| {
            for condition in clause.conditions {
                let mut at = emitter.unit.comprehension;
                emitter.condition(condition, next, false, &mut at)?;
                emitter.unit.comprehension = at;
            }
            emitter.clauses(node, index + 1, false, element)
        })
    }
}

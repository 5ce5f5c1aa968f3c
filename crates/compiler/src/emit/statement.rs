//! Statements: which way each kind is made.

use super::{Emit, Emitter};
use crate::ast::{ExprKind, ExprRef, Mode, Module, Span, Stmt, StmtKind, Suite};
use crate::language;
use crate::scope::ScopeId;
use bytecode::{Intrinsic, Op};

impl<'a> Emitter<'a> {
    /// The main code.
    pub(super) fn module_code(&mut self, module: &'a Module<'a>) -> Emit<u32> {
        let span = Span::new(0, 0);
        self.unit_code(ScopeId(0), "<module>", span, &mut |emitter| {
            emitter.declared.clear();
            match module.mode {
                Mode::Expression => emitter.expression_module(module.body),
                Mode::Interactive => {
                    emitter.unit.prints_expressions = true;
                    emitter.suite(module.body)?;
                    emitter.at_no_line();
                    emitter.return_none()
                }
                Mode::Module => {
                    let body = emitter.namespace_docstring(module.body)?;
                    emitter.suite(body)?;
                    emitter.at_no_line();
                    emitter.return_none()
                }
                Mode::Cell => match module.body.split_last() {
                    Some((last, body)) if matches!(last.kind, StmtKind::Expr(_)) => {
                        emitter.suite(body)?;
                        emitter.expression_module(core::slice::from_ref(last))
                    }
                    _ => {
                        emitter.suite(module.body)?;
                        emitter.at_no_line();
                        emitter.return_none()
                    }
                },
            }
        })
    }

    fn expression_module(&mut self, body: Suite<'a>) -> Emit {
        if let Some(Stmt { kind: StmtKind::Expr(value), .. }) = body.first() {
            let register = self.operand(value)?;
            self.op(Op::Return, register, 0, 0)?;
        }
        self.return_none()
    }

    /// The statements of a block, as far as execution can come.
    pub(super) fn suite(&mut self, suite: Suite<'a>) -> Emit {
        for statement in suite {
            if !self.is_reachable() {
                break;
            }
            let mark = self.unit.mark();
            self.statement(statement)?;
            self.unit.release(mark);
        }
        Ok(())
    }

    /// A statement. Where it leaves the position decides which line CPython gives to what follows a `finally` block.
    fn statement(&mut self, statement: &'a Stmt<'a>) -> Emit {
        self.statement_of_kind(statement)?;
        match &statement.kind {
            StmtKind::If(_) | StmtKind::While(_) | StmtKind::For(_) | StmtKind::Match(_) => {}
            StmtKind::With(_) | StmtKind::Try(_) | StmtKind::Expr(_) => self.at_no_line(),
            _ => self.at(statement.span),
        }
        Ok(())
    }

    fn statement_of_kind(&mut self, statement: &'a Stmt<'a>) -> Emit {
        let span = statement.span;
        match &statement.kind {
            StmtKind::FunctionDef(function) => self.function_definition(function),
            StmtKind::ClassDef(class) => self.class_definition(class),
            StmtKind::Return(value) => self.return_statement(*value, span),
            StmtKind::Delete(targets) => targets.iter().try_for_each(|target| self.delete_target(target)),
            StmtKind::Assign { targets, value } => self.assign(targets, value),
            StmtKind::AugAssign { target, operator, value } => self.augmented(target, *operator, value, span),
            StmtKind::AnnAssign(assign) => self.annotated(assign),
            StmtKind::TypeAlias(alias) if language::TYPE_PARAMETERS => self.type_alias(alias, span),
            StmtKind::For(node) => self.for_statement(node, span),
            StmtKind::While(node) => self.while_statement(node, span),
            StmtKind::If(node) => self.if_statement(node),
            StmtKind::With(node) => self.with_statement(node, span),
            StmtKind::Match(node) if language::MATCH => self.match_statement(node),
            StmtKind::Raise { exception, cause } => self.raise(*exception, *cause, span),
            StmtKind::Try(node) => {
                self.visit(span)?;
                self.try_statement(node)
            }
            StmtKind::Assert { test, message } => self.assert(test, *message, span),
            StmtKind::Import(aliases) => aliases.iter().try_for_each(|alias| self.import(alias, span)),
            StmtKind::ImportFrom(import) => self.import_from(import, span),
            StmtKind::Global(_) | StmtKind::Nonlocal(_) | StmtKind::TypeAlias(_) | StmtKind::Match(_) => Ok(()),
            StmtKind::Expr(value) if self.unit.prints_expressions => {
                let register = self.operand(value)?;
                self.at(span);
                self.intrinsic(Intrinsic::PrintExpression, register, 0, 0)
            }
            StmtKind::Expr(value) => {
                if self.fold(value).is_some() {
                    return self.visit(span);
                }
                self.effect(value)?;
                // In CPython dropping the value of these has no line.
                if self.is_joined(value) {
                    self.unit.code.forget_line();
                }
                Ok(())
            }
            StmtKind::Pass => self.visit(span),
            StmtKind::Break | StmtKind::Continue => self.loop_jump(&statement.kind, span),
        }
    }

    /// Splits the docstring off a block.
    pub(super) fn docstring(&self, body: Suite<'a>) -> (Option<&'a [u8]>, Suite<'a>) {
        if let Some((Stmt { kind: StmtKind::Expr(value), .. }, rest)) = body.split_first()
            && let ExprKind::Str(text) = value.kind
        {
            return (if self.options.optimization < 2 { Some(text) } else { None }, rest);
        }
        (None, body)
    }

    /// Stores the docstring of a module or class; returns the other statements.
    pub(super) fn namespace_docstring(&mut self, body: Suite<'a>) -> Emit<Suite<'a>> {
        let (docstring, rest) = self.docstring(body);
        if let (Some(text), Some(first)) = (docstring, body.first()) {
            self.at(first.span);
            self.store_constant_name("__doc__", super::constant::Constant::Str(text))?;
        }
        Ok(rest)
    }

    /// The name in the namespace = a constant.
    pub(super) fn store_constant_name(&mut self, name: &'a str, value: super::constant::Constant<'a>) -> Emit {
        let mark = self.unit.mark();
        let register = self.take(1)?;
        self.load_constant(value, register)?;
        let name = self.tree.names.intern(name)?;
        self.store_place(super::name::Place::Name(name), register)?;
        self.unit.release(mark);
        Ok(())
    }

    /// Whether more than one way leads to the end of an expression.
    fn is_joined(&mut self, expression: ExprRef<'a>) -> bool {
        match &expression.kind {
            ExprKind::BoolOp { .. } => true,
            ExprKind::Conditional { test, .. } => self.fold(test).is_none(),
            ExprKind::Compare { rest, .. } => rest.len() > 1,
            _ => false,
        }
    }
}

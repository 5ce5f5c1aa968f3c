//! The walk over expressions and targets.

use super::build::Builder;
use super::{ScopeKind, key, scope_flag, symbol_flag};
use crate::ast::{
    Comprehension, ComprehensionKind, Expr, ExprKind, ExprRef, FStringPart, Parameters, Span, TrailerKind,
};
use crate::error::{Message, Piece, messages};
use crate::stop::Stop;

impl<'a> Builder<'a> {
    pub(super) fn optional(&mut self, expression: Option<ExprRef<'a>>) -> Result<(), Stop> {
        expression.map_or(Ok(()), |expression| self.expression(expression))
    }

    fn expressions(&mut self, expressions: &'a [ExprRef<'a>]) -> Result<(), Stop> {
        expressions.iter().try_for_each(|expression| self.expression(expression))
    }

    pub(super) fn expression(&mut self, expression: &'a Expr<'a>) -> Result<(), Stop> {
        match &expression.kind {
            ExprKind::Name(text) => self.use_name(text),
            ExprKind::None
            | ExprKind::True
            | ExprKind::False
            | ExprKind::Ellipsis
            | ExprKind::Int(_)
            | ExprKind::BigInt { .. }
            | ExprKind::Float(_)
            | ExprKind::Imaginary(_)
            | ExprKind::Str(_)
            | ExprKind::Bytes(_) => Ok(()),
            ExprKind::FString(parts) => self.f_string(parts),
            ExprKind::BoolOp { operands, .. } => self.expressions(operands),
            ExprKind::Named { target, value } => {
                if self.iterables > 0 {
                    return self.fail(messages::NAMED_IN_COMPREHENSION_ITERABLE, expression.span);
                }
                self.expression(value)?;
                self.named_target(target)
            }
            ExprKind::Binary { first, rest } => {
                self.expression(first)?;
                rest.iter().try_for_each(|step| self.expression(step.operand))
            }
            ExprKind::Unary { operand, .. } => self.expression(operand),
            ExprKind::Lambda { parameters, body } => self.lambda(parameters, body),
            ExprKind::Conditional { test, body, orelse } => {
                self.expression(test)?;
                self.expression(body)?;
                self.expression(orelse)
            }
            ExprKind::Dict(items) => items.iter().try_for_each(|item| {
                self.optional(item.key)?;
                self.expression(item.value)
            }),
            ExprKind::Set(elements) | ExprKind::List(elements) | ExprKind::Tuple { elements, .. } => {
                self.expressions(elements)
            }
            ExprKind::Comprehension { kind, comprehension } => self.comprehension(*kind, comprehension),
            ExprKind::Await(operand) => {
                self.check_await(expression.span)?;
                self.expression(operand)
            }
            ExprKind::Yield(value) => {
                self.check_yield(expression.span)?;
                self.optional(*value)
            }
            ExprKind::YieldFrom(value) => {
                self.check_yield(expression.span)?;
                if self.tree.scope(self.current).has(scope_flag::ASYNC_DEF) {
                    return self.fail(messages::YIELD_FROM_IN_ASYNC, expression.span);
                }
                self.expression(value)
            }
            ExprKind::Compare { first, rest } => {
                self.expression(first)?;
                rest.iter().try_for_each(|step| self.expression(step.operand))
            }
            ExprKind::Primary { base, trailers } => {
                self.expression(base)?;
                trailers.iter().try_for_each(|trailer| self.trailer(&trailer.kind))
            }
            ExprKind::Starred(value) => self.expression(value),
            ExprKind::Slice { lower, upper, step } => {
                self.optional(*lower)?;
                self.optional(*upper)?;
                self.optional(*step)
            }
        }
    }

    fn trailer(&mut self, trailer: &'a TrailerKind<'a>) -> Result<(), Stop> {
        match trailer {
            TrailerKind::Attribute(_) => Ok(()),
            TrailerKind::Call(arguments) => arguments.iter().try_for_each(|argument| self.expression(argument.value)),
            TrailerKind::Subscript(index) => self.expression(index),
        }
    }

    fn f_string(&mut self, parts: &'a [FStringPart<'a>]) -> Result<(), Stop> {
        for part in parts {
            if let FStringPart::Field(field) = part {
                self.expression(field.value)?;
                self.f_string(field.format.unwrap_or_default())?;
            }
        }
        Ok(())
    }

    /// The target of an assignment.
    pub(super) fn target(&mut self, target: &'a Expr<'a>) -> Result<(), Stop> {
        match &target.kind {
            ExprKind::Name(text) => self.bind(text, target.span, 0),
            ExprKind::Starred(inner) => self.target(inner),
            ExprKind::List(elements) | ExprKind::Tuple { elements, .. } => {
                elements.iter().try_for_each(|element| self.target(element))
            }
            _ => self.expression(target),
        }
    }

    /// A target of `del`.
    pub(super) fn delete(&mut self, target: &'a Expr<'a>) -> Result<(), Stop> {
        match &target.kind {
            ExprKind::Name("__debug__") => self.fail("cannot delete __debug__", target.span),
            ExprKind::Name(text) => self.bind(text, target.span, symbol_flag::DELETED),
            ExprKind::List(elements) | ExprKind::Tuple { elements, .. } => {
                elements.iter().try_for_each(|element| self.delete(element))
            }
            _ => self.expression(target),
        }
    }

    /// The target of `:=`, which is bound outside of comprehensions.
    fn named_target(&mut self, target: &'a Expr<'a>) -> Result<(), Stop> {
        let ExprKind::Name(text) = target.kind else { return self.target(target) };
        let name = self.mangled(text)?;
        let innermost = self.current;
        let mut scope = innermost;
        while let ScopeKind::Comprehension(_) = self.tree.scope(scope).kind {
            let symbol = self.tree.enter(scope, name)?;
            if symbol.has(symbol_flag::ITERATION) {
                let message = Message::with(messages::NAMED_REBINDS_ITERATION_VARIABLE, Piece::Source(target.span));
                return self.fail(message, target.span);
            }
            symbol.flags |= symbol_flag::NAMED_OUTSIDE | symbol_flag::USED;
            let Some(parent) = self.tree.scope(scope).parent else { break };
            scope = parent;
        }
        if scope != innermost && self.tree.scope(scope).kind == ScopeKind::Class {
            return self.fail(messages::NAMED_IN_CLASS_COMPREHENSION, target.span);
        }
        self.tree.scope_mut(scope).flags |= scope_flag::NAMED;
        self.tree.scope_mut(innermost).flags |= scope_flag::NAMED;
        self.current = scope;
        self.bind(text, target.span, 0)?;
        self.current = innermost;
        Ok(())
    }

    fn lambda(&mut self, parameters: &'a Parameters<'a>, body: ExprRef<'a>) -> Result<(), Stop> {
        self.defaults(parameters)?;
        let outer = self.enter(ScopeKind::Lambda, "<lambda>", key(body))?;
        self.parameters(parameters)?;
        self.expression(body)?;
        self.leave(outer);
        Ok(())
    }

    fn comprehension(&mut self, kind: ComprehensionKind, node: &'a Comprehension<'a>) -> Result<(), Stop> {
        let name = match kind {
            ComprehensionKind::List => "<listcomp>",
            ComprehensionKind::Set => "<setcomp>",
            ComprehensionKind::Dict => "<dictcomp>",
            ComprehensionKind::Generator => "<genexpr>",
        };
        let Some((first, others)) = node.clauses.split_first() else { return Ok(()) };
        self.iterable(first.iterable)?;
        let outer = self.enter(ScopeKind::Comprehension(kind), name, key(node))?;
        if self.tree.may_inline(self.tree.scope(self.current)) {
            self.scope().flags |= scope_flag::INLINED;
        }
        let mut is_async = first.is_async;
        self.iteration_target(first.target)?;
        self.expressions(first.conditions)?;
        for clause in others {
            is_async |= clause.is_async;
            self.iterable(clause.iterable)?;
            self.iteration_target(clause.target)?;
            self.expressions(clause.conditions)?;
        }
        self.expression(node.element)?;
        self.optional(node.value)?;
        if is_async {
            self.scope().flags |= scope_flag::AWAIT;
        }
        let flags = self.tree.scope(self.current).flags;
        self.leave(outer);
        // The frame of an inlined comprehension is that of its surroundings.
        if flags & scope_flag::NAMED != 0 {
            self.scope().flags |= scope_flag::NAMED;
        }
        if flags & scope_flag::AWAIT != 0 && kind != ComprehensionKind::Generator {
            let span = Span::new(first.span.start, first.span.end);
            return self.check_async_comprehension(node.element.span.to(span));
        }
        Ok(())
    }

    fn iterable(&mut self, iterable: ExprRef<'a>) -> Result<(), Stop> {
        self.iterables += 1;
        self.expression(iterable)?;
        self.iterables -= 1;
        Ok(())
    }

    /// The target of a `for` in a comprehension.
    fn iteration_target(&mut self, target: &'a Expr<'a>) -> Result<(), Stop> {
        self.target(target)?;
        self.mark_iteration(target)
    }

    fn mark_iteration(&mut self, target: &'a Expr<'a>) -> Result<(), Stop> {
        match &target.kind {
            ExprKind::Name(text) => {
                let name = self.mangled(text)?;
                let symbol = self.tree.enter(self.current, name)?;
                if symbol.has(symbol_flag::NAMED_OUTSIDE) {
                    let piece = Piece::Source(target.span);
                    return self.fail(Message::with(messages::ITERATION_VARIABLE_REBINDS_NAMED, piece), target.span);
                }
                symbol.flags |= symbol_flag::ITERATION;
                Ok(())
            }
            ExprKind::Starred(inner) => self.mark_iteration(inner),
            ExprKind::List(elements) | ExprKind::Tuple { elements, .. } => {
                elements.iter().try_for_each(|element| self.mark_iteration(element))
            }
            _ => Ok(()),
        }
    }

    fn check_async_comprehension(&mut self, span: Span) -> Result<(), Stop> {
        let scope = self.tree.scope(self.current);
        let allowed = scope.has(scope_flag::ASYNC_DEF) || matches!(scope.kind, ScopeKind::Comprehension(_));
        if !allowed {
            return self.fail(messages::ASYNC_COMPREHENSION_OUTSIDE_ASYNC, span);
        }
        self.scope().flags |= scope_flag::AWAIT;
        Ok(())
    }

    fn check_await(&mut self, span: Span) -> Result<(), Stop> {
        let scope = *self.tree.scope(self.current);
        match scope.kind {
            _ if scope.has(scope_flag::ASYNC_DEF) => {}
            ScopeKind::Comprehension(_) => {}
            ScopeKind::Module | ScopeKind::Class => return self.fail(messages::AWAIT_OUTSIDE_FUNCTION, span),
            _ => return self.fail(messages::AWAIT_OUTSIDE_ASYNC, span),
        }
        self.scope().flags |= scope_flag::AWAIT;
        Ok(())
    }

    fn check_yield(&mut self, span: Span) -> Result<(), Stop> {
        let name = match self.kind() {
            ScopeKind::Function | ScopeKind::Lambda => {
                self.scope().flags |= scope_flag::YIELD;
                return Ok(());
            }
            ScopeKind::Comprehension(ComprehensionKind::List) => "list comprehension",
            ScopeKind::Comprehension(ComprehensionKind::Set) => "set comprehension",
            ScopeKind::Comprehension(ComprehensionKind::Dict) => "dict comprehension",
            ScopeKind::Comprehension(ComprehensionKind::Generator) => "generator expression",
            _ => return self.fail(messages::YIELD_OUTSIDE_FUNCTION, span),
        };
        self.fail(Message::with(messages::YIELD_IN_COMPREHENSION, Piece::Text(name)), span)
    }
}

//! Statements on one line.

use super::state::Parser;
use super::target::{Purpose, expression_name, is_attribute_or_subscript};
use crate::arena::ArenaVec;
use crate::ast::{AnnAssign, ExprKind, ExprRef, Name, Stmt, StmtKind};
use crate::error::{Failed, Message, Piece};
use crate::language;
use crate::lex::{Step, TokenKind};

impl<'a> Parser<'a> {
    /// A compound statement, or the simple statements of a line.
    pub(super) fn statement_into(&mut self, body: &mut ArenaVec<'a, Stmt<'a>>) -> Step<()> {
        if self.at_compound_statement()? {
            let statement = self.compound_statement()?;
            return Ok(body.try_push(statement)?);
        }
        self.simple_statements_into(body)
    }

    /// `statement; statement` up to the line end, which does not become [`Self::previous`]: nodes end before it.
    pub(super) fn simple_statements_into(&mut self, body: &mut ArenaVec<'a, Stmt<'a>>) -> Step<()> {
        loop {
            let start = self.start();
            let kind = self.simple_statement()?;
            body.try_push(Stmt { span: self.span_from(start), kind })?;
            if !self.eat(TokenKind::Semicolon)? {
                break;
            }
            if self.at(TokenKind::Newline) {
                break;
            }
        }
        let last = self.previous;
        self.expect(TokenKind::Newline)?;
        self.previous = last;
        Ok(())
    }

    fn simple_statement(&mut self) -> Step<StmtKind<'a>> {
        let token = self.token.kind;
        match token {
            TokenKind::Pass => self.keyword_statement(StmtKind::Pass),
            TokenKind::Break => self.keyword_statement(StmtKind::Break),
            TokenKind::Continue => self.keyword_statement(StmtKind::Continue),
            TokenKind::Return => self.return_statement(),
            TokenKind::Raise => self.raise_statement(),
            TokenKind::Assert => self.assert_statement(),
            TokenKind::Del => self.del_statement(),
            TokenKind::Global => Ok(StmtKind::Global(self.declared_names()?)),
            TokenKind::Nonlocal => Ok(StmtKind::Nonlocal(self.declared_names()?)),
            TokenKind::Import => self.import_statement(),
            TokenKind::From => self.import_from_statement(),
            TokenKind::Name
                if language::TYPE_PARAMETERS && self.text() == "type" && self.peek()? == TokenKind::Name =>
            {
                self.type_alias()
            }
            _ => self.expression_statement(),
        }
    }

    fn keyword_statement(&mut self, kind: StmtKind<'a>) -> Step<StmtKind<'a>> {
        self.advance()?;
        Ok(kind)
    }

    fn return_statement(&mut self) -> Step<StmtKind<'a>> {
        self.advance()?;
        let has_value = self.at(TokenKind::Star) || self.starts_expression();
        Ok(StmtKind::Return(if has_value { Some(self.value_expressions()?) } else { None }))
    }

    fn raise_statement(&mut self) -> Step<StmtKind<'a>> {
        self.advance()?;
        if !self.starts_expression() {
            return Ok(StmtKind::Raise { exception: None, cause: None });
        }
        let exception = Some(self.expression()?);
        let cause = if self.eat(TokenKind::From)? { Some(self.expression()?) } else { None };
        Ok(StmtKind::Raise { exception, cause })
    }

    fn assert_statement(&mut self) -> Step<StmtKind<'a>> {
        self.advance()?;
        let test = self.expression()?;
        let message = if self.eat(TokenKind::Comma)? { Some(self.expression()?) } else { None };
        Ok(StmtKind::Assert { test, message })
    }

    fn del_statement(&mut self) -> Step<StmtKind<'a>> {
        self.advance()?;
        let mut targets = self.list();
        loop {
            let target = self.star_expression_for_del()?;
            self.check_target(target, Purpose::Delete)?;
            targets.try_push(target)?;
            if !self.eat(TokenKind::Comma)? || matches!(self.token.kind, TokenKind::Newline | TokenKind::Semicolon) {
                break;
            }
        }
        Ok(StmtKind::Delete(targets.finish()?))
    }

    /// A starred expression is parsed for the sake of the message.
    fn star_expression_for_del(&mut self) -> Step<ExprRef<'a>> {
        if self.at(TokenKind::Star) { self.starred() } else { self.expression() }
    }

    fn declared_names(&mut self) -> Step<&'a [Name<'a>]> {
        self.advance()?;
        let mut names = self.list();
        loop {
            names.try_push(self.name()?)?;
            if !self.eat(TokenKind::Comma)? {
                break;
            }
        }
        Ok(names.finish()?)
    }

    /// An identifier.
    pub(super) fn name(&mut self) -> Step<Name<'a>> {
        let name = Name { text: self.text(), span: self.token.span };
        self.expect(TokenKind::Name)?;
        Ok(name)
    }

    fn expression_statement(&mut self) -> Step<StmtKind<'a>> {
        let start = self.start();
        let first = if self.at(TokenKind::Yield) { self.yield_expression()? } else { self.star_expressions()? };
        match self.token.kind {
            TokenKind::Assign => self.assignment(start, first),
            TokenKind::Colon => self.annotated_assignment(start, first),
            kind => match kind.augmented_operator() {
                Some(operator) => {
                    self.check_augmented_target(first)?;
                    self.advance()?;
                    let value = self.yield_or_value()?;
                    Ok(StmtKind::AugAssign { target: first, operator, value })
                }
                None => {
                    if let ExprKind::Starred(_) = first.kind {
                        return Err(self.bare_star(first));
                    }
                    Ok(StmtKind::Expr(first))
                }
            },
        }
    }

    #[cold]
    fn bare_star(&mut self, starred: ExprRef<'a>) -> Failed {
        if matches!(self.token.kind, TokenKind::Newline | TokenKind::Semicolon) {
            return self.error(crate::error::messages::STARRED_NOT_ALLOWED, starred.span);
        }
        self.unexpected()
    }

    fn assignment(&mut self, start: u32, first: ExprRef<'a>) -> Step<StmtKind<'a>> {
        let mut targets = self.list();
        let (mut value_start, mut value) = (start, first);
        while self.at(TokenKind::Assign) {
            if let ExprKind::Yield(_) | ExprKind::YieldFrom(_) = value.kind
                && value.span.start == value_start
            {
                return Err(self.error("assignment to yield expression not possible", value.span));
            }
            if let Err(failed) = self.check_target(value, Purpose::Bind) {
                let is_first = targets.is_empty();
                let is_target = matches!(value.kind, ExprKind::Name(_)) || is_attribute_or_subscript(value);
                let suggest = is_first && !is_target;
                return Err(if suggest { self.invalid_assignment(start, value, failed) } else { failed });
            }
            targets.try_push(value)?;
            self.advance()?;
            value_start = self.start();
            value = if self.at(TokenKind::Yield) { self.yield_expression()? } else { self.star_expressions()? };
        }
        if let ExprKind::Starred(_) = value.kind {
            return Err(self.bare_star(value));
        }
        Ok(StmtKind::Assign { targets: targets.finish()?, value })
    }

    fn annotated_assignment(&mut self, start: u32, target: ExprRef<'a>) -> Step<StmtKind<'a>> {
        let is_name = matches!(target.kind, ExprKind::Name(_));
        if !is_name && !is_attribute_or_subscript(target) {
            return Err(self.invalid_annotated_target(target));
        }
        self.check_target(target, Purpose::Bind)?;
        self.advance()?;
        let annotation = self.expression()?;
        let value = if self.eat(TokenKind::Assign)? { Some(self.yield_or_value()?) } else { None };
        let is_simple = is_name && target.span.start == start;
        Ok(StmtKind::AnnAssign(self.alloc(AnnAssign { target, annotation, value, is_simple })?))
    }

    #[cold]
    fn invalid_annotated_target(&mut self, target: ExprRef<'a>) -> Failed {
        let failed = self.unexpected();
        if !language::DIAGNOSTICS
            || matches!(target.kind, ExprKind::Starred(_))
            || self.advance().is_err()
            || self.expression().is_err()
        {
            return failed;
        }
        match target.kind {
            ExprKind::Tuple { elements: [first, ..], parenthesized: false } => {
                self.error("only single target (not tuple) can be annotated", first.span)
            }
            ExprKind::Tuple { .. } => self.error("only single target (not tuple) can be annotated", target.span),
            ExprKind::List(_) => self.error("only single target (not list) can be annotated", target.span),
            _ => self.error("illegal target for annotation", target.span),
        }
    }

    fn check_augmented_target(&mut self, target: ExprRef<'a>) -> Step<()> {
        if matches!(target.kind, ExprKind::Name(_)) || is_attribute_or_subscript(target) {
            return self.check_target(target, Purpose::Bind);
        }
        let name = Piece::Text(expression_name(target));
        let message = Message::with("'{}' is an illegal expression for augmented assignment", name);
        Err(self.error(message, target.span))
    }
}

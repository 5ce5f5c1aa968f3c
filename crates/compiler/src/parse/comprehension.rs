//! The clauses of comprehensions and generator expressions.

use super::state::Parser;
use crate::ast::{Comprehension, ComprehensionKind, ExprKind, ExprRef, ForClause, Span};
use crate::error::Failed;
use crate::lex::{Step, TokenKind};

impl<'a> Parser<'a> {
    /// The clauses and the closing bracket of a comprehension that started at `start`.
    #[inline(never)]
    pub(super) fn rest_of_comprehension(
        &mut self,
        start: u32,
        kind: ComprehensionKind,
        element: ExprRef<'a>,
        value: Option<ExprRef<'a>>,
    ) -> Step<ExprRef<'a>> {
        let closing = match kind {
            ComprehensionKind::List => TokenKind::RightBracket,
            ComprehensionKind::Set | ComprehensionKind::Dict => TokenKind::RightBrace,
            ComprehensionKind::Generator => TokenKind::RightParenthesis,
        };
        if let ExprKind::Starred(_) = element.kind {
            return Err(self.starred_element(element));
        }
        let clauses = self.for_clauses()?;
        if !self.at(closing) {
            return Err(self.unexpected());
        }
        self.leave_bracket();
        self.advance()?;
        let comprehension = self.alloc(Comprehension { element, value, clauses })?;
        self.node(start, ExprKind::Comprehension { kind, comprehension })
    }

    #[cold]
    pub(super) fn starred_element(&mut self, element: ExprRef<'a>) -> Failed {
        if self.for_clauses().is_err() {
            return Failed;
        }
        self.error("iterable unpacking cannot be used in comprehension", element.span)
    }

    /// `for targets in iterable if condition ...`, at least one.
    pub(super) fn for_clauses(&mut self) -> Step<&'a [ForClause<'a>]> {
        let mut clauses = self.list();
        while matches!(self.token.kind, TokenKind::For | TokenKind::Async) {
            clauses.try_push(self.for_clause()?)?;
        }
        Ok(clauses.finish()?)
    }

    fn for_clause(&mut self) -> Step<ForClause<'a>> {
        let start = self.start();
        let is_async = self.eat(TokenKind::Async)?;
        self.expect(TokenKind::For)?;
        let target = self.for_targets()?;
        self.expect(TokenKind::In)?;
        let iterable = self.disjunction()?;
        let mut conditions = self.list();
        while self.eat(TokenKind::If)? {
            conditions.try_push(self.disjunction()?)?;
        }
        let conditions = conditions.finish()?;
        Ok(ForClause { span: self.span_from(start), target, iterable, conditions, is_async })
    }

    /// `[a, b for ...]`: `last` is the element before `for`, `None` behind a comma.
    #[cold]
    pub(super) fn unparenthesized_target(&mut self, first: ExprRef<'a>, last: Option<ExprRef<'a>>) -> Failed {
        let end = last.map_or(self.previous.span.end, |last| last.span.end);
        let failed = self.unexpected();
        if self.for_clauses().is_err() {
            return failed;
        }
        let text = "did you forget parentheses around the comprehension target?";
        self.error(text, Span::new(first.span.start, end))
    }
}

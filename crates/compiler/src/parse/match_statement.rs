//! `match` and `case`.

use super::compound::Owner;
use super::state::Parser;
use super::target::first_repeated;
use crate::ast::{ExprKind, ExprRef, Match, MatchCase, Pattern, PatternKind, Stmt, StmtKind};
use crate::error::{Message, Piece, messages};
use crate::lex::{Step, TokenKind};

impl<'a> Parser<'a> {
    /// Whether the word `match` here begins a statement and is not a variable.
    pub(super) fn at_match_statement(&mut self) -> Step<bool> {
        let mark = self.mark();
        let result = self.scan_match_statement().unwrap_or(false);
        self.rewind(mark)?;
        Ok(result)
    }

    /// Where an expression could also go on behind a variable, the colon at the end of the line decides.
    fn scan_match_statement(&mut self) -> Step<bool> {
        self.advance()?;
        if self.token.kind.starts_adjacent_expression() {
            return Ok(true);
        }
        if !self.at(TokenKind::Star) && !self.starts_expression() {
            return Ok(false);
        }
        while !matches!(self.token.kind, TokenKind::Newline | TokenKind::Semicolon | TokenKind::EndOfFile) {
            self.advance()?;
        }
        Ok(self.at(TokenKind::Newline) && self.previous.kind == TokenKind::Colon)
    }

    /// `match subject:` and its cases.
    pub(super) fn match_statement(&mut self) -> Step<Stmt<'a>> {
        let start = self.start();
        self.advance()?;
        let subject = self.subject()?;
        self.colon()?;
        if !self.at(TokenKind::Newline) {
            return Err(self.unexpected());
        }
        self.enter()?;
        self.indent(Owner { name: "'match' statement", offset: start })?;
        let mut cases = self.list();
        while !self.at(TokenKind::Dedent) {
            if !self.at_word("case") {
                return Err(self.unexpected());
            }
            let case: MatchCase<'a> = self.case()?;
            cases.try_push(case)?;
        }
        let end = self.previous;
        self.advance()?;
        self.previous = end;
        self.leave();
        let cases = cases.finish()?;
        self.check_reachable(cases)?;
        let span = self.span_from(start);
        Ok(Stmt { span, kind: StmtKind::Match(self.alloc(Match { subject, cases })?) })
    }

    fn subject(&mut self) -> Step<ExprRef<'a>> {
        let start = self.start();
        let first = self.star_named_expression()?;
        if !self.at(TokenKind::Comma) {
            if let ExprKind::Starred(_) = first.kind {
                return Err(self.unexpected());
            }
            return Ok(first);
        }
        let mut elements = self.list();
        elements.try_push(first)?;
        while self.eat(TokenKind::Comma)? && !self.at(TokenKind::Colon) {
            elements.try_push(self.star_named_expression()?)?;
        }
        self.node(start, ExprKind::Tuple { elements: elements.finish()?, parenthesized: false })
    }

    fn case(&mut self) -> Step<MatchCase<'a>> {
        let start = self.start();
        self.advance()?;
        self.captures.clear();
        let pattern = self.case_pattern()?;
        self.check_captures()?;
        let guard = if self.eat(TokenKind::If)? { Some(self.named_expression()?) } else { None };
        self.colon()?;
        let body = self.block(Owner { name: "'case' statement", offset: start })?;
        Ok(MatchCase { span: self.span_from(start), pattern, guard, body })
    }

    /// Checks that no name is captured twice.
    fn check_captures(&mut self) -> Step<()> {
        let Some(repeated) = first_repeated(&mut self.captures) else { return Ok(()) };
        let message = Message::with(messages::MULTIPLE_ASSIGNMENTS_IN_PATTERN, Piece::Source(repeated.span));
        Err(self.error(message, repeated.span))
    }

    /// Checks that only the last case matches everything.
    fn check_reachable(&mut self, cases: &[MatchCase<'a>]) -> Step<()> {
        let Some((_, before)) = cases.split_last() else { return Ok(()) };
        for case in before.iter().filter(|case| case.guard.is_none()) {
            self.check_refutable(&case.pattern)?;
        }
        Ok(())
    }

    /// Checks that `pattern` can fail to match.
    pub(super) fn check_refutable(&mut self, pattern: &Pattern<'a>) -> Step<()> {
        match pattern.kind {
            PatternKind::Wildcard => Err(self.error(messages::WILDCARD_NOT_LAST, pattern.span)),
            PatternKind::Capture(_) => {
                let message = Message::with(messages::CAPTURE_NOT_LAST, Piece::Source(pattern.span));
                Err(self.error(message, pattern.span))
            }
            PatternKind::As { pattern, .. } => self.check_refutable(pattern),
            PatternKind::Or([.., last]) => self.check_refutable(last),
            _ => Ok(()),
        }
    }
}

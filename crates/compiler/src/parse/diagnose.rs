//! Errors that are told apart by parsing on behind the place where they were found.
//!
//! Each function here is entered when something is known to be wrong, and returns a failure.

use super::state::Parser;
use super::target::{Purpose, expression_name};
use crate::ast::{ComprehensionKind, ExprKind, ExprRef, Span, UnaryOperator};
use crate::error::{Diagnostic, Failed, Message, Piece, messages};
use crate::language;
use crate::lex::{Step, TokenKind};

impl<'a> Parser<'a> {
    /// Parses on with `step`. If that succeeds, its success is returned; if it fails otherwise than by bad tokens, the
    /// error recorded before is `original` again.
    fn diagnose<T>(&mut self, original: Option<Diagnostic>, step: impl FnOnce(&mut Self) -> Step<T>) -> Step<T> {
        let outer = core::mem::replace(&mut self.diagnosing, true);
        self.clear_error();
        let result = step(self);
        self.diagnosing = outer;
        if result.is_err() && self.own_error().is_some() {
            return Err(self.restore_error(original));
        }
        result
    }

    /// The current token begins an expression directly behind `first`, which started at `start`.
    #[cold]
    #[inline(never)]
    pub(super) fn adjacent_expression(&mut self, start: u32, first: ExprRef<'a>) -> Failed {
        let failed = self.unexpected();
        if !language::DIAGNOSTICS {
            return failed;
        }
        let original = self.own_error();
        let is_word = first.span.start == start;
        if let ExprKind::Name(name) = first.kind
            && is_word
        {
            if matches!(name, "print" | "exec") {
                return self.legacy_statement(first, original);
            }
            let string = matches!(self.token.kind, TokenKind::String | TokenKind::FStringStart);
            if string || matches!(name, "match" | "case" | "type" | "_") {
                return failed;
            }
        }
        if self.bracket_depth() == 0 {
            return failed;
        }
        match self.diagnose(original, Self::expression) {
            Ok(_) => {
                let span = self.span_from(start);
                self.error("invalid syntax. Perhaps you forgot a comma?", span)
            }
            Err(failed) => failed,
        }
    }

    /// `print values` or `exec values`.
    #[cold]
    fn legacy_statement(&mut self, name: ExprRef<'a>, original: Option<Diagnostic>) -> Failed {
        let outer = core::mem::replace(&mut self.diagnosing, true);
        let result = self.star_expressions();
        self.diagnosing = outer;
        if result.is_ok() {
            let piece = Piece::Source(name.span);
            let text = "Missing parentheses in call to '{}'. Did you mean {}(...)?";
            let span = self.span_from(name.span.start);
            return self.error(Message::with_two(text, piece, piece), span);
        }
        match self.own_error() {
            Some(error) if error.message.text == messages::INVALID_SYNTAX => self.restore_error(original),
            _ => Failed,
        }
    }

    /// `body if test` without `else`.
    #[cold]
    pub(super) fn missing_else(&mut self, start: u32) -> Failed {
        if self.at(TokenKind::Colon) {
            return self.unexpected();
        }
        let span = self.span_from(start);
        self.error("expected 'else' after 'if' expression", span)
    }

    /// `=` behind `expression`, which started at `start`, where there is no assignment.
    #[cold]
    #[inline(never)]
    pub(super) fn stray_assign(&mut self, start: u32, expression: ExprRef<'a>) -> Failed {
        let failed = self.unexpected();
        if !language::DIAGNOSTICS {
            return failed;
        }
        if matches!(expression.kind, ExprKind::Name(_)) && expression.span.start == start {
            return match self.value_of_one_assignment() {
                Ok(()) => {
                    let text = "invalid syntax. Maybe you meant '==' or ':=' instead of '='?";
                    let span = self.span_from(start);
                    self.error(text, span)
                }
                Err(failed) => failed,
            };
        }
        if is_operand(start, expression) { self.suggest_comparison(expression) } else { failed }
    }

    /// `=` behind `target`, which started at `start` and cannot be assigned to. The error is recorded already.
    #[cold]
    pub(super) fn invalid_assignment(&mut self, start: u32, target: ExprRef<'a>, failed: Failed) -> Failed {
        if language::DIAGNOSTICS && is_operand(start, target) { self.suggest_comparison(target) } else { failed }
    }

    #[cold]
    fn suggest_comparison(&mut self, target: ExprRef<'a>) -> Failed {
        match self.value_of_one_assignment() {
            Ok(()) => {
                let name = Piece::Text(expression_name(target));
                let text = "cannot assign to {} here. Maybe you meant '==' instead of '='?";
                self.error(Message::with(text, name), target.span)
            }
            Err(failed) => failed,
        }
    }

    /// Parses `= operand` and checks that no further assignment follows.
    fn value_of_one_assignment(&mut self) -> Step<()> {
        let original = self.own_error();
        self.diagnose(original, |parser| {
            parser.advance()?;
            parser.bitwise_or().map(|_| ())
        })?;
        if matches!(self.token.kind, TokenKind::Assign | TokenKind::ColonAssign) {
            return Err(self.restore_error(original));
        }
        Ok(())
    }

    /// `target := value` where the target is no name.
    #[cold]
    #[inline(never)]
    pub(super) fn cannot_use_named_expression(&mut self, target: ExprRef<'a>) -> Failed {
        let failed = self.unexpected();
        if !language::DIAGNOSTICS {
            return failed;
        }
        let original = self.own_error();
        let value = self.diagnose(original, |parser| {
            parser.advance()?;
            parser.expression()
        });
        match value {
            Ok(_) => {
                let name = Piece::Text(expression_name(target));
                self.error(Message::with("cannot use assignment expressions with {}", name), target.span)
            }
            Err(failed) => failed,
        }
    }

    /// An item of a dict, behind the first, without a colon.
    #[cold]
    pub(super) fn missing_dict_colon(&mut self, key: ExprRef<'a>) -> Failed {
        let end = key.span.end;
        self.error("':' expected after dictionary key", Span::new(end.saturating_sub(1), end))
    }

    /// `key: *value` in a dict.
    #[cold]
    pub(super) fn starred_dict_value(&mut self) -> Failed {
        if !language::DIAGNOSTICS {
            return self.unexpected();
        }
        let start = self.start();
        match self.starred() {
            Ok(_) => {
                let span = self.span_from(start);
                self.error("cannot use a starred expression in a dictionary value", span)
            }
            Err(failed) => failed,
        }
    }

    /// The targets of `for`, which started at `start`, without `in` behind them.
    #[cold]
    pub(super) fn missing_in(&mut self, start: u32, targets: ExprRef<'a>) -> Failed {
        if !language::DIAGNOSTICS {
            return self.unexpected();
        }
        if let Err(failed) = self.check_target(targets, Purpose::Bind) {
            return failed;
        }
        if self.token.kind.starts_adjacent_expression() {
            return self.adjacent_expression(start, targets);
        }
        self.unexpected()
    }
}

/// Whether `expression`, which started at `start`, could be an operand of `==`, and was not meant as a list of targets
/// or a constant.
fn is_operand(start: u32, expression: ExprRef<'_>) -> bool {
    match expression.kind {
        ExprKind::List(_)
        | ExprKind::Tuple { .. }
        | ExprKind::Comprehension { kind: ComprehensionKind::Generator, .. }
        | ExprKind::True
        | ExprKind::False
        | ExprKind::None
        | ExprKind::Starred(_) => false,
        ExprKind::BoolOp { .. }
        | ExprKind::Compare { .. }
        | ExprKind::Lambda { .. }
        | ExprKind::Conditional { .. }
        | ExprKind::Yield(_)
        | ExprKind::YieldFrom(_)
        | ExprKind::Unary { operator: UnaryOperator::Not, .. } => expression.span.start != start,
        _ => true,
    }
}

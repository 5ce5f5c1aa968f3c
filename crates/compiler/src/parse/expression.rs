//! Expressions with operators, lambdas and conditionals.

use super::state::Parser;
use crate::ast::{
    BinaryOperator, BinaryStep, BoolOperator, CompareOperator, CompareStep, ExprKind, ExprRef, Span, UnaryOperator,
};
use crate::error::messages;
use crate::lex::{Step, TokenKind};

/// How strongly an infix operator binds; 0 for tokens that are none.
type Level = u8;

const LEVEL_OR: Level = 1;
const LEVEL_AND: Level = 2;
const LEVEL_NOT: Level = 3;
const LEVEL_COMPARE: Level = 4;
const LEVEL_BIT_OR: Level = 5;
const LEVEL_UNARY: Level = 11;

fn infix_level(kind: TokenKind) -> Level {
    use TokenKind::*;
    match kind {
        Or => LEVEL_OR,
        And => LEVEL_AND,
        Less | LessEqual | Greater | GreaterEqual | EqualEqual | NotEqual | In | Is | Not => LEVEL_COMPARE,
        Bar => LEVEL_BIT_OR,
        Caret => 6,
        Ampersand => 7,
        ShiftLeft | ShiftRight => 8,
        Plus | Minus => 9,
        Star | Slash | DoubleSlash | Percent | At => 10,
        _ => 0,
    }
}

fn binary_operator(kind: TokenKind) -> BinaryOperator {
    match kind {
        TokenKind::Bar => BinaryOperator::BitOr,
        TokenKind::Caret => BinaryOperator::BitXor,
        TokenKind::Ampersand => BinaryOperator::BitAnd,
        TokenKind::ShiftLeft => BinaryOperator::ShiftLeft,
        TokenKind::ShiftRight => BinaryOperator::ShiftRight,
        TokenKind::Plus => BinaryOperator::Add,
        TokenKind::Minus => BinaryOperator::Subtract,
        TokenKind::Slash => BinaryOperator::Divide,
        TokenKind::DoubleSlash => BinaryOperator::FloorDivide,
        TokenKind::Percent => BinaryOperator::Modulo,
        TokenKind::At => BinaryOperator::MatrixMultiply,
        _ => BinaryOperator::Multiply,
    }
}

impl<'a> Parser<'a> {
    /// `expression, expression, ...`, without stars.
    pub(super) fn expressions(&mut self) -> Step<ExprRef<'a>> {
        let start = self.start();
        let first = self.expression()?;
        if !self.at(TokenKind::Comma) {
            return Ok(first);
        }
        let mut elements = self.list();
        elements.try_push(first)?;
        while self.eat(TokenKind::Comma)? && self.starts_expression() {
            elements.try_push(self.expression()?)?;
        }
        self.node(start, ExprKind::Tuple { elements: elements.finish()?, parenthesized: false })
    }

    /// `expression, *expression, ...`; the result may be a bare starred expression.
    pub(super) fn star_expressions(&mut self) -> Step<ExprRef<'a>> {
        let start = self.start();
        let first = self.star_expression()?;
        if !self.at(TokenKind::Comma) {
            return Ok(first);
        }
        self.star_expressions_after(start, first)
    }

    #[inline(never)]
    fn star_expressions_after(&mut self, start: u32, first: ExprRef<'a>) -> Step<ExprRef<'a>> {
        let mut elements = self.list();
        elements.try_push(first)?;
        while self.eat(TokenKind::Comma)? && (self.at(TokenKind::Star) || self.starts_expression()) {
            elements.try_push(self.star_expression()?)?;
        }
        self.node(start, ExprKind::Tuple { elements: elements.finish()?, parenthesized: false })
    }

    /// [`Self::star_expressions`] where a value is needed, so not a bare starred expression.
    pub(super) fn value_expressions(&mut self) -> Step<ExprRef<'a>> {
        let value = self.star_expressions()?;
        if let ExprKind::Starred(_) = value.kind {
            return Err(self.error(messages::STARRED_NOT_ALLOWED, value.span));
        }
        Ok(value)
    }

    /// A `yield` expression, or [`Self::value_expressions`].
    pub(super) fn yield_or_value(&mut self) -> Step<ExprRef<'a>> {
        if self.at(TokenKind::Yield) { self.yield_expression() } else { self.value_expressions() }
    }

    fn star_expression(&mut self) -> Step<ExprRef<'a>> {
        if self.at(TokenKind::Star) { self.starred() } else { self.expression() }
    }

    /// `*expression` or an expression that may be `name := value`.
    pub(super) fn star_named_expression(&mut self) -> Step<ExprRef<'a>> {
        if self.at(TokenKind::Star) { self.starred() } else { self.named_expression() }
    }

    /// `*operand`.
    pub(super) fn starred(&mut self) -> Step<ExprRef<'a>> {
        let start = self.start();
        self.advance()?;
        let value = self.bitwise_or()?;
        self.node(start, ExprKind::Starred(value))
    }

    /// Whether the current token can begin an expression.
    pub(super) fn starts_expression(&self) -> bool {
        use TokenKind::*;
        self.token.kind.starts_adjacent_expression()
            || matches!(self.token.kind, LeftParenthesis | LeftBracket | Plus | Minus | Not)
    }

    /// An expression, or `name := value`.
    pub(super) fn named_expression(&mut self) -> Step<ExprRef<'a>> {
        let start = self.start();
        let expression = self.expression()?;
        match self.token.kind {
            TokenKind::ColonAssign => self.named_value(start, expression),
            TokenKind::Assign => Err(self.stray_assign(start, expression)),
            _ => Ok(expression),
        }
    }

    /// `:= value` behind `target`, which started at `start`.
    #[inline(never)]
    pub(super) fn named_value(&mut self, start: u32, target: ExprRef<'a>) -> Step<ExprRef<'a>> {
        if !matches!(target.kind, ExprKind::Name(_)) || target.span.start != start {
            return Err(self.cannot_use_named_expression(target));
        }
        self.check_bindable(target)?;
        self.enter()?;
        self.advance()?;
        let value = self.expression()?;
        self.leave();
        self.node(start, ExprKind::Named { target, value })
    }

    /// An expression: a disjunction, a conditional or a lambda.
    pub(super) fn expression(&mut self) -> Step<ExprRef<'a>> {
        if self.at(TokenKind::Lambda) {
            return self.lambda();
        }
        let start = self.start();
        let outer = self.begin_measure();
        let mut expression = self.binary(LEVEL_OR)?;
        if self.at(TokenKind::If) {
            expression = self.conditional(start, expression)?;
        }
        self.end_measure(outer);
        if self.token.kind.starts_adjacent_expression() && !self.diagnosing {
            return Err(self.adjacent_expression(start, expression));
        }
        Ok(expression)
    }

    /// An expression without `if` and `lambda` outside of brackets.
    pub(super) fn disjunction(&mut self) -> Step<ExprRef<'a>> {
        self.binary(LEVEL_OR)
    }

    /// An expression of arithmetic and bitwise operators.
    pub(super) fn bitwise_or(&mut self) -> Step<ExprRef<'a>> {
        self.binary(LEVEL_BIT_OR)
    }

    /// `if test else orelse` behind `body`.
    #[inline(never)]
    fn conditional(&mut self, start: u32, body: ExprRef<'a>) -> Step<ExprRef<'a>> {
        self.wrap()?;
        self.advance()?;
        self.enter()?;
        let test = self.binary(LEVEL_OR)?;
        if !self.at(TokenKind::Else) {
            return Err(self.missing_else(start));
        }
        self.advance()?;
        let orelse = self.expression()?;
        self.leave();
        self.node(start, ExprKind::Conditional { test, body, orelse })
    }

    #[inline(never)]
    fn lambda(&mut self) -> Step<ExprRef<'a>> {
        let start = self.start();
        self.enter()?;
        self.advance()?;
        let parameters = self.lambda_parameters()?;
        if !self.at(TokenKind::Colon) {
            return Err(self.unexpected());
        }
        if self.lexer.in_format() {
            let text = "f-string: lambda expressions are not allowed without parentheses";
            return Err(self.error(text, Span::new(start, self.token.span.end)));
        }
        self.advance()?;
        let body = self.expression()?;
        self.leave();
        self.node(start, ExprKind::Lambda { parameters, body })
    }

    /// `yield`, `yield values` or `yield from iterable`.
    pub(super) fn yield_expression(&mut self) -> Step<ExprRef<'a>> {
        let start = self.start();
        self.enter()?;
        self.advance()?;
        let kind = if self.eat(TokenKind::From)? {
            ExprKind::YieldFrom(self.expression()?)
        } else if self.at(TokenKind::Star) || self.starts_expression() {
            ExprKind::Yield(Some(self.value_expressions()?))
        } else {
            ExprKind::Yield(None)
        };
        self.leave();
        self.node(start, kind)
    }

    /// Operands and infix operators that bind at least as strongly as `minimum`.
    fn binary(&mut self, minimum: Level) -> Step<ExprRef<'a>> {
        let start = self.start();
        let outer = self.begin_measure();
        let mut left = self.unary(minimum)?;
        loop {
            let level = infix_level(self.token.kind);
            if level == 0 || level < minimum {
                break;
            }
            self.wrap()?;
            self.enter()?;
            left = match level {
                LEVEL_OR => self.bool_operation(start, left, BoolOperator::Or, TokenKind::Or, LEVEL_AND)?,
                LEVEL_AND => self.bool_operation(start, left, BoolOperator::And, TokenKind::And, LEVEL_NOT)?,
                LEVEL_COMPARE => self.comparison(start, left)?,
                _ => self.arithmetic(start, left, level)?,
            };
            self.leave();
        }
        self.end_measure(outer);
        Ok(left)
    }

    #[inline(never)]
    fn bool_operation(
        &mut self,
        start: u32,
        first: ExprRef<'a>,
        operator: BoolOperator,
        token: TokenKind,
        operand_level: Level,
    ) -> Step<ExprRef<'a>> {
        let mut operands = self.list();
        operands.try_push(first)?;
        while self.eat(token)? {
            operands.try_push(self.binary(operand_level)?)?;
        }
        self.node(start, ExprKind::BoolOp { operator, operands: operands.finish()? })
    }

    #[inline(never)]
    fn comparison(&mut self, start: u32, first: ExprRef<'a>) -> Step<ExprRef<'a>> {
        let mut rest = self.list();
        while infix_level(self.token.kind) == LEVEL_COMPARE {
            let operator = self.compare_operator()?;
            let operand = self.binary(LEVEL_BIT_OR)?;
            rest.try_push(CompareStep { operator, operand })?;
        }
        self.node(start, ExprKind::Compare { first, rest: rest.finish()? })
    }

    fn compare_operator(&mut self) -> Step<CompareOperator> {
        let kind = self.token.kind;
        self.advance()?;
        Ok(match kind {
            TokenKind::Less => CompareOperator::Less,
            TokenKind::LessEqual => CompareOperator::LessEqual,
            TokenKind::Greater => CompareOperator::Greater,
            TokenKind::GreaterEqual => CompareOperator::GreaterEqual,
            TokenKind::EqualEqual => CompareOperator::Equal,
            TokenKind::NotEqual => CompareOperator::NotEqual,
            TokenKind::In => CompareOperator::In,
            TokenKind::Is if self.eat(TokenKind::Not)? => CompareOperator::IsNot,
            TokenKind::Is => CompareOperator::Is,
            _ => {
                self.expect(TokenKind::In)?;
                CompareOperator::NotIn
            }
        })
    }

    #[inline(never)]
    fn arithmetic(&mut self, start: u32, first: ExprRef<'a>, level: Level) -> Step<ExprRef<'a>> {
        let mut rest = self.list();
        while infix_level(self.token.kind) == level {
            let operator = binary_operator(self.token.kind);
            let operator_span = self.token.span;
            self.advance()?;
            let operand = self.binary(level + 1)?;
            rest.try_push(BinaryStep { operator, operator_span, operand, end: self.previous.span.end })?;
        }
        self.node(start, ExprKind::Binary { first, rest: rest.finish()? })
    }

    /// An operand of operators of the level `minimum`: `not`, a sign, `await`, a power or less.
    fn unary(&mut self, minimum: Level) -> Step<ExprRef<'a>> {
        match self.token.kind {
            TokenKind::Not if minimum <= LEVEL_NOT => self.prefix(UnaryOperator::Not, LEVEL_NOT),
            TokenKind::Minus => self.prefix(UnaryOperator::Negate, LEVEL_UNARY),
            TokenKind::Plus => self.prefix(UnaryOperator::Plus, LEVEL_UNARY),
            TokenKind::Tilde => self.prefix(UnaryOperator::Invert, LEVEL_UNARY),
            _ => self.power(),
        }
    }

    #[inline(never)]
    fn prefix(&mut self, operator: UnaryOperator, operand_level: Level) -> Step<ExprRef<'a>> {
        let start = self.start();
        self.enter()?;
        self.advance()?;
        let operand = self.binary(operand_level)?;
        self.leave();
        self.node(start, ExprKind::Unary { operator, operand })
    }

    fn power(&mut self) -> Step<ExprRef<'a>> {
        let start = self.start();
        let base = if self.at(TokenKind::Await) { self.await_expression()? } else { self.primary()? };
        if self.at(TokenKind::DoubleStar) { self.power_of(start, base) } else { Ok(base) }
    }

    #[inline(never)]
    fn power_of(&mut self, start: u32, first: ExprRef<'a>) -> Step<ExprRef<'a>> {
        let operator_span = self.token.span;
        self.wrap()?;
        self.enter()?;
        self.advance()?;
        let operand = self.binary(LEVEL_UNARY)?;
        self.leave();
        let end = self.previous.span.end;
        let mut rest = self.list();
        rest.try_push(BinaryStep { operator: BinaryOperator::Power, operator_span, operand, end })?;
        self.node(start, ExprKind::Binary { first, rest: rest.finish()? })
    }

    #[inline(never)]
    fn await_expression(&mut self) -> Step<ExprRef<'a>> {
        let start = self.start();
        self.enter()?;
        self.advance()?;
        let operand = self.primary()?;
        self.leave();
        self.node(start, ExprKind::Await(operand))
    }
}

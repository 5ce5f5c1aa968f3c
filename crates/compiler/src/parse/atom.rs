//! Atoms and displays: names, constants, parentheses, lists, sets and dicts.

use super::state::Parser;
use crate::ast::{ComprehensionKind, DictItem, ExprKind, ExprRef};
use crate::error::Failed;
use crate::lex::{Step, TokenKind};

impl<'a> Parser<'a> {
    /// A name, a literal or something in brackets.
    pub(super) fn atom(&mut self) -> Step<ExprRef<'a>> {
        match self.token.kind {
            TokenKind::Name => self.constant(ExprKind::Name(self.text())),
            TokenKind::None => self.constant(ExprKind::None),
            TokenKind::True => self.constant(ExprKind::True),
            TokenKind::False => self.constant(ExprKind::False),
            TokenKind::Ellipsis => self.constant(ExprKind::Ellipsis),
            TokenKind::Int | TokenKind::Float | TokenKind::Imaginary => self.number(),
            TokenKind::String | TokenKind::FStringStart => self.strings(),
            TokenKind::LeftParenthesis => self.parenthesized(),
            TokenKind::LeftBracket => self.list_display(),
            TokenKind::LeftBrace => self.brace_display(),
            _ => Err(self.unexpected()),
        }
    }

    #[inline(never)]
    fn constant(&mut self, kind: ExprKind<'a>) -> Step<ExprRef<'a>> {
        let start = self.start();
        self.advance()?;
        self.node(start, kind)
    }

    /// Consumes the closing bracket.
    fn close(&mut self, kind: TokenKind) -> Step<()> {
        if !self.at(kind) {
            return Err(self.unexpected());
        }
        self.leave_bracket();
        self.advance()
    }

    /// An expression in parentheses, a tuple or a generator expression.
    #[inline(never)]
    fn parenthesized(&mut self) -> Step<ExprRef<'a>> {
        let start = self.start();
        self.enter_bracket()?;
        self.advance()?;
        let first = match self.token.kind {
            TokenKind::RightParenthesis => return self.rest_of_tuple(start, None),
            TokenKind::Yield => {
                let value = self.yield_expression()?;
                self.close(TokenKind::RightParenthesis)?;
                return Ok(value);
            }
            TokenKind::DoubleStar => return Err(self.double_star_in_group()),
            _ => self.star_named_expression()?,
        };
        match self.token.kind {
            TokenKind::Comma => self.rest_of_tuple(start, Some(first)),
            TokenKind::For | TokenKind::Async => {
                self.rest_of_comprehension(start, ComprehensionKind::Generator, first, None)
            }
            TokenKind::RightParenthesis if matches!(first.kind, ExprKind::Starred(_)) => {
                Err(self.error("cannot use starred expression here", first.span))
            }
            _ => {
                self.close(TokenKind::RightParenthesis)?;
                Ok(first)
            }
        }
    }

    #[cold]
    fn double_star_in_group(&mut self) -> Failed {
        let span = self.token.span;
        let failed = self.unexpected();
        if self.advance().is_err() || self.expression().is_err() {
            return failed;
        }
        if self.at(TokenKind::RightParenthesis) {
            return self.error("cannot use double starred expression here", span);
        }
        self.unexpected()
    }

    #[inline(never)]
    fn rest_of_tuple(&mut self, start: u32, first: Option<ExprRef<'a>>) -> Step<ExprRef<'a>> {
        let elements = match first {
            Some(first) => self.rest_of_elements(first, TokenKind::RightParenthesis)?,
            None => &[],
        };
        self.close(TokenKind::RightParenthesis)?;
        self.node(start, ExprKind::Tuple { elements, parenthesized: true })
    }

    /// The elements of a tuple, list or set; the first was parsed.
    fn rest_of_elements(&mut self, first: ExprRef<'a>, closing: TokenKind) -> Step<&'a [ExprRef<'a>]> {
        let mut elements = self.list();
        elements.try_push(first)?;
        while self.eat(TokenKind::Comma)? && !self.at(closing) {
            if closing != TokenKind::RightParenthesis && self.at(TokenKind::For) {
                return Err(self.unparenthesized_target(first, None));
            }
            elements.try_push(self.star_named_expression()?)?;
        }
        if closing != TokenKind::RightParenthesis && matches!(self.token.kind, TokenKind::For | TokenKind::Async) {
            let last = elements.last().copied();
            return Err(self.unparenthesized_target(first, last));
        }
        Ok(elements.finish()?)
    }

    #[inline(never)]
    fn list_display(&mut self) -> Step<ExprRef<'a>> {
        let start = self.start();
        self.enter_bracket()?;
        self.advance()?;
        if self.at(TokenKind::RightBracket) {
            self.close(TokenKind::RightBracket)?;
            return self.node(start, ExprKind::List(&[]));
        }
        let first = self.star_named_expression()?;
        if matches!(self.token.kind, TokenKind::For | TokenKind::Async) {
            return self.rest_of_comprehension(start, ComprehensionKind::List, first, None);
        }
        let elements = self.rest_of_elements(first, TokenKind::RightBracket)?;
        self.close(TokenKind::RightBracket)?;
        self.node(start, ExprKind::List(elements))
    }

    /// A dict or set, or a comprehension of one.
    #[inline(never)]
    fn brace_display(&mut self) -> Step<ExprRef<'a>> {
        let start = self.start();
        self.enter_bracket()?;
        self.advance()?;
        match self.token.kind {
            TokenKind::RightBrace => {
                self.close(TokenKind::RightBrace)?;
                return self.node(start, ExprKind::Dict(&[]));
            }
            TokenKind::DoubleStar => {
                let item = self.dict_unpacking()?;
                return self.rest_of_dict(start, item);
            }
            _ => {}
        }
        let first_start = self.start();
        let first = self.star_named_expression()?;
        match self.token.kind {
            TokenKind::Colon if is_plain(first_start, first) => {
                let value = self.dict_value()?;
                if matches!(self.token.kind, TokenKind::For | TokenKind::Async) {
                    return self.rest_of_comprehension(start, ComprehensionKind::Dict, first, Some(value));
                }
                self.rest_of_dict(start, DictItem { key: Some(first), value })
            }
            TokenKind::For | TokenKind::Async => self.rest_of_comprehension(start, ComprehensionKind::Set, first, None),
            _ => {
                let elements = self.rest_of_elements(first, TokenKind::RightBrace)?;
                self.close(TokenKind::RightBrace)?;
                self.node(start, ExprKind::Set(elements))
            }
        }
    }

    #[inline(never)]
    fn rest_of_dict(&mut self, start: u32, first: DictItem<'a>) -> Step<ExprRef<'a>> {
        let mut items = self.list();
        items.try_push(first)?;
        while self.eat(TokenKind::Comma)? && !self.at(TokenKind::RightBrace) {
            items.try_push(self.dict_item()?)?;
        }
        self.close(TokenKind::RightBrace)?;
        self.node(start, ExprKind::Dict(items.finish()?))
    }

    fn dict_item(&mut self) -> Step<DictItem<'a>> {
        if self.at(TokenKind::DoubleStar) {
            return self.dict_unpacking();
        }
        let key = self.expression()?;
        if !self.at(TokenKind::Colon) {
            return Err(self.missing_dict_colon(key));
        }
        let value = self.dict_value()?;
        Ok(DictItem { key: Some(key), value })
    }

    fn dict_unpacking(&mut self) -> Step<DictItem<'a>> {
        let stars = self.token.span;
        self.advance()?;
        let value = self.bitwise_or()?;
        if matches!(self.token.kind, TokenKind::For | TokenKind::Async) {
            return Err(self.error("dict unpacking cannot be used in dict comprehension", stars));
        }
        Ok(DictItem { key: None, value })
    }

    /// The colon and value of a dict item.
    fn dict_value(&mut self) -> Step<ExprRef<'a>> {
        let colon = self.token.span;
        self.advance()?;
        match self.token.kind {
            TokenKind::Star => Err(self.starred_dict_value()),
            TokenKind::RightBrace | TokenKind::Comma => {
                Err(self.error("expression expected after dictionary key and ':'", colon))
            }
            _ => self.expression(),
        }
    }
}

/// Whether `expression`, which started at `start`, is neither starred nor, without parentheses, `name := value`.
pub(super) fn is_plain(start: u32, expression: ExprRef<'_>) -> bool {
    match expression.kind {
        ExprKind::Starred(_) => false,
        ExprKind::Named { .. } => expression.span.start != start,
        _ => true,
    }
}

//! Trailers: attributes, calls and subscripts.

use super::state::Parser;
use crate::ast::{
    Argument, ArgumentKind, Comprehension, ComprehensionKind, Expr, ExprKind, ExprRef, Name, Span, Trailer, TrailerKind,
};
use crate::error::{Failed, Message, Piece};
use crate::lex::{Step, TokenKind};

/// What the arguments before the current one were.
#[derive(Clone, Copy, Default)]
struct Seen {
    keyword: bool,
    double_star: bool,
}

impl<'a> Parser<'a> {
    /// An atom and its trailers.
    pub(super) fn primary(&mut self) -> Step<ExprRef<'a>> {
        let start = self.start();
        let base = self.atom()?;
        match self.token.kind {
            TokenKind::Dot | TokenKind::LeftParenthesis | TokenKind::LeftBracket => self.trailers(start, base),
            _ => Ok(base),
        }
    }

    #[inline(never)]
    fn trailers(&mut self, start: u32, base: ExprRef<'a>) -> Step<ExprRef<'a>> {
        self.wrap()?;
        let mut trailers = self.list();
        loop {
            let trailer_start = self.start();
            let kind = match self.token.kind {
                TokenKind::Dot => self.attribute()?,
                TokenKind::LeftParenthesis => TrailerKind::Call(self.call_arguments()?),
                TokenKind::LeftBracket => TrailerKind::Subscript(self.subscript()?),
                _ => break,
            };
            trailers.try_push(Trailer { span: self.span_from(trailer_start), kind })?;
        }
        self.node(start, ExprKind::Primary { base, trailers: trailers.finish()? })
    }

    fn attribute(&mut self) -> Step<TrailerKind<'a>> {
        self.advance()?;
        let name = self.text();
        self.expect(TokenKind::Name)?;
        Ok(TrailerKind::Attribute(name))
    }

    /// `(arguments)` of a call.
    #[inline(never)]
    fn call_arguments(&mut self) -> Step<&'a [Argument<'a>]> {
        self.arguments(true)
    }

    /// `(arguments)`; a bare generator expression may be the only one in a call, but not in a class statement.
    pub(super) fn arguments(&mut self, allow_generator: bool) -> Step<&'a [Argument<'a>]> {
        let open = self.token.span;
        self.enter_bracket()?;
        self.advance()?;
        let mut arguments = self.list();
        let mut seen = Seen::default();
        while !self.at(TokenKind::RightParenthesis) {
            let argument = self.argument(&mut seen)?;
            if matches!(self.token.kind, TokenKind::For | TokenKind::Async) {
                if !allow_generator {
                    return Err(self.unexpected());
                }
                let generator = self.bare_generator(open, argument, arguments.is_empty())?;
                arguments.try_push(generator)?;
                break;
            }
            arguments.try_push(argument)?;
            if !self.at(TokenKind::Comma) {
                break;
            }
            self.advance()?;
        }
        if !self.at(TokenKind::RightParenthesis) {
            return Err(self.unexpected());
        }
        self.check_repeated_keywords(&arguments)?;
        self.leave_bracket();
        self.advance()?;
        Ok(arguments.finish()?)
    }

    fn argument(&mut self, seen: &mut Seen) -> Step<Argument<'a>> {
        let start = self.start();
        let token = self.token.kind;
        let (kind, value) = match token {
            TokenKind::Star => {
                if seen.double_star {
                    let text = "iterable argument unpacking follows keyword argument unpacking";
                    return Err(self.error(text, self.token.span));
                }
                self.advance()?;
                (ArgumentKind::Star, self.expression()?)
            }
            TokenKind::DoubleStar => {
                self.advance()?;
                seen.double_star = true;
                (ArgumentKind::DoubleStar, self.expression()?)
            }
            TokenKind::Name if self.peek()? == TokenKind::Assign => self.keyword_argument(seen)?,
            _ => (ArgumentKind::Positional, self.positional_argument(*seen)?),
        };
        Ok(Argument { span: self.span_from(start), kind, value })
    }

    #[inline(never)]
    fn keyword_argument(&mut self, seen: &mut Seen) -> Step<(ArgumentKind<'a>, ExprRef<'a>)> {
        let name = self.binding_name()?;
        let assign = self.token.span;
        self.advance()?;
        if matches!(self.token.kind, TokenKind::Comma | TokenKind::RightParenthesis) {
            return Err(self.error("expected argument value expression", name.span.to(assign)));
        }
        let value = self.expression()?;
        if matches!(self.token.kind, TokenKind::For | TokenKind::Async) {
            let text = "invalid syntax. Maybe you meant '==' or ':=' instead of '='?";
            return Err(self.error(text, name.span.to(assign)));
        }
        seen.keyword = true;
        Ok((ArgumentKind::Keyword(name.text), value))
    }

    fn positional_argument(&mut self, seen: Seen) -> Step<ExprRef<'a>> {
        let start = self.start();
        let mut value = self.expression()?;
        match self.token.kind {
            TokenKind::ColonAssign => value = self.named_value(start, value)?,
            TokenKind::Assign => return Err(self.assignment_in_call(value)),
            _ => {}
        }
        let generator = matches!(self.token.kind, TokenKind::For | TokenKind::Async);
        if (seen.keyword || seen.double_star) && !generator {
            return Err(self.misplaced_positional(seen));
        }
        Ok(value)
    }

    #[cold]
    fn misplaced_positional(&mut self, seen: Seen) -> Failed {
        if seen.double_star {
            self.error_here("positional argument follows keyword argument unpacking")
        } else {
            self.error_here("positional argument follows keyword argument")
        }
    }

    #[cold]
    fn assignment_in_call(&mut self, value: ExprRef<'a>) -> Failed {
        let span = value.span.to(self.token.span);
        match value.kind {
            ExprKind::True | ExprKind::False | ExprKind::None => {
                let name = Piece::Text(super::target::expression_name(value));
                self.error(Message::with("cannot assign to {}", name), span)
            }
            _ => self.error("expression cannot contain assignment, perhaps you meant \"==\"?", span),
        }
    }

    /// The clauses of a generator expression without parentheses of its own; its span is that of the call's.
    #[inline(never)]
    fn bare_generator(&mut self, open: Span, element: Argument<'a>, is_first: bool) -> Step<Argument<'a>> {
        if element.kind != ArgumentKind::Positional {
            if element.kind == ArgumentKind::Star {
                return Err(self.error("iterable unpacking cannot be used in comprehension", element.span));
            }
            return Err(self.unexpected());
        }
        let clauses = self.for_clauses()?;
        if !is_first || self.at(TokenKind::Comma) {
            let span = self.span_from(element.span.start);
            return Err(self.error("Generator expression must be parenthesized", span));
        }
        let comprehension = self.alloc(Comprehension { element: element.value, value: None, clauses })?;
        let kind = ExprKind::Comprehension { kind: ComprehensionKind::Generator, comprehension };
        let span = open.to(self.token.span);
        Ok(Argument { span, kind: ArgumentKind::Positional, value: self.alloc(Expr { span, kind })? })
    }

    fn check_repeated_keywords(&mut self, arguments: &[Argument<'a>]) -> Step<()> {
        let is_keyword = |argument: &&Argument<'a>| matches!(argument.kind, ArgumentKind::Keyword(_));
        if arguments.iter().filter(is_keyword).count() < 2 {
            return Ok(());
        }
        let mut names = self.list();
        for argument in arguments {
            if let ArgumentKind::Keyword(text) = argument.kind {
                names.try_push(Name { text, span: argument.span })?;
            }
        }
        let Some(repeated) = super::target::first_repeated(&mut names) else { return Ok(()) };
        let name = Span::new(repeated.span.start, repeated.span.start + repeated.text.len() as u32);
        Err(self.error(Message::with("keyword argument repeated: {}", Piece::Source(name)), repeated.span))
    }

    /// `[index]`, where index is an expression, a slice or several of them.
    #[inline(never)]
    fn subscript(&mut self) -> Step<ExprRef<'a>> {
        self.enter_bracket()?;
        self.advance()?;
        let start = self.start();
        let first = self.slice()?;
        let starred = matches!(first.kind, ExprKind::Starred(_));
        let index = if self.at(TokenKind::Comma) || starred { self.rest_of_slices(start, first)? } else { first };
        if !self.at(TokenKind::RightBracket) {
            return Err(self.unexpected());
        }
        self.leave_bracket();
        self.advance()?;
        Ok(index)
    }

    fn rest_of_slices(&mut self, start: u32, first: ExprRef<'a>) -> Step<ExprRef<'a>> {
        let mut elements = self.list();
        elements.try_push(first)?;
        while self.eat(TokenKind::Comma)? && !self.at(TokenKind::RightBracket) {
            elements.try_push(self.slice()?)?;
        }
        self.node(start, ExprKind::Tuple { elements: elements.finish()?, parenthesized: false })
    }

    fn slice(&mut self) -> Step<ExprRef<'a>> {
        let start = self.start();
        if self.at(TokenKind::Star) {
            return self.starred();
        }
        if self.at(TokenKind::Colon) {
            return self.rest_of_slice(start, None);
        }
        let expression = self.named_expression()?;
        if self.at(TokenKind::Colon) && super::atom::is_plain(start, expression) {
            return self.rest_of_slice(start, Some(expression));
        }
        Ok(expression)
    }

    #[inline(never)]
    fn rest_of_slice(&mut self, start: u32, lower: Option<ExprRef<'a>>) -> Step<ExprRef<'a>> {
        self.enter()?;
        self.expect(TokenKind::Colon)?;
        let upper = self.slice_bound()?;
        let step = if self.eat(TokenKind::Colon)? { self.slice_bound()? } else { None };
        self.leave();
        self.node(start, ExprKind::Slice { lower, upper, step })
    }

    fn slice_bound(&mut self) -> Step<Option<ExprRef<'a>>> {
        match self.token.kind {
            TokenKind::Colon | TokenKind::Comma | TokenKind::RightBracket => Ok(None),
            _ => Ok(Some(self.expression()?)),
        }
    }
}

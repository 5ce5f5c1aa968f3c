//! Statements with blocks, but for definitions and `match`.

use super::state::Parser;
use super::target::Purpose;
use crate::ast::{For, Handler, If, IfArm, Name, Stmt, StmtKind, Suite, Try, While, With, WithItem};
use crate::error::{Failed, Message, Piece, messages};
use crate::language;
use crate::lex::{Step, TokenKind};

/// Whose block is parsed, for the message about a missing one.
#[derive(Clone, Copy)]
pub(super) struct Owner {
    /// What CPython calls it.
    pub(super) name: &'static str,
    /// Where its keyword stands.
    pub(super) offset: u32,
}

impl<'a> Parser<'a> {
    /// Whether the current token begins a statement with a block.
    pub(super) fn at_compound_statement(&mut self) -> Step<bool> {
        use TokenKind::*;
        match self.token.kind {
            If | While | For | Try | With | Def | Class | Async | At => Ok(true),
            Name if language::MATCH && self.text() == "match" => self.at_match_statement(),
            _ => Ok(false),
        }
    }

    /// A statement with a block.
    pub(super) fn compound_statement(&mut self) -> Step<Stmt<'a>> {
        let start = self.start();
        match self.token.kind {
            TokenKind::If => self.if_statement(),
            TokenKind::While => self.while_statement(),
            TokenKind::For => self.for_statement(start, false),
            TokenKind::Try => self.try_statement(),
            TokenKind::With => self.with_statement(start, false),
            TokenKind::Def => self.function_definition(&[]),
            TokenKind::Class => self.class_definition(&[]),
            TokenKind::At => self.decorated(),
            TokenKind::Async => self.async_statement(start),
            _ if language::MATCH => self.match_statement(),
            _ => Err(self.unexpected()),
        }
    }

    fn async_statement(&mut self, start: u32) -> Step<Stmt<'a>> {
        if self.peek()? == TokenKind::Def {
            return self.function_definition(&[]);
        }
        self.advance()?;
        match self.token.kind {
            TokenKind::For => self.for_statement(start, true),
            TokenKind::With => self.with_statement(start, true),
            _ => Err(self.unexpected()),
        }
    }

    /// The colon before a block.
    pub(super) fn colon(&mut self) -> Step<()> {
        if self.at(TokenKind::Newline) {
            return Err(self.error_here("expected ':'"));
        }
        self.expect(TokenKind::Colon)
    }

    /// The colon before a block, where nothing else could follow.
    pub(super) fn forced_colon(&mut self) -> Step<()> {
        if !self.at(TokenKind::Colon) {
            return Err(self.error_here("expected ':'"));
        }
        self.advance()
    }

    /// The statements behind a colon: on the same line, or indented.
    #[inline(never)]
    pub(super) fn block(&mut self, owner: Owner) -> Step<Suite<'a>> {
        self.enter()?;
        let mut body = self.list();
        if self.at(TokenKind::Newline) {
            self.indent(owner)?;
            while !self.at(TokenKind::Dedent) {
                if self.at(TokenKind::EndOfFile) {
                    return Err(self.unexpected());
                }
                self.statement_into(&mut body)?;
            }
            let end = self.previous;
            self.advance()?;
            self.previous = end;
        } else {
            self.simple_statements_into(&mut body)?;
        }
        self.leave();
        Ok(body.finish()?)
    }

    /// The line end and the indent before a block.
    pub(super) fn indent(&mut self, owner: Owner) -> Step<()> {
        self.advance()?;
        if !self.at(TokenKind::Indent) {
            return Err(self.missing_block(owner));
        }
        self.advance()
    }

    #[cold]
    fn missing_block(&mut self, owner: Owner) -> Failed {
        if !language::DIAGNOSTICS {
            return self.indentation_error("expected an indented block");
        }
        let line = Piece::Number(self.lexer.line(owner.offset));
        let text = "expected an indented block after {} on line {}";
        self.indentation_error(Message::with_two(text, Piece::Text(owner.name), line))
    }

    fn if_statement(&mut self) -> Step<Stmt<'a>> {
        let start = self.start();
        let mut arms = self.list();
        let mut name = "'if' statement";
        loop {
            let arm_start = self.start();
            self.advance()?;
            let test = self.named_expression()?;
            self.colon()?;
            let body = self.block(Owner { name, offset: arm_start })?;
            arms.try_push(IfArm { span: self.span_from(arm_start), test, body })?;
            if !self.at(TokenKind::Elif) {
                break;
            }
            name = "'elif' statement";
        }
        let arms = arms.finish()?;
        let orelse = self.else_block()?;
        let span = self.span_from(start);
        Ok(Stmt { span, kind: StmtKind::If(self.alloc(If { arms, orelse })?) })
    }

    /// `else: block`, or nothing.
    fn else_block(&mut self) -> Step<Suite<'a>> {
        self.optional_block(TokenKind::Else, "'else' statement")
    }

    fn optional_block(&mut self, keyword: TokenKind, name: &'static str) -> Step<Suite<'a>> {
        let offset = self.start();
        if !self.eat(keyword)? {
            return Ok(&[]);
        }
        self.forced_colon()?;
        self.block(Owner { name, offset })
    }

    fn while_statement(&mut self) -> Step<Stmt<'a>> {
        let start = self.start();
        self.advance()?;
        let test = self.named_expression()?;
        self.colon()?;
        let body = self.block(Owner { name: "'while' statement", offset: start })?;
        let orelse = self.else_block()?;
        let span = self.span_from(start);
        Ok(Stmt { span, kind: StmtKind::While(self.alloc(While { test, body, orelse })?) })
    }

    fn for_statement(&mut self, start: u32, is_async: bool) -> Step<Stmt<'a>> {
        let owner = Owner { name: "'for' statement", offset: self.start() };
        self.advance()?;
        let target = self.for_targets()?;
        self.expect(TokenKind::In)?;
        let iterable = self.value_expressions()?;
        self.colon()?;
        let body = self.block(owner)?;
        let orelse = self.else_block()?;
        let span = self.span_from(start);
        let kind = StmtKind::For(self.alloc(For { target, iterable, body, orelse, is_async })?);
        Ok(Stmt { span, kind })
    }

    fn with_statement(&mut self, start: u32, is_async: bool) -> Step<Stmt<'a>> {
        let owner = Owner { name: "'with' statement", offset: self.start() };
        self.advance()?;
        let parenthesized = self.at(TokenKind::LeftParenthesis) && self.at_parenthesized_items()?;
        if parenthesized {
            self.enter_bracket()?;
            self.advance()?;
        }
        let mut items = self.list();
        loop {
            items.try_push(self.with_item()?)?;
            if !self.eat(TokenKind::Comma)? || (parenthesized && self.at(TokenKind::RightParenthesis)) {
                break;
            }
        }
        if parenthesized {
            if !self.at(TokenKind::RightParenthesis) {
                return Err(self.unexpected());
            }
            self.leave_bracket();
            self.advance()?;
        }
        self.colon()?;
        let body = self.block(owner)?;
        let kind = StmtKind::With(self.alloc(With { items: items.finish()?, body, is_async })?);
        Ok(Stmt { span: self.span_from(start), kind })
    }

    fn with_item(&mut self) -> Step<WithItem<'a>> {
        let context = self.expression()?;
        if !self.eat(TokenKind::As)? {
            return Ok(WithItem { context, target: None });
        }
        let target = if self.at(TokenKind::Star) { self.starred()? } else { self.expression()? };
        if !matches!(self.token.kind, TokenKind::Comma | TokenKind::RightParenthesis | TokenKind::Colon) {
            return Err(self.unexpected());
        }
        self.check_target(target, Purpose::Bind)?;
        Ok(WithItem { context, target: Some(target) })
    }

    /// Whether the parenthesis here encloses items of `with`, and is not the start of an expression: it closes before
    /// the colon and has nothing in it that an item cannot be.
    fn at_parenthesized_items(&mut self) -> Step<bool> {
        let mark = self.mark();
        let result = self.scan_parenthesized_items().unwrap_or(true);
        self.rewind(mark)?;
        Ok(result)
    }

    fn scan_parenthesized_items(&mut self) -> Step<bool> {
        let depth = self.lexer.open_brackets();
        let mut at_item_start = true;
        self.advance()?;
        if self.at(TokenKind::RightParenthesis) {
            return Ok(false);
        }
        while self.lexer.open_brackets() >= depth {
            let outermost = self.lexer.open_brackets() == depth;
            match self.token.kind {
                TokenKind::Star | TokenKind::Yield if outermost && at_item_start => return Ok(false),
                TokenKind::ColonAssign | TokenKind::For | TokenKind::Async if outermost => return Ok(false),
                TokenKind::EndOfFile => return Ok(true),
                _ => {}
            }
            at_item_start = self.at(TokenKind::Comma);
            self.advance()?;
        }
        self.advance()?;
        Ok(matches!(self.token.kind, TokenKind::Colon | TokenKind::Newline))
    }

    fn try_statement(&mut self) -> Step<Stmt<'a>> {
        let start = self.start();
        self.advance()?;
        self.forced_colon()?;
        let body = self.block(Owner { name: "'try' statement", offset: start })?;
        let mut handlers = self.list();
        let mut is_star = false;
        while self.at(TokenKind::Except) {
            let star = language::EXCEPT_STAR && self.peek()? == TokenKind::Star;
            if !handlers.is_empty() && star != is_star {
                return Err(self.mixed_handlers(star));
            }
            is_star = star;
            let handler: Handler<'a> = self.handler(is_star)?;
            handlers.try_push(handler)?;
        }
        let handlers = handlers.finish()?;
        if let [before @ .., _] = handlers
            && let Some(bare) = before.iter().find(|handler| handler.kind.is_none())
        {
            return Err(self.error(messages::DEFAULT_EXCEPT_NOT_LAST, bare.span));
        }
        let orelse = if handlers.is_empty() { &[][..] } else { self.else_block()? };
        let finally = self.optional_block(TokenKind::Finally, "'finally' statement")?;
        if handlers.is_empty() && finally.is_empty() {
            return Err(self.error_here("expected 'except' or 'finally' block"));
        }
        let kind = StmtKind::Try(self.alloc(Try { body, handlers, orelse, finally, is_star })?);
        Ok(Stmt { span: self.span_from(start), kind })
    }

    #[cold]
    fn mixed_handlers(&mut self, star: bool) -> Failed {
        let mut span = self.token.span;
        if star && self.advance().is_ok() {
            span = span.to(self.token.span);
        }
        self.error("cannot have both 'except' and 'except*' on the same 'try'", span)
    }

    fn handler(&mut self, is_star: bool) -> Step<Handler<'a>> {
        let start = self.start();
        self.advance()?;
        if is_star {
            self.advance()?;
            if matches!(self.token.kind, TokenKind::Newline | TokenKind::Colon) {
                return Err(self.error_here("expected one or more exception types"));
            }
        }
        let mut kind = None;
        let mut name: Option<Name<'a>> = None;
        if is_star || !matches!(self.token.kind, TokenKind::Colon | TokenKind::Newline) {
            let expression = self.expression()?;
            if self.at(TokenKind::Comma) {
                return Err(self.unparenthesized_exceptions(expression.span.start));
            }
            kind = Some(expression);
            if self.eat(TokenKind::As)? {
                name = Some(self.binding_name()?);
            }
        }
        self.colon()?;
        let owner = if is_star { "'except*' statement" } else { "'except' statement" };
        let body = self.block(Owner { name: owner, offset: start })?;
        Ok(Handler { span: self.span_from(start), kind, name, body })
    }

    /// `except a, b:`.
    #[cold]
    fn unparenthesized_exceptions(&mut self, start: u32) -> Failed {
        let failed = self.unexpected();
        if !language::DIAGNOSTICS {
            return failed;
        }
        let mut step = || {
            self.advance()?;
            self.expressions()?;
            if self.eat(TokenKind::As)? {
                self.name()?;
            }
            Ok(self.at(TokenKind::Colon))
        };
        let result: Step<bool> = step();
        if !result.unwrap_or(false) {
            return failed;
        }
        let span = self.span_from(start);
        self.error("multiple exception types must be parenthesized", span)
    }
}

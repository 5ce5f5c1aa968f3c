//! Functions, classes, type aliases and decorators.

use super::compound::Owner;
use super::state::Parser;
use crate::ast::{ClassDef, ExprRef, FunctionDef, Stmt, StmtKind, TypeAlias};
use crate::lex::{Step, TokenKind};

impl<'a> Parser<'a> {
    /// A definition with its decorators.
    pub(super) fn decorated(&mut self) -> Step<Stmt<'a>> {
        let mut decorators = self.list();
        while self.eat(TokenKind::At)? {
            decorators.try_push(self.named_expression()?)?;
            self.expect(TokenKind::Newline)?;
        }
        let decorators = decorators.finish()?;
        let token = self.token.kind;
        match token {
            TokenKind::Def => self.function_definition(decorators),
            TokenKind::Class => self.class_definition(decorators),
            TokenKind::Async if self.peek()? == TokenKind::Def => self.function_definition(decorators),
            _ => Err(self.unexpected()),
        }
    }

    /// `def` or `async def`.
    pub(super) fn function_definition(&mut self, decorators: &'a [ExprRef<'a>]) -> Step<Stmt<'a>> {
        let start = self.start();
        let is_async = self.eat(TokenKind::Async)?;
        let owner = Owner { name: "function definition", offset: self.start() };
        self.expect(TokenKind::Def)?;
        let name = self.binding_name()?;
        let type_parameters = if self.at_empty_brackets()? { &[] } else { self.type_parameters()? };
        let parameters = self.parameters()?;
        let returns = if self.eat(TokenKind::Arrow)? { Some(self.expression()?) } else { None };
        self.forced_colon()?;
        let body = self.block(owner)?;
        let function = FunctionDef { name, type_parameters, parameters, returns, decorators, body, is_async };
        let kind = StmtKind::FunctionDef(self.alloc(function)?);
        Ok(Stmt { span: self.span_from(start), kind })
    }

    /// `[]` in place of type parameters is as if a parenthesis was missing.
    fn at_empty_brackets(&mut self) -> Step<bool> {
        Ok(self.at(TokenKind::LeftBracket) && self.peek()? == TokenKind::RightBracket)
    }

    /// `class`.
    pub(super) fn class_definition(&mut self, decorators: &'a [ExprRef<'a>]) -> Step<Stmt<'a>> {
        let start = self.start();
        self.advance()?;
        let name = self.binding_name()?;
        let type_parameters = self.type_parameters()?;
        let arguments = if self.at(TokenKind::LeftParenthesis) { self.arguments(false)? } else { &[] };
        self.colon()?;
        let body = self.block(Owner { name: "class definition", offset: start })?;
        let class = ClassDef { name, type_parameters, arguments, decorators, body };
        let kind = StmtKind::ClassDef(self.alloc(class)?);
        Ok(Stmt { span: self.span_from(start), kind })
    }

    /// `type name[parameters] = value`.
    pub(super) fn type_alias(&mut self) -> Step<StmtKind<'a>> {
        self.advance()?;
        let name = self.binding_name()?;
        let type_parameters = self.type_parameters()?;
        self.expect(TokenKind::Assign)?;
        let value = self.expression()?;
        Ok(StmtKind::TypeAlias(self.alloc(TypeAlias { name, type_parameters, value })?))
    }
}

//! `import` and `from ... import`.

use super::state::Parser;
use crate::arena;
use crate::ast::{Alias, ImportFrom, Name, StmtKind};
use crate::error::Failed;
use crate::lex::{Step, TokenKind};
use heap::TryVec;

impl<'a> Parser<'a> {
    /// `import a.b as c, d`.
    pub(super) fn import_statement(&mut self) -> Step<StmtKind<'a>> {
        let start = self.start();
        self.advance()?;
        let mut modules = self.list();
        loop {
            let name = self.dotted_name()?;
            let alias = self.alias()?;
            if alias.is_none() && self.lexer.slice(name.span) == "__debug__" {
                return Err(self.error("cannot assign to __debug__", name.span));
            }
            modules.try_push(Alias { name, alias })?;
            if !self.eat(TokenKind::Comma)? {
                break;
            }
        }
        if self.at(TokenKind::From) && modules.iter().all(|module| module.alias.is_none()) {
            return Err(self.import_before_from(start));
        }
        Ok(StmtKind::Import(modules.finish()?))
    }

    /// `import names from module`.
    #[cold]
    fn import_before_from(&mut self, start: u32) -> Failed {
        let failed = self.unexpected();
        if self.advance().is_err() || self.dotted_name().is_err() {
            return failed;
        }
        let span = self.span_from(start);
        self.error("Did you mean to use 'from ... import ...' instead?", span)
    }

    fn alias(&mut self) -> Step<Option<Name<'a>>> {
        if self.eat(TokenKind::As)? { Ok(Some(self.binding_name()?)) } else { Ok(None) }
    }

    /// `a.b.c`, as one name without blanks.
    fn dotted_name(&mut self) -> Step<Name<'a>> {
        let start = self.start();
        let first = self.name()?;
        if !self.at(TokenKind::Dot) {
            return Ok(first);
        }
        let mut text = TryVec::new();
        text.try_extend_from_slice(first.text.as_bytes())?;
        while self.eat(TokenKind::Dot)? {
            text.try_push(b'.')?;
            text.try_extend_from_slice(self.name()?.text.as_bytes())?;
        }
        let text = core::str::from_utf8(&text).unwrap_or_default();
        Ok(Name { text: arena::try_alloc_str(self.arena, text)?, span: self.span_from(start) })
    }

    /// `from ..module import a as b, c`.
    pub(super) fn import_from_statement(&mut self) -> Step<StmtKind<'a>> {
        self.advance()?;
        let mut level: u32 = 0;
        loop {
            match self.token.kind {
                TokenKind::Dot => level = level.saturating_add(1),
                TokenKind::Ellipsis => level = level.saturating_add(3),
                _ => break,
            }
            self.advance()?;
        }
        let module = if level > 0 && self.at(TokenKind::Import) { None } else { Some(self.dotted_name()?) };
        self.expect(TokenKind::Import)?;
        let star_span = self.token.span;
        if self.eat(TokenKind::Star)? {
            let import = ImportFrom { level, module, names: &[], star: Some(star_span) };
            return Ok(StmtKind::ImportFrom(self.alloc(import)?));
        }
        let names = self.imported_names()?;
        Ok(StmtKind::ImportFrom(self.alloc(ImportFrom { level, module, names, star: None })?))
    }

    fn imported_names(&mut self) -> Step<&'a [Alias<'a>]> {
        let parenthesized = self.eat(TokenKind::LeftParenthesis)?;
        let mut names = self.list();
        loop {
            let name = self.name()?;
            let alias = self.alias()?;
            names.try_push(Alias { name, alias })?;
            if !self.eat(TokenKind::Comma)? {
                break;
            }
            if parenthesized && self.at(TokenKind::RightParenthesis) {
                break;
            }
            if self.at(TokenKind::Newline) {
                return Err(self.error_here("trailing comma not allowed without surrounding parentheses"));
            }
        }
        if parenthesized {
            self.expect(TokenKind::RightParenthesis)?;
        }
        Ok(names.finish()?)
    }
}

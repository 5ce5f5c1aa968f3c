//! Parameters of functions and lambdas, and type parameters.

use super::state::Parser;
use crate::arena::ArenaVec;
use crate::ast::{ExprKind, ExprRef, Name, Parameter, Parameters, Span, TypeParameter, TypeParameterKind};
use crate::error::{Failed, Message, Piece, messages};
use crate::language;
use crate::lex::{Step, TokenKind};

/// A list of parameters in progress.
struct Progress<'a> {
    list: ArenaVec<'a, Parameter<'a>>,
    done: Parameters<'a>,
    /// Whether the parameters are those of a lambda.
    lambda: bool,
    /// Where `*` stands, if there was one.
    star: Option<Span>,
    /// Whether a positional parameter had a default.
    default: bool,
    /// Whether a `/` was seen.
    slash: bool,
}

impl<'a> Parser<'a> {
    /// The parameters of a lambda, up to the colon.
    pub(super) fn lambda_parameters(&mut self) -> Step<&'a Parameters<'a>> {
        self.parameters_until(TokenKind::Colon)
    }

    /// `(parameters)` of a function.
    pub(super) fn parameters(&mut self) -> Step<&'a Parameters<'a>> {
        if !self.at(TokenKind::LeftParenthesis) {
            return Err(self.error_here("expected '('"));
        }
        self.enter_bracket()?;
        self.advance()?;
        let parameters = self.parameters_until(TokenKind::RightParenthesis)?;
        if !self.at(TokenKind::RightParenthesis) {
            return Err(self.unexpected());
        }
        self.leave_bracket();
        self.advance()?;
        Ok(parameters)
    }

    #[inline(never)]
    fn parameters_until(&mut self, closing: TokenKind) -> Step<&'a Parameters<'a>> {
        let lambda = closing == TokenKind::Colon;
        let list = self.list();
        let done = Parameters::default();
        let mut progress = Progress { list, done, lambda, star: None, default: false, slash: false };
        while !self.at(closing) {
            match self.token.kind {
                TokenKind::Slash => self.slash(&mut progress)?,
                TokenKind::Star => self.star_parameter(&mut progress, closing)?,
                TokenKind::DoubleStar => self.double_star_parameter(&mut progress)?,
                TokenKind::LeftParenthesis => return Err(self.parenthesized_parameters(lambda)),
                _ => self.plain_parameter(&mut progress)?,
            }
            if !self.at(TokenKind::Comma) {
                break;
            }
            self.advance()?;
            if progress.done.has_double_star && !self.at(closing) {
                return Err(self.after_double_star());
            }
        }
        self.check_bare_star(&progress, closing)?;
        let Progress { list, mut done, .. } = progress;
        done.all = list.finish()?;
        self.check_repeated_parameters(done.all)?;
        Ok(self.alloc(done)?)
    }

    fn plain_parameter(&mut self, progress: &mut Progress<'a>) -> Step<()> {
        let parameter = self.parameter(progress.lambda, false)?;
        let default = self.default_value()?;
        if progress.star.is_none() {
            if default.is_none() && progress.default {
                let text = "non-default argument follows default argument";
                return Err(self.error(text, parameter.name.span));
            }
            progress.default |= default.is_some();
            progress.done.positional_count += 1;
        }
        Ok(progress.list.try_push(Parameter { default, ..parameter })?)
    }

    /// A name and its annotation.
    fn parameter(&mut self, lambda: bool, star: bool) -> Step<Parameter<'a>> {
        let name = self.binding_name()?;
        let mut annotation = None;
        if !lambda && self.eat(TokenKind::Colon)? {
            let starred = star && self.at(TokenKind::Star);
            annotation = Some(if starred { self.starred()? } else { self.expression()? });
        }
        Ok(Parameter { name, annotation, default: None })
    }

    fn default_value(&mut self) -> Step<Option<ExprRef<'a>>> {
        if !self.at(TokenKind::Assign) {
            return Ok(None);
        }
        let assign = self.token.span;
        self.advance()?;
        if matches!(self.token.kind, TokenKind::RightParenthesis | TokenKind::Comma) {
            return Err(self.error("expected default value expression", assign));
        }
        Ok(Some(self.expression()?))
    }

    fn slash(&mut self, progress: &mut Progress<'a>) -> Step<()> {
        let span = self.token.span;
        if progress.slash {
            return Err(self.error("/ may appear only once", span));
        }
        if progress.star.is_some() {
            return Err(self.error("/ must be ahead of *", span));
        }
        if progress.list.is_empty() {
            if self.peek()? == TokenKind::Comma {
                return Err(self.error("at least one argument must precede /", span));
            }
            return Err(self.unexpected());
        }
        self.advance()?;
        if self.at(TokenKind::Star) {
            return Err(self.error_here("expected comma between / and *"));
        }
        progress.slash = true;
        progress.done.positional_only_count = progress.done.positional_count;
        Ok(())
    }

    /// `*` or `*name`.
    fn star_parameter(&mut self, progress: &mut Progress<'a>, closing: TokenKind) -> Step<()> {
        let span = self.token.span;
        if progress.star.is_some() {
            return Err(self.error("* argument may appear only once", span));
        }
        progress.star = Some(span);
        self.advance()?;
        if self.at(TokenKind::Comma) {
            return Ok(());
        }
        if self.at(closing) {
            return Err(self.error(named_arguments_must_follow(), span));
        }
        let parameter = self.parameter(progress.lambda, true)?;
        if self.at(TokenKind::Assign) {
            if parameter.annotation.is_some_and(|annotation| matches!(annotation.kind, ExprKind::Starred(_))) {
                return Err(self.unexpected());
            }
            return Err(self.error_here("var-positional argument cannot have default value"));
        }
        progress.done.has_star = true;
        Ok(progress.list.try_push(parameter)?)
    }

    fn double_star_parameter(&mut self, progress: &mut Progress<'a>) -> Step<()> {
        self.check_bare_star(progress, TokenKind::DoubleStar)?;
        self.advance()?;
        let parameter = self.parameter(progress.lambda, false)?;
        if self.at(TokenKind::Assign) {
            return Err(self.error_here("var-keyword argument cannot have default value"));
        }
        progress.done.has_double_star = true;
        Ok(progress.list.try_push(parameter)?)
    }

    /// A bare `*` must be followed by a keyword-only parameter before `closing`.
    fn check_bare_star(&mut self, progress: &Progress<'a>, closing: TokenKind) -> Step<()> {
        let Some(span) = progress.star else { return Ok(()) };
        let positional = progress.done.positional_count as usize;
        if self.at(closing) && !progress.done.has_star && progress.list.len() == positional {
            return Err(self.error(named_arguments_must_follow(), span));
        }
        Ok(())
    }

    #[cold]
    fn after_double_star(&mut self) -> Failed {
        match self.token.kind {
            TokenKind::Name | TokenKind::Star | TokenKind::DoubleStar | TokenKind::Slash => {
                self.error_here("arguments cannot follow var-keyword argument")
            }
            _ => self.unexpected(),
        }
    }

    /// `def f((a, b))`.
    #[cold]
    fn parenthesized_parameters(&mut self, lambda: bool) -> Failed {
        let start = self.start();
        let failed = self.unexpected();
        if !language::DIAGNOSTICS {
            return failed;
        }
        let mut step = || {
            self.advance()?;
            while self.at(TokenKind::Name) {
                self.advance()?;
                if !self.eat(TokenKind::Comma)? {
                    break;
                }
            }
            self.eat(TokenKind::RightParenthesis)
        };
        if !step().unwrap_or(false) {
            return failed;
        }
        let text = match lambda {
            true => "Lambda expression parameters cannot be parenthesized",
            false => "Function parameters cannot be parenthesized",
        };
        let span = self.span_from(start);
        self.error(text, span)
    }

    fn check_repeated_parameters(&mut self, parameters: &[Parameter<'a>]) -> Step<()> {
        if parameters.len() < 2 {
            return Ok(());
        }
        let mut names = self.list();
        for parameter in parameters {
            names.try_push(parameter.name)?;
        }
        self.check_repeated_names(&mut names, messages::DUPLICATE_ARGUMENT)
    }

    fn check_repeated_names(&mut self, names: &mut [Name<'a>], text: &'static str) -> Step<()> {
        let Some(repeated) = super::target::first_repeated(names) else { return Ok(()) };
        Err(self.error(Message::with(text, Piece::Source(repeated.span)), repeated.span))
    }

    /// `[T: bound, *Ts, **P]`, or nothing.
    pub(super) fn type_parameters(&mut self) -> Step<&'a [TypeParameter<'a>]> {
        if !language::TYPE_PARAMETERS || !self.at(TokenKind::LeftBracket) {
            return Ok(&[]);
        }
        self.enter_bracket()?;
        self.advance()?;
        let mut parameters = self.list();
        loop {
            parameters.try_push(self.type_parameter()?)?;
            if !self.eat(TokenKind::Comma)? || self.at(TokenKind::RightBracket) {
                break;
            }
        }
        if !self.at(TokenKind::RightBracket) {
            return Err(self.unexpected());
        }
        self.leave_bracket();
        self.advance()?;
        let mut names = self.list();
        for parameter in parameters.iter() {
            names.try_push(parameter.name)?;
        }
        self.check_repeated_names(&mut names, messages::DUPLICATE_TYPE_PARAMETER)?;
        Ok(parameters.finish()?)
    }

    fn type_parameter(&mut self) -> Step<TypeParameter<'a>> {
        let start = self.start();
        let kind = match self.token.kind {
            TokenKind::Star => TypeParameterKind::TypeVarTuple,
            TokenKind::DoubleStar => TypeParameterKind::ParamSpec,
            _ => {
                let name = self.binding_name()?;
                let bound = if self.eat(TokenKind::Colon)? { Some(self.expression()?) } else { None };
                let kind = TypeParameterKind::TypeVar { bound };
                return Ok(TypeParameter { span: self.span_from(start), name, kind });
            }
        };
        self.advance()?;
        let name = self.binding_name()?;
        if self.at(TokenKind::Colon) {
            return Err(self.bound_of_variadic(kind));
        }
        Ok(TypeParameter { span: self.span_from(start), name, kind })
    }

    #[cold]
    fn bound_of_variadic(&mut self, kind: TypeParameterKind<'a>) -> Failed {
        let start = self.start();
        let failed = self.unexpected();
        if self.advance().is_err() {
            return failed;
        }
        let Ok(bound) = self.expression() else { return failed };
        let what = if matches!(bound.kind, ExprKind::Tuple { .. }) { "constraints" } else { "bound" };
        let owner = if matches!(kind, TypeParameterKind::ParamSpec) { "ParamSpec" } else { "TypeVarTuple" };
        let message = Message::with_two("cannot use {} with {}", Piece::Text(what), Piece::Text(owner));
        let span = self.span_from(start);
        self.error(message, span)
    }
}

fn named_arguments_must_follow() -> &'static str {
    "named arguments must follow bare *"
}

//! What can be assigned to and deleted, and the names of what cannot.

use super::state::Parser;
use crate::ast::{ExprKind, ExprRef, Name, TrailerKind};
use crate::error::{Failed, Message, Piece, messages};
use crate::language;
use crate::lex::{Step, TokenKind};

/// What a target is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    /// Anything that assigns.
    Bind,
    /// `del`.
    Delete,
}

/// What CPython calls an expression when it is in the wrong place.
pub(super) fn expression_name(expression: ExprRef<'_>) -> &'static str {
    if !language::DIAGNOSTICS {
        return "expression";
    }
    use crate::ast::ComprehensionKind;
    match expression.kind {
        ExprKind::Name(_) => "name",
        ExprKind::None => "None",
        ExprKind::True => "True",
        ExprKind::False => "False",
        ExprKind::Ellipsis => "ellipsis",
        ExprKind::Int(_)
        | ExprKind::BigInt { .. }
        | ExprKind::Float(_)
        | ExprKind::Imaginary(_)
        | ExprKind::Str(_)
        | ExprKind::Bytes(_) => "literal",
        ExprKind::FString(_) => "f-string expression",
        ExprKind::BoolOp { .. } | ExprKind::Binary { .. } | ExprKind::Unary { .. } => "expression",
        ExprKind::Named { .. } => "named expression",
        ExprKind::Lambda { .. } => "lambda",
        ExprKind::Conditional { .. } => "conditional expression",
        ExprKind::Dict(_) => "dict literal",
        ExprKind::Set(_) => "set display",
        ExprKind::List(_) => "list",
        ExprKind::Tuple { .. } => "tuple",
        ExprKind::Comprehension { kind, .. } => match kind {
            ComprehensionKind::List => "list comprehension",
            ComprehensionKind::Set => "set comprehension",
            ComprehensionKind::Dict => "dict comprehension",
            ComprehensionKind::Generator => "generator expression",
        },
        ExprKind::Await(_) => "await expression",
        ExprKind::Yield(_) | ExprKind::YieldFrom(_) => "yield expression",
        ExprKind::Compare { .. } => "comparison",
        ExprKind::Starred(_) => "starred",
        ExprKind::Slice { .. } => "slice",
        ExprKind::Primary { trailers, .. } => match trailers.last().map(|trailer| trailer.kind) {
            Some(TrailerKind::Attribute(_)) => "attribute",
            Some(TrailerKind::Subscript(_)) => "subscript",
            _ => "function call",
        },
    }
}

/// Whether `expression` is an attribute or a subscript.
pub(super) fn is_attribute_or_subscript(expression: ExprRef<'_>) -> bool {
    let ExprKind::Primary { trailers, .. } = expression.kind else { return false };
    let last = trailers.last().map(|trailer| trailer.kind);
    matches!(last, Some(TrailerKind::Attribute(_) | TrailerKind::Subscript(_)))
}

/// Sorts names by their text, and equal ones as they stand in the source.
pub(super) fn sort_names(names: &mut [Name<'_>]) {
    heap::sort_by(names, |a, b| a.text.cmp(b.text).then(a.span.start.cmp(&b.span.start)));
}

/// The first name in the source that occurred before; sorts `names`.
pub(super) fn first_repeated<'a>(names: &mut [Name<'a>]) -> Option<Name<'a>> {
    sort_names(names);
    let repeated = names.windows(2).filter_map(|pair| match pair {
        [first, second] if first.text == second.text => Some(*second),
        _ => None,
    });
    repeated.min_by_key(|name| name.span.start)
}

impl<'a> Parser<'a> {
    /// Checks that `target` can be assigned to or deleted.
    pub(super) fn check_target(&mut self, target: ExprRef<'a>, purpose: Purpose) -> Step<()> {
        if let ExprKind::Starred(_) = target.kind
            && purpose != Purpose::Delete
        {
            return Err(self.error(messages::STARRED_TARGET_ALONE, target.span));
        }
        self.check_target_part(target, purpose)
    }

    fn check_target_part(&mut self, target: ExprRef<'a>, purpose: Purpose) -> Step<()> {
        match target.kind {
            ExprKind::Name(name) => {
                if name == "__debug__" {
                    return Err(self.assigns_debug(target, purpose));
                }
                Ok(())
            }
            ExprKind::Tuple { elements, .. } | ExprKind::List(elements) => {
                let mut starred = false;
                for &element in elements {
                    self.check_target_part(element, purpose)?;
                    if matches!(element.kind, ExprKind::Starred(_)) && core::mem::replace(&mut starred, true) {
                        return Err(self.error(messages::MULTIPLE_STARRED_TARGETS, target.span));
                    }
                }
                Ok(())
            }
            ExprKind::Starred(value) if purpose != Purpose::Delete => self.check_target_part(value, purpose),
            ExprKind::Primary { trailers, .. } => match trailers.last().map(|trailer| trailer.kind) {
                Some(TrailerKind::Attribute("__debug__")) => Err(self.assigns_debug(target, purpose)),
                Some(TrailerKind::Attribute(_) | TrailerKind::Subscript(_)) => Ok(()),
                _ => Err(self.invalid_target(target, purpose)),
            },
            _ => Err(self.invalid_target(target, purpose)),
        }
    }

    #[cold]
    fn assigns_debug(&mut self, target: ExprRef<'a>, purpose: Purpose) -> Failed {
        let text = if purpose == Purpose::Delete { "cannot delete {}" } else { "cannot assign to {}" };
        self.error(Message::with(text, Piece::Text("__debug__")), target.span)
    }

    #[cold]
    fn invalid_target(&mut self, target: ExprRef<'a>, purpose: Purpose) -> Failed {
        let name = expression_name(target);
        let text = match purpose {
            Purpose::Delete => "cannot delete {}",
            Purpose::Bind => "cannot assign to {}",
        };
        self.error(Message::with(text, Piece::Text(name)), target.span)
    }

    /// Checks that a name can be bound.
    pub(super) fn check_bindable(&mut self, target: ExprRef<'a>) -> Step<()> {
        self.check_target_part(target, Purpose::Bind)
    }

    /// An identifier that is bound here.
    pub(super) fn binding_name(&mut self) -> Step<Name<'a>> {
        let name = Name { text: self.text(), span: self.token.span };
        if self.at_word("__debug__") {
            return Err(self.error(Message::with("cannot assign to {}", Piece::Text("__debug__")), name.span));
        }
        self.expect(TokenKind::Name)?;
        Ok(name)
    }

    /// The targets of `for`, up to `in`.
    pub(super) fn for_targets(&mut self) -> Step<ExprRef<'a>> {
        let start = self.start();
        let first = self.for_target()?;
        let mut targets = first;
        if self.at(TokenKind::Comma) {
            let mut elements = self.list();
            elements.try_push(first)?;
            while self.eat(TokenKind::Comma)? && (self.at(TokenKind::Star) || self.starts_expression()) {
                elements.try_push(self.for_target()?)?;
            }
            targets = self.node(start, ExprKind::Tuple { elements: elements.finish()?, parenthesized: false })?;
        }
        if !self.at(TokenKind::In) {
            return Err(self.missing_in(start, targets));
        }
        self.check_target(targets, Purpose::Bind)?;
        Ok(targets)
    }

    fn for_target(&mut self) -> Step<ExprRef<'a>> {
        if self.at(TokenKind::Star) { self.starred() } else { self.bitwise_or() }
    }
}

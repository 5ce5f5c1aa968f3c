//! Patterns of `case`.

use super::state::Parser;
use super::target::{first_repeated, sort_names};
use crate::arena;
use crate::ast::{
    BinaryOperator, BinaryStep, ClassPattern, ExprKind, ExprRef, KeywordPattern, MappingItem, MappingPattern, Name,
    Pattern, PatternKind, Span, Trailer, TrailerKind, UnaryOperator,
};
use crate::error::{Failed, Message, Piece, messages};
use crate::lex::{Step, TokenKind};
use core::cmp::Ordering;

impl<'a> Parser<'a> {
    /// The pattern of a case: several without brackets are a sequence.
    pub(super) fn case_pattern(&mut self) -> Step<Pattern<'a>> {
        let start = self.start();
        let first = self.maybe_star_pattern()?;
        if !self.at(TokenKind::Comma) {
            if let PatternKind::Star(_) = first.kind {
                return Err(self.unexpected());
            }
            return Ok(first);
        }
        let patterns = self.rest_of_sequence(first, TokenKind::Colon)?;
        self.sequence(start, patterns)
    }

    /// The patterns of a sequence behind the first, up to `closing` or `if`.
    fn rest_of_sequence(&mut self, first: Pattern<'a>, closing: TokenKind) -> Step<&'a [Pattern<'a>]> {
        let mut patterns = self.list();
        patterns.try_push(first)?;
        while self.eat(TokenKind::Comma)? && !self.at(closing) && !self.at(TokenKind::If) {
            patterns.try_push(self.maybe_star_pattern()?)?;
        }
        Ok(patterns.finish()?)
    }

    fn sequence(&mut self, start: u32, patterns: &'a [Pattern<'a>]) -> Step<Pattern<'a>> {
        let span = self.span_from(start);
        let stars = patterns.iter().filter(|pattern| matches!(pattern.kind, PatternKind::Star(_))).count();
        if stars > 1 {
            return Err(self.error(messages::MULTIPLE_STARRED_PATTERNS, span));
        }
        Ok(Pattern { span, kind: PatternKind::Sequence(patterns) })
    }

    fn maybe_star_pattern(&mut self) -> Step<Pattern<'a>> {
        if !self.at(TokenKind::Star) {
            return self.pattern();
        }
        let start = self.start();
        self.advance()?;
        let name = if self.at_word("_") {
            self.advance()?;
            None
        } else {
            Some(self.capture()?.text)
        };
        Ok(Pattern { span: self.span_from(start), kind: PatternKind::Star(name) })
    }

    /// A name that is captured.
    fn capture(&mut self) -> Step<Name<'a>> {
        let name = self.binding_name()?;
        self.captures.try_push(name)?;
        Ok(name)
    }

    /// Alternatives, and `as name`.
    fn pattern(&mut self) -> Step<Pattern<'a>> {
        let start = self.start();
        let pattern = self.or_pattern()?;
        if !self.at(TokenKind::As) {
            return Ok(pattern);
        }
        self.advance()?;
        if !self.at(TokenKind::Name) {
            return Err(self.invalid_capture());
        }
        if self.at_word("_") {
            return Err(self.error_here("cannot use '_' as a target"));
        }
        let name = self.capture()?;
        let kind = PatternKind::As { pattern: self.alloc(pattern)?, name: self.alloc(name)? };
        Ok(Pattern { span: self.span_from(start), kind })
    }

    #[cold]
    fn invalid_capture(&mut self) -> Failed {
        let start = self.start();
        let failed = self.unexpected();
        if self.expression().is_err() {
            return failed;
        }
        let span = self.span_from(start);
        self.error("invalid pattern target", span)
    }

    fn or_pattern(&mut self) -> Step<Pattern<'a>> {
        let start = self.start();
        let captured = self.captures.len();
        let first = self.closed_pattern()?;
        if !self.at(TokenKind::Bar) {
            return Ok(first);
        }
        let captured_by_first = self.captures.len();
        let mut alternatives = self.list();
        alternatives.try_push(first)?;
        let mut same_names = true;
        while self.eat(TokenKind::Bar)? {
            alternatives.try_push(self.closed_pattern()?)?;
            same_names &= self.captures_agree(captured, captured_by_first);
            self.captures.truncate(captured_by_first);
        }
        let alternatives = alternatives.finish()?;
        let span = self.span_from(start);
        if let Some((_, before)) = alternatives.split_last() {
            for alternative in before {
                self.check_refutable(alternative)?;
            }
        }
        if !same_names {
            return Err(self.error(messages::ALTERNATIVES_BIND_DIFFERENT_NAMES, span));
        }
        Ok(Pattern { span, kind: PatternKind::Or(alternatives) })
    }

    /// Whether the names captured from `second` on are those captured from `first` to `second`.
    fn captures_agree(&mut self, first: usize, second: usize) -> bool {
        let Some((before, last)) = self.captures.split_at_mut_checked(second) else { return false };
        let Some(before) = before.get_mut(first..) else { return false };
        sort_names(before);
        sort_names(last);
        before.iter().map(|name| name.text).eq(last.iter().map(|name| name.text))
    }

    /// A pattern without `|` and `as` outside of brackets.
    fn closed_pattern(&mut self) -> Step<Pattern<'a>> {
        let start = self.start();
        match self.token.kind {
            TokenKind::Name => self.name_pattern(),
            TokenKind::LeftParenthesis => self.group_pattern(),
            TokenKind::LeftBracket => self.list_pattern(),
            TokenKind::LeftBrace => self.mapping_pattern(),
            TokenKind::None | TokenKind::True | TokenKind::False => {
                let value = self.literal_value()?;
                Ok(Pattern { span: value.span, kind: PatternKind::Singleton(value) })
            }
            _ => {
                let value = self.literal_value()?;
                Ok(Pattern { span: self.span_from(start), kind: PatternKind::Value(value) })
            }
        }
    }

    /// A number with its sign, a complex number, strings or a singleton.
    fn literal_value(&mut self) -> Step<ExprRef<'a>> {
        match self.token.kind {
            TokenKind::None | TokenKind::True | TokenKind::False => self.atom(),
            TokenKind::String | TokenKind::FStringStart => {
                let strings = self.strings()?;
                if let ExprKind::FString(_) = strings.kind {
                    let text = "patterns may only match literals and attribute lookups";
                    return Err(self.error(text, strings.span));
                }
                Ok(strings)
            }
            _ => self.number_value(),
        }
    }

    fn number_value(&mut self) -> Step<ExprRef<'a>> {
        let start = self.start();
        let mut first = self.signed_number()?;
        let operator = match self.token.kind {
            TokenKind::Plus => BinaryOperator::Add,
            TokenKind::Minus => BinaryOperator::Subtract,
            _ => return Ok(first),
        };
        let operator_span = self.token.span;
        self.advance()?;
        let second = self.token;
        if !is_number(second.kind) {
            return Err(self.unexpected());
        }
        if contains_imaginary(first) {
            return Err(self.error("real number required in complex literal", first.span));
        }
        if second.kind != TokenKind::Imaginary {
            return Err(self.error("imaginary number required in complex literal", second.span));
        }
        let operand = self.number()?;
        let step = BinaryStep { operator, operator_span, operand, end: operand.span.end };
        let rest = arena::try_alloc_slice(self.arena, &[step])?;
        first = self.node(start, ExprKind::Binary { first, rest })?;
        Ok(first)
    }

    fn signed_number(&mut self) -> Step<ExprRef<'a>> {
        let start = self.start();
        let negative = self.eat(TokenKind::Minus)?;
        if !is_number(self.token.kind) {
            return Err(self.unexpected());
        }
        let operand = self.number()?;
        if !negative {
            return Ok(operand);
        }
        self.node(start, ExprKind::Unary { operator: UnaryOperator::Negate, operand })
    }

    /// A capture, the wildcard, a dotted name or a class pattern.
    fn name_pattern(&mut self) -> Step<Pattern<'a>> {
        let start = self.start();
        match self.peek()? {
            TokenKind::Dot | TokenKind::LeftParenthesis => {}
            _ if self.at_word("_") => {
                self.advance()?;
                return Ok(Pattern { span: self.span_from(start), kind: PatternKind::Wildcard });
            }
            _ => {
                let name = self.capture()?;
                return Ok(Pattern { span: name.span, kind: PatternKind::Capture(name.text) });
            }
        }
        let class = self.dotted_value()?;
        if self.at(TokenKind::LeftParenthesis) {
            return self.class_pattern(start, class);
        }
        Ok(Pattern { span: class.span, kind: PatternKind::Value(class) })
    }

    /// A name and attributes.
    fn dotted_value(&mut self) -> Step<ExprRef<'a>> {
        let start = self.start();
        let name = self.name()?;
        let base = self.node(start, ExprKind::Name(name.text))?;
        if !self.at(TokenKind::Dot) {
            return Ok(base);
        }
        let mut trailers = self.list();
        while self.at(TokenKind::Dot) {
            let dot = self.start();
            self.advance()?;
            let name = self.name()?;
            trailers.try_push(Trailer { span: self.span_from(dot), kind: TrailerKind::Attribute(name.text) })?;
        }
        self.node(start, ExprKind::Primary { base, trailers: trailers.finish()? })
    }

    fn close_pattern(&mut self, closing: TokenKind) -> Step<()> {
        if !self.at(closing) {
            return Err(self.unexpected());
        }
        self.leave_bracket();
        self.advance()
    }

    /// A pattern in parentheses, or a sequence.
    fn group_pattern(&mut self) -> Step<Pattern<'a>> {
        let start = self.start();
        self.enter_bracket()?;
        self.advance()?;
        if self.at(TokenKind::RightParenthesis) {
            self.close_pattern(TokenKind::RightParenthesis)?;
            return self.sequence(start, &[]);
        }
        let first = self.maybe_star_pattern()?;
        if self.at(TokenKind::Comma) {
            let patterns = self.rest_of_sequence(first, TokenKind::RightParenthesis)?;
            self.close_pattern(TokenKind::RightParenthesis)?;
            return self.sequence(start, patterns);
        }
        if let PatternKind::Star(_) = first.kind {
            return Err(self.unexpected());
        }
        self.close_pattern(TokenKind::RightParenthesis)?;
        Ok(first)
    }

    fn list_pattern(&mut self) -> Step<Pattern<'a>> {
        let start = self.start();
        self.enter_bracket()?;
        self.advance()?;
        let mut patterns = &[][..];
        if !self.at(TokenKind::RightBracket) {
            let first = self.maybe_star_pattern()?;
            patterns = self.rest_of_sequence(first, TokenKind::RightBracket)?;
        }
        self.close_pattern(TokenKind::RightBracket)?;
        self.sequence(start, patterns)
    }

    fn mapping_pattern(&mut self) -> Step<Pattern<'a>> {
        let start = self.start();
        self.enter_bracket()?;
        self.advance()?;
        let mut items = self.list();
        let mut rest = None;
        while !self.at(TokenKind::RightBrace) {
            if self.eat(TokenKind::DoubleStar)? {
                if self.at_word("_") {
                    return Err(self.unexpected());
                }
                rest = Some(self.capture()?);
                self.eat(TokenKind::Comma)?;
                break;
            }
            items.try_push(self.mapping_item()?)?;
            if !self.eat(TokenKind::Comma)? {
                break;
            }
        }
        self.close_pattern(TokenKind::RightBrace)?;
        let span = self.span_from(start);
        let items = items.finish()?;
        self.check_repeated_keys(items, span)?;
        Ok(Pattern { span, kind: PatternKind::Mapping(self.alloc(MappingPattern { items, rest })?) })
    }

    fn mapping_item(&mut self) -> Step<MappingItem<'a>> {
        let token = self.token.kind;
        let key = match token {
            TokenKind::Name if self.peek()? == TokenKind::Dot => self.dotted_value()?,
            TokenKind::Name => return Err(self.unexpected_behind_name()),
            _ => self.literal_value()?,
        };
        self.expect(TokenKind::Colon)?;
        Ok(MappingItem { key, pattern: self.pattern()? })
    }

    /// A plain name cannot be a key: the error is at what follows it.
    #[cold]
    fn unexpected_behind_name(&mut self) -> Failed {
        match self.advance() {
            Ok(()) => self.unexpected(),
            Err(failed) => failed,
        }
    }

    fn check_repeated_keys(&mut self, items: &[MappingItem<'a>], span: Span) -> Step<()> {
        if items.len() < 2 {
            return Ok(());
        }
        let mut keys = self.list();
        for item in items {
            keys.try_push(item.key)?;
        }
        heap::sort_by(&mut keys, |a, b| compare_keys(a, b));
        let repeated = keys.windows(2).find_map(|pair| match pair {
            [first, second] if compare_keys(first, second) == Ordering::Equal => Some(*second),
            _ => None,
        });
        let Some(key) = repeated else { return Ok(()) };
        Err(self.error(Message::with("mapping pattern checks duplicate key ({})", Piece::Source(key.span)), span))
    }

    /// `(patterns)` behind `class`.
    fn class_pattern(&mut self, start: u32, class: ExprRef<'a>) -> Step<Pattern<'a>> {
        self.enter_bracket()?;
        self.advance()?;
        let mut positional = self.list();
        let mut keywords = self.list();
        while !self.at(TokenKind::RightParenthesis) {
            if self.at(TokenKind::Name) && self.peek()? == TokenKind::Assign {
                keywords.try_push(self.keyword_pattern()?)?;
            } else if keywords.is_empty() {
                positional.try_push(self.pattern()?)?;
            } else {
                return Err(self.misplaced_positional_pattern());
            }
            if !self.eat(TokenKind::Comma)? {
                break;
            }
        }
        self.close_pattern(TokenKind::RightParenthesis)?;
        let (positional, keywords) = (positional.finish()?, keywords.finish()?);
        self.check_repeated_keyword_patterns(keywords)?;
        let pattern = self.alloc(ClassPattern { class, positional, keywords })?;
        Ok(Pattern { span: self.span_from(start), kind: PatternKind::Class(pattern) })
    }

    fn keyword_pattern(&mut self) -> Step<KeywordPattern<'a>> {
        let name = self.binding_name()?;
        self.advance()?;
        Ok(KeywordPattern { name, pattern: self.pattern()? })
    }

    #[cold]
    fn misplaced_positional_pattern(&mut self) -> Failed {
        match self.pattern() {
            Ok(pattern) => self.error("positional patterns follow keyword patterns", pattern.span),
            Err(failed) => failed,
        }
    }

    fn check_repeated_keyword_patterns(&mut self, keywords: &[KeywordPattern<'a>]) -> Step<()> {
        let mut names = self.list();
        for keyword in keywords {
            names.try_push(Name { text: keyword.name.text, span: keyword.name.span.to(keyword.pattern.span) })?;
        }
        let Some(repeated) = first_repeated(&mut names) else { return Ok(()) };
        let name = Span::new(repeated.span.start, repeated.span.start + repeated.text.len() as u32);
        let message = Message::with(messages::DUPLICATE_KEYWORD_PATTERN, Piece::Source(name));
        Err(self.error(message, repeated.span))
    }
}

fn is_number(kind: TokenKind) -> bool {
    matches!(kind, TokenKind::Int | TokenKind::Float | TokenKind::Imaginary)
}

fn contains_imaginary(number: ExprRef<'_>) -> bool {
    match number.kind {
        ExprKind::Imaginary(_) => true,
        ExprKind::Unary { operand, .. } => matches!(operand.kind, ExprKind::Imaginary(_)),
        _ => false,
    }
}

/// An order of the keys of a mapping pattern, in which only equal literals are equal; keys of other kinds are not
/// compared by value.
fn compare_keys(a: &ExprRef<'_>, b: &ExprRef<'_>) -> Ordering {
    let rank = |key: &ExprRef<'_>| match key.kind {
        ExprKind::Int(_) => 0,
        ExprKind::Str(_) => 1,
        ExprKind::Bytes(_) => 2,
        ExprKind::None => 3,
        ExprKind::True => 4,
        ExprKind::False => 5,
        _ => 6,
    };
    match (a.kind, b.kind) {
        (ExprKind::Int(a), ExprKind::Int(b)) => a.cmp(&b),
        (ExprKind::Str(a), ExprKind::Str(b)) | (ExprKind::Bytes(a), ExprKind::Bytes(b)) => a.cmp(b),
        (ExprKind::None, ExprKind::None) | (ExprKind::True, ExprKind::True) | (ExprKind::False, ExprKind::False) => {
            Ordering::Equal
        }
        _ => rank(a).cmp(&rank(b)).then(a.span.start.cmp(&b.span.start)),
    }
}

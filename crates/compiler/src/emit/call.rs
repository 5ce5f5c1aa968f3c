//! Attributes, calls and subscripts.

use super::constant::Constant;
use super::display::Adds;
use super::name::Place;
use super::{Emit, Emitter, Register};
use crate::arena::try_alloc_slice;
use crate::ast::{Argument, ArgumentKind, ExprKind, ExprRef, Span, Trailer, TrailerKind};
use crate::scope::{Access, symbol_flag};
use bytecode::{Bound, Intrinsic, Op};
use heap::TryVec;

/// Calls with more arguments pass them as a list.
pub(super) const MOST_ARGUMENTS: usize = 60;
/// This many values are evaluated before they go into a collection.
pub(super) const CHUNK: usize = 24;

impl<'a> Emitter<'a> {
    /// A chain of trailers. Returns where the result is: in `to`, or else in some temporary.
    pub(super) fn primary(
        &mut self,
        expression: ExprRef<'a>,
        base: ExprRef<'a>,
        trailers: &'a [Trailer<'a>],
        to: Option<Register>,
    ) -> Emit<Register> {
        let mark = self.unit.mark();
        // All intermediate results, and call windows, are in one temporary at the top of the stack.
        let work = match to {
            Some(to) if self.unit.is_top(to) => to,
            _ => self.take(1)?,
        };
        let work_mark = self.unit.mark();
        let start = expression.span.start;
        let mut done = 0;
        let mut value = match trailers.first().map(|trailer| &trailer.kind) {
            Some(TrailerKind::Call(arguments)) => {
                done = 1;
                self.first_call(base, arguments, work, Span::new(start, trailers[0].span.end))?;
                work
            }
            _ => self.held_operand(base, Some(work), self.trailers_rebind(trailers))?,
        };
        while done < trailers.len() {
            self.unit.release(work_mark);
            let trailer = &trailers[done];
            let span = self.trailer_span(start, trailer);
            let is_last = done + 1 == trailers.len();
            let result = match to {
                Some(to) if is_last => to,
                _ => work,
            };
            match &trailer.kind {
                TrailerKind::Attribute(name) => {
                    if let Some(Trailer { kind: TrailerKind::Call(arguments), span: call }) = trailers.get(done + 1) {
                        let call = Span::new(start, call.end);
                        self.method_call(value, name, arguments, work, span, call)?;
                        done += 1;
                        value = work;
                    } else {
                        self.at(span);
                        self.get_attribute(result, value, name)?;
                        value = result;
                    }
                }
                TrailerKind::Call(arguments) => {
                    self.copy(work, value)?;
                    self.call(work, arguments, span)?;
                    value = work;
                }
                TrailerKind::Subscript(index) => {
                    self.get_item(result, value, index, span)?;
                    value = result;
                }
            }
            done += 1;
        }
        match to {
            Some(to) => {
                self.copy(to, value)?;
                self.unit.release(mark);
                Ok(to)
            }
            None => Ok(value),
        }
    }

    /// Where the step of a trailer belongs: to the line of the name for an attribute, else to that of the start.
    pub(super) fn trailer_span(&self, start: u32, trailer: &Trailer<'a>) -> Span {
        let end = trailer.span.end;
        let whole = Span::new(start, end);
        match trailer.kind {
            TrailerKind::Attribute(name) => {
                let name = Span::new(end.saturating_sub(name.len() as u32), end);
                if self.unit.code.is_same_line(whole, name) { whole } else { name }
            }
            _ => whole,
        }
    }

    fn trailers_rebind(&self, trailers: &'a [Trailer<'a>]) -> bool {
        self.unit.has_named
            && trailers.iter().any(|trailer| match trailer.kind {
                TrailerKind::Attribute(_) => false,
                TrailerKind::Call(arguments) => arguments.iter().any(|argument| self.rebinds(argument.value)),
                TrailerKind::Subscript(index) => self.rebinds(index),
            })
    }

    pub(super) fn get_attribute(&mut self, to: Register, object: Register, name: &'a str) -> Emit {
        let site = self.attribute_site(name)?;
        match u8::try_from(site) {
            Ok(site) => self.op(Op::GetAttr, to, object, site),
            Err(_) => self.intrinsic(Intrinsic::GetAttrSite, to, object, site),
        }
    }

    pub(super) fn set_attribute(&mut self, object: Register, name: &'a str, value: Register) -> Emit {
        let site = self.attribute_site(name)?;
        match u8::try_from(site) {
            Ok(site) => self.op(Op::SetAttr, object, value, site),
            Err(_) => self.intrinsic(Intrinsic::SetAttrSite, object, value, site),
        }
    }

    pub(super) fn get_item(&mut self, to: Register, object: Register, index: ExprRef<'a>, span: Span) -> Emit {
        if let ExprKind::Slice { lower, upper, step: None } = index.kind {
            let mark = self.unit.mark();
            let bounds = self.slice_bounds(lower, upper, index.span)?;
            self.at(span);
            self.intrinsic(Intrinsic::GetSlice, to, object, bounds)?;
            self.unit.release(mark);
            return Ok(());
        }
        if let Some(immediate) = self.fold(index).and_then(Constant::immediate) {
            self.visit(index.span)?;
            self.at(span);
            return self.op(Op::GetItemImm, to, object, immediate as u8);
        }
        let mark = self.unit.mark();
        let index = self.operand(index)?;
        self.at(span);
        self.op(Op::GetItem, to, object, index)?;
        self.unit.release(mark);
        Ok(())
    }

    /// The extension word for the bounds of a slice without a step.
    pub(super) fn slice_bounds(
        &mut self,
        lower: Option<ExprRef<'a>>,
        upper: Option<ExprRef<'a>>,
        span: Span,
    ) -> Emit<u32> {
        let rebinds = upper.is_some_and(|upper| self.rebinds(upper));
        let lower = self.slice_bound(lower, rebinds, span)?;
        let upper = self.slice_bound(upper, false, span)?;
        self.visit(span)?;
        Ok(lower.bits() as u32 | (upper.bits() as u32) << 16)
    }

    fn slice_bound(&mut self, bound: Option<ExprRef<'a>>, rebinds: bool, span: Span) -> Emit<Bound> {
        let Some(bound) = bound else {
            self.visit(span)?;
            return Ok(Bound::Missing);
        };
        if let Some(value) = self.fold(bound) {
            let known = match value {
                Constant::None => Some(Bound::Missing),
                Constant::Int(value) => Bound::int(value),
                _ => None,
            };
            if let Some(known) = known {
                self.visit(bound.span)?;
                return Ok(known);
            }
        }
        self.held_operand(bound, None, rebinds).map(Bound::Register)
    }

    /// The call of the base of a chain.
    fn first_call(&mut self, base: ExprRef<'a>, arguments: &'a [Argument<'a>], work: Register, span: Span) -> Emit {
        self.expression_to(base, work)?;
        if arguments.is_empty() && matches!(base.kind, ExprKind::Name("super")) && self.super_call(work, span)? {
            return Ok(());
        }
        self.call(work, arguments, span)
    }

    /// `super()` in a method: passes the class and the first argument. Says whether this is such a place.
    fn super_call(&mut self, work: Register, span: Span) -> Emit<bool> {
        let class = self.tree.names.intern("__class__")?;
        let Some(symbol) = self.lookup(class) else { return Ok(false) };
        let parts = &self.unit.parts;
        if symbol.access != Access::Free || parts.argument_count == 0 {
            return Ok(false);
        }
        let mark = self.unit.mark();
        let window = self.take(2)?;
        self.at(span);
        self.wide(Op::LoadFree, window, symbol.free_slot as u16)?;
        if self.unit.parts.cells.first() == Some(&0) {
            self.op(Op::LoadCell, window + 1, 0, 0)?;
        } else {
            self.op(Op::Move, window + 1, 0, 0)?;
        }
        self.intrinsic(Intrinsic::SuperCall, work, window, 0)?;
        self.unit.release(mark);
        Ok(true)
    }

    /// R\[work\] = R\[work\](arguments); `work` is the top of the stack.
    pub(super) fn call(&mut self, work: Register, arguments: &'a [Argument<'a>], span: Span) -> Emit {
        if needs_unpacking(arguments) {
            return self.unpacked_call(work, arguments, span);
        }
        let mark = self.unit.mark();
        self.take(2)?;
        let keywords = self.arguments(arguments)?;
        self.at(span);
        self.emit_call(work, arguments.len() as u8, keywords, false)?;
        self.unit.release(mark);
        Ok(())
    }

    /// The call instruction for a window with its arguments in place.
    pub(super) fn emit_call(&mut self, work: Register, count: u8, keywords: Option<u16>, is_method: bool) -> Emit {
        match keywords {
            Some(names) => {
                let op = if is_method { Op::CallMethodKeywords } else { Op::CallKeywords };
                Ok(self.unit.code.extended(op, work, count, 0, names as u32)?)
            }
            None => {
                let op = match (self.unit.calls_apart(), is_method) {
                    (false, false) => Op::Call,
                    (false, true) => Op::CallMethod,
                    (true, false) => Op::GeneratorCall,
                    (true, true) => Op::GeneratorCallMethod,
                };
                self.op(op, work, count, 0)
            }
        }
    }

    /// R\[work\] = R\[object\].name(arguments).
    fn method_call(
        &mut self,
        object: Register,
        name: &'a str,
        arguments: &'a [Argument<'a>],
        work: Register,
        attribute: Span,
        span: Span,
    ) -> Emit {
        let site = if needs_unpacking(arguments) { None } else { Some(self.attribute_site(name)?) };
        let Some(site) = site.and_then(|site| u8::try_from(site).ok()) else {
            self.at(attribute);
            self.get_attribute(work, object, name)?;
            return self.call(work, arguments, span);
        };
        let mark = self.unit.mark();
        self.take(3)?;
        self.at(attribute);
        self.op(Op::LoadMethod, work, object, site)?;
        let keywords = self.arguments(arguments)?;
        // The call belongs to the line of the name.
        self.at(Span::new(attribute.start, span.end));
        self.emit_call(work, arguments.len() as u8, keywords, true)?;
        self.unit.release(mark);
        Ok(())
    }

    /// Evaluates arguments at the top of the stack; returns the constant with the names of the last ones.
    pub(super) fn arguments(&mut self, arguments: &'a [Argument<'a>]) -> Emit<Option<u16>> {
        let mut names: TryVec<Constant<'a>> = TryVec::new();
        for argument in arguments {
            if let ArgumentKind::Keyword(name) = argument.kind {
                names.try_push(self.keyword_name(name)?)?;
            }
            let register = self.take(1)?;
            self.expression_to(argument.value, register)?;
        }
        if names.is_empty() {
            return Ok(None);
        }
        let names = try_alloc_slice(self.arena, &names)?;
        self.constant(Constant::Tuple(names)).map(Some)
    }

    pub(super) fn keyword_name(&mut self, name: &'a str) -> Emit<Constant<'a>> {
        Ok(Constant::Str(name.as_bytes()))
    }

    /// R\[work\] = R\[work\](*list, **dict).
    fn unpacked_call(&mut self, work: Register, arguments: &'a [Argument<'a>], span: Span) -> Emit {
        let mark = self.unit.mark();
        self.take(4)?;
        self.unpacked_arguments(work, arguments, span)?;
        self.unit.release(mark);
        Ok(())
    }

    /// The rest of a call whose positional arguments become the list `R[work+3]`, keywords the dict `R[work+4]`.
    pub(super) fn unpacked_arguments(&mut self, work: Register, arguments: &'a [Argument<'a>], span: Span) -> Emit {
        let is_positional =
            |argument: &&Argument<'a>| matches!(argument.kind, ArgumentKind::Positional | ArgumentKind::Star);
        let (list, dict) = (work + 3, work + 4);
        match self.own_arguments(arguments)? {
            Some((tuple, at)) => {
                self.at(at);
                self.copy(list, tuple)?;
            }
            None if matches!(arguments, [only] if only.kind == ArgumentKind::Star) => {
                // Nothing is evaluated between this and the call, so a list need not be copied.
                let mark = self.unit.mark();
                let iterable = self.operand(arguments[0].value)?;
                self.at(arguments[0].value.span);
                self.intrinsic(Intrinsic::StarArguments, list, iterable, 0)?;
                self.unit.release(mark);
            }
            None => {
                let positional = arguments.iter().filter(is_positional);
                let mut items = positional.map(|argument| (argument.kind == ArgumentKind::Star, argument.value));
                let count = arguments.iter().filter(is_positional).count();
                let is_alone = count == 1 && arguments.iter().any(|argument| argument.kind == ArgumentKind::Star);
                let adds = if is_alone { Adds::Never } else { Adds::of(count) };
                self.collect_list(list, &mut items, adds, span)?;
            }
        }
        let has_keywords = arguments.iter().any(|argument| !is_positional(&argument));
        if has_keywords {
            self.keyword_dict(work, dict, arguments, span)?;
        }
        self.at(span);
        self.op(Op::CallUnpacked, work, has_keywords as u8, 0)
    }

    /// The register of the function's own `*args`, if that is all that is passed by position.
    fn own_arguments(&mut self, arguments: &'a [Argument<'a>]) -> Emit<Option<(Register, Span)>> {
        let mut positional =
            arguments.iter().filter(|argument| matches!(argument.kind, ArgumentKind::Positional | ArgumentKind::Star));
        let (Some(only), None) = (positional.next(), positional.next()) else { return Ok(None) };
        if let (ArgumentKind::Star, ExprKind::Name(text)) = (only.kind, only.value.kind)
            && let Some(tuple) = self.unit.arguments_tuple
        {
            let name = self.mangled(text)?;
            let is_own = self.lookup(name).is_some_and(|symbol| symbol.flags & symbol_flag::BOUND == 0);
            if is_own && self.place_of_name(name) == Place::Near(tuple) {
                return Ok(Some((tuple, only.value.span)));
            }
        }
        Ok(None)
    }

    pub(super) fn keyword_dict(
        &mut self,
        work: Register,
        dict: Register,
        arguments: &'a [Argument<'a>],
        span: Span,
    ) -> Emit {
        let mark = self.unit.mark();
        let mut rest = arguments;
        let mut started = false;
        while !rest.is_empty() {
            let (run, others) = rest.split_at(keyword_run(rest));
            rest = others;
            if let Some((Argument { kind: ArgumentKind::DoubleStar, value, .. }, _)) = run.split_first() {
                if !started {
                    self.at(span);
                    self.intrinsic(Intrinsic::BuildDict, dict, 0, 0)?;
                }
                let mapping = self.operand(value)?;
                self.at(span);
                self.intrinsic(Intrinsic::DictMerge, dict, mapping, work as u32)?;
                started = true;
            } else if !run.is_empty() {
                let to = if started { self.take(1)? } else { dict };
                self.keyword_pairs(to, run, span)?;
                if started {
                    self.intrinsic(Intrinsic::DictMerge, dict, to, work as u32)?;
                }
                started = true;
            }
            self.unit.release(mark);
        }
        Ok(())
    }

    /// R\[to\] = a dict of the keywords in `run`; other arguments are passed over.
    fn keyword_pairs(&mut self, to: Register, run: &'a [Argument<'a>], span: Span) -> Emit {
        let mark = self.unit.mark();
        let first = self.unit.mark() as Register;
        let mut count = 0;
        for argument in run {
            if let ArgumentKind::Keyword(name) = argument.kind {
                let pair = self.take(2)?;
                let name = self.keyword_name(name)?;
                self.load_constant(name, pair)?;
                self.expression_to(argument.value, pair + 1)?;
                count += 1;
            }
        }
        self.at(span);
        self.intrinsic(Intrinsic::BuildDict, to, first, count)?;
        self.unit.release(mark);
        Ok(())
    }
}

fn needs_unpacking(arguments: &[Argument<'_>]) -> bool {
    arguments.len() > MOST_ARGUMENTS
        || arguments.iter().any(|argument| matches!(argument.kind, ArgumentKind::Star | ArgumentKind::DoubleStar))
}

/// How many arguments can be taken together: one `**`, or keywords up to the next `**`.
fn keyword_run(arguments: &[Argument<'_>]) -> usize {
    if matches!(arguments.first(), Some(Argument { kind: ArgumentKind::DoubleStar, .. })) {
        return 1;
    }
    let mut keywords = 0;
    let mut length = 0;
    for argument in arguments {
        match argument.kind {
            ArgumentKind::DoubleStar => break,
            ArgumentKind::Keyword(_) if keywords == CHUNK / 2 => break,
            ArgumentKind::Keyword(_) => keywords += 1,
            _ => {}
        }
        length += 1;
    }
    length
}

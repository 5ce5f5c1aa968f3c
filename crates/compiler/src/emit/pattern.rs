//! `match`.
//!
//! A pattern jumps to its `fail` label or goes on. Names are bound only when the entire pattern has matched; until then
//! what they capture stays in temporaries, none of which is given back before the case ends.

use super::assembler::Label;
use super::constant::Constant;
use super::{Emit, Emitter, Register};
use crate::arena::try_alloc_slice;
use crate::ast::{ClassPattern, ExprKind, ExprRef, MappingPattern, Match, MatchCase, Pattern, PatternKind, Span};
use bytecode::{Intrinsic, Op};
use heap::TryVec;

/// The names a pattern binds and the registers with their values.
type Captures<'a> = TryVec<(&'a str, Register)>;

impl<'a> Emitter<'a> {
    pub(super) fn match_statement(&mut self, node: &'a Match<'a>) -> Emit {
        // Captures may rebind a local, so the subject is never used in place.
        let subject = self.take(1)?;
        self.expression_to(node.subject, subject)?;
        let end = self.unit.code.new_label()?;
        for case in node.cases {
            self.case(case, subject, end)?;
        }
        self.unit.code.place(end)?;
        Ok(())
    }

    fn case(&mut self, case: &'a MatchCase<'a>, subject: Register, end: Label) -> Emit {
        let mark = self.unit.mark();
        let fail = self.unit.code.new_label()?;
        let guard_fails = self.unit.code.new_label()?;
        let mut captures = TryVec::new();
        if matches!(case.pattern.kind, PatternKind::Wildcard) {
            self.visit(case.pattern.span)?;
        }
        self.pattern(&case.pattern, subject, fail, &mut captures)?;
        for (name, register) in &captures {
            self.store_name(name, *register)?;
        }
        self.unit.release(mark);
        if let Some(guard) = case.guard {
            let mut at = self.unit.code.span();
            self.condition(guard, guard_fails, false, &mut at)?;
        }
        self.suite(case.body)?;
        self.at_no_line();
        self.unit.code.jump(Op::Jump, 0, 0, end)?;
        // A pattern that fails in a later line of it cleans up in its first.
        self.unit.code.place(fail)?;
        if has_parts(&case.pattern) {
            self.visit(case.pattern.span)?;
        }
        self.unit.code.place(guard_fails)?;
        Ok(())
    }

    fn pattern(
        &mut self,
        pattern: &'a Pattern<'a>,
        subject: Register,
        fail: Label,
        captures: &mut Captures<'a>,
    ) -> Emit {
        self.at(pattern.span);
        match &pattern.kind {
            PatternKind::Wildcard | PatternKind::Star(None) => Ok(()),
            PatternKind::Capture(name) | PatternKind::Star(Some(name)) => {
                self.visit(pattern.span)?;
                Ok(captures.try_push((name, subject))?)
            }
            PatternKind::Value(value) => self.value_pattern(value, subject, fail),
            PatternKind::Singleton(value) => self.singleton_pattern(value, subject, fail),
            PatternKind::Sequence(items) => self.sequence_pattern(items, subject, fail, captures),
            PatternKind::Mapping(mapping) => self.mapping_pattern(mapping, pattern.span, subject, fail, captures),
            PatternKind::Class(class) => self.class_pattern(class, pattern.span, subject, fail, captures),
            PatternKind::Or(alternatives) => self.or_pattern(alternatives, subject, fail, captures),
            PatternKind::As { pattern, name } => {
                self.pattern(pattern, subject, fail, captures)?;
                Ok(captures.try_push((name.text, subject))?)
            }
        }
    }

    fn value_pattern(&mut self, value: ExprRef<'a>, subject: Register, fail: Label) -> Emit {
        if let Some(immediate) = self.fold(value).and_then(Constant::immediate) {
            return Ok(self.unit.code.jump(Op::JumpNotEqImm, subject, immediate as u8, fail)?);
        }
        let mark = self.unit.mark();
        let register = self.operand(value)?;
        self.at(value.span);
        self.unit.code.jump(Op::JumpNotEq, subject, register, fail)?;
        self.unit.release(mark);
        Ok(())
    }

    fn singleton_pattern(&mut self, value: ExprRef<'a>, subject: Register, fail: Label) -> Emit {
        if matches!(value.kind, ExprKind::None) {
            return Ok(self.unit.code.jump(Op::JumpIfNotNone, subject, 0, fail)?);
        }
        let mark = self.unit.mark();
        let register = self.take(1)?;
        self.expression_to(value, register)?;
        self.op(Op::Is, register, subject, register)?;
        self.jump_if(register, false, fail)?;
        self.unit.release(mark);
        Ok(())
    }

    /// Fails unless the test of R\[subject\] is true.
    fn require(&mut self, test: Intrinsic, subject: Register, fail: Label) -> Emit {
        let mark = self.unit.mark();
        let result = self.take(1)?;
        self.intrinsic(test, result, subject, 0)?;
        self.jump_if(result, false, fail)?;
        self.unit.release(mark);
        Ok(())
    }

    /// Fails unless the length of R\[subject\] is (at least) `count`.
    fn require_length(&mut self, subject: Register, count: usize, at_least: bool, fail: Label) -> Emit {
        let mark = self.unit.mark();
        let length = self.take(1)?;
        self.intrinsic(Intrinsic::Length, length, subject, 0)?;
        if let Ok(count) = i8::try_from(count) {
            let op = if at_least { Op::JumpNotGeImm } else { Op::JumpNotEqImm };
            self.unit.code.jump(op, length, count as u8, fail)?;
        } else {
            let wanted = self.take(1)?;
            self.load_constant(Constant::Int(count as i64), wanted)?;
            let op = if at_least { Op::JumpNotGe } else { Op::JumpNotEq };
            self.unit.code.jump(op, length, wanted, fail)?;
        }
        self.unit.release(mark);
        Ok(())
    }

    fn sequence_pattern(
        &mut self,
        items: &'a [Pattern<'a>],
        subject: Register,
        fail: Label,
        captures: &mut Captures<'a>,
    ) -> Emit {
        self.require(Intrinsic::MatchSequence, subject, fail)?;
        let star = items.iter().position(|item| matches!(item.kind, PatternKind::Star(_)));
        let least = items.len() - star.is_some() as usize;
        if star.is_none() || least > 0 {
            self.require_length(subject, least, star.is_some(), fail)?;
        }
        let binds_nothing = |item: &Pattern<'_>| matches!(item.kind, PatternKind::Wildcard | PatternKind::Star(None));
        if items.iter().all(binds_nothing) {
            return Ok(());
        }
        let first = self.take(items.len().min(300) as u16)?;
        match star {
            Some(before) => {
                let ext = before as u32 | ((items.len() - before - 1) as u32) << 16;
                self.intrinsic(Intrinsic::UnpackStar, first, subject, ext)?;
            }
            None => self.op(Op::Unpack, first, subject, items.len() as u8)?,
        }
        for (index, item) in items.iter().enumerate() {
            self.pattern(item, first + index as u8, fail, captures)?;
        }
        Ok(())
    }

    fn mapping_pattern(
        &mut self,
        mapping: &'a MappingPattern<'a>,
        span: Span,
        subject: Register,
        fail: Label,
        captures: &mut Captures<'a>,
    ) -> Emit {
        self.require(Intrinsic::MatchMapping, subject, fail)?;
        let count = mapping.items.len();
        if count == 0 && mapping.rest.is_none() {
            return Ok(());
        }
        if count > 0 {
            self.require_length(subject, count, true, fail)?;
        }
        // The subject and the tuple of keys.
        let pair = self.take(2)?;
        self.copy(pair, subject)?;
        self.mapping_keys(mapping, span, pair + 1)?;
        if count > 0 {
            let values = self.take(1)?;
            self.intrinsic(Intrinsic::MatchKeys, values, pair, 0)?;
            self.unit.code.jump(Op::JumpIfNone, values, 0, fail)?;
            let first = self.take(count.min(300) as u16)?;
            self.op(Op::Unpack, first, values, count as u8)?;
            for (index, item) in mapping.items.iter().enumerate() {
                self.pattern(&item.pattern, first + index as u8, fail, captures)?;
            }
        }
        if let Some(rest) = &mapping.rest {
            let register = self.take(1)?;
            self.intrinsic(Intrinsic::MatchRest, register, pair, 0)?;
            captures.try_push((rest.text, register))?;
        }
        Ok(())
    }

    fn mapping_keys(&mut self, mapping: &'a MappingPattern<'a>, span: Span, to: Register) -> Emit {
        let mark = self.unit.mark();
        let mut first = None;
        for item in mapping.items {
            let register = self.take(1)?;
            first = first.or(Some(register));
            self.expression_to(item.key, register)?;
        }
        self.at(span);
        self.op(Op::BuildTuple, to, first.unwrap_or(to), mapping.items.len().min(255) as u8)?;
        self.unit.release(mark);
        Ok(())
    }

    fn class_pattern(
        &mut self,
        class: &'a ClassPattern<'a>,
        span: Span,
        subject: Register,
        fail: Label,
        captures: &mut Captures<'a>,
    ) -> Emit {
        // The subject, the class, the names of the keyword patterns.
        let triple = self.take(3)?;
        self.copy(triple, subject)?;
        self.expression_to(class.class, triple + 1)?;
        let mut names = TryVec::new();
        for keyword in class.keywords {
            names.try_push(Constant::Str(keyword.name.text.as_bytes()))?;
        }
        let names = try_alloc_slice(self.arena, &names)?;
        self.load_constant(Constant::Tuple(names), triple + 2)?;
        let values = self.take(1)?;
        self.at(span);
        self.intrinsic(Intrinsic::MatchClass, values, triple, class.positional.len() as u32)?;
        self.unit.code.jump(Op::JumpIfNone, values, 0, fail)?;
        let count = class.positional.len() + class.keywords.len();
        if count == 0 {
            return Ok(());
        }
        let first = self.take(count.min(300) as u16)?;
        self.op(Op::Unpack, first, values, count as u8)?;
        let patterns = class.positional.iter().chain(class.keywords.iter().map(|keyword| &keyword.pattern));
        for (index, pattern) in patterns.enumerate() {
            self.pattern(pattern, first + index as u8, fail, captures)?;
        }
        Ok(())
    }

    fn or_pattern(
        &mut self,
        alternatives: &'a [Pattern<'a>],
        subject: Register,
        fail: Label,
        captures: &mut Captures<'a>,
    ) -> Emit {
        let success = self.unit.code.new_label()?;
        // Every alternative moves its captures to the same registers.
        let mut common: Captures<'a> = TryVec::new();
        for (index, alternative) in alternatives.iter().enumerate() {
            let next = self.unit.code.new_label()?;
            let mut own = TryVec::new();
            let mark = self.unit.mark();
            self.pattern(alternative, subject, next, &mut own)?;
            for (name, register) in &own {
                let to = match common.iter().find(|(known, _)| known == name) {
                    Some((_, to)) => *to,
                    None => {
                        let to = self.take(1)?;
                        common.try_push((name, to))?;
                        to
                    }
                };
                self.copy(to, *register)?;
            }
            self.unit.code.jump(Op::Jump, 0, 0, success)?;
            self.unit.code.place(next)?;
            if index > 0 {
                self.unit.release(mark);
            }
        }
        self.unit.code.jump(Op::Jump, 0, 0, fail)?;
        self.unit.code.place(success)?;
        self.visit(self.unit.code.span())?;
        captures.try_extend_from_slice(&common)?;
        Ok(())
    }
}

/// Whether a pattern takes its subject apart.
fn has_parts(pattern: &Pattern<'_>) -> bool {
    match &pattern.kind {
        PatternKind::Sequence(_) | PatternKind::Mapping(_) | PatternKind::Class(_) => true,
        PatternKind::As { pattern, .. } => has_parts(pattern),
        _ => false,
    }
}

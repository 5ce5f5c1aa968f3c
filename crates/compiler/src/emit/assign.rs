//! Assignments, `del`.

use super::bound::Bound;
use super::constant::Constant;
use super::{Emit, Emitter, Register};
use crate::ast::{AnnAssign, BinaryOperator, Expr, ExprKind, ExprRef, Span, Trailer, TrailerKind};
use bytecode::{Intrinsic, Op};
use heap::TryVec;

impl<'a> Emitter<'a> {
    pub(super) fn assign(&mut self, targets: &'a [ExprRef<'a>], value: ExprRef<'a>) -> Emit {
        let [target] = targets else {
            if targets.iter().all(|target| is_name(target))
                && let Some((ExprKind::Name(first), others)) = targets.split_first().map(|(t, o)| (&t.kind, o))
                && let Some(local) = self.direct_target(first)?
            {
                self.expression_to(value, local)?;
                self.visit(targets[0].span)?;
                self.now_bound(local);
                return others.iter().try_for_each(|target| self.store_target(target, local));
            }
            // A target in the row may unpack into the local that is the value.
            let register = self.held_operand(value, None, !targets.iter().all(|target| is_name(target)))?;
            return targets.iter().try_for_each(|target| self.store_target(target, register));
        };
        match (&target.kind, &value.kind) {
            (ExprKind::Name(text), _) => {
                if self.declaration(text, value)? {
                    return Ok(());
                }
                if let Some(local) = self.direct_target(text)? {
                    self.expression_to(value, local)?;
                    self.visit(target.span)?;
                    self.now_bound(local);
                    return Ok(());
                }
            }
            (
                ExprKind::Tuple { elements: targets, .. } | ExprKind::List(targets),
                ExprKind::Tuple { elements: values, .. },
            ) if targets.len() == values.len() && targets.len() <= 16 && !has_star(targets) && !has_star(values) => {
                self.assign_in_parallel(target.span, targets, value.span, values)?;
                return Ok(());
            }
            _ => {}
        }
        let rebinds = self.rebinds(target);
        let register = self.held_operand(value, None, rebinds)?;
        self.store_target(target, register)
    }

    /// `a, b = b, a` without a tuple.
    fn assign_in_parallel(
        &mut self,
        target_span: Span,
        targets: &'a [ExprRef<'a>],
        value_span: Span,
        values: &'a [ExprRef<'a>],
    ) -> Emit {
        let mut overwritten = Bound::NOTHING;
        let mut registers: TryVec<Register> = TryVec::new();
        let any_rebinds = self.unit.has_named
            && (values.iter().any(|value| self.rebinds(value)) || targets.iter().any(|target| self.rebinds(target)));
        let all_names = targets.iter().all(|target| is_name(target));
        for (index, (target, value)) in targets.iter().zip(values).enumerate() {
            let local = match target.kind {
                ExprKind::Name(text) => self.direct_target(text)?,
                _ => None,
            };
            // Nothing can fail or read the local after this value, so it is evaluated in its place.
            let is_last = values.iter().skip(index + 1).all(|later| self.fold(later).is_some());
            if let Some(local) = local
                && is_last
                && all_names
                && !any_rebinds
                && !overwritten.contains(local)
                && !registers.contains(&local)
            {
                self.expression_to(value, local)?;
                registers.try_push(local)?;
                overwritten = overwritten.with(local);
                continue;
            }
            let mut register = self.held_operand(value, None, any_rebinds)?;
            if overwritten.contains(register) {
                let copy = self.take(1)?;
                self.copy(copy, register)?;
                register = copy;
            }
            registers.try_push(register)?;
            match (&target.kind, local) {
                (ExprKind::Name(_), Some(local)) => overwritten = overwritten.with(local),
                (ExprKind::Name(_) | ExprKind::Primary { .. }, _) => {}
                // A nested target overwrites any number of locals.
                _ => overwritten = Bound::EVERYTHING,
            }
        }
        self.visit(value_span)?;
        self.visit(target_span)?;
        for (target, register) in targets.iter().zip(&registers) {
            self.store_target(target, *register)?;
        }
        Ok(())
    }

    /// The target = R\[value\].
    pub(super) fn store_target(&mut self, target: ExprRef<'a>, value: Register) -> Emit {
        match &target.kind {
            ExprKind::Name(text) => {
                self.visit(target.span)?;
                self.at(target.span);
                self.store_name(text, value)
            }
            ExprKind::Tuple { elements, .. } | ExprKind::List(elements) => self.unpack_targets(target, elements, value),
            ExprKind::Primary { base, trailers } => {
                let mark = self.unit.mark();
                if let Some((last, inner)) = trailers.split_last() {
                    let object = self.object_of(target, base, inner)?;
                    self.store_trailer(target, object, last, value)?;
                }
                self.unit.release(mark);
                Ok(())
            }
            _ => self.fail_at("cannot assign to expression", target.span),
        }
    }

    /// The object whose attribute or item a target is.
    fn object_of(&mut self, target: ExprRef<'a>, base: ExprRef<'a>, inner: &'a [Trailer<'a>]) -> Emit<Register> {
        if inner.is_empty() { self.operand(base) } else { self.primary(target, base, inner, None) }
    }

    fn store_trailer(&mut self, target: ExprRef<'a>, object: Register, last: &Trailer<'a>, value: Register) -> Emit {
        match last.kind {
            TrailerKind::Attribute(name) => {
                self.at(self.trailer_span(target.span.start, last));
                self.set_attribute(object, name, value)
            }
            TrailerKind::Subscript(Expr { kind: ExprKind::Slice { lower, upper, step: None }, span }) => {
                let bounds = self.slice_bounds(*lower, *upper, *span)?;
                self.at(target.span);
                self.intrinsic(Intrinsic::SetSlice, object, value, bounds)
            }
            TrailerKind::Subscript(index) => {
                let index = self.operand(index)?;
                self.at(target.span);
                self.op(Op::SetItem, object, index, value)
            }
            TrailerKind::Call(_) => self.fail_at("cannot assign to function call", target.span),
        }
    }

    fn unpack_targets(&mut self, target: ExprRef<'a>, elements: &'a [ExprRef<'a>], value: Register) -> Emit {
        let mark = self.unit.mark();
        self.at(target.span);
        let count = elements.len();
        let star = elements.iter().position(|element| matches!(element.kind, ExprKind::Starred(_)));
        if star.is_none()
            && let Some(first) = self.locals_in_row(elements, value)?
        {
            self.op(Op::Unpack, first, value, count as u8)?;
            (first..first + count as u8).for_each(|local| self.now_bound(local));
            return elements.iter().try_for_each(|element| self.visit(element.span));
        }
        let first = self.take(count.clamp(1, 300) as u16)?;
        match star {
            Some(before) => {
                let ext = before as u32 | ((count - before - 1) as u32) << 16;
                self.intrinsic(Intrinsic::UnpackStar, first, value, ext)?;
            }
            None => self.op(Op::Unpack, first, value, count as u8)?,
        }
        for (index, element) in elements.iter().enumerate() {
            let element = match element.kind {
                ExprKind::Starred(inner) => inner,
                _ => element,
            };
            self.store_target(element, first + index as u8)?;
        }
        self.unit.release(mark);
        Ok(())
    }

    /// The first register, if the targets are locals in ascending registers and R\[value\] is none of them.
    fn locals_in_row(&mut self, elements: &'a [ExprRef<'a>], value: Register) -> Emit<Option<Register>> {
        let mut first = None;
        for (index, element) in elements.iter().enumerate() {
            let ExprKind::Name(text) = element.kind else { return Ok(None) };
            let Some(local) = self.direct_target(text)? else { return Ok(None) };
            let start = *first.get_or_insert(local);
            if local == value || local as usize != start as usize + index {
                return Ok(None);
            }
        }
        Ok(first)
    }

    pub(super) fn augmented(
        &mut self,
        target: ExprRef<'a>,
        operator: BinaryOperator,
        value: ExprRef<'a>,
        span: Span,
    ) -> Emit {
        match &target.kind {
            ExprKind::Name(text) => {
                self.at(target.span);
                if let Some(local) = self.local_in_place(text)? {
                    self.visit(target.span)?;
                    let left = if self.rebinds(value) {
                        let copy = self.take(1)?;
                        self.at(target.span);
                        self.copy(copy, local)?;
                        copy
                    } else {
                        local
                    };
                    self.binary_step(operator, true, local, left, value, span)?;
                    self.now_bound(local);
                    return Ok(());
                }
                let register = self.take(1)?;
                self.load_name(text, register)?;
                self.binary_step(operator, true, register, register, value, span)?;
                self.store_name(text, register)
            }
            ExprKind::Primary { base, trailers } => {
                let Some((last, inner)) = trailers.split_last() else { return Ok(()) };
                let mut object = self.object_of(target, base, inner)?;
                if self.rebinds(value) && !self.unit.is_temporary(object) {
                    let copy = self.take(1)?;
                    self.copy(copy, object)?;
                    object = copy;
                }
                self.augmented_trailer(target, object, last, operator, value, span)
            }
            _ => self.fail_at("illegal expression for augmented assignment", target.span),
        }
    }

    fn augmented_trailer(
        &mut self,
        target: ExprRef<'a>,
        object: Register,
        last: &Trailer<'a>,
        operator: BinaryOperator,
        value: ExprRef<'a>,
        span: Span,
    ) -> Emit {
        match last.kind {
            TrailerKind::Attribute(name) => {
                let register = self.take(1)?;
                let attribute = self.trailer_span(target.span.start, last);
                self.visit(target.span)?;
                self.at(attribute);
                self.get_attribute(register, object, name)?;
                self.binary_step(operator, true, register, register, value, span)?;
                self.at(attribute);
                self.set_attribute(object, name, register)
            }
            TrailerKind::Subscript(index) => {
                let rebinds = self.rebinds(value);
                let index = self.held_operand(index, None, rebinds)?;
                let register = self.take(1)?;
                self.at(target.span);
                self.op(Op::GetItem, register, object, index)?;
                self.binary_step(operator, true, register, register, value, span)?;
                self.at(target.span);
                self.op(Op::SetItem, object, index, register)
            }
            TrailerKind::Call(_) => self.fail_at("cannot assign to function call", target.span),
        }
    }

    pub(super) fn annotated(&mut self, assign: &'a AnnAssign<'a>) -> Emit {
        if let Some(value) = assign.value {
            self.assign(core::slice::from_ref(&assign.target), value)?;
        }
        let in_namespace = !self.tree.scope(self.unit.scope).kind.has_registers();
        if !in_namespace || !self.options.annotations {
            return Ok(());
        }
        let ExprKind::Name(text) = assign.target.kind else {
            return if self.annotations_as_text { Ok(()) } else { self.effect(assign.annotation) };
        };
        if !assign.is_simple {
            return if self.annotations_as_text { Ok(()) } else { self.effect(assign.annotation) };
        }
        self.unit.code.at_unseen(assign.target.span);
        self.intrinsic(Intrinsic::SetupAnnotations, 0, 0, 0)?;
        let value = self.take(1)?;
        self.annotation_to(assign.annotation, value)?;
        let annotations = self.take(1)?;
        let name = self.tree.names.intern("__annotations__")?;
        self.at(assign.target.span);
        let site = self.name_site(super::unit::SiteKind::LoadName, name)?;
        self.wide(Op::LoadName, annotations, site as u16)?;
        let key = self.take(1)?;
        let name = self.mangled(text)?;
        let constant = self.text_constant(self.tree.names.text(name))?;
        self.wide(Op::LoadConst, key, constant)?;
        self.op(Op::SetItem, annotations, key, value)
    }

    /// R\[to\] = the annotation, or its text.
    pub(super) fn annotation_to(&mut self, annotation: ExprRef<'a>, to: Register) -> Emit {
        if self.annotations_as_text {
            self.at(annotation.span);
            return self.load_constant(Constant::Str(annotation.span.slice(self.source)), to);
        }
        match annotation.kind {
            ExprKind::Starred(inner) => self.expression_to(inner, to),
            _ => self.expression_to(annotation, to),
        }
    }

    pub(super) fn delete_target(&mut self, target: ExprRef<'a>) -> Emit {
        let mark = self.unit.mark();
        match &target.kind {
            ExprKind::Name(text) => {
                self.at(target.span);
                self.delete_name(text)?;
            }
            ExprKind::Tuple { elements, .. } | ExprKind::List(elements) => {
                elements.iter().try_for_each(|element| self.delete_target(element))?;
            }
            ExprKind::Primary { base, trailers } => {
                let Some((last, inner)) = trailers.split_last() else { return Ok(()) };
                let object = self.object_of(target, base, inner)?;
                match last.kind {
                    TrailerKind::Attribute(name) => {
                        self.at(self.trailer_span(target.span.start, last));
                        let site = self.attribute_site(name)?;
                        self.intrinsic(Intrinsic::DeleteAttr, object, 0, site)?;
                    }
                    TrailerKind::Subscript(Expr { kind: ExprKind::Slice { lower, upper, step: None }, span }) => {
                        let bounds = self.slice_bounds(*lower, *upper, *span)?;
                        self.at(target.span);
                        self.intrinsic(Intrinsic::DeleteSlice, object, 0, bounds)?;
                    }
                    TrailerKind::Subscript(index) => {
                        let index = self.operand(index)?;
                        self.at(target.span);
                        self.op(Op::DelItem, object, index, 0)?;
                    }
                    TrailerKind::Call(_) => return self.fail_at("cannot delete function call", target.span),
                }
            }
            _ => return self.fail_at("cannot delete expression", target.span),
        }
        self.unit.release(mark);
        Ok(())
    }
}

fn is_name(target: &Expr<'_>) -> bool {
    matches!(target.kind, ExprKind::Name(_))
}

fn has_star(elements: &[ExprRef<'_>]) -> bool {
    elements.iter().any(|element| matches!(element.kind, ExprKind::Starred(_)))
}

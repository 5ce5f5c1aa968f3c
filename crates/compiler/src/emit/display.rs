//! Lists, tuples, sets and dicts.

use super::call::CHUNK;
use super::constant::Constant;
use super::{Emit, Emitter, Register};
use crate::ast::{DictItem, ExprKind, ExprRef, Span};
use bytecode::{Intrinsic, Op};

/// So many constants are better copied from a tuple.
const MANY_CONSTANTS: usize = 4;

/// Elements with whether each is starred.
type Items<'i, 'a> = dyn Iterator<Item = (bool, ExprRef<'a>)> + 'i;

fn split_star<'a>(element: &ExprRef<'a>) -> (bool, ExprRef<'a>) {
    match element.kind {
        ExprKind::Starred(value) => (true, value),
        _ => (false, *element),
    }
}

/// When a trace sees that an item is added to a list.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Adds {
    /// From the first starred item on.
    FromStar,
    Always,
    Never,
}

impl Adds {
    /// What holds for so many items.
    pub(super) fn of(count: usize) -> Adds {
        if is_many(count) { Adds::Always } else { Adds::FromStar }
    }
}

/// Whether CPython adds so many items one by one.
fn is_many(count: usize) -> bool {
    count > 30
}

fn is_simple(elements: &[ExprRef<'_>]) -> bool {
    elements.len() <= CHUNK && !elements.iter().any(|element| matches!(element.kind, ExprKind::Starred(_)))
}

impl<'a> Emitter<'a> {
    /// Evaluates a few elements to registers in a row, beginning with `to` if that is the top of the stack.
    fn elements_in_row(&mut self, elements: &'a [ExprRef<'a>], to: Register) -> Emit<Register> {
        let mut first = None;
        // In CPython they come from one constant.
        let is_constant = elements.len() > 2 && elements.iter().all(|element| self.fold(element).is_some());
        for (index, element) in elements.iter().enumerate() {
            let register = if index == 0 && self.unit.is_top(to) { to } else { self.take(1)? };
            first = first.or(Some(register));
            if is_constant && let Some(constant) = self.fold(element) {
                self.unit.code.at_unseen(element.span);
                self.load_constant(constant, register)?;
                continue;
            }
            self.expression_to(element, register)?;
        }
        Ok(first.unwrap_or(to))
    }

    pub(super) fn list_display(&mut self, expression: ExprRef<'a>, elements: &'a [ExprRef<'a>], to: Register) -> Emit {
        let mark = self.unit.mark();
        if elements.len() >= MANY_CONSTANTS
            && let Some(values) = self.fold_all(elements)
        {
            let list = self.collection_register(to)?;
            self.at(expression.span);
            let tuple = self.take(1)?;
            self.load_constant(Constant::Tuple(values), tuple)?;
            self.op(Op::BuildList, list, list, 0)?;
            self.intrinsic(Intrinsic::ListExtend, list, tuple, 0)?;
            self.copy(to, list)?;
        } else if is_simple(elements) {
            let first = self.elements_in_row(elements, to)?;
            self.at(expression.span);
            self.op(Op::BuildList, to, first, elements.len() as u8)?;
        } else {
            let list = self.collection_register(to)?;
            self.collect_list(list, &mut elements.iter().map(split_star), Adds::of(elements.len()), expression.span)?;
            self.copy(to, list)?;
        }
        self.unit.release(mark);
        Ok(())
    }

    /// Where a collection is built in steps: `to`, if nothing can see that.
    fn collection_register(&mut self, to: Register) -> Emit<Register> {
        if self.unit.is_temporary(to) { Ok(to) } else { self.take(1) }
    }

    pub(super) fn tuple_display(&mut self, expression: ExprRef<'a>, elements: &'a [ExprRef<'a>], to: Register) -> Emit {
        let mark = self.unit.mark();
        if is_simple(elements) {
            let first = self.elements_in_row(elements, to)?;
            self.at(expression.span);
            self.op(Op::BuildTuple, to, first, elements.len() as u8)?;
        } else {
            let list = self.collection_register(to)?;
            self.collect_list(list, &mut elements.iter().map(split_star), Adds::of(elements.len()), expression.span)?;
            self.intrinsic(Intrinsic::ListToTuple, to, list, 0)?;
        }
        self.unit.release(mark);
        Ok(())
    }

    /// R\[list\] = a list of the items, built in pieces.
    ///
    /// A trace sees what CPython does: after a starred item, and where there are many, each item is added on its own.
    pub(super) fn collect_list(&mut self, list: Register, items: &mut Items<'_, 'a>, adds: Adds, span: Span) -> Emit {
        let mark = self.unit.mark();
        let first = mark as Register;
        let (mut count, mut started) = (0, false);
        let mut is_adding = adds == Adds::Always;
        if is_adding {
            self.visit(span)?;
        }
        for (is_starred, value) in items {
            if is_starred && !is_adding && adds != Adds::Never {
                self.visit(span)?;
                is_adding = true;
            }
            if is_starred || count as usize == CHUNK {
                self.unit.code.at_unseen(span);
                self.flush_list(list, first, &mut count, &mut started, is_starred)?;
                self.unit.release(mark);
            }
            if is_starred {
                let iterable = self.operand(value)?;
                if is_adding {
                    self.at(span);
                } else {
                    self.unit.code.at_unseen(span);
                }
                self.intrinsic(Intrinsic::ListExtend, list, iterable, 0)?;
                self.unit.release(mark);
            } else {
                let register = self.take(1)?;
                self.expression_to(value, register)?;
                count += 1;
                if is_adding {
                    self.visit(span)?;
                }
            }
        }
        self.at(Span::new(span.start, span.start));
        self.flush_list(list, first, &mut count, &mut started, true)?;
        self.unit.release(mark);
        Ok(())
    }

    /// Adds the values from `first` on to the list; makes it if there is none and it is needed.
    fn flush_list(
        &mut self,
        list: Register,
        first: Register,
        count: &mut u8,
        started: &mut bool,
        needed: bool,
    ) -> Emit {
        let values = core::mem::take(count);
        if !*started {
            if values > 0 || needed {
                *started = true;
                self.op(Op::BuildList, list, if values > 0 { first } else { list }, values)?;
            }
        } else if values == 1 {
            self.op(Op::ListAppend, list, first, 0)?;
        } else if values > 1 {
            self.op(Op::BuildList, first, first, values)?;
            self.intrinsic(Intrinsic::ListExtend, list, first, 0)?;
        }
        Ok(())
    }

    pub(super) fn set_display(&mut self, expression: ExprRef<'a>, elements: &'a [ExprRef<'a>], to: Register) -> Emit {
        let mark = self.unit.mark();
        if is_simple(elements) {
            let first = self.elements_in_row(elements, to)?;
            self.at(expression.span);
            self.intrinsic(Intrinsic::BuildSet, to, first, elements.len() as u32)?;
        } else {
            let set = self.collection_register(to)?;
            let mut adds = is_many(elements.len());
            if adds {
                self.at(expression.span);
            } else {
                self.unit.code.at_unseen(expression.span);
            }
            self.intrinsic(Intrinsic::BuildSet, set, 0, 0)?;
            let inner = self.unit.mark();
            for (is_starred, value) in elements.iter().map(split_star) {
                if is_starred && !adds {
                    self.visit(expression.span)?;
                    adds = true;
                }
                let register = self.operand(value)?;
                if adds || is_starred {
                    self.at(expression.span);
                } else {
                    self.unit.code.at_unseen(expression.span);
                }
                let add = if is_starred { Intrinsic::SetUpdate } else { Intrinsic::SetAdd };
                self.intrinsic(add, set, register, 0)?;
                self.unit.release(inner);
            }
            self.copy(to, set)?;
        }
        self.unit.release(mark);
        Ok(())
    }

    pub(super) fn dict_display(&mut self, expression: ExprRef<'a>, items: &'a [DictItem<'a>], to: Register) -> Emit {
        let mark = self.unit.mark();
        let pairs = items.iter().take(CHUNK / 2).take_while(|item| item.key.is_some()).count();
        let (front, rest) = items.split_at(pairs);
        let dict = if rest.is_empty() { to } else { self.collection_register(to)? };
        let inner = self.unit.mark();
        let mut steps = DictSteps::new(items);
        let mut first = None;
        for item in front {
            let pair = if first.is_none() && self.unit.is_top(dict) {
                self.take(1)?;
                dict
            } else {
                self.take(2)?
            };
            first = first.or(Some(pair));
            self.pair(item, pair, &mut steps, expression.span)?;
        }
        if rest.is_empty() {
            self.at(expression.span);
        } else {
            self.unit.code.at_unseen(expression.span);
        }
        self.intrinsic(Intrinsic::BuildDict, dict, first.unwrap_or(0), front.len() as u32)?;
        self.unit.release(inner);
        for item in rest {
            if item.key.is_some() {
                let pair = self.take(2)?;
                self.pair(item, pair, &mut steps, expression.span)?;
                self.unit.code.at_unseen(expression.span);
                self.intrinsic(Intrinsic::DictSet, dict, pair, 0)?;
            } else {
                self.visit(expression.span)?;
                steps.next();
                let mapping = self.operand(item.value)?;
                self.at(expression.span);
                self.intrinsic(Intrinsic::DictUpdate, dict, mapping, 0)?;
            }
            self.unit.release(inner);
        }
        self.visit(expression.span)?;
        self.at(expression.span);
        self.copy(to, dict)?;
        self.unit.release(mark);
        Ok(())
    }

    fn pair(&mut self, item: &DictItem<'a>, register: Register, steps: &mut DictSteps<'a>, span: Span) -> Emit {
        let step = steps.next();
        if step.begins_many {
            self.visit(span)?;
        }
        if let Some(key) = item.key {
            let constant = if step.has_constant_keys { self.fold(key) } else { None };
            match constant {
                Some(constant) => {
                    self.unit.code.at_unseen(key.span);
                    self.load_constant(constant, register)?;
                }
                None => self.expression_to(key, register)?,
            }
        }
        self.expression_to(item.value, register + 1)?;
        if step.adds { self.visit(span) } else { Ok(()) }
    }
}

/// What a trace sees of the pairs of a dict display: CPython makes parts of it, each of which is either built from all
/// its keys and values at once, or is large and gets them pair by pair.
struct DictSteps<'a> {
    items: &'a [DictItem<'a>],
    /// How many items of the part are left.
    left: usize,
    step: DictStep,
}

#[derive(Clone, Copy, Default)]
struct DictStep {
    /// The first of a large part.
    begins_many: bool,
    /// The pair is added, or ends a part.
    adds: bool,
    /// The keys of the part are one constant.
    has_constant_keys: bool,
}

/// A part with more pairs is large; it ends at the latest two pairs later.
const FEW_PAIRS: usize = 15;

impl<'a> DictSteps<'a> {
    fn new(items: &'a [DictItem<'a>]) -> Self {
        Self { items, left: 0, step: DictStep::default() }
    }

    fn next(&mut self) -> DictStep {
        let is_constant = |item: &DictItem<'a>| item.key.is_some_and(|key| is_plain_constant(key));
        if self.left == 0 {
            let run = self.items.iter().take(FEW_PAIRS + 2).take_while(|item| item.key.is_some()).count();
            let part = self.items.get(..run).unwrap_or_default();
            let is_large = run > FEW_PAIRS;
            self.left = run.max(1);
            self.step.begins_many = is_large;
            self.step.adds = is_large;
            self.step.has_constant_keys = run > 1 && !is_large && part.iter().all(is_constant);
        } else {
            self.step.begins_many = false;
        }
        self.left -= 1;
        self.items = self.items.get(1..).unwrap_or_default();
        DictStep { adds: self.step.adds || self.left == 0, ..self.step }
    }
}

/// Whether an expression is a constant as it stands.
fn is_plain_constant(expression: ExprRef<'_>) -> bool {
    matches!(
        expression.kind,
        ExprKind::None
            | ExprKind::True
            | ExprKind::False
            | ExprKind::Ellipsis
            | ExprKind::Int(_)
            | ExprKind::Float(_)
            | ExprKind::Imaginary(_)
            | ExprKind::Str(_)
            | ExprKind::Bytes(_)
    )
}

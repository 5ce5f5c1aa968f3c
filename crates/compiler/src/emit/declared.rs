//! `NAME = const(value)`: names that stand for their values when code is made.

use super::constant::Constant;
use super::name::Place;
use super::{Emit, Emitter};
use crate::ast::{ArgumentKind, BinaryOperator, Expr, ExprKind, ExprRef, Trailer, TrailerKind};
use crate::scope::{Access, NameId, ScopeId, symbol_flag};
use bytecode::hash::{HashIndex, hash};
use heap::{OutOfMemory, TryVec};

/// The declared constants of a module and its classes.
#[derive(Default)]
pub(super) struct Declared<'a> {
    /// The name, where it was declared, and the value unless it can change.
    entries: TryVec<(NameId, ScopeId, Option<Constant<'a>>)>,
    index: HashIndex,
}

fn hash_name(name: NameId) -> u32 {
    hash(&name.0.to_le_bytes())
}

impl<'a> Declared<'a> {
    pub(super) fn clear(&mut self) {
        *self = Self::default();
    }

    fn find(&self, name: NameId) -> Option<&(NameId, ScopeId, Option<Constant<'a>>)> {
        let is_same = |entry: u32| self.entries.get(entry as usize).is_some_and(|known| known.0 == name);
        self.index.find(hash_name(name), is_same).and_then(|entry| self.entries.get(entry as usize))
    }

    fn add(&mut self, name: NameId, scope: ScopeId, value: Option<Constant<'a>>) -> Result<(), OutOfMemory> {
        let entry = self.entries.len() as u32;
        self.entries.try_push((name, scope, value))?;
        let entries = &self.entries;
        let hash_of = |entry: u32| entries.get(entry as usize).map_or(0, |known| hash_name(known.0));
        self.index.insert(hash_name(name), entry, hash_of)
    }
}

impl<'a> Emitter<'a> {
    /// The value a name was declared to stand for, if no variable of that name is nearer.
    pub(super) fn declared_constant(&mut self, text: &'a str) -> Option<Constant<'a>> {
        if self.declared.entries.is_empty() {
            return None;
        }
        let name = self.mangled(text).ok()?;
        let value = self.declared.find(name)?.2?;
        let access = self.lookup(name)?.access;
        if matches!(access, Access::Global | Access::Name) { Some(value) } else { None }
    }

    /// `text = value` where that declares a constant: from here on the name stands for the value. A name that begins
    /// with an underscore exists only for the compiler. Says whether that is all.
    pub(super) fn declaration(&mut self, text: &'a str, value: ExprRef<'a>) -> Emit<bool> {
        let Some(argument) = const_argument(value) else { return Ok(false) };
        let scope = self.unit.current;
        let function = self.tree.names.intern("const")?;
        let is_own = self
            .tree
            .symbol(ScopeId(0), function)
            .is_some_and(|symbol| symbol.has(symbol_flag::BOUND) && !symbol.has(symbol_flag::IMPORTED));
        if self.tree.scope(scope).kind.has_registers() || is_own {
            return Ok(false);
        }
        let name = self.mangled(text)?;
        let folded = self.fold(argument);
        let known = self.declared.find(name).map(|known| known.1);
        if known == Some(scope) || (folded.is_none() && !self.is_arithmetic(argument)) {
            return self.fail_at("not a constant", argument.span);
        }
        let value_or_none = folded.filter(|_| self.is_fixed(name, scope) && known.is_none());
        if known.is_none() {
            self.declared.add(name, scope, value_or_none)?;
        }
        if value_or_none.is_some() && text.starts_with('_') && !text.starts_with("__") {
            return Ok(true);
        }
        let register = self.take(1)?;
        self.at(value.span);
        match folded {
            Some(constant) => self.load_constant(constant, register)?,
            None => self.expression_to(argument, register)?,
        }
        self.store_place(Place::Name(name), register)?;
        Ok(true)
    }

    /// Whether a name of a module or class is bound in one place only.
    fn is_fixed(&self, name: NameId, scope: ScopeId) -> bool {
        let changes = symbol_flag::BOUND_AGAIN
            | symbol_flag::ASSIGNED_ELSEWHERE
            | symbol_flag::DELETED
            | symbol_flag::GLOBAL
            | symbol_flag::NONLOCAL;
        let fixed_here = self.tree.symbol(scope, name).is_some_and(|symbol| !symbol.has(changes));
        let is_module = scope == ScopeId(0);
        fixed_here && (is_module || !self.tree.symbol(ScopeId(0), name).is_some_and(|symbol| symbol.is_bound()))
    }

    /// Whether an expression has only constants and operators that cannot fail, though its value is not known here.
    fn is_arithmetic(&mut self, expression: &Expr<'a>) -> bool {
        if self.fold(expression).is_some() {
            return true;
        }
        match expression.kind {
            ExprKind::Unary { operand, .. } => self.is_arithmetic(operand),
            ExprKind::Binary { first, rest } => {
                self.is_arithmetic(first)
                    && rest.iter().all(|step| {
                        let right = self.fold(step.operand);
                        match step.operator {
                            BinaryOperator::MatrixMultiply => false,
                            BinaryOperator::ShiftLeft | BinaryOperator::ShiftRight => {
                                matches!(right, Some(Constant::Int(0..)))
                            }
                            BinaryOperator::Divide | BinaryOperator::FloorDivide | BinaryOperator::Modulo => {
                                right.is_some_and(Constant::truth)
                            }
                            _ => self.is_arithmetic(step.operand),
                        }
                    })
            }
            _ => false,
        }
    }
}

/// The argument of `const(...)`.
fn const_argument<'a>(value: &Expr<'a>) -> Option<ExprRef<'a>> {
    let ExprKind::Primary { base, trailers: [Trailer { kind: TrailerKind::Call([argument]), .. }] } = value.kind else {
        return None;
    };
    let is_const = matches!(base.kind, ExprKind::Name("const")) && argument.kind == ArgumentKind::Positional;
    if is_const { Some(argument.value) } else { None }
}

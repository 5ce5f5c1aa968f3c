//! Where each name lives.

use super::{Access, NameId, Scope, ScopeId, ScopeKind, ScopeTree, scope_flag, symbol_flag};
use crate::ast::{ComprehensionKind, Span};
use crate::error::messages;
use heap::{OutOfMemory, TryVec};

/// A `nonlocal` that has to find a binding.
#[derive(Clone, Copy, Debug)]
pub(super) struct NonlocalCheck {
    pub(super) scope: ScopeId,
    pub(super) name: NameId,
    pub(super) statement: Span,
    pub(super) name_span: Span,
}

/// What is wrong with a declaration.
pub(super) struct BadDeclaration {
    pub(super) text: &'static str,
    pub(super) check: NonlocalCheck,
}

/// Where the search for a name from an inner scope ended.
enum Found {
    Global,
    /// A variable of this scope.
    Variable(ScopeId),
}

impl ScopeTree<'_> {
    /// Decides which comprehensions are inlined and where all names live.
    pub(super) fn resolve(&mut self, checks: &TryVec<NonlocalCheck>) -> Result<Option<BadDeclaration>, OutOfMemory> {
        heap::sort_by(&mut self.keys, |a, b| a.0.cmp(&b.0));
        for index in (0..self.scopes.len() as u32).rev() {
            self.decide_inlining(ScopeId(index))?;
        }
        for check in checks {
            if self.scope(check.scope).kind == ScopeKind::Module {
                return Ok(Some(BadDeclaration { text: messages::NONLOCAL_AT_MODULE_LEVEL, check: *check }));
            }
            if matches!(self.find(check.scope, check.name), Found::Global) {
                return Ok(Some(BadDeclaration { text: messages::NO_BINDING_FOR_NONLOCAL, check: *check }));
            }
        }
        for index in 0..self.scopes.len() as u32 {
            self.resolve_scope(ScopeId(index))?;
        }
        Ok(None)
    }

    pub(super) fn may_inline(&self, scope: &Scope) -> bool {
        let inlinable = match scope.kind {
            ScopeKind::Comprehension(kind) => kind != ComprehensionKind::Generator,
            _ => false,
        };
        let parent = scope.parent.map(|parent| self.scope(parent).kind);
        inlinable
            && matches!(
                parent,
                Some(ScopeKind::Module | ScopeKind::Function | ScopeKind::Lambda | ScopeKind::Comprehension(_))
            )
    }

    /// Inner scopes come later, so they are decided before. A comprehension starts as inlined and stops being so
    /// when an inner function captures one of its variables.
    fn decide_inlining(&mut self, id: ScopeId) -> Result<(), OutOfMemory> {
        let scope = *self.scope(id);
        let mut next = scope.first;
        while let Some(symbol) = self.symbols.get(next as usize).copied() {
            next = symbol.next;
            if symbol.is_bound() || symbol.has(symbol_flag::GLOBAL) {
                continue;
            }
            if scope.has(scope_flag::INLINED) {
                if let Some(parent) = scope.parent {
                    let outer = self.enter(parent, symbol.name)?;
                    outer.flags |= symbol_flag::USED;
                }
            } else if let Found::Variable(binder) = self.find(id, symbol.name) {
                self.scope_mut(binder).flags &= !scope_flag::INLINED;
            }
        }
        Ok(())
    }

    /// Looks for the binding of a name that `id` does not bind itself.
    fn find(&self, id: ScopeId, name: NameId) -> Found {
        let mut next = self.scope(id).parent;
        while let Some(at) = next {
            let scope = self.scope(at);
            next = scope.parent;
            match scope.kind {
                ScopeKind::Module => break,
                ScopeKind::Class => {
                    if matches!(self.names.text(name), "__class__" | "__classdict__") {
                        return Found::Variable(at);
                    }
                }
                _ => match self.symbol(at, name) {
                    Some(symbol) if symbol.has(symbol_flag::GLOBAL) => break,
                    Some(symbol) if symbol.is_bound() => return Found::Variable(at),
                    _ => {}
                },
            }
        }
        Found::Global
    }

    fn resolve_scope(&mut self, id: ScopeId) -> Result<(), OutOfMemory> {
        let scope = *self.scope(id);
        let mut next = scope.first;
        while let Some(symbol) = self.symbols.get(next as usize).copied() {
            let index = next as usize;
            next = symbol.next;
            let access = self.access(id, &scope, index)?;
            self.symbols[index].access = access;
        }
        Ok(())
    }

    fn access(&mut self, id: ScopeId, scope: &Scope, index: usize) -> Result<Access, OutOfMemory> {
        let symbol = self.symbols[index];
        if symbol.has(symbol_flag::GLOBAL) {
            if symbol.has(symbol_flag::BOUND) && scope.parent.is_some() {
                self.enter(ScopeId(0), symbol.name)?.flags |= symbol_flag::ASSIGNED_ELSEWHERE;
            }
            return Ok(Access::Global);
        }
        if symbol.is_bound() {
            if !scope.kind.has_registers() {
                return Ok(Access::Name);
            }
            return Ok(if symbol.has(symbol_flag::CAPTURED) { Access::Cell } else { Access::Local });
        }
        let in_class = scope.kind == ScopeKind::Class || scope.has(scope_flag::SEES_CLASS);
        if scope.kind == ScopeKind::Module {
            return Ok(Access::Name);
        }
        if scope.has(scope_flag::INLINED) {
            // Looked up from the host, which has the name as well.
            return Ok(Access::Global);
        }
        if symbol.flags & (symbol_flag::USED | symbol_flag::NONLOCAL | symbol_flag::NAMED_OUTSIDE) == 0 {
            // Only passed on to inner scopes, or the cell of a class.
            return Ok(if symbol.has(symbol_flag::FREE) { Access::Free } else { Access::Cell });
        }
        match self.find(id, symbol.name) {
            Found::Global => Ok(if in_class { Access::Name } else { Access::Global }),
            Found::Variable(binder) => {
                self.capture(id, binder, symbol.name)?;
                // A type parameter hides the names of the class around it.
                let hidden = self.scope(binder).kind == ScopeKind::TypeParameters && scope.kind != ScopeKind::Class;
                let may_be_name = in_class && !hidden && !symbol.has(symbol_flag::NONLOCAL);
                Ok(if may_be_name { Access::NameOrFree } else { Access::Free })
            }
        }
    }

    /// Makes the variable `name` of `binder` a cell that reaches the closure of `id`.
    fn capture(&mut self, id: ScopeId, binder: ScopeId, name: NameId) -> Result<(), OutOfMemory> {
        let mut at = self.host(id);
        while at != binder {
            self.enter(at, name)?.flags |= symbol_flag::FREE;
            match self.outer(at) {
                Some(outer) => at = outer,
                None => return Ok(()),
            }
        }
        if self.scope(binder).kind == ScopeKind::Class {
            let is_class = self.names.text(name) == "__class__";
            self.scope_mut(binder).flags |= if is_class { scope_flag::CLASS_CELL } else { scope_flag::CLASS_DICT };
        }
        let symbol = self.enter(binder, name)?;
        symbol.flags |= symbol_flag::CAPTURED;
        if symbol.access == Access::Local {
            symbol.access = Access::Cell;
        }
        Ok(())
    }
}

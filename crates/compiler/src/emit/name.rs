//! Variables.

use super::unit::SiteKind;
use super::{Emit, Emitter, Register};
use crate::scope::{Access, NameId, Symbol, scope_flag};
use bytecode::{Intrinsic, Op};

/// Where a variable is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Near(Register),
    /// The number among the far registers.
    Far(u16),
    Cell(Register),
    Free(u16),
    Global(NameId),
    Name(NameId),
    NameOrFree(NameId, u16),
}

impl<'a> Emitter<'a> {
    /// The name that `text` stands for here.
    pub(super) fn mangled(&mut self, text: &'a str) -> Emit<NameId> {
        let class = self.tree.scope(self.unit.current).private;
        Ok(self.tree.names.mangle(self.arena, class, text)?)
    }

    /// The symbol a name means here.
    pub(super) fn lookup(&self, name: NameId) -> Option<Symbol> {
        let mut scope = self.unit.current;
        while self.tree.scope(scope).has(scope_flag::INLINED) {
            if let Some(symbol) = self.tree.symbol(scope, name)
                && symbol.is_bound()
            {
                return Some(*symbol);
            }
            scope = self.tree.scope(scope).parent?;
        }
        self.tree.symbol(scope, name).copied()
    }

    pub(super) fn place_of(&mut self, text: &'a str) -> Emit<Place> {
        let name = self.mangled(text)?;
        Ok(self.place_of_name(name))
    }

    pub(super) fn place_of_name(&self, name: NameId) -> Place {
        let Some(symbol) = self.lookup(name) else { return Place::Global(name) };
        match symbol.access {
            Access::Local => match symbol.slot.checked_sub(256) {
                Some(far) => Place::Far(far as u16),
                None => Place::Near(symbol.slot as Register),
            },
            Access::Cell => Place::Cell(symbol.slot as Register),
            Access::Free => Place::Free(symbol.free_slot as u16),
            Access::Global => Place::Global(name),
            Access::Name => Place::Name(name),
            Access::NameOrFree => Place::NameOrFree(name, symbol.free_slot as u16),
        }
    }

    /// Raises at run time if the local in `register` may be unbound here and is.
    pub(super) fn check_bound(&mut self, register: Register, text: &'a str) -> Emit {
        let bound = self.unit.code.bound();
        if bound.contains(register) {
            return Ok(());
        }
        self.unit.needs_clearing(register);
        let name = self.mangled(text)?;
        let constant = self.text_constant(self.tree.names.text(name))?;
        self.wide(Op::CheckBound, register, constant)?;
        self.unit.code.set_bound(bound.with(register));
        Ok(())
    }

    /// The register a variable is in, if it is a bound local that is read in place.
    pub(super) fn local_in_place(&mut self, text: &'a str) -> Emit<Option<Register>> {
        match self.place_of(text)? {
            Place::Near(register) => {
                self.check_bound(register, text)?;
                Ok(Some(register))
            }
            _ => Ok(None),
        }
    }

    /// R\[register\] = the variable.
    pub(super) fn load_name(&mut self, text: &'a str, register: Register) -> Emit {
        match self.place_of(text)? {
            Place::Near(local) => {
                self.check_bound(local, text)?;
                self.copy(register, local)
            }
            Place::Far(number) => {
                // A local may be written only when nothing can fail any more, so the check is made on a temporary.
                let mark = self.unit.mark();
                let temporary = if self.unit.is_temporary(register) { register } else { self.take(1)? };
                self.wide(Op::LoadFar, temporary, number)?;
                let name = self.mangled(text)?;
                let constant = self.text_constant(self.tree.names.text(name))?;
                self.wide(Op::CheckBound, temporary, constant)?;
                self.unit.release(mark);
                self.copy(register, temporary)
            }
            Place::Cell(cell) => self.op(Op::LoadCell, register, cell, 0),
            Place::Free(index) => self.wide(Op::LoadFree, register, index),
            Place::Global(name) => {
                let site = self.name_site(SiteKind::LoadGlobal, name)?;
                self.wide(Op::LoadGlobal, register, site as u16)
            }
            Place::Name(name) => {
                let site = self.name_site(SiteKind::LoadName, name)?;
                self.wide(Op::LoadName, register, site as u16)
            }
            Place::NameOrFree(name, index) => {
                let mark = self.unit.mark();
                let text = self.take(1)?;
                let constant = self.text_constant(self.tree.names.text(name))?;
                self.wide(Op::LoadConst, text, constant)?;
                self.intrinsic(Intrinsic::LoadNameOrFree, register, text, index as u32)?;
                self.unit.release(mark);
                Ok(())
            }
        }
    }

    /// The register into which a value for the variable is evaluated without a move, if there is one.
    pub(super) fn direct_target(&mut self, text: &'a str) -> Emit<Option<Register>> {
        Ok(match self.place_of(text)? {
            Place::Near(register) => Some(register),
            _ => None,
        })
    }

    /// Notes that the local in `register` has a value from here on.
    pub(super) fn now_bound(&mut self, register: Register) {
        let bound = self.unit.code.bound().with(register);
        self.unit.code.set_bound(bound);
    }

    /// The variable = R\[register\].
    pub(super) fn store_name(&mut self, text: &'a str, register: Register) -> Emit {
        let place = self.place_of(text)?;
        self.store_place(place, register)
    }

    pub(super) fn store_place(&mut self, place: Place, register: Register) -> Emit {
        match place {
            Place::Near(local) => {
                self.copy(local, register)?;
                self.now_bound(local);
                Ok(())
            }
            Place::Far(number) => self.wide(Op::StoreFar, register, number),
            Place::Cell(cell) => self.op(Op::StoreCell, register, cell, 0),
            Place::Free(index) => self.wide(Op::StoreFree, register, index),
            Place::Global(name) => {
                let site = self.name_site(SiteKind::StoreGlobal, name)?;
                self.wide(Op::StoreGlobal, register, site as u16)
            }
            Place::Name(name) | Place::NameOrFree(name, _) => {
                let site = self.name_site(SiteKind::StoreName, name)?;
                self.wide(Op::StoreName, register, site as u16)
            }
        }
    }

    /// `del` of a variable.
    pub(super) fn delete_name(&mut self, text: &'a str) -> Emit {
        match self.place_of(text)? {
            Place::Near(local) => {
                self.check_bound(local, text)?;
                self.op(Op::LoadSpecial, local, 0, 0)?;
                let bound = self.unit.code.bound().without(local);
                self.unit.code.set_bound(bound);
                Ok(())
            }
            Place::Far(number) => {
                let mark = self.unit.mark();
                let temporary = self.take(1)?;
                self.load_name(text, temporary)?;
                self.op(Op::LoadSpecial, temporary, 0, 0)?;
                self.wide(Op::StoreFar, temporary, number)?;
                self.unit.release(mark);
                Ok(())
            }
            Place::Cell(cell) => {
                let name = self.mangled(text)?;
                let constant = self.text_constant(self.tree.names.text(name))?;
                self.intrinsic(Intrinsic::DeleteCell, cell, 0, constant as u32)
            }
            Place::Free(index) => self.intrinsic(Intrinsic::DeleteFree, 0, 0, index as u32),
            Place::Global(name) => {
                let site = self.name_site(SiteKind::DeleteGlobal, name)?;
                self.intrinsic(Intrinsic::DeleteGlobal, 0, 0, site)
            }
            Place::Name(name) | Place::NameOrFree(name, _) => {
                let site = self.name_site(SiteKind::StoreName, name)?;
                self.intrinsic(Intrinsic::DeleteName, 0, 0, site)
            }
        }
    }

    /// Makes a variable unbound that may be so already (at the end of `except ... as`).
    pub(super) fn unbind_name(&mut self, text: &'a str) -> Emit {
        let mark = self.unit.mark();
        let place = self.place_of(text)?;
        if let Place::Near(local) = place {
            self.op(Op::LoadSpecial, local, 0, 0)?;
            let bound = self.unit.code.bound().without(local);
            self.unit.code.set_bound(bound);
            return Ok(());
        }
        let none = self.take(1)?;
        self.op(Op::LoadSpecial, none, 1, 0)?;
        self.store_place(place, none)?;
        self.unit.release(mark);
        self.delete_name(text)
    }
}

//! `import`.

use super::constant::Constant;
use super::{Emit, Emitter, Register};
use crate::arena::try_alloc_slice;
use crate::ast::{Alias, ImportFrom, Span};
use bytecode::Intrinsic;
use heap::TryVec;

impl<'a> Emitter<'a> {
    pub(super) fn import(&mut self, alias: &'a Alias<'a>, span: Span) -> Emit {
        let mark = self.unit.mark();
        let module = self.import_name(alias.name.text, Constant::None, 0, span)?;
        let mut parts = alias.name.text.split('.');
        let first = parts.next().unwrap_or_default();
        match &alias.alias {
            None => self.store_name(first, module)?,
            Some(name) => {
                // `__import__` gives the first module; the alias is for the last.
                for part in parts {
                    let constant = self.text_constant(part)?;
                    self.intrinsic(Intrinsic::ImportFrom, module, module, constant as u32)?;
                }
                self.store_name(name.text, module)?;
            }
        }
        self.unit.release(mark);
        Ok(())
    }

    /// Imports a module into the temporary that is returned.
    fn import_name(&mut self, name: &'a str, names: Constant<'a>, level: u32, span: Span) -> Emit<Register> {
        let from_list = self.take(2)?;
        self.at(span);
        self.load_constant(names, from_list)?;
        self.load_constant(Constant::Int(level as i64), from_list + 1)?;
        let constant = self.text_constant(name)?;
        self.intrinsic(Intrinsic::ImportName, from_list, from_list, constant as u32)?;
        Ok(from_list)
    }

    pub(super) fn import_from(&mut self, import: &'a ImportFrom<'a>, span: Span) -> Emit {
        let mark = self.unit.mark();
        let mut names = TryVec::new();
        for alias in import.names {
            names.try_push(Constant::Str(alias.name.text.as_bytes()))?;
        }
        if import.star.is_some() {
            names.try_push(Constant::Str(b"*"))?;
        }
        let names = Constant::Tuple(try_alloc_slice(self.arena, &names)?);
        let name = import.module.map_or("", |module| module.text);
        let module = self.import_name(name, names, import.level, span)?;
        if import.star.is_some() {
            self.intrinsic(Intrinsic::ImportStar, module, 0, 0)?;
        }
        for alias in import.names {
            let inner = self.unit.mark();
            let value = self.take(1)?;
            let constant = self.text_constant(alias.name.text)?;
            self.intrinsic(Intrinsic::ImportFrom, value, module, constant as u32)?;
            self.store_name(alias.alias.as_ref().unwrap_or(&alias.name).text, value)?;
            self.unit.release(inner);
        }
        self.unit.release(mark);
        Ok(())
    }
}

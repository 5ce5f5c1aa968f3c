//! `class`.

use super::constant::Constant;
use super::name::Place;
use super::{Emit, Emitter, Register};
use crate::ast::{Argument, ArgumentKind, ClassDef};
use crate::language;
use crate::scope::{key, scope_flag};
use bytecode::{Intrinsic, Op};

impl<'a> Emitter<'a> {
    pub(super) fn class_definition(&mut self, class: &'a ClassDef<'a>) -> Emit {
        let depth = self.decorators(class.decorators)?;
        let value = self.take(1)?;
        if !language::TYPE_PARAMETERS || class.type_parameters.is_empty() {
            self.class_value(class, value)?;
        } else {
            self.generic_class(class, value)?;
        }
        self.unit.release(value as u16 + 1);
        let result = self.call_decorators(class.decorators, depth, value)?;
        self.at(class.name.span);
        self.store_name(class.name.text, result)
    }

    /// R\[work\] = the class, which is not yet decorated; `work` is the top of the stack.
    pub(super) fn class_value(&mut self, class: &'a ClassDef<'a>, work: Register) -> Emit {
        let mark = self.unit.mark();
        let code = self.class_code(class)?;
        let is_plain = class.arguments.len() <= super::call::MOST_ARGUMENTS
            && class
                .arguments
                .iter()
                .all(|argument| matches!(argument.kind, ArgumentKind::Positional | ArgumentKind::Keyword(_)));
        self.at(class.name.span);
        self.intrinsic(Intrinsic::LoadBuildClass, work, 0, 0)?;
        if is_plain {
            self.take(2)?;
            self.class_head(class, code)?;
            let keywords = self.arguments(class.arguments)?;
            self.at(class.name.span);
            self.emit_call(work, class.arguments.len() as u8 + 2, keywords, false)?;
        } else {
            self.take(4)?;
            self.unpacked_class(class, code, work)?;
        }
        self.unit.release(mark);
        Ok(())
    }

    /// The first two arguments: the function of the body and the name.
    fn class_head(&mut self, class: &'a ClassDef<'a>, code: u32) -> Emit<Register> {
        let function = self.take(2)?;
        self.make_function(code, function)?;
        self.load_constant(Constant::Str(class.name.text.as_bytes()), function + 1)?;
        Ok(function)
    }

    fn unpacked_class(&mut self, class: &'a ClassDef<'a>, code: u32, work: Register) -> Emit {
        let list = work + 3;
        let mark = self.unit.mark();
        let head = self.class_head(class, code)?;
        self.op(Op::BuildList, list, head, 2)?;
        self.unit.release(mark);
        for Argument { kind, value, .. } in class.arguments {
            let add = match kind {
                ArgumentKind::Positional => false,
                ArgumentKind::Star => true,
                _ => continue,
            };
            let register = self.operand(value)?;
            self.at(class.name.span);
            if add {
                self.intrinsic(Intrinsic::ListExtend, list, register, 0)?;
            } else {
                self.op(Op::ListAppend, list, register, 0)?;
            }
            self.unit.release(mark);
        }
        let named =
            |argument: &Argument<'a>| matches!(argument.kind, ArgumentKind::Keyword(_) | ArgumentKind::DoubleStar);
        let has_keywords = class.arguments.iter().any(named);
        if has_keywords {
            self.keyword_dict(work, work + 4, class.arguments, class.name.span)?;
        }
        self.at(class.name.span);
        self.op(Op::CallUnpacked, work, has_keywords as u8, 0)
    }

    fn class_code(&mut self, class: &'a ClassDef<'a>) -> Emit<u32> {
        let Some(scope) = self.tree.scope_of(key(class)) else { return self.fail("class without a scope") };
        let qualname = self.qualname_of(scope)?;
        let first = class.decorators.first().map_or(class.name.span, |decorator| decorator.span);
        self.unit_code(scope, qualname, first, &mut |emitter| {
            let mark = emitter.unit.mark();
            let register = emitter.take(1)?;
            let name = emitter.tree.names.intern("__name__")?;
            let site = emitter.name_site(super::unit::SiteKind::LoadName, name)?;
            emitter.at(first);
            emitter.wide(Op::LoadName, register, site as u16)?;
            let module = emitter.tree.names.intern("__module__")?;
            emitter.store_place(Place::Name(module), register)?;
            emitter.store_constant_name("__qualname__", Constant::Str(qualname.as_bytes()))?;
            emitter.unit.release(mark);
            let flags = emitter.tree.scope(scope).flags;
            if flags & scope_flag::CLASS_DICT != 0 {
                let cell = emitter.class_cell("__classdict__")?;
                emitter.op(Op::StoreCell, 0, cell, 0)?;
            }
            let body = emitter.namespace_docstring(class.body)?;
            emitter.suite(body)?;
            emitter.at_no_line();
            if flags & scope_flag::CLASS_CELL == 0 {
                return emitter.return_none();
            }
            let cell = emitter.class_cell("__class__")?;
            let register = emitter.take(1)?;
            emitter.intrinsic(Intrinsic::LoadClosureCell, register, cell, 0)?;
            let name = emitter.tree.names.intern("__classcell__")?;
            emitter.store_place(Place::Name(name), register)?;
            emitter.op(Op::Return, register, 0, 0)?;
            // A body that cannot end still has to end its code.
            emitter.return_none()
        })
    }

    /// The register of a cell that the class body makes for its functions.
    fn class_cell(&mut self, name: &'a str) -> Emit<Register> {
        let name = self.tree.names.intern(name)?;
        let slot = self.tree.symbol(self.unit.scope, name).map(|symbol| symbol.slot);
        slot.map_or_else(|| self.fail("class without its cell"), |slot| Ok(slot as Register))
    }
}

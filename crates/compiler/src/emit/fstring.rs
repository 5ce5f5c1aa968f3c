//! F-strings.

use super::call::CHUNK;
use super::constant::Constant;
use super::{Emit, Emitter, Register};
use crate::ast::{Conversion, ExprRef, FStringField, FStringPart, Span};
use bytecode::Intrinsic;

impl<'a> Emitter<'a> {
    pub(super) fn f_string(&mut self, expression: ExprRef<'a>, parts: &'a [FStringPart<'a>], to: Register) -> Emit {
        self.join_parts(parts, expression.span, to)
    }

    fn join_parts(&mut self, parts: &'a [FStringPart<'a>], span: Span, to: Register) -> Emit {
        match parts {
            [] => {
                self.at(span);
                return self.load_constant(Constant::Str(b""), to);
            }
            [only] => return self.part(only, span, to),
            _ => {}
        }
        let mark = self.unit.mark();
        // A long string is joined in pieces; the first place holds what is already joined.
        let first = if self.unit.is_top(to) { to } else { self.take(1)? };
        let mut count = 0;
        for (index, part) in parts.iter().enumerate() {
            if count == CHUNK {
                self.at(span);
                self.intrinsic(Intrinsic::BuildString, first, first, count as u32)?;
                count = 1;
                self.unit.release(first as u16 + 1);
            }
            let register = if index == 0 { first } else { self.take(1)? };
            self.part(part, span, register)?;
            count += 1;
        }
        self.at(span);
        self.intrinsic(Intrinsic::BuildString, to, first, count as u32)?;
        self.unit.release(mark);
        Ok(())
    }

    fn part(&mut self, part: &'a FStringPart<'a>, span: Span, to: Register) -> Emit {
        match part {
            FStringPart::Literal(text) => {
                self.at(span);
                self.load_constant(Constant::Str(text), to)
            }
            FStringPart::Field(field) => self.field(field, span, to),
        }
    }

    fn field(&mut self, field: &'a FStringField<'a>, span: Span, to: Register) -> Emit {
        let mark = self.unit.mark();
        let conversion = match field.conversion {
            None => 0,
            Some(Conversion::Str) => 1,
            Some(Conversion::Repr) => 2,
            Some(Conversion::Ascii) => 3,
        };
        let (value, is_plain) = match field.format {
            None | Some([]) => (self.operand_hint(field.value, Some(to))?, 4),
            Some(parts) => {
                let value = if self.unit.is_top(to) { to } else { self.take(1)? };
                self.expression_to(field.value, value)?;
                let format = self.take(1)?;
                self.join_parts(parts, span, format)?;
                (value, 0)
            }
        };
        self.at(self.in_line_of(span, field.span));
        self.intrinsic(Intrinsic::FormatValue, to, value, conversion | is_plain)?;
        self.unit.release(mark);
        Ok(())
    }
}

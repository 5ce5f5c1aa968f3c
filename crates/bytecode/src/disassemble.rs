//! Printing code for people.

use core::fmt::{self, Write};

use crate::constant::ConstantView;
use crate::image::{Capture, CodeView, Image};
use crate::instruction::{Instruction, decode};
use crate::intrinsics::{Bound, ExtRole, INTRINSICS};
use crate::ops::Role;

/// Writes WTF-8 text in quotes, with escapes where needed.
fn quoted(out: &mut dyn Write, bytes: &[u8]) -> fmt::Result {
    write!(out, "\"{}\"", bytes.escape_ascii())
}

fn string(out: &mut dyn Write, image: Image<'_>, index: u32) -> fmt::Result {
    match image.string(index) {
        Some(bytes) => quoted(out, bytes),
        None => write!(out, "string {index}?"),
    }
}

fn constant(out: &mut dyn Write, image: Image<'_>, view: ConstantView<'_>, depth: usize) -> fmt::Result {
    match view {
        ConstantView::None => out.write_str("None"),
        ConstantView::False => out.write_str("False"),
        ConstantView::True => out.write_str("True"),
        ConstantView::Ellipsis => out.write_str("Ellipsis"),
        ConstantView::Int(value) => write!(out, "{value}"),
        ConstantView::BigInt { negative, magnitude } => {
            out.write_str(if negative { "-0x" } else { "0x" })?;
            magnitude.iter().rev().try_for_each(|byte| write!(out, "{byte:02x}"))
        }
        ConstantView::Float(value) => write!(out, "{value:?}"),
        ConstantView::Complex(real, imaginary) => write!(out, "({real:?}+{imaginary:?}j)"),
        ConstantView::Str(index) => string(out, image, index),
        ConstantView::Bytes(bytes) => {
            out.write_str("b")?;
            quoted(out, bytes)
        }
        ConstantView::Tuple(_) | ConstantView::FrozenSet(_) if depth == 0 => out.write_str("..."),
        ConstantView::Tuple(items) | ConstantView::FrozenSet(items) => {
            let is_tuple = matches!(view, ConstantView::Tuple(_));
            out.write_str(if is_tuple { "(" } else { "frozenset{" })?;
            for (index, item) in items.enumerate() {
                if index > 0 {
                    out.write_str(", ")?;
                }
                constant(out, image, item, depth - 1)?;
            }
            out.write_str(if is_tuple { ")" } else { "}" })
        }
        ConstantView::Code(index) => {
            write!(out, "code {index} ")?;
            match image.code(index) {
                Some(code) => quoted(out, code.qualname()),
                None => out.write_str("?"),
            }
        }
    }
}

struct Printer<'a, 'w> {
    code: CodeView<'a>,
    out: &'w mut dyn Write,
    operands: usize,
}

impl Printer<'_, '_> {
    fn separate(&mut self) -> fmt::Result {
        self.operands += 1;
        self.out.write_str(if self.operands == 1 { " " } else { ", " })
    }

    fn register(&mut self, register: usize) -> fmt::Result {
        self.separate()?;
        write!(self.out, "r{register}")?;
        if register < self.code.near_local_count()
            && let Some(&name) = self.code.locals().get(register)
            && let Some(name) = self.code.image().string(name)
        {
            write!(self.out, ":{}", name.escape_ascii())?;
        }
        Ok(())
    }

    fn number(&mut self, prefix: &str, value: i64) -> fmt::Result {
        self.separate()?;
        write!(self.out, "{prefix}{value}")
    }

    fn constant(&mut self, index: u32) -> fmt::Result {
        self.separate()?;
        match self.code.constant(index) {
            Some(view) => constant(self.out, self.code.image(), view, 4),
            None => write!(self.out, "constant {index}?"),
        }
    }

    fn site(&mut self, index: u32) -> fmt::Result {
        self.separate()?;
        match self.code.sites().get(index as usize) {
            Some(&name) => {
                write!(self.out, "#{index} ")?;
                string(self.out, self.code.image(), name)
            }
            None => write!(self.out, "site {index}?"),
        }
    }

    fn free(&mut self, index: u32) -> fmt::Result {
        self.separate()?;
        match self.code.capture(index as usize) {
            Some((_, name)) => {
                out_free(self.out, index)?;
                string(self.out, self.code.image(), name)
            }
            None => write!(self.out, "free {index}?"),
        }
    }

    fn operand(&mut self, role: Role, byte: u8, pc: usize, instruction: Instruction) -> fmt::Result {
        match role {
            Role::None | Role::Intrinsic => Ok(()),
            Role::Out | Role::In | Role::InOut | Role::LoopState => self.register(byte as usize),
            Role::Imm => self.number("", byte as i8 as i64),
            Role::Flag if byte == 0 => Ok(()),
            Role::Count | Role::Flag => self.number("", byte as i64),
            Role::RangeA | Role::RangeB | Role::PairsB => self.number("x", byte as i64),
            Role::CallArgs | Role::MethodArgs => self.number("args ", byte as i64),
            Role::Const => self.constant(instruction.bx() as u32),
            Role::Site => self.site(instruction.bx() as u32),
            Role::SiteByte => self.site(byte as u32),
            Role::FarIn | Role::FarOut => self.register(instruction.bx() as usize),
            Role::Free => self.free(instruction.bx() as u32),
            Role::Int => self.number("", instruction.sbx() as i64),
            Role::JumpByte | Role::Jump | Role::JumpLong | Role::ExtJump => {
                self.number("-> ", instruction.jump_target(pc).unwrap_or(-1))
            }
            Role::ExtConst => self.constant(instruction.ext),
            Role::ExtWord => self.number("", instruction.ext as i64),
        }
    }

    fn intrinsic(&mut self, instruction: Instruction) -> fmt::Result {
        let Some(row) = INTRINSICS.get(instruction.c as usize) else {
            return write!(self.out, "Intrinsic {}?", instruction.c);
        };
        write!(self.out, "{:<20}", row.intrinsic.name())?;
        if row.a > 0 || row.ext == ExtRole::UnpackStar {
            self.register(instruction.a as usize)?;
        }
        if row.b > 0 {
            self.register(instruction.b as usize)?;
        }
        match row.ext {
            ExtRole::None => Ok(()),
            ExtRole::Const => self.constant(instruction.ext),
            ExtRole::Site => self.site(instruction.ext),
            ExtRole::Free => self.free(instruction.ext),
            ExtRole::RangeB | ExtRole::PairsB => self.number("x", instruction.ext as i64),
            ExtRole::Jump => self.number("jump ", instruction.ext as i32 as i64),
            ExtRole::Register => self.register(instruction.ext as usize),
            ExtRole::Word => self.number("", instruction.ext as i64),
            ExtRole::Bounds => {
                let (lower, upper) = Bound::pair(instruction.ext);
                self.bound("from", lower)?;
                self.bound("to", upper)
            }
            ExtRole::UnpackStar => {
                self.number("before ", (instruction.ext & 0xffff) as i64)?;
                self.number("after ", (instruction.ext >> 16) as i64)
            }
        }
    }

    fn bound(&mut self, prefix: &str, bound: Option<Bound>) -> fmt::Result {
        match bound {
            Some(Bound::Missing) => Ok(()),
            Some(Bound::Int(value)) => self.number(if prefix == "to" { "to " } else { "from " }, value as i64),
            Some(Bound::Register(register)) => {
                self.separate()?;
                write!(self.out, "{prefix} r{register}")
            }
            None => self.number("bound? ", 0),
        }
    }

    fn instruction(&mut self, pc: usize, instruction: Instruction) -> fmt::Result {
        self.operands = 0;
        let info = instruction.op.info();
        if instruction.op == crate::ops::Op::Intrinsic {
            return self.intrinsic(instruction);
        }
        write!(self.out, "{:<20}", info.op.name())?;
        self.operand(info.a, instruction.a, pc, instruction)?;
        self.operand(info.b, instruction.b, pc, instruction)?;
        self.operand(info.c, instruction.c, pc, instruction)?;
        self.operand(info.ext, 0, pc, instruction)
    }
}

fn out_free(out: &mut dyn Write, index: u32) -> fmt::Result {
    write!(out, "free {index} ")
}

/// Writes one instruction without address or line.
pub fn instruction(out: &mut dyn Write, code: CodeView<'_>, pc: usize) -> fmt::Result {
    match decode(code.instructions(), pc) {
        Some(decoded) => Printer { code, out, operands: 0 }.instruction(pc, decoded),
        None => out.write_str("?"),
    }
}

fn header(out: &mut dyn Write, code: CodeView<'_>) -> fmt::Result {
    let image = code.image();
    write!(out, "code {} ", code.index())?;
    quoted(out, code.qualname())?;
    writeln!(
        out,
        " line {}: {} parameters, {} locals, {} registers, flags {:#x}",
        code.first_line(),
        code.parameter_count(),
        code.locals().len(),
        code.register_count(),
        code.flags().0
    )?;
    for index in 0..code.capture_count() {
        if let Some((capture, name)) = code.capture(index) {
            write!(out, "  free {index} ")?;
            string(out, image, name)?;
            match capture {
                Capture::Local(register) => writeln!(out, " from register {register}")?,
                Capture::Free(index) => writeln!(out, " from free {index}")?,
            }
        }
    }
    Ok(())
}

/// Writes one code: its header, instructions and exception table. A star marks event points.
pub fn code(out: &mut dyn Write, code: CodeView<'_>) -> fmt::Result {
    header(out, code)?;
    let words = code.instructions();
    let mut lines = code.lines().peekable();
    let (mut pc, mut line, mut shown) = (0, code.first_line(), 0);
    while pc < words.len() {
        while let Some((_, position)) = lines.next_if(|(start, _)| *start as usize <= pc) {
            line = position.line;
        }
        if line == shown {
            write!(out, "      ")?;
        } else {
            write!(out, "{line:>6}")?;
        }
        shown = line;
        let Some(decoded) = decode(words, pc) else {
            return writeln!(out, " {pc:>5}   truncated");
        };
        write!(out, " {pc:>5} {} ", if decoded.marked { '*' } else { ' ' })?;
        instruction(out, code, pc)?;
        writeln!(out)?;
        pc += decoded.words();
    }
    for index in 0..code.handler_count() {
        if let Some(handler) = code.handler(index) {
            writeln!(out, "  from {} to {} -> {} r{}", handler.start, handler.end, handler.target, handler.register)?;
        }
    }
    Ok(())
}

/// Writes all codes of an image, the main code first.
pub fn image(out: &mut dyn Write, image: Image<'_>) -> fmt::Result {
    write!(out, "file ")?;
    quoted(out, image.filename())?;
    writeln!(out)?;
    for index in (0..image.code_count() as u32).rev() {
        match image.code(index) {
            Some(view) => code(out, view)?,
            None => writeln!(out, "code {index}?")?,
        }
    }
    Ok(())
}

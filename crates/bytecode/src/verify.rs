//! The verifier: what it accepts can run with unchecked registers.
//!
//! Proven for each code: every register, window, constant, site and free variable that an instruction names exists and
//! is of the right kind; jumps and handlers go to instructions of the same code; execution cannot run off the end;
//! only instructions that poll jump backwards; generators and calls match; a register of a cell holds a cell from the
//! end of the prologue on, and nothing but cell instructions touches it. Not proven: the kinds of values in other
//! registers, null included; the virtual machine tests those where it matters.
//!
//! Time and memory are linear in the size of the image.

use heap::{OutOfMemory, TryVec};

use crate::constant::{self, ConstantView, MAX_DEPTH};
use crate::image::{Capture, CodeFlags, CodeView, Image};
use crate::instruction::{Instruction, decode};
use crate::intrinsics::{Bound, ExtRole, INTRINSICS, Intrinsic};
use crate::ops::{Op, Role};

/// Why an image was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VerifyError {
    /// No memory for the verifier itself.
    OutOfMemory,
    /// Something is wrong.
    Invalid {
        /// The code, or `u32::MAX` for the image as a whole.
        code: u32,
        /// The word of the instruction, or 0.
        pc: u32,
        /// What is wrong.
        reason: &'static str,
    },
}

impl From<OutOfMemory> for VerifyError {
    fn from(_: OutOfMemory) -> Self {
        Self::OutOfMemory
    }
}

impl core::fmt::Display for VerifyError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Self::OutOfMemory => OutOfMemory.fmt(f),
            Self::Invalid { code: u32::MAX, reason, .. } => write!(f, "invalid image: {reason}"),
            Self::Invalid { code, pc, reason } => write!(f, "invalid code {code} at {pc}: {reason}"),
        }
    }
}

type Check = Result<(), &'static str>;

fn ensure(condition: bool, reason: &'static str) -> Check {
    if condition { Ok(()) } else { Err(reason) }
}

/// A set of small numbers.
struct BitSet(TryVec<u32>);

impl BitSet {
    fn new(len: usize) -> Result<Self, OutOfMemory> {
        let mut words = TryVec::new();
        words.try_resize(len.div_ceil(32), 0)?;
        Ok(Self(words))
    }

    fn insert(&mut self, index: usize) -> bool {
        let Some(word) = self.0.get_mut(index / 32) else { return false };
        let bit = 1 << (index % 32);
        let fresh = *word & bit == 0;
        *word |= bit;
        fresh
    }

    fn contains(&self, index: usize) -> bool {
        self.0.get(index / 32).is_some_and(|word| word & 1 << (index % 32) != 0)
    }
}

/// Proves that `image` can run.
pub fn verify(image: Image<'_>) -> Result<(), VerifyError> {
    let whole = |reason| VerifyError::Invalid { code: u32::MAX, pc: 0, reason };
    for index in 0..image.string_count() {
        let text = image.string(index as u32).ok_or(whole("string out of bounds"))?;
        ensure(is_wtf8(text), "string is not WTF-8").map_err(whole)?;
    }
    ensure(image.string(image.filename_index()).is_some(), "file name out of bounds").map_err(whole)?;
    let main = image.main().ok_or(whole("no main code"))?;
    ensure(main.flags().has(CodeFlags::MODULE), "main code is not a module").map_err(whole)?;
    ensure(main.capture_count() == 0, "main code has free variables").map_err(whole)?;
    let mut referenced = BitSet::new(image.code_count())?;
    let mut end = 0;
    for (index, &start) in image.code_offsets().iter().enumerate() {
        let index = index as u32;
        let invalid = |reason| VerifyError::Invalid { code: index, pc: 0, reason };
        let code = image.code(index).ok_or(invalid("record out of bounds"))?;
        ensure(start as usize >= end, "records overlap").map_err(invalid)?;
        end = start as usize + code.record_words();
        verify_code(code, &mut referenced)?;
    }
    ensure(!referenced.contains(image.main_index() as usize), "main code is a constant").map_err(whole)
}

/// Whether `text` is UTF-8, surrogates allowed.
fn is_wtf8(mut text: &[u8]) -> bool {
    loop {
        match core::str::from_utf8(text) {
            Ok(_) => return true,
            Err(error) => {
                let rest = text.get(error.valid_up_to()..).unwrap_or(&[]);
                match rest {
                    [0xed, 0xa0..=0xbf, 0x80..=0xbf, tail @ ..] => text = tail,
                    _ => return false,
                }
            }
        }
    }
}

/// The kind of a constant, with the number of items of a tuple of strings.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Other,
    Str,
    Code,
    Names(u32),
}

struct Verifier<'a> {
    code: CodeView<'a>,
    flags: CodeFlags,
    registers: usize,
    kinds: TryVec<Kind>,
    /// The words where instructions begin.
    starts: BitSet,
    cells: BitSet,
    /// The register behind the last cell.
    behind_cells: usize,
}

fn verify_code(code: CodeView<'_>, referenced: &mut BitSet) -> Result<(), VerifyError> {
    let at = |pc: usize| move |reason| VerifyError::Invalid { code: code.index(), pc: pc as u32, reason };
    check_header(code).map_err(at(0))?;
    let mut verifier = Verifier {
        code,
        flags: code.flags(),
        registers: code.register_count(),
        kinds: TryVec::try_with_capacity(code.constant_count())?,
        starts: BitSet::new(code.instructions().len())?,
        cells: BitSet::new(256)?,
        behind_cells: 0,
    };
    verifier.constants(referenced)?;
    verifier.names().map_err(at(0))?;
    let words = code.instructions();
    let mut pc = 0;
    let mut last = None;
    while pc < words.len() {
        let instruction = decode(words, pc).ok_or(at(pc)("truncated instruction"))?;
        verifier.starts.insert(pc);
        pc += instruction.words();
        last = Some(instruction);
    }
    ensure(last.is_some_and(Instruction::ends_flow), "execution can run off the end").map_err(at(pc))?;
    let prologue_end = verifier.prologue()?;
    let mut pc = 0;
    while let Some(instruction) = decode(words, pc) {
        verifier.instruction(pc, instruction, prologue_end).map_err(at(pc))?;
        pc += instruction.words();
    }
    verifier.handlers(prologue_end).map_err(at(0))
}

fn check_header(code: CodeView<'_>) -> Check {
    let flags = code.flags();
    ensure(flags.0 & !CodeFlags::ALL == 0, "unknown flags")?;
    let kinds = flags.0 & (CodeFlags::GENERATOR | CodeFlags::COROUTINE | CodeFlags::ASYNC_GENERATOR);
    ensure(kinds.count_ones() <= 1, "more than one kind of generator")?;
    ensure(code.positional_only_count() <= code.argument_count(), "too many positional-only parameters")?;
    let locals = code.locals().len();
    let near = code.near_local_count();
    let registers = code.register_count();
    ensure(near <= locals && near <= 256, "wrong number of near locals")?;
    ensure(code.parameter_count() <= near, "more parameters than near locals")?;
    ensure(locals <= registers && near <= registers - (locals - near), "more locals than registers")?;
    ensure(registers <= 256 || flags.has(CodeFlags::FAR), "far registers without the flag")?;
    ensure(locals == near || flags.has(CodeFlags::FAR), "far locals without the flag")?;
    if flags.has(CodeFlags::CLASS | CodeFlags::MODULE) {
        ensure(code.parameter_count() == 1, "a body with a namespace has one parameter")?;
        ensure(flags.has(CodeFlags::NAMESPACE), "a body without a namespace")?;
    }
    if flags.has(CodeFlags::NAMESPACE) {
        ensure(registers >= 1, "no register for the namespace")?;
    }
    ensure(flags.has(CodeFlags::DOCSTRING) == code.docstring().is_some(), "docstring and flag disagree")
}

/// Checks one constant; `Err` gives the reason, `Ok` its kind.
fn check_constant(view: ConstantView<'_>, image: Image<'_>, depth: usize) -> Result<Kind, &'static str> {
    match view {
        ConstantView::Str(index) => {
            ensure((index as usize) < image.string_count(), "string constant out of bounds")?;
            Ok(Kind::Str)
        }
        ConstantView::Code(_) => {
            ensure(depth == 0, "code inside a tuple")?;
            Ok(Kind::Code)
        }
        ConstantView::Tuple(mut items) | ConstantView::FrozenSet(mut items) => {
            ensure(depth < MAX_DEPTH, "constants nest too deep")?;
            let count = items.len();
            let mut all_names = matches!(view, ConstantView::Tuple(_));
            while !items.is_empty() {
                let item = items.next().ok_or("damaged constant")?;
                all_names &= check_constant(item, image, depth + 1)? == Kind::Str;
            }
            ensure(items.remaining_words() == 0, "damaged constant")?;
            Ok(if all_names { Kind::Names(count as u32) } else { Kind::Other })
        }
        _ => Ok(Kind::Other),
    }
}

impl Verifier<'_> {
    /// Checks the constants, which fill their part of the record exactly, and learns their kinds.
    fn constants(&mut self, referenced: &mut BitSet) -> Result<(), VerifyError> {
        let code = self.code;
        let invalid = |reason| VerifyError::Invalid { code: code.index(), pc: 0, reason };
        let all = code.constant_words();
        let mut rest = all;
        for &offset in code.constant_offsets() {
            ensure(offset as usize == all.len() - rest.len(), "constants overlap").map_err(invalid)?;
            let (view, tail) = constant::read(rest).ok_or(invalid("damaged constant"))?;
            rest = tail;
            let kind = check_constant(view, code.image(), 0).map_err(invalid)?;
            if let ConstantView::Code(index) = view {
                ensure(index < code.index(), "code constant out of order").map_err(invalid)?;
                ensure(referenced.insert(index as usize), "code is referred to twice").map_err(invalid)?;
            }
            self.kinds.try_push(kind)?;
        }
        ensure(rest.is_empty(), "words behind the constants").map_err(invalid)
    }

    /// Checks names, cells and captures.
    fn names(&mut self) -> Check {
        let code = self.code;
        let strings = code.image().string_count();
        let is_string = |index: u32| (index as usize) < strings;
        ensure(is_string(code.name_index()) && is_string(code.qualname_index()), "name out of bounds")?;
        ensure(code.locals().iter().all(|&name| is_string(name)), "name of a local out of bounds")?;
        ensure(code.sites().iter().all(|&name| is_string(name)), "name of a site out of bounds")?;
        for &cell in code.cells() {
            let cell = cell as usize;
            ensure(cell >= self.behind_cells && cell < code.near_local_count(), "cells are not ascending near locals")?;
            self.cells.insert(cell);
            self.behind_cells = cell + 1;
        }
        for capture in code.capture_words().chunks_exact(2) {
            ensure(Capture::from_word(capture[0]).word() == capture[0], "damaged capture")?;
            ensure(is_string(capture[1]), "name of a free variable out of bounds")?;
        }
        if let Some(index) = code.docstring() {
            ensure(self.kind(index) == Some(Kind::Str), "docstring is not a string")?;
        }
        for index in 0..self.kinds.len() {
            if let Some(ConstantView::Code(child)) = code.constant(index as u32) {
                self.captures_of(child)?;
            }
        }
        Ok(())
    }

    /// Checks that the captures of a code made here exist here.
    fn captures_of(&self, child: u32) -> Check {
        let child = self.code.image().code(child).ok_or("code constant out of bounds")?;
        for index in 0..child.capture_count() {
            let exists = match child.capture(index) {
                Some((Capture::Local(register), _)) => self.cells.contains(register as usize),
                Some((Capture::Free(free), _)) => (free as usize) < self.code.capture_count(),
                None => false,
            };
            ensure(exists, "capture of a variable that does not exist")?;
        }
        Ok(())
    }

    fn kind(&self, index: u32) -> Option<Kind> {
        self.kinds.get(index as usize).copied()
    }

    /// Checks that every cell is made in the prologue; returns where that ends.
    fn prologue(&self) -> Result<usize, VerifyError> {
        let at = |pc: usize| {
            let code = self.code.index();
            move |reason| VerifyError::Invalid { code, pc: pc as u32, reason }
        };
        let words = self.code.instructions();
        let mut made = BitSet::new(256)?;
        let (mut pc, mut end) = (0, 0);
        while let Some(instruction) = decode(words, pc) {
            let register = instruction.a as usize;
            match instruction.op {
                Op::Nop | Op::LoadSpecial => {
                    ensure(!made.contains(register) || instruction.op == Op::Nop, "cell overwritten")
                        .map_err(at(pc))?;
                }
                Op::MakeCell => {
                    ensure(self.cells.contains(register), "cell in a register for none").map_err(at(pc))?;
                    ensure(made.insert(register), "cell made twice").map_err(at(pc))?;
                    end = pc + 1;
                }
                Op::Intrinsic if instruction.intrinsic() == Some(Intrinsic::MakeGenerator) => end = pc + 2,
                _ => break,
            }
            pc += instruction.words();
        }
        let all = self.code.cells().iter().all(|&cell| made.contains(cell as usize));
        ensure(all, "cell not made in the prologue").map_err(at(0))?;
        Ok(end)
    }

    fn handlers(&self, prologue_end: usize) -> Check {
        let words = self.code.instructions().len();
        for entry in self.code.handler_words().chunks_exact(4) {
            let (start, end, target) = (entry[0] as usize, entry[1] as usize, entry[2] as usize);
            ensure(start < end && end <= words, "range of a handler out of bounds")?;
            ensure(self.starts.contains(start), "range of a handler begins inside an instruction")?;
            ensure(end == words || self.starts.contains(end), "range of a handler ends inside an instruction")?;
            ensure(start >= prologue_end && target >= prologue_end, "handler in the prologue")?;
            ensure(self.starts.contains(target), "handler is not at an instruction")?;
            self.register(entry[3] as usize)?;
        }
        Ok(())
    }

    fn register(&self, register: usize) -> Check {
        ensure(register < self.registers, "register out of bounds")?;
        ensure(!self.cells.contains(register), "register of a cell used as another")
    }

    fn range(&self, start: usize, count: usize) -> Check {
        if count == 0 {
            return Ok(());
        }
        ensure(start + count <= self.registers, "registers out of bounds")?;
        ensure(
            start >= self.behind_cells || !(start..start + count).any(|r| self.cells.contains(r)),
            "range over a cell",
        )
    }

    /// A call overwrites everything from its window on.
    fn window(&self, start: usize, count: usize) -> Check {
        ensure(start + count <= self.registers, "call window out of bounds")?;
        ensure(start >= self.behind_cells, "call window over a cell")
    }

    fn cell(&self, register: u8) -> Check {
        ensure(self.cells.contains(register as usize), "not a register of a cell")
    }

    fn constant(&self, index: u32, kind: Kind) -> Check {
        ensure(self.kind(index) == Some(kind), "wrong kind of constant")
    }

    fn site(&self, index: u32) -> Check {
        ensure((index as usize) < self.code.sites().len(), "site out of bounds")
    }

    fn free(&self, index: u32) -> Check {
        ensure((index as usize) < self.code.capture_count(), "free variable out of bounds")
    }

    fn jump(&self, pc: usize, instruction: Instruction, prologue_end: usize) -> Check {
        let target = instruction.jump_target(pc).ok_or("no jump")?;
        let target = usize::try_from(target).map_err(|_| "jump out of bounds")?;
        ensure(target >= prologue_end && self.starts.contains(target), "jump to no instruction")?;
        let polls = matches!(instruction.op, Op::Loop | Op::ForNext);
        ensure(polls || target > pc, "backward jump that does not poll")
    }

    fn instruction(&self, pc: usize, instruction: Instruction, prologue_end: usize) -> Check {
        self.context(pc, instruction)?;
        let info = instruction.op.info();
        match instruction.op {
            Op::MakeCell => ensure(pc < prologue_end, "cell made behind the prologue"),
            Op::LoadSpecial if pc < prologue_end && self.cells.contains(instruction.a as usize) => Ok(()),
            Op::LoadCell => {
                self.register(instruction.a as usize)?;
                self.cell(instruction.b)
            }
            Op::StoreCell => {
                self.register(instruction.a as usize)?;
                self.cell(instruction.b)
            }
            Op::LoadMethod => {
                self.window(instruction.a as usize, 4)?;
                self.operand(info.b, instruction.b, pc, instruction, prologue_end)?;
                self.operand(info.c, instruction.c, pc, instruction, prologue_end)?;
                self.operand(info.ext, 0, pc, instruction, prologue_end)
            }
            Op::CallUnpacked => {
                ensure(instruction.b <= 1, "selector out of bounds")?;
                self.window(instruction.a as usize, 4 + instruction.b as usize)
            }
            Op::Intrinsic => self.intrinsic(pc, instruction),
            _ => {
                self.operand(info.a, instruction.a, pc, instruction, prologue_end)?;
                self.operand(info.b, instruction.b, pc, instruction, prologue_end)?;
                self.operand(info.c, instruction.c, pc, instruction, prologue_end)?;
                self.operand(info.ext, 0, pc, instruction, prologue_end)
            }
        }
    }

    /// Checks that the instruction may stand in this kind of code.
    fn context(&self, pc: usize, instruction: Instruction) -> Check {
        let generator = self.flags.makes_generator();
        let apart = generator || self.flags.has(CodeFlags::FAR);
        match instruction.op {
            Op::Call | Op::CallMethod => ensure(!apart, "plain call in a generator")?,
            Op::GeneratorCall | Op::GeneratorCallMethod => ensure(apart, "generator's call outside a generator")?,
            Op::Yield | Op::YieldFrom => ensure(generator, "yield outside a generator")?,
            Op::LoadName | Op::StoreName => ensure(self.flags.has(CodeFlags::NAMESPACE), "no namespace")?,
            _ => {}
        }
        let makes = instruction.intrinsic() == Some(Intrinsic::MakeGenerator);
        ensure(makes == (generator && pc == 0), "generator does not begin with MakeGenerator")
    }

    fn operand(&self, role: Role, byte: u8, pc: usize, i: Instruction, prologue_end: usize) -> Check {
        let (a, b) = (i.a as usize, i.b as usize);
        match role {
            Role::None => Ok(()),
            Role::Out | Role::In | Role::InOut => self.register(byte as usize),
            Role::Imm | Role::Int | Role::ExtWord | Role::Intrinsic => Ok(()),
            Role::Flag => ensure(byte <= 1, "flag out of bounds"),
            Role::Count => ensure(byte <= 4, "selector out of bounds"),
            Role::RangeB => self.range(b, byte as usize),
            Role::RangeA => self.range(a, byte as usize),
            Role::PairsB => self.range(b, byte as usize * 2),
            Role::CallArgs => {
                self.window(a, 3 + byte as usize)?;
                self.named_arguments(byte, i)
            }
            Role::MethodArgs => {
                self.window(a, 4 + byte as usize)?;
                self.named_arguments(byte, i)
            }
            Role::Const => match i.op {
                Op::MakeFunction => self.constant(i.bx() as u32, Kind::Code),
                Op::CheckBound => self.constant(i.bx() as u32, Kind::Str),
                _ => {
                    let kind = self.kind(i.bx() as u32);
                    ensure(kind.is_some_and(|kind| kind != Kind::Code), "wrong kind of constant")
                }
            },
            Role::Site => self.site(i.bx() as u32),
            Role::SiteByte => self.site(byte as u32),
            Role::FarIn | Role::FarOut => self.register(i.bx() as usize),
            Role::Free => self.free(i.bx() as u32),
            Role::JumpByte | Role::Jump | Role::JumpLong | Role::ExtJump => self.jump(pc, i, prologue_end),
            // Checked with the arguments, whose number it must not exceed.
            Role::ExtConst => Ok(()),
            Role::LoopState => self.range(a, 3),
        }
    }

    fn named_arguments(&self, arguments: u8, instruction: Instruction) -> Check {
        if instruction.op.info().ext != Role::ExtConst {
            return Ok(());
        }
        match self.kind(instruction.ext) {
            Some(Kind::Names(count)) => ensure(count <= arguments as u32, "more names than arguments"),
            _ => Err("names of arguments are no tuple of strings"),
        }
    }

    fn intrinsic(&self, pc: usize, instruction: Instruction) -> Check {
        let row = INTRINSICS.get(instruction.c as usize).ok_or("unknown intrinsic")?;
        let (a, b, ext) = (instruction.a as usize, instruction.b as usize, instruction.ext);
        if row.intrinsic == Intrinsic::DeleteCell {
            self.cell(instruction.a)?;
        } else {
            self.range(a, row.a as usize)?;
        }
        let ranges = matches!(row.ext, ExtRole::RangeB | ExtRole::PairsB);
        if row.intrinsic == Intrinsic::LoadClosureCell {
            self.cell(instruction.b)?;
        } else {
            // A format that is empty is not read.
            let is_plain = row.intrinsic == Intrinsic::FormatValue && ext & 4 != 0;
            self.range(b, if ranges { 0 } else { row.b as usize - is_plain as usize })?;
        }
        match row.ext {
            ExtRole::None => Ok(()),
            ExtRole::Const => self.constant(ext, Kind::Str),
            ExtRole::Site => self.site(ext),
            ExtRole::Free => self.free(ext),
            ExtRole::RangeB => self.long_range(b, ext as usize),
            ExtRole::PairsB => self.long_range(b, (ext as usize).saturating_mul(2)),
            ExtRole::Jump => {
                let target = (pc as i64 + 2).checked_add(ext as i32 as i64).and_then(|t| usize::try_from(t).ok());
                ensure(target.is_some_and(|t| t > pc && self.starts.contains(t)), "jump to no instruction")
            }
            ExtRole::Register => self.register(ext as usize),
            ExtRole::Word => ensure(ext <= word_limit(row.intrinsic), "extension word out of bounds"),
            ExtRole::Bounds => {
                let (lower, upper) = Bound::pair(ext);
                self.bound(lower).and_then(|()| self.bound(upper))
            }
            ExtRole::UnpackStar => self.range(a, (ext & 0xffff) as usize + 1 + (ext >> 16) as usize),
        }?;
        match row.intrinsic {
            Intrinsic::LoadNameOrFree | Intrinsic::DeleteName | Intrinsic::SetupAnnotations | Intrinsic::ImportStar => {
                ensure(self.flags.has(CodeFlags::NAMESPACE), "no namespace")
            }
            Intrinsic::MakeGenerator => {
                let kind = [CodeFlags::GENERATOR, CodeFlags::COROUTINE, CodeFlags::ASYNC_GENERATOR];
                ensure(kind.get(ext as usize).is_some_and(|&bit| self.flags.has(bit)), "wrong kind of generator")
            }
            Intrinsic::AsyncYield => ensure(self.flags.has(CodeFlags::ASYNC_GENERATOR), "not an async generator"),
            _ => Ok(()),
        }
    }

    fn bound(&self, bound: Option<Bound>) -> Check {
        match bound {
            Some(Bound::Register(register)) => self.register(register as usize),
            Some(Bound::Missing | Bound::Int(_)) => Ok(()),
            None => Err("damaged bound of a slice"),
        }
    }

    fn long_range(&self, start: usize, count: usize) -> Check {
        ensure(count <= 256, "too many registers")?;
        self.range(start, count)
    }
}

/// The largest extension word that has a meaning.
fn word_limit(intrinsic: Intrinsic) -> u32 {
    match intrinsic {
        Intrinsic::PopHandled | Intrinsic::Reraise | Intrinsic::AssertionFailed | Intrinsic::AsyncWithExit => 1,
        Intrinsic::MakeGenerator | Intrinsic::MakeTypeVariable => 2,
        Intrinsic::FormatValue => 7,
        Intrinsic::MatchClass => 0xffff,
        _ => 0,
    }
}

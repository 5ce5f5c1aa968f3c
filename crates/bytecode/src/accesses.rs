//! Which registers an instruction reads and writes.

use crate::instruction::Instruction;
use crate::intrinsics::{Bound, ExtRole, INTRINSICS, Intrinsic};
use crate::ops::{Op, Role};

/// What an instruction does with a register.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Reads it; this comes before anything is written.
    Read,
    /// Reads it only to raise an exception if it is null, so that afterwards it is not.
    Check,
    /// Writes it, unless the instruction raises.
    Write,
    /// Writes it if the instruction jumps.
    WriteBeforeJump,
}

/// Calls `visit` with each run of registers (first, count) that `instruction` uses, reads before writes. What a call
/// leaves behind its window, cells, and far registers are not reported.
pub fn accesses(instruction: Instruction, visit: &mut dyn FnMut(Access, usize, usize)) {
    let (a, b, c) = (instruction.a as usize, instruction.b as usize, instruction.c as usize);
    let info = instruction.op.info();
    match instruction.op {
        Op::Intrinsic => {
            if let Some(intrinsic) = instruction.intrinsic() {
                of_intrinsic(intrinsic, instruction, visit);
            }
        }
        Op::CheckBound => visit(Access::Check, a, 1),
        Op::MakeCell => {}
        Op::LoadCell => visit(Access::Write, a, 1),
        Op::StoreCell => visit(Access::Read, a, 1),
        Op::LoadMethod => {
            visit(Access::Read, b, 1);
            visit(Access::Write, a, 1);
            visit(Access::Write, a + 3, 1);
        }
        Op::CallUnpacked => {
            visit(Access::Read, a, 1);
            visit(Access::Read, a + 3, 1 + b);
            visit(Access::Write, a, 1);
        }
        Op::Unpack => {
            visit(Access::Read, b, 1);
            visit(Access::Write, a, c);
        }
        Op::ForPrepare => {
            visit(Access::Read, b, 1);
            visit(Access::Write, a, 3);
        }
        Op::ForNext => {
            visit(Access::Read, a, 3);
            visit(Access::WriteBeforeJump, b, 1);
        }
        _ => {
            let has_range = matches!(info.c, Role::RangeB | Role::PairsB);
            // The start of a range is no operand of its own.
            let second = if has_range { Role::None } else { info.b };
            for (role, register) in [(info.a, a), (second, b), (info.c, c)] {
                match role {
                    Role::In | Role::InOut => visit(Access::Read, register, 1),
                    Role::RangeB => visit(Access::Read, b, c),
                    Role::PairsB => visit(Access::Read, b, 2 * c),
                    Role::CallArgs => visit(Access::Read, a + 3, b),
                    Role::MethodArgs => visit(Access::Read, a + 3, 1 + b),
                    _ => {}
                }
            }
            for (role, register) in [(info.a, a), (info.b, b), (info.c, c)] {
                if matches!(role, Role::Out | Role::InOut) {
                    visit(Access::Write, register, 1);
                }
            }
        }
    }
}

/// How an intrinsic uses the registers from `a` on.
fn access_of_first(intrinsic: Intrinsic) -> (bool, bool) {
    use Intrinsic::{
        AssertionFailed, DeleteAttr, DeleteCell, DeleteSlice, DictMerge, DictSet, DictUpdate, ForRange, ImportStar,
        ListExtend, PrintExpression, PushHandled, Raise, RaiseFrom, Reraise, ReraiseStar, SetAdd, SetAnnotations,
        SetAttrSite, SetDefaults, SetKeywordDefaults, SetSlice, SetTypeParameters, SetUpdate, SuperCall,
    };
    match intrinsic {
        SetDefaults | SetKeywordDefaults | SetAnnotations | SetTypeParameters | DeleteAttr | Raise | RaiseFrom
        | Reraise | PushHandled | ListExtend | SetAdd | SetUpdate | DictSet | DictUpdate | DictMerge | ImportStar
        | PrintExpression | SetAttrSite | SetSlice | DeleteSlice | AssertionFailed => (true, false),
        SuperCall | ReraiseStar | ForRange => (true, true),
        DeleteCell => (false, false),
        _ => (false, true),
    }
}

fn of_intrinsic(intrinsic: Intrinsic, instruction: Instruction, visit: &mut dyn FnMut(Access, usize, usize)) {
    let Some(row) = INTRINSICS.get(intrinsic as usize) else { return };
    let (a, b, ext) = (instruction.a as usize, instruction.b as usize, instruction.ext as usize);
    let (reads, writes) = access_of_first(intrinsic);
    if reads && !(intrinsic == Intrinsic::AssertionFailed && ext == 0) {
        visit(Access::Read, a, if intrinsic == Intrinsic::ForRange { 1 } else { row.a as usize });
    }
    match (intrinsic, row.ext) {
        (Intrinsic::PushHandled, _) => return visit(Access::Write, b, 1),
        (Intrinsic::LoadClosureCell, _) => {}
        (Intrinsic::FormatValue, _) => visit(Access::Read, b, if ext & 4 != 0 { 1 } else { 2 }),
        (Intrinsic::AsyncWithExit, _) => visit(Access::Read, b, 1 + ext.min(1)),
        (_, ExtRole::RangeB) => visit(Access::Read, b, ext),
        (_, ExtRole::PairsB) => visit(Access::Read, b, 2 * ext),
        _ => visit(Access::Read, b, row.b as usize),
    }
    match row.ext {
        ExtRole::Register => visit(Access::Read, ext, 1),
        ExtRole::Bounds => {
            let (lower, upper) = Bound::pair(instruction.ext);
            for bound in [lower, upper] {
                if let Some(Bound::Register(register)) = bound {
                    visit(Access::Read, register as usize, 1);
                }
            }
        }
        ExtRole::UnpackStar => visit(Access::Write, a, (ext & 0xffff) + 1 + (ext >> 16)),
        _ => {}
    }
    if writes {
        visit(Access::Write, a, row.a as usize);
    }
}

/// What `instruction` does with `register`: whether it is read, checked, and written.
pub fn access_to(instruction: Instruction, register: usize) -> Use {
    let mut found = Use::default();
    accesses(instruction, &mut |access, first, count| {
        if register >= first && register - first < count {
            match access {
                Access::Read => found.is_read = true,
                Access::Check => found.is_checked = true,
                Access::Write => found.is_written = true,
                Access::WriteBeforeJump => found.is_written_before_jump = true,
            }
        }
    });
    found
}

/// What an instruction does with one register.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Use {
    /// See [`Access::Read`].
    pub is_read: bool,
    /// See [`Access::Check`].
    pub is_checked: bool,
    /// See [`Access::Write`].
    pub is_written: bool,
    /// See [`Access::WriteBeforeJump`].
    pub is_written_before_jump: bool,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::instruction::{decode, encode};
    use std::vec::Vec;

    fn of(word: u32, ext: u32) -> Vec<(Access, usize, usize)> {
        let mut found = Vec::new();
        let instruction = decode(&[word, ext], 0).unwrap();
        accesses(instruction, &mut |access, first, count| {
            if count > 0 {
                found.push((access, first, count));
            }
        });
        found
    }

    fn of_intrinsic(intrinsic: Intrinsic, a: u8, b: u8, ext: u32) -> Vec<(Access, usize, usize)> {
        of(encode(Op::Intrinsic, a, b, intrinsic as u8), ext)
    }

    #[test]
    fn roles_say_what_is_used() {
        use Access::{Check, Read, Write, WriteBeforeJump};
        assert_eq!(of(encode(Op::Add, 1, 2, 3), 0), [(Read, 2, 1), (Read, 3, 1), (Write, 1, 1)]);
        assert_eq!(of(encode(Op::SetItem, 1, 2, 3), 0), [(Read, 1, 1), (Read, 2, 1), (Read, 3, 1)]);
        assert_eq!(of(encode(Op::BuildList, 4, 4, 0), 0), [(Write, 4, 1)]);
        assert_eq!(of(encode(Op::BuildTuple, 4, 5, 2), 0), [(Read, 5, 2), (Write, 4, 1)]);
        assert_eq!(of(encode(Op::Call, 4, 2, 0), 0), [(Read, 4, 1), (Read, 7, 2), (Write, 4, 1)]);
        assert_eq!(of(encode(Op::CallMethod, 4, 2, 0), 0), [(Read, 4, 1), (Read, 7, 3), (Write, 4, 1)]);
        assert_eq!(of(encode(Op::ForNext, 4, 1, 0), 0), [(Read, 4, 3), (WriteBeforeJump, 1, 1)]);
        assert_eq!(of(encode(Op::Unpack, 4, 1, 3), 0), [(Read, 1, 1), (Write, 4, 3)]);
        assert_eq!(of(encode(Op::CheckBound, 4, 0, 0), 0), [(Check, 4, 1)]);
        assert_eq!(of(encode(Op::Jump, 4, 0, 0), 0), []);
    }

    #[test]
    fn intrinsics_too() {
        use Access::{Read, Write};
        assert_eq!(of_intrinsic(Intrinsic::PushHandled, 3, 5, 0), [(Read, 3, 1), (Write, 5, 1)]);
        assert_eq!(of_intrinsic(Intrinsic::PopHandled, 0, 5, 0), [(Read, 5, 1)]);
        assert_eq!(of_intrinsic(Intrinsic::WithEnter, 3, 5, 0), [(Read, 5, 1), (Write, 3, 2)]);
        assert_eq!(of_intrinsic(Intrinsic::BuildSet, 3, 0, 0), [(Write, 3, 1)]);
        assert_eq!(of_intrinsic(Intrinsic::BuildDict, 3, 4, 2), [(Read, 4, 4), (Write, 3, 1)]);
        assert_eq!(of_intrinsic(Intrinsic::ForRange, 3, 7, 2), [(Read, 3, 1), (Read, 7, 2), (Write, 3, 3)]);
        assert_eq!(of_intrinsic(Intrinsic::AssertionFailed, 3, 0, 0), []);
        let bounds = (Bound::Register(9).bits() as u32) << 16;
        assert_eq!(of_intrinsic(Intrinsic::GetSlice, 3, 4, bounds), [(Read, 4, 1), (Read, 9, 1), (Write, 3, 1)]);
        assert_eq!(of_intrinsic(Intrinsic::UnpackStar, 3, 4, 1 << 16 | 1), [(Read, 4, 1), (Write, 3, 3)]);
    }
}

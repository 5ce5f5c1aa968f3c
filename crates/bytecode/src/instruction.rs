//! Encoding and decoding of single instructions.

use crate::intrinsics::Intrinsic;
use crate::ops::{EVENT_MARK, Op, Role};

/// A decoded instruction: the fields as they stand in the words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Instruction {
    /// The operation.
    pub op: Op,
    /// Whether the event mark is set.
    pub marked: bool,
    /// Field `a`.
    pub a: u8,
    /// Field `b`.
    pub b: u8,
    /// Field `c`.
    pub c: u8,
    /// The extension word; zero if the instruction has none.
    pub ext: u32,
}

impl Instruction {
    /// The unsigned field over `b` and `c`.
    pub const fn bx(self) -> u16 {
        self.b as u16 | (self.c as u16) << 8
    }

    /// The signed field over `b` and `c`.
    pub const fn sbx(self) -> i16 {
        self.bx() as i16
    }

    /// The signed field over all three.
    pub const fn sabc(self) -> i32 {
        (((self.a as u32) << 8 | (self.b as u32) << 16 | (self.c as u32) << 24) as i32) >> 8
    }

    /// The number of words the instruction takes.
    pub fn words(self) -> usize {
        self.op.info().words()
    }

    /// The jump offset, if the instruction has one.
    pub fn jump_offset(self) -> Option<i32> {
        let info = self.op.info();
        if info.a == Role::JumpLong {
            Some(self.sabc())
        } else if info.b == Role::Jump {
            Some(self.sbx() as i32)
        } else if info.c == Role::JumpByte {
            Some(self.c as i8 as i32)
        } else if info.ext == Role::ExtJump {
            Some(self.ext as i32)
        } else {
            None
        }
    }

    /// Where the instruction at `pc` jumps to, if it jumps.
    pub fn jump_target(self, pc: usize) -> Option<i64> {
        self.jump_offset().map(|offset| pc as i64 + self.words() as i64 + offset as i64)
    }

    /// The intrinsic, if this is a valid `Intrinsic` instruction.
    pub fn intrinsic(self) -> Option<Intrinsic> {
        if self.op == Op::Intrinsic { Intrinsic::from_byte(self.c) } else { None }
    }

    /// Whether execution never continues with the instruction behind this one.
    pub fn ends_flow(self) -> bool {
        match self.op {
            Op::Jump | Op::Loop | Op::Return => true,
            Op::Intrinsic => matches!(
                self.intrinsic(),
                Some(
                    Intrinsic::Raise
                        | Intrinsic::RaiseFrom
                        | Intrinsic::RaiseCurrent
                        | Intrinsic::Reraise
                        | Intrinsic::AssertionFailed
                )
            ),
            _ => false,
        }
    }

    /// The first word.
    pub const fn word(self) -> u32 {
        encode(self.op, self.a, self.b, self.c) | if self.marked { EVENT_MARK as u32 } else { 0 }
    }
}

/// The instruction at `pc`, or nothing if it is not wholly inside `words`.
pub fn decode(words: &[u32], pc: usize) -> Option<Instruction> {
    let word = *words.get(pc)?;
    let [byte, a, b, c] = word.to_le_bytes();
    let op = Op::from_byte(byte);
    let ext = if op.info().words() == 2 { *words.get(pc.checked_add(1)?)? } else { 0 };
    Some(Instruction { op, marked: byte & EVENT_MARK != 0, a, b, c, ext })
}

/// The word of an instruction with three byte fields.
pub const fn encode(op: Op, a: u8, b: u8, c: u8) -> u32 {
    u32::from_le_bytes([op as u8, a, b, c])
}

/// The word of an instruction with a 16-bit field.
pub const fn encode_wide(op: Op, a: u8, bx: u16) -> u32 {
    op as u32 | (a as u32) << 8 | (bx as u32) << 16
}

/// The word of an instruction with a 24-bit field, or nothing if `sabc` does not fit.
pub const fn encode_long(op: Op, sabc: i32) -> Option<u32> {
    if sabc < -(1 << 23) || sabc >= 1 << 23 { None } else { Some(op as u32 | (sabc as u32) << 8) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_survive() {
        let word = encode_long(Op::Loop, -5).unwrap();
        let instruction = decode(&[word], 0).unwrap();
        assert_eq!(instruction.sabc(), -5);
        assert_eq!(instruction.jump_target(0), Some(-4));
        assert_eq!(instruction.word(), word);
        let word = encode_wide(Op::LoadInt, 7, -300i16 as u16);
        assert_eq!(decode(&[word], 0).unwrap().sbx(), -300);
        assert_eq!(decode(&[encode(Op::ForNext, 1, 2, 0)], 0), None);
        assert!(encode_long(Op::Jump, 1 << 23).is_none());
    }
}

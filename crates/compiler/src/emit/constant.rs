//! Constants: folding and the constant table.

use super::{Emit, Emitter};
use crate::arena::{try_alloc, try_alloc_slice};
use crate::ast::{BinaryOperator, Expr, ExprKind, ExprRef, UnaryOperator};
use bumpalo::Bump;
use bytecode::Op;
use bytecode::constant::{ConstantWriter, MAX_DEPTH, Scalar};
use bytecode::float::{EXACT_INTEGERS, Float};
use heap::TryVec;

/// A value known when code is made.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Constant<'a> {
    None,
    Bool(bool),
    Ellipsis,
    Int(i64),
    /// Sign and little-endian magnitude of an integer beyond 64 bits.
    BigInt(bool, &'a [u8]),
    Float(Float),
    Complex(&'a (Float, Float)),
    Str(&'a [u8]),
    Bytes(&'a [u8]),
    Tuple(&'a [Constant<'a>]),
    FrozenSet(&'a [Constant<'a>]),
}

/// Strings that folding makes are not longer than this.
const LONGEST_FOLDED: usize = 4096;

impl<'a> Constant<'a> {
    pub(super) fn truth(self) -> bool {
        match self {
            Self::None => false,
            Self::Bool(value) => value,
            Self::Ellipsis | Self::BigInt(..) => true,
            Self::Int(value) => value != 0,
            Self::Float(value) => value != 0.0,
            Self::Complex(&(real, imaginary)) => real != 0.0 || imaginary != 0.0,
            Self::Str(text) | Self::Bytes(text) => !text.is_empty(),
            Self::Tuple(items) | Self::FrozenSet(items) => !items.is_empty(),
        }
    }

    /// The value as an 8-bit immediate.
    pub(super) fn immediate(self) -> Option<i8> {
        match self {
            Self::Int(value) => i8::try_from(value).ok(),
            _ => None,
        }
    }

    fn depth(self) -> usize {
        match self {
            Self::Tuple(items) | Self::FrozenSet(items) => 1 + items.iter().map(|item| item.depth()).max().unwrap_or(0),
            _ => 0,
        }
    }
}

/// The limit of decimal digits that CPython converts.
const MOST_DIGITS: usize = 4300;

/// The little-endian magnitude of digits; nothing if there are too many.
fn magnitude<'a>(arena: &'a Bump, digits: &str, radix: u8) -> Option<&'a [u8]> {
    if radix == 10 && digits.len() > MOST_DIGITS {
        return None;
    }
    let mut limbs: TryVec<u32> = TryVec::new();
    if radix == 10 {
        for digit in digits.bytes() {
            let mut carry = digit.wrapping_sub(b'0') as u64;
            for limb in limbs.iter_mut() {
                let value = *limb as u64 * 10 + carry;
                *limb = value as u32;
                carry = value >> 32;
            }
            if carry != 0 {
                limbs.try_push(carry as u32).ok()?;
            }
        }
    } else {
        let bits = radix.trailing_zeros();
        let (mut pending, mut count) = (0u64, 0);
        for digit in digits.chars().rev() {
            pending |= (digit.to_digit(radix as u32)? as u64) << count;
            count += bits;
            if count >= 32 {
                limbs.try_push(pending as u32).ok()?;
                pending >>= 32;
                count -= 32;
            }
        }
        limbs.try_push(pending as u32).ok()?;
    }
    let mut bytes: TryVec<u8> = TryVec::new();
    for limb in &limbs {
        bytes.try_extend_from_slice(&limb.to_le_bytes()).ok()?;
    }
    while bytes.last() == Some(&0) {
        bytes.pop();
    }
    try_alloc_slice(arena, &bytes).ok()
}

fn fold_ints(operator: BinaryOperator, left: i64, right: i64) -> Option<i64> {
    let floor = |quotient: i64, remainder: i64| {
        if remainder != 0 && (remainder < 0) != (right < 0) {
            (quotient - 1, remainder + right)
        } else {
            (quotient, remainder)
        }
    };
    match operator {
        BinaryOperator::Add => left.checked_add(right),
        BinaryOperator::Subtract => left.checked_sub(right),
        BinaryOperator::Multiply => left.checked_mul(right),
        BinaryOperator::FloorDivide => Some(floor(left.checked_div(right)?, left.checked_rem(right)?).0),
        BinaryOperator::Modulo => Some(floor(left.checked_div(right)?, left.checked_rem(right)?).1),
        BinaryOperator::Power => left.checked_pow(u32::try_from(right).ok()?),
        BinaryOperator::ShiftLeft => {
            let count = u32::try_from(right).ok().filter(|&count| count < 63)?;
            let result = left.checked_shl(count)?;
            if result >> count == left { Some(result) } else { None }
        }
        BinaryOperator::ShiftRight => Some(left >> u32::try_from(right).ok()?.min(63)),
        BinaryOperator::BitAnd => Some(left & right),
        BinaryOperator::BitOr => Some(left | right),
        BinaryOperator::BitXor => Some(left ^ right),
        BinaryOperator::Divide | BinaryOperator::MatrixMultiply => None,
    }
}

/// The float an integer becomes, if that is exact.
fn exact_float(value: i64) -> Option<Float> {
    if value.unsigned_abs() <= EXACT_INTEGERS { Some(value as Float) } else { None }
}

fn fold_floats(operator: BinaryOperator, left: Float, right: Float) -> Option<Float> {
    let value = match operator {
        BinaryOperator::Add => left + right,
        BinaryOperator::Subtract => left - right,
        BinaryOperator::Multiply => left * right,
        BinaryOperator::Divide if right != 0.0 => left / right,
        _ => return None,
    };
    Some(value)
}

fn fold_complex(operator: BinaryOperator, left: Constant<'_>, right: (Float, Float)) -> Option<(Float, Float)> {
    let real = match left {
        Constant::Int(value) => exact_float(value)?,
        Constant::Float(value) => value,
        _ => return None,
    };
    match operator {
        BinaryOperator::Add => Some((real + right.0, right.1)),
        BinaryOperator::Subtract => Some((real - right.0, -right.1)),
        _ => None,
    }
}

fn repeat<'a>(arena: &'a Bump, text: &[u8], count: i64) -> Option<&'a [u8]> {
    let count = usize::try_from(count).unwrap_or(0);
    if text.len().checked_mul(count)? > LONGEST_FOLDED {
        return None;
    }
    let mut result: TryVec<u8> = TryVec::new();
    for _ in 0..count {
        result.try_extend_from_slice(text).ok()?;
    }
    try_alloc_slice(arena, &result).ok()
}

fn join<'a>(arena: &'a Bump, left: &[u8], right: &[u8]) -> Option<&'a [u8]> {
    if left.len() + right.len() > LONGEST_FOLDED {
        return None;
    }
    let mut result: TryVec<u8> = TryVec::try_from_slice(left).ok()?;
    result.try_extend_from_slice(right).ok()?;
    try_alloc_slice(arena, &result).ok()
}

fn as_int(constant: Constant<'_>) -> Option<i64> {
    match constant {
        Constant::Int(value) => Some(value),
        Constant::Bool(value) => Some(value as i64),
        _ => None,
    }
}

pub(super) fn fold_binary<'a>(
    arena: &'a Bump,
    operator: BinaryOperator,
    left: Constant<'a>,
    right: Constant<'a>,
) -> Option<Constant<'a>> {
    use Constant::{Bytes, Complex, Float, Int, Str};
    match (left, right) {
        (Int(a), Int(b)) if operator == BinaryOperator::Divide && b != 0 => {
            Some(Float(exact_float(a)? / exact_float(b)?))
        }
        (Int(a), Int(b)) => fold_ints(operator, a, b).map(Int),
        (Float(a), Float(b)) => fold_floats(operator, a, b).map(Float),
        (Int(a), Float(b)) => fold_floats(operator, exact_float(a)?, b).map(Float),
        (Float(a), Int(b)) => fold_floats(operator, a, exact_float(b)?).map(Float),
        (Int(_) | Float(_), Complex(&b)) => Some(Complex(try_alloc(arena, fold_complex(operator, left, b)?).ok()?)),
        (Str(a), Str(b)) if operator == BinaryOperator::Add => join(arena, a, b).map(Str),
        (Bytes(a), Bytes(b)) if operator == BinaryOperator::Add => join(arena, a, b).map(Bytes),
        (Str(a), Int(b)) | (Int(b), Str(a)) if operator == BinaryOperator::Multiply => repeat(arena, a, b).map(Str),
        (Bytes(a), Int(b)) | (Int(b), Bytes(a)) if operator == BinaryOperator::Multiply => {
            repeat(arena, a, b).map(Bytes)
        }
        (Constant::Bool(_), _) | (_, Constant::Bool(_)) => fold_ints(operator, as_int(left)?, as_int(right)?)
            .filter(|_| !matches!((left, right), (Constant::Bool(_), Constant::Bool(_))))
            .map(Int),
        _ => None,
    }
}

fn fold_unary<'a>(arena: &'a Bump, operator: UnaryOperator, value: Constant<'a>) -> Option<Constant<'a>> {
    use Constant::{BigInt, Bool, Complex, Float, Int};
    match (operator, value) {
        (UnaryOperator::Not, value) => Some(Bool(!value.truth())),
        (UnaryOperator::Negate, Int(value)) => value.checked_neg().map(Int),
        // 2**63 is no i64, but its negative is one.
        (UnaryOperator::Negate, BigInt(false, [0, 0, 0, 0, 0, 0, 0, 0x80])) => Some(Int(i64::MIN)),
        (UnaryOperator::Negate, BigInt(negative, magnitude)) => Some(BigInt(!negative, magnitude)),
        (UnaryOperator::Negate, Float(value)) => Some(Float(-value)),
        (UnaryOperator::Negate, Complex(&(real, imaginary))) => {
            Some(Complex(try_alloc(arena, (-real, -imaginary)).ok()?))
        }
        (UnaryOperator::Plus, Int(_) | BigInt(..) | Float(_) | Complex(_)) => Some(value),
        (UnaryOperator::Invert, Int(value)) => Some(Int(!value)),
        _ => None,
    }
}

impl<'a> Emitter<'a> {
    /// The value of an expression, if it is known now.
    pub(super) fn fold(&mut self, expression: &Expr<'a>) -> Option<Constant<'a>> {
        match expression.kind {
            ExprKind::None => Some(Constant::None),
            ExprKind::True => Some(Constant::Bool(true)),
            ExprKind::False => Some(Constant::Bool(false)),
            ExprKind::Ellipsis => Some(Constant::Ellipsis),
            ExprKind::Int(value) => Some(Constant::Int(value)),
            ExprKind::BigInt { digits, radix } => {
                magnitude(self.arena, digits, radix).map(|magnitude| Constant::BigInt(false, magnitude))
            }
            ExprKind::Float(value) => Some(Constant::Float(value)),
            ExprKind::Imaginary(value) => Some(Constant::Complex(try_alloc(self.arena, (0.0, value)).ok()?)),
            ExprKind::Str(text) => Some(Constant::Str(text)),
            ExprKind::Bytes(text) => Some(Constant::Bytes(text)),
            ExprKind::Name("__debug__") => Some(Constant::Bool(self.options.optimization == 0)),
            ExprKind::Name(text) => self.declared_constant(text),
            ExprKind::Unary { operator, operand } => {
                let value = self.fold(operand)?;
                fold_unary(self.arena, operator, value)
            }
            ExprKind::Binary { first, rest } => {
                let mut value = self.fold(first)?;
                for step in rest {
                    let operand = self.fold(step.operand)?;
                    value = fold_binary(self.arena, step.operator, value, operand)?;
                }
                Some(value)
            }
            ExprKind::Tuple { elements, .. } => self.fold_all(elements).map(Constant::Tuple),
            _ => None,
        }
    }

    /// The values of expressions, if all are known.
    pub(super) fn fold_all(&mut self, expressions: &'a [ExprRef<'a>]) -> Option<&'a [Constant<'a>]> {
        let mut values = TryVec::new();
        for expression in expressions {
            let value = self.fold(expression)?;
            if value.depth() + 2 > MAX_DEPTH {
                return None;
            }
            values.try_push(value).ok()?;
        }
        try_alloc_slice(self.arena, &values).ok()
    }

    fn write_constant(&mut self, writer: &mut ConstantWriter, constant: Constant<'a>) -> Emit {
        let scalar = match constant {
            Constant::None => Scalar::None,
            Constant::Bool(value) => Scalar::Bool(value),
            Constant::Ellipsis => Scalar::Ellipsis,
            Constant::Int(value) => Scalar::Int(value),
            Constant::BigInt(negative, magnitude) => Scalar::BigInt(negative, magnitude),
            Constant::Float(value) => Scalar::Float(value),
            Constant::Complex(&(real, imaginary)) => Scalar::Complex(real, imaginary),
            Constant::Str(text) => Scalar::Str(self.builder.string(text)?),
            Constant::Bytes(bytes) => Scalar::Bytes(bytes),
            Constant::Tuple(items) | Constant::FrozenSet(items) => {
                let start = writer.begin(matches!(constant, Constant::FrozenSet(_)))?;
                for item in items {
                    self.write_constant(writer, *item)?;
                }
                writer.end(start, items.len());
                return Ok(());
            }
        };
        Ok(writer.scalar(scalar)?)
    }

    /// The index of a constant in the table.
    pub(super) fn constant(&mut self, constant: Constant<'a>) -> Emit<u16> {
        let mut writer = core::mem::take(&mut self.writer);
        writer.clear();
        let result = self.write_constant(&mut writer, constant).and_then(|()| self.add_constant(&writer));
        self.writer = writer;
        result
    }

    /// The index of a code as a constant.
    pub(super) fn code_constant(&mut self, code: u32) -> Emit<u16> {
        let mut writer = core::mem::take(&mut self.writer);
        writer.clear();
        let result = writer.scalar(Scalar::Code(code)).map_err(Into::into).and_then(|()| self.add_constant(&writer));
        self.writer = writer;
        result
    }

    fn add_constant(&mut self, writer: &ConstantWriter) -> Emit<u16> {
        let index = self.unit.parts.constants.add(writer.words())?;
        match u16::try_from(index) {
            Ok(index) => Ok(index),
            Err(_) => self.fail("too many constants"),
        }
    }

    /// The index of a string constant.
    pub(super) fn text_constant(&mut self, text: &'a str) -> Emit<u16> {
        self.constant(Constant::Str(text.as_bytes()))
    }

    /// R\[register\] = the constant.
    pub(super) fn load_constant(&mut self, constant: Constant<'a>, register: u8) -> Emit {
        let special = match constant {
            Constant::None => 1,
            Constant::Bool(false) => 2,
            Constant::Bool(true) => 3,
            Constant::Ellipsis => 4,
            Constant::Int(value) if i16::try_from(value).is_ok() => {
                return self.wide(Op::LoadInt, register, value as i16 as u16);
            }
            _ => {
                let index = self.constant(constant)?;
                return self.wide(Op::LoadConst, register, index);
            }
        };
        self.op(Op::LoadSpecial, register, special, 0)
    }
}

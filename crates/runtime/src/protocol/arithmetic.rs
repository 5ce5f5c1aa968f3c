//! Arithmetic and comparison of the builtin numbers, in any mixture. Runs no Python.

use super::convert::int_view;
use crate::features::COMPLEX;
use crate::native::NativeResult;
use crate::number::complex::Complex;
use crate::number::float::{self, Power};
use crate::number::{Int, IntBuf, NumberError, int};
use crate::object::{self, BigInt, EXTENDED, Kind, Ref};
use crate::types::{BinaryOperator, Comparison, UnaryOperator};
use crate::value::float::EXACT_INTEGERS;
use crate::value::{self, Float, Value};
use crate::vm::{Raised, Vm};
use core::cmp::Ordering;

/// A builtin number as an operand.
#[derive(Clone, Copy)]
pub enum Number {
    /// An int of 64 bits.
    Int(i64),
    /// An int that needs more.
    Big(Ref<BigInt>),
    /// A float.
    Float(Float),
    /// A complex number.
    Complex(Complex),
}

impl Number {
    /// Of a value whose class is `int`, `float` or `complex` itself.
    #[inline(always)]
    pub fn exact(value: Value) -> Option<Number> {
        if let Some(number) = value.as_small_int() {
            #[allow(clippy::unnecessary_cast)]
            return Some(Number::Int(number as i64));
        }
        if value.is_immediate_float() {
            return Some(Number::Float(value.immediate_float()));
        }
        Self::of_object(value, value.raw_kind())
    }

    /// Of a value whose class is `int`, `bool`, `float` or `complex` itself.
    #[inline]
    pub fn exact_or_bool(value: Value) -> Option<Number> {
        match value {
            Value::FALSE => Some(Number::Int(0)),
            Value::TRUE => Some(Number::Int(1)),
            _ => Self::exact(value),
        }
    }

    /// Of an instance of a builtin numeric type or of a subclass of one.
    #[inline]
    pub fn of(value: Value) -> Option<Number> {
        match Self::exact_or_bool(value) {
            Some(number) => Some(number),
            None => Self::of_object(value, value.raw_kind() & !EXTENDED),
        }
    }

    #[cfg_attr(any(target_pointer_width = "64", target_family = "wasm"), inline)]
    fn of_object(value: Value, kind: u8) -> Option<Number> {
        if kind == Kind::Float as u8 {
            return value.as_ref::<object::Float>().map(|object| Number::Float(object.number));
        }
        if kind == Kind::BigInt as u8 {
            return value.as_ref::<BigInt>().map(|object| match int_view(&object).to_i64() {
                Some(number) => Number::Int(number),
                None => Number::Big(object),
            });
        }
        if COMPLEX && kind == Kind::Complex as u8 {
            return value
                .as_ref::<object::Complex>()
                .map(|object| Number::Complex(Complex::new(object.real, object.imaginary)));
        }
        None
    }

    /// Whether it is an int.
    #[inline]
    pub fn is_int(self) -> bool {
        matches!(self, Number::Int(_) | Number::Big(_))
    }

    /// Whether it is an int or a float.
    #[inline]
    pub fn is_real(self) -> bool {
        !matches!(self, Number::Complex(_))
    }

    /// Whether it is zero.
    pub fn is_zero(self) -> bool {
        match self {
            Number::Int(number) => number == 0,
            Number::Big(_) => false,
            Number::Float(number) => number == 0.0,
            Number::Complex(number) => number.real == 0.0 && number.imaginary == 0.0,
        }
    }
}

/// An integer operand: a view and, for a small one, the place of its limbs.
struct Operand {
    small: IntBuf,
    big: Option<Ref<BigInt>>,
}

impl Operand {
    fn of(number: Number) -> Operand {
        match number {
            Number::Int(number) => Operand { small: IntBuf::from_i64(number), big: None },
            Number::Big(object) => Operand { small: IntBuf::zero(), big: Some(object) },
            Number::Float(_) | Number::Complex(_) => Operand { small: IntBuf::zero(), big: None },
        }
    }

    fn view(&self) -> Int<'_> {
        match &self.big {
            Some(object) => int_view(object),
            None => self.small.view(),
        }
    }
}

/// The exact order of two numbers that are not complex; `None` if one is NaN.
pub fn order(a: Number, b: Number) -> Option<Ordering> {
    match (a, b) {
        (Number::Int(a), Number::Int(b)) => Some(a.cmp(&b)),
        (Number::Float(a), Number::Float(b)) => a.partial_cmp(&b),
        (Number::Int(a), Number::Float(b)) => order_int_float(a, b),
        (Number::Float(a), Number::Int(b)) => order_int_float(b, a).map(Ordering::reverse),
        (Number::Big(a), Number::Float(b)) => int::compare_float(int_view(&a), b),
        (Number::Float(a), Number::Big(b)) => int::compare_float(int_view(&b), a).map(Ordering::reverse),
        (Number::Complex(_), _) | (_, Number::Complex(_)) => None,
        _ => Some(Operand::of(a).view().cmp(&Operand::of(b).view())),
    }
}

fn order_int_float(a: i64, b: Float) -> Option<Ordering> {
    if a.unsigned_abs() <= EXACT_INTEGERS {
        return (a as Float).partial_cmp(&b);
    }
    int::compare_float(IntBuf::from_i64(a).view(), b)
}

/// Whether two numbers are equal.
#[inline]
pub fn numbers_equal(a: Number, b: Number) -> bool {
    match (a, b) {
        (Number::Complex(a), Number::Complex(b)) => a == b,
        (Number::Complex(complex), real) | (real, Number::Complex(complex)) => {
            complex.imaginary == 0.0 && order(Number::Float(complex.real), real) == Some(Ordering::Equal)
        }
        _ => order(a, b) == Some(Ordering::Equal),
    }
}

/// `a <operator> b`; `None` for the order of complex numbers, which have none.
#[inline]
pub fn compare_numbers(operator: Comparison, a: Number, b: Number) -> Option<bool> {
    if a.is_real() && b.is_real() {
        return Some(operator.holds_partially(order(a, b)));
    }
    match operator {
        Comparison::Eq => Some(numbers_equal(a, b)),
        Comparison::Ne => Some(!numbers_equal(a, b)),
        _ => None,
    }
}

/// The quotient rounded down and the rest; `None` if the divisor is zero or the quotient too large.
#[inline]
fn div_mod_small(a: i64, b: i64) -> Option<(i64, i64)> {
    let (quotient, rest) = (a.checked_div(b)?, a.checked_rem(b)?);
    let below = rest != 0 && (rest < 0) != (b < 0);
    if below { Some((quotient - 1, rest + b)) } else { Some((quotient, rest)) }
}

fn power_small(mut base: i64, mut exponent: i64) -> Option<i64> {
    let mut result = 1i64;
    loop {
        if exponent & 1 != 0 {
            result = result.checked_mul(base)?;
        }
        exponent >>= 1;
        if exponent == 0 {
            return Some(result);
        }
        base = base.checked_mul(base)?;
    }
}

impl Vm {
    /// `a <operator> b`; `NotImplemented` if numbers of these types do not have the operator.
    pub fn number_binary(&mut self, operator: BinaryOperator, a: Number, b: Number) -> NativeResult {
        match (a, b) {
            (Number::Int(a), Number::Int(b)) => self.small_binary(operator, a, b),
            (Number::Float(a), Number::Float(b)) => self.float_binary(operator, a, b),
            (Number::Complex(_), _) | (_, Number::Complex(_)) => self.complex_binary(operator, a, b),
            (Number::Float(_), _) | (_, Number::Float(_)) => self.mixed_binary(operator, a, b),
            _ => self.int_binary(operator, a, b),
        }
    }

    #[inline]
    fn small_binary(&mut self, operator: BinaryOperator, a: i64, b: i64) -> NativeResult {
        use BinaryOperator::{Add, And, DivMod, FloorDiv, MatMul, Mod, Mul, Or, Pow, Shl, Shr, Sub, TrueDiv, Xor};
        let result = match operator {
            Add => a.checked_add(b),
            Sub => a.checked_sub(b),
            Mul => a.checked_mul(b),
            FloorDiv => div_mod_small(a, b).map(|(quotient, _)| quotient),
            Mod => div_mod_small(a, b).map(|(_, rest)| rest),
            And => Some(a & b),
            Or => Some(a | b),
            Xor => Some(a ^ b),
            Shl if (0..63).contains(&b) && a << b >> b == a => Some(a << b),
            Shr if b >= 0 => Some(a >> b.min(63)),
            Pow if b >= 0 => power_small(a, b),
            TrueDiv if b != 0 && a.unsigned_abs() <= EXACT_INTEGERS && b.unsigned_abs() <= EXACT_INTEGERS => {
                return self.new_float(a as Float / b as Float);
            }
            DivMod => match div_mod_small(a, b) {
                Some((quotient, rest)) => {
                    let pair = [self.new_int(quotient)?, self.new_int(rest)?];
                    return self.new_tuple(&pair);
                }
                None => None,
            },
            Pow | TrueDiv | Shl | Shr => None,
            MatMul => return Ok(Value::NOT_IMPLEMENTED),
        };
        match result {
            Some(number) => self.new_int(number),
            None => self.int_binary(operator, Number::Int(a), Number::Int(b)),
        }
    }

    /// Of ints of any size.
    #[inline(never)]
    fn int_binary(&mut self, operator: BinaryOperator, a: Number, b: Number) -> NativeResult {
        use BinaryOperator::{Add, And, DivMod, FloorDiv, MatMul, Mod, Mul, Or, Pow, Shl, Shr, Sub, TrueDiv, Xor};
        let (left, right) = (Operand::of(a), Operand::of(b));
        let (x, y) = (left.view(), right.view());
        let result = match operator {
            Add => return self.new_int_with(int::sum_len(x, y), |out| Ok(int::add_into(out, x, y))),
            Sub => {
                let y = y.negated();
                return self.new_int_with(int::sum_len(x, y), |out| Ok(int::add_into(out, x, y)));
            }
            Mul => return self.new_int_with(int::product_len(x, y), |out| int::mul_into(out, x, y)),
            FloorDiv => self.open(|| int::floor_div(x, y)),
            Mod => self.open(|| int::modulo(x, y)),
            And => int::and(x, y),
            Or => int::or(x, y),
            Xor => int::xor(x, y),
            Shl => {
                self.check_int_size(x.bit_length().saturating_add(y.to_u64().unwrap_or(0)))?;
                int::shift_left(x, y)
            }
            Shr => int::shift_right(x, y),
            Pow if y.is_negative() => return self.mixed_binary(operator, a, b),
            Pow => {
                let bits = x.bit_length().saturating_mul(y.to_u64().unwrap_or(u64::MAX));
                self.check_int_size(if x.bit_length() > 1 { bits } else { 1 })?;
                self.open(|| int::pow(x, y))
            }
            TrueDiv => {
                let quotient = int::true_div(x, y);
                return self.new_float_result(quotient);
            }
            DivMod => return self.int_div_mod(x, y),
            MatMul => return Ok(Value::NOT_IMPLEMENTED),
        };
        self.new_int_result(result)
    }

    /// MemoryError for a result of so many bits that the heap has no room for it: before work is done on it.
    fn check_int_size(&mut self, bits: u64) -> Result<(), Raised> {
        if bits / 8 > self.configuration.heap_limit as u64 { Err(self.memory_error()) } else { Ok(()) }
    }

    fn int_div_mod(&mut self, a: Int<'_>, b: Int<'_>) -> NativeResult {
        let (quotient, rest) = int::div_mod(a, b).map_err(|error| self.number_error(error))?;
        let pair = [self.new_int_from(quotient.view())?, self.new_int_from(rest.view())?];
        self.new_tuple(&pair)
    }

    /// The float of the result of an operation.
    #[inline]
    pub fn new_float_result(&mut self, result: Result<Float, NumberError>) -> NativeResult {
        match result {
            Ok(number) => self.new_float(number),
            Err(error) => Err(self.number_error(error)),
        }
    }

    /// Of a float and an int, as floats.
    fn mixed_binary(&mut self, operator: BinaryOperator, a: Number, b: Number) -> NativeResult {
        use BinaryOperator::{And, MatMul, Or, Shl, Shr, Xor};
        if matches!(operator, And | Or | Xor | Shl | Shr | MatMul) {
            return Ok(Value::NOT_IMPLEMENTED);
        }
        let (a, b) = (self.number_to_float(a)?, self.number_to_float(b)?);
        self.float_binary(operator, a, b)
    }

    #[inline]
    fn float_binary(&mut self, operator: BinaryOperator, a: Float, b: Float) -> NativeResult {
        use BinaryOperator::{Add, And, DivMod, FloorDiv, MatMul, Mod, Mul, Or, Pow, Shl, Shr, Sub, TrueDiv, Xor};
        let result = match operator {
            Add => Ok(a + b),
            Sub => Ok(a - b),
            Mul => Ok(a * b),
            TrueDiv => float::div(a, b),
            FloorDiv => float::floor_div(a, b),
            Mod => float::modulo(a, b),
            Pow => match float::pow(a, b) {
                Ok(Power::Real(power)) => Ok(power),
                Ok(Power::Complex) if !COMPLEX => {
                    let message = "negative number cannot be raised to a fractional power";
                    return Err(self.value_error(format_args!("{message}")));
                }
                Ok(Power::Complex) => {
                    let power = Complex::new(a, 0.0).pow(Complex::new(b, 0.0));
                    return self.new_complex_result(power);
                }
                Err(error) => Err(error),
            },
            DivMod => match float::div_mod(a, b) {
                Ok((quotient, rest)) => {
                    let pair = [self.new_float(quotient)?, self.new_float(rest)?];
                    return self.new_tuple(&pair);
                }
                Err(error) => Err(error),
            },
            And | Or | Xor | Shl | Shr | MatMul => return Ok(Value::NOT_IMPLEMENTED),
        };
        self.new_float_result(result)
    }

    /// The complex number of the result of an operation.
    pub fn new_complex_result(&mut self, result: Result<Complex, NumberError>) -> NativeResult {
        match result {
            Ok(number) => self.new_complex(number.real, number.imaginary),
            Err(error) => Err(self.number_error(error)),
        }
    }

    /// The complex number of any number.
    pub(crate) fn number_to_complex(&mut self, number: Number) -> Result<Complex, Raised> {
        match number {
            Number::Complex(number) => Ok(number),
            real => Ok(Complex::new(self.number_to_float(real)?, 0.0)),
        }
    }

    #[inline(never)]
    fn complex_binary(&mut self, operator: BinaryOperator, a: Number, b: Number) -> NativeResult {
        use BinaryOperator::{Add, Mul, Pow, Sub, TrueDiv};
        if !COMPLEX || !matches!(operator, Add | Sub | Mul | TrueDiv | Pow) {
            return Ok(Value::NOT_IMPLEMENTED);
        }
        let (a, b) = (self.number_to_complex(a)?, self.number_to_complex(b)?);
        let result = match operator {
            Add => Ok(a + b),
            Sub => Ok(a - b),
            Mul => Ok(a * b),
            TrueDiv => a.try_div(b),
            _ => a.pow(b),
        };
        self.new_complex_result(result)
    }

    /// `pow(base, exponent, modulus)` of ints; `NotImplemented` if one is none.
    pub(crate) fn int_power_modulo(&mut self, base: Value, exponent: Value, modulus: Value) -> NativeResult {
        let operands = (Number::of(base), Number::of(exponent), Number::of(modulus));
        let (Some(base), Some(exponent), Some(modulus)) = operands else { return Ok(Value::NOT_IMPLEMENTED) };
        if !(base.is_int() && exponent.is_int() && modulus.is_int()) {
            return Ok(Value::NOT_IMPLEMENTED);
        }
        let (base, exponent, modulus) = (Operand::of(base), Operand::of(exponent), Operand::of(modulus));
        let result = self.open(|| int::pow_mod(base.view(), exponent.view(), modulus.view()));
        self.new_int_result(result)
    }

    /// `<operator> a`; `NotImplemented` if such a number does not have the operator.
    pub fn number_unary(&mut self, operator: UnaryOperator, a: Number) -> NativeResult {
        match a {
            Number::Int(number) => self.small_unary(operator, number),
            Number::Big(object) => self.big_unary(operator, object),
            Number::Float(number) => self.float_unary(operator, number),
            Number::Complex(number) => self.complex_unary(operator, number),
        }
    }

    fn small_unary(&mut self, operator: UnaryOperator, number: i64) -> NativeResult {
        use UnaryOperator::{Abs, Float, Index, Int, Invert, Neg, Pos};
        match operator {
            Neg => match number.checked_neg() {
                Some(number) => self.new_int(number),
                None => self.new_uint(number.unsigned_abs()),
            },
            Abs => self.new_uint(number.unsigned_abs()),
            Invert => self.new_int(!number),
            Pos | Int | Index => self.new_int(number),
            Float => self.new_float(number as value::Float),
        }
    }

    #[inline(never)]
    fn big_unary(&mut self, operator: UnaryOperator, object: Ref<BigInt>) -> NativeResult {
        use UnaryOperator::{Abs, Float, Index, Int, Invert, Neg, Pos};
        let number = int_view(&object);
        match operator {
            Neg => self.new_int_from(number.negated()),
            Abs => self.new_int_from(number.absolute()),
            Invert => self.new_int_result(int::invert(number)),
            Pos | Int | Index if object.value().is_exact(Kind::BigInt) => Ok(object.value()),
            Pos | Int | Index => self.new_int_from(number),
            Float => self.new_float_result(int::to_float(number)),
        }
    }

    fn float_unary(&mut self, operator: UnaryOperator, number: Float) -> NativeResult {
        use UnaryOperator::{Abs, Float, Index, Int, Invert, Neg, Pos};
        match operator {
            Neg => self.new_float(-number),
            Abs => self.new_float(number.abs()),
            Pos | Float => self.new_float(number),
            Int => self.new_int_result(int::from_float(number)),
            Invert | Index => Ok(Value::NOT_IMPLEMENTED),
        }
    }

    fn complex_unary(&mut self, operator: UnaryOperator, number: Complex) -> NativeResult {
        use UnaryOperator::{Abs, Float, Index, Int, Invert, Neg, Pos};
        match operator {
            Neg => self.new_complex(-number.real, -number.imaginary),
            Pos => self.new_complex(number.real, number.imaginary),
            Abs => self.new_float_result(number.abs()),
            Invert | Int | Float | Index => Ok(Value::NOT_IMPLEMENTED),
        }
    }
}

//! Conversions of values to numbers of Rust and to plain ints, and of numbers to values.

use super::arithmetic::Number;
use super::text::TypeName;
use crate::native::NativeResult;
use crate::number::{Int, IntBuf, NumberError, int};
use crate::object::{BigInt, Kind, Ref, Type};
use crate::symbols::sym;
use crate::types::UnaryOperator;
use crate::types::exception::{OVERFLOW_ERROR, ZERO_DIVISION_ERROR};
use crate::value::{Float, Value};
use crate::vm::{Raised, Vm};

/// The value of an int as arithmetic takes it, whatever its representation.
pub enum IntOperand {
    /// A small int or a bool.
    Small(IntBuf),
    /// The object of an int or of an instance of a subclass of `int`.
    Object(Ref<BigInt>),
}

impl IntOperand {
    /// Of an int, a bool or an instance of a subclass of `int`; `None` for any other value.
    #[inline]
    pub fn of(value: Value) -> Option<IntOperand> {
        match value.as_ref::<BigInt>() {
            Some(object) => Some(IntOperand::Object(object)),
            None => small_number(value).map(|number| IntOperand::Small(IntBuf::from_i64(number))),
        }
    }

    /// The integer.
    #[inline]
    pub fn view(&self) -> Int<'_> {
        match self {
            IntOperand::Small(buffer) => buffer.view(),
            IntOperand::Object(object) => int_view(object),
        }
    }
}

/// The integer that an object holds.
#[inline]
pub fn int_view(object: &Ref<BigInt>) -> Int<'_> {
    Int::new(object.is_negative(), object.limbs())
}

/// The number of a small int or a bool.
#[inline]
fn small_number(value: Value) -> Option<i64> {
    if let Some(number) = value.as_small_int() {
        #[allow(clippy::unnecessary_cast)]
        return Some(number as i64);
    }
    match value {
        Value::FALSE => Some(0),
        Value::TRUE => Some(1),
        _ => None,
    }
}

/// The number of an int, a bool or an instance of a subclass of `int`, if it fits. Runs no Python.
#[inline]
pub fn int_to_i64(value: Value) -> Option<i64> {
    match small_number(value) {
        Some(number) => Some(number),
        None => value.as_ref::<BigInt>().and_then(|object| int_view(&object).to_i64()),
    }
}

impl Vm {
    /// Raises the exception that an operation on numbers asks for.
    #[cold]
    pub fn number_error(&mut self, error: NumberError) -> Raised {
        match error {
            NumberError::OutOfMemory => self.memory_error(),
            NumberError::ZeroDivision(text) => self.raise(&ZERO_DIVISION_ERROR, format_args!("{text}")),
            NumberError::Overflow("(34, 'Numerical result out of range')") => self.range_error(),
            NumberError::Overflow(text) => self.raise(&OVERFLOW_ERROR, format_args!("{text}")),
            NumberError::Value(text) => self.value_error(format_args!("{text}")),
        }
    }

    /// Raises `OverflowError` as functions of C report it, with the error number `ERANGE`.
    #[cold]
    fn range_error(&mut self) -> Raised {
        match self.new_str(b"Numerical result out of range") {
            Ok(text) => self.raise_with(&OVERFLOW_ERROR, &[Value::from_i32_small(34), text]),
            Err(raised) => raised,
        }
    }

    /// The int of an integer.
    #[inline]
    pub fn new_int_from(&mut self, number: Int<'_>) -> NativeResult {
        self.new_big_int(number.is_negative(), number.limbs())
    }

    /// The int of the result of an operation.
    #[inline]
    pub fn new_int_result(&mut self, result: Result<IntBuf, NumberError>) -> NativeResult {
        match result {
            Ok(number) => self.new_int_from(number.view()),
            Err(error) => Err(self.number_error(error)),
        }
    }

    /// The plain int of an int, a bool or an instance of a subclass of `int`; `None` for any other value.
    pub(crate) fn plain_int(&mut self, value: Value) -> Result<Option<Value>, Raised> {
        if value.is_small_int() || value.is_exact(Kind::BigInt) {
            return Ok(Some(value));
        }
        match IntOperand::of(value) {
            Some(operand) => self.new_int_from(operand.view()).map(Some),
            None => Ok(None),
        }
    }

    /// `operator.index(value)`: a plain int. TypeError if the value is no integer.
    #[inline]
    pub fn index(&mut self, value: Value) -> NativeResult {
        if value.is_small_int() || value.is_exact(Kind::BigInt) {
            return Ok(value);
        }
        match self.try_index(value)? {
            Some(index) => Ok(index),
            None => {
                let class = self.type_name(value);
                Err(self.type_error(format_args!("'{class}' object cannot be interpreted as an integer")))
            }
        }
    }

    /// `operator.index(value)`, or `None` if the value is no integer.
    pub fn try_index(&mut self, value: Value) -> Result<Option<Value>, Raised> {
        if let Some(number) = self.plain_int(value)? {
            return Ok(Some(number));
        }
        let class = self.class_of(value);
        if class.is_heap()
            && let Some(result) = self.call_special(value, sym::__index__, &[])?
        {
            return match self.plain_int(result)? {
                Some(number) => Ok(Some(number)),
                None => {
                    let class = self.type_name(result);
                    Err(self.type_error(format_args!("__index__ returned non-int (type {class})")))
                }
            };
        }
        self.unary_slot(UnaryOperator::Index, class, value)
    }

    /// What the slot of a class makes of a value; `None` if it does not have that operation.
    pub(crate) fn unary_slot(
        &mut self,
        operator: UnaryOperator,
        class: Ref<Type>,
        value: Value,
    ) -> Result<Option<Value>, Raised> {
        match class.slots.unary {
            Some(unary) => Ok(Some(unary(self, operator, value)?).filter(|&result| result != Value::NOT_IMPLEMENTED)),
            None => Ok(None),
        }
    }

    /// An index: TypeError if the value is no integer, an exception of the class `overflow` if it is too large.
    #[cfg_attr(any(target_pointer_width = "64", target_family = "wasm"), inline)]
    pub fn index_isize(&mut self, value: Value, overflow: &'static Type) -> Result<isize, Raised> {
        if let Some(number) = value.as_small_int()
            && let Ok(index) = isize::try_from(number)
        {
            return Ok(index);
        }
        let number = self.index(value)?;
        match int_to_i64(number).and_then(|number| isize::try_from(number).ok()) {
            Some(index) => Ok(index),
            None => {
                let class = self.type_name(value);
                Err(self.raise(overflow, format_args!("cannot fit '{class}' into an index-sized integer")))
            }
        }
    }

    /// An index, where one that is too large becomes the largest or smallest there is.
    #[inline]
    pub fn index_clamped(&mut self, value: Value) -> Result<isize, Raised> {
        let number = self.index(value)?;
        Ok(clamp_index(number))
    }

    /// An integer of 64 bits; OverflowError if it is too large.
    #[inline]
    pub fn to_i64(&mut self, value: Value) -> Result<i64, Raised> {
        let number = self.index(value)?;
        match int_to_i64(number) {
            Some(number) => Ok(number),
            None => Err(self.raise(&OVERFLOW_ERROR, format_args!("Python int too large to convert to C long"))),
        }
    }

    /// The float of a real number: a float, an int, or what `__float__` and `__index__` make of it. TypeError if it
    /// is none.
    #[inline]
    pub fn to_float(&mut self, value: Value) -> Result<Float, Raised> {
        if value.is_immediate_float() {
            return Ok(value.immediate_float());
        }
        match self.try_float(value)? {
            Some(number) => Ok(number),
            None => {
                let class = self.type_name(value);
                Err(self.type_error(format_args!("must be real number, not {class}")))
            }
        }
    }

    /// The float of a real number, or `None` if it is none.
    pub fn try_float(&mut self, value: Value) -> Result<Option<Float>, Raised> {
        match Number::exact_or_bool(value) {
            Some(Number::Complex(_)) => return Ok(None),
            Some(number) => return self.number_to_float(number).map(Some),
            None => {}
        }
        let class = self.class_of(value);
        if class.is_heap() {
            if let Some(result) = self.call_special(value, sym::__float__, &[])? {
                return match Number::of(result) {
                    Some(Number::Float(number)) => Ok(Some(number)),
                    _ => {
                        let (class, found) = (TypeName(class), self.type_name(result));
                        Err(self.type_error(format_args!("{class}.__float__ returned non-float (type {found})")))
                    }
                };
            }
            match Number::of(value) {
                Some(Number::Complex(_)) | None => {}
                Some(number) => return self.number_to_float(number).map(Some),
            }
        }
        if let Some(Number::Float(number)) = self.unary_slot(UnaryOperator::Float, class, value)?.and_then(Number::of) {
            return Ok(Some(number));
        }
        match self.try_index(value)?.and_then(Number::exact) {
            Some(number) => self.number_to_float(number).map(Some),
            None => Ok(None),
        }
    }

    /// The float of a number that is not complex.
    pub(crate) fn number_to_float(&mut self, number: Number) -> Result<Float, Raised> {
        match number {
            Number::Int(number) => Ok(number as Float),
            Number::Float(number) => Ok(number),
            Number::Complex(number) => Ok(number.real),
            Number::Big(object) => int::to_float(int_view(&object)).map_err(|error| self.number_error(error)),
        }
    }
}

/// The index that an int means, the largest or smallest there is if it is beyond.
#[inline]
pub(crate) fn clamp_index(number: Value) -> isize {
    match int_to_i64(number) {
        Some(number) => number.clamp(isize::MIN as i64, isize::MAX as i64) as isize,
        None if number.as_ref::<BigInt>().is_some_and(|object| object.is_negative()) => isize::MIN,
        None => isize::MAX,
    }
}

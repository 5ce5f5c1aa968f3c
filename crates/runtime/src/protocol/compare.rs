//! Equality, ordering and hashes.

use super::arithmetic::{Number, compare_numbers, numbers_equal};
use super::convert::int_to_i64;
use super::text::TypeName;
use crate::native::NativeResult;
use crate::number::int::{hash_float, hash_i64, hash_int};
use crate::object::{Kind, Ref, Str, Type};
use crate::symbols::sym;
use crate::types::Comparison;
use crate::value::Value;
use crate::vm::{Raised, Vm};
use core::cmp::Ordering;

/// A value that is a str and of no subclass.
#[inline(always)]
fn exact_str(value: Value) -> Option<Ref<Str>> {
    if value.is_exact(Kind::Str) { value.as_ref::<Str>() } else { None }
}

/// Whether two strs that are not the same object have the same text.
#[inline]
fn same_text(a: Ref<Str>, b: Ref<Str>) -> bool {
    !(a.is_interned() && b.is_interned()) && a.as_bytes() == b.as_bytes()
}

impl Vm {
    /// `a is b or a == b`, as containers compare.
    #[cfg_attr(any(target_pointer_width = "64", target_family = "wasm"), inline)]
    pub fn equal(&mut self, a: Value, b: Value) -> Result<bool, Raised> {
        if a == b {
            return Ok(true);
        }
        if a.is_small_int() && b.is_small_int() {
            return Ok(false);
        }
        if let (Some(a), Some(b)) = (exact_str(a), exact_str(b)) {
            return Ok(same_text(a, b));
        }
        if let (Some(a), Some(b)) = (Number::exact(a), Number::exact(b)) {
            return Ok(numbers_equal(a, b));
        }
        let result = self.compare_general(Comparison::Eq, a, b)?;
        self.truth(result)
    }

    /// `a <op> b` with all rules of reflection; TypeError if the operands cannot be ordered.
    #[cfg_attr(any(target_pointer_width = "64", target_family = "wasm"), inline)]
    pub fn compare(&mut self, operator: Comparison, a: Value, b: Value) -> NativeResult {
        if let (Some(x), Some(y)) = (Number::exact(a), Number::exact(b))
            && let Some(holds) = compare_numbers(operator, x, y)
        {
            return Ok(Value::from_bool(holds));
        }
        if let (Some(x), Some(y)) = (exact_str(a), exact_str(b)) {
            return Ok(Value::from_bool(compare_text(operator, x, y)));
        }
        self.compare_general(operator, a, b)
    }

    /// Whether `a < b`, as sorting asks.
    #[inline]
    pub fn less(&mut self, a: Value, b: Value) -> Result<bool, Raised> {
        let result = self.compare(Comparison::Lt, a, b)?;
        self.truth(result)
    }

    #[inline(never)]
    fn compare_general(&mut self, operator: Comparison, a: Value, b: Value) -> NativeResult {
        if let (Some(x), Some(y)) = (Number::exact_or_bool(a), Number::exact_or_bool(b))
            && let Some(holds) = compare_numbers(operator, x, y)
        {
            return Ok(Value::from_bool(holds));
        }
        self.check_machine_stack()?;
        let (left, right) = (self.class_of(a), self.class_of(b));
        let right_first = left != right && right.is_heap() && self.is_subclass(right, left);
        if right_first {
            let result = self.compare_one_way(operator.swapped(), right, b, a)?;
            if result != Value::NOT_IMPLEMENTED {
                return Ok(result);
            }
        }
        let result = self.compare_one_way(operator, left, a, b)?;
        if result != Value::NOT_IMPLEMENTED {
            return Ok(result);
        }
        if !right_first {
            let result = self.compare_one_way(operator.swapped(), right, b, a)?;
            if result != Value::NOT_IMPLEMENTED {
                return Ok(result);
            }
        }
        match operator {
            Comparison::Eq => Ok(Value::from_bool(a == b)),
            Comparison::Ne => Ok(Value::from_bool(a != b)),
            _ => {
                let (text, left, right) = (operator.text(), TypeName(left), TypeName(right));
                let message = format_args!("'{text}' not supported between instances of '{left}' and '{right}'");
                Err(self.type_error(message))
            }
        }
    }

    /// `a.__eq__(b)` and so on; `NotImplemented` if the class of `a` does not know.
    pub fn compare_one_way(&mut self, operator: Comparison, class: Ref<Type>, a: Value, b: Value) -> NativeResult {
        if class.is_heap() {
            if let Some(result) = self.call_special(a, operator.special(), &[b])? {
                return Ok(result);
            }
            if operator == Comparison::Ne && class.slots.compare.is_none() {
                return self.not_equal_by_default(a, b);
            }
        }
        match class.slots.compare {
            Some(compare) => compare(self, operator, a, b),
            None => Ok(Value::NOT_IMPLEMENTED),
        }
    }

    /// `object.__ne__`: the opposite of what `__eq__` says.
    fn not_equal_by_default(&mut self, a: Value, b: Value) -> NativeResult {
        match self.call_special(a, sym::__eq__, &[b])? {
            Some(result) if result != Value::NOT_IMPLEMENTED => Ok(Value::from_bool(!self.truth(result)?)),
            _ => Ok(Value::NOT_IMPLEMENTED),
        }
    }

    /// `hash(value)`; TypeError if it is unhashable.
    #[inline]
    pub fn hash(&mut self, value: Value) -> Result<i64, Raised> {
        if let Some(number) = value.as_small_int() {
            #[allow(clippy::unnecessary_cast)]
            return Ok(hash_i64(number as i64) as i64);
        }
        if let Some(text) = exact_str(value) {
            return Ok(i64::from(text.hash()));
        }
        if value.is_immediate_float() {
            return Ok(hash_float(value.immediate_float()) as i64);
        }
        self.hash_general(value)
    }

    #[inline(never)]
    fn hash_general(&mut self, value: Value) -> Result<i64, Raised> {
        let class = self.class_of(value);
        if class.is_heap() {
            if self.class_lookup(class, sym::__hash__.value())? == Some(Value::NONE) {
                return Err(self.unhashable(class));
            }
            self.check_machine_stack()?;
            if let Some(result) = self.call_special(value, sym::__hash__, &[])? {
                return self.fold_hash_result(result);
            }
        }
        match class.slots.hash {
            Some(hash) => hash(self, value),
            None if class.slots.compare.is_some() => Err(self.unhashable(class)),
            None => Ok(identity_hash(value)),
        }
    }

    /// The hash that a result of `__hash__` means: an int that is too large is hashed itself.
    fn fold_hash_result(&mut self, result: Value) -> Result<i64, Raised> {
        if let Some(number) = int_to_i64(result).and_then(|number| isize::try_from(number).ok()) {
            return Ok(if number == -1 { -2 } else { number as i64 });
        }
        match super::convert::IntOperand::of(result) {
            Some(number) => Ok(hash_int(number.view()) as i64),
            None => Err(self.type_error(format_args!("__hash__ method should return an integer"))),
        }
    }

    /// Raises the `TypeError` of a class whose instances have no hash.
    #[cold]
    pub fn unhashable(&mut self, class: Ref<Type>) -> Raised {
        self.type_error(format_args!("unhashable type: '{}'", TypeName(class)))
    }
}

fn compare_text(operator: Comparison, a: Ref<Str>, b: Ref<Str>) -> bool {
    match operator {
        Comparison::Eq => a == b || same_text(a, b),
        Comparison::Ne => a != b && !same_text(a, b),
        _ => {
            let order: Ordering = a.as_bytes().cmp(b.as_bytes());
            operator.holds(order)
        }
    }
}

/// The hash of an object that is equal only to itself.
pub fn identity_hash(value: Value) -> i64 {
    #[allow(clippy::unnecessary_cast)]
    let word = value.word() as u64;
    word.rotate_right(4) as i64 & isize::MAX as i64
}

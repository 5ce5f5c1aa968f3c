//! Arithmetic operators on any value, and truth.

use super::arithmetic::Number;
use super::text::TypeName;
use crate::native::NativeResult;
use crate::object::{Bytes, Dict, Kind, List, Ref, Str, Tuple, Type};
use crate::symbols::sym;
use crate::types::{BinaryOperator, UnaryOperator};
use crate::value::Value;
use crate::vm::{Raised, Vm};

/// The result of an operator that may not know its operands.
fn implemented(result: Value) -> Option<Value> {
    if result == Value::NOT_IMPLEMENTED { None } else { Some(result) }
}

/// Whether `+` and `*` of a builtin type concatenate and repeat, which they do only when nothing else is found.
fn is_sequence(class: Ref<Type>) -> bool {
    matches!(class.kind, Kind::Str | Kind::Bytes | Kind::ByteArray | Kind::List | Kind::Tuple)
        || class.flags & Type::SEQUENCE != 0
}

impl Vm {
    /// `a <op> b` with all rules of reflection; TypeError if neither operand knows how.
    #[cfg_attr(any(target_pointer_width = "64", target_family = "wasm"), inline)]
    pub fn binary(&mut self, operator: BinaryOperator, a: Value, b: Value) -> NativeResult {
        if let (Some(x), Some(y)) = (Number::exact(a), Number::exact(b)) {
            let result = self.number_binary(operator, x, y)?;
            if result != Value::NOT_IMPLEMENTED {
                return Ok(result);
            }
        }
        match self.binary_general(operator, a, b)? {
            Some(result) => Ok(result),
            None => Err(self.operand_error(operator, operator.text(), a, b)),
        }
    }

    /// `a <op>= b`: `__iadd__` and so on, else as `binary`.
    #[inline]
    pub fn inplace(&mut self, operator: BinaryOperator, a: Value, b: Value) -> NativeResult {
        if let (Some(x), Some(y)) = (Number::exact(a), Number::exact(b)) {
            let result = self.number_binary(operator, x, y)?;
            if result != Value::NOT_IMPLEMENTED {
                return Ok(result);
            }
        }
        self.inplace_general(operator, a, b)
    }

    #[inline(never)]
    fn inplace_general(&mut self, operator: BinaryOperator, a: Value, b: Value) -> NativeResult {
        let class = self.class_of(a);
        if class.is_heap()
            && let Some(name) = operator.inplace()
            && let Some(result) = self.call_special(a, name, &[b])?.and_then(implemented)
        {
            return Ok(result);
        }
        // A subclass's own `__add__` comes before the extension in place of its builtin base.
        let overridden =
            class.is_heap() && is_sequence(class) && self.own_special(class, operator.special().value())?.is_some();
        if let Some(slot) = class.slots.inplace.filter(|_| !overridden) {
            // The right operand's method comes before concatenation and repetition.
            let (first, _) = self.reflected_first(operator, a, b)?;
            let result = match first {
                Some(result) => Some(result),
                None => implemented(slot(self, operator, a, b)?),
            };
            if let Some(result) = result {
                return Ok(result);
            }
        }
        match self.binary_general(operator, a, b)? {
            Some(result) => Ok(result),
            None => Err(self.operand_error(operator, operator.inplace_text(), a, b)),
        }
    }

    /// Operands that are not both exact numbers; `None` if neither knows the other.
    #[inline(never)]
    pub(crate) fn binary_general(
        &mut self,
        operator: BinaryOperator,
        a: Value,
        b: Value,
    ) -> Result<Option<Value>, Raised> {
        let (left, right) = (self.class_of(a), self.class_of(b));
        if !left.is_heap() && !right.is_heap() {
            return self.binary_slots(operator, a, b, left, right);
        }
        self.check_machine_stack()?;
        let (first, mut tried) = self.reflected_first(operator, a, b)?;
        if first.is_some() {
            return Ok(first);
        }
        let mut left_defines = false;
        if left.is_heap()
            && let Some(result) = self.call_special(a, operator.special(), &[b])?
        {
            if result != Value::NOT_IMPLEMENTED {
                return Ok(Some(result));
            }
            left_defines = true;
        }
        if let Some(slot) = left.slots.binary.filter(|_| !left_defines || is_sequence(left))
            && let Some(result) = implemented(slot(self, operator, a, b)?)
        {
            return Ok(Some(result));
        }
        if left == right {
            return Ok(None);
        }
        if right.is_heap()
            && !tried
            && let Some(result) = self.call_special(b, operator.reflected(), &[a])?
        {
            if result != Value::NOT_IMPLEMENTED {
                return Ok(Some(result));
            }
            tried = true;
        }
        match right.slots.binary.filter(|_| !tried || is_sequence(right)) {
            Some(slot) => Ok(implemented(slot(self, operator, a, b)?)),
            None => Ok(None),
        }
    }

    /// Operands of builtin types.
    fn binary_slots(
        &mut self,
        operator: BinaryOperator,
        a: Value,
        b: Value,
        left: Ref<Type>,
        right: Ref<Type>,
    ) -> Result<Option<Value>, Raised> {
        // A bool is an int with slots of its own: the more special type comes first, as with classes.
        let (first, second) = (left.slots.binary, right.slots.binary);
        if let Some(slot) = first
            && let Some(result) = implemented(slot(self, operator, a, b)?)
        {
            return Ok(Some(result));
        }
        match second {
            Some(slot) if left != right => Ok(implemented(slot(self, operator, a, b)?)),
            _ => Ok(None),
        }
    }

    /// Calls the right operand's reflected method where it comes before the left operand's: the right class is a
    /// subclass that has its own, or the left operand would concatenate or repeat. Tells too whether it was called.
    fn reflected_first(
        &mut self,
        operator: BinaryOperator,
        a: Value,
        b: Value,
    ) -> Result<(Option<Value>, bool), Raised> {
        let (left, right) = (self.class_of(a), self.class_of(b));
        if left == right || !right.is_heap() {
            return Ok((None, false));
        }
        let name = operator.reflected();
        if !self.comes_first(operator, left, right)? {
            return Ok((None, false));
        }
        match self.call_special(b, name, &[a])? {
            Some(result) => Ok((implemented(result), true)),
            None => Ok((None, false)),
        }
    }

    fn comes_first(&mut self, operator: BinaryOperator, left: Ref<Type>, right: Ref<Type>) -> Result<bool, Raised> {
        if self.is_subclass(right, left) {
            let name = operator.reflected().value();
            return Ok(!left.is_heap() || self.class_lookup(left, name)? != self.class_lookup(right, name)?);
        }
        if !matches!(operator, BinaryOperator::Add | BinaryOperator::Mul) || !is_sequence(left) {
            return Ok(false);
        }
        Ok(!left.is_heap() || self.own_special(left, operator.special().value())?.is_none())
    }

    /// The special method that a class made by Python has from another than its builtin base.
    fn own_special(&mut self, class: Ref<Type>, name: Value) -> Result<Option<Value>, Raised> {
        let mut builtin = Some(class);
        while let Some(base) = builtin.filter(|base| base.is_heap()) {
            builtin = base.base();
        }
        let found = self.class_lookup(class, name)?;
        match builtin {
            Some(base) if found == self.class_lookup(base, name)? => Ok(None),
            _ => Ok(found),
        }
    }

    #[cold]
    #[inline(never)]
    fn operand_error(&mut self, operator: BinaryOperator, text: &str, a: Value, b: Value) -> Raised {
        let (left, right) = (self.class_of(a), self.class_of(b));
        if operator == BinaryOperator::Mul && (is_sequence(left) || is_sequence(right)) {
            let other = TypeName(if is_sequence(left) { right } else { left });
            return self.type_error(format_args!("can't multiply sequence by non-int of type '{other}'"));
        }
        let (left, right) = (TypeName(left), TypeName(right));
        self.type_error(format_args!("unsupported operand type(s) for {text}: '{left}' and '{right}'"))
    }

    /// `pow(base, exponent, modulus)`; with `None` as modulus `base ** exponent`.
    pub fn power(&mut self, base: Value, exponent: Value, modulus: Value) -> NativeResult {
        if modulus.is_none() {
            return self.binary(BinaryOperator::Pow, base, exponent);
        }
        let operands = [base, exponent, modulus];
        let class = self.class_of(base);
        let mut result = None;
        if class.is_heap() {
            result = self.call_special(base, sym::__pow__, &[exponent, modulus])?;
        }
        let result = match result {
            Some(result) => result,
            None => self.int_power_modulo(base, exponent, modulus)?,
        };
        if result != Value::NOT_IMPLEMENTED {
            return Ok(result);
        }
        let mut numbers = operands.iter().filter_map(|&operand| Number::of(operand));
        if numbers.clone().any(|number| matches!(number, Number::Complex(_))) {
            return Err(self.value_error(format_args!("complex modulo")));
        }
        if numbers.any(|number| matches!(number, Number::Float(_))) {
            let message = format_args!("pow() 3rd argument not allowed unless all arguments are integers");
            return Err(self.type_error(message));
        }
        let [base, exponent, modulus] = operands.map(|operand| self.type_name(operand));
        Err(self.type_error(format_args!(
            "unsupported operand type(s) for ** or pow(): '{base}', '{exponent}', '{modulus}'"
        )))
    }

    /// `-a`, `+a`, `~a`, `abs(a)`; TypeError if it has none.
    pub fn unary(&mut self, operator: UnaryOperator, a: Value) -> NativeResult {
        if let Some(number) = Number::exact_or_bool(a) {
            let result = self.number_unary(operator, number)?;
            if result != Value::NOT_IMPLEMENTED {
                return Ok(result);
            }
        }
        self.unary_general(operator, a)
    }

    #[inline(never)]
    fn unary_general(&mut self, operator: UnaryOperator, a: Value) -> NativeResult {
        match operator {
            UnaryOperator::Index => return self.index(a),
            UnaryOperator::Float => {
                let number = self.to_float(a)?;
                return self.new_float(number);
            }
            _ => {}
        }
        let class = self.class_of(a);
        if class.is_heap() {
            self.check_machine_stack()?;
            if let Some(result) = self.call_special(a, operator.special(), &[])? {
                return Ok(result);
            }
        }
        match self.unary_slot(operator, class, a)? {
            Some(result) => Ok(result),
            None => {
                let (text, class) = (operator.text(), TypeName(class));
                Err(self.type_error(format_args!("bad operand type for {text}: '{class}'")))
            }
        }
    }

    /// `bool(value)`.
    #[cfg_attr(any(target_pointer_width = "64", target_family = "wasm"), inline)]
    pub fn truth(&mut self, value: Value) -> Result<bool, Raised> {
        match value {
            Value::TRUE => return Ok(true),
            Value::FALSE | Value::NONE => return Ok(false),
            _ => {}
        }
        if let Some(number) = value.as_small_int() {
            return Ok(number != 0);
        }
        match builtin_truth(value) {
            Some(truth) => Ok(truth),
            None => self.truth_general(value),
        }
    }

    #[inline(never)]
    fn truth_general(&mut self, value: Value) -> Result<bool, Raised> {
        let class = self.class_of(value);
        if class.is_heap() {
            self.check_machine_stack()?;
            match self.call_special(value, sym::__bool__, &[])? {
                Some(result) if result.is_bool() => return Ok(result == Value::TRUE),
                Some(result) => {
                    let found = self.type_name(result);
                    return Err(self.type_error(format_args!("__bool__ should return bool, returned {found}")));
                }
                None => {}
            }
        }
        if let Some(boolean) = class.slots.boolean {
            return boolean(self, value);
        }
        let sized = class.slots.length.is_some()
            || class.is_heap() && self.class_lookup(class, sym::__len__.value())?.is_some();
        if sized { Ok(self.length(value)? != 0) } else { Ok(true) }
    }
}

/// The truth of the common builtin types; `None` for others.
#[inline]
fn builtin_truth(value: Value) -> Option<bool> {
    if value.is_immediate_float() {
        return Some(value.immediate_float() != 0.0);
    }
    let kind = value.raw_kind();
    if kind == Kind::Str as u8 {
        value.as_ref::<Str>().map(|text| text.length != 0)
    } else if kind == Kind::List as u8 {
        value.as_ref::<List>().map(|list| !list.is_empty())
    } else if kind == Kind::Dict as u8 {
        value.as_ref::<Dict>().map(|dict| !dict.is_empty())
    } else if kind == Kind::Tuple as u8 {
        value.as_ref::<Tuple>().map(|tuple| !tuple.is_empty())
    } else if kind == Kind::Bytes as u8 {
        value.as_ref::<Bytes>().map(|bytes| bytes.length != 0)
    } else {
        Number::exact(value).map(|number| !number.is_zero())
    }
}

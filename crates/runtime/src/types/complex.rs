//! `complex`.

use crate::features::COMPLEX as COMPLEX_NUMBERS;
use crate::native::{Args, Member, NativeResult};
use crate::number::complex::{Complex, parse_complex};
use crate::number::format::format_complex;
use crate::number::int::hash_complex;
use crate::number::sink::TextBuffer;
use crate::object::{Kind, Ref, Str, Type};
use crate::protocol::arithmetic::{Number, compare_numbers};
use crate::symbols::sym;
use crate::types::{BinaryOperator, Comparison, Slots, UnaryOperator};
use crate::value::{Float, Value};
use crate::vm::{Raised, Vm};

static SLOTS: Slots = if COMPLEX_NUMBERS { OPERATIONS } else { Slots::NONE };

const OPERATIONS: Slots = Slots {
    new: Some(new),
    repr: Some(repr),
    format: Some(format),
    hash: Some(hash),
    boolean: Some(|_, value| Ok(!Number::Complex(number(value)).is_zero())),
    compare: Some(compare),
    binary: Some(binary),
    unary: Some(unary),
    ..Slots::NONE
};

static MEMBERS: &[Member] = if COMPLEX_NUMBERS { ALL_MEMBERS } else { &[] };

const ALL_MEMBERS: &[Member] = &[
    Member::getter("real", |vm, value| vm.new_float(number(value).real)),
    Member::getter("imag", |vm, value| vm.new_float(number(value).imaginary)),
    #[cfg(feature = "number-methods")]
    Member::function("conjugate", "self, /", conjugate, "The number with the other sign of its imaginary part."),
    #[cfg(feature = "number-methods")]
    Member::function("__complex__", "self, /", plain, "The number as an instance of complex itself."),
    #[cfg(feature = "number-methods")]
    Member::function("__getnewargs__", "self, /", new_arguments, "Arguments for `__new__`."),
];

/// `complex`
pub static COMPLEX: Type = Type::builtin("complex", Kind::Complex, "real=0, imag=0", &SLOTS, MEMBERS)
    .with_flags(Type::BASE)
    .with_doc("complex(real=0, imag=0) or complex(text): a complex number.");

/// The number of a value whose layout is that of `complex`.
fn number(value: Value) -> Complex {
    match Number::of(value) {
        Some(Number::Complex(number)) => number,
        _ => Complex::new(0.0, 0.0),
    }
}

fn new(vm: &mut Vm, class: Ref<Type>, args: &Args) -> NativeResult {
    let (real, imaginary) = (args.get(0), args.get(1));
    if let (Some(value), None) = (real, imaginary)
        && value.is_exact(Kind::Complex)
        && !class.is_heap()
    {
        return Ok(value);
    }
    let number = match real {
        Some(value) if value.as_ref::<Str>().is_some() => from_text(vm, value, imaginary)?,
        _ => from_parts(vm, real, imaginary)?,
    };
    let object = vm.new_complex(number.real, number.imaginary)?;
    if class.is_heap() { vm.extend(object, class) } else { Ok(object) }
}

fn from_text(vm: &mut Vm, value: Value, imaginary: Option<Value>) -> Result<Complex, Raised> {
    if imaginary.is_some() {
        return Err(vm.type_error(format_args!("complex() can't take second arg if first is a string")));
    }
    let text = value.as_ref::<Str>();
    match parse_complex(text.as_ref().map_or(b"", |text| text.as_bytes())) {
        Ok(Some(number)) => Ok(number),
        Ok(None) => Err(vm.value_error(format_args!("complex() arg is a malformed string"))),
        Err(_) => Err(vm.memory_error()),
    }
}

/// `real + imaginary * 1j`, where both may be complex.
fn from_parts(vm: &mut Vm, real: Option<Value>, imaginary: Option<Value>) -> Result<Complex, Raised> {
    if imaginary.is_some_and(|value| value.as_ref::<Str>().is_some()) {
        return Err(vm.type_error(format_args!("complex() second arg can't be a string")));
    }
    let real = match real {
        Some(value) => match to_complex(vm, value, true)? {
            Some(number) => number,
            None => {
                let class = vm.type_name(value);
                return Err(
                    vm.type_error(format_args!("complex() first argument must be a string or a number, not '{class}'"))
                );
            }
        },
        None => Part::Real(0.0),
    };
    let imaginary = match imaginary {
        Some(value) => match to_complex(vm, value, false)? {
            Some(number) => number,
            None => {
                let class = vm.type_name(value);
                let message = format_args!("complex() second argument must be a number, not '{class}'");
                return Err(vm.type_error(message));
            }
        },
        None => return Ok(real.number()),
    };
    // Only a part that is complex itself adds something to the other one: signs of zeros stay.
    let (mut result_real, mut result_imaginary) = (real.number().real, imaginary.number().real);
    if let Part::Complex(imaginary) = imaginary {
        result_real -= imaginary.imaginary;
    }
    if let Part::Complex(real) = real {
        result_imaginary += real.imaginary;
    }
    Ok(Complex::new(result_real, result_imaginary))
}

/// An argument of the constructor as a number.
enum Part {
    Real(Float),
    Complex(Complex),
}

impl Part {
    fn number(&self) -> Complex {
        match *self {
            Part::Real(number) => Complex::new(number, 0.0),
            Part::Complex(number) => number,
        }
    }
}

/// The number of a value, of its `__complex__` (if that is to be asked), `__float__` or `__index__`; `None` if it is
/// no number.
fn to_complex(vm: &mut Vm, value: Value, ask: bool) -> Result<Option<Part>, Raised> {
    if ask && let Some(number) = vm.special_complex(value)? {
        return Ok(Some(Part::Complex(number)));
    }
    if let Some(Number::Complex(number)) = Number::of(value) {
        return Ok(Some(Part::Complex(number)));
    }
    Ok(vm.try_float(value)?.map(Part::Real))
}

impl Vm {
    /// What `__complex__` of a class made by Python gives.
    fn special_complex(&mut self, value: Value) -> Result<Option<Complex>, Raised> {
        if !self.class_of(value).is_heap() {
            return Ok(None);
        }
        let Some(result) = self.call_special(value, sym::__complex__, &[])? else { return Ok(None) };
        match Number::of(result) {
            Some(Number::Complex(number)) => Ok(Some(number)),
            _ => {
                let class = self.type_name(result);
                Err(self.type_error(format_args!("__complex__ returned non-complex (type {class})")))
            }
        }
    }

    /// The complex number of any number, or of what `__complex__`, `__float__` and `__index__` make of a value;
    /// TypeError if it is none.
    pub fn to_complex(&mut self, value: Value) -> Result<Complex, Raised> {
        match to_complex(self, value, true)? {
            Some(number) => Ok(number.number()),
            None => {
                let class = self.type_name(value);
                Err(self.type_error(format_args!("must be real number, not {class}")))
            }
        }
    }
}

fn repr(vm: &mut Vm, value: Value) -> NativeResult {
    let mut text = TextBuffer::new();
    match number(value).write_repr(&mut text) {
        Ok(()) => vm.new_str(text.as_bytes()),
        Err(_) => Err(vm.memory_error()),
    }
}

fn format(vm: &mut Vm, value: Value, spec: Value) -> NativeResult {
    crate::types::format::format_number(vm, value, spec, |sink, spec| format_complex(sink, number(value), spec))
}

fn hash(_vm: &mut Vm, value: Value) -> Result<i64, Raised> {
    let number = number(value);
    Ok(hash_complex(number.real, number.imaginary) as i64)
}

fn compare(_vm: &mut Vm, operator: Comparison, a: Value, b: Value) -> NativeResult {
    let holds = match (Number::of(a), Number::of(b)) {
        (Some(a), Some(b)) => compare_numbers(operator, a, b),
        _ => None,
    };
    Ok(holds.filter(|_| operator.is_equality()).map_or(Value::NOT_IMPLEMENTED, Value::from_bool))
}

fn binary(vm: &mut Vm, operator: BinaryOperator, a: Value, b: Value) -> NativeResult {
    match (Number::of(a), Number::of(b)) {
        (Some(a), Some(b)) => vm.number_binary(operator, a, b),
        _ => Ok(Value::NOT_IMPLEMENTED),
    }
}

fn unary(vm: &mut Vm, operator: UnaryOperator, value: Value) -> NativeResult {
    vm.number_unary(operator, Number::Complex(number(value)))
}

fn conjugate(vm: &mut Vm, args: &Args) -> NativeResult {
    let number = number(args.at(0));
    vm.new_complex(number.real, -number.imaginary)
}

fn plain(vm: &mut Vm, args: &Args) -> NativeResult {
    if args.at(0).is_exact(Kind::Complex) {
        return Ok(args.at(0));
    }
    let number = number(args.at(0));
    vm.new_complex(number.real, number.imaginary)
}

fn new_arguments(vm: &mut Vm, args: &Args) -> NativeResult {
    let number = number(args.at(0));
    let pair = [vm.new_float(number.real)?, vm.new_float(number.imaginary)?];
    vm.new_tuple(&pair)
}

//! Tests of the operators on builtin numbers, in every representation.

use super::convert::IntOperand;
use crate::object::{Kind, Ref};
use crate::testing::{construct, int, ok, raised, repr_of, str, test_vm};
use crate::types::slice::{SLICE, SliceBounds};
use crate::types::{BinaryOperator, Comparison, UnaryOperator, complex, exception, float, int as int_type, range};
use crate::value::Value;
use crate::vm::Vm;
use core::cmp::Ordering;
use std::format;
use std::string::String;
use std::vec::Vec;

/// Numbers around the borders of the representations.
fn samples() -> Vec<i128> {
    let mut numbers = Vec::new();
    for shift in [0, 1, 5, 30, 31, 32, 53, 61, 62, 63, 64, 65, 90] {
        for offset in [-1, 0, 1] {
            numbers.push((1i128 << shift) + offset);
            numbers.push(-(1i128 << shift) + offset);
        }
    }
    numbers
}

fn value_of(vm: &mut Vm, number: i128) -> Value {
    let magnitude = number.unsigned_abs();
    let limbs: Vec<_> = crate::number::limbs::limbs_of_u64(magnitude as u64)
        .into_iter()
        .chain(crate::number::limbs::limbs_of_u64((magnitude >> 64) as u64))
        .collect();
    let value = vm.new_big_int(number < 0, &limbs);
    ok(vm, value)
}

/// The same number as an object, as instances of subclasses have it.
fn boxed(vm: &mut Vm, value: Value) -> Value {
    let operand = IntOperand::of(value).unwrap();
    let object = vm.new_boxed_int(operand.view().is_negative(), operand.view().limbs());
    ok(vm, object).value()
}

fn text_of_number(vm: &mut Vm, value: Value) -> String {
    let mut text = heap::TryVec::new();
    IntOperand::of(value).unwrap().view().append_text(&mut text, 10).unwrap();
    let _ = vm;
    String::from_utf8(text.iter().copied().collect()).unwrap()
}

fn floor_div(a: i128, b: i128) -> i128 {
    let quotient = a / b;
    if a % b != 0 && (a < 0) != (b < 0) { quotient - 1 } else { quotient }
}

fn expected(operator: BinaryOperator, a: i128, b: i128) -> Option<i128> {
    match operator {
        BinaryOperator::Add => a.checked_add(b),
        BinaryOperator::Sub => a.checked_sub(b),
        BinaryOperator::Mul => a.checked_mul(b),
        BinaryOperator::FloorDiv if b != 0 => Some(floor_div(a, b)),
        BinaryOperator::Mod if b != 0 => Some(a - floor_div(a, b) * b),
        BinaryOperator::And => Some(a & b),
        BinaryOperator::Or => Some(a | b),
        BinaryOperator::Xor => Some(a ^ b),
        BinaryOperator::Shl if (0..70).contains(&b) => Some(a << b).filter(|r| r >> b == a),
        BinaryOperator::Shr if b >= 0 => Some(a >> b.min(127)),
        BinaryOperator::Pow if (0..8).contains(&b) => a.checked_pow(b as u32),
        _ => None,
    }
}

#[test]
fn ints_of_every_representation() {
    use BinaryOperator::{Add, And, FloorDiv, Mod, Mul, Or, Pow, Shl, Shr, Sub, Xor};
    let mut vm = test_vm();
    for a in samples() {
        for b in samples() {
            let mark = vm.log_mark();
            let (x, y) = (value_of(&mut vm, a), value_of(&mut vm, b));
            for operator in [Add, Sub, Mul, FloorDiv, Mod, And, Or, Xor, Shl, Shr, Pow] {
                let Some(expected) = expected(operator, a, b) else { continue };
                let canonical = value_of(&mut vm, expected);
                for (x, y) in [(x, y), (boxed(&mut vm, x), y), (x, boxed(&mut vm, y))] {
                    let result = vm.binary(operator, x, y);
                    let result = ok(&mut vm, result);
                    assert_eq!(text_of_number(&mut vm, result), format!("{expected}"), "{a} {operator:?} {b}");
                    assert_eq!(result.is_small_int(), canonical.is_small_int(), "{a} {operator:?} {b}");
                }
            }
            for operator in [Comparison::Lt, Comparison::Le, Comparison::Eq, Comparison::Ge] {
                let (x, y) = (boxed(&mut vm, x), y);
                let result = vm.compare(operator, x, y);
                assert!(ok(&mut vm, result) == Value::from_bool(operator.holds(a.cmp(&b))), "{a} {operator:?} {b}");
            }
            vm.log_release(mark);
        }
    }
}

#[test]
fn unary_operators() {
    let mut vm = test_vm();
    for a in samples() {
        let x = value_of(&mut vm, a);
        let results = [
            (UnaryOperator::Neg, -a),
            (UnaryOperator::Pos, a),
            (UnaryOperator::Invert, !a),
            (UnaryOperator::Abs, a.abs()),
            (UnaryOperator::Index, a),
        ];
        for (operator, expected) in results {
            for x in [x, boxed(&mut vm, x)] {
                let result = vm.unary(operator, x);
                let result = ok(&mut vm, result);
                assert_eq!(text_of_number(&mut vm, result), format!("{expected}"), "{operator:?} {a}");
            }
        }
        let truth = vm.truth(x);
        assert_eq!(ok(&mut vm, truth), a != 0);
        let hash = vm.hash(x);
        let residue = (a.unsigned_abs() % ((1 << 61) - 1)) as i64;
        let residue = if a < 0 { -residue } else { residue };
        assert_eq!(ok(&mut vm, hash), if residue == -1 { -2 } else { residue });
    }
}

#[test]
fn mixed_numbers() {
    let mut vm = test_vm();
    let float = |vm: &mut Vm, number: f64| {
        let value = vm.new_float(number);
        ok(vm, value)
    };
    let (half, five) = (float(&mut vm, 0.5), int(5));
    let sum = vm.binary(BinaryOperator::Add, five, half);
    let sum = ok(&mut vm, sum);
    assert!(sum == float(&mut vm, 5.5));
    let product = vm.binary(BinaryOperator::Mul, Value::TRUE, half);
    assert!(ok(&mut vm, product) == half);
    let both = vm.binary(BinaryOperator::Add, Value::TRUE, Value::TRUE);
    assert!(ok(&mut vm, both) == int(2));
    let unit = vm.new_complex(0.0, 1.0);
    let unit = ok(&mut vm, unit);
    let square = vm.binary(BinaryOperator::Mul, unit, unit);
    let square = ok(&mut vm, square);
    let equal = vm.equal(square, int(-1));
    assert!(ok(&mut vm, equal));
    let root = float(&mut vm, 0.5);
    let imaginary = vm.binary(BinaryOperator::Pow, int(-4), root);
    assert!(ok(&mut vm, imaginary).is_exact(Kind::Complex));
}

#[test]
fn exact_comparison_of_ints_and_floats() {
    let mut vm = test_vm();
    for (number, float, order) in [
        ((1i128 << 53) + 1, 9007199254740992.0, Some(Ordering::Greater)),
        (1 << 53, 9007199254740992.0, Some(Ordering::Equal)),
        (-(1i128 << 90), f64::NEG_INFINITY, Some(Ordering::Greater)),
        (0, f64::NAN, None),
        (3, 3.5, Some(Ordering::Less)),
    ] {
        let x = value_of(&mut vm, number);
        let y = vm.new_float(float);
        let y = ok(&mut vm, y);
        for operator in [Comparison::Lt, Comparison::Eq, Comparison::Ne, Comparison::Gt] {
            let result = vm.compare(operator, x, y);
            assert!(ok(&mut vm, result) == Value::from_bool(operator.holds_partially(order)));
            let result = vm.compare(operator, y, x);
            let order = order.map(Ordering::reverse);
            assert!(ok(&mut vm, result) == Value::from_bool(operator.holds_partially(order)));
        }
    }
}

#[test]
fn errors() {
    use BinaryOperator::{Add, DivMod, FloorDiv, MatMul, Mod, Mul, Pow, Shl, TrueDiv};
    let mut vm = test_vm();
    let text = str(&mut vm, "text");
    let (zero, one, large) = (int(0), int(1), value_of(&mut vm, 1 << 100));
    let float_zero = vm.new_float(0.0);
    let float_zero = ok(&mut vm, float_zero);
    let huge = vm.power(int(10), int(400), Value::NONE);
    let huge = ok(&mut vm, huge);
    for (operator, a, b, message) in [
        (TrueDiv, one, zero, "ZeroDivisionError: division by zero"),
        (FloorDiv, one, zero, "ZeroDivisionError: integer division or modulo by zero"),
        (Mod, one, zero, "ZeroDivisionError: integer modulo by zero"),
        (DivMod, large, zero, "ZeroDivisionError: integer division or modulo by zero"),
        (TrueDiv, one, float_zero, "ZeroDivisionError: float division by zero"),
        (Mod, one, float_zero, "ZeroDivisionError: float modulo"),
        (Pow, zero, int(-1), "ZeroDivisionError: 0.0 cannot be raised to a negative power"),
        (Shl, one, int(-1), "ValueError: negative shift count"),
        (Add, huge, float_zero, "OverflowError: int too large to convert to float"),
        (Add, one, text, "TypeError: unsupported operand type(s) for +: 'int' and 'str'"),
        (Pow, one, text, "TypeError: unsupported operand type(s) for ** or pow(): 'int' and 'str'"),
        (Mul, float_zero, Value::NONE, "TypeError: unsupported operand type(s) for *: 'float' and 'NoneType'"),
        (MatMul, one, one, "TypeError: unsupported operand type(s) for @: 'int' and 'int'"),
    ] {
        let result = vm.binary(operator, a, b);
        assert_eq!(raised(&mut vm, result), message);
    }
    let result = vm.compare(Comparison::Lt, one, text);
    assert_eq!(raised(&mut vm, result), "TypeError: '<' not supported between instances of 'int' and 'str'");
    let result = vm.unary(UnaryOperator::Neg, text);
    assert_eq!(raised(&mut vm, result), "TypeError: bad operand type for unary -: 'str'");
    let result = vm.power(int(2), int(3), float_zero);
    let message = "TypeError: pow() 3rd argument not allowed unless all arguments are integers";
    assert_eq!(raised(&mut vm, result), message);
    let result = vm.index(text);
    assert_eq!(raised(&mut vm, result), "TypeError: 'str' object cannot be interpreted as an integer");
    let result = vm.index_isize(large, &exception::INDEX_ERROR);
    assert_eq!(raised(&mut vm, result), "IndexError: cannot fit 'int' into an index-sized integer");
}

#[test]
fn constructors() {
    let mut vm = test_vm();
    for (text, base, expected) in [
        ("12", 10, "12"),
        (" -0x1f ", 16, "-31"),
        ("0b101", 0, "5"),
        ("123456789012345678901234567890", 10, "123456789012345678901234567890"),
    ] {
        let text = str(&mut vm, text);
        let number = construct(&mut vm, &int_type::INT, &[text, int(base)]);
        let number = ok(&mut vm, number);
        assert_eq!(repr_of(&mut vm, number), expected);
    }
    for (text, expected) in [("1.5", "1.5"), ("1e400", "inf"), ("-0", "-0.0"), ("1e22", "1e+22")] {
        let text = str(&mut vm, text);
        let number = construct(&mut vm, &float::FLOAT, &[text]);
        let number = ok(&mut vm, number);
        assert_eq!(repr_of(&mut vm, number), expected);
    }
    for (text, expected) in [("1+2j", "(1+2j)"), ("-j", "-1j"), ("3", "(3+0j)")] {
        let text = str(&mut vm, text);
        let number = construct(&mut vm, &complex::COMPLEX, &[text]);
        let number = ok(&mut vm, number);
        assert_eq!(repr_of(&mut vm, number), expected);
    }
}

#[test]
fn slices_of_sequences() {
    let mut vm = test_vm();
    for length in 0..6isize {
        for start in [None, Some(-7), Some(-2), Some(0), Some(2), Some(9)] {
            for stop in [None, Some(-7), Some(-2), Some(0), Some(2), Some(9)] {
                for step in [None, Some(-3), Some(-1), Some(1), Some(2)] {
                    let number = |number: Option<i32>| number.map_or(Value::NONE, int);
                    let slice = construct(&mut vm, &SLICE, &[number(start), number(stop), number(step)]);
                    let slice = ok(&mut vm, slice);
                    let indices = vm.slice_indices(slice, length as usize);
                    let (first, last, step, count) = ok(&mut vm, indices);
                    let inside = (0..count as isize).all(|index| (0..length).contains(&(first + index * step)));
                    assert!(inside, "{start:?} {stop:?} {step} {length}");
                    let beyond = first + count as isize * step;
                    assert!(if step > 0 { beyond >= last } else { beyond <= last });
                }
            }
        }
    }
    let bounds = SliceBounds { start: isize::MAX, stop: isize::MIN, step: -isize::MAX };
    assert_eq!(bounds.adjust(3), (2, -1, -isize::MAX, 1));
    let bounds = SliceBounds { start: isize::MIN, stop: isize::MAX, step: isize::MAX };
    assert_eq!(bounds.adjust(3), (0, 3, isize::MAX, 1));
}

#[test]
fn ranges() {
    let mut vm = test_vm();
    for (start, stop, step) in [(0, 10, 1), (0, 10, 3), (10, 0, -3), (5, 5, 1), (0, 1, 100), (-5, 5, 2), (5, -6, -1)] {
        let made = vm.new_range(int(start), int(stop), int(step));
        let small = ok(&mut vm, made);
        // The same numbers far away, where nothing is small.
        let offset = 1i128 << 80;
        let bounds = [start, stop].map(|bound| value_of(&mut vm, offset + i128::from(bound)));
        let made = vm.new_range(bounds[0], bounds[1], int(step));
        let large = ok(&mut vm, made);
        let numbers: Vec<i128> = (0..)
            .map(|index| (start + index * step) as i128)
            .take_while(|&number| if step > 0 { number < stop as i128 } else { number > stop as i128 })
            .collect();
        for (range, offset) in [(small, 0), (large, offset)] {
            let slots = Ref::from_static(&range::RANGE).slots;
            let length = slots.length.unwrap()(&mut vm, range);
            assert_eq!(ok(&mut vm, length), numbers.len());
            let iterator = slots.iter.unwrap()(&mut vm, range);
            let iterator = ok(&mut vm, iterator);
            for (index, &number) in numbers.iter().enumerate() {
                let next = Ref::from_static(&range::RANGE_ITERATOR).slots.next.unwrap()(&mut vm, iterator);
                let next = ok(&mut vm, next).unwrap();
                assert_eq!(text_of_number(&mut vm, next), format!("{}", number + offset));
                let item = slots.get_item.unwrap()(&mut vm, range, int(index as i32 - numbers.len() as i32));
                let item = ok(&mut vm, item);
                let equal = vm.equal(item, next);
                assert!(ok(&mut vm, equal));
            }
            let next = Ref::from_static(&range::RANGE_ITERATOR).slots.next.unwrap()(&mut vm, iterator);
            assert!(ok(&mut vm, next).is_none());
            for number in -12..12 {
                let value = value_of(&mut vm, offset + number);
                let contains = slots.contains.unwrap()(&mut vm, range, value);
                assert_eq!(ok(&mut vm, contains), numbers.contains(&number));
            }
        }
    }
}

//! Tests of sets and frozensets.

use super::*;
use crate::testing::{construct, int, ints, method_raises, method_repr, ok, raised, repr_of, test_vm};
use crate::types::Comparison;
use crate::types::frozenset::FROZENSET;
use std::string::String;

fn make(vm: &mut Vm, class: &'static Type, numbers: &[i32]) -> Value {
    let list = ints(vm, numbers);
    let set = construct(vm, class, &[list]);
    ok(vm, set)
}

fn binary(vm: &mut Vm, operator: BinaryOperator, a: Value, b: Value) -> String {
    let result = vm.binary(operator, a, b);
    let result = ok(vm, result);
    repr_of(vm, result)
}

#[test]
fn operators() {
    let mut vm = test_vm();
    let vm = &mut vm;
    let a = make(vm, &SET, &[1, 2, 3, 2]);
    let b = make(vm, &FROZENSET, &[3, 4]);
    assert_eq!(repr_of(vm, a), "{1, 2, 3}");
    assert_eq!(repr_of(vm, b), "frozenset({3, 4})");
    assert_eq!(binary(vm, BinaryOperator::Or, a, b), "{1, 2, 3, 4}");
    assert_eq!(binary(vm, BinaryOperator::And, a, b), "{3}");
    assert_eq!(binary(vm, BinaryOperator::Sub, a, b), "{1, 2}");
    assert_eq!(binary(vm, BinaryOperator::Xor, a, b), "{1, 2, 4}");
    assert_eq!(binary(vm, BinaryOperator::And, b, a), "frozenset({3})");
    let list = ints(vm, &[1]);
    let error = vm.binary(BinaryOperator::Or, a, list);
    assert_eq!(raised(vm, error), "TypeError: unsupported operand type(s) for |: 'set' and 'list'");
    let empty = make(vm, &SET, &[]);
    assert_eq!(repr_of(vm, empty), "set()");
    for (operator, b, expected) in [
        (BinaryOperator::Or, [3, 5], "{1, 2, 3, 5}"),
        (BinaryOperator::Sub, [5, 2], "{1, 3}"),
        (BinaryOperator::Xor, [1, 9], "{3, 9}"),
        (BinaryOperator::And, [9, 7], "{9}"),
    ] {
        let other = make(vm, &SET, &b);
        let result = vm.inplace(operator, a, other);
        assert!(ok(vm, result) == a);
        assert_eq!(repr_of(vm, a), expected);
    }
}

#[test]
fn comparisons() {
    let mut vm = test_vm();
    let vm = &mut vm;
    let small = make(vm, &SET, &[1, 2]);
    let large = make(vm, &FROZENSET, &[2, 1, 3]);
    let twin = make(vm, &FROZENSET, &[2, 1]);
    for (operator, a, b, expected) in [
        (Comparison::Lt, small, large, true),
        (Comparison::Lt, small, twin, false),
        (Comparison::Le, small, twin, true),
        (Comparison::Eq, small, twin, true),
        (Comparison::Ne, small, large, true),
        (Comparison::Gt, large, small, true),
        (Comparison::Ge, small, large, false),
    ] {
        let result = vm.compare(operator, a, b);
        assert!(ok(vm, result) == Value::from_bool(expected));
    }
    let (one, other) = (make(vm, &FROZENSET, &[1, 2, 3]), make(vm, &FROZENSET, &[3, 1, 2]));
    let (one, other) = (vm.hash(one), vm.hash(other));
    assert_eq!(ok(vm, one), ok(vm, other));
    let error = vm.hash(small);
    assert_eq!(raised(vm, error), "TypeError: unhashable type: 'set'");
}

#[test]
fn methods() {
    let mut vm = test_vm();
    let vm = &mut vm;
    let set = make(vm, &SET, &[1, 2, 3]);
    method_repr(vm, set, "add", &[int(4)]);
    method_repr(vm, set, "discard", &[int(9)]);
    method_repr(vm, set, "remove", &[int(1)]);
    assert_eq!(method_raises(vm, set, "remove", &[int(9)]), "KeyError: 9");
    assert_eq!(repr_of(vm, set), "{2, 3, 4}");
    let (list, more) = (ints(vm, &[2, 7]), ints(vm, &[2, 8]));
    assert_eq!(method_repr(vm, set, "union", &[list, more]), "{2, 3, 4, 7, 8}");
    assert_eq!(method_repr(vm, set, "intersection", &[list, more]), "{2}");
    assert_eq!(method_repr(vm, set, "difference", &[list, more]), "{3, 4}");
    assert_eq!(method_repr(vm, set, "symmetric_difference", &[list]), "{3, 4, 7}");
    assert_eq!(method_repr(vm, set, "isdisjoint", &[list]), "False");
    let (all, some) = (ints(vm, &[1, 2, 3, 4]), ints(vm, &[2, 3]));
    assert_eq!(method_repr(vm, set, "issubset", &[all]), "True");
    assert_eq!(method_repr(vm, set, "issuperset", &[some]), "True");
    assert_eq!(method_repr(vm, set, "issuperset", &[all]), "False");
    method_repr(vm, set, "update", &[list, more]);
    assert_eq!(repr_of(vm, set), "{2, 3, 4, 7, 8}");
    method_repr(vm, set, "difference_update", &[list]);
    method_repr(vm, set, "symmetric_difference_update", &[more]);
    assert_eq!(repr_of(vm, set), "{3, 4, 2}");
    method_repr(vm, set, "intersection_update", &[some, all]);
    assert_eq!(repr_of(vm, set), "{2, 3}");
    // A set, which has no hash, is looked for as a frozenset.
    let (inner, twin) = (make(vm, &FROZENSET, &[5]), make(vm, &SET, &[5]));
    method_repr(vm, set, "add", &[inner]);
    let found = vm.contains(set, twin);
    assert!(ok(vm, found));
    method_repr(vm, set, "remove", &[twin]);
    assert_eq!(method_raises(vm, set, "add", &[twin]), "TypeError: unhashable type: 'set'");
    method_repr(vm, set, "clear", &[]);
    assert_eq!(method_raises(vm, set, "pop", &[]), "KeyError: pop from an empty set");
    let iterator = vm.iter(set);
    let iterator = ok(vm, iterator);
    method_repr(vm, set, "add", &[int(1)]);
    let next = vm.next(iterator);
    assert_eq!(raised(vm, next), "RuntimeError: Set changed size during iteration");
}

//! Tests of sorting and of slices.

use super::*;
use crate::testing::{int, ints, method, method_raises, method_repr, ok, raised, repr_of, str, test_vm};
use std::format;
use std::vec::Vec;

/// A generator of pseudo-random numbers.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }
}

/// Numbers with runs, falling runs and repetitions.
fn numbers(random: &mut Random, length: usize) -> Vec<i32> {
    let mut numbers = Vec::new();
    while numbers.len() < length {
        let (start, step) = (random.below(1000) as i32, random.below(5) as i32 - 2);
        let run = random.below(100) as i32;
        match random.below(3) {
            0 => numbers.extend((0..run).map(|n| start + n * step)),
            1 => numbers.extend((0..run).map(|_| random.below(50) as i32)),
            _ => numbers.push(start),
        }
    }
    numbers.truncate(length);
    numbers
}

fn sorted_list(vm: &mut Vm, items: &[Value], descending: bool) -> Vec<Value> {
    let list = vm.new_list(items);
    let list = ok(vm, list);
    let done = vm.sort_list(list, None, descending);
    ok(vm, done);
    list.as_slice().to_vec()
}

#[test]
fn sorts_ints() {
    let mut vm = test_vm();
    let mut random = Random(1);
    for length in [0, 1, 2, 3, 10, 63, 64, 65, 100, 1000, 5000] {
        let mut expected = numbers(&mut random, length);
        let items: Vec<Value> = expected.iter().map(|&n| int(n)).collect();
        expected.sort();
        let sorted = sorted_list(&mut vm, &items, false);
        assert!(sorted.iter().zip(&expected).all(|(a, &b)| *a == int(b)));
        expected.reverse();
        let sorted = sorted_list(&mut vm, &items, true);
        assert!(sorted.iter().zip(&expected).all(|(a, &b)| *a == int(b)));
    }
}

#[test]
fn sorting_is_stable() {
    let mut vm = test_vm();
    let mut random = Random(2);
    for length in [2, 5, 64, 200, 3000] {
        for descending in [false, true] {
            let numbers = numbers(&mut random, length);
            // Equal strs that are different objects can be told apart.
            let items: Vec<Value> = numbers.iter().map(|n| str(&mut vm, &format!("{:05}", n + 5000))).collect();
            let mut expected: Vec<usize> = (0..length).collect();
            if descending {
                expected.sort_by(|&a, &b| numbers[b].cmp(&numbers[a]));
            } else {
                expected.sort_by_key(|&index| numbers[index]);
            }
            let sorted = sorted_list(&mut vm, &items, descending);
            for (value, &index) in sorted.iter().zip(&expected) {
                assert!(*value == items[index]);
            }
        }
    }
}

#[test]
fn sorts_mixed_numbers() {
    let mut vm = test_vm();
    let mut random = Random(3);
    for length in [100, 1000] {
        let mut pairs = Vec::new();
        for index in 0..length {
            let number = random.below(200) as f64 / 2.0;
            let whole = number.fract() == 0.0 && random.below(2) == 0;
            let float = vm.new_float(number);
            let value = if whole { int(number as i32) } else { ok(&mut vm, float) };
            pairs.push((number, index, value));
        }
        let items: Vec<Value> = pairs.iter().map(|pair| pair.2).collect();
        pairs.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let sorted = sorted_list(&mut vm, &items, false);
        assert!(sorted.iter().zip(&pairs).all(|(a, b)| *a == b.2));
    }
}

#[test]
fn merges_of_runs() {
    let mut vm = test_vm();
    // Interleaved and disjoint runs drive both directions of merging and the growing steps.
    for pieces in 2..12i32 {
        for length in [40, 100, 333] {
            let mut items = Vec::new();
            for piece in 0..pieces {
                for n in 0..length {
                    let number = if piece % 2 == 0 { n * 3 + piece } else { n / 10 * 40 + piece * 7 };
                    items.push((number, items.len()));
                }
            }
            let values: Vec<Value> = items.iter().map(|(n, _)| str(&mut vm, &format!("{n:06}"))).collect();
            items.sort();
            let sorted = sorted_list(&mut vm, &values, false);
            assert!(sorted.iter().zip(&items).all(|(a, b)| *a == values[b.1]));
        }
    }
}

#[test]
fn slices() {
    let mut vm = test_vm();
    let bounds = [None, Some(-12), Some(-10), Some(-3), Some(-1), Some(0), Some(2), Some(7), Some(10), Some(15)];
    for start in bounds {
        for stop in bounds {
            for step in [None, Some(1), Some(2), Some(3), Some(-1), Some(-2), Some(-5)] {
                let items: Vec<Value> = (0..10).map(int).collect();
                let value = |bound: Option<i32>| bound.map_or(Value::NONE, int);
                let slice = vm.new_slice(value(start), value(stop), value(step));
                let slice = ok(&mut vm, slice);
                let expected = indexes(start, stop, step.unwrap_or(1), 10);
                let list = vm.new_list(&items);
                let list = ok(&mut vm, list);
                let part = get_item(&mut vm, list.value(), slice);
                let part = ok(&mut vm, part).as_ref::<List>().unwrap();
                let numbers: Vec<Value> = expected.iter().map(|&index| int(index)).collect();
                assert!(part.as_slice() == numbers);
                let done = set_item(&mut vm, list.value(), slice, None);
                ok(&mut vm, done);
                let rest: Vec<Value> = (0..10).filter(|index| !expected.contains(index)).map(int).collect();
                assert!(list.as_slice() == rest);
            }
        }
    }
}

/// The indexes of a slice, found one by one.
fn indexes(start: Option<i32>, stop: Option<i32>, step: i32, length: i32) -> Vec<i32> {
    let place = |bound: i32| if bound < 0 { bound + length } else { bound };
    let (first, last) = if step > 0 { (0, length) } else { (length - 1, -1) };
    let start = start.map_or(first, |bound| place(bound).clamp(first.min(last), first.max(last)));
    let stop = stop.map_or(last, |bound| place(bound).clamp(first.min(last), first.max(last)));
    let mut found = Vec::new();
    let mut index = start;
    while if step > 0 { index < stop } else { index > stop } {
        found.push(index);
        index += step;
    }
    found
}

#[test]
fn assignment_to_slices() {
    let mut vm = test_vm();
    for (start, stop, count) in [(2, 5, 0), (2, 5, 1), (2, 5, 3), (2, 5, 7), (5, 2, 2), (0, 10, 4), (10, 10, 3)] {
        let items: Vec<Value> = (0..10).map(int).collect();
        let list = vm.new_list(&items);
        let list = ok(&mut vm, list);
        let new: Vec<Value> = (100..100 + count).map(int).collect();
        let given = vm.new_list(&new);
        let given = ok(&mut vm, given).value();
        let slice = vm.new_slice(int(start), int(stop), Value::NONE);
        let slice = ok(&mut vm, slice);
        let done = set_item(&mut vm, list.value(), slice, Some(given));
        ok(&mut vm, done);
        let mut expected = items.clone();
        expected.splice(start as usize..(stop.max(start)) as usize, new);
        assert!(list.as_slice() == expected);
    }
}

#[test]
fn methods() {
    let mut vm = test_vm();
    let vm = &mut vm;
    let list = ints(vm, &[1, 2, 3]);
    method_repr(vm, list, "append", &[int(4)]);
    method_repr(vm, list, "insert", &[int(-100), int(0)]);
    method_repr(vm, list, "insert", &[int(100), int(5)]);
    method_repr(vm, list, "insert", &[int(-1), int(9)]);
    assert_eq!(repr_of(vm, list), "[0, 1, 2, 3, 4, 9, 5]");
    assert_eq!(method_repr(vm, list, "pop", &[]), "5");
    assert_eq!(method_repr(vm, list, "pop", &[int(0)]), "0");
    assert_eq!(method_repr(vm, list, "pop", &[int(-2)]), "4");
    assert_eq!(method_raises(vm, list, "pop", &[int(9)]), "IndexError: pop index out of range");
    assert_eq!(repr_of(vm, list), "[1, 2, 3, 9]");
    method_repr(vm, list, "extend", &[list]);
    assert_eq!(repr_of(vm, list), "[1, 2, 3, 9, 1, 2, 3, 9]");
    assert_eq!(method_repr(vm, list, "index", &[int(9)]), "3");
    assert_eq!(method_repr(vm, list, "index", &[int(9), int(4)]), "7");
    assert_eq!(method_repr(vm, list, "index", &[int(9), int(-1)]), "7");
    assert_eq!(method_raises(vm, list, "index", &[int(9), int(4), int(6)]), "ValueError: 9 is not in list");
    assert_eq!(method_repr(vm, list, "count", &[int(2)]), "2");
    method_repr(vm, list, "remove", &[int(2)]);
    assert_eq!(method_raises(vm, list, "remove", &[int(7)]), "ValueError: list.remove(x): x not in list");
    method_repr(vm, list, "reverse", &[]);
    assert_eq!(repr_of(vm, list), "[9, 3, 2, 1, 9, 3, 1]");
    assert_eq!(method_repr(vm, list, "copy", &[]), "[9, 3, 2, 1, 9, 3, 1]");
    method_repr(vm, list, "sort", &[]);
    assert_eq!(repr_of(vm, list), "[1, 1, 2, 3, 3, 9, 9]");
    method_repr(vm, list, "clear", &[]);
    assert_eq!(method_raises(vm, list, "pop", &[]), "IndexError: pop from empty list");
    method_repr(vm, list, "append", &[list]);
    assert_eq!(repr_of(vm, list), "[[...]]");
}

#[test]
fn operators() {
    let mut vm = test_vm();
    let vm = &mut vm;
    let (a, b) = (ints(vm, &[1, 2]), ints(vm, &[3]));
    let sum = vm.binary(BinaryOperator::Add, a, b);
    let sum = ok(vm, sum);
    assert_eq!(repr_of(vm, sum), "[1, 2, 3]");
    let product = vm.binary(BinaryOperator::Mul, int(2), a);
    let product = ok(vm, product);
    assert_eq!(repr_of(vm, product), "[1, 2, 1, 2]");
    let empty = vm.binary(BinaryOperator::Mul, a, int(-1));
    let empty = ok(vm, empty);
    assert_eq!(repr_of(vm, empty), "[]");
    let error = vm.binary(BinaryOperator::Add, a, int(1));
    assert_eq!(raised(vm, error), "TypeError: can only concatenate list (not \"int\") to list");
    let error = vm.binary(BinaryOperator::Mul, a, b);
    assert_eq!(raised(vm, error), "TypeError: can't multiply sequence by non-int of type 'list'");
    let error = vm.binary(BinaryOperator::Sub, a, b);
    assert_eq!(raised(vm, error), "TypeError: unsupported operand type(s) for -: 'list' and 'list'");
    let same = vm.inplace(BinaryOperator::Mul, a, int(3));
    assert!(ok(vm, same) == a);
    assert_eq!(repr_of(vm, a), "[1, 2, 1, 2, 1, 2]");
    let same = vm.inplace(BinaryOperator::Add, a, b);
    assert!(ok(vm, same) == a);
    assert_eq!(repr_of(vm, a), "[1, 2, 1, 2, 1, 2, 3]");
    let less = vm.compare(Comparison::Lt, a, b);
    assert!(ok(vm, less) == Value::TRUE);
    let twin = method(vm, a, "copy", &[]);
    let twin = ok(vm, twin);
    let equal = vm.compare(Comparison::Eq, a, twin);
    assert!(ok(vm, equal) == Value::TRUE);
    let hash = vm.hash(a);
    assert_eq!(raised(vm, hash), "TypeError: unhashable type: 'list'");
    let text = str(vm, "x");
    let error = vm.get_item(a, text);
    assert_eq!(raised(vm, error), "TypeError: list indices must be integers or slices, not str");
    let error = vm.get_item(a, int(7));
    assert_eq!(raised(vm, error), "IndexError: list index out of range");
    let error = vm.set_item(a, int(7), Some(a));
    assert_eq!(raised(vm, error), "IndexError: list assignment index out of range");
    let item = vm.get_item(a, int(-1));
    assert!(ok(vm, item) == int(3));
    let item = vm.get_item(a, Value::TRUE);
    assert!(ok(vm, item) == int(2));
}

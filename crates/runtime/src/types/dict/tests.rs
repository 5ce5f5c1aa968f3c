//! Tests of dicts and their views.

use super::*;
use crate::testing::{int, ints, method, method_raises, method_repr, ok, raised, repr_of, str, test_vm};
use crate::types::dict::DICT;
use std::string::String;

fn dict(vm: &mut Vm, pairs: &[(&str, i32)]) -> Value {
    let dict = vm.new_dict(0);
    let dict = ok(vm, dict);
    for &(key, number) in pairs {
        let key = str(vm, key);
        let done = vm.dict_set(dict, key, int(number));
        ok(vm, done);
    }
    dict.value()
}

fn binary(vm: &mut Vm, operator: BinaryOperator, a: Value, b: Value) -> String {
    let result = vm.binary(operator, a, b);
    let result = ok(vm, result);
    repr_of(vm, result)
}

#[test]
fn methods() {
    let mut vm = test_vm();
    let vm = &mut vm;
    let d = dict(vm, &[("a", 1), ("b", 2)]);
    let (a, c) = (str(vm, "a"), str(vm, "c"));
    assert_eq!(repr_of(vm, d), "{'a': 1, 'b': 2}");
    assert_eq!(method_repr(vm, d, "get", &[a]), "1");
    assert_eq!(method_repr(vm, d, "get", &[c]), "None");
    assert_eq!(method_repr(vm, d, "get", &[c, int(5)]), "5");
    assert_eq!(method_repr(vm, d, "setdefault", &[c, int(3)]), "3");
    assert_eq!(method_repr(vm, d, "setdefault", &[c, int(4)]), "3");
    assert_eq!(method_repr(vm, d, "pop", &[a]), "1");
    assert_eq!(method_repr(vm, d, "pop", &[a, int(7)]), "7");
    assert_eq!(method_raises(vm, d, "pop", &[a]), "KeyError: a");
    assert_eq!(method_repr(vm, d, "popitem", &[]), "('c', 3)");
    assert_eq!(method_repr(vm, d, "popitem", &[]), "('b', 2)");
    assert_eq!(method_raises(vm, d, "popitem", &[]), "KeyError: popitem(): dictionary is empty");
    let pairs = dict(vm, &[("x", 1), ("y", 2)]);
    let items = method(vm, pairs, "items", &[]);
    let items = ok(vm, items);
    method_repr(vm, d, "update", &[items]);
    assert_eq!(repr_of(vm, d), "{'x': 1, 'y': 2}");
    let bad = ints(vm, &[1]);
    assert_eq!(
        method_raises(vm, d, "update", &[bad]),
        "TypeError: cannot convert dictionary update sequence element #0 to a sequence"
    );
    let inner = vm.new_list(&[bad]);
    let bad = ok(vm, inner).value();
    assert_eq!(
        method_raises(vm, d, "update", &[bad]),
        "ValueError: dictionary update sequence element #0 has length 1; 2 is required"
    );
    let class = Ref::from_static(&DICT).value();
    let keys = ints(vm, &[1, 2, 1]);
    assert_eq!(method_repr(vm, class, "fromkeys", &[keys]), "{1: None, 2: None}");
    assert_eq!(method_repr(vm, class, "fromkeys", &[keys, int(0)]), "{1: 0, 2: 0}");
    let error = vm.get_item(d, a);
    assert_eq!(raised(vm, error), "KeyError: a");
    let error = vm.set_item(d, a, None);
    assert_eq!(raised(vm, error), "KeyError: a");
    let error = vm.set_item(d, bad, Some(a));
    assert_eq!(raised(vm, error), "TypeError: unhashable type: 'list'");
    let itself = vm.set_item(d, a, Some(d));
    ok(vm, itself);
    assert_eq!(repr_of(vm, d), "{'x': 1, 'y': 2, 'a': {...}}");
}

#[test]
fn equal_keys_of_different_types() {
    let mut vm = test_vm();
    let vm = &mut vm;
    let d = vm.new_dict(0);
    let d = ok(vm, d).value();
    let one = vm.new_float(1.0);
    let one = ok(vm, one);
    for (key, number) in [(int(1), 10), (one, 11), (Value::TRUE, 12)] {
        let done = vm.set_item(d, key, Some(int(number)));
        ok(vm, done);
    }
    assert_eq!(repr_of(vm, d), "{1: 12}");
    for number in 2..40 {
        let done = vm.set_item(d, int(number), Some(int(number)));
        ok(vm, done);
    }
    for number in 2..40 {
        let float = vm.new_float(f64::from(number));
        let float = ok(vm, float);
        let found = vm.get_item(d, float);
        assert!(ok(vm, found) == int(number));
    }
    let pair = vm.new_tuple(&[int(1), int(2)]);
    let pair = ok(vm, pair);
    let done = vm.set_item(d, pair, Some(int(0)));
    ok(vm, done);
    let twin = vm.new_tuple(&[one, int(2)]);
    let twin = ok(vm, twin);
    let found = vm.get_item(d, twin);
    assert!(ok(vm, found) == int(0));
}

#[test]
fn views() {
    let mut vm = test_vm();
    let vm = &mut vm;
    let d = dict(vm, &[("a", 1), ("b", 2)]);
    let e = dict(vm, &[("b", 2), ("c", 3)]);
    let views = |vm: &mut Vm, dict: Value| {
        ["keys", "values", "items"].map(|name| {
            let view = method(vm, dict, name, &[]);
            ok(vm, view)
        })
    };
    let [keys, values, items] = views(vm, d);
    let [other_keys, _, other_items] = views(vm, e);
    assert_eq!(repr_of(vm, keys), "dict_keys(['a', 'b'])");
    assert_eq!(repr_of(vm, values), "dict_values([1, 2])");
    assert_eq!(repr_of(vm, items), "dict_items([('a', 1), ('b', 2)])");
    assert_eq!(binary(vm, BinaryOperator::And, keys, other_keys), "{'b'}");
    assert_eq!(binary(vm, BinaryOperator::Or, keys, other_keys), "{'a', 'b', 'c'}");
    assert_eq!(binary(vm, BinaryOperator::Sub, keys, other_keys), "{'a'}");
    assert_eq!(binary(vm, BinaryOperator::Xor, keys, other_keys), "{'a', 'c'}");
    assert_eq!(binary(vm, BinaryOperator::And, items, other_items), "{('b', 2)}");
    let list = vm.collect_list(keys);
    let list = ok(vm, list).value();
    assert_eq!(binary(vm, BinaryOperator::Sub, list, other_keys), "{'a'}");
    assert_eq!(method_repr(vm, keys, "isdisjoint", &[other_keys]), "False");
    let equal = vm.compare(Comparison::Eq, keys, other_keys);
    assert!(ok(vm, equal) == Value::FALSE);
    let set = binary(vm, BinaryOperator::Or, d, e);
    assert_eq!(set, "{'a': 1, 'b': 2, 'c': 3}");
    let back = method(vm, items, "__reversed__", &[]);
    let back = ok(vm, back);
    let list = vm.collect_list(back);
    let list = ok(vm, list).value();
    assert_eq!(repr_of(vm, list), "[('b', 2), ('a', 1)]");
}

#[test]
fn changes_during_iteration() {
    let mut vm = test_vm();
    let vm = &mut vm;
    let d = dict(vm, &[("a", 1), ("b", 2), ("c", 3)]);
    let iterator = vm.iter(d);
    let iterator = ok(vm, iterator);
    let first = vm.next(iterator);
    ok(vm, first);
    let done = vm.set_item(d, int(1), Some(int(1)));
    ok(vm, done);
    for _ in 0..2 {
        let next = vm.next(iterator);
        assert_eq!(raised(vm, next), "RuntimeError: dictionary changed size during iteration");
    }
    let iterator = vm.iter(d);
    let iterator = ok(vm, iterator);
    let mut count = 0;
    while let Some(key) = {
        let next = vm.next(iterator);
        ok(vm, next)
    } {
        let done = vm.set_item(d, key, Some(int(0)));
        ok(vm, done);
        count += 1;
    }
    assert_eq!(count, 4);
    let end = vm.next(iterator);
    assert!(ok(vm, end).is_none());
}

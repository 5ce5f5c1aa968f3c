//! Tests of iterators, unpacking, type aliases and unions.

use super::*;
use crate::object::Kind;
use crate::testing::{construct, int, ints, ok, raised, repr_of, str, test_vm};
use crate::types::{BinaryOperator, int as int_type, list, tuple};
use std::string::String;
use std::vec::Vec;

fn shown(vm: &mut Vm, iterable: NativeResult) -> String {
    let iterable = ok(vm, iterable);
    let list = vm.collect_list(iterable);
    let list = ok(vm, list).value();
    repr_of(vm, list)
}

#[test]
fn iterators() {
    let mut vm = test_vm();
    let vm = &mut vm;
    let (a, b) = (ints(vm, &[1, 2, 3]), ints(vm, &[4, 5]));
    let made = construct(vm, &ENUMERATE, &[a, int(7)]);
    assert_eq!(shown(vm, made), "[(7, 1), (8, 2), (9, 3)]");
    let made = construct(vm, &REVERSED, &[a]);
    assert_eq!(shown(vm, made), "[3, 2, 1]");
    let pair = vm.collect_tuple(a);
    let pair = ok(vm, pair);
    let made = construct(vm, &REVERSED, &[pair]);
    assert_eq!(shown(vm, made), "[3, 2, 1]");
    let made = construct(vm, &REVERSED, &[int(1)]);
    assert_eq!(raised(vm, made), "TypeError: 'int' object is not reversible");
    let zeros = ints(vm, &[0, 1, 0, 2]);
    let made = construct(vm, &FILTER, &[Value::NONE, zeros]);
    assert_eq!(shown(vm, made), "[1, 2]");
    let zip = |vm: &mut Vm, strict: Value| {
        let slots = [Some(strict)];
        let rest = [Some(a), Some(b)];
        let args = Args::new(&slots, &rest, None);
        ZIP.slots.new.unwrap()(vm, Ref::from_static(&ZIP), &args)
    };
    let made = zip(vm, Value::FALSE);
    assert_eq!(shown(vm, made), "[(1, 4), (2, 5)]");
    let made = zip(vm, Value::TRUE);
    let made = ok(vm, made);
    let error = vm.collect_list(made);
    assert_eq!(raised(vm, error), "ValueError: zip() argument 2 is shorter than argument 1");
    let name = vm.intern(b"index");
    let name = ok(vm, name);
    let function = vm.get_attribute(a, name);
    let function = ok(vm, function);
    let slots = [];
    let rest = [Some(function), Some(a)];
    let made = MAP.slots.new.unwrap()(vm, Ref::from_static(&MAP), &Args::new(&slots, &rest, None));
    assert_eq!(shown(vm, made), "[0, 1, 2]");
    let error = vm.iter(int(1));
    assert_eq!(raised(vm, error), "TypeError: 'int' object is not iterable");
    let error = vm.next(a);
    assert_eq!(raised(vm, error), "TypeError: 'list' object is not an iterator");
}

#[test]
fn unpacking() {
    let mut vm = test_vm();
    let vm = &mut vm;
    let text = str(vm, "abc");
    for value in [ints(vm, &[1, 2, 3]), text] {
        let mut got = Vec::new();
        let done = vm.unpack_exact(value, 3, &mut |index, item| got.push((index, item)));
        ok(vm, done);
        assert!(got.len() == 3 && got.iter().enumerate().all(|(number, pair)| pair.0 == number));
        let done = vm.unpack_exact(value, 2, &mut |_, _| {});
        assert_eq!(raised(vm, done), "ValueError: too many values to unpack (expected 2)");
        let done = vm.unpack_exact(value, 4, &mut |_, _| {});
        assert_eq!(raised(vm, done), "ValueError: not enough values to unpack (expected 4, got 3)");
        let done = vm.unpack_star(value, 2, 2, &mut |_, _| {});
        assert_eq!(raised(vm, done), "ValueError: not enough values to unpack (expected at least 4, got 3)");
        let mut got = Vec::new();
        let done = vm.unpack_star(value, 1, 1, &mut |index, item| got.push((index, item)));
        ok(vm, done);
        assert!(got.len() == 3 && got[1].1.is_exact(Kind::List));
    }
    let done = vm.unpack_exact(int(1), 2, &mut |_, _| {});
    assert_eq!(raised(vm, done), "TypeError: cannot unpack non-iterable int object");
}

#[test]
fn aliases_and_unions() {
    let mut vm = test_vm();
    let vm = &mut vm;
    let int_class = Ref::from_static(&int_type::INT).value();
    let list_class = Ref::from_static(&list::LIST).value();
    let alias = vm.get_item(list_class, int_class);
    let alias = ok(vm, alias);
    let union = vm.union(int_class, Value::NONE);
    let union = ok(vm, union);
    let more = vm.binary(BinaryOperator::Or, union, alias);
    let more = ok(vm, more);
    let again = vm.union(more, int_class);
    let again = ok(vm, again);
    assert_eq!(super::super::union_type::types_of(again).map(|types| types.len()), Some(3));
    let equal = vm.equal(more, again);
    assert!(ok(vm, equal));
    let error = vm.get_item(int_class, int_class);
    assert_eq!(raised(vm, error), "TypeError: type 'int' is not subscriptable");
    let error = vm.get_item(Value::NONE, int_class);
    assert_eq!(raised(vm, error), "TypeError: 'NoneType' object is not subscriptable");
    let tuple_class = Ref::from_static(&tuple::TUPLE).value();
    let pair = vm.new_tuple(&[int_class, Value::ELLIPSIS]);
    let pair = ok(vm, pair);
    let alias = vm.get_item(tuple_class, pair);
    let alias = ok(vm, alias);
    assert_eq!(repr_of(vm, alias), "tuple[int, ...]");
    assert_eq!(repr_of(vm, more), "int | None | list[int]");
}

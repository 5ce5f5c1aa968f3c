//! Classes made without Python code.

use super::TYPE;
use crate::object::{Ref, Type};
use crate::symbols::sym;
use crate::testing::{ok, raised, test_vm};
use crate::types::{bool, dict, exception, int, list, object, super_};
use crate::value::Value;
use crate::vm::Vm;

fn class_value(class: &'static Type) -> Value {
    Ref::from_static(class).value()
}

fn make(vm: &mut Vm, name: &str, bases: &[Value], names: &[(&str, Value)]) -> Result<Value, crate::vm::Raised> {
    let namespace = vm.new_dict(0)?;
    for &(name, value) in names {
        let name = vm.intern(name.as_bytes())?;
        vm.dict_set_name(namespace, name, value)?;
    }
    let name = vm.new_str(name.as_bytes())?;
    let bases = vm.new_tuple(bases)?;
    vm.call(class_value(&TYPE), &[name, bases, namespace.value()])
}

fn made(vm: &mut Vm, name: &str, bases: &[Value], names: &[(&str, Value)]) -> Value {
    let result = make(vm, name, bases, names);
    ok(vm, result)
}

fn text(vm: &mut Vm, value: Value) -> std::string::String {
    let result = vm.repr(value);
    let text = ok(vm, result);
    std::string::String::from(vm.name_text(text))
}

#[test]
fn instances_have_attributes() {
    let mut vm = test_vm();
    let vm = &mut vm;
    let class = made(vm, "C", &[], &[("x", Value::TRUE)]);
    let result = vm.call(class, &[]);
    let instance = ok(vm, result);
    let result = vm.get_attribute(instance, sym::x);
    assert!(ok(vm, result) == Value::TRUE);
    let result = vm.set_attribute(instance, sym::y, Some(Value::FALSE));
    ok(vm, result);
    let result = vm.get_attribute(instance, sym::y);
    assert!(ok(vm, result) == Value::FALSE);
    let result = vm.call(class, &[Value::NONE]);
    assert_eq!(raised(vm, result), "TypeError: C() takes no arguments");
    assert!(vm.instance_init_function(class.as_ref().unwrap()).is_none());
}

#[test]
fn orders_of_resolution() {
    let mut vm = test_vm();
    let vm = &mut vm;
    let a = made(vm, "A", &[], &[]);
    let b = made(vm, "B", &[a], &[]);
    let c = made(vm, "C", &[a], &[]);
    let d = made(vm, "D", &[b, c], &[]);
    let result = vm.get_attribute(d, sym::__mro__);
    let order = ok(vm, result).as_ref::<crate::object::Tuple>().unwrap();
    assert!(order.as_slice() == [d, b, c, a, class_value(&object::OBJECT)]);
    let result = make(vm, "E", &[a, b], &[]);
    let message = "TypeError: Cannot create a consistent method resolution\norder (MRO) for bases A, B";
    assert_eq!(raised(vm, result), message);
    let result = make(vm, "E", &[a, a], &[]);
    assert_eq!(raised(vm, result), "TypeError: duplicate base class A");
    let result = vm.subclasses(a.as_ref().unwrap());
    let list = ok(vm, result).as_ref::<crate::object::List>().unwrap();
    assert!(list.as_slice() == [b, c]);
}

#[test]
fn layouts() {
    let mut vm = test_vm();
    let vm = &mut vm;
    let result = make(vm, "E", &[class_value(&int::INT), class_value(&list::LIST)], &[]);
    assert_eq!(raised(vm, result), "TypeError: multiple bases have instance lay-out conflict");
    let result = make(vm, "E", &[class_value(&bool::BOOL)], &[]);
    assert_eq!(raised(vm, result), "TypeError: type 'bool' is not an acceptable base type");
    let plain = made(vm, "Plain", &[], &[]);
    let derived = made(vm, "L", &[plain, class_value(&dict::DICT)], &[]);
    let derived = derived.as_ref::<Type>().unwrap();
    assert_eq!(derived.kind, crate::object::Kind::Dict);
    let errors = [class_value(&exception::KEY_ERROR), class_value(&exception::VALUE_ERROR)];
    let error = made(vm, "Error", &errors, &[]);
    let result = vm.call(error, &[Value::TRUE]);
    let error = ok(vm, result);
    assert!(vm.is_instance(error, Ref::from_static(&exception::VALUE_ERROR)));
    assert_eq!(text(vm, error), "Error(True)");
}

#[test]
fn slots_limit_attributes() {
    let mut vm = test_vm();
    let vm = &mut vm;
    let names = vm.new_tuple(&[sym::x.value()]);
    let names = ok(vm, names);
    let class = made(vm, "S", &[], &[("__slots__", names)]);
    let result = vm.call(class, &[]);
    let instance = ok(vm, result);
    let result = vm.set_attribute(instance, sym::x, Some(Value::TRUE));
    ok(vm, result);
    let result = vm.set_attribute(instance, sym::y, Some(Value::TRUE));
    assert_eq!(raised(vm, result), "AttributeError: 'S' object has no attribute 'y'");
    let result = make(vm, "T", &[], &[("__slots__", names), ("x", Value::NONE)]);
    assert_eq!(raised(vm, result), "ValueError: 'x' in __slots__ conflicts with class variable");
}

#[test]
fn classes_change() {
    let mut vm = test_vm();
    let vm = &mut vm;
    let base = made(vm, "Base", &[], &[("x", Value::TRUE)]);
    let derived = made(vm, "Derived", &[base], &[]);
    let result = vm.get_attribute(derived, sym::x);
    assert!(ok(vm, result) == Value::TRUE);
    let result = vm.set_attribute(base, sym::x, Some(Value::FALSE));
    ok(vm, result);
    let result = vm.get_attribute(derived, sym::x);
    assert!(ok(vm, result) == Value::FALSE);
    let result = vm.set_attribute(class_value(&int::INT), sym::x, Some(Value::FALSE));
    assert_eq!(raised(vm, result), "TypeError: cannot set 'x' attribute of immutable type 'int'");
    let result = vm.set_attribute(derived, sym::y, None);
    assert_eq!(raised(vm, result), "AttributeError: type object 'Derived' has no attribute 'y'");
    assert_eq!(text(vm, derived), "<class 'Derived'>");
}

#[test]
fn special_methods_of_builtin_types() {
    let mut vm = test_vm();
    let vm = &mut vm;
    let one = Value::from_i32_small(1);
    let result = vm.call_method(one, sym::__add__, &[Value::from_i32_small(2)]);
    assert!(ok(vm, result) == Value::from_i32_small(3));
    let result = vm.try_attribute(one, sym::__len__);
    assert!(ok(vm, result).is_none());
    let result = vm.call_method(class_value(&object::OBJECT), sym::__new__, &[one]);
    assert_eq!(raised(vm, result), "TypeError: object.__new__(X): X is not a type object (int)");
    let result = vm.directory(one);
    assert!(ok(vm, result).as_slice().contains(&sym::__add__.value()));
}

#[test]
fn super_finds_what_is_behind_a_class() {
    let mut vm = test_vm();
    let vm = &mut vm;
    let base = made(vm, "Base", &[], &[("x", Value::TRUE)]);
    let derived = made(vm, "Derived", &[base], &[("x", Value::FALSE)]);
    let result = vm.call(derived, &[]);
    let instance = ok(vm, result);
    let result = vm.call(class_value(&super_::SUPER), &[derived, instance]);
    let behind = ok(vm, result);
    let result = vm.get_attribute(behind, sym::x);
    assert!(ok(vm, result) == Value::TRUE);
    let result = vm.get_attribute(behind, sym::y);
    assert_eq!(raised(vm, result), "AttributeError: 'super' object has no attribute 'y'");
    let result = vm.call(class_value(&super_::SUPER), &[derived, Value::TRUE]);
    let message = "TypeError: super(type, obj): obj must be an instance or subtype of type";
    assert_eq!(raised(vm, result), message);
}

#[test]
fn instance_checks() {
    let mut vm = test_vm();
    let vm = &mut vm;
    let classes = vm.new_tuple(&[class_value(&list::LIST), class_value(&int::INT)]);
    let classes = ok(vm, classes);
    let result = vm.is_instance_dynamic(Value::TRUE, classes);
    assert!(ok(vm, result));
    let result = vm.is_instance_dynamic(Value::TRUE, Value::NONE);
    let message = "TypeError: isinstance() arg 2 must be a type, a tuple of types, or a union";
    assert_eq!(raised(vm, result), message);
    let result = vm.is_subclass_dynamic(Value::TRUE, class_value(&int::INT));
    assert_eq!(raised(vm, result), "TypeError: issubclass() arg 1 must be a class");
}

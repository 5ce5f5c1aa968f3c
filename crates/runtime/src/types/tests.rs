//! Tests of the types of functions, modules and descriptors.

use super::function::Special;
use crate::native::{Args, Member, ModuleDefinition};
use crate::object::{Code, Function, Kind, Module, Ref, Tuple, Type, new_header};
use crate::symbols::sym;
use crate::testing::{construct, int, ok, raised, repr_of, str, test_vm, text_of};
use crate::types::{cell, code, module, property, staticmethod};
use crate::value::Value;
use crate::vm::Vm;
use bytecode::builder::{CodeParts, ImageBuilder};
use bytecode::image::{Capture, CodeFlags, feature};
use bytecode::instruction::encode;
use bytecode::{ConstantView, Op};
use core::cell::Cell;
use std::string::String;
use std::vec::Vec;

/// The code of a module that holds a function `f(a, b)` whose `b` is in a cell and that has the free variable `c`.
fn sample(vm: &mut Vm) -> Ref<Code> {
    let mut builder = ImageBuilder::new(b"x.py", feature::LINES).unwrap();
    let names: Vec<u32> = ["f", "m.f", "a", "b", "c", ".namespace", "<module>"]
        .iter()
        .map(|name| builder.string(name.as_bytes()).unwrap())
        .collect();
    let mut f = CodeParts { name: names[0], qualname: names[1], register_count: 4, ..CodeParts::default() };
    f.flags = CodeFlags::OPTIMIZED | CodeFlags::NESTED;
    f.first_line = 3;
    f.argument_count = 2;
    f.near_local_count = 2;
    f.locals.try_extend_from_slice(&[names[2], names[3]]).unwrap();
    f.cells.try_push(1).unwrap();
    f.captures.try_push((Capture::Local(1), names[4])).unwrap();
    f.instructions.try_push(encode(Op::MakeCell, 1, 0, 0)).unwrap();
    f.instructions.try_push(encode(Op::Return, 0, 0, 0)).unwrap();
    let f = builder.add_code(&f).unwrap();
    let mut main = CodeParts { name: names[6], qualname: names[6], register_count: 3, ..CodeParts::default() };
    main.flags = CodeFlags::MODULE | CodeFlags::NAMESPACE;
    main.argument_count = 1;
    main.near_local_count = 2;
    main.locals.try_extend_from_slice(&[names[5], names[4]]).unwrap();
    main.cells.try_push(1).unwrap();
    let mut writer = bytecode::constant::ConstantWriter::new();
    writer.scalar(bytecode::constant::Scalar::Code(f)).unwrap();
    main.constants.add(writer.words()).unwrap();
    main.instructions.try_push(encode(Op::MakeCell, 1, 0, 0)).unwrap();
    main.instructions.try_push(encode(Op::LoadSpecial, 2, 0, 1)).unwrap();
    main.instructions.try_push(encode(Op::Return, 2, 0, 0)).unwrap();
    let main = builder.add_code(&main).unwrap();
    let image = builder.finish(main).unwrap();
    assert!(matches!(image.image().main().unwrap().constant(0), Some(ConstantView::Code(_))));
    let code = vm.load_image(&image);
    ok(vm, code)
}

fn function(vm: &mut Vm) -> Ref<Function> {
    let code = sample(vm).constant(0).as_ref::<Code>().unwrap();
    let globals = vm.new_dict(0);
    let globals = ok(vm, globals);
    let name = str(vm, "mod");
    let set = vm.dict_set_name(globals, sym::__name__, name);
    ok(vm, set);
    let made = vm.allocate_object(Function {
        header: new_header(Kind::Function),
        code,
        globals,
        closure: None,
        defaults: Cell::new(None),
        keyword_defaults: Cell::new(None),
        extra: Cell::new(None),
    });
    ok(vm, made)
}

fn attribute(vm: &mut Vm, value: Value, name: &str) -> Value {
    let name = vm.intern(name.as_bytes());
    let name = ok(vm, name);
    let found = vm.get_attribute(value, name);
    ok(vm, found)
}

fn names(vm: &mut Vm, value: Value, name: &str) -> Vec<String> {
    let tuple = attribute(vm, value, name);
    let items: Vec<Value> = tuple.as_ref::<Tuple>().unwrap().as_slice().to_vec();
    items.into_iter().map(|item| text_of(vm, item)).collect()
}

#[test]
fn code_shows_its_variables() {
    let vm = &mut test_vm();
    let main = sample(vm);
    let f = main.constant(0);
    assert_eq!(names(vm, f, "co_varnames"), ["a", "b"]);
    assert_eq!(names(vm, f, "co_cellvars"), ["b"]);
    assert_eq!(names(vm, f, "co_freevars"), ["c"]);
    assert!(attribute(vm, f, "co_argcount") == int(2));
    assert!(attribute(vm, f, "co_flags") == int(3 | 16));
    assert!(attribute(vm, f, "co_firstlineno") == int(3));
    let filename = attribute(vm, f, "co_filename");
    assert_eq!(text_of(vm, filename), "x.py");
    assert!(attribute(vm, main.value(), "co_argcount") == int(0));
    assert!(names(vm, main.value(), "co_varnames").is_empty());
    assert!(repr_of(vm, f).ends_with(", file \"x.py\", line 3>"));
    let made = construct(vm, &code::CODE, &[]);
    assert_eq!(raised(vm, made), "TypeError: cannot create 'code' instances");
}

#[test]
fn functions_keep_special_attributes_apart() {
    let vm = &mut test_vm();
    let f = function(vm);
    let value = f.value();
    for (name, expected) in [("__name__", "f"), ("__qualname__", "m.f"), ("__module__", "mod"), ("__doc__", "None")] {
        let found = attribute(vm, value, name);
        assert_eq!(text_of(vm, found), expected);
    }
    let x = str(vm, "x");
    let set = vm.set_attribute(value, sym::x, Some(int(1)));
    ok(vm, set);
    let set = vm.set_attribute(value, sym::__name__, Some(x));
    ok(vm, set);
    assert!(attribute(vm, value, "__name__") == x);
    assert!(attribute(vm, value, "x") == int(1));
    assert!(f.special(Special::Name) == Some(x));
    assert_eq!(f.dict().map(|dict| dict.len()), Some(1));
    let set = vm.set_attribute(value, sym::y, Some(int(2)));
    ok(vm, set);
    assert_eq!(f.dict().map(|dict| dict.len()), Some(2));
    let set = vm.set_attribute(value, sym::x, None);
    ok(vm, set);
    let set = vm.set_attribute(value, sym::x, None);
    assert_eq!(raised(vm, set), "AttributeError: 'function' object has no attribute 'x'");
    let set = vm.set_attribute(value, sym::__name__, Some(int(1)));
    assert_eq!(raised(vm, set), "TypeError: __name__ must be set to a string object");
    let set = vm.set_attribute(value, sym::__defaults__, Some(int(1)));
    assert_eq!(raised(vm, set), "TypeError: __defaults__ must be set to a tuple object");
    assert!(repr_of(vm, value).starts_with("<function m.f at 0x"));
    let annotations = attribute(vm, value, "__annotations__");
    assert!(attribute(vm, value, "__annotations__") == annotations);
}

#[test]
fn bound_methods_compare_by_identity_of_the_receiver() {
    let vm = &mut test_vm();
    let f = function(vm).value();
    let receiver = str(vm, "r");
    let other = str(vm, "r");
    let methods: Vec<Value> = [receiver, receiver, other]
        .into_iter()
        .map(|receiver| {
            let method = vm.new_bound_method(f, receiver);
            ok(vm, method)
        })
        .collect();
    let same = vm.equal(methods[0], methods[1]);
    assert!(ok(vm, same));
    let same = vm.equal(methods[0], methods[2]);
    assert!(!ok(vm, same));
    let hashes = [vm.hash(methods[0]), vm.hash(methods[1])].map(|hash| hash.unwrap());
    assert_eq!(hashes[0], hashes[1]);
    assert_eq!(repr_of(vm, methods[0]), "<bound method m.f of 'r'>");
    let name = attribute(vm, methods[0], "__name__");
    assert_eq!(text_of(vm, name), "f");
}

#[test]
fn cells_may_be_empty() {
    let vm = &mut test_vm();
    let empty = construct(vm, &cell::CELL, &[]);
    let empty = ok(vm, empty);
    assert!(repr_of(vm, empty).ends_with(": empty>"));
    let name = vm.intern(b"cell_contents");
    let name = ok(vm, name);
    let contents = vm.get_attribute(empty, name);
    assert_eq!(raised(vm, contents), "ValueError: Cell is empty");
    let set = vm.set_attribute(empty, name, Some(int(1)));
    ok(vm, set);
    assert!(attribute(vm, empty, "cell_contents") == int(1));
    assert!(repr_of(vm, empty).contains(": int object at 0x"));
}

fn answer(_: &mut Vm, _: &Args) -> crate::native::NativeResult {
    Ok(int(42))
}

static DEFINITION: ModuleDefinition = ModuleDefinition {
    name: "sample",
    doc: "",
    members: &[
        Member::function("answer", "", answer, "The answer."),
        Member::int("number", 7),
        Member::lazy("made", |vm| vm.new_str(b"made")),
    ],
    initialize: None,
};

#[test]
fn modules_materialise_what_is_asked_for() {
    let vm = &mut test_vm();
    let dict = vm.new_dict(0);
    let dict = ok(vm, dict);
    let sample = vm.new_module(dict, Some(&DEFINITION));
    let sample = ok(vm, sample);
    assert!(attribute(vm, sample, "number") == int(7));
    assert_eq!(dict.len(), 1);
    let function = attribute(vm, sample, "answer");
    assert_eq!(repr_of(vm, function), "<built-in function answer>");
    assert_eq!(repr_of(vm, sample), "<module 'sample' (built-in)>");
    let missing = vm.get_attribute(sample, sym::x);
    assert_eq!(raised(vm, missing), "AttributeError: module 'sample' has no attribute 'x'");
    let number = vm.intern(b"number");
    let number = ok(vm, number);
    let deleted = vm.set_attribute(sample, number, None);
    ok(vm, deleted);
    let missing = vm.get_attribute(sample, number);
    assert_eq!(raised(vm, missing), "AttributeError: module 'sample' has no attribute 'number'");
    assert!(dict.get_name(sym::__name__).is_some());
    let name = str(vm, "plain");
    let plain = construct(vm, &module::MODULE, &[name]);
    let plain = ok(vm, plain);
    assert_eq!(repr_of(vm, plain), "<module 'plain'>");
    assert_eq!(plain.as_ref::<Module>().map(|module| module.dict.len()), Some(5));
}

#[test]
fn properties_tell_what_is_missing() {
    let vm = &mut test_vm();
    let made = construct(vm, &property::PROPERTY, &[]);
    let made = ok(vm, made);
    let name = str(vm, "x");
    let owner = Ref::from_static(&property::PROPERTY).value();
    let named = vm.call_method(made, sym::__set_name__, &[owner, name]);
    ok(vm, named);
    let slots = property::PROPERTY.slots;
    let read = slots.descriptor_get.unwrap()(vm, made, Some(int(1)), owner);
    assert_eq!(raised(vm, read), "AttributeError: property 'x' of 'int' object has no getter");
    let written = slots.descriptor_set.unwrap()(vm, made, int(1), Some(int(2)));
    assert_eq!(raised(vm, written), "AttributeError: property 'x' of 'int' object has no setter");
    let deleted = slots.descriptor_set.unwrap()(vm, made, int(1), None);
    assert_eq!(raised(vm, deleted), "AttributeError: property 'x' of 'int' object has no deleter");
}

#[test]
fn static_methods_give_their_function() {
    let vm = &mut test_vm();
    let f = function(vm).value();
    let method = construct(vm, &staticmethod::STATICMETHOD, &[f]);
    let method = ok(vm, method);
    let class: &'static Type = &staticmethod::STATICMETHOD;
    let found = class.slots.descriptor_get.unwrap()(vm, method, None, Value::NONE);
    assert!(ok(vm, found) == f);
    assert!(attribute(vm, method, "__wrapped__") == f);
    let name = attribute(vm, method, "__name__");
    assert_eq!(text_of(vm, name), "f");
    assert!(repr_of(vm, method).starts_with("<staticmethod(<function m.f at 0x"));
}

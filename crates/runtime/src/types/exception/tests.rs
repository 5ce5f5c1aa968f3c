use super::os_error::class_of_errno;
use super::raise::SyntaxPlace;
use super::*;
use crate::object::{Exception, Ref, Tuple};
use crate::symbols::sym;
use crate::testing::{construct, int, ok, raised, repr_of, str, test_vm, text_of};
use crate::value::Value;
use crate::vm::Vm;
use bytecode::builder::{CodeParts, ImageBuilder};
use bytecode::image::{CodeFlags, feature};
use bytecode::instruction::encode;
use bytecode::lines::{LineWriter, Position};
use std::string::String;
use std::vec::Vec;

fn make(vm: &mut Vm, class: &'static Type, arguments: &[Value]) -> Value {
    let made = construct(vm, class, arguments);
    ok(vm, made)
}

fn attribute(vm: &mut Vm, value: Value, name: crate::symbols::Symbol) -> Value {
    let found = vm.get_attribute(value, name);
    ok(vm, found)
}

fn report(vm: &mut Vm, exception: Value) -> String {
    let mut bytes = Vec::new();
    vm.print_exception(exception, &mut |part| bytes.extend_from_slice(part));
    String::from_utf8(bytes).unwrap()
}

fn group(vm: &mut Vm, message: &str, exceptions: &[Value]) -> Value {
    let message = str(vm, message);
    let list = vm.new_list(exceptions);
    let list = ok(vm, list);
    make(vm, &BASE_EXCEPTION_GROUP, &[message, list.value()])
}

fn exception(value: Value) -> Ref<Exception> {
    value.as_ref::<Exception>().unwrap()
}

#[test]
fn text_depends_on_the_number_of_arguments() {
    let vm = &mut test_vm();
    let x = str(vm, "x");
    for (arguments, text, repr) in [
        (&[][..], "", "ValueError()"),
        (&[x], "x", "ValueError('x')"),
        (&[x, int(2)], "('x', 2)", "ValueError('x', 2)"),
    ] {
        let error = make(vm, &VALUE_ERROR, arguments);
        assert_eq!(text_of(vm, error), text);
        assert_eq!(repr_of(vm, error), repr);
    }
    let error = make(vm, &KEY_ERROR, &[x]);
    assert_eq!(text_of(vm, error), "'x'");
}

#[test]
fn os_errors_choose_their_class() {
    let vm = &mut test_vm();
    let text = str(vm, "No such file or directory");
    let name = str(vm, "x");
    let error = make(vm, &OS_ERROR, &[int(2), text, name]);
    assert!(exception(error).class.get() == Ref::from_static(&FILE_NOT_FOUND_ERROR));
    assert_eq!(text_of(vm, error), "[Errno 2] No such file or directory: 'x'");
    assert_eq!(repr_of(vm, error), "FileNotFoundError(2, 'No such file or directory')");
    assert!(attribute(vm, error, sym::filename) == name);
    assert!(attribute(vm, error, sym::errno) == int(2));
    let error = make(vm, &OS_ERROR, &[int(5)]);
    assert!(attribute(vm, error, sym::errno) == int(5));
    assert!(attribute(vm, error, sym::strerror) == Value::NONE);
    assert_eq!(text_of(vm, error), "5");
    let arguments = [int(2), text, name, Value::NONE, name];
    let error = make(vm, &OS_ERROR, &arguments);
    assert_eq!(text_of(vm, error), "[Errno 2] No such file or directory: 'x' -> 'x'");
    vm.raise_os_error(13, None);
    let error = vm.take_exception();
    assert_eq!(repr_of(vm, error), "PermissionError(13, 'Permission denied')");
    assert!(core::ptr::eq(class_of_errno(9999), &raw const OS_ERROR));
}

#[test]
fn attributes_do_not_follow_changed_arguments() {
    let vm = &mut test_vm();
    let text = str(vm, "t");
    let error = make(vm, &OS_ERROR, &[int(2), text]);
    let arguments = vm.new_tuple(&[int(7)]);
    let arguments = ok(vm, arguments);
    let set = vm.set_attribute(error, sym::args, Some(arguments));
    ok(vm, set);
    assert!(attribute(vm, error, sym::errno) == int(2));
    assert_eq!(repr_of(vm, error), "FileNotFoundError(7)");
    let set = vm.set_attribute(error, sym::errno, Some(int(9)));
    ok(vm, set);
    assert_eq!(text_of(vm, error), "[Errno 9] t");
    let set = vm.set_attribute(error, sym::__cause__, Some(int(1)));
    assert_eq!(raised(vm, set), "TypeError: exception cause must be None or derive from BaseException");
}

#[test]
fn unicode_errors_describe_the_range() {
    let vm = &mut test_vm();
    let data = vm.new_bytes(b"ab\xff\xfe");
    let data = ok(vm, data);
    let (codec, reason) = (str(vm, "utf-8"), str(vm, "invalid start byte"));
    let error = make(vm, &UNICODE_DECODE_ERROR, &[codec, data, int(2), int(3), reason]);
    assert_eq!(text_of(vm, error), "'utf-8' codec can't decode byte 0xff in position 2: invalid start byte");
    let error = make(vm, &UNICODE_DECODE_ERROR, &[codec, data, int(2), int(4), reason]);
    assert_eq!(text_of(vm, error), "'utf-8' codec can't decode bytes in position 2-3: invalid start byte");
    for (text, expected) in [
        ("a\u{e9}", "'\\xe9' in position 1"),
        ("a\u{20ac}", "'\\u20ac' in position 1"),
        ("a\u{1f600}", "'\\U0001f600' in position 1"),
    ] {
        let text = str(vm, text);
        let error = make(vm, &UNICODE_ENCODE_ERROR, &[codec, text, int(1), int(2), reason]);
        let expected = std::format!("'utf-8' codec can't encode character {expected}: invalid start byte");
        assert_eq!(text_of(vm, error), expected);
    }
    let wrong = construct(vm, &UNICODE_DECODE_ERROR, &[codec]);
    assert_eq!(raised(vm, wrong), "TypeError: function takes exactly 5 arguments (1 given)");
}

#[test]
fn groups_split_and_join() {
    let vm = &mut test_vm();
    let one = make(vm, &VALUE_ERROR, &[int(1)]);
    let two = make(vm, &TYPE_ERROR, &[int(2)]);
    let three = make(vm, &VALUE_ERROR, &[int(3)]);
    let inner = group(vm, "inner", &[two, three]);
    let outer = group(vm, "outer", &[one, inner]);
    assert_eq!(text_of(vm, outer), "outer (2 sub-exceptions)");
    assert!(exception(outer).class.get() == Ref::from_static(&EXCEPTION_GROUP));
    assert!(vm.is_exception_subclass(exception(outer).class.get(), Ref::from_static(&BASE_EXCEPTION_GROUP)));
    let class = Ref::from_static(&VALUE_ERROR).value();
    let parts = vm.exception_group_match(outer, class);
    let (matched, rest) = ok(vm, parts);
    let (matched, rest) = (matched.unwrap(), rest.unwrap());
    assert_eq!(
        repr_of(vm, matched),
        "ExceptionGroup('outer', [ValueError(1), ExceptionGroup('inner', [ValueError(3)])])"
    );
    assert_eq!(repr_of(vm, rest), "ExceptionGroup('outer', [ExceptionGroup('inner', [TypeError(2)])])");
    let list = vm.new_list(&[matched, Value::NONE, rest]);
    let list = ok(vm, list);
    let again = vm.prepare_reraise_star(outer, list);
    let again = ok(vm, again).unwrap();
    assert_eq!(
        repr_of(vm, again),
        "ExceptionGroup('outer', [ValueError(1), ExceptionGroup('inner', [TypeError(2), ValueError(3)])])"
    );
    let parts = vm.exception_group_match(one, class);
    let (wrapped, none) = ok(vm, parts);
    assert_eq!(repr_of(vm, wrapped.unwrap()), "ExceptionGroup('', (ValueError(1),))");
    assert!(none.is_none());
    let class = Ref::from_static(&EXCEPTION_GROUP).value();
    let wrong = vm.exception_group_match(one, class);
    let text = raised(vm, wrong);
    assert_eq!(text, "TypeError: catching ExceptionGroup with except* is not allowed. Use except instead.");
}

#[test]
fn groups_check_their_members() {
    let vm = &mut test_vm();
    let interrupt = make(vm, &KEYBOARD_INTERRUPT, &[]);
    let message = str(vm, "m");
    let list = vm.new_list(&[interrupt]);
    let list = ok(vm, list).value();
    let base = make(vm, &BASE_EXCEPTION_GROUP, &[message, list]);
    assert!(exception(base).class.get() == Ref::from_static(&BASE_EXCEPTION_GROUP));
    let wrong = construct(vm, &EXCEPTION_GROUP, &[message, list]);
    assert_eq!(raised(vm, wrong), "TypeError: Cannot nest BaseExceptions in an ExceptionGroup");
    let empty = vm.new_list(&[]);
    let empty = ok(vm, empty).value();
    let wrong = construct(vm, &EXCEPTION_GROUP, &[message, empty]);
    let text = raised(vm, wrong);
    assert_eq!(text, "ValueError: second argument (exceptions) must be a non-empty sequence");
    let wrong = construct(vm, &EXCEPTION_GROUP, &[message, message]);
    assert_eq!(raised(vm, wrong), "ValueError: Item 0 of second argument (exceptions) is not an exception");
}

#[test]
fn matching_refuses_what_is_no_exception_class() {
    let vm = &mut test_vm();
    let error = make(vm, &KEY_ERROR, &[]);
    let lookup = Ref::from_static(&LOOKUP_ERROR).value();
    let matches = vm.exception_matches(error, lookup);
    assert!(ok(vm, matches));
    let pair = [Ref::from_static(&TYPE_ERROR).value(), lookup];
    let tuple = vm.new_tuple(&pair);
    let tuple = ok(vm, tuple);
    let matches = vm.exception_matches(error, tuple);
    assert!(ok(vm, matches));
    let wrong = vm.exception_matches(error, int(1));
    let text = raised(vm, wrong);
    assert_eq!(text, "TypeError: catching classes that do not inherit from BaseException is not allowed");
    let wrong = vm.instantiate_exception(int(1));
    assert_eq!(raised(vm, wrong), "TypeError: exceptions must derive from BaseException");
}

#[test]
fn contexts_have_no_cycles() {
    let vm = &mut test_vm();
    let errors: Vec<Value> = (0..3).map(|number| make(vm, &VALUE_ERROR, &[int(number)])).collect();
    for (inner, outer) in [(0, 1), (1, 2), (2, 0)] {
        vm.handled = Some(errors[inner]);
        vm.set_context(errors[outer]);
    }
    assert!(exception(errors[0]).context.get() == Some(errors[2]));
    assert!(exception(errors[2]).context.get() == Some(errors[1]));
    assert!(exception(errors[1]).context.get().is_none());
    vm.handled = None;
}

#[test]
fn reports_show_the_chain() {
    let vm = &mut test_vm();
    let (a, b, c) = (str(vm, "a"), str(vm, "b"), str(vm, "c"));
    let last = make(vm, &VALUE_ERROR, &[a]);
    let cause = make(vm, &KEY_ERROR, &[b]);
    let first = make(vm, &TYPE_ERROR, &[c]);
    exception(last).cause.set(Some(cause));
    exception(cause).context.set(Some(first));
    exception(first).context.set(Some(last));
    let expected = "TypeError: c\n\
        \nDuring handling of the above exception, another exception occurred:\n\n\
        KeyError: 'b'\n\
        \nThe above exception was the direct cause of the following exception:\n\n\
        ValueError: a\n";
    assert_eq!(report(vm, last), expected);
}

#[test]
fn reports_show_groups_as_trees() {
    let vm = &mut test_vm();
    let (k, no, f) = (str(vm, "k"), str(vm, "No"), str(vm, "f"));
    let key = make(vm, &KEY_ERROR, &[k]);
    let file = make(vm, &OS_ERROR, &[int(2), no, f]);
    let inner = group(vm, "in", &[key, file]);
    let ctx = str(vm, "ctx");
    let context = make(vm, &RUNTIME_ERROR, &[ctx]);
    exception(inner).context.set(Some(context));
    let interrupt = make(vm, &KEYBOARD_INTERRUPT, &[]);
    let outer = group(vm, "out", &[inner, interrupt]);
    let note = str(vm, "note 1\nline 2");
    let added = vm.call_method(outer, sym::add_note, &[note]);
    ok(vm, added);
    let expected = r#"  | BaseExceptionGroup: out (2 sub-exceptions)
  | note 1
  | line 2
  +-+---------------- 1 ----------------
    | RuntimeError: ctx
    | 
    | During handling of the above exception, another exception occurred:
    | 
    | ExceptionGroup: in (2 sub-exceptions)
    +-+---------------- 1 ----------------
      | KeyError: 'k'
      +---------------- 2 ----------------
      | FileNotFoundError: [Errno 2] No: 'f'
      +------------------------------------
    +---------------- 2 ----------------
    | KeyboardInterrupt
    +------------------------------------
"#;
    assert_eq!(report(vm, outer), expected);
}

#[test]
fn reports_limit_groups() {
    let vm = &mut test_vm();
    let many: Vec<Value> = (0..17).map(|number| make(vm, &VALUE_ERROR, &[int(number)])).collect();
    let wide = group(vm, "wide", &many);
    let text = report(vm, wide);
    assert!(text.ends_with(
        "    | ValueError: 14\n    +---------------- ... ----------------\n    | and 2 more exceptions\n    \
         +------------------------------------\n"
    ));
    let mut deep = many[0];
    for _ in 0..12 {
        deep = group(vm, "l", &[deep]);
    }
    let text = report(vm, deep);
    assert!(text.ends_with(
        "                    +-+---------------- 1 ----------------\n                      \
         | ... (max_group_depth is 10)\n                      +------------------------------------\n"
    ));
}

#[test]
fn reports_show_the_place_of_syntax_errors() {
    let vm = &mut test_vm();
    let place =
        SyntaxPlace { filename: b"f.py", line: 3, column: 5, end_line: 3, end_column: 8, text: Some(b"  foo bar\n") };
    vm.raise_syntax_error(&SYNTAX_ERROR, "bad", &place);
    let error = vm.take_exception();
    assert_eq!(text_of(vm, error), "bad (f.py, line 3)");
    assert_eq!(report(vm, error), "  File \"f.py\", line 3\n    foo bar\n      ^^^\nSyntaxError: bad\n");
    let bad = str(vm, "bad");
    let error = make(vm, &SYNTAX_ERROR, &[bad]);
    assert_eq!(report(vm, error), "SyntaxError: bad\n");
    let short = vm.new_tuple(&[bad]);
    let short = ok(vm, short);
    let wrong = construct(vm, &SYNTAX_ERROR, &[bad, short]);
    assert_eq!(raised(vm, wrong), "TypeError: function takes at least 4 arguments (1 given)");
}

#[test]
fn reports_collapse_repeated_frames() {
    let vm = &mut test_vm();
    let mut builder = ImageBuilder::new(b"x.py", feature::LINES).unwrap();
    let name = builder.string(b"f").unwrap();
    let mut parts = CodeParts { name, qualname: name, register_count: 2, first_line: 7, ..CodeParts::default() };
    parts.flags = CodeFlags::MODULE | CodeFlags::NAMESPACE;
    parts.argument_count = 1;
    parts.near_local_count = 1;
    parts.locals.try_push(builder.string(b".namespace").unwrap()).unwrap();
    parts.instructions.try_push(encode(bytecode::Op::LoadSpecial, 1, 0, 1)).unwrap();
    parts.instructions.try_push(encode(bytecode::Op::Return, 1, 0, 0)).unwrap();
    let mut lines = LineWriter::new(7);
    lines.push(0, Position { line: 8, ..Position::default() }).unwrap();
    lines.push(1, Position { line: 9, ..Position::default() }).unwrap();
    parts.lines = lines.finish();
    let main = builder.add_code(&parts).unwrap();
    let image = builder.finish(main).unwrap();
    let code = vm.load_image(&image);
    let code = ok(vm, code);
    let error = make(vm, &RECURSION_ERROR, &[]);
    for _ in 0..5 {
        vm.add_traceback(error, code, 1, None);
    }
    vm.add_traceback(error, code, 0, None);
    let line = "  File \"x.py\", line 9, in f\n";
    let expected = std::format!(
        "Traceback (most recent call last):\n  File \"x.py\", line 8, in f\n{line}{line}{line}  \
         [Previous line repeated 2 more times]\nRecursionError\n"
    );
    assert_eq!(report(vm, error), expected);
    let traceback = attribute(vm, error, sym::__traceback__);
    assert!(super::traceback::as_traceback(traceback).is_some());
    vm.heap.lock();
    vm.add_traceback(error, code, 1, None);
    vm.heap.unlock();
    assert!(attribute(vm, error, sym::__traceback__) == traceback);
}

#[test]
fn arguments_are_a_tuple() {
    let vm = &mut test_vm();
    let error = make(vm, &EXCEPTION, &[int(1)]);
    let list = vm.new_list(&[int(1), int(2)]);
    let list = ok(vm, list).value();
    let set = vm.set_attribute(error, sym::args, Some(list));
    ok(vm, set);
    assert_eq!(attribute(vm, error, sym::args).as_ref::<Tuple>().map(|tuple| tuple.len()), Some(2));
    let deleted = vm.set_attribute(error, sym::args, None);
    assert_eq!(raised(vm, deleted), "TypeError: args may not be deleted");
}

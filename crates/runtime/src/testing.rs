//! A virtual machine for unit tests: a host without a world, and an executor that cannot run Python.

use crate::native::{Args, NativeResult};
use crate::object::Type;
use crate::value::Value;
use crate::vm::{Configuration, Executor, Raised, Vm};
use hal::{Errno, Host, Stream};
use std::string::String;
use std::vec::Vec;

/// A host that swallows all output.
pub struct TestHost;

impl Host for TestHost {
    fn write(&self, _stream: Stream, _bytes: &[u8]) -> Result<(), Errno> {
        Ok(())
    }

    fn monotonic_nanoseconds(&self) -> u64 {
        0
    }

    fn sleep_nanoseconds(&self, _duration: u64) {}

    fn platform(&self) -> &'static str {
        "test"
    }
}

/// An executor without Python code.
pub static TEST_EXECUTOR: Executor = Executor {
    name: "test",
    has_events: false,
    switches: false,
    call_function: |vm, _, _, _, _| Err(vm.type_error(format_args!("no Python in unit tests"))),
    resume: |vm, _, _| Err(vm.type_error(format_args!("no generators in unit tests"))),
    set_line: |_, _, _| Ok(()),
    poll: |_| Ok(()),
};

/// A virtual machine.
pub fn test_vm() -> Vm {
    match Vm::new(Configuration::default(), &TestHost, &TEST_EXECUTOR, &[]) {
        Ok(vm) => vm,
        Err(_) => panic!("no virtual machine"),
    }
}

/// The result of something that must not raise; panics with the exception's message.
#[track_caller]
pub fn ok<T>(vm: &mut Vm, result: Result<T, Raised>) -> T {
    match result {
        Ok(value) => value,
        Err(_) => panic!("raised {}", raised_text(vm)),
    }
}

/// Class and message of what something raised, as `TypeError: message`; panics if it did not raise.
#[track_caller]
pub fn raised<T>(vm: &mut Vm, result: Result<T, Raised>) -> String {
    match result {
        Ok(_) => panic!("did not raise"),
        Err(_) => raised_text(vm),
    }
}

fn raised_text(vm: &mut Vm) -> String {
    let value = vm.take_exception();
    let Some(exception) = value.as_ref::<crate::object::Exception>() else { return String::from("nothing") };
    let mut text = String::from(exception.class.get().static_name());
    if let Some(arguments) = exception.arguments.get().as_ref::<crate::object::Tuple>() {
        for (index, &argument) in arguments.as_slice().iter().enumerate() {
            text.push_str(if index == 0 { ": " } else { ", " });
            text.push_str(&text_of(vm, argument));
        }
    }
    text
}

/// `str(value)`.
pub fn text_of(vm: &mut Vm, value: Value) -> String {
    let text = vm.str(value);
    let text = ok(vm, text);
    let bytes = text.as_ref::<crate::object::Str>().map_or(Vec::new(), |text| text.as_bytes().to_vec());
    String::from_utf8_lossy(&bytes).into_owned()
}

/// `repr(value)`.
pub fn repr_of(vm: &mut Vm, value: Value) -> String {
    let text = vm.repr(value);
    let text = ok(vm, text);
    text_of(vm, text)
}

/// A small int.
pub fn int(number: i32) -> Value {
    Value::from_i32_small(number)
}

/// A str.
pub fn str(vm: &mut Vm, text: &str) -> Value {
    let text = vm.new_str(text.as_bytes());
    ok(vm, text)
}

/// Calls a constructor with positional arguments.
pub fn construct(vm: &mut Vm, class: &'static Type, arguments: &[Value]) -> NativeResult {
    let class = crate::object::Ref::from_static(class);
    let slots: Vec<Option<Value>> = arguments.iter().copied().map(Some).collect();
    let count = slots.len().min(class.constructor.named as usize);
    let args = Args::new(&slots[..count], &slots[count..], None);
    let object = match class.slots.new {
        Some(new) => new(vm, class, &args)?,
        None => return Err(vm.type_error(format_args!("cannot create '{}' instances", class.static_name()))),
    };
    if let Some(init) = class.slots.init {
        init(vm, object, &args)?;
    }
    Ok(object)
}

/// `value.name(*arguments)`.
pub fn method(vm: &mut Vm, value: Value, name: &str, arguments: &[Value]) -> NativeResult {
    let name = vm.intern(name.as_bytes())?;
    vm.call_method(value, name, arguments)
}

/// A list of small ints.
pub fn ints(vm: &mut Vm, numbers: &[i32]) -> Value {
    let items: Vec<Value> = numbers.iter().map(|&number| int(number)).collect();
    let list = vm.new_list(&items);
    ok(vm, list).value()
}

/// The `repr` of what a method returns.
#[track_caller]
pub fn method_repr(vm: &mut Vm, value: Value, name: &str, arguments: &[Value]) -> String {
    let result = method(vm, value, name, arguments);
    let result = ok(vm, result);
    repr_of(vm, result)
}

/// The exception that a method raises.
#[track_caller]
pub fn method_raises(vm: &mut Vm, value: Value, name: &str, arguments: &[Value]) -> String {
    let result = method(vm, value, name, arguments);
    raised(vm, result)
}

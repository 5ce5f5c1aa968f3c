//! `method`: a function bound to its first argument.

use crate::native::{Args, Member, NativeResult};
use crate::object::{BoundMethod, Kind, Native, Ref, Type};
use crate::protocol::text::TypeName;
use crate::symbols::sym;
use crate::text_builder::TextBuilder;
use crate::types::{Comparison, Slots};
use crate::value::Value;
use crate::vm::{Raised, Vm};

static SLOTS: Slots = Slots {
    new: Some(new),
    repr: Some(repr),
    hash: Some(hash),
    compare: Some(compare),
    call: Some(forward),
    get_attribute: Some(get_attribute),
    ..Slots::NONE
};

static MEMBERS: &[Member] = &[
    Member::getter("__self__", |_, method| {
        Ok(method.as_ref::<BoundMethod>().map_or(Value::NONE, |method| method.receiver))
    }),
    Member::getter("__func__", |_, method| Ok(function(method))),
    #[cfg(feature = "introspection")]
    Member::getter("__doc__", |vm, method| {
        Ok(vm.find_attribute(function(method), sym::__doc__)?.unwrap_or(Value::NONE))
    }),
];

/// `method`
pub static METHOD: Type = Type::builtin("method", Kind::BoundMethod, "function, instance, /", &SLOTS, MEMBERS)
    .with_doc("Create a bound instance method object.");

fn function(method: Value) -> Value {
    method.as_ref::<BoundMethod>().map_or(Value::NONE, |method| method.function)
}

/// Calls a callable with the arguments that a native got as `*args, **kwargs`.
pub(crate) fn forward(vm: &mut Vm, callable: Value, args: &Args) -> NativeResult {
    let mut few = [Value::NONE; 6];
    let count = args.rest_len();
    if let Some(values) = few.get_mut(..count) {
        for (slot, value) in values.iter_mut().zip(args.rest()) {
            *slot = value;
        }
        return vm.call_with_keywords(callable, values, args.keywords());
    }
    let list = vm.new_list_with_capacity(count)?;
    for value in args.rest() {
        vm.list_push(list, value)?;
    }
    // Nobody else knows the list, so nothing changes it during the call.
    vm.call_with_keywords(callable, list.as_slice(), args.keywords())
}

fn new(vm: &mut Vm, _: Ref<Type>, args: &Args) -> NativeResult {
    let (function, receiver) = (args.at(0), args.at(1));
    let class = vm.class_of(function);
    let callable = function.is_kind(Kind::Type)
        || class.slots.call.is_some()
        || vm.class_lookup(class, sym::__call__.value())?.is_some();
    if !callable {
        return Err(vm.type_error(format_args!("first argument must be callable")));
    }
    if receiver.is_none() {
        return Err(vm.type_error(format_args!("instance must not be None")));
    }
    vm.new_bound_method(function, receiver)
}

fn repr(vm: &mut Vm, value: Value) -> NativeResult {
    let Some(method) = value.as_ref::<BoundMethod>() else { return Ok(sym::EMPTY.value()) };
    vm.check_machine_stack()?;
    let mut text = TextBuilder::new();
    if let Some(native) = method.function.as_ref::<Native>() {
        let class = TypeName(vm.class_of(method.receiver));
        let address = method.receiver.word();
        text.push_format(format_args!("<built-in method {} of {class} object at 0x{address:x}>", native.name()));
        return text.finish(vm);
    }
    let name = match vm.find_attribute(method.function, sym::__qualname__)? {
        Some(name) => Some(name),
        None => vm.find_attribute(method.function, sym::__name__)?,
    };
    text.push(b"<bound method ");
    match name.filter(|name| name.is_kind(Kind::Str)) {
        Some(name) => text.push_str(name),
        None => text.push(b"?"),
    }
    let receiver = vm.repr(method.receiver)?;
    text.push(b" of ");
    text.push_str(receiver);
    text.push(b">");
    text.finish(vm)
}

fn hash(vm: &mut Vm, value: Value) -> Result<i64, Raised> {
    let Some(method) = value.as_ref::<BoundMethod>() else { return Ok(0) };
    let function = vm.hash(method.function)?;
    let receiver = (method.receiver.word() >> 3) as i64;
    Ok((receiver.rotate_left(5) ^ function) & i64::MAX)
}

fn compare(vm: &mut Vm, operator: Comparison, a: Value, b: Value) -> NativeResult {
    let (Some(a), Some(b)) = (a.as_ref::<BoundMethod>(), b.as_ref::<BoundMethod>()) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    let equal = match operator {
        Comparison::Eq | Comparison::Ne => a.receiver == b.receiver && vm.equal(a.function, b.function)?,
        _ => return Ok(Value::NOT_IMPLEMENTED),
    };
    Ok(Value::from_bool(equal == (operator == Comparison::Eq)))
}

/// A method has the attributes of its function.
fn get_attribute(vm: &mut Vm, method: Value, name: Value) -> Result<Option<Value>, Raised> {
    vm.find_attribute(function(method), name)
}

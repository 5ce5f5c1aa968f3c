//! Tuples whose items also have names, such as the results of `os.stat` and `time.localtime`.
//!
//! Such a type is static, derived from `tuple`; its first members are the getters of the items, in order.

use runtime::native::{Args, Member};
use runtime::native::{MemberKind, NativeResult};
use runtime::object::{Kind, Ref, Tuple, Type};
use runtime::text_builder::TextBuilder;
use runtime::types::Slots;
use runtime::types::tuple::TUPLE;
use runtime::value::Value;
use runtime::vm::Vm;

/// The operations of such types.
pub static SLOTS: Slots = Slots { new: Some(new), repr: Some(repr), ..*TUPLE.slots };

/// A type with these members, in a module.
pub const fn named_tuple(name: &'static str, module: &'static str, members: &'static [Member]) -> Type {
    Type::builtin(name, Kind::Tuple, "iterable, /", &SLOTS, members)
        .with_base(&TUPLE)
        .in_module(module)
        .with_flags(Type::NO_DICT | Type::SEQUENCE)
}

/// The getter of an item.
pub fn item<const INDEX: usize>(_: &mut Vm, value: Value) -> NativeResult {
    let item = value.as_ref::<Tuple>().and_then(|tuple| tuple.as_slice().get(INDEX).copied());
    Ok(item.unwrap_or(Value::NONE))
}

/// An instance of such a type.
pub fn make(vm: &mut Vm, class: &'static Type, items: &[Value]) -> NativeResult {
    let tuple = vm.new_tuple(items)?;
    vm.extend(tuple, Ref::from_static(class))
}

fn names(class: &Type) -> impl Iterator<Item = &'static str> {
    class.members().iter().filter_map(|member| match member.what() {
        MemberKind::Property(_) => Some(member.name()),
        _ => None,
    })
}

fn new(vm: &mut Vm, class: Ref<Type>, args: &Args) -> NativeResult {
    let tuple = vm.collect_tuple(args.at(0))?;
    let expected = names(&class).count();
    let given = tuple.as_ref::<Tuple>().map_or(0, |tuple| tuple.len());
    if given != expected {
        let name = class.static_name();
        let module = class.static_module();
        let message = format_args!("{module}.{name}() takes an at least {expected}-sequence ({given}-sequence given)");
        return Err(vm.type_error(message));
    }
    vm.extend(tuple, class)
}

fn repr(vm: &mut Vm, value: Value) -> NativeResult {
    vm.check_machine_stack()?;
    let class = vm.class_of(value);
    let mut text = TextBuilder::new();
    if !class.static_module().is_empty() {
        text.push_format(format_args!("{}.", class.static_module()));
    }
    text.push_format(format_args!("{}(", class.static_name()));
    for (index, name) in names(&class).enumerate() {
        let item = value.as_ref::<Tuple>().and_then(|tuple| tuple.as_slice().get(index).copied());
        let shown = vm.repr(item.unwrap_or(Value::NONE))?;
        text.push_format(format_args!("{}{name}=", if index == 0 { "" } else { ", " }));
        text.push_str(shown);
    }
    text.push(b")");
    text.finish(vm)
}

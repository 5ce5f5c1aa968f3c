//! `BaseExceptionGroup` and `ExceptionGroup`.

use super::fields::{self, Family};
use super::handle::{Parts, is_exception_class, notes};
use super::{BASE_EXCEPTION_GROUP, EXCEPTION, EXCEPTION_GROUP, base, is_group_class};
use crate::native::{Args, Member, NativeResult};
use crate::object::{Dict, Exception, Kind, List, Ref, Str, Tuple, Type};
use crate::protocol::text::TypeName;
use crate::symbols::sym;
use crate::text_builder::TextBuilder;
use crate::types::Slots;
use crate::value::Value;
use crate::vm::{Raised, Vm};

/// The operations of exception groups.
pub static SLOTS: Slots = Slots { new: Some(new), init: Some(init), str: Some(str), ..base::COMMON };

const MESSAGE: usize = 0;
const EXCEPTIONS: usize = 1;
const FAMILY: Family = Family(Family::GROUP);

/// The attributes of exception groups.
pub static MEMBERS: &[Member] = &[
    Member::getter("message", fields::get::<{ Family::GROUP }, MESSAGE>),
    Member::getter("exceptions", fields::get::<{ Family::GROUP }, EXCEPTIONS>),
    Member::function("derive", "self, excs, /", derive, "A new group with the same message."),
    Member::function("split", "self, condition, /", split, "The parts that match a condition and that do not."),
    Member::function("subgroup", "self, condition, /", subgroup, "The part that matches a condition."),
    Member::class_method("__class_getitem__", "cls, item, /", class_get_item, ""),
];

/// The exceptions of a group.
pub fn exceptions(group: &Exception) -> &[Value] {
    match FAMILY.field(group, EXCEPTIONS).and_then(Value::as_ref::<Tuple>) {
        // SAFETY: the group refers to the tuple, which is immutable, and the attribute cannot be set.
        Some(tuple) => unsafe { &*core::ptr::from_ref(tuple.as_slice()) },
        None => &[],
    }
}

/// A group of exceptions, of which there is at least one.
pub fn create(vm: &mut Vm, message: Value, exceptions: &[Value]) -> Result<Ref<Exception>, Raised> {
    let tuple = vm.new_tuple(exceptions)?;
    build(vm, Ref::from_static(&BASE_EXCEPTION_GROUP), message, tuple, tuple)
}

fn new(vm: &mut Vm, class: Ref<Type>, args: &Args) -> NativeResult {
    let (Some(message), Some(sequence), 2) = (args.rest_at(0), args.rest_at(1), args.rest_len()) else {
        let count = args.rest_len();
        let message = format_args!("BaseExceptionGroup.__new__() takes exactly 2 arguments ({count} given)");
        return Err(vm.type_error(message));
    };
    if message.as_ref::<Str>().is_none() {
        let got = vm.type_name(message);
        let message = format_args!("BaseExceptionGroup.__new__() argument 1 must be str, not {got}");
        return Err(vm.type_error(message));
    }
    let is_sequence = match sequence.raw_kind() & !crate::object::EXTENDED {
        kind if kind == Kind::List as u8 || kind == Kind::Tuple as u8 => true,
        kind if kind == Kind::Dict as u8 || kind == Kind::Set as u8 || kind == Kind::FrozenSet as u8 => false,
        _ => {
            let class = vm.class_of(sequence);
            class.slots.get_item.is_some() || vm.class_lookup(class, sym::__getitem__.value())?.is_some()
        }
    };
    if !is_sequence {
        return Err(vm.type_error(format_args!("second argument (exceptions) must be a sequence")));
    }
    let tuple = base::tuple_of(vm, sequence)?;
    build(vm, class, message, sequence, tuple).map(Ref::value)
}

/// Makes a group from a tuple of exceptions; `sequence` is what the caller gave.
fn build(
    vm: &mut Vm,
    class: Ref<Type>,
    message: Value,
    sequence: Value,
    tuple: Value,
) -> Result<Ref<Exception>, Raised> {
    let items = tuple.as_ref::<Tuple>();
    let items = items.as_ref().map_or(&[][..], |tuple| tuple.as_slice());
    if items.is_empty() {
        return Err(vm.value_error(format_args!("second argument (exceptions) must be a non-empty sequence")));
    }
    let mut nested_base = false;
    for (index, item) in items.iter().enumerate() {
        if item.as_ref::<Exception>().is_none() {
            let message = format_args!("Item {index} of second argument (exceptions) is not an exception");
            return Err(vm.value_error(message));
        }
        nested_base |= !vm.is_instance(*item, Ref::from_static(&EXCEPTION));
    }
    let mut class = class;
    if class == Ref::from_static(&BASE_EXCEPTION_GROUP) {
        if !nested_base {
            class = Ref::from_static(&EXCEPTION_GROUP);
        }
    } else if nested_base && vm.is_subclass(class, Ref::from_static(&EXCEPTION)) {
        if class == Ref::from_static(&EXCEPTION_GROUP) {
            return Err(vm.type_error(format_args!("Cannot nest BaseExceptions in an ExceptionGroup")));
        }
        let name = TypeName(class);
        return Err(vm.type_error(format_args!("Cannot nest BaseExceptions in '{name}'")));
    }
    let group = vm.new_exception(class, &[message, sequence])?;
    if sequence != tuple {
        fields::assign(vm, group, &[Some(message), Some(tuple)])?;
    }
    Ok(group)
}

fn init(vm: &mut Vm, value: Value, args: &Args) -> Result<(), Raised> {
    // The attributes are those that `__new__` was given, whatever happens to the arguments.
    if let Some(group) = value.as_ref::<Exception>()
        && !base::arguments(&group).iter().copied().eq(args.rest())
    {
        fields::pin(vm, value)?;
    }
    base::init(vm, value, args)
}

fn str(vm: &mut Vm, value: Value) -> NativeResult {
    let Some(group) = value.as_ref::<Exception>() else { return Ok(sym::EMPTY.value()) };
    let count = exceptions(&group).len();
    let mut text = TextBuilder::new();
    text.push_str(FAMILY.field(&group, MESSAGE).unwrap_or(Value::NONE));
    text.push_format(format_args!(" ({count} sub-exception{})", if count == 1 { "" } else { "s" }));
    text.finish(vm)
}

fn class_get_item(vm: &mut Vm, args: &Args) -> NativeResult {
    let _ = vm;
    Ok(args.at(0))
}

fn derive(vm: &mut Vm, args: &Args) -> NativeResult {
    let message = args.at(0).as_ref::<Exception>().and_then(|group| FAMILY.field(&group, MESSAGE));
    let tuple = base::tuple_of(vm, args.at(1))?;
    let class = Ref::from_static(&BASE_EXCEPTION_GROUP);
    build(vm, class, message.unwrap_or(sym::EMPTY.value()), args.at(1), tuple).map(Ref::value)
}

/// By what a group is split.
#[derive(Clone, Copy)]
enum Condition {
    /// Exceptions of a class, or of one of a tuple of classes.
    Class(Value),
    /// Exceptions for which a function returns something true.
    Function(Value),
    /// Exceptions that are leaves of the groups in a list.
    Among(Ref<List>),
}

impl Condition {
    fn of(vm: &mut Vm, value: Value) -> Result<Condition, Raised> {
        let is_class = |value: &Value| value.as_ref::<Type>().is_some_and(|class| is_exception_class(&class));
        match value.as_ref::<Tuple>() {
            Some(tuple) if tuple.as_slice().iter().all(is_class) => return Ok(Condition::Class(value)),
            None if is_class(&value) => return Ok(Condition::Class(value)),
            None if vm.is_callable_function(value) => return Ok(Condition::Function(value)),
            _ => {}
        }
        Err(vm.type_error(format_args!("expected a function, exception type or tuple of exception types")))
    }

    fn holds(self, vm: &mut Vm, exception: Value) -> Result<bool, Raised> {
        match self {
            Condition::Class(class) => vm.exception_matches(exception, class),
            Condition::Function(function) => {
                let result = vm.call(function, &[exception])?;
                vm.truth(result)
            }
            Condition::Among(groups) => {
                if is_group_class(&vm.class_of(exception)) {
                    return Ok(false);
                }
                let mut found = false;
                for index in 0..groups.len() {
                    if let Some(group) = groups.get(index) {
                        found |= contains_leaf(vm, group, exception)?;
                    }
                }
                Ok(found)
            }
        }
    }
}

impl Vm {
    /// Whether a value can be the function of `split` and `subgroup`: anything callable but a class.
    fn is_callable_function(&mut self, value: Value) -> bool {
        if value.as_ref::<Type>().is_some() {
            return false;
        }
        let class = self.class_of(value);
        let is_function = [Kind::Function, Kind::Native, Kind::BoundMethod].into_iter().any(|kind| value.is_kind(kind));
        is_function
            || class.slots.call.is_some()
            || matches!(self.class_lookup(class, sym::__call__.value()), Ok(Some(_)))
    }
}

fn contains_leaf(vm: &mut Vm, group: Value, leaf: Value) -> Result<bool, Raised> {
    vm.check_machine_stack()?;
    if group == leaf {
        return Ok(true);
    }
    let Some(exception) = group.as_ref::<Exception>().filter(|e| is_group_class(&e.class.get())) else {
        return Ok(false);
    };
    for &item in exceptions(&exception) {
        if contains_leaf(vm, item, leaf)? {
            return Ok(true);
        }
    }
    Ok(false)
}

fn split(vm: &mut Vm, args: &Args) -> NativeResult {
    let condition = Condition::of(vm, args.at(1))?;
    let (matched, rest) = partition(vm, args.at(0), condition, true)?;
    vm.new_tuple(&[matched.unwrap_or(Value::NONE), rest.unwrap_or(Value::NONE)])
}

fn subgroup(vm: &mut Vm, args: &Args) -> NativeResult {
    let condition = Condition::of(vm, args.at(1))?;
    let (matched, _) = partition(vm, args.at(0), condition, false)?;
    Ok(matched.unwrap_or(Value::NONE))
}

/// The part of a group whose leaves are in the groups of a list.
pub(super) fn projection(vm: &mut Vm, group: Value, keep: Ref<List>) -> Result<Option<Value>, Raised> {
    if keep.is_empty() {
        return Ok(None);
    }
    Ok(partition(vm, group, Condition::Among(keep), false)?.0)
}

fn partition(vm: &mut Vm, value: Value, condition: Condition, with_rest: bool) -> Result<Parts, Raised> {
    vm.check_machine_stack()?;
    if condition.holds(vm, value)? {
        return Ok((Some(value), None));
    }
    let Some(group) = value.as_ref::<Exception>().filter(|e| is_group_class(&e.class.get())) else {
        return Ok((None, Some(value).filter(|_| with_rest)));
    };
    let matched = vm.new_list(&[])?;
    let rest = vm.new_list(&[])?;
    for &item in exceptions(&group) {
        let (item_matched, item_rest) = partition(vm, item, condition, with_rest)?;
        if let Some(item) = item_matched {
            vm.list_push(matched, item)?;
        }
        if let Some(item) = item_rest {
            vm.list_push(rest, item)?;
        }
    }
    let matched = subset(vm, value, matched)?;
    let rest = if with_rest { subset(vm, value, rest)? } else { None };
    Ok((matched, rest))
}

/// A group like `original` with some of its exceptions; nothing if there are none.
fn subset(vm: &mut Vm, original: Value, items: Ref<List>) -> Result<Option<Value>, Raised> {
    if items.is_empty() {
        return Ok(None);
    }
    let made = vm.call_method(original, sym::derive, &[items.value()])?;
    vm.keep(made);
    let (Some(group), Some(original)) = (made.as_ref::<Exception>(), original.as_ref::<Exception>()) else {
        return Err(derive_failed(vm));
    };
    if !is_group_class(&group.class.get()) {
        return Err(derive_failed(vm));
    }
    group.traceback.set(original.traceback.get());
    group.context.set(original.context.get());
    group.cause.set(original.cause.get());
    group.suppress_context.set(original.suppress_context.get());
    copy_notes(vm, &original, group)?;
    Ok(Some(made))
}

fn copy_notes(vm: &mut Vm, original: &Exception, group: Ref<Exception>) -> Result<(), Raised> {
    let Some(notes) = notes(original) else { return Ok(()) };
    let copy = match (notes.as_ref::<List>(), notes.as_ref::<Tuple>()) {
        (Some(list), _) => vm.new_list(list.as_slice())?,
        (_, Some(tuple)) => vm.new_list(tuple.as_slice())?,
        _ => return Ok(()),
    };
    let dict = match group.dict.get().and_then(Value::as_ref::<Dict>) {
        Some(dict) => dict,
        None => vm.new_dict(1)?,
    };
    vm.dict_set_name(dict, sym::__notes__, copy.value())?;
    group.dict.set(Some(dict.value()));
    Ok(())
}

fn derive_failed(vm: &mut Vm) -> Raised {
    vm.type_error(format_args!("derive must return an instance of BaseExceptionGroup"))
}

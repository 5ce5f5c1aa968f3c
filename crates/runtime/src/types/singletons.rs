//! The types of `None`, `...` and `NotImplemented`.

use crate::native::{Args, NativeResult};
use crate::object::{Kind, Type};
use crate::symbols::{Symbol, sym};
use crate::types::Slots;
use crate::value::Value;
use crate::vm::Vm;

/// The hash of `None`, the same in every run.
const NONE_HASH: i64 = 0xfca8_6420;

static NONE_SLOTS: Slots = Slots {
    new: Some(|vm, _, args| only(vm, Value::NONE, "NoneType", args)),
    repr: Some(|_, _| name(sym::None_)),
    hash: Some(|_, _| Ok(NONE_HASH)),
    boolean: Some(|_, _| Ok(false)),
    ..Slots::NONE
};

static ELLIPSIS_SLOTS: Slots = Slots {
    new: Some(|vm, _, args| only(vm, Value::ELLIPSIS, "EllipsisType", args)),
    repr: Some(|_, _| name(sym::Ellipsis)),
    ..Slots::NONE
};

static NOT_IMPLEMENTED_SLOTS: Slots = Slots {
    new: Some(|vm, _, args| only(vm, Value::NOT_IMPLEMENTED, "NotImplementedType", args)),
    repr: Some(|_, _| name(sym::NotImplemented)),
    ..Slots::NONE
};

/// `NoneType`
pub static NONE_TYPE: Type =
    Type::builtin("NoneType", Kind::Instance, "*args, **kwargs", &NONE_SLOTS, &[]).with_doc("The type of None.");

/// `ellipsis`
pub static ELLIPSIS_TYPE: Type =
    Type::builtin("ellipsis", Kind::Instance, "*args, **kwargs", &ELLIPSIS_SLOTS, &[]).with_doc("The type of `...`.");

/// `NotImplementedType`
pub static NOT_IMPLEMENTED_TYPE: Type =
    Type::builtin("NotImplementedType", Kind::Instance, "*args, **kwargs", &NOT_IMPLEMENTED_SLOTS, &[])
        .with_doc("The type of NotImplemented.");

fn name(symbol: Symbol) -> NativeResult {
    Ok(symbol.value())
}

/// The only instance of a type, whose constructor takes nothing.
fn only(vm: &mut Vm, instance: Value, class: &str, args: &Args) -> NativeResult {
    if args.rest_len() > 0 || args.keywords().is_some() {
        return Err(vm.type_error(format_args!("{class} takes no arguments")));
    }
    Ok(instance)
}

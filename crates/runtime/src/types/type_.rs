//! `type`.

use crate::native::Member;
use crate::object::{Kind, Type};
use crate::types::Slots;

static SLOTS: Slots = Slots { ..Slots::NONE };

static MEMBERS: &[Member] = &[];

/// `type`
pub static TYPE: Type = Type::builtin("type", Kind::Type, "*args, **kwargs", &SLOTS, MEMBERS).with_flags(Type::BASE);
pub fn set_type_attribute(_: &mut crate::vm::Vm, _: crate::object::Ref<Type>, _: crate::value::Value, _: Option<crate::value::Value>) -> Result<(), crate::vm::Raised> { Ok(()) }
pub fn instantiate(_: &mut crate::vm::Vm, c: crate::object::Ref<Type>, _: &[Option<crate::value::Value>], _: Option<crate::value::Value>) -> crate::native::NativeResult { Ok(c.value()) }

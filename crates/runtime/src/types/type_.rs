//! `type`.

use crate::native::Member;
use crate::object::{Kind, Type};
use crate::types::Slots;

static SLOTS: Slots = Slots { ..Slots::NONE };

static MEMBERS: &[Member] = &[];

/// `type`
pub static TYPE: Type = Type::builtin("type", Kind::Type, "*args, **kwargs", &SLOTS, MEMBERS).with_flags(Type::BASE);

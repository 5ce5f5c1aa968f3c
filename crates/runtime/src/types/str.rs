//! `str`.

use crate::native::Member;
use crate::object::{Kind, Type};
use crate::types::Slots;

static SLOTS: Slots = Slots { ..Slots::NONE };

static MEMBERS: &[Member] = &[];

/// `str`
pub static STR: Type = Type::builtin("str", Kind::Str, "*args, **kwargs", &SLOTS, MEMBERS).with_flags(Type::BASE);

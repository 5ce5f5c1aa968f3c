//! `set`.

use crate::native::Member;
use crate::object::{Kind, Type};
use crate::types::Slots;

static SLOTS: Slots = Slots { ..Slots::NONE };

static MEMBERS: &[Member] = &[];

/// `set`
pub static SET: Type = Type::builtin("set", Kind::Set, "*args, **kwargs", &SLOTS, MEMBERS).with_flags(Type::BASE);

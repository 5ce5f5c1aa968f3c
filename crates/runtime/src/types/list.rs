//! `list`.

use crate::native::Member;
use crate::object::{Kind, Type};
use crate::types::Slots;

static SLOTS: Slots = Slots { ..Slots::NONE };

static MEMBERS: &[Member] = &[];

/// `list`
pub static LIST: Type = Type::builtin("list", Kind::List, "*args, **kwargs", &SLOTS, MEMBERS).with_flags(Type::BASE);

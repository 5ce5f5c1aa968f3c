//! `code`.

use crate::native::Member;
use crate::object::{Kind, Type};
use crate::types::Slots;

static SLOTS: Slots = Slots { ..Slots::NONE };

static MEMBERS: &[Member] = &[];

/// `code`
pub static CODE: Type = Type::builtin("code", Kind::Code, "*args, **kwargs", &SLOTS, MEMBERS);

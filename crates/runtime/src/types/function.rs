//! `function`.

use crate::native::Member;
use crate::object::{Kind, Type};
use crate::types::Slots;

static SLOTS: Slots = Slots { ..Slots::NONE };

static MEMBERS: &[Member] = &[];

/// `function`
pub static FUNCTION: Type = Type::builtin("function", Kind::Function, "*args, **kwargs", &SLOTS, MEMBERS);

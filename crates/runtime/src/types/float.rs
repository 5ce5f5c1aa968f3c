//! `float`.

use crate::native::Member;
use crate::object::{Kind, Type};
use crate::types::Slots;

static SLOTS: Slots = Slots { ..Slots::NONE };

static MEMBERS: &[Member] = &[];

/// `float`
pub static FLOAT: Type = Type::builtin("float", Kind::Float, "*args, **kwargs", &SLOTS, MEMBERS).with_flags(Type::BASE);

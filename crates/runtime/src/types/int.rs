//! `int`.

use crate::native::Member;
use crate::object::{Kind, Type};
use crate::types::Slots;

static SLOTS: Slots = Slots { ..Slots::NONE };

static MEMBERS: &[Member] = &[];

/// `int`
pub static INT: Type = Type::builtin("int", Kind::BigInt, "*args, **kwargs", &SLOTS, MEMBERS).with_flags(Type::BASE);

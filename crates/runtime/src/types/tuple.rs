//! `tuple`.

use crate::native::Member;
use crate::object::{Kind, Type};
use crate::types::Slots;

static SLOTS: Slots = Slots { ..Slots::NONE };

static MEMBERS: &[Member] = &[];

/// `tuple`
pub static TUPLE: Type = Type::builtin("tuple", Kind::Tuple, "*args, **kwargs", &SLOTS, MEMBERS).with_flags(Type::BASE);

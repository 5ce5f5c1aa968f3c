//! `super`.

use crate::native::Member;
use crate::object::Type;
use crate::types::Slots;

static SLOTS: Slots = Slots { ..Slots::NONE };

static MEMBERS: &[Member] = &[];

/// `super`
pub static SUPER: Type = Type::record("super", 3, "*args, **kwargs", &SLOTS, MEMBERS);

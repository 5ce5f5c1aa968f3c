//! `classmethod`.

use crate::native::Member;
use crate::object::Type;
use crate::types::Slots;

static SLOTS: Slots = Slots { ..Slots::NONE };

static MEMBERS: &[Member] = &[];

/// `classmethod`
pub static CLASSMETHOD: Type = Type::record("classmethod", 1, "*args, **kwargs", &SLOTS, MEMBERS);

//! `range`.

use crate::native::Member;
use crate::object::Type;
use crate::types::Slots;

static SLOTS: Slots = Slots { ..Slots::NONE };

static MEMBERS: &[Member] = &[];

/// `range`
pub static RANGE: Type = Type::record("range", 3, "*args, **kwargs", &SLOTS, MEMBERS);

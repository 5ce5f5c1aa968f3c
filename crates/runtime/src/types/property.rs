//! `property`.

use crate::native::Member;
use crate::object::Type;
use crate::types::Slots;

static SLOTS: Slots = Slots { ..Slots::NONE };

static MEMBERS: &[Member] = &[];

/// `property`
pub static PROPERTY: Type = Type::record("property", 5, "*args, **kwargs", &SLOTS, MEMBERS);

//! `staticmethod`.

use crate::native::Member;
use crate::object::Type;
use crate::types::Slots;

static SLOTS: Slots = Slots { ..Slots::NONE };

static MEMBERS: &[Member] = &[];

/// `staticmethod`
pub static STATICMETHOD: Type = Type::record("staticmethod", 1, "*args, **kwargs", &SLOTS, MEMBERS);

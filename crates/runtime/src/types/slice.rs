//! `slice`.

use crate::native::Member;
use crate::object::Type;
use crate::types::Slots;

static SLOTS: Slots = Slots { ..Slots::NONE };

static MEMBERS: &[Member] = &[];

/// `slice`
pub static SLICE: Type = Type::record("slice", 3, "*args, **kwargs", &SLOTS, MEMBERS);

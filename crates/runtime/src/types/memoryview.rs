//! `memoryview`.

use crate::native::Member;
use crate::object::Type;
use crate::types::Slots;

static SLOTS: Slots = Slots { ..Slots::NONE };

static MEMBERS: &[Member] = &[];

/// `memoryview`
pub static MEMORYVIEW: Type = Type::record("memoryview", 8, "*args, **kwargs", &SLOTS, MEMBERS);

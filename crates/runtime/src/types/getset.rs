//! `getset_descriptor`.

use crate::native::Member;
use crate::object::{Kind, Type};
use crate::types::Slots;

static SLOTS: Slots = Slots { ..Slots::NONE };

static MEMBERS: &[Member] = &[];

/// `getset_descriptor`
pub static GETSET: Type = Type::builtin("getset_descriptor", Kind::GetSet, "*args, **kwargs", &SLOTS, MEMBERS);

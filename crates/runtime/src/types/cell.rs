//! `cell`.

use crate::native::Member;
use crate::object::{Kind, Type};
use crate::types::Slots;

static SLOTS: Slots = Slots { ..Slots::NONE };

static MEMBERS: &[Member] = &[];

/// `cell`
pub static CELL: Type = Type::builtin("cell", Kind::Cell, "*args, **kwargs", &SLOTS, MEMBERS);

//! `dict`.

use crate::native::Member;
use crate::object::{Kind, Type};
use crate::types::Slots;

static SLOTS: Slots = Slots { ..Slots::NONE };

static MEMBERS: &[Member] = &[];

/// `dict`
pub static DICT: Type = Type::builtin("dict", Kind::Dict, "*args, **kwargs", &SLOTS, MEMBERS).with_flags(Type::BASE);

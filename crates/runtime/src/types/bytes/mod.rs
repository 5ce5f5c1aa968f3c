//! `bytes`.

use crate::native::Member;
use crate::object::{Kind, Type};
use crate::types::Slots;

static SLOTS: Slots = Slots { ..Slots::NONE };

static MEMBERS: &[Member] = &[];

/// `bytes`
pub static BYTES: Type = Type::builtin("bytes", Kind::Bytes, "*args, **kwargs", &SLOTS, MEMBERS).with_flags(Type::BASE);

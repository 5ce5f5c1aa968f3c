//! `method`.

use crate::native::Member;
use crate::object::{Kind, Type};
use crate::types::Slots;

static SLOTS: Slots = Slots { ..Slots::NONE };

static MEMBERS: &[Member] = &[];

/// `method`
pub static METHOD: Type = Type::builtin("method", Kind::BoundMethod, "*args, **kwargs", &SLOTS, MEMBERS);

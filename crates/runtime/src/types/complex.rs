//! `complex`.

use crate::native::Member;
use crate::object::{Kind, Type};
use crate::types::Slots;

static SLOTS: Slots = Slots { ..Slots::NONE };

static MEMBERS: &[Member] = &[];

/// `complex`
pub static COMPLEX: Type =
    Type::builtin("complex", Kind::Complex, "*args, **kwargs", &SLOTS, MEMBERS).with_flags(Type::BASE);

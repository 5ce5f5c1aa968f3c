//! `frozenset`.

use crate::native::Member;
use crate::object::{Kind, Type};
use crate::types::Slots;

static SLOTS: Slots = Slots { ..Slots::NONE };

static MEMBERS: &[Member] = &[];

/// `frozenset`
pub static FROZENSET: Type =
    Type::builtin("frozenset", Kind::FrozenSet, "*args, **kwargs", &SLOTS, MEMBERS).with_flags(Type::BASE);

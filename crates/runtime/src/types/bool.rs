//! `bool`.

use crate::native::Member;
use crate::object::{Kind, Type};
use crate::types::Slots;

static SLOTS: Slots = Slots { ..Slots::NONE };

static MEMBERS: &[Member] = &[];

/// `bool`
pub static BOOL: Type =
    Type::builtin("bool", Kind::BigInt, "x=False, /", &SLOTS, MEMBERS).with_base(&crate::types::int::INT);

//! `bytearray`.

use crate::native::Member;
use crate::object::{Kind, Type};
use crate::types::Slots;

static SLOTS: Slots = Slots { ..Slots::NONE };

static MEMBERS: &[Member] = &[];

/// `bytearray`
pub static BYTEARRAY: Type =
    Type::builtin("bytearray", Kind::ByteArray, "*args, **kwargs", &SLOTS, MEMBERS).with_flags(Type::BASE);

//! `module`.

use crate::native::Member;
use crate::object::{Kind, Type};
use crate::types::Slots;

static SLOTS: Slots = Slots { ..Slots::NONE };

static MEMBERS: &[Member] = &[];

/// `module`
pub static MODULE: Type =
    Type::builtin("module", Kind::Module, "*args, **kwargs", &SLOTS, MEMBERS).with_flags(Type::BASE);

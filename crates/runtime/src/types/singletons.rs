//! `NoneType`.

use crate::native::Member;
use crate::object::{Kind, Type};
use crate::types::Slots;

static SLOTS: Slots = Slots { ..Slots::NONE };

static MEMBERS: &[Member] = &[];

/// `NoneType`
pub static NONE_TYPE: Type = Type::builtin("NoneType", Kind::Instance, "*args, **kwargs", &SLOTS, MEMBERS);

/// `ellipsis`
pub static ELLIPSIS_TYPE: Type = Type::builtin("ellipsis", Kind::Instance, "*args, **kwargs", &SLOTS, MEMBERS);

/// `NotImplementedType`
pub static NOT_IMPLEMENTED_TYPE: Type =
    Type::builtin("NotImplementedType", Kind::Instance, "*args, **kwargs", &SLOTS, MEMBERS);

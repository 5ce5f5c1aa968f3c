//! `builtin_function_or_method`.

use crate::native::Member;
use crate::object::{Kind, Type};
use crate::types::Slots;

static SLOTS: Slots = Slots { ..Slots::NONE };

static MEMBERS: &[Member] = &[];

/// `builtin_function_or_method`
pub static NATIVE: Type = Type::builtin("builtin_function_or_method", Kind::Native, "*args, **kwargs", &SLOTS, MEMBERS);

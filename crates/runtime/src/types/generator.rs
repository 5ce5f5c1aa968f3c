//! `generator`.

use crate::native::Member;
use crate::object::{Kind, Type};
use crate::types::Slots;

static SLOTS: Slots = Slots { ..Slots::NONE };

static MEMBERS: &[Member] = &[];

/// `generator`
pub static GENERATOR: Type = Type::builtin("generator", Kind::Generator, "*args, **kwargs", &SLOTS, MEMBERS);

/// `coroutine`
pub static COROUTINE: Type = Type::builtin("coroutine", Kind::Generator, "*args, **kwargs", &SLOTS, MEMBERS);

/// `async_generator`
pub static ASYNC_GENERATOR: Type =
    Type::builtin("async_generator", Kind::Generator, "*args, **kwargs", &SLOTS, MEMBERS);
pub static ASYNC_GENERATOR_WRAPPED_VALUE: Type = Type::record("async_generator_wrapped_value", 1, "", &SLOTS, MEMBERS);

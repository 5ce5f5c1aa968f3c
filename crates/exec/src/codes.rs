//! The numbers that the instruction loop dispatches on.

use bytecode::for_each_op;
use runtime::value::{Value, Word};

macro_rules! define_codes {
    ($($name:ident = $code:literal, $a:ident, $b:ident, $c:ident, $ext:ident, $doc:literal;)*) => {
        /// Opcode bytes without the event mark.
        #[allow(non_upper_case_globals, dead_code)]
        pub(crate) mod plain { $(pub const $name: u32 = $code;)* }
        /// Opcode bytes with the event mark.
        #[allow(non_upper_case_globals, dead_code)]
        pub(crate) mod marked { $(pub const $name: u32 = $code | 0x80;)* }
        /// Opcode bytes without the event mark where marks are looked at.
        #[allow(non_upper_case_globals, dead_code)]
        pub(crate) mod looked_at { $(pub const $name: u32 = $code | 0x100;)* }
    };
}
for_each_op!(define_codes);

/// The pattern of opcodes: in both forms where marks are not looked at, and without the mark where they are.
macro_rules! op {
    ($($name:ident)|+) => { $(plain::$name | marked::$name | looked_at::$name)|+ };
}
pub(crate) use op;

pub(crate) const TRUE: Word = Value::TRUE.word();
pub(crate) const FALSE: Word = Value::FALSE.word();
pub(crate) const NONE: Word = Value::NONE.word();

/// What `LoadSpecial` loads.
pub(crate) const SPECIALS: [Word; 8] =
    [0, NONE, FALSE, TRUE, Value::ELLIPSIS.word(), Value::NOT_IMPLEMENTED.word(), NONE, NONE];

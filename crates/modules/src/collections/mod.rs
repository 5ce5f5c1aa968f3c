//! `collections`: containers beyond the builtin ones.
//!
//! | file | what |
//! |---|---|
//! | `ring.rs` | the storage of a deque |
//! | `deque.rs` | `deque` |
//! | `ordered_dict.rs` | `OrderedDict` |
//! | `default_dict.rs` | `defaultdict` |
//! | `named_tuple.rs` | `namedtuple` |

mod default_dict;
mod deque;
mod named_tuple;
mod ordered_dict;
mod ring;

pub use default_dict::DEFAULT_DICT;
pub use deque::DEQUE;
pub use ordered_dict::ORDERED_DICT;

use runtime::native::{Member, ModuleDefinition};

/// `collections`
pub static MODULE: ModuleDefinition = ModuleDefinition {
    name: "collections",
    doc: runtime::native::doc("Containers beyond the builtin ones."),
    members: MEMBERS,
    initialize: None,
};

static MEMBERS: &[Member] = &[
    Member::class("deque", &DEQUE),
    Member::class("OrderedDict", &ORDERED_DICT),
    Member::class("defaultdict", &DEFAULT_DICT),
    Member::function(
        "namedtuple",
        "typename, field_names, *, rename=False, defaults=None, module=None",
        named_tuple::named_tuple,
        "A class of tuples whose items have names.",
    ),
    #[cfg(feature = "frozen")]
    Member::lazy("Counter", |vm| crate::frozen::attribute(vm, b"_collections", b"Counter")),
    #[cfg(feature = "frozen")]
    Member::lazy("ChainMap", |vm| crate::frozen::attribute(vm, b"_collections", b"ChainMap")),
];

//! `itertools`: iterators made of iterators.
//!
//! Every one is a record. The fields and what they mean are at the type.
//!
//! | file | what |
//! |---|---|
//! | `mod.rs` | the table and what the files share |
//! | `endless.rs` | `count`, `cycle`, `repeat` |
//! | `selection.rs` | `islice`, `takewhile`, `dropwhile`, `filterfalse`, `compress` |
//! | `joining.rs` | `chain`, `zip_longest`, `starmap`, `accumulate`, `pairwise`, `batched` |
//! | `grouping.rs` | `groupby`, `tee` |
//! | `combinatoric.rs` | `product`, `permutations`, `combinations` and with replacement |

mod combinatoric;
mod endless;
mod grouping;
mod joining;
mod selection;

use runtime::native::{Member, ModuleDefinition};
use runtime::object::{Record, Ref};
use runtime::value::Value;

/// `itertools`
pub static MODULE: ModuleDefinition = ModuleDefinition {
    name: "itertools",
    doc: runtime::native::doc("Iterators made of iterators."),
    members: MEMBERS,
    initialize: None,
};

static MEMBERS: &[Member] = &[
    Member::class("count", &endless::COUNT),
    Member::class("cycle", &endless::CYCLE),
    Member::class("repeat", &endless::REPEAT),
    Member::class("islice", &selection::ISLICE),
    Member::class("takewhile", &selection::TAKEWHILE),
    Member::class("dropwhile", &selection::DROPWHILE),
    Member::class("filterfalse", &selection::FILTERFALSE),
    Member::class("compress", &selection::COMPRESS),
    Member::class("chain", &joining::CHAIN),
    Member::class("zip_longest", &joining::ZIP_LONGEST),
    Member::class("starmap", &joining::STARMAP),
    Member::class("accumulate", &joining::ACCUMULATE),
    Member::class("pairwise", &joining::PAIRWISE),
    Member::class("batched", &joining::BATCHED),
    Member::class("groupby", &grouping::GROUPBY),
    Member::function("tee", "iterable, n=2, /", grouping::tee, "Several iterators over the items of one."),
    Member::class("product", &combinatoric::PRODUCT),
    Member::class("permutations", &combinatoric::PERMUTATIONS),
    Member::class("combinations", &combinatoric::COMBINATIONS),
    Member::class("combinations_with_replacement", &combinatoric::WITH_REPLACEMENT),
];

/// A field of a record; `None` if it is empty.
fn field(record: Ref<Record>, index: usize) -> Value {
    record.get(index).unwrap_or(Value::NONE)
}

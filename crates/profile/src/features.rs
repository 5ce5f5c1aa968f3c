//! The modules and options that a build can have, a line each: to add one, add a line here and a cargo feature of its name to
//! the crate `amphis`, or to the port if the line says so.

use crate::file::{Level, Strategy};

/// A module or an option.
#[derive(Debug, PartialEq)]
pub struct Feature {
    /// Its name: of the module, of the option, and of the cargo feature.
    pub name: &'static str,
    /// What it is.
    pub kind: Kind,
    /// The least level that has it.
    pub level: Level,
    /// Others that it cannot do without.
    pub needs: &'static [&'static str],
    /// Bytes of heap without which it is of no use.
    pub heap: u64,
}

/// What a feature is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Kind {
    /// A module, or a group of modules, of the crate `amphis`.
    Module,
    /// A module that the interpreter itself needs.
    Always,
    /// Another feature of the crate `amphis`.
    Option,
    /// Another feature of the crate `amphis` that needs the loop with events.
    Events,
    /// A feature of the port, for boards.
    Port,
}

impl Feature {
    /// What cargo is asked for.
    pub fn cargo(&self) -> String {
        match self.kind {
            Kind::Port => self.name.into(),
            _ => format!("amphis/{}", self.name),
        }
    }

    /// Whether a file names it under `modules`, and not under `features`.
    pub fn is_module(&self) -> bool {
        matches!(self.kind, Kind::Module | Kind::Always) || self.name == "debug"
    }
}

const fn row(name: &'static str, kind: Kind, level: Level, needs: &'static [&'static str], heap: u64) -> Feature {
    Feature { name, kind, level, needs, heap }
}

use Kind::{Always, Events, Module, Option, Port};
use Level::{Basic, Core, Everything, Extra, Full, Minimum};

/// All of them. The levels are those at which MicroPython has the module or option; what it does not have is `full`, or
/// `everything` if it is for the development of programs.
pub static FEATURES: &[Feature] = &[
    row("array", Module, Core, &[], 0),
    row("cmath", Module, Extra, &["complex"], 0),
    row("collections", Module, Core, &[], 0),
    row("debug", Events, Everything, &["introspection", "os", "time", "types"], 0x1_0000),
    row("errno", Module, Extra, &[], 0),
    row("frozen", Module, Full, &["collections", "functools"], 0x8000),
    row("functools", Module, Full, &[], 0),
    row("gc", Module, Core, &[], 0),
    row("io", Always, Minimum, &[], 0),
    row("itertools", Module, Full, &[], 0),
    row("machine", Module, Core, &[], 0),
    row("math", Module, Core, &[], 0),
    row("micropython", Always, Minimum, &[], 0),
    row("operator", Module, Full, &[], 0),
    row("os", Module, Extra, &["io"], 0),
    row("random", Module, Extra, &[], 0),
    row("select", Module, Extra, &[], 0),
    row("string", Module, Full, &[], 0),
    row("struct", Module, Core, &[], 0),
    row("time", Module, Basic, &[], 0),
    row("types", Module, Full, &[], 0),
    row("vfs", Module, Extra, &["os"], 0),
    row("vfs-fat", Module, Full, &["vfs"], 0x2000),
    row("vfs-rom", Module, Extra, &["vfs"], 0),
    row("weakref", Module, Full, &[], 0),
    row("docs", Option, Everything, &[], 0),
    row("diagnostics", Option, Full, &[], 0),
    row("except-star", Option, Full, &["exception-groups"], 0),
    row("fast-decimal", Option, Everything, &[], 0),
    row("fast-sort", Option, Full, &[], 0),
    row("fast-search", Option, Full, &[], 0),
    row("jump", Events, Everything, &[], 0),
    row("monitoring", Events, Everything, &[], 0),
    row("hard-interrupts", Option, Core, &["machine"], 0),
    row("semihosting", Port, Minimum, &[], 0),
    row("match-statement", Option, Full, &[], 0),
    row("type-parameters", Option, Full, &["generics"], 0),
    row("unicode", Option, Full, &[], 0),
    row("unicode-identifiers", Option, Full, &[], 0),
    row("text-methods", Option, Full, &[], 0),
    row("number-methods", Option, Full, &[], 0),
    row("container-methods", Option, Full, &[], 0),
    row("introspection", Option, Full, &[], 0),
    row("complex", Option, Extra, &[], 0),
    row("exception-groups", Option, Full, &[], 0),
    row("async-generators", Option, Full, &[], 0),
    row("generics", Option, Full, &[], 0),
    row("module-functions", Option, Full, &[], 0),
];

/// The feature of a name.
pub fn find(name: &str) -> std::option::Option<&'static Feature> {
    FEATURES.iter().find(|feature| feature.name == name)
}

/// Bytes of flash that the smallest firmware with a strategy takes, rounded down, so that what is refused cannot work.
pub fn room(strategy: Strategy) -> u64 {
    match strategy {
        Strategy::Fast => 128 * 1024,
        Strategy::Tracing => 160 * 1024,
        Strategy::Dual => 192 * 1024,
    }
}

//! The keys of a profile's file. What is not given comes from the file it is based on, from the level, or from defaults.

use serde::Deserialize;
use std::fmt;
use toml::Spanned;

/// A value, with its place in the file.
pub type Value<T> = Option<Spanned<T>>;

/// A profile's file.
#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct File {
    /// The name of another profile in the same folder, whose values hold where this file gives none.
    pub base: Value<String>,
    /// The triple of the target as rustc names it.
    pub target: Value<String>,
    /// The processor as rustc names it, if code may need more than the target has: a unit for floats of 64 bits.
    pub cpu: Value<String>,
    /// The machine that QEMU emulates.
    pub machine: Value<String>,
    /// The name of the driver in `src/chips`.
    pub chip: Value<String>,
    /// How many features there are.
    pub level: Value<Level>,
    /// Which loops run Python.
    pub strategy: Value<Strategy>,
    /// The type of floats.
    pub float: Value<Float>,
    /// The compiler's optimization.
    pub opt_level: Value<OptLevel>,
    /// That of the crates exec, which has the loops, and heap.
    pub exec_opt_level: Value<OptLevel>,
    /// The memory map.
    pub memory: Memory,
    /// The processor's clock.
    pub clock: Clock,
    /// The console.
    pub uart: Uart,
    /// Python's memory.
    pub python: Python,
    /// File systems.
    pub filesystem: FileSystem,
    /// Limits of the interpreter.
    pub limits: Limits,
    /// Modules beside those of the level.
    pub modules: Changes,
    /// Options beside those of the level.
    pub features: Changes,
}

/// The memory map.
#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Memory {
    /// Where the program is.
    pub flash: Value<Region>,
    /// Where its data, the heap and the stacks are.
    pub ram: Value<Region>,
}

/// A range of addresses.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Region {
    /// The first address.
    pub origin: u32,
    /// Bytes.
    pub length: u32,
}

impl fmt::Display for Region {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} KiB at {:#010x}", self.length / 1024, self.origin)
    }
}

/// The processor's clock.
#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Clock {
    /// Cycles in a second.
    pub hertz: Value<u32>,
}

/// The console.
#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Uart {
    /// The address of its registers.
    pub base: Value<u32>,
    /// The number of its interrupt.
    pub interrupt: Value<u16>,
    /// Bits in a second.
    pub baud: Value<u32>,
}

/// Python's memory, in bytes.
#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Python {
    /// The limit of the heap.
    pub heap: Value<u64>,
    /// The stack of Python's frames.
    pub stack: Value<u64>,
    /// The stack of the machine.
    pub machine_stack: Value<u64>,
}

/// File systems.
#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct FileSystem {
    /// Bytes of RAM that are a disk, mounted on the root; its files outlast a soft reset.
    pub ram_disk: Value<u32>,
}

/// Limits of the interpreter, see `Configuration` in the crate amphis.
#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Limits {
    /// 1 drops asserts, 2 docstrings as well, 3 line numbers as well.
    pub optimization: Value<u8>,
    /// How many small objects of each kind are set aside for when the heap is locked.
    pub reserve: Value<u16>,
    /// How many frame records are set aside for that time.
    pub frame_reserve: Value<u16>,
}

/// What a file adds to its level, or leaves out.
#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Changes {
    /// Names in the table of [features](crate::features).
    pub add: Vec<Spanned<String>>,
    /// Names in that table.
    pub remove: Vec<Spanned<String>>,
}

/// How many features there are: MicroPython's levels, which say what a program may expect.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Ord, PartialEq, PartialOrd)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// The language alone.
    Minimum,
    /// The builtin types and the modules that small programs use.
    Core,
    /// Unicode and time.
    Basic,
    /// What microcontrollers with room have.
    Extra,
    /// What CPython's programs use as well.
    Full,
    /// All there is.
    Everything,
}

/// Which loops run Python.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq)]
#[serde(rename_all = "lowercase")]
pub enum Strategy {
    /// One loop, no events.
    Fast,
    /// One loop with events.
    Tracing,
    /// Both loops, chosen for each frame.
    Dual,
}

impl Strategy {
    /// Whether there is a loop with events.
    pub fn has_events(self) -> bool {
        self != Strategy::Fast
    }
}

/// The type of floats.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq)]
#[serde(rename_all = "lowercase")]
pub enum Float {
    /// 32 bits.
    F32,
    /// 64 bits.
    F64,
}

/// The compiler's optimization, as cargo's key `opt-level` has it.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq)]
pub enum OptLevel {
    /// The smallest program.
    #[serde(rename = "z")]
    Smallest,
    /// A small program.
    #[serde(rename = "s")]
    Small,
    /// Moderate speed.
    #[serde(rename = "2")]
    Moderate,
    /// Speed.
    #[serde(rename = "3")]
    Speed,
}

macro_rules! display {
    ($($kind:ident { $($variant:ident = $text:literal),* })*) => {
        $(impl fmt::Display for $kind {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.pad(match self { $($kind::$variant => $text),* })
            }
        })*
    };
}

display! {
    Level {
        Minimum = "minimum", Core = "core", Basic = "basic", Extra = "extra", Full = "full", Everything = "everything"
    }
    Strategy { Fast = "fast", Tracing = "tracing", Dual = "dual" }
    Float { F32 = "f32", F64 = "f64" }
    OptLevel { Smallest = "z", Small = "s", Moderate = "2", Speed = "3" }
}

//! The builtin modules, one file or folder each, each behind a feature of its name.
//!
//! `builtins`, `sys` and the import system are always there. A module is a static
//! [`ModuleDefinition`]; [`MODULES`] lists those of the build. [`source`] turns source text into code, for everybody who
//! compiles: imports, `exec`, the command line.
#![no_std]
#![forbid(unsafe_code)]
// What only a left out part uses is dead; the linker drops it.
#![cfg_attr(not(feature = "module-functions"), allow(dead_code, unused_imports, unused_macros))]

#[cfg(feature = "array")]
pub mod array;
pub mod builtins;
#[cfg(feature = "cmath")]
pub mod cmath;
#[cfg(feature = "collections")]
pub mod collections;
#[cfg(feature = "errno")]
pub mod errno;
pub mod fields;
pub mod frozen;
#[cfg(feature = "functools")]
pub mod functools;
#[cfg(feature = "gc")]
pub mod gc;
pub mod import;
#[cfg(feature = "io")]
pub mod io;
#[cfg(feature = "itertools")]
pub mod itertools;
#[cfg(feature = "machine")]
pub mod machine;
#[cfg(feature = "math")]
pub mod math;
#[cfg(feature = "micropython")]
pub mod micropython;
pub mod namespace;
#[cfg(feature = "operator")]
pub mod operator;
#[cfg(feature = "os")]
pub mod os;
pub mod paths;
#[cfg(feature = "random")]
pub mod random;
#[cfg(feature = "select")]
pub mod select;
pub mod source;
#[cfg(feature = "string")]
pub mod string;
#[cfg(feature = "struct")]
pub mod r#struct;
pub mod support;
pub mod sys;
#[cfg(feature = "time")]
pub mod time;
#[cfg(feature = "types")]
pub mod types;
pub mod vfs;
#[cfg(feature = "weakref")]
pub mod weakref;

use runtime::native::ModuleDefinition;

/// The modules of this build.
pub static MODULES: &[&ModuleDefinition] = &[
    #[cfg(feature = "array")]
    &array::MODULE,
    &builtins::MODULE,
    #[cfg(feature = "cmath")]
    &cmath::MODULE,
    #[cfg(feature = "collections")]
    &collections::MODULE,
    #[cfg(feature = "errno")]
    &errno::MODULE,
    #[cfg(feature = "functools")]
    &functools::MODULE,
    #[cfg(feature = "gc")]
    &gc::MODULE,
    #[cfg(feature = "io")]
    &io::MODULE,
    #[cfg(feature = "itertools")]
    &itertools::MODULE,
    #[cfg(feature = "machine")]
    &machine::MODULE,
    #[cfg(feature = "math")]
    &math::MODULE,
    #[cfg(feature = "micropython")]
    &micropython::MODULE,
    #[cfg(feature = "operator")]
    &operator::MODULE,
    #[cfg(feature = "os")]
    &os::MODULE,
    #[cfg(feature = "random")]
    &random::MODULE,
    #[cfg(feature = "select")]
    &select::MODULE,
    #[cfg(feature = "string")]
    &string::MODULE,
    #[cfg(feature = "struct")]
    &r#struct::MODULE,
    #[cfg(feature = "os")]
    &os::path::MODULE,
    &sys::MODULE,
    #[cfg(feature = "time")]
    &time::MODULE,
    #[cfg(feature = "types")]
    &types::MODULE,
    #[cfg(feature = "vfs")]
    &vfs::MODULE,
    #[cfg(feature = "weakref")]
    &weakref::MODULE,
];

/// The modules that a file of the same name on `sys.path` replaces. With a `u` in front of the name the builtin module
/// is meant in any case.
pub static EXTENSIBLE: &[&str] = &[
    "array",
    "asyncio",
    "binascii",
    "cmath",
    "collections",
    "cryptolib",
    "deflate",
    "errno",
    "functools",
    "hashlib",
    "heapq",
    "io",
    "itertools",
    "json",
    "machine",
    "operator",
    "os",
    "os.path",
    "platform",
    "random",
    "re",
    "select",
    "socket",
    "string",
    "struct",
    "time",
    "websocket",
];

/// The builtin module of a name.
pub fn find(modules: &'static [&'static ModuleDefinition], name: &[u8]) -> Option<&'static ModuleDefinition> {
    modules.iter().copied().find(|module| module.name.as_bytes() == name)
}

/// Whether a file of the same name replaces a builtin module.
pub fn is_extensible(name: &[u8]) -> bool {
    EXTENSIBLE.iter().any(|extensible| extensible.as_bytes() == name)
}

/// The builtin module that a name with a leading `u` means.
pub fn find_with_prefix(
    modules: &'static [&'static ModuleDefinition],
    name: &[u8],
) -> Option<&'static ModuleDefinition> {
    find(modules, name.strip_prefix(b"u")?)
}

//! Modules written in Python whose source is part of the program, compiled when they are imported.

use crate::import::{import_absolute, new_module};
use crate::source::compile_source;
use compiler::ast::Mode;
use heap::TryVec;
use runtime::native::NativeResult;
use runtime::value::Value;
use runtime::vm::{Raised, Vm};

/// Names and sources.
type Sources = &'static [(&'static str, &'static [u8])];

static FROZEN: Sources = &[
    #[cfg(feature = "collections")]
    ("_collections", include_bytes!("_collections.py")),
    #[cfg(feature = "functools")]
    ("_functools", include_bytes!("_functools.py")),
    #[cfg(feature = "string")]
    ("_string", include_bytes!("_string.py")),
    #[cfg(feature = "frozen")]
    ("abc", include_bytes!("abc.py")),
    #[cfg(feature = "frozen")]
    ("bisect", include_bytes!("bisect.py")),
    #[cfg(feature = "frozen")]
    ("contextlib", include_bytes!("contextlib.py")),
    #[cfg(feature = "frozen")]
    ("copy", include_bytes!("copy.py")),
    #[cfg(feature = "frozen")]
    ("dataclasses", include_bytes!("dataclasses.py")),
    #[cfg(feature = "frozen")]
    ("enum", include_bytes!("enum.py")),
    #[cfg(feature = "frozen")]
    ("typing", include_bytes!("typing.py")),
];

/// The clients of the tracing interface, and what they need.
#[cfg(feature = "debug")]
static DEBUG: Sources = &[
    ("_pdb", include_bytes!("_pdb.py")),
    ("bdb", include_bytes!("bdb.py")),
    ("cProfile", include_bytes!("cProfile.py")),
    ("cmd", include_bytes!("cmd.py")),
    ("inspect", include_bytes!("inspect.py")),
    ("linecache", include_bytes!("linecache.py")),
    ("pdb", include_bytes!("pdb.py")),
    ("pprint", include_bytes!("pprint.py")),
    ("pstats", include_bytes!("pstats.py")),
    ("reprlib", include_bytes!("reprlib.py")),
    ("trace", include_bytes!("trace.py")),
    ("traceback", include_bytes!("traceback.py")),
];

#[cfg(not(feature = "debug"))]
static DEBUG: Sources = &[];

/// The names of all frozen modules.
pub fn names() -> impl Iterator<Item = &'static str> {
    FROZEN.iter().chain(DEBUG).map(|&(name, _)| name)
}

/// The source of a module.
pub fn source(name: &[u8]) -> Option<&'static [u8]> {
    FROZEN.iter().chain(DEBUG).find(|(known, _)| known.as_bytes() == name).map(|&(_, source)| source)
}

/// Imports the frozen module of a name, if there is one. `name` is the name as a str.
pub fn load(vm: &mut Vm, name: Value, full: &[u8]) -> Result<Option<Value>, Raised> {
    let Some(source) = source(full) else { return Ok(None) };
    let mut file = TryVec::new();
    for part in [&b"<frozen "[..], full, b">"] {
        file.try_extend_from_slice(part).map_err(|_| vm.memory_error())?;
    }
    let module = new_module(vm, name, b"", None)?;
    let modules = vm.modules;
    vm.dict_set(modules, name, module.value())?;
    let result = compile_source(vm, source, &file, Mode::Module)
        .and_then(|code| exec::execute_module(vm, code, module.dict, module.dict.value()));
    match result {
        Ok(_) => Ok(Some(module.value())),
        Err(raised) => {
            crate::import::forget(vm, name);
            Err(raised)
        }
    }
}

/// An attribute of a frozen module.
pub fn attribute(vm: &mut Vm, module: &[u8], name: &[u8]) -> NativeResult {
    let module = import_absolute(vm, module)?;
    vm.keep(module);
    let name = vm.intern(name)?;
    vm.get_attribute(module, name)
}

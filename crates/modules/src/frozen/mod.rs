//! Modules written in Python that are part of the program.
//!
//! They are compiled when the program is built, to images that lie in flash and are used there: importing one makes its code
//! objects, functions and classes, but neither compiles nor copies instructions, tables and names. The names are interned
//! from the start, like symbols. A port freezes modules of its own by `AMPHIS_FROZEN`, the path of a folder with
//! `.py` files and packages, when it is built.

use crate::import::{import_absolute, new_module};
use runtime::native::NativeResult;
use runtime::symbols::{self, NameTable};
use runtime::value::Value;
use runtime::vm::{Raised, Vm};

/// A frozen module.
struct Module {
    name: &'static str,
    is_package: bool,
    image: &'static [u8],
}

/// What is aligned as the words of an image are.
#[repr(C, align(4))]
struct Aligned<T>(T);

const fn text(image: &'static [u8], start: usize, end: usize) -> &'static str {
    match core::str::from_utf8(image.split_at(end).0.split_at(start).1) {
        Ok(text) => text,
        Err(_) => panic!("a name is in ASCII"),
    }
}

include!(concat!(env!("OUT_DIR"), "/frozen.rs"));

const NAME_COUNT: usize = symbols::count_names(TEXTS);
static NAMES: [runtime::object::Str; NAME_COUNT] = symbols::make_names(TEXTS);
static INDEX: [u16; symbols::index_size(NAME_COUNT)] = symbols::index_names(&NAMES);

/// The names in the frozen modules, for the VM's configuration.
pub static NAME_TABLE: NameTable = NameTable::new(&NAMES, &INDEX);

fn find(name: &[u8]) -> Option<&'static Module> {
    TABLE.iter().find(|module| module.name.as_bytes() == name)
}

/// The names of all frozen modules.
pub fn names() -> impl Iterator<Item = &'static str> {
    TABLE.iter().map(|module| module.name)
}

/// Whether there is a frozen module of this name.
pub fn exists(name: &[u8]) -> bool {
    find(name).is_some()
}

/// Imports the frozen module of a name, if there is one. `name` is the name as a str.
pub fn load(vm: &mut Vm, name: Value, full: &[u8]) -> Result<Option<Value>, Raised> {
    let Some(frozen) = find(full) else { return Ok(None) };
    let package = if frozen.is_package { full } else { crate::import::parent_name(full) };
    let module = new_module(vm, name, package, None)?;
    if frozen.is_package {
        // What is in a package is found by its whole name.
        let path = vm.intern(b".frozen")?;
        let path = vm.new_list(&[path])?;
        vm.dict_set_name(module.dict, symbols::sym::__path__, path.value())?;
    }
    let modules = vm.modules;
    vm.dict_set(modules, name, module.value())?;
    let result = vm
        .load_static_image(frozen.image)
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

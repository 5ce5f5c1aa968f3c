//! The import system: names to modules, builtin ones and files on `sys.path`.
//!
//! A name is searched in `sys.modules`, then among the builtin modules, then on the path. A file replaces those
//! builtin modules that are [extensible](crate::EXTENSIBLE). A directory is a package, with or without
//! `__init__.py`. Builtin modules are kept in the VM's registry, so that they are made once.

use crate::frozen;
use crate::source::compile_source;
use crate::sys::{self, bytes_of_text, text_of_bytes};
use crate::vfs::place;
use crate::{find, find_with_prefix, is_extensible};
use compiler::ast::Mode;
use heap::TryVec;
use runtime::native::{Args, ModuleDefinition, NativeResult};
use runtime::object::{Dict, Exception, Kind, List, Module, Ref, Str, Tuple, Type};
use runtime::symbols::sym;
use runtime::text_builder::TextBuilder;
use runtime::types::exception::raise::shown;
use runtime::types::exception::{IMPORT_ERROR, KEY_ERROR, MODULE_NOT_FOUND_ERROR, fields};
use runtime::value::Value;
use runtime::vm::{Raised, Vm};

/// Bytes of a name or a path.
type Bytes = TryVec<u8>;

/// Where a module was found.
enum Found {
    /// A directory with `__init__.py`: the directory and the file.
    Package(Bytes, Bytes),
    /// A file.
    File(Bytes),
    /// A module that is part of the program.
    Frozen,
    /// Directories without `__init__.py`: a list.
    Namespace(Ref<List>),
}

/// `__import__(name, globals=None, locals=None, fromlist=(), level=0)`
pub fn import(vm: &mut Vm, args: &Args) -> NativeResult {
    let Some(name) = args.at(0).as_ref::<Str>() else {
        return Err(vm.type_error(format_args!("module name must be a string")));
    };
    let level = match args.get(4) {
        Some(level) => vm.to_i64(level)?,
        None => 0,
    };
    let Ok(level) = usize::try_from(level) else {
        return Err(vm.value_error(format_args!("level must be >= 0")));
    };
    let name = copy(vm, name.as_bytes())?;
    let absolute = if level > 0 {
        resolve(vm, args.get(1).unwrap_or(Value::NONE), &name, level)?
    } else if name.is_empty() {
        return Err(vm.value_error(format_args!("Empty module name")));
    } else {
        copy(vm, &name)?
    };
    let module = import_absolute(vm, &absolute)?;
    let from_list = args.get_not_none(3);
    let wants_names = match from_list {
        Some(from_list) => vm.truth(from_list)?,
        None => false,
    };
    match from_list {
        Some(from_list) if wants_names => {
            import_names(vm, module, &absolute, from_list)?;
            Ok(module)
        }
        _ => first_package(vm, module, &name, &absolute, level),
    }
}

/// What `import a.b.c` binds: the module of the first component.
fn first_package(vm: &mut Vm, module: Value, name: &[u8], absolute: &[u8], level: usize) -> NativeResult {
    let Some(dot) = name.iter().position(|&byte| byte == b'.') else { return Ok(module) };
    if level > 0 && name.is_empty() {
        return Ok(module);
    }
    let end = absolute.len() - (name.len() - dot);
    let first = vm.new_str(&absolute[..end])?;
    match find_loaded(vm, first)? {
        Some(first) => Ok(first),
        None => {
            let first = shown(&first);
            Err(vm.raise(&KEY_ERROR, format_args!("'{first}' not in sys.modules as expected")))
        }
    }
}

fn copy(vm: &mut Vm, bytes: &[u8]) -> Result<Bytes, Raised> {
    TryVec::try_from_slice(bytes).map_err(|_| vm.memory_error())
}

/// Several pieces as one.
fn concatenate(vm: &mut Vm, pieces: &[&[u8]]) -> Result<Bytes, Raised> {
    let mut bytes = TryVec::new();
    for piece in pieces {
        bytes.try_extend_from_slice(piece).map_err(|_| vm.memory_error())?;
    }
    Ok(bytes)
}

/// The absolute name of a relative import.
fn resolve(vm: &mut Vm, globals: Value, name: &[u8], level: usize) -> Result<Bytes, Raised> {
    let Some(globals) = globals.as_ref::<Dict>() else {
        return Err(vm.type_error(format_args!("globals must be a dict")));
    };
    let package = package_of(vm, globals)?;
    let Some(package) = package.as_ref::<Str>().filter(|package| !package.as_bytes().is_empty()) else {
        let message = format_args!("attempted relative import with no known parent package");
        return Err(vm.raise(&IMPORT_ERROR, message));
    };
    let mut base = package.as_bytes();
    for _ in 1..level {
        match base.iter().rposition(|&byte| byte == b'.') {
            Some(dot) => base = &base[..dot],
            None => {
                let message = format_args!("attempted relative import beyond top-level package");
                return Err(vm.raise(&IMPORT_ERROR, message));
            }
        }
    }
    if name.is_empty() { copy(vm, base) } else { concatenate(vm, &[base, b".", name]) }
}

/// The package that relative imports of a module start from.
fn package_of(vm: &mut Vm, globals: Ref<Dict>) -> NativeResult {
    if let Some(package) = globals.get_name(sym::__package__).and_then(Value::not_none) {
        if !package.is_kind(Kind::Str) {
            return Err(vm.type_error(format_args!("__package__ must be a string")));
        }
        return Ok(package);
    }
    let Some(name) = globals.get_name(sym::__name__) else {
        return Err(vm.raise(&KEY_ERROR, format_args!("'__name__' not in globals")));
    };
    let Some(text) = name.as_ref::<Str>() else {
        return Err(vm.type_error(format_args!("__name__ must be a string")));
    };
    if globals.get_name(sym::__path__).is_some() {
        return Ok(name);
    }
    let dot = text.as_bytes().iter().rposition(|&byte| byte == b'.').unwrap_or(0);
    vm.new_str(&text.as_bytes()[..dot])
}

/// What `sys.modules` has under a name. `None` there forbids the import.
fn find_loaded(vm: &mut Vm, name: Value) -> Result<Option<Value>, Raised> {
    let modules = vm.modules;
    match vm.dict_get(modules, name)? {
        Some(module) if module.is_none() => {
            let text = shown(&name);
            let message = vm.new_str_from(format_args!("import of {text} halted; None in sys.modules"))?;
            Err(raise_import_error(vm, &MODULE_NOT_FOUND_ERROR, message, name))
        }
        Some(module) => {
            vm.keep(module);
            Ok(Some(module))
        }
        None => Ok(None),
    }
}

/// The module of an absolute name; its packages are imported first.
pub fn import_absolute(vm: &mut Vm, name: &[u8]) -> NativeResult {
    vm.check_machine_stack()?;
    let full = vm.intern(name)?;
    vm.keep(full);
    if path_is_empty(vm) {
        // That is how a file which replaces a builtin module gets the builtin one.
        if let Some(module) = import_builtin(vm, name)? {
            return Ok(module);
        }
    }
    if let Some(module) = find_loaded(vm, full)? {
        return Ok(module);
    }
    let mut parent = None;
    let mut start = 0;
    loop {
        let end = name[start..].iter().position(|&byte| byte == b'.').map_or(name.len(), |dot| start + dot);
        let prefix = vm.intern(&name[..end])?;
        vm.keep(prefix);
        let module = match find_loaded(vm, prefix)? {
            Some(module) => module,
            None => load(vm, parent, prefix, &name[..end], &name[start..end])?,
        };
        vm.keep(module);
        if end == name.len() {
            return Ok(module);
        }
        parent = Some(module);
        start = end + 1;
    }
}

fn path_is_empty(vm: &Vm) -> bool {
    let path = sys::attribute(vm, sym::path.value());
    match path.and_then(Value::as_ref::<List>) {
        Some(list) => list.is_empty(),
        None => path.and_then(Value::as_ref::<Tuple>).is_some_and(|tuple| tuple.is_empty()),
    }
}

/// Imports what is not in `sys.modules` yet. `last` is the last component of `full`, whose package is `parent`.
fn load(vm: &mut Vm, parent: Option<Value>, name: Value, full: &[u8], last: &[u8]) -> NativeResult {
    vm.committed = true;
    if let Some(definition) = find(vm.builtin_modules, full).filter(|_| !is_extensible(full)) {
        return builtin_module(vm, definition, name);
    }
    if parent.is_none() {
        let prefixed = find_with_prefix(vm.builtin_modules, full);
        if let Some(definition) = prefixed.filter(|it| it.name == "sys" || is_extensible(it.name.as_bytes())) {
            return builtin_module(vm, definition, name);
        }
    }
    let found = match parent {
        None => search_top(vm, last)?,
        Some(parent) => match vm.try_attribute(parent, sym::__path__)? {
            Some(path) => search(vm, Some(path), last)?,
            None if find(vm.builtin_modules, full).is_some() => None,
            None => return Err(not_a_package(vm, name, full)),
        },
    };
    let module = match found {
        Some(found) => load_found(vm, name, found)?,
        None => match find(vm.builtin_modules, full) {
            Some(definition) => builtin_module(vm, definition, name)?,
            None => load_frozen(vm, name, full)?,
        },
    };
    if let Some(parent) = parent {
        vm.keep(module);
        let last = vm.intern(last)?;
        vm.set_attribute(parent, last, Some(module))?;
    }
    Ok(module)
}

fn load_frozen(vm: &mut Vm, name: Value, full: &[u8]) -> NativeResult {
    match frozen::load(vm, name, full)? {
        Some(module) => Ok(module),
        None => Err(not_found(vm, name)),
    }
}

#[cold]
fn not_found(vm: &mut Vm, name: Value) -> Raised {
    let text = shown(&name);
    match vm.new_str_from(format_args!("No module named '{text}'")) {
        Ok(message) => raise_import_error(vm, &MODULE_NOT_FOUND_ERROR, message, name),
        Err(raised) => raised,
    }
}

#[cold]
fn not_a_package(vm: &mut Vm, name: Value, full: &[u8]) -> Raised {
    let dot = full.iter().rposition(|&byte| byte == b'.').unwrap_or(0);
    let parent = core::str::from_utf8(&full[..dot]).unwrap_or("?");
    let text = shown(&name);
    match vm.new_str_from(format_args!("No module named '{text}'; '{parent}' is not a package")) {
        Ok(message) => raise_import_error(vm, &MODULE_NOT_FOUND_ERROR, message, name),
        Err(raised) => raised,
    }
}

/// Raises an ImportError with the name of the module.
#[cold]
fn raise_import_error(vm: &mut Vm, class: &'static Type, message: Value, name: Value) -> Raised {
    let made = vm.new_exception(Ref::from_static(class), &[message]).and_then(|exception| {
        fields::assign(vm, exception, &[Some(message), Some(name), None, None])?;
        Ok(exception)
    });
    match made {
        Ok(exception) => vm.raise_value(exception.value()),
        Err(raised) => raised,
    }
}

// Builtin modules.

/// The builtin module of a name, if the build has it; it need not be in `sys.modules`.
pub fn import_builtin(vm: &mut Vm, name: &[u8]) -> Result<Option<Value>, Raised> {
    match find(vm.builtin_modules, name) {
        Some(definition) => {
            let name = vm.intern(name)?;
            make_builtin(vm, definition, name).map(Some)
        }
        None => Ok(None),
    }
}

/// A builtin module, entered into `sys.modules` under the name it was asked for by.
fn builtin_module(vm: &mut Vm, definition: &'static ModuleDefinition, name: Value) -> NativeResult {
    let own_name = vm.intern(definition.name.as_bytes())?;
    let module = make_builtin(vm, definition, own_name)?;
    let modules = vm.modules;
    vm.dict_set(modules, name, module)?;
    Ok(module)
}

fn make_builtin(vm: &mut Vm, definition: &'static ModuleDefinition, name: Value) -> NativeResult {
    let registry = vm.registry;
    if let Some(module) = registry.get_name(name) {
        return Ok(module);
    }
    let dict = if definition.name == "builtins" { vm.builtins } else { vm.new_dict(0)? };
    let module = vm.new_module(dict, Some(definition))?;
    vm.dict_set_name(registry, name, module)?;
    if let Some(initialize) = definition.initialize
        && let Err(raised) = initialize(vm, module)
    {
        // It is tried again by the next import.
        vm.dict_remove(registry, name)?;
        return Err(raised);
    }
    Ok(module)
}

// Files.

/// Searches a module on `sys.path`, or on the path of a package.
fn search(vm: &mut Vm, path: Option<Value>, last: &[u8]) -> Result<Option<Found>, Raised> {
    let entries = match path {
        Some(path) if path.is_kind(Kind::Str) => vm.new_list(&[path])?,
        Some(path) => vm.collect_list(path)?,
        None => match sys::get_attribute(vm, sym::path)? {
            Some(path) => vm.collect_list(path)?,
            None => return Ok(None),
        },
    };
    let namespace = vm.new_list(&[])?;
    let mut index = 0;
    while let Some(entry) = entries.get(index) {
        index += 1;
        let Some(entry) = entry.as_ref::<Str>() else { continue };
        // Frozen modules are searched by name, not in a directory.
        if entry.as_bytes() == b".frozen" {
            if path.is_none() && frozen::exists(last) {
                return Ok(Some(Found::Frozen));
            }
            continue;
        }
        if let Some(found) = search_directory(vm, entry, last, namespace)? {
            return Ok(Some(found));
        }
    }
    Ok(if namespace.is_empty() { None } else { Some(Found::Namespace(namespace)) })
}

fn search_directory(vm: &mut Vm, entry: Ref<Str>, last: &[u8], namespace: Ref<List>) -> Result<Option<Found>, Raised> {
    let directory = bytes_of_text(vm, entry)?;
    let directory = vm.require_buffer(directory)?;
    let directory = directory.as_bytes();
    let separator: &[u8] = if directory.is_empty() || directory.ends_with(b"/") { b"" } else { b"/" };
    let path = concatenate(vm, &[directory, separator, last])?;
    let is_directory = self::is_directory(vm, &path)? == Some(true);
    if is_directory {
        let file = concatenate(vm, &[&path, b"/__init__.py"])?;
        if self::is_directory(vm, &file)? == Some(false) {
            return Ok(Some(Found::Package(path, file)));
        }
    }
    let file = concatenate(vm, &[&path, b".py"])?;
    if self::is_directory(vm, &file)? == Some(false) {
        return Ok(Some(Found::File(file)));
    }
    let file = concatenate(vm, &[&path, b".mpy"])?;
    if self::is_directory(vm, &file)? == Some(false) {
        return Ok(Some(Found::File(file)));
    }
    if is_directory {
        let path = text_of_bytes(vm, &path)?;
        vm.list_push(namespace, path)?;
    }
    Ok(None)
}

/// Whether a path is that of a directory (true), or of something else.
fn is_directory(vm: &mut Vm, path: &[u8]) -> Result<Option<bool>, Raised> {
    Ok(place::mode_of(vm, path)?.map(|mode| mode & place::TYPE_MASK == place::DIRECTORY))
}

/// A module without contents, as files fill it.
pub fn new_module(vm: &mut Vm, name: Value, package: &[u8], file: Option<&[u8]>) -> Result<Ref<Module>, Raised> {
    let dict = vm.new_dict(8)?;
    let module = vm.new_module(dict, None)?;
    let package = vm.intern(package)?;
    let none = Value::NONE;
    let entries = [(sym::__name__, name), (sym::__doc__, none), (sym::__package__, package), (sym::__loader__, none)];
    for (key, value) in entries {
        vm.dict_set_name(dict, key, value)?;
    }
    vm.dict_set_name(dict, sym::__spec__, none)?;
    if let Some(file) = file {
        let file = text_of_bytes(vm, file)?;
        vm.dict_set_name(dict, sym::__file__, file)?;
    }
    if let Some(builtins) = vm.registry.get_name(sym::builtins) {
        vm.dict_set_name(dict, sym::__builtins__, builtins)?;
    }
    module.as_ref::<Module>().ok_or_else(|| vm.memory_error())
}

/// The package of a module of this name that is no package itself.
pub(crate) fn parent_name(name: &[u8]) -> &[u8] {
    match name.iter().rposition(|&byte| byte == b'.') {
        Some(dot) => &name[..dot],
        None => &[],
    }
}

/// Where a module of no package is. A directory that is no regular package does not hide a module of the program.
fn search_top(vm: &mut Vm, name: &[u8]) -> Result<Option<Found>, Raised> {
    let is_known = find(vm.builtin_modules, name).is_some() || frozen::exists(name);
    Ok(search(vm, None, name)?.filter(|found| !(is_known && matches!(found, Found::Namespace(_)))))
}

fn load_found(vm: &mut Vm, name: Value, found: Found) -> NativeResult {
    let text = match name.as_ref::<Str>() {
        Some(text) => copy(vm, text.as_bytes())?,
        None => TryVec::new(),
    };
    let (module, file) = match found {
        Found::File(file) => (new_module(vm, name, parent_name(&text), Some(&file))?, Some(file)),
        Found::Package(directory, file) => {
            let module = new_module(vm, name, &text, Some(&file))?;
            let directory = text_of_bytes(vm, &directory)?;
            let path = vm.new_list(&[directory])?;
            vm.dict_set_name(module.dict, sym::__path__, path.value())?;
            (module, Some(file))
        }
        Found::Frozen => return load_frozen(vm, name, &text),
        Found::Namespace(directories) => {
            let module = new_module(vm, name, &text, None)?;
            vm.dict_set_name(module.dict, sym::__path__, directories.value())?;
            (module, None)
        }
    };
    let modules = vm.modules;
    vm.dict_set(modules, name, module.value())?;
    if let Some(file) = file {
        let started = vm.begin_import(name)?;
        let result = run_file(vm, &file, module.dict);
        vm.end_import(started);
        if let Err(raised) = result {
            forget(vm, name);
            return Err(raised);
        }
    }
    match vm.dict_get(modules, name)? {
        Some(module) => Ok(module),
        None => {
            let text = shown(&name);
            Err(vm.raise(&KEY_ERROR, format_args!("'{text}'")))
        }
    }
}

/// Takes a module whose code failed out of `sys.modules`; the exception stays on its way.
pub(crate) fn forget(vm: &mut Vm, name: Value) {
    let exception = vm.exception.take();
    if let Some(exception) = exception {
        vm.keep(exception);
    }
    let modules = vm.modules;
    // A str key: nothing that could fail is run.
    let _ = vm.dict_remove(modules, name);
    vm.exception = exception;
}

/// Runs a file in a namespace.
pub fn run_file(vm: &mut Vm, path: &[u8], namespace: Ref<Dict>) -> Result<(), Raised> {
    let source = place::read_file(vm, path)?;
    if path.ends_with(b".mpy") {
        // MicroPython's bytecode is that of another machine.
        return Err(vm.value_error(format_args!("incompatible .mpy file")));
    }
    let code = compile_source(vm, &source, path, Mode::Module)?;
    drop(source);
    exec::execute_module(vm, code, namespace, namespace.value())?;
    Ok(())
}

// Names.

/// `from package import a, b`: names that the package does not have may be modules in it.
fn import_names(vm: &mut Vm, module: Value, full: &[u8], names: Value) -> Result<(), Raised> {
    if vm.try_attribute(module, sym::__path__)?.is_none() {
        return Ok(());
    }
    if let (Some(tuple), true) = (names.as_ref::<Tuple>(), names.is_exact(Kind::Tuple)) {
        // The compiler's constants need no copy.
        let mut index = 0;
        while let Some(&name) = tuple.as_slice().get(index) {
            index += 1;
            import_name(vm, module, full, name, true)?;
        }
        return Ok(());
    }
    let names = vm.collect_list(names)?;
    let mut index = 0;
    while let Some(name) = names.get(index) {
        index += 1;
        import_name(vm, module, full, name, true)?;
    }
    Ok(())
}

fn import_name(vm: &mut Vm, module: Value, full: &[u8], name: Value, star: bool) -> Result<(), Raised> {
    let Some(text) = name.as_ref::<Str>() else {
        let class = vm.type_name(name);
        return Err(vm.type_error(format_args!("Item in ``from list'' must be str, not {class}")));
    };
    if text.as_bytes() == b"*" {
        if star {
            import_all(vm, module, full)?;
        }
        return Ok(());
    }
    if vm.try_attribute(module, name)?.is_some() {
        return Ok(());
    }
    let submodule = concatenate(vm, &[full, b".", text.as_bytes()])?;
    match import_absolute(vm, &submodule) {
        Ok(_) => Ok(()),
        Err(_) if is_about(vm, &submodule) => {
            vm.exception = None;
            Ok(())
        }
        Err(raised) => Err(raised),
    }
}

/// `from package import *`: what `__all__` names may be modules in the package.
fn import_all(vm: &mut Vm, module: Value, full: &[u8]) -> Result<(), Raised> {
    let Some(all) = vm.try_attribute(module, sym::__all__)? else { return Ok(()) };
    let names = vm.collect_list(all)?;
    let mut index = 0;
    while let Some(name) = names.get(index) {
        index += 1;
        if !name.is_kind(Kind::Str) {
            let class = vm.type_name(name);
            let package = core::str::from_utf8(full).unwrap_or("?");
            let message = format_args!("Item in {package}.__all__ must be str, not {class}");
            return Err(vm.type_error(message));
        }
        import_name(vm, module, full, name, false)?;
    }
    Ok(())
}

/// Whether the exception on its way says that just this module was not found.
fn is_about(vm: &mut Vm, name: &[u8]) -> bool {
    if !vm.exception_is(&MODULE_NOT_FOUND_ERROR) {
        return false;
    }
    let exception = vm.exception.and_then(Value::as_ref::<Exception>);
    let family = exception.and_then(|exception| fields::Family::of(&exception.class.get()));
    let found = exception.zip(family).and_then(|(exception, family)| family.field(&exception, 1));
    found.and_then(Value::as_ref::<Str>).is_some_and(|found| found.as_bytes() == name)
}

// Modules as programs.

/// Runs a module as the program, as `-m` does. The namespace is that of `__main__`.
pub fn run_module(vm: &mut Vm, name: &[u8], namespace: Ref<Dict>) -> Result<(), Raised> {
    let parent = match parent_name(name) {
        [] => None,
        parent => Some(import_absolute(vm, parent)?),
    };
    let last = name.rsplit(|&byte| byte == b'.').next().unwrap_or(name);
    let path = match parent {
        Some(parent) => vm.try_attribute(parent, sym::__path__)?,
        None => None,
    };
    let found = match path {
        None => search_top(vm, last)?,
        path => search(vm, path, last)?,
    };
    match found {
        Some(Found::File(file)) => run_as_main(vm, parent_name(name), &file, namespace),
        Some(Found::Package(..) | Found::Namespace(_)) => {
            let package = import_absolute(vm, name)?;
            let path = vm.try_attribute(package, sym::__path__)?;
            match search(vm, path, b"__main__")? {
                Some(Found::File(file)) => run_as_main(vm, name, &file, namespace),
                _ => {
                    let mut text = TextBuilder::new();
                    text.push(b"No module named '");
                    text.push(name);
                    text.push(b".__main__'; '");
                    text.push(name);
                    text.push(b"' is a package and cannot be directly executed");
                    let message = text.finish(vm)?;
                    Err(vm.raise_with(&IMPORT_ERROR, &[message]))
                }
            }
        }
        Some(Found::Frozen) | None => {
            let module = import_absolute(vm, name)?;
            vm.keep(module);
            if frozen::exists(name) { run_main_function(vm, module) } else { Ok(()) }
        }
    }
}

/// Calls the function `main` of a module that is part of the program, which has no file to be run as `__main__`.
fn run_main_function(vm: &mut Vm, module: Value) -> Result<(), Raised> {
    let name = vm.intern(b"main")?;
    match vm.try_attribute(module, name)? {
        Some(main) => vm.call(main, &[]).map(|_| ()),
        None => Ok(()),
    }
}

fn run_as_main(vm: &mut Vm, package: &[u8], file: &[u8], namespace: Ref<Dict>) -> Result<(), Raised> {
    let package = vm.intern(package)?;
    vm.dict_set_name(namespace, sym::__package__, package)?;
    let path = text_of_bytes(vm, file)?;
    vm.dict_set_name(namespace, sym::__file__, path)?;
    run_file(vm, file, namespace)
}

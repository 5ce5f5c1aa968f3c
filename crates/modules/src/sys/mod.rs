//! `sys`: the interpreter as the program sees it.
//!
//! Map: this file the module and its attributes; [`stdio`] the standard streams; [`information`] what describes the
//! implementation; [`frames`] what runs; `tracing` what watches it; `monitoring` is `sys.monitoring`.

pub mod frames;
pub mod information;
#[cfg(feature = "monitoring")]
pub mod monitoring;
pub mod stdio;
#[cfg(feature = "tracing")]
pub mod tracing;

use heap::TryVec;
use runtime::native::{Args, Member, ModuleDefinition, NativeResult};
use runtime::object::{Exception, Kind, Module, Ref, Str, Tuple};
use runtime::symbols::sym;
use runtime::types::exception::SYSTEM_EXIT;
use runtime::value::Value;
use runtime::vm::{Raised, Vm};

static MEMBERS: &[Member] = &[
    Member::lazy("argv", |vm| Ok(vm.new_list(&[])?.value())),
    Member::lazy("path", search_path),
    Member::lazy("modules", |vm| Ok(vm.modules.value())),
    Member::lazy("stdin", |vm| stdio::new_stream(vm, 0)),
    Member::lazy("stdout", |vm| stdio::new_stream(vm, 1)),
    Member::lazy("stderr", |vm| stdio::new_stream(vm, 2)),
    Member::str("version", information::VERSION),
    Member::lazy("version_info", information::version_info),
    Member::lazy("implementation", information::implementation),
    Member::lazy("platform", |vm| {
        let platform = vm.host.platform();
        vm.intern(platform.as_bytes())
    }),
    Member::str("byteorder", if cfg!(target_endian = "little") { "little" } else { "big" }),
    Member::int("maxsize", isize::MAX as i64),
    Member::int("maxunicode", 0x10_ffff),
    Member::str("executable", ""),
    Member::str("ps1", ">>> "),
    Member::str("ps2", "... "),
    Member::lazy("float_info", information::float_info),
    Member::lazy("hash_info", information::hash_info),
    Member::lazy("int_info", information::int_info),
    Member::lazy("flags", information::flags),
    #[cfg(feature = "monitoring")]
    Member::lazy("monitoring", |vm| {
        let dict = vm.new_dict(0)?;
        vm.new_module(dict, Some(&monitoring::MODULE))
    }),
    Member::lazy("builtin_module_names", builtin_module_names),
    Member::function("exit", "status=None, /", exit, "Raise SystemExit."),
    Member::function("exc_info", "", exception_information, "Class, value and traceback of the handled exception."),
    Member::function("exception", "", |vm, _| Ok(vm.handled.unwrap_or(Value::NONE)), "The handled exception."),
    Member::function("print_exception", "exception, file=None, /", print_exception, "Report an exception."),
    Member::function("atexit", "function, /", at_exit, "Set what is called at the end; returns the previous function."),
    Member::function("intern", "string, /", intern, "The one str of this text."),
    Member::function("getsizeof", "object, default=None", size_of_object, "The size of an object in bytes."),
    Member::function("getrecursionlimit", "", recursion_limit, "Roughly how deep calls may nest."),
    Member::function(
        "setrecursionlimit",
        "limit, /",
        set_recursion_limit,
        "Has no effect: the stack's size is the limit.",
    ),
    Member::function("getdefaultencoding", "", |vm, _| vm.intern(b"utf-8"), "'utf-8'"),
    Member::function("getfilesystemencoding", "", |vm, _| vm.intern(b"utf-8"), "'utf-8'"),
    Member::function("getrefcount", "object, /", |_, _| Ok(Value::from_i32_small(1)), "1: references are not counted."),
    Member::lazy("_strategy", frames::strategy),
    #[cfg(feature = "tracing")]
    Member::function("settrace", "function, /", tracing::set_trace, "Set the function that is told what happens."),
    #[cfg(feature = "tracing")]
    Member::function("gettrace", "", tracing::get_trace, "The function set by settrace."),
    #[cfg(feature = "tracing")]
    Member::function("setprofile", "function, /", tracing::set_profile, "Set the function that is told of calls."),
    #[cfg(feature = "tracing")]
    Member::function("getprofile", "", tracing::get_profile, "The function set by setprofile."),
    Member::function("_getframe", "depth=0, /", frames::frame, "The frame that runs, or one that called it."),
    Member::function("_current_frames", "", frames::current_frames, "The frame that runs, by thread."),
    #[cfg(feature = "tracing")]
    Member::function("call_tracing", "func, args, /", tracing::call_tracing, "Call a function with events."),
    Member::function("displayhook", "value, /", crate::builtins::output::show, "Print a value as the prompt does."),
    Member::lazy("breakpointhook", |vm| {
        let name = vm.intern(b"__breakpointhook__")?;
        Ok(get_attribute(vm, name)?.unwrap_or(Value::NONE))
    }),
    Member::function(
        "__breakpointhook__",
        "*args, **kws",
        crate::builtins::output::enter_debugger,
        "Enter the debugger.",
    ),
    Member::function("excepthook", "class, value, traceback, /", except_hook, "Report an uncaught exception."),
];

/// `sys`
pub static MODULE: ModuleDefinition = ModuleDefinition {
    name: "sys",
    doc: runtime::native::doc("The interpreter: arguments, search path, streams, limits."),
    members: MEMBERS,
    initialize: None,
};

/// The module, which is there from the start.
pub fn module(vm: &Vm) -> Option<Ref<Module>> {
    vm.registry.get_name(sym::sys).and_then(Value::as_ref::<Module>)
}

/// An attribute of the module that was set or asked for before. Runs no Python.
pub fn attribute(vm: &Vm, name: Value) -> Option<Value> {
    module(vm)?.dict.get_name(name)
}

/// Sets an attribute of the module.
pub fn set_attribute(vm: &mut Vm, name: impl Into<Value>, value: Value) -> Result<(), Raised> {
    match module(vm) {
        Some(module) => vm.dict_set_name(module.dict, name, value),
        None => Ok(()),
    }
}

/// An attribute of the module, made if need be.
pub fn get_attribute(vm: &mut Vm, name: impl Into<Value>) -> Result<Option<Value>, Raised> {
    match module(vm) {
        Some(module) => vm.module_attribute(module.value(), name),
        None => Ok(None),
    }
}

fn builtin_module_names(vm: &mut Vm) -> NativeResult {
    let list = vm.new_list(&[])?;
    for module in vm.builtin_modules {
        let name = vm.intern(module.name.as_bytes())?;
        vm.list_push(list, name)?;
    }
    vm.new_tuple(list.as_slice())
}

fn search_path(vm: &mut Vm) -> NativeResult {
    let list = vm.new_list(&[])?;
    for folder in vm.host.search_path() {
        let folder = vm.intern(folder.as_bytes())?;
        vm.list_push(list, folder)?;
    }
    Ok(list.value())
}

fn exit(vm: &mut Vm, args: &Args) -> NativeResult {
    match args.get(0) {
        Some(status) if status.is_exact(Kind::Tuple) => {
            let status = status.as_ref::<Tuple>();
            Err(vm.raise_with(&SYSTEM_EXIT, status.as_ref().map_or(&[], |tuple| tuple.as_slice())))
        }
        Some(status) if !status.is_none() => Err(vm.raise_with(&SYSTEM_EXIT, &[status])),
        _ => Err(vm.raise_with(&SYSTEM_EXIT, &[])),
    }
}

fn exception_information(vm: &mut Vm, _: &Args) -> NativeResult {
    let Some(value) = vm.handled else {
        return vm.new_tuple(&[Value::NONE; 3]);
    };
    let class = vm.class_of(value).value();
    let traceback = value.as_ref::<Exception>().and_then(|exception| exception.traceback.get());
    vm.new_tuple(&[class, value, traceback.unwrap_or(Value::NONE)])
}

/// The report of an exception: its traceback and those of its causes.
pub fn report(vm: &mut Vm, exception: Value) -> Result<TryVec<u8>, Raised> {
    let mut text = TryVec::new();
    let mut failed = false;
    vm.print_exception(exception, &mut |bytes| failed |= text.try_extend_from_slice(bytes).is_err());
    if failed { Err(vm.memory_error()) } else { Ok(text) }
}

fn print_exception(vm: &mut Vm, args: &Args) -> NativeResult {
    let exception = args.at(0);
    if exception.as_ref::<Exception>().is_none() {
        let class = vm.type_name(exception);
        return Err(vm.type_error(format_args!("print_exception() argument 1 must be an exception, not {class}")));
    }
    let file = match args.get(1).and_then(Value::not_none) {
        Some(file) if stdio::standard_descriptor(file).is_none() => Some(file),
        Some(file) => {
            let text = report(vm, exception)?;
            stdio::write(vm, stdio::standard_descriptor(file).unwrap_or(1), &text)?;
            return Ok(Value::NONE);
        }
        None => stdio::replaced_stream(vm, sym::stdout)?,
    };
    let text = report(vm, exception)?;
    match file {
        None => stdio::write(vm, 1, &text)?,
        Some(file) => {
            let text = vm.new_str(&text)?;
            vm.call_method(file, sym::write, &[text])?;
        }
    }
    Ok(Value::NONE)
}

fn except_hook(vm: &mut Vm, args: &Args) -> NativeResult {
    let text = report(vm, args.at(1))?;
    stdio::write(vm, 2, &text)?;
    Ok(Value::NONE)
}

/// The function that is called when the program ends.
pub fn take_exit_function(vm: &mut Vm) -> Option<Value> {
    let name = vm.find_name(b"atexit")?;
    vm.registry.get_name(name).and_then(Value::not_none)
}

fn at_exit(vm: &mut Vm, args: &Args) -> NativeResult {
    let name = vm.intern(b"atexit")?;
    let previous = vm.registry.get_name(name).unwrap_or(Value::NONE);
    vm.keep(previous);
    let registry = vm.registry;
    vm.dict_set_name(registry, name, args.at(0))?;
    Ok(previous)
}

fn intern(vm: &mut Vm, args: &Args) -> NativeResult {
    let text = args.at(0);
    if !text.is_exact(Kind::Str) {
        let class = vm.type_name(text);
        return Err(vm.type_error(format_args!("intern() argument must be str, not {class}")));
    }
    vm.intern_value(text)
}

fn size_of_object(vm: &mut Vm, args: &Args) -> NativeResult {
    let object = args.at(0);
    if let Some(size) = vm.call_special(object, sym::__sizeof__, &[])? {
        return vm.index(size);
    }
    vm.new_int(runtime::object::trace::memory_of(object) as i64)
}

fn recursion_limit(vm: &mut Vm, _: &Args) -> NativeResult {
    // A small frame takes about this many bytes.
    const FRAME: usize = 128;
    vm.new_int((vm.configuration.stack_size / FRAME) as i64)
}

fn set_recursion_limit(vm: &mut Vm, args: &Args) -> NativeResult {
    if vm.to_i64(args.at(0))? < 1 {
        return Err(vm.value_error(format_args!("recursion limit must be greater or equal than 1")));
    }
    Ok(Value::NONE)
}

/// Replaces the items of `sys.path` or `sys.argv`.
pub fn set_list(vm: &mut Vm, name: Value, items: &[&[u8]]) -> Result<(), Raised> {
    let list = vm.new_list(&[])?;
    for item in items {
        let text = text_of_bytes(vm, item)?;
        vm.list_push(list, text)?;
    }
    set_attribute(vm, name, list.value())
}

/// A str of bytes from the outside; what is no UTF-8 becomes surrogates, as CPython does it.
pub fn text_of_bytes(vm: &mut Vm, bytes: &[u8]) -> NativeResult {
    use runtime::types::codec::{Encoding, Handler, decode};
    let object = vm.new_bytes(bytes)?;
    let buffer = vm.require_buffer(object)?;
    decode(vm, object, buffer, Encoding::Utf8, Handler::SurrogateEscape)
}

/// The bytes of a str that was made from bytes from the outside, such as a path.
pub fn bytes_of_text(vm: &mut Vm, text: Ref<Str>) -> NativeResult {
    use runtime::types::codec::{Encoding, Handler, encode};
    encode(vm, text, Encoding::Utf8, Handler::SurrogateEscape)
}

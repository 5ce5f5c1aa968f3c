//! Text to and from the user: `print`, `input`, the prompt's display, `help`.

use crate::sys;
use crate::sys::stdio;
use hal::Stream;
use runtime::native::{Args, NativeResult};
use runtime::number::{TextBuffer, float};
use runtime::object::{Kind, Module, Str, Type};
use runtime::symbols::sym;
use runtime::types::exception::EOF_ERROR;
use runtime::value::Value;
use runtime::vm::{Raised, Vm};

/// Where `print` writes.
#[derive(Clone, Copy)]
enum Target {
    /// A standard stream of the port.
    Stream(i32),
    /// An object with a method `write`.
    File(Value),
}

impl Target {
    /// What `file` means; `None` if there is no standard output.
    fn of(vm: &mut Vm, file: Option<Value>) -> Option<Target> {
        let Some(file) = file.or_else(|| sys::attribute(vm, sym::stdout.value())) else {
            return Some(Target::Stream(1));
        };
        match stdio::standard_descriptor(file) {
            Some(descriptor @ 1..) => Some(Target::Stream(descriptor)),
            _ if file.is_none() => None,
            _ => {
                vm.keep(file);
                Some(Target::File(file))
            }
        }
    }

    /// Writes a small int or an immediate float to a stream, which takes no memory of the heap; false for anything else.
    fn write_number(self, vm: &mut Vm, value: Value) -> Result<bool, Raised> {
        let Target::Stream(descriptor) = self else { return Ok(false) };
        let mut text = TextBuffer::new();
        let written = if let Some(number) = value.as_small_int() {
            text.write_fmt(format_args!("{number}"))
        } else if value.is_immediate_float() {
            float::write_repr(&mut text, value.immediate_float())
        } else {
            return Ok(false);
        };
        written.map_err(|_| vm.memory_error())?;
        stdio::write_unchanging(vm, descriptor, text.as_bytes())?;
        Ok(true)
    }

    fn write(self, vm: &mut Vm, text: Value) -> Result<(), Raised> {
        match (self, text.as_ref::<Str>()) {
            (Target::Stream(descriptor), Some(text)) => stdio::write_text(vm, descriptor, text),
            (Target::Stream(_), None) => Ok(()),
            (Target::File(file), _) => vm.call_method(file, sym::write, &[text]).map(|_| ()),
        }
    }
}

fn text_argument(vm: &mut Vm, args: &Args, index: usize, name: &str) -> Result<Option<Value>, Raised> {
    match args.get_not_none(index) {
        Some(text) if !text.is_kind(Kind::Str) => {
            let class = vm.type_name(text);
            Err(vm.type_error(format_args!("{name} must be None or a string, not {class}")))
        }
        text => Ok(text),
    }
}

/// `print(*args, sep=' ', end='\n', file=None, flush=False)`
pub fn print(vm: &mut Vm, args: &Args) -> NativeResult {
    let separator = text_argument(vm, args, 0, "sep")?.unwrap_or(sym::SPACE.value());
    let end = text_argument(vm, args, 1, "end")?.unwrap_or(sym::NEWLINE.value());
    let Some(target) = Target::of(vm, args.get_not_none(2)) else { return Ok(Value::NONE) };
    let mark = vm.log_mark();
    for (index, value) in args.rest().enumerate() {
        if index > 0 {
            target.write(vm, separator)?;
        }
        if !target.write_number(vm, value)? {
            let text = if value.is_exact(Kind::Str) { value } else { vm.with_reserve(|vm| vm.str(value))? };
            target.write(vm, text)?;
        }
        vm.committed = true;
        vm.log_release(mark);
    }
    target.write(vm, end)?;
    vm.committed = true;
    let flush = match args.get(3) {
        Some(flush) => vm.truth(flush)?,
        None => false,
    };
    match target {
        Target::Stream(descriptor) if flush => flush_stream(vm, descriptor),
        Target::File(file) if flush => vm.call_method(file, sym::flush, &[]).map(|_| ())?,
        _ => {}
    }
    Ok(Value::NONE)
}

fn flush_stream(vm: &mut Vm, descriptor: i32) {
    let stream = if descriptor == 2 { Stream::Error } else { Stream::Output };
    // What cannot be written now shows at the next write.
    let _ = vm.host.flush(stream);
}

/// `input(prompt='')`
pub fn input(vm: &mut Vm, args: &Args) -> NativeResult {
    if let Some(prompt) = args.get(0) {
        let text = vm.str(prompt)?;
        if let Some(target) = Target::of(vm, None) {
            target.write(vm, text)?;
            vm.committed = true;
        }
    }
    flush_stream(vm, 1);
    let line = match stdio::replaced_stream(vm, sym::stdin)? {
        None => stdio::input_line(vm)?,
        Some(file) => line_of_file(vm, file)?,
    };
    match line {
        Some(line) => Ok(line),
        None => Err(vm.raise(&EOF_ERROR, format_args!("EOF when reading a line"))),
    }
}

fn line_of_file(vm: &mut Vm, file: Value) -> Result<Option<Value>, Raised> {
    let line = vm.call_method(file, sym::readline, &[])?;
    let Some(text) = line.as_ref::<Str>() else {
        return Err(vm.type_error(format_args!("object.readline() returned non-string")));
    };
    match text.as_bytes() {
        [] => Ok(None),
        [start @ .., b'\n'] => vm.new_str(start).map(Some),
        _ => Ok(Some(line)),
    }
}

/// `__repl_print__(value)`: shows a value as the prompt does, and keeps it as `_`.
pub fn show(vm: &mut Vm, args: &Args) -> NativeResult {
    let value = args.at(0);
    if value.is_none() {
        return Ok(Value::NONE);
    }
    let text = vm.repr(value)?;
    if let Some(target) = Target::of(vm, None) {
        target.write(vm, text)?;
        target.write(vm, sym::NEWLINE.value())?;
    }
    let builtins = vm.builtins;
    vm.dict_set_name(builtins, sym::underscore, value)?;
    Ok(Value::NONE)
}

const WELCOME: &str = "Welcome to Amphis!\n\n\
    For the names of all modules, type: help('modules')\n\
    For the attributes of an object, type: help(object)\n";

/// `help(object)`
pub fn help(vm: &mut Vm, args: &Args) -> NativeResult {
    let Some(object) = args.get(0) else {
        stdio::write(vm, 1, WELCOME.as_bytes())?;
        return Ok(Value::NONE);
    };
    if object.as_ref::<Str>().is_some_and(|text| text.as_bytes() == b"modules") {
        return help_modules(vm);
    }
    let text = vm.str(object)?;
    stdio::write(vm, 1, b"object ")?;
    Target::Stream(1).write(vm, text)?;
    let class = vm.type_name(object);
    let line = vm.new_str_from(format_args!(" is of type {class}\n"))?;
    Target::Stream(1).write(vm, line)?;
    let names = vm.directory(object)?;
    let mark = vm.log_mark();
    for index in 0..names.len() {
        let Some(name) = names.get(index) else { break };
        let is_special = name.as_ref::<Str>().is_some_and(|name| name.as_bytes().starts_with(b"__"));
        let listed = object.as_ref::<Type>().is_some() || object.as_ref::<Module>().is_some() || !is_special;
        if let (true, Some(value)) = (listed, vm.try_attribute(object, name)?) {
            vm.keep(value);
            let value = vm.str(value)?;
            stdio::write(vm, 1, b"  ")?;
            Target::Stream(1).write(vm, name)?;
            stdio::write(vm, 1, b" -- ")?;
            Target::Stream(1).write(vm, value)?;
            stdio::write(vm, 1, b"\n")?;
        }
        vm.log_release(mark);
    }
    Ok(Value::NONE)
}

fn help_modules(vm: &mut Vm) -> NativeResult {
    let names = vm.new_list(&[])?;
    for module in vm.builtin_modules {
        let name = vm.intern(module.name.as_bytes())?;
        vm.list_push(names, name)?;
    }
    vm.sort_list(names, None, false)?;
    const COLUMNS: usize = 4;
    let rows = names.len().div_ceil(COLUMNS);
    for row in 0..rows {
        for column in 0..COLUMNS {
            let Some(name) = names.get(column * rows + row) else { continue };
            let Some(text) = name.as_ref::<Str>() else { continue };
            let padded = vm.new_str_from(format_args!("{:<18}", text.as_str().unwrap_or_default()))?;
            Target::Stream(1).write(vm, padded)?;
        }
        stdio::write(vm, 1, b"\n")?;
    }
    stdio::write(vm, 1, b"Plus any modules on the filesystem\n")?;
    Ok(Value::NONE)
}

/// `breakpoint(*args, **kwargs)`: calls `sys.breakpointhook`.
pub fn breakpoint(vm: &mut Vm, args: &Args) -> NativeResult {
    let name = vm.intern(b"breakpointhook")?;
    match sys::attribute(vm, name) {
        Some(hook) => call_through(vm, hook, args),
        None => enter_debugger(vm, args),
    }
}

/// `sys.breakpointhook(*args, **kwargs)`: calls `pdb.set_trace`.
pub fn enter_debugger(vm: &mut Vm, args: &Args) -> NativeResult {
    let debugger = crate::frozen::attribute(vm, b"pdb", b"set_trace")?;
    vm.keep(debugger);
    call_through(vm, debugger, args)
}

/// Calls a function with the arguments of this call.
fn call_through(vm: &mut Vm, function: Value, args: &Args) -> NativeResult {
    let arguments = vm.new_list(&[])?;
    for argument in args.rest() {
        vm.list_push(arguments, argument)?;
    }
    vm.call_with_keywords(function, arguments.as_slice(), args.keywords())
}

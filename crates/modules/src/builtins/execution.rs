//! Builtin functions that run source text: `compile`, `eval`, `exec`, `execfile`; `globals` and `locals`.

use crate::source::{compile_optimized, compile_source};
use crate::sys::{bytes_of_text, text_of_bytes};
use crate::vfs::place::read_file;
use bytecode::CodeFlags;
use compiler::ast::Mode;
use heap::TryVec;
use runtime::native::{Args, NativeResult};
use runtime::object::{Code, Dict, Kind, Ref, Str, Tuple};
use runtime::symbols::sym;
use runtime::types::codec::{Encoding, Handler, encode};
use runtime::types::exception::SYSTEM_ERROR;
use runtime::value::Value;
use runtime::vm::{Raised, Vm};

/// `globals()`
pub fn globals(vm: &mut Vm, _: &Args) -> NativeResult {
    current_globals(vm).map(Ref::value)
}

fn current_globals(vm: &mut Vm) -> Result<Ref<Dict>, Raised> {
    exec::locals::globals_of(vm).ok_or_else(|| vm.raise(&SYSTEM_ERROR, format_args!("frame does not exist")))
}

/// `locals()`
pub fn locals(vm: &mut Vm, _: &Args) -> NativeResult {
    exec::locals::locals_of(vm)
}

/// The bytes of source text given as str or bytes.
fn source_bytes(vm: &mut Vm, source: Value, function: &str, wanted: &str) -> Result<TryVec<u8>, Raised> {
    let bytes = match source.as_ref::<Str>() {
        // Lone surrogates raise UnicodeEncodeError here.
        Some(text) => encode(vm, text, Encoding::Utf8, Handler::Strict)?,
        None => source,
    };
    let Some(buffer) = vm.buffer(bytes) else {
        return Err(vm.type_error(format_args!("{function}() arg 1 must be {wanted}")));
    };
    TryVec::try_from_slice(buffer.as_bytes()).map_err(|_| vm.memory_error())
}

/// `compile(source, filename, mode, flags=0, dont_inherit=False, optimize=-1)`
pub fn compile(vm: &mut Vm, args: &Args) -> NativeResult {
    let (source, filename, mode) = (args.at(0), args.at(1), args.at(2));
    let mode = match mode.as_ref::<Str>() {
        None => {
            let class = vm.type_name(mode);
            return Err(vm.type_error(format_args!("compile() argument 'mode' must be str, not {class}")));
        }
        Some(mode) => match mode.as_bytes() {
            b"exec" => Mode::Module,
            b"eval" => Mode::Expression,
            b"single" => Mode::Interactive,
            _ => return Err(vm.value_error(format_args!("compile() mode must be 'exec', 'eval' or 'single'"))),
        },
    };
    if let Some(flags) = args.get(3) {
        vm.index(flags)?;
    }
    let filename = match filename.as_ref::<Str>() {
        Some(_) => filename,
        None => match vm.buffer(filename) {
            Some(buffer) => text_of_bytes(vm, buffer.as_bytes())?,
            None => {
                let class = vm.type_name(filename);
                return Err(vm.type_error(format_args!("expected str, bytes or os.PathLike object, not {class}")));
            }
        },
    };
    let optimization = match args.get(5) {
        None => None,
        Some(level) => u8::try_from(vm.to_i64(level)?).ok(),
    };
    let optimization = optimization.unwrap_or(vm.configuration.optimization);
    if source.is_kind(Kind::Code) {
        return Ok(source);
    }
    let bytes = source_bytes(vm, source, "compile", "a string, bytes or AST object")?;
    let filename = filename.as_ref::<Str>();
    let filename = filename.as_ref().map_or(&[][..], |text| text.as_bytes());
    compile_optimized(vm, &bytes, filename, mode, optimization).map(Ref::value)
}

/// The namespaces of `exec` and `eval`: given ones, or the caller's.
fn namespaces(vm: &mut Vm, args: &Args, function: &str) -> Result<(Ref<Dict>, Value), Raised> {
    let locals = args.get_not_none(2);
    if let Some(locals) = locals {
        let class = vm.class_of(locals);
        let is_mapping = locals.is_kind(Kind::Dict)
            || class.slots.get_item.is_some()
            || vm.class_lookup(class, sym::__getitem__.value())?.is_some();
        if !is_mapping {
            let class = vm.type_name(locals);
            let message = match function {
                "exec" => format_args!("locals must be a mapping or None, not {class}"),
                _ => format_args!("locals must be a mapping"),
            };
            return Err(vm.type_error(message));
        }
    }
    let Some(globals) = args.get_not_none(1) else {
        let globals = current_globals(vm)?;
        let locals = match locals {
            Some(locals) => locals,
            None => exec::locals::locals_of(vm)?,
        };
        return Ok((globals, locals));
    };
    let Some(dict) = globals.as_ref::<Dict>().filter(|_| globals.is_kind(Kind::Dict)) else {
        let class = vm.type_name(globals);
        let message = match function {
            "exec" => format_args!("exec() globals must be a dict, not {class}"),
            _ => format_args!("globals must be a dict"),
        };
        return Err(vm.type_error(message));
    };
    if dict.get_name(sym::__builtins__).is_none()
        && let Some(builtins) = vm.registry.get_name(sym::builtins)
    {
        vm.dict_set_name(dict, sym::__builtins__, builtins)?;
    }
    Ok((dict, locals.unwrap_or(globals)))
}

/// The closure that `exec` was given for code with free variables.
fn check_closure(vm: &mut Vm, code: Ref<Code>, closure: Option<Value>) -> Result<(), Raised> {
    let wanted = code.view().map_or(0, |view| view.capture_count());
    let cells = closure.and_then(Value::as_ref::<Tuple>);
    if wanted == 0 {
        return match closure {
            Some(_) => Err(vm.type_error(format_args!("cannot use a closure with this code object"))),
            None => Ok(()),
        };
    }
    let fits = cells
        .is_some_and(|cells| cells.len() == wanted && cells.as_slice().iter().all(|cell| cell.is_kind(Kind::Cell)));
    if fits {
        return Ok(());
    }
    Err(vm.type_error(format_args!("code object requires a closure of exactly length {wanted}")))
}

/// Runs code in namespaces.
fn run(
    vm: &mut Vm,
    code: Ref<Code>,
    globals: Ref<Dict>,
    locals: Value,
    closure: Option<Value>,
    function: &str,
) -> NativeResult {
    if code.code_flags().has(CodeFlags::OPTIMIZED | CodeFlags::CLASS) {
        let has_free = code.view().is_some_and(|view| view.capture_count() > 0);
        if has_free && closure.is_none() {
            let message = format_args!("code object passed to {function}() may not contain free variables");
            return Err(vm.type_error(message));
        }
        let function = exec::make_function(vm, code, globals, closure)?;
        return vm.call(function.value(), &[]);
    }
    exec::execute_module(vm, code, globals, locals)
}

/// `exec(source, globals=None, locals=None)`
pub fn execute(vm: &mut Vm, args: &Args) -> NativeResult {
    let (globals, locals) = namespaces(vm, args, "exec")?;
    let closure = args.get_not_none(3);
    let code = match args.at(0).as_ref::<Code>() {
        Some(code) => {
            check_closure(vm, code, closure)?;
            code
        }
        None if closure.is_some() => {
            let message = format_args!("closure argument can only be used when source is a code object");
            return Err(vm.type_error(message));
        }
        None => {
            let source = source_bytes(vm, args.at(0), "exec", "a string, bytes or code object")?;
            compile_source(vm, &source, b"<string>", Mode::Module)?
        }
    };
    run(vm, code, globals, locals, closure, "exec")?;
    Ok(Value::NONE)
}

/// `eval(source, globals=None, locals=None)`
pub fn evaluate(vm: &mut Vm, args: &Args) -> NativeResult {
    let (globals, locals) = namespaces(vm, args, "eval")?;
    let code = match args.at(0).as_ref::<Code>() {
        Some(code) => code,
        None => {
            let source = source_bytes(vm, args.at(0), "eval", "a string, bytes or code object")?;
            let start = source.iter().position(|byte| !matches!(byte, b' ' | b'\t')).unwrap_or(source.len());
            compile_source(vm, &source[start..], b"<string>", Mode::Expression)?
        }
    };
    run(vm, code, globals, locals, None, "eval")
}

/// `execfile(filename, globals=None, locals=None)`
pub fn execute_file(vm: &mut Vm, args: &Args) -> NativeResult {
    let (globals, locals) = namespaces(vm, args, "exec")?;
    let Some(filename) = args.at(0).as_ref::<Str>() else {
        let class = vm.type_name(args.at(0));
        return Err(vm.type_error(format_args!("execfile() argument 1 must be str, not {class}")));
    };
    let path = bytes_of_text(vm, filename)?;
    let path = vm.require_buffer(path)?;
    let source = read_file(vm, path.as_bytes())?;
    let code = compile_source(vm, &source, filename.as_bytes(), Mode::Module)?;
    run(vm, code, globals, locals, None, "exec")?;
    Ok(Value::NONE)
}

//! Source text to code objects.

use compiler::ast::Mode;
use compiler::error::{CompileError, ErrorKind};
use compiler::{CompileOptions, compile};
use core::fmt::Write;
use heap::TryVec;
use runtime::object::{Code, Ref};
use runtime::types::exception::raise::SyntaxPlace;
use runtime::types::exception::{INDENTATION_ERROR, SYNTAX_ERROR, TAB_ERROR};
use runtime::vm::{Raised, Vm};

/// The least memory that a compilation may use, even if the heap is nearly full: the error needs some too.
const LEAST_MEMORY: usize = 4096;

/// Compiles source text and loads the code. Errors become exceptions.
pub fn compile_source(vm: &mut Vm, source: &[u8], filename: &[u8], mode: Mode) -> Result<Ref<Code>, Raised> {
    let optimization = vm.configuration.optimization;
    compile_optimized(vm, source, filename, mode, optimization)
}

/// As [`compile_source`], with another optimization level than that of the VM.
pub fn compile_optimized(
    vm: &mut Vm,
    source: &[u8],
    filename: &[u8],
    mode: Mode,
    optimization: u8,
) -> Result<Ref<Code>, Raised> {
    let options = CompileOptions { mode, optimization, filename, ..CompileOptions::default() };
    compile_with(vm, source, &options)
}

/// Compiles what is run as a whole and may have a value, see [`Mode::Cell`]. With `asynchronous`, code with `await` outside of
/// functions makes a coroutine.
pub fn compile_cell(vm: &mut Vm, source: &[u8], filename: &[u8], asynchronous: bool) -> Result<Ref<Code>, Raised> {
    let optimization = vm.configuration.optimization;
    let options = CompileOptions {
        mode: Mode::Cell,
        optimization,
        filename,
        top_level_await: asynchronous,
        ..CompileOptions::default()
    };
    compile_with(vm, source, &options)
}

fn compile_with(vm: &mut Vm, source: &[u8], options: &CompileOptions<'_>) -> Result<Ref<Code>, Raised> {
    vm.check_machine_stack()?;
    let available = vm.heap.available().max(LEAST_MEMORY);
    let options = CompileOptions { memory_limit: Some(available), ..*options };
    match vm.open(|| compile(source, &options)) {
        Ok(image) => vm.load_image(&image),
        Err(error) => Err(raise_compile_error(vm, source, options.filename, &error)),
    }
}

/// Raises the exception that an error of the compiler becomes.
#[cold]
pub fn raise_compile_error(vm: &mut Vm, source: &[u8], filename: &[u8], error: &CompileError) -> Raised {
    let class = match error.kind {
        ErrorKind::Syntax => &SYNTAX_ERROR,
        ErrorKind::Indentation => &INDENTATION_ERROR,
        ErrorKind::Tab => &TAB_ERROR,
        ErrorKind::OutOfMemory => return vm.memory_error(),
        ErrorKind::TooDeep => return vm.recursion_error(),
    };
    let mut message = TryVec::new();
    if write!(message, "{}", error.message.display(source)).is_err() {
        return vm.memory_error();
    }
    let message = core::str::from_utf8(&message).unwrap_or("invalid syntax");
    let line = line_at(source, error.start.line).filter(|text| core::str::from_utf8(text).is_ok());
    let mut text = TryVec::new();
    let mut copied = text.try_extend_from_slice(line.unwrap_or_default());
    if line.is_some_and(|line| !line.ends_with(b"\n")) {
        copied = copied.and_then(|()| text.try_push(b'\n'));
    }
    if copied.is_err() {
        return vm.memory_error();
    }
    let place = SyntaxPlace {
        filename,
        line: error.start.line,
        column: error.start.column + 1,
        end_line: error.end.line,
        end_column: error.end.column + 1,
        text: line.map(|_| &*text),
    };
    vm.raise_syntax_error(class, message, &place)
}

/// A line of the source, counted from 1, with its end.
fn line_at(source: &[u8], line: u32) -> Option<&[u8]> {
    let index = (line as usize).checked_sub(1)?;
    source.split_inclusive(|&byte| byte == b'\n').nth(index)
}

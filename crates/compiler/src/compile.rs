//! The whole way from source to image.

use crate::ast::Mode;
use crate::error::CompileError;
use crate::parse::{Limits, parse};
use crate::scope::{Settings, analyze};
use bumpalo::Bump;
use bytecode::ImageBuf;

/// What a compilation is to do.
#[derive(Clone, Copy, Debug)]
pub struct CompileOptions<'a> {
    /// What the source is meant to be.
    pub mode: Mode,
    /// 0: everything; 1: no `assert`, `__debug__` is false; 2: no docstrings either; 3: no line numbers either.
    pub optimization: u8,
    /// The name of the file, in WTF-8.
    pub filename: &'a [u8],
    /// Whether annotations are evaluated and stored.
    pub annotations: bool,
    /// Whether the code knows its lines.
    pub line_numbers: bool,
    /// Whether the code knows columns and the ends of expressions.
    pub columns: bool,
    /// The memory that the tree may take, in bytes.
    pub memory_limit: Option<usize>,
    /// Whether `await` may stand outside of functions: the module is then a coroutine.
    pub top_level_await: bool,
    /// What the parser allows.
    pub limits: Limits,
}

impl Default for CompileOptions<'_> {
    fn default() -> Self {
        Self {
            mode: Mode::Module,
            optimization: 0,
            filename: b"<string>",
            annotations: true,
            line_numbers: true,
            columns: true,
            memory_limit: None,
            top_level_await: false,
            limits: Limits::default(),
        }
    }
}

/// Compiles `source`. What the compilation needs besides the image is freed before this returns.
pub fn compile(source: &[u8], options: &CompileOptions<'_>) -> Result<ImageBuf, CompileError> {
    let arena = Bump::new();
    arena.set_allocation_limit(options.memory_limit);
    let module = parse(&arena, source, options.mode, &options.limits)?;
    let settings = Settings { annotations: options.annotations, top_level_await: options.top_level_await };
    let (tree, annotations_as_text) = analyze(source, &arena, module, settings)?;
    crate::emit::emit(source, &arena, options, module, tree, annotations_as_text)
}

//! `code`: what Python sees of compiled code.

mod equality;
mod tables;

use crate::features::INTROSPECTION;
use crate::native::{Args, Member, NativeResult};
use crate::object::{Code, Kind, List, Ref, Str, Type};
use crate::symbols::sym;
use crate::text_builder::TextBuilder;
use crate::types::Slots;
use crate::types::exception::NOT_IMPLEMENTED_ERROR;
use crate::value::Value;
use crate::vm::{Raised, Vm};
use bytecode::{CodeFlags, CodeView, Op, decode};

static SLOTS: Slots = if INTROSPECTION {
    Slots { repr: Some(repr), compare: Some(equality::compare), hash: Some(equality::hash), ..Slots::NONE }
} else {
    Slots { repr: Some(repr), ..Slots::NONE }
};

static MEMBERS: &[Member] = &[
    Member::getter("co_name", |_, code| Ok(with(code, |code| code.name))),
    Member::getter("co_qualname", |_, code| Ok(with(code, |code| code.qualified_name))),
    Member::getter("co_filename", |vm, code| match code.as_ref::<Code>() {
        Some(code) => vm.intern(code.filename()),
        None => Ok(Value::NONE),
    }),
    Member::getter("co_firstlineno", |vm, code| number(vm, code, |_, view| view.first_line() as usize)),
    Member::getter("co_argcount", |vm, code| {
        number(vm, code, |code, view| (code.argument_count as usize).saturating_sub(hidden_count(view)))
    }),
    #[cfg(feature = "introspection")]
    Member::getter("co_posonlyargcount", |vm, code| number(vm, code, |code, _| code.positional_only_count as usize)),
    #[cfg(feature = "introspection")]
    Member::getter("co_kwonlyargcount", |vm, code| number(vm, code, |code, _| code.keyword_only_count as usize)),
    #[cfg(feature = "introspection")]
    Member::getter("co_nlocals", |vm, code| {
        number(vm, code, |_, view| (0..view.locals().len()).filter(|&local| is_variable(view, local)).count())
    }),
    #[cfg(feature = "introspection")]
    Member::getter("co_stacksize", |vm, code| number(vm, code, |code, _| code.registers as usize)),
    #[cfg(feature = "introspection")]
    Member::getter("co_flags", |vm, code| number(vm, code, |code, _| flags(code.code_flags()) as usize)),
    Member::getter("co_varnames", variable_names),
    #[cfg(feature = "introspection")]
    Member::getter("co_cellvars", cell_names),
    #[cfg(feature = "introspection")]
    Member::getter("co_freevars", free_names),
    #[cfg(feature = "introspection")]
    Member::getter("co_names", tables::names),
    #[cfg(feature = "introspection")]
    Member::getter("co_consts", tables::constants),
    #[cfg(feature = "introspection")]
    Member::getter("co_code", code_bytes),
    #[cfg(feature = "introspection")]
    Member::function("co_lines", "self, /", lines, "Start, end and line of each range of instructions."),
    #[cfg(feature = "introspection")]
    Member::function(
        "co_positions",
        "self, /",
        positions,
        "Line, end line, column and end column of each instruction.",
    ),
    #[cfg(feature = "introspection")]
    Member::function(
        "co_branches",
        "self, /",
        branches,
        "Each branch, where it goes on if it does not jump, and if it does.",
    ),
    #[cfg(feature = "introspection")]
    Member::function("replace", "self, /, **kwargs", replace, "Return a copy of the code object with new values."),
];

/// `code`
pub static CODE: Type = Type::builtin("code", Kind::Code, "", &SLOTS, MEMBERS).with_doc("Compiled code.");

/// Bytes of an instruction word: offsets that Python sees count bytes.
const WORD: u32 = 4;

fn with(value: Value, read: fn(&Code) -> Value) -> Value {
    value.as_ref::<Code>().map_or(Value::NONE, |code| read(&code))
}

fn number(vm: &mut Vm, value: Value, read: fn(&Code, &CodeView<'_>) -> usize) -> NativeResult {
    let Some(code) = value.as_ref::<Code>() else { return Ok(Value::NONE) };
    let number = code.view().map_or(0, |view| read(&code, &view));
    vm.new_uint(number as u64)
}

/// The bits of CPython's `co_flags`.
fn flags(flags: CodeFlags) -> u32 {
    const NEW_LOCALS: u32 = 2;
    let table = [
        (CodeFlags::OPTIMIZED, 1 | NEW_LOCALS),
        (CodeFlags::VARARGS, 4),
        (CodeFlags::VARKEYWORDS, 8),
        (CodeFlags::NESTED, 16),
        (CodeFlags::GENERATOR, 32),
        (CodeFlags::COROUTINE, 128),
        (CodeFlags::ASYNC_GENERATOR, 512),
    ];
    // The body of a class is no function, so it is never a nested one.
    let known = if flags.has(CodeFlags::OPTIMIZED) { flags.0 } else { flags.0 & !CodeFlags::NESTED };
    table.into_iter().filter(|(flag, _)| known & flag != 0).fold(0, |bits, (_, bit)| bits | bit)
}

/// The name of a local variable.
pub(crate) fn local_name<'a>(view: &CodeView<'a>, local: usize) -> &'a [u8] {
    view.locals().get(local).and_then(|&index| view.image().string(index)).unwrap_or(b"?")
}

/// Whether a local is an argument that the compiler added: a namespace, or defaults of a generic function.
pub(crate) fn is_hidden(view: &CodeView<'_>, local: usize) -> bool {
    matches!(local_name(view, local), b".namespace" | b".defaults" | b".kwdefaults")
}

fn hidden_count(view: &CodeView<'_>) -> usize {
    (0..view.locals().len()).filter(|&local| is_hidden(view, local)).count()
}

fn is_cell(view: &CodeView<'_>, local: usize) -> bool {
    view.cells().contains(&(local as u32))
}

/// Whether CPython would list a local in `co_varnames`: a parameter, or a variable that no function shares.
fn is_variable(view: &CodeView<'_>, local: usize) -> bool {
    !is_hidden(view, local) && (local < view.parameter_count() || !is_cell(view, local))
}

/// A tuple of names.
fn names<'a>(vm: &mut Vm, names: impl Iterator<Item = &'a [u8]>) -> NativeResult {
    let list = vm.new_list(&[])?;
    for name in names {
        let name = vm.intern(name)?;
        vm.list_push(list, name)?;
    }
    vm.new_tuple(list.as_slice())
}

fn variable_names(vm: &mut Vm, value: Value) -> NativeResult {
    let code = value.as_ref::<Code>();
    let Some(view) = code.as_ref().and_then(|code| code.view()) else { return vm.new_tuple(&[]) };
    let variables = (0..view.locals().len()).filter(|&local| is_variable(&view, local));
    names(vm, variables.map(|local| local_name(&view, local)))
}

fn cell_names(vm: &mut Vm, value: Value) -> NativeResult {
    let code = value.as_ref::<Code>();
    let Some(view) = code.as_ref().and_then(|code| code.view()) else { return vm.new_tuple(&[]) };
    names(vm, view.cells().iter().map(|&local| local_name(&view, local as usize)))
}

fn free_names(vm: &mut Vm, value: Value) -> NativeResult {
    let code = value.as_ref::<Code>();
    let Some(view) = code.as_ref().and_then(|code| code.view()) else { return vm.new_tuple(&[]) };
    let captures = (0..view.capture_count()).filter_map(|index| view.capture(index));
    names(vm, captures.map(|(_, name)| view.image().string(name).unwrap_or(b"?")))
}

fn code_bytes(vm: &mut Vm, value: Value) -> NativeResult {
    let Some(code) = value.as_ref::<Code>() else { return Ok(Value::NONE) };
    let mut bytes = heap::TryVec::new();
    let mut pc = 0;
    while let Some(word) = code.word(pc) {
        bytes.try_extend_from_slice(&word.to_le_bytes()).map_err(|_| vm.memory_error())?;
        pc += 1;
    }
    vm.new_bytes(&bytes)
}

/// The number of instruction words.
fn end_of(code: &Code) -> u32 {
    code.instruction_count
}

fn lines(vm: &mut Vm, args: &Args) -> NativeResult {
    let Some(code) = args.at(0).as_ref::<Code>() else { return Ok(Value::NONE) };
    let list = vm.new_list(&[])?;
    if let Some(view) = code.view() {
        let mut entries = view.lines().peekable();
        // CPython begins a function or class with an instruction on the line of its definition. What needs none here still has
        // the line, without instructions, so that tools find the same lines.
        let begins = entries.peek().is_some_and(|(_, first)| first.line != view.first_line());
        if begins && !code.code_flags().has(CodeFlags::MODULE) {
            push_numbers(vm, list, &[Some(0), Some(0), Some(view.first_line())])?;
        }
        while let Some((start, position)) = entries.next() {
            // Entries that differ only in their columns are one range.
            while entries.peek().is_some_and(|(_, next)| next.line == position.line) {
                entries.next();
            }
            let end = entries.peek().map_or(end_of(&code), |(next, _)| *next);
            push_numbers(vm, list, &[Some(start * WORD), Some(end * WORD), Some(position.line)])?;
        }
    }
    vm.iter(list.value())
}

fn positions(vm: &mut Vm, args: &Args) -> NativeResult {
    let Some(code) = args.at(0).as_ref::<Code>() else { return Ok(Value::NONE) };
    let list = vm.new_list(&[])?;
    if let Some(view) = code.view() {
        let mut entries = view.lines().peekable();
        while let Some((start, position)) = entries.next() {
            let end = entries.peek().map_or(end_of(&code), |(next, _)| *next).min(end_of(&code));
            let known = |number| Some(number).filter(|_| position.has_columns());
            let numbers =
                [Some(position.line), known(position.end_line), known(position.column), known(position.end_column)];
            for _ in start..end {
                push_numbers(vm, list, &numbers)?;
            }
        }
    }
    vm.iter(list.value())
}

/// As in CPython 3.14: triples of offsets. Where a jump without an event of its own is next, its target is given.
fn branches(vm: &mut Vm, args: &Args) -> NativeResult {
    let Some(code) = args.at(0).as_ref::<Code>() else { return Ok(Value::NONE) };
    let list = vm.new_list(&[])?;
    if let Some(view) = code.view() {
        let words = view.instructions();
        let mut word = 0;
        while let Some(instruction) = decode(words, word) {
            let next = word + instruction.words();
            if let Some(target) = instruction.jump_target(word).filter(|_| !instruction.ends_flow()) {
                let triple = [word as u32, follow(words, next as u32), follow(words, target as u32)];
                push_numbers(vm, list, &triple.map(|word| Some(word * WORD)))?;
            }
            word = next;
        }
    }
    vm.iter(list.value())
}

/// The first instruction from a word on that is no jump, or has an event.
fn follow(words: &[u32], mut word: u32) -> u32 {
    // A loop without a body jumps to itself.
    for _ in words {
        match decode(words, word as usize) {
            Some(jump) if matches!(jump.op, Op::Jump | Op::Loop) && !jump.marked => {
                word = jump.jump_target(word as usize).map_or(word, |target| target as u32);
            }
            _ => break,
        }
    }
    word
}

/// Appends a tuple of numbers, or `None` where there is none.
fn push_numbers(vm: &mut Vm, list: Ref<List>, numbers: &[Option<u32>]) -> Result<(), Raised> {
    let mark = vm.log_mark();
    let mut values = [Value::NONE; 4];
    let values = &mut values[..numbers.len().min(4)];
    for (slot, number) in values.iter_mut().zip(numbers) {
        if let Some(number) = number {
            *slot = vm.new_int(i64::from(*number))?;
        }
    }
    let tuple = vm.new_tuple(values)?;
    vm.list_push(list, tuple)?;
    vm.log_release(mark);
    Ok(())
}

fn replace(vm: &mut Vm, args: &Args) -> NativeResult {
    match args.keywords().and_then(Value::as_ref::<crate::object::Dict>) {
        Some(keywords) if !keywords.is_empty() => {
            Err(vm.raise(&NOT_IMPLEMENTED_ERROR, format_args!("code objects cannot be changed")))
        }
        _ => Ok(args.at(0)),
    }
}

fn repr(vm: &mut Vm, value: Value) -> NativeResult {
    let Some(code) = value.as_ref::<Code>() else { return Ok(sym::EMPTY.value()) };
    let mut text = TextBuilder::new();
    text.push(b"<code object ");
    text.push(code.name.as_ref::<Str>().as_ref().map_or(&b"?"[..], |name| name.as_bytes()));
    text.push_format(format_args!(" at 0x{:x}, file \"", value.word()));
    text.push(code.filename());
    text.push_format(format_args!("\", line {}>", code.view().map_or(0, |view| view.first_line())));
    text.finish(vm)
}

//! Binding arguments to the parameters of Python functions.

use bytecode::{CodeFlags, CodeView};
use core::fmt::Write;
use heap::TryVec;
use runtime::frame::{Base, Registers};
use runtime::object::{Code, Dict, Function, Ref, Str, Tuple};
use runtime::value::Value;
use runtime::vm::{Raised, Vm};

/// The keyword arguments of a call.
#[derive(Clone, Copy)]
pub enum Keywords<'a> {
    /// There are none.
    None,
    /// The last arguments, named by a tuple.
    Named(&'a [Value]),
    /// A dict with str keys, rooted by the caller.
    Dict(Ref<Dict>),
}

/// Binds arguments that lie where the registers of the new frame begin: `count` positional ones, then those that
/// [`Keywords::Named`] names. Afterwards all parameters are set.
///
/// # Safety
/// The stack has room for the frame and for as many words behind it as there are arguments.
pub unsafe fn bind(
    vm: &mut Vm,
    function: Ref<Function>,
    base: Base,
    count: usize,
    keywords: Keywords<'_>,
) -> Result<(), Raised> {
    let code = function.code;
    let registers = Registers(base);
    let positional = code.argument_count as usize;
    let keyword_only = code.keyword_only_count as usize;
    let named = positional + keyword_only;
    let flags = code.code_flags();
    let (variadic, gathers) = (flags.has(CodeFlags::VARARGS), flags.has(CodeFlags::VARKEYWORDS));

    if count > positional && !variadic {
        return Err(too_many(vm, function, count, keywords));
    }
    let rest = if variadic {
        let items = registers.slice(positional.min(count), count.saturating_sub(positional));
        Some(vm.new_tuple(crate::cold::values(items))?)
    } else {
        None
    };
    let extra = if gathers { Some(vm.new_dict(0)?) } else { None };
    // Keyword values move out of the way of the parameters.
    let total = named + variadic as usize + gathers as usize;
    let scratch = total.max(count + named_count(keywords));
    for index in 0..named_count(keywords) {
        registers.set(scratch + index, registers.get(count + index));
    }
    for index in count.min(positional)..total {
        registers.set(index, None);
    }
    match keywords {
        Keywords::None => {}
        Keywords::Named(names) => {
            for (index, &name) in names.iter().enumerate() {
                let value = registers.value(scratch + index);
                place(vm, function, registers, name, value, extra)?;
            }
        }
        Keywords::Dict(dict) => {
            for index in 0..dict.used() {
                if let Some((name, value)) = dict.entry(index) {
                    place(vm, function, registers, name, value, extra)?;
                }
            }
        }
    }
    if let Some(rest) = rest {
        registers.set(named, rest);
    }
    if let Some(extra) = extra {
        registers.set(named + variadic as usize, extra.value());
    }
    fill_defaults(vm, function, registers, count.min(positional))
}

fn named_count(keywords: Keywords<'_>) -> usize {
    match keywords {
        Keywords::Named(names) => names.len(),
        _ => 0,
    }
}

fn parameter_name<'a>(view: &CodeView<'a>, index: usize) -> &'a [u8] {
    view.locals().get(index).and_then(|&name| view.image().string(name)).unwrap_or(b"?")
}

fn place(
    vm: &mut Vm,
    function: Ref<Function>,
    registers: Registers,
    name: Value,
    value: Value,
    extra: Option<Ref<Dict>>,
) -> Result<(), Raised> {
    let code = function.code;
    let Some(text) = name.as_ref::<Str>() else {
        return Err(vm.type_error(format_args!("keywords must be strings")));
    };
    let named = code.argument_count as usize + code.keyword_only_count as usize;
    let view = code.view();
    let position = view.and_then(|view| (0..named).find(|&index| parameter_name(&view, index) == text.as_bytes()));
    let positional_only = code.positional_only_count as usize;
    match position {
        Some(index) if index >= positional_only => {
            if registers.get(index).is_some() {
                let (function, name) = (vm.name_text(function.code.qualified_name), vm.name_text(name));
                let message = format_args!("{function}() got multiple values for argument '{name}'");
                return Err(vm.type_error(message));
            }
            registers.set(index, value);
            Ok(())
        }
        _ => match extra {
            Some(extra) => vm.dict_set(extra, name, value),
            None => {
                let (function, name) = (vm.name_text(function.code.qualified_name), vm.name_text(name));
                Err(if position.is_some() {
                    vm.type_error(format_args!(
                        "{function}() got some positional-only arguments passed as keyword arguments: '{name}'"
                    ))
                } else {
                    vm.type_error(format_args!("{function}() got an unexpected keyword argument '{name}'"))
                })
            }
        },
    }
}

fn fill_defaults(vm: &mut Vm, function: Ref<Function>, registers: Registers, bound: usize) -> Result<(), Raised> {
    let code = function.code;
    let positional = code.argument_count as usize;
    let named = positional + code.keyword_only_count as usize;
    let defaults = function.defaults.get().and_then(Value::as_ref::<Tuple>);
    let default_count = defaults.map_or(0, |defaults| defaults.len());
    let first_default = positional.saturating_sub(default_count);
    let mut missing = false;
    for index in bound..positional {
        if registers.get(index).is_none() {
            let default = index
                .checked_sub(first_default)
                .and_then(|at| defaults.and_then(|defaults| defaults.as_slice().get(at).copied()));
            missing |= default.is_none();
            registers.set(index, default);
        }
    }
    if missing {
        return Err(report_missing(vm, function, registers, 0..positional, "positional"));
    }
    if named > positional {
        let defaults = function.keyword_defaults.get().and_then(Value::as_ref::<Dict>);
        for index in positional..named {
            if registers.get(index).is_none() {
                let name = code.view().map(|view| parameter_name(&view, index));
                let name = vm.find_name(name.unwrap_or(b""));
                let default = name.and_then(|name| defaults.and_then(|defaults| defaults.get_name(name)));
                missing |= default.is_none();
                registers.set(index, default);
            }
        }
        if missing {
            return Err(report_missing(vm, function, registers, positional..named, "keyword-only"));
        }
    }
    Ok(())
}

#[cold]
fn too_many(vm: &mut Vm, function: Ref<Function>, given: usize, keywords: Keywords<'_>) -> Raised {
    let code = function.code;
    let most = code.argument_count as usize;
    let defaults = function.defaults.get().and_then(Value::as_ref::<Tuple>).map_or(0, |defaults| defaults.len());
    let name = vm.name_text(code.qualified_name);
    let plural = |count: usize| if count == 1 { "" } else { "s" };
    let keyword_only = match (code.view(), keywords) {
        (Some(view), Keywords::Named(names)) => {
            let is_keyword_only = |name: &&Value| {
                let text = name.as_ref::<Str>();
                (most..most + code.keyword_only_count as usize)
                    .any(|index| text.is_some_and(|text| text.as_bytes() == parameter_name(&view, index)))
            };
            names.iter().filter(is_keyword_only).count()
        }
        _ => 0,
    };
    let mut were_given = TryVec::<u8>::new();
    let written = if keyword_only > 0 {
        let (positional, keywords) = (plural(given), plural(keyword_only));
        write!(
            were_given,
            "{given} positional argument{positional} (and {keyword_only} keyword-only argument{keywords}) were given"
        )
    } else {
        write!(were_given, "{given} were given")
    };
    if written.is_err() {
        return vm.memory_error();
    }
    let were_given = core::str::from_utf8(&were_given).unwrap_or("");
    if defaults > 0 {
        let least = most.saturating_sub(defaults);
        let message = format_args!("{name}() takes from {least} to {most} positional arguments but {were_given}");
        return vm.type_error(message);
    }
    let arguments = plural(most);
    vm.type_error(format_args!("{name}() takes {most} positional argument{arguments} but {were_given}"))
}

#[cold]
fn report_missing(
    vm: &mut Vm,
    function: Ref<Function>,
    registers: Registers,
    range: core::ops::Range<usize>,
    kind: &str,
) -> Raised {
    let count = range.clone().filter(|&index| registers.get(index).is_none()).count();
    let mut names = TryVec::<u8>::new();
    let mut written = 0;
    for index in range {
        if registers.get(index).is_some() {
            continue;
        }
        written += 1;
        let separator = match (written, count) {
            (1, _) => "",
            (_, 2) => " and ",
            (written, count) if written == count => ", and ",
            _ => ", ",
        };
        let name = function.code.view().map(|view| parameter_name(&view, index)).unwrap_or(b"?");
        let name = core::str::from_utf8(name).unwrap_or("?");
        if write!(names, "{separator}'{name}'").is_err() {
            return vm.memory_error();
        }
    }
    let plural = if count == 1 { "" } else { "s" };
    let function = vm.name_text(function.code.qualified_name);
    let names = core::str::from_utf8(&names).unwrap_or("");
    vm.type_error(format_args!("{function}() missing {count} required {kind} argument{plural}: {names}"))
}

/// Whether a call with this many positional arguments and nothing else fits without defaults.
#[inline(always)]
pub fn is_exact(code: Ref<Code>, count: usize) -> bool {
    code.simple && code.argument_count as usize == count
}

//! Completion: the names that the text before the cursor could begin.

use crate::Console;
use amphis::{Interpreter, Raised};
use heap::TryVec;
use runtime::object::Str;
use runtime::symbols::sym;
use runtime::value::Value;

/// What completes the text.
#[derive(Debug)]
pub enum Completion {
    /// Nothing is known, or there is no memory.
    Nothing,
    /// This, at the cursor.
    Text(TryVec<u8>),
    /// One of these, in order.
    Names(TryVec<TryVec<u8>>),
}

/// Completes the last name, or chain of names, of a text.
pub fn complete(interpreter: &mut Interpreter, text: &[u8]) -> Completion {
    let mark = interpreter.vm().log_mark();
    let found = find(interpreter, text);
    let vm = interpreter.vm();
    vm.exception = None;
    vm.log_release(mark);
    found.unwrap_or(Completion::Nothing)
}

fn is_name_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80
}

fn find(interpreter: &mut Interpreter, text: &[u8]) -> Result<Completion, Raised> {
    let start = text.iter().rposition(|&byte| !is_name_byte(byte) && byte != b'.').map_or(0, |at| at + 1);
    let chain = &text[start..];
    let prefix_start = chain.iter().rposition(|&byte| byte == b'.').map_or(0, |at| at + 1);
    let prefix = &chain[prefix_start..];
    let mut names = Names { prefix, names: TryVec::new() };
    let is_import = text.starts_with(b"import ") || text.starts_with(b"from ") && !contains(text, b" import");
    if prefix_start > 0 {
        let object = value_of_chain(interpreter, &chain[..prefix_start - 1])?;
        names.add_attributes(interpreter, object)?;
    } else if is_import {
        names.add_modules(interpreter)?;
    } else {
        names.add_globals(interpreter)?;
        if names.names.is_empty() && start == 0 && !prefix.is_empty() {
            names.add(interpreter, b"import ")?;
        }
    }
    Ok(names.finish())
}

fn contains(text: &[u8], word: &[u8]) -> bool {
    text.windows(word.len()).any(|window| window == word)
}

/// The object that a chain of names stands for.
fn value_of_chain(interpreter: &mut Interpreter, chain: &[u8]) -> Result<Value, Raised> {
    let mut names = chain.split(|&byte| byte == b'.');
    let first = names.next().unwrap_or_default();
    let namespace = interpreter.main_namespace()?;
    let vm = interpreter.vm();
    let first = vm.intern(first)?;
    let builtins = vm.modules.get_name(sym::builtins).unwrap_or(Value::NONE);
    let mut value = match namespace.get_name(first) {
        Some(value) => value,
        None => vm.get_attribute(builtins, first)?,
    };
    for name in names {
        let name = vm.intern(name)?;
        value = vm.get_attribute(value, name)?;
        vm.keep(value);
    }
    Ok(value)
}

struct Names<'a> {
    prefix: &'a [u8],
    names: TryVec<TryVec<u8>>,
}

impl Names<'_> {
    /// Adds a name that begins with the prefix. Names that begin with an underscore must be asked for.
    fn add(&mut self, interpreter: &mut Interpreter, name: &[u8]) -> Result<(), Raised> {
        if !name.starts_with(self.prefix) || self.prefix.is_empty() && name.starts_with(b"_") {
            return Ok(());
        }
        let at = self.names.partition_point(|known| known[..] < *name);
        if self.names.get(at).is_some_and(|known| known[..] == *name) {
            return Ok(());
        }
        let added = TryVec::try_from_slice(name).and_then(|name| self.names.try_insert(at, name));
        added.map_err(|_| interpreter.vm().memory_error())
    }

    fn add_attributes(&mut self, interpreter: &mut Interpreter, object: Value) -> Result<(), Raised> {
        let vm = interpreter.vm();
        let list = vm.directory(object)?;
        let mut at = 0;
        while let Some(name) = list.get(at) {
            at += 1;
            if let Some(name) = name.as_ref::<Str>() {
                self.add(interpreter, name.as_bytes())?;
            }
        }
        Ok(())
    }

    fn add_globals(&mut self, interpreter: &mut Interpreter) -> Result<(), Raised> {
        let namespace = interpreter.main_namespace()?;
        let mut at = 0;
        while let Some((index, name, _)) = namespace.next_entry(at) {
            at = index + 1;
            if let Some(name) = name.as_ref::<Str>() {
                self.add(interpreter, name.as_bytes())?;
            }
        }
        match interpreter.vm().modules.get_name(sym::builtins) {
            Some(builtins) if !self.prefix.is_empty() => self.add_attributes(interpreter, builtins),
            _ => Ok(()),
        }
    }

    fn add_modules(&mut self, interpreter: &mut Interpreter) -> Result<(), Raised> {
        let modules = interpreter.vm().builtin_modules;
        for module in modules {
            self.add(interpreter, module.name.as_bytes())?;
        }
        for name in modules::frozen::names() {
            self.add(interpreter, name.as_bytes())?;
        }
        Ok(())
    }

    /// The rest of what all names begin with; the names, if that is nothing.
    fn finish(self) -> Completion {
        let (Some(first), Some(last)) = (self.names.first(), self.names.last()) else { return Completion::Nothing };
        let common = first.iter().zip(last.iter()).take_while(|(x, y)| x == y).count();
        if common > self.prefix.len() {
            let rest = TryVec::try_from_slice(&first[self.prefix.len()..common]);
            return rest.map_or(Completion::Nothing, Completion::Text);
        }
        if self.names.len() == 1 { Completion::Nothing } else { Completion::Names(self.names) }
    }
}

/// Prints names in columns, on lines of their own.
pub fn print(console: &mut dyn Console, names: &[TryVec<u8>]) {
    const SLOT: usize = 16;
    const WIDTH: usize = 4 * SLOT;
    let mut column = WIDTH;
    for name in names {
        let gap = match column.next_multiple_of(SLOT) - column {
            gap @ 0..2 => gap + SLOT,
            gap => gap,
        };
        if column + gap + name.len() <= WIDTH {
            for _ in 0..gap {
                console.write(b" ");
            }
            column += gap + name.len();
        } else {
            console.write(b"\r\n");
            column = name.len();
        }
        console.write(name);
    }
    console.write(b"\r\n");
}

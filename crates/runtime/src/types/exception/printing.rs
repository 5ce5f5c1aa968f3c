//! The report of an exception: tracebacks, causes and contexts, notes, the tree of an exception group.
//!
//! The format is CPython's, without lines of source in tracebacks, which a port without files could not show.

use super::fields::Family;
use super::syntax_error::field;
use super::traceback::{as_traceback, code_of, line_of, next_of};
use super::{SYNTAX_ERROR, group, is_group_class};
use crate::features::EXCEPTION_GROUPS;
use crate::native::NativeResult;
use crate::number::text;
use crate::object::{Exception, List, Module, Record, Ref, Str, Tuple, Type};
use crate::symbols::sym;
use crate::text_builder::TextBuilder;
use crate::value::{SmallInt, Value};
use crate::vm::Vm;
use core::fmt;
use heap::TryVec;

/// Where the report goes.
pub type Output<'a> = &'a mut dyn FnMut(&[u8]);

/// Equal lines of a traceback that are shown before the rest is counted.
const REPEATS: usize = 3;
/// Members of a group that are shown.
const GROUP_WIDTH: usize = 15;
/// Levels of groups that are shown.
const GROUP_DEPTH: usize = 10;

const CAUSE: &[u8] = b"\nThe above exception was the direct cause of the following exception:\n\n";
const CONTEXT: &[u8] = b"\nDuring handling of the above exception, another exception occurred:\n\n";

impl Vm {
    /// Reports an exception with its traceback and all exceptions that led to it. Errors on the way are ignored.
    pub fn print_exception(&mut self, exception: Value, output: Output<'_>) {
        let current = self.exception.take();
        if let Some(current) = current {
            self.keep(current);
        }
        let mark = self.log_mark();
        self.keep(exception);
        Report { output, depth: 0, line_start: true, margin: b'|', need_close: false, seen: TryVec::new() }
            .chain(self, exception);
        self.log_release(mark);
        self.exception = current;
    }

    /// The last line of an exception's report: class and message.
    pub fn exception_line(&mut self, exception: Value) -> NativeResult {
        let Some(object) = exception.as_ref::<Exception>() else { return self.repr(exception) };
        let mut line = TextBuilder::new();
        push_class(&mut line, object.class.get());
        match safe_text(self, exception, Vm::str) {
            Some(text) if text == sym::EMPTY => {}
            Some(text) => {
                line.push(b": ");
                line.push_str(text);
            }
            None => line.push(b": <exception str() failed>"),
        }
        line.finish(self)
    }
}

/// Adds the name of a class, with its module unless that goes without saying.
fn push_class(text: &mut TextBuilder, class: Ref<Type>) {
    if !class.is_heap() {
        if class.static_module() != "builtins" {
            text.push_format(format_args!("{}.", class.static_module()));
        }
        text.push(class.static_name().as_bytes());
        return;
    }
    let named = |name: Value| class.dict.and_then(|dict| dict.get_name(name)).filter(|v| v.as_ref::<Str>().is_some());
    match named(sym::__module__.value()) {
        Some(module) if module == sym::__main__ || module == sym::builtins => {}
        Some(module) => {
            text.push_str(module);
            text.push(b".");
        }
        None => text.push(b"<unknown>."),
    }
    text.push_str(named(sym::__qualname__.value()).or(class.name).unwrap_or(Value::NONE));
}

/// The text of a value, unless finding it raises.
fn safe_text(vm: &mut Vm, value: Value, text: fn(&mut Vm, Value) -> NativeResult) -> Option<Value> {
    match text(vm, value) {
        Ok(text) => {
            vm.keep(text);
            Some(text)
        }
        Err(_) => {
            vm.exception = None;
            None
        }
    }
}

/// `sys.tracebacklimit`: how many frames of a traceback are shown.
fn traceback_limit(vm: &Vm) -> usize {
    let sys = vm.modules.get_name(sym::sys).and_then(Value::as_ref::<Module>);
    let limit = sys.and_then(|sys| sys.dict.get_name(sym::tracebacklimit)).and_then(Value::as_small_int);
    limit.map_or(usize::MAX, |limit| usize::try_from(limit).unwrap_or(0))
}

/// How an exception came from another one.
#[derive(Clone, Copy)]
enum Link {
    None,
    Cause,
    Context,
}

struct Report<'a> {
    output: Output<'a>,
    /// Depth in groups; lines are indented by it.
    depth: usize,
    line_start: bool,
    margin: u8,
    /// The last member of a group is being reported: the line that closes the tree is still to be written.
    need_close: bool,
    seen: TryVec<Value>,
}

impl Report<'_> {
    fn write(&mut self, bytes: &[u8]) {
        if self.depth == 0 {
            (self.output)(bytes);
            return;
        }
        for line in bytes.split_inclusive(|&byte| byte == b'\n') {
            if self.line_start {
                self.indent();
                (self.output)(&[self.margin, b' ']);
            }
            (self.output)(line);
            self.line_start = line.ends_with(b"\n");
        }
    }

    fn write_format(&mut self, arguments: fmt::Arguments<'_>) {
        let _ = fmt::write(self, arguments);
    }

    fn indent(&mut self) {
        for _ in 0..self.depth {
            (self.output)(b"  ");
        }
    }

    /// Adds an exception to those already shown; false if it was there, or there is no memory.
    fn is_new(&mut self, exception: Value) -> bool {
        !self.seen.contains(&exception) && self.seen.try_push(exception).is_ok()
    }

    /// An exception after those that led to it.
    fn chain(&mut self, vm: &mut Vm, exception: Value) {
        let mut chain = TryVec::new();
        let mut current = exception;
        self.is_new(exception);
        while let Some(object) = current.as_ref::<Exception>() {
            vm.keep(current);
            let previous = match (object.cause.get(), object.context.get()) {
                (Some(cause), _) => Some((cause, Link::Cause)),
                (None, Some(context)) if !object.suppress_context.get() => Some((context, Link::Context)),
                _ => None,
            };
            let previous = previous.filter(|(previous, _)| self.is_new(*previous));
            let link = previous.map_or(Link::None, |(_, link)| link);
            if chain.try_push((current, link)).is_err() {
                break;
            }
            match previous {
                Some((previous, _)) => current = previous,
                None => break,
            }
        }
        for &(exception, link) in chain.iter().rev() {
            match link {
                Link::None => {}
                Link::Cause => self.write(CAUSE),
                Link::Context => self.write(CONTEXT),
            }
            self.exception(vm, exception);
        }
    }

    fn exception(&mut self, vm: &mut Vm, value: Value) {
        let Some(object) = value.as_ref::<Exception>() else { return };
        if EXCEPTION_GROUPS && is_group_class(&object.class.get()) {
            self.group(vm, value, object);
            return;
        }
        let limit = traceback_limit(vm);
        if let Some(traceback) = object.traceback.get().and_then(as_traceback).filter(|_| limit > 0) {
            self.write(b"Traceback (most recent call last):\n");
            self.traceback(traceback, limit);
        }
        self.exception_only(vm, value, object);
    }

    fn group(&mut self, vm: &mut Vm, value: Value, object: Ref<Exception>) {
        if self.depth > GROUP_DEPTH || vm.check_machine_stack().is_err() {
            vm.exception = None;
            self.write_format(format_args!("... (max_group_depth is {GROUP_DEPTH})\n"));
            return;
        }
        let top = self.depth == 0;
        self.depth += top as usize;
        if let Some(traceback) = object.traceback.get().and_then(as_traceback) {
            self.margin = if top { b'+' } else { b'|' };
            self.write(b"Exception Group Traceback (most recent call last):\n");
            self.margin = b'|';
            self.traceback(traceback, traceback_limit(vm).max(1));
        }
        self.exception_only(vm, value, object);
        let count = group::exceptions(&object).len();
        let shown = count.min(GROUP_WIDTH + 1);
        self.need_close = false;
        for index in 0..shown {
            let last = index + 1 == shown;
            // A group inside may close the tree for this one.
            self.need_close |= last;
            self.member(vm, object, index, count);
            if last && self.need_close {
                self.indent();
                (self.output)(b"+------------------------------------\n");
                self.need_close = false;
            }
            self.depth -= 1;
        }
        self.depth -= top as usize;
    }

    /// A member of a group, and leaves the report one level deeper.
    fn member(&mut self, vm: &mut Vm, object: Ref<Exception>, index: usize, count: usize) {
        self.indent();
        (self.output)(if index == 0 { b"+-" } else { b"  " });
        self.line_start = false;
        let depth = core::mem::replace(&mut self.depth, 0);
        if index < GROUP_WIDTH {
            self.write_format(format_args!("+---------------- {} ----------------\n", index + 1));
        } else {
            self.write(b"+---------------- ... ----------------\n");
        }
        self.depth = depth + 1;
        self.line_start = true;
        if index >= GROUP_WIDTH {
            let more = count - GROUP_WIDTH;
            self.write_format(format_args!("and {more} more exception{}\n", if more == 1 { "" } else { "s" }));
        } else if let Some(&exception) = group::exceptions(&object).get(index) {
            self.is_new(exception);
            self.chain(vm, exception);
        }
    }

    /// The frames of a traceback, the outermost first, at most as many as `limit`.
    fn traceback(&mut self, first: Ref<Record>, limit: usize) {
        let mut current = Some(first);
        let mut count = 0;
        let mut previous = None;
        let mut repeats = 0;
        while let Some(traceback) = current {
            let place = code_of(&traceback).map(|code| (code, line_of(&traceback)));
            if place == previous {
                repeats += 1;
            } else {
                self.repeats(repeats);
                previous = place;
                repeats = 1;
            }
            if let Some((code, line)) = place.filter(|_| repeats <= REPEATS) {
                self.write(b"  File \"");
                self.write(code.filename());
                self.write_format(format_args!("\", line {line}, in "));
                if let Some(name) = code.name.as_ref::<Str>() {
                    self.write(name.as_bytes());
                }
                self.write(b"\n");
            }
            count += 1;
            current = next_of(&traceback).filter(|_| count < limit);
        }
        self.repeats(repeats);
    }

    fn repeats(&mut self, count: usize) {
        if count > REPEATS {
            let more = count - REPEATS;
            let plural = if more == 1 { "" } else { "s" };
            self.write_format(format_args!("  [Previous line repeated {more} more time{plural}]\n"));
        }
    }

    fn exception_only(&mut self, vm: &mut Vm, value: Value, object: Ref<Exception>) {
        if vm.is_subclass(object.class.get(), Ref::from_static(&SYNTAX_ERROR)) {
            self.syntax_error(vm, object);
        } else {
            match vm.exception_line(value) {
                Ok(line) => self.write_str(line),
                Err(_) => vm.exception = None,
            }
            self.write(b"\n");
        }
        match vm.find_attribute(value, sym::__notes__) {
            Ok(Some(notes)) => {
                vm.keep(notes);
                self.notes(vm, notes);
            }
            Ok(None) => {}
            Err(_) => vm.exception = None,
        }
    }

    fn write_str(&mut self, text: Value) {
        if let Some(text) = text.as_ref::<Str>() {
            self.write(text.as_bytes());
        }
    }

    fn notes(&mut self, vm: &mut Vm, notes: Value) {
        let item = |index| match (notes.as_ref::<List>(), notes.as_ref::<Tuple>()) {
            (Some(list), _) => list.get(index),
            (_, Some(tuple)) => tuple.as_slice().get(index).copied(),
            _ => None,
        };
        if notes.as_ref::<List>().is_none() && notes.as_ref::<Tuple>().is_none() {
            if notes.is_none() {
                return;
            }
            match safe_text(vm, notes, Vm::repr) {
                Some(text) => self.write_str(text),
                None => self.write(b"<__notes__ repr() failed>"),
            }
            self.write(b"\n");
            return;
        }
        let mut index = 0;
        while let Some(note) = item(index) {
            index += 1;
            vm.keep(note);
            match safe_text(vm, note, Vm::str) {
                Some(text) => self.write_str(text),
                None => self.write(b"<note str() failed>"),
            }
            self.write(b"\n");
        }
    }

    fn syntax_error(&mut self, vm: &mut Vm, object: Ref<Exception>) {
        let get = |index| Family(Family::SYNTAX).field(&object, index).and_then(Value::not_none);
        let filename = get(field::FILENAME);
        let line = get(field::LINENO);
        let source = get(field::TEXT);
        let message = get(field::MSG);
        for value in [filename, line, source, message].into_iter().flatten() {
            vm.keep(value);
        }
        let filename = filename.and_then(|name| safe_text(vm, name, Vm::str));
        if let Some(line) = line.and_then(|line| safe_text(vm, line, Vm::str)) {
            self.write(b"  File \"");
            match filename.filter(|name| *name != sym::EMPTY) {
                Some(name) => self.write_str(name),
                None => self.write(b"<string>"),
            }
            self.write(b"\", line ");
            self.write_str(line);
            self.write(b"\n");
        }
        let column = |index| get(index).and_then(Value::as_small_int);
        if let Some(source) = source.and_then(Value::as_ref::<Str>) {
            self.source(source.as_bytes(), column(field::OFFSET), column(field::END_OFFSET));
        }
        let mut name = TextBuilder::new();
        push_class(&mut name, object.class.get());
        self.write(name.as_bytes());
        self.write(b": ");
        match message.and_then(|message| safe_text(vm, message, Vm::str)).filter(|text| *text != sym::EMPTY) {
            Some(text) => self.write_str(text),
            None => self.write(b"<no detail available>"),
        }
        if let (None, Some(name)) = (line, filename) {
            self.write(b" (");
            self.write_str(name);
            self.write(b")");
        }
        self.write(b"\n");
    }

    /// A line of source and carets under the columns of an error, counted from 1.
    fn source(&mut self, source: &[u8], start: Option<SmallInt>, end: Option<SmallInt>) {
        let is_blank = |byte: &u8| matches!(byte, b' ' | b'\n' | 0x0c);
        let used = source.iter().rposition(|&byte| byte != b'\n').map_or(0, |last| last + 1);
        let source = source.get(..used).unwrap_or(&[]);
        let spaces = source.iter().take_while(|byte| is_blank(byte)).count();
        let source = source.get(spaces..).unwrap_or(&[]);
        self.write(b"    ");
        self.write(source);
        self.write(b"\n");
        let Some(start) = start else { return };
        let end = match end {
            Some(end) if end != 0 && end != -1 && end != start => end,
            _ => start.saturating_add(1),
        };
        let first = start.saturating_sub(1).saturating_sub(spaces as SmallInt);
        if first < 0 {
            return;
        }
        self.write(b"    ");
        // Tabs stay tabs, so that the carets are under the text.
        for character in text::code_points(source).take(first as usize) {
            let blank = text::encode(if text::is_space(character) { character } else { 32 });
            self.write(blank.as_bytes());
        }
        let width = text::code_points(source).count().max(1) as SmallInt + 1;
        for _ in 0..end.saturating_sub(start).min(width) {
            self.write(b"^");
        }
        self.write(b"\n");
    }
}

impl fmt::Write for Report<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.write(text.as_bytes());
        Ok(())
    }
}

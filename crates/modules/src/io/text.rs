//! Files of text.
//!
//! Bytes are decoded when they are consumed, whole characters and lines at a time, so that the position in the file
//! is always that of a character.

use super::base;
use super::binary::{close, fileno, flush, has, is_seekable, is_terminal, size, tell, truncate, whence};
use super::file::{BUFFER_SIZE, FIELDS, File, flags};
use crate::support::{append, itself, small};
use hal::Whence;
use heap::TryVec;
use runtime::native::{Args, Member, NativeResult};
use runtime::number::text::{find_byte, sequence_len};
use runtime::object::{Kind, Str, Type};
use runtime::types::Slots;
use runtime::types::codec::{self, Encoding, Handler};
use runtime::value::Value;
use runtime::vm::{Raised, Vm};

static SLOTS: Slots = Slots { repr: Some(repr), iter: Some(itself), next: Some(next), ..Slots::NONE };

static MEMBERS: &[Member] = &[
    Member::function("read", "self, size=-1, /", read, "At most so many characters; all without a size."),
    Member::function("readline", "self, size=-1, /", read_line, "One line."),
    Member::function("readlines", "self, hint=-1, /", base::read_lines, "The lines that are left."),
    Member::function("write", "self, text, /", write, "Writes text."),
    Member::function("writelines", "self, lines, /", base::write_lines, "Writes several pieces."),
    Member::function("seek", "self, cookie, whence=0, /", seek, "Moves to a position that tell() gave, or to an end."),
    Member::function("tell", "self, /", tell, "The position."),
    Member::function("truncate", "self, size=None, /", truncate, "Cuts or extends the file."),
    Member::function("flush", "self, /", flush, "Writes what waits to be written."),
    Member::function("close", "self, /", close, "Closes the file."),
    Member::function("__del__", "self, /", close, "Closes the file."),
    Member::function("fileno", "self, /", fileno, "The descriptor."),
    Member::function("isatty", "self, /", is_terminal, "Whether it is a terminal."),
    Member::function("readable", "self, /", |vm, args| has(vm, args, flags::READ), "Whether it can be read."),
    Member::function("writable", "self, /", |vm, args| has(vm, args, flags::WRITE), "Whether it can be written."),
    Member::function("seekable", "self, /", is_seekable, "Whether it has a position."),
    Member::function("__enter__", "self, /", base::enter, "Returns the file."),
    Member::function("__exit__", "self, /, *args", base::exit, "Closes the file."),
    Member::getter("closed", |_, file| Ok(Value::from_bool(File::of(file).is_none_or(File::is_closed)))),
    Member::getter("name", |_, file| Ok(File::of(file).map_or(Value::NONE, File::name))),
    Member::getter("mode", |_, file| Ok(File::of(file).map_or(Value::NONE, File::mode))),
    Member::getter("encoding", |vm, file| match File::of(file).and_then(|file| file.text().0) {
        Some(encoding) => Ok(encoding),
        None => vm.intern(b"UTF-8"),
    }),
    Member::getter("errors", |vm, file| match File::of(file).and_then(|file| file.text().1) {
        Some(errors) => Ok(errors),
        None => vm.intern(b"strict"),
    }),
    Member::getter("newlines", |_, _| Ok(Value::NONE)),
    Member::getter("line_buffering", |_, file| {
        Ok(Value::from_bool(File::of(file).is_some_and(|file| file.has(flags::LINES))))
    }),
];

/// `io.TextIOWrapper`: what `open` returns for text.
pub static TEXT_IO: Type = Type::record("TextIOWrapper", FIELDS, "*args, **kwargs", &SLOTS, MEMBERS)
    .with_base(&base::IO_BASE)
    .in_module("_io");

/// How line ends are read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Newlines {
    /// All three kinds end lines and become `\n`.
    Translated,
    /// All three kinds end lines and stay.
    Universal,
    /// Only `\n`.
    LineFeed,
    /// Only `\r`.
    Return,
    /// Only `\r\n`.
    Both,
}

fn newlines(file: File) -> Newlines {
    let newline = file.text().2;
    match newline.and_then(Value::as_ref::<Str>) {
        None => Newlines::Translated,
        Some(text) => match text.as_bytes() {
            b"" => Newlines::Universal,
            b"\r" => Newlines::Return,
            b"\r\n" => Newlines::Both,
            _ => Newlines::LineFeed,
        },
    }
}

/// Raises an error unless the argument `newline` of `open` is one of those there are.
pub(super) fn check_newline(vm: &mut Vm, newline: Value) -> Result<(), Raised> {
    let Some(text) = newline.as_ref::<Str>() else {
        let class = vm.class_name(newline);
        return Err(vm.type_error(format_args!("open() argument 'newline' must be str or None, not {class}")));
    };
    if matches!(text.as_bytes(), b"" | b"\n" | b"\r" | b"\r\n") {
        return Ok(());
    }
    let shown = vm.name_text(newline);
    Err(vm.value_error(format_args!("illegal newline value: {shown}")))
}

fn encoding(vm: &mut Vm, file: File) -> Result<(Encoding, Handler), Raised> {
    let (encoding, errors, _) = file.text();
    codec::arguments(vm, "open", encoding, errors)
}

fn repr(vm: &mut Vm, value: Value) -> NativeResult {
    let Some(file) = File::of(value) else { return Ok(Value::NONE) };
    let name = vm.repr(file.name())?;
    let mode = vm.repr(file.mode())?;
    let (name, mode) = (vm.name_text(name), vm.name_text(mode));
    let encoding = file.text().0.map_or("UTF-8", |encoding| vm.name_text(encoding));
    vm.new_str_from(format_args!("<_io.TextIOWrapper name={name} mode={mode} encoding='{encoding}'>"))
}

/// The length of the first line in some bytes with its end; `None` if more bytes are needed to know.
fn line_end(bytes: &[u8], newlines: Newlines, at_end: bool) -> Option<usize> {
    match newlines {
        Newlines::LineFeed => find_byte(bytes, b'\n').map(|index| index + 1),
        Newlines::Return => find_byte(bytes, b'\r').map(|index| index + 1),
        Newlines::Both => runtime::number::text::find(bytes, b"\r\n").map(|index| index + 2),
        Newlines::Translated | Newlines::Universal => {
            let feed = find_byte(bytes, b'\n');
            let limit = feed.unwrap_or(bytes.len());
            match find_byte(&bytes[..limit], b'\r') {
                None => feed.map(|index| index + 1),
                Some(index) => match bytes.get(index + 1) {
                    Some(b'\n') => Some(index + 2),
                    Some(_) => Some(index + 1),
                    None if at_end => Some(index + 1),
                    None => None,
                },
            }
        }
    }
}

/// The bytes that so many characters take; `None` if there are fewer, or the last one is not complete.
fn characters(bytes: &[u8], count: usize, utf8: bool, newlines: Newlines, at_end: bool) -> Option<usize> {
    let mut at = 0;
    for _ in 0..count {
        let &lead = bytes.get(at)?;
        let length = match lead {
            b'\r' if newlines == Newlines::Translated => match bytes.get(at + 1) {
                Some(b'\n') => 2,
                None if !at_end => return None,
                _ => 1,
            },
            _ if utf8 => sequence_len(lead).max(1),
            _ => 1,
        };
        if at + length > bytes.len() && !at_end {
            return None;
        }
        at = (at + length).min(bytes.len());
    }
    Some(at)
}

/// Consumes bytes that were read ahead, and decodes them.
fn take(vm: &mut Vm, file: File, count: usize) -> NativeResult {
    let Some((array, start)) = file.input() else { return vm.new_str(b"") };
    let bytes = &array.as_bytes()[start..];
    let bytes = &bytes[..count.min(bytes.len())];
    let translate = newlines(file) == Newlines::Translated && find_byte(bytes, b'\r').is_some();
    let mut text = decoded(vm, file, bytes)?;
    if translate && let Some(plain) = text.as_ref::<Str>() {
        let translated = translated(vm, plain.as_bytes())?;
        text = vm.new_str(&translated)?;
    }
    file.consume(count);
    Ok(text)
}

/// The bytes with `\n` for every line end.
fn translated(vm: &mut Vm, bytes: &[u8]) -> Result<TryVec<u8>, Raised> {
    let mut result = TryVec::new();
    let mut rest = bytes;
    while let Some(index) = find_byte(rest, b'\r') {
        append(vm, &mut result, &rest[..index])?;
        append(vm, &mut result, b"\n")?;
        let skip = if rest.get(index + 1) == Some(&b'\n') { 2 } else { 1 };
        rest = &rest[index + skip..];
    }
    append(vm, &mut result, rest)?;
    Ok(result)
}

fn decoded(vm: &mut Vm, file: File, bytes: &[u8]) -> NativeResult {
    let (encoding, errors, _) = file.text();
    if encoding.is_none() && errors.is_none() && core::str::from_utf8(bytes).is_ok() {
        return vm.new_str(bytes);
    }
    let (encoding, handler) = self::encoding(vm, file)?;
    let raw = vm.new_bytes(bytes)?;
    match vm.buffer(raw) {
        Some(buffer) => codec::decode::decode(vm, raw, buffer, encoding, handler),
        None => Ok(raw),
    }
}

fn read(vm: &mut Vm, args: &Args) -> NativeResult {
    let limit = size(vm, args.get(1))?;
    let file = File::readable(vm, args.at(0))?;
    let Some(limit) = limit else {
        while file.fill(vm, file.available().max(BUFFER_SIZE))? {}
        return take(vm, file, file.available());
    };
    let length = prefix(vm, file, limit)?;
    take(vm, file, length)
}

/// The number of bytes of at most `limit` characters, read ahead.
fn prefix(vm: &mut Vm, file: File, limit: usize) -> Result<usize, Raised> {
    let utf8 = encoding(vm, file)?.0 == Encoding::Utf8;
    let newlines = newlines(file);
    let mut at_end = false;
    loop {
        let found = match file.input() {
            Some((array, start)) => characters(&array.as_bytes()[start..], limit, utf8, newlines, at_end),
            None if limit == 0 => Some(0),
            None => None,
        };
        match found {
            Some(length) => return Ok(length),
            None if at_end => return Ok(file.available()),
            None => at_end = !file.fill(vm, limit)?,
        }
    }
}

/// The length in bytes of the next line, which is read ahead.
fn line_length(vm: &mut Vm, file: File) -> Result<usize, Raised> {
    let newlines = newlines(file);
    let mut at_end = false;
    let mut searched = 0;
    loop {
        if let Some((array, start)) = file.input() {
            let bytes = &array.as_bytes()[start..];
            // A line end can begin in the last byte that was searched before.
            let from = usize::saturating_sub(searched, 1).min(bytes.len());
            if let Some(length) = line_end(&bytes[from..], newlines, at_end) {
                return Ok(from + length);
            }
            searched = bytes.len();
        }
        if at_end {
            return Ok(file.available());
        }
        at_end = !file.fill(vm, BUFFER_SIZE)?;
    }
}

fn read_line(vm: &mut Vm, args: &Args) -> NativeResult {
    let limit = size(vm, args.get(1))?;
    let file = File::readable(vm, args.at(0))?;
    let mut length = line_length(vm, file)?;
    if let Some(limit) = limit {
        length = length.min(prefix(vm, file, limit)?);
    }
    take(vm, file, length)
}

fn next(vm: &mut Vm, value: Value) -> Result<Option<Value>, Raised> {
    let file = File::readable(vm, value)?;
    let length = line_length(vm, file)?;
    if length == 0 { Ok(None) } else { take(vm, file, length).map(Some) }
}

fn write(vm: &mut Vm, args: &Args) -> NativeResult {
    let file = File::writable(vm, args.at(0))?;
    let Some(text) = args.at(1).as_ref::<Str>() else {
        let class = vm.class_name(args.at(1));
        return Err(vm.type_error(format_args!("write() argument must be str, not {class}")));
    };
    let newline: &[u8] = match newlines(file) {
        Newlines::Return => b"\r",
        Newlines::Both => b"\r\n",
        _ => b"\n",
    };
    let plain = newline == b"\n" && text.is_ascii();
    if plain || (newline == b"\n" && file.text().0.is_none() && text.as_str().is_some()) {
        file.write(vm, text.as_bytes())?;
        return Ok(small(text.characters as usize));
    }
    let (encoding, handler) = encoding(vm, file)?;
    let encoded = codec::encode::encode(vm, text, encoding, handler)?;
    debug_assert!(encoded.is_kind(Kind::Bytes));
    let Some(buffer) = vm.buffer(encoded) else { return Ok(Value::NONE) };
    let mut pieces = TryVec::new();
    for (index, line) in buffer.as_bytes().split(|&byte| byte == b'\n').enumerate() {
        if index > 0 {
            append(vm, &mut pieces, newline)?;
        }
        append(vm, &mut pieces, line)?;
    }
    file.write(vm, &pieces)?;
    Ok(small(text.characters as usize))
}

fn seek(vm: &mut Vm, args: &Args) -> NativeResult {
    let offset = vm.to_i64(args.at(1))?;
    let whence = whence(vm, args.get(2))?;
    let file = File::open(vm, args.at(0))?;
    match whence {
        Whence::Current if offset != 0 => return Err(base::unsupported(vm, "can't do nonzero cur-relative seeks")),
        Whence::End if offset != 0 => return Err(base::unsupported(vm, "can't do nonzero end-relative seeks")),
        Whence::Start if offset < 0 => {
            return Err(vm.value_error(format_args!("negative seek position {offset}")));
        }
        _ => {}
    }
    let position = file.seek(vm, offset, whence)?;
    vm.new_uint(position)
}

//! The record of a file.
//!
//! What was read ahead and what waits to be written are bytearrays. A file with unwritten bytes is in a list in the VM's
//! registry; everything that could see the difference writes them first, see [`flush_all`].

use crate::support::{number, small};
use hal::{Whence, errno};
use heap::TryVec;
use runtime::native::NativeResult;
use runtime::object::{ByteArray, Dict, List, Record, Ref, Type};
use runtime::symbols::sym;
use runtime::value::Value;
use runtime::vm::{Raised, Vm};

const DESCRIPTOR: usize = 0;
const NAME: usize = 1;
const MODE: usize = 2;
const INPUT: usize = 3;
const CONSUMED: usize = 4;
const OUTPUT: usize = 5;
const FLAGS: usize = 6;
const ENCODING: usize = 7;
const ERRORS: usize = 8;
const NEWLINE: usize = 9;

/// The stream of bytes below, an object with `readinto`, `write` and `seek`; such a file has no descriptor.
const STREAM: usize = 10;
const CAPACITY: usize = 11;

/// The number of fields.
pub const FIELDS: u8 = 12;
/// The error number of what cannot be done now but perhaps later.
const AGAIN: i32 = 11;
/// Bytes that are read or written at once.
pub const BUFFER_SIZE: usize = if cfg!(target_pointer_width = "64") { 8192 } else { 256 };

/// The flags of a file.
pub mod flags {
    /// It can be read.
    pub const READ: usize = 1;
    /// It can be written.
    pub const WRITE: usize = 2;
    /// It holds text.
    pub const TEXT: usize = 4;
    /// Every line is written at once.
    pub const LINES: usize = 8;
    /// Everything is written at once.
    pub const UNBUFFERED: usize = 16;
    /// The descriptor stays open when the file is closed.
    pub const KEEP: usize = 32;
    /// Writes go to the end.
    pub const APPEND: usize = 64;
    /// The stream below is the file's own, and closed with it.
    pub const OWNED: usize = 128;
}

/// A file.
#[derive(Clone, Copy)]
pub struct File(Ref<Record>);

impl File {
    /// A new file.
    pub fn make(
        vm: &mut Vm,
        class: &'static Type,
        descriptor: i32,
        name: Value,
        mode: Value,
        flags: usize,
    ) -> Result<File, Raised> {
        let fields = [
            Some(Value::from_i32_small(descriptor)),
            Some(name),
            Some(mode),
            None,
            Some(small(0)),
            None,
            Some(small(flags)),
        ];
        let record = vm.new_record(Ref::from_static(class), &fields)?;
        if flags & flags::KEEP == 0 {
            vm.register_finalizer(record.value())?;
        }
        Ok(File(record))
    }

    /// A writer that collects bytes for another stream, at most `capacity` at a time.
    pub fn for_stream(vm: &mut Vm, class: Ref<Type>, stream: Value, capacity: usize) -> Result<File, Raised> {
        let record =
            vm.new_record(class, &[None, None, None, None, Some(small(0)), None, Some(small(flags::WRITE))])?;
        record.set(STREAM, stream);
        record.set(CAPACITY, small(capacity.max(1)));
        Ok(File(record))
    }

    /// A file over a stream of its own. `names` are its name and its mode.
    pub fn over(
        vm: &mut Vm,
        class: &'static Type,
        stream: Value,
        names: [Value; 2],
        flags: usize,
    ) -> Result<File, Raised> {
        let fields = [None, Some(names[0]), Some(names[1]), None, Some(small(0)), None, Some(small(flags))];
        let record = vm.new_record(Ref::from_static(class), &fields)?;
        record.set(STREAM, stream);
        vm.register_finalizer(record.value())?;
        Ok(File(record))
    }

    /// The file of a value, which may be closed.
    pub fn of(value: Value) -> Option<File> {
        value.as_ref::<Record>().map(File)
    }

    /// The file of a value of any kind, if it is one of text.
    pub fn text_of(value: Value) -> Option<File> {
        let record = value.as_ref::<Record>()?;
        (record.class == Ref::from_static(&super::TEXT_IO)).then_some(File(record))
    }

    /// The file of a value; ValueError if it is closed.
    pub fn open(vm: &mut Vm, value: Value) -> Result<File, Raised> {
        match File::of(value) {
            Some(file) if !file.is_closed() => Ok(file),
            _ => Err(vm.value_error(format_args!("I/O operation on closed file."))),
        }
    }

    /// The file of a value, open for reading.
    pub fn readable(vm: &mut Vm, value: Value) -> Result<File, Raised> {
        let file = File::open(vm, value)?;
        if file.has(flags::READ) {
            return Ok(file);
        }
        let what = if file.has(flags::TEXT) { "not readable" } else { "read" };
        Err(super::base::unsupported(vm, what))
    }

    /// The file of a value, open for writing.
    pub fn writable(vm: &mut Vm, value: Value) -> Result<File, Raised> {
        let file = File::open(vm, value)?;
        if file.has(flags::WRITE) {
            return Ok(file);
        }
        let what = if file.has(flags::TEXT) { "not writable" } else { "write" };
        Err(super::base::unsupported(vm, what))
    }

    /// The record.
    pub fn value(self) -> Value {
        self.0.value()
    }

    /// The descriptor, unless the file is closed.
    pub fn descriptor(self) -> Option<i32> {
        self.0.get(DESCRIPTOR).and_then(Value::as_small_int).and_then(|number| i32::try_from(number).ok())
    }

    /// Whether it was closed.
    pub fn is_closed(self) -> bool {
        self.descriptor().is_none() && self.0.get(STREAM).is_none()
    }

    /// Whether a flag is set.
    pub fn has(self, flag: usize) -> bool {
        number(self.0, FLAGS) & flag != 0
    }

    /// The name that the file was opened by.
    pub fn name(self) -> Value {
        self.0.get(NAME).unwrap_or(Value::NONE)
    }

    /// The mode that the file was opened with.
    pub fn mode(self) -> Value {
        self.0.get(MODE).unwrap_or(Value::NONE)
    }

    /// Encoding, error handler and newline of text, where given.
    pub fn text(self) -> (Option<Value>, Option<Value>, Option<Value>) {
        (self.0.get(ENCODING), self.0.get(ERRORS), self.0.get(NEWLINE))
    }

    /// Sets encoding, error handler and newline of text.
    pub fn set_text(self, encoding: Option<Value>, errors: Option<Value>, newline: Option<Value>) {
        self.0.set(ENCODING, encoding);
        self.0.set(ERRORS, errors);
        self.0.set(NEWLINE, newline);
    }

    fn array(self, field: usize) -> Option<Ref<ByteArray>> {
        self.0.get(field).and_then(Value::as_ref::<ByteArray>)
    }

    fn array_or_new(self, vm: &mut Vm, field: usize) -> Result<Ref<ByteArray>, Raised> {
        if let Some(array) = self.array(field) {
            return Ok(array);
        }
        let array = vm.new_byte_array_filled(0, |_| {})?;
        self.0.set(field, array.value());
        Ok(array)
    }

    /// What was read ahead, and where the part begins that is not consumed yet.
    pub fn input(self) -> Option<(Ref<ByteArray>, usize)> {
        let array = self.array(INPUT)?;
        Some((array, number(self.0, CONSUMED).min(array.as_bytes().len())))
    }

    /// The number of bytes read ahead.
    pub fn available(self) -> usize {
        self.input().map_or(0, |(array, start)| array.as_bytes().len() - start)
    }

    /// Passes over bytes that were read ahead.
    pub fn consume(self, count: usize) {
        self.0.set(CONSUMED, small(number(self.0, CONSUMED) + count));
    }

    /// The stream below, if that is what the file has.
    pub fn stream(self) -> Option<Value> {
        self.0.get(STREAM)
    }

    /// The stream of a writer that only collects bytes for it.
    fn collects_for(self) -> Option<Value> {
        self.stream().filter(|_| !self.has(flags::OWNED))
    }

    /// Reads from what is below into memory, bypassing the buffer.
    pub fn read_raw(self, vm: &mut Vm, buffer: &mut [u8]) -> Result<usize, Raised> {
        if let Some(stream) = self.stream() {
            let piece = vm.new_byte_array(&[])?;
            vm.byte_array_resize(piece, buffer.len())?;
            let count = vm.call_method(stream, sym::readinto, &[piece.value()])?;
            let count = if count.is_none() { 0 } else { usize::try_from(vm.to_i64(count)?).unwrap_or(0) };
            let bytes = piece.as_bytes();
            let count = count.min(bytes.len()).min(buffer.len());
            buffer[..count].copy_from_slice(&bytes[..count]);
            return Ok(count);
        }
        loop {
            let Some(descriptor) = self.descriptor() else { return Ok(0) };
            match vm.host.read(descriptor, buffer) {
                Ok(count) => return Ok(count.min(buffer.len())),
                Err(errno::EINTR) => vm.safepoint()?,
                Err(number) => return Err(vm.raise_os_error(number, None)),
            }
        }
    }

    /// Reads ahead at least one byte more; false at the end of the file. `wanted` is how many would be of use.
    pub fn fill(self, vm: &mut Vm, wanted: usize) -> Result<bool, Raised> {
        self.flush(vm)?;
        let mut chunk = TryVec::new();
        let size = wanted.clamp(BUFFER_SIZE, BUFFER_SIZE * 32);
        chunk.try_resize(size, 0u8).map_err(|_| vm.memory_error())?;
        let array = self.array_or_new(vm, INPUT)?;
        // The part that was consumed is given up first, so that the buffer stays small.
        let start = number(self.0, CONSUMED).min(array.as_bytes().len());
        if start > 0 {
            let cells = array.as_cells();
            for (target, source) in cells.iter().zip(&cells[start..]) {
                target.set(source.get());
            }
            vm.byte_array_resize(array, array.as_bytes().len() - start)?;
            self.0.set(CONSUMED, small(0));
        }
        vm.committed = true;
        let count = self.read_raw(vm, &mut chunk)?;
        append(vm, array, &chunk[..count])?;
        Ok(count > 0)
    }

    /// Forgets what was read ahead; the descriptor goes back to the position of the file.
    fn drop_input(self, vm: &mut Vm) -> Result<(), Raised> {
        let available = self.available();
        self.0.set(INPUT, None);
        self.0.set(CONSUMED, small(0));
        if available > 0 {
            let back = -(available as i64);
            match self.descriptor() {
                // What cannot seek has one position for reading and another for writing.
                Some(descriptor) => drop(vm.host.seek(descriptor, back, Whence::Current)),
                None => drop(self.seek_raw(vm, back, Whence::Current)?),
            }
        }
        Ok(())
    }

    /// Writes bytes, sooner or later. `source` holds them, and is not changed by running Python.
    pub fn write(self, vm: &mut Vm, bytes: &[u8]) -> Result<(), Raised> {
        if self.collects_for().is_some() {
            return self.write_to_stream(vm, bytes);
        }
        if self.has(flags::APPEND) && self.stream().is_some() {
            // A stream does not know that it appends.
            self.flush(vm)?;
            self.drop_input(vm)?;
            self.seek_raw(vm, 0, Whence::End)?;
        }
        if self.input().is_some() {
            self.drop_input(vm)?;
        }
        let direct = self.has(flags::UNBUFFERED);
        let at_once = direct || (self.has(flags::LINES) && bytes.contains(&b'\n'));
        if direct || bytes.len() >= BUFFER_SIZE {
            self.flush(vm)?;
            return self.write_raw(vm, bytes);
        }
        let array = self.array_or_new(vm, OUTPUT)?;
        if array.as_bytes().is_empty() && !bytes.is_empty() {
            enter_list(vm, self)?;
        }
        append(vm, array, bytes)?;
        if at_once || array.as_bytes().len() >= BUFFER_SIZE { self.flush(vm) } else { Ok(()) }
    }

    /// Collects bytes for the stream; whenever there are as many as fit, they are passed on.
    fn write_to_stream(self, vm: &mut Vm, bytes: &[u8]) -> Result<(), Raised> {
        let capacity = number(self.0, CAPACITY);
        let mut rest = bytes;
        while !rest.is_empty() {
            let array = self.array_or_new(vm, OUTPUT)?;
            let room = capacity.saturating_sub(array.as_bytes().len()).min(rest.len());
            append(vm, array, &rest[..room])?;
            rest = &rest[room..];
            vm.committed = true;
            if array.as_bytes().len() >= capacity {
                self.flush_to_stream(vm)?;
            }
        }
        Ok(())
    }

    /// Passes what was collected on to the stream.
    fn flush_to_stream(self, vm: &mut Vm) -> Result<(), Raised> {
        let Some(stream) = self.stream() else { return Ok(()) };
        while let Some(array) = self.array(OUTPUT).filter(|array| !array.as_bytes().is_empty()) {
            let written = vm.call_method(stream, sym::write, &[array.value()])?;
            if written.is_none() {
                // It cannot take anything now.
                return Err(vm.raise_os_error(AGAIN, None));
            }
            let count = usize::try_from(vm.to_i64(written)?).unwrap_or(0).min(array.as_bytes().len());
            vm.byte_array_splice(array, 0, count, &[])?;
        }
        Ok(())
    }

    fn write_raw(self, vm: &mut Vm, bytes: &[u8]) -> Result<(), Raised> {
        let mut rest = bytes;
        while !rest.is_empty() {
            vm.committed = true;
            if let Some(stream) = self.stream() {
                let mark = vm.log_mark();
                let piece = vm.new_bytes(rest)?;
                let count = vm.call_method(stream, sym::write, &[piece])?;
                vm.log_release(mark);
                match usize::try_from(vm.to_i64(count)?) {
                    Ok(count) if count > 0 => rest = rest.get(count..).unwrap_or(&[]),
                    _ => return Err(vm.raise_os_error(errno::EIO, None)),
                }
                continue;
            }
            let Some(descriptor) = self.descriptor() else { return Ok(()) };
            match vm.host.write_file(descriptor, rest) {
                Ok(count) => rest = rest.get(count..).unwrap_or(&[]),
                Err(errno::EINTR) => vm.safepoint()?,
                Err(number) => return Err(vm.raise_os_error(number, None)),
            }
        }
        Ok(())
    }

    /// Writes what waits to be written.
    pub fn flush(self, vm: &mut Vm) -> Result<(), Raised> {
        if self.collects_for().is_some() {
            return self.flush_to_stream(vm);
        }
        let Some(array) = self.array(OUTPUT) else { return Ok(()) };
        if array.as_bytes().is_empty() {
            return Ok(());
        }
        // Taken out first: writing may run Python that writes to the same file.
        self.0.set(OUTPUT, None);
        vm.keep(array.value());
        leave_list(vm, self);
        let result = self.write_raw(vm, array.as_bytes());
        if result.is_ok() && self.array(OUTPUT).is_none() {
            vm.byte_array_resize(array, 0)?;
            self.0.set(OUTPUT, array.value());
        }
        result
    }

    /// The position.
    pub fn tell(self, vm: &mut Vm) -> Result<u64, Raised> {
        self.flush(vm)?;
        let position = self.seek_raw(vm, 0, Whence::Current)?;
        Ok(position.saturating_sub(self.available() as u64))
    }

    /// Moves the position of what is below.
    fn seek_raw(self, vm: &mut Vm, offset: i64, whence: Whence) -> Result<u64, Raised> {
        if let Some(stream) = self.stream() {
            let offset = vm.new_int(offset)?;
            let whence = match whence {
                Whence::Start => 0,
                Whence::Current => 1,
                Whence::End => 2,
            };
            let position = vm.call_method(stream, sym::seek, &[offset, Value::from_i32_small(whence)])?;
            return Ok(u64::try_from(vm.to_i64(position)?).unwrap_or(0));
        }
        let Some(descriptor) = self.descriptor() else { return Ok(0) };
        vm.host.seek(descriptor, offset, whence).map_err(|number| vm.raise_os_error(number, None))
    }

    /// Moves the position and returns it.
    pub fn seek(self, vm: &mut Vm, offset: i64, whence: Whence) -> Result<u64, Raised> {
        self.flush(vm)?;
        let ahead = if whence == Whence::Current { self.available() as i64 } else { 0 };
        let position = self.seek_raw(vm, offset.saturating_sub(ahead), whence)?;
        self.0.set(INPUT, None);
        self.0.set(CONSUMED, small(0));
        Ok(position)
    }

    /// Cuts or extends the file; its position stays.
    pub fn truncate(self, vm: &mut Vm, size: Option<u64>) -> Result<u64, Raised> {
        let size = match size {
            Some(size) => size,
            None => self.tell(vm)?,
        };
        self.flush(vm)?;
        if self.input().is_some() {
            self.drop_input(vm)?;
        }
        if let Some(stream) = self.stream() {
            let name = vm.intern(b"truncate")?;
            let argument = vm.new_uint(size)?;
            vm.call_method(stream, name, &[argument])?;
            return Ok(size);
        }
        let Some(descriptor) = self.descriptor() else { return Ok(size) };
        match vm.host.truncate(descriptor, size) {
            Ok(()) => Ok(size),
            Err(number) => Err(vm.raise_os_error(number, None)),
        }
    }

    /// Writes what is left and closes the descriptor.
    pub fn close(self, vm: &mut Vm) -> Result<(), Raised> {
        let flushed = self.flush(vm);
        let stream = self.stream();
        self.0.set(STREAM, None);
        if let Some(stream) = stream.filter(|_| self.has(flags::OWNED)) {
            leave_list(vm, self);
            let exception = vm.exception.take();
            if let Some(exception) = exception {
                vm.keep(exception);
            }
            let closed = vm.call_method(stream, sym::close, &[]);
            if flushed.is_err() {
                vm.exception = exception;
                return flushed;
            }
            return closed.map(|_| ());
        }
        let Some(descriptor) = self.descriptor() else { return flushed };
        self.0.set(DESCRIPTOR, None);
        self.0.set(INPUT, None);
        self.0.set(OUTPUT, None);
        leave_list(vm, self);
        if !self.has(flags::KEEP)
            && let Err(number) = vm.host.close(descriptor)
            && flushed.is_ok()
        {
            return Err(vm.raise_os_error(number, None));
        }
        flushed
    }

    /// Takes bytes that were read ahead as a bytes object.
    pub fn take_bytes(self, vm: &mut Vm, count: usize) -> NativeResult {
        let Some((array, start)) = self.input() else { return vm.new_bytes(&[]) };
        let bytes = array.as_bytes();
        let end = (start + count).min(bytes.len());
        let result = vm.new_bytes(&bytes[start..end])?;
        self.consume(end - start);
        Ok(result)
    }
}

/// Appends bytes to a bytearray. On failure nothing has changed.
pub fn append(vm: &mut Vm, array: Ref<ByteArray>, bytes: &[u8]) -> Result<(), Raised> {
    let length = array.as_bytes().len();
    vm.byte_array_resize(array, length + bytes.len())?;
    for (cell, &byte) in array.as_cells()[length..].iter().zip(bytes) {
        cell.set(byte);
    }
    Ok(())
}

const LIST_NAME: &[u8] = b"io.unwritten";

fn unwritten(vm: &mut Vm) -> Result<Ref<List>, Raised> {
    let name = vm.intern(LIST_NAME)?;
    if let Some(list) = vm.registry.get_name(name).and_then(Value::as_ref::<List>) {
        return Ok(list);
    }
    let list = vm.new_list(&[])?;
    let registry: Ref<Dict> = vm.registry;
    vm.dict_set_name(registry, name, list.value())?;
    Ok(list)
}

fn enter_list(vm: &mut Vm, file: File) -> Result<(), Raised> {
    let list = unwritten(vm)?;
    if list.as_slice().contains(&file.value()) {
        return Ok(());
    }
    vm.list_push(list, file.value())
}

fn leave_list(vm: &mut Vm, file: File) {
    let Some(name) = vm.find_name(LIST_NAME) else { return };
    let Some(list) = vm.registry.get_name(name).and_then(Value::as_ref::<List>) else { return };
    if let Some(index) = list.as_slice().iter().position(|&other| other == file.value()) {
        let last = list.len() - 1;
        if let Some(moved) = list.get(last) {
            list.set(index, moved);
        }
        list.truncate(last);
    }
}

/// Writes what waits to be written to any file. Called before anything that could see the difference, and at the end
/// of the program.
pub fn flush_all(vm: &mut Vm) -> Result<(), Raised> {
    let Some(name) = vm.find_name(LIST_NAME) else { return Ok(()) };
    let Some(list) = vm.registry.get_name(name).and_then(Value::as_ref::<List>) else { return Ok(()) };
    while let Some(file) = list.as_slice().last().copied().and_then(File::of) {
        file.flush(vm)?;
        leave_list(vm, file);
    }
    Ok(())
}

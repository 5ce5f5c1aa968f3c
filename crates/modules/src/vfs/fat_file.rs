//! Files of a FAT volume: what is below the buffers and the text of `io`.

use super::fat_volume::{Fat, now};
use crate::support::{number, small};
use fat::directory::Place;
use hal::errno;
use heap::TryVec;
use runtime::native::{Args, Member, NativeResult};
use runtime::object::{Record, Ref, Type};
use runtime::types::Slots;
use runtime::value::Value;
use runtime::vm::{Raised, Vm};

/// Field: the file system; `None` when the file is closed.
const FILE_SYSTEM: usize = 0;
/// Fields: block and offset of the file's entry.
const BLOCK: usize = 1;
const OFFSET: usize = 2;
/// Field: the position.
const POSITION: usize = 3;

static MEMBERS: &[Member] = &[
    Member::function("readinto", "self, buffer, /", read_into, "Reads into a buffer."),
    Member::function("write", "self, buffer, /", write, "Writes bytes."),
    Member::function("seek", "self, offset, whence=0, /", seek, "Moves the position."),
    Member::function("truncate", "self, size, /", truncate, "Cuts or extends the file."),
    Member::function("close", "self, /", close, "Closes the file."),
];

static RAW_FILE: Type = Type::record("FatFile", 4, "*args, **kwargs", &Slots::NONE, MEMBERS).in_module("vfs");

/// The file whose entry is at a place.
pub fn make(vm: &mut Vm, file_system: Fat, place: Place, position: u32) -> NativeResult {
    let fields = [place.block, place.offset, position].map(|number| Some(small(number as usize)));
    vm.new_static_record(&RAW_FILE, &[Some(file_system.value()), fields[0], fields[1], fields[2]])
}

/// An open file.
fn open(vm: &mut Vm, args: &Args) -> Result<(Ref<Record>, Fat, Place), Raised> {
    if let Some(record) = args.at(0).as_ref::<Record>()
        && let Some(file_system) = record.get(FILE_SYSTEM)
    {
        let place = Place { block: number(record, BLOCK) as u32, offset: number(record, OFFSET) as u32 };
        return Ok((record, Fat::of(vm, file_system)?, place));
    }
    Err(vm.raise_os_error(errno::EBADF, None))
}

fn read_into(vm: &mut Vm, args: &Args) -> NativeResult {
    let (record, file_system, place) = open(vm, args)?;
    let target = vm.require_writable_buffer(args.at(1))?;
    let mut bytes = TryVec::new();
    bytes.try_resize(target.as_bytes().len(), 0).map_err(|_| vm.memory_error())?;
    let position = number(record, POSITION);
    let count = file_system.operate(vm, None, |session| session.read(place, position as u32, &mut bytes))?;
    for (cell, &byte) in target.as_cells().unwrap_or(&[]).iter().zip(&bytes[..count]) {
        cell.set(byte);
    }
    record.set(POSITION, small(position + count));
    Ok(small(count))
}

fn write(vm: &mut Vm, args: &Args) -> NativeResult {
    let (record, file_system, place) = open(vm, args)?;
    let source = vm.require_buffer(args.at(1))?;
    let bytes = crate::support::copied(vm, source.as_bytes())?;
    let position = number(record, POSITION);
    let stamp = now(vm);
    let count = file_system.operate(vm, None, |session| session.write(place, position as u32, &bytes, stamp))?;
    record.set(POSITION, small(position + count));
    Ok(small(count))
}

fn seek(vm: &mut Vm, args: &Args) -> NativeResult {
    let (record, file_system, place) = open(vm, args)?;
    let offset = vm.to_i64(args.at(1))?;
    let origin = match vm.to_i64(args.at(2))? {
        0 => 0,
        1 => number(record, POSITION) as i64,
        _ => i64::from(file_system.operate(vm, None, |session| session.entry_at(place))?.1),
    };
    let position = origin.saturating_add(offset);
    // Files have less than 4 GiB, and positions on small machines fit a small int.
    if !(0..=i64::from(i32::MAX >> 1)).contains(&position) {
        return Err(vm.raise_os_error(errno::EINVAL, None));
    }
    record.set(POSITION, small(position as usize));
    Ok(small(position as usize))
}

fn truncate(vm: &mut Vm, args: &Args) -> NativeResult {
    let (_, file_system, place) = open(vm, args)?;
    let Ok(size) = u32::try_from(vm.to_i64(args.at(1))?) else {
        return Err(vm.raise_os_error(errno::EINVAL, None));
    };
    let stamp = now(vm);
    file_system.operate(vm, None, |session| session.truncate(place, size, stamp))?;
    Ok(Value::NONE)
}

fn close(_: &mut Vm, args: &Args) -> NativeResult {
    if let Some(record) = args.at(0).as_ref::<Record>() {
        record.set(FILE_SYSTEM, None);
    }
    Ok(Value::NONE)
}

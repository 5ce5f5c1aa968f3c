//! `Disk`: the block device that the port has, such as a part of a board's RAM.

use super::{fat_volume, mounts};
use hal::errno;
use heap::TryVec;
use runtime::native::{Args, Member, NativeResult};
use runtime::object::{Record, Ref, Type};
use runtime::types::Slots;
use runtime::value::Value;
use runtime::vm::{Raised, Vm};

static SLOTS: Slots = Slots { new: Some(new), ..Slots::NONE };

static MEMBERS: &[Member] = &[
    Member::function("readblocks", "self, block, buffer, offset=0, /", read_blocks, "Reads from a block on."),
    Member::function("writeblocks", "self, block, buffer, offset=0, /", write_blocks, "Writes from a block on."),
    Member::function("ioctl", "self, request, argument, /", control, "The number of blocks (4), their size (5)."),
];

/// `vfs.Disk`
pub static DISK: Type =
    Type::record("Disk", 0, "", &SLOTS, MEMBERS).in_module("vfs").with_doc("The block device that the port has.");

fn new(vm: &mut Vm, class: Ref<Type>, _: &Args) -> NativeResult {
    match vm.host.disk() {
        Some(_) => vm.new_record(class, &[]).map(Ref::value),
        None => Err(vm.raise_os_error(errno::ENODEV, None)),
    }
}

/// The port's disk, if that is what a device is.
pub fn of(vm: &Vm, device: Value) -> Option<&'static dyn hal::Disk> {
    let record = device.as_ref::<Record>()?;
    if record.class == Ref::from_static(&DISK) { vm.host.disk() } else { None }
}

/// The disk, and the offset in bytes that block and offset are.
fn arguments(vm: &mut Vm, args: &Args) -> Result<(&'static dyn hal::Disk, usize), Raised> {
    let block = vm.to_i64(args.at(1))?;
    let offset = match args.get(3) {
        Some(offset) => vm.to_i64(offset)?,
        None => 0,
    };
    if let Some(disk) = of(vm, args.at(0)) {
        let size = disk.block_size() as i64;
        let start = block.checked_mul(size).and_then(|start| start.checked_add(offset));
        if let Some(start) = start.and_then(|start| usize::try_from(start).ok()) {
            return Ok((disk, start));
        }
    }
    Err(vm.raise_os_error(errno::EINVAL, None))
}

fn read_blocks(vm: &mut Vm, args: &Args) -> NativeResult {
    let (disk, start) = arguments(vm, args)?;
    let target = vm.require_writable_buffer(args.at(2))?;
    let mut bytes = TryVec::new();
    bytes.try_resize(target.as_bytes().len(), 0).map_err(|_| vm.memory_error())?;
    disk.read(start, &mut bytes).map_err(|number| vm.raise_os_error(number, None))?;
    for (cell, &byte) in target.as_cells().unwrap_or(&[]).iter().zip(bytes.iter()) {
        cell.set(byte);
    }
    Ok(Value::NONE)
}

fn write_blocks(vm: &mut Vm, args: &Args) -> NativeResult {
    let (disk, start) = arguments(vm, args)?;
    let source = vm.require_buffer(args.at(2))?;
    disk.write(start, source.as_bytes()).map_err(|number| vm.raise_os_error(number, None))?;
    Ok(Value::NONE)
}

fn control(vm: &mut Vm, args: &Args) -> NativeResult {
    let request = vm.to_i64(args.at(1))?;
    match (of(vm, args.at(0)), request) {
        (Some(disk), 4) => vm.new_uint(disk.blocks() as u64),
        (Some(disk), 5) => vm.new_uint(disk.block_size() as u64),
        _ => Ok(Value::NONE),
    }
}

/// Mounts the port's disk on the root, if it has one; without a file system it gets a new one.
pub fn mount(vm: &mut Vm) -> Result<(), Raised> {
    if vm.host.disk().is_none() {
        return Ok(());
    }
    let device = vm.new_static_record(&DISK, &[])?;
    let volume = vm.call(Ref::from_static(&fat_volume::VFS_FAT).value(), &[device])?;
    mounts::mount_at(vm, volume, b"/")
}

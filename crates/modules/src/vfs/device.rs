//! Block devices: objects of Python with `readblocks`, `writeblocks` and `ioctl`, or with `count` and `sync` as they once were.

use hal::errno;
use runtime::object::{ByteArray, Ref};
use runtime::value::Value;
use runtime::vm::{Raised, Vm};

/// Requests of `ioctl`.
mod request {
    pub const INITIALIZE: i32 = 1;
    pub const DEINITIALIZE: i32 = 2;
    pub const SYNC: i32 = 3;
    pub const COUNT: i32 = 4;
    pub const SIZE: i32 = 5;
}

/// Bytes of a block of a device that does not say.
const BLOCK_SIZE: u32 = 512;

/// The shape of a device.
#[derive(Clone, Copy)]
pub struct Geometry {
    /// Bytes of a block.
    pub block_size: u32,
    /// The number of blocks.
    pub blocks: u32,
}

/// Asks a device; `None` if it has nothing to say.
fn ask(vm: &mut Vm, device: Value, request: i32) -> Result<Option<Value>, Raised> {
    let name = vm.intern(b"ioctl")?;
    if let Some(ioctl) = vm.try_attribute(device, name)? {
        let answer = vm.call(ioctl, &[Value::from_i32_small(request), Value::from_i32_small(0)])?;
        return Ok(answer.not_none());
    }
    let name: &[u8] = match request {
        request::COUNT => b"count",
        request::SYNC => b"sync",
        _ => return Ok(None),
    };
    let name = vm.intern(name)?;
    let method = vm.get_attribute(device, name)?;
    Ok(vm.call(method, &[])?.not_none())
}

/// Readies a device for use.
pub fn start(vm: &mut Vm, device: Value) -> Result<Geometry, Raised> {
    ask(vm, device, request::INITIALIZE)?;
    let size = match ask(vm, device, request::SIZE)? {
        Some(size) => vm.to_i64(size)?,
        None => i64::from(BLOCK_SIZE),
    };
    let count = match ask(vm, device, request::COUNT)? {
        Some(count) => vm.to_i64(count)?,
        None => 0,
    };
    match (u32::try_from(size), u32::try_from(count)) {
        (Ok(block_size), Ok(blocks)) if (1..=0x8000).contains(&block_size) => Ok(Geometry { block_size, blocks }),
        _ => Err(vm.raise_os_error(errno::EINVAL, None)),
    }
}

/// Ends the use of a device.
pub fn stop(vm: &mut Vm, device: Value) -> Result<(), Raised> {
    ask(vm, device, request::DEINITIALIZE).map(|_| ())
}

/// Sees to it that what was written stays.
pub fn sync(vm: &mut Vm, device: Value) -> Result<(), Raised> {
    ask(vm, device, request::SYNC).map(|_| ())
}

/// A device during an operation of a file system.
pub struct BlockDevice<'v> {
    /// The machine that runs its methods.
    pub vm: &'v mut Vm,
    device: Value,
    /// The same, if it is the port's disk.
    disk: Option<&'static dyn hal::Disk>,
    /// What blocks are passed in; made when it is needed.
    block: Option<Ref<ByteArray>>,
    block_size: u32,
}

impl<'v> BlockDevice<'v> {
    /// Begins an operation with blocks of a size.
    pub fn new(vm: &'v mut Vm, device: Value, block_size: u32) -> Result<BlockDevice<'v>, Raised> {
        let disk = super::disk::of(vm, device);
        Ok(BlockDevice { vm, device, disk, block: None, block_size })
    }

    /// The array in which blocks are passed, with the length of one.
    fn array(&mut self) -> Result<Ref<ByteArray>, Raised> {
        let block = match self.block {
            Some(block) => block,
            None => self.vm.new_byte_array(&[])?,
        };
        self.block = Some(block);
        self.vm.byte_array_resize(block, self.block_size as usize)?;
        Ok(block)
    }

    fn number(&mut self, result: Result<(), hal::Errno>) -> Result<(), Raised> {
        result.map_err(|number| self.vm.raise_os_error(number, None))
    }

    fn call(&mut self, method: &[u8], block: u32, array: Ref<ByteArray>) -> Result<(), Raised> {
        let vm = &mut *self.vm;
        let mark = vm.log_mark();
        let result = Self::transfer(vm, self.device, method, block, array.value());
        vm.log_release(mark);
        result
    }

    fn transfer(vm: &mut Vm, device: Value, method: &[u8], block: u32, bytes: Value) -> Result<(), Raised> {
        vm.committed = true;
        let name = vm.intern(method)?;
        let block = vm.new_uint(u64::from(block))?;
        let result = vm.call_method(device, name, &[block, bytes])?;
        // A number other than 0 is an error; anything else says that all went well.
        match result.as_small_int() {
            Some(number) if number != 0 => {
                let number = i32::try_from(number.unsigned_abs()).ok().filter(|_| number < 0);
                Err(vm.raise_os_error(number.unwrap_or(errno::EIO), None))
            }
            _ => Ok(()),
        }
    }
}

impl fat::Device for BlockDevice<'_> {
    type Error = Raised;

    fn read(&mut self, block: u32, buffer: &mut [u8]) -> Result<(), Raised> {
        if let Some(disk) = self.disk {
            let result = disk.read(block as usize * buffer.len(), buffer);
            return self.number(result);
        }
        let array = self.array()?;
        self.call(b"readblocks", block, array)?;
        // A device that changes the size of what it was given has not filled it.
        match array.as_bytes() {
            bytes if bytes.len() == buffer.len() => {
                buffer.copy_from_slice(bytes);
                Ok(())
            }
            _ => Err(self.vm.raise_os_error(errno::EIO, None)),
        }
    }

    fn write(&mut self, block: u32, bytes: &[u8]) -> Result<(), Raised> {
        if let Some(disk) = self.disk {
            let result = disk.write(block as usize * bytes.len(), bytes);
            return self.number(result);
        }
        let array = self.array()?;
        for (cell, &byte) in array.as_cells().iter().zip(bytes) {
            cell.set(byte);
        }
        self.call(b"writeblocks", block, array)
    }
}

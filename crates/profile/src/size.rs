//! What a firmware's flash is spent on.

use crate::Refusal;
use object::elf::PT_LOAD;
use object::read::elf::{ElfFile32, ProgramHeader};
use object::{Endianness, Object};
use std::path::Path;

fn read(path: &Path) -> Result<Vec<u8>, Refusal> {
    std::fs::read(path).map_err(|error| Refusal::new(format!("{}: {error}", path.display())))
}

/// Writes what a firmware has in flash, from its first address to its last, as programmers of flash want it. Gaps are filled as
/// erased flash is.
pub fn write_binary(elf: &Path, binary: &Path) -> Result<(), Refusal> {
    let refuse = |reason: String| Refusal::new(format!("{}: {reason}", elf.display()));
    let data = read(elf)?;
    let file = ElfFile32::<Endianness>::parse(&*data).map_err(|error| refuse(error.to_string()))?;
    let endian = file.endianness();
    let mut pieces = Vec::new();
    for header in file.elf_program_headers() {
        if header.p_type(endian) == PT_LOAD && header.p_filesz(endian) > 0 {
            let bytes = header.data(endian, &*data).map_err(|()| refuse("a segment is not in the file".into()))?;
            pieces.push((header.p_paddr(endian), bytes));
        }
    }
    pieces.sort_by_key(|&(address, _)| address);
    let Some(&(start, _)) = pieces.first() else { return Err(refuse("nothing of it is in flash".into())) };
    let mut image = Vec::new();
    for (address, bytes) in pieces {
        image.resize((address - start) as usize, 0xff);
        image.extend_from_slice(bytes);
    }
    std::fs::write(binary, image).map_err(|error| Refusal::new(format!("{}: {error}", binary.display())))
}

//! What a firmware's flash is spent on: text by crate and module, against a budget; and its image as a file.
//!
//! Text is what is in flash: machine code, constants, the vector table and the first values of variables. What a symbol covers
//! counts for the crate and module in the symbol's name, which for a generic function is where it was written. Functions that
//! the linker made one count once. Constants without a symbol belong to who has their address, see [`references`].
//!
//! Map: this file what belongs to whom; [`references`] constants without symbols; [`budget`] the comparison.

pub mod budget;
mod references;

use crate::Refusal;
use object::elf::PT_LOAD;
use object::read::elf::{ElfFile32, ProgramHeader};
use object::{Endianness, Object, ObjectSection, ObjectSymbol, SectionKind, SymbolKind};
use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;

/// Constants that nobody was found for.
const CONSTANTS: &str = "constants of nobody";
/// What no symbol covers in code.
const PADDING: &str = "padding";

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

/// Bytes of machine code and of constants.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Bytes {
    /// Machine code, with its pools of literals.
    pub code: u64,
    /// Constants and the first values of variables.
    pub constants: u64,
}

impl Bytes {
    /// Both.
    pub fn total(self) -> u64 {
        self.code + self.constants
    }
}

/// Bytes of text by crate, and in it by module, whose name may have two parts.
#[derive(Debug, Default, PartialEq)]
pub struct Text {
    /// Crate, module, bytes.
    pub crates: BTreeMap<String, BTreeMap<String, Bytes>>,
}

/// Ranges of addresses: those that symbols cover, with the numbers of their owners, and those between them.
#[derive(Default)]
struct Ranges {
    owned: Vec<(Range<u64>, usize)>,
    gaps: Vec<Range<u64>>,
}

impl Text {
    /// Measures a firmware.
    pub fn of(elf: &[u8]) -> Result<Text, Refusal> {
        let file = object::File::parse(elf).map_err(|error| Refusal::new(error.to_string()))?;
        let mut text = Text::default();
        let mut owners = Owners::default();
        let mut sections = Vec::new();
        let (mut owned, mut free) = (Vec::new(), Vec::new());
        for section in file.sections() {
            let is_code = match section.kind() {
                SectionKind::Text => true,
                SectionKind::ReadOnlyData | SectionKind::ReadOnlyString | SectionKind::Data => false,
                _ => continue,
            };
            let ranges = ranges(&file, &section, &mut owners);
            for (range, owner) in &ranges.owned {
                text.add(&owners.names[*owner], is_code, range.end - range.start);
            }
            if is_code {
                let padding = ranges.gaps.iter().map(|gap| gap.end - gap.start).sum();
                text.add(&(PADDING.into(), String::new()), true, padding);
            } else {
                free.extend(ranges.gaps);
            }
            owned.extend(ranges.owned);
            let bytes = section.data().map_err(|error| Refusal::new(error.to_string()))?;
            sections.push(references::Section { address: section.address(), bytes, is_code });
        }
        owned.sort_by_key(|(range, _)| range.start);
        free.sort_by_key(|range| range.start);
        let mut rest: u64 = free.iter().map(|gap| gap.end - gap.start).sum();
        for (owner, bytes) in references::attribute(&sections, &owned, &free) {
            text.add(&owners.names[owner], false, bytes);
            rest -= bytes;
        }
        text.add(&(CONSTANTS.into(), String::new()), false, rest);
        Ok(text)
    }

    fn add(&mut self, (package, module): &Owner, is_code: bool, bytes: u64) {
        if bytes > 0 {
            let sum = self.crates.entry(package.clone()).or_default().entry(module.clone()).or_default();
            *(if is_code { &mut sum.code } else { &mut sum.constants }) += bytes;
        }
    }

    /// Bytes of all crates.
    pub fn total(&self) -> u64 {
        self.totals().values().sum()
    }

    /// Bytes of each crate.
    pub fn totals(&self) -> BTreeMap<String, u64> {
        let total = |modules: &BTreeMap<String, Bytes>| modules.values().map(|bytes| bytes.total()).sum();
        self.crates.iter().map(|(name, modules)| (name.clone(), total(modules))).collect()
    }
}

/// A crate and a module.
type Owner = (String, String);

/// Owners by number.
#[derive(Default)]
struct Owners {
    names: Vec<Owner>,
    numbers: BTreeMap<Owner, usize>,
}

impl Owners {
    fn number(&mut self, name: &str) -> usize {
        let owner = owner(&format!("{:#}", rustc_demangle::demangle(name)));
        *self.numbers.entry(owner.clone()).or_insert_with(|| {
            self.names.push(owner);
            self.names.len() - 1
        })
    }
}

/// The ranges of a section.
fn ranges(file: &object::File, section: &object::Section, owners: &mut Owners) -> Ranges {
    let end = section.address() + section.size();
    let mut symbols: Vec<_> = file
        .symbols()
        .filter(|symbol| symbol.section_index() == Some(section.index()) && symbol.size() > 0)
        .filter(|symbol| matches!(symbol.kind(), SymbolKind::Text | SymbolKind::Data | SymbolKind::Unknown))
        // The lowest bit of a function's address says that it is Thumb code.
        .map(|symbol| (symbol.address() & !1, symbol.size(), symbol.name().unwrap_or_default()))
        .collect();
    symbols.sort();
    let mut ranges = Ranges::default();
    let mut place = section.address();
    for (start, size, name) in symbols {
        if start > place {
            ranges.gaps.push(place..start);
            place = start;
        }
        let next = (start + size).min(end);
        if next > place {
            ranges.owned.push((place..next, owners.number(name)));
            place = next;
        }
    }
    if end > place {
        ranges.gaps.push(place..end);
    }
    ranges
}

/// The crate and the module of a symbol: what its first path begins with.
fn owner(name: &str) -> Owner {
    let is_name = |character: char| character.is_alphanumeric() || character == '_';
    let mut rest = name;
    while let Some(start) = rest.find(is_name) {
        rest = &rest[start..];
        let path = &rest[..rest.find(|character| !is_name(character) && character != ':').unwrap_or(rest.len())];
        let parts: Vec<&str> = path.split("::").filter(|part| !part.is_empty()).collect();
        if let [package, inside @ .., _item] = &parts[..] {
            let modules = inside.iter().take_while(|part| part.starts_with(|first: char| !first.is_uppercase()));
            let modules: Vec<&str> = modules.take(2).copied().collect();
            return (package.strip_prefix("amphis_").unwrap_or(package).into(), modules.join("::"));
        }
        rest = &rest[path.len()..];
    }
    // Methods of simple types are core's; other names without a path are those that the compiler calls: arithmetic and memory.
    (if name.starts_with('<') { "core".into() } else { "compiler_builtins".into() }, String::new())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn symbols_belong_to_the_crate_that_wrote_them() {
        for (name, package, module) in [
            ("amphis_runtime::object::dict::Dict::get", "runtime", "object::dict"),
            ("<amphis_runtime::value::Value as core::fmt::Debug>::fmt", "runtime", "value"),
            ("<u32 as core::fmt::Display>::fmt", "core", "fmt"),
            ("core::slice::sort::insert::<amphis_heap::vec::Item>", "core", "slice::sort"),
            ("<&mut amphis_exec::frame::Frame>::push", "exec", "frame"),
            ("amphis_exec::run::loop_::run::{closure#0}", "exec", "run::loop_"),
            ("<str>::trim_matches::<&[char; 2]>", "core", ""),
            ("firmware::main", "firmware", ""),
            ("__aeabi_dmul", "compiler_builtins", ""),
        ] {
            assert_eq!(owner(name), (package.to_string(), module.to_string()), "{name}");
        }
    }
}

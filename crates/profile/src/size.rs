//! What a firmware's flash is spent on: text by crate and module, against a budget; and its image as a file.
//!
//! Text is what is in flash: machine code, constants, the vector table and the first values of variables. What a symbol covers
//! counts for the crate and module in the symbol's name, which for a generic function is where it was written. Functions that
//! the linker made one count once. What no symbol covers is strings, tables of `match` and literals of floats in
//! `.rodata`, and in `.text` the padding between functions.

use crate::Refusal;
use object::elf::PT_LOAD;
use object::read::elf::{ElfFile32, ProgramHeader};
use object::{Endianness, Object, ObjectSection, ObjectSymbol, SectionKind, SymbolKind};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

/// What no symbol covers in constants.
const CONSTANTS: &str = "strings and constants";
/// What no symbol covers in code.
const PADDING: &str = "padding";
/// How much more than the budget is accepted, of the whole and of a crate: 1 %.
const TOLERANCE: f64 = 0.01;
/// How much more is accepted of a crate in any case, in bytes: a small one changes by more than 1 % with a line.
const CRATE_TOLERANCE: u64 = 1024;

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

/// Bytes of text by crate, and in it by module.
#[derive(Debug, Default, PartialEq)]
pub struct Text {
    /// Crate, module, bytes.
    pub crates: BTreeMap<String, BTreeMap<String, u64>>,
}

impl Text {
    /// Measures a firmware.
    pub fn of(elf: &[u8]) -> Result<Text, Refusal> {
        let file = object::File::parse(elf).map_err(|error| Refusal::new(error.to_string()))?;
        let mut text = Text::default();
        for section in file.sections() {
            let rest = match section.kind() {
                SectionKind::Text => PADDING,
                SectionKind::ReadOnlyData | SectionKind::ReadOnlyString | SectionKind::Data => CONSTANTS,
                _ => continue,
            };
            let end = section.address() + section.size();
            let mut symbols: Vec<_> = file
                .symbols()
                .filter(|symbol| symbol.section_index() == Some(section.index()) && symbol.size() > 0)
                .filter(|symbol| matches!(symbol.kind(), SymbolKind::Text | SymbolKind::Data | SymbolKind::Unknown))
                // The lowest bit of a function's address says that it is Thumb code.
                .map(|symbol| (symbol.address() & !1, symbol.size(), symbol.name().unwrap_or_default()))
                .collect();
            symbols.sort();
            let mut place = section.address();
            for (start, size, name) in symbols {
                if start > place {
                    text.add((rest, ""), start - place);
                    place = start;
                }
                let next = (start + size).min(end);
                if next > place {
                    let (package, module) = owner(&format!("{:#}", rustc_demangle::demangle(name)));
                    text.add((&package, &module), next - place);
                    place = next;
                }
            }
            text.add((rest, ""), end - place);
        }
        Ok(text)
    }

    fn add(&mut self, (package, module): (&str, &str), bytes: u64) {
        if bytes > 0 {
            *self.crates.entry(package.into()).or_default().entry(module.into()).or_default() += bytes;
        }
    }

    /// Bytes of all crates.
    pub fn total(&self) -> u64 {
        self.totals().values().sum()
    }

    /// Bytes of each crate.
    pub fn totals(&self) -> BTreeMap<String, u64> {
        self.crates.iter().map(|(name, modules)| (name.clone(), modules.values().sum())).collect()
    }
}

/// The crate and the module of a symbol: what its first path begins with.
fn owner(name: &str) -> (String, String) {
    let is_name = |character: char| character.is_alphanumeric() || character == '_';
    let mut rest = name;
    while let Some(start) = rest.find(is_name) {
        rest = &rest[start..];
        let end = rest.find(|character| !is_name(character)).unwrap_or(rest.len());
        let (first, behind) = rest.split_at(end);
        if let Some(path) = behind.strip_prefix("::") {
            let end = path.find(|character| !is_name(character)).unwrap_or(path.len());
            let (module, behind) = path.split_at(end);
            let package = first.strip_prefix("amphis_").unwrap_or(first);
            // What is not followed by a path is a function of the crate's root.
            let module = if behind.starts_with("::") && !module.is_empty() { module } else { "" };
            return (package.into(), module.into());
        }
        rest = behind;
    }
    // Names without a path are those that the compiler calls: arithmetic and memory.
    ("compiler_builtins".into(), String::new())
}

/// The budgets of all boards: bytes of each crate, and `total`.
type Budgets = BTreeMap<String, BTreeMap<String, u64>>;

/// A table of a board's text beside its budget. More than that is refused, with the table; with `update` it becomes the budget.
pub fn report(board: &str, elf: &Path, budget: &Path, update: bool) -> Result<String, Refusal> {
    let text = Text::of(&read(elf)?).map_err(|error| Refusal::new(format!("{}: {error}", elf.display())))?;
    let all = std::fs::read_to_string(budget).unwrap_or_default();
    let mut budgets: Budgets =
        toml::from_str(&all).map_err(|error| Refusal::new(format!("{}: {error}", budget.display())))?;
    if update {
        let mut row = text.totals();
        row.insert("total".into(), text.total());
        budgets.insert(board.into(), row);
        std::fs::write(budget, write_budgets(&budgets))
            .map_err(|error| Refusal::new(format!("{}: {error}", budget.display())))?;
    }
    let none = BTreeMap::new();
    let (mut table, excesses) = compare(&text, budgets.get(board).unwrap_or(&none));
    if excesses.is_empty() {
        return Ok(table);
    }
    for excess in excesses {
        // A String takes all.
        let _ = writeln!(table, "{board}: {excess}");
    }
    Err(Refusal::new(table.trim_end()))
}

fn write_budgets(budgets: &Budgets) -> String {
    let mut text = String::from(
        "# Bytes of flash of each board by crate. `cargo make size -p BOARD` compares, and with `-- --update` rewrites this file.\n",
    );
    for (board, crates) in budgets {
        // A String takes all.
        let _ = writeln!(text, "\n[{board}]");
        for (name, bytes) in crates {
            let name = if name.contains(' ') { format!("{name:?}") } else { name.clone() };
            let _ = writeln!(text, "{name} = {bytes}");
        }
    }
    text
}

/// A table of text beside a budget, and what is more than it.
fn compare(text: &Text, budget: &BTreeMap<String, u64>) -> (String, Vec<String>) {
    let mut table = String::new();
    let mut excesses = Vec::new();
    let mut line = |name: &str, bytes: u64, allowed: Option<&u64>| {
        let allowed = allowed.map(|bytes| bytes.to_string()).unwrap_or_default();
        // A String takes all.
        let _ = writeln!(table, "{name:34} {bytes:8} {allowed:>8}");
    };
    let mut totals: Vec<_> = text.totals().into_iter().collect();
    totals.sort_by_key(|&(_, bytes)| std::cmp::Reverse(bytes));
    let mut check = |name: &str, bytes: u64, least: u64| {
        let allowed = budget.get(name).copied().unwrap_or(0);
        let more = ((allowed as f64 * TOLERANCE) as u64).max(least);
        if bytes > allowed + more {
            excesses
                .push(format!("{name} has {bytes} bytes; {allowed} are in the budget, and {more} more are accepted"));
        }
    };
    for (name, bytes) in totals {
        check(&name, bytes, CRATE_TOLERANCE);
        line(&name, bytes, budget.get(&name));
        let mut modules: Vec<_> = text.crates[&name].iter().filter(|(module, _)| !module.is_empty()).collect();
        modules.sort_by_key(|&(_, bytes)| std::cmp::Reverse(bytes));
        for (module, bytes) in modules {
            line(&format!("  {module}"), *bytes, None);
        }
    }
    check("total", text.total(), 0);
    line("total", text.total(), budget.get("total"));
    (table, excesses)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn symbols_belong_to_the_crate_that_wrote_them() {
        for (name, package, module) in [
            ("amphis_runtime::object::dict::Dict::get", "runtime", "object"),
            ("<amphis_runtime::value::Value as core::fmt::Debug>::fmt", "runtime", "value"),
            ("<u32 as core::fmt::Display>::fmt", "core", "fmt"),
            ("core::slice::sort::insert::<amphis_heap::vec::Item>", "core", "slice"),
            ("<&mut amphis_exec::frame::Frame>::push", "exec", "frame"),
            ("firmware::main", "firmware", ""),
            ("__aeabi_dmul", "compiler_builtins", ""),
        ] {
            assert_eq!(owner(name), (package.to_string(), module.to_string()), "{name}");
        }
    }

    fn text(rows: &[(&str, u64)]) -> Text {
        let mut text = Text::default();
        for &(name, bytes) in rows {
            text.add((name, ""), bytes);
        }
        text
    }

    #[test]
    fn more_than_the_budget_is_refused() {
        let measured = text(&[("runtime", 200_000), ("exec", 50_000)]);
        let mut budget = measured.totals();
        budget.insert("total".into(), measured.total());
        assert_eq!(compare(&measured, &budget).1, Vec::<String>::new());
        // A crate may grow by 1 %, the whole by 1 %.
        assert_eq!(compare(&text(&[("runtime", 201_900), ("exec", 50_000)]), &budget).1, Vec::<String>::new());
        assert_eq!(
            compare(&text(&[("runtime", 202_001), ("exec", 50_000)]), &budget).1,
            ["runtime has 202001 bytes; 200000 are in the budget, and 2000 more are accepted"]
        );
        assert_eq!(
            compare(&text(&[("runtime", 201_900), ("exec", 50_900)]), &budget).1,
            ["total has 252800 bytes; 250000 are in the budget, and 2500 more are accepted"]
        );
        // A crate that is new is an excess as well.
        assert_eq!(
            compare(&text(&[("runtime", 190_000), ("new", 2_000)]), &budget).1,
            ["new has 2000 bytes; 0 are in the budget, and 1024 more are accepted"]
        );
    }

    #[test]
    fn budgets_are_read_as_they_are_written() {
        let mut budgets = Budgets::new();
        budgets.insert("mps2-an500".into(), text(&[("runtime", 3), (CONSTANTS, 4)]).totals());
        assert_eq!(toml::from_str::<Budgets>(&write_budgets(&budgets)).expect("it is written by us"), budgets);
    }
}

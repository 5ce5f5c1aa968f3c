//! What the strategies add to a program for a microcontroller: sections and symbols of linked programs.
//!
//! The programs are those of `benches/size`, which `ci/size-strategies` builds.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

/// What vm-tracing may add to vm-fast, in bytes.
const TRACING_BOUND: i64 = 14_500;
/// What both may add to the larger of them.
const DUAL_BOUND: i64 = 5_300;
/// Symbols printed of each difference.
const ROWS: usize = 25;

/// Bytes by name.
type Sizes = BTreeMap<String, i64>;

/// Compares three linked programs, with Fast, Tracing and Dual; true if the bounds hold.
pub fn perform(arguments: &[String]) -> Result<bool, String> {
    let [fast, tracing, dual] = arguments else { return Err("usage: amphis-bench size FAST TRACING DUAL".to_string()) };
    let mut texts = [0; 3];
    let mut symbols = Vec::new();
    for (text, file) in texts.iter_mut().zip([fast, tracing, dual]) {
        let bytes = fs::read(file).map_err(|error| format!("{file}: {error}"))?;
        *text = text_size(&bytes).ok_or_else(|| format!("{file}: not a 32-bit ELF file"))?;
        symbols.push(symbol_sizes(Path::new(file))?);
    }
    let [fast, tracing, dual] = texts;
    println!("bytes of text, constants included: vm-fast {fast}, vm-tracing {tracing}, both {dual}");
    let mut is_met = true;
    for (what, added, bound) in [
        ("vm-tracing adds to vm-fast", tracing - fast, TRACING_BOUND),
        ("Dual adds to vm-tracing", dual - tracing, DUAL_BOUND),
    ] {
        let verdict = if added <= bound { "met" } else { "NOT MET" };
        println!("{what}: {added} (at most {bound}): {verdict}");
        is_met &= added <= bound;
    }
    print_differences("vm-tracing against vm-fast", &symbols[0], &symbols[1]);
    print_differences("both against vm-tracing", &symbols[1], &symbols[2]);
    Ok(is_met)
}

/// The bytes of all sections that are loaded and not written to.
fn text_size(elf: &[u8]) -> Option<i64> {
    const WRITE: u32 = 1;
    const ALLOC: u32 = 2;
    let half = |at: usize| Some(u16::from_le_bytes(elf.get(at..at + 2)?.try_into().ok()?) as usize);
    let word = |at: usize| Some(u32::from_le_bytes(elf.get(at..at + 4)?.try_into().ok()?));
    if elf.get(..5)? != b"\x7fELF\x01" {
        return None;
    }
    let (headers, size, count) = (word(0x20)? as usize, half(0x2e)?, half(0x30)?);
    let mut total = 0;
    for header in (0..count).map(|index| headers + index * size) {
        let (flags, bytes) = (word(header + 8)?, word(header + 20)?);
        if flags & (WRITE | ALLOC) == ALLOC {
            total += i64::from(bytes);
        }
    }
    Some(total)
}

/// The sizes of the symbols by name, without the types of generic parameters that the strategies differ in, as `nm` lists
/// them.
fn symbol_sizes(file: &Path) -> Result<Sizes, String> {
    let output = Command::new("nm")
        .args(["--print-size", "--demangle"])
        .arg(file)
        .output()
        .map_err(|error| format!("cannot start nm: {error}"))?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned());
    }
    Ok(parse_symbols(&String::from_utf8_lossy(&output.stdout)))
}

fn parse_symbols(listing: &str) -> Sizes {
    let mut sizes = Sizes::new();
    for line in listing.lines() {
        let mut words = line.splitn(4, ' ');
        let (Some(_), Some(size), Some(kind), Some(name)) = (words.next(), words.next(), words.next(), words.next())
        else {
            continue;
        };
        let Ok(size) = i64::from_str_radix(size, 16) else { continue };
        if !"tTrRwWvV".contains(kind) {
            continue;
        }
        // Constants without a name of their own are one row.
        let name = if name.contains("anon.") || name.starts_with(".L") { "constants" } else { name };
        *sizes.entry(name.to_string()).or_default() += size;
    }
    sizes
}

fn print_differences(title: &str, old: &Sizes, new: &Sizes) {
    let names: std::collections::BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let size = |sizes: &Sizes, name: &String| sizes.get(name).copied().unwrap_or(0);
    let mut rows: Vec<(i64, &String)> =
        names.into_iter().map(|name| (size(new, name) - size(old, name), name)).filter(|row| row.0 != 0).collect();
    rows.sort_by_key(|(difference, _)| -difference.abs());
    println!("\n{title}, the largest differences of {}:", rows.len());
    for (difference, name) in rows.iter().take(ROWS) {
        println!("{difference:>+8}  {name}");
    }
    let rest: i64 = rows.iter().skip(ROWS).map(|row| row.0).sum();
    println!("{rest:>+8}  all others");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn symbols_are_read() {
        let listing = "00000010 00000020 t one\n00000030 00000010 T two\n00000040 00000001 b data\n         U none\n\
            00000050 00000004 r .Lanon.1.2\n00000054 00000004 r .Lanon.1.3\n";
        let expected = Sizes::from([("one".to_string(), 32), ("two".to_string(), 16), ("constants".to_string(), 8)]);
        assert_eq!(parse_symbols(listing), expected);
    }

    #[test]
    fn sections_are_added_up() {
        let mut elf = b"\x7fELF\x01".to_vec();
        elf.resize(0x34, 0);
        elf[0x20] = 0x34;
        elf[0x2e] = 40;
        elf[0x30] = 3;
        for (flags, size) in [(6_u32, 100_u32), (2, 20), (3, 4)] {
            let mut header = vec![0; 40];
            header[8..12].copy_from_slice(&flags.to_le_bytes());
            header[20..24].copy_from_slice(&size.to_le_bytes());
            elf.extend(header);
        }
        assert_eq!(text_size(&elf), Some(120));
        assert_eq!(text_size(b"text"), None);
    }
}

//! Who owns constants without symbols: strings, tables of `match`, promoted values. The compiler gives them no names, but code
//! and named constants have their addresses: in pools of literals, in pairs of instructions that load an address, and in
//! pointers. Who has the address of a piece owns it, up to the next piece; what only such a piece refers to belongs to its
//! owner.

use std::collections::BTreeMap;
use std::ops::Range;

/// A part of the image.
pub struct Section<'data> {
    /// The address of its first byte.
    pub address: u64,
    /// What is there.
    pub bytes: &'data [u8],
    /// Whether it has machine code.
    pub is_code: bool,
}

impl Section<'_> {
    fn range(&self) -> Range<u64> {
        self.address..self.address + self.bytes.len() as u64
    }

    fn half_words(&self, range: &Range<u64>) -> impl Iterator<Item = u16> {
        let bytes = &self.bytes[(range.start - self.address) as usize..(range.end - self.address) as usize];
        bytes.chunks_exact(2).map(|bytes| u16::from_le_bytes([bytes[0], bytes[1]]))
    }

    fn word(&self, address: u64) -> Option<u64> {
        let start = (address - self.address) as usize;
        let bytes = self.bytes.get(start..start + 4)?;
        Some(u64::from(u32::from_le_bytes(bytes.try_into().ok()?)))
    }
}

/// The bytes in `gaps` that each owner of `owned` ranges refers to. Ranges are sorted, and each is in one section.
pub fn attribute(sections: &[Section], owned: &[(Range<u64>, usize)], gaps: &[Range<u64>]) -> BTreeMap<usize, u64> {
    let section_of = |range: &Range<u64>| sections.iter().find(|section| section.range().contains(&range.start));
    let is_free = |address: u64| {
        let next = gaps.partition_point(|gap| gap.end <= address);
        gaps.get(next).is_some_and(|gap| gap.contains(&address))
    };
    // Where a piece begins, and whose it is.
    let mut starts: BTreeMap<u64, usize> = BTreeMap::new();
    for (range, owner) in owned {
        let Some(section) = section_of(range) else { continue };
        let words = (range.start.next_multiple_of(4)..range.end).step_by(4).filter_map(|address| section.word(address));
        let loaded = if section.is_code { loaded_addresses(section.half_words(range)) } else { Vec::new() };
        for address in words.chain(loaded).filter(|&address| is_free(address)) {
            starts.entry(address).or_insert(*owner);
        }
    }
    loop {
        let mut found = Vec::new();
        for gap in gaps {
            let Some(section) = section_of(gap) else { continue };
            for (piece, owner) in pieces(gap, &starts) {
                let words = (piece.start.next_multiple_of(4)..piece.end).step_by(4);
                for address in words.filter_map(|address| section.word(address)) {
                    if is_free(address) && !starts.contains_key(&address) {
                        found.push((address, owner));
                    }
                }
            }
        }
        if found.is_empty() {
            break;
        }
        for (address, owner) in found {
            starts.entry(address).or_insert(owner);
        }
    }
    let mut bytes = BTreeMap::new();
    for (piece, owner) in gaps.iter().flat_map(|gap| pieces(gap, &starts)) {
        *bytes.entry(owner).or_default() += piece.end - piece.start;
    }
    bytes
}

/// The pieces of a gap, and their owners.
fn pieces(gap: &Range<u64>, starts: &BTreeMap<u64, usize>) -> Vec<(Range<u64>, usize)> {
    let inside: Vec<_> = starts.range(gap.clone()).map(|(&start, &owner)| (start, owner)).collect();
    let ends = inside.iter().skip(1).map(|&(start, _)| start).chain([gap.end]);
    inside.iter().zip(ends).map(|(&(start, owner), end)| (start..end, owner)).collect()
}

/// The addresses that pairs of the instructions MOVW and MOVT load. ("ARMv7-M Architecture Reference Manual", A7.7.76 and
/// A7.7.79.)
fn loaded_addresses(half_words: impl Iterator<Item = u16>) -> Vec<u64> {
    let half_words: Vec<u16> = half_words.collect();
    let mut low = [None; 16];
    let mut addresses = Vec::new();
    for pair in half_words.windows(2) {
        let (first, second) = (u64::from(pair[0]), u64::from(pair[1]));
        let register = (second >> 8 & 0xf) as usize;
        let value = (first & 0xf) << 12 | (first >> 10 & 1) << 11 | (second >> 12 & 7) << 8 | second & 0xff;
        match (first & 0xfbf0, second >> 15) {
            (0xf240, 0) => low[register] = Some(value),
            (0xf2c0, 0) => addresses.extend(low[register].map(|low| value << 16 | low)),
            _ => {}
        }
    }
    addresses
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn constants_belong_to_who_has_their_address() {
        // A function with MOVW r1, #0x1008; MOVT r1, #0; and a literal 0x1000.
        let code: Vec<u8> =
            [0xf241u16, 0x0108, 0xf2c0, 0x0100, 0x1000, 0].iter().flat_map(|half| half.to_le_bytes()).collect();
        // Of the function: 8 bytes that have no address, 8 that hold the address of the last 4. Nobody's: 4 in between.
        let constants: Vec<u8> = [7u32, 7, 0x1014, 7, 7, 7].iter().flat_map(|word: &u32| word.to_le_bytes()).collect();
        let sections = [
            Section { address: 0x0, bytes: &code, is_code: true },
            Section { address: 0x1000, bytes: &constants, is_code: false },
        ];
        let owned = [(0x0..0xc, 3), (0x1010..0x1014, 4)];
        let gaps = [0x1000..0x1010, 0x1014..0x1018];
        assert_eq!(attribute(&sections, &owned, &gaps), BTreeMap::from([(3, 20)]));
        assert_eq!(attribute(&sections, &owned[1..], &gaps), BTreeMap::new());
    }
}

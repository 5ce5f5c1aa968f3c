//! Bytes as decisions.

/// A stream of decisions.
pub struct Choices<'a> {
    bytes: &'a [u8],
}

impl<'a> Choices<'a> {
    /// Decisions from these bytes.
    pub fn new(bytes: &'a [u8]) -> Choices<'a> {
        Choices { bytes }
    }

    fn byte(&mut self) -> u8 {
        match self.bytes.split_first() {
            Some((&first, rest)) => {
                self.bytes = rest;
                first
            }
            None => 0,
        }
    }

    /// One of `count` possibilities; the first when no bytes are left.
    pub fn below(&mut self, count: usize) -> usize {
        if count < 2 { 0 } else { usize::from(self.byte()) % count }
    }

    /// True `of_256` times out of 256; false when no bytes are left.
    pub fn chance(&mut self, of_256: usize) -> bool {
        usize::from(self.byte()) + of_256 >= 256
    }

    /// No bytes are left.
    pub fn exhausted(&self) -> bool {
        self.bytes.is_empty()
    }
}

/// The bytes of a seed: pseudo-random, between 100 and 1500 of them.
pub fn bytes_of_seed(seed: u64) -> Vec<u8> {
    let mut state = seed;
    let mut next = || {
        // SplitMix64.
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut word = state;
        word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        word ^ (word >> 31)
    };
    let length = 100 + (next() % 1400) as usize;
    (0..length).map(|_| (next() >> 56) as u8).collect()
}

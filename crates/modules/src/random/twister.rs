//! The generator: Mersenne Twister MT19937, as CPython uses it, so that sequences of the same seed are the same.
//!
//! Its state is in a bytearray: 624 words of 32 bits, then the index of the next one.

use core::cell::Cell;
use runtime::value::Float;
use runtime::value::float::EXACT_INTEGERS;

const SIZE: usize = 624;
const SHIFT: usize = 397;
/// Bytes of the state.
pub const STATE_BYTES: usize = (SIZE + 1) * 4;

/// The state of a generator.
#[derive(Clone, Copy)]
pub struct Twister<'a>(&'a [Cell<u8>]);

impl<'a> Twister<'a> {
    /// On memory of [`STATE_BYTES`] bytes; `None` if it has another size.
    pub fn of(memory: &'a [Cell<u8>]) -> Option<Twister<'a>> {
        if memory.len() == STATE_BYTES { Some(Twister(memory)) } else { None }
    }

    /// A word of the state; number 624 is the index.
    pub fn word(self, index: usize) -> u32 {
        let byte = |offset: usize| u32::from(self.0[index * 4 + offset].get()) << (8 * offset);
        byte(0) | byte(1) | byte(2) | byte(3)
    }

    /// Sets a word of the state.
    pub fn set_word(self, index: usize, word: u32) {
        for (cell, byte) in self.0[index * 4..].iter().zip(word.to_le_bytes()) {
            cell.set(byte);
        }
    }

    fn seed_word(self, seed: u32) {
        self.set_word(0, seed);
        let mut before = seed;
        for index in 1..SIZE {
            before = (before ^ before >> 30).wrapping_mul(1_812_433_253).wrapping_add(index as u32);
            self.set_word(index, before);
        }
        self.set_word(SIZE, SIZE as u32);
    }

    /// Seeds by a number of any length, least significant word first.
    pub fn seed(self, key: &[u32]) {
        self.seed_word(19_650_218);
        let key = if key.is_empty() { &[0][..] } else { key };
        let (mut index, mut place) = (1, 0);
        let mix = |index: usize, factor: u32| {
            let before = self.word(index - 1);
            self.word(index) ^ (before ^ before >> 30).wrapping_mul(factor)
        };
        let advance = |index: usize| {
            if index + 1 < SIZE {
                return index + 1;
            }
            self.set_word(0, self.word(SIZE - 1));
            1
        };
        for _ in 0..SIZE.max(key.len()) {
            self.set_word(index, mix(index, 1_664_525).wrapping_add(key[place]).wrapping_add(place as u32));
            index = advance(index);
            place = (place + 1) % key.len();
        }
        for _ in 1..SIZE {
            self.set_word(index, mix(index, 1_566_083_941).wrapping_sub(index as u32));
            index = advance(index);
        }
        self.set_word(0, 0x8000_0000);
    }

    fn renew(self) {
        for index in 0..SIZE {
            let joined = self.word(index) & 0x8000_0000 | self.word((index + 1) % SIZE) & 0x7fff_ffff;
            let twisted = joined >> 1 ^ if joined & 1 != 0 { 0x9908_b0df } else { 0 };
            self.set_word(index, self.word((index + SHIFT) % SIZE) ^ twisted);
        }
        self.set_word(SIZE, 0);
    }

    /// The next 32 bits.
    pub fn next(self) -> u32 {
        if self.word(SIZE) as usize >= SIZE {
            self.renew();
        }
        let index = self.word(SIZE) as usize;
        self.set_word(SIZE, index as u32 + 1);
        let mut word = self.word(index);
        word ^= word >> 11;
        word ^= word << 7 & 0x9d2c_5680;
        word ^= word << 15 & 0xefc6_0000;
        word ^ word >> 18
    }

    /// The next float from 0 to below 1: the highest bits of a fraction of 53 bits, as many as a float has.
    pub fn next_float(self) -> Float {
        let high = u64::from(self.next() >> 5);
        let low = u64::from(self.next() >> 6);
        let fraction = (high << 26 | low) >> (53 - Float::MANTISSA_DIGITS);
        fraction as Float / EXACT_INTEGERS as Float
    }

    /// The next number of at most 64 bits, as CPython makes it from words.
    pub fn next_bits(self, count: u32) -> u64 {
        match count {
            0 => 0,
            1..=32 => u64::from(self.next() >> (32 - count)),
            _ => {
                let low = u64::from(self.next());
                let high = u64::from(self.next() >> (64 - count.min(64)));
                high << 32 | low
            }
        }
    }
}

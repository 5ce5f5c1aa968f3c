//! Constants: how they are written into an image and read from it.
//!
//! A constant is a tag word followed by its payload, so that a reader can step over it:
//! `None False True Ellipsis`: nothing; `Int`: 2 words; `BigInt`: sign, length in bytes, little-endian magnitude
//! padded to words; `Float`: the IEEE bits, 2 words or 1 by the image's features; `Complex`: twice that; `Str`: index of the string pool; `Bytes`: length,
//! bytes padded to words; `Tuple` and `FrozenSet`: number of items, number of payload words, the items in a row;
//! `Code`: index of the code table.

use crate::float::{self, Float};
use heap::{OutOfMemory, TryVec};

/// How deep tuples and frozen sets may nest inside each other.
pub const MAX_DEPTH: usize = 32;

pub(crate) mod tag {
    pub const NONE: u32 = 0;
    pub const FALSE: u32 = 1;
    pub const TRUE: u32 = 2;
    pub const ELLIPSIS: u32 = 3;
    pub const INT: u32 = 4;
    pub const BIG_INT: u32 = 5;
    pub const FLOAT: u32 = 6;
    pub const COMPLEX: u32 = 7;
    pub const STR: u32 = 8;
    pub const BYTES: u32 = 9;
    pub const TUPLE: u32 = 10;
    pub const FROZEN_SET: u32 = 11;
    pub const CODE: u32 = 12;
}

/// A constant as it lies in the image.
#[derive(Clone, Copy, Debug)]
pub enum ConstantView<'a> {
    /// `None`
    None,
    /// `False`
    False,
    /// `True`
    True,
    /// `...`
    Ellipsis,
    /// An integer of 64 bits.
    Int(i64),
    /// A larger integer.
    BigInt {
        /// Whether it is below zero.
        negative: bool,
        /// Its absolute value, least significant byte first.
        magnitude: &'a [u8],
    },
    /// A float.
    Float(Float),
    /// A complex number: real and imaginary part.
    Complex(Float, Float),
    /// A string: index of the image's string pool.
    Str(u32),
    /// A bytes object.
    Bytes(&'a [u8]),
    /// A tuple of constants.
    Tuple(ConstantIter<'a>),
    /// A frozen set of constants, none twice in the source (equal ones may remain).
    FrozenSet(ConstantIter<'a>),
    /// A code object: index of the image's code table.
    Code(u32),
}

/// The items of a tuple or frozen set.
#[derive(Clone, Copy, Debug)]
pub struct ConstantIter<'a> {
    words: &'a [u32],
    count: usize,
}

impl<'a> ConstantIter<'a> {
    /// The number of items that remain.
    pub fn len(&self) -> usize {
        self.count
    }

    /// Whether no item remains.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    pub(crate) fn remaining_words(&self) -> usize {
        self.words.len()
    }
}

impl<'a> Iterator for ConstantIter<'a> {
    type Item = ConstantView<'a>;

    fn next(&mut self) -> Option<ConstantView<'a>> {
        self.count = self.count.checked_sub(1)?;
        let (item, rest) = read(self.words)?;
        self.words = rest;
        Some(item)
    }
}

fn bits(words: &[u32], at: usize) -> Option<u64> {
    Some(*words.get(at)? as u64 | (*words.get(at + 1)? as u64) << 32)
}

/// How many words a float has.
const FLOAT_WORDS: usize = size_of::<Float>() / 4;

fn float_at(words: &[u32], index: usize) -> Option<Float> {
    let words = words.get(index * FLOAT_WORDS..(index + 1) * FLOAT_WORDS)?;
    let bits = words.iter().rev().fold(0u64, |bits, &word| bits << 32 | u64::from(word));
    Some(Float::from_bits(bits as float::Bits))
}

fn bytes_of(words: &[u32], len: u32) -> Option<(&[u8], &[u32])> {
    let count = (len as usize).div_ceil(4);
    let (bytes, rest) = words.split_at_checked(count)?;
    Some((bytemuck::cast_slice(bytes).get(..len as usize)?, rest))
}

/// The constant at the start of `words` and what follows it.
pub(crate) fn read(words: &[u32]) -> Option<(ConstantView<'_>, &[u32])> {
    let (&kind, rest) = words.split_first()?;
    Some(match kind {
        tag::NONE => (ConstantView::None, rest),
        tag::FALSE => (ConstantView::False, rest),
        tag::TRUE => (ConstantView::True, rest),
        tag::ELLIPSIS => (ConstantView::Ellipsis, rest),
        tag::INT => (ConstantView::Int(bits(rest, 0)? as i64), rest.get(2..)?),
        tag::BIG_INT => {
            let (magnitude, tail) = bytes_of(rest.get(2..)?, *rest.get(1)?)?;
            (ConstantView::BigInt { negative: *rest.first()? != 0, magnitude }, tail)
        }
        tag::FLOAT => (ConstantView::Float(float_at(rest, 0)?), rest.get(FLOAT_WORDS..)?),
        tag::COMPLEX => (ConstantView::Complex(float_at(rest, 0)?, float_at(rest, 1)?), rest.get(2 * FLOAT_WORDS..)?),
        tag::STR => (ConstantView::Str(*rest.first()?), rest.get(1..)?),
        tag::BYTES => {
            let (bytes, tail) = bytes_of(rest.get(1..)?, *rest.first()?)?;
            (ConstantView::Bytes(bytes), tail)
        }
        tag::TUPLE | tag::FROZEN_SET => {
            let count = *rest.first()? as usize;
            let (words, tail) = rest.get(2..)?.split_at_checked(*rest.get(1)? as usize)?;
            let items = ConstantIter { words, count };
            let view = if kind == tag::TUPLE { ConstantView::Tuple(items) } else { ConstantView::FrozenSet(items) };
            (view, tail)
        }
        tag::CODE => (ConstantView::Code(*rest.first()?), rest.get(1..)?),
        _ => return None,
    })
}

/// What a [`ConstantWriter`] is asked to write besides tuples.
#[derive(Clone, Copy, Debug)]
pub enum Scalar<'a> {
    /// `None`
    None,
    /// `True` or `False`
    Bool(bool),
    /// `...`
    Ellipsis,
    /// An integer of 64 bits.
    Int(i64),
    /// A larger integer: sign and little-endian magnitude.
    BigInt(bool, &'a [u8]),
    /// A float.
    Float(Float),
    /// A complex number.
    Complex(Float, Float),
    /// A string of the pool.
    Str(u32),
    /// A bytes object.
    Bytes(&'a [u8]),
    /// A code object of the code table.
    Code(u32),
}

/// Writes one constant, nested ones included, into a buffer of words.
#[derive(Debug, Default)]
pub struct ConstantWriter {
    words: TryVec<u32>,
}

impl ConstantWriter {
    /// A writer with an empty buffer.
    pub const fn new() -> Self {
        Self { words: TryVec::new() }
    }

    /// What was written.
    pub fn words(&self) -> &[u32] {
        &self.words
    }

    /// Empties the buffer.
    pub fn clear(&mut self) {
        self.words.clear();
    }

    /// Drops everything behind the first `len` words.
    pub fn truncate(&mut self, len: usize) {
        self.words.truncate(len);
    }

    fn push_bits(&mut self, bits: u64) -> Result<(), OutOfMemory> {
        self.words.try_push(bits as u32)?;
        self.words.try_push((bits >> 32) as u32)
    }

    fn push_float(&mut self, value: Float) -> Result<(), OutOfMemory> {
        let bits = u64::from(value.to_bits());
        (0..FLOAT_WORDS).try_for_each(|index| self.words.try_push((bits >> (32 * index)) as u32))
    }

    fn push_bytes(&mut self, bytes: &[u8]) -> Result<(), OutOfMemory> {
        self.words.try_push(bytes.len() as u32)?;
        for chunk in bytes.chunks(4) {
            let mut word = [0; 4];
            word[..chunk.len()].copy_from_slice(chunk);
            self.words.try_push(u32::from_ne_bytes(word))?;
        }
        Ok(())
    }

    /// Appends a constant that is not a collection.
    pub fn scalar(&mut self, scalar: Scalar<'_>) -> Result<(), OutOfMemory> {
        let kind = match scalar {
            Scalar::None => tag::NONE,
            Scalar::Bool(false) => tag::FALSE,
            Scalar::Bool(true) => tag::TRUE,
            Scalar::Ellipsis => tag::ELLIPSIS,
            Scalar::Int(_) => tag::INT,
            Scalar::BigInt(..) => tag::BIG_INT,
            Scalar::Float(_) => tag::FLOAT,
            Scalar::Complex(..) => tag::COMPLEX,
            Scalar::Str(_) => tag::STR,
            Scalar::Bytes(_) => tag::BYTES,
            Scalar::Code(_) => tag::CODE,
        };
        self.words.try_push(kind)?;
        match scalar {
            Scalar::None | Scalar::Bool(_) | Scalar::Ellipsis => Ok(()),
            Scalar::Int(value) => self.push_bits(value as u64),
            Scalar::BigInt(negative, magnitude) => {
                self.words.try_push(negative as u32)?;
                self.push_bytes(magnitude)
            }
            Scalar::Float(value) => self.push_float(value),
            Scalar::Complex(real, imaginary) => {
                self.push_float(real)?;
                self.push_float(imaginary)
            }
            Scalar::Str(index) | Scalar::Code(index) => self.words.try_push(index),
            Scalar::Bytes(bytes) => self.push_bytes(bytes),
        }
    }

    /// Begins a tuple (or frozen set): the items follow, then [`end`](Self::end) with what this returned.
    pub fn begin(&mut self, frozen_set: bool) -> Result<usize, OutOfMemory> {
        let start = self.words.len();
        self.words.try_push(if frozen_set { tag::FROZEN_SET } else { tag::TUPLE })?;
        self.words.try_push(0)?;
        self.words.try_push(0)?;
        Ok(start)
    }

    /// Ends the collection that began at `start`, of `count` items.
    pub fn end(&mut self, start: usize, count: usize) {
        let payload = self.words.len().saturating_sub(start + 3);
        if let Some([_, items, size]) = self.words.get_mut(start..start + 3) {
            *items = count as u32;
            *size = payload as u32;
        }
    }
}

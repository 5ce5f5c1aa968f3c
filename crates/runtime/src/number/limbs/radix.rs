//! Magnitudes to and from digits of any radix from 2 to 36.
//!
//! A radix that is a power of two is a matter of bits. For the others, few digits are made or read a limb at a
//! time; many are halved by division or multiplication with a power of the radix until few remain.

use super::linear::{add_assign, mul_limb_assign};
use super::{
    LIMB_BITS, Limb, LimbDivisor, Scratch, bit_length, compare, div_rem, low_u64, mul, square, trim, trimmed_len,
    u64_at,
};
use core::cmp::Ordering;
use heap::{OutOfMemory, TryVec};

/// Magnitudes of fewer limbs are written a limb at a time.
const WRITE_SPLIT_MIN: usize = 24;
/// Numbers of fewer limbs' worth of digits are read a limb at a time.
const READ_SPLIT_MIN: usize = 160;

/// How many digits of `radix` always fit a limb, and the radix to that power.
pub const fn digits_per_limb(radix: u32) -> (usize, Limb) {
    let mut power = radix as Limb;
    let mut digits = 1;
    while let Some(next) = power.checked_mul(radix as Limb) {
        power = next;
        digits += 1;
    }
    (digits, power)
}

const DECIMAL: (usize, Limb) = digits_per_limb(10);

fn chunk_of(radix: u32) -> (usize, Limb) {
    if radix == 10 { DECIMAL } else { digits_per_limb(radix) }
}

/// Appends the digits of a normalised magnitude to `out`, in lower case, "0" for zero.
pub fn append_digits(out: &mut TryVec<u8>, a: &[Limb], radix: u32) -> Result<(), OutOfMemory> {
    if bit_length(a) <= 64 {
        return out.try_extend_from_slice(small_digits(&mut [0; 64], low_u64(a), radix));
    }
    let start = out.len();
    if radix.is_power_of_two() {
        let width = u64::from(radix.trailing_zeros());
        let count = usize::try_from(bit_length(a).div_ceil(width)).map_err(|_| OutOfMemory)?;
        out.try_resize(start.checked_add(count).ok_or(OutOfMemory)?, 0)?;
        for (index, digit) in out[start..].iter_mut().rev().enumerate() {
            *digit = digit_text((u64_at(a, index as u64 * width) & (u64::from(radix) - 1)) as u32);
        }
        return Ok(());
    }
    let (digits, _) = chunk_of(radix);
    let bound = (digits + 1).checked_mul(a.len()).and_then(|bound| bound.checked_add(start)).ok_or(OutOfMemory)?;
    out.try_resize(bound, 0)?;
    let mut value = Scratch::copy_of(a)?;
    let powers = Powers::below(radix, a.len())?;
    write_digits(&mut out[start..], value.as_mut_slice(), &powers, powers.count())?;
    let zeros = out[start..].iter().take_while(|&&digit| digit == b'0').count();
    out.copy_within(start + zeros.., start);
    out.truncate(bound - zeros);
    Ok(())
}

/// The character of a digit.
#[inline]
fn digit_text(digit: u32) -> u8 {
    if digit < 10 { b'0' + digit as u8 } else { b'a' + (digit - 10) as u8 }
}

/// The digits of a small number, written to the end of `buffer`.
#[inline]
pub fn small_digits(buffer: &mut [u8; 64], mut value: u64, radix: u32) -> &[u8] {
    let mut start = buffer.len();
    loop {
        start -= 1;
        // Dividing by a constant is much faster, and ten is the usual radix.
        if radix == 10 {
            buffer[start] = b'0' + (value % 10) as u8;
            value /= 10;
        } else {
            buffer[start] = digit_text((value % u64::from(radix)) as u32);
            value /= u64::from(radix);
        }
        if value == 0 {
            return &buffer[start..];
        }
    }
}

/// Fills `out` with the digits of `value` and leading zeros. `value` is used up.
fn write_digits(out: &mut [u8], value: &mut [Limb], powers: &Powers, level: usize) -> Result<(), OutOfMemory> {
    let len = trimmed_len(value);
    let value = &mut value[..len];
    if len < WRITE_SPLIT_MIN || level == 0 {
        write_digits_by_limb(out, value, powers.radix);
        return Ok(());
    }
    let level = level - 1;
    let power = powers.at(level);
    let low_width = powers.digits << level;
    if compare(value, power) == Ordering::Less || out.len() <= low_width {
        let split = out.len().saturating_sub(low_width);
        let (high, low) = out.split_at_mut(split);
        high.fill(b'0');
        return write_digits(low, value, powers, level);
    }
    let (high, low) = out.split_at_mut(out.len() - low_width);
    let mut quotient = Scratch::zeroed(len - power.len() + 1)?;
    let mut remainder = Scratch::zeroed(power.len())?;
    div_rem(quotient.as_mut_slice(), remainder.as_mut_slice(), value, power)?;
    write_digits(high, quotient.as_mut_slice(), powers, level)?;
    write_digits(low, remainder.as_mut_slice(), powers, level)
}

fn write_digits_by_limb(out: &mut [u8], mut value: &mut [Limb], radix: u32) {
    let (digits, power) = chunk_of(radix);
    let divisor = LimbDivisor::new(power);
    for chunk in out.rchunks_mut(digits) {
        let mut rest = divisor.div_rem_assign(value);
        let len = trimmed_len(value);
        value = &mut value[..len];
        if radix == 10 {
            for digit in chunk.iter_mut().rev() {
                *digit = b'0' + (rest % 10) as u8;
                rest /= 10;
            }
        } else {
            for digit in chunk.iter_mut().rev() {
                *digit = digit_text((rest % radix as Limb) as u32);
                rest /= radix as Limb;
            }
        }
    }
}

/// The magnitude written as `digits`, each of which is a digit of `radix` in either case. Not normalised.
pub fn from_digits<const N: usize>(digits: &[u8], radix: u32) -> Result<super::Buffer<N>, OutOfMemory> {
    if radix.is_power_of_two() {
        return from_binary_digits(digits, radix.trailing_zeros());
    }
    let (per_limb, _) = chunk_of(radix);
    let len = digits.len().div_ceil(per_limb);
    let mut out = super::Buffer::zeroed(len)?;
    if len < READ_SPLIT_MIN {
        read_digits_by_limb(out.as_mut_slice(), digits, radix);
    } else {
        let powers = Powers::below(radix, len)?;
        read_digits(out.as_mut_slice(), digits, &powers, powers.count())?;
    }
    Ok(out)
}

/// The value of a digit; 0 for what is none, which callers have excluded.
#[inline]
fn digit_value(digit: u8, radix: u32) -> Limb {
    char::from(digit).to_digit(radix).unwrap_or(0) as Limb
}

fn from_binary_digits<const N: usize>(digits: &[u8], width: u32) -> Result<super::Buffer<N>, OutOfMemory> {
    let bits = digits.len() as u64 * u64::from(width);
    let len = usize::try_from(bits.div_ceil(u64::from(LIMB_BITS))).map_err(|_| OutOfMemory)?;
    let mut out = super::Buffer::zeroed(len)?;
    let limbs = out.as_mut_slice();
    for (index, &digit) in digits.iter().rev().enumerate() {
        let value = digit_value(digit, 1 << width);
        let position = index as u64 * u64::from(width);
        let (limb, shift) = ((position / u64::from(LIMB_BITS)) as usize, (position % u64::from(LIMB_BITS)) as u32);
        limbs[limb] |= value << shift;
        if shift + width > LIMB_BITS && value >> (LIMB_BITS - shift) != 0 {
            limbs[limb + 1] |= value >> (LIMB_BITS - shift);
        }
    }
    Ok(out)
}

fn read_digits_by_limb(out: &mut [Limb], digits: &[u8], radix: u32) {
    let (per_limb, power) = chunk_of(radix);
    let (first, rest) = digits.split_at(digits.len() % per_limb);
    let mut len = 0;
    let chunks = (!first.is_empty()).then_some(first).into_iter().chain(rest.chunks(per_limb));
    for chunk in chunks {
        // Multiplying by a constant is faster, and ten is the usual radix.
        let value = if radix == 10 {
            chunk.iter().fold(0, |value: Limb, &digit| value * 10 + Limb::from(digit & 0xF))
        } else {
            chunk.iter().fold(0, |value, &digit| value * radix as Limb + digit_value(digit, radix))
        };
        let high = mul_limb_assign(&mut out[..len], power, value);
        if high != 0 {
            out[len] = high;
            len += 1;
        }
    }
}

/// Reads `digits` into `out`, which has room for `digits` rounded up to whole limbs.
fn read_digits(out: &mut [Limb], digits: &[u8], powers: &Powers, level: usize) -> Result<(), OutOfMemory> {
    if digits.len() < READ_SPLIT_MIN * powers.digits || level == 0 {
        read_digits_by_limb(out, digits, powers.radix);
        return Ok(());
    }
    let level = level - 1;
    let low_width = powers.digits << level;
    if digits.len() <= low_width {
        return read_digits(out, digits, powers, level);
    }
    let (high_digits, low_digits) = digits.split_at(digits.len() - low_width);
    let mut high = Scratch::zeroed(high_digits.len().div_ceil(powers.digits))?;
    read_digits(high.as_mut_slice(), high_digits, powers, level)?;
    let high = trim(high.as_slice());
    let power = powers.at(level);
    let mut product = Scratch::zeroed(high.len() + power.len())?;
    mul(product.as_mut_slice(), high, power)?;
    read_digits(&mut out[..low_width / powers.digits], low_digits, powers, level)?;
    add_assign(out, trim(product.as_slice()));
    Ok(())
}

/// The radix to the powers `digits`, `2 * digits`, `4 * digits` and so on, one after the other in one buffer.
struct Powers {
    radix: u32,
    digits: usize,
    limbs: TryVec<Limb>,
    /// Where each power ends.
    ends: TryVec<usize>,
}

impl Powers {
    /// All such powers that have at most half of `len` limbs, and the next.
    fn below(radix: u32, len: usize) -> Result<Self, OutOfMemory> {
        let (digits, first) = chunk_of(radix);
        let mut powers = Self { radix, digits, limbs: TryVec::new(), ends: TryVec::new() };
        powers.limbs.try_push(first)?;
        powers.ends.try_push(1)?;
        while powers.at(powers.count() - 1).len() * 2 <= len {
            let last = powers.at(powers.count() - 1);
            let mut next = Scratch::zeroed(2 * last.len())?;
            square(next.as_mut_slice(), last)?;
            powers.limbs.try_extend_from_slice(trim(next.as_slice()))?;
            powers.ends.try_push(powers.limbs.len())?;
        }
        Ok(powers)
    }

    fn count(&self) -> usize {
        self.ends.len()
    }

    fn at(&self, level: usize) -> &[Limb] {
        let start = if level == 0 { 0 } else { self.ends[level - 1] };
        &self.limbs[start..self.ends[level]]
    }
}

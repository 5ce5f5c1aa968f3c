//! Powers modulo a magnitude, by a window of four exponent bits at a time.

use super::{Limb, LimbDivisor, Scratch, Wide, bit, bit_length, compare, div_rem, mul, square, trim};
use core::cmp::Ordering;
use heap::{OutOfMemory, TryVec};

/// Exponents up to this many bits are done bit by bit: the table of powers would cost more than it saves. On microcontrollers
/// the code is not worth it.
const WINDOW_MIN_BITS: u64 = if cfg!(any(target_pointer_width = "64", target_family = "wasm")) { 24 } else { u64::MAX };
const WINDOW_BITS: u32 = 4;

/// `out = base ** exponent % modulus`. All are normalised, `modulus` is not zero, `out` is as long as `modulus`.
pub fn pow_mod(out: &mut [Limb], base: &[Limb], exponent: &[Limb], modulus: &[Limb]) -> Result<(), OutOfMemory> {
    if let [modulus] = *modulus {
        out[0] = pow_mod_limb(LimbDivisor::new(modulus).rem(base), exponent, modulus);
        return Ok(());
    }
    let len = modulus.len();
    let mut reducer = Reducer { modulus, product: Scratch::zeroed(2 * len)?, quotient: Scratch::zeroed(len + 1)? };
    let mut reduced = Scratch::zeroed(len)?;
    reduce_base(reduced.as_mut_slice(), base, modulus)?;
    out.fill(0);
    out[0] = 1;
    let bits = bit_length(exponent);
    if bits < WINDOW_MIN_BITS {
        for position in (0..bits).rev() {
            reducer.square_assign(out)?;
            if bit(exponent, position) {
                reducer.mul_assign(out, reduced.as_slice())?;
            }
        }
        return Ok(());
    }
    let table = power_table(&mut reducer, reduced.as_slice())?;
    for window in (0..bits.div_ceil(u64::from(WINDOW_BITS))).rev() {
        let mut digit = 0;
        for position in (0..WINDOW_BITS).rev() {
            reducer.square_assign(out)?;
            let position = window * u64::from(WINDOW_BITS) + u64::from(position);
            digit = digit << 1 | usize::from(bit(exponent, position));
        }
        if digit > 0 {
            reducer.mul_assign(out, &table[(digit - 1) * len..digit * len])?;
        }
    }
    Ok(())
}

/// `base` is below `modulus`.
fn pow_mod_limb(base: Limb, exponent: &[Limb], modulus: Limb) -> Limb {
    let mul = |a: Limb, b: Limb| (Wide::from(a) * Wide::from(b) % Wide::from(modulus)) as Limb;
    let mut result = 1 % modulus;
    for position in (0..bit_length(exponent)).rev() {
        result = mul(result, result);
        if bit(exponent, position) {
            result = mul(result, base);
        }
    }
    result
}

/// The powers 1 to 15 of `base`, one after the other.
fn power_table(reducer: &mut Reducer, base: &[Limb]) -> Result<TryVec<Limb>, OutOfMemory> {
    let len = base.len();
    let mut table = TryVec::try_from_slice(base)?;
    table.try_resize(len * ((1 << WINDOW_BITS) - 1), 0)?;
    for index in 1..(1 << WINDOW_BITS) - 1 {
        let (done, next) = table.split_at_mut(index * len);
        next[..len].copy_from_slice(&done[(index - 1) * len..]);
        reducer.mul_assign(&mut next[..len], base)?;
    }
    Ok(table)
}

fn reduce_base(out: &mut [Limb], base: &[Limb], modulus: &[Limb]) -> Result<(), OutOfMemory> {
    if compare(base, modulus) == Ordering::Less {
        out[..base.len()].copy_from_slice(base);
        return Ok(());
    }
    let mut quotient = Scratch::zeroed(base.len() - modulus.len() + 1)?;
    div_rem(quotient.as_mut_slice(), out, base, modulus)
}

/// Multiplies modulo `modulus`. Factors are as long as the modulus, with leading zeros where needed.
struct Reducer<'a> {
    modulus: &'a [Limb],
    product: Scratch,
    quotient: Scratch,
}

impl Reducer<'_> {
    fn mul_assign(&mut self, a: &mut [Limb], b: &[Limb]) -> Result<(), OutOfMemory> {
        mul(self.product.as_mut_slice(), a, b)?;
        self.reduce(a)
    }

    fn square_assign(&mut self, a: &mut [Limb]) -> Result<(), OutOfMemory> {
        square(self.product.as_mut_slice(), a)?;
        self.reduce(a)
    }

    fn reduce(&mut self, out: &mut [Limb]) -> Result<(), OutOfMemory> {
        let product = trim(self.product.as_slice());
        if product.len() < self.modulus.len() {
            out[..product.len()].copy_from_slice(product);
            out[product.len()..].fill(0);
            return Ok(());
        }
        let quotient = &mut self.quotient.as_mut_slice()[..product.len() - self.modulus.len() + 1];
        div_rem(quotient, out, product, self.modulus)
    }
}

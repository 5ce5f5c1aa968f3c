//! Sums, products and lengths.

use core::ops::ControlFlow;
use heap::TryVec;
use runtime::native::{Args, NativeResult};
use runtime::number::math;
use runtime::object::{Ref, Tuple};
use runtime::types::BinaryOperator;
use runtime::types::exception::OVERFLOW_ERROR;
use runtime::value::{Float, Value};
use runtime::vm::{Raised, Vm};

/// A sum of floats as parts that do not overlap, smallest first: their sum is exact.
#[derive(Default)]
struct ExactSum {
    parts: TryVec<Float>,
    /// Sum of the infinities and NaNs.
    special: Float,
    infinities: Float,
}

impl ExactSum {
    /// Adds a number; false if the sum overflows.
    fn add(&mut self, vm: &mut Vm, number: Float) -> Result<bool, Raised> {
        let mut x = number;
        let mut kept = 0;
        for index in 0..self.parts.len() {
            let mut y = self.parts[index];
            if x.abs() < y.abs() {
                core::mem::swap(&mut x, &mut y);
            }
            let high = x + y;
            let low = y - (high - x);
            if low != 0.0 {
                self.parts[kept] = low;
                kept += 1;
            }
            x = high;
        }
        self.parts.truncate(kept);
        if !x.is_finite() {
            if number.is_finite() {
                return Ok(false);
            }
            if number.is_infinite() {
                self.infinities += number;
            }
            self.special += number;
            self.parts.clear();
        } else if x != 0.0 {
            self.parts.try_push(x).map_err(|_| vm.memory_error())?;
        }
        Ok(true)
    }

    /// The float nearest to the sum.
    fn round(&self) -> Float {
        let mut rest = self.parts.iter().rev().copied();
        let Some(mut high) = rest.next() else { return 0.0 };
        let mut low = 0.0;
        let mut below = None;
        while let Some(part) = rest.next() {
            let sum = high + part;
            low = part - (sum - high);
            high = sum;
            if low != 0.0 {
                below = rest.next();
                break;
            }
        }
        // Half-way cases were rounded to even; a part further down says to which side they belong.
        if let Some(below) = below
            && ((low < 0.0 && below < 0.0) || (low > 0.0 && below > 0.0))
        {
            let twice = low * 2.0;
            let sum = high + twice;
            if twice == sum - high {
                high = sum;
            }
        }
        high
    }
}

/// `math.fsum(seq)`
pub(super) fn fsum(vm: &mut Vm, args: &Args) -> NativeResult {
    let mut sum = ExactSum::default();
    vm.for_each(args.at(0), |vm, item| {
        let number = vm.to_float(item)?;
        if !sum.add(vm, number)? {
            return Err(vm.raise(&OVERFLOW_ERROR, format_args!("intermediate overflow in fsum")));
        }
        Ok(ControlFlow::Continue(()))
    })?;
    if sum.special != 0.0 {
        if sum.infinities.is_nan() {
            return Err(vm.value_error(format_args!("-inf + inf in fsum")));
        }
        return vm.new_float(sum.special);
    }
    vm.new_float(sum.round())
}

/// `math.prod(iterable, start=1)`
pub(super) fn prod(vm: &mut Vm, args: &Args) -> NativeResult {
    let product = vm.root(args.get(1).unwrap_or(Value::from_i32_small(1)))?;
    vm.for_each(args.at(0), |vm, item| {
        let next = vm.binary(BinaryOperator::Mul, product.get(vm), item)?;
        product.set(vm, next);
        Ok(ControlFlow::Continue(()))
    })?;
    Ok(product.get(vm))
}

/// A float cut into two halves whose products are exact.
fn halves(x: Float) -> (Float, Float) {
    let scaled = x * ((1u32 << Float::MANTISSA_DIGITS.div_ceil(2)) + 1) as Float;
    let high = scaled - (scaled - x);
    (high, x - high)
}

/// A sum with its rounding errors.
struct Compensated {
    sum: Float,
    errors: [Float; 3],
}

impl Compensated {
    /// Adds `sign * x * x`.
    fn add_square(&mut self, x: Float, sign: Float) {
        let (high, low) = halves(x);
        for (index, term) in [high * high, 2.0 * high * low].into_iter().enumerate() {
            let term = sign * term;
            let before = self.sum;
            self.sum += term;
            self.errors[index] += (before - self.sum) + term;
        }
        self.errors[2] += sign * low * low;
    }

    /// The sum without the 1 that it began with.
    fn total(&self) -> Float {
        self.sum - 1.0 + (self.errors[0] + self.errors[1] + self.errors[2])
    }
}

/// The length of a vector.
fn norm(coordinates: &mut [Float]) -> Float {
    let mut largest: Float = 0.0;
    let mut has_nan = false;
    for x in coordinates.iter_mut() {
        *x = x.abs();
        has_nan |= x.is_nan();
        largest = largest.max(*x);
    }
    if largest.is_infinite() {
        return largest;
    }
    if has_nan {
        return Float::NAN;
    }
    if largest == 0.0 || coordinates.len() <= 1 {
        return largest;
    }
    let (_, exponent) = math::frexp(largest);
    if exponent < Float::MIN_EXP + Float::MANTISSA_DIGITS as i32 {
        // Too small to be scaled without loss by a power of two that is a float.
        const SHIFT: i32 = Float::MAX_EXP / 2;
        for x in coordinates.iter_mut() {
            *x = math::ldexp(*x, SHIFT);
        }
        return math::ldexp(norm(coordinates), -SHIFT);
    }
    let mut squares = Compensated { sum: 1.0, errors: [0.0; 3] };
    for x in coordinates.iter() {
        squares.add_square(math::ldexp(*x, -exponent), 1.0);
    }
    let root = math::sqrt(squares.total());
    squares.add_square(root, -1.0);
    math::ldexp(root + squares.total() / (2.0 * root), exponent)
}

/// `math.hypot(*coordinates)`
pub(super) fn hypot(vm: &mut Vm, args: &Args) -> NativeResult {
    let mut coordinates = TryVec::new();
    for argument in args.rest() {
        let number = vm.to_float(argument)?;
        coordinates.try_push(number).map_err(|_| vm.memory_error())?;
    }
    vm.new_float(norm(&mut coordinates))
}

/// `math.dist(p, q)`
pub(super) fn dist(vm: &mut Vm, args: &Args) -> NativeResult {
    let p = vm.collect_tuple(args.at(0))?;
    let q = vm.collect_tuple(args.at(1))?;
    let (Some(p), Some(q)) = (p.as_ref::<Tuple>(), q.as_ref::<Tuple>()) else { return Ok(Value::NONE) };
    if p.len() != q.len() {
        return Err(vm.value_error(format_args!("both points must have the same number of dimensions")));
    }
    let mut coordinates = TryVec::new();
    for index in 0..p.len() {
        let difference = coordinate(vm, p, index)? - coordinate(vm, q, index)?;
        coordinates.try_push(difference).map_err(|_| vm.memory_error())?;
    }
    vm.new_float(norm(&mut coordinates))
}

fn coordinate(vm: &mut Vm, point: Ref<Tuple>, index: usize) -> Result<Float, Raised> {
    vm.to_float(point.as_slice().get(index).copied().unwrap_or(Value::NONE))
}

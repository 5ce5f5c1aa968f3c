//! `time`: clocks, waiting, and calendar time. The functions `ticks_*` and `sleep_*` are MicroPython's.

mod calendar;

use crate::fields::{self, item};
use runtime::native::{Args, Member, ModuleDefinition, NativeResult};
use runtime::number::math;
use runtime::object::{Tuple, Type};
use runtime::protocol::arithmetic::Number;
use runtime::protocol::convert::int_to_i64;
use runtime::types::exception::OVERFLOW_ERROR;
use runtime::value::{Float, Value, Word, float};
use runtime::vm::{Raised, Vm};

/// `time`
pub static MODULE: ModuleDefinition = ModuleDefinition {
    name: "time",
    doc: runtime::native::doc("Clocks, waiting, calendar time."),
    members: MEMBERS,
    initialize: None,
};

/// Nanoseconds of a second.
const SECOND: i64 = 1_000_000_000;

/// Tick counters wrap here: what a small int holds on this target.
const TICKS_PERIOD: i64 = 1 << (Word::BITS - 2);

static MEMBERS: &[Member] = &[
    Member::function("time", "", |vm, _| time(vm), "Seconds since 1970."),
    Member::function("time_ns", "", |vm, _| nanoseconds(vm, wall_clock), "Nanoseconds since 1970."),
    Member::function("monotonic", "", |vm, _| seconds(vm, monotonic), "Seconds of a clock that never goes back."),
    Member::function("monotonic_ns", "", |vm, _| nanoseconds(vm, monotonic), "Nanoseconds of the same."),
    Member::function("perf_counter", "", |vm, _| seconds(vm, monotonic), "Seconds of the finest clock."),
    Member::function("perf_counter_ns", "", |vm, _| nanoseconds(vm, monotonic), "Nanoseconds of the finest clock."),
    Member::function("process_time", "", |vm, _| seconds(vm, processor), "Seconds of processor time."),
    Member::function("process_time_ns", "", |vm, _| nanoseconds(vm, processor), "Nanoseconds of processor time."),
    Member::function("clock", "", |vm, _| seconds(vm, processor), "Seconds of processor time."),
    Member::function("sleep", "seconds, /", sleep, "Waits so many seconds."),
    Member::function("sleep_ms", "milliseconds, /", |vm, args| sleep_units(vm, args, 1_000_000), "Waits milliseconds."),
    Member::function("sleep_us", "microseconds, /", |vm, args| sleep_units(vm, args, 1000), "Waits microseconds."),
    Member::function("ticks_ms", "", |vm, _| ticks(vm, 1_000_000), "A counter of milliseconds that wraps."),
    Member::function("ticks_us", "", |vm, _| ticks(vm, 1000), "A counter of microseconds that wraps."),
    Member::function("ticks_cpu", "", |vm, _| ticks(vm, 1), "The finest counter; it wraps."),
    Member::function("ticks_add", "ticks, delta, /", ticks_add, "The ticks so much later."),
    Member::function("ticks_diff", "end, start, /", ticks_diff, "The ticks from start to end."),
    Member::function("gmtime", "seconds=None, /", gmtime, "The calendar time in Greenwich."),
    Member::function("localtime", "seconds=None, /", localtime, "The calendar time here."),
    Member::function("mktime", "time, /", mktime, "The seconds since 1970 of a calendar time here."),
    Member::class("struct_time", &STRUCT_TIME),
];

static FIELDS: &[Member] = &[
    Member::getter("tm_year", item::<0>),
    Member::getter("tm_mon", item::<1>),
    Member::getter("tm_mday", item::<2>),
    Member::getter("tm_hour", item::<3>),
    Member::getter("tm_min", item::<4>),
    Member::getter("tm_sec", item::<5>),
    Member::getter("tm_wday", item::<6>),
    Member::getter("tm_yday", item::<7>),
    Member::getter("tm_isdst", item::<8>),
];

/// `time.struct_time`
pub static STRUCT_TIME: Type = fields::named_tuple("struct_time", "time", FIELDS);

/// Nanoseconds since 1970; where the time is not known, since the start.
fn wall_clock(vm: &Vm) -> i64 {
    vm.host.time_nanoseconds().unwrap_or_else(|| monotonic(vm))
}

fn monotonic(vm: &Vm) -> i64 {
    i64::try_from(vm.host.monotonic_nanoseconds()).unwrap_or(i64::MAX)
}

fn processor(vm: &Vm) -> i64 {
    i64::try_from(vm.host.process_nanoseconds()).unwrap_or(i64::MAX)
}

/// A clock as a float.
fn seconds(vm: &mut Vm, clock: fn(&Vm) -> i64) -> NativeResult {
    let now = clock(vm);
    // The whole seconds apart, so that nothing is lost before they are added.
    vm.new_float((now / SECOND) as Float + (now % SECOND) as Float / SECOND as Float)
}

/// Seconds since 1970: an int where a float would be off by minutes.
fn time(vm: &mut Vm) -> NativeResult {
    if float::EXACT_INTEGERS < 1 << 32 {
        let now = wall_clock(vm);
        return vm.new_int(now.div_euclid(SECOND));
    }
    seconds(vm, wall_clock)
}

fn nanoseconds(vm: &mut Vm, clock: fn(&Vm) -> i64) -> NativeResult {
    let now = clock(vm);
    vm.new_int(now)
}

/// Waits; what is pending is attended to meanwhile.
fn wait(vm: &mut Vm, duration: u64) -> NativeResult {
    let end = vm.host.monotonic_nanoseconds().saturating_add(duration);
    loop {
        vm.safepoint()?;
        let now = vm.host.monotonic_nanoseconds();
        if now >= end {
            return Ok(Value::NONE);
        }
        vm.host.sleep_nanoseconds(end - now);
    }
}

fn sleep(vm: &mut Vm, args: &Args) -> NativeResult {
    let nanoseconds = match Number::of(args.at(0)) {
        Some(Number::Float(seconds)) if seconds.is_nan() => {
            return Err(vm.value_error(format_args!("Invalid value NaN (not a number)")));
        }
        Some(Number::Float(seconds)) if seconds < 0.0 => -1,
        // The conversion saturates.
        Some(Number::Float(seconds)) => (seconds * SECOND as Float) as i64,
        _ => vm.to_i64(args.at(0))?.saturating_mul(SECOND),
    };
    let Ok(duration) = u64::try_from(nanoseconds) else {
        return Err(vm.value_error(format_args!("sleep length must be non-negative")));
    };
    if nanoseconds == i64::MAX {
        return Err(vm.raise(&OVERFLOW_ERROR, format_args!("timestamp too large to convert to C _PyTime_t")));
    }
    vm.committed = true;
    wait(vm, duration)
}

fn sleep_units(vm: &mut Vm, args: &Args, unit: u64) -> NativeResult {
    let count = vm.to_i64(args.at(0))?;
    vm.committed = true;
    wait(vm, u64::try_from(count).unwrap_or(0).saturating_mul(unit))
}

fn ticks(vm: &mut Vm, unit: u64) -> NativeResult {
    let count = vm.host.monotonic_nanoseconds() / unit;
    vm.new_int((count & (TICKS_PERIOD as u64 - 1)) as i64)
}

fn ticks_add(vm: &mut Vm, args: &Args) -> NativeResult {
    let ticks = vm.to_i64(args.at(0))?;
    let delta = vm.to_i64(args.at(1))?;
    if !(-TICKS_PERIOD / 2 + 1..TICKS_PERIOD / 2).contains(&delta) {
        return Err(vm.raise(&OVERFLOW_ERROR, format_args!("ticks interval overflow")));
    }
    vm.new_int(ticks.wrapping_add(delta) & (TICKS_PERIOD - 1))
}

fn ticks_diff(vm: &mut Vm, args: &Args) -> NativeResult {
    let end = vm.to_i64(args.at(0))?;
    let start = vm.to_i64(args.at(1))?;
    let half = TICKS_PERIOD / 2;
    vm.new_int((end.wrapping_sub(start).wrapping_add(half) & (TICKS_PERIOD - 1)) - half)
}

/// An argument in seconds, rounded down; now if it is missing.
fn moment(vm: &mut Vm, value: Option<Value>) -> Result<i64, Raised> {
    let Some(value) = value else { return Ok(wall_clock(vm).div_euclid(SECOND)) };
    let seconds = match Number::of(value) {
        Some(Number::Float(seconds)) if seconds.is_nan() => {
            return Err(vm.value_error(format_args!("Invalid value NaN (not a number)")));
        }
        Some(Number::Float(seconds)) if seconds.abs() < 1e18 => Some(math::floor(seconds) as i64),
        Some(Number::Float(_)) => None,
        _ => {
            let number = vm.index(value)?;
            int_to_i64(number)
        }
    };
    match seconds {
        Some(seconds) if seconds.unsigned_abs() < 60_000_000_000_000_000 => Ok(seconds),
        _ => Err(vm.raise(&OVERFLOW_ERROR, format_args!("timestamp out of range for platform time_t"))),
    }
}

fn broken_down(vm: &mut Vm, seconds: i64, daylight: bool) -> NativeResult {
    let parts = calendar::from_seconds(seconds);
    let mut items = [Value::from_bool(false); 9];
    for (slot, part) in items.iter_mut().zip(parts) {
        *slot = vm.new_int(part)?;
    }
    items[8] = Value::from_i32_small(i32::from(daylight));
    fields::make(vm, &STRUCT_TIME, &items)
}

fn gmtime(vm: &mut Vm, args: &Args) -> NativeResult {
    let seconds = moment(vm, args.get_not_none(0))?;
    broken_down(vm, seconds, false)
}

fn localtime(vm: &mut Vm, args: &Args) -> NativeResult {
    let seconds = moment(vm, args.get_not_none(0))?;
    let local = vm.host.local_offset(seconds);
    broken_down(vm, seconds + i64::from(local.offset), local.daylight)
}

fn mktime(vm: &mut Vm, args: &Args) -> NativeResult {
    let Some(tuple) = args.at(0).as_ref::<Tuple>() else {
        return Err(vm.type_error(format_args!("Tuple or struct_time argument required")));
    };
    if !(8..=9).contains(&tuple.len()) {
        return Err(vm.type_error(format_args!("mktime(): illegal time tuple argument")));
    }
    let mut parts = [0; 6];
    for (index, part) in parts.iter_mut().enumerate() {
        let value = tuple.as_slice().get(index).copied().unwrap_or(Value::NONE);
        *part = vm.to_i64(value)?;
    }
    if parts.iter().any(|part| part.unsigned_abs() > i32::MAX as u64) {
        return Err(vm.raise(&OVERFLOW_ERROR, format_args!("mktime argument out of range")));
    }
    let local = calendar::to_seconds(&parts);
    // The offset depends on the moment, which depends on the offset: the second guess is right.
    let guess = local - i64::from(vm.host.local_offset(local).offset);
    let seconds = local - i64::from(vm.host.local_offset(guess).offset);
    if float::EXACT_INTEGERS < 1 << 32 { vm.new_int(seconds) } else { vm.new_float(seconds as Float) }
}

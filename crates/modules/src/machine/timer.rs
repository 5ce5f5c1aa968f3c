//! `Timer`: a function is called after a time, once or again and again.

use super::hardware;
use hal::Machine;
use runtime::interrupts::{Callback, HARD};
use runtime::native::{Args, Member, NativeResult};
use runtime::object::{Record, Ref, Type};
use runtime::types::Slots;
use runtime::value::Value;
use runtime::vm::{Raised, Vm};

/// Field: the port's timer that it has, or None.
const SLOT: usize = 0;
/// Field: the mode.
const MODE: usize = 1;
/// Field: the period in nanoseconds.
const PERIOD: usize = 2;

const ONE_SHOT: i32 = 0;
const PERIODIC: i32 = 1;
/// The shortest period in nanoseconds.
const SHORTEST: u64 = 10_000;

static SLOTS: Slots = Slots { new: Some(new), repr: Some(repr), ..Slots::NONE };

const SIGNATURE: &str = "id=-1, /, *, mode=1, freq=-1, period=-1, tick_hz=1000, callback=None, hard=False";
const INIT: &str = "self, /, *, mode=1, freq=-1, period=-1, tick_hz=1000, callback=None, hard=False";

static MEMBERS: &[Member] = &[
    Member::function("init", INIT, init, "Start the timer."),
    Member::function("deinit", "self, /", deinit, "Stop the timer."),
    Member::int("ONE_SHOT", ONE_SHOT as i64),
    Member::int("PERIODIC", PERIODIC as i64),
];

/// `machine.Timer`
pub static TIMER: Type = Type::record("Timer", 3, SIGNATURE, &SLOTS, MEMBERS)
    .in_module("machine")
    .with_doc("Calls a function after a time.");

fn new(vm: &mut Vm, class: Ref<Type>, args: &Args) -> NativeResult {
    if let Some(id) = args.get(0) {
        if vm.to_i64(id)? != -1 {
            return Err(vm.value_error(format_args!("Timer doesn't exist")));
        }
    }
    hardware(vm)?;
    let timer = vm.new_record(class, &[None, Some(Value::from_i32_small(PERIODIC)), None])?;
    if (1..=6).any(|index| args.get(index).is_some()) {
        start(vm, timer, args)?;
    }
    Ok(timer.value())
}

fn repr(vm: &mut Vm, timer: Value) -> NativeResult {
    let Some(timer) = timer.as_ref::<Record>() else { return Ok(Value::NONE) };
    let mode = if timer.get(MODE).and_then(Value::as_small_int) == Some(0) { "ONE_SHOT" } else { "PERIODIC" };
    let period = match timer.get(PERIOD) {
        Some(period) => vm.to_i64(period)?,
        None => 0,
    };
    vm.new_str_from(format_args!("Timer(mode={mode}, period={})", period / 1_000_000))
}

fn init(vm: &mut Vm, args: &Args) -> NativeResult {
    if let Some(timer) = args.at(0).as_ref::<Record>() {
        start(vm, timer, args)?;
    }
    Ok(Value::NONE)
}

/// The period in nanoseconds that the arguments ask for.
fn period_of(vm: &mut Vm, args: &Args) -> Result<u64, Raised> {
    let period = match args.get(2) {
        Some(frequency) if frequency.as_small_int() != Some(-1) => {
            let frequency = vm.to_float(frequency)?;
            if !(frequency > 0.0) {
                return Err(vm.value_error(format_args!("freq must be positive")));
            }
            // The conversion saturates.
            (1e9 / frequency) as u64
        }
        _ => {
            let period = match args.get(3) {
                Some(period) => vm.to_i64(period)?,
                None => -1,
            };
            let ticks = match args.get(4) {
                Some(ticks) => vm.to_i64(ticks)?,
                None => 1000,
            };
            let (Ok(period), Ok(ticks @ 1..)) = (u64::try_from(period), u64::try_from(ticks)) else {
                return Err(vm.value_error(format_args!("freq or period must be given")));
            };
            (u128::from(period) * 1_000_000_000 / u128::from(ticks)).min(u128::from(u64::MAX)) as u64
        }
    };
    if period < SHORTEST {
        return Err(vm.value_error(format_args!("period too short")));
    }
    Ok(period)
}

fn start(vm: &mut Vm, timer: Ref<Record>, args: &Args) -> Result<(), Raised> {
    let machine = hardware(vm)?;
    let mode = match args.get(1) {
        Some(mode) => vm.to_i64(mode)? as i32,
        None => PERIODIC,
    };
    let period = period_of(vm, args)?;
    let function = args.get(5).unwrap_or(Value::NONE);
    let hard = match args.get(6) {
        Some(hard) => vm.truth(hard)?,
        None => false,
    };
    if hard && !HARD {
        return Err(vm.value_error(format_args!("this build has no hard interrupts")));
    }
    let shown = vm.new_uint(period)?;
    let slot = match slot_of(vm, timer) {
        Some(slot) => slot,
        None => free_slot(vm, machine)?,
    };
    machine.stop(slot);
    vm.interrupts.callbacks[usize::from(slot)] = Some(Callback { function, argument: timer.value() });
    timer.set(SLOT, Value::from_i32_small(slot.into()));
    timer.set(MODE, Value::from_i32_small(mode));
    timer.set(PERIOD, shown);
    if hard {
        // Handlers find what they need in passing set aside.
        vm.prepare_handlers();
    }
    if !machine.start(slot, period, mode == PERIODIC, hard) {
        vm.interrupts.callbacks[usize::from(slot)] = None;
        return Err(vm.value_error(format_args!("period too long")));
    }
    Ok(())
}

/// The port's timer that a timer has. One that has ended may have been given to another.
fn slot_of(vm: &Vm, timer: Ref<Record>) -> Option<u8> {
    let slot = timer.get(SLOT).and_then(Value::as_small_int)?;
    let callback = vm.interrupts.callbacks.get(usize::try_from(slot).ok()?).copied().flatten()?;
    (callback.argument == timer.value()).then_some(slot as u8)
}

fn free_slot(vm: &mut Vm, machine: &dyn Machine) -> Result<u8, Raised> {
    let count = machine.timers();
    if vm.interrupts.callbacks.len() < usize::from(count)
        && vm.interrupts.callbacks.try_resize(count.into(), None).is_err()
    {
        return Err(vm.memory_error());
    }
    let is_free = |slot: &u8| vm.interrupts.callbacks[usize::from(*slot)].is_none();
    let ended = |slot: &u8| !machine.runs(*slot);
    match (0..count).find(is_free).or_else(|| (0..count).find(ended)) {
        Some(slot) => Ok(slot),
        None => Err(vm.raise(&runtime::types::exception::RUNTIME_ERROR, format_args!("all {count} timers are in use"))),
    }
}

fn deinit(vm: &mut Vm, args: &Args) -> NativeResult {
    let Some(timer) = args.at(0).as_ref::<Record>() else { return Ok(Value::NONE) };
    if let Some(slot) = slot_of(vm, timer) {
        hardware(vm)?.stop(slot);
        vm.interrupts.callbacks[usize::from(slot)] = None;
    }
    timer.set(SLOT, None);
    Ok(Value::NONE)
}

//! `machine`: timers, pins, interrupts, memory and the processor.
//!
//! What the hardware does is behind [`hal::Machine`], which a port implements; on a port that does not, what needs it
//! raises `OSError(ENODEV)`. Pins are a bank in memory: a program sets them, and a change calls the handler of the pin.

mod memory;
mod pin;
mod signal;
mod timer;

use hal::{Machine, errno, machine::ResetCause};
use runtime::native::{Args, Member, ModuleDefinition, NativeResult};
use runtime::types::exception::SYSTEM_EXIT;
use runtime::value::Value;
use runtime::vm::{Raised, Vm};

static MEMBERS: &[Member] = &[
    Member::class("Timer", &timer::TIMER),
    Member::class("Pin", &pin::PIN),
    Member::class("PinBase", &pin::PIN_BASE),
    Member::class("Signal", &signal::SIGNAL),
    Member::lazy("mem8", |vm| memory::make(vm, 8)),
    Member::lazy("mem16", |vm| memory::make(vm, 16)),
    Member::lazy("mem32", |vm| memory::make(vm, 32)),
    Member::function("disable_irq", "", disable, "Mask interrupts; returns the state for enable_irq."),
    Member::function("enable_irq", "state=True, /", enable, "Restore the state of interrupts."),
    Member::function("freq", "hertz=None, /", frequency, "The clock of the processor in hertz."),
    Member::function("idle", "", idle, "Wait for an interrupt."),
    Member::function("lightsleep", "milliseconds=None, /", light_sleep, "Wait; everything stays as it is."),
    Member::function("unique_id", "", unique_id, "Bytes that no other chip of the kind has."),
    Member::function("reset", "", reset, "Start the processor anew."),
    Member::function("soft_reset", "", soft_reset, "Start the interpreter anew."),
    Member::function("reset_cause", "", reset_cause, "Why the processor started last."),
    Member::function("irq_info", "", information, "Hard handlers that ran, lost events, worst latency in nanoseconds."),
    Member::int("PWRON_RESET", 1),
    Member::int("HARD_RESET", 2),
    Member::int("WDT_RESET", 3),
    Member::int("DEEPSLEEP_RESET", 4),
    Member::int("SOFT_RESET", 5),
];

/// `machine`
pub static MODULE: ModuleDefinition =
    ModuleDefinition { name: "machine", doc: "The hardware of the board.", members: MEMBERS, initialize: None };

/// The port's hardware.
fn hardware(vm: &mut Vm) -> Result<&'static dyn Machine, Raised> {
    vm.host.machine().ok_or_else(|| vm.raise_os_error(errno::ENODEV, None))
}

fn disable(vm: &mut Vm, _: &Args) -> NativeResult {
    let state = match vm.host.machine() {
        Some(machine) => machine.disable_interrupts(),
        None => 0,
    };
    vm.new_uint(state.into())
}

fn enable(vm: &mut Vm, args: &Args) -> NativeResult {
    let state = match args.get(0) {
        Some(state) => vm.to_i64(state)? as u32,
        None => 1,
    };
    if let Some(machine) = vm.host.machine() {
        machine.enable_interrupts(state);
    }
    Ok(Value::NONE)
}

fn frequency(vm: &mut Vm, args: &Args) -> NativeResult {
    if args.get_not_none(0).is_some() {
        return Err(vm.value_error(format_args!("the frequency cannot be changed")));
    }
    let frequency = hardware(vm)?.frequency();
    vm.new_uint(frequency.into())
}

fn idle(vm: &mut Vm, _: &Args) -> NativeResult {
    if let Some(machine) = vm.host.machine() {
        machine.idle();
    }
    (vm.executor.poll)(vm)?;
    Ok(Value::NONE)
}

fn light_sleep(vm: &mut Vm, args: &Args) -> NativeResult {
    let machine = hardware(vm)?;
    let Some(time) = args.get_not_none(0) else {
        machine.idle();
        (vm.executor.poll)(vm)?;
        return Ok(Value::NONE);
    };
    let duration = u64::try_from(vm.to_i64(time)?).unwrap_or(0).saturating_mul(1_000_000);
    let end = vm.host.monotonic_nanoseconds().saturating_add(duration);
    loop {
        let now = vm.host.monotonic_nanoseconds();
        if now >= end {
            return Ok(Value::NONE);
        }
        vm.host.sleep_nanoseconds(end - now);
        (vm.executor.poll)(vm)?;
    }
}

fn unique_id(vm: &mut Vm, _: &Args) -> NativeResult {
    let machine = hardware(vm)?;
    let mut result = Ok(Value::NONE);
    machine.unique_id(&mut |bytes| result = vm.new_bytes(bytes));
    result
}

fn reset(vm: &mut Vm, _: &Args) -> NativeResult {
    hardware(vm)?.reset();
    Err(vm.raise_os_error(errno::ENODEV, None))
}

/// The port starts the interpreter anew when the program ends.
fn soft_reset(vm: &mut Vm, _: &Args) -> NativeResult {
    Err(vm.raise_with(&SYSTEM_EXIT, &[]))
}

fn reset_cause(vm: &mut Vm, _: &Args) -> NativeResult {
    let cause = match hardware(vm)?.reset_cause() {
        ResetCause::PowerOn => 1,
        ResetCause::Hard => 2,
        ResetCause::Watchdog => 3,
        ResetCause::DeepSleep => 4,
        ResetCause::Soft => 5,
    };
    Ok(Value::from_i32_small(cause))
}

fn information(vm: &mut Vm, _: &Args) -> NativeResult {
    let lost = vm.host.machine().map_or(0, Machine::lost_events);
    let figures = core::mem::take(&mut vm.interrupts.figures);
    let items = [u64::from(figures.count), lost.into(), figures.worst];
    let mut values = [Value::NONE; 3];
    for (value, item) in values.iter_mut().zip(items) {
        *value = vm.new_uint(item)?;
    }
    vm.new_tuple(&values)
}

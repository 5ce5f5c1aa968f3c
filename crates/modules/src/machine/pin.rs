//! `Pin`: a pin of a bank in memory. What a program writes is what it reads, and a change calls the pin's handler.

use runtime::interrupts::HARD;
use runtime::native::{Args, Member, NativeResult};
use runtime::object::{Dict, Record, Ref, Type};
use runtime::types::Slots;
use runtime::types::exception::RUNTIME_ERROR;
use runtime::value::Value;
use runtime::vm::{Raised, Vm};

/// Field: the number or name.
const ID: usize = 0;
const MODE: usize = 1;
const PULL: usize = 2;
const LEVEL: usize = 3;
/// Field: the handler, or None.
const HANDLER: usize = 4;
/// Field: the changes at which it is called.
const TRIGGER: usize = 5;
const IS_HARD: usize = 6;
/// Field: changes since somebody last asked.
const FLAGS: usize = 7;
const FIELDS: u8 = 8;

const IN: i64 = 0;
const OUT: i64 = 1;
const OPEN_DRAIN: i64 = 2;
const PULL_UP: i64 = 1;
const PULL_DOWN: i64 = 2;
const IRQ_RISING: i64 = 1;
const IRQ_FALLING: i64 = 2;

/// Callbacks that may wait to be run, those of `micropython.schedule` included.
const QUEUE: usize = 8;

static SLOTS: Slots = Slots { new: Some(new), repr: Some(repr), call: Some(call), ..Slots::NONE };

const SIGNATURE: &str = "id, mode=None, pull=None, *, value=None";

static MEMBERS: &[Member] = &[
    Member::function("init", "self, mode=None, pull=None, *, value=None", init, "Set the pin up."),
    Member::function("value", "self, value=None, /", value, "The level, or set it."),
    Member::function("on", "self, /", |vm, args| set(vm, args.at(0), true), "Set the level to 1."),
    Member::function("off", "self, /", |vm, args| set(vm, args.at(0), false), "Set the level to 0."),
    Member::function("high", "self, /", |vm, args| set(vm, args.at(0), true), "Set the level to 1."),
    Member::function("low", "self, /", |vm, args| set(vm, args.at(0), false), "Set the level to 0."),
    Member::function("toggle", "self, /", toggle, "Change the level."),
    Member::function("mode", "self, mode=None, /", mode, "The mode, or set it."),
    Member::function("pull", "self, pull=None, /", pull, "The pull resistor, or set it."),
    Member::function("irq", "self, handler=None, trigger=3, *, hard=False", irq, "Have changes call a function."),
    Member::int("IN", IN),
    Member::int("OUT", OUT),
    Member::int("OPEN_DRAIN", OPEN_DRAIN),
    Member::int("PULL_UP", PULL_UP),
    Member::int("PULL_DOWN", PULL_DOWN),
    Member::int("IRQ_RISING", IRQ_RISING),
    Member::int("IRQ_FALLING", IRQ_FALLING),
];

fn small(number: i64) -> Value {
    Value::from_i32_small(number as i32)
}

fn number(record: Ref<Record>, field: usize) -> i64 {
    record.get(field).and_then(Value::as_small_int).unwrap_or(0) as i64
}

/// `machine.Pin`
pub static PIN: Type =
    Type::record("Pin", FIELDS, SIGNATURE, &SLOTS, MEMBERS).in_module("machine").with_doc("A pin of the board.");

/// `machine.PinBase`: classes of Python that are pins have `value`.
pub static PIN_BASE: Type = Type::record("PinBase", 0, "*args, **kwargs", &BASE_SLOTS, BASE_MEMBERS)
    .with_flags(Type::BASE)
    .in_module("machine")
    .with_doc("The base of pins made in Python.");

static BASE_SLOTS: Slots = Slots { new: Some(new_base), ..Slots::NONE };
static BASE_MEMBERS: &[Member] = &[];

fn new_base(vm: &mut Vm, class: Ref<Type>, _: &Args) -> NativeResult {
    vm.new_record(class, &[]).map(Ref::value)
}

/// One object for each pin.
fn new(vm: &mut Vm, class: Ref<Type>, args: &Args) -> NativeResult {
    let id = args.at(0);
    if let Some(pin) = id.as_ref::<Record>().filter(|_| vm.class_of(id) == class) {
        set_up(vm, pin, args)?;
        return Ok(id);
    }
    let registry = vm.registry;
    let name = vm.intern(b"Pin")?;
    let pins = match registry.get_name(name).and_then(Value::as_ref::<Dict>) {
        Some(pins) => pins,
        None => {
            let pins = vm.new_dict(0)?;
            vm.dict_set_name(registry, name, pins.value())?;
            pins
        }
    };
    let pin = match vm.dict_get(pins, id)? {
        Some(pin) => pin,
        None => {
            let zero = Some(small(0));
            let fields = [Some(id), zero, zero, zero, None, zero, zero, zero];
            let pin = vm.new_record(class, &fields)?.value();
            vm.dict_set(pins, id, pin)?;
            pin
        }
    };
    if let Some(pin) = pin.as_ref::<Record>() {
        set_up(vm, pin, args)?;
    }
    Ok(pin)
}

fn init(vm: &mut Vm, args: &Args) -> NativeResult {
    if let Some(pin) = args.at(0).as_ref::<Record>() {
        set_up(vm, pin, args)?;
    }
    Ok(Value::NONE)
}

fn set_up(vm: &mut Vm, pin: Ref<Record>, args: &Args) -> Result<(), Raised> {
    for (index, field) in [(1, MODE), (2, PULL)] {
        if let Some(setting) = args.get_not_none(index) {
            let setting = vm.to_i64(setting)?;
            pin.set(field, small(setting.clamp(0, 255)));
        }
    }
    if let Some(level) = args.get_not_none(3) {
        let level = vm.truth(level)?;
        change(vm, pin, level)?;
    }
    Ok(())
}

fn repr(vm: &mut Vm, pin: Value) -> NativeResult {
    let Some(pin) = pin.as_ref::<Record>() else { return Ok(Value::NONE) };
    let mode = ["IN", "OUT", "OPEN_DRAIN"].get(number(pin, MODE) as usize).copied().unwrap_or("?");
    let id = vm.repr(pin.get(ID).unwrap_or(Value::NONE))?;
    let shown = vm.name_text(id);
    vm.new_str_from(format_args!("Pin({shown}, mode={mode})"))
}

fn call(vm: &mut Vm, pin: Value, args: &Args) -> NativeResult {
    match args.rest_at(0) {
        Some(level) => {
            let level = vm.truth(level)?;
            set(vm, pin, level)
        }
        None => Ok(level_of(pin)),
    }
}

fn level_of(pin: Value) -> Value {
    pin.as_ref::<Record>().and_then(|pin| pin.get(LEVEL)).unwrap_or(small(0))
}

fn value(vm: &mut Vm, args: &Args) -> NativeResult {
    match args.get_not_none(1) {
        Some(level) => {
            let level = vm.truth(level)?;
            set(vm, args.at(0), level)
        }
        None => Ok(level_of(args.at(0))),
    }
}

fn toggle(vm: &mut Vm, args: &Args) -> NativeResult {
    let high = level_of(args.at(0)) != small(0);
    set(vm, args.at(0), !high)
}

fn mode(vm: &mut Vm, args: &Args) -> NativeResult {
    setting(vm, args, MODE)
}

fn pull(vm: &mut Vm, args: &Args) -> NativeResult {
    setting(vm, args, PULL)
}

fn setting(vm: &mut Vm, args: &Args, field: usize) -> NativeResult {
    let Some(pin) = args.at(0).as_ref::<Record>() else { return Ok(Value::NONE) };
    match args.get_not_none(1) {
        Some(setting) => {
            let setting = vm.to_i64(setting)?;
            pin.set(field, small(setting.clamp(0, 255)));
            Ok(Value::NONE)
        }
        None => Ok(pin.get(field).unwrap_or(Value::NONE)),
    }
}

fn set(vm: &mut Vm, pin: Value, high: bool) -> NativeResult {
    if let Some(pin) = pin.as_ref::<Record>() {
        change(vm, pin, high)?;
    }
    Ok(Value::NONE)
}

/// Sets the level. A change that the handler waits for calls it: a hard one at once, as an interrupt would, a soft one
/// at the next poll, once for all changes until then.
fn change(vm: &mut Vm, pin: Ref<Record>, high: bool) -> Result<(), Raised> {
    let before = number(pin, LEVEL) != 0;
    pin.set(LEVEL, small(high.into()));
    let edge = if high { IRQ_RISING } else { IRQ_FALLING };
    if before == high || number(pin, TRIGGER) & edge == 0 {
        return Ok(());
    }
    let Some(handler) = pin.get(HANDLER).and_then(Value::not_none) else { return Ok(()) };
    pin.set(FLAGS, small(number(pin, FLAGS) | edge));
    if number(pin, IS_HARD) != 0 {
        if !vm.call_handler(handler, pin.value()) {
            pin.set(HANDLER, None);
        }
        return Ok(());
    }
    let entry = (handler, pin.value());
    if vm.scheduled.contains(&entry) {
        return Ok(());
    }
    if vm.scheduled.len() >= QUEUE {
        return Err(vm.raise(&RUNTIME_ERROR, format_args!("schedule queue full")));
    }
    vm.scheduled.try_push(entry).map_err(|_| vm.memory_error())?;
    vm.pending.schedule();
    Ok(())
}

fn irq(vm: &mut Vm, args: &Args) -> NativeResult {
    let Some(pin) = args.at(0).as_ref::<Record>() else { return Ok(Value::NONE) };
    let trigger = match args.get(2) {
        Some(trigger) => vm.to_i64(trigger)? & (IRQ_RISING | IRQ_FALLING),
        None => IRQ_RISING | IRQ_FALLING,
    };
    let hard = match args.get(3) {
        Some(hard) => vm.truth(hard)?,
        None => false,
    };
    if hard && !HARD {
        return Err(vm.value_error(format_args!("this build has no hard interrupts")));
    }
    if hard {
        vm.prepare_handlers();
    }
    pin.set(HANDLER, args.get_not_none(1));
    pin.set(TRIGGER, small(trigger));
    pin.set(IS_HARD, small(hard.into()));
    pin.set(FLAGS, small(0));
    vm.new_record(Ref::from_static(&IRQ), &[Some(pin.value())]).map(Ref::value)
}

static IRQ_SLOTS: Slots = Slots { call: Some(trigger_now), ..Slots::NONE };

static IRQ_MEMBERS: &[Member] = &[
    Member::function("flags", "self, /", flags, "The changes since the last call."),
    Member::function("trigger", "self, trigger=None, /", trigger, "The changes that call the handler, or set them."),
];

/// What `Pin.irq` returns.
static IRQ: Type =
    Type::record("irq", 1, "", &IRQ_SLOTS, IRQ_MEMBERS).in_module("machine").with_doc("A pin's interrupt.");

fn pin_of(irq: Value) -> Option<Ref<Record>> {
    irq.as_ref::<Record>().and_then(|irq| irq.get(0)).and_then(Value::as_ref::<Record>)
}

fn trigger_now(vm: &mut Vm, irq: Value, _: &Args) -> NativeResult {
    let Some(pin) = pin_of(irq) else { return Ok(Value::NONE) };
    match pin.get(HANDLER).and_then(Value::not_none) {
        Some(handler) => vm.call(handler, &[pin.value()]),
        None => Ok(Value::NONE),
    }
}

fn flags(_: &mut Vm, args: &Args) -> NativeResult {
    let Some(pin) = pin_of(args.at(0)) else { return Ok(Value::NONE) };
    let flags = pin.get(FLAGS).unwrap_or(small(0));
    pin.set(FLAGS, small(0));
    Ok(flags)
}

fn trigger(vm: &mut Vm, args: &Args) -> NativeResult {
    let Some(pin) = pin_of(args.at(0)) else { return Ok(Value::NONE) };
    let before = pin.get(TRIGGER).unwrap_or(small(0));
    if let Some(trigger) = args.get_not_none(1) {
        let trigger = vm.to_i64(trigger)? & (IRQ_RISING | IRQ_FALLING);
        pin.set(TRIGGER, small(trigger));
    }
    Ok(before)
}

//! What cannot work, and the reason.

use crate::features;
use crate::file::{Float, Region};
use crate::resolve::{Board, Origin, Profile, Setting};
use crate::{Refusal, generate};
use std::fmt::Display;

/// The least stack of Python's frames that runs the import of a module.
const LEAST_STACK: u64 = 0x400;
/// The least stack of the machine: natives may use 4 KiB between two checks, and the interrupts come on top.
const LEAST_MACHINE_STACK: u64 = generate::MACHINE_STACK_RESERVE + 0x400;
/// The least heap that boots.
const LEAST_HEAP: u64 = 0x1000;

fn refuse<T>(setting: &Setting<T>, reason: impl Display) -> Result<(), Refusal> {
    Err(Refusal::new(format!("{}: {reason}", setting.origin)))
}

/// Refuses a profile that cannot work.
pub fn check(profile: &Profile) -> Result<(), Refusal> {
    check_features(profile)?;
    if let (Float::F32, Some(target)) = (profile.float.value, &profile.target) {
        if !target.value.starts_with("thumb") && !target.value.starts_with("wasm32") {
            return refuse(
                &profile.float,
                format!("f32 is for targets of 32 bits, where it needs no heap; {} has 64", target.value),
            );
        }
    }
    if profile.optimization.value > 3 {
        return refuse(&profile.optimization, format!("optimization is 0 to 3, not {}", profile.optimization.value));
    }
    match &profile.board {
        Some(board) => check_board(profile, board),
        None => Ok(()),
    }
}

fn check_features(profile: &Profile) -> Result<(), Refusal> {
    for (feature, setting) in profile.features().filter(|(_, setting)| setting.value) {
        if feature.kind == features::Kind::Events && !profile.strategy.value.has_events() {
            return refuse(
                setting,
                format!(
                    "'{}' needs the loop with events, which the strategy {} ({}) does not have",
                    feature.name, profile.strategy.value, profile.strategy.origin
                ),
            );
        }
        if let Some(heap) = &profile.heap {
            if heap.value < feature.heap {
                return refuse(
                    setting,
                    format!(
                        "'{}' needs a heap of {} bytes, and python.heap ({}) is {}",
                        feature.name, feature.heap, heap.origin, heap.value
                    ),
                );
            }
        }
    }
    Ok(())
}

/// How many interrupts a core can have.
fn interrupts(target: &str) -> Option<u16> {
    match target {
        "thumbv6m-none-eabi" => Some(32),
        "thumbv7m-none-eabi" | "thumbv7em-none-eabi" | "thumbv7em-none-eabihf" => Some(240),
        "thumbv8m.base-none-eabi" => Some(240),
        "thumbv8m.main-none-eabi" | "thumbv8m.main-none-eabihf" => Some(480),
        _ => None,
    }
}

fn check_board(profile: &Profile, board: &Board) -> Result<(), Refusal> {
    let Some(target) = &profile.target else { return Ok(()) };
    let Some(interrupts) = interrupts(&target.value) else {
        return refuse(target, format!("'{}' is no target of a Cortex-M", target.value));
    };
    if board.uart_interrupt.value >= interrupts {
        return refuse(
            &board.uart_interrupt,
            format!("{} has {interrupts} interrupts; there is no number {}", target.value, board.uart_interrupt.value),
        );
    }
    for (name, setting) in [("clock.hertz", &board.hertz), ("uart.baud", &board.baud)] {
        if setting.value == 0 {
            return refuse(setting, format!("{name} is zero"));
        }
    }
    for (name, region) in [("memory.flash", &board.flash), ("memory.ram", &board.ram)] {
        check_region(name, region)?;
    }
    if overlap(board.flash.value, board.ram.value) {
        return refuse(&board.ram, "memory.ram overlaps memory.flash");
    }
    let room = features::room(profile.strategy.value);
    if u64::from(board.flash.value.length) < room {
        return refuse(
            &profile.strategy,
            format!(
                "the strategy {} takes at least {} KiB of flash, and memory.flash ({}) has {}",
                profile.strategy.value,
                room / 1024,
                board.flash.origin,
                board.flash.value.length / 1024
            ),
        );
    }
    check_memory(profile, board)
}

fn check_region(name: &str, region: &Setting<Region>) -> Result<(), Refusal> {
    let Region { origin, length } = region.value;
    if length == 0 || length % 4 != 0 || origin % 4 != 0 {
        return refuse(region, format!("{name} must begin at a multiple of four and have a length that is one"));
    }
    if origin.checked_add(length - 1).is_none() {
        return refuse(region, format!("{name} ends beyond the address space"));
    }
    Ok(())
}

fn overlap(one: Region, other: Region) -> bool {
    let end = |region: Region| u64::from(region.origin) + u64::from(region.length);
    u64::from(one.origin) < end(other) && u64::from(other.origin) < end(one)
}

fn check_memory(profile: &Profile, board: &Board) -> Result<(), Refusal> {
    let (Some(heap), Some(stack), Some(machine_stack)) = (&profile.heap, &profile.stack, &profile.machine_stack) else {
        return Ok(());
    };
    for (name, setting, least) in [
        ("heap", heap, LEAST_HEAP),
        ("stack", stack, LEAST_STACK),
        ("machine_stack", machine_stack, LEAST_MACHINE_STACK),
    ] {
        if setting.value < least {
            return refuse(setting, format!("python.{name} is at least {least} bytes, not {}", setting.value));
        }
    }
    let needed = generate::region(heap.value, stack.value) + machine_stack.value;
    if needed > u64::from(board.ram.value.length) {
        let origin = match (&heap.origin, &board.ram.origin) {
            (Origin::Line(..), _) => heap,
            _ => stack,
        };
        return refuse(
            origin,
            format!(
                "heap, stacks and the allocator take {needed} bytes, and memory.ram ({}) has {}",
                board.ram.origin, board.ram.value.length
            ),
        );
    }
    Ok(())
}

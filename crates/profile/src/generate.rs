//! What a build needs of a profile: arguments for cargo, a linker script, constants.

use crate::features::{self, Feature};
use crate::file::{Float, OptLevel, Strategy};
use crate::resolve::{Kind, Profile};
use std::fmt::Write;

/// Bytes of the machine's stack that natives between two checks may use.
pub const MACHINE_STACK_RESERVE: u64 = 0x1000;

/// Bytes that the allocator must have for a heap and a Python stack: beside them there are tables, and what the allocator
/// itself puts in front of each piece. It is given all that other data and the machine's stack leave.
pub fn region(heap: u64, stack: u64) -> u64 {
    heap + stack + heap / 8
}

/// The cargo features.
pub fn cargo_features(profile: &Profile) -> Vec<String> {
    let mut features = Vec::new();
    let strategy = profile.strategy.value;
    if strategy != Strategy::Tracing {
        features.push("amphis/vm-fast".to_string());
    }
    if strategy.has_events() {
        features.push("amphis/vm-tracing".to_string());
    }
    if profile.float.value == Float::F32 {
        features.push("amphis/float32".to_string());
    }
    let is_in = |feature: &Feature| feature.kind != features::Kind::Port || profile.kind == Kind::Board;
    let chosen = profile.features().filter(|(feature, setting)| setting.value && is_in(feature));
    features.extend(chosen.map(|(feature, _)| feature.cargo()));
    features
}

/// The arguments of `cargo build` behind the subcommand.
pub fn cargo_arguments(profile: &Profile) -> Vec<String> {
    let mut arguments = vec!["--no-default-features".to_string()];
    if let Some(target) = &profile.target {
        arguments.extend(["--target".to_string(), target.value.clone()]);
        if let Some(cpu) = &profile.cpu {
            let flags = format!("target.{}.rustflags=[\"-Ctarget-cpu={}\"]", target.value, cpu.value);
            arguments.extend(["--config".to_string(), flags]);
        }
    }
    arguments.extend(["--features".to_string(), cargo_features(profile).join(",")]);
    // Most of what a program does is done in the loop, and what it allocates in the heap, see docs/firmware.md.
    for (key, level) in [
        ("opt-level", profile.opt_level.value),
        ("package.amphis-exec.opt-level", profile.exec_opt_level.value),
        ("package.amphis-heap.opt-level", profile.exec_opt_level.value),
    ] {
        // Cargo takes a number or a string.
        let level = match level {
            OptLevel::Smallest | OptLevel::Small => format!("\"{level}\""),
            OptLevel::Moderate | OptLevel::Speed => level.to_string(),
        };
        arguments.extend(["--config".to_string(), format!("profile.release.{key}={level}")]);
    }
    arguments
}

/// The memory map for the linker, as the crate cortex-m-rt wants it, and that heap and stacks fit behind the data.
pub fn linker_script(profile: &Profile) -> String {
    let Some(board) = &profile.board else { return String::new() };
    let (flash, ram) = (board.flash.value, board.ram.value);
    let mut script = format!(
        "MEMORY\n{{\n  FLASH : ORIGIN = {:#x}, LENGTH = {:#x}\n  RAM : ORIGIN = {:#x}, LENGTH = {:#x}\n}}\n",
        flash.origin, flash.length, ram.origin, ram.length
    );
    if let (Some(heap), Some(stack), Some(machine)) = (&profile.heap, &profile.stack, &profile.machine_stack) {
        // A String takes all.
        let _ = writeln!(
            script,
            "ASSERT(__sheap + {:#x} <= _stack_start, \"python.heap, python.stack and python.machine_stack of the board do not \
             fit in memory.ram behind the data of the firmware\")",
            region(heap.value, stack.value) + machine.value
        );
    }
    script
}

/// The constants of the firmware, in Rust.
pub fn constants(profile: &Profile) -> String {
    let mut text = String::new();
    let mut constant = |documentation: &str, name: &str, kind: &str, value: String| {
        // A String takes all.
        let _ = writeln!(text, "/// {documentation}\npub const {name}: {kind} = {value};");
    };
    constant("The board's name.", "NAME", "&str", format!("{:?}", profile.name));
    if let Some(board) = &profile.board {
        constant("Cycles of the processor in a second.", "CLOCK_HERTZ", "u32", board.hertz.value.to_string());
        constant("The address of the UART's registers.", "UART_BASE", "usize", format!("{:#x}", board.uart_base.value));
        constant(
            "The number of the UART's interrupt.",
            "UART_INTERRUPT",
            "u16",
            board.uart_interrupt.value.to_string(),
        );
        constant("Bits in a second.", "UART_BAUD", "u32", board.baud.value.to_string());
    }
    if let (Some(heap), Some(stack), Some(machine)) = (&profile.heap, &profile.stack, &profile.machine_stack) {
        constant("The limit of Python's heap in bytes.", "HEAP_SIZE", "usize", heap.value.to_string());
        constant("Bytes of the stack of Python's frames.", "PYTHON_STACK", "usize", stack.value.to_string());
        constant("Bytes of the machine's stack.", "MACHINE_STACK", "usize", machine.value.to_string());
        constant(
            "Bytes of the machine's stack that Python may use.",
            "MACHINE_STACK_LIMIT",
            "usize",
            (machine.value - MACHINE_STACK_RESERVE).to_string(),
        );
    }
    constant("What compilations drop.", "OPTIMIZATION", "u8", profile.optimization.value.to_string());
    let disk = profile.ram_disk.as_ref().map_or(0, |setting| setting.value);
    constant("Bytes of RAM that are a disk.", "RAM_DISK", "usize", disk.to_string());
    for (documentation, name, setting) in [
        ("Small objects that are set aside, if the board says.", "RESERVE", &profile.reserve),
        ("Frame records that are set aside, if the board says.", "FRAME_RESERVE", &profile.frame_reserve),
    ] {
        constant(documentation, name, "Option<u16>", format!("{:?}", setting.as_ref().map(|setting| setting.value)));
    }
    text
}

//! Reads the board's file and makes its linker script and constants.

use serde::Deserialize;
use std::fmt::Write;
use std::path::PathBuf;
use std::{env, fs};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Board {
    target: String,
    #[allow(dead_code)]
    machine: String,
    memory: Memory,
    clock: Clock,
    uart: Uart,
    python: Python,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Memory {
    flash: Region,
    ram: Region,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Region {
    origin: u32,
    length: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Clock {
    hertz: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Uart {
    kind: String,
    base: u32,
    interrupt: u8,
}

/// Sizes in bytes.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Python {
    heap: u32,
    stack: u32,
    machine_stack: u32,
}

fn refuse(reason: String) -> ! {
    println!("cargo::error={reason}");
    std::process::exit(1);
}

fn main() {
    println!("cargo::rerun-if-env-changed=AMPHIS_BOARD");
    let name = env::var("AMPHIS_BOARD").unwrap_or_else(|_| "mps2-an500".into());
    let file = format!("boards/{name}.toml");
    println!("cargo::rerun-if-changed={file}");
    let text = fs::read_to_string(&file).unwrap_or_else(|error| refuse(format!("{file}: {error}")));
    let board: Board = toml::from_str(&text).unwrap_or_else(|error| refuse(format!("{file}: {error}")));
    check(&file, &board);
    let output = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    let (flash, ram) = (&board.memory.flash, &board.memory.ram);
    let script = format!(
        "MEMORY\n{{\n  FLASH : ORIGIN = {:#x}, LENGTH = {:#x}\n  RAM : ORIGIN = {:#x}, LENGTH = {:#x}\n}}\n",
        flash.origin, flash.length, ram.origin, ram.length
    );
    let mut constants = String::new();
    for (constant, value) in [
        ("CLOCK_HERTZ: u32", board.clock.hertz),
        ("UART_BASE: usize", board.uart.base),
        ("UART_INTERRUPT: u8", board.uart.interrupt.into()),
        ("HEAP_SIZE: usize", board.python.heap),
        ("PYTHON_STACK: usize", board.python.stack),
        ("MACHINE_STACK: usize", board.python.machine_stack),
    ] {
        writeln!(constants, "pub const {constant} = {value:#x};").expect("a String takes all");
    }
    writeln!(constants, "pub const NAME: &str = {name:?};").expect("a String takes all");
    fs::write(output.join("memory.x"), script).expect("the output folder can be written");
    fs::write(output.join("board.rs"), constants).expect("the output folder can be written");
    println!("cargo::rustc-env=AMPHIS_BOARD_NAME={name}");
    println!("cargo::rustc-link-search={}", output.display());
    println!("cargo::rustc-link-arg=-Tlink.x");
    // Functions with the same machine code become one. Nothing compares addresses of functions.
    println!("cargo::rustc-link-arg=--icf=all");
}

/// Refuses what cannot work.
fn check(file: &str, board: &Board) {
    let target = env::var("TARGET").unwrap_or_default();
    if target != board.target {
        refuse(format!("{file}: the board needs target {}, not {target}", board.target));
    }
    if board.uart.kind != "cmsdk" {
        refuse(format!("{file}: no driver for the UART '{}'", board.uart.kind));
    }
    let python = &board.python;
    let needed = u64::from(python.heap) + u64::from(python.stack) + u64::from(python.machine_stack);
    if needed > u64::from(board.memory.ram.length) {
        refuse(format!("{file}: heap and stacks take {needed} bytes, more than there is of RAM"));
    }
}

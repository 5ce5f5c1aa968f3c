//! The drivers, a file for each family of chips. A board's key `chip` names the one that is built.
//!
//! A driver is a module with these functions, all of which may be called in an interrupt:
//!
//! | function | |
//! |---|---|
//! | `start()` | sets up the chip's clocks and the UART, which then asks for an interrupt when a byte comes |
//! | `receive() -> Option<u8>` | takes a byte that came |
//! | `acknowledge()` | ends the UART's request, before bytes are taken |
//! | `can_send() -> bool` | whether there is room for a byte |
//! | `send(u8)` | sends a byte, when there is room |

#[cfg_attr(chip = "cmsdk", path = "cmsdk.rs")]
#[cfg_attr(chip = "nrf51", path = "nrf51.rs")]
#[cfg_attr(chip = "pl011", path = "pl011.rs")]
#[cfg_attr(chip = "stm32", path = "stm32.rs")]
mod driver;

pub use driver::*;

use crate::board::UART_BASE;

/// Reads a register of the UART, by its offset.
fn get(register: usize) -> u32 {
    read(UART_BASE + register)
}

/// Writes a register of the UART, by its offset.
fn set(register: usize, value: u32) {
    write(UART_BASE + register, value);
}

/// Reads a register.
fn read(address: usize) -> u32 {
    // SAFETY: drivers name registers of their chip, which are no memory of Rust's.
    unsafe { (address as *const u32).read_volatile() }
}

/// Writes a register.
fn write(address: usize, value: u32) {
    // SAFETY: as above.
    unsafe { (address as *mut u32).write_volatile(value) }
}

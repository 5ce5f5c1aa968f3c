//! STMicroelectronics' STM32F4, with USART1 on the pins PA9 and PA10. (RM0090, 6, 7 and 30.)

use super::{get, read, set, write};
use crate::board::{CLOCK_HERTZ, UART_BASE, UART_BAUD};

const USART1: usize = 0x4001_1000;
const _: () = assert!(UART_BASE == USART1, "the driver knows the pins and the clock of USART1 only");
const _: () =
    assert!(CLOCK_HERTZ % 1_000_000 == 0 && CLOCK_HERTZ <= 168_000_000, "the PLL makes whole megahertz to 168");

const STATUS: usize = 0x00;
const DATA: usize = 0x04;
const DIVIDER: usize = 0x08;
const CONTROL: usize = 0x0c;

const RECEIVED: u32 = 1 << 5;
const TRANSMIT_EMPTY: u32 = 1 << 7;
/// The device, its receiver, its transmitter, and the interrupt of a byte that came.
const ENABLE: u32 = 1 << 13 | 1 << 2 | 1 << 3 | 1 << 5;

const CLOCK_CONTROL: usize = 0x4002_3800;
const CLOCK_PLL: usize = 0x4002_3804;
const CLOCK_CONFIGURATION: usize = 0x4002_3808;
const CLOCK_OF_PORTS: usize = 0x4002_3830;
const CLOCK_OF_USART: usize = 0x4002_3844;
const FLASH_ACCESS: usize = 0x4002_3c00;
const PORT_A: usize = 0x4002_0000;

const PLL_ON: u32 = 1 << 24;
const PLL_READY: u32 = 1 << 25;
/// The peripherals' bus of USART1 has half the processor's clock.
const PERIPHERAL_HERTZ: u32 = CLOCK_HERTZ / 2;

pub fn start() {
    start_clock();
    write(CLOCK_OF_PORTS, read(CLOCK_OF_PORTS) | 1);
    write(CLOCK_OF_USART, read(CLOCK_OF_USART) | 1 << 4);
    // Pins 9 and 10 have their alternate function 7.
    write(PORT_A, read(PORT_A) & !(0xf << 18) | 0xa << 18);
    write(PORT_A + 0x24, read(PORT_A + 0x24) & !(0xff << 4) | 0x77 << 4);
    set(DIVIDER, PERIPHERAL_HERTZ / UART_BAUD);
    set(CONTROL, ENABLE);
}

/// Runs the processor from the PLL, which multiplies the 16 MHz of the chip's own oscillator. What does not become ready (an
/// emulator without clocks) is not waited for without end.
fn start_clock() {
    // A wait state for each 30 MHz, and the caches of flash.
    write(FLASH_ACCESS, 7 << 8 | (CLOCK_HERTZ - 1) / 30_000_000);
    // 16 MHz / 16 * (2 * megahertz) / 2; the USB clock takes a seventh.
    write(CLOCK_PLL, 7 << 24 | (CLOCK_HERTZ / 500_000) << 6 | 16);
    write(CLOCK_CONTROL, read(CLOCK_CONTROL) | PLL_ON);
    if !(0..100_000).any(|_| read(CLOCK_CONTROL) & PLL_READY != 0) {
        return;
    }
    // The buses of peripherals have a quarter and a half; the PLL is the system's clock.
    write(CLOCK_CONFIGURATION, 4 << 13 | 5 << 10 | 2);
    // The switch takes a few cycles, and the processor goes on with the old clock meanwhile.
    let _ = (0..100_000).any(|_| read(CLOCK_CONFIGURATION) >> 2 & 3 == 2);
}

pub fn receive() -> Option<u8> {
    (get(STATUS) & RECEIVED != 0).then(|| get(DATA) as u8)
}

/// Reading the byte ends the request.
pub fn acknowledge() {}

pub fn can_send() -> bool {
    get(STATUS) & TRANSMIT_EMPTY != 0
}

pub fn send(byte: u8) {
    set(DATA, u32::from(byte));
}

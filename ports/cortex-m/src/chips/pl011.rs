//! Chips with Arm's UART PL011. ("PrimeCell UART (PL011) Technical Reference Manual", 3.)

use super::{get, set};
use crate::board::{CLOCK_HERTZ, UART_BAUD};

const DATA: usize = 0x00;
const FLAGS: usize = 0x18;
const DIVIDER: usize = 0x24;
const DIVIDER_FRACTION: usize = 0x28;
const LINE: usize = 0x2c;
const CONTROL: usize = 0x30;
const INTERRUPTS: usize = 0x38;
const CLEAR: usize = 0x44;

const RECEIVE_EMPTY: u32 = 1 << 4;
const TRANSMIT_FULL: u32 = 1 << 5;
const EIGHT_BITS: u32 = 3 << 5;
const ENABLE: u32 = 1 | 1 << 8 | 1 << 9;
/// A byte came.
const RECEIVED: u32 = 1 << 4;

pub fn start() {
    // Sixty-fourths of the divider, which is of sixteen cycles for a bit.
    let divider = CLOCK_HERTZ / (UART_BAUD / 4);
    set(CONTROL, 0);
    set(DIVIDER, divider / 64);
    set(DIVIDER_FRACTION, divider % 64);
    set(LINE, EIGHT_BITS);
    set(INTERRUPTS, RECEIVED);
    set(CONTROL, ENABLE);
}

pub fn receive() -> Option<u8> {
    (get(FLAGS) & RECEIVE_EMPTY == 0).then(|| get(DATA) as u8)
}

pub fn acknowledge() {
    set(CLEAR, RECEIVED);
}

pub fn can_send() -> bool {
    get(FLAGS) & TRANSMIT_FULL == 0
}

pub fn send(byte: u8) {
    set(DATA, u32::from(byte));
}

//! Arm's CMSDK, which is in the images for its MPS2 boards. ("Cortex-M System Design Kit Technical Reference Manual", 4.3.)

use super::{get, set};
use crate::board::{CLOCK_HERTZ, UART_BAUD};

const DATA: usize = 0;
const STATE: usize = 4;
const CONTROL: usize = 8;
const STATUS: usize = 12;
const DIVIDER: usize = 16;

const TRANSMIT_FULL: u32 = 1;
const RECEIVE_FULL: u32 = 2;
const ENABLE: u32 = 1 | 2;
const RECEIVE_INTERRUPT: u32 = 8;

pub fn start() {
    // The least that the device takes is 16.
    set(DIVIDER, (CLOCK_HERTZ / UART_BAUD).max(16));
    set(CONTROL, ENABLE | RECEIVE_INTERRUPT);
}

pub fn receive() -> Option<u8> {
    (get(STATE) & RECEIVE_FULL != 0).then(|| get(DATA) as u8)
}

pub fn acknowledge() {
    set(STATUS, 2);
}

pub fn can_send() -> bool {
    get(STATE) & TRANSMIT_FULL == 0
}

pub fn send(byte: u8) {
    set(DATA, u32::from(byte));
}

//! Nordic Semiconductor's nRF51, with the UART on the pins of the micro:bit. ("nRF51 Series Reference Manual", 29.)

use super::{get, set};
use crate::board::UART_BAUD;
use core::sync::atomic::{AtomicBool, Ordering};

const START_RECEIVE: usize = 0x000;
const START_TRANSMIT: usize = 0x008;
const RECEIVED: usize = 0x108;
const TRANSMITTED: usize = 0x11c;
const ENABLE_INTERRUPTS: usize = 0x304;
const ENABLE: usize = 0x500;
const TRANSMIT_PIN: usize = 0x50c;
const RECEIVE_PIN: usize = 0x514;
const RECEIVE_DATA: usize = 0x518;
const TRANSMIT_DATA: usize = 0x51c;
const BAUD: usize = 0x524;

/// A byte is on its way out, or was sent and nobody has asked yet.
static SENDING: AtomicBool = AtomicBool::new(false);

pub fn start() {
    set(TRANSMIT_PIN, 24);
    set(RECEIVE_PIN, 25);
    // 2^32 / 16 MHz to a baud, in steps of 4096.
    set(BAUD, (((u64::from(UART_BAUD) << 32) / 16_000_000 + 0x800) as u32) & !0xfff);
    set(ENABLE, 4);
    set(ENABLE_INTERRUPTS, 1 << 2);
    set(START_RECEIVE, 1);
    set(START_TRANSMIT, 1);
}

pub fn receive() -> Option<u8> {
    if get(RECEIVED) == 0 {
        return None;
    }
    // The event comes again for the next byte in the device's queue, which moves up when this one is read.
    set(RECEIVED, 0);
    Some(get(RECEIVE_DATA) as u8)
}

/// Taking the byte ends the request.
pub fn acknowledge() {}

pub fn can_send() -> bool {
    !SENDING.load(Ordering::Relaxed) || get(TRANSMITTED) != 0
}

pub fn send(byte: u8) {
    set(TRANSMITTED, 0);
    set(TRANSMIT_DATA, u32::from(byte));
    SENDING.store(true, Ordering::Relaxed);
}

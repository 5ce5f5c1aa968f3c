//! The console: received bytes wait in a ring that the UART's interrupt fills; Ctrl-C interrupts the program.

use crate::board::UART_INTERRUPT;
use crate::chips;
use amphis::Pending;
use core::cell::UnsafeCell;
use core::sync::atomic::{AtomicBool, AtomicPtr, AtomicUsize, Ordering};
use cortex_m_rt::exception;

/// Ctrl-C.
const INTERRUPT_KEY: u8 = 3;
/// More than any byte: no key interrupts.
const NO_KEY: usize = 0x100;
/// The key that interrupts programs.
static KEY: AtomicUsize = AtomicUsize::new(INTERRUPT_KEY as usize);

/// Bytes that were received; the interrupt writes, the program reads.
struct Ring {
    bytes: UnsafeCell<[u8; SIZE]>,
    read: AtomicUsize,
    written: AtomicUsize,
}

const SIZE: usize = 512;

// SAFETY: one side writes behind `written` and one reads before it; the indexes are atomic.
unsafe impl Sync for Ring {}

static RING: Ring = Ring { bytes: UnsafeCell::new([0; SIZE]), read: AtomicUsize::new(0), written: AtomicUsize::new(0) };
/// Ctrl-C interrupts the program.
static INTERRUPTS: AtomicBool = AtomicBool::new(false);
static PENDING: AtomicPtr<Pending> = AtomicPtr::new(core::ptr::null_mut());

/// Starts the device and its interrupt.
pub fn start() {
    chips::start();
    const SET_ENABLE: *mut u32 = 0xe000_e100 as *mut u32;
    // SAFETY: the architecture's register that enables interrupts, a bit each; others are not changed by zeros.
    unsafe { SET_ENABLE.add(UART_INTERRUPT as usize / 32).write_volatile(1 << (UART_INTERRUPT % 32)) };
}

#[exception]
unsafe fn DefaultHandler(_: i16) {
    // First: cleared behind the loop, the interrupt of a byte that comes in between would be lost, and the device, which
    // is full then, would never raise another one.
    chips::acknowledge();
    while let Some(byte) = chips::receive() {
        if usize::from(byte) == KEY.load(Ordering::Relaxed) && INTERRUPTS.load(Ordering::Relaxed) {
            // SAFETY: null, or the flags of the interpreter that runs.
            if let Some(pending) = unsafe { PENDING.load(Ordering::Acquire).as_ref() } {
                pending.interrupt();
                continue;
            }
        }
        let written = RING.written.load(Ordering::Relaxed);
        if written.wrapping_sub(RING.read.load(Ordering::Acquire)) < SIZE {
            // SAFETY: the place is free, and this side alone writes.
            unsafe { (*RING.bytes.get())[written % SIZE] = byte };
            RING.written.store(written.wrapping_add(1), Ordering::Release);
        }
    }
}

/// Takes a received byte.
pub fn try_read() -> Option<u8> {
    let read = RING.read.load(Ordering::Relaxed);
    if read == RING.written.load(Ordering::Acquire) {
        return None;
    }
    // SAFETY: the byte was written, and this side alone reads.
    let byte = unsafe { (*RING.bytes.get())[read % SIZE] };
    RING.read.store(read.wrapping_add(1), Ordering::Release);
    Some(byte)
}

/// Whether a received byte waits.
pub fn is_readable() -> bool {
    RING.read.load(Ordering::Relaxed) != RING.written.load(Ordering::Acquire)
}

/// Waits for a byte.
pub fn read() -> u8 {
    loop {
        if let Some(byte) = try_read() {
            return byte;
        }
        cortex_m::asm::wfi();
    }
}

/// Sends bytes.
pub fn write(bytes: &[u8]) {
    for &byte in bytes {
        while !chips::can_send() {}
        chips::send(byte);
    }
}

/// Sets the key that interrupts programs.
pub fn set_interrupt_key(key: Option<u8>) {
    KEY.store(key.map_or(NO_KEY, usize::from), Ordering::Release);
}

/// Whether Ctrl-C interrupts the program rather than being a byte of input.
pub fn interrupt_key(interrupts: bool) {
    set_interrupt_key(Some(INTERRUPT_KEY));
    INTERRUPTS.store(interrupts, Ordering::Release);
    if !interrupts {
        // What came too late for the program is for nobody: it must not be told of in the middle of a raw prompt's protocol.
        // SAFETY: whoever calls `watch` calls `forget` before the interpreter goes.
        if let Some(pending) = unsafe { PENDING.load(Ordering::Acquire).as_ref() } {
            pending.keyboard_interrupt.store(false, Ordering::Release);
        }
    }
}

/// Whom Ctrl-C interrupts, until [`forget`].
pub fn watch(pending: &Pending) {
    PENDING.store(core::ptr::from_ref(pending).cast_mut(), Ordering::Release);
}

/// Ends [`watch`], before the interpreter goes.
pub fn forget() {
    INTERRUPTS.store(false, Ordering::Release);
    PENDING.store(core::ptr::null_mut(), Ordering::Release);
}

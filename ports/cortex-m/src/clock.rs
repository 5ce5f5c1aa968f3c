//! Time: SysTick counts milliseconds, and the cycles in between.

use crate::board::CLOCK_HERTZ;
use core::sync::atomic::{AtomicU32, Ordering};
use cortex_m::peripheral::SYST;
use cortex_m::peripheral::syst::SystClkSource;
use cortex_m_rt::exception;

const TICK: u32 = CLOCK_HERTZ / 1000;

/// Milliseconds since the start, in two words: a small core has no larger atomic.
static LOW: AtomicU32 = AtomicU32::new(0);
static HIGH: AtomicU32 = AtomicU32::new(0);

/// Starts the clock. Once, before interrupts matter.
pub fn start() {
    let Some(mut peripherals) = cortex_m::Peripherals::take() else { return };
    peripherals.SYST.set_clock_source(SystClkSource::Core);
    peripherals.SYST.set_reload(TICK - 1);
    peripherals.SYST.clear_current();
    peripherals.SYST.enable_counter();
    peripherals.SYST.enable_interrupt();
}

#[exception]
fn SysTick() {
    let low = LOW.load(Ordering::Relaxed).wrapping_add(1);
    LOW.store(low, Ordering::Relaxed);
    if low == 0 {
        HIGH.store(HIGH.load(Ordering::Relaxed).wrapping_add(1), Ordering::Relaxed);
    }
}

/// Nanoseconds since the start.
pub fn nanoseconds() -> u64 {
    loop {
        let (high, low) = (HIGH.load(Ordering::Acquire), LOW.load(Ordering::Acquire));
        let left = SYST::get_current();
        // A tick between the readings would make them disagree.
        if LOW.load(Ordering::Acquire) == low {
            let milliseconds = u64::from(high) << 32 | u64::from(low);
            let cycles = u64::from(TICK - 1 - left.min(TICK - 1));
            return milliseconds * 1_000_000 + cycles * 1_000_000_000 / u64::from(CLOCK_HERTZ);
        }
    }
}

//! Time and timers: SysTick counts cycles, in periods that end when a timer is due, and after a millisecond at most.
//!
//! The device loads the length of a period when the one before ends. So the interrupt at the beginning of a period
//! chooses the length of the next one; a timer that is due before the present one ends begins a new one at once.

use crate::board::CLOCK_HERTZ;
use crate::machine;
use core::cell::RefCell;
use cortex_m::peripheral::syst::SystClkSource;
use cortex_m::peripheral::{SCB, SYST};
use cortex_m_rt::exception;
use critical_section::{CriticalSection, Mutex};
use hal::machine::TimerBank;

/// The number of timers.
pub const TIMERS: u8 = 8;

/// Cycles of the longest period.
const LONGEST: u32 = CLOCK_HERTZ / 1000;
/// Cycles of the shortest one: there must be time to choose the next.
const SHORTEST: u32 = 256;
/// Nanoseconds of a cycle, in units of 1 / 65536.
const NANOSECONDS: u64 = (1_000_000_000 << 16) / CLOCK_HERTZ as u64;

struct State {
    /// When the present period began, in cycles since the start.
    began: u64,
    /// Cycles of the present period.
    length: u32,
    /// Cycles of the next one, as the device knows it.
    next: u32,
    timers: TimerBank<{ TIMERS as usize }>,
    /// All periods are alike: nothing needs to be chosen.
    steady: bool,
}

static STATE: Mutex<RefCell<State>> = Mutex::new(RefCell::new(State {
    began: 0,
    length: LONGEST,
    next: LONGEST,
    timers: TimerBank::new(),
    steady: true,
}));

const LOAD: *mut u32 = 0xe000_e014 as *mut u32;
const CURRENT: *mut u32 = 0xe000_e018 as *mut u32;

/// Starts the clock. Once, before interrupts matter.
pub fn start() {
    let Some(mut peripherals) = cortex_m::Peripherals::take() else { return };
    peripherals.SYST.set_clock_source(SystClkSource::Core);
    peripherals.SYST.set_reload(LONGEST - 1);
    peripherals.SYST.clear_current();
    peripherals.SYST.enable_counter();
    peripherals.SYST.enable_interrupt();
}

impl State {
    /// Cycles since the start. Interrupts are masked.
    #[inline]
    fn now(&self) -> u64 {
        let left = SYST::get_current();
        if !SCB::is_pendst_pending() {
            return self.began + u64::from(self.length - 1 - left.min(self.length - 1));
        }
        // A period has ended, of which nobody was told yet.
        let left = SYST::get_current();
        self.began + u64::from(self.length) + u64::from(self.next - 1 - left.min(self.next - 1))
    }

    /// Chooses the length of the next period.
    #[inline]
    fn choose(&mut self) {
        let end = self.began + u64::from(self.length);
        let due = self.timers.next(end, end + u64::from(LONGEST));
        self.next = ((due - end) as u32).max(SHORTEST);
        self.steady = self.next == self.length && self.timers.has_period(self.next.into());
        // SAFETY: the device's register; it takes the value when the present period ends.
        unsafe { LOAD.write_volatile(self.next - 1) };
    }

    /// Begins a period at once.
    fn restart(&mut self, length: u32) {
        self.began = self.now();
        self.length = length;
        // SAFETY: the device's registers; writing the second one, with what value ever, loads the first.
        unsafe {
            LOAD.write_volatile(length - 1);
            CURRENT.write_volatile(0);
        }
        SCB::clear_pendst();
        self.choose();
    }
}

#[exception]
fn SysTick() {
    // SAFETY: nothing interrupts this, which has the highest priority, and what it interrupts has masked it while the
    // state is in use.
    let section = unsafe { CriticalSection::new() };
    let state = &mut *STATE.borrow_ref_mut(section);
    state.began += u64::from(state.length);
    state.length = state.next;
    let (hard, soft) = state.timers.advance(state.began);
    if hard || soft {
        machine::fired(hard, soft);
    }
    if !state.steady {
        state.choose();
    }
}

fn with<T>(act: impl FnOnce(&mut State) -> T) -> T {
    critical_section::with(|section: CriticalSection<'_>| act(&mut STATE.borrow_ref_mut(section)))
}

fn to_nanoseconds(cycles: u64) -> u64 {
    // In two parts, since the product of the whole would overflow after some days.
    ((cycles >> 24) * NANOSECONDS << 8) + ((cycles & 0xff_ffff) * NANOSECONDS >> 16)
}

/// Nanoseconds since the start.
pub fn nanoseconds() -> u64 {
    to_nanoseconds(with(|state| state.now()))
}

/// Starts a timer; see [`hal::Machine::start`].
pub fn start_timer(timer: u8, period: u64, periodic: bool, hard: bool) -> bool {
    let Some(cycles) = (period / 1000).checked_mul(u64::from(CLOCK_HERTZ / 1000)) else { return false };
    let cycles = (cycles / 1000).max(u64::from(SHORTEST));
    with(|state| {
        let now = state.now();
        let started = state.timers.start(timer, now, cycles, periodic, hard);
        let end = state.began + u64::from(state.length);
        if now + cycles < end + u64::from(SHORTEST) {
            state.restart((cycles as u32).min(LONGEST));
        } else {
            state.choose();
        }
        started
    })
}

/// Stops a timer.
pub fn stop_timer(timer: u8) {
    with(|state| {
        state.timers.stop(timer);
        state.choose();
    });
}

/// Stops all timers.
pub fn stop_timers() {
    with(|state| {
        state.timers.stop_all();
        state.choose();
    });
}

/// Whether a timer will fire, or has an event that was not taken.
pub fn timer_runs(timer: u8) -> bool {
    with(|state| state.timers.runs(timer))
}

/// Takes an event: its timer, and when it happened in nanoseconds.
pub fn take_event(hard: bool) -> Option<(u8, u64)> {
    with(|state| state.timers.take(hard)).map(|(timer, cycles)| (timer, to_nanoseconds(cycles)))
}

/// Events that were lost because the one before had not been taken.
pub fn lost_events() -> u32 {
    with(|state| state.timers.lost())
}

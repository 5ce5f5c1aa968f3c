//! The hardware for the module `machine`.

use crate::{board, clock};
use amphis::Pending;
use core::sync::atomic::{AtomicPtr, Ordering};
use cortex_m::peripheral::SCB;
use cortex_m_rt::exception;
use hal::Machine;
use hal::machine::{Event, ResetCause, Width};

/// The hardware.
pub struct Hardware;

/// The only one.
pub static HARDWARE: Hardware = Hardware;

static PENDING: AtomicPtr<Pending> = AtomicPtr::new(core::ptr::null_mut());

fn pending() -> Option<&'static Pending> {
    // SAFETY: null, or the flags of the interpreter that runs, until `forget`.
    unsafe { PENDING.load(Ordering::Acquire).as_ref() }
}

/// Whom timers interrupt, until [`forget`].
pub fn watch(pending: &Pending) {
    PENDING.store(core::ptr::from_ref(pending).cast_mut(), Ordering::Release);
}

/// Ends [`watch`], before the interpreter goes.
pub fn forget() {
    clock::stop_timers();
    PENDING.store(core::ptr::null_mut(), Ordering::Release);
}

/// Timers have fired. Called by the clock's interrupt.
pub fn fired(hard: bool, soft: bool) {
    let Some(pending) = pending() else { return };
    if hard {
        pending.fire();
        if amphis::window_is_open() {
            SCB::set_pendsv();
        }
    }
    if soft {
        pending.schedule();
    }
}

/// Lets the handlers of a window have the lowest priority, so that the clock and the UART go on.
pub fn start() {
    const PRIORITY_OF_PENDSV: *mut u32 = 0xe000_ed20 as *mut u32;
    // SAFETY: the architecture's register; the bits that are set are those of PendSV.
    unsafe { PRIORITY_OF_PENDSV.write_volatile(PRIORITY_OF_PENDSV.read_volatile() | 0xff << 16) };
}

/// Runs hard handlers while the VM is parked.
#[exception]
fn PendSV() {
    // SAFETY: the exception interrupts the program that the VM runs in, on its processor.
    unsafe { amphis::run_in_window() };
}

/// Whether something waits for the interpreter.
pub fn is_pending() -> bool {
    pending().is_some_and(|pending| pending.any.load(Ordering::Relaxed))
}

/// Waits for an interrupt, unless one has left something to do: for the interpreter, or of what `ready` says.
pub fn wait_unless(ready: impl Fn() -> bool) {
    let enabled = cortex_m::register::primask::read().is_active();
    cortex_m::interrupt::disable();
    if !is_pending() && !ready() {
        // An interrupt ends it although it is masked, and happens when it is not any more.
        cortex_m::asm::wfi();
    }
    if enabled {
        // SAFETY: as it was before.
        unsafe { cortex_m::interrupt::enable() };
    }
}

impl Machine for Hardware {
    fn timers(&self) -> u8 {
        clock::TIMERS
    }

    fn start(&self, timer: u8, period: u64, periodic: bool, hard: bool) -> bool {
        clock::start_timer(timer, period, periodic, hard)
    }

    fn stop(&self, timer: u8) {
        clock::stop_timer(timer);
    }

    fn runs(&self, timer: u8) -> bool {
        clock::timer_runs(timer)
    }

    fn take_event(&self, hard: bool) -> Option<Event> {
        clock::take_event(hard).map(|(source, nanoseconds)| Event { source, nanoseconds })
    }

    fn lost_events(&self) -> u32 {
        clock::lost_events()
    }

    fn disable_interrupts(&self) -> u32 {
        let enabled = cortex_m::register::primask::read().is_active();
        cortex_m::interrupt::disable();
        enabled.into()
    }

    fn enable_interrupts(&self, state: u32) {
        if state != 0 {
            // SAFETY: the program asks for it; the firmware's own critical sections restore what they find.
            unsafe { cortex_m::interrupt::enable() };
        }
    }

    fn read_memory(&self, address: usize, width: Width) -> Option<u32> {
        // SAFETY: the program asks for it, and the address is aligned. Where nothing is, the board stops with a fault.
        Some(unsafe {
            match width {
                Width::Byte => (address as *const u8).read_volatile().into(),
                Width::Half => (address as *const u16).read_volatile().into(),
                Width::Word => (address as *const u32).read_volatile(),
            }
        })
    }

    fn write_memory(&self, address: usize, width: Width, value: u32) -> bool {
        // SAFETY: as above; what a program does to the interpreter's memory is its own affair.
        unsafe {
            match width {
                Width::Byte => (address as *mut u8).write_volatile(value as u8),
                Width::Half => (address as *mut u16).write_volatile(value as u16),
                Width::Word => (address as *mut u32).write_volatile(value),
            }
        }
        true
    }

    fn reset(&self) {
        SCB::sys_reset();
    }

    fn frequency(&self) -> u32 {
        board::CLOCK_HERTZ
    }

    fn idle(&self) {
        wait_unless(|| false);
    }

    fn reset_cause(&self) -> ResetCause {
        ResetCause::PowerOn
    }
}

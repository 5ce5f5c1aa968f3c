//! What asks the virtual machine for attention, from inside and from interrupts.

use core::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// Why the virtual machine stops at the next poll. Set by interrupts, signal handlers and the VM itself.
pub struct Pending {
    /// Something below is set.
    pub any: AtomicBool,
    /// The user asked for an interrupt.
    pub keyboard_interrupt: AtomicBool,
    /// A hard handler is due.
    pub hard: AtomicBool,
    /// A callback was scheduled.
    pub scheduled: AtomicBool,
    /// A collection is due.
    pub collect: AtomicBool,
    /// Finalizers wait to be run.
    pub finalize: AtomicBool,
    /// Every entry of a frame is of interest.
    entries: AtomicBool,
    /// The address that no frame may reach beyond: the stack's end, or 0 while something is pending, so that the check
    /// that every call makes serves as a poll too.
    pub(crate) stack_limit: AtomicUsize,
    stack_end: AtomicUsize,
}

impl Pending {
    pub(crate) fn new(stack_end: usize) -> Pending {
        Pending {
            any: AtomicBool::new(false),
            keyboard_interrupt: AtomicBool::new(false),
            hard: AtomicBool::new(false),
            scheduled: AtomicBool::new(false),
            collect: AtomicBool::new(false),
            finalize: AtomicBool::new(false),
            entries: AtomicBool::new(false),
            stack_limit: AtomicUsize::new(stack_end.saturating_sub(STACK_SLACK)),
            stack_end: AtomicUsize::new(stack_end.saturating_sub(STACK_SLACK)),
        }
    }

    /// Asks for a poll.
    pub fn request(&self) {
        self.any.store(true, Ordering::Release);
        self.stack_limit.store(0, Ordering::Release);
    }

    /// Whether every entry of a frame takes the slow path, as if something were pending.
    pub(crate) fn watch_entries(&self, watch: bool) {
        self.entries.store(watch, Ordering::Relaxed);
        if watch {
            self.stack_limit.store(0, Ordering::Release);
        } else if !self.any.load(Ordering::Acquire) {
            self.raise_limit();
        }
    }

    /// The stack's end is the limit again, unless entries are watched.
    pub(crate) fn raise_limit(&self) {
        let end = self.stack_end.load(Ordering::Relaxed);
        self.stack_limit.store(if self.entries.load(Ordering::Relaxed) { 0 } else { end }, Ordering::Relaxed);
        // An interrupt may have come in between.
        if self.any.load(Ordering::Acquire) {
            self.stack_limit.store(0, Ordering::Release);
        }
    }

    /// Asks for the scheduled callbacks to be run at the next poll.
    pub fn schedule(&self) {
        self.scheduled.store(true, Ordering::Relaxed);
        self.request();
    }

    /// Asks for a hard handler to be run as soon as possible. For interrupts, when the port has noted the event.
    pub fn fire(&self) {
        self.hard.store(true, Ordering::Release);
        self.request();
    }

    /// Asks for `KeyboardInterrupt` at the next poll. May be called from a signal handler or an interrupt.
    pub fn interrupt(&self) {
        self.keyboard_interrupt.store(true, Ordering::Relaxed);
        self.request();
    }
}

/// Bytes at the end of the stack that frames do not reach: room for binding the arguments of a call.
const STACK_SLACK: usize = 4096;

//! Handlers of interrupts, written in Python.
//!
//! An interrupt itself only notes what happened, in the port's [`hal::Machine`], and calls
//! [`Pending::fire`](crate::pending::Pending::fire). A *soft* callback runs at the next poll. A *hard* handler runs where
//! the VM next *breathes*: at polls, and in natives and in the collector between two short steps. It runs in a loop of its
//! own above the interrupted frames, with the heap locked, and may change every object; who breathes has no object
//! half-changed and expects that. Decision 7 has the reasons.
//!
//! # Handlers in a collection
//! While objects are marked a handler may move references about. So that none is overlooked, it marks what it stores
//! ([`Vm::note_store`]) and has objects traced again that a native or a slow path may have changed
//! ([`Vm::note_change`]). Nothing else runs then, so nobody else has to. What it makes of the reserve is kept.

use crate::object::{BoundMethod, EXTENDED, Float, Function, Instance, Kind, Module, Record, Type, trace};
use crate::value::Value;
use crate::vm::Vm;
use core::ptr::null_mut;
use core::sync::atomic::{AtomicPtr, Ordering};
use heap::{Collection, Marker};

/// Whether hard handlers are in this build.
pub const HARD: bool = cfg!(feature = "hard-interrupts");

/// How far a change reaches: an operand's own references, those of what it wraps, and once more.
const REACH: u8 = 3;

/// Floats that a handler can make where they do not fit into a value.
const FLOATS: u16 = 24;

/// The VM that is parked in a window, or null.
static WINDOW: AtomicPtr<Vm> = AtomicPtr::new(null_mut());

/// Whether the interrupt may call [`run_in_window`] with effect. Otherwise the VM runs the handler.
pub fn window_is_open() -> bool {
    !WINDOW.load(Ordering::Acquire).is_null()
}

/// Runs the hard handlers that are due, if the VM is parked in a window: for the interrupt of the lowest priority, behind the
/// one that called [`Pending::fire`](crate::pending::Pending::fire).
///
/// # Safety
/// Called from an interrupt that interrupts the VM's thread on its processor.
pub unsafe fn run_in_window() {
    let vm = WINDOW.load(Ordering::Acquire);
    // SAFETY: the pointer is made from the exclusive reference of the window's owner, who does not use that until the
    // window is closed, and runs on when this function has returned.
    if let Some(vm) = unsafe { vm.as_mut() } {
        WINDOW.store(null_mut(), Ordering::Release);
        vm.run_handlers();
        WINDOW.store(vm, Ordering::Release);
    }
}

/// What a collection is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// There is none.
    Idle,
    /// Objects are marked.
    Mark,
    /// Weak references are dropped: the marks are final.
    Forget,
    /// Objects are freed.
    Sweep,
}

/// What is called for a source of interrupts.
#[derive(Clone, Copy)]
pub struct Callback {
    /// The function.
    pub function: Value,
    /// Its argument: the object that stands for the source.
    pub argument: Value,
}

/// Figures on hard handlers.
#[derive(Clone, Copy, Debug, Default)]
pub struct Figures {
    /// Handlers that ran.
    pub count: u32,
    /// The longest time from the event to the handler's first instruction, in nanoseconds.
    pub worst: u64,
}

/// The state of handlers.
pub struct Interrupts {
    /// By the number of the source.
    pub callbacks: heap::TryVec<Option<Callback>>,
    /// An exception that a handler raised and that was not reported yet.
    pub failure: Option<Value>,
    /// Figures.
    pub figures: Figures,
    /// When the event happened whose handler is being entered, in nanoseconds; 0 when none is.
    raised: u64,
    running: bool,
    /// A handler has run since the reserve was last filled up.
    took: bool,
    pub(crate) phase: Phase,
    marker: *mut Marker,
}

impl Interrupts {
    pub(crate) const fn new() -> Self {
        Interrupts {
            callbacks: heap::TryVec::new(),
            failure: None,
            figures: Figures { count: 0, worst: 0 },
            raised: 0,
            running: false,
            took: false,
            phase: Phase::Idle,
            marker: null_mut(),
        }
    }

    /// Whether a hard handler runs.
    #[inline(always)]
    pub fn is_running(&self) -> bool {
        HARD && self.running
    }
}

impl Vm {
    /// Whether a hard handler is due.
    #[inline(always)]
    pub fn handler_is_due(&self) -> bool {
        HARD && self.pending.hard.load(Ordering::Relaxed) && !self.interrupts.running
    }

    /// Lets hard handlers run that are due. Natives call it between the steps of long work, where no object is
    /// half-changed and nothing is remembered of objects that Python can change. It is no safepoint: nothing is collected.
    #[inline(always)]
    pub fn breathe(&mut self) {
        if self.handler_is_due() {
            self.run_handlers();
        }
    }

    /// For a step of the collector: whether to break off.
    pub(crate) fn stop(&self) -> impl Fn() -> bool + use<> {
        let pending = &raw const self.pending.hard;
        // SAFETY: the VM outlives the step that gets the closure.
        move || HARD && unsafe { &*pending }.load(Ordering::Relaxed)
    }

    /// [`Vm::breathe`] between the steps of a collection.
    #[inline(always)]
    pub(crate) fn breathe_in_collection(&mut self, collection: &mut Collection) {
        if self.handler_is_due() {
            self.run_in_collection(collection);
        }
    }

    #[cold]
    #[inline(never)]
    fn run_in_collection(&mut self, collection: &mut Collection) {
        let marking = self.interrupts.phase == Phase::Mark;
        if marking {
            self.interrupts.marker = &raw mut collection.marker;
        }
        self.run_handlers();
        self.interrupts.marker = null_mut();
        // SAFETY: handlers have ended, so what they made is initialised.
        unsafe {
            self.heap.keep_fresh(collection, marking);
            if let (true, Some(failure)) = (marking, self.interrupts.failure) {
                trace::mark_value(failure, &mut collection.marker);
            }
        }
    }

    /// Runs code that has no access to the VM: meanwhile the VM is the interrupt's, see [`run_in_window`].
    pub fn open<T>(&mut self, act: impl FnOnce() -> T) -> T {
        if !HARD || self.interrupts.running {
            return act();
        }
        WINDOW.store(self, Ordering::Release);
        if self.pending.hard.load(Ordering::Relaxed) {
            // It came before the window was open.
            WINDOW.store(null_mut(), Ordering::Release);
            self.run_handlers();
            WINDOW.store(self, Ordering::Release);
        }
        let result = act();
        WINDOW.store(null_mut(), Ordering::Release);
        self.breathe();
        result
    }

    /// Sets aside what handlers take in passing. Called when one is set up.
    pub fn prepare_handlers(&mut self) {
        if HARD && !crate::value::IMMEDIATE_FLOATS {
            self.heap.want_reserve(size_of::<Float>(), FLOATS);
        }
        self.fill_reserve();
    }

    /// Runs the hard handlers of all events that have happened.
    #[cold]
    #[inline(never)]
    pub fn run_handlers(&mut self) {
        let Some(machine) = self.host.machine() else { return };
        while !self.interrupts.running {
            self.pending.hard.store(false, Ordering::Relaxed);
            let Some(event) = machine.take_event(true) else { return };
            let Some(&Some(callback)) = self.interrupts.callbacks.get(usize::from(event.source)) else { continue };
            self.interrupts.raised = event.nanoseconds.max(1);
            if !self.call_handler(callback.function, callback.argument) {
                machine.stop(event.source);
            }
        }
    }

    /// Calls a hard handler: the heap is locked and the state of what is interrupted put aside. False if it raised an
    /// exception, which is reported at the next poll.
    pub fn call_handler(&mut self, function: Value, argument: Value) -> bool {
        let outer = self.interrupts.running;
        self.interrupts.running = true;
        let hides = self.heap.enter_interrupt();
        let mark = self.log_mark();
        let exceptions = (self.exception.take(), self.handled.take(), self.returned.take(), self.raised_again);
        let state = (self.committed, self.retried, self.events.stopped.take());
        let result = if function.as_ref::<Function>().is_some() {
            (self.executor.call_function)(self, function, &[Some(argument)], None, None)
        } else {
            self.call(function, &[argument])
        };
        if result.is_err() {
            let failure = self.exception;
            self.interrupts.failure = self.interrupts.failure.or(failure);
        }
        (self.exception, self.handled, self.returned, self.raised_again) = exceptions;
        (self.committed, self.retried, self.events.stopped) = state;
        self.log_release(mark);
        self.heap.leave_interrupt(hides);
        self.interrupts.took = true;
        self.interrupts.raised = 0;
        self.interrupts.running = outer;
        self.interrupts.figures.count = self.interrupts.figures.count.wrapping_add(1);
        // What the handler's polls left to others.
        self.pending.request();
        result.is_ok()
    }

    /// A handler's first instruction is about to run.
    #[inline(always)]
    pub fn note_first_instruction(&mut self) {
        if HARD && self.interrupts.raised != 0 {
            let now = self.host.monotonic_nanoseconds();
            let taken = now.saturating_sub(self.interrupts.raised);
            self.interrupts.figures.worst = self.interrupts.figures.worst.max(taken);
            self.interrupts.raised = 0;
        }
    }

    /// Fills the reserve up after handlers, from new blocks if need be: they themselves take only what is free.
    pub fn refill_reserve(&mut self) {
        if HARD && core::mem::take(&mut self.interrupts.took) && self.heap.reserve_is_incomplete() {
            self.heap.fill_reserve();
            self.note_collection();
        }
    }

    /// Reports what a handler raised; the heap is not locked any more.
    pub fn report_failure(&mut self) {
        let Some(exception) = self.interrupts.failure.take() else { return };
        let host = self.host;
        let mark = self.log_mark();
        self.keep(exception);
        let mut write = |bytes: &[u8]| {
            // The report has nobody to tell that it cannot be written.
            let _ = host.write(hal::Stream::Output, bytes);
        };
        write(b"uncaught exception in interrupt handler\n");
        self.print_exception(exception, &mut write);
        self.log_release(mark);
    }

    /// Whether a handler runs while objects are marked.
    #[inline(always)]
    pub fn is_marking(&self) -> bool {
        HARD && !self.interrupts.marker.is_null()
    }

    /// In a handler, while [`Vm::is_marking`]: this value was stored in an object.
    #[cold]
    pub fn note_store(&mut self, value: Value) {
        // SAFETY: the marker is that of the collection that waits for the handler, which does not use it meanwhile.
        if let Some(marker) = unsafe { self.interrupts.marker.as_mut() } {
            // SAFETY: the value is alive.
            unsafe { trace::mark_value(value, marker) };
        }
    }

    /// In a handler, while [`Vm::is_marking`]: this object may have been changed, or what it stands for.
    #[cold]
    pub fn note_change(&mut self, value: Value) {
        // SAFETY: as in `note_store`.
        if let Some(marker) = unsafe { self.interrupts.marker.as_mut() } {
            trace_again(value, marker, REACH);
        }
    }
}

/// Has an object traced again, and those that it stands for.
fn trace_again(value: Value, marker: &mut Marker, reach: u8) {
    let Some(object) = value.as_object().filter(|_| reach > 0) else { return };
    // SAFETY: a value that is a pointer refers to an initialised object, whose layout its kind tells.
    let raw = unsafe {
        if matches!((*object).kind & !EXTENDED, k if is_immutable(k)) && (*object).kind & EXTENDED == 0 {
            marker.mark(object);
            return;
        }
        marker.trace_again(object);
        (*object).kind
    };
    let mut follow = |value: Option<Value>| {
        if let Some(value) = value {
            trace_again(value, marker, reach - 1);
        }
    };
    if raw & EXTENDED != 0 {
        // SAFETY: as above.
        follow(unsafe { (*trace::extension(object)).dict }.into());
    }
    // SAFETY: as above.
    unsafe {
        match raw & !EXTENDED {
            k if k == Kind::Module as u8 => follow(Some((*object.cast::<Module>()).dict.value())),
            k if k == Kind::Type as u8 => follow((*object.cast::<Type>()).dict.map(|dict| dict.value())),
            k if k == Kind::BoundMethod as u8 => follow(Some((*object.cast::<BoundMethod>()).receiver)),
            k if k == Kind::Instance as u8 => {
                let instance = &*object.cast::<Instance>();
                if instance.shape.get().is_dict() {
                    follow(instance.dict().map(|dict| dict.value()));
                }
            }
            k if k == Kind::Record as u8 => {
                let fields = (*object.cast::<Record>()).fields();
                for index in 0..fields.len() {
                    let field: *const Option<Value> = fields.as_ptr().cast::<Option<Value>>().add(index);
                    follow(*field);
                }
            }
            _ => {}
        }
    }
}

fn is_immutable(kind: u8) -> bool {
    [Kind::Float, Kind::BigInt, Kind::Complex, Kind::Str, Kind::Bytes, Kind::Tuple, Kind::Native, Kind::Code]
        .iter()
        .any(|&immutable| kind == immutable as u8)
}

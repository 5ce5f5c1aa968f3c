//! Events: what watches the program, and what it looks at.
//!
//! `sys.settrace`, `sys.setprofile` and `sys.monitoring` are clients; the crate `exec` calls them. Here is the state that
//! both sides share: which clients there are, what of the running frame is looked at, and which activations on the stack
//! are *watched*: their return takes the slow path, because they have a frame object or because their caller may run in
//! another loop.

use crate::frame::{Base, Link, SPECIAL, is_on_stack};
use crate::object::{Code, Record, Ref};
use crate::value::{Value, Word};
use crate::vm::Vm;
use heap::TryVec;

/// [`Running::mode`]: nothing of the frame is looked at.
pub const NOTHING: u32 = 0;
/// [`Running::mode`]: instructions with the event mark are.
pub const MARKED: u32 = 0x100;
/// [`Running::mode`]: all instructions are.
pub const ALL: u32 = 0x180;

/// No instruction: the frame has not begun.
pub const NO_WORD: u32 = u32::MAX;

/// What is looked at in the frame that runs.
#[derive(Clone, Copy)]
pub struct Running {
    /// [`NOTHING`], [`MARKED`] or [`ALL`]: the loop with events adds it to each opcode byte.
    pub mode: u32,
    /// The word of the instruction that was looked at last.
    pub last: u32,
    /// The next line is seen even if it is that of the last instruction.
    pub forgets_line: bool,
    /// The frame that this is about. In a frame entered unseen, while a callback ran, no event happens.
    pub base: Base,
    /// An instruction whose line was reported before it was run elsewhere, or that a jump was made to.
    pub skip: *const u32,
    /// What the instruction before called, if its return is to be reported.
    pub called: Option<Value>,
    /// The jump that ran last, if `sys.monitoring` is to be told where it went.
    pub jumped: u32,
    /// Whether the loop that runs is the one with events.
    pub has_events: bool,
    /// The last change of clients, as [`Events::epoch`] counts them, that the loop has noticed.
    pub epoch: u32,
}

/// Nothing is looked at.
pub const NOBODY: Running = Running {
    mode: NOTHING,
    last: NO_WORD,
    forgets_line: false,
    base: core::ptr::null_mut(),
    skip: core::ptr::null(),
    called: None,
    jumped: NO_WORD,
    has_events: false,
    epoch: 0,
};

/// An activation on the stack whose return takes the slow path.
#[derive(Clone, Copy)]
struct Watched {
    base: Base,
    /// Its frame object, if there is one.
    frame: Option<Ref<Record>>,
    /// Its link was simple before.
    simple: bool,
}

/// What kind of event a trace function is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// A call; or none at all.
    Call,
    /// A line: only then a jump may be made.
    Line,
    /// Anything else.
    Other,
}

/// Where a trace function wants the program to go on.
#[derive(Clone, Copy)]
pub struct Jump {
    /// The event that it is told.
    pub told: Told,
    /// The frame in which the event happened.
    pub base: Base,
    /// The word where that frame goes on.
    pub at: u32,
    /// The line that was asked for; 0 as long as none was.
    pub line: u32,
    /// The exception that is handled where the frame goes on.
    pub handled: Option<Value>,
}

impl Jump {
    const NONE: Jump = Jump { told: Told::Call, base: core::ptr::null_mut(), at: 0, line: 0, handled: None };
}

const LINES: usize = if cfg!(target_pointer_width = "64") { 64 } else { 16 };

/// The clients of events and their state.
pub struct Events {
    /// Of the running frame.
    pub running: Running,
    /// There is a client and none of its callbacks runs.
    pub active: bool,
    /// The entry of every frame is of interest, not only that of monitored code.
    pub entries: bool,
    /// The function of `sys.settrace`.
    pub trace: Option<Value>,
    /// The function of `sys.setprofile`.
    pub profile: Option<Value>,
    /// `sys.monitoring` wants some event.
    pub monitors: bool,
    /// Callbacks that run now, each called in the one before.
    pub inside: u32,
    /// Counts changes of clients, so that loops below a native call notice one.
    pub epoch: u32,
    /// The running frame goes on in the other loop, from `Vm::frame`.
    pub switching: bool,
    /// A client raised when a frame was about to return: the exception leaves the frame at once.
    pub leaving: bool,
    /// Where the exception on its way was raised, behind the first word of the instruction, if not at that with which the
    /// loop was left.
    pub raised_at: *const u32,
    /// The instruction that is repeated after a collection: its events have happened.
    pub repeated: *const u32,
    /// Events that were lost because there was no memory for them.
    pub dropped: u32,
    /// What the trace function that runs can change.
    pub jump: Jump,
    /// The exception that ended an iteration: what a `for` or a `yield from` swallowed.
    pub stopped: Option<Value>,
    watched: TryVec<Watched>,
    /// The address of the last of them, or 0.
    highest: usize,
    /// Lines of instructions that were looked at lately.
    lines: [(*const u32, u32); LINES],
}

impl Events {
    pub(crate) fn new() -> Events {
        Events {
            running: NOBODY,
            active: false,
            entries: false,
            trace: None,
            profile: None,
            monitors: false,
            inside: 0,
            epoch: 0,
            switching: false,
            leaving: false,
            raised_at: core::ptr::null(),
            repeated: core::ptr::null(),
            dropped: 0,
            jump: Jump::NONE,
            stopped: None,
            watched: TryVec::new(),
            highest: 0,
            lines: [(core::ptr::null(), 0); LINES],
        }
    }

    /// Forgets known lines: some code was freed.
    pub(crate) fn forget_lines(&mut self) {
        self.lines.fill((core::ptr::null(), 0));
    }

    /// The line of an instruction, given by its word.
    pub fn line_of(&mut self, code: Ref<Code>, word: u32) -> u32 {
        let address = code.instructions.wrapping_add(word as usize);
        let row = &mut self.lines[(address as usize >> 2) % LINES];
        if !core::ptr::eq(row.0, address) {
            *row = (address, code.line_of(word));
        }
        row.1
    }

    /// The values that the collector must keep.
    pub(crate) fn roots(&self) -> impl Iterator<Item = Value> {
        let values = [self.trace, self.profile, self.running.called, self.stopped, self.jump.handled];
        values.into_iter().flatten().chain(self.watched.iter().filter_map(|watched| watched.frame).map(Ref::value))
    }

    fn find(&self, base: Base) -> Result<usize, usize> {
        // Mostly it is the last one, or above all.
        match self.watched.last() {
            None => Err(0),
            Some(last) if last.base == base => Ok(self.watched.len() - 1),
            Some(last) if (last.base as usize) < base as usize => Err(self.watched.len()),
            Some(_) => self.watched.binary_search_by_key(&(base as usize), |watched| watched.base as usize),
        }
    }

    /// The frame object of an activation on the stack.
    #[inline]
    pub(crate) fn frame_on_stack(&self, base: Base) -> Option<Ref<Record>> {
        if self.highest < base as usize {
            return None;
        }
        self.find(base).ok().and_then(|at| self.watched[at].frame)
    }
}

impl Vm {
    /// Whether this strategy has events.
    pub fn has_events(&self) -> bool {
        self.executor.has_events
    }

    /// Says that clients, or what they look at, changed: noticed at the next poll of every frame.
    pub fn events_changed(&mut self) {
        self.events.epoch = self.events.epoch.wrapping_add(1);
        self.refresh_events();
        if self.events.active {
            self.watch_stack();
        }
        self.pending.request();
    }

    /// Finds out anew whether there is something to be done at the entry of frames.
    fn refresh_events(&mut self) {
        let events = &mut self.events;
        let clients = events.trace.is_some() || events.profile.is_some() || events.monitors;
        events.active = clients && events.inside == 0;
        events.entries = events.active && (events.trace.is_some() || events.profile.is_some());
        self.pending.watch_entries(events.entries);
    }

    /// A callback begins: it is not watched. Returns what [`Vm::leave_callback`] wants.
    pub fn enter_callback(&mut self) -> u32 {
        let depth = self.events.inside;
        self.events.inside = depth + 1;
        self.refresh_events();
        depth
    }

    /// A callback has ended.
    pub fn leave_callback(&mut self, depth: u32) {
        self.events.inside = depth;
        self.refresh_events();
    }

    /// Events happen although a callback runs, for `sys.call_tracing`. Returns what [`Vm::leave_callback`] wants.
    pub fn trace_in_callback(&mut self) -> u32 {
        let depth = self.events.inside;
        self.events.inside = 0;
        self.refresh_events();
        depth
    }

    /// Makes room for frame objects and watched activations while the heap may still be used.
    pub fn reserve_events(&mut self) -> Result<(), crate::vm::Raised> {
        if self.heap.lock_depth() > 0 {
            return Ok(());
        }
        self.fill_reserve();
        let calls = self.monitoring.reserve_calls();
        self.reserve_watched().and(calls).map_err(|_| self.memory_error())
    }

    /// Makes room for watched activations.
    pub(crate) fn reserve_watched(&mut self) -> Result<(), heap::OutOfMemory> {
        const RESERVE: usize = if cfg!(target_pointer_width = "64") { 256 } else { 32 };
        self.events.watched.try_reserve(RESERVE.saturating_sub(self.events.watched.len()))
    }

    /// Lets the return of an activation on the stack take the slow path. False if there is no memory for it.
    ///
    /// # Safety
    /// `base` is the base of a live frame on the stack, whose link is written.
    pub unsafe fn watch(&mut self, base: Base) -> bool {
        let Err(at) = self.events.find(base) else { return true };
        // SAFETY: by contract.
        let simple = unsafe { Link::of(base).is_simple() };
        let watched = &mut self.events.watched;
        let is_full = self.heap.lock_depth() > 0 && watched.len() == watched.capacity();
        if is_full || watched.try_insert(at, Watched { base, frame: None, simple }).is_err() {
            return false;
        }
        self.events.highest = self.events.highest.max(base as usize);
        // SAFETY: by contract.
        unsafe { *base.sub(1) |= SPECIAL };
        true
    }

    /// Watches all activations on the stack.
    fn watch_stack(&mut self) {
        let mut activation = self.running_activation();
        while let Some(current) = activation {
            // SAFETY: the activations of the stack are live.
            unsafe {
                if is_on_stack(self, current.base) && !self.watch(current.base) {
                    return;
                }
                activation = self.caller_of(current);
            }
        }
    }

    /// Attaches a frame object to a watched activation.
    pub(crate) fn attach_frame(&mut self, base: Base, frame: Ref<Record>) {
        if let Ok(at) = self.events.find(base) {
            self.events.watched[at].frame = Some(frame);
        }
    }

    /// Whether the activation with the highest address is watched.
    #[inline(always)]
    pub fn watches(&self, base: Base) -> bool {
        self.events.highest >= base as usize
    }

    /// An activation on the stack ends, its link as it was before it was watched. The result is its frame object.
    ///
    /// # Safety
    /// `base` is the base of the activation with the highest address.
    pub unsafe fn unwatch(&mut self, base: Base) -> Option<Ref<Record>> {
        // What lies above has ended without notice, which cannot be; but nothing stale may stay.
        while self.events.watched.last().is_some_and(|last| last.base as usize > base as usize) {
            self.events.watched.pop();
        }
        let watched = self.events.watched.last().copied().filter(|last| last.base == base);
        if watched.is_some() {
            self.events.watched.pop();
        }
        self.events.highest = self.events.watched.last().map_or(0, |last| last.base as usize);
        let watched = watched?;
        if watched.simple {
            // SAFETY: by contract.
            unsafe { *base.sub(1) &= !SPECIAL };
        }
        watched.frame
    }
}

/// A pointer as a word that looks like a small int.
pub(crate) fn hidden(pointer: *const u8) -> Word {
    pointer as usize as Word | 1
}

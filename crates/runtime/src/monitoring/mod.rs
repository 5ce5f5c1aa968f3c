//! `sys.monitoring`: which tools want which events, and where.
//!
//! A tool wants an event in all code ([`Vm::set_events`]) or in one code ([`Vm::set_local_events`]), and gets it if it has
//! registered a callback for it. [`Code::monitored`] holds the events that can still fire in a code, so that whoever runs the code
//! learns with one load that there is nothing to do. The bits follow every change of the sets, of the callbacks, and
//! of the locations that are disabled.
//!
//! [`AFTER_EXCEPTION`] among them says that something can fire, but only where an exception leads to.
//!
//! A location is a word of the code's instructions. What is disabled is kept beside the code ([`locations`]), never in the
//! instructions, which may be in read-only memory.
//!
//! Map: this file the tools, their sets and the table of codes; [`event`] the events; [`locations`] where events of a code can happen and
//! which are disabled; [`flow`] how execution goes through a code; [`fire`] calls the callbacks.

pub mod event;
pub mod fire;
pub mod flow;
pub mod locations;

use crate::features::MONITORING;
use crate::object::{Code, Ref};
use crate::types::object::OBJECT;
use crate::value::Value;
use crate::vm::{Raised, Vm};
use event::{AFTER_EXCEPTION, CALL_ENDS, Event, EventSet, LOCAL_EVENTS};
use heap::{Marker, TryVec};
use locations::{Disabled, WordSet};

/// The number of tools.
pub const TOOLS: usize = 6;

/// A set of tools: a bit for each.
pub type ToolSet = u8;

/// What a tool has asked for.
#[derive(Clone, Default)]
struct Tool {
    name: Option<Value>,
    /// The events wanted in all code.
    events: EventSet,
    callbacks: [Option<Value>; Event::COUNT],
}

/// What is known of a code that some tool treats in a way of its own.
struct Record {
    /// The code; the table does not keep it alive.
    code: Ref<Code>,
    /// The events that each tool wants in this code only.
    local: [u16; TOOLS],
    /// Locations that callbacks have disabled.
    disabled: TryVec<Disabled>,
    /// Instructions at which nothing can fire; found out when they run.
    quiet: WordSet,
    /// Words that only an exception leads to; found out when the first location is disabled.
    exceptional: WordSet,
    /// The events that can fire there.
    after_exception: EventSet,
}

/// A call whose end is to be reported.
#[derive(Clone, Copy)]
pub struct OpenCall {
    /// The frame that calls.
    pub base: usize,
    /// Its call instruction.
    pub at: *const u32,
    /// What is called.
    pub callable: Value,
    /// The first argument, or `MISSING`.
    pub argument: Value,
}

/// The state of `sys.monitoring`. Empty until a tool appears.
#[derive(Default)]
pub struct Monitoring {
    /// Calls of what is not a Python function, in frames that report calls.
    pub calls: TryVec<OpenCall>,
    tools: TryVec<Tool>,
    records: TryVec<Record>,
    /// Codes in which something can fire.
    monitored: usize,
    disable: Option<Value>,
    missing: Option<Value>,
}

impl Monitoring {
    /// The name of a tool, if it is in use.
    pub fn name(&self, tool: usize) -> Option<Value> {
        self.tools.get(tool)?.name
    }

    /// The events that a tool wants in all code.
    pub fn events(&self, tool: usize) -> EventSet {
        self.tools.get(tool).map_or(0, |tool| tool.events)
    }

    /// The events that a tool wants in a code, besides those that it wants in all code.
    pub fn local_events(&self, code: Ref<Code>, tool: usize) -> EventSet {
        self.record(code).and_then(|record| record.local.get(tool)).map_or(0, |&events| events.into())
    }

    /// The events that can fire in a code that nobody treats in a way of its own.
    pub(crate) fn everywhere(&self) -> EventSet {
        self.tools.iter().fold(0, |all, tool| all | tool.can_fire(tool.events))
    }

    /// Which tools want an event at a word of a code, and have not disabled it there.
    pub fn tools_for(&self, code: Ref<Code>, event: Event, word: u32) -> ToolSet {
        if code.monitored.get() & (event.bit() | AFTER_EXCEPTION) == 0 {
            return 0;
        }
        let record = self.record(code);
        let mut tools = 0;
        for (index, tool) in self.tools.iter().enumerate() {
            let local = record.map_or(0, |record| record.local[index].into());
            let disabled = || record.is_some_and(|record| locations::is_disabled(&record.disabled, index, event, word));
            if tool.can_fire(tool.events | local) & event.bit() != 0 && !disabled() {
                tools |= 1 << index;
            }
        }
        tools
    }

    fn record(&self, code: Ref<Code>) -> Option<&Record> {
        self.records.get((code.record.get() as usize).checked_sub(1)?)
    }

    /// The events that can still fire at a word of a code.
    pub fn monitored_at(&self, code: Ref<Code>, word: u32) -> EventSet {
        let monitored = code.monitored.get();
        match self.record(code).filter(|_| monitored & AFTER_EXCEPTION != 0) {
            Some(record) if record.exceptional.has(word) => (monitored | record.after_exception) & !AFTER_EXCEPTION,
            _ => monitored & !AFTER_EXCEPTION,
        }
    }

    /// The events that can still fire in a code: as long as there is no exception, and then.
    fn possible(&self, code: Ref<Code>) -> (EventSet, EventSet) {
        let Some(record) = self.record(code) else { return (self.everywhere(), 0) };
        let (mut events, mut after_exception) = (0, 0);
        for (index, tool) in self.tools.iter().enumerate() {
            let wanted = tool.can_fire(tool.events | EventSet::from(record.local[index]));
            let (exhausted, exhausted_then) = locations::exhausted(&record.disabled, index);
            events |= wanted & !exhausted;
            after_exception |= wanted & !exhausted_then;
        }
        (events, after_exception)
    }

    /// Finds out anew what can fire in a code. Events that a tool no longer wants in it are no longer disabled.
    fn refresh(&mut self, code: Ref<Code>) {
        let (tools, slot) = (&self.tools, (code.record.get() as usize).wrapping_sub(1));
        if let Some(record) = self.records.get_mut(slot) {
            let local = record.local;
            locations::keep(&mut record.disabled, |tool, event| {
                let events = tools.get(tool).map_or(0, |tool| tool.events);
                (events | EventSet::from(local[tool])) & event.bit() != 0
            });
            if record.disabled.is_empty() && local == [0; TOOLS] {
                self.remove(slot);
            }
        }
        let (events, after_exception) = self.possible(code);
        if let Some(record) = self.records.get_mut((code.record.get() as usize).wrapping_sub(1)) {
            record.quiet.clear();
            record.after_exception = after_exception;
        }
        let possible = if after_exception & !events != 0 { events | AFTER_EXCEPTION } else { events };
        let before = code.monitored.replace(possible);
        self.monitored += (possible != 0) as usize;
        self.monitored -= (before != 0) as usize;
        code.direct.set(code.simple && events == 0);
        if (events | after_exception) & CALL_ENDS == 0 {
            self.forget_calls(code);
        }
    }

    /// Whether a line can begin at a word of a code, as far as is known.
    pub fn may_begin_line(&self, code: Ref<Code>, word: u32) -> bool {
        self.record(code).is_none_or(|record| locations::may_begin_line(&record.disabled, word))
    }

    /// Whether it is known that nothing can fire at an instruction of a code.
    #[inline]
    pub fn is_quiet(&self, code: Ref<Code>, word: u32) -> bool {
        self.record(code).is_some_and(|record| record.quiet.has(word))
    }

    /// Notes that nothing can fire at an instruction of a code, if something is disabled in it. Takes memory.
    fn set_quiet(&mut self, code: Ref<Code>, word: u32) {
        if let Some(record) = self.records.get_mut((code.record.get() as usize).wrapping_sub(1))
            && !record.disabled.is_empty()
        {
            // Without memory it is found out again.
            let _ = record.quiet.add(word);
        }
    }

    /// The end of the calls that a code has begun will not be reported.
    fn forget_calls(&mut self, code: Ref<Code>) {
        let words = code.instruction_count as usize * size_of::<u32>();
        let mut index = 0;
        while let Some(call) = self.calls.get(index) {
            if (call.at as usize).wrapping_sub(code.instructions as usize) < words {
                self.calls.remove(index);
            } else {
                index += 1;
            }
        }
    }

    /// Takes a record out of the table. The last one takes its place.
    fn remove(&mut self, slot: usize) {
        let Some(last) = self.records.len().checked_sub(1) else { return };
        self.records.swap(slot, last);
        if let Some(record) = self.records.pop() {
            record.code.record.set(0);
        }
        if let Some(moved) = self.records.get(slot) {
            moved.code.record.set(slot as u32 + 1);
        }
    }

    /// Marks what tools hold.
    ///
    /// # Safety
    /// The values are alive: nothing was freed since they were stored.
    pub(crate) unsafe fn mark(&self, marker: &mut Marker) {
        let tools = self.tools.iter().flat_map(|tool| tool.callbacks.iter().chain([&tool.name]).flatten());
        let calls = self.calls.iter().flat_map(|call| [&call.callable, &call.argument]);
        let own = [&self.disable, &self.missing].into_iter().flatten();
        for &value in tools.chain(calls).chain(own) {
            // SAFETY: by contract.
            unsafe { crate::object::trace::mark_value(value, marker) };
        }
    }

    /// Drops what is known of codes that are going to be freed.
    pub(crate) fn forget_unmarked(&mut self, marker: &Marker) {
        let mut slot = 0;
        while let Some(record) = self.records.get(slot) {
            // SAFETY: records leave the table before their code is freed.
            if unsafe { marker.is_marked(record.code.pointer().cast()) } {
                slot += 1;
            } else {
                self.remove(slot);
            }
        }
    }

    /// Makes room for calls while the heap may still be used.
    pub(crate) fn reserve_calls(&mut self) -> Result<(), heap::OutOfMemory> {
        const RESERVE: usize = if cfg!(target_pointer_width = "64") { 64 } else { 8 };
        self.calls.try_reserve(RESERVE.saturating_sub(self.calls.len()))
    }

    /// Counts again after codes were freed.
    pub(crate) fn recount(&mut self, codes: &[Ref<Code>]) {
        self.monitored = codes.iter().filter(|code| code.monitored.get() != 0).count();
    }
}

impl Tool {
    /// The events of a set that the tool has callbacks for. With `CALL` go the two events of its end.
    fn can_fire(&self, events: EventSet) -> EventSet {
        let ends = if events & Event::Call.bit() != 0 { CALL_ENDS } else { 0 };
        let registered = self.callbacks.iter().enumerate().filter(|(_, callback)| callback.is_some());
        (events | ends) & registered.fold(0, |all, (index, _)| all | 1 << index)
    }
}

impl Vm {
    /// The state of a tool. `tool` is below [`TOOLS`].
    fn tool(&mut self, tool: usize) -> Result<&mut Tool, Raised> {
        if self.monitoring.tools.len() <= tool && self.monitoring.tools.try_resize(TOOLS, Tool::default()).is_err() {
            return Err(self.memory_error());
        }
        Ok(&mut self.monitoring.tools[tool])
    }

    /// Gives a tool its name, or takes it away.
    pub fn set_tool_name(&mut self, tool: usize, name: Option<Value>) -> Result<(), Raised> {
        self.monitoring_missing()?;
        self.tool(tool)?.name = name;
        Ok(())
    }

    /// Sets the callback of a tool for an event; the result is the one before.
    pub fn set_monitoring_callback(
        &mut self,
        tool: usize,
        event: Event,
        callback: Option<Value>,
    ) -> Result<Option<Value>, Raised> {
        let before = core::mem::replace(&mut self.tool(tool)?.callbacks[event as usize], callback);
        if before.is_some() != callback.is_some() {
            self.refresh_monitoring();
        }
        Ok(before)
    }

    /// Sets the events that a tool wants in all code.
    pub fn set_events(&mut self, tool: usize, events: EventSet) -> Result<(), Raised> {
        self.tool(tool)?.events = events;
        self.refresh_monitoring();
        Ok(())
    }

    /// Sets the events that a tool wants in a code, besides those that it wants in all code.
    pub fn set_local_events(&mut self, tool: usize, code: Ref<Code>, events: EventSet) -> Result<(), Raised> {
        self.tool(tool)?;
        if self.monitoring.local_events(code, tool) != events {
            self.record(code)?.local[tool] = (events & LOCAL_EVENTS) as u16;
            self.monitoring.refresh(code);
            self.monitoring_changed();
        }
        Ok(())
    }

    /// Enables again what callbacks have disabled.
    pub fn restart_events(&mut self) {
        for slot in (0..self.monitoring.records.len()).rev() {
            let code = self.monitoring.records[slot].code;
            self.monitoring.records[slot].disabled.clear();
            self.monitoring.refresh(code);
        }
        self.monitoring_changed();
    }

    /// Codes are monitored that were not, or the other way round.
    fn monitoring_changed(&mut self) {
        self.events.monitors = self.monitoring.monitored > 0;
        self.events_changed();
    }

    /// A code was made.
    pub(crate) fn monitor_new_code(&mut self, code: Ref<Code>) {
        if MONITORING && self.monitoring.everywhere() != 0 {
            self.monitoring.refresh(code);
            self.monitoring_changed();
        }
    }

    /// Notes that nothing can fire at an instruction of a code, so that [`Monitoring::is_quiet`] tells.
    pub fn set_quiet(&mut self, code: Ref<Code>, word: u32) {
        if self.heap.lock_depth() == 0 {
            self.monitoring.set_quiet(code, word);
        }
    }

    /// Has a tool not get an event at a word of a code again. Without memory the event stays.
    pub(crate) fn disable_location(&mut self, tool: usize, code: Ref<Code>, event: Event, word: u32) {
        if self.heap.lock_depth() > 0 {
            return;
        }
        let Ok(record) = self.record(code) else {
            self.exception = None;
            return;
        };
        let Record { disabled, exceptional, .. } = record;
        // Without memory the event stays enabled.
        if locations::disable(disabled, exceptional, tool, code, event, word).unwrap_or(false) {
            self.monitoring.refresh(code);
            if self.monitoring.monitored == 0 {
                self.monitoring_changed();
            }
        }
    }

    /// The record of a code, made if need be.
    fn record(&mut self, code: Ref<Code>) -> Result<&mut Record, Raised> {
        if code.record.get() == 0 {
            let record = Record {
                code,
                local: [0; TOOLS],
                disabled: TryVec::new(),
                quiet: WordSet::default(),
                exceptional: WordSet::default(),
                after_exception: 0,
            };
            if self.monitoring.records.try_push(record).is_err() {
                return Err(self.memory_error());
            }
            code.record.set(self.monitoring.records.len() as u32);
        }
        Ok(&mut self.monitoring.records[code.record.get() as usize - 1])
    }

    /// Finds out anew what can fire, in every code.
    fn refresh_monitoring(&mut self) {
        for index in 0..self.codes.len() {
            self.monitoring.refresh(self.codes[index]);
        }
        self.monitoring_changed();
    }

    /// `sys.monitoring.DISABLE`
    pub fn monitoring_disable(&mut self) -> Result<Value, Raised> {
        if self.monitoring.disable.is_none() {
            self.monitoring.disable = Some(self.call(Ref::from_static(&OBJECT).value(), &[])?);
        }
        Ok(self.monitoring.disable.unwrap_or(Value::NONE))
    }

    /// `sys.monitoring.MISSING`
    pub fn monitoring_missing(&mut self) -> Result<Value, Raised> {
        if self.monitoring.missing.is_none() {
            self.monitoring.missing = Some(self.call(Ref::from_static(&OBJECT).value(), &[])?);
        }
        Ok(self.monitoring.missing.unwrap_or(Value::NONE))
    }
}

//! Events reach the callbacks.

use super::event::Event;
use super::{TOOLS, ToolSet};
use crate::features::MONITORING;
use crate::object::{Code, Ref};
use crate::value::{SmallInt, Value};
use crate::vm::{Raised, Vm};

/// Bytes of an instruction word: offsets that Python sees count bytes.
const WORD: u32 = 4;

/// Arguments of a callback at most.
const MOST: usize = 4;

fn small(number: u32) -> Value {
    Value::from_small_int(number as SmallInt).unwrap_or(Value::from_i32_small(0))
}

impl Vm {
    /// Tells the tools that want it that an event happens at a word of a code. `rest` is what their callbacks get after the code
    /// and the offset, or for `LINE` after the code.
    ///
    /// An exception that a callback raises is on its way afterwards, in place of one that was on its way before. Else nothing
    /// has changed: neither that one nor the state of the frame, which must be [synced](crate::vm::FrameState).
    /// Takes no memory itself.
    pub fn fire(&mut self, event: Event, code: Ref<Code>, word: u32, rest: &[Value]) -> Result<(), Raised> {
        if !MONITORING || !self.events.active {
            return Ok(());
        }
        match self.monitoring.tools_for(code, event, word) {
            0 => Ok(()),
            tools => self.fire_cold(event, code, word, rest, tools),
        }
    }

    #[cold]
    #[inline(never)]
    fn fire_cold(
        &mut self,
        event: Event,
        code: Ref<Code>,
        word: u32,
        rest: &[Value],
        tools: ToolSet,
    ) -> Result<(), Raised> {
        let mut arguments = [code.value(); MOST];
        let mut count = 1;
        if event != Event::Line {
            arguments[count] = small(word * WORD);
            count += 1;
        }
        for (slot, &value) in arguments[count..].iter_mut().zip(rest) {
            *slot = value;
            count += 1;
        }
        let mark = self.log_mark();
        let (exception, returned) = (self.exception.take(), self.returned.take());
        let (committed, raised_again) = (self.committed, core::mem::take(&mut self.raised_again));
        let (handled, retried) = (self.handled, self.retried);
        for value in arguments.into_iter().chain(exception).chain(returned).chain(handled) {
            self.keep(value);
        }
        let mut result = Ok(());
        for tool in (0..TOOLS).rev().filter(|tool| tools >> tool & 1 != 0) {
            result = self.call_tool(tool, event, code, word, &arguments[..count]);
            if result.is_err() {
                break;
            }
        }
        self.log_release(mark);
        (self.handled, self.returned) = (handled, returned);
        match result {
            Ok(()) => {
                (self.exception, self.raised_again) = (exception, raised_again);
                (self.committed, self.retried) = (committed, retried);
            }
            // The callback ran: the instruction must not be repeated for lack of memory.
            Err(_) => self.committed = true,
        }
        result
    }

    /// Calls the callback of a tool, if it still has one.
    fn call_tool(
        &mut self,
        tool: usize,
        event: Event,
        code: Ref<Code>,
        word: u32,
        arguments: &[Value],
    ) -> Result<(), Raised> {
        let callback = self.monitoring.tools.get(tool).and_then(|tool| tool.callbacks[event as usize]);
        let Some(callback) = callback else { return Ok(()) };
        self.keep(callback);
        let depth = self.enter_callback();
        let result = self.call(callback, arguments);
        self.leave_callback(depth);
        let result = result?;
        if Some(result) != self.monitoring.disable {
            return Ok(());
        }
        if event.is_local() {
            self.disable_location(tool, code, event, word);
            return Ok(());
        }
        self.set_monitoring_callback(tool, event, None)?;
        Err(self.value_error(format_args!("Cannot disable {} events. Callback removed.", event.name())))
    }
}

//! Iteration.

use crate::native::NativeResult;
use crate::object::{List, Ref};
use crate::value::Value;
use crate::vm::{Raised, Vm};
use core::ops::ControlFlow;

impl Vm {
    /// `iter(value)`; TypeError if it is not iterable.
    pub fn iter(&mut self, _value: Value) -> NativeResult {
        Err(self.type_error(format_args!("object is not iterable")))
    }

    /// `next(iterator)`, or `None` at the end. StopIteration does not get out of here.
    pub fn next(&mut self, _iterator: Value) -> Result<Option<Value>, Raised> {
        Ok(None)
    }

    /// Calls `body` with every item, until it breaks. The log is released in each round.
    pub fn for_each(
        &mut self,
        iterable: Value,
        mut body: impl FnMut(&mut Vm, Value) -> Result<ControlFlow<()>, Raised>,
    ) -> Result<(), Raised> {
        let iterator = self.iter(iterable)?;
        self.keep(iterator);
        let mark = self.log_mark();
        while let Some(item) = self.next(iterator)? {
            self.keep(item);
            if body(self, item)?.is_break() {
                break;
            }
            self.log_release(mark);
        }
        Ok(())
    }

    /// A list of the items of an iterable.
    pub fn collect_list(&mut self, iterable: Value) -> Result<Ref<List>, Raised> {
        let list = self.new_list(&[])?;
        self.for_each(iterable, |vm, item| {
            vm.list_push(list, item)?;
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(list)
    }
}

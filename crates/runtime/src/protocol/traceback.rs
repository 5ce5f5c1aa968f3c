//! Building tracebacks while an exception unwinds frames.

use crate::object::{Code, Exception, Kind, Record, Ref, new_header};
use crate::types::exception::traceback::{CODE, FIELDS, FRAME_OBJECT, NEXT, PC, TRACEBACK};
use crate::value::{SmallInt, Value};
use crate::vm::Vm;

impl Vm {
    /// Puts a frame at the front of an exception's traceback: the exception leaves the frame of `code` at the word
    /// `pc`; `frame` is its frame object. Without memory for it, or while the heap is locked, the frame is left out.
    pub fn add_traceback(&mut self, exception: Value, code: Ref<Code>, pc: u32, frame: Option<Value>) {
        let Some(exception) = exception.as_ref::<Exception>() else { return };
        let size = size_of::<Record>() + FIELDS * size_of::<Value>();
        let Some(cell) = self.heap.allocate(size) else { return };
        // SAFETY: the cell has room for a record and its fields, all of which are set here.
        let record = unsafe {
            let record: Ref<Record> = Ref::from_pointer(cell.as_ptr().cast());
            let class = Ref::from_static(&TRACEBACK);
            record.pointer().write(Record {
                header: new_header(Kind::Record),
                length: FIELDS as u32,
                class,
                changes: Default::default(),
            });
            record
        };
        record.set(CODE, code.value());
        record.set(PC, Value::from_small_int(pc as SmallInt));
        record.set(FRAME_OBJECT, frame);
        record.set(NEXT, exception.traceback.get());
        exception.traceback.set(Some(record.value()));
    }
}

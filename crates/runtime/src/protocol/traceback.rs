//! Building tracebacks while an exception unwinds frames.

use crate::frame::{Base, function_of};
use crate::object::{Code, Exception, Function, Kind, Record, Ref, new_header};
use crate::types::exception::traceback::{BACK, CODE, FIELDS, FRAME_OBJECT, NEXT, PC, TRACEBACK};
use crate::types::frame::{as_frame, set_back};
use crate::value::{SmallInt, Value, Word};
use crate::vm::Vm;

impl Vm {
    /// Puts a frame at the front of an exception's traceback: the exception came up in the frame of `code` at the word
    /// `pc`, or came there; `frame` is its frame object. Without memory for it the frame is left out.
    pub fn add_traceback(&mut self, exception: Value, code: Ref<Code>, pc: u32, frame: Option<Value>) {
        if let Some(record) = self.push_traceback(exception, code.value(), pc, 0) {
            record.set(FRAME_OBJECT, frame);
            let next = record.get(NEXT).and_then(Value::as_ref::<Record>);
            let left = next.and_then(|next| next.get(FRAME_OBJECT)).and_then(as_frame);
            if let (Some(left), Some(caller)) = (left, frame.and_then(as_frame)) {
                set_back(&left, caller);
            }
        }
    }

    /// As [`Vm::add_traceback`], for a frame that the exception leaves and that has no frame object: keeps what is needed to
    /// make one.
    ///
    /// # Safety
    /// `base` is the base of a live frame.
    pub unsafe fn add_traceback_of_left(&mut self, exception: Value, base: Base, pc: u32) {
        // SAFETY: by contract; the record was made for so many words.
        unsafe {
            let function: Ref<Function> = function_of(base);
            let count = function.code.variable_words as usize;
            if let Some(record) = self.push_traceback(exception, function.value(), pc, count) {
                record.set(FRAME_OBJECT, None);
                let variables = record.pointer().add(1).cast::<Word>().add(FIELDS);
                core::ptr::copy_nonoverlapping(base, variables, count);
            }
        }
    }

    /// A new first record of a traceback. The caller sets the frame object and so many words behind the fields.
    #[inline(always)]
    fn push_traceback(&mut self, exception: Value, origin: Value, pc: u32, words: usize) -> Option<Ref<Record>> {
        let exception = exception.as_ref::<Exception>()?;
        let size = size_of::<Record>() + (FIELDS + words) * size_of::<Value>();
        let cell = self.with_reserve(|vm| vm.heap.allocate(size))?;
        // SAFETY: the cell has room for a record and its fields, all of which are set here and by the caller.
        let record = unsafe {
            let record: Ref<Record> = Ref::from_pointer(cell.as_ptr().cast());
            let class = Ref::from_static(&TRACEBACK);
            record.pointer().write(Record {
                header: new_header(Kind::Record),
                length: (FIELDS + words) as u32,
                class,
                changes: Default::default(),
            });
            record
        };
        let next = exception.traceback.get();
        record.set(CODE, origin);
        record.set(PC, Value::from_small_int(pc as SmallInt));
        record.set(NEXT, next);
        record.set(BACK, None);
        // The frame that was left before was called from this one.
        if let Some(next) = next.and_then(Value::as_ref::<Record>) {
            if next.get(CODE).is_some_and(|origin| origin.is_kind(Kind::Function)) && next.get(BACK).is_none() {
                next.set(BACK, record.value());
            }
        }
        exception.traceback.set(Some(record.value()));
        Some(record)
    }
}

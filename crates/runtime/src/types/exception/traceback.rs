//! The type `traceback`: where an exception went through, one record a frame.
//!
//! The frame in which an exception is handled has a frame object. For one that was left its variables are kept behind the
//! fields, from which its frame object is made if somebody asks for it: mostly nobody does.

use crate::native::{Member, NativeResult};
use crate::object::{Code, Function, Record, Ref, Type};
use crate::types::Slots;
use crate::types::frame::{as_frame, set_back, show};
use crate::value::Value;
use crate::vm::{Raised, Vm};

/// Field: the code, or the function if the frame was left.
pub const CODE: usize = 0;
/// Field: the word of the code at which the frame was, a small int.
pub const PC: usize = 1;
/// Field: the traceback of the frame called from this one.
pub const NEXT: usize = 2;
/// Field: the frame object, if it was made.
pub const FRAME_OBJECT: usize = 3;
/// Field: if the frame was left, the traceback of the frame that called it.
pub const BACK: usize = 4;
/// Number of fields; the variables follow if the frame was left.
pub const FIELDS: usize = 5;

static SLOTS: Slots = Slots::NONE;

static MEMBERS: &[Member] = &[
    Member::getter("tb_frame", |vm, value| {
        let frame = as_traceback(value).and_then(|traceback| frame_of(vm, traceback));
        if let Some(frame) = frame {
            show(&frame);
        }
        Ok(frame.map_or(Value::NONE, Ref::value))
    }),
    Member::getter("tb_lineno", |vm, value| {
        let line = as_traceback(value).map_or(0, |traceback| line_of(&traceback));
        vm.new_int(i64::from(line))
    }),
    Member::getter("tb_lasti", |vm, value| {
        let pc = as_traceback(value).map_or(0, |traceback| pc_of(&traceback));
        vm.new_int(i64::from(pc) * 4)
    }),
    Member::property("tb_next", next, set_next),
];

/// `traceback`
pub static TRACEBACK: Type =
    Type::record("traceback", FIELDS as u8, "", &SLOTS, MEMBERS).with_doc("Where an exception went through.");

/// The record of a traceback, if the value is one.
pub fn as_traceback(value: Value) -> Option<Ref<Record>> {
    value.as_ref::<Record>().filter(|record| record.class == Ref::from_static(&TRACEBACK))
}

/// The code of a traceback's frame.
pub fn code_of(traceback: &Record) -> Option<Ref<Code>> {
    let code = traceback.get(CODE)?;
    function_of(traceback).map(|function| function.code).or_else(|| code.as_ref::<Code>())
}

/// The function of a frame that was left.
pub fn function_of(traceback: &Record) -> Option<Ref<Function>> {
    traceback.get(CODE).and_then(Value::as_ref::<Function>)
}

/// The frame object of a traceback. If it is made now, so are those of its callers that were left too. `None` if there is
/// no memory for it.
fn frame_of(vm: &mut Vm, traceback: Ref<Record>) -> Option<Ref<Record>> {
    let mut current = Some(traceback);
    let mut callee: Option<Ref<Record>> = None;
    while let Some(record) = current {
        let known = record.get(FRAME_OBJECT).and_then(as_frame);
        let frame = match (known, function_of(&record)) {
            (Some(frame), _) => Some(frame),
            (None, Some(function)) => vm.ended_frame(function, pc_of(&record) + 1, &record.fields()[FIELDS..]),
            (None, None) => None,
        };
        let Some(frame) = frame else { break };
        record.set(FRAME_OBJECT, frame.value());
        if let Some(callee) = callee {
            set_back(&callee, frame);
        }
        if known.is_some() {
            break;
        }
        callee = Some(frame);
        current = record.get(BACK).and_then(as_traceback);
    }
    traceback.get(FRAME_OBJECT).and_then(as_frame)
}

/// The word of the code at which the frame was.
pub fn pc_of(traceback: &Record) -> u32 {
    traceback.get(PC).and_then(Value::as_small_int).and_then(|pc| u32::try_from(pc).ok()).unwrap_or(0)
}

/// The line at which the frame was.
pub fn line_of(traceback: &Record) -> u32 {
    code_of(traceback).map_or(0, |code| code.line_of(pc_of(traceback)))
}

/// The traceback of the next frame.
pub fn next_of(traceback: &Record) -> Option<Ref<Record>> {
    traceback.get(NEXT).and_then(as_traceback)
}

fn next(_: &mut Vm, value: Value) -> NativeResult {
    Ok(as_traceback(value).and_then(|traceback| traceback.get(NEXT)).unwrap_or(Value::NONE))
}

fn set_next(vm: &mut Vm, value: Value, new: Option<Value>) -> Result<(), Raised> {
    let Some(new) = new else { return Err(vm.type_error(format_args!("can't delete tb_next attribute"))) };
    let Some(traceback) = as_traceback(value) else { return Ok(()) };
    if new.is_none() {
        traceback.set(NEXT, None);
        return Ok(());
    }
    if as_traceback(new).is_none() {
        let class = vm.type_name(new);
        return Err(vm.type_error(format_args!("expected traceback object or None, got '{class}'")));
    }
    let mut current = as_traceback(new);
    while let Some(record) = current {
        if record == traceback {
            return Err(vm.value_error(format_args!("traceback loop detected")));
        }
        current = next_of(&record);
    }
    traceback.set(NEXT, new);
    Ok(())
}

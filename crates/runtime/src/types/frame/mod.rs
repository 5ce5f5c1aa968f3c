//! `frame`: the frame of an activation, made when somebody asks for it; one for each activation.
//!
//! While the activation lives the frame looks at its registers, on the stack or in the generator. When it ends its
//! variables are copied behind the frame, which stays valid. Map: this file the object; [`attributes`] what Python sees;
//! [`locals`] `f_locals`.

mod attributes;
mod locals;

pub use attributes::FRAME;
pub use locals::FRAME_LOCALS;

use crate::events::{Jump, hidden};
use crate::frame::{Base, code_of, function_of, generator_of, is_on_stack};
use crate::object::{Code, Function, Generator, GeneratorState, Kind, Record, Ref, new_header};
use crate::value::{SmallInt, Value, Word};
use crate::vm::Vm;
use bytecode::{Intrinsic, Op};

/// Field: the function, which has code, globals and closure.
const FUNCTION: usize = 0;
/// Field: while the activation is on the stack, its base with bit 0 set.
const BASE: usize = 1;
/// Field: while the activation is a generator's, the generator.
const OWNER: usize = 2;
/// Field: after the activation ended, the word behind the first word of its last instruction; a small int.
const PLACE: usize = 3;
/// Field: after the activation ended, the frame that called it.
const BACK: usize = 4;
/// Field: the local trace function.
const TRACE: usize = 5;
/// Field: a small int of the flags below.
const FLAGS: usize = 6;
/// Field: names that `f_locals` has in addition.
const EXTRA: usize = 7;
/// The variables follow.
const VARIABLES: usize = 8;

/// Variables for which a record from the reserve has room.
const RESERVED_VARIABLES: usize = 16;
/// The size of a record in the reserve.
pub(crate) const RESERVED_SIZE: usize = size_of::<Record>() + (VARIABLES + RESERVED_VARIABLES) * size_of::<Value>();
const _: () = assert!(RESERVED_SIZE <= heap::block::MAX_SMALL);

/// Flag: no line events.
const NO_LINES: SmallInt = 1;
/// Flag: opcode events.
const OPCODES: SmallInt = 2;
/// Flag: Python has seen the frame.
const SEEN: SmallInt = 4;
/// Flag: its variables were cleared.
const CLEARED: SmallInt = 8;

fn field(frame: &Record, index: usize) -> Option<Value> {
    frame.get(index)
}

fn flags(frame: &Record) -> SmallInt {
    field(frame, FLAGS).and_then(Value::as_small_int).unwrap_or(0)
}

fn set_flag(frame: &Record, flag: SmallInt, on: bool) {
    let flags = if on { flags(frame) | flag } else { flags(frame) & !flag };
    frame.set(FLAGS, Value::from_small_int(flags));
}

/// The record of a frame, if the value is one.
pub fn as_frame(value: Value) -> Option<Ref<Record>> {
    value.as_ref::<Record>().filter(|record| record.class == Ref::from_static(&FRAME))
}

/// The function of a frame.
pub fn function_of_frame(frame: &Record) -> Option<Ref<Function>> {
    field(frame, FUNCTION).and_then(Value::as_ref::<Function>)
}

/// The local trace function.
pub fn trace_function(frame: &Record) -> Option<Value> {
    field(frame, TRACE)
}

/// Sets the local trace function.
pub fn set_trace_function(frame: &Record, function: Option<Value>) {
    frame.set(TRACE, function);
}

/// Says who called a frame whose activation has ended, if that is not known. Nobody has called a generator that has ended.
pub(crate) fn set_back(frame: &Record, caller: Ref<Record>) {
    let is_generator = code_of_frame(frame).is_none_or(|code| code.code_flags().makes_generator());
    if !is_generator && live_base(frame).is_none() && field(frame, BACK).is_none() {
        show(&caller);
        frame.set(BACK, caller.value());
    }
}

/// Whether lines are reported, and whether every instruction is.
pub fn wanted_events(frame: &Record) -> (bool, bool) {
    let flags = flags(frame);
    (flags & NO_LINES == 0, flags & OPCODES != 0)
}

/// Says that Python has the frame.
pub fn show(frame: &Record) {
    set_flag(frame, SEEN, true);
}

/// The registers of a frame whose activation lives.
pub fn live_base(frame: &Record) -> Option<Base> {
    if let Some(base) = field(frame, BASE) {
        return Some((base.word() & !1) as usize as Base);
    }
    let generator = field(frame, OWNER).and_then(Value::as_ref::<Generator>)?;
    (generator.state.get() != GeneratorState::Finished).then(|| generator.base().cast())
}

/// Whether nothing of a frame has run at a place: behind the first word of its last instruction.
pub fn is_at_entry(code: Ref<Code>, place: u32) -> bool {
    // The first instruction of a generator makes it.
    let makes_generator =
        |word: u32| Op::from_byte(word as u8) == Op::Intrinsic && (word >> 24) as u8 == Intrinsic::MakeGenerator as u8;
    place == 0 || place <= 2 && code.word(0).is_some_and(makes_generator)
}

/// The line at a place of a code, as a frame shows it: at the entry of a function that of its definition, at that of a
/// module 0.
pub fn line_at(code: Ref<Code>, place: u32) -> u32 {
    if !is_at_entry(code, place) {
        return code.line_of(place - 1);
    }
    let is_module = code.name.as_ref::<crate::object::Str>().is_some_and(|name| name.as_bytes() == b"<module>");
    if is_module { 0 } else { code.view().map_or(0, |view| view.first_line()) }
}

impl Vm {
    /// The frame object of a live activation, if it was made.
    ///
    /// # Safety
    /// `base` is the base of a live frame.
    pub unsafe fn known_frame(&self, base: Base) -> Option<Ref<Record>> {
        if is_on_stack(self, base) {
            return self.events.frame_on_stack(base);
        }
        // SAFETY: by contract, and not on the stack: a generator's.
        unsafe { generator_of(base).frame.get().and_then(as_frame) }
    }

    /// The frame object of a live activation. `None` if there is no memory for it, or the heap is locked and the
    /// reserve used up.
    ///
    /// # Safety
    /// As for [`Vm::known_frame`].
    pub unsafe fn frame_object(&mut self, base: Base) -> Option<Ref<Record>> {
        // SAFETY: by contract; the record is filled at once.
        unsafe {
            if let Some(frame) = self.known_frame(base) {
                return Some(frame);
            }
            let on_stack = is_on_stack(self, base);
            if on_stack && !self.watch(base) {
                return None;
            }
            let function = function_of(base);
            let words = VARIABLES + function.code.variable_words as usize;
            let frame = self.allocate_frame(words)?;
            frame.set(FUNCTION, function.value());
            frame.set(FLAGS, Value::from_small_int(0));
            if on_stack {
                frame.set(BASE, Value::from_word(hidden(base.cast())));
                self.attach_frame(base, frame);
            } else {
                let generator = generator_of(base);
                frame.set(OWNER, generator.value());
                generator.frame.set(Some(frame.value()));
            }
            Some(frame)
        }
    }

    /// The frame object for a traceback: while the heap is locked only one that was made already.
    ///
    /// # Safety
    /// As for [`Vm::known_frame`].
    pub unsafe fn traceback_frame(&mut self, base: Base) -> Option<Value> {
        // SAFETY: by contract.
        let frame =
            unsafe { if self.heap.lock_depth() > 0 { self.known_frame(base) } else { self.frame_object(base) } };
        frame.map(Ref::value)
    }

    /// An empty record. While the heap is locked it comes from the reserve, with room for as many variables as such
    /// records have.
    fn allocate_frame(&mut self, words: usize) -> Option<Ref<Record>> {
        let is_locked = self.heap.lock_depth() > 0;
        let words = if is_locked { VARIABLES + RESERVED_VARIABLES } else { words };
        let size = size_of::<Record>() + words * size_of::<Value>();
        let cell = if is_locked { self.heap.allocate_special() } else { self.heap.allocate(size) };
        if is_locked {
            self.note_collection();
        }
        let cell = cell?;
        // SAFETY: the cell has room for the record and its fields, which are emptied here.
        unsafe {
            let record: Ref<Record> = Ref::from_pointer(cell.as_ptr().cast());
            record.pointer().write(Record {
                header: new_header(Kind::Record),
                length: words as u32,
                class: Ref::from_static(&FRAME),
                changes: Default::default(),
            });
            record.pointer().add(1).cast::<Word>().write_bytes(0, words);
            Some(record)
        }
    }

    /// The frame object of an activation that has ended, of which a traceback kept what there is to know.
    pub(crate) fn ended_frame(
        &mut self,
        function: Ref<Function>,
        place: u32,
        variables: &[core::cell::Cell<Option<Value>>],
    ) -> Option<Ref<Record>> {
        let frame = self.allocate_frame(VARIABLES + variables.len())?;
        frame.set(FUNCTION, function.value());
        frame.set(FLAGS, Value::from_small_int(SEEN));
        frame.set(PLACE, Value::from_small_int(place as SmallInt));
        let room = frame.fields().len() - VARIABLES;
        for (index, variable) in variables.iter().take(room).enumerate() {
            frame.set(VARIABLES + index, variable.get());
        }
        Some(frame)
    }

    /// An activation ends: its frame object keeps the variables. `place` is behind the first word of the last
    /// instruction, `caller` the frame it was called from.
    ///
    /// # Safety
    /// `base` is the base of the ending activation, whose registers are still there, and `caller` that of a live one.
    pub unsafe fn end_frame(&mut self, frame: Ref<Record>, base: Base, place: u32, caller: Option<Base>) {
        // SAFETY: by contract.
        unsafe {
            let code = code_of_frame(&frame).unwrap_or_else(|| code_of(base));
            let count = (code.variable_words as usize).min(frame.fields().len().saturating_sub(VARIABLES));
            if flags(&frame) & CLEARED == 0 {
                for index in 0..count {
                    frame.set(VARIABLES + index, Value::from_word(*base.add(index)));
                }
            }
            frame.set(PLACE, Value::from_small_int(place as SmallInt));
            frame.set(BASE, None);
            frame.set(OWNER, None);
            if let Some(caller) = caller {
                let seen = flags(&frame) & SEEN != 0;
                let back = if seen { self.frame_object(caller) } else { self.known_frame(caller) };
                if let Some(back) = back {
                    show(&back);
                    frame.set(BACK, back.value());
                }
            }
        }
    }

    /// The jump that the trace function which runs has made in the frame at `base`.
    fn jump_in(&self, base: Base) -> Option<&Jump> {
        Some(&self.events.jump).filter(|jump| jump.line != 0 && jump.base == base)
    }

    /// The line of a frame.
    pub(crate) fn frame_line(&self, frame: &Record) -> u32 {
        match live_base(frame).and_then(|base| self.jump_in(base)) {
            Some(jump) => jump.line,
            None => code_of_frame(frame).map_or(0, |code| line_at(code, self.frame_place(frame))),
        }
    }

    /// Where a frame stands: behind the first word of the instruction that runs or ran last, 0 at the entry.
    pub fn frame_place(&self, frame: &Record) -> u32 {
        let Some(code) = code_of_frame(frame) else { return 0 };
        if let Some(base) = live_base(frame) {
            if let Some(jump) = self.jump_in(base) {
                return jump.at + 1;
            }
            if let Some(generator) = field(frame, OWNER).and_then(Value::as_ref::<Generator>) {
                if generator.state.get() != GeneratorState::Running {
                    let next = generator.resume_at.get();
                    return if generator.state.get() == GeneratorState::Created { next } else { next + 1 };
                }
            }
            return self.activation_of(base).map_or(0, |activation| {
                // SAFETY: the pc of an activation is in its code.
                unsafe { activation.pc.offset_from(code.instructions).max(0) as u32 }
            });
        }
        #[allow(clippy::unnecessary_cast)]
        field(frame, PLACE).and_then(Value::as_small_int).map_or(0, |place| place as u32)
    }
}

/// The code of a frame.
pub fn code_of_frame(frame: &Record) -> Option<Ref<Code>> {
    function_of_frame(frame).map(|function| function.code)
}

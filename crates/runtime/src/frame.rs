//! Frames: registers and links.

use crate::object::{Code, Function, Generator, Ref};
use crate::value::{Value, Word};
use crate::vm::Vm;
use bytecode::Op;

/// A pointer to register 0 of a frame. Registers are words: a value, or zero.
pub type Base = *mut Word;

/// Words before the registers.
pub const LINK_WORDS: usize = 3;
/// Set in `base[-1]`: the return is not the simple one to a frame on the stack.
pub const SPECIAL: Word = 2;
/// Set in `base[-2]` of a special link: the frame is an `__init__` called by an instantiation; the instance is in
/// `base[-4]` and the class, where the result goes, in `base[-5]`.
pub const CONSTRUCTOR: Word = 2;

/// The link of a frame: who called it and how to return.
///
/// With [`SPECIAL`] set, the frame is one of: a constructor's (flag [`CONSTRUCTOR`]); entered from native code (the
/// saved pc is null); a generator's; called by a generator.
#[derive(Clone, Copy)]
pub struct Link {
    /// `base[-2]`.
    pub pc: Word,
    /// `base[-1]`.
    pub base: Word,
}

impl Link {
    /// The link of a frame.
    ///
    /// # Safety
    /// `base` is the base of a frame.
    #[inline(always)]
    pub unsafe fn of(base: Base) -> Link {
        // SAFETY: by contract the link words are there.
        unsafe { Link { pc: *base.sub(2), base: *base.sub(1) } }
    }

    /// Writes a link.
    ///
    /// # Safety
    /// `base` is the base of a new frame.
    #[inline(always)]
    pub unsafe fn write(base: Base, caller_pc: *const u32, caller: Base, pc_flags: Word, base_flags: Word) {
        // SAFETY: by contract.
        unsafe {
            *base.sub(2) = caller_pc as usize as Word | 1 | pc_flags;
            *base.sub(1) = caller as usize as Word | 1 | base_flags;
        }
    }

    /// Whether the return is the simple one.
    #[inline(always)]
    pub fn is_simple(self) -> bool {
        self.base & SPECIAL == 0
    }

    /// Whether the frame is a constructor's.
    pub fn is_constructor(self) -> bool {
        self.base & SPECIAL != 0 && self.pc & CONSTRUCTOR != 0
    }

    /// Where the caller goes on; null for native code.
    #[inline(always)]
    pub fn caller_pc(self) -> *const u32 {
        (self.pc & !3) as usize as *const u32
    }

    /// The caller's base.
    #[inline(always)]
    pub fn caller(self) -> Base {
        (self.base & !3) as usize as Base
    }
}

/// The function of a frame.
///
/// # Safety
/// `base` is the base of a live frame.
#[inline(always)]
pub unsafe fn function_of(base: Base) -> Ref<Function> {
    // SAFETY: by contract the word holds a function.
    unsafe { Ref::from_pointer(*base.sub(3) as usize as *mut Function) }
}

/// The code of a frame.
///
/// # Safety
/// As for [`function_of`].
#[inline(always)]
pub unsafe fn code_of(base: Base) -> Ref<Code> {
    // SAFETY: by contract.
    unsafe { function_of(base).code }
}

/// Whether a frame is on the VM's stack; else it is a generator's own.
#[inline(always)]
pub fn is_on_stack(vm: &Vm, base: Base) -> bool {
    let address = base as usize;
    address >= vm.stack_start as usize && address < vm.stack_end as usize
}

/// The generator whose frame this is.
///
/// # Safety
/// The frame is a generator's own.
pub unsafe fn generator_of(base: Base) -> Ref<Generator> {
    // SAFETY: the frame lies behind the generator.
    unsafe { Ref::from_pointer(base.sub(LINK_WORDS).cast::<Generator>().sub(1)) }
}

/// Tells natives and the collector where the program is. `pc` points behind the opcode word of the running instruction.
///
/// # Safety
/// `base` is the base of the running frame.
#[inline(always)]
pub unsafe fn sync(vm: &mut Vm, base: Base, pc: *const u32) {
    // SAFETY: by contract.
    unsafe {
        vm.frame.base = base.cast();
        vm.frame.pc = pc;
        if is_on_stack(vm, base) {
            vm.frame.top = base.add(code_of(base).registers as usize).cast();
        }
    }
}

/// The registers of the running frame, for instructions that run out of line.
#[derive(Clone, Copy)]
pub struct Registers(pub Base);

impl Registers {
    /// A register.
    #[inline(always)]
    pub fn get(self, index: usize) -> Option<Value> {
        // SAFETY: the verifier proved the register to exist; registers hold live values or zero.
        unsafe { Value::from_word(*self.0.add(index)) }
    }

    /// A register that holds a value; `None` (the Python value) stands in for an unbound one.
    #[inline(always)]
    pub fn value(self, index: usize) -> Value {
        self.get(index).unwrap_or(Value::NONE)
    }

    /// Sets a register.
    #[inline(always)]
    pub fn set(self, index: usize, value: impl Into<Option<Value>>) {
        // SAFETY: the verifier proved the register to exist.
        unsafe { *self.0.add(index) = value.into().map_or(0, Value::word) }
    }

    /// `count` registers from `start` on, as arguments or items lie there.
    pub fn slice<'a>(self, start: usize, count: usize) -> &'a [Option<Value>] {
        // SAFETY: the verifier proved the registers to exist; they stay while the instruction runs.
        unsafe { core::slice::from_raw_parts(self.0.add(start).cast(), count) }
    }
}

/// The index of the word at `pc` in its code.
///
/// # Safety
/// `pc` points into the code.
pub unsafe fn offset_of(code: Ref<Code>, pc: *const u32) -> u32 {
    // SAFETY: by contract.
    unsafe { pc.offset_from(code.instructions) as u32 }
}

/// A frame that runs or waits for a call to return, and where it stands.
#[derive(Clone, Copy)]
pub struct Activation {
    /// The frame.
    pub base: Base,
    /// Behind the first word of the instruction that runs, or behind the whole instruction; the first instruction
    /// itself if none has run.
    pub pc: *const u32,
}

/// Words below the link of a frame that was entered from native code: the base and pc of the frame that called the
/// native function, each with bit 0 set.
pub const ENTRY_WORDS: usize = 2;

impl Vm {
    /// The activation that runs; `None` outside of Python code.
    pub fn running_activation(&self) -> Option<Activation> {
        let base: Base = self.frame.base.cast();
        if base.is_null() { None } else { Some(Activation { base, pc: self.frame.pc }) }
    }

    /// The activation that called this one.
    ///
    /// # Safety
    /// The activation is live.
    pub unsafe fn caller_of(&self, activation: Activation) -> Option<Activation> {
        // SAFETY: links lead from frame to frame, through native functions too.
        unsafe {
            let link = Link::of(activation.base);
            let mut base = link.caller();
            let mut pc = link.caller_pc();
            if is_on_stack(self, activation.base) {
                if pc.is_null() {
                    base = (*activation.base.sub(LINK_WORDS + 2) & !1) as usize as Base;
                    pc = (*activation.base.sub(LINK_WORDS + 1) & !1) as usize as *const u32;
                }
            } else if pc.is_null() {
                pc = generator_of(activation.base).resumer_pc.get();
            } else {
                // The resumer's pc is at its instruction.
                pc = pc.add(1);
            }
            if base.is_null() { None } else { Some(Activation { base, pc }) }
        }
    }

    /// The live activation of a frame.
    pub fn activation_of(&self, base: Base) -> Option<Activation> {
        let mut activation = self.running_activation();
        while let Some(current) = activation {
            if current.base == base {
                return Some(current);
            }
            // SAFETY: the walk begins at the running frame.
            activation = unsafe { self.caller_of(current) };
        }
        None
    }
}

impl Vm {
    /// Clears the registers that nothing reads any more, for a native that the running frame calls: those behind the call's
    /// arguments. Registers are used like a stack, so what lies there is left over from earlier expressions, and would keep
    /// objects alive that the program has let go.
    pub fn forget_dead_registers(&mut self) {
        let base: Base = self.frame.base.cast();
        if base.is_null() || !is_on_stack(self, base) {
            return;
        }
        // SAFETY: the running frame has a code, and its registers end at the top.
        unsafe {
            let code = code_of(base);
            let Some(view) = code.view() else { return };
            let (words, end) = (view.instructions(), offset_of(code, self.frame.pc) as usize);
            // Only from the start on is it known where instructions begin.
            let (mut at, mut last) = (0, None);
            while at < end
                && let Some(instruction) = bytecode::decode(words, at)
            {
                at += instruction.op.info().words();
                last = Some(instruction);
            }
            let Some(call) = last else { return };
            let receiver = match call.op {
                Op::Call => 0,
                Op::CallMethod => 1,
                _ => return,
            };
            let first = usize::from(call.a) + LINK_WORDS + receiver + usize::from(call.b);
            for register in first..code.registers as usize {
                base.add(register).write(0);
            }
        }
    }
}

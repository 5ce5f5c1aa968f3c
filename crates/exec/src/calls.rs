//! Call instructions, and calls of Python functions from native code.

use crate::bind::{Keywords, bind, is_exact};
use crate::cold::{enter, finish};
use crate::strategy::Strategy;
use crate::{events, poll};
use bytecode::{CodeFlags, Op};
use core::mem::MaybeUninit;
use core::sync::atomic::Ordering;
use runtime::events::{NOBODY, NOTHING, Running};
use runtime::frame::{Base, ENTRY_WORDS, LINK_WORDS, Link, Registers, SPECIAL, code_of, sync};
use runtime::native::Args;
use runtime::object::{BoundMethod, Code, Dict, Function, Kind, List, Native, Ref, Tuple, Type};
use runtime::value::{Value, Word};
use runtime::vm::{FrameState, Raised, Vm};

/// How a call goes on.
pub enum Outcome {
    /// The result is in the window.
    Done,
    /// A Python function's frame is to be entered: its base, its code, and flags for its link ([`CONSTRUCTS`],
    /// [`SPECIAL`]).
    Enter(Base, Ref<Code>, Word),
    /// An exception is on its way, or the frame goes on in another loop.
    Raised,
}

/// Flag of [`Outcome::Enter`]: the frame is a constructor's.
pub const CONSTRUCTS: Word = 4;

/// Words kept free above every frame, for binding arguments.
const SLACK: usize = 300;

/// The entry of a frame would pass the stack limit: the stack is full, something is pending, or somebody watches. True
/// if the frame is entered and runs in the same loop.
///
/// # Safety
/// As for [`crate::run::run`]: `base` is the running frame, and `new` the frame to be entered, its arguments in place and
/// its link written.
#[cold]
#[inline(never)]
pub unsafe fn stack_limit_reached(vm: &mut Vm, base: Base, pc: *const u32, new: Base, callee: Ref<Code>) -> bool {
    // SAFETY: by contract.
    unsafe {
        sync(vm, base, pc);
        let end = vm.stack_end as usize;
        let needed = (new as usize).saturating_add((callee.registers as usize + SLACK) * size_of::<Word>());
        if needed > end {
            let _ = vm.recursion_error();
            return false;
        }
        if vm.pending.any.load(Ordering::Acquire) {
            // The new frame's arguments are not part of the running frame: keep them below the top while Python runs.
            let parameters = callee.parameter_count as usize;
            vm.frame.top = new.add(parameters).cast();
            let mark = vm.log_mark();
            let result = poll::poll(vm);
            vm.log_release(mark);
            if result.is_err() {
                return false;
            }
        }
        events::enter(vm, base, pc, new)
    }
}

/// Calls a native with arguments that lie in a window, and stores the result.
#[inline]
unsafe fn native(
    vm: &mut Vm,
    base: Base,
    pc: *const u32,
    native: Ref<Native>,
    arguments: &[Option<Value>],
    target: usize,
) -> bool {
    // SAFETY: by contract of the callers.
    unsafe {
        let mark = enter(vm, base, pc);
        let signature = &native.signature;
        let count = arguments.len();
        let fits = signature.is_plain() && count >= signature.minimum as usize && count <= signature.maximum as usize;
        let result = if fits {
            (native.function)(vm, &Args::new(arguments, &[], None))
        } else {
            vm.call_native(native, arguments, None)
        };
        match finish(vm, mark, result) {
            Some(value) => {
                Registers(base).set(target, value);
                !vm.pending.any.load(Ordering::Relaxed) || poll::poll_in_loop(vm, base, pc, pc)
            }
            None => false,
        }
    }
}

/// `CallMethod` of a native.
///
/// # Safety
/// As for [`crate::run::run`], as for all functions of this module that take a frame.
#[inline(never)]
pub unsafe fn call_native_method(vm: &mut Vm, base: Base, pc: *const u32, word: u32, callee: Ref<Native>) -> bool {
    // SAFETY: by contract.
    unsafe {
        let target = (word >> 8 & 0xff) as usize;
        let count = (word >> 16 & 0xff) as usize;
        let registers = Registers(base);
        let arguments = match registers.get(target + 3) {
            Some(_) => registers.slice(target + 3, count + 1),
            None => registers.slice(target + 4, count),
        };
        native(vm, base, pc, callee, arguments, target)
    }
}

/// `Call` of anything but a Python function that takes just these arguments.
///
/// # Safety
/// See [`call_native_method`].
#[inline(never)]
pub unsafe fn call(vm: &mut Vm, base: Base, pc: *const u32, word: u32) -> Outcome {
    let target = (word >> 8 & 0xff) as usize;
    let count = (word >> 16 & 0xff) as usize;
    // SAFETY: by contract.
    unsafe { call_window(vm, base, pc, target, target + LINK_WORDS, count, Keywords::None) }
}

/// `CallMethod` of anything but the common cases.
///
/// # Safety
/// See [`call_native_method`].
#[inline(never)]
pub unsafe fn call_method(vm: &mut Vm, base: Base, pc: *const u32, word: u32) -> Outcome {
    let target = (word >> 8 & 0xff) as usize;
    let count = (word >> 16 & 0xff) as usize;
    let with_self = Registers(base).get(target + 3).is_some();
    let (first, count) = if with_self { (target + 3, count + 1) } else { (target + 4, count) };
    // SAFETY: by contract.
    unsafe { call_window(vm, base, pc, target, first, count, Keywords::None) }
}

/// `CallKeywords` and `CallMethodKeywords`.
///
/// # Safety
/// See [`call_native_method`].
#[inline(never)]
pub unsafe fn call_keywords(vm: &mut Vm, base: Base, pc: *const u32, word: u32, names: usize) -> Outcome {
    // SAFETY: by contract.
    unsafe {
        let target = (word >> 8 & 0xff) as usize;
        let count = (word >> 16 & 0xff) as usize;
        let names = code_of(base).constant(names);
        let Some(names) = names.as_ref::<Tuple>() else {
            let _ = runtime::code::damaged(vm);
            return Outcome::Raised;
        };
        let is_method = Op::from_byte(word as u8) == Op::CallMethodKeywords;
        let (first, count) = match (is_method, Registers(base).get(target + 3)) {
            (true, Some(_)) => (target + 3, count + 1),
            (true, None) => (target + 4, count),
            (false, _) => (target + 3, count),
        };
        let positional = count.saturating_sub(names.len());
        call_window(vm, base, pc, target, first, positional, Keywords::Named(names.as_slice()))
    }
}

/// Calls what is in `R[target]` with `count` positional arguments from `R[first]` on, and the keyword arguments behind.
unsafe fn call_window(
    vm: &mut Vm,
    base: Base,
    pc: *const u32,
    target: usize,
    first: usize,
    count: usize,
    keywords: Keywords<'_>,
) -> Outcome {
    // SAFETY: by contract of the callers.
    unsafe {
        let registers = Registers(base);
        let callee = registers.value(target);
        let on_stack = can_enter(vm, base);
        match callee.raw_kind() {
            k if k == Kind::Function as u8 && on_stack => {
                let function: Ref<Function> = callee.as_ref_unchecked();
                let words = count + named(keywords);
                let new = base.add(target + LINK_WORDS);
                if first != target + LINK_WORDS {
                    core::ptr::copy(base.add(first), new, words);
                }
                enter_function(vm, base, pc, function, new, count, keywords, 0)
            }
            k if k == Kind::BoundMethod as u8 && on_stack => {
                let method: Ref<BoundMethod> = callee.as_ref_unchecked();
                match method.function.as_ref::<Function>() {
                    Some(function) => {
                        let words = count + named(keywords);
                        let new = base.add(target + LINK_WORDS);
                        if !has_room(vm, base, pc, new, words + 1) {
                            return Outcome::Raised;
                        }
                        core::ptr::copy(base.add(first), new.add(1), words);
                        *new = method.receiver.word();
                        registers.set(target, function.value());
                        enter_function(vm, base, pc, function, new, count + 1, keywords, 0)
                    }
                    None => general(vm, base, pc, target, first, count, keywords),
                }
            }
            k if k == Kind::Native as u8 && matches!(keywords, Keywords::None) => {
                let done = native(vm, base, pc, callee.as_ref_unchecked(), registers.slice(first, count), target);
                if done { Outcome::Done } else { Outcome::Raised }
            }
            k if k == Kind::Type as u8 && on_stack => {
                let class: Ref<Type> = callee.as_ref_unchecked();
                match vm.instance_init_function(class).and_then(Value::as_ref::<Function>) {
                    Some(init) => construct(vm, base, pc, target, first, count, keywords, class, init),
                    None => general(vm, base, pc, target, first, count, keywords),
                }
            }
            _ => general(vm, base, pc, target, first, count, keywords),
        }
    }
}

/// Whether a callee's frame can begin in a call window: not in a generator's own frame, nor where far registers lie
/// behind the windows.
unsafe fn can_enter(vm: &Vm, base: Base) -> bool {
    // SAFETY: by contract of the callers.
    runtime::frame::is_on_stack(vm, base) && !unsafe { code_of(base) }.code_flags().has(CodeFlags::FAR)
}

fn named(keywords: Keywords<'_>) -> usize {
    match keywords {
        Keywords::Named(names) => names.len(),
        _ => 0,
    }
}

unsafe fn has_room(vm: &mut Vm, base: Base, pc: *const u32, new: Base, words: usize) -> bool {
    let end = vm.stack_end as usize;
    if (new as usize).saturating_add((words + SLACK) * size_of::<Word>()) <= end {
        return true;
    }
    // SAFETY: by contract of the callers.
    unsafe { sync(vm, base, pc) };
    let _ = vm.recursion_error();
    false
}

/// Binds the arguments at `new`, if they do not fit as they are.
#[allow(clippy::too_many_arguments)]
unsafe fn enter_function(
    vm: &mut Vm,
    base: Base,
    pc: *const u32,
    function: Ref<Function>,
    new: Base,
    count: usize,
    keywords: Keywords<'_>,
    flags: Word,
) -> Outcome {
    // SAFETY: by contract of the callers.
    unsafe {
        let code = function.code;
        if is_exact(code, count) && matches!(keywords, Keywords::None) {
            return Outcome::Enter(new, code, flags);
        }
        let words = (code.registers as usize).max(count) + 2 * (count + named(keywords));
        if !has_room(vm, base, pc, new, words) {
            return Outcome::Raised;
        }
        let mark = enter(vm, base, pc);
        let result = bind(vm, function, new, count, keywords);
        match finish(vm, mark, result) {
            Some(()) => Outcome::Enter(new, code, flags),
            None => Outcome::Raised,
        }
    }
}

/// Instantiates a class whose `__init__` is a Python function, in the caller's loop: the instance goes to `R[target+1]`,
/// and `__init__` gets a frame of its own above.
#[allow(clippy::too_many_arguments)]
unsafe fn construct(
    vm: &mut Vm,
    base: Base,
    pc: *const u32,
    target: usize,
    first: usize,
    count: usize,
    keywords: Keywords<'_>,
    class: Ref<Type>,
    init: Ref<Function>,
) -> Outcome {
    // SAFETY: by contract of the callers; the words used lie behind the window, where the new frame would be.
    unsafe {
        let words = count + named(keywords);
        let new = base.add(target + 2 + LINK_WORDS);
        if !has_room(vm, base, pc, new, words + 1) {
            return Outcome::Raised;
        }
        let mark = enter(vm, base, pc);
        let instance = vm.new_instance(class);
        let Some(instance) = finish(vm, mark, instance) else { return Outcome::Raised };
        core::ptr::copy(base.add(first), new.add(1), words);
        *new = instance.value().word();
        *base.add(target + 1) = instance.value().word();
        *base.add(target + 2) = init.value().word();
        enter_function(vm, base, pc, init, new, count + 1, keywords, SPECIAL | CONSTRUCTS)
    }
}

/// Calls anything through the general protocol.
#[cold]
unsafe fn general(
    vm: &mut Vm,
    base: Base,
    pc: *const u32,
    target: usize,
    first: usize,
    count: usize,
    keywords: Keywords<'_>,
) -> Outcome {
    // SAFETY: by contract of the callers.
    unsafe {
        let registers = Registers(base);
        let callee = registers.value(target);
        let mark = enter(vm, base, pc);
        let dict = match keywords {
            Keywords::Named(names) => {
                let values = registers.slice(first + count, names.len());
                dict_of(vm, names, values).map(Some)
            }
            _ => Ok(None),
        };
        let result = match dict {
            Ok(dict) => vm.call_stack(callee, registers.slice(first, count), dict),
            Err(raised) => Err(raised),
        };
        match finish(vm, mark, result) {
            Some(value) => {
                registers.set(target, value);
                let goes_on = !vm.pending.any.load(Ordering::Relaxed) || poll::poll_in_loop(vm, base, pc, pc);
                if goes_on { Outcome::Done } else { Outcome::Raised }
            }
            None => Outcome::Raised,
        }
    }
}

fn dict_of(vm: &mut Vm, names: &[Value], values: &[Option<Value>]) -> Result<Value, Raised> {
    let dict = vm.new_dict(names.len())?;
    for (&name, value) in names.iter().zip(values) {
        vm.dict_set(dict, name, value.unwrap_or(Value::NONE))?;
    }
    Ok(dict.value())
}

/// `GeneratorCall` and `GeneratorCallMethod`: the window is in a generator's own registers, or far registers lie behind
/// it, so the arguments are copied to the top of the stack, where the callee's frame is.
///
/// # Safety
/// See [`call_native_method`].
#[inline(never)]
pub unsafe fn generator_call(vm: &mut Vm, base: Base, pc: *const u32, word: u32) -> Outcome {
    // SAFETY: by contract.
    unsafe {
        let registers = Registers(base);
        let target = (word >> 8 & 0xff) as usize;
        let count = (word >> 16 & 0xff) as usize;
        let is_method = Op::from_byte(word as u8) == Op::GeneratorCallMethod;
        let (first, count) = match (is_method, registers.get(target + 3)) {
            (true, Some(_)) => (target + 3, count + 1),
            (true, None) => (target + 4, count),
            (false, _) => (target + 3, count),
        };
        let callee = registers.value(target);
        if let Some(function) = callee.as_ref::<Function>() {
            sync(vm, base, pc);
            let new = vm.frame.top.cast::<Word>().add(LINK_WORDS);
            if !has_room(vm, base, pc, new, count) {
                return Outcome::Raised;
            }
            core::ptr::copy_nonoverlapping(base.add(first), new, count);
            *new.sub(3) = callee.word();
            return enter_function(vm, base, pc, function, new, count, Keywords::None, SPECIAL);
        }
        call_window(vm, base, pc, target, first, count, Keywords::None)
    }
}

/// `CallUnpacked`.
///
/// # Safety
/// See [`call_native_method`].
#[inline(never)]
pub unsafe fn call_unpacked(vm: &mut Vm, base: Base, pc: *const u32, word: u32) -> Option<Value> {
    // SAFETY: by contract.
    unsafe {
        let registers = Registers(base);
        let target = (word >> 8 & 0xff) as usize;
        let callee = registers.value(target);
        let arguments = registers.value(target + 3);
        let keywords = if word >> 16 & 1 != 0 { registers.get(target + 4) } else { None };
        let mark = enter(vm, base, pc);
        let result = match (arguments.as_ref::<List>(), arguments.as_ref::<Tuple>()) {
            (Some(list), _) => vm.call_with_keywords(callee, list.as_slice(), keywords),
            (_, Some(tuple)) => vm.call_with_keywords(callee, tuple.as_slice(), keywords),
            _ => Err(runtime::code::damaged(vm)),
        };
        finish(vm, mark, result)
    }
}

/// What a native that runs Python must find again afterwards.
pub(crate) struct Outer {
    frame: FrameState,
    epoch: u32,
    has_events: bool,
    /// Whether `running` was set: only if it says anything.
    looks: bool,
    running: MaybeUninit<Running>,
    opened_reserve: bool,
}

impl Outer {
    /// Puts the state aside.
    #[inline(always)]
    pub(crate) fn of(vm: &mut Vm) -> Outer {
        let mut outer = Outer {
            frame: vm.frame,
            epoch: vm.events.running.epoch,
            has_events: vm.events.running.has_events,
            looks: vm.events.running.mode != NOTHING,
            running: MaybeUninit::uninit(),
            opened_reserve: vm.heap.open_reserve(false),
        };
        if outer.looks {
            outer.put_aside(vm);
        }
        outer
    }

    #[cold]
    #[inline(never)]
    fn put_aside(&mut self, vm: &mut Vm) {
        let running = self.running.write(vm.events.running);
        if let Some(called) = running.called {
            vm.keep(called);
        }
        vm.events.running.mode = NOTHING;
        vm.events.running.called = None;
    }

    #[cold]
    #[inline(never)]
    fn put_back(&self, vm: &mut Vm) {
        // SAFETY: `put_aside` wrote it if `looks` says so.
        vm.events.running = if self.looks { unsafe { self.running.assume_init_read() } } else { NOBODY };
    }

    /// Restores it. If clients changed, the loop below finds out at its next poll.
    #[inline(always)]
    pub(crate) fn restore(self, vm: &mut Vm) {
        vm.frame = self.frame;
        if self.looks || vm.events.running.mode != NOTHING {
            self.put_back(vm);
        }
        (vm.events.running.has_events, vm.events.running.epoch) = (self.has_events, self.epoch);
        vm.heap.open_reserve(self.opened_reserve);
        if vm.events.epoch != self.epoch {
            vm.pending.request();
        }
    }
}

/// Calls a Python function from native code: the arguments are copied above the present frame, and a loop runs until the
/// function returns.
pub fn call_function<S: Strategy>(
    vm: &mut Vm,
    function: Value,
    arguments: &[Option<Value>],
    receiver: Option<Value>,
    keywords: Option<Value>,
) -> Result<Value, Raised> {
    vm.check_machine_stack()?;
    vm.committed = true;
    let Some(callee) = function.as_ref::<Function>() else { return Err(runtime::code::damaged(vm)) };
    let code = callee.code;
    let outer = Outer::of(vm);
    let keywords = keywords.and_then(Value::as_ref::<Dict>).filter(|dict| !dict.is_empty());
    let count = arguments.len() + receiver.is_some() as usize;
    let words = ENTRY_WORDS + LINK_WORDS + (code.registers as usize).max(count) + 2 * count;
    // SAFETY: the frame is written where the stack is free; room was checked.
    unsafe {
        let bottom = vm.frame.top.cast::<Word>();
        if (bottom as usize).saturating_add((words + SLACK) * size_of::<Word>()) > vm.stack_end as usize {
            return Err(vm.recursion_error());
        }
        let base = bottom.add(ENTRY_WORDS + LINK_WORDS);
        *bottom = vm.frame.base as usize as Word | 1;
        *bottom.add(1) = vm.frame.pc as usize as Word | 1;
        *base.sub(LINK_WORDS) = function.word();
        Link::write(base, core::ptr::null(), core::ptr::null_mut(), 0, SPECIAL);
        let registers = Registers(base);
        let offset = receiver.is_some() as usize;
        if receiver.is_some() {
            registers.set(0, receiver);
        }
        for (index, &argument) in arguments.iter().enumerate() {
            registers.set(offset + index, argument);
        }
        // While arguments are bound, and if a poll comes first, they are below the top.
        vm.frame.top = base.add(count).cast();
        let bound = if is_exact(code, count) && keywords.is_none() {
            Ok(())
        } else {
            bind(vm, callee, base, count, keywords.map_or(Keywords::None, Keywords::Dict))
        };
        let result = match bound {
            Ok(()) => {
                let handled = vm.handled;
                let result = start::<S>(vm, base, code);
                vm.handled = handled;
                result
            }
            Err(raised) => Err(raised),
        };
        outer.restore(vm);
        // The instructions that ran began with a clean slate; the native that called has not.
        vm.committed = true;
        if let Ok(value) = result {
            // Iterations that ended in there are nobody's business out here.
            vm.events.stopped = None;
            vm.keep(value);
        }
        result
    }
}

unsafe fn start<S: Strategy>(vm: &mut Vm, base: Base, code: Ref<Code>) -> Result<Value, Raised> {
    // SAFETY: by contract of the caller.
    unsafe {
        let parameters = code.parameter_count as usize;
        vm.frame.top = base.add(parameters).cast();
        if vm.pending.any.load(Ordering::Relaxed) {
            poll::poll(vm)?;
        }
        if events::watches(vm, code) {
            events::begin(vm, base)?;
            events::settle_first(vm, base, code.instructions);
        }
        vm.note_first_instruction();
        S::run(vm, base, code.instructions)
    }
}

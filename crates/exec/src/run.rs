//! The instruction loop.
//!
//! One `match` in a loop over 32-bit words. Program counter, base and code are locals. A hot arm does the common case
//! and leaves everything else to a function of [`cold`] that is called with the instruction and does the
//! operation from the start. Both forms of an opcode, with and without the event mark, are in one arm.

use crate::codes::{FALSE, NONE, SPECIALS, TRUE, looked_at, marked, op, plain};
use crate::fast::{
    cached_global, cached_slot, free_cell, is_immediate_float, kind, shift_left, stay_a_branch, store_cached_global,
    to_float,
};
use crate::handlers::stored;
use crate::strategy::Hooks;
use crate::{attributes, calls, cold, generators, intrinsics, poll, unwind};
use core::sync::atomic::Ordering;
use runtime::frame::{Base, CONSTRUCTOR, LINK_WORDS, Link, SPECIAL, code_of, function_of};
use runtime::interrupts::HARD;
use runtime::monitoring::event::AFTER_EXCEPTION;
use runtime::object::{CellObject, Code, Function, Instance, Kind, List, Native, Ref, Tuple};
use runtime::value::{SmallInt, Value, Word};
use runtime::vm::{Raised, Vm};

/// Runs the frame at `base` from `pc` until it returns to native code.
///
/// The result is what the entry frame returned, or yielded: then its generator is suspended.
///
/// # Safety
/// `base` is the base of a frame of verified code that was entered from native code, and `pc` one of its instructions.
#[inline(never)]
pub unsafe fn run<H: Hooks>(vm: &mut Vm, entry: Base, start: *const u32) -> Result<Value, Raised> {
    let mut base = entry;
    let mut pc = start;
    // SAFETY: by contract, and by the verifier for everything an instruction names.
    unsafe {
        let mut code: Ref<Code> = code_of(base);

        macro_rules! reg {
            ($index:expr) => {
                *base.add($index as usize)
            };
        }

        'unwinding: loop {
            'running: loop {
                let word = *pc;
                pc = pc.add(1);
                macro_rules! a {
                    () => {
                        ((word >> 8) & 0xff) as usize
                    };
                }
                macro_rules! b {
                    () => {
                        ((word >> 16) & 0xff) as usize
                    };
                }
                macro_rules! c {
                    () => {
                        (word >> 24) as usize
                    };
                }
                macro_rules! bx {
                    () => {
                        (word >> 16) as usize
                    };
                }
                macro_rules! imm {
                    () => {
                        (word as i32 >> 24) as SmallInt
                    };
                }
                // Leaves an instruction that raised.
                macro_rules! check {
                    ($result:expr) => {
                        match $result {
                            Some(value) => value,
                            None => break 'running,
                        }
                    };
                }
                // Stores the result of a slow path in R[a]. It may have run Python that changed what this frame is watched for.
                macro_rules! store {
                    ($result:expr) => {{
                        let value = check!($result);
                        reg!(a!()) = value.word();
                        poll_at_loop!(0);
                    }};
                }
                // A slow path without a result.
                macro_rules! perform {
                    ($result:expr) => {{
                        check!($result);
                        poll_at_loop!(0);
                    }};
                }
                macro_rules! jump_byte {
                    () => {{
                        stay_a_branch();
                        pc = pc.offset((word as i32 >> 24) as isize);
                    }};
                }
                macro_rules! jump {
                    () => {{
                        stay_a_branch();
                        pc = pc.offset((word as i32 >> 16) as isize);
                    }};
                }
                // The two numbers of the hot path of an operator.
                macro_rules! arithmetic {
                    ($int:expr, $float:expr) => {{
                        let (x, y) = (reg!(b!()), reg!(c!()));
                        if x & y & 1 != 0 {
                            let result: Option<Word> = $int(x as SmallInt, y as SmallInt);
                            if let Some(result) = result {
                                reg!(a!()) = result;
                                continue 'running;
                            }
                        } else if is_immediate_float(x) && is_immediate_float(y) {
                            let result: Option<Value> = Value::from_float_immediate($float(to_float(x), to_float(y)));
                            if let Some(result) = result {
                                reg!(a!()) = result.word();
                                continue 'running;
                            }
                        }
                        store!(cold::binary(vm, base, pc, word));
                    }};
                }
                macro_rules! bitwise {
                    ($operation:expr) => {{
                        let (x, y) = (reg!(b!()), reg!(c!()));
                        if x & y & 1 != 0 {
                            reg!(a!()) = $operation(x, y);
                        } else {
                            store!(cold::binary(vm, base, pc, word));
                        }
                    }};
                }
                macro_rules! int_binary {
                    ($operation:expr) => {{
                        let (x, y) = (reg!(b!()), reg!(c!()));
                        if x & y & 1 != 0 {
                            let result: Option<Word> = $operation(x as SmallInt >> 1, y as SmallInt >> 1);
                            if let Some(result) = result {
                                reg!(a!()) = result;
                                continue 'running;
                            }
                        }
                        store!(cold::binary(vm, base, pc, word));
                    }};
                }
                macro_rules! int_immediate {
                    ($operation:expr) => {{
                        let x = reg!(b!());
                        if x & 1 != 0 {
                            let result: Option<Word> = $operation(x as SmallInt, imm!());
                            if let Some(result) = result {
                                reg!(a!()) = result;
                                continue 'running;
                            }
                        }
                        store!(cold::binary_immediate(vm, base, pc, word));
                    }};
                }
                macro_rules! compare {
                    ($operator:tt) => {{
                        let (x, y) = (reg!(b!()), reg!(c!()));
                        if x & y & 1 != 0 {
                            reg!(a!()) = if (x as SmallInt) $operator (y as SmallInt) { TRUE } else { FALSE };
                        } else if is_immediate_float(x) && is_immediate_float(y) {
                            reg!(a!()) = if to_float(x) $operator to_float(y) { TRUE } else { FALSE };
                        } else {
                            store!(cold::compare(vm, base, pc, word));
                        }
                    }};
                }
                macro_rules! compare_jump {
                    ($operator:tt, $wanted:literal) => {{
                        let (x, y) = (reg!(a!()), reg!(b!()));
                        let truth = if x & y & 1 != 0 {
                            (x as SmallInt) $operator (y as SmallInt)
                        } else if is_immediate_float(x) && is_immediate_float(y) {
                            to_float(x) $operator to_float(y)
                        } else {
                            check!(cold::compare_jump(vm, base, pc, word))
                        };
                        if truth == $wanted {
                            jump_byte!();
                        }
                    }};
                }
                macro_rules! compare_jump_imm {
                    ($operator:tt, $wanted:literal) => {{
                        let x = reg!(a!());
                        let truth = if x & 1 != 0 {
                            (x as SmallInt) $operator ((((word >> 16) as i8) as SmallInt) << 1 | 1)
                        } else {
                            check!(cold::compare_jump(vm, base, pc, word))
                        };
                        if truth == $wanted {
                            jump_byte!();
                        }
                    }};
                }
                // Enters the frame of a Python function whose arguments are in place from $new on.
                macro_rules! enter {
                    ($new:expr, $callee:expr, $flags:expr) => {
                        enter!($new, $callee, $flags, false)
                    };
                    ($new:expr, $callee:expr, $flags:expr, $is_watched:expr) => {{
                        let new: Base = $new;
                        let callee: Ref<Code> = $callee;
                        let flags: Word = $flags;
                        Link::write(new, pc, base, flags >> 1 & CONSTRUCTOR, flags & SPECIAL);
                        let reaches_limit = new.add(callee.registers as usize) as usize > vm.stack_limit();
                        if reaches_limit || H::watches(vm) || $is_watched {
                            if !calls::stack_limit_reached(vm, base, pc, new, callee) {
                                break 'running;
                            }
                        }
                        base = new;
                        code = callee;
                        pc = callee.instructions;
                        continue 'running;
                    }};
                }
                // Goes on after a call that was made out of line.
                macro_rules! go_on {
                    ($outcome:expr) => {
                        match $outcome {
                            calls::Outcome::Done => {}
                            calls::Outcome::Enter(new, target, flags) => {
                                enter!(new, target, flags, target.monitored.get() & !AFTER_EXCEPTION != 0)
                            }
                            calls::Outcome::Raised => break 'running,
                        }
                    };
                }
                // Goes on in another frame.
                macro_rules! go_to {
                    ($target:expr) => {
                        match $target {
                            unwind::Target::Frame(new_base, new_pc) => {
                                base = new_base;
                                pc = new_pc;
                                code = code_of(base);
                            }
                            unwind::Target::Native(value) => return Ok(value),
                            unwind::Target::Raise(new_base, new_pc) => {
                                base = new_base;
                                pc = new_pc;
                                break 'running;
                            }
                        }
                    };
                }
                // A poll behind the instruction, from which execution goes on by the offset.
                macro_rules! poll_at_loop {
                    ($offset:expr) => {
                        if vm.pending.any.load(Ordering::Relaxed) {
                            if !poll::poll_in_loop(vm, base, pc, pc.offset($offset)) {
                                break 'running;
                            }
                        }
                    };
                }

                let mut selected = H::select(vm, word);
                'dispatch: loop {
                    match selected {
                        op!(Nop) => {}
                        op!(Move) => reg!(a!()) = reg!(b!()),
                        op!(LoadConst) => reg!(a!()) = (*code.constants.add(bx!())).word(),
                        op!(LoadInt) => reg!(a!()) = (((word as i32 >> 16) as SmallInt) << 1 | 1) as Word,
                        op!(LoadSpecial) => reg!(a!()) = SPECIALS[b!() & 7],
                        op!(LoadFar) => reg!(a!()) = reg!(bx!()),
                        op!(StoreFar) => reg!(bx!()) = reg!(a!()),
                        op!(CheckBound) => {
                            if reg!(a!()) == 0 {
                                cold::unbound_local(vm, base, pc, word);
                                break 'running;
                            }
                        }
                        op!(MakeCell) => store!(cold::make_cell(vm, base, pc, word)),
                        op!(LoadCell) => {
                            let cell = reg!(b!()) as usize as *const CellObject;
                            match (*cell).value.get() {
                                Some(value) => reg!(a!()) = value.word(),
                                None => {
                                    cold::empty_cell(vm, base, pc, word);
                                    break 'running;
                                }
                            }
                        }
                        op!(StoreCell) => {
                            let cell = reg!(b!()) as usize as *const CellObject;
                            (*cell).value.set(Value::from_word(reg!(a!())));
                            stored(vm, reg!(a!()));
                        }
                        op!(LoadFree) => match (*free_cell(base, bx!())).value.get() {
                            Some(value) => reg!(a!()) = value.word(),
                            None => {
                                cold::empty_free(vm, base, pc, word);
                                break 'running;
                            }
                        },
                        op!(StoreFree) => {
                            (*free_cell(base, bx!())).value.set(Value::from_word(reg!(a!())));
                            stored(vm, reg!(a!()));
                        }
                        op!(MakeFunction) => store!(cold::make_function(vm, base, pc, word)),

                        op!(LoadGlobal) => {
                            let globals = function_of(base).globals;
                            let cache = *code.caches.add(bx!());
                            match cached_global(vm, code, globals, cache, bx!()) {
                                Some(value) => reg!(a!()) = value,
                                None => store!(attributes::load_global(vm, base, pc, word)),
                            }
                        }
                        op!(StoreGlobal) => {
                            let globals = function_of(base).globals;
                            if store_cached_global(globals, *code.caches.add(bx!()), reg!(a!())) {
                                stored(vm, reg!(a!()));
                            } else {
                                check!(attributes::store_global(vm, base, pc, word));
                            }
                        }
                        op!(LoadName) => {
                            let globals = function_of(base).globals;
                            if reg!(0) == globals.value().word() {
                                if let Some(value) = cached_global(vm, code, globals, *code.caches.add(bx!()), bx!()) {
                                    reg!(a!()) = value;
                                    continue 'running;
                                }
                            }
                            store!(attributes::load_name(vm, base, pc, word));
                        }
                        op!(StoreName) => {
                            let globals = function_of(base).globals;
                            if reg!(0) == globals.value().word()
                                && store_cached_global(globals, *code.caches.add(bx!()), reg!(a!()))
                            {
                                stored(vm, reg!(a!()));
                                continue 'running;
                            }
                            perform!(attributes::store_name(vm, base, pc, word));
                        }
                        op!(GetAttr) => {
                            let x = reg!(b!());
                            if kind(x) == Kind::Instance as u8 {
                                let instance = x as usize as *const Instance;
                                let cache = *code.caches.add(c!());
                                if cache.key == (*instance).shape.get().pointer() as usize && cache.payload & 1 != 0 {
                                    let value = *cached_slot(instance, cache.payload);
                                    if value != 0 {
                                        reg!(a!()) = value;
                                        continue 'running;
                                    }
                                }
                            }
                            store!(attributes::get_attribute(vm, base, pc, word));
                        }
                        op!(SetAttr) => {
                            let x = reg!(a!());
                            if kind(x) == Kind::Instance as u8 {
                                let instance = x as usize as *const Instance;
                                let cache = *code.caches.add(c!());
                                if cache.key == (*instance).shape.get().pointer() as usize && cache.payload & 1 != 0 {
                                    *cached_slot(instance, cache.payload) = reg!(b!());
                                    stored(vm, reg!(b!()));
                                    continue 'running;
                                }
                            }
                            perform!(attributes::set_attribute(vm, base, pc, word));
                        }
                        op!(LoadMethod) => {
                            let x = reg!(b!());
                            let cache = *code.caches.add(c!());
                            if cache.key != 0 && attributes::receiver_key(x) == cache.key && cache.payload & 1 == 0 {
                                reg!(a!()) = cache.payload as Word;
                                reg!(a!() + 3) = x;
                            } else {
                                perform!(attributes::load_method(vm, base, pc, word));
                            }
                        }
                        op!(GetItem) => {
                            let (x, y) = (reg!(b!()), reg!(c!()));
                            if y & 1 != 0 {
                                let index = (y as SmallInt >> 1) as usize;
                                let k = kind(x);
                                if k == Kind::List as u8 {
                                    if let Some(item) = (*(x as usize as *const List)).get(index) {
                                        reg!(a!()) = item.word();
                                        continue 'running;
                                    }
                                } else if k == Kind::Tuple as u8 {
                                    if let Some(item) = (*(x as usize as *const Tuple)).as_slice().get(index) {
                                        reg!(a!()) = item.word();
                                        continue 'running;
                                    }
                                }
                            }
                            store!(cold::get_item(vm, base, pc, word));
                        }
                        op!(GetItemImm) => {
                            let x = reg!(b!());
                            let index = imm!() as usize;
                            let k = kind(x);
                            if k == Kind::List as u8 {
                                if let Some(item) = (*(x as usize as *const List)).get(index) {
                                    reg!(a!()) = item.word();
                                    continue 'running;
                                }
                            } else if k == Kind::Tuple as u8 {
                                if let Some(item) = (*(x as usize as *const Tuple)).as_slice().get(index) {
                                    reg!(a!()) = item.word();
                                    continue 'running;
                                }
                            }
                            store!(cold::get_item_immediate(vm, base, pc, word));
                        }
                        op!(SetItem) => {
                            let (x, y) = (reg!(a!()), reg!(b!()));
                            if y & 1 != 0 && kind(x) == Kind::List as u8 {
                                let index = (y as SmallInt >> 1) as usize;
                                let list = x as usize as *const List;
                                if index < (*list).len() {
                                    *(*list).items.get().cast::<Word>().add(index) = reg!(c!());
                                    stored(vm, reg!(c!()));
                                    continue 'running;
                                }
                            }
                            perform!(cold::set_item(vm, base, pc, word));
                        }
                        op!(DelItem) => perform!(cold::delete_item(vm, base, pc, word)),

                        op!(Add | InplaceAdd) => {
                            arithmetic!(|x: SmallInt, y: SmallInt| x.checked_add(y - 1).map(|r| r as Word), |x, y| x
                                + y)
                        }
                        op!(Sub | InplaceSub) => {
                            arithmetic!(|x: SmallInt, y: SmallInt| x.checked_sub(y - 1).map(|r| r as Word), |x, y| x
                                - y)
                        }
                        op!(Mul | InplaceMul) => arithmetic!(
                            |x: SmallInt, y: SmallInt| (x - 1).checked_mul(y >> 1).map(|r| r as Word | 1),
                            |x, y| x * y
                        ),
                        op!(TrueDiv | InplaceTrueDiv) => {
                            let (x, y) = (reg!(b!()), reg!(c!()));
                            if is_immediate_float(x) && is_immediate_float(y) {
                                if let Some(result) = Value::from_float_immediate(to_float(x) / to_float(y)) {
                                    reg!(a!()) = result.word();
                                    continue 'running;
                                }
                            }
                            store!(cold::binary(vm, base, pc, word));
                        }
                        op!(FloorDiv | InplaceFloorDiv) => int_binary!(|x: SmallInt, y: SmallInt| {
                            if y > 0 { Some((x.div_euclid(y) << 1 | 1) as Word) } else { None }
                        }),
                        op!(Mod | InplaceMod) => int_binary!(|x: SmallInt, y: SmallInt| {
                            if y > 0 { Some((x.rem_euclid(y) << 1 | 1) as Word) } else { None }
                        }),
                        op!(And | InplaceAnd) => bitwise!(|x, y| x & y),
                        op!(Or | InplaceOr) => bitwise!(|x, y| x | y),
                        op!(Xor | InplaceXor) => bitwise!(|x, y| (x ^ y) | 1),
                        op!(Shl | InplaceShl) => int_binary!(|x: SmallInt, y: SmallInt| shift_left(x, y)),
                        op!(Shr | InplaceShr) => int_binary!(|x: SmallInt, y: SmallInt| {
                            if (0..SmallInt::BITS as SmallInt).contains(&y) {
                                Some((x >> y << 1 | 1) as Word)
                            } else {
                                None
                            }
                        }),
                        op!(Pow | InplacePow | MatMul | InplaceMatMul) => store!(cold::binary(vm, base, pc, word)),

                        op!(AddImm | InplaceAddImm) => {
                            let x = reg!(b!());
                            if x & 1 != 0 {
                                if let Some(result) = (x as SmallInt).checked_add(imm!() << 1) {
                                    reg!(a!()) = result as Word;
                                    continue 'running;
                                }
                            }
                            store!(cold::binary_immediate(vm, base, pc, word));
                        }
                        op!(SubImm | InplaceSubImm) => {
                            let x = reg!(b!());
                            if x & 1 != 0 {
                                if let Some(result) = (x as SmallInt).checked_sub(imm!() << 1) {
                                    reg!(a!()) = result as Word;
                                    continue 'running;
                                }
                            }
                            store!(cold::binary_immediate(vm, base, pc, word));
                        }
                        op!(MulImm | InplaceMulImm) => {
                            int_immediate!(|x: SmallInt, y: SmallInt| { (x - 1).checked_mul(y).map(|r| r as Word | 1) })
                        }
                        op!(FloorDivImm | InplaceFloorDivImm) => int_immediate!(|x: SmallInt, y: SmallInt| {
                            if y > 0 { Some(((x >> 1).div_euclid(y) << 1 | 1) as Word) } else { None }
                        }),
                        op!(ModImm | InplaceModImm) => int_immediate!(|x: SmallInt, y: SmallInt| {
                            if y > 0 { Some(((x >> 1).rem_euclid(y) << 1 | 1) as Word) } else { None }
                        }),
                        op!(AndImm | InplaceAndImm) => {
                            int_immediate!(|x: SmallInt, y: SmallInt| Some((x & (y << 1 | 1)) as Word))
                        }
                        op!(ShlImm | InplaceShlImm) => {
                            int_immediate!(|x: SmallInt, y: SmallInt| shift_left(x >> 1, y))
                        }
                        op!(ShrImm | InplaceShrImm) => int_immediate!(|x: SmallInt, y: SmallInt| {
                            if (0..SmallInt::BITS as SmallInt - 1).contains(&y) {
                                Some((x >> y | 1) as Word)
                            } else {
                                None
                            }
                        }),

                        op!(Not) => {
                            let x = reg!(b!());
                            reg!(a!()) = match x {
                                TRUE => FALSE,
                                FALSE => TRUE,
                                _ if check!(cold::truth(vm, base, pc, x)) => FALSE,
                                _ => TRUE,
                            };
                        }
                        op!(Neg) => {
                            let x = reg!(b!());
                            if x & 1 != 0 && x as SmallInt != SmallInt::MIN + 1 {
                                reg!(a!()) = (2 as SmallInt).wrapping_sub(x as SmallInt) as Word;
                            } else if is_immediate_float(x) {
                                // The sign is the third bit of an immediate.
                                reg!(a!()) = x ^ 4;
                            } else {
                                store!(cold::unary(vm, base, pc, word));
                            }
                        }
                        op!(Pos | Invert) => store!(cold::unary(vm, base, pc, word)),

                        op!(Lt) => compare!(<),
                        op!(Le) => compare!(<=),
                        op!(Eq) => compare!(==),
                        op!(Ne) => compare!(!=),
                        op!(Gt) => compare!(>),
                        op!(Ge) => compare!(>=),
                        op!(Is) => reg!(a!()) = if cold::is_same(reg!(b!()), reg!(c!())) { TRUE } else { FALSE },
                        op!(IsNot) => reg!(a!()) = if cold::is_same(reg!(b!()), reg!(c!())) { FALSE } else { TRUE },
                        op!(Contains | NotContains) => store!(cold::contains(vm, base, pc, word)),

                        op!(Jump) => pc = pc.offset((word as i32 >> 8) as isize),
                        op!(Loop) => {
                            let offset = (word as i32 >> 8) as isize;
                            poll_at_loop!(offset);
                            pc = pc.offset(offset);
                        }
                        op!(JumpIfTrue) => {
                            let x = reg!(a!());
                            let truth = match x {
                                TRUE => true,
                                FALSE | NONE => false,
                                _ => check!(cold::truth(vm, base, pc, x)),
                            };
                            if truth {
                                jump!();
                            }
                        }
                        op!(JumpIfFalse) => {
                            let x = reg!(a!());
                            let truth = match x {
                                TRUE => true,
                                FALSE | NONE => false,
                                _ => check!(cold::truth(vm, base, pc, x)),
                            };
                            if !truth {
                                jump!();
                            }
                        }
                        op!(JumpIfNone) => {
                            if reg!(a!()) == NONE {
                                jump!();
                            }
                        }
                        op!(JumpIfNotNone) => {
                            if reg!(a!()) != NONE {
                                jump!();
                            }
                        }
                        op!(JumpLt) => compare_jump!(<, true),
                        op!(JumpLe) => compare_jump!(<=, true),
                        op!(JumpEq) => compare_jump!(==, true),
                        op!(JumpNe) => compare_jump!(!=, true),
                        op!(JumpGt) => compare_jump!(>, true),
                        op!(JumpGe) => compare_jump!(>=, true),
                        op!(JumpNotLt) => compare_jump!(<, false),
                        op!(JumpNotLe) => compare_jump!(<=, false),
                        op!(JumpNotEq) => compare_jump!(==, false),
                        op!(JumpNotNe) => compare_jump!(!=, false),
                        op!(JumpNotGt) => compare_jump!(>, false),
                        op!(JumpNotGe) => compare_jump!(>=, false),
                        op!(JumpLtImm) => compare_jump_imm!(<, true),
                        op!(JumpLeImm) => compare_jump_imm!(<=, true),
                        op!(JumpEqImm) => compare_jump_imm!(==, true),
                        op!(JumpNeImm) => compare_jump_imm!(!=, true),
                        op!(JumpGtImm) => compare_jump_imm!(>, true),
                        op!(JumpGeImm) => compare_jump_imm!(>=, true),
                        op!(JumpNotLtImm) => compare_jump_imm!(<, false),
                        op!(JumpNotLeImm) => compare_jump_imm!(<=, false),
                        op!(JumpNotEqImm) => compare_jump_imm!(==, false),
                        op!(JumpNotNeImm) => compare_jump_imm!(!=, false),
                        op!(JumpNotGtImm) => compare_jump_imm!(>, false),
                        op!(JumpNotGeImm) => compare_jump_imm!(>=, false),

                        op!(ForPrepare) => perform!(cold::for_prepare(vm, base, pc, word)),
                        op!(ForNext) => {
                            let offset = *pc as i32 as isize;
                            pc = pc.add(1);
                            let state = base.add(a!());
                            let (current, step, left) = (*state, *state.add(1), *state.add(2));
                            if current & step & left & 1 != 0 {
                                if left != 1 {
                                    reg!(b!()) = current;
                                    *state = current.wrapping_add(step - 1);
                                    *state.add(2) = left - 2;
                                    poll_at_loop!(offset);
                                    pc = pc.offset(offset);
                                }
                                continue 'running;
                            }
                            match kind(current) {
                                k if k == Kind::List as u8 => {
                                    let list = current as usize as *const List;
                                    let index = step as usize >> 1;
                                    if let Some(item) = (*list).get(index) {
                                        reg!(b!()) = item.word();
                                        *state.add(1) = step + 2;
                                        poll_at_loop!(offset);
                                        pc = pc.offset(offset);
                                        continue 'running;
                                    }
                                    // An exhausted iterator stays exhausted even if the list grows.
                                    *state = Value::NONE.word();
                                    continue 'running;
                                }
                                k if k == Kind::Generator as u8 => {
                                    if let Some((new_base, new_pc)) = generators::enter_from_loop(vm, base, pc, word) {
                                        base = new_base;
                                        pc = new_pc;
                                        code = code_of(base);
                                        continue 'running;
                                    }
                                }
                                _ => {}
                            }
                            match cold::for_next(vm, base, pc, word) {
                                Some(true) => {
                                    poll_at_loop!(offset);
                                    pc = pc.offset(offset);
                                }
                                Some(false) => poll_at_loop!(0),
                                None => break 'running,
                            }
                        }

                        op!(Call) => {
                            let callee = reg!(a!());
                            let count = b!();
                            if kind(callee) == Kind::Function as u8 {
                                let function = &*(callee as usize as *const Function);
                                let target = function.code;
                                if target.direct.get() && target.argument_count as usize == count {
                                    enter!(base.add(a!() + LINK_WORDS), target, 0);
                                }
                            }
                            go_on!(calls::call(vm, base, pc, word));
                        }
                        op!(CallMethod) => {
                            let callee = reg!(a!());
                            let count = b!() + 1;
                            if kind(callee) == Kind::Function as u8 && reg!(a!() + LINK_WORDS) != 0 {
                                let function = &*(callee as usize as *const Function);
                                let target = function.code;
                                if target.direct.get() && target.argument_count as usize == count {
                                    enter!(base.add(a!() + LINK_WORDS), target, 0);
                                }
                            } else if kind(callee) == Kind::Native as u8 {
                                let native: Ref<Native> = Ref::from_pointer(callee as usize as *mut Native);
                                if !calls::call_native_method(vm, base, pc, word, native) {
                                    break 'running;
                                }
                                continue 'running;
                            }
                            go_on!(calls::call_method(vm, base, pc, word));
                        }
                        op!(GeneratorCall | GeneratorCallMethod) => go_on!(calls::generator_call(vm, base, pc, word)),
                        op!(CallKeywords | CallMethodKeywords) => {
                            let names = *pc as usize;
                            pc = pc.add(1);
                            go_on!(calls::call_keywords(vm, base, pc, word, names));
                        }
                        op!(CallUnpacked) => store!(calls::call_unpacked(vm, base, pc, word)),
                        op!(Return) => {
                            let value = reg!(a!());
                            let link = Link::of(base);
                            if link.is_simple() {
                                *base.sub(3) = value;
                                base = link.caller();
                                pc = link.caller_pc();
                                code = code_of(base);
                                // Returns can follow each other without any other poll.
                                if HARD {
                                    poll_at_loop!(0);
                                }
                                continue 'running;
                            }
                            go_to!(unwind::special_return(vm, base, pc, value));
                        }
                        op!(Yield) => {
                            go_to!(generators::suspend(vm, base, pc, Value::from_word(reg!(a!()))));
                            poll_at_loop!(0);
                        }
                        op!(YieldFrom) => match generators::yield_from(vm, base, pc, word) {
                            generators::Step::Continue => poll_at_loop!(0),
                            generators::Step::Switch(target) => {
                                go_to!(target);
                                poll_at_loop!(0);
                            }
                            generators::Step::Raised => break 'running,
                        },

                        op!(BuildTuple) => store!(cold::build_tuple(vm, base, pc, word)),
                        op!(BuildList) => store!(cold::build_list(vm, base, pc, word)),
                        op!(Unpack) => {
                            let x = reg!(b!());
                            let count = c!();
                            if kind(x) == Kind::Tuple as u8 {
                                let items = (*(x as usize as *const Tuple)).as_slice();
                                if items.len() == count {
                                    for (index, item) in items.iter().enumerate() {
                                        reg!(a!() + index) = item.word();
                                    }
                                    continue 'running;
                                }
                            }
                            perform!(cold::unpack(vm, base, pc, word));
                        }
                        op!(ListAppend) => {
                            let list = reg!(a!()) as usize as *const List;
                            if kind(reg!(a!())) == Kind::List as u8 && (*list).length.get() < (*list).capacity.get() {
                                let length = (*list).length.get();
                                *(*list).items.get().cast::<Word>().add(length as usize) = reg!(b!());
                                (*list).length.set(length + 1);
                                stored(vm, reg!(b!()));
                            } else {
                                check!(cold::list_append(vm, base, pc, word));
                            }
                        }
                        op!(Intrinsic) => {
                            let ext = *pc;
                            pc = pc.add(1);
                            match intrinsics::run(vm, base, pc, word, ext) {
                                intrinsics::Next::Continue => poll_at_loop!(0),
                                intrinsics::Next::Leave(target) => go_to!(target),
                                intrinsics::Next::Raised => break 'running,
                            }
                        }
                        _ => {
                            if H::ENABLED {
                                if !H::event(vm, base, pc, word) {
                                    break 'running;
                                }
                                selected = word & 0x7f;
                                continue 'dispatch;
                            }
                            // `select` of hooks that are not enabled returns opcode bytes, which are all there.
                            core::hint::unreachable_unchecked();
                        }
                    }
                    break 'dispatch;
                }
            }
            match unwind::unwind(vm, base, pc) {
                Some((new_base, new_pc)) => {
                    base = new_base;
                    pc = new_pc;
                    code = code_of(base);
                    continue 'unwinding;
                }
                None => return Err(vm.raised_again()),
            }
        }
    }
}

const _: () = assert!(calls::CONSTRUCTS >> 1 == CONSTRUCTOR && calls::CONSTRUCTS & SPECIAL == 0);

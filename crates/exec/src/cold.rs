//! The slow paths of the instruction loop.
//!
//! Each gets the instruction word and does the operation from the start: nothing was changed before it was called. `None`
//! means that an exception is on its way.

use crate::events;
use bytecode::Op;
use runtime::frame::{Base, Registers, code_of, function_of, offset_of, sync};
use runtime::native::NativeResult;
use runtime::object::{CellObject, Code, Function, Kind, List, Record, Ref, Tuple};
use runtime::types::range::RANGE;
use runtime::types::{BinaryOperator, Comparison, UnaryOperator};
use runtime::value::float::EXACT_INTEGERS;
use runtime::value::{Float, Value, WideInt, Word};
use runtime::vm::{Raised, Vm};

/// Begins a slow path: tells the VM where the program is. Returns the mark of the log for [`finish`].
///
/// # Safety
/// `base` is the running frame and `pc` points behind the instruction's first word, or behind the whole of it.
#[inline]
pub unsafe fn enter(vm: &mut Vm, base: Base, pc: *const u32) -> usize {
    // SAFETY: by contract.
    unsafe { sync(vm, base, pc) };
    vm.committed = false;
    vm.log_mark()
}

/// Ends a slow path.
#[inline]
pub fn finish<T>(vm: &mut Vm, mark: usize, result: Result<T, Raised>) -> Option<T> {
    vm.log_release(mark);
    if vm.is_marking() {
        crate::handlers::note_operands(vm);
    }
    if result.is_ok() {
        vm.retried = core::ptr::null();
    }
    if vm.heap.collection_wanted() {
        vm.note_collection();
    }
    result.ok()
}

fn field_a(word: u32) -> usize {
    (word >> 8 & 0xff) as usize
}

fn field_b(word: u32) -> usize {
    (word >> 16 & 0xff) as usize
}

fn field_c(word: u32) -> usize {
    (word >> 24) as usize
}

fn immediate_c(word: u32) -> Value {
    Value::from_i32_small(word as i32 >> 24)
}

/// A binary operator, and whether it is in place, from its opcode. Each pair of opcodes is plain and in place.
fn operator_of(op: Op) -> (BinaryOperator, bool) {
    const ORDER: [BinaryOperator; 13] = [
        BinaryOperator::Add,
        BinaryOperator::Sub,
        BinaryOperator::Mul,
        BinaryOperator::TrueDiv,
        BinaryOperator::FloorDiv,
        BinaryOperator::Mod,
        BinaryOperator::And,
        BinaryOperator::Or,
        BinaryOperator::Xor,
        BinaryOperator::Shl,
        BinaryOperator::Shr,
        BinaryOperator::Pow,
        BinaryOperator::MatMul,
    ];
    const IMMEDIATE: [BinaryOperator; 8] = [
        BinaryOperator::Add,
        BinaryOperator::Sub,
        BinaryOperator::Mul,
        BinaryOperator::FloorDiv,
        BinaryOperator::Mod,
        BinaryOperator::And,
        BinaryOperator::Shl,
        BinaryOperator::Shr,
    ];
    let code = op as usize;
    let (table, first): (&[BinaryOperator], usize) =
        if code >= Op::AddImm as usize { (&IMMEDIATE, Op::AddImm as usize) } else { (&ORDER, Op::Add as usize) };
    let index = code.saturating_sub(first);
    (table.get(index / 2).copied().unwrap_or(BinaryOperator::Add), index % 2 == 1)
}

fn apply(vm: &mut Vm, word: u32, x: Value, y: Value) -> NativeResult {
    let (operator, inplace) = operator_of(Op::from_byte(word as u8));
    if inplace { vm.inplace(operator, x, y) } else { vm.binary(operator, x, y) }
}

/// Two floats of which at least one is not immediate, or whose result is not.
fn float_binary(vm: &mut Vm, word: u32, x: Value, y: Value) -> Option<NativeResult> {
    let (x, y) = (float_of(x)?, float_of(y)?);
    let (operator, _) = operator_of(Op::from_byte(word as u8));
    let result = match operator {
        BinaryOperator::Add => x + y,
        BinaryOperator::Sub => x - y,
        BinaryOperator::Mul => x * y,
        BinaryOperator::TrueDiv if y != 0.0 => x / y,
        _ => return None,
    };
    Some(vm.new_float(result))
}

/// The number of an exact float, or of a small int that is one exactly.
fn float_of(value: Value) -> Option<Float> {
    if value.is_immediate_float() {
        return Some(value.immediate_float());
    }
    if value.is_exact(Kind::Float) {
        return value.as_ref::<runtime::object::Float>().map(|float| float.number);
    }
    match value.as_small_int() {
        Some(number) if (number as i64).unsigned_abs() <= EXACT_INTEGERS => Some(number as Float),
        _ => None,
    }
}

/// A binary operator of two registers.
///
/// # Safety
/// As for [`crate::run::run`], as for all functions of this module.
#[cold]
#[inline(never)]
pub unsafe fn binary(vm: &mut Vm, base: Base, pc: *const u32, word: u32) -> Option<Value> {
    // SAFETY: by contract.
    unsafe {
        let registers = Registers(base);
        let (x, y) = (registers.value(field_b(word)), registers.value(field_c(word)));
        let mark = enter(vm, base, pc);
        let result = if x.is_small_int() && y.is_small_int() { None } else { float_binary(vm, word, x, y) };
        let result = match result {
            Some(result) => result,
            None => apply(vm, word, x, y),
        };
        finish(vm, mark, result)
    }
}

/// A binary operator of a register and an immediate.
///
/// # Safety
/// See [`binary`].
#[cold]
#[inline(never)]
pub unsafe fn binary_immediate(vm: &mut Vm, base: Base, pc: *const u32, word: u32) -> Option<Value> {
    // SAFETY: by contract.
    unsafe {
        let x = Registers(base).value(field_b(word));
        let y = immediate_c(word);
        let mark = enter(vm, base, pc);
        let result = if x.is_small_int() { None } else { float_binary(vm, word, x, y) };
        let result = match result {
            Some(result) => result,
            None => apply(vm, word, x, y),
        };
        finish(vm, mark, result)
    }
}

/// `Neg`, `Pos`, `Invert`.
///
/// # Safety
/// See [`binary`].
#[cold]
#[inline(never)]
pub unsafe fn unary(vm: &mut Vm, base: Base, pc: *const u32, word: u32) -> Option<Value> {
    // SAFETY: by contract.
    unsafe {
        let x = Registers(base).value(field_b(word));
        let operator = match Op::from_byte(word as u8) {
            Op::Pos => UnaryOperator::Pos,
            Op::Invert => UnaryOperator::Invert,
            _ => UnaryOperator::Neg,
        };
        if let (UnaryOperator::Invert, Some(number)) = (operator, x.as_small_int()) {
            return Value::from_small_int(!number);
        }
        let mark = enter(vm, base, pc);
        let result = vm.unary(operator, x);
        finish(vm, mark, result)
    }
}

fn comparison_of(op: Op) -> Comparison {
    match op {
        Op::Lt | Op::JumpLt | Op::JumpNotLt | Op::JumpLtImm | Op::JumpNotLtImm => Comparison::Lt,
        Op::Le | Op::JumpLe | Op::JumpNotLe | Op::JumpLeImm | Op::JumpNotLeImm => Comparison::Le,
        Op::Ne | Op::JumpNe | Op::JumpNotNe | Op::JumpNeImm | Op::JumpNotNeImm => Comparison::Ne,
        Op::Gt | Op::JumpGt | Op::JumpNotGt | Op::JumpGtImm | Op::JumpNotGtImm => Comparison::Gt,
        Op::Ge | Op::JumpGe | Op::JumpNotGe | Op::JumpGeImm | Op::JumpNotGeImm => Comparison::Ge,
        _ => Comparison::Eq,
    }
}

/// A comparison that makes a value.
///
/// # Safety
/// See [`binary`].
#[cold]
#[inline(never)]
pub unsafe fn compare(vm: &mut Vm, base: Base, pc: *const u32, word: u32) -> Option<Value> {
    // SAFETY: by contract.
    unsafe {
        let registers = Registers(base);
        let (x, y) = (registers.value(field_b(word)), registers.value(field_c(word)));
        let mark = enter(vm, base, pc);
        let result = vm.compare(comparison_of(Op::from_byte(word as u8)), x, y);
        finish(vm, mark, result)
    }
}

/// A comparison that decides a jump.
///
/// # Safety
/// See [`binary`].
#[cold]
#[inline(never)]
pub unsafe fn compare_jump(vm: &mut Vm, base: Base, pc: *const u32, word: u32) -> Option<bool> {
    // SAFETY: by contract.
    unsafe {
        let registers = Registers(base);
        let op = Op::from_byte(word as u8);
        let x = registers.value(field_a(word));
        let y = if (op as u8) < Op::JumpLtImm as u8 {
            registers.value(field_b(word))
        } else {
            Value::from_i32_small(((word >> 16) as i8) as i32)
        };
        if let (Some(x), Some(y)) = (float_of(x), float_of(y)) {
            return Some(match comparison_of(op) {
                Comparison::Lt => x < y,
                Comparison::Le => x <= y,
                Comparison::Eq => x == y,
                Comparison::Ne => x != y,
                Comparison::Gt => x > y,
                Comparison::Ge => x >= y,
            });
        }
        let mark = enter(vm, base, pc);
        let result = vm.compare(comparison_of(op), x, y);
        let result = match result {
            Ok(value) => vm.truth(value),
            Err(raised) => Err(raised),
        };
        finish(vm, mark, result)
    }
}

/// Whether two words are the same object. Boxed floats and ints are objects; immediate ones are the same if equal.
#[inline(always)]
pub fn is_same(x: Word, y: Word) -> bool {
    x == y
}

/// `bool(value)` of a register's word.
///
/// # Safety
/// See [`binary`].
#[inline(never)]
pub unsafe fn truth(vm: &mut Vm, base: Base, pc: *const u32, word: Word) -> Option<bool> {
    // SAFETY: by contract.
    unsafe {
        let value = Value::from_word(word).unwrap_or(Value::NONE);
        if let Some(number) = value.as_small_int() {
            return Some(number != 0);
        }
        match value.raw_kind() {
            k if k == Kind::List as u8 => return value.as_ref::<List>().map(|list| !list.is_empty()),
            k if k == Kind::Str as u8 => return value.as_ref::<runtime::object::Str>().map(|text| text.length != 0),
            _ => {}
        }
        let mark = enter(vm, base, pc);
        let result = vm.truth(value);
        finish(vm, mark, result)
    }
}

/// `Contains` and `NotContains`.
///
/// # Safety
/// See [`binary`].
#[inline(never)]
pub unsafe fn contains(vm: &mut Vm, base: Base, pc: *const u32, word: u32) -> Option<Value> {
    // SAFETY: by contract.
    unsafe {
        let registers = Registers(base);
        let (item, container) = (registers.value(field_b(word)), registers.value(field_c(word)));
        let mark = enter(vm, base, pc);
        let result = vm.contains(container, item);
        let negated = Op::from_byte(word as u8) == Op::NotContains;
        finish(vm, mark, result).map(|found| Value::from_bool(found != negated))
    }
}

/// `GetItem`.
///
/// # Safety
/// See [`binary`].
#[inline(never)]
pub unsafe fn get_item(vm: &mut Vm, base: Base, pc: *const u32, word: u32) -> Option<Value> {
    // SAFETY: by contract.
    unsafe {
        let registers = Registers(base);
        let (container, key) = (registers.value(field_b(word)), registers.value(field_c(word)));
        if let (Some(index), true) = (key.as_small_int(), container.is_exact(Kind::List)) {
            if let Some(list) = container.as_ref::<List>() {
                let at = (index as isize).wrapping_add(list.len() as isize);
                if let Some(item) = usize::try_from(at).ok().and_then(|at| list.get(at)) {
                    return Some(item);
                }
            }
        }
        let mark = enter(vm, base, pc);
        let result = vm.get_item(container, key);
        finish(vm, mark, result)
    }
}

/// `GetItemImm`.
///
/// # Safety
/// See [`binary`].
#[inline(never)]
pub unsafe fn get_item_immediate(vm: &mut Vm, base: Base, pc: *const u32, word: u32) -> Option<Value> {
    // SAFETY: by contract.
    unsafe {
        let container = Registers(base).value(field_b(word));
        let mark = enter(vm, base, pc);
        let result = vm.get_item(container, immediate_c(word));
        finish(vm, mark, result)
    }
}

/// `SetItem`.
///
/// # Safety
/// See [`binary`].
#[inline(never)]
pub unsafe fn set_item(vm: &mut Vm, base: Base, pc: *const u32, word: u32) -> Option<()> {
    // SAFETY: by contract.
    unsafe {
        let registers = Registers(base);
        let (container, key) = (registers.value(field_a(word)), registers.value(field_b(word)));
        let mark = enter(vm, base, pc);
        let result = vm.set_item(container, key, Some(registers.value(field_c(word))));
        finish(vm, mark, result)
    }
}

/// `DelItem`.
///
/// # Safety
/// See [`binary`].
#[cold]
#[inline(never)]
pub unsafe fn delete_item(vm: &mut Vm, base: Base, pc: *const u32, word: u32) -> Option<()> {
    // SAFETY: by contract.
    unsafe {
        let registers = Registers(base);
        let mark = enter(vm, base, pc);
        let result = vm.set_item(registers.value(field_a(word)), registers.value(field_b(word)), None);
        finish(vm, mark, result)
    }
}

/// `CheckBound` of an unbound local.
///
/// # Safety
/// See [`binary`].
#[cold]
pub unsafe fn unbound_local(vm: &mut Vm, base: Base, pc: *const u32, word: u32) {
    // SAFETY: by contract.
    unsafe {
        sync(vm, base, pc);
        let name = code_of(base).constant((word >> 16) as usize);
        vm.raise_unbound_local(name);
    }
}

/// `MakeCell`.
///
/// # Safety
/// See [`binary`].
#[inline(never)]
pub unsafe fn make_cell(vm: &mut Vm, base: Base, pc: *const u32, word: u32) -> Option<Value> {
    // SAFETY: by contract.
    unsafe {
        let mark = enter(vm, base, pc);
        let result = vm.new_cell(Registers(base).get(field_a(word)));
        finish(vm, mark, result)
    }
}

/// `LoadCell` of an empty cell.
///
/// # Safety
/// See [`binary`].
#[cold]
pub unsafe fn empty_cell(vm: &mut Vm, base: Base, pc: *const u32, word: u32) {
    // SAFETY: by contract.
    unsafe {
        sync(vm, base, pc);
        let code = code_of(base);
        let name = local_name(vm, code, field_b(word));
        vm.raise_unbound_local(name);
    }
}

/// The name of the local variable in a register.
fn local_name(vm: &mut Vm, code: Ref<Code>, register: usize) -> Value {
    let view = code.view();
    let text = view.and_then(|view| {
        let local = (0..view.locals().len()).find(|&local| view.local_register(local) == register)?;
        view.image().string(*view.locals().get(local)?)
    });
    vm.intern(text.unwrap_or(b"?")).unwrap_or(Value::NONE)
}

/// The name of a free variable.
pub fn free_name(vm: &mut Vm, code: Ref<Code>, index: usize) -> Value {
    let text = code.view().and_then(|view| view.image().string(view.capture(index)?.1));
    vm.intern(text.unwrap_or(b"?")).unwrap_or(Value::NONE)
}

/// `LoadFree` of an empty cell.
///
/// # Safety
/// See [`binary`].
#[cold]
pub unsafe fn empty_free(vm: &mut Vm, base: Base, pc: *const u32, word: u32) {
    // SAFETY: by contract.
    unsafe {
        sync(vm, base, pc);
        let name = free_name(vm, code_of(base), (word >> 16) as usize);
        vm.raise_unbound_free(name);
    }
}

/// `MakeFunction`.
///
/// # Safety
/// See [`binary`].
#[inline(never)]
pub unsafe fn make_function(vm: &mut Vm, base: Base, pc: *const u32, word: u32) -> Option<Value> {
    // SAFETY: by contract.
    unsafe {
        let mark = enter(vm, base, pc);
        let result = new_function(vm, base, (word >> 16) as usize);
        finish(vm, mark, result)
    }
}

/// Captures for which a closure is made without a list.
const FEW_CAPTURES: usize = 8;

/// The cell that a function which is made takes from the frame or the closure of `parent`.
fn captured(parent: Ref<Function>, code: Ref<Code>, base: Base, index: usize) -> Option<Value> {
    let cell = match code.view()?.capture(index)?.0 {
        bytecode::Capture::Local(register) => Registers(base).get(register as usize),
        bytecode::Capture::Free(index) => {
            let cells = parent.closure.and_then(Value::as_ref::<Tuple>);
            cells.and_then(|cells| cells.as_slice().get(index as usize).copied())
        }
    };
    cell.filter(|cell| cell.as_ref::<CellObject>().is_some())
}

unsafe fn new_function(vm: &mut Vm, base: Base, constant: usize) -> NativeResult {
    // SAFETY: by contract of the caller; the verifier proved the captures.
    unsafe {
        let parent = function_of(base);
        let constant = parent.code.constant(constant);
        let Some(code) = constant.as_ref::<Code>() else { return Err(runtime::code::damaged(vm)) };
        let captures = code.view().map_or(0, |view| view.capture_count());
        let mut closure = None;
        if captures > 0 && captures <= FEW_CAPTURES {
            let mut cells = [Value::NONE; FEW_CAPTURES];
            for (index, place) in cells[..captures].iter_mut().enumerate() {
                match captured(parent, code, base, index) {
                    Some(cell) => *place = cell,
                    None => return Err(runtime::code::damaged(vm)),
                }
            }
            closure = Some(vm.new_tuple(&cells[..captures])?);
        } else if captures > 0 {
            let list = vm.new_list_with_capacity(captures)?;
            for index in 0..captures {
                match captured(parent, code, base, index) {
                    Some(cell) => vm.list_push(list, cell)?,
                    None => return Err(runtime::code::damaged(vm)),
                }
            }
            closure = Some(vm.new_tuple(list.as_slice())?);
        }
        Ok(crate::make_function(vm, code, parent.globals, closure)?.value())
    }
}

/// `ForPrepare`: the state of an iteration. Ranges of small ints become three numbers, exact lists and tuples an index;
/// everything else an iterator with nothing behind it.
///
/// # Safety
/// See [`binary`].
#[inline(never)]
pub unsafe fn for_prepare(vm: &mut Vm, base: Base, pc: *const u32, word: u32) -> Option<()> {
    // SAFETY: by contract.
    unsafe {
        let registers = Registers(base);
        let (state, iterable) = (field_a(word), registers.value(field_b(word)));
        let zero = Value::from_i32_small(0);
        if iterable.is_exact(Kind::List) || iterable.is_exact(Kind::Tuple) {
            registers.set(state, iterable);
            registers.set(state + 1, zero);
            registers.set(state + 2, zero);
            return Some(());
        }
        if let Some((start, step, count)) = small_range(vm, iterable) {
            registers.set(state, start);
            registers.set(state + 1, step);
            registers.set(state + 2, count);
            return Some(());
        }
        let mark = enter(vm, base, pc);
        let result = vm.with_reserve(|vm| vm.iter(iterable));
        let iterator = finish(vm, mark, result)?;
        registers.set(state, iterator);
        registers.set(state + 1, None);
        registers.set(state + 2, None);
        Some(())
    }
}

/// Start, step and count of a range whose numbers, the one behind the last included, are all small ints.
fn small_range(vm: &Vm, value: Value) -> Option<(Value, Value, Value)> {
    if !value.is_exact(Kind::Record) || vm.class_of(value) != Ref::from_static(&RANGE) {
        return None;
    }
    let range = value.as_ref::<Record>()?;
    let number = |index: usize| range.get(index).and_then(Value::as_small_int).map(WideInt::from);
    range_state(number(0)?, number(1)?, number(2)?)
}

/// The state of a loop over a range with a step that is not zero: start, step and count, if all fit.
pub(crate) fn range_state(start: WideInt, stop: WideInt, step: WideInt) -> Option<(Value, Value, Value)> {
    let count = if step > 0 { (stop - start + step - 1) / step } else { (start - stop - step - 1) / -step }.max(0);
    let small = |number: WideInt| runtime::value::SmallInt::try_from(number).ok().and_then(Value::from_small_int);
    small(start + count * step)?;
    Some((small(start)?, small(step)?, small(count)?))
}

/// `ForNext` for what the loop does not do itself: true if there is an item.
///
/// # Safety
/// See [`binary`].
#[inline(never)]
pub unsafe fn for_next(vm: &mut Vm, base: Base, pc: *const u32, word: u32) -> Option<bool> {
    // SAFETY: by contract.
    unsafe {
        let registers = Registers(base);
        let state = field_a(word);
        let iterator = registers.value(state);
        if let Some(tuple) = iterator.as_ref::<Tuple>() {
            let index = registers.value(state + 1).as_small_int().unwrap_or(0) as usize;
            let Some(&item) = tuple.as_slice().get(index) else { return Some(false) };
            registers.set(state + 1, Value::from_small_int(index as runtime::value::SmallInt + 1));
            registers.set(field_b(word), item);
            return Some(true);
        }
        if iterator.is_none() {
            return Some(false);
        }
        let mark = enter(vm, base, pc);
        if events::watches(vm, code_of(base)) {
            (vm.events.stopped, vm.returned) = (None, None);
        }
        let result = vm.next(iterator);
        match finish(vm, mark, result)? {
            Some(item) => {
                registers.set(field_b(word), item);
                Some(true)
            }
            None if events::watches(vm, code_of(base)) => iteration_ended(vm, base, pc, iterator),
            None => Some(false),
        }
    }
}

#[cold]
#[inline(never)]
unsafe fn iteration_ended(vm: &mut Vm, base: Base, pc: *const u32, iterator: Value) -> Option<bool> {
    // SAFETY: by contract of the caller.
    unsafe {
        let at = offset_of(code_of(base), pc).saturating_sub(2);
        events::iteration_ended(vm, base, at, iterator)?;
    }
    Some(false)
}

/// `BuildTuple`.
///
/// # Safety
/// See [`binary`].
#[inline(never)]
pub unsafe fn build_tuple(vm: &mut Vm, base: Base, pc: *const u32, word: u32) -> Option<Value> {
    // SAFETY: by contract; the registers hold values, so they can be read as such.
    unsafe {
        let mark = enter(vm, base, pc);
        let items = values(Registers(base).slice(field_b(word), field_c(word)));
        let result = vm.new_tuple(items);
        finish(vm, mark, result)
    }
}

/// `BuildList`.
///
/// # Safety
/// See [`binary`].
#[inline(never)]
pub unsafe fn build_list(vm: &mut Vm, base: Base, pc: *const u32, word: u32) -> Option<Value> {
    // SAFETY: by contract; the registers hold values, so they can be read as such.
    unsafe {
        let mark = enter(vm, base, pc);
        let items = values(Registers(base).slice(field_b(word), field_c(word)));
        let result = vm.new_list(items).map(Ref::value);
        finish(vm, mark, result)
    }
}

/// Registers that all hold values, as values. If one is unbound, which verified code of the compiler never shows, the
/// slice ends before it.
pub fn values(slots: &[Option<Value>]) -> &[Value] {
    let bound = slots.iter().take_while(|slot| slot.is_some()).count();
    // SAFETY: `Option<Value>` has the layout of `Value`, and the first `bound` of them are not `None`.
    unsafe { core::slice::from_raw_parts(slots.as_ptr().cast(), bound) }
}

/// `Unpack` of anything but a tuple of the right length.
///
/// # Safety
/// See [`binary`].
#[inline(never)]
pub unsafe fn unpack(vm: &mut Vm, base: Base, pc: *const u32, word: u32) -> Option<()> {
    // SAFETY: by contract.
    unsafe {
        let registers = Registers(base);
        let (target, value, count) = (field_a(word), registers.value(field_b(word)), field_c(word));
        let mark = enter(vm, base, pc);
        let result = vm.unpack_exact(value, count, &mut |index, item| registers.set(target + index, item));
        finish(vm, mark, result)
    }
}

/// `ListAppend` where the list must grow.
///
/// # Safety
/// See [`binary`].
#[cold]
#[inline(never)]
pub unsafe fn list_append(vm: &mut Vm, base: Base, pc: *const u32, word: u32) -> Option<()> {
    // SAFETY: by contract.
    unsafe {
        let registers = Registers(base);
        let mark = enter(vm, base, pc);
        let result = match registers.value(field_a(word)).as_ref::<List>() {
            Some(list) => vm.list_push(list, registers.value(field_b(word))),
            None => Err(runtime::code::damaged(vm)),
        };
        finish(vm, mark, result)
    }
}

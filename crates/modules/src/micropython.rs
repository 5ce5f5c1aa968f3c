//! `micropython`: constants, the heap's lock, scheduled callbacks, figures on memory.

mod picture;
mod ring;

use crate::sys::stdio;
use runtime::native::{Args, Member, ModuleDefinition, NativeResult};
use runtime::object::Native;
use runtime::types::exception::{KEYBOARD_INTERRUPT, RUNTIME_ERROR};
use runtime::value::Value;
use runtime::vm::{Raised, Vm};

/// Callbacks that may wait to be run.
const QUEUE: usize = 8;

static MEMBERS: &[Member] = &[
    Member::function("const", "value, /", same, "The value; the compiler knows such constants."),
    Member::function("native", "function, /", same, "The function: code is run as bytecode."),
    Member::function("viper", "function, /", same, "The function: code is run as bytecode."),
    Member::function("bytecode", "function, /", same, "The function."),
    Member::function("opt_level", "level=None, /", optimization, "The optimization level of compilations."),
    Member::function("heap_lock", "", lock, "Make allocations fail; returns the depth."),
    Member::function("heap_unlock", "", unlock, "Undo one heap_lock; returns the depth."),
    Member::function("heap_locked", "", |vm, _| vm.new_uint(vm.heap.lock_depth().into()), "The depth of heap_lock."),
    Member::function("mem_info", "verbose=None, /", memory_information, "Print figures on memory."),
    Member::function("qstr_info", "verbose=None, /", name_information, "Print figures on interned names."),
    Member::function("mem_total", "", memory_total, "Bytes taken from the system."),
    Member::function("mem_current", "", memory_current, "Bytes in use."),
    Member::function("mem_peak", "", memory_total, "The most bytes that were taken."),
    Member::function("stack_use", "", stack_use, "Bytes of the Python stack in use."),
    Member::function("schedule", "function, argument, /", schedule, "Have a function called soon."),
    Member::function("kbd_intr", "character, /", keyboard_interrupt, "Set the character that interrupts."),
    Member::function(
        "alloc_emergency_exception_buf",
        "size, /",
        reserve,
        "Set memory aside for messages of exceptions.",
    ),
    Member::function("trace_dropped", "", |vm, _| vm.new_uint(vm.events.dropped.into()), "Events that were lost."),
    Member::class("RingIO", &ring::RING_IO),
];

/// `micropython`
pub static MODULE: ModuleDefinition = ModuleDefinition {
    name: "micropython",
    doc: runtime::native::doc("Control of the interpreter."),
    members: MEMBERS,
    initialize: None,
};

fn same(_: &mut Vm, args: &Args) -> NativeResult {
    Ok(args.at(0))
}

fn optimization(vm: &mut Vm, args: &Args) -> NativeResult {
    match args.get(0) {
        None => vm.new_int(vm.configuration.optimization.into()),
        Some(level) => {
            let level = vm.to_i64(level)?;
            vm.configuration.optimization = level.clamp(0, 9) as u8;
            Ok(Value::NONE)
        }
    }
}

fn lock(vm: &mut Vm, _: &Args) -> NativeResult {
    Ok(Value::from_i32_small(vm.lock_heap() as i32))
}

fn unlock(vm: &mut Vm, _: &Args) -> NativeResult {
    Ok(Value::from_i32_small(vm.unlock_heap() as i32))
}

fn memory_information(vm: &mut Vm, args: &Args) -> NativeResult {
    print_memory_information(vm)?;
    if args.get(0).is_some() {
        picture::print(vm)?;
    }
    Ok(Value::NONE)
}

/// Prints figures on memory.
pub fn print_memory_information(vm: &mut Vm) -> Result<(), Raised> {
    let statistics = vm.heap.statistics();
    let (used, limit) = (statistics.used, statistics.limit);
    let stack = used_stack(vm);
    let stack_size = vm.configuration.stack_size;
    let lines = vm.new_str_from(format_args!(
        "mem: total={}, current={used}, peak={}\nstack: {stack} out of {stack_size}\nGC: total: {limit}, used: {used}, \
         free: {}\n collections: {}\n",
        statistics.reserved,
        statistics.reserved,
        limit.saturating_sub(used),
        statistics.collections,
    ))?;
    match lines.as_ref() {
        Some(text) => stdio::write_text(vm, 1, text),
        None => Ok(()),
    }
}

fn name_information(vm: &mut Vm, _: &Args) -> NativeResult {
    let (count, bytes) = vm.interned_statistics();
    let line = vm.new_str_from(format_args!("qstr pool: n_pool=1, n_qstr={count}, n_str_data_bytes={bytes}\n"))?;
    if let Some(text) = line.as_ref() {
        stdio::write_text(vm, 1, text)?;
    }
    Ok(Value::NONE)
}

fn memory_total(vm: &mut Vm, _: &Args) -> NativeResult {
    let reserved = vm.heap.statistics().reserved;
    vm.new_uint(reserved as u64)
}

fn memory_current(vm: &mut Vm, _: &Args) -> NativeResult {
    let used = vm.heap.statistics().used;
    vm.new_uint(used as u64)
}

fn used_stack(vm: &Vm) -> usize {
    (vm.frame.top as usize).saturating_sub(vm.stack_start as usize)
}

fn stack_use(vm: &mut Vm, _: &Args) -> NativeResult {
    let used = used_stack(vm);
    vm.new_uint(used as u64)
}

fn schedule(vm: &mut Vm, args: &Args) -> NativeResult {
    let callback = (args.at(0), args.at(1));
    let is_interrupt = callback.0.as_ref::<Native>().is_some_and(|native| native.name() == "kbd_intr");
    if is_interrupt && vm.scheduled.contains(&callback) {
        // One is as good as many.
        return Ok(Value::NONE);
    }
    if vm.scheduled.len() >= QUEUE {
        return Err(vm.raise(&RUNTIME_ERROR, format_args!("schedule queue full")));
    }
    vm.scheduled.try_push(callback).map_err(|_| vm.memory_error())?;
    vm.committed = true;
    vm.pending.schedule();
    Ok(Value::NONE)
}

/// `kbd_intr(character)`. Scheduled with None it interrupts the program.
fn keyboard_interrupt(vm: &mut Vm, args: &Args) -> NativeResult {
    if args.at(0).is_none() && vm.runs_scheduled {
        return Err(vm.raise_with(&KEYBOARD_INTERRUPT, &[]));
    }
    let key = vm.to_i64(args.at(0))?;
    vm.host.set_interrupt_key(u8::try_from(key).ok());
    Ok(Value::NONE)
}

/// `alloc_emergency_exception_buf(size)`
fn reserve(vm: &mut Vm, args: &Args) -> NativeResult {
    let size = vm.to_i64(args.at(0))?;
    vm.reserve_messages(usize::try_from(size).unwrap_or(0));
    Ok(Value::NONE)
}

//! `gc`: the collector.

use runtime::native::{Args, Member, ModuleDefinition, NativeResult};
use runtime::value::Value;
use runtime::vm::Vm;

static MEMBERS: &[Member] = &[
    Member::function("collect", "generation=2", collect, "Free what is unreachable."),
    Member::function("enable", "", enable, "Turn automatic collection on."),
    Member::function("disable", "", disable, "Turn automatic collection off."),
    Member::function("isenabled", "", |vm, _| Ok(Value::from_bool(vm.heap.automatic())), "Whether it is on."),
    Member::function("mem_free", "", free, "Bytes that may still be used."),
    Member::function("mem_alloc", "", allocated, "Bytes in use."),
    Member::function("threshold", "amount=None, /", threshold, "Bytes after which a collection is made."),
];

/// `gc`
pub static MODULE: ModuleDefinition = ModuleDefinition {
    name: "gc",
    doc: runtime::native::doc("The garbage collector."),
    members: MEMBERS,
    initialize: None,
};

fn collect(vm: &mut Vm, _: &Args) -> NativeResult {
    vm.forget_dead_registers();
    vm.collect();
    (vm.executor.poll)(vm)?;
    vm.new_int(0)
}

fn enable(vm: &mut Vm, _: &Args) -> NativeResult {
    vm.heap.set_automatic(true);
    Ok(Value::NONE)
}

fn disable(vm: &mut Vm, _: &Args) -> NativeResult {
    vm.heap.set_automatic(false);
    Ok(Value::NONE)
}

fn free(vm: &mut Vm, _: &Args) -> NativeResult {
    let statistics = vm.heap.statistics();
    vm.new_uint(statistics.limit.saturating_sub(statistics.used) as u64)
}

fn allocated(vm: &mut Vm, _: &Args) -> NativeResult {
    let used = vm.heap.statistics().used;
    vm.new_uint(used as u64)
}

/// `threshold()` tells the number of bytes, -1 for the collector's own rule; `threshold(n)` sets it.
fn threshold(vm: &mut Vm, args: &Args) -> NativeResult {
    let name = vm.intern(b"gc.threshold")?;
    let registry = vm.registry;
    let Some(amount) = args.get(0) else {
        return Ok(registry.get_name(name).unwrap_or(Value::from_i32_small(-1)));
    };
    // Whole cells are counted, as in MicroPython.
    const CELL: i64 = 4 * size_of::<usize>() as i64;
    let bytes = vm.to_i64(amount)?;
    let shown = vm.new_int(if bytes < 0 { -1 } else { bytes / CELL * CELL })?;
    vm.dict_set_name(registry, name, shown)?;
    vm.heap.set_threshold(usize::try_from(bytes).ok());
    Ok(Value::NONE)
}
